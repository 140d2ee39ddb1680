"""What the charts show, read from the history piece by piece.

Everything here is called on a thread beside the window. A history of a million parts is read a few thousand
at a time: nobody waits for the interpreter longer than for one such piece, and what nobody wants any more is
given up in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from engine.judging import VERDICTS
from engine.metrics import binomial_interval
from engine.session.history import Day, GoodParts, History, Margins
from engine.types import Interval, Verdict
from gui.history.wanted import Period, midnight

PIECE = 10_000
"""Inspections that are read at once, more only where a single day has more."""
MOST_DOTS = 6_000
"""Dots in the chart; beyond that the eye sees no difference."""
MEDIANS = 300
"""Points of the running median."""
LEAST_MEDIAN = 15
"""Good parts behind each of them at least."""
MOST_DAYS, MOST_WEEKS = 62, 62
"""Bars of one kind in the chart; where there are more, they are put together."""

FloatArray = npt.NDArray[np.float64]
Stop = Callable[[], bool]


class Outdated(Exception):  # noqa: N818 - nothing went wrong
    """Nobody wants this any more."""


class Unit(StrEnum):
    """What a bar stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Bar:
    """What was inspected on one day, or in one week or month.

    Attributes:
        first: The first day.
        last: The last one.
        n: Inspections.
        n_defective: Called defective by the recipe.
        n_judged: Those that are no errors.
        share: Defective ones among those judged; None where none was.
        interval: Where the share of all such parts lies at 95 %; None where none was judged.
    """

    first: date
    last: date
    n: int
    n_defective: int
    n_judged: int
    share: float | None
    interval: Interval | None

    @property
    def period(self) -> Period:
        """When that was."""
        return Period.of_days(self.first, self.last)

    @property
    def ends(self) -> tuple[float, float]:
        """Its begin and its end in seconds since 1970."""
        return midnight(self.first).timestamp(), midnight(self.last + timedelta(days=1)).timestamp()


@dataclass(frozen=True, slots=True)
class Overview:
    """How much was inspected when.

    Attributes:
        period: Which part of the history it is.
        days: What was inspected on each day, the earliest first.
        unit: What a bar stands for.
        bars: The same in bars, the earliest first.
        ends: Begin and end of the time axis, seconds since 1970.
    """

    period: Period
    days: tuple[Day, ...] = ()
    unit: Unit = Unit.DAY
    bars: tuple[Bar, ...] = ()
    ends: tuple[float, float] = (0.0, 86_400.0)

    @property
    def n(self) -> int:
        """Inspections."""
        return sum(day.n for day in self.days)

    def counts(self) -> dict[Verdict, int]:
        """Inspections by verdict."""
        return {
            Verdict.GOOD: sum(day.n_good for day in self.days),
            Verdict.REVIEW: sum(day.n_review for day in self.days),
            Verdict.DEFECTIVE: sum(day.n_defective for day in self.days),
            Verdict.ERROR: sum(day.n_error for day in self.days),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Margins over time.

    Attributes:
        times: Seconds since 1970, ascending, shape (n,).
        margins: score / image threshold, shape (n,).
        codes: Verdicts as indices into :data:`engine.judging.VERDICTS`, shape (n,).
        n_judged: Judged parts that the dots were chosen from, evenly.
        median_times: Where the running median of the good parts was taken, shape (m,).
        medians: Their median margin there, shape (m,).
    """

    times: FloatArray = field(default_factory=lambda: np.empty(0))
    margins: FloatArray = field(default_factory=lambda: np.empty(0))
    codes: npt.NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, np.uint8))
    n_judged: int = 0
    median_times: FloatArray = field(default_factory=lambda: np.empty(0))
    medians: FloatArray = field(default_factory=lambda: np.empty(0))


def read_overview(history: History, recipe_id: str, period: Period, today: date) -> Overview:
    """Count what was inspected when.

    Args:
        history: Where to look.
        recipe_id: Of which recipe.
        period: When.
        today: Where an open end is.
    """
    days = tuple(history.per_day(recipe_id, period.since, period.until))
    unit, bars = bars_of(days)
    return Overview(period, days, unit, bars, _ends(period, days, today))


def read_dots(history: History, recipe_id: str, overview: Overview, stop: Stop) -> Dots:
    """Read the margins that were counted before, and the running median of the good parts.

    Raises:
        Outdated: Nobody wants them any more.
    """
    judged, good = [], []
    for piece in pieces(overview.period, overview.days):
        if stop():
            raise Outdated
        # all of them: thinned here, evenly over all pieces
        judged.append(history.margins(recipe_id, piece.since, most=1 << 40, until=piece.until))
        if stop():
            raise Outdated
        good.append(history.good_parts(recipe_id, piece.since, piece.until))
    if not judged:
        return Dots()
    all_judged, all_good = joined(Margins, judged), joined(GoodParts, good)
    n = len(all_judged.times)
    chosen = np.linspace(0, n - 1, min(n, MOST_DOTS)).round().astype(np.intp)
    return Dots(
        all_judged.times[chosen],
        all_judged.margins[chosen],
        all_judged.codes[chosen],
        n,
        *running_median(all_good.times, all_good.margins),
    )


def read_good_parts(history: History, recipe_id: str, period: Period, stop: Stop) -> GoodParts:
    """All good parts of a period in the order of time.

    Raises:
        Outdated: Nobody wants them any more.
    """
    found = []
    days = history.per_day(recipe_id, period.since, period.until)
    for piece in pieces(period, days):
        if stop():
            raise Outdated
        found.append(history.good_parts(recipe_id, piece.since, piece.until))
    return joined(GoodParts, found) if found else GoodParts(np.empty(0), np.empty(0), np.empty(0))


def joined(kind: type, parts: Sequence[tuple[npt.NDArray, ...]]) -> tuple:
    """The same columns of all parts, end to end."""
    return kind(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def pieces(period: Period, days: Sequence[Day], most: int = PIECE) -> Iterator[Period]:
    """Divide a period at midnights into pieces of at most so many inspections, the earliest first.

    Args:
        period: What is divided; the pieces are all of it.
        days: What was inspected in it on each day.
        most: Inspections in a piece; a day is never divided.
    """
    since, held = period.since, 0
    for day in days:
        if held and held + day.n > most:
            here = midnight(day.day)
            yield Period(since, here)
            since, held = here, 0
        held += day.n
    if days:
        yield Period(since, period.until)


def running_median(times: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The median of neighbours in time, at up to :data:`MEDIANS` places from the first to the last.

    Args:
        times: Ascending, shape (n,).
        values: Shape (n,).

    Returns:
        Times and medians; none where there are fewer than :data:`LEAST_MEDIAN` values.
    """
    n = len(values)
    if n < LEAST_MEDIAN:
        return np.empty(0), np.empty(0)
    half = max(LEAST_MEDIAN, n // 50) // 2
    places = np.unique(np.linspace(0, n - 1, min(n, MEDIANS)).round().astype(np.intp))
    # at the ends the window is moved inwards, so that there are always as many behind a point
    starts = np.clip(places - half, 0, max(n - 2 * half - 1, 0))
    medians = [float(np.median(values[start : start + 2 * half + 1])) for start in starts]
    return times[places], np.array(medians)


def bars_of(days: Sequence[Day]) -> tuple[Unit, tuple[Bar, ...]]:
    """Days as bars; weeks or months where there would be too many of them to tell apart."""
    if not days:
        return Unit.DAY, ()
    spread = (days[-1].day - days[0].day).days + 1
    unit = Unit.DAY if spread <= MOST_DAYS else Unit.WEEK if spread <= 7 * MOST_WEEKS else Unit.MONTH
    groups: dict[tuple[date, date], list[Day]] = {}
    for day in days:
        groups.setdefault(_ends_of(day.day, unit), []).append(day)
    return unit, tuple(_bar(first, last, group) for (first, last), group in groups.items())


def _bar(first: date, last: date, days: Sequence[Day]) -> Bar:
    n_defective = sum(day.n_defective for day in days)
    n_judged = sum(day.n - day.n_error for day in days)
    share = n_defective / n_judged if n_judged else None
    interval = binomial_interval(n_defective, n_judged) if n_judged else None
    return Bar(first, last, sum(day.n for day in days), n_defective, n_judged, share, interval)


def _ends_of(day: date, unit: Unit) -> tuple[date, date]:
    """First and last day of the day, week (from Monday) or month that a day is in."""
    if unit is Unit.DAY:
        return day, day
    if unit is Unit.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _ends(period: Period, days: Sequence[Day], today: date) -> tuple[float, float]:
    """Where the time axis begins and ends: with whole days."""
    first = days[0].day if days else today
    last = max(days[-1].day if days else today, first)
    begin = period.since or midnight(first)
    if period.until is not None:
        end = period.until
    else:
        last = last if period.since is None else max(last, today)
        end = midnight(last + timedelta(days=1))
    return begin.timestamp(), max(end.timestamp(), begin.timestamp() + 3600)


CODES = {verdict: VERDICTS.index(verdict) for verdict in Verdict}
"""Codes of the verdicts."""
