"""What Gonogo is, its version, and the licences of all that it is made of."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine import edition
from engine.version import __version__
from gui.icons import app_icon

NOTICES = "THIRD-PARTY-NOTICES.txt"
"""Where a packaged application keeps the licences of all that it is made of, among the shipped files."""


class AboutDialog(QDialog):
    """About Gonogo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Gonogo"))
        self.resize(720, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(self._head())
        self._found = _distributions()
        search = QLineEdit()
        search.setObjectName("licenceSearch")
        search.setPlaceholderText(self.tr("Search {n} packages").format(n=len(self._found)))
        search.setAccessibleName(self.tr("Search the packages"))
        search.setAccessibleDescription(self.tr("Only packages with these letters are listed"))
        search.setClearButtonEnabled(True)
        search.textChanged.connect(self._filter)
        layout.addWidget(search)
        layout.addWidget(self._list(), 3)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Licence of the chosen package"))
        self._text.setAccessibleDescription(self.tr("To be read and copied, not to be changed"))
        layout.addWidget(self._text, 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy the list"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAccessibleDescription(self.tr("Copy names, versions and licences to the clipboard"))
        copy.clicked.connect(self._copy)
        self._notices = edition.shipped(NOTICES)
        if self._notices is not None:
            notices = buttons.addButton(self.tr("All notices"), QDialogButtonBox.ButtonRole.ActionRole)
            notices.setObjectName("noticesButton")
            notices.setAccessibleDescription(
                self.tr(
                    "Show the licences of everything in this application, of Qt and of the system's parts"
                )
            )
            notices.clicked.connect(self._show_notices)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        if self._found:
            self._table.selectRow(0)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(16)
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(72, 72))
        picture.setAccessibleName(self.tr("Gonogo's icon"))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        title = QLabel(f"{edition.name()} {__version__}")
        title.setProperty("scale", "title")
        words.addWidget(title)
        words.addWidget(QLabel(self.tr("A go/no-go gauge made of good parts. It never opens a connection.")))
        licence = QLabel(self.tr("Gonogo is under the Apache License 2.0; it is built upon these packages:"))
        licence.setProperty("rank", "muted")
        words.addWidget(licence)
        words.addStretch(1)
        head.addLayout(words, 1)
        return head

    def _list(self) -> QTableWidget:
        table = QTableWidget(len(self._found), 3)
        self._table = table
        table.setObjectName("licenceTable")
        table.setAccessibleName(self.tr("Packages and their licences"))
        table.setAccessibleDescription(self.tr("Up and Down choose a package; its licence is shown below"))
        table.setHorizontalHeaderLabels([self.tr("Package"), self.tr("Version"), self.tr("Licence")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        for row, (name, version, licence) in enumerate(self._found):
            for column, text in enumerate((name, version, licence)):
                table.setItem(row, column, QTableWidgetItem(text))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._show_licence)
        return table

    @Slot(str)
    def _filter(self, words: str) -> None:
        wanted = words.casefold()
        for row, entry in enumerate(self._found):
            self._table.setRowHidden(row, wanted not in " ".join(entry).casefold())

    @Slot()
    def _show_licence(self) -> None:
        row = self._table.currentRow()
        if row >= 0:
            self._text.setPlainText(licence_text(self._found[row][0]) or self.tr("No text is included."))

    @Slot()
    def _show_notices(self) -> None:
        """Show what was put together with the application, in place of one package's licence."""
        try:
            words = self._notices.read_text(encoding="utf-8") if self._notices is not None else ""
        except (OSError, UnicodeDecodeError):
            words = ""
        self._table.clearSelection()
        self._text.setPlainText(words or self.tr("The file of notices cannot be read."))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join("\t".join(entry) for entry in self._found))


def _distributions() -> list[tuple[str, str, str]]:
    """Name, version and licence of every installed distribution, by name."""
    found = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        if name:
            found[name.casefold()] = (name, distribution.version, _licence(distribution.metadata))
    return [found[key] for key in sorted(found)]


def _licence(about: metadata.PackageMetadata) -> str:
    """The licence in one line: the expression, else the classifiers, else the field's first line."""
    if expression := about.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in about.get_all("Classifier") or []
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    if classifiers:
        return ", ".join(dict.fromkeys(classifiers))
    field = str(about.get("License") or "").strip()
    return field.splitlines()[0][:80] if field else "–"


def licence_text(name: str) -> str:
    """All licence files that a distribution brings, one after the other; empty if there are none."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return ""
    texts = []
    for file in distribution.files or []:
        if not file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
            continue
        try:
            texts.append(f"{file.name}\n\n{file.read_text(encoding='utf-8').strip()}")
        except (OSError, UnicodeDecodeError):
            continue
    return "\n\n\n".join(dict.fromkeys(texts))
