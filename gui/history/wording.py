"""What the page says: times, days and shares in words, and what drift means."""

from __future__ import annotations

import math
import textwrap
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from engine.judging import VERDICTS
from engine.session.drift import FALSE_WARNING_PARTS, LOOK_EVERY, WINDOWS
from engine.types import Verdict
from gui.history.drifting import DriftReport
from gui.history.reading import Bar, Dots, Overview, Unit
from gui.verdicts import word
from gui.viewer.numbers import DASH, decimal
from gui.words import day_format, grouped, one_in

tr = QCoreApplication.translate

_WIDTH = 92
"""Letters in a line of a longer text, which is shown as it stands."""


def percent(share: float | None) -> str:
    """A share in percent with as many digits as make sense; one that is not none is never "0 %"."""
    if share is None:
        return DASH
    value = 100 * share
    if value == 0 or value >= 10:
        return f"{decimal(value, 0)} %"
    return f"{decimal(max(value, 0.01), 1 if value >= 0.1 else 2)} %"


def times_limit(margin: float) -> str:
    """A margin as "0.71 × the limit"."""
    return tr("History", "{margin} × the limit").format(margin=decimal(margin, 2))


def moment(text: str) -> datetime | None:
    """A time that was kept, local; None where it is none."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def at_seconds(seconds: float) -> datetime | None:
    """A time in seconds since 1970, local; None where it is none."""
    try:
        return datetime.fromtimestamp(seconds).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def clock(when: datetime) -> str:
    """The time of day, to the second."""
    return QLocale().toString(when.time(), "HH:mm:ss")


def day_words(day: date) -> str:
    """A day as "Fri 7 Nov 2025"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), day_format(weekday=True))


def near_day(day: date) -> str:
    """A day as "Fri 7 Nov", with its year if it is not the year of now."""
    if day.year != datetime.now().astimezone().year:
        return day_words(day)
    return QLocale().toString(QDate(day.year, day.month, day.day), day_format(weekday=True, year=False))


def short_day(day: date) -> str:
    """A day as "7 Nov"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), day_format(year=False))


def bar_days(bar: Bar) -> str:
    """The day, week or month of a bar."""
    if bar.first == bar.last:
        return near_day(bar.first)
    if bar.first.day == 1 and bar.last.month == bar.first.month and bar.last.day > 27:
        return QLocale().toString(QDate(bar.first.year, bar.first.month, 1), "MMMM yyyy")
    words = tr("History", "{first} to {last}")
    return words.format(first=short_day(bar.first), last=near_day(bar.last))


def bar_words(bar: Bar) -> str:
    """What a bar says: "Fri 7 Nov: 3 of 120, 2.5 % (0.5 to 7.1 %)"."""
    if bar.share is None or bar.interval is None:
        words = tr("History", "{days}: {n} inspected, none could be judged")
        return words.format(days=bar_days(bar), n=grouped(bar.n))
    words = tr("History", "{days}: {k} of {n}, {share} ({low} to {high})")
    return words.format(
        days=bar_days(bar),
        k=grouped(bar.n_defective),
        n=grouped(bar.n_judged),
        share=percent(bar.share),
        low=percent(bar.interval.low).removesuffix(" %"),
        high=percent(bar.interval.high),
    )


def dot_words(dots: Dots, number: int) -> str:
    """What a dot says: "Fri 7 Nov, 14:32:10: 0.71 ×, good"."""
    when = at_seconds(float(dots.times[number]))
    day = DASH if when is None else f"{near_day(when.date())}, {clock(when)}"
    said = word(VERDICTS[int(dots.codes[number])]).lower()
    return f"{day}: {decimal(float(dots.margins[number]), 2)} ×, {said}"


def share_title(unit: Unit) -> str:
    """Title of the chart with the bars."""
    return {
        Unit.DAY: tr("History", "Share defective per day"),
        Unit.WEEK: tr("History", "Share defective per week"),
        Unit.MONTH: tr("History", "Share defective per month"),
    }[unit]


def dots_note(dots: Dots) -> str:
    """How many of the parts are dots, if not all are: "1 in 167"."""
    if not len(dots.times) or dots.n_judged <= len(dots.times):
        return ""
    return one_in(len(dots.times) / dots.n_judged)


def dots_tip(dots: Dots) -> str:
    """The same at length."""
    if not dots_note(dots):
        return ""
    words = tr(
        "History", "Too many for a dot each: {n} of {total} parts are shown, evenly chosen from all of them"
    )
    return words.format(n=grouped(len(dots.times)), total=grouped(dots.n_judged))


def counts_words(overview: Overview) -> str:
    """How many there are: "1,204 inspections: 1,150 good · 40 review · 14 defective"."""
    n = overview.n
    if not n:
        return ""
    counts = overview.counts()
    parts = " · ".join(
        f"{grouped(counts[verdict])} {word(verdict).lower()}" for verdict in Verdict if counts[verdict]
    )
    if n == 1:
        return tr("History", "1 inspection: {parts}").format(parts=parts)
    return tr("History", "{n} inspections: {parts}").format(n=grouped(n), parts=parts)


def listed_words(n: int, total: int) -> str:
    """How many are listed of all in the span."""
    words = tr("History", "{n} of {total} inspections listed")
    return words.format(n=grouped(n), total=grouped(total))


# ---- drift


def drift_sentence(report: DriftReport) -> str:
    """What has moved, one or two sentences; empty without drift."""
    found = report.found
    if found is None:
        return ""
    before, recent = decimal(report.before, 2), times_limit(report.recent)
    if decimal(report.recent, 2) == before or (report.recent > report.before) != found.rising:
        # the middle is where it was; it is the order of all that has moved
        words = (
            tr("History", "The margins of good parts have risen: the last {n} are higher than before.")
            if found.rising
            else tr("History", "The margins of good parts have fallen: the last {n} are lower than before.")
        )
        return words.format(n=grouped(report.n_recent))
    words = (
        tr(
            "History",
            "The margins of good parts have risen: the last {n} are typically {recent}, "
            "they were {before} ×.",
        )
        if found.rising
        else tr(
            "History",
            "The margins of good parts have fallen: the last {n} are typically {recent}, "
            "they were {before} ×.",
        )
    )
    return words.format(n=grouped(report.n_recent), recent=recent, before=before)


def drift_advice(report: DriftReport) -> str:
    """What to do about it."""
    if report.found is None:
        return ""
    if report.found.rising:
        return tr("History", "Check light, lens and fixture before good parts are rejected.")
    return tr(
        "History",
        "Check light, lens and focus: where pictures lose their detail, defects are missed more easily.",
    )


def drift_status(report: DriftReport | None) -> str:
    """What there is to say where nothing has moved."""
    if report is None or report.found is not None:
        return ""
    if report.n_needed:
        if report.n_needed == 1:
            return tr("History", "Watching for drift needs 1 more good part.")
        words = tr("History", "Watching for drift needs {n} more good parts.")
        return words.format(n=grouped(report.n_needed))
    words = tr("History", "No drift: the last {n} good parts are typically {recent}, they were {before} ×.")
    return words.format(
        n=grouped(report.n_recent), recent=times_limit(report.recent), before=decimal(report.before, 2)
    )


def drift_details(report: DriftReport | None) -> str:
    """What drift is, what was compared, and how often a warning is wrong."""
    paragraphs = [
        tr(
            "History",
            "A recipe judges what it sees. When a lamp ages, a lens gets dirty or a fixture shifts, all "
            "pictures change a little, and so do the margins of good parts, long before the first of them is "
            "rejected. That is drift.",
        ),
        tr(
            "History",
            "Good parts are those that the recipe called good and nobody called defective, and those that "
            "somebody called good. After every {step} of them, the last {windows} are compared with good "
            "parts of before.",
        ).format(step=LOOK_EVERY, windows=_listed(WINDOWS)),
    ]
    if report is not None:
        paragraphs.append(_compared(report))
        if report.found is not None:
            paragraphs.append(_found(report))
    paragraphs += [
        tr(
            "History",
            "Wrong warnings: where nothing has changed, one is to be expected in {n} good parts at most. A "
            "shift that is too small to matter is not told at all: the recent part of a pair must be the "
            "higher (or the lower) one in at least 60 % of all pairs.",
        ).format(n=grouped(FALSE_WARNING_PARTS)),
        tr(
            "History",
            "The test is the rank-sum test of Wilcoxon, Mann and Whitney. It looks at the order of the "
            "scores alone, so a single extreme part counts no more than any other, and moving the limit "
            "changes nothing. It takes the parts to be independent of each other: another batch of material "
            "may be what it has found.",
        ),
    ]
    return "\n\n".join(textwrap.fill(paragraph, _WIDTH) for paragraph in paragraphs)


def _compared(report: DriftReport) -> str:
    n = grouped(report.n_reference)
    if report.n_needed:
        words = tr("History", "So far there are too few: {n} more good parts are needed.")
        return words.format(n=grouped(report.n_needed))
    if report.of_recipe:
        words = tr(
            "History",
            "Here they are compared with {n} good parts that the recipe was made from, each scored as if it "
            "had not been among them.",
        )
    else:
        words = tr("History", "Here they are compared with the first {n} good parts in the history.")
    text = words.format(n=n)
    begun = moment(report.since) if report.since else None
    if begun is not None:
        text += " " + tr(
            "History", "The recipe last learned on {day}; parts of before do not count, {n} came since."
        ).format(day=day_words(begun.date()), n=grouped(report.n_good))
    else:
        text += " " + tr("History", "{n} good parts came since.").format(n=grouped(report.n_good))
    return text


def _found(report: DriftReport) -> str:
    found = report.found
    if found is None:
        return ""
    words = tr(
        "History",
        "Found: of all pairs of one of the last {n} good parts and one of before, the recent one is the "
        "higher in {share}; without drift that is half of them. By chance alone so large a difference comes "
        "about with a probability of {p}.",
    )
    return words.format(n=grouped(found.n_recent), share=percent(found.superiority), p=_chance(found.p))


def _chance(p: float) -> str:
    """A small probability as "1 in 40,000"."""
    if p < 1e-9:
        return tr("History", "less than 1 in 1,000,000,000")
    rounded = float(f"{1 / p:.1g}")
    return tr("History", "1 in {n}").format(n=grouped(math.floor(rounded)))


def _listed(numbers: tuple[int, ...]) -> str:
    """Numbers in a row: "25, 50 and 100"."""
    words = tr("History", "{most} and {last}")
    return words.format(most=", ".join(grouped(n) for n in numbers[:-1]), last=grouped(numbers[-1]))


# ---- rows


def session_words(name: str, begun: str = "") -> str:
    """The name of a session; a dash for none."""
    return name or begun or DASH


def file_gone(path: Path) -> str:
    """What is said where a picture is no longer there."""
    return tr("History", "{path} is no longer there.").format(path=path)
