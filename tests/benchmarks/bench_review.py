"""Milliseconds from the key of an operator verdict to the next part on screen, and to reopening a session.

Run it from the project's folder: ``python -m tests.benchmarks.bench_review RECIPE PARTS``.
RECIPE is a recipe file, PARTS a folder of pictures; ``make run`` leaves both in ``run/``. Maps are in memory,
as they are after an inspection. A person who holds the key down is the worst case: the first row below.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.app import build

PATIENCE = 30.0


def until(application, true, what):
    """Answer events until something is so."""
    end = time.perf_counter() + PATIENCE
    while not true():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        if time.perf_counter() > end:
            raise TimeoutError(what)


def rest(milliseconds):
    """Let the window rest, as a person does who looks at a part."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def judge_all(application, page, pause):
    """Press G or D for every part and time until the next is on show and painted."""
    view, model, spent = page.results.view, page.model, []
    view.show_place(0)
    until(application, lambda: page.part.record is model.record(0), "the first part")
    for place in range(model.rowCount() - 1):
        rest(pause)
        begin = time.perf_counter()
        QTest.keyClick(view, Qt.Key.Key_G if place % 3 else Qt.Key.Key_D)
        until(application, lambda p=place: page.part.record is model.record(p + 1), "the next part")
        page.viewer.repaint()
        view.viewport().repaint()
        spent.append((time.perf_counter() - begin) * 1000)
    return np.array(spent)


def told(name, spent):
    print(
        f"{name:<34} median {np.median(spent):6.1f}  95 % {np.percentile(spent, 95):6.1f}"
        f"  worst {spent.max():6.1f} ms   ({len(spent)} keys)"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("parts", type=Path)
    chosen = parser.parse_args()
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as data:
        window = build([], data)
        window.resize(1440, 900)
        window.show()
        window.state.open_recipe(chosen.recipe.absolute(), [chosen.parts.absolute()])
        until(application, lambda: window.state.jobs.idle and len(window.state.results), "the inspection")
        page = window.current_page
        told("one key after the other", judge_all(application, page, 0))
        told("half a second for each part", judge_all(application, page, 500))
        begin = time.perf_counter()
        if not window.app.sessions.flush():
            raise TimeoutError("the session was not written")
        print(f"{'waiting for the session file':<34} {(time.perf_counter() - begin) * 1000:6.1f} ms")
        window._answered = True
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
