"""Outlines of what is above the threshold, against the engine's own masks."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.regions import defect_mask, find_defects, upsample
from gui.viewer.contour import Traced, mask_outlines, trace


def smooth_map(seed, rows=64, columns=64):
    rng = np.random.default_rng(seed)
    rough = cv2.GaussianBlur(rng.random((rows, columns), dtype=np.float32), (0, 0), 4)
    return (rough - rough.min()) / (rough.max() - rough.min()) * 10


def filled(lines, height, width, fine=4):
    """The inside of the lines, painted by another way: on a finer grid, averaged down."""
    canvas = np.zeros((height * fine, width * fine), np.uint8)
    cv2.fillPoly(canvas, [np.round(line * fine - 0.5).astype(np.int32) for line in lines], 1)
    return canvas.reshape(height, fine, width, fine).mean(axis=(1, 3)) > 0.5


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    threshold=st.floats(3, 9),
    shape=st.sampled_from([(64, 64), (48, 80), (97, 33)]),
)
def test_the_inside_is_what_the_engine_calls_above(seed, threshold, shape):
    values = smooth_map(seed, *shape)
    height, width = 200, 260
    traced = trace(values, width, height, threshold)
    inside = filled(traced.lines, height, width)
    expected = defect_mask(values, (height, width), threshold)
    # lines run between pixels, and regions smaller than a third of a map pixel are not drawn
    edge = cv2.dilate(expected.view(np.uint8), np.ones((5, 5))) != cv2.erode(
        expected.view(np.uint8), np.ones((5, 5))
    )
    wrong = (inside != expected) & ~edge
    assert wrong.sum() <= 12


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), threshold=st.floats(3, 9))
def test_points_lie_upon_the_threshold(seed, threshold):
    values = smooth_map(seed)
    width, height = 512, 512
    upsampled = upsample(values, (height, width))
    for line in trace(values, width, height, threshold).lines:
        inner = line[((line > 9) & (line < 503)).all(axis=1)]
        if not len(inner):
            continue
        column, row = np.floor(inner).astype(int).T
        # the slope of the map times a photo pixel is the most that rounding to a pixel can do
        slope = np.hypot(*np.gradient(upsampled))[row, column]
        off = np.abs(upsampled[row, column] - threshold)
        assert np.quantile(off - 1.5 * slope, 0.99) <= 0.02


def test_a_round_spot_gives_a_round_line():
    y, x = np.mgrid[0:64, 0:64]
    values = (20 - np.hypot(x - 31.5, y - 31.5)).astype(np.float32)
    (line,) = trace(values, 640, 640, 10.0).lines
    radius = np.hypot(line[:, 0] - 320, line[:, 1] - 320)
    assert radius == pytest.approx(np.full(len(line), 100.0), abs=0.6)
    assert trace(values, 640, 640, 10.0).areas[0] == pytest.approx(np.pi * 100**2, rel=0.01)


def test_areas_agree_with_the_engine():
    values = smooth_map(5)
    size = (600, 800)
    defects, _ = find_defects(values, size, 7.0, 0)
    traced = trace(values, size[1], size[0], 7.0)
    ours = sorted({round(area) for area in traced.areas if area > 500})
    theirs = sorted(d.area_px for d in defects if d.area_px > 500)
    assert len(ours) == len(theirs)
    assert ours == pytest.approx(theirs, rel=0.03)


def test_holes_are_traced_and_taken_off():
    y, x = np.mgrid[0:64, 0:64]
    values = (10 - np.abs(np.hypot(x - 31.5, y - 31.5) - 15)).astype(np.float32)
    traced = trace(values, 64, 64, 5.0)
    assert len(traced.lines) == 2
    assert traced.areas == pytest.approx([np.pi * (20**2 - 10**2)] * 2, rel=0.02)
    assert traced.path().contains(point(32 + 15, 32))
    assert not traced.path().contains(point(32, 32))


def point(x, y):
    from PySide6.QtCore import QPointF

    return QPointF(x, y)


def test_small_regions_do_not_count():
    values = np.zeros((64, 64), np.float32)
    values[10:14, 10:14] = 10
    values[30:50, 30:50] = 10
    traced = trace(values, 64, 64, 5.0)
    assert len(traced.lines) == 2
    assert len(traced.at_least(100)) == 1
    assert len(traced.at_least(1000)) == 0


def test_a_region_at_the_edge_is_closed_along_it():
    values = np.zeros((32, 32), np.float32)
    values[:8, :] = 10
    (line,) = trace(values, 320, 320, 5.0).lines
    assert line.min() == 0.0
    assert line[:, 0].max() == 320.0
    assert line[:, 1].max() == pytest.approx(80, abs=5)


@pytest.mark.parametrize(("value", "threshold", "count"), [(1.0, 5.0, 0), (9.0, 5.0, 1)])
def test_flat_maps(value, threshold, count):
    traced = trace(np.full((16, 16), value, np.float32), 100, 100, threshold)
    assert len(traced.lines) == count
    if count:
        assert traced.lines[0].min() == 0
        assert traced.lines[0].max() == 100


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2)])
def test_tiny_maps(shape):
    values = np.linspace(0, 10, shape[0] * shape[1], dtype=np.float32).reshape(shape)
    for line in trace(values, 50, 40, 4.0).lines:
        assert np.isfinite(line).all()


def test_what_is_not_a_number_counts_as_above():
    values = np.zeros((64, 64), np.float32)
    values[20:30, 20:30] = np.nan
    values[40:50, 40:50] = np.inf
    traced = trace(values, 640, 640, 5.0)
    assert all(np.isfinite(line).all() for line in traced.lines)
    assert traced.path().contains(point(250, 250))
    assert traced.path().contains(point(450, 450))
    assert not traced.path().contains(point(100, 100))


def test_bare_noise_stays_bounded():
    values = np.random.default_rng(0).random((512, 512), dtype=np.float32)
    traced = trace(values, 4000, 3000, 0.5)
    assert not traced.complete
    assert len(traced.lines) <= 1500


def test_no_lines_give_an_empty_path():
    assert Traced().path().isEmpty()
    assert trace(np.zeros((8, 8), np.float32), 10, 10, 1.0).path().isEmpty()


def test_outline_of_a_mask():
    mask = np.zeros((20, 30), bool)
    mask[5:10, 8:20] = True
    (line,) = mask_outlines(mask)
    assert line.min(axis=0) == pytest.approx([8.5, 5.5])
    assert line.max(axis=0) == pytest.approx([19.5, 9.5])
    assert mask_outlines(np.zeros((5, 5), bool)) == []
