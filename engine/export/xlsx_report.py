"""Results as an Excel workbook: all parts with their pictures, all defects, and where it comes from.

Numbers are numbers and dates are dates. Text is never taken for a formula or a link, whatever a file is
called. Rows are written to disk as they come, so that memory does not grow with their number.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from engine.export.csv_table import plain_text
from engine.export.pictures import Picture, Thumbnails
from engine.export.provenance import Provenance, provenance
from engine.export.reviewed import Reviewed
from engine.export.wording import (
    OPERATOR_WORDS,
    VERDICT_COLOURS,
    VERDICT_WORDS,
    finite,
    visible,
)
from engine.export.xlsx_cells import (
    DEFECTS,
    PARTS,
    defect_cells,
    part_cells,
    raw_format,
    summary_pairs,
)
from engine.files import write_bytes, write_error
from engine.types import InspectionResult, RecipeSummary, Verdict

MAX_ROWS = 1_048_575
"""Rows below the titles that a sheet can have."""

MAX_GOOD = 3000
"""Good parts with a small picture in the workbook at most; about 15 MB."""

_MAX_TEXT = 32_767
_PICTURE = (100, 72)  # pixels that a picture may take
_PICTURE_ROW = 60.0  # height of a row with a picture, points

_OPERATOR_COLOURS = {
    OPERATOR_WORDS[said]: VERDICT_COLOURS[verdict]
    for said, verdict in zip(
        list(OPERATOR_WORDS)[1:], (Verdict.GOOD, Verdict.DEFECTIVE, Verdict.REVIEW), strict=True
    )
}

Check = Callable[[], None]
"""Called between rows; raises where somebody asked to stop."""


def write_xlsx(
    results: Sequence[InspectionResult],
    path: Path,
    summary: RecipeSummary,
    pictures: Mapping[int, Thumbnails] | None = None,
    reviewed: Reviewed | None = None,
    when: datetime | None = None,
    check: Check = lambda: None,
) -> None:
    """Write the sheets "Parts", "Summary" and "Defects", atomically.

    Args:
        results: What inspection found; maps are not needed.
        path: The file to write.
        summary: The recipe that the results come from.
        pictures: Small pictures by place in ``results``; parts without have none.
        reviewed: What a person said of the parts; nothing by default.
        when: Time of the report; now by default.
        check: Called between rows; raises where somebody asked to stop.

    Raises:
        ExportError: The file cannot be written; what was there before is untouched.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    said = reviewed or Reviewed(results)
    facts = provenance(results, summary, said, when)
    # packed in memory: where the library fails it leaves its archive open, and that must not be the file
    packed = BytesIO()
    with tempfile.TemporaryDirectory(prefix="gonogo-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "use_zip64": True,
        }
        workbook = xlsxwriter.Workbook(packed, options)
        try:
            book = _Book(workbook, facts)
            book.parts(results, pictures or {}, said, check)
            book.summary(summary, results, said)
            book.defects(results, check)
        except BaseException:
            # its own temporary files are closed by closing it, though nobody wants it any more
            with contextlib.suppress(Exception):
                workbook.close()
            raise
        try:
            workbook.close()
        except FileCreateError as error:
            raise write_error(path, _cause(error)) from error
    write_bytes(path, packed.getvalue())


def _cause(error: Exception) -> OSError:
    """The error of the operating system inside one of the library's."""
    inner = error.args[0] if error.args else error
    return inner if isinstance(inner, OSError) else OSError(str(error))


class _Book:
    """The workbook while it is written: its sheets and the looks of its cells."""

    def __init__(self, workbook: Any, facts: Provenance) -> None:
        self._facts = facts
        self._parts, self._summary, self._defects = (
            workbook.add_worksheet(name) for name in ("Parts", "Summary", "Defects")
        )
        workbook.set_properties(
            {
                "title": f"{facts.name}: inspection of {facts.moment}"[:255],
                "comments": f"Made with Gonogo {facts.version}",
                "created": facts.when.replace(tzinfo=None),
            }
        )
        raw = raw_format(facts.limits.image_threshold)
        looks: dict[str, dict[str, Any]] = {
            "text": {"text_wrap": True},
            "name": {"bold": True, "text_wrap": True},
            "hash": {"font_color": "#5e6063"},
            "whole": {"num_format": "#,##0"},
            "raw": {"num_format": raw},
            "margin": {"num_format": '0.00" ×"'},
            "share": {"num_format": "0.000%"},
            "pixel": {"num_format": "0.0"},
            "time": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
            "percent": {"num_format": "0.0%", "align": "left"},
            "title": {"bold": True, "font_size": 16},
            "heading": {"bold": True, "font_size": 12, "bottom": 1, "bottom_color": "#a9abae"},
            "label": {"font_color": "#5e6063", "text_wrap": True},
            "head": {"bold": True, "text_wrap": True, "bg_color": "#ececee", "bottom": 1},
        }
        self._looks = {name: workbook.add_format({"valign": "top", **look}) for name, look in looks.items()}
        # the same with the mark that keeps text text even when somebody edits the cell
        self._quoted = {
            name: workbook.add_format({"valign": "top", "quote_prefix": True, **look})
            for name, look in looks.items()
        }
        self._left = {
            name: workbook.add_format({"valign": "top", **looks[name], "align": "left"})
            for name in ("whole", "raw", "margin")
        }
        self._colours = {
            colour: workbook.add_format({"bg_color": colour, "font_color": "#000000"})
            for colour in {*VERDICT_COLOURS.values(), *_OPERATOR_COLOURS.values()}
        }
        self._odd = workbook.add_format({"bold": True, "bg_color": "#fbe0cf"})

    # sheets

    def parts(
        self,
        results: Sequence[InspectionResult],
        pictures: Mapping[int, Thumbnails],
        said: Reviewed,
        check: Check,
    ) -> None:
        """One row a part."""
        sheet, n = self._parts, min(len(results), MAX_ROWS)
        self._table(sheet, PARTS, n, frozen=3)
        place = {title: i for i, (title, _, _) in enumerate(PARTS)}
        words = {VERDICT_WORDS[verdict]: colour for verdict, colour in VERDICT_COLOURS.items()}
        self._colour(sheet, place["Verdict"], n, words)
        self._colour(sheet, place["Operator"], n, _OPERATOR_COLOURS)
        if n:
            rule = {"type": "cell", "criteria": "==", "value": '"no"', "format": self._odd}
            sheet.conditional_format(1, place["Agrees"], n, place["Agrees"], rule)
        for i, result in enumerate(results[:n]):
            check()
            shown = pictures.get(i)
            if shown is not None:
                sheet.set_row(i + 1, _PICTURE_ROW)
                self._picture(i + 1, place["Picture"], shown.overlay, result)
            self._row(sheet, i + 1, PARTS, part_cells(i, result, said))
        sheet.activate()

    def summary(self, summary: RecipeSummary, results: Sequence[InspectionResult], said: Reviewed) -> None:
        """Where it all comes from, and what came of it."""
        sheet, facts = self._summary, self._facts
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 68)
        sheet.set_column(2, 5, 18)
        sheet.hide_gridlines(2)
        self._print(sheet)
        self._write(sheet, 0, 0, f"Inspection with the recipe {facts.name}", "title")
        sheet.set_row(0, 24)
        row = 1
        for heading, pairs in summary_pairs(facts, summary, min(len(results), MAX_ROWS)):
            self._write(sheet, row + 1, 0, heading, "heading")
            self._write(sheet, row + 1, 1, "", "heading")
            row += 2
            for label, value, look in pairs:
                self._write(sheet, row, 0, label, "label")
                self._write(sheet, row, 1, value, look, left=True)
                row += 1
        self._differing(row + 1, results, said)

    def _differing(self, row: int, results: Sequence[InspectionResult], said: Reviewed) -> None:
        """The parts that one called good and the other defective."""
        sheet, rows = self._summary, said.differing
        if not rows:
            return
        self._write(sheet, row, 0, "Where operator and recipe differ", "heading")
        for column, title in enumerate(("Name", "Folder", "No.", "Verdict", "Operator", "Margin")):
            self._write(sheet, row + 1, column, title, "head")
        for place, index in enumerate(rows, start=row + 2):
            result, review = results[index], said.review(index)
            cells = (
                (visible(result.path.name or str(result.path)), "name"),
                (visible(result.path.parent), "text"),
                (index + 1, "whole"),
                (VERDICT_WORDS[result.verdict], "text"),
                (OPERATOR_WORDS[review.verdict], "text"),
                (finite(result.margin), "margin"),
            )
            for column, (value, look) in enumerate(cells):
                self._write(sheet, place, column, value, look, left=True)

    def defects(self, results: Sequence[InspectionResult], check: Check) -> None:
        """One row a defect."""
        n = min(sum(len(result.defects) for result in results), MAX_ROWS)
        self._table(self._defects, DEFECTS, n, frozen=2)
        row = 0
        for i, result in enumerate(results):
            check()
            for cells in defect_cells(i, result):
                row += 1
                if row > MAX_ROWS:
                    return
                self._row(self._defects, row, DEFECTS, cells)

    # cells

    def _table(self, sheet: Any, columns: Sequence[tuple[str, float, str]], n: int, *, frozen: int) -> None:
        """Titles, widths, filter, and what stays in sight."""
        for column, (_, width, kind) in enumerate(columns):
            sheet.set_column(column, column, width, self._looks[kind])
        sheet.set_row(0, 32)
        for column, (title, _, _) in enumerate(columns):
            sheet.write_string(0, column, title, self._looks["head"])
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(1, n), len(columns) - 1)
        sheet.repeat_rows(0)
        self._print(sheet)

    def _print(self, sheet: Any) -> None:
        """What a sheet looks like on paper."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        name = self._facts.name.replace("&", "&&")[:80]
        sheet.set_footer(f"&L{name}, {self._facts.moment}&R&P / &N")

    def _row(
        self, sheet: Any, row: int, columns: Sequence[tuple[str, float, str]], cells: Sequence[Any]
    ) -> None:
        for column, ((_, _, kind), value) in enumerate(zip(columns, cells, strict=True)):
            self._write(sheet, row, column, value, kind)

    def _write(self, sheet: Any, row: int, column: int, value: Any, look: str, *, left: bool = False) -> None:
        """One cell of the type of its value."""
        format_ = self._left.get(look, self._looks[look]) if left else self._looks[look]
        if value is None or value == "":
            sheet.write_blank(row, column, None, format_)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, format_)
        elif isinstance(value, str):
            quoted = plain_text(value) != value
            sheet.write_string(row, column, value[:_MAX_TEXT], self._quoted[look] if quoted else format_)
        else:
            sheet.write_number(row, column, value, format_)

    def _colour(self, sheet: Any, column: int, n: int, words: Mapping[str, str]) -> None:
        for word, colour in words.items() if n else ():
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self._colours[colour]}
            sheet.conditional_format(1, column, n, column, rule)

    def _picture(self, row: int, column: int, picture: Picture, result: InspectionResult) -> None:
        """A picture inside its cell, so that it moves, hides and sorts with its row."""
        scale = min(_PICTURE[0] / picture.width, _PICTURE[1] / picture.height)
        self._parts.insert_image(
            row,
            column,
            f"{row}.jpg",
            {
                "image_data": BytesIO(picture.data),
                "x_scale": scale,
                "y_scale": scale,
                "x_offset": 4,
                "y_offset": 4,
                "object_position": 1,
                "description": f"{visible(result.path.name)} with its heatmap"[:255],
            },
        )
