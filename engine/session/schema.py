"""The two kinds of SQLite file: how they are laid out, brought up to date, opened and checked.

A file may come from a stranger. Its application id says what it is, its user version by which migrations it
was made, and its tables, indices and triggers must be, to the letter, those that the migrations make: nothing
else in it is ever run. What the rows hold is checked where they are read.

No file is ever opened beside SQLite here, not even to look at its first bytes: closing it again would give
back the locks that SQLite holds on it (https://www.sqlite.org/howtocorrupt.html, section 2.2).
"""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
import stat
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from engine.errors import SessionError
from engine.files import write_error

SUFFIX = ".gonogo-session"
_MOST_BYTES_A_VALUE = 64_000_000
_WAIT = 2.0
"""Seconds to wait while another program writes."""


class DamagedSessionError(SessionError):
    """The content of a file is not what was saved; see :func:`put_aside`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file.

    Attributes:
        what: The word for it in messages.
        application_id: Four bytes in the file's header that say what it is.
        migrations: SQL that makes version 1 from nothing, version 2 from version 1 and so on. One that was
            ever shipped is never changed.
    """

    what: str
    application_id: int
    migrations: tuple[str, ...]

    @property
    def version(self) -> int:
        """The version that this program writes."""
        return len(self.migrations)


# Text that is no valid Unicode, such as names of files in another encoding, is kept as a blob.
_RESULT = """
    at INTEGER NOT NULL,             -- when it was inspected, milliseconds since 1970, UTC
    recipe INTEGER,                  -- what judged it
    limits INTEGER NOT NULL,         -- the limits that verdict and defects were made with
    path TEXT NOT NULL,
    verdict INTEGER NOT NULL,        -- 0 good, 1 review, 2 defective, 3 error
    sha256 BLOB NOT NULL,            -- 32 bytes, or none
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    score REAL,
    margin REAL,
    defects BLOB NOT NULL,           -- 48 bytes each, see engine/session/columns.py
    largest_area INTEGER NOT NULL,
    notes TEXT NOT NULL,             -- JSON list of texts, or nothing
    error TEXT NOT NULL,
    hint TEXT NOT NULL,
    elapsed_ms REAL NOT NULL,
    said INTEGER NOT NULL DEFAULT 0, -- operator verdict: 0 none, 1 good, 2 defective, 3 unsure
    note TEXT NOT NULL DEFAULT '',
    reviewed_at TEXT NOT NULL DEFAULT ''
"""

_SESSION_TABLES = f"""
CREATE TABLE session (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    revision INTEGER NOT NULL,
    platform TEXT NOT NULL,
    recipe INTEGER,
    recipe_path TEXT,
    limits INTEGER
);
CREATE TABLE counts (n_results INTEGER NOT NULL, n_reviewed INTEGER NOT NULL);
CREATE TABLE view (json TEXT NOT NULL);
CREATE TABLE recipe (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (id, name, sha256)
);
CREATE TABLE limits (
    number INTEGER PRIMARY KEY,
    image_threshold REAL NOT NULL,
    pixel_threshold REAL NOT NULL,
    min_area INTEGER NOT NULL,
    review_from REAL NOT NULL,
    UNIQUE (image_threshold, pixel_threshold, min_area, review_from)
);
-- "key" is the part's number in the session; parts are listed in this order
CREATE TABLE result (key INTEGER PRIMARY KEY, {_RESULT});
CREATE TABLE past (key INTEGER NOT NULL, {_RESULT}, PRIMARY KEY (key, at));
"""
_SESSION_COUNTING = """
CREATE TRIGGER result_added AFTER INSERT ON result BEGIN
    UPDATE counts SET n_results = n_results + 1, n_reviewed = n_reviewed + (NEW.said > 0);
END;
CREATE TRIGGER result_removed AFTER DELETE ON result BEGIN
    UPDATE counts SET n_results = n_results - 1, n_reviewed = n_reviewed - (OLD.said > 0);
END;
CREATE TRIGGER result_reviewed AFTER UPDATE OF said ON result WHEN (OLD.said > 0) <> (NEW.said > 0) BEGIN
    UPDATE counts SET n_reviewed = n_reviewed + (NEW.said > 0) - (OLD.said > 0);
END;
"""

SESSION = Layout("session", int.from_bytes(b"GoSe", "big"), (_SESSION_TABLES + _SESSION_COUNTING,))
"""One session. ``past`` holds parts that were taken off the list, for the history."""

HISTORY = Layout(
    "history",
    int.from_bytes(b"GoHi", "big"),
    (
        """
CREATE TABLE session (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL
);
CREATE TABLE recipe (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE inspection (
    session INTEGER NOT NULL,
    key INTEGER NOT NULL,
    at INTEGER NOT NULL,
    recipe INTEGER NOT NULL,
    recipe_sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    score REAL,
    image_threshold REAL NOT NULL,
    margin REAL,
    verdict INTEGER NOT NULL,
    said INTEGER NOT NULL,
    note TEXT NOT NULL,
    reviewed_at TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (session, key, at)
);
CREATE INDEX inspection_by_time ON inspection (recipe, at, session, key);
""",
    ),
)
"""Every inspection ever made. ``words`` holds what a search looks at: path and note in lower case."""


def initialise(
    path: Path, layout: Layout, fill: Callable[[sqlite3.Connection], object] | None = None
) -> None:
    """Make a file of a kind where there is none; it appears complete or not at all.

    Args:
        path: The file. Missing parent folders are made.
        layout: What it becomes.
        fill: Writes what it holds from the beginning.

    Raises:
        SessionError: It cannot be written, or there is something of that name.
    """
    unready = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        if path.exists():
            raise FileExistsError(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with translated(path, layout.what):
            connection = _connect(unready)
            try:
                connection.execute(f"PRAGMA application_id = {layout.application_id}")
                _migrate(connection, layout)
                if fill is not None:
                    with transaction(connection):
                        fill(connection)
                _be_durable(connection)
            finally:
                connection.close()
        _appear(unready, path)
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise SessionError(f"{path} exists already.", "Choose another name.", path) from error
    except OSError as error:
        wrong = write_error(path, error)
        raise SessionError(wrong.message, wrong.hint, path) from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                unready.with_name(unready.name + ending).unlink()


def open_file(path: Path, layout: Layout, *, write: bool = False) -> sqlite3.Connection:
    """Open a file of a kind after checking that it is one, brought up to the present version.

    Args:
        path: The file.
        layout: What it must be.
        write: Whether it must be possible to write to it. Without, a file that only can be read will do; its
            content is then a copy in memory if it is of an older version.

    Raises:
        DamagedSessionError: Its content is not what was saved.
        SessionError: It is missing, not such a file, newer than this program, or cannot be opened.
    """
    with translated(path, layout.what):
        _check_place(path, layout)
        connection = _connect(path)
        try:
            try:
                _check(connection, path, layout)
                if write:
                    _be_durable(connection)
            except sqlite3.OperationalError as error:
                if write or _kind(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                    raise
                connection.close()
                connection = _read_only(path, layout)
                _check(connection, path, layout)
        except BaseException:
            connection.close()
            raise
        return connection


def put_aside(path: Path) -> Path:
    """Rename a damaged file, with what SQLite keeps beside it, so that it is in nobody's way.

    Nothing is deleted: somebody who knows SQLite may be able to read parts of it.

    Returns:
        Its new name.

    Raises:
        SessionError: It cannot be renamed.
    """
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    try:
        path.rename(aside)
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    except OSError as error:
        wrong = write_error(path, error)
        raise SessionError(wrong.message, wrong.hint, path) from error
    return aside


@contextlib.contextmanager
def translated(path: Path, what: str) -> Iterator[None]:
    """Turn SQLite's errors into a :class:`~engine.errors.SessionError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _meaning(path, what, error) from error
    except UnicodeDecodeError as error:
        raise damaged(path, what) from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is done inside, or nothing of it; other writers wait."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # an error such as a full disk may have ended the transaction already
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything that is read inside is of the same moment."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def damaged(path: Path, what: str, why: str = "") -> DamagedSessionError:
    """The error to raise where the content of a file is not what was saved."""
    message = f"The {what} {path.name} is damaged: {why}." if why else f"The {what} {path.name} is damaged."
    return DamagedSessionError(message, "Use a copy of it if there is one. Nothing in it was changed.", path)


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that begins no transactions by itself."""
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    return _careful(connection)


def _read_only(path: Path, layout: Layout) -> sqlite3.Connection:
    """A connection to a file that can only be read, or to a copy of it if it is of an older version."""
    place = quote(os.fsencode(path.absolute().as_posix()))
    if not place.startswith("/"):  # a drive of Windows
        place = "/" + place
    # "immutable" needs no files beside it, but it must not be used where others may write
    alone = not path.with_name(path.name + "-wal").exists()
    uri = f"file://{place}?mode=ro" + ("&immutable=1" if alone else "")
    connection = _careful(sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None))
    try:
        if _number(connection, "user_version") >= layout.version:
            return connection
        copy = _careful(sqlite3.connect(":memory:", isolation_level=None))
        connection.backup(copy)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return copy


def _careful(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Believe nothing of the file: https://www.sqlite.org/security.html."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES_A_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _appear(unready: Path, path: Path) -> None:
    """Give a complete file its name, unless another program has made one of that name just now.

    Raises:
        FileExistsError: There is one.
        OSError: It cannot be done.
    """
    if os.name == "posix":
        # a rename would replace what is there; a second name cannot
        try:
            os.link(unready, path)
        except FileExistsError:
            raise
        except OSError:
            pass  # a file system without such names
        else:
            return
        if path.exists():
            raise FileExistsError(path)
    unready.rename(path)


def _sync_folder(folder: Path) -> None:
    """See that a new name in a folder is on disk too."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _be_durable(connection: sqlite3.Connection) -> None:
    """What was committed survives a power cut, and readers do not wait for the writer."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    # macOS: an ordinary fsync does not reach the disk there; nothing elsewhere
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA checkpoint_fullfsync = ON")


def _check_place(path: Path, layout: Layout) -> None:
    """Refuse what SQLite would make anew, wait for, or explain badly."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise SessionError(
            f"The {layout.what} {path} does not exist.", "Check its name and place.", path
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SessionError(
            f"The {layout.what} {path} cannot be read ({reason}).",
            "Check the file and its permissions.",
            path,
        ) from error
    if not stat.S_ISREG(mode):
        raise SessionError(f"{path} is not a file.", "Choose another one.", path)


def _check(connection: sqlite3.Connection, path: Path, layout: Layout) -> None:
    """See that the file is what it should be; bring it up to the present version."""
    application, version = (_number(connection, name) for name in ("application_id", "user_version"))
    if application != layout.application_id:
        raise SessionError(
            f"{path.name} is not a Gonogo {layout.what}.",
            f"Choose a file that Gonogo saved as a {layout.what}.",
            path,
        )
    if version > layout.version:
        raise SessionError(
            f"The {layout.what} {path.name} was saved by a newer version of Gonogo.",
            "Install that version to open it.",
            path,
        )
    if version < 1 or _objects(connection) != _expected(layout, version):
        raise damaged(path, layout.what, "its tables are not those that Gonogo makes")
    if version < layout.version:
        _migrate(connection, layout)


def _migrate(connection: sqlite3.Connection, layout: Layout, to: int | None = None) -> None:
    """Bring a file up to a version, in one step that happens or does not."""
    wanted = layout.version if to is None else to
    with transaction(connection):
        # read inside: another program may just have done it
        for number in range(_number(connection, "user_version"), wanted):
            for statement in _statements(layout.migrations[number]):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {wanted}")


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one; ``executescript`` would commit before each."""
    waiting = ""
    for line in sql.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting.strip()
            waiting = ""


@functools.cache
def _expected(layout: Layout, version: int) -> frozenset[tuple[str, str, str | None]]:
    """The objects of a file of a version."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _migrate(connection, layout, version)
        return _objects(connection)
    finally:
        connection.close()


def _objects(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str | None]]:
    """Kind, name and SQL of all tables, indices, triggers and views, without SQLite's own statistics."""
    return frozenset(
        row
        for row in connection.execute("SELECT type, name, sql FROM sqlite_master")
        if not str(row[1]).startswith("sqlite_stat")
    )


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _kind(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 where the error is Python's own."""
    code: int = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF


def _meaning(path: Path, what: str, error: sqlite3.Error) -> SessionError:
    """What an error of SQLite means for the person."""
    kind = _kind(error)
    if kind == sqlite3.SQLITE_NOTADB:
        return DamagedSessionError(
            f"{path.name} is not a Gonogo {what}, or it is damaged.",
            f"Choose a file that Gonogo saved as a {what}.",
            path,
        )
    if kind == sqlite3.SQLITE_CORRUPT or "decode to UTF-8" in str(error):
        return damaged(path, what)
    known = {
        sqlite3.SQLITE_FULL: ("the disk is full", "Free some space."),
        sqlite3.SQLITE_READONLY: ("no permission", f"Make the file and its folder {path.parent} writable."),
        sqlite3.SQLITE_PERM: ("no permission", f"Make the file and its folder {path.parent} writable."),
        sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", f"See whether the folder {path.parent} is there."),
        sqlite3.SQLITE_BUSY: ("another program is using it", "Close the other program."),
        sqlite3.SQLITE_IOERR: ("the disk reports an error", "Check the disk and its connection."),
        sqlite3.SQLITE_TOOBIG: ("something in it is too large", "Use a copy of it if there is one."),
    }
    reason, hint = known.get(kind, (str(error), "Check the file and its place."))
    return SessionError(f"The {what} {path.name} cannot be read or written: {reason}.", hint, path)
