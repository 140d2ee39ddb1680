"""The command ``gonogo``: the window, or the command line where the first word is one of its commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run Gonogo.

    ``gonogo [--data-dir DIR] [FILE ...]`` opens the window with a recipe and pictures; anything that
    begins with a command or another option goes to the command line, which loads no window. A file that
    is called like a command is reached as ``./train``.

    Args:
        argv: Arguments after the program's name; those of the process if None.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    folder, rest, problem = _data_dir(words)
    if problem:
        sys.stderr.write(f"gonogo: {problem}\n")
        return 2
    if rest and (rest[0].startswith("-") or _is_command(rest[0])):
        from engine.cli import main as command_line

        if folder is not None:
            from gui.paths import data_paths

            data_paths(folder)
        return command_line(rest)
    from gui.app import run

    return run(rest, folder)


def _data_dir(words: list[str]) -> tuple[Path | None, list[str], str]:
    """Take a leading ``--data-dir`` out: folder, the other words, and what is wrong with it."""
    if words and words[0] == "--data-dir":
        if len(words) < 2 or not words[1]:
            return None, words, "--data-dir needs a folder."
        return Path(words[1]), words[2:], ""
    if words and words[0].startswith("--data-dir="):
        folder = words[0].partition("=")[2]
        if not folder:
            return None, words, "--data-dir needs a folder."
        return Path(folder), words[1:], ""
    return None, words, ""


def _is_command(word: str) -> bool:
    from engine.cli import COMMANDS

    return word in COMMANDS


if __name__ == "__main__":
    sys.exit(main())
