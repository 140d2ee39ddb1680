"""Labelled parts and what the recipe says of them: the records that the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np

from engine.evaluation import SAID_DEFECTIVE, Evaluation, LabelProblem, PixelFigures, evaluate_reviewed
from engine.judging import VERDICTS
from engine.labels import GOOD
from engine.metrics import Confusion, binomial_interval
from engine.operating_points import Curves, LabelledScores, confusion_of, curves
from engine.review import OPERATOR_VERDICTS, operator_code
from engine.types import InspectionResult, Interval, Limits, OperatorVerdict, Verdict
from gui.results import Results

_NO_PIXELS = PixelFigures(None, None, None, 0, 0)


class Source(StrEnum):
    """Who says what the parts are."""

    FOLDER = "folder"
    """The folders that the pictures lie in."""
    VERDICTS = "verdicts"
    """A person, on the page for inspecting."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Labelled parts, at whatever limits.

    Attributes:
        source: Who labelled them.
        scores: Their scores and labels, in the order of the records.
        records: What inspection found on each.
        masks: The file that marks each part's defects; None where there is none.
        rows: Row of each part among the results; empty for a folder's parts.
        pixels: Pixel figures of all parts.
        pixels_of: Pixel figures of each kind of defect.
        problems: Files that were left out, and why.
        n_unsure: Parts left out because the person was unsure.
        n_undecided: Parts left out because nobody has decided.
        areas_at: Pixel threshold that the regions were measured at, shape (n,).
        auroc: Area under the ROC curve of all parts.
        auroc_of: The same of each kind of defect against all good parts.
        evaluation: What the figures came from; None where operator verdicts are the labels.
    """

    source: Source
    scores: LabelledScores
    records: Sequence[InspectionResult] = field(repr=False)
    masks: Sequence[Path | None] = field(repr=False)
    rows: Sequence[int] = field(repr=False)
    pixels: PixelFigures
    pixels_of: Mapping[str, PixelFigures]
    areas_at: np.ndarray = field(repr=False)
    problems: tuple[LabelProblem, ...] = ()
    n_unsure: int = 0
    n_undecided: int = 0
    auroc: float | None = None
    auroc_of: tuple[float | None, ...] = ()
    evaluation: Evaluation | None = field(default=None, repr=False)

    @property
    def n_without_mask(self) -> int:
        """Defective parts that no mask belongs to."""
        good = self.scores.is_good
        return sum(1 for n, mask in enumerate(self.masks) if mask is None and not good[n])

    def kind(self, part: int) -> str:
        """What a part is by its label: ``good`` or the name of the defect."""
        return self.scores.names[int(self.scores.kinds[part])]

    def verdict(self, part: int, limits: Limits) -> Verdict:
        """The verdict on a part."""
        one = slice(part, part + 1)
        alone = LabelledScores(
            self.scores.scores[one], self.scores.largest_areas[one], self.scores.kinds[one], self.scores.names
        )
        return VERDICTS[int(alone.codes(limits)[0])]

    def n_measured_elsewhere(self, limits: Limits) -> int:
        """Parts whose regions were measured at another pixel threshold, where their size matters."""
        if not limits.min_area:
            return 0
        return int(np.count_nonzero(self.areas_at[self.scores.judged] != limits.pixel_threshold))

    def n_too_small(self, limits: Limits) -> int:
        """Defective parts that the minimum area keeps from being rejected by any limit."""
        beyond = (self.scores.tipping(limits) == 0) & (self.scores.scores > 0)
        return int(np.count_nonzero(beyond & ~self.scores.is_good))

    def document(self, limits: Limits) -> dict[str, object]:
        """Everything as the command line writes it; takes a while for thousands of parts."""
        if self.evaluation is not None:
            return self.evaluation.at(limits).document()
        names = {GOOD: OperatorVerdict.GOOD}
        said: list[OperatorVerdict | None] = [
            names.get(self.kind(part), OperatorVerdict.DEFECTIVE) for part in range(len(self.records))
        ]
        made = evaluate_reviewed(self.records, said, limits).document()
        return {**made, "n_unlabelled": self.n_unsure + self.n_undecided}


def of_evaluation(evaluation: Evaluation) -> Compared:
    """The parts of a labelled folder; for any thread."""
    scores = evaluation.labelled_scores
    return Compared(
        source=Source.FOLDER,
        scores=scores,
        records=evaluation.results,
        masks=tuple(picture.mask for picture in evaluation.pictures),
        rows=(),
        pixels=evaluation.pixels,
        pixels_of=evaluation.pixels_of,
        areas_at=np.full(len(scores), evaluation.limits.pixel_threshold),
        problems=evaluation.problems,
        auroc=scores.auroc(),
        auroc_of=tuple(scores.auroc_of(kind) for kind in range(1, len(scores.names))),
        evaluation=evaluation,
    )


def of_reviews(results: Results) -> Compared:
    """The parts that somebody has decided on, good ones first."""
    from dataclasses import replace

    said = np.asarray(results.said)
    good = np.flatnonzero(said == operator_code(OperatorVerdict.GOOD))
    defective = np.flatnonzero(said == operator_code(OperatorVerdict.DEFECTIVE))
    rows = np.concatenate([good, defective])
    numbers = np.bincount(said, minlength=len(OPERATOR_VERDICTS))
    kinds = np.concatenate([np.zeros(len(good), np.int64), np.ones(len(defective), np.int64)])
    names = (GOOD, SAID_DEFECTIVE) if len(defective) else (GOOD,)
    areas = np.asarray(results.largest_areas)[rows].astype(np.int64)
    scores = LabelledScores(np.asarray(results.scores)[rows].astype(np.float64), areas, kinds, names)
    found = [results[int(row)] for row in rows]
    records = [
        record if record.largest_area == area else replace(record, largest_area=int(area))
        for record, area in zip(found, areas, strict=True)
    ]
    return Compared(
        source=Source.VERDICTS,
        scores=scores,
        records=records,
        masks=(None,) * len(rows),
        rows=[int(row) for row in rows],
        pixels=_NO_PIXELS,
        pixels_of=dict.fromkeys(names[1:], _NO_PIXELS),
        areas_at=np.asarray(results.measured_at)[rows].astype(np.float64),
        n_unsure=int(numbers[operator_code(OperatorVerdict.UNSURE)]),
        n_undecided=int(numbers[operator_code(None)]),
        auroc=scores.auroc(),
        auroc_of=tuple(scores.auroc_of(kind) for kind in range(1, len(names))),
    )


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of defect at the limits of now.

    Attributes:
        name: The kind.
        n: Parts judged.
        found: Of them, rejected.
        review: Put up for review.
        escaped: Not rejected, those under review among them.
        errors: Parts that could not be judged.
        auroc: Area under the ROC curve against all good parts.
        pixels: Pixel figures.
    """

    name: str
    n: int
    found: int
    review: int
    escaped: int
    errors: int
    auroc: float | None
    pixels: PixelFigures


@dataclass(frozen=True, eq=False)
class Figures:
    """Everything that depends on the limits of now.

    Attributes:
        limits: The limits.
        confusion: What is said of the good and of the defective parts.
        overkill: Interval of the overkill rate at 95 %; None without good parts.
        escape: Interval of the escape rate at 95 %; None without defective parts.
        kinds: One row for each kind of defect.
        misses: Parts that escape, lowest score first.
        false_alarms: Good parts that are rejected, highest score first.
    """

    limits: Limits
    confusion: Confusion
    overkill: Interval | None
    escape: Interval | None
    kinds: tuple[KindRow, ...]
    misses: np.ndarray
    false_alarms: np.ndarray


def figures(compared: Compared, limits: Limits) -> Figures:
    """Work the figures out; a few milliseconds for thousands of parts."""
    scores = compared.scores
    counts = scores.counts(limits)
    confusion = confusion_of(counts)
    kinds = []
    for number, name in enumerate(scores.names[1:], 1):
        passed, review, found, errors = (int(n) for n in counts[number])
        kinds.append(
            KindRow(
                name,
                passed + review + found,
                found,
                review,
                passed + review,
                errors,
                compared.auroc_of[number - 1],
                compared.pixels_of[name],
            )
        )
    n_good, n_defective = confusion.n_good, confusion.n_defective
    return Figures(
        limits,
        confusion,
        binomial_interval(confusion.overkill, n_good) if n_good else None,
        binomial_interval(confusion.escape, n_defective) if n_defective else None,
        tuple(kinds),
        scores.misses(limits),
        scores.false_alarms(limits),
    )


@dataclass(frozen=True, eq=False)
class Bands:
    """Where the true rates lie at 95 %, at every threshold of the curves; None where there are no parts."""

    overkill: tuple[np.ndarray, np.ndarray] | None
    escape: tuple[np.ndarray, np.ndarray] | None


@dataclass(frozen=True, eq=False)
class Drawn:
    """What the plots draw; the same for all image thresholds.

    Attributes:
        key: Pixel threshold and minimum area that it belongs to.
        curves: The curves.
        bands: Their uncertainty.
    """

    key: tuple[float, int]
    curves: Curves
    bands: Bands


def drawn(compared: Compared, limits: Limits) -> Drawn:
    """Make the curves of some parts; for any thread."""
    from engine.metrics import binomial_bounds

    made = curves(compared.scores, limits)
    judged, good = compared.scores.judged, compared.scores.is_good
    n_good, n_defective = int((judged & good).sum()), int((judged & ~good).sum())

    def bounds(rate: np.ndarray | None, n: int) -> tuple[np.ndarray, np.ndarray] | None:
        if rate is None or not n:
            return None
        counts, places = np.unique(np.rint(rate * n).astype(np.int64), return_inverse=True)
        low, high = binomial_bounds(counts, n)
        return low[places], high[places]

    rates = made.rates
    bands = Bands(
        bounds(rates.overkill, n_good) if rates else None,
        bounds(rates.escape, n_defective) if rates else None,
    )
    return Drawn(key_of(limits), made, bands)


def key_of(limits: Limits) -> tuple[float, int]:
    """What the curves depend on."""
    return limits.pixel_threshold, limits.min_area
