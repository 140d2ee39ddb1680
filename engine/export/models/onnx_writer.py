"""Building an ONNX file node by node, with constants beside it where they are too many for one file."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.version import __version__

OPSET = 17
IR_VERSION = 8
"""Both are those of ONNX 1.12 (2022), which ONNX Runtime reads from version 1.13 on."""

LARGEST_FILE = 1_900_000_000
"""Bytes of constants that go into one file: protobuf cannot hold more than 2 GiB."""

_ALWAYS_INSIDE = 1024  # shapes and axes, which runtimes want to see while they read the graph

Array = npt.NDArray[Any]


class OnnxWriter:
    """Collects the nodes and constants of a graph, in the order in which they are computed."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: list[tuple[str, Array]] = []
        self._numbers = itertools.count()

    def constant(self, value: Array, name: str = "constant") -> str:
        """Add a constant; returns the name of its value."""
        name = f"{name}_{next(self._numbers)}"
        # a scalar has no dimension, which ascontiguousarray would give it
        self._constants.append((name, np.asarray(value, order="C")))
        return name

    def integers(self, values: Sequence[int]) -> str:
        """Add a list of int64 numbers, as shapes and axes are given."""
        return self.constant(np.array(values, np.int64), "integers")

    def node(self, kind: str, inputs: Sequence[str], **attributes: Any) -> str:
        """Add a node with one output; returns the name of its value."""
        return self.nodes(kind, inputs, 1, **attributes)[0]

    def nodes(self, kind: str, inputs: Sequence[str], n_outputs: int, **attributes: Any) -> list[str]:
        """Add a node with several outputs; returns the names of their values."""
        from onnx import helper

        name = f"{kind}_{next(self._numbers)}"
        outputs = [name if n_outputs == 1 else f"{name}.{i}" for i in range(n_outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), outputs, name=name, **attributes))
        return outputs

    def rename(self, value: str, name: str) -> None:
        """Give a value another name that the graph's users see."""
        from onnx import helper

        self._nodes.append(helper.make_node("Identity", [value], [name], name=name))

    def write(
        self,
        path: Path,
        inputs: Mapping[str, tuple[npt.DTypeLike, Sequence[int]]],
        outputs: Mapping[str, tuple[npt.DTypeLike, Sequence[int]]],
        notes: Mapping[str, str],
    ) -> tuple[Path, ...]:
        """Write the file.

        Args:
            path: The ``.onnx`` file; where the constants are too many, they go into a file of the same
                name with ``.data`` behind.
            inputs: Types and shapes of the graph's inputs by name.
            outputs: The same of its outputs.
            notes: What the file says about itself, its ``metadata_props``.

        Returns:
            The files.

        Raises:
            OSError: A file cannot be written.
        """
        import onnx
        from onnx import helper

        outside = sum(value.nbytes for _, value in self._constants) > LARGEST_FILE
        data = path.with_name(path.name + ".data")
        tensors = self._outside(data) if outside else [_tensor(*constant) for constant in self._constants]
        graph = helper.make_graph(self._nodes, "gonogo", _infos(inputs), _infos(outputs), tensors)
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="gonogo",
            producer_version=__version__,
        )
        helper.set_model_props(model, dict(notes))
        if not outside:
            onnx.checker.check_model(model)
        with path.open("wb") as stream:
            stream.write(model.SerializeToString())
        return (path, data) if outside else (path,)

    def _outside(self, data: Path) -> list[Any]:
        """Write the large constants to a file of their own; returns all, the large ones as references."""
        from onnx import TensorProto, helper

        tensors = []
        with data.open("wb") as stream:
            for name, value in self._constants:
                if value.nbytes <= _ALWAYS_INSIDE:
                    tensors.append(_tensor(name, value))
                    continue
                # runtimes map the file into memory, and pages begin at multiples of 4096
                stream.write(bytes(-stream.tell() % 4096))
                kind = helper.np_dtype_to_tensor_dtype(value.dtype)
                tensor = TensorProto(name=name, data_type=kind, dims=value.shape)
                tensor.data_location = TensorProto.EXTERNAL
                for key, place in (
                    ("location", data.name),
                    ("offset", stream.tell()),
                    ("length", value.nbytes),
                ):
                    tensor.external_data.add(key=key, value=str(place))
                tensors.append(tensor)
                stream.write(_little(value).data)
        return tensors


def _tensor(name: str, value: Array) -> Any:
    from onnx import helper

    kind = helper.np_dtype_to_tensor_dtype(value.dtype)
    return helper.make_tensor(name, kind, value.shape, _little(value).tobytes(), raw=True)


def _little(value: Array) -> Array:
    return np.ascontiguousarray(value, value.dtype.newbyteorder("<"))


def _infos(values: Mapping[str, tuple[npt.DTypeLike, Sequence[int]]]) -> list[Any]:
    from onnx import helper

    return [
        helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(np.dtype(dtype)), list(shape))
        for name, (dtype, shape) in values.items()
    ]
