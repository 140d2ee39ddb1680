"""Milliseconds that the viewer takes, for a photo of 12 megapixels.

Run it from the project's folder: ``QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_viewer``.
Each step moves the pixel threshold and paints the view to the end, as dragging the slider does.
"""

import argparse
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtWidgets import QApplication

from engine.types import Limits
from gui.viewer import ImageViewer, PartView, ViewSettings


class Paints(QObject):
    """Counts how often the view is painted."""

    count = 0

    def eventFilter(self, watched, event):  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return False


PAINTS = Paints()


def photo_of(width, height):
    rng = np.random.default_rng(3)
    small = rng.integers(0, 255, (height // 8, width // 8, 3), dtype=np.uint8)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def blobs(side):
    """A quiet map with a few defects, as real parts have it."""
    rng = np.random.default_rng(4)
    quiet = cv2.GaussianBlur(rng.random((side, side), dtype=np.float32), (0, 0), 6) * 20
    points = np.zeros((side, side), np.float32)
    for x, y in rng.integers(20, side - 20, (6, 2)):
        points[y, x] = 1
    spots = cv2.GaussianBlur(points, (0, 0), 7)
    return quiet + spots / spots.max() * 60


def noise(side):
    """The worst case: the threshold runs through the noise of the whole map."""
    rng = np.random.default_rng(5)
    rough = cv2.GaussianBlur(rng.random((side, side), dtype=np.float32), (0, 0), 4)
    return (rough - rough.min()) / (rough.max() - rough.min()) * 80


def timed(application, viewer, act):
    """Wall time and processor time of doing something and painting the result, in milliseconds."""
    PAINTS.count = 0
    wall, own = time.perf_counter(), time.process_time()
    act()
    application.processEvents()
    if PAINTS.count == 0:
        raise RuntimeError("Nothing was painted, so nothing was measured.")
    return (time.perf_counter() - wall) * 1000, (time.process_time() - own) * 1000


def report(name, spent):
    wall, own = np.array(spent).T
    print(
        f"{name:<44} median {np.median(wall):6.1f}  95 % {np.percentile(wall, 95):6.1f}"
        f"  worst {wall.max():6.1f} ms   processor: median {np.median(own):6.1f}  worst {own.max():6.1f} ms"
    )


def slide(application, viewer, count):
    """Move the pixel threshold from low to high."""
    return [
        timed(application, viewer, lambda value=value: viewer.set_limits(Limits(40.0, float(value), 30)))
        for value in np.linspace(15, 60, count)
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="1920x1080", help="the viewer's size on screen")
    parser.add_argument("--steps", type=int, default=60)
    arguments = parser.parse_args()
    width, height = (int(number) for number in arguments.size.split("x"))
    application = QApplication(sys.argv[:1])
    viewer = ImageViewer()
    viewer.resize(width, height)
    viewer.show()
    viewer.canvas.viewport().installEventFilter(PAINTS)
    photo = photo_of(4000, 3000)
    print(f"photo 4000 x 3000, viewer {width} x {height}, device pixel ratio {viewer.devicePixelRatioF()}")
    looks = (("fitted", viewer.fit), ("100 %", viewer.actual_size))
    for side in (256, 512):
        for kind in (blobs, noise):
            name = f"{kind.__name__} {side}"
            part = PartView(photo.copy(), kind(side), Limits(40.0, 20.0, 30), title="part")
            report(
                f"show part, {name}", [timed(application, viewer, lambda part=part: viewer.show_part(part))]
            )
            for place, look in looks:
                timed(application, viewer, look)
                report(f"  threshold step, {name}, {place}", slide(application, viewer, arguments.steps))
            viewer.apply_view_settings(ViewSettings(split=True))
            timed(application, viewer, viewer.fit)
            report(f"  threshold step, {name}, split", slide(application, viewer, arguments.steps))
            viewer.apply_view_settings(ViewSettings())
    for place, look in looks:
        timed(application, viewer, look)
        moves = [timed(application, viewer, lambda: viewer.camera.pan(3, 2)) for _ in range(arguments.steps)]
        report(f"pan step, {place}", moves)
    timed(application, viewer, viewer.fit)
    factors = [1.1 if turn % 40 < 20 else 1 / 1.1 for turn in range(arguments.steps)]
    turns = [
        timed(application, viewer, lambda factor=factor: viewer.camera.zoom(factor, QPointF(400, 300)))
        for factor in factors
    ]
    report("zoom step", turns)


if __name__ == "__main__":
    main()
