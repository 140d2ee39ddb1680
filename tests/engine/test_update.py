"""Adding pictures to a saved recipe and removing some is exact: as if it had been trained that way."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_parts import draw_part, write_png
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.detector import Detector
from engine.errors import Cancelled, TrainingError
from engine.padim import TrainSettings, train
from engine.progress import CancelToken, Progress
from engine.recipe import Recipe, load, save
from engine.types import Limits
from engine.update import Update, update


def trained(paths: Sequence[Path], settings: TrainSettings, region=None) -> Recipe:
    with train(list(paths), settings, region) as training:
        return training.recipe


def relative(a: np.ndarray, b: np.ndarray) -> float:
    """Largest difference as a share of the largest value."""
    return float(np.abs(a - b).max() / np.abs(b).max())


def assert_same(made: Recipe, fresh: Recipe, *, factor: float = 1e-4) -> None:
    """The same recipe but for rounding; pictures may come in another order.

    A recipe file keeps the scatter in float32. What is left of it after taking pictures out again rests on
    the regularisation alone where only two pictures remain, so ``factor`` may be asked to agree less.
    """
    assert made.n_images == fresh.n_images
    assert relative(made.mean, fresh.mean) < 1e-4
    assert relative(made.factor, fresh.factor) < factor
    assert relative(made.scatter, fresh.scatter) < 1e-4
    scores = {image.sha256: image.loo_score for image in made.images}
    assert scores == pytest.approx({i.sha256: i.loo_score for i in fresh.images}, rel=1e-3)
    now, then = made.calibration, fresh.calibration
    assert now.image_threshold == pytest.approx(then.image_threshold, rel=1e-3)
    assert now.pixel_threshold == pytest.approx(then.pixel_threshold, rel=1e-3)
    assert now.n_images == then.n_images
    assert now.false_alarm_rate == then.false_alarm_rate
    assert now.false_alarm_interval.high == pytest.approx(then.false_alarm_interval.high, rel=0.02)
    assert now.warnings == then.warnings
    assert made.limits.image_threshold == now.image_threshold
    assert made.limits.pixel_threshold == now.pixel_threshold


class TestExactness:
    def test_adding(self, small_recipe: Recipe, small_settings, good_paths, new_paths):
        new = [new_paths[0], new_paths[2], new_paths[3]]
        made = update(small_recipe, add=new)
        assert_same(made.recipe, trained([*good_paths, *new], small_settings))
        assert made.added == tuple(new)
        assert made.removed == made.failures == ()
        assert made.n_kept_scores == 0
        assert [i.path for i in made.recipe.images] == [str(p) for p in (*good_paths, *new)]

    def test_removing(self, small_recipe: Recipe, small_settings, good_paths):
        gone = [good_paths[0], good_paths[7]]
        made = update(small_recipe, remove=gone)
        assert_same(made.recipe, trained([p for p in good_paths if p not in gone], small_settings))
        assert made.removed == tuple(gone)

    def test_both_at_once(self, small_recipe: Recipe, small_settings, good_paths, new_paths):
        made = update(small_recipe, [new_paths[0]], [good_paths[3]])
        rest = [p for p in good_paths if p != good_paths[3]]
        assert_same(made.recipe, trained([*rest, new_paths[0]], small_settings))

    def test_there_and_back_again(self, small_recipe: Recipe, good_paths, new_paths):
        there = update(small_recipe, add=[new_paths[0], new_paths[2]]).recipe
        back = update(there, remove=[new_paths[0], new_paths[2]]).recipe
        assert relative(back.mean, small_recipe.mean) < 1e-5
        assert relative(back.scatter, small_recipe.scatter) < 1e-5
        assert back.loo_scores == pytest.approx(small_recipe.loo_scores, rel=1e-4)

    @settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_the_order_does_not_matter(self, small_recipe: Recipe, good_paths, new_paths, data):
        steps = [
            ("add", new_paths[0]),
            ("add", new_paths[2]),
            ("remove", good_paths[1]),
            ("remove", good_paths[5]),
        ]
        made = small_recipe
        for what, path in data.draw(st.permutations(steps)):
            made = update(made, **{what: [path]}).recipe
        at_once = update(
            small_recipe, add=[new_paths[0], new_paths[2]], remove=[good_paths[1], good_paths[5]]
        ).recipe
        assert_same(made, at_once)

    def test_with_a_region(self, small_settings, good_paths, new_paths):
        region = np.zeros((40, 40), np.bool_)
        region[10:30, 5:35] = True
        recipe = trained(good_paths[:6], small_settings, region)
        made = update(recipe, add=[new_paths[0]]).recipe
        assert_same(made, trained([*good_paths[:6], new_paths[0]], small_settings, region))
        assert np.array_equal(made.region, recipe.region)

    def test_through_a_file(self, recipe_file: Path, small_settings, good_paths, new_paths, tmp_path: Path):
        before = recipe_file.read_bytes()
        made = update(load(recipe_file), add=[new_paths[0]]).recipe
        assert (made.path, made.sha256) == (None, "")
        assert recipe_file.read_bytes() == before
        saved = save(made, tmp_path / "new.gonogo")
        again = load(tmp_path / "new.gonogo")
        assert again.sha256 == saved.sha256 != load(recipe_file).sha256
        assert_same(again, trained([*good_paths, new_paths[0]], small_settings))
        # and it judges as a fresh one does
        fresh = Detector(trained([*good_paths, new_paths[0]], small_settings))
        for ours, theirs in zip(Detector(again).inspect(new_paths), fresh.inspect(new_paths), strict=True):
            assert ours.score == pytest.approx(theirs.score, rel=1e-3)
            assert ours.verdict == theirs.verdict

    def test_the_recipe_given_is_not_changed(self, small_recipe: Recipe, new_paths):
        before = replace(
            small_recipe, mean=small_recipe.mean.copy(), factor=small_recipe.factor.copy(),
            scatter=small_recipe.scatter.copy(),
        )  # fmt: skip
        update(small_recipe, add=[new_paths[0]])
        for name in ("mean", "factor", "scatter"):
            assert np.array_equal(getattr(small_recipe, name), getattr(before, name))
        assert small_recipe.images == before.images


class TestLimits:
    def test_moved_thresholds_become_the_calibrated_ones_and_the_rest_stays(
        self, small_recipe: Recipe, new_paths
    ):
        moved = small_recipe.with_limits(Limits(777.0, 555.0, min_area=9, review_from=0.7))
        made = update(moved, add=[new_paths[0]])
        calibration = made.recipe.calibration
        assert made.recipe.limits == Limits(calibration.image_threshold, calibration.pixel_threshold, 9, 0.7)
        assert made.limits_were_moved

    @pytest.mark.parametrize("only", ["image_threshold", "pixel_threshold"])
    def test_either_threshold_counts_as_moved(self, small_recipe: Recipe, new_paths, only: str):
        moved = small_recipe.with_limits(replace(small_recipe.limits, **{only: 777.0}))
        assert update(moved, add=[new_paths[0]]).limits_were_moved

    def test_area_and_band_alone_are_not_moved_limits(self, small_recipe: Recipe, new_paths):
        kept = small_recipe.with_limits(replace(small_recipe.limits, min_area=4, review_from=0.5))
        assert not update(kept, add=[new_paths[0]]).limits_were_moved


class TestVanished:
    @pytest.fixture
    def folder(self, good_paths: tuple[Path, ...], tmp_path: Path) -> Path:
        """Copies of the good parts that a test may delete."""
        return shutil.copytree(good_paths[0].parent, tmp_path / "good")

    def lose(self, recipe: Recipe, numbers: Sequence[int]) -> None:
        for number in numbers:
            Path(recipe.images[number].path).unlink()

    def test_some_are_gone(self, folder: Path, small_settings, new_paths):
        recipe = trained(sorted(folder.iterdir()), small_settings)
        full = update(recipe, add=[new_paths[0]]).recipe
        self.lose(recipe, [2, 5])
        made = update(recipe, add=[new_paths[0]])
        assert made.n_kept_scores == 2
        # the statistics are sums: nothing is lost for them
        assert relative(made.recipe.mean, full.mean) < 1e-6
        assert relative(made.recipe.factor, full.factor) < 1e-6
        for number, (now, then) in enumerate(zip(made.recipe.images, recipe.images, strict=False)):
            if number in (2, 5):
                assert now == then
            else:
                assert now.loo_score == pytest.approx(full.images[number].loo_score, rel=1e-6)
        warning = made.recipe.calibration.warnings[-1]
        assert "2 of 13 good parts are no longer where they were" in warning
        assert not any("no longer" in w for w in full.calibration.warnings)
        assert np.isfinite(made.recipe.limits.image_threshold)

    def test_all_are_gone(self, folder: Path, small_settings, new_paths):
        recipe = trained(sorted(folder.iterdir()), small_settings)
        self.lose(recipe, range(12))
        made = update(recipe, add=[new_paths[0]])
        assert made.n_kept_scores == 12
        assert made.recipe.loo_scores[:12] == recipe.loo_scores
        assert made.recipe.calibration.pixel_threshold <= recipe.calibration.pixel_threshold

    def test_only_the_one_to_remove_is_left(self, folder: Path, small_settings):
        recipe = trained(sorted(folder.iterdir()), small_settings)
        self.lose(recipe, range(1, 12))
        made = update(recipe, remove=[Path(recipe.images[0].path)])
        assert made.n_kept_scores == 11
        assert made.recipe.loo_scores == recipe.loo_scores[1:]
        assert made.recipe.calibration.pixel_threshold == pytest.approx(
            min(recipe.calibration.pixel_threshold, made.recipe.calibration.image_threshold)
        )

    def test_one_that_was_replaced_by_another_picture_counts_as_gone(
        self, folder: Path, small_settings, new_paths
    ):
        recipe = trained(sorted(folder.iterdir()), small_settings)
        shutil.copy(new_paths[3], recipe.images[4].path)
        made = update(recipe, add=[new_paths[0]])
        assert made.n_kept_scores == 1
        assert made.recipe.images[4] == recipe.images[4]

    def test_one_that_is_to_be_removed(self, folder: Path, small_settings, new_paths):
        recipe = trained(sorted(folder.iterdir()), small_settings)
        gone = Path(recipe.images[0].path)
        gone.unlink()
        made = update(recipe, add=[new_paths[0]], remove=[gone])
        assert made.removed == ()
        (failure,) = made.failures
        assert failure.path == gone
        assert "does not exist" in failure.reason
        assert failure.hint


class TestRefusals:
    def test_nothing(self, small_recipe: Recipe):
        with pytest.raises(TrainingError, match="nothing to add"):
            update(small_recipe)

    def test_a_stranger_cannot_be_removed(self, small_recipe: Recipe, good_paths, new_paths):
        made = update(small_recipe, remove=[new_paths[0], good_paths[0]])
        (failure,) = made.failures
        assert failure.path == new_paths[0]
        assert f"{new_paths[0].name} is not in the recipe." == failure.reason
        assert made.recipe.n_images == 11
        with pytest.raises(TrainingError, match="stays as it is") as caught:
            update(small_recipe, remove=[new_paths[0]])
        assert caught.value.path == new_paths[0]

    def test_once_is_enough(self, small_recipe: Recipe, good_paths, new_paths, tmp_path: Path):
        copy = tmp_path / "copy.png"
        shutil.copy(good_paths[0], copy)  # the same bytes
        from PIL import Image

        pixels = tmp_path / "pixels.bmp"
        Image.open(good_paths[1]).save(pixels)  # the same picture in another file
        twin = tmp_path / "twin.png"
        shutil.copy(new_paths[0], twin)
        made = update(small_recipe, add=[copy, pixels, new_paths[0], twin])
        assert made.added == (new_paths[0],)
        assert [f.path for f in made.failures] == [copy, pixels, twin]
        assert all("already" in f.reason for f in made.failures)
        assert made.recipe.n_images == 13

    def test_a_picture_is_known_by_its_content(self, small_recipe: Recipe, good_paths, tmp_path: Path):
        copy = tmp_path / "renamed.png"
        shutil.copy(good_paths[0], copy)
        made = update(small_recipe, remove=[copy, copy])
        assert made.removed == (copy,)
        assert len(made.failures) == 1
        assert str(good_paths[0]) not in {i.path for i in made.recipe.images}

    def test_too_few_are_left(self, small_recipe: Recipe, good_paths):
        with pytest.raises(TrainingError, match="Fewer than 2") as caught:
            update(small_recipe, remove=good_paths[:11])
        assert caught.value.hint
        with pytest.raises(TrainingError, match="Fewer than 2"):
            update(small_recipe, remove=good_paths)

    def test_all_old_ones_out_and_new_ones_in(
        self, small_recipe: Recipe, small_settings, good_paths, new_paths
    ):
        new = [new_paths[0], new_paths[2], new_paths[3]]
        made = update(small_recipe, new, good_paths)
        assert_same(made.recipe, trained(new, small_settings))

    def test_unreadable_files_are_listed_and_the_rest_goes_on(
        self, small_recipe: Recipe, new_paths, tmp_path: Path
    ):
        broken = tmp_path / "broken.png"
        broken.write_bytes(b"")
        made = update(small_recipe, add=[broken, new_paths[0]], remove=[tmp_path / "gone.png"])
        assert made.added == (new_paths[0],)
        assert {f.path.name for f in made.failures} == {"broken.png", "gone.png"}

    def test_two_left(self, small_settings, good_paths, new_paths, tmp_path: Path):
        recipe = trained(good_paths[:3], small_settings)
        made = update(recipe, remove=[good_paths[0]]).recipe
        assert_same(made, trained(good_paths[1:3], small_settings), factor=1e-3)


class TestProgressAndCancelling:
    def test_every_stage_is_counted_to_its_end(self, small_recipe: Recipe, good_paths, new_paths):
        steps: list[Progress] = []
        update(small_recipe, [new_paths[0]], [good_paths[0]], report=steps.append)
        last = {step.stage: step for step in steps}
        assert {"embed", "fit", "calibrate"} <= set(last)
        assert all(step.done <= step.total for step in steps)
        assert all(last[name].done == last[name].total for name in ("fit", "calibrate"))

    @pytest.mark.parametrize("stage", ["embed", "fit", "calibrate"])
    def test_cancelling_leaves_everything_as_it_was(
        self, recipe_file: Path, new_paths, tmp_path: Path, stage: str, data_dir: Path
    ):
        recipe, cancel = load(recipe_file), CancelToken()

        def report(progress: Progress) -> None:
            if progress.stage == stage:
                cancel.cancel()

        before = recipe_file.read_bytes()
        with pytest.raises(Cancelled):
            update(recipe, add=[new_paths[0]], cache=tmp_path, report=report, cancel=cancel)
        assert recipe_file.read_bytes() == before
        assert not list(tmp_path.iterdir())

    def test_a_drawn_part_of_another_size(self, small_recipe: Recipe, tmp_path: Path):
        large = write_png(tmp_path / "large.png", draw_part(900, size=(700, 300)))
        made: Update = update(small_recipe, add=[large])
        assert (made.recipe.images[-1].width, made.recipe.images[-1].height) == (700, 300)
