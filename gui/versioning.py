"""Going back to an earlier version of the open recipe."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from engine.errors import GonogoError
from engine.progress import CancelToken, Report
from gui.jobs import Failure, Job
from gui.pages import PageContext

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from engine.versions import Version
    from gui.dialogs.versions import VersionsDialog

log = logging.getLogger(__name__)


class Versioning(QObject):
    """Connects the action that shows earlier versions.

    Args:
        window: Parent of the dialog.
        context: State and actions.
    """

    def __init__(self, window: QWidget, context: PageContext) -> None:
        super().__init__(window)
        self._window = window
        self._state = context.state
        self._actions = context.actions
        self._dialog: VersionsDialog | None = None
        self._actions.connect("recipe.versions", self.show_versions)
        for signal in (self._state.recipe_changed, self._state.busy_changed):
            signal.connect(self._refresh)
        self._refresh()

    @Slot()
    def show_versions(self) -> None:
        """Look for the versions of the open recipe, and let somebody choose one."""
        from gui.dialogs.versions import VersionsDialog

        state = self._state
        recipe, limits = state.recipe, state.limits
        if recipe is None or limits is None or self._dialog is not None:
            return
        dialog = self._dialog = VersionsDialog(recipe.name, self._window)
        dialog.chosen.connect(self._go_back)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        folder, now = state.paths.versions, recipe.with_limits(limits)
        reason = state.recipe_reason if limits == recipe.limits else "limits moved"

        def run(_report: Report, _cancel: CancelToken) -> tuple[tuple[Version, ...], str]:
            try:
                # what there is now shall be on the list too, whether it was saved or not
                current = state.engine.keep_version(folder, now, reason)
            except GonogoError:
                log.warning("the recipe as it is now could not be kept", exc_info=True)
                current = now.sha256
            return state.engine.list_versions(folder, now.id), current

        job = Job("versions", self.tr("Looking for versions"), run, quiet=True)
        state.jobs.submit(job, on_success=self._on_found, on_failure=self._on_failed)

    def _on_found(self, found: tuple[tuple[Version, ...], str]) -> None:
        if self._dialog is not None:
            self._dialog.show_versions(*found)

    def _on_failed(self, failure: Failure) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(f"{failure.message} {failure.hint}".strip())
        if not failure.expected:
            self._state.tell_failure(failure)

    @Slot(object)
    def _go_back(self, version: Version) -> None:
        self._state.roll_back(version.path)

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None

    @Slot()
    def _refresh(self) -> None:
        some = self._state.recipe is not None and self._state.busy is None
        self._actions.set_enabled("recipe.versions", some)
