"""The coloured anomaly map over the photo."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from engine.colour import DEFAULT_COLOUR_MAP, lookup_table
from engine.types import FloatMap

_STEPS = 65535
_FAULT = 65535
"""The step of what is not a number: a fault must not look normal."""


class HeatmapItem(pg.ImageItem):
    """An anomaly map at its own resolution, stretched over the photo by a rectangle when it is drawn.

    The map is turned into 65,535 steps once. What a step looks like is in a table: another pixel threshold,
    another scale or other colours only change the table, and the photo is not touched.

    A table decides for whole map pixels, which are large on a large photo. Where the outline of what is above
    the threshold is known, everything is coloured and the outline cuts it out, exactly.
    """

    def __init__(self) -> None:
        super().__init__(axisOrder="row-major")
        self._top = 1.0
        self._threshold: float | None = None
        self._name = DEFAULT_COLOUR_MAP
        self._highest = 1.0
        self._colours: npt.NDArray[np.uint8] | None = None
        self._cut: QPainterPath | None = None
        self._shown: tuple[str, float, float | None] | None = None

    def getViewBox(self) -> None:
        """There is none: the item stands in a plain view and never asks it how closely it is looked at."""
        return

    def set_map(self, anomaly_map: FloatMap | None, width: int, height: int) -> None:
        """Show another map; its look comes with :meth:`set_look`.

        Args:
            anomaly_map: float32, shape (map height, map width), raw units; what is not a number looks like
                the top of the scale. None shows nothing.
            width: Width of the photo in pixels.
            height: Height of the photo in pixels.
        """
        self._colours = self._shown = self._cut = None
        if anomaly_map is None or anomaly_map.size == 0:
            self.clear()
            return
        finite = anomaly_map[np.isfinite(anomaly_map)]
        self._highest = max(float(finite.max(initial=0.0)), 1e-12)
        scaled = np.multiply(anomaly_map, (_STEPS - 1) / self._highest, dtype=np.float64)
        faults = ~np.isfinite(scaled)
        scaled[faults] = 0
        steps = np.clip(scaled, 0, _STEPS - 1).astype(np.uint16)
        steps[faults] = _FAULT
        self.setImage(steps, autoLevels=False, levels=(0, _FAULT))
        self.setRect(QRectF(0, 0, width, height))

    def set_look(
        self, name: str, top: float, threshold: float | None, outline: QPainterPath | None = None
    ) -> None:
        """Colour the map.

        Args:
            name: One of :data:`engine.colour.COLOUR_MAPS`.
            top: Upper end of the colour scale, raw units, > 0.
            threshold: Values up to it are not drawn; None draws all.
            outline: What is above the threshold, in photo pixels; None if only the table decides.
        """
        if (name, top) != (self._name, self._top):
            self._colours = None
        self._name, self._top, self._threshold = name, top, threshold
        self._cut = None
        if threshold is not None and outline is not None:
            to_map, _ = self.transform().inverted()
            self._cut = to_map.map(outline)
        look = (name, top, None if self._cut is not None else threshold)
        if look != self._shown:
            self._shown = look
            self.setLookupTable(self._table(look[2]))
        self.update()

    def paint(self, painter: QPainter, *args: object) -> None:
        """Draw the map, inside the outline if there is one."""
        if self._cut is None:
            super().paint(painter, *args)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setClipPath(self._cut, Qt.ClipOperation.IntersectClip)
        super().paint(painter, *args)
        painter.restore()

    def _table(self, threshold: float | None) -> npt.NDArray[np.uint8]:
        """Colour of each step: uint8, shape (65536, 4), RGBA."""
        if self._colours is None:
            value = np.arange(_STEPS) * (self._highest / (_STEPS - 1))
            place = np.clip(value * (255.0 / self._top) + 0.5, 0, 255).astype(np.uint8)
            self._colours = np.full((_STEPS + 1, 4), 255, dtype=np.uint8)
            self._colours[:_STEPS, :3] = lookup_table(self._name)[place]
            self._colours[_FAULT, :3] = lookup_table(self._name)[-1]
        table = self._colours.copy()
        if threshold is not None:
            hidden = int(np.clip(threshold / self._highest, -1, 2) * (_STEPS - 1)) + 1
            table[: min(max(hidden, 0), _STEPS), 3] = 0
        return table
