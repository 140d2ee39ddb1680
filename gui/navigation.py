"""The narrow bar on the left, one button a page, and the few tools beside the menus."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.pages import PageSpec

ICON = 24
"""Side of the icons."""
TOOL, TOOL_TOUCH = QSize(35, 25), QSize(52, 44)
"""Size of a tool, and the same for fingers and gloves."""


class Navigation(QWidget):
    """Buttons for the pages at the top, and for rare things at the bottom."""

    def __init__(self, pages: tuple[PageSpec, ...], bottom: tuple[str, ...], actions: Actions) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Pages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        self.buttons: dict[str, QToolButton] = {}
        for page in pages:
            self.buttons[page.id] = self._button(f"view.{page.id}", actions)
            layout.addWidget(self.buttons[page.id])
        layout.addStretch(1)
        for name in bottom:
            self.buttons[name] = self._button(name, actions)
            layout.addWidget(self.buttons[name])
        self._actions = actions
        self.set_locked(False)

    def set_locked(self, locked: bool) -> None:
        """Leave out what cannot be reached under the operator lock, and offer to unlock."""
        for button in self.buttons.values():
            action = button.defaultAction()
            button.setVisible(action.isVisible())
        # without a lock it is put on in the menu, once a day at most
        lock = self.buttons.get("recipe.lock")
        if lock is not None:
            lock.setVisible(locked)
            lock.setAccessibleName(self._actions["recipe.lock"].iconText())
            lock.setAccessibleDescription(self._actions["recipe.lock"].toolTip())

    def _button(self, action: str, actions: Actions) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(actions[action])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(ICON, ICON))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(actions[action].text().rstrip("…"))
        button.setAccessibleDescription(actions[action].toolTip())
        return button


class Tools(QWidget):
    """A few actions that are wanted often, as icons.

    Args:
        names: Their ids; empty for a gap.
        actions: All actions.
    """

    def __init__(self, names: tuple[str, ...], actions: Actions) -> None:
        super().__init__()
        self.setObjectName("tools")
        self.setAccessibleName(self.tr("Tool bar"))
        self._buttons: list[QToolButton] = []
        self._touch = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 3, 8, 2)
        layout.setSpacing(2)
        for name in names:
            if not name:
                layout.addSpacing(10)
                continue
            button = QToolButton(self)
            button.setDefaultAction(actions[name])
            button.setIconSize(QSize(20, 20))
            # a fixed size, because menus measure what stands beside them before it has its style
            button.setFixedSize(TOOL)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(actions[name].text().rstrip("…"))
            button.setAccessibleDescription(actions[name].toolTip())
            layout.addWidget(button)
            self._buttons.append(button)
            actions[name].visibleChanged.connect(self._show_permitted)

    def set_touch(self, touch: bool) -> None:
        """Make the tools large enough for fingers, or not."""
        if touch == self._touch:
            return
        self._touch = touch
        for button in self._buttons:
            button.setMinimumSize(TOOL_TOUCH if touch else QSize(0, 0))
            button.setMaximumSize(TOOL_TOUCH if touch else TOOL)
            side = 24 if touch else 20
            button.setIconSize(QSize(side, side))

    @Slot()
    def _show_permitted(self) -> None:
        """Leave out what nobody may do now."""
        for button in self._buttons:
            button.setVisible(button.defaultAction().isVisible())
