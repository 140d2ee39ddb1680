"""Covers the window while something is dragged over it and says what will happen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.dropping import Intent
from gui.icons import Icons
from gui.theme import GRID, TITLE, Theme

PICTURES = {
    Intent.NOTHING: "cancel",
    Intent.OPEN: "recipe",
    Intent.INSPECT: "inspect",
    Intent.OPEN_AND_INSPECT: "inspect",
    Intent.GOOD: "train",
    Intent.EVALUATE: "evaluate",
}
"""Icon for everything that dropping can do."""


class DropOverlay(QWidget):
    """A veil with one sentence; never in the way of the pointer."""

    def __init__(self, parent: QWidget, theme: Theme, icons: Icons) -> None:
        super().__init__(parent)
        self.setObjectName("dropOverlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._icons = icons
        self.text = ""
        self._intent = Intent.NOTHING
        self.hide()

    def say(self, text: str, intent: Intent) -> None:
        """Show what dropping here would do.

        Args:
            text: In words.
            intent: In code.
        """
        if text == self.text and intent is self._intent and self.isVisible():
            return
        self.text, self._intent = text, intent
        self.setAccessibleName(text)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint veil, frame and sentence."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(tokens.window)
        veil.setAlphaF(0.94)
        painter.fillRect(self.rect(), veil)
        possible = self._intent is not Intent.NOTHING
        colour = QColor(tokens.accent if possible else tokens.edge)
        pen = QPen(colour, 2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        frame = QRectF(self.rect()).adjusted(2 * GRID, 2 * GRID, -2 * GRID, -2 * GRID)
        painter.drawRoundedRect(frame, 12, 12)
        role = "accent" if possible else "muted"
        picture = self._icons.pixmap(PICTURES[self._intent], role, 48, self.devicePixelRatioF())
        middle = frame.center()
        painter.drawPixmap(int(middle.x()) - 24, int(middle.y()) - 64, picture)
        font = self.font()
        font.setPixelSize(TITLE)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if possible else tokens.muted))
        where = frame.adjusted(4 * GRID, frame.height() / 2, -4 * GRID, -GRID)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(where, flags, self.text)
