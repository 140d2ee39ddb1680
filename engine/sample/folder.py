"""The sample set: a folder of rendered parts, laid out like the MVTec anomaly detection data set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from engine.errors import GonogoError
from engine.files import write_bytes
from engine.parallel import cpu_count, ordered_map
from engine.progress import CancelToken, Report, Stage, silent
from engine.sample.part import DEFECT_KINDS, check_size, forget, prepare, render_part

GOLDEN = 0.6180339887498949
"""Steps of the golden ratio spread any number of severities evenly, whatever that number is."""


@dataclass(frozen=True, slots=True)
class SampleSet:
    """Where the sample set lies.

    Attributes:
        root: The folder itself.
        train_good: Good parts to make a recipe from.
        test: Parts to inspect: ``good`` and one folder for each kind of defect.
        ground_truth: One folder of masks for each kind of defect, ``000_mask.png`` and so on.
    """

    root: Path
    train_good: Path
    test: Path
    ground_truth: Path


@dataclass(frozen=True, slots=True)
class _Picture:
    """One picture to draw: where it goes and which part it shows."""

    path: Path
    mask_path: Path | None
    key: tuple[int, ...]
    kind: str | None = None
    severity: float | None = None


def severity_of(index: int) -> float:
    """Severity of the defect in picture ``index`` of its kind: 0.9, 0.52, 0.14, 0.75, 0.37, 0.99, ..."""
    return (0.9 + index * GOLDEN) % 1.0


def render_sample(
    directory: Path,
    *,
    report: Report = silent,
    cancel: CancelToken | None = None,
    size: int = 512,
    n_good: int = 60,
    n_test_good: int = 12,
    n_per_defect: int = 6,
    seed: int = 0,
) -> SampleSet:
    """Draw photos of good and defective parts and write them, with masks, as PNG files.

    Files go to ``train/good``, ``test/good``, ``test/<kind>`` and ``ground_truth/<kind>``. A picture
    depends on the seed and on its own name alone. Files of the same names are overwritten, all others
    are left alone. After a cancellation or an error, whatever is there is complete.

    Args:
        directory: Where to; made if it does not exist.
        report: Told about every picture, stage ``"render"``.
        cancel: Looked at between pictures.
        size: Side of the photos in pixels, 128 to 1024.
        n_good: Number of good parts to train with.
        n_test_good: Number of good parts to inspect.
        n_per_defect: Number of defective parts of each kind.
        seed: Which set; a whole number >= 0.

    Returns:
        Where the files are.

    Raises:
        ExportError: A file or folder cannot be written, or the disk is full.
        GonogoError: A number is out of range.
        Cancelled: Somebody cancelled.
    """
    cancel = cancel or CancelToken()
    check_size(size)
    if min(n_good, n_test_good, n_per_defect, seed) < 0:
        raise GonogoError(
            "The sample set cannot be drawn with a negative number of pictures or a negative seed.",
            "Choose numbers from 0.",
        )
    sample = SampleSet(
        directory, directory / "train" / "good", directory / "test", directory / "ground_truth"
    )
    pictures = list(_pictures(sample, n_good, n_test_good, n_per_defect, seed))
    stage = Stage("render", len(pictures), report, cancel)
    cancel.raise_if_cancelled()

    def draw(picture: _Picture) -> None:
        cancel.raise_if_cancelled()
        photo, mask = render_part(picture.key, size, picture.kind, picture.severity)
        if picture.mask_path is not None:
            write_bytes(picture.mask_path, encode_png(mask.astype(np.uint8) * np.uint8(255)))
        write_bytes(picture.path, encode_png(photo))

    # a picture in the making takes 0.1 GB at 512 pixels and grows with the area
    workers = max(1, min(cpu_count(), 4 * 512**2 // size**2, 8))
    try:
        prepare(size)
        drawn = ordered_map(draw, pictures, workers, cancel)
        with closing(drawn):  # so that no thread draws on after a cancellation
            for _ in drawn:
                stage.step()
    finally:
        forget()
    return sample


def _pictures(
    sample: SampleSet, n_good: int, n_test_good: int, n_per_defect: int, seed: int
) -> Iterator[_Picture]:
    """Every picture of the set, each with a key of its own."""
    for index in range(n_good):
        yield _Picture(sample.train_good / f"{index:03d}.png", None, (seed, 0, index))
    for index in range(n_test_good):
        yield _Picture(sample.test / "good" / f"{index:03d}.png", None, (seed, 1, index))
    for number, kind in enumerate(DEFECT_KINDS):
        for index in range(n_per_defect):
            yield _Picture(
                sample.test / kind / f"{index:03d}.png",
                sample.ground_truth / kind / f"{index:03d}_mask.png",
                (seed, 2 + number, index),
                kind,
                severity_of(index),
            )


def encode_png(picture: npt.NDArray[np.uint8]) -> bytes:
    """Pack a picture, (height, width) or (height, width, 3) in R, G, B, as a PNG without metadata."""
    pixels = picture if picture.ndim == 2 else np.ascontiguousarray(picture[..., ::-1])
    # a sensor's noise has no repetitions to look for: run lengths alone pack it as well in half the time
    settings = [cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE]
    _, packed = cv2.imencode(".png", pixels, settings)
    return bytes(packed)
