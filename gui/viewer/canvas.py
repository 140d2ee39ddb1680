"""One view upon the photo: draws it with what lies over it, and moves it by mouse, wheel and fingers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTouchEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from engine.types import Defect
from gui.viewer import boxes
from gui.viewer.camera import Camera
from gui.viewer.colours import accent, ground, hairline
from gui.viewer.contour import OutlineItem
from gui.viewer.heatmap import HeatmapItem
from gui.viewer.numbers import tabular
from gui.viewer.photo import PhotoPyramid
from gui.viewer.touch import Fingers

_WHEEL_STEP = 2.0 ** (1 / 3)
_KEYBOARD_FOCUS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Canvas(QGraphicsView):
    """A view of a camera.

    The photo is the background, which Qt keeps as a finished picture: what moves over it (heatmap, contour,
    boxes) is painted without drawing the photo again.

    Args:
        camera: What place of the photo is shown.
        leading: Whether the camera follows this view's size.
    """

    clicked = Signal(QPointF)
    """Somebody clicked or tapped a place of the photo."""
    menu_wanted = Signal(QPoint)
    """Somebody wants the menu, at a place of the screen."""
    left = Signal()
    """The keys go elsewhere now."""

    def __init__(self, camera: Camera, *, leading: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._leading = leading
        self._pyramid: PhotoPyramid | None = None
        self._defects: tuple[Defect, ...] = ()
        self._selected: int | None = None
        self._boxes_shown = False
        self._dimmed = False
        self._pressed: QPointF | None = None
        self._dragged = False
        self._fingers = Fingers()
        self._ring = False

        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(scene)
        self._root = QGraphicsRectItem()  # carries the items in photo pixels; its transform is the camera's
        scene.addItem(self._root)
        self.heatmap = HeatmapItem()
        self.contour = OutlineItem()
        self.truth = OutlineItem(dashed=True)
        for item in (self.heatmap, self.contour, self.truth):
            item.setParentItem(self._root)
            item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
            item.setVisible(False)

        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(120, 96)
        # what is dropped here is meant for the window
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        camera.changed.connect(self._on_camera)
        camera.hovered.connect(self._on_hover)

    # what is shown

    @property
    def pyramid(self) -> PhotoPyramid | None:
        """The photo in its sizes."""
        return self._pyramid

    @property
    def selected(self) -> int | None:
        """Index of the defect that stands out."""
        return self._selected

    def set_photo(self, pyramid: PhotoPyramid | None) -> None:
        """Show a photo, or none."""
        self._pyramid = pyramid
        self.resetCachedContent()
        self.viewport().update()

    def set_defects(self, defects: tuple[Defect, ...], selected: int | None, *, shown: bool) -> None:
        """Draw boxes around defects, one of which may stand out."""
        self._defects, self._selected, self._boxes_shown = defects, selected, shown
        self.viewport().update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Draw everything faintly, because something else is on its way."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.viewport().update()

    def view_transform(self) -> QTransform:
        """From photo to this view."""
        return self._camera.transform(self.viewport().size())

    def place_at(self, position: QPointF) -> QPointF:
        """Place of the photo at a position of this view."""
        return self._camera.to_photo(position, self.viewport().size())

    # drawing

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: D102
        painter.fillRect(rect, ground(self.palette()))
        if self._pyramid is None:
            return
        transform = self.view_transform()
        self._pyramid.draw(painter, transform, rect)
        height, width = self._pyramid.photo.shape[:2]
        edge = transform.mapRect(QRectF(0, 0, width, height))
        painter.setPen(QPen(hairline(self.palette()), 1.0))
        painter.drawRect(edge.adjusted(-0.5, -0.5, 0.5, 0.5))

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: D102
        view = QRectF(self.viewport().rect())
        if self._pyramid is not None:
            if self._boxes_shown and self._defects:
                boxes.draw(
                    painter,
                    self._defects,
                    self.view_transform(),
                    view,
                    selected=self._selected,
                    font=tabular(self.font(), -1),
                    palette=self.palette(),
                )
            self._draw_cross(painter)
        if self._dimmed:
            veil = ground(self.palette())
            veil.setAlpha(170)
            painter.fillRect(rect, veil)
        if self._ring:
            painter.setPen(QPen(accent(self.palette()), 2.0))
            painter.drawRect(view.adjusted(1, 1, -1, -1))

    def _draw_cross(self, painter: QPainter) -> None:
        """Mark the place that the pointer is on in the other view, or that the keyboard reads."""
        place = self._camera.hover
        if place is None or self._camera.hover_source is self:
            return
        at = self.view_transform().map(place)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for pen in (QPen(QColor(0, 0, 0, 170), 3.0), QPen(QColor(255, 255, 255), 1.0)):
            painter.setPen(pen)
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                arm = QPointF(dx, dy)
                painter.drawLine(at + arm * 4, at + arm * 12)
        painter.restore()

    # size and place

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self.setSceneRect(QRectF(self.viewport().rect()))
        self._measure()

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            # Qt makes the kept background anew only when it changes its size
            self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
            self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
            self._measure()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.resetCachedContent()
            self.viewport().update()

    def _measure(self) -> None:
        if self._leading:
            self._camera.set_view(self.viewport().size(), self.devicePixelRatioF())
        self._on_camera()

    def _on_camera(self) -> None:
        self._root.setTransform(self.view_transform())
        self.resetCachedContent()
        self.viewport().update()

    def _on_hover(self) -> None:
        if self._camera.hover_source is not self:
            self.viewport().update()

    # mouse

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102
        pad = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchPad
        if pad and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            by = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 4
            self._camera.pan(by.x(), by.y())
        else:
            turned = event.angleDelta().y() or event.angleDelta().x()
            self._camera.zoom(_WHEEL_STEP ** (turned / 120), event.position(), self._size())
        self._point(event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._dragged = event.position(), False
            event.accept()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        if self._pressed is not None:
            way = event.position() - self._pressed
            if self._dragged or way.manhattanLength() >= QApplication.startDragDistance():
                self._dragged = True
                self._pressed = event.position()
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self._camera.pan(way.x(), way.y())
        self._point(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        if self._pressed is not None and not self._dragged and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.place_at(event.position()))
        self._pressed, self._dragged = None, False
        self._point(event.position())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        if event.button() == Qt.MouseButton.LeftButton:
            self._toggle_size(event.position())
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: D102
        self.menu_wanted.emit(event.globalPos())
        event.accept()

    # fingers and touch pads

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: D102
        kind = event.type()
        if kind in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd):
            assert isinstance(event, QTouchEvent)  # noqa: S101 - for the reader and the type checker
            self._touch(event)
            event.accept()
            return True
        if kind == QEvent.Type.TouchCancel:
            self._fingers.cancel()
        elif kind == QEvent.Type.NativeGesture:
            assert isinstance(event, QNativeGestureEvent)  # noqa: S101
            return self._native_gesture(event)
        elif kind == QEvent.Type.Leave:
            self._camera.set_hover(None, self)
        return super().viewportEvent(event)

    def _touch(self, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchBegin:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        move = self._fingers.handle(event)
        if move.taps == 2:
            self._toggle_size(move.at)
        elif move.taps == 1:
            self._point(move.at)
            self.clicked.emit(self.place_at(move.at))
        else:
            if not move.by.isNull():
                self._camera.pan(move.by.x(), move.by.y())
            if move.factor != 1.0:
                self._camera.zoom(move.factor, move.at, self._size())

    def _native_gesture(self, event: QNativeGestureEvent) -> bool:
        kind = event.gestureType()
        if kind == Qt.NativeGestureType.ZoomNativeGesture:
            self._camera.zoom(max(0.1, 1.0 + event.value()), event.position(), self._size())
        elif kind == Qt.NativeGestureType.PanNativeGesture:
            self._camera.pan(event.delta().x(), event.delta().y())
        elif kind == Qt.NativeGestureType.SmartZoomNativeGesture:
            self._toggle_size(event.position())
        else:
            return False
        event.accept()
        return True

    # keys are the viewer's, which knows more than one view

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        event.ignore()

    # focus

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102
        self._ring = event.reason() in _KEYBOARD_FOCUS
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102
        self._ring = False
        self.left.emit()
        super().focusOutEvent(event)
        self.viewport().update()

    # inside

    def _toggle_size(self, position: QPointF) -> None:
        if self._camera.fitted:
            self._camera.actual_size(position, self._size())
        else:
            self._camera.fit()

    def _point(self, position: QPointF) -> None:
        """The pointer is here: the read-out follows, and a cross hair says that values can be read."""
        place = self.place_at(position)
        inside = self._pyramid is not None and self._camera.pixel_at(place) is not None
        self._camera.set_hover(place if inside else None, self)
        if not self._dragged:
            shape = Qt.CursorShape.CrossCursor if inside else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def _size(self) -> QSize:
        return self.viewport().size()
