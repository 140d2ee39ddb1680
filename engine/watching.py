"""Watching a folder: pictures that a camera writes are found once they are complete.

The folder is looked at again and again. The notices of operating systems would come sooner by a moment, but
not at all from most shared folders, and they tell of a file's first byte and not of its last. So a picture
counts as complete when two looks in a row find it with the same size and time.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from engine.images.formats import SUFFIXES
from engine.images.opening import fault
from engine.images.scanning import is_hidden, natural_order

EMPTY_LOOKS = 20
"""Looks after which an empty file is handed over all the same, so that somebody hears of it."""

_ENDINGS = tuple(SUFFIXES)


@dataclass(slots=True)
class _Waiting:
    """A picture that may still be written.

    Attributes:
        stamp: Its size and time when it was seen last.
        looks: How often it was seen with them.
    """

    stamp: tuple[int, int]
    looks: int = 1


class FolderWatch:
    """Finds pictures that appear in a folder or below it, each once.

    What is there at the first look is left alone. A picture that is written anew under an old name is found
    again. Hidden files, hidden folders and links to folders are passed over.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[int, int]] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._begun = False

    @property
    def n_known(self) -> int:
        """Pictures that were there at the first look, and those that were found since."""
        return len(self._known)

    def look(self) -> list[Path]:
        """Look once.

        Returns:
            Pictures that have been completed since the last look, in natural order (2 before 10).

        Raises:
            ImageError: The folder cannot be read at the moment. Nothing is forgotten: the next look goes on.
        """
        seen = self._stamps()
        if not self._begun:
            self._begun = True
            self._known = seen
            return []
        # what is gone stays known: a shared folder that is away for a moment looks like an empty one
        self._waiting = {name: waiting for name, waiting in self._waiting.items() if name in seen}
        complete = [name for name, stamp in seen.items() if self._is_complete(name, stamp)]
        for name in complete:
            self._known[name] = self._waiting.pop(name).stamp
        return [Path(name) for name in sorted(complete, key=natural_order())]

    def _is_complete(self, name: str, stamp: tuple[int, int]) -> bool:
        if self._known.get(name) == stamp:
            return False
        waiting = self._waiting.get(name)
        if waiting is None or waiting.stamp != stamp:
            self._waiting[name] = _Waiting(stamp)
            return False
        waiting.looks += 1
        return waiting.stamp[0] > 0 or waiting.looks > EMPTY_LOOKS

    def _stamps(self) -> dict[str, tuple[int, int]]:
        """Size and time of every picture there is now."""
        found: dict[str, tuple[int, int]] = {}
        left = [str(self.folder)]
        while left:
            folder = left.pop()
            try:
                with os.scandir(folder) as listing:
                    for entry in listing:
                        _take(entry, found, left)
            except OSError as error:
                # a folder below that cannot be read, or went meanwhile, is no reason to miss the others
                if folder == str(self.folder):
                    raise fault(self.folder, error) from error
        return found


def _take(entry: os.DirEntry[str], found: dict[str, tuple[int, int]], left: list[str]) -> None:
    """Note a picture, or a folder to look into."""
    try:
        if is_hidden(entry):
            return
        if entry.is_dir(follow_symlinks=False):
            left.append(entry.path)
        elif entry.name.lower().endswith(_ENDINGS) and entry.is_file():
            status = entry.stat()
            found[entry.path] = (status.st_size, status.st_mtime_ns)
    except OSError:
        return  # it went at this moment, or is a link to something that did
