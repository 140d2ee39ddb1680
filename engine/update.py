"""Changing a saved recipe: good parts come in, mistaken ones go out, exactly.

The statistics of a recipe are sums, so pictures are added and removed without training again. The limits
rest on the leave-one-out scores of all pictures, which change a little with every one: pictures that
are still where they were are scored anew, and for those that are gone the earlier scores are kept, and
that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.calibration import calibrate
from engine.detector import Detector
from engine.embedding import Embedder, OpenVinoEmbedder
from engine.errors import TrainingError
from engine.gaussian import PatchGaussians
from engine.padim import Embedded, Failure, calibrated_limits, embed_files, leave_one_out_maps, loo_scores
from engine.paths import cache_dir
from engine.progress import CancelToken, Report, Stage, silent
from engine.recipe import GoodImage, Recipe, statistics_parts
from engine.reference import CheckRow, rescored
from engine.spool import EmbeddingSpool


@dataclass(frozen=True, slots=True)
class Update:
    """A changed recipe and how it came about.

    Attributes:
        recipe: The new recipe, not saved yet; its limits are the calibrated ones.
        added: Pictures taken in.
        removed: Pictures taken out.
        failures: Files that could be neither taken in nor out, and why.
        n_kept_scores: Number of pictures that are gone from where they were, whose earlier scores stand.
        limits_were_moved: Whether the recipe's thresholds before were not the calibrated ones.
        references: What the new recipe says of the reference parts: a row for each, with the scores before
            (expected) and now (found). Their expected verdicts stay; one that is not found any more is to be
            told.
    """

    recipe: Recipe
    added: tuple[Path, ...]
    removed: tuple[Path, ...]
    failures: tuple[Failure, ...]
    n_kept_scores: int
    limits_were_moved: bool
    references: tuple[CheckRow, ...] = ()

    @property
    def lost_references(self) -> tuple[CheckRow, ...]:
        """Reference parts that the new recipe judges otherwise than it should."""
        return tuple(row for row in self.references if row.found is not row.expected)


def update(
    recipe: Recipe,
    add: Sequence[Path] = (),
    remove: Sequence[Path] = (),
    *,
    cache: Path | None = None,
    threads: int | None = None,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Update:
    """Take good parts into a recipe and others out of it, and calibrate it anew.

    The thresholds become the calibrated ones, even where somebody had moved them: raw scores change with
    the good parts, so that a number chosen before would mean something else, and the promise about false
    alarms holds for the calibrated ones alone. Minimum area and review band do not depend on the scores and
    stay.

    Args:
        recipe: The recipe; it is not changed.
        add: Pictures of good parts. One that is in the recipe already is left out and listed.
        remove: Pictures to take out, found in the recipe by the content of the file.
        cache: Folder for temporary embeddings; the usual cache by default.
        threads: Pictures at the same time; all processors by default.
        report: Told about the stages "embed", "fit" and "calibrate", and "inspect" where there are
            reference parts.
        cancel: Looked at between pictures and inside the linear algebra.

    Raises:
        TrainingError: Nothing would change, or fewer than 2 pictures would be left.
        Cancelled: Somebody asked to stop.
    """
    cancel = cancel or CancelToken()
    if not add and not remove:
        raise TrainingError("There is nothing to add or to remove.", "Name pictures.")
    embedder = OpenVinoEmbedder(recipe.network, threads)
    network = recipe.network
    gaussians = recipe.gaussians()
    with EmbeddingSpool(cache or cache_dir(), network.n_patches, network.n_features) as spool:
        change = _Change(recipe, gaussians, spool, embedder)
        stage = Stage("embed", len(add) + len(remove) + recipe.n_images, report, cancel)
        change.take_out(remove, stage, cancel)
        # those that stay come before the new ones: only then is it known what they look like
        change.find_others(stage, cancel)
        change.take_in(add, stage, cancel)
        change.check()
        return change.finish(report, cancel)


class _Change:
    """The state of one update."""

    def __init__(
        self, recipe: Recipe, gaussians: PatchGaussians, spool: EmbeddingSpool, embedder: Embedder
    ) -> None:
        self._recipe = recipe
        self._gaussians = gaussians
        self._spool = spool
        self._embedder = embedder
        self._images = {image.sha256: image for image in recipe.images}
        self._numbers: dict[str, int] = {}
        self._pixels: set[str] = set()
        self.added: list[Path] = []
        self.removed: list[Path] = []
        self.failures: list[Failure] = []

    def take_out(self, paths: Sequence[Path], stage: Stage, cancel: CancelToken) -> None:
        for path, found in zip(paths, self._embed(paths, cancel), strict=True):
            stage.step()
            if isinstance(found, Failure):
                self.failures.append(found)
            elif found.image.sha256 not in self._images:
                self.failures.append(
                    Failure(
                        path, f"{path.name} is not in the recipe.", "Name the very file it was trained on."
                    )
                )
            else:
                self._gaussians.remove(found.embedding[None])
                del self._images[found.image.sha256]
                self.removed.append(path)

    def take_in(self, paths: Sequence[Path], stage: Stage, cancel: CancelToken) -> None:
        for path, found in zip(paths, self._embed(paths, cancel), strict=True):
            stage.step()
            if isinstance(found, Failure):
                self.failures.append(found)
            elif found.image.sha256 in self._images or found.pixels in self._pixels:
                self.failures.append(
                    Failure(path, f"{path.name} is in the recipe already.", "Once is enough.")
                )
            else:
                self._gaussians.add(found.embedding[None])
                self._images[found.image.sha256] = found.image
                self._numbers[found.image.sha256] = self._spool.append(found.embedding)
                self._pixels.add(found.pixels)
                self.added.append(path)

    def find_others(self, stage: Stage, cancel: CancelToken) -> None:
        """Embed the pictures that stay, as far as they are still there and unchanged."""
        others = [image for key, image in self._images.items() if key not in self._numbers]
        found_all = self._embed([Path(image.path) for image in others], cancel)
        for image, found in zip(others, found_all, strict=True):
            stage.step()
            if not isinstance(found, Failure) and found.image.sha256 == image.sha256:
                self._numbers[image.sha256] = self._spool.append(found.embedding)
                self._pixels.add(found.pixels)

    def check(self) -> None:
        """Raise a TrainingError if nothing has changed or too few pictures are left."""
        if not self.added and not self.removed:
            first = self.failures[0]
            raise TrainingError(f"The recipe stays as it is: {first.reason}", first.hint, first.path)
        if self._gaussians.n < 2:
            raise TrainingError(
                "Fewer than 2 good parts would be left in the recipe.", "Remove fewer, or add good parts."
            )

    def _embed(self, paths: Sequence[Path], cancel: CancelToken) -> Iterator[Embedded | Failure]:
        return embed_files(paths, self._embedder, self._recipe.settings.image_size, cancel)

    def finish(self, report: Report, cancel: CancelToken) -> Update:
        fit = Stage("fit", 1, report, cancel)
        statistics = statistics_parts(self._gaussians, self._gaussians.factors(cancel))
        fit.step()
        recipe = self._recipe
        numbers = list(self._numbers.values())
        scores: dict[str, float] = {}
        samples = np.empty(0, np.float32)
        if numbers:
            grid = recipe.network.grid
            maps = leave_one_out_maps(self._gaussians, self._spool, numbers, grid, report, cancel)
            fresh, samples = loo_scores(maps, recipe.settings.image_size, recipe.region)
            scores = dict(zip(self._numbers, fresh.tolist(), strict=True))
        images = tuple(
            GoodImage(i.path, i.sha256, i.width, i.height, scores.get(key, i.loo_score))
            for key, i in self._images.items()
        )
        calibration = calibrate(
            [i.loo_score for i in images],
            samples,
            recipe.settings.false_alarm_rate,
            recipe.settings.n_features,
        )
        kept = len(images) - len(scores)
        if kept:
            calibration = replace(
                calibration,
                warnings=(
                    *calibration.warnings,
                    f"{kept} of {len(images)} good parts are no longer where they were: their scores are "
                    "those from before the change.",
                ),
            )
        if 2 * kept > len(images):
            # a minority of maps says little about the pixels of all
            pixel = min(recipe.calibration.pixel_threshold, calibration.image_threshold)
            calibration = replace(calibration, pixel_threshold=pixel)
        limits = replace(
            calibrated_limits(calibration),
            min_area=recipe.limits.min_area,
            review_from=recipe.limits.review_from,
        )
        made = recipe.changed(**statistics, calibration=calibration, limits=limits, images=images, path=None)
        references: tuple[CheckRow, ...] = ()
        if made.references:
            made, references = rescored(made, Detector(made, embedder=self._embedder), report, cancel)
        return Update(
            recipe=made,
            added=tuple(self.added),
            removed=tuple(self.removed),
            failures=tuple(self.failures),
            n_kept_scores=kept,
            limits_were_moved=_were_moved(recipe),
            references=references,
        )


def _were_moved(recipe: Recipe) -> bool:
    """Whether somebody has set another threshold than the calibrated ones."""
    calibrated = calibrated_limits(recipe.calibration)
    now = recipe.limits
    return (now.image_threshold, now.pixel_threshold) != (
        calibrated.image_threshold,
        calibrated.pixel_threshold,
    )
