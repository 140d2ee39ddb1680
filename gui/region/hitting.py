"""What lies under the pointer."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QTransform

from gui.region.record import Kind, Shape

GRAB = 11.0
"""So near, in pixels of the view, the pointer takes hold of a corner or an edge."""


def corner_at(shape: Shape, transform: QTransform, place: QPointF) -> int | None:
    """Index of the nearest corner of a shape, if it is near enough.

    Args:
        shape: In photo pixels.
        transform: From photo to view.
        place: Of the pointer in the view.
    """
    near = [
        (QLineF(transform.map(QPointF(x, y)), place).length(), corner)
        for corner, (x, y) in enumerate(shape.corners)
    ]
    distance, corner = min(near)
    return corner if distance <= GRAB else None


def edge_at(shape: Shape, transform: QTransform, place: QPointF) -> int | None:
    """Index of the corner that the nearest edge of a polygon begins at, if that edge is near enough."""
    if shape.kind is not Kind.POLYGON:
        return None
    corners = [transform.map(QPointF(x, y)) for x, y in shape.corners]
    near = [
        (distance(place, one, other), number)
        for number, (one, other) in enumerate(zip(corners, [*corners[1:], corners[0]], strict=True))
    ]
    nearest, number = min(near)
    return number if nearest <= GRAB else None


def shape_at(shapes: tuple[Shape, ...], place: QPointF) -> int | None:
    """Index of the smallest shape around a place of the photo, so that one inside another can be had."""
    hit = [
        (shape.rect.width() * shape.rect.height(), index)
        for index, shape in enumerate(shapes)
        if shape.path.contains(place)
    ]
    return min(hit)[1] if hit else None


def distance(place: QPointF, one: QPointF, other: QPointF) -> float:
    """Distance of a place from the line between two others."""
    edge, arm = other - one, place - one
    length = edge.x() ** 2 + edge.y() ** 2
    share = 0.0 if length == 0 else (arm.x() * edge.x() + arm.y() * edge.y()) / length
    share = min(max(share, 0.0), 1.0)
    return math.hypot(arm.x() - share * edge.x(), arm.y() - share * edge.y())
