"""From distances to the map: exact, deterministic, and blank outside the region of interest."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from engine.anomaly_map import SIGMA, anomaly_map, anomaly_score, blur, stretch


def distances(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).gamma(4, size=(rows, columns)).astype(np.float32)


@pytest.mark.parametrize(("grid", "side"), [((8, 8), 64), ((32, 32), 256), ((4, 4), 32), ((7, 7), 224)])
def test_the_map_is_bilinear_then_gaussian(grid, side):
    values = distances(*grid)
    places = (np.arange(side) + 0.5) * grid[0] / side - 0.5
    mesh = np.meshgrid(places, places, indexing="ij")
    stretched = ndimage.map_coordinates(values.astype(np.float64), mesh, order=1, mode="nearest")
    np.testing.assert_allclose(stretch(values, side), stretched, rtol=1e-5)
    # "mirror" is scipy's word for a mirrored border without its last pixel
    expected = ndimage.gaussian_filter(stretched, SIGMA, mode="mirror", truncate=4.0)
    found = anomaly_map(values, side)
    assert found.dtype == np.float32
    assert found.shape == (side, side)
    np.testing.assert_allclose(found, expected, rtol=1e-4)


def test_a_flat_grid_gives_a_flat_map():
    np.testing.assert_allclose(anomaly_map(np.full((8, 8), 3.5, np.float32), 64), 3.5, rtol=1e-6)


def test_outside_the_region_the_map_is_zero_and_inside_it_is_as_before():
    region = np.zeros((64, 64), np.bool_)
    region[10:30, 20:50] = True
    values = distances(8, 8)
    whole, masked = anomaly_map(values, 64), anomaly_map(values, 64, region)
    assert not masked[~region].any()
    np.testing.assert_array_equal(masked[region], whole[region])
    assert anomaly_score(masked) == whole[region].max() < whole.max()


def test_the_score_is_the_highest_value():
    values = anomaly_map(distances(8, 8), 64)
    assert anomaly_score(values) == values.max()
    assert isinstance(anomaly_score(values), float)


def test_neither_step_changes_what_it_is_given():
    values = distances(8, 8)
    before = values.copy()
    stretched = stretch(values, 64)
    again = stretched.copy()
    blur(stretched, np.zeros((64, 64), np.bool_))
    np.testing.assert_array_equal(values, before)
    np.testing.assert_array_equal(stretched, again)


def test_the_map_is_the_same_to_the_last_bit_whatever_opencv_does():
    import cv2

    values = distances(32, 32)
    threads = cv2.getNumThreads()
    try:
        cv2.setNumThreads(1)
        alone = anomaly_map(values, 256)
        cv2.setNumThreads(4)
        np.testing.assert_array_equal(anomaly_map(values, 256), alone)
    finally:
        cv2.setNumThreads(threads)
    # a view into a larger array, as the calibration hands it over
    many = np.stack([values, values * 2])
    np.testing.assert_array_equal(anomaly_map(many[0], 256), alone)
