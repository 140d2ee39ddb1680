r"""The honest threshold: an accepted false-alarm rate, turned into limits by good parts alone.

Every good part was scored as if it had not been trained on (leave-one-out), so its score is what an
unseen good part would get. The limit for an accepted share :math:`\alpha` of false alarms is the
:math:`1-\alpha` quantile of those scores. It mostly lies beyond the largest score seen, so the tail is
modelled: the logarithms of scores above a high one follow a generalised Pareto distribution
(Pickands 1975), fitted by probability-weighted moments (Hosking and Wallis 1987, "Parameter and quantile
estimation for the generalized Pareto distribution").
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.errors import TrainingError
from engine.types import Calibration, Interval

Float64 = npt.NDArray[np.float64]

FEW_IMAGES = 20
"""Below this number of good parts a limit is possible, but hardly more than a guess."""

PIXEL_SHARE = 0.01
"""Share of good pixels above the pixel threshold, as a part of the accepted false-alarm rate."""

_SHAPE_RANGE = (-0.5, 0.3)  # of the tail; wider leaves few scores to decide too much
_SHAPE_ZERO = 1e-6  # the exponential distribution is the limit where the shape goes to 0
_MOST_SCALE = 1.5  # times the scale that the mean of the tail asks for
_MOST_EXCESS = 500.0  # logarithm; beyond any score, and keeps the arithmetic finite
_REPLICATES = 2000
_LEAST_KEPT = 0.02  # one replicate on either side is as far as their number goes
_UNUSUAL_DEVIATIONS = 3.5


@dataclass(frozen=True, slots=True)
class Tail:
    r"""The distribution of good scores: ranked scores, with a modelled tail above.

    With :math:`y = \log s - \log u`, the share of scores above :math:`s > u` is
    :math:`\frac{m}{n} (1 + \xi y / \sigma)^{-1/\xi}`.

    Attributes:
        scores: Ascending, > 0, shape (n,).
        n_tail: Number m of scores that the tail was fitted to.
        start: The score u where the tail begins: the largest that is not part of it, or higher where a
            gap follows.
        shape: xi of the generalised Pareto distribution of the logarithms.
        scale: sigma of it.
    """

    scores: Float64
    n_tail: int
    start: float
    shape: float
    scale: float

    def threshold(self, rate: float) -> float:
        """The score that a share ``rate`` of good parts lies above."""
        return float(_threshold(self.scores[None], rate, *_as_rows(self))[0])

    def exceedance(self, score: float) -> float:
        """The share of good parts that lies above ``score``."""
        return float(self._exceedances(np.array([score]))[0])

    def _exceedances(self, scores: Float64) -> Float64:
        n = len(self.scores)
        share = self.n_tail / n
        # scores equal to the start may be counted on both sides of it; the share must not rise there
        body = np.maximum(1 - np.searchsorted(self.scores, scores, side="right") / n, share)
        y = np.log(np.maximum(scores, self.start) / self.start)
        if self.scale <= 0:
            tail = np.where(y > 0, 0.0, share)
        elif abs(self.shape) < _SHAPE_ZERO:
            tail = share * np.exp(-y / self.scale)
        else:
            tail = share * np.maximum(1 + self.shape * y / self.scale, 0) ** (-1 / self.shape)
        return np.where(scores > self.start, tail, body)

    def interval(self, rate: float, confidence: float = 0.95, seed: int = 0) -> Interval:
        """Where the true share of false alarms lies when the limit is set for ``rate``.

        A parametric bootstrap of the whole procedure: from the fitted distribution, as many scores as
        there are good parts are drawn again and again; every draw gets a limit by the same rule, and
        the share of the fitted distribution above that limit is one possible true rate.

        The fewer false alarms the good parts could have shown, the less the fitted distribution knows of its
        own tail: the central 95 % of these rates held the true one in 88 of 100 simulated cases (20 to 40
        parts, 1 in 100). So more of them are kept: the share left out is multiplied by n rate / 2 where that
        is below 1 (calibrating a bootstrap by its simulated coverage: Loh 1987, "Calibrating confidence
        coefficients").

        Args:
            rate: Accepted share of false alarms.
            confidence: Of the two-sided interval.
            seed: Of the random draws, so that the same scores give the same interval.
        """
        rng = np.random.default_rng(seed)
        n = len(self.scores)
        # a few draws at a time: the memory must not grow with the number of good parts
        block = max(1, min(_REPLICATES, 100_000 // n))
        rates: list[Float64] = []
        for start in range(0, _REPLICATES, block):
            draws = self._quantiles(rng.random((min(block, _REPLICATES - start), n)))
            draws.sort(axis=1)
            rates.append(self._exceedances(_threshold(draws, rate, *_fit_rows(draws))))
        edge = (1 - confidence) / 2
        kept = edge * min(1.0, max(n * rate / 2, _LEAST_KEPT))
        low, high = np.quantile(np.concatenate(rates), [kept, 1 - kept])
        if self.n_tail < 3 or self.scale <= 0:
            # the scores do not tell how far they spread; what is left is that all n of them were good
            # parts at or below their highest (the bound of Clopper and Pearson for none of n)
            high = max(high, 1 - edge ** (1 / n))
        # never narrower than the rate that was asked for, whatever the draws say
        return Interval(min(float(low), rate), max(float(high), rate), confidence)

    def _quantiles(self, above: Float64) -> Float64:
        """The scores that shares ``above`` of good parts lie above."""
        n = len(self.scores)
        share = self.n_tail / n
        # between two ranked scores the distribution is taken to be even
        place = np.clip((1 - above) * n - 0.5, 0, n - 1 - self.n_tail)
        body = np.interp(place, np.arange(n), self.scores)
        y = _excess(np.minimum(above, share) / share, np.float64(self.shape), np.float64(self.scale))
        return np.where(above < share, self.start * np.exp(y), body)


def fit_tail(scores: npt.ArrayLike) -> Tail:
    """Fit the distribution of good scores.

    Args:
        scores: Leave-one-out scores, shape (n,), n >= 2, finite and > 0.

    Raises:
        TrainingError: Too few scores, or scores that are not positive numbers.
    """
    ranked = np.sort(np.asarray(scores, dtype=np.float64))
    if len(ranked) < 2:
        raise TrainingError(
            "A limit needs at least 2 good parts.", "Add good parts; 40 or more are sensible."
        )
    if not np.isfinite(ranked).all():
        raise TrainingError("The good parts gave scores that are not numbers.", "Train the recipe again.")
    if ranked[0] <= 0:
        raise TrainingError(
            "The good parts do not differ from each other at all.", "Give pictures of different good parts."
        )
    m, start, shape, scale = _fit_rows(ranked[None])
    return Tail(ranked, m, float(start[0]), float(shape[0]), float(scale[0]))


def tail_size(n: int) -> int:
    """Number of scores that the tail is fitted to: a fifth of all, at least 10, at most all but one."""
    return min(max(10, n // 5), n - 1)


def _fit_rows(scores: Float64) -> tuple[int, Float64, Float64, Float64]:
    """Fit a tail to every row of ascending scores, shape (rows, n): size, starts, shapes, scales."""
    n = scores.shape[1]
    m = tail_size(n)
    start = scores[:, n - m - 1]
    y = np.log(scores[:, n - m :] / start[:, None])
    if m > 2:
        # a gap below the tail that is wider than the tail itself says nothing of what lies above: two
        # pictures of the same part, say, score far below all others, since each explains the other
        lowest = y[:, 0]
        gap = np.minimum(lowest, (y - lowest[:, None]).sum(axis=1) / (m - 1))
        start = start * np.exp(lowest - gap)
        y = y - (lowest - gap)[:, None]
    a0 = y.mean(axis=1)
    weights = (m - 1 - np.arange(m)) / (m - 1) if m > 1 else np.zeros(1)
    a1 = (weights * y).mean(axis=1)
    spread = a0 - 2 * a1
    # without a spread, or with the lower ones all at the start, an exponential tail is all there is to say
    usable = (spread > 1e-9 * a0) & (a1 > 0)  # rounding must not decide it
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        shape = np.clip(np.where(usable, 2 - a0 / spread, 0.0), *_SHAPE_RANGE)
        scale = np.where(usable, 2 * a0 * a1 / spread, a0)
    # the scale belongs to the shape before clipping; with few scores that lie close together it would be
    # so large that nothing is ever above the limit, so it stays near the one that gives the tail its mean
    by_mean = a0 * (1 - shape)
    return m, start, shape, np.clip(scale, by_mean, _MOST_SCALE * by_mean)


def _as_rows(tail: Tail) -> tuple[int, Float64, Float64, Float64]:
    return tail.n_tail, np.array([tail.start]), np.array([tail.shape]), np.array([tail.scale])


def _threshold(
    scores: Float64, rate: float, m: int, start: Float64, shape: Float64, scale: Float64
) -> Float64:
    """The limit for ``rate`` of every row of ascending scores, shape (rows, n)."""
    n = scores.shape[1]
    if rate >= m / n:
        # not above the start of the tail: a higher rate must not give a higher limit
        rank = min(n - m, math.ceil((1 - rate) * (n + 1)))
        return scores[:, rank - 1]
    return start * np.exp(_excess(np.float64(rate * n / m), shape, scale))


def _excess(share: Float64 | np.float64, shape: Float64 | np.float64, scale: Float64 | np.float64) -> Float64:
    """Quantile function of the generalised Pareto distribution: what a share of the tail lies above."""
    nearly_zero = np.abs(shape) < _SHAPE_ZERO
    safe = np.where(nearly_zero, 1.0, shape)
    logarithm = np.log(share)
    excess = np.where(nearly_zero, -scale * logarithm, scale / safe * np.expm1(-safe * logarithm))
    return np.minimum(excess, _MOST_EXCESS)


def unusual(scores: Sequence[float] | Float64) -> list[int]:
    """Good parts whose score stands out from the others: perhaps they are not good.

    A score stands out when the logarithm of it is more than 3.5 robust standard deviations above the
    median (Iglewicz and Hoaglin 1993: median and median absolute deviation).

    Returns:
        Their indices, the most unusual first.
    """
    logs = np.log(np.maximum(np.asarray(scores, dtype=np.float64), 1e-12))
    middle = np.median(logs)
    deviation = float(np.median(np.abs(logs - middle))) / 0.6745
    if deviation <= 0:
        return []
    order = np.argsort(-logs, kind="stable")
    return [int(i) for i in order if (logs[i] - middle) / deviation > _UNUSUAL_DEVIATIONS]


def pixel_threshold(samples: npt.NDArray[np.float32], scores: Float64, rate: float) -> float:
    """The pixel threshold that good parts ask for.

    The highest value of a part's map is its score, so a pixel limit at the image threshold would outline
    only the very peak of a defect, and a limit that a share ``rate`` of all good pixels lie above would
    draw regions on every good part. The limit is the value that a share ``rate`` / 100 of the good parts'
    pixels lie above (1 in 10,000 by default); of the shares tried on three sets with masks, it outlined
    defects best.

    Args:
        samples: Values of the leave-one-out maps inside the region of interest, shape (k,).
        scores: Leave-one-out scores, shape (n,).
        rate: Accepted share of false alarms.

    Returns:
        The limit in raw units, > 0.
    """
    value = float(np.quantile(samples, 1 - rate * PIXEL_SHARE, method="higher")) if len(samples) else 0.0
    return value if value > 0 else float(np.min(scores))


def calibrate(
    scores: npt.ArrayLike, samples: npt.NDArray[np.float32], rate: float, n_features: int
) -> Calibration:
    """Turn leave-one-out scores and map values into limits.

    Args:
        scores: Leave-one-out scores, shape (n,), n >= 2.
        samples: Values of the leave-one-out maps inside the region of interest, shape (k,).
        rate: Accepted share of good parts called defective, 0 < rate <= 0.5.
        n_features: Features of an embedding, for the remark about few pictures.

    Raises:
        TrainingError: Too few or identical good parts.
    """
    check_rate(rate)
    tail = fit_tail(scores)
    limit = tail.threshold(rate)
    return Calibration(
        image_threshold=limit,
        pixel_threshold=min(pixel_threshold(samples, tail.scores, rate), limit),
        false_alarm_rate=rate,
        false_alarm_interval=tail.interval(rate),
        n_images=len(tail.scores),
        warnings=_warnings(tail, rate, n_features),
    )


def check_rate(rate: float) -> None:
    """Raise :class:`~engine.errors.TrainingError` unless 0 < rate <= 0.5."""
    if not 0 < rate <= 0.5:
        raise TrainingError(
            f"A false-alarm rate of {rate} is not possible.",
            "Give a share above 0 and at most 0.5, such as 0.01.",
        )


def _warnings(tail: Tail, rate: float, n_features: int) -> tuple[str, ...]:
    n = len(tail.scores)
    found = []
    if n < FEW_IMAGES:
        found.append(
            f"There are only {n} good parts: the limit is a rough guess. "
            f"Give {FEW_IMAGES} or more; 100 are better."
        )
    elif n < n_features:
        found.append(
            f"There are fewer good parts ({n}) than features ({n_features}): "
            "more good parts make a sharper judge."
        )
    if rate < 1 / (2 * n):
        found.append(
            f"One false alarm in {1 / rate:.0f} is far beyond what {n} good parts show: "
            "the limit rests on the model of rare scores."
        )
    return tuple(found)
