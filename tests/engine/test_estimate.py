"""What training will need: said before, close to what comes, and refused with advice where it cannot fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine import estimate as module
from engine.errors import BackboneError, TrainingError
from engine.estimate import available_memory, check_resources, estimate, gigabytes
from engine.padim import Training, TrainSettings
from engine.recipe import save

PLENTY = 10**15


@pytest.fixture
def roomy(monkeypatch):
    """A computer with more of everything than anybody needs."""
    monkeypatch.setattr(module, "available_memory", lambda: PLENTY)
    monkeypatch.setattr(module, "free_disk_bytes", lambda _place: PLENTY)
    monkeypatch.setattr(module, "is_cached", lambda _spec: True)


default = TrainSettings("x")


def test_the_default_configuration(roomy):
    needed = estimate(500, default)
    assert not needed.first_time
    assert needed.disk_bytes == 500 * 1024 * 100 * 4
    # two triangles of 100 features for 1024 patches are 41 MB
    assert 41e6 < needed.recipe_bytes < 70e6
    assert 0.2e9 < needed.memory_bytes < 1e9
    assert 1 < needed.seconds < 60
    assert needed.available_bytes == PLENTY


@pytest.mark.parametrize(
    "settings",
    [
        default,
        replace(default, image_size=512),
        replace(default, layers=("blocks.1", "blocks.2")),
        replace(default, n_features=20),
        replace(default, backbone="wide_resnet50_2"),
    ],
)
def test_memory_hardly_grows_with_the_number_of_pictures(roomy, settings):
    few, many = estimate(200, settings), estimate(2000, settings)
    assert few.memory_bytes < many.memory_bytes < few.memory_bytes * 1.05
    assert many.disk_bytes == 10 * few.disk_bytes
    assert many.seconds > few.seconds
    assert many.recipe_bytes == few.recipe_bytes


def test_a_finer_grid_costs_four_times_the_statistics(roomy):
    coarse, fine = estimate(100, default), estimate(100, replace(default, image_size=512))
    assert fine.disk_bytes == 4 * coarse.disk_bytes
    assert fine.recipe_bytes == pytest.approx(4 * coarse.recipe_bytes, rel=0.15)
    assert fine.seconds > 2 * coarse.seconds


def test_the_first_time_takes_longer_and_needs_more(roomy, monkeypatch):
    later = estimate(50, default)
    monkeypatch.setattr(module, "is_cached", lambda _spec: False)
    first = estimate(50, default)
    assert first.first_time
    assert first.memory_bytes > later.memory_bytes + 5e8
    assert first.seconds > later.seconds + 5


def test_the_grid_and_the_file_come_out_as_estimated(sample_training: Training, small_settings, tmp_path):
    needed = estimate(12, small_settings)
    recipe = sample_training.recipe
    assert not needed.first_time
    assert needed.disk_bytes == 12 * recipe.network.n_patches * recipe.network.n_features * 4
    size = save(recipe, tmp_path / "x.gonogo").path.stat().st_size
    assert size <= needed.recipe_bytes < size + 4e6


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_pictures_can_be_estimated(roomy, n):
    assert estimate(n, default).seconds > 0


def test_an_unknown_layer_is_taken_for_a_fine_one(roomy):
    # rather too much memory than too little
    known = estimate(10, replace(default, layers=("blocks.1",)))
    assert estimate(10, replace(default, layers=("stages.0",))).memory_bytes == known.memory_bytes


# --- refusals ---------------------------------------------------------------------------------------


def test_what_fits_is_let_through(roomy):
    assert check_resources(100, default) == estimate(100, default)


def test_too_little_memory_is_refused_with_advice(roomy, monkeypatch):
    monkeypatch.setattr(module, "available_memory", lambda: 99_900_000)
    with pytest.raises(TrainingError, match=r"needs about 0.4 GB of memory, and 100 MB are free") as caught:
        check_resources(100, default)
    assert "smaller image size" in caught.value.hint


def test_a_system_that_does_not_tell_its_memory_is_trusted(roomy, monkeypatch):
    monkeypatch.setattr(module, "available_memory", lambda: 0)
    check_resources(100, default)


def test_too_little_disk_is_refused_with_advice(roomy, monkeypatch):
    monkeypatch.setattr(module, "free_disk_bytes", lambda _place: 1_000_000)
    with pytest.raises(TrainingError, match=r"temporary disk space in .*, and 1 MB are free") as caught:
        check_resources(100, default)
    assert "Free some space" in caught.value.hint


def test_a_network_without_layers_is_refused(roomy):
    with pytest.raises(BackboneError, match="convnext_atto needs its layers named"):
        check_resources(100, replace(default, backbone="convnext_atto"))


def test_missing_weights_are_said_before_anything_is_loaded(tmp_path):
    with pytest.raises(BackboneError, match=r"weights file .*gone\.pth cannot be read"):
        check_resources(100, replace(default, weights=tmp_path / "gone.pth"))


def test_this_computer_tells_its_memory():
    assert available_memory() > 10_000_000


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 MB"), (45.4e6, "45 MB"), (1.44e9, "1.4 GB"), (25e9, "25.0 GB")]
)
def test_bytes_for_people(count, words):
    assert gigabytes(count) == words


def test_the_estimate_counts_what_a_training_really_holds(sample_training: Training, small_settings, roomy):
    statistics = sample_training._gaussians.scatter.nbytes
    recipe = sample_training.recipe
    held = statistics + recipe.factor.nbytes + recipe.scatter.nbytes + sample_training.loo_maps.nbytes
    without = estimate(12, replace(small_settings, n_features=1)).memory_bytes
    assert estimate(12, small_settings).memory_bytes - without > 0.95 * held
    assert np.isfinite(recipe.calibration.image_threshold)
