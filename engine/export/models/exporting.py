"""Exporting a recipe: write, read back, compare, describe, publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.detector import Detector
from engine.edition import require_export
from engine.errors import ExportError
from engine.export.json_report import json_bytes
from engine.export.models import anomalib_model, metadata, onnx_model, openvino_model
from engine.export.models.staging import publish, staging
from engine.export.naming import clean_stem, free_stem
from engine.files import write_error
from engine.progress import CancelToken, Report, Stage, silent
from engine.types import FloatMap, Mask, Photo

if TYPE_CHECKING:
    from engine.recipe import Recipe

MODEL_FORMATS = ("anomalib", "onnx", "openvino")
"""What a recipe can be exported to."""

TOLERANCE = 1e-3
"""Largest difference from Gonogo's own map that an exported model may have, as a share of its maximum."""

_ENDINGS = {"anomalib": (".ckpt",), "onnx": (".onnx", ".onnx.data"), "openvino": (".xml", ".bin")}
_STEPS = 4


def export_model(
    recipe: Recipe,
    to: str,
    directory: Path,
    *,
    weights: Path | None = None,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> tuple[Path, ...]:
    """Write a recipe as a model for other programs.

    ``directory`` gets ``NAME.ckpt``, or ``NAME.onnx`` (and ``NAME.onnx.data`` beyond 1.9 GB), or ``NAME.xml``
    and ``NAME.bin``, with ``NAME.FORMAT.json`` that describes it; NAME is that of the recipe file. Nothing
    is ever overwritten: where one of the names is taken, all get a number. All files appear at the end, or
    none.

    Args:
        recipe: What to export.
        to: One of :data:`MODEL_FORMATS`.
        directory: Where to; made if it is missing.
        weights: Weights file that the recipe was trained with; only for ``anomalib``, and only where it
            was trained with a file that the user named.
        report: Told about the stage "export".
        cancel: Looked at between the steps.

    Returns:
        The files written, the description last.

    Raises:
        ExportError: Unknown format, the files cannot be written, the model came out different, or what is
            needed for that format is not part of this edition.
        BackboneError: The weights that the recipe was trained with are not here (``anomalib``).
        RecipeError: The recipe's network cannot be run here.
        Cancelled: Somebody asked to stop; nothing is left behind.
    """
    if to not in MODEL_FORMATS:
        raise ExportError(
            f"There is no model format named {to}.", f"Choose one of: {', '.join(MODEL_FORMATS)}."
        )
    require_export(to)
    cancel = cancel or CancelToken()
    cancel.raise_if_cancelled()
    stage = Stage("export", _STEPS, report, cancel)
    stem = clean_stem(recipe.path.stem if recipe.path is not None else recipe.name)
    described = f".{to}.json"
    stem = free_stem(stem, [(directory, ending) for ending in (*_ENDINGS[to], described)])
    with staging(directory) as folder:
        try:
            picture = _check_picture(recipe.settings.image_size)
            expected = _expected(recipe, picture)
            stage.step()
            files = _write(recipe, to, folder / stem, weights, cancel)
            stage.step()
            deviation = _deviation(files[0], to, picture, expected, recipe.region)
        except MemoryError as error:
            raise ExportError(
                f"There was not enough memory to export the recipe {recipe.name}.",
                "Close other programs and try again.",
                recipe.path,
            ) from error
        _check_deviation(recipe, to, deviation)
        stage.step()
        description = folder / f"{stem}{described}"
        differences = anomalib_model.differences(recipe) if to == "anomalib" else []
        about = metadata.document(recipe, to, files, deviation, differences)
        description.write_bytes(json_bytes(about))
        # the last moment to stop: once they have their names, the files stay
        stage.step()
        return publish(folder, directory, [path.name for path in (*files, description)])


def _write(
    recipe: Recipe, to: str, place: Path, weights: Path | None, cancel: CancelToken
) -> tuple[Path, ...]:
    """Write the model's files, ``place`` and their endings; the one that is opened comes first."""
    # with_name, because the name may have dots of its own
    possible = [place.with_name(place.name + ending) for ending in _ENDINGS[to]]
    path = possible[0]
    try:
        if to == "anomalib":
            anomalib_model.write(recipe, path, weights, cancel)
        elif to == "onnx":
            onnx_model.write(recipe, path, metadata.notes(recipe))
        else:
            openvino_model.write(recipe, path, metadata.notes(recipe))
    except OSError as error:
        # the hidden folder's name would help nobody
        raise write_error(place.parent.parent / path.name, error) from error
    return tuple(file for file in possible if file.exists())


def _check_picture(side: int) -> Photo:
    """A picture that looks like nothing, so that every patch is far from normal."""
    return np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8)


def _expected(recipe: Recipe, picture: Photo) -> FloatMap:
    """What Gonogo itself makes of the picture."""
    return Detector(recipe, threads=1).inspect_photo(picture)[1]


def _deviation(path: Path, to: str, picture: Photo, expected: FloatMap, region: Mask | None) -> float:
    """Largest difference between the maps inside the region, as a share of the highest value."""
    run = anomalib_model.run if to == "anomalib" else openvino_model.run
    try:
        _, values = run(path, picture)
    except RuntimeError as error:
        raise ExportError(
            f"{path.name} could not be read back, so it was not kept.",
            "Make sure that there is room on the disk, and try again.",
        ) from error
    gap = np.abs(values - expected)
    if region is not None:
        gap = gap[region]
    return float(gap.max() / max(float(expected.max()), 1e-12))


def _check_deviation(recipe: Recipe, to: str, deviation: float) -> None:
    # written so that NaN does not pass
    if not deviation <= TOLERANCE:
        raise ExportError(
            f"The {to} model of the recipe {recipe.name} does not judge like the recipe itself, so it was "
            f"not kept: their maps are {deviation:.2%} apart.",
            "Export to another format, or train the recipe again with the libraries installed here.",
            recipe.path,
        )
