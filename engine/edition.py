"""What this copy of Gonogo can do, and where the files are that were shipped with it.

The full edition trains and inspects. Gonogo Station inspects, reviews and reports: the learning libraries,
most of the size, were left out of it. Which of the two this is follows from what can be imported, so that an
installation from source is asked in the same way as a packaged application. Nothing is imported to find out.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
from pathlib import Path

from engine.errors import ExportError, TrainingError

LEARNING_LIBRARIES = ("torch", "torchvision", "timm", "anomalib")
"""What making an embedding network needs."""

_EXPORT_LIBRARIES = {"anomalib": (*LEARNING_LIBRARIES, "lightning"), "onnx": ("onnx",)}
"""What exporting a recipe as a model of another kind needs beyond what judging needs."""


@functools.cache
def _missing(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if not _importable(name))


def missing_libraries() -> tuple[str, ...]:
    """The learning libraries that cannot be imported here, in the order of :data:`LEARNING_LIBRARIES`."""
    return _missing(LEARNING_LIBRARIES)


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
    """The error that says why nothing can be trained here, and what to do.

    It makes sense only where :func:`can_train` says no.
    """
    if is_packaged():
        return TrainingError(
            "Training needs the full edition of Gonogo.",
            "This is Gonogo Station, which inspects: make the recipe with the full edition and open it here.",
        )
    return TrainingError(
        f"Training needs libraries that are not installed: {', '.join(missing_libraries())}.",
        "Install Gonogo again with all that it depends on.",
    )


def require_training() -> None:
    """Let pass where recipes can be made.

    Raises:
        TrainingError: The learning libraries are not part of this copy.
    """
    if not can_train():
        raise training_refusal()


def require_export(model_format: str) -> None:
    """Let pass where a recipe can be exported as a model of that kind.

    Args:
        model_format: One of :data:`engine.export.models.exporting.MODEL_FORMATS`.

    Raises:
        ExportError: What that needs is not part of this copy.
    """
    missing = _missing(_EXPORT_LIBRARIES.get(model_format, ()))
    if missing and is_packaged():
        raise ExportError(
            f"Exporting to {model_format} needs the full edition of Gonogo.",
            "Export to openvino here, or use the full edition.",
        )
    if missing:
        raise ExportError(
            f"Exporting to {model_format} needs libraries that are not installed: {', '.join(missing)}.",
            "Install Gonogo again with all that it depends on.",
        )


def shipped(*parts: str) -> Path | None:
    """A file or folder that was made when the application was packaged.

    Args:
        parts: Its path below the folder of shipped files, such as ``"sample", "sample.gonogo"``.

    Returns:
        Its place, or None where it was not shipped, as in an installation from source.
    """
    path = _shipped_folder().joinpath(*parts)
    return path if path.exists() else None


def _shipped_folder() -> Path:
    return Path(__file__).resolve().parent.parent / "resources" / "shipped"


def _importable(module: str) -> bool:
    # where a module was replaced by None, find_spec raises ValueError
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False
