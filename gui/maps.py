"""Anomaly maps where they are wanted: from memory, else from disk, else made again.

Memory is asked on the main thread and answers at once (:class:`MapStore`). The disk is never touched there:
maps are written by a thread of their own (:class:`MapCache`), which drops what it has no time for, and read
by another (:class:`MapFetcher`), which asks the engine for what was not found.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Slot

from gui.background import Loader
from gui.caches import Kept, cache_folder, map_disk
from gui.jobs import Failure, Job
from gui.map_files import MapFiles
from gui.paths import DataPaths
from gui.priority import ENGINE, give_way
from gui.settings import SettingsStore
from gui.worker import JobQueue

if TYPE_CHECKING:
    from engine.progress import CancelToken, Report
    from engine.recipe import Recipe
    from engine.types import FloatMap, InspectionResult
    from gui.engine_port import Engine

log = logging.getLogger(__name__)

QUEUE_BYTES = 32 << 20
"""Maps that may wait for the disk; while more come than it takes, the new ones are not kept there."""
LAST_MS = 2000
"""How long the window waits for the last maps to be written when it closes, milliseconds."""
_READS = 16
_MAPS = "maps"


class MapStore:
    """Anomaly maps in memory, those used last, up to a number of bytes.

    Args:
        most: Bytes that all maps together may take.
    """

    def __init__(self, most: int) -> None:
        self._kept = Kept(most)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def bytes(self) -> int:
        """What all maps take now."""
        return self._kept.bytes

    @property
    def most(self) -> int:
        """What they may take; a lower number lets the oldest go at once."""
        return self._kept.most

    @most.setter
    def most(self, most: int) -> None:
        self._kept.most = most

    def put(self, path: Path, anomaly_map: FloatMap, content: str = "") -> None:
        """Keep the map of a part, and forget the oldest ones where there is no room.

        Args:
            path: The part's file.
            anomaly_map: Its map.
            content: Hash of the file's bytes, where it is known.
        """
        self._kept.put(_MAPS, path, (anomaly_map, content), anomaly_map.nbytes)

    def get(self, path: Path, content: str = "") -> FloatMap | None:
        """The map of a part, if it is still here.

        Args:
            path: The part's file.
            content: Hash of the file's bytes; a map of other bytes is not given.
        """
        found = self._kept.get(_MAPS, path)
        if found is None or (content and found[1] and content != found[1]):
            return None
        anomaly_map: FloatMap = found[0]
        return anomaly_map

    def drop(self, path: Path) -> None:
        """Forget the map of a part."""
        self._kept.drop(_MAPS, path)

    def clear(self) -> None:
        """Forget all maps."""
        self._kept.clear(_MAPS)


class MapCache(QObject):
    """Anomaly maps on disk.

    Args:
        identity: What maps of a recipe depend on besides the picture, see
            :meth:`gui.engine_port.Engine.identity`; called on other threads. Empty keeps no maps.
        settings: Say how much of the disk may be used, and where.
        paths: Where the cache is unless the settings say otherwise.
    """

    def __init__(
        self,
        identity: Callable[[Recipe], str],
        settings: SettingsStore,
        paths: DataPaths,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._identity = identity
        self._settings = settings
        self._paths = paths
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Recipe, str, FloatMap]] = deque()
        self._bytes = 0
        self._writing = False
        self._broken = False
        self._closed = False
        self.dropped = 0
        """Maps that were not written because more came than the disk could take."""
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._on_settings()
        settings.changed.connect(self._on_settings)

    @property
    def files(self) -> MapFiles:
        """The files themselves."""
        return self._files

    def keep(self, recipe: Recipe, record: InspectionResult) -> None:
        """Have the map of a result written soon; returns at once, from any thread.

        Args:
            recipe: What made it.
            record: The result with its map; without a map or a hash of the file nothing is kept.
        """
        if record.anomaly_map is not None:
            self.keep_map(recipe, record.sha256, record.anomaly_map)

    def keep_map(self, recipe: Recipe, content: str, anomaly_map: FloatMap) -> None:
        """The same for a map of its own.

        Args:
            recipe: What made it.
            content: Hash of the picture file's bytes; empty keeps nothing.
            anomaly_map: The map, which must not change any more.
        """
        with self._lock:
            if not content or self._broken or self._closed:
                return
            if self._bytes + anomaly_map.nbytes > QUEUE_BYTES:
                self.dropped += 1
                return
            self._waiting.append((recipe, content, anomaly_map))
            self._bytes += anomaly_map.nbytes
            start, self._writing = not self._writing, True
        if start:
            self._pool.start(_Run(self._write_all))

    def recall(self, recipe: Recipe, content: str) -> FloatMap | None:
        """A kept map; None where there is none. Reads a file: not for the main thread.

        Args:
            recipe: What judges now.
            content: Hash of the picture file's bytes.
        """
        identity = self._identity(recipe) if content else ""
        return self._files.read(identity, content) if identity else None

    def make(self, engine: Engine, recipe: Recipe, record: InspectionResult, threads: int | None) -> FloatMap:
        """The map of a result from the disk, or else from the engine; for the worker thread.

        Args:
            engine: Makes it.
            recipe: What judges now.
            record: The result, whose file is read anew where that is needed.
            threads: For the engine; None lets it choose.

        Raises:
            GonogoError: The file cannot be read any more.
        """
        found = self.recall(recipe, record.sha256)
        if found is not None:
            return found
        made = engine.map_of(recipe, record.path, threads)
        if record.sha256 and _hash_of(record.path) == record.sha256:
            self.keep_map(recipe, record.sha256, made)
        return made

    def wait(self, milliseconds: int = -1) -> bool:
        """Stay until everything is written, or so long; True if it was."""
        return self._pool.waitForDone(milliseconds)

    def close(self) -> None:
        """Take no more maps, and give those that wait a moment to be written."""
        with self._lock:
            self._closed = True
        if not self.wait(LAST_MS):
            with self._lock:
                self._waiting.clear()
            self.wait()

    @Slot()
    def _on_settings(self) -> None:
        value = self._settings.value
        folder, most = cache_folder(value, self._paths) / "maps", map_disk(value)
        with self._lock:
            self._files = MapFiles(folder, most)
            self._broken = False  # there may be room now

    def _write_all(self) -> None:
        """Write what waits, oldest first; on the writing thread."""
        give_way(ENGINE)
        while True:
            with self._lock:
                if not self._waiting:
                    self._writing = False
                    return
                recipe, content, anomaly_map = self._waiting.popleft()
                self._bytes -= anomaly_map.nbytes
                files = self._files
            try:
                if identity := self._identity(recipe):
                    files.write(identity, content, anomaly_map)
            except OSError as error:
                self._give_up(files, error)
            except Exception:  # a map that is not kept is no reason to end anything
                log.exception("a map was not kept")

    def _give_up(self, files: MapFiles, error: OSError) -> None:
        """Write nothing more until the settings change: every further map would fail as well."""
        log.warning("anomaly maps are not kept in %s any more: %s", files.folder, error)
        with self._lock:
            if files is self._files:
                self._broken = True
                self._waiting.clear()
                self._bytes = 0


class MapFetcher(QObject):
    """Brings maps that are not in memory, for somebody who looks at a part.

    Only the newest wish is worth work of the engine: those before it that have not begun are dropped.

    Args:
        engine: Makes what is not on disk.
        jobs: Where it is made, before everything else that waits and between two parts of an inspection.
        cache: The disk.
    """

    def __init__(
        self, engine: Engine, jobs: JobQueue, cache: MapCache, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._jobs = jobs
        self._cache = cache
        self._wishes: dict[int, _Wish] = {}
        self._numbers = itertools.count(1)
        self._newest = 0
        self._loader = Loader(1, _READS, self)
        self._loader.loaded.connect(self._on_read)
        self._loader.failed.connect(self._on_read_failed)

    def fetch(
        self, recipe: Recipe, record: InspectionResult, threads: int | None, then: Callable[[FloatMap], None]
    ) -> None:
        """Have a map brought.

        Args:
            recipe: What judges now.
            record: The result to look at.
            threads: For the engine; None lets it choose.
            then: Called with the map on the main thread, unless it cannot be had or nobody wants it any more.
        """
        number = next((n for n, wish in self._wishes.items() if wish.is_for(recipe, record)), None)
        if number is None:
            number = next(self._numbers)
            self._wishes[number] = _Wish(recipe, record, threads, then)
            for wish in list(self._wishes.values()):
                if wish.job is not None:
                    self._jobs.withdraw(wish.job)
        self._newest, wish = number, self._wishes[number]
        if wish.job is None:
            # once more for a known wish: it may have been dropped among many others
            self._loader.request(number, lambda: self._cache.recall(recipe, record.sha256))

    def close(self) -> None:
        """Read nothing more; to be called before the window goes."""
        self._loader.close()

    @Slot(object, object)
    def _on_read(self, number: int, found: FloatMap | None) -> None:
        wish = self._wishes[number]
        if found is not None:
            del self._wishes[number]
            wish.then(found)
        elif number == self._newest:
            self._make(number, wish)
        else:
            del self._wishes[number]  # somebody looks at another part by now

    @Slot(object, object)
    def _on_read_failed(self, number: int, error: Exception) -> None:
        log.error("a kept map was not read: %s", error, exc_info=error)
        self._on_read(number, None)

    def _make(self, number: int, wish: _Wish) -> None:
        def run(_report: Report, _cancel: CancelToken) -> FloatMap:
            return self._cache.make(self._engine, wish.recipe, wish.record, wish.threads)

        def done(anomaly_map: FloatMap) -> None:
            self._wishes.pop(number, None)
            wish.then(anomaly_map)

        def ended(_failure: Failure | None = None) -> None:
            self._wishes.pop(number, None)

        job = Job("map", self.tr("Looking again"), run, quiet=True, urgent=True)
        wish.job = job.id
        self._jobs.submit(job, on_success=done, on_failure=ended, on_cancel=ended)


@dataclass(slots=True, eq=False)
class _Wish:
    """A map that somebody wants, and the job that makes it once there is one."""

    recipe: Recipe
    record: InspectionResult
    threads: int | None
    then: Callable[[FloatMap], None]
    job: int | None = None

    def is_for(self, recipe: Recipe, record: InspectionResult) -> bool:
        return self.recipe is recipe and self.record is record


class _Run(QRunnable):
    """The writing thread's turn."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        """Write until nothing waits."""
        self._work()


def _hash_of(path: Path) -> str:
    """Hash of a file's bytes; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
