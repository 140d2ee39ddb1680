"""How a region looks upon a photo."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from gui.region.record import Shape
from gui.theme import Theme

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
