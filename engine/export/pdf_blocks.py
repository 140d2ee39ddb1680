"""Blocks of a PDF report that show parts: cards with pictures, and rows of the table of good parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.colour import lookup_table, scale_top
from engine.export.pdf_pages import (
    AMBER,
    DIM,
    INK,
    LEFT,
    RIGHT,
    SOFT,
    Block,
    Page,
    text_width,
    wrap,
)
from engine.export.pictures import Thumbnails
from engine.export.reviewed import Reviewed
from engine.export.wording import (
    OPERATOR_WORDS,
    VERDICT_COLOURS,
    VERDICT_WORDS,
    number,
    one_line,
    times_limit,
    visible,
)
from engine.types import InspectionResult, Limits, Review, Verdict

_SIDE = 92.0
_PAD = 8.0
_NAME_WIDTH, _FACTS_WIDTH = 160.0, 138.0
_MAX_DEFECTS = 4

_Line = tuple[str, float, bool, str]
"""Text, size, whether bold, colour."""


def section(words: str, count: int, verdict: Verdict, limits: Limits | None) -> Block:
    """The heading of a group of parts.

    Args:
        words: What they have in common.
        count: How many there are.
        verdict: Gives the icon.
        limits: For the scale of the heatmaps' colours; None for no scale.
    """
    return Block(42.0, partial(_draw_section, words, count, verdict, limits), with_next=True)


def _draw_section(
    words: str, count: int, verdict: Verdict, limits: Limits | None, page: Page, y: float
) -> None:
    page.mark(f"{words} ({count})")
    y += 8
    page.icon(LEFT, y + 10, verdict, 12)
    page.text(LEFT + 18, y + 20, words, 12, bold=True)
    x = LEFT + 18 + text_width(words, 12, bold=True) + 8
    page.text(x, y + 20, f"{count}", 12, colour=DIM)
    if limits is not None:
        _draw_scale(page, y + 6, limits)


def _draw_scale(page: Page, y: float, limits: Limits) -> None:
    """The colours of the heatmaps, the same for all parts, with the limit in the middle."""
    colours = lookup_table()[np.linspace(0, 255, 64).round().astype(np.intp)].tolist()
    width, left = 128.0, RIGHT - 128.0
    for i, (red, green, blue) in enumerate(colours):
        page.box(left + i * width / 64, y + 2, width / 64 + 0.3, 7, inside=f"#{red:02x}{green:02x}{blue:02x}")
    middle = left + width / 2
    page.rule(middle, y, middle, y + 11, colour=INK, width=1)
    page.text(left, y + 18, "0", 7, colour=DIM)
    page.text(middle, y + 18, f"limit {number(limits.image_threshold)}", 7, align=0.5)
    page.text(RIGHT, y + 18, number(scale_top(limits)), 7, colour=DIM, align=1)
    page.text(left - 8, y + 9, "Colours of the heatmaps", 7, colour=DIM, align=1)


@dataclass(frozen=True, slots=True)
class _Card:
    """A part in words, broken into lines."""

    result: InspectionResult
    pictures: Thumbnails | None
    names: tuple[_Line, ...]
    note: tuple[str, ...]
    review: Review
    agrees: bool | None
    facts: tuple[_Line, ...]


def card(
    place: int,
    result: InspectionResult,
    pictures: Thumbnails | None,
    review: Review,
    agrees: bool | None,
) -> Block:
    """One part with its pictures.

    Args:
        place: Its number in all tables.
        result: The part.
        pictures: Its pictures, if there are any.
        review: What the operator said.
        agrees: Whether operator and recipe say the same; None where one has not decided.
    """
    width = _NAME_WIDTH + (0 if pictures else 2 * _SIDE)
    made = _Card(
        result, pictures, _names(place, result, width), _note(review, width), review, agrees, _facts(result)
    )
    names = (
        sum(1.3 * size for _, size, _, _ in made.names) + 1.3 * 8 * len(made.note) + (5 if made.note else 0)
    )
    said = 15.0 if review.verdict is not None else 0.0
    head = 15.0 if result.margin is None else 36.0
    facts = head + said + sum(1.3 * size for _, size, _, _ in made.facts)
    height = max(names, facts, _SIDE if pictures else 0.0) + 2 * _PAD
    return Block(height, partial(_draw_card, made, height))


def _names(place: int, result: InspectionResult, width: float) -> tuple[_Line, ...]:
    """Name, folder, size and remarks."""
    name = visible(result.path.name or str(result.path))
    folder = str(result.path.parent)
    lines: list[_Line] = [(line, 9.0, True, INK) for line in wrap(name, width, 9, bold=True, most=4)]
    if folder != ".":
        lines += [(line, 7.5, False, DIM) for line in wrap(folder, width, 7.5, most=3)]
    size = f" · {result.width} × {result.height} px" if result.width else ""
    lines.append((f"No. {place}{size}", 7.5, False, DIM))
    for remark in result.notes[:3]:
        lines += [(line, 7.5, False, DIM) for line in wrap(remark, width, 7.5, most=2)]
    if result.error:
        lines += [(line, 8.0, False, INK) for line in wrap(result.error, width, 8, most=6)]
        lines += [(line, 8.0, False, DIM) for line in wrap(result.hint, width, 8, most=4)]
    return tuple(lines)


def _note(review: Review, width: float) -> tuple[str, ...]:
    """The operator's note."""
    return wrap(one_line(review.note), width - 10, 8, most=14)


def _facts(result: InspectionResult) -> tuple[_Line, ...]:
    """Score and defects."""
    if result.score is None:
        return ()
    limit = number(result.limits.image_threshold)
    score = wrap(f"score {number(result.score)}, limit {limit}", _FACTS_WIDTH, 7.5)
    lines: list[_Line] = [(line, 7.5, False, DIM) for line in score]
    if not result.defects:
        lines.append(("no defect above the pixel limit", 7.5, False, DIM))
    for defect in result.defects[:_MAX_DEFECTS]:
        at = f"at {round(defect.cx)}, {round(defect.cy)}"
        words = wrap(f"{defect.area_px} px {at}, peak {number(defect.peak)}", _FACTS_WIDTH, 7.5)
        lines += [(line, 7.5, False, INK) for line in words]
    more = len(result.defects) - _MAX_DEFECTS
    if more > 0:
        lines.append((f"and {more} more {'defect' if more == 1 else 'defects'}", 7.5, False, DIM))
    return tuple(lines)


def _draw_card(made: _Card, height: float, page: Page, y: float) -> None:
    result = made.result
    page.rule(LEFT, y, RIGHT, y)
    page.box(LEFT - 6, y + 3, 2.5, height - 6, inside=VERDICT_COLOURS[result.verdict])
    top, x = y + _PAD, LEFT
    if made.pictures is not None:
        for picture in (made.pictures.photo, made.pictures.overlay):
            page.picture(x, top, picture, _SIDE)
            x += _SIDE + _PAD
    base = top + 8
    for text, size, bold, colour in made.names:
        page.text(x, base, text, size, bold=bold, colour=colour)
        base += 1.3 * size
    if made.note:
        base += 3
        page.box(x, base - 8, 1.5, 1.3 * 8 * len(made.note) + 1, inside=DIM)
        page.lines(x + 8, base, made.note, 8)
    _draw_facts(made, page, RIGHT - _FACTS_WIDTH, top)


def _draw_facts(made: _Card, page: Page, x: float, y: float) -> None:
    """Verdict, margin, what the operator said, score and defects."""
    result = made.result
    page.icon(x, y, result.verdict, 10)
    page.text(x + 15, y + 8.5, VERDICT_WORDS[result.verdict], 9, bold=True)
    y += 15
    if result.margin is not None:
        page.text(RIGHT, y - 6.5, times_limit(result.margin), 8, bold=True, align=1)
        _draw_margin(page, x, y + 4, result.margin, result.verdict)
        y += 21
    if made.review.verdict is not None:
        page.icon(x, y - 2, made.review.verdict, 9)
        page.text(x + 15, y + 5.5, "Operator: " + OPERATOR_WORDS[made.review.verdict].lower(), 8, bold=True)
        if made.agrees is False:
            page.text(RIGHT, y + 5.5, "differs", 8, align=1)
        y += 15
    for text, size, bold, colour in made.facts:
        page.text(x, y + 5, text, size, bold=bold, colour=colour)
        y += 1.3 * size


def _draw_margin(page: Page, x: float, y: float, margin: float, verdict: Verdict) -> None:
    """A bar up to twice the limit, the limit marked in its middle."""
    width = _FACTS_WIDTH
    page.box(x, y, width, 4, inside=SOFT)
    page.box(x, y, width * min(max(margin, 0.0), 2.0) / 2.0, 4, inside=VERDICT_COLOURS[verdict])
    page.box(x + width / 2 - 0.5, y - 3, 1, 10, inside=INK)
    if margin > 2.0:
        page.text(x + width - 1, y + 4.6, "▸", 8, align=1)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges of the table of good parts; None where a column is not wanted."""

    part: float
    folder: float
    margin: float
    operator: float | None
    note: float | None


def good_rows(results: Sequence[InspectionResult], rows: Sequence[int], said: Reviewed) -> Iterator[Block]:
    """The table of good parts, one or a few lines each.

    Args:
        results: All results.
        rows: Places of the good ones, in the order of the table.
        said: What the operator said.
    """
    reviews = [said.review(i) for i in rows]
    noted = any(review.note for review in reviews)
    judged = any(review.verdict for review in reviews)
    columns = _columns(judged=judged, noted=noted)
    head = Block(16.0, partial(_draw_head, columns), with_next=True)
    yield head
    for i, review in zip(rows, reviews, strict=True):
        yield _good_row(i + 1, results[i], review, columns, head)


def _columns(*, judged: bool, noted: bool) -> _Columns:
    """As wide as what there is to show allows."""
    note = RIGHT - 130 if noted else None
    operator = (note or RIGHT) - 68 if judged else None
    margin = (operator or note or RIGHT) - 58
    return _Columns(LEFT + 34, LEFT + 34 + 0.56 * (margin - LEFT - 34), margin, operator, note)


def _draw_head(columns: _Columns, page: Page, y: float) -> None:
    titles = (
        (columns.part, "Part"),
        (columns.folder, "Folder"),
        (columns.operator, "Operator"),
        (columns.note, "Note"),
    )
    page.text(LEFT + 26, y + 10, "No.", 7.5, colour=DIM, align=1)
    for x, words in titles:
        if x is not None:
            page.text(x, y + 10, words, 7.5, colour=DIM)
    page.text(columns.margin + 44, y + 10, "× limit", 7.5, colour=DIM, align=1)
    page.rule(LEFT, y + 14, RIGHT, y + 14)


def _good_row(place: int, result: InspectionResult, review: Review, columns: _Columns, head: Block) -> Block:
    """One good part."""
    folder = str(result.path.parent)
    names = wrap(result.path.name or str(result.path), columns.folder - columns.part - 8, 8, most=3)
    folders = wrap("" if folder == "." else folder, columns.margin - columns.folder - 6, 7.5, most=3)
    notes: tuple[str, ...] = ()
    if columns.note is not None:
        notes = wrap(one_line(review.note), RIGHT - columns.note, 7.5, most=12)
    height = 4 + 10.0 * max(1, len(names), len(folders), len(notes))
    draw = partial(_draw_row, place, result, review, columns, names, folders, notes)
    return Block(height, draw, again=head)


def _draw_row(
    place: int,
    result: InspectionResult,
    review: Review,
    columns: _Columns,
    names: Sequence[str],
    folders: Sequence[str],
    notes: Sequence[str],
    page: Page,
    y: float,
) -> None:
    base = y + 10
    page.text(LEFT + 26, base, f"{place}", 7.5, colour=DIM, align=1)
    page.lines(columns.part, base, names, 8, leading=1.25)
    page.lines(columns.folder, base, folders, 7.5, colour=DIM, leading=10 / 7.5)
    if result.margin is not None:
        page.text(columns.margin + 44, base, f"{result.margin:.2f}", 8, align=1)
    if columns.operator is not None and review.verdict is not None:
        page.icon(columns.operator, base - 7, review.verdict, 8)
        page.text(columns.operator + 12, base, OPERATOR_WORDS[review.verdict], 8)
    if columns.note is not None:
        page.lines(columns.note, base, notes, 7.5, leading=10 / 7.5)


def remark(text: str, width: float) -> tuple[tuple[str, ...], float]:
    """A remark with an amber bar before it: its lines, and the room that they take."""
    lines = wrap(text, width - 9, 8.5)
    return lines, len(lines) * 11.0 + 4


def draw_remark(lines: Sequence[str], page: Page, x: float, y: float) -> None:
    """Draw a remark."""
    page.box(x, y + 1, 2.2, 11.0 * len(lines), inside=AMBER)
    page.lines(x + 9, y + 9, lines, 8.5, leading=11 / 8.5)
