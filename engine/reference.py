"""Reference parts: pictures inside a recipe whose verdict and score are known, and the check with them.

At the start of a shift the check judges them anew and compares. It is passed when every part gets the verdict
that it got when it was taken in, at the limits in force now, and the same score within :data:`TOLERANCE`. So
it notices a changed program, library, processor or file, and limits that were moved so far that a part known
to be defective would pass.

On one computer the scores come back to the last bit; on another kind of processor the last digits differ.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import GonogoError, ImageError, RecipeError
from engine.images import decode
from engine.images.headers import examine_bytes
from engine.images.opening import blame, read_file
from engine.judging import check_limits, verdict
from engine.progress import CancelToken, Report, Stage, silent
from engine.regions import find_defects
from engine.types import Limits, Verdict

if TYPE_CHECKING:
    from engine.detector import Detector
    from engine.padim import Failure
    from engine.recipe import Recipe

MOST_PARTS = 12
"""Reference parts that a recipe can carry: enough for every kind of defect, quick to judge."""

MAX_BYTES = 32_000_000
"""Largest file of a reference part."""

MAX_TOTAL_BYTES = 96_000_000
"""Largest size of all reference parts of a recipe together."""

TOLERANCE = 1e-3
"""Largest difference between expected and found score, as a share of the expected one."""

_NEAR = 2 * TOLERANCE
"""Parts with a score so close to a limit, as a share of it, might be judged differently elsewhere."""

_MOST_NAME = 120
_JUDGED = (Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE)


@dataclass(frozen=True, slots=True)
class ReferencePart:
    """One picture with a known answer.

    Attributes:
        name: What people call it: the file's name, unique in the recipe, without folders.
        content: The picture file's bytes, as they were.
        verdict: What the recipe said of it when it was taken in: good, review or defective.
        score: Its anomaly score under the recipe that carries it, raw units.
        sha256: Hash of the content, 64 hexadecimal digits.
    """

    name: str
    content: bytes = field(repr=False)
    verdict: Verdict
    score: float
    sha256: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What the check found on one reference part.

    Attributes:
        name: The part's name.
        expected: The verdict it should get.
        found: The verdict it got; error where it could not be judged.
        expected_score: The score it should get, raw units.
        found_score: The score it got; None where it could not be judged.
        error: Why it could not be judged, empty otherwise.
    """

    name: str
    expected: Verdict
    found: Verdict
    expected_score: float
    found_score: float | None
    error: str = ""

    @property
    def difference(self) -> float | None:
        """Difference of the scores as a share of the expected one, >= 0; None without a score."""
        if self.found_score is None:
            return None
        if self.found_score == self.expected_score:
            return 0.0
        # a score of 0 has no digits to lose: there any difference is a whole one
        if self.expected_score == 0:
            return 1.0
        return abs(self.found_score - self.expected_score) / self.expected_score

    @property
    def identical(self) -> bool:
        """Whether the score is the same to the last bit."""
        return self.found_score == self.expected_score

    @property
    def ok(self) -> bool:
        """Whether verdict and score are as they should be."""
        return self.found is self.expected and self.difference is not None and self.difference <= TOLERANCE


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the check with the reference parts found.

    Attributes:
        rows: One row a part, in the recipe's order; at least one.
        limits: The limits that were judged by.
        recipe_name: Name of the recipe.
        recipe_sha256: Hash of its file, empty where it was not saved.
        at: When, ISO 8601 with time zone.
    """

    rows: tuple[CheckRow, ...]
    limits: Limits
    recipe_name: str
    recipe_sha256: str
    at: str

    @property
    def ok(self) -> bool:
        """Whether everything is as it should be."""
        return all(row.ok for row in self.rows)

    @property
    def identical(self) -> bool:
        """Whether all scores are the same to the last bit."""
        return all(row.identical for row in self.rows)

    @property
    def n_failed(self) -> int:
        """Number of parts that are not judged as they should be."""
        return sum(not row.ok for row in self.rows)


@dataclass(frozen=True, slots=True)
class References:
    """A recipe with more reference parts, and how that went.

    Attributes:
        recipe: The recipe, not saved yet; the one given where nothing was taken in.
        added: The parts taken in.
        failures: Files that were not, and why.
    """

    recipe: Recipe
    added: tuple[ReferencePart, ...]
    failures: tuple[Failure, ...]


def clean_part_name(name: str) -> str:
    """A name that is no path, fits on one line, and can be written as text; ``part`` if nothing is left."""
    cleaned = name.encode("utf-8", "replace").decode()
    cleaned = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", cleaned)
    cleaned = "".join(letter if letter.isprintable() else " " for letter in cleaned)
    cleaned = re.sub(r"\s+", " ", cleaned).strip(" .")
    if len(cleaned) > _MOST_NAME:
        stem, dot, suffix = cleaned.rpartition(".")
        keep = dot + suffix if stem and len(suffix) <= 5 else ""
        cleaned = cleaned[: _MOST_NAME - len(keep)].rstrip(" .") + keep
    return cleaned or "part"


def check_sizes(sizes: Sequence[int]) -> None:
    """Look at the number of reference parts and their sizes in bytes, before their content is copied.

    Raises:
        ValueError: There are too many, or they are too large.
    """
    if len(sizes) > MOST_PARTS:
        raise ValueError(f"it has more than {MOST_PARTS} reference parts")
    if max(sizes, default=0) > MAX_BYTES:
        raise ValueError(f"one of its reference parts has more than {_mb(MAX_BYTES)}")
    if sum(sizes) > MAX_TOTAL_BYTES:
        raise ValueError(f"its reference parts have more than {_mb(MAX_TOTAL_BYTES)} together")


def check_parts(parts: Sequence[ReferencePart]) -> None:
    """Look through the reference parts of a recipe that may come from a stranger.

    Raises:
        ValueError: A name is a path or occurs twice, or a score or verdict cannot be.
        ImageError: A content is not a picture, as far as its header tells.
    """
    if len({part.name.casefold() for part in parts}) < len(parts):
        raise ValueError("two of its reference parts have the same name")
    for part in parts:
        if clean_part_name(part.name) != part.name:
            raise ValueError("the name of a reference part cannot be right")
        if part.verdict not in _JUDGED or not 0 <= part.score < float("inf"):
            raise ValueError(f"the known answer for its reference part {part.name} cannot be right")
        with blame(Path(part.name)):
            examine_bytes(part.content)


def with_references(
    recipe: Recipe,
    paths: Iterable[Path],
    *,
    limits: Limits | None = None,
    detector: Detector | None = None,
    threads: int | None = None,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> References:
    """Take pictures into a recipe as reference parts; what it says of them now is the known answer.

    Args:
        recipe: The recipe; it is not changed.
        paths: Picture files, good and defective ones.
        limits: What to judge by; the recipe's limits by default.
        detector: A detector by this recipe, if there is one already.
        threads: Processors for a detector made here.
        report: Told about the stage "inspect".
        cancel: Looked at between pictures.

    Raises:
        GonogoError: The limits make no sense, or the recipe's network cannot be run here.
        Cancelled: Somebody asked to stop.
    """
    from engine.padim import Failure

    cancel = cancel or CancelToken()
    paths = list(paths)
    limits = check_limits(limits or recipe.limits)
    detector = detector or _detector(recipe, threads)
    parts = list(recipe.references)
    failures: list[Failure] = []
    stage = Stage("inspect", len(paths), report, cancel)
    for path in paths:
        try:
            parts.append(_take_in(path, parts, detector, limits))
        except GonogoError as error:
            failures.append(Failure(path, error.message, error.hint))
        stage.step()
    added = tuple(parts[len(recipe.references) :])
    made = recipe.changed(references=tuple(parts)) if added else recipe
    return References(made, added, tuple(failures))


def _take_in(path: Path, parts: Sequence[ReferencePart], detector: Detector, limits: Limits) -> ReferencePart:
    """One more reference part.

    Raises:
        GonogoError: It cannot be one; the message says why.
    """
    if len(parts) >= MOST_PARTS:
        raise RecipeError(
            f"{path.name} is one too many: a recipe carries at most {MOST_PARTS} reference parts.",
            "Remove another one first.",
            path,
        )
    content = read_file(path)
    used = sum(len(part.content) for part in parts)
    if len(content) > MAX_BYTES or used + len(content) > MAX_TOTAL_BYTES:
        raise RecipeError(
            f"{path.name} is too large for a reference part: {_mb(len(content))}.",
            f"One may have {_mb(MAX_BYTES)}, all together {_mb(MAX_TOTAL_BYTES)}. Save it as JPEG.",
            path,
        )
    digest = hashlib.sha256(content).hexdigest()
    if any(part.sha256 == digest for part in parts):
        raise RecipeError(f"{path.name} is a reference part already.", "Once is enough.", path)
    score, said = _judge(content, path, detector, limits)
    _check_clear(path, score, limits)
    return ReferencePart(_free_name(path.name, parts), content, said, score, digest)


def _mb(count: int) -> str:
    return f"{count / 1e6:.0f} MB"


def _check_clear(path: Path, score: float, limits: Limits) -> None:
    """Refuse a part whose verdict hangs on the last digits of its score."""
    edges = {limits.image_threshold, limits.review_from * limits.image_threshold}
    if any(abs(score - edge) <= _NEAR * edge for edge in edges):
        raise RecipeError(
            f"{path.name} is so close to the limit that another computer could judge it differently.",
            "Choose a part that is clearly good or clearly defective.",
            path,
        )


def _free_name(name: str, parts: Sequence[ReferencePart]) -> str:
    """The name, or with a number where another part has it."""
    taken = {part.name.casefold() for part in parts}
    cleaned = found = clean_part_name(name)
    stem, dot, suffix = cleaned.rpartition(".") if "." in cleaned else (cleaned, "", "")
    number = 2
    while found.casefold() in taken:
        found = clean_part_name(f"{stem[: _MOST_NAME - 20]} ({number}){dot}{suffix}")
        number += 1
    return found


def without_references(recipe: Recipe, names: Iterable[str]) -> Recipe:
    """Take reference parts out of a recipe, by their names.

    Raises:
        RecipeError: There is no such part.
    """
    gone = set(names)
    if unknown := sorted(gone - {part.name for part in recipe.references}):
        raise RecipeError(
            f"The recipe {recipe.name} has no reference part {unknown[0]}.",
            "Look at the list of its reference parts.",
        )
    return recipe.changed(references=tuple(p for p in recipe.references if p.name not in gone))


def check(
    recipe: Recipe,
    report: Report = silent,
    cancel: CancelToken | None = None,
    *,
    limits: Limits | None = None,
    detector: Detector | None = None,
    threads: int | None = None,
) -> CheckResult:
    """Judge the reference parts of a recipe and compare with the known answers.

    Args:
        recipe: The recipe.
        report: Told about the stage "inspect".
        cancel: Looked at between pictures.
        limits: The limits in force; the recipe's limits by default.
        detector: A detector by this recipe, if there is one already.
        threads: Processors for a detector made here.

    Raises:
        RecipeError: The recipe has no reference parts, or its network cannot be run here.
        Cancelled: Somebody asked to stop.
    """
    if not recipe.references:
        raise RecipeError(
            f"The recipe {recipe.name} has no reference parts to check with.",
            "Add a few clearly good and clearly defective parts as reference parts.",
            recipe.path,
        )
    cancel = cancel or CancelToken()
    limits = check_limits(limits or recipe.limits)
    rows = _rows(recipe, detector or _detector(recipe, threads), limits, report, cancel)
    now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    return CheckResult(rows, limits, recipe.name, recipe.sha256, now)


def rescored(
    recipe: Recipe,
    detector: Detector,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> tuple[Recipe, tuple[CheckRow, ...]]:
    """Give the reference parts of a changed recipe the scores that they have under it.

    The expected verdicts stay: a part known to be defective does not become good because the recipe has
    learned something. A part that cannot be judged keeps its score.

    Args:
        recipe: The changed recipe, which carries the parts with their scores of before.
        detector: A detector by it.
        report: Told about the stage "inspect".
        cancel: Looked at between pictures.

    Returns:
        The recipe, and a row for every part, with the scores before (expected) and now (found).
    """
    if not recipe.references:
        return recipe, ()
    rows = _rows(recipe, detector, recipe.limits, report, cancel or CancelToken())
    parts = tuple(
        part if row.found_score is None else replace(part, score=row.found_score)
        for part, row in zip(recipe.references, rows, strict=True)
    )
    return replace(recipe, references=parts), rows


def _rows(
    recipe: Recipe, detector: Detector, limits: Limits, report: Report, cancel: CancelToken
) -> tuple[CheckRow, ...]:
    stage = Stage("inspect", len(recipe.references), report, cancel)
    rows = []
    for part in recipe.references:
        try:
            score, said = _judge(part.content, Path(part.name), detector, limits)
            row = CheckRow(part.name, part.verdict, said, part.score, score)
        except ImageError as error:
            row = CheckRow(part.name, part.verdict, Verdict.ERROR, part.score, None, str(error))
        rows.append(row)
        stage.step()
    return tuple(rows)


def _judge(content: bytes, path: Path, detector: Detector, limits: Limits) -> tuple[float, Verdict]:
    """Score and verdict of a picture file's bytes, made as inspection makes them."""
    photo = decode(content, path).photo
    score, anomaly_map = detector.inspect_photo(photo)
    height, width = photo.shape[:2]
    _defects, largest = find_defects(anomaly_map, (height, width), limits.pixel_threshold, limits.min_area)
    return score, verdict(score, largest, limits)


def _detector(recipe: Recipe, threads: int | None) -> Detector:
    from engine.detector import Detector

    return Detector(recipe, threads)
