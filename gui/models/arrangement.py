"""Which results are listed, and in which order: worked out on whole arrays.

Qt's own sorting asks for one comparison after the other, which takes seconds in Python for fifty thousand
rows; here it is one sort of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.review import OPERATOR_VERDICTS, disagreements
from engine.types import OperatorVerdict

Rows = npt.NDArray[np.intp]

NAME, MARGIN, VERDICT, SAID = range(4)
"""Columns of the list; the last is what a person said."""


class Said(Enum):
    """Which parts are listed by what a person said of them."""

    ALL = "all"
    UNDECIDED = "undecided"
    """Nobody has called them good or defective; those somebody was unsure of are among them."""
    DECIDED = "decided"
    UNSURE = "unsure"
    DISAGREE = "disagree"
    """One of person and recipe called them good and the other defective."""
    NOTED = "noted"


_DECIDED = [OPERATOR_VERDICTS.index(said) for said in (OperatorVerdict.GOOD, OperatorVerdict.DEFECTIVE)]
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be listed, and how.

    Attributes:
        code: Only rows with this verdict, by its code; None for all.
        said: Only rows with this operator verdict.
        words: Only rows whose name has all of these words, in small letters.
        column: Column to sort by; None for the order of inspection.
        descending: Whether the largest comes first.
    """

    code: int | None = None
    said: Said = Said.ALL
    words: tuple[str, ...] = ()
    column: int | None = None
    descending: bool = False

    @property
    def plain(self) -> bool:
        """Whether every row is listed in the order of inspection."""
        return self.code is None and self.said is Said.ALL and not self.words and self.column is None

    @property
    def by_verdict(self) -> bool:
        """Whether other verdicts mean another list."""
        return self.code is not None or self.column == VERDICT or self.said is Said.DISAGREE

    @property
    def by_review(self) -> bool:
        """Whether another word of a person means another list."""
        return self.said is not Said.ALL or self.column == SAID


class Names:
    """Names of all rows: to be searched, and to be sorted as people count (2 before 10).

    Both are worked out when they are first asked for: a list of a hundred thousand parts is shown at once.
    """

    def __init__(self) -> None:
        self._paths: list[Path] = []
        self._names: list[str] = []
        self._keys: list[str] = []
        self._order: list[int] = []
        self._ranks: Rows | None = None

    def __len__(self) -> int:
        return len(self._paths)

    def extend(self, paths: Sequence[Path]) -> None:
        """Add rows at the end."""
        self._paths.extend(paths)
        self._ranks = None

    def clear(self) -> None:
        """Forget all rows."""
        self._paths.clear()
        self._names.clear()
        self._keys.clear()
        self._order.clear()
        self._ranks = None

    def ranks(self) -> Rows:
        """Place of every row among all names; equal names get the same place."""
        if self._ranks is None:
            for path in self._paths[len(self._keys) :]:
                name, folder = path.name.casefold(), path.parent.name.casefold()
                self._keys.append(f"{_natural(name)}\n{_natural(folder)}")
            # what was sorted before is one run that the new ones are merged into
            self._order.extend(range(len(self._order), len(self._keys)))
            self._order.sort(key=self._keys.__getitem__)
            order = np.asarray(self._order, np.intp)
            steps = np.ones(len(order), np.intp)
            ordered = [self._keys[row] for row in self._order]
            steps[1:] = [one != other for one, other in pairwise(ordered)]
            self._ranks = np.empty_like(order)
            self._ranks[order] = np.cumsum(steps) - 1
        return self._ranks

    def matches(self, words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which rows have all of the words in their name, or in that of their folder."""
        for path in self._paths[len(self._names) :]:
            self._names.append(f"{path.parent.name}/{path.name}".casefold())
        found = np.ones(len(self._names), np.bool_)
        for word in words:
            found &= np.fromiter((word in name for name in self._names), np.bool_, len(self._names))
        return found


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of all rows, to choose and order them by.

    Attributes:
        names: Their names.
        scores: Their scores, NaN where there is none, shape (n,).
        codes: Their verdicts' codes, shape (n,).
        said: Codes of what a person said, shape (n,).
        noted: Rows with a note.
    """

    names: Names
    scores: npt.NDArray[np.float64]
    codes: npt.NDArray[np.uint8]
    said: npt.NDArray[np.uint8]
    noted: Sequence[int] = ()


def arrange(wish: Wish, facts: Facts) -> Rows:
    """Rows of the results in the order of the list.

    Rows that are equal in the sorted column stay in the order of inspection; rows without a score come last,
    whichever way is sorted.
    """
    shown = np.ones(len(facts.names), np.bool_)
    if wish.code is not None:
        shown &= facts.codes == wish.code
    if wish.said is not Said.ALL:
        shown &= _said(wish.said, facts)
    if wish.words:
        shown &= facts.names.matches(wish.words)
    rows = np.flatnonzero(shown)
    sign = -1 if wish.descending else 1
    scores, codes = facts.scores, facts.codes
    if wish.column == NAME:
        rows = rows[np.argsort(sign * facts.names.ranks()[rows], kind="stable")]
    elif wish.column == MARGIN:
        rows = rows[np.argsort(sign * scores[rows], kind="stable")]
    elif wish.column == VERDICT:
        rows = rows[np.lexsort((sign * scores[rows], sign * codes[rows].astype(np.int8)))]
    elif wish.column == SAID:
        said = facts.said[rows].astype(np.int8)
        # what differs from the recipe comes first: that is what one sorts for
        differs = disagreements(codes[rows], facts.said[rows])
        rows = rows[np.lexsort((sign * said, sign * -differs.astype(np.int8)))]
    return rows


def _said(wanted: Said, facts: Facts) -> npt.NDArray[np.bool_]:
    """Which rows a person said this of."""
    decided = np.isin(facts.said, _DECIDED)
    if wanted is Said.DISAGREE:
        return disagreements(facts.codes, facts.said)
    if wanted is Said.NOTED:
        noted = np.zeros(len(facts.said), np.bool_)
        noted[list(facts.noted)] = True
        return noted
    if wanted is Said.UNSURE:
        return facts.said == OPERATOR_VERDICTS.index(OperatorVerdict.UNSURE)
    return decided if wanted is Said.DECIDED else ~decided


def _natural(name: str) -> str:
    return _FIGURES.sub(lambda found: found.group().zfill(12), name)
