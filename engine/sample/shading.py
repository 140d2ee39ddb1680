"""Light on machined metal: anisotropic highlights, light from all around, shadows.

Tool marks are fine grooves. They scatter light far across themselves and hardly along themselves, which
gives turned faces their bright wedges. The highlight of each lamp is a Gaussian in slope space (Ward 1992,
with the half-way slope in place of the half-way vector): where the surface's slope s, taken along and
across the marks, comes close to the slope m that mirrors the lamp into the camera,

    radiance = strength * exp(-((s_t + m_t)^2 / a_t^2 + (s_b + m_b)^2 / a_b^2) / 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from engine.sample.flange import (
    BOSS_RADIUS,
    TEXTURE_COLUMNS,
    TEXTURE_ROWS,
    THICKNESS,
    UNITS,
    Flange,
    flange,
)
from engine.sample.lettering import Floats

METAL = (0.905, 0.915, 0.925)
"""Reflectance of aluminium, linear R, G, B."""


@dataclass(frozen=True, slots=True)
class Lamp:
    """One lamp.

    Attributes:
        azimuth: Direction that it stands in, degrees clockwise from the right, as seen in the photo.
        zenith: Angle from the line of sight, degrees.
        strength: Radiance of the middle of its highlight, 1 is white.
        softness: How much wider its highlight is than that of a point, in variance.
        colour: Linear R, G, B, about 1 each.
    """

    azimuth: float
    zenith: float
    strength: float
    softness: float
    colour: tuple[float, float, float]

    def mirror_slope(self, turned: float) -> tuple[float, float]:
        """Slope of a facet that mirrors the lamp into the camera, on a part turned by ``turned`` degrees."""
        steep = np.tan(np.deg2rad(self.zenith) / 2)
        azimuth = np.deg2rad(self.azimuth - turned)
        return float(steep * np.cos(azimuth)), float(steep * np.sin(azimuth))


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the part lies and how it is lit in one photo.

    Attributes:
        dx: Shift to the right in units.
        dy: Shift downwards in units.
        turned: Rotation in degrees, clockwise as seen.
        lamps: The lamps; the first one throws the shadows.
        ambient: Radiance of light from all around.
        exposure: Factor on everything.
    """

    dx: float
    dy: float
    turned: float
    lamps: tuple[Lamp, ...]
    ambient: float
    exposure: float


def draw_scene(rng: np.random.Generator) -> Scene:
    """A scene with the small differences between one photo on the line and the next."""
    dx, dy = rng.uniform(-2.0, 2.0), rng.uniform(-2.0, 2.0)
    turned = rng.uniform(-0.7, 0.7)
    swing, tilt = 2.6 * _normal(rng), 1.3 * _normal(rng)
    warmth = 0.010 * _normal(rng)
    key, fill, top = (1.0 + 0.035 * _normal(rng) for _ in range(3))
    finish = 1.0 + 0.07 * _normal(rng)  # a sharper or a blunter tool
    lamps = (
        Lamp(-124 + swing, 46 + tilt, 1.12 * key, finish, (1.03 + warmth, 1.0, 0.955 - warmth)),
        Lamp(22 + swing, 52 - tilt, 0.40 * fill, 1.15 * finish, (0.93, 0.985, 1.06)),
        Lamp(-48 + swing, 84, 0.55, finish, (0.98, 1.0, 1.02)),
        Lamp(-90, 8, 0.15 * top, 2.5 * finish, (1.0, 1.0, 1.0)),
    )
    return Scene(dx, dy, turned, lamps, 0.125, 1.0 + 0.015 * _normal(rng))


def _normal(rng: np.random.Generator) -> float:
    """A normal number, held within 2.5 standard deviations: a line in production has no freak lamps."""
    return float(np.clip(rng.standard_normal(), -2.5, 2.5))


@dataclass(slots=True)
class Surface:
    """One part's surface, on its way to the camera; defects change it in place. See :class:`Flange`.

    Attributes:
        design: What the part is without its own texture and defects.
        along: Slope along the tool's marks, texture included.
        across: Slope at right angles to them.
        gloss_along: Reciprocal variance of fine slopes along the marks.
        gloss_across: The same across them.
        ambient: Light from all around, 0 to 1.
        alpha: Coverage, 0 to 1.
        tint: Reflectance relative to the metal's, (side, side, 3), or None where it is 1 all over.
    """

    design: Flange
    along: Floats
    across: Floats
    gloss_along: Floats
    gloss_across: Floats
    ambient: Floats
    alpha: Floats
    tint: Floats | None = None

    def own(self) -> None:
        """Make the fields that are shared with all other parts its own, so that a defect may change them."""
        self.gloss_along = self.gloss_along.copy()
        self.gloss_across = self.gloss_across.copy()
        self.ambient = self.ambient.copy()
        self.alpha = self.alpha.copy()

    def stain(self, box: tuple[slice, slice], transmission: Floats) -> None:
        """Lay a coloured film, (rows, columns, 3), over a rectangle of it."""
        if self.tint is None:
            self.tint = np.ones((*self.alpha.shape, 3), np.float32)
        self.tint[box] *= transmission


def textured(design: Flange, rng: np.random.Generator) -> Surface:
    """The good part with tool marks of its own.

    Rings come from the feed of the turning tool: mostly the same on every part, as the program is the
    same. Streaks along the marks are chance.
    """
    program = np.random.Generator(np.random.PCG64(7)).standard_normal(TEXTURE_ROWS, dtype=np.float32)
    rings = 0.75 * program + 0.7 * rng.standard_normal(TEXTURE_ROWS, dtype=np.float32)
    chatter = cv2.GaussianBlur(rings[:, None], (1, 0), 0, sigmaY=3.0, borderType=cv2.BORDER_REFLECT)
    noise = rng.standard_normal((TEXTURE_ROWS, TEXTURE_COLUMNS), dtype=np.float32)
    wrapped = np.concatenate([noise[:, -64:], noise, noise[:, :64]], axis=1)
    streaks = 5.5 * cv2.blur(cv2.blur(wrapped, (41, 1)), (21, 1))[:, 64:-64]
    coarse = rng.uniform(0.85, 1.35)
    tilt = np.stack(
        [
            0.016 * coarse * streaks[:, ::-1],
            0.026 * rings[:, None] + 0.05 * chatter + 0.026 * coarse * streaks,
        ],
        axis=2,
    )
    tilt = cv2.remap(
        np.ascontiguousarray(tilt, np.float32),
        design.texture_u,
        design.texture_v,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_WRAP,
    )
    return Surface(
        design=design,
        along=design.slope_along + tilt[..., 0],
        across=design.slope_across + tilt[..., 1],
        gloss_along=design.gloss_along,
        gloss_across=design.gloss_across,
        ambient=design.ambient,
        alpha=design.alpha,
    )


def shade(surface: Surface, scene: Scene) -> Floats:
    """Light that the part sends to the camera.

    Returns:
        Linear R, G, B times coverage, and coverage: (side, side, 4) float32 on the canvas.
    """
    design = surface.design
    terms = []
    for number, lamp in enumerate(scene.lamps):
        mx, my = lamp.mirror_slope(scene.turned)
        along = surface.along + (mx * design.tx + my * design.ty)
        across = surface.across + (mx * design.ty - my * design.tx)
        np.square(along, out=along)
        np.square(across, out=across)
        along *= surface.gloss_along
        across *= surface.gloss_across
        along += across
        along *= -0.5 / lamp.softness
        np.exp(along, out=along)
        if number == 0:
            along *= 1.0 - 0.8 * design.lee * _boss_shadow(design, lamp, scene.turned)
        along *= surface.ambient
        terms.append(along)
    terms.append(surface.ambient.copy())
    for term, value in zip(terms, _wall_light(surface, scene), strict=True):
        term.ravel()[design.walls.index] = value
    colours = [
        [lamp.strength * lamp.colour[c] * METAL[c] for lamp in scene.lamps] + [scene.ambient * METAL[c]]
        for c in range(3)
    ]
    matrix = np.array([*colours, [0.0] * len(terms)], np.float32) * np.float32(scene.exposure)
    stack = np.stack(terms, axis=2)
    light = cv2.transform(stack, matrix)
    if surface.tint is not None:
        light[..., :3] *= surface.tint
    light[..., 3] = 1.0
    light *= surface.alpha[..., None]
    return np.asarray(light, np.float32)


def _wall_light(surface: Surface, scene: Scene) -> list[Floats]:
    """Light on the inside of the holes, one list for each lamp and one for the light from all around."""
    walls = surface.design.walls
    fade = np.exp(-2.2 * walls.depth) * walls.thread
    values = []
    for lamp in scene.lamps:
        azimuth = np.deg2rad(lamp.azimuth - scene.turned)
        facing = walls.nx * np.float32(np.cos(azimuth)) + walls.ny * np.float32(np.sin(azimuth))
        values.append(np.asarray(0.55 * np.clip(facing, 0.0, 1.0) * fade, np.float32))
    values.append(np.asarray(0.35 * fade, np.float32))
    return values


@lru_cache(maxsize=1)
def silhouettes(size: int) -> tuple[list[Floats], list[Floats], float]:
    """The part's and the boss's outline at a quarter of the canvas, ever more blurred for softer shadows."""
    part = flange(size)
    small = cv2.resize(part.alpha, (part.side // 4, part.side // 4), interpolation=cv2.INTER_AREA)
    scale = part.per_unit * small.shape[0] / part.side
    axis = (np.arange(small.shape[0], dtype=np.float32) + 0.5 - small.shape[0] / 2) / scale
    boss = np.clip((BOSS_RADIUS + 1 - np.hypot(axis[None, :], axis[:, None])) * scale + 0.5, 0, 1)
    steps = np.linspace(0.0, 1.0, 9)
    return (
        [cv2.GaussianBlur(np.pad(small, 40), (0, 0), (1.5 + 7.0 * s) * scale) for s in steps],
        [cv2.GaussianBlur(boss.astype(np.float32), (0, 0), (1.0 + 3.5 * s) * scale) for s in steps],
        scale,
    )


def _boss_shadow(design: Flange, lamp: Lamp, turned: float) -> Floats:
    """Share of a lamp that the boss keeps from the face around it, (side, side) float32."""
    _, outlines, scale = silhouettes(design.size)
    reach = 15.0 * np.tan(np.deg2rad(lamp.zenith)) * scale
    azimuth = np.deg2rad(lamp.azimuth - turned)
    shadow = np.zeros_like(outlines[0])
    for step, outline in enumerate(outlines):
        far = reach * step / (len(outlines) - 1)
        shift = np.array([[1, 0, -far * np.cos(azimuth)], [0, 1, -far * np.sin(azimuth)]])
        moved = cv2.warpAffine(outline, shift, outline.shape[::-1], flags=cv2.INTER_LINEAR)
        np.maximum(shadow, moved * (1.0 - 0.35 * step / (len(outlines) - 1)), out=shadow)
    return np.asarray(cv2.resize(shadow, (design.side, design.side), interpolation=cv2.INTER_LINEAR))


def mat_light(design: Flange, scene: Scene) -> Floats:
    """How much light reaches the mat that the part lies on, 0 to about 1.

    Returns:
        (size, size) float32, in the photo's frame.
    """
    outlines, _, scale = silhouettes(design.size)
    lamp = scene.lamps[0]
    reach = THICKNESS * np.tan(np.deg2rad(lamp.zenith))
    azimuth = np.deg2rad(lamp.azimuth)
    side = design.size // 4
    zoom = side / UNITS / scale
    cos, sin = np.cos(np.deg2rad(scene.turned)) * zoom, np.sin(np.deg2rad(scene.turned)) * zoom
    middle = (outlines[0].shape[0] - 1) / 2
    layers = []
    for step, outline in enumerate(outlines):
        far = reach * step / (len(outlines) - 1)
        place_x = (scene.dx - far * np.cos(azimuth)) * side / UNITS + (side - 1) / 2
        place_y = (scene.dy - far * np.sin(azimuth)) * side / UNITS + (side - 1) / 2
        move = np.array(
            [
                [cos, -sin, place_x - cos * middle + sin * middle],
                [sin, cos, place_y - sin * middle - cos * middle],
            ]
        )
        layers.append(cv2.warpAffine(outline, move, (side, side), flags=cv2.INTER_LINEAR))
    thrown = np.max(layers, axis=0)
    close = cv2.GaussianBlur(layers[0], (0, 0), 11.0 * side / UNITS)
    light = (1.0 - 0.72 * thrown) * (1.0 - 0.55 * close)
    return np.asarray(cv2.resize(light, (design.size, design.size), interpolation=cv2.INTER_CUBIC))
