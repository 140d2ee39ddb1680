"""Drawing a photo of any size sharply and quickly.

A photo is kept as it came, as an array. Zoomed out, it is drawn from copies of half, a quarter, ... of its
size (made by averaging, when they are first needed), so that fine texture does not shimmer. Only the part
in sight is handed to Qt: a photo of 12 megapixels or of 100,000 pixels a side needs no large pixmap.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from engine.types import Photo

NEAREST_FROM = 2.0
"""From so many device pixels a photo pixel on, pixels are drawn as squares."""


class PhotoPyramid:
    """A photo and its smaller copies.

    Args:
        photo: uint8, shape (height, width, 3), RGB.
    """

    def __init__(self, photo: Photo) -> None:
        self._levels: list[Photo] = [photo]

    @property
    def photo(self) -> Photo:
        """The photo at its own resolution."""
        return self._levels[0]

    @property
    def levels_made(self) -> int:
        """Number of sizes in memory, the photo itself included."""
        return len(self._levels)

    def level_for(self, device_scale: float) -> int:
        """The smallest copy that still has a pixel for each device pixel: 0 is the photo itself."""
        if device_scale >= 1:
            return 0
        height, width = self.photo.shape[:2]
        wanted = math.floor(math.log2(1.0 / max(device_scale, 1e-9)) + 1e-6)
        return min(wanted, int(math.log2(max(1, min(height, width)))))

    def level(self, index: int) -> Photo:
        """The copy of half the size ``index`` times over, made now if nobody has asked for it before."""
        import cv2

        while len(self._levels) <= index:
            last = self._levels[-1]
            size = (max(1, (last.shape[1] + 1) // 2), max(1, (last.shape[0] + 1) // 2))
            self._levels.append(np.asarray(cv2.resize(last, size, interpolation=cv2.INTER_AREA), np.uint8))
        return self._levels[index]

    def draw(self, painter: QPainter, transform: QTransform, exposed: QRectF) -> None:
        """Draw the part in sight.

        Args:
            painter: Paints in device-independent pixels of the view.
            transform: From photo to view; scale and shift only.
            exposed: What has to be painted, in the view.
        """
        height, width = self.photo.shape[:2]
        ratio = painter.device().devicePixelRatio()
        device_scale = transform.m11() * ratio
        level = self.level(self.level_for(device_scale))
        across, down = level.shape[1] / width, level.shape[0] / height
        inverse, _ = transform.inverted()
        seen = inverse.mapRect(exposed)
        box = _pixels(
            QRectF(seen.x() * across, seen.y() * down, seen.width() * across, seen.height() * down),
            level.shape[1],
            level.shape[0],
        )
        if box is None:
            return
        x, y, w, h = box
        pixels = bgra(level[y : y + h, x : x + w])  # kept until it is drawn: Qt only borrows it
        image = QImage(pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)
        painter.save()
        painter.setRenderHint(
            QPainter.RenderHint.SmoothPixmapTransform,
            device_scale < NEAREST_FROM and abs(device_scale - 1.0) > 1e-6,
        )
        painter.setTransform(transform, True)
        painter.scale(1.0 / across, 1.0 / down)
        painter.drawImage(QPointF(x, y), image)
        painter.restore()


def bgra(pixels: Photo) -> npt.NDArray[np.uint8]:
    """RGB pixels as Qt's 32-bit ones, which it draws three times as fast: shape (height, width, 4)."""
    import cv2

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA), np.uint8)


def _pixels(rect: QRectF, width: int, height: int) -> tuple[int, int, int, int] | None:
    """The whole pixels that a rectangle touches, and two around it for interpolation; None if outside."""
    left, top = max(0, math.floor(rect.left()) - 2), max(0, math.floor(rect.top()) - 2)
    right, bottom = min(width, math.ceil(rect.right()) + 2), min(height, math.ceil(rect.bottom()) + 2)
    if right <= left or bottom <= top:
        return None
    return left, top, right - left, bottom - top
