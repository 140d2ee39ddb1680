"""OpenVINO's operations in the words of ONNX.

Everything in a recipe's network has a fixed shape, so shapes, axes and sizes are read here and now; only
what depends on the picture becomes a node.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.export.models.onnx_writer import OnnxWriter


class UntranslatableError(Exception):
    """There is no translation of an operation, or not in this form of it."""


class Operation:
    """One operation of an OpenVINO graph and where to write its translation.

    Args:
        node: The ``openvino.Node``.
        writer: Takes the nodes.
        names: Gives the name of a value of the graph.
    """

    def __init__(self, node: Any, writer: OnnxWriter, names: Callable[[Any], str]) -> None:
        self.kind: str = node.get_type_name()
        self.writer = writer
        self._node = node
        self._names = names

    def input(self, index: int = 0) -> str:
        """Name of an input's value."""
        return self._names(self._node.input_value(index))

    def inputs(self) -> list[str]:
        """Names of all inputs' values."""
        return [self.input(i) for i in range(self.n_inputs)]

    @property
    def n_inputs(self) -> int:
        """Number of inputs."""
        return int(self._node.get_input_size())

    @property
    def n_outputs(self) -> int:
        """Number of outputs."""
        return int(self._node.get_output_size())

    def fixed(self, index: int) -> npt.NDArray[Any]:
        """An input that must be a constant."""
        node = self._node.input_value(index).get_node()
        if node.get_type_name() != "Constant":
            raise UntranslatableError(f"{self.kind} with a computed input {index}")
        return np.array(node.data)

    def integers(self, index: int) -> list[int]:
        """A constant input of whole numbers."""
        return [int(value) for value in self.fixed(index).reshape(-1)]

    def shape_in(self, index: int = 0) -> list[int]:
        """Shape of an input."""
        return list(self._node.get_input_shape(index))

    def shape_out(self, index: int = 0) -> list[int]:
        """Shape of an output."""
        return list(self._node.get_output_shape(index))

    def axes(self, index: int) -> list[int]:
        """A constant input of axes, from 0."""
        rank = len(self.shape_in())
        return sorted(axis % rank for axis in self.integers(index))

    def attribute(self, name: str) -> Any:
        """An attribute of the operation."""
        return self._node.get_attributes()[name]

    def need(self, condition: bool, what: str) -> None:
        """Raise :class:`UntranslatableError` unless the operation has the form that is understood."""
        if not condition:
            raise UntranslatableError(f"{self.kind} with {what}")

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Write a node."""
        return self.writer.node(kind, inputs, **attributes)

    def number(self, value: float) -> str:
        """Write a float32 number."""
        return self.writer.constant(np.array(value, np.float32))


Translation = Callable[[Operation], str | list[str]]
"""Writes the nodes of an operation; returns the names of its output, or of all of them."""


def _same(kind: str) -> Translation:
    return lambda o: o.add(kind, *o.inputs())


def _convert(o: Operation) -> str:
    from onnx import helper

    kinds: dict[str, npt.DTypeLike] = {
        **{"f32": np.float32, "f16": np.float16, "f64": np.float64},
        **{"i32": np.int32, "i64": np.int64, "u8": np.uint8, "boolean": np.bool_},
    }
    kind = o.attribute("destination_type")
    o.need(kind in kinds, f"the type {kind}")
    return o.add("Cast", o.input(), to=helper.np_dtype_to_tensor_dtype(np.dtype(kinds[kind])))


def _window(o: Operation) -> dict[str, Any]:
    """How a window moves over the picture."""
    padding = o.attribute("auto_pad")
    named = {"same_upper": "SAME_UPPER", "same_lower": "SAME_LOWER", "valid": "VALID"}
    place: dict[str, Any] = {"strides": list(o.attribute("strides"))}
    if padding in named:
        return place | {"auto_pad": named[padding]}
    return place | {"pads": [*o.attribute("pads_begin"), *o.attribute("pads_end")]}


def _convolution(o: Operation) -> str:
    weights = o.fixed(1)
    return _convolve(o, weights, 1)


def _group_convolution(o: Operation) -> str:
    weights = o.fixed(1)
    return _convolve(o, weights.reshape(-1, *weights.shape[2:]), weights.shape[0])


def _convolve(o: Operation, weights: npt.NDArray[Any], groups: int) -> str:
    return o.add(
        "Conv",
        o.input(),
        o.writer.constant(weights, "weights"),
        kernel_shape=list(weights.shape[2:]),
        dilations=list(o.attribute("dilations")),
        group=groups,
        **_window(o),
    )


def _pool(o: Operation, dilations: list[int]) -> dict[str, Any]:
    kernel, rounding = list(o.attribute("kernel")), o.attribute("rounding_type")
    window = _window(o)
    if "pads" in window:
        pads = zip(o.attribute("pads_begin"), o.attribute("pads_end"), strict=True)
        sizes = [size + sum(pad) for size, pad in zip(o.shape_in()[2:], pads, strict=True)]
        reaches = [(side - 1) * gap + 1 for side, gap in zip(kernel, dilations, strict=True)]
        moves = zip(sizes, reaches, window["strides"], strict=True)
        # rounding up is spelled in several ways, which mean nothing where there is nothing to round
        if o.shape_out()[2:] == [(size - reach) // stride + 1 for size, reach, stride in moves]:
            rounding = "floor"
    o.need(rounding in ("floor", "ceil"), f"rounding {rounding}")
    return {"kernel_shape": kernel, "ceil_mode": int(rounding == "ceil"), **window}


def _max_pool(o: Operation) -> list[str]:
    dilations = list(o.attribute("dilations"))
    # the second output, the positions, is used by no network that embeds
    return [o.add("MaxPool", o.input(), dilations=dilations, **_pool(o, dilations))]


def _average_pool(o: Operation) -> str:
    window = _pool(o, [1] * (len(o.shape_in()) - 2))
    return o.add("AveragePool", o.input(), count_include_pad=int(not o.attribute("exclude-pad")), **window)


def _clamp(o: Operation) -> str:
    return o.add("Clip", o.input(), o.number(o.attribute("min")), o.number(o.attribute("max")))


def _swish(o: Operation) -> str:
    scaled = o.input()
    if o.n_inputs > 1:
        scaled = o.add("Mul", scaled, o.number(float(o.fixed(1).reshape(()))))
    return o.add("Mul", o.input(), o.add("Sigmoid", scaled))


def _mish(o: Operation) -> str:
    return o.add("Mul", o.input(), o.add("Tanh", o.add("Softplus", o.input())))


def _gelu(o: Operation) -> str:
    x = o.input()
    if str(o.attribute("approximation_mode")).upper() == "TANH":
        cube = o.add("Mul", o.add("Mul", x, x), x)
        inner = o.add("Add", x, o.add("Mul", cube, o.number(0.044715)))
        curve = o.add("Tanh", o.add("Mul", inner, o.number(math.sqrt(2 / math.pi))))
    else:
        curve = o.add("Erf", o.add("Mul", x, o.number(math.sqrt(0.5))))
    return o.add("Mul", o.add("Mul", x, o.number(0.5)), o.add("Add", curve, o.number(1)))


def _prelu(o: Operation) -> str:
    slope = o.fixed(1)
    if slope.ndim == 1 and slope.size > 1:
        # one slope a channel, and the channels are the second axis
        slope = slope.reshape(-1, *[1] * (len(o.shape_in()) - 2))
    return o.add("PRelu", o.input(), o.writer.constant(slope))


def _hard_sigmoid(o: Operation) -> str:
    alpha, beta = (float(o.fixed(i).reshape(())) for i in (1, 2))
    return o.add("HardSigmoid", o.input(), alpha=alpha, beta=beta)


def _mean(o: Operation) -> str:
    return o.add("ReduceMean", o.input(), axes=o.axes(1), keepdims=int(o.attribute("keep_dims")))


def _max(o: Operation) -> str:
    return o.add("ReduceMax", o.input(), axes=o.axes(1), keepdims=int(o.attribute("keep_dims")))


def _sum(o: Operation) -> str:
    axes = o.writer.integers(o.axes(1))
    return o.add("ReduceSum", o.input(), axes, keepdims=int(o.attribute("keep_dims")))


def _normalise(o: Operation) -> str:
    """Mean 0 and variance 1 along some axes (layer normalisation)."""
    o.need(str(o.attribute("eps_mode")).upper() == "INSIDE_SQRT", "epsilon outside of the root")
    axes = o.axes(1)
    centred = o.add("Sub", o.input(), o.add("ReduceMean", o.input(), axes=axes, keepdims=1))
    if not o.attribute("normalize_variance"):
        return centred
    variance = o.add("ReduceMean", o.add("Mul", centred, centred), axes=axes, keepdims=1)
    return o.add("Div", centred, o.add("Sqrt", o.add("Add", variance, o.number(float(o.attribute("eps"))))))


def _reshape(o: Operation) -> str:
    return o.add("Reshape", o.input(), o.writer.integers(o.shape_out()))


def _transpose(o: Operation) -> str:
    return o.add("Transpose", o.input(), perm=o.integers(1))


def _broadcast(o: Operation) -> str:
    o.need(o.attribute("mode").lower() in ("numpy", "bidirectional"), f"mode {o.attribute('mode')}")
    return o.add("Expand", o.input(), o.writer.integers(o.shape_out()))


def _concat(o: Operation) -> str:
    return o.add("Concat", *o.inputs(), axis=int(o.attribute("axis")))


def _softmax(o: Operation) -> str:
    return o.add("Softmax", o.input(), axis=int(o.attribute("axis")))


def _gather(o: Operation) -> str:
    o.need(int(o.attribute("batch_dims")) == 0, "batches")
    indices = o.writer.constant(o.fixed(1).astype(np.int64), "indices")
    return o.add("Gather", o.input(), indices, axis=o.axes(2)[0])


def _slice(o: Operation) -> str:
    rank = len(o.shape_in())
    axes = o.integers(4) if o.n_inputs > 4 else list(range(min(rank, len(o.integers(1)))))
    limits = [o.writer.integers(o.integers(i)) for i in (1, 2)]
    return o.add("Slice", o.input(), *limits, o.writer.integers(axes), o.writer.integers(o.integers(3)))


def _strided_slice(o: Operation) -> str:
    for mask in ("new_axis_mask", "shrink_axis_mask", "ellipsis_mask"):
        o.need(not any(o.attribute(mask)), mask)
    begin, end = o.integers(1), o.integers(2)
    steps = o.integers(3) if o.n_inputs > 3 else [1] * len(begin)
    o.need(all(step > 0 for step in steps), "steps backwards")
    begin = [0 if ignored else b for b, ignored in zip(begin, _mask(o, "begin_mask", begin), strict=True)]
    ends = _mask(o, "end_mask", end)
    end = [2**31 - 1 if ignored else e for e, ignored in zip(end, ends, strict=True)]
    lists = [o.writer.integers(values) for values in (begin, end, list(range(len(begin))), steps)]
    return o.add("Slice", o.input(), *lists)


def _mask(o: Operation, name: str, values: list[int]) -> list[int]:
    mask = list(o.attribute(name))
    return mask + [0] * (len(values) - len(mask))


def _split(o: Operation) -> list[str]:
    axis = o.axes(1)[0]
    lengths = o.writer.integers([o.shape_out(i)[axis] for i in range(o.n_outputs)])
    return o.writer.nodes("Split", [o.input(), lengths], o.n_outputs, axis=axis)


def _pad(o: Operation) -> str:
    mode = str(o.attribute("pad_mode")).lower()
    o.need(mode in ("constant", "edge", "reflect"), f"mode {mode}")
    inputs = [o.input(), o.writer.integers([*o.integers(1), *o.integers(2)])]
    if mode == "constant" and o.n_inputs > 3:
        inputs.append(o.writer.constant(o.fixed(3).reshape(())))
    return o.add("Pad", *inputs, mode=mode)


def _mat_mul(o: Operation) -> str:
    names = []
    for i, turned in enumerate((o.attribute("transpose_a"), o.attribute("transpose_b"))):
        name, rank = o.input(i), len(o.shape_in(i))
        if turned and rank > 1:
            name = o.add("Transpose", name, perm=[*range(rank - 2), rank - 1, rank - 2])
        names.append(name)
    return o.add("MatMul", *names)


def _squared_difference(o: Operation) -> str:
    difference = o.add("Sub", *o.inputs())
    return o.add("Mul", difference, difference)


def _batch_norm(o: Operation) -> str:
    return o.add("BatchNormalization", *o.inputs(), epsilon=float(o.attribute("epsilon")))


def _interpolate(o: Operation) -> str:
    mode = {"nearest": "nearest", "linear": "linear", "linear_onnx": "linear", "cubic": "cubic"}.get(
        o.attribute("mode")
    )
    nearest = o.attribute("nearest_mode")
    o.need(mode is not None, f"mode {o.attribute('mode')}")
    o.need(not o.attribute("antialias"), "antialiasing")
    o.need(not any([*o.attribute("pads_begin"), *o.attribute("pads_end")]), "padding")
    o.need(mode != "nearest" or nearest != "simple", "mode simple")
    o.need(o.attribute("shape_calculation_mode") == "sizes" or _whole_scales(o), "broken scales")
    attributes = {"nearest_mode": nearest} if mode == "nearest" else {}
    if mode == "cubic":
        attributes = {"cubic_coeff_a": float(o.attribute("cube_coeff"))}
    return o.add(
        "Resize",
        o.input(),
        "",
        "",
        o.writer.integers(o.shape_out()),
        mode=mode,
        coordinate_transformation_mode=o.attribute("coordinate_transformation_mode"),
        **attributes,
    )


def _whole_scales(o: Operation) -> bool:
    """Whether scales make whole sizes, so that the sizes say the same."""
    axes = o.axes(2) if o.n_inputs > 2 else list(range(len(o.shape_in())))
    scaled = [o.shape_in()[axis] * scale for axis, scale in zip(axes, o.fixed(1), strict=True)]
    return all(abs(size - round(size)) < 1e-4 for size in scaled)


TRANSLATIONS: dict[str, Translation] = {
    "Add": _same("Add"),
    "AvgPool": _average_pool,
    "BatchNormInference": _batch_norm,
    "Broadcast": _broadcast,
    "Ceiling": _same("Ceil"),
    "Clamp": _clamp,
    "Concat": _concat,
    "Convert": _convert,
    "Convolution": _convolution,
    "Divide": _same("Div"),
    "Elu": lambda o: o.add("Elu", o.input(), alpha=float(o.attribute("alpha"))),
    "Exp": _same("Exp"),
    "Floor": _same("Floor"),
    "Gather": _gather,
    "Gelu": _gelu,
    "GroupConvolution": _group_convolution,
    "HSigmoid": lambda o: o.add("HardSigmoid", o.input(), alpha=1 / 6, beta=0.5),
    "HSwish": _same("HardSwish"),
    "HardSigmoid": _hard_sigmoid,
    "Interpolate": _interpolate,
    "MVN": _normalise,
    "MatMul": _mat_mul,
    "MaxPool": _max_pool,
    "Maximum": _same("Max"),
    "Minimum": _same("Min"),
    "Mish": _mish,
    "Multiply": _same("Mul"),
    "Negative": _same("Neg"),
    "PRelu": _prelu,
    "Pad": _pad,
    "Power": _same("Pow"),
    "ReduceMax": _max,
    "ReduceMean": _mean,
    "ReduceSum": _sum,
    "Relu": _same("Relu"),
    "Reshape": _reshape,
    "Sigmoid": _same("Sigmoid"),
    "Slice": _slice,
    "SoftPlus": _same("Softplus"),
    "Softmax": _softmax,
    "Split": _split,
    "Sqrt": _same("Sqrt"),
    "SquaredDifference": _squared_difference,
    "Squeeze": _reshape,
    "StridedSlice": _strided_slice,
    "Subtract": _same("Sub"),
    "Swish": _swish,
    "Tanh": _same("Tanh"),
    "Transpose": _transpose,
    "Unsqueeze": _reshape,
    "VariadicSplit": _split,
}
"""How to write each of OpenVINO's operations that convolutional networks are made of."""

DATA_INPUTS: dict[str, int] = dict.fromkeys(
    [
        *("AvgPool", "Broadcast", "Convolution", "Gather", "GroupConvolution", "HardSigmoid", "Interpolate"),
        *("MVN", "MaxPool", "PRelu", "Pad", "ReduceMax", "ReduceMean", "ReduceSum", "Reshape", "Slice"),
        *("Split", "Squeeze", "StridedSlice", "Swish", "Transpose", "Unsqueeze", "VariadicSplit"),
    ],
    1,
)
"""How many inputs become values of the ONNX graph, where the others are read while translating."""
