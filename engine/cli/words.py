"""What the words of a command line mean, before the options are told apart."""

from __future__ import annotations

from collections.abc import Sequence

import click

RECIPE_SUFFIX = ".gonogo"


def expand_lists(words: Sequence[str], options: Sequence[str]) -> list[str]:
    """Let options take several words: ``--add a b`` becomes ``--add=a --add=b``.

    A list ends at the next option, and at a recipe, which is never a picture. After ``--`` all words belong
    to the list, for names that begin with a dash.

    Raises:
        click.UsageError: An option has no word.
    """
    expanded: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word not in options:
            expanded.append(word)
            if word == "--":
                return expanded + left
            continue
        taken = _take(left)
        if not taken:
            raise click.BadOptionUsage(word, f"Option '{word}' requires an argument.")
        expanded += [f"{word}={value}" for value in taken]
    return expanded


def _take(left: list[str]) -> list[str]:
    """Take the words of a list away from the front of ``left``."""
    taken: list[str] = []
    while left:
        if left[0] == "--":
            taken += left[1:]
            left.clear()
        elif left[0].startswith("-") or left[0].lower().endswith(RECIPE_SUFFIX):
            break
        else:
            taken.append(left.pop(0))
    return taken
