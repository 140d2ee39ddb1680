"""What the engine says in English, in the window's language.

The engine knows no window, and its sentences come with their numbers already in them. They are found again by
their patterns, so that each is translated as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.progress import STAGES

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

PATTERNS = (
    # calibration
    N(
        "Engine",
        "There are only {n} good parts: the limit is a rough guess. Give {enough} or more; 100 are better.",
    ),
    N(
        "Engine",
        "There are fewer good parts ({n}) than features ({features}): more good parts make a sharper judge.",
    ),
    N(
        "Engine",
        "One false alarm in {rate} is far beyond what {n} good parts show: "
        "the limit rests on the model of rare scores.",
    ),
    # update
    N(
        "Engine",
        "{kept} of {n} good parts are no longer where they were: "
        "their scores are those from before the change.",
    ),
)
"""Sentences about a recipe's weaknesses, with names for what the engine puts into them."""


def stage(key: str) -> str:
    """A job's stage in words.

    Args:
        key: :attr:`engine.progress.Progress.stage`.
    """
    return QCoreApplication.translate("Stages", STAGES.get(key, key))


def translated(sentence: str, patterns: Sequence[str] = PATTERNS) -> str:
    """A sentence of the engine in the window's language; one that nobody foresaw stays as it is.

    Args:
        sentence: English, with its numbers.
        patterns: The English sentences with ``{names}`` in place of numbers.
    """
    for pattern in patterns:
        found = _expression(pattern).fullmatch(sentence)
        if found:
            return QCoreApplication.translate("Engine", pattern).format(**found.groupdict())
    return sentence


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern that finds the sentence again, with a group for every name."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(pattern)), re.DOTALL)
