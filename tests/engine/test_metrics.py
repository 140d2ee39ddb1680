"""Laws that the metrics obey, and agreement with scikit-learn, scipy and anomalib."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage, special, stats
from sklearn import metrics as sklearn_metrics

from engine import metrics
from engine.errors import GonogoError
from engine.metrics import PixelMetrics
from engine.types import Interval, Verdict

quick = settings(max_examples=50, deadline=None)  # the deadline would time the first import
few = settings(quick, max_examples=30)

# few different values, so that ties are common
whole_scores = st.lists(st.integers(0, 30).map(float), min_size=1, max_size=25)
any_scores = st.lists(st.floats(0, 1e6), min_size=1, max_size=25)


# --- image level -----------------------------------------------------------------------------------------


@quick
@given(good=any_scores, defective=any_scores)
def test_auroc_is_the_share_of_pairs_in_the_right_order(good, defective):
    pairs = [(d > g) + (d == g) / 2 for g, d in itertools.product(good, defective)]
    assert metrics.auroc(good, defective) == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


@quick
@given(good=whole_scores, defective=whole_scores)
def test_auroc_looks_at_the_order_alone(good, defective):
    def stretched(scores):
        return [math.exp(s / 3) + 7 for s in scores]

    assert metrics.auroc(stretched(good), stretched(defective)) == metrics.auroc(good, defective)


@quick
@given(good=any_scores, defective=any_scores)
def test_auroc_of_swapped_classes_is_the_complement(good, defective):
    assert metrics.auroc(defective, good) == pytest.approx(1 - metrics.auroc(good, defective), abs=1e-12)


@quick
@given(good=any_scores, gap=st.floats(1, 10))
def test_auroc_of_separated_classes_is_one(good, gap):
    defective = [max(good) + gap + s for s in good]
    assert metrics.auroc(good, defective) == 1
    assert metrics.auroc(defective, good) == 0


@quick
@given(score=st.floats(0, 1e6), n_good=st.integers(1, 9), n_defective=st.integers(1, 9))
def test_auroc_of_ties_is_one_half(score, n_good, n_defective):
    assert metrics.auroc([score] * n_good, [score] * n_defective) == 0.5


@quick
@given(good=whole_scores, defective=whole_scores)
def test_auroc_agrees_with_scikit_learn(good, defective):
    expected = sklearn_metrics.roc_auc_score([0] * len(good) + [1] * len(defective), good + defective)
    assert metrics.auroc(good, defective) == pytest.approx(expected, abs=1e-12)


def test_auroc_tells_raw_scores_apart_that_a_sigmoid_would_tie():
    assert metrics.auroc([400.0, 401.0], [402.0, 403.0]) == 1


def test_auroc_of_one_class_is_undefined():
    assert metrics.auroc([], [1.0]) is None
    assert metrics.auroc([1.0], []) is None


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_scores_that_cannot_be_ranked_are_refused(bad):
    for figure in (metrics.auroc, metrics.best_f1, metrics.roc_curve):
        with pytest.raises(GonogoError, match="cannot be ranked") as caught:
            figure([1.0, bad, 2.0], [1.0])
        assert caught.value.hint


def test_confusion_counts_review_as_not_rejected_and_errors_in_no_rate():
    good = [Verdict.GOOD, Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE, Verdict.ERROR]
    defective = [
        Verdict.GOOD,
        Verdict.REVIEW,
        Verdict.REVIEW,
        Verdict.DEFECTIVE,
        Verdict.ERROR,
        Verdict.ERROR,
    ]
    counts = metrics.confusion(good, defective)
    assert (counts.true_good, counts.overkill, counts.escape, counts.true_defective) == (3, 1, 3, 1)
    assert (counts.good_in_review, counts.defective_in_review) == (1, 2)
    assert (counts.n_good, counts.n_defective, counts.errors) == (4, 4, 3)
    assert counts.overkill_rate == 1 / 4
    assert counts.escape_rate == 3 / 4
    assert counts.unseen_escape_rate == 1 / 4
    assert counts.review_rate == 3 / 8
    assert counts.f1 == 2 / (2 + 1 + 3)


def test_confusion_of_nothing_has_no_rates():
    counts = metrics.confusion([Verdict.ERROR], [])
    assert counts.errors == 1
    assert (counts.overkill_rate, counts.escape_rate, counts.unseen_escape_rate) == (None, None, None)
    assert (counts.review_rate, counts.f1) == (None, None)


def test_a_score_at_the_threshold_is_not_above_it():
    assert metrics.overkill_rate([1.0, 2.0, 3.0, 4.0], 2.0) == 0.5
    assert metrics.escape_rate([1.0, 2.0, 3.0, 4.0], 2.0) == 0.5
    assert metrics.overkill_rate([], 2.0) is None
    assert metrics.escape_rate([], 2.0) is None


@quick
@given(good=whole_scores, defective=whole_scores, threshold=st.integers(-1, 31))
def test_f1_agrees_with_scikit_learn(good, defective, threshold):
    called = [s > threshold for s in good + defective]
    expected = sklearn_metrics.f1_score(
        [False] * len(good) + [True] * len(defective), called, zero_division=0
    )
    assert metrics.f1(good, defective, threshold) == pytest.approx(expected, abs=1e-12)


def test_f1_without_defective_parts_is_undefined():
    assert metrics.f1([1.0, 2.0], [], 1.5) is None
    assert metrics.best_f1([1.0, 2.0], []) is None
    assert metrics.f1([], [1.0, 2.0], 1.5) == pytest.approx(2 / 3)


@quick
@given(good=any_scores, defective=any_scores)
def test_best_f1_is_reached_at_its_threshold_and_nowhere_exceeded(good, defective):
    best, threshold = metrics.best_f1(good, defective)
    assert metrics.f1(good, defective, threshold) == pytest.approx(best, abs=1e-12)
    candidates = [-1.0, *good, *defective]
    assert best == pytest.approx(max(metrics.f1(good, defective, t) for t in candidates), abs=1e-12)


def test_best_f1_puts_its_threshold_into_the_middle_of_the_gap():
    assert metrics.best_f1([1.0, 2.0], [6.0, 9.0]) == (1.0, 4.0)


def test_best_f1_keeps_neighbouring_floats_apart():
    upper = float(np.nextafter(1.0, 2))
    assert metrics.best_f1([1.0], [upper]) == (1.0, 1.0)
    lower = float(np.nextafter(1.0, 0))
    assert metrics.best_f1([lower], [1.0]) == (1.0, lower)


@quick
@given(good=whole_scores, defective=whole_scores)
def test_roc_curve_agrees_with_scikit_learn_and_with_the_area(good, defective):
    curve = metrics.roc_curve(good, defective)
    labels = [0] * len(good) + [1] * len(defective)
    false_alarms, detections, _ = sklearn_metrics.roc_curve(labels, good + defective, drop_intermediate=False)
    np.testing.assert_allclose(curve.false_alarm_rate, false_alarms, atol=1e-12)
    np.testing.assert_allclose(curve.detection_rate, detections, atol=1e-12)
    assert (np.diff(curve.thresholds) < 0).all()
    area = np.trapezoid(curve.detection_rate, curve.false_alarm_rate)
    assert area == pytest.approx(metrics.auroc(good, defective), abs=1e-12)


@quick
@given(good=whole_scores, defective=whole_scores)
def test_precision_recall_curve_agrees_with_scikit_learn(good, defective):
    curve = metrics.precision_recall_curve(good, defective)
    labels = [0] * len(good) + [1] * len(defective)
    precision, recall, _ = sklearn_metrics.precision_recall_curve(labels, good + defective)
    np.testing.assert_allclose(curve.precision, precision[::-1], atol=1e-12)
    np.testing.assert_allclose(curve.recall, recall[::-1], atol=1e-12)


@quick
@given(good=whole_scores, defective=whole_scores)
def test_rate_curves_say_what_each_threshold_does(good, defective):
    curves = metrics.rate_curves(good, defective)
    assert (curves.overkill[0], curves.escape[0]) == (0, 1)
    assert (curves.overkill[-1], curves.escape[-1]) == (1, 0)
    for threshold, overkill, escape in zip(curves.thresholds, curves.overkill, curves.escape, strict=True):
        assert metrics.overkill_rate(good, threshold) == pytest.approx(overkill, abs=1e-12)
        assert metrics.escape_rate(defective, threshold) == pytest.approx(escape, abs=1e-12)


def test_curves_of_one_class():
    assert metrics.roc_curve([1.0], []) is None
    assert metrics.roc_curve([], [1.0]) is None
    assert metrics.precision_recall_curve([1.0], []) is None
    assert metrics.rate_curves([1.0], []).escape is None
    assert metrics.rate_curves([], [1.0]).overkill is None
    nothing = metrics.rate_curves([], [])
    assert (nothing.thresholds.size, nothing.overkill, nothing.escape) == (0, None, None)


# --- binomial interval -----------------------------------------------------------------------------------


def test_binomial_interval_matches_the_published_extremes():
    # the rule of three: 0 of 100 leaves up to 3.6 % at 95 % two-sided
    assert metrics.binomial_interval(0, 100) == Interval(0.0, pytest.approx(1 - 0.025 ** (1 / 100)))
    assert metrics.binomial_interval(100, 100) == Interval(pytest.approx(0.025 ** (1 / 100)), 1.0)
    assert metrics.binomial_interval(0, 0) == Interval(0.0, 1.0)


@quick
@given(n=st.integers(1, 300), data=st.data(), confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_binomial_interval_leaves_half_the_rest_on_each_side(n, data, confidence):
    k = data.draw(st.integers(0, n))
    interval = metrics.binomial_interval(k, n, confidence)
    assert 0 <= interval.low <= k / n <= interval.high <= 1
    tail = (1 - confidence) / 2
    if k > 0:
        assert stats.binom.sf(k - 1, n, interval.low) == pytest.approx(tail, rel=1e-6)
    if k < n:
        assert stats.binom.cdf(k, n, interval.high) == pytest.approx(tail, rel=1e-6)


@quick
@given(n=st.integers(0, 200), confidence=st.sampled_from([0.5, 0.95, 0.99]))
def test_bounds_of_many_counts_are_those_of_each(n, confidence):
    counts = np.arange(n + 1)
    low, high = metrics.binomial_bounds(counts, n, confidence)
    alone = [metrics.binomial_interval(int(k), n, confidence) for k in counts]
    assert low.tolist() == [interval.low for interval in alone]
    assert high.tolist() == [interval.high for interval in alone]
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) >= 0).all()
    exact = stats.beta.ppf((1 - confidence) / 2, counts[1:], n - counts[1:] + 1)
    assert low[1:] == pytest.approx(exact, abs=1e-9)


@quick
@given(n=st.integers(1, 2_000_000), data=st.data(), confidence=st.sampled_from([0.01, 0.8, 0.95, 0.9999]))
def test_bounds_of_large_numbers_are_those_of_scipy(n, data, confidence):
    counts = np.array(data.draw(st.lists(st.integers(0, n), min_size=1, max_size=5)))
    low, high = metrics.binomial_bounds(counts, n, confidence)
    tail = (1 - confidence) / 2
    exact_low = np.where(counts == 0, 0, special.betaincinv(np.maximum(counts, 1), n - counts + 1, tail))
    exact_high = np.where(counts == n, 1, special.betaincinv(counts + 1, np.maximum(n - counts, 1), 1 - tail))
    assert low == pytest.approx(exact_low, rel=1e-7, abs=1e-15)
    assert 1 - high == pytest.approx(1 - exact_high, rel=1e-7, abs=1e-15)


def test_bounds_of_no_counts_and_of_a_table():
    low, high = metrics.binomial_bounds(np.zeros((0,), np.int64), 5)
    assert (low.shape, high.shape) == ((0,), (0,))
    table = np.array([[0, 1, 2], [3, 4, 5]])
    low, high = metrics.binomial_bounds(table, 5)
    assert low.ravel().tolist() == metrics.binomial_bounds(table.ravel(), 5)[0].tolist()
    assert high[1, 2] == 1


@pytest.mark.parametrize(("k", "n", "confidence"), [(-1, 5, 0.95), (6, 5, 0.95), (1, 5, 0.0), (1, 5, 1.0)])
def test_binomial_interval_of_nonsense_is_refused(k, n, confidence):
    with pytest.raises(GonogoError, match="No interval") as caught:
        metrics.binomial_interval(k, n, confidence)
    assert caught.value.hint


# --- pixel level -----------------------------------------------------------------------------------------


def parts(seed, n=6, size=(40, 48), scale=30.0):
    """Maps as a detector makes them: a smooth background, higher in the defects, zero outside a region."""
    random = np.random.default_rng(seed)
    for i in range(n):
        truth = np.zeros(size, dtype=bool)
        if i % 3:
            for _ in range(random.integers(1, 4)):
                y, x = random.integers(0, size[0] - 9), random.integers(0, size[1] - 9)
                truth[y : y + random.integers(1, 9), x : x + random.integers(1, 9)] = True
        noise = ndimage.gaussian_filter(random.gamma(2.0, 1.0, size), 1.5)
        anomaly_map = scale * (noise + 0.5 * ndimage.gaussian_filter(truth.astype(float), 2.0)).astype(
            np.float32
        )
        anomaly_map[:, :3] = 0
        yield anomaly_map, truth


def counted(pictures):
    result = PixelMetrics()
    for anomaly_map, truth in pictures:
        result.add(anomaly_map, truth)
    return result


def exact_aupro(pictures, limit):
    """AUPRO by its definition: every threshold, every region; slow and plain."""
    pictures = list(pictures)
    good = np.concatenate([m[~t] for m, t in pictures])
    regions = []
    for anomaly_map, truth in pictures:
        labels, count = ndimage.label(truth, structure=np.ones((3, 3)))
        regions += [anomaly_map[labels == i] for i in range(1, count + 1)]
    thresholds = np.unique(np.concatenate([m.ravel() for m, _ in pictures]))[::-1]

    def share_from(values):
        ordered = np.sort(values)
        return 1 - np.searchsorted(ordered, thresholds, side="left") / ordered.size

    rate = np.concatenate([[0], share_from(good)])
    pro = np.concatenate([[0], np.mean([share_from(r) for r in regions], axis=0)])
    steps = np.unique(np.concatenate([rate[rate <= limit], [limit]]))
    # where the curve is vertical the next piece starts at its upper end, which np.interp does not promise
    left, width = steps[:-1], np.diff(steps)
    following = np.searchsorted(rate, left, side="right")
    height = pro[following - 1]
    slope = (pro[following] - height) / (rate[following] - left)
    return float(np.sum(width * (height + slope * width / 2))) / limit


@pytest.mark.parametrize(("seed", "scale"), [(0, 1e-4), (1, 1.0), (2, 30.0), (3, 4e5)])
def test_pixel_metrics_are_exact_to_five_digits(seed, scale):
    pictures = list(parts(seed, size=(120, 140), scale=scale))
    result = counted(pictures)
    truth = np.concatenate([t.ravel() for _, t in pictures])
    values = np.concatenate([m.ravel() for m, _ in pictures])
    assert result.auroc() == pytest.approx(sklearn_metrics.roc_auc_score(truth, values), abs=1e-5)
    assert result.average_precision() == pytest.approx(
        sklearn_metrics.average_precision_score(truth, values), abs=1e-5
    )
    for limit in (0.1, 0.3, 1.0):
        assert result.aupro(limit) == pytest.approx(exact_aupro(pictures, limit), abs=1e-5)


few_values = hnp.arrays(np.float32, (4, 5), elements=st.sampled_from([0.0, 0.5, 0.75, 1.0, 3.0, 9.0]))
truths = hnp.arrays(np.bool_, (4, 5))
pictures_strategy = st.lists(st.tuples(few_values, truths), min_size=1, max_size=4)


@few
@given(pictures=pictures_strategy)
def test_pixel_metrics_of_values_in_bins_of_their_own_are_exact(pictures):
    result = counted(pictures)
    truth = np.concatenate([t.ravel() for _, t in pictures])
    values = np.concatenate([m.ravel() for m, _ in pictures])
    if not truth.any():
        assert (result.auroc(), result.average_precision(), result.aupro()) == (None, None, None)
    elif truth.all():
        assert (result.auroc(), result.average_precision(), result.aupro()) == (None, 1.0, None)
    else:
        assert result.auroc() == pytest.approx(sklearn_metrics.roc_auc_score(truth, values), abs=1e-12)
        expected = sklearn_metrics.average_precision_score(truth, values)
        assert result.average_precision() == pytest.approx(expected, abs=1e-12)
        assert result.aupro() == pytest.approx(exact_aupro(pictures, 0.3), abs=1e-12)


@few
@given(pictures=pictures_strategy, cut=st.integers(0, 4))
def test_merging_counts_as_adding_does(pictures, cut):
    together, first, second = counted(pictures), counted(pictures[:cut]), counted(pictures[cut:])
    before = (second.auroc(), second.aupro(), second.n_pictures, second.n_regions)
    first.merge(second)
    assert (first.n_pictures, first.n_regions) == (together.n_pictures, together.n_regions)
    assert first.auroc() == together.auroc()
    assert first.average_precision() == together.average_precision()
    assert first.aupro() == pytest.approx(together.aupro(), abs=1e-12)
    assert (second.auroc(), second.aupro(), second.n_pictures, second.n_regions) == before


@few
@given(pictures=pictures_strategy)
def test_pixel_metrics_do_not_depend_on_the_unit(pictures):
    result, other = counted(pictures), counted([(m * np.float32(8), t) for m, t in pictures])
    assert (result.auroc(), result.aupro()) == (other.auroc(), other.aupro())


def test_perfect_and_blind_maps():
    truth = np.zeros((8, 8), dtype=bool)
    truth[2:4, 2:5] = True
    perfect = counted([(np.where(truth, 9, 1).astype(np.float32), truth)])
    assert (perfect.auroc(), perfect.average_precision()) == (1, 1)
    assert perfect.aupro() == pytest.approx(1, abs=1e-12)
    blind = counted([(np.full((8, 8), 5, dtype=np.float32), truth)])
    assert blind.auroc() == 0.5
    assert blind.aupro() == pytest.approx(0.15)  # the diagonal: half of the limit
    assert blind.average_precision() == pytest.approx(6 / 64)
    inverted = counted([(np.where(truth, 1, 9).astype(np.float32), truth)])
    assert (inverted.auroc(), inverted.aupro()) == (0, 0)


def test_every_region_weighs_the_same_in_pro_whatever_its_area():
    truth = np.zeros((20, 20), dtype=bool)
    truth[0:10, 0:10] = True
    truth[15, 15] = True
    only_large = np.where(truth, 9, 1).astype(np.float32)
    only_large[15, 15] = 0.5
    result = counted([(only_large, truth)])
    assert result.n_regions == 2
    # one region found at once, the other after all good pixels; half way up at every rate below 1
    assert result.aupro() == pytest.approx(0.5)


def test_regions_that_touch_at_a_corner_are_one():
    truth = np.eye(5, dtype=bool)
    assert counted([(np.ones((5, 5), np.float32), truth)]).n_regions == 1


def test_zeros_of_both_signs_are_tied_and_lowest():
    truth = np.array([[True, False, False]])
    values = np.array([[-0.0, 0.0, 1e-30]], dtype=np.float32)
    assert counted([(values, truth)]).auroc() == 0.5
    assert counted([(np.array([[1e-6, 0.0, -0.0]], np.float32), truth)]).auroc() == 1


def test_extreme_values_stay_in_order_and_in_bounds():
    top = np.finfo(np.float32).max
    values = np.array([[top, 1e11, 1e-7, 0.0]], dtype=np.float32)
    result = counted([(values, np.array([[True, False, False, False]]))])
    assert result.auroc() == 1
    assert sum(a.nbytes for a in (result._good, result._defective, result._overlap)) <= 101e6


def test_memory_does_not_grow_with_the_number_of_pictures():
    def held(result):
        return sum(a.nbytes for a in (result._good, result._defective, result._overlap))

    few, many = counted(parts(1, n=3)), counted(itertools.chain(parts(1, n=3), parts(1, n=3), parts(1, n=60)))
    assert held(many) <= held(few) + 2 * 24 * 2**16  # no more than an octave at either end
    assert many.n_pictures == 66


def test_pixel_metrics_of_nothing_are_undefined():
    empty = PixelMetrics()
    assert (empty.auroc(), empty.aupro(), empty.average_precision()) == (None, None, None)
    good = counted([(np.ones((3, 3), np.float32), np.zeros((3, 3), bool))])
    assert (good.auroc(), good.aupro(), good.average_precision()) == (None, None, None)
    good.merge(empty)
    empty.merge(good)
    assert (good.n_pictures, empty.n_pictures) == (1, 1)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
def test_maps_with_impossible_values_are_refused_and_not_counted(bad):
    result = PixelMetrics()
    broken = np.ones((3, 3), np.float32)
    broken[1, 1] = bad
    with pytest.raises(GonogoError, match="negative, infinite or undefined") as caught:
        result.add(broken, np.zeros((3, 3), bool))
    assert caught.value.hint
    assert result.n_pictures == 0


@pytest.mark.parametrize("shape", [(3, 4), (2, 3), (9,), (3, 3, 1)])
def test_masks_of_another_shape_are_refused(shape):
    with pytest.raises(GonogoError, match="cannot be compared") as caught:
        PixelMetrics().add(np.ones((3, 3), np.float32), np.zeros(shape, bool))
    assert caught.value.hint


@pytest.mark.parametrize("limit", [0.0, -0.1, 1.5, math.nan])
def test_aupro_up_to_no_rate_is_refused(limit):
    with pytest.raises(GonogoError, match="No AUPRO"):
        counted(parts(0, n=2)).aupro(limit)


@pytest.mark.torch
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
def test_pixel_metrics_agree_with_anomalib():
    """anomalib's own metrics on maps in [0, 1]: raw values above 1 would go through a sigmoid there."""
    import torch
    from anomalib.metrics.aupro import _AUPRO
    from torchmetrics.classification import BinaryAUROC, BinaryAveragePrecision

    pictures = [(m / np.float32(200), t) for m, t in parts(7, n=8)]
    assert max(m.max() for m, _ in pictures) <= 1
    result = counted(pictures)
    maps = torch.from_numpy(np.stack([m for m, _ in pictures]))
    truth = torch.from_numpy(np.stack([t for _, t in pictures])).int()
    for limit in (0.1, 0.3, 1.0):
        theirs = _AUPRO(fpr_limit=limit)
        theirs.update(maps, truth)
        # it sums in float32
        assert result.aupro(limit) == pytest.approx(float(theirs.compute()), abs=1e-4)
    assert result.auroc() == pytest.approx(float(BinaryAUROC()(maps, truth)), abs=1e-4)
    assert result.average_precision() == pytest.approx(float(BinaryAveragePrecision()(maps, truth)), abs=1e-4)
