"""The shapes behind the regions of recipes: a recipe's file has only the mask that they made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gui.region.record import Kind, Region, Shape
from gui.settings import SettingsStore

if TYPE_CHECKING:
    from engine.recipe import Recipe
    from engine.types import Mask

_VIEW = "train.regions"
_MOST = 40
"""Recipes whose shapes are remembered, those trained last."""
_MOST_SHAPES = 60
"""With more than these nobody can work."""
_FINE = 4
_LOOSE = 0.35
"""How far an outline may be from the mask's edge, in map pixels."""
_ALIKE = 0.98
"""Shapes that cover less of what the mask covers, as a share of both together, are not worth offering."""


def remember(settings: SettingsStore, recipe: Recipe, region: Region) -> None:
    """Remember the shapes that a recipe's region was drawn with."""
    known = settings.view(_VIEW)
    kept = dict(known) if isinstance(known, dict) else {}
    kept.pop(recipe.id, None)
    kept[recipe.id] = region.to_json()
    settings.remember(_VIEW, dict(list(kept.items())[-_MOST:]))


def recall(settings: SettingsStore, recipe: Recipe) -> Region:
    """The shapes of a recipe's region; empty where it has none, or was made elsewhere."""
    known = settings.view(_VIEW)
    if recipe.region is None or not isinstance(known, dict):
        return Region()
    return Region.from_json(known.get(recipe.id))


def shapes_of(recipe: Recipe) -> Region:
    """Shapes for the region of a recipe that was made elsewhere; empty where it has none.

    Loads OpenCV, so it is for when somebody wants to see them.
    """
    if recipe.region is None or not recipe.images:
        return Region()
    return around(recipe.region, recipe.images[0].width, recipe.images[0].height)


def around(mask: Mask, width: int, height: int) -> Region:
    """Polygons around a mask.

    Args:
        mask: bool, shape (rows, columns), stretched over the whole photo.
        width: Of the photo, pixels.
        height: Of the photo, pixels.

    Returns:
        The region on a photo of that size; empty where simple shapes cannot say the same.
    """
    import cv2

    rows, columns = mask.shape
    fine = cv2.resize(mask.astype(np.uint8), (columns * _FINE, rows * _FINE), interpolation=cv2.INTER_NEAREST)
    found, hierarchy = cv2.findContours(fine, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    shapes = []
    for line, (_next, _before, _child, parent) in zip(
        found, [] if hierarchy is None else hierarchy[0], strict=True
    ):
        simple = cv2.approxPolyDP(line, _LOOSE * _FINE, closed=True)[:, 0]
        if len(simple) < 3:
            continue
        # the line runs through the centres of the outermost fine pixels; the mask ends where the photo does
        last = np.array([columns, rows]) * _FINE - 1
        places = np.where(simple <= 0, 0.0, np.where(simple >= last, last + 1.0, simple + 0.5)) / _FINE
        points = tuple((float(x) * width / columns, float(y) * height / rows) for x, y in places)
        shapes.append(Shape(Kind.POLYGON, points, ignore=bool(parent >= 0)))
    region = Region(tuple(shapes), width, height)
    fits = not region.empty and len(shapes) <= _MOST_SHAPES and _alike(region, mask)
    return region if fits else Region()


def _alike(region: Region, mask: Mask) -> bool:
    drawn = region.on(mask.shape[1], mask.shape[0]).mask()
    return bool((drawn & mask).sum() >= _ALIKE * (drawn | mask).sum() > 0)
