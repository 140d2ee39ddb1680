"""Which place of the photo is looked at, and how closely; shared by the views that are linked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QTransform

MARGIN = 12.0
"""Room around a fitted photo, device-independent pixels."""
MAX_DEVICE_SCALE = 64.0
"""One photo pixel never gets larger than this many device pixels, except where it must to fit."""


class Camera(QObject):
    """Place and scale of a view upon a photo.

    Positions in a *view* are device-independent pixels from its top left corner; positions in the *photo*
    are photo pixels from the top left corner of its first pixel, so that pixel (x, y) covers
    x to x + 1 and y to y + 1. Views of one camera that differ in size show the same place in their middle.
    """

    changed = Signal()
    """The place, the scale or the photo's size is another now."""
    hovered = Signal()
    """The pointer is upon another place of the photo, or left it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photo = QSize(0, 0)
        self._view = QSize(0, 0)
        self._ratio = 1.0
        self._scale = 1.0
        self._centre = QPointF()
        self._fitted = True
        self._hover: QPointF | None = None
        self._hover_source: QObject | None = None

    # what it looks at

    @property
    def photo_size(self) -> QSize:
        """Size of the photo in its pixels; empty while there is none."""
        return QSize(self._photo)

    @property
    def scale(self) -> float:
        """Device-independent pixels a photo pixel."""
        return self._scale

    @property
    def device_scale(self) -> float:
        """Device pixels a photo pixel: 1 is 100 %."""
        return self._scale * self._ratio

    @property
    def centre(self) -> QPointF:
        """Place of the photo in the middle of the view."""
        return QPointF(self._centre)

    @property
    def fitted(self) -> bool:
        """Whether the whole photo is shown and stays so when the view changes its size."""
        return self._fitted

    def set_photo(self, size: QSize) -> None:
        """Look at another photo; the view stays as it is if the photo has the same size."""
        if size == self._photo:
            return
        self._photo = QSize(size)
        self.set_hover(None)
        self.fit()

    def set_view(self, size: QSize, ratio: float) -> None:
        """Tell the views' size in device-independent pixels and the device's pixel ratio."""
        if size == self._view and ratio == self._ratio:
            return
        at_pixels = abs(self.device_scale - 1.0) < 1e-9
        self._view, previous, self._ratio = QSize(size), self._ratio, ratio
        if self._fitted:
            self.fit()
            return
        if at_pixels and ratio != previous:  # 100 % stays 100 % on another screen
            self._scale = 1.0 / ratio
        self.changed.emit()

    # moves

    def fit(self) -> None:
        """Show the whole photo."""
        self._fitted = True
        self._scale = self.fit_scale()
        self._centre = QPointF(self._photo.width() / 2, self._photo.height() / 2)
        self.changed.emit()

    def actual_size(self, position: QPointF | None = None, view: QSize | None = None) -> None:
        """Show one photo pixel on one device pixel, keeping the place at ``position`` of the view."""
        self._zoom_to_scale(1.0 / self._ratio, position, view)

    def zoom(self, factor: float, position: QPointF | None = None, view: QSize | None = None) -> None:
        """Come closer by a factor, keeping the place of the photo at ``position`` where it is.

        Args:
            factor: Above 1 comes closer.
            position: Place in the view; its middle by default.
            view: Size of the view that ``position`` is meant in; the camera's own by default.
        """
        self._zoom_to_scale(self._scale * factor, position, view)

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by so many device-independent pixels."""
        self._look(self._scale, self._centre - QPointF(dx, dy) / self._scale)

    def show_rect(self, rect: QRectF, max_device_scale: float = 8.0) -> None:
        """Show a rectangle of the photo with its surroundings, not closer than ``max_device_scale``."""
        width = max(rect.width(), 1.0) * 3.0
        height = max(rect.height(), 1.0) * 3.0
        scale = min(self._view.width() / width, self._view.height() / height, max_device_scale / self._ratio)
        self._look(max(scale, self.fit_scale()), rect.center())

    def copy_from(self, scale: float, centre: QPointF) -> None:
        """Look at a given place at a given scale (device-independent pixels a photo pixel)."""
        self._look(scale, centre)

    # geometry

    def fit_scale(self) -> float:
        """Scale at which the whole photo fits into the view."""
        if self._photo.isEmpty():
            return 1.0
        width = max(self._view.width() - 2 * MARGIN, 1.0)
        height = max(self._view.height() - 2 * MARGIN, 1.0)
        return min(width / self._photo.width(), height / self._photo.height())

    def transform(self, view: QSize) -> QTransform:
        """From photo to view, for a view of the given size.

        Where a photo pixel covers a whole number of device pixels the grids are put upon each other, so
        that no pixel is drawn wider than its neighbour.
        """
        dx = view.width() / 2 - self._scale * self._centre.x()
        dy = view.height() / 2 - self._scale * self._centre.y()
        device = self.device_scale
        if device > 0.99 and abs(device - round(device)) < 1e-6:
            dx, dy = round(dx * self._ratio) / self._ratio, round(dy * self._ratio) / self._ratio
        return QTransform(self._scale, 0, 0, self._scale, dx, dy)

    def to_photo(self, position: QPointF, view: QSize) -> QPointF:
        """Place of the photo that a view of the given size shows at a position."""
        inverse, _ = self.transform(view).inverted()
        return inverse.map(position)

    def pixel_at(self, place: QPointF) -> tuple[int, int] | None:
        """The photo's pixel (x, y) at a place of the photo; None outside."""
        x, y = int(place.x() // 1), int(place.y() // 1)
        inside = 0 <= x < self._photo.width() and 0 <= y < self._photo.height()
        return (x, y) if inside else None

    # pointer

    @property
    def hover(self) -> QPointF | None:
        """Place of the photo under the pointer."""
        return self._hover

    @property
    def hover_source(self) -> QObject | None:
        """The view that the pointer is in; None when the place was chosen by keyboard."""
        return self._hover_source

    def set_hover(self, place: QPointF | None, source: QObject | None = None) -> None:
        """Tell where the pointer is."""
        if place is None and self._hover is None:
            return
        self._hover, self._hover_source = place, source
        self.hovered.emit()

    # inside

    def _zoom_to_scale(self, scale: float, position: QPointF | None, view: QSize | None) -> None:
        view = view or self._view
        scale = self._limited(scale)
        arm = QPointF() if position is None else position - QPointF(view.width() / 2, view.height() / 2)
        self._look(scale, self._centre + arm / self._scale - arm / scale)

    def _limited(self, scale: float) -> float:
        fit = self.fit_scale()
        low = min(fit, 1.0 / self._ratio) / 2
        high = max(MAX_DEVICE_SCALE / self._ratio, fit * 4)
        return min(max(scale, low), high)

    def _look(self, scale: float, centre: QPointF) -> None:
        if self._photo.isEmpty():
            return
        self._scale = self._limited(scale)
        # the photo can be pushed aside, but not out of sight
        self._centre = QPointF(
            min(max(centre.x(), 0.0), self._photo.width()), min(max(centre.y(), 0.0), self._photo.height())
        )
        self._fitted = False
        self.changed.emit()
