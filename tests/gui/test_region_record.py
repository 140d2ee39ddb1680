"""Shapes and the masks that they make: laws of counting pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize

from gui.region.model import RegionModel
from gui.region.record import Kind, Region, Shape

W, H = 40, 30


def rectangle(x0, y0, x1, y1, ignore=False):
    return Shape(Kind.RECTANGLE, ((x0, y0), (x1, y1)), ignore)


def polygon(*points, ignore=False):
    return Shape(Kind.POLYGON, tuple(points), ignore)


whole_x, whole_y = st.integers(0, W), st.integers(0, H)
places = st.tuples(st.floats(0, W), st.floats(0, H))
rectangles = st.builds(rectangle, whole_x, whole_y, whole_x, whole_y, st.booleans())
polygons = st.builds(
    lambda points, ignore: polygon(*points, ignore=ignore),
    st.lists(places, min_size=3, max_size=6),
    st.booleans(),
)
shapes = st.lists(rectangles | polygons, max_size=5).map(tuple)


@given(whole_x, whole_y, whole_x, whole_y)
def test_a_rectangle_covers_exactly_its_pixels(x0, y0, x1, y1):
    mask = Region((rectangle(x0, y0, x1, y1),), W, H).mask()
    assert mask.shape == (H, W)
    assert mask.sum() == abs(x1 - x0) * abs(y1 - y0)
    assert mask[min(y0, y1) : max(y0, y1), min(x0, x1) : max(x0, x1)].all()


@given(whole_x, whole_y, whole_x, whole_y)
def test_a_polygon_with_four_right_angles_is_a_rectangle(x0, y0, x1, y1):
    as_polygon = Region((polygon((x0, y0), (x1, y0), (x1, y1), (x0, y1)),), W, H).mask()
    assert np.array_equal(as_polygon, Region((rectangle(x0, y0, x1, y1),), W, H).mask())


@given(shapes, st.randoms(use_true_random=False))
def test_the_order_of_drawing_does_not_matter(drawn, random):
    shuffled = list(drawn)
    random.shuffle(shuffled)
    assert np.array_equal(Region(drawn, W, H).mask(), Region(tuple(shuffled), W, H).mask())


@given(shapes, rectangles | polygons)
def test_one_more_shape_to_ignore_never_adds_and_one_to_inspect_never_takes_from_others(drawn, more):
    before = Region(drawn, W, H).mask()
    ignored = Region((*drawn, Shape(more.kind, more.points, True)), W, H).mask()
    assert not (ignored & ~before).any()
    if any(not shape.ignore for shape in drawn):
        added = Region((*drawn, Shape(more.kind, more.points, False)), W, H).mask()
        assert not (before & ~added).any()


@given(shapes)
def test_mirroring_the_shapes_mirrors_the_mask(drawn):
    mirrored = tuple(
        Shape(shape.kind, tuple((W - x, y) for x, y in shape.points), shape.ignore) for shape in drawn
    )
    one, other = Region(drawn, W, H).mask(), Region(mirrored, W, H).mask()[:, ::-1]
    # only pixels whose centres lie on an edge may fall to either side
    assert (one != other).mean() < 0.02


@given(rectangles, st.floats(-100, 100), st.floats(-100, 100))
def test_a_moved_shape_keeps_its_size_and_stays_in_the_picture(shape, dx, dy):
    moved = shape.moved(dx, dy, QSize(W, H)).rect
    assert moved.size().width() == pytest.approx(shape.rect.width())
    assert moved.left() >= -1e-9
    assert moved.right() <= W + 1e-9
    assert moved.top() >= -1e-9
    assert moved.bottom() <= H + 1e-9


def test_a_triangle_covers_about_half():
    mask = Region((polygon((0, 0), (W, 0), (0, H)),), W, H).mask()
    assert mask.mean() == pytest.approx(0.5, abs=0.03)
    assert mask[1, 1]
    assert not mask[-1, -1]


def test_with_shapes_to_ignore_alone_everything_else_is_inspected():
    mask = Region((rectangle(10, 10, 20, 15, ignore=True),), W, H).mask()
    assert mask.sum() == W * H - 50
    assert not mask[12, 15]


def test_a_polygon_that_crosses_itself_has_no_hole():
    star = polygon((20, 2), (27, 28), (4, 11), (36, 11), (13, 28))
    assert Region((star,), W, H).mask()[15, 20]


def test_shapes_beyond_the_picture_are_cut_off():
    mask = Region((polygon((-50, -50), (500, -50), (500, 500), (-50, 500)),), W, H).mask()
    assert mask.all()
    assert not Region((rectangle(-9, -9, -1, -1),), W, H).mask().any()


def test_a_region_is_stretched_to_another_picture():
    region = Region((rectangle(10, 10, 20, 20),), W, H).on(2 * W, 3 * H)
    assert region.mask()[30:60, 20:40].all()
    assert region.mask().sum() == 30 * 20
    assert region.on(W, H).shapes[0].rect == rectangle(10, 10, 20, 20).rect


def test_the_share_comes_from_a_small_copy_of_a_large_picture():
    region = Region((rectangle(0, 0, 2000, 3000),), 4000, 3000)
    assert region.share() == pytest.approx(0.5, abs=0.01)
    assert Region().share() == 1.0


def test_nothing_drawn_is_empty():
    assert Region().empty
    assert Region((), 10, 10).empty
    assert not Region((rectangle(1, 1, 5, 5),), 10, 10).empty


# ---- history


@pytest.fixture
def model(qapp):
    return RegionModel(Region((), W, H))


def test_every_step_can_be_undone_and_done_again(model):
    steps = [model.shapes]
    model.add(rectangle(1, 1, 20, 20))
    steps.append(model.shapes)
    model.change(0, rectangle(2, 2, 20, 20))
    steps.append(model.shapes)
    model.toggle_ignore()
    steps.append(model.shapes)
    model.clear()
    steps.append(model.shapes)
    for wanted in reversed(steps[:-1]):
        model.undo()
        assert model.shapes == wanted
    assert not model.can_undo
    for wanted in steps[1:]:
        model.redo()
        assert model.shapes == wanted
    assert not model.can_redo


def test_a_drag_is_one_step(model):
    model.add(rectangle(1, 1, 10, 10))
    for x in range(11, 30):
        model.change(0, rectangle(1, 1, x, 10), "drag 1")
    model.undo()
    assert model.shapes == (rectangle(1, 1, 10, 10),)


def test_two_drags_are_two_steps(model):
    model.add(rectangle(1, 1, 10, 10))
    model.change(0, rectangle(1, 1, 11, 10), "drag 1")
    model.change(0, rectangle(1, 1, 12, 10), "drag 2")
    model.undo()
    assert model.shapes == (rectangle(1, 1, 11, 10),)


def test_a_slip_of_the_hand_draws_nothing(model):
    assert not model.add(rectangle(5, 5, 7, 20))
    assert model.shapes == ()
    assert not model.can_undo


def test_a_polygon_loses_corners_down_to_three_and_then_goes_altogether(model):
    model.add(polygon((1, 1), (20, 1), (20, 20), (1, 20)))
    model.select(0, 1)
    model.remove_selected()
    assert len(model.shapes[0].points) == 3
    model.select(0, 1)
    model.remove_selected()
    assert model.shapes == ()


def test_drawing_after_undo_forgets_what_was_undone(model):
    model.add(rectangle(1, 1, 10, 10))
    model.undo()
    model.add(rectangle(2, 2, 12, 12))
    assert not model.can_redo
    model.undo()
    assert model.shapes == ()


def test_another_picture_size_stretches_the_history_as_well(model):
    model.add(rectangle(10, 10, 20, 20))
    model.add(rectangle(20, 20, 30, 28))
    model.set_size(2 * W, 2 * H)
    model.undo()
    assert model.shapes == (rectangle(20, 20, 40, 40),)


def test_nudging_stops_at_the_border_and_keeps_rectangles_upright(model):
    model.add(rectangle(30, 20, 38, 28))
    model.nudge(100, 0)
    assert model.shapes[0].rect.right() == W
    model.select(0, 0)
    model.nudge(100, 0)
    assert model.shapes[0].rect.width() == 8


def test_choosing_goes_round(model):
    model.add(rectangle(1, 1, 10, 10))
    model.add(rectangle(11, 11, 20, 20))
    model.select(None)
    model.select_next(1)
    assert model.selected == 0
    model.select_next(-1)
    assert model.selected == 1
    model.select_next_corner(1)
    model.select_next_corner(-1)
    assert model.corner == 3
    model.select(9)
    assert model.selected is None
