"""Running the command line in this process, for tests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.cli import main

SIDE, FEATURES = 64, 40
"""Of the small network that the fixtures train with, so that no other has to be made."""

SMALL = ("--image-size", str(SIDE), "--n-features", str(FEATURES))
"""Options of ``train`` for it."""


@dataclass(frozen=True)
class Said:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as JSON; fails if anything else is there."""
        return json.loads(self.out)


class CommandLine:
    """Runs commands and catches what they say."""

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        self._capture = capture

    def __call__(self, *words: str | Path) -> Said:
        self._capture.readouterr()
        code = main([str(word) for word in words])
        captured = self._capture.readouterr()
        return Said(code, captured.out.decode("utf-8"), captured.err.decode("utf-8"))


def no_constants(name: str) -> Any:
    """For ``json.loads(parse_constant=...)``: NaN and Infinity are not JSON."""
    raise AssertionError(f"{name} is not JSON")


def leftovers(folder: Path) -> list[Path]:
    """Temporary files that somebody forgot."""
    return [path for path in folder.rglob("*") if ".part" in path.name or path.name.startswith(".")]
