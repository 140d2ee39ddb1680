"""Copies of the inspected files in folders by their verdict: DIR/good, DIR/review, DIR/defective, DIR/error.

Originals are only ever read. A copy is compared with the file that was inspected, byte by byte through its
hash, before it gets its name. Nothing is ever overwritten: a copy that is already there and the same stays,
another file of the name makes the copy get a number.

``sorted.json`` beside the folders says by which recipe and limits they were made. It also tells folders of
ours from others of the same names: pictures are never mixed into a labelled set that has a folder ``good``.
"""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from engine.errors import ExportError, GonogoError, ImageError
from engine.export.naming import Namer, clean_stem
from engine.files import atomic_write, write_error
from engine.judging import VERDICTS
from engine.types import InspectionResult, OperatorVerdict, Review, Verdict

MARKER = "sorted.json"
"""What was sorted, by which recipe and limits; beside the folders."""

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}")

_OPERATOR_FOLDERS = {
    OperatorVerdict.GOOD: Verdict.GOOD,
    OperatorVerdict.DEFECTIVE: Verdict.DEFECTIVE,
    OperatorVerdict.UNSURE: Verdict.REVIEW,
}


def folder_of(result: InspectionResult, review: Review, *, by_operator: bool) -> Verdict:
    """The folder that a part belongs into.

    Args:
        result: The part.
        review: What a person said of it.
        by_operator: Whether the operator's verdict counts where there is one; unsure is review.
    """
    if by_operator and review.verdict is not None:
        return _OPERATOR_FOLDERS[review.verdict]
    return result.verdict


def check_folder(directory: Path) -> None:
    """Make the folders, if copies can be sorted into them.

    Raises:
        ExportError: There are files in them that were not put there by sorting, or they cannot be made.
    """
    try:
        if (folder := foreign_folder(directory)) is not None:
            raise ExportError(
                f"{folder} holds files already that were not sorted into it.",
                "Choose another folder for the copies.",
                folder,
            )
        for verdict in VERDICTS:
            (directory / verdict).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(directory, error) from error


def foreign_folder(directory: Path) -> Path | None:
    """A folder of a verdict's name whose files are not copies of ours; None where there is none.

    Args:
        directory: The folder that copies shall be sorted into; need not exist.

    Raises:
        OSError: It cannot be looked at.
    """
    if (directory / MARKER).exists():
        return None
    folders = (directory / verdict for verdict in VERDICTS)
    return next((folder for folder in folders if folder.is_dir() and any(folder.iterdir())), None)


def is_sorted_copy(path: Path) -> bool:
    """Whether a file lies in a folder that copies were sorted into."""
    return path.parent.name in {str(verdict) for verdict in VERDICTS} and (
        (path.parent.parent / MARKER).is_file()
    )


def without_sorted_copies(
    files: Sequence[Path], asked: Sequence[Path], now: Path | None = None
) -> tuple[tuple[Path, ...], dict[Path, int]]:
    """Files without the copies that were once sorted into folders, unless somebody asks for them.

    Args:
        files: What lies in the folders that were asked for.
        asked: What somebody asked for: a folder of copies, or one inside it, means the copies.
        now: The folder that copies are sorted into now; it never means the copies.

    Returns:
        The other files, and how many copies were left out of each folder.
    """
    wanted = [_absolute(path) for path in asked]
    here = _absolute(now) if now is not None else None
    left_out: dict[Path, int] = {}
    kept = []
    for path in files:
        directory = _absolute(path).parent.parent
        meant = (directory in wanted and directory != here) or any(
            directory in place.parents for place in wanted
        )
        if not meant and is_sorted_copy(path):
            left_out[directory] = left_out.get(directory, 0) + 1
        else:
            kept.append(path)
    return tuple(kept), left_out


def _absolute(path: Path) -> Path:
    """The path from the root, without steps up; links are left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def place_for(result: InspectionResult, folder: Path, stem: str, namer: Namer) -> Path:
    """Where a part's copy goes: its own name, with a number where another file has it.

    Args:
        result: The part.
        folder: The folder of its verdict.
        stem: Wanted stem, as made by :class:`~engine.export.naming.Namer`.
        namer: Asked to reserve the number, so that a later part does not get it.
    """
    suffix = result.path.suffix if _SUFFIX.fullmatch(result.path.suffix) else ""
    number, candidate = 1, stem
    while True:
        path = folder / f"{candidate}{suffix}"
        if (number == 1 or namer.take(candidate)) and (not os.path.lexists(path) or _same(path, result)):
            return path
        number += 1
        candidate = clean_stem(stem, f"-{number}")


def copy_part(result: InspectionResult, target: Path) -> None:
    """Copy the file of a part, and make sure that the copy is what was inspected.

    Args:
        result: The part; its hash is that of the file that was inspected.
        target: Where to, from :func:`place_for`.

    Raises:
        ImageError: The file is gone, cannot be read, or has changed since it was inspected.
        ExportError: The copy cannot be written.
    """
    if os.path.lexists(target):
        return  # place_for found it to be the same
    with contextlib.ExitStack() as stack:
        try:
            source = stack.enter_context(result.path.open("rb"))
            times = os.fstat(source.fileno())
        except OSError as error:
            raise _unreadable(result.path, error) from error
        with atomic_write(target) as stream:
            _copy(result, source, stream)
    with contextlib.suppress(OSError):
        os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))


def _copy(result: InspectionResult, source: IO[bytes], stream: IO[bytes]) -> None:
    """Copy the content and compare what has arrived with what was inspected."""
    read = hashlib.sha256()
    while True:
        try:
            block = source.read(1 << 20)
        except OSError as error:
            raise _unreadable(result.path, error) from error
        if not block:
            break
        read.update(block)
        stream.write(block)
    if result.sha256 and read.hexdigest() != result.sha256:
        raise ImageError(
            f"{result.path} has changed since it was inspected.", "Inspect it again.", result.path
        )
    stream.flush()
    stream.seek(0)
    arrived = hashlib.sha256()
    while block := stream.read(1 << 20):
        arrived.update(block)
    if arrived.digest() != read.digest():
        raise ExportError(
            f"The copy of {result.path} is not the same as the file.",
            "Check the disk and try again.",
            result.path,
        )


def older_copies(result: InspectionResult, copy: Path) -> list[GonogoError]:
    """Complaints about copies of the same part in the folders of other verdicts, from an earlier time.

    Args:
        result: The part.
        copy: Where its copy is now.
    """
    others = [copy.parent.parent / v / copy.name for v in VERDICTS if v != copy.parent.name]
    return [
        ExportError(
            f"{other} is an older copy of a part that is in {copy.parent.name} now.",
            "Delete the older copy.",
            other,
        )
        for other in others
        if os.path.lexists(other) and _same(other, result)
    ]


def _same(path: Path, result: InspectionResult) -> bool:
    """Whether a file holds what was inspected."""
    try:
        if not result.sha256:
            # a file that could not be judged may have no hash
            return filecmp.cmp(path, result.path, shallow=False)
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == result.sha256
    except OSError:
        return False


def _unreadable(path: Path, error: OSError) -> ImageError:
    return ImageError(
        f"{path} could not be copied: {error.strerror or error}.",
        "Put the file back where it was and export again.",
        path,
    )
