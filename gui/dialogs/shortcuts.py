"""All actions and their keys on one sheet, made from the actions themselves."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.actions import MENUS, Actions

COLUMNS = (("file", "edit", "help"), ("view", "mouse"), ("part", "recipe"))
"""What stands where: menus, and what is done with the mouse."""

MOUSE: tuple[tuple[str, str], ...] = (
    (
        QT_TRANSLATE_NOOP("ShortcutsDialog", "Wheel"),
        QT_TRANSLATE_NOOP("ShortcutsDialog", "Zoom at the pointer"),
    ),
    (QT_TRANSLATE_NOOP("ShortcutsDialog", "Drag"), QT_TRANSLATE_NOOP("ShortcutsDialog", "Move the picture")),
    (
        QT_TRANSLATE_NOOP("ShortcutsDialog", "Hold Space"),
        QT_TRANSLATE_NOOP("ShortcutsDialog", "See the bare photo"),
    ),
    (
        QT_TRANSLATE_NOOP("ShortcutsDialog", "Up / Down"),
        QT_TRANSLATE_NOOP("ShortcutsDialog", "Go through the list"),
    ),
)


class ShortcutsDialog(QDialog):
    """The shortcut sheet."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(1200, 680)
        self._rows: list[tuple[str, QLabel, QWidget]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        head = QHBoxLayout()
        title = QLabel(self.tr("Keyboard shortcuts"))
        title.setProperty("scale", "title")
        head.addWidget(title, 1)
        search = QLineEdit()
        search.setObjectName("shortcutSearch")
        search.setPlaceholderText(self.tr("Search"))
        search.setAccessibleName(self.tr("Search the shortcuts"))
        search.setAccessibleDescription(self.tr("Only what has these letters in its name or keys is listed"))
        search.setClearButtonEnabled(True)
        search.setFixedWidth(240)
        search.textChanged.connect(self._filter)
        head.addWidget(search)
        layout.addLayout(head)
        layout.addWidget(self._sheet(actions), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        search.setFocus()

    def _sheet(self, actions: Actions) -> QScrollArea:
        sheet = QWidget()
        sheet.setObjectName("scrolled")
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(24)
        for names in COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(0)
            columns.addLayout(column, 1)
            for name in names:
                column.addWidget(self._group(*self._content(name, actions)))
            column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        area.setObjectName("shortcutsArea")
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        return area

    def _content(self, name: str, actions: Actions) -> tuple[str, list[tuple[str, list[str]]]]:
        """Title of a group, and name and keys of what is in it."""
        if name not in MENUS:
            return self.tr("In the picture and the list"), [
                (self.tr(words), [self.tr(keys)]) for keys, words in MOUSE
            ]
        rows = [
            (action.text().rstrip("…"), [_native(keys) for keys in action.shortcuts()])
            for section in actions.menu(name)
            for action in section
            if action.shortcuts()
        ]
        return QCoreApplication.translate("Actions", MENUS[name]).replace("&", ""), rows

    def _group(self, title: str, rows: list[tuple[str, list[str]]]) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        head = QLabel(title)
        head.setProperty("strong", True)
        column.addWidget(head)
        for words, keys in rows:
            name = QLabel(words)
            name.setProperty("rank", "muted")
            caps = QWidget()
            line = QHBoxLayout(caps)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(4)
            line.addStretch(1)
            for key in keys:
                cap = QLabel(key)
                cap.setProperty("keycap", True)
                line.addWidget(cap)
            # not a grid: the longest name and the widest keys are seldom in one row
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(name, 1)
            row.addWidget(caps)
            column.addLayout(row)
            self._rows.append((f"{words} {' '.join(keys)}".casefold(), name, caps))
        return group

    def _filter(self, words: str) -> None:
        wanted = words.casefold()
        for text, name, caps in self._rows:
            name.setVisible(wanted in text)
            caps.setVisible(wanted in text)


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
