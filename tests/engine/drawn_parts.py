"""Pictures of made-up parts for the tests: drawn in milliseconds, the same every time."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np


def draw_part(number: int, *, size: tuple[int, int] = (96, 80), spot: bool = False) -> np.ndarray:
    """A ring on a plate, uint8 RGB, shape (height, width, 3): shifted, lit and noisy by ``number`` alone.

    Args:
        number: Which part.
        size: (width, height) of the picture.
        spot: Whether there is a dark spot on the ring.
    """
    rng = np.random.default_rng([number, 7])
    width, height = size
    y, x = np.mgrid[:height, :width] / np.array([height, width])[:, None, None] - 0.5
    dx, dy = rng.normal(0, 0.006, 2)
    radius = np.hypot(x - dx, y - dy)
    light = rng.normal(1, 0.03) * (1 + rng.normal(0, 0.1) * x)
    grey = np.where(np.abs(radius - 0.3) < 0.07, 190.0, 90.0) * light
    grey += 12 * np.sin(40 * x + rng.normal(0, 0.3))
    if spot:
        grey = np.where(np.hypot(x - 0.3, y) < 0.06, 15.0, grey)
    photo = grey[..., None] * np.array([1.0, 0.95, 0.85]) + rng.normal(0, 4, (height, width, 3))
    return np.clip(photo, 0, 255).astype(np.uint8)


def write_png(path: Path, photo: np.ndarray) -> Path:
    """Write RGB or grey as PNG; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = photo[..., ::-1] if photo.ndim == 3 else photo
    path.write_bytes(cv2.imencode(".png", pixels)[1])
    return path
