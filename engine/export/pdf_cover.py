"""The first page of a PDF report: what was judged, by what, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from engine.export.histogram import WIDTH as HISTOGRAM_WIDTH
from engine.export.histogram import Histogram, histogram
from engine.export.pdf_blocks import draw_remark, remark
from engine.export.pdf_pages import DIM, INK, LEFT, LINE, RIGHT, Block, Page, drawable, text_width, wrap
from engine.export.provenance import Provenance, share
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
from engine.types import InspectionResult, OperatorVerdict, RecipeSummary, Review, Verdict

_ORDER = (Verdict.DEFECTIVE, Verdict.REVIEW, Verdict.ERROR, Verdict.GOOD)
_UNSEEN, _BAND = "#a9abae", "#fbeed3"
_ROOM = RIGHT - LEFT
_GAP = 20.0
_HALF = (_ROOM - _GAP) / 2


def cover(
    facts: Provenance, summary: RecipeSummary, results: Sequence[InspectionResult], said: Reviewed
) -> Iterator[Block]:
    """The blocks of the summary.

    Args:
        facts: What the report says of itself.
        summary: The recipe.
        results: What inspection found.
        said: What the operator said.
    """
    yield _title(facts)
    yield Block(66.0, partial(_draw_tiles, facts))
    yield _limits(facts, summary)
    drawn = histogram(results, summary.loo_scores, facts.limits)
    if drawn is not None:
        height = 24 + drawn.height * _ROOM / HISTOGRAM_WIDTH + 18
        yield Block(height, partial(_draw_histogram, drawn, facts))
    yield _operator(facts)
    yield Block(40.0, _draw_signature)
    if said.differing:
        yield from _differing(results, said)


def _title(facts: Provenance) -> Block:
    lines = wrap(facts.name, _ROOM, 20, bold=True, most=3)
    return Block(46.0 + 24.0 * len(lines), partial(_draw_title, lines, facts))


def _draw_title(lines: Sequence[str], facts: Provenance, page: Page, y: float) -> None:
    page.mark("Summary")
    page.text(LEFT, y + 10, "Inspection report", 9, colour=DIM)
    base = page.lines(LEFT, y + 34, lines, 20, bold=True, leading=1.2)
    parts = "1 part" if facts.n == 1 else f"{facts.n} parts"
    page.text(LEFT, base - 5, f"{parts} · {facts.moment} {facts.zone}".rstrip(), 9, colour=DIM)


def _draw_tiles(facts: Provenance, page: Page, y: float) -> None:
    """The counts by verdict."""
    width = (_ROOM - 4 * 6) / 5
    for i, verdict in enumerate((None, *_ORDER)):
        x = LEFT + i * (width + 6)
        page.box(x, y, width, 54, edge=LINE, radius=4)
        count = facts.n if verdict is None else facts.counts[verdict]
        if verdict is None:
            page.text(x + 10, y + 16, "All", 8.5)
        else:
            page.icon(x + 10, y + 7.5, verdict, 10)
            page.text(x + 24, y + 16, VERDICT_WORDS[verdict], 8.5)
            page.text(x + width - 10, y + 42, share(count, facts.n), 7.5, colour=DIM, align=1)
        page.text(x + 10, y + 43, f"{count}", 18, bold=count > 0, colour=INK if count else DIM)


def _limits(facts: Provenance, summary: RecipeSummary) -> Block:
    """On the left the limits and the recipe, on the right what to expect of them."""
    pairs = [
        *facts.limit_words,
        ("Recipe trained", f"{facts.created}, Gonogo {facts.made_by}"),
        ("Good parts in it", f"{summary.calibration.n_images}"),
        ("Network", f"{visible(summary.backbone)}, {facts.image_size} px"),
    ]
    remarks = [remark(text, _HALF) for text in facts.remarks]
    warnings = [remark(text, _HALF) for text in facts.warnings]
    statement = wrap(facts.expectation, _HALF, 8.5)
    right = sum(room for _, room in (*remarks, *warnings)) + len(statement) * 11.0 + 10
    height = 22 + max(15.0 * len(pairs), right) + 22
    return Block(height, partial(_draw_limits, facts, pairs, remarks, statement, warnings, height))


def _draw_limits(
    facts: Provenance,
    pairs: Sequence[tuple[str, str]],
    remarks: Sequence[tuple[tuple[str, ...], float]],
    statement: Sequence[str],
    warnings: Sequence[tuple[tuple[str, ...], float]],
    height: float,
    page: Page,
    y: float,
) -> None:
    page.text(LEFT, y + 10, "Recipe and limits", 10, bold=True)
    _draw_pairs(pairs, page, LEFT, y + 18, _HALF)
    x, below = LEFT + _HALF + _GAP, y + 18
    page.text(x, y + 10, "What to expect", 10, bold=True)
    for lines, room in remarks:
        draw_remark(lines, page, x, below)
        below += room
    below = page.lines(x, below + 9, statement, 8.5, leading=11 / 8.5) - 3
    for lines, room in warnings:
        draw_remark(lines, page, x, below)
        below += room
    page.text(LEFT, y + height - 12, drawable(f"SHA-256 of the recipe: {facts.sha256}"), 7.5, colour=DIM)


def _draw_pairs(pairs: Sequence[tuple[str, str]], page: Page, x: float, y: float, width: float) -> None:
    for word, value in pairs:
        page.text(x, y + 10, word, 8.5, colour=DIM)
        shown = wrap(value, width - 100, 8.5, most=1)
        page.text(x + width, y + 10, shown[0] if shown else "", 8.5, align=1)
        page.rule(x, y + 14, x + width, y + 14)
        y += 15


def _draw_histogram(drawn: Histogram, facts: Provenance, page: Page, y: float) -> None:
    """The scores as the template of the HTML report draws them."""
    page.text(LEFT, y + 10, "Scores", 10, bold=True)
    unit = _ROOM / HISTOGRAM_WIDTH
    top = y + 18
    limit = LEFT + drawn.limit_x * unit
    if drawn.review_x is not None:
        size = ((drawn.limit_x - drawn.review_x) * unit, (drawn.base - 20) * unit)
        page.box(LEFT + drawn.review_x * unit, top + 20 * unit, *size, inside=_BAND)
    for panel in drawn.panels:
        page.rule(LEFT, top + panel.base * unit, RIGHT, top + panel.base * unit)
        for bar in panel.bars:
            colour = _UNSEEN if bar.kind == "unseen" else VERDICT_COLOURS[Verdict(bar.kind)]
            size = (bar.width * unit, bar.height * unit)
            page.box(LEFT + bar.x * unit, top + bar.y * unit, *size, inside=colour)
        base = top + (panel.title_y - 6) * unit
        # the limit's line and the band may pass behind the words
        page.box(LEFT, base - 7, text_width(panel.title, 7.5) + 3, 9, inside="#ffffff")
        page.text(LEFT, base, panel.title, 7.5, colour=DIM)
        page.text(RIGHT, base, f"highest bar: {panel.highest}", 7.5, colour=DIM, align=1)
    page.rule(limit, top + 16 * unit, limit, top + (drawn.base + 5) * unit, colour=INK, width=1.1)
    words = f"limit {number(facts.limits.image_threshold)}"
    page.text(limit, top + 9 * unit, words, 7.5, bold=True, align=0.5)
    for i, tick in enumerate(drawn.ticks):
        align = 0.0 if i == 0 else 1.0 if i == len(drawn.ticks) - 1 else 0.5
        page.text(
            LEFT + tick.x * unit, top + (drawn.base + 18) * unit, tick.text, 7.5, colour=DIM, align=align
        )
    _draw_key(page, top + drawn.height * unit + 2)


def _draw_key(page: Page, y: float) -> None:
    """What the colours of the bars mean."""
    page.box(LEFT, y, 8, 8, inside=_UNSEEN)
    page.text(LEFT + 12, y + 7, "good, unseen", 7.5, colour=DIM)
    x = LEFT + 84
    for verdict in (Verdict.DEFECTIVE, Verdict.REVIEW, Verdict.GOOD):
        page.icon(x, y - 0.5, verdict, 9)
        page.text(x + 13, y + 7, VERDICT_WORDS[verdict].lower(), 7.5, colour=DIM)
        x += 72


def _operator(facts: Provenance) -> Block:
    """How operator and recipe compare."""
    if not facts.reviewed:
        return Block(34.0, _draw_no_operator)
    return Block(24.0 + 15.0 * len(facts.operator_words) + 6, partial(_draw_operator, facts))


def _draw_no_operator(page: Page, y: float) -> None:
    page.text(LEFT, y + 12, "Operator", 10, bold=True)
    page.text(LEFT, y + 26, "No operator verdicts were given.", 8.5, colour=DIM)


def _draw_operator(facts: Provenance, page: Page, y: float) -> None:
    page.text(LEFT, y + 12, "Operator", 10, bold=True)
    _draw_pairs(facts.operator_words, page, LEFT, y + 18, _ROOM)


def _draw_signature(page: Page, y: float) -> None:
    """Where somebody signs."""
    for x, width, words in ((LEFT, 220.0, "Checked by"), (LEFT + 250, _ROOM - 250, "Date and signature")):
        page.rule(x, y + 28, x + width, y + 28, colour=DIM)
        page.text(x, y + 37, words, 7, colour=DIM)


_PLACES = (LEFT, LEFT + 34, LEFT + 236, LEFT + 306, LEFT + 378, LEFT + 436)
"""Left edges of the columns: number, part, recipe, operator, margin, note."""


def _differing(results: Sequence[InspectionResult], said: Reviewed) -> Iterator[Block]:
    """The parts that one called good and the other defective, as a table."""
    rows = said.differing
    yield Block(32.0, partial(_draw_differing_title, len(rows)), with_next=True)
    head = Block(16.0, _draw_differing_head, with_next=True)
    yield head
    for i in rows:
        result, review = results[i], said.review(i)
        names = wrap(result.path.name or str(result.path), 196, 8, bold=True, most=3)
        folder = str(result.path.parent)
        folders = wrap("" if folder == "." else folder, 196, 7.5, most=2)
        notes = wrap(one_line(review.note), RIGHT - _PLACES[5], 7.5, most=12)
        height = 5 + 10.0 * max(len(names) + len(folders), len(notes), 1)
        draw = partial(_draw_differing_row, i + 1, result, review, names, folders, notes)
        yield Block(height, draw, again=head)


def _draw_differing_title(count: int, page: Page, y: float) -> None:
    page.mark(f"Where operator and recipe differ ({count})")
    page.text(LEFT, y + 22, "Where operator and recipe differ", 12, bold=True)


def _draw_differing_head(page: Page, y: float) -> None:
    for x, words in zip(_PLACES, ("No.", "Part", "Recipe", "Operator", "Margin", "Note"), strict=True):
        page.text(x, y + 10, words, 7.5, colour=DIM)
    page.rule(LEFT, y + 14, RIGHT, y + 14)


def _draw_differing_row(
    place: int,
    result: InspectionResult,
    review: Review,
    names: Sequence[str],
    folders: Sequence[str],
    notes: Sequence[str],
    page: Page,
    y: float,
) -> None:
    base = y + 10
    page.text(_PLACES[0], base, f"{place}", 7.5, colour=DIM)
    below = page.lines(_PLACES[1], base, names, 8, bold=True, leading=1.25)
    page.lines(_PLACES[1], below, folders, 7.5, colour=DIM, leading=10 / 7.5)
    page.icon(_PLACES[2], base - 7.5, result.verdict, 9)
    page.text(_PLACES[2] + 13, base, VERDICT_WORDS[result.verdict], 8)
    said: OperatorVerdict | None = review.verdict
    if said is not None:
        page.icon(_PLACES[3], base - 7.5, said, 9)
        page.text(_PLACES[3] + 13, base, OPERATOR_WORDS[said], 8)
    if result.margin is not None:
        page.text(_PLACES[4], base, times_limit(result.margin).removesuffix(" limit"), 8)
    page.lines(_PLACES[5], base, notes, 7.5, leading=10 / 7.5)
