"""Watching a folder: what a camera writes is inspected as it comes, whatever page is on top."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from engine.errors import GonogoError
from gui.background import Loader
from gui.jobs import Failure
from gui.messages import Kind, Message
from gui.state import AppState
from gui.words import grouped

if TYPE_CHECKING:
    from engine.watching import FolderWatch

REST_MS = 500
"""Time between two looks, milliseconds: a picture is inspected after one to two of them."""


class FolderWatching(QObject):
    """Looks at a folder beside the window and hands new pictures to the state.

    Args:
        state: Inspects them, in the order in which they came.
    """

    changed = Signal()
    """Another folder is watched, or none, or there was something new."""

    def __init__(self, state: AppState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._watch: FolderWatch | None = None
        self._turn = 0
        self._away = False
        self._greeted = False
        self._found = 0
        self._waiting: list[Path] = []
        self._job = 0
        self._loader = Loader(1, 1, self)
        self._loader.loaded.connect(self._on_looked)
        self._loader.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._look)
        # queued: whoever ended a job may begin the next
        state.busy_changed.connect(self._inspect, Qt.ConnectionType.QueuedConnection)
        state.jobs.cancelled.connect(self._on_cancelled)
        state.closing.connect(self.close)

    @property
    def folder(self) -> Path | None:
        """The watched folder; None if none is."""
        return None if self._watch is None else self._watch.folder

    @property
    def found(self) -> int:
        """Pictures that came since the folder is watched."""
        return self._found

    def start(self, folder: Path) -> None:
        """Watch a folder, instead of another one if there was one."""
        from engine.watching import FolderWatch  # not before it is wanted: it loads NumPy

        self._reset(FolderWatch(folder))
        self._look()

    @Slot()
    def stop(self) -> None:
        """Watch no more. What was found already is still inspected."""
        self._hand_over()
        self._reset(None)

    @Slot()
    def close(self) -> None:
        """Look no more; for the end of the program."""
        self._timer.stop()
        self._turn += 1
        self._loader.close()

    def _reset(self, watch: FolderWatch | None) -> None:
        self._timer.stop()
        self._turn += 1
        self._watch, self._found, self._waiting = watch, 0, []
        self._away = self._greeted = False
        self.changed.emit()

    @Slot()
    def _look(self) -> None:
        if self._watch is not None:
            self._loader.request(self._turn, self._watch.look)

    @Slot(object, object)
    def _on_looked(self, turn: int, paths: list[Path]) -> None:
        if turn != self._turn or self._watch is None:
            return
        self._tell(self._watch)
        if paths:
            self._found += len(paths)
            self._waiting += paths
            self.changed.emit()
            self._inspect()
        self._timer.start()

    @Slot(object, object)
    def _on_failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn or self._watch is None:
            return
        if not isinstance(error, GonogoError):
            self._state.tell_failure(Failure.of(error, self.tr("Watching a folder")))
            self._reset(None)
            return
        if not self._away:
            self._away = True
            self._state.message.emit(Message.of_error(error, Kind.WARNING))
        self._timer.start()

    def _tell(self, watch: FolderWatch) -> None:
        """Say once that the folder is watched, and whenever it was away and is there again."""
        if not self._greeted:
            words = self.tr("New pictures in {folder} are inspected as they come.").format(
                folder=watch.folder
            )
            hint, there = "", watch.n_known
            if there == 1:
                hint = self.tr("The one that is there is left alone; drop it here to inspect it.")
            elif there:
                hint = self.tr("The {n} that are there are left alone; drop the folder to inspect them.")
            self._state.message.emit(Message(Kind.SUCCESS, words, hint.format(n=grouped(there))))
        elif self._away:
            words = self.tr("{folder} is there again; new pictures in it are inspected.")
            self._state.message.emit(Message(Kind.SUCCESS, words.format(folder=watch.folder)))
        self._greeted, self._away = True, False

    @Slot()
    def _inspect(self) -> None:
        """Hand over what was found when nothing else is being done; until then it waits, to be one job."""
        if self._state.busy is None:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._waiting and self._state.recipe is not None:
            paths, self._waiting = self._waiting, []
            self._job = self._state.inspect(paths, show=False)

    @Slot(int)
    def _on_cancelled(self, job: int) -> None:
        """Whoever cancels the inspection of new pictures wants no more; nothing is passed over unsaid."""
        folder = self.folder
        if job != self._job or folder is None or self._state.jobs.stopping:
            return
        self._reset(None)
        self._state.message.emit(
            Message(
                Kind.INFO,
                self.tr("{folder} is not watched any more, since its inspection was cancelled.").format(
                    folder=folder
                ),
                self.tr("Pictures that were not inspected can be dropped here, or watch the folder again."),
            )
        )
