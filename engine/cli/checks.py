"""``gonogo sample`` and ``gonogo selftest``."""

from __future__ import annotations

from pathlib import Path

from engine.cli.app import EXIT_DEFECT
from engine.cli.console import STDOUT, job, printer, write_json
from engine.sample import render_sample


def sample_command(directory: Path) -> int:
    """Draw the sample parts."""
    with job() as (report, cancel):
        made = render_sample(directory, report=report, cancel=cancel)
    out = printer()
    out.print(f"Good parts to train with: {made.train_good}", markup=False)
    out.print(f"Parts to inspect:         {made.test}", markup=False)
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
    else:
        out = printer()
        for check in checks:
            mark = "[green]✓ passed[/]" if check.passed else "[red]✕ FAILED[/]"
            out.print(f"{mark}  {check.name}: {check.detail}")
    return 0 if passed else EXIT_DEFECT
