"""Pictures whose folder was moved: finding out, and finding them at the new place."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.errors import SessionError

_SAMPLE = 20
"""Pictures that are compared with what was inspected, evenly over all that were found."""


@dataclass(frozen=True, slots=True)
class Relocation:
    """What was found of the pictures of a folder at its new place.

    Attributes:
        paths: New path of every picture that is there, by its old path.
        n_missing: Pictures of the old folder that are not there.
        n_checked: Pictures whose content was compared with what was inspected.
        n_different: Those of them that are another picture by now; they are not among :attr:`paths`.
    """

    paths: dict[Path, Path]
    n_missing: int
    n_checked: int
    n_different: int


def missing_folders(paths: Iterable[Path]) -> list[tuple[Path, int]]:
    """The folders that are gone, each as deep as it can be and still hold all that is missing together.

    Only folders are looked at: a hundred thousand pictures take no longer than the folders they are in.

    Args:
        paths: Pictures of a session.

    Returns:
        Folders and how many of the pictures were below them, most first.
    """
    gone: dict[Path, Counter[Path]] = defaultdict(Counter)
    looked: dict[Path, bool] = {}

    def exists(folder: Path) -> bool:
        if folder not in looked:
            looked[folder] = _is_dir(folder)
        return looked[folder]

    for folder, n in Counter(path.parent for path in paths).items():
        if not exists(folder):
            top = folder
            # a missing root, such as a drive that is not there, is its own parent
            while top.parent != top and not exists(top.parent):
                top = top.parent
            gone[top][folder] += n
    found = [(Path(os.path.commonpath(folders)), folders.total()) for folders in gone.values()]
    return sorted(found, key=lambda entry: (-entry[1], str(entry[0])))


def relocated(
    paths: Sequence[Path], old: Path, new: Path, sha256s: Sequence[str] | None = None
) -> Relocation:
    """Find the pictures of a moved folder at its new place.

    A picture is found where the same path below the new folder exists. Pointing to the folder above the moved
    one will do as well. A sample is compared with what was inspected.

    Args:
        paths: Pictures of a session; those that do not lie below ``old`` do not matter.
        old: Where the folder was.
        new: Where it is.
        sha256s: Hash of every picture's bytes when it was inspected, empty where unknown; none are compared
            without.

    Raises:
        SessionError: ``new`` is no folder, none of the pictures is in it, or most of the sample differ.
    """
    if not _is_dir(new):
        raise SessionError(f"The folder {new} does not exist.", "Choose another folder.", new)
    hashes = dict(zip(paths, sha256s or [""] * len(paths), strict=True))
    below = {path: path.relative_to(old) for path in hashes if path.is_relative_to(old)}
    candidates = [_found(below, folder) for folder in (new, new / old.name) if old.name or folder is new]
    found = max(candidates, key=len)  # the first of equals
    if not found and below:
        raise SessionError(
            f"None of the {len(below):,} pictures of {old} is in {new}.",
            "Choose the folder that holds them now.",
            new,
        )
    known = [path for path in found if hashes[path]]
    n = min(_SAMPLE, len(known))
    sample = [known[i * len(known) // n] for i in range(n)]
    different = [path for path in sample if _sha256(found[path]) != hashes[path]]
    if 2 * len(different) > len(sample):
        raise SessionError(
            f"The pictures in {new} have the same names as those that were inspected, but they are others.",
            "Choose the folder that holds the inspected ones.",
            new,
        )
    for path in different:
        del found[path]
    return Relocation(found, len(below) - len(found) - len(different), len(sample), len(different))


def _found(below: dict[Path, Path], folder: Path) -> dict[Path, Path]:
    """The new path of everything that exists below a folder."""

    @cache
    def names(parent: Path) -> frozenset[str]:
        try:
            return frozenset(entry.name for entry in os.scandir(parent) if entry.is_file())
        except OSError:
            return frozenset()

    found = {}
    for path, relative in below.items():
        there = folder / relative
        listed = names(there.parent)
        # a file system may think nothing of upper and lower case; where it lists no files there is none
        if there.name in listed or (listed and _is_file(there)):
            found[path] = there
    return found


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
