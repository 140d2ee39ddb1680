"""Runs ``gonogo RECIPE PARTS...`` on a real screen and notes what is to be seen; a script for test_x11.

It starts the program's own entry with the words after the first one. Once all parts are judged and on
screen it writes ``seen.json`` and ``before.png`` into the folder that is the first word, and waits for one
line on its standard input: somebody may look at the screen from outside. Then it goes to the next part and
moves the limit by keys, writes ``after.json`` and ``after.png``, and closes the window.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QTableView, QWidget

from gui.main_window import MainWindow

HEAVY = ("torch", "torchvision", "anomalib", "timm")
LOOK_MS = 50


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
        QTimer.singleShot(300, self, self.drive)  # thumbnails and the last paints

    @Slot()
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
        judged = QTest.qWaitFor(lambda: state.results.counts() != before, 5000)
        window.repaint()
        QGuiApplication.sync()  # the X server has drawn it, too
        after = {
            "row": view.currentIndex().row(),
            "counts": {str(verdict): n for verdict, n in state.results.counts().items()},
        }
        if not judged:
            raise TimeoutError("the moved limit judged nothing anew")
        self.grab("after.png")
        (self.out / "after.json").write_text(json.dumps(after), encoding="utf-8")
        window._answered = True  # the moved limit is not to be saved
        window.close()

    def grab(self, name: str) -> None:
        """Keep the whole screen as a picture: what the X server shows, not what Qt thinks."""
        picture = QGuiApplication.primaryScreen().grabWindow(0)
        if not picture.save(str(self.out / name)):
            raise OSError(f"{self.out / name} could not be written")


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
