"""The small pictures of a report: as many as it can carry, of the parts that matter most."""

from __future__ import annotations

import base64
import heapq
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.export.overlays import overlay
from engine.regions import defect_mask
from engine.types import InspectionResult, Mask, Photo, Verdict

SIDE = 240
"""Longest side of a picture of a defective part or one for review, pixels."""

GOOD_SIDE = 96
"""Longest side of a picture of a good part, pixels."""

MAX_PAIRS = 400
"""Parts with two full pictures at most; about 10 MB."""

MAX_GOOD = 500
"""Good parts with a small picture at most; about 2 MB."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG inside the report.

    Attributes:
        uri: A ``data:`` address that holds the whole file.
        width: Pixels.
        height: Pixels.
    """

    uri: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """A part's small pictures: the photo, and the overlay unless the part is good."""

    photo: Picture
    overlay: Picture | None = None


class Shelf:
    """Holds the pictures of a bounded number of parts: the furthest over the limit stay.

    Args:
        max_pairs: Room for parts that are not good.
        max_good: Room for good parts.
    """

    def __init__(self, max_pairs: int = MAX_PAIRS, max_good: int = MAX_GOOD) -> None:
        self._room = {False: max_pairs, True: max_good}
        self._held: dict[bool, list[tuple[tuple[int, float], int, Thumbnails]]] = {False: [], True: []}

    def wants(self, result: InspectionResult) -> bool:
        """Whether a picture of the part would find room now."""
        if result.verdict is Verdict.ERROR or result.anomaly_map is None:
            return False
        good = result.verdict is Verdict.GOOD
        held = self._held[good]
        return len(held) < self._room[good] or (bool(held) and _importance(result) > held[0][0])

    def put(self, index: int, result: InspectionResult, thumbnails: Thumbnails) -> None:
        """Keep a part's pictures, if need be in place of those of a less important one.

        Args:
            index: The part's place among the results.
            result: The part.
            thumbnails: Its pictures.
        """
        good = result.verdict is Verdict.GOOD
        entry = (_importance(result), -index, thumbnails)
        if len(self._held[good]) < self._room[good]:
            heapq.heappush(self._held[good], entry)
        elif self._held[good]:
            heapq.heappushpop(self._held[good], entry)

    def pictures(self) -> Mapping[int, Thumbnails]:
        """Pictures by the part's place among the results."""
        return {-index: thumbnails for held in self._held.values() for _, index, thumbnails in held}


def _importance(result: InspectionResult) -> tuple[int, float]:
    """Defective before review before good, then by margin."""
    return int(result.verdict is Verdict.DEFECTIVE), result.margin or 0.0


def thumbnails(photo: Photo, result: InspectionResult) -> Thumbnails:
    """Make a part's small pictures.

    Args:
        photo: RGB, uint8, shape (height, width, 3) of the result.
        result: With its map.
    """
    if result.verdict is Verdict.GOOD or result.anomaly_map is None:
        return Thumbnails(_jpeg(_shrink(photo, GOOD_SIDE)))
    small = _shrink(photo, SIDE)
    limits = result.limits
    mask = defect_mask(
        result.anomaly_map, (result.height, result.width), limits.pixel_threshold, limits.min_area
    )
    outlined = _shrink_mask(mask, small.shape[:2])
    return Thumbnails(_jpeg(small), _jpeg(overlay(small, result.anomaly_map, limits, mask=outlined)))


def _shrink(photo: Photo, side: int) -> Photo:
    """The photo with ``side`` pixels on its longest side; smaller ones stay as they are."""
    height, width = photo.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return photo
    import cv2

    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _shrink_mask(mask: Mask, shape: tuple[int, ...]) -> Mask:
    """The mask at another size; whatever is marked stays marked, be it a single pixel."""
    import cv2

    share = cv2.resize(mask.astype(np.float32), (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(share > 0, dtype=np.bool_)


def _jpeg(picture: Photo) -> Picture:
    """Pack a small picture for the report."""
    import cv2

    _, data = cv2.imencode(".jpg", np.ascontiguousarray(picture[..., ::-1]), [cv2.IMWRITE_JPEG_QUALITY, 84])
    uri = "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode("ascii")
    return Picture(uri, picture.shape[1], picture.shape[0])
