"""torch's libraries come in without Python's lock, and torch works afterwards."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.embedding.preload import load_torch_libraries

ROOT = Path(__file__).resolve().parents[2]

LOADED = """
import sys
from pathlib import Path
from engine.embedding.preload import load_torch_libraries
done = load_torch_libraries()
maps = Path("/proc/self/maps").read_text()
print(done, "libtorch_cpu" in maps, "torch" in sys.modules)
import torch
print(float((torch.ones(3, 3) @ torch.ones(3, 1)).sum()), torch.linalg.inv(torch.eye(2)).tolist())
print(load_torch_libraries())
"""


@pytest.mark.torch
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only done on Linux")
def test_the_libraries_are_loaded_and_torch_works():
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stdout.split("\n")[:3] == ["True True False", "9.0 [[1.0, 0.0], [0.0, 1.0]]", "True"]


@pytest.fixture
def no_torch(monkeypatch):
    monkeypatch.delitem(sys.modules, "torch", raising=False)


def found(places):
    """What Python says of an installed package that lies there."""
    return SimpleNamespace(submodule_search_locations=places)


@pytest.mark.parametrize("spec", [None, found(None), found([])])
def test_without_torch_nothing_happens(monkeypatch, no_torch, spec):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: spec)
    assert not load_torch_libraries()


def test_a_broken_installation_is_left_for_the_import_to_tell(monkeypatch, no_torch, tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "libtorch_cpu.so").write_bytes(b"not a library")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: found([str(tmp_path)]))
    assert not load_torch_libraries()


def test_a_failing_search_is_left_for_the_import_to_tell(monkeypatch, no_torch):
    def fail(_name):
        raise ValueError("torch.__spec__ is None")

    monkeypatch.setattr(importlib.util, "find_spec", fail)
    assert not load_torch_libraries()


def test_other_systems_are_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: pytest.fail("it looked for torch"))
    assert not load_torch_libraries()
