"""Histories to look at: sessions made by the engine's writer at chosen times, and merged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import numpy as np

from engine.judging import verdict
from engine.session import SUFFIX, SessionWriter, create
from engine.session.history import History
from engine.types import InspectionResult, Limits, OperatorVerdict, Review, Verdict

LIMITS = Limits(40.0, 20.0, review_from=0.9)
RECIPE = ("ab" * 32, "flange", "cd" * 16)
"""Hash, name and id of the recipe."""


@dataclass
class Part:
    """One part of a session."""

    at: datetime
    score: float | None
    said: OperatorVerdict | None = None
    note: str = ""
    folder: str = "/parts"


@dataclass
class Made:
    """A session that was made."""

    path: Path
    parts: list[Part] = field(default_factory=list)


def part_result(number: int, part: Part, limits: Limits) -> InspectionResult:
    path = Path(part.folder, f"IMG_{number:04d}.png")
    if part.score is None:
        return InspectionResult(path, Verdict.ERROR, limits, error="It is cut off.")
    return InspectionResult(
        path,
        verdict(part.score, 0, limits),
        limits,
        sha256=f"{number:064x}",
        width=640,
        height=480,
        score=part.score,
        margin=part.score / limits.image_threshold,
    )


def make_session(folder: Path, name: str, parts: list[Part], recipe=RECIPE, limits: Limits = LIMITS) -> Made:
    """A session whose parts were inspected at their times."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{parts[0].at:%Y-%m-%d %H%M%S} {name}{SUFFIX}"
    create(path, name)
    errors: list = []
    writer = SessionWriter(path, errors.append)
    sha256, recipe_name, recipe_id = recipe
    writer.set_recipe(None, sha256, recipe_name, recipe_id)
    writer.set_limits(limits)
    for number, part in enumerate(parts):
        with mock.patch("time.time_ns", return_value=int(part.at.timestamp() * 1000) * 1_000_000):
            writer.add([(number, part_result(number, part, limits))])
    reviews = [
        (number, Review(part.said, part.note, part.at.isoformat()))
        for number, part in enumerate(parts)
        if part.said is not None or part.note
    ]
    if reviews:
        writer.set_reviews(reviews)
    assert writer.close()
    assert errors == []
    return Made(path, parts)


def weeks(
    last: datetime, days: int = 40, a_day: int = 90, drift_days: int = 0, seed: int = 1
) -> list[list[Part]]:
    """Working days of parts, the earliest first; in the last ones the good parts score higher."""
    rng = np.random.default_rng(seed)
    found = []
    for back in range(days - 1, -1, -1):
        day = (last - timedelta(days=back)).replace(hour=6, minute=10, second=0, microsecond=0)
        if day.weekday() > 4:
            continue
        n = int(rng.integers(a_day * 2 // 3, a_day * 4 // 3))
        moments = np.sort(rng.uniform(0, 9.5 * 3600, n))
        shift = 3.6 * min(1.0, (drift_days - back) / max(drift_days, 1) + 0.4) if back < drift_days else 0.0
        parts = []
        for second in moments:
            bad = rng.random() < (0.09 if back in (12, 13) else 0.025)
            score = rng.uniform(42, 110) if bad else rng.normal(24.6 + shift, 2.6)
            part = Part(day + timedelta(seconds=float(second)), float(score), folder="/line 2/lot 24")
            if score > 40 and rng.random() < 0.8:
                part.said = OperatorVerdict.DEFECTIVE if score > 46 else OperatorVerdict.GOOD
                part.note = str(rng.choice(["", "", "scratch near the bore", "chip on the edge", "oil film"]))
            parts.append(part)
        if back % 11 == 3:
            parts[n // 2].score = None
        found.append(parts)
    return found


def fill(data: Path, days: list[list[Part]], recipe=RECIPE, limits: Limits = LIMITS) -> History:
    """Make a session a day and merge them all."""
    history = History(data / "history.sqlite")
    for parts in days:
        made = make_session(data / "sessions", f"lot {parts[0].at:%j}", parts, recipe, limits)
        history.merge(made.path)
    return history


def fill_many(path: Path, n: int, last: datetime, recipe=RECIPE, every: float = 30.0) -> History:
    """A history of many inspections, one every so many seconds up to the last, put straight into the file."""
    history = History(path)
    history.recipes()  # makes the file
    sha256, name, uid = recipe
    scores = np.random.default_rng(0).gamma(60, 0.41, n).tolist()
    first = int((last.timestamp() - every * (n - 1)) * 1000)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO recipe (id, name) VALUES (?, ?)", (uid, name))
        connection.execute("INSERT INTO session (id, name, revision) VALUES (?, 'long', 0)", ("ef" * 16,))
        connection.executemany(
            f"INSERT INTO inspection VALUES ({', '.join('?' * 14)})",
            (
                (
                    1,
                    i,
                    first + int(i * every * 1000),
                    1,
                    sha256,
                    f"/parts/{i}.png",
                    score,
                    40.0,
                    score / 40,
                    2 if score > 40 else 0,
                    0,
                    "",
                    "",
                    f"/parts/{i}.png\n",
                )
                for i, score in enumerate(scores)
            ),
        )
    return history
