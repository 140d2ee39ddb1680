"""The two dialogs of the operator lock: one asks for the PIN, the other for a new one, twice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from gui.lock.lock import Answer, OperatorLock
from gui.lock.pad import PinField, PinPad
from gui.lock.pin import LEAST, MOST, Flaw, easily_guessed, flaw
from gui.pages import PageContext
from gui.sentences import told

_WIDTH = 376


class _PinDialog(QDialog):
    """What both have: a title, a sentence, fields, a line that says what is wrong, and the pad."""

    def __init__(self, name: str, lock: OperatorLock, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        self._lock = lock
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 24, 24, 16)
        self._layout.setSpacing(12)
        self._head = QLabel()
        self._head.setProperty("scale", "title")
        self._layout.addWidget(self._head)
        self.problem = _words("")
        self.problem.setObjectName("pinProblem")
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.pad = PinPad(context.icons)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setObjectName("pinOkButton")
        self.ok.setProperty("main", True)
        self.ok.setDefault(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.buttons.accepted.connect(self.send)
        self.buttons.rejected.connect(self.reject)

    def send(self) -> None:
        """Do what the dialog is for."""
        raise NotImplementedError

    def _call_it(self, title: str) -> None:
        self.setWindowTitle(title)
        self._head.setText(title)

    def _finish(self, fields: list[PinField]) -> None:
        """Put the lower half in place."""
        # room for two lines, so that nothing moves under a finger when something is said
        self.problem.setMinimumHeight(2 * self.problem.fontMetrics().lineSpacing() + 2)
        self._layout.addWidget(self.problem)
        self._layout.addWidget(self.pad)
        self._layout.addSpacing(4)
        self._layout.addWidget(self.buttons)
        for field in fields:
            field.textEdited.connect(self._clear_problem)
            field.installEventFilter(self)
        self.pad.write_into(fields[0])
        self.pad.used.connect(self._clear_problem)
        fields[0].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as it needs to be: Qt would squeeze the keys on small screens."""
        super().showEvent(event)
        self.setFixedHeight(self._layout.totalHeightForWidth(_WIDTH))

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        """The pad writes into the field that was gone to last."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, PinField):
            self.pad.write_into(watched)
        return super().eventFilter(watched, event)

    @Slot()
    def _clear_problem(self) -> None:
        self.problem.clear()

    def _complain(self, words: str) -> None:
        self.problem.setProperty("rank", "bad")
        self._say(words)
        announce(self.problem, words)

    def _note(self, words: str) -> None:
        self.problem.setProperty("rank", "muted")
        self._say(words)

    def _say(self, words: str) -> None:
        self.problem.style().unpolish(self.problem)
        self.problem.style().polish(self.problem)
        self.problem.setText(words)
        self.problem.setAccessibleName(words)


class UnlockDialog(_PinDialog):
    """Asks for the PIN until it is right; closes by itself when the lock is off."""

    def __init__(self, lock: OperatorLock, context: PageContext, parent: QWidget) -> None:
        super().__init__("unlockDialog", lock, context, parent)
        self._call_it(self.tr("Unlock"))
        self._wrong = False
        self.field = PinField("pinEdit", self.tr("PIN"))
        self.ok.setText(self.tr("Unlock"))
        if lock.damage is not None:
            self._show_damage(*told(lock.damage))
            return
        self._layout.addWidget(_words(self.tr("The engineer's PIN takes the operator lock off.")))
        self._layout.addWidget(self.field)
        self._finish([self.field])
        lock.answered.connect(self._on_answer)
        lock.waiting.connect(self._show_wait)
        lock.changed.connect(self._on_changed)
        self._show_wait(lock.seconds_left)

    @Slot()
    def send(self) -> None:
        """Try what was typed."""
        if not self.ok.isEnabled() or self._lock.busy or not self.field.text():
            return
        self._set_enabled(False)
        self._note(self.tr("Checking …"))
        self._lock.try_pin(self.field.text())

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._wrong = answer is Answer.WRONG
        self.field.clear()
        self._set_enabled(not self._lock.seconds_left)
        if answer is Answer.FAILED:
            self._complain(self.tr("The PIN could not be checked. Try again."))
        elif not self._lock.seconds_left and self._wrong:
            self._complain(self.tr("That is not the PIN."))
        else:
            self._show_wait(self._lock.seconds_left)

    @Slot(int)
    def _show_wait(self, seconds: int) -> None:
        """Count down; the field is there again at the end."""
        if seconds:
            self._set_enabled(False)
            first = self.problem.property("rank") != "bad" or not self.problem.text()
            wait = self.tr("Try again in {time}.").format(time=_clock(seconds))
            words = self.tr("That is not the PIN.") + " " + wait if self._wrong else wait
            if first:
                self._complain(words)
            else:
                self._say(words)
        elif not self._lock.busy:
            self._set_enabled(True)
            self._clear_problem()

    @Slot(bool)
    def _on_changed(self, locked: bool) -> None:
        if not locked:
            self.accept()

    def _set_enabled(self, enabled: bool) -> None:
        for widget in (self.field, self.pad, self.ok):
            widget.setEnabled(enabled)
        if enabled:
            self.field.setFocus()

    def _show_damage(self, message: str, hint: str) -> None:
        for words in (message, hint):
            label = _words(words)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._layout.addWidget(label)
        self.ok.hide()
        self.pad.hide()
        self._layout.addWidget(self.buttons)


class NewPinDialog(_PinDialog):
    """Asks for a new PIN twice; closes by itself when it is in force.

    Args:
        lock: The lock.
        context: Icons.
        locks_then: Whether the lock is put on with it at once.
        parent: The window.
    """

    def __init__(
        self, lock: OperatorLock, context: PageContext, *, locks_then: bool, parent: QWidget
    ) -> None:
        super().__init__("newPinDialog", lock, context, parent)
        self._call_it(self.tr("Change the PIN") if lock.has_pin else self.tr("Choose a PIN"))
        self._layout.addWidget(
            _words(
                self.tr(
                    "Whoever knows the PIN can take the operator lock off. {least} digits or more; letters "
                    "do as well. Keep it somewhere safe: Gonogo cannot show it again."
                ).format(least=LEAST)
            )
        )
        self.first = self._field("newPinEdit", self.tr("New PIN"))
        self.second = self._field("againEdit", self.tr("The same again"))
        self.ok.setText(self.tr("Set and lock") if locks_then else self.tr("Set"))
        self._finish([self.first, self.second])
        self.first.editingFinished.connect(self._judge_first)
        lock.pin_set.connect(self.accept)
        lock.answered.connect(self._on_answer)

    @Slot()
    def send(self) -> None:
        """Use the PIN, if it can be used and was written twice."""
        if self._lock.busy:
            return
        reason = flaw(self.first.text())
        if reason is None and not self.second.text():
            self.second.setFocus()
        elif reason is not None:
            self._begin_again(self._flaw_words(reason))
        elif self.first.text() != self.second.text():
            self._begin_again(self.tr("The two are not the same. Write both again."))
        else:
            self._set_enabled(False)
            self._note(self.tr("Setting the PIN …"))
            self._lock.set_pin(self.first.text())

    @Slot()
    def _judge_first(self) -> None:
        pin = self.first.text()
        if pin and flaw(pin) is None and easily_guessed(pin):
            self._note(self.tr("This PIN is easy to guess. Another would be safer."))

    @Slot(object)
    def _on_answer(self, _answer: Answer) -> None:
        """The only answer to a new PIN is that it could not be worked on."""
        self._set_enabled(True)
        self._begin_again(self.tr("The PIN could not be set. Try again."))

    def _begin_again(self, words: str) -> None:
        self.first.clear()
        self.second.clear()
        self.first.setFocus()
        self._complain(words)

    def _flaw_words(self, reason: Flaw) -> str:
        if reason is Flaw.SHORT:
            return self.tr("A PIN has at least {least} digits or letters.").format(least=LEAST)
        return self.tr("A PIN has at most {most} digits or letters.").format(most=MOST)

    def _set_enabled(self, enabled: bool) -> None:
        for widget in (self.first, self.second, self.pad, self.ok):
            widget.setEnabled(enabled)

    def _field(self, name: str, words: str) -> PinField:
        field = PinField(name, words, self.tr("{least} digits or letters, or more").format(least=LEAST))
        label = QLabel(words)
        label.setBuddy(field)
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(label)
        box.addWidget(field)
        self._layout.addLayout(box)
        return field


def announce(widget: QWidget, words: str) -> None:
    """Let screen readers say something at once."""
    if words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def _clock(seconds: int) -> str:
    """A countdown that moves every second: "18 s", "4:05"."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}" if minutes else QCoreApplication.translate("Words", "{n} s").format(n=rest)


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
