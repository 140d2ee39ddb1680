"""How rows of the list of results are painted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from engine.types import Verdict
from gui.icons import Icons
from gui.models.arrangement import MARGIN, NAME, SAID
from gui.models.results_table import ResultsTable, margin_text
from gui.sentences import translated
from gui.theme import SMALL, Theme, tabular
from gui.verdicts import OPERATOR_LOOKS, look, word

ROW = 52
"""Height of a row in device-independent pixels."""
THUMBNAIL = 40
"""Side of the square that a thumbnail fits into, device-independent pixels."""
ICON_ROOM = 24
_FEW_LETTERS = 11
_LEAST_NAME = 40
"""Width of a name below which it gets the thumbnail's room as well."""
FULL_BAR = 2.0
"""Margin at which the bar is full; the limit is in its middle, as in the heatmap's scale."""

Index = QModelIndex | QPersistentModelIndex

_SELECTED, _HOVERED = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ResultDelegate(QStyledItemDelegate):
    """Paints the cells of the list.

    While a limit is dragged, all rows in view are painted many times a second; so colours, fonts and icons
    are looked up once for every look of the window, and the model is asked directly.
    """

    def __init__(self, table: ResultsTable, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._theme = theme
        self._icons = icons
        self._colours: dict[str, QColor] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._fonts: tuple[QFont, QFont, QFont] | None = None
        self._widest = 0
        theme.changed.connect(self.forget)

    @Slot()
    def forget(self) -> None:
        """Look up colours and fonts anew."""
        self._colours.clear()
        self._pixmaps.clear()
        self._fonts = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Same height everywhere."""
        return QSize(super().sizeHint(option, index).width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        place, column = index.row(), index.column()
        if place >= len(self._table.rows):
            return
        if self._fonts is None:
            self._look_up(option.font)
        row, area = self._table.row_of(place), option.rect
        if option.state & _SELECTED:
            painter.fillRect(area, self._colour("selection"))
        elif option.state & _HOVERED:
            painter.fillRect(area, self._colour("hover"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, self._colour("border"))
        area = area.adjusted(8, 0, -8, 0)
        if column == NAME:
            self._paint_name(painter, area, row)
        elif column == MARGIN:
            self._paint_margin(painter, area, row)
        elif column == SAID:
            self._paint_review(painter, option.rect, row)
        else:
            self._paint_verdict(painter, area, row)

    def _paint_name(self, painter: QPainter, area: QRect, row: int) -> None:
        record = self._table.result(row)
        left, width = area.left(), area.width()
        if width >= THUMBNAIL + 8 + _LEAST_NAME:
            frame = QRect(left, area.top() + (ROW - THUMBNAIL) // 2, THUMBNAIL, THUMBNAIL)
            self._paint_thumbnail(painter, frame, self._table.thumbnail(row), failed=bool(record.error))
            left, width = left + THUMBNAIL + 8, width - THUMBNAIL - 8
        base, _figures, small = self._fonts or (painter.font(),) * 3
        painter.setFont(base)
        painter.setPen(self._colour("text"))
        painter.drawText(left, area.top() + 8, width, 18, _LEFT, _fitting_name(painter, record.path, width))
        painter.setFont(small)
        painter.setPen(self._colour("muted"))
        # the name stands above already
        below = translated(record.error).removeprefix(f"{record.path.name} ") or record.path.parent.name
        below = _elided(painter, below, width, Qt.TextElideMode.ElideRight)
        painter.drawText(left, area.top() + 27, width, 16, _LEFT, below)

    def _paint_thumbnail(
        self, painter: QPainter, frame: QRect, pixmap: QPixmap | None, *, failed: bool
    ) -> None:
        if pixmap is None:
            painter.fillRect(frame, self._colour("sunken"))
            if failed:
                icon = self._icon("picture", "disabled", painter)
                painter.drawPixmap(frame.center() - QPoint(9, 9), icon)
            return
        size = QSize(pixmap.width(), pixmap.height()).scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(frame.topLeft(), size.expandedTo(QSize(1, 1)))
        place.moveCenter(frame.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, pixmap)

    def _paint_margin(self, painter: QPainter, area: QRect, row: int) -> None:
        margin = self._table.margin(row)
        painter.setFont((self._fonts or (painter.font(),) * 3)[1])
        painter.setPen(self._colour("muted" if margin is None else "text"))
        painter.drawText(area.left(), area.top() + 8, area.width(), 18, _LEFT, margin_text(margin))
        if margin is None:
            return
        left, top, width = area.left(), area.top() + 31, area.width()
        share = min(max(margin / FULL_BAR, 0.0), 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("pressed"))
        painter.drawRoundedRect(left, top, width, 6, 3, 3)
        painter.setBrush(self._colour(look(self._table.code(row)).colour))
        painter.drawRoundedRect(QRectF(left, top, max(width * share, 6), 6), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(left + round(width / FULL_BAR), top - 3, 1, 12, self._colour("text"))

    def _paint_verdict(self, painter: QPainter, area: QRect, row: int) -> None:
        style = look(self._table.code(row))
        icon = self._icon(style.icon, style.ink, painter)
        painter.setFont((self._fonts or (painter.font(),) * 3)[0])
        painter.setPen(self._colour(style.ink))
        text = QCoreApplication.translate("Verdicts", style.word)
        if self._widest + ICON_ROOM <= area.width():
            painter.drawPixmap(area.left(), area.center().y() - 8, icon)
            room = area.width() - ICON_ROOM
            painter.drawText(area.left() + ICON_ROOM, area.top(), room, ROW, _LEFT, text)
        elif self._widest > area.width():
            painter.drawPixmap(area.center().x() - 8, area.center().y() - 8, icon)
        else:
            painter.drawPixmap(area.left() - 2, area.top() + 7, icon)
            painter.drawText(area.left(), area.top() + 26, area.width(), 18, _LEFT, text)

    def _paint_review(self, painter: QPainter, area: QRect, row: int) -> None:
        """What a person said; below it a sign where the recipe says otherwise, and one for a note."""
        review, differs = self._table.review(row), self._table.differs(row)
        below = differs or bool(review.note)
        middle = area.center().x()
        if review.verdict is not None:
            style = OPERATOR_LOOKS[review.verdict]
            top = area.top() + (9 if below else (ROW - 18) // 2)
            painter.drawPixmap(middle - 9, top, self._icon(style.icon, style.ink, painter))
        if not below:
            return
        left = middle - (7 if not (differs and review.note) else 15)
        painter.setFont((self._fonts or (painter.font(),) * 3)[0])
        painter.setPen(self._colour("text"))
        if differs:
            painter.drawText(left, area.top() + 28, 14, 18, int(Qt.AlignmentFlag.AlignCenter), "≠")
            left += 16
        if review.note:
            painter.drawPixmap(left, area.top() + 30, self._icon("edit", "muted", painter, 14))

    def _look_up(self, font: QFont) -> None:
        small = QFont(font)
        small.setPixelSize(SMALL)
        self._fonts = (QFont(font), tabular(font), small)
        metrics = QFontMetrics(font)
        self._widest = max(metrics.horizontalAdvance(word(verdict)) for verdict in Verdict)

    def _colour(self, name: str) -> QColor:
        if name not in self._colours:
            self._colours[name] = self._theme.colour(name)
        return self._colours[name]

    def _icon(self, name: str, role: str, painter: QPainter, size: int = 18) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        key = (name, role, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._icons.pixmap(name, role, size, ratio)
        return self._pixmaps[key]


def _fitting_name(painter: QPainter, path: Path, width: int) -> str:
    """A name in so much room; what follows the last dot goes first, as all files have the same.

    Where only a few letters fit, they are the last: that is where cameras put the number.
    """
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(path.name) <= width:
        return path.name
    few = width < _FEW_LETTERS * metrics.averageCharWidth()
    mode = Qt.TextElideMode.ElideLeft if few else Qt.TextElideMode.ElideMiddle
    return _elided(painter, path.stem, width, mode)


def _elided(painter: QPainter, text: str, width: int, mode: Qt.TextElideMode) -> str:
    return painter.fontMetrics().elidedText(text, mode, width)
