"""Sessions: how long a large one takes to open, what a key press costs, what a kill loses.

Run it from the project's folder: ``python -m tests.benchmarks.bench_session``.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "engine")]

import numpy as np  # noqa: E402 - the tests' helpers are found only after the line above
from killing import kill_while_saving  # noqa: E402
from session_samples import LIMITS, RECIPE, new_session, result, said  # noqa: E402

from engine.session import SessionWriter, create, list_sessions, load  # noqa: E402
from engine.session.drift import drift  # noqa: E402
from engine.session.history import History  # noqa: E402
from engine.types import Defect, InspectionResult, OperatorVerdict  # noqa: E402


def timed(name: str, act: Callable[[], object], times: int = 1) -> None:
    """Print the median of wall and processor time; the processor's is that of an idle machine."""
    walls, works = [], []
    for _ in range(times):
        wall, work = time.perf_counter(), time.process_time()
        made = act()
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - work)
        del made
    print(
        f"{name:<58} {statistics.median(walls) * 1e3:9.1f} ms   "
        f"processor {statistics.median(works) * 1e3:9.1f} ms",
        flush=True,
    )


def many_results(many: int) -> list[tuple[int, InspectionResult]]:
    """Results as a shift gives them: three in ten with regions above the pixel threshold."""
    rng = np.random.default_rng(3)
    scores = 22 * rng.lognormal(0, 0.3, many)
    rows = []
    for key, score in enumerate(scores.tolist()):
        regions = key % 3 + 1 if score > 26 else 0
        found = tuple(Defect(80 + i, 300, 40, 12, 9, 305.5, 44.5, score) for i in range(regions))
        part = result(key, score, folder=f"/data/parts/lot {key // 5000}", largest_area=82 if found else 0)
        rows.append((key, replace(part, defects=found, elapsed_ms=22.5)))
    return rows


def opening(folder: Path, many: int) -> None:
    """Writing, opening and merging a large session."""
    rows = many_results(many)
    path = new_session(folder)
    writer = SessionWriter(path, print)
    writer.set_recipe(None, *RECIPE)
    writer.set_limits(LIMITS)
    timed(f"write {many:,} results", lambda: (writer.add(rows), writer.flush()))
    reviews = [(key, said(OperatorVerdict.GOOD)) for key in range(0, many, 10)]
    timed(f"write {len(reviews):,} reviews", lambda: (writer.set_reviews(reviews), writer.flush()))
    calls(writer, many)
    writer.close()
    print(f"{'the file':<58} {path.stat().st_size / 1e6:9.1f} MB")
    assert load(path).results == [row for _key, row in rows]
    timed(f"open {many:,} results", lambda: load(path), 5)
    history = History(folder / "history")
    timed(f"merge {many:,} results into an empty history", lambda: history.merge(path))
    timed("merge them once more", lambda: history.merge(path), 5)
    recipe = RECIPE[2]
    timed("the newest 200 inspections", lambda: history.inspections(recipe), 5)
    timed("search all for what is nowhere", lambda: history.inspections(recipe, search="nowhere"), 5)
    timed("days", lambda: history.per_day(recipe), 5)
    timed("margins for the chart", lambda: history.margins(recipe), 5)
    good = history.good_parts(recipe).scores
    timed(f"drift of {len(good):,} good parts", lambda: drift(good[:200], good), 5)


def calls(writer: SessionWriter, many: int) -> None:
    """What one review costs the thread that gives it, while the writer commits all the time."""
    choose, took = random.Random(1), []
    pause = threading.Event()
    for _ in range(2000):
        review = said(choose.choice(list(OperatorVerdict)))
        key = choose.randrange(many)
        begun = time.perf_counter()
        writer.set_reviews([(key, review)])
        took.append((time.perf_counter() - begun) * 1e6)
        pause.wait(0.001)
    took.sort()
    print(
        f"{'a review, 2,000 of them, for the thread that gives it':<58} "
        f"median {took[len(took) // 2]:.1f} us   99 % {took[len(took) * 99 // 100]:.1f} us   "
        f"worst {took[-1]:.1f} us"
    )


def listing(folder: Path, many: int) -> None:
    """Beginning a session, and the list of hundreds."""
    numbers = iter(range(many))
    timed("begin a session", lambda: create(folder / f"{next(numbers)}.gonogo-session"), many)
    timed(f"list {many} sessions", lambda: list_sessions(folder), 3)


def killing(folder: Path, rounds: int) -> None:
    """Kill a process at random moments while it saves a verdict every few milliseconds."""
    choose, given, worst, lost = random.Random(50), 0, 0.0, 0
    for number in range(rounds):
        outcome = kill_while_saving(folder / f"{number // 5}", choose.uniform(0.02, 1.8))
        assert outcome.integrity == "ok", outcome.integrity
        assert outcome.strange == []
        given += outcome.n_given
        worst = max(worst, outcome.oldest_lost)
        lost += len(outcome.lost_older_than(1.0))
    print(
        f"{rounds} kills, {given:,} verdicts: {lost} older than 1 s lost; "
        f"the oldest lost was {worst:.3f} s old"
    )


def main() -> int:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--kills", type=int, default=50)
    chosen = parser.parse_args()
    for measure, many in ((opening, chosen.results), (listing, chosen.sessions), (killing, chosen.kills)):
        if many:
            with tempfile.TemporaryDirectory() as folder:
                measure(Path(folder), many)
    return 0


if __name__ == "__main__":
    sys.exit(main())
