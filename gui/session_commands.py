"""What the actions about sessions do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.dialogs.choose import Chooser
from gui.sessions import SessionKeeper
from gui.settings import SettingsStore
from gui.state import AppState


class SessionCommands(QObject):
    """Connects the actions about sessions.

    Args:
        window: Parent of dialogs.
        keeper: The sessions.
        state: The state that they keep.
        actions: All actions.
        settings: Remembers folders.
    """

    def __init__(
        self,
        window: QWidget,
        keeper: SessionKeeper,
        state: AppState,
        actions: Actions,
        settings: SettingsStore,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._keeper = keeper
        self._state = state
        self._actions = actions
        self._chooser = Chooser(window, settings)
        actions.connect("file.new_session", keeper.start_new)
        actions.connect("file.sessions", self.show_sessions)
        actions.connect("file.relocate", self.relocate)
        for signal in (state.results_added, state.results_reset, keeper.changed, keeper.missing_changed):
            signal.connect(self._refresh)
        self._refresh()

    @Slot()
    def show_sessions(self) -> None:
        """Show all sessions."""
        from gui.dialogs.sessions import SessionsDialog

        dialog = SessionsDialog(self._keeper, self._window)
        dialog.opened.connect(self._keeper.restore)
        dialog.open()

    @Slot()
    def relocate(self) -> None:
        """Ask where the folder is now whose pictures are gone."""
        missing = self._keeper.missing
        if not missing:
            return
        folder, _many = missing[0]
        title = self.tr("Where is the folder {name} now?").format(name=folder.name or str(folder))
        self._chooser.folder("relocate", title, lambda paths: self._moved(folder, paths[0]))

    def _moved(self, old: Path, new: Path) -> None:
        self._keeper.relocate(old, new)

    @Slot()
    def _refresh(self) -> None:
        actions = self._actions
        actions.set_enabled("file.new_session", len(self._state.results) > 0)
        actions.set_enabled("file.relocate", bool(self._keeper.missing))
