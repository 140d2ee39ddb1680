"""The page for training with the real engine: drawn parts in, a recipe out, one part taken out and back."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from quick_engine import plain_pages

from gui.engine_port import GonogoEngine
from gui.pages import PAGES
from gui.paths import ENVIRONMENT

pytestmark = pytest.mark.torch


@pytest.fixture
def window(qtbot, tmp_path, data_dir, monkeypatch):
    from gui.app import build

    monkeypatch.setenv(ENVIRONMENT, str(data_dir))  # networks are made once a session
    plain = next(page for page in plain_pages() if page.id == "inspect")
    pages = (*(page for page in PAGES if page.id != "inspect"), plain)
    window = build([], tmp_path / "window", engine=GonogoEngine(), pages=pages)
    qtbot.addWidget(window)
    window.show()
    window.show_page("train")
    yield window
    window.state.cancel()
    qtbot.waitUntil(lambda: window.state.jobs.idle, timeout=60_000)
    window._answered = True
    window.close()


@pytest.fixture
def good(tmp_path):
    """Eight drawn rings; the last has a spot and is not good."""
    rng = np.random.default_rng(3)
    y, x = np.mgrid[:80, :80] / 80 - 0.5
    folder = tmp_path / "ring" / "good"
    folder.mkdir(parents=True)
    for number in range(8):
        grey = np.where(np.abs(np.hypot(x, y) - 0.3) < 0.07, 190.0, 90.0) * rng.normal(1, 0.03)
        if number == 7:
            grey[(np.hypot(x - 0.25, y) < 0.09)] = 10
        photo = np.clip(grey[..., None] + rng.normal(0, 4, (80, 80, 3)), 0, 255)
        cv2.imwrite(str(folder / f"{number}.png"), photo.astype(np.uint8))
    return folder


def test_from_a_folder_to_a_recipe_and_back_to_one_part_less(window, good, qtbot):
    page, state = window.page("train"), window.state
    idle = lambda: qtbot.waitUntil(lambda: state.jobs.idle, timeout=120_000)  # noqa: E731
    state.add_good([good])
    idle()
    assert page.settings.name.text() == "ring"
    page.settings._on_fine(replace(page.settings.choices, image_size=64, channels=40))
    qtbot.waitUntil(lambda: page.settings.estimate.text().startswith("needs "), timeout=20_000)
    assert "8 good parts give a rough guess" in page.settings.notes.text()
    page.settings.train.click()
    idle()
    assert state.summary.name == "ring"
    assert page.result.promise.text().startswith("Expect 1 false alarm in 100 good parts")
    assert page.result.unusual.parts[0].path.name == "7.png"
    qtbot.waitUntil(lambda: all(part.image is not None for part in page.result.unusual.buttons))
    before = state.recipe
    page.result.unusual.removers[0].click()
    idle()
    assert state.recipe.n_images == 7
    assert page.result.unusual.parts[0].path.name != "7.png"
    assert page.result.histogram.limit == state.recipe.calibration.image_threshold
    state.undo_stack.undo()
    idle()
    assert state.recipe.n_images == 8
    assert state.recipe.calibration.image_threshold == pytest.approx(
        before.calibration.image_threshold, rel=1e-3
    )
