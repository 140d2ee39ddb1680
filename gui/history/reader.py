"""Reads recipes and charts of the history beside the window; the newest wish counts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from engine.session.history import History
from gui.background import Loader
from gui.history.reading import Outdated, Overview, read_dots, read_overview
from gui.history.wanted import Period

_RECIPES = ("recipes", 0, "")


class HistoryReader(QObject):
    """Reads on a thread of its own.

    Args:
        path: The file of the history.
    """

    recipes_read = Signal(object)
    """List of :class:`~engine.session.history.RecipeHistory`, the one that was used last first."""
    overview_read = Signal(object)
    """:class:`~gui.history.reading.Overview` of what was asked for last."""
    dots_read = Signal(object)
    """:class:`~gui.history.reading.Dots` of the same."""
    failed = Signal(object)
    """The exception that came up."""
    busy_changed = Signal(bool)
    """Whether charts are being read."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(path)
        self._turn = 0
        self._loader = Loader(1, 3, self)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)

    def read_recipes(self) -> None:
        """Find out which recipes there are."""
        self._loader.request(_RECIPES, self._history.recipes)

    def read(self, recipe_id: str, period: Period) -> None:
        """Read the charts of a part of the history; first the bars, then the dots."""
        self._turn += 1
        history, today = self._history, datetime.now().astimezone().date()
        self.busy_changed.emit(True)
        self._loader.keep_only({_RECIPES})
        self._loader.request(
            ("overview", self._turn, recipe_id), lambda: read_overview(history, recipe_id, period, today)
        )

    def forget(self) -> None:
        """What was asked for is not wanted any more."""
        self._turn += 1
        self.busy_changed.emit(False)

    def close(self) -> None:
        """Read nothing more."""
        self._turn += 1
        self._loader.close()

    @Slot(object, object)
    def _on_loaded(self, key: tuple[str, int, str], result: object) -> None:
        kind, turn, recipe_id = key
        if kind == "recipes":
            self.recipes_read.emit(result)
        elif turn != self._turn:
            return
        elif isinstance(result, Overview):
            history = self._history
            self._loader.request(
                ("dots", turn, recipe_id),
                lambda: read_dots(history, recipe_id, result, lambda: turn != self._turn),
            )
            self.overview_read.emit(result)
        else:
            self.dots_read.emit(result)
            self.busy_changed.emit(False)

    @Slot(object, object)
    def _on_failed(self, key: tuple[str, int, str], error: Exception) -> None:
        kind, turn, _recipe_id = key
        if isinstance(error, Outdated) or (kind != "recipes" and turn != self._turn):
            return
        if kind != "recipes":
            self.busy_changed.emit(False)
        self.failed.emit(error)
