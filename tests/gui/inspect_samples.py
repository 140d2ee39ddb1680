"""Pictures, records and an engine with real regions, for the tests of the page for judging."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np

from engine.judging import verdict
from engine.regions import find_defects
from engine.types import InspectionResult, Limits, Verdict

LIMITS = Limits(40.0, 20.0)


def record(path: Path | str, score: float | None, area: int = 0, limits: Limits = LIMITS) -> InspectionResult:
    """A result without a map; None for a file that could not be judged."""
    path = Path(path)
    if score is None:
        return InspectionResult(path, Verdict.ERROR, limits, error="It is damaged.", hint="Copy it again.")
    return InspectionResult(
        path,
        verdict(score, area, limits),
        limits,
        width=64,
        height=48,
        score=score,
        margin=score / limits.image_threshold,
        largest_area=area,
    )


def records(*scores: float | None, folder: str = "parts") -> list[InspectionResult]:
    return [record(Path("/nowhere", folder, f"part_{i}.png"), score) for i, score in enumerate(scores)]


def picture(path: Path, width: int = 64, height: int = 48, grey: int = 128) -> Path:
    """A real picture file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", np.full((height, width, 3), grey, np.uint8))[1].tobytes())
    return path


def pictures(folder: Path, *scores: int) -> list[Path]:
    return [picture(folder / f"part_{score}.png", grey=60 + i) for i, score in enumerate(scores)]


def spotted_map(score: float) -> np.ndarray:
    """An anomaly map whose spots are wider at lower levels: one large, one small."""
    y, x = np.mgrid[0:24, 0:32].astype(np.float32)
    large = score * np.exp(-(((x - 8) / 5) ** 2 + ((y - 8) / 5) ** 2))
    small = 0.8 * score * np.exp(-(((x - 25) / 1.2) ** 2 + ((y - 18) / 1.2) ** 2))
    made = np.maximum(large, small).astype(np.float32)
    made[8, 8] = score
    made.flags.writeable = False
    return made


def spotted(path: Path, limits: Limits) -> InspectionResult:
    """Judge a picture by the digits in its name, with a map and true regions."""
    digits = "".join(c for c in path.stem if c.isdigit())
    if not digits:
        return record(path, None, limits=limits)
    score = float(digits)
    anomaly_map = spotted_map(score)
    defects, largest = find_defects(anomaly_map, (48, 64), limits.pixel_threshold, limits.min_area)
    return InspectionResult(
        path,
        verdict(score, largest, limits),
        limits,
        hashlib.sha256(path.read_bytes() if path.exists() else b"").hexdigest(),
        64,
        48,
        score,
        score / limits.image_threshold,
        defects,
        largest,
        anomaly_map,
    )
