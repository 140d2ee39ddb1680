"""The defects of the shown part as a table model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from engine.types import Defect
from gui.viewer.numbers import decimal, short
from gui.words import grouped

Index = QModelIndex | QPersistentModelIndex

NUMBER, AREA, SHARE, POSITION, PEAK = range(5)


class DefectsTable(QAbstractTableModel):
    """Number, area in pixels and percent, position and peak of every defect."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._defects: tuple[Defect, ...] = ()
        self._pixels = 1

    @property
    def defects(self) -> tuple[Defect, ...]:
        """What is listed."""
        return self._defects

    def show_defects(self, defects: tuple[Defect, ...], pixels: int) -> None:
        """List other defects.

        Args:
            defects: In the order of their numbers.
            pixels: Pixels of the whole photo.
        """
        pixels = max(pixels, 1)
        if (defects, pixels) != (self._defects, self._pixels):
            self.beginResetModel()
            self._defects, self._pixels = defects, pixels
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of defects."""
        return 0 if parent.isValid() else len(self._defects)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number, area, share, position, peak."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 5:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("No."),
                self.tr("Pixels"),
                self.tr("Share"),
                self.tr("Position"),
                self.tr("Peak"),
            )[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("Number of the defect, as beside its box"),
                self.tr("Area in pixels of the photo"),
                self.tr("Area in percent of the photo"),
                self.tr("Middle of the defect in the photo: from the left, from the top"),
                self.tr("Highest anomaly value inside"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown in a cell."""
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or index.row() >= len(self._defects):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in shown:
            return None
        defect = self._defects[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tr("{w} × {h} pixels at ({x}, {y}); press Enter or click to look at it").format(
                w=defect.w, h=defect.h, x=defect.x, y=defect.y
            )
        return self._text(index.row(), index.column())

    def _text(self, row: int, column: int) -> str:
        defect = self._defects[row]
        return {
            NUMBER: str(row + 1),
            AREA: grouped(defect.area_px),
            SHARE: self.tr("{n} %").format(n=_percent(100 * defect.area_px / self._pixels)),
            POSITION: f"({defect.cx:.0f}, {defect.cy:.0f})",
            PEAK: short(defect.peak),
        }[column]


def _percent(value: float) -> str:
    return decimal(value, 0 if value >= 9.95 else 1 if value >= 0.995 else 2 if value >= 0.01 else 3)
