"""A quick engine whose trainings know the score of each picture: the digits in its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from quick_engine import FakeEngine, FakeRecipe, FakeTraining

from engine.progress import CancelToken, Report

OUTSTANDING = 35
"""Scores above it stand out."""


@dataclass
class NamedTraining(FakeTraining):
    """A finished training of pictures called ``part_38.png`` and the like."""

    paths: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        self.images = tuple(
            SimpleNamespace(path=str(path), loo_score=float(path.stem.partition("_")[2] or 1))
            for path in self.paths
        )

    def unusual(self) -> list[int]:
        out = [n for n, score in enumerate(self.scores) if score > OUTSTANDING and n not in self.excluded]
        return sorted(out, key=lambda n: -self.scores[n])


class TrainEngine(FakeEngine):
    """Trains such trainings."""

    def train(self, paths, settings, region, report: Report, cancel: CancelToken) -> NamedTraining:
        super().train(paths, settings, region, report, cancel)
        self.trainings[-1] = NamedTraining(FakeRecipe(settings.name), paths=tuple(paths))
        return self.trainings[-1]
