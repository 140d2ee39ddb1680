import errno
import io
import os
from dataclasses import replace

import cv2
import numpy as np
import pytest
import tifffile
from export_samples import LIMITS, judge, make_map, make_photo, unreadable
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from engine.colour import COLOUR_MAPS, colourise, lookup_table, scale_top, steps
from engine.errors import ExportError, GonogoError
from engine.export.maps import encode_tiff, write_map
from engine.export.masks import mask_of, write_mask
from engine.export.overlays import line_width, overlay, write_overlay
from engine.regions import defect_mask
from engine.types import Limits

# what cannot be reached by any outline is what is compared
FAR = Limits(LIMITS.image_threshold, pixel_threshold=1e9)


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_colour_maps_have_256_colours_and_cannot_be_changed(name):
    table = lookup_table(name)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    assert len(np.unique(table, axis=0)) > 200
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 0


def test_colours_are_in_the_order_red_green_blue():
    assert lookup_table("inferno")[128].tolist() == pytest.approx([188, 55, 84], abs=3)
    assert lookup_table("viridis")[0].tolist() == pytest.approx([68, 1, 84], abs=3)


def test_an_unknown_colour_map_is_named():
    with pytest.raises(GonogoError, match=r"jet.*inferno, viridis"):
        lookup_table("jet")


def test_the_scale_is_fixed_and_the_limit_its_middle():
    top = scale_top(LIMITS)
    assert top == 80.0
    values = np.array([0, 20, 40, 80, 1e9, np.inf, np.nan, -1], dtype=np.float32)
    assert steps(values, top).tolist() == [0, 64, 128, 255, 255, 255, 255, 0]
    # the same value has the same colour whatever else is in the picture
    alone = colourise(np.full((1, 1), 25, np.float32), top, "viridis")
    among = colourise(np.array([[25, 4000]], np.float32), top, "viridis")
    assert alone[0, 0].tolist() == among[0, 0].tolist()


@pytest.mark.parametrize("top", [0.0, -1.0, float("nan"), float("inf")])
def test_a_scale_without_length_is_refused(top):
    with pytest.raises(GonogoError, match="scale ends"):
        steps(np.zeros((2, 2), np.float32), top)


@settings(max_examples=30, deadline=None)
@given(
    hnp.arrays(
        np.float32, hnp.array_shapes(min_dims=2, max_dims=2, max_side=20),
        elements=st.floats(0, 2.0**120, width=32, allow_subnormal=True),
    )
)  # fmt: skip
def test_every_reader_gets_back_every_bit_of_a_map(values):
    data = encode_tiff(values)
    for read in (
        tifffile.imread(io.BytesIO(data)),
        np.asarray(Image.open(io.BytesIO(data))),
        cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED),
    ):
        assert read.dtype == np.float32
        assert read.shape == values.shape
        assert read.tobytes() == values.tobytes()


def test_a_map_is_written_as_the_detector_made_it(tmp_path):
    result = judge("a.png", (60, 90), make_map(64.0))
    write_map(tmp_path / "a.tiff", result)
    read = tifffile.imread(tmp_path / "a.tiff")
    assert np.array_equal(read, result.anomaly_map)
    assert read.max() == np.float32(result.score)


@settings(max_examples=40, deadline=None)
@given(
    hnp.arrays(
        np.float32, hnp.array_shapes(min_dims=2, max_dims=2, min_side=2), elements=st.floats(0, 80, width=32)
    ),
    st.integers(2, 40),
    st.integers(2, 40),
    st.integers(0, 30),
)  # fmt: skip
def test_a_mask_shows_exactly_the_defects(values, height, width, min_area):
    limits = replace(LIMITS, min_area=min_area)
    result = judge("a.png", (height, width), values, limits)
    mask = mask_of(result)
    assert mask.shape == (height, width)
    assert set(np.unique(mask)) <= {0, 255}
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    shown = sorted(tuple(int(v) for v in row) for row in stats[1:])
    assert shown == sorted((d.x, d.y, d.w, d.h, d.area_px) for d in result.defects)


def test_a_written_mask_is_a_grey_png_of_the_photos_size(tmp_path):
    result = judge("a.png", (61, 97), make_map(64.0))
    assert result.defects
    write_mask(tmp_path / "a.png", result)
    with Image.open(tmp_path / "a.png") as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "L", (97, 61))
        assert np.array_equal(np.asarray(picture), mask_of(result))


def test_a_normal_part_looks_like_its_photo():
    photo = make_photo()
    assert np.array_equal(overlay(photo, np.full((32, 32), 11.0, np.float32), LIMITS), photo)


def test_opacity_rises_with_the_value_and_takes_the_scales_colour():
    photo = np.full((8, 8, 3), 100, np.uint8)
    change = []
    for value in (12, 20, 28, 36, 40):
        drawn = overlay(photo, np.full((4, 4), value, np.float32), FAR, opacity=1.0)
        colour = colourise(np.full((1, 1), value, np.float32), 80.0)[0, 0].astype(float)
        # where between photo and colour the pixel lies
        change.append(float(np.abs(drawn[4, 4] - 100.0).max() / np.abs(colour - 100).max()))
    assert change == sorted(change)
    assert change[0] == 0.0
    assert 0.1 < change[2] < 0.9
    assert change[-1] == pytest.approx(1.0, abs=0.02)


def test_opacity_bounds_the_colour_and_zero_leaves_the_photo():
    photo = make_photo()
    hot = np.full((32, 32), 70.0, np.float32)
    assert np.array_equal(overlay(photo, hot, FAR, opacity=0.0), photo)
    full = overlay(photo, hot, FAR, opacity=1.0)
    assert np.array_equal(full, np.broadcast_to(colourise(hot[:1, :1], 80.0), photo.shape))
    half = overlay(photo, hot, FAR, opacity=0.5).astype(int)
    assert np.abs(half - (full.astype(int) + photo) / 2).max() <= 1


def test_the_photo_is_not_drawn_upon():
    photo = make_photo()
    before = photo.copy()
    photo.flags.writeable = False
    overlay(photo, make_map(64.0), LIMITS)
    assert np.array_equal(photo, before)


def test_large_photos_are_painted_in_bands_without_seams():
    hill = make_map(39.0, size=16)
    photo = np.full((700, 40, 3), 100, np.uint8)
    drawn = overlay(photo, hill, FAR, opacity=1.0).astype(int)
    assert np.abs(np.diff(drawn, axis=0)).max() <= 4


@pytest.mark.parametrize("ground", [0, 255, 128])
def test_the_outline_can_be_seen_on_any_ground_and_leaves_the_defect_bare(ground):
    photo = np.full((300, 400, 3), ground, np.uint8)
    hill = make_map(64.0)
    mask = defect_mask(hill, (300, 400), LIMITS.pixel_threshold)
    bare = overlay(photo, hill, FAR)
    drawn = overlay(photo, hill, LIMITS)
    assert np.array_equal(drawn[mask], bare[mask])
    ring = cv2.dilate(mask.astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool) & ~mask
    assert drawn[ring].max() > 230
    assert drawn[ring].min() < 25
    outside = cv2.dilate(mask.astype(np.uint8), np.ones((15, 15), np.uint8)) == 0
    assert np.array_equal(drawn[outside], bare[outside])


def test_lines_grow_with_the_photo():
    assert [line_width(*size) for size in ((1, 1), (128, 128), (512, 512), (3000, 4000))] == [1, 1, 1, 8]


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_any_colour_map_serves(name):
    assert overlay(make_photo(), make_map(64.0), LIMITS, colour_map=name).shape == (60, 90, 3)


@pytest.mark.parametrize("size", [(1, 1), (8, 300), (60, 40), (128, 128), (512, 512), (300, 1600)])
@pytest.mark.parametrize("peak", [64.0, 38.0, 12.0])
def test_the_scale_lies_below_the_picture_and_covers_nothing(size, peak, tmp_path):
    photo = make_photo(*size)
    result = judge("a.png", size, make_map(peak))
    write_overlay(tmp_path / "o.png", photo, result)
    with Image.open(tmp_path / "o.png") as picture:
        assert picture.mode == "RGB"
        drawn = np.asarray(picture)
    height, width = size
    assert drawn.shape[0] > height
    assert drawn.shape[1] == max(width, 120)
    assert np.array_equal(drawn[:height, :width], overlay(photo, result.anomaly_map, LIMITS))
    strip = drawn[height:].reshape(-1, 3)
    # the scale's warm end and the white mark of the limit are there
    assert (strip.astype(int) - lookup_table()[200] == 0).all(axis=1).any() or width < 200
    assert (strip == 255).all(axis=1).any()


@pytest.mark.parametrize(
    "write", [write_map, write_mask, lambda path, r: write_overlay(path, make_photo(), r)]
)
def test_without_a_map_there_is_nothing_to_write(write, tmp_path):
    for result in (judge("a.png", (60, 90), make_map(64.0)).without_map(), unreadable("a.png")):
        with pytest.raises(ExportError, match=r"no anomaly map of a\.png"):
            write(tmp_path / "x", result)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "write", [write_map, write_mask, lambda path, r: write_overlay(path, make_photo(), r)]
)
def test_a_full_disk_leaves_the_old_picture(write, tmp_path, monkeypatch):
    path = tmp_path / "p"
    path.write_bytes(b"before")

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="disk is full"):
        write(path, judge("a.png", (60, 90), make_map(64.0)))
    assert path.read_bytes() == b"before"
    assert len(list(tmp_path.iterdir())) == 1
