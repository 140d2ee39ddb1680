"""What is on screen, pixel by pixel: colours at known places, sharpness, light and dark."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication

from engine.colour import COLOUR_MAPS, lookup_table
from engine.regions import upsample
from engine.types import Limits
from gui.viewer import ImageViewer, PartView, ViewSettings

GREY = 120
LIMITS = Limits(image_threshold=40.0, pixel_threshold=30.0)


def pixels(image):
    """RGB of a picture: uint8, shape (height, width, 3)."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def ramp_part(width=320, height=240, grey=GREY):
    """A flat photo and a map that rises from 0 on the left to 80 on the right."""
    values = np.repeat(np.linspace(0, 80, 64, dtype=np.float32)[None], 48, axis=0)
    return PartView(np.full((height, width, 3), grey, np.uint8), values, LIMITS)


@pytest.fixture
def viewer(qtbot):
    made = ImageViewer()
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.apply_view_settings(ViewSettings(opacity=0.5, contour=False, boxes=False))
    return made


def seen(viewer, x, y):
    """Colour on screen in the middle of a photo pixel."""
    at = viewer.canvas.view_transform().map(QPointF(x + 0.5, y + 0.5))
    QApplication.processEvents()
    return pixels(viewer.canvas.grab().toImage())[int(at.y()), int(at.x())].astype(int)


@pytest.mark.parametrize("name", COLOUR_MAPS)
@pytest.mark.parametrize("x", [150, 200, 290])
def test_above_the_threshold_the_heatmap_is_mixed_with_the_photo(viewer, name, x):
    part = ramp_part()
    viewer.change_settings(colour_map=name)
    viewer.show_part(part)
    value = upsample(part.anomaly_map, (240, 320))[100, x]
    colour = lookup_table(name)[round(float(value) / 80 * 255)].astype(int)
    assert seen(viewer, x, 100) == pytest.approx((colour + GREY) / 2, abs=6)


@pytest.mark.parametrize("x", [2, 60, 110])
def test_below_the_threshold_the_photo_is_untouched(viewer, x):
    viewer.show_part(ramp_part())
    assert list(seen(viewer, x, 100)) == [GREY] * 3


def test_the_edge_of_the_colours_is_where_the_map_crosses_the_threshold(viewer):
    part = ramp_part()
    viewer.show_part(part)
    viewer.camera.copy_from(4.0, QPointF(120, 120))
    row = upsample(part.anomaly_map, (240, 320))[100]
    first = int(np.argmax(row > LIMITS.pixel_threshold))
    assert list(seen(viewer, first - 2, 100)) == [GREY] * 3
    assert list(seen(viewer, first + 1, 100)) != [GREY] * 3


def test_the_whole_map_can_be_coloured(viewer):
    viewer.change_settings(whole_map=True)
    viewer.show_part(ramp_part())
    dark = lookup_table("inferno")[round(10 / 80 * 255)].astype(int)
    assert seen(viewer, 40, 100) == pytest.approx((dark + GREY) / 2, abs=6)


@pytest.mark.parametrize("changes", [{"heatmap": False}, {"opacity": 0.0}])
def test_without_heatmap_there_is_only_the_photo(viewer, changes):
    viewer.change_settings(**changes)
    viewer.show_part(ramp_part())
    assert list(seen(viewer, 250, 100)) == [GREY] * 3


def test_at_full_opacity_the_photo_is_hidden(viewer):
    viewer.change_settings(opacity=1.0)
    viewer.show_part(ramp_part())
    expected = lookup_table("inferno")[round(250.5 / 320 * 255)].astype(int)
    assert seen(viewer, 250, 100) == pytest.approx(expected, abs=8)


def test_two_parts_are_coloured_on_one_scale(viewer):
    """A map of half the height does not get the colours of a whole one."""
    part = ramp_part()
    viewer.show_part(part)
    strong = seen(viewer, 300, 100)
    viewer.show_part(PartView(part.photo, part.anomaly_map * np.float32(0.55), LIMITS))
    weak = seen(viewer, 300, 100)
    half = lookup_table("inferno")[round(300.5 / 320 * 0.55 * 255)].astype(int)
    assert weak == pytest.approx((half + GREY) / 2, abs=6)
    assert np.abs(strong - weak).max() > 40


def test_what_is_not_a_number_looks_like_the_worst(viewer):
    part = ramp_part()
    values = np.zeros_like(part.anomaly_map)
    values[20:28, 20:28] = np.nan
    viewer.show_part(PartView(part.photo, values, LIMITS))
    top = lookup_table("inferno")[255].astype(int)
    assert seen(viewer, 120, 120) == pytest.approx((top + GREY) / 2, abs=8)


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_the_contour_is_seen_on_any_ground(viewer, grey):
    viewer.change_settings(heatmap=False, contour=True)
    part = ramp_part(grey=grey)
    viewer.show_part(part)
    row = upsample(part.anomaly_map, (240, 320))[120]
    edge = int(np.argmax(row > LIMITS.pixel_threshold))
    at = viewer.canvas.view_transform().map(QPointF(edge, 120))
    picture = pixels(viewer.canvas.grab().toImage()).astype(int)
    around = picture[int(at.y()), int(at.x()) - 4 : int(at.x()) + 5, 0]
    assert around.max() - around.min() > 120


def test_boxes_are_drawn_around_defects(viewer):
    from engine.regions import find_defects

    values = np.zeros((48, 64), np.float32)
    values[10:20, 20:30] = 60
    part = ramp_part()
    defects, _ = find_defects(values, (240, 320), LIMITS.pixel_threshold)
    viewer.show_part(PartView(part.photo, values, LIMITS, defects))
    viewer.change_settings(heatmap=False)
    without = pixels(viewer.canvas.grab().toImage()).astype(int)
    viewer.change_settings(boxes=True)
    changed = np.abs(pixels(viewer.canvas.grab().toImage()).astype(int) - without).max(axis=2) > 30
    rows, columns = np.nonzero(changed)
    shift = viewer.canvas.view_transform()
    (defect,) = defects
    first, last = (
        shift.map(QPointF(defect.x, defect.y)),
        shift.map(QPointF(defect.x + defect.w, defect.y + defect.h)),
    )
    assert columns.min() == pytest.approx(first.x() - 3, abs=3)
    assert columns.max() == pytest.approx(last.x() + 3, abs=3)
    assert rows.max() == pytest.approx(last.y() + 3, abs=3)
    middle = changed[int(first.y()) + 15 : int(last.y()) - 15, int(first.x()) + 15 : int(last.x()) - 15]
    assert not middle.any()


# sharpness


def test_fine_texture_does_not_shimmer_when_it_is_small(viewer):
    y, x = np.mgrid[0:3000, 0:4000]
    board = np.repeat((((x + y) % 2) * 255).astype(np.uint8)[:, :, None], 3, axis=2)
    viewer.show_part(PartView(board))
    picture = pixels(viewer.canvas.grab().toImage()).astype(int)
    height, width = picture.shape[:2]
    inner = picture[height // 2 - 80 : height // 2 + 80, width // 2 - 80 : width // 2 + 80]
    assert inner.mean() == pytest.approx(127.5, abs=2)
    assert inner.std() < 3


def test_from_200_percent_on_pixels_are_squares_and_below_they_are_smooth(viewer):
    photo = np.random.default_rng(1).integers(0, 2, (200, 200, 1), dtype=np.uint8).repeat(3, axis=2) * 255
    viewer.show_part(PartView(photo))
    viewer.camera.copy_from(5.0, QPointF(100, 100))
    assert set(np.unique(pixels(viewer.canvas.grab().toImage())[100:300, 100:300])) <= {0, 255}
    viewer.camera.copy_from(1.5, QPointF(100, 100))
    picture = pixels(viewer.canvas.grab().toImage())
    height, width = picture.shape[:2]
    assert (
        len(np.unique(picture[height // 2 - 50 : height // 2 + 50, width // 2 - 50 : width // 2 + 50])) > 10
    )


SHARP = """
import sys
import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from gui.viewer import ImageViewer, PartView

application = QApplication(sys.argv)
viewer = ImageViewer()
viewer.resize(501, 433)
viewer.show()
application.processEvents()
photo = np.random.default_rng(2).integers(0, 255, (900, 1300, 3), dtype=np.uint8)
viewer.show_part(PartView(photo))
viewer.actual_size()
viewer.camera.pan(13.3, -7.7)
image = viewer.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
shown = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
ratio = viewer.devicePixelRatioF()
place = viewer.canvas.view_transform()
x, y = round(-place.dx() * ratio), round(-place.dy() * ratio)
h, w = shown.shape[0] - 4, shown.shape[1] - 4
assert h > 280 * ratio and w > 400 * ratio, shown.shape
assert ratio == float(sys.argv[1]), ratio
assert abs(viewer.zoom_percent() - 100) < 1e-6
assert (shown[:h, :w] == photo[y : y + h, x : x + w]).all()
"""


@pytest.mark.parametrize("ratio", ["1", "1.25", "1.5", "2"])
def test_one_to_one_is_exact_on_every_screen(ratio):
    root = Path(__file__).parents[2]
    paths = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {
        "QT_SCALE_FACTOR": ratio,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": paths,
    }
    done = subprocess.run(
        [sys.executable, "-c", SHARP, ratio], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


# light and dark


@pytest.mark.parametrize(("window", "text"), [("#1e1f22", "#ededee"), ("#f4f5f6", "#1b1c1e")])
def test_around_the_photo_lies_a_grey_without_hue(viewer, window, text):
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(window))
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    palette.setColor(QPalette.ColorRole.Shadow, QColor("#400000"))
    viewer.setPalette(palette)
    viewer.show_part(ramp_part())
    red, green, blue = pixels(viewer.canvas.grab().toImage())[3, 3]
    assert red == green == blue
    assert abs(int(red) - QColor(window).red()) < 40
    viewer.clear()
    red, green, blue = pixels(viewer.message.grab().toImage())[3, 3]
    assert red == green == blue


def test_icons_follow_the_palette(viewer):
    def darkest():
        image = pixels(viewer.strip.fit_button.icon().pixmap(20, 20).toImage().convertToFormat(
            QImage.Format.Format_RGB888
        ))  # fmt: skip
        return int(image.max())

    palette = QPalette()
    palette.setColor(QPalette.ColorRole.ButtonText, QColor("#ff0000"))
    viewer.strip.setPalette(palette)
    assert darkest() == 255
    palette.setColor(QPalette.ColorRole.ButtonText, QColor("#000000"))
    viewer.strip.setPalette(palette)
    assert darkest() == 0
