"""In place of the grid: a recipe whose pictures are not at hand, with the one that it carries itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QPixmap

from gui.edition import can_train, refusal
from gui.pages import PageContext
from gui.pages.empty import EmptyState

_SIDE = 224


class WithoutPictures(EmptyState):
    """Shows the typical good part that is kept in the recipe, and how to make a new recipe."""

    def __init__(self, context: PageContext) -> None:
        self._state = context.state
        super().__init__(
            "picture",
            QCoreApplication.translate(
                "WithoutPictures",
                "The pictures behind this recipe are not here. Drop good parts to make a new one.",
            )
            if can_train()
            else " ".join(refusal()),
            context.theme,
            context.icons,
            QCoreApplication.translate("WithoutPictures", "Choose a folder of good parts…")
            if can_train()
            else context.actions["recipe.open"].text(),
            context.actions["file.good_folder" if can_train() else "recipe.open"].trigger,
        )
        context.state.recipe_changed.connect(self._paint)

    @Slot()
    def _paint(self) -> None:
        recipe = self._state.recipe
        preview = QPixmap()
        if recipe is None or not preview.loadFromData(recipe.preview):
            super()._paint()
            return
        ratio = self.devicePixelRatioF()
        side = round(_SIDE * ratio)
        small = preview.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(small)
