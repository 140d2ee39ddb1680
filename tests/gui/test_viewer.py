"""The viewer as people use it: mouse, wheel, keys, fingers, and what it says."""

import gc
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputDevice,
    QKeyEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QComboBox, QWidget

from engine.colour import COLOUR_MAPS
from engine.regions import find_defects, upsample
from engine.types import Limits
from gui.viewer import ImageViewer, PartView, ViewSettings
from gui.viewer.canvas import Canvas
from gui.viewer.message import Mood
from gui.viewer.numbers import DASH, decimal, short
from gui.viewer.photo import PhotoPyramid

NO_PIXELS, NOWHERE = QPoint(), QPointF()
LIMITS = Limits(image_threshold=40.0, pixel_threshold=20.0, min_area=10)


def make_part(width=600, height=400, *, seed=0, **changes):
    rng = np.random.default_rng(seed)
    photo = rng.integers(0, 255, (height, width, 3), dtype=np.uint8)
    y, x = np.mgrid[0:64, 0:64]
    spot = 70 * np.exp(-((x - 20) ** 2 + (y - 30) ** 2) / 60)
    other = 35 * np.exp(-((x - 50) ** 2 + (y - 12) ** 2) / 30)
    values = (spot + other + 3).astype(np.float32)
    defects, _ = find_defects(values, (height, width), LIMITS.pixel_threshold, LIMITS.min_area)
    given = {"anomaly_map": values, "limits": LIMITS, "defects": defects, "title": f"part {seed}"} | changes
    return PartView(photo, **given)


@pytest.fixture
def viewer(qtbot):
    made = ImageViewer()
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def shown(viewer):
    viewer.show_part(make_part())
    return viewer


def middle_of(canvas):
    return QPointF(canvas.viewport().width() / 2, canvas.viewport().height() / 2)


def wheel(
    canvas, position, steps, *, modifiers=Qt.KeyboardModifier.NoModifier, device=None, pixels=NO_PIXELS
):
    event = QWheelEvent(
        position,
        canvas.viewport().mapToGlobal(position),
        pixels,
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
        Qt.MouseEventSource.MouseEventNotSynthesized,
        *([device] if device else []),
    )
    QApplication.sendEvent(canvas.viewport(), event)


def press(widget, key, *, modifiers=Qt.KeyboardModifier.NoModifier, release=True):
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
    if release:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyRelease, key, modifiers))


# mouse and wheel


@pytest.mark.parametrize("steps", [1, 3, -1])
def test_the_wheel_keeps_the_place_under_the_pointer(shown, steps):
    shown.camera.zoom(4)
    position = QPointF(300, 200)
    before, scale = shown.canvas.place_at(position), shown.camera.scale
    wheel(shown.canvas, position, steps)
    after = shown.canvas.place_at(position)
    assert shown.camera.scale == pytest.approx(scale * 2 ** (steps / 3))
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=0.6 / shown.camera.scale)


def test_three_turns_forth_and_back_end_where_they_began(shown):
    shown.actual_size()
    for steps in (1, 1, 1, -1, -1, -1):
        wheel(shown.canvas, QPointF(200, 300), steps)
    assert shown.zoom_percent() == pytest.approx(100)


def test_two_fingers_on_a_touch_pad_pan_and_with_ctrl_zoom(shown):
    pad = QPointingDevice(
        "pad", 7, QInputDevice.DeviceType.TouchPad, QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Position | QInputDevice.Capability.PixelScroll, 5, 0,
    )  # fmt: skip
    shown.camera.zoom(4)
    scale, centre = shown.camera.scale, shown.camera.centre
    wheel(shown.canvas, QPointF(300, 200), 1, device=pad, pixels=QPoint(-30, 12))
    assert shown.camera.scale == scale
    assert shown.camera.centre.x() == pytest.approx(centre.x() + 30 / scale)
    assert shown.camera.centre.y() == pytest.approx(centre.y() - 12 / scale)
    wheel(shown.canvas, QPointF(300, 200), 1, device=pad, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert shown.camera.scale > scale


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_dragging_moves_the_photo_with_the_pointer(shown, qtbot, button):
    shown.camera.zoom(4)
    port = shown.canvas.viewport()
    place = shown.canvas.place_at(QPointF(300, 200))
    told = []
    shown.defect_selected.connect(told.append)
    qtbot.mousePress(port, button, pos=QPoint(300, 200))
    qtbot.mouseMove(port, QPoint(340, 230))
    assert port.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    qtbot.mouseMove(port, QPoint(380, 250))
    qtbot.mouseRelease(port, button, pos=QPoint(380, 250))
    after = shown.canvas.place_at(QPointF(380, 250))
    assert (after.x(), after.y()) == pytest.approx((place.x(), place.y()), abs=1 / shown.camera.scale)
    assert told == []
    assert port.cursor().shape() == Qt.CursorShape.CrossCursor


def test_double_click_goes_to_one_to_one_there_and_back(shown, qtbot):
    port = shown.canvas.viewport()
    position = QPointF(300, 300)
    place = shown.canvas.place_at(position)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=position.toPoint())
    assert shown.zoom_percent() == pytest.approx(100)
    assert shown.canvas.place_at(position).x() == pytest.approx(place.x(), abs=1)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=position.toPoint())
    assert shown.camera.fitted


def test_a_click_chooses_the_defect_under_it(shown, qtbot):
    told = []
    shown.defect_selected.connect(told.append)
    for index, defect in enumerate(shown.defects):
        at = shown.canvas.view_transform().map(QPointF(defect.cx, defect.cy))
        qtbot.mouseClick(shown.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
        assert shown.selected_defect == index
    corner = shown.canvas.view_transform().map(QPointF(2, 2))
    qtbot.mouseClick(shown.canvas.viewport(), Qt.MouseButton.LeftButton, pos=corner.toPoint())
    assert told == [0, 1, -1]
    assert shown.selected_defect is None


def test_hidden_boxes_cannot_be_clicked(shown, qtbot):
    shown.change_settings(boxes=False)
    defect = shown.defects[0]
    at = shown.canvas.view_transform().map(QPointF(defect.cx, defect.cy))
    qtbot.mouseClick(shown.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert shown.selected_defect is None


# fingers


@pytest.fixture(scope="session")
def finger(qapp):
    """Fingers on a touch screen: ``finger(canvas)`` begins events that end with commit()."""
    device = QTest.createTouchDevice()

    def on(canvas):
        return QTest.touchEvent(canvas.viewport(), device)

    return on


def touch(canvas, finger, act, *points):
    event = finger(canvas)
    for number, point in enumerate(points):
        getattr(event, act)(number, QPoint(*point), canvas.viewport())
    event.commit()


def test_pinching_zooms_between_the_fingers(shown, finger):
    shown.camera.zoom(2)
    scale = shown.camera.scale
    place = shown.canvas.place_at(QPointF(350, 250))
    touch(shown.canvas, finger, "press", (300, 250), (400, 250))
    touch(shown.canvas, finger, "move", (250, 250), (450, 250))
    touch(shown.canvas, finger, "release", (250, 250), (450, 250))
    assert shown.camera.scale == pytest.approx(scale * 2)
    assert shown.canvas.place_at(QPointF(350, 250)).x() == pytest.approx(place.x(), abs=0.5)


@pytest.mark.parametrize("fingers", [1, 2])
def test_fingers_pan(shown, finger, fingers):
    shown.camera.zoom(4)
    scale, centre = shown.camera.scale, shown.camera.centre
    start = [(300, 250), (400, 260)][:fingers]
    moved = [(x + 40, y - 24) for x, y in start]
    touch(shown.canvas, finger, "press", *start)
    touch(shown.canvas, finger, "move", *moved)
    touch(shown.canvas, finger, "release", *moved)
    assert shown.camera.scale == pytest.approx(scale)
    assert shown.camera.centre.x() == pytest.approx(centre.x() - 40 / scale)
    assert shown.camera.centre.y() == pytest.approx(centre.y() + 24 / scale)


def test_a_finger_that_is_lifted_does_not_make_the_photo_jump(shown, finger):
    shown.camera.zoom(4)
    touch(shown.canvas, finger, "press", (300, 250), (400, 260))
    centre = shown.camera.centre
    event = finger(shown.canvas)
    event.stationary(0)
    event.release(1, QPoint(400, 260), shown.canvas.viewport())
    event.commit()
    assert shown.camera.centre == centre
    touch(shown.canvas, finger, "move", (310, 250))
    assert shown.camera.centre.x() == pytest.approx(centre.x() - 10 / shown.camera.scale)
    touch(shown.canvas, finger, "release", (310, 250))


def tap(canvas, finger, spot):
    touch(canvas, finger, "press", spot)
    touch(canvas, finger, "release", spot)


def test_one_tap_reads_and_two_taps_toggle(shown, finger):
    tap(shown.canvas, finger, (300, 300))
    assert shown.readout.x_field.text() != DASH
    assert shown.camera.fitted
    tap(shown.canvas, finger, (302, 301))
    assert shown.zoom_percent() == pytest.approx(100)
    tap(shown.canvas, finger, (300, 300))
    assert shown.zoom_percent() == pytest.approx(100)


def test_taps_at_different_places_do_not_toggle(shown, finger):
    tap(shown.canvas, finger, (300, 300))
    tap(shown.canvas, finger, (420, 300))
    assert shown.camera.fitted


def test_a_tap_chooses_a_defect(shown, finger):
    defect = shown.defects[0]
    at = shown.canvas.view_transform().map(QPointF(defect.cx, defect.cy)).toPoint()
    tap(shown.canvas, finger, (at.x(), at.y()))
    assert shown.selected_defect == 0


def test_native_gestures_of_a_touch_pad(shown):
    pad = QPointingDevice.primaryPointingDevice()

    def gesture(kind, value=0.0, delta=NOWHERE):
        position = middle_of(shown.canvas)
        event = QNativeGestureEvent(
            kind,
            pad,
            2,
            position,
            position,
            shown.canvas.viewport().mapToGlobal(position),
            value,
            delta,
        )
        return shown.canvas.viewportEvent(event)

    scale = shown.camera.scale
    assert gesture(Qt.NativeGestureType.ZoomNativeGesture, 0.5)
    assert shown.camera.scale == pytest.approx(scale * 1.5)
    centre = shown.camera.centre
    assert gesture(Qt.NativeGestureType.PanNativeGesture, delta=QPointF(-15, 0))
    assert shown.camera.centre.x() > centre.x()
    assert gesture(Qt.NativeGestureType.SmartZoomNativeGesture)
    assert shown.camera.fitted
    assert not gesture(Qt.NativeGestureType.RotateNativeGesture, 10.0)


# keys


def test_keys_fit_and_zoom(shown):
    press(shown.canvas, Qt.Key.Key_1)
    assert shown.zoom_percent() == pytest.approx(100)
    press(shown.canvas, Qt.Key.Key_Plus)
    press(shown.canvas, Qt.Key.Key_Equal, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert shown.zoom_percent() == pytest.approx(200)
    press(shown.canvas, Qt.Key.Key_Minus)
    assert shown.zoom_percent() == pytest.approx(2**0.5 * 100)
    press(shown.canvas, Qt.Key.Key_F)
    assert shown.camera.fitted


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_H, "heatmap"),
        (Qt.Key.Key_C, "contour"),
        (Qt.Key.Key_B, "boxes"),
        (Qt.Key.Key_M, "truth"),
        (Qt.Key.Key_S, "split"),
    ],
)
def test_keys_switch(shown, qtbot, key, name):
    before = getattr(shown.view_settings(), name)
    with qtbot.waitSignal(shown.settings_changed) as told:
        press(shown.canvas, key)
    assert getattr(told.args[0], name) is not before
    assert getattr(shown.view_settings(), name) is not before
    press(shown.canvas, key)
    assert getattr(shown.view_settings(), name) is before


def test_space_shows_the_bare_photo_while_it_is_held(shown):
    overlays = (shown.canvas.heatmap, shown.canvas.contour)
    press(shown.canvas, Qt.Key.Key_Space, release=False)
    assert not any(item.isVisible() for item in overlays)
    held = QKeyEvent(
        QEvent.Type.KeyRelease, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", autorep=True
    )
    QApplication.sendEvent(shown.canvas, held)
    assert not any(item.isVisible() for item in overlays)
    QApplication.sendEvent(
        shown.canvas, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    )
    assert all(item.isVisible() for item in overlays)
    assert shown.view_settings() == ViewSettings()


def test_space_that_is_let_go_elsewhere_does_not_stick(shown, qtbot):
    shown.canvas.setFocus()
    press(shown.canvas, Qt.Key.Key_Space, release=False)
    shown.strip.opacity_slider.setFocus()
    qtbot.waitUntil(shown.canvas.heatmap.isVisible)


def test_shift_and_arrows_pan_and_read_the_middle(shown):
    shown.camera.zoom(4)
    centre = shown.camera.centre
    press(shown.canvas, Qt.Key.Key_Right, modifiers=Qt.KeyboardModifier.ShiftModifier)
    press(shown.canvas, Qt.Key.Key_Down, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert shown.camera.centre.x() > centre.x()
    assert shown.camera.centre.y() > centre.y()
    assert shown.readout.x_field.text() == str(int(shown.camera.centre.x()))


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_G, Qt.Key.Key_D, Qt.Key.Key_N])
def test_keys_of_the_page_are_left_to_it(shown, key):
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    shown.keyPressEvent(event)
    assert not event.isAccepted()


def test_keys_with_ctrl_are_left_to_the_window(shown):
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    shown.keyPressEvent(event)
    assert not event.isAccepted()


def test_drops_are_left_to_the_window(shown):
    assert not shown.canvas.acceptDrops()
    assert not shown.canvas.viewport().acceptDrops()


# what is read


def hover(viewer, canvas, x, y):
    at = canvas.view_transform().map(QPointF(x + 0.5, y + 0.5))
    viewer.camera.set_hover(canvas.place_at(at), canvas)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (599, 399), (187, 190), (470, 77)])
def test_the_read_out_is_the_photo_and_the_map(shown, x, y):
    hover(shown, shown.canvas, x, y)
    part, bar = shown.part, shown.readout
    value = upsample(part.anomaly_map, (400, 600))[y, x]
    assert (bar.x_field.text(), bar.y_field.text()) == (str(x), str(y))
    assert bar.rgb_field.text() == " ".join(str(c) for c in part.photo[y, x])
    assert bar.anomaly_field.text() == short(float(value))
    assert bar.margin_field.text() == f"{decimal(float(value) / 40, 2)} × limit"


def test_moving_the_mouse_reads(shown, qtbot):
    at = shown.canvas.view_transform().map(QPointF(250.5, 120.5)).toPoint()
    qtbot.mouseMove(shown.canvas.viewport(), at)
    place = shown.canvas.place_at(QPointF(at))
    assert shown.readout.x_field.text() == str(int(place.x()))
    QApplication.sendEvent(shown.canvas.viewport(), QEvent(QEvent.Type.Leave))
    assert shown.readout.x_field.text() == DASH
    assert shown.readout.anomaly_field.text() == DASH


def test_beside_the_photo_there_is_nothing_to_read(shown, qtbot):
    qtbot.mouseMove(shown.canvas.viewport(), QPoint(2, 2))
    assert shown.readout.rgb_field.text() == DASH


def test_the_read_out_follows_new_limits(shown):
    hover(shown, shown.canvas, 187, 190)
    before = shown.readout.margin_field.text()
    shown.set_limits(Limits(80.0, 20.0, 10))
    assert shown.readout.margin_field.text() != before


def test_without_a_map_only_the_photo_is_read(viewer):
    viewer.show_part(make_part(anomaly_map=None, defects=()))
    hover(viewer, viewer.canvas, 10, 10)
    assert viewer.readout.rgb_field.text() != DASH
    assert viewer.readout.anomaly_field.text() == DASH
    assert not viewer.canvas.heatmap.isVisible()
    assert not viewer.strip.opacity_slider.isEnabled()


def test_a_map_without_a_recipe_is_read_but_not_coloured(viewer):
    viewer.show_part(make_part(limits=None, defects=()))
    hover(viewer, viewer.canvas, 10, 10)
    assert viewer.readout.anomaly_field.text() != DASH
    assert viewer.readout.margin_field.text() == ""
    assert not viewer.canvas.heatmap.isVisible()


def test_limits_stand_on_the_legend_where_they_belong(shown):
    legend = shown.readout.legend
    bar = legend.bar_rect()
    assert legend.place_of(40.0) == pytest.approx(bar.center().x())
    assert legend.place_of(20.0) == pytest.approx(bar.left() + bar.width() / 4)
    assert legend.place_of(1e9) == pytest.approx(bar.right())
    assert "40" in legend.accessibleDescription()
    assert "80" in legend.accessibleDescription()


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.00"), (0.0012, "0.0012"), (1.234, "1.23"), (9.996, "10.0"), (41.23, "41.2"), (999.96, "1000"),
     (12345, "12345"), (None, DASH), (float("nan"), DASH), (float("inf"), DASH)],
)  # fmt: skip
def test_numbers_have_three_digits(value, text):
    assert short(value) == text


# linked views


def test_both_halves_show_the_same_place(shown):
    shown.change_settings(split=True)
    QApplication.processEvents()
    assert shown.photo_canvas.isVisible()
    for canvas in (shown.canvas, shown.photo_canvas):
        wheel(canvas, QPointF(150, 200), 2)
        places = [view.place_at(middle_of(view)) for view in (shown.canvas, shown.photo_canvas)]
        scales = [view.view_transform().m11() for view in (shown.canvas, shown.photo_canvas)]
        assert (places[0].x(), places[0].y()) == pytest.approx((places[1].x(), places[1].y()), abs=1e-6)
        assert scales[0] == scales[1]


def test_the_left_half_is_bare(shown):
    shown.change_settings(split=True)
    assert not shown.photo_canvas.heatmap.isVisible()
    assert not shown.photo_canvas.contour.isVisible()
    assert shown.photo_canvas.pyramid is shown.canvas.pyramid


def test_the_pointer_in_one_half_is_marked_in_the_other(shown, qtbot):
    shown.change_settings(split=True)
    QApplication.processEvents()
    before = shown.canvas.grab().toImage()
    own = shown.photo_canvas.grab().toImage()
    shown.camera.set_hover(QPointF(300, 200), shown.photo_canvas)
    QApplication.processEvents()
    assert shown.canvas.grab().toImage() != before
    assert shown.photo_canvas.grab().toImage() == own


# from part to part


def test_the_place_is_kept_for_photos_of_one_size(shown):
    shown.camera.zoom(5, QPointF(100, 100))
    scale, centre = shown.camera.scale, shown.camera.centre
    shown.show_part(make_part(seed=1))
    assert (shown.camera.scale, shown.camera.centre) == (scale, centre)
    shown.show_part(make_part(width=500, seed=2))
    assert shown.camera.fitted


def test_zooming_to_a_defect_marks_it(shown):
    defect = shown.defects[1]
    shown.zoom_to(defect)
    assert shown.selected_defect == 1
    assert shown.canvas.selected == 1
    at = shown.canvas.place_at(middle_of(shown.canvas))
    assert at.x() == pytest.approx(defect.x + defect.w / 2, abs=1)
    shown.show_part(make_part(seed=3))
    assert shown.selected_defect is None


@pytest.mark.parametrize("index", [-1, 2, 99, None])
def test_choosing_a_defect_that_is_not_there_chooses_none(shown, index):
    shown.select_defect(0)
    shown.select_defect(index)
    assert shown.selected_defect is None


# limits


def test_another_threshold_does_not_touch_the_photo(shown, monkeypatch):
    drawn = []
    original = PhotoPyramid.draw

    def counted(self, *given):
        drawn.append(self)
        original(self, *given)

    monkeypatch.setattr(PhotoPyramid, "draw", counted)
    shown.canvas.viewport().repaint()
    drawn.clear()
    pyramid, image = shown.canvas.pyramid, shown.canvas.heatmap.image
    for threshold in (10.0, 25.0, 33.0, 60.0):
        before = shown.canvas.grab().toImage()
        drawn.clear()
        shown.set_limits(Limits(40.0, threshold, 10))
        shown.canvas.viewport().repaint()
        assert drawn == []
        assert shown.canvas.grab().toImage() != before
    assert shown.canvas.pyramid is pyramid
    assert shown.canvas.heatmap.image is image


def test_the_contour_follows_the_threshold_and_the_smallest_area(shown):
    assert len(shown.canvas.contour.lines) == 2
    shown.set_limits(Limits(40.0, 50.0, 10))
    assert len(shown.canvas.contour.lines) == 1
    shown.set_limits(Limits(40.0, 20.0, 10_000_000))
    assert len(shown.canvas.contour.lines) == 0
    shown.set_limits(Limits(40.0, 1e6, 0))
    assert len(shown.canvas.contour.lines) == 0


def test_new_defects_come_with_new_limits(shown):
    shown.select_defect(1)
    defects = shown.defects[:1]
    shown.set_limits(Limits(40.0, 50.0, 10), defects)
    assert shown.defects == defects
    assert shown.selected_defect is None


def test_regions_that_come_later_leave_outline_and_colours_alone(shown, monkeypatch):
    outline, scale = shown.canvas.contour.lines, shown.readout.legend.accessibleDescription()
    traced = []
    monkeypatch.setattr("gui.viewer.viewer.trace", lambda *args: traced.append(args))
    shown.set_limits(LIMITS, shown.defects[:1])
    assert shown.defects == shown.part.defects == shown.canvas._defects
    assert len(shown.canvas._defects) == 1
    assert shown.canvas.contour.lines is outline
    assert shown.readout.legend.accessibleDescription() == scale
    assert traced == []


def test_warming_up_leaves_the_viewer_as_it_is(viewer, shown):
    part, picture = shown.part, shown.snapshot()
    viewer.warm_up()
    assert viewer.part is part
    assert viewer.snapshot() == picture


def test_the_note_over_the_photo_is_in_the_middle_when_it_is_said(shown, qtbot):
    shown.resize(700, 600)
    shown.show_busy("Opening part 2 …")
    pill, room = shown._pill, shown._views.rect()
    assert pill.isVisible()
    assert abs(pill.geometry().center().x() - room.center().x()) <= 1
    shown.resize(800, 500)
    qtbot.waitUntil(lambda: abs(pill.geometry().center().x() - shown._views.rect().center().x()) <= 1)


def test_limits_without_a_part_do_no_harm(viewer):
    viewer.set_limits(LIMITS)
    viewer.select_defect(0)
    viewer.fit()
    viewer.zoom_in()
    viewer.copy_view()
    assert viewer.part is None


# states


def test_at_first_it_says_what_to_do(viewer):
    assert viewer.message.isVisible()
    assert viewer.message.mood is Mood.EMPTY
    assert "Choose a part" in viewer.message.text()
    assert not viewer.strip.fit_button.isEnabled()
    assert viewer.strip.zoom_label.text() == ""


def test_an_error_says_what_and_what_to_do(shown):
    shown.show_error("x.png could not be read: the file is damaged.", "Copy it again.")
    assert shown.message.isVisible()
    assert not shown.canvas.isVisible()
    assert shown.message.mood is Mood.ERROR
    assert shown.message.text() == "x.png could not be read: the file is damaged."
    assert shown.message.hint() == "Copy it again."
    assert shown.part is None
    assert shown.readout.x_field.text() == DASH


def test_busy_keeps_the_last_part_in_sight(shown):
    pill = shown.findChild(QWidget, "viewerBusy")
    shown.show_busy("Reading b.png")
    assert pill.isVisible()
    assert shown.canvas.isVisible()
    shown.show_part(make_part(seed=4))
    assert not pill.isVisible()


def test_busy_without_a_part_fills_the_place(viewer):
    viewer.show_busy("Reading b.png")
    assert viewer.message.mood is Mood.BUSY
    assert viewer.message.text() == "Reading b.png"
    viewer.show_part(make_part())
    assert not viewer.message.isVisible()


def test_clear_goes_back_to_the_first_state(shown):
    shown.clear()
    assert shown.message.mood is Mood.EMPTY
    assert shown.title.text() == ""


def test_title_and_size_are_shown(shown):
    assert shown.title.text() == "part 0"
    assert shown.title.size_text() == "600 × 400"


def test_a_truth_mask_brings_its_switch(viewer):
    truth = np.zeros((400, 600), bool)
    truth[100:150, 200:260] = True
    viewer.show_part(make_part(truth=truth))
    assert viewer.strip.truth_button.isVisible()
    assert len(viewer.canvas.truth.lines) == 1
    viewer.show_part(make_part(seed=1))
    assert not viewer.strip.truth_button.isVisible()
    assert len(viewer.canvas.truth.lines) == 0


# settings


def test_controls_change_the_settings_and_tell(shown, qtbot):
    strip = shown.strip
    for act, name, value in (
        (lambda: strip.opacity_slider.setValue(25), "opacity", 0.25),
        (lambda: strip.colour_combo.setCurrentIndex(2), "colour_map", COLOUR_MAPS[2]),
        (strip.heatmap_button.click, "heatmap", False),
        (strip.contour_button.click, "contour", False),
        (strip.boxes_button.click, "boxes", False),
        (strip.split_button.click, "split", True),
    ):
        with qtbot.waitSignal(shown.settings_changed) as told:
            act()
        assert getattr(told.args[0], name) == value
    assert not shown.canvas.heatmap.isVisible()
    assert shown.photo_canvas.isVisible()


def test_applied_settings_are_shown_and_tell_nobody(shown, qtbot):
    wanted = ViewSettings(False, 0.3, "turbo", True, False, False, False, True)
    with qtbot.assertNotEmitted(shown.settings_changed):
        shown.apply_view_settings(wanted)
    assert shown.view_settings() == wanted
    assert shown.strip.opacity_slider.value() == 30
    assert shown.strip.colour_combo.currentData() == "turbo"


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({"colour_map": "jet"}, "colour_map", "inferno"),
        ({"opacity": 7}, "opacity", 1.0),
        ({"opacity": -1}, "opacity", 0.0),
        ({"opacity": float("nan")}, "opacity", 0.6),
    ],
)
def test_settings_from_a_broken_file_are_mended(given, name, value):
    assert getattr(ViewSettings(**given), name) == value


def test_the_menu_is_our_own_and_small(shown):
    menu = shown.menu()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert len(texts) == 4
    assert not any(word in " ".join(texts).lower() for word in ("export", "view all", "plot", "mouse mode"))
    menu.actions()[1].trigger()
    assert shown.zoom_percent() == pytest.approx(100)
    whole = next(action for action in menu.actions() if action.isCheckable())
    whole.trigger()
    assert shown.view_settings().whole_map
    menu.deleteLater()


def test_copying_puts_the_view_on_the_clipboard(shown, qtbot):
    with qtbot.waitSignal(shown.view_copied):
        shown.copy_view()
    assert QGuiApplication.clipboard().image().size() == shown.snapshot().size()
    assert not shown.snapshot().isNull()


# large and odd photos


@pytest.mark.parametrize(("width", "height"), [(40_000, 24), (24, 40_000), (9000, 9000), (1, 1), (3, 5000)])
def test_photos_of_any_size_are_shown(viewer, width, height):
    photo = np.zeros((height, width, 3), np.uint8)
    photo[:, :, 0] = 200
    viewer.show_part(PartView(photo, title="long"))
    for look in (viewer.fit, viewer.actual_size):
        look()
        picture = viewer.snapshot()
        centre = picture.pixelColor(picture.width() // 2, picture.height() // 2)
        assert centre.red() == pytest.approx(200, abs=60 if min(width, height) < 30 else 2)
    # the far end is there as well
    viewer.camera.copy_from(4.0, QPointF(width, height))
    picture = viewer.snapshot()
    assert picture.pixelColor(picture.width() // 2 - 3, picture.height() // 2 - 3).red() == 200


def test_photos_that_are_slices_of_others(viewer):
    whole = np.zeros((300, 300, 3), np.uint8)
    whole[50:250, 40:240] = (10, 200, 30)
    viewer.show_part(PartView(whole[50:250, 40:240]))
    picture = viewer.snapshot()
    centre = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert (centre.red(), centre.green(), centre.blue()) == (10, 200, 30)


# for everybody, and for long


def test_every_control_has_a_name_and_a_description(shown):
    kinds = (QAbstractButton, QAbstractSlider, QComboBox, Canvas)
    controls = [
        child
        for child in shown.findChildren(QWidget)
        if isinstance(child, kinds) and child.objectName() and not child.objectName().startswith("qt_")
    ]
    assert len(controls) >= 11
    for control in controls:
        assert control.accessibleName(), control.objectName()
        assert control.accessibleDescription(), control.objectName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.objectName()
        if not isinstance(control, Canvas):
            assert control.toolTip(), control.objectName()


def test_controls_grow_for_fingers(shown):
    shown.set_control_height(44)
    assert shown.strip.fit_button.height() == 44 or shown.strip.fit_button.minimumHeight() == 44
    assert shown.strip.opacity_slider.minimumHeight() == 44


def test_it_fits_into_a_narrow_place(viewer):
    viewer.show_part(make_part(truth=np.ones((400, 600), bool)))
    assert viewer.minimumSizeHint().width() <= 520
    viewer.resize(520, 480)
    assert viewer.width() == 520
    assert viewer.strip.split_button.geometry().right() < 520
    assert viewer.readout.legend.geometry().right() < 520


def test_nothing_of_a_part_is_kept(shown):
    photo = weakref.ref(shown.part.photo)
    values = weakref.ref(shown.part.anomaly_map)
    shown.show_part(make_part(seed=9))
    shown.clear()
    gc.collect()
    assert photo() is None
    assert values() is None


def test_the_viewer_can_be_thrown_away(qtbot):
    made = ImageViewer()
    made.show_part(make_part())
    made.resize(QSize(600, 500))
    gone = weakref.ref(made)
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()
    del made
    gc.collect()
    assert gone() is None
