"""The door to the engine: all that the window asks of it.

The window's state knows only :class:`Engine`; tests give it a quick one of their own.
:class:`GonogoEngine` is the real one. Every method is called in the worker thread unless it says
otherwise, and imports what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from engine.detector import Detector
    from engine.estimate import Estimate
    from engine.evaluation import Evaluation
    from engine.images import Scan
    from engine.learning import Proposal
    from engine.padim import Training, TrainSettings
    from engine.recipe import Recipe
    from engine.reference import CheckResult, References
    from engine.types import FloatMap, InspectionResult, Limits, Mask, RecipeSummary
    from engine.versions import Version


@runtime_checkable
class Engine(Protocol):
    """What the window asks of the engine."""

    def scan(self, paths: Sequence[Path], report: Report, cancel: CancelToken) -> Scan:
        """All pictures among files and below folders, each once, and what could not be looked at."""

    def load_recipe(self, path: Path) -> Recipe:
        """Read a recipe file."""

    def save_recipe(self, recipe: Recipe, path: Path) -> Recipe:
        """Write a recipe file; the recipe comes back with the path and the hash of the file."""

    def keep_version(self, folder: Path, recipe: Recipe, reason: str) -> str:
        """Keep a copy of a recipe as it is now, and tell the hash of its file.

        Where there are too many copies beside the folder of the sessions, the oldest go.
        """

    def kept_version(self, folder: Path, sha256: str) -> Recipe | None:
        """The copy of a recipe with this hash, if there is one."""

    def summary(self, recipe: Recipe) -> RecipeSummary:
        """What is told of a recipe; quick, any thread."""

    def settings(self, **chosen: Any) -> TrainSettings:
        """Settings for training, with defaults for what is not chosen; any thread."""

    def estimate(self, n_images: int, settings: TrainSettings) -> Estimate:
        """What training will need; quick, any thread."""

    def train(
        self,
        paths: Sequence[Path],
        settings: TrainSettings,
        region: Mask | None,
        report: Report,
        cancel: CancelToken,
    ) -> Training:
        """Make a recipe of good parts."""

    def propose(
        self,
        recipe: Recipe,
        add: Sequence[Path],
        remove: Sequence[Path],
        before: Sequence[InspectionResult],
        limits: Limits,
        codes: npt.NDArray[np.uint8],
        threads: int | None,
        report: Report,
        cancel: CancelToken,
    ) -> Proposal:
        """What taking good parts into a recipe and others out of it would change."""

    def inspect(
        self,
        recipe: Recipe,
        paths: Sequence[Path],
        limits: Limits,
        threads: int | None,
        report: Report,
        cancel: CancelToken,
    ) -> Iterator[InspectionResult]:
        """Judge parts, in order, with their maps."""

    def evaluate(
        self,
        recipe: Recipe,
        directory: Path,
        limits: Limits,
        threads: int | None,
        report: Report,
        cancel: CancelToken,
    ) -> Evaluation:
        """Judge the parts of a labelled folder and compare."""

    def map_of(self, recipe: Recipe, path: Path, threads: int | None) -> FloatMap:
        """Anomaly map of one part."""

    def check(
        self, recipe: Recipe, limits: Limits, threads: int | None, report: Report, cancel: CancelToken
    ) -> CheckResult:
        """Judge the reference parts of a recipe and compare with the known answers."""

    def with_references(
        self,
        recipe: Recipe,
        paths: Sequence[Path],
        limits: Limits,
        threads: int | None,
        report: Report,
        cancel: CancelToken,
    ) -> References:
        """Take pictures into a recipe as reference parts."""

    def list_versions(self, folder: Path, recipe_id: str) -> tuple[Version, ...]:
        """The copies of a recipe that were kept, newest first."""

    def identity(self, recipe: Recipe) -> str:
        """What maps depend on besides the picture, as a hash; empty where they are not worth keeping.

        May take some time at first; any thread.
        """

    def sample(self, folder: Path, report: Report, cancel: CancelToken) -> tuple[Path, Path]:
        """Draw the sample parts: the folder of good ones to learn from, and that of parts to inspect."""

    def shipped_sample(self, folder: Path, report: Report, cancel: CancelToken) -> tuple[Path, Path]:
        """Where nothing can be trained: a recipe of the sample parts, and the folder of parts to inspect."""


class GonogoEngine:
    """The engine of this program."""

    def __init__(self) -> None:
        self._detector: tuple[Recipe, int | None, Detector] | None = None
        self._identity: tuple[Recipe, str] | None = None

    def scan(self, paths: Sequence[Path], report: Report, cancel: CancelToken) -> Scan:
        """See :class:`Engine`."""
        from engine.export.sorted_copies import without_sorted_copies
        from engine.images import scan

        found = scan(paths, report=report, cancel=cancel)
        files, left_out = without_sorted_copies(found.files, paths)
        if left_out:
            found = replace(found, files=files)
        for path in found.files:
            hash(path)  # a path keeps it: for thousands of them the window would have to wait
        return found

    def load_recipe(self, path: Path) -> Recipe:
        """See :class:`Engine`."""
        from engine import recipe

        return recipe.load(path)

    def save_recipe(self, recipe: Recipe, path: Path) -> Recipe:
        """See :class:`Engine`."""
        from engine import recipe as recipes

        return recipes.save(recipe, path)

    def keep_version(self, folder: Path, recipe: Recipe, reason: str) -> str:
        """See :class:`Engine`."""
        from engine.versions import RecipeVersions, make_room

        kept = RecipeVersions(folder)
        sha256 = kept.keep(recipe, reason).sha256
        make_room(kept, folder.parent / "sessions", {sha256})
        return sha256

    def kept_version(self, folder: Path, sha256: str) -> Recipe | None:
        """See :class:`Engine`."""
        from engine import recipe
        from engine.versions import RecipeVersions

        path = RecipeVersions(folder).find(sha256)
        return None if path is None else recipe.load(path)

    def summary(self, recipe: Recipe) -> RecipeSummary:
        """See :class:`Engine`."""
        return recipe.summary()

    def settings(self, **chosen: Any) -> TrainSettings:
        """See :class:`Engine`."""
        from engine.padim import TrainSettings

        return TrainSettings(**chosen)

    def estimate(self, n_images: int, settings: TrainSettings) -> Estimate:
        """See :class:`Engine`."""
        from engine.estimate import estimate

        return estimate(n_images, settings)

    def train(
        self,
        paths: Sequence[Path],
        settings: TrainSettings,
        region: Mask | None,
        report: Report,
        cancel: CancelToken,
    ) -> Training:
        """See :class:`Engine`."""
        from engine import padim

        return padim.train(list(paths), settings, region=region, report=report, cancel=cancel)

    def propose(
        self,
        recipe: Recipe,
        add: Sequence[Path],
        remove: Sequence[Path],
        before: Sequence[InspectionResult],
        limits: Limits,
        codes: npt.NDArray[np.uint8],
        threads: int | None,
        report: Report,
        cancel: CancelToken,
    ) -> Proposal:
        """See :class:`Engine`."""
        from engine.learning import propose

        steps = propose(
            recipe,
            add,
            remove,
            before,
            limits=limits,
            codes=codes,
            threads=threads,
            report=report,
            cancel=cancel,
        )
        while True:
            try:
                next(steps)
            except StopIteration as end:
                made: Proposal = end.value
                return made

    def inspect(
        self,
        recipe: Recipe,
        paths: Sequence[Path],
        limits: Limits,
        threads: int | None,
        report: Report,
        cancel: CancelToken,
    ) -> Iterator[InspectionResult]:
        """See :class:`Engine`."""
        detector = self._detector_of(recipe, threads)
        yield from detector.inspect(list(paths), limits=limits, keep_maps=True, report=report, cancel=cancel)

    def evaluate(
        self,
        recipe: Recipe,
        directory: Path,
        limits: Limits,
        threads: int | None,
        report: Report,
        cancel: CancelToken,
    ) -> Evaluation:
        """See :class:`Engine`."""
        from engine.evaluation import evaluate

        detector = self._detector_of(recipe, threads)
        return evaluate(detector, directory, limits=limits, report=report, cancel=cancel)

    def map_of(self, recipe: Recipe, path: Path, threads: int | None) -> FloatMap:
        """See :class:`Engine`."""
        from engine.images import read

        _score, anomaly_map = self._detector_of(recipe, threads).inspect_photo(read(path).photo)
        return anomaly_map

    def check(
        self, recipe: Recipe, limits: Limits, threads: int | None, report: Report, cancel: CancelToken
    ) -> CheckResult:
        """See :class:`Engine`."""
        from engine.reference import check

        # without parts this says so, before a network is made ready for nothing
        detector = self._detector_of(recipe, threads) if recipe.references else None
        return check(recipe, report, cancel, limits=limits, detector=detector)

    def with_references(
        self,
        recipe: Recipe,
        paths: Sequence[Path],
        limits: Limits,
        threads: int | None,
        report: Report,
        cancel: CancelToken,
    ) -> References:
        """See :class:`Engine`."""
        from engine.reference import with_references

        detector = self._detector_of(recipe, threads)
        return with_references(recipe, paths, limits=limits, detector=detector, report=report, cancel=cancel)

    def list_versions(self, folder: Path, recipe_id: str) -> tuple[Version, ...]:
        """See :class:`Engine`."""
        from engine.versions import RecipeVersions

        return RecipeVersions(folder).versions(recipe_id)

    def identity(self, recipe: Recipe) -> str:
        """See :class:`Engine`."""
        from engine.identity import map_identity, same_maps

        known = self._identity
        if known is None or not same_maps(known[0], recipe):
            known = self._identity = (recipe, map_identity(recipe))
        return known[1]

    def sample(self, folder: Path, report: Report, cancel: CancelToken) -> tuple[Path, Path]:
        """See :class:`Engine`."""
        from engine.sample import render_sample

        made = render_sample(folder, report=report, cancel=cancel)
        return made.train_good, made.test

    def shipped_sample(self, folder: Path, report: Report, cancel: CancelToken) -> tuple[Path, Path]:
        """See :class:`Engine`."""
        from engine.edition import shipped, training_refusal
        from engine.files import write_bytes
        from engine.sample import render_sample
        from engine.selftest import SAMPLE_RECIPE

        original = shipped(*SAMPLE_RECIPE)
        if original is None:
            raise training_refusal()
        made = render_sample(folder, n_good=0, report=report, cancel=cancel)
        # a copy, so that limits can be moved and saved
        recipe = folder / "Flange GN-4207.gonogo"
        write_bytes(recipe, original.read_bytes())
        return recipe, made.test

    def _detector_of(self, recipe: Recipe, threads: int | None) -> Detector:
        """The detector of a recipe; the last one is kept, because preparing the network takes a while."""
        from engine.identity import same_maps

        kept = self._detector
        # a new name or other limits make another recipe, but the same maps
        if kept is None or not same_maps(kept[0], recipe) or kept[1] != threads:
            from engine.detector import Detector

            kept = self._detector = (recipe, threads, Detector(recipe, threads=threads))
        return kept[2]
