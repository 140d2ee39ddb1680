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
        "references": _references(recipe),
        "image size": f"{settings.image_size} × {settings.image_size} px",
        "file": f"{path.stat().st_size / 1e6:.1f} MB, SHA-256 {recipe.sha256}",
    }
    for key, value in lines.items():
        tell(f"{key:13} {safe(value)}")
    for warning in calibration.warnings:
        say(f"Note: {warning}")
    return 0


def _references(recipe: Recipe) -> str:
    many = len(recipe.references)
    return f"{many} reference part{'s' if many > 1 else ''} for the check" if many else "none"


def _limit(value: float, calibrated: float) -> str:
    moved = f" (moved by hand; calibrated: {number(calibrated)})" if value != calibrated else ""
    return number(value) + moved


def _info(recipe: Recipe) -> dict[str, Any]:
    from engine.cli.references import references_document

    settings, interval = recipe.settings, recipe.calibration.false_alarm_interval
    return {
        "name": recipe.name,
        "id": recipe.id,
        "sha256": recipe.sha256,
        "parent": recipe.parent,
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
        "calibrated": limits_document(
            Limits(recipe.calibration.image_threshold, recipe.calibration.pixel_threshold)
        ),
        "limits": limits_document(recipe.limits),
        "region": recipe.region is not None,
        "warnings": list(recipe.calibration.warnings),
        "references": references_document(recipe.references),
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


def limits_document(limits: Limits) -> dict[str, float]:
    """Limits as JSON tells them."""
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
    from engine.cli.versions import keep_version
    from engine.update import update
    from engine.versions import update_reason

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
        # before the file is replaced
        keep_version(recipe)
        saved = save(made.recipe, output)
        keep_version(saved, update_reason(len(made.added), len(made.removed)))
        stage.step()
    left_out = [{"path": str(p.path or ""), "reason": p.message, "hint": p.hint} for p in problems]
    left_out += [{"path": names[f.path], "reason": f.reason, "hint": f.hint} for f in made.failures]
    if as_json:
        document = {
            "recipe": str(saved.path),
            "sha256": saved.sha256,
            "parent": saved.parent,
            "n_images": saved.n_images,
            "added": [names[p] for p in made.added],
            "removed": [names[p] for p in made.removed],
            "left_out": left_out,
            "n_kept_scores": made.n_kept_scores,
            "image_threshold": saved.limits.image_threshold,
            "pixel_threshold": saved.limits.pixel_threshold,
            "limits_before": limits_document(recipe.limits),
            "limits_were_moved": made.limits_were_moved,
            "lost_references": [row.name for row in made.lost_references],
            "warnings": list(saved.calibration.warnings),
        }
        write_json(document, STDOUT)
        return 0
    tell(f"{safe(output)}: {len(made.added)} added, {len(made.removed)} removed, {saved.n_images} good parts")
    before, after = recipe.limits.image_threshold, saved.limits.image_threshold
    tell(f"Limit {number(before)} before, {number(after)} now. {expectation(saved.calibration)}")
    if made.limits_were_moved:
        say("Note: The limits had been moved by hand; they are the calibrated ones again.")
    for row in made.lost_references:
        words = f"should be {row.expected.value}, is now {row.found.value}"
        say(safe(f"Note: The reference part {row.name} {words}."))
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
