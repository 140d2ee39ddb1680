"""Making sessions, listing them and reading one: results, verdicts, limits and view in one SQLite file.

Everything here reads; what happens while somebody works is written by
:class:`~engine.session.writer.SessionWriter`.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.errors import SessionError
from engine.files import write_error
from engine.session import columns
from engine.session.columns import BadContentError
from engine.session.schema import SESSION, SUFFIX, damaged, initialise, open_file, snapshot, translated
from engine.types import InspectionResult, Limits, Review

_ID = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"([0-9a-f]{64})?")
_MOST_NAME = 1000
LONGEST_NAME = 200
"""Longer names are cut."""


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """What a list of sessions shows of one.

    Attributes:
        path: The file.
        id: What the session is known by wherever its file is, 32 hexadecimal digits.
        name: What people call it; empty for none.
        created: When it was begun, ISO 8601 with time zone.
        changed: When anything in it was last changed, ISO 8601 with time zone.
        recipe_id: What all versions of its recipe have in common; empty without a recipe.
        recipe_name: What people call the recipe.
        recipe_sha256: Hash of the recipe's file; empty where it was not saved.
        n_results: Parts on its list.
        n_reviewed: Parts with an operator verdict.
    """

    path: Path
    id: str
    name: str
    created: str
    changed: str
    recipe_id: str = ""
    recipe_name: str = ""
    recipe_sha256: str = ""
    n_results: int = 0
    n_reviewed: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that a session holds.

    Attributes:
        id: What the session is known by, 32 hexadecimal digits.
        name: What people call it; empty for none.
        created: When it was begun, ISO 8601 with time zone.
        recipe_id: What all versions of its recipe have in common; empty without a recipe.
        recipe_sha256: Hash of the recipe's file; empty where it was not saved.
        recipe_name: What people call the recipe.
        recipe_path: The recipe's file, if it was ever saved. It may be gone, or be another by now.
        limits: What the parts are judged by; None where nobody set any.
        view: What the window keeps about how it looked, JSON.
        keys: Numbers of the parts, rising.
        results: The parts, in the order of their keys, without maps.
        reviews: What people left with them, by key.
    """

    id: str
    name: str
    created: str
    recipe_id: str = ""
    recipe_sha256: str = ""
    recipe_name: str = ""
    recipe_path: Path | None = None
    limits: Limits | None = None
    view: dict[str, Any] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list, repr=False)
    results: list[InspectionResult] = field(default_factory=list, repr=False)
    reviews: dict[int, Review] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a session says of a recipe.

    Attributes:
        id: What all its versions have in common.
        name: What people call it.
        sha256: Hash of its file; empty where it was not saved.
    """

    id: str = ""
    name: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A session's one row, checked.

    Attributes:
        info: What a list shows; its counts are 0 here.
        revision: Rises with every change.
        platform: Of the computer that it was made on, as ``os.name``.
        recipe: Number of the recipe that judges now.
        recipe_path: Its file.
        limits: Number of the limits in force.
    """

    info: SessionInfo
    revision: int
    platform: str
    recipe: int | None
    recipe_path: Path | None
    limits: int | None


def create(path: Path, name: str = "") -> SessionInfo:
    """Begin a session in a new file.

    Args:
        path: The file, with the suffix :data:`~engine.session.SUFFIX`. Missing folders are made.
        name: What people call it.

    Raises:
        SessionError: There is something of that name already, or it cannot be written.
    """
    now, name = moment(), name[:LONGEST_NAME]
    info = SessionInfo(path, uuid.uuid4().hex, name, now, now)

    def fill(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO session VALUES (?, ?, ?, ?, 0, ?, NULL, NULL, NULL)",
            (info.id, columns.to_text(name), now, now, os.name),
        )
        connection.execute("INSERT INTO counts VALUES (0, 0)")
        connection.execute("INSERT INTO view VALUES ('{}')")

    initialise(path, SESSION, fill)
    return info


def list_sessions(folder: Path) -> tuple[list[SessionInfo], list[SessionError]]:
    """All sessions in a folder, the one that was changed last first.

    Args:
        folder: Where to look; folders below it are not looked into. One that does not exist has no sessions.

    Returns:
        The sessions, and an error for every file that is none although it is called one.
    """
    found, errors = [], []
    try:
        paths = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))
    except FileNotFoundError:
        return [], []
    except OSError as error:
        message = f"The folder {folder} cannot be read ({error.strerror})."
        return [], [SessionError(message, "Check the folder and its permissions.", folder)]
    for path in paths:
        try:
            found.append(read_info(path))
        except SessionError as error:
            errors.append(error)
    found.sort(key=lambda info: datetime.fromisoformat(info.changed), reverse=True)
    return found, errors


def read_info(path: Path) -> SessionInfo:
    """What a list shows of one session.

    Raises:
        DamagedSessionError: Its content is not what was saved.
        SessionError: It is missing, no session, newer than this program, or cannot be opened.
    """
    with reading(path) as connection:
        return read_head(connection, path, counted=True).info


def load(path: Path) -> Session:
    """Read a whole session; 100,000 results take about a second.

    Raises:
        DamagedSessionError: Its content is not what was saved; see
            :func:`~engine.session.put_aside`.
        SessionError: It is missing, no session, newer than this program, or cannot be opened.
    """
    with reading(path) as connection, columns.without_collecting():
        head = read_head(connection, path)
        limits = columns.read_limits(connection)
        keys, results = columns.read_results(connection, head.platform, limits)
        return Session(
            id=head.info.id,
            name=head.info.name,
            created=head.info.created,
            recipe_id=head.info.recipe_id,
            recipe_sha256=head.info.recipe_sha256,
            recipe_name=head.info.recipe_name,
            recipe_path=head.recipe_path,
            limits=None if head.limits is None else columns.look_up(limits, [head.limits])[0],
            view=_read_view(connection),
            keys=keys,
            results=results,
            reviews=columns.read_reviews(connection, "result"),
        )


def delete(path: Path) -> None:
    """Delete a session's file, with what SQLite keeps beside it; what the history knows of it stays.

    Raises:
        SessionError: It cannot be deleted.
    """
    try:
        # the file itself last: what is beside it means nothing without it
        for ending in ("-shm", "-wal", ""):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    except OSError as error:
        wrong = write_error(path, error)
        raise SessionError(f"{path} could not be deleted.", wrong.hint, path) from error


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A session opened for reading, everything of the same moment; what is wrong becomes a SessionError."""
    try:
        connection = open_file(path, SESSION)
        try:
            with translated(path, SESSION.what), snapshot(connection):
                yield connection
        finally:
            connection.close()
    except BadContentError as error:
        raise damaged(path, SESSION.what, str(error)) from error


def read_head(connection: sqlite3.Connection, path: Path, *, counted: bool = False) -> Head:
    """The session's one row.

    Raises:
        BadContentError: It is not there, or not what it should be.
    """
    rows = connection.execute(
        "SELECT id, name, created, changed, revision, platform, recipe, recipe_path, limits FROM session"
        " LIMIT 2"
    ).fetchall()
    if len(rows) != 1:
        raise BadContentError("it does not hold one session")
    uid, name, created, changed, revision, platform, number, recipe_path, limits = rows[0]
    if not (isinstance(uid, str) and _ID.fullmatch(uid)):
        raise BadContentError("its id is none")
    if not (isinstance(revision, int) and all(isinstance(n, int | None) for n in (number, limits))):
        raise BadContentError("its numbers are none")
    recipe = Recipe() if number is None else read_recipes(connection).get(number)
    if recipe is None:
        raise BadContentError("its recipe is missing")
    results, reviewed = _read_counts(connection) if counted else (0, 0)
    return Head(
        SessionInfo(
            path,
            uid,
            columns.read_text(name, "its name", _MOST_NAME),
            _moment(created),
            _moment(changed),
            recipe.id,
            recipe.name,
            recipe.sha256,
            results,
            reviewed,
        ),
        revision,
        columns.read_text(platform, "its platform", _MOST_NAME),
        number,
        None if recipe_path is None else Path(columns.read_path(recipe_path)),
        limits,
    )


def read_recipes(connection: sqlite3.Connection) -> dict[int, Recipe]:
    """All recipes of a session by their numbers.

    Raises:
        BadContentError: One of them is none.
    """
    recipes = {}
    for number, *words, sha256 in connection.execute("SELECT number, id, name, sha256 FROM recipe"):
        if not (isinstance(sha256, str) and _SHA256.fullmatch(sha256)):
            raise BadContentError("a recipe's hash is none")
        uid, name = columns.texts("a recipe's name", words, _MOST_NAME)
        recipes[number] = Recipe(uid, name, sha256)
    return recipes


def moment() -> str:
    """Now, ISO 8601 with time zone."""
    return datetime.now().astimezone().isoformat()


def _read_counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """Results and reviewed results."""
    row = connection.execute("SELECT n_results, n_reviewed FROM counts").fetchone()
    if row is None or not all(isinstance(n, int) and 0 <= n <= columns.MOST_RESULTS for n in row):
        raise BadContentError("its counts are none")
    return row[0], row[1]


def _read_view(connection: sqlite3.Connection) -> dict[str, Any]:
    row = connection.execute("SELECT json FROM view").fetchone()
    try:
        view = json.loads(row[0], parse_constant=_no_number) if row and isinstance(row[0], str) else None
    except (ValueError, RecursionError):
        view = None
    # how the window looked is not worth refusing a session for
    return view if isinstance(view, dict) else {}


def _no_number(text: str) -> None:
    raise ValueError(text)


def _moment(value: object) -> str:
    text = columns.read_text(value, "a time", _MOST_NAME)
    if not columns.is_moment(text):
        raise BadContentError("a time is none")
    return text
