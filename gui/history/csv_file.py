"""What is listed of the history, as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from engine.export.csv_table import plain_text
from engine.export.wording import readable
from engine.files import atomic_write
from engine.progress import CancelToken, Report, Stage
from engine.session.history import History, Inspection
from gui.history.wanted import Period, Wanted

COLUMNS: tuple[str, ...] = (
    "when",
    "path",
    "score",
    "image_threshold",
    "margin",
    "verdict",
    "operator_verdict",
    "note",
    "reviewed",
    "session",
    "session_id",
    "recipe",
    "recipe_sha256",
)
"""Names of the columns, in their order; new ones come at the end."""
_PIECE = 5_000


def write_history(
    history: History, wanted: Wanted, recipe: str, path: Path, report: Report, cancel: CancelToken
) -> int:
    """Write inspections to a CSV file, the newest first; see :mod:`engine.export.csv_table` for its form.

    Args:
        history: Where they are.
        wanted: Which ones.
        recipe: What people call the recipe.
        path: The file; what was there before is kept until the new one is complete.
        report: Told how far it is.
        cancel: Asked between pieces.

    Returns:
        How many were written.

    Raises:
        ExportError: The file cannot be written.
        SessionError: The history cannot be read.
        Cancelled: Somebody asked to stop.
    """
    stage = Stage("export", history.count(**wanted.arguments()), report, cancel)
    written = 0
    with atomic_write(path) as stream:
        text = io.StringIO(newline="")
        text.write("\ufeff" + ",".join(COLUMNS) + "\r\n")
        # QUOTE_NONNUMERIC writes floats by repr, which gives back every bit
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        for found in all_of(history, wanted):
            writer.writerow(_row(found, recipe))
            stage.step()
            written += 1
            if written % _PIECE == 0:
                _empty(text, stream)
        _empty(text, stream)
    return written


def all_of(history: History, wanted: Wanted, piece: int = _PIECE) -> Iterator[Inspection]:
    """All inspections, the newest first, however many there are.

    Each piece begins where the one before ended, by its time: to leave out the first ones of a million takes
    as long as to read them.
    """
    until, skip, before = wanted.period.until, 0, ""
    while True:
        narrowed = replace(wanted, days=Period(wanted.period.since, until))
        found = history.inspections(**narrowed.arguments(), limit=piece, offset=skip)
        yield from found
        if len(found) < piece:
            return
        last = found[-1].at
        # parts of the same millisecond may be on both sides of the cut
        until = datetime.fromisoformat(last) + timedelta(milliseconds=1)
        same = sum(1 for one in found if one.at == last)
        skip, before = same + (skip if last == before else 0), last


def _row(found: Inspection, recipe: str) -> list[str | float]:
    """The cells of one; text stands for what is missing, as an empty cell."""
    return [
        plain_text(found.at),
        plain_text(readable(found.path)),
        "" if found.score is None else found.score,
        found.image_threshold,
        "" if found.margin is None else found.margin,
        str(found.verdict),
        "" if found.review.verdict is None else str(found.review.verdict),
        plain_text(readable(found.review.note)),
        plain_text(readable(found.review.at)),
        plain_text(readable(found.session_name)),
        plain_text(readable(found.session_id)),
        plain_text(readable(recipe)),
        plain_text(readable(found.recipe_sha256)),
    ]


def _empty(text: io.StringIO, stream: io.IOBase) -> None:
    stream.write(text.getvalue().encode("utf-8"))
    text.seek(0)
    text.truncate()
