"""The window of Gonogo Station: it inspects, and says plainly that training needs the full edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from engine import edition
from engine.errors import TrainingError
from engine.progress import CancelToken, silent
from gui.dialogs.about import NOTICES, AboutDialog
from gui.dropping import Drop, Intent
from gui.edition import can_train, refusal
from gui.engine_port import GonogoEngine
from gui.messages import Message
from gui.pages import PAGES

SENTENCE = "Training needs the full edition of Gonogo."


@pytest.fixture
def station(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "missing_libraries", lambda: ("torch",))
    monkeypatch.setattr(edition, "is_packaged", lambda: True)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(edition, "_shipped_folder", lambda: folder)
    return folder


@pytest.fixture
def window(station, make_window):
    made = make_window(pages=PAGES)
    made.told = []
    made.state.message.connect(made.told.append)
    return made


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_here_both_editions_are_one():
    assert can_train()


def test_the_words_say_what_to_do(station):
    text, hint = refusal()
    assert text == SENTENCE
    assert "make the recipe with the full edition" in hint


def test_from_source_the_words_name_the_libraries(station, monkeypatch):
    monkeypatch.setattr(edition, "is_packaged", lambda: False)
    assert "torch" in refusal()[0]


def test_the_train_page_says_so_and_offers_what_is_possible(window, qtbot):
    window.show_page("train")
    page = window.current_page
    assert page.stack.currentWidget() is page.empty
    assert SENTENCE in words_of(page.empty)
    button = page.empty.findChild(QPushButton)
    assert button.text() == window.context.actions["recipe.open"].text()
    assert not window.context.actions["recipe.train"].isEnabled()
    assert not window.context.actions["file.good_folder"].isEnabled()


def test_with_a_recipe_the_train_page_still_says_so(window, qtbot, recipe_file):
    window.state.open_recipe(recipe_file)
    qtbot.waitUntil(lambda: window.state.recipe is not None)
    window.show_page("train")
    page = window.current_page
    assert page.left.currentWidget() is page.empty_grid
    assert SENTENCE in words_of(page.empty_grid)


def test_the_start_page_asks_for_a_recipe_instead_of_good_parts(window, pictures):
    page = window.page("start")
    assert "recipe" in page.good.accessibleName().casefold() or "recipe" in page.good._title.casefold()
    picture, recipe = pictures(20)[0], Path("/somewhere/x.gonogo")
    on_the_left = page.good.mapTo(page, QPoint(5, 5))
    assert page.drop_intent(Drop(images=(picture,)), on_the_left) is Intent.INSPECT
    page.drag_moved(Drop(recipes=(recipe,)), on_the_left)
    assert page.good.dragged
    assert not page.parts.dragged


def test_pictures_dropped_on_the_train_page_are_inspected(window, pictures):
    page = window.page("train")
    assert page.drop_intent(Drop(images=tuple(pictures(20))), None) is Intent.INSPECT


@pytest.mark.parametrize("what", ["add", "train"])
def test_whoever_asks_all_the_same_is_told(window, pictures, engine, what):
    if what == "add":
        window.state.add_good(pictures(20, 30))
    else:
        window.state.train(engine.settings(), pictures(20, 30))
    assert window.state.jobs.idle
    assert window.state.good_images == ()
    assert engine.trainings == []
    (message,) = window.told
    assert isinstance(message, Message)
    assert message.text == SENTENCE
    assert message.action == "recipe.open"


def test_parts_without_a_recipe_are_not_promised_training(window, pictures):
    window.state.inspect(pictures(20))
    assert window.told
    assert "good parts" not in window.told[-1].hint


def test_the_sample_is_judged_by_the_shipped_recipe(window, qtbot, engine, recipe_file, pictures):
    parts = pictures(20, 90)[0].parent
    asked = []

    def shipped_sample(folder, report, cancel):
        asked.append(folder)
        return recipe_file, parts

    engine.shipped_sample = shipped_sample
    window.state.try_sample()
    qtbot.waitUntil(lambda: len(window.state.results) == 2)
    assert asked == [window.state.paths.sample]
    assert window.state.recipe.name == recipe_file.stem
    assert engine.trainings == []


def test_the_engine_copies_the_shipped_recipe_and_draws_the_parts(station, shipped, tmp_path, monkeypatch):
    import functools

    import engine.sample

    small = functools.partial(engine.sample.render_sample, size=128, n_test_good=1, n_per_defect=1)
    monkeypatch.setattr(engine.sample, "render_sample", small)
    (shipped / "sample").mkdir()
    (shipped / "sample" / "sample.gonogo").write_bytes(b"content")
    recipe, parts = GonogoEngine().shipped_sample(tmp_path / "sample", silent, CancelToken())
    assert recipe.read_bytes() == b"content"
    assert recipe.parent == tmp_path / "sample"
    assert len(list(parts.rglob("*.png"))) == 5
    assert not list((tmp_path / "sample").glob("train/good/*.png"))


def test_without_a_shipped_recipe_there_is_no_sample(station, shipped, tmp_path):
    with pytest.raises(TrainingError, match="full edition"):
        GonogoEngine().shipped_sample(tmp_path, silent, CancelToken())


class TestAbout:
    @pytest.fixture
    def open_about(self, qtbot):
        def make() -> AboutDialog:
            dialog = AboutDialog()
            qtbot.addWidget(dialog)
            return dialog

        return make

    def test_it_tells_the_edition(self, station, open_about):
        assert "Gonogo Station" in words_of(open_about())

    def test_from_source_there_is_no_file_of_notices(self, open_about):
        assert open_about().findChild(QPushButton, "noticesButton") is None

    def test_the_notices_of_the_application_are_shown(self, shipped, open_about):
        (shipped / NOTICES).write_text("ä licence", encoding="utf-8")
        dialog = open_about()
        dialog.findChild(QPushButton, "noticesButton").click()
        assert dialog.findChild(QPlainTextEdit).toPlainText() == "ä licence"
        # a package can still be chosen afterwards
        dialog._table.selectRow(1)
        assert dialog.findChild(QPlainTextEdit).toPlainText() != "ä licence"

    @pytest.mark.parametrize("content", [b"\xff\xfe\xff", b""])
    def test_notices_that_cannot_be_read_are_told(self, shipped, open_about, content):
        (shipped / NOTICES).write_bytes(content)
        dialog = open_about()
        dialog.findChild(QPushButton, "noticesButton").click()
        assert "cannot be read" in dialog.findChild(QPlainTextEdit).toPlainText()
