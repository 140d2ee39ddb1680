"""What the window tells the person without stopping them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.errors import GonogoError
from gui.jobs import Failure


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
        return cls(kind, error.message, error.hint)
