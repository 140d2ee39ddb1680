"""The check with the reference parts, and choosing them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.progress import CancelToken, Report
from gui.dialogs.choose import Chooser
from gui.jobs import Failure, Job
from gui.pages import PageContext
from gui.sentences import one_line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from engine.reference import CheckResult, References
    from gui.dialogs.check import CheckDialog
    from gui.dialogs.references import ReferencesDialog

log = logging.getLogger(__name__)


class Checking(QObject):
    """Connects the actions around reference parts.

    Args:
        window: Parent of the dialogs.
        context: State, actions, theme and icons.
    """

    checked = Signal(object)
    """The :class:`~engine.reference.CheckResult` of a check that was made."""

    def __init__(self, window: QWidget, context: PageContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._state = context.state
        self._chooser = Chooser(window, context.settings)
        self._check: CheckDialog | None = None
        self._references: ReferencesDialog | None = None
        self._job = 0
        context.actions.connect("recipe.check", self.check)
        context.actions.connect("recipe.references", self.manage)
        self._state.recipe_changed.connect(self._on_recipe)
        self._on_recipe()

    # ---- the check

    @Slot()
    def check(self) -> None:
        """Judge the reference parts of the open recipe by the limits in force, and show what came of it."""
        if self._state.summary is None or self._check is not None:
            return
        from gui.dialogs.check import CheckDialog

        dialog = CheckDialog(
            self._state.summary.name,
            self._context.theme,
            self._context.icons,
            may_change=self._context.actions.permitted("recipe.references"),
            parent=self._window,
        )
        self._check = dialog
        dialog.again_wanted.connect(self._begin)
        dialog.references_wanted.connect(self._manage_instead)
        dialog.finished.connect(self._on_check_closed)
        dialog.open()
        self._begin()

    @Slot()
    def _begin(self) -> None:
        state, dialog = self._state, self._check
        recipe, limits = state.recipe, state.limits
        if dialog is None or recipe is None or limits is None:
            return
        if not recipe.references:
            hint = self.tr(
                "A check needs parts whose verdict is known: some good ones, and some with defects."
            )
            dialog.show_failure("", hint, empty=True)
            return
        threads = state.settings.value.threads or None

        def run(report: Report, cancel: CancelToken) -> CheckResult:
            return state.engine.check(recipe, limits, threads, report, cancel)

        dialog.show_busy(waiting=state.busy is not None)
        job = Job("check", self.tr("Checking"), run)
        self._job = state.jobs.submit(
            job, on_success=self._on_checked, on_failure=self._on_failed, on_cancel=self._on_cancelled
        )

    def _on_checked(self, result: CheckResult) -> None:
        outcome = "as it should be" if result.ok else f"{result.n_failed} parts judged otherwise"
        log.info("checked %s with %d reference parts: %s", result.recipe_name, len(result.rows), outcome)
        self.checked.emit(result)
        if self._check is not None:
            self._check.show_result(result)

    def _on_failed(self, failure: Failure) -> None:
        if self._check is None or not failure.expected:
            self._state.tell_failure(failure)
        if self._check is not None:
            self._check.show_failure(failure.message, failure.hint)

    def _on_cancelled(self) -> None:
        if self._check is not None:
            self._check.show_failure(self.tr("It was stopped."), self.tr("Check again."))

    @Slot()
    def _on_check_closed(self) -> None:
        self._check = None
        self._state.jobs.cancel(self._job)

    @Slot()
    def _manage_instead(self) -> None:
        if self._check is not None:
            self._check.accept()
        self.manage()

    # ---- the parts

    @Slot()
    def manage(self) -> None:
        """Show the reference parts of the open recipe, and let somebody add and remove some."""
        if self._state.recipe is None or self._references is not None:
            return
        from gui.dialogs.references import ReferencesDialog

        title = self.tr("Pictures of reference parts")
        dialog = ReferencesDialog(
            self._context.icons,
            self._selected(),
            lambda chosen: self._chooser.pictures("references", title, chosen),
            self._window,
        )
        self._references = dialog
        dialog.add_wanted.connect(self.add)
        dialog.remove_wanted.connect(self.remove)
        dialog.check_wanted.connect(self._check_instead)
        dialog.finished.connect(self._on_references_closed)
        self._show_parts()
        dialog.show_note("", bad=False)
        dialog.open()

    @Slot(object)
    def add(self, paths: list[Path]) -> None:
        """Judge pictures and take them into the recipe as reference parts."""
        state = self._state
        recipe, limits = state.recipe, state.limits
        if recipe is None or limits is None or not paths or not state.permits("references"):
            return
        threads, wanted = state.settings.value.threads or None, list(paths)

        def run(report: Report, cancel: CancelToken) -> References:
            return state.engine.with_references(recipe, wanted, limits, threads, report, cancel)

        def added(made: References) -> None:
            if state.recipe is not None and state.recipe.references == recipe.references:
                state.set_references(made.recipe.references)
            self._tell(made)

        def failed(failure: Failure) -> None:
            self._end_adding("")
            state.tell_failure(failure)

        if self._references is not None:
            self._references.show_busy(True)
        job = Job("references", self.tr("Judging reference parts"), run)
        state.jobs.submit(job, on_success=added, on_failure=failed, on_cancel=lambda: self._end_adding(""))

    @Slot(object)
    def remove(self, names: list[str]) -> None:
        """Take reference parts out of the recipe, by their names."""
        recipe = self._state.recipe
        if recipe is not None:
            gone = set(names)
            self._state.set_references([part for part in recipe.references if part.name not in gone])

    def _tell(self, made: References) -> None:
        """Say which files could not be used; the list shows the others."""
        reasons = [one_line(failure.reason, failure.hint) for failure in made.failures]
        most = 3
        if len(reasons) > most:
            rest = self.tr("… and {n} more").format(n=len(reasons) - most)
            reasons = [*reasons[:most], rest]
        self._end_adding("\n".join(reasons))

    def _end_adding(self, words: str) -> None:
        if self._references is not None:
            self._references.show_busy(False)
            self._references.show_note(words, bad=True)

    def _selected(self) -> list[Path]:
        """Files of the parts that are chosen on the page for inspecting, if it was ever shown."""
        import sys

        module = sys.modules.get("gui.pages.inspect")
        page = self._window.findChild(module.InspectPage) if module is not None else None
        if page is None:
            return []
        records = [page.model.record(place) for place in page.results.view.chosen()]
        return [record.path for record in records if record.score is not None]

    @Slot()
    def _check_instead(self) -> None:
        if self._references is not None:
            self._references.accept()
        self.check()

    @Slot()
    def _on_references_closed(self) -> None:
        self._references = None

    @Slot()
    def _on_recipe(self) -> None:
        some = self._state.recipe is not None
        for name in ("recipe.check", "recipe.references"):
            self._context.actions.set_enabled(name, some)
        self._show_parts()

    def _show_parts(self) -> None:
        recipe, limits = self._state.recipe, self._state.limits
        if self._references is not None and recipe is not None and limits is not None:
            self._references.show_parts(recipe.references, limits.image_threshold)
