"""Figures in words: one plain sentence each, and all of them as text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.metrics import Confusion
from engine.operating_points import ExpectedRate, OperatingPoint
from engine.types import Interval, Limits, Verdict
from gui.evaluate.compared import SAID_DEFECTIVE, Compared, Figures, KindRow, Source
from gui.verdicts import word
from gui.viewer.numbers import DASH, decimal, short
from gui.words import grouped, one_in, significant

tr = QCoreApplication.translate

RAREST = 1e-4
"""Below this share good parts say nothing more precise than "rarer"."""


COMMON = 0.2
"""From this share on it is said in percent, not as one in so many."""


def percent(share: float | None, *, unit: bool = True) -> str:
    """A share in percent, with as many digits as make sense: "0 %", "0.04 %", "2.5 %"; a dash for none.

    A share that is not all is never rounded to 100 %, and one that is not none never to 0 %.
    """
    if share is None:
        return DASH
    value = 100 * share
    if value in (0.0, 100.0) or 10 <= value < 99.5:
        digits = decimal(value, 0)
    elif value >= 0.1:
        digits = decimal(min(value, 99.9), 1)
    else:
        digits = decimal(max(value, 0.01), 2)
    return f"{digits}\N{NO-BREAK SPACE}%" if unit else digits


def interval_words(interval: Interval | None) -> str:
    """Both ends of an interval: "0.5 to 7.1 %"; a dash for none."""
    if interval is None:
        return DASH
    words = tr("Evaluate", "{low} to {high}")
    return words.format(low=percent(interval.low, unit=False), high=percent(interval.high))


def figure(value: float | None, digits: int = 3) -> str:
    """An area or an F1 score; a dash where it is undefined, and never 1 unless it is."""
    if value is None:
        return DASH
    most = 1 - 10.0**-digits
    return decimal(min(value, most) if value < 1 else value, digits)


def overkill_sentence(confusion: Confusion, interval: Interval | None) -> str:
    """What becomes of the good parts."""
    n, k = confusion.n_good, confusion.overkill
    if interval is None:
        return tr("Evaluate", "There are no good parts, so nothing can be said about false alarms.")
    if n == 1:
        words = (
            tr("Evaluate", "The only good part would be rejected.")
            if k
            else tr("Evaluate", "The only good part would pass.")
        )
    elif k == 0:
        words = tr("Evaluate", "Of {n} good parts, none would be rejected: {rate} ({interval}).")
    else:
        words = tr("Evaluate", "Of {n} good parts, {k} would be rejected: {rate} ({interval}).")
    said = words.format(n=grouped(n), k=grouped(k), rate=percent(k / n), interval=interval_words(interval))
    return said + _review_words(confusion.good_in_review)


def escape_sentence(confusion: Confusion, interval: Interval | None) -> str:
    """What becomes of the defective parts."""
    n, k = confusion.n_defective, confusion.escape
    if interval is None:
        return tr("Evaluate", "There are no defective parts, so nothing can be said about misses.")
    if n == 1:
        words = (
            tr("Evaluate", "The only defective part would pass.")
            if k
            else tr("Evaluate", "The only defective part is caught.")
        )
    elif k == 0:
        words = tr("Evaluate", "Of {n} defective parts, none would pass: {rate} ({interval}).")
    else:
        words = tr("Evaluate", "Of {n} defective parts, {k} would pass: {rate} ({interval}).")
    said = words.format(n=grouped(n), k=grouped(k), rate=percent(k / n), interval=interval_words(interval))
    return said + _review_words(confusion.defective_in_review)


def _review_words(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return " " + tr("Evaluate", "1 of those that pass is put up for review.")
    return " " + tr("Evaluate", "{n} of those that pass are put up for review.").format(n=grouped(count))


def roc_sentence(auroc: float | None) -> str:
    """What the area under the ROC curve means."""
    if auroc is None:
        return tr("Evaluate", "This needs good parts and defective parts.")
    words = tr(
        "Evaluate", "Of a good and a defective part, the defective one scores higher in {share} of all pairs."
    )
    exactly = auroc in (0.0, 1.0)
    share = percent(auroc) if exactly else f"{decimal(min(100 * auroc, 99.9), 1)}\N{NO-BREAK SPACE}%"
    return words.format(share=share)


def precision_sentence(confusion: Confusion) -> str:
    """What precision means at the limits of now."""
    rejected = confusion.overkill + confusion.true_defective
    if not confusion.n_defective:
        return tr("Evaluate", "This needs defective parts.")
    if not rejected:
        return tr("Evaluate", "No part is rejected at this limit.")
    words = tr("Evaluate", "Of {n} rejected parts, {k} are defective: {share}.")
    k = confusion.true_defective
    return words.format(n=grouped(rejected), k=grouped(k), share=percent(k / rejected))


def here_sentence(threshold: float, overkill: float | None, escape: float | None) -> str:
    """What a limit under the pointer would do."""
    words = tr(
        "Evaluate",
        "Limit {limit}: {overkill} of the good parts rejected, {escape} of the defective parts pass.",
    )
    return words.format(limit=short(threshold), overkill=percent(overkill), escape=percent(escape))


def catching_sentence(point: OperatingPoint, misses: int) -> str:
    """What catching every defective part would cost."""
    confusion = point.confusion
    if confusion.escape == 0:
        words = tr("Evaluate", "All {n} defective parts are caught up to a limit of {limit}.")
    elif confusion.escape <= misses or not point.n_beyond:
        words = tr("Evaluate", "All but {k} of {n} defective parts are caught up to a limit of {limit}.")
    else:
        words = tr(
            "Evaluate",
            "{k} of {n} defective parts cannot be caught by any limit; the others are caught up to {limit}.",
        )
    return words.format(
        n=grouped(confusion.n_defective),
        k=grouped(confusion.escape),
        limit=limit_words(point.image_threshold),
    )


def sparing_sentence(point: OperatingPoint) -> str:
    """From which limit on good parts are left alone."""
    confusion = point.confusion
    if confusion.overkill == 0:
        words = tr("Evaluate", "None of {n} good parts is rejected from a limit of {limit} on.")
    else:
        words = tr("Evaluate", "Only {k} of {n} good parts are rejected from a limit of {limit} on.")
    return words.format(
        n=grouped(confusion.n_good), k=grouped(confusion.overkill), limit=limit_words(point.image_threshold)
    )


def limit_words(value: float) -> str:
    """A limit with the few digits that it was made with."""
    words = significant(value, 10)
    return words if len(words) <= 8 else short(value)


def expected_sentence(expected: ExpectedRate, n: int) -> str:
    """What the recipe's own good parts say of a limit."""
    interval = expected.interval
    if expected.rate >= COMMON:
        words = tr(
            "Evaluate",
            "The recipe's {n} good parts say: expect {rate} of good parts to be rejected ({interval}).",
        )
        return words.format(n=grouped(n), rate=percent(expected.rate), interval=interval_words(interval))
    if expected.rate < RAREST:
        words = tr(
            "Evaluate",
            "The recipe's {n} good parts say: fewer false alarms than {rate} good parts, at most {most}.",
        )
        return words.format(n=grouped(n), rate=one_in(RAREST), most=one_in(interval.high))
    if interval.low < RAREST:
        words = tr(
            "Evaluate",
            "The recipe's {n} good parts say: expect {rate} good parts to be rejected, at most {most}.",
        )
    else:
        words = tr(
            "Evaluate",
            "The recipe's {n} good parts say: expect {rate} good parts to be rejected ({most} to {least}).",
        )
    return words.format(
        n=grouped(n), rate=one_in(expected.rate), most=one_in(interval.high), least=one_in(interval.low)
    )


def left_out_sentence(compared: Compared, figures: Figures) -> str:
    """Which parts are in no figure; empty if all are."""
    words = []
    errors = figures.confusion.errors
    if errors:
        words.append(tr("Evaluate", "{n} could not be judged").format(n=grouped(errors)))
    if compared.n_undecided:
        words.append(tr("Evaluate", "{n} nobody has decided on").format(n=grouped(compared.n_undecided)))
    if compared.n_unsure:
        words.append(tr("Evaluate", "{n} somebody was unsure of").format(n=grouped(compared.n_unsure)))
    if compared.source is Source.FOLDER and compared.problems:
        words.append(
            tr("Evaluate", "{n} files or masks could not be used").format(n=grouped(len(compared.problems)))
        )
    return tr("Evaluate", "Left out: {what}.").format(what=", ".join(words)) if words else ""


def area_sentence(compared: Compared, limits: Limits) -> str:
    """What the minimum area does to the curves; empty without one."""
    if not limits.min_area:
        return ""
    small = compared.n_too_small(limits)
    if small == 1:
        words = tr("Evaluate", "1 defective part has no defect of {area} px or more, so no limit rejects it.")
    elif small:
        words = tr(
            "Evaluate", "{n} defective parts have no defect of {area} px or more, so no limit rejects them."
        )
    else:
        words = tr("Evaluate", "Defects smaller than {area} px do not count.")
    said = words.format(n=grouped(small), area=grouped(limits.min_area))
    said += " " + tr("Evaluate", "The areas under the curve are of the scores alone.")
    old = compared.n_measured_elsewhere(limits)
    if old:
        said += " " + tr(
            "Evaluate",
            "The limit for pixels has changed since {n} parts were measured; their sizes are those of then.",
        ).format(n=grouped(old))
        if compared.source is Source.FOLDER:
            said += " " + tr("Evaluate", "Evaluate again to measure them.")
    return said


def as_text(
    compared: Compared, figures: Figures, recipe: str, folder: str, sentences: tuple[str, ...] = ()
) -> str:
    """Everything as plain text with tabs, for a mail or a spreadsheet.

    Args:
        compared: The parts.
        figures: Their figures.
        recipe: Name of the recipe.
        folder: Where the labels come from, in words.
        sentences: More to say at the end.
    """
    confusion, limits, pixels = figures.confusion, figures.limits, compared.pixels
    lines = [
        (tr("Evaluate", "Recipe"), recipe),
        (tr("Evaluate", "Labels"), folder),
        (tr("Evaluate", "Limit"), significant(limits.image_threshold, 6)),
        (tr("Evaluate", "Limit for pixels"), significant(limits.pixel_threshold, 6)),
        (tr("Evaluate", "Smallest area"), f"{limits.min_area} px"),
        (tr("Evaluate", "Review from"), decimal(limits.review_from, 2)),
        (),
        (tr("Evaluate", "Overkill rate"), percent(confusion.overkill_rate), interval_words(figures.overkill)),
        (tr("Evaluate", "Escape rate"), percent(confusion.escape_rate), interval_words(figures.escape)),
        ("F1", figure(confusion.f1)),
        ("AUROC", figure(compared.auroc)),
        (tr("Evaluate", "Pixel AUROC"), figure(pixels.auroc)),
        ("AUPRO", figure(pixels.aupro)),
        (),
        (tr("Evaluate", "Label"), *(word(verdict) for verdict in Verdict)),
        (tr("Evaluate", "Good"), *good_cells(confusion)),
        (tr("Evaluate", "Defective"), *defective_cells(confusion)),
    ]
    if figures.kinds:
        lines += [(), kind_headings()]
        lines += [kind_cells(row) for row in figures.kinds]
    told = [
        overkill_sentence(confusion, figures.overkill),
        escape_sentence(confusion, figures.escape),
        left_out_sentence(compared, figures),
        area_sentence(compared, limits),
        *sentences,
    ]
    lines += [(), *((sentence,) for sentence in told if sentence)]
    text = "\n".join("\t".join(line) for line in lines) + "\n"
    return text.replace("\N{NO-BREAK SPACE}", " ")  # a spreadsheet would not know it


def good_cells(confusion: Confusion) -> tuple[str, ...]:
    """The row of the good parts: good, review, defective, error."""
    passed = confusion.true_good - confusion.good_in_review
    cells = (passed, confusion.good_in_review, confusion.overkill, confusion.good_errors)
    return tuple(grouped(number) for number in cells)


def defective_cells(confusion: Confusion) -> tuple[str, ...]:
    """The row of the defective parts, in the same order."""
    passed = confusion.escape - confusion.defective_in_review
    cells = (passed, confusion.defective_in_review, confusion.true_defective, confusion.defective_errors)
    return tuple(grouped(number) for number in cells)


def kind_headings() -> tuple[str, ...]:
    """Headings of the table of the kinds of defect."""
    return (
        tr("Evaluate", "Kind"),
        tr("Evaluate", "Parts"),
        tr("Evaluate", "Found"),
        tr("Evaluate", "Escaped"),
        tr("Evaluate", "Review"),
        "AUROC",
        tr("Evaluate", "Pixel AUROC"),
        "AUPRO",
    )


def kind_cells(row: KindRow) -> tuple[str, ...]:
    """One row of it."""
    numbers = (row.n, row.found, row.escaped, row.review)
    areas = (row.auroc, row.pixels.auroc, row.pixels.aupro)
    return (kind_word(row.name), *(grouped(n) for n in numbers), *(figure(area) for area in areas))


def kind_word(name: str) -> str:
    """The name of a kind of defect as it is shown: a folder's name, made readable."""
    from engine.export.wording import readable

    # what somebody called defective has no kind of its own
    return tr("Evaluate", "defective") if name == SAID_DEFECTIVE else readable(name)
