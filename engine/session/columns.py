"""Results as columns of a table and back: a hundred thousand of them in about a second, nothing believed.

Reading goes column by column, because checks of whole columns are a hundred times quicker than checks of
single records. A defect takes 48 bytes of a blob: area (int64), x, y, w, h (int32), then cx, cy and peak
(float64), all little endian.
"""

from __future__ import annotations

import contextlib
import gc
import json
import math
import os
import re
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import islice, repeat
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from engine.errors import GonogoError
from engine.judging import VERDICTS, check_limits
from engine.review import OPERATOR_VERDICTS, operator_code
from engine.types import Defect, InspectionResult, Limits, Review, Verdict

T = TypeVar("T")
Text = str | bytes
"""How text is kept: as text, or as bytes where it is no valid Unicode."""

RESULT_VALUES = (
    "path, verdict, sha256, width, height, score, margin, defects, largest_area, notes, error, hint"
    ", elapsed_ms"
)
"""Columns that :func:`encode` makes, in its order."""
ALL_COLUMNS = f"key, at, recipe, limits, {RESULT_VALUES}, said, note, reviewed_at"
"""All columns of ``result`` and ``past``, in the order of the tables."""

MOST_RESULTS = 5_000_000
_MOST_TEXT = 1_000_000
_MOST_PATH = 40_000
_MOST_WRITTEN = 200_000  # characters of a text; up to 3 bytes each where they are no valid Unicode
_MOST_DEFECTS = 200_000  # of one picture; those with the highest peaks are kept
_MOST_PIXELS = 2**31 - 1
LAST_MOMENT = 253_402_300_000_000  # the end of the year 9999, where datetime ends
_DEFECT = np.dtype(
    [("area_px", "<i8"), *((name, "<i4") for name in "xywh"), *((n, "<f8") for n in ("cx", "cy", "peak"))]
)
_ERROR = VERDICTS.index(Verdict.ERROR)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WINDOWS_PATH = re.compile(r"([A-Za-z]:|\\)\\")


class BadContentError(ValueError):
    """A file holds what no Gonogo writes."""


# --- writing -----------------------------------------------------------------------------------------------


def to_text(text: str) -> Text:
    """Text as it is kept; names of files may hold bytes of another encoding, which are no valid Unicode."""
    text = text[:_MOST_WRITTEN]
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-8", "surrogatepass")


def encode(result: InspectionResult) -> tuple[object, ...]:
    """The values of :data:`RESULT_VALUES` of one result.

    Raises:
        ValueError, TypeError, OverflowError: It holds something that no inspection gives, such as NaN.
    """
    score, margin = result.score, result.margin
    sha256 = bytes.fromhex(result.sha256)
    if len(sha256) not in (0, 32):
        raise ValueError(f"a hash of {len(sha256)} bytes")
    if (score is None) != (result.verdict is Verdict.ERROR):
        raise ValueError(f"the verdict {result.verdict} with the score {score}")
    if score is not None and margin is None:
        margin = score / result.limits.image_threshold
    path, notes = str(result.path), json.dumps(result.notes) if result.notes else ""
    if len(path) > _MOST_PATH // 3 or len(notes) > _MOST_TEXT:
        raise ValueError("a text that is too long")
    return (
        to_text(path),
        VERDICTS.index(result.verdict),
        sha256,
        _pixels(result.width, _MOST_PIXELS),
        _pixels(result.height, _MOST_PIXELS),
        None if score is None else _finite(score),
        None if margin is None else _finite(margin),
        _encode_defects(result.defects[:_MOST_DEFECTS]) if result.defects else b"",
        _pixels(result.largest_area, _MOST_PIXELS**2),
        notes,
        to_text(result.error),
        to_text(result.hint),
        _finite(result.elapsed_ms),
    )


def encode_review(review: Review) -> tuple[object, ...]:
    """The values of said, note and reviewed_at."""
    return operator_code(review.verdict), to_text(review.note), to_text(review.at)


def encode_limits(limits: Limits) -> tuple[object, ...]:
    """The values of image_threshold, pixel_threshold, min_area and review_from.

    Raises:
        ValueError: Nothing can be judged by them.
    """
    try:
        check_limits(limits)
    except GonogoError as error:
        raise ValueError(error.message) from error
    return (
        float(limits.image_threshold),
        float(limits.pixel_threshold),
        int(limits.min_area),
        float(limits.review_from),
    )


def _encode_defects(defects: Iterable[Defect]) -> bytes:
    rows = [(d.area_px, d.x, d.y, d.w, d.h, d.cx, d.cy, d.peak) for d in defects]
    return np.array(rows, _DEFECT).tobytes()


def _pixels(value: int, most: int) -> int:
    number = int(value)
    if not 0 <= number <= most:
        raise ValueError(f"{number} pixels")
    return number


def _finite(value: float) -> float:
    number = float(value)
    if not 0 <= number < math.inf:  # NaN is neither
        raise ValueError(f"the number {number}")
    return number


# --- reading -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Columns:
    """All rows of ``result`` or ``past``, checked, a column each.

    Attributes:
        rows: Numbers of the rows, rising; in ``result`` they are the keys of the parts.
        limits: Numbers of the limits they were judged with.
        paths: Their files.
        codes: Verdicts at those limits, uint8, shape (n,).
        scores: Raw units, NaN for errors, float64, shape (n,).
        areas: Largest region above the pixel threshold, int64, shape (n,).
        others: Further columns by name, as they are in the file and not checked yet.
    """

    rows: list[int]
    limits: list[int]
    paths: list[str]
    codes: npt.NDArray[np.uint8]
    scores: npt.NDArray[np.float64]
    areas: npt.NDArray[np.int64]
    others: dict[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.rows)


_COMMON = ("rowid", "limits", "path", "verdict", "score", "largest_area")
_OF_RESULTS = ("sha256", "width", "height", "margin", "defects", "elapsed_ms")


def read_columns(
    connection: sqlite3.Connection, table: str, platform: str, others: Sequence[str] = _OF_RESULTS
) -> Columns:
    """Read a table of results.

    Args:
        connection: To a session.
        table: ``result`` or ``past``.
        platform: Of the computer that the session was made on, as ``os.name``.
        others: Further columns to read; by default those that :func:`read_results` needs.

    Raises:
        BadContentError: Something in it is of another type or outside its range.
        sqlite3.Error: The file cannot be read.
    """
    if connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > MOST_RESULTS:  # noqa: S608
        raise BadContentError("there are too many results")
    names = (*_COMMON, *others)
    rows = connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid").fetchall()  # noqa: S608
    columns: dict[str, Sequence[Any]] = dict.fromkeys(names, ())
    if rows:
        columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    scores = floats("score", columns["score"], or_none=True)
    codes = whole("verdict", columns["verdict"], 0, len(VERDICTS) - 1).astype(np.uint8)
    if not np.array_equal(np.isnan(scores), codes == _ERROR):
        raise BadContentError("a score does not go with its verdict")
    whole("limits", columns["limits"])
    return Columns(
        rows=list(columns["rowid"]),
        limits=list(columns["limits"]),
        paths=_paths(columns["path"], platform),
        codes=codes,
        scores=scores,
        areas=whole("largest_area", columns["largest_area"], 0, _MOST_PIXELS**2),
        others={"score": columns["score"], **{name: columns[name] for name in others}},
    )


def read_results(
    connection: sqlite3.Connection, platform: str, limits: dict[int, Limits]
) -> tuple[list[int], list[InspectionResult]]:
    """The parts on the list: their keys, rising, and what was found on each.

    Args:
        connection: To a session.
        platform: Of the computer that the session was made on, as ``os.name``.
        limits: All limits of the file by their numbers.

    Raises:
        BadContentError: Something in it is of another type or outside its range.
        sqlite3.Error: The file cannot be read.
    """
    columns = read_columns(connection, "result", platform)
    others = columns.others
    whole("width", others["width"], 0, _MOST_PIXELS)
    whole("height", others["height"], 0, _MOST_PIXELS)
    floats("elapsed_ms", others["elapsed_ms"])
    margins = floats("margin", others["margin"], or_none=True)
    if not np.array_equal(np.isnan(margins), np.isnan(columns.scores)):
        raise BadContentError("a margin does not go with its score")
    notes, errors, hints = _read_words(connection, columns)
    made = _made(
        InspectionResult,
        len(columns),
        {
            "path": map(Path, columns.paths),
            "verdict": map(VERDICTS.__getitem__, columns.codes.tolist()),
            "limits": look_up(limits, columns.limits),
            "sha256": _hashes(others["sha256"]),
            "width": others["width"],
            "height": others["height"],
            "score": others["score"],
            "margin": others["margin"],
            "defects": _decode_defects(others["defects"]),
            "largest_area": columns.areas.tolist(),
            "anomaly_map": repeat(None),
            "notes": notes,
            "error": errors,
            "hint": hints,
            "elapsed_ms": others["elapsed_ms"],
        },
    )
    return columns.rows, made


def read_reviews(connection: sqlite3.Connection, table: str) -> dict[int, Review]:
    """What people left, by number of the row; rows that nobody touched are not in it.

    Raises:
        BadContentError: Something in it is of another type or outside its range.
        sqlite3.Error: The file cannot be read.
    """
    rows = connection.execute(
        f"SELECT rowid, said, note, reviewed_at FROM {table}"  # noqa: S608
        " WHERE said <> 0 OR note <> '' OR reviewed_at <> ''"
    ).fetchall()
    if not rows:
        return {}
    numbers, said, notes, moments = zip(*rows, strict=True)
    codes = whole("said", said, 0, len(OPERATOR_VERDICTS) - 1).tolist()
    # a strange time is not worth refusing a session for
    times = [text if is_moment(text) else "" for text in texts("reviewed_at", moments)]
    verdicts = map(OPERATOR_VERDICTS.__getitem__, codes)
    return dict(zip(numbers, map(Review, verdicts, texts("note", notes), times), strict=True))


def look_up(known: dict[int, T], numbers: Iterable[int]) -> list[T]:
    """What numbers stand for.

    Raises:
        BadContentError: One of them stands for nothing.
    """
    try:
        return [known[number] for number in numbers]
    except KeyError as error:
        raise BadContentError("something that results refer to is missing") from error


def read_limits(connection: sqlite3.Connection) -> dict[int, Limits]:
    """All limits of a file by their numbers.

    Raises:
        BadContentError: One of them cannot be judged by.
    """
    found = {}
    order = "number, image_threshold, pixel_threshold, min_area, review_from"
    for number, *values in connection.execute(f"SELECT {order} FROM limits"):  # noqa: S608
        if list(map(type, values)) != [float, float, int, float]:
            raise BadContentError("limits are no numbers")
        try:
            found[number] = check_limits(Limits(*values))
        except GonogoError as error:
            raise BadContentError(error.message) from error
    return found


def read_text(value: object, name: str, most: int = _MOST_TEXT) -> str:
    """One text of a file.

    Raises:
        BadContentError: It is none, or too long.
    """
    return texts(name, (value,), most)[0]


def read_path(value: object, platform: str = os.name) -> str:
    """One path of a file.

    Raises:
        BadContentError: It is none.
    """
    return _paths((value,), platform)[0]


def is_moment(text: str) -> bool:
    """Whether a text is a time in ISO 8601 with its time zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def as_moment(at: int) -> str:
    """Milliseconds since 1970 as local time, ISO 8601 with time zone."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone().isoformat(timespec="milliseconds")


@contextlib.contextmanager
def without_collecting() -> Iterator[None]:
    """Make many objects without the interpreter's looking for garbage among them again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _made(cls: type[T], n: int, columns: dict[str, Iterable[Any]]) -> list[T]:
    """``n`` frozen records with slots, filled column by column: three times as quick as one by one."""
    if [field.name for field in fields(cls)] != list(columns):  # type: ignore[arg-type]
        raise TypeError(f"{cls.__name__} has other fields by now")
    made = list(map(object.__new__, repeat(cls, n)))
    for name, column in columns.items():
        deque(map(getattr(cls, name).__set__, made, column), maxlen=0)
    return made


def _decode_defects(blobs: Sequence[Any]) -> list[tuple[Defect, ...]]:
    """The defects of every row."""
    types("defects", blobs, {bytes})
    lengths = list(map(len, blobs))
    if any(length % _DEFECT.itemsize for length in set(lengths)):
        raise BadContentError("defects are cut off")
    table = np.frombuffer(b"".join(blobs), _DEFECT) if any(lengths) else np.empty(0, _DEFECT)
    for name in ("cx", "cy", "peak"):
        if not np.isfinite(table[name]).all():
            raise BadContentError(f"defects.{name} is infinite or undefined")
    for name, least in (("area_px", 1), ("x", 0), ("y", 0), ("w", 1), ("h", 1)):
        if table.size and table[name].min() < least:
            raise BadContentError(f"defects.{name} is too small")
    records = iter(
        _made(Defect, table.size, {field.name: table[field.name].tolist() for field in fields(Defect)})
    )
    return [tuple(islice(records, length // _DEFECT.itemsize)) if length else () for length in lengths]


def _read_words(
    connection: sqlite3.Connection, columns: Columns
) -> tuple[list[tuple[str, ...]], list[str], list[str]]:
    """Notes, error and hint of every row; few have any."""
    notes: list[tuple[str, ...]] = [()] * len(columns)
    errors, hints = [""] * len(columns), [""] * len(columns)
    found = connection.execute(
        "SELECT rowid, notes, error, hint FROM result WHERE notes <> '' OR error <> '' OR hint <> ''"
    ).fetchall()
    if found:
        place = {row: at for at, row in enumerate(columns.rows)}
        for row, *values in found:
            words, errors[place[row]], hints[place[row]] = texts("remarks", values)
            notes[place[row]] = _decode_notes(words) if words else ()
    return notes, errors, hints


def _decode_notes(text: str) -> tuple[str, ...]:
    try:
        notes = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadContentError("notes cannot be read") from error
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise BadContentError("notes are no texts")
    return tuple(notes)


def _hashes(column: Sequence[Any]) -> Iterable[str]:
    types("sha256", column, {bytes})
    if not set(map(len, column)) <= {0, 32}:
        raise BadContentError("a hash has another length")
    return map(bytes.hex, column)


def _check_margins(column: Sequence[Any], scores: npt.NDArray[np.float64]) -> None:
    if not np.array_equal(np.isnan(floats("margin", column, or_none=True)), np.isnan(scores)):
        raise BadContentError("a margin does not go with its score")


def _paths(column: Sequence[Any], platform: str) -> list[str]:
    paths = texts("path", column, _MOST_PATH)
    if "\0" in "".join(paths) or "" in paths:
        raise BadContentError("a path is impossible")
    if platform == "nt" and os.name != "nt":
        # so that its folder is told from its name, and can be pointed to here
        paths = [path.replace("\\", "/") if _WINDOWS_PATH.match(path) else path for path in paths]
    return paths


def texts(name: str, column: Sequence[Any], most: int = _MOST_TEXT) -> list[str]:
    """A column of texts.

    Raises:
        BadContentError: One of them is none, or too long.
    """
    kinds = set(map(type, column))
    if not kinds <= {str, bytes}:
        raise BadContentError(f"{name} is no text")
    if column and max(map(len, column)) > most:
        raise BadContentError(f"{name} is too long")
    if bytes not in kinds:
        return list(column)
    try:
        return [text if isinstance(text, str) else text.decode("utf-8", "surrogatepass") for text in column]
    except UnicodeDecodeError as error:
        raise BadContentError(f"{name} is no text") from error


def whole(
    name: str, column: Sequence[Any], least: int = -(2**63), most: int = 2**63 - 1
) -> npt.NDArray[np.int64]:
    """A column of whole numbers, int64, shape (n,).

    Raises:
        BadContentError: One of them is none, or out of range.
    """
    types(name, column, {int})
    values = np.array(column, np.int64)
    if values.size and not least <= int(values.min()) <= int(values.max()) <= most:
        raise BadContentError(f"{name} is out of range")
    return values


def floats(name: str, column: Sequence[Any], *, or_none: bool = False) -> npt.NDArray[np.float64]:
    """A column of finite numbers of 0 or more, float64, shape (n,); None becomes NaN where it is allowed.

    Raises:
        BadContentError: One of them is none, or out of range.
    """
    types(name, column, {float, type(None)} if or_none else {float})
    values = np.array(column, np.float64)
    if np.isinf(values).any() or (values < 0).any():
        raise BadContentError(f"{name} is out of range")
    return values


def types(name: str, column: Sequence[Any], allowed: set[type]) -> None:
    """See that a column holds nothing but these types.

    Raises:
        BadContentError: It does.
    """
    if not set(map(type, column)) <= allowed:
        raise BadContentError(f"{name} is of another type")
