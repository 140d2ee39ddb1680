"""``gonogo inspect`` and ``gonogo evaluate``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from engine.cli import EXIT_DEFECT, EXIT_NOTHING_DONE
from engine.cli.console import STDOUT, safe, say, say_error, style, tell, write_json
from engine.cli.job import job
from engine.cli.places import check_file_place
from engine.detector import Detector
from engine.embedding.network import quiet_libraries
from engine.errors import GonogoError, ImageError
from engine.export.json_report import results_document
from engine.export.run import Targets, Written, export_results
from engine.export.sorted_copies import without_sorted_copies
from engine.images import Scan, scan
from engine.judging import check_limits, count_verdicts
from engine.parallel import cpu_count
from engine.progress import CancelToken, Report
from engine.recipe import Recipe, load
from engine.types import InspectionResult, Limits, Verdict

_MOST_ROWS = 50

_MARKS = {
    Verdict.GOOD: ("✓", "green"),
    Verdict.REVIEW: ("?", "yellow"),
    Verdict.DEFECTIVE: ("✕", "red"),
    Verdict.ERROR: ("!", "magenta"),
}


@dataclass(frozen=True, slots=True)
class LimitOptions:
    """Limits given on the command line; None leaves the recipe's."""

    image_threshold: float | None = None
    pixel_threshold: float | None = None
    min_area: int | None = None
    review_from: float | None = None

    def applied_to(self, limits: Limits) -> Limits:
        """The recipe's limits with those given in their place.

        Raises:
            GonogoError: They make no sense.
        """
        given = {
            name: value
            for name in ("image_threshold", "pixel_threshold", "min_area", "review_from")
            if (value := getattr(self, name)) is not None
        }
        return check_limits(replace(limits, **given))


def inspect_command(
    recipe_path: Path,
    paths: Sequence[Path],
    targets: Targets,
    *,
    json_target: Path | None,
    options: LimitOptions,
    fail_on_defect: bool,
    threads: int | None,
) -> int:
    """Judge files and folders and write what was asked for."""
    to_stdout = json_target == STDOUT
    targets = replace(targets, json=None if to_stdout else json_target)
    with job() as (report, cancel):
        detector, found = _open(recipe_path, paths, threads, report, cancel)
        found = without_copies(found, paths, targets.sort_into)
        recipe = detector.recipe
        limits = options.applied_to(recipe.limits)
        empty = [p for p in found.problems if _is_empty_folder(p)]
        missing = [p for p in found.problems if p not in empty]
        if not found.files and not missing:
            raise (
                empty[0]
                if empty
                else GonogoError("There is nothing but sorted copies.", "Name their folder to inspect them.")
            )
        judged = detector.inspect(
            found.files, limits, keep_maps=targets.need_maps, report=report, cancel=cancel
        )
        written = export_results(
            chain(judged, _unseen(missing, limits)),
            recipe.summary(),
            targets,
            paths=[*found.files, *(p.path for p in missing if p.path)],
            cancel=cancel,
        )
    if to_stdout:
        write_json(results_document(written.results, recipe.summary(), written.made), STDOUT)
    else:
        _tell(written.results, recipe)
    for problem in (*empty, *written.problems):
        say_error(problem)
    return _exit_code(written, fail_on_defect=fail_on_defect)


def _open(
    recipe_path: Path, paths: Sequence[Path], threads: int | None, report: Report, cancel: CancelToken
) -> tuple[Detector, Scan]:
    """Open the recipe and find the pictures.

    Reading the recipe and preparing its network keep other threads than the one that loads libraries busy:
    side by side they take hardly longer than the libraries alone.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="opening") as pool:
        opening = pool.submit(load, recipe_path)
        found = scan(paths, report=report, cancel=cancel)
        with quiet_libraries():
            import openvino  # noqa: F401
        recipe = opening.result()
        # one picture needs the network for one thread only
        starting = pool.submit(Detector, recipe, min(threads or cpu_count(), max(1, len(found.files))))
        import cv2  # noqa: F401
        from PIL import Image

        Image.preinit()
        return starting.result(), found


def without_copies(found: Scan, paths: Sequence[Path], sort_into: Path | None) -> Scan:
    """What was found without the copies that were once sorted into folders, unless somebody asks for them.

    Args:
        found: What lies in the folders.
        paths: What somebody asked for.
        sort_into: The folder that copies are sorted into now.
    """
    files, left_out = without_sorted_copies(found.files, paths, sort_into)
    for directory, count in left_out.items():
        say(safe(f"Left out: {count} copies in {directory} that were sorted there before."))
    return replace(found, files=files) if left_out else found


def _is_empty_folder(problem: ImageError) -> bool:
    """Whether there is nothing to judge, rather than something that cannot be judged."""
    path = problem.path
    return path is not None and path.is_dir() and os.access(path, os.R_OK | os.X_OK)


def _unseen(problems: Sequence[ImageError], limits: Limits) -> Iterator[InspectionResult]:
    """Results for what was asked for and cannot be looked at."""
    for problem in problems:
        yield InspectionResult(
            path=problem.path or Path(),
            verdict=Verdict.ERROR,
            limits=limits,
            error=problem.message,
            hint=problem.hint,
        )


def _exit_code(written: Written, *, fail_on_defect: bool) -> int:
    counts = count_verdicts(written.results)
    if fail_on_defect and (counts[Verdict.DEFECTIVE] or counts[Verdict.ERROR]):
        return EXIT_DEFECT
    nothing_judged = counts[Verdict.ERROR] == len(written.results)
    return EXIT_NOTHING_DONE if nothing_judged or written.problems else 0


def _tell(results: Sequence[InspectionResult], recipe: Recipe) -> None:
    """A line for every part, or for every one that is not good where there are many; then the counts."""
    many = len(results) > _MOST_ROWS
    shown = [r for r in results if r.verdict is not Verdict.GOOD] if many else results
    for result in shown[:_MOST_ROWS]:
        mark, colour = _MARKS[result.verdict]
        verdict = style(f"{mark} {result.verdict:9}", colour)
        margin = f"{result.margin:6.2f} × limit" if result.margin is not None else " " * 14
        remark = " ".join(filter(None, (result.error, result.hint))) or "; ".join(result.notes)
        tell(f"{verdict}  {margin}  {safe(f'{result.path}  {remark}'.rstrip())}")
    if len(shown) > _MOST_ROWS:
        tell(f"... and {len(shown) - _MOST_ROWS} more; --csv or --json lists them all.")
    counts = count_verdicts(results)
    tell(", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count))
    say(f"Judged by {recipe.name}, made from {recipe.n_images} good parts.")


def evaluate_command(
    recipe_path: Path, directory: Path, json_target: Path | None, *, threads: int | None
) -> int:
    """Compare verdicts with labels."""
    from engine.evaluation import evaluate

    if json_target is not None and json_target != STDOUT:
        check_file_place(json_target)
    with job() as (report, cancel):
        recipe = load(recipe_path)
        evaluation = evaluate(Detector(recipe, threads), directory, report=report, cancel=cancel)
    document = evaluation.document()
    if json_target != STDOUT:
        _tell_evaluation(document)
    if json_target is not None:
        write_json(document, json_target)
    for problem in evaluation.problems:
        say(safe(f"Left out: {problem.message} {problem.hint}".rstrip()))
    for _, result in evaluation.errors:
        say(safe(f"Not judged: {result.error} {result.hint}".rstrip()))
    judged = document["n_good"] + document["n_defective"]
    return 0 if judged else EXIT_NOTHING_DONE


_FIGURES = {
    "image_auroc": "image AUROC",
    "pixel_auroc": "pixel AUROC",
    "aupro": "AUPRO (30 %)",
    "image_f1": "F1 at the limit",
    "overkill_rate": "overkill rate",
    "escape_rate": "escape rate",
}


def _tell_evaluation(document: dict[str, Any]) -> None:
    counts = document["confusion"]
    tell(f"{'good parts':16} {document['n_good']}, {counts['overkill']} of them called defective")
    tell(f"{'defective parts':16} {document['n_defective']}, {counts['escape']} of them missed")
    for key, words in _FIGURES.items():
        tell(f"{words:16} {_figure(document[key])}")
    if not document["per_defect"]:
        return
    rows: list[tuple[str, ...]] = [("defect", "parts", "image AUROC", "pixel AUROC", "AUPRO", "escape rate")]
    for kind, row in document["per_defect"].items():
        figures = [_figure(row[key]) for key in ("image_auroc", "pixel_auroc", "aupro", "escape_rate")]
        rows.append((safe(kind), str(row["n"]), *figures))
    tell()
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        first, *others = (f"{text:{'<' if i == 0 else '>'}{widths[i]}}" for i, text in enumerate(row))
        tell("  ".join((first, *others)))


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
