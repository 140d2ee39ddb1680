"""The state of the operator lock: on or off, the PIN, and the wait after wrong ones."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.errors import GonogoError
from gui.background import Loader
from gui.lock import pin as pins
from gui.lock.pin import LockError, Record, Secret
from gui.lock.rules import same_file

log = logging.getLogger(__name__)

_TICK_MS = 250


class Answer(StrEnum):
    """What became of a PIN."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_EARLY = "too early"
    FAILED = "failed"


class OperatorLock(QObject):
    """The lock of this station.

    A wrong PIN is counted on disk before it is looked at, so that ending the program in between does not
    save the wait. PINs are hashed beside the window, never on its thread.

    Args:
        path: The file; it is read now.
        clock: Seconds, monotonic.
    """

    changed = Signal(bool)
    """The lock is on (True) or off now."""
    answered = Signal(object)
    """The :class:`Answer` to :meth:`try_pin`."""
    pin_set = Signal()
    """A PIN given to :meth:`set_pin` is in force now."""
    waiting = Signal(int)
    """Seconds still to wait before the next try, whenever that number changes; 0 at the end."""
    recipe_changed = Signal()
    """The station's recipe is another."""
    failed = Signal(object)
    """A :class:`~engine.errors.GonogoError`: something could not be written or worked out."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.damage: LockError | None = None
        """Set when the file cannot be used: the lock is on, and no PIN opens it."""
        self._clock = clock
        self._record: Record | None = None
        self._again_at = -math.inf
        self._told = 0
        self._asked = 0
        self._busy: tuple[str, int] | None = None
        self._loader = Loader(1, 1, self)
        self._loader.loaded.connect(self._on_hashed)
        self._loader.failed.connect(self._on_not_hashed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        try:
            self._record = pins.load(path)
        except LockError as error:
            log.warning("%s", error)
            self.damage = error
        if self._record is not None:
            self._begin_wait()

    # what there is

    @property
    def locked(self) -> bool:
        """Whether the lock is on."""
        return self.damage is not None or (self._record is not None and self._record.locked)

    @property
    def has_pin(self) -> bool:
        """Whether a PIN was set."""
        return self._record is not None

    @property
    def busy(self) -> bool:
        """Whether a PIN is being worked on."""
        return self._busy is not None

    @property
    def seconds_left(self) -> int:
        """Whole seconds still to wait before the next try; 0 if there is no wait."""
        return math.ceil(max(0.0, self._again_at - self._clock()))

    @property
    def recipe(self) -> Path | None:
        """The recipe that the station was locked with, if it is known."""
        return Path(self._record.recipe) if self._record is not None and self._record.recipe else None

    def may_open(self, path: Path, current: Path | None) -> bool:
        """Whether a recipe may be opened now: under the lock only the station's own.

        Args:
            path: The recipe's file.
            current: That of the open recipe; None if none is open.
        """
        if not self.locked:
            return True
        fixed = self.recipe or current
        return fixed is None or same_file(path, fixed)

    # what is done

    def set_pin(self, pin: str) -> None:
        """Use another PIN from now on; :attr:`pin_set` tells when. Does nothing while the lock is on.

        Raises:
            ValueError: The PIN cannot be used; see :func:`gui.lock.pin.flaw`.
        """
        if reason := pins.flaw(pin):
            raise ValueError(reason)
        if not self.locked and not self.busy:
            self._ask("set", lambda: Secret.of(pin))

    def lock(self, recipe: Path | None = None) -> bool:
        """Put the lock on; False if there is no PIN yet that could take it off again.

        Args:
            recipe: Recipe of this station; no other can be opened under the lock.
        """
        if self.locked:
            return True
        if self._record is None:
            return False
        self._keep(replace(self._record, locked=True, recipe=_text(recipe)))
        self.changed.emit(True)
        return True

    def fix_recipe(self, recipe: Path) -> None:
        """Under a lock without a recipe, the first one that is opened becomes the station's."""
        if self.locked and self._record is not None and not self._record.recipe:
            self._keep(replace(self._record, recipe=_text(recipe)))
            self.recipe_changed.emit()

    def try_pin(self, pin: str) -> None:
        """Take the lock off if the PIN is right; :attr:`answered` tells, now or later."""
        record = self._record
        if self.busy:
            return
        if record is None or not record.locked or self.seconds_left:
            self.answered.emit(Answer.TOO_EARLY if self.seconds_left else Answer.FAILED)
            return
        self._keep(replace(record, failures=record.failures + 1))
        self._ask("try", lambda: record.secret.matches(pin))

    def close(self) -> None:
        """The program ends."""
        self._timer.stop()
        self._loader.close()

    # inside

    def _ask(self, what: str, work: Callable[[], Any]) -> None:
        self._asked += 1
        self._busy = (what, self._asked)
        self._loader.request(self._busy, work)

    @Slot(object, object)
    def _on_hashed(self, key: tuple[str, int], made: Any) -> None:
        if key != self._busy:
            return
        self._busy = None
        if key[0] == "set":
            self._keep(Record(made))
            self.pin_set.emit()
        elif made:
            self._unlock()
        else:
            self._begin_wait()
            self.answered.emit(Answer.WRONG)

    @Slot(object, object)
    def _on_not_hashed(self, key: tuple[str, int], error: Exception) -> None:
        """It was nobody's fault that the PIN could not be looked at: such as no memory left."""
        if key != self._busy:
            return
        self._busy = None
        log.error("a PIN could not be worked on", exc_info=error)
        if key[0] == "try" and self._record is not None:
            self._keep(replace(self._record, failures=max(self._record.failures - 1, 0)))
        self.failed.emit(
            GonogoError(
                f"The PIN could not be checked ({type(error).__name__}).",
                "Close other programs and try again.",
            )
        )
        self.answered.emit(Answer.FAILED)

    def _unlock(self) -> None:
        if self._record is not None:
            self._keep(replace(self._record, locked=False, failures=0))
        self._again_at = -math.inf
        self.answered.emit(Answer.RIGHT)
        self.changed.emit(False)

    def _keep(self, record: Record) -> None:
        """Hold it and write it; what cannot be written still counts until the program ends."""
        self._record = record
        try:
            pins.save(self.path, record)
        except GonogoError as error:
            log.warning("the operator lock was not saved: %s", error)
            self.failed.emit(error)

    def _begin_wait(self) -> None:
        """Count the whole wait from now, whatever any clock says."""
        if self._record is None or not self._record.locked:
            return
        wait = pins.wait_after(self._record.failures)
        if wait:
            self._again_at = self._clock() + wait
            self._tick()

    @Slot()
    def _tick(self) -> None:
        left = self.seconds_left
        if left != self._told:
            self._told = left
            self.waiting.emit(left)
        if left:
            self._timer.start()
        else:
            self._timer.stop()


def _text(path: Path | None) -> str:
    return "" if path is None else str(path.absolute())
