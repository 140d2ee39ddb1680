"""Recipes as checkpoints that anomalib itself loads and judges with."""

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from drawn_recipe import leftovers

from engine.detector import Detector
from engine.embedding.network import quiet_libraries
from engine.errors import BackboneError, Cancelled, ExportError
from engine.export.models import anomalib_model, export_model
from engine.images import read, resize_square
from engine.progress import CancelToken
from engine.recipe import GoodImage

pytestmark = pytest.mark.torch


def large_photo(width=400, height=300):
    """Stripes of many widths with noise."""
    x = np.linspace(0, 1, width)[None, :, None]
    stripes = 120 + 70 * np.sin(300 * x**2) + np.random.default_rng(4).normal(0, 15, (height, width, 3))
    return np.clip(stripes, 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def checkpoint(small_recipe, tmp_path_factory):
    """The small recipe as a checkpoint of anomalib."""
    return export_model(small_recipe, "anomalib", tmp_path_factory.mktemp("anomalib"))


@pytest.fixture(scope="module")
def padim(checkpoint):
    """That checkpoint, loaded by anomalib."""
    with quiet_libraries():
        from anomalib.models import Padim

        return Padim.load_from_checkpoint(checkpoint[0]).eval()


@pytest.fixture
def squares(good_paths, new_paths, small_recipe):
    """A good part, a good part not trained on, and one with a spot, in the recipe's image size."""
    side = small_recipe.settings.image_size
    return [resize_square(read(path).photo, side) for path in (good_paths[0], new_paths[0], new_paths[1])]


def as_tensor(square):
    """A picture as anomalib reads it: float32 from 0 to 1, shape (1, 3, height, width)."""
    import torch

    return torch.from_numpy(square.astype(np.float32) / 255).permute(2, 0, 1)[None]


def test_padim_scores_like_the_detector(padim, detector, squares):
    import torch

    for square in squares:
        score, values = detector.inspect_photo(square)
        x = padim.pre_processor.transform(as_tensor(square))
        assert x.shape == as_tensor(square).shape
        with torch.inference_mode():
            raw = padim.model(x)
        np.testing.assert_allclose(raw.anomaly_map[0, 0].numpy(), values, rtol=1e-3)
        assert float(raw.pred_score) == pytest.approx(score, rel=1e-3)


def test_normalised_values_are_half_the_margin(padim, detector, squares, small_recipe):
    import torch

    limits = small_recipe.limits
    for square in squares:
        score, values = detector.inspect_photo(square)
        with torch.inference_mode():
            judged = padim(as_tensor(square))
        half = min(score / limits.image_threshold / 2, 1)
        assert float(judged.pred_score) == pytest.approx(half, rel=1e-3)
        assert bool(judged.pred_label) == (score > limits.image_threshold)
        expected = np.minimum(values / limits.pixel_threshold / 2, 1)
        np.testing.assert_allclose(judged.anomaly_map[0, 0].numpy(), expected, rtol=1e-3)
    # the spot is far beyond the limit, and the first part was trained on
    assert bool(judged.pred_label)
    assert judged.pred_mask.any()


def test_engine_predicts_the_same_of_files(checkpoint, detector, squares, small_recipe, tmp_path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for i, square in enumerate(squares):
        (pictures / f"{i}.png").write_bytes(cv2.imencode(".png", square[..., ::-1])[1])
    with quiet_libraries():
        from anomalib.engine import Engine
        from anomalib.models import Padim

        # made as somebody would who has nothing but the checkpoint and its description
        settings = json.loads(checkpoint[-1].read_text())["recipe"]
        model = Padim(
            backbone=settings["backbone"],
            layers=settings["layers"],
            n_features=settings["n_features"],
            pre_trained=False,
            visualizer=False,
        )
        engine = Engine(default_root_dir=tmp_path / "run", accelerator="cpu", logger=False)
        batches = engine.predict(model, data_path=pictures, ckpt_path=checkpoint[0])
    judged = {Path(path).stem: batch for batch in batches for path in batch.image_path}
    limit = small_recipe.limits.image_threshold
    for i, square in enumerate(squares):
        score, _ = detector.inspect_photo(square)
        assert float(judged[str(i)].pred_score) == pytest.approx(min(score / limit / 2, 1), rel=1e-3)
        assert bool(judged[str(i)].pred_label) == (score > limit)


def test_checkpoint_is_plain_data(checkpoint, small_recipe):
    import torch

    content = torch.load(checkpoint[0], weights_only=True)
    assert content["hyper_parameters"] == {
        "backbone": "tf_efficientnet_lite0",
        "layers": ["blocks.2", "blocks.4"],
        "pre_trained": False,
        "n_features": small_recipe.settings.n_features,
    }
    patches, features = small_recipe.mean.shape
    assert content["state_dict"]["model.gaussian.mean"].shape == (features, patches)
    assert content["state_dict"]["model.gaussian.inv_covariance"].shape == (patches, features, features)
    assert tuple(content["state_dict"]["model.idx"].tolist()) == small_recipe.network.channels


def test_inverse_covariances_are_those_of_the_scatter(small_recipe):
    gaussians = small_recipe.gaussians()
    part = slice(0, 9)
    expected = np.linalg.inv(gaussians.covariance(part))
    found = anomalib_model.inverse_covariances(small_recipe, CancelToken())[part]
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-3 * np.abs(expected).max())


def test_checkpoint_is_described(checkpoint):
    model, described = checkpoint
    assert (model.name, described.name) == ("ring.ckpt", "ring.anomalib.json")
    about = json.loads(described.read_text("utf-8"))
    assert [output["name"] for output in about["outputs"]][:2] == ["pred_score", "pred_label"]
    assert about["checked"]["largest_deviation"] < 1e-3
    assert any("resize" in sentence for sentence in about["differences"])
    assert not any("region" in sentence for sentence in about["differences"])


def test_region_reaches_anomalib_as_far_as_it_can(small_recipe, squares, tmp_path):
    side = small_recipe.settings.image_size
    region = np.zeros((side, side), bool)
    region[: side // 4, side // 2 :] = True
    recipe = replace(
        small_recipe, region=region, limits=replace(small_recipe.limits, min_area=9, review_from=0.8)
    )
    reached = anomalib_model.reaching(recipe)
    assert 0 < reached.sum() < reached.size
    files = export_model(recipe, "anomalib", tmp_path)
    score, values = anomalib_model.run(files[0], squares[2])
    expected_score, expected = Detector(recipe, threads=1).inspect_photo(squares[2])
    np.testing.assert_allclose(values[region], expected[region], rtol=1e-3)
    assert score >= expected_score * (1 - 1e-3)
    assert not values[-1].any(), "far below the region nothing has a distance"
    differences = " ".join(json.loads(files[-1].read_text())["differences"])
    assert "region of interest" in differences
    assert "minimum area (9 pixels" in differences
    assert "review band (from 0.8" in differences


def test_large_photos_are_resized_almost_alike(small_recipe, tmp_path):
    import torch

    large = tuple(replace_image(image, 400, 300) for image in small_recipe.images)
    recipe = replace(small_recipe, images=large)
    assert anomalib_model.steps_down(recipe)
    assert not anomalib_model.steps_down(small_recipe)
    padim = anomalib_model.load(export_model(recipe, "anomalib", tmp_path)[0])
    side = recipe.settings.image_size
    photo = large_photo()
    with torch.inference_mode():
        theirs = padim.pre_processor.transform(as_tensor(photo))[0].permute(1, 2, 0).numpy()
    ours = resize_square(photo, side).astype(np.float32) / 255
    ours = (ours - np.float32(recipe.network.mean)) / np.float32(recipe.network.std)
    assert theirs.shape == ours.shape == (side, side, 3)
    plain = torch.nn.functional.interpolate(
        as_tensor(photo), (side, side), mode="bilinear", antialias=True, align_corners=False
    )[0].permute(1, 2, 0)
    plain = (plain.numpy() - np.float32(recipe.network.mean)) / np.float32(recipe.network.std)
    assert np.abs(theirs - ours).mean() < 0.6 * np.abs(plain - ours).mean()


def replace_image(image, width, height):
    """A good part of another size."""
    return GoodImage(image.path, image.sha256, width, height, image.loo_score)


def test_other_weights_are_refused(small_recipe, tmp_path):
    wanted = "12" * 32
    recipe = replace(small_recipe, network=replace(small_recipe.network, weights_sha256=wanted))
    with pytest.raises(BackboneError, match="other weights") as caught:
        export_model(recipe, "anomalib", tmp_path)
    assert wanted in caught.value.hint
    assert "ONNX" in caught.value.hint
    assert leftovers(tmp_path) == []
    assert export_model(recipe, "onnx", tmp_path)


def test_named_weights_are_compared(small_recipe, tmp_path):
    named = tmp_path / "other.pth"
    named.write_bytes(b"something else")
    with pytest.raises(BackboneError, match=r"other\.pth"):
        export_model(small_recipe, "anomalib", tmp_path / "out", weights=named)
    with pytest.raises(BackboneError, match=r"missing\.pth"):
        export_model(small_recipe, "anomalib", tmp_path / "out", weights=tmp_path / "missing.pth")
    assert leftovers(tmp_path / "out") == []


@pytest.mark.parametrize("at", range(5))
def test_cancelling_anomalib_leaves_nothing(small_recipe, tmp_path, at):
    cancel = CancelToken()

    def report(progress):
        if progress.done == at:
            cancel.cancel()

    with pytest.raises(Cancelled):
        export_model(small_recipe, "anomalib", tmp_path, report=report, cancel=cancel)
    assert leftovers(tmp_path) == []


def test_checkpoint_that_cannot_be_written(small_recipe, tmp_path, monkeypatch):
    import torch

    def full(content, path):
        raise RuntimeError("PytorchStreamWriter failed writing file data/3: file write failed")

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(ExportError, match=r"ring\.ckpt could not be written"):
        export_model(small_recipe, "anomalib", tmp_path)
    assert leftovers(tmp_path) == []
