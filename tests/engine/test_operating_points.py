"""Labelled parts at every limit, beside a count of the verdicts one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calibration import fit_tail
from engine.errors import GonogoError
from engine.judging import verdict
from engine.labels import GOOD
from engine.metrics import binomial_interval, confusion
from engine.operating_points import (
    LabelledScores,
    catching,
    confusion_of,
    curves,
    expected_false_alarms,
    sparing,
)
from engine.types import Limits, Verdict

quick = settings(max_examples=100, deadline=None)  # the deadline would time the first import

LIMITS = Limits(50.0, 20.0, min_area=0, review_from=0.8)


def parts(
    good=(), defective=(), good_areas=None, defective_areas=None, kinds=None, names=(GOOD, "crack")
) -> LabelledScores:
    scores = np.array([*good, *defective], np.float64)
    areas = [*(good_areas or [0] * len(good)), *(defective_areas or [0] * len(defective))]
    labels = [*([0] * len(good)), *(kinds or [1] * len(defective))]
    return LabelledScores(scores, np.array(areas, np.int64), np.array(labels, np.int64), names)


def by_hand(these: LabelledScores, limits: Limits):
    """The confusion, verdict by verdict."""
    said = [
        Verdict.ERROR if np.isnan(score) else verdict(float(score), int(area), limits)
        for score, area in zip(these.scores, these.largest_areas, strict=True)
    ]
    return confusion(
        (v for v, good in zip(said, these.is_good, strict=True) if good),
        (v for v, good in zip(said, these.is_good, strict=True) if not good),
    )


# few different scores and areas, so that ties and edges are met often
SCORES = st.one_of(
    st.sampled_from([0.0, 10.0, 20.0, 30.0, 43.21, 43.2187, 50.0, 1e-7, 123456.7]),
    st.floats(0, 1e6, allow_nan=False, width=32),
    st.just(float("nan")),
)
SETS = st.lists(st.tuples(SCORES, st.integers(0, 6), st.integers(0, 2)), max_size=24).map(
    lambda rows: LabelledScores(
        np.array([row[0] for row in rows], np.float64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.int64),
        (GOOD, "crack", "stain"),
    )
)
SOME_LIMITS = st.builds(
    Limits,
    image_threshold=st.one_of(st.sampled_from([10.0, 43.21, 50.0]), st.floats(1e-6, 2e6)),
    pixel_threshold=st.just(20.0),
    min_area=st.integers(0, 6),
    review_from=st.floats(0.1, 1.0),
)


@quick
@given(SETS, SOME_LIMITS)
def test_numbers_are_those_of_the_verdicts_one_by_one(these, limits):
    assert these.confusion(limits) == by_hand(these, limits)
    counts = these.counts(limits)
    assert counts.shape == (3, 4)
    assert counts.sum() == len(these)
    assert confusion_of(counts) == by_hand(these, limits)


@quick
@given(SETS, SOME_LIMITS)
def test_a_part_is_rejected_below_its_tipping_score_and_nowhere_else(these, limits):
    tipping = these.tipping(limits)
    rejected = these.codes(limits) == 2
    assert (rejected == (tipping > limits.image_threshold)).all()
    assert (np.isnan(tipping) == ~these.judged).all()


@quick
@given(SETS, SOME_LIMITS)
def test_every_point_of_the_curves_is_what_the_verdicts_say_there(these, limits):
    made = curves(these, limits)
    if made.rates is None:
        assert not these.judged.any()
        return
    for i, threshold in enumerate(made.rates.thresholds):
        if threshold <= 0:
            assert i == len(made.rates.thresholds) - 1
            continue
        there = by_hand(these, replace(limits, image_threshold=float(threshold)))
        if made.rates.overkill is not None:
            assert made.rates.overkill[i] == pytest.approx(there.overkill_rate)
        if made.rates.escape is not None:
            assert made.rates.escape[i] == pytest.approx(there.escape_rate)
        if made.roc is not None:
            assert made.roc.false_alarm_rate[i] == pytest.approx(there.overkill_rate)
            assert made.roc.detection_rate[i] == pytest.approx(1 - there.escape_rate)
        if made.precision_recall is not None:
            rejected = there.overkill + there.true_defective
            precision = there.true_defective / rejected if rejected else 1.0
            assert made.precision_recall.precision[i] == pytest.approx(precision)
            assert made.precision_recall.recall[i] == pytest.approx(1 - there.escape_rate)


@quick
@given(SETS, SOME_LIMITS, st.integers(0, 5))
def test_the_limit_that_catches_is_the_highest_that_does(these, limits, misses):
    point = catching(these, limits, misses)
    tipping = these.tipping(limits)
    defective = np.sort(tipping[~these.is_good & these.judged])
    beyond = int((defective == 0).sum())
    allowed = max(misses, beyond)
    if point is None:
        assert allowed >= defective.size
        return
    assert point.n_beyond == beyond
    assert point.image_threshold > 0
    here = replace(limits, image_threshold=point.image_threshold)
    assert point.confusion == by_hand(these, here)
    assert point.confusion.escape <= allowed
    # at the next score above one more escapes, and in between nothing changes
    edge = float(defective[allowed])
    assert point.image_threshold < edge
    assert by_hand(these, replace(limits, image_threshold=edge)).escape > allowed
    highest = replace(limits, image_threshold=float(np.nextafter(edge, 0)))
    if highest.image_threshold > 0:
        there = by_hand(these, highest)
        assert (there.overkill, there.escape) == (point.confusion.overkill, point.confusion.escape)


@quick
@given(SETS, SOME_LIMITS, st.integers(0, 5))
def test_the_limit_that_spares_is_the_lowest_that_does(these, limits, alarms):
    point = sparing(these, limits, alarms)
    tipping = these.tipping(limits)
    good = np.sort(tipping[these.is_good & these.judged])[::-1]
    if point is None:
        assert alarms >= good.size or good[alarms] == 0
        return
    edge = float(good[alarms])
    assert point.image_threshold >= edge
    assert point.confusion == by_hand(these, replace(limits, image_threshold=point.image_threshold))
    assert point.confusion.overkill <= alarms
    lower = float(np.nextafter(edge, 0))
    if lower > 0:
        assert by_hand(these, replace(limits, image_threshold=lower)).overkill > alarms
    there = by_hand(these, replace(limits, image_threshold=edge))
    assert (there.overkill, there.escape) == (point.confusion.overkill, point.confusion.escape)


def test_the_limits_found_are_numbers_that_can_be_read_aloud():
    these = parts(good=(10.0, 20.1234567), defective=(43.218765, 80.0))
    assert catching(these, LIMITS).image_threshold == 43.21
    assert sparing(these, LIMITS).image_threshold == 20.13


def test_a_readable_number_never_costs_a_part():
    """Between 43.2187 and the part below there is no number of four figures."""
    these = parts(good=(43.2186,), defective=(43.2187,))
    caught, spared = catching(these, LIMITS), sparing(these, LIMITS)
    assert 43.2186 <= caught.image_threshold < 43.2187
    assert 43.2186 <= spared.image_threshold < 43.2187
    assert caught.confusion == spared.confusion
    assert (caught.confusion.overkill, caught.confusion.escape) == (0, 0)


def test_neighbouring_floats_are_told_apart():
    low = 43.2
    these = parts(good=(low,), defective=(float(np.nextafter(low, 100)),))
    point = catching(these, LIMITS)
    assert point.image_threshold == low
    assert (point.confusion.overkill, point.confusion.escape) == (0, 0)


def test_what_is_too_small_is_beyond_every_limit():
    these = parts(good=(10.0,), defective=(60.0, 70.0, 90.0), defective_areas=[3, 50, 60])
    limits = replace(LIMITS, min_area=10)
    point = catching(these, limits)
    assert (point.n_beyond, point.confusion.escape) == (1, 1)
    assert point.image_threshold == pytest.approx(70, rel=1e-3)
    assert catching(these, limits, misses=1).image_threshold == point.image_threshold
    assert catching(these, limits, misses=2).image_threshold == pytest.approx(90, rel=1e-3)
    # without the minimum area it can be caught
    assert catching(these, LIMITS).n_beyond == 0


def test_one_more_miss_allowed_never_lowers_the_limit():
    these = parts(good=(10.0, 45.0), defective=(30.0, 40.0, 40.0, 60.0))
    found = [catching(these, LIMITS, misses) for misses in range(4)]
    thresholds = [point.image_threshold for point in found]
    assert thresholds == sorted(thresholds)
    assert [point.confusion.escape for point in found] == [0, 1, 1, 3]
    assert [point.confusion.overkill for point in found] == [1, 1, 1, 0]
    assert catching(these, LIMITS, 4) is None


def test_no_question_has_an_answer_without_parts():
    nothing = parts()
    assert catching(nothing, LIMITS) is None
    assert sparing(nothing, LIMITS) is None
    assert curves(nothing, LIMITS).rates is None
    assert catching(parts(good=(10.0,)), LIMITS) is None
    assert sparing(parts(defective=(10.0,)), LIMITS) is None


def test_misses_and_false_alarms_come_worst_first():
    these = parts(
        good=(10.0, 80.0, 60.0, np.nan),
        defective=(49.0, 12.0, 90.0, 45.0, np.nan),
        kinds=[1, 2, 2, 1, 1],
        names=(GOOD, "crack", "stain"),
    )
    assert these.false_alarms(LIMITS).tolist() == [1, 2]
    assert these.misses(LIMITS).tolist() == [5, 7, 4], "parts under review are misses too"
    assert these.auroc_of(1) == pytest.approx(0.5 * 2 / 3)


def test_what_good_parts_promise_is_between_all_and_none():
    tail = fit_tail(np.linspace(20, 30, 40))
    far = expected_false_alarms(tail, 1000.0)
    assert far.interval.low == 0
    assert far.interval.high == pytest.approx(max(binomial_interval(0, 40).high, far.rate))
    near = expected_false_alarms(tail, 1.0)
    assert near.rate == 1
    assert near.interval.high == 1


@quick
@given(
    st.lists(st.floats(1.0, 100.0), min_size=2, max_size=40).filter(lambda s: len(set(s)) > 1),
    st.floats(0.5, 300.0),
)
def test_the_interval_of_expected_false_alarms_holds_the_rate(scores, threshold):
    expected = expected_false_alarms(fit_tail(scores), threshold)
    assert 0 <= expected.interval.low <= expected.rate <= expected.interval.high <= 1


@pytest.mark.parametrize(
    ("scores", "areas", "kinds", "names"),
    [
        ([1.0], [0, 0], [0], (GOOD,)),
        ([1.0], [0], [0, 1], (GOOD, "crack")),
        ([1.0], [0], [1], (GOOD,)),
        ([1.0], [0], [-1], (GOOD, "crack")),
        ([1.0], [0], [0], ("crack",)),
        ([1.0], [0], [0], ()),
    ],
)
def test_arrays_that_do_not_fit_are_refused(scores, areas, kinds, names):
    with pytest.raises(GonogoError, match="do not fit"):
        LabelledScores(np.array(scores), np.array(areas), np.array(kinds), names)
