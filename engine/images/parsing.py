"""Headers of PNG, JPEG, BMP and WebP files.

Read here and not by Pillow, so that size and kind are known, and refused where they must be, before any
decoder sees the file; and so that a list of a thousand sizes costs no decoding library.
Sources: PNG (W3C, 3rd edition), JPEG (ITU-T T.81), Exif 2.32, WebP container (RFC 9649), BITMAPINFOHEADER.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from engine.images.layout import Layout, damaged, take, take_at
from engine.images.opening import Unusable, cut_off
from engine.images.tiff import exif_orientation

_MAX_CHUNKS = 1_000_000
_MAX_SEGMENTS = 100_000
_MAX_EXIF = 1 << 20


def png_layout(stream: BinaryIO, size: int) -> Layout:
    """Read the header of a PNG file, walking over its chunks to the end.

    Raises:
        Unusable: The file is damaged or does not reach its end.
    """
    (length, name) = struct.unpack(">I4s", take_at(stream, 8, 8))
    if name != b"IHDR" or length != 13:
        raise damaged("its header is missing")
    width, height, depth, colour = struct.unpack(">IIBB", take(stream, 10))
    if not (width and height):
        raise damaged("its header gives no size")
    orientation, pages, clear, key = 1, 1, False, None
    for name, offset, length in _png_chunks(stream, size):
        if name == b"eXIf" and length <= _MAX_EXIF:
            orientation = exif_orientation(take_at(stream, offset, length))
        elif name == b"acTL" and length == 8:
            pages = max(1, int.from_bytes(take_at(stream, offset, 4)))
        elif name == b"tRNS":
            clear = True
            if (colour, depth, length) == (0, 16, 2):
                key = int.from_bytes(take_at(stream, offset, 2))
    words = {0: "grey", 2: "RGB", 3: "palette", 4: "grey+alpha", 6: "RGBA"}.get(colour)
    if words is None:
        raise damaged("its header names an unknown kind of colour")
    if clear and colour in (0, 2, 3):
        words = "RGBA" if colour == 2 else f"{words}+alpha"
    elif (colour, depth) == (0, 1):
        words = "1-bit"
    if depth == 16:
        return Layout(
            "PNG", width, height, f"16-bit {words}", orientation, pages, white=65535, wide=True, key=key
        )
    return Layout("PNG", width, height, words, orientation, pages)


def check_png(content: bytes) -> None:
    """Compare the checksums of the chunks that make up the picture.

    Decoders skip some of them, and a gauge must not judge pixels that were altered on the way.

    Raises:
        Unusable: One of them does not fit.
    """
    view = memoryview(content)
    for name, offset, length in _png_chunks(io.BytesIO(content), len(content)):
        end = offset + length
        # a capital first letter marks chunks that pixels depend upon
        if name[:1].isupper() and zlib.crc32(view[offset - 4 : end]) != int.from_bytes(view[end : end + 4]):
            raise damaged("a checksum does not fit")


def _png_chunks(stream: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and length of every chunk up to IEND; the file must reach that far."""
    offset = 8
    for _ in range(_MAX_CHUNKS):
        length, name = struct.unpack(">I4s", take_at(stream, offset, 8))
        offset += 8
        if offset + length + 4 > size:
            raise cut_off()
        yield name, offset, length
        if name == b"IEND":
            return
        offset += length + 4
    raise damaged("it has too many parts")


def jpeg_layout(stream: BinaryIO, size: int) -> Layout:
    """Read the header of a JPEG file.

    Raises:
        Unusable: The file is damaged, or of a kind that is not 8-bit.
    """
    del size  # a JPEG does not say how long it is
    orientation, frame = 1, b""
    for marker, length in _jpeg_segments(stream):
        if marker == 0xE1 and orientation == 1:
            block = take(stream, length)
            if block.startswith(b"Exif\0\0"):
                orientation = exif_orientation(block)
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            frame = take(stream, 6)
    if not frame:
        raise damaged("its header gives no size")
    depth, height, width, components = struct.unpack(">BHHB", frame)
    if depth != 8:
        raise Unusable(f"is a {depth}-bit JPEG, which cannot be read", "Save it as 16-bit PNG or TIFF.")
    if not (width and height):
        raise damaged("its header gives no size")
    words = {1: "grey", 3: "RGB", 4: "CMYK"}.get(components)
    if words is None:
        raise damaged("its header names an unknown kind of colour")
    return Layout("JPEG", width, height, words, orientation, lossy=True)


def _jpeg_segments(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Marker and length of every segment before the pixels, the stream standing at its content."""
    offset = 2
    for _ in range(_MAX_SEGMENTS):
        fill, marker = take_at(stream, offset, 2)
        if fill != 0xFF or marker == 0xFF:  # stray bytes, or padding; decoders skip them too
            offset += 1
            continue
        offset += 2
        if marker <= 0x01 or 0xD0 <= marker <= 0xD8:  # these stand alone
            continue
        if marker in (0xD9, 0xDA):  # the end, or the pixels
            return
        length = int.from_bytes(take(stream, 2))
        if length < 2:
            raise damaged("one of its parts has an impossible length")
        yield marker, length - 2
        offset += length
    raise damaged("it has too many parts")


def bmp_layout(stream: BinaryIO, size: int) -> Layout:
    """Read the header of a BMP file.

    Raises:
        Unusable: The file is damaged.
    """
    del size  # the length in the header is wrong in many a sound file
    (header,) = struct.unpack("<I", take_at(stream, 14, 4))
    if header == 12:
        width, height, _, bits = struct.unpack("<HHHH", take(stream, 8))
        packing, used, entry = 0, 0, 3
    else:
        # the OS/2 header of 16 bytes ends after the depth
        body = take(stream, min(header, 40) - 4).ljust(36, b"\0")
        width, height, _, bits, packing, _, _, _, used = struct.unpack("<iiHHIIiiI", body[:32])
        height, entry = abs(height), 4
    if width <= 0 or height <= 0:
        raise damaged("its header gives no size")
    words = "RGB"
    if 1 <= bits <= 8:
        colours = used if 0 < used <= 1 << bits else 1 << bits
        palette = take_at(stream, 14 + header, colours * entry)
        grey = palette[0::entry] == palette[1::entry] == palette[2::entry]
        words = ("1-bit" if bits == 1 else "grey") if grey else "palette"
    elif bits == 32 and packing in (3, 6) and (header >= 56 or packing == 6):
        (mask,) = struct.unpack("<I", take_at(stream, 66, 4))
        words = "RGBA" if mask else "RGB"
    return Layout("BMP", width, height, words)


def webp_layout(stream: BinaryIO, size: int) -> Layout:
    """Read the header of a WebP file, walking over its chunks.

    Raises:
        Unusable: The file is damaged or does not reach its end.
    """
    end = 8 + int.from_bytes(take_at(stream, 4, 4), "little")
    if end > size:
        raise cut_off()
    canvas: tuple[int, int] | None = None
    orientation, frames, alpha, lossy = 1, 0, False, False
    offset = 12
    for _ in range(_MAX_CHUNKS):
        if offset + 8 > end:
            break
        name, length = struct.unpack("<4sI", take_at(stream, offset, 8))
        offset += 8
        if offset + length > size:
            raise cut_off()
        if name == b"VP8X" and length >= 10:
            flags, right, bottom = struct.unpack("<I3s3s", take(stream, 10))
            alpha = bool(flags & 0x10)
            canvas = 1 + int.from_bytes(right, "little"), 1 + int.from_bytes(bottom, "little")
        elif name == b"VP8 " and length >= 10:
            lossy = True
            across, down = struct.unpack("<HH", take(stream, 10)[6:])
            canvas = canvas or (across & 0x3FFF, down & 0x3FFF)
        elif name == b"VP8L" and length >= 5:
            bits = int.from_bytes(take(stream, 5)[1:], "little")
            alpha = alpha or (canvas is None and bool(bits >> 28 & 1))
            canvas = canvas or (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
        elif name == b"ANMF":
            frames, lossy = frames + 1, True
        elif name == b"EXIF" and length <= _MAX_EXIF:
            orientation = exif_orientation(take(stream, length))
        offset += length + (length & 1)
    if canvas is None or not all(canvas):
        raise damaged("its header gives no size")
    return Layout("WebP", *canvas, "RGBA" if alpha else "RGB", orientation, pages=max(1, frames), lossy=lossy)
