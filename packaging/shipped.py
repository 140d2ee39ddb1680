"""Files that are made for a bundle: the sample's recipe with its answers; networks for the full edition."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import editions
import msgspec

from engine import selftest
from engine.detector import Detector
from engine.embedding import get_network
from engine.images import scan
from engine.padim import TrainSettings, train
from engine.paths import cache_dir
from engine.recipe import save
from engine.sample import render_sample
from engine.selftest import Answers

SAMPLE = TrainSettings("Flange GN-4207", n_features=40)
"""How the shipped recipe is made: as usual, with fewer channels, so that its file has 10 MB and not 45."""
N_GOOD = 60
SAMPLE_ID = uuid.uuid5(uuid.NAMESPACE_DNS, "sample.gonogo.app").hex
"""The sample's recipe is the same recipe in every build, and two builds of the same sources are equal."""


def make_sample(folder: Path) -> None:
    """Draw the sample, train on it, judge the others, and keep the recipe and what it said.

    Args:
        folder: The folder of shipped files.
    """
    recipe_file = folder.joinpath(*selftest.SAMPLE_RECIPE)
    with tempfile.TemporaryDirectory() as place:
        sample = render_sample(
            Path(place) / "sample",
            n_good=N_GOOD,
            n_test_good=selftest.N_TEST_GOOD,
            n_per_defect=selftest.N_PER_DEFECT,
        )
        with train(scan([sample.train_good]).files, SAMPLE) as training:
            # the recipe tells where its pictures were; the same parts shall give the same file everywhere
            images = tuple(
                msgspec.structs.replace(i, path=f"sample/{Path(i.path).name}") for i in training.recipe.images
            )
            shipped = replace(training.recipe, id=SAMPLE_ID, images=images, created=_moment())
            recipe = save(shipped, recipe_file)
        results = list(Detector(recipe).inspect(scan([sample.test]).files))
        names = [result.path.relative_to(sample.test).as_posix() for result in results]
    answers = Answers(
        {name: float(result.score or 0.0) for name, result in zip(names, results, strict=True)},
        {name: str(result.verdict) for name, result in zip(names, results, strict=True)},
    )
    text = msgspec.json.format(msgspec.json.encode(answers), indent=2)
    folder.joinpath(*selftest.SAMPLE_ANSWERS).write_bytes(text + b"\n")


def _moment() -> str:
    """Now, or the moment that SOURCE_DATE_EPOCH names."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)
    return moment.isoformat(timespec="seconds")


def make_networks(folder: Path) -> None:
    """Make the embedding networks of the window's presets, so that the first training needs no torch.

    Args:
        folder: The folder of shipped files.
    """
    before = os.environ.get("GONOGO_DATA_DIR")
    with tempfile.TemporaryDirectory() as place:
        # a cache that holds nothing else
        os.environ["GONOGO_DATA_DIR"] = place
        try:
            for size in editions.PRESETS:
                get_network(TrainSettings("any", image_size=size).network_spec())
            shutil.copytree(cache_dir() / "networks", folder / "networks")
        finally:
            os.environ.pop("GONOGO_DATA_DIR")
            if before is not None:
                os.environ["GONOGO_DATA_DIR"] = before
