"""Measure the engine beside anomalib on the same work, in the same run; print docs/benchmarks.md's tables.

    make bench                       on the rendered sample
    make bench DATA=FOLDER           on every folder in MVTec layout below FOLDER

Every figure is that of a whole process. Gonogo and anomalib take turns, so that a machine whose speed
drifts is fair to both, and ratios of medians are given. Nothing here is a test: it never fails on a
number.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("anomalib_baseline.py")
ENV = os.environ | {"PYTHONPATH": str(ROOT)}


def run(*command: str, env: dict[str, str] | None = None) -> tuple[float, float, str]:
    """Seconds, peak memory in MB and standard output of a process."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, env=env or ENV, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command[:4])} ... ended with {process.returncode}\n{output}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1000, output


def gonogo(*words: str, env: dict[str, str] | None = None) -> tuple[float, float, str]:
    """Run a command of Gonogo."""
    return run(sys.executable, "-m", "engine", *map(str, words), env=env)


def anomalib(*words: str) -> tuple[float, float, dict]:
    """Run the same work with anomalib."""
    seconds, memory, output = run(sys.executable, str(BASELINE), *map(str, words))
    return seconds, memory, json.loads(output.strip().splitlines()[-1])


def median(values: list[float]) -> float:
    return statistics.median(values)


def sets_below(folder: Path) -> list[Path]:
    """Folders in MVTec layout."""
    return sorted(p.parent.parent for p in folder.glob("*/train/good"))


def accuracy(sets: list[Path], work: Path) -> None:
    """Figures of every set, and how honest its threshold is."""
    from engine.metrics import binomial_interval

    print("\n### Accuracy, default configuration\n")
    print("| set | good parts | image AUROC | pixel AUROC | AUPRO | escape rate |")
    print("|---|---|---|---|---|---|")
    honest = []
    for folder in sets:
        recipe = work / f"{folder.name}.gonogo"
        trained = json.loads(gonogo("train", folder / "train/good", "-o", recipe, "--json")[2])
        row = json.loads(gonogo("evaluate", recipe, folder, "--json", "-")[2])
        figures = " | ".join(fmt(row[k]) for k in ("image_auroc", "pixel_auroc", "aupro", "escape_rate"))
        print(f"| {folder.name} | {trained['n_images']} | {figures} |", flush=True)
        scores = [s["score"] for s in trained["loo_scores"]]
        output = gonogo("inspect", recipe, folder / "test/good", "--json", "-")[2]
        good = [r["score"] for r in json.loads(output)["results"]]
        honest.append((folder.name, scores, good))
    print("\n### Honest threshold: share of unseen good parts rejected\n")
    print("| set | unseen good | target 5 % | its 95 % interval | target 1 % | its 95 % interval |")
    print("|---|---|---|---|---|---|")
    from engine.calibration import fit_tail

    for name, scores, good in honest:
        cells = []
        tail = fit_tail(scores)
        for rate in (0.05, 0.01):
            rejected = int(np.sum(np.array(good) > tail.threshold(rate)))
            interval = binomial_interval(rejected, len(good))
            inside = "" if interval.low <= rate <= interval.high else " **outside**"
            cells += [
                f"{rejected} ({rejected / len(good):.1%})",
                f"{interval.low:.1%} to {interval.high:.1%}{inside}",
            ]
        print(f"| {name} | {len(good)} | " + " | ".join(cells) + " |")


def fmt(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def speed(folder: Path, work: Path, runs: int) -> None:
    """Training, inspection and a single picture, beside anomalib."""
    good, recipe, checkpoint = folder / "train/good", work / "speed.gonogo", work / "speed.ckpt"
    files = sorted(p for p in (folder / "test").rglob("*") if p.is_file())
    n = len(list(good.iterdir()))
    gonogo("train", good, "-o", recipe)  # makes the network, warms the file cache
    ours, theirs, fits, ours_mb, theirs_mb = [], [], [], [], []
    for _ in range(runs):
        seconds, memory, _ = gonogo("train", good, "-o", recipe)
        ours.append(seconds)
        ours_mb.append(memory)
        seconds, memory, told = anomalib("fit", good, checkpoint)
        theirs.append(seconds)
        theirs_mb.append(memory)
        fits.append(told["fit"])
    cold = work / "cold"
    first = gonogo("train", good, "-o", recipe, env=ENV | {"GONOGO_DATA_DIR": str(cold)})
    print(f"\n### Speed: {folder.name}, {n} good parts, {len(files)} to inspect, median of {runs}\n")
    print("| work | Gonogo | anomalib 2.7 | ratio |")
    print("|---|---|---|---|")
    row("training, whole process", median(ours), median(theirs), "s")
    row("training against Engine.fit alone", median(ours), median(fits), "s")
    row("first training on a computer (makes the network)", first[0], median(theirs), "s")
    row("peak memory of training", median(ours_mb), median(theirs_mb), "MB")
    row("peak memory of the first training", first[1], median(theirs_mb), "MB")
    ours, theirs = [], []
    for _ in range(runs):
        begin = gonogo("inspect", recipe, files[0], "--json", "-")[0]
        ours.append(
            (gonogo("inspect", recipe, folder / "test", "--json", work / "r.json")[0] - begin)
            / (len(files) - 1)
        )
        theirs.append(anomalib("inspect", checkpoint, *files)[2]["per_image"])
    row("inspection, a picture among many", median(ours) * 1e3, median(theirs) * 1e3, "ms")
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(gonogo("inspect", recipe, files[0], "--json", "-")[0])
        theirs.append(anomalib("inspect", checkpoint, files[0])[0])
    row("inspection of one picture, whole process", median(ours), median(theirs), "s")


def row(what: str, ours: float, theirs: float, unit: str) -> None:
    print(f"| {what} | {ours:.3g} {unit} | {theirs:.3g} {unit} | {ours / theirs:.2f} |", flush=True)


def memory(work: Path) -> None:
    """Peak memory of training on few and on many pictures."""
    import cv2

    rng = np.random.default_rng(0)
    base = cv2.GaussianBlur(rng.integers(0, 255, (300, 300, 3), np.uint8), (0, 0), 5)
    many = work / "many"
    many.mkdir()
    for i in range(2000):
        picture = np.clip(base + rng.normal(0, 8, base.shape), 0, 255).astype(np.uint8)
        cv2.imwrite(str(many / f"{i:04}.jpg"), picture)
    files = sorted(many.iterdir())
    print("\n### Peak memory of training\n\n| pictures | peak |\n|---|---|")
    peaks = {}
    for count in (200, 2000):
        part = work / f"part{count}"
        part.mkdir()
        for file in files[:count]:
            (part / file.name).hardlink_to(file)
        peaks[count] = gonogo("train", part, "-o", work / "memory.gonogo")[1]
        print(f"| {count} | {peaks[count]:.0f} MB |", flush=True)
    print(f"\n2,000 pictures take {peaks[2000] / peaks[200]:.3f} times the memory of 200.")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="folder with sets in MVTec layout")
    parser.add_argument("--speed-set", default="", help="set to measure speed on; the largest by default")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=["accuracy", "speed", "memory"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if options.data:
            sets = sets_below(options.data)
        else:
            gonogo("sample", work / "data" / "sample")
            sets = sets_below(work / "data")
        largest = max(sets, key=lambda s: len(list((s / "train/good").iterdir())))
        chosen = next((s for s in sets if s.name == options.speed_set), largest)
        print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
        if options.only in (None, "accuracy"):
            accuracy(sets, work)
        if options.only in (None, "speed"):
            speed(chosen, work, options.runs)
        if options.only in (None, "memory"):
            memory(work)


if __name__ == "__main__":
    main()
