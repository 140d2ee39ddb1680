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
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bars

        bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[state]}"),
            console=Console(stderr=True, highlight=False),
            transient=True,
            redirect_stdout=False,
        )
        with self._lock:
            if self._closed:
                return
            self._bars = bars
            for progress in self._last.values():
                self._show(bars, progress)
            bars.start()

    def _show(self, bars: Bars, progress: Progress) -> None:
        task = self._tasks.get(progress.stage)
        if task is None:
            # what is done without anybody having known how long it would take has nothing more to show
            for stage, other in self._tasks.items():
                if not self._last[stage].total:
                    bars.update(other, visible=False)
            words = STAGES.get(progress.stage, progress.stage)
            task = self._tasks[progress.stage] = bars.add_task(words, total=_length(progress), state="")
        elif progress.done == 0:  # the same stage once more
            bars.reset(task)
        bars.update(task, completed=progress.done, total=_length(progress), state=_state(progress))

    def close(self) -> None:
        """Take the bars away."""
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bars is not None:
                self._bars.stop()


def _length(progress: Progress) -> int | None:
    """Length of a bar; None, a bar that only shows that something happens, for a single long step."""
    if progress.total == 1 and progress.done == 0:
        return None
    return progress.total or None


def _state(progress: Progress) -> str:
    """Where a stage is, in a few words."""
    if progress.total == 1 or not (progress.total or progress.done):
        return ""
    words = [f"{progress.done} of {progress.total}" if progress.total else str(progress.done)]
    if progress.rate >= 1:
        words.append(f"{progress.rate:.0f}/s")
    if progress.seconds_left:
        words.append(f"{_duration(progress.seconds_left)} left")
    return ", ".join(words)


def _duration(seconds: float) -> str:
    """A rough duration: 42 s, 3 min, 1 h 20 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
