"""``gonogo train``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.cli.console import STDOUT, safe, say, say_left_out, tell, write_json
from engine.cli.job import job
from engine.cli.places import check_recipe_place
from engine.edition import require_training
from engine.export.wording import expectation, number
from engine.images import read_mask, scan
from engine.padim import Training, TrainSettings, check_settings, train
from engine.progress import CancelToken, Stage
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
    require_training()
    check_settings(settings)
    check_recipe_place(output)
    region = read_mask(include_mask) if include_mask else None
    with job() as (report, cancel):
        found = scan(good, report=report, cancel=cancel)
        if not found.files:
            raise found.problems[0]
        # the recipe shall find its pictures again from any other folder; messages say what was given
        names = {str(path.absolute()): str(path) for path in found.files}
        with train(list(map(Path, names)), settings, region, report=report, cancel=cancel) as training:
            # the last moment to stop: a saved recipe stays
            cancel.raise_if_cancelled()
            stage = Stage("save", 1, report, CancelToken())
            recipe = save(training.recipe, output)
            stage.step()
            left_out = [_left_out(str(p.path or ""), p.message, p.hint) for p in found.problems]
            left_out += [_left_out(names[str(f.path)], f.reason, f.hint) for f in training.failures]
            document = _document(training, recipe, names, left_out)
    if as_json:
        write_json(document, STDOUT)
    else:
        _tell(document, recipe)
    return 0


def _left_out(path: str, reason: str, hint: str) -> dict[str, str]:
    return {"path": path, "reason": reason, "hint": hint}


def _document(
    training: Training, recipe: Recipe, names: dict[str, str], left_out: list[dict[str, str]]
) -> dict[str, Any]:
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
        "loo_scores": [{"path": names[i.path], "score": i.loo_score} for i in recipe.images],
        "unusual": [names[training.images[i].path] for i in training.unusual()],
        "left_out": left_out,
        "notes": {names[str(path)]: list(notes) for path, notes in training.notes.items()},
        "warnings": list(calibration.warnings),
        "seconds": round(training.seconds, 3),
    }


def _tell(document: dict[str, Any], recipe: Recipe) -> None:
    tell(f"{safe(recipe.path)}: {recipe.n_images} good parts in {document['seconds']:.1f} s")
    tell(f"Limit {number(recipe.limits.image_threshold)}. {expectation(recipe.calibration)}")
    for warning in recipe.calibration.warnings:
        say(f"Note: {warning}")
    for path, notes in document["notes"].items():
        say(safe(f"Note: {path}: {'; '.join(notes)}"))
    say_left_out(document["left_out"])
    for path in document["unusual"]:
        say(safe(f"Unusual, perhaps not a good part: {path}"))
