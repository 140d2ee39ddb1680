"""One labelled part, large, with its heatmap and what a person has marked on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.errors import GonogoError
from engine.regions import find_defects
from engine.types import Defect, FloatMap, InspectionResult, Mask, Photo
from gui.background import Loader
from gui.evaluate.compared import Compared
from gui.evaluate.wording import kind_word
from gui.evaluating import Evaluating
from gui.inspect.verdict_label import VerdictLabel
from gui.pages import PageContext
from gui.sentences import told, translated
from gui.theme import tabular
from gui.viewer.records import PartView, ViewSettings
from gui.viewer.viewer import ImageViewer
from gui.words import grouped

_PHOTO, _REGIONS = "photo", "regions"


class LabelledPartDialog(QDialog):
    """Shows labelled parts one after the other.

    Args:
        compared: Where the parts come from.
        parts: Indices of the parts that can be gone through, in order.
        current: The one to begin with.
    """

    def __init__(
        self,
        context: PageContext,
        evaluating: Evaluating,
        compared: Compared,
        parts: tuple[int, ...],
        current: int,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("labelledPartDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Labelled part"))
        self._state, self._evaluating = context.state, evaluating
        self._compared, self._parts = compared, parts
        self._place = parts.index(current)
        self._ended = False
        self._loader = Loader(1, 4, self)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)
        self.viewer = ImageViewer()
        self.viewer.setObjectName("labelledPartViewer")
        colours = context.settings.value.colour_map
        # misses are below the pixel threshold more often than not, and one wants to see by how much
        self.viewer.apply_view_settings(ViewSettings(whole_map=True, opacity=0.5, colour_map=colours))
        self.verdict = VerdictLabel(context.theme, context.icons)
        self.viewer.add_header_widget(self.verdict)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.viewer, 1)
        layout.addLayout(self._bottom(context))
        key = Qt.Key
        for keys, slot in (
            (key.Key_Left, self.go_back),
            (key.Key_PageUp, self.go_back),
            (key.Key_Right, self.go_on),
            (key.Key_PageDown, self.go_on),
        ):
            QShortcut(QKeySequence(keys), self, slot)
        self.finished.connect(self._end)
        self.resize(_room(parent))
        self._show()
        self.viewer.setFocus()

    @property
    def part(self) -> int:
        """Index of the part that is shown."""
        return self._parts[self._place]

    @property
    def record(self) -> InspectionResult:
        """What inspection found on it."""
        return self._compared.records[self.part]

    @Slot()
    def go_back(self) -> None:
        """Show the part before."""
        self._go(-1)

    @Slot()
    def go_on(self) -> None:
        """Show the part after."""
        self._go(1)

    # inside

    @Slot()
    def _end(self) -> None:
        """Fetch nothing more, and show nothing that comes too late."""
        self._ended = True
        self._loader.close()

    def _bottom(self, context: PageContext) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.back = self._step(context, "chevron-left", self.tr("Previous part"))
        self.back.clicked.connect(self.go_back)
        self.on = self._step(context, "chevron-right", self.tr("Next part"))
        self.on.clicked.connect(self.go_on)
        self.words = QLabel()
        self.words.setObjectName("labelledPartWords")
        self.words.setProperty("rank", "muted")
        self.words.setFont(tabular(self.words.font()))
        self.words.setWordWrap(True)
        close = QPushButton(self.tr("Close"))
        close.setAccessibleDescription(self.tr("Back to the figures"))
        close.clicked.connect(self.accept)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addWidget(self.words, 1)
        row.addWidget(close)
        for button in (self.back, self.on, close):
            button.setAutoDefault(False)
        return row

    def _step(self, context: PageContext, icon: str, words: str) -> QPushButton:
        button = QPushButton()
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setIconSize(QSize(16, 16))
        context.icons.bind(button, icon)
        return button

    def _go(self, by: int) -> None:
        place = min(max(self._place + by, 0), len(self._parts) - 1)
        if place != self._place:
            self._place = place
            self._show()

    def _show(self) -> None:
        part, record, limits = self.part, self.record, self._state.limits
        mask = self._compared.masks[part]
        self.viewer.show_busy(self.tr("Opening {name} …").format(name=record.path.name))
        self._loader.keep_only(())
        self._loader.request((_PHOTO, part), lambda: _read(record.path, mask))
        words = [
            self.tr("{n} of {all}").format(n=grouped(self._place + 1), all=grouped(len(self._parts))),
            self.tr("labelled {kind}").format(kind=self._kind()),
        ]
        self.words.setText(" · ".join(words))
        if limits is not None:
            margin = None if record.score is None else record.score / limits.image_threshold
            self.verdict.show_verdict(self._compared.verdict(part, limits), margin)
        self.back.setEnabled(self._place > 0)
        self.on.setEnabled(self._place < len(self._parts) - 1)

    def _kind(self) -> str:
        good = bool(self._compared.scores.is_good[self.part])
        return self.tr("good") if good else kind_word(self._compared.kind(self.part))

    @Slot(object, object)
    def _on_loaded(self, key: tuple[str, int], made: Any) -> None:
        what, part = key
        if part != self.part:
            return
        if what == _PHOTO:
            self._on_photo(*made)
        else:
            self._on_regions(made)

    def _on_photo(self, photo: Photo, truth: Mask | None, problem: str) -> None:
        record, part = self.record, self.part
        if photo.shape[:2] != (record.height, record.width):
            words = self.tr("{name} has changed since it was evaluated.").format(name=record.path.name)
            self.viewer.show_error(words, self.tr("Evaluate again."))
            return
        if problem:
            self.words.setText(f"{self.words.text()} · {problem}")
        elif truth is not None:
            self.words.setText(f"{self.words.text()} · {self.tr('blue dashes: the defect as marked')}")
        title = f"{record.path.parent.name}/{record.path.name}"
        self.viewer.show_part(PartView(photo, None, self._state.limits, title=title, truth=truth))
        if record.score is not None:
            self._evaluating.bring_map(record, lambda found: self._on_map(part, found))

    def _on_map(self, part: int, anomaly_map: FloatMap) -> None:
        if self._ended:
            return
        shown, limits = self.viewer.part, self._state.limits
        if part != self.part or shown is None or limits is None:
            return
        self.viewer.show_part(replace(shown, anomaly_map=anomaly_map))
        size = shown.height, shown.width
        self._loader.request(
            (_REGIONS, part),
            lambda: find_defects(anomaly_map, size, limits.pixel_threshold, limits.min_area)[0],
        )

    def _on_regions(self, defects: tuple[Defect, ...]) -> None:
        if self._state.limits is not None:
            self.viewer.set_limits(self._state.limits, defects)

    @Slot(object, object)
    def _on_failed(self, key: tuple[str, int], error: Exception) -> None:
        if key == (_PHOTO, self.part):
            self.viewer.show_error(*told(error))


def _read(path: Path, mask: Path | None) -> tuple[Photo, Mask | None, str]:
    """A photo, the pixels that are marked on it, and why there are none if there should be; any thread."""
    from engine.images import read, read_mask

    photo = read(path).photo
    if mask is None:
        return photo, None, ""
    try:
        truth = read_mask(mask)
    except GonogoError as error:
        return photo, None, translated(error.message)
    if truth.shape != photo.shape[:2]:
        return photo, None, f"{mask.name}: {truth.shape[1]} x {truth.shape[0]}"
    return photo, truth, ""


def _room(parent: QWidget) -> QSize:
    size = parent.window().size()
    return QSize(max(720, round(size.width() * 0.85)), max(520, round(size.height() * 0.9)))
