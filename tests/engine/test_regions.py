"""Defects in photo pixels: the same whether the whole photo is looked at or only the part that matters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage

from engine.regions import defect_mask, find_defects, upsample

quick = settings(max_examples=80, deadline=None)

# few values, so that plateaus, ties and values exactly at the threshold are common
maps = hnp.arrays(
    np.float32,
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
    elements=st.sampled_from([0.0, 0.1, 0.3, 1.0, 1.7, 3.3]) | st.floats(0, 5, width=32),
)
sizes = st.tuples(st.integers(1, 60), st.integers(1, 60))
thresholds = st.sampled_from([0.1, 0.3, 1.0, 1.7, 3.3]) | st.floats(0.01, 5)


def smooth_map(seed: int, side: int = 64) -> np.ndarray:
    """A map as inspection makes them: smooth, with a few hills."""
    rng = np.random.default_rng(seed)
    rough = ndimage.gaussian_filter(rng.normal(size=(side, side)), 3)
    return (10 + 40 * rough).clip(0).astype(np.float32)


def naive_upsample(values: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Bilinear interpolation with pixel centres at half units, pixel by pixel, in float64."""
    height, width = values.shape
    result = np.empty(size)
    for row in range(size[0]):
        for column in range(size[1]):
            y = min(max((row + 0.5) * height / size[0] - 0.5, 0), height - 1)
            x = min(max((column + 0.5) * width / size[1] - 0.5, 0), width - 1)
            y0, x0 = int(y), int(x)
            y1, x1 = min(y0 + 1, height - 1), min(x0 + 1, width - 1)
            upper = values[y0, x0] * (1 - (x - x0)) + values[y0, x1] * (x - x0)
            lower = values[y1, x0] * (1 - (x - x0)) + values[y1, x1] * (x - x0)
            result[row, column] = upper * (1 - (y - y0)) + lower * (y - y0)
    return result


def labelled(values: np.ndarray, threshold: float) -> tuple[np.ndarray, int]:
    return ndimage.label(values > threshold, structure=np.ones((3, 3)))


# --- upsampling -------------------------------------------------------------------------------------


@quick
@given(values=maps, size=sizes)
def test_upsampling_is_bilinear_with_centres_at_half_units(values, size):
    result = upsample(values, size)
    assert result.dtype == np.float32
    assert result.shape == size
    np.testing.assert_allclose(result, naive_upsample(values.astype(np.float64), size), rtol=1e-5, atol=1e-5)


@quick
@given(values=maps, size=sizes, data=st.data())
def test_a_rectangle_is_the_crop_of_the_whole_to_the_last_bit(values, size, data):
    height, width = size
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    w, h = data.draw(st.integers(1, width - x)), data.draw(st.integers(1, height - y))
    np.testing.assert_array_equal(
        upsample(values, size, (x, y, w, h)), upsample(values, size)[y : y + h, x : x + w]
    )


@pytest.mark.parametrize("box", [(0, 0, 1, 1), (1699, 1199, 1, 1), (313, 401, 511, 257), (0, 5, 1700, 3)])
def test_a_rectangle_of_a_large_photo_is_its_crop_to_the_last_bit(box):
    values, size = smooth_map(0), (1200, 1700)
    x, y, w, h = box
    np.testing.assert_array_equal(upsample(values, size, box), upsample(values, size)[y : y + h, x : x + w])


def test_at_its_own_size_a_map_stays_as_it_is():
    values = smooth_map(1)
    np.testing.assert_array_equal(upsample(values, values.shape), values)


@quick
@given(values=maps, size=sizes)
def test_upsampling_invents_no_higher_or_lower_values(values, size):
    result = upsample(values, size)
    assert result.max() <= values.max() * (1 + 1e-6)
    assert result.min() >= values.min() * (1 - 1e-6)


# --- defects ----------------------------------------------------------------------------------------


@quick
@given(values=maps, size=sizes, threshold=thresholds, min_area=st.integers(0, 40))
def test_defects_are_the_regions_of_the_whole_upsampled_map(values, size, threshold, min_area):
    whole = upsample(values, size)
    labels, count = labelled(whole, threshold)
    areas = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    defects, largest = find_defects(values, size, threshold, min_area)
    assert largest == areas.max(initial=0)
    assert len(defects) == (areas >= max(min_area, 1)).sum()
    for defect in defects:
        label = labels[defect.y : defect.y + defect.h, defect.x : defect.x + defect.w]
        candidates = {int(i) for i in np.unique(label) if i} & {
            i
            for i, where in enumerate(ndimage.find_objects(labels), 1)
            if where == (slice(defect.y, defect.y + defect.h), slice(defect.x, defect.x + defect.w))
        }
        matches = [i for i in candidates if areas[i - 1] == defect.area_px]
        assert matches
        peaks = {float(whole[labels == i].max()): i for i in matches}
        assert defect.peak in peaks
        cy, cx = ndimage.center_of_mass(labels == peaks[defect.peak])
        if len(matches) == 1:
            assert (defect.cx, defect.cy) == (pytest.approx(cx), pytest.approx(cy))


@quick
@given(values=maps, size=sizes, threshold=thresholds, min_area=st.integers(0, 40))
def test_the_mask_marks_exactly_the_defects(values, size, threshold, min_area):
    whole = upsample(values, size)
    labels, count = labelled(whole, threshold)
    areas = np.bincount(labels.ravel(), minlength=count + 1)
    keep = areas >= min_area
    keep[0] = False
    mask = defect_mask(values, size, threshold, min_area)
    assert mask.dtype == np.bool_
    np.testing.assert_array_equal(mask, keep[labels])
    assert mask.sum() == sum(d.area_px for d in find_defects(values, size, threshold, min_area)[0])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("size", [(480, 640), (64, 64), (1000, 333), (40, 50)])
def test_defects_of_a_real_looking_map(seed, size):
    values = smooth_map(seed)
    threshold = float(np.quantile(values, 0.93))
    whole = upsample(values, size)
    labels, count = labelled(whole, threshold)
    defects, largest = find_defects(values, size, threshold)
    assert len(defects) == count > 0
    assert sorted(d.area_px for d in defects) == sorted(np.bincount(labels.ravel())[1:])
    assert largest == max(d.area_px for d in defects)
    centres = sorted(ndimage.center_of_mass(labels > 0, labels, range(1, count + 1)))
    np.testing.assert_allclose(sorted((d.cy, d.cx) for d in defects), centres, rtol=1e-9)
    assert [d.peak for d in defects] == sorted((d.peak for d in defects), reverse=True)
    assert defects[0].peak == whole.max()


def test_regions_that_touch_at_a_corner_are_one():
    values = np.zeros((4, 4), np.float32)
    values[1, 1] = values[2, 2] = 5
    defects, largest = find_defects(values, (4, 4), 1.0)
    assert len(defects) == 1
    assert (defects[0].x, defects[0].y, defects[0].w, defects[0].h) == (1, 1, 2, 2)
    assert (defects[0].cx, defects[0].cy) == (1.5, 1.5)
    assert (defects[0].area_px, largest) == (2, 2)


def test_small_regions_are_not_listed_but_the_largest_is_told():
    values = np.zeros((8, 8), np.float32)
    values[1, 1] = 9
    values[4:6, 4:7] = 5
    assert [d.area_px for d in find_defects(values, (8, 8), 1.0)[0]] == [1, 6]
    assert [d.area_px for d in find_defects(values, (8, 8), 1.0, 2)[0]] == [6]
    assert [d.area_px for d in find_defects(values, (8, 8), 1.0, 6)[0]] == [6]
    assert find_defects(values, (8, 8), 1.0, 7) == ((), 6)
    assert not defect_mask(values, (8, 8), 1.0, 7).any()


def test_a_value_at_the_threshold_is_not_above_it():
    values = np.full((6, 6), 2.5, np.float32)
    assert find_defects(values, (30, 20), 2.5) == ((), 0)
    assert not defect_mask(values, (30, 20), 2.5).any()


@pytest.mark.parametrize("value", [0.1, 0.3, 1.7, 3.3, 7.77])
@pytest.mark.parametrize("size", [(7, 13), (50, 90), (101, 33)])
def test_a_flat_map_at_the_threshold_has_no_defects_whatever_the_size(value, size):
    flat = np.full((16, 16), value, np.float32)
    assert find_defects(flat, size, float(flat[0, 0])) == ((), 0)


def test_nothing_above_is_no_defect():
    assert find_defects(np.zeros((8, 8), np.float32), (100, 100), 0.5) == ((), 0)


def test_everything_above_is_one_defect_that_fills_the_photo():
    defects, largest = find_defects(np.ones((8, 8), np.float32), (100, 60), 0.5)
    assert [(d.x, d.y, d.w, d.h, d.area_px) for d in defects] == [(0, 0, 60, 100, 6000)]
    assert largest == 6000
    assert (defects[0].cx, defects[0].cy) == (29.5, 49.5)


def test_a_read_only_map_will_do():
    values = smooth_map(0)
    values.flags.writeable = False
    assert find_defects(values, (100, 100), 12.0)[0]
