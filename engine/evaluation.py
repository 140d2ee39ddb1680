"""Comparing what a recipe says with what is known of labelled parts.

How the figures are made:

- *Verdicts*, not scores, are counted in overkill rate, escape rate, F1 and confusion, so that the minimum
  area has its say. A part under review is not rejected: it is no overkill, and a defective one counts as an
  escape, so that these rates do not depend on the review band. ``review_rate`` and ``unseen_escape_rate``
  (escapes that nobody would have looked at either) are given beside them.
- Files that could not be judged are errors and in no rate.
- *Pixel figures* are made at the size of the anomaly map. A good part counts as a picture without defective
  pixels; a defective part without a usable mask is left out of them, and counted. Outside the region of
  interest the map is 0, so that pixels there are never called defective.
- In the row of one kind of defect its parts are compared with all good parts, in the pixel figures too.
- What the labels do not define is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from engine.errors import GonogoError
from engine.images import read_mask
from engine.judging import rejudge
from engine.labels import GOOD, LabelledPicture, read_labelled_folder
from engine.metrics import Confusion, PixelMetrics, auroc, best_f1, binomial_interval, confusion
from engine.operating_points import LabelledScores
from engine.progress import CancelToken, Report, Stage, silent
from engine.types import InspectionResult, Interval, Limits, Mask, OperatorVerdict, Verdict

SAID_DEFECTIVE = "defective"
"""The one kind of defect there is where operator verdicts are the labels."""


class Inspector(Protocol):
    """Whatever judges pictures; :class:`engine.detector.Detector` does."""

    @property
    def limits(self) -> Limits:
        """The limits that it judges by unless others are given."""

    def inspect(
        self,
        paths: Sequence[Path],
        limits: Limits | None = None,
        *,
        keep_maps: bool = True,
        report: Report = silent,
        cancel: CancelToken | None = None,
    ) -> Iterator[InspectionResult]:
        """Judge the pictures and yield one result for each, in their order."""


@dataclass(frozen=True, slots=True)
class PixelFigures:
    """How well the maps of some parts find the marked pixels.

    Attributes:
        auroc: Area under the ROC curve of all pixels, 0 to 1.
        aupro: Area under PRO up to a false positive rate of 0.3, divided by 0.3; 0 to 1.
        average_precision: Area under the precision-recall curve of all pixels, 0 to 1.
        n_pictures: Parts counted.
        n_regions: Marked regions in them, at the size of the map.
    """

    auroc: float | None
    aupro: float | None
    average_precision: float | None
    n_pictures: int
    n_regions: int


@dataclass(frozen=True, slots=True)
class LabelProblem:
    """Why a file was left out of the evaluation, or of a part of it.

    What is left of an error; the error itself would keep the map alive that it was raised over.

    Attributes:
        path: The file concerned.
        message: What is wrong with it.
        hint: What to do about it; may be empty.
    """

    path: Path
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Evaluation:
    """What the recipe said of labelled parts, and every figure that follows.

    The figures of whole parts are made from :attr:`results` when they are asked for. So
    ``dataclasses.replace(evaluation, limits=..., results=...)`` with re-judged results is the evaluation at
    other limits; the pixel figures do not depend on them.

    Attributes:
        directory: The labelled folder; None where operator verdicts are the labels.
        limits: The limits that the results were judged by.
        pictures: The labelled parts, good ones first.
        results: What the recipe said of each, in the same order, without maps.
        pixels: Pixel figures of all parts.
        pixels_of: Pixel figures of each kind of defect together with all good parts.
        problems: Files that were left out, or masks that could not be used, and why.
        n_unlabelled: Parts left out because no label says what they are.
    """

    directory: Path | None
    limits: Limits
    pictures: tuple[LabelledPicture, ...]
    results: tuple[InspectionResult, ...]
    pixels: PixelFigures
    pixels_of: Mapping[str, PixelFigures]
    problems: tuple[LabelProblem, ...] = ()
    n_unlabelled: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the defects, in the order of the pictures."""
        return tuple(dict.fromkeys(p.kind for p in self.pictures if not p.is_good))

    @cached_property
    def good_scores(self) -> tuple[float, ...]:
        """Raw scores of the good parts that were judged."""
        return _scores(r for p, r in self._pairs() if p.is_good)

    @cached_property
    def defective_scores(self) -> tuple[float, ...]:
        """Raw scores of the defective parts that were judged."""
        return _scores(r for p, r in self._pairs() if not p.is_good)

    @cached_property
    def labelled_scores(self) -> LabelledScores:
        """The parts as arrays, in the order of the pictures, for looking at them at other limits."""
        names = (GOOD, *self.kinds)
        numbers = {name: number for number, name in enumerate(names)}
        return LabelledScores(
            np.array([np.nan if r.score is None else r.score for r in self.results], np.float64),
            np.array([r.largest_area for r in self.results], np.int64),
            np.array([numbers[p.kind] for p in self.pictures], np.int64),
            names,
        )

    def at(self, limits: Limits) -> Evaluation:
        """The same parts at other limits.

        Without maps the regions stay those that the pixel threshold found when the parts were inspected.
        """
        return replace(self, limits=limits, results=tuple(rejudge(r, limits) for r in self.results))

    @cached_property
    def confusion(self) -> Confusion:
        """What the recipe said of good and of defective parts."""
        return confusion(
            (r.verdict for p, r in self._pairs() if p.is_good),
            (r.verdict for p, r in self._pairs() if not p.is_good),
        )

    @cached_property
    def image_auroc(self) -> float | None:
        """Probability that a defective part scores higher than a good one."""
        return auroc(self.good_scores, self.defective_scores)

    @property
    def overkill_interval(self) -> Interval | None:
        """Where the true overkill rate lies at 95 % (Clopper-Pearson); None without good parts."""
        return _interval(self.confusion.overkill, self.confusion.n_good)

    @property
    def escape_interval(self) -> Interval | None:
        """Where the true escape rate lies at 95 % (Clopper-Pearson); None without defective parts."""
        return _interval(self.confusion.escape, self.confusion.n_defective)

    @property
    def n_without_mask(self) -> int:
        """Defective parts for which there is no mask file."""
        return sum(1 for p in self.pictures if not p.is_good and p.mask is None)

    @property
    def errors(self) -> tuple[tuple[LabelledPicture, InspectionResult], ...]:
        """The parts whose file could not be judged."""
        return tuple((p, r) for p, r in self._pairs() if r.verdict is Verdict.ERROR)

    def of_kind(self, kind: str) -> dict[str, Any]:
        """The row of one kind of defect; the keys are explained at :meth:`document`."""
        results = [r for p, r in self._pairs() if p.kind == kind]
        counts = confusion((), (r.verdict for r in results))
        pixels = self.pixels_of[kind]
        return {
            "n": counts.n_defective,
            "n_errors": counts.errors,
            "n_without_mask": sum(1 for p in self.pictures if p.kind == kind and p.mask is None),
            "n_regions": pixels.n_regions,
            "image_auroc": auroc(self.good_scores, _scores(results)),
            "pixel_auroc": pixels.auroc,
            "aupro": pixels.aupro,
            "pixel_average_precision": pixels.average_precision,
            "escapes": counts.escape,
            "escape_rate": counts.escape_rate,
            "escape_interval": _interval_document(_interval(counts.escape, counts.n_defective)),
            "unseen_escape_rate": counts.unseen_escape_rate,
            "review_rate": counts.review_rate,
        }

    def document(self) -> dict[str, Any]:
        """Everything as it is written to JSON: plain numbers and strings, None where undefined, never NaN.

        ``n_good`` and ``n_defective`` count the parts that were judged; those that could not be are in
        ``n_errors`` and listed in ``errors``. ``image_f1``, ``overkill_rate``, ``escape_rate`` and
        ``confusion`` are at the limits given; ``best_f1`` is what ``best_f1_threshold`` would reach, chosen
        with the labels in hand. Where operator verdicts are the labels, ``directory`` is None and
        ``n_unlabelled`` counts the parts without one or with "unsure". ``per_defect`` has one entry for each
        kind of defect, whose figures compare its parts with all good ones; its ``n`` counts those that were
        judged.
        """
        counts, best = self.confusion, best_f1(self.good_scores, self.defective_scores)
        return {
            "image_auroc": self.image_auroc,
            "pixel_auroc": self.pixels.auroc,
            "aupro": self.pixels.aupro,
            "image_f1": counts.f1,
            "overkill_rate": counts.overkill_rate,
            "escape_rate": counts.escape_rate,
            "n_good": counts.n_good,
            "n_defective": counts.n_defective,
            "per_defect": {kind: self.of_kind(kind) for kind in self.kinds},
            "image_threshold": self.limits.image_threshold,
            "pixel_threshold": self.limits.pixel_threshold,
            "min_area": self.limits.min_area,
            "review_from": self.limits.review_from,
            "overkill_interval": _interval_document(self.overkill_interval),
            "escape_interval": _interval_document(self.escape_interval),
            "unseen_escape_rate": counts.unseen_escape_rate,
            "review_rate": counts.review_rate,
            "best_f1": best[0] if best else None,
            "best_f1_threshold": best[1] if best else None,
            "pixel_average_precision": self.pixels.average_precision,
            "n_regions": self.pixels.n_regions,
            "confusion": {
                "true_good": counts.true_good,
                "overkill": counts.overkill,
                "escape": counts.escape,
                "true_defective": counts.true_defective,
                "good_in_review": counts.good_in_review,
                "defective_in_review": counts.defective_in_review,
            },
            "n_errors": counts.errors,
            "n_without_mask": self.n_without_mask,
            "errors": [
                {"path": str(p.path), "kind": p.kind, "error": r.error, "hint": r.hint}
                for p, r in self.errors
            ],
            "problems": [{"path": str(p.path), "problem": p.message, "hint": p.hint} for p in self.problems],
            "directory": None if self.directory is None else str(self.directory),
            "n_unlabelled": self.n_unlabelled,
        }

    def _pairs(self) -> Iterator[tuple[LabelledPicture, InspectionResult]]:
        return zip(self.pictures, self.results, strict=True)


def evaluate(
    detector: Inspector,
    directory: Path,
    *,
    limits: Limits | None = None,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Evaluation:
    """Inspect a labelled folder and compare.

    Memory does not grow with the number of pictures: every map is counted and forgotten.

    Args:
        detector: What judges.
        directory: A labelled folder; see :mod:`engine.labels` for the layouts.
        limits: What to judge by; the detector's own limits by default.
        report: Receives the stage ``"evaluate"``, one step for each picture.
        cancel: Stops between two pictures.

    Raises:
        GonogoError: The folder is no labelled folder or holds no picture.
        Cancelled: Somebody asked to stop.
    """
    cancel = cancel or CancelToken()
    labelled = read_labelled_folder(directory)
    stage = Stage("evaluate", len(labelled.pictures), report, cancel)
    problems = [LabelProblem(p.path or directory, p.message, p.hint) for p in labelled.problems]
    results: list[InspectionResult] = []
    good, everything = PixelMetrics(), PixelMetrics()
    pixels_of: dict[str, PixelFigures] = {}
    paths = [p.path for p in labelled.pictures]
    with _closing(detector.inspect(paths, limits=limits, keep_maps=True, cancel=cancel)) as inspected:
        pairs = zip(labelled.pictures, inspected, strict=True)
        # one kind after the other, the good parts first: three sets of counts are enough for any number
        for kind, of_kind in groupby(pairs, key=lambda pair: pair[0].kind):
            counted = good if kind == GOOD else PixelMetrics()
            for picture, result in of_kind:
                _count_pixels(counted, picture, result, problems.append)
                results.append(result.without_map())
                stage.step()
            everything.merge(counted)
            if kind != GOOD:
                counted.merge(good)
                pixels_of[kind] = _figures(counted)
    return Evaluation(
        directory=directory,
        limits=limits or detector.limits,
        pictures=labelled.pictures,
        results=tuple(results),
        pixels=_figures(everything),
        pixels_of=pixels_of,
        problems=tuple(problems),
    )


def evaluate_reviewed(
    results: Sequence[InspectionResult], said: Sequence[OperatorVerdict | None], limits: Limits
) -> Evaluation:
    """Compare with what a person said of parts that were inspected already.

    Parts that nobody decided on, or was unsure of, are left out and counted. There are no masks, so the
    pixel figures are undefined.

    Args:
        results: What the recipe said.
        said: The operator verdict on each.
        limits: What to judge the results by; see :meth:`Evaluation.at`.
    """
    labels = {OperatorVerdict.GOOD: GOOD, OperatorVerdict.DEFECTIVE: SAID_DEFECTIVE}
    pairs = [
        (LabelledPicture(result.path, labels[verdict]), result)
        for result, verdict in zip(results, said, strict=True)
        if verdict in labels
    ]
    pairs.sort(key=lambda pair: not pair[0].is_good)
    undefined = PixelFigures(None, None, None, 0, 0)
    return Evaluation(
        directory=None,
        limits=limits,
        pictures=tuple(picture for picture, _ in pairs),
        results=tuple(result for _, result in pairs),
        pixels=undefined,
        pixels_of={SAID_DEFECTIVE: undefined},
        n_unlabelled=len(results) - len(pairs),
    ).at(limits)


def mask_at_map_size(mask: Mask, size: tuple[int, int]) -> Mask:
    """Bring a mask to the size of an anomaly map without losing a region.

    Every map pixel takes the mask's value under its centre (nearest neighbour). A region so small that no
    centre falls into it is given the one map pixel that its middle lies in, so that it still counts: missing
    it must cost something.

    Args:
        mask: bool, shape (height, width) of the photo.
        size: (height, width) of the map; both cover the same field.

    Returns:
        bool, shape ``size``; at least one pixel is True for every 8-connected region of ``mask``.
    """
    if mask.shape == size:
        return mask
    (tall, wide), (height, width) = mask.shape, size
    rows = (2 * np.arange(height) + 1) * tall // (2 * height)
    columns = (2 * np.arange(width) + 1) * wide // (2 * width)
    grid = np.ix_(rows, columns)
    small: Mask = mask[grid]
    if not mask.any():
        return small
    import cv2

    n_labels, labels, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    for lost in np.setdiff1d(np.arange(1, n_labels), labels[grid]):
        x, y, w, h = (int(side) for side in boxes[lost, :4])
        ys, xs = np.nonzero(labels[y : y + h, x : x + w] == lost)
        middle = np.argmin((ys - ys.mean()) ** 2 + (xs - xs.mean()) ** 2)  # a pixel of the region itself
        small[(y + ys[middle]) * height // tall, (x + xs[middle]) * width // wide] = True
    return small


def _count_pixels(
    metrics: PixelMetrics,
    picture: LabelledPicture,
    result: InspectionResult,
    tell: Callable[[LabelProblem], None],
) -> None:
    """Count the pixels of one part, or say why that cannot be done."""
    if result.anomaly_map is None:  # could not be judged, which the result itself says
        return
    try:
        truth = _truth(picture, result, result.anomaly_map.shape)
        if truth is not None:
            metrics.add(result.anomaly_map, truth)
    except GonogoError as error:
        tell(LabelProblem(error.path or picture.path, error.message, error.hint))


def _truth(picture: LabelledPicture, result: InspectionResult, size: tuple[int, int]) -> Mask | None:
    """Which pixels of the map are defective; None for a defective part without a mask."""
    if picture.is_good:
        return np.zeros(size, dtype=np.bool_)
    if picture.mask is None:
        return None
    mask = read_mask(picture.mask)
    height, width = mask.shape
    if (height, width) != (result.height, result.width):
        raise GonogoError(
            f"The mask {picture.mask} has {width} x {height} pixels, its picture {picture.path.name} has "
            f"{result.width} x {result.height}.",
            "Save the mask at the size of its picture.",
            picture.mask,
        )
    if not mask.any():
        raise GonogoError(
            f"The mask {picture.mask} marks nothing, but its picture lies among the defective parts.",
            "Mark the defect, or move the picture to the good parts.",
            picture.mask,
        )
    return mask_at_map_size(mask, size)


def _figures(metrics: PixelMetrics) -> PixelFigures:
    return PixelFigures(
        metrics.auroc(),
        metrics.aupro(),
        metrics.average_precision(),
        metrics.n_pictures,
        metrics.n_regions,
    )


def _scores(results: Iterable[InspectionResult]) -> tuple[float, ...]:
    return tuple(r.score for r in results if r.score is not None)


def _interval(k: int, n: int) -> Interval | None:
    return binomial_interval(k, n) if n else None


def _interval_document(interval: Interval | None) -> dict[str, float] | None:
    if interval is None:
        return None
    return {"low": interval.low, "high": interval.high, "confidence": interval.confidence}


@contextmanager
def _closing(results: Iterator[InspectionResult]) -> Iterator[Iterator[InspectionResult]]:
    """Let the detector's threads go at once when the evaluation stops half way."""
    try:
        yield results
    finally:
        close = getattr(results, "close", None)
        if close is not None:
            close()
