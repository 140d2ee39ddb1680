"""What training will need, said before it starts, and a refusal where it cannot fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.embedding.network import is_cached
from engine.errors import BackboneError, TrainingError
from engine.gaussian import scatter_dtype
from engine.parallel import cpu_count
from engine.spool import free_disk_bytes

if TYPE_CHECKING:
    from engine.padim import TrainSettings

_BASE_BYTES = 250e6  # Python, NumPy, OpenCV, OpenVINO and the network's working memory
_BASE_BYTES_FIRST = 1100e6  # the same with torch and anomalib, to make the network
_RESERVE = 0.9  # share of the free memory that training may take

# processor seconds a picture at 256 x 256 on an ordinary desktop processor; measured, see docs/benchmarks.md
_DECODE_SECONDS = 0.006
_SECONDS = {"tf_efficientnet_lite0": 0.010, "resnet18": 0.03, "wide_resnet50_2": 0.18}
_OTHER_SECONDS = 0.03
_NETWORK_SECONDS = 20.0

# patches a side for 256 pixels, and the exponent of the first layer: how far it shrinks the picture
_REDUCTION = {
    "layer1": 4,
    "layer2": 8,
    "layer3": 16,
    "blocks.1": 4,
    "blocks.2": 8,
    "blocks.3": 16,
    "blocks.4": 16,
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """What training will need.

    Attributes:
        memory_bytes: Peak memory.
        available_bytes: Memory that is free now; 0 where the system does not tell.
        disk_bytes: Temporary space in the cache folder.
        free_disk_bytes: Space that is free there now.
        recipe_bytes: Size of the recipe file.
        seconds: Duration, roughly.
        first_time: Whether the network has to be made first, which needs torch and takes longer.
    """

    memory_bytes: int
    available_bytes: int
    disk_bytes: int
    free_disk_bytes: int
    recipe_bytes: int
    seconds: float
    first_time: bool


def estimate(n_images: int, settings: TrainSettings) -> Estimate:
    """Estimate memory, disk space and time of a training, without loading anything.

    Args:
        n_images: Number of good parts.
        settings: What to train with.

    Raises:
        BackboneError: There are no weights for the network.
    """
    spec = settings.network_spec()
    first_layer = spec.layers[0] if spec.layers else ""
    side = spec.image_size // _REDUCTION.get(first_layer, 4)
    patches, features = side * side, spec.n_features
    matrix = patches * features**2
    triangle = patches * features * (features + 1) // 2 * 4
    first_time = not is_cached(spec)
    base = _BASE_BYTES_FIRST if first_time or settings.runtime == "torch" else _BASE_BYTES
    statistics = matrix * scatter_dtype(patches, features).itemsize
    # either the factors are being made beside the statistics, or both are already packed for the file
    working = matrix * 4 + 2 * triangle + n_images * patches * 4
    workers = settings.threads or cpu_count()
    scale = (spec.image_size / 256) ** 2
    network_seconds = _SECONDS.get(spec.backbone, _OTHER_SECONDS) * scale
    linear_algebra = matrix * (5e-9 * n_images + 40e-9)
    seconds = (n_images * (_DECODE_SECONDS + network_seconds) + linear_algebra) / workers + 1
    return Estimate(
        memory_bytes=int(base + statistics + working),
        available_bytes=available_memory(),
        disk_bytes=n_images * patches * features * 4,
        free_disk_bytes=free_disk_bytes(settings.cache_dir),
        recipe_bytes=2 * triangle + 5_000_000,
        seconds=seconds + (_NETWORK_SECONDS if first_time else 0),
        first_time=first_time,
    )


def check_resources(n_images: int, settings: TrainSettings) -> Estimate:
    """Refuse a training that cannot fit, with advice.

    Raises:
        TrainingError: Not enough memory or disk space.
    """
    if not settings.network_spec().layers:
        raise BackboneError(
            f"{settings.backbone} needs its layers named.", "Name one or more, the largest resolution first."
        )
    needed = estimate(n_images, settings)
    if 0 < needed.available_bytes * _RESERVE < needed.memory_bytes:
        raise TrainingError(
            f"This training needs about {gigabytes(needed.memory_bytes)} of memory, "
            f"and {gigabytes(needed.available_bytes)} are free.",
            "Choose a smaller image size, fewer channels or a deeper first layer, or close other programs.",
        )
    if needed.disk_bytes > needed.free_disk_bytes:
        raise TrainingError(
            f"This training needs {gigabytes(needed.disk_bytes)} of temporary disk space in "
            f"{settings.cache_dir}, and {gigabytes(needed.free_disk_bytes)} are free.",
            "Free some space there, choose another place for the cache, or give fewer pictures.",
            settings.cache_dir,
        )
    return needed


def gigabytes(count: float) -> str:
    """A number of bytes for people, such as "1.4 GB"."""
    if count < 1e8:
        return f"{count / 1e6:.0f} MB"
    return f"{count / 1e9:.1f} GB"


def available_memory() -> int:
    """Bytes of memory that programs can still take; 0 where the system does not tell."""
    import psutil

    return int(psutil.virtual_memory().available)
