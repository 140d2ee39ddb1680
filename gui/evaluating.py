"""Comparing verdicts with labels: which parts, who labelled them, and what follows at the limits of now."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.calibration import Tail, fit_tail
from engine.errors import GonogoError
from engine.files import write_bytes
from engine.types import FloatMap, InspectionResult, Limits
from gui.evaluate.compared import (
    Compared,
    Drawn,
    Figures,
    Source,
    drawn,
    figures,
    key_of,
    of_evaluation,
    of_reviews,
)
from gui.jobs import Failure, Job
from gui.messages import Kind, Message

if TYPE_CHECKING:
    from engine.progress import CancelToken, Report
    from gui.state import AppState

FOLDER = "evaluate.folder"
"""Where the settings remember the folder evaluated last."""
_SETTLE_MS = 60


class Evaluating(QObject):
    """What the page for evaluating shows.

    A labelled folder is judged as a job; parts inspected before are compared with the operator verdicts at
    once. Both are judged anew at other limits without a new inspection. When the recipe changes, what it said
    of a folder is out of date and dropped.
    """

    changed = Signal()
    """Other parts or labels, or none: look at everything anew."""
    judged = Signal()
    """The same parts at other limits."""
    busy_changed = Signal()
    """A folder is being evaluated, or no longer; or it went wrong."""

    def __init__(self, state: AppState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._source = Source.FOLDER
        self._of_folder: Compared | None = None
        self._of_reviews: Compared | None = None
        self._judged_by: tuple[object, object] | None = None
        self._figures: tuple[Compared, Figures] | None = None
        self._drawn: tuple[Compared, Drawn] | None = None
        self._tail: Tail | None = None
        self._failure: Failure | None = None
        self._folder = _folder_of(state)
        self._job = 0
        self._outdated = False
        self._awake = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SETTLE_MS)
        self._rest.timeout.connect(self._look_at_reviews)
        state.limits_changed.connect(self._on_limits)
        state.recipe_changed.connect(self._on_recipe)
        for signal in (
            state.results_added,
            state.results_changed,
            state.results_reset,
            state.reviews_changed,
        ):
            signal.connect(self._on_results)
        self._on_recipe()

    # what there is

    @property
    def source(self) -> Source:
        """Who labels the parts that are shown."""
        return self._source

    @property
    def compared(self) -> Compared | None:
        """The labelled parts; None while there are none."""
        return self._of_folder if self._source is Source.FOLDER else self._of_reviews

    @property
    def figures(self) -> Figures | None:
        """What follows at the limits of now."""
        limits, compared = self._state.limits, self.compared
        if limits is None or compared is None:
            return None
        kept = self._figures
        if kept is None or kept[0] is not compared or kept[1].limits != limits:
            kept = self._figures = (compared, figures(compared, limits))
        return kept[1]

    @property
    def drawn(self) -> Drawn | None:
        """The curves."""
        limits, compared = self._state.limits, self.compared
        if limits is None or compared is None:
            return None
        kept = self._drawn
        if kept is None or kept[0] is not compared or kept[1].key != key_of(limits):
            kept = self._drawn = (compared, drawn(compared, limits))
        return kept[1]

    @property
    def tail(self) -> Tail | None:
        """What the recipe's own good parts say of a limit; None where they say nothing."""
        return self._tail

    @property
    def folder(self) -> Path | None:
        """The folder evaluated last, perhaps in an earlier session."""
        return self._folder

    @property
    def busy(self) -> bool:
        """Whether a folder is being evaluated."""
        return bool(self._job)

    @property
    def failure(self) -> Failure | None:
        """Why the last evaluation of a folder failed."""
        return self._failure

    @property
    def outdated(self) -> bool:
        """Whether a folder's figures were dropped because the recipe is another one now."""
        return self._outdated

    # what somebody wants

    def use(self, source: Source) -> None:
        """Show what a folder says, or what the operator verdicts say."""
        if source is self._source:
            return
        self._source = source
        if source is Source.VERDICTS:
            self._of_reviews = None
            self._look_at_reviews()
        else:
            self._tell()

    def wake(self) -> None:
        """Somebody looks: be up to date from now on."""
        self._awake = True
        if self._source is Source.VERDICTS and self._of_reviews is None:
            self._look_at_reviews()

    def sleep(self) -> None:
        """Nobody looks: operator verdicts are not counted at every key that is pressed."""
        self._awake = False
        self._rest.stop()

    def evaluate_folder(self, folder: Path) -> None:
        """Judge the parts of a labelled folder; what was shown stays until that has ended."""
        state = self._state
        recipe, limits = state.recipe, state.limits
        self._source = Source.FOLDER
        if recipe is None or limits is None:
            state.message.emit(
                Message(
                    Kind.INFO,
                    self.tr("There is no recipe to judge these parts by yet."),
                    self.tr("Open a recipe first, or make one of good parts; then evaluate the folder."),
                    action="recipe.open",
                )
            )
            self._tell()
            return
        if not state.permits("evaluate"):
            return
        if self._job:
            state.jobs.cancel(self._job)
        self._folder, self._failure = folder, None
        state.settings.remember(FOLDER, str(folder))
        threads = state.settings.value.threads or None

        def run(report: Report, cancel: CancelToken) -> Any:
            made = of_evaluation(state.engine.evaluate(recipe, folder, limits, threads, report, cancel))
            return made, figures(made, limits), drawn(made, limits)

        def ended(_nothing: object = None) -> None:
            if self._job == job.id:
                self._job = 0
                self._tell()

        def failed(failure: Failure) -> None:
            if self._job != job.id:
                return
            self._failure = failure
            if not failure.expected:
                state.unexpected.emit(failure)
            elif self._of_folder is not None:  # otherwise the page itself says so
                state.message.emit(Message.of_failure(failure))
            ended()

        def done(made: tuple[Compared, Figures, Drawn]) -> None:
            if self._job != job.id:
                return
            if self._key() == key:
                compared, at_limits, curves = made
                self._of_folder, self._outdated = compared, False
                self._figures, self._drawn = (compared, at_limits), (compared, curves)
                self._judged_by = key, recipe  # the recipe is held so that the key stays its own
                self._tell_problems(compared)
            else:
                self._outdated = True
            ended()

        key = self._key()
        job = Job("evaluate", self.tr("Evaluating"), run)
        self._job = job.id
        state.jobs.submit(job, on_success=done, on_failure=failed, on_cancel=ended)
        self._tell()

    def evaluate_again(self) -> None:
        """Judge the folder of last time by the recipe as it is now."""
        if self._folder is not None:
            self.evaluate_folder(self._folder)

    def cancel(self) -> None:
        """Stop evaluating."""
        if self._job:
            self._state.jobs.cancel(self._job)

    def save(self, path: Path) -> None:
        """Write the evaluation at the limits of now, as the command line writes it."""
        compared, limits, state = self.compared, self._state.limits, self._state
        if compared is None or limits is None:
            return
        target = path if path.suffix else path.with_name(f"{path.name}.json")

        def run(_report: Report, _cancel: CancelToken) -> None:
            document = compared.document(limits)
            text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
            # a file's name may hold bytes that are no text; JSON writes those as escapes
            write_bytes(target, (text + "\n").encode("utf-8", "backslashreplace"))

        def done(_none: object) -> None:
            words = self.tr("The evaluation was saved as {path}.").format(path=target)
            state.message.emit(Message(Kind.SUCCESS, words))

        def failed(failure: Failure) -> None:
            if failure.expected:
                state.message.emit(Message.of_failure(failure))
            else:
                state.unexpected.emit(failure)

        job = Job("save_evaluation", self.tr("Saving the evaluation"), run, cancellable=False)
        state.jobs.submit(job, on_success=done, on_failure=failed)

    def bring_map(self, record: InspectionResult, then: Callable[[FloatMap], None]) -> None:
        """Have the anomaly map of a part brought, from disk or made again.

        Args:
            record: The part.
            then: Called with the map, unless it cannot be had.
        """
        recipe = self._state.recipe
        if recipe is not None:
            threads = self._state.settings.value.threads or None
            self._state.map_fetcher.fetch(recipe, record, threads, then)

    # what happens elsewhere

    def _tell_problems(self, compared: Compared) -> None:
        """Say which files were left out."""
        if compared.problems:
            self._state.message.emit(Message.of_problems(compared.problems))

    def _key(self) -> object:
        """What scores depend on: another key, other scores."""
        state = self._state
        summary, recipe = state.summary, state.recipe
        if summary is None or recipe is None:
            return None
        # a new name, other limits or a saved file make another recipe, but the same scores
        return id(recipe.region), summary.loo_scores, summary.image_size, summary.backbone

    @Slot()
    def _on_recipe(self) -> None:
        summary, key = self._state.summary, self._key()
        self._tail = None
        if summary is not None:
            with contextlib.suppress(GonogoError):  # without a tail nothing is said about false alarms
                self._tail = fit_tail(summary.loo_scores)
        if self._of_folder is not None and (self._judged_by is None or key != self._judged_by[0]):
            self._of_folder = None
            self._outdated = True
        self._tell()

    @Slot(object)
    def _on_limits(self, _limits: Limits) -> None:
        if self.compared is not None:
            self.judged.emit()

    @Slot()
    def _on_results(self) -> None:
        if self._source is Source.VERDICTS and self._awake:
            self._rest.start()
        else:
            self._of_reviews = None

    @Slot()
    def _look_at_reviews(self) -> None:
        results = self._state.results
        decided = of_reviews(results) if len(results) else None
        self._of_reviews = decided
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self.busy_changed.emit()


def _folder_of(state: AppState) -> Path | None:
    kept = state.settings.view(FOLDER, "")
    return Path(kept) if isinstance(kept, str) and kept else None
