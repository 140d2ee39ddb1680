"""``gonogo info``, ``gonogo update`` and ``gonogo export``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.cli.console import STDOUT, job, printer, say, write_json
from engine.errors import ImageError
from engine.export.wording import expectation
from engine.images import scan
from engine.progress import Stage
from engine.recipe import Recipe, load, save
from engine.types import Limits


def info_command(path: Path, *, as_json: bool) -> int:
    """Show a recipe."""
    recipe = load(path)
    if as_json:
        write_json(_info(recipe), STDOUT)
        return 0
    out = printer()
    calibration, settings = recipe.calibration, recipe.settings
    lines = {
        "name": recipe.name,
        "made": f"{recipe.created} by Gonogo {recipe.software.get('gonogo', '?')}",
        "good parts": recipe.n_images,
        "promise": expectation(calibration),
        "image limit": f"{recipe.limits.image_threshold:.5g}",
        "pixel limit": f"{recipe.limits.pixel_threshold:.5g}",
        "minimum area": f"{recipe.limits.min_area} px",
        "region": "part of the picture" if recipe.region is not None else "whole picture",
        "network": f"{settings.backbone}, {', '.join(settings.layers)}, {settings.n_features} channels",
        "image size": f"{settings.image_size} x {settings.image_size}",
        "file": f"{path.stat().st_size / 1e6:.1f} MB, SHA-256 {recipe.sha256}",
    }
    for key, value in lines.items():
        out.print(f"{key:13} {value}", markup=False)
    for warning in calibration.warnings:
        say(f"Note: {warning}")
    return 0


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

    recipe = load(path)
    with job() as (report, cancel):
        coming = scan(add, report=report, cancel=cancel)
        going = scan(remove, report=report, cancel=cancel)
        problems = [*coming.problems, *going.problems]
        if not coming.files and not going.files and problems:
            raise problems[0]
        if (add or remove) and not coming.files and not going.files:
            raise ImageError(
                "There is no picture in what was given.", "Give PNG, JPEG, BMP, TIFF or WebP files."
            )
        made = update(recipe, coming.files, going.files, threads=threads, report=report, cancel=cancel)
        stage = Stage("save", 1, report, cancel)
        saved = save(made.recipe, output)
        stage.step()
    left_out = [{"path": str(p.path or ""), "reason": p.message} for p in problems]
    left_out += [{"path": str(f.path), "reason": f.reason} for f in made.failures]
    if as_json:
        document = {
            "recipe": str(saved.path),
            "sha256": saved.sha256,
            "n_images": saved.n_images,
            "added": [str(p) for p in made.added],
            "removed": [str(p) for p in made.removed],
            "left_out": left_out,
            "n_kept_scores": made.n_kept_scores,
            "image_threshold": saved.limits.image_threshold,
            "pixel_threshold": saved.limits.pixel_threshold,
            "warnings": list(saved.calibration.warnings),
        }
        write_json(document, STDOUT)
        return 0
    before, after = recipe.limits.image_threshold, saved.limits.image_threshold
    out = printer()
    out.print(
        f"{output}: {len(made.added)} added, {len(made.removed)} removed, {saved.n_images} good parts",
        markup=False,
    )
    out.print(f"Limit {before:.4g} before, {after:.4g} now.")
    for left in left_out:
        say(f"Left out: {left['reason']}")
    for warning in saved.calibration.warnings:
        say(f"Note: {warning}")
    return 0


def export_command(path: Path, to: str, directory: Path, weights: Path | None) -> int:
    """Export the model for other programs."""
    from engine.export.model import export_model

    recipe = load(path)
    with job() as (report, cancel):
        files = export_model(recipe, to, directory, weights=weights, report=report, cancel=cancel)
    out = printer()
    for file in files:
        out.print(str(file), markup=False)
    return 0
