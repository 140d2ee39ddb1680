"""Small things done beside the window: thumbnails, photos to look at, regions of the shown part.

The engine's jobs have a thread of their own (:mod:`gui.worker`). What is done here is wanted for the
screen, so the newest wish comes first and wishes that nobody has any more are dropped.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from gui.priority import SCREEN, give_way


class Loader(QObject):
    """Calls functions on a few threads, the one asked for last first.

    Args:
        threads: Functions called at the same time.
        most: Wishes that may wait; beyond that the oldest are dropped.
    """

    loaded = Signal(object, object)
    """Key and result; on the main thread."""
    failed = Signal(object, object)
    """Key and exception; on the main thread."""

    _ended = Signal(object, object, object)

    def __init__(self, threads: int, most: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = threads
        self._most = most
        self._lock = threading.Lock()
        self._waiting: OrderedDict[Hashable, Callable[[], Any]] = OrderedDict()
        self._busy: set[Hashable] = set()
        self._workers = 0
        self._closed = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def request(self, key: Hashable, work: Callable[[], Any]) -> None:
        """Ask for something; a key that waits already is moved to the front.

        Args:
            key: What it is; comes back with the result.
            work: Called on one of the threads.
        """
        with self._lock:
            if self._closed or key in self._busy:
                return
            self._waiting[key] = work
            self._waiting.move_to_end(key)
            while len(self._waiting) > self._most:
                self._waiting.popitem(last=False)
            start = self._workers < self._threads
            self._workers += start
        if start:
            self._pool.start(_Run(self))

    def keep_only(self, keys: Iterable[Hashable]) -> None:
        """Drop what waits and is not among these."""
        wanted = set(keys)
        with self._lock:
            for key in [key for key in self._waiting if key not in wanted]:
                del self._waiting[key]

    def close(self) -> None:
        """Drop everything that waits and stay until what runs has ended; nothing comes afterwards."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
        self._pool.waitForDone()

    def _drain(self) -> None:
        """Work off what waits; runs on a thread of the pool."""
        give_way(SCREEN)
        while True:
            with self._lock:
                if not self._waiting:
                    self._workers -= 1
                    return
                key, work = self._waiting.popitem()
                self._busy.add(key)
            try:
                result, error = work(), None
            except Exception as problem:  # told to whoever asked, on the main thread
                result, error = None, problem
            with self._lock:
                self._busy.discard(key)
                closed = self._closed
            if not closed:
                self._ended.emit(key, result, error)

    @Slot(object, object, object)
    def _on_ended(self, key: Hashable, result: Any, error: Exception | None) -> None:
        if self._closed:
            return
        if error is None:
            self.loaded.emit(key, result)
        else:
            self.failed.emit(key, error)


class _Run(QRunnable):
    """One thread's turn at a loader."""

    def __init__(self, loader: Loader) -> None:
        super().__init__()
        self._loader = loader

    def run(self) -> None:
        """Work until nothing waits."""
        self._loader._drain()
