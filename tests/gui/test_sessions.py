"""Sessions: written as things happen, back after the program was ended in whatever way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.session import list_sessions, load
from engine.types import OperatorVerdict, Verdict
from gui.dialogs.sessions import SessionsDialog

GOOD, DEFECTIVE, UNSURE = OperatorVerdict


@pytest.fixture
def opened(window, recipe_file, idle):
    window.state.open_recipe(recipe_file)
    idle(window)
    return window


def keeper(window):
    return window.app.sessions


def kept(window):
    """What the file holds now."""
    assert keeper(window).flush()
    return load(keeper(window).path)


def inspect(window, idle, paths):
    window.state.inspect(paths)
    idle(window)


def scores(session):
    return [result.score for result in session.results]


def test_results_reviews_and_limits_are_in_the_file_as_they_happen(opened, idle, pictures):
    inspect(opened, idle, pictures(10, 45, 60))
    opened.state.judge([1], GOOD)
    opened.state.set_note(2, "Kratzer")
    opened.state.set_limits(replace(opened.state.limits, image_threshold=50.0))

    session = kept(opened)
    assert scores(session) == [10, 45, 60]
    assert session.limits.image_threshold == 50.0
    reviews = {key: (review.verdict, review.note) for key, review in session.reviews.items()}
    assert reviews == {session.keys[1]: (GOOD, ""), session.keys[2]: (None, "Kratzer")}
    assert session.recipe_path == opened.state.recipe_path


def test_removing_and_putting_back_is_in_the_file_too(opened, idle, pictures):
    inspect(opened, idle, pictures(10, 45, 60))
    opened.state.judge([0], GOOD)
    opened.state.remove_results([0, 2])
    assert scores(kept(opened)) == [45]

    opened.state.undo_stack.undo()
    session = kept(opened)
    assert sorted(scores(session)) == [10, 45, 60]
    assert [review.verdict for review in session.reviews.values()] == [GOOD]


def test_taking_a_verdict_back_is_in_the_file_too(opened, idle, pictures):
    inspect(opened, idle, pictures(10))
    opened.state.judge([0], GOOD)
    opened.state.judge([0], None)
    assert all(review.verdict is None for review in kept(opened).reviews.values())


def test_the_last_session_is_back(opened, make_window, idle, pictures, engine):
    inspect(opened, idle, pictures(10, 45, 60))
    opened.state.judge([1], GOOD)
    opened.state.judge([2], UNSURE)
    opened.state.set_limits(replace(opened.state.limits, image_threshold=50.0))
    opened._answered = True
    opened.close()

    second = make_window()
    keeper(second).restore_last()
    idle(second)

    results = second.state.results
    assert [results[row].score for row in range(3)] == [10, 45, 60]
    assert [results.review(row).verdict for row in range(3)] == [None, GOOD, UNSURE]
    assert second.state.limits.image_threshold == 50.0
    assert results.verdict(1) is Verdict.GOOD
    assert second.state.summary.name == "housing"
    assert second.current_page.id == "inspect"
    # it goes on in the same file
    inspect(second, idle, pictures(33, folder="more"))
    assert scores(kept(second)) == [10, 45, 60, 33]
    keys = results.keys.tolist()
    assert keys == sorted(set(keys))


def test_without_a_session_nothing_happens(window, idle):
    keeper(window).restore_last()
    idle(window)
    assert window.state.recipe is None
    assert keeper(window).path is None


def test_pictures_given_at_the_start_are_judged_by_the_recipe_of_the_last_session(
    opened, make_window, idle, pictures
):
    inspect(opened, idle, pictures(10))
    opened._answered = True
    opened.close()
    second = make_window(str(pictures(60, folder="more")[0]))
    idle(second)
    assert [second.state.results[row].score for row in range(2)] == [10, 60]


def test_pictures_given_at_the_very_first_start_say_that_a_recipe_is_needed(make_window, idle, pictures):
    window = make_window(str(pictures(60)[0]))
    said = []
    window.state.message.connect(said.append)
    idle(window)
    assert any("recipe" in message.text for message in said)


def test_a_recipe_that_was_never_saved_is_back_too(window, make_window, idle, pictures, engine):
    window.state.set_good_images(pictures(20, 25, 31, folder="good"))
    window.state.train(engine.settings(name="never saved"))
    idle(window)
    inspect(window, idle, pictures(10, 45))
    idle(window)
    window._answered = True
    window.close()

    second = make_window()
    keeper(second).restore_last()
    idle(second)
    assert second.state.summary.name == "never saved"
    assert second.state.unsaved
    assert second.state.recipe_path is None
    assert len(second.state.results) == 2


def test_a_recipe_that_is_gone_is_taken_from_the_copies(
    opened, make_window, idle, pictures, recipe_file, engine
):
    inspect(opened, idle, pictures(10))
    keeper(opened)._keep_recipe()
    idle(opened)
    opened._answered = True
    opened.close()
    recipe_file.unlink()

    second = make_window()
    keeper(second).restore_last()
    idle(second)
    assert len(second.state.results) == 1
    assert second.state.unsaved


def test_without_its_recipe_a_session_says_so_and_is_kept(
    opened, make_window, idle, pictures, recipe_file, engine
):
    inspect(opened, idle, pictures(10))
    path = keeper(opened).path
    opened._answered = True
    opened.close()
    recipe_file.unlink()
    engine.versions.clear()

    second = make_window()
    said = []
    second.state.message.connect(said.append)
    keeper(second).restore_last()
    idle(second)
    assert any("housing" in message.text for message in said)
    assert second.state.recipe is None
    assert path.exists()


def test_a_damaged_session_says_so_and_nothing_is_lost(opened, make_window, idle, pictures):
    inspect(opened, idle, pictures(10))
    path = keeper(opened).path
    opened._answered = True
    opened.close()
    path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)

    second = make_window()
    said = []
    second.state.message.connect(said.append)
    keeper(second).restore(path)
    idle(second)
    assert len(said) == 1
    assert second.state.recipe is None


def test_another_recipe_is_another_session(opened, idle, pictures, tmp_path):
    inspect(opened, idle, pictures(10))
    first = keeper(opened).path
    other = tmp_path / "other.gonogo"
    other.write_bytes(b"recipe")
    opened.state.open_recipe(other)
    idle(opened)
    inspect(opened, idle, pictures(60))

    assert keeper(opened).path != first
    assert scores(load(first)) == [10]
    assert scores(kept(opened)) == [60]


def test_a_new_session_has_the_same_recipe_and_an_empty_list(opened, idle, pictures):
    inspect(opened, idle, pictures(10))
    first = keeper(opened).path
    opened.context.actions["file.new_session"].trigger()
    idle(opened)

    assert len(opened.state.results) == 0
    assert opened.state.recipe is not None
    assert keeper(opened).path != first
    assert not opened.context.actions["file.new_session"].isEnabled()


def test_sessions_without_parts_leave_no_file(opened, idle, recipe_file):
    opened.state.open_recipe(recipe_file)
    idle(opened)
    opened.state.open_recipe(recipe_file)
    idle(opened)
    sessions, problems = list_sessions(opened.state.paths.sessions)
    assert not problems
    assert [info.path for info in sessions] == [keeper(opened).path]


def test_ended_sessions_are_in_the_history(opened, idle, pictures):
    from engine.session.history import History

    inspect(opened, idle, pictures(10, 60))
    opened.state.judge([1], DEFECTIVE)
    keeper(opened).start_new()
    idle(opened)

    history = History(opened.state.paths.history)
    assert sum(recipe.n for recipe in history.recipes()) == 2


def test_the_shown_part_is_shown_again(make_window, recipe_file, idle, pictures, qtbot, engine, monkeypatch):
    from inspect_samples import pictures as real
    from inspect_samples import spotted

    from gui.pages import PAGES

    monkeypatch.setattr(type(engine), "judge", staticmethod(spotted))
    pages = tuple(page for page in PAGES if page.id in ("start", "inspect"))
    window = make_window(pages=pages)
    window.state.open_recipe(recipe_file)
    idle(window)
    inspect(window, idle, real(recipe_file.parent / "parts", 30, 45, 90))
    window.current_page.results.view.show_place(2)
    window._answered = True
    window.close()

    second = make_window(pages=pages)
    keeper(second).restore_last()
    idle(second)
    assert second.current_page.results.view.place() == 2


def test_the_list_of_sessions(opened, idle, pictures, qtbot):
    inspect(opened, idle, pictures(10))
    keeper(opened).rename("Lot 2417")
    first = keeper(opened).path
    keeper(opened).start_new()
    inspect(opened, idle, pictures(45, 60))
    dialog = SessionsDialog(keeper(opened), opened)
    qtbot.addWidget(dialog)
    idle(opened)

    table = dialog.table
    assert table.rowCount() == 2
    cells = [table.index(1, column).data() for column in (0, 1, 3, 4)]
    assert cells == ["Lot 2417", "housing", "1", "0"]
    assert "open now" in table.index(0, 0).data()
    assert not dialog.open_button.isEnabled()
    dialog.view.selectRow(1)
    with qtbot.waitSignal(dialog.opened) as got:
        dialog.open_button.click()
    assert got.args == [first]


def test_sessions_are_deleted_only_after_a_question_and_never_the_open_one(opened, idle, pictures, qtbot):
    inspect(opened, idle, pictures(10))
    first = keeper(opened).path
    keeper(opened).start_new()
    inspect(opened, idle, pictures(45))
    dialog = SessionsDialog(keeper(opened), opened)
    qtbot.addWidget(dialog)
    dialog.show()
    idle(opened)
    dialog.view.selectAll()
    dialog.delete_button.click()
    box = dialog.findChild(QMessageBox, "deleteQuestion")
    assert first.exists()
    box.button(QMessageBox.StandardButton.Discard).click()
    idle(opened)

    assert not first.exists()
    assert keeper(opened).path.exists()
    from engine.session.history import History

    assert sum(recipe.n for recipe in History(opened.state.paths.history).recipes()) >= 1


def test_moved_pictures_are_found_again(opened, make_window, idle, pictures, tmp_path):
    inspect(opened, idle, pictures(10, 45))
    opened._answered = True
    opened.close()
    (tmp_path / "parts").rename(tmp_path / "elsewhere")

    second = make_window()
    said = []
    second.state.message.connect(said.append)
    keeper(second).restore_last()
    idle(second)
    assert keeper(second).missing == [(tmp_path / "parts", 2)]
    assert any("parts" in message.text for message in said)
    assert second.context.actions["file.relocate"].isEnabled()
    keeper(second).relocate(tmp_path / "parts", tmp_path / "elsewhere")
    idle(second)
    assert [second.state.results[row].path.parent.name for row in range(2)] == ["elsewhere"] * 2
    assert all(result.path.exists() for result in kept(second).results)
    assert keeper(second).missing == []


def test_a_disk_that_cannot_be_written_is_told_once(opened, idle, pictures, monkeypatch, tmp_path):
    said = []
    opened.state.message.connect(said.append)
    sessions = opened.state.paths.sessions
    keeper(opened).start_new()
    opened.state.start_over()
    idle(opened)
    keeper(opened).close()
    keeper(opened)._path = None
    for path in sessions.iterdir():
        path.unlink()
    sessions.rmdir()
    sessions.write_bytes(b"in the way")

    inspect(opened, idle, pictures(10, 45))
    assert len(opened.state.results) == 2
    assert len([message for message in said if "session" in str(message.text).lower()]) == 1
