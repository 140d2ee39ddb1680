"""The selftest: it passes here, and it notices what is wrong."""

from __future__ import annotations

import functools
import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import FEATURES, SIDE, CommandLine

import engine.selftest as module
from engine.errors import Cancelled, TrainingError
from engine.progress import CancelToken, Progress
from engine.selftest import Check, selftest


@pytest.fixture
def gonogo(capsysbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(capsysbinary)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Fewer, smaller parts and the small network, with answers to match; returns the place of its folder."""
    monkeypatch.setattr(module, "N_GOOD", 12)
    monkeypatch.setattr(module, "N_TEST_GOOD", 2)
    monkeypatch.setattr(module, "N_PER_DEFECT", 1)
    monkeypatch.setattr(module, "render_sample", functools.partial(module.render_sample, size=160))
    settings = functools.partial(module.TrainSettings, image_size=SIDE, n_features=FEATURES)
    monkeypatch.setattr(module, "TrainSettings", settings)
    monkeypatch.setattr(module, "KNOWN_SCORES", {"good/000.png": 1.0})
    monkeypatch.setattr(module, "KNOWN_THRESHOLD", 1.0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.mark.torch
def test_it_passes_here(gonogo: CommandLine):
    said = gonogo("selftest", "--json")
    assert said.code == 0, said.out
    document = said.document
    assert document["passed"] is True
    assert [check["name"] for check in document["checks"]] == [
        "sample", "training", "recipe", "damage", "separation", "known scores", "verdicts", "repeatability",
        "removal", "exports",
    ]  # fmt: skip
    assert all(check["passed"] and check["detail"] for check in document["checks"])


def test_wrong_answers_are_noticed_and_the_other_checks_go_on(small: Path):
    checks = by_name(selftest())
    assert not checks["training"].passed
    assert not checks["known scores"].passed
    assert "known 1" in checks["training"].detail
    for name in ("sample", "recipe", "damage", "repeatability", "removal", "exports"):
        assert checks[name].passed, checks[name]
    assert not list(small.iterdir()), "the folder is gone"


def test_with_the_right_answers_everything_passes(small: Path, monkeypatch: pytest.MonkeyPatch):
    first = by_name(selftest())
    limit = float(re.search(r"limit ([\d.]+)", first["training"].detail)[1])
    monkeypatch.setattr(module, "KNOWN_THRESHOLD", limit)
    checks = by_name(selftest())
    assert checks["training"].passed
    monkeypatch.setattr(module, "KNOWN_THRESHOLD", limit * 1.03)
    assert not by_name(selftest())["training"].passed


def test_an_error_is_a_failed_check_and_what_builds_on_it_is_left_out(
    small: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_args, **_options):
        raise TrainingError("Something broke.", "Mend it.")

    monkeypatch.setattr(module, "train", fail)
    checks = selftest()
    assert [check.passed for check in checks] == [True, False]
    assert "Something broke. Mend it." in checks[1].detail
    assert not list(small.iterdir())


def test_a_reader_that_overlooks_damage_is_found(small: Path, monkeypatch: pytest.MonkeyPatch):
    real, path = module.load, []

    def careless(file: Path):
        path.append(file)
        return real(path[0])

    monkeypatch.setattr(module, "load", careless)
    damage = by_name(selftest())["damage"]
    assert not damage.passed
    assert "unnoticed" in damage.detail


def test_results_that_depend_on_their_company_are_found(small: Path, monkeypatch: pytest.MonkeyPatch):
    real = module.Detector.inspect

    def unsteady(self, paths, *args, **options):
        paths = list(paths)
        for result in real(self, paths, *args, **options):
            yield result if len(paths) > 1 else replace(result, score=result.score * (1 + 1e-7))

    monkeypatch.setattr(module.Detector, "inspect", unsteady)
    assert not by_name(selftest())["repeatability"].passed


@pytest.mark.parametrize("stage", ["render", "embed", "inspect"])
def test_cancelling_leaves_nothing_behind(small: Path, stage: str):
    cancel = CancelToken()

    def report(progress: Progress) -> None:
        if progress.stage == stage and progress.done:
            cancel.cancel()

    with pytest.raises(Cancelled):
        selftest(report=report, cancel=cancel)
    assert not list(small.iterdir())


def test_a_failed_check_ends_the_command_with_1(gonogo: CommandLine, monkeypatch: pytest.MonkeyPatch):
    checks = [Check("sample", True, "drawn"), Check("training", False, "limit 3, known 4")]
    monkeypatch.setattr(module, "selftest", lambda **_: checks)
    said = gonogo("selftest")
    assert said.code == 1
    lines = said.out.splitlines()
    assert len(lines) == 2, "one line for every check"
    assert re.fullmatch("✓ passed  sample +drawn", lines[0])
    assert re.fullmatch("✕ FAILED  training +limit 3, known 4", lines[1])
    said = gonogo("selftest", "--json")
    assert said.code == 1
    assert json.loads(said.out) == {
        "passed": False,
        "checks": [
            {"name": "sample", "passed": True, "detail": "drawn"},
            {"name": "training", "passed": False, "detail": "limit 3, known 4"},
        ],
    }
    monkeypatch.setattr(module, "selftest", lambda **_: checks[:1])
    assert gonogo("selftest").code == 0
