"""The line at the bottom: the recipe on the left, the running job on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from engine.progress import Progress
from gui.actions import Actions
from gui.jobs import Job
from gui.sentences import stage_words
from gui.state import AppState
from gui.theme import tabular
from gui.watching import FolderWatching
from gui.words import duration, grouped, how_many, one_in, rate

HEIGHT, HEIGHT_TOUCH = 40, 52
"""Height in device-independent pixels, and the same for fingers and gloves."""


class ShortenedLabel(QLabel):
    """A label that shortens its text with an ellipsis where there is no room, and tells all in its tip."""

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._mode = mode
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show a text."""
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._shorten()

    def full_text(self) -> str:
        """The text before it was shortened."""
        return self._text

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten again."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        self.setText(QFontMetrics(self.font()).elidedText(self._text, self._mode, max(self.width(), 24)))


def _button(name: str, action: QAction) -> QToolButton:
    """A small button for an action, with its word."""
    button = QToolButton()
    button.setObjectName(name)
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(QSize(16, 16))
    button.setAccessibleDescription(action.toolTip())
    return button


class StatusArea(QWidget):
    """What judges, and what is being done."""

    def __init__(self, state: AppState, actions: Actions, watching: FolderWatching) -> None:
        super().__init__()
        self.setObjectName("statusArea")
        self._state = state
        self._watching = watching
        self._stopping = False
        self.recipe = ShortenedLabel()
        self.recipe.setObjectName("recipeSummary")
        self.recipe.setProperty("rank", "muted")
        self.stage = ShortenedLabel(Qt.TextElideMode.ElideLeft)
        self.stage.setObjectName("jobStage")
        self.stage.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.stage.setFont(tabular(self.stage.font()))
        self.bar = QProgressBar()
        self.bar.setObjectName("progressBar")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(self.tr("Progress of the running job"))
        self.button = _button("cancelButton", actions["recipe.stop"])
        self.button.setAccessibleName(self.tr("Cancel the running job"))
        self.watched = ShortenedLabel(Qt.TextElideMode.ElideMiddle)
        self.watched.setObjectName("watchedFolder")
        self.watched.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.watched.setFont(tabular(self.watched.font()))
        self.unwatch = _button("unwatchButton", actions["file.unwatch"])
        self.unwatch.setAccessibleName(self.tr("Stop watching the folder"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 8, 2)
        layout.setSpacing(12)
        layout.addWidget(self.recipe, 3)
        layout.addWidget(self.watched, 2)
        layout.addWidget(self.unwatch)
        layout.addWidget(self.stage, 2)
        layout.addWidget(self.bar)
        layout.addWidget(self.button)
        self.set_touch(False)
        state.recipe_changed.connect(self._show_recipe)
        state.unsaved_changed.connect(self._show_recipe)
        state.busy_changed.connect(self._show_job)
        state.progressed.connect(self._show_progress)
        state.stopping_changed.connect(self._show_stopping)
        watching.changed.connect(self._show_watched)
        self._show_watched()
        self._show_recipe()
        self._show_job(None)

    def set_touch(self, touch: bool) -> None:
        """Leave room for a button that fingers find, or not."""
        self.setFixedHeight(HEIGHT_TOUCH if touch else HEIGHT)

    @Slot()
    def _show_recipe(self) -> None:
        summary = self._state.summary
        if summary is None:
            self.recipe.show_text(self.tr("No recipe is open"))
            return
        calibration = summary.calibration
        interval = calibration.false_alarm_interval
        between = self.tr("{low} to {high}").format(low=one_in(interval.high), high=one_in(interval.low))
        if interval.low <= 0:
            between = self.tr("at most {high}").format(high=one_in(interval.high))
        words = self.tr("Recipe: {name} · {n} good parts · expects 1 false alarm in {rate} ({between})")
        text = words.format(
            name=summary.name,
            n=grouped(calibration.n_images),
            rate=how_many(calibration.false_alarm_rate),
            between=between,
        )
        if self._state.unsaved:
            text += " · " + self.tr("not saved yet")
        self.recipe.show_text(text)

    @Slot()
    def _show_watched(self) -> None:
        folder, found = self._watching.folder, self._watching.found
        for widget in (self.watched, self.unwatch):
            widget.setVisible(folder is not None)
        if folder is None:
            return
        words = self.tr("Watching {folder}").format(folder=folder.name or str(folder))
        if found:
            words += " · " + self.tr("{n} new").format(n=grouped(found))
        self.watched.show_text(words)
        self.watched.setToolTip(str(folder))

    @Slot(object)
    def _show_job(self, job: Job | None) -> None:
        self.bar.setVisible(job is not None)
        self.stage.setVisible(job is not None)
        self.button.setVisible(job is not None and job.cancellable)
        self.bar.setRange(0, 0)
        self.stage.show_text("" if job is None else f"{job.title} …")

    @Slot(object)
    def _show_progress(self, progress: Progress) -> None:
        if self._stopping:
            return
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self.bar.setAccessibleDescription(self._words(progress))
        self.stage.show_text(self._words(progress))

    @Slot(bool)
    def _show_stopping(self, stopping: bool) -> None:
        self._stopping = stopping
        if stopping:
            self.bar.setRange(0, 0)
            self.stage.show_text(self.tr("Stopping …"))

    def _words(self, progress: Progress) -> str:
        stage = stage_words(progress.stage)
        if progress.total <= 0:
            return f"{stage} …"
        words = [
            stage,
            self.tr("{n} of {total}").format(n=grouped(progress.done), total=grouped(progress.total)),
        ]
        # a rate is told when enough is known to be right
        if progress.done and progress.seconds > 0.5:
            words.append(self.tr("{rate} a second").format(rate=rate(progress.rate)))
            left = progress.seconds_left
            if left is not None and left >= 1:
                words.append(self.tr("{time} left").format(time=duration(left)))
        return " · ".join(words)
