"""``gonogo sample`` and ``gonogo selftest``."""

from __future__ import annotations

from pathlib import Path

from engine.cli import EXIT_DEFECT
from engine.cli.console import STDOUT, safe, style, tell, write_json
from engine.cli.job import job


def sample_command(directory: Path) -> int:
    """Draw the sample parts."""
    from engine.sample import render_sample

    with job() as (report, cancel):
        made = render_sample(directory, report=report, cancel=cancel)
    tell(f"Good parts to train with: {safe(made.train_good)}")
    tell(f"Parts to inspect:         {safe(made.test)}")
    tell(f"Masks of the defects:     {safe(made.ground_truth)}")
    return 0


def selftest_command(*, as_json: bool) -> int:
    """Check this installation from end to end."""
    from engine.selftest import selftest

    with job() as (report, cancel):
        checks = selftest(report=report, cancel=cancel)
    passed = all(check.passed for check in checks)
    if as_json:
        rows = [{"name": c.name, "passed": c.passed, "detail": c.detail} for c in checks]
        write_json({"passed": passed, "checks": rows}, STDOUT)
        return 0 if passed else EXIT_DEFECT
    for check in checks:
        mark = style("✓ passed", "green") if check.passed else style("✕ FAILED", "red")
        tell(f"{mark}  {check.name:13}  {safe(check.detail)}")
    return 0 if passed else EXIT_DEFECT
