"""Garbage goes on the main thread alone, imports read no sources, and work gives way to the window."""

from __future__ import annotations

import builtins
import gc
import linecache
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import interpreter
from gui.interpreter import Collector, plain_imports
from gui.jobs import Job
from gui.priority import ENGINE, SCREEN, give_way

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def collector(jobs):
    made = Collector(jobs)
    made.start()
    yield made
    made.stop()
    gc.unfreeze()


@pytest.fixture
def collections():
    """Generations that were collected, and on which thread."""
    seen: list[tuple[int, int]] = []

    def note(phase: str, about: dict) -> None:
        if phase == "start":
            seen.append((about["generation"], threading.get_ident()))

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


class Knot:
    """Garbage that only a collection finds."""

    left = 0

    def __init__(self) -> None:
        self.me = self
        Knot.left += 1

    def __del__(self) -> None:
        Knot.left -= 1


@pytest.fixture(autouse=True)
def _no_knots():
    gc.collect()
    assert Knot.left == 0
    yield
    gc.unfreeze()
    gc.collect()


def make_many(count: int) -> list[list[None]]:
    return [[None] for _ in range(count)]


def test_nothing_is_collected_on_another_thread(qtbot, jobs, collector, collections):
    kept = []
    jobs.submit(Job("test", "Testing", lambda _r, _c: kept.append(make_many(200_000))))
    qtbot.waitUntil(lambda: jobs.idle, timeout=10_000)
    assert {thread for _generation, thread in collections} <= {threading.get_ident()}
    assert len(kept[0]) == 200_000


def test_new_garbage_goes_within_a_beat(collector, collections):
    Knot()
    kept = make_many(interpreter.YOUNG_LEAST + 10)
    assert Knot.left == 1
    collector.collect_young()
    assert Knot.left == 0
    assert [generation for generation, _thread in collections] == [1]
    assert kept


def test_a_few_new_objects_are_not_worth_it(collector, collections):
    gc.collect()
    collections.clear()
    collector.collect_young()
    assert not collections


def test_very_many_new_objects_are_put_aside_and_looked_at_later(collector, collections):
    Knot()
    kept = make_many(interpreter.YOUNG_MOST + 10)
    frozen = gc.get_freeze_count()
    collector.collect_young()
    assert not collections
    assert gc.get_freeze_count() > frozen + interpreter.YOUNG_MOST
    assert Knot.left == 1
    collector.collect_all()
    assert Knot.left == 0
    assert kept


def test_everything_is_looked_at_when_somebody_turns_to_another_program(collector, collections):
    Knot()
    gc.freeze()
    application = QApplication.instance()
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert Knot.left == 1
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert Knot.left == 0


def test_nobody_waits_for_a_full_collection_while_a_job_runs(qtbot, jobs, collector):
    go = threading.Event()
    jobs.submit(Job("test", "Testing", lambda _r, _c: go.wait(5)))
    Knot()
    gc.freeze()
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert Knot.left == 1
    go.set()
    qtbot.waitUntil(lambda: jobs.idle, timeout=5000)


def test_after_an_hour_without_it_everything_is_looked_at(collector, monkeypatch):
    Knot()
    gc.freeze()
    collector.collect_young()
    assert Knot.left == 1
    monkeypatch.setattr(interpreter, "FULL_SECONDS", -1.0)
    collector.collect_young()
    assert Knot.left == 0


def test_the_interpreter_gets_its_collector_back(jobs):
    collector = Collector(jobs)
    assert gc.isenabled()
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    collector.stop()
    gc.disable()
    try:
        collector.start()
        collector.stop()
        assert not gc.isenabled(), "it was switched off by somebody else"
    finally:
        gc.enable()


def test_imports_read_no_sources(tmp_path, monkeypatch):
    (tmp_path / "plainly_imported.py").write_text("x = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)
    plain_imports()
    linecache.clearcache()
    import plainly_imported

    assert plainly_imported.x == 1
    assert not [name for name in linecache.cache if "plainly_imported" in name]
    plain_imports()
    import PySide6.QtSvg

    assert PySide6.QtSvg.QSvgRenderer


def niceness_of_a_thread(steps: int) -> list[int]:
    seen = []

    def child() -> None:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def run() -> None:
        give_way(steps)
        child()
        one = threading.Thread(target=child)
        one.start()
        one.join()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return seen


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="single threads are nice on Linux only")
def test_a_thread_gives_way_with_all_it_starts_and_the_window_does_not():
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert before < SCREEN < ENGINE, "the tests themselves were started with nice"
    assert niceness_of_a_thread(ENGINE) == [ENGINE, ENGINE]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="single threads are nice on Linux only")
def test_jobs_give_way_to_the_window(qtbot, jobs):
    seen = []

    def look(_report, _cancel) -> None:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    jobs.submit(Job("test", "Testing", look))
    qtbot.waitUntil(lambda: jobs.idle, timeout=5000)
    assert seen == [ENGINE]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="nice is Linux's here")
def test_a_program_that_gives_way_more_already_stays_so():
    code = (
        "from gui.priority import give_way; import os; give_way(5); print(os.getpriority(os.PRIO_PROCESS, 0))"
    )
    command = ["nice", "-n", "15", sys.executable, "-c", code]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    # root may take it back, others may not; neither may fail
    assert int(done.stdout) in (5, 15)
