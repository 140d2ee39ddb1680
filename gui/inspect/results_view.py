"""The list of results on screen: its keys, and the choice that survives sorting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from engine.types import Verdict
from gui.icons import Icons
from gui.inspect.results_delegate import ICON_ROOM, ROW, THUMBNAIL, ResultDelegate
from gui.models.arrangement import MARGIN, NAME, SAID, VERDICT, Rows
from gui.models.results_table import ResultsTable
from gui.models.thumbnails import Thumbnails
from gui.theme import Theme
from gui.verdicts import word

Index = QModelIndex | QPersistentModelIndex

_NAME_ROOM = 110
"""Width that names as cameras give them need, device-independent pixels."""
_NAME_LEAST = 48
"""Width below which a name is hardly more than its dots."""


class ResultsView(QTableView):
    """The list: keys, choice of rows, and the same part on show whatever the order."""

    current_changed = Signal(int)
    """Place on the list of the part to show; -1 for none."""
    chosen_changed = Signal()
    """Other rows are chosen."""
    bare_wanted = Signal(bool)
    """Space is held down (True) or let go of: the bare photo is wanted."""
    copy_wanted = Signal()
    """Ctrl+C: the paths of the chosen parts are wanted."""

    def __init__(
        self,
        model: ResultsTable,
        thumbnails: Thumbnails,
        theme: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("resultsView")
        self._table = model
        self._kept: tuple[np.ndarray, int, int, int] | None = None
        self._place = -1
        self.setModel(model)
        self._delegate = ResultDelegate(model, theme, icons, self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        model.rearranging.connect(self._keep)
        model.rearranged.connect(self._give_back)
        model.modelReset.connect(self._on_reset)
        thumbnails.ready.connect(self._on_thumbnail)
        theme.changed.connect(self.viewport().update)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    # choice

    def place(self) -> int:
        """Place on the list of the part to show; -1 for none."""
        return self.currentIndex().row()

    def show_place(self, place: int) -> None:
        """Choose one part and bring it into view."""
        if 0 <= place < self._table.rowCount():
            index = self._table.index(place, max(self.currentIndex().column(), 0))
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step(self, by: int) -> None:
        """Choose the next part, or the one before."""
        last = self._table.rowCount() - 1
        self.show_place(min(max(self.place() + by, 0), last))

    def chosen(self) -> list[int]:
        """Places of all chosen parts, ascending."""
        selection = self.selectionModel().selection()
        parts = [np.arange(part.top(), part.bottom() + 1) for part in selection]
        return np.unique(np.concatenate(parts)).tolist() if parts else []

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last part; Space shows the bare photo."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self.bare_wanted.emit(True)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.show_place(0 if event.key() == Qt.Key.Key_Home else self._table.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space was let go of."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.bare_wanted.emit(False)
        else:
            super().keyReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns follow the width, and the part on show stays in view where the list gets lower."""
        current = self.currentIndex()
        seen = current.isValid() and QRect(QPoint(0, 0), event.oldSize()).contains(
            self.visualRect(current).center()
        )
        super().resizeEvent(event)
        self._fit_columns()
        if seen and event.size().height() < event.oldSize().height():
            self.scrollTo(current)

    def changeEvent(self, event: QEvent) -> None:
        """Columns follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._delegate.forget()
            self._fit_columns()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew no more than what changed; Qt would paint everything for more than one cell."""
        if first.row() == last.row():
            super().dataChanged(first, last, roles)
            return
        left = self.columnViewportPosition(first.column())
        right = self.columnViewportPosition(last.column()) + self.columnWidth(last.column())
        self.viewport().update(left, 0, right - left, self.viewport().height())

    # inside

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setDragEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Inspected parts"))
        self.setAccessibleDescription(
            self.tr("Up, Down, Home and End choose a part; its photo is shown beside the list")
        )
        rows = self.verticalHeader()
        rows.hide()
        rows.setAccessibleName(self.tr("Rows"))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        columns = self.horizontalHeader()
        columns.setSectionsClickable(True)
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        columns.setMinimumSectionSize(32)
        # a header that shares the list's selection asks every row about it whenever it is painted
        columns.setSelectionModel(QItemSelectionModel(self._table, columns))
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.setAccessibleName(self.tr("Columns"))
        self.setSortingEnabled(True)
        self._fit_columns()

    def _fit_columns(self) -> None:
        metrics = QFontMetrics(self.font())
        words = max(metrics.horizontalAdvance(word(verdict)) for verdict in Verdict)
        margin = max(metrics.horizontalAdvance("00.00 ×"), 56) + 18
        # names come first: where there is little room, icon and word stand above each other, and where there
        # is next to none, the icon stands alone; the photo's title has the word
        beside, above, alone = words + ICON_ROOM + 22, words + 18, 40
        said = max(
            metrics.horizontalAdvance(self._table.headerData(SAID, Qt.Orientation.Horizontal)) + 20, 40
        )
        room = self.viewport().width() - margin - said - THUMBNAIL - 24
        verdict = beside if room - beside > _NAME_ROOM else above if room - above > _NAME_LEAST else alone
        self.setColumnWidth(MARGIN, margin)
        self.setColumnWidth(VERDICT, verdict)
        self.setColumnWidth(SAID, said)

    @Slot()
    def _keep(self) -> None:
        rows = self._table.rows[self.chosen()]
        place = self.place()
        current = self._table.row_of(place) if place >= 0 else -1
        bar = self.verticalScrollBar()
        shown = (
            self.viewport().rect().contains(self.visualRect(self.currentIndex()).center())
            if place >= 0
            else False
        )
        self._kept = (rows, current, bar.value(), int(shown))

    @Slot()
    def _give_back(self) -> None:
        if self._kept is None:
            return
        rows, current, scroll, shown = self._kept
        places = self._table.places_of(rows)
        selection = QItemSelection()
        for first, last in _runs(places):
            selection.select(self._table.index(first, 0), self._table.index(last, SAID))
        place = self._table.place_of(current) if current >= 0 else -1
        if place < 0 and self._table.rowCount():
            place = min(max(self._place, 0), self._table.rowCount() - 1)
            if not len(places):
                selection.select(self._table.index(place, 0), self._table.index(place, SAID))
        chosen = self.selectionModel()
        chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if place >= 0:
            chosen.setCurrentIndex(self._table.index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scroll)
        if shown and place >= 0:
            self.scrollTo(self._table.index(place, 0))
        self._kept = None
        self._tell(place)  # even the same place has other neighbours now
        self.chosen_changed.emit()

    @Slot()
    def _on_reset(self) -> None:
        """Rows are gone: the one that took the place of the shown part is shown."""
        if self._kept is not None:
            return  # only another order; see _give_back
        last = self._table.rowCount() - 1
        place = min(max(self._place, 0), last) if self._place >= 0 else -1
        if place >= 0:
            self.show_place(place)
        self._tell(place)
        self.chosen_changed.emit()

    def _tell(self, place: int) -> None:
        self._place = place
        self.current_changed.emit(place)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._kept is None:
            self._tell(current.row())

    @Slot(object)
    def _on_thumbnail(self, path: Path) -> None:
        first = self.rowAt(0)
        if first < 0:
            return
        last = self.rowAt(self.viewport().height() - 1)
        last = self._table.rowCount() - 1 if last < 0 else last
        for place in range(first, last + 1):
            if self._table.record(place).path == path:
                self.update(self._table.index(place, NAME))


def _runs(places: Rows) -> list[tuple[int, int]]:
    """First and last of every run of neighbours among ascending places."""
    return [
        (int(run[0]), int(run[-1]))
        for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
        if len(run)
    ]
