"""Writing results from the window: the same verdicts as in the table, at the limits of now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.errors import GonogoError
from engine.export.run import Targets, Written, export_results
from engine.judging import rejudge
from engine.progress import CancelToken, Report
from engine.types import FloatMap, InspectionResult, Limits, RecipeSummary, Review
from gui.messages import Kind, Message, in_lines
from gui.words import grouped

PLACES: dict[str, str] = {
    "pdf": "report.pdf",
    "html": "report.html",
    "xlsx": "results.xlsx",
    "csv": "results.csv",
    "overlays": "overlays",
    "masks": "masks",
    "sort_into": "sorted",
    "json": "results.json",
    "coco": "coco.json",
    "maps": "maps",
}
"""Name of the file or folder of each kind, inside the chosen folder."""

KINDS: tuple[str, ...] = tuple(PLACES)
"""Kinds of files, as the fields of :class:`~engine.export.run.Targets` are called."""


def targets_in(
    folder: Path, kinds: Sequence[str], opacity: float, colour_map: str, *, by_operator: bool = False
) -> Targets:
    """Where the wanted kinds of files go inside a folder.

    Args:
        folder: The folder.
        kinds: Some of :data:`KINDS`.
        opacity: Of the colours in overlays, 0 to 1.
        colour_map: Of the overlays.
        by_operator: Whether copies are sorted by the operator's verdict where there is one.
    """
    places = {kind: folder / PLACES[kind] for kind in KINDS if kind in kinds}
    return Targets(**places, opacity=opacity, colour_map=colour_map, sort_by_operator=by_operator)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """One export, with everything it needs as it was when somebody asked for it.

    Attributes:
        make: Gives a map that is not in memory any more, from disk or made again.
        summary: What is told of the recipe.
        limits: The limits on screen.
        parts: Records without maps, in the order of the files' rows.
        maps: Maps that are in memory, by path.
        targets: Where to write what.
        reviews: What a person said of the parts, in their order; empty for nothing at all.
    """

    make: Callable[[InspectionResult], FloatMap]
    summary: RecipeSummary
    limits: Limits
    parts: tuple[InspectionResult, ...]
    maps: dict[Path, FloatMap]
    targets: Targets
    reviews: tuple[Review, ...] = ()

    def run(self, report: Report, cancel: CancelToken) -> Written:
        """Write everything; called in the worker thread.

        Raises:
            ExportError: The folder cannot be written to.
            Cancelled: Somebody asked to stop.
        """
        paths = [part.path for part in self.parts]
        return export_results(
            self._judged(),
            self.summary,
            self.targets,
            paths=paths,
            reviews=dict(enumerate(self.reviews)),
            report=report,
            cancel=cancel,
        )

    def _judged(self) -> Iterator[InspectionResult]:
        """Every part at the limits of now, with its map where one is needed."""
        for part in self.parts:
            if part.score is None:
                yield replace(part, limits=self.limits)
                continue
            anomaly_map = self.maps.get(part.path)
            if anomaly_map is None and (self.targets.need_maps or self._measure(part)):
                anomaly_map = self._map_of(part)
            yield rejudge(replace(part, anomaly_map=anomaly_map), self.limits)

    def _measure(self, part: InspectionResult) -> bool:
        """Whether regions at the limits of now cannot be told from those that were found."""
        found = part.limits
        return found.pixel_threshold != self.limits.pixel_threshold or found.min_area > self.limits.min_area

    def _map_of(self, part: InspectionResult) -> FloatMap | None:
        try:
            return self.make(part)
        except GonogoError:
            return None  # gone or changed: what is known of it is still written


def told(written: Written, folder: Path) -> Message:
    """What is said once an export has ended.

    Args:
        written: What came of it.
        folder: Where to.
    """
    tr = QCoreApplication.translate
    parts, files = len(written.results), len(written.files)
    text = tr("Export", "Exported {parts} parts: {files} files in {folder}.").format(
        parts=grouped(parts), files=grouped(files), folder=folder
    )
    if not written.problems:
        return Message(Kind.SUCCESS, text, action="file.show_export")
    hint = tr("Export", "{n} files could not be written; the details say which.").format(
        n=grouped(len(written.problems))
    )
    return Message(Kind.WARNING, text, hint, in_lines(written.problems), action="file.show_export")
