"""The fonts that come with the program: a report must not depend on what is installed where it is made."""

from __future__ import annotations

from pathlib import Path

from engine.errors import ExportError

REGULAR = "DejaVuSans.ttf"
BOLD = "DejaVuSans-Bold.ttf"

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"


def font_file(name: str) -> Path:
    """Where a font is.

    Args:
        name: :data:`REGULAR` or :data:`BOLD`.

    Raises:
        ExportError: It is missing from this installation.
    """
    path = _FOLDER / name
    if not path.is_file():
        raise ExportError(
            f"The font {path} is missing, so no PDF can be written.", "Install Gonogo again.", path
        )
    return path
