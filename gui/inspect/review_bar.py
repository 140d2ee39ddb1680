"""What a person says of the shown part: three buttons and a line for a note."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.review import Agreement
from engine.types import OperatorVerdict, Review
from gui.actions import Actions
from gui.icons import Icons
from gui.theme import tabular
from gui.verdicts import OPERATOR_LOOKS, operator_word
from gui.words import grouped

NOTE_LENGTH = 2000


class _Tally(QLabel):
    """Says as much as fits: the longest of some ways to say it."""

    def __init__(self) -> None:
        super().__init__()
        self._ways: tuple[str, ...] = ("",)
        self.setObjectName("agreementLabel")
        self.setProperty("rank", "muted")
        self.setProperty("scale", "small")
        self.setFont(tabular(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, *ways: str) -> None:
        """Show the first of these that fits, or the last."""
        self._ways = ways
        self.setAccessibleName(ways[0])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is other room now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        advance = self.fontMetrics().horizontalAdvance
        fitting = (words for words in self._ways if advance(words) <= self.width())
        self.setText(next(fitting, self._ways[-1]))


class ReviewBar(QWidget):
    """Shows the review of one part and asks for another."""

    judged = Signal(object)
    """The :class:`~engine.types.OperatorVerdict` that was pressed, or None if the pressed one was let go."""
    noted = Signal(str)
    """The note was changed."""
    done = Signal()
    """Escape or Return in the note: back to the list."""

    def __init__(self, actions: Actions, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("reviewBar")
        self._review = Review()
        title = QLabel(self.tr("Your verdict"))
        title.setProperty("strong", True)
        self._tally = _Tally()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self._tally, 1)
        self.buttons: dict[OperatorVerdict, QToolButton] = {}
        row = QGridLayout()
        row.setSpacing(4)
        for column, verdict in enumerate(OperatorVerdict):
            button = self._make_button(verdict, actions, icons)
            row.addWidget(button, 0, column)
            # a longer word gets more room: the chosen one is bold, and none may be cut off
            row.setColumnStretch(column, button.sizeHint().width())
        self.note = self._make_note()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 12, 4)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self.note)
        self.show_review(None)

    def show_review(self, review: Review | None) -> None:
        """Show what was said of the part on show; None where there is no part."""
        self._review = review or Review()
        for verdict, button in self.buttons.items():
            button.setChecked(self._review.verdict is verdict)
            button.setEnabled(review is not None)
        self.note.setEnabled(review is not None)
        if self.note.text() != self._review.note:
            self.note.setText(self._review.note)
            self.note.setCursorPosition(0)

    def show_agreement(self, found: Agreement) -> None:
        """Show how far the work has come, and how often person and recipe differ."""
        if not found.n:
            self._tally.say("")
            self._tally.setToolTip("")
            return
        decided = grouped(found.n_decided)
        ways = [
            self.tr("{n} of {total} decided").format(n=decided, total=grouped(found.n)),
            self.tr("{n} decided").format(n=decided),
        ]
        if found.n_disagreed:
            differ = self.tr("1 differs") if found.n_disagreed == 1 else self.tr("{n} differ")
            differ = differ.format(n=grouped(found.n_disagreed))
            ways = [f"{words} · {differ}" for words in ways] + [differ]
        self._tally.say(*ways)
        self._tally.setToolTip(
            self.tr(
                "You and the recipe agree on {agreed}. {overkill} false alarms: you say good, the recipe "
                "says defective. {escapes} misses: you say defective, the recipe says good."
            ).format(
                agreed=grouped(found.n_agreed),
                overkill=grouped(found.n_overkill),
                escapes=grouped(found.n_escapes),
            )
        )

    def write_note(self) -> None:
        """Go to the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.note.end(False)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        """Escape gives the note back as it was; Return keeps it. Both lead back to the list."""
        if watched is self.note and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.note.setText(self._review.note)
                self.done.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_note()
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _make_button(self, verdict: OperatorVerdict, actions: Actions, icons: Icons) -> QToolButton:
        action = actions[f"part.{verdict.value}"]
        style = OPERATOR_LOOKS[verdict]
        button = QToolButton()
        button.setObjectName(f"{verdict.value}Button")
        button.setProperty("choice", True)
        button.setCheckable(True)
        button.setText(operator_word(verdict))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(16, 16))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(self.tr("Your verdict: {verdict}").format(verdict=operator_word(verdict)))
        button.setAccessibleDescription(action.statusTip())
        button.setToolTip(action.toolTip())
        icons.bind(button, style.icon, style.ink, (16,))
        button.clicked.connect(lambda checked: self.judged.emit(verdict if checked else None))
        self.buttons[verdict] = button
        return button

    def _make_note(self) -> QLineEdit:
        note = QLineEdit()
        note.setObjectName("noteEdit")
        note.setPlaceholderText(self.tr("Note"))
        note.setMaxLength(NOTE_LENGTH)
        note.setAccessibleName(self.tr("Note on the shown part"))
        note.setAccessibleDescription(self.tr("A few words that are kept with the part and in reports"))
        note.setToolTip(self.tr("A few words that are kept with the part and in reports (T)"))
        note.editingFinished.connect(self._on_note)
        note.installEventFilter(self)
        return note

    @Slot()
    def _on_note(self) -> None:
        if self.note.isEnabled() and self.note.text().strip() != self._review.note:
            self.noted.emit(self.note.text())
