"""The window as people use it: pages, keys, dropping, pasting, messages, closing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QStatusTipEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QToolButton,
    QWidget,
)

from engine.errors import RecipeError
from gui.dialogs.message import MessageBar
from gui.messages import Kind, Message
from gui.pages import PAGES

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)


def mime_of(*paths) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def enter(window, mime, position: QPoint) -> QDragEnterEvent:
    event = QDragEnterEvent(
        position, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, event)
    return event


def drop(window, mime, position: QPoint) -> QDropEvent:
    event = QDropEvent(
        QPointF(position),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)
    return event


pytestmark = pytest.mark.filterwarnings("ignore:.*QDrag(Enter|Move)Event:DeprecationWarning")


def centre(window, widget: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name."""
    found = []
    for control in root.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or isinstance(control, QScrollBar):
            continue
        inside = control.parentWidget()
        # parts of a control that Qt itself made and names through the whole
        if isinstance(inside, QAbstractSpinBox | QComboBox) or control.objectName().startswith("qt_"):
            continue
        if isinstance(inside, QLineEdit | QAbstractItemView) or "Private" in type(inside).__name__:
            continue
        if control.metaObject().className() in (
            "QLineEditIconButton",
            "QTableCornerButton",
            "QComboBoxListView",
        ):
            continue
        text = control.text() if isinstance(control, QAbstractButton) else ""
        if not (control.accessibleName() or text):
            found.append(
                f"{type(control).__name__} {control.objectName()!r} in {inside and inside.objectName()!r}"
            )
    return found


def test_the_window_has_its_pages_and_names(window):
    for spec in PAGES:
        page = window.findChild(QWidget, f"{spec.id}Page")
        assert page is window.page(spec.id)
    for name in ("cancelButton", "progressBar", "recipeSummary"):
        assert len(window.findChildren(QWidget, name)) == 1
    assert window.current_page.id == "start"


def test_pages_can_come_later(make_window, qtbot):
    window = make_window(all_pages=False)
    assert window.findChild(QWidget, "inspectPage") is None
    while window.load_next_page():
        pass
    assert window.findChild(QWidget, "inspectPage") is not None


@pytest.mark.parametrize(
    ("key", "page"), [(Qt.Key.Key_1, "start"), (Qt.Key.Key_2, "train"), (Qt.Key.Key_3, "inspect")]
)
def test_pages_by_keyboard_and_by_mouse(window, qtbot, key, page):
    window.show_page("train" if page != "train" else "start")
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page.id == page
    assert window.navigation.buttons[page].isChecked()
    window.show_page("train" if page != "train" else "start")
    assert not window.navigation.buttons[page].isChecked()
    qtbot.mouseClick(window.navigation.buttons[page], Qt.MouseButton.LeftButton)
    assert window.current_page.id == page


def test_every_action_is_in_exactly_one_menu(window):
    listed = []
    for menu_action in window.menuBar().actions():
        listed += [action.objectName() for action in menu_action.menu().actions() if action.objectName()]
    assert sorted(listed) == sorted(window.context.actions.specs)


def test_every_control_of_every_page_has_a_name(make_window):
    assert unnamed(make_window(pages=PAGES)) == []


def test_every_control_of_window_and_dialogs_has_a_name(window, qtbot):
    assert unnamed(window) == []
    for action, dialog in (
        ("help.about", "aboutDialog"),
        ("help.shortcuts", "shortcutsDialog"),
        ("file.settings", "settingsDialog"),
    ):
        window.context.actions[action].trigger()
        opened = window.findChild(QWidget, dialog)
        assert unnamed(opened) == [], dialog
        opened.close()


def test_the_walk_finds_what_has_no_name(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    QToolButton(root)
    QComboBox(root)
    assert len(unnamed(root)) == 2


def test_nothing_in_the_window_takes_drops_for_itself(make_window):
    window = make_window(pages=PAGES)
    assert [w for w in window.findChildren(QWidget) if w.acceptDrops()] == []
    assert window.acceptDrops()


def test_dropping_good_parts_on_the_left_and_parts_on_the_right(window, pictures, idle, recipe_file):
    start = window.page("start")
    good, parts = pictures(1, 2, folder="good"), pictures(10, 50)
    left, right = centre(window, start.good), centre(window, start.parts)
    mime = mime_of(*good)
    assert enter(window, mime, left).isAccepted()
    assert start.good.dragged == "Add 2 pictures as good parts"
    assert start.parts.dragged == ""
    assert drop(window, mime, left).isAccepted()
    assert start.good.dragged == ""
    idle(window)
    assert window.state.good_images == tuple(good)
    assert window.current_page.id == "train"
    window.state.open_recipe(recipe_file)
    idle(window)
    window.show_page("start")
    mime = mime_of(*parts)
    enter(window, mime, right)
    assert start.parts.dragged == "Inspect 2 pictures with housing"
    drop(window, mime, right)
    idle(window)
    assert len(window.state.results) == 2
    assert window.current_page.id == "inspect"


def test_moving_from_field_to_field(window, pictures):
    start = window.page("start")
    mime = mime_of(*pictures(1))
    enter(window, mime, centre(window, start.good))
    event = QDragMoveEvent(
        centre(window, start.parts),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)
    assert start.good.dragged == ""
    assert start.parts.dragged
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert start.parts.dragged == ""


def test_the_overlay_says_what_will_happen_by_page(window, pictures, qtbot):
    overlay = window.findChild(QWidget, "dropOverlay")
    mime = mime_of(*pictures(1, 2, 3))
    window.show_page("train")
    enter(window, mime, centre(window, window.current_page))
    assert overlay.isVisible()
    assert overlay.text == "Add 3 pictures as good parts"
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not overlay.isVisible()
    window.show_page("inspect")
    enter(window, mime, centre(window, window.current_page))
    assert overlay.text.startswith("Inspect 3 pictures")
    QApplication.sendEvent(window, QDragLeaveEvent())


def test_a_recipe_can_be_dropped_on_any_page(make_window, recipe_file, idle, qtbot):
    for spec in PAGES:
        window = make_window()
        window.show()
        window.show_page(spec.id)
        mime = mime_of(recipe_file)
        enter(window, mime, centre(window, window.current_page))
        drop(window, mime, centre(window, window.current_page))
        idle(window)
        assert window.state.summary.name == "housing", spec.id


def test_what_cannot_be_used_is_said_and_does_nothing(window, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("x")
    window.show_page("inspect")
    mime = mime_of(other)
    point = centre(window, window.current_page)
    enter(window, mime, point)
    assert "Drop pictures" in window.findChild(QWidget, "dropOverlay").text
    assert not drop(window, mime, point).isAccepted()
    assert not enter(window, QMimeData(), point).isAccepted()


def test_pasting_files_and_pictures(window, pictures, idle, recipe_file):
    window.state.open_recipe(recipe_file)
    idle(window)
    window.paste_mime(mime_of(*pictures(10, 20)))
    idle(window)
    assert len(window.state.results) == 2
    picture = QImage(16, 16, QImage.Format.Format_RGB32)
    picture.fill(QColor("gray"))
    mime = QMimeData()
    mime.setImageData(picture)
    window.paste_mime(mime)
    idle(window)
    idle(window)
    assert len(window.state.results) == 3
    assert window.state.results[2].path.parent == window.state.paths.pasted


@pytest.mark.parametrize("mime", [None, QMimeData()])
def test_pasting_nothing_says_so(window, mime):
    window.paste_mime(mime)
    assert "clipboard" in window.findChild(MessageBar).message.text


def test_messages_come_go_and_do_not_pile_up(window, qtbot):
    state = window.state
    for number in range(5):
        state.message.emit(Message(Kind.ERROR, f"Number {number}", "Do this.", "Traceback"))
    state.message.emit(Message(Kind.ERROR, "Number 4", "Do this.", "Traceback"))
    bars = window._messages.bars
    assert [bar.message.text for bar in bars] == ["Number 2", "Number 3", "Number 4"]
    close = bars[0].findChild(QToolButton, "messageCloseButton")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert len(window._messages.bars) == 2
    qtbot.mouseClick(bars[1].findChild(QWidget, "messageDetailsButton"), Qt.MouseButton.LeftButton)
    details = window.findChild(QWidget, "detailsDialog")
    assert details.findChild(QPlainTextEdit).toPlainText() == "Traceback"
    details.close()


def test_names_in_messages_are_never_markup(window):
    window.state.message.emit(Message(Kind.ERROR, "<b>part</b>.png is damaged"))
    bar = window.findChild(MessageBar)
    labels = [label for label in bar.findChildren(QWidget) if hasattr(label, "textFormat") and label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_good_news_leave_by_themselves(window, qtbot, monkeypatch):
    monkeypatch.setattr("gui.dialogs.message.STAYS_MS", 1)
    window.state.message.emit(Message(Kind.SUCCESS, "Saved."))
    qtbot.waitUntil(lambda: window._messages.bars == [])


def test_the_status_line_tells_of_recipe_and_job(window, pictures, engine, idle, qtbot, recipe_file):
    status = window.status
    assert status.recipe.full_text() == "No recipe is open"
    assert not status.bar.isVisible()
    window.state.open_recipe(recipe_file)
    idle(window)
    text = status.recipe.full_text()
    assert "housing" in text
    assert "expects 1 false alarm in 100" in text
    assert "1 in 30 to 1 in 400" in text
    engine.gate.clear()
    with qtbot.waitSignal(window.state.progressed, check_params_cb=lambda p: p.stage == "inspect"):
        window.state.inspect(pictures(10, 20, 30))
    assert status.bar.isVisible()
    assert status.button.isVisible()
    assert "0 of 3" in status.stage.full_text()
    qtbot.mouseClick(status.button, Qt.MouseButton.LeftButton)
    assert "Stopping" in status.stage.full_text()
    idle(window)
    assert not status.bar.isVisible()
    assert status.stage.full_text() == ""


def test_a_pointer_on_a_button_does_not_hide_the_status_line(window, qtbot):
    window.show()
    qtbot.waitExposed(window)
    bar = window.statusBar()
    QApplication.sendEvent(window, QStatusTipEvent("Start"))
    assert bar.currentMessage() == ""
    assert window.status.isVisible()
    menu = window.menuBar().actions()[0].menu()
    with qtbot.waitExposed(menu):
        menu.popup(window.pos())
    QApplication.sendEvent(window, QStatusTipEvent("Open a recipe"))
    assert bar.currentMessage() == "Open a recipe"
    menu.close()


def test_undo_by_keyboard(window, idle, recipe_file, qtbot):
    from dataclasses import replace

    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.set_limits(replace(window.state.limits, image_threshold=10.0))
    assert window.windowTitle().startswith("housing")
    assert window.isWindowModified()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.state.limits.image_threshold == 40.0
    assert not window.isWindowModified()


def test_the_recent_menu_opens_recipes(window, idle, recipe_file, tmp_path):
    window.context.settings.add_recent(recipe_file)
    window.context.settings.add_recent(tmp_path / "gone & lost.gonogo")
    menu = window.findChild(QWidget, "recentMenu")
    menu.aboutToShow.emit()
    idle(window)
    texts = [action.text() for action in menu.actions()]
    assert texts == ["gone && lost (missing)", "housing"]
    menu.actions()[1].trigger()
    idle(window)
    assert window.state.summary.name == "housing"


def test_recent_recipes_on_the_start_page(window, idle, recipe_file, tmp_path, qtbot):
    start = window.page("start")
    assert start.nothing.isVisible()
    window.context.settings.add_recent(recipe_file)
    window.context.settings.add_recent(tmp_path / "gone.gonogo")
    start.shown()
    idle(window)
    assert [row.accessibleName() for row in start._rows] == ["gone, missing", "housing"]
    start._rows[0]._forget()
    assert len(start._rows) == 1
    assert window.context.settings.value.recent_recipes == (str(recipe_file),)
    qtbot.mouseClick(start._rows[0], Qt.MouseButton.LeftButton)
    idle(window)
    assert window.state.summary.name == "housing"


def test_the_sample_by_its_button(window, qtbot, idle):
    qtbot.mouseClick(window.findChild(QWidget, "sampleButton"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.state.jobs.idle and len(window.state.results) == 2)
    assert window.current_page.id == "inspect"


def test_arguments_are_opened(make_window, recipe_file, pictures, idle):
    window = make_window(str(recipe_file), *map(str, pictures(10, 50)))
    idle(window)
    assert window.state.summary.name == "housing"
    assert len(window.state.results) == 2


def test_arguments_that_are_nothing_are_told(make_window, tmp_path):
    window = make_window(str(tmp_path / "no such thing"))
    assert "does not exist" in window.findChild(MessageBar).message.text


def test_two_recipes_as_arguments_use_the_first(make_window, recipe_file, tmp_path, idle):
    window = make_window(str(recipe_file), str(tmp_path / "other.gonogo"))
    idle(window)
    assert window.state.summary.name == "housing"
    assert "Only one" in window.findChild(MessageBar).message.text


def test_theme_from_the_menu_is_remembered(window, qtbot):
    window.context.actions["view.theme_dark"].trigger()
    assert window.context.settings.value.theme == "dark"
    assert window.context.theme.dark
    window.context.actions["view.theme_system"].trigger()
    assert window.context.theme.mode == "system"


def test_the_layout_comes_back(make_window, qtbot):
    first = make_window()
    first.show()
    first.resize(960, 640)  # fits the smallest screen that tests run on
    first.context.actions["view.tool_bar"].trigger()
    assert first.close()
    second = make_window()
    assert (second.width(), second.height()) == (960, 640)
    assert not second.context.settings.view("tool_bar")


@pytest.mark.parametrize("geometry", ["", "nonsense", "AAAA", "Ä"])
def test_a_damaged_layout_does_no_harm(make_window, geometry, tmp_path):
    import json

    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text(json.dumps({"geometry": geometry, "layout": geometry}))
    window = make_window()
    assert window.width() >= 960


def test_damaged_settings_are_told(make_window, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text("{")
    window = make_window()
    assert "damaged" in window.findChild(MessageBar).message.text


def test_closing_asks_when_the_recipe_is_not_saved(window, idle, pictures, engine, qtbot):
    window.state.set_good_images(pictures(1, 2))
    window.state.train(engine.settings(name="lid"))
    idle(window)
    assert not window.close()
    box = window.findChild(QMessageBox, "closeQuestion")
    assert "lid" in box.text()
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert window.isVisible()
    assert not window.close()
    window.findChild(QMessageBox, "closeQuestion").button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert engine.trainings[0].closed


def test_saving_on_the_way_out(window, idle, recipe_file, qtbot):
    from dataclasses import replace

    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.set_limits(replace(window.state.limits, image_threshold=10.0))
    recipe_file.write_bytes(b"old")
    assert not window.close()
    window.findChild(QMessageBox, "closeQuestion").button(QMessageBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert recipe_file.read_bytes() == b"recipe"


def test_a_failed_save_keeps_the_window_open(window, idle, recipe_file, engine, qtbot, monkeypatch):
    from dataclasses import replace

    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.set_limits(replace(window.state.limits, image_threshold=10.0))
    engine.failure = RecipeError("The disk is full.", "Free some space.")
    assert not window.close()
    window.findChild(QMessageBox, "closeQuestion").button(QMessageBox.StandardButton.Save).click()
    idle(window)
    qtbot.waitUntil(lambda: window.isEnabled() and len(window.findChildren(QMessageBox)) > 0)
    assert window.isVisible()
    assert window.state.unsaved
    engine.failure = None


def test_closing_while_inspecting_stops_first(window, idle, pictures, engine, qtbot, recipe_file):
    window.state.open_recipe(recipe_file)
    idle(window)
    engine.gate.clear()
    with qtbot.waitSignal(window.state.progressed, check_params_cb=lambda p: p.stage == "inspect"):
        window.state.inspect(pictures(10, 20))
    assert not window.close()
    assert not window.isEnabled()
    assert "Stopping" in window.status.stage.full_text()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_while_training_asks(window, pictures, engine, qtbot):
    engine.gate.clear()
    window.state.set_good_images(pictures(1, 2))
    with qtbot.waitSignal(window.state.progressed):
        window.state.train(engine.settings())
    assert not window.close()
    box = window.findChild(QMessageBox, "closeQuestion")
    assert "being made" in box.text()
    box.button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert engine.trainings == []


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), (1920, 1080)])
def test_everything_fits(make_window, size, qtbot):
    window = make_window(pages=PAGES)
    window.show()
    window.resize(*size)
    for spec in PAGES:
        window.show_page(spec.id)
        assert window.width() == size[0]
        assert window.height() == size[1]
        page = window.current_page
        assert page.minimumSizeHint().width() <= page.width()
        assert page.minimumSizeHint().height() <= page.height()


def test_pages_are_made_and_then_warmed_up_once_each_when_there_is_time(make_window, qtbot, monkeypatch):
    warmed = []
    for page in PAGES:
        monkeypatch.setattr(page.load(), "warm_up", lambda self: warmed.append(self.id))
    window = make_window(pages=PAGES, all_pages=False)
    assert list(window._pages) == ["start"]
    window.app.load_rest()
    qtbot.waitUntil(lambda: len(warmed) == len(PAGES))
    assert warmed == list(window._pages) == [page.id for page in PAGES]
    assert not window.load_next_page()
    assert not window.warm_next_page()


def test_warming_up_changes_nothing_that_is_seen(make_window, qtbot):
    cold, warm = make_window(pages=PAGES), make_window(pages=PAGES)
    while warm.warm_next_page():
        pass
    for name in ("train", "inspect"):
        pictures = []
        for window in (cold, warm):
            window.resize(1280, 720)
            window.show()
            qtbot.waitExposed(window)
            window.show_page(name)
            QApplication.processEvents()
            pictures.append(window.grab().toImage())
        assert pictures[0] == pictures[1], name
