"""Settings, shortcuts, about and file dialogs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QTableWidget, QWidget

from gui.dialogs.about import AboutDialog, licence_text
from gui.dialogs.settings import SettingsDialog
from gui.paths import DataPaths
from gui.settings import Settings, SettingsStore


@pytest.fixture
def store(qtbot, tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def dialog(qtbot, store, tmp_path):
    made = SettingsDialog(store, DataPaths(tmp_path))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    return made


def test_settings_show_what_is_set_and_keep_what_is_chosen(dialog, store, tmp_path):
    assert dialog.one_in.value() == 100
    assert dialog.threads.text() == "Automatic"
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.one_in.setValue(400)
    dialog.threads.setValue(3)
    dialog.colour_map.setCurrentIndex(dialog.colour_map.findData("cividis"))
    dialog.folder.setText(str(tmp_path))
    dialog.accept()
    value = store.value
    assert (value.theme, value.threads, value.colour_map) == ("dark", 3, "cividis")
    assert value.false_alarm_rate == pytest.approx(1 / 400)
    assert value.cache_folder == str(tmp_path)


def test_cancelling_changes_nothing(dialog, store):
    dialog.one_in.setValue(7)
    dialog.reject()
    assert store.value == Settings()


def test_accepting_without_a_change_changes_nothing(dialog, store):
    dialog.accept()
    assert store.value == Settings()


def test_a_folder_that_is_not_there_is_refused_with_words(dialog, store, qtbot):
    dialog.folder.setText("/no/such/folder")
    dialog.one_in.setValue(7)
    dialog.accept()
    assert "/no/such/folder" in dialog._problem.text()
    assert not dialog._problem.isHidden()
    assert store.value == Settings()


def test_defaults_fill_in_but_do_not_keep(dialog, store, qtbot):
    store.change(threads=5)
    dialog._fill(store.value)
    defaults = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Defaults")
    qtbot.mouseClick(defaults, Qt.MouseButton.LeftButton)
    assert dialog.threads.value() == 0
    assert store.value.threads == 5


def test_english_is_always_there(dialog):
    assert dialog.language.findData("en") > 0


def test_the_sheet_shows_every_action_and_finds(window):
    window.context.actions["help.shortcuts"].trigger()
    sheet = window.findChild(QWidget, "shortcutsDialog")
    shown = {text for text, _name, _caps in sheet._rows}
    for spec in window.context.actions.specs.values():
        words = spec.text.rstrip("…").casefold()
        assert any(text.startswith(words) for text in shown), spec.id
    sheet.findChild(QWidget, "shortcutSearch").setText("ctrl+z")
    visible = [text for text, name, _caps in sheet._rows if not name.isHidden()]
    assert [text.split()[0] for text in visible] == ["undo"]
    sheet.close()


def test_the_question_mark_opens_the_sheet(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Question)
    sheet = window.findChild(QWidget, "shortcutsDialog")
    assert sheet.isVisible()
    sheet.close()


def test_about_lists_licences_that_can_be_read_searched_and_copied(qtbot):
    dialog = AboutDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableWidget, "licenceTable")
    names = [table.item(row, 0).text() for row in range(table.rowCount())]
    assert names == sorted(names, key=str.casefold)
    row = next(row for row, name in enumerate(names) if name.casefold() == "numpy")
    assert "BSD" in table.item(row, 2).text()
    table.selectRow(row)
    assert "NumPy" in dialog._text.toPlainText()
    dialog.findChild(QWidget, "licenceSearch").setText("numpy")
    assert not table.isRowHidden(row)
    assert sum(not table.isRowHidden(r) for r in range(table.rowCount())) < 10
    dialog._copy()
    assert "numpy" in QGuiApplication.clipboard().text().casefold()


def test_a_package_that_is_not_there_has_no_licence():
    assert licence_text("no-such-package-at-all") == ""


def test_choosing_pictures_remembers_the_folder(window, pictures, idle, recipe_file):
    window.state.open_recipe(recipe_file)
    idle(window)
    parts = pictures(10, 20)
    window.context.actions["file.inspect"].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.filesSelected.emit([str(path) for path in parts])
    dialog.close()
    idle(window)
    assert len(window.state.results) == 2
    assert window.context.settings.view("folder.inspect") == str(parts[0].parent)


def test_choosing_a_folder_of_good_parts(window, pictures, idle):
    folder = pictures(1, 2, folder="good")[0].parent
    window.context.actions["file.good_folder"].trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.filesSelected.emit([str(folder)])
    dialog.close()
    idle(window)
    assert len(window.state.good_images) == 2
    assert window.current_page.id == "train"


def test_choosing_nothing_does_nothing(window):
    window.context.actions["recipe.open"].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.filesSelected.emit([])
    dialog.close()
    assert window.state.recipe is None


def test_saving_under_another_name(window, idle, recipe_file, tmp_path):
    window.state.open_recipe(recipe_file)
    idle(window)
    window.context.actions["recipe.save_as"].trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "gonogo"
    dialog.filesSelected.emit([str(tmp_path / "copy.gonogo")])
    dialog.close()
    idle(window)
    assert window.state.recipe_path == tmp_path / "copy.gonogo"
