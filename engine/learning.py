"""Learning: what a changed recipe would say of parts that were judged before, for somebody to accept or drop.

A good part taken into a recipe changes the anomaly map of every part a little, so all parts are judged anew;
nothing that was kept of them would do. :func:`propose` makes the changed recipe and judges; :func:`changes`
compares.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.detector import Detector
from engine.judging import VERDICTS, verdicts
from engine.progress import CancelToken, Report, silent
from engine.recipe import Recipe
from engine.types import InspectionResult, Limits, Verdict
from engine.update import Update, update

Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

_GOOD, _REVIEW, _DEFECTIVE = (VERDICTS.index(v) for v in (Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE))


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Verdicts before and after, part by part, and which of them changed.

    Attributes:
        paths: The parts, in the order given; n of them.
        before: Verdicts before as indices into :data:`engine.judging.VERDICTS`, uint8, shape (n,).
        after: Verdicts after, likewise.
        before_scores: Anomaly scores before, raw units, float64, shape (n,); NaN for errors.
        after_scores: Anomaly scores after, likewise.
        before_margins: Scores before as a share of the limit before, float64, shape (n,); NaN for errors.
        after_margins: Scores after as a share of the limit after, likewise.
        rows: Parts whose verdict changed, as indices into the others: first those that got worse, worst
            first, then those that got better.
    """

    paths: tuple[Path, ...]
    before: Codes = field(repr=False)
    after: Codes = field(repr=False)
    before_scores: Floats = field(repr=False)
    after_scores: Floats = field(repr=False)
    before_margins: Floats = field(repr=False)
    after_margins: Floats = field(repr=False)
    rows: npt.NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def n_changed(self) -> int:
        """Number of parts whose verdict changed."""
        return len(self.rows)

    @property
    def kinds(self) -> dict[tuple[Verdict, Verdict], int]:
        """How many verdicts changed from what to what; the most frequent kind first."""
        pairs = self.before[self.rows].astype(np.intp) * len(VERDICTS) + self.after[self.rows]
        numbers = np.bincount(pairs, minlength=len(VERDICTS) ** 2)
        order = np.argsort(-numbers, kind="stable")
        return {
            (VERDICTS[pair // len(VERDICTS)], VERDICTS[pair % len(VERDICTS)]): int(numbers[pair])
            for pair in order.tolist()
            if numbers[pair]
        }

    @property
    def before_counts(self) -> dict[Verdict, int]:
        """How many parts had each verdict before; every verdict is a key."""
        return _counts(self.before)

    @property
    def after_counts(self) -> dict[Verdict, int]:
        """How many parts have each verdict after; every verdict is a key."""
        return _counts(self.after)


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A changed recipe that nobody has accepted yet.

    Attributes:
        before: The recipe as it is.
        update: The changed recipe and how it came about.
        changes: Which verdicts would change.
        results: What the changed recipe says of the parts, without maps, in their order.
    """

    before: Recipe
    update: Update
    changes: Changes
    results: tuple[InspectionResult, ...] = field(repr=False)


def changes(
    before: Sequence[InspectionResult],
    after: Sequence[InspectionResult],
    *,
    limits: Limits | None = None,
    codes: Codes | None = None,
) -> Changes:
    """Compare two inspections of the same parts.

    Args:
        before: Results of the first.
        after: Results of the second, of the same parts in the same order.
        limits: What the parts were judged by before, where limits were moved after the results were made;
            those in the results by default.
        codes: Verdicts before as indices into :data:`engine.judging.VERDICTS`, shape (n,), where areas were
            measured anew since; otherwise they follow from the results and the limits.

    Raises:
        ValueError: They are not of the same parts.
    """
    paths = tuple(result.path for result in before)
    if paths != tuple(result.path for result in after):
        raise ValueError("the results are not of the same parts in the same order")
    scores = _scores(before)
    if codes is not None:
        old = np.array(codes, np.uint8)
    elif limits is not None:
        old = verdicts(scores, [result.largest_area for result in before], limits)
    else:
        old = _codes(before)
    if old.shape != (len(paths),):
        raise ValueError(f"there are {len(paths)} parts and {len(old)} verdicts")
    new = _codes(after)
    margins = _margins(after)
    changed = np.flatnonzero(old != new)
    # an error weighs most: nothing is known of such a part any more
    worse = new[changed].astype(np.intp) - old[changed]
    order = np.lexsort((np.nan_to_num(-margins[changed], nan=0.0), -worse))
    return Changes(
        paths=paths,
        before=old,
        after=new,
        before_scores=scores,
        after_scores=_scores(after),
        before_margins=_margins(before) if limits is None else scores / limits.image_threshold,
        after_margins=margins,
        rows=changed[order],
    )


def propose(
    recipe: Recipe,
    add: Sequence[Path] = (),
    remove: Sequence[Path] = (),
    before: Sequence[InspectionResult] = (),
    *,
    limits: Limits | None = None,
    codes: Codes | None = None,
    cache: Path | None = None,
    threads: int | None = None,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Generator[InspectionResult, None, Proposal]:
    """Change a recipe as :func:`engine.update.update` does, and judge all parts anew by it.

    Args:
        recipe: The recipe; it is not changed.
        add: Pictures of good parts to take in.
        remove: Pictures of it to take out.
        before: What the recipe says of the parts; their files are read again.
        limits: The limits in force, from which minimum area and review band are taken over; the recipe's by
            default. The thresholds become the calibrated ones.
        codes: As for :func:`changes`.
        cache: Folder for temporary embeddings; the usual cache by default.
        threads: Pictures at the same time; all processors by default.
        report: Told about the stages of the update, and "inspect".
        cancel: Looked at between pictures and inside the linear algebra.

    Yields:
        What the changed recipe says of one part after the other, in order, without maps.

    Returns:
        The proposal.

    Raises:
        TrainingError: Nothing would change, or fewer than 2 good parts would be left.
        Cancelled: Somebody asked to stop.
    """
    if limits is not None:
        recipe = recipe.with_limits(limits)
    made = update(recipe, add, remove, cache=cache, threads=threads, report=report, cancel=cancel)
    paths = [result.path for result in before]
    results = []
    if paths:
        detector = Detector(made.recipe, threads)
        for result in detector.inspect(paths, keep_maps=False, report=report, cancel=cancel):
            results.append(result)
            yield result
    return Proposal(recipe, made, changes(before, results, limits=limits, codes=codes), tuple(results))


def _codes(results: Sequence[InspectionResult]) -> Codes:
    index = {verdict: code for code, verdict in enumerate(VERDICTS)}
    return np.fromiter((index[result.verdict] for result in results), np.uint8, len(results))


def _scores(results: Sequence[InspectionResult]) -> Floats:
    scores = (np.nan if result.score is None else result.score for result in results)
    return np.fromiter(scores, np.float64, len(results))


def _margins(results: Sequence[InspectionResult]) -> Floats:
    limits = np.fromiter((result.limits.image_threshold for result in results), np.float64, len(results))
    return _scores(results) / limits


def _counts(codes: Codes) -> dict[Verdict, int]:
    numbers = np.bincount(codes, minlength=len(VERDICTS))
    return {verdict: int(numbers[code]) for code, verdict in enumerate(VERDICTS)}
