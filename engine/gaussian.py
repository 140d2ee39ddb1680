r"""One Gaussian a patch, kept as sums, so that pictures can come, go and be merged exactly.

For every patch position :math:`p` three things are kept: the number of pictures :math:`n`, the mean
:math:`\mu_p` and the scatter :math:`M_p = \sum_i (x_i - \mu_p)(x_i - \mu_p)^T`. Two sets combine by the
pairwise formula of Chan, Golub and LeVeque (1979, "Updating formulae and a pairwise algorithm for
computing sample variances"):

.. math::
    \mu = \mu_a + \tfrac{n_b}{n} \delta, \quad
    M = M_a + M_b + \tfrac{n_a n_b}{n} \delta \delta^T, \quad \delta = \mu_b - \mu_a

and the same formula, solved for the first set, takes the second one out again. Memory does not depend
on the number of pictures. Sums are kept in float64: with fewer pictures than features the inverse
rests on the regularisation alone, and float32 would leave it 1e-4 wrong (in several gigabytes of
statistics, see :func:`scatter_dtype`, that has to do).

The covariance is that of PaDiM (Defard et al. 2021, arXiv 2011.08785, equation 1) with anomalib's two
regularisation terms: :math:`\Sigma = M / (n-1) + (0.01 + 10^{-5}) I`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.parallel import cpu_count, one_blas_thread, ordered_map
from engine.progress import CancelToken

REGULARISATION = 0.01 + 1e-5
"""Added to the diagonal of every covariance, as in anomalib's ``MultiVariateGaussian``."""

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32] | npt.NDArray[np.float64]

_MOST_FLOAT64_BYTES = 1 << 30

_CHUNK = 128  # patches worked on at once: 10 MB of float64 at 100 features


def chunks(n_patches: int, size: int = _CHUNK) -> list[slice]:
    """Cut the patches into slices that are worked on one after the other, or on several threads."""
    return [slice(start, min(start + size, n_patches)) for start in range(0, n_patches, size)]


def scatter_dtype(n_patches: int, n_features: int) -> np.dtype[Any]:
    """float64, or float32 where float64 would take more than a gigabyte."""
    large = 8 * n_patches * n_features**2 > _MOST_FLOAT64_BYTES
    return np.dtype(np.float32 if large else np.float64)


@dataclass(slots=True)
class PatchGaussians:
    """Count, mean and scatter of the embeddings of many pictures, for every patch.

    Attributes:
        mean: float64, shape (patches, features).
        scatter: shape (patches, features, features), symmetric; float64 or float32, see
            :func:`scatter_dtype`.
        n: Number of pictures, >= 0.
    """

    mean: Float64
    scatter: Floats
    n: int = 0

    def __post_init__(self) -> None:
        one_blas_thread()

    @classmethod
    def empty(cls, n_patches: int, n_features: int) -> PatchGaussians:
        """Statistics of no pictures."""
        return cls(
            np.zeros((n_patches, n_features), np.float64),
            np.zeros((n_patches, n_features, n_features), scatter_dtype(n_patches, n_features)),
        )

    def copy(self) -> PatchGaussians:
        """An independent copy."""
        return PatchGaussians(self.mean.copy(), self.scatter.copy(), self.n)

    @property
    def n_patches(self) -> int:
        """Number of patches."""
        return int(self.mean.shape[0])

    @property
    def n_features(self) -> int:
        """Number of features of an embedding."""
        return int(self.mean.shape[1])

    def add(self, embeddings: Float32) -> None:
        """Take pictures in.

        Args:
            embeddings: float32, shape (pictures, patches, features).
        """
        self._combine(embeddings, 1)

    def remove(self, embeddings: Float32) -> None:
        """Take pictures out that were taken in before; exact up to rounding.

        Args:
            embeddings: float32, shape (pictures, patches, features), the same as when they were added.

        Raises:
            ValueError: There are fewer pictures than that.
        """
        if len(embeddings) > self.n:
            raise ValueError(f"cannot take {len(embeddings)} pictures out of {self.n}")
        self._combine(embeddings, -1)

    def merge(self, other: PatchGaussians) -> None:
        """Take in all pictures of another training with the same network."""
        if self.mean.shape != other.mean.shape:
            raise ValueError(f"shapes differ: {self.mean.shape} and {other.mean.shape}")
        if other.n == 0:
            return
        total = self.n + other.n
        delta = other.mean - self.mean
        weight = self.n * other.n / total
        for part in chunks(self.n_patches):
            d = delta[part]
            between = weight * d[:, :, None] * d[:, None, :]
            self.scatter[part] += (other.scatter[part] + between).astype(self.scatter.dtype)
        self.mean += delta * (other.n / total)
        self.n = total

    def _combine(self, embeddings: Float32, sign: int) -> None:
        """Add (+1) or remove (-1) the pictures, patch by patch, on all processors."""
        count = len(embeddings)
        if count == 0:
            return
        total = self.n + sign * count
        if total == 0:
            self.mean[:] = 0
            self.scatter[:] = 0
            self.n = 0
            return

        def work(part: slice) -> None:
            self._combine_chunk(embeddings[:, part], part, sign, total)

        self._for_all_patches(work)
        self.n = total

    def _combine_chunk(self, embeddings: Float32, part: slice, sign: int, total: int) -> None:
        count = len(embeddings)
        batch_mean = embeddings.mean(axis=0, dtype=np.float64)
        delta = batch_mean - self.mean[part]
        # one row more carries the term of the two means, so that one product gives the whole change:
        # n_a n_b / n with n_a pictures before adding, or n_a n_b / (n_a - n_b) when removing
        rows = np.empty((delta.shape[0], count + 1, delta.shape[1]), self.scatter.dtype)
        rows[:, :count] = (embeddings - batch_mean).transpose(1, 0, 2)
        rows[:, count] = np.sqrt(self.n * count / total) * delta
        change = np.matmul(rows.transpose(0, 2, 1), rows)
        if sign > 0:
            self.scatter[part] += change
        else:
            self.scatter[part] -= change
            # a channel that only these pictures had leaves rounding errors of either sign, but a
            # variance is never negative
            diagonal = np.einsum("pii->pi", self.scatter[part])
            np.maximum(diagonal, 0, out=diagonal)
        self.mean[part] += delta * (sign * count / total)

    def covariance(self, part: slice) -> Float64:
        """Regularised covariance of some patches, float64, shape (patches, features, features)."""
        covariance = self.scatter[part].astype(np.float64)
        covariance /= max(self.n - 1, 1)
        _add_diagonal(covariance, REGULARISATION)
        return covariance

    def factors(self, cancel: CancelToken | None = None) -> Float32:
        r"""Make the inverse Cholesky factors.

        :math:`W` with :math:`W^T W = \Sigma^{-1}`, so that the distance of equation 2 of the paper is
        :math:`|W (x - \mu)|`.

        Returns:
            float32, shape (patches, features, features), lower triangular.
        """
        factors = np.empty(self.scatter.shape, np.float32)

        def work(part: slice) -> None:
            factors[part] = inverse_factors(self.covariance(part))

        self._for_all_patches(work, cancel)
        return factors

    def _for_all_patches(self, work: Callable[[slice], None], cancel: CancelToken | None = None) -> None:
        """Do something to all patches, chunk by chunk, on all processors."""
        for _ in ordered_map(work, chunks(self.n_patches), cpu_count(), cancel):
            pass

    def leave_one_out(self, part: slice) -> Callable[[Float64], Float32]:
        r"""Prepare distances of training pictures under the model trained without each of them.

        With :math:`A = \frac{n-1}{n-2} C + \lambda I`, :math:`c = \frac{n}{(n-1)(n-2)}` and
        :math:`q = \delta^T A^{-1} \delta`, the formula of Sherman and Morrison (1950) for the inverse of
        a matrix that changes by one outer product gives

        .. math:: d^2 = \left(\frac{n}{n-1}\right)^2 \frac{q}{1 - c q}

        without training again: A is the same for all pictures. Everything is in float64, because
        :math:`1 - c q` is small when there are fewer pictures than features.

        Args:
            part: The patches.

        Returns:
            A function from x - mean of pictures among the :attr:`n`, float64, shape
            (patches in ``part``, pictures, features), to distances, float32, shape
            (patches in ``part``, pictures).

        Raises:
            ValueError: There are fewer than 2 pictures.
        """
        n = self.n
        if n < 2:
            raise ValueError("leaving one out needs at least 2 pictures")
        ratio = (n / (n - 1)) ** 2
        if n == 2:
            # one picture is left: it has no scatter, only the regularisation
            return lambda deltas: np.sqrt(ratio * np.square(deltas).sum(-1) / REGULARISATION).astype(
                np.float32
            )
        matrix = self.scatter[part].astype(np.float64)
        matrix /= n - 2
        _add_diagonal(matrix, REGULARISATION)
        factors = inverse_factors(matrix).transpose(0, 2, 1)
        c = n / ((n - 1) * (n - 2))

        def distances(deltas: Float64) -> Float32:
            q = np.square(np.matmul(deltas, factors)).sum(-1)
            # rounding may push 1 - c q over the edge where every feature is new: "very far", not NaN
            squared = ratio * q / np.maximum(1 - c * q, 1e-12)
            result: Float32 = np.sqrt(squared).astype(np.float32)
            return result

        return distances


def inverse_factors(covariance: Float64) -> Float64:
    """Inverse of the lower Cholesky factor of every matrix.

    Args:
        covariance: float64, shape (patches, features, features), symmetric positive definite.

    Returns:
        float64, same shape, lower triangular.
    """
    factors: Float64 = np.linalg.cholesky(covariance).astype(np.float64, copy=False)
    _invert_lower(factors)
    return factors


_SMALL = 12
"""Triangles up to this size are inverted row by row; anything from 4 to 25 is as fast."""


def _invert_lower(factors: Float64) -> None:
    r"""Invert lower triangular matrices in place, all at once.

    A triangle is two smaller ones and a square,
    :math:`\begin{pmatrix} A & 0 \\ B & C \end{pmatrix}^{-1} =
    \begin{pmatrix} A^{-1} & 0 \\ -C^{-1} B A^{-1} & C^{-1} \end{pmatrix}`,
    so that nearly all of the work is products of many matrices at a time. LAPACK's ``trtri``, called for one
    matrix after the other, takes 1.7 times as long at 100 features.

    Args:
        factors: float64, shape (patches, n, n), lower triangular, without zeros on the diagonal.
    """
    n = factors.shape[-1]
    if n > _SMALL:
        half = n // 2
        corner = factors[:, half:, :half]
        _invert_lower(factors[:, :half, :half])
        _invert_lower(factors[:, half:, half:])
        corner[:] = -np.matmul(np.matmul(factors[:, half:, half:], corner), factors[:, :half, :half])
        return
    for row in range(n):
        reciprocal = 1 / factors[:, row, row]
        factors[:, row, row] = reciprocal
        before = np.matmul(factors[:, row : row + 1, :row], factors[:, :row, :row])[:, 0]
        factors[:, row, :row] = before * -reciprocal[:, None]


def _add_diagonal(matrices: Float64, value: float) -> None:
    diagonal = np.einsum("pii->pi", matrices)
    diagonal += value


def pack_lower(matrices: Floats) -> Float32:
    """The lower triangles of symmetric or triangular matrices, row by row.

    Args:
        matrices: shape (patches, features, features).

    Returns:
        float32, shape (patches, features * (features + 1) / 2).
    """
    n = matrices.shape[1]
    packed = np.empty((len(matrices), n * (n + 1) // 2), np.float32)
    for part in chunks(len(matrices)):
        for row in range(n):  # three times as fast as by lists of places
            start = row * (row + 1) // 2
            packed[part, start : start + row + 1] = matrices[part, row, : row + 1]
    return packed


def unpack_lower(
    packed: Float32, n_features: int, *, symmetric: bool, dtype: npt.DTypeLike = np.float32
) -> Floats:
    """The inverse of :func:`pack_lower`.

    Args:
        packed: shape (patches, features * (features + 1) / 2).
        n_features: Number of features.
        symmetric: Whether the upper triangle mirrors the lower one; otherwise it is 0.
        dtype: Of the result.

    Returns:
        Shape (patches, features, features).
    """
    rows, columns = np.tril_indices(n_features)
    matrices: Floats = np.zeros((len(packed), n_features, n_features), dtype)
    for part in chunks(len(packed)):
        matrices[part, rows, columns] = packed[part]
        if symmetric:
            matrices[part, columns, rows] = packed[part]
    return matrices


_BLOCKS = 4


def factor_blocks(factor: Float32, n_features: int) -> Iterator[tuple[int, Float32]]:
    """Cut lower triangular matrices W into blocks of rows without the zeros to their right.

    That leaves five eighths of their numbers to store and to multiply.

    Args:
        factor: Lower triangles of W, float32, shape (patches, features * (features + 1) / 2).
        n_features: Number of features.

    Yields:
        Number of columns of the block, and the block, float32, shape (patches, rows, columns).
    """
    edges = sorted({round(n_features * i / _BLOCKS) for i in range(_BLOCKS + 1)})
    for first, last in pairwise(edges):
        block = np.zeros((len(factor), last - first, last), np.float32)
        for part in chunks(len(factor)):
            for row in range(first, last):
                start = row * (row + 1) // 2
                block[part, row - first, : row + 1] = factor[part, start : start + row + 1]
        yield last, block
