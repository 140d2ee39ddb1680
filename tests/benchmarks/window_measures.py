"""What :mod:`bench_window` measures, each in a process of its own: the real window with the real engine."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

IDLE_SECONDS = 5.0
N_RESULTS = (10_000, 50_000)
N_REMOVE = (60, 500)
STEPS = 60
LOOKS = 200

Took = list[tuple[float, float]]
"""Milliseconds of each repetition: by the clock, and of the main thread's own work."""


def open_window(work: Path, *argv: str):
    """The window on screen; returns it and its heart."""
    from PySide6.QtTest import QTest

    from gui.app import build
    from gui.interpreter import plain_imports
    from tests.benchmarks.event_loop import Heart

    plain_imports()
    window = build(argv, work / "data")
    window.app.collector.start()  # as the program does
    window.app.load_rest_soon()
    window.resize(1440, 900)
    window.show()
    QTest.qWaitForWindowExposed(window)
    rest(1)
    explain = os.environ.get("BENCH_EXPLAIN")
    heart = Heart(Path(explain).open("a", encoding="utf-8") if explain else None)  # noqa: SIM115
    return window, heart


def wait_until(done: Callable[[], bool], every: int = 20) -> None:
    """Run the event loop the way the program does, until something is so.

    Waiting with QTest would keep Python's lock, and no other thread would get on.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    if done():
        return
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start(every)
    loop.exec()


def rest(seconds: float) -> None:
    """Let the window come to rest."""
    end = time.perf_counter() + seconds
    wait_until(lambda: time.perf_counter() > end)


def with_recipe(work: Path):
    """The window with the recipe of the sample open; returns it, its heart and its state."""
    window, heart = open_window(work)
    state = window.state
    state.open_recipe(work / "sample.gonogo")
    wait_until(lambda: state.jobs.idle and state.recipe is not None)
    return window, heart, state


def finish(window, heart, **more) -> dict:
    """Close the window and hand over what was noted."""
    window.answered()
    window.close()
    heavy = [name for name in ("torch", "openvino") if name in sys.modules]
    return {"gaps": [[g.label, g.begin, g.wall, g.own, g.queued] for g in heart.gaps], "heavy": heavy, **more}


def note(heart, label: str, seconds: float) -> None:
    """Note the gaps of a while."""
    heart.start(label)
    rest(seconds)
    heart.stop()


def baseline(heart) -> None:
    """Note the gaps of a window that nobody asks for anything, and of one beside busy threads."""
    from engine.parallel import cpu_count
    from gui.priority import ENGINE, give_way

    note(heart, "idle", IDLE_SECONDS)
    stop = threading.Event()
    block = bytes(8 << 20)

    def keep_busy() -> None:
        give_way(ENGINE)
        while not stop.is_set():
            hashlib.blake2b(block)  # without Python's lock

    threads = [threading.Thread(target=keep_busy) for _ in range(cpu_count())]
    for thread in threads:
        thread.start()
    note(heart, "idle beside busy threads", IDLE_SECONDS)
    stop.set()
    for thread in threads:
        thread.join()


class Paints:
    """Times what is done until a widget has been painted; nothing painted is nothing measured."""

    def __init__(self, widget) -> None:
        from PySide6.QtCore import QEvent, QObject

        class Filter(QObject):
            count = 0

            def eventFilter(self, _watched, event) -> bool:  # noqa: N802
                self.count += event.type() == QEvent.Type.Paint
                return False

        self._widget, self._filter = widget, Filter(widget)
        widget.installEventFilter(self._filter)

    def time(self, act: Callable[[], object], *, anyway: bool = False) -> tuple[float, float]:
        """Milliseconds by the clock and of this thread's work, the whole page's painting included.

        Args:
            act: What is done.
            anyway: Paint the widget even if nothing on it has changed.
        """
        from PySide6.QtWidgets import QApplication

        QApplication.processEvents()
        self._filter.count = 0
        wall, own = time.perf_counter(), time.thread_time()
        act()
        if anyway:
            self._widget.update()
        QApplication.processEvents()
        took = (time.perf_counter() - wall) * 1e3, (time.thread_time() - own) * 1e3
        if not self._filter.count:
            raise RuntimeError("Nothing was painted, so nothing was measured.")
        return took


def until(heard, act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds from an act until a signal comes."""
    came: list[float] = []

    def hear(*_: object) -> None:
        came.append(time.perf_counter())

    heard.connect(hear)
    begin, own = time.perf_counter(), time.thread_time()
    act()
    wait_until(lambda: bool(came), every=5)
    heard.disconnect(hear)
    return (came[0] - begin) * 1e3, (time.thread_time() - own) * 1e3


def forget_maps(state) -> None:
    """Delete what is kept of anomaly maps, in memory and on disk."""
    state.map_cache.wait()
    shutil.rmtree(state.map_cache.files.folder, ignore_errors=True)
    state.maps.clear()


# ---- the event loop while something is done


def inspect(work: Path) -> dict:
    """Inspect a thousand pictures."""
    window, heart, state = with_recipe(work)
    forget_maps(state)
    baseline(heart)
    heart.start("inspecting")
    begin = time.perf_counter()
    state.inspect([work / "parts"])
    wait_until(lambda: state.jobs.idle)
    seconds = time.perf_counter() - begin
    heart.stop()
    state.map_cache.wait()
    kept = sum(1 for _ in state.map_cache.files.folder.rglob("*.map"))
    return finish(window, heart, seconds=seconds, n=len(state.results), kept=kept)


def add(work: Path) -> dict:
    """Add thousands of good parts."""
    window, heart = open_window(work)
    window.show_page("train")
    baseline(heart)
    many = len(list((work / "many").iterdir()))
    heart.start("adding good parts")
    window.state.add_good([work / "many"])
    wait_until(lambda: len(window.state.good_images) == many)
    rest(IDLE_SECONDS)
    heart.stop()
    return finish(window, heart, n=many)


def train(work: Path) -> dict:
    """Train on five hundred pictures."""
    window, heart = open_window(work)
    state = window.state
    window.show_page("train")
    state.add_good([work / "good"])
    note(heart, "adding the good parts", IDLE_SECONDS)
    baseline(heart)
    state.progressed.connect(lambda progress: setattr(heart, "label", progress.stage))
    heart.start("begin")
    begin = time.perf_counter()
    window.page("train").start()
    wait_until(lambda: state.jobs.idle)
    seconds = time.perf_counter() - begin
    heart.stop()
    return finish(window, heart, seconds=seconds, n=len(state.good_images))


# ---- many results


def judge(work: Path) -> dict:
    """Judge many results anew at another limit and paint them; sort, search and scroll them."""
    import psutil
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QTableView

    window, heart, state = with_recipe(work)
    limits = state.limits
    view = window.findChild(QTableView, "resultsView")
    model, bar = view.model(), view.verticalScrollBar()
    paints = Paints(view.viewport())
    times: dict[str, dict[str, Took]] = {}
    held = {}
    for count in N_RESULTS:
        state.clear_results()
        rest(0.5)
        memory = psutil.Process().memory_info().rss
        records = made_up(state, count)

        def show(records=records) -> None:
            state.results.append(records, limits)
            state.results_reset.emit()

        took: dict[str, Took] = {"put on the list": [paints.time(show)]}
        rest(1)
        held[count] = (psutil.Process().memory_info().rss - memory) / 1e6
        for factor in (0.6 + step / STEPS for step in range(STEPS)):
            new = replace(limits, image_threshold=limits.image_threshold * factor)
            verdicts = own(lambda new=new: state.results.rejudge(new))
            took.setdefault("limit moved, all of the page painted", []).append(
                paints.time(lambda new=new: state.set_limits(new, "bench"))
            )
            took.setdefault("of it the verdicts", []).append(verdicts)
        for column, name in enumerate(("name", "margin", "verdict")):
            took[f"sort by {name}"] = [
                paints.time(lambda column=column, order=order: model.sort(column, order), anyway=True)
                for order in list(Qt.SortOrder) * 2
            ]
        model.sort(-1)
        words = ("1", "12", "0012", "")
        took["search"] = [
            paints.time(lambda text=text: model.set_search(text), anyway=True) for text in words
        ]
        took["scroll"] = [
            paints.time(lambda step=step: bar.setValue(bar.maximum() * step // LOOKS))
            for step in range(1, LOOKS)
        ]
        times[f"{count:,} results"] = took
    return finish(window, heart, times=times, held=held)


def own(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of something that paints nothing."""
    wall, thread = time.perf_counter(), time.thread_time()
    act()
    return (time.perf_counter() - wall) * 1e3, (time.thread_time() - thread) * 1e3


def made_up(state, count: int) -> list:
    """Results of parts that are nowhere."""
    import numpy as np

    from engine.judging import verdict
    from engine.types import InspectionResult

    limits = state.limits
    scores = limits.image_threshold * np.random.default_rng(1).lognormal(-0.4, 0.4, count)
    return [
        InspectionResult(
            Path(f"/parts/{number % 7}/{number:06d}.png"),
            verdict(float(score), 0, limits),
            limits,
            width=512,
            height=512,
            score=float(score),
            margin=float(score) / limits.image_threshold,
        )
        for number, score in enumerate(scores)
    ]


def pixel(work: Path) -> dict:
    """Move the pixel threshold over a photo of 12 megapixels, by its slider."""
    from PySide6.QtWidgets import QApplication, QSlider

    window, heart, state = with_recipe(work)
    state.inspect([work / "large.png"])
    page = window.page("inspect")
    wait_until(lambda: state.jobs.idle and len(state.results) == 1 and page.viewer.part is not None)
    rest(1)
    slider = window.findChild(QSlider, "pixelThresholdSlider")
    paints = Paints(page.viewer.canvas.viewport())
    times: dict[str, Took] = {}
    for name, look in (("fitted", page.viewer.fit), ("at 100 %", page.viewer.actual_size)):
        look()
        QApplication.processEvents()
        times[name] = [
            paints.time(lambda place=place: slider.setValue(place))
            for place in range(300, 300 + 6 * STEPS, 6)
        ]
    wait_until(lambda: state.jobs.idle)
    return finish(window, heart, times={"photo": times})


# ---- waiting for the engine


def maps(work: Path) -> dict:
    """Look at parts whose maps are not in memory."""
    window, heart, state = with_recipe(work)
    forget_maps(state)
    parts = sorted((work / "parts").iterdir())
    state.inspect(parts[:LOOKS])
    wait_until(lambda: state.jobs.idle)
    state.map_cache.wait()
    rest(0.5)
    times: dict[str, Took] = {}

    def look(row: int) -> tuple[float, float]:
        state.maps.drop(state.results[row].path)
        return until(state.map_ready, lambda: state.request_map(row))

    times["map from disk"] = [look(row) for row in range(LOOKS)]
    forget_maps(state)
    times["map made again"] = [look(row) for row in range(30)]
    forget_maps(state)
    state.inspect(parts)
    wait_until(lambda: len(state.results) > LOOKS + 20)
    took = times["map made again while parts are inspected"] = []
    for row in range(30, 60):
        if state.busy is not None:
            took.append(look(row))
    state.cancel()
    wait_until(lambda: state.jobs.idle)
    return finish(window, heart, times={"look": times})


def cancel(work: Path) -> dict:
    """Stop inspections and trainings at several moments."""
    window, heart, state = with_recipe(work)
    times: dict[str, Took] = {}

    def stop(name: str) -> None:
        begin, thread = time.perf_counter(), time.thread_time()
        state.cancel()
        wait_until(lambda: state.jobs.idle, every=2)
        took = (time.perf_counter() - begin) * 1e3, (time.thread_time() - thread) * 1e3
        times.setdefault(name, []).append(took)

    for seconds in (0.0, 0.05, 0.2, 0.5, 1.0, 2.0):
        state.inspect([work / "parts"])
        rest(seconds)
        if state.busy is not None:
            stop("inspection")
    stages: list[str] = []
    state.progressed.connect(lambda progress: stages.append(progress.stage))
    window.show_page("train")
    state.add_good([work / "good"])
    wait_until(lambda: bool(state.good_images) and state.jobs.idle)
    rest(1)
    for stage in ("embed", "embed", "fit", "calibrate"):
        stages.clear()
        window.page("train").start()
        wait_until(lambda stage=stage: stage in stages or state.jobs.idle, every=2)
        if state.busy is not None:
            stop(f"training, {stage}")
    return finish(window, heart, times={"cancel": times})


def remove(work: Path) -> dict:
    """Take an unusual part out of a finished training, exactly, and put it back."""
    window, heart = open_window(work)
    state = window.state
    window.show_page("train")
    times: dict[str, Took] = {}
    for count in N_REMOVE:
        state.set_good_images(sorted((work / "good").iterdir())[:count])
        rest(1)
        window.page("train").start()
        wait_until(lambda: state.jobs.idle)
        rest(1)
        for number in range(3):
            for numbers, name in (([number], "taken out"), ([], "put back")):
                took = until(
                    state.training_changed, lambda numbers=numbers: state.exclude_from_training(numbers)
                )
                times.setdefault(f"one of {len(state.training.images)} good parts {name}", []).append(took)
                wait_until(lambda: state.jobs.idle)
    return finish(window, heart, times={"remove": times})


MEASURED = {
    measure.__name__: measure for measure in (inspect, add, train, judge, pixel, maps, cancel, remove)
}
