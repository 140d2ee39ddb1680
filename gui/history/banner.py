"""A sentence across the page that stays until what it says is no longer true, or somebody has read it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from gui.dialogs.message import LOOKS
from gui.icons import Icons
from gui.messages import Kind
from gui.theme import Theme


class Banner(QFrame):
    """One sentence, a second one that says what to do, and a button for more.

    Args:
        name: Its object name.
        kind: How serious it is.
        button: Words on its button.
        tip: What the button does.
        clicked: Does it.
        closable: Whether it can be taken away.
    """

    closed = Signal()
    """Somebody has read it."""

    def __init__(
        self,
        name: str,
        kind: Kind,
        theme: Theme,
        icons: Icons,
        button: str,
        tip: str,
        clicked: Callable[[], object],
        *,
        closable: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme, self._icons = theme, icons
        self._icon, self._colour = LOOKS[kind]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 8, 8, 8)
        layout.setSpacing(12)
        self._picture = QLabel()
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self.text, self.hint = _label(), _label()
        self.hint.setProperty("rank", "muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.text)
        words.addWidget(self.hint)
        layout.addLayout(words, 1)
        self.button = QPushButton(button)
        self.button.setObjectName(f"{name}Button")
        self.button.setAccessibleDescription(tip)
        self.button.setToolTip(tip)
        self.button.clicked.connect(lambda _checked=False: clicked())
        layout.addWidget(self.button)
        if closable:
            close = QToolButton()
            close.setObjectName(f"{name}Close")
            close.setAccessibleName(self.tr("Close this message"))
            close.setToolTip(self.tr("Close this message"))
            close.setIconSize(QSize(16, 16))
            icons.bind(close, "close", "muted", (16,))
            close.clicked.connect(self._close)
            layout.addWidget(close)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def say(self, text: str, hint: str = "") -> None:
        """Show a sentence and what to do about it; nothing hides the banner."""
        self.text.setText(text)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a stripe in the colour of its kind."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("border"))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._colour))
        painter.drawRoundedRect(6, 9, 3, self.height() - 18, 1.5, 1.5)

    @Slot()
    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    @Slot()
    def _dress(self) -> None:
        self._picture.setPixmap(self._icons.pixmap(self._icon, self._colour, 20))
        self.update()


def _label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    # text may come from a file's name: never take it for markup
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
