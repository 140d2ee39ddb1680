"""The window under the operator lock: what stays, what goes, and that no way leads round it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inspect_samples import pictures as real_pictures
from inspect_samples import spotted
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QWidget,
)

from gui.dialogs.message import MessageBar
from gui.lock import pin as pins
from gui.lock.pin import FREE_TRIES, load
from gui.lock.rules import ALLOWED, OPENING
from gui.messages import Kind, Message
from gui.pages import PAGES

pytestmark = pytest.mark.filterwarnings("ignore:.*QDrag(Enter|Move)Event:DeprecationWarning")

PIN = "4711"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    monkeypatch.setattr(pins, "_N", 2**14)


@pytest.fixture
def open_window(make_window, recipe_file, idle, qtbot):
    """A window with a recipe, a PIN and results, not locked yet."""

    def make(**more):
        window = make_window(**more)
        window.show()
        qtbot.waitExposed(window)
        window.state.open_recipe(recipe_file)
        idle(window)
        lock = window.context.lock
        with qtbot.waitSignal(lock.pin_set):
            lock.set_pin(PIN)
        return window

    return make


@pytest.fixture
def locked(open_window):
    window = open_window()
    put_on(window)
    return window


def put_on(window) -> None:
    window.context.actions["recipe.lock"].trigger()
    assert window.context.lock.locked


def unlock_dialog(window) -> QDialog:
    window.context.actions["recipe.lock"].trigger()
    found = [each for each in window.findChildren(QDialog, "unlockDialog") if each.isVisible()]
    assert len(found) == 1
    return found[0]


def said(window) -> list[str]:
    return [bar.message.text for bar in window._messages.bars]


def close(window, qtbot) -> None:
    """End the program; what still runs is stopped first."""
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def mime_of(*paths) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(window, *paths):
    mime, middle = mime_of(*paths), window.rect().center()
    enter = QDragEnterEvent(
        middle, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, enter)
    hint = window.findChild(QWidget, "dropOverlay").text
    event = QDropEvent(
        QPointF(middle),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)
    return event, hint


def fingerprint(window) -> tuple:
    """Everything that an operator must not change."""
    state = window.state
    return (
        state.recipe.name,
        state.recipe_path,
        state.limits,
        state.recipe.n_images,
        state.good_images,
        state.training,
        window.context.settings.value.false_alarm_rate,
        window.context.settings.value.threads,
    )


# ---- putting it on


def test_the_first_lock_asks_for_a_pin_twice(make_window, qtbot, idle, recipe_file):
    window = make_window()
    window.show()
    window.state.open_recipe(recipe_file)
    idle(window)
    action = window.context.actions["recipe.lock"]
    action.trigger()
    assert not action.isChecked(), "not before there is a PIN"
    dialog = window.findChild(QDialog, "newPinDialog")
    for first, second, words in (("12", "12", "at least 4"), ("4711", "4712", "not the same")):
        dialog.first.setText(first)
        dialog.second.setText(second)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert words in dialog.problem.text()
        assert dialog.first.text() == dialog.second.text() == ""
    qtbot.keyClicks(dialog.first, PIN)
    qtbot.keyClick(dialog.first, Qt.Key.Key_Return)
    assert dialog.isVisible(), "the first Return goes to the second field"
    qtbot.keyClicks(dialog.second, PIN)
    with qtbot.waitSignal(window.context.lock.changed) as caught:
        qtbot.keyClick(dialog.second, Qt.Key.Key_Return)
    assert caught.args == [True]
    qtbot.waitUntil(lambda: not window.findChildren(QDialog, "newPinDialog"))
    assert action.isChecked()
    assert window.context.lock.recipe == recipe_file


def test_escape_leaves_it_off(make_window, qtbot):
    window = make_window()
    window.show()
    window.context.actions["recipe.lock"].trigger()
    qtbot.keyClick(window.findChild(QDialog, "newPinDialog"), Qt.Key.Key_Escape)
    assert not window.context.lock.locked
    assert not window.context.lock.has_pin


def test_a_pin_that_is_easy_to_guess_is_remarked_upon(make_window, qtbot):
    window = make_window()
    window.show()
    window.context.actions["recipe.pin"].trigger()
    dialog = window.findChild(QDialog, "newPinDialog")
    qtbot.keyClicks(dialog.first, "1234")
    qtbot.keyClick(dialog.first, Qt.Key.Key_Tab)
    dialog.first.editingFinished.emit()
    assert "easy to guess" in dialog.problem.text()
    dialog.second.setText("1234")
    with qtbot.waitSignal(window.context.lock.pin_set):
        dialog.send()
    assert not window.context.lock.locked, "only the PIN was wanted"
    assert any("in force" in words for words in said(window))


def test_what_is_not_saved_keeps_the_lock_off(open_window, idle):
    window = open_window()
    window.state.set_limits(replace(window.state.limits, image_threshold=55.0))
    window.context.actions["recipe.lock"].trigger()
    assert not window.context.lock.locked
    bar = next(bar for bar in window.findChildren(MessageBar) if bar.message.action == "recipe.save")
    bar.findChildren(QAbstractButton)[0].click()
    idle(window)
    put_on(window)
    assert window.state.limits.image_threshold == 55.0


def test_not_while_the_recipe_is_being_changed(open_window, engine, pictures, idle):
    window = open_window()
    engine.gate.clear()
    window.state.set_good_images(pictures(1, 2, 3))
    window.state.train(engine.settings())
    window.context.actions["recipe.lock"].trigger()
    assert not window.context.lock.locked
    assert any("being changed" in words for words in said(window))
    window.state.cancel()
    engine.gate.set()
    idle(window)
    put_on(window)


# ---- no way round


def test_under_the_lock_only_what_is_an_operators_can_be_chosen(open_window, pictures, idle):
    window = open_window(pages=PAGES)
    window.state.inspect(pictures(10, 50))
    idle(window)
    actions = window.context.actions
    free = {name for name in actions.specs if actions[name].isEnabled()}
    assert {"recipe.open", "file.good", "file.settings", "view.train", "recipe.save_as"} <= free
    put_on(window)
    enabled = {name for name in actions.specs if actions[name].isEnabled()}
    visible = {name for name in actions.specs if actions[name].isVisible()}
    assert enabled <= ALLOWED
    assert visible == ALLOWED
    assert {"file.inspect", "file.export", "part.next", "recipe.lock", "edit.paste"} <= enabled
    for name in actions.specs:
        # whatever else asks for it
        actions.set_enabled(name, enabled=True)
    assert {name for name in actions.specs if actions[name].isEnabled()} <= ALLOWED


def test_every_action_that_is_allowed_exists(window):
    assert set(window.context.actions.specs) >= ALLOWED
    assert OPENING not in ALLOWED


def test_triggering_everything_changes_nothing(open_window, pictures, idle, qtbot, monkeypatch):
    """Each action, by its code and by each of its keys, with whatever dialogs that opens."""
    window = open_window(pages=PAGES)
    window.context.settings.add_recent(window.state.recipe_path)
    window.state.inspect(pictures(10, 50))
    idle(window)
    put_on(window)
    before = fingerprint(window)
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda _url: pytest.fail("another program"))
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.open", lambda self: self.deleteLater())
    actions = window.context.actions
    for name, spec in actions.specs.items():
        if name in ("file.quit", "view.full_screen"):
            continue
        actions[name].trigger()
        for keys in spec.shortcuts:
            for dialog in window.findChildren(QDialog):
                dialog.close()
            combination = QKeySequence(keys)[0]
            target = QApplication.focusWidget() or window
            if not isinstance(target, QLineEdit):
                qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())
        opened = {dialog.objectName() for dialog in window.findChildren(QDialog) if dialog.isVisible()}
        assert opened <= {"unlockDialog", "shortcutsDialog", "aboutDialog", "exportDialog"}, name
        for dialog in window.findChildren(QDialog):
            dialog.close()
        assert window.current_page.id == "inspect", name
        assert window.context.lock.locked, name
    idle(window)
    assert fingerprint(window) == before


def test_other_pages_cannot_be_reached(locked):
    for spec in PAGES:
        locked.show_page(spec.id)
        locked.state.page_wanted.emit(spec.id)
        assert locked.current_page.id == "inspect"
    buttons = locked.navigation.buttons
    assert {name for name, button in buttons.items() if button.isVisible()} == {
        "inspect",
        "help.shortcuts",
        "recipe.lock",
    }


def test_the_state_refuses_whatever_button_asks(locked, engine, pictures, recipe_file, tmp_path, idle):
    state, before = locked.state, fingerprint(locked)
    other = tmp_path / "other.gonogo"
    other.write_bytes(b"recipe")
    limits = replace(state.limits, image_threshold=1.0)
    for wish in (
        lambda: state.open_recipe(other),
        state.save_recipe,
        lambda: state.save_recipe(other),
        lambda: state.rename_recipe("mine"),
        lambda: state.set_limits(limits),
        lambda: state.add_good(pictures(1, 2)),
        lambda: state.train(engine.settings(), pictures(1, 2)),
        lambda: state.propose(add=pictures(1, 2)),
        lambda: state.roll_back(other),
        lambda: state.set_references([]),
        state.try_sample,
    ):
        wish()
        idle(locked)
        assert fingerprint(locked) == before
    assert said(locked)


def test_no_step_leads_back_behind_the_lock(open_window, idle, qtbot, pictures):
    window = open_window()
    window.state.set_limits(replace(window.state.limits, image_threshold=55.0))
    window.state.save_recipe()
    idle(window)
    assert window.state.undo_stack.canUndo()
    put_on(window)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.state.undo_stack.undo()
    assert window.state.limits.image_threshold == 55.0


def test_what_is_an_operators_can_be_undone(locked, pictures, idle):
    from engine.types import OperatorVerdict

    locked.state.inspect(pictures(10, 50))
    idle(locked)
    locked.state.judge([0], OperatorVerdict.GOOD)
    locked.context.actions["edit.undo"].trigger()
    assert locked.state.results.review(0).verdict is None


def test_recent_recipes_are_gone(open_window):
    window = open_window()
    menu = window.findChild(QWidget, "recentMenu").menuAction()
    assert menu.isVisible()
    put_on(window)
    assert not menu.isVisible()


def test_parts_can_be_dropped_and_recipes_cannot(locked, pictures, tmp_path, idle):
    other = tmp_path / "other.gonogo"
    other.write_bytes(b"recipe")
    before = fingerprint(locked)
    event, _hint = drop(locked, *pictures(10, 50))
    assert event.isAccepted()
    idle(locked)
    assert len(locked.state.results) == 2
    for paths, words in (
        ((other,), "other cannot be opened"),
        ((other, *pictures(20)), "other cannot be opened"),
        ((locked.state.recipe_path,), "housing is open already"),
    ):
        event, hint = drop(locked, *paths)
        assert not event.isAccepted()
        assert words in hint
        assert hint in said(locked)
    idle(locked)
    assert fingerprint(locked) == before
    assert len(locked.state.results) == 2


def test_the_clipboard_is_no_way_in(locked, pictures, tmp_path, idle):
    other = tmp_path / "other.gonogo"
    other.write_bytes(b"recipe")
    locked.paste_mime(mime_of(other))
    assert any("cannot be opened" in words for words in said(locked))
    assert not any("clipboard" in words for words in said(locked))
    text = QMimeData()
    text.setText(str(other))
    locked.paste_mime(text)
    idle(locked)
    assert locked.state.recipe.name == "housing"
    locked.paste_mime(mime_of(*pictures(10)))
    idle(locked)
    assert len(locked.state.results) == 1


def test_buttons_in_messages_do_nothing_that_is_forbidden(locked):
    locked.state.message.emit(Message(Kind.WARNING, "Save it.", action="recipe.save_as"))
    bar = next(bar for bar in locked.findChildren(MessageBar) if bar.message.action)
    bar.findChildren(QAbstractButton)[0].click()
    assert not [d for d in locked.findChildren(QDialog) if d.isVisible()]


def test_the_menu_of_the_list_offers_nothing_forbidden(open_window, pictures, idle, qtbot):
    window = open_window(pages=PAGES)
    window.state.inspect(pictures(10, 50))
    idle(window)
    page = window.page("inspect")
    put_on(window)
    qtbot.waitUntil(lambda: page.results.view.place() >= 0)
    menu = page.menu()
    offered = [action for action in menu.actions() if action.isVisible() and not action.isSeparator()]
    assert {action.objectName() for action in offered} <= ALLOWED
    menu.deleteLater()


def test_limits_are_not_on_show(open_window):
    window = open_window(pages=PAGES)
    page = window.page("inspect")
    window.show_page("inspect")
    assert page.limits.isVisible()
    put_on(window)
    assert not page.limits.isVisible()
    assert page.review_bar.isVisible()
    assert page.export_button.isVisible()


def test_closing_does_not_ask_an_operator_to_save(locked):
    locked.state._set_unsaved(True)
    assert locked.close()


# ---- large enough for gloves


def visible_controls(window):
    for control in window.findChildren(QWidget):
        kind = isinstance(control, QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox)
        inside = control.parentWidget()
        part = isinstance(inside, QLineEdit | QComboBox | QAbstractSpinBox) or "qt_" in control.objectName()
        corner = control.metaObject().className() == "QTableCornerButton"
        if kind and not part and not corner and control.isVisible():
            yield control


def test_controls_are_large_under_the_lock_and_small_again(open_window, tmp_path, idle, qtbot, monkeypatch):
    monkeypatch.setattr("quick_engine.FakeEngine.judge", staticmethod(spotted))
    window = open_window(pages=PAGES)
    window.resize(1280, 720)
    window.state.inspect(real_pictures(tmp_path / "p", 22, 64))
    idle(window)
    page = window.page("inspect")
    qtbot.waitUntil(lambda: page.part.record is not None)
    small = {id(c): c.height() for c in visible_controls(window)}
    put_on(window)
    QApplication.processEvents()
    found = list(visible_controls(window))
    assert len(found) > 15
    low = [(c.metaObject().className(), c.objectName(), c.height()) for c in found if c.height() < 44]
    assert low == []
    assert page.minimumSizeHint().width() <= page.width()
    assert page.minimumSizeHint().height() <= page.height()
    window.context.lock._unlock()
    QApplication.processEvents()
    changed = [
        (c.objectName(), small[id(c)], c.height())
        for c in visible_controls(window)
        if id(c) in small and small[id(c)] != c.height()
    ]
    assert changed == []


# ---- taking it off


def test_the_right_pin_unlocks_by_keyboard(locked, qtbot):
    dialog = unlock_dialog(locked)
    qtbot.keyClicks(dialog.field, PIN)
    with qtbot.waitSignal(locked.context.lock.changed):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not locked.findChildren(QDialog, "unlockDialog"))
    actions = locked.context.actions
    assert actions["recipe.open"].isEnabled()
    assert actions["file.settings"].isVisible()
    assert not actions["recipe.lock"].isChecked()
    assert all(b.isVisible() for name, b in locked.navigation.buttons.items() if name != "recipe.lock")
    locked.show_page("train")
    assert locked.current_page.id == "train"


def test_the_right_pin_unlocks_by_finger(locked, qtbot):
    dialog = unlock_dialog(locked)
    for key in ("4", "7", "9", "back", "1", "1"):
        qtbot.mouseClick(dialog.pad.keys[key], Qt.MouseButton.LeftButton)
    assert dialog.field.text() == PIN
    qtbot.mouseClick(dialog.pad.keys["empty"], Qt.MouseButton.LeftButton)
    assert dialog.field.text() == ""
    for key in PIN:
        qtbot.mouseClick(dialog.pad.keys[key], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(locked.context.lock.changed):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


def test_a_wrong_pin_is_said_and_the_field_is_empty_again(locked, qtbot):
    dialog = unlock_dialog(locked)
    assert dialog.field.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(dialog.field, "0000")
    with qtbot.waitSignal(locked.context.lock.answered):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.problem.text() == "That is not the PIN."
    assert dialog.field.text() == ""
    assert dialog.field.isEnabled()
    qtbot.keyClicks(dialog.field, "4")
    assert dialog.problem.text() == ""
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert locked.context.lock.locked


def test_the_countdown_is_shown_and_ends(locked, qtbot):
    lock = locked.context.lock
    now = [0.0]
    lock._clock = lambda: now[0]
    dialog = unlock_dialog(locked)
    for _ in range(FREE_TRIES + 1):
        dialog.field.setText("0000")
        with qtbot.waitSignal(lock.answered):
            dialog.send()
    assert dialog.problem.text() == "That is not the PIN. Try again in 5 s."
    assert not dialog.field.isEnabled()
    assert not dialog.ok.isEnabled()
    now[0] = 2.5
    lock._tick()
    assert "in 3 s" in dialog.problem.text()
    dialog.reject()
    again = unlock_dialog(locked)
    assert again.problem.text() == "Try again in 3 s."
    now[0] = 6.0
    lock._tick()
    assert again.problem.text() == ""
    assert again.field.isEnabled()
    again.field.setText(PIN)
    with qtbot.waitSignal(lock.changed):
        again.send()


def test_a_long_wait_counts_in_minutes(locked, qtbot):
    lock = locked.context.lock
    lock._clock = lambda: 0.0
    lock._again_at = 245.0
    assert unlock_dialog(locked).problem.text() == "Try again in 4:05."


def test_the_dialogs_can_be_used_without_eyes(locked, qtbot):
    from test_main_window import unnamed

    dialog = unlock_dialog(locked)
    assert unnamed(dialog) == []
    assert all(key.focusPolicy() & Qt.FocusPolicy.TabFocus for key in dialog.pad.keys.values())
    assert not any(key.autoDefault() for key in dialog.pad.keys.values())
    dialog.reject()


# ---- the next start


def test_the_lock_is_on_after_a_restart(locked, make_window, recipe_file, idle, qtbot):
    close(locked, qtbot)
    window = make_window(str(recipe_file))
    window.show()
    idle(window)
    assert window.context.lock.locked
    assert window.current_page.id == "inspect"
    assert window.context.actions["recipe.lock"].isChecked()
    assert not window.context.actions["recipe.save_as"].isVisible()
    assert window.context.theme.control == 44
    assert window.state.recipe_path == recipe_file


def test_the_stations_recipe_and_parts_as_arguments(locked, make_window, recipe_file, pictures, idle, qtbot):
    close(locked, qtbot)
    window = make_window(str(recipe_file), *map(str, pictures(10, 50)))
    idle(window)
    assert window.state.summary.name == "housing"
    assert len(window.state.results) == 2


def test_another_recipe_as_argument_is_refused_and_the_stations_opens(
    locked, make_window, tmp_path, pictures, idle, qtbot
):
    station = locked.state.recipe_path
    close(locked, qtbot)
    other = tmp_path / "other.gonogo"
    other.write_bytes(b"recipe")
    window = make_window(str(other), *map(str, pictures(10, 50)))
    window.show()
    qtbot.waitUntil(lambda: window.state.recipe is not None)
    idle(window)
    assert any(words.startswith("other cannot be opened") for words in said(window))
    assert window.state.recipe_path == station
    assert len(window.state.results) == 0, "they were to be judged by the other recipe"


def test_a_lock_without_a_recipe_opens_one_and_keeps_it(make_window, recipe_file, tmp_path, idle, qtbot):
    window = make_window()
    window.show()
    lock = window.context.lock
    with qtbot.waitSignal(lock.pin_set):
        lock.set_pin(PIN)
    put_on(window)
    assert window.context.actions["recipe.open"].isEnabled()
    event, _hint = drop(window, recipe_file)
    assert event.isAccepted()
    idle(window)
    assert window.state.recipe_path == recipe_file
    assert not window.context.actions["recipe.open"].isEnabled()
    shown = [button.defaultAction().objectName() for button in window._tools._buttons if button.isVisible()]
    assert shown == ["edit.undo", "edit.redo", "file.export"]
    assert load(lock.path).recipe == str(recipe_file)
    other = tmp_path / "other.gonogo"
    other.write_bytes(b"recipe")
    event, _hint = drop(window, other)
    assert not event.isAccepted()


def test_a_damaged_lock_is_told_and_no_pin_opens_it(locked, make_window, qtbot):
    path = locked.context.lock.path
    close(locked, qtbot)
    path.write_text("{}")
    window = make_window()
    window.show()
    assert window.context.lock.locked
    assert any("damaged" in words and str(path) in words for words in said(window))
    assert {n for n in window.context.actions.specs if window.context.actions[n].isEnabled()} <= ALLOWED | {
        OPENING
    }
    dialog = unlock_dialog(window)
    assert not dialog.ok.isVisible()
    assert not dialog.pad.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.context.lock.locked


def test_a_lock_that_was_deleted_is_off_but_not_silently(locked, make_window, qtbot):
    path = locked.context.lock.path
    close(locked, qtbot)
    path.unlink()
    window = make_window()
    window.show()
    assert not window.context.lock.locked
    assert any("taken off outside of Gonogo" in words for words in said(window))
    assert window.context.actions["recipe.open"].isEnabled()
    close(window, qtbot)
    again = make_window()
    assert not any("taken off" in words for words in said(again)), "told once"


def test_a_first_start_says_nothing(window):
    assert said(window) == []
    assert not window.context.lock.locked
