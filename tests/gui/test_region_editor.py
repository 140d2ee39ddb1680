"""Drawing the region by mouse and by keys."""

import cv2
import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from gui.region.canvas import RegionCanvas, Tool
from gui.region.dialog import RegionDialog
from gui.region.model import RegionModel
from gui.region.record import Kind, Region, Shape
from gui.theme import Theme
from gui.viewer.photo import PhotoPyramid

LEFT = Qt.MouseButton.LeftButton
SIZE = (300, 400)


@pytest.fixture
def canvas(qtbot):
    model = RegionModel(Region((), SIZE[1], SIZE[0]))
    theme = Theme("light")
    made = RegionCanvas(model, theme)
    made.model, made.theme = model, theme
    made.resize(424, 324)
    made.set_photo(PhotoPyramid(np.full((*SIZE, 3), 200, np.uint8)))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def at(canvas, x, y):
    return canvas.camera.transform(canvas.size()).map(QPointF(x, y)).toPoint()


def drag(canvas, start, end, modifiers=Qt.KeyboardModifier.NoModifier):
    first, last = at(canvas, *start), at(canvas, *end)  # the photo may move with the hand
    QTest.mousePress(canvas, LEFT, modifiers, first)
    QTest.mouseMove(canvas, (first + last) / 2)
    QTest.mouseMove(canvas, last)
    QTest.mouseRelease(canvas, LEFT, modifiers, last)


def test_a_rectangle_is_dragged_and_then_stands_ready_to_be_moved(canvas):
    canvas.set_tool(Tool.RECTANGLE)
    drag(canvas, (50, 60), (200, 160))
    assert canvas.model.shapes == (Shape(Kind.RECTANGLE, ((50.0, 60.0), (200.0, 160.0))),)
    assert canvas.tool is Tool.SELECT
    assert canvas.model.selected == 0


def test_an_ignored_rectangle_is_taken_out_of_the_mask(canvas):
    canvas.set_tool(Tool.IGNORE_RECTANGLE)
    drag(canvas, (50, 60), (200, 160))
    assert canvas.model.region.mask().sum() == 400 * 300 - 150 * 100


def test_a_click_with_the_rectangle_tool_draws_nothing_and_keeps_the_tool(canvas):
    canvas.set_tool(Tool.RECTANGLE)
    QTest.mouseClick(canvas, LEFT, pos=at(canvas, 50, 60))
    assert canvas.model.shapes == ()
    assert canvas.tool is Tool.RECTANGLE


@pytest.mark.parametrize("how", ["first corner", "double click", "Enter", "right click"])
def test_a_polygon_is_clicked_and_closed(canvas, how):
    canvas.set_tool(Tool.POLYGON)
    corners = [(50, 50), (250, 60), (200, 200)]
    for corner in corners:
        QTest.mouseClick(canvas, LEFT, pos=at(canvas, *corner))
    assert canvas.drawing
    if how == "first corner":
        QTest.mouseClick(canvas, LEFT, pos=at(canvas, 51, 51))
    elif how == "double click":
        QTest.mouseDClick(canvas, LEFT, pos=at(canvas, *corners[-1]))
    elif how == "Enter":
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    else:
        QTest.mouseClick(canvas, Qt.MouseButton.RightButton, pos=at(canvas, 100, 100))
    assert canvas.model.shapes == (Shape(Kind.POLYGON, tuple((float(x), float(y)) for x, y in corners)),)
    assert not canvas.drawing


def test_backspace_takes_the_last_corner_back_and_escape_the_whole_polygon(canvas):
    canvas.set_tool(Tool.POLYGON)
    for corner in [(50, 50), (250, 60), (200, 200), (90, 220)]:
        QTest.mouseClick(canvas, LEFT, pos=at(canvas, *corner))
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.model.shapes == (), "two corners make no polygon"
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.drawing
    assert canvas.tool is Tool.POLYGON
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.tool is Tool.SELECT


def test_a_shape_is_moved_and_its_corner_pulled(canvas):
    canvas.model.add(Shape(Kind.RECTANGLE, ((50.0, 60.0), (200.0, 160.0))))
    drag(canvas, (120, 100), (150, 120))
    assert canvas.model.shapes[0].rect.topLeft() == QPointF(80, 80)
    drag(canvas, (230, 180), (300, 200))
    assert canvas.model.shapes[0].rect.bottomRight() == QPointF(300, 200)
    assert canvas.model.shapes[0].rect.topLeft() == QPointF(80, 80)
    canvas.model.undo()
    canvas.model.undo()
    assert canvas.model.shapes[0].rect.topLeft() == QPointF(50, 60)


def test_the_smallest_of_nested_shapes_is_taken(canvas):
    canvas.model.add(Shape(Kind.RECTANGLE, ((150.0, 100.0), (200.0, 150.0)), True))
    canvas.model.add(Shape(Kind.RECTANGLE, ((50.0, 60.0), (300.0, 260.0))))
    canvas.model.select(None)
    QTest.mouseClick(canvas, LEFT, pos=at(canvas, 175, 125))
    assert canvas.model.selected == 0
    QTest.mouseClick(canvas, LEFT, pos=at(canvas, 20, 20))
    assert canvas.model.selected is None


def test_a_double_click_on_an_edge_adds_a_corner(canvas):
    points = ((50.0, 50.0), (250.0, 50.0), (250.0, 200.0))
    canvas.model.add(Shape(Kind.POLYGON, points))
    QTest.mouseDClick(canvas, LEFT, pos=at(canvas, 150, 50))
    assert canvas.model.shapes[0].points == (points[0], (150.0, 50.0), *points[1:])


def test_dragging_the_photo_pans(canvas):
    before = canvas.camera.centre
    drag(canvas, (200, 150), (150, 150))
    assert canvas.camera.centre.x() == pytest.approx(before.x() + 50, abs=2)


def test_the_wheel_zooms_at_the_pointer(canvas):
    scale, place = canvas.camera.scale, at(canvas, 100, 80)
    no = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(place), QPointF(place), QPoint(), QPoint(0, 360), Qt.MouseButton.NoButton, no,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(canvas, event)
    assert canvas.camera.scale == pytest.approx(2 * scale)
    assert (at(canvas, 100, 80) - place).manhattanLength() <= 2


def test_all_of_it_works_with_keys(canvas):
    key = Qt.Key
    canvas.set_tool(Tool.RECTANGLE)
    QTest.keyClick(canvas, key.Key_Space)  # a cross in the middle
    QTest.keyClick(canvas, key.Key_Space)  # the first corner
    for _ in range(3):
        QTest.keyClick(canvas, key.Key_Right)
        QTest.keyClick(canvas, key.Key_Down)
    QTest.keyClick(canvas, key.Key_Space)  # the corner opposite
    box = canvas.model.shapes[0].rect
    assert (box.left(), box.top()) == (200, 150)
    assert box.width() == box.height() >= 30
    QTest.keyClick(canvas, key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.model.shapes[0].rect.left() == 199
    QTest.keyClick(canvas, key.Key_End)  # its first corner
    QTest.keyClick(canvas, key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.model.shapes[0].rect.top() == 149
    QTest.keyClick(canvas, key.Key_Escape)
    QTest.keyClick(canvas, key.Key_PageDown)
    QTest.keyClick(canvas, key.Key_Delete)
    assert canvas.model.shapes == ()


@pytest.mark.parametrize("tool", [tool for tool in Tool if tool.kind is not None])
def test_enter_puts_a_shape_into_the_middle(canvas, tool):
    canvas.set_tool(tool)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    (shape,) = canvas.model.shapes
    assert shape.kind is tool.kind
    assert shape.ignore is tool.ignore
    assert shape.rect.center() == QPointF(200, 150)


def test_outside_of_the_region_is_shaded(canvas):
    bright = canvas.grab().toImage().pixelColor(at(canvas, 20, 20)).lightness()
    canvas.model.add(Shape(Kind.RECTANGLE, ((100.0, 100.0), (300.0, 200.0))))
    image = canvas.grab().toImage()
    assert image.pixelColor(at(canvas, 20, 20)).lightness() < bright - 60
    assert image.pixelColor(at(canvas, 200, 150)).lightness() == bright


# ---- the dialog


@pytest.fixture
def dialog(window, qtbot, tmp_path):
    paths = []
    for name, size in (("a.png", (120, 160)), ("b.png", (60, 80))):
        paths.append(tmp_path / name)
        cv2.imwrite(str(paths[-1]), np.full((*size, 3), 128, np.uint8))
    paths.append(tmp_path / "broken.png")
    paths[-1].write_bytes(b"nothing")
    made = RegionDialog(window.context, Region(), paths, window)
    made.show()
    qtbot.waitUntil(lambda: made.model.size.width() == 160)
    yield made
    if shiboken6.isValid(made):
        made.canvas.cancel()
        made.reject()


def test_accepting_hands_over_the_shapes_at_the_photos_resolution(dialog, qtbot):
    dialog.model.add(Shape(Kind.RECTANGLE, ((0.0, 0.0), (80.0, 120.0))))
    assert "50 %" in dialog.hint.text()
    with qtbot.waitSignal(dialog.region_drawn) as taken:
        dialog.accept_button.click()
    mask = taken.args[0].mask()
    assert mask.shape == (120, 160)
    assert mask.sum() == 80 * 120


def test_nothing_left_to_inspect_cannot_be_accepted(dialog):
    dialog.model.add(Shape(Kind.RECTANGLE, ((0.0, 0.0), (160.0, 120.0)), True))
    assert not dialog.accept_button.isEnabled()
    assert dialog.hint.text().startswith("Nothing would be inspected")
    dialog.model.undo()
    assert dialog.accept_button.isEnabled()


def test_other_good_parts_show_whether_the_region_fits(dialog, qtbot):
    dialog.model.add(Shape(Kind.RECTANGLE, ((0.0, 0.0), (80.0, 120.0))))
    dialog.on.click()
    qtbot.waitUntil(lambda: dialog.model.size.width() == 80)
    assert dialog.model.shapes[0].rect.width() == 40
    dialog.on.click()
    qtbot.waitUntil(lambda: "broken" in dialog.picture.text() and "…" not in dialog.picture.text())
    assert not dialog.on.isEnabled()
    dialog.back.click()
    qtbot.waitUntil(lambda: "80 × 60" in dialog.picture.text())


def test_escape_drops_what_is_half_drawn_before_it_closes(dialog):
    dialog.canvas.set_tool(Tool.POLYGON)
    QTest.mouseClick(dialog.canvas, LEFT, pos=QPoint(200, 200))
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_tools_follow_the_keys(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_P)
    assert dialog.canvas.tool is Tool.POLYGON
    QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.canvas.tool is Tool.IGNORE_RECTANGLE
    QTest.keyClick(dialog, Qt.Key.Key_V)
    assert dialog.canvas.tool is Tool.SELECT
