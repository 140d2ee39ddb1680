"""Icons of the verdicts in PDF reports, and the colours that they are drawn with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.export.wording import VERDICT_COLOURS
from engine.types import OperatorVerdict, Verdict

UNSURE = "#5a5c5f"
"""Colour of the icon for "unsure", which is no verdict of a recipe."""


def draw_icon(canvas: Any, kind: Verdict | OperatorVerdict) -> None:
    """Draw an icon on 16 by 16 units, from the origin to the right and downwards.

    Args:
        canvas: Of the PDF library, with its coordinates set.
        kind: Which one.
    """
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    _ICONS[str(kind)](canvas)


def fill(canvas: Any, colour: str) -> None:
    """Fill what is drawn next with a hexadecimal colour."""
    from reportlab.lib.colors import HexColor

    canvas.setFillColor(HexColor(colour))


def stroke(canvas: Any, colour: str, width: float) -> None:
    """Draw the next lines with a hexadecimal colour, ``width`` units wide."""
    from reportlab.lib.colors import HexColor

    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(width)


def _line(canvas: Any, colour: str, points: Sequence[float], width: float = 1.9) -> None:
    stroke(canvas, colour, width)
    path = canvas.beginPath()
    path.moveTo(*points[:2])
    for i in range(2, len(points), 2):
        path.lineTo(*points[i : i + 2])
    canvas.drawPath(path, stroke=1, fill=0)


def _disc(canvas: Any, verdict: Verdict) -> None:
    fill(canvas, VERDICT_COLOURS[verdict])
    canvas.circle(8, 8, 8, stroke=0, fill=1)


def _question(canvas: Any, colour: str) -> None:
    stroke(canvas, colour, 1.7)
    path = canvas.beginPath()
    path.moveTo(5.7, 6.2)
    path.curveTo(5.7, 4.6, 6.8, 3.9, 8, 3.9)
    path.curveTo(9.4, 3.9, 10.4, 4.9, 10.4, 6.1)
    path.curveTo(10.4, 8.1, 8, 7.9, 8, 9.9)
    canvas.drawPath(path, stroke=1, fill=0)
    fill(canvas, colour)
    canvas.circle(8, 12.4, 1.1, stroke=0, fill=1)


def _good(canvas: Any) -> None:
    _disc(canvas, Verdict.GOOD)
    _line(canvas, "#ffffff", (4.2, 8.4, 7, 11.1, 11.9, 5.4))


def _review(canvas: Any) -> None:
    _disc(canvas, Verdict.REVIEW)
    _question(canvas, "#000000")


def _defective(canvas: Any) -> None:
    _disc(canvas, Verdict.DEFECTIVE)
    _line(canvas, "#ffffff", (5.2, 5.2, 10.8, 10.8))
    _line(canvas, "#ffffff", (10.8, 5.2, 5.2, 10.8))


def _error(canvas: Any) -> None:
    fill(canvas, VERDICT_COLOURS[Verdict.ERROR])
    path = canvas.beginPath()
    path.moveTo(8, 0.8)
    path.lineTo(15.8, 15)
    path.lineTo(0.2, 15)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    _line(canvas, "#ffffff", (8, 6, 8, 10.2))
    fill(canvas, "#ffffff")
    canvas.circle(8, 12.7, 1.0, stroke=0, fill=1)


def _unsure(canvas: Any) -> None:
    stroke(canvas, UNSURE, 1.5)
    canvas.circle(8, 8, 7.2, stroke=1, fill=0)
    _question(canvas, UNSURE)


_ICONS: dict[str, Callable[[Any], None]] = {
    "good": _good,
    "review": _review,
    "defective": _defective,
    "error": _error,
    "unsure": _unsure,
}
