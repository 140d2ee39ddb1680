"""What is loaded when, and that nothing ever asks the network: all of it in processes of their own."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import engine

ROOT = Path(engine.__file__).parents[1]
HEAVY = ("torch", "torchvision", "anomalib", "timm", "lightning", "openvino")
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(engine.__path__, "engine.")
    if not module.name.endswith("__main__")
)


def run(code: str, *arguments: object, **environment: str) -> str:
    """Run code in a fresh process of this Python; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr == ""
    return done.stdout


def test_the_engine_comes_from_this_tree():
    assert (ROOT / "tests" / "engine" / "test_imports.py").samefile(__file__)
    assert run("import engine; print(engine.__file__)").strip() == engine.__file__


def test_importing_any_module_loads_nothing_heavy_and_warns_of_nothing():
    assert {"engine.padim", "engine.detector", "engine.embedding.runtime"} <= set(MODULES)
    code = (
        "import importlib, sys\n"
        "heavy = sys.argv[1].split(',')\n"
        "for name in sys.argv[2:]:\n"
        "    importlib.import_module(name)\n"
        "    loaded = [h for h in heavy if h in sys.modules]\n"
        "    assert not loaded, f'{name} loads {loaded}'\n"
    )
    run(code, ",".join((*HEAVY, "PySide6", "pyqtgraph", "gui")), *MODULES)


def test_importing_the_engine_itself_loads_next_to_nothing():
    code = (
        "import engine, sys\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "('numpy', 'scipy', 'cv2', 'PIL', 'jinja2', 'rich', 'msgspec', 'typer')))"
    )
    assert run(code).strip() == "[]"


LOADED = "print(sorted({m.split('.')[0] for m in sys.modules} & set(sys.argv[1].split(','))))\n"


def test_inspecting_loads_neither_torch_nor_anomalib(recipe_file, new_paths):
    code = (
        "import sys; from pathlib import Path\n"
        "from engine.recipe import load\n"
        "from engine.detector import Detector\n"
        "results = list(Detector(load(Path(sys.argv[2]))).inspect(map(Path, sys.argv[3:])))\n"
        "assert [str(r.verdict) for r in results].count('defective') == 2, results\n"
    )
    assert run(code + LOADED, ",".join(HEAVY), recipe_file, *new_paths).strip() == "['openvino']"


def test_training_with_a_known_network_loads_no_torch(sample_training, good_paths, data_dir):
    code = (
        "import sys; from pathlib import Path\n"
        "from engine.padim import TrainSettings, train\n"
        "settings = TrainSettings('x', image_size=64, n_features=40)\n"
        "with train([Path(p) for p in sys.argv[2:]], settings) as training:\n"
        "    training.exclude([0])\n"
    )
    loaded = run(code + LOADED, ",".join(HEAVY), *good_paths, GONOGO_DATA_DIR=str(data_dir)).strip()
    assert loaded == "['openvino']"


NO_NETWORK = """
import socket, sys
attempts = []

def refuse(*arguments, **_):
    attempts.append(arguments)
    raise OSError("there is no network here")

for name in ("connect", "connect_ex", "sendto", "sendmsg", "bind"):
    setattr(socket.socket, name, refuse)
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, refuse)

from pathlib import Path
from engine.detector import Detector
from engine.padim import TrainSettings, train
from engine.recipe import load, save

folder = Path(sys.argv[1])
steps = []
settings = TrainSettings("x", image_size=32, n_features=10)
with train([Path(p) for p in sys.argv[2:8]], settings, report=lambda p: steps.append(p.stage)) as training:
    save(training.recipe, folder / "x.gonogo")
# the network was made here and now, by torch and anomalib
assert list(dict.fromkeys(steps)) == ["library", "network", "embed", "fit", "calibrate"], steps
assert "anomalib" in sys.modules and "torch" in sys.modules
results = list(Detector(load(folder / "x.gonogo")).inspect([Path(p) for p in sys.argv[8:]]))
assert all(r.score > 0 for r in results)
import atexit, threading
for thread in threading.enumerate():
    assert thread.daemon or thread is threading.main_thread() or "gaussian" in thread.name, thread
print("attempts", len(attempts), attempts[:3])
"""


@pytest.mark.torch
def test_making_a_network_training_and_inspecting_ask_nobody(good_paths, new_paths, tmp_path):
    # nor do they say anything: what torch and anomalib warn of while they are loaded is no business of users
    out = run(NO_NETWORK, tmp_path, *good_paths[:6], *new_paths, GONOGO_DATA_DIR=str(tmp_path / "data"))
    assert out.strip() == "attempts 0 []"
