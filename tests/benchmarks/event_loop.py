"""How long an event loop does not answer: the gaps between the beats of a timer of 5 ms, and their causes."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import sys
import threading
import time
from dataclasses import dataclass
from typing import TextIO

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Slot

BEAT_MS = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two beats.

    Attributes:
        begin: When it began, seconds of ``time.perf_counter``.
        wall: How long it was, milliseconds.
        own: Time that the main thread worked in it, milliseconds.
        queued: Time that the main thread waited for a processor in it, milliseconds; 0 where the system
            does not say. What is left is waiting for Python's lock, or for the timer.
        label: What was being done.
    """

    begin: float
    wall: float
    own: float
    queued: float
    label: str


class Heart(QObject):
    """Beats every 5 ms on the main thread and notes every gap.

    Args:
        explain: Where to write the stacks of all threads whenever a gap gets longer than ``explain_ms``;
            the interpreter's own watchdog writes them, which needs no lock.
        explain_ms: See there.
    """

    def __init__(self, explain: TextIO | None = None, explain_ms: float = 60.0) -> None:
        super().__init__()
        self.label = ""
        self.gaps: list[Gap] = []
        self._explain, self._explain_seconds = explain, explain_ms / 1000
        self._queue = _Queue()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self, label: str) -> None:
        """Begin to note gaps; what was noted before stays."""
        self.label = label
        self._last = self._now()
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """Note nothing more."""
        self._timer.stop()
        if self._explain is not None:
            faulthandler.cancel_dump_traceback_later()

    def of(self, *labels: str) -> list[Gap]:
        """The gaps while one of these was being done."""
        return [gap for gap in self.gaps if gap.label in labels]

    @Slot()
    def _beat(self) -> None:
        now, last = self._now(), self._last
        wall, own, queued = ((after - before) * 1e3 for after, before in zip(now, last, strict=True))
        self.gaps.append(Gap(last[0], wall, own, queued, self.label))
        self._last = now
        if self._explain is not None:
            faulthandler.dump_traceback_later(self._explain_seconds, file=self._explain)

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), time.thread_time(), self._queue.seconds()


class _Queue:
    """Time that this thread has waited for a processor, as Linux counts it."""

    def __init__(self) -> None:
        self._file = -1
        if sys.platform == "linux":
            self._file = os.open(f"/proc/self/task/{threading.get_native_id()}/schedstat", os.O_RDONLY)
            self._text = ctypes.create_string_buffer(80)
            # os.pread would let go of Python's lock, and whoever gets it then would be measured as well
            self._pread = ctypes.PyDLL(None).pread

    def seconds(self) -> float:
        """Seconds until now; 0 where the system does not say."""
        if self._file < 0 or self._pread(self._file, self._text, len(self._text) - 1, 0) <= 0:
            return 0.0
        return int(self._text.value.split()[1]) * 1e-9


def figures(gaps: list[Gap]) -> dict[str, float]:
    """Distribution of gaps: number, percentiles, the longest, and what the longest one was made of."""
    if not gaps:
        return dict.fromkeys(("n", "p50", "p95", "p99", "max", "own", "queued", "over_50", "over_100"), 0)
    walls = np.array([gap.wall for gap in gaps])
    longest = max(gaps, key=lambda gap: gap.wall)
    p50, p95, p99 = np.percentile(walls, (50, 95, 99))
    return {
        "n": len(gaps),
        "p50": p50,
        "p95": p95,
        "p99": p99,
        "max": longest.wall,
        "own": longest.own,
        "queued": longest.queued,
        "over_50": int((walls > 50).sum()),
        "over_100": int((walls > 100).sum()),
    }
