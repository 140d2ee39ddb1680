"""The command line: everything the engine can do, without a window.

Exit codes:

- 0: done;
- 1: something is defective or unreadable (only with ``inspect --fail-on-defect``), or a check of
  ``selftest`` failed;
- 2: wrong use, or nothing could be done;
- 3: reference parts are not judged as they should be (only ``check``);
- 130, 143: stopped by Ctrl+C or by the system; 141: nobody reads the output any more.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

COMMANDS = frozenset(
    "train inspect evaluate info update references versions check export sample selftest".split()  # noqa: SIM905
)
"""Words that start a command; anything else on the command line is for the window."""

EXIT_DEFECT = 1
EXIT_NOTHING_DONE = 2
EXIT_CHECK_FAILED = 3
EXIT_INTERRUPTED = 130
EXIT_NO_READER = 141


def main(argv: Sequence[str]) -> int:
    """Run one command.

    Args:
        argv: The words after ``gonogo``.

    Returns:
        The exit code.
    """
    try:
        from engine.cli.app import run

        return run(argv)
    except KeyboardInterrupt:
        # before anything began
        sys.stderr.write("Stopped.\n")
        return EXIT_INTERRUPTED
