"""Tests a built bundle as the people have it who double-click it.

    python packaging/check_bundle.py [--edition full] [--pictures FOLDER] [--speed]

Everything runs in a folder of its own, with a display of its own (Xvfb); nothing reaches the files of whoever
runs it. What the system lacks for a check (Xvfb, unshare, gio) is named, and with --all that is an error.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import editions
import numpy as np
from PIL import Image
from screen import Screen
from trial import (
    DESKTOP,
    SECONDS,
    Bundle,
    Failed,
    Missing,
    crash_free,
    display,
    inspected,
    logged,
    running,
    title_of,
    wait_for,
    wayland,
    window,
)

ROOT = Path(__file__).resolve().parent.parent
NAVIGATION = (("start", 62), ("train", 148), ("evaluate", 290), ("history", 361))
"""Pages other than that of the judged parts, and where to click for them, pixels from above."""


# ---- the checks; each gets the bundle and the screen


def versions_agree(bundle: Bundle, _screen: Screen) -> None:
    import contents

    told = bundle.run("--version").stdout.strip()
    if told != f"gonogo {contents.version(ROOT)}":
        raise Failed(f"the bundle is {told}")


def the_appdir_starts(bundle: Bundle, _screen: Screen) -> None:
    """What an AppImage does when it has mounted itself."""
    folder = bundle.folder.parent / editions.APPDIRS[bundle.edition]
    if not folder.is_dir():
        raise Missing("the AppDir beside the bundle")
    target = bundle.work / "appdir.json"
    bundle.run("inspect", bundle.recipe, bundle.parts / "good", "--json", target, program=folder / "AppRun")
    if not json.loads(target.read_text("utf-8"))["results"]:
        raise Failed("the AppDir judges nothing")


def nothing_is_missing(bundle: Bundle, _screen: Screen) -> None:
    """Every library finds those that it is linked to: in the bundle, or in what every desktop has."""
    from placeholders import needed

    libraries = [p for p in bundle.folder.rglob("*") if p.is_file() and ".so" in p.name]
    names = {p.name for p in libraries}
    lacking = {
        name: library.name
        for library in libraries
        for name in needed(library)
        if name not in names and not name.startswith(editions.FROM_THE_SYSTEM)
    }
    if lacking:
        raise Failed(f"libraries that are not there, with one that wants them: {lacking}")
    dangling = [str(p) for p in bundle.folder.rglob("*") if p.is_symlink() and not p.exists()]
    if dangling:
        raise Failed(f"links that lead nowhere: {dangling}")


def what_was_left_out_is_out(bundle: Bundle, _screen: Screen) -> None:
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(bundle.program))
    modules = set(archive.open_embedded_archive("PYZ.pyz").toc)
    inside = {path.name for path in (bundle.folder / "_internal").iterdir()}
    if bundle.edition == editions.STATION:
        found = [name for name in editions.LEARNING if name in modules | inside]
        if found:
            raise Failed(f"in the Station: {found}")
    files = [p.relative_to(bundle.folder).as_posix() for p in bundle.folder.rglob("*") if p.is_file()]
    inner = [name.removeprefix("_internal/") for name in files]
    if left := [name for name in inner if editions.is_left_out(name, bundle.edition)]:
        raise Failed(f"files that should not be there: {left[:5]}")
    telling = [name for name in files if f"{ROOT}/".encode() in (bundle.folder / name).read_bytes()]
    if telling:
        raise Failed(f"files that tell where they were built: {telling}")


def the_papers_are_there(bundle: Bundle, _screen: Screen) -> None:
    text = (bundle.folder / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
    for word in ("PySide6", "GNU LESSER GENERAL PUBLIC LICENSE", "numpy", "openvino", "Python 3"):
        if word not in text:
            raise Failed(f"the notices do not speak of {word}")
    document = json.loads((bundle.folder / "_internal/resources/shipped/sbom.cdx.json").read_text("utf-8"))
    names = {component["name"].lower() for component in document["components"]}
    for name in ("numpy", "openvino", "pyside6-essentials", "opencv-python-headless"):
        if name not in names and name.replace("-", "_") not in names:
            raise Failed(f"the list of components does not name {name}")
    if ("torch" in names) is (bundle.edition == editions.STATION):
        raise Failed("the list of components is that of the other edition")


def selftest(bundle: Bundle, _screen: Screen) -> None:
    document = json.loads(bundle.run("selftest", "--json").stdout)
    found = {check["name"]: check for check in document["checks"]}
    if not document["passed"]:
        raise Failed(f"the selftest: {[c for c in document['checks'] if not c['passed']]}")
    # it was made on this computer
    if not found["same scores"]["detail"].endswith("the same to the last bit"):
        raise Failed(f"other scores than from source: {found['same scores']}")
    if ("training" in found) is (bundle.edition == editions.STATION):
        raise Failed(f"the selftest of the wrong edition: {sorted(found)}")


def same_scores_as_from_source(bundle: Bundle, _screen: Screen) -> None:
    """Bit by bit the same results as the installation that the bundle was built from."""
    found = []
    for program in ([str(bundle.program)], [sys.executable, "-m", "gui"]):
        target = bundle.work / "results.json"
        maps = bundle.work / f"maps-{len(found)}"
        environment = bundle.environment()
        if found:
            environment["PYTHONPATH"] = str(ROOT)
        command = [*program, "inspect", str(bundle.recipe), str(bundle.parts), "--json", str(target)]
        subprocess.run(
            [*command, "--maps", str(maps)], env=environment, check=True, capture_output=True, cwd=bundle.work
        )
        results = json.loads(target.read_text("utf-8"))["results"]
        scores = {r["path"]: (r["score"], r["verdict"], len(r["defects"])) for r in results}
        pixels = {p.name: np.asarray(Image.open(p)).tobytes() for p in sorted(maps.rglob("*.tif*"))}
        found.append((scores, pixels))
    if not found[0][0] or not found[0][1] or found[0] != found[1]:
        raise Failed("the bundle and the source do not judge alike")


def all_formats_can_be_read(bundle: Bundle, _screen: Screen) -> None:
    """PNG, JPEG, BMP, TIFF and WebP, 8 and 16 bits, and what is none of them."""
    photo = Image.open(next(iter(sorted((bundle.parts / "good").glob("*.png")))))
    folder = bundle.work / "formats"
    folder.mkdir()
    for ending in ("png", "jpg", "bmp", "tif", "webp"):
        photo.save(folder / f"part.{ending}")
    grey = np.asarray(photo.convert("L"), np.uint16) * 257
    Image.fromarray(grey).save(folder / "sixteen.png")
    Image.fromarray(grey).save(folder / "sixteen.tif", compression="tiff_lzw")
    (folder / "foreign.png").write_bytes(b"\0\0\0\x20ftypavif" + bytes(500))
    (folder / "broken.png").write_bytes((folder / "part.png").read_bytes()[:3000])
    (folder / "video.png").write_bytes(b"\0\0\0\x20ftypisom" + bytes(500))
    target = bundle.work / "formats.json"
    bundle.run("inspect", bundle.recipe, folder, "--json", target)
    verdicts = {Path(r["path"]).name: r["verdict"] for r in json.loads(target.read_text("utf-8"))["results"]}
    wrong = sorted(name for name, verdict in verdicts.items() if verdict == "error")
    if wrong != ["broken.png", "foreign.png", "video.png"] or len(verdicts) != 10:
        raise Failed(f"formats: {verdicts}")


def every_export_works(bundle: Bundle, _screen: Screen) -> None:
    """What only imports its library when it is asked for."""
    out = bundle.work / "exports"
    files = {kind: out / f"results.{kind}" for kind in ("csv", "json", "html", "pdf", "xlsx")}
    options = [word for kind, path in files.items() for word in (f"--{kind}", str(path))]
    options += ["--coco", str(out / "coco.json"), "--overlays", str(out / "overlays")]
    options += [
        "--masks",
        str(out / "masks"),
        "--maps",
        str(out / "maps"),
        "--sort-into",
        str(out / "sorted"),
    ]
    help_text = bundle.run("inspect", "--help").stdout
    known = [
        w for pair in zip(options[::2], options[1::2], strict=True) if pair[0] in help_text for w in pair
    ]
    bundle.run("inspect", bundle.recipe, bundle.parts, *known)
    missing = [target for target in known[1::2] if not Path(target).exists()]
    if missing:
        raise Failed(f"not written: {missing}")
    bundle.run("export", bundle.recipe, "--to", "openvino", "-o", out / "model")
    update = bundle.work / "updated.gonogo"
    good = sorted((bundle.parts / "good").glob("*.png"))[:2]
    bundle.run("update", bundle.recipe, "--add", *good, "-o", update)
    bundle.run("evaluate", update, bundle.parts.parent, "--json", out / "evaluation.json")


def training(bundle: Bundle, _screen: Screen) -> None:
    """The Station refuses plainly; the full edition trains, and needs no torch for it the first time."""
    good = bundle.parts / "good"
    target = bundle.work / "trained.gonogo"
    if bundle.edition == editions.STATION:
        done = bundle.run("train", good, "-o", target, expect=2)
        if "Training needs the full edition of Gonogo." not in done.stderr or target.exists():
            raise Failed(f"training in the Station: {done.stderr}")
        for kind in ("onnx", "anomalib"):
            words = ("export", bundle.recipe, "--to", kind, "-o", bundle.work / kind)
            if "full edition" not in bundle.run(*words, expect=2).stderr:
                raise Failed(f"exporting to {kind} in the Station")
        return
    begun = time.monotonic()
    bundle.run("train", good, "-o", target, data="fresh")
    bundle.notes.append(f"first training on a new computer: {time.monotonic() - begun:.1f} s")
    bundle.run("inspect", target, bundle.parts)
    # a network that was not shipped is made by torch and anomalib
    begun = time.monotonic()
    bundle.run("train", good, "-o", bundle.work / "other.gonogo", "--image-size", "96", data="fresh")
    bundle.notes.append(f"training with a network that must be made: {time.monotonic() - begun:.1f} s")
    for kind in ("onnx", "anomalib"):
        bundle.run("export", target, "--to", kind, "-o", bundle.work / kind)


def the_window_opens(bundle: Bundle, screen: Screen) -> None:
    """With a recipe and parts it judges them; every page can be opened; nothing goes wrong meanwhile."""
    with window(bundle, bundle.recipe, bundle.parts / "dent") as program:
        wait_for("the window's title", lambda: title_of(screen, "Flange GN-4207"), program)
        inspected(bundle, 2, program)
        time.sleep(2.0)  # the other pages are made when the first has been on screen for a moment
        picture = screen.picture()
        if bundle.pictures:
            Image.fromarray(picture).save(bundle.pictures / f"{bundle.edition}-window.png")
        if picture.std() < 10:
            raise Failed("there is nothing on the screen")
        seen = [picture]
        for name, y in NAVIGATION:
            screen.click(40, y)
            wait_for(
                f"the page {name}", lambda: not np.array_equal(page_of(screen), page_of(seen[-1])), program
            )
            time.sleep(0.5)
            seen.append(screen.picture())
            if bundle.pictures:
                Image.fromarray(seen[-1]).save(bundle.pictures / f"{bundle.edition}-{name}.png")
    crash_free(bundle)


def read_only_and_odd_path(bundle: Bundle, screen: Screen) -> None:
    """From a folder that cannot be written to, whose path has spaces and umlauts."""
    place = bundle.work / "Prüf stand №1 (ä)" / bundle.folder.name
    place.parent.mkdir()
    shutil.copytree(bundle.folder, place, symlinks=True, copy_function=os.link)
    before = snapshot(place)
    moved = Bundle(bundle.edition, place, bundle.work, bundle.parts, bundle.display)
    prefix = read_only(place)
    moved.run("inspect", moved.recipe, bundle.parts, data="odd")
    command = [*prefix, str(moved.program), str(moved.recipe), str(bundle.parts / "stain")]
    with window(moved, command=command, data="odd") as program:
        wait_for("the window of the moved bundle", lambda: title_of(screen, "Flange"), program)
        inspected(moved, 2, program, "odd")
    crash_free(moved, "odd")
    if snapshot(place) != before:
        raise Failed("the program wrote into its own folder")
    shutil.rmtree(place.parent)


def read_only(place: Path) -> list[str]:
    """Words before a command for which a folder cannot be written to, not even by root."""
    if not can(["unshare", "--mount", "true"]):
        for path in (place, *place.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o555)
        return []
    script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
    return ["unshare", "--mount", "sh", "-c", script, str(place)]


def can(command: list[str]) -> bool:
    """Whether a command works here."""
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def page_of(shown: Screen | np.ndarray) -> np.ndarray:
    """The part of the screen that pages are shown in."""
    return (shown.picture() if isinstance(shown, Screen) else shown)[60:660, 100:]


def snapshot(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(p), p.lstat().st_mtime_ns) for p in folder.rglob("*") if not p.is_dir())


def without_home(bundle: Bundle, screen: Screen) -> None:
    """No HOME, no runtime folder, no data folder named, and nothing but the program's words."""
    environment = {
        "HOME": "",
        "XDG_RUNTIME_DIR": "",
        "GONOGO_DATA_DIR": "",
        "XDG_DATA_HOME": str(bundle.work / "x"),
    }
    bundle.run("inspect", bundle.recipe, bundle.parts, **environment)
    with window(bundle, bundle.recipe, **environment) as program:
        wait_for("the window without a home", lambda: title_of(screen, "Flange"), program)


def places_of_the_platform(bundle: Bundle, screen: Screen) -> None:
    """Settings, logs and caches are where the desktop wants them, and nowhere else."""
    home = bundle.work / "home"
    shutil.rmtree(home, ignore_errors=True)
    with window(bundle, bundle.recipe, GONOGO_DATA_DIR="") as program:
        wait_for("the window", lambda: title_of(screen, "Flange"), program)
        log = home / ".local" / "share" / "gonogo" / "logs"
        wait_for("its folder of logs", log.is_dir, program)
        time.sleep(1.0)
    written = {p.relative_to(home).parts[:3] for p in home.rglob("*") if p.is_file()}
    allowed = {(".local", "share", "gonogo"), (".cache", "gonogo"), (".config", "gonogo")}
    others = [w for w in written if w not in allowed and w[:2] not in allowed]
    # what the system's own libraries keep for all programs
    others = [w for w in others if w[:2] not in {(".cache", "fontconfig"), (".cache", "mesa_shader_cache")}]
    if others:
        raise Failed(f"written outside the platform's places: {others}")


def without_network(bundle: Bundle, screen: Screen) -> None:
    """In a network namespace without any interface, not even the computer's own."""
    ways = (["unshare", "--net"], ["unshare", "--user", "--map-current-user", "--net"])
    words = next((way for way in ways if can([*way, "true"])), None)
    if words is None:
        raise Missing("unshare, and the right to use it")
    subprocess.run(
        [*words, str(bundle.program), "inspect", str(bundle.recipe), str(bundle.parts)],
        env=bundle.environment("unplugged"),
        check=True,
        capture_output=True,
        cwd=bundle.work,
    )
    command = [*words, str(bundle.program), str(bundle.recipe), str(bundle.parts / "chip")]
    with window(bundle, command=command, data="unplugged") as program:
        wait_for("the window without a network", lambda: title_of(screen, "Flange"), program)
        inspected(bundle, 2, program, "unplugged")
    crash_free(bundle, "unplugged")


def no_connection_is_tried(bundle: Bundle, _screen: Screen) -> None:
    """With a network at hand, none of the program's calls to the system is for it."""
    if not can(["strace", "-qq", "-o", "/dev/null", "true"]):
        raise Missing("strace, and the right to use it")
    log = bundle.work / "calls.txt"
    trace = ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-A", "-o", str(log)]
    command = [*trace, str(bundle.program), str(bundle.recipe), str(bundle.parts / "chip")]
    with window(bundle, command=command, data="traced") as program:
        inspected(bundle, 2, program, "traced")
    if bundle.edition == editions.FULL:
        # anomalib and what comes with it like to fetch weights and to tell how they are used
        words = ("train", bundle.parts / "good", "-o", bundle.work / "traced.gonogo", "--image-size", "128")
        bundle.run(*trace[1:], bundle.program, *words, program=Path(trace[0]), data="traced")
    calls = [line for line in log.read_text(errors="replace").splitlines() if "AF_INET" in line]
    if calls:
        raise Failed(f"the program asks for the network: {calls[:3]}")


def second_instance(bundle: Bundle, screen: Screen) -> None:
    """Who starts it again sees the files in the window that is open."""
    data = "second"
    with window(bundle, bundle.recipe, data=data) as program:
        wait_for("the window", lambda: title_of(screen, "Flange"), program)
        begun = time.monotonic()
        bundle.run(bundle.parts / "scratch", data=data)
        bundle.notes.append(f"a second start hands over and ends after {time.monotonic() - begun:.2f} s")
        inspected(bundle, 2, program, data)
        if sum(title.startswith("Flange") for title in screen.titles()) != 1:
            raise Failed(f"more than one window: {screen.titles()}")
    crash_free(bundle, data)


def double_click(bundle: Bundle, screen: Screen) -> None:
    """The desktop knows recipes by their content and opens them, and pictures, by the desktop entry."""
    if not all(map(shutil.which, ("gio", "update-mime-database", "update-desktop-database"))):
        raise Missing("gio, update-mime-database and update-desktop-database")
    import linux

    share = bundle.work / "desktop"
    tree = bundle.work / "tree"
    moment = linux.build_moment()
    linux.write_tree(linux.Release(bundle.edition, "0", moment, bundle.folder), tree / "usr")
    shutil.copytree(tree / "usr" / "share", share)
    # the entry stays as it is installed: the program is found by its name
    found = bundle.work / "bin"
    found.mkdir()
    (found / "gonogo").symlink_to(bundle.program)
    environment = bundle.environment(
        "clicked",
        PATH=f"{found}:/usr/bin:/bin",
        XDG_DATA_HOME=str(share),
        XDG_CONFIG_HOME=str(bundle.work / "config"),
        **DESKTOP,
    )
    for command in (
        ["update-mime-database", str(share / "mime")],
        ["update-desktop-database", str(share / "applications")],
    ):
        subprocess.run(command, env=environment, check=True, capture_output=True)
    named = bundle.work / "Flansch größe 2.gonogo"
    unnamed = bundle.work / "no ending at all"
    for copy in (named, unnamed):
        shutil.copyfile(bundle.recipe, copy)
        told = subprocess.run(
            ["gio", "info", "-a", "standard::content-type", str(copy)],
            env=environment, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        if editions.MIME_TYPE not in told:
            raise Failed(f"the desktop takes {copy.name} for something else: {told}")
    opener = [["gio", "open", str(named)]]
    if shutil.which("xdg-open"):
        # a second double-click, by the other tool
        opener.append(["xdg-open", str(unnamed)])
    first, *others = opener
    subprocess.run(first, env=environment, check=True, timeout=SECONDS)
    log = bundle.work / "clicked" / "logs" / "gonogo.log"
    try:
        wait_for("the window after a double-click", lambda: title_of(screen, "Flange GN-4207"))
        if bundle.pictures:
            wait_for("its log", log.exists)
            time.sleep(3.0)
            Image.fromarray(screen.picture()).save(bundle.pictures / f"{bundle.edition}-double-click.png")
        for other in others:
            subprocess.run(other, env=environment, check=True, timeout=SECONDS)
            wait_for("the second file at the window", lambda: "handed over: 1" in log.read_text("utf-8"))
        # what a desktop does with pictures that are dropped on the program's icon
        dropped = map(str, sorted((bundle.parts / "chip").glob("*.png")))
        entry = str(share / "applications" / f"{editions.APP_ID}.desktop")
        subprocess.run(["gio", "launch", entry, *dropped], env=environment, check=True, timeout=SECONDS)
        inspected(bundle, 2, None, "clicked")
    finally:
        for process in running(bundle.program):
            os.kill(process, 15)
        wait_for("the end of the window", lambda: not running(bundle.program))
    shutil.rmtree(tree)
    crash_free(bundle, "clicked")


def on_wayland(bundle: Bundle, _screen: Screen) -> None:
    """Where there is no X server, the window comes up and judges, and takes what a second start brings."""
    with wayland() as session, window(bundle, bundle.recipe, data="wayland", **session) as program:
        wait_for("the window", (bundle.work / "wayland" / "logs" / "gonogo.log").exists, program)
        logged(bundle, "wayland", "window on screen", program)
        bundle.run(bundle.parts / "chip", data="wayland", **session)
        inspected(bundle, 2, program, "wayland")
    crash_free(bundle, "wayland")


def speed(bundle: Bundle, _screen: Screen) -> None:
    """Time to the first frame, and to the first verdict of a recipe with a picture."""
    picture = next(iter(sorted((bundle.parts / "dent").glob("*.png"))))
    frames, verdicts = [], []
    for number in range(6):
        data = f"speed-{number}"
        begun = time.time()
        with window(bundle, data=data) as program:
            frames.append(logged(bundle, data, "window on screen", program) - begun)
        begun = time.time()
        with window(bundle, bundle.recipe, picture, data=f"{data}-v") as program:
            verdicts.append(logged(bundle, f"{data}-v", "verdicts: 1", program) - begun)
    for what, seconds in (("window on screen", frames[1:]), ("first verdict", verdicts[1:])):
        bundle.notes.append(
            f"{what}: {statistics.median(seconds):.2f} s (best {min(seconds):.2f}, worst {max(seconds):.2f})"
        )


CHECKS: tuple[Callable[[Bundle, Screen], None], ...] = (
    versions_agree,
    the_appdir_starts,
    nothing_is_missing,
    what_was_left_out_is_out,
    the_papers_are_there,
    selftest,
    same_scores_as_from_source,
    all_formats_can_be_read,
    every_export_works,
    training,
    the_window_opens,
    read_only_and_odd_path,
    without_home,
    places_of_the_platform,
    without_network,
    no_connection_is_tried,
    second_instance,
    double_click,
    on_wayland,
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edition", choices=editions.EDITIONS, default=editions.STATION)
    parser.add_argument("--bundle", type=Path, help="its folder; the one in dist/ by default")
    parser.add_argument("--pictures", type=Path, help="folder for pictures of the screen")
    parser.add_argument("--only", nargs="+", metavar="CHECK", help="names of checks")
    parser.add_argument("--speed", action="store_true", help="measure the start as well")
    parser.add_argument("--all", action="store_true", help="a check that cannot be made here is an error")
    options = parser.parse_args()
    folder = (options.bundle or ROOT / "dist" / editions.PACKAGES[options.edition]).resolve()
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    checks = [c for c in CHECKS if not options.only or c.__name__ in options.only]
    if options.speed:
        checks.append(speed)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="gonogo-bundle-", dir=folder.parent) as place:
        work = Path(place)
        with display(work) as screen:
            bundle = Bundle(options.edition, folder, work, display=screen.name, pictures=options.pictures)
            bundle.run("sample", work / "sample")
            bundle.parts = few(work / "sample" / "test", work / "few" / "test")
            for check in checks:
                bad += not attempt(check, bundle, screen, strict=options.all)
            for note in bundle.notes:
                print("  " + note)
    return 1 if bad else 0


def few(parts: Path, target: Path) -> Path:
    """A folder of two parts of each kind."""
    for kind in sorted(p for p in parts.iterdir() if p.is_dir()):
        (target / kind.name).mkdir(parents=True)
        for file in sorted(kind.glob("*.png"))[:2]:
            shutil.copyfile(file, target / kind.name / file.name)
    return target


def attempt(check: Callable[[Bundle, Screen], None], bundle: Bundle, screen: Screen, *, strict: bool) -> bool:
    """Make one check and tell how it went."""
    name = check.__name__.replace("_", " ")
    begun = time.monotonic()
    try:
        check(bundle, screen)
    except Missing as missing:
        print(f"{'FAILED ' if strict else 'left out'}  {name}: needs {missing}", flush=True)
        return not strict
    except (Failed, OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
        said = getattr(error, "stderr", None)
        print(f"FAILED   {name}: {error} {said if said else ''}", flush=True)
        return False
    print(f"passed   {name} ({time.monotonic() - begun:.1f} s)", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
