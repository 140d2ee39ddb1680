"""What nobody expected is logged, told once, and mentioned at the next start."""

from __future__ import annotations

import logging
import sys
import threading
import warnings

import pytest
from PySide6.QtCore import QObject, Slot, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from gui.crash import CrashHandler, CrashReport


@pytest.fixture
def shown():
    return []


@pytest.fixture
def handler(qtbot, tmp_path, shown):
    made = CrashHandler(tmp_path / "logs", shown.append)
    root, level = logging.getLogger(), logging.getLogger().level
    yield made
    made.uninstall()
    root.setLevel(level)


def crash() -> Exception:
    try:
        raise ZeroDivisionError("deep down")
    except ZeroDivisionError as error:
        return error


def test_a_report_says_where_and_with_what():
    report = CrashReport.of(crash(), "gonogo-engine")
    assert report.summary == "ZeroDivisionError: deep down"
    for part in ("Gonogo", "Python", "Qt", "gonogo-engine", "Traceback", "test_crash.py"):
        assert part in report.text


def test_it_is_shown_on_the_main_thread_whatever_thread_it_came_from(handler, qtbot, shown):
    seen = []
    handler._present = lambda report: seen.append((report, threading.get_ident()))
    thread = threading.Thread(target=lambda: handler.take(crash()), name="deep")
    thread.start()
    thread.join()
    assert seen == [], "never from the thread itself"
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen[0][1] == threading.get_ident()
    assert "Thread: deep" in seen[0][0].text


def test_never_more_than_one_at_a_time(handler, qtbot, shown):
    for _ in range(5):
        handler.take(crash())
    qtbot.waitUntil(lambda: handler.suppressed == 4)
    assert len(shown) == 1
    handler.dismissed()
    handler.take(crash())
    qtbot.waitUntil(lambda: len(shown) == 2)


def test_one_that_cannot_be_shown_does_not_block_the_next(handler, qtbot, shown):
    def fail(report):
        shown.append(report)
        raise RuntimeError("no screen")

    handler._present = fail
    handler.take(crash())
    qtbot.waitUntil(lambda: len(shown) == 1)
    handler.take(crash())
    qtbot.waitUntil(lambda: len(shown) == 2)


def test_the_next_start_hears_of_it_once(handler, tmp_path, shown):
    handler.take(crash())
    again = CrashHandler(tmp_path / "logs", shown.append)
    assert "deep down" in again.last_crash()
    assert again.last_crash() == ""


def test_one_that_was_seen_is_not_mentioned_again(handler, qtbot, shown):
    handler.take(crash())
    qtbot.waitUntil(lambda: shown != [])
    handler.dismissed()
    assert handler.last_crash() == ""


def test_a_fault_in_a_library_is_mentioned(handler, tmp_path):
    handler.fault_log.parent.mkdir()
    handler.fault_log.write_text("Fatal Python error: Segmentation fault")
    assert "Segmentation" in handler.last_crash()


def test_a_clean_run_leaves_nothing_to_mention(handler):
    handler.install()
    handler.uninstall()
    assert handler.last_crash() == ""


def test_hooks_are_taken_over_and_given_back(handler):
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handler.install()
    handler.install()
    assert sys.excepthook == handler._on_exception
    handler.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_exceptions_in_threads_and_slots_arrive(handler, qtbot, shown, capsys):
    handler.install()
    thread = threading.Thread(target=lambda: 1 / 0, name="worker")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert "Thread: worker" in shown[0].text
    handler.dismissed()
    sys.excepthook(ValueError, ValueError("in a slot"), None)
    qtbot.waitUntil(lambda: len(shown) == 2)


def test_interrupting_is_no_crash(handler, qtbot, shown, capsys):
    handler.install()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not handler.marker.exists()


def test_everything_is_logged(handler, qtbot, tmp_path, shown):
    handler.install()
    handler.take(crash())
    qWarning("a word from Qt")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sys.unraisablehook(type("Args", (), {"object": "x", "exc_value": crash(), "exc_type": None})())
    handler.uninstall()
    text = (tmp_path / "logs" / "gonogo.log").read_text()
    assert "deep down" in text
    assert "a word from Qt" in text
    assert "ignored in 'x'" in text


def test_the_log_rotates(handler, tmp_path, monkeypatch, shown):
    monkeypatch.setattr("gui.crash.LOG_BYTES", 2000)
    handler.install()
    for number in range(200):
        logging.getLogger("gui.test").info("line %d %s", number, "x" * 50)
    handler.uninstall()
    files = sorted(path.name for path in (tmp_path / "logs").glob("gonogo.log*"))
    assert files == ["gonogo.log"] + [f"gonogo.log.{n}" for n in range(1, 6)]
    assert all((tmp_path / "logs" / name).stat().st_size <= 2000 for name in files)


def test_a_folder_that_cannot_be_written_does_no_harm(qtbot, tmp_path, shown):
    (tmp_path / "logs").write_text("in the way")
    handler = CrashHandler(tmp_path / "logs", shown.append)
    handler.install()
    handler.take(crash())
    qtbot.waitUntil(lambda: len(shown) == 1)
    handler.uninstall()
    assert handler.last_crash() == ""


class Clumsy(QObject):
    @Slot()
    def slip(self) -> None:
        raise LookupError("slipped")


def test_a_failed_job_gets_the_dialog_with_a_report_to_copy(
    window, engine, pictures, qtbot, recipe_file, idle
):
    window.state.open_recipe(recipe_file)
    idle(window)
    engine.failure = LookupError("inside the engine")
    window.state.inspect(pictures(10))
    qtbot.waitUntil(lambda: window.findChild(QWidget, "crashDialog") is not None)
    dialog = window.findChild(QWidget, "crashDialog")
    text = dialog.findChild(QPlainTextEdit).toPlainText()
    assert "inside the engine" in text
    assert "gonogo-engine" in text
    dialog.findChild(QPushButton, "copyReportButton").click()
    assert QGuiApplication.clipboard().text() == text
    dialog.close()
    assert not window.app.crash._showing
