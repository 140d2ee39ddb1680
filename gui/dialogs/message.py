"""Messages at the top of the pages: what happened, what to do, and the details behind a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.actions import Actions
from gui.icons import Icons
from gui.messages import Kind, Message
from gui.theme import Theme

MOST = 3
"""Messages on screen at a time; the oldest makes room."""
STAYS_MS = 6000
"""How long good news stays, milliseconds; bad news stays until it is closed."""

LOOKS = {
    Kind.INFO: ("info", "accent"),
    Kind.SUCCESS: ("good", "good_ink"),
    Kind.WARNING: ("warning", "review_ink"),
    Kind.ERROR: ("error", "defective_ink"),
}
"""Icon and colour of every kind of message."""


class MessageBar(QWidget):
    """One message."""

    closed = Signal(QWidget)

    def __init__(self, message: Message, theme: Theme, icons: Icons, actions: Actions) -> None:
        super().__init__()
        self.message = message
        self._theme = theme
        icon, self._colour = LOOKS[message.kind]
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(message.text)
        self.setAccessibleDescription(message.hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        picture = QLabel()
        picture.setAccessibleName(self._word(message.kind))
        picture.setPixmap(icons.pixmap(icon, self._colour, 20))
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_label(message.text))
        if message.hint:
            hint = _label(message.hint)
            hint.setProperty("rank", "muted")
            words.addWidget(hint)
        layout.addLayout(words, 1)
        if message.action and message.action in actions:
            action = actions[message.action]
            button = QPushButton(action.text())
            button.setAccessibleDescription(action.toolTip())
            button.clicked.connect(action.trigger)
            button.clicked.connect(self.close_bar)
            layout.addWidget(button)
        if message.details:
            details = QPushButton(self.tr("Details…"))
            details.setObjectName("messageDetailsButton")
            details.setAccessibleDescription(self.tr("Show what a technician needs to know"))
            details.clicked.connect(self._show_details)
            layout.addWidget(details)
        close = QToolButton()
        close.setObjectName("messageCloseButton")
        close.setAccessibleName(self.tr("Close this message"))
        close.setToolTip(self.tr("Close this message"))
        close.setIconSize(QSize(16, 16))
        icons.bind(close, "close", "muted", (16,))
        close.clicked.connect(self.close_bar)
        layout.addWidget(close)
        if message.kind in (Kind.INFO, Kind.SUCCESS) and not message.action:
            self._timer = QTimer(self)
            self._timer.setSingleShot(True)
            self._timer.timeout.connect(self.close_bar)
            self._timer.start(STAYS_MS)

    @Slot()
    def close_bar(self) -> None:
        """Take the message away."""
        self.closed.emit(self)

    @Slot()
    def _show_details(self) -> None:
        show_details(self.window(), self.message.text, self.message.details)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a stripe in the colour of the kind at the left edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._theme.tokens, self._colour)))
        painter.drawRoundedRect(5, 8, 3, self.height() - 16, 1.5, 1.5)

    def _word(self, kind: Kind) -> str:
        words: dict[Kind, Callable[[], str]] = {
            Kind.INFO: lambda: self.tr("Note"),
            Kind.SUCCESS: lambda: self.tr("Done"),
            Kind.WARNING: lambda: self.tr("Warning"),
            Kind.ERROR: lambda: self.tr("Error"),
        }
        return words[kind]()


class MessageArea(QWidget):
    """The messages on screen, newest last."""

    def __init__(self, theme: Theme, icons: Icons, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("messageArea")
        self._theme, self._icons, self._actions = theme, icons, actions
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 16, 0)
        self._layout.setSpacing(4)
        self.bars: list[MessageBar] = []
        self.hide()

    @Slot(object)
    def show_message(self, message: Message) -> None:
        """Show a message; one that is on screen already is not shown twice."""
        for bar in self.bars:
            if bar.message == message:
                self._remove(bar)
                break
        if len(self.bars) >= MOST:
            self._remove(self.bars[0])
        bar = MessageBar(message, self._theme, self._icons, self._actions)
        bar.closed.connect(self._remove)
        self.bars.append(bar)
        self._layout.addWidget(bar)
        self.show()

    @Slot(QWidget)
    def _remove(self, bar: QWidget) -> None:
        self.bars = [other for other in self.bars if other is not bar]
        self._layout.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self.bars))


def show_details(parent: QWidget | None, title: str, details: str) -> QDialog:
    """Open a dialog with text to read and to copy; it does not block."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setObjectName("detailsDialog")
    dialog.setWindowTitle(dialog.tr("Details"))
    dialog.resize(720, 420)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.setSpacing(12)
    layout.addWidget(_label(title))
    text = QPlainTextEdit(details)
    text.setReadOnly(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    text.setAccessibleName(dialog.tr("Details"))
    text.setTabChangesFocus(True)
    layout.addWidget(text)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    copy = buttons.addButton(dialog.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
    copy.setAccessibleDescription(dialog.tr("Copy the details to the clipboard"))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{title}\n\n{details}"))
    buttons.rejected.connect(dialog.close)
    layout.addWidget(buttons)
    dialog.open()
    return dialog


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    # text may come from a file's name: never take it for markup
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
