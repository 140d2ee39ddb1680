"""How long it takes until the window is on screen, from the start of the process.

Run it twice, so that the file cache is warm: ``python tests/benchmarks/bench_start.py [runs]``. It uses
the display it finds, or none (``QT_QPA_PLATFORM=offscreen``).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CHILD = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
import gui.app
from gui.main_window import MainWindow

HEAVY = ("torch", "anomalib", "timm", "openvino", "cv2", "scipy", "PIL")

class Watch(QObject):
    seen = False
    def eventFilter(self, watched, event):
        # the last thing painted in the first frame is the status line
        if not self.seen and event.type() == QEvent.Type.Paint:
            self.seen = True
            heavy = [m for m in HEAVY if m in sys.modules]
            print(time.time(), heavy, flush=True)
            QTimer.singleShot(0, window.close)
        return False

watch = Watch()
show = MainWindow.show
def showing(self):
    global window
    window = self
    self.status.bar.parentWidget().installEventFilter(watch)
    show(self)
MainWindow.show = showing
gui.app.run([], sys.argv[1])
"""


def once(folder: str) -> tuple[float, str]:
    """Seconds from the start of the process to the first painted frame, and slow libraries loaded."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if not environment.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, folder], capture_output=True, text=True, env=environment, check=True
    )
    moment, _, heavy = done.stdout.partition(" ")
    return float(moment) - start, heavy.strip()


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        once(folder)
        measured = [once(folder) for _ in range(runs)]
    seconds = [value for value, _heavy in measured]
    print(
        f"window on screen after {statistics.median(seconds):.3f} s"
        f" (best {min(seconds):.3f}, worst {max(seconds):.3f}, {runs} runs); slow libraries: {measured[0][1]}"
    )


if __name__ == "__main__":
    main()
