"""``gonogo inspect`` and ``gonogo evaluate``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from engine.cli.app import EXIT_DEFECT, EXIT_NOTHING_DONE
from engine.cli.console import STDOUT, job, printer, say, say_error, write_json
from engine.detector import Detector
from engine.errors import GonogoError, ImageError
from engine.export.json_report import results_document
from engine.export.run import Targets, export_results
from engine.export.wording import readable
from engine.images import scan
from engine.judging import check_limits, count_verdicts
from engine.recipe import Recipe, load
from engine.types import InspectionResult, Limits, Verdict

_MOST_ROWS = 50

_MARKS = {
    Verdict.GOOD: "[green]✓ good[/]",
    Verdict.REVIEW: "[yellow]? review[/]",
    Verdict.DEFECTIVE: "[red]✕ defective[/]",
    Verdict.ERROR: "[bright_black]! error[/]",
}


@dataclass(frozen=True, slots=True)
class LimitOptions:
    """Limits given on the command line; None leaves the recipe's."""

    image_threshold: float | None = None
    pixel_threshold: float | None = None
    min_area: int | None = None

    def applied_to(self, limits: Limits) -> Limits:
        """The recipe's limits with those given in their place.

        Raises:
            GonogoError: They make no sense.
        """
        given = {
            name: value
            for name in ("image_threshold", "pixel_threshold", "min_area")
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
    recipe = load(recipe_path)
    limits = options.applied_to(recipe.limits)
    to_stdout = json_target == STDOUT
    targets = replace(targets, json=None if to_stdout else json_target)
    with job() as (report, cancel):
        found = scan(paths, report=report, cancel=cancel)
        if not found.files and not found.problems:
            raise ImageError(
                f"There is no picture in {paths[0]}.",
                "Give PNG, JPEG, BMP, TIFF or WebP files, or folders with them.",
                paths[0],
            )
        detector = Detector(recipe, threads)
        judged = detector.inspect(
            found.files, limits, keep_maps=targets.need_maps, report=report, cancel=cancel
        )
        results = chain(judged, _missing(found.problems, limits))
        written = export_results(
            results,
            recipe.summary(),
            targets,
            paths=[*found.files, *(p.path for p in found.problems if p.path)],
            cancel=cancel,
        )
    if to_stdout:
        write_json(results_document(written.results, recipe.summary()), STDOUT)
    else:
        _tell(written.results, recipe)
    for problem in written.problems:
        say_error(problem)
    return _exit_code(written.results, written.problems, fail_on_defect=fail_on_defect)


def _missing(problems: Sequence[ImageError], limits: Limits) -> Iterator[InspectionResult]:
    """Results for what was asked for and is not there."""
    for problem in problems:
        yield InspectionResult(
            path=problem.path or Path(),
            verdict=Verdict.ERROR,
            limits=limits,
            error=problem.message,
            hint=problem.hint,
        )


def _exit_code(
    results: Sequence[InspectionResult], problems: Sequence[GonogoError], *, fail_on_defect: bool
) -> int:
    counts = count_verdicts(results)
    if fail_on_defect and (counts[Verdict.DEFECTIVE] or counts[Verdict.ERROR]):
        return EXIT_DEFECT
    nothing = counts[Verdict.ERROR] == len(results)
    return EXIT_NOTHING_DONE if nothing or problems else 0


def _tell(results: Sequence[InspectionResult], recipe: Recipe) -> None:
    from rich.markup import escape

    out = printer()
    shown = [r for r in results if r.verdict is not Verdict.GOOD] if len(results) > _MOST_ROWS else results
    for result in shown[:_MOST_ROWS]:
        margin = f"{result.margin:5.2f} x limit" if result.margin is not None else " " * 13
        remark = result.error or "; ".join(result.notes)
        name, remark = escape(readable(str(result.path))), escape(readable(remark))
        out.print(f"{_MARKS[result.verdict]:24} {margin}  {name}  {remark}")
    if len(shown) > _MOST_ROWS:
        out.print(f"... and {len(shown) - _MOST_ROWS} more")
    counts = count_verdicts(results)
    out.print(", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count))
    say(f"Judged by {recipe.name}, made from {recipe.n_images} good parts.")


def evaluate_command(
    recipe_path: Path, directory: Path, json_target: Path | None, *, threads: int | None
) -> int:
    """Compare verdicts with labels."""
    from engine.evaluation import evaluate

    recipe = load(recipe_path)
    with job() as (report, cancel):
        evaluation = evaluate(Detector(recipe, threads), directory, report=report, cancel=cancel)
    document = evaluation.document()
    if json_target is not None:
        write_json(document, json_target)
    if json_target != STDOUT:
        _tell_evaluation(document)
    for problem in evaluation.problems:
        say(f"Left out: {problem.message}")
    judged = document["n_good"] + document["n_defective"]
    return 0 if judged else EXIT_NOTHING_DONE


def _tell_evaluation(document: dict[str, Any]) -> None:
    from rich.table import Table

    out = printer()
    for key in ("image_auroc", "pixel_auroc", "aupro", "image_f1", "overkill_rate", "escape_rate"):
        out.print(f"{key.replace('_', ' '):14} {_figure(document[key])}")
    out.print(f"good parts     {document['n_good']}\ndefective      {document['n_defective']}")
    table = Table("defect", "parts", "image AUROC", "pixel AUROC", "AUPRO", "escape rate", box=None)
    for kind, row in document["per_defect"].items():
        figures = [_figure(row.get(k)) for k in ("image_auroc", "pixel_auroc", "aupro", "escape_rate")]
        table.add_row(readable(kind), str(row["n"]), *figures)
    out.print(table)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
