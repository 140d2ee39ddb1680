"""The fixed colour scale with the limits marked upon it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.colour import DEFAULT_COLOUR_MAP, lookup_table, scale_top
from engine.types import Limits
from gui.viewer.colours import blend, ground, hairline, muted
from gui.viewer.numbers import short, tabular

_BAR = 10.0


class Legend(QWidget):
    """A strip of the colours from 0 to twice the image threshold.

    Above it stands the image threshold, below it the pixel threshold; what the pixel threshold hides is
    hatched, and a pointer shows the value under the mouse.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits: Limits | None = None
        self._name = DEFAULT_COLOUR_MAP
        self._whole = False
        self._value: float | None = None
        self.setObjectName("heatmapLegend")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_scale(self, limits: Limits | None, name: str, *, whole: bool) -> None:
        """Show the scale of a recipe.

        Args:
            limits: The recipe's limits; None shows an empty strip.
            name: Colour map.
            whole: Whether the values below the pixel threshold are coloured too.
        """
        if (limits, name, whole) == (self._limits, self._name, self._whole):
            return
        self._limits, self._name, self._whole = limits, name, whole
        self._describe()
        self.update()

    def set_value(self, value: float | None) -> None:
        """Point at the value under the mouse; None points at nothing."""
        if value != self._value:
            self._value = value
            self.update()

    def place_of(self, value: float) -> float:
        """Horizontal position of a value in this widget; what lies above the scale is at its end."""
        bar = self._bar()
        top = scale_top(self._limits) if self._limits else 1.0
        return bar.left() + bar.width() * min(max(value / top, 0.0), 1.0)

    def bar_rect(self) -> QRectF:
        """Where the colours are, in this widget."""
        return self._bar()

    def sizeHint(self) -> QSize:  # noqa: D102
        return QSize(260, self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(150, self._height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        elif event.type() == QEvent.Type.LanguageChange:
            self._describe()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font(), -1))
        bar = self._bar()
        shape = QPainterPath()
        shape.addRoundedRect(bar, 2.0, 2.0)
        if self._limits is None:
            painter.fillPath(shape, hairline(self.palette()))
            return
        painter.save()
        painter.setClipPath(shape)
        painter.drawImage(bar, self._colours())
        if not self._whole:
            self._hatch(painter, bar)
        painter.restore()
        painter.setPen(QPen(blend(muted(self.palette()), ground(self.palette()), 0.5), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        self._ends(painter, bar)
        limits = self._limits
        self._mark(painter, limits.image_threshold, self.tr("limit %1"), above=True)
        self._mark(painter, limits.pixel_threshold, self.tr("pixel %1"), above=False)
        if self._value is not None:
            self._pointer(painter, bar)

    # parts of the picture

    def _colours(self) -> QImage:
        table = np.ascontiguousarray(lookup_table(self._name)[None])
        return QImage(table.data, 256, 1, 768, QImage.Format.Format_RGB888).copy()

    def _hatch(self, painter: QPainter, bar: QRectF) -> None:
        """What is not drawn upon the photo is not drawn here either: only hinted at."""
        assert self._limits is not None  # noqa: S101
        hidden = QRectF(bar)
        hidden.setRight(self.place_of(self._limits.pixel_threshold))
        painter.save()
        painter.setClipRect(hidden, Qt.ClipOperation.IntersectClip)
        painter.fillRect(hidden, self.palette().window())
        painter.setPen(QPen(blend(muted(self.palette()), self.palette().window().color(), 0.55), 1.0))
        x = hidden.left() - bar.height()
        while x < hidden.right():
            painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()))
            x += 5.0
        painter.restore()

    def _ends(self, painter: QPainter, bar: QRectF) -> None:
        assert self._limits is not None  # noqa: S101
        painter.setPen(muted(self.palette()))
        zero = QRectF(0, 0, bar.left() - 5, self.height())
        top = QRectF(bar.right() + 5, 0, self.width() - bar.right() - 5, self.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(zero, middle | Qt.AlignmentFlag.AlignRight, "0")
        painter.drawText(top, middle | Qt.AlignmentFlag.AlignLeft, short(scale_top(self._limits)))

    def _mark(self, painter: QPainter, value: float, text: str, *, above: bool) -> None:
        """A line across the bar, a short tick out of it, and the number at the tick's end."""
        bar = self._bar()
        x = self.place_of(value)
        label = text.replace("%1", short(value))
        width = QFontMetricsF(painter.font()).horizontalAdvance(label) + 1
        left = min(max(x - width / 2, 0.0), self.width() - width)
        edge, end = (bar.top(), bar.top() - 2) if above else (bar.bottom(), bar.bottom() + 2)
        box = QRectF(left, 0, width, end) if above else QRectF(left, end, width, self.height() - end)
        for pen in (QPen(QColor(0, 0, 0, 150), 3.0), QPen(QColor(255, 255, 255), 1.5)):
            painter.setPen(pen)
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))
        painter.setPen(QPen(self.palette().windowText().color(), 1.5))
        painter.drawLine(QPointF(x, edge), QPointF(x, end))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)

    def _pointer(self, painter: QPainter, bar: QRectF) -> None:
        assert self._value is not None  # noqa: S101
        x = self.place_of(self._value)
        knob = QRectF(x - 4.0, bar.center().y() - 4.0, 8.0, 8.0)
        painter.setPen(QPen(QColor(0, 0, 0), 1.5))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawEllipse(knob)

    def _bar(self) -> QRectF:
        metrics = QFontMetricsF(tabular(self.font(), -1))
        left = metrics.horizontalAdvance("0") + 6
        top = short(scale_top(self._limits)) if self._limits else "0"
        right = metrics.horizontalAdvance(top) + 7
        width = max(20.0, self.width() - left - right)
        return QRectF(left, round((self.height() - _BAR) / 2), width, _BAR)

    def _height(self) -> int:
        return int(2 * QFontMetricsF(tabular(self.font(), -1)).height() + _BAR + 6)

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Colour scale of the heatmap"))
        if self._limits is None:
            text = self.tr("There is no recipe yet.")
        else:
            text = (
                self.tr("From 0 to %1, the same for every part. Limit %2, pixel threshold %3.")
                .replace("%1", short(scale_top(self._limits)))
                .replace("%2", short(self._limits.image_threshold))
                .replace("%3", short(self._limits.pixel_threshold))
            )
        self.setAccessibleDescription(text)
        self.setToolTip(text)
