"""What the window tells the person without stopping them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from engine.errors import GonogoError
from gui.jobs import Failure
from gui.sentences import in_full, told
from gui.words import grouped


def in_lines(problems: Iterable[GonogoError]) -> str:
    """What happened and what to do about it, a line for each."""
    return "\n".join(map(in_full, problems))


class Kind(StrEnum):
    """How serious a message is."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Message:
    """One message for the bar at the top of the pages.

    Attributes:
        kind: How serious it is.
        text: What happened, one plain sentence.
        hint: What to do about it; may be empty.
        details: For whoever can read it, behind a button; may be empty.
        action: Id of an action that remedies it, offered as a button; may be empty.
    """

    kind: Kind
    text: str
    hint: str = ""
    details: str = ""
    action: str = ""

    @classmethod
    def of_failure(cls, failure: Failure) -> Message:
        """Tell of a job that failed."""
        return cls(Kind.ERROR, failure.message, failure.hint, failure.details)

    @classmethod
    def of_error(cls, error: GonogoError, kind: Kind = Kind.ERROR) -> Message:
        """Tell of an error of the engine."""
        return cls(kind, *told(error))

    @classmethod
    def of_problems(cls, problems: Sequence[GonogoError]) -> Message:
        """Tell what could not be used: the first, at least one; all of them behind a button."""
        text, hint = told(problems[0])
        others = len(problems) - 1
        if others:
            text += " " + QCoreApplication.translate("Message", "({n} more)").format(n=grouped(others))
        return cls(Kind.WARNING, text, hint, in_lines(problems) if others else "")
