"""One file of parts: every byte is accounted for, and nothing in a foreign file is believed."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import random
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import container
from engine.container import Container, write_container
from engine.errors import ExportError, RecipeError

MIME = "application/x-test"
PARTS = {"manifest.json": b'{"a": 1}', "mean": bytes(range(256)), "empty": b"", "größe.bin": b"\0" * 99}


def opened(path: Path, max_bytes: int = 10_000_000) -> Container:
    return Container(path, MIME, "recipe", max_bytes)


def signed(content: bytes) -> bytes:
    """A file's bytes with the digest that belongs to them: what somebody ill-disposed would do."""
    return content[:-64] + hashlib.sha256(content[:-64]).hexdigest().encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.gonogo"
    write_container(path, MIME, PARTS)
    return path


# --- what is written is read ------------------------------------------------------------------------


def test_what_was_written_is_read(file):
    found = opened(file)
    assert set(found.names) == {"mimetype", *PARTS}
    for name, content in PARTS.items():
        assert found.read(name) == content


@settings(max_examples=30, deadline=None)
@given(
    parts=st.dictionaries(st.text("abcäß/._", min_size=1, max_size=9), st.binary(max_size=3000), max_size=6)
)
def test_any_parts_survive(parts, tmp_path_factory):
    path = tmp_path_factory.mktemp("parts") / "x.gonogo"
    write_container(path, MIME, parts)
    found = opened(path)
    assert {name: bytes(found.read(name)) for name in parts} == parts


def test_the_digest_returned_is_that_of_the_file(tmp_path):
    digest = write_container(tmp_path / "a", MIME, PARTS)
    assert digest == hashlib.sha256((tmp_path / "a").read_bytes()).hexdigest()
    assert digest == opened(tmp_path / "a").sha256


def test_the_same_parts_give_the_same_file(tmp_path):
    assert write_container(tmp_path / "a", MIME, PARTS) == write_container(tmp_path / "b", MIME, PARTS)


def test_any_zip_tool_can_look_inside(file):
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["mimetype", *PARTS]
        assert archive.read("mimetype") == MIME.encode()
        assert all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())
        assert archive.read("größe.bin") == PARTS["größe.bin"]
    # at the place where other programs look for it
    assert file.read_bytes()[30:].startswith(b"mimetype" + MIME.encode())


def test_parts_beyond_the_limit_of_old_zip_files_use_the_larger_form(tmp_path, monkeypatch):
    monkeypatch.setattr(container, "_ZIP64_FROM", 100)
    write_container(tmp_path / "x", MIME, PARTS)
    found = opened(tmp_path / "x")
    assert all(found.read(name) == content for name, content in PARTS.items())


def test_a_part_larger_than_asked_for_is_refused(file):
    with pytest.raises(RecipeError, match=r"x\.gonogo.*mean is too large"):
        opened(file).read("mean", 100)
    assert len(opened(file).read("mean", len(PARTS["mean"]))) == len(PARTS["mean"])


def test_a_missing_part_is_named(file):
    with pytest.raises(RecipeError, match=r"x\.gonogo is damaged: its part factor is missing"):
        opened(file).read("factor")


# --- every byte counts ------------------------------------------------------------------------------


def test_every_single_byte_counts(file):
    good = file.read_bytes()
    for position in range(len(good)):
        bad = bytearray(good)
        bad[position] ^= 1 << (position % 8)
        file.write_bytes(bad)
        with pytest.raises(RecipeError, match=r"x\.gonogo"):
            opened(file)


@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.7, 0.95, 0.99])
def test_a_truncated_file_is_refused(file, share):
    good = file.read_bytes()
    file.write_bytes(good[: int(len(good) * share)])
    with pytest.raises(RecipeError, match=r"x\.gonogo"):
        opened(file)


@pytest.mark.parametrize("less", range(1, 90))
def test_a_file_without_its_last_bytes_is_refused(file, less):
    file.write_bytes(file.read_bytes()[:-less])
    with pytest.raises(RecipeError, match=r"x\.gonogo"):
        opened(file)


@pytest.mark.parametrize("extra", [b"\0", b"x" * 64, b"PK\x05\x06" + b"\0" * 18])
def test_bytes_before_or_after_are_noticed(file, extra):
    good = file.read_bytes()
    for content in (good + extra, extra + good, good + good):
        file.write_bytes(content)
        with pytest.raises(RecipeError, match=r"x\.gonogo"):
            opened(file)


def test_an_upper_case_digest_is_another_file(file):
    good = file.read_bytes()
    file.write_bytes(good[:-64] + good[-64:].upper())
    with pytest.raises(RecipeError, match="damaged"):
        opened(file)


# --- other things than a recipe ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not a Gonogo recipe"),
        (b"hello, I am a text\n" * 50, "is not a Gonogo recipe"),
        (b"\0" * 5000, "is not a Gonogo recipe"),
        (b"\x89PNG\r\n\x1a\n" + b"\1" * 1000, "is not a Gonogo recipe"),
    ],
)
def test_another_kind_of_file_is_named_as_such(tmp_path, content, words):
    path = tmp_path / "notes.gonogo"
    path.write_bytes(content)
    with pytest.raises(RecipeError, match=f"notes.gonogo {words}") as caught:
        opened(path)
    assert caught.value.path == path
    assert caught.value.hint


def test_an_ordinary_zip_is_not_a_recipe(tmp_path):
    path = tmp_path / "x.gonogo"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", "{}")
    with pytest.raises(RecipeError, match="is not a Gonogo recipe"):
        opened(path)


@pytest.mark.parametrize("other", ["application/x-other", MIME + "-network", MIME[:-1], ""])
def test_a_container_of_another_kind_is_not_a_recipe(tmp_path, other):
    path = tmp_path / "x.gonogo"
    write_container(path, other, PARTS)
    with pytest.raises(RecipeError, match="is not a Gonogo recipe"):
        opened(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RecipeError, match=r"gone\.gonogo does not exist"):
        opened(tmp_path / "gone.gonogo")


def test_a_folder_is_named_as_such(tmp_path):
    (tmp_path / "x.gonogo").mkdir()
    with pytest.raises(RecipeError, match=r"x\.gonogo is a folder"):
        opened(tmp_path / "x.gonogo")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.gonogo")
    code = (
        "import sys; from pathlib import Path; from engine.container import Container\n"
        "from engine.errors import RecipeError\n"
        "try: Container(Path(sys.argv[1]), 'a/b', 'recipe', 10**9)\n"
        "except RecipeError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x.gonogo")],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "x.gonogo is not a file" in done.stdout


def test_a_file_that_may_not_be_read_says_so(file, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(RecipeError, match=r"x\.gonogo cannot be read \(Permission denied\)") as caught:
        opened(file)
    assert "permission" in caught.value.hint


def test_too_large_a_file_is_refused_before_it_is_read(file):
    with pytest.raises(RecipeError, match=r"x\.gonogo is .* MB, which no recipe needs"):
        opened(file, max_bytes=100)


def test_a_huge_file_of_another_kind_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "film.gonogo"
    with path.open("wb") as stream:
        stream.truncate(12_000_000_000)  # a hole: takes no room on the disk, but 12 GB of memory
    with pytest.raises(RecipeError, match="is not a Gonogo recipe"):
        opened(path, max_bytes=16_000_000_000)


# --- what somebody ill-disposed might write: the digest fits ----------------------------------------


def zipped(path: Path, entries: list[tuple[str, bytes, int]], comment: bool = True) -> None:
    """A ZIP file with chosen compression, with a fitting digest in its comment."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content, method in entries:
            archive.writestr(zipfile.ZipInfo(name), content, method)
        if comment:
            archive.comment = b"sha256:" + b"0" * 64
    path.write_bytes(signed(stream.getvalue()) if comment else stream.getvalue())


STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
BOMB = b"\0" * 50_000_000


@pytest.mark.parametrize("comment", [True, False])
def test_a_zip_bomb_is_never_unpacked(tmp_path, comment):
    path = tmp_path / "bomb.gonogo"
    zipped(path, [("mimetype", MIME.encode(), STORED), ("manifest.json", BOMB, DEFLATED)], comment)
    assert path.stat().st_size < 200_000
    with pytest.raises(RecipeError, match=r"bomb\.gonogo is damaged"):
        opened(path)


def test_a_zip_bomb_without_our_mark_is_not_a_recipe(tmp_path):
    path = tmp_path / "bomb.gonogo"
    zipped(path, [("manifest.json", BOMB, DEFLATED)])
    with pytest.raises(RecipeError, match="is not a Gonogo recipe"):
        opened(path)


def test_a_compressed_part_is_refused_even_if_it_is_small(tmp_path):
    path = tmp_path / "x.gonogo"
    zipped(
        path, [("mimetype", MIME.encode(), STORED), ("a", b"1" * 200, DEFLATED), ("b", b"2" * 400, STORED)]
    )
    with pytest.raises(RecipeError, match="damaged"):
        opened(path)


def test_a_part_that_occurs_twice_is_refused(tmp_path):
    path = tmp_path / "x.gonogo"
    with pytest.warns(UserWarning, match="Duplicate name"):
        zipped(path, [("mimetype", MIME.encode(), STORED), ("a", b"1", STORED), ("a", b"2", STORED)])
    with pytest.raises(RecipeError, match="damaged"):
        opened(path)


def test_a_part_that_claims_to_be_larger_than_the_file_is_refused(file):
    good = file.read_bytes()
    at = good.index(b"PK\x01\x02")  # the directory entry of the first part
    bad = good[: at + 20] + struct.pack("<II", 2**31, 2**31) + good[at + 28 :]
    file.write_bytes(signed(bad))
    with pytest.raises(RecipeError, match=r"x\.gonogo"):
        opened(file)


def test_a_part_that_lies_about_its_place_is_refused(file):
    good = file.read_bytes()
    at = good.index(b"PK\x01\x02", good.index(b"PK\x01\x02") + 4)
    for offset in (7, len(good) - 100, 2**32 - 2):
        file.write_bytes(signed(good[: at + 42] + struct.pack("<I", offset) + good[at + 46 :]))
        with pytest.raises(RecipeError, match=r"x\.gonogo"):
            opened(file)


def test_damage_with_a_fitting_digest_ends_in_a_clear_error_or_in_other_parts(file):
    good = file.read_bytes()
    directory = good.index(b"PK\x01\x02")
    rng = random.Random(0)
    refused = 0
    for _ in range(1500):
        bad = bytearray(good)
        for _ in range(rng.choice([1, 1, 2, 5])):
            bad[rng.randrange(directory - 200, len(good) - 64)] = rng.randrange(256)
        file.write_bytes(signed(bytes(bad)))
        try:
            found = opened(file)
            for name in found.names:
                found.read(name)
        except RecipeError:
            refused += 1
    assert refused > 500


# --- writing ----------------------------------------------------------------------------------------


def test_a_failed_write_leaves_the_old_file_and_nothing_else(file, monkeypatch):
    old = file.read_bytes()

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match=r"x\.gonogo could not be written: the disk is full"):
        write_container(file, MIME, {"new": b"1"})
    assert file.read_bytes() == old
    assert list(file.parent.iterdir()) == [file]


def test_a_disk_that_is_full_in_the_middle_leaves_nothing_behind(tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        # the system itself refuses to write more than so many bytes into a file
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        with pytest.raises(ExportError, match=r"x\.gonogo could not be written"):
            write_container(tmp_path / "x.gonogo", MIME, {f"part {i}": b"\1" * 30_000 for i in range(20)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []
