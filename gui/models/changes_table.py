"""The parts whose verdict would change, as a table: what is said of them now, and what would be."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap

from engine.judging import VERDICTS
from gui.background import Loader
from gui.icons import Icons
from gui.models.results_table import margin_text
from gui.models.thumbnails import make_thumbnail
from gui.theme import Theme
from gui.verdicts import look, word

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.learning import Changes

Index = QModelIndex | QPersistentModelIndex

PART, BEFORE, BEFORE_MARGIN, AFTER, AFTER_MARGIN = range(5)
"""Columns."""

THUMBNAIL = QSize(56, 40)
"""Room for a part's picture, device-independent pixels."""

_RATIO = 2  # thumbnails are made for the sharpest screens
_MOST = 500  # wishes for thumbnails that may wait: more than one screen holds


class ChangesTable(QAbstractTableModel):
    """Parts whose verdict would change, those that get worse first.

    Args:
        changes: All parts before and after.
        learned: Parts that the recipe learns as good ones with the same change.
        theme: Colours of the verdicts.
        icons: Their icons.
    """

    def __init__(self, changes: Changes, learned: Collection[Path], theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._changes = changes
        self._learned = frozenset(learned)
        self._theme = theme
        self._icons = icons
        self._pictures: dict[Path, QIcon] = {}
        self._marks: dict[int, QIcon] = {}
        self._asked: set[Path] = set()
        self._loader = Loader(2, _MOST, self)
        self._loader.loaded.connect(self._on_loaded)
        theme.changed.connect(self._on_theme)

    def close(self) -> None:
        """Make no more thumbnails."""
        self._loader.close()

    def path(self, row: int) -> Path:
        """The part of a row."""
        return self._changes.paths[int(self._changes.rows[row])]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of parts whose verdict would change."""
        return 0 if parent.isValid() else self._changes.n_changed

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Part, verdict and margin now, verdict and margin then."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 5:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Part"), self.tr("Now"), "", self.tr("With the change"), "")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown in a cell."""
        if not index.isValid():
            return None
        part, column = int(self._changes.rows[index.row()]), index.column()
        kind = Qt.ItemDataRole
        if role in (kind.DisplayRole, kind.AccessibleTextRole):
            return self._text(part, column, spoken=role == kind.AccessibleTextRole)
        if role == kind.DecorationRole:
            return self._decoration(part, column)
        if role == kind.ForegroundRole and column != PART:
            return self._theme.colour(look(self._code(part, column)).ink)
        if role == kind.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return str(self._changes.paths[part]) if role == kind.ToolTipRole else None

    def _text(self, part: int, column: int, *, spoken: bool) -> str:
        if column == PART:
            return self._spoken(part) if spoken else self._name(part)
        if column in (BEFORE, AFTER):
            return word(VERDICTS[self._code(part, column)])
        return margin_text(self._margin(part, column))

    def _decoration(self, part: int, column: int) -> QIcon | None:
        if column == PART:
            return self._picture(part)
        return self._mark(self._code(part, column)) if column in (BEFORE, AFTER) else None

    def _name(self, part: int) -> str:
        path = self._changes.paths[part]
        if path in self._learned:
            return self.tr("{name}\none of the new good parts").format(name=path.name)
        return path.name

    def _code(self, part: int, column: int) -> int:
        codes = self._changes.before if column in (BEFORE, BEFORE_MARGIN) else self._changes.after
        return int(codes[part])

    def _margin(self, part: int, column: int) -> float | None:
        now = column in (BEFORE, BEFORE_MARGIN)
        margin = float((self._changes.before_margins if now else self._changes.after_margins)[part])
        return None if math.isnan(margin) else margin

    def _verdict(self, part: int, column: int) -> str:
        words, margin = word(VERDICTS[self._code(part, column)]), self._margin(part, column)
        return words if margin is None else f"{words} {margin_text(margin)}"

    def _spoken(self, part: int) -> str:
        """The whole row, for a screen reader."""
        return self.tr("{name}: {before} now, {after} with the change").format(
            name=self._name(part), before=self._verdict(part, BEFORE), after=self._verdict(part, AFTER)
        )

    def _mark(self, code: int) -> QIcon:
        if code not in self._marks:
            shown = look(code)
            self._marks[code] = _untinted(self._icons.pixmap(shown.icon, shown.ink, 16))
        return self._marks[code]

    def _picture(self, part: int) -> QIcon:
        """The thumbnail, in a frame of one size so that all names begin below each other."""
        path = self._changes.paths[part]
        if path not in self._pictures:
            if path not in self._asked:
                self._asked.add(path)
                side = max(THUMBNAIL.width(), THUMBNAIL.height()) * _RATIO
                self._loader.request(path, lambda: make_thumbnail(path, side))
            return _framed(None)
        return self._pictures[path]

    @Slot(object, object)
    def _on_loaded(self, path: Path, image: QImage) -> None:
        self._pictures[path] = _framed(image)
        for row in range(self._changes.n_changed):
            if self.path(row) == path:
                index = self.index(row, PART)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])
                return

    @Slot()
    def _on_theme(self) -> None:
        self._marks.clear()
        if self._changes.n_changed:
            last = self.index(self._changes.n_changed - 1, AFTER_MARGIN)
            self.dataChanged.emit(self.index(0, 0), last)


def _framed(image: QImage | None) -> QIcon:
    frame = QPixmap(THUMBNAIL * _RATIO)
    frame.fill(Qt.GlobalColor.transparent)
    if image is not None:
        size = image.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(frame.rect()).center())
        painter = QPainter(frame)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        painter.end()
    frame.setDevicePixelRatio(_RATIO)
    return _untinted(frame)


def _untinted(picture: QPixmap) -> QIcon:
    """A picture that stays as it is when its row is chosen: nothing may tint a part."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
