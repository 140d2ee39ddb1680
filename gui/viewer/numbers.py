"""Numbers on screen: few digits, the person's own decimal sign, figures of one width."""

from __future__ import annotations

import math

from PySide6.QtGui import QFont, QFontInfo

from gui.words import decimal, significant

__all__ = ["DASH", "decimal", "short", "tabular"]

DASH = "–"
"""Stands for a number that does not exist."""


def short(value: float | None) -> str:
    """A raw value with about three digits; a dash for none."""
    if value is None or not math.isfinite(value):
        return DASH
    size = abs(value)
    if size and size < 0.005:
        return significant(value, 2)
    return decimal(value, 2 if size < 9.995 else 1 if size < 999.95 else 0)


def tabular(font: QFont, step: int = 0) -> QFont:
    """A font with figures of one width, ``step`` pixels larger or smaller."""
    made = QFont(font)
    if step:
        made.setPixelSize(max(8, QFontInfo(font).pixelSize() + step))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
