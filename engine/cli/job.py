"""Running a job from the command line: its progress is shown, and Ctrl+C stops it in good order."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

from engine.cli.bars import show_progress
from engine.errors import Cancelled
from engine.progress import CancelToken, Report

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_PATIENCE = b"\nStopping. Press Ctrl+C again to stop at once.\n"


class Stopped(Cancelled):
    """The job was stopped by a signal.

    Args:
        number: Of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


@contextlib.contextmanager
def job() -> Iterator[tuple[Report, CancelToken]]:
    """Show the progress of a job on standard error, and let signals stop it.

    Whatever libraries print meanwhile goes to standard error: standard output is for the result.

    Yields:
        What the job takes: a receiver of progress, and a token that is set by the first Ctrl+C.

    Raises:
        Stopped: The job stopped because of a signal.
    """
    with _interruptible() as cancel, contextlib.redirect_stdout(sys.stderr), show_progress() as report:
        yield report, cancel


@contextlib.contextmanager
def _interruptible() -> Iterator[CancelToken]:
    cancel = CancelToken()
    if threading.current_thread() is not threading.main_thread():
        yield cancel
        return
    received: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        if len(received) > 1:
            raise KeyboardInterrupt
        cancel.cancel()
        # not through sys.stderr, which may be in the middle of something
        with contextlib.suppress(OSError):
            os.write(2, _PATIENCE)

    before = [signal.signal(number, stop) for number in _SIGNALS]
    try:
        yield cancel
    except (Cancelled, KeyboardInterrupt) as stopped:
        raise Stopped(received[0] if received else signal.SIGINT) from stopped
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)
