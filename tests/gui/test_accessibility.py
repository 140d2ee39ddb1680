# ruff: noqa: F811 - fixtures are asked for by their names
"""Every page and dialog for people without a mouse, or without eyes: names, a focus that is seen, Tab."""

from __future__ import annotations

import numpy as np
import pytest
import shiboken6
from filled_windows import (  # noqa: F401
    engine,
    evaluate,
    history,
    inspect,
    locked,
    sessions,
    start,
    train,
    window,
)
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QWidget,
)

PLACES = ("start", "train", "inspect", "evaluate", "history", "locked", "sessions")
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
DIALOGS = {
    "help.about": "aboutDialog",
    "help.shortcuts": "shortcutsDialog",
    "file.settings": "settingsDialog",
    "file.export": "exportDialog",
    "file.sessions": "sessionsDialog",
    "recipe.versions": "versionsDialog",
    "recipe.references": "referencesDialog",
    "recipe.check": "checkDialog",
    "recipe.region": "regionDialog",
    "recipe.pin": "newPinDialog",
    "part.add_confirmed": "learnDialog",
}
"""Dialogs by the actions that open them."""
SEEN = 24
"""Pixels that have to change where the focus is."""


def made_by_qt(control: QWidget) -> bool:
    """Whether it is a part of another control, which speaks for it."""
    inside = control.parentWidget()
    return (
        isinstance(control, QScrollBar)
        or isinstance(inside, QAbstractSpinBox | QComboBox | QLineEdit | QAbstractItemView)
        or control.objectName().startswith("qt_")
        or "Private" in type(inside).__name__
        or control.metaObject().className() in ("QTableCornerButton", "QComboBoxListView")
    )


def unspoken(root: QWidget) -> list[str]:
    """Controls that a screen reader could not name or not explain."""
    found = []
    for control in root.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or made_by_qt(control):
            continue
        name = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        more = control.accessibleDescription() or control.toolTip()
        # Close, Cancel and the like say it all
        plain = isinstance(control.parentWidget(), QDialogButtonBox)
        if not name or not (more or plain or isinstance(control, QProgressBar)):
            found.append(f"{type(control).__name__} {control.objectName()!r} {name!r}: {more!r}")
    return found


def reachable(root: QWidget) -> list[QWidget]:
    """Controls that Tab has to reach: visible, enabled and not a part of another."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is root.window()
        and widget.focusProxy() is None
        and not made_by_qt(widget)
        and not in_unchecked_group(widget)
    ]


def in_unchecked_group(widget: QWidget) -> bool:
    """Whether Tab goes to another button of the same group, and arrow keys come here."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and group.checkedButton() not in (None, widget)


def activate(place: QWidget, qtbot) -> None:
    place.window().activateWindow()
    qtbot.waitUntil(place.window().isActiveWindow)


def pixels(root: QWidget, part: QRect) -> np.ndarray:
    image = root.grab(part).toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def without_focus_ring(root: QWidget) -> list[str]:
    """Controls that look the same with the focus and without."""
    found = []
    controls = reachable(root)
    assert len(controls) > 1
    for number, control in enumerate(controls):
        other = controls[number - 1]
        other.setFocus(Qt.FocusReason.TabFocusReason)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not control:
            continue  # it hands the focus on
        part = QRect(control.mapTo(root, QPoint(0, 0)), control.size()).adjusted(-3, -3, 3, 3)
        part = part.intersected(root.rect())
        with_focus = pixels(root, part)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        changed = int((np.abs(with_focus - pixels(root, part)).max(axis=2) > 24).sum())
        if changed < SEEN:
            found.append(f"{type(control).__name__} {control.objectName()!r}: {changed} pixels")
    return found


def tabbed_through(root: QWidget, qtbot, key=Qt.Key.Key_Tab, modifier=Qt.KeyboardModifier.NoModifier) -> list:
    """The controls that get the focus, one Tab after the other, until it is back at the first."""
    controls = reachable(root)
    controls[0].setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    for _press in range(3 * len(controls) + 20):
        here = QApplication.focusWidget()
        if here in met[:-1]:
            break
        if here not in met:  # a date has three fields for Tab to go through
            met.append(here)
        qtbot.keyClick(here, key, modifier)
    return met


@pytest.fixture(params=PLACES)
def place(request, qtbot) -> QWidget:
    """A window with something on it, or a dialog."""
    found = request.getfixturevalue(request.param)
    activate(found, qtbot)
    return found


def test_every_control_has_a_name_and_an_explanation(place):
    assert "\n".join(unspoken(place)) == ""


def test_the_focus_is_seen_everywhere(place):
    assert without_focus_ring(place) == []


def test_tab_reaches_everything_and_leaves_it_again(place, qtbot):
    met = tabbed_through(place, qtbot)
    missed = [f"{type(w).__name__} {w.objectName()!r}" for w in reachable(place) if w not in met]
    assert missed == []
    back = tabbed_through(place, qtbot, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert set(back) == set(met)


@pytest.fixture
def dialog(request, inspect, qtbot, idle):
    """Opens a dialog by its action, as a person does."""
    name = request.param
    if name == "recipe.region":
        inspect.state.set_good_images(
            [record.path for record in map(inspect.state.results.__getitem__, range(3))]
        )
        inspect.show_page("train")
    action = inspect.context.actions[name]
    qtbot.waitUntil(action.isEnabled)
    action.trigger()
    idle(inspect)
    found: list[QDialog] = []

    def there() -> bool:
        found[:] = [each for each in inspect.findChildren(QDialog, DIALOGS[name]) if each.isVisible()]
        return bool(found)

    qtbot.waitUntil(there)
    yield found[0]
    if shiboken6.isValid(found[0]):
        found[0].reject()


@pytest.mark.parametrize("dialog", DIALOGS, indirect=True)
def test_dialogs_are_as_good_as_pages(dialog, qtbot):
    activate(dialog, qtbot)
    assert "\n".join(unspoken(dialog)) == ""
    assert without_focus_ring(dialog) == []
    met = tabbed_through(dialog, qtbot)
    assert [f"{type(w).__name__} {w.objectName()!r}" for w in reachable(dialog) if w not in met] == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_walks_find_what_is_missing(qtbot):
    """Otherwise they could not fail."""
    root = QWidget()
    qtbot.addWidget(root)
    root.resize(300, 200)
    first, second, third = QLineEdit(root), QAbstractItemView.__subclasses__()[0], QWidget(root)
    first.setGeometry(10, 10, 100, 30)
    third.setGeometry(10, 60, 100, 30)
    third.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    del second
    root.show()
    activate(root, qtbot)
    assert len(unspoken(root)) == 1
    assert len(without_focus_ring(root)) == 1


def test_the_limits_are_laid_out_when_their_page_is_first_shown(inspect, qtbot):
    panel = inspect.page("inspect").limits
    qtbot.waitUntil(lambda: panel.layout().geometry() == panel.contentsRect())
    bottom = panel.area_spin.mapTo(panel, panel.area_spin.rect().bottomLeft()).y()
    assert bottom < panel.parentWidget().height(), "the last limit cannot be seen"
