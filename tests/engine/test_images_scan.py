"""Finding pictures in folders: in natural order, each once, whatever the links do."""

from __future__ import annotations

import inspect
import os
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Cancelled, ImageError
from engine.images import SUFFIXES, Scan, scan, scanning
from engine.progress import CancelToken, Progress


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def found(result: Scan, folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in result.files]


def only_problem(result: Scan) -> ImageError:
    (problem,) = result.problems
    assert problem.path is not None
    assert problem.hint.endswith(".")
    return problem


def testnatural_order_files_before_folders(tmp_path: Path) -> None:
    touch(tmp_path, "part 10.png", "part 2.png", "part 1.png", "Part 3.png", "part.png")
    touch(tmp_path, "b10/1.png", "b2/10.png", "b2/9.png", "a/z/1.png", "a/2.png")
    result = scan([tmp_path])
    assert found(result, tmp_path) == [
        "part.png",
        "part 1.png",
        "part 2.png",
        "Part 3.png",
        "part 10.png",
        "a/2.png",
        "a/z/1.png",
        "b2/9.png",
        "b2/10.png",
        "b10/1.png",
    ]
    assert result.problems == ()


names = st.text("aAbB0129 ._-éÉß²Ⅷ٣\udcff", min_size=1, max_size=8)


@given(st.lists(names, unique=True, max_size=12), st.randoms(use_true_random=False))
def test_the_order_is_total(given_names: list[str], shuffler: random.Random) -> None:
    key = scanning.natural_order()
    shuffled = given_names.copy()
    shuffler.shuffle(shuffled)
    assert sorted(shuffled, key=key) == sorted(given_names, key=key)


def test_a_folder_gives_only_pictures(tmp_path: Path) -> None:
    for number, suffix in enumerate(sorted(SUFFIXES)):
        touch(tmp_path, f"{number}{suffix}", f"{number}x{suffix.upper()}")
    touch(tmp_path, "notes.txt", "model.gonogo", "png", "part.png.bak", "part.gif", "data.csv")
    assert len(scan([tmp_path]).files) == 2 * len(SUFFIXES)


def test_what_systems_leave_behind_is_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "1.png", ".hidden.png", "._1.png", ".git/2.png", "__MACOSX/._1.png", "Thumbs.db")
    touch(tmp_path, "deep/.cache/3.png", "$RECYCLE.BIN/4.png")
    assert found(scan([tmp_path]), tmp_path) == ["1.png"]


def test_what_is_named_is_taken(tmp_path: Path) -> None:
    touch(tmp_path, ".hidden/1.png", "part.dat", "noending", ".secret.png")
    given_paths = [
        tmp_path / "part.dat",
        tmp_path / "noending",
        tmp_path / ".secret.png",
        tmp_path / ".hidden",
    ]
    result = scan(given_paths)
    assert found(result, tmp_path) == ["part.dat", "noending", ".secret.png", ".hidden/1.png"]
    assert result.problems == ()


def test_the_given_order_is_kept(tmp_path: Path) -> None:
    touch(tmp_path, "10.png", "9.png", "folder/1.png")
    result = scan([tmp_path / "10.png", tmp_path / "folder", tmp_path / "9.png"])
    assert found(result, tmp_path) == ["10.png", "folder/1.png", "9.png"]


def test_nothing_given() -> None:
    assert scan([]) == Scan((), ())


class TestTwice:
    def test_the_same_file_counts_once(self, tmp_path: Path) -> None:
        touch(tmp_path, "a/1.png", "a/2.png")
        (tmp_path / "a" / "3.png").symlink_to(tmp_path / "a" / "1.png")
        (tmp_path / "b").symlink_to(tmp_path / "a")
        first = tmp_path / "a" / "2.png"
        result = scan([first, first, tmp_path, tmp_path / "b", tmp_path / "a" / ".." / "a" / "1.png"])
        assert found(result, tmp_path) == ["a/2.png", "a/1.png"]
        assert result.problems == ()

    def test_relative_and_absolute(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        touch(tmp_path, "a/1.png")
        monkeypatch.chdir(tmp_path)
        assert scan([Path("a"), tmp_path / "a", Path("a/1.png")]).files == (Path("a/1.png"),)

    def test_a_copy_is_another_file(self, tmp_path: Path) -> None:
        touch(tmp_path, "1.png")
        os.link(tmp_path / "1.png", tmp_path / "2.png")
        assert found(scan([tmp_path]), tmp_path) == ["1.png", "2.png"]

    def test_a_link_given_first_keeps_its_name(self, tmp_path: Path) -> None:
        touch(tmp_path, "store/1.png")
        (tmp_path / "link.png").symlink_to(tmp_path / "store" / "1.png")
        assert found(scan([tmp_path]), tmp_path) == ["link.png"]


class TestLinks:
    def test_circles_are_survived(self, tmp_path: Path) -> None:
        touch(tmp_path, "a/b/1.png")
        (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
        (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
        (tmp_path / "a" / "here").symlink_to(tmp_path / "a")
        result = scan([tmp_path])
        assert found(result, tmp_path) == ["a/b/1.png"]
        assert "leads back to itself" in only_problem(result).message

    @pytest.mark.parametrize("name", ["part.png", "batch 7"])
    def test_broken_ones_are_said(self, name: str, tmp_path: Path) -> None:
        touch(tmp_path, "1.png")
        (tmp_path / name).symlink_to(tmp_path / "gone")
        result = scan([tmp_path])
        assert found(result, tmp_path) == ["1.png"]
        assert f"{name} is a link to something that does not exist" in only_problem(result).message

    def test_broken_ones_to_other_things_are_not(self, tmp_path: Path) -> None:
        touch(tmp_path, "1.png")
        (tmp_path / "notes.txt").symlink_to(tmp_path / "gone")
        assert scan([tmp_path]).problems == ()

    def test_a_given_one_leads_to_its_folder(self, tmp_path: Path) -> None:
        touch(tmp_path, "store/1.png")
        (tmp_path / "link").symlink_to(tmp_path / "store")
        assert found(scan([tmp_path / "link"]), tmp_path) == ["link/1.png"]


class TestProblems:
    def test_missing_paths(self, tmp_path: Path) -> None:
        touch(tmp_path, "1.png")
        result = scan([tmp_path / "gone", tmp_path / "1.png", tmp_path / "gone.png", Path("nul\0l.png")])
        assert found(result, tmp_path) == ["1.png"]
        assert [problem.path for problem in result.problems] == [
            tmp_path / "gone",
            tmp_path / "gone.png",
            Path("nul\0l.png"),
        ]
        assert all("does not exist" in problem.message for problem in result.problems)

    def test_folders_without_pictures(self, tmp_path: Path) -> None:
        touch(tmp_path, "full/1.png", "other/notes.txt", "full/none/readme.txt")
        (tmp_path / "empty").mkdir()
        result = scan([tmp_path / "empty", tmp_path / "full", tmp_path / "other"])
        assert found(result, tmp_path) == ["full/1.png"]
        assert [problem.path for problem in result.problems] == [tmp_path / "empty", tmp_path / "other"]
        assert result.problems[0].message == "There are no pictures in the folder empty."
        assert "PNG" in result.problems[0].hint

    def test_a_folder_that_may_not_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        touch(tmp_path, "1.png", "locked/2.png", "open/3.png")
        really = os.scandir

        def guarded(path: Path) -> object:
            if path.name == "locked":
                raise PermissionError(13, "Permission denied", str(path))
            return really(path)

        monkeypatch.setattr(os, "scandir", guarded)
        result = scan([tmp_path])
        assert found(result, tmp_path) == ["1.png", "open/3.png"]
        problem = only_problem(result)
        assert problem.path == tmp_path / "locked"
        assert "no permission" in problem.message

    def test_a_folder_that_vanishes_meanwhile(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        touch(tmp_path, "a/1.png", "b/2.png")

        def remove(progress: Progress) -> None:
            if progress.done == 1:
                (tmp_path / "b" / "2.png").unlink()
                (tmp_path / "b").rmdir()

        result = scan([tmp_path], report=remove)
        assert found(result, tmp_path) == ["a/1.png"]
        assert "does not exist" in only_problem(result).message

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
    def test_pipes_are_not_taken_for_pictures(self, tmp_path: Path) -> None:
        touch(tmp_path, "1.png")
        os.mkfifo(tmp_path / "2.png")
        os.mkfifo(tmp_path / "control")
        result = scan([tmp_path])
        assert found(result, tmp_path) == ["1.png"]
        assert only_problem(result).path == tmp_path / "2.png"

    def test_undecodable_names(self, tmp_path: Path) -> None:
        try:
            touch(tmp_path, "\udcff\udc80.png", "Ä ö.PNG")
        except (OSError, UnicodeError):
            pytest.skip("this file system does not take the name")
        assert len(scan([tmp_path]).files) == 2
        message = only_problem(scan([tmp_path / "\udcfe.png"])).message
        message.encode("utf-8")

    def test_folders_nested_deeper_than_python_recurses(self, tmp_path: Path) -> None:
        folder = tmp_path.joinpath(*["d"] * 200)
        touch(folder, "1.png")
        scan([folder])  # so that everything is imported
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(len(inspect.stack(0)) + 150)
        try:
            assert len(scan([tmp_path]).files) == 1
        finally:
            sys.setrecursionlimit(limit)


class TestJob:
    def test_every_file_is_reported(self, tmp_path: Path) -> None:
        touch(tmp_path, *(f"{number}.png" for number in range(5)))
        steps: list[Progress] = []
        scan([tmp_path], report=steps.append)
        assert {step.stage for step in steps} == {"scan"}
        assert [step.done for step in steps] == [0, 1, 2, 3, 4, 5]
        assert {step.total for step in steps} == {0}

    def test_cancelled_before_it_begins(self, tmp_path: Path) -> None:
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            scan([tmp_path], cancel=cancel)

    def test_cancelled_among_other_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        touch(tmp_path, *(f"{number}.txt" for number in range(50)))
        cancel = CancelToken()
        looked: list[str] = []

        def look(entry: os.DirEntry[str]) -> bool:
            looked.append(entry.name)
            if len(looked) == 3:
                cancel.cancel()
            return False

        monkeypatch.setattr(scanning, "is_hidden", look)
        with pytest.raises(Cancelled):
            scan([tmp_path], cancel=cancel)
        assert len(looked) == 3

    def test_cancelled_while_reporting(self, tmp_path: Path) -> None:
        touch(tmp_path, *(f"{number}.png" for number in range(50)))
        cancel = CancelToken()
        steps: list[Progress] = []

        def report(progress: Progress) -> None:
            steps.append(progress)
            if progress.done == 4:
                cancel.cancel()

        with pytest.raises(Cancelled):
            scan([tmp_path], report=report, cancel=cancel)
        assert steps[-1].done == 4
