"""Runs ``gonogo --data-dir DATA [RECIPE PARTS...]`` and works in it by keys; a script for test_killed.

The first word is ``judge`` or ``look``, the second a file, the others are the program's own. With ``judge``
every part on the list gets a verdict by a key, over and over, and each one is noted in the file with its
time; that goes on until somebody ends the process. With ``look`` what is on the list is written into the
file once everything is there, and the window is closed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from gui.main_window import MainWindow

LOOK_MS, KEY_MS = 20, 25
KEYS = (Qt.Key.Key_G, Qt.Key.Key_D, Qt.Key.Key_U)


class Driver(QObject):
    """Waits until parts are on the list, then does what it was told."""

    def __init__(self, window: MainWindow, task: str, out: Path) -> None:
        super().__init__(window)
        self.window, self.task, self.out = window, task, out
        self.place = self.round = 0
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.wait)
        self.timer.start(LOOK_MS)

    @Slot()
    def wait(self) -> None:
        """Go on once all parts are there."""
        state = self.window.state
        if not len(state.results) or not state.jobs.idle or self.window.current_page.id != "inspect":
            return
        if not self.window.isActiveWindow():  # keys go to the active window only
            self.window.activateWindow()
            return
        self.timer.timeout.disconnect(self.wait)
        if self.task == "look":
            self.timer.stop()
            self.tell()
            return
        self.view = self.window.findChild(QTableView, "resultsView")
        self.round = int(time.time()) % 3  # another verdict than the last time
        self.journal = self.out.open("a", encoding="utf-8")
        self.timer.timeout.connect(self.judge)
        self.timer.start(KEY_MS)

    @Slot()
    def judge(self) -> None:
        """Press one key on the next part, and note what came of it and when."""
        results, model = self.window.state.results, self.view.model()
        if self.place >= model.rowCount():
            self.place, self.round = 0, self.round + 1
        self.view.show_place(self.place)
        row = model.row_of(self.place)
        QTest.keyClick(self.view, KEYS[(self.place + self.round) % len(KEYS)])
        said = results.review(row).verdict
        line = [time.time(), str(results[row].path), str(said)]
        self.journal.write(json.dumps(line) + "\n")
        self.journal.flush()
        self.place += 1

    def tell(self) -> None:
        """Write what is on the list, and close."""
        state = self.window.state
        rows = [state.results[row] for row in range(len(state.results))]
        seen = {
            "recipe": state.summary.name,
            "scores": {str(record.path): record.score for record in rows},
            "said": {
                str(record.path): str(state.results.review(row).verdict) for row, record in enumerate(rows)
            },
        }
        self.out.write_text(json.dumps(seen), encoding="utf-8")
        self.window.close()


def main() -> int:
    """Run the program with the driver in it."""
    from gui.__main__ import main as gonogo

    task, out, words = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    show = MainWindow.show

    def showing(window: MainWindow) -> None:
        show(window)
        Driver(window, task, out)

    MainWindow.show = showing
    return gonogo(words)


if __name__ == "__main__":
    sys.exit(main())
