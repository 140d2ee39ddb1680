"""What the worker thread is asked to do, and what it says about it."""

from __future__ import annotations

import itertools
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from engine.errors import GonogoError
from engine.progress import CancelToken, Report
from gui.sentences import told

_ids = itertools.count(1)

Run = Callable[[Report, CancelToken], Any]
"""The work itself, run in the worker thread: ``run(report, cancel) -> result``.

If it is a generator function, what it yields is streamed to the window in batches and what it returns
is the result.
"""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work for the worker thread.

    Attributes:
        kind: What it is, for code: ``"train"``, ``"inspect"``, ``"open"``, ...
        title: What it is, for people, translated.
        run: The work; see :data:`Run`.
        cancellable: False where stopping half-way makes no sense, such as while a file is renamed.
        quiet: True for small things that nobody asked for, which the status bar does not show.
        urgent: True for small things that somebody looks at a gap for: they are done before everything else
            that waits, and between two items of a streaming job that runs.
        discard: Called in the worker thread with a result that came too late, after the job was
            cancelled, to give back what it holds.
        id: Unique in this process.
    """

    kind: str
    title: str
    run: Run
    cancellable: bool = True
    quiet: bool = False
    urgent: bool = False
    discard: Callable[[Any], None] | None = None
    id: int = field(default_factory=lambda: next(_ids))


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed.

    Attributes:
        message: What happened, one plain sentence, in the window's language.
        hint: What to do about it, likewise; may be empty.
        details: The traceback, for whoever can read it.
        expected: Whether the engine raised it on purpose; otherwise it is a fault of the program.
        error: The exception itself.
    """

    message: str
    hint: str
    details: str
    expected: bool
    error: Exception

    @classmethod
    def of(cls, error: Exception, title: str) -> Failure:
        """Describe an exception that ended the job called ``title``."""
        tr = QCoreApplication.translate
        details = "".join(traceback.format_exception(error))
        if isinstance(error, GonogoError):
            return cls(*told(error), details, expected=True, error=error)
        if is_out_of_memory(error):
            message = tr("Failure", "There was not enough memory: {title}.").format(title=title)
            hint = tr(
                "Failure", "Close other programs, use fewer or smaller pictures, or choose the preset Fast."
            )
            return cls(message, hint, details, expected=True, error=error)
        message = tr("Failure", "{title}: something went wrong that Gonogo did not expect.").format(
            title=title
        )
        hint = tr(
            "Failure", "Try again; if it happens again, send the details to whoever looks after Gonogo."
        )
        return cls(message, hint, details, expected=False, error=error)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, in Python, NumPy or torch (which raises a plain RuntimeError)."""
    if isinstance(error, MemoryError):
        return True
    words = str(error)
    return isinstance(error, RuntimeError) and any(
        sign in words for sign in ("not enough memory", "out of memory", "bad_alloc", "bad allocation")
    )
