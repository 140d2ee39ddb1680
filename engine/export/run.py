"""Writes everything that was asked for while the results come in, holding only a few maps at a time."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

from engine.colour import DEFAULT_COLOUR_MAP, lookup_table
from engine.errors import ExportError, GonogoError, ImageError
from engine.export.csv_table import write_csv
from engine.export.html_report import write_html
from engine.export.json_report import write_json
from engine.export.maps import write_map
from engine.export.masks import write_mask
from engine.export.naming import Namer, free_stem
from engine.export.overlays import DEFAULT_OPACITY, write_overlay
from engine.export.pictures import Shelf, Thumbnails, thumbnails
from engine.files import write_error
from engine.parallel import cpu_count, ordered_map
from engine.progress import CancelToken, Report, Stage, silent
from engine.types import InspectionResult, Photo, RecipeSummary, Verdict

ReadPhoto = Callable[[Path], Photo]
"""Gives a file's photo as it was inspected: RGB, uint8, EXIF rotation applied."""

_MAX_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Targets:
    """Where to write what; None where it is not wanted.

    Attributes:
        csv: A table (file), replaced if it exists.
        json: Everything for programs (file), replaced if it exists.
        html: The report (file), replaced if it exists.
        overlays: Folder for ``STEM.png``; nothing in it is ever overwritten.
        masks: Folder for ``STEM.png``; nothing in it is ever overwritten.
        maps: Folder for ``STEM.tiff``; nothing in it is ever overwritten.
        opacity: Opacity of the overlays' colours at the limit and above, 0 to 1.
        colour_map: Colours of the overlays.
    """

    csv: Path | None = None
    json: Path | None = None
    html: Path | None = None
    overlays: Path | None = None
    masks: Path | None = None
    maps: Path | None = None
    opacity: float = DEFAULT_OPACITY
    colour_map: str = DEFAULT_COLOUR_MAP

    @property
    def anything(self) -> bool:
        """Whether there is anything to write."""
        return any(isinstance(getattr(self, entry.name), Path) for entry in fields(self))

    @property
    def need_maps(self) -> bool:
        """Whether the results must come with their maps."""
        return any(place is not None for place in (self.html, self.overlays, self.masks, self.maps))

    def places(self) -> dict[str, tuple[Path, str]]:
        """Folder and file ending of each wanted kind of picture; kinds in one folder are told apart."""
        wanted = {
            "overlay": (self.overlays, ".png"),
            "mask": (self.masks, ".png"),
            "map": (self.maps, ".tiff"),
        }
        chosen = {kind: (folder, ending) for kind, (folder, ending) in wanted.items() if folder is not None}
        folders = [folder.resolve() for folder, _ in chosen.values()]
        if len(set(folders)) < len(folders):
            return {kind: (folder, f"_{kind}{ending}") for kind, (folder, ending) in chosen.items()}
        return chosen

    def check(self) -> None:
        """Find out before the work whether it can be written, making the folders.

        Raises:
            ExportError: Two files are the same, or a folder cannot be made or written to.
        """
        files = [path for path in (self.csv, self.json, self.html) if path is not None]
        if len({path.resolve() for path in files}) < len(files):
            raise ExportError(
                f"{files[0]} was named for two kinds of result.", "Give each its own file name.", files[0]
            )
        for path in files:
            if path.is_dir():
                raise ExportError(
                    f"{path} could not be written: it is a folder.", "Name a file inside it.", path
                )
        folders = [path.parent for path in files] + [folder for folder, _ in self.places().values()]
        for folder in dict.fromkeys(folders):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with tempfile.TemporaryFile(dir=folder):
                    pass
            except OSError as error:
                raise write_error(folder, error) from error
        lookup_table(self.colour_map)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it.

    Attributes:
        files: Every file that was written, in the order of the parts, tables last.
        problems: What could not be written or read again, each naming its file; the rest was written.
        results: All results in their order, without maps.
        made: For every result the pictures that were made of it, by their kind.
    """

    files: tuple[Path, ...]
    problems: tuple[GonogoError, ...]
    results: tuple[InspectionResult, ...]
    made: tuple[Mapping[str, Path], ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """One part and what to make of it."""

    result: InspectionResult
    files: dict[str, Path]
    pictured: bool


@dataclass(slots=True)
class _Done:
    """What was made of one part."""

    result: InspectionResult
    files: dict[str, Path]
    problems: list[GonogoError]
    thumbnails: Thumbnails | None = None


def export_results(
    results: Iterable[InspectionResult],
    summary: RecipeSummary,
    targets: Targets,
    *,
    read_photo: ReadPhoto | None = None,
    paths: Sequence[Path] | None = None,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Written:
    """Write results as they come, tables and report at the end.

    Memory does not grow with the number of parts, apart from their rows: every map is let go once its files
    are written. A problem with one part is noted and the rest goes on.

    Args:
        results: The parts, with their maps where :attr:`Targets.need_maps`; gone through once.
        summary: The recipe that the results come from.
        targets: Where to write what.
        read_photo: Reads a part's photo again; by default as inspection does.
        paths: The parts to come, if known: for the progress and for even names.
        report: Receives the progress.
        cancel: Stops the job; complete files stay, tables and report are then not written.

    Returns:
        The files written, and the problems.

    Raises:
        ExportError: A place cannot be written to at all; found before the first part is asked for.
        Cancelled: ``cancel`` was set.
    """
    targets.check()
    cancel = cancel or CancelToken()
    if paths is None and isinstance(results, Sequence):
        paths = [result.path for result in results]
    total = len(paths) if paths is not None else len(results) if isinstance(results, Sized) else 0
    stage = Stage("export", total, report, cancel)
    shelf = Shelf()
    work = _Work(targets, read_photo or _read_photo)
    kept: list[InspectionResult] = []
    made: list[dict[str, Path]] = []
    problems: list[GonogoError] = []
    workers = min(_MAX_WORKERS, cpu_count())
    tasks = _tasks(results, targets, Namer(paths or ()), shelf)
    finished = ordered_map(work, tasks, workers, cancel, ahead=workers + 1)
    # closed at once when something goes wrong, so that no thread goes on writing behind our back
    with contextlib.closing(finished):
        for done in finished:
            if done.thumbnails is not None:
                shelf.put(len(kept), done.result, done.thumbnails)
            kept.append(done.result)
            made.append(done.files)
            problems += done.problems
            stage.step()
    files = [path for written in made for path in written.values()]
    for path, write in _tables(targets, kept, made, summary, shelf):
        cancel.raise_if_cancelled()
        try:
            write()
            files.append(path)
        except ExportError as error:
            problems.append(error)
    return Written(tuple(files), tuple(problems), tuple(kept), tuple(made))


def _tables(
    targets: Targets,
    results: Sequence[InspectionResult],
    made: Sequence[dict[str, Path]],
    summary: RecipeSummary,
    shelf: Shelf,
) -> Iterator[tuple[Path, Callable[[], None]]]:
    """What is written once all parts are known, and how."""
    if targets.csv is not None:
        yield targets.csv, partial(write_csv, results, targets.csv, summary)
    if targets.json is not None:
        yield targets.json, partial(write_json, results, targets.json, summary, made)
    if targets.html is not None:
        yield targets.html, partial(write_html, results, targets.html, summary, shelf.pictures())


def _tasks(
    results: Iterable[InspectionResult], targets: Targets, namer: Namer, shelf: Shelf
) -> Iterator[_Task]:
    """Name the files of every part before it is handed to a thread."""
    places = targets.places()
    for result in results:
        files: dict[str, Path] = {}
        if places and result.verdict is not Verdict.ERROR:
            stem = free_stem(namer.stem(result.path), list(places.values()), namer)
            files = {kind: folder / f"{stem}{ending}" for kind, (folder, ending) in places.items()}
        yield _Task(result, files, targets.html is not None and shelf.wants(result))


class _Work:
    """Writes the pictures of one part; runs on several threads at once."""

    def __init__(self, targets: Targets, read_photo: ReadPhoto) -> None:
        self._targets = targets
        self._read_photo = read_photo

    def __call__(self, task: _Task) -> _Done:
        result = task.result
        done = _Done(result.without_map(), {}, [])
        photo: Photo | None = None
        if "overlay" in task.files or task.pictured:
            try:
                photo = self._photo(result)
            except GonogoError as error:
                done.problems.append(error)
        for kind, path in task.files.items():
            if kind == "overlay" and photo is None:
                continue
            try:
                self._write(kind, path, result, photo)
                done.files[kind] = path
            except ExportError as error:
                done.problems.append(error)
        if task.pictured and photo is not None:
            done.thumbnails = thumbnails(photo, result)
        return done

    def _photo(self, result: InspectionResult) -> Photo:
        """Read the photo again and make sure that it is still the same."""
        try:
            photo = self._read_photo(result.path)
        except OSError as error:
            raise ImageError(
                f"{result.path} could not be read again: {error.strerror or error}.",
                "Put the file back where it was and export again.",
                result.path,
            ) from error
        if photo.shape[:2] != (result.height, result.width):
            raise ImageError(
                f"{result.path} has changed since it was inspected.", "Inspect it again.", result.path
            )
        return photo

    def _write(self, kind: str, path: Path, result: InspectionResult, photo: Photo | None) -> None:
        """Write one kind of picture."""
        if kind == "mask":
            write_mask(path, result)
        elif kind == "map":
            write_map(path, result)
        elif photo is not None:
            targets = self._targets
            write_overlay(path, photo, result, opacity=targets.opacity, colour_map=targets.colour_map)


def _read_photo(path: Path) -> Photo:
    """Read a photo as inspection does."""
    from engine import images

    return images.read(path).photo
