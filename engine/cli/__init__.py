"""The command line: everything the engine can do, without a window.

Exit codes: 0 done; 1 something is defective or unreadable (only with ``--fail-on-defect``) or a check
failed; 2 wrong use, or nothing could be done; 130 interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence

COMMANDS = frozenset({"train", "inspect", "evaluate", "info", "update", "export", "sample", "selftest"})
"""Words that start a command; anything else on the command line is for the window."""


def main(argv: Sequence[str]) -> int:
    """Run one command.

    Args:
        argv: The words after ``gonogo``.

    Returns:
        The exit code.
    """
    from engine.cli.app import run

    return run(argv)
