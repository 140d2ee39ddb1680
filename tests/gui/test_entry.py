"""The command ``gonogo``, where state is kept, and what importing costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui import __main__ as entry
from gui.paths import ENVIRONMENT, data_paths, resources

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "torch",
    "torchvision",
    "anomalib",
    "lightning",
    "timm",
    "openvino",
    "cv2",
    "scipy",
    "PIL",
    "pyqtgraph",
)


@pytest.fixture
def called(monkeypatch):
    """Where the words went: ``("window", words, folder)`` or ``("command line", words)``."""
    calls = []
    import engine.cli
    import gui.app

    monkeypatch.setattr(engine.cli, "main", lambda words: calls.append(("command line", words)) or 3)
    monkeypatch.setattr(gui.app, "run", lambda words, folder: calls.append(("window", words, folder)) or 0)
    return calls


@pytest.mark.parametrize(
    "words",
    [
        ["train", "x"],
        ["inspect"],
        ["--help"],
        ["--version"],
        ["-h"],
        ["selftest", "--quick"],
        ["sample", "out"],
    ],
)
def test_commands_and_options_go_to_the_command_line(called, words):
    assert entry.main(words) == 3
    assert called == [("command line", words)]


@pytest.mark.parametrize("words", [[], ["lid.gonogo"], ["a.png", "train"], ["./train"], ["Train"]])
def test_files_and_nothing_open_the_window(called, words):
    assert entry.main(words) == 0
    assert called == [("window", words, None)]


def test_a_file_called_like_a_command_is_the_command(called, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train").mkdir()
    entry.main(["train"])
    assert called[0][0] == "command line"


@pytest.mark.parametrize("words", [["--data-dir", "D"], ["--data-dir=D"]])
def test_the_data_folder_is_handed_on(called, words):
    entry.main([*words, "a.png"])
    assert called == [("window", ["a.png"], Path("D"))]


def test_the_data_folder_holds_for_commands_too(called, tmp_path):
    assert entry.main(["--data-dir", str(tmp_path / "d"), "train", "x"]) == 3
    assert called == [("command line", ["train", "x"])]
    assert os.environ[ENVIRONMENT] == str(tmp_path / "d")


@pytest.mark.parametrize("words", [["--data-dir"], ["--data-dir", ""], ["--data-dir="]])
def test_a_data_folder_without_a_name_is_refused(called, words, capsys):
    assert entry.main(words) == 2
    assert called == []
    assert "--data-dir" in capsys.readouterr().err


def test_the_process_arguments_are_the_default(called, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["gonogo", "b.png"])
    entry.main()
    assert called == [("window", ["b.png"], None)]


def test_where_state_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "by environment"))
    assert data_paths().root == tmp_path / "by environment"
    given = data_paths(tmp_path / "given")
    assert given.root == tmp_path / "given"
    # the engine finds its cache in the same place
    from engine.paths import cache_dir

    assert cache_dir() == given.cache
    kept = (
        given.settings,
        given.logs,
        given.sessions,
        given.history,
        given.versions,
        given.pasted,
        given.sample,
    )
    for path in (*kept, given.pasted, given.sample, given.cache):
        assert path.is_relative_to(given.root)
    monkeypatch.delenv(ENVIRONMENT)
    assert data_paths().root.name == "gonogo"


def test_building_a_window_writes_nothing_outside_its_folder(make_window, tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "share"))
    window = make_window()
    window.context.settings.change(theme="dark")
    window.close()
    assert list(home.rglob("*")) == []
    assert (tmp_path / "data" / "settings.json").exists()


def python(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_window_loads_no_slow_library():
    code = f"import sys, gui.app; print([m for m in {HEAVY!r} + ('numpy',) if m in sys.modules])"
    assert python(code) == "[]"


def test_the_whole_window_loads_no_library_that_learns(tmp_path):
    heavy = ("torch", "torchvision", "anomalib", "lightning", "timm", "openvino")
    code = (
        f"import sys; from gui.app import build; w = build([], {str(tmp_path)!r}); w.show();"
        f" w.close(); print([m for m in {heavy!r} if m in sys.modules])"
    )
    assert python(code) == "[]"


def test_the_command_line_loads_no_window():
    code = (
        "import sys, gui.__main__ as m, engine.cli; engine.cli.main = lambda words: 0;"
        " m.main(['--version']); print('PySide6' in sys.modules)"
    )
    assert python(code) == "False"


def test_resources_come_from_this_tree():
    assert resources() == ROOT / "resources"
    assert (resources() / "gonogo.svg").exists()
