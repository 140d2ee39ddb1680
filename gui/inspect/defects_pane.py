"""The list of the shown part's defects."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.types import Defect
from gui.models.defects_table import NUMBER, POSITION, DefectsTable
from gui.theme import SMALL, tabular
from gui.words import grouped

_ROW = 28


class DefectsPane(QWidget):
    """Title, number of defects, and the list."""

    selected = Signal(int)
    """Index of the defect that should stand out; -1 for none."""
    wanted = Signal(object)
    """A :class:`~engine.types.Defect` that somebody wants to look at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("defectsPane")
        self._showing = False
        self.model = DefectsTable(self)
        self.view = self._make_view()
        title = QLabel(self.tr("Defects"))
        title.setProperty("strong", True)
        self._count = QLabel()
        self._count.setProperty("rank", "muted")
        self._count.setFont(tabular(self._count.font()))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._count)
        self._note = QLabel()
        self._note.setObjectName("defectsNote")
        self._note.setProperty("rank", "muted")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._note)
        self._stack.addWidget(self.view)
        layout.addLayout(self._stack, 1)
        self.show_note("")

    def show_defects(self, defects: tuple[Defect, ...], pixels: int, note: str) -> None:
        """List the defects of a part.

        Args:
            defects: In the order of their numbers.
            pixels: Pixels of the whole photo.
            note: What is said where there are none.
        """
        self._showing = True
        self.model.show_defects(defects, pixels)
        self._showing = False
        self._count.setText(grouped(len(defects)) if defects else "")
        self._note.setText(note)
        self._stack.setCurrentWidget(self.view if defects else self._note)

    def show_note(self, note: str) -> None:
        """List nothing, and say why."""
        self.show_defects((), 1, note)

    def note(self) -> str:
        """What is said in the list's place; empty while there is a list."""
        return "" if self.model.rowCount() else self._note.text()

    def select(self, index: int) -> None:
        """Mark a defect, telling nobody; -1 marks none."""
        self._showing = True
        if 0 <= index < self.model.rowCount():
            self.view.selectRow(index)
        else:
            self.view.clearSelection()
        self._showing = False

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("defectsView")
        view.setAccessibleName(self.tr("Defects of the shown part"))
        view.setAccessibleDescription(self.tr("Enter or a click shows the defect large"))
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setCornerButtonEnabled(False)
        font = tabular(view.font())
        font.setPixelSize(SMALL)
        view.setFont(font)
        view.verticalHeader().hide()
        view.verticalHeader().setAccessibleName(self.tr("Rows"))
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(_ROW)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(28)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(NUMBER, QHeaderView.ResizeMode.Fixed)
        view.setColumnWidth(NUMBER, 36)
        header.setSectionResizeMode(POSITION, QHeaderView.ResizeMode.ResizeToContents)
        header.setAccessibleName(self.tr("Columns"))
        view.clicked.connect(self._on_wanted)
        view.activated.connect(self._on_wanted)
        view.selectionModel().currentRowChanged.connect(self._on_current)
        return view

    @Slot(QModelIndex)
    def _on_wanted(self, index: QModelIndex) -> None:
        self.wanted.emit(self.model.defects[index.row()])

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._showing:
            self.selected.emit(current.row())
