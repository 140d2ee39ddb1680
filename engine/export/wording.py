"""How results are put into words and numbers, the same in every kind of report."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

from engine.types import Calibration, InspectionResult, Limits, OperatorVerdict, RecipeSummary, Verdict

VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.GOOD: "Good",
    Verdict.REVIEW: "Review",
    Verdict.DEFECTIVE: "Defective",
    Verdict.ERROR: "Error",
}

VERDICT_COLOURS: dict[Verdict, str] = {
    Verdict.GOOD: "#009e73",
    Verdict.REVIEW: "#e69f00",
    Verdict.DEFECTIVE: "#d55e00",
    Verdict.ERROR: "#7a7a7a",
}
"""Told apart by colour-blind people too (Okabe and Ito 2008); never used without icon and word."""

OPERATOR_WORDS: dict[OperatorVerdict | None, str] = {
    None: "",
    OperatorVerdict.GOOD: "Good",
    OperatorVerdict.DEFECTIVE: "Defective",
    OperatorVerdict.UNSURE: "Unsure",
}

_SURROGATE = re.compile("[\ud800-\udfff]")


def readable(text: str | Path) -> str:
    r"""Text that can be encoded, whatever bytes a file name is made of.

    Returns:
        The same text; bytes that are not UTF-8 appear as ``\xfc``.
    """
    return _SURROGATE.sub(_escape, str(text))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    # Python hides an undecodable byte b as U+DC00 + b
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def visible(text: str | Path) -> str:
    """Readable text in which control characters can be seen instead of doing something."""
    return "".join(
        char if char.isprintable() or char == " " else f"\\x{ord(char):02x}" for char in readable(text)
    )


def one_line(text: str) -> str:
    """A remark that somebody typed, on one line."""
    return visible(" ".join(text.split()))


def finite(value: float | None) -> float | None:
    """The value as a plain number, or None where it is missing, infinite or not a number."""
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def number(value: float) -> str:
    """A raw score or limit with three significant digits, without an exponent: 0.0123, 4.56, 41.2, 1234."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "–"
    # rounded first: 9.999 is 10.0, not 10.00
    decimals = max(0, 2 - math.floor(math.log10(abs(float(f"{value:.3g}")))))
    return f"{value:.{decimals}f}"


def times_limit(margin: float) -> str:
    """A margin as it is shown: ``1.84 × limit``."""
    return f"{margin:.2f} × limit"


def one_in(rate: float) -> str:
    """A rate as "1 in N": 0.01 is ``1 in 100``, 0.0167 is ``1 in 60``; "none" for 0."""
    if not rate > 0:
        return "none"
    n = 1.0 / rate
    if n < 9.95:
        return f"1 in {n:.1f}".removesuffix(".0")
    # two digits are all that such an estimate is worth; a rate that somebody chose comes out whole
    digits = 0 if abs(n - round(n)) < 1e-6 * n else 1 - math.floor(math.log10(n))
    return f"1 in {round(n, min(0, digits)):.0f}"


def expectation(calibration: Calibration) -> str:
    """What the calibration promises, in one sentence."""
    interval = calibration.false_alarm_interval
    parts = "good part" if calibration.n_images == 1 else "good parts"
    return (
        f"Expects {one_in(calibration.false_alarm_rate).replace('1 in', '1 false alarm in', 1)} good parts "
        f"(between {one_in(interval.high)} and {_at_best(interval.low, calibration.false_alarm_rate)} "
        f"at {interval.confidence * 100:g} %), calibrated on {calibration.n_images} {parts}."
    )


def _at_best(low: float, rate: float) -> str:
    """The lower end of an interval; far below what was asked for, its digits would say nothing."""
    return one_in(low) if low > rate / 100 else "almost none"


def common_limits(results: Sequence[InspectionResult], summary: RecipeSummary) -> tuple[Limits, bool]:
    """The limits that the parts were judged by.

    Returns:
        The first part's limits, or the calibrated ones where there is no part, and whether all parts
        were judged by them.
    """
    if not results:
        return calibrated_limits(summary), True
    first = results[0].limits
    return first, all(result.limits == first for result in results)


def calibrated_limits(summary: RecipeSummary) -> Limits:
    """The limits that follow from the good parts alone."""
    return Limits(summary.calibration.image_threshold, summary.calibration.pixel_threshold)


def thresholds_moved(limits: Limits, summary: RecipeSummary) -> bool:
    """Whether somebody set the image threshold by hand, so that the calibration no longer speaks for it."""
    return limits.image_threshold != summary.calibration.image_threshold
