"""Progress on standard error: bars on a terminal, a line for every long stage elsewhere."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.cli.console import say
from engine.progress import STAGES, Progress, Report

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

_DELAY = 0.4  # seconds; a job that is done by then needs no bars, nor the time to load them
_LONG = 0.5  # seconds; shorter stages get no line


@contextlib.contextmanager
def show_progress() -> Iterator[Report]:
    """Show what the receiver is told, until the end of the ``with`` block."""
    if not sys.stderr.isatty():
        yield _tell_long_stage
        return
    bars = _StageBars()
    try:
        yield bars
    finally:
        bars.close()


def _tell_long_stage(progress: Progress) -> None:
    if progress.total and progress.done == progress.total and progress.seconds > _LONG:
        words = STAGES.get(progress.stage, progress.stage)
        count = f"{progress.total} in " if progress.total > 1 else ""
        say(f"{words}: {count}{progress.seconds:.1f} s")


class _StageBars:
    """One bar a stage, gone when the job is done. They appear once it has taken a moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[str, Progress] = {}
        self._bars: Bars | None = None
        self._closed = False
        self._tasks: dict[str, TaskID] = {}
        self._timer = threading.Timer(_DELAY, self._open)
        self._timer.daemon = True
        self._timer.start()

    def __call__(self, progress: Progress) -> None:
        with self._lock:
            self._last[progress.stage] = progress
            if self._bars is not None:
                self._show(self._bars, progress)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True, highlight=False),
            transient=True,
            redirect_stdout=False,
        )
        with self._lock:
            if self._closed:
                return
            self._bars = bars
            bars.start()
            for progress in self._last.values():
                self._show(bars, progress)

    def _show(self, bars: Bars, progress: Progress) -> None:
        task = self._tasks.get(progress.stage)
        if task is None:
            words = STAGES.get(progress.stage, progress.stage)
            task = self._tasks[progress.stage] = bars.add_task(words, total=None, rate="")
        elif progress.done == 0:  # the same stage once more
            bars.reset(task)
        rate = f"{progress.rate:.0f}/s" if progress.rate >= 1 and progress.total > 1 else ""
        bars.update(task, completed=progress.done, total=progress.total or None, rate=rate)

    def close(self) -> None:
        """Take the bars away."""
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bars is not None:
                self._bars.stop()
