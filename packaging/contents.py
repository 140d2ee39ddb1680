"""What is in a bundle: its version, and the distributions and packages of the system its files come from."""

from __future__ import annotations

import json
import re
import subprocess
import sysconfig
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """A package of the building computer's system that libraries were taken from.

    Attributes:
        name: Its name.
        version: Its version.
        architecture: Such as ``amd64``.
        files: Paths in the bundle of what was taken.
        copyright: File with its licence, or empty.
    """

    name: str
    version: str
    architecture: str
    files: tuple[str, ...]
    copyright: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What went into a bundle; written by the specification, read by everything after it.

    Attributes:
        distributions: Names of the Python distributions.
        system: Libraries of the system, grouped by package.
        unknown: Libraries whose origin nobody knows.
        exchanged: Paths of libraries that were replaced or dropped.
    """

    distributions: tuple[str, ...]
    system: tuple[SystemPackage, ...]
    unknown: tuple[str, ...]
    exchanged: tuple[str, ...]

    def write(self, path: Path) -> None:
        """Keep it as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Contents:
        """Read what was kept."""
        found = json.loads(path.read_text(encoding="utf-8"))
        system = tuple(
            SystemPackage(**{**entry, "files": tuple(entry["files"])}) for entry in found["system"]
        )
        names = ("distributions", "unknown", "exchanged")
        return cls(system=system, **{name: tuple(found[name]) for name in names})


def version(root: Path) -> str:
    """Gonogo's version, read from the one place where it is written."""
    text = (root / "engine" / "version.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("engine/version.py does not name a version")
    return found[1]


def distributions_of(analysis: Any) -> tuple[str, ...]:
    """Names of all installed distributions that modules or files of an analysis come from, sorted."""
    entries = [*analysis.pure, *analysis.binaries, *analysis.datas]
    files = [Path(entry[1]) for entry in entries if entry[1] and entry[1] != "-"]
    owners = _owners()
    found = {name for file in files for name in owners.get(_below_site(file), ())}
    # whatever builds the bundle is part of it too: the starter is compiled from its source
    return tuple(sorted((found | {"pyinstaller"}) - {"gonogo"}, key=str.casefold))


def files_of(distribution: str, folder: str) -> list[str]:
    """Files that an installed distribution has in a folder below site-packages, not deeper."""
    files = metadata.distribution(distribution).files or []
    return sorted(str(file.locate()) for file in files if file.parent.as_posix() == folder)


def system_packages(
    binaries: Iterable[tuple[str, str, str]], made_here: Path
) -> tuple[tuple[SystemPackage, ...], tuple[str, ...]]:
    """Which packages of the system libraries were taken from (Debian and its relatives).

    Args:
        binaries: Target in the bundle, source and kind of every library.
        made_here: Folder of libraries that were made or changed for the bundle; they are left out.

    Returns:
        The packages, and the targets of libraries that belong to no package.
    """
    base = Path(sysconfig.get_config_var("installed_base") or "/nowhere").resolve()
    taken: dict[str, list[str]] = {}
    unknown = []
    for target, source, kind in binaries:
        path = Path(source)
        ours = path.is_relative_to(made_here) or path.resolve().is_relative_to(base)
        if kind == "SYMLINK" or _below_site(path) or ours:
            continue
        package = _dpkg_owner(path)
        if package:
            taken.setdefault(package, []).append(target)
        else:
            unknown.append(target)
    found = []
    for package, files in sorted(taken.items()):
        name, architecture, number = _dpkg_about(package)
        text = Path("/usr/share/doc") / name / "copyright"
        found.append(
            SystemPackage(
                name, number, architecture, tuple(sorted(files)), str(text) if text.exists() else ""
            )
        )
    return tuple(found), tuple(sorted(unknown))


def _below_site(path: Path) -> str:
    """The path below site-packages, or empty."""
    for kind in ("purelib", "platlib"):
        site = Path(sysconfig.get_path(kind))
        for place, file in ((site, path), (site.resolve(), path.resolve())):
            if file.is_relative_to(place):
                return file.relative_to(place).as_posix()
    return ""


def _owners() -> dict[str, set[str]]:
    """Distributions by the path of each of their files below site-packages."""
    owners: dict[str, set[str]] = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        for file in distribution.files or []:
            owners.setdefault(file.as_posix(), set()).add(name)
    return owners


def _dpkg_owner(path: Path) -> str:
    """The Debian package of a file, ``name:architecture``; empty if there is none."""
    real = path.resolve()
    # where /lib is a link to /usr/lib, packages may name either
    names = {str(path), str(real), str(real).removeprefix("/usr"), f"/usr{real}"}
    for name in sorted(names, key=len, reverse=True):
        try:
            done = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False)
        except OSError:
            return ""
        if done.returncode == 0:
            return done.stdout.splitlines()[0].split(": ")[0].split(", ")[0]
    return ""


def _dpkg_about(package: str) -> tuple[str, str, str]:
    form = "${Package} ${Architecture} ${Version}"
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", form, package], capture_output=True, text=True, check=True
    )
    name, architecture, number = done.stdout.split()
    return name, architecture, number
