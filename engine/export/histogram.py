"""The report's histogram, worked out as rectangles and labels that a template only has to place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.export.wording import VERDICT_WORDS
from engine.types import InspectionResult, Limits, Verdict

WIDTH = 720
"""Width of the drawing, in its own units."""

_LEFT, _RIGHT = 8, 712
_BINS = 60
_TOPS = (1.5, 2.0, 3.0, 4.0)
_STACK = (Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE)


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle: how many parts of one kind lie in one bin."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One row of bars above its own base line."""

    title: str
    title_y: float
    base: float
    bars: tuple[Bar, ...]
    highest: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the horizontal axis."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """Two panels over the same axis, which counts in limits.

    Attributes:
        panels: The recipe's good parts (where the scores are known), the inspected ones.
        ticks: Labels of the axis.
        limit_x: Where the image threshold lies.
        review_x: Where the review band begins, or None where there is none.
        base: Where the axis lies.
        height: Height of the drawing, in its own units.
        words: The whole in one sentence, for those who cannot see it.
    """

    panels: tuple[Panel, ...]
    ticks: tuple[Tick, ...]
    limit_x: float
    review_x: float | None
    base: float
    height: float
    words: str


def histogram(
    results: Sequence[InspectionResult], loo_scores: Sequence[float], limits: Limits
) -> Histogram | None:
    """Draw how the scores lie to the limit.

    Args:
        results: The inspected parts.
        loo_scores: Leave-one-out scores of the good parts behind the recipe, raw units.
        limits: Give the limit that the axis counts in, and the review band.

    Returns:
        The drawing, or None where there is no score at all.
    """
    unit = limits.image_threshold
    good = _margins(loo_scores, unit)
    inspected = {
        kind: _margins([r.score for r in results if r.verdict is kind and r.score is not None], unit)
        for kind in _STACK
    }
    everything = np.concatenate([good, *inspected.values()])
    if everything.size == 0:
        return None
    reach = max(float(np.quantile(v, 0.9)) for v in (good, np.concatenate([*inspected.values()])) if v.size)
    top = next((top for top in _TOPS if top >= reach), _TOPS[-1])
    panels = []
    if good.size:
        title = f"Recipe's good parts ({good.size}), as if new"
        panels.append(_panel(title, 34, 66, {"unseen": good}, top))
    n = sum(values.size for values in inspected.values())
    if n:
        parts = {str(kind): values for kind, values in inspected.items()}
        panels.append(_panel(f"Inspected parts ({n})", 120 if good.size else 34, 204, parts, top))
    base = panels[-1].base
    return Histogram(
        tuple(panels),
        _ticks(top, bool((everything > top).any())),
        _x(1.0, top),
        _x(limits.review_from, top) if limits.review_from < 1 else None,
        base,
        base + 32,
        _words(good, inspected),
    )


def _margins(scores: Sequence[float], unit: float) -> npt.NDArray[np.float64]:
    """Scores in limits, without what is not a number."""
    values = np.array(scores, dtype=np.float64) / unit
    return values[np.isfinite(values)]


def _x(margin: float, top: float) -> float:
    """Where a margin lies on the axis; the last bin beyond ``top`` holds all the rest."""
    return round(_LEFT + (_RIGHT - _LEFT) * margin / top * _BINS / (_BINS + 1), 2)


def _panel(
    title: str, title_y: float, base: float, kinds: dict[str, npt.NDArray[np.float64]], top: float
) -> Panel:
    """Stack the bars of all kinds on ``base``, the fullest bin reaching up to below the title."""
    counts = {kind: _count(values, top) for kind, values in kinds.items()}
    total = np.sum(list(counts.values()), axis=0)
    unit = (base - title_y - 6) / max(1, int(total.max()))
    step = (_RIGHT - _LEFT) / (_BINS + 1)
    filled = np.zeros(_BINS + 1)
    bars = []
    for kind, count in counts.items():
        for i in np.flatnonzero(count):
            # thin enough to be nothing is worse than a little too much
            height = max(1.0, unit * int(count[i]))
            bars.append(
                Bar(
                    kind,
                    round(_LEFT + step * int(i) + 0.75, 2),
                    round(base - float(filled[i]) - height, 2),
                    round(step - 1.5, 2),
                    round(height, 2),
                    _bin_words(kind, int(count[i]), int(i), top),
                )
            )
            filled[i] += height
    return Panel(title, title_y, base, tuple(bars), int(total.max()))


def _count(margins: npt.NDArray[np.float64], top: float) -> npt.NDArray[np.int64]:
    """Parts per bin; a bin holds its upper edge, because a score at the limit is not above it."""
    place = np.clip(np.ceil(margins / top * _BINS - 1e-9).astype(np.int64) - 1, 0, _BINS)
    return np.bincount(place, minlength=_BINS + 1)


def _bin_words(kind: str, count: int, i: int, top: float) -> str:
    """What a bar says when the mouse rests on it."""
    word = "good, unseen" if kind == "unseen" else VERDICT_WORDS[Verdict(kind)].lower()
    if i == _BINS:
        return f"{count} {word}: above {top:g} × limit"
    return f"{count} {word}: {i * top / _BINS:.2f} to {(i + 1) * top / _BINS:.2f} × limit"


def _ticks(top: float, beyond: bool) -> tuple[Tick, ...]:
    """Labels every half limit, every whole one on a long axis."""
    step = 0.5 if top <= 3 else 1.0
    marks = [Tick(_x(i * step, top), f"{i * step:g} ×") for i in range(round(top / step) + 1)]
    marks[0] = Tick(_x(0, top), "0")
    if beyond:
        marks[-1] = Tick(_x(top, top), f"over {top:g} ×")
    return tuple(marks)


def _words(good: npt.NDArray[np.float64], inspected: dict[Verdict, npt.NDArray[np.float64]]) -> str:
    """The histogram in a sentence."""
    sentences = []
    if good.size:
        middle, highest = np.median(good), good.max()
        sentences.append(
            f"{good.size} good parts of the recipe: median {middle:.2f}, highest {highest:.2f} × limit."
        )
    for kind, values in inspected.items():
        if values.size:
            word, low, high = VERDICT_WORDS[kind].lower(), values.min(), values.max()
            sentences.append(f"{values.size} inspected parts {word}: {low:.2f} to {high:.2f} × limit.")
    return " ".join(sentences)
