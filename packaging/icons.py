"""The application's icon and that of recipe files, in all sizes and formats that the systems ask for."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
"""Sides of the icons of a Linux desktop, pixels."""
SMALL = 24
"""Up to this size the simpler drawing is used."""
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ROOT = Path(__file__).resolve().parent.parent
DRAWINGS = {
    "gonogo": (ROOT / "resources" / "gonogo.svg", ROOT / "resources" / "gonogo-small.svg"),
    "recipe": (ROOT / "packaging" / "icons" / "recipe.svg",) * 2,
}


def render(name: str, size: int) -> bytes:
    """An icon as a PNG.

    Args:
        name: A key of :data:`DRAWINGS`.
        size: Side in pixels.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication(["icons"])
    large, small = DRAWINGS[name]
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(small if size <= SMALL else large)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    del application
    return content.data()


def write_theme(folder: Path, app_name: str, mime_name: str) -> None:
    """Write the icons of a Linux desktop below ``folder``, which is called ``hicolor``."""
    for size in SIZES:
        for name, kind, called in (("gonogo", "apps", app_name), ("recipe", "mimetypes", mime_name)):
            target = folder / f"{size}x{size}" / kind / f"{called}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(render(name, size))
    for name, kind, called in (("gonogo", "apps", app_name), ("recipe", "mimetypes", mime_name)):
        target = folder / "scalable" / kind / f"{called}.svg"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DRAWINGS[name][0], target)


def write_containers(folder: Path) -> None:
    """Write ``gonogo`` and ``recipe`` as Windows' and macOS' icon files."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    for name in DRAWINGS:
        sizes = {size: Image.open(io.BytesIO(render(name, size))) for size in {*ICO_SIZES, 512, 1024}}
        windows = [sizes[size] for size in ICO_SIZES]
        windows[-1].save(
            folder / f"{name}.ico", sizes=[(s, s) for s in ICO_SIZES], append_images=windows[:-1]
        )
        sizes[1024].save(folder / f"{name}.icns", append_images=[sizes[s] for s in (32, 64, 128, 256, 512)])
