"""Which files count as pictures, told by their first bytes; the name is only a first guess."""

from __future__ import annotations

from pathlib import Path

MAX_PIXELS = 80_000_000
"""Most pixels a picture may have. Decoding the largest takes about a gigabyte."""

MIN_SIDE = 16
"""Fewest pixels a picture must have in both directions; smaller ones are icons or accidents."""

MAX_FILE_BYTES = 512 * 1024 * 1024
"""Largest file that is read: room for the largest picture, uncompressed, in 16-bit colour."""

FORMAT_OF_SUFFIX = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".bmp": "BMP",
    ".dib": "BMP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".webp": "WebP",
}

SUFFIXES: frozenset[str] = frozenset(FORMAT_OF_SUFFIX)
"""Endings of picture files in folders, lower case, with the dot."""

PREFIX_BYTES = 160
"""How many of a file's first bytes :func:`recognise` wants to see."""

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)
_BMP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)

_FOREIGN = (
    (0, b"GIF8", "a GIF picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyphei", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIC picture"),
    (4, b"ftyp", "a video"),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (128, b"DICM", "a DICOM picture"),
    (0, b"%PDF", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive or office document"),
)


_NEVER_IN_TEXT = frozenset(map(chr, range(32))) - set("\t\n\f\r")


def recognise(prefix: bytes) -> str | None:
    """Tell the format of a file from its first bytes.

    Args:
        prefix: The first :data:`PREFIX_BYTES` bytes, or all of them if there are fewer.

    Returns:
        ``"PNG"``, ``"JPEG"``, ``"BMP"``, ``"TIFF"`` or ``"WebP"``; None for anything else.
    """
    for start, name in _STARTS:
        if prefix.startswith(start):
            return name
    if prefix[:4] == b"RIFF" and prefix[8:12] == b"WEBP":
        return "WebP"
    # "BM" alone begins many a text
    if prefix[:2] == b"BM" and int.from_bytes(prefix[14:18], "little") in _BMP_HEADERS:
        return "BMP"
    return None


def describe_foreign(prefix: bytes) -> str:
    """Say what a file that is none of the known formats seems to be, for completing "it is ..."."""
    for offset, mark, words in _FOREIGN:
        if prefix[offset : offset + len(mark)] == mark:
            return words
    if not prefix.strip(b"\0"):
        return "nothing but zeros, as an interrupted copy leaves behind"
    # the last letter may have been cut in two
    text = prefix.decode("utf-8", "ignore")
    if len(prefix) - len(text.encode()) < 4 and not _NEVER_IN_TEXT.intersection(text):
        return "a text, not a picture"
    return "not a picture of a known format"


def note_on_name(path: Path, found: str) -> tuple[str, ...]:
    """A remark for a file whose ending promises another format than its content has."""
    promised = FORMAT_OF_SUFFIX.get(path.suffix.lower(), found)
    return () if promised == found else (f"a {found} file, in spite of its ending {path.suffix}",)
