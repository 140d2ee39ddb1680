"""Windows with something on every page, made with the quick engine; fixtures for looks and accessibility."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from history_samples import fill, weeks
from inspect_samples import spotted
from PySide6.QtWidgets import QApplication, QTableView
from train_fakes import TrainEngine

from engine.session import SessionInfo
from engine.types import OperatorVerdict
from gui.dialogs.sessions import SessionsDialog
from gui.history.wanted import Span
from gui.lock import pin
from gui.pages import PAGES

WIDTH, HEIGHT = 1280, 720
RECIPE = ("ab" * 32, "housing", "")
"""The quick engine's recipes have no id."""


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
    good, defective, unsure = OperatorVerdict
    for row, verdict in ((0, good), (1, defective), (3, unsure), (4, good)):
        window.state.judge([row], verdict)
    window.state.set_note(1, "scratch near the bore")
    return window


@pytest.fixture
def history(window, recipe_file, tmp_path, qtbot, idle):
    """Six weeks of the winter, in the last of which good parts score higher."""
    fill(tmp_path / "data", weeks(datetime(2026, 2, 13), days=40, a_day=30, drift_days=10), RECIPE)
    window.state.open_recipe(recipe_file)
    idle(window)
    page = window.page("history")
    page.head.set_span(Span.CUSTOM, (date(2026, 1, 5), date(2026, 2, 13)))
    window.show_page("history")
    loaders = (page.model._loader, page.reader._loader, page.feeder._loader)

    def still() -> bool:
        working = any(loader._workers or loader._waiting for loader in loaders)
        return window.state.jobs.idle and page.model.settled and not working

    qtbot.waitUntil(lambda: still() and page.model.rowCount() > 0 and len(page.charts._dots.times) > 0)
    QApplication.processEvents()
    qtbot.waitUntil(still)
    return window


@pytest.fixture
def locked(inspect, qtbot, monkeypatch):
    monkeypatch.setattr(pin, "_N", 2**14)
    lock = inspect.context.lock
    with qtbot.waitSignal(lock.pin_set):
        lock.set_pin("4711")
    inspect.context.actions["recipe.lock"].trigger()
    assert lock.locked
    for bar in list(inspect._messages.bars):
        bar.close_bar()
    QApplication.processEvents()
    return inspect


@pytest.fixture
def sessions(window, qtbot, idle):
    """The dialog, with sessions of fixed days."""
    dialog = SessionsDialog(window.context.sessions, window)
    dialog.resize(760, 460)
    dialog.open()
    idle(window)
    QApplication.processEvents()
    found = [
        SessionInfo(
            Path(f"/sessions/{number}.gonogo-session"),
            f"{number:032x}",
            name,
            f"2026-01-{20 - number:02d}T06:12:00+00:00",
            f"2026-01-{20 - number:02d}T14:05:00+00:00",
            recipe_name="Flange GN-4207",
            n_results=1240 - 100 * number,
            n_reviewed=12 * number,
        )
        for number, name in enumerate(("lot 2417, morning shift", "lot 2416", "", "after the new lamp"))
    ]
    window.context.sessions.sessions_found.emit(found, [])
    return dialog


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
