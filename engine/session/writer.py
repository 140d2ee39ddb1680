"""Saving a session as somebody works: a thread of its own owns the file, and nobody ever waits for the disk.

What is handed over is on disk at most 0.2 s and one commit later. While the disk is full, the file is locked
or gone, or permission was lost, everything is kept in memory in its order and tried again; the person is told
once.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import queue
import re
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.errors import GonogoError, SessionError
from engine.files import write_error
from engine.judging import check_limits
from engine.session.changes import Changes, Move, Waiting
from engine.session.columns import BadContentError
from engine.session.saving import move_pictures, save
from engine.session.schema import SESSION, damaged, open_file, transaction, translated
from engine.session.store import LONGEST_NAME, Recipe, read_head
from engine.types import InspectionResult, Limits, Review

DELAY = 0.2
"""Seconds from the first change that waits to the commit."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
"""Seconds between attempts while the file cannot be written, doubled each time."""
_SHA256 = re.compile(r"([0-9a-f]{64})?")

Fold = Callable[[Waiting], object]
log = logging.getLogger(__name__)


class SessionWriter:
    """Writes what happens into a session. All methods but :meth:`flush` and :meth:`close` return at once.

    A part is known by its key, a whole number; parts are listed in the order of their keys.

    Args:
        path: A session, made by :func:`~engine.session.create`.
        on_error: Called with a :class:`~engine.errors.GonogoError` when the session can no longer be written,
            once until it can be again, and for what cannot be kept at all. **Called on the writer's thread.**
        on_recovered: Called, on that thread too, when everything was written after all.
        delay: Seconds to collect changes before they are written together.
    """

    def __init__(
        self,
        path: Path,
        on_error: Callable[[GonogoError], object],
        on_recovered: Callable[[], object] | None = None,
        *,
        delay: float = DELAY,
    ) -> None:
        self._queue: queue.SimpleQueue[Fold | _Barrier] = queue.SimpleQueue()
        self._closed = False
        self._clerk = _Clerk(path, self._queue, on_error, on_recovered, delay)
        self._thread = threading.Thread(target=self._clerk.run, name="session writer", daemon=True)
        self._thread.start()
        # a daemon thread ends with the process: what waits is written before
        atexit.register(self.close)

    @property
    def path(self) -> Path:
        """The session's file."""
        return self._clerk.path

    @property
    def failing(self) -> bool:
        """Whether changes wait because the file cannot be written at the moment."""
        return self._clerk.failing

    def add(self, rows: Sequence[tuple[int, InspectionResult]]) -> None:
        """Put parts that were just inspected on the list; now is when that was.

        A part that was taken off and is put back under its key (the same picture, judged by the same recipe)
        keeps its earlier time.
        Nobody has reviewed an added part: give its review anew.
        """
        kept, at = tuple(rows), time.time_ns() // 1_000_000
        self._put(lambda waiting: waiting.changes.add(kept, at))

    def replace(self, rows: Sequence[tuple[int, InspectionResult]]) -> None:
        """Give parts on the list newer results; they keep their review and when they were inspected first."""
        kept = tuple(rows)
        self._put(lambda waiting: waiting.changes.replace(kept))

    def remove(self, keys: Iterable[int]) -> None:
        """Take parts off the list; the history will still know them."""
        kept = tuple(keys)
        self._put(lambda waiting: waiting.changes.remove(kept))

    def clear(self) -> None:
        """Take all parts off the list; the history will still know them."""
        self._put(lambda waiting: waiting.changes.clear())

    def set_reviews(self, reviews: Sequence[tuple[int, Review]]) -> None:
        """Keep what people left with parts on the list."""
        kept = tuple(reviews)
        self._put(lambda waiting: waiting.changes.review(kept))

    def set_limits(self, limits: Limits) -> None:
        """Keep the limits in force.

        Raises:
            GonogoError: Nothing can be judged by them.
        """
        check_limits(limits)
        self._put(lambda waiting: waiting.limits(limits))

    def set_recipe(self, path: Path | None, sha256: str, name: str, recipe_id: str) -> None:
        """Keep what judges the parts that are added or replaced from now on.

        Args:
            path: Its file; None while it was never saved.
            sha256: Hash of that file; empty while it was never saved.
            name: What people call it.
            recipe_id: What all its versions have in common.

        Raises:
            ValueError: The hash is none.
        """
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"no SHA-256: {sha256!r}")
        recipe = Recipe(recipe_id[:LONGEST_NAME], name[:LONGEST_NAME], sha256)
        self._put(lambda waiting: waiting.recipe(recipe, path))

    def set_view(self, view: Mapping[str, Any]) -> None:
        """Keep how the window looks, anything that JSON can hold.

        Raises:
            TypeError, ValueError: JSON cannot hold it.
        """
        text = json.dumps(dict(view), allow_nan=False)  # now: the caller may change it later
        self._put(lambda waiting: waiting.set("view", text))

    def set_name(self, name: str) -> None:
        """Call the session by another name."""
        self._put(lambda waiting: waiting.set("name", name[:LONGEST_NAME]))

    def relocate(self, old: Path, new: Path) -> None:
        """Look for the pictures of a folder elsewhere from now on; see :func:`~engine.session.relocated`.

        Only pictures that are there get their new path. If there are none, ``on_error`` is told.
        """
        self._put(lambda waiting: waiting.move(old, new))

    def flush(self, timeout: float | None = None) -> bool:
        """Write everything handed over so far, now.

        Args:
            timeout: Most seconds to wait for it; None waits until it was tried.

        Returns:
            Whether all of it is on disk.
        """
        return self._wait(_Barrier(last=False), timeout)

    def close(self, timeout: float | None = 5.0) -> bool:
        """Write everything and give the file back; nothing can be handed over afterwards.

        Where a failure matters, call :meth:`flush` first: what still cannot be written at the end is lost,
        and ``on_error`` is told. Closing twice does no harm.

        Args:
            timeout: Most seconds to wait for it; None waits for as long as it takes.

        Returns:
            Whether everything is on disk.
        """
        atexit.unregister(self.close)
        if self._closed:
            self._thread.join(timeout)
            return not self._thread.is_alive() and not self._clerk.failing
        barrier = _Barrier(last=True)
        self._queue.put(barrier)
        self._closed = True
        self._thread.join(timeout)
        return not self._thread.is_alive() and barrier.written

    def _put(self, fold: Fold) -> None:
        if self._closed:
            raise RuntimeError("the session was closed")
        self._queue.put(fold)

    def _wait(self, barrier: _Barrier, timeout: float | None) -> bool:
        if self._closed:
            return not self._thread.is_alive() and not self._clerk.failing
        self._queue.put(barrier)
        return barrier.done.wait(timeout) and barrier.written


class _Barrier:
    """A place in the queue up to which everything is to be written."""

    def __init__(self, *, last: bool) -> None:
        self.last = last
        self.done = threading.Event()
        self.written = False


class _Clerk:
    """What the thread does; only it touches the file."""

    def __init__(
        self,
        path: Path,
        inbox: queue.SimpleQueue[Fold | _Barrier],
        on_error: Callable[[GonogoError], object],
        on_recovered: Callable[[], object] | None,
        delay: float,
    ) -> None:
        self.path = path
        self.failing = False
        self._inbox = inbox
        self._on_error = on_error
        self._on_recovered = on_recovered
        self._delay = delay
        self._waiting = Waiting()
        self._pause = _FIRST_PAUSE
        self._connection: sqlite3.Connection | None = None
        self._id = ""
        self._file: tuple[int, int] | None = None
        self._log: tuple[int, int] | None = None

    def run(self) -> None:
        """Take what comes, write it in time, end at the last barrier."""
        due: float | None = None
        while True:
            item = self._next(due)
            if item is None:
                due = self._write()
            elif isinstance(item, _Barrier):
                due = self._write()
                item.written = not self._waiting
                if item.last:
                    break
                item.done.set()
            else:
                self._fold(item)
                if due is None:
                    due = time.monotonic() + self._delay
        self._end()
        item.done.set()

    def _fold(self, item: Fold) -> None:
        try:
            item(self._waiting)
        except (ValueError, TypeError, OverflowError) as error:
            message = f"A change cannot be kept in {self.path.name}: {error}."
            self._tell(SessionError(message, "Export the results and report this fault.", self.path))

    def _tell(self, error: GonogoError) -> None:
        try:
            self._on_error(error)
        except Exception:
            log.exception("a listener failed")  # it is no reason to stop saving

    def _next(self, due: float | None) -> Fold | _Barrier | None:
        """The next item of the queue, or None when it is time to write."""
        left = None if due is None else due - time.monotonic()
        if left is not None and left <= 0:
            return None
        try:
            return self._inbox.get(timeout=left)
        except queue.Empty:
            return None

    def _write(self) -> float | None:
        """Try to write all that waits; returns when to try again if it failed."""
        try:
            while self._waiting:
                connection = self._connected()
                with translated(self.path, SESSION.what), transaction(connection):
                    self._do(connection, self._waiting.steps[0])
                del self._waiting.steps[0]
                self._log = _identity(self._beside("-wal"))
        except Exception as error:
            if self._file == _identity(self.path):
                self._disconnect()  # a new connection knows nothing of what went wrong
            self._tell_once(error)
            again = time.monotonic() + self._pause
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)
            return again
        if self.failing:
            self.failing = False
            self._pause = _FIRST_PAUSE
            if self._on_recovered is not None:
                try:
                    self._on_recovered()
                except Exception:
                    log.exception("a listener failed")
        return None

    def _do(self, connection: sqlite3.Connection, step: Changes | Move) -> None:
        if isinstance(step, Move):
            move_pictures(connection, step, self._tell)
        elif step:
            save(connection, step, self._tell)

    def _tell_once(self, error: Exception) -> None:
        if self.failing:
            return
        self.failing = True
        if not isinstance(error, GonogoError):
            error = SessionError(
                f"The session {self.path.name} cannot be written: {error!r}.",
                "Export the results and report this fault.",
                self.path,
            )
        self._tell(error)

    def _connected(self) -> sqlite3.Connection:
        """A connection to the file that is at the path now."""
        if self._connection is not None and _identity(self.path) == self._file:
            return self._connection
        if self._connection is not None:
            self._come_back(self._connection)
        connection = open_file(self.path, SESSION, write=True)
        try:
            uid = self._read_id(connection)
            if self._id and uid != self._id:
                raise SessionError(
                    f"Another session is where {self.path.name} was.",
                    "Move it away; everything is written again then.",
                    self.path,
                )
        except BaseException:
            connection.close()
            raise
        self._connection, self._id, self._file = connection, uid, _identity(self.path)
        self._log = _identity(self._beside("-wal"))
        return connection

    def _read_id(self, connection: sqlite3.Connection) -> str:
        with translated(self.path, SESSION.what):
            try:
                return read_head(connection, self.path).info.id
            except BadContentError as error:
                raise damaged(self.path, SESSION.what, str(error)) from error

    def _come_back(self, connection: sqlite3.Connection) -> None:
        """The file is not where it was: write it anew from what is still open, unless another is there."""
        unready = self.path.with_name(f".{uuid.uuid4().hex}.part")
        missing = _identity(self.path) is None
        try:
            with translated(self.path, SESSION.what):
                # into the file itself, wherever it is now, before its log is deleted below
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                if missing:
                    with contextlib.suppress(FileExistsError):
                        self.path.parent.mkdir()
                    connection.execute("VACUUM INTO ?", (os.fsdecode(unready),))
            self._disconnect()
            # SQLite leaves the log of a file that was moved, and would read it into the one that is there now
            if self._log is not None and _identity(self._beside("-wal")) == self._log:
                self._beside("-wal").unlink()
                self._beside("-shm").unlink(missing_ok=True)
            if missing:
                unready.rename(self.path)
        except OSError as error:
            wrong = write_error(self.path, error)
            raise SessionError(wrong.message, wrong.hint, self.path) from error
        finally:
            with contextlib.suppress(OSError):
                unready.unlink()

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)

    def _disconnect(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = self._file = None

    def _end(self) -> None:
        self._disconnect()
        if self._waiting:
            self._tell(
                SessionError(
                    f"The last changes could not be saved in {self.path.name}.",
                    "Export the results before the window is closed next time.",
                    self.path,
                )
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one of the same name; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
