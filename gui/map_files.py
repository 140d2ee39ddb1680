"""Anomaly maps on disk: one file a map, named after what it was made of.

A file is a head of 56 bytes and the map's own numbers, so that a map that comes back is the same to the last
bit. The head names recipe and picture once more: a file in another's place is not believed. Nothing that is
not exactly as it was written is used, and what is not is deleted.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from gui.caches import CacheFolder

if TYPE_CHECKING:
    from engine.types import FloatMap

log = logging.getLogger(__name__)

_HEAD = struct.Struct("<8s32sIIII")  # what it is, key, rows, columns, checksum of the numbers, of the head
_WHAT = b"gonomap1"
_MOST_SIDE = 4096  # what a recipe's picture size may be at most


class MapFiles:
    """Maps on disk, those used last, up to a number of bytes; safe from several threads.

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

    def place(self, recipe: str, picture: str) -> Path:
        """Where a map belongs.

        Args:
            recipe: Identity of what judges, see :func:`engine.identity.map_identity`.
            picture: Hash of the picture file's bytes.
        """
        return self._cache.place(_key(recipe, picture).hex(), ".map")

    def read(self, recipe: str, picture: str) -> FloatMap | None:
        """A kept map, read-only; None where there is none. A file that cannot be right is deleted.

        Args:
            recipe: See :meth:`place`.
            picture: See :meth:`place`.
        """
        place = self.place(recipe, picture)
        try:
            with place.open("rb") as file:
                content = file.read(_HEAD.size + 4 * _MOST_SIDE**2 + 1)
        except OSError:
            return None
        found = _unpack(content, _key(recipe, picture))
        if found is None:
            log.warning("%s is damaged; the map will be made again", place)
            with contextlib.suppress(OSError):
                place.unlink()
            return None
        self._cache.used(place)
        return found

    def write(self, recipe: str, picture: str, anomaly_map: FloatMap) -> None:
        """Keep a map, unless it is kept already or no map at all.

        Args:
            recipe: See :meth:`place`.
            picture: See :meth:`place`.
            anomaly_map: float32, shape (rows, columns), values >= 0 and finite; others are not kept.

        Raises:
            OSError: It cannot be written.
        """
        import numpy as np

        if not _sound(anomaly_map):
            return
        place = self.place(recipe, picture)
        if place.exists():
            self._cache.used(place)
            return
        numbers = np.ascontiguousarray(anomaly_map, "<f4")
        head = _head(_key(recipe, picture), numbers)

        def fill(path: Path) -> None:
            with path.open("wb") as file:
                file.write(head)
                file.write(numbers.data)

        self._cache.write(place, fill)


def _key(recipe: str, picture: str) -> bytes:
    return hashlib.sha256(f"{recipe}\n{picture}".encode()).digest()


def _head(key: bytes, numbers: FloatMap) -> bytes:
    rows, columns = numbers.shape
    fields = (_WHAT, key, rows, columns, zlib.crc32(numbers.data))
    return _HEAD.pack(*fields, zlib.crc32(_HEAD.pack(*fields, 0)))


def _unpack(content: bytes, key: bytes) -> FloatMap | None:
    """The map in a file's bytes, or None if anything about them is not as it was written."""
    import numpy as np

    if len(content) <= _HEAD.size:
        return None
    what, found, rows, columns, checksum, own = _HEAD.unpack_from(content)
    fields = (what, found, rows, columns, checksum)
    if what != _WHAT or found != key or own != zlib.crc32(_HEAD.pack(*fields, 0)):
        return None
    if not (0 < rows <= _MOST_SIDE and 0 < columns <= _MOST_SIDE):
        return None
    if len(content) != _HEAD.size + 4 * rows * columns:
        return None
    if zlib.crc32(memoryview(content)[_HEAD.size :]) != checksum:
        return None
    # bytes cannot be changed, so neither can the array
    numbers = np.frombuffer(content, "<f4", offset=_HEAD.size).reshape(rows, columns)
    return numbers.astype(np.float32, copy=False) if _sound(numbers) else None


def _sound(anomaly_map: FloatMap) -> bool:
    """Whether it is a map as the engine makes them: float32 distances."""
    import numpy as np

    return bool(
        anomaly_map.ndim == 2
        and anomaly_map.dtype.kind == "f"
        and anomaly_map.dtype.itemsize == 4
        and 0 < min(anomaly_map.shape) <= max(anomaly_map.shape) <= _MOST_SIDE
        and np.isfinite(anomaly_map).all()
        and anomaly_map.min() >= 0
    )
