"""The real window with the real engine: a rendered sample, one network, one recipe, made once a session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# a desktop's own look must not change what tests see
os.environ.pop("QT_STYLE_OVERRIDE", None)

import shiboken6
from driving import LONG, drop
from PySide6.QtCore import QCoreApplication, QEvent
from qt_traces import collected_here, english, nothing_left, plain_look  # noqa: F401

from engine.embedding import get_network
from engine.padim import TrainSettings, train
from engine.recipe import save
from engine.sample import SampleSet, render_sample
from gui.app import build
from gui.main_window import MainWindow


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleSet:
    """24 good parts, and 8 parts to inspect: 4 good ones and one of each kind of defect."""
    folder = tmp_path_factory.mktemp("sample") / "Flange GN-4207"
    return render_sample(folder, size=256, n_good=24, n_test_good=4, n_per_defect=1)


@pytest.fixture(scope="session")
def networks(data_dir: Path) -> Path:
    """Folder with the network of the window's usual settings, so that no test loads torch again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONOGO_DATA_DIR", str(data_dir))
        get_network(TrainSettings("any").network_spec())
    return data_dir / "cache" / "networks"


@pytest.fixture(scope="session")
def recipe_file(sample: SampleSet, networks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recipe of the sample's good parts, made without the window. Shared: do not write to it."""
    path = tmp_path_factory.mktemp("recipe") / "Flange GN-4207.gonogo"
    with train(sorted(sample.train_good.iterdir()), TrainSettings("Flange GN-4207")) as training:
        save(training.recipe, path)
    return path


@pytest.fixture
def data(tmp_path: Path, networks: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder for one window, in which the network is there already."""
    folder = tmp_path / "data"
    shutil.copytree(networks, folder / "cache" / "networks", copy_function=os.link)
    monkeypatch.setenv("GONOGO_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def open_window(qtbot, data: Path) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window with the words of a command line, and closes it after the test."""
    made: list[MainWindow] = []
    faults: list[object] = []

    def make(*argv: str | Path) -> MainWindow:
        window = build([str(word) for word in argv], data)
        window.state.unexpected.connect(faults.append)
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in made:
        if not shiboken6.isValid(window):
            continue
        window.state.cancel()
        qtbot.waitUntil(lambda jobs=window.state.jobs: jobs.idle, timeout=LONG)
        window._answered = True
        window.close()
        window.deleteLater()
        # or hundreds of widgets of every window before would be styled with each new one
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert not faults, faults


@pytest.fixture
def until_idle(qtbot) -> Callable[[MainWindow], None]:
    """Waits until a window's worker has nothing left to do."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: window.state.jobs.idle, timeout=LONG)

    return wait


@pytest.fixture
def ready(open_window, until_idle, recipe_file: Path, sample: SampleSet) -> MainWindow:
    """A window with an open recipe that has judged the sample's parts."""
    window = open_window(recipe_file)
    until_idle(window)
    drop(window, [sample.test], window.page("inspect"))
    until_idle(window)
    assert len(window.state.results) == 8
    return window
