"""The curves, painted by pyqtgraph in the colours of the theme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from engine.types import Limits
from gui.evaluate.compared import Drawn
from gui.theme import SMALL, Theme, tabular
from gui.viewer.numbers import short
from gui.widgets.axis import Axis

_GRAB = 8
_KEY_STEP = 1.01
_BAND_ALPHA = 32
_TAG = 20
_FINE = 2000
"""Steps across and up that a line is drawn with; a plot has fewer pixels."""
_OVER = 24
"""So far may the words at a tick reach beyond the axis, or those at its ends would be left out."""
_ROOM = 0.03
"""Share of the plot beyond 0 and 100 %, so that a line at the edge is seen whole."""


class _PercentAxis(pg.AxisItem):
    """An axis from 0 to 100 %."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: ARG002
        """Every quarter, or the ends and the middle where there is little room."""
        step = 0.25 if size > (260 if self.orientation == "bottom" else 110) else 0.5
        return [(step, [step * n for n in range(round(1 / step) + 1)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """In percent."""
        return [f"{100 * value:.0f} %" for value in values]


class _ScoreAxis(pg.AxisItem):
    """An axis of scores, which lie at their shares of an :class:`Axis`."""

    axis = Axis(0.5, 2.0, log=False)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: ARG002
        """Round scores."""
        ticks = self.axis.ticks(max(2, int(size / 56)))
        return [(1.0, [float(share) for share in self.axis.share(np.array(ticks))])] if ticks else []

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """The scores."""
        return [QLocale().toString(self.axis.score(value), "g", 4) for value in values]


class CurvePlot(pg.GraphicsView):
    """A plot with two labelled axes that cannot be moved or zoomed by accident.

    Args:
        theme: Colours.
        name: What it shows, for screen readers.
        across: Words at the horizontal axis.
        up: Words at the vertical axis.
        scores: Whether the horizontal axis is one of scores, not of percent.
        top: Room above the plot.
    """

    def __init__(
        self, theme: Theme, name: str, across: str, up: str, *, scores: bool = False, top: int = 6
    ) -> None:
        super().__init__()
        self._theme = theme
        self._words = (across, up)
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)
        layout = pg.GraphicsLayout()
        layout.layout.setContentsMargins(4, top, 20, 2)
        layout.layout.setSpacing(0)
        self.setCentralItem(layout)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self.left = _PercentAxis("left")
        self.bottom = _ScoreAxis("bottom") if scores else _PercentAxis("bottom")
        layout.addItem(self.left, 0, 0)
        layout.addItem(self.box, 0, 1)
        layout.addItem(self.bottom, 1, 1)
        for axis in (self.left, self.bottom):
            axis.linkToView(self.box)
        self._grid = [pg.InfiniteLine(share, angle=0) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
        for line in self._grid:
            self.box.addItem(line, ignoreBounds=True)
        self.box.setRange(QRectF(-_ROOM, -_ROOM, 1 + 2 * _ROOM, 1 + 2 * _ROOM), padding=0)
        theme.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """Enough to read it."""
        return QSize(280, 200)

    def minimumSizeHint(self) -> QSize:
        """Enough to see the shape."""
        return QSize(180, 150)

    def wheelEvent(self, event: QEvent) -> None:
        """Nothing to zoom: whatever lies around the plot may scroll."""
        event.ignore()

    @Slot()
    def _dress(self) -> None:
        """Take the theme's colours."""
        theme = self._theme
        self.setBackground(theme.colour("raised"))
        font = tabular(QFont(self.font()))
        font.setPixelSize(SMALL)
        for axis, words in zip((self.bottom, self.left), self._words, strict=True):
            axis.setTickFont(font)
            axis.setPen(pg.mkPen(theme.colour("edge"), width=1))
            axis.setTextPen(pg.mkPen(theme.colour("muted")))
            axis.setStyle(
                tickLength=-4, maxTickLevel=0, autoExpandTextSpace=True, hideOverlappingLabels=_OVER
            )
            axis.setLabel(words, color=theme.colour("muted").name(), **{"font-size": f"{SMALL}px"})
        for line in self._grid:
            line.setPen(pg.mkPen(theme.colour("border"), width=1))

    def _line(self, colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine, width: float = 2) -> QPen:
        return pg.mkPen(colour, width=width, style=style)


class RocLikePlot(CurvePlot):
    """A curve of one share against another, with a point at the limit of now."""

    def __init__(self, theme: Theme, name: str, across: str, up: str, *, diagonal: bool) -> None:
        super().__init__(theme, name, across, up)
        self._chance = pg.PlotCurveItem([0, 1], [0, 1]) if diagonal else None
        if self._chance is not None:
            self.box.addItem(self._chance)
        self.curve = pg.PlotCurveItem(antialias=True)
        self.point = pg.ScatterPlotItem(size=11, antialias=True)
        self.box.addItem(self.curve)
        self.box.addItem(self.point)
        self._dress()

    def show_curve(self, across: np.ndarray | None, up: np.ndarray | None) -> None:
        """Show a curve; None shows none."""
        none = across is None or up is None
        self.curve.setData(*([], []) if none else seen(across, up))

    def show_point(self, across: float | None, up: float | None) -> None:
        """Mark the limit of now; None marks nothing."""
        none = across is None or up is None
        self.point.setData([] if none else [across], [] if none else [up])

    def _dress(self) -> None:
        super()._dress()
        theme = self._theme
        self.curve.setPen(self._line(theme.colour("text")))
        self.point.setBrush(QBrush(theme.colour("accent")))
        self.point.setPen(self._line(theme.colour("raised")))
        if self._chance is not None:
            self._chance.setPen(self._line(theme.colour("edge"), Qt.PenStyle.DashLine, 1))


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


def steps(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The corners of a rate that changes at certain limits only.

    Args:
        x: Places of the limits, ascending, shape (n,).
        y: The rate from each limit on, up to the next, shape (n,).

    Returns:
        Places and rates of the corners; from the left end of the axis, 0 or before, to the right end.
    """
    before = y[0]
    across = np.concatenate([[min(0.0, x[0])], np.repeat(x, 2), [max(1.0, x[-1])]])
    up = np.concatenate([[before, before], np.repeat(y, 2)])
    return across, up


def seen(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Leave out corners of a rising or falling line that nobody could tell from their neighbours.

    Args:
        x: Places as shares of the axis, shape (n,).
        y: Rates, shape (n,).

    Returns:
        The first and the last corner of each run that falls into one place of a fine grid.
    """
    grid = np.rint(np.stack([x, y]) * _FINE)
    changes = (np.diff(grid, axis=1) != 0).any(axis=0)
    keep = np.concatenate([[True], changes]) | np.concatenate([changes, [True]])
    return x[keep], y[keep]
