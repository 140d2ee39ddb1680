"""All results of a session, with their scores in arrays so that all are judged anew at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from engine.types import InspectionResult, Limits, Review, Verdict

_COLUMNS = {
    "keys": "int64",
    "scores": "float64",
    "areas": "int64",
    "codes": "uint8",
    "measured_at": "float64",
    "said": "uint8",
}
"""What is held in arrays, and its type."""


@dataclass(frozen=True, slots=True)
class Removed:
    """Rows that were taken off, with everything that is needed to put them back."""

    keys: tuple[int, ...]
    records: tuple[InspectionResult, ...]
    measured_at: tuple[float, ...]
    areas: tuple[int, ...]
    reviews: dict[int, Review]


class Results:
    """Results by row, in the order of inspection, with the verdicts at the limits of now.

    The records keep the verdict of the limits that they were made with; what counts on screen is
    :meth:`verdict`, from :attr:`codes`. Every row has a key of its own that never changes, and keys grow from
    row to row.
    """

    def __init__(self) -> None:
        self._records: list[InspectionResult] = []
        self._reviews: dict[int, Review] = {}
        self._columns: dict[str, npt.NDArray[Any]] = {}
        self._next_key = 1

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, row: int) -> InspectionResult:
        return self._records[row]

    @property
    def keys(self) -> npt.NDArray[np.int64]:
        """Keys of the rows, ascending, shape (n,); a read-only view."""
        return self._view("keys")

    @property
    def scores(self) -> npt.NDArray[np.float64]:
        """Anomaly scores, shape (n,), NaN for errors; a read-only view."""
        return self._view("scores")

    @property
    def largest_areas(self) -> npt.NDArray[np.int64]:
        """Largest region above the pixel threshold in photo pixels, shape (n,); a read-only view."""
        return self._view("areas")

    @property
    def codes(self) -> npt.NDArray[np.uint8]:
        """Verdicts as indices into ``engine.judging.VERDICTS``, shape (n,); a read-only view."""
        return self._view("codes")

    @property
    def measured_at(self) -> npt.NDArray[np.float64]:
        """Pixel threshold that each area was measured at, shape (n,); a read-only view."""
        return self._view("measured_at")

    @property
    def said(self) -> npt.NDArray[np.uint8]:
        """Operator verdicts by their codes, indices into ``engine.review.OPERATOR_VERDICTS``, shape (n,)."""
        return self._view("said")

    def verdict(self, row: int) -> Verdict:
        """The verdict of a row at the limits of now."""
        from engine.judging import VERDICTS

        return VERDICTS[int(self.codes[row])]

    def counts(self) -> dict[Verdict, int]:
        """How many rows there are of each verdict; every verdict is a key."""
        from engine.judging import VERDICTS

        if not self._columns:
            return dict.fromkeys(VERDICTS, 0)
        import numpy as np

        numbers = np.bincount(self.codes, minlength=len(VERDICTS))
        return {verdict: int(numbers[code]) for code, verdict in enumerate(VERDICTS)}

    # ---- rows

    def append(self, records: Sequence[InspectionResult], limits: Limits) -> None:
        """Add records at the end; their verdicts are made at ``limits``."""
        first = self._next_key
        self._next_key += len(records)
        self._extend(records, range(first, self._next_key), limits)

    def restore(
        self,
        records: Sequence[InspectionResult],
        keys: Sequence[int],
        reviews: Mapping[int, Review],
        limits: Limits,
    ) -> None:
        """Hold these rows and no others.

        Args:
            records: The rows.
            keys: Their keys, ascending.
            reviews: What a person left with some of them, by key.
            limits: What to judge by.
        """
        from engine.review import operator_code

        self.clear()
        self._extend(records, keys, limits)
        self._next_key = max(self._next_key, *keys, 0) + 1 if keys else self._next_key
        rows = {key: row for row, key in enumerate(keys)}
        self._reviews = {key: review for key, review in reviews.items() if key in rows}
        for key, review in self._reviews.items():
            self._columns["said"][rows[key]] = operator_code(review.verdict)

    def replace(self, row: int, record: InspectionResult, limits: Limits) -> None:
        """Put a newer record of the same part into its row."""
        self._records[row] = record
        self._columns["scores"][row] = float("nan") if record.score is None else record.score
        self._columns["areas"][row] = record.largest_area
        self._columns["measured_at"][row] = record.limits.pixel_threshold
        self._judge(slice(row, row + 1), limits)

    def move(self, row: int, path: Path) -> None:
        """Note that the picture of a row is elsewhere now."""
        self._records[row] = replace(self._records[row], path=path)

    def measure(self, rows: Sequence[int], areas: Sequence[int], at: float, limits: Limits) -> None:
        """Take over areas that were measured anew, and judge these rows by them.

        Args:
            rows: The rows.
            areas: Largest region of each above the pixel threshold, photo pixels.
            at: The pixel threshold that they were measured at.
            limits: What to judge by.
        """
        import numpy as np

        if not self._columns:
            raise IndexError(rows)
        here = np.asarray(rows, np.intp)
        self._columns["areas"][here] = areas
        self._columns["measured_at"][here] = at
        self._judge(here, limits)

    def remove(self, rows: Sequence[int]) -> Removed:
        """Take rows off the list."""
        import numpy as np

        gone = sorted(set(rows))
        keys = tuple(int(self.keys[row]) for row in gone)
        removed = Removed(
            keys,
            tuple(self._records[row] for row in gone),
            tuple(float(self.measured_at[row]) for row in gone),
            tuple(int(self.largest_areas[row]) for row in gone),
            {key: self._reviews.pop(key) for key in keys if key in self._reviews},
        )
        keep = np.ones(len(self), np.bool_)
        keep[gone] = False
        self._keep(np.flatnonzero(keep))
        return removed

    def put_back(self, removed: Removed, limits: Limits) -> None:
        """Undo :meth:`remove`: the rows come back to where they were."""
        import numpy as np

        from engine.review import operator_code

        here = len(self)
        self._extend(removed.records, removed.keys, limits)
        self._columns["areas"][here : len(self)] = removed.areas
        self._columns["measured_at"][here : len(self)] = removed.measured_at
        self._columns["said"][here : len(self)] = [
            operator_code(removed.reviews[key].verdict) if key in removed.reviews else 0
            for key in removed.keys
        ]
        self._judge(slice(here, len(self)), limits)
        self._reviews.update(removed.reviews)
        self._keep(np.argsort(self.keys, kind="stable"))

    def rejudge(self, limits: Limits) -> None:
        """Make all verdicts anew; the areas are those of the pixel threshold they were measured at."""
        if self._columns:
            self._judge(slice(0, len(self)), limits)

    def clear(self) -> None:
        """Forget everything; keys that were given are not given again."""
        self._records.clear()
        self._reviews.clear()
        self._columns.clear()

    # ---- what a person says

    def review(self, row: int) -> Review:
        """What a person left with a row."""
        from engine.types import Review

        return self._reviews.get(int(self.keys[row])) or Review()

    def reviews(self) -> dict[int, Review]:
        """All that a person left, by key."""
        return dict(self._reviews)

    def noted(self) -> list[int]:
        """Rows with a note."""
        return self.rows_of(key for key, review in self._reviews.items() if review.note)

    def rows_of(self, keys: Iterable[int]) -> list[int]:
        """Rows of those keys that there still are."""
        import numpy as np

        wanted, known = np.fromiter(keys, np.int64), self.keys
        if not len(known) or not len(wanted):
            return []
        places = np.searchsorted(known, wanted)
        places[places == len(known)] = 0
        rows: list[int] = places[known[places] == wanted].tolist()
        return rows

    def set_review(self, row: int, review: Review) -> None:
        """Note what a person says of a row."""
        from engine.review import operator_code

        key = int(self.keys[row])
        self._columns["said"][row] = operator_code(review.verdict)
        if review.verdict is None and not review.note:
            self._reviews.pop(key, None)
        else:
            self._reviews[key] = review

    # ---- inside

    def _extend(self, records: Sequence[InspectionResult], keys: Sequence[int], limits: Limits) -> None:
        first, last = len(self._records), len(self._records) + len(records)
        self._make_room(last)
        self._records.extend(records)
        here = slice(first, last)
        columns = self._columns
        columns["keys"][here] = keys
        columns["scores"][here] = [float("nan") if r.score is None else r.score for r in records]
        columns["areas"][here] = [r.largest_area for r in records]
        columns["measured_at"][here] = [r.limits.pixel_threshold for r in records]
        columns["said"][here] = 0
        self._judge(here, limits)

    def _judge(self, here: slice | npt.NDArray[np.intp], limits: Limits) -> None:
        from engine.judging import verdicts

        columns = self._columns
        columns["codes"][here] = verdicts(columns["scores"][here], columns["areas"][here], limits)

    def _make_room(self, n: int) -> None:
        import numpy as np

        if not self._columns:
            self._columns = {name: np.empty(256, kind) for name, kind in _COLUMNS.items()}
        room = len(self._columns["keys"])
        if n > room:
            room = max(n, 2 * room)
            self._columns = {name: np.resize(column, room) for name, column in self._columns.items()}

    def _keep(self, rows: npt.NDArray[np.intp]) -> None:
        """Hold these rows, in this order."""
        import numpy as np

        room = max(256, len(rows))
        self._columns = {name: np.resize(column[rows], room) for name, column in self._columns.items()}
        self._records = [self._records[row] for row in rows]

    def _view(self, name: str) -> npt.NDArray[Any]:
        import numpy as np

        column = self._columns.get(name)
        if column is None:
            return np.empty(0, _COLUMNS[name])
        view = column[: len(self._records)]
        view.flags.writeable = False
        return view
