"""The embedding network: anomalib's own, converted once and kept as a file.

anomalib's ``PadimModel`` decides what the network is: its feature extractor, its concatenation of the
layers and its random choice of channels. It is converted to OpenVINO's format together with the
normalisation, so that what is left to do for a picture is: decode, resize, run. Converting needs torch
and anomalib and takes some seconds; afterwards the file is found again by the hash of everything that
it was made from, and neither library is loaded.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from engine.backbones import Backbone, Weights, backbone, find_weights, load_state_dict
from engine.container import Container, write_container
from engine.edition import require_training, shipped
from engine.embedding.preload import load_torch_libraries
from engine.errors import BackboneError, ExportError, RecipeError
from engine.paths import cache_dir
from engine.progress import CancelToken, Report, Stage, silent

if TYPE_CHECKING:
    from anomalib.models.image.padim.torch_model import PadimModel

_FORMAT = 1  # counts up when what is in the converted file changes its meaning
_MIME_TYPE = "application/x-gonogo-network"
_MAX_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class NetworkSpec:
    """What an embedding network is made from.

    Attributes:
        backbone: timm's name of the pretrained network.
        layers: Its layers, the one with the largest resolution first.
        n_features: Channels kept of all layers together, >= 1.
        image_size: Side of the square input in pixels.
        seed: Seed of torch's generator when anomalib chooses the channels.
        weights: Weights file that the user names, or None for the network's usual ones.
    """

    backbone: str
    layers: tuple[str, ...]
    n_features: int
    image_size: int
    seed: int
    weights: Path | None = None


@dataclass(frozen=True, slots=True)
class EmbeddingNetwork:
    """A converted embedding network.

    Its input is one picture, uint8, shape (1, image_size, image_size, 3), channels R, G, B; its output
    the embedding, float32, shape (1, patches, n_features), patches row by row.

    Attributes:
        xml: OpenVINO's description of the network.
        weights: Its constants.
        image_size: Side of the square input in pixels.
        grid: Rows and columns of patches.
        channels: Indices of the chosen channels among those of all layers, anomalib's ``idx``.
        n_channels: Number of channels of all layers together.
        mean: Mean of the backbone's R, G and B values, 0 to 1.
        std: Standard deviation of them.
        weights_sha256: Hash of the weights file that it was made from.
        made_with: Versions of the libraries that made it.
    """

    xml: bytes
    weights: bytes
    image_size: int
    grid: tuple[int, int]
    channels: tuple[int, ...]
    n_channels: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    weights_sha256: str
    made_with: dict[str, str]

    @property
    def n_features(self) -> int:
        """Number of channels of the embedding."""
        return len(self.channels)

    @property
    def n_patches(self) -> int:
        """Number of patches of one picture."""
        return self.grid[0] * self.grid[1]


class _CachedNetwork(msgspec.Struct, forbid_unknown_fields=True):
    """The description beside a network in the cache."""

    image_size: int
    grid: tuple[int, int]
    channels: tuple[int, ...]
    n_channels: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    weights_sha256: str
    made_with: dict[str, str]


def get_network(
    spec: NetworkSpec, *, report: Report = silent, cancel: CancelToken | None = None
) -> EmbeddingNetwork:
    """Return the network for ``spec``: from the cache, as shipped, or made with anomalib and then cached.

    Args:
        spec: What to make.
        report: Told about the stages "library" and "network".
        cancel: Looked at between the steps.

    Raises:
        BackboneError: Unknown network or layer, too many channels, or no weights.
        TrainingError: It was not made before, and what making it needs is not part of this edition.
    """
    net = backbone(spec.backbone)
    weights = find_weights(net, spec.weights)
    name = f"{_key(spec, net, weights)}.network"
    path = cache_dir() / "networks" / name
    for place in (path, shipped("networks", name)):
        with contextlib.suppress(RecipeError, msgspec.MsgspecError):
            if place is not None:
                return _read(place)
    require_training()
    network = _build(spec, net, weights, report, cancel or CancelToken())
    # a cache that cannot be written costs time, not the job
    with contextlib.suppress(ExportError):
        _write(path, network)
    return network


def is_cached(spec: NetworkSpec) -> bool:
    """Whether the network for ``spec`` was made on this computer before, or was shipped.

    Raises:
        BackboneError: There are no weights for it.
    """
    net = backbone(spec.backbone)
    name = f"{_key(spec, net, find_weights(net, spec.weights))}.network"
    return (cache_dir() / "networks" / name).exists() or shipped("networks", name) is not None


def _key(spec: NetworkSpec, net: Backbone, weights: Weights) -> str:
    """Hash of everything that decides what the converted file contains."""
    parts = [
        _FORMAT,
        net.name,
        spec.layers,
        net.mean,
        net.std,
        spec.n_features,
        spec.image_size,
        spec.seed,
        weights.sha256,
        # the order of random numbers and the graph itself may change with them
        *(f"{name} {_version(name)}" for name in ("torch", "anomalib", "timm", "openvino")),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _version(distribution: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def installed_versions() -> dict[str, str]:
    """Versions of the libraries that training rests on, by distribution."""
    return {
        name: _version(name)
        for name in ("anomalib", "numpy", "opencv-python-headless", "openvino", "timm", "torch")
    }


def _read(path: Path) -> EmbeddingNetwork:
    file = Container(path, _MIME_TYPE, "network", _MAX_BYTES)
    about = msgspec.json.decode(file.read("network.json"), type=_CachedNetwork)
    return EmbeddingNetwork(
        xml=bytes(file.read("network.xml")),
        weights=bytes(file.read("network.bin")),
        **msgspec.structs.asdict(about),
    )


def _write(path: Path, network: EmbeddingNetwork) -> None:
    about = _CachedNetwork(**{name: getattr(network, name) for name in _CachedNetwork.__struct_fields__})
    parts = {
        "network.json": msgspec.json.encode(about),
        "network.xml": network.xml,
        "network.bin": network.weights,
    }
    write_container(path, _MIME_TYPE, parts)


def _build(
    spec: NetworkSpec, net: Backbone, weights: Weights, report: Report, cancel: CancelToken
) -> EmbeddingNetwork:
    from engine.recipe import check_network

    library = Stage("library", 1, report, cancel)
    load_torch_libraries()
    with quiet_libraries():
        import anomalib.models.image.padim.torch_model  # noqa: F401
        import openvino  # noqa: F401
    library.step()
    stage = Stage("network", 2, report, cancel)
    with quiet_libraries():
        model = build_padim(spec, net, weights)
        stage.step()
        xml, constants, grid = _convert(model, spec, net)
    try:
        # said now, and not when the finished recipe cannot be opened
        check_network(xml)
    except ValueError as error:
        raise BackboneError(
            f"{net.name} cannot be kept in a recipe: {error}.", "Choose another convolutional network."
        ) from error
    stage.step()
    return EmbeddingNetwork(
        xml=xml,
        weights=constants,
        image_size=spec.image_size,
        grid=grid,
        channels=tuple(int(i) for i in model.idx),
        n_channels=int(model.n_features_original),
        mean=net.mean,
        std=net.std,
        weights_sha256=weights.sha256,
        made_with={name: _version(name) for name in ("anomalib", "torch", "timm", "openvino")},
    )


def build_padim(spec: NetworkSpec, net: Backbone, weights: Weights) -> PadimModel:
    """Make anomalib's own model with exactly the given weights, ready to embed.

    Raises:
        BackboneError: Unknown network or layer, too many channels, or weights that do not fit.
    """
    import torch
    from anomalib.models.image.padim.torch_model import PadimModel

    layers = spec.layers or net.layers
    # the caller's random numbers are none of our business, and every new model draws some
    with torch.random.fork_rng(devices=[]):
        state = load_state_dict(net, weights)
        _check_layers(net, layers)
        torch.manual_seed(spec.seed)
        try:
            model = PadimModel(net.name, list(layers), pre_trained=False, n_features=spec.n_features)
        except ValueError as error:
            raise BackboneError(
                f"{net.name} cannot give {spec.n_features} channels from {', '.join(layers)}.",
                "Ask for fewer channels or more layers.",
            ) from error
        except TypeError as error:  # anomalib asks timm for things that some networks do not have
            raise BackboneError(
                f"{net.name} has no feature maps that PaDiM could use.", "Choose another network."
            ) from error
    extractor = model.feature_extractor.feature_extractor
    # where timm takes a network apart it may write "stages_0.1" for what the whole calls "stages.0.1"
    known = {key.replace(".", "_"): key for key in state}
    names = {key: known.get(key.replace(".", "_"), "") for key in extractor.state_dict()}
    if not all(names.values()):
        raise BackboneError(
            f"The weights do not cover {net.name} as timm takes it apart.", "Choose another network."
        )
    extractor.load_state_dict({key: state[name] for key, name in names.items()}, strict=True)
    return model.eval()


def _check_layers(net: Backbone, layers: tuple[str, ...]) -> None:
    import timm

    try:
        info = timm.create_model(net.name, pretrained=False, features_only=True).feature_info
    except (RuntimeError, AttributeError, ValueError) as error:
        raise BackboneError(
            f"{net.name} has no feature maps that PaDiM could use.", "Choose a convolutional network."
        ) from error
    known = [entry["module"] for entry in info.info]
    unknown = [layer for layer in layers if layer not in known]
    if unknown or not layers:
        what = f"has no layer {unknown[0]}" if unknown else "needs its layers named"
        raise BackboneError(f"{net.name} {what}.", f"It has: {', '.join(known)}.")
    depth = [known.index(layer) for layer in layers]
    if depth != sorted(set(depth)):
        raise BackboneError(
            f"The layers {', '.join(layers)} are not in order.",
            "Name each layer once, the one with the largest resolution first.",
        )


def _convert(model: PadimModel, spec: NetworkSpec, net: Backbone) -> tuple[bytes, bytes, tuple[int, int]]:
    """Convert normalisation, feature extractor and channel choice to one OpenVINO model."""
    import openvino as ov
    import torch

    size = spec.image_size

    class Embedding(torch.nn.Module):  # type: ignore[misc]
        """uint8 (1, size, size, 3) to float32 (1, patches, features)."""

        def __init__(self) -> None:
            super().__init__()
            self.padim = model
            self.register_buffer("scale", 1 / (255 * torch.tensor(net.std).view(1, 3, 1, 1)))
            self.register_buffer("shift", -(torch.tensor(net.mean) / torch.tensor(net.std)).view(1, 3, 1, 1))

        def forward(self, picture: torch.Tensor) -> torch.Tensor:
            x = picture.permute(0, 3, 1, 2).to(torch.float32) * self.scale + self.shift
            embedding = self.padim.generate_embedding(self.padim.feature_extractor(x))
            return embedding.flatten(2).permute(0, 2, 1)

    with torch.inference_mode():
        probe = torch.zeros(1, 3, size, size)
        rows, columns = model.feature_extractor(probe)[model.layers[0]].shape[-2:]
        example = torch.zeros(1, size, size, 3, dtype=torch.uint8)
        converted = ov.convert_model(
            Embedding().eval(), example_input=example, input=[("picture", [1, size, size, 3], ov.Type.u8)]
        )
    converted.reshape([1, size, size, 3])
    _fold_constants(converted)
    with tempfile.TemporaryDirectory() as folder:
        xml = Path(folder) / "network.xml"
        ov.save_model(converted, xml, compress_to_fp16=False)
        return xml.read_bytes(), xml.with_suffix(".bin").read_bytes(), (int(rows), int(columns))


def _fold_constants(model: Any) -> None:
    """Replace what does not depend on the picture by its value: padding, sizes, indices."""
    from openvino.passes import ConstantFolding, Manager

    manager = Manager()
    manager.register_pass(ConstantFolding())
    manager.run_passes(model)


@contextlib.contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep the libraries' import-time and tracing warnings, and OpenVINO's statistics, to themselves."""
    # OpenVINO's converter would send statistics over the network; without this package it cannot
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
