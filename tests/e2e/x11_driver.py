"""Runs ``gonogo RECIPE PARTS...`` on a real screen and notes what is to be seen; a script for test_x11.

It starts the program's own entry with the words after the first one. Once all parts are judged and on
screen it writes ``seen.json`` and ``before.png`` into the folder that is the first word, and waits for one
line on its standard input: somebody may look at the screen from outside. Then it goes to the next part and
moves the limit by keys, writes ``after.json`` and ``after.png``, goes back to the limit of before, puts the
operator lock on, writes ``locked.json`` and ``locked.png``, and closes the window.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QTableView, QWidget

from gui.main_window import MainWindow

HEAVY = ("torch", "torchvision", "anomalib", "timm")
LOOK_MS = 50
SECONDS = 30


class Driver(QObject):
    """Follows the window from its first showing to its end."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        super().__init__(window)
        self.window, self.out = window, out
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        self.timer.start(LOOK_MS)

    @Slot()
    def look(self) -> None:
        """Go on once everything that was asked for is on screen."""
        window = self.window
        viewer = window.findChild(QWidget, "imageViewer")
        label = window.findChild(QWidget, "verdictLabel")
        quiet = window.state.jobs.idle and len(window.state.results) > 0
        if not (quiet and viewer is not None and viewer.part is not None and label.isVisible()):
            return
        self.timer.stop()
        QTimer.singleShot(300, self, self.run)  # thumbnails and the last paints

    @Slot()
    def run(self) -> None:
        """Do it; where anything goes wrong, the process ends at once and says what it was."""
        try:
            self.drive()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)

    def drive(self) -> None:
        """Look, wait for whoever looks from outside, use the keys, look again, go."""
        window, state = self.window, self.window.state
        view = window.findChild(QTableView, "resultsView")
        seen = {
            "platform": QGuiApplication.platformName(),
            "title": window.windowTitle(),
            "exposed": window.windowHandle().isExposed(),
            "page": window.current_page.id,
            "rows": view.model().rowCount(),
            "counts": {str(verdict): n for verdict, n in state.results.counts().items()},
            "heavy": [name for name in HEAVY if name in sys.modules],
            "row": view.currentIndex().row(),
            "collects by itself": gc.isenabled(),
        }
        self.grab("before.png")
        (self.out / "seen.json").write_text(json.dumps(seen), encoding="utf-8")
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        before = state.results.counts()
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(window.findChild(QSlider, "imageThresholdSlider"), Qt.Key.Key_Home)
        until(lambda: state.results.counts() != before, "the moved limit judged nothing anew")
        window.repaint()
        QGuiApplication.sync()  # the X server has drawn it, too
        after = {
            "row": view.currentIndex().row(),
            "counts": {str(verdict): n for verdict, n in state.results.counts().items()},
        }
        self.grab("after.png")
        (self.out / "after.json").write_text(json.dumps(after), encoding="utf-8")
        self.lock()
        window._answered = True  # nothing is to be saved
        window.close()

    def lock(self) -> None:
        """Put the operator lock on and try what an operator must not do."""
        window, state, lock = self.window, self.window.state, self.window.context.lock
        state.undo_stack.setIndex(0)
        lock.set_pin("4711")
        until(lambda: lock.has_pin, "the PIN was not set")
        window.context.actions["recipe.lock"].trigger()
        limits = state.limits
        QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)  # the page for training
        QTest.keyClick(window.findChild(QSlider, "imageThresholdSlider"), Qt.Key.Key_Home)
        for bar in list(window._messages.bars):
            bar.close_bar()
        QTest.qWait(300)
        window.repaint()
        QGuiApplication.sync()
        locked = {
            "locked": lock.locked,
            "page": window.current_page.id,
            "same limits": state.limits == limits,
            "unsaved": state.unsaved,
            "seen": {
                name: window.findChild(QWidget, name).isVisible()
                for name in ("limitsPanel", "trainPage", "resultsView", "exportButton", "noteEdit")
            },
            "menus": sorted(
                action.objectName()
                for menu in window.menuBar().actions()
                for action in menu.menu().actions()
                if action.isVisible() and action.objectName()
            ),
        }
        (self.out / "locked.json").write_text(json.dumps(locked), encoding="utf-8")
        self.grab("locked.png")

    def grab(self, name: str) -> None:
        """Keep the whole screen as a picture: what the X server shows, not what Qt thinks."""
        picture = QGuiApplication.primaryScreen().grabWindow(0)
        if not picture.save(str(self.out / name)):
            raise OSError(f"{self.out / name} could not be written")


def until(condition: Callable[[], bool], complaint: str) -> None:
    """Let the program go on until something is the case."""
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(complaint)
        QTest.qWait(LOOK_MS)


def main() -> int:
    """Run the program with the driver in it."""
    from gui.__main__ import main as gonogo

    out, words = Path(sys.argv[1]), sys.argv[2:]
    show = MainWindow.show

    def showing(window: MainWindow) -> None:
        show(window)
        Driver(window, out)

    MainWindow.show = showing
    return gonogo(words)


if __name__ == "__main__":
    sys.exit(main())
