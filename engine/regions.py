"""From an anomaly map to defects in pixels of the photo.

The map has the recipe's image size, the photo its own. Both cover the same field, so the map is
stretched over the photo by bilinear interpolation with pixel centres at half units, the edge repeated.
Defects, masks, overlays and evaluation all use :func:`upsample`, which is why their numbers agree.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.types import Defect, FloatMap, Mask

Box = tuple[int, int, int, int]
"""x, y, width, height of a rectangle, in photo pixels."""


def upsample(anomaly_map: FloatMap, size: tuple[int, int], box: Box | None = None) -> FloatMap:
    """Stretch a map over a photo, or over a rectangle of it.

    A rectangle has bit for bit the values that the same rectangle of the whole would have.

    Args:
        anomaly_map: float32, shape (map height, map width).
        size: (height, width) of the photo.
        box: The rectangle wanted, inside the photo; the whole photo by default.

    Returns:
        float32, shape (box height, box width).
    """
    x, y, width, height = box or (0, 0, size[1], size[0])
    top, bottom, down = _taps(anomaly_map.shape[0], size[0], y, height)
    left, right, across = _taps(anomaly_map.shape[1], size[1], x, width)
    # across first: the map has few rows, and whole rows are then quickly copied and blended downwards
    wide = anomaly_map[:, left]
    wide += (anomaly_map[:, right] - wide) * across
    result: FloatMap = np.empty((height, width), np.float32)
    for start in range(0, height, _ROWS):
        rows = slice(start, start + _ROWS)
        upper = wide[top[rows]]
        lower = wide[bottom[rows]]
        lower -= upper
        lower *= down[rows, None]
        np.add(upper, lower, out=result[rows])
    return result


def _taps(
    source: int, target: int, start: int, count: int
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.float32]]:
    """The two source samples and the share of the second for ``count`` target samples from ``start``."""
    position = (np.arange(start, start + count, dtype=np.float64) + 0.5) * (source / target) - 0.5
    position = np.clip(position, 0, source - 1)
    lower = np.floor(position).astype(np.intp)
    return lower, np.minimum(lower + 1, source - 1), (position - lower).astype(np.float32)


def defect_mask(
    anomaly_map: FloatMap, size: tuple[int, int], pixel_threshold: float, min_area: int = 0
) -> Mask:
    """Mark the photo's pixels that belong to defects.

    Args:
        anomaly_map: float32, shape (map height, map width).
        size: (height, width) of the photo.
        pixel_threshold: Pixels above it are marked.
        min_area: Regions with fewer photo pixels are left out.

    Returns:
        bool, shape ``size``.
    """
    mask = np.zeros(size, dtype=np.bool_)
    found = _components(anomaly_map, size, pixel_threshold)
    if found is None:
        return mask
    (x, y, width, height), labels, stats, _, _ = found
    keep = stats[:, _AREA] >= min_area
    keep[0] = False
    mask[y : y + height, x : x + width] = keep[labels]
    return mask


def find_defects(
    anomaly_map: FloatMap, size: tuple[int, int], pixel_threshold: float, min_area: int = 0
) -> tuple[tuple[Defect, ...], int]:
    """Find the connected regions (8 neighbours) above the pixel threshold.

    Args:
        anomaly_map: float32, shape (map height, map width).
        size: (height, width) of the photo.
        pixel_threshold: Pixels above it belong to a defect.
        min_area: Regions with fewer photo pixels are not listed.

    Returns:
        The defects, highest peak first, and the area in photo pixels of the largest region whatever
        ``min_area`` is (0 where there is none).
    """
    found = _components(anomaly_map, size, pixel_threshold)
    if found is None:
        return (), 0
    (x0, y0, _, _), labels, stats, centres, values = found
    kept = [i for i in range(1, len(stats)) if stats[i, _AREA] >= min_area]
    defects = [
        Defect(
            area_px=int(stats[i, _AREA]),
            x=x0 + int(stats[i, 0]),
            y=y0 + int(stats[i, 1]),
            w=int(stats[i, 2]),
            h=int(stats[i, 3]),
            cx=x0 + float(centres[i, 0]),
            cy=y0 + float(centres[i, 1]),
            peak=_peak(labels, values, stats[i], i),
        )
        for i in kept
    ]
    defects.sort(key=lambda d: (-d.peak, -d.area_px, d.y, d.x))
    return tuple(defects), int(stats[1:, _AREA].max(initial=0))


def _peak(labels: npt.NDArray[np.int32], values: FloatMap, stats: npt.NDArray[np.int32], label: int) -> float:
    """Highest value of one region, looked for in its bounding box only."""
    x, y, width, height = stats[:_AREA]
    box = (slice(y, y + height), slice(x, x + width))
    return float(np.max(values[box], where=labels[box] == label, initial=0.0))


_ROWS = 64  # interpolated at once: they stay in the processor's cache

_AREA = 4  # column of cv2.connectedComponentsWithStats: x, y, width, height, area

_Components = tuple[
    Box, npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64], npt.NDArray[np.float32]
]


def _components(anomaly_map: FloatMap, size: tuple[int, int], threshold: float) -> _Components | None:
    """Label the regions above the threshold inside the smallest rectangle that holds them all.

    Returns:
        The rectangle, the labels in it (0 is background), statistics and centres of every label in the
        rectangle's coordinates, and the interpolated values; None where nothing is above.
    """
    box = _extent(anomaly_map, size, threshold)
    if box is None:
        return None
    import cv2

    values = upsample(anomaly_map, size, box)
    above = (values > threshold).view(np.uint8)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(above, connectivity=8, ltype=cv2.CV_32S)
    return box, labels, stats, centres, values


def _extent(anomaly_map: FloatMap, size: tuple[int, int], threshold: float) -> Box | None:
    """A rectangle of the photo outside of which no interpolated value is above the threshold."""
    # a little below the threshold, since rounding may lift a value between two others over both
    above = anomaly_map > threshold * (1 - 1e-6)
    rows, columns = np.flatnonzero(above.any(axis=1)), np.flatnonzero(above.any(axis=0))
    if rows.size == 0:
        return None
    y, height = _covered(int(rows[0]), int(rows[-1]), above.shape[0], size[0])
    x, width = _covered(int(columns[0]), int(columns[-1]), above.shape[1], size[1])
    return (x, y, width, height)


def _covered(first: int, last: int, source: int, target: int) -> tuple[int, int]:
    """Start and length of the target samples that source samples ``first`` to ``last`` reach."""
    scale = target / source
    start = max(0, int(np.floor((first - 0.5) * scale)) - 1)
    end = min(target, int(np.ceil((last + 1.5) * scale)) + 1)
    return start, end - start
