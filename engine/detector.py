"""The detector: judges pictures by a recipe."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.anomaly_map import anomaly_map, anomaly_score
from engine.embedding.runtime import Embedder, Embedding, OpenVinoEmbedder
from engine.errors import ImageError, first_line
from engine.gaussian import Float32, Floats, factor_blocks
from engine.images import DecodedImage, read, resize_square
from engine.judging import check_limits, verdict
from engine.parallel import one_blas_thread, ordered_map
from engine.progress import CancelToken, Report, Stage, silent
from engine.regions import find_defects
from engine.types import FloatMap, InspectionResult, Limits, Photo, Verdict

if TYPE_CHECKING:
    from engine.recipe import Recipe

log = logging.getLogger(__name__)


class Detector:
    """Judges pictures by a recipe, several at a time.

    The same picture gets the same score to the last bit, whether it comes alone or among others: every
    picture runs by itself on one thread, and only different pictures run side by side.

    Args:
        recipe: What to judge by.
        threads: Pictures at the same time; all processors by default.
        embedder: Runs the recipe's network; OpenVINO by default.

    Raises:
        RecipeError: The recipe's network cannot be run here.
    """

    def __init__(self, recipe: Recipe, threads: int | None = None, embedder: Embedder | None = None) -> None:
        one_blas_thread()
        self.recipe = recipe
        self.limits = recipe.limits
        with ThreadPoolExecutor(1, thread_name_prefix="detector") as pool:
            # the network is made ready to run while the factors are laid out
            starting = pool.submit(lambda: embedder or OpenVinoEmbedder(recipe.network, threads))
            self._distance = MahalanobisDistance(recipe.mean, recipe.factor)
            self._embedder: Embedder = starting.result()

    def inspect(
        self,
        paths: Iterable[Path],
        limits: Limits | None = None,
        *,
        keep_maps: bool = True,
        report: Report = silent,
        cancel: CancelToken | None = None,
    ) -> Iterator[InspectionResult]:
        """Judge picture files.

        Args:
            paths: The files.
            limits: What to judge by; the recipe's limits by default.
            keep_maps: Whether the results carry their anomaly maps.
            report: Told about the stage "inspect".
            cancel: Looked at between pictures.

        Yields:
            One result a path, in the same order. A file that cannot be judged gives a result with the
            verdict "error" and what to do about it, and the rest goes on.

        Raises:
            GonogoError: The limits make no sense.
            Cancelled: Somebody asked to stop.
        """
        paths = list(paths)
        limits = check_limits(limits or self.limits)
        cancel = cancel or CancelToken()
        stage = Stage("inspect", len(paths), report, cancel)
        work = partial(self._inspect_file, limits=limits, keep_map=keep_maps)
        for result in ordered_map(work, paths, self._embedder.workers, cancel):
            yield result
            stage.step()

    def inspect_photo(self, photo: Photo) -> tuple[float, FloatMap]:
        """Score one decoded picture.

        Args:
            photo: uint8, shape (height, width, 3), R, G, B.

        Returns:
            The anomaly score and the anomaly map, float32, shape (image_size, image_size).
        """
        settings, network = self.recipe.settings, self.recipe.network
        embedding = self._embedder.embed(resize_square(photo, settings.image_size))
        distances = self._distance(embedding).reshape(network.grid)
        values = anomaly_map(distances, settings.image_size, self.recipe.region)
        values.flags.writeable = False
        return anomaly_score(values), values

    def _inspect_file(self, path: Path, *, limits: Limits, keep_map: bool) -> InspectionResult:
        import cv2

        start = time.perf_counter()
        try:
            image = read(path)
            result = self._judge(path, image, limits)
        except ImageError as error:
            result = InspectionResult(path, Verdict.ERROR, limits, error=error.message, hint=error.hint)
        except MemoryError:
            result = InspectionResult(
                path,
                Verdict.ERROR,
                limits,
                error=f"There was not enough memory for {path.name}.",
                hint="Close other programs, or use a smaller picture.",
            )
        except (RuntimeError, cv2.error) as error:
            # what OpenVINO and OpenCV raise: no picture that they stumble over may end a lot of thousands
            log.exception("%s could not be judged", path)
            reason = first_line(error).rstrip(".")
            result = InspectionResult(
                path,
                Verdict.ERROR,
                limits,
                error=f"{path.name} could not be judged: {reason}.",
                hint="Inspect it again; if that does not help, report this fault.",
            )
        elapsed = (time.perf_counter() - start) * 1e3
        return replace(result, elapsed_ms=elapsed, anomaly_map=result.anomaly_map if keep_map else None)

    def _judge(self, path: Path, image: DecodedImage, limits: Limits) -> InspectionResult:
        height, width = image.photo.shape[:2]
        score, values = self.inspect_photo(image.photo)
        defects, largest = find_defects(values, (height, width), limits.pixel_threshold, limits.min_area)
        return InspectionResult(
            path=path,
            verdict=verdict(score, largest, limits),
            limits=limits,
            sha256=image.sha256,
            width=width,
            height=height,
            score=score,
            margin=score / limits.image_threshold,
            defects=defects,
            largest_area=largest,
            anomaly_map=values,
            notes=image.notes,
        )


class MahalanobisDistance:
    """Distance of every patch from its Gaussian (PaDiM, equation 2): |W (x - mean)|.

    W is lower triangular; it is kept as blocks of rows without the zeros to their right, which saves
    three eighths of the memory traffic that this product is bound by.

    Args:
        mean: float64 or float32, shape (patches, features); rounded to float32.
        factor: Lower triangles of W, float32, shape (patches, features * (features + 1) / 2).
    """

    def __init__(self, mean: Floats, factor: Float32) -> None:
        self._mean = mean.astype(np.float32)
        self._blocks = list(factor_blocks(factor, mean.shape[1]))

    def __call__(self, embedding: Embedding) -> Float32:
        """Distances of one picture.

        Args:
            embedding: float32, shape (patches, features).

        Returns:
            float32, shape (patches,), raw units >= 0.
        """
        delta = (embedding - self._mean)[:, :, None]
        squares = np.zeros(len(delta), np.float32)
        for columns, block in self._blocks:
            whitened = np.matmul(block, delta[:, :columns])[:, :, 0]
            squares += np.einsum("pi,pi->p", whitened, whitened)
        return np.sqrt(squares)
