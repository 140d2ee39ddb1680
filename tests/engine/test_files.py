"""Nothing is ever half written, and errors while writing say what to do."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from engine.errors import Cancelled, ExportError
from engine.files import atomic_write, write_bytes, write_error

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and links")


def fail_with(number: int):
    def fail(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    return fail


def test_a_file_is_written_whole(tmp_path):
    write_bytes(tmp_path / "a.bin", b"abc")
    assert (tmp_path / "a.bin").read_bytes() == b"abc"
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]


def test_missing_folders_are_made(tmp_path):
    write_bytes(tmp_path / "new" / "folder" / "a.bin", b"abc")
    assert (tmp_path / "new" / "folder" / "a.bin").read_bytes() == b"abc"


def test_an_existing_file_is_replaced_only_at_the_end(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with atomic_write(path) as stream:
        stream.write(b"new")
        stream.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError, Cancelled, KeyboardInterrupt])
def test_an_exception_inside_leaves_what_was_there(tmp_path, error):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")

    def interrupted() -> None:
        with atomic_write(path) as stream:
            stream.write(b"half")
            raise error

    with pytest.raises(error):
        interrupted()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("where", ["os.fsync", "os.fdopen", "tempfile.mkstemp", "pathlib.Path.replace"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "no permission"),
        (errno.EROFS, "no permission"),
        (errno.EISDIR, "is in the way"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_what_fails_is_said_and_nothing_is_left(tmp_path, monkeypatch, where, number, words):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(where, fail_with(number))
        with pytest.raises(ExportError, match=words) as caught:
            write_bytes(path, b"new")
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert caught.value.path == path
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fills_up_while_writing_leaves_the_old_file(tmp_path):
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        with pytest.raises(ExportError, match=r"a\.bin could not be written"):
            write_bytes(path, b"\1" * 300_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_way_is_said(tmp_path):
    (tmp_path / "a.bin").mkdir()
    with pytest.raises(ExportError, match="in the way"):
        write_bytes(tmp_path / "a.bin", b"abc")
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]


def test_a_file_in_place_of_the_folder_is_said(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(ExportError, match="in the way"):
        write_bytes(tmp_path / "file" / "a.bin", b"abc")


@posix
def test_a_new_file_has_the_permissions_that_the_user_wants(tmp_path):
    before = os.umask(0o027)
    try:
        write_bytes(tmp_path / "a.bin", b"abc")
    finally:
        now = os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.bin").stat().st_mode) == 0o640
    assert now == 0o027


@posix
def test_a_replaced_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write_bytes(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@pytest.mark.parametrize("name", ["x" * 200, "größe 部品 🔩.png", ".hidden", "a" + "ß" * 120])
def test_long_and_foreign_names_work(tmp_path, name):
    write_bytes(tmp_path / name, b"abc")
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_an_error_without_a_number_is_passed_on_in_words():
    error = write_error(Path("a.bin"), OSError("the moon is in the wrong place"))
    assert "the moon is in the wrong place" in error.message


def test_a_link_stays_a_link(tmp_path):
    target = tmp_path / "there" / "results.csv"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "results.csv"
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
