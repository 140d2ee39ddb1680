"""One window for one data folder: who comes later hands its files over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

import gui.instance as module
from gui.instance import Instance, OpenedFiles, runtime_folder

ROOT = Path(__file__).resolve().parents[2]

LATER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.instance import Instance
application = QCoreApplication([])
sys.exit(10 if Instance(Path(sys.argv[1])).claim(sys.argv[2:]) else 0)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets that are files")


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A runtime folder of the test's own; short, because a socket's path may not be long."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="gonogo-t-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def first(qapp, runtime: Path, tmp_path: Path) -> Iterator[Instance]:
    """The one that holds the window."""
    made = Instance(tmp_path / "data")
    assert made.claim([])
    assert made.listening
    yield made
    made.release()


class Later:
    """Another process that is started for the same data folder."""

    def __init__(self, qtbot, folder: Path, *words: str, cwd: Path | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", LATER, str(folder), *words],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=cwd,
            stderr=subprocess.PIPE,
        )
        self.code: int | None = None
        self.errors = b""
        self._thread = threading.Thread(target=self._wait)
        self._thread.start()
        # this process answers meanwhile, so its event loop has to run
        qtbot.waitUntil(lambda: not self._thread.is_alive(), timeout=30_000)

    def _wait(self) -> None:
        self.errors = self._process.communicate(timeout=30)[1]
        self.code = self._process.returncode


def test_the_first_opens_a_window_and_the_second_hands_its_files_over(qtbot, first, tmp_path):
    arrived = []
    first.files_arrived.connect(arrived.append)
    later = Later(qtbot, tmp_path / "data", "Flansch links.gonogo", "/parts/größe 1.png", cwd=tmp_path)
    assert (later.code, later.errors) == (0, b"")
    # relative words are those of the folder that the second was started in
    assert arrived == [(tmp_path / "Flansch links.gonogo", Path("/parts/größe 1.png"))]


def test_without_files_the_window_only_comes_to_the_front(qtbot, first, tmp_path):
    with qtbot.waitSignal(first.files_arrived) as waiting:
        assert Later(qtbot, tmp_path / "data").code == 0
    assert waiting.args == [()]


def test_a_name_that_is_no_text_survives(qtbot, first, tmp_path):
    name = os.fsdecode(b"/parts/caf\xe9.png")
    with qtbot.waitSignal(first.files_arrived) as waiting:
        assert Later(qtbot, tmp_path / "data", name).code == 0
    assert waiting.args == [(Path(name),)]


def test_another_data_folder_is_another_window(qtbot, first, tmp_path):
    arrived = []
    first.files_arrived.connect(arrived.append)
    assert Later(qtbot, tmp_path / "other", "a.png").code == 10
    assert arrived == []


def test_the_same_folder_by_another_name_is_the_same(qtbot, first, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    assert Later(qtbot, tmp_path / "link").code == 0


def test_after_the_first_has_gone_the_next_is_the_first(qtbot, first, tmp_path):
    first.release()
    assert not first.listening
    assert Later(qtbot, tmp_path / "data").code == 10


def test_what_a_power_cut_left_does_not_matter(qapp, runtime, tmp_path):
    instance = Instance(tmp_path / "data")
    # a lock of a process that is no more, and a socket that nobody listens to
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    own = QLockFile(str(runtime / "own.lock"))
    assert own.tryLock(0)
    content = (runtime / "own.lock").read_text().splitlines()
    own.unlock()
    Path(instance._lock.fileName()).write_text("\n".join([str(dead.pid), *content[1:]]) + "\n")
    Path(instance._name).write_bytes(b"")
    assert instance.claim(["a.png"])
    assert instance.listening
    instance.release()


def test_a_window_that_does_not_answer_is_not_waited_for_for_ever(qapp, runtime, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_MS", 100)
    first, second = Instance(tmp_path / "data"), Instance(tmp_path / "data")
    assert first._lock.tryLock(0)  # locked, but nobody listens
    assert second.claim(["a.png"])
    assert not second.listening
    first._lock.unlock()


def test_a_window_that_takes_nothing_is_not_trusted(qapp, runtime, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_MS", 200)
    first, second = Instance(tmp_path / "data"), Instance(tmp_path / "data")
    assert first._lock.tryLock(0)
    server = QLocalServer()
    assert server.listen(first._name)
    assert second.claim(["a.png"])
    server.close()
    first._lock.unlock()


@pytest.mark.parametrize(
    "message",
    [
        b"hello\n",
        b"[]\n",
        b"{}\n",
        b'{"files": "a", "token": ""}\n',
        b'{"files": [1], "token": ""}\n',
        b'{"files": [""], "token": ""}\n',
        b'{"files": ["relative.png"], "token": ""}\n',
        b'{"files": ["/a\\u0000b"], "token": ""}\n',
        b'{"files": ["/a"], "token": 3}\n',
        b'{"files": ["/a"], "token": "x\\u0000"}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_what_is_no_message_is_not_taken(qtbot, first, message):
    arrived = []
    first.files_arrived.connect(arrived.append)
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    socket.write(message)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert arrived == []
    assert bytes(socket.readAll().data()) == b""
    assert first.listening


def test_a_message_without_an_end_is_cut_off(qtbot, first, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    socket.write(b"x" * 5000)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert first.listening


def test_a_message_in_pieces_is_one_message(qtbot, first):
    message = json.dumps({"files": ["/a.png"], "token": ""}).encode() + b"\n"
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    socket.write(message[:7])
    socket.flush()
    qtbot.waitUntil(lambda: any(first._received.values()))
    with qtbot.waitSignal(first.files_arrived) as waiting:
        socket.write(message[7:])
        socket.flush()
    assert waiting.args == [(Path("/a.png"),)]
    qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    assert bytes(socket.readAll().data()) == b"taken\n"


def test_waylands_token_is_handed_on(qtbot, first, monkeypatch):
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    with qtbot.waitSignal(first.files_arrived):
        socket.write(b'{"files": [], "token": "abc"}\n')
        socket.flush()
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "abc"
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN")


def test_nobody_else_can_read_the_socket(first):
    assert Path(first._name).stat().st_mode & 0o077 == 0


class TestRuntimeFolder:
    def test_the_sessions_own(self, runtime):
        assert runtime_folder() == runtime

    @pytest.mark.parametrize("named", ["", "/does/not/exist", "/" + "x" * 120])
    def test_without_one_it_is_made(self, tmp_path, monkeypatch, named):
        monkeypatch.setenv("XDG_RUNTIME_DIR", named)
        monkeypatch.setattr(module.tempfile, "gettempdir", lambda: "/tmp")
        found = runtime_folder()
        assert found == Path(f"/tmp/gonogo-{os.getuid()}")
        assert found.stat().st_mode & 0o077 == 0

    def test_one_that_others_can_write_to_is_not_used(self, tmp_path, monkeypatch):
        shared = tmp_path / "shared"
        shared.mkdir()
        shared.chmod(0o777)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared))
        monkeypatch.setattr(module.tempfile, "gettempdir", lambda: str(tmp_path / "missing"))
        assert runtime_folder() is None

    def test_a_link_set_as_a_trap_is_not_followed(self, tmp_path, monkeypatch):
        (tmp_path / "target").mkdir()
        (tmp_path / f"gonogo-{os.getuid()}").symlink_to(tmp_path / "target")
        monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        monkeypatch.setattr(module.tempfile, "gettempdir", lambda: str(tmp_path))
        assert runtime_folder() is None

    def test_without_any_every_start_opens_a_window(self, qapp, tmp_path, monkeypatch):
        monkeypatch.setattr(module, "runtime_folder", lambda: None)
        one, two = Instance(tmp_path), Instance(tmp_path)
        assert one.claim(["a.png"])
        assert two.claim(["b.png"])
        assert not one.listening
        one.release()


def test_macos_asks_to_open_a_file(qtbot, qapp, tmp_path):
    opened = OpenedFiles()
    qapp.installEventFilter(opened)
    try:
        with qtbot.waitSignal(opened.files_arrived) as waiting:
            qapp.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / "ä.gonogo"))))
    finally:
        qapp.removeEventFilter(opened)
    assert waiting.args == [(tmp_path / "ä.gonogo",)]


class TestWindow:
    """What the window does with files that arrive while it is open."""

    def test_files_are_taken_as_if_they_were_dropped(self, make_window, qtbot, recipe_file, pictures, first):
        window = make_window()
        window.show()
        window.app.take_over(first)
        first.files_arrived.emit((recipe_file, *pictures(20, 90)))
        qtbot.waitUntil(lambda: len(window.state.results) == 2)
        assert window.state.recipe.name == "housing"

    def test_a_window_that_was_put_away_comes_back(self, make_window, qtbot, first):
        window = make_window()
        window.showMinimized()
        window.app.take_over(first)
        first.files_arrived.emit(())
        assert not window.isMinimized()
        assert window.isVisible()

    def test_pictures_are_judged_by_the_recipe_that_is_open(
        self, make_window, qtbot, recipe_file, pictures, first, monkeypatch
    ):
        window = make_window()
        window.app.take_over(first)
        window.state.open_recipe(recipe_file)
        qtbot.waitUntil(lambda: window.state.recipe is not None and window.state.jobs.idle)
        monkeypatch.setattr(window.app.sessions, "restore_last", lambda: pytest.fail("not at a hand-over"))
        first.files_arrived.emit(tuple(pictures(20)))
        qtbot.waitUntil(lambda: len(window.state.results) == 1)


def test_a_second_start_opens_no_window(qapp, first, tmp_path, monkeypatch):
    import gui.app

    monkeypatch.setattr(gui.app, "build", lambda *_a, **_k: pytest.fail("a second window"))
    monkeypatch.setattr(Instance, "_hand_over", lambda self, paths: True)
    assert gui.app.run(["a.png"], tmp_path / "data") == 0


def test_a_window_that_was_closed_makes_no_more_pages(make_window, qtbot):
    """A page made then would keep the program running unseen, and the next start would talk to it."""
    from gui.pages import PAGES

    window = make_window(pages=PAGES, all_pages=False)
    window.show()
    window.close()
    assert not window.isVisible()
    window.app.load_rest()
    assert list(window._pages) == ["start"]
