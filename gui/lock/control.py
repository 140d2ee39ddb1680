"""What the operator lock means for the window: which actions are left, what is refused, with which words."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence

from engine.errors import GonogoError
from gui.dropping import Drop
from gui.lock.rules import ALLOWED, ENGINEER_JOBS, OPENING, PAGE, UNSETTLED_JOBS, same_file
from gui.messages import Kind, Message
from gui.pages import PageContext

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

log = logging.getLogger(__name__)


class LockControl(QObject):
    """Puts the lock on and off, and stands at the doors while it is on.

    The actions are one door, dropping and pasting the second, and the state is the third: what it does not
    permit does not happen, whichever button asked for it.

    Args:
        window: Parent of the dialogs.
        context: State, actions, theme and the lock itself.
    """

    changed = Signal(bool)
    """The window is to look locked (True) or not; actions are what they should be already."""

    def __init__(self, window: QWidget, context: PageContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._lock = context.lock
        self._locks_then = False
        self._began = False
        context.actions.connect("recipe.lock", self._flip)
        context.actions.connect("recipe.pin", self._change_pin)
        context.state.permits = self.permits
        context.state.recipe_changed.connect(self._on_recipe)
        # queued: whoever ended a job may begin the next
        context.state.jobs.current_changed.connect(self._on_job, Qt.ConnectionType.QueuedConnection)
        self._lock.changed.connect(self._on_changed)
        self._lock.pin_set.connect(self._on_pin_set)
        self._lock.failed.connect(self._tell)
        self._apply()

    @property
    def locked(self) -> bool:
        """Whether the lock is on."""
        return self._lock.locked

    # ---- the start

    def tell_start(self) -> None:
        """Say what was found at the start: a lock that is damaged, or gone."""
        settings = self._context.settings
        if self._lock.damage is not None:
            self._tell(self._lock.damage)
        elif self._lock.has_pin:
            settings.change(pin_set=True)
        elif settings.value.pin_set:
            log.warning("the operator lock was taken off: %s is gone", self._lock.path)
            settings.change(pin_set=False)
            self._say(
                Kind.WARNING,
                self.tr("The operator lock was taken off outside of Gonogo: its file {path} is gone.").format(
                    path=self._lock.path
                ),
                self.tr("If that was not meant to be, set a PIN and lock again."),
                "recipe.lock",
            )

    @Slot(object)
    def _on_job(self, job: object) -> None:
        """Once nothing is being done: if the last session brought no recipe, open the station's."""
        recipe = self._lock.recipe
        if job is not None or self._began or not self.locked or self._context.state.jobs.stopping:
            return
        self._began = True
        if recipe is not None and self._context.state.recipe is None:
            self._context.state.open_recipe(recipe)

    # ---- the doors

    def permits(self, what: str, path: Path | None = None) -> bool:
        """Whether the state may do something; says why not.

        Args:
            what: Kind of a job, or one of the changes in :data:`gui.lock.rules.ENGINEER_JOBS`.
            path: For ``"open"``: the recipe.
        """
        if not self.locked:
            return True
        if what == "open" and path is not None:
            return self._permits_opening(path)
        if what in ENGINEER_JOBS:
            self._say(
                Kind.INFO,
                self.tr("That cannot be done while the operator lock is on."),
                self.tr("An engineer can take the lock off."),
            )
            return False
        return True

    def objection(self, drop: Drop, *, good: bool = False) -> str:
        """Why something cannot be dropped or pasted now, in a sentence; empty if it can.

        Args:
            drop: What it is.
            good: Whether it would become good parts.
        """
        if not self.locked:
            return ""
        state = self._context.state
        if drop.recipes and state.recipe is not None:
            return self._fixed_words(drop.recipes[0])
        if good:
            return self.tr("Good parts cannot be added while the operator lock is on.")
        return ""

    def refuse(self, drop: Drop, *, good: bool = False) -> bool:
        """Say so, if something cannot be dropped or pasted now."""
        words = self.objection(drop, good=good)
        if words:
            self._say(Kind.INFO, words, self.tr("An engineer can take the lock off."))
        return bool(words)

    def _permits_opening(self, path: Path) -> bool:
        state = self._context.state
        if self._lock.may_open(path, state.recipe_path):
            return True
        self._say(Kind.WARNING, self._fixed_words(path), self.tr("An engineer can take the lock off."))
        return False

    def _fixed_words(self, path: Path) -> str:
        summary, fixed = self._context.state.summary, self._lock.recipe
        name = summary.name if summary is not None else fixed.stem if fixed is not None else ""
        current = self._context.state.recipe_path
        if current is not None and same_file(path, current):
            return self.tr("The recipe {name} is open already.").format(name=name)
        words = self.tr("{other} cannot be opened under the operator lock: this station judges by {name}.")
        return words.format(other=path.stem, name=name)

    # ---- on and off

    @Slot(bool)
    def _flip(self, _checked: bool) -> None:
        # the switch shows what is, not what somebody wants
        self._context.actions.set_checked("recipe.lock", self.locked)
        if self.locked:
            self._open_unlock()
        elif self._ready():
            if self._lock.has_pin:
                self._put_on()
            else:
                self._open_new_pin(locks_then=True)

    def _ready(self) -> bool:
        """Whether all that would be fixed by the lock is settled; says what is not."""
        state = self._context.state
        for job in (state.jobs.current, *state.jobs.waiting):
            if job is not None and job.kind in UNSETTLED_JOBS:
                self._say(
                    Kind.INFO,
                    self.tr("The recipe is just being changed."),
                    self.tr("Lock when that has ended."),
                )
                return False
        if state.recipe is not None and (state.unsaved or state.recipe_path is None):
            self._say(
                Kind.INFO,
                self.tr("The recipe holds changes that are not saved yet."),
                self.tr("Save it, then lock: the lock keeps the saved recipe."),
                "recipe.save",
            )
            return False
        return True

    def _put_on(self) -> None:
        if self._ready():
            self._lock.lock(self._context.state.recipe_path)

    def _change_pin(self) -> None:
        self._open_new_pin(locks_then=False)

    def _open_new_pin(self, *, locks_then: bool) -> QDialog:
        from gui.lock.dialogs import NewPinDialog

        self._locks_then = locks_then
        dialog = NewPinDialog(self._lock, self._context, locks_then=locks_then, parent=self._window)
        dialog.open()
        return dialog

    def _open_unlock(self) -> QDialog:
        from gui.lock.dialogs import UnlockDialog

        dialog = UnlockDialog(self._lock, self._context, parent=self._window)
        dialog.open()
        return dialog

    # ---- what happened

    @Slot()
    def _on_pin_set(self) -> None:
        self._context.settings.change(pin_set=True)
        if self._locks_then:
            self._put_on()
        else:
            self._say(Kind.SUCCESS, self.tr("The new PIN is in force."))

    @Slot(bool)
    def _on_changed(self, locked: bool) -> None:
        if locked:
            # what was changed before is settled now: no step leads back behind the lock
            self._context.state.undo_stack.clear()
            log.info("the operator lock was put on")
        else:
            log.info("the operator lock was taken off")
        self._apply()

    @Slot()
    def _on_recipe(self) -> None:
        state = self._context.state
        if self.locked:
            if state.recipe_path is not None:
                self._lock.fix_recipe(state.recipe_path)
            self._guard_actions()

    def _apply(self) -> None:
        self._guard_actions()
        actions, locked = self._context.actions, self.locked
        actions.set_checked("recipe.lock", locked)
        lock = actions["recipe.lock"]
        lock.setIconText(self.tr("Unlock") if locked else self.tr("Lock"))
        tip = self.tr("Take the operator lock off with the engineer's PIN") if locked else lock.statusTip()
        keys = lock.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        lock.setToolTip(f"{tip} ({keys})")
        self._context.icons.bind(lock, "unlock" if locked else "lock")
        if locked:
            self._context.state.page_wanted.emit(PAGE)
        self._context.theme.set_touch(locked)
        self.changed.emit(locked)

    def _guard_actions(self) -> None:
        allowed = None
        if self.locked:
            allowed = ALLOWED if self._context.state.recipe is not None else ALLOWED | {OPENING}
        self._context.actions.set_guard(allowed)

    @Slot(object)
    def _tell(self, error: GonogoError) -> None:
        self._context.state.message.emit(Message.of_error(error, Kind.WARNING))

    def _say(self, kind: Kind, text: str, hint: str = "", action: str = "") -> None:
        self._context.state.message.emit(Message(kind, text, hint, action=action))
