"""Masks: the defects as black and white pictures of the photo's size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.errors import ExportError
from engine.export.overlays import encode_png
from engine.files import write_bytes
from engine.regions import defect_mask
from engine.types import InspectionResult


def mask_of(result: InspectionResult) -> npt.NDArray[np.uint8]:
    """The pixels of a part's defects.

    Args:
        result: With its map and the photo's size.

    Returns:
        uint8, shape (height, width) of the photo: 255 inside a listed defect, 0 elsewhere. The connected
        white areas (8 neighbours) are exactly ``result.defects``.

    Raises:
        ExportError: The result has no map.
    """
    if result.anomaly_map is None:
        raise ExportError(
            f"There is no anomaly map of {result.path}.", "Inspect it again and keep the maps.", result.path
        )
    limits = result.limits
    mask = defect_mask(
        result.anomaly_map, (result.height, result.width), limits.pixel_threshold, limits.min_area
    )
    return np.where(mask, np.uint8(255), np.uint8(0))


def write_mask(path: Path, result: InspectionResult) -> None:
    """Write :func:`mask_of` as an 8-bit grey PNG, atomically.

    Raises:
        ExportError: The result has no map, or the file cannot be written.
    """
    write_bytes(path, encode_png(mask_of(result)))
