"""From distances on the patch grid to the anomaly map and its score."""

from __future__ import annotations

import numpy as np

from engine.types import FloatMap, Mask

SIGMA = 4.0
"""Standard deviation of the final blur in map pixels, as in anomalib's ``AnomalyMapGenerator``."""

_RADIUS = int(4.0 * SIGMA + 0.5)


def anomaly_map(distances: FloatMap, image_size: int, region: Mask | None = None) -> FloatMap:
    """Stretch a grid of distances to the recipe's image size, blur it, and blank what is not inspected.

    The border is mirrored without repeating its last pixel, as anomalib does.

    Args:
        distances: float32, shape (grid rows, grid columns), raw units >= 0.
        image_size: Side of the map in pixels.
        region: bool, shape (image_size, image_size), True where parts are inspected; None is everywhere.

    Returns:
        float32, shape (image_size, image_size), 0 outside the region.
    """
    stretched = stretch(distances, image_size)
    return blur(stretched, region)


def stretch(distances: FloatMap, image_size: int) -> FloatMap:
    """The first step of :func:`anomaly_map`: bilinear interpolation, pixel centres at half units."""
    import cv2

    result: FloatMap = cv2.resize(distances, (image_size, image_size), interpolation=cv2.INTER_LINEAR)
    return result


def blur(stretched: FloatMap, region: Mask | None = None) -> FloatMap:
    """The second step of :func:`anomaly_map`."""
    import cv2

    side = 2 * _RADIUS + 1
    result: FloatMap = cv2.GaussianBlur(
        stretched, (side, side), sigmaX=SIGMA, sigmaY=SIGMA, borderType=cv2.BORDER_REFLECT_101
    )
    if region is not None:
        result[~region] = 0
    return result


def anomaly_score(values: FloatMap) -> float:
    """The anomaly score: the highest value of the map."""
    return float(np.max(values))
