"""Inspection: one result a picture, in order, the same to the last bit however it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn_parts import draw_part, write_png
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.detector import Detector, MahalanobisDistance
from engine.errors import Cancelled, GonogoError, RecipeError
from engine.gaussian import pack_lower
from engine.images import read
from engine.judging import rejudge
from engine.progress import CancelToken, Progress
from engine.regions import find_defects
from engine.types import Limits, Verdict


def inspected(detector: Detector, paths, **kwargs):
    return list(detector.inspect(paths, **kwargs))


def assert_same_results(a, b) -> None:
    assert a == b
    for x, y in zip(a, b, strict=True):
        np.testing.assert_array_equal(x.anomaly_map, y.anomaly_map)


# --- what a result says -----------------------------------------------------------------------------


def test_defective_parts_score_above_good_ones_and_are_found(detector, new_paths):
    results = inspected(detector, new_paths)
    scores = [r.score for r in results]
    assert min(scores[1], scores[4]) > 1.5 * max(scores[i] for i in (0, 2, 3, 5))
    assert [r.verdict is Verdict.DEFECTIVE for r in results] == [i in (1, 4) for i in range(6)]
    defect = results[1].defects[0]
    # the spot is at (0.8, 0.5) of the picture
    assert abs(defect.cx / results[1].width - 0.8) < 0.1
    assert abs(defect.cy / results[1].height - 0.5) < 0.1


def test_a_result_is_complete_and_agrees_with_itself(detector, new_paths):
    for path, result in zip(new_paths, inspected(detector, new_paths), strict=True):
        assert result.path == path
        assert result.sha256 == read(path).sha256
        assert (result.width, result.height) == (96, 80)
        assert result.anomaly_map.shape == (64, 64)
        assert result.anomaly_map.dtype == np.float32
        assert result.score == result.anomaly_map.max()
        assert result.limits == detector.limits
        assert result.margin == result.score / detector.limits.image_threshold
        assert (result.verdict is Verdict.DEFECTIVE) == (result.margin > 1)
        assert (result.defects, result.largest_area) == find_defects(
            result.anomaly_map, (result.height, result.width), detector.limits.pixel_threshold
        )
        assert result.elapsed_ms > 0
        assert (result.error, result.hint, result.notes) == ("", "", ())


def test_maps_cannot_be_written_to(detector, new_paths):
    (result,) = inspected(detector, new_paths[:1])
    with pytest.raises(ValueError, match="read-only"):
        result.anomaly_map[0, 0] = 1


def test_maps_can_be_left_out(detector, new_paths):
    with_maps = inspected(detector, new_paths)
    without = inspected(detector, new_paths, keep_maps=False)
    assert all(r.anomaly_map is None for r in without)
    assert with_maps == without


def test_a_decoded_photo_gives_what_its_file_gives(detector, new_paths):
    (result,) = inspected(detector, new_paths[:1])
    score, values = detector.inspect_photo(read(new_paths[0]).photo)
    assert score == result.score
    np.testing.assert_array_equal(values, result.anomaly_map)
    assert not values.flags.writeable


@pytest.mark.parametrize("size", [(16, 16), (64, 64), (500, 20), (33, 700)])
def test_pictures_of_any_size_are_judged(detector, tmp_path, size):
    (result,) = inspected(detector, [write_png(tmp_path / "x.png", draw_part(1, size=size))])
    assert (result.width, result.height) == size
    assert np.isfinite(result.score)
    assert result.verdict is not Verdict.ERROR


@pytest.mark.parametrize("value", [0, 255])
def test_black_and_white_pictures_are_far_from_good(detector, tmp_path, value):
    flat = write_png(tmp_path / "x.png", np.full((80, 80, 3), value, np.uint8))
    (result,) = inspected(detector, [flat])
    assert result.verdict is Verdict.DEFECTIVE
    assert np.isfinite(result.anomaly_map).all()


# --- determinism ------------------------------------------------------------------------------------


def test_alone_in_a_batch_and_in_another_order_no_bit_changes(detector, new_paths, good_paths):
    alone = [inspected(detector, [path])[0] for path in new_paths]
    assert_same_results(inspected(detector, new_paths), alone)
    assert_same_results(inspected(detector, new_paths[::-1])[::-1], alone)
    among_others = inspected(detector, [*good_paths, *new_paths, *good_paths])[12:18]
    assert_same_results(among_others, alone)


@pytest.mark.parametrize("threads", [1, 2, 3, 5])
def test_the_number_of_threads_changes_no_bit(small_recipe, detector, new_paths, threads):
    assert_same_results(inspected(Detector(small_recipe, threads), new_paths), inspected(detector, new_paths))


def test_a_fresh_process_gives_the_same_bits(recipe_file, detector, new_paths):
    code = (
        "import sys; from pathlib import Path; from engine.recipe import load\n"
        "from engine.detector import Detector\n"
        "for r in Detector(load(Path(sys.argv[1]))).inspect(map(Path, sys.argv[2:])):\n"
        "    print(r.score.hex(), r.anomaly_map.tobytes().hex()[:4000], hash(r.anomaly_map.tobytes()))\n"
    )
    command = [sys.executable, "-c", code, str(recipe_file), *map(str, new_paths)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    scores = [line.split()[0] for line in runs[0].splitlines()]
    assert scores == [r.score.hex() for r in inspected(detector, new_paths)]


# --- files that cannot be judged --------------------------------------------------------------------


@pytest.fixture
def mixed(tmp_path, new_paths) -> list[Path]:
    """Good files with all kinds of broken ones among them, at the odd places."""
    truncated = tmp_path / "truncated.png"
    truncated.write_bytes(new_paths[0].read_bytes()[:2000])
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "text.png").write_text("I am no picture")
    write_png(tmp_path / "tiny.png", np.zeros((1, 1, 3), np.uint8))
    (tmp_path / "folder.png").mkdir()
    bad = [truncated, *(tmp_path / f"{n}.png" for n in ("empty", "text", "tiny", "folder", "vanished"))]
    return [path for pair in zip(new_paths, bad, strict=True) for path in pair]


def test_what_cannot_be_read_is_an_error_and_the_rest_goes_on(detector, mixed, new_paths):
    results = inspected(detector, mixed)
    assert [r.path for r in results] == mixed
    assert_same_results(results[::2], inspected(detector, new_paths))
    for result in results[1::2]:
        assert result.verdict is Verdict.ERROR
        assert result.path.name in result.error
        assert result.hint
        assert (result.score, result.margin, result.anomaly_map) == (None, None, None)
        assert (result.defects, result.largest_area) == ((), 0)
        assert result.limits == detector.limits


def let_fail(monkeypatch: pytest.MonkeyPatch, failing: Path, fault: Exception) -> None:
    """Let one picture bring the detector to a fault."""
    from engine import detector as module

    def stumbling(path):
        if path == failing:
            raise fault
        return read(path)

    monkeypatch.setattr(module, "read", stumbling)


def test_too_little_memory_for_one_is_no_end_for_the_others(detector, new_paths, monkeypatch):
    let_fail(monkeypatch, new_paths[2], MemoryError())
    results = inspected(detector, new_paths)
    assert [r.verdict is Verdict.ERROR for r in results] == [i == 2 for i in range(6)]
    assert "new-2.png" in results[2].error
    assert "memory" in results[2].error


@pytest.mark.parametrize(
    "fault", [RuntimeError("Check failed\nat node 3"), RuntimeError(), cv2.error("bad size")]
)
def test_a_fault_of_a_library_at_one_is_no_end_for_the_others(
    detector, new_paths, monkeypatch, caplog, fault
):
    let_fail(monkeypatch, new_paths[2], fault)
    results = inspected(detector, new_paths)
    assert [r.verdict is Verdict.ERROR for r in results] == [i == 2 for i in range(6)]
    assert results[2].error.startswith("new-2.png could not be judged: ")
    assert "node 3" not in results[2].error
    assert results[2].hint
    assert "new-2.png" in caplog.text


def test_a_fault_of_gonogo_itself_is_not_hidden(detector, new_paths, monkeypatch):
    from engine import detector as module

    monkeypatch.setattr(module, "read", lambda path: path.nothing)
    with pytest.raises(AttributeError):
        inspected(detector, new_paths)


def test_remarks_on_a_file_are_passed_on(detector, new_paths, tmp_path):
    path = tmp_path / "picture.jpg"
    path.write_bytes(new_paths[0].read_bytes())
    (result,) = inspected(detector, [path])
    assert "PNG" in " ".join(result.notes)
    assert result.verdict is Verdict.GOOD


def test_no_files_are_no_results(detector):
    assert inspected(detector, []) == []


def test_a_generator_of_paths_will_do(detector, new_paths):
    assert [r.path for r in detector.inspect(path for path in new_paths)] == list(new_paths)


def test_the_same_file_twice_gives_two_results(detector, new_paths):
    first, second = inspected(detector, [new_paths[0], new_paths[0]])
    assert first == second


# --- limits -----------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(image=st.floats(1, 500), pixel=st.floats(1, 500), area=st.integers(0, 500), review=st.floats(0.1, 1))
def test_judging_anew_equals_a_fresh_inspection_at_those_limits(
    detector, new_paths, image, pixel, area, review
):
    limits = Limits(image, pixel, area, review)
    fresh = inspected(detector, new_paths[:3], limits=limits)
    again = [rejudge(result, limits) for result in inspected(detector, new_paths[:3])]
    assert again == fresh


def test_the_recipes_own_limits_are_the_default(small_recipe, new_paths):
    moved = Limits(1e-3, 1.0, 7, 0.5)
    results = inspected(Detector(small_recipe.with_limits(moved), 1), new_paths)
    assert all(r.limits == moved and r.verdict is Verdict.DEFECTIVE for r in results)


@pytest.mark.parametrize(
    "limits", [Limits(0, 1), Limits(1, -1), Limits(1, 1, -5), Limits(1, 1, 0, 2), Limits(float("nan"), 1)]
)
def test_limits_that_make_no_sense_are_refused_at_once(detector, new_paths, limits):
    with pytest.raises(GonogoError):
        inspected(detector, new_paths, limits=limits)


# --- the region of interest -------------------------------------------------------------------------


def test_only_the_region_counts(small_recipe, detector, new_paths):
    region = np.zeros((64, 64), np.bool_)
    region[:, :30] = True  # the spot is on the right
    narrow = Detector(replace(small_recipe, region=region), 2)
    for whole, part in zip(inspected(detector, new_paths), inspected(narrow, new_paths), strict=True):
        np.testing.assert_array_equal(part.anomaly_map[region], whole.anomaly_map[region])
        assert not part.anomaly_map[~region].any()
        assert part.score == whole.anomaly_map[region].max()
        assert all(defect.x < 0.55 * part.width for defect in part.defects)
    assert inspected(narrow, [new_paths[1]])[0].score < 0.7 * inspected(detector, [new_paths[1]])[0].score


# --- progress and cancelling ------------------------------------------------------------------------


def test_progress_counts_every_picture(detector, mixed):
    steps: list[Progress] = []
    inspected(detector, mixed, report=steps.append)
    assert [(p.stage, p.done, p.total) for p in steps] == [("inspect", i, 12) for i in range(13)]


def test_cancelling_stops_between_pictures(detector, new_paths):
    cancel = CancelToken()
    results = detector.inspect(new_paths * 50, cancel=cancel)
    assert [next(results).path for _ in range(3)] == list(new_paths[:3])
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(results)


def test_cancelled_before_the_start_nothing_is_read(detector, new_paths):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        inspected(detector, new_paths, cancel=cancel)


# --- the distance -----------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(patches=st.sampled_from([1, 2, 5, 130, 300]), features=st.integers(1, 12), seed=st.integers(0, 10_000))
def test_the_distance_is_the_norm_of_the_whitened_difference(patches, features, seed):
    rng = np.random.default_rng(seed)
    factor = np.tril(rng.normal(size=(patches, features, features))).astype(np.float32)
    mean = rng.normal(size=(patches, features)).astype(np.float32)
    x = rng.normal(size=(patches, features)).astype(np.float32)
    expected = np.linalg.norm(np.einsum("pij,pj->pi", factor.astype(float), x.astype(float) - mean), axis=1)
    found = MahalanobisDistance(mean, pack_lower(factor))(x)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_a_recipe_whose_network_does_not_fit_is_refused(small_recipe):
    other = replace(small_recipe.network, grid=(4, 16))
    Detector(replace(small_recipe, network=other), 1)  # the same number of patches
    with pytest.raises(RecipeError, match="does not fit"):
        Detector(replace(small_recipe, network=replace(other, grid=(4, 4))), 1)
