"""How a region looks upon a photo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from gui.region.record import Point, Shape
from gui.theme import Theme

_HANDLE = 9.0
_SHADE = QColor(0, 0, 0, 150)


def inspected_path(shapes: tuple[Shape, ...], size: QSize) -> QPainterPath:
    """Outline of what is inspected, in photo pixels."""
    inspected = QPainterPath()
    inspected.setFillRule(Qt.FillRule.WindingFill)
    wanted = [shape for shape in shapes if not shape.ignore]
    if not wanted:
        inspected.addRect(QRectF(0, 0, size.width(), size.height()))
    for shape in wanted:
        inspected = inspected.united(shape.path)
    for shape in shapes:
        if shape.ignore:
            inspected = inspected.subtracted(shape.path)
    return inspected


def paint_region(
    painter: QPainter,
    shapes: tuple[Shape, ...],
    size: QSize,
    transform: QTransform,
    theme: Theme,
    selected: int | None,
) -> None:
    """Shade what is not inspected and draw the outlines.

    Shapes to ignore are hatched and dashed, so that they differ by more than colour.

    Args:
        painter: Paints in the view's pixels.
        shapes: The shapes, in photo pixels.
        size: Size of the photo, pixels.
        transform: From photo to view.
        theme: Where the colours come from.
        selected: Index of the shape that stands out.
    """
    if not shapes:
        return
    whole = QPainterPath()
    whole.addRect(transform.mapRect(QRectF(0, 0, size.width(), size.height())))
    outside = whole.subtracted(transform.map(inspected_path(shapes, size)))
    painter.fillPath(outside, _SHADE)
    for index, shape in enumerate(shapes):
        outline = transform.map(shape.path)
        if shape.ignore:
            painter.fillPath(outline, QBrush(QColor(255, 255, 255, 70), Qt.BrushStyle.BDiagPattern))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 2.5 if index == selected else 1.5
        painter.setPen(QPen(QColor(0, 0, 0, 190), width + 2))
        painter.drawPath(outline)
        colour = QColor(255, 255, 255) if shape.ignore else theme.colour("accent")
        pen = QPen(colour, width)
        if shape.ignore:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawPath(outline)


def paint_handles(
    painter: QPainter, shape: Shape, transform: QTransform, theme: Theme, chosen: int | None
) -> None:
    """Draw the corners of a shape to take hold of, one of which may be chosen by the keyboard."""
    for number, (x, y) in enumerate(shape.corners):
        place = transform.map(QPointF(x, y))
        side = _HANDLE + 4 if number == chosen else _HANDLE
        box = QRectF(place.x() - side / 2, place.y() - side / 2, side, side)
        painter.setPen(QPen(QColor(0, 0, 0), 1))
        painter.setBrush(theme.colour("accent") if number == chosen else QColor(255, 255, 255))
        painter.drawRect(box)


def paint_open_polygon(
    painter: QPainter, points: Sequence[Point], end: Point | None, transform: QTransform, theme: Theme
) -> None:
    """Draw a polygon that is not closed yet, on to where the pointer is; its first corner closes it."""
    corners = [transform.map(QPointF(x, y)) for x, y in points]
    line = corners if end is None else [*corners, transform.map(QPointF(*end))]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(0, 0, 0, 180), 4), QPen(QColor(255, 255, 255), 2)):
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(line))
    painter.setPen(QPen(QColor(0, 0, 0), 1))
    for number, place in enumerate(corners):
        painter.setBrush(theme.colour("accent") if number == 0 else QColor(255, 255, 255))
        radius = 6 if number == 0 and len(corners) >= 3 else 4
        painter.drawEllipse(place, radius, radius)


def paint_cross(painter: QPainter, at: QPointF) -> None:
    """Draw the cross that the arrow keys move, readable on any photo."""
    for pen in (QPen(QColor(0, 0, 0, 190), 4), QPen(QColor(255, 255, 255), 1.5)):
        painter.setPen(pen)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            arm = QPointF(dx, dy)
            painter.drawLine(QLineF(at + arm * 4, at + arm * 16))
