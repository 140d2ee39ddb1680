"""Evaluation of labelled folders with a detector whose answers are known."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image
from scipy import ndimage

from engine.errors import Cancelled, GonogoError
from engine.evaluation import evaluate, evaluate_reviewed, mask_at_map_size
from engine.judging import rejudge, verdict
from engine.metrics import PixelMetrics
from engine.progress import CancelToken, Progress, silent
from engine.types import InspectionResult, Limits, OperatorVerdict, Verdict

SIDE = 32
MAP = 16
Spot = tuple[slice, slice]
SPOT: Spot = (slice(8, 16), slice(4, 12))


class BrightnessDetector:
    """Takes the brightest red of every 2 x 2 pixels for the anomaly value."""

    limits = Limits(image_threshold=100.0, pixel_threshold=60.0, review_from=0.8)

    def __init__(self) -> None:
        self.closed = False
        self.given_limits: Limits | None = None

    def inspect(self, paths, limits=None, keep_maps=True, report=silent, cancel=None):
        self.given_limits = limits
        try:
            for path in paths:
                yield self._judge(path, limits or self.limits)
        finally:
            self.closed = True

    def _judge(self, path: Path, limits: Limits) -> InspectionResult:
        try:
            with Image.open(path) as image:
                red = np.asarray(image.convert("RGB"))[..., 0].astype(np.float32)
        except OSError:
            return InspectionResult(
                path, Verdict.ERROR, limits, error=f"{path} is damaged.", hint="Copy it again."
            )
        blocks = red.reshape(MAP, red.shape[0] // MAP, MAP, red.shape[1] // MAP)
        anomaly_map = blocks.max(axis=(1, 3))
        score = float(anomaly_map.max())
        area = int((red > limits.pixel_threshold).sum())
        return InspectionResult(
            path,
            verdict(score, area, limits),
            limits,
            width=red.shape[1],
            height=red.shape[0],
            score=score,
            margin=score / limits.image_threshold,
            largest_area=area,
            anomaly_map=anomaly_map,
        )


def part(path: Path, brightest: int, spot: Spot | None = SPOT, base: int = 20) -> Path:
    """A part of one grey, with a spot of another."""
    red = np.full((SIDE, SIDE), base, dtype=np.uint8)
    red[spot or (slice(0, 1), slice(0, 1))] = brightest
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.stack([red] * 3, axis=2)).save(path)
    return path


def mask(path: Path, spot: Spot | None = SPOT, size: tuple[int, int] = (SIDE, SIDE)) -> Path:
    """A mask file that marks a spot."""
    marked = np.zeros(size, dtype=np.uint8)
    if spot is not None:
        marked[spot] = 255
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(marked).save(path)
    return path


@pytest.fixture
def labelled(tmp_path) -> Path:
    """4 good parts (one of them overkill), 3 cracks (one escapes), 2 stains (one under review)."""
    for i, brightest in enumerate((30, 50, 70, 120)):
        part(tmp_path / f"test/good/{i}.png", brightest, None)
    for i, brightest in enumerate((200, 150, 60)):
        part(tmp_path / f"test/crack/{i}.png", brightest)
        mask(tmp_path / f"ground_truth/crack/{i}_mask.png")
    for i, brightest in enumerate((180, 90)):
        part(tmp_path / f"test/stain/{i}.png", brightest)
        mask(tmp_path / f"ground_truth/stain/{i}_mask.png")
    return tmp_path


def document(directory: Path, **options) -> dict:
    """The evaluation as it comes back from strict JSON."""
    found = evaluate(BrightnessDetector(), directory, **options).document()
    return json.loads(json.dumps(found, allow_nan=False))


def test_document_of_a_known_set(labelled):
    found = document(labelled)
    assert (found["n_good"], found["n_defective"], found["n_errors"]) == (4, 5, 0)
    assert found["image_threshold"] == 100
    assert found["overkill_rate"] == 1 / 4
    assert found["escape_rate"] == 2 / 5
    assert found["unseen_escape_rate"] == 1 / 5  # the other one is up for review
    assert found["review_rate"] == 1 / 9
    assert found["image_f1"] == pytest.approx(2 * 3 / (2 * 3 + 1 + 2))
    assert found["image_auroc"] == pytest.approx((4 * 3 + 2 + 3) / 20)
    assert (found["best_f1"], found["best_f1_threshold"]) == (pytest.approx(10 / 12), 55)
    assert found["confusion"] == {
        "true_good": 3,
        "overkill": 1,
        "escape": 2,
        "true_defective": 3,
        "good_in_review": 0,
        "defective_in_review": 1,
    }
    assert found["escape_interval"]["low"] == pytest.approx(0.0527, abs=1e-4)  # 2 of 5, published tables
    assert found["escape_interval"]["high"] == pytest.approx(0.8534, abs=1e-4)
    assert list(found["per_defect"]) == ["crack", "stain"]
    crack, stain = found["per_defect"]["crack"], found["per_defect"]["stain"]
    assert (crack["n"], crack["escapes"], crack["escape_rate"]) == (3, 1, 1 / 3)
    assert crack["image_auroc"] == pytest.approx((4 + 4 + 2) / 12)
    assert (stain["n"], stain["escape_rate"], stain["unseen_escape_rate"]) == (2, 1 / 2, 0)
    assert stain["image_auroc"] == pytest.approx((4 + 3) / 8)
    assert (found["errors"], found["problems"], found["n_without_mask"]) == ([], [], 0)


def test_pixel_figures_are_those_of_the_maps_and_masks(labelled):
    truth = np.zeros((MAP, MAP), dtype=bool)
    truth[4:8, 2:6] = True
    expected = {"good": PixelMetrics(), "crack": PixelMetrics(), "stain": PixelMetrics()}
    detector = BrightnessDetector()
    for kind, metrics in expected.items():
        for result in detector.inspect(sorted((labelled / "test" / kind).iterdir())):
            metrics.add(result.anomaly_map, truth if kind != "good" else np.zeros_like(truth))
    for kind in ("crack", "stain"):
        expected[kind].merge(expected["good"])
    found = document(labelled)
    assert 0.9 < found["pixel_auroc"] < 1
    for kind in ("crack", "stain"):
        row = found["per_defect"][kind]
        assert row["pixel_auroc"] == pytest.approx(expected[kind].auroc(), abs=1e-12)
        assert row["aupro"] == pytest.approx(expected[kind].aupro(), abs=1e-12)
    assert found["per_defect"]["crack"]["n_regions"] == 3
    assert found["n_regions"] == 5


def test_results_are_kept_in_order_and_without_maps(labelled):
    found = evaluate(BrightnessDetector(), labelled)
    assert [r.path for r in found.results] == [p.path for p in found.pictures]
    assert all(r.anomaly_map is None for r in found.results)
    assert found.good_scores == (30, 50, 70, 120)
    assert found.defective_scores == (200, 150, 60, 180, 90)
    assert found.kinds == ("crack", "stain")


def test_other_limits_are_handed_on(labelled):
    limits = Limits(image_threshold=55.0, pixel_threshold=60.0)
    detector = BrightnessDetector()
    found = evaluate(detector, labelled, limits=limits)
    assert detector.given_limits == limits
    assert found.limits == limits
    assert found.confusion.escape_rate == 0
    assert found.confusion.overkill_rate == 1 / 2
    assert evaluate(detector, labelled).limits == detector.limits


def test_the_minimum_area_has_its_say(labelled):
    wide = Limits(image_threshold=55.0, pixel_threshold=60.0, min_area=40)
    found = evaluate(BrightnessDetector(), labelled, limits=wide)
    assert found.confusion.overkill_rate == 0  # the good parts' spots are one pixel
    assert found.document()["min_area"] == 40


def test_rejudged_results_give_the_figures_at_other_limits(labelled):
    before = evaluate(BrightnessDetector(), labelled)
    limits = replace(before.limits, image_threshold=55.0)
    after = replace(before, limits=limits, results=tuple(rejudge(r, limits) for r in before.results))
    assert before.confusion.escape_rate == 2 / 5
    assert after.confusion.escape_rate == 0
    assert after.document()["image_threshold"] == 55
    assert after.pixels == before.pixels


def test_nothing_but_good_parts(tmp_path):
    part(tmp_path / "good/0.png", 30)
    part(tmp_path / "good/1.png", 120)
    found = document(tmp_path)
    assert (found["n_good"], found["n_defective"], found["per_defect"]) == (2, 0, {})
    assert found["overkill_rate"] == 1 / 2
    undefined = (
        "image_auroc",
        "pixel_auroc",
        "aupro",
        "image_f1",
        "escape_rate",
        "escape_interval",
        "best_f1",
    )
    assert {found[key] for key in undefined} == {None}


def test_nothing_but_defective_parts(tmp_path):
    part(tmp_path / "test/crack/0.png", 200)
    mask(tmp_path / "ground_truth/crack/0_mask.png")
    found = document(tmp_path)
    assert (found["n_good"], found["n_defective"]) == (0, 1)
    assert (found["image_auroc"], found["overkill_rate"], found["overkill_interval"]) == (None, None, None)
    assert (found["escape_rate"], found["image_f1"]) == (0, 1)
    assert found["pixel_auroc"] == 1  # its own background is what the spot is told from


def test_a_missing_mask_is_counted_and_left_out_of_the_pixel_figures(labelled):
    whole = document(labelled)
    (labelled / "ground_truth/crack/2_mask.png").unlink()
    found = document(labelled)
    assert found["n_without_mask"] == 1
    assert found["per_defect"]["crack"]["n_without_mask"] == 1
    assert found["per_defect"]["stain"]["n_without_mask"] == 0
    assert (found["n_regions"], found["problems"]) == (4, [])
    assert found["image_auroc"] == whole["image_auroc"]
    assert found["pixel_auroc"] != whole["pixel_auroc"]


def test_without_any_mask_the_pixel_figures_are_undefined(tmp_path):
    part(tmp_path / "good/0.png", 30)
    part(tmp_path / "crack/0.png", 200)
    found = document(tmp_path)
    assert (found["pixel_auroc"], found["aupro"], found["pixel_average_precision"]) == (None, None, None)
    assert (found["image_auroc"], found["n_without_mask"]) == (1, 1)


@pytest.mark.parametrize("damage", ["size", "turned", "empty", "unreadable"])
def test_a_mask_that_cannot_be_used_is_named_and_the_rest_goes_on(labelled, damage):
    path = labelled / "ground_truth/crack/2_mask.png"
    if damage == "size":
        mask(path, size=(SIDE, SIDE + 1))
    elif damage == "turned":
        mask(path, size=(SIDE // 2, SIDE * 2))
    elif damage == "empty":
        mask(path, None)
    else:
        path.write_bytes(path.read_bytes()[:20])
    found = document(labelled)
    (problem,) = found["problems"]
    assert problem["path"] == str(path)
    assert path.name in problem["problem"]
    assert problem["hint"]
    assert (found["n_defective"], found["n_errors"], found["n_without_mask"]) == (5, 0, 0)
    assert (found["n_regions"], found["per_defect"]["crack"]["n_regions"]) == (4, 2)


def test_a_mask_of_another_size_is_explained(labelled):
    mask(labelled / "ground_truth/crack/2_mask.png", size=(SIDE, SIDE + 1))
    (problem,) = evaluate(BrightnessDetector(), labelled).problems
    assert "33 x 32 pixels" in problem.message
    assert "32 x 32" in problem.message


def test_a_picture_that_cannot_be_read_is_an_error_and_in_no_rate(labelled):
    bad_good, bad_crack = labelled / "test/good/3.png", labelled / "test/crack/2.png"
    for path in (bad_good, bad_crack):
        path.write_bytes(path.read_bytes()[:40])
    found = document(labelled)
    assert (found["n_good"], found["n_defective"], found["n_errors"]) == (3, 4, 2)
    assert (found["overkill_rate"], found["escape_rate"]) == (0, 1 / 4)
    assert [(e["path"], e["kind"]) for e in found["errors"]] == [
        (str(bad_good), "good"),
        (str(bad_crack), "crack"),
    ]
    assert all(e["error"] and e["hint"] for e in found["errors"])
    crack = found["per_defect"]["crack"]
    assert (crack["n"], crack["n_errors"], crack["escape_rate"]) == (2, 1, 0)
    assert found["n_regions"] == 4


def test_when_nothing_can_be_read_everything_is_undefined(tmp_path):
    for kind in ("good", "crack"):
        path = part(tmp_path / kind / "0.png", 30)
        path.write_bytes(path.read_bytes()[:40])
    found = document(tmp_path)
    assert (found["n_good"], found["n_defective"], found["n_errors"]) == (0, 0, 2)
    undefined = (
        "image_auroc",
        "pixel_auroc",
        "aupro",
        "image_f1",
        "overkill_rate",
        "escape_rate",
        "review_rate",
    )
    assert {found[key] for key in undefined} == {None}
    assert found["per_defect"]["crack"]["escape_rate"] is None


def test_a_map_with_undefined_values_is_named_and_the_rest_goes_on(labelled):
    class Broken(BrightnessDetector):
        def _judge(self, path, limits):
            result = super()._judge(path, limits)
            if path.match("good/0.png"):
                result.anomaly_map[0, 0] = np.nan
            return result

    found = evaluate(Broken(), labelled)
    (problem,) = found.problems
    assert problem.path == labelled / "test/good/0.png"
    assert found.pixels.n_pictures == 8


def test_an_empty_folder_is_refused(tmp_path):
    detector = BrightnessDetector()
    with pytest.raises(GonogoError, match="not a labelled folder"):
        evaluate(detector, tmp_path)
    assert not detector.closed  # nothing was begun


def test_every_picture_is_reported(labelled):
    steps: list[Progress] = []
    evaluate(BrightnessDetector(), labelled, report=steps.append)
    assert [(p.stage, p.done, p.total) for p in steps] == [("evaluate", i, 9) for i in range(10)]


def test_cancelling_stops_the_detector_too(labelled):
    cancel, detector, steps = CancelToken(), BrightnessDetector(), []

    def report(progress: Progress) -> None:
        steps.append(progress.done)
        if progress.done == 3:
            cancel.cancel()

    with pytest.raises(Cancelled):
        evaluate(detector, labelled, report=report, cancel=cancel)
    assert steps == [0, 1, 2, 3]
    assert detector.closed


def test_a_detector_that_loses_a_picture_is_not_believed(labelled):
    class Forgetful(BrightnessDetector):
        def inspect(self, paths, *args, **options) -> Iterator[InspectionResult]:
            return super().inspect(paths[1:], *args, **options)

    with pytest.raises(ValueError, match="shorter"):
        evaluate(Forgetful(), labelled)


# --- masks at the size of the map ------------------------------------------------------------------------

masks = hnp.arrays(np.bool_, st.tuples(st.integers(1, 24), st.integers(1, 24)), elements=st.booleans())
sizes = st.tuples(st.integers(1, 12), st.integers(1, 12))


@settings(max_examples=80, deadline=None)
@given(mask=masks, size=sizes)
def test_no_region_vanishes_and_none_appears(mask, size):
    small = mask_at_map_size(mask, size)
    assert (small.shape, small.dtype) == (size, np.bool_)
    labels, count = ndimage.label(mask, structure=np.ones((3, 3)))
    (tall, wide), (height, width) = mask.shape, size
    met: set[int] = set()
    for row, column in np.argwhere(small):
        # all photo pixels that the map pixel touches
        cell = labels[
            row * tall // height : -(-(row + 1) * tall // height),
            column * wide // width : -(-(column + 1) * wide // width),
        ]
        assert cell.any()
        met |= set(np.unique(cell))
    assert met >= set(range(1, count + 1))


@settings(max_examples=40, deadline=None)
@given(mask=masks, factor=st.integers(1, 4))
def test_enlarging_and_shrinking_again_changes_nothing(mask, factor):
    large = np.kron(mask, np.ones((factor, factor), dtype=bool))
    np.testing.assert_array_equal(mask_at_map_size(mask, large.shape), large)
    np.testing.assert_array_equal(mask_at_map_size(large, mask.shape), mask)


def test_a_single_pixel_of_a_large_photo_lands_where_it_belongs():
    mask = np.zeros((1000, 1500), dtype=bool)
    mask[731, 402] = True
    assert np.argwhere(mask_at_map_size(mask, (256, 256))).tolist() == [
        [731 * 256 // 1000, 402 * 256 // 1500]
    ]


def test_a_large_region_keeps_its_share_of_the_picture():
    mask = np.zeros((460, 1130), dtype=bool)
    mask[100:300, 200:900] = True
    assert mask_at_map_size(mask, (256, 256)).mean() == pytest.approx(mask.mean(), rel=0.02)


def test_importing_loads_no_learning_library():
    code = (
        "import sys, engine.evaluation\n"
        "heavy = {'torch', 'anomalib', 'timm', 'openvino', 'scipy', 'cv2', 'sklearn'} & set(sys.modules)\n"
        "print(*heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


# ---- at other limits, and by operator verdicts


def result(name: str, score: float | None, area: int = 0) -> InspectionResult:
    limits = BrightnessDetector.limits
    if score is None:
        return InspectionResult(Path(name), Verdict.ERROR, limits, error="It is damaged.", hint="Copy it.")
    made = verdict(score, area, limits)
    return InspectionResult(Path(name), made, limits, score=score, margin=score / 100, largest_area=area)


def test_other_limits_give_what_evaluating_at_them_gives(tmp_path):
    for number, brightest in enumerate((90, 120, 150)):
        part(tmp_path / "good" / f"{number}.png", brightest)
        part(tmp_path / "crack" / f"{number}.png", brightest + 40)
    found = evaluate(BrightnessDetector(), tmp_path)
    for limits in (Limits(130, 60, 0, 0.5), Limits(100, 60, 10_000), Limits(1, 60)):
        there = evaluate(BrightnessDetector(), tmp_path, limits=limits)
        assert found.at(limits).document() == there.document()
        assert found.labelled_scores.confusion(limits) == there.confusion


def test_parts_as_arrays_are_in_the_order_of_the_pictures(tmp_path):
    part(tmp_path / "good" / "1.png", 90)
    part(tmp_path / "crack" / "1.png", 150)
    (tmp_path / "stain").mkdir()
    (tmp_path / "stain" / "1.png").write_bytes(b"no picture")
    scores = evaluate(BrightnessDetector(), tmp_path).labelled_scores
    assert scores.names == ("good", "crack", "stain")
    assert scores.kinds.tolist() == [0, 1, 2]
    assert scores.judged.tolist() == [True, True, False]


def test_operator_verdicts_are_labels_too():
    good, bad, unsure = OperatorVerdict.GOOD, OperatorVerdict.DEFECTIVE, OperatorVerdict.UNSURE
    results = [result("a.png", 120), result("b.png", 90), result("c.png", 50), result("d.png", None)]
    results += [result("e.png", 200), result("f.png", 10)]
    found = evaluate_reviewed(results, [bad, good, bad, bad, unsure, None], BrightnessDetector.limits)
    document = found.document()
    assert [p.path.name for p in found.pictures] == ["b.png", "a.png", "c.png", "d.png"]
    assert (document["n_good"], document["n_defective"], document["n_errors"]) == (1, 2, 1)
    assert document["n_unlabelled"] == 2
    assert document["directory"] is None
    assert document["escape_rate"] == 0.5
    assert document["overkill_rate"] == 0.0
    assert (document["pixel_auroc"], document["aupro"]) == (None, None)
    assert document["per_defect"]["defective"]["n"] == 2
    json.dumps(document, allow_nan=False)


def test_operator_verdicts_are_judged_by_the_limits_given():
    results = [result("a.png", 120), result("b.png", 90)]
    said = [OperatorVerdict.DEFECTIVE, OperatorVerdict.GOOD]
    document = evaluate_reviewed(results, said, Limits(150.0, 60.0)).document()
    assert (document["escape_rate"], document["image_threshold"]) == (1.0, 150.0)


def test_no_decided_part_is_an_evaluation_without_figures():
    document = evaluate_reviewed([result("a.png", 120)], [None], BrightnessDetector.limits).document()
    assert (document["n_good"], document["n_defective"], document["n_unlabelled"]) == (0, 0, 1)
    assert document["image_auroc"] is None
    assert document["per_defect"] == {}


def test_as_many_verdicts_as_results_are_needed():
    with pytest.raises(ValueError, match="shorter"):
        evaluate_reviewed([result("a.png", 120)], [], BrightnessDetector.limits)
