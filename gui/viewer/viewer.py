"""The image viewer: a part's photo with its heatmap, and everything that helps to look at it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from engine.colour import scale_top
from engine.types import Defect, Limits
from gui.viewer import boxes
from gui.viewer.camera import Camera
from gui.viewer.canvas import Canvas
from gui.viewer.contour import Traced, mask_outlines, trace
from gui.viewer.heatmap import HeatmapItem
from gui.viewer.message import MessagePanel, Mood, Pill
from gui.viewer.photo import PhotoPyramid
from gui.viewer.readout import ReadoutBar
from gui.viewer.records import PartView, ViewSettings
from gui.viewer.strip import ToolStrip
from gui.viewer.title import Title

ZOOM_STEP = 2.0**0.5
"""Factor of one press of + or -."""
_PAN_STEP = 64


class ImageViewer(QWidget):
    """Shows one part at a time.

    How it is shown (heatmap, opacity, colours, ...) stays the same from part to part, and so does the place
    looked at, as long as the photos have one size: an operator compares the same place of many parts.
    Colours come from the palette. Keys: F, 1, +, -, H, C, B, M, S, Space held, Shift and arrows.
    """

    settings_changed = Signal(ViewSettings)
    """Somebody changed how parts are shown."""
    defect_selected = Signal(int)
    """Somebody clicked the box of a defect (its index), or beside all of them (-1)."""
    zoom_changed = Signal(float)
    """Device pixels a photo pixel, in percent."""
    view_copied = Signal()
    """The view went to the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imageViewer")
        self._part: PartView | None = None
        self._selected: int | None = None
        self._bare = False
        self._traced = Traced()
        self._traced_for: tuple[int, int, int, float] | None = None

        self.camera = Camera(self)
        self.canvas = Canvas(self.camera, leading=True, parent=self)
        self.canvas.setObjectName("viewerCanvas")
        self.photo_canvas = Canvas(self.camera, leading=False, parent=self)
        self.photo_canvas.setObjectName("viewerPhotoCanvas")
        self.photo_canvas.hide()
        self.title = Title(self)
        self.strip = ToolStrip(self)
        self.readout = ReadoutBar(self.camera, self)
        self.message = MessagePanel(self)
        self._views = QWidget(self)
        self._pill = Pill(self._views)
        self._lay_out()
        self.setFocusProxy(self.canvas)
        self._connect()
        self._retranslate()
        self.clear()

    # what is shown

    @property
    def part(self) -> PartView | None:
        """The part shown."""
        return self._part

    @property
    def defects(self) -> tuple[Defect, ...]:
        """The defects of the part shown, in the order of their numbers."""
        return self._part.defects if self._part is not None else ()

    def show_part(self, part: PartView) -> None:
        """Show a part. Its arrays must not change while they are shown."""
        previous, self._part = self._part, part
        same_photo = previous is not None and previous.photo is part.photo
        self._selected, self._traced_for = None, None
        if not same_photo:
            pyramid = PhotoPyramid(part.photo)
            for canvas in (self.canvas, self.photo_canvas):
                canvas.set_photo(pyramid)
        self.camera.set_photo(QSize(part.width, part.height))
        if not same_photo or previous is None or previous.anomaly_map is not part.anomaly_map:
            self.canvas.heatmap.set_map(part.anomaly_map, part.width, part.height)
        if not same_photo or previous is None or previous.truth is not part.truth:
            lines = [] if part.truth is None else mask_outlines(part.truth)
            self.canvas.truth.set_lines(lines, part.width, part.height)
        self._stop_busy()
        self._stack.setCurrentWidget(self._views)
        self.title.say(part.title, part.width, part.height)
        self.readout.set_part(part)
        self._show_settings()

    def set_limits(self, limits: Limits, defects: tuple[Defect, ...] | None = None) -> None:
        """Follow other limits on the part shown; the photo is not drawn anew.

        Args:
            limits: What scale, contour and legend follow now.
            defects: The defects at these limits; the ones known stay if None.
        """
        if self._part is None:
            return
        before = self._part
        kept = before.defects if defects is None else defects
        if kept != before.defects:
            self._selected = None
        self._part = replace(before, limits=limits, defects=kept)
        if limits != before.limits:
            self.readout.set_part(self._part)
            self._show_limits()
            self._show_overlays()
        elif kept != before.defects:
            self._show_boxes()

    def clear(self) -> None:
        """Show that no part is chosen."""
        self._drop_part()
        self._say_empty()

    def show_busy(self, text: str) -> None:
        """Say what is on its way; the part shown before stays faintly visible behind it."""
        if self._part is None:
            self.message.say(Mood.BUSY, text)
            return
        self._pill.say(text)
        for canvas in (self.canvas, self.photo_canvas):
            canvas.set_dimmed(True)

    def show_error(self, message: str, hint: str = "") -> None:
        """Say what went wrong and what to do about it, in the photo's place."""
        self._drop_part()
        self.message.say(Mood.ERROR, message, hint)

    def add_header_widget(self, widget: QWidget) -> None:
        """Put something, such as the verdict, at the right end of the title's line."""
        self.title.add(widget)

    def snapshot(self) -> QImage:
        """A picture of what is seen: the photo or both halves, without the controls."""
        return self._stack.currentWidget().grab().toImage()

    def copy_view(self) -> None:
        """Put a picture of what is seen on the clipboard."""
        if self._part is not None:
            QGuiApplication.clipboard().setImage(self.snapshot())
            self.view_copied.emit()

    def warm_up(self) -> None:
        """Do unseen what takes longest for the first part: tables of colours, OpenCV's first outline."""
        ramp = np.hypot(*np.mgrid[-8:8, -8:8]).astype(np.float32)
        item, picture = HeatmapItem(), QImage(16, 16, QImage.Format.Format_ARGB32_Premultiplied)
        item.set_map(ramp, 16, 16)
        item.set_look(self.view_settings().colour_map, 8.0, 4.0, trace(ramp, 16, 16, 4.0).path())
        painter = QPainter(picture)
        item.paint(painter)
        painter.end()

    # how it is shown

    def view_settings(self) -> ViewSettings:
        """How parts are shown, to be remembered."""
        return self.strip.settings

    def apply_view_settings(self, settings: ViewSettings) -> None:
        """Show parts as remembered; tells nobody."""
        self.strip.set_settings(settings)
        self._show_settings()

    def change_settings(self, **changes: object) -> None:
        """Change some settings by their names, as if by the controls.

        Args:
            **changes: Fields of :class:`ViewSettings`.
        """
        settings = replace(self.view_settings(), **changes)  # type: ignore[arg-type]
        if settings != self.view_settings():
            self.apply_view_settings(settings)
            self.settings_changed.emit(settings)

    def toggle_heatmap(self) -> None:
        """Show the heatmap, or hide it."""
        self.change_settings(heatmap=not self.view_settings().heatmap)

    def set_bare(self, bare: bool) -> None:
        """Show the bare photo for as long as somebody wants to see it."""
        if bare != self._bare:
            self._bare = bare
            self._show_overlays()

    def set_control_height(self, height: int) -> None:
        """Make the controls as high as this: 32 for the mouse, 44 for fingers."""
        self.strip.set_control_height(height)

    # where it looks

    def zoom_percent(self) -> float:
        """Device pixels a photo pixel, in percent."""
        return self.camera.device_scale * 100

    def fit(self) -> None:
        """Show the whole photo."""
        if self._part is not None:
            self.camera.fit()

    def actual_size(self) -> None:
        """Show one photo pixel on one device pixel."""
        if self._part is not None:
            self.camera.actual_size()

    def zoom_in(self) -> None:
        """Come closer to the middle."""
        if self._part is not None:
            self.camera.zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Move away from the middle."""
        if self._part is not None:
            self.camera.zoom(1 / ZOOM_STEP)

    def zoom_to(self, defect: Defect) -> None:
        """Show a defect and its surroundings, and make it stand out."""
        if self._part is None:
            return
        if defect in self.defects:
            self.select_defect(self.defects.index(defect))
        self.camera.show_rect(boxes.box_of(defect))

    def select_defect(self, index: int | None) -> None:
        """Make a defect stand out by its index; None lets none stand out."""
        selected = index if index is not None and 0 <= index < len(self.defects) else None
        if selected != self._selected:
            self._selected = selected
            self._show_boxes()

    @property
    def selected_defect(self) -> int | None:
        """Index of the defect that stands out."""
        return self._selected

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if not self._key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.set_bare(False)
        else:
            super().keyReleaseEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False if it asks for nothing."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_view()
            return True
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ShiftModifier and key in _ARROWS:
            self._pan_by_key(*_ARROWS[Qt.Key(key)])
            return True
        if held & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        actions = {
            Qt.Key.Key_F: self.fit,
            Qt.Key.Key_1: self.actual_size,
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_Space: self._hold_bare,
        }
        if key in actions:
            actions[Qt.Key(key)]()
            return True
        switch = _SWITCHES.get(Qt.Key(key))
        if switch:
            self.change_settings(**{switch: not getattr(self.view_settings(), switch)})
        return bool(switch)

    def _hold_bare(self) -> None:
        self.set_bare(True)

    def _release_bare(self) -> None:
        self.set_bare(False)

    def _pan_by_key(self, across: int, down: int) -> None:
        """Move the view, and read the place in its middle, since no pointer says which."""
        if self._part is not None:
            self.camera.pan(-across * _PAN_STEP, -down * _PAN_STEP)
            self.camera.set_hover(self.camera.centre)

    # menu

    def menu(self) -> QMenu:
        """The small menu of the right mouse button, new for each use."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, key, do in (
            (self.tr("Fit the window"), "F", self.fit),
            (self.tr("Actual pixels (100 %)"), "1", self.actual_size),
        ):
            menu.addAction(f"{text}\t{key}").triggered.connect(do)
        menu.addSeparator()
        whole = menu.addAction(self.tr("Colour below the pixel threshold too"))
        whole.setCheckable(True)
        whole.setChecked(self.view_settings().whole_map)
        whole.toggled.connect(self._on_whole)
        menu.addSeparator()
        menu.addAction(self.tr("Copy the view")).triggered.connect(self.copy_view)
        return menu

    def _on_menu(self, place: QPoint) -> None:
        if self._part is not None:
            self.menu().popup(place)

    def _on_whole(self, whole: bool) -> None:
        self.change_settings(whole_map=whole)

    # Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._pill.settle()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    # inside

    def _lay_out(self) -> None:
        pair = QHBoxLayout(self._views)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(1)
        pair.addWidget(self.photo_canvas, 1)
        pair.addWidget(self.canvas, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.message)
        self._stack.addWidget(self._views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addLayout(self._stack, 1)
        column.addWidget(self.strip)
        column.addWidget(self.readout)

    def _connect(self) -> None:
        self.strip.changed.connect(self._on_strip)
        self.strip.fit_wanted.connect(self.fit)
        self.strip.actual_size_wanted.connect(self.actual_size)
        self.camera.changed.connect(self._on_camera)
        for canvas in (self.canvas, self.photo_canvas):
            canvas.clicked.connect(self._on_clicked)
            canvas.left.connect(self._release_bare)  # the key may be let go where nobody tells us
            canvas.menu_wanted.connect(self._on_menu)

    def _retranslate(self) -> None:
        keys = self.tr("F fits the photo, 1 shows 100 %, plus and minus zoom, Shift and arrows move it.")
        for canvas, name in (
            (self.canvas, self.tr("Photo with heatmap")),
            (self.photo_canvas, self.tr("Bare photo")),
        ):
            canvas.setAccessibleName(name)
            canvas.setAccessibleDescription(keys)
        if self._part is None and self.message.mood is Mood.EMPTY:
            self._say_empty()
        self.setAccessibleName(self.tr("Viewer"))
        self.setAccessibleDescription(self.tr("The chosen part with its heatmap"))

    def _say_empty(self) -> None:
        self.message.say(Mood.EMPTY, self.tr("Choose a part in the list to see it here."))

    def _drop_part(self) -> None:
        self._part, self._selected, self._traced_for = None, None, None
        for canvas in (self.canvas, self.photo_canvas):
            canvas.set_photo(None)
            canvas.set_defects((), None, shown=False)
        self.canvas.heatmap.set_map(None, 0, 0)
        self.canvas.contour.set_lines([], 0, 0)
        self.canvas.truth.set_lines([], 0, 0)
        self._stop_busy()
        self._stack.setCurrentWidget(self.message)
        self.title.say("", 0, 0)
        self.readout.set_part(None)
        self._show_settings()

    def _stop_busy(self) -> None:
        self._pill.say("")
        for canvas in (self.canvas, self.photo_canvas):
            canvas.set_dimmed(False)

    def _show_limits(self) -> None:
        """Heatmap, contour and legend at the part's limits."""
        part, settings = self._part, self.view_settings()
        limits = part.limits if part is not None else None
        self.readout.legend.set_scale(limits, settings.colour_map, whole=settings.whole_map)
        if part is None or part.anomaly_map is None or limits is None:
            self.canvas.contour.set_lines([], 0, 0)
            return
        threshold = limits.pixel_threshold
        traced = self._trace(part, threshold)
        self.canvas.heatmap.set_look(
            settings.colour_map,
            scale_top(limits),
            None if settings.whole_map else threshold,
            traced.path() if traced.complete else None,
        )
        self.canvas.contour.set_lines(traced.at_least(limits.min_area), part.width, part.height)

    def _trace(self, part: PartView, threshold: float) -> Traced:
        """The outlines at a threshold; kept, since most changes of the looks leave them as they are."""
        assert part.anomaly_map is not None  # noqa: S101
        asked = (id(part.anomaly_map), part.width, part.height, threshold)
        if asked != self._traced_for:
            self._traced = trace(part.anomaly_map, part.width, part.height, threshold)
            self._traced_for = asked
        return self._traced

    def _show_settings(self) -> None:
        settings, part = self.view_settings(), self._part
        self.strip.set_available(
            photo=part is not None,
            heatmap=part is None or part.has_heatmap,
            truth=part is not None and part.truth is not None,
        )
        self.photo_canvas.setVisible(settings.split)
        self._show_limits()
        self._show_overlays()
        self._on_camera()

    def _show_overlays(self) -> None:
        part, settings = self._part, self.view_settings()
        shown = part is not None and not self._bare
        judged = shown and part is not None and part.has_heatmap
        self.canvas.heatmap.setVisible(judged and settings.heatmap)
        self.canvas.heatmap.setOpacity(settings.opacity)
        self.canvas.contour.setVisible(judged and settings.contour)
        self.canvas.truth.setVisible(shown and settings.truth)
        self._show_boxes()

    def _show_boxes(self) -> None:
        shown = self.view_settings().boxes and not self._bare
        self.canvas.set_defects(self.defects, self._selected, shown=shown)

    def _on_strip(self, settings: ViewSettings) -> None:
        self._show_settings()
        self.settings_changed.emit(settings)

    def _on_camera(self) -> None:
        self.strip.set_zoom(None if self._part is None else self.zoom_percent())
        if self._part is not None:
            self.zoom_changed.emit(self.zoom_percent())

    def _on_clicked(self, place: QPointF) -> None:
        index = boxes.hit(self.defects, place, self.camera.scale) if self.view_settings().boxes else None
        self.select_defect(index)
        self.defect_selected.emit(-1 if index is None else index)


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SWITCHES = {
    Qt.Key.Key_H: "heatmap",
    Qt.Key.Key_C: "contour",
    Qt.Key.Key_B: "boxes",
    Qt.Key.Key_M: "truth",
    Qt.Key.Key_S: "split",
}
