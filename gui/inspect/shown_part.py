"""The part on show: its photo and map fetched beside the window, its defects at the limits of now."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.errors import GonogoError
from engine.regions import find_defects
from engine.types import Defect, FloatMap, InspectionResult, Limits, Photo, Verdict
from gui.background import Loader
from gui.caches import Kept
from gui.sentences import told, translated
from gui.state import AppState
from gui.viewer import ImageViewer, PartView

BUSY_AFTER_MS = 150
"""A photo that is there sooner needs no words about it."""
REST_MS = 120
"""How long a limit must rest before regions that take long to find are looked for."""
QUICK_SECONDS = 0.02
"""Regions that were found within this time are looked for at every step of a slider."""
_PHOTOS = "photos"
_THREADS = 2


def read_photo(path: Path) -> Photo:
    """Read a photo as inspection does; for any thread."""
    from engine import images

    photo = images.read(path).photo
    photo.flags.writeable = False
    return photo


class PhotoShelf:
    """Photos looked at last, in the memory that they share with thumbnails.

    Args:
        kept: That memory.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def __len__(self) -> int:
        return len(self._kept.keys(_PHOTOS))

    def get(self, path: Path) -> Photo | None:
        """A kept photo."""
        photo: Photo | None = self._kept.get(_PHOTOS, path)
        return photo

    def put(self, path: Path, photo: Photo) -> None:
        """Keep a photo, and let what was used longest ago go where there is no room."""
        self._kept.put(_PHOTOS, path, photo, photo.nbytes)

    def room_beside(self, photo: Photo) -> int:
        """How many more photos of this size there is room for, at least 1."""
        return max(1, self._kept.most // max(1, photo.nbytes) - 1)

    def clear(self) -> None:
        """Forget all photos."""
        self._kept.clear(_PHOTOS)


class ShownPart(QObject):
    """Shows one result in the viewer.

    The part before stays on show until the new one's photo is there; photos that come too late are kept for
    later but not shown.
    """

    changed = Signal()
    """Another part is on show, or its verdict or defects are others."""

    def __init__(self, state: AppState, viewer: ImageViewer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._viewer = viewer
        self._wanted: tuple[int, InspectionResult] | None = None
        self._shown: tuple[int, InspectionResult] | None = None
        self._beside: tuple[int, ...] = ()
        self._next: tuple[Path, ...] = ()
        self._map: FloatMap | None = None
        self._regions: tuple[Defect, ...] | None = None
        self._regions_at = 0.0
        self._largest = 0
        self._failed = False
        self._photos = PhotoShelf(state.pictures)
        self._loader = Loader(_THREADS, 4, self)
        self._loader.loaded.connect(self._on_photo)
        self._loader.failed.connect(self._on_no_photo)
        self._segmenter = Loader(1, 1, self)
        self._segmenter.loaded.connect(self._on_regions)
        self._seconds = 0.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._request_regions)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._say_busy)
        state.limits_changed.connect(self._on_limits)
        state.results_changed.connect(self._on_results_changed)
        state.results_reset.connect(self._on_results_reset)
        state.map_ready.connect(self._on_map)

    # what is shown

    @property
    def row(self) -> int:
        """Row of the results that is on show; -1 for none."""
        return self._shown[0] if self._shown else -1

    @property
    def record(self) -> InspectionResult | None:
        """Its record, as it was inspected."""
        return self._shown[1] if self._shown else None

    @property
    def verdict(self) -> Verdict | None:
        """Its verdict at the limits of now."""
        return self._state.results.verdict(self.row) if 0 <= self.row < len(self._state.results) else None

    @property
    def margin(self) -> float | None:
        """Its score / image threshold of now."""
        record, limits = self.record, self._state.limits
        if record is None or record.score is None or limits is None:
            return None
        return record.score / limits.image_threshold

    @property
    def defects(self) -> tuple[Defect, ...]:
        """Its defects at the limits of now, as far as they are known."""
        limits = self._state.limits
        if self._regions is None or limits is None:
            return ()
        return tuple(defect for defect in self._regions if defect.area_px >= limits.min_area)

    @property
    def failed(self) -> bool:
        """Whether words stand in the photo's place, because it cannot be shown."""
        return self._failed

    @property
    def has_map(self) -> bool:
        """Whether its anomaly map is there."""
        return self._map is not None

    def show(self, row: int, neighbours: Sequence[int] = ()) -> None:
        """Show a row of the results.

        Args:
            row: The row; -1 shows none.
            neighbours: Rows that will probably be wanted next.
        """
        if row < 0:
            self._clear()
            return
        results = self._state.results
        record = results[row]
        self._beside = tuple(neighbours)
        self._next = tuple(results[n].path for n in neighbours if results[n].score is not None)
        if self._wanted is not None and self._wanted[1] is record:
            self._wanted = (row, record)
            if self._shown is not None and self._shown[1] is record:
                self._shown = self._wanted
            return
        self._wanted = (row, record)
        if record.score is None:
            words = translated(record.error) or self.tr("This file could not be judged.")
            self._show_error(words, translated(record.hint))
            return
        photo = self._photos.get(record.path)
        if photo is not None:
            self._present(photo)
            return
        self._fetch(record.path)
        self._patience.start(BUSY_AFTER_MS)

    def close(self) -> None:
        """Fetch nothing more; to be called before the window goes."""
        self._patience.stop()
        self._rest.stop()
        self._loader.close()
        self._segmenter.close()

    # photo and map

    def _fetch(self, path: Path | None) -> None:
        """Get photos, the first before its neighbours; what else waits is not wanted any more."""
        missing = [other for other in self._next if self._photos.get(other) is None and other != path]
        wanted = [*reversed(missing), path] if path is not None else list(reversed(missing))
        self._loader.keep_only(wanted)
        for each in wanted:
            self._loader.request(each, lambda each=each: read_photo(each))

    @Slot(object, object)
    def _on_photo(self, path: Path, photo: Photo) -> None:
        self._photos.put(path, photo)
        if self._waiting_for(path):
            self._present(photo)

    @Slot(object, object)
    def _on_no_photo(self, path: Path, error: Exception) -> None:
        if not self._waiting_for(path):
            return
        if isinstance(error, GonogoError):
            self._show_error(*told(error))
        else:
            words = self.tr("{name} could not be opened: {error}.").format(name=path.name, error=error)
            self._show_error(words, self.tr("Put the file back where it was, or inspect it again."))

    def _waiting_for(self, path: Path) -> bool:
        return self._wanted is not None and self._wanted is not self._shown and self._wanted[1].path == path

    def _present(self, photo: Photo) -> None:
        if self._wanted is None:
            return
        self._patience.stop()
        row, record = self._wanted
        if photo.shape[:2] != (record.height, record.width):
            words = self.tr("{name} has changed since it was inspected.").format(name=record.path.name)
            self._show_error(words, self.tr("Inspect it again."))
            return
        self._shown, self._failed, self._seconds = self._wanted, False, 0.0
        self._map = self._state.map_of(row)
        self._take_regions(record)
        self._viewer.show_part(PartView(photo, self._map, self._state.limits, self.defects, title_of(record)))
        if self._map is None:
            self._state.request_map(row)
        self._segment()
        # what has no room would only push out what is wanted before it
        self._next = self._next[: self._photos.room_beside(photo)]
        self._fetch(None)
        self.changed.emit()

    def _show_error(self, message: str, hint: str) -> None:
        self._patience.stop()
        self._shown, self._failed = self._wanted, True
        self._map, self._regions = None, None
        self._viewer.show_error(message, hint)
        self._fetch(None)
        self.changed.emit()

    def _clear(self) -> None:
        self._patience.stop()
        self._loader.keep_only(())
        self._wanted = self._shown = None
        self._map, self._regions = None, None
        self._photos.clear()
        self._viewer.clear()
        self.changed.emit()

    @Slot()
    def _say_busy(self) -> None:
        if self._wanted is not None:
            self._viewer.show_busy(self.tr("Opening {name} …").format(name=self._wanted[1].path.name))

    @Slot(object)
    def _on_map(self, path: Path) -> None:
        record, part = self.record, self._viewer.part
        if record is None or part is None or record.path != path or self._map is not None:
            return
        self._map = self._state.maps.get(path)
        if self._map is not None:
            self._viewer.show_part(replace(part, anomaly_map=self._map))
            self._segment()
            self.changed.emit()

    # regions

    def _take_regions(self, record: InspectionResult) -> None:
        """Begin with the regions that inspection found, if they are those of the limits of now."""
        limits = self._state.limits
        known = limits is not None and (
            record.limits.pixel_threshold == limits.pixel_threshold
            and record.limits.min_area <= limits.min_area
        )
        self._regions = record.defects if known else None
        self._largest = record.largest_area
        # with a minimum area the small ones are missing
        self._regions_at = record.limits.pixel_threshold if known and not record.limits.min_area else 0.0

    def _segment(self) -> None:
        """Find the regions at the limits of now, beside the window, unless they are known."""
        limits = self._state.limits
        if limits is None or self._map is None or self._regions_at == limits.pixel_threshold:
            self._rest.stop()
        elif self._seconds <= QUICK_SECONDS:
            self._request_regions()
        else:
            self._rest.start()  # outline and colours have followed already

    @Slot()
    def _request_regions(self) -> None:
        record, limits, anomaly_map = self.record, self._state.limits, self._map
        if record is None or limits is None or anomaly_map is None:
            return
        at, size = limits.pixel_threshold, (record.height, record.width)

        def find() -> tuple[Any, float]:
            begun = time.monotonic()
            return find_defects(anomaly_map, size, at), time.monotonic() - begun

        self._segmenter.request((record.path, at), find)

    @Slot(object, object)
    def _on_regions(self, key: tuple[Path, float], made: tuple[Any, float]) -> None:
        found, self._seconds = made
        record, limits = self.record, self._state.limits
        if record is None or limits is None or self._map is None or record.path != key[0]:
            return
        (self._regions, self._largest), self._regions_at = found, key[1]
        self._viewer.set_limits(limits, self.defects)
        self._note_area(limits)
        self.changed.emit()

    def _note_area(self, limits: Limits) -> None:
        """Let the list know the area, so that verdict and picture agree at once."""
        results, row = self._state.results, self.row
        if row < 0:
            return
        if self._regions_at == limits.pixel_threshold != float(results.measured_at[row]):
            results.measure([row], [self._largest], self._regions_at, limits)
            self._state.results_changed.emit(row, 1)

    @Slot(object)
    def _on_limits(self, limits: Limits) -> None:
        if self.record is None:
            return
        if not self._failed:
            self._viewer.set_limits(limits, self.defects if self._regions is not None else None)
            self._segment()
        self.changed.emit()

    @Slot()
    def _on_results_reset(self) -> None:
        """Rows are other ones now: find the shown part again, if it is still on the list."""
        if self._shown is not None:
            results, record = self._state.results, self._shown[1]
            row = next((row for row in range(len(results)) if results[row] is record), -1)
            self._shown = (row, record)

    @Slot(int, int)
    def _on_results_changed(self, first: int, count: int) -> None:
        if not first <= self.row < first + count:
            return
        if self._state.results[self.row] is not self.record:
            self.show(self.row, self._beside)  # judged anew
        else:
            self.changed.emit()


def title_of(record: InspectionResult) -> str:
    """Folder and name: parts of different folders are often called the same."""
    folder = record.path.parent.name
    return f"{folder}/{record.path.name}" if folder else record.path.name
