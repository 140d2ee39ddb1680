"""Training: exact, repeatable, stoppable at any moment, and clear about what it could not use."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_parts import draw_part, write_png

from engine import estimate as estimate_module
from engine import padim
from engine.anomaly_map import anomaly_map
from engine.backbones import find_weights
from engine.detector import Detector
from engine.errors import BackboneError, Cancelled, GonogoError, RecipeError, TrainingError
from engine.padim import Training, check_settings, train
from engine.progress import STAGES, CancelToken, Progress
from engine.recipe import Recipe, save

CLOSE = 1e-3


@pytest.fixture
def trained(good_paths, small_settings):
    """A training of its own, to take pictures out of."""
    with train(good_paths, small_settings) as training:
        yield training


@pytest.fixture
def cache(tmp_path) -> Path:
    """A folder for temporary embeddings that nobody else uses."""
    return tmp_path / "spool"


def written(folder: Path, numbers, **kwargs) -> list[Path]:
    return [write_png(folder / f"part-{i:03d}.png", draw_part(i, **kwargs)) for i in numbers]


def saved_bytes(recipe: Recipe, path: Path) -> bytes:
    # when it was made and which recipe it is differ from one training to the next, nothing else
    save(replace(recipe, created="2026-01-01T00:00:00+00:00", id="0" * 32), path)
    return path.read_bytes()


# --- what comes out ---------------------------------------------------------------------------------


def test_a_training_says_what_it_was_made_of(sample_training: Training, good_paths, small_settings):
    recipe = sample_training.recipe
    assert recipe.name == "ring"
    assert [Path(i.path) for i in recipe.images] == list(good_paths)
    assert all((i.width, i.height) == (96, 80) for i in recipe.images)
    assert recipe.settings.backbone == "tf_efficientnet_lite0"
    assert recipe.settings.layers == ("blocks.2", "blocks.4")
    assert (recipe.settings.n_features, recipe.settings.image_size) == (40, 64)
    assert recipe.region is None
    assert recipe.calibration.n_images == 12
    assert recipe.limits.image_threshold == recipe.calibration.image_threshold
    assert (recipe.limits.min_area, recipe.limits.review_from) == (0, 1.0)
    assert "12 good parts" in recipe.calibration.warnings[0]
    assert recipe.software["gonogo"]
    assert recipe.software["torch"]
    assert recipe.created[:2] == "20"
    assert sample_training.failures == ()
    assert sample_training.seconds > 0


def test_shapes_are_as_promised(sample_training: Training):
    recipe = sample_training.recipe
    assert recipe.mean.shape == (64, 40)
    assert recipe.mean.dtype == np.float64
    assert recipe.factor.shape == recipe.scatter.shape == (64, 820)
    assert recipe.factor.dtype == recipe.scatter.dtype == np.float32
    assert sample_training.loo_maps.shape == (12, 8, 8)
    assert sample_training.loo_maps.dtype == np.float32
    assert sample_training.scores.shape == (12,)
    np.testing.assert_array_equal(sample_training.scores, recipe.loo_scores)


def test_the_score_is_the_highest_value_of_the_leave_one_out_map(sample_training: Training):
    for i in range(12):
        values = sample_training.anomaly_map(i)
        assert values.shape == (64, 64)
        assert values.max() == sample_training.scores[i]


@pytest.mark.parametrize("numbers", [range(12), range(3), range(2)])
def test_a_leave_one_out_score_is_what_a_recipe_without_the_picture_gives(
    good_paths, small_settings, numbers
):
    with train([good_paths[i] for i in numbers], small_settings) as whole:
        pass
    out = len(numbers) - 1
    if len(numbers) == 2:
        # nobody trains on one picture: the distance follows from the regularisation alone
        from engine.gaussian import REGULARISATION

        difference = 2 * (_embedding(whole, good_paths[1]) - whole.recipe.mean)
        expected = np.linalg.norm(difference, axis=1) / np.sqrt(REGULARISATION)
        np.testing.assert_allclose(whole.loo_maps[out].ravel(), expected, rtol=CLOSE)
        return
    with train([good_paths[i] for i in numbers if i != out], small_settings) as without:
        (result,) = Detector(without.recipe, 1).inspect([good_paths[out]])
    assert whole.scores[out] == pytest.approx(result.score, rel=CLOSE)
    np.testing.assert_allclose(whole.anomaly_map(out), result.anomaly_map, rtol=CLOSE)


def _embedding(training: Training, path: Path) -> np.ndarray:
    from engine.embedding import OpenVinoEmbedder
    from engine.images import read, resize_square

    recipe = training.recipe
    return OpenVinoEmbedder(recipe.network, 1).embed(resize_square(read(path).photo, 64))


def test_the_threshold_lies_above_what_the_picture_itself_would_get(sample_training: Training, good_paths):
    # in-sample scores are useless for a threshold: that is why nothing here uses them
    seen = [r.score for r in Detector(sample_training.recipe, 1).inspect(good_paths)]
    assert max(seen) < 0.5 * sample_training.scores.min()
    assert sample_training.recipe.limits.image_threshold > max(sample_training.scores)


@pytest.mark.parametrize("threads", [1, 2, 5, None])
def test_training_twice_gives_the_same_file(good_paths, small_settings, sample_training, tmp_path, threads):
    with train(good_paths, replace(small_settings, threads=threads)) as again:
        pass
    first = saved_bytes(sample_training.recipe, tmp_path / "a")
    assert saved_bytes(again.recipe, tmp_path / "a") == first
    np.testing.assert_array_equal(again.loo_maps, sample_training.loo_maps)


def test_the_order_of_the_pictures_matters_only_to_the_last_digits(
    good_paths, small_settings, sample_training
):
    with train(good_paths[::-1], small_settings) as backwards:
        pass
    np.testing.assert_allclose(backwards.scores[::-1], sample_training.scores, rtol=1e-5)
    assert backwards.recipe.limits.image_threshold == pytest.approx(
        sample_training.recipe.limits.image_threshold, rel=1e-5
    )


def test_more_pictures_than_a_batch_holds(tmp_path, small_settings, monkeypatch):
    paths = written(tmp_path, range(11))
    with train(paths, small_settings) as whole:
        pass
    monkeypatch.setattr(padim, "_MAX_BATCH", 4)
    monkeypatch.setattr(padim, "_LOO_IMAGES", 3)
    with train(paths, small_settings) as parts:
        pass
    np.testing.assert_allclose(parts.recipe.mean, whole.recipe.mean, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(parts.scores, whole.scores, rtol=1e-6)


@pytest.mark.torch
def test_another_seed_chooses_other_channels(good_paths, small_settings, sample_training):
    with train(good_paths[:3], replace(small_settings, seed=5)) as other:
        pass
    assert other.recipe.network.channels != sample_training.recipe.network.channels
    assert other.recipe.settings.seed == 5


@pytest.mark.torch
def test_the_torch_runtime_gives_the_same_recipe(good_paths, small_settings, sample_training):
    with train(good_paths, replace(small_settings, runtime="torch")) as other:
        pass
    np.testing.assert_allclose(other.scores, sample_training.scores, rtol=CLOSE)


def test_the_rate_moves_the_limit(good_paths, small_settings, sample_training):
    with train(good_paths, replace(small_settings, false_alarm_rate=0.2)) as lax:
        pass
    assert lax.recipe.limits.image_threshold < sample_training.recipe.limits.image_threshold
    assert lax.recipe.calibration.false_alarm_rate == 0.2


def test_a_part_that_is_not_good_stands_out(small_settings, good_paths, new_paths):
    with train([*good_paths[:9], new_paths[1], *good_paths[9:]], small_settings) as training:
        assert training.unusual()[0] == 9
        training.exclude([9])
        assert 9 not in training.unusual()


def test_the_preview_shows_a_typical_part(small_settings, good_paths, new_paths):
    import cv2

    with train([new_paths[1], *good_paths[:6], new_paths[4]], small_settings) as training:
        recipe = training.recipe
    photo = cv2.imdecode(np.frombuffer(recipe.preview, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]
    typical = sorted(range(8), key=lambda i: training.scores[i])[4]
    np.testing.assert_array_equal(photo, draw_part(typical - 1))


@pytest.mark.parametrize("side", [64, 96])
def test_the_pixel_threshold_is_made_of_values_inside_the_region_alone(side):
    maps = np.random.default_rng(0).gamma(4, size=(5, 8, 8)).astype(np.float32)
    region = np.zeros((side, side), np.bool_)
    region[: side // 2, : side // 4] = True
    scores, samples = padim.loo_scores(maps, side, region)
    whole, everywhere = padim.loo_scores(maps, side, None)
    assert samples.min() > 0
    assert len(samples) == pytest.approx(len(everywhere) / 8, rel=0.3)
    assert set(samples.tolist()) < set(everywhere.tolist())
    np.testing.assert_array_equal(scores, [anomaly_map(m, side, region).max() for m in maps])
    assert (whole >= scores).all()


def test_the_values_for_the_pixel_threshold_are_about_a_million_at_most(monkeypatch):
    monkeypatch.setattr(padim, "_SAMPLES", 500)
    maps = np.ones((50, 8, 8), np.float32)
    assert 200 < len(padim.loo_scores(maps, 64, None)[1]) <= 500


# --- files that cannot be used ----------------------------------------------------------------------


def test_unreadable_files_are_listed_and_the_rest_trains(good_paths, small_settings, tmp_path):
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "cut.png").write_bytes(good_paths[0].read_bytes()[:3000])
    bad = [tmp_path / f"{name}.png" for name in ("empty", "text", "cut", "vanished")]
    mixed = [bad[0], *good_paths[:5], bad[1], bad[2], *good_paths[5:], bad[3]]
    with train(mixed, small_settings) as training, train(good_paths, small_settings) as clean:
        pass
    assert [failure.path for failure in training.failures] == bad
    for failure in training.failures:
        assert failure.path.name in failure.reason
        assert failure.hint
    assert training.recipe.loo_scores == clean.recipe.loo_scores
    np.testing.assert_array_equal(training.recipe.factor, clean.recipe.factor)


def test_a_file_that_vanishes_while_training_is_listed(tmp_path, small_settings, monkeypatch):
    paths = written(tmp_path, range(4))
    real = padim.read

    def read(path):
        if path == paths[2]:
            path.unlink(missing_ok=True)
        return real(path)

    monkeypatch.setattr(padim, "read", read)
    with train(paths, small_settings) as training:
        assert [f.path for f in training.failures] == [paths[2]]
        assert training.recipe.n_images == 3


def test_files_that_vanish_after_they_were_looked_at_are_no_trouble(tmp_path, small_settings):
    paths = written(tmp_path, range(4))

    def report(progress: Progress) -> None:
        if progress.stage == "fit":
            for path in paths:
                path.unlink(missing_ok=True)

    with train(paths, small_settings, report=report) as training:
        assert training.recipe.n_images == 4
        # there is nothing left to make one of
        assert training.recipe.preview == b""


@pytest.mark.parametrize("change", ["copy", "other format", "link"])
def test_pictures_that_show_the_same_are_left_out_and_said(good_paths, small_settings, tmp_path, change):
    import cv2

    twin = tmp_path / "twin.bmp"
    if change == "copy":
        twin.write_bytes(good_paths[3].read_bytes())
    elif change == "other format":
        twin.write_bytes(cv2.imencode(".bmp", cv2.imread(str(good_paths[3])))[1])
    else:
        if sys.platform == "win32":
            pytest.skip("links need a privilege")
        twin.symlink_to(good_paths[3])
    with train([*good_paths, twin], small_settings) as training:
        (failure,) = training.failures
        assert failure.path == twin
        assert good_paths[3].name in failure.reason
        assert training.recipe.n_images == 12


def test_identical_pictures_alone_are_a_clear_error(tmp_path, small_settings, good_paths):
    paths = [tmp_path / f"{i}.png" for i in range(5)]
    for path in paths:
        path.write_bytes(good_paths[0].read_bytes())
    with pytest.raises(TrainingError, match="exactly the same") as caught:
        train(paths, small_settings)
    assert "different good parts" in caught.value.hint
    paths[1] = tmp_path / "same as.png"
    paths[1].write_bytes(b"")
    with pytest.raises(TrainingError, match=r"same as\.png is empty"):
        train(paths[:2], small_settings)


@pytest.mark.parametrize(("count", "words"), [(0, "no good parts"), (1, "only one good part")])
def test_fewer_than_two_files_are_refused_before_anything_is_loaded(
    good_paths, small_settings, count, words, monkeypatch
):
    monkeypatch.setattr(padim, "get_network", None)
    with pytest.raises(TrainingError, match=words) as caught:
        train(good_paths[:count], small_settings)
    assert "40 to 200" in caught.value.hint


def test_two_pictures_are_enough_and_bring_a_warning(good_paths, small_settings):
    with train(good_paths[:2], small_settings) as training:
        pass
    calibration = training.recipe.calibration
    assert training.recipe.limits.image_threshold > 0
    assert "only 2 good parts" in calibration.warnings[0]
    assert calibration.false_alarm_interval.high > 0.5


@pytest.mark.parametrize("good", [0, 1])
def test_hardly_any_readable_file_is_refused_with_the_first_reason(tmp_path, small_settings, good):
    paths = written(tmp_path, range(good))
    for i in range(3):
        paths.append(tmp_path / f"broken-{i}.png")
        paths[-1].write_bytes(b"")
    with pytest.raises(TrainingError) as caught:
        train(paths, small_settings)
    message = caught.value.message
    assert ("none of the pictures" if good == 0 else "only one picture") in message
    assert message.count("broken-0.png") == 1
    assert "empty" in message
    assert caught.value.hint


def test_mixed_sizes_and_kinds_train_together(tmp_path, small_settings):
    import cv2

    photo = draw_part(50, size=(100, 90))
    paths = [
        *written(tmp_path / "a", range(3)),
        *written(tmp_path / "b", range(3, 5), size=(300, 40)),
        write_png(tmp_path / "grey.png", photo[..., 0]),
        write_png(tmp_path / "deep.png", photo[..., 0].astype(np.uint16) * 257),
    ]
    alpha = np.dstack([photo, np.full(photo.shape[:2], 255, np.uint8)])
    (tmp_path / "alpha.png").write_bytes(cv2.imencode(".png", alpha)[1])
    (tmp_path / "x.jpg").write_bytes(cv2.imencode(".jpg", photo[::-1])[1])
    paths += [tmp_path / "alpha.png", tmp_path / "x.jpg"]
    with train(paths, small_settings) as training:
        # the grey one and the 16-bit one show the same
        assert [f.path.name for f in training.failures] == ["deep.png"]
        assert training.recipe.n_images == 8
        assert np.isfinite(training.recipe.limits.image_threshold)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_file_names_that_are_no_text_train_and_save(tmp_path, small_settings):
    paths = written(tmp_path, range(3))
    strange = Path(os.fsdecode(bytes(tmp_path) + b"/part-\xff\xfe.png"))
    paths[1].rename(strange)
    with train([paths[0], strange, paths[2]], small_settings) as training:
        assert training.recipe.n_images == 3
        save(training.recipe, tmp_path / "x.gonogo")


# --- settings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"name": "  "}, RecipeError, "no name"),
        ({"image_size": 0}, TrainingError, "image size of 0"),
        ({"image_size": 31}, TrainingError, "image size of 31"),
        ({"image_size": 250}, TrainingError, "image size of 250"),
        ({"image_size": 4096}, TrainingError, "image size of 4096"),
        ({"image_size": -256}, TrainingError, "image size of -256"),
        ({"n_features": 0}, TrainingError, "0 channels"),
        ({"n_features": -3}, TrainingError, "-3 channels"),
        ({"n_features": 5000}, TrainingError, "5000 channels"),
        ({"false_alarm_rate": 0.0}, TrainingError, "false-alarm rate of 0"),
        ({"false_alarm_rate": 0.7}, TrainingError, "false-alarm rate of 0.7"),
        ({"false_alarm_rate": float("nan")}, TrainingError, "false-alarm rate of nan"),
        ({"seed": -1}, TrainingError, "seed -1"),
        ({"seed": 2**63}, TrainingError, "seed"),
        ({"threads": 0}, TrainingError, "0 threads"),
        ({"threads": -2}, TrainingError, "-2 threads"),
        ({"runtime": "tpu"}, BackboneError, "no runtime named tpu"),
    ],
)
def test_settings_out_of_range_are_refused_before_anything_is_loaded(
    small_settings, good_paths, change, error, words, monkeypatch
):
    monkeypatch.setattr(padim, "get_network", None)
    wrong = replace(small_settings, **change)
    with pytest.raises(error, match=words) as caught:
        check_settings(wrong)
    assert caught.value.hint
    with pytest.raises(error, match=words):
        train(good_paths, wrong)


@pytest.mark.parametrize("size", [32, 64, 256, 512, 2048])
def test_sensible_settings_are_accepted(small_settings, size):
    check_settings(replace(small_settings, image_size=size))


def test_a_weights_file_that_is_not_there_is_named(small_settings, good_paths, tmp_path):
    with pytest.raises(BackboneError, match=r"gone\.pth"):
        train(good_paths, replace(small_settings, weights=tmp_path / "gone.pth"))


def test_the_same_weights_named_by_the_user_give_the_same_recipe(
    small_settings, good_paths, sample_training, tmp_path
):
    from engine.backbones import BACKBONES

    weights = find_weights(BACKBONES["tf_efficientnet_lite0"])
    with train(good_paths, replace(small_settings, weights=weights.path)) as training:
        pass
    np.testing.assert_array_equal(training.recipe.factor, sample_training.recipe.factor)


# --- the region of interest -------------------------------------------------------------------------


def test_what_is_outside_the_region_does_not_count(good_paths, small_settings, sample_training, new_paths):
    region = np.zeros((160, 192), np.bool_)  # of the photo's proportions, but another size
    region[:, :90] = True
    with train(good_paths, small_settings, region) as training:
        pass
    recipe = training.recipe
    assert recipe.region.shape == (64, 64)
    np.testing.assert_array_equal(recipe.region, np.arange(64)[None] < np.full((64, 1), 30))
    for i in range(12):
        whole = sample_training.anomaly_map(i)
        assert training.scores[i] == pytest.approx(whole[recipe.region].max(), rel=1e-6)
        assert not training.anomaly_map(i)[~recipe.region].any()
    (spot,) = Detector(recipe, 1).inspect([new_paths[1]])
    (known,) = Detector(sample_training.recipe, 1).inspect([new_paths[1]])
    assert spot.score < 0.7 * known.score


def test_a_region_that_covers_everything_is_none(good_paths, small_settings):
    with train(good_paths[:3], small_settings, np.ones((7, 9), np.bool_)) as training:
        assert training.recipe.region is None


def test_a_tiny_region_still_gives_limits(good_paths, small_settings):
    region = np.zeros((64, 64), np.bool_)
    region[31, 33] = True
    with train(good_paths, small_settings, region) as training:
        limits = training.recipe.limits
        assert 0 < limits.pixel_threshold <= limits.image_threshold


@pytest.mark.parametrize("region", [np.zeros((64, 64), np.bool_), np.zeros((0, 0), np.bool_)])
def test_an_empty_region_is_refused_before_anything_is_loaded(
    good_paths, small_settings, region, monkeypatch
):
    monkeypatch.setattr(padim, "get_network", None)
    with pytest.raises(TrainingError, match="region of interest is empty") as caught:
        train(good_paths, small_settings, region)
    assert "white" in caught.value.hint


# --- taking pictures out and back in ----------------------------------------------------------------


@pytest.mark.parametrize("out", [{0}, {3, 7, 11}, set(range(9))])
def test_excluding_is_training_without_them(trained: Training, good_paths, small_settings, new_paths, out):
    kept = [path for i, path in enumerate(good_paths) if i not in out]
    with train(kept, small_settings) as fresh:
        pass
    recipe = trained.exclude(out)
    assert trained.recipe is recipe
    assert trained.excluded == out
    assert [Path(i.path) for i in recipe.images] == kept
    assert recipe.limits.image_threshold == pytest.approx(fresh.recipe.limits.image_threshold, rel=CLOSE)
    assert recipe.limits.pixel_threshold == pytest.approx(fresh.recipe.limits.pixel_threshold, rel=CLOSE)
    np.testing.assert_allclose(recipe.loo_scores, fresh.recipe.loo_scores, rtol=1e-4)
    assert recipe.calibration.n_images == len(kept)
    a = list(Detector(recipe, 1).inspect(new_paths))
    b = list(Detector(fresh.recipe, 1).inspect(new_paths))
    for x, y in zip(a, b, strict=True):
        np.testing.assert_allclose(x.anomaly_map, y.anomaly_map, rtol=1e-4)


def test_the_map_of_an_excluded_picture_is_that_of_an_unseen_one(trained: Training, good_paths):
    # also when several go at once: each must not be known by way of the others
    trained.exclude([2, 5])
    for number in (2, 5):
        (result,) = Detector(trained.recipe, 1).inspect([good_paths[number]])
        assert trained.scores[number] == pytest.approx(result.score, rel=CLOSE)
        np.testing.assert_allclose(trained.anomaly_map(number), result.anomaly_map, rtol=CLOSE)


def test_everything_can_be_taken_back_in(trained: Training, sample_training: Training, tmp_path):
    trained.exclude([1, 2, 3])
    trained.exclude([3])
    recipe = trained.exclude([])
    assert trained.excluded == frozenset()
    before = sample_training.recipe
    np.testing.assert_allclose(recipe.mean, before.mean, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(recipe.factor, before.factor, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(trained.scores, sample_training.scores, rtol=1e-6)
    np.testing.assert_allclose(trained.loo_maps, sample_training.loo_maps, rtol=1e-5)
    assert recipe.limits.image_threshold == pytest.approx(before.limits.image_threshold, rel=1e-5)


def test_excluding_again_and_again_costs_no_precision(trained: Training, sample_training: Training):
    for i in range(12):
        trained.exclude([i, (i + 5) % 12])
    recipe = trained.exclude([])
    np.testing.assert_allclose(recipe.loo_scores, sample_training.recipe.loo_scores, rtol=1e-5)


def test_the_unusual_ones_are_numbered_in_training_order(trained: Training):
    trained.scores[:] = np.linspace(10, 11, 12)
    trained.scores[[4, 9]] = [50, 90]
    trained.excluded = frozenset({0, 1})
    assert trained.unusual() == [9, 4]


@pytest.mark.parametrize("left", [0, 1])
def test_too_few_cannot_be_left(trained: Training, left):
    before = trained.recipe
    with pytest.raises(TrainingError, match="good part"):
        trained.exclude(range(12 - left))
    assert trained.recipe is before
    assert trained.excluded == frozenset()


@pytest.mark.parametrize("wrong", [[12], [-1], [0, 99]])
def test_numbers_that_there_are_not_are_refused(trained: Training, wrong):
    before, scores = trained.recipe, trained.scores.copy()
    with pytest.raises((GonogoError, IndexError)):
        trained.exclude(wrong)
    assert trained.recipe is before
    np.testing.assert_array_equal(trained.scores, scores)
    assert trained.exclude([0]).n_images == 11


@pytest.mark.parametrize("stage", ["fit", "calibrate"])
def test_excluding_can_be_cancelled_and_then_nothing_has_changed(trained: Training, stage):
    before, scores = trained.recipe, trained.scores.copy()
    cancel = CancelToken()

    def report(progress: Progress) -> None:
        if progress.stage == stage:
            cancel.cancel()

    with pytest.raises(Cancelled):
        trained.exclude([1, 2], report=report, cancel=cancel)
    assert trained.recipe is before
    assert trained.excluded == frozenset()
    np.testing.assert_array_equal(trained.scores, scores)
    assert trained.exclude([1, 2]).n_images == 10


def test_the_region_and_the_preview_stay(good_paths, small_settings):
    region = np.zeros((64, 64), np.bool_)
    region[10:50, 10:50] = True
    with train(good_paths, small_settings, region) as training:
        before = training.recipe
        after = training.exclude([4])
        np.testing.assert_array_equal(after.region, before.region)
        assert after.preview == before.preview


# --- progress and cancelling ------------------------------------------------------------------------


def test_stages_come_in_order_and_every_one_is_finished(good_paths, small_settings):
    steps: list[Progress] = []
    with train(good_paths, small_settings, report=steps.append):
        pass
    stages = list(dict.fromkeys(step.stage for step in steps))
    assert stages == ["embed", "fit", "calibrate"]
    assert set(stages) < set(STAGES)
    for stage in stages:
        own = [step for step in steps if step.stage == stage]
        assert own[0].done == 0
        assert own[-1].done == own[-1].total > 0
        assert [step.done for step in own] == sorted(step.done for step in own)
        assert len({step.total for step in own}) == 1
    assert next(s.total for s in steps if s.stage == "embed") == 12


@pytest.mark.parametrize("stage", ["embed", "fit", "calibrate"])
@pytest.mark.parametrize("when", ["first", "last"])
def test_cancelling_in_any_stage_leaves_nothing(good_paths, small_settings, cache, stage, when):
    cancel = CancelToken()

    def report(progress: Progress) -> None:
        if progress.stage == stage and (when == "first" or progress.done == progress.total):
            cancel.cancel()

    with pytest.raises(Cancelled):
        train(good_paths, replace(small_settings, cache=cache), report=report, cancel=cancel)
    assert list(cache.iterdir()) == []


def test_cancelled_before_the_start_is_cancelled(good_paths, small_settings, cache):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        train(good_paths, replace(small_settings, cache=cache), cancel=cancel)
    assert not cache.exists() or list(cache.iterdir()) == []


def test_a_finished_training_leaves_nothing_in_the_cache(good_paths, small_settings, cache):
    with train(good_paths, replace(small_settings, cache=cache)):
        pass
    assert list(cache.iterdir()) == []


# --- too little room --------------------------------------------------------------------------------


def test_too_little_memory_is_refused_before_anything_is_loaded(good_paths, small_settings, monkeypatch):
    monkeypatch.setattr(estimate_module, "available_memory", lambda: 50_000_000)
    monkeypatch.setattr(padim, "get_network", None)
    with pytest.raises(TrainingError, match="memory") as caught:
        train(good_paths, small_settings)
    assert "smaller image size" in caught.value.hint


@pytest.mark.parametrize("limit", [1000, 25_000])
def test_a_disk_that_fills_up_is_said_and_nothing_is_left(good_paths, small_settings, cache, limit):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        # the embeddings of a picture take 10 kB
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        with pytest.raises(TrainingError, match="temporary file for training") as caught:
            train(good_paths, replace(small_settings, cache=cache))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "Free some space" in caught.value.hint
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_to_is_named(good_paths, small_settings, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TrainingError, match=r"file.*failed"):
        train(good_paths, replace(small_settings, cache=tmp_path / "file" / "cache"))


def test_too_little_memory_for_one_picture_leaves_it_out(good_paths, small_settings, monkeypatch):
    real = padim.read

    def read(path):
        if path == good_paths[1]:
            raise MemoryError
        return real(path)

    monkeypatch.setattr(padim, "read", read)
    with train(good_paths, small_settings) as training:
        (failure,) = training.failures
        assert failure.path == good_paths[1]
        assert "memory" in failure.reason
