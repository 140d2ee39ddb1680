"""Small stand-ins for large libraries that are linked but never called (Linux).

OpenCV's wheel is linked to FFmpeg, an AV1 codec, an OpenSSL of its own and an OpenBLAS of its own; Qt's to
ICU with 32 MB of data about languages. The loader wants all of them there before Gonogo can decode a PNG.
Gonogo reads no videos, solves no equations with OpenCV (``OPENCV_USED`` lists what it calls, and a test holds
that list), and sorts with natsort. A stand-in has the name, the symbols and their versions, and ends the
program with a plain sentence should one of its functions ever be called. ICU's is an empty table of data, as
ICU itself has one while it is being built.

What this leaves out besides 115 MB: decoders of hostile videos, and an OpenSSL that nobody looks after.

A torch that was built for graphics cards is linked to 3 GB of NVIDIA's libraries. Gonogo computes on the
processor; their stand-ins tell torch that there is no graphics card.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

REPLACED = (
    "libavcodec-",
    "libavformat-",
    "libavutil-",
    "libswscale-",
    "libaom-",
    "libopenblasp-r0-",
    "libicudata.so",
)
"""Beginnings of the names of libraries that are replaced; only in the folders of :data:`FOLDERS`."""

OPENCV_USED = {
    *("GaussianBlur", "applyColorMap", "approxPolyDP", "blur", "connectedComponentsWithStats", "contourArea"),
    *("cvtColor", "distanceTransform", "erode", "error", "filter2D", "findContours", "imdecode", "imencode"),
    *("pow", "remap", "resize", "transform", "utils", "warpAffine"),
}
"""Functions of OpenCV that Gonogo calls: none of them reads a video or solves equations."""

GRAPHICS_CARD = "nvidia/"
"""Beginning of the paths of libraries for graphics cards: all of them are replaced or dropped."""

FOLDERS = ("opencv_python_headless.libs", "PySide6/Qt/lib")

_SOURCE = """\
#include <stdio.h>
#include <stdlib.h>

static void absent(const char *name) {{
    fprintf(stderr, "gonogo: %s is not part of this application ({library}).\\n", name);
    abort();
}}
"""
_ICU = """\
/* ICU's common data header with an empty table of contents */
struct {{
    unsigned short size; unsigned char magic1, magic2;
    struct {{
        unsigned short size, reserved;
        unsigned char big, charset, wide, reserved2, format[4], version[4], data[4];
    }} info;
    char padding[8]; unsigned int count, reserved; int extra[4];
}} {name} __attribute__((aligned(16))) = {{
    32, 0xda, 0x27, {{ 20, 0, 0, 0, 2, 0, {{'T', 'o', 'C', 'P'}}, {{1, 0, 0, 0}}, {{0, 0, 0, 0}} }},
    "nodata", 0, 0, {{0}}
}};
"""

_CUDA = """\
const char *cudaGetErrorString(int error) {{ return "there is no graphics card"; }}
const char *cudaGetErrorName(int error) {{ return "none"; }}
"""
_NO_DEVICE = 100
"""CUDA's number for "there is no graphics card"."""

_OPENBLAS = """\
int openblas_get_num_threads(void) {{ return 1; }}
void openblas_set_num_threads(int number) {{ }}
int openblas_get_parallel(void) {{ return 0; }}
char *openblas_get_config(void) {{ return "OpenBLAS 0.0.0 not part of this application"; }}
char *openblas_get_corename(void) {{ return "none"; }}
"""
"""What threadpoolctl asks every OpenBLAS of a process: this one has a single thread, for ever."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name that one library offers or wants.

    Attributes:
        name: The name.
        version: Its version, or empty.
        kind: ``FUNC``, ``OBJECT`` or ``NOTYPE``.
        size: Bytes.
        defined: Whether the library offers it.
    """

    name: str
    version: str
    kind: str
    size: int
    defined: bool


def is_replaced(path: str) -> bool:
    """Whether a file of the bundle, by its path inside it, gets a stand-in."""
    path = path.replace("\\", "/")
    folder, _, name = path.rpartition("/")
    if path.startswith(GRAPHICS_CARD):
        return ".so" in name
    return folder.endswith(FOLDERS) and name.startswith(REPLACED)


def needed(library: Path) -> set[str]:
    """Names of the libraries that one is linked to."""
    text = _readelf("-d", library)
    return set(re.findall(r"\(NEEDED\).*\[(.+?)\]", text))


def symbols(library: Path) -> list[Symbol]:
    """What a library offers and wants."""
    found = []
    for line in _readelf("--dyn-syms", library).splitlines():
        fields = line.split()
        if len(fields) < 8 or not fields[0].rstrip(":").isdigit() or fields[4] == "LOCAL":
            continue
        name, _, version = fields[7].replace("@@", "@").partition("@")
        size = int(fields[2], 0)
        found.append(Symbol(name, version, fields[3], size, fields[6] != "UND"))
    return found


def build(original: Path, users: Iterable[Path], target: Path) -> Path:
    """Make the stand-in of one library.

    Args:
        original: The library.
        users: Libraries that are linked to it and stay.
        target: File to write.

    Returns:
        The file written.
    """
    wanted = {(s.name, s.version) for user in users for s in symbols(user) if not s.defined}
    # a library asks for a symbol with its version, or without where there is none
    offered = [
        s
        for s in symbols(original)
        # some carry a copy of C++'s own functions, which all others would find first
        if s.defined and (s.name, s.version) in wanted and s.name not in _of_the_language()
    ]
    parts = [_SOURCE.format(library=original.name)]
    for symbol in offered:
        if re.fullmatch(r"icudt\d+_dat", symbol.name):
            parts.append(_ICU.format(name=symbol.name))
        elif symbol.kind == "OBJECT":
            parts.append(f"char {symbol.name}[{max(1, symbol.size)}] __attribute__((aligned(64)));")
        elif symbol.name in ("cudaGetErrorString", "cudaGetErrorName"):
            continue
        elif symbol.name.startswith("__cuda"):
            # torch's libraries tell of their programs when they are loaded
            parts.append(f"void *{symbol.name}(void) {{ return 0; }}")
        elif symbol.name.startswith("cuda"):
            parts.append(f"int {symbol.name}(void) {{ return {_NO_DEVICE}; }}")
        else:
            parts.append(f'void {symbol.name}(void) {{ absent("{symbol.name}"); }}')
    asked = re.findall(r"(openblas_\w+)\(", _OPENBLAS) if "openblas" in original.name else []
    if asked:
        parts.append(_OPENBLAS.format())
    if original.name.startswith("libcudart"):
        parts.append(_CUDA.format())
    target.parent.mkdir(parents=True, exist_ok=True)
    source = target.with_suffix(".c")
    source.write_text("\n".join(parts) + "\n", encoding="utf-8")
    script = target.with_suffix(".map")
    script.write_text(_versions(offered, asked), encoding="utf-8")
    command = ["cc", "-shared", "-fPIC", "-O1", "-s", "-w", "-fno-builtin", "-o", str(target), str(source)]
    command += [f"-Wl,-soname,{_soname(original)}", "-Wl,--build-id=none", f"-Wl,--version-script={script}"]
    subprocess.run(command, check=True)
    return target


@functools.cache
def _of_the_language() -> frozenset[str]:
    """What the libraries of C and C++ offer."""
    names: set[str] = set()
    for library in ("libstdc++.so.6", "libgcc_s.so.1", "libc.so.6", "libm.so.6"):
        command = ["cc", f"-print-file-name={library}"]
        place = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
        names |= {symbol.name for symbol in symbols(place) if symbol.defined}
    return frozenset(names)


def replace(
    binaries: Sequence[tuple[str, str, str]], work: Path
) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Exchange libraries in PyInstaller's list of binaries, and drop those that then nobody needs.

    Args:
        binaries: Target path in the bundle, source file and kind.
        work: Folder for the stand-ins.

    Returns:
        The new list, and the target paths of what was exchanged or dropped.
    """
    if shutil.which("cc") is None or shutil.which("readelf") is None:
        print("NOTE: without cc and readelf the libraries that are never called stay whole.")
        return list(binaries), []
    files = {target: Path(source) for target, source, kind in binaries if kind != "SYMLINK"}
    out = {target for target in files if is_replaced(target)}
    links = {target: needed(source) for target, source in files.items()}
    # what only the replaced ones were linked to goes as well, and what only that was linked to
    beside = {t for t in files if t.rpartition("/")[0].endswith(FOLDERS) and t not in out}
    while True:
        used = {name for target, names in links.items() if target not in out for name in names}
        dropped = {t for t in beside - out if t.rpartition("/")[2] not in used and _was_linked(t, links)}
        if not dropped:
            break
        out |= dropped
    made: dict[str, str] = {}
    for target in sorted(filter(is_replaced, out)):
        name = target.rpartition("/")[2]
        users = [files[t] for t, names in links.items() if name in names and t not in out]
        if users:
            made[target] = str(build(files[target], users, work / name))
    result = []
    for target, source, kind in binaries:
        if target in made:
            result.append((target, made[target], kind))
        elif target not in out:
            result.append((target, source, kind))
    return result, sorted(out)


def strip(
    binaries: Sequence[tuple[str, str, str]], patterns: Sequence[str], work: Path
) -> list[tuple[str, str, str]]:
    """Take the names for debuggers out of libraries whose paths match a pattern.

    Not out of all: those that were linked anew after they had been built, as in many wheels, may break.
    """
    result = []
    for target, source, kind in binaries:
        if kind != "SYMLINK" and any(fnmatchcase(target.replace("\\", "/"), p) for p in patterns):
            bare = work / target
            bare.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, bare)
            subprocess.run(["strip", "--strip-unneeded", str(bare)], check=True)
            _forget_builder(bare, target)
            result.append((target, str(bare), kind))
        else:
            result.append((target, source, kind))
    return result


def _forget_builder(library: Path, target: str) -> None:
    """Let a library of Python look for others in the bundle, and not where the building computer has its own.

    That place is written into it as text that ends with a zero; a shorter one fits in.
    """
    place = str(sysconfig.get_config_var("LIBDIR") or "").encode()
    here = "/".join(["$ORIGIN", *[".."] * target.count("/")]).encode()
    content = library.read_bytes()
    if place and len(here) <= len(place) and content.count(b"\0" + place + b"\0") == 1:
        library.write_bytes(
            content.replace(b"\0" + place + b"\0", b"\0" + here.ljust(len(place), b"\0") + b"\0")
        )


def without_dangling(
    links: Sequence[tuple[str, str, str]], binaries: Sequence[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    """Drop the symbolic links to libraries that are not in the bundle any more."""
    there = {target for target, _source, _kind in binaries}
    return [
        (target, source, kind)
        for target, source, kind in links
        if kind != "SYMLINK" or f"{target.rpartition('/')[0]}/{source}".lstrip("/") in there
    ]


def _was_linked(target: str, links: dict[str, set[str]]) -> bool:
    """Whether any library named it: others are plugins, which are found by looking into a folder."""
    return any(target.rpartition("/")[2] in names for names in links.values())


def _versions(offered: list[Symbol], others: list[str]) -> str:
    names: dict[str, list[str]] = {"": others} if others else {}
    for symbol in offered:
        names.setdefault(symbol.version, []).append(symbol.name)
    if set(names) <= {""}:
        shown = "".join(f" {name};" for name in sorted(names.get("", [])))
        return "{" + (f" global:{shown}" if shown else "") + " local: *; };\n"
    blocks = [
        f"{version} {{ global: {' '.join(f'{n};' for n in sorted(group))} }};"
        for version, group in sorted(names.items())
        if version
    ]
    return "\n".join(blocks) + "\n"


def _soname(library: Path) -> str:
    found = re.search(r"\(SONAME\).*\[(.+?)\]", _readelf("-d", library))
    return found[1] if found else library.name


def _readelf(option: str, library: Path) -> str:
    command = ["readelf", "-W", option, str(library)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
