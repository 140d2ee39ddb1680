"""What can go wrong with the part: a scratch, a dent, a chipped edge, a stain.

Each kind changes a good surface the way the real thing does (its height, its gloss, its colour, its
outline) and the light does the rest. Severity runs from 0, at the limit of what can be seen, to 1, obvious.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from engine.sample.flange import (
    BORE_RADIUS,
    COUNTERSINK_RADIUS,
    HOLES,
    MILLED_ABOVE,
    OUTER_RADIUS,
    slopes,
)
from engine.sample.lettering import Floats, distance_to
from engine.sample.shading import Surface


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of the canvas, so that a small defect costs little.

    Attributes:
        box: Rows and columns.
        x: Horizontal coordinates in units, (1, columns).
        y: Vertical coordinates, (rows, 1).
        per_unit: Samples to a unit.
    """

    box: tuple[slice, slice]
    x: Floats
    y: Floats
    per_unit: float


def _patch(surface: Surface, left: float, top: float, right: float, bottom: float) -> Patch:
    """The part of the canvas between these coordinates."""
    axis = surface.design.axis
    columns = slice(*(int(i) for i in np.searchsorted(axis, (left, right))))
    rows = slice(*(int(i) for i in np.searchsorted(axis, (top, bottom))))
    return Patch((rows, columns), axis[None, columns], axis[rows, None], surface.design.per_unit)


def _cloud(patch: Patch, rng: np.random.Generator, grain: float) -> Floats:
    """Smooth noise over a patch, mean 0 and variance about 1; ``grain`` is the size of its lumps in units."""
    rows, columns = patch.y.shape[0], patch.x.shape[1]
    step = 0.7 * grain * patch.per_unit
    coarse = rng.standard_normal((int(rows / step) + 4, int(columns / step) + 4), dtype=np.float32)
    shape = (int(coarse.shape[1] * step), int(coarse.shape[0] * step))
    fine = cv2.resize(coarse, (max(shape[0], columns), max(shape[1], rows)), interpolation=cv2.INTER_CUBIC)
    return np.asarray(fine[:rows, :columns] * 1.25, np.float32)


def _emboss(surface: Surface, patch: Patch, change: Floats, closing: float = 0.3) -> None:
    """Add ``change`` (units) to the height: tilt the surface and darken what now lies deeper."""
    design, box = surface.design, patch.box
    dx, dy = slopes(change, patch.per_unit)
    tx, ty = design.tx[box], design.ty[box]
    surface.along[box] += dx * tx + dy * ty
    surface.across[box] += dx * ty - dy * tx
    above = cv2.GaussianBlur(change, (0, 0), 2.0 * patch.per_unit) - change
    surface.ambient[box] *= np.exp(-closing * np.clip(above, -0.3, 3.0))


def _roughen(surface: Surface, patch: Patch, share: Floats, spread: float) -> None:
    """Replace the tool marks by a surface that scatters alike in all directions."""
    gloss = 1.0 / spread**2
    for field in (surface.gloss_along, surface.gloss_across):
        field[patch.box] += share * (gloss - field[patch.box])


def _ragged(angle: Floats, rng: np.random.Generator, roughness: float, fall: float, waves: int) -> Floats:
    """An irregular closed outline: radius, about 1, for every angle; waves of 1/n**fall."""
    radius = np.ones_like(angle)
    for n in range(2, waves + 2):
        size = roughness * rng.normal(0.0, 1.0) * (2.0 / n) ** fall
        radius += np.float32(size) * np.cos(n * angle + np.float32(rng.uniform(0.0, 2 * np.pi)))
    return np.asarray(np.maximum(radius, 0.45), np.float32)


def _smooth(start: float, end: float, value: npt.NDArray[np.floating]) -> Floats:
    """Rise from 0 at ``start`` to 1 at ``end`` without a corner; also downwards."""
    t = np.clip((value - start) / (end - start), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t), np.float32)


def _place_on_face(surface: Surface, rng: np.random.Generator, room: float) -> tuple[float, float]:
    """A random place on a plain face with about ``room`` units of plain face around it."""
    face, axis = surface.design.face, surface.design.axis
    best, found = -1.0, (140.0, 0.0)
    for _ in range(24):
        angle, radius = rng.uniform(0, 2 * np.pi), rng.choice((68.0, 135.0, 150.0, 165.0, 178.0))
        x, y = float(radius * np.cos(angle)), float(radius * np.sin(angle))
        rows = slice(*(int(i) for i in np.searchsorted(axis, (y - room, y + room))))
        columns = slice(*(int(i) for i in np.searchsorted(axis, (x - room, x + room))))
        share = float(face[rows, columns].mean())
        if share > best:
            best, found = share, (x, y)
        if share > 0.93:
            break
    return found


def scratch(surface: Surface, severity: float, rng: np.random.Generator) -> Floats:
    """A thin curved groove with burrs thrown up on both sides, and often a fainter one beside it."""
    length = 20.0 + 84.0 * severity + rng.uniform(0, 12)
    half_width = 0.48 + 0.70 * severity
    steepness = 0.02 + 0.82 * severity**1.3
    path = _scratch_path(surface, rng, length)
    change = _score(surface, path, half_width, steepness, rng)
    if severity > 0.45 and rng.random() < 0.7:
        offset = rng.uniform(3.5, 7.0) * np.array([1.0, 0.35])
        beside = path[len(path) // 5 :] + offset
        change = np.maximum(change, _score(surface, beside, half_width * 0.7, steepness * 0.5, rng))
    return change


def _scratch_path(surface: Surface, rng: np.random.Generator, length: float) -> np.ndarray:
    """A gently bent line that runs mostly over plain faces, (33, 2) float64."""
    face, axis = surface.design.face, surface.design.axis
    best, found = -1.0, np.zeros((2, 2))
    along = np.linspace(-0.5, 0.5, 33)
    for _ in range(24):
        x, y = _place_on_face(surface, rng, 8.0)
        # along the tool's marks it would hide among them
        heading = np.arctan2(x, -y) + rng.uniform(0.14, 0.86) * np.pi
        bend = rng.uniform(-0.9, 0.9)
        turn = heading + bend * along
        steps = np.stack([np.cos(turn), np.sin(turn)], axis=1) * length / 32
        points = np.cumsum(steps, axis=0)
        points += np.array([x, y]) - points[16]
        index = np.clip(np.searchsorted(axis, points), 0, len(axis) - 1)
        share = float(face[index[:, 1], index[:, 0]].mean())
        if share > best:
            best, found = share, points
        if share > 0.97:
            break
    return found


def _score(
    surface: Surface, path: np.ndarray, half_width: float, steepness: float, rng: np.random.Generator
) -> Floats:
    """Cut one groove along ``path``; returns where, 0 to 1, on the canvas."""
    margin = 8.0
    (left, top), (right, bottom) = path.min(axis=0) - margin, path.max(axis=0) + margin
    patch = _patch(surface, left, top, right, bottom)
    distance, position = distance_to(path, patch.x, patch.y)
    pressure = np.interp(np.linspace(0, 1, 65), np.linspace(0, 1, 9), rng.uniform(0.65, 1.0, 9))
    taper = np.interp(position, np.linspace(0, 1, 65), pressure).astype(np.float32)
    taper *= _smooth(0.0, 0.12, position) * _smooth(1.0, 0.7, position)
    on_part = _smooth(0.5, 1.0, surface.alpha[patch.box])
    groove = np.exp(-((distance / half_width) ** 2))
    burr = np.exp(-(((distance - 1.9 * half_width) / (0.7 * half_width)) ** 2))
    depth = steepness * half_width / 0.86
    _emboss(surface, patch, (depth * taper * (0.35 * burr - groove)).astype(np.float32), closing=0.5)
    _roughen(surface, patch, (0.75 * groove * taper * on_part).astype(np.float32), 0.33)
    changed = np.zeros_like(surface.alpha)
    reach = max(2.4 * half_width, 1.6, 0.8 / patch.per_unit)
    changed[patch.box] = (distance < reach) & (taper > 0.12) & (on_part > 0.5)
    return changed


def dent(surface: Surface, severity: float, rng: np.random.Generator) -> Floats:
    """A smooth hollow, as a dropped tool leaves it, with a faint raised rim."""
    radius = 4.5 + 10.5 * severity + rng.uniform(0, 1.5)
    steepness = 0.02 + 0.49 * severity**1.2
    x, y = _place_on_face(surface, rng, 1.2 * radius)
    reach = 3.2 * radius
    patch = _patch(surface, x - reach, y - reach, x + reach, y + reach)
    angle, stretch = rng.uniform(0, np.pi), rng.uniform(1.0, 1.35)
    dx, dy = patch.x - x, patch.y - y
    u = (dx * np.cos(angle) + dy * np.sin(angle)) / (radius * stretch)
    v = (dy * np.cos(angle) - dx * np.sin(angle)) / (radius / stretch)
    square = (u**2 + v**2).astype(np.float32)
    square *= 1.0 + 0.05 * _cloud(patch, rng, 0.9 * radius)
    hollow = np.exp(-1.6 * square) - 0.07 * np.exp(-((np.sqrt(square) - 1.4) ** 2) / 0.09)
    depth = steepness * radius / 1.1
    _emboss(surface, patch, (-depth * hollow).astype(np.float32), closing=0.10)
    polish = (0.6 * severity * np.exp(-2.0 * square)).astype(np.float32)
    _roughen(surface, patch, polish, 0.20)
    changed = np.zeros_like(surface.alpha)
    changed[patch.box] = (square < 1.75**2) & (surface.alpha[patch.box] > 0.5)
    return changed


def _edge_place(rng: np.random.Generator) -> tuple[float, float, float, float, bool]:
    """A random place on an edge: x, y, the unit vector that leads off it, and whether it is an outline."""
    choice = rng.random()
    if choice < 0.6:  # the outer rim, away from the milled step
        while True:
            angle = rng.uniform(0, 2 * np.pi)
            x, y = OUTER_RADIUS * np.cos(angle), OUTER_RADIUS * np.sin(angle)
            if y > MILLED_ABOVE + 25:
                return float(x), float(y), float(np.cos(angle)), float(np.sin(angle)), True
    if choice < 0.8:  # the bore, away from the keyway
        angle = rng.uniform(-0.15 * np.pi, 1.15 * np.pi)
        x, y = (BORE_RADIUS + 1.0) * np.cos(angle), (BORE_RADIUS + 1.0) * np.sin(angle)
        return float(x), float(y), -float(np.cos(angle)), -float(np.sin(angle)), True
    hole = HOLES[int(rng.integers(0, 6))]
    angle = rng.uniform(0, 2 * np.pi)
    reach = COUNTERSINK_RADIUS - 1.0
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return hole.x + reach * cos, hole.y + reach * sin, -cos, -sin, False


def chip(surface: Surface, severity: float, rng: np.random.Generator) -> Floats:
    """Material broken out of an edge: a rough, dull scoop, and a bite out of the outline."""
    size = 2.2 + 11.0 * severity + rng.uniform(0, 1.0)
    x, y, ox, oy, through = _edge_place(rng)
    reach = 2.4 * size
    patch = _patch(surface, x - reach, y - reach, x + reach, y + reach)
    dx, dy = patch.x - x, patch.y - y
    outwards, sideways = dx * ox + dy * oy, dx * oy - dy * ox
    skew = rng.uniform(-0.35, 0.35)
    u, v = outwards / size, (sideways + skew * outwards) / (1.4 * size)
    distance = np.hypot(u, v) / _ragged(np.arctan2(v, u), rng, 0.12, 0.8, 12)
    on_part = surface.alpha[patch.box].copy()
    scoop = np.clip(1.0 - distance, 0.0, 1.0)
    facets = _cloud(patch, rng, 0.35 * size)
    grains = _cloud(patch, rng, 1.0)
    depth = (0.30 + 0.14 * severity) * size
    change = -depth * scoop**0.85 * (1.0 + 0.16 * facets) + 0.10 * grains * _smooth(0.0, 0.25, scoop)
    _emboss(surface, patch, change.astype(np.float32), closing=0.10)
    broken = _smooth(0.0, 0.10, scoop)
    _roughen(surface, patch, broken, 0.46)
    surface.ambient[patch.box] *= 1.0 - 0.50 * broken
    if through:
        bite = _smooth(0.58, 0.50, distance / (0.7 + 0.35 * severity))
        surface.alpha[patch.box] *= 1.0 - bite
    changed = np.zeros_like(surface.alpha)
    changed[patch.box] = (distance < 1.0) & (on_part > 0.5)
    return changed


FILMS = (
    # transmission (R, G, B) of a full film, spread of its gloss, weight of its dried edge,
    # how far it hides the gloss, how far it levels the tool marks, share that blooms in specks
    ((0.50, 0.37, 0.19), 0.24, 0.30, 0.7, 0.5, 0.0),  # oil
    ((0.33, 0.175, 0.09), 0.50, -0.1, 1.2, 0.8, 0.4),  # rust
    ((0.60, 0.70, 0.71), 0.36, 1.3, 0.75, 0.3, 0.0),  # dried coolant
)


def stain(surface: Surface, severity: float, rng: np.random.Generator) -> Floats:
    """A translucent film of oil, rust or dried coolant with an uneven outline."""
    radius = 9.0 + 19.0 * severity + rng.uniform(0, 4.0)
    colour, spread, edge_weight, filling, levelling, specks = FILMS[rng.permutation(len(FILMS))[0]]
    opacity = 0.05 + 0.80 * severity**1.2
    x, y = _place_on_face(surface, rng, 0.9 * radius)
    reach = 2.0 * radius
    patch = _patch(surface, x - reach, y - reach, x + reach, y + reach)
    angle, stretch = rng.uniform(0, np.pi), rng.uniform(1.0, 1.5)
    dx, dy = patch.x - x, patch.y - y
    u = (dx * np.cos(angle) + dy * np.sin(angle)) / stretch
    v = (dy * np.cos(angle) - dx * np.sin(angle)) * stretch
    outline = _ragged(np.arctan2(v, u), rng, 0.13, 1.3, 14)
    distance = (np.hypot(u, v) / radius / outline).astype(np.float32)
    body = _smooth(1.0, 0.80, distance) * (0.75 + 0.25 * _smooth(0.1, 0.9, distance))
    rim = np.exp(-(((distance - 0.92) / 0.045) ** 2)).astype(np.float32)
    mottle = 1.0 + 0.16 * _cloud(patch, rng, 0.35 * radius)
    mottle *= 1.0 - specks + specks * 2.0 * _smooth(-0.4, 0.9, _cloud(patch, rng, 1.6))
    thickness = np.clip(opacity * (body * mottle + edge_weight * rim), 0.0, 1.3)
    thickness *= surface.alpha[patch.box] > 0.5
    surface.stain(patch.box, np.array(colour, np.float32) ** thickness[..., None])
    covered = np.clip(filling * thickness, 0.0, 0.9).astype(np.float32)
    _roughen(surface, patch, covered, spread)
    for field, smooth in (
        (surface.along, surface.design.slope_along),
        (surface.across, surface.design.slope_across),
    ):
        field[patch.box] += levelling * covered * (smooth[patch.box] - field[patch.box])
    changed = np.zeros_like(surface.alpha)
    changed[patch.box] = (distance < 0.98) & (surface.alpha[patch.box] > 0.5)
    return changed


DEFECTS: dict[str, Callable[[Surface, float, np.random.Generator], Floats]] = {
    "chip": chip,
    "dent": dent,
    "scratch": scratch,
    "stain": stain,
}
"""Kinds of defect by the name of their folder. Each changes a surface that owns its fields, and returns
where, (side, side) float32 from 0 to 1 on the canvas."""
