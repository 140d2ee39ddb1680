"""Earlier versions: the list, and going back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from test_main_window import unnamed

from engine.errors import ExportError
from engine.versions import Version, update_reason
from gui.dialogs.versions import VersionsDialog, reason_words


def version(number: int, reason: str = "trained") -> Version:
    return Version(
        *("0" * 32, f"{number:064x}", "", f"2026-01-{number:02d}T06:00:00+01:00", reason, "flange"),
        *(10 + number, 40.0 + number, 1000, Path(f"{number}.gonogo")),
    )


@pytest.fixture
def dialog(qtbot):
    made = VersionsDialog("flange")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def cells(dialog, row: int) -> list[str]:
    return [dialog.table.item(row, column).text() for column in range(4)]


def test_versions_are_listed_and_the_one_in_use_is_marked(dialog):
    assert dialog.note.text() == "Looking for versions …"
    dialog.show_versions(
        [version(3, "added 5 good parts"), version(2, "rolled back"), version(1)], f"{3:064x}"
    )
    assert cells(dialog, 0)[1:] == ["5 good parts added (in use now)", "13", "43.0"]
    assert cells(dialog, 2)[1:] == ["Trained", "11", "41.0"]
    assert dialog.note.isHidden()
    # the first that one can go back to is chosen
    assert dialog.table.currentRow() == 1
    assert dialog.back.isEnabled()
    dialog.table.selectRow(0)
    assert not dialog.back.isEnabled()


def test_going_back_by_button_and_by_key(dialog, qtbot):
    versions = [version(2), version(1)]
    dialog.show_versions(versions, f"{2:064x}")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.back.click()
    assert chosen.args[0] == versions[1]
    assert dialog.isHidden()
    dialog.show()
    with qtbot.waitSignal(dialog.chosen):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)


def test_nothing_to_go_back_to(dialog, qtbot):
    dialog.show_versions([], "")
    assert dialog.note.text() == "No version of this recipe was kept yet."
    assert not dialog.back.isEnabled()
    dialog.show_versions([version(1)], f"{1:064x}")
    assert not dialog.back.isEnabled()
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog._go_back()


def test_everything_has_a_name(dialog):
    dialog.show_versions([version(1)], "")
    assert unnamed(dialog) == []
    assert all(button.accessibleDescription() for button in dialog.findChildren(QPushButton))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("trained", "Trained"),
        ("", "Kept"),
        ("reference parts changed", "Other reference parts"),
        (update_reason(5, 0), "5 good parts added"),
        (update_reason(1, 0), "1 good part added"),
        (update_reason(0, 2), "2 removed"),
        (update_reason(12, 1), "12 good parts added, 1 removed"),
        ("left out 3", "3 left out"),
        ("something of a later program", "something of a later program"),
        ("added x good parts", "added x good parts"),
    ],
)
def test_reasons_are_said_in_the_persons_words(reason, words):
    assert reason_words(reason) == words


# --- through the window -----------------------------------------------------------------------------


def test_going_back_through_the_window(window, recipe_file, pictures, idle, engine, monkeypatch):
    window.state.open_recipe(recipe_file)
    idle(window)
    asked = []
    monkeypatch.setattr(window.state, "roll_back", asked.append)
    engine.versions["a" * 64] = (replace(window.state.recipe, name="flange"), "trained")
    window.context.actions["recipe.versions"].trigger()
    idle(window)
    dialog = window.findChild(VersionsDialog)
    # what there is now is on the list as well
    marked = [cells(dialog, row)[1] for row in range(dialog.table.rowCount())]
    assert sum("in use now" in words for words in marked) == 1
    assert "Trained" in marked
    dialog.table.selectRow(marked.index("Trained"))
    dialog.back.click()
    assert asked == [window.state.paths.versions / f"{'a' * 64}.gonogo"]


def test_limits_that_were_moved_are_a_version_too(window, recipe_file, idle, engine):
    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.set_limits(replace(window.state.limits, image_threshold=33.0))
    window.context.actions["recipe.versions"].trigger()
    idle(window)
    dialog = window.findChild(VersionsDialog)
    assert cells(dialog, 0)[1:] == ["Limits moved (in use now)", "3", "33.0"]
    dialog.close()


def test_a_full_disk_hides_no_version(window, recipe_file, idle, engine, monkeypatch):
    window.state.open_recipe(recipe_file)
    idle(window)
    engine.versions["a" * 64] = (window.state.recipe, "trained")

    def full(*_args):
        raise ExportError("The disk is full.", "Free some space.")

    monkeypatch.setattr(engine, "keep_version", full)
    window.context.actions["recipe.versions"].trigger()
    idle(window)
    dialog = window.findChild(VersionsDialog)
    assert dialog.table.rowCount() >= 1
    dialog.close()


def test_a_list_that_cannot_be_made_says_why(window, recipe_file, idle, engine, monkeypatch):
    window.state.open_recipe(recipe_file)
    idle(window)

    def fail(*_args):
        raise ExportError("The folder cannot be read.", "Check it.")

    monkeypatch.setattr(engine, "list_versions", fail)
    window.context.actions["recipe.versions"].trigger()
    idle(window)
    dialog = window.findChild(VersionsDialog)
    assert dialog.note.text() == "The folder cannot be read. Check it."
    dialog.close()


def test_without_a_recipe_there_are_no_versions(window):
    assert not window.context.actions["recipe.versions"].isEnabled()
