"""What every report says of itself: which recipe and limits, what to expect of them, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.export.reviewed import Reviewed
from engine.export.wording import (
    common_limits,
    expectation,
    finite,
    number,
    readable,
    thresholds_moved,
    visible,
)
from engine.judging import count_verdicts
from engine.review import Agreement
from engine.types import InspectionResult, Limits, RecipeSummary, Verdict
from engine.version import __version__


@dataclass(frozen=True, slots=True)
class Provenance:
    """The facts at the head of a report, in words.

    Attributes:
        name: The recipe's name.
        sha256: Hash of the recipe file.
        created: When the recipe was trained.
        made_by: Version of Gonogo that trained it.
        image_size: Side of the square that pictures are judged at, pixels.
        version: Version of Gonogo that made the report.
        when: Time of the report.
        n: Number of parts.
        counts: Parts of each verdict; every verdict is a key.
        limits: The limits that the parts were judged by.
        mixed: Whether some were judged by others.
        moved: Whether somebody set the image threshold by hand.
        calibrated: The image threshold that the good parts ask for, in words.
        expectation: What the calibration promises, one sentence.
        warnings: Weaknesses of the calibration.
        agreement: How operator and recipe compare.
        reviewed: Whether the operator said anything at all.
    """

    name: str
    sha256: str
    created: str
    made_by: str
    image_size: int
    version: str
    when: datetime
    n: int
    counts: dict[Verdict, int]
    limits: Limits
    mixed: bool
    moved: bool
    calibrated: str
    expectation: str
    warnings: tuple[str, ...]
    agreement: Agreement
    reviewed: bool

    @property
    def moment(self) -> str:
        """Time of the report without seconds."""
        return f"{self.when:%Y-%m-%d %H:%M}"

    @property
    def zone(self) -> str:
        """Time zone of the report: ``+01:00``."""
        return f"{self.when:%z}"[:3] + ":" + f"{self.when:%z}"[3:5] if self.when.tzinfo else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has to be known before the expectation is read."""
        remarks = []
        if self.mixed:
            remarks.append("The parts were not all judged by the same limits; these are the first part's.")
        if self.moved:
            remarks.append(
                "The limit was set by hand. What to expect is known for the calibrated one, "
                f"{self.calibrated}:"
            )
        return tuple(remarks)

    @property
    def limit_words(self) -> list[tuple[str, str]]:
        """The limits as pairs of name and value."""
        limits = self.limits
        band = f"{limits.review_from:g} × limit" if limits.review_from < 1 else "off"
        return [
            ("Limit of the part", number(limits.image_threshold)),
            ("Limit of a pixel", number(limits.pixel_threshold)),
            ("Smallest defect", f"{limits.min_area} px" if limits.min_area else "any size"),
            ("Review from", band),
        ]

    @property
    def operator_words(self) -> list[tuple[str, str]]:
        """How operator and recipe compare, as pairs of name and value."""
        both = self.agreement.n_agreed + self.agreement.n_disagreed
        agreed = f"{self.agreement.n_agreed} of {both} ({share(self.agreement.n_agreed, both)})"
        return [
            ("Decided by the operator", f"{self.agreement.n_decided} of {self.n}"),
            ("Operator unsure", f"{self.agreement.n_unsure}"),
            ("Agree, where both decided", agreed if both else "–"),
            ("False alarms: operator good, recipe defective", f"{self.agreement.n_overkill}"),
            ("Misses: operator defective, recipe good", f"{self.agreement.n_escapes}"),
        ]


def provenance(
    results: Sequence[InspectionResult],
    summary: RecipeSummary,
    reviewed: Reviewed | None = None,
    when: datetime | None = None,
) -> Provenance:
    """Gather what a report says of itself.

    Args:
        results: What inspection found.
        summary: The recipe that the results come from.
        reviewed: What a person said of them; nothing by default.
        when: Time of the report; now by default.
    """
    reviewed = reviewed or Reviewed(results)
    limits, same = common_limits(results, summary)
    return Provenance(
        name=visible(summary.name),
        sha256=summary.sha256,
        created=moment(summary.created),
        made_by=summary.software,
        image_size=summary.image_size,
        version=__version__,
        when=when or datetime.now().astimezone(),
        n=len(results),
        counts=count_verdicts(results),
        limits=limits,
        mixed=not same,
        moved=thresholds_moved(limits, summary),
        calibrated=number(summary.calibration.image_threshold),
        expectation=expectation(summary.calibration),
        warnings=tuple(visible(warning) for warning in summary.calibration.warnings),
        agreement=reviewed.agreement,
        reviewed=reviewed.anything,
    )


def share(part: int, whole: int) -> str:
    """A share in per cent with one decimal; empty where there is nothing to share."""
    return f"{100 * part / whole:.1f} %" if whole else ""


def moment(text: str) -> str:
    """An ISO time without seconds; any other text as it is."""
    try:
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}"
    except ValueError:
        return visible(text)


def recipe_document(facts: Provenance, summary: RecipeSummary) -> dict[str, Any]:
    """The recipe and the limits for programs: plain dictionaries, lists, strings and numbers."""
    calibration, limits = summary.calibration, facts.limits
    interval = calibration.false_alarm_interval
    return {
        "name": readable(summary.name),
        "sha256": summary.sha256,
        "created": summary.created,
        "software": f"gonogo {summary.software}",
        "inspected_with": f"gonogo {facts.version}",
        "image_size": summary.image_size,
        "backbone": summary.backbone,
        "calibration": {
            "image_threshold": finite(calibration.image_threshold),
            "pixel_threshold": finite(calibration.pixel_threshold),
            "false_alarm_rate": finite(calibration.false_alarm_rate),
            "false_alarm_interval": [finite(interval.low), finite(interval.high)],
            "confidence": finite(interval.confidence),
            "n_images": calibration.n_images,
            "statement": facts.expectation,
            "warnings": [readable(warning) for warning in calibration.warnings],
        },
        "limits": {
            "image_threshold": finite(limits.image_threshold),
            "pixel_threshold": finite(limits.pixel_threshold),
            "min_area": limits.min_area,
            "review_from": finite(limits.review_from),
        },
    }


def counts_document(facts: Provenance) -> dict[str, Any]:
    """What came of an inspection, for programs.

    Returns:
        Time, number of parts of each verdict, and how operator and recipe compare.
    """
    return {
        "written": facts.when.isoformat(timespec="seconds"),
        "parts": facts.n,
        "counts": {str(verdict): count for verdict, count in facts.counts.items()},
        "limits_set_by_hand": facts.moved,
        "limits_differ_between_parts": facts.mixed,
        "operator": {
            "decided": facts.agreement.n_decided,
            "unsure": facts.agreement.n_unsure,
            "agreed": facts.agreement.n_agreed,
            "disagreed": facts.agreement.n_disagreed,
            "false_alarms": facts.agreement.n_overkill,
            "misses": facts.agreement.n_escapes,
        },
    }
