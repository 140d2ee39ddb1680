"""What is in a bundle: its version, and which installed distributions its files come from."""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any


def version(root: Path) -> str:
    """Gonogo's version, read from the one place where it is written."""
    text = (root / "engine" / "version.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("engine/version.py does not name a version")
    return found[1]


def distributions(analysis: Any) -> list[str]:
    """Names of all installed distributions that modules or files of an analysis come from, sorted."""
    entries = [*analysis.pure, *analysis.binaries, *analysis.datas]
    return distributions_of(Path(entry[1]) for entry in entries if entry[1] and entry[1] != "-")


def distributions_of(files: Iterable[Path]) -> list[str]:
    """Names of the distributions that own any of the files, sorted; Gonogo itself is not among them."""
    site = [Path(sysconfig.get_path(kind)).resolve() for kind in ("purelib", "platlib")]
    owners = _owners()
    found = set()
    for file in files:
        for place in site:
            if file.is_relative_to(place):
                found |= owners.get(file.relative_to(place).as_posix(), set())
    return sorted(found - {"gonogo"}, key=str.casefold)


def files_of(distribution: str, folder: str) -> list[str]:
    """Files that an installed distribution has in a folder below site-packages, not deeper."""
    files = metadata.distribution(distribution).files or []
    return sorted(str(file.locate()) for file in files if file.parent.as_posix() == folder)


def _owners() -> dict[str, set[str]]:
    """Distributions by the path of each of their files below site-packages."""
    owners: dict[str, set[str]] = {}
    for distribution in metadata.distributions():
        for file in distribution.files or []:
            owners.setdefault(file.as_posix(), set()).add(distribution.metadata["Name"])
    return owners
