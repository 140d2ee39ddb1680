"""A bundle that is small enough to be packed in a test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import places  # noqa: F401 - puts packaging/ on the path
import pytest
from PySide6.QtWidgets import QApplication

import linux  # isort: skip


os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """One for windows, before icons are drawn with one for pictures alone: there is never a second."""


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
