"""Writes everything that was asked for while the results come in, holding only a few maps at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from engine.errors import ExportError, GonogoError, ImageError
from engine.export import pictures
from engine.export.coco import CocoFile, has_image, shapes
from engine.export.csv_table import write_csv
from engine.export.html_report import shelved, write_html
from engine.export.json_report import write_json
from engine.export.maps import write_map
from engine.export.masks import write_mask
from engine.export.naming import Namer, free_stem
from engine.export.overlays import write_overlay
from engine.export.pdf_report import MAX_PAIRS, write_pdf
from engine.export.pictures import Shelf, Thumbnails, thumbnails
from engine.export.reviewed import Reviewed, differ
from engine.export.sorted_copies import (
    MARKER,
    copy_part,
    folder_of,
    older_copies,
    place_for,
)
from engine.export.targets import Targets
from engine.export.xlsx_report import MAX_GOOD, write_xlsx
from engine.parallel import cpu_count, ordered_map
from engine.progress import CancelToken, Report, Stage, silent
from engine.types import InspectionResult, Photo, RecipeSummary, Review, Verdict

ReadPhoto = Callable[[Path], Photo]
"""Gives a file's photo as it was inspected: RGB, uint8, EXIF rotation applied."""

__all__ = ["ReadPhoto", "Targets", "Written", "export_results"]

_MAX_WORKERS = 4


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
    differs: bool
    copy: Path | None


@dataclass(slots=True)
class _Done:
    """What was made of one part."""

    result: InspectionResult
    files: dict[str, Path]
    problems: list[GonogoError]
    thumbnails: Thumbnails | None = None
    masks: list[str] | None = None


def export_results(
    results: Iterable[InspectionResult],
    summary: RecipeSummary,
    targets: Targets,
    *,
    read_photo: ReadPhoto | None = None,
    paths: Sequence[Path] | None = None,
    reviews: Mapping[int, Review] | None = None,
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
        reviews: What a person said of the parts, by their place in ``results``.
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
    said = reviews or {}
    shelf = _shelf(targets)
    work = _Work(targets, read_photo or _read_photo)
    kept: list[InspectionResult] = []
    made: list[dict[str, Path]] = []
    problems: list[GonogoError] = []
    workers = min(_MAX_WORKERS, cpu_count())
    tasks = _tasks(results, targets, Namer(paths or ()), shelf, said)
    with CocoFile() as coco:
        finished = ordered_map(work, tasks, workers, cancel, ahead=workers + 1)
        # closed at once when something goes wrong, so that no thread goes on writing behind our back
        with contextlib.closing(finished):
            for done in finished:
                if done.thumbnails is not None:
                    differs = differ(done.result, said.get(len(kept), Review()))
                    shelf.put(len(kept), done.result, done.thumbnails, differs=differs)
                if done.masks is not None:
                    coco.add(len(kept), done.result, done.masks)
                kept.append(done.result)
                made.append(done.files)
                problems += done.problems
                stage.step()
        files = [path for written in made for path in written.values()]
        everything = _Everything(targets, kept, made, summary, shelf, coco, Reviewed(kept, said), cancel)
        for path, write in everything.tables():
            cancel.raise_if_cancelled()
            try:
                write()
                files.append(path)
            except ExportError as error:
                problems.append(error)
    return Written(tuple(files), tuple(problems), tuple(kept), tuple(made))


def _shelf(targets: Targets) -> Shelf:
    """Room for the small pictures of the most demanding report."""
    pairs = pictures.MAX_PAIRS if targets.pdf is None and targets.xlsx is None else MAX_PAIRS
    # a PDF report shows no pictures of good parts
    good = MAX_GOOD if targets.xlsx is not None else pictures.MAX_GOOD if targets.html is not None else 0
    return Shelf(pairs, good)


@dataclass(frozen=True, slots=True)
class _Everything:
    """What is known once all parts are."""

    targets: Targets
    results: Sequence[InspectionResult]
    made: Sequence[dict[str, Path]]
    summary: RecipeSummary
    shelf: Shelf
    coco: CocoFile
    said: Reviewed
    cancel: CancelToken

    def tables(self) -> Iterator[tuple[Path, Callable[[], None]]]:
        """What is written now, and how."""
        targets, results, summary, said = self.targets, self.results, self.summary, self.said
        when = datetime.now().astimezone()
        check = self.cancel.raise_if_cancelled
        if targets.csv is not None:
            yield targets.csv, partial(write_csv, results, targets.csv, summary, said, when)
        if targets.json is not None:
            yield targets.json, partial(write_json, results, targets.json, summary, self.made, said, when)
        if targets.html is not None:
            shown = shelved(self.shelf)
            yield targets.html, partial(write_html, results, targets.html, summary, shown, when, said)
        if targets.pdf is not None:
            shown = self.shelf.pictures()
            yield (
                targets.pdf,
                partial(write_pdf, results, targets.pdf, summary, shown, said, when, check),
            )
        if targets.xlsx is not None:
            shown = self.shelf.pictures()
            yield (
                targets.xlsx,
                partial(write_xlsx, results, targets.xlsx, summary, shown, said, when, check),
            )
        if targets.coco is not None:
            yield targets.coco, partial(self.coco.write, targets.coco, results, summary, said, when)
        if targets.sort_into is not None:
            marker = targets.sort_into / MARKER
            yield marker, partial(write_json, results, marker, summary, self.made, said, when)


def _tasks(
    results: Iterable[InspectionResult],
    targets: Targets,
    namer: Namer,
    shelf: Shelf,
    reviews: Mapping[int, Review],
) -> Iterator[_Task]:
    """Name the files of every part before it is handed to a thread."""
    places = targets.places()
    for i, result in enumerate(results):
        review = reviews.get(i, Review())
        differs = differ(result, review)
        files: dict[str, Path] = {}
        copy: Path | None = None
        wanted = places if result.verdict is not Verdict.ERROR else {}
        if wanted or targets.sort_into is not None:
            stem = namer.stem(result.path)
            if wanted:
                free = free_stem(stem, list(wanted.values()), namer)
                files = {kind: folder / f"{free}{ending}" for kind, (folder, ending) in wanted.items()}
            if targets.sort_into is not None:
                folder = folder_of(result, review, by_operator=targets.sort_by_operator)
                copy = place_for(result, targets.sort_into / folder, stem, namer)
        pictured = targets.pictured and shelf.wants(result, differs=differs)
        yield _Task(result, files, pictured, differs, copy)


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
            done.thumbnails = thumbnails(photo, result, differs=task.differs)
        if self._targets.coco is not None and has_image(result):
            try:
                done.masks = shapes(result)
            except ExportError as error:
                done.problems.append(error)
        if task.copy is not None:
            self._sort(task.copy, done)
        return done

    def _sort(self, copy: Path, done: _Done) -> None:
        """Put a copy of the part into the folder of its verdict."""
        try:
            copy_part(done.result, copy)
        except GonogoError as error:
            # of a file that could not be read everybody knows already
            if done.result.verdict is not Verdict.ERROR or isinstance(error, ExportError):
                done.problems.append(error)
            return
        done.files["copy"] = copy
        done.problems += older_copies(done.result, copy)

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
