from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from inspect_samples import picture
from PySide6.QtGui import QColor, QImage

from engine.errors import ImageError
from gui.caches import Kept
from gui.models.thumbnails import ThumbnailFiles, Thumbnails, image_of, make_thumbnail
from gui.paths import DataPaths
from gui.settings import SettingsStore


@pytest.fixture
def store(qtbot, tmp_path):
    store = SettingsStore(tmp_path / "settings.json")
    yield store
    store.save()


@pytest.fixture
def kept():
    return Kept(1 << 20)


@pytest.fixture
def thumbnails(store, tmp_path, kept):
    made = Thumbnails(32, store, DataPaths(tmp_path / "data"), kept)
    yield made
    made.close()


def test_a_thumbnail_is_made_once_and_then_at_hand(thumbnails, qtbot, tmp_path):
    path = picture(tmp_path / "a.png", 64, 48)
    with qtbot.waitSignal(thumbnails.ready) as got:
        assert thumbnails.get(path) is None
    assert got.args == [path]
    pixmap = thumbnails.get(path)
    assert (pixmap.width(), pixmap.height()) == (32, 24)
    assert thumbnails.bytes == 32 * 24 * 4


def test_a_file_that_is_no_picture_is_tried_once(thumbnails, qtbot, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"nothing")
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.get(path)
    assert thumbnails.is_broken(path)
    assert thumbnails.get(path) is None
    thumbnails.clear()
    assert not thumbnails.is_broken(path)


def test_memory_stays_within_what_is_allowed(thumbnails, kept, qtbot, tmp_path):
    kept.most = 3 * 32 * 24 * 4
    paths = [picture(tmp_path / f"{i}.png", 64, 48) for i in range(6)]
    for path in paths:
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.get(path)
        assert thumbnails.bytes <= 3 * 32 * 24 * 4
    assert kept.keys("thumbnails of 32") == paths[3:]


def test_two_pages_share_the_memory(thumbnails, kept, store, qtbot, tmp_path):
    kept.most = 3 * 32 * 24 * 4
    other = Thumbnails(16, store, DataPaths(tmp_path / "data"), kept)
    paths = [picture(tmp_path / f"{i}.png", 64, 48) for i in range(4)]
    for path in paths[:3]:
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.get(path)
    with qtbot.waitSignal(other.ready):
        other.get(paths[3])
    assert thumbnails.bytes + other.bytes == kept.bytes <= kept.most
    assert other.bytes == 16 * 12 * 4
    assert kept.keys("thumbnails of 32") == paths[1:3], "the one used longest ago went"
    other.clear()
    assert (other.bytes, thumbnails.bytes) == (0, 2 * 32 * 24 * 4)
    other.close()


def test_the_cache_on_disk_is_used_and_follows_the_picture(tmp_path):
    files = ThumbnailFiles(tmp_path / "cache", 1 << 20)
    path = picture(tmp_path / "a.png", grey=10)
    make_thumbnail(path, 16, files)
    (kept,) = files.folder.rglob("*.jpg")
    marked = QImage(16, 12, QImage.Format.Format_RGB888)
    marked.fill(QColor("red"))
    marked.save(str(kept), "JPEG", 100)

    assert make_thumbnail(path, 16, files).pixelColor(3, 3).red() > 200

    picture(path, grey=240)
    os.utime(path, ns=(1, 1))
    assert make_thumbnail(path, 16, files).pixelColor(3, 3).green() > 200


def test_a_damaged_thumbnail_on_disk_is_made_anew(tmp_path):
    files = ThumbnailFiles(tmp_path / "cache", 1 << 20)
    path = picture(tmp_path / "a.png")
    make_thumbnail(path, 16, files)
    (kept,) = files.folder.rglob("*.jpg")
    kept.write_bytes(b"\xff\xd8")
    assert make_thumbnail(path, 16, files).width() == 16


def test_the_ones_used_longest_ago_go_first(tmp_path):
    files = ThumbnailFiles(tmp_path / "cache", 3000)
    for age, name in enumerate(("new", "middle", "old")):
        place = files.folder / "ab" / f"{name}.jpg"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes(1500))
        os.utime(place, (1000 - age, 1000 - age))
    files._cache.trim()
    assert [path.name for path in files.folder.rglob("*.jpg")] == ["new.jpg"]


def test_a_place_that_cannot_be_written_only_makes_it_slower(tmp_path):
    blocked = tmp_path / "cache"
    blocked.write_bytes(b"a file in the way")
    files = ThumbnailFiles(blocked, 1 << 20)
    assert make_thumbnail(picture(tmp_path / "a.png"), 16, files).width() == 16


def test_missing_and_foreign_files_raise(tmp_path):
    with pytest.raises((ImageError, OSError)):
        make_thumbnail(Path(tmp_path / "missing.png"), 16, ThumbnailFiles(tmp_path / "cache", 1))
    (tmp_path / "text.png").write_text("text")
    with pytest.raises(ImageError):
        make_thumbnail(tmp_path / "text.png", 16)


def test_the_image_has_memory_of_its_own():
    photo = np.full((3, 5, 3), 7, np.uint8)
    image = image_of(photo[:, ::-1])
    photo[:] = 200
    assert image.pixelColor(4, 2) == QColor(7, 7, 7)
