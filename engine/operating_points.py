"""Labelled parts at every limit: what a limit would cost, and which limit answers a question.

With pixel threshold and minimum area given, whether a part is defective depends on the image threshold alone:
it is so at every threshold below its *tipping score*, and at no other. That is its anomaly score, or 0 where
every region above the pixel threshold is smaller than the minimum area, so that no threshold rejects it. With
tipping scores in the place of scores, all rates and curves here say exactly what
:func:`engine.judging.verdicts` would, the minimum area included.

What the labels do not define is None, as in :mod:`engine.metrics`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from engine.calibration import Tail
from engine.errors import GonogoError
from engine.judging import verdicts
from engine.labels import GOOD
from engine.metrics import (
    Confusion,
    PrecisionRecallCurve,
    RateCurves,
    RocCurve,
    auroc,
    binomial_interval,
    precision_recall_curve,
    rate_curves,
    roc_curve,
)
from engine.types import Interval, Limits

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_DIGITS = 4
_REVIEW, _DEFECTIVE, _ERROR = 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class LabelledScores:
    """Labelled parts, with as much of them as verdicts are made from.

    Attributes:
        scores: Anomaly scores, float64, shape (n,), >= 0; NaN for a file that could not be judged.
        largest_areas: Photo pixels of the largest region above the pixel threshold, int64, shape (n,).
        kinds: What each part is: index into :attr:`names`, int64, shape (n,).
        names: :data:`engine.labels.GOOD`, then the kinds of defect.

    Raises:
        GonogoError: The arrays do not fit each other.
    """

    scores: FloatArray
    largest_areas: IntArray
    kinds: IntArray
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        n = len(self.scores)
        fitting = self.scores.shape == self.largest_areas.shape == self.kinds.shape == (n,)
        known = not n or 0 <= int(self.kinds.min()) <= int(self.kinds.max()) < len(self.names)
        if not (fitting and known and self.names[:1] == (GOOD,)):
            raise GonogoError(
                "Scores and labels of the parts do not fit each other.", "Evaluate the parts again."
            )

    def __len__(self) -> int:
        return len(self.scores)

    @property
    def is_good(self) -> npt.NDArray[np.bool_]:
        """Which parts are labelled good, shape (n,)."""
        good: npt.NDArray[np.bool_] = self.kinds == 0
        return good

    @property
    def judged(self) -> npt.NDArray[np.bool_]:
        """Which parts have a score, shape (n,)."""
        known: npt.NDArray[np.bool_] = ~np.isnan(self.scores)
        return known

    def codes(self, limits: Limits) -> npt.NDArray[np.uint8]:
        """Verdicts as indices into :data:`engine.judging.VERDICTS`, shape (n,)."""
        return verdicts(self.scores, self.largest_areas, limits)

    def tipping(self, limits: Limits) -> FloatArray:
        """Image threshold below which each part is rejected, shape (n,); 0 for never, NaN for errors."""
        too_small = (self.largest_areas > 0) & (self.largest_areas < limits.min_area)
        return np.where(too_small & self.judged, 0.0, self.scores)

    def confusion(self, limits: Limits) -> Confusion:
        """What is said of the good and of the defective parts at these limits."""
        return confusion_of(self.counts(limits))

    def counts(self, limits: Limits) -> IntArray:
        """Number of parts by kind and verdict: int64, shape (kinds, 4), columns as in ``VERDICTS``."""
        joint = self.kinds * 4 + self.codes(limits)
        return np.bincount(joint, minlength=4 * len(self.names)).reshape(-1, 4).astype(np.int64)

    def auroc(self) -> float | None:
        """Area under the ROC curve of the scores, whatever the limits."""
        return auroc(self._of(self.scores, self.is_good), self._of(self.scores, ~self.is_good))

    def auroc_of(self, kind: int) -> float | None:
        """The same of one kind of defect (its index into :attr:`names`) against all good parts."""
        return auroc(self._of(self.scores, self.is_good), self._of(self.scores, self.kinds == kind))

    def misses(self, limits: Limits) -> IntArray:
        """Defective parts that are not rejected, lowest score first, as indices of parts."""
        codes = self.codes(limits)
        found = np.flatnonzero(~self.is_good & ((codes == 0) | (codes == _REVIEW)))
        return found[np.argsort(self.scores[found], kind="stable")].astype(np.int64)

    def false_alarms(self, limits: Limits) -> IntArray:
        """Good parts that are rejected, highest score first, as indices of parts."""
        found = np.flatnonzero(self.is_good & (self.codes(limits) == _DEFECTIVE))
        return found[np.argsort(-self.scores[found], kind="stable")].astype(np.int64)

    def _split(self, limits: Limits) -> tuple[FloatArray, FloatArray]:
        """Tipping scores of the good and of the defective parts, without errors, ascending."""
        tipping, good = self.tipping(limits), self.is_good
        return np.sort(self._of(tipping, good)), np.sort(self._of(tipping, ~good))

    def _of(self, values: FloatArray, which: npt.NDArray[np.bool_]) -> FloatArray:
        return values[which & self.judged]


def confusion_of(counts: IntArray) -> Confusion:
    """Sum numbers by kind and verdict, as :meth:`LabelledScores.counts` gives them, up."""
    good, bad = (tuple(int(number) for number in row) for row in (counts[0], counts[1:].sum(axis=0)))
    return Confusion(
        true_good=good[0] + good[_REVIEW],
        overkill=good[_DEFECTIVE],
        escape=bad[0] + bad[_REVIEW],
        true_defective=bad[_DEFECTIVE],
        good_in_review=good[_REVIEW],
        defective_in_review=bad[_REVIEW],
        good_errors=good[_ERROR],
        defective_errors=bad[_ERROR],
    )


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """What every image threshold does, at one pixel threshold and minimum area.

    Thresholds descend and are > 0, apart from the last, which may be 0: what is rejected by any at all.
    With a minimum area the curves may end before (1, 1), because no threshold rejects what is too small.

    Attributes:
        rates: Overkill and escape rate; None without parts.
        roc: Detection against false alarms; None where either class is empty.
        precision_recall: Precision against recall; None without defective parts.
    """

    rates: RateCurves | None
    roc: RocCurve | None
    precision_recall: PrecisionRecallCurve | None


def curves(parts: LabelledScores, limits: Limits) -> Curves:
    """Every point of the curves of labelled parts.

    Args:
        parts: The parts.
        limits: Only pixel threshold and minimum area count here.
    """
    good, defective = parts._split(limits)
    if not good.size and not defective.size:
        return Curves(None, None, None)
    rates = rate_curves(good, defective)
    roc, pr = roc_curve(good, defective), precision_recall_curve(good, defective)
    # below 0 everything is rejected, but nobody can set such a limit
    last = int(np.searchsorted(-rates.thresholds, 0.0, side="right"))
    here = slice(0, last)
    return Curves(
        RateCurves(
            rates.thresholds[here],
            None if rates.overkill is None else rates.overkill[here],
            None if rates.escape is None else rates.escape[here],
        ),
        roc and RocCurve(roc.thresholds[here], roc.false_alarm_rate[here], roc.detection_rate[here]),
        pr and PrecisionRecallCurve(pr.thresholds[here], pr.precision[here], pr.recall[here]),
    )


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """An image threshold that answers a question, and what it does to the labelled parts.

    Attributes:
        image_threshold: The threshold, raw units, > 0; a number of few digits wherever one does the same.
        confusion: What is said of the labelled parts there.
        n_beyond: Defective parts that no image threshold catches, because all their regions are smaller
            than the minimum area, or because nothing differs from a good part at all.
    """

    image_threshold: float
    confusion: Confusion
    n_beyond: int = 0


def catching(parts: LabelledScores, limits: Limits, misses: int = 0) -> OperatingPoint | None:
    """The highest image threshold at which no labelled defective part escapes, but for so many.

    A part under review counts as an escape, as everywhere. Parts that no threshold catches are among the
    misses; if there are more of them than ``misses``, they alone escape.

    Args:
        parts: The parts.
        limits: Pixel threshold, minimum area and review band to judge by.
        misses: Defective parts that may escape, >= 0.

    Returns:
        None where there is no such highest threshold: there are no more defective parts than may escape,
        or none can be caught.
    """
    good, defective = parts._split(limits)
    beyond = int(np.searchsorted(defective, 0.0, side="right"))
    allowed = max(misses, beyond)
    if allowed >= defective.size:
        return None
    edge = float(defective[allowed])
    lower = max(_below(good, edge), _below(defective, edge))
    return _point(parts, limits, _neat_below(edge, lower), beyond)


def sparing(parts: LabelledScores, limits: Limits, alarms: int = 0) -> OperatingPoint | None:
    """The lowest image threshold at which no labelled good part is rejected, but for so many.

    Args:
        parts: The parts.
        limits: Pixel threshold, minimum area and review band to judge by.
        alarms: Good parts that may be rejected, >= 0.

    Returns:
        None where there is no such lowest threshold: there are no more good parts than may be rejected, or
        none is rejected at any threshold.
    """
    good, defective = parts._split(limits)
    if alarms >= good.size:
        return None
    edge = float(good[good.size - 1 - alarms])
    if edge <= 0:
        return None
    upper = min(_above(good, edge), _above(defective, edge))
    beyond = int(np.searchsorted(defective, 0.0, side="right"))
    return _point(parts, limits, _neat_from(edge, upper), beyond)


@dataclass(frozen=True, slots=True)
class ExpectedRate:
    """A rate that is expected, and where it may lie."""

    rate: float
    interval: Interval


def expected_false_alarms(tail: Tail, image_threshold: float) -> ExpectedRate:
    """What the good parts that a recipe was made from say of an image threshold.

    The rate is that of the distribution fitted to their leave-one-out scores (:mod:`engine.calibration`),
    which knows of the minimum area as little as they do: it is an upper estimate where there is one. The
    interval is that of Clopper and Pearson for the number of them above the threshold, stretched to hold the
    rate where the fit says more than the numbers.

    Args:
        tail: See :func:`engine.calibration.fit_tail`.
        image_threshold: Raw units, > 0.
    """
    n = len(tail.scores)
    above = n - int(np.searchsorted(tail.scores, image_threshold, side="right"))
    rate = tail.exceedance(image_threshold)
    counted = binomial_interval(above, n)
    return ExpectedRate(rate, Interval(min(counted.low, rate), max(counted.high, rate), counted.confidence))


def _point(parts: LabelledScores, limits: Limits, threshold: float, beyond: int) -> OperatingPoint:
    return OperatingPoint(threshold, parts.confusion(replace(limits, image_threshold=threshold)), beyond)


def _below(ascending: FloatArray, edge: float) -> float:
    """The highest number below an edge; 0 if there is none."""
    place = int(np.searchsorted(ascending, edge, side="left"))
    return float(ascending[place - 1]) if place else 0.0


def _above(ascending: FloatArray, edge: float) -> float:
    """The lowest number above an edge; infinite if there is none."""
    place = int(np.searchsorted(ascending, edge, side="right"))
    return float(ascending[place]) if place < ascending.size else math.inf


def _neat_below(edge: float, lower: float) -> float:
    """A number below ``edge``, not below ``lower``, near the edge, > 0, and of few digits if there is one."""
    for digits in range(_DIGITS, 16):
        step = _step(edge, digits)
        if not step:
            break
        for count in (math.floor(edge / step), math.ceil(edge / step) - 1):
            neat = _rounded(count * step, step)
            if max(lower, 0.0) <= neat < edge and neat > 0:
                return neat
    return max(math.nextafter(edge, 0.0), lower)


def _neat_from(edge: float, upper: float) -> float:
    """A number from ``edge`` on and below ``upper``, near the edge, of few digits if there is one."""
    for digits in range(_DIGITS, 16):
        step = _step(edge, digits)
        if not step:
            break
        neat = _rounded(math.ceil(edge / step) * step, step)
        if edge <= neat < upper:
            return neat
    return edge


def _step(value: float, digits: int) -> float:
    """Distance between neighbouring numbers of so many digits around a value."""
    return 10.0 ** (math.floor(math.log10(value)) + 1 - digits)


def _rounded(value: float, step: float) -> float:
    """Take off what binary arithmetic adds to a decimal number."""
    return round(value, max(0, -math.floor(math.log10(step) + 0.5)))
