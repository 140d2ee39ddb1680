"""Installs the Debian package on this machine, tries it, removes it, and sees that nothing is left.

    sudo python packaging/check_deb.py [--edition full]

For machines that are there for testing: it needs root, and leaves packages installed that Gonogo depends on.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import editions
from trial import DESKTOP, Bundle, Failed, Missing, display, inspected, running, title_of, wait_for

ROOT = Path(__file__).resolve().parent.parent
SHARE = Path("/usr/share")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edition", choices=editions.EDITIONS, default=editions.STATION)
    options = parser.parse_args()
    name = editions.PACKAGES[options.edition]
    packages = sorted((ROOT / "dist").glob(f"{name}_*.deb"))
    if not packages or os.getuid():
        print("needs root, and a package in dist/")
        return 2
    if _output("dpkg-query", "-W", "-f", "${db:Status-Status}", name) == "installed":
        print(f"{name} is installed on this machine already: it stays as it is")
        return 2
    try:
        _apt("install", "--no-install-recommends", str(packages[-1]))
        files = [line for line in _output("dpkg", "-L", name).splitlines() if line not in ("/.", "")]
        _try_out(options.edition, name)
    except (Failed, Missing, subprocess.SubprocessError) as problem:
        print(f"FAILED   {problem} {getattr(problem, 'stderr', None) or ''}")
        return 1
    finally:
        _apt("purge", name)
    left = [file for file in files if not Path(file).is_dir() and os.path.lexists(file)]
    folders = [f for f in files if Path(f).is_dir() and "gonogo" in f.lower()]
    if left or folders or _known_type():
        print(f"FAILED   left after removal: {left[:5]} {folders[:5]} {_known_type()}")
        return 1
    print("passed   nothing is left after removal")
    return 0


def _try_out(edition: str, name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="gonogo-deb-") as place:
        work = Path(place)
        with display(work) as screen:
            bundle = Bundle(edition, Path("/usr/lib") / name, work, display=screen.name)
            environment = bundle.environment(
                XDG_DATA_HOME=str(work / "share"), XDG_CONFIG_HOME=str(work / "config"), **DESKTOP
            )
            told = bundle.run("--version", program=Path("/usr/bin/gonogo")).stdout.strip()
            bundle.run("selftest", program=Path("/usr/bin/gonogo"))
            print(f"passed   installed, and the selftest passes: {told}")
            recipe = work / "ein Rezept.gonogo"
            shutil.copyfile(bundle.recipe, recipe)
            for command in (
                ["xdg-mime", "query", "filetype", str(recipe)],
                ["xdg-mime", "query", "default", editions.MIME_TYPE],
            ):
                if not shutil.which(command[0]):
                    continue
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
                answer = done.stdout.strip()
                if answer not in (editions.MIME_TYPE, f"{editions.APP_ID}.desktop"):
                    raise Failed(f"{' '.join(command)}: {answer!r}")
            if editions.APP_ID not in _known_type():
                raise Failed(f"gio mime: {_known_type()}")
            print("passed   the desktop knows recipes and who opens them")
            # whoever uses fish or none at all reads manuals
            if not _output("man", "-w", "gonogo") and shutil.which("man"):
                raise Failed("there is no manual page")
            subprocess.run(["gio", "open", str(recipe)], env=environment, check=True)
            try:
                wait_for("the window after a double-click", lambda: title_of(screen, "Flange GN-4207"))
                parts = work / "parts"
                bundle.run("sample", parts)
                subprocess.run(["/usr/bin/gonogo", str(parts / "test" / "chip")], env=environment, check=True)
                inspected(bundle, 6, None)
            finally:
                for process in running(bundle.program):
                    os.kill(process, 15)
                wait_for("the end of the window", lambda: not running(bundle.program))
            print("passed   opened by a double-click, and pictures handed over to the window")


def _known_type() -> str:
    """What the desktop knows of recipes; empty if nothing."""
    text = _output("gio", "mime", editions.MIME_TYPE)
    return text if editions.APP_ID in text else ""


def _apt(*words: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-y", "-qq", *words], check=True, env=environment, stdout=subprocess.DEVNULL)


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
