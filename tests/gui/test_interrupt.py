"""Ctrl+C in the terminal ends the window in good order, and nothing looks for it while nothing happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from gui.interrupt import ENDING, Interrupts

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals cannot be sent there")


@pytest.fixture
def interrupts(qtbot):
    # a program that was started in the background ignores Ctrl+C, and so would the tests
    outside = signal.signal(signal.SIGINT, signal.default_int_handler)
    made = Interrupts()
    before = {number: signal.getsignal(number) for number in ENDING}
    made.start()
    yield made
    made.stop()
    assert {number: signal.getsignal(number) for number in ENDING} == before
    assert signal.set_wakeup_fd(-1) == -1
    signal.signal(signal.SIGINT, outside)


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_comes_through_the_event_loop(interrupts, qtbot, number):
    with qtbot.waitSignal(interrupts.interrupted):
        os.kill(os.getpid(), number)


def test_each_signal_is_told_and_others_are_not(interrupts, qtbot):
    heard = []
    interrupts.interrupted.connect(lambda: heard.append(1))
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    for number in (signal.SIGINT, signal.SIGUSR1, signal.SIGTERM, signal.SIGINT):
        os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: len(heard) == 3)
    signal.signal(signal.SIGUSR1, before)


def test_nothing_wakes_up_while_nothing_happens(interrupts):
    assert not interrupts.findChildren(QTimer)


def test_starting_twice_and_stopping_twice_do_no_harm(interrupts, qtbot):
    interrupts.start()
    with qtbot.waitSignal(interrupts.interrupted):
        os.kill(os.getpid(), signal.SIGINT)
    interrupts.stop()
    interrupts.stop()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_another_thread_leaves_signals_alone(qtbot):
    made = Interrupts()
    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=made.start)
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGINT) is before
    made.stop()


def test_the_window_closes_and_asks_only_once(window, qtbot, recipe_file, idle, monkeypatch):
    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.rename_recipe("not saved")
    asked = []
    monkeypatch.setattr(window, "_ask", asked.append)
    window.app.interrupts.interrupted.emit()
    assert asked == ["recipe"]
    assert window.isVisible()
    window.app.interrupts.interrupted.emit()
    assert asked == ["recipe"]
    qtbot.waitUntil(lambda: not window.isVisible())


RUN = """
import sys
from PySide6.QtCore import QTimer
from gui import app
build = app.build

def told(*args, **more):
    window = build(*args, **more)
    window.painted.connect(lambda: print("on screen", flush=True))
    return window

app.build = told
code = app.run([], sys.argv[1])
print("closed", flush=True)
sys.exit(code)
"""


def test_the_whole_program_ends_in_good_order(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUN, str(tmp_path / "data")]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "on screen\n"
        program.send_signal(signal.SIGINT)
        out, _ = program.communicate(timeout=30)
    assert out == "closed\n"
    assert program.returncode == 0
    assert (tmp_path / "data" / "settings.json").exists(), "what is remembered was written"
