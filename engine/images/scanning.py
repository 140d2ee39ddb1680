"""Finding the picture files in what somebody dropped or named."""

from __future__ import annotations

import functools
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import ImageError
from engine.images.formats import SUFFIXES
from engine.images.opening import fault, shown, special
from engine.progress import CancelToken, Report, Stage, silent

_NOT_OURS = frozenset(
    ("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "lost+found")
)
"""Names that systems leave behind in folders, in lower case."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What :func:`scan` found.

    Attributes:
        files: Files to try, each once, in order.
        problems: What could not be looked at, one error each, with its path.
    """

    files: tuple[Path, ...]
    problems: tuple[ImageError, ...]


def scan(paths: Iterable[Path], *, report: Report = silent, cancel: CancelToken | None = None) -> Scan:
    """Find the picture files among files and folders.

    A file given by name is taken whatever its ending. A folder is searched with everything below it,
    for files with one of :data:`SUFFIXES`: first its own files, then its folders, both in natural order
    (2 before 10). Hidden files and folders are left out unless they are given by name. The same file
    reached twice, by whatever links, counts once, at its first place; circles of links are survived.

    Args:
        paths: Files and folders, in the order wanted.
        report: Told stage ``"scan"`` after every file; the total is unknown.
        cancel: Looked at for every entry of every folder.

    Returns:
        Files, and as problems: missing paths, broken links, folders that may not be read, and given
        folders without a single picture.

    Raises:
        Cancelled: Somebody asked to stop.
    """
    search = _Search(report, cancel or CancelToken())
    for path in paths:
        search.take(path)
    return Scan(tuple(search.files), tuple(search.problems))


class _Search:
    """One run of :func:`scan`."""

    def __init__(self, report: Report, cancel: CancelToken) -> None:
        self.files: list[Path] = []
        self.problems: list[ImageError] = []
        self._seen: set[str] = set()
        self._repeats = 0
        self._cancel = cancel
        self._stage = Stage("scan", 0, report, cancel)

    @functools.cached_property
    def _key(self) -> Callable[[str], Any]:
        """Sorting key for names; files given by name do not need it."""
        return natural_order()

    def take(self, path: Path) -> None:
        """Take a file or folder that was given by name."""
        self._cancel.raise_if_cancelled()
        try:
            mode = path.stat().st_mode
            real = os.path.realpath(path)
        except OSError as error:
            self.problems.append(fault(path, error))
            return
        except ValueError:  # a null character in the name
            self.problems.append(fault(path, FileNotFoundError(2, "")))
            return
        if not stat.S_ISDIR(mode):
            self._add(path, real)
            return
        before = len(self.files) + len(self.problems) + self._repeats
        self._search(path, real)
        if len(self.files) + len(self.problems) + self._repeats == before:
            self.problems.append(
                ImageError(
                    f"There are no pictures in the folder {shown(path)}.",
                    "Choose a folder with PNG, JPEG, BMP, TIFF or WebP files.",
                    path,
                )
            )

    def _search(self, top: Path, real: str) -> None:
        """Walk a folder depth first; a list of what is left, since folders may be nested deeply."""
        left = [(top, real)]
        while left:
            folder, real = left.pop()
            if not self._is_new(real):
                continue
            try:
                files, folders = self._list(folder, real)
            except OSError as error:
                self.problems.append(fault(folder, error))
                continue
            for path, place in files:
                self._add(path, place)
            left.extend(reversed(folders))

    def _list(self, folder: Path, real: str) -> tuple[list[tuple[Path, str]], list[tuple[Path, str]]]:
        """Picture files and folders directly in ``folder``, each with its real place, in natural order."""
        files: list[tuple[Path, str]] = []
        folders: list[tuple[Path, str]] = []
        entries = []
        with os.scandir(folder) as listing:
            for entry in listing:
                self._cancel.raise_if_cancelled()
                if not is_hidden(entry):
                    entries.append(entry)
        for entry in sorted(entries, key=lambda entry: self._key(entry.name)):
            path = folder / entry.name
            try:
                link, ours = entry.is_symlink(), path.suffix.lower() in SUFFIXES
                # asking for the real place of everything would take most of the time; but on Windows
                # folders may be junctions, which are no links and yet lead elsewhere
                asks = link or (os.name == "nt" and entry.is_dir())
                place = os.path.realpath(path) if asks else f"{real.rstrip(os.sep)}{os.sep}{entry.name}"
                if entry.is_dir():
                    folders.append((path, place))
                elif ours and entry.is_file():
                    files.append((path, place))
                # raises if a link is broken; one without an ending may have led to a folder
                elif (ours or (link and not path.suffix)) and not stat.S_ISREG(path.stat().st_mode):
                    self.problems.append(special(path))
            except OSError as error:
                self.problems.append(fault(path, error))
        return files, folders

    def _add(self, path: Path, real: str) -> None:
        if self._is_new(real):
            self.files.append(path)
            self._stage.step()

    def _is_new(self, real: str) -> bool:
        place = os.path.normcase(real)
        if place in self._seen:
            self._repeats += 1
            return False
        self._seen.add(place)
        return True


def is_hidden(entry: os.DirEntry[str]) -> bool:
    """Whether a directory entry is not meant for people."""
    if entry.name.startswith(".") or entry.name.lower() in _NOT_OURS:
        return True
    if os.name != "nt":
        return False
    try:
        attributes: int = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def natural_order() -> Callable[[str], Any]:
    """A sorting key for names in one folder; a total order, so that it never depends on the disk."""
    from natsort import natsort_keygen, ns

    key = natsort_keygen(alg=ns.PATH | ns.IGNORECASE)
    return lambda name: (key(name), name)
