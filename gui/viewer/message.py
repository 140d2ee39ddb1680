"""What stands in the photo's place while there is none: nothing chosen, on its way, or not to be had."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFont, QFontInfo, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.icons import render
from gui.viewer.colours import blend, ground, hairline, muted

_PICTURE = 56


class Mood(Enum):
    """Why there is no photo; the value is the icon's name."""

    EMPTY = "picture"
    BUSY = "history"
    ERROR = "error"


class MessagePanel(QWidget):
    """One picture and one sentence, and in case of trouble what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mood = Mood.EMPTY
        self.setObjectName("viewerMessage")
        self._picture = QLabel(self)
        self._message = QLabel(self)
        self._hint = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._picture)
        for label in (self._message, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            column.addWidget(label)
        column.addStretch(3)
        self._dress()

    @property
    def mood(self) -> Mood:
        """Why there is no photo."""
        return self._mood

    def text(self) -> str:
        """The sentence shown."""
        return self._message.text()

    def hint(self) -> str:
        """What to do about it; empty if there is nothing."""
        return self._hint.text()

    def say(self, mood: Mood, message: str, hint: str = "") -> None:
        """Show a sentence."""
        self._mood = mood
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(message)
        self.setAccessibleDescription(hint or message)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        painter = QPainter(self)
        painter.fillRect(event.rect(), ground(self.palette()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._dress()
        return super().event(event)

    def _dress(self) -> None:
        text, quiet = self.palette().color(QPalette.ColorRole.WindowText), muted(self.palette())
        colour = text if self._mood is Mood.ERROR else blend(quiet, ground(self.palette()), 0.35)
        self._picture.setPixmap(render(self._mood.value, colour, _PICTURE, self.devicePixelRatioF()))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold if self._mood is Mood.ERROR else QFont.Weight.Normal)
        self._message.setFont(bold)
        for label, ink in ((self._message, text if self._mood is Mood.ERROR else quiet), (self._hint, quiet)):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            label.setPalette(palette)


class Pill(QWidget):
    """A short note over the photo, for what is on its way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setObjectName("viewerBusy")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str) -> None:
        """Show a note in the middle of the parent; empty hides it."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.settle()

    def text(self) -> str:
        """The note shown."""
        return self._text

    def settle(self) -> None:
        """Take the place in the middle of the parent."""
        if not self._text:
            return  # raising what nobody sees takes 8 ms among many widgets
        parent = self.parentWidget()
        room = max(parent.width() - 32, 48)
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self._text) + 32, room)
        height = QFontInfo(self.font()).pixelSize() + 20
        self.setGeometry((parent.width() - width) // 2, (parent.height() - height) // 2, width, height)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(hairline(self.palette()))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideMiddle, self.width() - 24)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
