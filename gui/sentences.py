"""What the engine says in English, in the window's language.

The engine knows no window, and its sentences come with their numbers already in them. They are found again by
their patterns, so that each is translated as a whole; `make translations` keeps those of the sources in
resources/translations/engine.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.errors import GonogoError
from engine.progress import STAGES
from gui import language
from gui.paths import resources
from gui.words import decimal, grouped

CONTEXT = "Engine"

N = QT_TRANSLATE_NOOP
STAGE_WORDS = (
    N("Stages", "Looking for pictures"),
    N("Stages", "Loading the learning library"),
    N("Stages", "Preparing the network"),
    N("Stages", "Looking at the good parts"),
    N("Stages", "Learning what is normal"),
    N("Stages", "Judging every good part as if it were new"),
    N("Stages", "Saving the recipe"),
    N("Stages", "Opening the recipe"),
    N("Stages", "Inspecting"),
    N("Stages", "Comparing with the labels"),
    N("Stages", "Writing results"),
    N("Stages", "Drawing the sample parts"),
)
"""Words of :data:`~engine.progress.STAGES`."""

THINGS = (N("Engine", "recipe"), N("Engine", "session"), N("Engine", "history"))
"""What the engine calls the files that it speaks of: single words, which are not found by themselves."""


def stage_words(key: str) -> str:
    """A job's stage in words.

    Args:
        key: :attr:`engine.progress.Progress.stage`.
    """
    return QCoreApplication.translate("Stages", STAGES.get(key, key))


def translated(text: str) -> str:
    """A sentence of the engine in the window's language; one that nobody foresaw stays as it is.

    Args:
        text: English, with names and numbers in it.
    """
    return text if language.spoken() == language.ENGLISH else _said(language.spoken(), text)[0]


def told(error: Exception) -> tuple[str, str]:
    """What happened and what to do about it, in the window's language; empty where nobody knows."""
    if isinstance(error, GonogoError):
        return translated(error.message), translated(error.hint)
    return str(error), ""


def one_line(happened: str, hint: str) -> str:
    """Two sentences of the engine behind each other, in the window's language; the second may be empty."""
    return " ".join(filter(None, (translated(happened), translated(hint))))


def in_full(error: Exception) -> str:
    """What happened and what to do about it, in one line."""
    return " ".join(filter(None, told(error)))


_DEEPEST = 3
"""Sentences hold fragments, and those the names of things."""
_FEW_LETTERS = 6
"""A pattern with no more letters of its own fits nearly everything: what goes in last must be known, too."""
_PHRASES = {"error", "found", "hint", "message", "prefix", "problem", "reason", "what", "why", "words"}
"""Names for words of the engine's own. All others are never looked at: a folder may be called "history"."""
_CALLED = {
    *("aside", "backbone", "directory", "files", "folder", "key", "kind", "loose", "loose2", "mask", "name"),
    *("names", "net", "new", "old", "other", "package", "parent", "part", "path", "recipe", "recipe_name"),
    *("runtime", "suffix", "to", "twin", "type", "unfit", "unknown", "version", "when"),
}
"""Names for what files and parts are called: nothing in them is a number."""
_NAME = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with names for what goes into it.

    Attributes:
        text: It, with ``{names}``.
        pieces: What stands before, between and behind the names: one more than there are names.
        names: The names, in their order.
        letters: How many letters of its own it has.
    """

    text: str
    pieces: tuple[str, ...]
    names: tuple[str, ...]
    letters: int

    @classmethod
    def of(cls, text: str) -> Pattern:
        """Take a pattern apart."""
        pieces = tuple(_NAME.split(text)[::2])
        letters = sum(letter.isalpha() for piece in pieces for letter in piece)
        return cls(text, pieces, tuple(_NAME.findall(text)), letters)

    def values(self, sentence: str) -> Iterator[dict[str, str]]:
        """What may stand for the names in a sentence; nothing if it is another one.

        Every value but the last two is as short as can be, so that these two alone can be cut differently.
        """
        first, *between, end = self.pieces
        if not sentence.startswith(first) or not sentence.endswith(end):
            return
        at, stop = len(first), len(sentence) - len(end)
        found: list[str] = []
        while len(between) > 1:
            piece = between.pop(0)
            place = sentence.find(piece, at + 1, stop)
            if place < 0:
                return
            found.append(sentence[at:place])
            at = place + len(piece)
        place = at
        while between and (place := sentence.find(between[0], place + 1, stop)) > 0:
            yield from self._named([*found, sentence[at:place], sentence[place + len(between[0]) : stop]])
        if not between:
            yield from self._named([*found, sentence[at:stop]])

    def _named(self, values: Sequence[str]) -> Iterator[dict[str, str]]:
        named = dict(zip(self.names, values, strict=True))
        # a name that comes twice stands for the same both times
        if all(values) and all(named[name] == value for name, value in zip(self.names, values, strict=True)):
            yield named


@lru_cache(maxsize=4096)
def _said(code: str, text: str, depth: int = _DEEPEST) -> tuple[str, int]:
    """A text in words of a language, and how many of its letters were known.

    Several patterns may fit, and several cuts between two names: that which knows most of the text is meant.
    """
    whole, filled = _patterns()
    if text in whole:
        return QCoreApplication.translate(CONTEXT, text), len(text)
    best, most = text, 0
    for pattern in filled if depth else ():
        for values in pattern.values(text):
            said = {name: _value(code, name, value, depth - 1) for name, value in values.items()}
            known = pattern.letters + sum(letters for _words, letters in said.values())
            telling = pattern.letters > _FEW_LETTERS or said[pattern.names[-1]][1]
            if telling and known > most:
                words = {name: words for name, (words, _letters) in said.items()}
                best, most = QCoreApplication.translate(CONTEXT, pattern.text).format(**words), known
    return best, most


def _value(code: str, name: str, text: str, depth: int) -> tuple[str, int]:
    """What went in under a name as it goes into the other language; how many of its letters were known."""
    if name in _PHRASES:
        return _said(code, text, depth)
    if name not in _CALLED and _NUMBER.fullmatch(text):
        whole = text.replace(",", "")
        digits = len(whole.partition(".")[2])
        return (decimal(float(whole), digits) if digits else grouped(int(whole))), 0
    return text, 0


@cache
def _patterns() -> tuple[frozenset[str], list[Pattern]]:
    """Texts that nothing goes into, and the others."""
    texts = json.loads((resources() / "translations" / "engine.json").read_text(encoding="utf-8"))
    filled = [Pattern.of(text) for text in texts if _NAME.search(text)]
    return frozenset(texts).difference(pattern.text for pattern in filled), filled
