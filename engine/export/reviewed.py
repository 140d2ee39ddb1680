"""The operator's side of a report, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.judging import VERDICTS
from engine.review import Agreement, agreement, disagreements, operator_code
from engine.types import InspectionResult, OperatorVerdict, Review, Verdict

_NOTHING = Review()

_SAID_THE_SAME = {
    (Verdict.GOOD, OperatorVerdict.GOOD),
    (Verdict.DEFECTIVE, OperatorVerdict.DEFECTIVE),
}


class Reviewed:
    """What a person said of the results, and where that differs from the recipe.

    Args:
        results: What inspection found.
        reviews: What a person left with some of them, by place in ``results``.
    """

    def __init__(
        self, results: Sequence[InspectionResult], reviews: Mapping[int, Review] | None = None
    ) -> None:
        self._results = results
        self._reviews = reviews or {}
        codes = np.array([VERDICTS.index(result.verdict) for result in results], np.uint8)
        said = np.array([operator_code(self.review(i).verdict) for i in range(len(results))], np.uint8)
        self._differs = disagreements(codes, said)
        self.agreement: Agreement = agreement(codes, said)

    @property
    def anything(self) -> bool:
        """Whether a person said anything at all, be it a note."""
        return any(
            review.verdict is not None or review.note
            for i in range(len(self._results))
            if (review := self._reviews.get(i)) is not None
        )

    @property
    def differing(self) -> list[int]:
        """Places of the parts that one called good and the other defective."""
        return [int(i) for i in np.flatnonzero(self._differs)]

    def review(self, index: int) -> Review:
        """What the person left with a part; an empty record where nothing."""
        return self._reviews.get(index, _NOTHING)

    def differs(self, index: int) -> bool:
        """Whether one called the part good and the other defective."""
        return bool(self._differs[index])

    def agrees(self, index: int) -> bool | None:
        """Whether both said the same of a part; None where one of the two has not decided."""
        if self.differs(index):
            return False
        said = (self._results[index].verdict, self.review(index).verdict)
        return True if said in _SAID_THE_SAME else None


def differ(result: InspectionResult, review: Review) -> bool:
    """:meth:`Reviewed.differs` for one part alone, before the others are known."""
    return Reviewed([result], {0: review}).differs(0)


def agrees_word(agrees: bool | None) -> str:
    """``yes``, ``no``, or nothing where one of the two has not decided."""
    return "" if agrees is None else "yes" if agrees else "no"
