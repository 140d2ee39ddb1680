"""The shapes being edited, with their history."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QSize, Signal

from gui.region.record import Kind, Point, Region, Shape

MIN_SIDE = 4.0
"""A rectangle with a shorter side was a slip of the hand, photo pixels."""
_NEW_SHARE = 0.5


class RegionModel(QObject):
    """Shapes, which of them is chosen, and undo."""

    changed = Signal()
    """Other shapes, or another one is chosen."""

    def __init__(self, region: Region, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._region = region
        self._selected: int | None = None
        self._corner: int | None = None
        self._history: list[tuple[Shape, ...]] = [region.shapes]
        self._place = 0
        self._gesture = ""

    # ---- what there is

    @property
    def region(self) -> Region:
        """The region as it is now."""
        return self._region

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Its shapes."""
        return self._region.shapes

    @property
    def size(self) -> QSize:
        """Size of the photo, pixels."""
        return QSize(self._region.width, self._region.height)

    @property
    def selected(self) -> int | None:
        """Index of the chosen shape."""
        return self._selected

    @property
    def corner(self) -> int | None:
        """Index of the chosen corner of the chosen shape, if one is."""
        return self._corner

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._place > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._place < len(self._history) - 1

    def set_size(self, width: int, height: int) -> None:
        """Go on upon a picture of another size; the history is stretched with it."""
        if (width, height) == (self._region.width, self._region.height):
            return
        old = self._region
        self._history = [
            Region(shapes, old.width, old.height).on(width, height).shapes for shapes in self._history
        ]
        self._region = old.on(width, height)
        self.changed.emit()

    # ---- choosing

    def select(self, index: int | None, corner: int | None = None) -> None:
        """Choose a shape, and perhaps one of its corners."""
        if index is not None and not 0 <= index < len(self.shapes):
            index, corner = None, None
        if (index, corner) != (self._selected, self._corner):
            self._selected, self._corner = index, corner
            self._gesture = ""
            self.changed.emit()

    def select_next(self, by: int) -> None:
        """Choose the next shape, or the one before."""
        if self.shapes:
            start = -1 if self._selected is None and by > 0 else self._selected or 0
            self.select((start + by) % len(self.shapes))

    def select_next_corner(self, by: int) -> None:
        """Choose the next corner of the chosen shape, or the one before."""
        if self._selected is None:
            self.select_next(1)
        if self._selected is not None:
            many = len(self.shapes[self._selected].corners)
            start = -1 if self._corner is None and by > 0 else self._corner or 0
            self.select(self._selected, (start + by) % many)

    # ---- changing

    def add(self, shape: Shape) -> bool:
        """Add a shape and choose it; False if there is next to nothing in it."""
        box = shape.rect
        if min(box.width(), box.height()) < MIN_SIDE:
            return False
        self._selected, self._corner = len(self.shapes), None
        self._set((*self.shapes, shape))
        return True

    def add_in_middle(self, kind: Kind, ignore: bool, middle: Point, width: float, height: float) -> None:
        """Add a rectangle or a diamond half as large as what is in sight, for hands without a mouse."""
        x, y = middle
        dx, dy = width * _NEW_SHARE / 2, height * _NEW_SHARE / 2
        points: tuple[Point, ...] = ((x - dx, y - dy), (x + dx, y + dy))
        if kind is Kind.POLYGON:
            points = ((x, y - dy), (x + dx, y), (x, y + dy), (x - dx, y))
        clamped = tuple(
            (min(max(px, 0.0), float(self.size.width())), min(max(py, 0.0), float(self.size.height())))
            for px, py in points
        )
        self.add(Shape(kind, clamped, ignore))

    def change(self, index: int, shape: Shape, gesture: str = "") -> None:
        """Put another shape in place of one; changes of one gesture are undone together."""
        shapes = list(self.shapes)
        shapes[index] = shape
        self._set(tuple(shapes), gesture)

    def nudge(self, dx: float, dy: float) -> None:
        """Move the chosen corner, or the chosen shape."""
        index, corner = self._selected, self._corner
        if index is None:
            return
        shape = self.shapes[index]
        if corner is None:
            made = shape.moved(dx, dy, self.size)
        else:
            x, y = shape.corners[corner]
            made = shape.with_corner(corner, (x + dx, y + dy), self.size)
            if made.kind is Kind.RECTANGLE and min(made.rect.width(), made.rect.height()) < MIN_SIDE:
                return
        self.change(index, made, f"nudge {index} {corner}")

    def toggle_ignore(self) -> None:
        """Inspect what the chosen shape ignored, or the other way round."""
        if self._selected is not None:
            shape = self.shapes[self._selected]
            self.change(self._selected, replace(shape, ignore=not shape.ignore))

    def insert_corner(self, index: int, after: int, place: Point) -> None:
        """Add a corner to a polygon and choose it."""
        shape = self.shapes[index]
        points = (*shape.points[: after + 1], place, *shape.points[after + 1 :])
        self._selected, self._corner = index, after + 1
        self.change(index, replace(shape, points=points))

    def remove_selected(self) -> None:
        """Remove the chosen corner of a polygon with more than three, or else the chosen shape."""
        index, corner = self._selected, self._corner
        if index is None:
            return
        shape = self.shapes[index]
        if corner is not None and shape.kind is Kind.POLYGON and len(shape.points) > 3:
            points = (*shape.points[:corner], *shape.points[corner + 1 :])
            self._corner = None
            self.change(index, replace(shape, points=points))
            return
        self._selected = self._corner = None
        self._set((*self.shapes[:index], *self.shapes[index + 1 :]))

    def clear(self) -> None:
        """Remove all shapes."""
        if self.shapes:
            self._selected = self._corner = None
            self._set(())

    def undo(self) -> None:
        """Take the last step back."""
        self._go(-1)

    def redo(self) -> None:
        """Do it again."""
        self._go(1)

    # ---- inside

    def _set(self, shapes: tuple[Shape, ...], gesture: str = "") -> None:
        if shapes == self.shapes:
            return
        if not gesture or gesture != self._gesture:
            del self._history[self._place + 1 :]
            self._history.append(shapes)
            self._place += 1
        else:
            self._history[self._place] = shapes
        self._gesture = gesture
        self._region = replace(self._region, shapes=shapes)
        self.changed.emit()

    def _go(self, by: int) -> None:
        if 0 <= self._place + by < len(self._history):
            self._place += by
            self._gesture = ""
            self._region = replace(self._region, shapes=self._history[self._place])
            if self._selected is not None and self._selected >= len(self.shapes):
                self._selected = None
            self._corner = None
            self.changed.emit()
