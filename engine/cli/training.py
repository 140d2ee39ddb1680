"""``gonogo train``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.cli.console import STDOUT, job, say, write_json
from engine.errors import TrainingError
from engine.export.wording import expectation, number
from engine.images import read_mask, scan
from engine.padim import Training, TrainSettings, check_settings, train
from engine.progress import Stage
from engine.recipe import Recipe, save


def train_command(
    good: Sequence[Path],
    output: Path,
    settings: TrainSettings,
    include_mask: Path | None,
    *,
    as_json: bool,
) -> int:
    """Make a recipe from files and folders of good parts and save it."""
    check_settings(settings)
    if output.is_dir():
        raise TrainingError(
            f"{output} is a folder.", "Name the recipe file to write, such as part.gonogo.", output
        )
    region = read_mask(include_mask) if include_mask else None
    with job() as (report, cancel):
        found = scan(good, report=report, cancel=cancel)
        if not found.files:
            if found.problems:
                raise found.problems[0]
            raise TrainingError(
                f"There is no picture in {good[0]}.",
                "Give a folder with PNG, JPEG, BMP, TIFF or WebP files.",
                good[0],
            )
        with train(found.files, settings, region, report=report, cancel=cancel) as training:
            stage = Stage("save", 1, report, cancel)
            recipe = save(training.recipe, output)
            stage.step()
            left_out = [{"path": str(p.path or ""), "reason": p.message} for p in found.problems]
            left_out += [{"path": str(f.path), "reason": f.reason} for f in training.failures]
            document = _document(training, recipe, left_out)
    if as_json:
        write_json(document, STDOUT)
    else:
        _tell(document, recipe)
    return 0


def _document(training: Training, recipe: Recipe, left_out: list[dict[str, str]]) -> dict[str, Any]:
    calibration = recipe.calibration
    interval = calibration.false_alarm_interval
    return {
        "recipe": str(recipe.path),
        "sha256": recipe.sha256,
        "name": recipe.name,
        "n_images": recipe.n_images,
        "image_threshold": calibration.image_threshold,
        "pixel_threshold": calibration.pixel_threshold,
        "false_alarm_rate": calibration.false_alarm_rate,
        "false_alarm_interval": [interval.low, interval.high],
        "loo_scores": [{"path": i.path, "score": i.loo_score} for i in recipe.images],
        "unusual": [training.images[i].path for i in training.unusual()],
        "left_out": left_out,
        "notes": {str(path): list(notes) for path, notes in training.notes.items()},
        "warnings": list(calibration.warnings),
        "seconds": round(training.seconds, 3),
    }


def _tell(document: dict[str, Any], recipe: Recipe) -> None:
    from engine.cli.console import printer

    out = printer()
    out.print(f"{recipe.path}: {recipe.n_images} good parts in {document['seconds']:.1f} s", markup=False)
    out.print(
        f"Limit {number(recipe.limits.image_threshold)}. {expectation(recipe.calibration)}", markup=False
    )
    for warning in recipe.calibration.warnings:
        say(f"Note: {warning}")
    for left in document["left_out"]:
        say(f"Left out: {left['reason']}")
    for path in document["unusual"]:
        say(f"Unusual, perhaps not a good part: {path}")
