"""A watched folder: every picture that comes is found once, complete, and nothing else is."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ImageError
from engine.watching import EMPTY_LOOKS, FolderWatch


def write(path: Path, content: bytes = b"picture", time: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, ns=(time * 10**9, time * 10**9))
    return path


@pytest.fixture
def watch(tmp_path) -> FolderWatch:
    write(tmp_path / "old.png")
    watch = FolderWatch(tmp_path)
    assert watch.look() == []
    return watch


def test_what_was_there_is_left_alone(watch):
    assert watch.n_known == 1
    assert watch.look() == watch.look() == []


def test_a_picture_is_found_once_it_looks_the_same_twice(watch, tmp_path):
    new = write(tmp_path / "new.png")
    assert watch.look() == []
    assert watch.look() == [new]
    assert watch.look() == watch.look() == []
    assert watch.n_known == 2


def test_a_picture_that_is_still_written_is_waited_for(watch, tmp_path):
    new = tmp_path / "new.png"
    for size in range(1, 6):
        write(new, bytes(size))
        assert watch.look() == []
    write(new, bytes(5), time=2)  # as large, but written again
    assert watch.look() == []
    assert watch.look() == [new]


def test_an_empty_file_is_waited_for_but_not_for_ever(watch, tmp_path):
    new = write(tmp_path / "new.png", b"")
    looks = [watch.look() for _ in range(EMPTY_LOOKS + 3)]
    assert [new] in looks
    assert looks.index([new]) == EMPTY_LOOKS
    assert sum(map(len, looks)) == 1


def test_an_empty_file_that_is_filled_is_a_picture(watch, tmp_path):
    new = write(tmp_path / "new.png", b"")
    watch.look()
    write(new)
    assert watch.look() == []
    assert watch.look() == [new]


def test_a_picture_written_anew_under_its_name_is_found_again(watch, tmp_path):
    latest = tmp_path / "old.png"
    for time in (2, 3):
        write(latest, time=time)
        assert watch.look() == []
        assert watch.look() == [latest]


def test_folders_below_are_watched_too_in_natural_order(watch, tmp_path):
    new = [write(tmp_path / "2026-11-27" / f"part {n}.JPG") for n in (10, 9, 1)]
    watch.look()
    assert watch.look() == new[::-1]


@pytest.mark.parametrize(
    "name", [".hidden.png", ".folder/a.png", "notes.txt", "png", "Thumbs.db", "a.png.part"]
)
def test_what_is_no_picture_for_people_is_passed_over(watch, tmp_path, name):
    write(tmp_path / name)
    assert watch.look() == watch.look() == []


def test_links_to_files_count_and_links_to_folders_do_not(watch, tmp_path, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (tmp_path / "a.png").symlink_to(write(elsewhere / "a.png"))
    (tmp_path / "folder").symlink_to(elsewhere)
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "broken.png").symlink_to(tmp_path / "nowhere")
    watch.look()
    assert watch.look() == [tmp_path / "a.png"]


def test_a_folder_that_is_away_for_a_moment_is_said_and_nothing_is_forgotten(tmp_path):
    folder, away = tmp_path / "camera", tmp_path / "away"
    write(folder / "old.png")
    watch = FolderWatch(folder)
    watch.look()
    folder.rename(away)
    for _ in range(2):
        with pytest.raises(ImageError, match="camera does not exist") as caught:
            watch.look()
        assert caught.value.hint
    folder.mkdir()  # the place where a share is mounted
    assert watch.look() == watch.look() == []
    folder.rmdir()
    away.rename(folder)
    new = write(folder / "new.png")
    watch.look()
    assert watch.look() == [new]


def test_a_folder_that_was_away_from_the_start_is_said(tmp_path):
    watch = FolderWatch(tmp_path / "nowhere")
    with pytest.raises(ImageError):
        watch.look()
    write(tmp_path / "nowhere" / "a.png")
    assert watch.look() == watch.look() == []  # the first look that there was


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "getuid") or os.getuid() == 0, reason="root reads all")
def test_a_folder_below_that_may_not_be_read_keeps_no_other_from_being_found(watch, tmp_path):
    (tmp_path / "secret").mkdir(mode=0)
    new = write(tmp_path / "new.png")
    watch.look()
    assert watch.look() == [new]


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("write"), st.integers(0, 3), st.integers(1, 3)),
            st.tuples(st.just("remove"), st.integers(0, 3), st.just(0)),
            st.tuples(st.just("look"), st.just(0), st.just(0)),
        ),
        max_size=25,
    )
)
def test_every_state_that_stays_is_found_exactly_once(steps, tmp_path_factory):
    folder = tmp_path_factory.mktemp("watched")
    watch = FolderWatch(folder)
    watch.look()
    found: list[tuple[str, int]] = []

    def look() -> None:
        found.extend((path.name, path.stat().st_size) for path in watch.look())

    for what, number, size in steps:
        path = folder / f"{number}.png"
        if what == "write":
            write(path, bytes(size), time=size)
        elif what == "remove":
            path.unlink(missing_ok=True)
        else:
            look()
    look()
    look()
    for path in folder.iterdir():
        assert (path.name, path.stat().st_size) in found
    for name in {name for name, _size in found}:
        states = [size for other, size in found if other == name]
        # nothing is found twice in the same state without another between
        assert all(before != after for before, after in pairwise(states))
    assert watch.look() == []
