"""Versions of the open recipe: how it has changed, and going back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.viewer.numbers import short
from gui.widgets.buttons import in_order
from gui.widgets.tables import set_up_table
from gui.words import grouped

if TYPE_CHECKING:
    from engine.versions import Version

_ROW = 36


class VersionsDialog(QDialog):
    """Lists versions, newest first.

    Args:
        name: Name of the recipe.
    """

    chosen = Signal(object)
    """The :class:`~engine.versions.Version` that somebody wants to go back to."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versionsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Earlier versions"))
        self._current = ""
        self._versions: tuple[Version, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        title = QLabel(self.tr("Versions of {name}").format(name=name))
        title.setProperty("scale", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        words = QLabel(
            self.tr(
                "Whenever the recipe changes, a copy is kept on this computer. Going back judges all parts "
                "anew; the version in use now stays in the list."
            )
        )
        words.setProperty("rank", "muted")
        words.setWordWrap(True)
        self.note = QLabel(self.tr("Looking for versions …"))
        self.note.setObjectName("versionsNote")
        self.note.setProperty("rank", "muted")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.table = self._table()
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        layout.addLayout(self._foot())
        self.resize(760, 480)
        self._refresh()

    def show_versions(self, versions: Sequence[Version], current: str) -> None:
        """List these.

        Args:
            versions: Newest first.
            current: Hash of the version in use; empty if it was not kept.
        """
        self._current = current
        self._versions = tuple(versions)
        self.table.setRowCount(len(self._versions))
        for row, version in enumerate(self._versions):
            used = version.sha256 == self._current
            for column, item in enumerate(self._items(version, used=used)):
                self.table.setItem(row, column, item)
        self.note.setText("" if self._versions else self.tr("No version of this recipe was kept yet."))
        self.note.setVisible(not self._versions)
        others = [n for n, version in enumerate(self._versions) if version.sha256 != self._current]
        if others:
            self.table.selectRow(others[0])
        self.table.setFocus()
        self._refresh()

    def show_problem(self, words: str) -> None:
        """Say why there is no list."""
        self.note.setText(words)
        self.note.show()

    def _items(self, version: Version, *, used: bool) -> list[QTableWidgetItem]:
        reason = reason_words(version.reason)
        if used:
            reason = self.tr("{reason} (in use now)").format(reason=reason)
        items = [
            QTableWidgetItem(_when(version.when)),
            QTableWidgetItem(reason),
            QTableWidgetItem(grouped(version.n_images)),
            QTableWidgetItem(short(version.image_threshold)),
        ]
        for column, item in enumerate(items):
            item.setTextAlignment(_side(column) | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(self.tr("{name}, {sha256}").format(name=version.name, sha256=version.sha256[:12]))
            if used:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
        return items

    def _chosen(self) -> Version | None:
        rows = self.table.selectionModel().selectedRows()
        return self._versions[rows[0].row()] if rows else None

    @Slot()
    def _refresh(self) -> None:
        version = self._chosen()
        self.back.setEnabled(version is not None and version.sha256 != self._current)

    @Slot()
    def _go_back(self) -> None:
        version = self._chosen()
        if version is not None and self.back.isEnabled():
            self.chosen.emit(version)
            self.accept()

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setObjectName("versionsTable")
        table.setAccessibleName(self.tr("Versions"))
        table.setAccessibleDescription(self.tr("Newest first; Return goes back to the chosen one"))
        table.setHorizontalHeaderLabels(
            [self.tr("Kept"), self.tr("Why"), self.tr("Good parts"), self.tr("Limit")]
        )
        for column in range(4):
            table.horizontalHeaderItem(column).setTextAlignment(_side(column))
        set_up_table(table, _ROW, widths={0: 168, 2: 104, 3: 88}, stretched=1)
        table.itemSelectionChanged.connect(self._refresh)
        table.activated.connect(self._go_back)
        return table

    def _foot(self) -> QHBoxLayout:
        self.back = QPushButton(self.tr("Go back to this version"))
        self.back.setObjectName("goBackButton")
        self.back.setProperty("main", True)
        self.back.setAutoDefault(False)
        self.back.setAccessibleDescription(self.tr("Use the chosen version from now on"))
        self.back.clicked.connect(self._go_back)
        shut = QPushButton(self.tr("Close"))
        shut.setObjectName("closeVersionsButton")
        shut.setAutoDefault(False)
        shut.setAccessibleDescription(self.tr("Leave the recipe as it is; key Escape"))
        shut.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in in_order(self.back, shut, self):
            foot.addWidget(button)
        return foot


def reason_words(reason: str) -> str:
    """Why a version was kept, in the person's language; as it stands where it is something else."""
    tr = QCoreApplication.translate
    known = {
        "": tr("Versions", "Kept"),
        "trained": tr("Versions", "Trained"),
        "opened": tr("Versions", "Opened"),
        "rolled back": tr("Versions", "Gone back to"),
        "limits moved": tr("Versions", "Limits moved"),
        "reference parts changed": tr("Versions", "Other reference parts"),
    }
    if reason in known:
        return known[reason]
    patterns = (
        (r"added 1 good part", tr("Versions", "1 good part added")),
        (r"added (\d+) good parts", tr("Versions", "{n} good parts added")),
        (r"removed (\d+)", tr("Versions", "{n} removed")),
        (r"left out (\d+)", tr("Versions", "{n} left out")),
    )
    words = []
    for piece in reason.split(", "):
        for pattern, template in patterns:
            if found := re.fullmatch(pattern, piece):
                words.append(template.format(n=found[1] if found.groups() else 1))
                break
        else:
            return reason
    return ", ".join(words)


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column >= 2 else Qt.AlignmentFlag.AlignLeft


def _when(text: str) -> str:
    """A time as people here write it; as it stands where it is none."""
    try:
        when = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
