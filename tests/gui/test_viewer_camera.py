"""The camera: pure arithmetic of place and scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSize

from gui.viewer.camera import MARGIN, Camera

VIEW = QSize(800, 600)

sizes = st.builds(QSize, st.integers(1, 20_000), st.integers(1, 20_000))
ratios = st.sampled_from([1.0, 1.25, 1.5, 2.0])
positions = st.builds(QPointF, st.floats(0, 800), st.floats(0, 600))


PHOTO = QSize(4000, 3000)


def camera(photo=PHOTO, ratio=1.0):
    made = Camera()
    made.set_view(VIEW, ratio)
    made.set_photo(photo)
    return made


@given(photo=sizes, ratio=ratios)
def test_a_fitted_photo_lies_inside_the_view_and_touches_its_margin(photo, ratio):
    shown = camera(photo, ratio).transform(VIEW).mapRect(QRectF(0, 0, photo.width(), photo.height()))
    assert shown.width() <= 800 - 2 * MARGIN + 1e-6
    assert shown.height() <= 600 - 2 * MARGIN + 1e-6
    assert shown.center().x() == pytest.approx(400, abs=1)
    assert shown.center().y() == pytest.approx(300, abs=1)
    touches = (shown.width() - (800 - 2 * MARGIN), shown.height() - (600 - 2 * MARGIN))
    assert max(touches) == pytest.approx(0, abs=1e-6)


@given(photo=sizes, ratio=ratios, position=positions, factor=st.floats(1.0, 4.0))
def test_coming_closer_keeps_the_place_under_the_pointer(photo, ratio, position, factor):
    moved = camera(photo, ratio)
    place = moved.to_photo(position, VIEW)
    inside = QRectF(0, 0, photo.width(), photo.height()).contains(place)
    moved.zoom(factor, position, VIEW)
    if inside:
        after = moved.transform(VIEW).map(place)
        # to half a device pixel, because at whole scales the grids are put upon each other
        assert abs(after.x() - position.x()) <= 0.5 / ratio + 1e-4
        assert abs(after.y() - position.y()) <= 0.5 / ratio + 1e-4


@given(photo=sizes, ratio=ratios, moves=st.lists(st.tuples(st.floats(0.01, 50), positions), max_size=8))
def test_the_photo_is_never_lost(photo, ratio, moves):
    moved = camera(photo, ratio)
    for factor, position in moves:
        moved.zoom(factor, position, VIEW)
        moved.pan(position.x() * 10, -position.y() * 10)
        shown = moved.transform(VIEW).mapRect(QRectF(0, 0, photo.width(), photo.height()))
        assert shown.intersects(QRectF(-1, -1, 802, 602))
        assert moved.device_scale <= max(64.0, moved.fit_scale() * 4 * ratio) * (1 + 1e-9)


@given(photo=sizes, ratio=ratios, position=positions)
def test_place_and_position_are_inverse(photo, ratio, position):
    looked = camera(photo, ratio)
    back = looked.transform(VIEW).map(looked.to_photo(position, VIEW))
    assert back.x() == pytest.approx(position.x(), abs=1e-3)
    assert back.y() == pytest.approx(position.y(), abs=1e-3)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_one_to_one_means_device_pixels_upon_the_grid(ratio):
    looked = camera(ratio=ratio)
    looked.actual_size(QPointF(333.3, 217.7), VIEW)
    assert looked.device_scale == pytest.approx(1.0)
    shift = looked.transform(VIEW)
    for offset in (shift.dx() * ratio, shift.dy() * ratio):
        assert offset == pytest.approx(round(offset), abs=1e-6)


def test_same_size_keeps_the_view_and_another_size_resets_it():
    looked = camera()
    looked.zoom(5, QPointF(100, 100), VIEW)
    scale, centre = looked.scale, looked.centre
    looked.set_photo(QSize(4000, 3000))
    assert (looked.scale, looked.centre) == (scale, centre)
    assert not looked.fitted
    looked.set_photo(QSize(3000, 4000))
    assert looked.fitted


def test_a_fitted_photo_stays_fitted_when_the_view_grows():
    looked = camera()
    before = looked.scale
    looked.set_view(QSize(1600, 1200), 1.0)
    assert looked.fitted
    assert looked.scale > before


def test_a_resized_view_keeps_its_middle():
    looked = camera()
    looked.zoom(5)
    looked.pan(-120, 45)
    centre, scale = looked.centre, looked.scale
    looked.set_view(QSize(500, 900), 1.0)
    assert (looked.centre, looked.scale) == (centre, scale)


def test_one_to_one_stays_so_on_a_sharper_screen():
    looked = camera()
    looked.actual_size()
    looked.set_view(VIEW, 2.0)
    assert looked.device_scale == pytest.approx(1.0)


def test_a_rectangle_is_shown_whole_in_the_middle():
    looked = camera()
    looked.show_rect(QRectF(1000, 500, 200, 100))
    assert looked.to_photo(QPointF(400, 300), VIEW).x() == pytest.approx(1100, abs=1)
    shown = looked.transform(VIEW).mapRect(QRectF(1000, 500, 200, 100))
    assert QRectF(0, 0, 800, 600).contains(shown)
    assert shown.width() == pytest.approx(800 / 3, abs=1)


def test_a_tiny_rectangle_is_not_blown_up_without_end():
    looked = camera()
    looked.show_rect(QRectF(10, 10, 1, 1))
    assert looked.device_scale == pytest.approx(8.0)


def test_without_a_photo_nothing_moves():
    looked = Camera()
    looked.set_view(VIEW, 1.0)
    looked.zoom(3)
    looked.pan(5, 5)
    looked.show_rect(QRectF(0, 0, 5, 5))
    assert looked.centre == QPointF(0, 0)


def test_a_view_without_room_does_no_harm():
    looked = Camera()
    looked.set_view(QSize(0, 0), 1.0)
    looked.set_photo(QSize(100, 100))
    looked.zoom(2)
    assert looked.scale > 0


@pytest.mark.parametrize(
    ("place", "pixel"),
    [((0.0, 0.0), (0, 0)), ((3999.99, 2999.99), (3999, 2999)), ((4000.0, 10.0), None), ((-0.01, 10.0), None)],
)
def test_the_pixel_at_a_place(place, pixel):
    assert camera().pixel_at(QPointF(*place)) == pixel


def test_hovering_is_told_once_and_only_when_it_changes():
    looked = camera()
    told = []
    looked.hovered.connect(lambda: told.append(looked.hover))
    looked.set_hover(None)
    looked.set_hover(QPointF(1, 2))
    looked.set_hover(None)
    looked.set_hover(None)
    assert told == [QPointF(1, 2), None]
