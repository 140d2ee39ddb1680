"""The program is killed while somebody judges parts: what was said is there when it is started again."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from engine.recipe import load

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("kill_driver.py")
ROUNDS = 3
SAFE_AFTER = 1.0
"""Age in seconds from which on a verdict must survive."""
SECONDS = 120
"""Time after which something is not slow but stuck."""

pytestmark = pytest.mark.torch  # the recipe is made with it; the program that is killed does without


class Program:
    """The real program, offscreen, with its own data folder, and a driver in it."""

    def __init__(self, data: Path, errors: Path, task: str, out: Path, *words: Path) -> None:
        ours = ("QT_", "WAYLAND", "XDG_SESSION", "GONOGO_DATA_DIR")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(ours)},
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
        }
        self.errors = errors
        with errors.open("ab") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, str(DRIVER), task, str(out), "--data-dir", str(data), *map(str, words)],
                env=environment,
                stderr=stderr,
            )

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.process.kill()
        self.process.wait(SECONDS)

    def runs_for(self, seconds: float) -> None:
        """Let it work for a time; it must not end by itself."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return
        pytest.fail(self.errors.read_text(errors="replace"))

    def ends(self) -> None:
        """Wait until it closes by itself."""
        assert self.process.wait(SECONDS) == 0, self.errors.read_text(errors="replace")


def journal_of(path: Path) -> list[tuple[float, str, str]]:
    """When what was said of which part; a line that the kill cut off is left out."""
    if not path.exists():
        return []
    whole = [line for line in path.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]
    return [tuple(json.loads(line)) for line in whole]


def kept_after_killing(data: Path, tmp_path: Path, number: int, *words: Path) -> dict:
    """Judge, kill at some moment, start again; returns what is on the list then."""
    out, journal, errors = (tmp_path / f"{number}.{end}" for end in ("json", "journal", "log"))
    with Program(data, errors, "judge", journal, *words) as program:
        for _look in range(SECONDS * 10):
            if journal_of(journal):
                break
            program.runs_for(0.1)
        program.runs_for(random.uniform(1.3, 2.5))
        last = journal_of(journal)[-1][0]
        program.process.kill()
        program.process.wait(SECONDS)
    said = journal_of(journal)
    assert len(said) > 10
    assert {verdict for _when, _path, verdict in said} == {"good", "defective", "unsure"}

    with Program(data, errors, "look", out) as program:
        program.ends()
    seen = json.loads(out.read_bytes())
    told = errors.read_text(errors="replace")
    assert "Traceback" not in told, told

    safe = {path: verdict for when, path, verdict in said if when < last - SAFE_AFTER}
    assert safe, "nothing was said early enough"
    for path, verdict in safe.items():
        later = {v for when, p, v in said if p == path and when >= last - SAFE_AFTER}
        assert seen["said"][path] in {verdict} | later, path
    return seen


def test_verdicts_older_than_a_second_survive_a_kill(data: Path, recipe_file: Path, sample, tmp_path: Path):
    parts = sorted(sample.test.rglob("*.png"))
    words: tuple[Path, ...] = (recipe_file, sample.test)
    scores: dict[str, float] = {}
    for number in range(ROUNDS):
        seen = kept_after_killing(data, tmp_path, number, *words)
        assert seen["recipe"] == load(recipe_file).name
        assert sorted(seen["scores"]) == [str(part) for part in parts]
        assert scores in ({}, seen["scores"]), "the parts have other scores than before"
        scores = seen["scores"]
        words = ()  # the session is back by itself, and goes on
