"""The list of inspections on screen: its columns and its keys."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.session.history import Inspection
from engine.types import Verdict
from gui.history.list_delegate import ICON_ROOM, ROW, HistoryDelegate
from gui.history.wording import day_words
from gui.icons import Icons
from gui.models.history_table import MARGIN, NOTE, PART, SAID, SESSION, VERDICT, WHEN, HistoryTable
from gui.theme import SMALL, Theme
from gui.verdicts import word

Index = QModelIndex | QPersistentModelIndex

_PART_LEAST = 96
_WORDS_LEAST, _WORDS_MOST = 64, 200
"""Width of notes and of sessions, device-independent pixels."""


class HistoryView(QTableView):
    """The list: keys, columns that follow the width, and the same part chosen when it is read anew."""

    opened = Signal(object)
    """The :class:`~engine.session.history.Inspection` that somebody wants to see."""
    menu_wanted = Signal(object, QPoint)
    """The chosen inspection, and where on the screen its menu is wanted."""
    copy_wanted = Signal(object)
    """The chosen inspection whose path is wanted on the clipboard."""

    def __init__(self, model: HistoryTable, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("historyView")
        self._table = model
        self._kept: tuple[int, int] | None = None
        self.setModel(model)
        self._delegate = HistoryDelegate(model, theme, icons, self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        model.refreshing.connect(self._keep)
        model.refreshed.connect(self._give_back)
        model.modelReset.connect(self._on_reset)
        theme.changed.connect(self.viewport().update)
        self.doubleClicked.connect(self._open)
        self.customContextMenuRequested.connect(self._ask_menu)

    def chosen(self) -> Inspection | None:
        """The chosen inspection, if it has been read."""
        row = self.currentIndex().row()
        return self._table.inspection(row) if row >= 0 else None

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens; Home and End go to the newest and the oldest one."""
        last = self._table.rowCount() - 1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            if (found := self.chosen()) is not None:
                self.copy_wanted.emit(found)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            self._show(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Columns follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._delegate.forget()
            self._fit_columns()

    # inside

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Inspections"))
        self.setAccessibleDescription(
            self.tr("Newest first; Return opens the chosen part in its session, or shows its file")
        )
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setAccessibleName(self.tr("Rows"))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        columns.setAccessibleName(self.tr("Columns"))
        columns.setSectionsClickable(False)
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(PART, QHeaderView.ResizeMode.Stretch)
        columns.setMinimumSectionSize(32)
        # a header that shares the list's selection asks every row about it whenever it is painted
        columns.setSelectionModel(QItemSelectionModel(self._table, columns))
        self._fit_columns()

    def _fit_columns(self) -> None:
        base, small = QFontMetrics(self.font()), QFont(self.font())
        small.setPixelSize(SMALL)
        verdicts = max(base.horizontalAdvance(word(verdict)) for verdict in Verdict)
        widths = {
            WHEN: max(QFontMetrics(small).horizontalAdvance(day) for day in _longest_days()) + 18,
            MARGIN: max(*map(base.horizontalAdvance, ("00.00 ×", self._heading(MARGIN))), 52) + 16,
            VERDICT: verdicts + ICON_ROOM + 16,
            SAID: max(base.horizontalAdvance(self.tr("You")) + 18, 46),
        }
        room = self.viewport().width() - sum(widths.values()) - _PART_LEAST
        note = min(max(round(room * 0.42), _WORDS_LEAST), _WORDS_MOST)
        session = min(max(round(room * 0.3), _WORDS_LEAST), _WORDS_MOST)
        for column, width in (widths | {NOTE: note, SESSION: session}).items():
            self.setColumnWidth(column, width)

    def _heading(self, column: int) -> str:
        return str(self._table.headerData(column, Qt.Orientation.Horizontal))

    def _show(self, row: int) -> None:
        index = self._table.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    @Slot()
    def _open(self) -> None:
        if (found := self.chosen()) is not None:
            self.opened.emit(found)

    @Slot(QPoint)
    def _ask_menu(self, place: QPoint) -> None:
        if (found := self.chosen()) is not None:
            self.menu_wanted.emit(found, self.viewport().mapToGlobal(place))

    @Slot()
    def _on_reset(self) -> None:
        """Something else is listed: begin at the top."""
        if self._kept is None:
            self.scrollToTop()

    @Slot()
    def _keep(self) -> None:
        self._kept = (self.currentIndex().row(), self.verticalScrollBar().value())

    @Slot(int)
    def _give_back(self, more: int) -> None:
        """Stay where one was: what is new has come at the top."""
        if self._kept is None:
            return
        row, scroll = self._kept
        self._kept = None
        row += max(more, 0)
        if self._table.rowCount() and row >= max(more, 0):
            self.setCurrentIndex(self._table.index(min(row, self._table.rowCount() - 1), 0))
        bar = self.verticalScrollBar()
        # who looks at the newest ones goes on seeing the newest ones
        bar.setValue(scroll + max(more, 0) * ROW if scroll > 0 else 0)


def _longest_days() -> list[str]:
    """Every month with every day of the week, as the list has them; months have names of many lengths."""
    return [day_words(date(2030, month, day)) for month in range(1, 13) for day in range(22, 29)]
