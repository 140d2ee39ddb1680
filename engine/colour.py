"""Colours for anomaly maps, on one fixed scale per recipe.

The scale never follows the picture: a good part stays dark and two parts can be compared. It runs from 0 to
twice the image threshold, so that the limit lies in its middle.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from engine.errors import GonogoError
from engine.types import FloatMap, Limits, Photo

COLOUR_MAPS: tuple[str, ...] = ("inferno", "viridis", "cividis", "turbo")
"""The colour maps on offer, the default first; all but turbo are perceptually uniform."""

DEFAULT_COLOUR_MAP = COLOUR_MAPS[0]


@cache
def lookup_table(name: str = DEFAULT_COLOUR_MAP) -> npt.NDArray[np.uint8]:
    """The 256 colours of a colour map, from the lowest value to the highest.

    Args:
        name: One of :data:`COLOUR_MAPS`.

    Returns:
        uint8, shape (256, 3), channels R, G, B; read-only and shared between callers.

    Raises:
        GonogoError: There is no colour map of that name.
    """
    if name not in COLOUR_MAPS:
        raise GonogoError(f"There is no colour map {name!r}.", f"Choose one of {', '.join(COLOUR_MAPS)}.")
    import cv2

    ramp = np.arange(256, dtype=np.uint8)[:, None]
    bgr = cv2.applyColorMap(ramp, getattr(cv2, f"COLORMAP_{name.upper()}"))
    table: npt.NDArray[np.uint8] = np.ascontiguousarray(bgr[:, 0, ::-1], dtype=np.uint8)
    table.flags.writeable = False
    return table


def scale_top(limits: Limits) -> float:
    """Upper end of the fixed scale, in raw distances: twice the image threshold."""
    return 2.0 * limits.image_threshold


def steps(anomaly_map: FloatMap, top: float) -> npt.NDArray[np.uint8]:
    """Place every value on the 256 steps of a scale.

    Args:
        anomaly_map: float32, any shape, raw distances.
        top: Upper end of the scale, raw units, > 0; what lies above it gets the last step, and so does
            what is not a number: a fault must not look normal.

    Returns:
        uint8, the map's shape: 0 for the value 0, 255 for ``top``.
    """
    if not (np.isfinite(top) and top > 0):
        raise GonogoError(f"The colour scale ends at {top}.", "Give a number above 0.")
    scaled = np.multiply(anomaly_map, np.float32(255.0 / top), dtype=np.float32)
    np.nan_to_num(scaled, copy=False, nan=255.0, posinf=255.0, neginf=0.0)
    np.clip(scaled, 0.0, 255.0, out=scaled)
    scaled += np.float32(0.5)
    return scaled.astype(np.uint8)


def colourise(anomaly_map: FloatMap, top: float, name: str = DEFAULT_COLOUR_MAP) -> Photo:
    """Colour a map on the scale 0 to ``top``.

    Args:
        anomaly_map: float32, shape (height, width), raw distances.
        top: Upper end of the scale, raw units, > 0; see :func:`scale_top`.
        name: One of :data:`COLOUR_MAPS`.

    Returns:
        RGB, uint8, shape (height, width, 3).
    """
    return lookup_table(name)[steps(anomaly_map, top)]
