"""What this copy of Gonogo can do, and where the files are that were shipped with it.

The full edition trains and inspects. Gonogo Station inspects, reviews and reports: the learning libraries were left
out of it, and with them 1 GB. Which of the two this is follows from what can be imported, so that an installation from
source is asked the same way as a packaged one. Nothing is imported to find out.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from pathlib import Path

from engine.errors import TrainingError

LEARNING_LIBRARIES = ("torch", "torchvision", "timm", "anomalib")
"""What making an embedding network needs."""

STATION_SENTENCE = "Training needs the full edition of Gonogo."
"""What is said wherever training was asked of a copy that cannot train."""
STATION_HINT = (
    "This is Gonogo Station: it inspects by recipes. Make the recipe with the full edition and copy its file here."
)
_SOURCE_SENTENCE = "Training needs libraries that are not installed: {missing}."
_SOURCE_HINT = "Install Gonogo again with all of its dependencies."


@functools.cache
def missing_libraries() -> tuple[str, ...]:
    """The learning libraries that cannot be imported here, in the order of :data:`LEARNING_LIBRARIES`."""
    return tuple(name for name in LEARNING_LIBRARIES if not _importable(name))


def can_train() -> bool:
    """Whether recipes can be made from pictures here."""
    return not missing_libraries()


def is_packaged() -> bool:
    """Whether this is the packaged application and not an installation from source."""
    return bool(getattr(sys, "frozen", False))


def name() -> str:
    """What this copy is called: "Gonogo", or "Gonogo Station" where it cannot train."""
    return "Gonogo" if can_train() else "Gonogo Station"


def training_refusal() -> TrainingError:
    """The error that says why nothing can be trained here and what to do about it.

    It makes sense only where :func:`can_train` says no.
    """
    if is_packaged():
        return TrainingError(STATION_SENTENCE, STATION_HINT)
    return TrainingError(_SOURCE_SENTENCE.format(missing=", ".join(missing_libraries())), _SOURCE_HINT)


def require_training() -> None:
    """Let through whoever can train.

    Raises:
        TrainingError: The learning libraries are not part of this copy.
    """
    if not can_train():
        raise training_refusal()


def shipped(*parts: str) -> Path | None:
    """A file or folder that was made when the application was packaged.

    Args:
        parts: Its path below the folder of shipped files, for example ``"sample", "sample.gonogo"``.

    Returns:
        The path, or None where it was not shipped, as in an installation from source.
    """
    path = Path(__file__).resolve().parent.parent.joinpath("resources", "shipped", *parts)
    return path if path.exists() else None


def _importable(module: str) -> bool:
    # a name that was set to None on purpose counts as missing; find_spec raises ValueError for it
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False
