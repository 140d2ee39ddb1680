import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.judging import VERDICTS
from engine.review import OPERATOR_VERDICTS, agreement, disagreements, operator_code
from engine.types import OperatorVerdict, Verdict

PARTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=50)


def _arrays(parts):
    table = np.array(parts, np.uint8).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@pytest.mark.parametrize(
    ("verdict", "said", "differs"),
    [
        (Verdict.GOOD, OperatorVerdict.DEFECTIVE, True),
        (Verdict.DEFECTIVE, OperatorVerdict.GOOD, True),
        (Verdict.GOOD, OperatorVerdict.GOOD, False),
        (Verdict.DEFECTIVE, OperatorVerdict.DEFECTIVE, False),
        (Verdict.REVIEW, OperatorVerdict.GOOD, False),
        (Verdict.REVIEW, OperatorVerdict.DEFECTIVE, False),
        (Verdict.ERROR, OperatorVerdict.DEFECTIVE, False),
        (Verdict.DEFECTIVE, OperatorVerdict.UNSURE, False),
        (Verdict.DEFECTIVE, None, False),
    ],
)
def test_only_parts_that_both_decided_can_differ(verdict, said, differs):
    codes = np.array([VERDICTS.index(verdict)], np.uint8)
    words = np.array([operator_code(said)], np.uint8)
    assert disagreements(codes, words).tolist() == [differs]


@given(PARTS)
def test_counts_are_those_of_the_parts_one_by_one(parts):
    codes, said = _arrays(parts)
    found = agreement(codes, said)
    pairs = [(VERDICTS[code], OPERATOR_VERDICTS[word]) for code, word in parts]
    assert found.n == len(pairs)
    assert found.n_overkill == pairs.count((Verdict.DEFECTIVE, OperatorVerdict.GOOD))
    assert found.n_escapes == pairs.count((Verdict.GOOD, OperatorVerdict.DEFECTIVE))
    assert found.n_agreed == pairs.count((Verdict.GOOD, OperatorVerdict.GOOD)) + pairs.count(
        (Verdict.DEFECTIVE, OperatorVerdict.DEFECTIVE)
    )
    assert found.n_unsure == sum(word is OperatorVerdict.UNSURE for _, word in pairs)
    assert found.n_disagreed == disagreements(codes, said).sum()
    assert found.n_agreed + found.n_disagreed <= found.n_decided
