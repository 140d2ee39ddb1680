"""What goes into an edition and what does not."""

from __future__ import annotations

import re
import subprocess
import sys

import build
import contents
import editions
import manifest
import placeholders
import pytest
from places import PACKAGING, ROOT


def test_the_folder_does_not_hide_pypas_packaging():
    assert not (PACKAGING / "__init__.py").exists()
    import packaging.version

    assert not packaging.version.__file__.startswith(str(ROOT / "packaging"))


def test_the_version_is_read_from_the_one_place():
    from engine.version import __version__

    assert contents.version(ROOT) == __version__


def test_a_version_that_is_not_there_is_an_error(tmp_path):
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "version.py").write_text("VERSION = 1\n")
    with pytest.raises(SystemExit):
        contents.version(tmp_path)


@pytest.mark.parametrize(
    ("path", "station", "full"),
    [
        ("openvino/libs/libopenvino_intel_cpu_plugin.so", False, False),
        ("openvino/libs/libopenvino_ir_frontend.so.2641", False, False),
        ("openvino/libs/libopenvino_intel_gpu_plugin.so", True, True),
        ("openvino/libs/libopenvino_pytorch_frontend.so.2641", True, False),
        ("openvino/libs/libopenvino_onnx_frontend.so.2641", True, False),
        ("openvino\\libs\\openvino_intel_npu_plugin.dll", True, True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False, False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False, False),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", True, True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", True, True),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", False, False),
        ("PySide6/Qt/lib/libQt6Quick.so.6", True, True),
        ("libX11.so.6", True, True),
        ("libxcb-cursor.so.0", False, False),
        ("libreadline.so.8", True, True),
        ("resources/icons/add.svg", False, False),
        ("resources/translations/gonogo_de.ts", True, True),
        ("resources/translations/gonogo_de.qm", False, False),
        ("cv2/opencv_videoio_ffmpeg4100_64.dll", True, True),
        ("torch/include/ATen/ATen.h", False, True),
    ],
)
def test_which_files_are_left_out(path, station, full):
    assert editions.is_left_out(path, "station") is station
    assert editions.is_left_out(path, "full") is full


@pytest.mark.parametrize(
    ("path", "unused"),
    [
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6\\translations\\qtbase_de.qm", False),
        ("PySide6/Qt/translations/qtbase_fr.qm", True),
        ("PySide6/Qt/translations/qt_de.qm", True),
        ("resources/translations/gonogo_de.qm", False),
        ("PySide6/Qt/lib/libQt6Core.so.6", False),
    ],
)
def test_qts_words_come_along_in_our_languages_alone(path, unused):
    assert editions.is_unused_translation(path, ["de"]) is unused


def test_the_station_learns_nothing():
    assert {"torch", "torchvision", "anomalib", "timm"} <= set(editions.excluded_modules("station"))
    assert not {"torch", "torchvision", "anomalib", "timm"} & set(editions.excluded_modules("full"))


LIKE_THE_STATION = """
import sys, types
for name in sys.argv[1:]:
    sys.modules[name] = None
# as launch.py does
for name in ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].QOpenGLWidget = type("QOpenGLWidget", (), {})
import importlib, pkgutil, engine, gui
for package in (engine, gui):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
import numpy, openvino, pyqtgraph, rich.progress
import reportlab.pdfgen.canvas, xlsxwriter
openvino.Core().available_devices
from engine.gaussian import inverse_factors
from engine.metrics import binomial_interval
print(binomial_interval(0, 100).high, inverse_factors(4 * numpy.eye(1)[None]).item())
"""


def test_everything_that_the_station_does_works_without_what_it_excludes():
    """All modules of Gonogo, and the libraries that they import when they work, in a fresh process."""
    command = [sys.executable, "-c", LIKE_THE_STATION, *editions.excluded_modules("station")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    high, inverse = map(float, done.stdout.split())
    assert high == pytest.approx(1 - 0.025**0.01)
    assert inverse == 0.5


LIKE_THE_FULL_EDITION = """
import sys, types
for name in sys.argv[1:]:
    # what a library's installation imported at the start is there already
    if name not in sys.modules:
        sys.modules[name] = None
import anomalib.models.image.padim.torch_model, lightning, onnx, onnxscript, openvino.tools.ovc, timm
from anomalib.models import Padim
from anomalib.post_processing import PostProcessor
from anomalib.pre_processing import PreProcessor
from torchvision.transforms import v2
print("all there")
"""


@pytest.mark.torch
def test_training_and_all_exports_work_without_what_the_full_edition_excludes():
    command = [sys.executable, "-W", "ignore", "-c", LIKE_THE_FULL_EDITION]
    command += editions.excluded_modules("full")
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip() == "all there", done.stderr[-2000:]


def test_gonogo_calls_nothing_of_opencv_that_would_need_what_was_left_out():
    used = set()
    for file in (*ROOT.glob("engine/**/*.py"), *ROOT.glob("gui/**/*.py")):
        used |= set(re.findall(r"\bcv2\.([A-Za-z]\w*)\b", file.read_text(encoding="utf-8")))
    functions = {
        name for name in used if not name.isupper() and not re.fullmatch(r"[A-Z0-9_]+[a-z0-9]*", name)
    }
    new = functions - placeholders.OPENCV_USED
    assert not new, f"{new}: do they read videos or solve equations? If not, add them to OPENCV_USED"


class TestImports:
    """PyInstaller's list of modules that it did not find or was told to leave."""

    HEAD = "This file lists modules PyInstaller was not able to find.\n\n"

    def check(self, tmp_path, *lines):
        report = tmp_path / "warn.txt"
        report.write_text(self.HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        build.check_imports(report)

    def test_what_is_known_passes(self, tmp_path):
        self.check(
            tmp_path,
            "missing module named winreg - imported by importlib._bootstrap_external (conditional)",
            "excluded module named torch - imported by engine.backbones (delayed), numpy.x (top-level)",
            "excluded module named scipy - imported by pyqtgraph.functions (delayed)",
            "missing module named engine.cli.EXIT - imported by engine.cli (top-level)",
        )

    @pytest.mark.parametrize(
        "line",
        [
            "excluded module named sqlite3 - imported by engine.session.store (top-level)",
            "excluded module named sqlite3 - imported by gui.sessions (delayed)",
            "excluded module named torch - imported by engine.detector (top-level)",
            "excluded module named 'scipy.stats' - imported by numpy (delayed), engine.metrics (delayed)",
        ],
    )
    def test_what_would_fail_in_the_bundle_stops_the_build(self, tmp_path, line):
        with pytest.raises(SystemExit, match="left out although it is used"):
            self.check(tmp_path, line)


def test_the_list_of_files_is_the_same_every_time(release, tmp_path):
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    manifest.write(release.bundle, first)
    (release.bundle / "gonogo").touch()
    manifest.write(release.bundle, second)
    assert first.read_bytes() == second.read_bytes()
    lines = first.read_text("utf-8").splitlines()
    assert [line[76:] for line in lines] == sorted(line[76:] for line in lines)
    assert len(lines) == 5
    assert any(line.endswith("_internal/liba.so -> liba.so.1") for line in lines)
    (release.bundle / "gonogo").write_bytes(b"another")
    manifest.write(release.bundle, second)
    assert first.read_bytes() != second.read_bytes()


def test_the_sizes_add_up(release):
    found = dict(manifest.sizes(release.bundle))
    everything = sum(
        p.stat().st_size for p in release.bundle.rglob("*") if p.is_file() and not p.is_symlink()
    )
    assert sum(found.values()) == everything
    assert found[manifest.PROGRAM] == (release.bundle / "gonogo").stat().st_size
    assert "| **all** |" in manifest.table(release.bundle)


@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("gonogo", manifest.PROGRAM),
        ("LICENSE.txt", manifest.OTHER),
        ("_internal/openvino/libs/libtbb.so.12", "OpenVINO"),
        ("_internal/opencv_python_headless.libs/x.so", "OpenCV"),
        ("_internal/python3.11/lib-dynload/x.so", "Python"),
        ("_internal/libpython3.11.so.1.0", "Python"),
        ("_internal/libglib-2.0.so.0", manifest.SYSTEM),
        ("_internal/numpy-2.0.dist-info/METADATA", manifest.OTHER),
    ],
)
def test_what_a_file_belongs_to(name, component):
    assert manifest._component(name) == component
