"""What the checks of a bundle need: the bundle, a display of its own, and a window on it."""

from __future__ import annotations

import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from screen import Screen

SECONDS = 120
"""Time after which something is not slow but stuck."""
DESKTOP = {"XDG_CURRENT_DESKTOP": "GNOME"}
"""Of a session: without it xdg-open and xdg-mime ask the program file, which calls a recipe a ZIP archive."""


class Missing(Exception):  # noqa: N818 - the bundle is not to blame
    """The system lacks what a check needs."""


class Failed(Exception):  # noqa: N818 - nothing went wrong here
    """The bundle is not as it should be."""


@dataclass
class Bundle:
    """The bundle that is tested, and where.

    Attributes:
        edition: One of :data:`editions.EDITIONS`.
        folder: The bundle.
        work: Folder for everything that is written.
        parts: Folder of drawn parts to inspect.
    """

    edition: str
    folder: Path
    work: Path
    parts: Path = Path()
    display: str = ""
    pictures: Path | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def program(self) -> Path:
        """The program."""
        return self.folder / "gonogo"

    @property
    def recipe(self) -> Path:
        """The recipe that comes with it."""
        return self.folder / "_internal" / "resources" / "shipped" / "sample" / "sample.gonogo"

    def environment(self, data: str = "data", **more: str) -> dict[str, str]:
        """What a person's session has, without anything of the development environment."""
        kept = {key: os.environ[key] for key in ("LANG", "TERM") if key in os.environ}
        runtime = self.work / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        home = self.work / "home"
        home.mkdir(exist_ok=True)
        known = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "GONOGO_DATA_DIR": str(self.work / data),
            "QT_QPA_PLATFORM": "xcb",
            "DISPLAY": self.display,
        }
        return {key: value for key, value in {**kept, **known, **more}.items() if value}

    def run(
        self, *words: str | Path, program: Path | None = None, expect: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and check its exit code."""
        command = [str(program or self.program), *map(str, words)]
        done = subprocess.run(
            command,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=SECONDS * 3,
            cwd=self.work,
            check=False,
        )
        if done.returncode != expect:
            raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done


@contextlib.contextmanager
def display(folder: Path) -> Iterator[Screen]:
    """An X server of our own."""
    program = shutil.which("Xvfb")
    if program is None:
        raise Missing("Xvfb is not installed")
    here, there = os.pipe()
    command = [program, "-displayfd", str(there), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        [*command, "-noreset", "-fbdir", str(folder)], pass_fds=[there], stderr=subprocess.DEVNULL
    )
    os.close(there)
    try:
        with os.fdopen(here) as told:
            number = told.readline().strip() if select.select([told], [], [], SECONDS)[0] else ""
        if not number:
            raise Missing("Xvfb does not start")
        with contextlib.closing(Screen(f":{number}", folder / "Xvfb_screen0")) as screen:
            yield screen
    finally:
        server.terminate()
        server.wait(SECONDS)


@contextlib.contextmanager
def wayland() -> Iterator[dict[str, str]]:
    """A Wayland compositor of our own without a screen: what a session on it has, and no X server."""
    program = shutil.which("weston")
    if program is None:
        raise Missing("weston")
    # the path of a socket has to be short
    with tempfile.TemporaryDirectory(prefix="gonogo-wl-") as runtime:
        name = "wayland-gonogo"
        command = [program, "--backend=headless-backend.so", f"--socket={name}", "--idle-time=0"]
        environment = {"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": runtime}
        compositor = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for("the compositor", (Path(runtime) / name).exists, compositor)
            yield {
                "DISPLAY": "",
                "QT_QPA_PLATFORM": "",
                "WAYLAND_DISPLAY": name,
                "XDG_RUNTIME_DIR": runtime,
                "XDG_SESSION_TYPE": "wayland",
            }
        finally:
            compositor.terminate()
            compositor.wait(SECONDS)


def wait_for(
    what: str, condition: Callable[[], object], program: subprocess.Popen[bytes] | None = None
) -> None:
    """Wait until something is so.

    Raises:
        Failed: It took too long, or the program ended first.
    """
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            raise Failed(f"waited in vain: {what}")
        if program is not None and program.poll() is not None:
            raise Failed(f"the program ended with {program.returncode} instead: {what}")
        time.sleep(0.01)


@contextlib.contextmanager
def window(
    bundle: Bundle, *words: str | Path, command: list[str] | None = None, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The program with its window, ended afterwards."""
    log = bundle.work / "stderr.txt"
    with log.open("wb") as stderr:
        program = subprocess.Popen(
            command or [str(bundle.program), *map(str, words)],
            env=bundle.environment(**environment),
            cwd=bundle.work,
            stdin=subprocess.DEVNULL,
            stdout=stderr,
            stderr=stderr,
            start_new_session=True,
        )
    try:
        yield program
        time.sleep(0.2)
        if program.poll() not in (None, 0):
            raise Failed(f"the window ended with {program.returncode}: {log.read_text(errors='replace')}")
    finally:
        # whatever was started around the program, such as a tracer, ends with it
        for end in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, end)
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(20)
                break
        wait_for("the end of the program", lambda: not running(bundle.program))
    told = log.read_text(errors="replace")
    if "Traceback" in told or "Error" in told:
        raise Failed(f"the window complained: {told}")


def crash_free(bundle: Bundle, data: str = "data") -> None:
    """See that no fault was noted in the window's folder."""
    log = bundle.work / data / "logs"
    for name in ("crash.txt", "fault.log"):
        path = log / name
        if path.exists() and path.stat().st_size:
            raise Failed(f"{name}: {path.read_text(errors='replace')}")


def title_of(screen: Screen, beginning: str) -> bool:
    return any(title.startswith(beginning) for title in screen.titles())


def inspected(
    bundle: Bundle, count: int, program: subprocess.Popen[bytes] | None, data: str = "data"
) -> None:
    """Wait until the window has judged that many parts; its log tells."""
    log = bundle.work / data / "logs" / "gonogo.log"

    def done() -> bool:
        told = log.read_text(errors="replace") if log.exists() else ""
        return any(int(n) >= count for n in re.findall(r"verdicts: (\d+)", told))

    wait_for(f"{count} verdicts in the log", done, program)


def running(program: Path) -> list[int]:
    """Processes of a program."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (folder / "exe").readlink() == program.resolve():
                found.append(int(folder.name))
    return found


def logged(bundle: Bundle, data: str, words: str, program: subprocess.Popen[bytes]) -> float:
    """When the log says something: seconds since 1970, by the log's own clock."""
    log = bundle.work / data / "logs" / "gonogo.log"
    wait_for(words, lambda: log.exists() and words in log.read_text(errors="replace"), program)
    line = next(line for line in log.read_text(errors="replace").splitlines() if words in line)
    stamp, _, fraction = line[:23].partition(",")
    return time.mktime(time.strptime(stamp, "%Y-%m-%d %H:%M:%S")) + int(fraction) / 1000
