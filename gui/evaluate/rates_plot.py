"""Overkill and escape against the limit, which can be dragged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap

from engine.types import Limits
from gui.evaluate.compared import Drawn
from gui.evaluate.plots import CurvePlot
from gui.evaluate.steps import seen, steps
from gui.theme import SMALL, Theme, tabular
from gui.viewer.numbers import short
from gui.widgets.axis import Axis

_GRAB = 8
_KEY_STEP = 1.01
_BAND_ALPHA = 32
_TAG = 20


@dataclass(slots=True)
class _Series:
    """One rate against the limit."""

    curve: pg.PlotCurveItem
    low: pg.PlotCurveItem
    high: pg.PlotCurveItem
    band: pg.FillBetweenItem
    colour: str


class RatesPlot(CurvePlot):
    """Overkill and escape against the limit, with the limit of now as a line that can be dragged.

    The arrow keys move the limit as well. Around each curve lies the band in which the true rate is at 95 %.
    """

    limit_moved = Signal(float)
    """Somebody moves the limit to this score."""
    drag_started = Signal()
    """Somebody takes hold of the line."""
    drag_ended = Signal()
    """Somebody lets go of it."""
    pointed = Signal(object)
    """The score under the pointer; None for none."""

    def __init__(self, theme: Theme, name: str, across: str, up: str) -> None:
        super().__init__(theme, name, across, up, scores=True, top=_TAG + 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("Drag the line, or move the limit with the arrow keys"))
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.axis = Axis(0.5, 2.0, log=False)
        self._drawn: Drawn | None = None
        self._limits: Limits | None = None
        self._held = self._hover = False
        self._picture: QPixmap | None = None
        self._series = [self._add_series("good"), self._add_series("defective")]
        self.scene().changed.connect(self._on_scene)
        self._dress()

    def show_curves(self, drawn: Drawn | None) -> None:
        """Show the rates of some parts; None shows nothing."""
        self._drawn = drawn
        self._rescale()

    def set_limits(self, limits: Limits | None) -> None:
        """Mark the limits of now."""
        self._limits = limits
        if limits is not None and not self._held and not 0 <= self.axis.share(limits.image_threshold) <= 1:
            self._rescale()
        self.viewport().update()

    def place_of(self, score: float) -> float:
        """Horizontal place of a score, in the widget's coordinates."""
        return self._to_view(float(self.axis.share(score)), 0.0).x()

    def rates_at(self, score: float) -> tuple[float | None, float | None]:
        """Overkill and escape rate at a limit."""
        rates = self._drawn.curves.rates if self._drawn is not None else None
        if rates is None:
            return None, None
        # thresholds descend; above the first one nothing is rejected
        place = int(np.searchsorted(-rates.thresholds, -score, side="left"))
        place = min(place, len(rates.thresholds) - 1)
        return (
            None if rates.overkill is None else float(rates.overkill[place]),
            None if rates.escape is None else float(rates.escape[place]),
        )

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line."""
        if event.button() == Qt.MouseButton.LeftButton and self._near(event.position()):
            self._held = True
            self.drag_started.emit()
            self.viewport().update()
            event.accept()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it, or tell what is under the pointer."""
        score = self._score_at(event.position())
        if self._held:
            self.limit_moved.emit(score)
        else:
            self._set_hover(self._near(event.position()))
        inside = self.box.sceneBoundingRect().contains(self.mapToScene(event.position().toPoint()))
        self.pointed.emit(score if inside or self._held else None)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        if self._held and event.button() == Qt.MouseButton.LeftButton:
            self._held = False
            self._set_hover(self._near(event.position()))
            self.drag_ended.emit()
            self._rescale()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._set_hover(False)
        self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the limit by a hundredth."""
        factor = {Qt.Key.Key_Left: 1 / _KEY_STEP, Qt.Key.Key_Right: _KEY_STEP}.get(Qt.Key(event.key()))
        if factor is None or self._limits is None:
            event.ignore()
        else:
            self.limit_moved.emit(self._limits.image_threshold * factor)

    def focusInEvent(self, event: QEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QEvent) -> None:
        """The same."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the curves as they were painted last, and the limits above them."""
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._painted())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        limits, drawn = self._limits, self._drawn
        if limits is not None and drawn is not None and drawn.curves.rates is not None:
            self._paint_review(painter, limits)
            self._paint_limit(painter, limits.image_threshold)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)

    # inside

    def _add_series(self, colour: str) -> _Series:
        low, high = pg.PlotCurveItem(), pg.PlotCurveItem()
        for edge in (low, high):
            edge.setPen(pg.mkPen(None))
        band = pg.FillBetweenItem(low, high)
        curve = pg.PlotCurveItem(antialias=True)
        for item in (low, high, band, curve):
            self.box.addItem(item, ignoreBounds=True)
        return _Series(curve, low, high, band, colour)

    def _rescale(self) -> None:
        """Give all thresholds and the limit room across, and draw the curves anew."""
        rates = self._drawn.curves.rates if self._drawn is not None else None
        line = () if self._limits is None else (self._limits.image_threshold,)
        if rates is None:
            for series in self._series:
                self._fill(series, None, None, None)
            self.viewport().update()
            return
        self.axis = self.bottom.axis = Axis.around(rates.thresholds, line)
        x = np.clip(self.axis.share(rates.thresholds), -1.0, 2.0)[::-1]
        bands = self._drawn.bands if self._drawn is not None else None
        for series, rate, band in zip(
            self._series,
            (rates.overkill, rates.escape),
            (bands.overkill, bands.escape) if bands else (None, None),
            strict=True,
        ):
            self._fill(series, x, rate, band)
        self.bottom.picture = None
        self.bottom.update()
        self.viewport().update()

    def _fill(
        self,
        series: _Series,
        x: np.ndarray | None,
        rate: np.ndarray | None,
        band: tuple[np.ndarray, np.ndarray] | None,
    ) -> None:
        """Draw a rate as the steps that it makes, from the axis's left end to its right."""
        if x is None or rate is None or band is None:
            for item in (series.curve, series.low, series.high):
                item.setData([], [])
            return
        for item, values in ((series.curve, rate), (series.low, band[0]), (series.high, band[1])):
            item.setData(*seen(*steps(x, values[::-1])))

    def _painted(self) -> QPixmap:
        """The curves; thousands of steps take long to paint, and the limit moves many times a second."""
        ratio = self.devicePixelRatioF()
        size = self.viewport().size() * ratio
        if self._picture is None or self._picture.size() != size:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(self._theme.colour("raised"))
            painter = QPainter(self._picture)
            room = self.viewport().rect()
            self.render(painter, QRectF(room), room)
            painter.end()
        return self._picture

    @Slot()
    def _on_scene(self) -> None:
        self._picture = None
        self.viewport().update()

    def _dress(self) -> None:
        super()._dress()
        if not hasattr(self, "_series"):
            return  # the base class dresses first
        theme = self._theme
        for series, style in zip(self._series, (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine), strict=True):
            colour = theme.colour(series.colour)
            series.curve.setPen(self._line(colour, style))
            colour.setAlpha(_BAND_ALPHA)
            series.band.setBrush(QBrush(colour))
        self.viewport().update()

    def _paint_review(self, painter: QPainter, limits: Limits) -> None:
        """Show where parts are put up for review."""
        if limits.review_from >= 1:
            return
        frame = self._frame()
        left = max(self.place_of(limits.review_from * limits.image_threshold), frame.left())
        right = min(self.place_of(limits.image_threshold), frame.right())
        colour = self._theme.colour("review")
        colour.setAlpha(_BAND_ALPHA)
        painter.fillRect(QRectF(left, frame.top(), max(right - left, 0.0), frame.height()), colour)

    def _paint_limit(self, painter: QPainter, limit: float) -> None:
        theme = self._theme
        frame = self._frame()
        x = min(max(self.place_of(limit), frame.left()), frame.right())
        colour = theme.colour("accent" if self._held or self._hover else "text")
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, frame.top() - 2), QPointF(x, frame.bottom()))
        font = tabular(QFont(self.font()))
        font.setPixelSize(SMALL)
        painter.setFont(font)
        words = self.tr("Limit {value}").format(value=short(limit))
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        left = min(max(x - width / 2, frame.left()), frame.right() - width)
        tag = QRectF(left, frame.top() - _TAG, width, _TAG - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(theme.colour("on_accent" if self._held or self._hover else "raised"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)

    def _frame(self) -> QRectF:
        """The plot's ground, in the widget's coordinates."""
        return QRectF(self.mapFromScene(self.box.sceneBoundingRect()).boundingRect())

    def _to_view(self, x: float, y: float) -> QPointF:
        scene = self.box.mapViewToScene(pg.Point(x, y))
        return QPointF(self.viewportTransform().map(scene))

    def _score_at(self, place: QPointF) -> float:
        share = self.box.mapSceneToView(self.mapToScene(place.toPoint())).x()
        return self.axis.score(min(max(float(share), 0.0), 1.0))

    def _near(self, place: QPointF) -> bool:
        if self._limits is None:
            return False
        return abs(place.x() - self.place_of(self._limits.image_threshold)) <= _GRAB

    def _set_hover(self, hover: bool) -> None:
        if hover != self._hover:
            self._hover = hover
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor if hover else Qt.CursorShape.ArrowCursor)
            self._on_scene()
