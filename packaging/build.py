"""Builds the packaged application: one command, from the sample's recipe to the packages.

    python packaging/build.py                     Gonogo Station
    python packaging/build.py --edition full      with training inside
    python packaging/build.py --quick             without archives, and packed with less effort

Everything goes to dist/; build/ holds what is made on the way. See docs/packaging.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import contents
import editions
import linux
import manifest
import notices
import sbom

ROOT = Path(__file__).resolve().parent.parent
DIST, BUILD = ROOT / "dist", ROOT / "build"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edition", choices=editions.EDITIONS, default=editions.STATION)
    parser.add_argument("--quick", action="store_true", help="no archive; packages in less time, not size")
    parser.add_argument(
        "--keep-shipped", action="store_true", help="use the sample's recipe of the last build"
    )
    options = parser.parse_args()
    check_python()
    begun = time.monotonic()
    release = linux.Release(
        options.edition,
        contents.version(ROOT),
        linux.build_moment(),
        DIST / editions.PACKAGES[options.edition],
    )
    shipped = BUILD / "shipped" / options.edition
    if not (options.keep_shipped and shipped.is_dir()):
        _step("the sample's recipe and its answers")
        _make_shipped(shipped, options.edition)
    _step("PyInstaller")
    work = _run_pyinstaller(options.edition, shipped, release.version)
    check_imports(work / "warn-gonogo.txt")
    _step("notices, list of components, list of files")
    found = contents.Contents.read(work / "contents.json")
    _finish_bundle(release, found)
    print(manifest.table(release.bundle))
    if sys.platform == "linux":
        _pack_for_linux(release, found, quick=options.quick)
    elif sys.platform == "win32":
        _pack_for_windows(release)
    elif sys.platform == "darwin":
        _pack_for_macos(release)
    print(f"done in {time.monotonic() - begun:.0f} s: {release.bundle}")
    return 0


def check_python() -> None:
    """See at once, and not after minutes, that there is a shared library of Python for the bundle.

    Raises:
        SystemExit: There is none; it says how it is installed.
    """
    from PyInstaller.depend.bindepend import get_python_library_path

    get_python_library_path()


def _make_shipped(folder: Path, edition: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # what an earlier run left on this computer shall not decide what is shipped
    os.environ.setdefault("GONOGO_DATA_DIR", str(BUILD / "data"))
    sys.path.insert(0, str(ROOT))
    import shipped

    shipped.make_sample(folder)
    if edition == editions.FULL:
        shipped.make_networks(folder)


def _run_pyinstaller(edition: str, shipped: Path, version: str) -> Path:
    """Run the specification; returns the folder in which PyInstaller tells what it did."""
    import icons

    if sys.platform != "linux":
        icons.write_containers(BUILD / "icons")
    if sys.platform == "win32":
        (BUILD / "version.txt").write_text(version_resource(edition, version), encoding="utf-8")
    work = BUILD / "pyinstaller" / edition
    environment = {
        **os.environ,
        "GONOGO_EDITION": edition,
        "GONOGO_SHIPPED": str(shipped),
        # the same order of everything in every build
        "PYTHONHASHSEED": "0",
    }
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(work), str(ROOT / "packaging" / "gonogo.spec")]
    subprocess.run(command, check=True, env=environment, cwd=ROOT)
    return work / "gonogo"


def check_imports(report: Path) -> None:
    """See that nothing of Gonogo's own asks for a module that was excluded and is not known to be missing.

    Args:
        report: PyInstaller's list of missing modules.

    Raises:
        SystemExit: Something would fail in the bundle that works from source.
    """
    known = tuple(editions.LEARNING)
    problems = []
    for line in report.read_text(encoding="utf-8").splitlines():
        match = re.match(r"(?:excluded|missing) module named '?([\w.]+)'? - imported by (.+)", line)
        if match is None:
            continue
        name, users = match[1], [user.strip() for user in re.split(r",\s+(?=[\w.]+ \()", match[2])]
        ours = [user for user in users if user.startswith(("engine", "gui"))]
        # "from engine import something" is listed when the something is no module
        if not ours or name.startswith(("engine.", "gui.")) or not line.startswith("excluded"):
            continue
        needed_at_once = any("top-level" in user for user in ours)
        if needed_at_once or not any(name == k or name.startswith(k + ".") for k in known):
            problems.append(f"{name}, imported by {', '.join(ours)}")
    if problems:
        raise SystemExit("left out although it is used:\n  " + "\n  ".join(problems))


def _finish_bundle(release: linux.Release, found: contents.Contents) -> None:
    internal = release.bundle / "_internal" / "resources" / "shipped"
    notices.write(found, release.name, release.version, "_internal/", internal / notices.FILE)
    sbom.write(found, release.name, release.version, "Apache-2.0", internal / sbom.FILE)
    shutil.copyfile(internal / notices.FILE, release.bundle / notices.FILE)
    shutil.copyfile(ROOT / "LICENSE", release.bundle / "LICENSE.txt")
    if sys.platform == "linux":
        # wheels mark their libraries as programs
        linux.set_permissions(release.bundle)
    manifest.write(release.bundle, DIST / f"{_stem(release)}.files.txt")
    shutil.copyfile(internal / sbom.FILE, DIST / f"{_stem(release)}.{sbom.FILE}")
    if found.unknown:
        print("NOTE: libraries of unknown origin, without a notice: " + ", ".join(found.unknown))


def _pack_for_linux(release: linux.Release, found: contents.Contents, *, quick: bool) -> None:
    _step("AppDir")
    linux.write_appdir(release, DIST / editions.APPDIRS[release.edition])
    if shutil.which("dpkg-deb") and shutil.which("dpkg-shlibdeps"):
        _step("Debian package")
        work, brought = BUILD / "deb" / release.edition, {package.name for package in found.system}
        print(linux.write_deb(release, work, DIST, brought - {"libc6"}, quick=quick))
    else:
        print("NOTE: no Debian package: dpkg-dev is not installed.")
    if not quick:
        _step("archive")
        moment = f"--mtime=@{int(release.moment.timestamp())}"
        command = ["tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", moment]
        command += ["--use-compress-program=xz -6 -T0", "-C", str(DIST)]
        command += ["-cf", str(DIST / f"{_stem(release)}.tar.xz"), release.bundle.name]
        subprocess.run(command, check=True)


def _pack_for_windows(release: linux.Release) -> None:
    compiler = shutil.which("ISCC") or r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe"
    if not Path(compiler).exists():
        print("NOTE: no installer: Inno Setup 6 is not installed.")
        return
    defined = {"AppName": release.name, "Version": release.version, "Package": release.package}
    words = [f"/D{name}={value}" for name, value in defined.items()]
    subprocess.run([compiler, "/Q", *words, str(ROOT / "packaging" / "windows" / "gonogo.iss")], check=True)


def _pack_for_macos(release: linux.Release) -> None:
    app = DIST / f"{release.name}.app"
    # the notices were written into the folder that the application was copied from
    inside = app / "Contents" / "Resources" / "resources" / "shipped"
    source = release.bundle / "_internal" / "resources" / "shipped"
    for name in (notices.FILE, sbom.FILE):
        shutil.copyfile(source / name, inside / name)
    # what was signed while it was made has changed since
    subprocess.run(["codesign", "--force", "--deep", "--sign", "-", str(app)], check=True)
    target = DIST / f"{_stem(release)}.zip"
    subprocess.run(["ditto", "-c", "-k", "--keepParent", str(app), str(target)], check=True)


def version_resource(edition: str, version: str) -> str:
    """What Windows shows as the properties of the program, in PyInstaller's notation."""
    numbers = tuple(([int(n) for n in re.findall(r"\d+", version)] + [0, 0, 0, 0])[:4])
    name = editions.NAMES[edition]
    texts = {
        "CompanyName": "The Gonogo developers",
        "FileDescription": name,
        "FileVersion": version,
        "InternalName": "gonogo",
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": "Gonogo.exe",
        "ProductName": name,
        "ProductVersion": version,
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, "
        "OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{table}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def _stem(release: linux.Release) -> str:
    return f"{release.package}-{release.version}-{editions.PLATFORM}-{platform.machine().lower()}"


def _step(words: str) -> None:
    print(f"== {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
