"""The report as PDF: A4 pages to be filed, with everything that matters drawn or written on them.

The first page says by which recipe and limits the parts were judged and what came of it. Then follow, each
with its pictures, the defective parts, those for review, those that could not be judged, and those of which
the operator says something else; the good ones are a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from engine.export.pdf_blocks import card, good_rows, section
from engine.export.pdf_cover import cover
from engine.export.pdf_pages import (
    BOTTOM,
    DIM,
    HEIGHT,
    LEFT,
    LINE,
    RIGHT,
    Block,
    Page,
    drawable,
    paginate,
    text_width,
    wrap,
)
from engine.export.pictures import Thumbnails, matters
from engine.export.provenance import Provenance, provenance
from engine.export.reviewed import Reviewed
from engine.export.wording import VERDICT_WORDS
from engine.files import atomic_write
from engine.types import InspectionResult, RecipeSummary, Verdict

Check = Callable[[], None]
"""Called between pages; raises where somebody asked to stop."""

MAX_PAIRS = 2000
"""Parts with pictures in a PDF report at most; about 50 MB."""


def write_pdf(
    results: Sequence[InspectionResult],
    path: Path,
    summary: RecipeSummary,
    pictures: Mapping[int, Thumbnails] | None = None,
    reviewed: Reviewed | None = None,
    when: datetime | None = None,
    check: Check = lambda: None,
) -> None:
    """Write the report, atomically.

    Args:
        results: What inspection found; maps are not needed.
        path: The file to write.
        summary: The recipe that the results come from.
        pictures: Small pictures by place in ``results``; parts without have none.
        reviewed: What a person said of the parts; nothing by default.
        when: Time of the report; now by default.
        check: Called between pages; raises where somebody asked to stop.

    Raises:
        ExportError: The file cannot be written; what was there before is untouched.
    """
    said = reviewed or Reviewed(results)
    facts = provenance(results, summary, said, when)
    blocks = [*cover(facts, summary, results, said)]
    for block in _parts(results, pictures or {}, said):
        check()
        blocks.append(block)
    pages = paginate(blocks)
    with atomic_write(path) as stream:
        title = f"{facts.name}: inspection of {facts.moment}"
        page = Page(stream, title, f"Gonogo {facts.version}")
        for number, placed in enumerate(pages, start=1):
            check()
            if number > 1:
                _header(page, facts)
            for block, y in placed:
                block.draw(page, y)
            _footer(page, facts, number, len(pages))
            page.next()
        page.finish()


def _header(page: Page, facts: Provenance) -> None:
    """What stands above every page but the first."""
    date = f"{facts.moment} {facts.zone}".strip()
    room = RIGHT - LEFT - text_width(date, 8) - 24
    title = wrap(f"Inspection report · {facts.name}", room, 8, most=1)
    page.text(LEFT, 40, title[0], 8, colour=DIM)
    page.text(RIGHT, 40, date, 8, colour=DIM, align=1)


def _footer(page: Page, facts: Provenance, number: int, total: int) -> None:
    """What stands below every page."""
    y = HEIGHT - 28
    page.rule(LEFT, BOTTOM + 10, RIGHT, BOTTOM + 10, colour=LINE)
    page.text(LEFT, y, drawable(f"Gonogo {facts.version} · recipe {facts.sha256[:16]}"), 7.5, colour=DIM)
    page.text(RIGHT, y, f"{number} of {total}", 8, align=1)


_SECTIONS: tuple[tuple[Verdict, str], ...] = (
    (Verdict.DEFECTIVE, "Defective"),
    (Verdict.REVIEW, "For review"),
    (Verdict.ERROR, "Could not be judged"),
    (Verdict.GOOD, "Good, but the operator says defective"),
)


def _parts(
    results: Sequence[InspectionResult], pictures: Mapping[int, Thumbnails], said: Reviewed
) -> Iterator[Block]:
    """Cards of the parts that matter by verdict, then the table of the good ones."""
    chosen: dict[Verdict, list[int]] = {verdict: [] for verdict, _ in _SECTIONS}
    good = []
    for i, result in enumerate(results):
        if matters(result, differs=said.differs(i)):
            chosen[result.verdict].append(i)
        else:
            good.append(i)
    by_margin = partial(_rank, results)
    scale = any(i in pictures for rows in chosen.values() for i in rows)
    for verdict, words in _SECTIONS:
        rows = sorted(chosen[verdict], key=by_margin)
        if rows:
            limits = results[rows[0]].limits
            here = scale and verdict is not Verdict.ERROR
            yield section(words, len(rows), verdict, limits if here else None)
            scale = scale and not here
            for i in rows:
                yield card(i + 1, results[i], pictures.get(i), said.review(i), said.agrees(i))
    if good:
        yield section(VERDICT_WORDS[Verdict.GOOD], len(good), Verdict.GOOD, None)
        yield from good_rows(results, sorted(good, key=by_margin), said)


def _rank(results: Sequence[InspectionResult], index: int) -> tuple[float, int]:
    """The furthest over the limit first, then in the order of inspection."""
    return -(results[index].margin or 0.0), index
