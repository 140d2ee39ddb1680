"""What the engine's tests share: drawn pictures and one small training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_parts import draw_part, write_png

from engine.detector import Detector
from engine.padim import Training, TrainSettings, train
from engine.recipe import Recipe, save

SIDE = 64
"""Side of the squares that the small network looks at: 8 x 8 patches."""

FEATURES = 40
"""Channels of the small network: more than the pictures of the small training."""


@pytest.fixture(scope="session", autouse=True)
def versions_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the command line keeps versions of recipes: not in what is kept from one session to the next."""
    folder = tmp_path_factory.mktemp("kept") / "versions"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.paths.versions_dir", lambda: folder)
        yield folder


@pytest.fixture(scope="session")
def good_paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Twelve pictures of good parts."""
    folder = tmp_path_factory.mktemp("good")
    return tuple(write_png(folder / f"good-{i:02d}.png", draw_part(i)) for i in range(12))


@pytest.fixture(scope="session")
def new_paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Six pictures that were not trained on: four of good parts and, at 1 and 4, two with a spot."""
    folder = tmp_path_factory.mktemp("new")
    return tuple(write_png(folder / f"new-{i}.png", draw_part(200 + i, spot=i in (1, 4))) for i in range(6))


@pytest.fixture(scope="session")
def small_settings() -> TrainSettings:
    """Settings of the small training."""
    return TrainSettings("ring", image_size=SIDE, n_features=FEATURES)


@pytest.fixture(scope="session")
def sample_training(good_paths: tuple[Path, ...], small_settings: TrainSettings) -> Iterator[Training]:
    """The small training. Shared: take nothing out of it; train again for that, it is quick."""
    with train(good_paths, small_settings) as training:
        yield training


@pytest.fixture(scope="session")
def small_recipe(sample_training: Training) -> Recipe:
    """The recipe of the small training, not saved."""
    return replace(sample_training.recipe)


@pytest.fixture(scope="session")
def recipe_file(small_recipe: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recipe of the small training as a file. Shared: do not write to it."""
    path = tmp_path_factory.mktemp("recipe") / "ring.gonogo"
    save(small_recipe, path)
    return path


@pytest.fixture(scope="session")
def detector(small_recipe: Recipe) -> Detector:
    """A detector by the small recipe."""
    return Detector(small_recipe)
