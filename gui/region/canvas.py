"""The photo with the region upon it, and the hands that draw it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.region.drawing import paint_cross, paint_handles, paint_open_polygon, paint_region
from gui.region.hitting import GRAB, corner_at, edge_at, shape_at
from gui.region.model import RegionModel
from gui.region.record import Kind, Point, Shape
from gui.theme import Theme
from gui.viewer.camera import Camera
from gui.viewer.photo import PhotoPyramid

_WHEEL_STEP = 2.0 ** (1 / 3)
_CURSOR_STEP = 12.0


class Tool(StrEnum):
    """What the pointer does."""

    SELECT = "select"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"
    IGNORE_RECTANGLE = "ignore rectangle"
    IGNORE_POLYGON = "ignore polygon"

    @property
    def ignore(self) -> bool:
        """Whether it draws what is left out."""
        return self in (Tool.IGNORE_RECTANGLE, Tool.IGNORE_POLYGON)

    @property
    def kind(self) -> Kind | None:
        """What it draws."""
        if self in (Tool.RECTANGLE, Tool.IGNORE_RECTANGLE):
            return Kind.RECTANGLE
        return Kind.POLYGON if self in (Tool.POLYGON, Tool.IGNORE_POLYGON) else None


@dataclass(slots=True)
class _Drag:
    """What the pressed button holds."""

    what: str
    start: QPointF
    shape: Shape | None = None
    index: int = 0
    corner: int = 0


class RegionCanvas(QWidget):
    """Shows a photo and lets shapes be drawn, moved and resized upon it, by mouse or keys.

    Keys: with a drawing tool the arrows move a cross and Space sets a corner, Enter closes a polygon,
    Backspace takes its last corner back. With the selecting tool the arrows move the chosen shape or
    corner, Page Up and Down choose a shape, Home and End a corner, Delete removes. Shift makes small steps.
    """

    tool_changed = Signal(object)
    """The :class:`Tool` in hand is another now."""

    def __init__(self, model: RegionModel, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("regionCanvas")
        self._model, self._theme = model, theme
        self._pyramid: PhotoPyramid | None = None
        self.camera = Camera(self)
        self._tool = Tool.SELECT
        self._drag: _Drag | None = None
        self._points: list[Point] = []
        self._pointer: QPointF | None = None
        self._cross: Point | None = None
        self._ground: tuple[object, QPixmap] | None = None
        self._panning = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Picture with the region of interest"))
        self.setAccessibleDescription(
            self.tr(
                "With a drawing tool, arrows move a cross, Space sets a corner, Enter finishes. Otherwise "
                "arrows move the chosen shape, Page Down chooses the next, End its next corner, Delete "
                "removes."
            )
        )
        model.changed.connect(self._on_model)
        self.camera.changed.connect(self.update)
        theme.changed.connect(self._on_theme)

    # ---- what is shown

    @property
    def tool(self) -> Tool:
        """The tool in hand."""
        return self._tool

    @property
    def drawing(self) -> bool:
        """Whether a shape is half drawn."""
        return bool(self._points) or (self._drag is not None and self._drag.what == "draw")

    def set_photo(self, pyramid: PhotoPyramid | None) -> None:
        """Show a photo."""
        self._pyramid = pyramid
        self._ground = None
        if pyramid is not None:
            height, width = pyramid.photo.shape[:2]
            self.camera.set_photo(QSize(width, height))
        self.update()

    def set_tool(self, tool: Tool) -> None:
        """Take another tool; what is half drawn is dropped."""
        self._points.clear()
        self._drag = None
        self._cross = None
        if tool is not Tool.SELECT:
            self._model.select(None)
        changed, self._tool = tool is not self._tool, tool
        self._show_cursor()
        self.update()
        if changed:
            self.tool_changed.emit(tool)

    def cancel(self) -> bool:
        """Drop what is half drawn, put the tool down, or choose nothing; False if there was nothing."""
        if self.drawing:
            self._points.clear()
            self._drag = None
        elif self._tool is not Tool.SELECT:
            self.set_tool(Tool.SELECT)
        elif self._model.selected is not None:
            self._model.select(None)
        else:
            return False
        self.update()
        return True

    # ---- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Photo, shade outside of the region, outlines, handles, what is being drawn."""
        painter = QPainter(self)
        transform = self._transform()
        if self._pyramid is None:
            painter.fillRect(self.rect(), self._theme.colour("sunken"))
            self._paint_focus(painter)
            return
        painter.drawPixmap(0, 0, self._photo(transform))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        preview = self._preview()
        shapes = (*self._model.shapes, *(() if preview is None else (preview,)))
        paint_region(painter, shapes, self._model.size, transform, self._theme, self._model.selected)
        self._paint_hands(painter, transform)
        self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _photo(self, transform: QTransform) -> QPixmap:
        """The photo as it lies in the view, drawn anew only when the view changes."""
        ratio = self.devicePixelRatioF()
        key = (transform, self.size(), ratio)
        if self._ground is None or self._ground[0] != key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(self._theme.colour("sunken"))
            painter = QPainter(pixmap)
            assert self._pyramid is not None  # noqa: S101 - for the reader
            self._pyramid.draw(painter, transform, QRectF(self.rect()))
            painter.end()
            self._ground = (key, pixmap)
        return self._ground[1]

    def _paint_hands(self, painter: QPainter, transform: QTransform) -> None:
        """Paint what the hands hold: handles, a half-drawn polygon, the cross of the keys."""
        index = self._model.selected
        if index is not None and self._tool is Tool.SELECT:
            paint_handles(painter, self._model.shapes[index], transform, self._theme, self._model.corner)
        if self._points and self._tool.kind is Kind.POLYGON:
            paint_open_polygon(painter, self._points, self._cross_or_pointer(), transform, self._theme)
        if self._cross is not None:
            paint_cross(painter, transform.map(QPointF(*self._cross)))

    def _preview(self) -> Shape | None:
        """The shape that is being drawn, closed as it would be now."""
        kind = self._tool.kind
        end = self._cross_or_pointer()
        if kind is None or not self._points or end is None:
            return None
        if kind is Kind.RECTANGLE:
            return Shape(kind, (self._points[0], end), self._tool.ignore)
        if len(self._points) >= 2:
            return Shape(kind, (*self._points, end), self._tool.ignore)
        return None

    # ---- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.camera.zoom(_WHEEL_STEP ** (turned / 120), event.position(), self.size())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of something, or begin to draw."""
        if self._pyramid is None:
            return
        self._cross = None
        place = event.position()
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._panning and event.button() == Qt.MouseButton.LeftButton
        ):
            self._drag = _Drag("pan", place)
        elif event.button() == Qt.MouseButton.RightButton:
            self._close_polygon()
        elif event.button() == Qt.MouseButton.LeftButton:
            if self._tool.kind is Kind.RECTANGLE:
                self._points = [self._to_photo(place)]
                self._drag = _Drag("draw", place)
            elif self._tool.kind is Kind.POLYGON:
                self._add_corner(place)
            else:
                self._drag = self._hold(place)
        self._show_cursor()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        place, drag = event.position(), self._drag
        self._pointer = place
        if self._tool is not Tool.SELECT:
            self._cross = None
        if drag is not None:
            way = place - drag.start
            if drag.what == "pan":
                self.camera.pan(way.x(), way.y())
                drag.start = place
            elif drag.what == "corner" and drag.shape is not None:
                made = drag.shape.with_corner(drag.corner, self._to_photo(place), self._model.size)
                self._model.change(drag.index, made, f"drag {id(drag)}")
            elif drag.what == "shape" and drag.shape is not None:
                scale = self.camera.scale
                made = drag.shape.moved(way.x() / scale, way.y() / scale, self._model.size)
                self._model.change(drag.index, made, f"drag {id(drag)}")
        else:
            self._show_cursor()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        drag, self._drag = self._drag, None
        if drag is not None and drag.what == "draw" and event.button() == Qt.MouseButton.LeftButton:
            self._finish_rectangle(self._to_photo(event.position()))
        self._show_cursor()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close a polygon, or add a corner to the edge that was hit."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._tool.kind is Kind.POLYGON:
            self._close_polygon()
        elif self._tool is Tool.SELECT:
            edge = self._edge_at(event.position())
            if edge is not None:
                self._model.insert_corner(*edge, self._to_photo(event.position()))

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw and move without a mouse."""
        key = Qt.Key(event.key())
        small = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS:
            self._arrow(*_ARROWS[key], small=small)
        elif key == Qt.Key.Key_Space and self._tool is Tool.SELECT and not event.isAutoRepeat():
            self._panning = True
            self._show_cursor()
        elif key == Qt.Key.Key_Space and self._tool is not Tool.SELECT:
            self._set_corner_at_cross()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._tool is not Tool.SELECT:
            self._finish_by_key()
        elif key == Qt.Key.Key_Backspace and self._points:
            self._points.pop()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._model.remove_selected()
        elif key in _STEPS:
            what, by = _STEPS[key]
            (self._model.select_next if what == "shape" else self._model.select_next_corner)(by)
        elif key == Qt.Key.Key_Escape and self.cancel():
            pass
        else:
            super().keyPressEvent(event)
            return
        event.accept()
        self.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Stop panning."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._panning = False
            self._show_cursor()
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys come here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keys go elsewhere."""
        self._panning = False
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the camera."""
        super().resizeEvent(event)
        self.camera.set_view(self.size(), self.devicePixelRatioF())

    def _arrow(self, across: int, down: int, *, small: bool) -> None:
        step = 1.0 if small else max(1.0, round(_CURSOR_STEP / self.camera.scale))
        if self._tool is Tool.SELECT:
            self._model.nudge(across * step, down * step)
            return
        x, y = self._cross or (self.camera.centre.x(), self.camera.centre.y())
        size = self._model.size
        self._cross = (
            min(max(round(x) + across * step, 0.0), float(size.width())),
            min(max(round(y) + down * step, 0.0), float(size.height())),
        )

    def _set_corner_at_cross(self) -> None:
        if self._cross is None:
            self._cross = (round(self.camera.centre.x()), round(self.camera.centre.y()))
            return
        if self._tool.kind is Kind.RECTANGLE and self._points:
            self._finish_rectangle(self._cross)
        else:
            self._points.append(self._cross)

    def _finish_by_key(self) -> None:
        """Finish what is half drawn; with nothing begun, put a shape into the middle."""
        kind = self._tool.kind
        if kind is None:
            return
        if kind is Kind.POLYGON and self._points:
            self._close_polygon()
        elif kind is Kind.RECTANGLE and self._points and self._cross is not None:
            self._finish_rectangle(self._cross)
        elif not self._points:
            scale, centre = self.camera.scale, self.camera.centre
            size = self._model.size
            wide = min(self.width() / scale, size.width())
            high = min(self.height() / scale, size.height())
            ignore = self._tool.ignore
            self.set_tool(Tool.SELECT)
            self._model.add_in_middle(kind, ignore, (centre.x(), centre.y()), wide, high)

    # ---- inside

    def _transform(self) -> QTransform:
        return self.camera.transform(self.size())

    def _to_photo(self, place: QPointF) -> Point:
        """Nearest whole place of the photo; corners lie between pixels."""
        at, size = self.camera.to_photo(place, self.size()), self._model.size
        return (
            float(min(max(round(at.x()), 0), size.width())),
            float(min(max(round(at.y()), 0), size.height())),
        )

    def _cross_or_pointer(self) -> Point | None:
        if self._cross is not None:
            return self._cross
        return None if self._pointer is None else self._to_photo(self._pointer)

    def _add_corner(self, place: QPointF) -> None:
        if len(self._points) >= 3:
            first = self._transform().map(QPointF(*self._points[0]))
            if QLineF(first, place).length() <= GRAB:
                self._close_polygon()
                return
        point = self._to_photo(place)
        if not self._points or self._points[-1] != point:
            self._points.append(point)

    def _close_polygon(self) -> None:
        if self._tool.kind is Kind.POLYGON and len(self._points) >= 3:
            shape = Shape(Kind.POLYGON, tuple(self._points), self._tool.ignore)
            self.set_tool(Tool.SELECT)
            self._model.add(shape)

    def _finish_rectangle(self, end: Point) -> None:
        start, ignore = self._points[0], self._tool.ignore
        self._points.clear()
        if self._model.add(Shape(Kind.RECTANGLE, (start, end), ignore)):
            self.set_tool(Tool.SELECT)

    def _hold(self, place: QPointF) -> _Drag:
        """What lies under the pointer: a handle, a shape, or the photo."""
        index, corner = self._handle_at(place)
        if index is not None:
            self._model.select(index, corner)
            return _Drag("corner", place, self._model.shapes[index], index, corner)
        index = self._shape_at(place)
        self._model.select(index)
        if index is None:
            return _Drag("pan", place)
        return _Drag("shape", place, self._model.shapes[index], index)

    def _handle_at(self, place: QPointF) -> tuple[int | None, int]:
        index = self._model.selected
        corner = None
        if index is not None:
            corner = corner_at(self._model.shapes[index], self._transform(), place)
        return (None, 0) if corner is None else (index, corner)

    def _shape_at(self, place: QPointF) -> int | None:
        return shape_at(self._model.shapes, self.camera.to_photo(place, self.size()))

    def _edge_at(self, place: QPointF) -> tuple[int, int] | None:
        index = self._model.selected
        if index is None:
            return None
        edge = edge_at(self._model.shapes[index], self._transform(), place)
        return None if edge is None else (index, edge)

    def _show_cursor(self) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._panning or (self._drag is not None and self._drag.what == "pan"):
            shape = Qt.CursorShape.ClosedHandCursor if self._drag else Qt.CursorShape.OpenHandCursor
        elif self._tool is not Tool.SELECT:
            shape = Qt.CursorShape.CrossCursor
        elif self._pointer is not None and self._pyramid is not None:
            if self._handle_at(self._pointer)[0] is not None:
                shape = Qt.CursorShape.PointingHandCursor
            elif self._shape_at(self._pointer) is not None:
                shape = Qt.CursorShape.SizeAllCursor
        self.setCursor(shape)

    @Slot()
    def _on_model(self) -> None:
        self.update()

    @Slot()
    def _on_theme(self) -> None:
        self._ground = None
        self.update()


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STEPS = {
    Qt.Key.Key_PageDown: ("shape", 1),
    Qt.Key.Key_PageUp: ("shape", -1),
    Qt.Key.Key_End: ("corner", 1),
    Qt.Key.Key_Home: ("corner", -1),
}
