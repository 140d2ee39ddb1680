"""The one window: navigation, pages, menus, messages, status, dropping and closing."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QMimeData, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from gui.actions import MENUS
from gui.commands import Commands
from gui.dialogs.message import MessageArea
from gui.drop_overlay import DropOverlay
from gui.dropping import Drop, Intent
from gui.icons import app_icon
from gui.jobs import Job
from gui.lock.control import LockControl
from gui.lock.rules import PAGE
from gui.messages import Kind, Message
from gui.navigation import Navigation, Tools
from gui.pages import PAGES, Page, PageContext, PageSpec
from gui.paths import DataPaths
from gui.status_area import StatusArea
from gui.theme import finish
from gui.watching import FolderWatching

TOOLS = ("recipe.open", "recipe.save", "", "edit.undo", "edit.redo", "", "file.export")
"""Actions of the tool bar; empty for a gap."""

LAYOUT_VERSION = 1


class MainWindow(QMainWindow):
    """The window of the program.

    Args:
        context: What pages are given.
        paths: Where things are kept.
        pages: The pages, in the order of the navigation.
    """

    painted = Signal()
    """The window is on screen for the first time."""

    def __init__(self, context: PageContext, paths: DataPaths, pages: Iterable[PageSpec] = PAGES) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(960, 600)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.context = context
        self.state = context.state
        self.app: QObject | None = None
        """What the window is a part of; set by whoever puts it together."""
        self._specs = {page.id: page for page in pages}
        self._pages: dict[str, Page] = {}
        self._warm: set[str] = set()
        self._current = ""
        self._drop: Drop | None = None
        self._painted = False
        self._closing = False
        self._answered = False
        self.watching = FolderWatching(self.state, self)
        self._commands = Commands(self, context, paths)
        self._make_middle()
        self._make_menus()
        self._make_tools()
        self._make_status()
        self.lock = LockControl(self, context)
        self._connect()
        self._restore_layout()
        self._show_title()
        self.show_page(PAGE if self.lock.locked and PAGE in self._specs else next(iter(self._specs)))

    # ---- pages

    @property
    def current_page(self) -> Page:
        """The page on top."""
        return self._pages[self._current]

    def page(self, name: str) -> Page:
        """A page by its id; made when it is first wanted."""
        if name not in self._pages:
            page = self._specs[name].load()(self.context)
            for child in page.findChildren(QWidget):
                # dropping is the window's business, so that it works the same everywhere
                child.setAcceptDrops(False)
            page.setAcceptDrops(False)
            finish(page)
            page.setAccessibleName(self._specs[name].title)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def load_pages(self) -> None:
        """Make all pages that were not wanted yet."""
        for name in self._specs:
            self.page(name)

    def load_next_page(self) -> bool:
        """Make one more page; False if there is none left."""
        for name in self._specs:
            if name not in self._pages:
                self.page(name)
                return True
        return False

    def warm_next_page(self) -> bool:
        """Let one more page prepare for being wanted; False if all are ready."""
        for name, page in self._pages.items():
            if name not in self._warm:
                self._warm.add(name)
                page.warm_up()
                return True
        return False

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Put a page on top."""
        if name not in self._specs or name == self._current:
            return
        if self.lock.locked and name != PAGE:
            return
        page = self.page(name)
        if self._current:
            self.current_page.hidden()
        self._current = name
        self._stack.setCurrentWidget(page)
        self.context.actions.set_page(name)
        self.context.actions.set_checked(f"view.{name}", checked=True)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.shown()

    # ---- dropping and pasting

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Look what it is, once, and say what would happen."""
        drop = Drop.of_mime(event.mimeData())
        if drop.empty:
            event.ignore()
            return
        self._drop = drop
        self._drag_to(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say what would happen here."""
        if self._drop is None:
            event.ignore()
            return
        possible = self._drag_to(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)
        if possible:
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget it."""
        self._end_drag()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let it happen."""
        drop = self._drop or Drop.of_mime(event.mimeData())
        position = self.current_page.mapFrom(self, event.position().toPoint())
        picture = event.mimeData().imageData() if drop.picture else None
        self._end_drag()
        event.setDropAction(Qt.DropAction.CopyAction)
        if self._refused(drop, position):
            event.ignore()
        elif self._take(drop, position, picture):
            event.accept()
        else:
            event.ignore()
        self.activateWindow()

    @Slot()
    def paste(self) -> None:
        """Take what is on the clipboard as if it were dropped on the page."""
        self.paste_mime(QGuiApplication.clipboard().mimeData())

    def paste_mime(self, mime: QMimeData | None) -> None:
        """The same with any content."""
        drop = Drop() if mime is None else Drop.of_mime(mime)
        picture = mime.imageData() if mime is not None and drop.picture else None
        if self._refused(drop, None):
            return
        if not self._take(drop, None, picture):
            self.state.message.emit(
                Message(
                    Kind.INFO,
                    self.tr("There is nothing on the clipboard that could be used here."),
                    self.tr("Copy pictures, files or folders first, then paste them."),
                )
            )

    def _take(self, drop: Drop, position: QPoint | None, picture: object) -> bool:
        page = self.current_page
        if not drop.picture:
            return page.accept_drop(drop, position)
        if not isinstance(picture, QImage) or page.drop_intent(drop, position) is Intent.NOTHING:
            return False
        self.state.take_picture(picture, lambda path: page.accept_drop(Drop(images=(path,)), position))
        return True

    def _refused(self, drop: Drop, position: QPoint | None) -> bool:
        """Whether the operator lock forbids it; it is said then."""
        good = self.current_page.drop_intent(drop, position) is Intent.GOOD
        return self.lock.refuse(drop, good=good)

    def _drag_to(self, position: QPoint) -> bool:
        if self._drop is None:
            return False
        page = self.current_page
        here = page.mapFrom(self, position)
        intent = page.drop_intent(self._drop, here)
        objection = self.lock.objection(self._drop, good=intent is Intent.GOOD)
        if objection:
            # it may be let go of, so that the sentence stays on screen as a message
            self._overlay.say(objection, Intent.NOTHING)
            return True
        possible = page.drop_intent(self._drop, here) is not Intent.NOTHING
        if page.draws_hint:
            page.drag_moved(self._drop, here)
        else:
            self._overlay.say(page.drop_hint(self._drop, here), page.drop_intent(self._drop, here))
        return possible

    def _end_drag(self) -> None:
        self._drop = None
        self._overlay.hide()
        self.current_page.drag_moved(None, None)

    # ---- closing

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask if something would be lost, stop what runs, remember the layout, then go."""
        if not self._answered and (lost := self._would_be_lost()):
            event.ignore()
            self._ask(lost)
            return
        if not self.state.jobs.idle:
            event.ignore()
            if not self._closing:
                self._closing = True
                self.setEnabled(False)
                self.state.cancel()
            return
        self._remember_layout()
        for page in self._pages.values():
            page.closing()
        self.context.lock.close()
        self.state.shut_down()
        self.state.jobs.wait()
        self.context.settings.save()
        event.accept()

    def answered(self) -> None:
        """Ask nothing any more when the window closes."""
        self._answered = True

    def _would_be_lost(self) -> str:
        busy = self.state.busy
        if busy is not None and busy.kind == "train":
            return "training"
        if self.state.recipe is not None and self.state.unsaved and not self.lock.locked:
            return "recipe"
        return ""

    def _ask(self, lost: str) -> None:
        """Ask without blocking; the answer closes the window or not."""
        box = QMessageBox(self)
        box.setObjectName("closeQuestion")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Close Gonogo?"))
        kinds = QMessageBox.StandardButton
        if lost == "training":
            box.setText(self.tr("A recipe is being made right now."))
            box.setInformativeText(self.tr("Closing stops it, and nothing of it is kept."))
            box.setStandardButtons(kinds.Discard | kinds.Cancel)
            box.button(kinds.Discard).setText(self.tr("Stop and close"))
        else:
            name = self.state.summary.name if self.state.summary else ""
            box.setText(self.tr("The recipe {name} has not been saved.").format(name=name))
            box.setInformativeText(self.tr("Closing without saving loses what is new in it."))
            box.setStandardButtons(kinds.Save | kinds.Discard | kinds.Cancel)
            box.button(kinds.Discard).setText(self.tr("Close without saving"))
        box.setDefaultButton(kinds.Cancel)
        box.finished.connect(self._on_answer)
        box.open()

    @Slot(int)
    def _on_answer(self, answer: int) -> None:
        kinds = QMessageBox.StandardButton
        if answer == kinds.Save.value:
            self.context.actions["recipe.save"].trigger()
            if self.state.busy is not None:
                # closes by itself when the file is written, and asks again if that failed
                self._closing = True
        elif answer == kinds.Discard.value:
            self._answered = True
            self.close()

    @Slot(object)
    def _on_busy(self, _job: Job | None) -> None:
        if self._closing and self.state.jobs.idle:
            self._closing = False
            self.setEnabled(True)
            self.close()

    # ---- making

    def _make_middle(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._messages = MessageArea(self.context.theme, self.context.icons, self.context.actions)
        self.navigation = Navigation(
            tuple(self._specs.values()),
            ("help.shortcuts", "file.settings", "recipe.lock"),
            self.context.actions,
        )
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._messages)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(middle)
        self._overlay = DropOverlay(self._stack, self.context.theme, self.context.icons)

    def _make_menus(self) -> None:
        bar = self.menuBar()
        bar.setAccessibleName(self.tr("Menus"))
        for name, words in MENUS.items():
            menu = bar.addMenu(QCoreApplication.translate("Actions", words))
            menu.setObjectName(f"{name}Menu")
            menu.setToolTipsVisible(False)
            for number, section in enumerate(self.context.actions.menu(name)):
                if number:
                    menu.addSeparator()
                menu.addActions(section)
                if name == "recipe" and not number:
                    recent = menu.addMenu(self.tr("Recent recipes"))
                    recent.setObjectName("recentMenu")
                    self._recent = recent
                    self.context.icons.bind(recent, "history")
                    self._commands.fill_recent_menu(recent)
        # single letters and the like work without an open menu only if the window knows the actions
        self.addActions([self.context.actions[spec] for spec in self.context.actions.specs])

    def _make_tools(self) -> None:
        self._tools = Tools(TOOLS, self.context.actions)
        if self.menuBar().isNativeMenuBar():
            bar = QToolBar(self.tr("Tool bar"))
            bar.setObjectName("mainToolBar")
            bar.setMovable(False)
            bar.addWidget(self._tools)
            self.addToolBar(bar)
        else:  # beside the menus: height is what photos need most
            self.menuBar().setCornerWidget(self._tools)
        shown = bool(self.context.settings.view("tool_bar", default=True))
        self._tools.setVisible(shown)
        self.context.actions.connect("view.tool_bar", self._show_tools)
        self.context.actions.set_checked("view.tool_bar", shown)

    def _make_status(self) -> None:
        self.status = StatusArea(self.state, self.context.actions, self.watching)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.status, 1)

    def _connect(self) -> None:
        state, actions = self.state, self.context.actions
        for name in self._specs:
            actions.connect(f"view.{name}", partial(self._on_navigated, name))
        self.lock.changed.connect(self._show_lock)
        self._show_lock(self.lock.locked)
        state.page_wanted.connect(self.show_page)
        state.message.connect(self._messages.show_message)
        state.recipe_changed.connect(self._show_title)
        state.unsaved_changed.connect(self._show_title)
        state.jobs.current_changed.connect(self._on_busy, Qt.ConnectionType.QueuedConnection)

    def _on_navigated(self, name: str, _checked: bool) -> None:
        self.show_page(name)

    @Slot(bool)
    def _show_lock(self, locked: bool) -> None:
        """Leave to an operator what is theirs, large enough for gloves."""
        self._recent.menuAction().setVisible(not locked)
        self.navigation.set_locked(locked)
        self._tools.set_touch(locked)
        self.status.set_touch(locked)
        if locked and self._current:
            self.show_page(PAGE)

    @Slot(bool)
    def _show_tools(self, shown: bool) -> None:
        self._tools.setVisible(shown)
        self.context.settings.remember("tool_bar", shown)

    @Slot()
    def _show_title(self) -> None:
        summary = self.state.summary
        name = summary.name if summary is not None else ""
        self.setWindowTitle(f"{name}[*] – Gonogo" if name else "Gonogo[*]")
        self.setWindowModified(bool(name) and self.state.unsaved)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window is seen first."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def event(self, event: QEvent) -> bool:
        """Keep recipe, progress and Cancel in sight: only an open menu explains itself in the status bar."""
        if event.type() == QEvent.Type.StatusTip and QApplication.activePopupWidget() is None:
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the switch for full screen true."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.context.actions.set_checked("view.full_screen", self.isFullScreen())

    def _restore_layout(self) -> None:
        settings = self.context.settings.value
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry() if screen is not None else None
        width, height = (1440, 900) if room is None else (min(1440, room.width()), min(900, room.height()))
        self.resize(width, height)
        if settings.geometry:
            self.restoreGeometry(_bytes(settings.geometry))
        if settings.layout:
            self.restoreState(_bytes(settings.layout), LAYOUT_VERSION)

    def _remember_layout(self) -> None:
        self.context.settings.change(
            geometry=_text(self.saveGeometry()), layout=_text(self.saveState(LAYOUT_VERSION))
        )


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))


def _text(data: QByteArray) -> str:
    return base64.b64encode(data.data()).decode("ascii")
