"""While a recipe is being made: the stage in large, how far it is, and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from engine.progress import Progress
from gui.pages import PageContext
from gui.sentences import stage_words
from gui.theme import tabular
from gui.train.card import Card
from gui.words import duration, grouped, rate

_ORDER = ("library", "network", "embed", "fit", "calibrate")


class RunningPanel(Card):
    """Follows the running training."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("trainRunning")
        self._context = context
        self._stages: list[str] = []
        self._stopping = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(2)
        self.stage = QLabel()
        self.stage.setObjectName("trainStage")
        self.stage.setProperty("scale", "title")
        self.stage.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stage.setWordWrap(True)
        layout.addWidget(self.stage)
        self.detail = QLabel()
        self.detail.setObjectName("trainDetail")
        self.detail.setProperty("rank", "muted")
        self.detail.setFont(tabular(self.detail.font()))
        self.detail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.detail)
        layout.addSpacing(8)
        self.bar = QProgressBar()
        self.bar.setObjectName("trainProgress")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        layout.addWidget(self.bar)
        layout.addSpacing(16)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("trainCancelButton")
        action = context.actions["recipe.stop"]
        self.cancel.setToolTip(action.toolTip())
        self.cancel.setAccessibleDescription(self.tr("Stop the training; an earlier recipe stays as it was"))
        self.cancel.clicked.connect(action.trigger)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(16)
        self.steps = QLabel()
        self.steps.setObjectName("trainSteps")
        self.steps.setProperty("rank", "muted")
        self.steps.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.steps)
        layout.addStretch(3)
        context.state.progressed.connect(self._on_progress)
        context.state.stopping_changed.connect(self._on_stopping)

    def begin(self) -> None:
        """A training starts."""
        self._stages.clear()
        self._stopping = False
        self.cancel.setEnabled(True)
        self.stage.setText(self.tr("Getting ready"))
        self.detail.setText("")
        self.steps.setText("")
        self.bar.setRange(0, 0)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if not self.isVisibleTo(self.parentWidget()) or self._stopping:
            return
        if progress.stage not in self._stages:
            self._stages.append(progress.stage)
        words = stage_words(progress.stage)
        self.stage.setText(words)
        self.detail.setText(self._details(progress))
        self.bar.setRange(0, progress.total if progress.total > 1 else 0)
        self.bar.setValue(progress.done)
        self.bar.setAccessibleDescription(f"{words} {self.detail.text()}".strip())
        self.steps.setText(self._after(progress.stage))

    def _details(self, progress: Progress) -> str:
        if progress.total <= 1:
            return ""
        words = [self.tr("{n} of {total}").format(n=grouped(progress.done), total=grouped(progress.total))]
        if progress.done and progress.seconds > 0.5:
            words.append(self.tr("{rate} a second").format(rate=rate(progress.rate)))
            if progress.seconds_left is not None:
                words.append(self.tr("{time} left").format(time=duration(progress.seconds_left)))
        return " · ".join(words)

    def _after(self, stage: str) -> str:
        """What is still to come."""
        if stage not in _ORDER:
            return ""
        rest = [name for name in _ORDER[_ORDER.index(stage) + 1 :] if name != "network" or stage == "library"]
        if not rest:
            return ""
        words = [stage_words(name) for name in rest]
        return self.tr("Then: {steps}").format(steps=" · ".join(words))

    @Slot(bool)
    def _on_stopping(self, stopping: bool) -> None:
        self._stopping = stopping
        if stopping:
            self.cancel.setEnabled(False)
            self.stage.setText(self.tr("Stopping"))
            self.detail.setText("")
            self.steps.setText("")
            self.bar.setRange(0, 0)
