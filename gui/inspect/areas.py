"""Keeps the areas of all parts true to the pixel threshold, beside everything else.

A verdict needs the area of a part's largest region only where there is a minimum area. Another pixel
threshold means other areas; they are measured anew from the maps a few parts at a time, so that jobs which
somebody is waiting for come in between.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.errors import GonogoError
from engine.progress import CancelToken, Report
from engine.regions import find_defects
from engine.types import FloatMap, InspectionResult
from gui.jobs import Job
from gui.state import AppState

WAIT_MS = 250
"""Time without another change of limits before measuring begins."""
_BATCH = 64
_TURN_SECONDS = 0.2


class AreaKeeper(QObject):
    """Measures areas anew where verdicts need them."""

    pending_changed = Signal(int)
    """How many parts have an area that is not known yet at the limits of now."""

    def __init__(self, state: AppState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._generation = 0
        self._job: int | None = None
        self._pending = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._start)
        state.limits_changed.connect(self._plan)
        state.results_added.connect(self._plan)
        state.results_changed.connect(self._plan)
        state.results_reset.connect(self._on_reset)

    @property
    def pending(self) -> int:
        """How many parts have an area that is not known yet at the limits of now."""
        return self._pending

    def unknown(self) -> np.ndarray:
        """Rows whose verdict needs an area that is not known yet."""
        state, limits = self._state, self._state.limits
        if limits is None or limits.min_area <= 0 or not len(state.results):
            return np.empty(0, np.intp)
        results = state.results
        stale = np.isfinite(results.scores) & (results.measured_at != limits.pixel_threshold)
        return np.flatnonzero(stale)

    @Slot()
    def _plan(self) -> None:
        pending = len(self.unknown())
        if pending != self._pending:
            self._pending = pending
            self.pending_changed.emit(pending)
        if pending and self._job is None:
            self._timer.start(WAIT_MS)

    @Slot()
    def _on_reset(self) -> None:
        self._generation += 1
        self._plan()

    @Slot()
    def _start(self) -> None:
        state, limits, recipe = self._state, self._state.limits, self._state.recipe
        rows = self.unknown()[:_BATCH]
        if not len(rows) or limits is None or recipe is None or self._job is not None or state.jobs.stopping:
            return
        parts = [(int(row), state.results[int(row)], state.map_of(int(row))) for row in rows]
        threads, generation = state.settings.value.threads or None, self._generation

        def make(record: InspectionResult) -> FloatMap:
            return state.map_cache.make(state.engine, recipe, record, threads)

        at = limits.pixel_threshold

        def run(_report: Report, cancel: CancelToken) -> Any:
            begun, measured = time.monotonic(), []
            for row, record, kept in parts:
                cancel.raise_if_cancelled()
                measured.append((row, _area(record, kept, make, at)))
                if time.monotonic() - begun > _TURN_SECONDS:
                    break
            return measured

        def done(measured: list[tuple[int, int]]) -> None:
            self._job = None
            if generation == self._generation and self._state.limits is not None:
                rows = [row for row, _area in measured]
                self._state.results.measure(rows, [area for _row, area in measured], at, self._state.limits)
                self._state.results_changed.emit(min(rows), max(rows) - min(rows) + 1)
            self._next()

        def ended(_failure: object = None) -> None:
            self._job = None
            self._plan()

        job = Job("areas", self.tr("Measuring regions"), run, quiet=True)
        self._job = job.id
        state.jobs.submit(job, on_success=done, on_failure=ended, on_cancel=ended)

    def _next(self) -> None:
        """Go on at once: only the first turn waits for the hand to rest."""
        self._plan()
        if self._pending:
            self._timer.start(0)


def _area(
    record: InspectionResult, kept: FloatMap | None, make: Callable[[InspectionResult], FloatMap], at: float
) -> int:
    """Largest region of a part; what is known of it where its file cannot be read any more."""
    try:
        anomaly_map = make(record) if kept is None else kept
    except GonogoError:
        return record.largest_area
    return find_defects(anomaly_map, (record.height, record.width), at)[1]
