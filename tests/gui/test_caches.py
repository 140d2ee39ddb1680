"""How much is kept, and what goes first."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.caches import (
    CacheFolder,
    Kept,
    cache_folder,
    map_disk,
    map_memory,
    picture_memory,
    thumbnail_disk,
)
from gui.paths import DataPaths
from gui.settings import Settings

OWNERS = st.sampled_from(["maps", "photos"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), OWNERS, st.integers(0, 5), st.integers(0, 60)),
        st.tuples(st.just("get"), OWNERS, st.integers(0, 5), st.just(0)),
        st.tuples(st.just("drop"), OWNERS, st.integers(0, 5), st.just(0)),
        st.tuples(st.just("most"), OWNERS, st.just(0), st.integers(10, 100)),
        st.tuples(st.just("clear"), OWNERS, st.just(0), st.just(0)),
    ),
    max_size=40,
)


@given(steps=STEPS)
def test_what_was_used_longest_ago_goes_first(steps):
    kept, most = Kept(50), 50
    model: OrderedDict[tuple[str, int], int] = OrderedDict()

    def shrink():
        while sum(model.values()) > most and len(model) > 1:
            model.popitem(last=False)

    for act, owner, key, size in steps:
        if act == "put":
            kept.put(owner, key, (owner, key, size), size)
            model.pop((owner, key), None)
            model[owner, key] = size
        elif act == "get":
            found = kept.get(owner, key)
            assert found == ((owner, key, model[owner, key]) if (owner, key) in model else None)
            if found:
                model.move_to_end((owner, key))
        elif act == "drop":
            kept.drop(owner, key)
            model.pop((owner, key), None)
        elif act == "most":
            most = kept.most = size
        else:
            kept.clear(owner)
            for other in [other for other in model if other[0] == owner]:
                del model[other]
        shrink()
        assert kept.bytes == sum(model.values())
        assert kept.bytes <= most or len(kept) == 1, "only the newest may be larger than all there is"
        for name in ("maps", "photos"):
            assert kept.keys(name) == [key for other, key in model if other == name]
            assert kept.bytes_of(name) == sum(size for (o, _), size in model.items() if o == name)


@given(memory=st.integers(64, 65_536), disk=st.integers(64, 1_000_000))
def test_all_caches_together_take_what_the_settings_allow(memory, disk):
    settings = Settings(memory_megabytes=memory, cache_megabytes=disk)
    assert map_memory(settings) + picture_memory(settings) == memory << 20
    assert map_memory(settings) == 0.75 * (memory << 20)
    assert map_disk(settings) + thumbnail_disk(settings) == disk << 20


def test_the_folder_is_the_chosen_one_or_that_of_the_data(tmp_path):
    paths = DataPaths(tmp_path)
    assert cache_folder(Settings(), paths) == tmp_path / "cache"
    assert cache_folder(Settings(cache_folder="/elsewhere"), paths) == Path("/elsewhere")


def put(folder: CacheFolder, name: str, size: int) -> Path:
    place = folder.place(name, ".bin")
    folder.write(place, lambda path: path.write_bytes(bytes(size)))
    return place


def names(folder: CacheFolder) -> set[str]:
    return {path.parent.name + path.stem for path in folder.folder.rglob("*.bin")}


def test_a_full_folder_loses_what_was_used_longest_ago(tmp_path):
    folder = CacheFolder(tmp_path / "cache", 1000)
    for age, name in enumerate(("aa4", "aa3", "bb2", "bb1")):
        os.utime(put(folder, name, 240), (1000 + age, 1000 + age))
    folder.used(folder.place("aa4", ".bin"))
    put(folder, "cc0", 240)
    assert names(folder) == {"aa4", "bb1", "cc0"}, "it has a tenth of room again"
    assert not list(folder.folder.rglob("*.part"))


def test_what_another_window_wrote_counts_as_well(tmp_path):
    folder = CacheFolder(tmp_path / "cache", 1000)
    other = CacheFolder(tmp_path / "cache", 10_000)
    for n in range(8):
        os.utime(put(other, f"ab{n}", 240), (1000 + n, 1000 + n))
    put(folder, "cc0", 240)
    assert names(folder) == {"ab6", "ab7", "cc0"}


def test_nothing_is_left_of_what_cannot_be_written(tmp_path):
    folder = CacheFolder(tmp_path / "cache", 1000)
    place = folder.place("abc", ".bin")

    def fail(path):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        folder.write(place, fail)
    folder.write(place, lambda path: (path.write_bytes(b"half"), False)[1])
    assert not [path for path in folder.folder.rglob("*") if path.is_file()]


def test_a_file_in_the_way_is_an_error_and_an_empty_folder_is_none(tmp_path):
    (tmp_path / "cache").write_bytes(b"in the way")
    with pytest.raises(OSError, match="cache"):
        put(CacheFolder(tmp_path / "cache", 1000), "abc", 1)
    CacheFolder(tmp_path / "missing", 1000).trim()
