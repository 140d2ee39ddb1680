"""What the pages look like, light and dark, beside kept pictures of them.

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
from inspect_samples import spotted
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTableView
from train_fakes import TrainEngine

from gui.pages import PAGES
from gui.theme import DARK, LIGHT, style_sheet

KEPT = Path(__file__).parent / "screenshots"
WIDTH, HEIGHT = 1280, 720
SMALL = (160, 90)
CELLS = (32, 18)
MEAN, MOST, SHARE = 2.0, 12.0, 0.03
"""The mean cell may differ by so much, a single one by so much, except for a share of them (0 to 255)."""
THEMES = ("light", "dark")


def draw_part(path: Path, number: int, side: int = 256) -> Path:
    """A bright ring on a dark ground, a little different for every number."""
    photo = np.full((side * 3 // 4, side, 3), 52, np.uint8)
    middle = (side // 2 + number % 5 - 2, side * 3 // 8 + number % 3 - 1)
    cv2.circle(photo, middle, side // 4, (188, 186, 180), side // 8, cv2.LINE_AA)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", photo)[1].tobytes())
    return path


class PictureEngine(TrainEngine):
    """The quick engine, which judges and trains by the digits in the names."""

    judge = staticmethod(spotted)


@pytest.fixture
def engine() -> PictureEngine:
    return PictureEngine()


@pytest.fixture
def start(window, qtbot):
    return window


@pytest.fixture
def train(window, tmp_path, qtbot, idle):
    window.show_page("train")
    page = window.page("train")
    scores = (20, 25, 31, 22, 38, 27, 24, 29, 33, 21, 26, 36)
    paths = [draw_part(tmp_path / "flange-left" / f"part_{score}.png", score) for score in scores]
    window.state.set_good_images(paths)
    page.start()
    idle(window)
    qtbot.waitUntil(lambda: all(page.thumbnails.get(path) is not None for path in paths), timeout=5000)
    # the heatmaps of the unusual ones, and what the next training will need
    qtbot.waitUntil(lambda: all(b.image is not None for b in page.result.unusual.buttons), timeout=5000)
    qtbot.waitUntil(lambda: "600" in page.settings.estimate.text(), timeout=5000)
    return window


@pytest.fixture
def inspect(window, recipe_file, tmp_path, qtbot, idle):
    window.state.open_recipe(recipe_file)
    idle(window)
    page = window.page("inspect")
    scores = (22, 64, 31, 38, 90, 25, 29, 41, 27)
    paths = []
    for number, score in enumerate(scores):
        path = draw_part(tmp_path / "parts" / f"part_{score}.png", number, 64)
        paths.append(path)
    window.state.inspect(paths)
    idle(window)
    view = window.findChild(QTableView, "resultsView")
    view.show_place(1)
    qtbot.waitUntil(lambda: page.part.record is page.model.record(1), timeout=5000)
    qtbot.waitUntil(lambda: all(page.thumbnails.get(path) is not None for path in paths), timeout=5000)
    return window


@pytest.fixture
def evaluate(window, recipe_file, tmp_path, qtbot, idle):
    window.state.open_recipe(recipe_file)
    idle(window)
    folder = tmp_path / "flange"
    for kind, scores in {"good": (22, 25, 29, 31, 34, 45), "crack": (38, 64, 90), "stain": (36, 55)}.items():
        for score in scores:
            draw_part(folder / kind / f"part_{score}.png", score, 64)
    window.show_page("evaluate")
    page = window.page("evaluate")
    page.evaluating.evaluate_folder(folder)
    idle(window)
    paths = [page.evaluating.compared.records[part].path for part in page.worst.model.parts]
    assert len(paths) == 2
    qtbot.waitUntil(lambda: all(page.thumbnails.get(path) is not None for path in paths), timeout=5000)
    qtbot.waitUntil(lambda: page.columns.sizes()[0] < page.columns.sizes()[1])
    return window


@pytest.fixture
def window(make_window, qtbot):
    window = make_window(pages=PAGES)
    window.resize(WIDTH, HEIGHT)
    window.show()
    qtbot.waitExposed(window)
    return window


def screenshot(window) -> np.ndarray:
    """The window as it is now, uint8, shape (720, 1280, 3), R, G, B."""
    assert window.size().toTuple() == (WIDTH, HEIGHT)
    QApplication.processEvents()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    assert (image.width(), image.height()) == (WIDTH, HEIGHT)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(HEIGHT, image.bytesPerLine())
    return rows[:, : 3 * WIDTH].reshape(HEIGHT, WIDTH, 3).copy()


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
@pytest.mark.parametrize("page", ["start", "train", "inspect", "evaluate"])
def test_the_page_looks_as_it_should(request, page, theme, tmp_path):
    window = request.getfixturevalue(page)
    window.context.settings.change(theme=theme)
    picture = screenshot(window)
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
    names = [f"{page}-{each}" for page in ("start", "train", "inspect", "evaluate") for each in THEMES]
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
