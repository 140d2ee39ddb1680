"""All results of a session, with their scores in arrays so that all are judged anew at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from engine.types import FloatMap, InspectionResult, Limits, Verdict


class Results:
    """Results by row, in the order of inspection, with the verdicts at the limits of now.

    The records keep the verdict of the limits that they were made with; what counts on screen is
    :meth:`verdict`, from :attr:`codes`.
    """

    def __init__(self) -> None:
        self._records: list[InspectionResult] = []
        self._scores: npt.NDArray[np.float64] | None = None
        self._areas: npt.NDArray[np.int64] | None = None
        self._codes: npt.NDArray[np.uint8] | None = None
        self._measured_at: npt.NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, row: int) -> InspectionResult:
        return self._records[row]

    @property
    def scores(self) -> npt.NDArray[np.float64]:
        """Anomaly scores, shape (n,), NaN for errors; a read-only view."""
        return self._view(self._scores)

    @property
    def largest_areas(self) -> npt.NDArray[np.int64]:
        """Largest region above the pixel threshold in photo pixels, shape (n,); a read-only view."""
        return self._view(self._areas)

    @property
    def codes(self) -> npt.NDArray[np.uint8]:
        """Verdicts as indices into ``engine.judging.VERDICTS``, shape (n,); a read-only view."""
        return self._view(self._codes)

    @property
    def measured_at(self) -> npt.NDArray[np.float64]:
        """Pixel threshold that each area was measured at, shape (n,); a read-only view."""
        return self._view(self._measured_at)

    def verdict(self, row: int) -> Verdict:
        """The verdict of a row at the limits of now."""
        from engine.judging import VERDICTS

        return VERDICTS[int(self.codes[row])]

    def counts(self) -> dict[Verdict, int]:
        """How many rows there are of each verdict; every verdict is a key."""
        from engine.judging import VERDICTS

        if self._codes is None:
            return dict.fromkeys(VERDICTS, 0)
        import numpy as np

        numbers = np.bincount(self.codes, minlength=len(VERDICTS))
        return {verdict: int(numbers[code]) for code, verdict in enumerate(VERDICTS)}

    def append(self, records: Sequence[InspectionResult], limits: Limits) -> None:
        """Add records at the end; their verdicts are made at ``limits``."""
        import numpy as np

        from engine.judging import verdicts

        first, last = len(self._records), len(self._records) + len(records)
        if self._scores is None or self._areas is None or self._codes is None or self._measured_at is None:
            self._scores = np.empty(256)
            self._areas = np.empty(256, np.int64)
            self._codes = np.empty(256, np.uint8)
            self._measured_at = np.empty(256)
        if last > len(self._scores):
            room = max(last, 2 * len(self._scores))
            self._scores = np.resize(self._scores, room)
            self._areas = np.resize(self._areas, room)
            self._codes = np.resize(self._codes, room)
            self._measured_at = np.resize(self._measured_at, room)
        self._records.extend(records)
        self._scores[first:last] = [np.nan if r.score is None else r.score for r in records]
        self._areas[first:last] = [r.largest_area for r in records]
        self._measured_at[first:last] = [r.limits.pixel_threshold for r in records]
        self._codes[first:last] = verdicts(self._scores[first:last], self._areas[first:last], limits)

    def replace(self, row: int, record: InspectionResult, limits: Limits) -> None:
        """Put a newer record of the same part into its row."""
        import numpy as np

        from engine.judging import verdicts

        if self._scores is None or self._areas is None or self._codes is None or self._measured_at is None:
            raise IndexError(row)
        self._records[row] = record
        self._scores[row] = np.nan if record.score is None else record.score
        self._areas[row] = record.largest_area
        self._measured_at[row] = record.limits.pixel_threshold
        here = slice(row, row + 1)
        self._codes[here] = verdicts(self._scores[here], self._areas[here], limits)

    def measure(self, rows: Sequence[int], areas: Sequence[int], at: float, limits: Limits) -> None:
        """Take over areas that were measured anew, and judge these rows by them.

        Args:
            rows: The rows.
            areas: Largest region of each above the pixel threshold, photo pixels.
            at: The pixel threshold that they were measured at.
            limits: What to judge by.
        """
        import numpy as np

        from engine.judging import verdicts

        if self._scores is None or self._areas is None or self._codes is None or self._measured_at is None:
            raise IndexError(rows)
        here = np.asarray(rows, np.intp)
        self._areas[here] = areas
        self._measured_at[here] = at
        self._codes[here] = verdicts(self._scores[here], self._areas[here], limits)

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows off the list."""
        import numpy as np

        gone = set(rows)
        keep = [row for row in range(len(self._records)) if row not in gone]
        if (
            self._scores is not None
            and self._areas is not None
            and self._codes is not None
            and self._measured_at is not None
        ):
            chosen = np.array(keep, dtype=np.intp)
            self._scores = np.resize(self._scores[chosen], max(256, len(keep)))
            self._areas = np.resize(self._areas[chosen], max(256, len(keep)))
            self._codes = np.resize(self._codes[chosen], max(256, len(keep)))
            self._measured_at = np.resize(self._measured_at[chosen], max(256, len(keep)))
        self._records = [self._records[row] for row in keep]

    def rejudge(self, limits: Limits) -> None:
        """Make all verdicts anew; the areas are those of the pixel threshold they were measured at."""
        from engine.judging import verdicts

        if self._codes is not None:
            self._codes[: len(self)] = verdicts(self.scores, self.largest_areas, limits)

    def clear(self) -> None:
        """Forget everything."""
        self._records.clear()
        self._scores = self._areas = self._codes = self._measured_at = None

    def _view(self, array: npt.NDArray | None) -> npt.NDArray:
        import numpy as np

        if array is None:
            return np.empty(0)
        view = array[: len(self._records)]
        view.flags.writeable = False
        return view


class MapStore:
    """Anomaly maps in memory, those used last, up to a number of bytes.

    Args:
        most: Bytes that all maps together may take.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._maps: OrderedDict[Path, FloatMap] = OrderedDict()

    def __len__(self) -> int:
        return len(self._maps)

    def put(self, path: Path, anomaly_map: FloatMap) -> None:
        """Keep the map of a part, and forget the oldest ones where there is no room."""
        self.drop(path)
        self._maps[path] = anomaly_map
        self.bytes += anomaly_map.nbytes
        while self.bytes > self.most and len(self._maps) > 1:
            _path, oldest = self._maps.popitem(last=False)
            self.bytes -= oldest.nbytes

    def get(self, path: Path) -> FloatMap | None:
        """The map of a part, if it is still here."""
        if path in self._maps:
            self._maps.move_to_end(path)
        return self._maps.get(path)

    def drop(self, path: Path) -> None:
        """Forget the map of a part."""
        gone = self._maps.pop(path, None)
        if gone is not None:
            self.bytes -= gone.nbytes

    def clear(self) -> None:
        """Forget all maps."""
        self._maps.clear()
        self.bytes = 0
