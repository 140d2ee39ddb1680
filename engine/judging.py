"""The one place where a verdict is made.

A part is

- *defective* when its score is above the image threshold, unless every region above the pixel threshold
  is smaller than the minimum area: then what is left is too small to count, and the part is not defective;
- up for *review* when it is not defective and its score is above ``review_from`` times the image
  threshold (``review_from`` 1 means that there is no such band);
- *good* otherwise.

With a minimum area, a part whose regions are all too small is good, whatever its score. Where no pixel
is above the pixel threshold at all, the minimum area says nothing and the score decides alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from engine.errors import GonogoError
from engine.regions import find_defects
from engine.types import InspectionResult, Limits, Verdict

VERDICTS: tuple[Verdict, ...] = (Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE, Verdict.ERROR)
"""Verdicts by the codes that :func:`verdicts` returns."""


def check_limits(limits: Limits) -> Limits:
    """Return the limits if a verdict can be made with them.

    Raises:
        GonogoError: A threshold is not a positive number, the area is negative, or the band is not a
            share above 0 and at most 1.
    """
    for message, value in (
        (f"The image threshold is {limits.image_threshold}.", limits.image_threshold),
        (f"The pixel threshold is {limits.pixel_threshold}.", limits.pixel_threshold),
    ):
        if not (np.isfinite(value) and value > 0):
            raise GonogoError(message, "Give a number above 0.")
    if limits.min_area < 0:
        raise GonogoError(f"The minimum area is {limits.min_area}.", "Give 0 or more pixels.")
    if not 0 < limits.review_from <= 1:
        raise GonogoError(
            f"The review band starts at {limits.review_from} times the limit.",
            "Give a share above 0 and at most 1.",
        )
    return limits


def verdict(score: float, largest_area: int, limits: Limits) -> Verdict:
    """Judge one part.

    Args:
        score: Anomaly score, raw units.
        largest_area: Photo pixels of the largest region above the pixel threshold; 0 for none.
        limits: What to judge by.
    """
    return VERDICTS[int(verdicts(np.array([score]), np.array([largest_area]), limits)[0])]


def verdicts(scores: npt.ArrayLike, largest_areas: npt.ArrayLike, limits: Limits) -> npt.NDArray[np.uint8]:
    """Judge many parts at once.

    Args:
        scores: Anomaly scores, shape (n,); NaN stands for a file that could not be judged.
        largest_areas: Photo pixels of the largest region above the pixel threshold, shape (n,).
        limits: What to judge by.

    Returns:
        Index into :data:`VERDICTS` of every part, uint8, shape (n,).
    """
    score = np.asarray(scores, dtype=np.float64)
    area = np.asarray(largest_areas)
    codes = np.zeros(score.shape, dtype=np.uint8)
    codes[score > limits.review_from * limits.image_threshold] = 1
    codes[score > limits.image_threshold] = 2
    codes[(area > 0) & (area < limits.min_area)] = 0
    codes[np.isnan(score)] = 3
    return codes


def rejudge(result: InspectionResult, limits: Limits) -> InspectionResult:
    """The same part judged by other limits, without a new inspection.

    Args:
        result: With its map, if the pixel threshold changes or the minimum area goes down.
        limits: What to judge by now.

    Returns:
        A new result with verdict, margin and defects at ``limits``. Without a map only the verdict and
        the margin are made anew, and defects that are now too small are dropped.
    """
    if result.score is None:
        return replace(result, limits=limits)
    defects, largest = result.defects, result.largest_area
    if result.anomaly_map is not None:
        defects, largest = find_defects(
            result.anomaly_map, (result.height, result.width), limits.pixel_threshold, limits.min_area
        )
    else:
        defects = tuple(d for d in defects if d.area_px >= limits.min_area)
    return replace(
        result,
        limits=limits,
        verdict=verdict(result.score, largest, limits),
        margin=result.score / limits.image_threshold,
        defects=defects,
        largest_area=largest,
    )


def count_verdicts(results: Sequence[InspectionResult]) -> dict[Verdict, int]:
    """How many results there are of each verdict; every verdict is a key."""
    counts = dict.fromkeys(VERDICTS, 0)
    for result in results:
        counts[result.verdict] += 1
    return counts
