"""What the engine's parts hand to each other: small frozen records without behaviour of their own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

FloatMap = npt.NDArray[np.float32]
"""An anomaly map: float32, shape (height, width), raw distances >= 0."""

Photo = npt.NDArray[np.uint8]
"""A decoded picture: uint8, shape (height, width, 3), channels in the order R, G, B."""

Mask = npt.NDArray[np.bool_]
"""A yes/no picture: bool, shape (height, width)."""


class Verdict(StrEnum):
    """What the recipe says of a part."""

    GOOD = "good"
    REVIEW = "review"
    DEFECTIVE = "defective"
    ERROR = "error"
    """The file could not be judged."""


class OperatorVerdict(StrEnum):
    """What a person says of a part; no verdict at all is None."""

    GOOD = "good"
    DEFECTIVE = "defective"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Review:
    """What a person left with a part.

    Attributes:
        verdict: The operator verdict; None where nobody has decided.
        note: A few words; empty for none.
        at: Time of the last change, ISO 8601 with time zone, empty where there was none.
    """

    verdict: OperatorVerdict | None = None
    note: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that a part is judged by, in raw distances.

    Attributes:
        image_threshold: A part with a score above it is defective; > 0.
        pixel_threshold: A pixel with an anomaly value above it belongs to a defect; > 0.
        min_area: Smallest defect that counts, in pixels of the photo; 0 counts every one.
        review_from: Share of the image threshold, 0 < review_from <= 1, above which a part that is not
            defective is put up for review; 1 means no review band.
    """

    image_threshold: float
    pixel_threshold: float
    min_area: int = 0
    review_from: float = 1.0


@dataclass(frozen=True, slots=True)
class Defect:
    """A connected region of a part above the pixel threshold, in pixels of the photo.

    Attributes:
        area_px: Number of photo pixels in the region; >= 1.
        x: Left edge of its bounding box.
        y: Top edge of its bounding box.
        w: Width of its bounding box.
        h: Height of its bounding box.
        cx: Horizontal centre of gravity (pixel centres at whole numbers).
        cy: Vertical centre of gravity.
        peak: Highest anomaly value inside, raw units.
    """

    area_px: int
    x: int
    y: int
    w: int
    h: int
    cx: float
    cy: float
    peak: float


@dataclass(frozen=True, slots=True)
class InspectionResult:
    """What inspection found on one picture.

    Attributes:
        path: The file, as it was given.
        verdict: What the recipe says at :attr:`limits`.
        limits: The limits that verdict and defects were made with.
        sha256: Hash of the file's bytes, 64 hexadecimal digits; empty where it could not be read.
        width: Width of the photo in pixels, after EXIF rotation; 0 where it could not be read.
        height: Height of the photo in pixels; 0 where it could not be read.
        score: Highest value of the map inside the region of interest, raw units; None on error.
        margin: score / limits.image_threshold; None on error.
        defects: Regions above the pixel threshold with at least the minimum area, largest peak first.
        largest_area: Area in photo pixels of the largest region above the pixel threshold, whatever the
            minimum area; 0 where there is none. Lets a verdict be made anew without the map.
        anomaly_map: The map, float32, shape of the recipe's image size, read-only; None where it was not
            asked for or on error.
        notes: Remarks that do not change the verdict, such as "first of 3 pages".
        error: What went wrong, empty otherwise.
        hint: What to do about it, empty otherwise.
        elapsed_ms: Time spent on this picture in milliseconds: reading, decoding, judging.
    """

    path: Path
    verdict: Verdict
    limits: Limits
    sha256: str = ""
    width: int = 0
    height: int = 0
    score: float | None = None
    margin: float | None = None
    defects: tuple[Defect, ...] = ()
    largest_area: int = 0
    anomaly_map: FloatMap | None = field(default=None, compare=False, repr=False)
    notes: tuple[str, ...] = ()
    error: str = ""
    hint: str = ""
    elapsed_ms: float = field(default=0.0, compare=False)

    def without_map(self) -> InspectionResult:
        """The same result without its map, for keeping many of them."""
        return replace(self, anomaly_map=None)


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided interval of a rate, 0 <= low <= high <= 1, at the stated confidence."""

    low: float
    high: float
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the good parts alone say about the limits.

    Attributes:
        image_threshold: Image threshold that the accepted false-alarm rate asks for, raw units.
        pixel_threshold: Pixel threshold made in the same way, raw units.
        false_alarm_rate: The accepted share of good parts that will be called defective, 0 < rate < 1.
        false_alarm_interval: Where the true share lies at 95 % given the number of good parts.
        n_images: Number of good parts behind it.
        warnings: Plain sentences about its weaknesses, such as few parts.
    """

    image_threshold: float
    pixel_threshold: float
    false_alarm_rate: float
    false_alarm_interval: Interval
    n_images: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecipeSummary:
    """What reports say about the recipe that made the results.

    Attributes:
        name: The recipe's name.
        sha256: Hash of the recipe file, 64 hexadecimal digits.
        created: Time of training, ISO 8601 with time zone.
        software: Version of Gonogo that made it.
        image_size: Side of the square that pictures are resized to, pixels.
        backbone: Name of the pretrained network.
        calibration: What the good parts say about the limits.
        loo_scores: Leave-one-out scores of the good parts, raw units, in training order.
        id: What all versions of the recipe have in common, 32 hexadecimal digits; empty where unknown.
    """

    name: str
    sha256: str
    created: str
    software: str
    image_size: int
    backbone: str
    calibration: Calibration
    loo_scores: tuple[float, ...] = ()
    id: str = ""
