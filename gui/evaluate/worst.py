"""The parts that the recipe gets most wrong, as thumbnails."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.types import Verdict
from gui.evaluate.compared import Compared, Figures
from gui.evaluate.wording import kind_word
from gui.models.results_table import margin_text
from gui.models.thumbnails import Thumbnails
from gui.pages import PageContext
from gui.theme import SMALL, Theme, tabular
from gui.train.segments import Segments
from gui.verdicts import LOOKS, word
from gui.words import grouped

Index = QModelIndex | QPersistentModelIndex

MISSES, ALARMS = "misses", "alarms"
MOST = 200
"""So many parts are listed; whoever has more to look at lowers or raises the limit first."""
THUMBNAIL_PIXELS = 256
"""Longest side of the thumbnails: enough for twice the density of a plain screen."""
_CELL = QSize(124, 132)
_WORDS = 38
_PAD = 6


class Role(IntEnum):
    """What the delegate asks for besides Qt's own roles."""

    PART = Qt.ItemDataRole.UserRole + 1
    MARGIN = Qt.ItemDataRole.UserRole + 2
    KIND = Qt.ItemDataRole.UserRole + 3
    VERDICT = Qt.ItemDataRole.UserRole + 4
    BROKEN = Qt.ItemDataRole.UserRole + 5


class WorstModel(QAbstractListModel):
    """Some labelled parts, worst first."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._compared: Compared | None = None
        self._figures: Figures | None = None
        self._parts: tuple[int, ...] = ()
        self._places: dict[Path, list[int]] = {}
        thumbnails.ready.connect(self._on_thumbnail)

    @property
    def parts(self) -> tuple[int, ...]:
        """Indices of the parts listed."""
        return self._parts

    def show_parts(self, compared: Compared, figures: Figures, parts: tuple[int, ...]) -> None:
        """List other parts, or the same at other limits."""
        same = parts == self._parts and compared is self._compared
        if not same:
            self.beginResetModel()
        self._compared, self._figures, self._parts = compared, figures, parts
        if same:
            if parts:
                self.dataChanged.emit(self.index(0), self.index(len(parts) - 1))
            return
        self._places = {}
        for place, part in enumerate(parts):
            self._places.setdefault(compared.records[part].path, []).append(place)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of parts."""
        return 0 if parent.isValid() else len(self._parts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the delegate paints, and what is said of it."""
        if not index.isValid() or self._compared is None or self._figures is None:
            return None
        part = self._parts[index.row()]
        record = self._compared.records[part]
        made = {
            Qt.ItemDataRole.DisplayRole: lambda: record.path.name,
            Qt.ItemDataRole.DecorationRole: lambda: self._thumbnails.get(record.path),
            Qt.ItemDataRole.ToolTipRole: lambda: "\n".join((str(record.path), self._words(part))),
            Qt.ItemDataRole.AccessibleTextRole: lambda: f"{record.path.name}, {self._words(part)}",
            Role.PART: lambda: part,
            Role.MARGIN: lambda: self._margin(part),
            Role.KIND: lambda: self._kind(part),
            Role.VERDICT: lambda: self._verdict(part),
            Role.BROKEN: lambda: self._thumbnails.is_broken(record.path),
        }.get(role)
        return made() if made is not None else None

    def _margin(self, part: int) -> str:
        assert self._compared is not None and self._figures is not None  # noqa: S101, PT018
        score = float(self._compared.scores.scores[part])
        return margin_text(score / self._figures.limits.image_threshold)

    def _kind(self, part: int) -> str:
        assert self._compared is not None  # noqa: S101
        good = bool(self._compared.scores.is_good[part])
        return self.tr("good") if good else kind_word(self._compared.kind(part))

    def _verdict(self, part: int) -> Verdict:
        assert self._compared is not None and self._figures is not None  # noqa: S101, PT018
        return self._compared.verdict(part, self._figures.limits)

    def _words(self, part: int) -> str:
        words = self.tr("labelled {kind}, judged {verdict}, {margin} the limit")
        return words.format(
            kind=self._kind(part), verdict=word(self._verdict(part)).lower(), margin=self._margin(part)
        )

    @Slot(object)
    def _on_thumbnail(self, path: Path) -> None:
        for place in self._places.get(path, ()):
            self.dataChanged.emit(self.index(place), self.index(place))


class WorstDelegate(QStyledItemDelegate):
    """Paints thumbnail, margin and kind."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._theme: Theme = context.theme
        self._icons = context.icons
        self.cell = _CELL

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All cells are the same."""
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one part."""
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = self._theme.tokens
        state = option.state
        cell = QRectF(option.rect).adjusted(3, 3, -3, -3)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if selected else tokens.hover))
            painter.drawRoundedRect(cell, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 6, 6)
        self._paint_picture(painter, cell.adjusted(_PAD, _PAD, -_PAD, -_WORDS - _PAD), index)
        self._paint_words(painter, cell.adjusted(_PAD, cell.height() - _WORDS - 2, -_PAD, -4), index)
        painter.restore()

    def _paint_picture(self, painter: QPainter, room: QRectF, index: Index) -> None:
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        painter.setPen(Qt.PenStyle.NoPen)
        if not isinstance(pixmap, QPixmap):
            painter.setBrush(self._theme.colour("sunken"))
            painter.drawRoundedRect(room, 3, 3)
            if index.data(Role.BROKEN):
                icon = self._icons.pixmap("picture", "disabled", 16, painter.device().devicePixelRatioF())
                painter.drawPixmap(int(room.center().x() - 8), int(room.center().y() - 8), icon)
            return
        size = pixmap.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        brush = QBrush(pixmap)
        transform = brush.transform()
        transform.translate(place.left(), place.top())
        transform.scale(place.width() / pixmap.width(), place.height() / pixmap.height())
        brush.setTransform(transform)
        painter.setBrush(brush)
        painter.drawRoundedRect(place, 3, 3)

    def _paint_words(self, painter: QPainter, room: QRectF, index: Index) -> None:
        tokens = self._theme.tokens
        verdict = index.data(Role.VERDICT)
        look = LOOKS[verdict]
        font = tabular(QFont(painter.font()))
        painter.setFont(font)
        margin = str(index.data(Role.MARGIN))
        width = QFontMetrics(font).horizontalAdvance(margin) + 18
        left = room.center().x() - width / 2
        icon = self._icons.pixmap(look.icon, look.ink, 14, painter.device().devicePixelRatioF())
        painter.drawPixmap(int(left), int(room.top() + 1), icon)
        painter.setPen(QColor(tokens.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        line = QRectF(left + 18, room.top(), width, 17)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, margin)
        font.setPixelSize(SMALL)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        kind = QFontMetrics(font).elidedText(
            str(index.data(Role.KIND)), Qt.TextElideMode.ElideMiddle, int(room.width())
        )
        below = QRectF(room.left(), room.top() + 17, room.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | middle, kind)


class WorstView(QListView):
    """The thumbnails; a click or Enter opens a part."""

    opened = Signal(int)
    """Index of a part that somebody wants to see."""

    def __init__(self, model: WorstModel, delegate: WorstDelegate) -> None:
        super().__init__()
        self.setObjectName("worstView")
        self._delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the part."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width evenly."""
        # Qt wraps as if the scroll bar were there, and a pixel early
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * self.frameWidth() - bar - 4
        columns = max(1, room // _CELL.width())
        cell = QSize(max(min(room // columns, 2 * _CELL.width()), 32), _CELL.height())
        if cell != self._delegate.cell:
            self._delegate.cell = cell
            self.setGridSize(cell)
        super().resizeEvent(event)
        self.verticalScrollBar().setSingleStep(_CELL.height() // 2)

    @Slot(QModelIndex)
    def _open(self, index: Index) -> None:
        part = index.data(Role.PART)
        if part is not None:
            self.opened.emit(part)


class WorstPane(QWidget):
    """Misses or false alarms, whichever somebody wants to see."""

    opened = Signal(int)
    """Index of a part that somebody wants to see."""

    def __init__(self, context: PageContext, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("worstPane")
        self._compared: Compared | None = None
        self._figures: Figures | None = None
        self._touched = False
        self.model = WorstModel(thumbnails)
        self._delegate = WorstDelegate(context)
        self.view = WorstView(self.model, self._delegate)
        self.view.setAccessibleName(self.tr("Worst misses"))
        self.view.setAccessibleDescription(self.tr("Enter shows the part large"))
        self.choice = Segments(
            self.tr("Worst parts"),
            (
                (
                    MISSES,
                    self.tr("Misses"),
                    self.tr("Defective parts that pass, the least conspicuous first"),
                ),
                (ALARMS, self.tr("False alarms"), self.tr("Good parts that are rejected, the worst first")),
            ),
        )
        self.choice.set_value(MISSES)
        self._none = QLabel()
        self._none.setObjectName("noWorstParts")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        self._none.setProperty("rank", "muted")
        self._more = QLabel()
        self._more.setProperty("rank", "muted")
        self._more.setProperty("scale", "small")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.choice)
        head.addWidget(self._more, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        self.choice.chosen.connect(self._on_chosen)
        self.view.opened.connect(self.opened)
        context.theme.changed.connect(self.view.viewport().update)

    def show_parts(self, compared: Compared, figures: Figures) -> None:
        """Show the worst of some parts."""
        if compared is not self._compared:
            self._touched = False
        self._compared, self._figures = compared, figures
        misses, alarms = len(figures.misses), len(figures.false_alarms)
        for value, words, count in (
            (MISSES, self.tr("Misses {n}"), misses),
            (ALARMS, self.tr("False alarms {n}"), alarms),
        ):
            self.choice.button(value).setText(words.format(n=grouped(count)))
        if not self._touched:
            self.choice.set_value(ALARMS if alarms and not misses else MISSES)
        self._refresh()

    @Slot(object)
    def _on_chosen(self, _value: object) -> None:
        self._touched = True
        self._refresh()

    def _refresh(self) -> None:
        compared, figures = self._compared, self._figures
        if compared is None or figures is None:
            return
        misses = self.choice.value() == MISSES
        found = figures.misses if misses else figures.false_alarms
        self.view.setAccessibleName(self.tr("Worst misses") if misses else self.tr("Worst false alarms"))
        self.model.show_parts(compared, figures, tuple(int(part) for part in found[:MOST]))
        words = (
            self.tr("No defective part passes at this limit.")
            if misses
            else self.tr("No good part is rejected at this limit.")
        )
        self._none.setText(words)
        self._stack.setCurrentWidget(self.view if len(found) else self._none)
        self._more.setText(self.tr("the worst {n} are shown").format(n=MOST) if len(found) > MOST else "")
