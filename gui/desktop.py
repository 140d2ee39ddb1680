"""What the desktop around the window is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices


def show_file(path: Path) -> bool:
    """Open the file manager at a file, marking it where the system can; False if that failed."""
    if sys.platform == "win32" and path.exists():
        return bool(QProcess.startDetached("explorer", [f"/select,{path}"])[0])
    if sys.platform == "darwin" and path.exists():
        return bool(QProcess.startDetached("open", ["-R", str(path)])[0])
    return open_folder(path.parent)


def open_folder(folder: Path) -> bool:
    """Open the file manager at a folder; False if there is no such folder or no file manager."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
