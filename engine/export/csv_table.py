"""Results as a CSV table (RFC 4180): one row per picture, for spreadsheets and scripts.

The file is UTF-8 with a byte order mark, because Excel takes it for the local code page otherwise. The
first column is the running number, so that a reader that does not know the mark misreads no name that
matters. Text is always quoted, numbers never; numbers are written with all their digits.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from engine.export.reviewed import Reviewed, agrees_word
from engine.export.wording import finite, readable
from engine.files import write_bytes
from engine.types import InspectionResult, RecipeSummary, Review
from engine.version import __version__

COLUMNS: tuple[str, ...] = (
    "number",
    "path",
    "sha256",
    "width",
    "height",
    "score",
    "image_threshold",
    "margin",
    "verdict",
    "n_defects",
    "largest_defect_px",
    "error",
    "notes",
    "elapsed_ms",
    "recipe",
    "recipe_sha256",
    "pixel_threshold",
    "min_area",
    "review_from",
    "operator_verdict",
    "agrees",
    "note",
    "reviewed",
    "hint",
    "software",
    "written",
)
"""Names of the columns, in their order; new ones come at the end, so that old scripts go on working."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def write_csv(
    results: Sequence[InspectionResult],
    path: Path,
    summary: RecipeSummary,
    reviewed: Reviewed | None = None,
    when: datetime | None = None,
) -> None:
    """Write one row per picture, atomically.

    Args:
        results: What inspection found, in the order of the rows.
        path: The file to write.
        summary: The recipe that the results come from.
        reviewed: What a person said of them; nothing by default.
        when: Time of writing; now by default.

    Raises:
        ExportError: The file cannot be written; what was there before is untouched.
    """
    text = io.StringIO(newline="")
    text.write(",".join(COLUMNS) + "\r\n")
    # QUOTE_NONNUMERIC writes floats by repr, which gives back every bit
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    said = reviewed or Reviewed(results)
    written = (when or datetime.now().astimezone()).isoformat(timespec="seconds")
    for i, result in enumerate(results):
        row = _row(i + 1, result, summary)
        writer.writerow([*row, *_more(result, said.review(i), said.agrees(i)), written])
    write_bytes(path, text.getvalue().encode("utf-8-sig"))


def _row(number: int, result: InspectionResult, summary: RecipeSummary) -> list[str | int | float]:
    """The cells of one picture; text stands for what is missing, as an empty cell."""
    return [
        number,
        plain_text(readable(result.path)),
        result.sha256,
        result.width,
        result.height,
        _cell(result.score),
        _cell(result.limits.image_threshold),
        _cell(result.margin),
        str(result.verdict),
        len(result.defects),
        max((defect.area_px for defect in result.defects), default=0),
        plain_text(readable(result.error)),
        plain_text(readable("; ".join(result.notes))),
        round(float(result.elapsed_ms), 3),
        plain_text(readable(summary.name)),
        summary.sha256,
    ]


def _more(result: InspectionResult, review: Review, agrees: bool | None) -> list[str | int | float]:
    """The cells that came later: the other limits, and what a person said."""
    return [
        _cell(result.limits.pixel_threshold),
        result.limits.min_area,
        _cell(result.limits.review_from),
        "" if review.verdict is None else str(review.verdict),
        agrees_word(agrees),
        plain_text(readable(review.note)),
        plain_text(readable(review.at)),
        plain_text(readable(result.hint)),
        f"gonogo {__version__}",
    ]


def _cell(value: float | None) -> float | str:
    """A number, or an empty cell for none."""
    number = finite(value)
    return "" if number is None else number


def plain_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    Args:
        text: Anything, such as a file name that somebody else chose.

    Returns:
        The text, with an apostrophe in front where it begins like a formula (``=``, ``+``, ``-``, ``@``,
        also as full-width characters or after blanks, or with a tab or line break): spreadsheets then
        show it as it is.
    """
    return f"'{text}" if _FORMULA.match(text) else text
