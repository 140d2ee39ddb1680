"""Results as JSON, for other programs.

The document is plain: no NaN, no infinity, ``null`` for what is missing, every number with all its digits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.export.provenance import counts_document, provenance, recipe_document
from engine.export.reviewed import Reviewed
from engine.export.wording import finite, readable
from engine.files import write_bytes
from engine.types import Defect, InspectionResult, RecipeSummary, Review

Files = Mapping[str, Path]
"""Kind of file ("overlay", "mask", "map", "copy") and where it is."""


def results_document(
    results: Sequence[InspectionResult],
    summary: RecipeSummary,
    files: Sequence[Files] | None = None,
    reviewed: Reviewed | None = None,
    when: datetime | None = None,
) -> dict[str, Any]:
    """Everything about an inspection as plain dictionaries, lists, strings and numbers.

    Args:
        results: What inspection found.
        summary: The recipe that the results come from.
        files: For every result the files that were written for it; none by default.
        reviewed: What a person said of them; nothing by default.
        when: Time of writing; now by default.

    Returns:
        ``{"recipe": {...}, "inspection": {...}, "results": [{...}, ...]}``, ready for :func:`json_bytes`.
    """
    written: Sequence[Files] = files if files is not None else [{}] * len(results)
    said = reviewed or Reviewed(results)
    facts = provenance(results, summary, said, when)
    return {
        "recipe": recipe_document(facts, summary),
        "inspection": counts_document(facts),
        "results": [
            {**_result(result), **_review(said.review(i), said.agrees(i)), "files": _files(made)}
            for i, (result, made) in enumerate(zip(results, written, strict=True))
        ],
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
    reviewed: Reviewed | None = None,
    when: datetime | None = None,
) -> None:
    """Write :func:`results_document` to a file, atomically.

    Raises:
        ExportError: The file cannot be written; what was there before is untouched.
    """
    write_bytes(path, json_bytes(results_document(results, summary, files, reviewed, when)))


def _result(result: InspectionResult) -> dict[str, Any]:
    """One picture."""
    return {
        "path": readable(result.path),
        "sha256": result.sha256,
        "width": int(result.width),
        "height": int(result.height),
        "score": finite(result.score),
        "image_threshold": finite(result.limits.image_threshold),
        "pixel_threshold": finite(result.limits.pixel_threshold),
        "min_area": int(result.limits.min_area),
        "review_from": finite(result.limits.review_from),
        "margin": finite(result.margin),
        "verdict": str(result.verdict),
        "error": readable(result.error) or None,
        "hint": readable(result.hint) or None,
        "notes": [readable(note) for note in result.notes],
        "largest_area": int(result.largest_area),
        "defects": [_defect(defect) for defect in result.defects],
        "elapsed_ms": round(float(result.elapsed_ms), 3),
    }


def _review(review: Review, agrees: bool | None) -> dict[str, Any]:
    """What a person said of it."""
    return {
        "operator_verdict": None if review.verdict is None else str(review.verdict),
        "agrees": agrees,
        "note": readable(review.note) or None,
        "reviewed": readable(review.at) or None,
    }


def _files(files: Files) -> dict[str, str]:
    """What was written of it, and where."""
    return {kind: readable(path) for kind, path in files.items()}


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
