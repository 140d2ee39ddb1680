"""A histogram of scores with lines that can be dragged: the good parts above, inspected parts below."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import SMALL, Theme, tabular
from gui.verdicts import look
from gui.viewer.numbers import short
from gui.widgets.axis import Axis
from gui.words import grouped

_BAR = 4
_SIDE, _TAG, _AXIS, _CAPTION = 8, 20, 20, 18
_GRAB = 7
_KEY_STEP = 1.01


class ScoreHistogram(QWidget):
    """Scores of good parts in grey, of inspected parts in the colours of their verdicts, and the limits.

    The limit and the start of the review band are lines that can be dragged, or moved with the arrow keys
    (with Shift the review band). Lines that nobody set are not there.

    Args:
        theme: Where the colours come from.
        parent: The widget that it is in.
        ground: Name of the colour that it stands on.
    """

    limit_moved = Signal(float)
    """Somebody moves the limit to this score."""
    review_moved = Signal(float)
    """Somebody moves the start of the review band to this score."""
    drag_started = Signal()
    """Somebody takes hold of a line."""
    drag_ended = Signal()
    """Somebody lets go of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, ground: str = "window") -> None:
        super().__init__(parent)
        self.setObjectName("scoreHistogram")
        self._theme = theme
        self._ground = ground
        self._good = np.empty(0)
        self._scores = np.empty(0)
        self._codes = np.empty(0, np.uint8)
        self._judged = np.empty(0, np.bool_)
        self._limit: float | None = None
        self._review: float | None = None
        self._drag = ""
        self._hover = ""
        self._bins = 0
        self._good_bars = np.empty(0)
        self._places = np.empty(0, np.intp)
        self._part_bars = np.empty((0, 4))
        self.axis = Axis(0.5, 2.0, log=False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Scores of the parts"))
        self.setToolTip(self.tr("Drag a line, or move the limit with the arrow keys"))
        theme.changed.connect(self.update)

    # what is shown

    @property
    def limit(self) -> float | None:
        """The limit shown."""
        return self._limit

    @property
    def review(self) -> float | None:
        """The start of the review band; None where there is none."""
        return self._review

    def set_good(self, scores: npt.ArrayLike) -> None:
        """Show scores of good parts, each judged as if it had not been trained on."""
        self._good = np.asarray(scores, np.float64)
        self._rescale()

    def set_parts(self, scores: npt.ArrayLike, codes: npt.ArrayLike) -> None:
        """Show inspected parts.

        Args:
            scores: Their scores, NaN where there is none, shape (n,).
            codes: Their verdicts' codes, shape (n,).
        """
        scores, codes = np.asarray(scores, np.float64), np.asarray(codes, np.uint8)
        self._judged = np.isfinite(scores)
        self._scores, self._codes = scores[self._judged], codes[self._judged]
        self._rescale()

    def set_codes(self, codes: npt.NDArray[np.uint8]) -> None:
        """Show other verdicts of the parts given last."""
        codes = codes[self._judged]
        if np.array_equal(codes, self._codes):
            return  # most moves of a limit change no verdict
        self._codes = codes
        self._count_parts()
        self.update()

    def set_lines(self, limit: float | None, review: float | None = None) -> None:
        """Show the limits.

        Args:
            limit: The image threshold, raw units.
            review: Score from which on parts are put up for review; None for no such band.
        """
        if (limit, review) == (self._limit, self._review):
            return
        self._limit, self._review = limit, review
        inside = all(0 <= self.axis.share(line) <= 1 for line in (limit, review) if line is not None)
        # under the hand the ground stays where it is
        if not self._drag and not inside:
            self._rescale()
        self._describe()
        self.update()

    def place_of(self, score: float) -> float:
        """Horizontal place of a score, in the widget's coordinates."""
        return _SIDE + float(self.axis.share(score)) * self._room()

    # Qt

    def sizeHint(self) -> QSize:
        """Enough for two rows; more makes the bars higher."""
        return QSize(280, 124)

    def minimumSizeHint(self) -> QSize:
        """Enough to drag a line."""
        return QSize(180, 120)

    def resizeEvent(self, event: QEvent) -> None:
        """Count into as many bars as there is room for."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._count()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a line."""
        line = self._line_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or not line:
            event.ignore()
            return
        self._drag = line
        self.drag_started.emit()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it, or show that it can be."""
        if not self._drag:
            self._set_hover(self._line_at(event.position()))
            return
        share = (event.position().x() - _SIDE) / self._room()
        score = self.axis.score(min(max(share, 0.0), 1.0))
        if self._drag == "limit":
            self.limit_moved.emit(score)
        else:
            self.review_moved.emit(score)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        if self._drag and event.button() == Qt.MouseButton.LeftButton:
            self._drag = ""
            self._set_hover(self._line_at(event.position()))
            self.drag_ended.emit()
            self._rescale()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._set_hover("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a line by a hundredth."""
        factor = {Qt.Key.Key_Left: 1 / _KEY_STEP, Qt.Key.Key_Right: _KEY_STEP}.get(Qt.Key(event.key()))
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if factor is None or self._limit is None:
            super().keyPressEvent(event)
        elif not shift:
            self.limit_moved.emit(self._limit * factor)
        else:
            self.review_moved.emit((self._review or self._limit) * factor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint it."""
        painter = QPainter(self)
        font = self.font()
        font.setPixelSize(SMALL)
        painter.setFont(tabular(font))
        if not len(self._good) and not len(self._scores):
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No scores yet"))
            return
        for lane, part in self._lanes():
            if part == "good":
                self._paint_good(painter, lane)
            else:
                self._paint_parts(painter, lane)
        self._paint_axis(painter)
        self._paint_review(painter)
        self._paint_limit(painter)
        for lane, part in self._lanes():
            self._paint_caption(painter, lane, part)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    # painting

    def _lanes(self) -> list[tuple[QRectF, str]]:
        """The rows of bars, from above, without their captions."""
        parts = [name for name, many in (("good", len(self._good)), ("parts", len(self._scores))) if many]
        height = (self.height() - _TAG - _AXIS) / len(parts)
        return [
            (QRectF(_SIDE, _TAG + i * height + _CAPTION, self._room(), height - _CAPTION), name)
            for i, name in enumerate(parts)
        ]

    def _paint_caption(self, painter: QPainter, lane: QRectF, part: str) -> None:
        if part == "good":
            words = self.tr("{n} good parts, as if never seen").format(n=grouped(len(self._good)))
        elif len(self._scores) == 1:
            words = self.tr("1 inspected part")
        else:
            words = self.tr("{n} inspected parts").format(n=grouped(len(self._scores)))
        painter.setPen(self._theme.colour("muted"))
        place = QRectF(lane.left(), lane.top() - _CAPTION, lane.width(), _CAPTION - 2)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        width = painter.fontMetrics().horizontalAdvance(words) + 4
        # no line runs through the words
        painter.fillRect(
            QRectF(place.left(), place.top() + 1, width, place.height()), self._theme.colour(self._ground)
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_good(self, painter: QPainter, lane: QRectF) -> None:
        self._paint_bars(painter, lane, self._good_bars[:, None], [self._theme.colour("edge")])

    def _paint_parts(self, painter: QPainter, lane: QRectF) -> None:
        colours = [self._theme.colour(look(code).colour) for code in range(3)]
        self._paint_bars(painter, lane, self._part_bars[:, :3], colours)

    def _paint_bars(
        self, painter: QPainter, lane: QRectF, bars: npt.NDArray[np.float64], colours: list[QColor]
    ) -> None:
        """Paint bars of stacked counts; even a single part among thousands stays visible."""
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(lane.bottomLeft(), lane.bottomRight())
        most = float(bars.sum(axis=1).max(initial=0))
        if not most:
            return
        width = self._room() / self._bins
        for i in np.flatnonzero(bars.any(axis=1)):
            bottom = lane.bottom()
            for count, colour in zip(bars[i], colours, strict=True):
                if count:
                    height = max(count / most * lane.height(), 3.0)
                    bar = QRectF(lane.left() + float(i) * width, bottom - height, max(width - 1, 1), height)
                    painter.fillRect(bar, colour)
                    bottom -= height

    def _paint_axis(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(painter.font())
        top = self.height() - _AXIS
        last = -1e9
        for tick in self.axis.ticks(max(2, int(self._room() / 44))):
            x, words = self.place_of(tick), QLocale().toString(tick, "g", 6)
            left = min(max(x - metrics.horizontalAdvance(words) / 2, 0), self.width() - 40)
            painter.setPen(self._theme.colour("edge"))
            painter.drawLine(QPointF(x, top), QPointF(x, top + 3))
            if left > last + 6:
                painter.setPen(self._theme.colour("muted"))
                painter.drawText(QPointF(left, self.height() - 3), words)
                last = left + metrics.horizontalAdvance(words)

    def _paint_limit(self, painter: QPainter) -> None:
        if self._limit is None:
            return
        x = self._clamped(self._limit)
        held = "limit" in (self._drag, self._hover)
        colour = self._theme.colour("accent" if held else "text")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, _TAG - 3), QPointF(x, self.height() - _AXIS))
        metrics = QFontMetricsF(painter.font())
        words = self.tr("Limit {value}").format(value=short(self._limit))
        width = metrics.horizontalAdvance(words) + 12
        tag = QRectF(min(max(x - width / 2, 1), self.width() - width - 1), 1, width, _TAG - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(self._theme.colour("on_accent" if held else "window"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_review(self, painter: QPainter) -> None:
        if self._review is None or self._limit is None:
            return
        left, right = self._clamped(self._review), self._clamped(self._limit)
        colour = self._theme.colour("review")
        band = QColor(colour)
        band.setAlpha(36)
        top, bottom = _TAG - 3, self.height() - _AXIS
        painter.fillRect(QRectF(left, top, right - left, bottom - top), band)
        held = "review" in (self._drag, self._hover)
        ink = self._theme.colour("review_ink")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 2 if held else 1.5, Qt.PenStyle.SolidLine if held else Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(left, top), QPointF(left, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        points = [QPointF(left - 5, bottom), QPointF(left + 5, bottom), QPointF(left, bottom - 7)]
        painter.drawPolygon(QPolygonF(points))

    # inside

    def _room(self) -> float:
        return max(1.0, self.width() - 2.0 * _SIDE)

    def _clamped(self, score: float) -> float:
        return min(max(self.place_of(score), 2.0), self.width() - 2.0)

    def _line_at(self, place: QPointF) -> str:
        near = {
            name: abs(self._clamped(score) - place.x())
            for name, score in (("limit", self._limit), ("review", self._review))
            if score is not None
        }
        if self._limit is not None and place.y() < _TAG:
            near["limit"] -= 16  # its tag is wide
        if self._review is not None and place.y() > self.height() - _AXIS - 12:
            near["review"] -= 3
        best = min(near, key=lambda name: near[name], default="")
        return best if best and near[best] <= _GRAB else ""

    def _set_hover(self, line: str) -> None:
        if line != self._hover:
            self._hover = line
            self.setCursor(Qt.CursorShape.SplitHCursor if line else Qt.CursorShape.ArrowCursor)
            self.update()

    def _rescale(self) -> None:
        lines = tuple(line for line in (self._limit, self._review) if line is not None)
        self.axis = Axis.around(np.concatenate([self._good, self._scores]), lines)
        self._describe()
        self._count()

    def _count(self) -> None:
        self._bins = max(8, int(self._room() / _BAR))
        good = self._bin(self._good)
        self._good_bars = np.bincount(good, minlength=self._bins).astype(np.float64)
        self._places = self._bin(self._scores)
        self._count_parts()
        self.update()

    def _bin(self, scores: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
        place = np.floor(self.axis.share(scores) * self._bins)
        return np.clip(place, 0, self._bins - 1).astype(np.intp)

    def _count_parts(self) -> None:
        joint = self._places * 4 + self._codes
        self._part_bars = np.bincount(joint, minlength=4 * self._bins).reshape(-1, 4).astype(np.float64)

    def _describe(self) -> None:
        if self._limit is None:
            self.setAccessibleDescription("")
            return
        words = self.tr(
            "Limit {limit}; {good} of {all} good parts and {parts} of {total} inspected parts above it"
        )
        self.setAccessibleDescription(
            words.format(
                limit=short(self._limit),
                good=int((self._good > self._limit).sum()),
                all=len(self._good),
                parts=int((self._scores > self._limit).sum()),
                total=len(self._scores),
            )
        )
