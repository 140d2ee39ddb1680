"""Picture files for tests, made byte by byte where no library would write them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import tifffile
from PIL import Image

HEIGHT, WIDTH = 20, 28


def pattern(channels: int = 3, dtype: Any = np.uint8, height: int = HEIGHT, width: int = WIDTH) -> np.ndarray:
    """Every value different from its neighbours, no symmetry, the full range of whole numbers."""
    values = np.random.default_rng(5).random((height, width, channels))
    if np.issubdtype(dtype, np.floating):
        return values.astype(dtype)
    whole = (values * (float(np.iinfo(dtype).max) + 1)).astype(dtype)
    whole[0, 0], whole[-1, -1] = 0, np.iinfo(dtype).max
    return whole


def smooth(height: int = 64, width: int = 96) -> np.ndarray:
    """Soft colours that lossy compression hardly changes; different in each corner."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack((255 * x // width, 255 * y // height, 128 + 0 * x), axis=2).astype(np.uint8)


def encode(image: Image.Image | np.ndarray, kind: str, **options: Any) -> bytes:
    """Let Pillow write a file."""
    if isinstance(image, np.ndarray):
        image = Image.fromarray(image[:, :, 0] if image.ndim == 3 and image.shape[2] == 1 else image)
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def tiff(array: np.ndarray, **options: Any) -> bytes:
    """Let tifffile write a TIFF."""
    stream = io.BytesIO()
    tifffile.imwrite(stream, array, **options)
    return stream.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """One PNG chunk with its checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bytes(
    array: np.ndarray, colour: int, *, before: bytes = b"", after: bytes = b"", idat: bytes | None = None
) -> bytes:
    """A PNG of 8 or 16 bits with any colour type, and any chunks before and after the pixels."""
    height, width = array.shape[:2]
    depth = array.dtype.itemsize * 8
    if idat is None:
        rows = array.astype(">u2" if depth == 16 else "u1").reshape(height, -1)
        idat = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows))
    return (
        png_header(width, height, depth, colour) + before + chunk(b"IDAT", idat) + after + chunk(b"IEND", b"")
    )


def png_header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """The beginning of a PNG."""
    return b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    )


def tiff_bytes(
    tags: dict[int, int | Sequence[int]], data: bytes, *, order: str = "<", next_at: int = 0
) -> bytes:
    """A TIFF with one directory at byte 8, its values behind it, then ``data``; tag 273 is filled in."""
    tags = dict(sorted({273: 0, **tags}.items()))
    values = {tag: [value] if isinstance(value, int) else list(value) for tag, value in tags.items()}
    place = 8 + 2 + 12 * len(values) + 4
    outside = {tag: 4 * len(value) for tag, value in values.items() if len(value) > 1}
    if values[273] == [0]:
        values[273] = [place + sum(outside.values())]
    entries, extra = b"", b""
    for tag, value in values.items():
        entries += struct.pack(f"{order}HHI", tag, 4, len(value))
        packed = struct.pack(f"{order}{len(value)}I", *value)
        if len(value) > 1:
            entries += struct.pack(f"{order}I", place + len(extra))
            extra += packed
        else:
            entries += packed
    start = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HIH", 42, 8, len(values))
    return start + entries + struct.pack(f"{order}I", next_at) + extra + data


def exif_block(orientation: int, order: str = ">") -> bytes:
    """An EXIF block that says nothing but the orientation."""
    start = b"MM\0*" if order == ">" else b"II*\0"
    return start + struct.pack(f"{order}IHHHIHHI", 8, 1, 274, 3, 1, orientation, 0, 0)


def samples() -> dict[str, bytes]:
    """One small sound file for every kind of content, by name."""
    rgb, grey = pattern(3), pattern(1)[:, :, 0]
    palette = Image.fromarray(rgb).quantize(16)
    frames = [Image.fromarray(np.roll(rgb, shift, 0)) for shift in (0, 3, 5)]
    deep = pattern(3, np.uint16)
    return {
        "rgb.png": encode(rgb, "PNG"),
        "grey.png": encode(grey, "PNG"),
        "grey-alpha.png": encode(Image.fromarray(pattern(2), "LA"), "PNG"),
        "rgba.png": encode(pattern(4), "PNG"),
        "palette.png": encode(palette, "PNG"),
        "palette-clear.png": encode(palette, "PNG", transparency=2),
        "one-bit.png": encode(Image.fromarray(grey).convert("1"), "PNG"),
        "rgb16.png": png_bytes(deep, 2),
        "rgba16.png": png_bytes(pattern(4, np.uint16), 6),
        "grey16.png": png_bytes(deep[:, :, 0], 0),
        "animated.png": encode(frames[0], "PNG", save_all=True, append_images=frames[1:]),
        "rgb.jpg": encode(smooth(), "JPEG", exif=b"Exif\0\0" + exif_block(6)),
        "progressive.jpg": encode(smooth(), "JPEG", progressive=True),
        "grey.jpg": encode(smooth()[:, :, 0], "JPEG"),
        "cmyk.jpg": encode(Image.fromarray(smooth()).convert("CMYK"), "JPEG"),
        "rgb.bmp": encode(rgb, "BMP"),
        "grey.bmp": encode(grey, "BMP"),
        "palette.bmp": encode(palette, "BMP"),
        "one-bit.bmp": encode(Image.fromarray(grey).convert("1"), "BMP"),
        "rgb.tif": encode(rgb, "TIFF"),
        "lzw.tif": encode(rgb, "TIFF", compression="tiff_lzw"),
        "rgba.tif": encode(pattern(4), "TIFF", compression="tiff_adobe_deflate"),
        "cmyk.tif": encode(Image.fromarray(rgb).convert("CMYK"), "TIFF"),
        "pages.tif": encode(frames[0], "TIFF", save_all=True, append_images=frames[1:]),
        "tiles.tif": tiff(pattern(3, height=32, width=48), photometric="rgb", tile=(16, 16)),
        "rgb16.tif": tiff(deep, photometric="rgb", compression="zlib"),
        "grey16.tif": tiff(deep[:, :, 0], photometric="minisblack"),
        "big16.tif": tiff(deep, photometric="rgb", bigtiff=True, byteorder=">"),
        "float.tif": tiff(pattern(1, np.float32)[:, :, 0], photometric="minisblack"),
        "lossless.webp": encode(rgb, "WEBP", lossless=True),
        "lossy.webp": encode(smooth(), "WEBP"),
        "rgba.webp": encode(pattern(4), "WEBP", lossless=True, exact=True),
        "animated.webp": encode(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True),
    }
