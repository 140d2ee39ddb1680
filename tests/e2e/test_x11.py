"""The window on a real X server: Xvfb, Qt's xcb plugin, and a look at it from another process."""

from __future__ import annotations

import ctypes
import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest

from gui.lock.rules import ALLOWED
from gui.theme import DARK, LIGHT, Tokens

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("x11_driver.py")
WIDTH, HEIGHT = 1440, 900
SECONDS = 120
"""Time after which something is not slow but stuck."""

pytestmark = [
    pytest.mark.torch,  # the recipe is made with it; the window that is tested does without
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is tested on Linux"),
]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server of our own with a display number that it chooses itself."""
    program = shutil.which("Xvfb")
    if program is None:
        words = "Xvfb is not installed (Debian, Ubuntu: sudo apt-get install xvfb)"
        if os.environ.get("GONOGO_X11_TEST") == "required":
            pytest.fail(words)
        pytest.skip(words)
    here, there = os.pipe()
    server = subprocess.Popen(
        [
            program,
            "-displayfd",
            str(there),
            "-screen",
            "0",
            f"{WIDTH}x{HEIGHT}x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=[there],
        stderr=subprocess.PIPE,
    )
    os.close(there)
    try:
        with os.fdopen(here) as told:
            number = told.readline().strip() if select.select([told], [], [], SECONDS)[0] else ""
        assert number, (
            f"Xvfb did not start: {server.stderr.read1().decode() if server.poll() else 'no answer'}"
        )
        yield f":{number}"
    finally:
        server.terminate()
        server.communicate(timeout=SECONDS)


class XScreen:
    """Another client of the X server, by the system's libX11: which windows are there, and their titles."""

    def __init__(self, display: str) -> None:
        x = self._x = ctypes.CDLL("libX11.so.6")
        window, pointer, number = ctypes.c_ulong, ctypes.c_void_p, ctypes.c_int
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = pointer, [ctypes.c_char_p]
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = window, [pointer]
        x.XInternAtom.restype, x.XInternAtom.argtypes = window, [pointer, ctypes.c_char_p, number]
        x.XQueryTree.argtypes = [pointer, window, *(pointer,) * 4]
        x.XGetWindowProperty.argtypes = [
            *(pointer, window, window, ctypes.c_long, ctypes.c_long, number, window),
            *(pointer,) * 5,
        ]
        x.XFree.argtypes = x.XCloseDisplay.argtypes = [pointer]
        self._display = x.XOpenDisplay(display.encode())
        assert self._display, f"no connection to {display}"

    def close(self) -> None:
        """Leave the server."""
        self._x.XCloseDisplay(self._display)

    def titles(self) -> list[str]:
        """Titles of the windows on the screen that have one."""
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        screen = self._x.XDefaultRootWindow(self._display)
        places = [ctypes.byref(place) for place in (root, parent, children, count)]
        assert self._x.XQueryTree(self._display, screen, *places)
        found = [self._text(children[number], b"_NET_WM_NAME") for number in range(count.value)]
        if children:
            self._x.XFree(children)
        return [title for title in found if title]

    def _text(self, window: int, name: bytes) -> str:
        atom = self._x.XInternAtom(self._display, name, False)
        kind, form = ctypes.c_ulong(), ctypes.c_int()
        many, rest, data = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ubyte)()
        places = [ctypes.byref(place) for place in (kind, form, many, rest, data)]
        self._x.XGetWindowProperty(self._display, window, atom, 0, 1024, False, 0, *places)
        text = bytes(data[: many.value]).decode() if data and form.value == 8 else ""
        if data:
            self._x.XFree(data)
        return text


def rgb(path: Path) -> np.ndarray:
    """A screenshot, uint8, shape (height, width, 3), R, G, B."""
    return cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)[..., ::-1]


def share_of(picture: np.ndarray, colour: str, within: int = 6) -> float:
    """Share of the pixels that have a colour, ``#rrggbb``."""
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return float((np.abs(picture.astype(int) - wanted).max(axis=2) <= within).mean())


@pytest.mark.parametrize(("theme", "tokens", "other"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)])
def test_the_window_on_an_x_server(
    display: str,
    data: Path,
    recipe_file: Path,
    sample,
    tmp_path: Path,
    theme: str,
    tokens: Tokens,
    other: Tokens,
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (data / "settings.json").write_text(json.dumps({"version": 1, "theme": theme}), encoding="utf-8")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("QT_", "WAYLAND", "XDG_SESSION"))},
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        "GONOGO_DATA_DIR": str(data),
        "LC_ALL": "C.UTF-8",
    }
    errors = tmp_path / "stderr.txt"
    with errors.open("wb") as stderr:
        program = subprocess.Popen(
            [sys.executable, str(DRIVER), str(out), str(recipe_file), str(sample.test)],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
    with program:
        try:
            answered = select.select([program.stdout], [], [], SECONDS)[0]
            word = program.stdout.readline() if answered else b"nothing"
            assert word == b"ready\n", errors.read_text(errors="replace")
            with closing(XScreen(display)) as screen:
                assert "Flange GN-4207 – Gonogo" in screen.titles()
            program.communicate(b"go on\n", timeout=SECONDS)
        finally:
            program.kill()
    told = errors.read_text(errors="replace")
    assert program.returncode == 0, told
    assert "Traceback" not in told, told

    seen = json.loads((out / "seen.json").read_bytes())
    assert seen["platform"] == "xcb"
    assert seen["title"].replace("[*]", "") == "Flange GN-4207 – Gonogo"
    assert seen["exposed"]
    assert seen["page"] == "inspect"
    assert seen["rows"] == 8
    assert seen["counts"]["defective"] >= 3
    assert seen["counts"]["good"] >= 3
    assert not seen["collects by itself"], "Python may stop the window to look for garbage"
    assert not seen["heavy"], "judging by a recipe loads what only training needs"
    before, after = rgb(out / "before.png"), rgb(out / "after.png")
    check_colours(before, tokens, other)

    # a key went one part further, another made the limit so low that every part is defective
    assert json.loads((out / "after.json").read_bytes()) == {
        "row": seen["row"] + 1,
        "counts": {"good": 0, "review": 0, "defective": 8, "error": 0},
    }
    assert share_of(after, tokens.good) < share_of(before, tokens.good)
    assert share_of(after, tokens.defective) > share_of(before, tokens.defective)
    check_locked(json.loads((out / "locked.json").read_bytes()), rgb(out / "locked.png"), tokens)


def check_locked(told: dict, picture: np.ndarray, tokens: Tokens) -> None:
    """Under the operator lock only what is an operator's is there, and the verdict is large."""
    menus = set(told.pop("menus"))
    assert told == {
        "locked": True,
        "page": "inspect",
        "same limits": True,
        "unsaved": False,
        "seen": {
            "limitsPanel": False,
            "trainPage": False,
            "resultsView": True,
            "exportButton": True,
            "noteEdit": True,
        },
    }
    assert menus <= ALLOWED
    assert {"part.good", "part.defective", "file.export", "recipe.lock"} <= menus
    banner = picture[60:230, 90:900]
    assert max(share_of(banner, colour) for colour in (tokens.good, tokens.defective)) > 0.5


def check_colours(picture: np.ndarray, tokens: Tokens, other: Tokens) -> None:
    """The screen shows the window in its theme, verdicts in their colours, and a photo."""
    assert picture.shape == (HEIGHT, WIDTH, 3)
    ground = share_of(picture, tokens.window) + share_of(picture, tokens.raised)
    assert ground > 0.3
    assert share_of(picture, other.window) + share_of(picture, other.raised) < 0.1
    assert share_of(picture, tokens.good) > 1e-4
    assert share_of(picture, tokens.defective) > 1e-4
    # the photo in the middle is no flat area
    middle = picture[250:650, 520:960]
    assert middle.std() > 20
    assert len(np.unique(middle.reshape(-1, 3), axis=0)) > 1000
