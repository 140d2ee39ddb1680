"""The embedding network: anomalib's own with exactly the named weights, made once and found again."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.backbones import BACKBONES, Backbone, backbone, find_weights, load_state_dict
from engine.embedding import (
    EmbeddingNetwork,
    NetworkSpec,
    OpenVinoEmbedder,
    get_network,
    network,
    open_embedder,
)
from engine.embedding.network import build_padim, is_cached, quiet_libraries
from engine.embedding.runtime import TorchEmbedder
from engine.errors import BackboneError, Cancelled, RecipeError
from engine.progress import CancelToken, Progress
from engine.recipe import check_network

LITE0 = BACKBONES["tf_efficientnet_lite0"]


@pytest.fixture(scope="module")
def spec(small_settings) -> NetworkSpec:
    return small_settings.network_spec()


@pytest.fixture(scope="module")
def net(spec) -> EmbeddingNetwork:
    return get_network(spec)


def square(seed: int, side: int = 64) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)


@pytest.fixture
def no_building(monkeypatch):
    """Fails as soon as a network is made anew."""

    def build(*_args):
        raise AssertionError("the network was made anew")

    monkeypatch.setattr(network, "_build", build)


@pytest.fixture
def empty_cache(tmp_path, monkeypatch, net):
    """A data folder of its own, in which the small network is found as if it had just been made."""
    monkeypatch.setenv("GONOGO_DATA_DIR", str(tmp_path))
    made = []

    def build(*_args):
        made.append(1)
        return net

    monkeypatch.setattr(network, "_build", build)
    return made


# --- what it is -------------------------------------------------------------------------------------


def test_the_network_says_what_it_is(net):
    assert net.image_size == 64
    assert net.grid == (8, 8)
    assert (net.n_patches, net.n_features, net.n_channels) == (64, 40, 152)
    assert len(set(net.channels)) == 40
    assert max(net.channels) < 152
    assert net.mean == net.std == (0.5, 0.5, 0.5)
    assert net.weights_sha256 == find_weights(LITE0).sha256
    assert set(net.made_with) == {"anomalib", "torch", "timm", "openvino"}
    check_network(net.xml)


def test_it_is_made_of_whole_numbers_and_carries_no_path(net):
    assert b"picture" in net.xml
    for place in (str(Path.cwd()), str(Path.home()), os.environ["GONOGO_DATA_DIR"]):
        assert place.encode() not in net.xml


@pytest.mark.torch
def test_the_channels_are_those_that_anomalib_chooses(net, spec):
    with quiet_libraries():
        import torch
        from anomalib.models.image.padim.torch_model import PadimModel

        torch.manual_seed(0)
        model = PadimModel(spec.backbone, list(spec.layers), pre_trained=False, n_features=40)
    assert tuple(model.idx.tolist()) == net.channels


@pytest.mark.torch
def test_weights_are_loaded_exactly_and_random_numbers_are_left_alone(net, spec):
    with quiet_libraries():
        import torch

        before = torch.random.get_rng_state()
        weights = find_weights(LITE0)
        model = build_padim(spec, LITE0, weights)
        other = build_padim(replace(spec, seed=1), LITE0, weights)
    assert torch.equal(torch.random.get_rng_state(), before)
    state = load_state_dict(LITE0, weights)
    loaded = model.feature_extractor.feature_extractor.state_dict()
    assert len(loaded) > 100
    assert all(torch.equal(value, state[key]) for key, value in loaded.items())
    assert not model.training
    assert tuple(model.idx.tolist()) == net.channels
    assert not torch.equal(model.idx, other.idx)


@pytest.mark.torch
@pytest.mark.parametrize(
    ("name", "layers"),
    [
        ("resnet18", ("layer1", "layer2", "layer3")),
        ("ese_vovnet19b_dw", ("stages.0", "stages.2")),  # timm renames its modules when it takes it apart
    ],
)
def test_other_networks_of_timm_work_with_a_weights_file(name, layers, tmp_path):
    with quiet_libraries():
        import timm
        import torch

        torch.manual_seed(3)
        whole = timm.create_model(name, pretrained=False).eval()
    torch.save(whole.state_dict(), tmp_path / "w.pth")
    spec = NetworkSpec(name, layers, 30, 64, 0, tmp_path / "w.pth")
    made = get_network(spec)
    check_network(made.xml)
    assert made.grid == (16, 16)
    outputs = {}
    for layer in layers:
        whole.get_submodule(layer).register_forward_hook(
            lambda _module, _input, output, layer=layer: outputs.__setitem__(layer, output)
        )
    picture = square(0)
    about = backbone(name)
    x = ((picture.astype(np.float32) / 255 - about.mean) / about.std).astype(np.float32)
    with torch.inference_mode():
        whole(torch.from_numpy(x).permute(2, 0, 1)[None])
        grid = outputs[layers[0]].shape[-2:]
        upsampled = [torch.nn.functional.interpolate(outputs[name], grid) for name in layers]
        expected = torch.cat(upsampled, 1)[0, list(made.channels)].flatten(1).T.numpy()
    found = OpenVinoEmbedder(made, 1).embed(picture)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4 * np.abs(expected).max())


# --- made once, found again -------------------------------------------------------------------------


def test_it_is_found_again(net, spec, no_building):
    again = get_network(spec)
    assert again == net
    assert is_cached(spec)


def test_what_was_not_made_is_not_found(net, spec):
    for other in (
        replace(spec, seed=77),
        replace(spec, n_features=41),
        replace(spec, image_size=96),
        replace(spec, layers=("blocks.4",)),
        replace(spec, backbone="tf_efficientnet_lite1"),
    ):
        assert not is_cached(other)


def test_other_weights_are_another_network(net, spec, tmp_path):
    assert is_cached(spec)
    (tmp_path / "w.pth").write_bytes(b"some weights")
    assert not is_cached(replace(spec, weights=tmp_path / "w.pth"))


def test_the_same_weights_at_another_place_are_the_same_network(net, spec, tmp_path):
    copy = tmp_path / "copy.pth"
    copy.write_bytes(find_weights(LITE0).path.read_bytes())
    assert is_cached(replace(spec, weights=copy))


@pytest.mark.parametrize("library", ["torch", "anomalib", "timm", "openvino"])
def test_another_version_of_a_library_makes_it_anew(spec, monkeypatch, library):
    real = network._version
    monkeypatch.setattr(network, "_version", lambda name: "0.1" if name == library else real(name))
    assert not is_cached(spec)


def test_a_new_network_is_kept(net, spec, empty_cache, tmp_path):
    assert not is_cached(spec)
    assert get_network(spec) == net
    assert is_cached(spec)
    assert get_network(spec) == net
    assert len(empty_cache) == 1
    assert len(list((tmp_path / "cache" / "networks").iterdir())) == 1


@pytest.mark.parametrize("damage", ["empty", "truncated", "altered", "folder"])
def test_a_damaged_one_is_made_anew(net, spec, empty_cache, tmp_path, damage):
    get_network(spec)
    (path,) = (tmp_path / "cache" / "networks").iterdir()
    content = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    else:
        bad = {
            "empty": b"",
            "truncated": content[:-100],
            "altered": content.replace(b"Convolution", b"Revolution"),
        }
        path.write_bytes(bad[damage])
    assert get_network(spec) == net
    assert len(empty_cache) == 2
    if damage != "folder":
        assert path.read_bytes() == content


def test_one_with_a_description_from_another_time_is_made_anew(net, spec, empty_cache, tmp_path):
    from engine.container import write_container

    get_network(spec)
    (path,) = (tmp_path / "cache" / "networks").iterdir()
    for description in (b"{}", b"[]", b"nonsense", b'{"image_size": "64"}'):
        write_container(path, "application/x-gonogo-network", {"network.json": description})
        assert get_network(spec) == net
    write_container(path, "application/x-gonogo-network", {"other": b""})
    assert get_network(spec) == net


def test_a_cache_that_cannot_be_written_costs_time_and_not_the_job(net, spec, empty_cache, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert get_network(spec) == net
    assert not is_cached(spec)


# --- what cannot be made ----------------------------------------------------------------------------


@pytest.mark.torch
@pytest.mark.parametrize(
    ("change", "words", "hint"),
    [
        ({"layers": ("blocks.2", "blocks.99")}, "has no layer blocks.99", "blocks.4"),
        ({"layers": ("blocks.4", "blocks.2")}, "not in order", "largest resolution first"),
        ({"layers": ("blocks.2", "blocks.2")}, "not in order", "once"),
        ({"n_features": 153}, "cannot give 153 channels from blocks.2, blocks.4", "fewer channels"),
        ({"backbone": "no_such_network"}, "There is no network named no_such_network", "lite0"),
    ],
)
def test_impossible_networks_are_refused(spec, change, words, hint):
    with pytest.raises(BackboneError, match=words) as caught:
        get_network(replace(spec, **change))
    assert hint in caught.value.hint


@pytest.mark.torch
def test_a_network_that_cannot_be_taken_apart_is_refused(monkeypatch):
    name = "mobilevit_xxs"
    monkeypatch.setattr(network, "load_state_dict", _own_weights)
    with pytest.raises(BackboneError) as caught:
        get_network(NetworkSpec(name, _layers(name), 10, 64, 0))
    assert name in caught.value.message
    assert caught.value.hint


def _own_weights(net: Backbone, _weights) -> dict:
    import timm

    return timm.create_model(net.name, pretrained=False).state_dict()


def _layers(name: str) -> tuple[str, ...]:
    with quiet_libraries():
        import timm

        info = timm.create_model(name, pretrained=False, features_only=True).feature_info
    return (info.info[1]["module"],)


@pytest.mark.torch
def test_a_network_that_no_recipe_could_be_opened_with_is_refused_at_once(net, spec, monkeypatch, tmp_path):
    # better now than after the training
    monkeypatch.setenv("GONOGO_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("engine.recipe._OPERATIONS", frozenset({"Parameter", "Result"}))
    monkeypatch.setattr(network, "_convert", lambda *_: (net.xml, net.weights, net.grid))
    with pytest.raises(BackboneError, match="tf_efficientnet_lite0"):
        get_network(spec)
    assert not is_cached(spec)


@pytest.mark.torch
@pytest.mark.parametrize(
    "at", [("library", 0), ("library", 1), ("network", 0), ("network", 1), ("network", 2)], ids=str
)
def test_making_it_reports_and_can_be_cancelled_at_every_step(net, spec, tmp_path, monkeypatch, at):
    monkeypatch.setenv("GONOGO_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(network, "_convert", lambda *_: (net.xml, net.weights, net.grid))
    cancel = CancelToken()
    seen = []

    def report(progress: Progress) -> None:
        seen.append((progress.stage, progress.done))
        if seen[-1] == at:
            cancel.cancel()

    with pytest.raises(Cancelled):
        get_network(spec, report=report, cancel=cancel)
    assert at in seen
    assert not is_cached(spec)
    assert not list(tmp_path.rglob("*.part"))


# --- running it -------------------------------------------------------------------------------------


def test_threads_and_order_change_no_bit(net):
    pictures = [square(i) for i in range(6)]
    alone = [OpenVinoEmbedder(net, 1).embed(picture) for picture in pictures]
    assert all(e.shape == (64, 40) and e.dtype == np.float32 for e in alone)
    assert not np.array_equal(alone[0], alone[1])
    for threads in (2, 3, None):
        from engine.parallel import ordered_map

        embedder = OpenVinoEmbedder(net, threads)
        together = list(ordered_map(embedder.embed, pictures[::-1] * 2, 4))[:6][::-1]
        for a, b in zip(alone, together, strict=True):
            np.testing.assert_array_equal(a, b)


def test_an_embedding_is_the_callers_own(net):
    embedder = OpenVinoEmbedder(net, 1)
    first = embedder.embed(square(0))
    kept = first.copy()
    embedder.embed(square(1))
    np.testing.assert_array_equal(first, kept)
    first[:] = 0


@pytest.mark.torch
def test_torch_and_openvino_agree(net, spec):
    torch_runs = open_embedder("torch", net, spec)
    assert isinstance(torch_runs, TorchEmbedder)
    openvino_runs = open_embedder("openvino", net, spec, 1)
    for seed in range(3):
        a, b = torch_runs.embed(square(seed)), openvino_runs.embed(square(seed))
        np.testing.assert_allclose(b, a, rtol=1e-4, atol=1e-4 * np.abs(a).max())


@pytest.mark.parametrize("threads", [0, -1, -3])
def test_fewer_threads_than_one_do_not_wait_for_ever(net, threads):
    assert OpenVinoEmbedder(net, threads).workers >= 1


def test_an_unknown_runtime_is_refused(net, spec):
    with pytest.raises(BackboneError, match="no runtime named tpu"):
        open_embedder("tpu", net, spec)


@pytest.mark.parametrize(
    "change",
    [
        {"xml": b"<net></net>"},
        {"xml": b"nonsense"},
        {"xml": b""},
        {"weights": b""},
        {"weights": b"\0" * 1000},
    ],
    ids=["no layers", "no xml", "empty", "no weights", "few weights"],
)
def test_a_network_that_cannot_run_is_said(net, change):
    with pytest.raises(RecipeError, match="network"):
        OpenVinoEmbedder(replace(net, **change), 1)


@pytest.mark.parametrize("change", [{"image_size": 96}, {"grid": (8, 9)}, {"channels": tuple(range(41))}])
def test_a_network_that_does_not_fit_its_description_is_refused(net, change):
    with pytest.raises(RecipeError, match="does not fit"):
        OpenVinoEmbedder(replace(net, **change), 1)
