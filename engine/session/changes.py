"""What waits to be written: the net effect of any number of changes, so that it never grows without bound.

However often a limit is dragged or a verdict changed while the disk is full, one row a part and one value a
field are kept. What is added and taken off again before it was ever written is kept for the history.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import index
from pathlib import Path
from typing import Any

from engine.session.store import Recipe
from engine.types import InspectionResult, Limits, Review


@dataclass(frozen=True, slots=True)
class Row:
    """One part that waits to be written.

    Attributes:
        result: What was found.
        at: When it was inspected, milliseconds since 1970; None for a part that is in the file already and
            keeps its time.
    """

    result: InspectionResult
    at: int | None


@dataclass(slots=True)
class Changes:
    """Changes whose order among each other does not matter any more.

    Attributes:
        cleared: All parts that were in the file are off the list.
        rows: Parts by key, in the order of their first change; None for one that was taken off.
        reviews: What people left, by key.
        gone: Parts that were added and taken off again before they were written.
        fields: New values of ``name``, ``recipe`` (with its path), ``limits`` and ``view``.
    """

    cleared: bool = False
    rows: dict[int, Row | None] = field(default_factory=dict)
    reviews: dict[int, Review] = field(default_factory=dict)
    gone: list[tuple[int, Row, Review | None]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.cleared or self.rows or self.reviews or self.gone or self.fields)

    def add(self, rows: Iterable[tuple[int, InspectionResult]], at: int) -> None:
        """Parts that were just inspected; nobody has reviewed them."""
        for number, result in rows:
            key = _key(number)
            self._take_off(key)
            # at the end: the order of the rows is that of their last addition
            self.rows.pop(key, None)
            self.rows[key] = Row(_light(result), at)

    def replace(self, rows: Iterable[tuple[int, InspectionResult]]) -> None:
        """Newer results of parts on the list; they keep their time and their review."""
        for number, result in rows:
            key = _key(number)
            if key in self.rows:
                old = self.rows[key]
                if old is not None:
                    self.rows[key] = Row(_light(result), old.at)
            elif not self.cleared:
                self.rows[key] = Row(_light(result), None)

    def remove(self, keys: Iterable[int]) -> None:
        """Parts that are off the list."""
        for key in map(_key, keys):
            self._take_off(key)
            self.rows[key] = None

    def clear(self) -> None:
        """All parts are off the list."""
        for key in list(self.rows):
            self._take_off(key)
        self.rows.clear()
        self.reviews.clear()
        self.cleared = True

    def review(self, reviews: Iterable[tuple[int, Review]]) -> None:
        """What people left with parts on the list."""
        for number, review in reviews:
            key = _key(number)
            if self.rows[key] is not None if key in self.rows else not self.cleared:
                self.reviews[key] = review

    def _take_off(self, key: int) -> None:
        row, review = self.rows.get(key), self.reviews.pop(key, None)
        if row is not None and row.at is not None:
            self.gone.append((key, row, review))


@dataclass(frozen=True, slots=True)
class Move:
    """A folder of pictures is somewhere else now."""

    old: Path
    new: Path


class Waiting:
    """All that waits to be written, in steps that must be done in their order."""

    def __init__(self) -> None:
        self.steps: list[Changes | Move] = []

    def __bool__(self) -> bool:
        return any(isinstance(step, Move) or bool(step) for step in self.steps)

    @property
    def changes(self) -> Changes:
        """What further changes go into."""
        if not self.steps or isinstance(self.steps[-1], Move):
            self.steps.append(Changes())
        last = self.steps[-1]
        assert isinstance(last, Changes)  # noqa: S101 - for the type checker
        return last

    def move(self, old: Path, new: Path) -> None:
        """Parts below a folder are to be looked for elsewhere."""
        self.steps.append(Move(old, new))

    def recipe(self, recipe: Recipe, path: Path | None) -> None:
        """Another recipe judges the parts that follow."""
        if self.changes.rows:
            self.steps.append(Changes())  # those before were judged by the recipe before
        self.changes.fields["recipe"] = (recipe, path)

    def limits(self, limits: Limits) -> None:
        """Other limits are in force."""
        self.changes.fields["limits"] = limits

    def set(self, name: str, value: object) -> None:
        """Another value of a field."""
        self.changes.fields[name] = value


def _key(number: int) -> int:
    """A key as SQLite takes it: a whole number of NumPy would be kept as bytes."""
    key = index(number)
    if not -(2**63) <= key < 2**63:
        raise OverflowError(f"the key {key} is too large")
    return key


def _light(result: InspectionResult) -> InspectionResult:
    """The result without its map, which would take megabytes while it waits."""
    return result if result.anomaly_map is None else replace(result, anomaly_map=None)
