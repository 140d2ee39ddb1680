"""Milliseconds that the page for judging takes with many results, each painted to the end.

Run it from the project's folder: ``QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.bench_results``.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import Qt

from engine.types import Calibration, InspectionResult, Interval, Limits, RecipeSummary, Verdict
from gui.app import build
from gui.pages import PAGES
from tests.gui.quick_engine import FakeRecipe

LIMITS = Limits(40.0, 20.0)


def records(folder, many):
    """Results of pictures that exist, so that thumbnails and photos are really fetched."""
    rng = np.random.default_rng(7)
    photo = rng.integers(0, 255, (480, 640, 3), dtype=np.uint8)
    path = folder / "part_0.png"
    path.write_bytes(cv2.imencode(".png", photo)[1].tobytes())
    scores = 24 * rng.lognormal(0, 0.3, many)
    scores[::13] *= 4
    return [
        InspectionResult(
            folder / f"part_{i * 7919 % many}.png" if i else path,
            Verdict.GOOD,
            LIMITS,
            width=640,
            height=480,
            score=float(score),
            margin=float(score) / 40,
            largest_area=int(score > 20) * 50,
        )
        for i, score in enumerate(scores)
    ]


def window_with(many, folder):
    rng = np.random.default_rng(8)
    pages = tuple(page for page in PAGES if page.id != "train")
    window = build([], folder / "data", pages=pages)
    window.resize(1920, 1080)
    window.show()
    window.show_page("inspect")
    calibration = Calibration(40.0, 20.0, 0.01, Interval(1 / 400, 1 / 30), 160)
    good = tuple(float(score) for score in 24 * rng.lognormal(0, 0.2, 160))
    summary = RecipeSummary("flange", "", "2026-01-31T12:00:00+00:00", "0.1", 256, "x", calibration, good)
    window.state._use(FakeRecipe(limits=LIMITS), summary, None)
    window.state.request_map = lambda _row: None
    window.state.results.append(records(folder, many), LIMITS)
    window.state.results_added.emit(0, many)
    return window


def timed(window, name, *acts):
    """Time each act until the event loop has nothing more to do, painting included."""
    from PySide6.QtWidgets import QApplication

    took = []
    for act in acts:
        QApplication.processEvents()
        begun = time.perf_counter()
        act()
        QApplication.processEvents()
        took.append((time.perf_counter() - begun) * 1e3)
    took.sort()
    print(f"{name:<52} median {took[len(took) // 2]:7.1f} ms   worst {took[-1]:7.1f} ms", flush=True)


def rejudging(window):
    """Moving each limit, as a drag does."""
    state = window.state

    def to(**changes):
        return lambda: state.set_limits(replace(state.limits, **changes), "drag")

    timed(window, "image threshold", *[to(image_threshold=30 + i / 2) for i in range(60)])
    timed(window, "review band", *[to(review_from=0.5 + i / 200) for i in range(60)])
    timed(window, "minimum area", *[to(min_area=i) for i in range(30, 60)])
    timed(window, "back and forth by undo", state.undo_stack.undo, state.undo_stack.redo)
    window.current_page.results.buttons[Verdict.DEFECTIVE].click()
    timed(
        window, "image threshold, only defective listed", *[to(image_threshold=30 + i / 2) for i in range(30)]
    )
    window.current_page.results.show_all()


def listing(window):
    """Sorting, filtering, searching, scrolling, more results."""
    page = window.current_page
    view, model = page.results.view, page.model
    orders = list(Qt.SortOrder)
    for column, name in enumerate(("name", "margin", "verdict")):
        acts = [lambda column=column, order=order: view.sortByColumn(column, order) for order in orders * 3]
        timed(window, f"sort by {name}", *acts)
    view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    timed(window, "filter", *[button.click for button in page.results.buttons.values()])
    page.results.show_all()
    timed(
        window,
        "search",
        *[lambda text=text: page.results.search.setText(text) for text in ("1", "12", "123", "")],
    )
    bar = view.verticalScrollBar()
    timed(window, "scroll", *[lambda i=i: bar.setValue(bar.maximum() * i // 200) for i in range(200)])
    timed(window, "next part", *[lambda: view.step(1)] * 50)
    view.selectAll()
    timed(
        window,
        "sort with every row selected",
        lambda: view.sortByColumn(1, orders[0]),
        lambda: model.sort(-1),
    )
    view.show_place(0)
    more = records(page.state.paths.root, 20)

    def add():
        first = len(page.state.results)
        page.state.results.append(more, page.state.limits)
        page.state.results_added.emit(first, len(more))

    timed(window, "20 more results", *[add] * 20)
    view.sortByColumn(0, orders[0])
    timed(window, "20 more results, sorted by name", *[add] * 20)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rejudged", type=int, default=10_000)
    parser.add_argument("--listed", type=int, default=50_000)
    chosen = parser.parse_args()
    for many, act in ((chosen.rejudged, rejudging), (chosen.listed, listing)):
        with tempfile.TemporaryDirectory() as folder:
            window = window_with(many, Path(folder))
            print(f"{many:,} results, {window.width()} x {window.height()}")
            act(window)
            window.answered()
            window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
