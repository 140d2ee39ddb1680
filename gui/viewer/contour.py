"""Outlines of what is above the pixel threshold, at a fraction of a map pixel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.types import FloatMap, Mask

Outline = npt.NDArray[np.float32]
"""A closed line: float32, shape (points, 2), x and y in photo pixels."""

_FINE = 768
_MOST_LINES = 1500
_MANY_POINTS = 8000
_MANY_TO_CUT = 2500
_MANY_IN_SIGHT = 800


@dataclass(frozen=True, slots=True)
class Traced:
    """What is above a threshold.

    Attributes:
        lines: Closed lines in photo pixels, holes included; regions touch neither themselves nor others.
        areas: For each line, the area of the region it belongs to, in photo pixels, without its holes.
        complete: False where the threshold runs through noise: then there are too many lines to cut by, and
            the smallest may be left out.
    """

    lines: tuple[Outline, ...] = ()
    areas: tuple[float, ...] = ()
    complete: bool = True

    def at_least(self, area: float) -> list[Outline]:
        """The lines of the regions that are large enough to count."""
        return [line for line, own in zip(self.lines, self.areas, strict=True) if own >= area]

    def path(self) -> QPainterPath:
        """All lines as one path, whose inside is what is above the threshold."""
        if not self.lines:
            return QPainterPath()
        # each line is closed by its own first point
        closed = [point for line in self.lines for point in (line, line[:1])]
        points = np.concatenate(closed).astype(np.float64)
        joined = np.ones(len(points), dtype=np.int32)
        joined[np.cumsum([len(line) + 1 for line in self.lines]) - 1] = 0
        path = pg.functions.arrayToQPath(
            np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1]), connect=joined
        )
        path.setFillRule(Qt.FillRule.OddEvenFill)
        return path


def trace(anomaly_map: FloatMap, width: int, height: int, threshold: float) -> Traced:
    """Trace where the bilinear map crosses a threshold.

    The map is traced on a grid up to four times as fine as itself, and the points found are then moved
    onto the line by Newton's method along the map's gradient: smooth and exact, at the cost of the map's
    size, not the photo's.

    Args:
        anomaly_map: float32, shape (map height, map width).
        width: Width of the photo that the map is stretched over, pixels.
        height: Height of the photo, pixels.
        threshold: Raw units; inside is above it, and so is what is not a number.
    """
    if not np.isfinite(anomaly_map).all():  # a fault must not look normal
        anomaly_map = np.nan_to_num(anomaly_map, nan=2 * threshold, posinf=2 * threshold)
    rows, columns = anomaly_map.shape
    factor = min(max(math.ceil(_FINE / max(rows, columns)), 1), 4)
    found, hierarchy = _find(anomaly_map, factor, threshold)
    if sum(map(len, found)) > _MANY_POINTS:  # the threshold runs through the noise of the whole map
        factor = 1
        found, hierarchy = _find(anomaly_map, factor, threshold)
    keep = [i for i, line in enumerate(found) if len(line) > 2]
    if not keep:
        return Traced()
    if len(keep) > _MOST_LINES:  # nobody can look at more than that
        keep = sorted(sorted(keep, key=lambda i: -len(found[i]))[:_MOST_LINES])
    points = np.concatenate([found[i] for i in keep]).astype(np.float64)
    complete = len(keep) < _MOST_LINES and len(points) <= _MANY_TO_CUT
    rounds = 2 if complete else 1 if len(points) <= _MANY_POINTS else 0
    placed = _refined(anomaly_map, points, factor, threshold, rounds)
    placed *= np.array([width / columns, height / rows])
    lines = np.split(placed.astype(np.float32), np.cumsum([len(found[i]) for i in keep])[:-1])
    areas = _areas(dict(zip(keep, lines, strict=True)), hierarchy)
    return Traced(tuple(lines), areas, complete)


def _find(
    anomaly_map: FloatMap, factor: int, threshold: float
) -> tuple[list[npt.NDArray[np.int32]], npt.NDArray[np.int32]]:
    """Borders on a grid ``factor`` times as fine as the map, shape (points, 2) each, and how they nest."""
    import cv2

    rows, columns = anomaly_map.shape
    fine = anomaly_map
    if factor > 1:
        size = (columns * factor, rows * factor)
        fine = cv2.resize(anomaly_map, size, interpolation=cv2.INTER_LINEAR)
    above = (fine > threshold).view(np.uint8)
    found, hierarchy = cv2.findContours(above, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return [line[:, 0] for line in found], np.zeros((0, 4), np.int32) if hierarchy is None else hierarchy[0]


def mask_outlines(mask: Mask) -> list[Outline]:
    """Outlines of a mask in photo pixels, along the pixels' outer edges to half a pixel."""
    import cv2

    found, _ = cv2.findContours(np.ascontiguousarray(mask, np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    return [line[:, 0].astype(np.float32) + np.float32(0.5) for line in found]


def _refined(
    anomaly_map: FloatMap, points: npt.NDArray[np.float64], factor: int, threshold: float, rounds: int
) -> npt.NDArray[np.float64]:
    """Points of the fine grid, moved onto the line; in map pixels from the map's top left corner."""
    rows, columns = anomaly_map.shape
    place = (points + 0.5) / factor - 0.5  # now 0 is the centre of the first map pixel
    reach = 1.0 / factor
    for _ in range(rounds):
        value, across, down = _sample(anomaly_map, place)
        steep = np.maximum(across**2 + down**2, 1e-20)
        step = (threshold - value) / steep
        move = np.stack([step * across, step * down], axis=1)
        length = np.linalg.norm(move, axis=1, keepdims=True)
        place += move * np.minimum(1.0, reach / np.maximum(length, 1e-12))
    place += 0.5
    # a region that the photo's edge cuts off ends at the edge
    last = np.array([columns, rows]) * factor - 1
    place = np.where(points <= 0, 0.0, np.where(points >= last, np.array([columns, rows], float), place))
    return np.clip(place, 0.0, np.array([columns, rows], float))


def _sample(
    anomaly_map: FloatMap, place: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The bilinear map and its two derivatives at places given in map pixels (centres at whole numbers)."""
    rows, columns = anomaly_map.shape
    x, y = np.clip(place[:, 0], 0, columns - 1), np.clip(place[:, 1], 0, rows - 1)
    left, top = (
        np.minimum(x.astype(np.intp), max(columns - 2, 0)),
        np.minimum(y.astype(np.intp), max(rows - 2, 0)),
    )
    right, bottom = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
    u, v = x - left, y - top
    a, b = anomaly_map[top, left].astype(np.float64), anomaly_map[top, right].astype(np.float64)
    c, d = anomaly_map[bottom, left].astype(np.float64), anomaly_map[bottom, right].astype(np.float64)
    upper, lower = a + (b - a) * u, c + (d - c) * u
    return upper + (lower - upper) * v, (b - a) * (1 - v) + (d - c) * v, lower - upper


def _areas(lines: dict[int, Outline], hierarchy: npt.NDArray[np.int32]) -> tuple[float, ...]:
    """For each line the area of its region: what the outer line encloses without the holes."""
    import cv2

    own = {i: float(cv2.contourArea(line)) for i, line in lines.items()}
    outer = {i: i if hierarchy[i][3] < 0 else int(hierarchy[i][3]) for i in lines}
    region = {i: own[i] for i in lines if outer[i] == i}
    for i in lines:
        if outer[i] != i and outer[i] in region:
            region[outer[i]] -= own[i]
    return tuple(region.get(outer[i], 0.0) for i in lines)


class OutlineItem(QGraphicsItem):
    """Draws outlines as a bright line on a dark one, readable on any ground, of constant width on screen.

    Each line is drawn on its own: Qt needs ten times as long for one path of the same lines.

    Args:
        dashed: Draw the bright line in dashes.
    """

    def __init__(self, *, dashed: bool = False) -> None:
        super().__init__()
        self._dashed = dashed
        self._size = (0, 0)
        self._lines: Sequence[Outline] = ()
        self._boxes = np.zeros((0, 4), dtype=np.float32)
        self._simple: dict[tuple[int, int], QPolygonF] = {}

    @property
    def lines(self) -> Sequence[Outline]:
        """What is drawn, in photo pixels."""
        return self._lines

    def set_lines(self, lines: Sequence[Outline], width: int, height: int) -> None:
        """Draw other outlines, upon a photo of the given size in pixels."""
        if (width, height) != self._size:
            self.prepareGeometryChange()
            self._size = (width, height)
        self._lines = lines
        self._boxes = _boxes(lines)
        self._simple = {}
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: D102
        return QRectF(-2, -2, self._size[0] + 4, self._size[1] + 4)

    def paint(  # noqa: D102
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        seen = self._in_sight(option.exposedRect)
        band = math.floor(math.log2(max(painter.worldTransform().m11(), 1e-6)))
        polygons = [self._polygon(i, band) for i in seen]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if sum(polygon.size() for polygon in polygons) > _MANY_IN_SIGHT:
            _draw_thin(painter, [self._polygon(i, band - 1) for i in seen])
            return
        ratio = painter.device().devicePixelRatio()
        for pen in _pens(ratio, dashed=self._dashed):
            painter.setPen(pen)
            for polygon in polygons:
                painter.drawPolygon(polygon)

    def _in_sight(self, rect: QRectF) -> npt.NDArray[np.intp]:
        left, top, right, bottom = self._boxes.T
        return np.flatnonzero(
            (left <= rect.right()) & (right >= rect.left()) & (top <= rect.bottom()) & (bottom >= rect.top())
        )

    def _polygon(self, index: int, band: int) -> QPolygonF:
        """A line with as many points as can be told apart at a scale of 2 to the power of ``band``."""
        import cv2

        key = (int(index), band)
        if key not in self._simple:
            line = cv2.approxPolyDP(self._lines[index], 0.4 / 2.0**band, closed=True)[:, 0]
            self._simple[key] = pg.functions.arrayToQPolygonF(
                line[:, 0].astype(np.float64), line[:, 1].astype(np.float64)
            )
        return self._simple[key]


MARKED = QColor("#56B4E9")
"""What a person has marked: the sky blue of Okabe and Ito, which no verdict has."""


def _pens(ratio: float, *, dashed: bool) -> tuple[QPen, QPen]:
    """A wide dark pen and a narrow bright one; Qt counts their widths in device pixels."""
    under = QPen(QColor(0, 0, 0, 190), 3.0 * ratio)
    over = QPen(MARKED if dashed else QColor(255, 255, 255), (1.5 if dashed else 1.0) * ratio)
    if dashed:
        over.setDashPattern([4.0, 3.0])
    for pen in (under, over):
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return under, over


def _draw_thin(painter: QPainter, polygons: Sequence[QPolygonF]) -> None:
    """Draw many lines: Qt draws lines of one device pixel ten times as fast as wider ones.

    The dark edge is the same line once more beside it, where there are not too many even for that.
    """
    place = painter.worldTransform()
    strokes = [(1.0, QColor(0, 0, 0, 190)), (0.0, QColor(255, 255, 255))]
    if sum(polygon.size() for polygon in polygons) > 3 * _MANY_IN_SIGHT:
        strokes = strokes[1:]
    for shift, colour in strokes:
        pen = QPen(colour, 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setWorldTransform(place * QTransform.fromTranslate(shift, shift))
        for polygon in polygons:
            painter.drawPolygon(polygon)
    painter.setWorldTransform(place)


def _boxes(lines: Sequence[Outline]) -> npt.NDArray[np.float32]:
    """Left, top, right and bottom of each line: float32, shape (lines, 4)."""
    if not lines:
        return np.zeros((0, 4), dtype=np.float32)
    points = np.concatenate(list(lines))
    starts = np.cumsum([0] + [len(line) for line in lines[:-1]])
    return np.hstack([np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)])
