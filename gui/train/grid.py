"""The left half of the page: the good parts, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.models.thumbnails import Thumbnails
from gui.pages import PageContext
from gui.theme import tabular
from gui.train.good_parts import GoodParts
from gui.train.grid_delegate import CELL, GoodImageDelegate
from gui.train.grid_model import GoodImagesModel
from gui.words import grouped

_BATCH = 500


class GoodImagesView(QListView):
    """A grid whose cells share the width evenly."""

    def __init__(self, delegate: GoodImageDelegate) -> None:
        super().__init__()
        self.setObjectName("goodImagesView")
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        # thousands of pictures find their places a few hundred at a time
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        # Qt wraps as if the scroll bar were there, and a pixel early
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * self.frameWidth() - bar - 4
        columns = max(1, room // CELL.width())
        cell = QSize(max(room // columns, 32), CELL.height())
        if cell != self._delegate.cell:
            self._delegate.cell = cell
            self.setGridSize(cell)
        super().resizeEvent(event)
        self.verticalScrollBar().setSingleStep(CELL.height() // 2)


class GoodImagesPanel(QWidget):
    """Counts, buttons, a remark about the odd ones out, and the grid."""

    opened = Signal(object)
    """Somebody wants to see a picture large."""

    def __init__(self, context: PageContext, parts: GoodParts, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._context, self._parts = context, parts
        self._locked = False
        self.model = GoodImagesModel(parts, thumbnails)
        self._delegate = GoodImageDelegate(context.theme, context.icons)
        self.view = GoodImagesView(self._delegate)
        self.view.setModel(self.model)
        self.view.setAccessibleName(self.tr("Good parts"))
        self.view.setAccessibleDescription(
            self.tr("Delete leaves the chosen parts out, Insert brings them back, Enter shows one large.")
        )
        self._make_actions()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._header())
        layout.addWidget(self._notice())
        layout.addWidget(self.view, 1)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().selectionChanged.connect(self._refresh)
        self.model.modelReset.connect(self._refresh)
        parts.changed.connect(self._refresh)
        parts.remarks_changed.connect(self._refresh)
        context.theme.changed.connect(self._show_notice_icon)
        self._show_notice_icon()
        self._refresh()

    def chosen(self) -> list[Path]:
        """The selected pictures, in order."""
        # by ranges: thousands of indexes take their time
        ranges = sorted((part.top(), part.bottom()) for part in self.view.selectionModel().selection())
        return [self.model.path(row) for top, bottom in ranges for row in range(top, bottom + 1)]

    def set_locked(self, locked: bool) -> None:
        """While a recipe is being made, the list can be looked at but not changed."""
        self._locked = locked
        self._refresh()

    # ---- making

    def _make_actions(self) -> None:
        def action(text: str, keys: QKeySequence | None, slot: Callable[[], None], icon: str = "") -> QAction:
            made = QAction(text, self)
            made.triggered.connect(slot)
            if keys is not None:
                made.setShortcut(keys)
                made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                self.view.addAction(made)
            if icon:
                self._context.icons.bind(made, icon)
            return made

        key = Qt.Key
        self.out_action = action(
            self.tr("Leave out"), QKeySequence(key.Key_Delete), self._leave_out, icon="remove"
        )
        self.back_action = action(
            self.tr("Bring back"), QKeySequence(key.Key_Insert), self._bring_back, icon="undo"
        )
        self.off_action = action(
            self.tr("Take off the list"), QKeySequence("Shift+Del"), self._take_off, icon="trash"
        )
        self.all_action = action(
            self.tr("Select all"), QKeySequence(QKeySequence.StandardKey.SelectAll), self.view.selectAll
        )
        self.show_action = action(self.tr("Show large"), None, self._show_chosen, icon="eye")
        self.clear_action = action(self.tr("Clear the list"), None, self._clear, icon="clear")

    def _header(self) -> QHBoxLayout:
        actions = self._context.actions
        row = QHBoxLayout()
        row.setSpacing(8)
        self.count = QLabel()
        self.count.setObjectName("goodCount")
        self.count.setProperty("strong", True)
        self.count.setFont(tabular(self.count.font()))
        row.addWidget(self.count, 1)
        self.out_button = self._button("leaveOutButton", self.out_action)
        self.back_button = self._button("bringBackButton", self.back_action)
        row.addWidget(self.out_button)
        row.addWidget(self.back_button)
        self.add_button = QPushButton(self.tr("Add…"))
        self.add_button.setObjectName("addGoodButton")
        self.add_button.setAccessibleName(self.tr("Add good parts"))
        self.add_button.setAccessibleDescription(self.tr("Choose pictures or a folder of good parts"))
        menu = QMenu(self.add_button)
        menu.addAction(actions["file.good"])
        menu.addAction(actions["file.good_folder"])
        menu.addSeparator()
        menu.addAction(self.clear_action)
        self.add_button.setMenu(menu)
        row.addWidget(self.add_button)
        return row

    def _button(self, name: str, action: QAction) -> QPushButton:
        button = QPushButton(action.text())
        button.setObjectName(name)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{action.text()} ({keys})")
        button.setAccessibleDescription(self.tr("The chosen good parts; key {keys}").format(keys=keys))
        button.clicked.connect(action.trigger)
        return button

    def _notice(self) -> QWidget:
        self.notice = QWidget()
        self.notice.setObjectName("oddNotice")
        row = QHBoxLayout(self.notice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._notice_icon = QLabel()
        self._notice_icon.setAccessibleName(self.tr("Warning"))
        self._notice_words = QLabel()
        self._notice_words.setWordWrap(True)
        self.select_button = QPushButton(self.tr("Select them"))
        self.select_button.setObjectName("selectOddButton")
        self.select_button.setAccessibleDescription(self.tr("Select the parts that stand out in the grid"))
        self.select_button.clicked.connect(self._select_flagged)
        row.addWidget(self._notice_icon)
        row.addWidget(self._notice_words, 1)
        row.addWidget(self.select_button)
        return self.notice

    # ---- doing

    @Slot()
    def _leave_out(self) -> None:
        if not self._locked:
            self._parts.leave_out(self.chosen())

    @Slot()
    def _bring_back(self) -> None:
        if not self._locked:
            self._parts.bring_back(self.chosen())

    @Slot()
    def _take_off(self) -> None:
        if not self._locked:
            self._parts.take_off(self.chosen())

    @Slot()
    def _clear(self) -> None:
        if not self._locked:
            self._parts.take_off(self._parts.paths)

    @Slot()
    def _select_flagged(self) -> None:
        """Select what stands out and bring the first of it into sight."""
        from PySide6.QtCore import QItemSelection, QItemSelectionModel

        selection = QItemSelection()
        rows = [row for path in self._parts.flagged if (row := self.model.row(path)) is not None]
        for row in rows:
            selection.select(self.model.index(row), self.model.index(row))
        if not rows:
            return
        flag = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(self.model.index(rows[0]), flag.NoUpdate)
        self.view.selectionModel().select(selection, flag.ClearAndSelect)
        self.view.scrollTo(self.model.index(rows[0]))
        self.view.setFocus()

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.opened.emit(chosen[0])

    @Slot(object)
    def _on_activated(self, index: object) -> None:
        self.opened.emit(self.model.path(index.row()))  # type: ignore[attr-defined]

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.show_action)
        menu.addSeparator()
        menu.addActions([self.out_action, self.back_action, self.off_action])
        menu.addSeparator()
        menu.addAction(self.all_action)
        menu.popup(self.view.viewport().mapToGlobal(place))

    # ---- showing

    @Slot()
    def _refresh(self) -> None:
        left_out = self._parts.left_out
        out = left_out.intersection(self._parts.paths) if left_out else left_out
        used = len(self._parts.used)
        words = self.tr("1 good part") if used == 1 else self.tr("{n} good parts").format(n=grouped(used))
        if out:
            words = self.tr("{parts}, {n} left out").format(parts=words, n=grouped(len(out)))
        self.count.setText(words)
        self.count.setAccessibleName(words)
        chosen = set(self.chosen())
        free = not self._locked
        self.out_action.setEnabled(free and bool(chosen - out))
        self.back_action.setEnabled(free and bool(chosen & out))
        self.off_action.setEnabled(free and bool(chosen))
        self.show_action.setEnabled(bool(chosen))
        self.clear_action.setEnabled(free and bool(self._parts.paths))
        self.out_button.setEnabled(self.out_action.isEnabled())
        self.back_button.setEnabled(self.back_action.isEnabled())
        self.back_button.setVisible(bool(out))
        self.add_button.setEnabled(free)
        self._show_notice()

    def _show_notice(self) -> None:
        count = len(self._parts.flagged)
        self.notice.setVisible(count > 0)
        if count == 1:
            self._notice_words.setText(self.tr("1 picture stands out before anything is learned."))
        elif count:
            words = self.tr("{n} pictures stand out before anything is learned.")
            self._notice_words.setText(words.format(n=grouped(count)))
        self._notice_words.setToolTip(
            self.tr("Another size or kind than most, very small, or unreadable; point at one to see why.")
        )

    @Slot()
    def _show_notice_icon(self) -> None:
        self._notice_icon.setPixmap(self._context.icons.pixmap("warning", "review_ink", 16))
