"""An axis of times whose marks lie on round hours, days, months or years of this place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale

from gui.history.wanted import midnight
from gui.words import day_format

_DAY = 86_400
HOURS = (1, 2, 3, 6, 12)
DAYS = (1, 2, 7, 14)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200)
_ROOM = 64
"""Device-independent pixels from one mark to the next at least."""
_EDGE = 14
"""The same from either end of the axis."""


def marks(begin: float, end: float, most: int) -> list[tuple[float, str]]:
    """Round times in a span, and how they are written.

    Args:
        begin: Begin of the span, seconds since 1970.
        end: Its end.
        most: So many marks at most.

    Returns:
        Seconds since 1970 and words, ascending.
    """
    spread, most = end - begin, max(most, 1)
    if not spread > 0:
        return []
    for hours in HOURS:
        if spread / (hours * 3600) <= most:
            return [(at.timestamp(), _clock(at)) for at in _hours(begin, end, hours)]
    for days in DAYS:
        if spread / (days * _DAY) <= most:
            return [(at.timestamp(), _day(at)) for at in _days(begin, end, days)]
    months = next((n for n in MONTHS if spread / (n * 30.4 * _DAY) <= most), MONTHS[-1])
    return [(at.timestamp(), _month(at, years=months >= 12)) for at in _months(begin, end, months)]


def _hours(begin: float, end: float, step: int) -> Iterator[datetime]:
    day, last = _date(begin), _date(end)
    while day <= last:
        for hour in range(0, 24, step):
            # by the clock on the wall: a day may have 23 or 25 hours
            at = datetime.combine(day, time(hour)).astimezone()
            if begin <= at.timestamp() <= end:
                yield at
        day += timedelta(days=1)


def _days(begin: float, end: float, step: int) -> Iterator[datetime]:
    # counted from a Monday, so that marks stay where they are when the span moves
    day = _date(begin)
    number = -(-(day.toordinal() - 1) // step) * step + 1
    while True:
        at = midnight(date.fromordinal(number))
        if at.timestamp() > end:
            return
        if at.timestamp() >= begin:
            yield at
        number += step


def _months(begin: float, end: float, step: int) -> Iterator[datetime]:
    day = _date(begin)
    number = -(-(day.year * 12 + day.month - 1) // step) * step
    while True:
        at = midnight(date(number // 12, number % 12 + 1, 1))
        if at.timestamp() > end:
            return
        if at.timestamp() >= begin:
            yield at
        number += step


def _date(seconds: float) -> date:
    return datetime.fromtimestamp(seconds).astimezone().date()


def _clock(at: datetime) -> str:
    if at.hour == 0:
        return _day(at)
    return QLocale().toString(at.time(), "HH:mm")


def _day(at: datetime) -> str:
    return QLocale().toString(QDate(at.year, at.month, at.day), day_format(year=False))


def _month(at: datetime, *, years: bool) -> str:
    if years:
        return str(at.year)
    return QLocale().toString(QDate(at.year, at.month, at.day), "MMM yyyy")


class TimeAxis(pg.AxisItem):
    """The axis in a plot."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Round times."""
        pixel = (maxVal - minVal) / max(size, 1.0)
        # words at the very edge would be cut off
        self._words = {
            at: words
            for at, words in marks(minVal, maxVal, int(size / _ROOM))
            if at > minVal + _EDGE * pixel and at < maxVal - _EDGE * pixel
        }
        return [(1.0, list(self._words))] if self._words else []

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:  # noqa: ARG002
        """How they are written."""
        return [self._words.get(value, "") for value in values]
