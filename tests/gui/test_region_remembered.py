"""Shapes of a region outlive the window; where nothing is known of them they are drawn around the mask."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.region.record import Kind, Region, Shape
from gui.region.remembered import around, recall, remember, shapes_of
from gui.settings import SettingsStore

places = st.tuples(st.floats(0, 400), st.floats(0, 300))
shapes = st.one_of(
    st.builds(lambda a, b, ignore: Shape(Kind.RECTANGLE, (a, b), ignore), places, places, st.booleans()),
    st.builds(
        lambda points, ignore: Shape(Kind.POLYGON, tuple(points), ignore),
        st.lists(places, min_size=3, max_size=6),
        st.booleans(),
    ),
)


def rectangle(x0, y0, x1, y1, ignore=False):
    return Shape(Kind.RECTANGLE, ((float(x0), float(y0)), (float(x1), float(y1))), ignore)


@given(st.lists(shapes, max_size=5).map(tuple))
def test_shapes_come_back_from_json(drawn):
    region = Region(drawn, 400, 300)
    assert Region.from_json(json.loads(json.dumps(region.to_json()))) == region


GOOD = Region((rectangle(10, 10, 90, 60), rectangle(20, 20, 30, 30, ignore=True)), 100, 80).to_json()


def spoilt(**changes):
    return {**GOOD, **changes}


def with_shape(**changes):
    return spoilt(shapes=[{**GOOD["shapes"][0], **changes}])


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        "region",
        {},
        spoilt(width=0),
        spoilt(width=True),
        spoilt(height=1e9),
        spoilt(height="80"),
        spoilt(shapes=None),
        spoilt(shapes=["rectangle"]),
        spoilt(shapes=GOOD["shapes"] * 1000),
        with_shape(kind="circle"),
        with_shape(ignore=1),
        with_shape(points=[[1, 2]]),
        with_shape(points=[[1, 2], [3, 4], [5, 6]]),
        with_shape(kind="polygon", points=[[1, 2], [3, 4]]),
        with_shape(points=[[1, 2], [3, float("nan")]]),
        with_shape(points=[[1, 2], [3, float("inf")]]),
        with_shape(points=[[1, 2], [3, 1000]]),
        with_shape(points=[[1, 2], [3]]),
        with_shape(points=[[1, 2], ["a", 4]]),
    ],
)
def test_what_is_no_region_is_none(odd):
    assert Region.from_json(odd).empty


@pytest.fixture
def store(qtbot, tmp_path):
    made = SettingsStore(tmp_path / "settings.json")
    yield made
    made.save()


def recipe(number=0, mask=None):
    mask = np.ones((64, 64), bool) if mask is None else mask
    return SimpleNamespace(id=f"{number:032x}", region=mask, images=(SimpleNamespace(width=100, height=80),))


def test_shapes_are_remembered_by_recipe(store, tmp_path):
    one, other = Region((rectangle(0, 0, 50, 40),), 100, 80), Region((rectangle(5, 5, 9, 9),), 100, 80)
    remember(store, recipe(1), one)
    remember(store, recipe(2), other)
    store.save()
    again = SettingsStore(tmp_path / "settings.json")
    assert recall(again, recipe(1)) == one
    assert recall(again, recipe(2)) == other
    assert recall(again, recipe(3)).empty
    assert recall(again, SimpleNamespace(id=recipe(1).id, region=None)).empty


def test_only_so_many_are_remembered(store):
    for number in range(100):
        remember(store, recipe(number), Region((rectangle(0, 0, 50, number + 1),), 200, 200))
    assert len(store.view("train.regions")) == 40
    assert recall(store, recipe(59)).empty
    assert recall(store, recipe(60)).shapes[0].rect.height() == 61


@pytest.mark.parametrize("odd", [5, [], {recipe().id: 7}])
def test_settings_that_anybody_wrote_are_no_harm(store, odd):
    store.remember("train.regions", odd)
    assert recall(store, recipe()).empty
    remember(store, recipe(), Region((rectangle(0, 0, 5, 5),), 10, 10))
    assert not recall(store, recipe()).empty


def mask_of(*drawn):
    """As training makes it: the photo's region on the recipe's square."""
    return Region(drawn, 400, 300).on(256, 256).mask()


@pytest.mark.parametrize(
    "drawn",
    [
        (rectangle(40, 30, 340, 250),),
        (rectangle(0, 0, 400, 150),),
        (rectangle(0, 0, 400, 300), rectangle(100, 100, 200, 200, ignore=True)),
        (Shape(Kind.POLYGON, ((200.0, 10.0), (390.0, 290.0), (10.0, 290.0))),),
        (rectangle(10, 10, 100, 100), rectangle(200, 150, 390, 290)),
    ],
)
def test_shapes_around_a_mask_cover_what_it_covers(drawn):
    mask = mask_of(*drawn)
    region = around(mask, 400, 300)
    assert (region.width, region.height) == (400, 300)
    assert len(region.shapes) == len(drawn)
    assert Region.from_json(json.loads(json.dumps(region.to_json()))) == region
    again = region.on(256, 256).mask()
    assert (again & mask).sum() > 0.985 * (again | mask).sum()


def mask_with_island():
    """What is inspected inside of what is ignored inside of what is inspected."""
    mask = np.ones((64, 64), bool)
    mask[10:50, 10:50] = False
    mask[20:40, 20:40] = True
    return mask


@pytest.mark.parametrize(
    "mask",
    [np.zeros((64, 64), bool), np.random.default_rng(1).random((64, 64)) > 0.95, mask_with_island()],
)
def test_a_mask_that_simple_shapes_cannot_say_has_none(mask):
    assert around(mask, 100, 80).empty
    assert shapes_of(recipe(mask=mask)).empty


def test_a_recipe_without_region_or_parts_has_no_shapes():
    assert shapes_of(SimpleNamespace(region=None, images=())).empty
    assert shapes_of(SimpleNamespace(region=np.ones((8, 8), bool), images=())).empty
