"""``gonogo info``, ``gonogo update`` and ``gonogo export``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.cli.console import STDOUT, safe, say, say_left_out, tell, write_json
from engine.cli.job import job
from engine.cli.places import check_recipe_place
from engine.export.wording import expectation, number
from engine.images import scan
from engine.progress import CancelToken, Stage
from engine.recipe import Recipe, load, save
from engine.types import Limits


def info_command(path: Path, *, as_json: bool) -> int:
    """Show a recipe."""
    recipe = load(path)
    if as_json:
        write_json(_info(recipe), STDOUT)
        return 0
    calibration, settings, limits = recipe.calibration, recipe.settings, recipe.limits
    lines = {
        "name": recipe.name,
        "made": f"{recipe.created} by Gonogo {recipe.software.get('gonogo', '?')}",
        "good parts": recipe.n_images,
        "promise": expectation(calibration),
        "image limit": _limit(limits.image_threshold, calibration.image_threshold),
        "pixel limit": _limit(limits.pixel_threshold, calibration.pixel_threshold),
        "review": f"from {limits.review_from:g} × limit" if limits.review_from < 1 else "no band",
        "minimum area": f"{limits.min_area} px",
        "region": "part of the picture" if recipe.region is not None else "whole picture",
        "network": f"{settings.backbone}, {', '.join(settings.layers)}, {settings.n_features} channels",
        "image size": f"{settings.image_size} × {settings.image_size} px",
        "file": f"{path.stat().st_size / 1e6:.1f} MB, SHA-256 {recipe.sha256}",
    }
    for key, value in lines.items():
        tell(f"{key:13} {safe(value)}")
    for warning in calibration.warnings:
        say(f"Note: {warning}")
    return 0


def _limit(value: float, calibrated: float) -> str:
    moved = f" (moved by hand; calibrated: {number(calibrated)})" if value != calibrated else ""
    return number(value) + moved


def _info(recipe: Recipe) -> dict[str, Any]:
    settings, interval = recipe.settings, recipe.calibration.false_alarm_interval
    return {
        "name": recipe.name,
        "sha256": recipe.sha256,
        "created": recipe.created,
        "software": recipe.software,
        "settings": {
            "backbone": settings.backbone,
            "layers": list(settings.layers),
            "n_features": settings.n_features,
            "image_size": settings.image_size,
            "seed": settings.seed,
        },
        "grid": list(recipe.network.grid),
        "n_images": recipe.n_images,
        "false_alarm_rate": recipe.calibration.false_alarm_rate,
        "false_alarm_interval": [interval.low, interval.high],
        "calibrated": _limits(Limits(recipe.calibration.image_threshold, recipe.calibration.pixel_threshold)),
        "limits": _limits(recipe.limits),
        "region": recipe.region is not None,
        "warnings": list(recipe.calibration.warnings),
        "images": [
            {
                "path": i.path,
                "sha256": i.sha256,
                "width": i.width,
                "height": i.height,
                "loo_score": i.loo_score,
            }
            for i in recipe.images
        ],
    }


def _limits(limits: Limits) -> dict[str, float]:
    return {
        "image_threshold": limits.image_threshold,
        "pixel_threshold": limits.pixel_threshold,
        "min_area": limits.min_area,
        "review_from": limits.review_from,
    }


def update_command(
    path: Path,
    add: Sequence[Path],
    remove: Sequence[Path],
    output: Path,
    *,
    threads: int | None,
    as_json: bool,
) -> int:
    """Take pictures into a recipe and out of it."""
    from engine.update import update

    with job() as (report, cancel):
        recipe = load(path)
        check_recipe_place(output)
        coming = scan(add, report=report, cancel=cancel)
        going = scan(remove, report=report, cancel=cancel)
        problems = [*coming.problems, *going.problems]
        if problems and not coming.files and not going.files:
            raise problems[0]
        # the recipe shall find its pictures again from any other folder; messages say what was given
        names = {path.absolute(): str(path) for path in (*coming.files, *going.files)}
        made = update(
            recipe,
            [path.absolute() for path in coming.files],
            [path.absolute() for path in going.files],
            threads=threads,
            report=report,
            cancel=cancel,
        )
        # the last moment to stop: a saved recipe stays
        cancel.raise_if_cancelled()
        stage = Stage("save", 1, report, CancelToken())
        saved = save(made.recipe, output)
        stage.step()
    left_out = [{"path": str(p.path or ""), "reason": p.message, "hint": p.hint} for p in problems]
    left_out += [{"path": names[f.path], "reason": f.reason, "hint": f.hint} for f in made.failures]
    if as_json:
        document = {
            "recipe": str(saved.path),
            "sha256": saved.sha256,
            "n_images": saved.n_images,
            "added": [names[p] for p in made.added],
            "removed": [names[p] for p in made.removed],
            "left_out": left_out,
            "n_kept_scores": made.n_kept_scores,
            "image_threshold": saved.limits.image_threshold,
            "pixel_threshold": saved.limits.pixel_threshold,
            "limits_before": _limits(recipe.limits),
            "limits_were_moved": made.limits_were_moved,
            "warnings": list(saved.calibration.warnings),
        }
        write_json(document, STDOUT)
        return 0
    tell(f"{safe(output)}: {len(made.added)} added, {len(made.removed)} removed, {saved.n_images} good parts")
    before, after = recipe.limits.image_threshold, saved.limits.image_threshold
    tell(f"Limit {number(before)} before, {number(after)} now. {expectation(saved.calibration)}")
    if made.limits_were_moved:
        say("Note: The limits had been moved by hand; they are the calibrated ones again.")
    for warning in saved.calibration.warnings:
        say(f"Note: {warning}")
    say_left_out(left_out)
    return 0


def export_command(path: Path, to: str, directory: Path, weights: Path | None) -> int:
    """Export the model for other programs."""
    from engine.export.models import export_model

    with job() as (report, cancel):
        recipe = load(path)
        files = export_model(recipe, to, directory, weights=weights, report=report, cancel=cancel)
    for file in files:
        tell(safe(file))
    return 0
