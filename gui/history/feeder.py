"""Keeps the history up to date with the sessions, and looks whether good parts have moved."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.errors import GonogoError
from engine.progress import CancelToken, Report
from engine.session.drift import LOOK_EVERY
from engine.session.history import History
from gui.background import Loader
from gui.history.drifting import Basis, DriftReport, read_drift
from gui.history.reading import Outdated
from gui.history.wording import drift_advice, drift_details, drift_sentence
from gui.jobs import Failure, Job
from gui.messages import Kind, Message
from gui.state import AppState

if TYPE_CHECKING:
    from engine.session import SessionInfo
    from gui.sessions import SessionKeeper

log = logging.getLogger(__name__)

MOST_AT_ONCE = 20_000
"""Parts of a session that are merged between two others; a larger one waits until nothing else is done."""
_SHARE = 0.05
"""New parts, as a share of the session, after which it is merged again: however long it becomes, all merging
together takes no longer than a fixed multiple of merging it once."""


class HistoryFeeder(QObject):
    """Merges sessions into the history in the worker thread, and warns of drift.

    Args:
        state: The parts that are being inspected.
        sessions: Their session, and those of before.
        locked: Whether the operator lock is on.
    """

    updated = Signal()
    """The history holds more than before, or says something else."""
    sessions_found = Signal(object)
    """The sessions whose files there are: :class:`~engine.session.SessionInfo` by their ids."""
    looked = Signal(str, object)
    """Id of a recipe, and the :class:`~gui.history.drifting.DriftReport` on it."""
    failed = Signal(object)
    """A :class:`~engine.errors.GonogoError`: the history could not be read or written."""

    def __init__(
        self,
        state: AppState,
        sessions: SessionKeeper,
        locked: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._sessions = sessions
        self._locked = locked
        self._history = History(state.paths.history)
        self._caught_up = False
        self._rebuilding = False
        self._inspecting = False
        self._merged = 0
        """Parts on the list when the open session was merged last."""
        self._told: set[tuple[Path | None, str, bool]] = set()
        self._turn = 0
        self._loader = Loader(1, 2, self)
        self._loader.loaded.connect(self._on_looked)
        self._loader.failed.connect(self._on_look_failed)
        state.busy_changed.connect(self._on_busy)
        state.started_over.connect(self._on_another_list)
        state.restored.connect(self._on_another_list)

    def bring_up_to_date(self) -> None:
        """Merge the open session; the first time all others too, in case a crash kept one from it."""
        if self._caught_up:
            self._merge_open(lambda: None)
            return
        self._caught_up = True
        self._merge_open(self._merge_all)

    def rebuild(self) -> None:
        """Fill a history that begins anew with all sessions that are there."""
        if not self._rebuilding:
            self._rebuilding = True
            self._merge_all()

    def look(self, basis: Basis) -> None:
        """Look whether the good parts of a recipe have moved; :attr:`looked` tells."""
        self._look(basis, aloud=False)

    def close(self) -> None:
        """Look no more."""
        self._turn += 1
        self._loader.close()

    # ---- merging

    def _merge_open(self, then: Callable[[], object]) -> None:
        self._merged = len(self._state.results)
        sessions = self._sessions

        history = self._history.path

        def run(_report: Report, _cancel: CancelToken) -> bool:
            before = _looks(history)
            sessions.merge_now()
            return _looks(history) != before

        def merged(changed: bool) -> None:
            if changed:
                self.updated.emit()
            then()

        small = self._merged <= MOST_AT_ONCE
        self._submit(run, merged, urgent=small)

    def _merge_all(self) -> None:
        folder, history, sessions = self._state.paths.sessions, self._history, self._sessions

        def run(_report: Report, cancel: CancelToken) -> tuple[bool, dict[str, SessionInfo]]:
            from engine.session import list_sessions

            before = _looks(history.path)
            sessions.merge_now()
            found, problems = list_sessions(folder)
            for problem in problems:
                log.warning("%s", problem)
            for info in found:
                cancel.raise_if_cancelled()
                _merge(history, info.path)
            return _looks(history.path) != before, {info.id: info for info in found}

        def merged(made: tuple[bool, dict[str, SessionInfo]]) -> None:
            changed, found = made
            again, self._rebuilding = self._rebuilding, False
            self.sessions_found.emit(found)
            if changed or again:
                self.updated.emit()

        self._submit(run, merged)

    def _submit(
        self,
        run: Callable[[Report, CancelToken], Any],
        on_success: Callable[[Any], object],
        *,
        urgent: bool = False,
    ) -> None:
        if self._state.jobs.stopping:
            return
        job = Job("history", self.tr("Keeping the history"), run, quiet=True, urgent=urgent)
        self._state.jobs.submit(job, on_success=on_success, on_failure=self._on_failure)

    @Slot(object)
    def _on_failure(self, failure: Failure) -> None:
        self._rebuilding = self._caught_up = False
        if isinstance(failure.error, GonogoError):
            self.failed.emit(failure.error)
        else:
            self._state.tell_failure(failure)

    # ---- looking

    def _look(self, basis: Basis, *, aloud: bool) -> None:
        self._turn += 1
        turn, history, versions = self._turn, self._history, self._state.paths.versions
        self._loader.request(
            (turn, basis.recipe_id, aloud),
            lambda: read_drift(history, basis, versions, lambda: turn != self._turn),
        )

    @Slot(object, object)
    def _on_looked(self, key: tuple[int, str, bool], report: DriftReport) -> None:
        _turn, recipe_id, aloud = key
        self.looked.emit(recipe_id, report)
        summary = self._state.summary
        if aloud and summary is not None and summary.id == recipe_id:
            self._tell(recipe_id, report)

    @Slot(object, object)
    def _on_look_failed(self, _key: tuple[int, str, bool], error: Exception) -> None:
        if isinstance(error, Outdated):
            return
        if isinstance(error, GonogoError):
            self.failed.emit(error)
        else:
            self._state.tell_failure(Failure.of(error, self.tr("Watching for drift")))

    def _tell(self, recipe_id: str, report: DriftReport) -> None:
        """Warn, but once in a session and direction: who has read it needs no reminder."""
        if report.found is None:
            return
        key = (self._sessions.path, recipe_id, report.found.rising)
        if key in self._told:
            return
        self._told.add(key)
        self._state.message.emit(
            Message(
                Kind.WARNING,
                drift_sentence(report),
                drift_advice(report),
                drift_details(report),
                action="" if self._locked() else "view.history",
            )
        )

    # ---- what happens

    @Slot(object)
    def _on_busy(self, job: Job | None) -> None:
        inspecting = job is not None and job.kind == "inspect"
        ended = self._inspecting and not inspecting
        self._inspecting = inspecting
        new = len(self._state.results) - self._merged
        if ended and new >= max(LOOK_EVERY, _SHARE * len(self._state.results)):
            self._merge_open(self._look_at_open)

    def _look_at_open(self) -> None:
        summary, limits = self._state.summary, self._state.limits
        if summary is not None and limits is not None:
            self._look(Basis.of_recipe(summary, limits), aloud=True)

    @Slot()
    def _on_another_list(self) -> None:
        self._merged = len(self._state.results)


def put_aside(error: Exception) -> bool:
    """Whether an error says that the history was damaged and begins anew."""
    from engine.session import DamagedSessionError
    from engine.session.columns import BadContentError

    return isinstance(error.__cause__, DamagedSessionError | BadContentError)


def _looks(path: Path) -> list[tuple[int, int]]:
    """Size and time of the file and of what SQLite has not moved into it yet; other after every change."""
    found = []
    for one in (path, path.with_name(path.name + "-wal")):
        with contextlib.suppress(OSError):
            status = one.stat()
            if status.st_size:  # whoever only reads makes an empty one
                found.append((status.st_size, status.st_mtime_ns))
    return found


def _merge(history: History, path: Path) -> None:
    """Merge a session; one that cannot be read is passed over, as others can be."""
    try:
        history.merge(path)
    except GonogoError as error:
        if put_aside(error) or error.path == history.path:
            raise
        log.warning("%s", error)
