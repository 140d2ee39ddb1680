"""The recipe as OpenVINO IR: ``NAME.xml`` and ``NAME.bin``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.embedding.network import quiet_libraries
from engine.embedding.runtime import openvino_core
from engine.export.models.graph import MAP, SCORE, judging_model
from engine.export.models.staging import reason_for
from engine.types import FloatMap, Photo

if TYPE_CHECKING:
    from engine.recipe import Recipe


def write(recipe: Recipe, path: Path, notes: Mapping[str, str]) -> None:
    """Write the model in float32.

    Args:
        recipe: What to export.
        path: The ``.xml`` file; the ``.bin`` file lies beside it.
        notes: What the file says about itself, found under ``gonogo`` in its ``rt_info``.

    Raises:
        RecipeError: OpenVINO does not understand the recipe's network.
        OSError: The files cannot be written.
    """
    model = judging_model(recipe)
    for key, value in notes.items():
        model.set_rt_info(value, ["gonogo", key])
    with quiet_libraries():
        import openvino as ov
    try:
        ov.save_model(model, path, compress_to_fp16=False)
    except RuntimeError as error:
        raise reason_for(error, path) from error


def run(path: Path, picture: Photo) -> tuple[float, FloatMap]:
    """Judge one picture with a model file, OpenVINO IR or ONNX.

    Args:
        path: The ``.xml`` or ``.onnx`` file.
        picture: uint8, shape (image_size, image_size, 3), R, G, B.

    Returns:
        Score and map, float32, shape (image_size, image_size).

    Raises:
        RuntimeError: OpenVINO cannot read the file: it is not complete.
    """
    compiled = openvino_core().compile_model(path, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    outputs = compiled(picture[None])
    return float(outputs[SCORE][0]), np.array(outputs[MAP][0, 0])
