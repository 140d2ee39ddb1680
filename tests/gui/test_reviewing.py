# ruff: noqa: F811 - fixtures are asked for by their names
"""Operator verdicts: keys, buttons, notes, what is listed, and taking things back."""

from __future__ import annotations

import pytest
from inspect_fixtures import inspect, make_window, page, shown  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engine.review import Agreement
from engine.types import OperatorVerdict, Review, Verdict
from gui.models.arrangement import SAID, Said

GOOD, DEFECTIVE, UNSURE = OperatorVerdict


@pytest.fixture
def parts(inspect, page):
    """Four parts: good, defective, good, defective."""
    inspect(20, 60, 30, 80)
    page.results.view.setFocus()
    return page


def press(page, qtbot, *keys):
    for key in keys:
        qtbot.keyClick(page.results.view, key)


def said(page):
    results = page.state.results
    return [results.review(row).verdict for row in range(len(results))]


def test_one_key_is_one_verdict_and_the_next_part_is_shown(parts, qtbot):
    press(parts, qtbot, Qt.Key.Key_G, Qt.Key.Key_D, Qt.Key.Key_U)

    assert said(parts) == [GOOD, DEFECTIVE, UNSURE, None]
    assert parts.results.view.place() == 3
    assert all(parts.state.results.review(row).at for row in range(3))


def test_without_going_on_the_part_stays(parts, qtbot):
    parts.context.actions["part.auto_advance"].trigger()
    press(parts, qtbot, Qt.Key.Key_D)

    assert parts.results.view.place() == 0
    assert said(parts)[0] is DEFECTIVE
    assert not parts.reviewing.advances


def test_backspace_takes_the_verdict_back_and_stays(parts, qtbot):
    press(parts, qtbot, Qt.Key.Key_G, Qt.Key.Key_Up, Qt.Key.Key_Backspace)

    assert said(parts) == [None] * 4
    assert parts.results.view.place() == 0


def test_every_step_can_be_undone_and_done_again(parts, qtbot):
    press(parts, qtbot, Qt.Key.Key_G, Qt.Key.Key_D)
    stack = parts.state.undo_stack

    stack.undo()
    assert said(parts) == [GOOD, None, None, None]
    stack.undo()
    assert said(parts) == [None] * 4
    stack.redo()
    stack.redo()
    assert said(parts) == [GOOD, DEFECTIVE, None, None]


def test_saying_the_same_again_is_no_step(parts):
    parts.state.judge([0], GOOD)
    count = parts.state.undo_stack.count()
    parts.state.judge([0], GOOD)
    assert parts.state.undo_stack.count() == count


def test_many_chosen_parts_are_judged_at_once(parts, qtbot):
    parts.results.view.selectAll()
    press(parts, qtbot, Qt.Key.Key_G)

    assert said(parts) == [GOOD] * 4
    parts.state.undo_stack.undo()
    assert said(parts) == [None] * 4


def test_next_undecided_goes_round(parts, qtbot):
    parts.state.judge([0, 1, 3], GOOD)
    press(parts, qtbot, Qt.Key.Key_End, Qt.Key.Key_N)
    assert parts.results.view.place() == 2

    parts.state.judge([2], GOOD)
    assert not parts.context.actions["part.next_undecided"].isEnabled()


def test_where_only_undecided_parts_are_listed_the_next_moves_up(parts, qtbot):
    parts.results.choose_said(Said.UNDECIDED)
    press(parts, qtbot, Qt.Key.Key_G)

    assert parts.model.rows.tolist() == [1, 2, 3]
    assert parts.model.row_of(parts.results.view.place()) == 1
    press(parts, qtbot, Qt.Key.Key_D, Qt.Key.Key_G)
    assert parts.model.rows.tolist() == [3]


def test_differences_are_counted_and_listed(parts):
    parts.state.judge([0, 1], DEFECTIVE)
    parts.state.judge([3], GOOD)

    found = parts.model.agreement()
    assert (found.n_decided, found.n_agreed, found.n_overkill, found.n_escapes) == (3, 1, 1, 1)
    assert "3 of 4" in parts.review_bar.findChild(type(parts.verdict).__mro__[1], "agreementLabel").text()
    parts.results.choose_said(Said.DISAGREE)
    assert parts.model.rows.tolist() == [0, 3]
    parts.results.show_all()
    assert parts.model.rowCount() == 4


def test_moving_the_limit_changes_what_differs(parts):
    from dataclasses import replace

    parts.state.judge([0], DEFECTIVE)
    parts.results.choose_said(Said.DISAGREE)
    assert parts.model.rows.tolist() == [0]

    parts.state.set_limits(replace(parts.state.limits, image_threshold=10.0))
    assert parts.state.results.verdict(0) is Verdict.DEFECTIVE
    assert parts.model.rowCount() == 0


def test_a_note_is_kept_with_its_part_and_can_be_undone(parts, qtbot):
    press(parts, qtbot, Qt.Key.Key_T)
    field = parts.review_bar.note
    assert field.hasFocus()
    qtbot.keyClicks(field, "Kratzer, good d u")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert parts.state.results.review(0).note == "Kratzer, good d u"
    assert said(parts)[0] is None
    assert parts.results.view.hasFocus()
    press(parts, qtbot, Qt.Key.Key_Down)
    assert field.text() == ""
    parts.results.choose_said(Said.NOTED)
    assert parts.model.rows.tolist() == [0]
    parts.state.undo_stack.undo()
    assert parts.state.results.review(0) == Review(at=parts.state.results.review(0).at)


def test_escape_gives_the_note_back(parts, qtbot):
    parts.state.set_note(0, "dent")
    press(parts, qtbot, Qt.Key.Key_T)
    qtbot.keyClicks(parts.review_bar.note, " and scratch")
    qtbot.keyClick(parts.review_bar.note, Qt.Key.Key_Escape)

    assert parts.state.results.review(0).note == "dent"
    assert parts.review_bar.note.text() == "dent"


def test_a_note_being_written_stays_with_its_part_when_another_is_chosen(parts, qtbot):
    press(parts, qtbot, Qt.Key.Key_T)
    qtbot.keyClicks(parts.review_bar.note, "dent")
    parts.results.view.show_place(2)

    assert [parts.state.results.review(row).note for row in range(4)] == ["dent", "", "", ""]


def test_buttons_show_and_change_the_verdict(parts, qtbot):
    buttons = parts.review_bar.buttons
    qtbot.mouseClick(buttons[DEFECTIVE], Qt.MouseButton.LeftButton)
    assert said(parts)[0] is DEFECTIVE

    parts.results.view.show_place(0)
    assert buttons[DEFECTIVE].isChecked()
    qtbot.mouseClick(buttons[DEFECTIVE], Qt.MouseButton.LeftButton)
    assert said(parts)[0] is None
    assert not buttons[DEFECTIVE].isChecked()


def test_verdicts_follow_their_parts_when_others_are_taken_off_and_put_back(parts):
    parts.state.judge([1], DEFECTIVE)
    parts.state.judge([3], GOOD)
    parts.state.set_note(3, "fine")
    before = [parts.state.results[row].path for row in range(4)]
    parts.state.remove_results([0, 3])

    assert said(parts) == [DEFECTIVE, None]
    parts.state.undo_stack.undo()
    assert said(parts) == [None, DEFECTIVE, None, GOOD]
    assert parts.state.results.review(3).note == "fine"
    assert [parts.state.results[row].path for row in range(4)] == before
    assert [parts.state.results.verdict(row) for row in range(4)] == [
        Verdict.GOOD,
        Verdict.DEFECTIVE,
        Verdict.GOOD,
        Verdict.DEFECTIVE,
    ]


def test_undoing_a_verdict_on_a_part_that_is_gone_changes_nothing(parts):
    parts.state.judge([0], GOOD)
    parts.state.apply_removal([int(parts.state.results.keys[0])])
    parts.state.undo_stack.undo()
    assert said(parts) == [None] * 3


def test_another_recipe_forgets_the_steps(parts, recipe_file, idle):
    parts.state.judge([0], GOOD)
    parts.state.open_recipe(recipe_file)
    idle(parts.window())
    assert not parts.state.undo_stack.canUndo()
    assert len(parts.state.results) == 0


def test_sorting_by_ones_own_verdict(parts):
    parts.state.judge([2], DEFECTIVE)
    parts.state.judge([0], GOOD)
    parts.model.sort(SAID, Qt.SortOrder.AscendingOrder)
    assert parts.model.row_of(0) == 2


def test_what_was_said_is_spoken(parts):
    parts.state.judge([1], GOOD)
    parts.state.set_note(1, "fine")
    index = parts.model.index(1, SAID)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Good, the recipe says otherwise. fine"
    assert index.data() == "Good"


def test_the_tally_says_what_fits(parts):
    tally = parts.review_bar.findChild(QLabel, "agreementLabel")
    parts.review_bar.show_agreement(Agreement(50_000, 28_998, 0, 26_353, 2_000, 645))
    room = tally.fontMetrics().horizontalAdvance
    for words in (
        "28,998 of 50,000 decided · 2,645 differ",
        "28,998 decided · 2,645 differ",
        "2,645 differ",
    ):
        tally.resize(room(words) + 1, tally.height())
        assert tally.text() == words
    parts.review_bar.show_agreement(Agreement(9, 4, 0, 3, 1, 0))
    tally.resize(1000, tally.height())
    assert tally.text() == "4 of 9 decided · 1 differs"


@pytest.mark.parametrize("said", OperatorVerdict)
def test_no_button_cuts_its_word_off(parts, said):
    parts.window().resize(1280, 720)
    parts.state.judge([0], said)
    parts.results.view.show_place(0)
    button = parts.review_bar.buttons[said]
    assert button.isChecked()
    assert button.width() >= button.sizeHint().width()
