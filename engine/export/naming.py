"""Names for result files that never overwrite each other, on any file system.

Windows and macOS take ``Part.png`` and ``part.png`` for the same file, macOS takes a composed and a
decomposed u-umlaut for the same letter, and Windows refuses some characters and names altogether. The
stems made here avoid all of that everywhere, so that a result folder can be copied from one to the other.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

MAX_STEM_BYTES = 120
"""Longest stem in UTF-8 bytes; leaves room for folders within Windows' 260 characters."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


class Namer:
    """Gives every input a stem that no other input has, in the order in which they come.

    A name that several inputs share is told apart by the folder they lie in (``scratch_000``), and where
    that is not enough by a number (``scratch_000-2``).

    Args:
        expected: The inputs that will come, as far as they are known: names known to occur more than once
            then get their folder from the first one on.
    """

    def __init__(self, expected: Iterable[Path] = ()) -> None:
        counts = Counter(_key(clean_stem(path.stem)) for path in expected)
        self._shared = {key for key, count in counts.items() if count > 1}
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def stem(self, path: Path) -> str:
        """A stem for the result files of ``path``; a second call for the same path gives another."""
        plain = clean_stem(path.stem)
        with_folder = clean_stem(f"{path.parent.name}_{path.stem}") if path.parent.name else plain
        candidates = (with_folder,) if _key(plain) in self._shared else (plain, with_folder)
        for candidate in candidates:
            if self.take(candidate):
                return candidate
        number = self._next.get(_key(with_folder), 2)
        while not self.take(candidate := clean_stem(with_folder, f"-{number}")):
            number += 1
        self._next[_key(with_folder)] = number + 1
        return candidate

    def take(self, stem: str) -> bool:
        """Reserve a stem; False where somebody has it."""
        key = _key(stem)
        if key in self._taken:
            return False
        self._taken.add(key)
        return True


def unique_stems(paths: Sequence[Path]) -> list[str]:
    """Stems for the result files of ``paths``, all different even where case is ignored.

    Args:
        paths: The inputs; the same path may occur twice.

    Returns:
        One stem per path, in their order; the same for the same paths every time.

    Example:
        >>> unique_stems([Path("good/000.png"), Path("scratch/000.png"), Path("b.png")])
        ['good_000', 'scratch_000', 'b']
    """
    namer = Namer(paths)
    return [namer.stem(path) for path in paths]


def clean_stem(stem: str, ending: str = "") -> str:
    """Make a stem that every common file system takes.

    Args:
        stem: Any text.
        ending: Added at the end; not cut off when the stem is too long.

    Returns:
        At most :data:`MAX_STEM_BYTES` UTF-8 bytes, not empty, without characters or names that Windows
        refuses, without a dot in front (which would hide the file) and without a dot or a space behind.
    """
    clean = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", stem)).strip(" ")
    clean = clean.rstrip(". ")
    if clean.startswith("."):
        clean = "_" + clean[1:]
    if not clean:
        clean = "part"
    if _RESERVED.match(clean):
        clean = "_" + clean
    if len((clean + ending).encode()) > MAX_STEM_BYTES:
        # the hash keeps two long names apart that begin alike
        mark = "~" + hashlib.sha256(stem.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        room = MAX_STEM_BYTES - len((mark + ending).encode())
        clean = clean.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + mark
    return clean + ending


def unique_path(directory: Path, stem: str, suffix: str) -> Path:
    """A path in ``directory`` where nothing exists yet: ``stem + suffix``, else with a number.

    Args:
        directory: The folder; need not exist.
        stem: Wanted stem, as made by :func:`clean_stem`.
        suffix: Ending with its dot, such as ``".png"``.
    """
    return directory / f"{free_stem(stem, [(directory, suffix)])}{suffix}"


def free_stem(stem: str, places: Sequence[tuple[Path, str]], namer: Namer | None = None) -> str:
    """A stem under which nothing exists yet in any of the places, so that a part's files stay together.

    Args:
        stem: Wanted stem.
        places: Folders and the endings that files will get there.
        namer: Asked to reserve the number, if there is one, so that a later part does not get it.
    """
    number = 1
    candidate = stem
    while _exists(candidate, places) or (number > 1 and namer is not None and not namer.take(candidate)):
        number += 1
        candidate = clean_stem(stem, f"-{number}")
    return candidate


def _exists(stem: str, places: Sequence[tuple[Path, str]]) -> bool:
    """Whether anything, be it a dangling link, has the name in one of the places."""
    return any(os.path.lexists(directory / f"{stem}{suffix}") for directory, suffix in places)


def _key(stem: str) -> str:
    """What two stems have in common that some file system would take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", stem).casefold())
