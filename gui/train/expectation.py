"""What the recipe promises, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.types import Calibration
from gui.words import how_many, one_in


def expectation(calibration: Calibration) -> str:
    """How many good parts will be rejected by mistake, with the interval.

    Example: "Expect 1 false alarm in 100 good parts (between 1 in 40 and 1 in 600)".
    """
    tr = QCoreApplication.translate
    interval = calibration.false_alarm_interval
    often, seldom = one_in(interval.high), one_in(interval.low)
    if interval.low <= 0 or 1 / interval.low > 1_000_000:
        seldom = tr("Expectation", "almost none")
    words = tr("Expectation", "Expect 1 false alarm in {n} good parts (between {often} and {seldom})")
    return words.format(n=how_many(calibration.false_alarm_rate), often=often, seldom=seldom)
