"""Embeddings on disk between the two passes: what goes in comes out, and a full disk is said."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import numpy as np
import pytest

from engine.errors import TrainingError
from engine.spool import EmbeddingSpool, free_disk_bytes


def embedding(number: int, patches: int = 7, features: int = 5) -> np.ndarray:
    return np.random.default_rng(number).normal(size=(patches, features)).astype(np.float32)


@pytest.fixture
def spool(tmp_path):
    with EmbeddingSpool(tmp_path / "cache", 7, 5) as opened:
        yield opened


def test_what_goes_in_comes_out(spool):
    assert [spool.append(embedding(i)) for i in range(5)] == [0, 1, 2, 3, 4]
    for i in (3, 0, 4):
        np.testing.assert_array_equal(spool.read(i), embedding(i))
    assert spool.count == 5


def test_patches_of_some_pictures_come_out(spool):
    for i in range(5):
        spool.append(embedding(i))
    part = slice(2, 6)
    found = spool.read_patches([4, 1, 1], part)
    np.testing.assert_array_equal(found, np.stack([embedding(i)[part] for i in (4, 1, 1)]))
    assert spool.read_patches([], part).shape == (0, 4, 5)


def test_reading_and_writing_may_alternate(spool):
    for i in range(4):
        spool.append(embedding(i))
        np.testing.assert_array_equal(spool.read(i), embedding(i))
        np.testing.assert_array_equal(spool.read(0), embedding(0))


def test_deltas_are_from_the_mean_in_float64(spool):
    for i in range(3):
        spool.append(embedding(i))
    mean = np.random.default_rng(9).normal(size=(7, 5))
    part = slice(1, 4)
    found = spool.deltas([2, 0], part, mean)
    expected = np.stack([embedding(i)[part].astype(np.float64) - mean[part] for i in (2, 0)], axis=1)
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, expected)


def test_a_slanting_or_wide_embedding_is_stored_as_it_is_meant(spool):
    spool.append(embedding(1, 5, 7).T)
    np.testing.assert_array_equal(spool.read(0), embedding(1, 5, 7).T)
    spool.append(embedding(2).astype(np.float64))
    np.testing.assert_array_equal(spool.read(1), embedding(2))


def test_several_threads_may_read(spool):
    for i in range(20):
        spool.append(embedding(i))
    wrong = []

    def work():
        for i in list(range(20)) * 5:
            if not np.array_equal(spool.read(i), embedding(i)):
                wrong.append(i)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_file_has_no_name_and_leaves_nothing(tmp_path):
    with EmbeddingSpool(tmp_path, 7, 5) as spool:
        spool.append(embedding(0))
        if os.name == "posix":
            assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [-1, 3, 10**6])
def test_what_was_never_stored_cannot_be_read(spool, number):
    for i in range(3):
        spool.append(embedding(i))
    with pytest.raises(IndexError, match="no picture"):
        spool.read(number)


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(TrainingError, match=r"file.*failed") as caught:
        EmbeddingSpool(tmp_path / "file" / "cache", 7, 5)
    assert "another place" in caught.value.hint


@pytest.mark.parametrize("patches", [70, 10])
def test_a_full_disk_is_said_and_closing_afterwards_does_not_fail(tmp_path, patches):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    spool = EmbeddingSpool(tmp_path, patches, 50)
    try:
        # the third does not fit, in the middle
        resource.setrlimit(resource.RLIMIT_FSIZE, (patches * 50 * 4 * 5 // 2, hard))
        spool.append(embedding(0, patches, 50))
        spool.append(embedding(1, patches, 50))
        with pytest.raises(TrainingError, match="temporary file"):
            spool.append(embedding(2, patches, 50))
        assert spool.count == 2
        # closing writes what is left in the buffer; that fails again and must not hide the error
        spool.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    spool.close()


def test_an_error_of_the_disk_is_passed_on_in_words(spool, monkeypatch):
    class Full:
        def seek(self, _place):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def close(self):
            pass

    spool.append(embedding(0))
    monkeypatch.setattr(spool, "_file", Full())
    with pytest.raises(TrainingError, match="No space left on device") as caught:
        spool.append(embedding(1))
    assert "Free some space" in caught.value.hint
    with pytest.raises(TrainingError, match="No space left on device"):
        spool.read_patches([0], slice(0, 7))


def test_free_space_is_that_of_the_nearest_folder_there_is(tmp_path):
    free = free_disk_bytes(tmp_path / "not" / "yet" / "there")
    assert free > 0
    assert free == pytest.approx(free_disk_bytes(tmp_path), rel=0.05)


def test_free_space_is_nothing_where_nobody_can_tell(monkeypatch):
    def fail(_place):
        raise OSError("no such drive")

    monkeypatch.setattr("shutil.disk_usage", fail)
    assert free_disk_bytes(Path("z/y/x")) == 0
