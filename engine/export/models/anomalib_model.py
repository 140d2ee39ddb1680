"""The recipe as a checkpoint of anomalib's own ``Padim``.

anomalib does everything itself then, from the photo to the verdict. Where it cannot do quite what Gonogo
does, :func:`differences` says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from engine.backbones import backbone, find_weights
from engine.embedding.network import NetworkSpec, build_padim, quiet_libraries
from engine.errors import BackboneError
from engine.export.models.graph import map_matrices
from engine.export.models.staging import reason_for
from engine.gaussian import chunks, unpack_lower
from engine.progress import CancelToken
from engine.types import FloatMap, Photo

if TYPE_CHECKING:
    import torch
    from anomalib.models import Padim

    from engine.recipe import Recipe

_MUCH_LARGER = 1.75
"""Photos at least this many times as large as the recipe's image size are halved in a second step."""


def build(recipe: Recipe, weights: Path | None, cancel: CancelToken) -> Padim:
    """Make anomalib's model of the recipe.

    Args:
        recipe: What to export.
        weights: Weights file of the network, or None for its usual ones.
        cancel: Looked at between the steps.

    Raises:
        BackboneError: The weights that the recipe was trained with are not here.
        Cancelled: Somebody asked to stop.
    """
    original = _original_network(recipe, weights)
    with quiet_libraries():
        import torch
        from anomalib.models import Padim
        from anomalib.post_processing import PostProcessor
        from anomalib.pre_processing import PreProcessor

        cancel.raise_if_cancelled()
        settings = recipe.settings
        padim = Padim(
            backbone=original.backbone,
            layers=list(settings.layers),
            # the weights are in the checkpoint: loading it must not ask for others
            pre_trained=False,
            n_features=settings.n_features,
            pre_processor=PreProcessor(_transform(recipe)),
            post_processor=PostProcessor(),
        )
        padim.model = original
        original.idx = torch.tensor(recipe.network.channels, dtype=original.idx.dtype)
        original.gaussian.mean = torch.from_numpy(np.ascontiguousarray(recipe.mean.T, np.float32))
        original.gaussian.inv_covariance = torch.from_numpy(inverse_covariances(recipe, cancel))
        padim._is_fitted = torch.tensor([True])
        _set_limits(padim.post_processor, recipe)
        return padim.eval()


def _original_network(recipe: Recipe, weights: Path | None) -> Any:
    """The network in torch, made from the very weights that the recipe was trained with."""
    settings = recipe.settings
    net = backbone(settings.backbone)
    found = find_weights(net, weights)
    wanted = recipe.network.weights_sha256
    if found.sha256 != wanted:
        what = found.path.name if found.path is not None else f"timm's download of {net.name}"
        hint = (
            "Name the weights file that it was trained with, or export to ONNX or OpenVINO, which need none."
        )
        raise BackboneError(
            f"The recipe {recipe.name} was trained with other weights of {net.name} than {what}.",
            hint if wanted.startswith("timm:") else f"{hint} Its SHA-256 is {wanted}.",
            found.path,
        )
    spec = NetworkSpec(
        net.name, settings.layers, settings.n_features, settings.image_size, settings.seed, weights
    )
    with quiet_libraries():
        model = build_padim(spec, net, found)
    if int(model.n_features_original) != recipe.network.n_channels:
        raise BackboneError(
            f"{net.name} has {model.n_features_original} channels here, and had {recipe.network.n_channels} "
            f"when the recipe {recipe.name} was made.",
            "Train the recipe again, or export to ONNX or OpenVINO.",
        )
    return model


def inverse_covariances(recipe: Recipe, cancel: CancelToken) -> npt.NDArray[np.float32]:
    r"""The inverses :math:`\Sigma^{-1} = W^T W` that anomalib's distance rests on.

    anomalib knows no region of interest. Patches that cannot reach into it get 0, so that whatever is
    there has no distance from normal.

    Returns:
        float32, shape (patches, features, features).
    """
    patches, features = recipe.mean.shape
    inverses = np.empty((patches, features, features), np.float32)
    for part in chunks(patches):
        cancel.raise_if_cancelled()
        factors = unpack_lower(recipe.factor[part], features, symmetric=False, dtype=np.float64)
        inverses[part] = factors.transpose(0, 2, 1) @ factors
    if recipe.region is not None:
        inverses[~reaching(recipe).reshape(-1)] = 0
    return inverses


def reaching(recipe: Recipe) -> npt.NDArray[np.bool_]:
    """Which patches have a share in the anomaly map somewhere inside the region of interest.

    Returns:
        bool, shape (grid rows, grid columns).
    """
    if recipe.region is None:
        return np.ones(recipe.network.grid, np.bool_)
    down, across = map_matrices(recipe.network.grid, recipe.settings.image_size)
    hits = (down > 0).T.astype(np.float32) @ recipe.region.astype(np.float32) @ (across > 0)
    result: npt.NDArray[np.bool_] = hits > 0
    return result


def steps_down(recipe: Recipe) -> bool:
    """Whether photos are made twice as large as the image size first, and then halved.

    torchvision's antialiasing weighs pixels by a triangle twice as wide as the area that Gonogo averages.
    Halving last narrows it: scores of good parts then differ by at most 3 % from Gonogo's instead of up to
    12 % (three image sets with photos of 512 x 512 to 1500 x 1000). Hardly larger photos would lose by it.
    """
    smallest = min(min(image.width, image.height) for image in recipe.images)
    return smallest >= _MUCH_LARGER * recipe.settings.image_size


def _transform(recipe: Recipe) -> Any:
    """Resizing as close to Gonogo's as anomalib's checkpoints allow, and normalisation."""
    from torchvision.transforms.v2 import Compose, InterpolationMode, Normalize, Resize

    size = recipe.settings.image_size
    bilinear = InterpolationMode.BILINEAR
    resizing = [Resize([size, size], interpolation=bilinear, antialias=True)]
    if steps_down(recipe):
        resizing = [
            Resize([2 * size, 2 * size], interpolation=bilinear, antialias=True),
            # half the size without antialiasing is the mean of four pixels
            Resize([size, size], interpolation=bilinear, antialias=False),
        ]
    return Compose([*resizing, Normalize(mean=list(recipe.network.mean), std=list(recipe.network.std))])


def _set_limits(post_processor: Any, recipe: Recipe) -> None:
    """Make anomalib's normalised values half the margin: 0.5 at the limit, 1 at twice the limit and above."""
    for name, limit in (("image", recipe.limits.image_threshold), ("pixel", recipe.limits.pixel_threshold)):
        getattr(post_processor, f"_{name}_threshold").fill_(limit)
        getattr(post_processor, f"{name}_min").fill_(0)
        getattr(post_processor, f"{name}_max").fill_(2 * limit)


def checkpoint(padim: Padim) -> dict[str, Any]:
    """What Lightning saves of a trained model, as plain data and tensors."""
    import lightning

    content: dict[str, Any] = {
        "epoch": 1,
        "global_step": 0,
        "pytorch-lightning_version": lightning.__version__,
        "state_dict": padim.state_dict(),
        padim.CHECKPOINT_HYPER_PARAMS_NAME: "kwargs",
        padim.CHECKPOINT_HYPER_PARAMS_KEY: dict(padim.hparams),
    }
    # anomalib adds its pre-processor and post-processor
    padim.on_save_checkpoint(content)
    return content


def write(recipe: Recipe, path: Path, weights: Path | None, cancel: CancelToken) -> None:
    """Write the checkpoint.

    Args:
        recipe: What to export.
        path: The ``.ckpt`` file.
        weights: Weights file of the network, or None for its usual ones.
        cancel: Looked at between the steps.

    Raises:
        BackboneError: The weights that the recipe was trained with are not here.
        Cancelled: Somebody asked to stop.
        OSError: The file cannot be written.
    """
    padim = build(recipe, weights, cancel)
    with quiet_libraries():
        import torch

        try:
            torch.save(checkpoint(padim), path)
        except RuntimeError as error:
            raise reason_for(error, path) from error


def load(path: Path) -> Padim:
    """Load a checkpoint as anomalib's users do."""
    with quiet_libraries():
        from anomalib.models import Padim

        return Padim.load_from_checkpoint(path, map_location="cpu").eval()


def run(path: Path, picture: Photo) -> tuple[float, FloatMap]:
    """Judge one picture with a checkpoint.

    Args:
        path: The ``.ckpt`` file.
        picture: uint8, shape (image_size, image_size, 3), R, G, B.

    Returns:
        Score and map in raw units, float32, shape (image_size, image_size).
    """
    padim = load(path)
    with quiet_libraries():
        import torch

        with torch.inference_mode():
            raw = padim.model(normalised(picture, padim))
    return float(raw.pred_score), raw.anomaly_map[0, 0].numpy()


def normalised(picture: Photo, padim: Padim) -> torch.Tensor:
    """A picture of the right size as anomalib's network wants it, float32, shape (1, 3, size, size)."""
    import torch

    x = torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 255
    result: torch.Tensor = padim.pre_processor.transform.transforms[-1](x)
    return result


def differences(recipe: Recipe) -> list[str]:
    """Where anomalib's judgement differs from Gonogo's, in sentences."""
    two = "to twice the image size and then to half of that" if steps_down(recipe) else "in one step"
    found = [
        f"anomalib resizes with torchvision, {two}, where Gonogo averages areas and rounds to 8 bits: "
        "scores of photos that are resized differ by some percent.",
        "Normalised scores and map values are half the margin (value / limit / 2), cut off at 1; the limit "
        "is at 0.5.",
        "What anomalib exports further (torch, ONNX, OpenVINO) resizes without antialiasing.",
    ]
    limits = recipe.limits
    if limits.min_area > 0:
        found.append(
            f"anomalib knows no minimum area ({limits.min_area} pixels here): the score alone decides."
        )
    if limits.review_from < 1:
        found.append(
            f"anomalib knows no review band (from {limits.review_from:g} times the limit here): "
            "such parts are good."
        )
    if recipe.region is not None:
        found.append(
            "anomalib knows no region of interest: patches that cannot reach into it are switched off, "
            "the rest of the margin around it counts. Scores are never lower than Gonogo's."
        )
    return found
