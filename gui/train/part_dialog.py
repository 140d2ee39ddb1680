"""One good part, large, with its heatmap, and the ones before and after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.background import Loader
from gui.pages import PageContext
from gui.sentences import told
from gui.train.good_parts import GoodParts
from gui.viewer.records import PartView, ViewSettings
from gui.viewer.viewer import ImageViewer
from gui.words import decimal, grouped

if TYPE_CHECKING:
    from engine.types import FloatMap, Photo


class PartDialog(QDialog):
    """Shows good parts one after the other; leaving out works here as in the grid.

    Args:
        paths: The parts that can be gone through, in order.
        current: The one to begin with.
    """

    leave_out_wanted = Signal(object)
    bring_back_wanted = Signal(object)

    def __init__(
        self, context: PageContext, parts: GoodParts, paths: list[Path], current: Path, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("partDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Good part"))
        self._state, self._parts = context.state, parts
        self._paths = paths
        self._place = paths.index(current)
        self._locked = False
        self._loader = Loader(1, 1, self)
        self._loader.loaded.connect(self._on_photo)
        self._loader.failed.connect(self._on_failed)
        self.viewer = ImageViewer()
        self.viewer.setObjectName("goodPartViewer")
        # most good parts are nowhere above the pixel threshold, and one still wants to see where they differ
        colours = context.settings.value.colour_map
        self.viewer.apply_view_settings(ViewSettings(whole_map=True, opacity=0.5, colour_map=colours))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.viewer, 1)
        layout.addLayout(self._bottom(context))
        self._keys()
        parts.changed.connect(self._refresh)
        self._state.training_changed.connect(self._show)
        self.finished.connect(self._loader.close)
        self.resize(_room(parent))
        self._show()
        self.viewer.setFocus()

    @property
    def path(self) -> Path:
        """The part that is shown."""
        return self._paths[self._place]

    def set_locked(self, locked: bool) -> None:
        """While the recipe is being changed, nothing can be taken out."""
        self._locked = locked
        self._refresh()

    def _bottom(self, context: PageContext) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.back = self._step(context, "chevron-left", self.tr("Previous part"), self.go_back)
        self.on = self._step(context, "chevron-right", self.tr("Next part"), self.go_on)
        self.words = QLabel()
        self.words.setProperty("rank", "muted")
        self.words.setWordWrap(True)
        self.out = QPushButton(self.tr("Not a good part: remove"))
        self.out.setObjectName("notGoodButton")
        self.out.setAccessibleDescription(self.tr("Take this part out of the recipe; key Delete"))
        self.out.clicked.connect(self._toggle_out)
        close = QPushButton(self.tr("Close"))
        close.setAccessibleDescription(self.tr("Back to the grid of good parts"))
        close.clicked.connect(self.accept)
        for widget in (self.back, self.on):
            row.addWidget(widget)
        row.addWidget(self.words, 1)
        row.addWidget(self.out)
        row.addWidget(close)
        for button in (self.back, self.on, self.out, close):
            button.setAutoDefault(False)
        return row

    def _step(self, context: PageContext, icon: str, words: str, slot: object) -> QPushButton:
        button = QPushButton()
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setIconSize(QSize(16, 16))
        context.icons.bind(button, icon)
        button.clicked.connect(slot)
        return button

    def _keys(self) -> None:
        key = Qt.Key
        for keys, slot in (
            (key.Key_Left, self.go_back),
            (key.Key_PageUp, self.go_back),
            (key.Key_Right, self.go_on),
            (key.Key_PageDown, self.go_on),
            (key.Key_Delete, self._toggle_out),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    @Slot()
    def go_back(self) -> None:
        """Show the part before."""
        self._go(-1)

    @Slot()
    def go_on(self) -> None:
        """Show the part after."""
        self._go(1)

    def _go(self, by: int) -> None:
        place = min(max(self._place + by, 0), len(self._paths) - 1)
        if place != self._place:
            self._place = place
            self._show()

    @Slot()
    def _toggle_out(self) -> None:
        if self._locked:
            return
        if self.path in self._parts.left_out:
            self.bring_back_wanted.emit(self.path)
        else:
            self.leave_out_wanted.emit(self.path)

    @Slot()
    def _show(self) -> None:
        path = self.path
        self.viewer.show_busy(self.tr("Opening {name} …").format(name=path.name))
        self._loader.request(path, lambda: _read(path))
        self._refresh()

    @Slot(object, object)
    def _on_photo(self, path: Path, photo: Photo) -> None:
        if path != self.path:
            return
        number, training = self._parts.number(path), self._state.training
        anomaly_map: FloatMap | None = None
        limits = None
        if number is not None and training is not None:
            anomaly_map, limits = training.anomaly_map(number), training.recipe.limits
        self.viewer.show_part(PartView(photo, anomaly_map, limits, title=path.name))

    @Slot(object, object)
    def _on_failed(self, path: Path, error: Exception) -> None:
        if path == self.path:
            self.viewer.show_error(*told(error))

    @Slot()
    def _refresh(self) -> None:
        path = self.path
        words = [self.tr("{n} of {all}").format(n=grouped(self._place + 1), all=grouped(len(self._paths)))]
        number, training = self._parts.number(path), self._state.training
        if number is not None and training is not None:
            margin = float(training.scores[number]) / training.recipe.calibration.image_threshold
            words.append(self.tr("{n} × limit").format(n=decimal(margin, 2)))
        remark = self._parts.remark(path)
        if remark is not None:
            words.append(remark.text)
        out = path in self._parts.left_out
        if out:
            words.append(self.tr("left out"))
        self.words.setText(" · ".join(words))
        self.out.setText(self.tr("Bring back") if out else self.tr("Not a good part: remove"))
        self.out.setEnabled(not self._locked)
        self.back.setEnabled(self._place > 0)
        self.on.setEnabled(self._place < len(self._paths) - 1)


def _read(path: Path) -> Photo:
    from engine.images import read

    return read(path).photo


def _room(parent: QWidget) -> QSize:
    size = parent.window().size()
    return QSize(max(720, round(size.width() * 0.85)), max(520, round(size.height() * 0.9)))
