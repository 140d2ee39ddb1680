"""How rows of the history are painted."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.session.history import Inspection
from gui.history.wording import clock, day_words, moment, session_words
from gui.icons import Icons
from gui.inspect.results_delegate import FULL_BAR
from gui.models.history_table import (
    MARGIN,
    NOTE,
    PART,
    SAID,
    SESSION,
    VERDICT,
    WAITING,
    WHEN,
    HistoryTable,
    code,
    differs,
)
from gui.models.results_table import margin_text
from gui.theme import SMALL, Theme, tabular
from gui.verdicts import OPERATOR_LOOKS, look

ROW = 44
"""Height of a row in device-independent pixels."""
ICON_ROOM = 22
_FIRST, _SECOND = 5, 23
"""Where the two lines of a row begin."""

Index = QModelIndex | QPersistentModelIndex

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class HistoryDelegate(QStyledItemDelegate):
    """Paints the cells of the history."""

    def __init__(self, table: HistoryTable, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._theme = theme
        self._icons = icons
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._fonts: tuple[QFont, QFont] | None = None
        theme.changed.connect(self.forget)

    @Slot()
    def forget(self) -> None:
        """Look up icons and fonts anew."""
        self._pixmaps.clear()
        self._fonts = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Same height everywhere."""
        return QSize(super().sizeHint(option, index).width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        if self._fonts is None:
            small = tabular(option.font)
            small.setPixelSize(SMALL)
            self._fonts = (tabular(option.font), small)
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._colour("hover"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, self._colour("border"))
        found, column = self._table.inspection(index.row()), index.column()
        area = area.adjusted(8, 0, -6, 0)
        if found is None:
            if column == WHEN:
                self._line(painter, area, (ROW - 18) // 2, WAITING, "muted")
        elif column == WHEN:
            self._paint_when(painter, area, found)
        elif column == PART:
            self._line(painter, area, _FIRST, found.path.name, mode=Qt.TextElideMode.ElideMiddle)
            self._line(painter, area, _SECOND, found.path.parent.name, "muted", small=True)
        elif column == MARGIN:
            self._paint_margin(painter, area, found)
        elif column == VERDICT:
            self._paint_verdict(painter, area, found)
        elif column == SAID:
            self._paint_said(painter, option.rect, found)
        else:
            session = self._table.session_name(found)
            if column == SESSION and painter.fontMetrics().horizontalAdvance(session) > area.width():
                # half a date says nothing, half a name does
                session = session_words(self._table.given_name(found))
            text = {NOTE: found.review.note, SESSION: session}[column]
            self._line(painter, area, (ROW - 18) // 2, " ".join(text.split()), "muted", small=True)

    def _paint_when(self, painter: QPainter, area: QRect, found: Inspection) -> None:
        when = moment(found.at)
        if when is None:
            self._line(painter, area, (ROW - 18) // 2, found.at)
            return
        self._line(painter, area, _FIRST, clock(when))
        self._line(painter, area, _SECOND, day_words(when.date()), "muted", small=True)

    def _paint_margin(self, painter: QPainter, area: QRect, found: Inspection) -> None:
        margin = found.margin
        self._line(painter, area, _FIRST, margin_text(margin), "muted" if margin is None else "text")
        if margin is None:
            return
        left, top, width = area.left(), area.top() + 29, area.width()
        share = min(max(margin / FULL_BAR, 0.0), 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("pressed"))
        painter.drawRoundedRect(left, top, width, 5, 2.5, 2.5)
        painter.setBrush(self._colour(look(code(found)).colour))
        painter.drawRoundedRect(QRectF(left, top, max(width * share, 5), 5), 2.5, 2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(left + round(width / FULL_BAR), top - 3, 1, 11, self._colour("text"))

    def _paint_verdict(self, painter: QPainter, area: QRect, found: Inspection) -> None:
        style = look(code(found))
        painter.drawPixmap(area.left(), area.center().y() - 8, self._icon(style.icon, style.ink, painter))
        text = QCoreApplication.translate("Verdicts", style.word)
        self._line(painter, area.adjusted(ICON_ROOM, 0, 0, 0), (ROW - 18) // 2, text, style.ink)

    def _paint_said(self, painter: QPainter, area: QRect, found: Inspection) -> None:
        """What a person said, with a sign where the recipe says otherwise."""
        said = found.review.verdict
        if said is None:
            return
        style, opposite = OPERATOR_LOOKS[said], differs(found)
        left = area.left() + 8
        painter.drawPixmap(left, area.center().y() - 8, self._icon(style.icon, style.ink, painter))
        if opposite:
            self._line(painter, area.adjusted(28, 0, 0, 0), (ROW - 18) // 2, "≠")

    def _line(
        self,
        painter: QPainter,
        area: QRect,
        top: int,
        text: str,
        colour: str = "text",
        *,
        small: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """One line of text, cut to the width that there is."""
        fonts = self._fonts or (painter.font(), painter.font())
        painter.setFont(fonts[small])
        painter.setPen(self._colour(colour))
        words = painter.fontMetrics().elidedText(text, mode, area.width())
        painter.drawText(area.left(), area.top() + top, area.width(), 18, _LEFT, words)

    def _colour(self, name: str) -> QColor:
        return self._theme.colour(name)

    def _icon(self, name: str, role: str, painter: QPainter, size: int = 18) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        key = (name, role, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._icons.pixmap(name, role, size, ratio)
        return self._pixmaps[key]
