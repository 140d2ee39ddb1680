"""Pictures in other sizes: small ones to look at, square ones for the network."""

from __future__ import annotations

from pathlib import Path

from engine.images.decoding import photo_of
from engine.images.headers import examine_bytes
from engine.images.opening import blame, read_file
from engine.types import Photo


def thumbnail(path: Path, side: int) -> Photo:
    """Read a picture small, keeping its proportions; never larger than it is.

    Args:
        path: The file.
        side: Longest side wanted, in pixels, >= 1.

    Returns:
        uint8, shape (height, width, 3), RGB, upright, both sides between 1 and ``side``.

    Raises:
        ImageError: It cannot be used; the same as for :func:`~engine.images.read`.
    """
    if side < 1:
        raise ValueError(f"side must be at least 1, not {side}")
    content = read_file(path)
    with blame(path):
        layout = examine_bytes(content)
        # twice the size leaves the area average something to average
        photo, _ = photo_of(content, layout, long_side=2 * side)
        share = min(1.0, side / max(layout.width, layout.height))
        width, height = (max(1, round(length * share)) for length in layout.upright)
        return _resize(photo, width, height)


def resize_square(photo: Photo, side: int) -> Photo:
    """Stretch a picture to a square, as the network wants it.

    Shrinking averages areas, growing interpolates linearly. If one side shrinks and the other grows, it
    is shrunk first. The same photo gives the same result to the last bit, on any number of threads.

    Args:
        photo: uint8, shape (height, width, 3).
        side: Side of the square in pixels, >= 1.

    Returns:
        uint8, shape (side, side, 3), contiguous, never the same memory as ``photo``.
    """
    if side < 1:
        raise ValueError(f"side must be at least 1, not {side}")
    height, width = photo.shape[:2]
    if (height > side) != (width > side) and side not in (height, width):
        photo = _resize(photo, min(width, side), min(height, side))
    return _resize(photo, side, side)


def _resize(photo: Photo, width: int, height: int) -> Photo:
    import cv2

    shrinks = width <= photo.shape[1] and height <= photo.shape[0]
    if photo.shape[:2] == (height, width):
        return photo.copy()
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    result: Photo = cv2.resize(photo, (width, height), interpolation=how)
    return result
