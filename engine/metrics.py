"""How well a recipe tells good from defective: rates, curves and areas on raw scores and maps.

Everywhere a part (or pixel) is called defective when its score lies *above* the threshold, as in judging.
What a set does not define (a rate of no parts, an AUROC without defective ones) is None, never NaN.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from engine.errors import GonogoError
from engine.types import FloatMap, Interval, Mask, Verdict

Scores = Iterable[float]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def auroc(good_scores: Scores, defective_scores: Scores) -> float | None:
    """Probability that a defective part scores higher than a good one, a tie counting one half.

    Made from ranks (Mann and Whitney 1947), so that it is exact on raw scores of any scale.

    Args:
        good_scores: Raw scores of the good parts, any order.
        defective_scores: Raw scores of the defective parts, any order.

    Returns:
        Area under the ROC curve, 0 to 1; None where either class is empty.

    Raises:
        GonogoError: A score is NaN or infinite.
    """
    good, defective = _sorted(good_scores), _sorted(defective_scores)
    if not good.size or not defective.size:
        return None
    # "left" counts the good ones below, "right" those below or tied: whole numbers until the last step
    below = np.searchsorted(good, defective, side="left")
    up_to = np.searchsorted(good, defective, side="right")
    return int(below.sum() + up_to.sum()) / (2 * good.size * defective.size)


@dataclass(frozen=True, slots=True)
class Confusion:
    """What a recipe said of labelled parts.

    A part under review is *not rejected*: it stands among the true good or the escapes here, so that the
    rates say what the image threshold alone does; the shares under review are counted beside them.

    Attributes:
        true_good: Good parts not rejected, those under review among them.
        overkill: Good parts called defective.
        escape: Defective parts not rejected, those under review among them.
        true_defective: Defective parts called defective.
        good_in_review: Good parts put up for review.
        defective_in_review: Defective parts put up for review.
        good_errors: Good parts whose file could not be judged; in no rate.
        defective_errors: Defective parts whose file could not be judged; in no rate.
    """

    true_good: int = 0
    overkill: int = 0
    escape: int = 0
    true_defective: int = 0
    good_in_review: int = 0
    defective_in_review: int = 0
    good_errors: int = 0
    defective_errors: int = 0

    @property
    def n_good(self) -> int:
        """Good parts that were judged."""
        return self.true_good + self.overkill

    @property
    def n_defective(self) -> int:
        """Defective parts that were judged."""
        return self.escape + self.true_defective

    @property
    def errors(self) -> int:
        """Parts whose file could not be judged."""
        return self.good_errors + self.defective_errors

    @property
    def overkill_rate(self) -> float | None:
        """Good parts called defective / all good ones judged; None without any."""
        return _share(self.overkill, self.n_good)

    @property
    def escape_rate(self) -> float | None:
        """Defective parts not rejected / all defective ones judged; None without any."""
        return _share(self.escape, self.n_defective)

    @property
    def unseen_escape_rate(self) -> float | None:
        """Defective parts neither rejected nor under review / all defective ones judged; None without any."""
        return _share(self.escape - self.defective_in_review, self.n_defective)

    @property
    def review_rate(self) -> float | None:
        """Parts put up for review / all judged; None without any."""
        return _share(self.good_in_review + self.defective_in_review, self.n_good + self.n_defective)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall of "defective"; None without defective parts."""
        if not self.n_defective:
            return None
        return 2 * self.true_defective / (2 * self.true_defective + self.overkill + self.escape)


def confusion(good_verdicts: Iterable[Verdict], defective_verdicts: Iterable[Verdict]) -> Confusion:
    """Count what the recipe said of parts known to be good and of parts known to be defective."""
    good, defective = list(good_verdicts), list(defective_verdicts)
    return Confusion(
        true_good=good.count(Verdict.GOOD) + good.count(Verdict.REVIEW),
        overkill=good.count(Verdict.DEFECTIVE),
        escape=defective.count(Verdict.GOOD) + defective.count(Verdict.REVIEW),
        true_defective=defective.count(Verdict.DEFECTIVE),
        good_in_review=good.count(Verdict.REVIEW),
        defective_in_review=defective.count(Verdict.REVIEW),
        good_errors=good.count(Verdict.ERROR),
        defective_errors=defective.count(Verdict.ERROR),
    )


def confusion_at(good_scores: Scores, defective_scores: Scores, threshold: float) -> Confusion:
    """Count what an image threshold alone would say; without minimum area and review band."""
    good, defective = _sorted(good_scores), _sorted(defective_scores)
    true_good = int(np.searchsorted(good, threshold, side="right"))
    escape = int(np.searchsorted(defective, threshold, side="right"))
    return Confusion(true_good, good.size - true_good, escape, defective.size - escape)


def overkill_rate(good_scores: Scores, threshold: float) -> float | None:
    """Share of the good parts that ``threshold`` rejects; None without good parts."""
    return confusion_at(good_scores, (), threshold).overkill_rate


def escape_rate(defective_scores: Scores, threshold: float) -> float | None:
    """Share of the defective parts that ``threshold`` lets pass; None without defective parts."""
    return confusion_at((), defective_scores, threshold).escape_rate


def f1(good_scores: Scores, defective_scores: Scores, threshold: float) -> float | None:
    """F1 of "defective" at ``threshold``, 0 to 1; None without defective parts."""
    return confusion_at(good_scores, defective_scores, threshold).f1


def best_f1(good_scores: Scores, defective_scores: Scores) -> tuple[float, float] | None:
    """Highest F1 that any image threshold reaches, and that threshold.

    It is chosen with the labels in hand, so it shows what the scores allow, not what to expect of new parts.

    Returns:
        F1 and a threshold halfway between the neighbouring scores, the highest such threshold where several
        are equally good; None without defective parts.

    Raises:
        GonogoError: A score is NaN or infinite.
    """
    counts = _count_above(good_scores, defective_scores)
    if not counts.n_defective:
        return None
    found = counts.defective_above
    values = 2 * found / (found + counts.good_above + counts.n_defective)
    best = int(np.argmax(values))
    threshold = float(counts.thresholds[best])
    if best < len(values) - 1:  # never 0: something is found at the lowest threshold at the latest
        upper = float(counts.thresholds[best - 1])
        middle = threshold + (upper - threshold) / 2
        # between neighbouring floats the middle may round onto the upper one, which must stay above
        threshold = middle if middle < upper else threshold
    return float(values[best]), threshold


@dataclass(frozen=True, slots=True)
class RocCurve:
    """Detection against false alarms; one point for each threshold, from the strictest downwards.

    Attributes:
        thresholds: Image thresholds, descending, float64.
        false_alarm_rate: Share of good parts above each, ascending from 0 to 1.
        detection_rate: Share of defective parts above each, ascending from 0 to 1.
    """

    thresholds: FloatArray
    false_alarm_rate: FloatArray
    detection_rate: FloatArray


@dataclass(frozen=True, slots=True)
class PrecisionRecallCurve:
    """Precision against recall of "defective"; one point for each threshold, from the strictest downwards.

    Attributes:
        thresholds: Image thresholds, descending, float64.
        precision: Share of the parts above each that are defective; 1 where none is above.
        recall: Share of defective parts above each, ascending from 0 to 1.
    """

    thresholds: FloatArray
    precision: FloatArray
    recall: FloatArray


@dataclass(frozen=True, slots=True)
class RateCurves:
    """Overkill and escape rate against the image threshold, from the strictest downwards.

    Attributes:
        thresholds: Image thresholds, descending, float64.
        overkill: Share of good parts above each; None without good parts.
        escape: Share of defective parts not above each; None without defective parts.
    """

    thresholds: FloatArray
    overkill: FloatArray | None
    escape: FloatArray | None


def roc_curve(good_scores: Scores, defective_scores: Scores) -> RocCurve | None:
    """Every point of the ROC curve; None where either class is empty."""
    counts = _count_above(good_scores, defective_scores)
    if not counts.n_good or not counts.n_defective:
        return None
    return RocCurve(
        counts.thresholds, counts.good_above / counts.n_good, counts.defective_above / counts.n_defective
    )


def precision_recall_curve(good_scores: Scores, defective_scores: Scores) -> PrecisionRecallCurve | None:
    """Every point of the precision-recall curve; None without defective parts."""
    counts = _count_above(good_scores, defective_scores)
    if not counts.n_defective:
        return None
    rejected = counts.good_above + counts.defective_above
    precision = np.where(rejected > 0, counts.defective_above / np.maximum(rejected, 1), 1.0)
    return PrecisionRecallCurve(counts.thresholds, precision, counts.defective_above / counts.n_defective)


def rate_curves(good_scores: Scores, defective_scores: Scores) -> RateCurves:
    """Overkill and escape rate at every image threshold that makes a difference."""
    counts = _count_above(good_scores, defective_scores)
    return RateCurves(
        counts.thresholds,
        counts.good_above / counts.n_good if counts.n_good else None,
        1 - counts.defective_above / counts.n_defective if counts.n_defective else None,
    )


def binomial_interval(k: int, n: int, confidence: float = 0.95) -> Interval:
    """Exact two-sided interval of a share of which ``k`` in ``n`` were seen (Clopper and Pearson 1934).

    Args:
        k: How often it was seen, 0 to ``n``.
        n: How often one looked; 0 gives the interval from 0 to 1.
        confidence: Probability that the interval covers the true share at least, above 0 and below 1.

    Raises:
        GonogoError: The counts or the confidence make no sense.
    """
    if not 0 <= k <= n or not 0 < confidence < 1:
        raise GonogoError(
            f"No interval for {k} in {n} at a confidence of {confidence}.",
            "The count must lie between 0 and the total, the confidence between 0 and 1.",
        )
    low, high = binomial_bounds(np.array([k]), n, confidence)
    return Interval(float(low[0]), float(high[0]), confidence)


def binomial_bounds(counts: IntArray, n: int, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Ends of :func:`binomial_interval` for many counts of the same total at once.

    Args:
        counts: How often each was seen, int64, 0 to ``n``, any shape.
        n: How often one looked.
        confidence: As there.

    Returns:
        Low and high ends, float64, the same shape.
    """
    tail = (1 - confidence) / 2
    k = np.asarray(counts, np.int64)
    # many defective of n are few good of n
    return _least_rates(k, n, tail), 1.0 - _least_rates(n - k, n, tail)


def _least_rates(counts: IntArray, n: int, tail: float) -> FloatArray:
    r"""The rates at which so many or more of n have a probability of only ``tail``.

    With X binomial, :math:`P(X \ge k) = P(X = k) S` where :math:`S = 1 + r_1 + r_1 r_2 + \dots` and
    :math:`r_j = \frac{n-k-j+1}{k+j} \frac{p}{1-p} < 1` for p up to k / n. As a function of log p its
    logarithm has the slope k / S, which falls as p rises: Newton's first step ends below the solution, and
    all others rise to it. They start at the end of Wilson's interval (1927), which is near. (SciPy has this
    as ``betaincinv``, and 44 MB around it: see docs/adr/0015.)
    """
    rates = np.zeros(counts.shape)
    rates[counts == n] = tail ** (1 / n) if n else 0.0
    open_ = np.flatnonzero((counts > 0) & (counts < n))
    k = counts.reshape(-1)[open_].astype(np.float64)
    ways = math.lgamma(n + 1) - np.array([math.lgamma(c + 1) + math.lgamma(n - c + 1) for c in k])
    z = NormalDist().inv_cdf(1 - tail)
    x = np.log((k + z * z / 2 - z * np.sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z))
    moving = np.arange(len(open_))
    for _ in range(_MOST_STEPS):
        if not moving.size:
            break
        c, at = k[moving], x[moving]
        total = _upper_tail_series(c, n, np.exp(at))
        excess = ways[moving] + c * at + (n - c) * np.log1p(-np.exp(at)) + np.log(total) - math.log(tail)
        step = excess * total / c
        x[moving] = at - step
        moving = moving[np.abs(step) > _SMALLEST_STEP]
    rates.reshape(-1)[open_] = np.exp(x)
    return rates


def _upper_tail_series(k: FloatArray, n: int, p: FloatArray) -> FloatArray:
    """P(X >= k) / P(X = k) of a binomial variable, for 0 < p <= k / n."""
    odds = p / (1 - p)
    total = np.ones_like(k)
    term = np.ones_like(k)
    j = 0
    # a term this small changes nothing any more, so that many at once give what each alone gives
    while (term > 1e-17 * total).any():
        j += 1
        term *= np.maximum(n - k - j + 1, 0) / (k + j) * odds
        total += term
    return total


_MOST_STEPS = 100
_SMALLEST_STEP = 1e-8
"""Relative: what is left after such a step is its square."""


# A positive float32 and its bit pattern rise together. 7 of the 23 bits of the fraction are cut off, which
# leaves bins of a relative width between 2^-17 and 2^-16.
_CUT_BITS = 7
_BINS_PER_OCTAVE = 1 << (23 - _CUT_BITS)
_SMALLEST = np.float32(2.0**-24)
_LARGEST = np.nextafter(np.float32(2.0**40), np.float32(0))
_FIRST_BIN = int(_SMALLEST.view(np.uint32)) >> _CUT_BITS


class PixelMetrics:
    """AUROC, average precision and AUPRO over the pixels of any number of anomaly maps.

    Pixels are counted in bins of a relative width of 1.5e-5 and forgotten: memory depends on how many octaves
    the values span (1.6 MB each, 100 MB at the very most), not on the number of pictures. Values that share a
    bin are tied, which moves the results by less than 1e-5 as long as the values are not crowded into a
    small part of an octave. Values below 2^-24 count as zero, values from 2^40 upwards as equal.

    A region is a set of defective pixels connected by edges or corners; its share above a threshold is its
    overlap, and PRO is the mean overlap of all regions (Bergmann et al. 2021, "The MVTec Anomaly Detection
    Dataset", section 5.1). The false positive rate is that of all pixels outside the regions.

    Attributes:
        n_pictures: Maps added so far.
        n_regions: Connected defective regions in all of them.

    Example:
        >>> metrics = PixelMetrics()
        >>> metrics.add(np.float32([[1, 1], [1, 9]]), np.array([[False, False], [False, True]]))
        >>> metrics.auroc(), metrics.aupro()
        (1.0, 1.0)
    """

    def __init__(self) -> None:
        self.n_pictures = 0
        self.n_regions = 0
        # element 0 holds the zeros, the others the bins of the octaves from _first up to, not with, _end
        self._first, self._end = 0, 0
        self._good: IntArray = np.zeros(1, np.int64)
        self._defective: IntArray = np.zeros(1, np.int64)
        self._overlap: FloatArray = np.zeros(1, np.float64)

    def add(self, anomaly_map: FloatMap, truth: Mask) -> None:
        """Count one picture.

        Args:
            anomaly_map: Raw distances >= 0, float32, shape (height, width).
            truth: Which pixels are defective, bool, the same shape; all False for a good part.

        Raises:
            GonogoError: The shapes differ, or the map has negative, infinite or undefined values.
        """
        _check_picture(anomaly_map, truth)
        index = _bin_index(anomaly_map)
        positive = index[index > 0]
        if positive.size:
            self._cover(_octave(int(positive.min())), _octave(int(positive.max())) + 1)
        index = np.where(index > 0, index - self._first * _BINS_PER_OCTAVE, 0)
        length = self._good.size
        self._good += np.bincount(index[~truth], minlength=length)
        if truth.any():
            inside = index[truth]
            weights, n_regions = _region_weights(truth)
            self._defective += np.bincount(inside, minlength=length)
            self._overlap += np.bincount(inside, weights=weights, minlength=length)
            self.n_regions += n_regions
        self.n_pictures += 1

    def merge(self, other: PixelMetrics) -> None:
        """Count all pictures of ``other`` too; ``other`` stays as it is."""
        if other._end > other._first:
            self._cover(other._first, other._end)
        start = 1 + (other._first - self._first) * _BINS_PER_OCTAVE
        for mine, theirs in (
            (self._good, other._good),
            (self._defective, other._defective),
            (self._overlap, other._overlap),
        ):
            mine[0] += theirs[0]
            mine[start : start + theirs.size - 1] += theirs[1:]
        self.n_pictures += other.n_pictures
        self.n_regions += other.n_regions

    def auroc(self) -> float | None:
        """Probability that a defective pixel has a higher value than a good one, a tie counting one half.

        Returns:
            0 to 1; None without defective or without good pixels.
        """
        n_good, n_defective = int(self._good.sum()), int(self._defective.sum())
        if not n_good or not n_defective:
            return None
        below = np.cumsum(self._good) - self._good
        won = self._defective.astype(np.float64) @ (below + self._good / 2)
        return min(1.0, float(won) / n_good / n_defective)

    def average_precision(self) -> float | None:
        """Mean of the precision over the recall, each threshold weighted by the recall it adds.

        Returns:
            0 to 1; None without defective pixels.
        """
        n_defective = int(self._defective.sum())
        if not n_defective:
            return None
        defective, good = self._defective[::-1], self._good[::-1]
        found, rejected = np.cumsum(defective), np.cumsum(defective + good)
        return min(1.0, float(defective @ (found / np.maximum(rejected, 1))) / n_defective)

    def aupro(self, limit: float = 0.3) -> float | None:
        """Area under PRO against the false positive rate from 0 to ``limit``, divided by ``limit``.

        The curve is integrated exactly, with straight lines between its points.

        Args:
            limit: False positive rate up to which the area counts, above 0, at most 1.

        Returns:
            0 to 1; None without a defective region or without good pixels.

        Raises:
            GonogoError: The limit is no such rate.
        """
        if not 0 < limit <= 1:
            raise GonogoError(f"No AUPRO up to a rate of {limit}.", "Give a rate above 0 and at most 1.")
        n_good = int(self._good.sum())
        if not n_good or not self.n_regions:
            return None
        rate = np.concatenate([[0.0], np.cumsum(self._good[::-1]) / n_good])
        pro = np.concatenate([[0.0], np.cumsum(self._overlap[::-1]) / self.n_regions])
        inside = int(np.searchsorted(rate, limit, side="right"))
        if inside < rate.size:  # the curve goes on: cut its next piece at the limit
            share = (limit - rate[inside - 1]) / (rate[inside] - rate[inside - 1])
            pro[inside] = pro[inside - 1] + share * (pro[inside] - pro[inside - 1])
            rate[inside] = limit
            inside += 1
        return min(1.0, float(np.trapezoid(pro[:inside], rate[:inside])) / limit)

    def _cover(self, first: int, end: int) -> None:
        """Make room for the octaves from ``first`` up to, not with, ``end``."""
        if self._end > self._first:
            first, end = min(first, self._first), max(end, self._end)
            before, after = self._first - first, end - self._end
        else:
            before, after = 0, end - first
        if before or after:
            room = (before * _BINS_PER_OCTAVE, after * _BINS_PER_OCTAVE)
            self._good, self._defective, self._overlap = (
                np.concatenate([bins[:1], np.pad(bins[1:], room)])
                for bins in (self._good, self._defective, self._overlap)
            )
        self._first, self._end = first, end


def _check_picture(anomaly_map: FloatMap, truth: Mask) -> None:
    """Refuse what would be counted wrongly."""
    if anomaly_map.ndim != 2 or anomaly_map.shape != truth.shape or not anomaly_map.size:
        raise GonogoError(
            f"An anomaly map of shape {anomaly_map.shape} cannot be compared with a mask of {truth.shape}.",
            "Bring the mask to the size of the map first.",
        )
    if not (anomaly_map.min() >= 0 and anomaly_map.max() < math.inf):  # NaN fails both
        raise GonogoError(
            "An anomaly map has negative, infinite or undefined values.",
            "Leave out pictures that could not be judged.",
        )


def _bin_index(anomaly_map: FloatMap) -> IntArray:
    """Bin of every pixel, shape (height, width): 0 for zeros, rising with the value."""
    values = np.minimum(np.ascontiguousarray(anomaly_map, dtype=np.float32), _LARGEST)
    index = (values.view(np.uint32) >> _CUT_BITS).astype(np.int64) - (_FIRST_BIN - 1)
    return np.where(values < _SMALLEST, 0, index)


def _octave(index: int) -> int:
    """Octave of a bin other than 0, counted from the smallest value."""
    return (index - 1) // _BINS_PER_OCTAVE


def _region_weights(truth: Mask) -> tuple[FloatArray, int]:
    """1 / area of the region that each defective pixel lies in, in row order, and the number of regions."""
    import cv2

    n_labels, labels, stats, _ = cv2.connectedComponentsWithStats(truth.astype(np.uint8), connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA].astype(np.float64)
    return 1 / areas[labels[truth]], n_labels - 1


@dataclass(frozen=True, slots=True)
class _CountsAbove:
    """How many scores lie above each threshold.

    ``thresholds`` descend: first the highest score (nothing is above it), then every other distinct score,
    last a number just below all of them (everything is above it).
    """

    thresholds: FloatArray
    good_above: IntArray
    defective_above: IntArray
    n_good: int
    n_defective: int


def _count_above(good_scores: Scores, defective_scores: Scores) -> _CountsAbove:
    good, defective = _sorted(good_scores), _sorted(defective_scores)
    distinct = np.unique(np.concatenate([good, defective]))[::-1]
    thresholds = np.append(distinct, np.nextafter(distinct[-1:], -math.inf))
    return _CountsAbove(
        thresholds,
        good.size - np.searchsorted(good, thresholds, side="right"),
        defective.size - np.searchsorted(defective, thresholds, side="right"),
        good.size,
        defective.size,
    )


def _sorted(scores: Scores) -> FloatArray:
    """Ascending float64 array of the scores."""
    values = np.sort(np.asarray(list(scores), dtype=np.float64))
    if values.size and not np.isfinite(values[[0, -1]]).all():  # infinities sort to the ends, NaN last
        raise GonogoError(
            "A score is infinite or undefined and cannot be ranked.",
            "Leave out pictures that could not be judged.",
        )
    return values


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
