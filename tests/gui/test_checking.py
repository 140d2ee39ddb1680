"""The check with the reference parts: its dialogs, what they say, and what happens with the recipe."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from shiboken6 import isValid
from test_main_window import unnamed

from engine.errors import RecipeError
from engine.reference import CheckResult, CheckRow, ReferencePart
from engine.types import Limits, Verdict
from gui.dialogs.check import CheckDialog, _percent
from gui.dialogs.references import ReferencesDialog
from gui.icons import Icons
from gui.lock.rules import ALLOWED, ENGINEER_JOBS
from gui.theme import Theme

LIMITS = Limits(40.0, 20.0)
GOOD, DEFECTIVE, ERROR = Verdict.GOOD, Verdict.DEFECTIVE, Verdict.ERROR


def part(score: int, verdict: Verdict | None = None) -> ReferencePart:
    """A reference part that the quick engine judges by the digits in its name."""
    said = verdict or (DEFECTIVE if score > 40 else GOOD)
    return ReferencePart(f"part_{score}.png", b"", said, float(score), f"{score:064x}")


def row(name: str, expected=GOOD, found=GOOD, score=10.0, now: float | None = 10.0, error="") -> CheckRow:
    return CheckRow(name, expected, found, score, now, error)


def result(*rows: CheckRow) -> CheckResult:
    return CheckResult(rows, LIMITS, "flange", "0" * 64, "2026-01-31T06:02:00+01:00")


@pytest.fixture
def look(qtbot):
    theme = Theme("light")
    return theme, Icons(theme)


@pytest.fixture
def dialog(qtbot, look):
    made = CheckDialog("flange", *look)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def open_window(window, recipe_file, idle):
    """A window with an open recipe that carries three reference parts."""
    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.set_references([part(10), part(20), part(90)])
    return window


def found(window, kind):
    dialogs = window.findChildren(kind)
    return dialogs[-1] if dialogs else None


def cells(table, row: int) -> list[str]:
    return [table.item(row, column).text() for column in range(table.columnCount())]


# --- the answer -------------------------------------------------------------------------------------


def test_everything_as_it_should_be(dialog):
    dialog.show_result(result(row("a.png"), row("b.png", DEFECTIVE, DEFECTIVE, 90.0, 90.0)))
    assert dialog.headline.text() == "The station judges as it should"
    first, second = "All 2 reference parts got the verdict that they should get.", "All scores are the same"
    assert dialog.words.text() == f"{first} {second} to the last digit."
    assert cells(dialog.table, 0) == ["a.png", "Good", "Good", "none"]
    assert cells(dialog.table, 1) == ["b.png", "Defective", "Defective", "none"]
    assert dialog.bar.isHidden()
    assert dialog.table.isVisible()
    assert "flange" in dialog.stamp.text()
    assert dialog.shut.hasFocus() or dialog.focusWidget() is dialog.shut


def test_another_kind_of_processor_is_said_with_the_largest_difference(dialog):
    dialog.show_result(result(row("a.png", now=10.0001), row("b.png", now=10.005), row("c.png")))
    assert dialog.headline.text() == "The station judges as it should"
    assert "by at most 0.050 %" in dialog.words.text()
    assert [cells(dialog.table, n)[3] for n in range(3)] == ["0.001 %", "0.050 %", "none"]


def test_what_is_wrong_stands_out(dialog):
    dialog.show_result(
        result(
            row("a.png"),
            row("b.png", DEFECTIVE, GOOD, 90.0, 12.0),
            row("c.png", GOOD, ERROR, now=None, error="c.png is damaged."),
        )
    )
    assert dialog.headline.text() == "The station does not judge as it should"
    assert dialog.words.text().startswith("2 of 3 reference parts are not judged as they should be.")
    assert cells(dialog.table, 1) == ["b.png", "Defective", "Good", "86.7 %"]
    assert cells(dialog.table, 2) == ["c.png", "Good", "Error", "–"]
    assert dialog.table.item(2, 0).toolTip() == "c.png is damaged."
    assert [dialog.table.item(n, 0).font().bold() for n in range(3)] == [False, True, True]
    spoken = dialog.table.item(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "b.png: not as it should be"


def test_one_part_is_spoken_of_as_one(dialog):
    dialog.show_result(result(row("a.png")))
    assert dialog.words.text().startswith("The reference part got the verdict that it should get.")
    dialog.show_result(result(row("a.png"), row("b.png", now=20.0)))
    assert dialog.words.text().startswith("1 of 2 reference parts is not judged")


def test_while_it_runs_nothing_can_be_asked_twice(dialog, qtbot):
    dialog.show_busy()
    assert dialog.bar.isVisible()
    assert not dialog.again.isEnabled()
    assert dialog.table.isHidden()
    dialog.show_busy(waiting=True)
    assert "Waiting" in dialog.words.text()
    dialog.show_failure("The network cannot be run here.", "Update Gonogo.")
    assert dialog.words.text() == "The network cannot be run here. Update Gonogo."
    assert dialog.bar.isHidden()
    with qtbot.waitSignal(dialog.again_wanted):
        qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)


def test_without_reference_parts_one_button_leads_on(dialog, qtbot):
    dialog.show_failure("", "A check needs parts.", empty=True)
    assert dialog.headline.text() == "No reference parts yet"
    assert not dialog.again.isEnabled()
    with qtbot.waitSignal(dialog.references_wanted):
        qtbot.mouseClick(dialog.references, Qt.MouseButton.LeftButton)


def test_whoever_may_not_change_the_recipe_is_not_offered_to(qtbot, look):
    made = CheckDialog("flange", *look, may_change=False)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    assert made.references.isHidden()


def test_escape_closes_and_everything_has_a_name(dialog, qtbot):
    dialog.show_result(result(row("a.png")))
    assert unnamed(dialog) == []
    for button in dialog.findChildren(QPushButton):
        assert button.accessibleDescription(), button.objectName()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0.000 %"), (1e-9, "< 0.001 %"), (1e-5, "0.001 %"), (5e-4, "0.050 %"), (0.5, "50.0 %")],
)
def test_a_difference_that_is_there_is_never_written_as_none(share, text):
    assert _percent(share) == text


# --- through the window -----------------------------------------------------------------------------


def test_the_check_by_its_key(open_window, qtbot, idle, caplog):
    with caplog.at_level(logging.INFO, "gui.checking"):
        qtbot.keyClick(open_window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        idle(open_window)
    dialog = found(open_window, CheckDialog)
    assert dialog.headline.text() == "The station judges as it should"
    assert dialog.table.rowCount() == 3
    assert "as it should be" in caplog.text
    dialog.close()


def test_limits_in_force_are_those_that_count(open_window, idle):
    open_window.state.set_limits(replace(LIMITS, image_threshold=1000.0))
    open_window.context.actions["recipe.check"].trigger()
    idle(open_window)
    dialog = found(open_window, CheckDialog)
    assert dialog.headline.text() == "The station does not judge as it should"
    assert cells(dialog.table, 2) == ["part_90.png", "Defective", "Good", "none"]
    # and once they are back, so is the answer
    open_window.state.undo_stack.undo()
    dialog.again.click()
    idle(open_window)
    assert dialog.headline.text() == "The station judges as it should"
    dialog.close()


def test_whoever_listens_is_told(open_window, qtbot):
    checking = open_window._commands.checking
    with qtbot.waitSignal(checking.checked) as told:
        open_window.context.actions["recipe.check"].trigger()
    assert told.args[0].ok
    found(open_window, CheckDialog).close()


def test_a_check_that_fails_says_why_in_its_dialog(open_window, engine, idle):
    engine.failure = RecipeError("The network cannot be run here.", "Update Gonogo.")
    open_window.context.actions["recipe.check"].trigger()
    idle(open_window)
    dialog = found(open_window, CheckDialog)
    assert dialog.words.text() == "The network cannot be run here. Update Gonogo."
    engine.failure = None
    dialog.again.click()
    idle(open_window)
    assert dialog.headline.text() == "The station judges as it should"
    dialog.close()


def test_closing_the_dialog_stops_the_check(open_window, engine, idle, qtbot):
    engine.gate.clear()
    open_window.context.actions["recipe.check"].trigger()
    qtbot.waitUntil(lambda: open_window.state.jobs.current is not None)
    found(open_window, CheckDialog).close()
    idle(open_window)
    engine.gate.set()
    open_window.context.actions["recipe.check"].trigger()
    idle(open_window)
    assert found(open_window, CheckDialog).table.rowCount() == 3
    found(open_window, CheckDialog).close()


def test_stopping_it_from_outside_is_said(open_window, engine, idle, qtbot):
    engine.gate.clear()
    open_window.context.actions["recipe.check"].trigger()
    qtbot.waitUntil(lambda: open_window.state.jobs.current is not None)
    open_window.state.cancel()
    idle(open_window)
    assert found(open_window, CheckDialog).headline.text() == "The check could not be made"
    found(open_window, CheckDialog).close()


def test_without_a_recipe_there_is_nothing_to_check(window):
    for name in ("recipe.check", "recipe.references"):
        assert not window.context.actions[name].isEnabled()


def test_a_recipe_without_reference_parts_leads_to_choosing_some(window, recipe_file, idle):
    window.state.open_recipe(recipe_file)
    idle(window)
    window.context.actions["recipe.check"].trigger()
    dialog = found(window, CheckDialog)
    assert dialog.headline.text() == "No reference parts yet"
    dialog.references.click()
    assert found(window, ReferencesDialog).isVisible()
    found(window, ReferencesDialog).close()


def test_an_operator_may_check_and_not_choose():
    assert "recipe.check" in ALLOWED
    assert not {"recipe.references", "recipe.versions"} & ALLOWED
    assert "references" in ENGINEER_JOBS


# --- choosing the parts -----------------------------------------------------------------------------


@pytest.fixture
def chooser(open_window):
    open_window.context.actions["recipe.references"].trigger()
    made = found(open_window, ReferencesDialog)
    yield made
    if isValid(made):
        made.close()


def test_the_parts_are_listed_with_their_verdicts(chooser):
    assert chooser.table.rowCount() == 3
    assert cells(chooser.table, 2) == ["part_90.png", "Defective", "2.25 ×", "0 kB"]
    assert chooser.room.text().startswith("3 of 12 parts")
    assert unnamed(chooser) == []
    for button in chooser.findChildren(QPushButton):
        assert button.accessibleDescription(), button.objectName()
    assert chooser.note.isHidden()


def test_pictures_are_added_from_files(open_window, chooser, pictures, idle):
    chooser.add_files.click()
    files = open_window.findChild(QFileDialog)
    files.filesSelected.emit([str(path) for path in pictures(33, 70)])
    files.close()
    idle(open_window)
    names = [reference.name for reference in open_window.state.recipe.references]
    assert names == ["part_10.png", "part_20.png", "part_90.png", "part_33.png", "part_70.png"]
    assert chooser.table.rowCount() == 5
    assert open_window.state.unsaved
    assert open_window.state.recipe_reason == "reference parts changed"
    assert chooser.note.isHidden()


def test_what_cannot_be_used_is_said_and_the_rest_is_added(open_window, chooser, pictures, idle):
    twins = [Path("part_10.png"), Path("part_20.png"), Path("part_90.png"), Path("nothing.png")]
    chooser.add_wanted.emit([*twins, *pictures(33)])
    assert not chooser.add_files.isEnabled()
    assert chooser.note.text() == "Judging the parts …"
    idle(open_window)
    assert chooser.table.rowCount() == 4
    assert "part_10.png cannot be used. Choose another." in chooser.note.text()
    assert chooser.note.text().endswith("… and 1 more")
    assert chooser.add_files.isEnabled()


def test_results_stay_when_reference_parts_change(open_window, pictures, idle):
    open_window.state.inspect(pictures(15, 55))
    idle(open_window)
    limits = replace(LIMITS, image_threshold=12.0)
    open_window.state.set_limits(limits)
    open_window.state.set_references([part(10)])
    assert len(open_window.state.results) == 2
    assert open_window.state.limits == limits
    assert open_window.state.undo_stack.canUndo()


def test_parts_are_removed_by_key_and_by_button(open_window, chooser, qtbot):
    chooser.table.selectRow(1)
    qtbot.keyClick(chooser.table, Qt.Key.Key_Delete)
    assert [p.name for p in open_window.state.recipe.references] == ["part_10.png", "part_90.png"]
    chooser.table.selectAll()
    chooser.remove.click()
    assert open_window.state.recipe.references == ()
    assert not chooser.check.isEnabled()
    assert not chooser.remove.isEnabled()


def test_adding_that_fails_leaves_the_list_and_says_so(open_window, chooser, engine, pictures, idle, qtbot):
    engine.failure = RecipeError("The network cannot be run here.", "Update Gonogo.")
    with qtbot.waitSignal(open_window.state.message) as told:
        chooser.add_wanted.emit(pictures(33))
    assert told.args[0].text == "The network cannot be run here."
    idle(open_window)
    engine.failure = None
    assert chooser.table.rowCount() == 3
    assert chooser.add_files.isEnabled()


def test_parts_that_were_removed_meanwhile_do_not_come_back(open_window, chooser, engine, pictures, idle):
    engine.gate.clear()
    chooser.add_wanted.emit(pictures(33))
    open_window.state.set_references([part(10)])
    engine.gate.set()
    idle(open_window)
    assert [p.name for p in open_window.state.recipe.references] == ["part_10.png"]


def test_check_now_follows(open_window, chooser, idle):
    chooser.check.click()
    idle(open_window)
    assert found(open_window, CheckDialog).table.rowCount() == 3
    found(open_window, CheckDialog).close()


def test_a_full_list_takes_no_more(open_window, chooser):
    open_window.state.set_references([part(n) for n in range(12)])
    assert not chooser.add_files.isEnabled()
    assert not chooser.add_selected.isEnabled()


def test_the_selected_results_can_be_added(qtbot, look):
    made = ReferencesDialog(look[1], [Path("a.png"), Path("b.png")], lambda _chosen: None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    assert made.add_selected.text() == "Add the selected parts (2)"
    with qtbot.waitSignal(made.add_wanted) as wanted:
        made.add_selected.click()
    assert wanted.args[0] == [Path("a.png"), Path("b.png")]


def test_selected_results_are_those_of_the_list(make_window, recipe_file, pictures, idle, qtbot):
    from gui.pages import PAGES

    window = make_window(pages=PAGES)
    window.show()
    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.inspect(pictures(15, 55, 60))
    idle(window)
    page = window.page("inspect")
    page.results.view.selectAll()
    window.context.actions["recipe.references"].trigger()
    dialog = found(window, ReferencesDialog)
    assert dialog.add_selected.text() == "Add the selected parts (3)"
    dialog.add_selected.click()
    idle(window)
    assert {p.name for p in window.state.recipe.references} == {"part_15.png", "part_55.png", "part_60.png"}
    dialog.close()


def test_pictures_of_the_parts_are_shown(qtbot, look):
    import cv2
    import numpy as np

    content = bytes(cv2.imencode(".png", np.full((60, 90, 3), 120, np.uint8))[1])
    made = ReferencesDialog(look[1], [], lambda _chosen: None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.show_parts([replace(part(10), content=content)], 40.0)

    def grey() -> bool:
        image = made.table.item(0, 0).icon().pixmap(56, 40).toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).red() == 120

    qtbot.waitUntil(grey)
    # the same part is not decoded again
    made.show_parts([replace(part(10), content=content)], 40.0)
    assert grey()
    assert not made.add_selected.isEnabled()
    made.close()


def test_leaving_out_a_good_part_after_training_keeps_the_reference_parts(window, pictures, engine, idle):
    window.state.set_good_images(pictures(1, 2, 3, folder="good"))
    window.state.train(engine.settings(name="lid"))
    idle(window)
    window.state.set_references([part(10)])
    assert window.state.training.recipe.references == (part(10),)
    window.state.exclude_from_training([1])
    idle(window)
    assert window.state.recipe.references == (part(10),)


def test_labels_are_plain_text(chooser):
    # a name from outside must not be taken for markup
    assert chooser.note.textFormat() is Qt.TextFormat.PlainText
    assert all("<" not in label.text() for label in chooser.findChildren(QLabel))
