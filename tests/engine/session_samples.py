"""What the tests of sessions and history share: results as they come, and results as nobody expects them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from engine.judging import VERDICTS, verdict
from engine.session import SUFFIX, SessionWriter, create
from engine.types import Defect, InspectionResult, Limits, OperatorVerdict, Review, Verdict

LIMITS = Limits(40.0, 20.0)
MOMENT = "2026-01-31T12:00:00+01:00"
RECIPE = ("ab" * 32, "flange", "cd" * 16)
"""Hash, name and id of a recipe."""


def result(
    number: int = 0, score: float | None = 20.0, *, folder: str = "/parts", **more
) -> InspectionResult:
    """A result with a score; None makes an error."""
    limits = more.pop("limits", LIMITS)
    if score is None:
        return InspectionResult(
            Path(folder, f"part-{number}.png"), Verdict.ERROR, limits, error="It is cut off.", **more
        )
    return InspectionResult(
        Path(folder, f"part-{number}.png"),
        verdict(score, more.get("largest_area", 0), limits),
        limits,
        sha256=f"{number % 2**32:064x}",
        width=640,
        height=480,
        score=score,
        margin=score / limits.image_threshold,
        **more,
    )


def said(verdict: OperatorVerdict | None, note: str = "", at: str = MOMENT) -> Review:
    return Review(verdict, note, at)


def new_session(folder: Path, name: str = "monday") -> Path:
    path = folder / f"{name}{SUFFIX}"
    create(path, name)
    return path


def saved(path: Path, **steps) -> None:
    """Call methods of a writer with their arguments, in order, and close it; nothing may go wrong."""
    errors: list = []
    writer = SessionWriter(path, errors.append)
    for name, argument in steps.items():
        getattr(writer, name)(*argument if isinstance(argument, tuple) else (argument,))
    assert writer.close()
    assert errors == []


def tampered(path: Path, *statements: str) -> None:
    """Change a file as another program might."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


# names of files may hold bytes of another encoding, which Python shows as lone surrogates
anything = st.text(st.characters(exclude_categories=()), max_size=12)
names = st.text(st.characters(exclude_categories=(), exclude_characters="\0"), min_size=1, max_size=12)
paths = st.builds(lambda *parts: Path("/", *parts), names, names)
positive = st.floats(1e-3, 1e6)
limits = st.builds(Limits, positive, positive, st.integers(0, 10**9), st.floats(0.01, 1))
pixels = st.integers(0, 2**31 - 1)
measured = st.floats(-1e6, 1e6)
defects = st.builds(
    Defect,
    st.integers(1, 2**40),
    pixels,
    pixels,
    st.integers(1, 2**31 - 1),
    st.integers(1, 2**31 - 1),
    measured,
    measured,
    measured,
)
hashes = st.just("") | st.binary(min_size=32, max_size=32).map(bytes.hex)


@st.composite
def results(draw: st.DrawFn) -> InspectionResult:
    """Any result that an inspection could give, and some that it could not."""
    at = draw(limits)
    score = draw(st.none() | st.floats(0, 1e12))
    found = InspectionResult(
        draw(paths),
        Verdict.ERROR,
        at,
        sha256=draw(hashes),
        width=draw(pixels),
        height=draw(pixels),
        defects=tuple(draw(st.lists(defects, max_size=3))),
        largest_area=draw(st.integers(0, 2**40)),
        notes=tuple(draw(st.lists(anything, max_size=2))),
        error=draw(anything),
        hint=draw(anything),
        elapsed_ms=draw(st.floats(0, 1e9)),
    )
    if score is None:
        return found
    said = draw(st.sampled_from(VERDICTS[:3]))
    return replace(found, score=score, margin=score / at.image_threshold, verdict=said)


reviews = st.builds(
    Review, st.none() | st.sampled_from(OperatorVerdict), anything, st.sampled_from(["", MOMENT])
)
