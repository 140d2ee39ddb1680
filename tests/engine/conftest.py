"""What the engine's tests share: drawn pictures and one small training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.detector import Detector
from engine.padim import Training, TrainSettings, train
from engine.recipe import Recipe, save

SIDE = 64
"""Side of the squares that the small network looks at: 8 x 8 patches."""

FEATURES = 40
"""Channels of the small network: more than the pictures of the small training."""


def draw_part(number: int, *, size: tuple[int, int] = (96, 80), spot: bool = False) -> np.ndarray:
    """A ring on a plate, uint8 RGB, shape (height, width, 3): shifted, lit and noisy by ``number`` alone.

    Args:
        number: Which part.
        size: (width, height) of the picture.
        spot: Whether there is a dark spot on the ring.
    """
    rng = np.random.default_rng([number, 7])
    width, height = size
    y, x = np.mgrid[:height, :width] / np.array([height, width])[:, None, None] - 0.5
    dx, dy = rng.normal(0, 0.006, 2)
    radius = np.hypot(x - dx, y - dy)
    light = rng.normal(1, 0.03) * (1 + rng.normal(0, 0.1) * x)
    grey = np.where(np.abs(radius - 0.3) < 0.07, 190.0, 90.0) * light
    grey += 12 * np.sin(40 * x + rng.normal(0, 0.3))
    if spot:
        grey = np.where(np.hypot(x - 0.3, y) < 0.06, 15.0, grey)
    photo = grey[..., None] * np.array([1.0, 0.95, 0.85]) + rng.normal(0, 4, (height, width, 3))
    return np.clip(photo, 0, 255).astype(np.uint8)


def write_png(path: Path, photo: np.ndarray) -> Path:
    """Write RGB or grey as PNG; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = photo[..., ::-1] if photo.ndim == 3 else photo
    path.write_bytes(cv2.imencode(".png", pixels)[1])
    return path


@pytest.fixture(scope="session")
def good_paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Twelve pictures of good parts."""
    folder = tmp_path_factory.mktemp("good")
    return tuple(write_png(folder / f"good-{i:02d}.png", draw_part(i)) for i in range(12))


@pytest.fixture(scope="session")
def new_paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Six pictures that were not trained on: four of good parts and, at 1 and 4, two with a spot."""
    folder = tmp_path_factory.mktemp("new")
    return tuple(
        write_png(folder / f"new-{i}.png", draw_part(200 + i, spot=i in (1, 4)))
        for i in range(6)
    )


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
