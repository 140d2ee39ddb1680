"""Made-up parts for the export tests: photos, maps and results that belong together."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.judging import verdict
from engine.regions import find_defects
from engine.types import (
    Calibration,
    InspectionResult,
    Interval,
    Limits,
    OperatorVerdict,
    RecipeSummary,
    Review,
    Verdict,
)

LIMITS = Limits(image_threshold=40.0, pixel_threshold=30.0, min_area=4, review_from=0.9)

SUMMARY = RecipeSummary(
    name="flange-left",
    sha256="3f" * 32,
    created="2026-11-20T14:03:22+01:00",
    software="0.1.0",
    image_size=32,
    backbone="tf_efficientnet_lite0",
    calibration=Calibration(40.0, 30.0, 0.01, Interval(1 / 600, 1 / 40), 160),
    loo_scores=tuple(float(x) for x in np.linspace(10, 38, 160, dtype=np.float32)),
)


def make_map(peak, at=(0.5, 0.5), size=32):
    """A calm map with one smooth hill."""
    y, x = (np.mgrid[:size, :size] + 0.5) / size
    hill = np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / (2 * 0.08**2))
    ripple = 5 + np.sin(7 * x + 3 * y)
    made = (ripple + (peak - ripple) * hill).astype(np.float32)
    made.flags.writeable = False
    return made


def make_photo(height=60, width=90, seed=0):
    """A noisy grey part."""
    noise = np.random.default_rng(seed).integers(0, 40, (height, width, 3))
    return (100 + noise).astype(np.uint8)


def judge(path, photo_size, anomaly_map, limits=LIMITS, **more):
    """What inspection says of a map."""
    defects, largest = find_defects(anomaly_map, photo_size, limits.pixel_threshold, limits.min_area)
    score = float(anomaly_map.max())
    return InspectionResult(
        path=Path(path),
        verdict=verdict(score, largest, limits),
        limits=limits,
        sha256="ab" * 32,
        height=photo_size[0],
        width=photo_size[1],
        score=score,
        margin=score / limits.image_threshold,
        defects=defects,
        largest_area=largest,
        anomaly_map=anomaly_map,
        elapsed_ms=12.3456,
        **more,
    )


def unreadable(path):
    """A file that could not be judged."""
    return InspectionResult(
        Path(path), Verdict.ERROR, LIMITS, error=f"{path} is damaged.", hint="Copy it from the camera again."
    )


def some_results():
    """Two defective parts, one for review, two good ones and an unreadable file, in mixed order."""
    size = (60, 90)
    return [
        judge("in/a.png", size, make_map(20.0)),
        judge("in/b.png", size, make_map(64.0, (0.3, 0.6))),
        unreadable("in/broken.png"),
        judge("in/c.png", size, make_map(38.0), notes=("first of 3 pages",)),
        judge("in/d.png", size, make_map(130.0, (0.7, 0.2))),
        judge("in/e.png", size, make_map(12.0)),
    ]


def some_reviews():
    """Of :func:`some_results`: one agreement, one false alarm, one miss, one unsure, and a note alone."""
    when = "2026-11-23T10:00:00+01:00"
    return {
        0: Review(OperatorVerdict.DEFECTIVE, "Scratch under the bore,\nhardly seen", when),
        1: Review(OperatorVerdict.DEFECTIVE, "", when),
        2: Review(None, "=1+1 copy again", when),
        3: Review(OperatorVerdict.UNSURE, "", when),
        4: Review(OperatorVerdict.GOOD, "only dust", when),
    }


def at(result, path):
    """The same result under another name."""
    return replace(result, path=Path(path))
