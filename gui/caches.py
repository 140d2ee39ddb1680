"""What is kept because making it again takes time: how much of it, where, and what goes first.

Memory: anomaly maps take three quarters of what the settings allow. Thumbnails and photos share the rest,
and of them whatever anybody used longest ago goes first, so that the page on top has most of it. The disk is
divided in the same way.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

from gui.paths import DataPaths
from gui.settings import Settings

_ROOM = 0.9
"""What is left of a full folder, so that not every new file means looking through all of them."""
_LOOK_EVERY = 5000
"""Files written before a folder is looked through again: other windows write into it as well."""


def map_memory(settings: Settings) -> int:
    """Bytes of memory that anomaly maps may take."""
    return (settings.memory_megabytes << 20) * 3 // 4


def picture_memory(settings: Settings) -> int:
    """Bytes of memory that thumbnails and photos may take together, beyond the photo on show."""
    return (settings.memory_megabytes << 20) - map_memory(settings)


def map_disk(settings: Settings) -> int:
    """Bytes on disk that anomaly maps may take."""
    return (settings.cache_megabytes << 20) * 3 // 4


def thumbnail_disk(settings: Settings) -> int:
    """Bytes on disk that thumbnails may take."""
    return (settings.cache_megabytes << 20) - map_disk(settings)


def cache_folder(settings: Settings, paths: DataPaths) -> Path:
    """Where everything that can be made again is kept."""
    return Path(settings.cache_folder).expanduser() if settings.cache_folder else paths.cache


class Kept:
    """Values in memory, those used last, up to a number of bytes. For one thread.

    Several owners may share one; each has a name that its keys begin with.

    Args:
        most: Bytes that all values together may take. The newest is kept whatever its size.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._values: OrderedDict[tuple[str, Hashable], tuple[Any, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    @property
    def bytes(self) -> int:
        """What all values take now."""
        return self._bytes

    @property
    def most(self) -> int:
        """What they may take; a lower number lets the oldest go at once."""
        return self._most

    @most.setter
    def most(self, most: int) -> None:
        self._most = most
        self._shrink()

    def put(self, owner: str, key: Hashable, value: Any, size: int) -> None:
        """Keep a value of so many bytes, and let the ones used longest ago go where there is no room."""
        self.drop(owner, key)
        self._values[owner, key] = (value, size)
        self._bytes += size
        self._shrink()

    def get(self, owner: str, key: Hashable) -> Any:
        """A kept value, which is now the one used last; None if it is not here."""
        found = self._values.get((owner, key))
        if found is None:
            return None
        self._values.move_to_end((owner, key))
        return found[0]

    def drop(self, owner: str, key: Hashable) -> None:
        """Forget a value."""
        gone = self._values.pop((owner, key), None)
        if gone is not None:
            self._bytes -= gone[1]

    def clear(self, owner: str) -> None:
        """Forget everything of an owner."""
        for key in self.keys(owner):
            self.drop(owner, key)

    def keys(self, owner: str) -> list[Hashable]:
        """Keys of an owner, the one used longest ago first."""
        return [key for name, key in self._values if name == owner]

    def bytes_of(self, owner: str) -> int:
        """What the values of an owner take."""
        return sum(size for (name, _key), (_value, size) in self._values.items() if name == owner)

    def _shrink(self) -> None:
        while self._bytes > self._most and len(self._values) > 1:
            _key, (_value, size) = self._values.popitem(last=False)
            self._bytes -= size


class CacheFolder:
    """Files that can be made again, those used last, up to a number of bytes; safe from several threads.

    Whatever goes wrong with it only makes the next time slower. No file is ever half there: it is written
    beside its place and renamed, but not forced to the disk.

    Args:
        folder: Where they are kept, two levels deep; made when it is needed.
        most: Bytes that all of them may take.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder
        self.most = most
        self._lock = threading.Lock()
        self._total: int | None = None
        self._written = 0

    def place(self, name: str, suffix: str) -> Path:
        """Where the file with a name of hexadecimal digits belongs."""
        return self.folder / name[:2] / (name[2:] + suffix)

    def used(self, place: Path) -> None:
        """Note that a file was of use, so that it stays longest."""
        with contextlib.suppress(OSError):
            os.utime(place)

    def write(self, place: Path, fill: Callable[[Path], object]) -> None:
        """Put a file into its place.

        Args:
            place: One of :meth:`place`.
            fill: Writes the file it is given the path of; an answer of False takes it back.

        Raises:
            OSError: It cannot be written; nothing is left of it.
        """
        beside = place.with_name(f"{place.name}.{os.getpid()}-{threading.get_ident()}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if fill(beside) is False:
                return
            size = beside.stat().st_size
            beside.replace(place)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink()
        self._note(size)

    def trim(self) -> None:
        """Delete the files used longest ago until there is room again."""
        found = sorted(self._look())
        total = sum(size for _time, size, _path in found)
        if total > self.most:
            for _time, size, path in found:
                if total <= self.most * _ROOM:
                    break
                with contextlib.suppress(OSError):
                    Path(path).unlink()
                    total -= size
        with self._lock:
            self._total, self._written = total, 0

    def _note(self, size: int) -> None:
        with self._lock:
            self._written += 1
            look = self._total is None or self._written >= _LOOK_EVERY
            if self._total is not None:
                self._total += size
                look = look or self._total > self.most
            if look:
                self._total, self._written = 0, 0  # nobody else looks meanwhile
        if look:
            self.trim()

    def _look(self) -> Iterator[tuple[float, int, str]]:
        """Time of last use, size and path of every file."""
        for below in _entries(self.folder):
            if below.is_dir(follow_symlinks=False):
                for entry in _entries(below.path):
                    with contextlib.suppress(OSError):
                        status = entry.stat(follow_symlinks=False)
                        yield status.st_mtime, status.st_size, entry.path


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
