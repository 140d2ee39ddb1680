"""From a file's bytes to RGB with 8 bits, for the network and the eye, or to yes/no, for masks.

Conversions work on bands of rows, so that a large picture needs little more memory than its pixels and
other threads get their turn in between.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.images.formats import note_on_name
from engine.images.headers import examine_bytes
from engine.images.layout import Layout
from engine.images.opening import blame, check_bytes, read_file
from engine.images.pixels import Pixels, open_picture, upright
from engine.types import Mask, Photo


@dataclass(frozen=True, slots=True)
class DecodedImage:
    """A picture, ready to be looked at.

    Attributes:
        photo: uint8, shape (height, width, 3), RGB, upright, contiguous; its memory is its own.
        sha256: Hash of the file's bytes, 64 hexadecimal digits.
        mode: Kind of pixels in the file, in the words of :class:`~engine.images.Header`.
        notes: Remarks for people that do not keep it from being used, such as "first of 3 pages".
    """

    photo: Photo = field(compare=False, repr=False)
    sha256: str
    mode: str
    notes: tuple[str, ...] = ()


def read(path: Path) -> DecodedImage:
    """Read and decode a picture file.

    EXIF orientation is applied. 16-bit values are divided by 257 and rounded, the values of a 12-bit
    file by 4095/255, floating-point values from 0 to 1 are multiplied by 255: always the same, never
    stretched to a picture's own range, so that pictures stay comparable. Transparency is laid over
    black, unless it covers everything. Of several pages the first is taken.

    Args:
        path: The file; its content decides about its format, not its name.

    Raises:
        ImageError: It cannot be used; see the message and the hint.
    """
    return decode(read_file(path), path)


def decode(content: bytes, path: Path) -> DecodedImage:
    """Decode bytes at hand, such as a picture from the clipboard; see :func:`read`.

    Args:
        content: A whole picture file.
        path: What to call it in messages.

    Raises:
        ImageError: It cannot be used.
    """
    with blame(path):
        check_bytes(len(content))
        layout = examine_bytes(content)
        photo, notes = photo_of(content, layout)
        if layout.pages > 1:
            notes = (f"first of {layout.pages} pages", *notes)
        digest = hashlib.sha256(content).hexdigest()
    return DecodedImage(photo, digest, layout.mode, (*note_on_name(path, layout.format), *notes))


def read_mask(path: Path) -> Mask:
    """Read a picture that marks a region, such as a ground truth or a region of interest.

    True is where any colour is not zero, however faint, and not fully transparent. A picture that is
    black throughout and drawn by its transparency alone counts by that. Lossy compression smears zeros,
    so JPEG and lossy WebP count from half brightness on.

    Args:
        path: The file; any format and kind of pixels that :func:`read` takes.

    Returns:
        bool, shape (height, width), upright.

    Raises:
        ImageError: It cannot be used.
    """
    content = read_file(path)
    with blame(path):
        layout = examine_bytes(content)
        picture = open_picture(content, layout)
        mask = np.empty(picture.shape, np.bool_)
        opaque = np.ones(picture.shape, np.bool_)
        least = layout.white / 2 if layout.lossy else 0
        for rows, band in picture.bands():
            colour, alpha = _apart(band)
            mask[rows] = (colour > least).any(axis=2)
            if alpha is not None:
                opaque[rows] = alpha[:, :, 0] > 0
        # as in photos, transparency that covers everything says nothing
        if opaque.any():
            mask = mask & opaque if mask.any() or opaque.all() else opaque
        return upright(mask, layout.orientation)


def photo_of(content: bytes, layout: Layout, long_side: int = 0) -> tuple[Photo, tuple[str, ...]]:
    """Decode to RGB with 8 bits, upright.

    Args:
        content: A whole picture file.
        layout: Its header.
        long_side: If above 0, a JPEG may come out smaller by a power of two, as long as its longer side
            keeps about so many pixels; that saves most of the work.

    Returns:
        The photo, and remarks.

    Raises:
        Unusable: It is damaged, or its values have no known brightness. Decoders may raise other things.
    """
    picture = open_picture(content, layout, long_side)
    photo: Photo = np.empty((*picture.shape, 3), np.uint8)
    faintest, strongest = 255, 0
    for rows, band in picture.bands():
        colour, alpha = _apart(_to_bytes(band, layout))
        if alpha is not None:
            low, high = int(alpha.min()), int(alpha.max())
            faintest, strongest = min(faintest, low), max(strongest, high)
            # Pillow has undone the premultiplication of what it decoded
            if low < 255 and not (layout.wide and layout.alpha == "premultiplied"):
                colour = _over_black(colour, alpha)
        photo[rows] = colour
    notes = picture.notes
    if faintest == strongest == 0:
        for rows, band in picture.bands():
            photo[rows], _ = _apart(_to_bytes(band, layout))
        notes = (*notes, "transparent throughout: the transparency was ignored")
    elif faintest < 255:
        notes = (*notes, "transparent parts are shown black")
    return upright(photo, layout.orientation), notes


def _apart(band: Pixels) -> tuple[Pixels, Pixels | None]:
    """Colour or grey, shape (rows, width, 1 or 3), and opacity, shape (rows, width, 1), if there is one."""
    if band.shape[2] in (2, 4):
        return band[:, :, :-1], band[:, :, -1:]
    return band, None


def _to_bytes(band: Pixels, layout: Layout) -> Pixels:
    """Scale values to uint8, 0 to 255, by the file's depth and nothing else."""
    if band.dtype == np.uint8:
        return band
    scaled: Pixels
    if np.issubdtype(band.dtype, np.floating):
        scaled = np.rint(band * 255).astype(np.uint8)
    else:
        scaled = _scale(int(layout.white))[band]
    return scaled


@functools.cache
def _scale(white: int) -> npt.NDArray[np.uint8]:
    """Table from 16-bit values to bytes: value * 255 / white, rounded."""
    values = np.arange(65536, dtype=np.uint32)
    return np.minimum((values * 255 + white // 2) // white, 255).astype(np.uint8)


def _over_black(colour: Pixels, alpha: Pixels) -> npt.NDArray[np.uint8]:
    """Lay a picture over black; where it is opaque nothing changes, to the last bit."""
    return ((colour.astype(np.uint16) * alpha + 127) // 255).astype(np.uint8)
