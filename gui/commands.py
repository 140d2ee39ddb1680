"""What the actions do that belong to no single page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu

from gui.checking import Checking
from gui.dialogs.choose import Chooser
from gui.edition import can_train
from gui.learning import Learning
from gui.pages import PageContext
from gui.paths import DataPaths
from gui.settings import THEMES
from gui.versioning import Versioning

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Commands(QObject):
    """Connects the actions that work everywhere."""

    def __init__(self, window: MainWindow, context: PageContext, paths: DataPaths) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._paths = paths
        self._chooser = Chooser(window, context.settings)
        self.checking = Checking(window, context)
        self.versioning = Versioning(window, context)
        self.learning = Learning(window, context)
        self._connect()
        state = context.state
        for signal in (state.recipe_changed, state.unsaved_changed, state.limits_changed):
            signal.connect(self._refresh)
        for signal in (state.results_added, state.results_reset, state.busy_changed, state.stopping_changed):
            signal.connect(self._refresh)
        state.undo_stack.canUndoChanged.connect(self._refresh)
        state.undo_stack.canRedoChanged.connect(self._refresh)
        context.settings.changed.connect(self._refresh)
        window.watching.changed.connect(self._refresh)
        self._refresh()

    def _connect(self) -> None:
        state, actions = self._context.state, self._context.actions
        for name, slot in {
            "file.inspect": self._inspect,
            "file.inspect_folder": self._inspect_folder,
            "file.watch": self._watch,
            "file.unwatch": self._window.watching.stop,
            "file.good": self._good,
            "file.good_folder": self._good_folder,
            "file.settings": self._settings,
            "file.quit": self._window.close,
            "edit.undo": state.undo_stack.undo,
            "edit.redo": state.undo_stack.redo,
            "edit.paste": self._window.paste,
            "edit.clear_results": state.clear_results,
            "view.full_screen": self._full_screen,
            "recipe.open": self._open,
            "recipe.save": self._save,
            "recipe.save_as": self._save_as,
            "recipe.stop": state.cancel,
            "recipe.calibrated": state.reset_limits,
            "help.shortcuts": self._shortcuts,
            "help.sample": state.try_sample,
            "help.logs": self._logs,
            "help.about": self._about,
        }.items():
            actions.connect(name, slot)
        for theme in THEMES:
            actions.connect(f"view.theme_{theme}", partial(self._choose_theme, theme))

    def fill_recent_menu(self, menu: QMenu) -> None:
        """Keep a menu filled with the recipes used last; looked up anew when it opens."""
        self._recent_menu = menu
        menu.aboutToShow.connect(self._context.state.look_up_recent)
        self._context.state.recent_changed.connect(self._fill_recent)
        self._fill_recent([])

    @Slot(object)
    def _fill_recent(self, recents: list) -> None:
        self._recent_menu.clear()
        for recent in recents:
            name = recent.path.stem.replace("&", "&&")
            action = self._recent_menu.addAction(
                self.tr("{name} (missing)").format(name=name) if recent.missing else name
            )
            action.setStatusTip(str(recent.path))
            action.setToolTip(str(recent.path))
            action.setData(str(recent.path))
            action.triggered.connect(self._open_recent)
        if not recents:
            self._recent_menu.addAction(self.tr("None yet")).setEnabled(False)

    @Slot()
    def _open_recent(self) -> None:
        action = self.sender()
        if action is not None:
            self._context.state.open_recipe(Path(action.data()))

    @Slot()
    def _refresh(self) -> None:
        state, actions = self._context.state, self._context.actions
        recipe = state.recipe is not None
        actions.set_enabled("edit.undo", state.undo_stack.canUndo())
        actions.set_enabled("edit.redo", state.undo_stack.canRedo())
        actions.set_enabled("edit.clear_results", len(state.results) > 0)
        actions.set_enabled("file.watch", recipe)
        actions.set_enabled("file.unwatch", self._window.watching.folder is not None)
        actions.set_enabled("file.export", len(state.results) > 0)
        actions.set_enabled("recipe.save", recipe and state.unsaved)
        actions.set_enabled("recipe.save_as", recipe)
        busy = state.busy
        actions.set_enabled("recipe.stop", busy is not None and busy.cancellable)
        actions.set_enabled("help.sample", busy is None)
        if not can_train():
            actions.set_enabled("file.good_folder", False)
        calibration = state.summary.calibration if state.summary else None
        limits = state.limits
        moved = (
            limits is not None
            and calibration is not None
            and (limits.image_threshold, limits.pixel_threshold, limits.min_area, limits.review_from)
            != (calibration.image_threshold, calibration.pixel_threshold, 0, 1.0)
        )
        actions.set_enabled("recipe.calibrated", moved)
        actions.set_checked(f"view.theme_{self._context.settings.value.theme}", checked=True)

    @Slot()
    def _inspect(self) -> None:
        title = self.tr("Pictures to inspect")
        self._chooser.pictures("inspect", title, self._context.state.inspect)

    @Slot()
    def _inspect_folder(self) -> None:
        title = self.tr("Folder of parts to inspect")
        self._chooser.folder("inspect", title, self._context.state.inspect)

    @Slot()
    def _watch(self) -> None:
        title = self.tr("Folder to watch")
        self._chooser.folder("watch", title, lambda paths: self._window.watching.start(paths[0]))

    @Slot()
    def _good(self) -> None:
        self._chooser.pictures("good", self.tr("Pictures of good parts"), self._add_good)

    @Slot()
    def _good_folder(self) -> None:
        self._chooser.folder("good", self.tr("Folder of good parts"), self._add_good)

    def _add_good(self, paths: list[Path]) -> None:
        self._context.state.add_good(paths)
        self._window.show_page("train")

    @Slot()
    def _open(self) -> None:
        self._chooser.recipe(
            self.tr("Open a recipe"), lambda paths: self._context.state.open_recipe(paths[0])
        )

    @Slot()
    def _save(self) -> None:
        if self._context.state.recipe_path is None:
            self._save_as()
        else:
            self._context.state.save_recipe()

    @Slot()
    def _save_as(self) -> None:
        state = self._context.state
        if state.summary is not None:
            self._chooser.save_recipe(
                self.tr("Save the recipe"), state.summary.name, lambda paths: state.save_recipe(paths[0])
            )

    @Slot()
    def _settings(self) -> None:
        from gui.dialogs.settings import SettingsDialog

        SettingsDialog(self._context.settings, self._paths, self._window).open()

    @Slot()
    def _shortcuts(self) -> None:
        from gui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._context.actions, self._window).open()

    @Slot()
    def _about(self) -> None:
        from gui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()

    @Slot()
    def _logs(self) -> None:
        self._paths.logs.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paths.logs)))

    @Slot(bool)
    def _full_screen(self, on: bool) -> None:
        state = self._window.windowState()
        flag = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | flag if on else state & ~flag)

    def _choose_theme(self, theme: str, _checked: bool) -> None:
        self._context.settings.change(theme=theme)
