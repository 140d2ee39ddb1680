"""One row for each kind of defect."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from gui.evaluate.compared import KindRow
from gui.evaluate.wording import kind_cells, kind_headings
from gui.theme import SMALL, Theme, tabular

Index = QModelIndex | QPersistentModelIndex

SORT = Qt.ItemDataRole.UserRole + 1
"""Role of what a column is sorted by."""
_ESCAPED = 3
_ROW = 28
_PAD, _LEAST = 7, 44
_NAME_LEAST, _NAME_MOST = 72, 104


class KindsModel(QAbstractTableModel):
    """Kinds of defect with their figures."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[KindRow, ...] = ()

    @property
    def rows(self) -> tuple[KindRow, ...]:
        """The rows, in the order of the labels."""
        return self._rows

    def set_rows(self, rows: tuple[KindRow, ...]) -> None:
        """Show other rows; the same kinds with other numbers keep selection and order."""
        same = [row.name for row in rows] == [row.name for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of kinds."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of figures."""
        return 0 if parent.isValid() else len(kind_headings())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings, with what they mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return kind_headings()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._meanings()[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A figure."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        text = kind_cells(row)[column]
        made = {
            Qt.ItemDataRole.DisplayRole: lambda: text,
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(column),
            SORT: lambda: _sort_values(row)[column],
            Qt.ItemDataRole.ForegroundRole: lambda: self._ink(row, column),
            Qt.ItemDataRole.ToolTipRole: lambda: f"{self._meanings()[column]}: {text}",
            Qt.ItemDataRole.AccessibleTextRole: lambda: (
                f"{kind_cells(row)[0]}, {kind_headings()[column]}: {text}"
            ),
        }.get(role)
        return made() if made is not None else None

    def _ink(self, row: KindRow, column: int) -> QColor | None:
        """Misses stand out."""
        return QColor(self._theme.tokens.defective_ink) if column == _ESCAPED and row.escaped else None

    def _meanings(self) -> tuple[str, ...]:
        return (
            self.tr("Name of the defect: that of its folder"),
            self.tr("Parts that were judged"),
            self.tr("Parts that are rejected at this limit"),
            self.tr("Parts that are not rejected, those under review among them"),
            self.tr("Parts that are put up for review"),
            self.tr(
                "How well its scores stand out from those of the good parts; 1 is perfect, 0.5 is chance"
            ),
            self.tr("How well the marked pixels stand out from all others"),
            self.tr("How well each marked region is outlined, with few pixels beside it"),
        )


class KindsTable(QTableView):
    """The table; sorted by a click on a heading."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("kindsTable")
        self.setAccessibleName(self.tr("Kinds of defect"))
        self.setAccessibleDescription(self.tr("One row for each kind of defect; a heading sorts by it"))
        self.kinds = KindsModel(theme)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self.kinds)
        self._proxy.setSortRole(SORT)
        self.setModel(self._proxy)
        self.setFont(tabular(self.font()))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave to the names what the numbers do not need."""
        super().resizeEvent(event)
        self._fit()

    def show_kinds(self, rows: tuple[KindRow, ...]) -> None:
        """Show the kinds of defect."""
        self.kinds.set_rows(rows)
        self._fit()

    def least_width(self) -> int:
        """Room for all headings, in device-independent pixels; they differ from language to language."""
        small = self._small()
        room = [max(_LEAST, small.horizontalAdvance(words) + 2 * _PAD) for words in kind_headings()[1:]]
        return _NAME_LEAST + sum(room) + 2 * self.frameWidth()

    def _small(self) -> QFontMetrics:
        font = QFont(self.font())
        font.setPixelSize(SMALL)  # as the style sheet has it
        return QFontMetrics(font)

    def _fit(self) -> None:
        header, metrics, small = self.horizontalHeader(), QFontMetrics(self.font()), self._small()
        texts = [kind_cells(row) for row in self.kinds.rows]
        left = self.viewport().width()
        for column, heading in enumerate(kind_headings()):
            widths = [small.horizontalAdvance(heading)]
            widths += [metrics.horizontalAdvance(cells[column]) for cells in texts]
            width = max(_LEAST, max(widths) + 2 * _PAD)
            if column:
                header.resizeSection(column, width)
                left -= width
            else:
                name = min(max(width, _NAME_LEAST), _NAME_MOST)
        header.resizeSection(0, max(left, name))


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _sort_values(row: KindRow) -> tuple[Any, ...]:
    areas = (row.auroc, row.pixels.auroc, row.pixels.aupro)
    # what is undefined comes before everything
    return (
        row.name.casefold(),
        row.n,
        row.found,
        row.escaped,
        row.review,
        *(-1.0 if area is None else area for area in areas),
    )
