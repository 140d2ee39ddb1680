"""Results as JSON, for other programs.

The document is plain: no NaN, no infinity, ``null`` for what is missing, every number with all its digits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.export.wording import common_limits, finite, readable
from engine.files import write_bytes
from engine.types import Defect, InspectionResult, RecipeSummary
from engine.version import __version__

Files = Mapping[str, Path]
"""Kind of file ("overlay", "mask", "map") and where it is."""


def results_document(
    results: Sequence[InspectionResult], summary: RecipeSummary, files: Sequence[Files] | None = None
) -> dict[str, Any]:
    """Everything about an inspection as plain dictionaries, lists, strings and numbers.

    Args:
        results: What inspection found.
        summary: The recipe that the results come from.
        files: For every result the files that were written for it; none by default.

    Returns:
        ``{"recipe": {...}, "results": [{...}, ...]}``, ready for :func:`json_bytes`.
    """
    written: Sequence[Files] = files if files is not None else [{}] * len(results)
    return {
        "recipe": _recipe(results, summary),
        "results": [_result(result, made) for result, made in zip(results, written, strict=True)],
    }


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """A document as JSON text in UTF-8, with a line break at its end.

    Raises:
        ValueError: It holds a number that JSON does not know.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    return (text + "\n").encode("utf-8")


def write_json(
    results: Sequence[InspectionResult],
    path: Path,
    summary: RecipeSummary,
    files: Sequence[Files] | None = None,
) -> None:
    """Write :func:`results_document` to a file, atomically.

    Raises:
        ExportError: The file cannot be written; what was there before is untouched.
    """
    write_bytes(path, json_bytes(results_document(results, summary, files)))


def _recipe(results: Sequence[InspectionResult], summary: RecipeSummary) -> dict[str, Any]:
    """What made the results, and by which limits."""
    calibration = summary.calibration
    interval = calibration.false_alarm_interval
    limits, _ = common_limits(results, summary)
    return {
        "name": readable(summary.name),
        "sha256": summary.sha256,
        "created": summary.created,
        "software": f"gonogo {summary.software}",
        "inspected_with": f"gonogo {__version__}",
        "image_size": summary.image_size,
        "backbone": summary.backbone,
        "calibration": {
            "image_threshold": finite(calibration.image_threshold),
            "pixel_threshold": finite(calibration.pixel_threshold),
            "false_alarm_rate": finite(calibration.false_alarm_rate),
            "false_alarm_interval": [finite(interval.low), finite(interval.high)],
            "confidence": finite(interval.confidence),
            "n_images": calibration.n_images,
            "warnings": [readable(warning) for warning in calibration.warnings],
        },
        "limits": {
            "image_threshold": finite(limits.image_threshold),
            "pixel_threshold": finite(limits.pixel_threshold),
            "min_area": limits.min_area,
            "review_from": finite(limits.review_from),
        },
    }


def _result(result: InspectionResult, files: Files) -> dict[str, Any]:
    """One picture."""
    return {
        "path": readable(result.path),
        "sha256": result.sha256,
        "width": int(result.width),
        "height": int(result.height),
        "score": finite(result.score),
        "image_threshold": finite(result.limits.image_threshold),
        "pixel_threshold": finite(result.limits.pixel_threshold),
        "margin": finite(result.margin),
        "verdict": str(result.verdict),
        "error": readable(result.error) or None,
        "hint": readable(result.hint) or None,
        "notes": [readable(note) for note in result.notes],
        "defects": [_defect(defect) for defect in result.defects],
        "elapsed_ms": round(float(result.elapsed_ms), 3),
        "files": {kind: readable(path) for kind, path in files.items()},
    }


def _defect(defect: Defect) -> dict[str, Any]:
    """One defect, in pixels of the photo."""
    return {
        "area_px": int(defect.area_px),
        "x": int(defect.x),
        "y": int(defect.y),
        "w": int(defect.w),
        "h": int(defect.h),
        "cx": finite(defect.cx),
        "cy": finite(defect.cy),
        "peak": finite(defect.peak),
    }
