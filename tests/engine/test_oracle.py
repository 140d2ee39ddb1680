"""Agreement with anomalib on the same numbers, and with what is known of real photographs."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from drawn_parts import draw_part

from engine.anomaly_map import anomaly_map, stretch
from engine.backbones import BACKBONES, find_weights
from engine.detector import Detector, MahalanobisDistance
from engine.embedding import OpenVinoEmbedder, get_network
from engine.embedding.network import build_padim, quiet_libraries
from engine.evaluation import evaluate
from engine.gaussian import REGULARISATION, PatchGaussians, pack_lower
from engine.images import read, resize_square, scan
from engine.metrics import auroc
from engine.padim import TrainSettings, train

SIDE, FEATURES = 64, 40
DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="module")
def torch():
    with quiet_libraries():
        import anomalib.models.image.padim.torch_model  # noqa: F401
        import torch

    return torch


@pytest.fixture(scope="module")
def spec(small_settings):
    return small_settings.network_spec()


@pytest.fixture
def padim(torch, spec):
    """anomalib's own model with our weights, not fitted."""
    with quiet_libraries():
        return build_padim(spec, BACKBONES[spec.backbone], find_weights(BACKBONES[spec.backbone]))


@pytest.fixture(scope="module")
def squares() -> np.ndarray:
    """Seventy photos as the network sees them: those of good parts, and two with a spot at the end."""
    photos = [draw_part(i) for i in range(68)] + [draw_part(i, spot=True) for i in (500, 501)]
    return np.stack([resize_square(photo, SIDE) for photo in photos])


def normalised(torch, squares: np.ndarray):
    """What anomalib's model takes, float32, shape (pictures, 3, side, side)."""
    net = BACKBONES["tf_efficientnet_lite0"]
    x = (squares.astype(np.float64) / 255 - net.mean) / net.std
    return torch.from_numpy(x.astype(np.float32)).permute(0, 3, 1, 2)


def relative(found: np.ndarray, expected: np.ndarray) -> float:
    """Largest difference as a share of the largest value."""
    return float(np.abs(found - expected).max() / np.abs(expected).max())


def differences(found: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Frobenius norm of the difference of every matrix, as a share of its own norm."""
    return np.linalg.norm(found - expected, axis=(1, 2)) / np.linalg.norm(expected, axis=(1, 2))


def precision_by_definition(embeddings: np.ndarray) -> np.ndarray:
    """anomalib's formula in float64, shape (patches, features, features)."""
    x = embeddings.astype(np.float64)
    delta = x - x.mean(axis=0)
    covariance = np.einsum("npi,npj->pij", delta, delta) / (len(x) - 1)
    return np.linalg.inv(covariance + (0.01 + 1e-5) * np.eye(x.shape[2]))


@pytest.mark.torch
def test_our_embedding_is_that_of_anomalib(torch, padim, spec, squares):
    with torch.inference_mode():
        expected = padim.generate_embedding(padim.feature_extractor(normalised(torch, squares)))
    expected = expected.flatten(2).permute(0, 2, 1).numpy()
    embedder = OpenVinoEmbedder(get_network(spec), 2)
    found = np.stack([embedder.embed(square) for square in squares])
    assert found.shape == expected.shape == (70, 64, FEATURES)
    assert relative(found, expected) < 1e-4


@pytest.mark.torch
@pytest.mark.parametrize("n", [5, 12, 40, 68])  # fewer pictures than features, as many, more
def test_statistics_and_maps_are_those_of_anomalib_on_the_same_tensors(torch, padim, squares, n):
    x = normalised(torch, squares)
    padim.train()
    padim.feature_extractor.eval()
    with torch.no_grad():
        embeddings = torch.cat([padim(part) for part in x[:n].split(16)])
        padim.fit()
    padim.eval()

    statistics = PatchGaussians.empty(64, FEATURES)
    ours = embeddings.flatten(2).permute(0, 2, 1).contiguous().numpy()
    for start in range(0, n, 7):
        statistics.add(ours[start : start + 7])
    factors = statistics.factors()
    precision = np.matmul(factors.transpose(0, 2, 1), factors)

    assert relative(statistics.mean.T, padim.gaussian.mean.numpy()) < 1e-4
    expected = padim.gaussian.inv_covariance.numpy()
    exact = precision_by_definition(ours)
    assert differences(precision, exact).max() < 1e-6
    # with few pictures anomalib inverts nearly singular matrices in float32: what is then between the two
    # results is its own rounding, and nothing else
    allowed = np.maximum(1e-4, 1.01 * differences(expected, exact))
    assert (differences(precision, expected) < allowed).all()
    assert differences(precision, expected).max() < (1e-4 if n >= FEATURES else 3e-4)

    distance = MahalanobisDistance(statistics.mean.astype(np.float32), pack_lower(factors))
    generator = padim.anomaly_map_generator
    with torch.inference_mode():
        theirs = padim(x[-6:])
        grid = generator.compute_distance(
            padim.generate_embedding(padim.feature_extractor(x[-6:])),
            [padim.gaussian.mean, padim.gaussian.inv_covariance],
        )
        before_blur = generator.up_sample(grid, (SIDE, SIDE))
        new = padim.generate_embedding(padim.feature_extractor(x[-6:])).flatten(2).permute(0, 2, 1)
    for i, embedding in enumerate(new.contiguous().numpy()):
        distances = distance(embedding).reshape(8, 8)
        assert relative(distances, grid[i, 0].numpy()) < 1e-3
        np.testing.assert_allclose(stretch(distances, SIDE), before_blur[i, 0].numpy(), rtol=1e-3)
        values = anomaly_map(distances, SIDE)
        np.testing.assert_allclose(values, theirs.anomaly_map[i, 0].numpy(), rtol=1e-3)
        assert values.max() == pytest.approx(float(theirs.pred_score[i]), rel=1e-3)


@pytest.mark.torch
def test_a_whole_inspection_agrees_with_anomalib_from_photo_to_score(
    torch, padim, small_recipe, good_paths, new_paths
):
    def photos(paths):
        return np.stack([resize_square(read(path).photo, SIDE) for path in paths])

    padim.train()
    padim.feature_extractor.eval()
    with torch.no_grad():
        padim(normalised(torch, photos(good_paths)))
        padim.fit()
    padim.eval()
    with torch.inference_mode():
        theirs = padim(normalised(torch, photos(new_paths)))
    for i, result in enumerate(Detector(small_recipe, 2).inspect(new_paths)):
        # the rounding of two runtimes lies between the two, and few pictures magnify it
        np.testing.assert_allclose(result.anomaly_map, theirs.anomaly_map[i, 0].numpy(), rtol=2e-3)


@pytest.mark.torch
def test_the_regularisation_is_that_of_anomalib(torch):
    with quiet_libraries():
        from anomalib.models.components import MultiVariateGaussian

    same = torch.ones(4, 3, 2, 2)
    gaussian = MultiVariateGaussian()
    gaussian.fit(same)
    np.testing.assert_allclose(gaussian.inv_covariance[0].numpy(), np.eye(3) / REGULARISATION, rtol=1e-5)


# --- real photographs -------------------------------------------------------------------------------


def solar_cells(probability: float, kind: str) -> list[Path]:
    """Photographs of solar cells from the ELPV data set, by how sure the experts were of a defect."""
    import elpv_dataset

    folder = Path(elpv_dataset.__file__).parent / "data"
    rows = csv.reader((folder / "labels.csv").read_text().splitlines(), delimiter=" ", skipinitialspace=True)
    return [folder / name for name, chance, cell in rows if float(chance) == probability and cell == kind]


def test_defective_solar_cells_score_above_functional_ones(small_settings):
    rng = np.random.default_rng(0)
    functional = rng.permutation(solar_cells(0.0, "mono"))[:100]
    defective = rng.permutation(solar_cells(1.0, "mono"))[:40]
    with train(functional[:60], small_settings) as training:
        detector = Detector(training.recipe)
    good = [result.score for result in detector.inspect(functional[60:], keep_maps=False)]
    bad = [result.score for result in detector.inspect(defective, keep_maps=False)]
    assert auroc(good, bad) > 0.85
    limit = training.recipe.limits.image_threshold
    assert np.mean(np.array(good) > limit) <= 0.1
    assert np.mean(np.array(bad) > limit) > 0.3


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "image_auroc", "pixel_auroc"),
    [("hazelnut_toy", 0.99, 0.98), ("paper_fvn02", 0.99, 0.99), ("bsdata_ballscrew", 0.94, 0.985)],
)
def test_defects_are_found_in_real_photographs(name, image_auroc, pixel_auroc):
    if not (DATA / name).is_dir():
        pytest.skip("the image sets are not part of the project")
    with train(scan([DATA / name / "train" / "good"]).files, TrainSettings(name)) as training:
        detector = Detector(training.recipe)
    found = evaluate(detector, DATA / name)
    assert found.image_auroc >= image_auroc
    assert found.pixels.auroc >= pixel_auroc
