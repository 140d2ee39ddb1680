"""Pictures from the clipboard become files, so that everything after that deals with files alone."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from engine.errors import ImageError
from engine.files import write_bytes


def keep_picture(picture: QImage, folder: Path) -> Path:
    """Write a picture as PNG under a name that is not taken; any thread.

    Args:
        picture: What was pasted.
        folder: Where to; made if it does not exist.

    Returns:
        The file, such as ``pasted-20250131-142501.png``.

    Raises:
        ImageError: There is nothing in the picture.
        ExportError: The file cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if picture.isNull() or not picture.save(buffer, "PNG"):
        raise ImageError(
            "The picture on the clipboard cannot be used.",
            "Copy it again, or save it as a file and drop that.",
        )
    stem = f"pasted-{time.strftime('%Y%m%d-%H%M%S')}"
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    path = next(path for name in names if not (path := folder / f"{name}.png").exists())
    write_bytes(path, bytes(buffer.data().data()))
    return path
