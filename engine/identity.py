"""What an anomaly map depends on besides the picture, as one short text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from engine.version import __version__

if TYPE_CHECKING:
    from engine.recipe import Recipe


def map_identity(recipe: Recipe) -> str:
    """Hash everything that a recipe's anomaly maps are made of, wherever the recipe came from.

    Two recipes with the same identity give the same map of the same picture. Name and limits do not count,
    and neither does whether the recipe was ever saved. Another version of Gonogo may make other maps.
    Takes about 20 ms for a usual recipe, mostly without Python's lock.

    Returns:
        SHA-256, 64 hexadecimal digits.
    """
    network, region = recipe.network, recipe.region
    digest = hashlib.sha256(f"map {__version__} {recipe.settings.image_size} {network.grid}".encode())
    for part in (
        network.xml,
        network.weights,
        _bytes(recipe.mean),
        _bytes(recipe.factor),
        b"" if region is None else _bytes(region),
    ):
        # with its length, so that no byte can move from one part to the next
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def same_maps(one: Recipe, other: Recipe) -> bool:
    """Whether two recipes are versions of each other that share everything maps are made of; at once.

    False says nothing: the same may have been read from a file twice.
    """
    return one is other or (
        one.network is other.network
        and one.mean is other.mean
        and one.factor is other.factor
        and one.region is other.region
        and one.settings == other.settings
    )


def _bytes(array: np.ndarray) -> memoryview:
    """The memory of an array, without a copy where it is in order."""
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
