"""Colours that the viewer takes from the palette."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

_Role = QPalette.ColorRole


def ground(palette: QPalette) -> QColor:
    """What lies around a photo: a grey without hue, near the window's own.

    The palette's shadow is taken where it is meant for this, that is, where it is near the window.
    """
    window, shadow = palette.color(_Role.Window), palette.color(_Role.Shadow)
    base = shadow if abs(shadow.lightness() - window.lightness()) < 48 else window
    return QColor.fromHsv(0, 0, base.lightness())


def muted(palette: QPalette) -> QColor:
    """Text of second rank: between text and window, still 4.5:1 where text itself is black or white."""
    return blend(palette.color(_Role.WindowText), palette.color(_Role.Window), 0.28)


def hairline(palette: QPalette) -> QColor:
    """Lines that only divide."""
    return blend(palette.color(_Role.WindowText), palette.color(_Role.Window), 0.84)


def accent(palette: QPalette) -> QColor:
    """What can be acted on and what is chosen."""
    return palette.color(_Role.Highlight)


def on_accent(palette: QPalette) -> QColor:
    """Text upon :func:`accent`."""
    return palette.color(_Role.HighlightedText)


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two; ``share`` of the other, 0 to 1."""
    mixed = [round(a + (b - a) * share) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)]
    return QColor(*mixed)
