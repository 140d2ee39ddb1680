"""Embeddings kept on disk between the two passes over the good parts."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
from pathlib import Path
from types import TracebackType

import numpy as np

from engine.errors import TrainingError
from engine.gaussian import Float32, Float64


class EmbeddingSpool:
    """Embeddings of many pictures in one temporary file, read back patch by patch.

    Reading goes through the operating system's cache and not through this process's memory, so that
    the memory needed does not grow with the number of pictures. The file has no name that others could
    see and vanishes with the process, however that ends.

    Args:
        directory: Where the temporary file lives; made if missing.
        n_patches: Patches of a picture.
        n_features: Features of a patch.

    Raises:
        TrainingError: The directory cannot be written to.
    """

    def __init__(self, directory: Path, n_patches: int, n_features: int) -> None:
        self._shape = (n_patches, n_features)
        self._directory = directory
        self._lock = threading.Lock()
        self.count = 0
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(dir=directory, prefix="embeddings-")  # noqa: SIM115
        except OSError as error:
            raise self._error(error) from error

    def append(self, embedding: Float32) -> int:
        """Keep one embedding, float32, shape (patches, features); returns its number, from 0.

        Raises:
            TrainingError: The disk is full.
        """
        try:
            with self._lock:
                self._file.seek(self.count * self._bytes)
                self._file.write(np.ascontiguousarray(embedding, np.float32).data)
                self._file.flush()
                self.count += 1
                return self.count - 1
        except OSError as error:
            raise self._error(error) from error

    def read(self, number: int) -> Float32:
        """One embedding, float32, shape (patches, features)."""
        embedding: Float32 = self.read_patches([number], slice(0, self._shape[0]))[0]
        return embedding

    def read_patches(self, numbers: list[int], part: slice) -> Float32:
        """Some patches of some pictures, float32, shape (pictures, patches in ``part``, features).

        Raises:
            TrainingError: The disk failed.
            IndexError: There is no picture of that number.
        """
        features = self._shape[1]
        result = np.empty((len(numbers), part.stop - part.start, features), np.float32)
        try:
            with self._lock:
                for row, number in zip(result, numbers, strict=True):
                    if not 0 <= number < self.count:
                        raise IndexError(f"no picture {number} among {self.count}")
                    self._file.seek(number * self._bytes + part.start * features * 4)
                    if self._file.readinto(row.data.cast("B")) != row.nbytes:
                        raise OSError("the temporary file was cut short")
        except OSError as error:
            raise self._error(error) from error
        return result

    def deltas(self, numbers: list[int], part: slice, mean: Float64) -> Float64:
        """Embedding less mean of some patches, float64, shape (patches in ``part``, pictures, features)."""
        delta: Float64 = self.read_patches(numbers, part).transpose(1, 0, 2) - mean[part][:, None, :]
        return delta

    @property
    def _bytes(self) -> int:
        return self._shape[0] * self._shape[1] * 4

    def _error(self, error: OSError) -> TrainingError:
        return TrainingError(
            f"The temporary file for training in {self._directory} failed: {error.strerror or error}.",
            "Free some space there, or choose another place for the cache.",
            self._directory,
        )

    def close(self) -> None:
        """Give the disk space back."""
        # what a full disk left in the buffer is of no use to anybody
        with contextlib.suppress(OSError):
            self._file.close()

    def __enter__(self) -> EmbeddingSpool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def free_disk_bytes(directory: Path) -> int:
    """Bytes free where ``directory`` is or would be made."""
    for place in (directory, *directory.parents):
        with contextlib.suppress(OSError):
            return shutil.disk_usage(place).free
    return 0
