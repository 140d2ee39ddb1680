"""Headers of TIFF files, and of EXIF blocks, which are little TIFF files.

Source: TIFF 6.0 (Adobe 1992) and the BigTIFF extension.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import BinaryIO

from engine.images.formats import MAX_PIXELS
from engine.images.layout import Alpha, Layout, damaged, take, take_at
from engine.images.opening import Unusable, cut_off

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 256, 257, 258, 259, 262
STRIP_OFFSETS, ORIENTATION, SAMPLES, ROWS_PER_STRIP, STRIP_BYTES = 273, 274, 277, 278, 279
PLANAR, TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_BYTES = 284, 322, 323, 324, 325
EXTRA_SAMPLES, SAMPLE_FORMAT = 338, 339
_WANTED = frozenset(
    (WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, STRIP_OFFSETS, ORIENTATION, SAMPLES, ROWS_PER_STRIP,
     STRIP_BYTES, PLANAR, TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_BYTES, EXTRA_SAMPLES, SAMPLE_FORMAT)
)  # fmt: skip

_NUMBERS = {1: ("B", 1), 3: ("H", 2), 4: ("I", 4), 16: ("Q", 8)}
"""struct letter and size of the field types that hold whole numbers: BYTE, SHORT, LONG, LONG8."""

_MAX_PAGES = 100_000
_MAX_VALUES = 10_000_000
_JPEG_COMPRESSIONS = (6, 7, 34892)
_BLACK_IS_ZERO_NOT, _GREY, _RGB, _PALETTE, _CMYK = 0, 1, 2, 3, 5
_UNSIGNED, _SIGNED, _FLOAT = 1, 2, 3
_SIXTEEN = "Save it with 8 or 16 bits a channel."


@dataclass(frozen=True, slots=True)
class _Shape:
    """The few things in which TIFF and BigTIFF differ."""

    order: str
    first: int
    count: str
    entry: int
    inline: int

    @property
    def pointer(self) -> str:
        return "Q" if self.inline == 8 else "I"


class Tags:
    """The whole-number fields of one TIFF directory, as far as they are wanted here."""

    def __init__(self, values: dict[int, tuple[int, ...]], places: dict[int, int]) -> None:
        self._values = values
        self.places = places

    def all(self, tag: int) -> tuple[int, ...]:
        """Every value of a field; empty where it is absent."""
        return self._values.get(tag, ())

    def one(self, tag: int, default: int) -> int:
        """First value of a field."""
        return (self._values.get(tag) or (default,))[0]


def exif_orientation(block: bytes) -> int:
    """Orientation from an EXIF block, 1 to 8; 1 where there is none or the block is damaged.

    Damaged metadata is no reason to refuse a picture whose pixels are sound.
    """
    block = block.removeprefix(b"Exif\0\0")
    try:
        stream = io.BytesIO(block)
        shape = _shape(stream)
        tags, _ = _directory(stream, shape, shape.first)
    except (Unusable, struct.error):
        return 1
    return _orientation(tags)


def tiff_layout(stream: BinaryIO, size: int) -> Layout:
    """Read the header of a TIFF file's first page.

    Args:
        stream: The file, seekable.
        size: Its length in bytes.

    Raises:
        Unusable: The header is damaged, points outside the file, or asks for a kind of pixels that
            cannot be shown faithfully.
    """
    shape = _shape(stream)
    tags, following = _directory(stream, shape, shape.first)
    width, height = tags.one(WIDTH, 0), tags.one(HEIGHT, 0)
    if width <= 0 or height <= 0:
        raise damaged("its header gives no size")
    mode, white, wide = _pixels(tags)
    _check_places(tags, width, height, size)
    return Layout(
        "TIFF",
        width,
        height,
        mode,
        orientation=_orientation(tags),
        pages=1 + _count_pages(stream, shape, following),
        white=white,
        wide=wide,
        inverted=wide and tags.one(PHOTOMETRIC, _GREY) == _BLACK_IS_ZERO_NOT,
        alpha=_alpha(tags),
        orientation_at=tags.places.get(ORIENTATION, 0),
        big_endian=shape.order == ">",
        lossy=tags.one(COMPRESSION, 1) in _JPEG_COMPRESSIONS,
    )


def _shape(stream: BinaryIO) -> _Shape:
    start = take_at(stream, 0, 8)
    order = {b"II": "<", b"MM": ">"}.get(start[:2])
    if order is None:
        raise damaged("it does not begin like a TIFF")
    version, first = struct.unpack(order + "HI", start[2:])
    if version == 42:
        return _Shape(order, first, "H", 12, 4)
    if version == 43:
        return _Shape(order, struct.unpack(order + "Q", take(stream, 8))[0], "Q", 20, 8)
    raise damaged("it does not begin like a TIFF")


def _directory(stream: BinaryIO, shape: _Shape, offset: int) -> tuple[Tags, int]:
    """Read the directory at ``offset``; return its fields and the place of the next directory or 0."""
    step = struct.calcsize(shape.order + shape.count)
    (entries,) = struct.unpack(shape.order + shape.count, take_at(stream, offset, step))
    if entries > 65535:
        raise damaged("its directory is too long to be true")
    table = take(stream, entries * shape.entry)
    # writers forget the last pointer often enough; the pixels do not need it
    end = stream.read(shape.inline)
    following = struct.unpack(shape.order + shape.pointer, end)[0] if len(end) == shape.inline else 0
    values: dict[int, tuple[int, ...]] = {}
    places: dict[int, int] = {}
    for index in range(entries):
        row = table[index * shape.entry : (index + 1) * shape.entry]
        tag, kind = struct.unpack(shape.order + "HH", row[:4])
        (count,) = struct.unpack(shape.order + shape.pointer, row[4 : -shape.inline])
        if tag not in _WANTED or kind not in _NUMBERS or tag in values:
            continue
        if count > _MAX_VALUES:
            raise damaged("its directory is too long to be true")
        letter, width = _NUMBERS[kind]
        data = row[-shape.inline :]
        if count * width > shape.inline:
            (place,) = struct.unpack(shape.order + shape.pointer, data)
            data = take_at(stream, place, count * width)
        else:
            places[tag] = offset + step + (index + 1) * shape.entry - shape.inline
        values[tag] = struct.unpack(f"{shape.order}{count}{letter}", data[: count * width])
    return Tags(values, places), following


def _count_pages(stream: BinaryIO, shape: _Shape, offset: int) -> int:
    """Follow the chain of directories; damage in later pages only ends the count."""
    seen = {shape.first}
    step = struct.calcsize(shape.order + shape.count)
    while offset and offset not in seen and len(seen) < _MAX_PAGES:
        try:
            (entries,) = struct.unpack(shape.order + shape.count, take_at(stream, offset, step))
            seen.add(offset)
            end = take_at(stream, offset + step + entries * shape.entry, shape.inline)
        except Unusable:
            break
        (offset,) = struct.unpack(shape.order + shape.pointer, end)
    return len(seen) - 1


def _orientation(tags: Tags) -> int:
    value = tags.one(ORIENTATION, 1)
    return value if 1 <= value <= 8 else 1


def _pixels(tags: Tags) -> tuple[str, float, bool]:
    """Mode in words, the value of white, and whether OpenCV has to decode; refuse what neither can."""
    bits_each = tags.all(BITS) or (1,)
    bits, samples = bits_each[0], tags.one(SAMPLES, 1)
    kind, photometric = tags.one(SAMPLE_FORMAT, _UNSIGNED), tags.one(PHOTOMETRIC, _GREY)
    if len(set(bits_each)) > 1 and max(bits_each) > 8:
        raise Unusable("has channels of different depth, which cannot be read", _SIXTEEN)
    words = _words(photometric, bits, samples)
    if kind == _SIGNED:
        raise Unusable(f"holds {bits}-bit numbers with a sign, not brightness", _SIXTEEN)
    if kind not in (_UNSIGNED, _FLOAT, 4):
        raise Unusable("holds complex numbers, not brightness", _SIXTEEN)
    if kind == _FLOAT and bits not in (32, 64):
        raise Unusable(
            f"holds {bits}-bit floating-point numbers, which cannot be read", "Save it with 32 bits."
        )
    if kind != _FLOAT and bits > 16:
        raise Unusable(f"holds {bits}-bit whole numbers, whose white is unknown", _SIXTEEN)
    if bits <= 12:
        return (words if bits <= 8 else f"{bits}-bit {words}"), float((1 << max(bits, 8)) - 1), False
    if photometric == _CMYK and kind != _FLOAT:
        return words, 255, False
    readable = photometric in (_BLACK_IS_ZERO_NOT, _GREY, _RGB) and samples in (1, 3, 4)
    if not readable or bits not in (16, 32, 64):
        raise Unusable(f"stores its {bits}-bit pixels in a way that cannot be read", _SIXTEEN)
    if samples > 1 and tags.one(PLANAR, 1) == 2:
        # both libraries return garbage for these without a word
        raise Unusable(
            f"keeps its {bits}-bit colours in separate planes, which cannot be read",
            'Save it with interleaved channels ("chunky").',
        )
    if kind == _FLOAT:
        return f"float {words}", 1.0, True
    return f"16-bit {words}", float((1 << bits) - 1), True


def _words(photometric: int, bits: int, samples: int) -> str:
    if photometric in (_BLACK_IS_ZERO_NOT, _GREY):
        if bits == 1:
            return "1-bit"
        return "grey" if samples == 1 else "grey+alpha"
    if photometric == _PALETTE:
        return "palette" if samples == 1 else "palette+alpha"
    if photometric == _CMYK:
        return "CMYK"
    if photometric in (8, 9, 10):
        return "Lab"
    return "RGBA" if samples == 4 else "RGB"


def _alpha(tags: Tags) -> Alpha:
    meaning = tags.one(EXTRA_SAMPLES, 0)
    return "straight" if meaning == 2 else "premultiplied" if meaning == 1 else "ignored"


def _check_places(tags: Tags, width: int, height: int, size: int) -> None:
    """Refuse files that promise pixels which are not there, or pieces beyond all measure."""
    planes = tags.one(SAMPLES, 1) if tags.one(PLANAR, 1) == 2 else 1
    if tags.all(TILE_OFFSETS):
        offsets, lengths = tags.all(TILE_OFFSETS), tags.all(TILE_BYTES)
        across, down = tags.one(TILE_WIDTH, 0), tags.one(TILE_HEIGHT, 0)
        if across <= 0 or down <= 0 or across * down > MAX_PIXELS:
            raise damaged("the size of its tiles is impossible")
        pieces = -(-width // across) * -(-height // down)
    else:
        offsets, lengths = tags.all(STRIP_OFFSETS), tags.all(STRIP_BYTES)
        rows = min(tags.one(ROWS_PER_STRIP, height), height)
        if rows <= 0:
            raise damaged("the size of its strips is impossible")
        pieces = -(-height // rows)
    if len(offsets) < pieces * planes:
        raise damaged("parts of the picture are missing")
    if max(offsets) >= size:
        raise cut_off()
    if len(lengths) == len(offsets) and max(map(int.__add__, offsets, lengths)) > size:
        raise cut_off()
