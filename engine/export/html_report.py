"""The report: one HTML file that holds everything, opens anywhere and can be printed.

There is no script in it and it asks nothing of any other file or address; a content security policy makes
browsers hold it to that. All text is escaped by the template engine.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.colour import lookup_table, scale_top
from engine.export.histogram import WIDTH, histogram
from engine.export.pictures import MAX_GOOD, MAX_PAIRS, Shelf, Thumbnails, matters
from engine.export.provenance import provenance, share
from engine.export.reviewed import Reviewed
from engine.export.wording import OPERATOR_WORDS, VERDICT_WORDS, number, times_limit, visible
from engine.files import write_bytes
from engine.types import Defect, InspectionResult, Limits, RecipeSummary, Verdict

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

ORDER = (Verdict.DEFECTIVE, Verdict.REVIEW, Verdict.ERROR, Verdict.GOOD)
"""Verdicts in the order of the table: what somebody has to look at first comes first."""

MAX_ROWS = 5000
"""Rows that a browser still scrolls through with ease; of the rest the report gives the number."""

MAX_DEFECTS = 6
"""Defects listed per part."""

MAX_DIFFERING = 500
"""Parts listed where operator and recipe differ."""

_POLICY = "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Row:
    """One part as the template shows it."""

    number: int
    verdict: str
    word: str
    name: str
    folder: str
    size: str
    margin: str
    score: str
    bar: float
    beyond: bool
    defects: tuple[Defect, ...]
    more_defects: int
    notes: tuple[str, ...]
    error: str
    hint: str
    thumbnails: Thumbnails | None
    kind: str
    operator: str
    operator_word: str
    agrees: bool | None
    remark: str


@dataclass(frozen=True, slots=True)
class Group:
    """The parts of one verdict."""

    verdict: str
    word: str
    count: int
    share: str
    rows: tuple[Row, ...]
    left_out: int


def report_html(
    results: Sequence[InspectionResult],
    summary: RecipeSummary,
    pictures: Mapping[int, Thumbnails] | None = None,
    when: datetime | None = None,
    reviewed: Reviewed | None = None,
) -> str:
    """The report as HTML text.

    Args:
        results: What inspection found; maps are not needed.
        summary: The recipe that the results come from.
        pictures: Small pictures by place in ``results``; parts without have none.
        when: Time of the report; now by default.
        reviewed: What a person said of the parts; nothing by default.
    """
    template, style, policy = _template()
    said = reviewed or Reviewed(results)
    context = _context(results, summary, pictures or {}, when, said)
    return template.render(style=style, policy=policy, **context)


@cache
def _template() -> tuple[Template, Markup, str]:
    """The template, the style to put into it, and the security policy that goes with that style."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number=number, breakable=_breakable)
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    # the browser checks this hash, so no style can be slipped in, let alone a script
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    # Markup is safe here: the style is a file of ours
    return environment.get_template("report.html"), Markup(style), _POLICY.format(digest)  # noqa: S704


def write_html(
    results: Sequence[InspectionResult],
    path: Path,
    summary: RecipeSummary,
    pictures: Mapping[int, Thumbnails] | None = None,
    when: datetime | None = None,
    reviewed: Reviewed | None = None,
) -> None:
    """Write :func:`report_html` to a file, atomically.

    Raises:
        ExportError: The file cannot be written; what was there before is untouched.
    """
    write_bytes(path, report_html(results, summary, pictures, when, reviewed).encode("utf-8"))


def shelved(shelf: Shelf) -> Mapping[int, Thumbnails]:
    """As many pictures of a shelf as a browser shows with ease."""
    return shelf.pictures(MAX_PAIRS, MAX_GOOD)


def _context(
    results: Sequence[InspectionResult],
    summary: RecipeSummary,
    pictures: Mapping[int, Thumbnails],
    when: datetime | None,
    said: Reviewed,
) -> dict[str, Any]:
    """Everything that the template names."""
    facts = provenance(results, summary, said, when)
    differing = said.differing
    return {
        "facts": facts,
        "pictured": bool(pictures),
        "groups": _groups(results, pictures, said),
        "differing": [_row(i, results[i], None, said) for i in differing[:MAX_DIFFERING]],
        "differing_left_out": max(0, len(differing) - MAX_DIFFERING),
        "histogram": histogram(results, summary.loo_scores, facts.limits),
        "histogram_width": WIDTH,
        "scale": _scale(facts.limits),
    }


def _groups(
    results: Sequence[InspectionResult], pictures: Mapping[int, Thumbnails], said: Reviewed
) -> list[Group]:
    """The parts by verdict, the furthest over the limit first, at most :data:`MAX_ROWS` in all."""
    room = MAX_ROWS
    groups = []
    for verdict in ORDER:
        members = [i for i, result in enumerate(results) if result.verdict is verdict]
        members.sort(key=lambda i: (-(results[i].margin or 0.0), i))
        shown = members[:room]
        room -= len(shown)
        groups.append(
            Group(
                str(verdict),
                VERDICT_WORDS[verdict],
                len(members),
                share(len(members), len(results)),
                tuple(_row(i, results[i], pictures.get(i), said) for i in shown),
                len(members) - len(shown),
            )
        )
    return groups


def _row(index: int, result: InspectionResult, thumbnails: Thumbnails | None, said: Reviewed) -> Row:
    """One part in words."""
    margin, review = result.margin, said.review(index)
    folder = str(result.path.parent)
    return Row(
        number=index + 1,
        verdict=str(result.verdict),
        word=VERDICT_WORDS[result.verdict],
        name=visible(result.path.name or str(result.path)),
        folder="" if folder == "." else visible(folder),
        size=f"{result.width} × {result.height}" if result.width else "",
        margin="" if margin is None else times_limit(margin),
        score="" if result.score is None else number(result.score),
        bar=0.0 if margin is None else round(100 * min(max(margin, 0.0), 2.0) / 2.0, 1),
        beyond=margin is not None and margin > 2.0,
        defects=result.defects[:MAX_DEFECTS],
        more_defects=max(0, len(result.defects) - MAX_DEFECTS),
        notes=tuple(visible(note) for note in result.notes),
        error=visible(result.error),
        hint=visible(result.hint),
        thumbnails=thumbnails,
        kind="full" if matters(result, differs=said.differs(index)) else "small",
        operator="" if review.verdict is None else str(review.verdict),
        operator_word=OPERATOR_WORDS[review.verdict],
        agrees=said.agrees(index),
        remark=visible(review.note),
    )


def _breakable(text: str) -> Markup:
    """A file name with the places marked where a line may break: after ``_`` and ``-``."""
    from markupsafe import Markup

    return Markup("<wbr>").join(re.split(r"(?<=[_\-])(?=[^_\-])", text))


def _scale(limits: Limits) -> dict[str, Any]:
    """The colours of the overlays as 64 steps, with the values at the ends and the middle."""
    colours = lookup_table()[np.linspace(0, 255, 64).round().astype(np.intp)]
    return {
        "colours": [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in colours.tolist()],
        "limit": number(limits.image_threshold),
        "top": number(scale_top(limits)),
    }
