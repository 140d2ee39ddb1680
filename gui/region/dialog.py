"""The editor for the region of interest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import GonogoError
from gui.background import Loader
from gui.pages import PageContext
from gui.region.canvas import RegionCanvas, Tool
from gui.region.model import RegionModel
from gui.region.record import Region
from gui.theme import tabular
from gui.viewer.photo import PhotoPyramid
from gui.widgets.buttons import in_order

if TYPE_CHECKING:
    pass


class RegionDialog(QDialog):
    """Draws the region of interest on good parts.

    Args:
        region: What was drawn before.
        pictures: Good parts to draw on; the first is shown, the others can be gone through to see whether
            the region fits them as well.
    """

    region_drawn = Signal(object)
    """The :class:`~gui.region.record.Region` that somebody accepted; it may be empty."""

    def __init__(self, context: PageContext, region: Region, pictures: list[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("regionDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Region of interest"))
        self._context = context
        self._pictures = pictures
        self._place = 0
        self.model = RegionModel(region, self)
        self.canvas = RegionCanvas(self.model, context.theme)
        self._loader = Loader(1, 1, self)
        self._loader.loaded.connect(self._on_photo)
        self._loader.failed.connect(self._on_failed)
        self._tools: dict[Tool, QAction] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_tools())
        layout.addWidget(self.canvas, 1)
        layout.addLayout(self._bottom())
        self.model.changed.connect(self._refresh)
        self.canvas.tool_changed.connect(self._on_tool)
        self.finished.connect(self._loader.close)
        size = parent.window().size()
        self.resize(max(760, round(size.width() * 0.9)), max(560, round(size.height() * 0.92)))
        self._open()
        self._refresh()
        self.canvas.setFocus()

    # ---- making

    def _make_tools(self) -> QToolBar:
        bar = QToolBar()
        bar.setAccessibleName(self.tr("Tools for drawing"))
        bar.setIconSize(QSize(20, 20))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        group = QActionGroup(self)
        for tool, icon, words, keys in (
            (Tool.SELECT, "edit", self.tr("Move"), "V"),
            (Tool.RECTANGLE, "region", self.tr("Rectangle"), "R"),
            (Tool.POLYGON, "polygon", self.tr("Polygon"), "P"),
            (Tool.IGNORE_RECTANGLE, "ignore", self.tr("Ignore rectangle"), "Shift+R"),
            (Tool.IGNORE_POLYGON, "ignore", self.tr("Ignore polygon"), "Shift+P"),
        ):
            action = self._action(icon, words, keys, lambda tool=tool: self.canvas.set_tool(tool))
            action.setCheckable(True)
            action.setChecked(tool is Tool.SELECT)
            group.addAction(action)
            self._tools[tool] = action
            bar.addAction(action)
        bar.addSeparator()
        self.undo = self._action("undo", self.tr("Undo"), "Ctrl+Z", self.model.undo)
        self.redo = self._action("redo", self.tr("Redo"), "Ctrl+Shift+Z", self.model.redo)
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.delete = self._action("trash", self.tr("Delete"), "", self.model.remove_selected)
        self.invert = self._action("ignore", self.tr("Inspect or ignore"), "I", self.model.toggle_ignore)
        self.clear = self._action("clear", self.tr("Clear"), "Ctrl+Backspace", self.model.clear)
        bar.addActions([self.undo, self.redo, self.delete, self.clear])
        bar.addSeparator()
        camera = self.canvas.camera
        fit = self._action("fit", self.tr("Fit the window"), "F", camera.fit)
        one = self._action("one-to-one", self.tr("Actual pixels (100 %)"), "1", camera.actual_size)
        closer = self._action("zoom-in", self.tr("Zoom in"), "+", lambda: camera.zoom(1.5))
        closer.setShortcuts([QKeySequence("+"), QKeySequence("=")])
        away = self._action("zoom-out", self.tr("Zoom out"), "-", lambda: camera.zoom(1 / 1.5))
        bar.addActions([fit, one, closer, away])
        self.addAction(self.invert)
        for button in bar.findChildren(QToolButton):
            action = button.defaultAction()
            if action is not None:
                button.setAccessibleName(action.text())
                button.setAccessibleDescription(action.toolTip())
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                if action not in self._tools.values():
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return bar

    def _action(self, icon: str, words: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        self._context.icons.bind(action, icon)
        if keys:
            action.setShortcut(QKeySequence(keys))
            native = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{words} ({native})")
        action.triggered.connect(lambda _checked=False: slot())
        self.addAction(action)
        return action

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.back = self._step("chevron-left", self.tr("Previous good part"), -1)
        self.on = self._step("chevron-right", self.tr("Next good part"), 1)
        self.picture = QLabel()
        self.picture.setObjectName("regionPicture")
        self.picture.setProperty("rank", "muted")
        self.hint = QLabel()
        self.hint.setObjectName("regionHint")
        self.hint.setWordWrap(True)
        self.hint.setFont(tabular(self.hint.font()))
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAccessibleDescription(self.tr("Close without changing the region"))
        cancel.clicked.connect(self.reject)
        self.accept_button = QPushButton(self.tr("Use this region"))
        self.accept_button.setObjectName("useRegionButton")
        self.accept_button.setProperty("main", True)
        self.accept_button.setAccessibleDescription(self.tr("Inspect only what is not shaded"))
        self.accept_button.clicked.connect(self.accept)
        for button in (self.back, self.on, cancel, self.accept_button):
            button.setAutoDefault(False)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addWidget(self.picture)
        row.addSpacing(8)
        row.addWidget(self.hint, 1)
        for button in in_order(self.accept_button, cancel, self):
            row.addWidget(button)
        return row

    def _step(self, icon: str, words: str, by: int) -> QPushButton:
        button = QPushButton()
        button.setAccessibleName(words)
        button.setAccessibleDescription(self.tr("See whether the region fits other good parts"))
        button.setToolTip(words)
        button.setIconSize(QSize(16, 16))
        self._context.icons.bind(button, icon)
        button.clicked.connect(lambda: self._go(by))
        return button

    # ---- doing

    def accept(self) -> None:
        """Hand the region over and close."""
        if self.accept_button.isEnabled():
            self.region_drawn.emit(self.model.region)
            super().accept()

    def reject(self) -> None:
        """Escape first drops what is half drawn."""
        if not (self.canvas.drawing and self.canvas.cancel()):
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button closes at once."""
        self.canvas.cancel()
        super().closeEvent(event)

    def _go(self, by: int) -> None:
        place = min(max(self._place + by, 0), len(self._pictures) - 1)
        if place != self._place:
            self._place = place
            self._open()

    def _open(self) -> None:
        path = self._pictures[self._place]
        self.picture.setText(self.tr("{name} …").format(name=path.name))
        self.back.setEnabled(self._place > 0)
        self.on.setEnabled(self._place < len(self._pictures) - 1)
        self._loader.request(path, lambda: _read(path))

    @Slot(object, object)
    def _on_photo(self, path: Path, pyramid: PhotoPyramid) -> None:
        if path != self._pictures[self._place]:
            return
        height, width = pyramid.photo.shape[:2]
        self.model.set_size(width, height)
        self.canvas.set_photo(pyramid)
        self.picture.setText(f"{path.name} · {width} × {height}")
        self._refresh()

    @Slot(object, object)
    def _on_failed(self, path: Path, error: Exception) -> None:
        if path == self._pictures[self._place]:
            self.canvas.set_photo(None)
            words = error.message if isinstance(error, GonogoError) else str(error)
            self.picture.setText(words)
            self._refresh()

    @Slot(object)
    def _on_tool(self, tool: Tool) -> None:
        self._tools[tool].setChecked(True)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        model = self.model
        self.undo.setEnabled(model.can_undo)
        self.redo.setEnabled(model.can_redo)
        self.delete.setEnabled(model.selected is not None)
        self.invert.setEnabled(model.selected is not None)
        self.clear.setEnabled(bool(model.shapes))
        share = model.region.share()
        ready = model.size.width() > 0 and share > 0
        self.accept_button.setEnabled(ready)
        words = self._share_words(share)
        self.hint.setText(f"{words}  {self._advice()}".strip())

    def _share_words(self, share: float) -> str:
        if self.model.region.empty:
            return self.tr("The whole picture is inspected.")
        if share <= 0:
            return self.tr("Nothing would be inspected.")
        return self.tr("{n} % of the picture is inspected.").format(n=f"{max(share * 100, 1):.0f}")

    def _advice(self) -> str:
        """What the tool in hand does."""
        tool = self.canvas.tool
        if tool in (Tool.RECTANGLE, Tool.IGNORE_RECTANGLE):
            return self.tr("Drag from corner to corner.")
        if tool in (Tool.POLYGON, Tool.IGNORE_POLYGON):
            return self.tr("Click corner after corner; Enter or a click on the first one closes it.")
        if self.model.selected is not None:
            return self.tr(
                "Drag it or its corners; I switches between inspecting and ignoring, Delete removes."
            )
        return "" if self.model.shapes else self.tr("Draw a rectangle or a polygon around what matters.")


def _read(path: Path) -> PhotoPyramid:
    """Decode a photo and make its smaller copies ahead; for any thread."""
    from engine.images import read

    pyramid = PhotoPyramid(read(path).photo)
    pyramid.level(min(3, pyramid.level_for(0.125)))
    return pyramid
