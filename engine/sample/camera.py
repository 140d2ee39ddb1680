"""From light to the photo: lens, sensor and tone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from engine.sample.flange import SAMPLES, UNITS
from engine.sample.lettering import Floats
from engine.sample.shading import Scene
from engine.types import Photo

MAT = (0.046, 0.0465, 0.047)
"""Reflectance of the rubber mat, linear R, G, B."""


@dataclass(frozen=True, slots=True)
class Optics:
    """What is the same in every photo of one size; float32, (size, size) or (size, size, 1).

    Attributes:
        mat: Grain of the mat, about 1.
        vignette: Share of the light that the lens lets through, with the key lamp's fall-off.
        defocus: Share of the blurred picture that is mixed in: 0 in the middle, 1 in the corners.
    """

    mat: Floats
    vignette: Floats
    defocus: Floats


@lru_cache(maxsize=1)
def optics(size: int) -> Optics:
    """Work out the optics for photos of ``size`` x ``size`` pixels; kept for the next call."""
    axis = ((np.arange(size) + 0.5) / size * 2.0 - 1.0).astype(np.float32)
    x, y = axis[None, :], axis[:, None]
    square = x**2 + y**2
    rng = np.random.Generator(np.random.PCG64(11))
    grain = rng.standard_normal((size, size), dtype=np.float32)
    fine = cv2.GaussianBlur(grain, (0, 0), 0.8 * size / UNITS + 0.2)
    coarse = cv2.GaussianBlur(grain[::-1, ::-1], (0, 0), 5.0 * size / UNITS)
    mat = 1.0 + 0.07 * fine / float(fine.std()) + 0.03 * coarse / float(coarse.std())
    vignette = (1.0 - 0.13 * square) * (1.0 - 0.05 * x - 0.08 * y)
    defocus = np.clip((square - 0.35) / 1.2, 0.0, 1.0)
    return Optics(mat, vignette[..., None], defocus[..., None])


def placement(scene: Scene, side: int, per_unit: float, photo_side: int) -> npt.NDArray[np.float64]:
    """Where the canvas lies in a photo.

    Args:
        scene: Shift and rotation.
        side: Side of the canvas in samples.
        per_unit: Samples to a unit.
        photo_side: Side of the photo in pixels.

    Returns:
        (2, 3) float64, the affine map from canvas samples to pixels, pixel centres at whole numbers.
    """
    zoom = photo_side / UNITS / per_unit
    angle = np.deg2rad(scene.turned)
    cos, sin = zoom * np.cos(angle), zoom * np.sin(angle)
    middle = (side - 1) / 2
    x = scene.dx * photo_side / UNITS + (photo_side - 1) / 2
    y = scene.dy * photo_side / UNITS + (photo_side - 1) / 2
    return np.array([[cos, -sin, x - (cos - sin) * middle], [sin, cos, y - (sin + cos) * middle]])


def place(field: Floats, scene: Scene, per_unit: float, size: int) -> Floats:
    """Put a field of the canvas, (side, side) or with channels, into a photo of ``size`` pixels."""
    fine = size * SAMPLES
    move = placement(scene, field.shape[0], per_unit, fine)
    moved = cv2.warpAffine(field, move, (fine, fine), flags=cv2.INTER_LINEAR)
    return np.asarray(cv2.resize(moved, (size, size), interpolation=cv2.INTER_AREA), np.float32)


def expose(part: Floats, mat: Floats, scene: Scene, rng: np.random.Generator) -> Photo:
    """Take the photo.

    Args:
        part: Linear R, G, B times coverage, and coverage, (size, size, 4) float32.
        mat: Light that reaches the mat, (size, size) float32.
        scene: The scene, for its exposure.
        rng: Source of the sensor's noise.

    Returns:
        The photo, uint8, (size, size, 3).
    """
    size = part.shape[0]
    lens = optics(size)
    ground = (lens.mat * mat * scene.exposure)[..., None] * np.array(MAT, np.float32)
    light = part[..., :3] + (1.0 - part[..., 3:]) * ground
    light *= lens.vignette
    glow = cv2.GaussianBlur(
        cv2.resize(np.clip(light - 0.7, 0.0, 2.0), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA),
        (0, 0),
        2.5 * size / UNITS,
    )
    light += 0.10 * cv2.resize(glow, (size, size), interpolation=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(light, (0, 0), 1.15 * size / UNITS)
    light += lens.defocus * (soft - light)
    tone = _tone(light)
    noise = rng.standard_normal(tone.shape, dtype=np.float32)
    noise *= 0.55 + 0.9 * np.sqrt(np.maximum(light, 0.0))  # read noise and shot noise, in steps of 8 bits
    tone += noise
    return np.asarray(np.clip(np.rint(tone), 0, 255), np.uint8)


def _tone(light: Floats) -> Floats:
    """Linear light to 0..255: a soft shoulder that keeps highlights from clipping, then gamma."""
    white = 1.25
    rolled = light * (1.0 + light * (0.35 / white**2)) / (1.0 + 0.35 * light)
    return np.asarray(255.0 * cv2.pow(np.clip(rolled, 0.0, 1.0), 1 / 2.2), np.float32)
