"""Steps that can be undone and done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from engine.padim import Training
    from engine.types import Limits, Review
    from gui.results import Removed
    from gui.state import AppState


class LimitsStep(QUndoCommand):
    """A change of limits; moves of a slider that follow each other become one step."""

    def __init__(self, state: AppState, old: Limits, new: Limits, words: str, gesture: object) -> None:
        super().__init__(words)
        self._state = state
        self.old = old
        self.new = new
        self.gesture = gesture

    def id(self) -> int:
        """Commands with the same id may become one."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a later change of the same gesture."""
        if not isinstance(other, LimitsStep) or self.gesture is None or other.gesture != self.gesture:
            return False
        self.new = other.new
        self.setObsolete(self.old == self.new)
        return True

    def redo(self) -> None:
        """Do it."""
        self._state.apply_limits(self.new)

    def undo(self) -> None:
        """Take it back."""
        self._state.apply_limits(self.old)


class ExclusionStep(QUndoCommand):
    """Parts taken out of a training; pushed when that has happened, so the first redo does nothing.

    It names the whole set that is out, so that a step which was cancelled half-way is put right by the next.
    """

    def __init__(
        self, state: AppState, training: Training, before: frozenset[int], after: frozenset[int]
    ) -> None:
        out, back = state.tr("leaving out good parts"), state.tr("bringing back good parts")
        super().__init__(out if len(after) > len(before) else back)
        self._state = state
        self._training = training
        self._before, self._after = before, after
        self._done = True

    def redo(self) -> None:
        """Do it again."""
        if not self._done:
            self._apply(self._after)
        self._done = False

    def undo(self) -> None:
        """Take it back."""
        self._apply(self._before)

    def _apply(self, numbers: frozenset[int]) -> None:
        if self._state.training is self._training:
            self._state.apply_exclusion(numbers)


class ChangeStep(QUndoCommand):
    """Sets something to a new value, and back."""

    def __init__(self, words: str, apply: Callable[[Any], object], old: object, new: object) -> None:
        super().__init__(words)
        self._apply, self._old, self._new = apply, old, new

    def redo(self) -> None:
        """Do it."""
        self._apply(self._new)

    def undo(self) -> None:
        """Take it back."""
        self._apply(self._old)


class ReviewStep(QUndoCommand):
    """What a person said of some parts; rows that are gone are passed over."""

    def __init__(
        self, state: AppState, old: Mapping[int, Review], new: Mapping[int, Review], words: str
    ) -> None:
        super().__init__(words)
        self._state = state
        self._old = dict(old)
        self._new = dict(new)

    def redo(self) -> None:
        """Do it."""
        self._state.apply_reviews(self._new)

    def undo(self) -> None:
        """Take it back."""
        self._state.apply_reviews(self._old)


class RemovalStep(QUndoCommand):
    """Rows taken off the list."""

    def __init__(self, state: AppState, keys: tuple[int, ...]) -> None:
        super().__init__(state.tr("taking parts off the list"))
        self._state = state
        self._keys = keys
        self._removed: Removed | None = None

    def redo(self) -> None:
        """Do it."""
        self._removed = self._state.apply_removal(self._keys)

    def undo(self) -> None:
        """Take it back."""
        if self._removed is not None:
            self._state.apply_return(self._removed)
            self._removed = None
