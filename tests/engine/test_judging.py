"""The one place where verdicts are made: its table, its vector form, and judging anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import GonogoError
from engine.judging import VERDICTS, check_limits, count_verdicts, rejudge, verdict, verdicts
from engine.regions import find_defects
from engine.types import InspectionResult, Limits, Verdict

quick = settings(max_examples=80, deadline=None)

GOOD, REVIEW, DEFECTIVE, ERROR = Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE, Verdict.ERROR

limits_values = st.builds(
    Limits,
    image_threshold=st.floats(0.1, 20),
    pixel_threshold=st.floats(0.1, 20),
    min_area=st.integers(0, 400),
    review_from=st.floats(0.05, 1),
)


@pytest.mark.parametrize(
    ("score", "area", "min_area", "review_from", "expected"),
    [
        # score against the image threshold, which is 10
        (9.9, 0, 0, 1.0, GOOD),
        (10.0, 0, 0, 1.0, GOOD),
        (10.000001, 0, 0, 1.0, DEFECTIVE),
        (0.0, 0, 0, 1.0, GOOD),
        (1e30, 0, 0, 1.0, DEFECTIVE),
        # the review band begins at 8
        (8.0, 0, 0, 0.8, GOOD),
        (8.1, 0, 0, 0.8, REVIEW),
        (10.0, 5, 0, 0.8, REVIEW),
        (10.1, 5, 0, 0.8, DEFECTIVE),
        # a minimum area of 50 forgives a part whose regions are all smaller
        (12.0, 49, 50, 1.0, GOOD),
        (12.0, 50, 50, 1.0, DEFECTIVE),
        (12.0, 1, 50, 0.8, GOOD),
        (9.0, 49, 50, 0.8, GOOD),
        (9.0, 50, 50, 0.8, REVIEW),
        # no region at all: the area says nothing
        (12.0, 0, 50, 1.0, DEFECTIVE),
        (9.0, 0, 50, 0.8, REVIEW),
        # regions alone make nobody defective
        (9.0, 5000, 50, 1.0, GOOD),
        (float("nan"), 0, 0, 0.8, ERROR),
        (float("nan"), 10, 50, 0.8, ERROR),
    ],
)
def test_the_table_of_verdicts(score, area, min_area, review_from, expected):
    limits = Limits(10.0, 7.0, min_area, review_from)
    assert verdict(score, area, limits) is expected


@quick
@given(
    parts=st.lists(st.tuples(st.floats(0, 25) | st.just(float("nan")), st.integers(0, 500)), max_size=20),
    limits=limits_values,
)
def test_many_at_once_are_judged_as_one_by_one(parts, limits):
    codes = verdicts([s for s, _ in parts], [a for _, a in parts], limits)
    assert codes.dtype == np.uint8
    assert [VERDICTS[code] for code in codes] == [verdict(s, a, limits) for s, a in parts]


@quick
@given(score=st.floats(0, 25), area=st.integers(0, 500), limits=limits_values)
def test_a_higher_score_is_never_judged_better(score, area, limits):
    order = [GOOD, REVIEW, DEFECTIVE]
    higher = verdict(score * 1.5 + 0.1, area, limits)
    assert order.index(higher) >= order.index(verdict(score, area, limits))


@quick
@given(score=st.floats(0, 25), area=st.integers(0, 500), limits=limits_values, more=st.integers(1, 100))
def test_a_larger_minimum_area_is_never_stricter(score, area, limits, more):
    order = [GOOD, REVIEW, DEFECTIVE]
    laxer = verdict(score, area, replace(limits, min_area=limits.min_area + more))
    assert order.index(laxer) <= order.index(verdict(score, area, limits))


def test_the_review_band_makes_no_part_defective_and_no_defective_part_good():
    scores = np.linspace(0, 20, 201)
    without = verdicts(scores, np.zeros(201), Limits(10, 5))
    with_band = verdicts(scores, np.zeros(201), Limits(10, 5, 0, 0.5))
    np.testing.assert_array_equal(without == 2, with_band == 2)
    assert set(with_band[without == 0]) == {0, 1}


# --- limits that make no sense ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"image_threshold": 0.0}, "image threshold"),
        ({"image_threshold": -1.0}, "image threshold"),
        ({"image_threshold": float("nan")}, "image threshold"),
        ({"image_threshold": float("inf")}, "image threshold"),
        ({"pixel_threshold": 0.0}, "pixel threshold"),
        ({"pixel_threshold": float("nan")}, "pixel threshold"),
        ({"min_area": -1}, "minimum area"),
        ({"review_from": 0.0}, "review band"),
        ({"review_from": 1.01}, "review band"),
        ({"review_from": float("nan")}, "review band"),
    ],
)
def test_limits_that_make_no_sense_are_refused(change, words):
    with pytest.raises(GonogoError, match=words) as caught:
        check_limits(replace(Limits(1.0, 1.0), **change))
    assert caught.value.hint


def test_sensible_limits_come_back_as_they_are():
    limits = Limits(1e-3, 5e6, 0, 1.0)
    assert check_limits(limits) is limits


# --- judging anew -----------------------------------------------------------------------------------


def inspected(values: np.ndarray, size: tuple[int, int], limits: Limits) -> InspectionResult:
    """A result as inspection makes it from a map."""
    defects, largest = find_defects(values, size, limits.pixel_threshold, limits.min_area)
    score = float(values.max())
    return InspectionResult(
        path=Path("part.png"),
        verdict=verdict(score, largest, limits),
        limits=limits,
        sha256="0" * 64,
        width=size[1],
        height=size[0],
        score=score,
        margin=score / limits.image_threshold,
        defects=defects,
        largest_area=largest,
        anomaly_map=values,
        notes=("first of 3 pages",),
        elapsed_ms=3.0,
    )


@quick
@given(seed=st.integers(0, 1000), before=limits_values, after=limits_values)
def test_judging_anew_is_inspecting_anew(seed, before, after):
    values = np.random.default_rng(seed).gamma(2, 3, size=(12, 12)).astype(np.float32)
    result = inspected(values, (50, 40), before)
    again = rejudge(result, after)
    assert again == inspected(values, (50, 40), after)
    assert again.anomaly_map is values
    assert rejudge(again, before) == result


@quick
@given(
    seed=st.integers(0, 1000), limits=limits_values, threshold=st.floats(0.1, 20), more=st.integers(0, 300)
)
def test_without_its_map_a_part_can_be_judged_by_another_image_threshold_and_a_larger_area(
    seed, limits, threshold, more
):
    values = np.random.default_rng(seed).gamma(2, 3, size=(12, 12)).astype(np.float32)
    after = replace(limits, image_threshold=threshold, min_area=limits.min_area + more)
    assert rejudge(inspected(values, (50, 40), limits).without_map(), after) == inspected(
        values, (50, 40), after
    )


def test_what_could_not_be_judged_stays_an_error():
    broken = InspectionResult(Path("x.png"), ERROR, Limits(1, 1), error="x.png is empty.", hint="Copy it.")
    again = rejudge(broken, Limits(5, 5))
    assert again.verdict is ERROR
    assert again.limits == Limits(5, 5)
    assert (again.score, again.margin, again.error) == (None, None, "x.png is empty.")


def test_counting_names_every_verdict():
    values = np.full((4, 4), 3.0, np.float32)
    results = [inspected(values, (4, 4), Limits(t, 9.0)) for t in (1.0, 2.0, 5.0)]
    assert count_verdicts(results) == {GOOD: 1, REVIEW: 0, DEFECTIVE: 2, ERROR: 0}
    assert count_verdicts([]) == dict.fromkeys(VERDICTS, 0)
