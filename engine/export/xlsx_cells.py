"""What stands in the cells of an Excel workbook, and how."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from engine.export.provenance import Provenance
from engine.export.reviewed import Reviewed, agrees_word
from engine.export.wording import OPERATOR_WORDS, VERDICT_WORDS, finite, one_in, one_line, visible
from engine.types import InspectionResult, RecipeSummary, Verdict

PARTS: tuple[tuple[str, float, str], ...] = (
    ("No.", 7, "whole"),
    ("Picture", 15, "text"),
    ("Name", 34, "name"),
    ("Folder", 30, "text"),
    ("Verdict", 12, "text"),
    ("Operator", 12, "text"),
    ("Agrees", 9, "text"),
    ("Score", 11, "raw"),
    ("Limit", 11, "raw"),
    ("Margin (× limit)", 12, "margin"),
    ("Defects", 9, "whole"),
    ("Largest defect (px)", 12, "whole"),
    ("Note", 34, "text"),
    ("Error", 34, "text"),
    ("What to do", 34, "text"),
    ("Remarks", 24, "text"),
    ("Width (px)", 9, "whole"),
    ("Height (px)", 9, "whole"),
    ("Limit of a pixel", 11, "raw"),
    ("Smallest defect (px)", 11, "whole"),
    ("Review from (× limit)", 12, "margin"),
    ("Operator said at", 17, "time"),
    ("SHA-256", 68, "hash"),
)
"""Columns of the sheet of parts: title, width in characters, kind of cell."""

DEFECTS: tuple[tuple[str, float, str], ...] = (
    ("Part no.", 9, "whole"),
    ("Name", 34, "name"),
    ("Folder", 30, "text"),
    ("Verdict", 12, "text"),
    ("Defect", 8, "whole"),
    ("Area (px)", 11, "whole"),
    ("Area (share of photo)", 12, "share"),
    ("Left (px)", 9, "whole"),
    ("Top (px)", 9, "whole"),
    ("Width (px)", 9, "whole"),
    ("Height (px)", 9, "whole"),
    ("Centre x (px)", 10, "pixel"),
    ("Centre y (px)", 10, "pixel"),
    ("Peak", 11, "raw"),
    ("Peak (× limit of a pixel)", 13, "margin"),
)
"""Columns of the sheet of defects, in the same way."""


def part_cells(index: int, result: InspectionResult, said: Reviewed) -> tuple[Any, ...]:
    """The cells of one part, as :data:`PARTS` names them."""
    review, limits = said.review(index), result.limits
    judged = result.verdict is not Verdict.ERROR
    return (
        index + 1,
        None,
        visible(result.path.name or str(result.path)),
        visible(result.path.parent),
        VERDICT_WORDS[result.verdict],
        OPERATOR_WORDS[review.verdict],
        agrees_word(said.agrees(index)),
        finite(result.score),
        finite(limits.image_threshold),
        finite(result.margin),
        len(result.defects) if judged else None,
        max((defect.area_px for defect in result.defects), default=0) if judged else None,
        one_line(review.note),
        visible(result.error),
        visible(result.hint),
        visible("; ".join(result.notes)),
        result.width or None,
        result.height or None,
        finite(limits.pixel_threshold),
        limits.min_area,
        finite(limits.review_from),
        local_time(review.at),
        result.sha256,
    )


def defect_cells(index: int, result: InspectionResult) -> list[tuple[Any, ...]]:
    """The cells of a part's defects, as :data:`DEFECTS` names them."""
    pixels = max(1, result.width * result.height)
    return [
        (
            index + 1,
            visible(result.path.name or str(result.path)),
            visible(result.path.parent),
            VERDICT_WORDS[result.verdict],
            number,
            defect.area_px,
            defect.area_px / pixels,
            defect.x,
            defect.y,
            defect.w,
            defect.h,
            finite(defect.cx),
            finite(defect.cy),
            finite(defect.peak),
            finite(defect.peak / result.limits.pixel_threshold),
        )
        for number, defect in enumerate(result.defects, start=1)
    ]


Pairs = list[tuple[str, Any, str]]
"""Labels, values, and the kinds of cells."""


def summary_pairs(facts: Provenance, summary: RecipeSummary, listed: int) -> list[tuple[str, Pairs]]:
    """Headings, and below each the labels, values and looks of what there is to know."""
    limits, calibration, both = facts.limits, summary.calibration, facts.agreement
    interval = calibration.false_alarm_interval
    left_out: Pairs = [] if listed == facts.n else [("Parts that have no row", facts.n - listed, "whole")]
    counts: Pairs = [
        (VERDICT_WORDS[verdict], facts.counts[verdict], "whole")
        for verdict in (Verdict.DEFECTIVE, Verdict.REVIEW, Verdict.ERROR, Verdict.GOOD)
    ]
    return [
        (
            "Inspection",
            [
                ("Report made", facts.when.replace(tzinfo=None, second=0, microsecond=0), "time"),
                ("Time zone", facts.zone, "text"),
                ("Software", f"Gonogo {facts.version}", "text"),
                ("Parts", facts.n, "whole"),
                *counts,
                *left_out,
            ],
        ),
        (
            "Recipe",
            [
                ("Name", facts.name, "text"),
                ("SHA-256", facts.sha256, "hash"),
                ("Trained", facts.created, "text"),
                ("Trained with", f"Gonogo {facts.made_by}", "text"),
                ("Good parts", calibration.n_images, "whole"),
                ("Network", visible(summary.backbone), "text"),
                ("Pictures judged at (px)", facts.image_size, "whole"),
            ],
        ),
        (
            "Limits",
            [
                ("Limit of the part", finite(limits.image_threshold), "raw"),
                ("Limit of a pixel", finite(limits.pixel_threshold), "raw"),
                ("Smallest defect (px)", limits.min_area, "whole"),
                ("Review from (× limit; 1 is off)", finite(limits.review_from), "margin"),
                *(("Remark", remark, "text") for remark in facts.remarks),
            ],
        ),
        (
            "What to expect",
            [
                ("Statement", facts.expectation, "text"),
                ("Accepted false alarms", one_in(calibration.false_alarm_rate), "text"),
                (
                    "Accepted false alarms, share of good parts",
                    finite(calibration.false_alarm_rate),
                    "percent",
                ),
                (f"At best ({interval.confidence * 100:g} %)", finite(interval.low), "percent"),
                (f"At worst ({interval.confidence * 100:g} %)", finite(interval.high), "percent"),
                *(("Warning", warning, "text") for warning in facts.warnings),
            ],
        ),
        (
            "Operator",
            [
                ("Decided", both.n_decided, "whole"),
                ("Unsure", both.n_unsure, "whole"),
                ("Agree, where both decided", both.n_agreed, "whole"),
                ("False alarms: operator good, recipe defective", both.n_overkill, "whole"),
                ("Misses: operator defective, recipe good", both.n_escapes, "whole"),
            ],
        ),
    ]


def raw_format(limit: float) -> str:
    """A format with as many decimals as make sense beside the limit: three digits and one more."""
    decimals = 3 - math.floor(math.log10(limit)) if limit > 0 and math.isfinite(limit) else 3
    decimals = min(max(decimals, 1), 12)
    return f"0.{'0' * decimals}"


def local_time(text: str) -> datetime | str | None:
    """A time as a spreadsheet knows it: on the clock of this place, without a zone."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone() if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return visible(text) or None
    # spreadsheets begin with the year 1900
    return moment.replace(tzinfo=None, microsecond=0) if moment.year >= 1900 else visible(text)
