"""Overlays: the anomaly map as colours on the photo, the defects outlined, the scale below.

Normal areas keep looking like the photo, because opacity grows with the value; colours are on the recipe's
one fixed scale, so that overlays of two parts can be compared side by side.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.colour import DEFAULT_COLOUR_MAP, lookup_table, scale_top, steps
from engine.errors import ExportError
from engine.export.legend import with_legend
from engine.files import write_bytes
from engine.regions import defect_mask, upsample
from engine.types import FloatMap, InspectionResult, Limits, Mask, Photo

DEFAULT_OPACITY = 0.65
"""Opacity of the colours at and above the limit."""

_FADE_FROM = 0.3
"""Share of the limit below which the photo stays bare."""

_BAND_ROWS = 256
"""Photo rows worked on at a time, so that a large photo needs no float copy of itself."""


def overlay(
    photo: Photo,
    anomaly_map: FloatMap,
    limits: Limits,
    *,
    opacity: float = DEFAULT_OPACITY,
    colour_map: str = DEFAULT_COLOUR_MAP,
    mask: Mask | None = None,
) -> Photo:
    """Lay the map's colours over a photo and outline the defects.

    Args:
        photo: RGB, uint8, shape (height, width, 3); not changed.
        anomaly_map: float32, shape (map height, map width), raw distances, over the same field.
        limits: Give the scale (0 to twice the image threshold) and the defects.
        opacity: Opacity at and above the image threshold, 0 to 1; falls smoothly to nothing at 0.3 times it.
        colour_map: One of :data:`engine.colour.COLOUR_MAPS`.
        mask: What to outline, bool, the photo's shape; by default the defects at ``limits``.

    Returns:
        RGB, uint8, the photo's shape.
    """
    height, width = photo.shape[:2]
    if mask is None:
        mask = defect_mask(anomaly_map, (height, width), limits.pixel_threshold, limits.min_area)
    colours, keep = _blend_tables(colour_map, opacity)
    top = scale_top(limits)
    result = np.empty_like(photo)
    for y in range(0, height, _BAND_ROWS):
        rows = min(_BAND_ROWS, height - y)
        level = steps(upsample(anomaly_map, (height, width), (0, y, width, rows)), top)
        mixed = photo[y : y + rows] * keep[level][..., None]
        mixed += colours[level]
        result[y : y + rows] = mixed >> 8
    _outline(result, mask)
    return result


def _blend_tables(colour_map: str, opacity: float) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
    """For each of the 256 steps the colour times its weight, and the photo's weight, in 256ths.

    Returns:
        Arrays of shape (256, 3) and (256,); photo * keep + colour stays below 2**16.
    """
    # the limit is the middle of the scale
    share = np.arange(256) / 127.5
    t = np.clip((share - _FADE_FROM) / (1.0 - _FADE_FROM), 0.0, 1.0)
    weight = np.round(256.0 * min(max(opacity, 0.0), 1.0) * t * t * (3.0 - 2.0 * t)).astype(np.uint16)
    colours = lookup_table(colour_map).astype(np.uint16) * weight[:, None]
    # 128 rounds the division by 256; a photo pixel of weight 256 still comes out as it was
    return colours + np.uint16(128), np.uint16(256) - weight


def line_width(height: int, width: int) -> int:
    """Width of a contour in pixels that looks the same on photos of any size; >= 1."""
    return max(1, round(min(height, width) / 400))


def _outline(picture: Photo, mask: Mask) -> None:
    """Draw a bright line with a dark one on both sides around every region, in place.

    The lines are made from the distance to the nearest marked pixel, so that they are smooth and no pixel
    of a defect is ever covered, be it the only one.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return
    import cv2

    thin = line_width(*mask.shape)
    whole = thin + 2 * max(1, thin // 2)
    top, left = max(0, int(rows[0]) - whole - 1), max(0, int(columns[0]) - whole - 1)
    # only the surroundings of the defects need distances
    place = np.s_[top : int(rows[-1]) + whole + 2, left : int(columns[-1]) + whole + 2]
    outside = np.ascontiguousarray(~mask[place]).view(np.uint8)
    distance = np.asarray(cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE))
    near = (distance > 0) & (distance < whole + 1)
    away = distance[near] - 0.5
    dark = np.clip(whole + 0.5 - away, 0.0, 1.0)
    bright = np.clip((thin + 1) / 2 - np.abs(away - whole / 2), 0.0, 1.0)
    drawn = picture[place][near] * ((1 - dark) * (1 - bright))[:, None] + (255 * bright)[:, None]
    picture[place][near] = drawn.round().astype(np.uint8)


def write_overlay(
    path: Path,
    photo: Photo,
    result: InspectionResult,
    *,
    opacity: float = DEFAULT_OPACITY,
    colour_map: str = DEFAULT_COLOUR_MAP,
) -> None:
    """Write a part's overlay with verdict and scale below it as PNG, atomically.

    The photo's pixel (x, y) is the picture's pixel (x, y): the strip with the scale is added below.

    Args:
        path: The file to write.
        photo: RGB, uint8, shape (height, width, 3).
        result: With its map.
        opacity: See :func:`overlay`.
        colour_map: See :func:`overlay`.

    Raises:
        ExportError: The result has no map, or the file cannot be written.
    """
    if result.anomaly_map is None:
        raise ExportError(
            f"There is no anomaly map of {result.path}.", "Inspect it again and keep the maps.", result.path
        )
    picture = overlay(photo, result.anomaly_map, result.limits, opacity=opacity, colour_map=colour_map)
    write_bytes(path, encode_png(with_legend(picture, result, colour_map)))


def encode_png(picture: npt.NDArray[np.uint8]) -> bytes:
    """A picture as PNG.

    Args:
        picture: uint8, RGB of shape (height, width, 3) or grey of shape (height, width).
    """
    import cv2

    if picture.ndim == 3:
        picture = np.ascontiguousarray(picture[..., ::-1])
    done, data = cv2.imencode(".png", picture)
    if not done:  # pragma: no cover - only without memory
        raise ExportError("A picture could not be packed as PNG.", "Close other programs and try again.")
    return data.tobytes()
