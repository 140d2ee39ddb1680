"""The two charts: margins over time, and the share of defective parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsRectItem, QSizePolicy

from engine.types import Verdict
from gui.history.reading import CODES, Bar, Dots, Overview
from gui.history.time_axis import TimeAxis
from gui.history.wanted import Period
from gui.history.wording import at_seconds
from gui.theme import SMALL, Theme, tabular
from gui.verdicts import LOOKS
from gui.viewer.numbers import decimal

LEFT = 58
"""Least width of the axis on the left."""
_BESIDE_WORD = 26  # the axis' own name, and the tick
TOP_MARGIN = 2.0
"""Margins beyond are drawn at the upper edge: one bad part must not press the good ones into a corner."""
LEAST_TOP = 1.2
SYMBOLS = {Verdict.GOOD: ("o", 4), Verdict.REVIEW: ("d", 8), Verdict.DEFECTIVE: ("x", 8)}
"""Shape and size of a verdict's dots: told apart without colour as well."""
_NEAR = 12
"""How near the pointer must be to a dot, device-independent pixels."""
_STEP = 1.2
"""Factor of one notch of the wheel."""
_LEAST_SECONDS = 600.0


class _MarginAxis(pg.AxisItem):
    """Margins; the one at 1 is called what it is."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: ARG002
        """Every half, or every quarter where there is room."""
        step = 0.25 if size > 150 and maxVal < 1.6 else 0.5
        return [(step, [step * n for n in range(int(maxVal / step) + 1)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """As times the limit."""
        return [self._word(value) for value in values]

    def _word(self, value: float) -> str:
        if value == 1:
            return _limit_word()
        return f"{decimal(value, 0 if value == int(value) else 2 if value % 0.5 else 1)} ×"


def _limit_word() -> str:
    return QCoreApplication.translate("History", "limit")


class _ShareAxis(pg.AxisItem):
    """Shares in percent."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: ARG002
        """Round shares."""
        step = share_step(maxVal, max(2, int(size / 36)))
        return [(step, [step * n for n in range(int(maxVal / step * (1 + 1e-9)) + 1)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """In percent, with as many digits as the step needs."""
        digits = 0 if spacing >= 0.01 else 1 if spacing >= 0.001 else 2
        return [f"{decimal(100 * value, digits)} %" for value in values]


def share_step(top: float, most: int) -> float:
    """A round step with which at most so many fit below the top."""
    rough = max(top / most, 1e-4)
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(power * n for n in (1, 2, 5, 10) if power * n >= rough * (1 - 1e-9)))


class TimePlot(pg.GraphicsView):
    """A plot over time, with the wheel to come closer and the keyboard to go from one thing to the next.

    Args:
        theme: Colours.
        name: What it shows, for screen readers.
        up: Words at the axis on the left.
        left: That axis.
    """

    pointed = Signal(object)
    """Number of what is under the pointer, or was gone to with the keyboard; None for nothing."""
    picked = Signal(object)
    """The :class:`~gui.history.wanted.Period` that somebody chose; None to choose all again."""
    zoomed = Signal(bool)
    """Less than all of the span is in view, or all is again."""

    def __init__(self, theme: Theme, name: str, up: str, left: pg.AxisItem) -> None:
        super().__init__()
        self._theme = theme
        self._up = up
        self._whole = (0.0, 86_400.0)
        self._here: int | None = None
        self.setAccessibleName(name)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        layout = pg.GraphicsLayout()
        layout.layout.setContentsMargins(2, 6, 10, 2)
        layout.layout.setSpacing(0)
        self.setCentralItem(layout)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self.left, self.bottom = left, TimeAxis("bottom")
        layout.addItem(self.left, 0, 0)
        layout.addItem(self.box, 0, 1)
        layout.addItem(self.bottom, 1, 1)
        for axis in (self.left, self.bottom):
            axis.enableAutoSIPrefix(False)
            axis.linkToView(self.box)
        # the same in both charts, so that their times lie below each other
        word = QFontMetrics(self.font()).horizontalAdvance(_limit_word())
        self.left.setWidth(max(LEFT, word + _BESIDE_WORD))
        self.box.disableAutoRange()
        self._chosen = QGraphicsRectItem()
        self._chosen.setPen(QPen(Qt.PenStyle.NoPen))
        self._chosen.setZValue(-10)
        self._chosen.hide()
        self.box.addItem(self._chosen, ignoreBounds=True)
        self.box.sigXRangeChanged.connect(self._on_range)
        theme.changed.connect(self._dress)

    # what is shown

    def set_span(self, ends: tuple[float, float]) -> None:
        """Show the times from one moment to another."""
        self._whole = ends
        self.show_all()

    def show_all(self) -> None:
        """Show all of the span."""
        self.box.setXRange(*self._whole, padding=0.012)

    def show_chosen(self, period: Period | None) -> None:
        """Mark a part of the span."""
        self._chosen.setVisible(period is not None)
        if period is not None:
            begin = self._whole[0] if period.since is None else period.since.timestamp()
            end = self._whole[1] if period.until is None else period.until.timestamp()
            self._chosen.setRect(QRectF(begin, -1000.0, end - begin, 2000.0))

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Come closer (a factor above 1) or go away, about a time or the middle; never beyond the span."""
        begin, end = self.box.viewRange()[0]
        first, last = self._padded()
        spread = min(max((end - begin) / factor, _LEAST_SECONDS), last - first)
        about = (begin + end) / 2 if about is None else about
        share = (about - begin) / (end - begin)
        begin = min(max(about - share * spread, first), last - spread)
        self.box.setXRange(begin, begin + spread, padding=0)

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a time and a value are, in the widget's coordinates."""
        scene = self.box.mapViewToScene(pg.Point(x, y))
        return QPointF(self.viewportTransform().map(scene))

    # Qt

    def sizeHint(self) -> QSize:
        """Enough to read it."""
        return QSize(420, 220)

    def minimumSizeHint(self) -> QSize:
        """Enough to see the shape."""
        return QSize(260, 110)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come closer to what is under the pointer."""
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoom(_STEP**notches, self._time_at(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._point(self._at(event.position()))
            self._pick()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """All of the span again."""
        self.show_all()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the pointer."""
        self._point(self._at(event.position()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is."""
        super().leaveEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one to the next, choose, and come closer."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._point(self._beside(-1 if key == Qt.Key.Key_Left else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick()
        elif key == Qt.Key.Key_Escape:
            self.picked.emit(None)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        else:
            event.ignore()

    def focusInEvent(self, event: QEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QEvent) -> None:
        """The same."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark of what is pointed at, and the keyboard's frame, above everything."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._here is not None:
            painter.save()
            painter.setClipRect(self.frame())
            self._paint_here(painter, self._here)
            painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)

    def frame(self) -> QRectF:
        """The plot's ground, in the widget's coordinates."""
        return QRectF(self.mapFromScene(self.box.sceneBoundingRect()).boundingRect())

    # what a chart adds

    def _at(self, place: QPointF) -> int | None:
        """Number of what is at a place."""
        raise NotImplementedError

    def _beside(self, step: int) -> int | None:
        """Number of what comes next in time, or before."""
        raise NotImplementedError

    def _period(self, number: int) -> Period | None:
        """What is chosen with a thing."""
        raise NotImplementedError

    def _paint_here(self, painter: QPainter, number: int) -> None:
        """Mark a thing."""
        raise NotImplementedError

    # inside

    def _pick(self) -> None:
        period = None if self._here is None else self._period(self._here)
        if period is not None:
            self.picked.emit(period)

    def _point(self, number: int | None) -> None:
        if number != self._here:
            self._here = number
            self.pointed.emit(number)
            self.viewport().update()

    def _time_at(self, place: QPointF) -> float:
        return float(self.box.mapSceneToView(self.mapToScene(place.toPoint())).x())

    def _padded(self) -> tuple[float, float]:
        first, last = self._whole
        room = 0.012 * (last - first)
        return first - room, last + room

    @Slot()
    def _on_range(self) -> None:
        begin, end = self.box.viewRange()[0]
        first, last = self._padded()
        self.zoomed.emit(end - begin < 0.99 * (last - first))

    @Slot()
    def _dress(self) -> None:
        """Take the theme's colours."""
        theme = self._theme
        self.setBackground(theme.colour("raised"))
        font = tabular(QFont(self.font()))
        font.setPixelSize(SMALL)
        for axis in (self.bottom, self.left):
            axis.setTickFont(font)
            axis.setPen(pg.mkPen(theme.colour("edge"), width=1))
            axis.setTextPen(pg.mkPen(theme.colour("muted")))
            axis.setStyle(
                tickLength=-4, maxTickLevel=0, autoExpandTextSpace=False, hideOverlappingLabels=False
            )
            axis.setGrid(False)
        self.left.setLabel(self._up, color=theme.colour("muted").name(), **{"font-size": f"{SMALL}px"})
        colour = theme.colour("accent")
        colour.setAlpha(46)
        self._chosen.setBrush(QBrush(colour))
        self.viewport().update()


class MarginsPlot(TimePlot):
    """Every part a dot, the running median of the good ones a line, and the limit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "", _MarginAxis("left"))
        self.setObjectName("marginsPlot")
        self._up = self.tr("margin")
        self.setAccessibleName(self.tr("Margins over time"))
        self.setAccessibleDescription(
            self.tr("Left and Right go from part to part, Return lists the day, plus and minus come closer")
        )
        self._dots = Dots()
        self._shown = np.empty(0)
        self.top = LEAST_TOP
        self.limit = pg.InfiniteLine(1.0, angle=0)
        self.limit.setZValue(5)
        self.median = pg.PlotCurveItem(antialias=True)
        self._halo = pg.PlotCurveItem(antialias=True)
        self._halo.setZValue(8)
        self.median.setZValue(9)
        self.scatters = {verdict: pg.ScatterPlotItem(pxMode=True, antialias=True) for verdict in SYMBOLS}
        self.beyond = pg.ScatterPlotItem(pxMode=True, antialias=True)
        for item in (self.limit, *self.scatters.values(), self.beyond, self._halo, self.median):
            self.box.addItem(item, ignoreBounds=True)
        self._dress()
        self.show_dots(self._dots)

    def show_dots(self, dots: Dots) -> None:
        """Show these."""
        self._dots = dots
        self._point(None)
        highest = float(dots.margins.max()) if len(dots.margins) else 0.0
        self.top = TOP_MARGIN if highest > TOP_MARGIN else max(LEAST_TOP, highest * 1.06)
        self.box.setYRange(0.0, self.top * (1.03 if highest > TOP_MARGIN else 1.0), padding=0)
        outside = dots.margins > self.top
        self._shown = np.minimum(dots.margins, self.top)
        for verdict, scatter in self.scatters.items():
            chosen = (dots.codes == CODES[verdict]) & ~outside
            scatter.setData(dots.times[chosen], dots.margins[chosen])
        self.beyond.setData(dots.times[outside], self._shown[outside])
        for line in (self.median, self._halo):
            line.setData(dots.median_times, np.minimum(dots.medians, self.top))

    def _at(self, place: QPointF) -> int | None:
        times = self._dots.times
        if not len(times) or not self.frame().contains(place):
            return None
        pixel = self.box.viewPixelSize()
        near = self._time_at(place)
        first, last = np.searchsorted(times, (near - _NEAR * pixel[0], near + _NEAR * pixel[0]))
        if first == last:
            return None
        height = float(self.box.mapSceneToView(self.mapToScene(place.toPoint())).y())
        across = (times[first:last] - near) / pixel[0]
        up = (self._shown[first:last] - height) / pixel[1]
        distances = np.hypot(across, up)
        best = int(np.argmin(distances))
        return int(first) + best if distances[best] <= _NEAR else None

    def _beside(self, step: int) -> int | None:
        n = len(self._dots.times)
        if not n:
            return None
        if self._here is None:
            return n - 1 if step < 0 else 0
        return min(max(self._here + step, 0), n - 1)

    def _period(self, number: int) -> Period | None:
        when = at_seconds(float(self._dots.times[number]))
        return None if when is None else Period.of_days(when.date(), when.date())

    def _paint_here(self, painter: QPainter, number: int) -> None:
        place = self.place_of(float(self._dots.times[number]), float(self._shown[number]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("raised"), 4))
        painter.drawEllipse(place, 7, 7)
        painter.setPen(QPen(self._theme.colour("text"), 2))
        painter.drawEllipse(place, 7, 7)

    @Slot()
    def _dress(self) -> None:
        super()._dress()
        if not hasattr(self, "scatters"):
            return
        theme = self._theme
        self.limit.setPen(_pen(theme.colour("text"), 1, Qt.PenStyle.DashLine))
        self._halo.setPen(_pen(theme.colour("raised"), 5))
        self.median.setPen(_pen(theme.colour("text"), 2))
        for verdict, scatter in self.scatters.items():
            symbol, size = SYMBOLS[verdict]
            colour = theme.colour(LOOKS[verdict].colour)
            scatter.setSymbol(symbol)
            scatter.setSize(size)
            thin = symbol == "x"
            scatter.setPen(_pen(colour, 1) if thin else pg.mkPen(None))
            if verdict is Verdict.GOOD:
                colour.setAlpha(150)
            scatter.setBrush(QBrush(colour))
        colour = theme.colour(LOOKS[Verdict.DEFECTIVE].colour)
        self.beyond.setSymbol("t1")
        self.beyond.setSize(8)
        self.beyond.setPen(pg.mkPen(None))
        self.beyond.setBrush(QBrush(colour))


class SharePlot(TimePlot):
    """A bar a day (week, month) with the interval that its true share lies in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "", _ShareAxis("left"))
        self.setObjectName("sharePlot")
        self._up = self.tr("defective")
        self.setAccessibleName(self.tr("Share of defective parts over time"))
        self.setAccessibleDescription(
            self.tr("Left and Right go from bar to bar, Return lists its parts, Escape lists all")
        )
        self._bars: tuple[Bar, ...] = ()
        self._ends = np.empty((0, 2))
        self.bars = pg.BarGraphItem(x0=[], x1=[], height=[])
        self.whiskers = pg.ErrorBarItem(x=np.empty(0), y=np.empty(0), top=np.empty(0), bottom=np.empty(0))
        for item in (self.bars, self.whiskers):
            self.box.addItem(item, ignoreBounds=True)
        self._dress()
        self.show_bars(Overview(Period()))

    def show_bars(self, overview: Overview) -> None:
        """Show these."""
        self._bars = overview.bars
        self._point(None)
        self._ends = np.array([bar.ends for bar in self._bars], np.float64).reshape(-1, 2)
        shares = np.array([bar.share or 0.0 for bar in self._bars])
        lows = np.array([bar.interval.low if bar.interval else 0.0 for bar in self._bars])
        highs = np.array([bar.interval.high if bar.interval else 0.0 for bar in self._bars])
        self.box.setYRange(0.0, share_top(shares, highs), padding=0)
        width = self._ends[:, 1] - self._ends[:, 0]
        self.bars.setOpts(
            x0=self._ends[:, 0] + 0.14 * width, x1=self._ends[:, 1] - 0.14 * width, height=shares
        )
        # a bar nobody was judged in has no whisker
        judged = np.array([bar.share is not None for bar in self._bars], bool)
        self.whiskers.setData(
            x=self._ends.mean(axis=1)[judged],
            y=shares[judged],
            top=(highs - shares)[judged],
            bottom=(shares - lows)[judged],
            beam=float(width.min() * 0.28) if len(width) else 0.0,
        )

    def _at(self, place: QPointF) -> int | None:
        if not self.frame().contains(place):
            return None
        near = self._time_at(place)
        inside = np.flatnonzero((self._ends[:, 0] <= near) & (near < self._ends[:, 1]))
        return int(inside[0]) if len(inside) else None

    def _beside(self, step: int) -> int | None:
        n = len(self._bars)
        if not n:
            return None
        if self._here is None:
            return n - 1 if step < 0 else 0
        return min(max(self._here + step, 0), n - 1)

    def _period(self, number: int) -> Period | None:
        return self._bars[number].period

    def _paint_here(self, painter: QPainter, number: int) -> None:
        begin, end = self._ends[number]
        frame = self.frame()
        left, right = self.place_of(begin, 0.0).x(), self.place_of(end, 0.0).x()
        colour = QColor(self._theme.colour("text"))
        colour.setAlpha(26)
        painter.fillRect(QRectF(left, frame.top(), right - left, frame.height()), colour)

    @Slot()
    def _dress(self) -> None:
        super()._dress()
        if not hasattr(self, "whiskers"):
            return
        self.bars.setOpts(brush=QBrush(self._theme.colour("defective")), pen=pg.mkPen(None))
        self.whiskers.setOpts(pen=_pen(self._theme.colour("muted"), 1.4))


def share_top(shares: Sequence[float] | np.ndarray, highs: Sequence[float] | np.ndarray) -> float:
    """Where the axis of shares ends: all shares are seen whole, and the whiskers of most.

    A day with three parts has an interval from 0 to 70 %; on its account the others are not made tiny.
    """
    if not len(shares):
        return 0.1
    wanted = max(1.15 * float(np.max(shares)), 1.1 * float(np.quantile(highs, 0.75)), 0.002)
    return min(wanted, 1.0)


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return pg.mkPen(colour, width=width, style=style)
