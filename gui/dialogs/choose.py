"""Choosing files and folders with the system's own dialogs, which do not block and remember the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.dropping import PICTURE_SUFFIXES, RECIPE_SUFFIX
from gui.settings import SettingsStore


class Chooser:
    """Opens file dialogs.

    Args:
        parent: The window.
        settings: Remembers the folder used last for every purpose.
    """

    def __init__(self, parent: QWidget, settings: SettingsStore) -> None:
        self._parent = parent
        self._settings = settings

    def pictures(self, purpose: str, title: str, chosen: Callable[[list[Path]], None]) -> QFileDialog:
        """Choose picture files."""
        names = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        filters = [
            self._parent.tr("Pictures ({names})").format(names=names),
            self._parent.tr("All files (*)"),
        ]
        return self._open(purpose, title, QFileDialog.FileMode.ExistingFiles, filters, chosen)

    def folder(self, purpose: str, title: str, chosen: Callable[[list[Path]], None]) -> QFileDialog:
        """Choose one folder."""
        return self._open(purpose, title, QFileDialog.FileMode.Directory, [], chosen)

    def recipe(self, title: str, chosen: Callable[[list[Path]], None]) -> QFileDialog:
        """Choose one recipe file."""
        filters = [self._parent.tr("Recipes ({names})").format(names=f"*{RECIPE_SUFFIX}")]
        return self._open("recipe", title, QFileDialog.FileMode.ExistingFile, filters, chosen)

    def save_recipe(self, title: str, name: str, chosen: Callable[[list[Path]], None]) -> QFileDialog:
        """Choose where to save a recipe; asks before something is replaced."""
        filters = [self._parent.tr("Recipes ({names})").format(names=f"*{RECIPE_SUFFIX}")]
        dialog = self._make("recipe", title, QFileDialog.FileMode.AnyFile, filters, chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(RECIPE_SUFFIX.removeprefix("."))
        dialog.selectFile(name + RECIPE_SUFFIX)
        dialog.open()
        return dialog

    def save_file(
        self, purpose: str, title: str, name: str, kind: str, chosen: Callable[[list[Path]], None]
    ) -> QFileDialog:
        """Choose where to save a file of another kind; asks before something is replaced.

        Args:
            purpose: Whose folder is remembered.
            title: Title of the dialog.
            name: Name that is offered, with its suffix.
            kind: Qt's filter, such as ``"JSON (*.json)"``.
            chosen: Called with the file.
        """
        dialog = self._make(purpose, title, QFileDialog.FileMode.AnyFile, [kind], chosen)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.open()
        return dialog

    def _open(
        self,
        purpose: str,
        title: str,
        mode: QFileDialog.FileMode,
        filters: Sequence[str],
        chosen: Callable[[list[Path]], None],
    ) -> QFileDialog:
        dialog = self._make(purpose, title, mode, filters, chosen)
        dialog.open()
        return dialog

    def _make(
        self,
        purpose: str,
        title: str,
        mode: QFileDialog.FileMode,
        filters: Sequence[str],
        chosen: Callable[[list[Path]], None],
    ) -> QFileDialog:
        start = str(self._settings.view(f"folder.{purpose}", "") or Path.home())
        dialog = QFileDialog(self._parent, title, start)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        if mode is QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if filters:
            dialog.setNameFilters(list(filters))

        def selected(names: list[str]) -> None:
            paths = [Path(name) for name in names]
            if paths:
                place = paths[0] if mode is QFileDialog.FileMode.Directory else paths[0].parent
                self._settings.remember(f"folder.{purpose}", str(place))
                chosen(paths)

        dialog.filesSelected.connect(selected)
        return dialog
