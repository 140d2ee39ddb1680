"""The recipe file: what was saved is loaded, and nothing else gets in."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.container import write_container
from engine.detector import Detector
from engine.errors import ExportError, GonogoError, RecipeError
from engine.judging import check_limits
from engine.padim import Training
from engine.recipe import (
    MIME_TYPE,
    SCHEMA,
    Recipe,
    check_network,
    clean_name,
    load,
    new_id,
    save,
)
from engine.types import Interval, Limits


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}


def rewritten(
    source: Path,
    target: Path,
    *,
    manifest: Callable[[dict[str, Any]], object] = lambda _: None,
    text: Callable[[str], str] = lambda text: text,
    parts: dict[str, bytes | None] | None = None,
) -> Path:
    """A copy with other content in which every hash is right: what somebody ill-disposed would send."""
    found = parts_of(source)
    about = json.loads(found.pop("manifest.json"))
    for name, content in (parts or {}).items():
        if content is None:
            del found[name], about["parts"][name]
        else:
            found[name] = content
            about["parts"][name] = hashlib.sha256(content).hexdigest()
    manifest(about)
    write_container(target, MIME_TYPE, {"manifest.json": text(json.dumps(about)).encode(), **found})
    return target


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "copy.gonogo"


def assert_same(a: Recipe, b: Recipe, *, but: tuple[str, ...] = ("path", "sha256")) -> None:
    for field in fields(Recipe):
        x, y = getattr(a, field.name), getattr(b, field.name)
        if isinstance(x, np.ndarray):
            assert x.dtype == y.dtype, field.name
            np.testing.assert_array_equal(x, y)
        elif field.name == "network":
            # the file has one list of versions, for the network and for all else
            assert replace(x, made_with={}) == replace(y, made_with={})
        elif field.name not in but:
            assert x == y, field.name


# --- what was saved is loaded -----------------------------------------------------------------------


def test_what_was_saved_is_loaded(small_recipe, target):
    saved = save(small_recipe, target)
    loaded = load(target)
    assert_same(loaded, small_recipe)
    assert loaded.path == saved.path == target
    assert loaded.sha256 == saved.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert loaded.loo_scores == small_recipe.loo_scores
    assert loaded.n_images == 12


def test_limits_region_and_name_are_kept(small_recipe, target):
    region = np.zeros((64, 64), np.bool_)
    region[3:60, 5] = True
    changed = replace(
        small_recipe.with_limits(Limits(3.5, 2.5, 40, 0.8)).renamed("Flansch links"), region=region
    )
    save(changed, target)
    assert_same(load(target), changed)


def test_saving_what_was_loaded_gives_the_same_bytes(recipe_file, target):
    save(load(recipe_file), target)
    assert target.read_bytes() == recipe_file.read_bytes()


def test_what_is_loaded_judges_like_what_was_trained(small_recipe, recipe_file, new_paths):
    before = list(Detector(small_recipe, 1).inspect(new_paths))
    after = list(Detector(load(recipe_file), 1).inspect(new_paths))
    assert before == after
    for a, b in zip(before, after, strict=True):
        np.testing.assert_array_equal(a.anomaly_map, b.anomaly_map)


def test_the_summary_is_what_reports_need(recipe_file):
    recipe = load(recipe_file)
    summary = recipe.summary()
    assert summary.id == recipe.id
    assert summary.name == "ring"
    assert summary.sha256 == recipe.sha256
    assert summary.software
    assert summary.calibration == recipe.calibration
    assert summary.loo_scores == recipe.loo_scores
    assert (summary.image_size, summary.backbone) == (64, "tf_efficientnet_lite0")


def test_the_statistics_come_back_ready_for_more_pictures(sample_training: Training, recipe_file):
    before, after = sample_training._gaussians, load(recipe_file).gaussians()
    assert after.n == before.n == 12
    np.testing.assert_array_equal(after.mean, before.mean)
    scale = np.abs(before.scatter).max()
    np.testing.assert_allclose(after.scatter, before.scatter, atol=1e-7 * scale)
    np.testing.assert_array_equal(after.scatter, after.scatter.transpose(0, 2, 1))
    np.testing.assert_allclose(after.factors(), before.factors(), atol=1e-3)


def test_any_zip_tool_can_look_inside(recipe_file):
    with zipfile.ZipFile(recipe_file) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {
            *("mimetype", "manifest.json", "mean", "factor", "scatter"),
            *("network.xml", "network.bin", "preview.png"),
        }
        about = json.loads(archive.read("manifest.json"))
    assert about["schema"] == SCHEMA
    assert [Path(image["path"]).name for image in about["images"]] == [f"good-{i:02d}.png" for i in range(12)]
    assert set(about["software"]) >= {"gonogo", "anomalib", "torch", "openvino", "numpy", "python"}


def test_the_preview_is_a_picture(small_recipe):
    import cv2

    photo = cv2.imdecode(np.frombuffer(small_recipe.preview, np.uint8), cv2.IMREAD_COLOR)
    assert max(photo.shape[:2]) <= 256
    assert photo.std() > 10


def test_nothing_in_the_file_is_a_pickle(recipe_file):
    for name, content in parts_of(recipe_file).items():
        assert not content.startswith((b"\x80\x04", b"\x80\x05")), name


def test_a_file_of_the_default_size_stays_within_70_megabytes(small_recipe, target):
    # 32 x 32 patches of 100 features; the network is as large whatever the size of its input
    rng = np.random.default_rng(0)
    triangle = rng.random((1024, 5050), np.float32) + 0.1
    recipe = replace(
        small_recipe,
        settings=msgspec.structs.replace(small_recipe.settings, n_features=100, image_size=256),
        network=replace(small_recipe.network, grid=(32, 32), channels=tuple(range(100)), image_size=256),
        mean=rng.random((1024, 100)),
        factor=triangle,
        scatter=triangle * 100,
    )
    save(recipe, target)
    assert 40e6 < target.stat().st_size <= 70e6
    np.testing.assert_array_equal(load(target).factor, triangle)


# --- id and parent: what versions of one recipe have in common, and what each was made from ---------


def test_every_training_gives_a_recipe_of_its_own(small_recipe):
    assert re.fullmatch("[0-9a-f]{32}", small_recipe.id)
    assert new_id() != new_id()
    assert small_recipe.parent == ""


def test_versions_keep_the_id_and_know_their_parent(recipe_file, target):
    first = load(recipe_file)
    assert first.parent == ""
    second = first.renamed("other").with_limits(Limits(3.5, 2.5))
    assert (second.id, second.parent, second.sha256) == (first.id, first.sha256, "")
    saved = save(second, target)
    assert (load(target).id, load(target).parent) == (first.id, first.sha256)
    assert saved.with_limits(Limits(4.5, 2.5)).parent == saved.sha256


def test_what_changes_nothing_is_no_version(recipe_file):
    recipe = load(recipe_file)
    assert recipe.with_limits(recipe.limits) is recipe
    assert recipe.renamed(recipe.name) is recipe


def as_version_1(source: Path, target: Path) -> Path:
    """The same recipe as it was written before recipes had an id."""

    def older(about):
        about["schema"] = 1
        for name in ("id", "parent", "references"):
            about.pop(name, None)

    return rewritten(source, target, manifest=older)


def test_a_file_of_version_1_gets_an_id_that_lasts(recipe_file, target, tmp_path):
    first = load(as_version_1(recipe_file, target))
    assert re.fullmatch("[0-9a-f]{32}", first.id)
    assert first.parent == ""
    assert load(target).id == first.id
    # limits may change what is in the file, not which recipe it is
    changed = rewritten(target, tmp_path / "b.gonogo", manifest=_set("limits", "image_threshold", 9.0))
    assert load(changed).id == first.id
    other = rewritten(target, tmp_path / "c.gonogo", manifest=_set("created", "2020-01-01T00:00:00+00:00"))
    assert load(other).id != first.id
    saved = save(first, tmp_path / "d.gonogo")
    assert load(tmp_path / "d.gonogo").id == saved.id == first.id


@pytest.mark.parametrize("field", ["id", "parent"])
@pytest.mark.parametrize(
    "value",
    ["x", "../../etc", "A" * 32, "0" * 31, "0" * 33, "0" * 63, "0" * 32 + "\n", "0" * 64 + "\n", 3, None],
)
def test_an_id_that_cannot_be_is_refused(recipe_file, target, field, value):
    with pytest.raises(RecipeError, match=r"copy\.gonogo is damaged"):
        load(rewritten(recipe_file, target, manifest=_set(field, value)))


# --- damage -----------------------------------------------------------------------------------------


def test_a_byte_altered_anywhere_is_noticed(recipe_file, target):
    good = recipe_file.read_bytes()
    with zipfile.ZipFile(recipe_file) as archive:
        entries = archive.infolist()
    rng = random.Random(0)
    spots = {0, 1, 10, 29, 30, 35, 45, len(good) - 1, len(good) - 63, len(good) - 64, len(good) - 65}
    spots |= {len(good) - 72, len(good) - 90, len(good) - 94}  # the comment and the end record
    for entry in entries:
        start = entry.header_offset
        spots |= {start, start + 14, start + 26, start + 31, start + 30 + len(entry.filename)}
        spots |= {start + 50 + rng.randrange(max(1, entry.file_size)) for _ in range(12)}
    spots |= {rng.randrange(len(good)) for _ in range(60)}
    directory = good.rindex(b"PK\x01\x02")
    spots |= {directory + rng.randrange(46) for _ in range(20)}
    assert len(spots) > 180
    for spot in sorted(spots):
        bad = bytearray(good)
        bad[spot] ^= 1 + rng.randrange(255)
        target.write_bytes(bad)
        with pytest.raises(RecipeError, match=r"copy\.gonogo"):
            load(target)


def test_a_truncated_file_is_refused(recipe_file, target):
    good = recipe_file.read_bytes()
    rng = random.Random(1)
    lengths = {1, 30, 58, 64, 100, 1000, *(len(good) - i for i in (1, 2, 63, 64, 65, 71, 72, 93, 94, 200))}
    for length in sorted(lengths | {rng.randrange(len(good)) for _ in range(40)}):
        target.write_bytes(good[:length])
        with pytest.raises(RecipeError, match=r"copy\.gonogo") as caught:
            load(target)
        assert caught.value.hint
        assert caught.value.path == target


@pytest.mark.parametrize("content", [b"", b"hello\n" * 100, b"\0" * 10_000, b"PK\x03\x04" + b"\0" * 100])
def test_another_file_is_no_recipe(target, content):
    target.write_bytes(content)
    with pytest.raises(RecipeError, match=r"copy\.gonogo is not a Gonogo recipe"):
        load(target)


def test_a_network_from_the_cache_is_no_recipe(data_dir, small_recipe):
    network = next((data_dir / "cache" / "networks").glob("*.network"))
    with pytest.raises(RecipeError, match="is not a Gonogo recipe"):
        load(network)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(RecipeError, match=r"gone\.gonogo does not exist"):
        load(tmp_path / "gone.gonogo")
    with pytest.raises(RecipeError, match="is a folder"):
        load(tmp_path)


def test_a_file_that_may_not_be_read_says_so(recipe_file, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(RecipeError, match=r"ring\.gonogo cannot be read \(Permission denied\)"):
        load(recipe_file)


def test_a_zip_bomb_is_never_unpacked(target):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIME_TYPE)
        archive.writestr(zipfile.ZipInfo("manifest.json"), b" " * 50_000_000, zipfile.ZIP_DEFLATED)
        archive.comment = b"sha256:" + b"0" * 64
    content = stream.getvalue()[:-64]
    target.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    with pytest.raises(RecipeError, match="damaged"):
        load(target)


# --- other versions ---------------------------------------------------------------------------------


def test_a_recipe_of_a_newer_version_says_so(recipe_file, target):
    def newer(about):
        about["schema"] = SCHEMA + 1
        about["software"]["gonogo"] = "9.1"
        about["something"] = {"entirely": "new"}
        del about["limits"]

    with pytest.raises(RecipeError, match=r"copy\.gonogo was made by a newer Gonogo \(9\.1\)") as caught:
        load(rewritten(recipe_file, target, manifest=newer))
    assert caught.value.hint == "Update Gonogo here."


@pytest.mark.parametrize("schema", [0, -1, "1", 1.5, None, True])
def test_a_version_that_never_was_is_damage(recipe_file, target, schema):
    rewritten(recipe_file, target, manifest=lambda about: about.__setitem__("schema", schema))
    with pytest.raises(RecipeError, match=r"copy\.gonogo is damaged"):
        load(target)


@pytest.mark.parametrize("place", ["", "settings", "network", "calibration", "limits", "images"])
def test_unknown_fields_are_damage(recipe_file, target, place):
    def add(about):
        at = about[place] if place else about
        (at[0] if isinstance(at, list) else at)["surprise"] = 1

    with pytest.raises(RecipeError, match=r"damaged.*surprise"):
        load(rewritten(recipe_file, target, manifest=add))


# --- what somebody ill-disposed might send: every hash is right -------------------------------------


def test_rewriting_alone_changes_nothing(recipe_file, target):
    assert_same(load(rewritten(recipe_file, target)), load(recipe_file))


@pytest.mark.parametrize(
    "name", ["mean", "factor", "scatter", "network.xml", "network.bin", "preview.png", "manifest.json"]
)
def test_a_missing_part_is_named(recipe_file, target, name):
    if name == "manifest.json":
        found = parts_of(recipe_file)
        del found[name]
        write_container(target, MIME_TYPE, found)
    else:
        rewritten(recipe_file, target, parts={name: None})
    with pytest.raises(RecipeError, match=rf"copy\.gonogo is damaged: .*{name}"):
        load(target)


def test_a_part_that_is_promised_but_not_there_is_named(recipe_file, target):
    rewritten(recipe_file, target, manifest=lambda about: about["parts"].__setitem__("region", "0" * 64))
    with pytest.raises(RecipeError, match="part region is missing"):
        load(target)


@pytest.mark.parametrize("name", ["mean", "network.bin", "preview.png"])
def test_a_part_that_was_exchanged_is_named(recipe_file, target, name):
    found = parts_of(recipe_file)
    found[name] = found[name][:-1] + bytes([found[name][-1] ^ 1])
    write_container(target, MIME_TYPE, found)
    with pytest.raises(RecipeError, match=f"its part {name} has changed"):
        load(target)


@pytest.mark.parametrize("name", ["mean", "factor", "scatter"])
@pytest.mark.parametrize(
    "change", [lambda c: c[:-1], lambda c: c[:-8], lambda c: c + b"\0" * 8, lambda _: b""]
)
def test_arrays_of_another_size_are_refused(recipe_file, target, name, change):
    content = change(parts_of(recipe_file)[name])
    with pytest.raises(RecipeError, match=rf"copy\.gonogo is damaged: its {name}"):
        load(rewritten(recipe_file, target, parts={name: content}))


@pytest.mark.parametrize(("name", "dtype"), [("mean", "<f8"), ("factor", "<f4"), ("scatter", "<f4")])
@pytest.mark.parametrize(
    "bad", [[np.nan], [np.inf], [-np.inf], [np.inf, -np.inf], [3e38], [3e38, -3e38], [-1e20]], ids=str
)
def test_numbers_that_are_none_are_refused_without_a_warning(recipe_file, target, name, dtype, bad):
    values = np.frombuffer(parts_of(recipe_file)[name], dtype).copy()
    values[7 : 7 + len(bad)] = bad
    with pytest.raises(RecipeError, match=rf"copy\.gonogo is damaged: its {name}"):
        load(rewritten(recipe_file, target, parts={name: values.tobytes()}))


@pytest.mark.parametrize(("name", "value"), [("factor", 0.0), ("factor", -1.0), ("scatter", -1e-3)])
def test_a_diagonal_that_cannot_be_is_refused(recipe_file, target, name, value):
    values = np.frombuffer(parts_of(recipe_file)[name], "<f4").copy()
    values[2] = value  # row 1, column 1 of the first patch
    with pytest.raises(RecipeError, match=f"its {name} cannot be right"):
        load(rewritten(recipe_file, target, parts={name: values.tobytes()}))


def _set(*path: Any) -> Callable[[dict[str, Any]], None]:
    """A change that puts the last argument at the place that the others name."""

    def change(about: dict[str, Any]) -> None:
        at: Any = about
        for key in path[:-2]:
            at = at[key]
        at[path[-2]] = path[-1]

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("format", "application/x-other"),
        _set("name", ""),
        _set("name", "x" * 201),
        _set("name", 3),
        _set("name", "../../etc/passwd"),
        _set("name", "two\nlines"),
        _set("settings", "n_features", 39),
        _set("settings", "n_features", 0),
        _set("settings", "n_features", -40),
        _set("settings", "n_features", 10**9),
        _set("settings", "image_size", 8),
        _set("settings", "image_size", 10**6),
        _set("settings", "seed", -1),
        _set("settings", "false_alarm_rate", 0),
        _set("settings", "false_alarm_rate", 0.6),
        _set("settings", "layers", None),
        _set("network", "grid", [8, 9]),
        _set("network", "grid", [0, 8]),
        _set("network", "grid", [10**6, 10**6]),
        _set("network", "grid", [64]),
        _set("network", "channels", list(range(39))),
        _set("network", "channels", [0] * 40),
        _set("network", "channels", [*range(39), 152]),
        _set("network", "channels", [*range(39), -1]),
        _set("network", "channels", []),
        _set("network", "n_channels", 5),
        _set("network", "std", [1, 0, 1]),
        _set("network", "mean", [1, 1]),
        _set("calibration", "image_threshold", 0),
        _set("calibration", "pixel_threshold", -1.5),
        _set("calibration", "false_alarm_interval", [0.5, 0.1]),
        _set("calibration", "false_alarm_interval", [-0.1, 0.1]),
        _set("calibration", "false_alarm_interval", [0.1, 1.1]),
        _set("limits", "image_threshold", 0),
        _set("limits", "pixel_threshold", -1),
        _set("limits", "min_area", -1),
        _set("limits", "min_area", 0.5),
        _set("limits", "review_from", 0),
        _set("limits", "review_from", 1.1),
        _set("images", []),
        _set("images", 0, "sha256", "zz"),
        _set("images", 0, "sha256", "A" * 64),
        _set("images", 0, "width", 0),
        _set("images", 0, "loo_score", -1),
        _set("images", 0, "path", 7),
        _set("parts", {}),
        _set("parts", "mean", "0"),
        _set("parts", None),
        _set("software", None),
    ],
)
def test_a_manifest_that_cannot_be_right_is_refused(recipe_file, target, change):
    with pytest.raises(RecipeError, match=r"copy\.gonogo is damaged") as caught:
        load(rewritten(recipe_file, target, manifest=change))
    assert len(caught.value.message) < 300


@pytest.mark.parametrize("keep", [0, 1])
def test_a_recipe_without_good_parts_is_refused(recipe_file, target, keep):
    with pytest.raises(RecipeError, match="good images"):
        load(rewritten(recipe_file, target, manifest=lambda a: a.__setitem__("images", a["images"][:keep])))


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "1" + "0" * 400, '"5"', "null"])
@pytest.mark.parametrize("place", ["image_threshold", "pixel_threshold"])
def test_thresholds_that_are_no_numbers_are_refused(recipe_file, target, number, place):
    def put(text: str) -> str:
        about = json.loads(text)
        about["limits"][place] = "HERE"
        return json.dumps(about).replace('"HERE"', number)

    with pytest.raises(RecipeError, match=r"copy\.gonogo is damaged"):
        load(rewritten(recipe_file, target, text=put))


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "null",
        "[]",
        "{}",
        "\ufeff{}",
        "{" * 1000,
        '{"x": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"format": "application/x-gonogo", "schema": 99, "software": {}, "x": '
        + "[" * 50_000
        + "]" * 50_000
        + "}",
    ],
    ids=["empty", "null", "list", "object", "mark", "open", "deep", "deep and newer"],
)
def test_a_manifest_that_is_none_is_refused(recipe_file, target, manifest):
    with pytest.raises(RecipeError, match=r"copy\.gonogo"):
        load(rewritten(recipe_file, target, text=lambda _: manifest))


def leaves(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all values in nested lists and dicts."""
    found = [at] if at else []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value[:3]))
    else:
        return found
    for key, inner in items:
        found += leaves(inner, (*at, key))
    return found


@settings(max_examples=120, deadline=None)
@given(
    data=st.data(),
    value=st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.just([])
    | st.just({}),
)
def test_whatever_a_manifest_says_loading_ends_in_a_recipe_or_a_clear_error(
    recipe_file, data, value, tmp_path_factory
):
    about = json.loads(parts_of(recipe_file)["manifest.json"])
    place = data.draw(st.sampled_from(leaves(about)))
    target = tmp_path_factory.mktemp("fuzz") / "copy.gonogo"
    rewritten(recipe_file, target, manifest=_set(*place, value))
    try:
        recipe = load(target)
    except RecipeError as error:
        message = str(error)
    else:
        assert check_limits(recipe.limits)
        assert clean_name(recipe.name) == recipe.name
        message = "copy.gonogo"
    finally:
        target.unlink()
    assert "copy.gonogo" in message


# --- the network ------------------------------------------------------------------------------------


def test_an_unknown_operation_is_refused(recipe_file, target):
    xml = parts_of(recipe_file)["network.xml"].replace(b'type="Convolution"', b'type="Loop"', 1)
    with pytest.raises(RecipeError, match="unknown operation Loop"):
        load(rewritten(recipe_file, target, parts={"network.xml": xml}))


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE net [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '"><!ENTITY d "'
    + "&c;" * 50
    + '">]><net name="&d;"></net>'
).encode()


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE net><net><layers><layer type="Add"/></layers></net>',
        b'<!DOCTYPE net SYSTEM "http://127.0.0.1:9/x.dtd"><net/>',
        b'<!DOCTYPE net [<!ENTITY x SYSTEM "file:///etc/passwd">]><net name="&x;"/>',
        BILLION_LAUGHS,
        b"",
        b"nonsense",
        b"<net><layers></net>",
        b"<net/><net/>",
        b"\x00\x01\x02",
        b'<?xml version="1.0" encoding="UTF-16"?><net/>',
        b'<net><layers><layer name="x"/></layers></net>',
        b'<net><layers><layer type="add"/></layers></net>',
        b'<net><layers><layer type="Add" type="Loop"/></layers></net>',
    ],
)
def test_what_is_no_harmless_network_is_refused(xml, recipe_file, target):
    with pytest.raises(ValueError, match="its network"):
        check_network(xml)
    with pytest.raises(RecipeError, match=r"copy\.gonogo is damaged: its network"):
        load(rewritten(recipe_file, target, parts={"network.xml": xml}))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("network.bin", lambda c: c[: len(c) // 2]),
        ("network.bin", lambda _: b""),
        ("network.xml", lambda c: c.replace(b'offset="0"', b'offset="999999999999"', 1)),
        ("network.xml", lambda c: c.replace(b'shape="1,64,64,3"', b'shape="1,96,96,3"', 1)),
        ("network.xml", lambda c: c.replace(b"<edge ", b"<other ", 1)),
        ("network.xml", lambda _: b"<net/>"),
    ],
)
def test_a_network_that_does_not_work_is_said_when_it_is_started(recipe_file, target, name, change):
    before = parts_of(recipe_file)[name]
    content = change(before)
    assert content != before
    recipe = load(rewritten(recipe_file, target, parts={name: content}))
    with pytest.raises(RecipeError, match="network"):
        Detector(recipe, 1)


# --- the region -------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"\0" * 4096, b"\1" * 4095, b"", b"\1" * 8192])
def test_an_empty_or_misshapen_region_is_refused(recipe_file, target, content):
    with pytest.raises(RecipeError, match="its region cannot be right"):
        load(rewritten(recipe_file, target, parts={"region": content}))


# --- writing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_leaves_the_old_recipe_and_no_leftovers(small_recipe, target, monkeypatch, where):
    save(small_recipe, target)
    old = target.read_bytes()

    def full(*_args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(where, full)
        with pytest.raises(ExportError, match=r"copy\.gonogo could not be written: the disk is full"):
            save(small_recipe.renamed("other"), target)
    assert target.read_bytes() == old
    assert list(target.parent.iterdir()) == [target]


def test_a_disk_that_fills_up_while_writing_leaves_the_old_recipe(small_recipe, target):
    resource = pytest.importorskip("resource")
    target.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        with pytest.raises(ExportError, match=r"copy\.gonogo could not be written"):
            save(small_recipe, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_names_that_are_no_text_can_be_saved(small_recipe, target):
    # a file name on Linux is bytes; Python shows those that are no UTF-8 as lone surrogates
    strange = os.fsdecode(b"/parts/\xff\xfe.png")
    images = (msgspec.structs.replace(small_recipe.images[0], path=strange), *small_recipe.images[1:])
    save(replace(small_recipe, images=images), target)
    assert load(target).images[0].path.startswith("/parts/")


# --- names and limits -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("flange", "flange"),
        ("  Flansch  links \n", "Flansch links"),
        ("a/b\\c:d*e?f", "a b c d e f"),
        ("../../etc/passwd", "etc passwd"),
        ("tab\tand\x00null\x7f", "tab and null"),
        ("部品 ①", "部品 ①"),
        ("x" * 300, "x" * 120),
        (".hidden.", "hidden"),
        ("bad\udcffname", "bad name"),
    ],
)
def test_names_fit_on_one_line_and_into_a_file_name(name, cleaned):
    assert clean_name(name) == cleaned


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_a_cleaned_name_is_clean(name):
    try:
        cleaned = clean_name(name)
    except RecipeError:
        return
    assert clean_name(cleaned) == cleaned
    cleaned.encode()


@pytest.mark.parametrize("name", ["", "   ", "///", "...", "\n", "<>"])
def test_no_name_is_refused(name):
    with pytest.raises(RecipeError, match="no name"):
        clean_name(name)


def test_changed_limits_and_names_belong_to_no_file_yet(recipe_file):
    recipe = load(recipe_file)
    for changed in (recipe.with_limits(Limits(1.0, 1.0)), recipe.renamed("new")):
        assert changed.sha256 == ""
        assert recipe.sha256
    with pytest.raises(GonogoError, match="image threshold"):
        recipe.with_limits(Limits(0.0, 1.0))
    assert recipe.calibration.false_alarm_interval.confidence == Interval(0, 1).confidence
