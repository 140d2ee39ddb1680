"""Small pictures of parts for tables and grids: made when they are seen, kept in memory and on disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from gui.background import Loader
from gui.caches import CacheFolder, Kept, cache_folder, thumbnail_disk
from gui.paths import DataPaths
from gui.settings import SettingsStore

_WAITING = 400
_THREADS = 2
_QUALITY = 90


class ThumbnailFiles:
    """Thumbnails on disk, those used last, up to a number of bytes; safe from several threads.

    Args:
        folder: Where they are kept; made when it is needed.
        most: Bytes that all of them may take.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self._cache = CacheFolder(folder, most)

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self._cache.folder

    def path(self, picture: Path, side: int) -> Path:
        """Where the thumbnail of a picture belongs; another place once the picture changes.

        Raises:
            OSError: There is no such picture.
        """
        status = picture.stat()
        words = f"{picture.absolute()}\n{status.st_mtime_ns}\n{status.st_size}\n{side}"
        return self._cache.place(hashlib.blake2b(os.fsencode(words), digest_size=16).hexdigest(), ".jpg")

    def read(self, place: Path) -> QImage | None:
        """A kept thumbnail, or None."""
        image = QImage(str(place))
        if image.isNull():
            return None
        self._cache.used(place)
        return image

    def write(self, place: Path, image: QImage) -> None:
        """Keep a thumbnail; a full disk or a missing permission only makes the next time slower."""
        with contextlib.suppress(OSError):
            self._cache.write(place, lambda beside: image.save(str(beside), "JPEG", _QUALITY))


class Thumbnails(QObject):
    """Gives thumbnails at once where they are in memory, and otherwise makes them beside the window.

    Args:
        side: Longest side in device pixels.
        settings: Say how much memory and disk may be used, and where.
        paths: Where the cache is unless the settings say otherwise.
        pictures: Where they are kept in memory, with what other pages keep.
    """

    ready = Signal(object)
    """Path of a picture whose thumbnail is there now, or will never be."""

    def __init__(
        self,
        side: int,
        settings: SettingsStore,
        paths: DataPaths,
        pictures: Kept,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.side = side
        self._settings = settings
        self._paths = paths
        self._pictures = pictures
        self._owner = f"thumbnails of {side}"
        self._broken: set[Path] = set()
        self._loader = Loader(_THREADS, _WAITING, self)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)
        self._on_settings()
        settings.changed.connect(self._on_settings)

    @property
    def bytes(self) -> int:
        """Memory that the kept thumbnails take."""
        return self._pictures.bytes_of(self._owner)

    def get(self, path: Path) -> QPixmap | None:
        """The thumbnail of a picture; None while it is on its way, or if there is none to be had."""
        pixmap: QPixmap | None = self._pictures.get(self._owner, path)
        if pixmap is None and path not in self._broken:
            files, side = self._files, self.side
            self._loader.request(path, lambda: make_thumbnail(path, side, files))
        return pixmap

    def is_broken(self, path: Path) -> bool:
        """Whether the file cannot be read as a picture."""
        return path in self._broken

    def clear(self) -> None:
        """Forget all that is in memory, also which files could not be read."""
        self._loader.keep_only(())
        self._pictures.clear(self._owner)
        self._broken.clear()

    def close(self) -> None:
        """Make no more; to be called before the window goes."""
        self._loader.close()

    @Slot()
    def _on_settings(self) -> None:
        value = self._settings.value
        folder = cache_folder(value, self._paths) / "thumbnails"
        self._files = ThumbnailFiles(folder, thumbnail_disk(value))

    @Slot(object, object)
    def _on_loaded(self, path: Path, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        self._pictures.put(self._owner, path, pixmap, _bytes(pixmap))
        self.ready.emit(path)

    @Slot(object, object)
    def _on_failed(self, path: Path, _error: Exception) -> None:
        self._broken.add(path)
        self.ready.emit(path)


def make_thumbnail(path: Path, side: int, files: ThumbnailFiles | None = None) -> QImage:
    """Make a thumbnail, or find it on disk; for any thread.

    Args:
        path: The picture.
        side: Longest side in pixels.
        files: Where thumbnails are kept, if they are.

    Raises:
        ImageError: The file cannot be used as a picture.
        OSError: There is no such file.
    """
    from engine import images

    place = files.path(path, side) if files is not None else None
    if files is not None and place is not None and (kept := files.read(place)) is not None:
        return kept
    image = image_of(images.thumbnail(path, side))
    if files is not None and place is not None:
        files.write(place, image)
    return image


def image_of(photo: np.ndarray) -> QImage:
    """A picture, uint8, shape (height, width, 3), RGB, as Qt's image with memory of its own."""
    photo = np.ascontiguousarray(photo)
    height, width = photo.shape[:2]
    return QImage(photo.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * max(1, pixmap.depth() // 8)
