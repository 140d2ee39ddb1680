"""What a file's header says of its picture, and reading headers safely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Literal

from engine.images.opening import Unusable, cut_off

Alpha = Literal["straight", "premultiplied", "ignored"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a picture is stored.

    Attributes:
        format: ``"PNG"``, ``"JPEG"``, ``"BMP"``, ``"TIFF"`` or ``"WebP"``.
        width: Pixels across as stored, before the orientation is applied; > 0.
        height: Pixels down as stored; > 0.
        mode: Kind of pixels in plain words, such as ``"RGB"`` or ``"16-bit grey"``.
        orientation: EXIF orientation, 1 to 8.
        pages: Number of pages or animation frames, >= 1.
        white: The pixel value that means white.
        wide: Whether the pixels have 16 or more bits and need OpenCV: Pillow would cut them to 8.
        inverted: Whether zero means white in a wide grey picture.
        alpha: What the fourth channel of a wide picture means.
        key: The 16-bit grey value that means transparent, if one does.
        orientation_at: Where in the file a TIFF's orientation stands, 0 where it has none; both
            decoders would apply it, each in its own way.
        big_endian: Whether a TIFF's numbers have their most significant byte first.
        lossy: Whether the compression may change pixel values.
    """

    format: str
    width: int
    height: int
    mode: str
    orientation: int = 1
    pages: int = 1
    white: float = 255
    wide: bool = False
    inverted: bool = False
    alpha: Alpha = "straight"
    key: int | None = None
    orientation_at: int = 0
    big_endian: bool = False
    lossy: bool = False

    @property
    def upright(self) -> tuple[int, int]:
        """(width, height) as a person sees it, after the orientation is applied."""
        if self.orientation >= 5:
            return self.height, self.width
        return self.width, self.height


def take(stream: BinaryIO, count: int) -> bytes:
    """Read exactly ``count`` bytes."""
    data = stream.read(count)
    while len(data) < count:
        more = stream.read(count - len(data))
        if not more:
            raise cut_off()
        data += more
    return data


def take_at(stream: BinaryIO, offset: int, count: int) -> bytes:
    """Read exactly ``count`` bytes from ``offset`` on."""
    if offset >= 2**62:
        raise cut_off()
    stream.seek(offset)
    return take(stream, count)


def damaged(what: str) -> Unusable:
    """The header contradicts itself; ``what`` completes "the file is damaged: ..."."""
    return Unusable(f"is damaged: {what}")
