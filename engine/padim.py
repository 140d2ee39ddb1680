"""Training: good parts in, recipe out.

One pass embeds the pictures, updates the statistics and keeps the embeddings in a temporary file; a
second pass over that file scores every picture as if it had not been trained on. Memory does not depend
on the number of pictures.
"""

from __future__ import annotations

import datetime
import hashlib
import platform
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from engine.anomaly_map import anomaly_map, anomaly_score
from engine.backbones import DEFAULT_BACKBONE, backbone
from engine.calibration import calibrate, check_rate, unusual
from engine.detector import Detector, MahalanobisDistance
from engine.embedding import (
    Embedder,
    EmbeddingNetwork,
    NetworkSpec,
    check_runtime,
    get_network,
    open_embedder,
)
from engine.embedding.network import installed_versions
from engine.errors import Cancelled, ImageError, TrainingError
from engine.estimate import check_resources
from engine.gaussian import Float32, PatchGaussians, chunks
from engine.images import read, resize_square
from engine.parallel import cpu_count, ordered_map
from engine.paths import cache_dir
from engine.progress import CancelToken, Report, Stage, silent
from engine.recipe import GoodImage, Recipe, Settings, clean_name, new_id, statistics_parts
from engine.reference import rescored
from engine.spool import EmbeddingSpool
from engine.types import Calibration, Limits, Mask, Photo
from engine.version import __version__

_BATCH_BYTES = 32 << 20  # embeddings taken into the statistics at once
_MAX_BATCH = 32
_LOO_IMAGES = 32  # pictures scored at once
_PREVIEW_SIDE = 256
_SAMPLES = 1_000_000  # map values that the pixel threshold is made from


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """What a recipe is trained with.

    Attributes:
        name: The recipe's name.
        image_size: Side of the square that pictures are resized to, 32 to 2048 pixels.
        backbone: Name of the pretrained network.
        layers: Its layers, largest resolution first; empty for the network's usual ones.
        n_features: Channels kept; None for the network's usual number.
        false_alarm_rate: Accepted share of good parts called defective, 0 < rate <= 0.5.
        seed: Of the choice of channels.
        weights: Weights file that the user names.
        runtime: ``openvino`` (processor) or ``torch`` (graphics card where there is one).
        threads: Pictures at the same time; all processors by default.
        cache: Folder for temporary embeddings; the usual cache by default.
    """

    name: str
    image_size: int = 256
    backbone: str = DEFAULT_BACKBONE
    layers: tuple[str, ...] = ()
    n_features: int | None = None
    false_alarm_rate: float = 0.01
    seed: int = 0
    weights: Path | None = None
    runtime: str = "openvino"
    threads: int | None = None
    cache: Path | None = None

    def network_spec(self) -> NetworkSpec:
        """What the embedding network is made from."""
        net = backbone(self.backbone)
        return NetworkSpec(
            backbone=net.name,
            layers=self.layers or net.layers,
            n_features=self.n_features or net.n_features,
            image_size=self.image_size,
            seed=self.seed,
            weights=self.weights,
        )

    @property
    def cache_dir(self) -> Path:
        """Folder for temporary embeddings."""
        return self.cache or cache_dir()


def check_settings(settings: TrainSettings) -> None:
    """Raise an error that says what is wrong with the settings, if anything.

    Raises:
        TrainingError: A number is out of its range.
        BackboneError: There is no such runtime.
        RecipeError: The name is empty.
    """
    clean_name(settings.name)
    check_rate(settings.false_alarm_rate)
    if not 32 <= settings.image_size <= 2048 or settings.image_size % 32:
        raise TrainingError(
            f"An image size of {settings.image_size} is not possible.",
            "Give a multiple of 32 from 32 to 2048, such as 256 or 512.",
        )
    if settings.n_features is not None and not 1 <= settings.n_features <= 4096:
        raise TrainingError(
            f"{settings.n_features} channels are not possible.", "Give 1 to 4096, such as 100."
        )
    if not 0 <= settings.seed < 2**63:
        raise TrainingError(f"The seed {settings.seed} is not possible.", "Give 0 or more.")
    if settings.threads is not None and settings.threads < 1:
        raise TrainingError(f"{settings.threads} threads are not possible.", "Give 1 or more.")
    check_runtime(settings.runtime)


@dataclass(frozen=True, slots=True)
class Failure:
    """A picture that was left out of training, and why."""

    path: Path
    reason: str
    hint: str = ""


@dataclass(slots=True)
class Embedded:
    """A picture after the first pass.

    Attributes:
        image: What the recipe will know of it; its score is not known yet.
        pixels: Hash of the resized picture, equal for pictures that show exactly the same.
        embedding: float32, shape (patches, features).
        notes: Remarks about the file.
    """

    image: GoodImage
    pixels: str
    embedding: Float32
    notes: tuple[str, ...]


@dataclass(slots=True)
class Training:
    """A finished training: the recipe, and what is needed to take pictures out of it or back in.

    It holds a temporary file with the embeddings until it is closed.

    Attributes:
        recipe: The recipe without the excluded pictures.
        images: All pictures trained on, excluded or not, in training order.
        loo_maps: Distances on the patch grid of every picture as if it had not been trained on,
            float32, shape (pictures, grid rows, grid columns). Those of excluded pictures are as
            unseen pictures see them.
        scores: Leave-one-out scores of all pictures, float64, shape (pictures,).
        excluded: Numbers of the pictures that are taken out.
        failures: Files that were left out, and why.
        notes: Remarks about single pictures, by path.
        seconds: Duration of the training.
    """

    recipe: Recipe
    images: tuple[GoodImage, ...]
    loo_maps: Float32
    scores: npt.NDArray[np.float64]
    failures: tuple[Failure, ...]
    notes: dict[Path, tuple[str, ...]]
    seconds: float = 0.0
    excluded: frozenset[int] = frozenset()
    _gaussians: PatchGaussians = field(kw_only=True, repr=False)
    _spool: EmbeddingSpool = field(kw_only=True, repr=False)

    def unusual(self) -> list[int]:
        """Numbers of the pictures that stand out: perhaps they are not good. Most unusual first."""
        kept = [i for i in range(len(self.images)) if i not in self.excluded]
        return [kept[i] for i in unusual(self.scores[kept])]

    def anomaly_map(self, number: int) -> npt.NDArray[np.float32]:
        """Leave-one-out anomaly map of one picture, float32, shape (image_size, image_size)."""
        return anomaly_map(self.loo_maps[number], self.recipe.settings.image_size, self.recipe.region)

    def exclude(
        self, excluded: Iterable[int], *, report: Report = silent, cancel: CancelToken | None = None
    ) -> Recipe:
        """Take pictures out of the recipe, or back in, exactly as if it had been trained that way.

        Args:
            excluded: Numbers of all pictures that shall be out from now on.
            report: Told about the stages "fit" and "calibrate".
            cancel: Looked at between steps; nothing has changed when it stops.

        Returns:
            The new recipe, also in :attr:`recipe`.

        Raises:
            TrainingError: Fewer than 2 pictures would be left.
            IndexError: There is no picture of such a number.
        """
        wanted = frozenset(excluded)
        if not wanted <= set(range(len(self.images))):
            raise IndexError(f"there are {len(self.images)} pictures")
        kept = [i for i in range(len(self.images)) if i not in wanted]
        _check_count(len(kept))
        gaussians = self._gaussians.copy()
        for number in wanted - self.excluded:
            gaussians.remove(self._spool.read(number)[None])
        for number in self.excluded - wanted:
            gaussians.add(self._spool.read(number)[None])
        made = _calibrated(
            self.recipe, gaussians, self._spool, kept, self.images, report, cancel or CancelToken()
        )
        recipe, scores, maps = made
        if recipe.references:
            recipe, _rows = rescored(recipe, Detector(recipe), cancel=cancel)
        self._gaussians, self.excluded = gaussians, wanted
        self.recipe, self.scores[kept], self.loo_maps[kept] = recipe, scores, maps
        self._judge(wanted)
        return self.recipe

    def _judge(self, numbers: frozenset[int]) -> None:
        """Score pictures that are not in the recipe the way inspection does."""
        if not numbers:
            return
        distance = MahalanobisDistance(self.recipe.mean, self.recipe.factor)
        for number in numbers:
            self.loo_maps[number] = distance(self._spool.read(number)).reshape(self.loo_maps.shape[1:])
            self.scores[number] = anomaly_score(self.anomaly_map(number))

    def close(self) -> None:
        """Give the temporary file back; the recipe stays usable."""
        self._spool.close()

    def __enter__(self) -> Training:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def train(
    paths: Sequence[Path],
    settings: TrainSettings,
    region: Mask | None = None,
    *,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Training:
    """Train and calibrate a recipe from pictures of good parts.

    Files that cannot be read and pictures that occur twice are left out and listed.

    Args:
        paths: Picture files.
        settings: What to train with.
        region: Where parts are inspected, bool, any shape; it is stretched over the pictures. None is
            everywhere.
        report: Told about the stages "library", "network", "embed", "fit" and "calibrate".
        cancel: Looked at between pictures and inside the linear algebra.

    Raises:
        TrainingError: Too few usable pictures, or not enough memory or disk space.
        BackboneError: The pretrained network cannot be had.
        Cancelled: Somebody asked to stop; nothing is left behind.
    """
    start = time.monotonic()
    cancel = cancel or CancelToken()
    check_settings(settings)
    _check_count(len(paths))
    region = _fit_region(region, settings.image_size)
    check_resources(len(paths), settings)
    cancel.raise_if_cancelled()
    spec = settings.network_spec()
    network = get_network(spec, report=report, cancel=cancel)
    embedder = open_embedder(settings.runtime, network, spec, settings.threads)
    spool = EmbeddingSpool(settings.cache_dir, network.n_patches, network.n_features)
    try:
        first = _FirstPass(network, spool, settings.image_size)
        first.run(paths, embedder, report, cancel)
        first.check()
        base = _blank_recipe(settings, network, region)
        images = tuple(first.images)
        numbers = list(range(len(images)))
        recipe, scores, maps = _calibrated(base, first.gaussians, spool, numbers, images, report, cancel)
        recipe = replace(recipe, preview=first.preview(int(np.argsort(scores)[len(scores) // 2])))
    except BaseException:
        spool.close()
        raise
    return Training(
        recipe=recipe,
        images=images,
        loo_maps=maps,
        scores=scores,
        failures=tuple(first.failures),
        notes=first.notes,
        seconds=time.monotonic() - start,
        _gaussians=first.gaussians,
        _spool=spool,
    )


def _check_count(count: int) -> None:
    if count < 2:
        raise TrainingError(
            "There is only one good part." if count == 1 else "There are no good parts.",
            "A recipe needs at least 2 good parts; 40 to 200 are sensible.",
        )


class _FirstPass:
    """Embeds pictures, takes them into the statistics, and remembers what is known of each."""

    def __init__(self, network: EmbeddingNetwork, spool: EmbeddingSpool, image_size: int) -> None:
        self._spool = spool
        self._image_size = image_size
        self.gaussians = PatchGaussians.empty(network.n_patches, network.n_features)
        embedding_bytes = network.n_patches * network.n_features * 4
        self._batch_size = max(1, min(_MAX_BATCH, _BATCH_BYTES // embedding_bytes))
        self._batch: list[Float32] = []
        self._seen: dict[str, Path] = {}
        self._twins = 0
        self.images: list[GoodImage] = []
        self.failures: list[Failure] = []
        self.notes: dict[Path, tuple[str, ...]] = {}

    def run(self, paths: Sequence[Path], embedder: Embedder, report: Report, cancel: CancelToken) -> None:
        stage = Stage("embed", len(paths), report, cancel)
        for found in embed_files(paths, embedder, self._image_size, cancel):
            self._take(found)
            stage.step()
        self._flush()

    def _take(self, found: Embedded | Failure) -> None:
        if isinstance(found, Failure):
            self.failures.append(found)
            return
        path = Path(found.image.path)
        if twin := self._seen.get(found.pixels):
            # left in, it would make its twin look better known than an unseen part is
            self._twins += 1
            self.failures.append(
                Failure(path, f"{path.name} shows the same as {twin.name}.", "One of them is enough.")
            )
            return
        self._seen[found.pixels] = path
        self.images.append(found.image)
        if found.notes:
            self.notes[path] = found.notes
        self._spool.append(found.embedding)
        self._batch.append(found.embedding)
        if len(self._batch) == self._batch_size:
            self._flush()

    def _flush(self) -> None:
        if self._batch:
            self.gaussians.add(np.stack(self._batch))
            self._batch.clear()

    def check(self) -> None:
        """Raise a TrainingError that names the reasons if fewer than 2 pictures were usable."""
        if len(self.images) >= 2:
            return
        if self.images and 0 < self._twins == len(self.failures):
            raise TrainingError(
                "All pictures of good parts show exactly the same.",
                "Take pictures of different good parts, at least 2; 40 to 200 are sensible.",
            )
        if self.failures:
            first = self.failures[0]
            n = len(self.images) + len(self.failures)
            raise TrainingError(
                f"Of {n} files only one picture can be used. {first.reason}"
                if self.images
                else f"Of {n} files none of the pictures can be used. {first.reason}",
                first.hint or "Give at least 2 good parts; 40 to 200 are sensible.",
                first.path,
            )
        _check_count(len(self.images))

    def preview(self, number: int) -> bytes:
        """A small PNG of one picture, read anew; nothing where it has vanished meanwhile."""
        try:
            return _png(_small(read(Path(self.images[number].path)).photo))
        except ImageError:
            return b""


def embed_files(
    paths: Iterable[Path], embedder: Embedder, image_size: int, cancel: CancelToken
) -> Iterator[Embedded | Failure]:
    """Read and embed pictures on all processors, in bounded memory; one result a path, in order."""

    def work(path: Path) -> Embedded | Failure:
        try:
            return _embed(path, embedder, image_size)
        except ImageError as error:
            return Failure(path, error.message, error.hint)
        except MemoryError:
            return Failure(path, f"There was not enough memory for {path.name}.", "Use a smaller picture.")

    yield from ordered_map(work, paths, max(2, embedder.workers), cancel)


def _embed(path: Path, embedder: Embedder, image_size: int) -> Embedded:
    decoded = read(path)
    height, width = decoded.photo.shape[:2]
    square = resize_square(decoded.photo, image_size)
    return Embedded(
        image=GoodImage(str(path), decoded.sha256, width, height, 0.0),
        pixels=hashlib.sha256(square.data).hexdigest(),
        embedding=embedder.embed(square),
        notes=decoded.notes,
    )


def _small(photo: Photo) -> Photo:
    import cv2

    scale = min(1.0, _PREVIEW_SIDE / max(photo.shape[:2]))
    size = (max(1, round(photo.shape[1] * scale)), max(1, round(photo.shape[0] * scale)))
    small: Photo = cv2.resize(photo, size, interpolation=cv2.INTER_AREA)
    return small


def _png(photo: Photo) -> bytes:
    import cv2

    return bytes(cv2.imencode(".png", photo[..., ::-1])[1])


def _fit_region(region: Mask | None, image_size: int) -> Mask | None:
    """Stretch a region over the map; a region that covers everything is none.

    Raises:
        TrainingError: The region is empty.
    """
    if region is None:
        return None
    import cv2

    empty = TrainingError(
        "The region of interest is empty.", "Mark in white what shall be inspected, or leave the region out."
    )
    if not region.any():
        raise empty
    resized = cv2.resize(
        region.astype(np.uint8), (image_size, image_size), interpolation=cv2.INTER_NEAREST_EXACT
    )
    fitted: Mask = resized > 0
    if not fitted.any():
        raise empty
    return None if fitted.all() else fitted


def _blank_recipe(settings: TrainSettings, network: EmbeddingNetwork, region: Mask | None) -> Recipe:
    """A recipe that lacks what comes from the pictures."""
    spec = settings.network_spec()
    nothing = np.zeros((0, 0), np.float32)
    software = {"gonogo": __version__, "python": platform.python_version(), **installed_versions()}
    return Recipe(
        name=clean_name(settings.name),
        created=datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        software=software | network.made_with,
        settings=Settings(
            backbone=spec.backbone,
            layers=spec.layers,
            n_features=spec.n_features,
            image_size=spec.image_size,
            seed=spec.seed,
            false_alarm_rate=settings.false_alarm_rate,
        ),
        network=network,
        mean=nothing.astype(np.float64),
        factor=nothing,
        scatter=nothing,
        calibration=None,  # type: ignore[arg-type] # filled by _calibrated
        limits=None,  # type: ignore[arg-type]
        images=(),
        region=region,
        id=new_id(),
    )


def _calibrated(
    recipe: Recipe,
    gaussians: PatchGaussians,
    spool: EmbeddingSpool,
    numbers: list[int],
    images: Sequence[GoodImage],
    report: Report,
    cancel: CancelToken,
) -> tuple[Recipe, npt.NDArray[np.float64], Float32]:
    """Fit and calibrate a recipe by the pictures ``numbers`` of the spool, which ``gaussians`` hold.

    Returns:
        The recipe, the leave-one-out scores, shape (pictures,), and their distances on the grid.
    """
    fit = Stage("fit", 1, report, cancel)
    factors = gaussians.factors(cancel)
    statistics = statistics_parts(gaussians, factors)
    del factors
    fit.step()
    maps = leave_one_out_maps(gaussians, spool, numbers, recipe.network.grid, report, cancel)
    scores, samples = loo_scores(maps, recipe.settings.image_size, recipe.region)
    calibration = calibrate(scores, samples, recipe.settings.false_alarm_rate, recipe.settings.n_features)
    made = replace(
        recipe,
        **statistics,
        calibration=calibration,
        limits=calibrated_limits(calibration),
        images=tuple(
            GoodImage(i.path, i.sha256, i.width, i.height, float(s))
            for i, s in zip((images[n] for n in numbers), scores, strict=True)
        ),
        path=None,
        sha256="",
    )
    return made, scores, maps


def calibrated_limits(calibration: Calibration) -> Limits:
    """The limits that good parts alone ask for."""
    return Limits(calibration.image_threshold, calibration.pixel_threshold)


def leave_one_out_maps(
    gaussians: PatchGaussians,
    spool: EmbeddingSpool,
    numbers: list[int],
    grid: tuple[int, int],
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Float32:
    """Distances of training pictures under the model trained without each of them.

    Args:
        gaussians: Statistics of exactly the pictures ``numbers``.
        spool: Embeddings.
        numbers: Pictures, by their number in the spool.
        grid: Rows and columns of patches.
        report: Told about the stage "calibrate".
        cancel: Looked at between blocks of patches.

    Returns:
        float32, shape (pictures, grid rows, grid columns).
    """
    cancel = cancel or CancelToken()
    parts = chunks(gaussians.n_patches, 64)
    maps = np.empty((len(numbers), gaussians.n_patches), np.float32)
    stage = Stage("calibrate", len(parts), report, cancel)

    def work(part: slice) -> None:
        solve = gaussians.leave_one_out(part)
        for start in range(0, len(numbers), _LOO_IMAGES):
            if cancel.cancelled:
                raise Cancelled
            some = numbers[start : start + _LOO_IMAGES]
            maps[start : start + len(some), part] = solve(spool.deltas(some, part, gaussians.mean)).T

    for _ in ordered_map(work, parts, cpu_count(), cancel):
        stage.step()
    return maps.reshape(len(numbers), *grid)


def loo_scores(
    maps: Float32, image_size: int, region: Mask | None
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float32]]:
    """Scores of leave-one-out maps, and a sample of the maps' values inside the region.

    Args:
        maps: Distances on the grid, float32, shape (pictures, grid rows, grid columns).
        image_size: Side of an anomaly map.
        region: Region of interest, or None.

    Returns:
        Scores, float64, shape (pictures,); values, float32, shape (k,), k about a million at most.
    """
    scores = np.empty(len(maps), np.float64)
    # the blur makes neighbours alike, so every fourth pixel tells as much as all of them
    step = max(4, int(np.ceil(image_size * np.sqrt(len(maps) / _SAMPLES))))
    grid = (slice(step // 2, None, step), slice(step // 2, None, step))
    samples = []

    def work(distances: Float32) -> tuple[float, Float32]:
        values = anomaly_map(distances, image_size, region)
        picked = values[grid]
        return anomaly_score(values), picked.ravel() if region is None else picked[region[grid]]

    for i, (score, picked) in enumerate(ordered_map(work, maps, cpu_count())):
        scores[i] = score
        samples.append(picked)
    return scores, np.concatenate(samples)
