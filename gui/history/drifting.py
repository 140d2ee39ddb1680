"""Whether the good parts of a recipe have moved: what is compared with what, and the answer in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.session.drift import LEAST_REFERENCE, LOOK_EVERY, drift
from engine.session.history import GoodParts, History
from engine.types import Limits, RecipeSummary
from gui.history.reading import Stop, read_good_parts
from gui.history.wanted import Period

if TYPE_CHECKING:
    from engine.session.drift import Drift
    from engine.versions import Version

FIRST = 100
"""Good parts at the beginning of the history that later ones are compared with, where the recipe's own good
parts are not at hand."""
_LEARNED = ("added", "removed", "left out", "rolled back")
"""How the reasons of versions begin whose statistics are others than those of the version before."""


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What is known of a recipe before its history is looked at.

    Attributes:
        recipe_id: What all its versions have in common.
        reference: Leave-one-out scores of the good parts that it was made from, below the limit; None for a
            recipe that is not open, or too few of them.
        limit: Its image threshold of now; None for a recipe that is not open.
    """

    recipe_id: str
    reference: npt.NDArray[np.float64] | None = None
    limit: float | None = None

    @classmethod
    def of_recipe(cls, summary: RecipeSummary, limits: Limits) -> Basis:
        """What is known of the open recipe."""
        scores = np.asarray(summary.loo_scores, np.float64)
        scores = scores[np.isfinite(scores)]
        if not limits.min_area:
            # only what passes is among the recent good parts; with a minimum area any score may
            scores = scores[scores <= limits.image_threshold * limits.review_from]
        enough = len(scores) >= LEAST_REFERENCE
        return cls(summary.id, scores if enough else None, limits.image_threshold)


@dataclass(frozen=True, slots=True)
class DriftReport:
    """What a look at the good parts found.

    Attributes:
        found: The movement; None where there is none, or too little to say.
        n_needed: Good parts that are still needed before anything can be said; 0 where there are enough.
        n_good: Good parts that were inspected since what they are compared with.
        n_reference: Good parts that they are compared with.
        of_recipe: Whether those are the ones that the recipe was made from; else the first in the history.
        before: Their median, in times the limit.
        recent: Median of the last good parts, in times the limit: those of the movement, or up to 200.
        n_recent: How many those are.
        since: When the counting began, ISO 8601; empty for the first inspection.
        last: When the last of them was inspected, seconds since 1970.
    """

    found: Drift | None = None
    n_needed: int = 0
    n_good: int = 0
    n_reference: int = 0
    of_recipe: bool = False
    before: float = 0.0
    recent: float = 0.0
    n_recent: int = 0
    since: str = ""
    last: float = 0.0


def read_drift(history: History, basis: Basis, versions: Path, stop: Stop) -> DriftReport:
    """Look whether the good parts have moved; called beside the window.

    Args:
        history: Where to look.
        basis: What they are compared with.
        versions: Folder of the recipes' kept versions.
        stop: Whether nobody wants it any more.

    Raises:
        Outdated: Nobody does.
        SessionError: The history cannot be read.
    """
    from engine.versions import RecipeVersions

    kept = RecipeVersions(versions).versions(basis.recipe_id) if basis.recipe_id else ()
    since = statistics_since(kept)
    begin = None if since is None else datetime.fromisoformat(since)
    parts = read_good_parts(history, basis.recipe_id, Period(begin, None), stop)
    return report_on(parts, basis, since or "")


def report_on(parts: GoodParts, basis: Basis, since: str = "") -> DriftReport:
    """Compare good parts with those of before.

    Args:
        parts: All good parts since ``since``, in the order of time.
        basis: What they are compared with.
        since: When they begin, ISO 8601; empty for the first inspection.
    """
    of_recipe = basis.reference is not None
    reference = parts.scores[:FIRST] if basis.reference is None else basis.reference
    recent = parts.scores[0 if of_recipe else FIRST :]
    n_needed = max(0, LOOK_EVERY + (0 if of_recipe else FIRST) - len(parts.scores))
    limit = basis.limit or _limit_of(parts)
    if n_needed or limit is None:
        return DriftReport(n_needed=max(n_needed, 1), n_good=len(recent), of_recipe=of_recipe, since=since)
    found = drift(reference, recent)
    seen = len(recent) // LOOK_EVERY * LOOK_EVERY
    n_recent = min(seen, 200) if found is None else found.n_recent
    return DriftReport(
        found=found,
        n_good=len(recent),
        n_reference=len(reference),
        of_recipe=of_recipe,
        before=float(np.median(reference)) / limit,
        recent=float(np.median(recent[seen - n_recent : seen])) / limit,
        n_recent=n_recent,
        since=since,
        last=float(parts.times[-1]),
    )


def statistics_since(versions: Sequence[Version]) -> str | None:
    """When the recipe last learned, which moves the scores of the same parts; None if it never did.

    Args:
        versions: Those that were kept, newest first.
    """
    for version, older in pairwise(versions):
        if version.n_images != older.n_images or version.reason.startswith(_LEARNED):
            return version.when
    return None


def _limit_of(parts: GoodParts) -> float | None:
    """The limit that the last good part was judged by."""
    for score, margin in zip(parts.scores[::-1], parts.margins[::-1], strict=True):
        if margin > 0 and score > 0:
            return float(score / margin)
    return None
