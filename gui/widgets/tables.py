"""How small tables in dialogs look and behave, the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.theme import tabular


def set_up_table(
    view: QTableView,
    row: int,
    *,
    widths: Mapping[int, int] | None = None,
    stretched: int = 0,
    many: bool = False,
) -> None:
    """Let whole rows be chosen, let Tab leave the table, and let one column take the room.

    Args:
        view: The table; it has its columns already.
        row: Height of a row, device-independent pixels.
        widths: Widths of columns, device-independent pixels; the others take what their words need.
        stretched: The column that takes the room that is left.
        many: Whether several rows can be chosen at once.
    """
    modes = QAbstractItemView.SelectionMode
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setFont(tabular(view.font()))
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    rows, columns = view.verticalHeader(), view.horizontalHeader()
    rows.hide()
    rows.setAccessibleName(QCoreApplication.translate("Tables", "Rows"))
    rows.setDefaultSectionSize(row)
    columns.setAccessibleName(QCoreApplication.translate("Tables", "Columns"))
    columns.setHighlightSections(False)
    columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column, width in (widths or {}).items():
        columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        columns.resizeSection(column, width)
    columns.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
