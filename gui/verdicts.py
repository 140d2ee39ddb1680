"""How verdicts look and read on screen: icon, colours and word, by their code."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.judging import VERDICTS
from engine.types import OperatorVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Look:
    """How one verdict looks.

    Attributes:
        icon: Name of its icon.
        colour: Name of the token for areas, bars and lines.
        ink: Name of the token for text.
        word: Its word in English; see :func:`word`.
    """

    icon: str
    colour: str
    ink: str
    word: str


LOOKS: dict[Verdict, Look] = {
    Verdict.GOOD: Look("good", "good", "good_ink", QT_TRANSLATE_NOOP("Verdicts", "Good")),
    Verdict.REVIEW: Look("review", "review", "review_ink", QT_TRANSLATE_NOOP("Verdicts", "Review")),
    Verdict.DEFECTIVE: Look(
        "defective", "defective", "defective_ink", QT_TRANSLATE_NOOP("Verdicts", "Defective")
    ),
    Verdict.ERROR: Look("error", "error", "error_ink", QT_TRANSLATE_NOOP("Verdicts", "Error")),
}


OPERATOR_LOOKS: dict[OperatorVerdict, Look] = {
    OperatorVerdict.GOOD: LOOKS[Verdict.GOOD],
    OperatorVerdict.DEFECTIVE: LOOKS[Verdict.DEFECTIVE],
    OperatorVerdict.UNSURE: Look("review", "review", "review_ink", QT_TRANSLATE_NOOP("Verdicts", "Unsure")),
}


def operator_word(verdict: OperatorVerdict | None) -> str:
    """What a person said, in a word, translated; empty for nothing."""
    return "" if verdict is None else QCoreApplication.translate("Verdicts", OPERATOR_LOOKS[verdict].word)


def look(code: int) -> Look:
    """The look of a verdict by its index into :data:`engine.judging.VERDICTS`."""
    return LOOKS[VERDICTS[code]]


def word(verdict: Verdict) -> str:
    """The verdict's word, translated."""
    return QCoreApplication.translate("Verdicts", LOOKS[verdict].word)


def code_of(verdict: Verdict) -> int:
    """The index of a verdict into :data:`engine.judging.VERDICTS`."""
    return VERDICTS.index(verdict)
