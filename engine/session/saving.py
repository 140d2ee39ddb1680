"""Writing what waits into an open session, inside a transaction of the caller's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from engine.errors import SessionError
from engine.session import columns
from engine.session.changes import Changes, Move
from engine.session.columns import ALL_COLUMNS, RESULT_VALUES, encode, encode_review, to_text
from engine.session.relocation import relocated
from engine.session.store import Recipe, moment
from engine.types import InspectionResult, Limits, Review

Tell = Callable[[SessionError], object]

_NAMES = RESULT_VALUES.split(", ")
_MARKS = ", ".join("?" * len(ALL_COLUMNS.split(", ")))
_TO_PAST = f"INSERT OR REPLACE INTO past ({ALL_COLUMNS}) SELECT {ALL_COLUMNS} FROM result"  # noqa: S608
_ADD = f"INSERT INTO result ({ALL_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608
_ADD_PAST = f"INSERT OR REPLACE INTO past ({ALL_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608
_UPDATE = f"UPDATE result SET recipe = ?, limits = ?, {', '.join(f'{n} = ?' for n in _NAMES)} WHERE key = ?"  # noqa: S608
_REVIEW = "UPDATE result SET said = ?, note = ?, reviewed_at = ? WHERE key = ?"


def save(connection: sqlite3.Connection, changes: Changes, tell: Tell) -> None:
    """Write changes into a session.

    Args:
        connection: To the session, inside a transaction.
        changes: What to write.
        tell: Called with an error for every part that cannot be kept because of what it holds.

    Raises:
        sqlite3.Error: The file cannot be written.
    """
    _Saving(connection, tell).save(changes)


def move_pictures(connection: sqlite3.Connection, move: Move, tell: Tell) -> None:
    """Give the pictures of a moved folder the paths that :func:`~engine.session.relocation.relocated` finds.

    Args:
        connection: To the session, inside a transaction.
        move: From where to where.
        tell: Called with an error if they are not there.

    Raises:
        sqlite3.Error: The file cannot be written.
    """
    platform = connection.execute("SELECT platform FROM session").fetchone()[0]
    places: dict[Path, list[tuple[str, int]]] = {}
    hashes: dict[Path, str] = {}
    for table in ("past", "result"):
        for row, text, sha256 in connection.execute(f"SELECT rowid, path, sha256 FROM {table}"):  # noqa: S608
            path = Path(columns.read_path(text, platform))
            places.setdefault(path, []).append((table, row))
            hashes[path] = sha256.hex()
    try:
        found = relocated(list(hashes), move.old, move.new, list(hashes.values())).paths
    except SessionError as error:
        tell(error)
        return
    for table in ("past", "result"):
        connection.executemany(
            f"UPDATE {table} SET path = ? WHERE rowid = ?",  # noqa: S608
            (
                (to_text(str(new)), row)
                for old, new in found.items()
                for where, row in places[old]
                if where == table
            ),
        )
    connection.execute("UPDATE session SET changed = ?, revision = revision + 1", (moment(),))


class _Saving:
    """One act of writing: the numbers of recipe and limits are only good for one transaction."""

    def __init__(self, connection: sqlite3.Connection, tell: Tell) -> None:
        self._do = connection.execute
        self._do_many = connection.executemany
        self._tell = tell
        self._limits: dict[Limits, int] = {}
        self._recipe: int | None = None

    def save(self, changes: Changes) -> None:
        if "recipe" in changes.fields:
            self._set_recipe(*changes.fields["recipe"])
        self._recipe = self._do("SELECT recipe FROM session").fetchone()[0]
        self._take_off(changes)
        self._do_many(_ADD_PAST, self._past_rows(changes))
        self._do_many(_ADD, self._new_rows(changes))
        self._do_many(_UPDATE, self._newer_rows(changes))
        self._do_many(_REVIEW, ((*encode_review(r), key) for key, r in changes.reviews.items()))
        if "limits" in changes.fields:
            self._do("UPDATE session SET limits = ?", (self._number(changes.fields["limits"]),))
        if "name" in changes.fields:
            self._do("UPDATE session SET name = ?", (to_text(changes.fields["name"]),))
        if "view" in changes.fields:
            self._do("UPDATE view SET json = ?", (changes.fields["view"],))
        self._do("UPDATE session SET changed = ?, revision = revision + 1", (moment(),))

    def _take_off(self, changes: Changes) -> None:
        """Move parts to the past: those taken off, and any whose key is given away once more."""
        if changes.cleared:
            self._do(_TO_PAST)
            self._do("DELETE FROM result")
            return
        keys = [(key,) for key, row in changes.rows.items() if row is None or row.at is not None]
        self._do_many(f"{_TO_PAST} WHERE key = ?", keys)
        self._do_many("DELETE FROM result WHERE key = ?", keys)

    def _new_rows(self, changes: Changes) -> Iterator[tuple[object, ...]]:
        any_past = self._do("SELECT EXISTS (SELECT 1 FROM past)").fetchone()[0]
        for key, row in changes.rows.items():
            if row is not None and row.at is not None:
                values = self._values(key, row.result)
                if values is not None:
                    at = self._former(key, values) if any_past else None
                    yield (key, row.at if at is None else at, *values, *encode_review(Review()))

    def _former(self, key: int, values: tuple[object, ...]) -> int | None:
        """When a part was inspected that was taken off the list and is put back; it is the past no longer."""
        path, sha256 = (values[2 + _NAMES.index(name)] for name in ("path", "sha256"))
        found = self._do(
            "SELECT at FROM past WHERE key = ? AND path = ? AND sha256 = ? AND recipe IS ?"
            " ORDER BY at DESC LIMIT 1",
            (key, path, sha256, self._recipe),
        ).fetchone()
        if found is None:
            return None
        self._do("DELETE FROM past WHERE key = ? AND at = ?", (key, found[0]))
        return int(found[0])

    def _newer_rows(self, changes: Changes) -> Iterator[tuple[object, ...]]:
        for key, row in changes.rows.items():
            if row is not None and row.at is None:
                values = self._values(key, row.result)
                if values is not None:
                    yield (*values, key)

    def _past_rows(self, changes: Changes) -> Iterator[tuple[object, ...]]:
        for key, row, review in changes.gone:
            values = self._values(key, row.result)
            if values is not None:
                yield (key, row.at, *values, *encode_review(review or Review()))

    def _values(self, key: int, result: InspectionResult) -> tuple[object, ...] | None:
        """Recipe, limits and the result's own values; None if they cannot be kept."""
        try:
            return self._recipe, self._number(result.limits), *encode(result)
        except (ValueError, TypeError, OverflowError) as error:
            self._tell(
                SessionError(
                    f"The result of {result.path} (part {key}) cannot be kept: it holds {error}.",
                    "Inspect the picture again.",
                    result.path,
                )
            )
            return None

    def _number(self, limits: Limits) -> int:
        """The number of some limits in the file."""
        if limits not in self._limits:
            values = columns.encode_limits(limits)
            self._do(
                "INSERT OR IGNORE INTO limits (image_threshold, pixel_threshold, min_area, review_from)"
                " VALUES (?, ?, ?, ?)",
                values,
            )
            found = self._do(
                "SELECT number FROM limits WHERE image_threshold = ? AND pixel_threshold = ?"
                " AND min_area = ? AND review_from = ?",
                values,
            )
            self._limits[limits] = found.fetchone()[0]
        return self._limits[limits]

    def _set_recipe(self, recipe: Recipe, path: Path | None) -> None:
        values = (to_text(recipe.id), to_text(recipe.name), recipe.sha256)
        self._do("INSERT OR IGNORE INTO recipe (id, name, sha256) VALUES (?, ?, ?)", values)
        found = self._do("SELECT number FROM recipe WHERE id = ? AND name = ? AND sha256 = ?", values)
        where = None if path is None else to_text(str(path))
        self._do("UPDATE session SET recipe = ?, recipe_path = ?", (found.fetchone()[0], where))
