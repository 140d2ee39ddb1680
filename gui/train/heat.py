"""Small pictures of good parts with their heatmap laid over them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from engine.types import FloatMap, Photo

_FROM = 0.5  # times the limit: good parts reach that everywhere
_MOST = 0.85  # share of the heatmap where values are at the limit or above


def lay_over(photo: Photo, anomaly_map: FloatMap, limit: float, colour_map: str) -> Photo:
    """Lay a heatmap over a photo: clear where nothing is unusual, dense near the limit.

    Args:
        photo: uint8, shape (height, width, 3), RGB.
        anomaly_map: float32, any shape, raw units; stretched over the photo.
        limit: Image threshold, raw units, > 0; the colour scale ends at twice that.
        colour_map: One of :data:`engine.colour.COLOUR_MAPS`.

    Returns:
        uint8, shape (height, width, 3), RGB.
    """
    import cv2

    from engine.colour import colourise

    height, width = photo.shape[:2]
    stretched = cv2.resize(anomaly_map, (width, height), interpolation=cv2.INTER_AREA)
    colours = colourise(stretched, 2.0 * limit, colour_map).astype(np.float32)
    share = np.clip((stretched / limit - _FROM) / (1 - _FROM), 0.0, 1.0)[..., None] * _MOST
    return np.rint(photo * (1 - share) + colours * share).astype(np.uint8)


def heat_thumbnail(path: Path, side: int, anomaly_map: FloatMap, limit: float, colour_map: str) -> QImage:
    """Thumbnail of a good part with its heatmap; for any thread.

    Raises:
        ImageError: The file cannot be used as a picture.
    """
    from engine.images import thumbnail
    from gui.models.thumbnails import image_of

    return image_of(lay_over(thumbnail(path, side), anomaly_map, limit, colour_map))
