"""Which results are listed, and in which order: worked out on whole arrays.

Qt's own sorting asks for one comparison after the other, which takes seconds in Python for fifty thousand
rows; here it is one sort of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]

NAME, MARGIN, VERDICT = range(3)
"""Columns of the list."""

_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be listed, and how.

    Attributes:
        code: Only rows with this verdict, by its code; None for all.
        words: Only rows whose name has all of these words, in small letters.
        column: Column to sort by; None for the order of inspection.
        descending: Whether the largest comes first.
    """

    code: int | None = None
    words: tuple[str, ...] = ()
    column: int | None = None
    descending: bool = False

    @property
    def plain(self) -> bool:
        """Whether every row is listed in the order of inspection."""
        return self.code is None and not self.words and self.column is None

    @property
    def by_verdict(self) -> bool:
        """Whether other verdicts mean another list."""
        return self.code is not None or self.column == VERDICT


class Names:
    """Names of all rows: to be searched, and to be sorted as people count (2 before 10)."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._keys: list[str] = []
        self._different: set[str] = set()
        self._order: list[int] = []
        self._ranks: Rows | None = None

    def __len__(self) -> int:
        return len(self._names)

    def extend(self, paths: Sequence[Path]) -> None:
        """Add rows at the end."""
        for path in paths:
            name, folder = path.name.casefold(), path.parent.name.casefold()
            self._names.append(f"{folder}/{name}")
            self._keys.append(f"{_natural(name)}\n{_natural(folder)}")
            self._different.add(self._keys[-1])
        self._ranks = None

    def clear(self) -> None:
        """Forget all rows."""
        self._names.clear()
        self._keys.clear()
        self._different.clear()
        self._order.clear()
        self._ranks = None

    def ranks(self) -> Rows:
        """Place of every row among all names; equal names get the same place."""
        if self._ranks is None:
            # what was sorted before is one run that the new ones are merged into
            self._order.extend(range(len(self._order), len(self._keys)))
            self._order.sort(key=self._keys.__getitem__)
            order = np.asarray(self._order, np.intp)
            steps = np.ones(len(order), np.intp)
            if len(self._different) < len(order):
                ordered = [self._keys[row] for row in self._order]
                steps[1:] = [one != other for one, other in pairwise(ordered)]
            self._ranks = np.empty(len(order), np.intp)
            self._ranks[order] = np.cumsum(steps) - 1
        return self._ranks

    def matches(self, words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which rows have all of the words in their name, or in that of their folder."""
        found = np.ones(len(self._names), np.bool_)
        for word in words:
            found &= np.fromiter((word in name for name in self._names), np.bool_, len(self._names))
        return found


def arrange(wish: Wish, names: Names, scores: npt.NDArray[np.float64], codes: npt.NDArray[np.uint8]) -> Rows:
    """Rows of the results in the order of the list.

    Rows that are equal in the sorted column stay in the order of inspection; rows without a score come last,
    whichever way is sorted.

    Args:
        wish: What is wanted.
        names: Names of all rows.
        scores: Their scores, NaN where there is none, shape (n,).
        codes: Their verdicts' codes, shape (n,).
    """
    n = len(names)
    shown = np.ones(n, np.bool_)
    if wish.code is not None:
        shown &= codes == wish.code
    if wish.words:
        shown &= names.matches(wish.words)
    rows = np.flatnonzero(shown)
    sign = -1 if wish.descending else 1
    if wish.column == NAME:
        rows = rows[np.argsort(sign * names.ranks()[rows], kind="stable")]
    elif wish.column == MARGIN:
        rows = rows[np.argsort(sign * scores[rows], kind="stable")]
    elif wish.column == VERDICT:
        rows = rows[np.lexsort((sign * scores[rows], sign * codes[rows].astype(np.int8)))]
    return rows


def _natural(name: str) -> str:
    return _FIGURES.sub(lambda found: found.group().zfill(12), name)
