"""Which inspections are wanted: of which recipe, when, and which of those."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from engine.types import OperatorVerdict, Verdict


class Span(StrEnum):
    """How far back one looks."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    CUSTOM = "custom"


DAYS = {Span.TODAY: 1, Span.WEEK: 7, Span.MONTH: 30}
"""Days of the calendar in a span, with today."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment up to another.

    Attributes:
        since: The first moment, local time with its zone; None for the beginning.
        until: The first moment after it; None for no end.
    """

    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def of_days(cls, first: date | None, last: date | None) -> Period:
        """All of some days, local time, whichever of the two is the earlier one."""
        if first is not None and last is not None and last < first:
            first, last = last, first
        # the calendar ends with the year 9999
        after = None if last is None or last == date.max else midnight(last + timedelta(days=1))
        return cls(None if first is None else midnight(first), after)

    @classmethod
    def of_span(cls, span: Span, today: date, custom: tuple[date, date] | None = None) -> Period:
        """The days of a span.

        Args:
            span: Which.
            today: The day that it ends with.
            custom: First and last day of :attr:`Span.CUSTOM`.
        """
        if span is Span.CUSTOM and custom is not None:
            return cls.of_days(*custom)
        if span in DAYS:
            # no end: what is inspected while one looks belongs to it
            return cls.of_days(today - timedelta(days=DAYS[span] - 1), None)
        return cls()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed.

    Attributes:
        recipe_id: What all versions of the recipe have in common; None while there is no recipe at all.
        span: When.
        days: A part of the span that is chosen for the list alone; None for all of it.
        search: Words in paths, notes and names of sessions.
        verdict: Only those that the recipe called so.
        operator: Only those that a person called so.
        disagreeing: Only where recipe and person say the opposite.
    """

    recipe_id: str | None = None
    span: Period = Period()
    days: Period | None = None
    search: str = ""
    verdict: Verdict | None = None
    operator: OperatorVerdict | None = None
    disagreeing: bool = False

    @property
    def period(self) -> Period:
        """When the listed ones were inspected."""
        return self.days or self.span

    @property
    def narrowed(self) -> bool:
        """Whether less is listed than all of the span."""
        return self != Wanted(self.recipe_id, self.span)

    def all_of_span(self) -> Wanted:
        """The same without anything that narrows it."""
        return Wanted(self.recipe_id, self.span)

    def arguments(self) -> dict[str, Any]:
        """The arguments of :meth:`engine.session.history.History.inspections` and ``count``."""
        return {
            "recipe_id": self.recipe_id or "",
            "search": self.search,
            "verdict": self.verdict,
            "operator": self.operator,
            "since": self.period.since,
            "until": self.period.until,
            "disagreeing": self.disagreeing,
        }

    def changed(self, **fields: Any) -> Wanted:
        """The same with other fields."""
        return replace(self, **fields)


def midnight(day: date) -> datetime:
    """When a day begins here."""
    return datetime.combine(day, time()).astimezone()
