# ruff: noqa: F811 - fixtures are asked for by their names
"""What pages and the operator's station look like, light and dark, beside kept pictures of them.

The kept pictures are 160 x 90 pixels: small enough that a font's shapes do not matter, large enough to see
what is what. They are compared in cells, by colour. ``GONOGO_WRITE_SCREENSHOTS=1`` writes them anew; look at
them before you keep them.
"""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from filled_windows import (  # noqa: F401
    HEIGHT,
    WIDTH,
    engine,
    evaluate,
    history,
    inspect,
    locked,
    sessions,
    start,
    train,
    window,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui.theme import DARK, LIGHT, style_sheet

KEPT = Path(__file__).parent / "screenshots"
SMALL = (160, 90)
CELLS = (32, 18)
MEAN, MOST, SHARE = 2.0, 12.0, 0.03
"""The mean cell may differ by so much, a single one by so much, except for a share of them (0 to 255)."""
THEMES = ("light", "dark")
LOOKS = ("start", "train", "inspect", "evaluate", "history", "locked", "sessions")


def screenshot(shown) -> np.ndarray:
    """A window or dialog as it is now, uint8, shape (height, width, 3), R, G, B."""
    if shown.parentWidget() is None:
        assert shown.size().toTuple() == (WIDTH, HEIGHT)
    QApplication.processEvents()
    image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    width, height = shown.size().toTuple()
    assert (image.width(), image.height()) == (width, height)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : 3 * width].reshape(height, width, 3).copy()


def smaller(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def differences(picture: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Largest difference of a channel in every cell, float, shape (18, 32)."""
    cells = [smaller(each, CELLS).astype(float) for each in (smaller(picture, SMALL), kept)]
    return np.abs(cells[0] - cells[1]).max(axis=2)


def alike(picture: np.ndarray, kept: np.ndarray) -> bool:
    cells = differences(picture, kept)
    return bool(cells.mean() <= MEAN and (cells > MOST).mean() <= SHARE)


def kept_of(name: str) -> np.ndarray:
    data = np.frombuffer((KEPT / f"{name}.png").read_bytes(), np.uint8)
    return cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("page", LOOKS)
def test_it_looks_as_it_should(request, page, theme, tmp_path):
    shown = request.getfixturevalue(page)
    (shown.parentWidget() or shown).context.settings.change(theme=theme)
    picture = screenshot(shown)
    small = smaller(picture, SMALL)
    if os.environ.get("GONOGO_WRITE_SCREENSHOTS"):
        KEPT.mkdir(exist_ok=True)
        (KEPT / f"{page}-{theme}.png").write_bytes(cv2.imencode(".png", small[..., ::-1])[1].tobytes())
    (tmp_path / "seen.png").write_bytes(cv2.imencode(".png", picture[..., ::-1])[1].tobytes())
    kept = kept_of(f"{page}-{theme}")
    cells = differences(picture, kept)
    assert alike(picture, kept), (
        f"{tmp_path / 'seen.png'} differs: {cells.mean():.1f} on the mean, "
        f"{(cells > MOST).mean():.1%} of the cells by more than {MOST:.0f}:\n{cells.round().astype(int)}"
    )


def test_no_page_is_mistaken_for_another():
    """Otherwise the comparison could not fail."""
    names = [f"{page}-{each}" for page in LOOKS for each in THEMES]
    for name in names:
        large = cv2.resize(kept_of(name), (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST)
        assert [other for other in names if alike(large, kept_of(other))] == [name]


def no_style_sheet(window) -> None:
    QApplication.instance().setStyleSheet("")


def other_sheet(window) -> None:
    """The colours of the other theme in the style sheet, those of this one in the palette."""
    QApplication.instance().setStyleSheet(style_sheet(DARK, 32, dark=True))


def no_limits_panel(window) -> None:
    window.page("inspect")._right.hide()


def green_tint(window) -> None:
    """Greys with a hue: what must never be around a photo."""
    application = QApplication.instance()
    sheet = application.styleSheet().replace(LIGHT.window, "#dff5e0").replace(LIGHT.raised, "#e4ffe6")
    application.setStyleSheet(sheet)


@pytest.mark.parametrize(
    "fault", [no_style_sheet, other_sheet, no_limits_panel, green_tint], ids=lambda fault: fault.__name__
)
def test_a_fault_is_seen(inspect, fault):
    inspect.context.settings.change(theme="light")
    assert alike(screenshot(inspect), kept_of("inspect-light"))
    fault(inspect)
    assert not alike(screenshot(inspect), kept_of("inspect-light"))
