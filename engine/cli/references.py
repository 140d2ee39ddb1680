"""``gonogo references`` and ``gonogo check``: reference parts of a recipe, and the check with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.cli import EXIT_CHECK_FAILED
from engine.cli.console import STDOUT, safe, say, say_left_out, style, tell, write_json
from engine.cli.job import job
from engine.cli.places import check_recipe_place
from engine.cli.recipes import limits_document
from engine.export.wording import VERDICT_WORDS, number
from engine.images import scan
from engine.progress import CancelToken, Stage
from engine.recipe import Recipe, load, save
from engine.reference import (
    MOST_PARTS,
    TOLERANCE,
    CheckResult,
    CheckRow,
    ReferencePart,
    check,
    with_references,
    without_references,
)


def check_command(path: Path, *, threads: int | None, as_json: bool) -> int:
    """Judge the reference parts and compare with the known answers."""
    with job() as (report, cancel):
        result = check(load(path), report, cancel, threads=threads)
    if as_json:
        write_json(_check_document(result), STDOUT)
    else:
        _tell_check(result)
    return 0 if result.ok else EXIT_CHECK_FAILED


def _check_document(result: CheckResult) -> dict[str, Any]:
    return {
        "ok": result.ok,
        "identical": result.identical,
        "recipe": result.recipe_name,
        "sha256": result.recipe_sha256,
        "at": result.at,
        "tolerance": TOLERANCE,
        "limits": limits_document(result.limits),
        "parts": [
            {
                "name": row.name,
                "ok": row.ok,
                "identical": row.identical,
                "expected": row.expected.value,
                "found": row.found.value,
                "expected_score": row.expected_score,
                "found_score": row.found_score,
                "difference": row.difference,
                "error": row.error,
            }
            for row in result.rows
        ],
    }


def _tell_check(result: CheckResult) -> None:
    for row in result.rows:
        mark = style("✓", "green") if row.ok else style("✕", "red")
        tell(f"{mark} {safe(row.name)}: {safe(_outcome(row))}")
    many = len(result.rows)
    if not result.ok:
        words = f"NOT as it should: {result.n_failed} of {many} reference parts are judged otherwise."
        tell(style(f"✕ {words}", "red"))
        return
    parts = "1 reference part" if many == 1 else f"all {many} reference parts"
    exact = "to the last bit" if result.identical else f"scores within {TOLERANCE:.1%}"
    tell(style(f"✓ As it should: {parts}, {exact}.", "green"))


def _outcome(row: CheckRow) -> str:
    """What was found on one part, in words."""
    expected, found = VERDICT_WORDS[row.expected].lower(), VERDICT_WORDS[row.found].lower()
    if row.found_score is None:
        return f"should be {expected}, could not be judged. {row.error}"
    said = found if row.found is row.expected else f"should be {expected}, is {found}"
    score = f"score {number(row.found_score)}"
    if row.identical:
        return f"{said}, {score}"
    return f"{said}, {score} instead of {number(row.expected_score)} ({row.difference or 0:.2%} off)"


def references_command(
    path: Path,
    add: Sequence[Path],
    remove: Sequence[str],
    output: Path,
    *,
    threads: int | None,
    as_json: bool,
) -> int:
    """Take reference parts into a recipe and out of it, or list them."""
    if not add and not remove:
        recipe = load(path)
        _show(recipe, [], as_json=as_json)
        return 0
    with job() as (report, cancel):
        recipe = load(path)
        check_recipe_place(output)
        made = without_references(recipe, remove) if remove else recipe
        left_out = []
        if add:
            found = scan(add, report=report, cancel=cancel)
            if found.problems and not found.files:
                raise found.problems[0]
            more = with_references(made, found.files, threads=threads, report=report, cancel=cancel)
            made = more.recipe
            left_out = [
                {"path": str(p.path or ""), "reason": p.message, "hint": p.hint} for p in found.problems
            ]
            left_out += [{"path": str(f.path), "reason": f.reason, "hint": f.hint} for f in more.failures]
        if made is not recipe:
            # the last moment to stop: a saved recipe stays
            cancel.raise_if_cancelled()
            stage = Stage("save", 1, report, CancelToken())
            made = save(made, output)
            stage.step()
    _show(made, left_out, as_json=as_json)
    return 0


def _show(recipe: Recipe, left_out: list[dict[str, str]], *, as_json: bool) -> None:
    if as_json:
        document = {
            "recipe": str(recipe.path),
            "sha256": recipe.sha256,
            "most": MOST_PARTS,
            "references": references_document(recipe.references),
            "left_out": left_out,
        }
        write_json(document, STDOUT)
        return
    for part in recipe.references:
        verdict = VERDICT_WORDS[part.verdict]
        tell(f"{verdict:9}  score {number(part.score)}  {len(part.content) / 1e6:.1f} MB  {safe(part.name)}")
    if not recipe.references:
        say("There are no reference parts. Add some: gonogo references RECIPE --add PICTURES...")
    say_left_out(left_out)


def references_document(parts: Sequence[ReferencePart]) -> list[dict[str, Any]]:
    """Reference parts as JSON tells them."""
    return [
        {
            "name": part.name,
            "verdict": part.verdict.value,
            "score": part.score,
            "bytes": len(part.content),
            "sha256": part.sha256,
        }
        for part in parts
    ]
