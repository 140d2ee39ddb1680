"""Pictures: finding them, reading their headers, decoding them, and making them smaller.

Everything here may be called from several threads at once. Whatever is wrong with a file ends in an
:class:`~engine.errors.ImageError` that names it and says what to do. Pillow, OpenCV and natsort are
loaded when they are first needed.
"""

from engine.images.decoding import DecodedImage, decode, read, read_mask
from engine.images.formats import MAX_FILE_BYTES, MAX_PIXELS, MIN_SIDE, SUFFIXES
from engine.images.headers import Header, read_header
from engine.images.scaling import resize_square, thumbnail
from engine.images.scanning import Scan, scan

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_PIXELS",
    "MIN_SIDE",
    "SUFFIXES",
    "DecodedImage",
    "Header",
    "Scan",
    "decode",
    "read",
    "read_header",
    "read_mask",
    "resize_square",
    "scan",
    "thumbnail",
]
