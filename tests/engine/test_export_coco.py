"""COCO annotations, read back by pycocotools."""

import contextlib
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from export_samples import LIMITS, SUMMARY, at, judge, make_map, some_results, some_reviews, unreadable
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO

from engine.errors import ExportError
from engine.export import coco
from engine.export.coco import CocoFile, rle_counts, rle_text, shapes
from engine.export.run import Targets, export_results
from engine.regions import defect_mask

# of the reference itself, on a newer NumPy than it was made for
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

MASKS = arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12)))


def opened(path):
    """The file as the reference reads it; what it prints is of no interest."""
    with contextlib.redirect_stdout(io.StringIO()):
        return COCO(str(path))


@settings(max_examples=200, deadline=None)
@given(MASKS, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
@example(np.ones((3, 4), bool), 0, 0, 0, 0)
@example(np.zeros((3, 4), bool), 1, 0, 2, 0)
@example(np.array([[True, False], [False, True]]), 0, 0, 0, 0)
def test_run_lengths_are_those_of_the_reference(mask, left, top, right, bottom):
    whole = np.pad(mask, ((top, bottom), (left, right)))
    counts = rle_counts(mask, (left, top), whole.shape)
    assert sum(counts) == whole.size
    assert all(count > 0 for count in counts[1:])
    expected = coco_mask.encode(np.asfortranarray(whole.astype(np.uint8)))
    assert rle_text(counts) == expected["counts"].decode()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 2**28), min_size=1, max_size=9))
def test_long_runs_survive_the_text(counts):
    size = [1, sum(counts)]
    compressed = coco_mask.frPyObjects({"counts": counts, "size": size}, *size)
    assert rle_text(counts) == compressed["counts"].decode()


def test_the_reference_reads_the_file_and_finds_the_same_areas(tmp_path):
    results = some_results()
    targets = Targets(coco=tmp_path / "coco.json", json=tmp_path / "r.json")
    written = export_results(iter(results), SUMMARY, targets, reviews=some_reviews())
    assert written.problems == ()
    found = opened(tmp_path / "coco.json")
    judged = [i for i, result in enumerate(results) if result.score is not None]
    assert sorted(found.getImgIds()) == [i + 1 for i in judged]
    for i in judged:
        result = results[i]
        image = found.loadImgs(i + 1)[0]
        assert (image["height"], image["width"]) == (60, 90)
        assert image["file_name"] == result.path.name
        annotations = found.loadAnns(found.getAnnIds(imgIds=i + 1))
        assert len(annotations) == len(result.defects)
        union = np.zeros((60, 90), bool)
        for annotation, defect in zip(annotations, result.defects, strict=True):
            mask = found.annToMask(annotation).astype(bool)
            assert int(mask.sum()) == annotation["area"] == defect.area_px
            assert annotation["area"] == coco_mask.area(found.annToRLE(annotation))
            box = coco_mask.toBbox(found.annToRLE(annotation)).tolist()
            assert annotation["bbox"] == box == [defect.x, defect.y, defect.w, defect.h]
            assert annotation["iscrowd"] == 0
            assert annotation["category_id"] in found.getCatIds(catNms=["defect"])
            assert annotation["score"] == defect.peak
            assert not (union & mask).any()
            union |= mask
        expected = defect_mask(result.anomaly_map, (60, 90), LIMITS.pixel_threshold, LIMITS.min_area)
        assert np.array_equal(union, expected)


def test_the_file_says_where_it_comes_from(tmp_path):
    export_results(some_results(), SUMMARY, Targets(coco=tmp_path / "coco.json"), reviews=some_reviews())
    document = json.loads((tmp_path / "coco.json").read_bytes())
    assert list(document) == ["info", "licenses", "categories", "images", "annotations"]
    info = document["info"]
    assert info["recipe"]["name"] == "flange-left"
    assert info["recipe"]["sha256"] == SUMMARY.sha256
    assert info["recipe"]["limits"]["min_area"] == 4
    assert info["inspection"]["operator"]["disagreed"] == 2
    assert info["software"].startswith("gonogo ")
    assert info["image_folder"].endswith("/in")
    assert {image["license"] for image in document["images"]} == {one["id"] for one in document["licenses"]}
    first = document["images"][0]
    assert (first["verdict"], first["operator_verdict"], first["agrees"]) == ("good", "defective", False)
    assert len({a["id"] for a in document["annotations"]}) == len(document["annotations"]) > 1


def test_several_defects_of_one_part_are_told_apart(tmp_path):
    # one ring around a spot, one in the corner: boxes inside each other
    y, x = np.mgrid[:64, :64] - 31.5
    radius = np.hypot(x, y)
    made = np.where((np.abs(radius - 20) < 3) | (radius < 6), 80.0, 5.0).astype(np.float32)
    made[:5, :5] = 70
    result = judge("ring.png", (128, 96), made)
    assert len(result.defects) == 3
    export_results([result], SUMMARY, Targets(coco=tmp_path / "c.json"))
    found = opened(tmp_path / "c.json")
    areas = [int(found.annToMask(a).sum()) for a in found.loadAnns(found.getAnnIds())]
    assert areas == [defect.area_px for defect in result.defects]


def test_nothing_and_errors_alone_are_still_valid(tmp_path):
    for results in ([], [unreadable("x.png")]):
        export_results(results, SUMMARY, Targets(coco=tmp_path / "c.json"))
        found = opened(tmp_path / "c.json")
        assert found.getImgIds() == found.getAnnIds() == []


def test_names_in_different_folders_stay_apart(tmp_path):
    base = some_results()[0]
    results = [at(base, "/data/a/000.png"), at(base, "/data/b/000.png"), at(base, "/data/b/gr\udcfcn ü.png")]
    export_results(results, SUMMARY, Targets(coco=tmp_path / "c.json"))
    document = json.loads((tmp_path / "c.json").read_bytes())
    names = [image["file_name"] for image in document["images"]]
    assert names == [
        "a/000.png",
        "b/000.png",
        "b/gr\\xfcn ü.png",
    ]
    assert document["info"]["image_folder"] == "/data"


def test_drives_without_a_common_folder(monkeypatch):
    def different(_paths):
        raise ValueError("Paths don't have the same drive")

    monkeypatch.setattr(coco.os.path, "commonpath", different)
    folder, names = coco._names([Path("/a/1.png"), Path("/b/1.png")])
    assert folder == ""
    assert names == ["/a/1.png", "/b/1.png"]


def test_a_part_without_its_map_is_a_problem_and_is_not_called_free_of_defects(tmp_path):
    results = some_results()
    results[1] = results[1].without_map()
    written = export_results(results, SUMMARY, Targets(coco=tmp_path / "c.json"))
    assert [str(problem.path) for problem in written.problems] == ["in/b.png"]
    assert 2 not in opened(tmp_path / "c.json").getImgIds()


def test_defects_of_another_map_are_refused():
    result = judge("a.png", (60, 90), make_map(64.0))
    other = replace(result, anomaly_map=make_map(64.0, (0.2, 0.2)))
    with pytest.raises(ExportError, match=r"a\.png do not belong"):
        shapes(other)


def test_many_annotations_wait_on_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(coco, "_IN_MEMORY", 200)
    result = judge("a.png", (60, 90), make_map(64.0))
    with CocoFile() as waiting:
        for i in range(40):
            waiting.add(i, result, shapes(result))
        waiting.write(tmp_path / "c.json", [result] * 40, SUMMARY)
    assert len(opened(tmp_path / "c.json").getAnnIds()) == 40 * len(result.defects)
