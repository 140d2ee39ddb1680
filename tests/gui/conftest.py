"""Offscreen windows, a quick engine, and proof that no thread and no timer is left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# a desktop's own look must not change what tests see
os.environ.pop("QT_STYLE_OVERRIDE", None)

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from qt_traces import collected_here, english, nothing_left, plain_look  # noqa: F401
from quick_engine import FakeEngine, plain_pages

from gui.paths import ENVIRONMENT


@pytest.fixture(autouse=True)
def _isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a test does reaches the person's own files."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "data"))


def _alive(thing: QObject) -> bool:
    import shiboken6

    return shiboken6.isValid(thing)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def pictures(tmp_path: Path) -> Callable[..., list[Path]]:
    """Makes empty picture files that the quick engine judges by the digits in their names."""

    def make(*scores: int, folder: str = "parts") -> list[Path]:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        paths = [place / f"part_{score}.png" for score in scores]
        for path in paths:
            path.write_bytes(b"")
        return paths

    return make


@pytest.fixture
def recipe_file(tmp_path: Path) -> Path:
    path = tmp_path / "housing.gonogo"
    path.write_bytes(b"recipe")
    return path


@pytest.fixture
def make_window(qtbot, tmp_path: Path, engine: FakeEngine) -> Iterator[Callable]:
    """Builds windows with the quick engine and closes them properly afterwards.

    Pages other than the first are empty ones, unless ``pages`` says otherwise.
    """
    from gui.app import build

    made = []
    plain = plain_pages()

    def make(*argv: str, **more):
        window = build(list(argv), tmp_path / "data", engine=engine, **{"pages": plain, **more})
        made.append(window)
        return window

    yield make
    for window in made:
        if not _alive(window):
            continue
        engine.gate.set()
        window.state.cancel()
        jobs = window.state.jobs
        qtbot.waitUntil(lambda jobs=jobs: jobs.idle, timeout=5000)
        window._answered = True
        window.close()
        window.deleteLater()
        # or hundreds of widgets of every window before would be styled with each new one
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window, qtbot):
    """A window on screen."""
    window = make_window()
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def idle(qtbot) -> Callable:
    """Waits until a window's worker has nothing left to do."""

    def wait(window) -> None:
        qtbot.waitUntil(lambda: window.state.jobs.idle, timeout=5000)

    return wait


@pytest.fixture
def jobs(qtbot):
    """A worker thread of its own, stopped afterwards."""
    from gui.worker import JobQueue

    made = JobQueue()
    yield made
    made.cancel_all()
    made.stop()
    assert made.wait(5000)
