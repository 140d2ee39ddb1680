"""The notices of everything that a bundle is made of, from what is installed where it is built."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from contents import Contents

FILE = "THIRD-PARTY-NOTICES.txt"
LICENCES = Path(__file__).with_name("licences")
RULE = "=" * 100

_HEAD = """\
{name} {version} is under the Apache License 2.0, whose text is in the file LICENSE.txt.

It is made of the works listed here, each with its version, its licence, and the text of that
licence as the work itself brings it along. This list was made from what was installed where the
application was put together.
"""

_QT = """\
QT AND QT FOR PYTHON (PySide6, shiboken6) {qt}

This application uses Qt and Qt for Python under the GNU Lesser General Public License, version 3.
Its text is at the end of this file, with that of the GNU General Public License, version 3, which
it refers to. Qt is copyright The Qt Company Ltd. and other contributors.

They are separate libraries, unchanged, and loaded when the application starts:
  {folder}PySide6/ and {folder}shiboken6/
You may replace them by versions of your own that have the same interface: put your files in the
place of those there. Nothing in this application checks or prevents that, and you may take the
application apart as far as that needs it. The source text of this version is published by the Qt
Project; whoever gave you this application gives it to you on request.
"""

_ICU = """
Beside Qt's libraries lies ICU without its data about languages (libicudata), which this
application does not use. The complete file of the same package may be put in its place.
"""

_LEFT_OUT = """\
LIBRARIES THAT WERE LEFT OUT

The packages below would bring these libraries along. They are not part of this application; where
one of their names is still there, it is a stand-in without any of their code:
{names}.
"""


def write(contents: Contents, name: str, version: str, internal: str, target: Path) -> None:
    """Write the notices of one bundle.

    Args:
        contents: What went into it.
        name: What the application is called.
        version: Its version.
        internal: Folder of its libraries, as people see it, with ``/`` at the end.
        target: File to write.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(_lines(contents, name, version, internal)), encoding="utf-8")


def _lines(contents: Contents, name: str, version: str, internal: str) -> Iterator[str]:
    yield _HEAD.format(name=name, version=version)
    icu = _ICU if any("libicudata" in path for path in contents.exchanged) else ""
    yield RULE
    yield _QT.format(qt=metadata.version("PySide6-Essentials"), folder=internal) + icu
    others = sorted(path.rpartition("/")[2] for path in contents.exchanged if "libicudata" not in path)
    if others:
        yield RULE
        yield _LEFT_OUT.format(names=", ".join(others))
    yield RULE
    yield f"Python {'.'.join(map(str, sys.version_info[:3]))}"
    yield "Licence: PSF-2.0\n"
    yield _python_licence()
    for distribution in contents.distributions:
        yield RULE
        yield from distribution_notice(distribution)
    for package in contents.system:
        yield RULE
        yield f"{package.name} {package.version} (a package of the system)"
        yield "Files: " + ", ".join(package.files) + "\n"
        yield _read(Path(package.copyright)) if package.copyright else "No licence text was found.\n"
    for file in sorted(LICENCES.glob("*.txt")):
        yield RULE
        yield _read(file)


def distribution_notice(name: str) -> Iterator[str]:
    """Name, version, licence and licence texts of an installed distribution."""
    about = metadata.metadata(name)
    yield f"{about['Name']} {about['Version']}"
    yield f"Licence: {licence(name)}"
    if homepage := about.get("Home-page"):
        yield f"Home page: {homepage}"
    yield ""
    texts = [_read(path) for path in licence_files(name)]
    if texts:
        yield from texts
    else:
        yield "The package brings no text of its licence along.\n"


def licence(name: str) -> str:
    """The licence of a distribution in one line, as its metadata tell it."""
    about = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in about.get_all("Classifier") or []
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    field = str(about.get("License") or "").strip()
    # some put the whole text there
    if field and len(field) < 80 and "\n" not in field:
        return field
    return ", ".join(dict.fromkeys(classifiers)) or "see the text"


def licence_files(name: str) -> list[Path]:
    """Files with licences that a distribution brings along, sorted, each text once."""
    found: dict[str, Path] = {}
    for file in metadata.distribution(name).files or []:
        words = file.name.upper()
        is_text = words.startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE", "THIRD", "AUTHORS"))
        in_folder = any(part.lower() in ("licenses", "licences") for part in file.parts[:-1])
        if not (is_text or (in_folder and "dist-info" in file.parts[0])) or words.endswith((".PY", ".PYC")):
            continue
        path = Path(str(file.locate()))
        if path.is_file():
            found.setdefault(path.read_text(encoding="utf-8", errors="replace").strip(), path)
    return sorted(found.values())


def _python_licence() -> str:
    for place in (sysconfig.get_path("stdlib"), sys.base_prefix, f"{sys.base_prefix}/share/doc/python3"):
        for name in ("LICENSE.txt", "LICENSE", "copyright"):
            if (file := Path(place) / name).is_file():
                return _read(file)
    return "See https://docs.python.org/3/license.html\n"


def _read(path: Path) -> str:
    return f"[{path.name}]\n\n" + path.read_text(encoding="utf-8", errors="replace").strip() + "\n"
