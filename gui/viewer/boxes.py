"""Defects' boxes and numbers: of constant size on screen, readable on any ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QTransform

from engine.types import Defect
from gui.viewer.colours import accent, on_accent

_GAP = 3.0
_ARM = 12.0
_REACH = 4.0


def box_of(defect: Defect) -> QRectF:
    """The defect's box in photo pixels."""
    return QRectF(defect.x, defect.y, defect.w, defect.h)


def hit(defects: Sequence[Defect], place: QPointF, scale: float) -> int | None:
    """Index of the smallest box at a place of the photo, ``scale`` view pixels a photo pixel."""
    reach = (_GAP + _REACH) / max(scale, 1e-9)
    inside = [
        (d.w * d.h, i)
        for i, d in enumerate(defects)
        if box_of(d).adjusted(-reach, -reach, reach, reach).contains(place)
    ]
    return min(inside)[1] if inside else None


def draw(
    painter: QPainter,
    defects: Sequence[Defect],
    transform: QTransform,
    view: QRectF,
    *,
    selected: int | None,
    font: QFont,
    palette: QPalette,
) -> None:
    """Draw corner marks around every defect in sight, and their numbers where there is room for them.

    Args:
        painter: Paints in the view's device-independent pixels.
        defects: In the order of their numbers, from 1.
        transform: From photo to view.
        view: The view's rectangle.
        selected: Index of the defect that stands out; drawn last, its number always.
        font: Font of the numbers.
        palette: The colour of what is selected comes from it.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setFont(font)
    seen = []
    for index, defect in enumerate(defects):
        box = transform.mapRect(box_of(defect)).adjusted(-_GAP, -_GAP, _GAP, _GAP)
        if box.intersects(view):
            seen.append((index, box))
    marks = [line for index, box in seen if index != selected for line in _corners(box)]
    _strokes(painter, marks, QColor(255, 255, 255), 1.5)
    for index, box in seen:
        if index == selected:
            _strokes(painter, _corners(box), accent(palette), 2.5)
    taken: list[QRectF] = []
    for index, box in sorted(seen, key=lambda item: item[0] != selected):
        chip = _chip_place(box, str(index + 1), font, view)
        if any(chip.intersects(other) for other in taken):
            continue  # the selected and the stronger defects keep their numbers
        taken.append(chip)
        chosen = index == selected
        painter.setPen(QPen(QColor(255, 255, 255, 110), 1.0))
        painter.setBrush(accent(palette) if chosen else QColor(20, 20, 20, 225))
        painter.drawRoundedRect(chip, 4.0, 4.0)
        painter.setPen(on_accent(palette) if chosen else QColor(255, 255, 255))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(index + 1))
    painter.restore()


def _chip_place(box: QRectF, text: str, font: QFont, view: QRectF) -> QRectF:
    """Where a number goes: upon the upper left corner of its box, and always inside the view."""
    metrics = QFontMetricsF(font)
    height = round(metrics.height()) + 2.0
    size = QSizeF(max(height, metrics.horizontalAdvance(text) + 10.0), height)
    x = min(max(box.left(), view.left() + 2), view.right() - size.width() - 2)
    y = min(max(box.top() - size.height() - 3, view.top() + 2), view.bottom() - size.height() - 2)
    return QRectF(QPointF(round(x) + 0.5, round(y) + 0.5), size)


def _corners(box: QRectF) -> list[QLineF]:
    across, down = min(_ARM, box.width() / 3), min(_ARM, box.height() / 3)
    lines = []
    for corner, dx, dy in (
        (box.topLeft(), across, down),
        (box.topRight(), -across, down),
        (box.bottomLeft(), across, -down),
        (box.bottomRight(), -across, -down),
    ):
        lines.append(QLineF(corner, corner + QPointF(dx, 0)))
        lines.append(QLineF(corner, corner + QPointF(0, dy)))
    return lines


def _strokes(painter: QPainter, lines: list[QLineF], colour: QColor, width: float) -> None:
    under = QColor(0, 0, 0, 170) if colour.lightnessF() > 0.45 else QColor(255, 255, 255, 230)
    for pen in (QPen(under, width + 2.0), QPen(colour, width)):
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.drawLines(lines)
