"""The axis of a histogram of scores: linear or logarithmic, whichever shows more."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LOG_FROM = 8.0
"""Ratio of the highest score to the lowest from which on the axis is logarithmic."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where scores lie across the histogram.

    Attributes:
        low: Score at the left end, > 0.
        high: Score at the right end.
        log: Whether equal distances mean equal ratios.
    """

    low: float
    high: float
    log: bool

    @classmethod
    def around(cls, scores: npt.NDArray[np.float64], lines: tuple[float, ...]) -> Axis:
        """An axis on which all scores and lines can be seen, with some room on either side.

        It is logarithmic where the highest score is so many times the lowest that the low ones, which are
        the good parts, would otherwise be crowded into a corner.
        """
        values = np.concatenate([scores, np.asarray(lines, np.float64)])
        values = values[np.isfinite(values) & (values > 0)]
        if not len(values):
            return cls(0.5, 2.0, log=False)
        low, high = float(values.min()), float(values.max())
        if high / low >= LOG_FROM:
            return cls(low / 1.15, high * 1.15, log=True)
        room = max(high - low, 0.2 * high) * 0.08
        return cls(max(low - room, low * 0.5), high + room, log=False)

    def share(self, score: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Place of scores between the ends, 0 to 1, beyond them outside of that."""
        values = np.asarray(score, np.float64)
        if self.log:
            return np.log(np.maximum(values, 1e-300) / self.low) / math.log(self.high / self.low)
        return (values - self.low) / (self.high - self.low)

    def score(self, share: float) -> float:
        """The score at a place between the ends."""
        if self.log:
            return self.low * (self.high / self.low) ** share
        return self.low + (self.high - self.low) * share

    def ticks(self, most: int) -> list[float]:
        """Round numbers along the axis, at most so many."""
        if self.log:
            for steps in ((1, 2, 3, 5), (1, 2, 5), (1, 3), (1,)):
                found = [
                    step * 10.0**power
                    for power in range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
                    for step in steps
                    if self.low <= step * 10.0**power <= self.high
                ]
                if len(found) <= most:
                    return found
            return found[:: math.ceil(len(found) / max(most, 1))]
        rough = (self.high - self.low) / max(most, 1)
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough)
        first = math.ceil(self.low / step)
        return [step * n for n in range(first, math.floor(self.high / step) + 1)]
