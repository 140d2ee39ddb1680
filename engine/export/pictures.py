"""The small pictures of reports: as many as they can carry, of the parts that matter most."""

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
"""Longest side of a picture of a part that matters, pixels."""

GOOD_SIDE = 96
"""Longest side of a picture of a good part, pixels."""

MAX_PAIRS = 400
"""Parts that matter with full pictures in an HTML report, at most; about 10 MB."""

MAX_GOOD = 500
"""Good parts with small pictures in an HTML report, at most; about 3 MB."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG inside the report.

    Attributes:
        data: The whole file.
        width: Pixels.
        height: Pixels.
    """

    data: bytes
    width: int
    height: int

    @property
    def uri(self) -> str:
        """A ``data:`` address that holds the whole file."""
        return "data:image/jpeg;base64," + base64.b64encode(self.data).decode("ascii")


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """A part's small pictures: the photo, and the photo with the heatmap."""

    photo: Picture
    overlay: Picture


def matters(result: InspectionResult, *, differs: bool = False) -> bool:
    """Whether somebody will look at the part in a report.

    Args:
        result: The part.
        differs: Whether the operator says something else than the recipe.
    """
    return differs or result.verdict is not Verdict.GOOD


class Shelf:
    """Holds the pictures of a bounded number of parts: those that matter most stay.

    Parts that matter (see :func:`matters`) and good ones have room of their own. Those of which the operator
    says something else stay before the defective ones, these before those for review, each by margin.

    Args:
        max_pairs: Room for parts that matter.
        max_good: Room for good parts.
    """

    def __init__(self, max_pairs: int = MAX_PAIRS, max_good: int = MAX_GOOD) -> None:
        self._room = {True: max_pairs, False: max_good}
        self._held: dict[bool, list[tuple[tuple[int, float], int, Thumbnails]]] = {True: [], False: []}

    def wants(self, result: InspectionResult, *, differs: bool = False) -> bool:
        """Whether a picture of the part would find room now."""
        if result.verdict is Verdict.ERROR or result.anomaly_map is None:
            return False
        kind = matters(result, differs=differs)
        held = self._held[kind]
        return len(held) < self._room[kind] or (bool(held) and _importance(result, differs) > held[0][0])

    def put(
        self, index: int, result: InspectionResult, thumbnails: Thumbnails, *, differs: bool = False
    ) -> None:
        """Keep a part's pictures, if need be in place of those of a less important one.

        Args:
            index: The part's place among the results.
            result: The part.
            thumbnails: Its pictures.
            differs: Whether the operator says something else than the recipe.
        """
        kind = matters(result, differs=differs)
        entry = (_importance(result, differs), -index, thumbnails)
        if len(self._held[kind]) < self._room[kind]:
            heapq.heappush(self._held[kind], entry)
        elif self._held[kind]:
            heapq.heappushpop(self._held[kind], entry)

    def pictures(self, max_pairs: int | None = None, max_good: int | None = None) -> Mapping[int, Thumbnails]:
        """Pictures by the part's place among the results.

        Args:
            max_pairs: Those of so many parts that matter, the most important ones; all by default.
            max_good: Those of so many good parts; all by default.
        """
        chosen = [
            *_most(self._held[True], max_pairs),
            *_most(self._held[False], max_good),
        ]
        return {-index: thumbnails for _, index, thumbnails in chosen}


def _most(
    held: list[tuple[tuple[int, float], int, Thumbnails]], most: int | None
) -> list[tuple[tuple[int, float], int, Thumbnails]]:
    """The most important entries."""
    return held if most is None or len(held) <= most else heapq.nlargest(most, held, key=lambda e: e[:2])


def _importance(result: InspectionResult, differs: bool) -> tuple[int, float]:
    """Disagreements before defective before review before good, then by margin."""
    return 2 if differs else int(result.verdict is Verdict.DEFECTIVE), result.margin or 0.0


def thumbnails(photo: Photo, result: InspectionResult, *, differs: bool = False) -> Thumbnails:
    """Make a part's small pictures.

    Args:
        photo: RGB, uint8, shape (height, width, 3) of the result.
        result: With its map.
        differs: Whether the operator says something else than the recipe.
    """
    small = _shrink(photo, SIDE if matters(result, differs=differs) else GOOD_SIDE)
    limits, anomaly_map = result.limits, result.anomaly_map
    if anomaly_map is None:
        raise ValueError("thumbnails are made of results with their maps")
    mask = defect_mask(anomaly_map, (result.height, result.width), limits.pixel_threshold, limits.min_area)
    outlined = _shrink_mask(mask, small.shape[:2])
    return Thumbnails(_jpeg(small), _jpeg(overlay(small, anomaly_map, limits, mask=outlined)))


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
    return Picture(data.tobytes(), picture.shape[1], picture.shape[0])
