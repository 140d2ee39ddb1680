"""The line above the photo: the part's name and the photo's size, with room for the verdict."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.viewer.colours import muted
from gui.viewer.numbers import tabular

_NAME_ROOM = 100
"""Least width of a name that the photo's size may stand beside, device-independent pixels."""


class Title(QWidget):
    """Name and size; a long name loses its middle, and the whole of it is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerTitle")
        self._words = _Words(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        self.setMinimumHeight(40)

    def say(self, name: str, width: int, height: int) -> None:
        """Show a part's name and its photo's size in pixels; nothing for an empty photo."""
        self._words.name = name
        self._words.size_text = f"{width} × {height}" if width and height else ""
        self._words.setToolTip(name)
        self._words.setAccessibleName(name or self.tr("No part chosen"))
        self._words.setAccessibleDescription(self._words.size_text)
        self._words.update()

    def text(self) -> str:
        """The part's name."""
        return self._words.name

    def size_text(self) -> str:
        """The photo's size as shown."""
        return self._words.size_text

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self.layout().addWidget(widget)


class _Words(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ""
        self.size_text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 8)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        figures = tabular(self.font())
        size_width = QFontMetrics(figures).horizontalAdvance(self.size_text)
        middle = Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(strong)
        room = self.width() - (size_width + 12 if self.size_text else 0)
        # where the name would be hardly more than its dots, the size gives way
        sized = room >= min(metrics.horizontalAdvance(self.name), _NAME_ROOM)
        if not sized:
            room = self.width()
        name = metrics.elidedText(self.name, Qt.TextElideMode.ElideMiddle, max(room, 40))
        painter.setFont(strong)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), middle, name)
        if sized:
            painter.setFont(figures)
            painter.setPen(muted(self.palette()))
            left = metrics.horizontalAdvance(name) + 12
            painter.drawText(QRectF(left, 0, size_width + 2, self.height()), middle, self.size_text)
