"""The page for judging parts by a recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.types import Defect
from gui.desktop import open_folder, show_file
from gui.inspect.areas import AreaKeeper
from gui.inspect.defects_pane import DefectsPane
from gui.inspect.limits_panel import LimitsPanel
from gui.inspect.results_pane import ResultsPane
from gui.inspect.review_bar import ReviewBar
from gui.inspect.reviewing import Reviewing
from gui.inspect.shown_part import ShownPart
from gui.inspect.verdict_label import VerdictLabel
from gui.learning import in_recipe
from gui.lock.station import Station
from gui.messages import Kind, Message
from gui.models.results_table import ResultsTable
from gui.models.thumbnails import Thumbnails
from gui.pages import Page, PageContext
from gui.pages.empty import EmptyState
from gui.viewer import ImageViewer, ViewSettings

THUMBNAIL_PIXELS = 96
"""Longest side of the list's thumbnails: enough for twice the density of a plain screen."""
_LIMITS_WIDTH, _LIMITS_SHARE = 308, 0.64
_LIST_SHARE, _LIST_LEAST, _LIST_MOST = 0.28, 376, 440


class InspectPage(Page):
    """Parts in, verdicts out."""

    id = "inspect"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.thumbnails = Thumbnails(
            THUMBNAIL_PIXELS, context.settings, self.state.paths, self.state.pictures, self
        )
        self.model = ResultsTable(self.state, self.thumbnails, self)
        self.results = ResultsPane(context, self.model, self.thumbnails)
        self.viewer = ImageViewer()
        self.station = Station(context, self.model, self.results.view, self.viewer, self)
        self.verdict = VerdictLabel(context.theme, context.icons)
        self.viewer.add_header_widget(self.verdict)
        self.station.stands_in_for(self.verdict)
        self.part = ShownPart(self.state, self.viewer, self)
        self.areas = AreaKeeper(self.state, self)
        self.limits = LimitsPanel(context, self.areas)
        self.defects = DefectsPane()
        self.review_bar = ReviewBar(context.actions, context.icons)
        self._exported: Path | None = None
        self._fresh: set[QSplitter] = set()
        """Splitters that nobody has moved yet."""
        self._lay_out()
        self._connect()
        self._connect_actions()
        self.reviewing = Reviewing(context, self.model, self.results.view, self.review_bar, self)
        self._restore()
        self._show_state()
        self._show_part()
        self._show_kept()

    # making

    def _lay_out(self) -> None:
        self._empty = self._empty_state(
            self.tr("Open a recipe or make one of good parts first; then drop parts here to inspect them."),
            self.tr("Open a recipe…"),
            "recipe.open",
        )
        self._ready = self._empty_state(
            self.tr("Drop pictures or folders of parts anywhere on the window to inspect them."),
            self.tr("Choose a folder of parts…"),
            "file.inspect_folder",
        )
        self._busy = EmptyState(
            "inspect",
            self.tr("The first verdicts appear here in a moment."),
            self.context.theme,
            self.context.icons,
        )
        self._photos = QSplitter(Qt.Orientation.Horizontal)
        self._photos.addWidget(self.results)
        self._photos.addWidget(self.viewer)
        self._middle = QStackedWidget()
        for widget in (self._empty, self._ready, self._busy, self._photos):
            self._middle.addWidget(widget)
        self.station.set_below(self._middle)
        scrolled = QScrollArea()
        scrolled.setWidget(self.limits)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setMinimumWidth(280)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.addWidget(scrolled)
        self._right.addWidget(self.defects)
        self._right.addWidget(self._make_foot())
        self._whole = QSplitter(Qt.Orientation.Horizontal)
        self._whole.addWidget(self.station.place)
        self._whole.addWidget(self._right)
        self.results.setMinimumWidth(260)
        self.viewer.setMinimumWidth(360)
        self.station.hide_from_operators(scrolled)
        self.defects.setMinimumHeight(106)
        for splitter in (self._photos, self._right, self._whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def _empty_state(self, sentence: str, button: str, action: str) -> EmptyState:
        trigger = self.context.actions[action].trigger
        return EmptyState("inspect", sentence, self.context.theme, self.context.icons, button, trigger)

    def _make_foot(self) -> QWidget:
        """What is said and what is done with it: always there, at the same place."""
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.review_bar)
        layout.addWidget(self._make_export())
        # as high as its controls are, also when they grow for fingers
        place.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.station.changed.connect(self._share_room)
        return place

    def _make_export(self) -> QWidget:
        action = self.context.actions["file.export"]
        self.export_button = QPushButton(self.tr("Export…"))
        self.export_button.setObjectName("exportButton")
        self.export_button.setAccessibleDescription(action.statusTip())
        self.export_button.setToolTip(action.toolTip())
        self.context.icons.bind(self.export_button, "export")
        self.export_button.clicked.connect(action.trigger)
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(8, 4, 12, 8)
        layout.addWidget(self.export_button)
        return place

    def _connect(self) -> None:
        state, view = self.state, self.results.view
        for signal in (state.recipe_changed, state.busy_changed, state.results_added, state.results_reset):
            signal.connect(self._show_state)
        state.exported.connect(self._on_exported)
        state.part_wanted.connect(self._on_part_wanted)
        state.restored.connect(self._show_kept)
        self.model.rowsInserted.connect(self._on_inserted)
        self.model.rearranged.connect(self._on_inserted)
        view.current_changed.connect(self._on_current)
        view.chosen_changed.connect(self._show_actions)
        view.bare_wanted.connect(self.viewer.set_bare)
        view.copy_wanted.connect(self._copy_paths)
        view.customContextMenuRequested.connect(self._show_menu)
        self.part.changed.connect(self._show_part)
        self.viewer.settings_changed.connect(self._on_view_settings)
        self.viewer.defect_selected.connect(self.defects.select)
        self.defects.selected.connect(self._on_defect_selected)
        self.defects.wanted.connect(self._on_defect_wanted)

    def _connect_actions(self) -> None:
        actions, viewer = self.context.actions, self.viewer
        for name, slot in {
            "edit.copy_view": viewer.copy_view,
            "edit.find": self.results.find,
            "edit.remove": self._remove,
            "file.export": self._export,
            "file.show_export": self._show_export,
            "part.next": self._next,
            "part.previous": self._previous,
            "part.copy_path": self._copy_paths,
            "part.remove_from_recipe": self._remove_from_recipe,
            "part.show_file": self._show_file,
            "view.fit": viewer.fit,
            "view.one_to_one": viewer.actual_size,
            "view.zoom_in": viewer.zoom_in,
            "view.zoom_out": viewer.zoom_out,
            "view.heatmap": self._switch_heatmap,
            "view.contours": self._switch_contours,
            "view.boxes": self._switch_boxes,
            "view.split": self._switch_split,
        }.items():
            actions.connect(name, slot)
        actions["file.export"].changed.connect(self._show_actions)
        actions.set_enabled("file.show_export", enabled=False)

    # what the page remembers

    def _restore(self) -> None:
        settings = self.context.settings
        for name, splitter, usual in (
            ("inspect.list", self._photos, []),
            ("inspect.limits", self._whole, [4000, _LIMITS_WIDTH]),
            ("inspect.right", self._right, []),
        ):
            splitter.setObjectName(name)
            sizes = _sizes(settings.view(name), splitter.count()) or usual
            if sizes:
                splitter.setSizes(sizes)
            else:
                self._fresh.add(splitter)
            splitter.splitterMoved.connect(self._remember_sizes)
        self._photos.setStretchFactor(0, 0)
        self._photos.setStretchFactor(1, 1)
        self._whole.setStretchFactor(0, 1)
        self._whole.setStretchFactor(1, 0)
        self._right.setStretchFactor(0, 1)
        self._right.setStretchFactor(1, 1)
        kept = settings.view("inspect.view", {})
        usual = ViewSettings(colour_map=settings.value.colour_map)
        self.viewer.apply_view_settings(_view_settings(kept, usual))
        self._show_switches(self.viewer.view_settings())

    @Slot()
    def _remember_sizes(self) -> None:
        splitter = self.sender()
        if isinstance(splitter, QSplitter):
            self._fresh.discard(splitter)
            self.context.settings.remember(splitter.objectName(), splitter.sizes())

    @Slot(object)
    def _on_view_settings(self, look: ViewSettings) -> None:
        kept = {name: getattr(look, name) for name in _KEPT}
        self.context.settings.remember("inspect.view", kept)
        self._show_switches(look)

    def _show_switches(self, look: ViewSettings) -> None:
        actions = self.context.actions
        actions.set_checked("view.heatmap", look.heatmap)
        actions.set_checked("view.contours", look.contour)
        actions.set_checked("view.boxes", look.boxes)
        actions.set_checked("view.split", look.split)

    # the page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and limits take their share of the room."""
        super().resizeEvent(event)
        self._share_room()

    @Slot()
    def _share_room(self) -> None:
        """Divide the room sensibly, until somebody has divided it otherwise."""
        if self._photos in self._fresh:
            width = min(max(round(self.width() * _LIST_SHARE), _LIST_LEAST), _LIST_MOST)
            self._photos.setSizes([width, max(self.width() - _LIMITS_WIDTH - width, 1)])
        if self._right in self._fresh:
            export = self._right.widget(2).sizeHint().height()
            room = max(self.height() - export - 2 * self._right.handleWidth(), 1)
            most = room - self.defects.minimumHeight()
            # before it was on show the panel has no width of its own yet
            needed = self.limits.roomy_height(min(self.limits.width(), _LIMITS_WIDTH))
            self.limits.set_compact(needed > most)
            height = min(max(round(room * _LIMITS_SHARE), needed), most)
            self._right.setSizes([height, room - height, export])

    def warm_up(self) -> None:
        """Paint list and viewer once unseen: their fonts and icons take longer than the first photo."""
        if not len(self.state.results):
            self._photos.grab()
            self.viewer.warm_up()

    def shown(self) -> None:
        """The page is on top now."""
        self._share_room()
        self._show_actions()
        if len(self.state.results):
            self.results.view.setFocus()

    def closing(self) -> None:
        """The window goes."""
        self.part.close()
        self.thumbnails.close()

    @Slot()
    def _show_state(self) -> None:
        """Show the list, or what to do while there is none."""
        state, busy = self.state, self.state.busy
        if len(state.results):
            shown: QWidget = self._photos
        elif busy is not None and busy.kind == "inspect":
            shown = self._busy
        else:
            shown = self._empty if state.recipe is None else self._ready
        self._middle.setCurrentWidget(shown)
        if self._right.isHidden() and state.recipe is not None:
            QTimer.singleShot(0, self, self._share_room)  # once the panel knows its words
        self._right.setVisible(state.recipe is not None)
        self._show_actions()

    @Slot()
    def _show_actions(self) -> None:
        actions, view = self.context.actions, self.results.view
        some = view.place() >= 0
        many = self.model.rowCount() > 0
        self.export_button.setEnabled(actions["file.export"].isEnabled())
        if not self.isVisible():
            return
        chosen = some or bool(view.chosen())
        for name in ("edit.remove", "part.copy_path", "part.show_file", "part.remove_from_recipe"):
            actions.set_enabled(name, chosen)
        for name in ("part.next", "part.previous"):
            actions.set_enabled(name, many)
        for name in ("edit.copy_view", "view.fit", "view.one_to_one", "view.zoom_in", "view.zoom_out"):
            actions.set_enabled(name, some)

    @Slot()
    def _on_inserted(self) -> None:
        """The first part there is, is shown."""
        view = self.results.view
        if view.place() < 0 and self.model.rowCount():
            view.show_place(0)
            if self.isVisible() and not self.results.search.hasFocus():
                view.setFocus()

    @Slot()
    def _show_kept(self) -> None:
        """Show the part that was on show when the session was left."""
        key = self.state.view.get("part")
        rows = self.state.results.rows_of([key]) if isinstance(key, int) else []
        place = self.model.place_of(rows[0]) if rows else -1
        if place != self.results.view.place():
            self.results.view.show_place(max(place, 0))

    @Slot(int)
    def _on_part_wanted(self, row: int) -> None:
        """Choose a part that somebody wants to see, listing all parts if it is not among those listed."""
        if not 0 <= row < len(self.state.results):
            return
        if self.model.place_of(row) < 0:
            self.results.show_all()
        self.results.view.show_place(self.model.place_of(row))
        self.results.view.setFocus()

    @Slot(int)
    def _on_current(self, place: int) -> None:
        if place >= 0:
            self.state.note_view(part=int(self.state.results.keys[self.model.row_of(place)]))
        if place < 0:
            self.part.show(-1)
        else:
            beside = [p for p in (place + 1, place - 1) if 0 <= p < self.model.rowCount()]
            self.part.show(self.model.row_of(place), [self.model.row_of(p) for p in beside])
        self._show_actions()

    # the shown part

    @Slot()
    def _show_part(self) -> None:
        part = self.part
        self.verdict.show_verdict(part.verdict, part.margin)
        record = part.record
        if record is None or part.failed:
            note = self.tr("This file could not be judged.")
            if record is None:
                note = self.tr("The defects of the shown part are listed here.")
            elif record.score is not None:
                note = ""
            self.defects.show_note(note)
            return
        note = self.tr("No region is above the limit for pixels.")
        limits = self.state.limits
        if not part.has_map:
            note = self.tr("The heatmap is being made again …")
        elif limits is not None and limits.min_area:
            note = self.tr("No region above the limit for pixels is large enough.")
        self.defects.show_defects(part.defects, record.width * record.height, note)
        selected = self.viewer.selected_defect
        self.defects.select(-1 if selected is None else selected)

    @Slot(int)
    def _on_defect_selected(self, index: int) -> None:
        self.viewer.select_defect(None if index < 0 else index)

    @Slot(object)
    def _on_defect_wanted(self, defect: Defect) -> None:
        self.viewer.zoom_to(defect)

    # actions

    @Slot(bool)
    def _switch_heatmap(self, on: bool) -> None:
        self.viewer.change_settings(heatmap=on)

    @Slot(bool)
    def _switch_contours(self, on: bool) -> None:
        self.viewer.change_settings(contour=on)

    @Slot(bool)
    def _switch_boxes(self, on: bool) -> None:
        self.viewer.change_settings(boxes=on)

    @Slot(bool)
    def _switch_split(self, on: bool) -> None:
        self.viewer.change_settings(split=on)

    @Slot()
    def _next(self) -> None:
        self.results.view.step(1)

    @Slot()
    def _previous(self) -> None:
        self.results.view.step(-1)

    def _chosen_places(self) -> list[int]:
        view = self.results.view
        return view.chosen() or ([view.place()] if view.place() >= 0 else [])

    @Slot()
    def _remove(self) -> None:
        """Take the chosen parts off the list; their files are not touched."""
        if self.isVisible() and (places := self._chosen_places()):
            self.state.remove_results([self.model.row_of(place) for place in places])

    @Slot()
    def _remove_from_recipe(self) -> None:
        """Unlearn the chosen parts, if somebody says yes to what it changes."""
        rows = in_recipe(self.state, [self.model.row_of(place) for place in self._chosen_places()])
        if rows:
            self.state.propose(remove=[self.state.results[row].path for row in rows])
            return
        words = self.tr("The recipe was not made from the chosen parts, so they cannot be taken out of it.")
        self.state.message.emit(Message(Kind.INFO, words))

    @Slot()
    def _copy_paths(self) -> None:
        paths = [str(self.model.record(place).path) for place in self._chosen_places()]
        if paths:
            QGuiApplication.clipboard().setText("\n".join(paths))

    @Slot()
    def _show_file(self) -> None:
        place = self.results.view.place()
        if place < 0:
            return
        path = self.model.record(place).path
        if not show_file(path):
            self._complain(path.parent)

    @Slot()
    def _export(self) -> None:
        from gui.dialogs.export import ExportDialog

        if not len(self.state.results):
            return
        listed = [int(row) for row in self.model.rows]
        chosen = [self.model.row_of(place) for place in self.results.view.chosen()]
        look = self.viewer.view_settings()
        ExportDialog(self.state, self.context.settings, listed, chosen, look, self.window()).open()

    @Slot(object)
    def _on_exported(self, folder: Path) -> None:
        self._exported = folder
        self.context.actions.set_enabled("file.show_export", enabled=True)

    @Slot()
    def _show_export(self) -> None:
        if self._exported is not None and not open_folder(self._exported):
            self._complain(self._exported)

    def _complain(self, folder: Path) -> None:
        words = self.tr("The folder {folder} could not be opened.").format(folder=folder)
        hint = self.tr("Look for it in the file manager; it may have been moved.")
        self.state.message.emit(Message(Kind.WARNING, words, hint))

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        if not self._chosen_places():
            return
        self.menu().popup(self.results.view.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """The menu of the list, new for each use."""
        actions, menu = self.context.actions, QMenu(self)
        menu.setObjectName("resultsMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(actions["part.show_file"])
        menu.addAction(actions["part.copy_path"])
        menu.addSeparator()
        for name in ("part.good", "part.defective", "part.unsure", "part.undecide", "part.note"):
            menu.addAction(actions[name])
        menu.addSeparator()
        menu.addAction(actions["part.remove_from_recipe"])
        menu.addAction(actions["file.export"])
        menu.addSeparator()
        remove = menu.addAction(actions["edit.remove"].icon(), self.tr("Take off the list\tDel"))
        remove.triggered.connect(self._remove)
        remove.setVisible(actions.permitted("edit.remove"))
        return menu


_KEPT = ("heatmap", "opacity", "colour_map", "whole_map", "contour", "boxes", "split")


def _view_settings(kept: Any, usual: ViewSettings) -> ViewSettings:
    """What was remembered of how parts are shown; what cannot be used is as usual."""
    if not isinstance(kept, dict):
        return usual
    known = {name: kept.get(name) for name in _KEPT}
    fitting = {
        name: value
        for name, value in known.items()
        if isinstance(value, bool | int | float | str) and type(value) is type(getattr(usual, name))
    }
    return ViewSettings(**{**{name: getattr(usual, name) for name in _KEPT}, **fitting})


def _sizes(kept: Any, many: int) -> list[int]:
    """Remembered sizes of a splitter, if they are such."""
    fitting = isinstance(kept, list) and len(kept) == many and all(type(size) is int for size in kept)
    return kept if fitting and sum(kept) > 0 and min(kept) >= 0 else []
