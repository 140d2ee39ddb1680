"""Everything that changes while the window is open, in one object, and all jobs that change it.

Pages call methods and listen to signals. Whatever takes time runs as a job on the worker thread; its
outcome arrives here, on the main thread, and only then is anything changed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QUndoStack

from engine.errors import GonogoError
from engine.progress import CancelToken, Progress, Report
from gui.caches import Kept, map_memory, picture_memory
from gui.dropping import RECIPE_SUFFIX, Drop, Intent
from gui.edition import can_train, refusal_message
from gui.engine_port import Engine
from gui.jobs import Failure, Job
from gui.maps import MapCache, MapFetcher, MapStore
from gui.messages import Kind, Message
from gui.pasting import keep_picture
from gui.paths import DataPaths
from gui.recent import Recent
from gui.results import Results
from gui.settings import SettingsStore
from gui.steps import ExclusionStep, LimitsStep, RemovalStep, ReviewStep
from gui.worker import JobQueue

if TYPE_CHECKING:
    from engine.export.run import Targets, Written
    from engine.images import Scan
    from engine.learning import Proposal
    from engine.padim import Training, TrainSettings
    from engine.recipe import Recipe
    from engine.reference import ReferencePart
    from engine.session import Session
    from engine.types import (
        FloatMap,
        InspectionResult,
        Limits,
        Mask,
        OperatorVerdict,
        RecipeSummary,
        Review,
    )
    from engine.update import Update
    from gui.results import Removed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Proposed:
    """A change of the recipe that waits for a yes or no.

    Attributes:
        proposal: The changed recipe, and what it says of the parts.
        summary: What is told of the changed recipe.
        keys: Keys of the rows that the proposal's results belong to.
        generation: Number of the recipe that it was made from; recipes are counted as they are opened.
    """

    proposal: Proposal
    summary: RecipeSummary
    keys: tuple[int, ...]
    generation: int


class AppState(QObject):
    """The state of the program.

    Args:
        engine: Does the work, in the worker thread.
        jobs: The worker thread.
        settings: What the person chose.
        paths: Where things are kept.
    """

    recipe_changed = Signal()
    """Another recipe, none, or the same with other limits, name or statistics."""
    leaving = Signal()
    """The list is about to begin anew; everything is still as it was."""
    started_over = Signal()
    """The list is empty now and begins anew, with the recipe that is open."""
    closing = Signal()
    """The program ends; what is not written yet must be written now."""
    unsaved_changed = Signal(bool)
    """Whether the recipe holds anything that is not in its file."""
    limits_changed = Signal(object)
    """The :class:`~engine.types.Limits` in force; all verdicts were made anew already."""
    good_images_changed = Signal()
    """Another list of good parts to train on."""
    training_changed = Signal()
    """A training was finished, changed by removing or adding, or closed."""
    proposed = Signal(object)
    """:class:`Proposed`: what :meth:`AppState.propose` found; nothing has changed yet."""
    recipe_updated = Signal(object)
    """The :class:`~engine.update.Update` that was put in force by :meth:`AppState.accept`."""
    results_added = Signal(int, int)
    """First new row and number of new rows, at the end."""
    results_changed = Signal(int, int)
    """First row and number of rows that hold newer records."""
    results_reset = Signal()
    """Rows were removed or all is different; look at everything anew."""
    reviews_changed = Signal(object)
    """Rows (a list of int) of which a person said something else than before."""
    restored = Signal()
    """An earlier session is open again; :attr:`AppState.view` says what was shown."""
    view_changed = Signal()
    """Something else is shown; see :attr:`AppState.view`."""
    exported = Signal(object)
    """Folder that results were written into."""
    map_ready = Signal(object)
    """Path of a part whose map was asked for with :meth:`request_map` and is there now."""
    busy_changed = Signal(object)
    """The :class:`~gui.jobs.Job` that runs and is not a quiet one, or None."""
    progressed = Signal(object)
    """:class:`~engine.progress.Progress` of the running job, at most 10 a second."""
    stopping_changed = Signal(bool)
    """The running job was asked to stop (True), or has (False)."""
    recent_changed = Signal(object)
    """List of :class:`~gui.recent.Recent`, newest first, after :meth:`look_up_recent`."""
    message = Signal(object)
    """A :class:`~gui.messages.Message` for the person."""
    unexpected = Signal(object)
    """A :class:`~gui.jobs.Failure` that is a fault of the program."""
    part_wanted = Signal(int)
    """Row of the results that should be on show on the page for inspecting."""
    page_wanted = Signal(str)
    """Id of the page that should be on top now."""

    def __init__(
        self,
        engine: Engine,
        jobs: JobQueue,
        settings: SettingsStore,
        paths: DataPaths,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.engine = engine
        self.jobs = jobs
        self.settings = settings
        self.paths = paths
        self.undo_stack = QUndoStack(self)
        self.results = Results()
        self.maps = MapStore(map_memory(settings.value))
        self.map_cache = MapCache(engine.identity, settings, paths, self)
        self.map_fetcher = MapFetcher(engine, jobs, self.map_cache, self)
        self.pictures = Kept(picture_memory(settings.value))
        """Thumbnails and photos in memory, of all pages."""
        self._recipe: Recipe | None = None
        self._recipe_path: Path | None = None
        self._summary: RecipeSummary | None = None
        self._limits: Limits | None = None
        self._unsaved = False
        self._training: Training | None = None
        self._good_images: tuple[Path, ...] = ()
        self._pending: tuple[Path, ...] = ()
        self._generation = 0
        self._again = 0
        self.view: dict[str, Any] = {}
        """What pages show of the session, JSON values by name; kept with it. See :meth:`note_view`."""
        self.recipe_reason = ""
        """How the open recipe came about, in a few words, for its versions."""
        self.permits: Callable[..., bool] = _everything
        """Asked before what an operator must not do; see :class:`gui.lock.control.LockControl`."""
        jobs.current_changed.connect(self._on_current_changed)
        jobs.progressed.connect(self._on_progress)
        settings.changed.connect(self._on_settings_changed)

    # ---- what there is

    @property
    def recipe(self) -> Recipe | None:
        """The open recipe."""
        return self._recipe

    @property
    def recipe_path(self) -> Path | None:
        """Its file; None while it was never saved."""
        return self._recipe_path

    @property
    def summary(self) -> RecipeSummary | None:
        """What is told of the open recipe."""
        return self._summary

    @property
    def limits(self) -> Limits | None:
        """The limits in force; None without a recipe."""
        return self._limits

    @property
    def unsaved(self) -> bool:
        """Whether the recipe holds anything that is not in its file."""
        return self._unsaved

    @property
    def training(self) -> Training | None:
        """The finished training that the open recipe came from, while it can still be changed."""
        return self._training

    @property
    def good_images(self) -> tuple[Path, ...]:
        """Good parts to train on, in natural order as they were added."""
        return self._good_images

    @property
    def busy(self) -> Job | None:
        """The job that runs, unless it is a quiet one."""
        job = self.jobs.current
        return None if job is None or job.quiet else job

    @property
    def _recipe_is_coming(self) -> bool:
        """Whether a job is on its way that will bring another recipe."""
        jobs = (self.jobs.current, *self.jobs.waiting)
        return any(job is not None and job.kind in ("open", "train", "sample") for job in jobs)

    # ---- dropping

    def take(self, drop: Drop, intent: Intent) -> bool:
        """Let happen what a drop asks for; False if that is nothing."""
        if intent is Intent.NOTHING:
            return False
        if intent is Intent.GOOD:
            self.add_good(drop.pictures)
            self.page_wanted.emit("train")
        elif intent is Intent.INSPECT:
            self.inspect(drop.pictures)
        else:
            then = drop.pictures if intent is Intent.OPEN_AND_INSPECT else ()
            self.open_recipe(drop.recipes[0], then_inspect=then)
        return True

    # ---- the recipe

    def open_recipe(self, path: Path, then_inspect: Sequence[Path] = ()) -> None:
        """Read a recipe file and use it from now on; the one open until then stays if that fails.

        Args:
            path: The file.
            then_inspect: Files and folders to inspect with it.
        """
        if not self.permits("open", path):
            return

        def run(report: Report, _cancel: CancelToken) -> Any:
            report(Progress("load", 0, 0))
            recipe = self.engine.load_recipe(path)
            return recipe, self.engine.summary(recipe)

        def opened(made: tuple[Recipe, RecipeSummary]) -> None:
            self.settings.add_recent(path)
            self.leaving.emit()
            self.recipe_reason = "opened"
            self._use(*made, path)
            self._drop_results()
            self.set_training(None)
            waiting, self._pending = (*then_inspect, *self._pending), ()
            if waiting:
                self.inspect(waiting)
            else:
                self.page_wanted.emit("inspect")

        self._submit("open", self.tr("Opening the recipe"), run, on_success=opened)

    def save_recipe(self, path: Path | None = None) -> None:
        """Write the recipe with the limits in force.

        Args:
            path: Where to; by default to its own file. Without a suffix ``.gonogo`` is added.
        """
        target = path or self._recipe_path
        if self._recipe is None or self._limits is None or target is None:
            return
        if target.suffix.lower() != RECIPE_SUFFIX:
            target = target.with_name(target.name + RECIPE_SUFFIX)
        recipe, limits = self._recipe, self._limits

        def run(report: Report, _cancel: CancelToken) -> Any:
            report(Progress("save", 0, 0))
            saved = self.engine.save_recipe(recipe.with_limits(limits), target)
            return saved, self.engine.summary(saved)

        def saved(made: tuple[Recipe, RecipeSummary]) -> None:
            self.settings.add_recent(target)
            # it may have been renamed or judged by other limits while it was written
            same = self._limits == limits and self._recipe is recipe
            if self._recipe is recipe:
                self._recipe, self._summary = made
            self._recipe_path = target
            self._set_unsaved(not same)
            self.recipe_changed.emit()
            words = self.tr("The recipe was saved as {path}.").format(path=target)
            self.message.emit(Message(Kind.SUCCESS, words))

        self._submit("save", self.tr("Saving the recipe"), run, on_success=saved, cancellable=False)

    def rename_recipe(self, name: str) -> None:
        """Give the open recipe another name; its file stays where it is."""
        if self._recipe is None or name == self._recipe.name or not self.permits("rename"):
            return
        try:
            self._recipe = self._recipe.renamed(name)
        except GonogoError as error:
            self.message.emit(Message.of_error(error))
            return
        self._summary = self.engine.summary(self._recipe)
        self._set_unsaved(True)
        self.recipe_changed.emit()

    def set_references(self, references: Sequence[ReferencePart]) -> None:
        """Let the open recipe carry these reference parts and no others; its verdicts stay as they are."""
        if self._recipe is None or not self.permits("references"):
            return
        parts = tuple(references)
        self._recipe = self._recipe.changed(references=parts)
        if self._training is not None:
            # what is left out or brought back later makes the next recipe from this one
            self._training.recipe = self._training.recipe.changed(references=parts)
        self._summary = self.engine.summary(self._recipe)
        self.recipe_reason = "reference parts changed"
        self._set_unsaved(True)
        self.recipe_changed.emit()

    # ---- limits

    def set_limits(self, limits: Limits, gesture: object = None) -> None:
        """Judge by other limits from now on; can be undone.

        Args:
            limits: The new limits.
            gesture: Changes with the same gesture, such as one drag of a slider, are undone together.
        """
        if self._limits is not None and limits != self._limits and self.permits("limits"):
            words = self.tr("change of limits")
            self.undo_stack.push(LimitsStep(self, self._limits, limits, words, gesture))

    def reset_limits(self) -> None:
        """Back to the calibrated limits, without a review band or minimum area of one's own."""
        if self._summary is None or self._limits is None:
            return
        calibration = self._summary.calibration
        self.set_limits(
            replace(
                self._limits,
                image_threshold=calibration.image_threshold,
                pixel_threshold=calibration.pixel_threshold,
                min_area=0,
                review_from=1.0,
            )
        )

    def apply_limits(self, limits: Limits) -> None:
        """Put limits in force without a step to undo; for the undo stack and for opening."""
        self._limits = limits
        self.results.rejudge(limits)
        if self._recipe is not None:
            self._set_unsaved(self._recipe_path is None or limits != self._recipe.limits)
        self.limits_changed.emit(limits)

    # ---- good parts and training

    def add_good(self, paths: Sequence[Path]) -> None:
        """Look for pictures in files and folders and add those that are not on the list yet."""
        if not can_train():
            self.message.emit(refusal_message())
            return
        wanted = tuple(paths)

        def run(report: Report, cancel: CancelToken) -> Any:
            return self.engine.scan(wanted, report, cancel)

        def found(scan: Scan) -> None:
            self._tell_problems(scan)
            known = set(self._good_images)
            new = [path for path in scan.files if path not in known]
            if new:
                self.set_good_images((*self._good_images, *new))
            elif scan.files:
                self.message.emit(Message(Kind.INFO, self.tr("These good parts are on the list already.")))

        self._submit("scan", self.tr("Looking for pictures"), run, on_success=found)

    def set_good_images(self, paths: Sequence[Path]) -> None:
        """Use exactly these pictures for the next training."""
        self._good_images = tuple(dict.fromkeys(paths))
        self.good_images_changed.emit()

    def train(
        self, settings: TrainSettings, paths: Sequence[Path] | None = None, region: Mask | None = None
    ) -> None:
        """Make a recipe of the good parts and use it.

        Args:
            settings: How; see :meth:`~gui.engine_port.Engine.settings`.
            paths: Pictures to train on; all of :attr:`good_images` if None.
            region: Region of interest, or None for the whole picture.
        """
        if not can_train():
            self.message.emit(refusal_message())
            return
        pictures = tuple(self._good_images if paths is None else paths)

        def run(report: Report, cancel: CancelToken) -> Any:
            training = self.engine.train(pictures, settings, region, report, cancel)
            return training, self.engine.summary(training.recipe)

        def trained(made: tuple[Training, RecipeSummary]) -> None:
            training, summary = made
            self.leaving.emit()
            self.recipe_reason = "trained"
            self._use(training.recipe, summary, None)
            self._drop_results()
            self.set_training(training)
            self.page_wanted.emit("train")
            waiting, self._pending = self._pending, ()
            if waiting:
                self.inspect(waiting)

        self._submit(
            "train",
            self.tr("Training"),
            run,
            on_success=trained,
            discard=lambda made: _close(made[0]),
        )

    def exclude_from_training(self, numbers: Sequence[int]) -> None:
        """Take parts out of the finished training, or back in, exactly as if it had been made that way.

        It can be undone once it has happened.

        Args:
            numbers: Places, in the training's order, of all parts that shall be out from now on.
        """
        training = self._training
        if training is None:
            return
        before, after = training.excluded, frozenset(numbers)
        self.apply_exclusion(
            after, lambda: self.undo_stack.push(ExclusionStep(self, training, before, after))
        )

    def apply_exclusion(self, numbers: frozenset[int], then: Callable[[], object] | None = None) -> None:
        """Do so without a step to undo; for the undo stack.

        Args:
            numbers: As for :meth:`exclude_from_training`.
            then: Called when it has happened.
        """
        training = self._training
        if training is None:
            return

        def run(report: Report, cancel: CancelToken) -> Any:
            recipe = training.exclude(numbers, report=report, cancel=cancel)
            return recipe, self.engine.summary(recipe)

        def changed(made: tuple[Recipe, RecipeSummary]) -> None:
            if self._training is not training:
                return
            self.recipe_reason = f"left out {len(numbers)}"
            self._use_instead(*made, keep_steps=True)
            self.training_changed.emit()
            if then is not None:
                then()
            self.inspect_again()

        self.jobs.cancel(self._again)  # nobody waits for results that will be out of date
        self._submit("exclude", self.tr("Changing the recipe"), run, on_success=changed)

    def propose(self, add: Sequence[Path] = (), remove: Sequence[Path] = ()) -> None:
        """Find out what taking good parts into the recipe, or out of it, would change; nothing changes yet.

        :attr:`proposed` brings the outcome, and :meth:`accept` puts it in force.

        Args:
            add: Pictures of good parts.
            remove: Pictures that are in the recipe.
        """
        recipe, wanted, unwanted = self._recipe, tuple(add), tuple(remove)
        if recipe is None or self._limits is None or not (wanted or unwanted):
            return
        threads, generation, limits = self.settings.value.threads or None, self._generation, self._limits
        keys = tuple(self.results.keys.tolist())
        before = [self.results[row] for row in range(len(keys))]
        codes = self.results.codes.copy()

        def run(report: Report, cancel: CancelToken) -> Any:
            made = self.engine.propose(
                recipe, wanted, unwanted, before, limits, codes, threads, report, cancel
            )
            return made, self.engine.summary(made.update.recipe)

        def proposed(made: tuple[Proposal, RecipeSummary]) -> None:
            if generation == self._generation:
                self.proposed.emit(Proposed(*made, keys, generation))

        self._submit("update", self.tr("Learning"), run, on_success=proposed)

    def accept(self, made: Proposed) -> None:
        """Put a proposed change of the recipe in force, with the verdicts that were made with it."""
        if made.generation != self._generation or not self.permits("update"):
            return  # another recipe has been opened since
        self.set_training(None)
        update = made.proposal.update
        self.recipe_reason = _reason(update)
        self._use_instead(update.recipe, made.summary)
        self.maps.clear()
        judged = dict(zip(made.keys, made.proposal.results, strict=True))
        rows = self.results.rows_of(judged)
        for row in rows:
            record = judged[int(self.results.keys[row])]
            self.results.replace(row, record, update.recipe.limits)
        self.results_changed.emit(0, len(self.results))
        self.recipe_updated.emit(update)
        if len(rows) < len(self.results):
            self.inspect_again()  # parts that came while the change was being worked out

    def roll_back(self, path: Path) -> None:
        """Go back to a version of the recipe that was kept, and judge all parts anew by it.

        Args:
            path: Its file among the versions.
        """

        def run(report: Report, _cancel: CancelToken) -> Any:
            report(Progress("load", 0, 0))
            recipe = self.engine.load_recipe(path)
            return recipe, self.engine.summary(recipe)

        def loaded(made: tuple[Recipe, RecipeSummary]) -> None:
            self.set_training(None)
            self.recipe_reason = "rolled back"
            self._use_instead(*made)
            self.maps.clear()
            self.inspect_again()

        self._submit("update", self.tr("Going back"), run, on_success=loaded)

    def set_training(self, training: Training | None) -> None:
        """Keep a finished training, and close the one before."""
        old, self._training = self._training, training
        if old is not None and old is not training and not self.jobs.stopping:
            job = Job(
                "close", self.tr("Tidying up"), lambda _r, _c: _close(old), cancellable=False, quiet=True
            )
            self.jobs.submit(job)
        if old is not training:
            self.training_changed.emit()

    # ---- inspecting

    def inspect(self, paths: Sequence[Path], *, show: bool = True) -> int:
        """Judge pictures in files and folders by the open recipe; results arrive as they are made.

        Args:
            paths: Files and folders.
            show: Whether the page of the results comes on top.

        Returns:
            The job's id; 0 where there is none, or not yet.
        """
        paths = tuple(paths)
        if not paths:
            return 0
        if self._recipe_is_coming:
            self._pending = (*self._pending, *paths)
            return 0
        if self._recipe is None:
            self._pending = paths
            self.message.emit(
                Message(
                    Kind.INFO,
                    self.tr("There is no recipe to judge these parts by yet."),
                    self.tr("Open a recipe, or drop good parts to make one; then the parts are inspected.")
                    if can_train()
                    else self.tr("Open a recipe; then the parts are inspected."),
                    action="recipe.open",
                )
            )
            return 0
        if show:
            self.page_wanted.emit("inspect")
        recipe, limits = self._recipe, self._limits
        threads, generation = self.settings.value.threads or None, self._generation

        def run(report: Report, cancel: CancelToken) -> Any:
            found = self.engine.scan(paths, report, cancel)
            if found.files:
                yield from self.engine.inspect(recipe, found.files, limits, threads, report, cancel)
            return found

        return self._submit(
            "inspect",
            self.tr("Inspecting"),
            run,
            on_success=self._tell_problems,
            on_items=lambda items: self._add_results(generation, items),
        )

    def inspect_waiting(self) -> None:
        """Inspect what waits for a recipe, or say that there is none."""
        waiting, self._pending = self._pending, ()
        self.inspect(waiting)

    def inspect_again(self) -> None:
        """Judge all parts on the list anew, row by row, by the recipe as it is now."""
        recipe, limits = self._recipe, self._limits
        if recipe is None or not len(self.results):
            return
        paths = [self.results[row].path for row in range(len(self.results))]
        threads, generation = self.settings.value.threads or None, self._generation
        rows = iter(range(len(paths)))

        def run(report: Report, cancel: CancelToken) -> Any:
            yield from self.engine.inspect(recipe, paths, limits, threads, report, cancel)

        def replace_rows(items: list[InspectionResult]) -> None:
            first = 0
            for count, item in enumerate(items):
                row = next(rows)
                first = first if count else row
                # rows may have been taken off the list since
                if generation != self._generation or row >= len(self.results):
                    return
                if self.results[row].path != item.path or self._limits is None:
                    return
                self._keep_map(item)
                self.results.replace(row, item.without_map(), self._limits)
            self.results_changed.emit(first, len(items))

        self.jobs.cancel(self._again)  # it would judge by what is out of date
        self._again = self._submit(
            "inspect", self.tr("Inspecting again"), run, on_success=lambda _none: None, on_items=replace_rows
        )

    def export(self, rows: Sequence[int], targets: Targets, folder: Path) -> None:
        """Write results as files, judged by the limits of now.

        Args:
            rows: Rows of the results, in the order of the files' rows.
            targets: Where to write what.
            folder: The folder that holds all of it.
        """
        from gui.exporting import Export, told

        if self._recipe is None or self._summary is None or self._limits is None or not rows:
            return
        parts = tuple(self.results[row] for row in rows)
        kept = {part.path: self.maps.get(part.path, part.sha256) for part in parts}
        maps = {path: kept_map for path, kept_map in kept.items() if kept_map is not None}
        recipe, threads = self._recipe, self.settings.value.threads or None
        work = Export(
            lambda part: self.map_cache.make(self.engine, recipe, part, threads),
            self._summary,
            self._limits,
            parts,
            maps,
            targets,
            tuple(self.results.review(row) for row in rows),
        )

        def written(made: Written) -> None:
            self.exported.emit(folder)
            self.message.emit(told(made, folder))

        self._submit("export", self.tr("Exporting"), work.run, on_success=written)

    def clear_results(self) -> None:
        """Take all results off the list; can be undone."""
        self.remove_results(range(len(self.results)))

    def remove_results(self, rows: Sequence[int]) -> None:
        """Take rows off the list; can be undone."""
        keys = tuple(int(self.results.keys[row]) for row in rows)
        if keys:
            self.undo_stack.push(RemovalStep(self, keys))

    def _drop_results(self) -> None:
        """Begin with an empty list; for another recipe."""
        self.results.clear()
        self.maps.clear()
        self.results_reset.emit()
        self.started_over.emit()

    def start_over(self) -> None:
        """Begin with an empty list and the same recipe; what was on the list stays in its session."""
        self.leaving.emit()
        self.undo_stack.clear()
        self._generation += 1
        self.view = {}
        self._drop_results()

    def restore(self, recipe: Recipe, summary: RecipeSummary, session: Session, *, saved: bool) -> None:
        """Go on where a session was left.

        Args:
            recipe: The session's recipe.
            summary: What is told of it.
            session: What was on the list.
            saved: Whether the recipe is what its own file holds.
        """
        self.set_training(None)
        self._use(recipe, summary, session.recipe_path)
        limits = session.limits or recipe.limits
        self.maps.clear()
        self.results.restore(session.results, session.keys, session.reviews, limits)
        # first the rows: who judges them anew by the limits must know how many there are
        self.results_reset.emit()
        self.apply_limits(limits)
        if not saved:
            self._set_unsaved(True)
        self.view = dict(session.view)
        self.restored.emit()
        if self._pending:
            self.inspect_waiting()
        elif len(self.results):
            self.page_wanted.emit("inspect")

    def note_view(self, **values: Any) -> None:
        """Note what a page shows of the session, so that it is shown again when the session is back."""
        if any(self.view.get(name) != value for name, value in values.items()):
            self.view.update(values)
            self.view_changed.emit()

    def move_results(self, rows: Sequence[int], places: Mapping[Path, Path]) -> None:
        """Look for pictures elsewhere from now on.

        Args:
            rows: Their rows.
            places: Where they are now, by where they were.
        """
        for row in rows:
            self.results.move(row, places[self.results[row].path])
        if rows:
            self.results_reset.emit()

    def apply_removal(self, keys: Sequence[int]) -> Removed:
        """Do so without a step to undo; for the undo stack."""
        removed = self.results.remove(self.results.rows_of(keys))
        for record in removed.records:
            self.maps.drop(record.path)
        self.results_reset.emit()
        return removed

    def apply_return(self, removed: Removed) -> None:
        """Put rows back that were taken off; for the undo stack."""
        if self._limits is not None:
            self.results.put_back(removed, self._limits)
            self.results_reset.emit()

    # ---- what a person says

    def judge(self, rows: Sequence[int], verdict: OperatorVerdict | None) -> None:
        """Note a person's verdict on some parts; None takes it back. Can be undone.

        Args:
            rows: The parts.
            verdict: What the person says.
        """
        words = self.tr("verdict") if verdict is not None else self.tr("taking a verdict back")
        self._review(rows, words, lambda review: replace(review, verdict=verdict, at=_now()))

    def set_note(self, row: int, note: str) -> None:
        """Note a few words on a part; can be undone."""
        self._review([row], self.tr("note"), lambda review: replace(review, note=note.strip(), at=_now()))

    def apply_reviews(self, reviews: Mapping[int, Review]) -> None:
        """Note what a person says without a step to undo; for the undo stack.

        Args:
            reviews: What is said, by the keys of the rows.
        """
        rows = []
        for key, review in reviews.items():
            for row in self.results.rows_of([key]):
                self.results.set_review(row, review)
                rows.append(row)
        if rows:
            self.reviews_changed.emit(rows)

    def _review(self, rows: Sequence[int], words: str, change: Callable[[Review], Review]) -> None:
        old = {int(self.results.keys[row]): self.results.review(row) for row in rows}
        new = {key: change(review) for key, review in old.items()}
        changed = {
            key
            for key, review in new.items()
            if (review.verdict, review.note) != (old[key].verdict, old[key].note)
        }
        if changed:
            step = ReviewStep(self, {k: old[k] for k in changed}, {k: new[k] for k in changed}, words)
            self.undo_stack.push(step)

    def map_of(self, row: int) -> FloatMap | None:
        """The anomaly map of a row if it is in memory; else ask with :meth:`request_map`."""
        record = self.results[row]
        return self.maps.get(record.path, record.sha256)

    def request_map(self, row: int) -> None:
        """Bring the anomaly map of a row from disk or make it anew; :attr:`map_ready` tells when."""
        record, recipe = self.results[row], self._recipe
        if recipe is None:
            return
        generation = self._generation

        def ready(anomaly_map: FloatMap) -> None:
            if generation == self._generation:
                self.maps.put(record.path, anomaly_map, record.sha256)
                self.map_ready.emit(record.path)

        self.map_fetcher.fetch(recipe, record, self.settings.value.threads or None, ready)

    # ---- pictures that are no files

    def take_picture(self, picture: QImage, then: Callable[[Path], None]) -> None:
        """Keep a picture from the clipboard as a PNG file in the data folder.

        Args:
            picture: The picture.
            then: Called with the file's path.
        """
        folder = self.paths.pasted

        def run(_report: Report, _cancel: CancelToken) -> Path:
            return keep_picture(picture, folder)

        self._submit("paste", self.tr("Keeping the pasted picture"), run, on_success=then)

    def look_up_recent(self) -> None:
        """Find out which recent recipes are still there; :attr:`recent_changed` tells."""
        wanted = [Path(path) for path in self.settings.value.recent_recipes]
        if not wanted:
            self.recent_changed.emit([])
            return

        def run(_report: Report, _cancel: CancelToken) -> list[Recent]:
            return [Recent.look_up(path) for path in wanted]

        job = Job("recent", self.tr("Looking for recent recipes"), run, quiet=True)
        self.jobs.submit(job, on_success=self.recent_changed.emit)

    # ---- the sample

    def try_sample(self) -> None:
        """Draw the sample parts, learn the good ones, and inspect the others."""
        folder = self.paths.sample
        if not can_train():
            self._try_shipped_sample(folder)
            return

        def run(report: Report, cancel: CancelToken) -> Any:
            good, parts = self.engine.sample(folder, report, cancel)
            return self.engine.scan([good], report, cancel), parts, self.engine.settings(name="flange")

        def drawn(made: tuple[Scan, Path, TrainSettings]) -> None:
            good, parts, settings = made
            self.set_good_images(good.files)
            self._pending = (parts,)
            self.page_wanted.emit("train")
            self.train(settings)

        self._submit("sample", self.tr("Drawing the sample parts"), run, on_success=drawn)

    def _try_shipped_sample(self, folder: Path) -> None:
        """Draw the sample parts and inspect them by the recipe that came with the program."""

        def run(report: Report, cancel: CancelToken) -> tuple[Path, Path]:
            return self.engine.shipped_sample(folder, report, cancel)

        def drawn(made: tuple[Path, Path]) -> None:
            recipe, parts = made
            self.open_recipe(recipe, then_inspect=(parts,))

        self._submit("sample", self.tr("Drawing the sample parts"), run, on_success=drawn)

    # ---- jobs

    def cancel(self) -> None:
        """Stop the running job and drop those that wait."""
        self._pending = ()
        self.jobs.cancel_all()
        current = self.jobs.current
        if current is not None and self.jobs.is_cancelling(current.id):
            self.stopping_changed.emit(True)

    def shut_down(self) -> None:
        """Give back what is held and end the worker thread once the running job has ended."""
        self.closing.emit()
        old, self._training = self._training, None
        self.jobs.stop()
        self.map_fetcher.close()
        self.map_cache.close()
        if old is not None:
            self.jobs.wait()
            _close(old)

    def _submit(
        self,
        kind: str,
        title: str,
        run: Callable[[Report, CancelToken], Any],
        *,
        on_success: Callable[[Any], None],
        on_items: Callable[[list[Any]], None] | None = None,
        cancellable: bool = True,
        discard: Callable[[Any], None] | None = None,
    ) -> int:
        if not self.permits(kind):
            return 0
        job = Job(kind, title, run, cancellable=cancellable, discard=discard)
        return self.jobs.submit(job, on_success=on_success, on_items=on_items, on_failure=self.tell_failure)

    def _use(
        self, recipe: Recipe, summary: RecipeSummary, path: Path | None, *, keep_steps: bool = False
    ) -> None:
        self._recipe, self._summary, self._recipe_path = recipe, summary, path
        self._generation += 1
        if not keep_steps:
            self.undo_stack.clear()
        self.recipe_changed.emit()
        self.apply_limits(recipe.limits)

    def _use_instead(self, recipe: Recipe, summary: RecipeSummary, *, keep_steps: bool = False) -> None:
        """Use a recipe made from the open one: its name and file stay."""
        if self._recipe is not None and recipe.name != self._recipe.name:
            recipe = recipe.renamed(self._recipe.name)
            summary = self.engine.summary(recipe)
        self._use(recipe, summary, self._recipe_path, keep_steps=keep_steps)
        self._set_unsaved(True)

    def _add_results(self, generation: int, items: list[InspectionResult]) -> None:
        if generation != self._generation or self._limits is None:
            return  # another recipe has been opened since
        first = len(self.results)
        for item in items:
            self._keep_map(item)
        self.results.append([item.without_map() for item in items], self._limits)
        self.results_added.emit(first, len(items))

    def _keep_map(self, item: InspectionResult) -> None:
        """Keep the map of a result that the open recipe has just made, in memory and on disk."""
        if item.anomaly_map is not None and self._recipe is not None:
            self.maps.put(item.path, item.anomaly_map, item.sha256)
            self.map_cache.keep(self._recipe, item)

    def _set_unsaved(self, unsaved: bool) -> None:
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self.unsaved_changed.emit(unsaved)

    def _tell_problems(self, scan: Scan) -> None:
        """Tell what could not be looked at."""
        if scan.problems:
            self.message.emit(Message.of_problems(scan.problems))

    def tell_failure(self, failure: Failure) -> None:
        """Tell the person why a job failed."""
        if failure.expected:
            self.message.emit(Message.of_failure(failure))
        else:
            self.unexpected.emit(failure)

    @Slot(object)
    def _on_current_changed(self, _job: Job | None) -> None:
        self.stopping_changed.emit(False)
        self.busy_changed.emit(self.busy)

    @Slot(int, object)
    def _on_progress(self, _job_id: int, progress: Progress) -> None:
        if self.busy is not None:
            self.progressed.emit(progress)

    @Slot(object)
    def _on_settings_changed(self, settings: Any) -> None:
        self.maps.most = map_memory(settings)
        self.pictures.most = picture_memory(settings)


def _reason(made: Update) -> str:
    """What an update did, in a few words."""
    from engine.versions import update_reason

    return update_reason(len(made.added), len(made.removed))


def _now() -> str:
    """The time in the form that is kept: ISO 8601 with the zone, to the millisecond."""
    return datetime.now(UTC).astimezone().isoformat(timespec="milliseconds")


def _everything(_what: str, _path: Path | None = None) -> bool:
    return True


def _close(training: Training) -> None:
    """Give a training's temporary file back."""
    training.close()
