"""Kill a process at some moment while it saves verdicts, and see what is left. For tests and the benchmark.

Run as a program it is the victim: it saves a verdict every few milliseconds and says so on a pipe.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from session_samples import LIMITS, result, said  # noqa: E402 - the victim is shown where, above

from engine.session import SUFFIX, SessionWriter, create, load  # noqa: E402
from engine.types import OperatorVerdict, Review  # noqa: E402

AGE = 1.0
"""Seconds; what is older must be there."""


@dataclass
class Outcome:
    """What a killed process left.

    Attributes:
        given: What it had said: key, serial number of the verdict, and seconds before the kill.
        kept: Serial number of the verdict of every key in the file.
        integrity: What SQLite says of the file.
        strange: Keys of the file that were never given.
    """

    given: list[tuple[int, int, float]]
    kept: dict[int, int]
    integrity: str
    strange: list[int]

    @property
    def n_given(self) -> int:
        return len(self.given)

    @property
    def oldest_lost(self) -> float:
        """Seconds before the kill; 0 where nothing was lost."""
        return max((age for key, serial, age in self.given if self.kept.get(key, -1) < serial), default=0.0)

    def lost_older_than(self, age: float) -> list[tuple[int, int, float]]:
        return [
            (key, serial, before)
            for key, serial, before in self.given
            if before > age and self.kept.get(key, -1) < serial
        ]


def kill_while_saving(folder: Path, after: float) -> Outcome:
    """Start a victim in a folder, kill it some seconds after its first verdict, and look at the session.

    A session that is in the folder already goes on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"session{SUFFIX}"
    if not path.exists():
        create(path)
    before = set(load(path).keys)
    command = [sys.executable, __file__, str(path)]
    victim = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert victim.stdout is not None
    first = victim.stdout.readline()
    moments: list[float] = []

    def kill() -> None:
        moments.append(time.monotonic())
        victim.kill()

    timer = threading.Timer(after, kill)
    timer.start()
    lines = [first, *victim.stdout]  # ends when the victim does
    timer.join()
    victim.wait()
    victim.stdout.close()
    given = []
    for line in lines:
        if line.endswith("\n"):  # the last one may be cut off
            key, serial, at = line.split()
            given.append((int(key), int(serial), moments[0] - float(at)))
    session = load(path)
    with closing(sqlite3.connect(path)) as connection:
        integrity = "; ".join(row[0] for row in connection.execute("PRAGMA integrity_check"))
    kept = {key: int(review.note) for key, review in session.reviews.items()}
    known = before | {key for key, _serial, _age in given}
    # the verdict that was given last may not have been said any more
    strange = [key for key in session.keys if key not in known][1:]
    return Outcome(given, kept, integrity, strange)


def save_until_killed(path: Path) -> None:
    """Add parts, review them, change the reviews; say each verdict with its time after handing it over."""
    writer = SessionWriter(path, lambda error: print(error, file=sys.stderr, flush=True))
    there = load(path).keys
    choose = random.Random(len(there))
    key = max(there, default=-1)
    first = serial = key + 1
    pause = threading.Event()
    while True:
        if choose.random() < 0.5 or key < first:
            key += 1
            writer.add([(key, result(key, choose.uniform(0, 80)))])
            about = key
        else:
            about = choose.randint(first, key)
        if choose.random() < 0.01:
            writer.set_limits(LIMITS)
        review: Review = said(choose.choice(list(OperatorVerdict)), str(serial))
        given = time.monotonic()
        writer.set_reviews([(about, review)])
        print(about, serial, given, flush=True)
        serial += 1
        pause.wait(choose.uniform(0, 0.01))


if __name__ == "__main__":
    save_until_killed(Path(sys.argv[1]))
