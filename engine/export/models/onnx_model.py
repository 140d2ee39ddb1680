"""The recipe as ONNX, translated from OpenVINO's graph: it needs neither torch nor the original weights."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.embedding.network import quiet_libraries
from engine.errors import ExportError
from engine.export.models.graph import judging_model
from engine.export.models.onnx_operations import DATA_INPUTS, TRANSLATIONS, Operation, UntranslatableError
from engine.export.models.onnx_writer import OnnxWriter

if TYPE_CHECKING:
    from engine.recipe import Recipe


def write(recipe: Recipe, path: Path, notes: Mapping[str, str]) -> None:
    """Write the model in float32.

    Args:
        recipe: What to export.
        path: The ``.onnx`` file.
        notes: What the file says about itself.

    Raises:
        RecipeError: OpenVINO does not understand the recipe's network.
        ExportError: The network has an operation that is not translated.
        OSError: The file cannot be written.
    """
    model = judging_model(recipe)
    with quiet_libraries():
        try:
            translate(model, path, {f"gonogo.{key}": value for key, value in notes.items()})
        except UntranslatableError as error:
            raise ExportError(
                f"The network {recipe.settings.backbone} cannot be written as ONNX: {error}.",
                "Export to OpenVINO instead.",
                recipe.path,
            ) from error


def translate(model: Any, path: Path, notes: Mapping[str, str]) -> tuple[Path, ...]:
    """Write an OpenVINO model as an ONNX file with the same inputs and outputs.

    Args:
        model: An ``openvino.Model`` whose shapes are all fixed.
        path: The ``.onnx`` file.
        notes: Its ``metadata_props``.

    Returns:
        The files written.

    Raises:
        UntranslatableError: It has an operation that is not translated.
        OSError: The file cannot be written.
    """
    writer = OnnxWriter()
    names: dict[tuple[str, int], str] = {}

    def name_of(output: Any) -> str:
        key = (output.get_node().get_name(), output.get_index())
        if key not in names:
            # everything that is computed was translated before: only constants come as they are needed
            names[key] = writer.constant(output.get_node().data)
        return names[key]

    for parameter in model.inputs:
        names[parameter.get_node().get_name(), 0] = parameter.get_any_name()
    needed = _needed(model)
    for node in model.get_ordered_ops():
        if node.get_name() not in needed:
            continue
        kind = node.get_type_name()
        if kind not in TRANSLATIONS:
            raise UntranslatableError(f"there is no translation of {kind}")
        made = TRANSLATIONS[kind](Operation(node, writer, name_of))
        for i, name in enumerate([made] if isinstance(made, str) else made):
            names[node.get_name(), i] = name
    for output in model.outputs:
        writer.rename(name_of(output.get_node().input_value(0)), output.get_any_name())
    return writer.write(path, _described(model.inputs), _described(model.outputs), notes)


def _needed(model: Any) -> set[str]:
    """Names of the operations that the outputs depend on, apart from constants and shapes."""
    needed: set[str] = set()
    waiting = [output.get_node().input_value(0) for output in model.outputs]
    while waiting:
        node = waiting.pop().get_node()
        kind = node.get_type_name()
        if kind in ("Constant", "Parameter") or node.get_name() in needed:
            continue
        needed.add(node.get_name())
        count = DATA_INPUTS.get(kind, node.get_input_size())
        waiting += [node.input_value(i) for i in range(count)]
    return needed


def _described(ports: Any) -> dict[str, tuple[Any, list[int]]]:
    """Type and shape of a model's inputs or outputs by name."""
    return {
        port.get_any_name(): (np.dtype(port.get_element_type().to_dtype()), list(port.get_shape()))
        for port in ports
    }
