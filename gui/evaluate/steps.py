"""Lines that change at certain places only, as corners to be drawn."""

from __future__ import annotations

import numpy as np

_FINE = 2000
"""Steps across and up that a line is drawn with; a plot has fewer pixels."""


def steps(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The corners of a rate that changes at certain limits only.

    Args:
        x: Places of the limits, ascending, shape (n,).
        y: The rate from each limit on, up to the next, shape (n,).

    Returns:
        Places and rates of the corners; from the left end of the axis, 0 or before, to the right end.
    """
    before = y[0]
    across = np.concatenate([[min(0.0, x[0])], np.repeat(x, 2), [max(1.0, x[-1])]])
    up = np.concatenate([[before, before], np.repeat(y, 2)])
    return across, up


def seen(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Leave out corners of a rising or falling line that nobody could tell from their neighbours.

    Args:
        x: Places as shares of the axis, shape (n,).
        y: Rates, shape (n,).

    Returns:
        The first and the last corner of each run that falls into one place of a fine grid.
    """
    grid = np.rint(np.stack([x, y]) * _FINE)
    changes = (np.diff(grid, axis=1) != 0).any(axis=0)
    keep = np.concatenate([[True], changes]) | np.concatenate([changes, [True]])
    return x[keep], y[keep]
