"""One photo of one part, with or without a defect."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.errors import GonogoError
from engine.sample import camera, shading
from engine.sample.defects import DEFECTS
from engine.sample.flange import flange
from engine.sample.lettering import Floats
from engine.types import Mask, Photo

SMALLEST, LARGEST = 128, 1024
"""Sides of the photo that can be drawn, in pixels."""

DEFECT_KINDS = tuple(sorted(DEFECTS))
"""Kinds of defect, by the name of their folder."""


def render_part(
    seed: int | Sequence[int], size: int = 512, defect: str | None = None, severity: float | None = None
) -> tuple[Photo, Mask]:
    """Draw a photo of a machined flange.

    The same arguments give the same picture. Place, light, tool marks, sensor noise and defect are drawn
    from separate streams of the seed, so that a defective part is, outside its defect, the very part that
    the same seed draws without one.

    Args:
        seed: Which part; a whole number >= 0 or several.
        size: Side of the photo in pixels, 128 to 1024.
        defect: One of :data:`DEFECT_KINDS`, or None for a good part.
        severity: From 0, at the limit of what can be seen, to 1, obvious; drawn from the seed if None.

    Returns:
        ``(photo, mask)``: the photo, uint8 RGB, (size, size, 3), and where the defect changed the part,
        bool, (size, size).

    Raises:
        GonogoError: The size, the kind or the severity is not one of those above.
    """
    check_size(size)
    streams = np.random.SeedSequence(seed).spawn(4)
    pose, marks, damage, sensor = (np.random.Generator(np.random.PCG64(stream)) for stream in streams)
    design = flange(size)
    scene = shading.draw_scene(pose)
    surface = shading.textured(design, marks)
    mask = np.zeros((size, size), np.bool_)
    if defect is not None:
        drawn = float(damage.random())
        changed = _damage(surface, defect, drawn if severity is None else severity, damage)
        share = camera.place(changed, scene, design.per_unit, size)
        mask = share > min(0.5, 0.5 * float(share.max()))  # what is smaller than a pixel still has one
    light = camera.place(shading.shade(surface, scene), scene, design.per_unit, size)
    return camera.expose(light, shading.mat_light(design, scene), scene, sensor), mask


def _damage(surface: shading.Surface, kind: str, severity: float, rng: np.random.Generator) -> Floats:
    """Put a defect on a good surface; returns where, (side, side) float32 on the canvas."""
    if kind not in DEFECTS:
        raise GonogoError(
            f"The sample part has no defect called {kind!r}.", f"Choose one of {', '.join(DEFECT_KINDS)}."
        )
    if not 0.0 <= severity <= 1.0:
        raise GonogoError(f"A defect cannot have the severity {severity}.", "Choose a number from 0 to 1.")
    surface.own()
    return DEFECTS[kind](surface, float(severity), rng)


def check_size(size: int) -> None:
    """Raise unless photos of ``size`` pixels can be drawn.

    Raises:
        GonogoError: The size is out of range.
    """
    if not SMALLEST <= size <= LARGEST:
        raise GonogoError(
            f"The sample part cannot be drawn {size} pixels wide.",
            f"Choose a size from {SMALLEST} to {LARGEST} pixels.",
        )


def prepare(size: int) -> None:
    """Work out beforehand what all photos of ``size`` pixels share, so that threads find it ready."""
    flange(size)
    shading.silhouettes(size)
    camera.optics(size)


def forget() -> None:
    """Give back the memory of :func:`prepare`; it is worked out again when needed."""
    flange.cache_clear()
    shading.silhouettes.cache_clear()
    camera.optics.cache_clear()
