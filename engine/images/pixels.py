"""Pixels out of a decoder, with the values of the file, in bands of rows.

Pillow decodes whatever has 8 bits or fewer; OpenCV decodes what Pillow would cut down to 8 bits: 16-bit
and floating-point pixels. Both see a file only after its header was found sound (see
:mod:`engine.images.headers`).
"""

from __future__ import annotations

import functools
import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from engine.images.layout import Layout, damaged
from engine.images.opening import Unusable
from engine.images.parsing import check_png

if TYPE_CHECKING:
    from PIL import Image

Pixels: TypeAlias = npt.NDArray[Any]
"""Shape (rows, width, channels): grey, grey+alpha, RGB or RGBA; uint8, uint16 or floating point."""

_BAND_PIXELS = 2_000_000
_PILLOW = r"PIL\."


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture, still in the decoder's memory.

    Attributes:
        shape: (height, width), before the orientation is applied.
        rows: Gives the pixels of the rows from the first number up to the second.
        notes: Remarks about the values.
    """

    shape: tuple[int, int]
    rows: Callable[[int, int], Pixels]
    notes: tuple[str, ...] = ()

    def bands(self) -> Iterator[tuple[slice, Pixels]]:
        """All rows from top to bottom with their pixels, a few at a time."""
        height, width = self.shape
        step = max(1, _BAND_PIXELS // width)
        for top in range(0, height, step):
            bottom = min(top + step, height)
            yield slice(top, bottom), self.rows(top, bottom)


def open_picture(content: bytes, layout: Layout, long_side: int = 0) -> Picture:
    """Decode.

    Args:
        content: A whole picture file.
        layout: Its header.
        long_side: If above 0, the longer side needs no more pixels than about this.

    Raises:
        Unusable: It is damaged, or its values have no known brightness. Decoders may raise other things.
    """
    if layout.format == "PNG":
        check_png(content)
    if layout.orientation_at and layout.orientation != 1:
        content = _without_orientation(content, layout)
    if layout.wide:
        return _decode_wide(content, layout)
    return _decode_narrow(content, layout, long_side)


def upright(array: npt.NDArray[Any], orientation: int) -> npt.NDArray[Any]:
    """Turn and mirror as an EXIF orientation, 1 to 8, asks for; the result is contiguous."""
    if orientation >= 5:
        array = array.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        array = array[::-1]
    if orientation in (2, 3, 6, 7):
        array = array[:, ::-1]
    return np.ascontiguousarray(array)


def _decode_narrow(content: bytes, layout: Layout, long_side: int) -> Picture:
    """Decode with Pillow."""
    from PIL import Image, UnidentifiedImageError

    _ignore_remarks()
    try:
        image = Image.open(io.BytesIO(content), formats=[layout.format.upper()])
    except UnidentifiedImageError as error:
        raise Unusable(
            "is damaged, or a kind of picture that cannot be read", "Save it anew as PNG, or leave it out."
        ) from error
    if image.size != (layout.width, layout.height):
        raise damaged("it contradicts itself about its size")
    # Pillow would turn a TIFF by what its XMP block says
    image.info.pop("xmp", None)
    if long_side and layout.format == "JPEG":
        share = max(1, max(image.size) // long_side)
        image.draft(image.mode, (image.width // share, image.height // share))
    image.load()
    size = image.size

    def rows(top: int, bottom: int) -> Pixels:
        whole = (top, bottom) == (0, size[1])
        return _channels(image if whole else image.crop((0, top, size[0], bottom)))

    return Picture((size[1], size[0]), rows)


def _channels(image: Image.Image) -> Pixels:
    """A decoded Pillow image as an array with 1 to 4 channels."""
    if image.has_transparency_data:
        if image.mode not in ("RGBA", "LA"):
            image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    elif image.mode not in ("L", "RGB") and not image.mode.startswith("I;16"):
        image = image.convert("RGB")
    array: Pixels = np.asarray(image)
    return array[:, :, None] if array.ndim == 2 else array


def _decode_wide(content: bytes, layout: Layout) -> Picture:
    """Decode with OpenCV."""
    import cv2

    _silence_opencv()
    array: Pixels | None = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if array is None:
        raise damaged("it cannot be decoded")
    expected = np.uint16 if layout.white > 1 else np.floating
    if array.shape[:2] != (layout.height, layout.width) or not np.issubdtype(array.dtype, expected):
        raise damaged("it contradicts itself about its size or depth")
    if array.ndim == 3 and array.shape[2] == 4 and layout.alpha == "ignored":
        array = array[:, :, :3]
    notes = _check_range(array, layout)
    return Picture(
        (layout.height, layout.width), lambda top, bottom: _ordered(array[top:bottom], layout), notes
    )


def _check_range(array: Pixels, layout: Layout) -> tuple[str, ...]:
    """Refuse numbers that mean no brightness; remark on whole numbers that leave most of the range unused."""
    if layout.white > 1:
        # without the opacity, which is at its largest in most pictures
        most = (array if array.ndim == 2 else array[:, :, :3]).max()
        return (f"largest value {most} of 65535: looks like 10- or 12-bit data",) if most < 4096 else ()
    least, most = array.min(), array.max()
    if np.isnan(least):
        raise Unusable(
            "holds values that are not numbers (NaN)", "Replace them, or save it with 8 or 16 bits."
        )
    if not 0 <= least <= most <= 1:
        raise Unusable(
            f"holds floating-point values from {least:g} to {most:g}; only 0 to 1 has a known brightness",
            "Scale it to 0 to 1, or save it with 8 or 16 bits.",
        )
    return ()


def _ordered(band: Pixels, layout: Layout) -> Pixels:
    """OpenCV's order of channels to ours, zero to black, and the key value to transparency."""
    if band.ndim == 3:
        return band[:, :, [2, 1, 0, 3] if band.shape[2] == 4 else [2, 1, 0]]
    if layout.inverted:
        band = (layout.white - band).astype(band.dtype)
    if layout.key is None:
        return band[:, :, None]
    opacity = np.where(band == layout.key, 0, int(layout.white))
    return np.dstack((band, opacity.astype(band.dtype)))


def _without_orientation(content: bytes, layout: Layout) -> bytes:
    """The same TIFF file, said to be upright."""
    place = layout.orientation_at
    value = b"\0\1" if layout.big_endian else b"\1\0"
    return b"".join((content[:place], value, content[place + 2 :]))


def _ignore_remarks() -> None:
    """Let Pillow's warnings about odd metadata pass, on every thread.

    They would reach people as lines of Python on a console. ``warnings.catch_warnings`` is no way out: it
    swaps a list that all threads share. So there is one filter for Pillow's modules, put in place again
    wherever somebody has replaced the list.
    """
    first = warnings.filters[0] if warnings.filters else None
    if first is None or first[0] != "ignore" or getattr(first[3], "pattern", None) != _PILLOW:
        warnings.filterwarnings("ignore", module=_PILLOW)


@functools.cache
def _silence_opencv() -> None:
    """Keep OpenCV from writing to the console what is said by an :class:`Unusable` anyway."""
    import cv2

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
