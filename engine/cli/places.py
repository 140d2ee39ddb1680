"""Looking at the places for results before the work, not after it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from engine.errors import ExportError
from engine.files import write_error

_HEAD = 30 + len("mimetypeapplication/x-gonogo")


def check_file_place(path: Path) -> None:
    """Find out whether a file can probably be written at ``path``; nothing is made.

    Raises:
        ExportError: It is a folder, or in a place that does not take files.
    """
    if path.is_dir():
        raise ExportError(f"{path} could not be written: it is a folder.", "Name a file inside it.", path)
    parent = next(p for p in path.absolute().parents if p.exists())
    if not parent.is_dir():
        raise write_error(path, OSError(errno.ENOTDIR, ""))
    if not os.access(parent, os.W_OK):
        raise write_error(path, OSError(errno.EACCES, ""))


def check_recipe_place(path: Path) -> None:
    """Find out whether a recipe can be written at ``path``, without replacing anything but a recipe.

    ``-o`` before a picture instead of a recipe is a slip that must not cost the picture.

    Raises:
        ExportError: It cannot, or another kind of file is there.
    """
    check_file_place(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError:
        return
    except OSError as error:
        raise write_error(path, error) from error
    if head and not head.endswith(b"mimetypeapplication/x-gonogo"):
        raise ExportError(
            f"{path} is there already and is not a recipe.", "Name another file for the recipe.", path
        )
