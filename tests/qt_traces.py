"""What a test with a window leaves behind: no thread, no timer, no other looks and no other language."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QLocale, QThread, QTimer


@pytest.fixture(autouse=True)
def nothing_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail when a QThread still runs or a QTimer still ticks after a test."""
    threads: list[QThread] = []
    timers: list[QTimer] = []
    start_thread, start_timer = QThread.start, QTimer.start

    def note_thread(self: QThread, *args: object) -> None:
        threads.append(self)
        start_thread(self, *args)

    def note_timer(self: QTimer, *args: object) -> None:
        timers.append(self)
        start_timer(self, *args)

    monkeypatch.setattr(QThread, "start", note_thread)
    monkeypatch.setattr(QTimer, "start", note_timer)
    yield
    if threads or timers:
        gc.collect()
    running = [t.objectName() for t in threads if shiboken6.isValid(t) and t.isRunning()]
    ticking = [
        f"{timer.objectName() or type(timer.parent()).__name__} every {timer.interval()} ms"
        for timer in timers
        if shiboken6.isValid(timer) and timer.isActive() and not timer.isSingleShot()
    ]
    assert not running, f"threads still running: {running}"
    assert not ticking, f"timers still ticking: {ticking}"


@pytest.fixture(autouse=True)
def collected_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the running program, garbage is collected on the main thread alone: it may hold Qt's things."""
    if request.module.__name__ == "test_interpreter":  # sees to it itself
        yield
        return
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def plain_look(qapp) -> Iterator[None]:
    """Give the application its looks back: a theme that one test sets must not colour the next."""
    palette, font, sheet = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield
    if qapp.styleSheet() != sheet:
        qapp.setStyleSheet(sheet)
    if qapp.palette() != palette:
        qapp.setPalette(palette)
    if qapp.font() != font:
        qapp.setFont(font)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English words, numbers and dates, whatever the computer of the tester speaks."""
    from gui import language

    monkeypatch.setattr(language, "system", lambda: QLocale("en_US"))
    QLocale.setDefault(QLocale("en_US"))
    yield
    if QLocale().language() != QLocale.Language.English:
        language.install(language.ENGLISH)
