"""The history: every inspection ever made, in one file that sessions are merged into.

A verdict in the history is the recipe's, at the limits of the session when it was last merged; parts that
an earlier recipe of the session had judged keep the limits that they were judged with. What was merged stays
when the session is deleted, and so do parts that were taken off a session's list.
"""

# ruff: noqa: S608 - only names and conditions that are written here are put into SQL; all values are bound

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from engine.errors import SessionError
from engine.judging import VERDICTS, verdicts
from engine.metrics import binomial_interval
from engine.review import OPERATOR_VERDICTS, operator_code
from engine.session import columns
from engine.session.columns import LAST_MOMENT, BadContentError, as_moment, look_up, to_text
from engine.session.schema import (
    HISTORY,
    DamagedSessionError,
    initialise,
    open_file,
    put_aside,
    snapshot,
    transaction,
    translated,
)
from engine.session.store import Head, Recipe, read_head, read_recipes, reading
from engine.types import Interval, OperatorVerdict, Review, Verdict

_GOOD, _REVIEW, _DEFECTIVE, _ERROR = map(
    VERDICTS.index, (Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE, Verdict.ERROR)
)
_SAID_GOOD, _SAID_DEFECTIVE = map(operator_code, (OperatorVerdict.GOOD, OperatorVerdict.DEFECTIVE))
_GOOD_PART = f"(said = {_SAID_GOOD} OR (verdict = {_GOOD} AND said <> {_SAID_DEFECTIVE}))"
_DISAGREEING = (
    f"(verdict = {_DEFECTIVE} AND said = {_SAID_GOOD} OR verdict = {_GOOD} AND said = {_SAID_DEFECTIVE})"
)
_QUARTER = 900_000
"""Milliseconds; the world's clocks differ by whole quarters of an hour: no day begins inside one."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection of one picture.

    Attributes:
        session_id: The session it was made in.
        session_name: What people call that; empty for none.
        key: Number of the part in that session.
        at: When, ISO 8601 with time zone.
        path: The picture.
        score: Anomaly score, raw units; None for an error.
        image_threshold: Image threshold when the session was merged, raw units.
        margin: score / image_threshold; None for an error.
        verdict: The recipe's verdict at those limits.
        review: What a person left with the part.
        recipe_sha256: Hash of the recipe's file; empty where it was not saved.
    """

    session_id: str
    session_name: str
    key: int
    at: str
    path: Path
    score: float | None
    image_threshold: float
    margin: float | None
    verdict: Verdict
    review: Review
    recipe_sha256: str


@dataclass(frozen=True, slots=True)
class RecipeHistory:
    """How much was inspected with the versions of one recipe.

    Attributes:
        id: What all versions of the recipe have in common; empty for inspections without a known recipe.
        name: What people called it last.
        n: Inspections.
        first: The first one, ISO 8601 with time zone.
        last: The last one.
    """

    id: str
    name: str
    n: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Day:
    """What was inspected on one day of the calendar.

    Attributes:
        day: The day, local time.
        n: Inspections.
        n_good: Called good by the recipe.
        n_review: Put up for review.
        n_defective: Called defective.
        n_error: Pictures that could not be judged; they are in no share.
        share: Defective ones among those judged; None where none was.
        interval: Where the share of all such parts lies (Clopper and Pearson); None where none was judged.
    """

    day: date
    n: int
    n_good: int
    n_review: int
    n_defective: int
    n_error: int
    share: float | None
    interval: Interval | None


class Margins(NamedTuple):
    """Margins in the order of time.

    Attributes:
        times: Seconds since 1970, UTC, float64, shape (n,).
        margins: score / image threshold, float64, shape (n,).
        codes: Verdicts as indices into :data:`engine.judging.VERDICTS`, uint8, shape (n,).
    """

    times: npt.NDArray[np.float64]
    margins: npt.NDArray[np.float64]
    codes: npt.NDArray[np.uint8]


class GoodParts(NamedTuple):
    """Good parts in the order of time: found good and not called defective, or called good by somebody.

    Attributes:
        times: Seconds since 1970, UTC, float64, shape (n,).
        scores: Anomaly scores, raw units, float64, shape (n,); limits that moved do not move them.
        margins: score / image threshold, float64, shape (n,).
    """

    times: npt.NDArray[np.float64]
    scores: npt.NDArray[np.float64]
    margins: npt.NDArray[np.float64]


class History:
    """All inspections in one file, which is made when it is needed first.

    Every method opens the file and closes it again, so that it can be called on any thread. All raise
    :class:`~engine.errors.SessionError` where the file cannot be read or written. A damaged file is put
    aside, never deleted; the error says so, and the history begins anew with the sessions that are there.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    # ---- filling it

    def merge(self, session_path: Path) -> int:
        """Take over what is new in a session; merging it twice is the same as once.

        Reviews, limits and paths that changed since the last time are taken over too. Waits for no writer:
        :meth:`~engine.session.SessionWriter.flush` before if what was done last must be in it.

        Returns:
            Inspections that the history did not have yet.
        """
        with reading(session_path) as session:
            head = read_head(session, session_path)
            if self._revision(head.info.id) == head.revision:
                return 0
            rows = list(_rows_of(session, head))
        with self._open(write=True) as history, transaction(history):
            before = _total(history)
            _merge_rows(history, head, rows)
            return _total(history) - before

    def delete(self, session_id: str) -> int:
        """Forget all inspections of a session; merging it again brings them back.

        Returns:
            How many there were.
        """
        with self._open(write=True) as history, transaction(history):
            number = "(SELECT number FROM session WHERE id = ?)"
            gone = history.execute(f"DELETE FROM inspection WHERE session = {number}", (session_id,)).rowcount
            history.execute("DELETE FROM session WHERE id = ?", (session_id,))
            return gone

    # ---- asking it

    def recipes(self) -> list[RecipeHistory]:
        """The recipes that anything was inspected with, the one that was used last first."""
        with self._open() as history:
            rows = history.execute(
                "SELECT r.id, r.name, count(*), min(i.at), max(i.at) FROM inspection i"
                " JOIN recipe r ON r.number = i.recipe GROUP BY r.number ORDER BY max(i.at) DESC, r.number"
            )
            return [
                RecipeHistory(_text(uid), _text(name), n, *map(as_moment, _times(times).tolist()))
                for uid, name, n, *times in rows
            ]

    def inspections(
        self,
        recipe_id: str,
        search: str = "",
        verdict: Verdict | None = None,
        operator: OperatorVerdict | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        disagreeing: bool = False,
        limit: int = 200,
        offset: int = 0,
    ) -> list[Inspection]:
        """Inspections with a recipe, the newest first.

        Args:
            recipe_id: What all versions of the recipe have in common.
            search: Only where each of these words is in the path, the note or the session's name, whatever
                their case.
            verdict: Only those that the recipe called so.
            operator: Only those that a person called so.
            since: Only from this time on; a time without a zone is local.
            until: Only before this time.
            disagreeing: Only where one of recipe and person said good and the other defective.
            limit: At most so many.
            offset: After leaving out so many.
        """
        where, values = _conditions(recipe_id, search, verdict, operator, since, until, disagreeing)
        with self._open() as history:
            rows = history.execute(
                "SELECT s.id, s.name, i.key, i.at, i.path, i.score, i.image_threshold, i.margin, i.verdict,"
                " i.said, i.note, i.reviewed_at, i.recipe_sha256 FROM inspection i"
                f" JOIN session s ON s.number = i.session WHERE {where}"
                " ORDER BY i.at DESC, i.session DESC, i.key DESC LIMIT ? OFFSET ?",
                (*values, max(0, limit), max(0, offset)),
            )
            return [_inspection(row) for row in rows]

    def count(
        self,
        recipe_id: str,
        search: str = "",
        verdict: Verdict | None = None,
        operator: OperatorVerdict | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        disagreeing: bool = False,
    ) -> int:
        """How many :meth:`inspections` there are; the same arguments."""
        where, values = _conditions(recipe_id, search, verdict, operator, since, until, disagreeing)
        with self._open() as history:
            found = history.execute(f"SELECT count(*) FROM inspection i WHERE {where}", values)
            return int(found.fetchone()[0])

    def per_day(
        self,
        recipe_id: str,
        since: datetime | None = None,
        until: datetime | None = None,
        tz: tzinfo | None = None,
    ) -> list[Day]:
        """What was inspected on each day, the earliest first; days without any are left out.

        Args:
            recipe_id: What all versions of the recipe have in common.
            since: Only from this time on.
            until: Only before this time.
            tz: Where days begin at midnight; None for the time zone of this computer.
        """
        where, values = _conditions(recipe_id, since=since, until=until)
        with self._open() as history:
            rows = history.execute(
                f"SELECT i.at / {_QUARTER}, i.verdict, count(*) FROM inspection i WHERE {where}"
                " GROUP BY 1, 2",
                values,
            ).fetchall()
            columns.whole("verdict", [code for _quarter, code, _n in rows], 0, len(VERDICTS) - 1)
            _times([quarter * _QUARTER for quarter, _code, _n in rows])
        days: dict[date, list[int]] = {}
        for quarter, code, n in rows:
            local = datetime.fromtimestamp(quarter * _QUARTER / 1000, UTC).astimezone(tz)
            days.setdefault(local.date(), [0] * len(VERDICTS))[code] += n
        return [_day(day, numbers) for day, numbers in sorted(days.items())]

    def margins(
        self,
        recipe_id: str,
        since: datetime | None = None,
        most: int = 20_000,
        until: datetime | None = None,
    ) -> Margins:
        """Margins of all judged parts in the order of time, for a chart.

        Args:
            recipe_id: What all versions of the recipe have in common.
            since: Only from this time on.
            most: Where there are more, so many of them, evenly spread from the first to the last.
            until: Only before this time.
        """
        where, values = _conditions(recipe_id, since=since, until=until)
        where = f"{where} AND i.margin IS NOT NULL"
        with self._by_time("at, margin, verdict", where, values) as (at, margins, verdict_codes):
            codes = columns.whole("verdict", verdict_codes, 0, len(VERDICTS) - 1).astype(np.uint8)
            found = Margins(_times(at) / 1000, columns.floats("margin", margins), codes)
        if len(codes) > most:
            chosen = np.linspace(0, len(codes) - 1, most).round().astype(int)
            found = Margins(*(column[chosen] for column in found))
        return found

    def good_parts(
        self, recipe_id: str, since: datetime | None = None, until: datetime | None = None
    ) -> GoodParts:
        """All good parts in the order of time, as :func:`~engine.session.drift.drift` wants them."""
        where, values = _conditions(recipe_id, since=since, until=until)
        where = f"{where} AND i.score IS NOT NULL AND {_GOOD_PART}"
        with self._by_time("at, score, margin", where, values) as (at, scores, margins):
            return GoodParts(
                _times(at) / 1000, columns.floats("score", scores), columns.floats("margin", margins)
            )

    def _revision(self, session_id: str) -> int | None:
        """The revision of a session that was merged last."""
        with self._open() as history:
            found = history.execute("SELECT revision FROM session WHERE id = ?", (session_id,)).fetchone()
            return found[0] if found else None

    @contextlib.contextmanager
    def _by_time(
        self, what: str, where: str, values: Sequence[object]
    ) -> Iterator[Sequence[Sequence[object]]]:
        """Three columns of the rows that fulfil the conditions, in the order of time."""
        with self._open() as history:
            rows = history.execute(
                f"SELECT {what} FROM inspection i WHERE {where} ORDER BY i.at, i.session, i.key", values
            ).fetchall()
            yield list(zip(*rows, strict=True)) or ((), (), ())

    @contextlib.contextmanager
    def _open(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """The file, made where there is none, put aside where it is damaged."""
        try:
            if not self.path.exists():
                try:
                    initialise(self.path, HISTORY)
                except SessionError:
                    if not self.path.exists():  # else another program has made it just now
                        raise
            connection = open_file(self.path, HISTORY, write=write)
            # SQLite's own lower() knows no umlauts
            connection.create_function("casefold", 1, str.casefold, deterministic=True)
            try:
                with translated(self.path, HISTORY.what):
                    if write:
                        yield connection
                    else:
                        with snapshot(connection):
                            yield connection
            finally:
                connection.close()
        except (DamagedSessionError, BadContentError) as error:
            aside = put_aside(self.path)
            raise SessionError(
                f"The history was damaged and put aside as {aside.name}.",
                "It begins anew with the sessions that are still there.",
                aside,
            ) from error


def _rows_of(session: sqlite3.Connection, head: Head) -> Iterator[tuple[object, ...]]:
    """Values for ``inspection`` of all parts of a session, without the session; the recipe as it is there."""
    limits, recipes = columns.read_limits(session), read_recipes(session)
    for table in ("result", "past"):
        found = columns.read_columns(session, table, head.platform, ("key", "at", "recipe"))
        reviews = columns.read_reviews(session, table)
        keys = columns.whole("key", found.others["key"]).tolist()
        at = columns.whole("at", found.others["at"], 0, LAST_MOMENT).tolist()
        columns.types("recipe", found.others["recipe"], {int, type(None)})
        numbers = found.others["recipe"]
        look_up(limits, found.limits)
        # parts that another recipe, or another version of it, had judged keep their limits
        judged_by = [
            head.limits if head.limits is not None and number == head.recipe else own
            for number, own in zip(numbers, found.limits, strict=True)
        ]
        codes = _verdicts(found, judged_by, limits)
        for place, (row, path) in enumerate(zip(found.rows, found.paths, strict=True)):
            review = reviews.get(row, _UNTOUCHED)
            threshold = limits[judged_by[place]].image_threshold
            score = found.others["score"][place]
            yield (
                keys[place],
                at[place],
                Recipe() if numbers[place] is None else look_up(recipes, [numbers[place]])[0],
                to_text(path),
                score,
                threshold,
                None if score is None else score / threshold,
                codes[place],
                operator_code(review.verdict),
                to_text(review.note),
                review.at,
                to_text(f"{path}\n{review.note}".casefold()),
            )


_UNTOUCHED = Review()


def _verdicts(found: columns.Columns, judged_by: list[int], limits: dict[int, Any]) -> list[int]:
    """Verdicts of all rows as codes, each at its limits."""
    codes = np.zeros(len(found), np.uint8)
    numbers = np.array(judged_by, np.int64)
    for number in np.unique(numbers).tolist():
        here = numbers == number
        codes[here] = verdicts(found.scores[here], found.areas[here], look_up(limits, [number])[0])
    return codes.tolist()


def _merge_rows(history: sqlite3.Connection, head: Head, rows: Sequence[tuple[Any, ...]]) -> None:
    """Put rows of :func:`_rows_of` into the history."""
    history.execute("INSERT OR IGNORE INTO session (id, name, revision) VALUES (?, '', -1)", (head.info.id,))
    history.execute(
        "UPDATE session SET name = ?, revision = ? WHERE id = ?",
        (to_text(head.info.name), head.revision, head.info.id),
    )
    session = _number_of(history, "session", head.info.id)
    recipes: dict[Recipe, int] = {}
    present = Recipe(head.info.recipe_id, head.info.recipe_name, head.info.recipe_sha256)
    # the present one last: what people call the recipe now is its name
    for recipe in sorted({row[2] for row in rows}, key=lambda recipe: (recipe == present, recipe.name)):
        uid, name = to_text(recipe.id), to_text(recipe.name)
        history.execute("INSERT OR IGNORE INTO recipe (id, name) VALUES (?, ?)", (uid, name))
        history.execute("UPDATE recipe SET name = ? WHERE id = ?", (name, uid))
        recipes[recipe] = _number_of(history, "recipe", uid)
    history.executemany(
        _MERGE,
        ((session, key, at, recipes[recipe], recipe.sha256, *values) for key, at, recipe, *values in rows),
    )


_COLUMNS = [
    "session",
    "key",
    "at",
    "recipe",
    "recipe_sha256",
    "path",
    "score",
    "image_threshold",
    "margin",
    "verdict",
    "said",
    "note",
    "reviewed_at",
    "words",
]
_MERGE = (
    f"INSERT INTO inspection ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
    " ON CONFLICT (session, key, at) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[3:])
    # most rows are as they were: leave their pages alone
    + f" WHERE ({', '.join(_COLUMNS[3:])}) IS NOT ({', '.join(f'excluded.{n}' for n in _COLUMNS[3:])})"
)


def _number_of(history: sqlite3.Connection, table: str, uid: columns.Text) -> int:
    return int(history.execute(f"SELECT number FROM {table} WHERE id = ?", (uid,)).fetchone()[0])


def _total(history: sqlite3.Connection) -> int:
    return int(history.execute("SELECT count(*) FROM inspection").fetchone()[0])


def _conditions(
    recipe_id: str,
    search: str = "",
    verdict: Verdict | None = None,
    operator: OperatorVerdict | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    disagreeing: bool = False,
) -> tuple[str, list[object]]:
    """What a row must fulfil, as SQL and its values."""
    parts = ["i.recipe = (SELECT number FROM recipe WHERE id = ?)"]
    values: list[object] = [to_text(recipe_id)]
    for word in search.casefold().split():
        parts.append(
            "(instr(i.words, ?) > 0"
            " OR i.session IN (SELECT number FROM session WHERE instr(casefold(name), ?) > 0))"
        )
        values += [to_text(word)] * 2
    for column, code in (
        ("verdict", None if verdict is None else VERDICTS.index(verdict)),
        ("said", None if operator is None else OPERATOR_VERDICTS.index(operator)),
    ):
        if code is not None:
            parts.append(f"i.{column} = ?")
            values.append(code)
    for comparison, time in ((">=", since), ("<", until)):
        if time is not None:
            parts.append(f"i.at {comparison} ?")
            values.append(round(time.timestamp() * 1000))
    if disagreeing:
        parts.append(_DISAGREEING)
    return " AND ".join(parts), values


def _inspection(row: tuple[Any, ...]) -> Inspection:
    (uid, session, key, at, path, score, threshold, margin, code, said, note, reviewed_at, sha256) = row
    columns.whole("verdict", [code], 0, len(VERDICTS) - 1)
    columns.whole("said", [said], 0, len(OPERATOR_VERDICTS) - 1)
    columns.floats("score", [score, threshold, margin], or_none=True)
    _times([at])
    return Inspection(
        session_id=_text(uid),
        session_name=_text(session),
        key=key,
        at=as_moment(at),
        path=Path(columns.read_path(path)),
        score=score,
        image_threshold=threshold,
        margin=margin,
        verdict=VERDICTS[code],
        review=Review(OPERATOR_VERDICTS[said], _text(note), _text(reviewed_at)),
        recipe_sha256=_text(sha256),
    )


def _day(day: date, numbers: Sequence[int]) -> Day:
    good, review, defective, error = (numbers[code] for code in (_GOOD, _REVIEW, _DEFECTIVE, _ERROR))
    judged = good + review + defective
    return Day(
        day,
        sum(numbers),
        good,
        review,
        defective,
        error,
        defective / judged if judged else None,
        binomial_interval(defective, judged) if judged else None,
    )


def _times(at: Sequence[object]) -> npt.NDArray[np.int64]:
    """Milliseconds since 1970, checked, shape (n,)."""
    return columns.whole("at", at, 0, LAST_MOMENT)


def _text(value: object) -> str:
    return columns.read_text(value, "a text")
