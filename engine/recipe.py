"""The recipe: everything that judges one product, in memory and as one file.

``NAME.gonogo`` is a :mod:`~engine.container` of these parts:

=============  ====================================================================================
manifest.json  everything that is text or a number (:class:`Manifest`), with the SHA-256 of the others
mean           means, float64, (patches, features)
factor         inverse Cholesky factors, lower triangles, float32: what inspection needs
scatter        scatter matrices, lower triangles, float32: what adding and removing pictures needs
network.xml    the embedding network in OpenVINO's format
network.bin    its constants
region         region of interest, one byte a map pixel; only where there is one
preview.png    a typical good part, small
reference-1    picture files of the reference parts, ``reference-1`` to ``reference-12``; only where there
               are some
=============  ====================================================================================

Factor and scatter, 20.7 MB each by default, are nearly all of a file of 45 MB.

A recipe may come from a stranger, so nothing in it is believed: sizes, hashes, shapes, finiteness and
the operations of the network are checked before any of it is used.
"""

from __future__ import annotations

import hashlib
import math
import re
import uuid
import xml.parsers.expat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Meta

from engine.container import Container, write_container
from engine.embedding.network import EmbeddingNetwork
from engine.errors import GonogoError, RecipeError
from engine.gaussian import REGULARISATION, PatchGaussians, pack_lower, scatter_dtype, unpack_lower
from engine.judging import check_limits
from engine.parallel import cpu_count
from engine.reference import ReferencePart, check_parts, check_sizes
from engine.types import Calibration, Interval, Limits, Mask, RecipeSummary, Verdict

SUFFIX = ".gonogo"
MIME_TYPE = "application/x-gonogo"
SCHEMA = 2  # 1 had neither id nor parent nor reference parts
_MAX_FILE_BYTES = 16_000_000_000
_MAX_MANIFEST_BYTES = 64_000_000
_MAX_NETWORK_BYTES = 2_000_000_000
_MOST = 1e15  # distances made of larger means would overflow; no network gives such numbers
_MOST_FACTOR = 1.01 / math.sqrt(REGULARISATION)  # the regularisation bounds the inverse covariance

Count = Annotated[int, Meta(ge=1, le=1_000_000)]
Positive = Annotated[float, Meta(gt=0)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Id = Annotated[str, Meta(pattern=r"^([0-9a-f]{32})?\Z")]
Parent = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the recipe was trained with.

    Attributes:
        backbone: timm's name of the pretrained network.
        layers: Its layers.
        n_features: Channels of an embedding.
        image_size: Side of the square that pictures are resized to, pixels.
        seed: Of the choice of channels.
        false_alarm_rate: Accepted share of good parts called defective.
    """

    backbone: str
    layers: tuple[str, ...]
    n_features: Annotated[int, Meta(ge=1, le=4096)]
    image_size: Annotated[int, Meta(ge=16, le=4096)]
    seed: Annotated[int, Meta(ge=0)]
    false_alarm_rate: Annotated[float, Meta(gt=0, le=0.5)]


class GoodImage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One good part that the recipe was made from.

    Attributes:
        path: Where it was.
        sha256: Hash of the file's bytes.
        width: Of the photo, pixels.
        height: Of the photo, pixels.
        loo_score: Its leave-one-out score, raw units.
    """

    path: str
    sha256: Sha256
    width: Count
    height: Count
    loo_score: Annotated[float, Meta(ge=0)]


class _Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    grid: tuple[Count, Count]
    channels: tuple[Annotated[int, Meta(ge=0)], ...]
    n_channels: Count
    mean: tuple[float, float, float]
    std: tuple[Positive, Positive, Positive]
    weights_sha256: str


class _Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    image_threshold: Positive
    pixel_threshold: Positive
    false_alarm_interval: tuple[float, float]
    warnings: tuple[str, ...]


class _Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    image_threshold: Positive
    pixel_threshold: Positive
    min_area: Annotated[int, Meta(ge=0)]
    review_from: Annotated[float, Meta(gt=0, le=1)]


class _Reference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reference part; its picture is a part of the file."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    verdict: Verdict
    score: Annotated[float, Meta(ge=0)]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The text part of a recipe file."""

    format: str
    schema: int
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    created: str
    software: dict[str, str]
    settings: Settings
    network: _Network
    calibration: _Calibration
    limits: _Limits
    images: tuple[GoodImage, ...]
    parts: dict[str, Sha256]
    id: Id = ""
    parent: Parent = ""
    references: tuple[_Reference, ...] = ()


class _Head(msgspec.Struct):
    """The fields that every version of the manifest has."""

    format: str
    schema: int
    software: dict[str, str]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that judges one product.

    Attributes:
        name: What people call it.
        created: Time of training, ISO 8601 with time zone.
        software: Versions of what made it, by distribution.
        settings: What it was trained with.
        network: The embedding network.
        mean: Means of the patches, float64, shape (patches, features).
        factor: Lower triangles of the inverse Cholesky factors, float32, shape
            (patches, features * (features + 1) / 2).
        scatter: Lower triangles of the scatter matrices, float32, same shape.
        calibration: What the good parts say about the limits.
        limits: What parts are judged by; the calibrated limits unless somebody moved them.
        images: The good parts, in training order.
        region: Region of interest, bool, shape (image_size, image_size), or None for everywhere.
        preview: A typical good part, a PNG file's bytes.
        path: Where the file is, or None before it was saved.
        sha256: Hash of the file, empty before it was saved.
        id: What all versions of this recipe have in common and no other recipe has, 32 hexadecimal digits.
            Left empty, it is made from the time of training and the good parts, as for files of version 1.
        parent: Hash of the file that this version was made from, empty where there was none.
        references: Pictures with known answers, for the check; see :mod:`engine.reference`.
    """

    name: str
    created: str
    software: dict[str, str]
    settings: Settings
    network: EmbeddingNetwork
    mean: npt.NDArray[np.float64] = field(repr=False)
    factor: npt.NDArray[np.float32] = field(repr=False)
    scatter: npt.NDArray[np.float32] = field(repr=False)
    calibration: Calibration
    limits: Limits
    images: tuple[GoodImage, ...] = field(repr=False)
    region: Mask | None = field(default=None, repr=False)
    preview: bytes = field(default=b"", repr=False)
    path: Path | None = None
    sha256: str = ""
    id: str = ""
    parent: str = ""
    references: tuple[ReferencePart, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", _derived_id(self.created, self.images))

    @property
    def n_images(self) -> int:
        """Number of good parts behind the recipe."""
        return len(self.images)

    @property
    def loo_scores(self) -> tuple[float, ...]:
        """Leave-one-out scores of the good parts, in training order."""
        return tuple(image.loo_score for image in self.images)

    def gaussians(self) -> PatchGaussians:
        """The statistics, ready to take pictures in or out."""
        patches, features = self.mean.shape
        scatter = unpack_lower(self.scatter, features, symmetric=True, dtype=scatter_dtype(patches, features))
        return PatchGaussians(self.mean.copy(), scatter, self.n_images)

    def summary(self) -> RecipeSummary:
        """What reports say about the recipe."""
        return RecipeSummary(
            name=self.name,
            sha256=self.sha256,
            created=self.created,
            software=self.software.get("gonogo", ""),
            image_size=self.settings.image_size,
            backbone=self.settings.backbone,
            calibration=self.calibration,
            loo_scores=self.loo_scores,
            id=self.id,
        )

    def with_limits(self, limits: Limits) -> Recipe:
        """The same recipe with other limits, not saved yet."""
        return self if limits == self.limits else self.changed(limits=check_limits(limits))

    def renamed(self, name: str) -> Recipe:
        """The same recipe with another name, not saved yet."""
        name = clean_name(name)
        return self if name == self.name else self.changed(name=name)

    def changed(self, **fields: Any) -> Recipe:
        """The next version of this recipe: other fields, the same id, this one its parent, not saved yet."""
        return replace(self, **fields, sha256="", parent=self.sha256 or self.parent)


def new_id() -> str:
    """An id that no other recipe has: 32 hexadecimal digits."""
    return uuid.uuid4().hex


def _derived_id(created: str, images: Sequence[GoodImage]) -> str:
    """The id of a recipe that was made before recipes had one; the same whenever it is opened."""
    digest = hashlib.sha256(created.encode("utf-8", "replace"))
    for image in images:
        digest.update(image.sha256.encode())
    return digest.hexdigest()[:32]


def clean_name(name: str) -> str:
    """A name that fits on one line and into a file name.

    Raises:
        RecipeError: Nothing is left of it.
    """
    # a name taken from a file may hold bytes that are no text
    cleaned = name.encode("utf-8", "replace").decode()
    cleaned = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", cleaned)
    cleaned = re.sub(r"\s+", " ", cleaned).strip(" .")[:120].rstrip(" .")
    if not cleaned:
        raise RecipeError("The recipe has no name.", "Give it one with letters or digits.")
    return cleaned


def save(recipe: Recipe, path: Path) -> Recipe:
    """Write a recipe file, atomically.

    Returns:
        The recipe with the path and the hash of the file.

    Raises:
        ExportError: The file cannot be written; what was there before is untouched.
    """
    parts: dict[str, bytes | memoryview] = {
        "mean": _raw(recipe.mean, np.float64),
        "factor": _raw(recipe.factor, np.float32),
        "scatter": _raw(recipe.scatter, np.float32),
        "network.xml": recipe.network.xml,
        "network.bin": recipe.network.weights,
        "preview.png": recipe.preview,
    }
    if recipe.region is not None:
        parts["region"] = _raw(recipe.region, np.uint8)
    for number, reference in enumerate(recipe.references, 1):
        parts[_reference_part(number)] = reference.content
    manifest = _manifest(recipe, {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()})
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    digest = write_container(path, MIME_TYPE, {"manifest.json": content, **parts})
    return replace(recipe, path=path, sha256=digest)


def _reference_part(number: int) -> str:
    return f"reference-{number}"


def _raw(array: npt.NDArray[Any], dtype: npt.DTypeLike) -> memoryview:
    little = np.dtype(dtype).newbyteorder("<")
    return np.ascontiguousarray(array, little).reshape(-1).view(np.uint8).data


def _manifest(recipe: Recipe, parts: dict[str, str]) -> Manifest:
    network, calibration = recipe.network, recipe.calibration
    interval = calibration.false_alarm_interval
    return Manifest(
        format=MIME_TYPE,
        schema=SCHEMA,
        name=recipe.name,
        created=recipe.created,
        software=recipe.software,
        settings=recipe.settings,
        network=_Network(
            grid=network.grid,
            channels=network.channels,
            n_channels=network.n_channels,
            mean=network.mean,  # type: ignore[arg-type]
            std=network.std,  # type: ignore[arg-type]
            weights_sha256=network.weights_sha256,
        ),
        calibration=_Calibration(
            calibration.image_threshold,
            calibration.pixel_threshold,
            (interval.low, interval.high),
            calibration.warnings,
        ),
        limits=_Limits(
            recipe.limits.image_threshold,
            recipe.limits.pixel_threshold,
            recipe.limits.min_area,
            recipe.limits.review_from,
        ),
        images=tuple(msgspec.structs.replace(image, path=_text(image.path)) for image in recipe.images),
        parts=parts,
        id=recipe.id,
        parent=recipe.parent,
        references=tuple(_Reference(r.name, r.verdict, r.score) for r in recipe.references),
    )


def _text(path: str) -> str:
    """A path that can be written as text: file names may hold bytes that are none."""
    return path.encode("utf-8", "replace").decode()


def load(path: Path) -> Recipe:
    """Read a recipe file and check all of it.

    Raises:
        RecipeError: The file is missing, something else, damaged, from a newer version, or asks for
            something that no recipe needs. The message says which.
    """
    file = Container(path, MIME_TYPE, "recipe", _MAX_FILE_BYTES)
    manifest = _read_manifest(file, path)
    parts = {name: file.read(name) for name in manifest.parts}
    with ThreadPoolExecutor(cpu_count(), thread_name_prefix="recipe") as pool:
        for name, digest in zip(parts, pool.map(_sha256, parts.values()), strict=True):
            if digest != manifest.parts[name]:
                raise file.damaged(f"its part {name} has changed")
    try:
        return _assemble(manifest, parts, path, file.sha256)
    except (KeyError, ValueError, GonogoError) as error:
        reason = f"part {error} is missing" if isinstance(error, KeyError) else str(error).rstrip(".")
        raise file.damaged(reason) from error


def _sha256(content: memoryview) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_manifest(file: Container, path: Path) -> Manifest:
    content = file.read("manifest.json", _MAX_MANIFEST_BYTES)
    try:
        head = msgspec.json.decode(content, type=_Head)
        if head.format != MIME_TYPE:
            raise file.damaged()
        if head.schema > SCHEMA:
            version = head.software.get("gonogo", "?")[:40]
            raise RecipeError(
                f"The recipe {path.name} was made by a newer Gonogo ({version}).", "Update Gonogo here.", path
            )
        if head.schema < 1:
            raise file.damaged("its version cannot be right")
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as error:
        raise file.damaged(str(error)) from error
    except RecursionError as error:
        raise file.damaged("its manifest is nested too deeply") from error


def _assemble(manifest: Manifest, parts: dict[str, memoryview], path: Path, sha256: str) -> Recipe:
    settings, about = manifest.settings, manifest.network
    patches, features = about.grid[0] * about.grid[1], settings.n_features
    _check(clean_name(manifest.name) == manifest.name, "name")
    _check(len(about.channels) == len(set(about.channels)) == features, "channels")
    _check(max(about.channels) < about.n_channels, "channels")
    _check(len(manifest.images) >= 2, "good images")
    triangle = features * (features + 1) // 2
    mean = _array(parts["mean"], np.float64, (patches, features), "mean")
    factor = _array(parts["factor"], np.float32, (patches, triangle), "factor", _MOST_FACTOR)
    scatter = _array(parts["scatter"], np.float32, (patches, triangle), "scatter")
    diagonal = np.arange(1, features + 1).cumsum() - 1
    _check(bool((factor[:, diagonal] > 0).all()), "factor")
    _check(bool((scatter[:, diagonal] >= 0).all()), "scatter")
    size = settings.image_size
    region = None
    if "region" in parts:
        region = _array(parts["region"], np.uint8, (size, size), "region") > 0
        _check(bool(region.any()), "region")
    _check(len(parts["network.bin"]) <= _MAX_NETWORK_BYTES, "network")
    check_network(bytes(parts["network.xml"]))
    interval = Interval(*manifest.calibration.false_alarm_interval)
    _check(0 <= interval.low <= interval.high <= 1, "calibration")
    return Recipe(
        name=manifest.name,
        created=manifest.created,
        software=manifest.software,
        settings=settings,
        network=EmbeddingNetwork(
            xml=bytes(parts["network.xml"]),
            weights=bytes(parts["network.bin"]),
            image_size=size,
            grid=about.grid,
            channels=about.channels,
            n_channels=about.n_channels,
            mean=about.mean,
            std=about.std,
            weights_sha256=about.weights_sha256,
            made_with=manifest.software,
        ),
        mean=mean,
        factor=factor,
        scatter=scatter,
        calibration=Calibration(
            image_threshold=manifest.calibration.image_threshold,
            pixel_threshold=manifest.calibration.pixel_threshold,
            false_alarm_rate=settings.false_alarm_rate,
            false_alarm_interval=interval,
            n_images=len(manifest.images),
            warnings=manifest.calibration.warnings,
        ),
        limits=check_limits(
            Limits(
                manifest.limits.image_threshold,
                manifest.limits.pixel_threshold,
                manifest.limits.min_area,
                manifest.limits.review_from,
            )
        ),
        images=manifest.images,
        region=region,
        preview=bytes(parts["preview.png"]),
        path=path,
        sha256=sha256,
        id=manifest.id,
        parent=manifest.parent,
        references=_references(manifest, parts),
    )


def _references(manifest: Manifest, parts: dict[str, memoryview]) -> tuple[ReferencePart, ...]:
    """The reference parts, looked through before any of their pictures is copied or decoded."""
    names = [_reference_part(number) for number in range(1, len(manifest.references) + 1)]
    _check({name for name in parts if name.startswith("reference-")} == set(names), "list of reference parts")
    check_sizes([len(parts[name]) for name in names])
    made = tuple(
        ReferencePart(
            about.name, bytes(parts[name]), Verdict(about.verdict), about.score, manifest.parts[name]
        )
        for about, name in zip(manifest.references, names, strict=True)
    )
    check_parts(made)
    return made


def _check(condition: bool, what: str) -> None:
    if not condition:
        raise ValueError(f"its {what} cannot be right")


def _array(
    content: memoryview, dtype: type[np.generic], shape: tuple[int, int], what: str, most: float = _MOST
) -> npt.NDArray[Any]:
    """A checked array over a part's bytes: exactly its size, every number from -most to most."""
    little = np.dtype(dtype).newbyteorder("<")
    _check(len(content) == math.prod(shape) * little.itemsize, what)
    array = np.frombuffer(content, little).reshape(shape)
    # a comparison with NaN is false
    _check(bool(array.min() >= -most and array.max() <= most), what)
    return array.astype(dtype, copy=False)


_OPERATIONS = frozenset(
    """
    Add AdaptiveAvgPool AvgPool BatchNormInference Broadcast Ceiling Clamp Concat Const Convert
    Convolution Divide Elu Equal Exp Floor Gather Gelu GroupConvolution GroupNormalization HSigmoid
    HSwish HardSigmoid Interpolate MVN MatMul MaxPool Maximum Minimum Mish Mod Multiply Negative
    NormalizeL2 PReLU Pad Parameter Power Range ReLU ReduceMax ReduceMean ReduceSum Relu Reshape Result Select
    ShapeOf Sigmoid Slice SoftMax SoftPlus Softmax Split Sqrt SquaredDifference Squeeze StridedSlice
    Subtract Swish Tanh Tile Transpose Unsqueeze VariadicSplit
    """.split()  # noqa: SIM905 - a list of that many strings is harder to read
)


def check_network(description: bytes) -> None:
    """Look through the XML of a network before OpenVINO reads it.

    Only the operations that convolutional networks are made of may occur, and no document type, so that
    neither entities nor extensions come in with it.

    Raises:
        ValueError: It is something else.
    """
    parser = xml.parsers.expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "layer" and attributes.get("type") not in _OPERATIONS:
            raise ValueError(f"its network uses the unknown operation {attributes.get('type')}")

    def doctype(*_: object) -> None:
        raise ValueError("its network has a document type")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(description, True)
    except xml.parsers.expat.ExpatError as error:
        raise ValueError("its network cannot be read") from error


def statistics_parts(gaussians: PatchGaussians, factors: npt.NDArray[np.float32]) -> dict[str, Any]:
    """The arrays of a recipe, packed: ``mean``, ``factor`` and ``scatter``."""
    return {
        "mean": gaussians.mean.copy(),
        "factor": pack_lower(factors),
        "scatter": pack_lower(gaussians.scatter),
    }
