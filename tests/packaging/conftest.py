"""The scripts of packaging/ are no package: they are found in their folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
sys.path.insert(0, str(PACKAGING))

import linux  # noqa: E402


@pytest.fixture(autouse=True)
def _offscreen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def release(tmp_path: Path) -> Iterator[linux.Release]:
    """A Station that is one small program with a library beside it."""
    bundle = tmp_path / "dist" / "gonogo-station"
    (bundle / "_internal" / "resources").mkdir(parents=True)
    program = bundle / "gonogo"
    program.write_bytes(Path("/bin/true").read_bytes() if Path("/bin/true").exists() else b"#!/bin/sh\n")
    program.chmod(0o755)
    (bundle / "_internal" / "liba.so.1").write_bytes(b"not really a library")
    (bundle / "_internal" / "liba.so").symlink_to("liba.so.1")
    (bundle / "_internal" / "resources" / "ä.svg").write_text("<svg/>", encoding="utf-8")
    (bundle / "THIRD-PARTY-NOTICES.txt").write_text("notices", encoding="utf-8")
    return linux.Release("station", "1.2.3", datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC), bundle)
