"""Size and kind of a picture without decoding it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.images.formats import (
    MAX_PIXELS,
    MIN_SIDE,
    PREFIX_BYTES,
    describe_foreign,
    recognise,
)
from engine.images.layout import Layout, take
from engine.images.opening import Unusable, open_file
from engine.images.parsing import bmp_layout, jpeg_layout, png_layout, webp_layout
from engine.images.tiff import tiff_layout

_PARSERS: dict[str, Callable[[BinaryIO, int], Layout]] = {
    "PNG": png_layout,
    "JPEG": jpeg_layout,
    "BMP": bmp_layout,
    "TIFF": tiff_layout,
    "WebP": webp_layout,
}


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture file says of itself.

    Attributes:
        width: Pixels across as a person sees it, after EXIF rotation; 16 or more.
        height: Pixels down, after EXIF rotation; 16 or more.
        mode: Kind of pixels in plain words: ``"1-bit"``, ``"grey"``, ``"grey+alpha"``, ``"palette"``,
            ``"palette+alpha"``, ``"RGB"``, ``"RGBA"``, ``"CMYK"`` or ``"Lab"``, with ``"16-bit "``,
            ``"12-bit "`` or ``"float "`` before it for more than 8 bits.
        pages: Pages of a TIFF or frames of an animation, 1 for everything else.
        format: What the content is, whatever the name says: ``"PNG"``, ``"JPEG"``, ``"BMP"``,
            ``"TIFF"`` or ``"WebP"``.
    """

    width: int
    height: int
    mode: str
    pages: int
    format: str


def read_header(path: Path) -> Header:
    """Read a picture's size and kind, in a few reads of a few bytes, without any decoding library.

    Args:
        path: The file.

    Raises:
        ImageError: It cannot be used, as far as its header tells: not there, not a picture, cut off,
            smaller than :data:`MIN_SIDE` or larger than :data:`MAX_PIXELS`.
    """
    with open_file(path) as (stream, size):
        layout = examine(stream, size)
    return Header(*layout.upright, layout.mode, layout.pages, layout.format)


def examine_bytes(content: bytes) -> Layout:
    """:func:`examine` for bytes at hand."""
    return examine(io.BytesIO(content), len(content))


def examine(stream: BinaryIO, size: int) -> Layout:
    """Recognise the format and read the header.

    Args:
        stream: The file, seekable.
        size: Its length in bytes.

    Raises:
        Unusable: It is not a picture, or one that cannot or must not be decoded.
    """
    prefix = take(stream, min(size, PREFIX_BYTES))
    name = recognise(prefix)
    if name is None:
        raise Unusable(
            f"is {describe_foreign(prefix)}", "Save it as PNG, JPEG, BMP, TIFF or WebP, or leave it out."
        )
    layout = _PARSERS[name](stream, size)
    width, height = layout.upright
    if width * height > MAX_PIXELS:
        raise Unusable(
            f"has {width} × {height} pixels ({width * height / 1e6:,.0f} million); "
            f"at most {MAX_PIXELS / 1e6:.0f} million can be read",
            "Crop it or scale it down.",
        )
    if min(width, height) < MIN_SIDE:
        raise Unusable(
            f"has {width} × {height} pixels; at least {MIN_SIDE} × {MIN_SIDE} are needed",
            "Choose a larger picture, or leave it out.",
        )
    return layout
