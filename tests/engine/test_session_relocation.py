"""Pictures whose folder was moved."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from session_samples import new_session, result, said, saved

from engine.errors import SessionError
from engine.session import SessionWriter, load, missing_folders, relocated
from engine.types import InspectionResult, OperatorVerdict


def pictures(folder: Path, *names: str) -> list[Path]:
    made = []
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"picture {name}".encode())
        made.append(path)
    return made


def hashes(paths: list[Path]) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


@pytest.fixture
def old(tmp_path) -> Path:
    return tmp_path / "server" / "lot 7"


@pytest.fixture
def paths(old) -> list[Path]:
    return pictures(old, "a.png", "left/b.png", "left/c.png", "right/d.png")


# --- what is gone ------------------------------------------------------------------------------------------


def test_nothing_is_missing_while_all_is_there(paths):
    assert missing_folders(paths) == []
    assert missing_folders([]) == []


def test_a_moved_folder_is_found_once(paths, old):
    old.rename(old.with_name("lot 8"))
    assert missing_folders(paths) == [(old, 4)]


def test_the_folder_that_holds_all_that_is_missing_is_named(tmp_path, paths, old):
    more = pictures(tmp_path / "usb" / "deep" / "down", "x.png", "y.png", "z.png", "1.png", "2.png")
    (tmp_path / "usb").rename(tmp_path / "another")
    (old / "left").rename(tmp_path / "left")
    assert missing_folders([*paths, *more]) == [(tmp_path / "usb" / "deep" / "down", 5), (old / "left", 2)]


def test_a_picture_alone_that_is_gone_is_no_missing_folder(paths):
    paths[0].unlink()
    assert missing_folders(paths) == []


def test_a_missing_drive_is_found():
    gone = [Path("/no such drive/parts/lot 7") / name for name in ("a.png", "b.png")]
    assert missing_folders(gone) == [(Path("/no such drive/parts/lot 7"), 2)]
    assert missing_folders([Path("E:/parts/a.png")]) == [(Path("E:/parts"), 1)]


def test_impossible_names_do_no_harm():
    assert missing_folders([Path("/x" * 3000) / "a.png"])[0][1] == 1


# --- finding it again --------------------------------------------------------------------------------------


def test_pictures_are_found_at_the_new_place(paths, old):
    known = hashes(paths)
    new = old.rename(old.parent.parent / "archive")
    found = relocated(paths, old, new, known)
    assert found.paths == {path: new / path.relative_to(old) for path in paths}
    assert (found.n_missing, found.n_checked, found.n_different) == (0, 4, 0)


def test_the_folder_above_will_do(paths, old, tmp_path):
    archive = tmp_path / "archive"
    archive.mkdir()
    old.rename(archive / old.name)
    found = relocated(paths, old, archive, None)
    assert found.paths[paths[0]] == archive / "lot 7" / "a.png"
    assert (len(found.paths), found.n_checked) == (4, 0)


def test_only_pictures_that_are_there_are_found(paths, old, tmp_path):
    new = old.rename(tmp_path / "new")
    (new / "a.png").unlink()
    elsewhere = tmp_path / "elsewhere" / "e.png"
    found = relocated([*paths, elsewhere], old, new)
    assert sorted(found.paths) == sorted(paths[1:])
    assert found.n_missing == 1


def test_other_pictures_of_the_same_names_are_refused(paths, old, tmp_path):
    known = hashes(paths)
    new = old.rename(tmp_path / "new")
    for picture in paths:
        (new / picture.relative_to(old)).write_bytes(b"another part")
    with pytest.raises(SessionError, match="they are others") as caught:
        relocated(paths, old, new, known)
    assert caught.value.hint


def test_a_picture_that_was_changed_is_left_out(paths, old, tmp_path):
    known = hashes(paths)
    new = old.rename(tmp_path / "new")
    (new / "a.png").write_bytes(b"retouched")
    found = relocated(paths, old, new, known)
    assert sorted(found.paths) == sorted(paths[1:])
    assert (found.n_missing, found.n_different) == (0, 1)


def test_a_sample_of_many_is_compared(tmp_path):
    paths = pictures(tmp_path / "old", *(f"{n:03d}.png" for n in range(101)))
    known = hashes(paths)
    (tmp_path / "old").rename(tmp_path / "new")
    found = relocated(paths, tmp_path / "old", tmp_path / "new", known)
    assert (len(found.paths), found.n_checked) == (101, 20)


@pytest.mark.parametrize("new", ["none", "empty", "file"])
def test_a_wrong_place_is_told(paths, old, tmp_path, new):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SessionError) as caught:
        relocated(paths, old, tmp_path / new)
    assert caught.value.path == tmp_path / new
    assert caught.value.hint


# --- in a session ------------------------------------------------------------------------------------------


def inspected(paths: list[Path]) -> list[tuple[int, InspectionResult]]:
    from dataclasses import replace

    found = zip(paths, hashes(paths), strict=True)
    return [(key, replace(result(key), path=path, sha256=sha)) for key, (path, sha) in enumerate(found)]


def test_a_session_follows_its_pictures(tmp_path, paths, old):
    session = new_session(tmp_path)
    rows = inspected(paths)
    saved(session, add=rows, set_reviews=[(1, said(OperatorVerdict.GOOD))], remove=[3])
    new = old.rename(tmp_path / "new")
    (new / "a.png").unlink()
    saved(session, relocate=(old, new))
    loaded = load(session)
    assert [r.path for r in loaded.results] == [old / "a.png", new / "left/b.png", new / "left/c.png"]
    assert loaded.reviews == {1: said(OperatorVerdict.GOOD)}
    # a part that was taken off and comes back is still known for the same
    saved(session, replace=[(1, rows[2][1])])


def test_what_waits_is_relocated_too_and_what_comes_after_is_not(tmp_path, paths, old):
    session = new_session(tmp_path)
    rows = inspected(paths)
    new = old.rename(tmp_path / "new")
    errors = []
    writer = SessionWriter(session, errors.append, delay=60)
    writer.add(rows[:2])
    writer.relocate(old, new)
    writer.add(rows[2:])
    assert writer.close()
    assert errors == []
    assert [r.path.is_relative_to(new) for r in load(session).results] == [True, True, False, False]


def test_a_wrong_place_is_told_once_and_the_rest_goes_on(tmp_path, paths, old):
    session = new_session(tmp_path)
    errors = []
    writer = SessionWriter(session, errors.append)
    writer.add(inspected(paths))
    writer.relocate(old, tmp_path / "none")
    writer.set_name("x")
    assert writer.close()
    assert len(errors) == 1
    assert load(session).name == "x"
    assert [r.path for r in load(session).results] == paths


@pytest.mark.skipif(os.name != "posix", reason="paths of Windows are no strangers there")
def test_a_session_of_windows_finds_its_pictures_here(tmp_path, paths, old):
    from session_samples import tampered

    session = new_session(tmp_path)
    saved(session, add=inspected(paths)[:2])
    tampered(
        session,
        "UPDATE session SET platform = 'nt'",
        r"UPDATE result SET path = 'D:\lot 7\a.png' WHERE key = 0",
        r"UPDATE result SET path = 'D:\lot 7\left\b.png' WHERE key = 1",
    )
    gone = missing_folders(r.path for r in load(session).results)
    assert gone == [(Path("D:/lot 7"), 2)]
    saved(session, relocate=(gone[0][0], old))
    assert [r.path for r in load(session).results] == paths[:2]
