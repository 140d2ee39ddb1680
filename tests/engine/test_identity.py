"""What maps depend on, and what they do not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine import identity
from engine.identity import map_identity, same_maps
from engine.recipe import load, save
from engine.types import Limits


def test_a_recipe_is_the_same_before_and_after_saving(small_recipe, tmp_path):
    known = map_identity(small_recipe)
    assert len(known) == 64
    save(small_recipe, tmp_path / "ring.gonogo")
    again = load(tmp_path / "ring.gonogo")
    assert map_identity(again) == known
    assert not same_maps(again, small_recipe), "only what is in memory once is known to be the same at once"


def test_name_and_limits_do_not_count(small_recipe):
    for other in (small_recipe.renamed("another"), small_recipe.with_limits(Limits(1.0, 1.0, 5, 0.5))):
        assert map_identity(other) == map_identity(small_recipe)
        assert same_maps(other, small_recipe)


def changed(recipe):
    """Recipes whose maps differ, by what was changed."""
    mean, factor = recipe.mean.copy(), recipe.factor.copy()
    mean[0, 0] = np.nextafter(mean[0, 0], np.inf)
    factor[-1, -1] = np.nextafter(factor[-1, -1], np.float32(np.inf))
    size = recipe.settings.image_size
    region = np.ones((size, size), bool)
    less = region.copy()
    less[0, 0] = False
    weights = bytearray(recipe.network.weights)
    weights[5] ^= 1
    return {
        "mean": replace(recipe, mean=mean),
        "factor": replace(recipe, factor=factor),
        "a region": replace(recipe, region=region),
        "another region": replace(recipe, region=less),
        "weights": replace(recipe, network=replace(recipe.network, weights=bytes(weights))),
        "network": replace(recipe, network=replace(recipe.network, xml=recipe.network.xml + b" ")),
    }


def test_everything_that_maps_are_made_of_counts(small_recipe):
    others = changed(small_recipe)
    seen = {map_identity(recipe) for recipe in (small_recipe, *others.values())}
    assert len(seen) == len(others) + 1
    assert not any(same_maps(small_recipe, other) for other in others.values())


def test_the_same_content_elsewhere_in_memory_is_the_same(small_recipe):
    mean = np.asfortranarray(small_recipe.mean)
    assert map_identity(replace(small_recipe, mean=mean)) == map_identity(small_recipe)


def test_another_version_of_the_program_may_make_others(small_recipe, monkeypatch: pytest.MonkeyPatch):
    known = map_identity(small_recipe)
    monkeypatch.setattr(identity, "__version__", "99.0")
    assert map_identity(small_recipe) != known
