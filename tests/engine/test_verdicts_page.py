"""What docs/verdicts.md promises is what the engine does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import engine
from engine.export.csv_table import COLUMNS
from engine.export.reviewed import Reviewed
from engine.judging import verdict
from engine.types import InspectionResult, Limits, OperatorVerdict, Review, Verdict

PAGE = (Path(engine.__file__).parents[1] / "docs" / "verdicts.md").read_text("utf-8")
LIMITS = Limits(40.0, 30.0, min_area=30, review_from=0.9)

EXAMPLES = re.findall(r"^\| ([\d.]+) \| (\d+) px \| ([\d.]+) × limit \| (\w+) \|", PAGE, re.MULTILINE)
AGREEMENTS = re.findall(
    r"^\| (good|defective|review|error) \| (\w+) \| (yes|no|–) \| ?([^|]*)\|$", PAGE, re.MULTILINE
)


def test_there_are_examples():
    assert len(EXAMPLES) == 7
    assert len(AGREEMENTS) == 6


@pytest.mark.parametrize(("score", "area", "margin", "said"), EXAMPLES)
def test_examples(score, area, margin, said):
    assert verdict(float(score), int(area), LIMITS) == said
    assert f"{float(score) / LIMITS.image_threshold:.2f}" == margin


@pytest.mark.parametrize(("recipe", "operator", "agree", "called"), AGREEMENTS)
def test_agreement(recipe, operator, agree, called):
    result = InspectionResult(Path("a.png"), Verdict(recipe), LIMITS)
    for said in OperatorVerdict if operator == "anything" else [OperatorVerdict(operator)]:
        reviewed = Reviewed([result], {0: Review(said)})
        assert reviewed.agrees(0) is {"yes": True, "no": False, "–": None}[agree]
        assert bool(reviewed.agreement.n_overkill) == called.startswith("false alarm")
        assert bool(reviewed.agreement.n_escapes) == called.startswith("miss")


def test_the_columns_exist():
    section = PAGE[PAGE.index("Columns of the CSV table") : PAGE.index("Sorted copies")]
    assert set(re.findall(r"`(\w+)`", section)) <= set(COLUMNS)
