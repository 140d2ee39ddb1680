"""What stands out among the files of good parts before anything is learned from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.errors import GonogoError
from gui.sentences import in_full

if TYPE_CHECKING:
    from engine.images import Header

TINY_SIDE = 64
"""A picture with a side below this shows too little to learn from, pixels."""


class Reason(StrEnum):
    """Why a file stands out."""

    UNREADABLE = "unreadable"
    TINY = "tiny"
    SIZE = "size"
    KIND = "kind"
    LEFT_OUT = "left out by training"


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a file stands out, for people.

    Attributes:
        reason: The kind of reason.
        text: One or two plain sentences.
    """

    reason: Reason
    text: str


def remarks(headers: Mapping[Path, Header | GonogoError]) -> dict[Path, Remark]:
    """Find the odd ones out: the most common size and the most common kind of pixels are the norm.

    Args:
        headers: What reading each file's header gave.

    Returns:
        A remark for every file that stands out; only the most serious of each.
    """
    readable = {path: look for path, look in headers.items() if not isinstance(look, GonogoError)}
    size = _most_common([(header.width, header.height) for header in readable.values()])
    kind = _most_common([header.mode for header in readable.values()])
    found: dict[Path, Remark] = {}
    for path, look in headers.items():
        if isinstance(look, GonogoError):
            found[path] = Remark(Reason.UNREADABLE, in_full(look))
        elif (remark := _remark(look, size, kind)) is not None:
            found[path] = remark
    return found


def _remark(header: Header, size: tuple[int, int] | None, kind: str | None) -> Remark | None:
    tr = QCoreApplication.translate
    if min(header.width, header.height) < TINY_SIDE:
        words = tr("Remarks", "Very small: {size} pixels. Hardly anything can be learned from it.")
        return Remark(Reason.TINY, words.format(size=_size(header.width, header.height)))
    if size is not None and (header.width, header.height) != size:
        words = tr("Remarks", "Another size than most: {size} instead of {usual} pixels.")
        text = words.format(size=_size(header.width, header.height), usual=_size(*size))
        return Remark(Reason.SIZE, text)
    if kind is not None and header.mode != kind:
        words = tr("Remarks", "Another kind of picture than most: {kind} instead of {usual}.")
        return Remark(Reason.KIND, words.format(kind=header.mode, usual=kind))
    return None


def _most_common(values: list) -> object | None:
    """The value that occurs most often; the earlier one of equals; None if there is none."""
    return Counter(values).most_common(1)[0][0] if values else None


def _size(width: int, height: int) -> str:
    return f"{width} × {height}"
