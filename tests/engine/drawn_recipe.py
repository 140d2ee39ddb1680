"""A recipe that rests on a drawn network, made in no time and without torch, and its exported models."""

import numpy as np
import onnxruntime
import openvino as ov
import openvino.opset13 as op

from engine.embedding.network import EmbeddingNetwork
from engine.export.models.openvino_model import run
from engine.gaussian import PatchGaussians
from engine.recipe import GoodImage, Recipe, Settings, statistics_parts
from engine.types import Calibration, Interval, Limits

SIZE = 32
GRID = (8, 8)
FEATURES = 6
TORCH_FREE = ("onnx", "openvino")


def whole(*values):
    """A constant list of whole numbers."""
    return op.constant(np.array(values, np.int64))


def network_parts(tail):
    """A small network made without torch: a convolution, something more, and the patches in rows."""
    rng = np.random.default_rng(3)
    picture = op.parameter([1, SIZE, SIZE, 3], ov.Type.u8, name="picture")
    x = op.transpose(op.convert(picture, "f32"), np.array([0, 3, 1, 2]))
    x = op.subtract(op.multiply(x, np.float32(1 / 127.5)), np.float32(1))
    weights = rng.normal(0, 0.3, (FEATURES, 3, 4, 4)).astype(np.float32)
    x = tail(op.convolution(x, weights, [4, 4], [0, 0], [0, 0], [1, 1]))
    x = op.transpose(op.reshape(x, np.array([1, FEATURES, -1]), special_zero=False), np.array([0, 2, 1]))
    return ov.Model([x], [picture])


def make_recipe(folder, tail=op.relu, region=None):
    """A recipe that rests on a drawn network and on noisy pictures."""
    ov.save_model(network_parts(tail), folder / "n.xml", compress_to_fp16=False)
    network = EmbeddingNetwork(
        xml=(folder / "n.xml").read_bytes(),
        weights=(folder / "n.bin").read_bytes(),
        image_size=SIZE,
        grid=GRID,
        channels=tuple(range(FEATURES)),
        n_channels=FEATURES,
        mean=(0.5, 0.5, 0.5),
        std=(0.5, 0.5, 0.5),
        weights_sha256="ab" * 32,
        made_with={},
    )
    compiled = ov.Core().compile_model(network_parts(tail), "CPU")
    embeddings = np.concatenate([compiled(make_picture(i)[None])[0] for i in range(20)])
    gaussians = PatchGaussians.empty(GRID[0] * GRID[1], FEATURES)
    gaussians.add(embeddings)
    return Recipe(
        name="ring",
        created="2026-11-20T14:03:22+01:00",
        software={"gonogo": "0.1.0"},
        settings=Settings("drawn", ("layer",), FEATURES, SIZE, 0, 0.01),
        network=network,
        **statistics_parts(gaussians, gaussians.factors()),
        calibration=Calibration(5.0, 4.0, 0.01, Interval(0.002, 0.05), 20, ("few",)),
        limits=Limits(6.0, 4.5, min_area=3, review_from=0.9),
        images=tuple(GoodImage(f"{i}.png", "cd" * 32, 640, 480, 3.0) for i in range(20)),
        region=region,
        preview=b"",
    )


def make_picture(number, size=SIZE):
    """A grey ramp with noise."""
    rng = np.random.default_rng([number, 11])
    ramp = np.linspace(60, 180, size)[None, :, None] + rng.normal(0, 12, (size, size, 3))
    return np.clip(ramp, 0, 255).astype(np.uint8)


def odd_picture(size=SIZE):
    """The same with something that does not belong there."""
    picture = make_picture(99, size)
    picture[size // 4 : size // 2, size // 3 : size // 2] = [250, 20, 30]
    return picture


def half_region(size=SIZE):
    """The right half is inspected."""
    region = np.zeros((size, size), bool)
    region[:, size // 2 :] = True
    return region


def run_onnx(path, picture):
    """What ONNX Runtime makes of a picture: score and map."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    values, score = session.run(["anomaly_map", "anomaly_score"], {"picture": picture[None]})
    assert values.dtype == score.dtype == np.float32
    assert score.shape == (1,)
    return float(score[0]), values[0, 0]


def judge(files, picture):
    """Score and map of an exported ONNX or OpenVINO model."""
    return run_onnx(files[0], picture) if files[0].suffix == ".onnx" else run(files[0], picture)


def leftovers(folder):
    """Everything in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())
