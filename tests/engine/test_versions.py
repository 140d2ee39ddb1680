"""Versions of recipes: what was kept is lost by nothing but making room, and that spares the newest."""

from __future__ import annotations

import errno
import json
import os
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from drawn_recipe import make_recipe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_recipe import assert_same

from engine.errors import ExportError, RecipeError
from engine.paths import versions_dir
from engine.recipe import load, new_id, save
from engine.session import SessionInfo
from engine.types import Limits
from engine.versions import RecipeVersions, Version, make_room, update_reason
from gui.paths import DataPaths


@pytest.fixture(scope="module")
def recipe(tmp_path_factory):
    """A drawn recipe, small and quickly written."""
    return replace(make_recipe(tmp_path_factory.mktemp("drawn")), id=new_id())


@pytest.fixture
def kept(tmp_path):
    return RecipeVersions(tmp_path / "versions")


def state(recipe, number: int):
    """The recipe in another state."""
    return recipe.with_limits(Limits(10.0 + number, 4.5))


def backdate(version: Version, seconds: float) -> None:
    """Let a version be older than it is."""
    note = version.path.with_suffix(".json")
    about = json.loads(note.read_bytes())
    about["when"] = (datetime.fromisoformat(about["when"]) - timedelta(seconds=seconds)).isoformat()
    note.write_text(json.dumps(about))


def keep_many(kept, recipe, count, first=0):
    """Versions a minute apart, oldest first."""
    made = [kept.keep(state(recipe, first + n), f"added {n + 1} good parts") for n in range(count)]
    for n, version in enumerate(made):
        backdate(version, 60.0 * (count - n))
    return [next(v for v in kept.versions(recipe.id) if v.sha256 == m.sha256) for m in made]


# --- keeping and going back -------------------------------------------------------------------------


def test_what_was_kept_comes_back(kept, recipe):
    version = kept.keep(recipe, "trained")
    assert version.path == kept.folder / recipe.id / f"{version.sha256}.gonogo"
    assert (version.recipe_id, version.reason, version.name) == (recipe.id, "trained", "ring")
    assert (version.n_images, version.image_threshold) == (20, recipe.limits.image_threshold)
    assert version.size == version.path.stat().st_size
    assert abs(datetime.fromisoformat(version.when).timestamp() - time.time()) < 60
    back = kept.load(version)
    assert_same(back, recipe)
    assert (back.path, back.sha256) == (None, version.sha256)
    assert kept.versions(recipe.id) == (version,)


def test_a_saved_recipe_is_kept_with_the_hash_of_its_file(kept, recipe, tmp_path):
    saved = save(recipe, tmp_path / "a.gonogo")
    version = kept.keep(saved, "trained")
    assert version.sha256 == saved.sha256
    assert version.path.read_bytes() == saved.path.read_bytes()
    assert kept.find(saved.sha256) == version.path


@pytest.mark.parametrize("what", ["gone", "another", "folder"])
def test_a_recipe_whose_file_is_another_by_now_is_kept_as_it_is_in_memory(kept, recipe, tmp_path, what):
    saved = save(recipe, tmp_path / "a.gonogo")
    saved.path.unlink()
    if what == "another":
        save(state(recipe, 1), saved.path)
    elif what == "folder":
        saved.path.mkdir()
    version = kept.keep(saved, "trained")
    assert_same(kept.load(version), saved, but=("path", "sha256"))
    assert [path.name for path in version.path.parent.iterdir() if ".part" in path.name] == []


def test_a_version_is_written_once(kept, recipe):
    first = kept.keep(recipe, "trained")
    before = first.path.stat()
    assert kept.keep(recipe, "rolled back") == first
    assert kept.keep(kept.load(first), "rolled back") == first
    after = first.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_versions_are_listed_newest_first_and_by_recipe(kept, recipe):
    other = replace(recipe, id=new_id())
    made = keep_many(kept, recipe, 3)
    theirs = kept.keep(other, "trained")
    assert kept.versions(recipe.id) == tuple(reversed(made))
    assert kept.versions(other.id) == (theirs,)
    assert kept.versions(new_id()) == ()


def test_versions_know_what_they_were_made_from(kept, recipe):
    first = kept.keep(recipe, "trained")
    second = kept.keep(state(kept.load(first), 1), update_reason(5, 0))
    assert second.parent == first.sha256
    assert first.parent == ""


def test_reasons_are_plain_words():
    assert update_reason(5, 0) == "added 5 good parts"
    assert update_reason(1, 0) == "added 1 good part"
    assert update_reason(0, 1) == "removed 1"
    assert update_reason(2, 3) == "added 2 good parts, removed 3"


@pytest.mark.parametrize("name", ["", "x", "../..", "A" * 64, "0" * 63, "0" * 64 + "\n", "*" * 64])
def test_only_a_hash_finds_anything(kept, recipe, name):
    kept.keep(recipe, "trained")
    assert kept.find(name) is None
    assert kept.versions(name) == ()


def test_nothing_is_found_where_there_is_no_folder(kept):
    assert kept.find("0" * 64) is None
    assert kept.versions("0" * 32) == ()
    assert kept.prune() == ()


def test_an_id_that_is_a_path_is_not_written(kept, recipe):
    for bad in ("../../x", "x", recipe.id + "\n"):
        with pytest.raises(ValueError, match="no id"):
            kept.keep(replace(recipe, id=bad), "trained")
    assert not kept.folder.exists()


def test_versions_are_kept_where_the_window_keeps_what_it_remembers(data_dir):
    assert versions_dir() == data_dir / "versions" == DataPaths(data_dir).versions


# --- notes that are missing or damaged --------------------------------------------------------------


def notes() -> list:
    about = {
        **{"schema": 1, "sha256": "0" * 64, "parent": "", "when": "2026-01-31T12:00:00+01:00"},
        **{"reason": "trained", "name": "ring", "n_images": 20, "image_threshold": 6.0},
    }
    return [
        b"",
        b"hello",
        b"[" * 5000,
        b"\xff\xfe",
        json.dumps(about).encode(),
        *(json.dumps({**about, "sha256": None, **more}).encode() for more in ({}, {"schema": 0})),
        b" " * 200_000,
    ]


@pytest.mark.parametrize("content", [None, *notes()])
def test_the_list_survives_a_missing_or_damaged_note(kept, recipe, content):
    version = kept.keep(recipe, "trained")
    note = version.path.with_suffix(".json")
    if content is None:
        note.unlink()
    else:
        note.write_bytes(content)
    (found,) = kept.versions(recipe.id)
    assert found.reason == ""
    assert replace(found, reason="trained", when=version.when) == version
    assert abs(datetime.fromisoformat(found.when).timestamp() - version.path.stat().st_mtime) < 1
    assert_same(kept.load(found), recipe)
    # the note is there again, so that the file need not be read the next time
    assert json.loads(note.read_bytes())["sha256"] == version.sha256


@pytest.mark.parametrize("field", ["when", "n_images", "image_threshold", "name", "parent"])
@pytest.mark.parametrize("value", [None, "", -1, "x" * 300, "9999-99-99", [], 0])
def test_fields_that_cannot_be_are_not_believed(kept, recipe, field, value):
    if (field, value) == ("parent", ""):
        return
    version = kept.keep(recipe, "trained")
    note = version.path.with_suffix(".json")
    note.write_text(json.dumps({**json.loads(note.read_bytes()), field: value}))
    (found,) = kept.versions(recipe.id)
    assert replace(found, reason="trained", when=version.when) == version or isinstance(value, str)
    assert found.n_images == 20
    assert found.name


def test_a_damaged_file_without_a_note_and_strangers_are_passed_over(kept, recipe):
    good = kept.keep(recipe, "trained")
    folder = good.path.parent
    (folder / f"{'1' * 64}.gonogo").write_bytes(b"damaged")
    (folder / "holiday.gonogo").write_bytes(good.path.read_bytes())
    (folder / f"{'2' * 64}.gonogo").write_bytes(good.path.read_bytes())
    (folder / f"{'3' * 64}.gonogo").mkdir()
    (folder / "index.json").write_text("{}")
    assert kept.versions(recipe.id) == (good,)
    # the file of one recipe in the folder of another
    other = kept.folder / new_id()
    other.mkdir()
    (other / good.path.name).write_bytes(good.path.read_bytes())
    assert kept.versions(other.name) == ()


def test_a_list_that_cannot_be_noted_is_still_told(kept, recipe, monkeypatch):
    version = kept.keep(recipe, "trained")
    version.path.with_suffix(".json").unlink()

    def refuse(path, _content):
        raise ExportError(f"{path} could not be written.", "")

    monkeypatch.setattr("engine.versions.write_bytes", refuse)
    assert [v.sha256 for v in kept.versions(recipe.id)] == [version.sha256]


# --- errors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("saved", [False, True])
@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_says_so_and_leaves_nothing_behind(kept, recipe, tmp_path, monkeypatch, where, saved):
    if saved:
        recipe = save(recipe, tmp_path / "a.gonogo")

    def full(*_args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(where, full)
        with pytest.raises(ExportError, match="the disk is full"):
            kept.keep(recipe, "trained")
    assert list((kept.folder / recipe.id).iterdir()) == []
    assert kept.versions(recipe.id) == ()
    assert kept.keep(recipe, "trained") == kept.versions(recipe.id)[0]


def test_a_file_in_the_way_says_so(kept, recipe):
    kept.folder.parent.mkdir(exist_ok=True)
    kept.folder.write_bytes(b"")
    with pytest.raises(ExportError, match="in the way"):
        kept.keep(recipe, "trained")


def test_a_version_that_vanished_is_named(kept, recipe):
    version = kept.keep(recipe, "trained")
    version.path.unlink()
    assert kept.versions(recipe.id) == ()
    with pytest.raises(RecipeError, match=r"The version of ring of 2\d\d\d-.* is no longer there") as caught:
        kept.load(version)
    assert caught.value.hint == "Choose another version."


@pytest.mark.parametrize("change", [lambda c: c[:-10], lambda c: c[:5000] + b"x" + c[5001:], lambda _: b""])
def test_a_damaged_version_is_named(kept, recipe, change):
    version = kept.keep(recipe, "trained")
    version.path.write_bytes(change(version.path.read_bytes()))
    with pytest.raises(RecipeError, match=r"The version of ring of .* cannot be read") as caught:
        kept.load(version)
    assert caught.value.hint == "Choose another version."


def test_a_whole_recipe_that_is_another_one_is_not_taken_for_the_version(kept, recipe):
    version = kept.keep(recipe, "trained")
    save(state(recipe, 1), version.path)
    with pytest.raises(RecipeError, match="is not what was kept"):
        kept.load(version)


# --- making room ------------------------------------------------------------------------------------


def test_room_is_made_oldest_first_and_the_two_newest_stay(kept, recipe):
    other = replace(recipe, id=new_id())
    old = keep_many(kept, other, 3, first=50)
    for version in old:
        backdate(version, 10_000)
    made = keep_many(kept, recipe, 5)
    size = made[0].size
    assert kept.prune(most_bytes=8 * size + 1000) == ()
    gone = kept.prune(most_bytes=6 * size + 1000)
    assert [v.sha256 for v in gone] == [old[0].sha256, made[0].sha256]
    gone = kept.prune(most_bytes=0)
    assert [v.sha256 for v in gone] == [made[1].sha256, made[2].sha256]
    assert [v.sha256 for v in kept.versions(recipe.id)] == [made[4].sha256, made[3].sha256]
    assert [v.sha256 for v in kept.versions(other.id)] == [old[2].sha256, old[1].sha256]
    assert {p.suffix for p in kept.folder.rglob("*") if p.stem in {v.sha256 for v in gone}} == set()


def test_what_is_still_needed_stays(kept, recipe):
    made = keep_many(kept, recipe, 4)
    kept.prune(most_bytes=0, keep={made[0].sha256})
    assert {v.sha256 for v in kept.versions(recipe.id)} == {made[n].sha256 for n in (0, 2, 3)}


def test_what_a_recent_session_was_judged_by_stays(kept, recipe, tmp_path, monkeypatch):
    made = keep_many(kept, recipe, 5)
    assert kept.size() == sum(version.size for version in made)
    info = SessionInfo(tmp_path, "1" * 32, "", "", "", recipe.id, "ring", made[1].sha256)
    asked = []
    monkeypatch.setattr(
        "engine.session.list_sessions", lambda folder: (asked.append(folder), ([info], []))[1]
    )
    assert make_room(kept, tmp_path / "sessions") == ()
    assert asked == []  # nobody looks at sessions while there is room
    gone = make_room(kept, tmp_path / "sessions", {made[2].sha256}, most_bytes=0)
    assert [version.sha256 for version in gone] == [made[0].sha256]
    assert asked == [tmp_path / "sessions"]


def test_without_sessions_room_is_made_all_the_same(kept, recipe, tmp_path):
    made = keep_many(kept, recipe, 3)
    gone = make_room(kept, tmp_path / "none", most_bytes=0)
    assert [version.sha256 for version in gone] == [made[0].sha256]


def test_leftovers_of_a_program_that_was_killed_go_after_a_while(kept, recipe):
    version = kept.keep(recipe, "trained")
    folder = version.path.parent
    left = [folder / "begun-1.gonogo", folder / ".x.gonogo.abc.part", folder / f"{'9' * 64}.json"]
    for path in left:
        path.write_bytes(b"half")
    kept.prune()
    assert all(path.exists() for path in left)  # somebody may be at it
    for path in left:
        os.utime(path, (time.time() - 7200,) * 2)
    kept.prune()
    assert not any(path.exists() for path in left)
    assert kept.versions(recipe.id) == (version,)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ages=st.lists(
        st.lists(st.integers(0, 100_000), min_size=1, max_size=6, unique=True), min_size=1, max_size=3
    ),
    room=st.integers(0, 20),
    pins=st.sets(st.integers(0, 17)),
)
def test_room_is_made_by_the_rules_whatever_there_is(recipe, tmp_path_factory, ages, room, pins):
    kept = RecipeVersions(tmp_path_factory.mktemp("law"))
    everything: list[Version] = []
    newest: set[str] = set()
    for group in ages:
        ours = replace(recipe, id=new_id())
        for number, age in enumerate(group):
            # tiny stand-ins: what is believed is the note
            version = kept.keep(state(ours, number), "trained") if not everything else None
            everything.append(version or stand_in(everything[0], ours.id, len(everything)))
            backdate(everything[-1], age)
        here = kept.versions(everything[-1].recipe_id)
        newest |= {v.sha256 for v in here[:2]}
    pinned = {everything[n % len(everything)].sha256 for n in pins}
    size = everything[0].size
    gone = {v.sha256 for v in kept.prune(room * size, keep=pinned)}
    left = {v.sha256 for v in everything if v.path.exists()}
    assert left == {v.sha256 for v in everything} - gone
    assert newest | pinned <= left
    could_go = left - newest - pinned
    assert len(left) <= room or not could_go
    if gone:  # not more than was needed
        assert len(left) + 1 > room


def stand_in(like: Version, recipe_id: str, number: int) -> Version:
    """Another version as large as the first, told by its note alone."""
    sha256 = f"{number:064x}"
    path = like.path.parents[1] / recipe_id / f"{sha256}.gonogo"
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        stream.truncate(like.size)
    about = json.loads(like.path.with_suffix(".json").read_bytes())
    about |= {"sha256": sha256, "when": datetime.now().astimezone().isoformat()}
    path.with_suffix(".json").write_text(json.dumps(about))
    return replace(like, recipe_id=recipe_id, sha256=sha256, path=path)


def test_real_recipes_go_back_and_judge_as_before(kept, recipe_file, new_paths):
    from engine.detector import Detector
    from engine.update import update

    first = load(recipe_file)
    before = kept.keep(first, "trained")
    made = update(first, new_paths[:1]).recipe
    after = kept.keep(made, update_reason(1, 0))
    assert (after.recipe_id, after.parent) == (before.recipe_id, before.sha256)
    back = kept.load(before)
    np.testing.assert_array_equal(
        [r.score for r in Detector(back, 1).inspect(new_paths)],
        [r.score for r in Detector(first, 1).inspect(new_paths)],
    )
    assert Path(recipe_file).read_bytes() == before.path.read_bytes()
