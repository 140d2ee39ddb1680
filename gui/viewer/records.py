"""What the viewer is given to show, and what it remembers about how to show it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from engine.colour import COLOUR_MAPS, DEFAULT_COLOUR_MAP
from engine.types import Defect, FloatMap, Limits, Mask, Photo

_OPACITY = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class PartView:
    """One part as the viewer shows it.

    Attributes:
        photo: uint8, shape (height, width, 3), RGB, at its own resolution. Not copied and not changed.
        anomaly_map: float32, shape (map height, map width), raw units, stretched over the whole photo when
            it is drawn; None where the part has none (not inspected yet, or it could not be judged).
        limits: What the colour scale, the contour and the legend follow; None where there is no recipe.
        defects: Defects in pixels of the photo, in the order of their numbers.
        title: Name of the part, usually its file's name.
        truth: Mask of the defects that a person has marked, bool, shape (height, width); None for none.
    """

    photo: Photo = field(repr=False)
    anomaly_map: FloatMap | None = field(default=None, repr=False)
    limits: Limits | None = None
    defects: tuple[Defect, ...] = ()
    title: str = ""
    truth: Mask | None = field(default=None, repr=False)

    @property
    def width(self) -> int:
        """Width of the photo in pixels."""
        return int(self.photo.shape[1])

    @property
    def height(self) -> int:
        """Height of the photo in pixels."""
        return int(self.photo.shape[0])

    @property
    def has_heatmap(self) -> bool:
        """Whether there is a map and a scale to colour it on."""
        return self.anomaly_map is not None and self.limits is not None


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """How parts are shown; the same for every part.

    Attributes:
        heatmap: Show the heatmap over the photo.
        opacity: How much of the photo the heatmap hides, 0 to 1.
        colour_map: One of :data:`engine.colour.COLOUR_MAPS`.
        whole_map: Colour the pixels below the pixel threshold too.
        contour: Draw the outline of what is above the pixel threshold.
        boxes: Draw the defects' boxes and numbers.
        truth: Draw the outline of the defects that a person has marked.
        split: Show the bare photo on the left and the heatmap on the right.
    """

    heatmap: bool = True
    opacity: float = _OPACITY
    colour_map: str = DEFAULT_COLOUR_MAP
    whole_map: bool = False
    contour: bool = True
    boxes: bool = True
    truth: bool = True
    split: bool = False

    def __post_init__(self) -> None:
        # settings come from a file that anybody may have edited
        if self.colour_map not in COLOUR_MAPS:
            object.__setattr__(self, "colour_map", DEFAULT_COLOUR_MAP)
        opacity = float(self.opacity)
        if not math.isfinite(opacity):
            opacity = _OPACITY
        object.__setattr__(self, "opacity", min(max(opacity, 0.0), 1.0))
