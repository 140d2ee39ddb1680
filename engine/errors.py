"""Errors that a person can act upon.

Every error that the engine raises on purpose is a :class:`GonogoError`: one sentence that says what
happened (and to which file), and a hint that says what to do about it.
"""

from __future__ import annotations

from pathlib import Path


class GonogoError(Exception):
    """Something went wrong in a way that the person in front of the screen can remedy.

    Args:
        message: What happened, one plain sentence, with the file's name if there is one.
        hint: What to do about it, one plain sentence; may be empty.
        path: The file concerned, if there is one.
    """

    def __init__(self, message: str, hint: str = "", path: Path | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class ImageError(GonogoError):
    """A file cannot be used as a picture: unreadable, damaged, too large, too small, not a picture."""


class RecipeError(GonogoError):
    """A recipe file is missing, damaged, foreign, too new, or asks for something impossible."""


class TrainingError(GonogoError):
    """A recipe cannot be made from what was given: too few pictures, too little memory, no weights."""


class BackboneError(GonogoError):
    """The pretrained network cannot be had: unknown name, unknown layer, no weights."""


class ExportError(GonogoError):
    """A result file cannot be written: no permission, no room, no such folder."""


class SessionError(GonogoError):
    """A session or the history is missing, damaged, foreign, too new, or cannot be written at the moment."""


def first_line(error: Exception) -> str:
    """What a library says, without what follows; its kind where it says nothing."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


class Cancelled(Exception):  # noqa: N818 - not an error: somebody wanted it
    """Raised inside a job after somebody pressed Cancel; nothing half-made is kept."""
