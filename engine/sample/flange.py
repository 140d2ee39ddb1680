"""The part: a turned flange with a boss, a keyed bore, six countersunk holes and an engraved number.

All lengths are in the part's unit, 1/512 of the photo's side; the origin is the axis of the bore, x to the
right, y downwards, z towards the camera. What does not change from part to part is worked out once, on a
canvas that holds the part alone with two samples to a photo pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from engine.sample.lettering import Floats, distance_to_all, strokes_on_arc

UNITS = 512
"""Side of the photo in the part's unit."""

SAMPLES = 2
"""Samples to a photo pixel, in each direction, on the canvas."""

EXTENT = 203.0
"""Half the side of the canvas."""

OUTER_RADIUS = 200.0
BORE_RADIUS = 46.0
BOSS_RADIUS = 88.0
BOLT_CIRCLE = 151.0
HOLE_RADIUS = 11.5
COUNTERSINK_RADIUS = 19.0
THICKNESS = 34.0
MILLED_ABOVE = -173.0
"""The step at the upper rim is milled where y is less than this."""
KEYWAY_HALF_WIDTH = 8.0
KEYWAY_END = -61.0
CAMERA_DISTANCE = 900.0
"""From the part's face to the camera's entrance pupil."""

_PROFILE = (
    (0.0, 12.5),
    (46.0, 12.5),
    (50.5, 16.0),
    (83.0, 16.0),
    (87.0, 13.2),
    (92.0, 2.4),
    (95.0, 0.5),
    (99.0, 0.0),
    (107.0, 0.0),
    (108.6, -3.6),
    (114.4, -3.6),
    (116.0, 0.0),
    (194.5, 0.0),
    (200.0, -2.9),
    (300.0, -68.0),
)
"""Half section of the turned part: radius and height, straight in between."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A hole through the part: its centre and radius at the upper face."""

    x: float
    y: float
    radius: float
    countersink: float
    threads: int


def _bolt_holes() -> tuple[Hole, ...]:
    angles = np.deg2rad(np.arange(6) * 60.0)
    holes = [
        Hole(
            BOLT_CIRCLE * float(np.cos(a)), BOLT_CIRCLE * float(np.sin(a)), HOLE_RADIUS, COUNTERSINK_RADIUS, 5
        )
        for a in angles
    ]
    pin = np.deg2rad(30.0)
    holes.append(Hole(BOLT_CIRCLE * float(np.cos(pin)), BOLT_CIRCLE * float(np.sin(pin)), 6.0, 7.6, 0))
    return tuple(holes)


HOLES = _bolt_holes()


@dataclass(frozen=True, slots=True)
class Walls:
    """The samples that show the inside of a hole, as a flat list.

    Attributes:
        index: Position in the flattened canvas, int64.
        nx: Horizontal part of the wall's normal.
        ny: Vertical part of the wall's normal.
        depth: 0 at the upper face to 1 at the lower one.
        thread: Brightness of the thread, about 1.
    """

    index: npt.NDArray[np.int64]
    nx: Floats
    ny: Floats
    depth: Floats
    thread: Floats


@dataclass(frozen=True, slots=True)
class Flange:
    """The part without its defects and without its surface texture; (side, side) float32 unless stated.

    Slopes are given along the tool's marks ("along", unit vector ``tx, ty``) and at right angles to
    them ("across", unit vector ``ty, -tx``).

    Attributes:
        size: Side of the photo in pixels.
        side: Side of the canvas in samples.
        per_unit: Samples to a unit.
        axis: Coordinate of each column and row, shape (side,).
        height: Height of the surface in units.
        tx: Horizontal part of the direction of the tool's marks.
        ty: Vertical part of it.
        slope_along: Slope along the marks, with the tilt of the view towards the camera added.
        slope_across: Slope at right angles to them, likewise.
        gloss_along: Reciprocal variance of the surface's fine slopes along the marks.
        gloss_across: The same at right angles to them.
        texture_u: Column of the texture that lies on each sample.
        texture_v: Row of it.
        ambient: Light from all around that reaches the sample, 0 to 1.
        alpha: 1 on the part, 0 beside it and through its holes.
        lee: 1 where the boss can throw its shadow, 0 on the boss itself.
        face: True on plain faces, where defects that need room can lie (bool).
        walls: The inside of the holes.
    """

    size: int
    side: int
    per_unit: float
    axis: Floats
    height: Floats
    tx: Floats
    ty: Floats
    slope_along: Floats
    slope_across: Floats
    gloss_along: Floats
    gloss_across: Floats
    texture_u: Floats
    texture_v: Floats
    ambient: Floats
    alpha: Floats
    lee: Floats
    face: npt.NDArray[np.bool_]
    walls: Walls


TEXTURE_ROWS, TEXTURE_COLUMNS = 512, 1024
"""Shape of the texture of tool marks: across the marks and along them; both wrap around."""

TURNED_GLOSS = (1 / 0.115**2, 1 / 0.31**2)
MILLED_GLOSS = (1 / 0.12**2, 1 / 0.22**2)
SUNK_GLOSS = (1 / 0.14**2, 1 / 0.26**2)


@lru_cache(maxsize=1)
def flange(size: int) -> Flange:
    """Work out the part for photos of ``size`` x ``size`` pixels; kept for the next call."""
    per_unit = SAMPLES * size / UNITS
    side = 2 * int(np.ceil(EXTENT * per_unit))
    axis = ((np.arange(side) + 0.5 - side / 2) / per_unit).astype(np.float32)
    x, y = axis[None, :], axis[:, None]
    radius = np.maximum(np.hypot(x, y), 1e-3)

    height = _height(x, y, radius)
    height = cv2.GaussianBlur(height, (0, 0), 0.55 * per_unit)  # no edge is sharper than its burnishing
    slope_x, slope_y = slopes(height, per_unit)
    tx, ty, gloss_along, gloss_across, u, v = _tool_marks(x, y, radius, per_unit)
    # camera and lamps are near: seen from further out, the same face leans further outwards
    lean = 0.5 / CAMERA_DISTANCE + 0.5 / 1100.0
    lean_x = (slope_x - lean * x).astype(np.float32)
    lean_y = (slope_y - lean * y).astype(np.float32)
    alpha, walls = _outline(x, y, radius, per_unit)
    solid = _solid(x, y, radius)
    face = (height > -0.4) & ((height < 0.3) | (height > 15.6)) & solid
    return Flange(
        size=size,
        side=side,
        per_unit=per_unit,
        axis=axis,
        height=height,
        tx=tx,
        ty=ty,
        slope_along=lean_x * tx + lean_y * ty,
        slope_across=lean_x * ty - lean_y * tx,
        gloss_along=gloss_along,
        gloss_across=gloss_across,
        texture_u=u,
        texture_v=v,
        ambient=_ambient(height, solid, slope_x, slope_y, per_unit),
        alpha=alpha,
        lee=np.clip((radius - BOSS_RADIUS) / 6.0, 0, 1).astype(np.float32),
        face=cv2.erode(face.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool),
        walls=walls,
    )


def slopes(height: Floats, per_unit: float) -> tuple[Floats, Floats]:
    """Slope of a height field along x and y, central differences, float32."""
    kernel = np.array([[-0.5, 0.0, 0.5]], np.float32) * per_unit
    return (
        cv2.filter2D(height, cv2.CV_32F, kernel, borderType=cv2.BORDER_REPLICATE),
        cv2.filter2D(height, cv2.CV_32F, kernel.T, borderType=cv2.BORDER_REPLICATE),
    )


def _height(x: Floats, y: Floats, radius: Floats) -> Floats:
    """The surface seen from above, float32 in units, carried on over the outline and the holes."""
    places, heights = zip(*_PROFILE, strict=True)
    height: Floats = np.interp(radius, places, heights).astype(np.float32)
    step = np.interp(-(y - MILLED_ABOVE), (0.0, 2.5), (0.0, -6.0)).astype(np.float32)
    height = np.minimum(height, np.where(radius > BOSS_RADIUS + 20, step, np.float32(np.inf)))
    for hole in HOLES:
        distance = np.hypot(x - hole.x, y - hole.y)
        height = np.minimum(height, 0.85 * (distance - hole.countersink)).astype(np.float32)
    lower = strokes_on_arc("GN-4207", 172.0, 15.0, top=False)
    upper = strokes_on_arc("Ø46 H7", 136.0, 11.0, top=True)
    for strokes, half_width in ((lower, 1.7), (upper, 1.25)):
        points = np.concatenate(strokes)
        left, above = points.min(axis=0) - 4.0
        right, below = points.max(axis=0) + 4.0
        columns = slice(*np.searchsorted(x[0], (left, right)))
        rows = slice(*np.searchsorted(y[:, 0], (above, below)))
        distance = distance_to_all(strokes, x[:, columns], y[rows])
        height[rows, columns] -= 2.1 * np.clip(1.0 - distance / half_width, 0.0, 1.0)
    return height


def _tool_marks(
    x: Floats, y: Floats, radius: Floats, per_unit: float
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """Direction, gloss and texture coordinates: turned everywhere, but for the sunk holes and the step."""
    shape = radius.shape
    cx, cy = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    along = np.full(shape, TURNED_GLOSS[0], np.float32)
    across = np.full(shape, TURNED_GLOSS[1], np.float32)
    for hole in HOLES:
        inside = np.hypot(x - hole.x, y - hole.y) < hole.countersink + 0.3
        cx[inside], cy[inside] = hole.x, hole.y
        along[inside], across[inside] = SUNK_GLOSS
    milled = np.broadcast_to(y < MILLED_ABOVE, shape) & (radius > BOSS_RADIUS + 20)
    cx[milled], cy[milled] = 40.0, 260.0  # the sweep of a large cutter
    along[milled], across[milled] = MILLED_GLOSS
    dx, dy = x - cx, y - cy
    distance = np.maximum(np.hypot(dx, dy), 1e-3)
    turn = np.arctan2(dy, dx) / (2 * np.pi)
    u = np.mod(turn * TEXTURE_COLUMNS, TEXTURE_COLUMNS).astype(np.float32)
    v = np.mod(distance * min(per_unit, 2.0), TEXTURE_ROWS).astype(np.float32)
    tx, ty = (-dy / distance).astype(np.float32), (dx / distance).astype(np.float32)
    return tx, ty, along, across, u, v


def _solid(x: Floats, y: Floats, radius: Floats) -> npt.NDArray[np.bool_]:
    """Where the upper face has material below it."""
    keyway = (np.abs(x) < KEYWAY_HALF_WIDTH) & (y < 0) & (y > KEYWAY_END)
    solid = (radius < OUTER_RADIUS) & (radius > BORE_RADIUS) & ~keyway
    for hole in HOLES:
        solid &= np.hypot(x - hole.x, y - hole.y) > hole.radius
    return np.asarray(solid, np.bool_)


def _ambient(
    height: Floats, solid: npt.NDArray[np.bool_], slope_x: Floats, slope_y: Floats, per_unit: float
) -> Floats:
    """How open each place is to light from all around: less in corners, grooves and beside walls."""
    filled = np.where(solid, height, np.maximum(height - 6.0, -16.0)).astype(np.float32)
    closed = np.zeros_like(height)
    for reach, weight in ((1.6, 0.42), (5.0, 0.07), (14.0, 0.022)):
        above = cv2.GaussianBlur(filled, (0, 0), reach * per_unit) - filled
        closed += weight * np.clip(above, -0.2 / weight, 4.0)
    steep = 1.0 / np.sqrt(1.0 + slope_x**2 + slope_y**2)
    return np.asarray(np.exp(-np.maximum(closed, -0.06)) * (0.35 + 0.65 * steep), np.float32)


def _outline(x: Floats, y: Floats, radius: Floats, per_unit: float) -> tuple[Floats, Walls]:
    """Coverage of the canvas by the part, and the walls that the camera sees inside the holes.

    A point p inside a hole lies on its wall at the depth where the hole, shrunk towards the optical axis
    by perspective, has p on its edge. With the hole's scale k at that depth, |p - k c| = k a, a quadratic
    in k; the keyway's plane walls give |x| = k w and |y| = k e.
    """
    alpha = np.clip((OUTER_RADIUS - radius) * per_unit + 0.5, 0.0, 1.0).astype(np.float32)
    shrink = THICKNESS / (CAMERA_DISTANCE + THICKNESS)
    fields = [np.zeros(radius.shape, np.float32) for _ in range(4)]
    depth, nx, ny, threads = fields
    inside_any = np.zeros(radius.shape, np.bool_)

    bore = np.maximum(radius / BORE_RADIUS, 1e-6)
    key = np.maximum(np.abs(x) / KEYWAY_HALF_WIDTH, np.where(y < 0, y / KEYWAY_END, np.inf))
    scale = np.minimum(bore, key)
    inside = scale < 1.0
    side_wall = np.abs(x) / KEYWAY_HALF_WIDTH > np.where(y < 0, y / KEYWAY_END, np.inf)
    on_key = key < bore
    nx[inside] = np.where(on_key, np.where(side_wall, -np.sign(x), 0.0), -x / radius)[inside]
    ny[inside] = np.where(on_key, np.where(side_wall, 0.0, 1.0), -y / radius)[inside]
    depth[inside] = ((1.0 - scale) / shrink)[inside]
    inside_any |= inside
    for hole in HOLES:
        inside = np.hypot(x - hole.x, y - hole.y) < hole.radius
        px, py = np.broadcast_to(x, radius.shape)[inside], np.broadcast_to(y, radius.shape)[inside]
        far = hole.x**2 + hole.y**2 - hole.radius**2
        dot = px * hole.x + py * hole.y
        k = (dot - np.sqrt(np.maximum(dot**2 - (px**2 + py**2) * far, 0.0))) / far
        depth[inside] = (1.0 - k) / shrink
        nx[inside] = (k * hole.x - px) / (k * hole.radius)
        ny[inside] = (k * hole.y - py) / (k * hole.radius)
        threads[inside] = hole.threads
        inside_any |= inside
    alpha[inside_any & (depth > 1.0)] = 0.0
    index = np.flatnonzero(inside_any & (depth <= 1.0))
    s = depth.ravel()[index]
    pitch = threads.ravel()[index]
    thread = 1.0 + 0.55 * np.sin(2 * np.pi * pitch * s) * (pitch > 0)
    walls = Walls(index, nx.ravel()[index], ny.ravel()[index], s, thread.astype(np.float32))
    return alpha, walls
