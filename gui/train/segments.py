"""A choice between a few words that are all on screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """Buttons side by side of which one is down, or none.

    Args:
        name: Accessible name of the whole.
        choices: Value, word and tool tip of each.
    """

    chosen = Signal(object)
    """Somebody chose a value."""

    def __init__(self, name: str, choices: Sequence[tuple[object, str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: dict[QAbstractButton, object] = {}
        for place, (value, word, tip) in enumerate(choices):
            button = _Segment(word)
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setAccessibleName(f"{name}: {word}")
            button.setAccessibleDescription(tip)
            button.setProperty(
                "segment", "first" if place == 0 else "last" if place == len(choices) - 1 else "mid"
            )
            self._group.addButton(button)
            self._values[button] = value
            layout.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)

    def value(self) -> object | None:
        """What is chosen; None for nothing."""
        button = self._group.checkedButton()
        return None if button is None else self._values[button]

    def set_value(self, value: object) -> None:
        """Choose a value, or nothing if it is not on offer; tells nobody."""
        self._group.setExclusive(False)
        for button, its in self._values.items():
            button.setChecked(its == value)
        self._group.setExclusive(True)

    def button(self, value: object) -> QAbstractButton:
        """The button of a value."""
        return next(button for button, its in self._values.items() if its == value)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(self._values[button])


class _Segment(QPushButton):
    """One of the buttons."""

    def sizeHint(self) -> QSize:
        """Room for the word in bold, so that nothing moves when it is chosen."""
        size = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.text()
        more = QFontMetrics(bold).horizontalAdvance(words) - self.fontMetrics().horizontalAdvance(words)
        return QSize(size.width() + max(more, 0) + 4, size.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut off."""
        return self.sizeHint()
