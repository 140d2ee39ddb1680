"""All sessions: going back to one, giving it a name, deleting it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.sessions import SessionKeeper
from gui.widgets.buttons import in_order
from gui.widgets.tables import set_up_table
from gui.words import grouped

if TYPE_CHECKING:
    from engine.session import SessionInfo

Index = QModelIndex | QPersistentModelIndex

_ROW = 32


class SessionsTable(QAbstractTableModel):
    """Sessions, newest first."""

    def __init__(self, current: Path | None) -> None:
        super().__init__()
        self._current = current
        self._sessions: list[SessionInfo] = []

    def fill(self, sessions: list[SessionInfo]) -> None:
        """Show these."""
        self.beginResetModel()
        self._sessions = sessions
        self.endResetModel()

    def session(self, row: int) -> SessionInfo:
        """The session of a row."""
        return self._sessions[row]

    def is_current(self, row: int) -> bool:
        """Whether it is the one that is open."""
        return self._sessions[row].path == self._current

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of sessions."""
        return 0 if parent.isValid() else len(self._sessions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Session, recipe, when, parts, decided."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 5:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            names = (
                self.tr("Session"),
                self.tr("Recipe"),
                self.tr("Last change"),
                self.tr("Parts"),
                self.tr("Reviewed"),
            )
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown in a cell."""
        if not index.isValid():
            return None
        session = self._sessions[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(session, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(session.path)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def _text(self, session: SessionInfo, column: int) -> str:
        if column == 0:
            name = session.name or self.tr("Begun {when}").format(when=_when(session.created))
            return self.tr("{name} (open now)").format(name=name) if session.path == self._current else name
        return (
            session.recipe_name,
            _when(session.changed),
            grouped(session.n_results),
            grouped(session.n_reviewed),
        )[column - 1]


class SessionsDialog(QDialog):
    """The list of sessions with what can be done with them."""

    opened = Signal(object)
    """Path of the session to go on with."""

    def __init__(self, keeper: SessionKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sessionsDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Sessions"))
        self._keeper = keeper
        self._table = SessionsTable(keeper.path)
        self.view = self._make_view()
        self._note = QLabel(self.tr("Looking for sessions …"))
        self._note.setProperty("rank", "muted")
        self._note.setWordWrap(True)
        self._lay_out()
        keeper.sessions_found.connect(self._on_found)
        self._show_enabled()
        self.resize(760, 460)
        keeper.look_up()

    @property
    def table(self) -> SessionsTable:
        """What is listed."""
        return self._table

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("sessionsView")
        view.setModel(self._table)
        view.setAccessibleName(self.tr("Sessions"))
        view.setAccessibleDescription(self.tr("Return goes on with the chosen session"))
        set_up_table(view, _ROW, many=True)
        view.doubleClicked.connect(self._open)
        view.activated.connect(self._open)
        view.selectionModel().selectionChanged.connect(self._show_enabled)
        return view

    def _lay_out(self) -> None:
        words = QLabel(
            self.tr(
                "Everything you inspect and decide is kept as you go. Choose a session to go on where it "
                "was left; the one that is open now stays in the list."
            )
        )
        words.setWordWrap(True)
        words.setProperty("rank", "muted")
        title = QLabel(self.tr("Sessions"))
        title.setProperty("scale", "title")
        name = QHBoxLayout()
        label = QLabel(self.tr("&Name of the open session"))
        self.name = QLineEdit(self._keeper.name)
        self.name.setObjectName("sessionNameEdit")
        self.name.setPlaceholderText(self.tr("For example: lot 2417, morning shift"))
        self.name.setMaxLength(200)
        self.name.setAccessibleName(self.tr("Name of the open session"))
        self.name.setAccessibleDescription(self.tr("Shown in this list, in the history and in reports"))
        self.name.editingFinished.connect(self._rename)
        label.setBuddy(self.name)
        name.addWidget(label)
        name.addWidget(self.name, 1)
        self.open_button = QPushButton(self.tr("Go on with it"))
        self.open_button.setObjectName("openSessionButton")
        self.open_button.setProperty("main", True)
        self.open_button.setAccessibleDescription(self.tr("Open the chosen session"))
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(self._open)
        self.delete_button = QPushButton(self.tr("Delete…"))
        self.delete_button.setObjectName("deleteSessionButton")
        self.delete_button.setAutoDefault(False)
        self.delete_button.setAccessibleDescription(
            self.tr("Delete the chosen sessions; what was inspected stays in the history")
        )
        self.delete_button.clicked.connect(self._ask_delete)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.delete_button)
        foot.addStretch(1)
        for widget in in_order(self.open_button, box, self):
            foot.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addLayout(name)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._note)
        layout.addLayout(foot)

    def _chosen(self) -> list[int]:
        return sorted(index.row() for index in self.view.selectionModel().selectedRows())

    @Slot()
    def _show_enabled(self) -> None:
        chosen = self._chosen()
        others = [row for row in chosen if not self._table.is_current(row)]
        self.open_button.setEnabled(len(chosen) == 1 and bool(others))
        self.delete_button.setEnabled(bool(others))

    @Slot(object, object)
    def _on_found(self, sessions: list[SessionInfo], problems: list[Exception]) -> None:
        self._table.fill(sessions)
        words = "" if sessions else self.tr("There is no session yet: inspect some parts first.")
        if problems:
            words = "\n".join(str(problem) for problem in problems[:3])
        self._note.setText(words)
        self._note.setVisible(bool(words))
        if sessions:
            self.view.selectRow(0)
            self.view.setFocus()
        self._show_enabled()

    @Slot()
    def _rename(self) -> None:
        if self.name.text().strip() != self._keeper.name:
            self._keeper.rename(self.name.text())
            self._keeper.look_up()

    @Slot()
    def _open(self) -> None:
        if self.open_button.isEnabled():
            self.opened.emit(self._table.session(self._chosen()[0]).path)
            self.accept()

    @Slot()
    def _ask_delete(self) -> None:
        rows = [row for row in self._chosen() if not self._table.is_current(row)]
        box = QMessageBox(self)
        box.setObjectName("deleteQuestion")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete sessions?"))
        box.setText(
            self.tr("Delete this session?")
            if len(rows) == 1
            else self.tr("Delete {n} sessions?").format(n=len(rows))
        )
        box.setInformativeText(
            self.tr("It cannot be gone on with any more. What was inspected stays in the history.")
        )
        box.setStandardButtons(QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel)
        box.button(QMessageBox.StandardButton.Discard).setText(self.tr("Delete"))
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        paths = [self._table.session(row).path for row in rows]
        box.finished.connect(
            lambda answer: (
                self._keeper.delete(paths) if answer == QMessageBox.StandardButton.Discard.value else None
            )
        )
        box.open()


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column >= 3 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _when(text: str) -> str:
    """A time as people here write it; as it stands where it is none."""
    try:
        when = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)
