"""The warning of drift: how seldom it is wrong, how soon it is right."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from engine.errors import GonogoError
from engine.metrics import auroc
from engine.session import drift as module
from engine.session.drift import FALSE_WARNING_PARTS, LEAST_EFFECT, LOOK_EVERY, WINDOWS, drift

values = st.integers(0, 40).map(float)  # few different ones, so that ties are common
quick = settings(max_examples=100, deadline=None)


@quick
@given(before=st.lists(values, min_size=20, max_size=60), after=st.lists(values, min_size=25, max_size=60))
def test_the_test_is_that_of_scipy(before, after):
    mine = module._compare(np.sort(before), np.array(after), 0)
    if len(set(before + after)) == 1:
        assert (mine.statistic, mine.p) == (0, 1)
        return
    theirs = stats.mannwhitneyu(after, before, method="asymptotic", use_continuity=True)
    assert mine.p == pytest.approx(theirs.pvalue, rel=1e-9)
    assert mine.superiority == pytest.approx(theirs.statistic / len(before) / len(after))
    assert mine.superiority == pytest.approx(auroc(before, after))


@quick
@given(seed=st.integers(0, 10**6), shift=st.floats(-2, 2))
def test_it_looks_at_the_order_alone_and_both_ways_alike(seed, shift):
    rng = np.random.default_rng(seed)
    before, after = rng.standard_normal(50), rng.standard_normal(75) + shift
    found, stretched = drift(before, after), drift(np.exp(3 * before), np.exp(3 * after))
    assert found == stretched
    turned = drift(-before, -after)
    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert found.rising is not turned.rising
        assert found.statistic == pytest.approx(-turned.statistic)
        assert found.superiority == pytest.approx(1 - turned.superiority)
        assert abs(found.superiority - 0.5) >= LEAST_EFFECT


def test_a_shift_is_told_with_its_size():
    rng = np.random.default_rng(1)
    before = rng.normal(20, 2, 100)
    found = drift(before, rng.normal(24, 2, 60))
    assert found is not None
    assert found.rising
    assert found.superiority > 0.85
    assert found.statistic > 3
    assert found.p < 1 / 5000
    assert (found.n_recent, found.n_reference, found.at) == (50, 100, 50)
    falling = drift(before, rng.normal(16, 2, 60))
    assert falling is not None
    assert not falling.rising


def test_between_looks_the_answer_stays_the_same():
    rng = np.random.default_rng(2)
    before, after = rng.standard_normal(60), rng.standard_normal(200) + 1
    answers = [drift(before, after[:n]) for n in range(200)]
    assert all(answers[n] == answers[n // LOOK_EVERY * LOOK_EVERY] for n in range(200))
    assert answers[LOOK_EVERY - 1] is None
    assert answers[199] is not None


def test_a_trifle_is_no_drift_however_many_parts_there_are():
    rng = np.random.default_rng(3)
    before, after = rng.standard_normal(20_000), rng.standard_normal(20_000) + 0.25
    assert stats.mannwhitneyu(after[-400:], before).pvalue < 1e-4
    assert drift(before, after) is None


def test_few_parts_say_nothing():
    assert drift(np.zeros(19), np.ones(500)) is None
    assert drift(np.zeros(20), np.ones(24)) is None
    assert drift(np.zeros(20), np.ones(25)) is not None
    assert drift([], []) is None
    assert drift(np.zeros(500), np.zeros(500)) is None


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_cannot_be_ranked_is_refused(bad):
    scores = np.arange(30.0)
    for arguments in ((np.append(scores, bad), scores), (scores, np.append(scores, bad))):
        with pytest.raises(GonogoError):
            drift(*arguments)


@pytest.mark.parametrize("n_reference", [20, 100])
def test_false_warnings_are_as_rare_as_promised(n_reference):
    """1 in 1,000 looks at most: of 3,000 looks 3 are expected then, and more than 9 one time in 900."""
    rng = np.random.default_rng(n_reference)
    looks = 3000
    wrong = 0
    for _ in range(looks):
        scores = rng.lognormal(size=n_reference + WINDOWS[-1])
        wrong += drift(scores[:n_reference], scores[n_reference:]) is not None
    assert LOOK_EVERY / FALSE_WARNING_PARTS == 1 / 1000
    assert stats.binom.sf(9, looks, 1 / 1000) < 1 / 800
    assert wrong <= 9


def test_a_warning_can_be_wrong_at_all(monkeypatch):
    # the test above would not notice a warning that never comes
    monkeypatch.setattr(module, "_ALPHA", 0.05)
    rng = np.random.default_rng(5)
    wrong = sum(drift(rng.standard_normal(60), rng.standard_normal(400)) is not None for _ in range(300))
    assert 15 <= wrong <= 60


def delays(shift: float, n_reference: int, runs: int = 60) -> np.ndarray:
    """Good parts after a shift until the warning, infinite where it does not come within 1,000."""
    rng = np.random.default_rng(11)
    found = []
    for _ in range(runs):
        calm = int(rng.integers(400, 425))
        reference = rng.standard_normal(n_reference)
        scores = np.concatenate([rng.standard_normal(calm), rng.standard_normal(1000) + shift])
        looks = range((calm // LOOK_EVERY + 1) * LOOK_EVERY, scores.size, LOOK_EVERY)
        found.append(next((n - calm for n in looks if drift(reference, scores[:n])), np.inf))
    return np.array(found)


def test_a_shift_by_one_standard_deviation_is_found_within_fifty_parts():
    assert 25 <= np.median(delays(1.0, 100)) <= 50
    assert np.quantile(delays(1.0, 100), 0.9) <= 90


def test_a_shift_by_half_a_standard_deviation_is_found_within_two_hundred():
    assert np.median(delays(0.5, 100)) <= 200
    assert np.quantile(delays(0.5, 500), 0.9) <= 225
