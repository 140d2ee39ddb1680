"""The curves, painted by pyqtgraph in the colours of the theme."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QBrush, QColor, QFont, QPen
from PySide6.QtWidgets import QSizePolicy

from gui.evaluate.steps import seen
from gui.theme import SMALL, Theme, tabular
from gui.widgets.axis import Axis

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
