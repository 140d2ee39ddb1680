"""The first page: two fields to drop things on, the recipes used last, and the sample."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.dropping import Drop, Intent, hint, usual_intent
from gui.edition import can_train
from gui.icons import Icons
from gui.pages import Page, PageContext
from gui.recent import Recent
from gui.theme import BASE, TITLE, Theme
from gui.words import day_format


class DropField(QAbstractButton):
    """A field to drop things on that is a button as well.

    Args:
        icon: Name of its picture.
        title: What it is for.
        sentence: What to drop here.
    """

    def __init__(self, icon: str, title: str, sentence: str, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._icon, self._theme, self._icons = icon, theme, icons
        self._title, self._sentence = title, sentence
        self._dragged = ""
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew when the pointer comes and goes
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 200)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A field that is hard to miss."""
        return QSize(440, 280)

    def show_dragged(self, words: str) -> None:
        """Show what dropping here would do; empty when nothing hangs over it."""
        if words != self._dragged:
            self._dragged = words
            self.update()

    @property
    def dragged(self) -> str:
        """What is shown about dropping here now."""
        return self._dragged

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dashed frame, a picture and two lines."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = bool(self._dragged)
        hot = self.underMouse() and self.isEnabled()
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        fill = tokens.hover if self.isDown() else tokens.selection if lit else tokens.raised
        pen = QPen(QColor(tokens.accent if lit or hot or self.hasFocus() else tokens.edge))
        pen.setWidthF(2 if lit or self.hasFocus() else 1.25)
        if not self.hasFocus() or lit:
            pen.setDashPattern([5 / pen.widthF() * 1.25, 4 / pen.widthF() * 1.25])
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(frame, 12, 12)

        title = QFont(self.font())
        title.setPixelSize(TITLE)
        title.setWeight(QFont.Weight.DemiBold)
        body = QFont(self.font())
        body.setPixelSize(BASE)
        sentence = self._dragged or self._sentence
        width = int(frame.width()) - 64
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        above = QFontMetrics(title).boundingRect(0, 0, width, 999, centred, self._title).height()
        # room is kept for two lines, so that nothing jumps when the sentence changes
        below = 2 * QFontMetrics(body).lineSpacing() + 2
        side = 56
        top = frame.center().y() - (side + 16 + above + 8 + below) / 2
        picture = self._icons.pixmap(self._icon, "accent", side, self.devicePixelRatioF())
        painter.drawPixmap(int(frame.center().x() - side / 2), int(top), picture)
        left = frame.center().x() - width / 2
        painter.setFont(title)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(left, top + side + 16, width, above), centred, self._title)
        painter.setFont(body)
        painter.setPen(QColor(tokens.text if lit else tokens.muted))
        painter.drawText(QRectF(left, top + side + 16 + above + 8, width, below * 2), centred, sentence)


class RecentRow(QAbstractButton):
    """One recipe that was used lately."""

    forget_wanted = Signal(object)

    def __init__(self, recent: Recent, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.recent = recent
        self._theme, self._icons = theme, icons
        self.setText(recent.path.stem)
        where = str(recent.path)
        self.setAccessibleName(
            self.tr("{name}, missing").format(name=recent.path.stem) if recent.missing else recent.path.stem
        )
        self.setAccessibleDescription(where)
        self.setToolTip(where)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew when the pointer comes and goes
        self.setFixedHeight(48)
        theme.changed.connect(self.update)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to forget it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        forget = menu.addAction(self.tr("Take off this list"))
        forget.triggered.connect(self._forget)
        menu.popup(event.globalPos())

    @Slot()
    def _forget(self) -> None:
        self.forget_wanted.emit(self.recent.path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, name, place and date on two lines."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isDown() or self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.pressed if self.isDown() else tokens.hover))
            painter.drawRoundedRect(frame, 6, 6)
        missing = self.recent.missing
        picture = self._icons.pixmap(
            "error" if missing else "recipe", "muted" if missing else "accent", 22, self.devicePixelRatioF()
        )
        painter.drawPixmap(12, (self.height() - 22) // 2, picture)
        right = self.tr("missing") if missing else _when(self.recent.modified)
        small = QFont(self.font())
        small.setPixelSize(12)
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        edge = self.width() - 12
        taken = QFontMetrics(small).horizontalAdvance(right)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(edge - taken, 0, taken, self.height()), middle, right)
        room = edge - taken - 16 - 46
        place = QFontMetrics(small).elidedText(
            str(self.recent.path.parent), Qt.TextElideMode.ElideMiddle, int(room)
        )
        painter.drawText(QRectF(46, 25, room, 17), middle, place)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.muted if missing else tokens.text))
        name = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(46, 6, room, 19), middle, name)


class StartPage(Page):
    """Where everything begins."""

    id = "start"
    draws_hint = True

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._rows: list[RecentRow] = []
        actions = context.actions
        outer = QHBoxLayout(self)
        outer.setContentsMargins(32, 24, 32, 24)
        column = QWidget()
        column.setMaximumWidth(1180)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addLayout(self._greeting())
        fields = QHBoxLayout()
        fields.setSpacing(24)
        self.good = DropField(
            "train" if can_train() else "recipe",
            self.tr("Good parts here: make a recipe") if can_train() else self.tr("A recipe here"),
            self.tr("Drop pictures or a folder of parts without any fault, or click to choose a folder")
            if can_train()
            else self.tr("Drop a recipe that was made with the full edition, or click to choose one"),
            context.theme,
            context.icons,
        )
        self.good.setObjectName("goodDropField")
        self.good.clicked.connect(actions["file.good_folder" if can_train() else "recipe.open"].trigger)
        self.parts = DropField(
            "inspect",
            self.tr("Parts to inspect here"),
            self.tr("Drop pictures, a folder, or a recipe, or click to choose a folder"),
            context.theme,
            context.icons,
        )
        self.parts.setObjectName("inspectDropField")
        self.parts.clicked.connect(actions["file.inspect_folder"].trigger)
        fields.addWidget(self.good)
        fields.addWidget(self.parts)
        layout.addLayout(fields, 5)
        layout.addLayout(self._recent(), 4)
        self.state.recent_changed.connect(self._show_recent)
        self.state.busy_changed.connect(self._show_busy)

    def drop_intent(self, drop: Drop, position: QPoint | None) -> Intent:
        """Pictures become good parts on the left half, and are inspected on the right half."""
        intent = usual_intent(drop)
        on_good = position is not None and self._field_at(position) is self.good
        if intent is Intent.INSPECT and on_good and can_train():
            return Intent.GOOD
        return intent

    def drag_moved(self, drop: Drop | None, position: QPoint | None) -> None:
        """Light up the field that would take the drop."""
        lit = None
        words = ""
        if drop is not None and position is not None:
            intent = self.drop_intent(drop, position)
            words = self.drop_hint(drop, position)
            takes = Intent.GOOD if can_train() else Intent.OPEN
            lit = self.good if intent is takes else self.parts
            if intent is Intent.NOTHING:
                lit = self._field_at(position)
        for field in (self.good, self.parts):
            field.show_dragged(words if field is lit else "")

    def drop_hint(self, drop: Drop, position: QPoint | None) -> str:
        """What would happen, in words."""
        summary = self.state.summary
        return hint(self.drop_intent(drop, position), drop, summary.name if summary else "")

    def shown(self) -> None:
        """Look up the recent recipes anew."""
        self.state.look_up_recent()

    def _field_at(self, position: QPoint) -> DropField:
        middle = (
            self.good.mapTo(self, self.good.rect().topRight()).x() + self.parts.mapTo(self, QPoint(0, 0)).x()
        )
        return self.good if position.x() < middle / 2 else self.parts

    def _greeting(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        title = QLabel(self.tr("A gauge made of good parts"))
        title.setProperty("scale", "title")
        words.addWidget(title)
        sentence = QLabel(
            self.tr("Show Gonogo some good parts. It learns what is normal and finds what is not in others.")
            if can_train()
            else self.tr("This is Gonogo Station: open a recipe, and drop the parts that it shall judge.")
        )
        sentence.setProperty("rank", "muted")
        sentence.setWordWrap(True)
        words.addWidget(sentence)
        return words

    def _recent(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(4)
        head = QHBoxLayout()
        title = QLabel(self.tr("Recent recipes"))
        title.setProperty("strong", True)
        head.addWidget(title)
        head.addStretch(1)
        actions = self.context.actions
        self.sample = QPushButton(actions["help.sample"].text())
        self.sample.setObjectName("sampleButton")
        self.sample.setAccessibleDescription(actions["help.sample"].statusTip())
        self.sample.setToolTip(actions["help.sample"].toolTip())
        self.sample.clicked.connect(actions["help.sample"].trigger)
        opening = QPushButton(actions["recipe.open"].text())
        opening.setObjectName("openRecipeButton")
        opening.setAccessibleDescription(actions["recipe.open"].toolTip())
        opening.clicked.connect(actions["recipe.open"].trigger)
        head.setSpacing(8)
        head.addWidget(self.sample)
        head.addWidget(opening)
        layout.addLayout(head)
        layout.addSpacing(4)
        self.nothing = QLabel(
            self.tr("Recipes that you make or open are listed here. New to Gonogo? Try the sample.")
        )
        self.nothing.setProperty("rank", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setWordWrap(True)
        layout.addWidget(self.nothing)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self.list = QScrollArea()
        self.list.setObjectName("recentList")
        self.list.setAccessibleName(self.tr("Recent recipes"))
        self.list.setWidgetResizable(True)
        self.list.setWidget(inside)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self.list, 1)
        self._show_recent([])
        return layout

    @Slot(object)
    def _show_recent(self, recents: list[Recent]) -> None:
        if [row.recent for row in self._rows] != recents:
            for row in self._rows:
                self._list.removeWidget(row)
                row.deleteLater()
            self._rows = []
            for place, recent in enumerate(recents):
                row = RecentRow(recent, self.context.theme, self.context.icons)
                row.clicked.connect(self._open_row)
                row.forget_wanted.connect(self._forget)
                self._list.insertWidget(place, row)
                self._rows.append(row)
        self.nothing.setVisible(not recents)
        self.list.setVisible(bool(recents))

    @Slot()
    def _open_row(self) -> None:
        row = self.sender()
        if isinstance(row, RecentRow):
            self.state.open_recipe(row.recent.path)

    @Slot(object)
    def _forget(self, path: object) -> None:
        rows = [row.recent for row in self._rows if row.recent.path != path]
        self.context.settings.forget_recent(path)  # type: ignore[arg-type]
        self._show_recent(rows)

    @Slot(object)
    def _show_busy(self, job: object) -> None:
        self.sample.setEnabled(job is None)


def _when(moment: datetime | None) -> str:
    """A moment the way people say it: the time today, the date before."""
    if moment is None:
        return ""
    tr = QCoreApplication.translate
    time = f"{moment:%H:%M}"
    days = (datetime.now().astimezone().date() - moment.date()).days
    if days == 0:
        return tr("StartPage", "today, {time}").format(time=time)
    if days == 1:
        return tr("StartPage", "yesterday, {time}").format(time=time)
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), day_format())
