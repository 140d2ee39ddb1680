"""Anomaly maps as float32 TIFF files, for other programs to measure in.

The file holds the map exactly as the detector made it, at the recipe's image size and in raw distances:
nothing is scaled, clipped, stretched to the photo or compressed, so every reader gets back every bit.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.errors import ExportError
from engine.files import write_bytes
from engine.types import FloatMap, InspectionResult


def encode_tiff(anomaly_map: FloatMap) -> bytes:
    """A map as an uncompressed one-channel float32 TIFF.

    Args:
        anomaly_map: float32, shape (height, width).
    """
    import cv2

    pixels = np.ascontiguousarray(anomaly_map, dtype=np.float32)
    # compression 1 is "none": not every reader knows the packed forms of floating-point TIFF
    done, data = cv2.imencode(".tiff", pixels, [cv2.IMWRITE_TIFF_COMPRESSION, 1])
    if not done:  # pragma: no cover - only without memory
        raise ExportError("A map could not be packed as TIFF.", "Close other programs and try again.")
    return data.tobytes()


def write_map(path: Path, result: InspectionResult) -> None:
    """Write a part's raw map, atomically.

    Raises:
        ExportError: The result has no map, or the file cannot be written.
    """
    if result.anomaly_map is None:
        raise ExportError(
            f"There is no anomaly map of {result.path}.", "Inspect it again and keep the maps.", result.path
        )
    write_bytes(path, encode_tiff(result.anomaly_map))
