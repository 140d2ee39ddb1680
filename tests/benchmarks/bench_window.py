"""How quick the window is: start, answering while it works, moving limits. Prints markdown tables.

    python tests/benchmarks/bench_window.py                       everything, some minutes
    python tests/benchmarks/bench_window.py inspect train         only these, see --help
    python tests/benchmarks/bench_window.py train --explain FILE  stacks of all threads in every long gap

It works in a folder of its own below ``--work`` and deletes it afterwards. Every figure comes from a process
of its own. The gaps of the event loop are those between the beats of a timer of 5 ms. In the same process
they are noted for an idle window first, and for one beside as many busy threads as there are processors that
never touch Python: only what is longer than that is the window's own doing. Nothing here is a test: it never
fails on a number.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
IDLE_SECONDS = 5.0
N_INSPECT, N_TRAIN = 1000, 500
N_RESULTS = (10_000, 50_000)
STEPS = 60
IDLE = ("idle", "idle beside busy threads")
LABELS = {"library": "loading torch", "network": "making the network"}


# ---- in the measured process


def open_window(work: Path, *argv: str):
    """The real window with the real engine, on screen; returns it and its heart."""
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
    QTest.qWait(1000)
    explain = os.environ.get("BENCH_EXPLAIN")
    heart = Heart(Path(explain).open("a", encoding="utf-8") if explain else None)  # noqa: SIM115
    return window, heart


def wait_until(done: Callable[[], bool]) -> None:
    """Run the event loop the way the program does, until something is so."""
    from PySide6.QtCore import QEventLoop, QTimer

    if done():
        return
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: loop.quit() if done() else None)
    look.start(20)
    loop.exec()


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


def note(heart, label: str, seconds: float) -> None:
    """Note the gaps of a while."""
    end = time.perf_counter() + seconds
    heart.start(label)
    wait_until(lambda: time.perf_counter() > end)
    heart.stop()


def finish(window, heart, **more) -> dict:
    """Close the window and hand over what was noted."""
    window._answered = True
    window.close()
    heavy = [name for name in ("torch", "openvino") if name in sys.modules]
    return {"gaps": [[g.label, g.begin, g.wall, g.own, g.queued] for g in heart.gaps], "heavy": heavy, **more}


def inspect(work: Path) -> dict:
    """Inspect a thousand pictures."""
    window, heart = open_window(work)
    state = window.state
    state.open_recipe(work / "sample.gonogo")
    wait_until(lambda: state.jobs.idle and state.recipe is not None)
    baseline(heart)
    heart.start("inspecting")
    begin = time.perf_counter()
    state.inspect([work / "parts"])
    wait_until(lambda: state.jobs.idle)
    seconds = time.perf_counter() - begin
    heart.stop()
    return finish(window, heart, seconds=seconds, n=len(state.results))


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


def judge(work: Path) -> dict:
    """Judge many results anew at another limit, and paint them."""
    from dataclasses import replace

    import numpy as np
    from PySide6.QtWidgets import QApplication, QTableView

    from engine.judging import verdict
    from engine.types import InspectionResult

    window, heart = open_window(work)
    state = window.state
    state.open_recipe(work / "sample.gonogo")
    wait_until(lambda: state.jobs.idle and state.recipe is not None)
    limits, rng = state.limits, np.random.default_rng(1)
    times: dict[int, dict[str, list[float]]] = {}
    for count in N_RESULTS:
        scores = limits.image_threshold * rng.lognormal(-0.4, 0.4, count)
        records = [
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
        state.clear_results()
        state.results.append(records, limits)
        state.results_reset.emit()
        view = window.findChild(QTableView, "resultsView")
        wait_until(lambda: state.jobs.idle)
        took = times[count] = {"all": [], "verdicts": []}
        for factor in np.linspace(0.6, 1.6, STEPS):
            new = replace(limits, image_threshold=limits.image_threshold * float(factor))
            begin = time.perf_counter()
            state.results.rejudge(new)
            took["verdicts"].append((time.perf_counter() - begin) * 1e3)
            begin = time.perf_counter()
            state.set_limits(new, "bench")
            view.viewport().repaint()
            QApplication.processEvents()
            took["all"].append((time.perf_counter() - begin) * 1e3)
        model = view.model()
        for name, act, *words in (
            ("sort by margin", model.sort, 1),
            ("sort by name", model.sort, 0),
            ("search", model.set_search, "0001"),
            ("scroll to the end", view.scrollToBottom),
        ):
            begin = time.perf_counter()
            act(*words)
            view.viewport().repaint()
            QApplication.processEvents()
            took[name] = [(time.perf_counter() - begin) * 1e3]
            model.set_search("")
    return finish(window, heart, times=times)


def pixel(work: Path) -> dict:
    """Move the pixel threshold over a photo of 12 megapixels, by its slider."""
    from PySide6.QtWidgets import QApplication, QSlider

    window, heart = open_window(work)
    state = window.state
    state.open_recipe(work / "sample.gonogo")
    wait_until(lambda: state.jobs.idle and state.recipe is not None)
    state.inspect([work / "large.png"])
    page = window.page("inspect")
    wait_until(lambda: state.jobs.idle and len(state.results) == 1 and page.viewer.part is not None)
    slider = window.findChild(QSlider, "pixelThresholdSlider")
    times: dict[str, list[float]] = {}
    for name, look in (("fitted", page.viewer.fit), ("100 %", page.viewer.actual_size)):
        look()
        QApplication.processEvents()
        took = times[name] = []
        for place in range(300, 300 + 6 * STEPS, 6):
            begin = time.perf_counter()
            slider.setValue(place)
            page.viewer.canvas.viewport().repaint()
            QApplication.processEvents()
            took.append((time.perf_counter() - begin) * 1e3)
    wait_until(lambda: state.jobs.idle)
    return finish(window, heart, times=times)


MEASURED = {"inspect": inspect, "train": train, "judge": judge, "pixel": pixel}


# ---- around it


def measured(name: str, work: Path, **more: str) -> dict:
    """Run one of :data:`MEASURED` in a process of its own."""
    out = work / "out.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    if not environment.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, str(Path(__file__)), "--child", name, str(work), str(out)]
    subprocess.run(command, env=environment, check=True, cwd=ROOT)
    return json.loads(out.read_text(encoding="utf-8"))


def prepare(work: Path, *, inspect_many: int, train_many: int) -> None:
    """Pictures of many parts, made from a few of the sample by small changes, and a recipe."""
    import cv2
    import numpy as np

    from engine.padim import TrainSettings
    from engine.padim import train as learn
    from engine.recipe import save
    from engine.sample import render_sample

    os.environ["GONOGO_DATA_DIR"] = str(work / "data")
    sample = render_sample(work / "sample", n_good=24, n_test_good=4, n_per_defect=2)
    good = sorted(sample.train_good.iterdir())
    with learn(good, TrainSettings("sample")) as training:
        save(training.recipe, work / "sample.gonogo")
    rng = np.random.default_rng(0)
    for folder, sources, count in (
        ("good", good, train_many),
        ("parts", sorted(sample.test.rglob("*.png")), inspect_many),
    ):
        (work / folder).mkdir()
        photos = [cv2.imread(str(path)) for path in sources]
        for number in range(count):
            photo = photos[number % len(photos)]
            shift = np.float32([[1, 0, rng.normal(0, 1)], [0, 1, rng.normal(0, 1)]])
            moved = cv2.warpAffine(photo, shift, photo.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
            noise = cv2.randn(np.empty(photo.shape, np.int8), 0, 2)
            lit = cv2.add(cv2.convertScaleAbs(moved, alpha=rng.normal(1, 0.01)), noise, dtype=cv2.CV_8U)
            cv2.imwrite(str(work / folder / f"{number:04d}.png"), lit, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    large = cv2.resize(cv2.imread(str(sorted(sample.test.rglob("scratch/*.png"))[0])), (4000, 3000))
    cv2.imwrite(str(work / "large.png"), large, [cv2.IMWRITE_PNG_COMPRESSION, 1])


@contextmanager
def x_server() -> Iterator[str]:
    """An X server of our own; empty where Xvfb is not installed."""
    program = shutil.which("Xvfb")
    if program is None:
        yield ""
        return
    here, there = os.pipe()
    words = [program, "-displayfd", str(there), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[there], stderr=subprocess.DEVNULL)
    os.close(there)
    with os.fdopen(here) as told:
        number = told.readline().strip() if select.select([told], [], [], 30)[0] else ""
    try:
        yield f":{number}" if number else ""
    finally:
        server.terminate()
        server.wait()


def table(title: str, head: str, rows: list[str]) -> None:
    columns = head.count("|") + 1
    print(f"\n### {title}\n\n| {head} |\n|{'---|' * columns}")
    for row in rows:
        print(f"| {row} |")
    sys.stdout.flush()


def start_table(runs: int) -> None:
    from tests.benchmarks.bench_start import once

    rows = []
    with tempfile.TemporaryDirectory() as folder, x_server() as display:
        for name, variables in (
            ("offscreen", {"QT_QPA_PLATFORM": "offscreen"}),
            ("X11 (Xvfb)", {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}),
        ):
            if not all(variables.values()):
                continue
            kept = dict(os.environ)
            os.environ.update(variables)
            once(folder)
            seen = [once(folder) for _ in range(runs)]
            os.environ.clear()
            os.environ.update(kept)
            seconds = [value for value, _heavy in seen]
            rows.append(
                f"{name} | {statistics.median(seconds):.2f} s | {min(seconds):.2f} s"
                f" | {max(seconds):.2f} s | {seen[0][1]}"
            )
    table("Window on screen after", "where | median | best | worst | slow libraries loaded", rows)


def gap_row(name: str, gaps: list) -> str:
    from tests.benchmarks.event_loop import Gap, figures

    f = figures([Gap(begin, wall, own, queued, label) for label, begin, wall, own, queued in gaps])
    return (
        f"{name} | {f['n']:.0f} | {f['p50']:.1f} | {f['p95']:.1f} | {f['p99']:.1f} | **{f['max']:.0f}**"
        f" | {f['own']:.0f} + {f['queued']:.0f} | {f['over_50']:.0f} | {f['over_100']:.0f}"
    )


GAP_HEAD = "gaps in ms while | beats | p50 | p95 | p99 | longest | of it own + queued | > 50 | > 100"


def gaps_of(seen: dict, *labels: str) -> list:
    return [gap for gap in seen["gaps"] if gap[0] in labels]


def longest(seen: dict, *labels: str, count: int = 5) -> str:
    walls = sorted((gap[2] for gap in gaps_of(seen, *labels)), reverse=True)[:count]
    return ", ".join(f"{wall:.0f}" for wall in walls)


def inspect_table(work: Path) -> None:
    seen = measured("inspect", work)
    rate = seen["n"] / seen["seconds"]
    rows = [gap_row(label, gaps_of(seen, label)) for label in (*IDLE, "inspecting")]
    table(f"Inspecting {seen['n']:,} pictures of 512 x 512: {rate:.0f} a second", GAP_HEAD, rows)
    print(f"\nThe longest gaps: {longest(seen, 'inspecting')} ms. Loaded: {', '.join(seen['heavy'])}.")


def train_table(work: Path, *, cached: bool) -> None:
    if not cached:
        shutil.rmtree(work / "data" / "cache")
    seen = measured("train", work)
    before = (*IDLE, "adding the good parts")
    stages = list(dict.fromkeys(gap[0] for gap in seen["gaps"] if gap[0] not in before))
    rest = [stage for stage in stages if stage not in LABELS]
    rows = [gap_row(label, gaps_of(seen, label)) for label in before]
    rows.append(gap_row("training, apart from torch", gaps_of(seen, *rest)))
    rows += [gap_row(LABELS.get(stage, f"of it: {stage}"), gaps_of(seen, stage)) for stage in stages]
    how = "network cached" if cached else "network not cached: torch is loaded"
    table(f"Training on {seen['n']:,} pictures, {how}: {seen['seconds']:.1f} s", GAP_HEAD, rows)
    print(f"\nThe longest gaps apart from torch: {longest(seen, *rest)} ms", end="")
    print("." if cached else f"; with torch: {longest(seen, *LABELS, count=8)} ms.")


def time_row(name: str, took: list[float]) -> str:
    took = sorted(took)
    p95 = took[min(len(took) - 1, round(0.95 * len(took)))]
    return f"{name} | {statistics.median(took):.1f} | {p95:.1f} | {took[-1]:.1f}"


def judge_table(work: Path) -> None:
    seen = measured("judge", work)
    rows = []
    for count, times in seen["times"].items():
        for name, took in times.items():
            words = {"all": "limit moved, all of the page painted", "verdicts": "of it the verdicts"}
            rows.append(time_row(f"{int(count):,} results: {words.get(name, name)}", took))
    table("Many results, ms", "what | median | p95 | worst", rows)


def pixel_table(work: Path) -> None:
    seen = measured("pixel", work)
    rows = [time_row(f"photo {name}", took) for name, took in seen["times"].items()]
    table("A step of the pixel threshold over 12 megapixels, ms", "what | median | p95 | worst", rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    choices = ("start", "inspect", "train", "torch", "judge", "pixel")
    parser.add_argument("what", nargs="*", default=choices, help=", ".join(choices))
    parser.add_argument("--work", type=Path, help="folder for temporary files")
    parser.add_argument("--runs", type=int, default=7, help="starts of the window")
    parser.add_argument("--inspect-many", type=int, default=N_INSPECT)
    parser.add_argument("--train-many", type=int, default=N_TRAIN)
    parser.add_argument("--explain", type=Path, help="file for the stacks of all threads in long gaps")
    parser.add_argument("--keep", action="store_true", help="keep and use again the temporary files")
    given = parser.parse_args()
    if given.explain:
        os.environ["BENCH_EXPLAIN"] = str(given.explain.absolute())
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} processors, load before the start {load:.1f}")
    if "start" in given.what:
        start_table(given.runs)
    work = given.work / "bench_window" if given.keep else Path(tempfile.mkdtemp(dir=given.work))
    try:
        if set(given.what) - {"start"} and not (work / "large.png").exists():
            work.mkdir(parents=True, exist_ok=True)
            prepare(work, inspect_many=given.inspect_many, train_many=given.train_many)
        for what, show in (
            ("inspect", inspect_table),
            ("train", lambda work: train_table(work, cached=True)),
            ("torch", lambda work: train_table(work, cached=False)),
            ("judge", judge_table),
            ("pixel", pixel_table),
        ):
            if what in given.what:
                show(work)
    finally:
        if not given.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _, _, name, work, out = sys.argv
        Path(out).write_text(json.dumps(MEASURED[name](Path(work))), encoding="utf-8")
        sys.stdout.flush()
        os._exit(0)  # what is left to tear down is not measured
    main()
