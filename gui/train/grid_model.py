"""The good parts as a list model."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Slot

from gui.models.thumbnails import Thumbnails
from gui.train.good_parts import GoodParts

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the delegate asks for besides Qt's own roles."""

    PATH = Qt.ItemDataRole.UserRole + 1
    LEFT_OUT = Qt.ItemDataRole.UserRole + 2
    REMARK = Qt.ItemDataRole.UserRole + 3
    BROKEN = Qt.ItemDataRole.UserRole + 4


class GoodImagesModel(QAbstractListModel):
    """Pictures of good parts, one row each; the decoration is the thumbnail once it is there."""

    def __init__(self, parts: GoodParts, thumbnails: Thumbnails) -> None:
        super().__init__(parts)
        self._parts = parts
        self._thumbnails = thumbnails
        self._paths: tuple[Path, ...] = ()
        self._rows: dict[Path, int] = {}
        self._left_out: frozenset[Path] = frozenset()
        parts.changed.connect(self._on_changed)
        parts.remarks_changed.connect(self._repaint)
        thumbnails.ready.connect(self._on_thumbnail)
        self._on_changed()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of pictures."""
        return 0 if parent.isValid() else len(self._paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One fact about one picture."""
        if not index.isValid() or not 0 <= index.row() < len(self._paths):
            return None
        path = self._paths[index.row()]
        facts: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: path.name,
            Qt.ItemDataRole.DecorationRole: lambda: self._thumbnails.get(path),
            Qt.ItemDataRole.ToolTipRole: lambda: "\n".join(self._words(path, str(path))),
            Qt.ItemDataRole.AccessibleTextRole: lambda: ", ".join(self._words(path, path.name)),
            Role.PATH: lambda: path,
            Role.LEFT_OUT: lambda: path in self._left_out,
            Role.REMARK: lambda: self._parts.remark(path),
            Role.BROKEN: lambda: self._thumbnails.is_broken(path),
        }
        return facts[role]() if role in facts else None

    def path(self, row: int) -> Path:
        """The picture of a row."""
        return self._paths[row]

    def row(self, path: Path) -> int | None:
        """The row of a picture."""
        return self._rows.get(path)

    def _words(self, path: Path, name: str) -> list[str]:
        words = [name]
        if path in self._left_out:
            words.append(self.tr("Left out: not learned from"))
        remark = self._parts.remark(path)
        if remark is not None:
            words.append(remark.text)
        return words

    @Slot()
    def _on_changed(self) -> None:
        self._left_out = self._parts.left_out
        paths = self._parts.paths
        if paths == self._paths:
            self._repaint()
        elif self._paths and paths[: len(self._paths)] == self._paths:
            # what is new stands at the end; selection and place in the grid stay
            self.beginInsertRows(QModelIndex(), len(self._paths), len(paths) - 1)
            self._take(paths)
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._take(paths)
            self.endResetModel()

    def _take(self, paths: tuple[Path, ...]) -> None:
        self._paths = paths
        self._rows = {path: row for row, path in enumerate(paths)}

    @Slot()
    def _repaint(self) -> None:
        if self._paths:
            self.dataChanged.emit(self.index(0), self.index(len(self._paths) - 1))

    @Slot(object)
    def _on_thumbnail(self, path: Path) -> None:
        row = self._rows.get(path)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])
