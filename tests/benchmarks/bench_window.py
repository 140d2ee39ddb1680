"""How quick the window is: start, answering while it works, moving limits. Prints markdown tables.

    python tests/benchmarks/bench_window.py                       everything, some minutes
    python tests/benchmarks/bench_window.py inspect train         only these, see --help
    python tests/benchmarks/bench_window.py train --explain FILE  stacks of all threads in every long gap

It works in a folder of its own below ``--work`` and deletes it afterwards. Every figure comes from a process
of its own. The gaps of the event loop are those between the beats of a timer of 5 ms. In the same process
they are noted for an idle window first, and for one beside as many busy threads as there are processors that
never touch Python: only what is longer than that is the window's own doing. "Own" is the main thread's work:
on a busy machine it says more than the clock. Nothing here is a test: it never fails on a number.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
N_INSPECT, N_TRAIN, N_ADD = 1000, 500, 5000
IDLE = ("idle", "idle beside busy threads")
LABELS = {"library": "loading torch", "network": "making the network"}
LIMITS = {
    "put on the list": "",
    "limit moved, all of the page painted": "16 ms",
    "photo": "33 ms",
    "cancel": "500 ms",
    "remove": "1,000 ms",
}
"""What a step may take, as far as a number was set."""


# ---- around it


def measured(name: str, work: Path, **more: str) -> dict:
    """Run one of ``window_measures.MEASURED`` in a process of its own."""
    out = work / "out.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    if not environment.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, str(Path(__file__)), "--child", name, str(work), str(out)]
    subprocess.run(command, env=environment, check=True, cwd=ROOT)
    return json.loads(out.read_text(encoding="utf-8"))


def prepare(work: Path, *, inspect_many: int, train_many: int, add_many: int) -> None:
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
    (work / "many").mkdir()
    sources = sorted((work / "good").iterdir())
    for number in range(add_many):
        shutil.copyfile(sources[number % len(sources)], work / "many" / f"{number:05d}.png")
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
    print(f"Anomaly maps kept on disk meanwhile: {seen['kept']:,}.")


def add_table(work: Path) -> None:
    seen = measured("add", work)
    rows = [gap_row(label, gaps_of(seen, label)) for label in (*IDLE, "adding good parts")]
    table(f"Adding {seen['n']:,} good parts to the grid", GAP_HEAD, rows)
    print(f"\nThe longest gaps: {longest(seen, 'adding good parts')} ms.")


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


def time_row(name: str, took: list, limit: str) -> str:
    walls, owns = (sorted(each[n] for each in took) for n in (0, 1))
    p95 = walls[min(len(walls) - 1, round(0.95 * len(walls)))]
    return (
        f"{name} | {len(took)} | {statistics.median(walls):.1f} | {p95:.1f} | **{walls[-1]:.1f}**"
        f" | {statistics.median(owns):.1f}, {owns[-1]:.1f} | {limit}"
    )


def time_table(name: str, title: str, work: Path) -> None:
    """Run a measure that gives times of repetitions, and show them."""
    seen = measured(name, work)
    rows = []
    for group, times in seen["times"].items():
        for what, took in times.items():
            words = f"{group}: {what}" if len(seen["times"]) > 1 or group == "photo" else what
            rows.append(time_row(words, took, LIMITS.get(group, LIMITS.get(what, ""))))
    head = "what | times | median ms | p95 | worst | own: median, worst | at most"
    table(title, head, rows)
    for count, megabytes in seen.get("held", {}).items():
        print(f"\n{int(count):,} results take {megabytes:.0f} MB." if megabytes > 0 else "", end="")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    tables = {
        "start": lambda _work: start_table(given.runs),
        "inspect": inspect_table,
        "add": add_table,
        "train": lambda work: train_table(work, cached=True),
        "torch": lambda work: train_table(work, cached=False),
        "judge": lambda work: time_table("judge", "Many results", work),
        "pixel": lambda work: time_table("pixel", "A step of the pixel threshold over 12 megapixels", work),
        "maps": lambda work: time_table("maps", "Looking at a part whose map is not in memory", work),
        "cancel": lambda work: time_table("cancel", "From Cancel until all is quiet", work),
        "remove": lambda work: time_table("remove", "Taking a good part out of a training", work),
    }
    parser.add_argument("what", nargs="*", default=list(tables), help=", ".join(tables))
    parser.add_argument("--work", type=Path, help="folder for temporary files")
    parser.add_argument("--runs", type=int, default=7, help="starts of the window")
    parser.add_argument("--inspect-many", type=int, default=N_INSPECT)
    parser.add_argument("--train-many", type=int, default=N_TRAIN)
    parser.add_argument("--add-many", type=int, default=N_ADD)
    parser.add_argument("--explain", type=Path, help="file for the stacks of all threads in long gaps")
    parser.add_argument("--keep", action="store_true", help="keep and use again the temporary files")
    given = parser.parse_args()
    if given.explain:
        os.environ["BENCH_EXPLAIN"] = str(given.explain.absolute())
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} processors, load before the start {load:.1f}")
    if unknown := set(given.what) - set(tables):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    work = given.work / "bench_window" if given.keep else Path(tempfile.mkdtemp(dir=given.work))
    try:
        if set(given.what) - {"start"} and not (work / "large.png").exists():
            work.mkdir(parents=True, exist_ok=True)
            prepare(
                work,
                inspect_many=given.inspect_many,
                train_many=given.train_many,
                add_many=given.add_many,
            )
        for what, show in tables.items():
            if what in given.what:
                show(work)
    finally:
        if not given.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        from tests.benchmarks.window_measures import MEASURED

        _, _, name, work, out = sys.argv
        Path(out).write_text(json.dumps(MEASURED[name](Path(work))), encoding="utf-8")
        sys.stdout.flush()
        os._exit(0)  # what is left to tear down is not measured
    main()
