"""The strip below an overlay: the verdict, and the one fixed scale with the limit marked on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.colour import lookup_table, scale_top
from engine.export.wording import VERDICT_COLOURS, VERDICT_WORDS, number, times_limit
from engine.types import InspectionResult, Limits, Photo, Verdict

if TYPE_CHECKING:
    from PIL import Image, ImageFont

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_GROUND = (30, 31, 34)
_INK = (236, 236, 238)
_DIM = (166, 167, 171)
_MIN_WIDTH = 120


def with_legend(picture: Photo, result: InspectionResult, colour_map: str) -> Photo:
    """Add a strip below a picture; the picture itself stays as it is.

    Args:
        picture: RGB, uint8, shape (height, width, 3).
        result: Gives verdict, margin and limits.
        colour_map: The colours of the scale.

    Returns:
        RGB, uint8, higher than the picture; also wider where it is too narrow for a legible scale.
    """
    from PIL import Image, ImageFont

    height, width = picture.shape[:2]
    canvas_width = max(width, _MIN_WIDTH)
    size = _text_size(height, canvas_width)
    wide = canvas_width >= 26 * size
    strip = Image.new("RGB", (canvas_width, round((3.4 if wide else 5.4) * size)), _GROUND)
    font = ImageFont.load_default(size)
    pad = size
    _draw_verdict(strip, font, (pad, round((1.7 if wide else 1.2) * size)), result)
    left = canvas_width - pad - round(min(14 * size, canvas_width / 2 - pad)) if wide else pad
    top = round((0.75 if wide else 2.7) * size)
    _draw_scale(strip, font, (left, top, canvas_width - pad), result.limits, colour_map)
    canvas = np.empty((height + strip.height, canvas_width, 3), dtype=np.uint8)
    canvas[:] = _GROUND
    canvas[:height, :width] = picture
    canvas[height:] = np.asarray(strip)
    return canvas


def _text_size(height: int, width: int) -> int:
    """Text height in pixels that stays legible when the whole picture is fitted on a screen."""
    return max(11, round(min(width / 44, height / 22)))


def _draw_verdict(strip: Image.Image, font: Font, at: tuple[int, int], result: InspectionResult) -> None:
    """Icon, word and margin, vertically centred on the point ``at`` and to the right of it."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(strip)
    x, y = at
    size = max(12, round(1.35 * float(getattr(font, "size", 10))))
    strip.paste(_icon(result.verdict, size), (x, y - size // 2))
    x += size + size // 3
    word = VERDICT_WORDS[result.verdict]
    draw.text((x, y), word, _INK, font, anchor="lm")
    if result.margin is None:
        return
    x += round(draw.textlength(word, font) + 0.5 * size)
    # the built-in font has no multiplication sign
    margin = times_limit(result.margin).replace("×", "x")
    if x + draw.textlength(margin, font) > strip.width:
        margin = margin.removesuffix(" limit")
    draw.text((x, y), margin, _DIM, font, anchor="lm")


def _icon(verdict: Verdict, size: int) -> Image.Image:
    """The verdict's icon on the strip's ground, drawn four times larger for smooth edges."""
    from PIL import Image, ImageDraw, ImageFont

    big = 4 * size
    icon = Image.new("RGB", (big, big), _GROUND)
    draw = ImageDraw.Draw(icon)
    fill, pen = VERDICT_COLOURS[verdict], round(0.11 * big)
    if verdict is Verdict.ERROR:
        draw.polygon([(0.5 * big, 0.04 * big), (big, 0.95 * big), (0, 0.95 * big)], fill)
    else:
        draw.ellipse((0, 0, big - 1, big - 1), fill)
    if verdict is Verdict.GOOD:
        draw.line(_scaled([(0.26, 0.52), (0.43, 0.69), (0.75, 0.33)], big), "white", pen, joint="curve")
    elif verdict is Verdict.DEFECTIVE:
        draw.line(_scaled([(0.31, 0.31), (0.69, 0.69)], big), "white", pen)
        draw.line(_scaled([(0.31, 0.69), (0.69, 0.31)], big), "white", pen)
    else:
        mark, ink = ("?", "black") if verdict is Verdict.REVIEW else ("!", "white")
        middle = (0.5 * big, 0.52 * big if verdict is Verdict.REVIEW else 0.62 * big)
        font = ImageFont.load_default(0.72 * big)
        draw.text(middle, mark, ink, font, anchor="mm", stroke_width=big // 40, stroke_fill=ink)
    return icon.resize((size, size), Image.Resampling.LANCZOS)


def _scaled(points: list[tuple[float, float]], size: int) -> list[tuple[float, float]]:
    """Points of the unit square as points of an icon."""
    return [(x * size, y * size) for x, y in points]


def _draw_scale(
    strip: Image.Image,
    font: Font,
    place: tuple[int, int, int],
    limits: Limits,
    colour_map: str,
) -> None:
    """The colour bar from ``place``'s left to its right, numbers below, a mark at the limit."""
    from PIL import Image, ImageDraw

    draw = ImageDraw.Draw(strip)
    left, top, right = place
    unit = float(getattr(font, "size", 10))
    width, height = max(2, right - left), max(4, round(0.75 * unit))
    bar = lookup_table(colour_map)[np.linspace(0, 255, width).round().astype(np.intp)]
    strip.paste(Image.fromarray(np.ascontiguousarray(np.broadcast_to(bar, (height, width, 3)))), (left, top))
    pen = max(1, round(unit / 12))
    draw.rectangle((left - pen, top - pen, right + pen - 1, top + height + pen - 1), None, (96, 97, 101), pen)
    middle = left + width // 2
    reach = max(2, round(0.28 * unit))
    draw.line((middle, top - reach, middle, top + height + reach), (0, 0, 0), 3 * pen)
    draw.line((middle, top - reach, middle, top + height + reach), (255, 255, 255), pen)
    below = top + height + math.ceil(0.45 * unit)
    top_text, limit_text = number(scale_top(limits)), f"limit  {number(limits.image_threshold)}"
    draw.text((left, below), "0", _DIM, font, anchor="la")
    draw.text((right, below), top_text, _DIM, font, anchor="ra")
    # on a narrow strip the limit's own number is worth more than the ends
    room = width - 2 * max(draw.textlength(top_text, font), draw.textlength("0", font)) - unit
    text = limit_text if draw.textlength(limit_text, font) <= room else number(limits.image_threshold)
    draw.text((middle, below), text, _INK, font, anchor="ma")
