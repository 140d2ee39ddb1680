"""The threshold keeps its promise, and says how far it can be believed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from engine import calibration
from engine.calibration import calibrate, check_rate, fit_tail, pixel_threshold, tail_size, unusual
from engine.errors import TrainingError

quick = settings(max_examples=60, deadline=None)
scores_lists = st.lists(st.floats(0.01, 1000), min_size=2, max_size=40)
rates = st.floats(1e-4, 0.5)

POPULATIONS = {
    "lognormal, narrow": stats.lognorm(0.2, scale=20),
    "lognormal, wide": stats.lognorm(0.5, scale=20),
    "gamma 20": stats.gamma(20),
    "gamma 4": stats.gamma(4, scale=100),
}


def realised(population: str, n: int, rate: float, repeats: int, seed: int = 0) -> np.ndarray:
    """The true shares of good parts above limits for ``rate`` made from ``n`` of them, again and again."""
    draws = POPULATIONS[population].rvs(size=(repeats, n), random_state=np.random.default_rng(seed))
    limits = np.array([fit_tail(row).threshold(rate) for row in draws])
    return POPULATIONS[population].sf(limits)


@pytest.mark.parametrize("population", POPULATIONS)
@pytest.mark.parametrize(
    ("n", "rate", "low", "high"),
    [
        (40, 0.05, 0.03, 0.07),
        (200, 0.05, 0.04, 0.06),
        (20, 0.01, 0.003, 0.02),
        (60, 0.01, 0.006, 0.016),
        (300, 0.01, 0.008, 0.013),
        (300, 0.001, 0.0003, 0.0025),
        (30, 0.3, 0.25, 0.35),
    ],
)
def test_the_accepted_share_of_unseen_good_parts_is_rejected(population, n, rate, low, high):
    shares = realised(population, n, rate, 400)
    assert low < shares.mean() < high


@pytest.mark.parametrize("population", POPULATIONS)
@pytest.mark.parametrize("n", [3, 5, 8, 12])
def test_few_parts_give_neither_a_limit_that_rejects_all_nor_one_that_passes_all(population, n):
    rng = np.random.default_rng(n)
    draws = POPULATIONS[population].rvs(size=(500, n), random_state=rng)
    limits = np.array([fit_tail(row).threshold(0.01) for row in draws])
    assert POPULATIONS[population].sf(limits).mean() < 0.05
    # nothing would ever be found with a limit of 1e30
    assert np.quantile(limits / draws.max(axis=1), 0.95) < 300


@pytest.mark.parametrize(
    "scores",
    [
        [1.0, 2.0, 2.0001],
        [1.0, 1.1, *np.linspace(10, 11, 10)],  # two pictures of the same part explain each other
        [1.0, *np.linspace(10, 10.5, 9)],
        [5.0, 5.0, 5.0, 5.0, 5.0 + 1e-9],
    ],
)
def test_a_cluster_far_above_the_lowest_score_gives_no_absurd_limit(scores):
    limit = fit_tail(scores).threshold(0.01)
    assert max(scores) <= limit * (1 + 1e-9)
    assert limit < 1000 * max(scores)


@pytest.mark.parametrize("scores", [[1.0, 2.0], [1.0, 1.0, 5.0], [3.0, 3.0, 3.0, 9.0]])
def test_a_good_part_of_very_few_is_not_rejected_by_its_own_limit(scores):
    assert fit_tail(scores).threshold(0.01) >= max(scores)


@pytest.mark.parametrize("population", POPULATIONS)
@pytest.mark.parametrize(
    ("n", "rate", "at_least"), [(12, 0.05, 0.95), (20, 0.01, 0.9), (40, 0.01, 0.9), (40, 0.05, 0.9)]
)
def test_the_interval_covers_the_true_share(population, n, rate, at_least, monkeypatch):
    monkeypatch.setattr(calibration, "_REPLICATES", 200)
    rng = np.random.default_rng(3)
    covered = []
    for _ in range(60):
        tail = fit_tail(POPULATIONS[population].rvs(size=n, random_state=rng))
        interval = tail.interval(rate)
        covered.append(interval.low <= POPULATIONS[population].sf(tail.threshold(rate)) <= interval.high)
    assert np.mean(covered) >= at_least


@quick
@given(scores_lists, rates)
def test_the_interval_holds_the_rate_and_is_a_share(scores, rate):
    interval = fit_tail(scores).interval(rate)
    assert 0 <= interval.low <= rate <= interval.high <= 1
    assert interval.confidence == 0.95


@pytest.mark.parametrize("scores", [[7.0, 7.0], [7.0, 7.0 + 1e-9], [7.0, 7.0, 7.0], [3.0, 8.0]])
def test_two_or_three_parts_promise_nothing(scores):
    # with two parts the next good one is above both with probability 1/3
    assert fit_tail(scores).interval(0.01).high > 0.5


def test_more_parts_narrow_the_interval():
    draws = POPULATIONS["lognormal, narrow"].rvs(size=2000, random_state=np.random.default_rng(0))
    intervals = [fit_tail(draws[:n]).interval(0.01) for n in (5, 20, 80, 400, 2000)]
    widths = [interval.high - interval.low for interval in intervals]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < 0.012


def test_the_same_scores_give_the_same_interval():
    scores = np.random.default_rng(0).gamma(4, size=30)
    assert fit_tail(scores).interval(0.01) == fit_tail(scores[::-1]).interval(0.01)


@quick
@given(scores_lists, st.lists(rates, min_size=2, max_size=8))
def test_a_lower_accepted_rate_never_lowers_the_limit(scores, some_rates):
    tail = fit_tail(scores)
    limits = [tail.threshold(rate) for rate in sorted(some_rates)]
    assert all(a >= b * (1 - 1e-12) for a, b in itertools.pairwise(limits))


@pytest.mark.parametrize("n", [20, 50, 51, 100, 333])
def test_where_the_tail_begins_the_limit_does_not_jump_upwards(n):
    tail = fit_tail(np.random.default_rng(n).lognormal(size=n))
    share = tail.n_tail / n
    around = [tail.threshold(min(0.5, share * f)) for f in (0.99, 0.9999, 1, 1.0001, 1.02, 1.1, 1.3)]
    assert around == sorted(around, reverse=True)


def test_a_rate_within_the_scores_takes_one_of_them():
    scores = np.sort(np.random.default_rng(1).lognormal(size=101))
    # m = 20; (1 - 0.25) * 102 = 76.5
    assert fit_tail(scores).threshold(0.25) == scores[76]
    assert fit_tail(scores).threshold(0.5) == scores[50]


@quick
@given(scores_lists, rates, st.floats(0.01, 100))
def test_the_limit_has_the_unit_of_the_scores(scores, rate, factor):
    limit = fit_tail(scores).threshold(rate)
    scaled = fit_tail(np.array(scores) * factor).threshold(rate)
    assert np.isfinite(limit)
    assert scaled == pytest.approx(limit * factor, rel=1e-4)


@quick
@given(scores_lists, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(scores, random):
    shuffled = list(scores)
    random.shuffle(shuffled)
    assert fit_tail(scores).threshold(0.01) == fit_tail(shuffled).threshold(0.01)


@quick
@given(scores_lists, rates)
def test_exceedance_and_threshold_are_inverse_in_the_tail(scores, rate):
    tail = fit_tail(scores)
    if rate < tail.n_tail / len(scores) and tail.scale > 1e-6:
        assert tail.exceedance(tail.threshold(rate)) == pytest.approx(rate, rel=1e-6, abs=1e-9)


@quick
@given(scores_lists, st.lists(st.floats(0, 2000), min_size=2, max_size=10))
def test_exceedance_is_a_falling_share(scores, at):
    tail = fit_tail(scores)
    shares = [tail.exceedance(score) for score in sorted(at)]
    assert all(0 <= share <= 1 for share in shares)
    assert shares == sorted(shares, reverse=True)
    assert tail.exceedance(0) == 1


def test_an_exponential_tail_of_logarithms_is_found():
    # Pareto scores: their logarithms are exponential, which is shape 0 and scale 1/3
    scores = (1 - (np.arange(4000) + 0.5) / 4000) ** (-1 / 3)
    tail = fit_tail(scores)
    assert tail.shape == pytest.approx(0, abs=0.02)
    assert tail.scale == pytest.approx(1 / 3, rel=0.02)
    assert tail.threshold(0.001) == pytest.approx(10, rel=0.05)


@pytest.mark.parametrize("n", range(2, 60))
def test_the_tail_leaves_at_least_one_score_below(n):
    assert 1 <= tail_size(n) < n
    assert tail_size(500) == 100


# --- bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize("scores", [[], [3.0]])
def test_one_part_or_none_is_too_few(scores):
    with pytest.raises(TrainingError, match="at least 2 good parts") as caught:
        fit_tail(scores)
    assert "40" in caught.value.hint


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_scores_that_are_no_numbers_are_refused(bad):
    with pytest.raises(TrainingError, match="not numbers"):
        fit_tail([1.0, bad, 2.0])


@pytest.mark.parametrize("scores", [[0.0, 0.0, 0.0], [0.0, 1.0, 2.0]])
def test_parts_that_do_not_differ_are_refused(scores):
    with pytest.raises(TrainingError, match="do not differ"):
        fit_tail(scores)


@pytest.mark.parametrize("rate", [0.0, -0.1, 0.51, 1.0, np.nan, np.inf])
def test_impossible_rates_are_refused(rate):
    with pytest.raises(TrainingError, match="false-alarm rate"):
        check_rate(rate)
    with pytest.raises(TrainingError, match="false-alarm rate"):
        calibrate([1.0, 2.0], np.ones(5, np.float32), rate, 100)


# --- the whole --------------------------------------------------------------------------------------


def good_parts(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Scores of n parts and values of their maps; each score is its map's highest value."""
    maps = np.random.default_rng(seed).gamma(5, size=(n, 400)).astype(np.float32)
    return maps.max(axis=1).astype(np.float64), maps.ravel()


def test_a_calibration_says_what_it_rests_on():
    scores, samples = good_parts(120)
    found = calibrate(scores, samples, 0.02, 100)
    assert found.n_images == 120
    assert found.false_alarm_rate == 0.02
    assert found.image_threshold == fit_tail(scores).threshold(0.02)
    assert found.warnings == ()
    assert found.false_alarm_interval.low <= 0.02 <= found.false_alarm_interval.high


def test_few_parts_bring_a_warning_and_not_a_failure():
    scores, samples = good_parts(19)
    warnings = " ".join(calibrate(scores, samples, 0.05, 100).warnings)
    assert "only 19 good parts" in warnings
    scores, samples = good_parts(20)
    warnings = " ".join(calibrate(scores, samples, 0.05, 100).warnings)
    assert "only" not in warnings
    assert "fewer good parts (20) than features (100)" in warnings
    scores, samples = good_parts(100)
    assert calibrate(scores, samples, 0.05, 100).warnings == ()


def test_a_rate_beyond_what_the_parts_can_show_brings_a_warning():
    scores, samples = good_parts(100)
    warnings = " ".join(calibrate(scores, samples, 0.001, 100).warnings)
    assert "1000" in warnings
    assert "100 good parts" in warnings


@quick
@given(n=st.integers(2, 30), rate=rates, seed=st.integers(0, 100))
def test_the_pixel_threshold_is_positive_and_not_above_the_image_threshold(n, rate, seed):
    scores, samples = good_parts(n, seed)
    found = calibrate(scores, samples, rate, 10)
    assert 0 < found.pixel_threshold <= found.image_threshold


def test_not_even_maps_full_of_high_values_lift_the_pixel_threshold_over_the_image_threshold():
    scores = np.linspace(10, 20, 30)
    found = calibrate(scores, np.full(1000, 500, np.float32), 0.01, 10)
    assert found.pixel_threshold == found.image_threshold


def test_the_pixel_threshold_leaves_its_share_of_good_pixels_above():
    values = np.arange(1, 1_000_001, dtype=np.float32)
    limit = pixel_threshold(values, np.array([1e6, 1e6]), 0.01)
    assert (values > limit).mean() == pytest.approx(0.0001, abs=2e-6)


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(50, np.float32)])
def test_a_region_without_values_falls_back_on_the_scores(samples):
    assert pixel_threshold(samples, np.array([4.0, 3.0]), 0.01) == 3.0


# --- parts that stand out ---------------------------------------------------------------------------


def test_parts_that_stand_out_are_named_most_unusual_first():
    scores = np.random.default_rng(0).lognormal(3, 0.1, 40)
    scores[[5, 17]] = [200, 900]
    assert unusual(scores) == [17, 5]


def test_good_parts_of_one_kind_do_not_stand_out():
    counts = [len(unusual(np.random.default_rng(i).lognormal(3, 0.3, 50))) for i in range(50)]
    assert np.mean(counts) < 0.1


def test_a_low_score_is_not_unusual():
    scores = np.random.default_rng(0).lognormal(3, 0.1, 40)
    scores[3] = 1e-3
    assert 3 not in unusual(scores)


@pytest.mark.parametrize("scores", [[1.0, 1.0, 1.0, 9.0], [2.0, 2.0], [0.0, 0.0, 0.0]])
def test_without_any_spread_nothing_can_be_called_unusual(scores):
    assert unusual(scores) == []
