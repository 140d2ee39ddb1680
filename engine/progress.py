"""How long jobs tell where they are, and how they are stopped.

A job takes a ``report`` callable and a :class:`CancelToken`. It calls ``report`` from whichever thread
does the work, about once an item; throttling is the business of whoever shows it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job is.

    Attributes:
        stage: Key of the stage, for example ``"embed"``; see :data:`STAGES` for its words.
        done: Items finished in this stage, 0 to ``total``.
        total: Items in this stage; 0 where it is unknown.
        seconds: Time since the stage began, in seconds.
    """

    stage: str
    done: int
    total: int
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Items a second in this stage; 0 before anything is known."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Estimated seconds until this stage ends, or None while nothing is known."""
        if self.rate <= 0 or self.total <= 0:
            return None
        return (self.total - self.done) / self.rate


STAGES: dict[str, str] = {
    "scan": "Looking for pictures",
    "library": "Loading the learning library",
    "network": "Preparing the network",
    "embed": "Looking at the good parts",
    "fit": "Learning what is normal",
    "calibrate": "Judging every good part as if it were new",
    "save": "Saving the recipe",
    "load": "Opening the recipe",
    "inspect": "Inspecting",
    "evaluate": "Comparing with the labels",
    "export": "Writing results",
    "render": "Drawing the sample parts",
}
"""Words for the stages of all jobs, in English, for the command line; the window translates them."""

Report = Callable[[Progress], None]
"""Receives every step of a job; must return quickly and must not raise."""


def silent(progress: Progress) -> None:
    """Report to nobody."""


class CancelToken:
    """A flag that one thread raises and others look at; never lowered again."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop. Safe from any thread, any number of times."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the job to stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise :class:`~engine.errors.Cancelled` if somebody asked the job to stop."""
        if self._event.is_set():
            raise Cancelled


class Stage:
    """Counts one stage of a job and reports each step of it.

    Example:
        >>> steps: list[Progress] = []
        >>> stage = Stage("embed", 2, steps.append, CancelToken())
        >>> stage.step(); stage.step()
        >>> [(p.done, p.total) for p in steps]
        [(0, 2), (1, 2), (2, 2)]
    """

    def __init__(self, name: str, total: int, report: Report, cancel: CancelToken) -> None:
        self.name = name
        self.total = total
        self.done = 0
        self._report = report
        self._cancel = cancel
        self._start = time.monotonic()
        self._tell()

    def step(self, items: int = 1) -> None:
        """Count ``items`` more as done, report it, and stop here if the job was cancelled."""
        self.done += items
        self._tell()
        self._cancel.raise_if_cancelled()

    def _tell(self) -> None:
        self._report(Progress(self.name, self.done, self.total, time.monotonic() - self._start))
