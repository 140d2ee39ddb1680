"""A window with the real page for judging, and parts on it."""

from __future__ import annotations

import pytest
from inspect_samples import pictures, spotted

from gui.pages import PAGES


@pytest.fixture
def make_window(make_window):
    """Windows with the real page, and without the one for training, which has nothing to do with it."""
    pages = tuple(page for page in PAGES if page.id != "train")
    return lambda *argv, **more: make_window(*argv, **{"pages": pages, **more})


@pytest.fixture
def page(window, engine, recipe_file, qtbot, idle, monkeypatch):
    """The page with a recipe, and an engine that finds real regions."""
    monkeypatch.setattr(type(engine), "judge", staticmethod(spotted))
    window.state.open_recipe(recipe_file)
    idle(window)
    window.resize(1280, 720)
    assert window.current_page.id == "inspect"
    return window.current_page


@pytest.fixture
def inspect(window, page, tmp_path, idle, qtbot):
    """Inspect pictures of these scores, and wait until the first is on show."""

    def run(*scores, folder="parts"):
        window.state.inspect(pictures(tmp_path / folder, *scores))
        idle(window)
        shown(page, qtbot)

    return run


def shown(page, qtbot) -> None:
    """Wait until the chosen part is on show."""
    view = page.results.view
    qtbot.waitUntil(lambda: page.part.record is page.model.record(view.place()), timeout=3000)
