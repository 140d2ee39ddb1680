"""What the command line says, and where: results on standard output, everything else on standard error."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from engine.errors import GonogoError
from engine.export.json_report import json_bytes
from engine.export.wording import readable
from engine.files import write_bytes
from engine.progress import STAGES, CancelToken, Progress, Report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

STDOUT = Path("-")


def printer(*, error: bool = False) -> Console:
    """A rich console on standard output or standard error."""
    from rich.console import Console

    return Console(stderr=error, highlight=False, soft_wrap=not error)


def say(text: str) -> None:
    """Tell the person something; never on standard output."""
    from rich.markup import escape

    printer(error=True).print(escape(readable(text)), soft_wrap=True)


def say_error(error: GonogoError) -> None:
    """Tell the person what went wrong and what to do about it."""
    from rich.markup import escape

    console = printer(error=True)
    console.print(f"[bold red]Error:[/] {escape(readable(error.message))}", soft_wrap=True)
    if error.hint:
        console.print(escape(readable(error.hint)), soft_wrap=True)


def write_json(document: Mapping[str, Any], target: Path) -> None:
    """Write a document to a file, or to standard output for ``-``.

    Raises:
        ExportError: The file cannot be written.
    """
    content = json_bytes(document)
    if target == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_bytes(target, content)


@contextmanager
def job() -> Iterator[tuple[Report, CancelToken]]:
    """Show the progress of a job on standard error, and let Ctrl+C stop it in good order."""
    cancel = CancelToken()
    with _interruptible(cancel), _progress() as report:
        yield report, cancel


@contextmanager
def _interruptible(cancel: CancelToken) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if cancel.cancelled:
            raise KeyboardInterrupt  # asked for a second time
        cancel.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _progress() -> Iterator[Report]:
    console = printer(error=True)
    if not console.is_terminal:
        yield _StageLines(console)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bars:
        yield _StageBars(bars)


class _StageBars:
    """One bar a stage, on a terminal."""

    def __init__(self, bars: Any) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, progress: Progress) -> None:
        task = self._tasks.get(progress.stage)
        if task is None or progress.done == 0:
            words = STAGES.get(progress.stage, progress.stage)
            task = self._bars.add_task(words, total=progress.total or None, rate="")
            self._tasks[progress.stage] = task
        rate = f"{progress.rate:.0f}/s" if progress.rate >= 1 else ""
        self._bars.update(task, completed=progress.done, rate=rate)


class _StageLines:
    """One line for every stage that took a while, where there is no terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __call__(self, progress: Progress) -> None:
        if progress.total and progress.done == progress.total and progress.seconds > 0.5:
            words = STAGES.get(progress.stage, progress.stage)
            self._console.print(f"{words}: {progress.total} in {progress.seconds:.1f} s")
