"""A field for a PIN and large keys for fingers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from gui.icons import Icons
from gui.lock.pin import MOST
from gui.theme import CONTROL_TOUCH, TITLE, tabular

KEY = QSize(72, 52)
"""Size of a key in device-independent pixels; gloves need 44."""


class PinField(QLineEdit):
    """A masked field; any keyboard may write into it, and no input method remembers what."""

    def __init__(self, name: str, words: str, description: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setAccessibleDescription(description)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.setMaxLength(MOST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        font = QFont(self.font())
        font.setPixelSize(TITLE)
        self.setFont(font)
        # the style sheet sizes all text; this one is to be seen from a step away
        self.setStyleSheet(f"font-size: {TITLE}px; min-height: {CONTROL_TOUCH}px;")


class PinPad(QWidget):
    """Ten digits, one key to take the last back and one to take all back."""

    used = Signal()
    """Somebody pressed a key; what it does has happened."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("pinPad")
        self.setAccessibleName(self.tr("Number pad"))
        self._field: QLineEdit | None = None
        self.keys: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, digit in enumerate("123456789"):
            grid.addWidget(self._key(digit), number // 3, number % 3)
        grid.addWidget(self._key("0"), 3, 1)
        empty = self._other("empty", self.tr("Clear"), self.tr("Take all characters back"), QLineEdit.clear)
        empty.setText(self.tr("Clear"))
        grid.addWidget(empty, 3, 0)
        back = self._other(
            "back", self.tr("Back"), self.tr("Take the last character back"), QLineEdit.backspace
        )
        back.setIconSize(QSize(24, 24))
        icons.bind(back, "backspace")
        grid.addWidget(back, 3, 2)

    def write_into(self, field: QLineEdit) -> None:
        """Let the keys write into a field."""
        self._field = field

    def _use(self, change: Callable[[QLineEdit], object]) -> None:
        if self._field is not None:
            change(self._field)
            self.used.emit()

    def _key(self, digit: str) -> QPushButton:
        key = self._button(f"pinKey{digit}", digit)
        key.setText(digit)
        key.setAccessibleDescription(self.tr("Writes {digit} into the field").format(digit=digit))
        font = tabular(key.font())
        font.setPixelSize(TITLE)
        key.setFont(font)
        key.setStyleSheet(f"{key.styleSheet()} font-size: {TITLE}px;")
        key.clicked.connect(lambda _checked=False: self._use(lambda field: field.insert(digit)))
        self.keys[digit] = key
        return key

    def _other(
        self, name: str, words: str, description: str, change: Callable[[QLineEdit], object]
    ) -> QPushButton:
        key = self._button(f"pinKey{name.capitalize()}", words)
        key.setAccessibleDescription(description)
        key.setToolTip(description)
        key.clicked.connect(lambda _checked=False: self._use(change))
        self.keys[name] = key
        return key

    def _button(self, name: str, words: str) -> QPushButton:
        key = QPushButton()
        key.setObjectName(name)
        key.setAccessibleName(words)
        key.setAutoDefault(False)  # Return unlocks, whichever key was pressed last
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        key.setMinimumWidth(KEY.width())
        # the style sheet gives buttons their height; these are for fingers even without the lock
        key.setStyleSheet(f"min-height: {KEY.height() - 2}px;")
        return key
