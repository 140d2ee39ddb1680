"""Laws of the statistics: they add, merge and take back exactly, and leaving one out needs no refit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import lapack

from engine import gaussian
from engine.errors import Cancelled
from engine.gaussian import REGULARISATION, PatchGaussians, pack_lower, unpack_lower
from engine.progress import CancelToken

quick = settings(max_examples=40, deadline=None)

counts = st.integers(1, 12)
shapes = st.tuples(st.integers(1, 5), st.integers(1, 9))  # patches, features
seeds = st.integers(0, 10_000)


def embeddings(count: int, shape: tuple[int, int], seed: int, offset: float = 3.0) -> np.ndarray:
    """Correlated float32 values away from zero, as a network's channels are."""
    rng = np.random.default_rng(seed)
    mixing = rng.normal(size=(shape[1], shape[1]))
    values = rng.normal(size=(count, *shape)) @ mixing + offset * rng.normal(size=shape)
    return values.astype(np.float32)


def trained(x: np.ndarray, batch: int = 1000) -> PatchGaussians:
    statistics = PatchGaussians.empty(*x.shape[1:])
    for start in range(0, len(x), batch):
        statistics.add(x[start : start + batch])
    return statistics


@quick
@given(size=st.integers(1, 70), many=st.integers(0, 5), seed=seeds)
def test_triangles_are_inverted_as_lapack_does(size, many, seed):
    rng = np.random.default_rng(seed)
    spread = rng.normal(size=(many, size, size + 5))
    covariance = spread @ spread.transpose(0, 2, 1) / size + 0.01 * np.eye(size)
    given_covariance = covariance.copy()
    factors = gaussian.inverse_factors(covariance)
    assert (covariance == given_covariance).all()
    assert factors.shape == covariance.shape
    for matrix, factor in zip(covariance, factors, strict=True):
        expected = lapack.dtrtri(np.linalg.cholesky(matrix), lower=1)[0]
        np.testing.assert_allclose(factor, np.tril(expected), rtol=0, atol=1e-12 * np.abs(expected).max())


def test_a_matrix_that_is_not_positive_definite_has_no_factor():
    with pytest.raises(np.linalg.LinAlgError):
        gaussian.inverse_factors(-np.eye(3)[None])


def in_one_go(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and scatter by their definition, in float64."""
    x = x.astype(np.float64)
    mean = x.mean(0)
    delta = x - mean
    return mean, np.einsum("npi,npj->pij", delta, delta)


def assert_same(a: PatchGaussians, b: PatchGaussians, rtol: float = 1e-10) -> None:
    assert a.n == b.n
    scale = max(1.0, float(np.abs(b.scatter).max(initial=0)))
    np.testing.assert_allclose(a.mean, b.mean, rtol=rtol, atol=rtol * 100)
    np.testing.assert_allclose(a.scatter, b.scatter, rtol=0, atol=rtol * scale)


@quick
@given(n=counts, shape=shapes, seed=seeds, batch=st.integers(1, 13))
def test_batches_make_what_the_definition_says(n, shape, seed, batch):
    x = embeddings(n, shape, seed)
    statistics = trained(x, batch)
    mean, scatter = in_one_go(x)
    assert statistics.n == n
    np.testing.assert_allclose(statistics.mean, mean, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(statistics.scatter, scatter, rtol=0, atol=1e-11 * (1 + np.abs(scatter).max()))


def test_a_large_common_offset_costs_no_precision():
    # Q - n mu mu^T in float32 would have no correct digit here
    x = embeddings(50, (3, 8), 1) + np.float32(5000)
    mean, scatter = in_one_go(x)
    statistics = trained(x, 7)
    np.testing.assert_allclose(statistics.mean, mean, rtol=1e-14)
    np.testing.assert_allclose(statistics.scatter, scatter, rtol=0, atol=1e-9 * np.abs(scatter).max())


@quick
@given(n=counts, extra=counts, shape=shapes, seed=seeds)
def test_adding_then_removing_changes_nothing(n, extra, shape, seed):
    x, y = embeddings(n, shape, seed), embeddings(extra, shape, seed + 1)
    before = trained(x)
    after = before.copy()
    after.add(y)
    after.remove(y)
    assert_same(after, before)


@quick
@given(n=st.integers(2, 12), shape=shapes, seed=seeds, data=st.data())
def test_removing_is_training_without(n, shape, seed, data):
    x = embeddings(n, shape, seed)
    out = data.draw(st.sets(st.integers(0, n - 1), min_size=1, max_size=n))
    statistics = trained(x, 5)
    for number in out:
        statistics.remove(x[number][None])
    assert_same(statistics, trained(np.delete(x, sorted(out), axis=0)))


def test_nothing_is_left_after_removing_all():
    x = embeddings(4, (2, 3), 0)
    statistics = trained(x)
    statistics.remove(x)
    assert statistics.n == 0
    assert not statistics.mean.any()
    assert not statistics.scatter.any()


def test_more_cannot_be_removed_than_there_is():
    x = embeddings(3, (2, 3), 0)
    statistics = trained(x[:2])
    with pytest.raises(ValueError, match="cannot take 3 pictures out of 2"):
        statistics.remove(x)
    assert_same(statistics, trained(x[:2]))


@pytest.mark.parametrize("seed", range(4))
def test_a_channel_that_only_a_removed_picture_had_leaves_no_negative_variance(seed):
    # a recipe with a negative variance would be refused when it is opened again
    rng = np.random.default_rng(seed)
    x = np.zeros((7, 30, 4), np.float32)
    x[3] = rng.random((30, 4)) * 9
    statistics = trained(x, 4)
    statistics.remove(x[3][None])
    assert np.einsum("pii->pi", statistics.scatter).min() >= 0


@quick
@given(n=st.integers(0, 8), m=st.integers(0, 8), shape=shapes, seed=seeds)
def test_merging_is_training_on_both(n, m, shape, seed):
    x, y = embeddings(n, shape, seed), embeddings(m, shape, seed + 1)
    merged = trained(x)
    other = trained(y)
    merged.merge(other)
    assert_same(merged, trained(np.concatenate([x, y])))
    assert_same(other, trained(y), 1e-15)


def test_merging_another_network_is_refused():
    with pytest.raises(ValueError, match="shapes differ"):
        PatchGaussians.empty(2, 3).merge(PatchGaussians.empty(3, 3))


@quick
@given(n=st.integers(1, 10), shape=shapes, seed=seeds, batch=st.integers(1, 10), data=st.data())
def test_order_does_not_matter(n, shape, seed, batch, data):
    x = embeddings(n, shape, seed)
    order = data.draw(st.permutations(range(n)))
    assert_same(trained(x[order], batch), trained(x))


def test_patches_beyond_one_chunk_are_all_counted():
    patches = 2 * gaussian._CHUNK + 3
    x = embeddings(6, (patches, 4), 5)
    mean, scatter = in_one_go(x)
    statistics = trained(x, 4)
    np.testing.assert_allclose(statistics.mean, mean, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(statistics.scatter, scatter, atol=1e-10)
    assert sum(part.stop - part.start for part in gaussian.chunks(patches)) == patches


def test_a_copy_is_independent():
    x = embeddings(4, (2, 3), 0)
    statistics = trained(x)
    copy = statistics.copy()
    copy.add(x)
    assert_same(statistics, trained(x), 1e-15)


def test_adding_no_pictures_changes_nothing():
    x = embeddings(4, (2, 3), 0)
    statistics = trained(x)
    statistics.add(x[:0])
    assert_same(statistics, trained(x), 1e-15)


@quick
@given(n=st.integers(1, 12), shape=shapes, seed=seeds)
def test_the_factor_gives_the_mahalanobis_distance(n, shape, seed):
    x = embeddings(n, shape, seed)
    statistics = trained(x)
    factors = statistics.factors()
    assert factors.dtype == np.float32
    new = embeddings(1, shape, seed + 2)[0]
    delta = new - statistics.mean
    distance = np.linalg.norm(np.einsum("pij,pj->pi", factors, delta), axis=1)
    _, scatter = in_one_go(x)
    covariance = scatter / max(n - 1, 1) + REGULARISATION * np.eye(shape[1])
    expected = np.sqrt(np.einsum("pi,pij,pj->p", delta, np.linalg.inv(covariance), delta))
    np.testing.assert_allclose(distance, expected, rtol=1e-4)
    assert not np.triu(factors, 1).any()


def refit_distance(x: np.ndarray, number: int) -> np.ndarray:
    """Distance of one picture under the model trained without it, by the definition, in float64."""
    rest = np.delete(x, number, axis=0).astype(np.float64)
    mean, scatter = in_one_go(rest)
    covariance = scatter / max(len(rest) - 1, 1) + REGULARISATION * np.eye(x.shape[2])
    delta = x[number] - mean
    return np.sqrt(np.einsum("pi,pij,pj->p", delta, np.linalg.inv(covariance), delta))


@pytest.mark.parametrize(
    ("n", "features", "tolerance"),
    [(60, 8, 1e-6), (9, 8, 1e-6), (8, 8, 1e-6), (12, 40, 1e-5), (3, 40, 1e-5), (3, 2, 1e-6), (2, 5, 1e-6)],
)
def test_leaving_one_out_is_refitting_without_it(n, features, tolerance):
    x = embeddings(n, (5, features), n)
    statistics = trained(x, 4)
    part = slice(1, 5)
    deltas = (x.astype(np.float64) - statistics.mean).transpose(1, 0, 2)[part]
    distances = statistics.leave_one_out(part)(deltas)
    assert distances.dtype == np.float32
    expected = np.stack([refit_distance(x, i)[part] for i in range(n)], axis=1)
    np.testing.assert_allclose(distances, expected, rtol=tolerance)


@quick
@given(n=st.integers(2, 15), features=st.integers(1, 20), seed=seeds)
def test_leaving_one_out_agrees_for_any_number_of_pictures(n, features, seed):
    x = embeddings(n, (2, features), seed)
    statistics = trained(x)
    deltas = (x.astype(np.float64) - statistics.mean).transpose(1, 0, 2)
    expected = np.stack([refit_distance(x, i) for i in range(n)], axis=1)
    np.testing.assert_allclose(statistics.leave_one_out(slice(0, 2))(deltas), expected, rtol=1e-3)


def test_leaving_one_out_of_float32_statistics_stays_close(monkeypatch):
    monkeypatch.setattr(gaussian, "_MOST_FLOAT64_BYTES", 0)
    x = embeddings(30, (3, 10), 0)
    statistics = trained(x, 7)
    assert statistics.scatter.dtype == np.float32
    deltas = (x.astype(np.float64) - statistics.mean).transpose(1, 0, 2)
    expected = np.stack([refit_distance(x, i) for i in range(30)], axis=1)
    np.testing.assert_allclose(statistics.leave_one_out(slice(0, 3))(deltas), expected, rtol=1e-3)


def test_an_outlier_far_away_gets_a_number():
    x = embeddings(5, (2, 30), 0)
    x[2] *= 1e4
    statistics = trained(x)
    deltas = (x.astype(np.float64) - statistics.mean).transpose(1, 0, 2)
    distances = statistics.leave_one_out(slice(0, 2))(deltas)
    assert np.isfinite(distances).all()
    assert (distances.argmax(axis=1) == 2).all()


def test_leaving_one_out_of_one_is_refused():
    with pytest.raises(ValueError, match="at least 2"):
        trained(embeddings(1, (2, 3), 0)).leave_one_out(slice(0, 2))


def test_identical_pictures_have_distance_zero():
    x = np.repeat(embeddings(1, (2, 6), 0), 4, axis=0)
    statistics = trained(x)
    deltas = (x.astype(np.float64) - statistics.mean).transpose(1, 0, 2)
    assert statistics.leave_one_out(slice(0, 2))(deltas).max() < 1e-4


@quick
@given(patches=st.integers(0, 300), features=st.integers(1, 9), seed=seeds)
def test_packing_and_unpacking_is_the_identity(patches, features, seed):
    lower = np.tril(np.random.default_rng(seed).normal(size=(patches, features, features)).astype(np.float32))
    packed = pack_lower(lower)
    assert packed.shape == (patches, features * (features + 1) // 2)
    np.testing.assert_array_equal(unpack_lower(packed, features, symmetric=False), lower)
    symmetric = lower + np.tril(lower, -1).transpose(0, 2, 1)
    back = unpack_lower(pack_lower(symmetric), features, symmetric=True, dtype=np.float64)
    assert back.dtype == np.float64
    np.testing.assert_array_equal(back, symmetric)


def test_large_statistics_are_kept_in_float32():
    assert gaussian.scatter_dtype(32 * 32, 100) == np.float64
    assert gaussian.scatter_dtype(64 * 64, 550) == np.float32


def test_cancelling_stops_the_factors():
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        trained(embeddings(4, (3, 3), 0)).factors(cancel)


def test_the_factors_are_the_same_to_the_last_bit_each_time():
    x = embeddings(30, (300, 20), 0)
    a, b = trained(x, 8), trained(x, 8)
    np.testing.assert_array_equal(a.scatter, b.scatter)
    np.testing.assert_array_equal(a.factors(), b.factors())
