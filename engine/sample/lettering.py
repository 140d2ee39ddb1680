"""A single-stroke alphabet, as engraving machines use, and the distance to a drawn line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Path2D = npt.NDArray[np.float64]
"""The corners of an open line: float64, shape (corners, 2), columns x and y."""

GLYPH_WIDTH = 4.0
"""Every glyph is drawn in a box 4 wide and 6 high, origin at the lower left, y upwards."""


Corners = list[tuple[float, float]]


def _arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Corners:
    """Points on an ellipse from ``start`` to ``end`` degrees, anticlockwise when ``end`` is larger."""
    angles = np.deg2rad(np.linspace(start, end, 2 + int(abs(end - start) // 15)))
    return [(cx + rx * float(np.cos(angle)), cy + ry * float(np.sin(angle))) for angle in angles]


_GLYPHS: dict[str, tuple[Corners, ...]] = {
    " ": (),
    "-": ([(0.7, 3.0), (3.3, 3.0)],),
    "0": (_arc(2, 3, 1.9, 3, 0, 360),),
    "2": ([*_arc(2, 4.2, 1.9, 1.8, 165, -35), (0.0, 0.0), (4.0, 0.0)],),
    "4": ([(3.0, 0.0), (3.0, 6.0), (0.0, 1.8), (4.0, 1.8)],),
    "6": (_arc(2, 1.9, 1.9, 1.9, 0, 360), _arc(4.4, 1.9, 4.3, 4.4, 180, 106)),
    "7": ([(0.0, 6.0), (4.0, 6.0), (1.3, 0.0)],),
    "G": ([*_arc(2, 3, 2, 3, 45, 345), (3.95, 2.7), (2.4, 2.7)],),
    "H": ([(0.0, 0.0), (0.0, 6.0)], [(4.0, 0.0), (4.0, 6.0)], [(0.0, 3.0), (4.0, 3.0)]),
    "N": ([(0.0, 0.0), (0.0, 6.0), (4.0, 0.0), (4.0, 6.0)],),
    "Ø": (_arc(2, 3, 2.1, 2.5, 0, 360), [(-0.3, -0.2), (4.3, 6.2)]),
}


def strokes_on_arc(text: str, radius: float, height: float, *, top: bool) -> list[Path2D]:
    """Lay ``text`` along a circle about the origin, centred on its lowest or highest point, upright.

    Args:
        text: Characters of the alphabet above.
        radius: Radius of the base line.
        height: Height of a letter, in the unit of ``radius``.
        top: Whether the text stands at the top of the circle (letters point outwards) or at the bottom.

    Returns:
        One path per stroke; x to the right, y downwards as in pictures.
    """
    scale = height / 6.0
    advance = (GLYPH_WIDTH + 2.0) * scale
    start = -0.5 * (advance * len(text) - 2.0 * scale)
    paths = []
    for place, character in enumerate(text):
        for stroke in _GLYPHS[character]:
            points = np.asarray(stroke) * scale
            angle = (start + place * advance + points[:, 0]) / radius
            distance = radius + points[:, 1] if top else radius - points[:, 1]
            down = -1.0 if top else 1.0
            paths.append(np.stack([distance * np.sin(angle), down * distance * np.cos(angle)], axis=1))
    return paths


def distance_to(path: Path2D, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Distance of every point to an open line, and how far along it the nearest place is.

    Args:
        path: The line's corners, at least two.
        x: Horizontal coordinates, broadcastable with ``y``.
        y: Vertical coordinates.

    Returns:
        ``(distance, position)``, both float32 of the broadcast shape; position runs from 0 to 1.
    """
    shape = np.broadcast_shapes(x.shape, y.shape)
    nearest = np.full(shape, np.inf, np.float32)
    position = np.zeros(shape, np.float32)
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    before = np.concatenate([[0.0], np.cumsum(lengths)])
    for index, length in enumerate(lengths):
        ax, ay = (float(value) for value in path[index])
        ux, uy = (float(value) for value in (path[index + 1] - path[index]) / max(float(length), 1e-9))
        along = np.clip((x - ax) * ux + (y - ay) * uy, 0.0, float(length))
        square = (x - ax - along * ux) ** 2 + (y - ay - along * uy) ** 2
        closer = square < nearest
        nearest = np.where(closer, square, nearest)
        position = np.where(closer, (float(before[index]) + along) / float(before[-1]), position)
    return np.sqrt(nearest).astype(np.float32), position.astype(np.float32)


def distance_to_all(paths: Sequence[Path2D], x: Floats, y: Floats) -> Floats:
    """Distance of every point to the nearest of several lines; see :func:`distance_to`."""
    distance = np.full(np.broadcast_shapes(x.shape, y.shape), np.inf, np.float32)
    for path in paths:
        distance = np.minimum(distance, distance_to(path, x, y)[0])
    return distance
