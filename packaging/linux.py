"""Files for Linux desktops: the tree below usr/, an AppDir, and a Debian package."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import editions
import icons

HERE = Path(__file__).resolve().parent / "linux"
ROOT = HERE.parent.parent
MIME_ICON = "application-x-gonogo"
MAINTAINER = os.environ.get("GONOGO_MAINTAINER", "The Gonogo developers <packages@gonogo.app>")


@dataclass(frozen=True, slots=True)
class Release:
    """What is being packed.

    Attributes:
        edition: One of :data:`editions.EDITIONS`.
        version: Its version.
        moment: When it was made.
        bundle: Folder of the finished bundle.
    """

    edition: str
    version: str
    moment: datetime
    bundle: Path

    @property
    def package(self) -> str:
        """Name of folder and package."""
        return editions.PACKAGES[self.edition]

    @property
    def name(self) -> str:
        """What people see."""
        return editions.NAMES[self.edition]

    def fill(self, text: str) -> str:
        """Put what is known now into a file of this folder."""
        known = {
            "NAME": self.name,
            "PACKAGE": self.package,
            "VERSION": self.version,
            "DATE": f"{self.moment:%Y-%m-%d}",
            "YEAR": f"{self.moment:%Y}",
        }
        return re.sub("@([A-Z]+)@", lambda match: known[match[1]], text)


def build_moment() -> datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH names."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)


def write_tree(release: Release, usr: Path) -> None:
    """Write everything that belongs below ``usr/``; the bundle's files are linked, not copied."""
    library = usr / "lib" / release.package
    library.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(release.bundle, library, symlinks=True, copy_function=_link)
    (usr / "bin").mkdir(parents=True)
    (usr / "bin" / "gonogo").symlink_to(f"../lib/{release.package}/gonogo")
    share = usr / "share"
    for name, folder in (
        (f"{editions.APP_ID}.desktop", "applications"),
        (f"{editions.APP_ID}.metainfo.xml", "metainfo"),
        (f"{editions.APP_ID}.xml", "mime/packages"),
    ):
        target = share / folder / name
        target.parent.mkdir(parents=True)
        target.write_text(release.fill((HERE / name).read_text(encoding="utf-8")), encoding="utf-8")
    manual = share / "man" / "man1" / "gonogo.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(_packed(release.fill((HERE / "gonogo.1").read_text(encoding="utf-8"))))
    icons.write_theme(share / "icons" / "hicolor", editions.APP_ID, MIME_ICON)


def write_appdir(release: Release, target: Path) -> None:
    """Write the layout that AppImage tools pack into one file.

    Args:
        release: What is packed.
        target: Folder to make, called ``....AppDir``; replaced if it exists.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    write_tree(release, target / "usr")
    start = target / "AppRun"
    start.write_text(release.fill((HERE / "AppRun").read_text(encoding="utf-8")), encoding="utf-8")
    start.chmod(0o755)
    share = Path("usr") / "share"
    (target / f"{editions.APP_ID}.desktop").symlink_to(share / "applications" / f"{editions.APP_ID}.desktop")
    icon = share / "icons" / "hicolor" / "256x256" / "apps" / f"{editions.APP_ID}.png"
    shutil.copyfile(target / icon, target / f"{editions.APP_ID}.png")
    (target / ".DirIcon").symlink_to(f"{editions.APP_ID}.png")
    # older tools look for this name
    old = target / share / "metainfo" / f"{editions.APP_ID}.appdata.xml"
    old.symlink_to(f"{editions.APP_ID}.metainfo.xml")


def write_deb(
    release: Release, work: Path, target_folder: Path, brought: Collection[str], *, quick: bool
) -> Path:
    """Build a Debian package with Debian's own tools.

    Args:
        release: What is packed.
        work: Folder for its tree; replaced if it exists.
        target_folder: Where the package goes.
        brought: Packages of the system whose libraries are in the bundle: no need to depend on them.
        quick: Pack with less effort.

    Returns:
        The package.
    """
    shutil.rmtree(work, ignore_errors=True)
    root = work / "root"
    write_tree(release, root / "usr")
    _write_doc(release, root / "usr" / "share" / "doc" / release.package)
    overrides = root / "usr" / "share" / "lintian" / "overrides" / release.package
    overrides.parent.mkdir(parents=True)
    overrides.write_text(
        release.fill((HERE / "lintian-overrides").read_text(encoding="utf-8")), encoding="utf-8"
    )
    set_permissions(root)
    architecture = _output("dpkg", "--print-architecture")
    files = sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink())
    control = root / "DEBIAN"
    control.mkdir()
    control.chmod(0o755)
    sums = "".join(f"{_md5(file)}  {file.relative_to(root).as_posix()}\n" for file in files)
    (control / "md5sums").write_text(sums, encoding="utf-8")
    (control / "control").write_text(
        _control(
            release,
            architecture,
            sum(file.stat().st_size for file in files),
            _dependencies(root, work, brought),
        ),
        encoding="utf-8",
    )
    for file in control.iterdir():
        file.chmod(0o644)
    target = target_folder / f"{release.package}_{release.version}-1_{architecture}.deb"
    effort = ["-Zgzip", "-z1"] if quick else ["-Zxz", "-z6"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(release.moment.timestamp()))}
    command = ["dpkg-deb", "--root-owner-group", *effort, "--build", str(root), str(target)]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    shutil.rmtree(work)
    return target


def set_permissions(folder: Path) -> None:
    """Let everybody read all files below a folder and its owner change them; only programs can be run."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            wanted = 0o755 if path.is_dir() or path.name in editions.PROGRAMS else 0o644
            if path.stat().st_mode & 0o777 != wanted:
                path.chmod(wanted)


def _control(release: Release, architecture: str, size: int, depends: str) -> str:
    others = ", ".join(sorted(set(editions.PACKAGES.values()) - {release.package}))
    what = {
        editions.STATION: "This edition inspects; recipes are made with the full edition.",
        editions.FULL: "This edition makes recipes and inspects with them.",
    }[release.edition]
    return f"""\
Package: {release.package}
Version: {release.version}-1
Section: science
Priority: optional
Architecture: {architecture}
Maintainer: {MAINTAINER}
Installed-Size: {-(-size // 1024)}
Depends: {depends}
Recommends: desktop-file-utils, fontconfig, hicolor-icon-theme, shared-mime-info
Suggests: xdg-utils
Conflicts: {others}
Replaces: {others}
Description: visual inspection with a gauge made of good parts
 Gonogo judges pictures of parts. It is shown good parts only, learns what is
 normal, and marks what is not in others, with the place, a measure, and a limit
 whose false alarms it tells in advance.
 .
 {what}
"""


def _write_doc(release: Release, folder: Path) -> None:
    folder.mkdir(parents=True)
    entry = f"""\
{release.package} ({release.version}-1) unstable; urgency=medium

  * Release {release.version}; see changelog.gz.

 -- {MAINTAINER}  {release.moment:%a, %d %b %Y %H:%M:%S +0000}
"""
    (folder / "changelog.Debian.gz").write_bytes(_packed(entry))
    (folder / "changelog.gz").write_bytes(_packed((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    (folder / "copyright").write_text(
        release.fill((HERE / "copyright").read_text(encoding="utf-8")), encoding="utf-8"
    )


def _dependencies(root: Path, work: Path, brought: Collection[str]) -> str:
    """What the libraries of the bundle need of the system, as dpkg-shlibdeps finds it."""
    debian = work / "debian"
    debian.mkdir()
    (debian / "control").write_text(
        "Source: gonogo\n\nPackage: gonogo\nArchitecture: any\n", encoding="utf-8"
    )
    # PyInstaller's starter is one as well
    found = [p for p in root.rglob("*") if p.is_file() and not p.is_symlink() and _is_elf(p)]
    private = sorted({str(p.parent) for p in root.rglob("*.so*")})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
    command += [f"-l{folder}" for folder in private] + [f"-x{package}" for package in brought]
    command += [f"-e{path}" for path in sorted(found)]
    done = subprocess.run(command, cwd=work, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"dpkg-shlibdeps: {done.stderr.strip()[-2000:]}")
    line = next(line for line in done.stdout.splitlines() if line.startswith("shlibs:Depends="))
    return line.partition("=")[2]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), 9, mtime=0)


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
