"""How a good part looks in the grid."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.icons import Icons
from gui.theme import SMALL, Theme
from gui.train.grid_model import Role

CELL = QSize(128, 132)
"""Smallest size of a cell, device-independent pixels."""
_GAP = 4
_CAPTION = 20
_BADGE = 22
_KEPT = 600  # pixmaps at their size on screen: more than one screen holds


class GoodImageDelegate(QStyledItemDelegate):
    """Paints thumbnail, name, and badges for what is left out or stands out."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._badges: dict[tuple[str, str, float], QPixmap] = {}
        self._kept: OrderedDict[tuple[int, int, int, float], QPixmap] = OrderedDict()
        theme.changed.connect(self._badges.clear)
        self.cell = CELL

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All cells are the same."""
        return self.cell

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one part."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = self._theme.tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        cell = QRectF(option.rect).adjusted(_GAP, _GAP, -_GAP, -_GAP)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if selected else tokens.hover))
            painter.drawRoundedRect(cell, 6, 6)
        if focused:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 6, 6)
        left_out = bool(index.data(Role.LEFT_OUT))
        room = cell.adjusted(6, 6, -6, -_CAPTION - 4).toRect()
        shown = self._paint_picture(painter, room, index, faint=left_out)
        remark = index.data(Role.REMARK)
        if remark is not None:
            self._paint_badge(painter, shown.right() - _BADGE + 4, shown.top() - 3, "warning", "review_ink")
        if left_out:
            self._paint_badge(painter, shown.left() - 3, shown.top() - 3, "remove", "text")
        self._paint_caption(painter, cell, str(index.data()), left_out=left_out)
        painter.restore()

    def _paint_picture(
        self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex, *, faint: bool
    ) -> QRect:
        """Paint the thumbnail, or what stands for it; returns where."""
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        if pixmap is None:
            side = min(room.width(), room.height())
            place = QRect(0, 0, room.width(), side)
            place.moveCenter(room.center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("sunken"))
            painter.drawRoundedRect(place, 3, 3)
            if index.data(Role.BROKEN):
                icon = self._badge("picture", "disabled", painter.device().devicePixelRatioF())
                painter.drawPixmap(place.center().x() - 8, place.center().y() - 8, icon)
            return place
        small = self._small(pixmap, room.size(), painter.device().devicePixelRatioF())
        size = small.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        painter.setOpacity(0.28 if faint else 1.0)
        painter.drawPixmap(place.topLeft(), small)
        painter.setOpacity(1.0)
        return place

    def _small(self, pixmap: QPixmap, room: QSize, ratio: float) -> QPixmap:
        """The thumbnail at the size it is painted, with round corners; the last ones are kept."""
        key = (pixmap.cacheKey(), room.width(), room.height(), ratio)
        made = self._kept.pop(key, None)
        if made is None:
            size = pixmap.size().scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio)
            size = size.expandedTo(QSize(1, 1))
            smooth = pixmap.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            made = QPixmap(size)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(smooth))
            painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), 3 * ratio, 3 * ratio)
            painter.end()
            made.setDevicePixelRatio(ratio)
        self._kept[key] = made
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made

    def _paint_badge(self, painter: QPainter, x: int, y: int, icon: str, role: str) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawEllipse(QRectF(x + 0.5, y + 0.5, _BADGE - 1, _BADGE - 1))
        pixmap = self._badge(icon, role, painter.device().devicePixelRatioF())
        painter.drawPixmap(x + (_BADGE - 16) // 2, y + (_BADGE - 16) // 2, pixmap)

    def _badge(self, icon: str, role: str, ratio: float) -> QPixmap:
        key = (icon, role, ratio)
        if key not in self._badges:
            self._badges[key] = self._icons.pixmap(icon, role, 16, ratio)
        return self._badges[key]

    def _paint_caption(self, painter: QPainter, cell: QRectF, name: str, *, left_out: bool) -> None:
        font = QFont(painter.font())
        font.setPixelSize(SMALL)
        font.setStrikeOut(left_out)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.muted))
        place = QRectF(cell.left() + 4, cell.bottom() - _CAPTION - 1, cell.width() - 8, _CAPTION)
        text = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideMiddle, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
