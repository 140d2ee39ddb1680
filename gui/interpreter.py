"""What the window asks of the interpreter, so that neither stops the other.

Measured while the window inspects, trains and loads the learning library; see docs/benchmarks.md.
"""

from __future__ import annotations

import builtins
import gc
import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from gui.worker import JobQueue

YOUNG_MS = 1000
"""Time between two collections of what was made lately, milliseconds."""
YOUNG_LEAST, YOUNG_MOST = 2_000, 10_000
"""Fewer new objects than the first are not worth a collection. More than the second are no garbage: a library
is being loaded, or thousands of results have come; they are put aside until the next full collection."""
FULL_SECONDS = 3600.0
"""Longest time between two full collections, as far as the window is idle then."""


def plain_imports() -> None:
    """Put Python's own import back in the place of PySide's.

    PySide reads the source text of every module that is imported, to see whether it might want PySide's
    other spelling (``__feature__``). Nothing here does, and torch and what it brings along are 5,000 modules:
    their text would stay in memory, 230 MB of it.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


class Collector(QObject):
    """Lets Python collect its garbage on the main thread alone, in small portions.

    By itself Python collects on whatever thread happens to make objects, and stops all others meanwhile: for
    80 ms with the window's objects, for 390 ms while torch is loaded. On a worker thread it may even destroy
    what belongs to Qt. Here only new objects are looked at while anything is going on; old ones are when
    nothing is being done and somebody has turned to another program, or an hour has gone by.

    Args:
        jobs: Tell when nothing is being done.
    """

    def __init__(self, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._full_at = 0.0
        self._was_enabled = True
        self._timer = QTimer(self)
        self._timer.setInterval(YOUNG_MS)
        self._timer.timeout.connect(self.collect_young)

    def start(self) -> None:
        """Take over from the interpreter."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._full_at = time.monotonic()
        self._timer.start()
        QGuiApplication.instance().applicationStateChanged.connect(self._on_application_state)

    def stop(self) -> None:
        """Hand back to the interpreter."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        QGuiApplication.instance().applicationStateChanged.disconnect(self._on_application_state)
        if self._was_enabled:
            gc.enable()

    @Slot()
    def collect_young(self) -> None:
        """Look through what was made lately; through everything if that is due and disturbs nobody."""
        young = gc.get_count()[0]
        if self._jobs.idle and time.monotonic() - self._full_at > FULL_SECONDS:
            self.collect_all()
        elif young >= YOUNG_MOST:
            gc.freeze()
        elif young >= YOUNG_LEAST:
            gc.collect(1)

    @Slot()
    def collect_all(self) -> None:
        """Look through everything."""
        gc.unfreeze()
        gc.collect()
        self._full_at = time.monotonic()

    @Slot(Qt.ApplicationState)
    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationInactive and self._jobs.idle:
            self.collect_all()
