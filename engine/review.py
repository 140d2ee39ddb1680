"""Where a person's judgement and the recipe's differ: the one place where that is said.

Only parts that both have decided can agree or disagree: an operator verdict of good or defective, and a
verdict of good or defective. A part that the recipe puts up for review is decided by the person alone,
and an error or "unsure" decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.judging import VERDICTS
from engine.types import OperatorVerdict, Verdict

OPERATOR_VERDICTS: tuple[OperatorVerdict | None, ...] = (
    None,
    OperatorVerdict.GOOD,
    OperatorVerdict.DEFECTIVE,
    OperatorVerdict.UNSURE,
)
"""Operator verdicts by their codes: 0 for none."""

Codes = npt.NDArray[np.uint8]

_GOOD, _DEFECTIVE = VERDICTS.index(Verdict.GOOD), VERDICTS.index(Verdict.DEFECTIVE)
_SAID_GOOD, _SAID_DEFECTIVE, _SAID_UNSURE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a person and the recipe compare over many parts.

    Attributes:
        n: Parts.
        n_decided: Parts that the person called good or defective.
        n_unsure: Parts that the person was unsure of.
        n_agreed: Parts that both called good, or both defective.
        n_overkill: Parts that the person called good and the recipe defective: false alarms.
        n_escapes: Parts that the person called defective and the recipe good: misses.
    """

    n: int
    n_decided: int
    n_unsure: int
    n_agreed: int
    n_overkill: int
    n_escapes: int

    @property
    def n_disagreed(self) -> int:
        """Parts that one called good and the other defective."""
        return self.n_overkill + self.n_escapes


def disagreements(codes: Codes, said: Codes) -> npt.NDArray[np.bool_]:
    """Which parts one of the two called good and the other defective.

    Args:
        codes: Verdicts as indices into :data:`engine.judging.VERDICTS`, uint8, shape (n,).
        said: Operator verdicts as indices into :data:`OPERATOR_VERDICTS`, uint8, shape (n,).

    Returns:
        bool, shape (n,).
    """
    overkill, escapes = _differences(codes, said)
    return overkill | escapes


def agreement(codes: Codes, said: Codes) -> Agreement:
    """Count where person and recipe agree; arguments as for :func:`disagreements`."""
    overkill, escapes = _differences(codes, said)
    agreed = ((codes == _GOOD) & (said == _SAID_GOOD)) | ((codes == _DEFECTIVE) & (said == _SAID_DEFECTIVE))
    return Agreement(
        n=len(codes),
        n_decided=int(np.count_nonzero((said == _SAID_GOOD) | (said == _SAID_DEFECTIVE))),
        n_unsure=int(np.count_nonzero(said == _SAID_UNSURE)),
        n_agreed=int(np.count_nonzero(agreed)),
        n_overkill=int(np.count_nonzero(overkill)),
        n_escapes=int(np.count_nonzero(escapes)),
    )


def operator_code(verdict: OperatorVerdict | None) -> int:
    """The index of an operator verdict into :data:`OPERATOR_VERDICTS`."""
    return OPERATOR_VERDICTS.index(verdict)


def _differences(codes: Codes, said: Codes) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """False alarms and misses."""
    overkill = (codes == _DEFECTIVE) & (said == _SAID_GOOD)
    escapes = (codes == _GOOD) & (said == _SAID_DEFECTIVE)
    return overkill, escapes
