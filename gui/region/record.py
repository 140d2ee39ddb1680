"""A region of interest as the shapes that somebody drew, and the mask that they make."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF

from engine.types import Mask

_SHARE_SIDE = 400
_MOST_SIDE, _MOST_SHAPES, _MOST_POINTS = 1_000_000, 500, 20_000  # of what is read from a file

Point = tuple[float, float]
"""A place of the photo in its pixels: pixel (x, y) covers x to x + 1 and y to y + 1."""


class Kind(StrEnum):
    """What a shape is."""

    RECTANGLE = "rectangle"
    POLYGON = "polygon"


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of a region.

    Attributes:
        kind: Rectangle or polygon.
        points: Two opposite corners of a rectangle; three or more corners of a polygon, in order.
        ignore: Whether what is inside is left out rather than inspected.
    """

    kind: Kind
    points: tuple[Point, ...]
    ignore: bool = False

    @property
    def rect(self) -> QRectF:
        """The smallest rectangle around it."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))

    @property
    def corners(self) -> tuple[Point, ...]:
        """All corners in order, those of a rectangle from the top left one clockwise."""
        if self.kind is Kind.POLYGON:
            return self.points
        box = self.rect
        return (
            (box.left(), box.top()),
            (box.right(), box.top()),
            (box.right(), box.bottom()),
            (box.left(), box.bottom()),
        )

    @property
    def path(self) -> QPainterPath:
        """Its outline, closed, in photo pixels."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in self.corners]))
        path.closeSubpath()
        return path

    def moved(self, dx: float, dy: float, size: QSize) -> Shape:
        """The same somewhere else, as far as the picture reaches."""
        box = self.rect
        dx = min(max(dx, -box.left()), size.width() - box.right())
        dy = min(max(dy, -box.top()), size.height() - box.bottom())
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    def with_corner(self, corner: int, place: Point, size: QSize) -> Shape:
        """The same with one of its :attr:`corners` elsewhere; a rectangle keeps the corner opposite."""
        x = min(max(place[0], 0.0), float(size.width()))
        y = min(max(place[1], 0.0), float(size.height()))
        if self.kind is Kind.RECTANGLE:
            opposite = self.corners[(corner + 2) % 4]
            return replace(self, points=(opposite, (x, y)))
        points = list(self.points)
        points[corner] = (x, y)
        return replace(self, points=tuple(points))

    def scaled(self, across: float, down: float) -> Shape:
        """The same on a picture of another size."""
        return replace(self, points=tuple((x * across, y * down) for x, y in self.points))


@dataclass(frozen=True, slots=True)
class Region:
    """Shapes upon a picture of some size.

    What lies in a shape to inspect and in no shape to ignore is inspected; if there are only shapes to
    ignore, everything else is inspected.

    Attributes:
        shapes: In the order of drawing, which does not matter to the mask.
        width: Of the photo that they were drawn on, pixels.
        height: Of the same.
    """

    shapes: tuple[Shape, ...] = ()
    width: int = 0
    height: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn, so that the whole picture is inspected."""
        return not self.shapes or self.width <= 0 or self.height <= 0

    def on(self, width: int, height: int) -> Region:
        """The same region on a picture of another size."""
        if self.empty or (width, height) == (self.width, self.height):
            return replace(self, width=width, height=height)
        across, down = width / self.width, height / self.height
        return Region(tuple(shape.scaled(across, down) for shape in self.shapes), width, height)

    def mask(self) -> Mask:
        """What is inspected, at the photo's own resolution.

        A pixel belongs to a shape if its centre does.

        Returns:
            bool, shape (height, width).
        """
        inspected = [shape for shape in self.shapes if not shape.ignore]
        mask = np.full((self.height, self.width), not inspected, dtype=np.bool_)
        for shape in inspected:
            _paint(mask, shape, value=True)
        for shape in self.shapes:
            if shape.ignore:
                _paint(mask, shape, value=False)
        return mask

    def share(self) -> float:
        """Share of the picture that is inspected, 0 to 1, from a small copy of the mask."""
        if self.empty:
            return 1.0
        scale = min(1.0, _SHARE_SIDE / max(self.width, self.height))
        small = self.on(max(1, round(self.width * scale)), max(1, round(self.height * scale)))
        return float(small.mask().mean())

    def to_json(self) -> dict[str, Any]:
        """The region as JSON values."""
        shapes = [
            {"kind": shape.kind.value, "points": [list(at) for at in shape.points], "ignore": shape.ignore}
            for shape in self.shapes
        ]
        return {"width": self.width, "height": self.height, "shapes": shapes}

    @classmethod
    def from_json(cls, value: object) -> Region:
        """A region from JSON values that anybody may have written; empty where they are none of a region."""
        try:
            return _region(value)
        except (KeyError, TypeError, ValueError):
            return cls()


def _region(value: Any) -> Region:
    width, height = value["width"], value["height"]
    for side in (width, height):
        if type(side) is not int or not 0 < side <= _MOST_SIDE:
            raise ValueError(side)
    if len(value["shapes"]) > _MOST_SHAPES:
        raise ValueError("too many shapes")
    return Region(tuple(_shape(shape, width, height) for shape in value["shapes"]), width, height)


def _shape(value: Any, width: int, height: int) -> Shape:
    kind, ignore = Kind(value["kind"]), value["ignore"]
    points = tuple((float(x), float(y)) for x, y in value["points"])
    many = len(points)
    if not (many == 2 if kind is Kind.RECTANGLE else 3 <= many <= _MOST_POINTS) or type(ignore) is not bool:
        raise ValueError(value)
    # a comparison with what is not a number is false
    if not all(-1 <= x <= width + 1 and -1 <= y <= height + 1 for x, y in points):
        raise ValueError(points)
    return Shape(kind, points, ignore)


def _paint(mask: Mask, shape: Shape, *, value: bool) -> None:
    """Set the pixels of a shape whose centres lie inside it."""
    height, width = mask.shape
    box = shape.rect
    left, right = (min(max(math.ceil(x - 0.5), 0), width) for x in (box.left(), box.right()))
    top, bottom = (min(max(math.ceil(y - 0.5), 0), height) for y in (box.top(), box.bottom()))
    if left >= right or top >= bottom:
        return
    if shape.kind is Kind.RECTANGLE:
        mask[top:bottom, left:right] = value
        return
    image = QImage(right - left, bottom - top, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.translate(-left, -top)
    painter.fillPath(shape.path, QColor(255, 255, 255))
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    mask[top:bottom, left:right][rows[:, : image.width()] > 0] = value
