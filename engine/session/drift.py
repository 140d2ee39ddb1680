"""Whether the scores of good parts have moved: worn tooling, a lamp that ages, a camera out of focus.

The last good parts are compared with good parts of before (the recipe's leave-one-out scores, or earlier
history) by the rank-sum test of Wilcoxon, Mann and Whitney (H. B. Mann, D. R. Whitney, "On a test of whether
one of two random variables is stochastically larger than the other", Annals of Mathematical Statistics 18,
1947, 50-60), with midranks, the variance corrected for ties, and a correction for continuity. It looks at the
order of the scores alone: no shape of their distribution is assumed, and a single extreme part counts no more
than any other.

**When it looks.** After every 25 good parts, counted from the first one, at the last 25, 50, 100, 200 and 400
of them: short windows find a large shift soon, long ones find a small shift at all. Between looks the answer
stays the same, however often it is asked for.

**False warnings.** A look warns by mistake with a probability of at most 1 in 1,000, its windows together
(Bonferroni: each is tested at 1 in 5,000). Expectations add up, however much the looks overlap and although
they share their reference: at most one look in 1,000 warns by mistake, which is one in 25,000 good parts.
(Simulated with a reference of 50: 8 of 20,000 looks.) That holds for a reference of any size from 20, because
the test counts the chance in the reference too, unlike a control chart such as CUSUM whose limits come from a
few dozen parts: its run length depends on how those parts happened to fall. The test presumes that parts come
independently of each other; batches that differ are what it is there to find.

**No trifles.** With thousands of parts every difference is significant. A warning asks for an effect as well:
the probability that a recent part scores higher than one of before (A of A. Vargha and H. D. Delaney, Journal
of Educational and Behavioral Statistics 25, 2000, 101-132; one half without a shift) must be at least 0.6, or
at most 0.4. For normal scores that is a shift by 0.36 standard deviations.

**How soon**, simulated with normal scores that shift after 400 good parts, 400 runs each:

=========  ======================  ==========================================================
reference  shift by 1 sigma        shift by half a sigma
=========  ======================  ==========================================================
50         half of them after 46   3 in 10 after 200 parts, 6 in 10 after 1,000
100        half of them after 38   half of them after 146, 9 in 10 after 1,000
500        half of them after 35   half of them after 83, 9 in 10 after 160
=========  ======================  ==========================================================

A small reference hides small shifts behind its own chance; a longer earlier history is the better one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.errors import GonogoError

LOOK_EVERY = 25
"""Good parts from one look to the next."""
WINDOWS = (25, 50, 100, 200, 400)
"""Numbers of last good parts that a look compares."""
FALSE_WARNING_PARTS = 25_000
"""Good parts in which one false warning is to be expected at most."""
LEAST_EFFECT = 0.1
"""How far the probability of superiority must be from one half."""
LEAST_REFERENCE = 20
"""Good parts of before that are needed at least."""
_ALPHA = LOOK_EVERY / FALSE_WARNING_PARTS / len(WINDOWS)

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drift:
    """A movement of the scores of good parts that chance does not explain.

    Attributes:
        rising: Whether recent parts score higher than those of before; else lower.
        superiority: Probability that a recent part scores higher than one of before, ties counting one half;
            0 to 1.
        statistic: Standardised rank sum, about normal without drift; its sign is the direction.
        p: Two-sided probability of such a statistic without drift.
        n_recent: Recent good parts that were compared.
        n_reference: Good parts of before.
        at: Good parts that had been seen when it was looked, a multiple of :data:`LOOK_EVERY`.
    """

    rising: bool
    superiority: float
    statistic: float
    p: float
    n_recent: int
    n_reference: int
    at: int


def drift(reference: npt.ArrayLike, recent: npt.ArrayLike) -> Drift | None:
    """Warn if recent good parts score otherwise than those of before; the module says what that is worth.

    Args:
        reference: Scores (or margins at one limit) of good parts, at least 20, any order. Leave-one-out
            scores do where nothing else is known; leave those above the limit out, as such parts are not
            among the recent ones.
        recent: The same of all good parts since then, shape (n,), in the order of inspection, *from the first
            one on*: looks are counted from there. See
            :meth:`~engine.session.history.History.good_parts`.

    Returns:
        What the last look found, the window with the smallest p; None if nothing moved, or there are too few
        parts to say.

    Raises:
        GonogoError: A score is NaN or infinite.
    """
    before, after = _checked(reference), _checked(recent)
    seen = after.size // LOOK_EVERY * LOOK_EVERY
    if before.size < LEAST_REFERENCE or not seen:
        return None
    before = np.sort(before)
    found = [_compare(before, after[seen - n : seen], seen) for n in WINDOWS if n <= seen]
    warnings = [one for one in found if one.p <= _ALPHA and abs(one.superiority - 0.5) >= LEAST_EFFECT]
    return min(warnings, key=lambda one: one.p, default=None)


def _compare(before: FloatArray, after: FloatArray, seen: int) -> Drift:
    """The rank-sum test; ``before`` is sorted."""
    n, m = before.size, after.size
    below = np.searchsorted(before, after, side="left").sum()
    below_or_tied = np.searchsorted(before, after, side="right").sum()
    pairs = (int(below) + int(below_or_tied)) / 2
    ties = np.unique(np.concatenate([before, after]), return_counts=True)[1].astype(np.float64)
    total = n + m
    variance = n * m / 12 * (total + 1 - float((ties**3 - ties).sum()) / (total * (total - 1)))
    excess = pairs - n * m / 2
    distance = max(0.0, abs(excess) - 0.5)
    z = float(np.sign(excess)) * distance / variance**0.5 if variance > 0 else 0.0
    return Drift(
        rising=excess > 0,
        superiority=pairs / (n * m),
        statistic=z,
        p=math.erfc(abs(z) / math.sqrt(2)),
        n_recent=m,
        n_reference=n,
        at=seen,
    )


def _checked(scores: npt.ArrayLike) -> FloatArray:
    values = np.asarray(scores, dtype=np.float64).reshape(-1)
    if not np.isfinite(values).all():
        raise GonogoError(
            "A score is infinite or undefined and cannot be ranked.",
            "Leave out pictures that could not be judged.",
        )
    return values
