"""What to learn and how: name, preset, region, false alarms, what it needs, and the button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.background import Loader
from gui.pages import PageContext
from gui.sentences import in_full
from gui.theme import tabular
from gui.train.card import Card
from gui.train.choices import FAST, FINE, Choices
from gui.train.fine_settings import FineSettings
from gui.train.segments import Segments
from gui.words import duration, size

if TYPE_CHECKING:
    from engine.estimate import Estimate

ENOUGH = 20
"""Fewer good parts give a rough guess; said before the start."""
_RESERVE = 0.9
_WAIT_MS = 60


class SettingsPanel(Card):
    """The settings of the next training."""

    choices_changed = Signal(object)
    """The :class:`~gui.train.choices.Choices` now."""
    draw_wanted = Signal()
    """Somebody wants to draw the region of interest."""
    name_entered = Signal(str)
    """Somebody gave another name."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("trainSettings")
        self._context = context
        self._choices = Choices()
        self._count = 0
        self._region_share: float | None = None
        self._problem = ""
        self._note = ""
        self._notes: list[str] = []
        self._loader = Loader(1, 1, self)
        self._loader.loaded.connect(self._on_estimate)
        self._loader.failed.connect(self._on_no_estimate)
        self._asked: tuple[int, Choices] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        self.fine = FineSettings(context)
        self.fine.changed.connect(self._on_fine)
        layout.addLayout(self._rows())
        layout.addWidget(self.fine)
        layout.addLayout(self._bottom())
        self.notes = QLabel()
        self.notes.setObjectName("trainNotes")
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self.notes)
        self.show_choices(self._choices)
        self._say_notes([])

    # ---- what there is

    @property
    def choices(self) -> Choices:
        """What is chosen."""
        return self._choices

    def show_choices(self, choices: Choices) -> None:
        """Show what is chosen; tells nobody."""
        self._choices = choices
        blockers = [QSignalBlocker(self.name), QSignalBlocker(self.one_in)]
        if self.name.text() != choices.name:
            self.name.setText(choices.name)
        self.one_in.setValue(choices.one_in)
        del blockers
        self.preset.set_value(choices.image_size)
        self.region.set_value(choices.use_region)
        self.fine.show_choices(choices)
        self._later()

    def show_count(self, count: int) -> None:
        """Tell how many good parts there are to learn from."""
        if count != self._count:
            self._count = count
            self._later()

    def show_region(self, share: float | None) -> None:
        """Tell what share of the picture the drawn region covers; None if nothing is drawn."""
        self._region_share = share
        if share is None:
            words = self.tr("Only a part")
        else:
            words = self.tr("Only a part ({n} %)").format(n=f"{max(share * 100, 1):.0f}")
        self.region.button(True).setText(words)
        self.draw.setText(self.tr("Draw…") if share is None else self.tr("Change…"))

    def show_problem(self, words: str) -> None:
        """Show why the last training did not work, until something changes; empty for nothing."""
        self._problem = words
        self._later()

    def show_note(self, words: str) -> None:
        """Show what the recipe and these settings have to do with each other; empty for nothing."""
        if words != self._note:
            self._note = words
            self._say_notes(self._notes)

    def set_locked(self, locked: bool) -> None:
        """While a recipe is being made the settings stay as they are."""
        for widget in (self.name, self.preset, self.region, self.draw, self.one_in, self.fine):
            widget.setEnabled(not locked)

    def close_loader(self) -> None:
        """Estimate nothing more; to be called before the window goes."""
        self._wait.stop()
        self._loader.close()

    # ---- making

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.name = QLineEdit()
        self.name.setObjectName("recipeName")
        self.name.setMaxLength(120)
        self.name.setPlaceholderText(self.tr("Name of the part, such as flange-left"))
        self.name.textEdited.connect(self._on_name)
        self.name.editingFinished.connect(self._on_name_entered)
        self._label(grid, 0, self.tr("Recipe"), self.name, self.tr("Name of the recipe and of its file"))
        self.preset = Segments(
            self.tr("Preset"),
            (
                (FAST, self.tr("Fast"), self.tr("Pictures at 256 pixels: right for most parts")),
                (
                    FINE,
                    self.tr("Fine"),
                    self.tr("Pictures at 512 pixels: finds smaller defects, takes longer"),
                ),
            ),
        )
        self.preset.setObjectName("presetChoice")
        self.preset.chosen.connect(self._on_preset)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.name, 1)
        row.addWidget(self.preset)
        grid.addLayout(row, 0, 1)
        self.region = Segments(
            self.tr("Region"),
            (
                (False, self.tr("Whole picture"), self.tr("Everything in the picture is inspected")),
                (True, self.tr("Only a part"), self.tr("Only what is drawn is inspected")),
            ),
        )
        self.region.setObjectName("regionChoice")
        self.region.chosen.connect(self._on_region)
        self.draw = QPushButton(self.tr("Draw…"))
        self.draw.setObjectName("drawRegionButton")
        self.draw.setAccessibleName(self.tr("Draw the region of interest"))
        self.draw.setToolTip(self._context.actions["recipe.region"].toolTip())
        self.draw.clicked.connect(self.draw_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.region)
        row.addWidget(self.draw)
        row.addStretch(1)
        self._label(grid, 1, self.tr("Region"), self.region, self.tr("Where parts are inspected"))
        grid.addLayout(row, 1, 1)
        grid.addLayout(self._false_alarms(), 2, 0, 1, 2)
        return grid

    def _false_alarms(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        # one sentence around a field; translations may put it elsewhere
        before, _, after = self.tr("Accept one false alarm in {n} good parts").partition("{n}")
        self.one_in = QSpinBox()
        self.one_in.setObjectName("falseAlarmSpin")
        self.one_in.setRange(2, 10_000)
        self.one_in.setGroupSeparatorShown(True)
        self.one_in.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
        self.one_in.setFont(tabular(self.one_in.font()))
        self.one_in.setAccessibleName(self.tr("Accept one false alarm in so many good parts"))
        self.one_in.setToolTip(
            self.tr(
                "A false alarm is a good part that is called defective. Fewer of them let more defects pass."
            )
        )
        self.one_in.valueChanged.connect(self._on_one_in)
        first = QLabel(before.strip())
        first.setBuddy(self.one_in)
        row.addWidget(first)
        row.addWidget(self.one_in)
        row.addWidget(QLabel(after.strip()))
        row.addStretch(1)
        row.addWidget(self.fine.toggle)
        return row

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.estimate = QLabel()
        self.estimate.setObjectName("trainEstimate")
        self.estimate.setProperty("rank", "muted")
        self.estimate.setFont(tabular(self.estimate.font()))
        self.estimate.setWordWrap(True)
        self.train = QPushButton(self.tr("Train"))
        self.train.setObjectName("trainButton")
        self.train.setProperty("main", True)
        self.train.setMinimumWidth(120)
        self.train.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        action = self._context.actions["recipe.train"]
        self.train.setToolTip(action.toolTip())
        self.train.setAccessibleDescription(action.statusTip())
        self.train.clicked.connect(action.trigger)
        row.addWidget(self.estimate, 1)
        row.addWidget(self.train)
        return row

    @staticmethod
    def _label(grid: QGridLayout, row: int, words: str, field: QWidget, tip: str) -> None:
        label = QLabel(words)
        label.setBuddy(field)
        label.setToolTip(tip)
        if not field.accessibleName():
            field.setAccessibleName(words)
        field.setAccessibleDescription(tip)
        grid.addWidget(label, row, 0)

    # ---- changes

    def _set(self, **changes: object) -> None:
        choices = replace(self._choices, **changes)  # type: ignore[arg-type]
        if choices != self._choices:
            self._problem = ""
            self.show_choices(choices)
            self.choices_changed.emit(choices)

    @Slot(str)
    def _on_name(self, name: str) -> None:
        self._set(name=name)

    @Slot()
    def _on_name_entered(self) -> None:
        self.name_entered.emit(self.name.text().strip())

    @Slot(object)
    def _on_preset(self, side: object) -> None:
        self._set(image_size=side)

    @Slot(object)
    def _on_region(self, drawn: object) -> None:
        if drawn and self._region_share is None:
            self.region.set_value(False)
            self.draw_wanted.emit()
            return
        self._set(use_region=drawn)

    @Slot(int)
    def _on_one_in(self, many: int) -> None:
        self._set(one_in=many)

    @Slot(Choices)
    def _on_fine(self, choices: Choices) -> None:
        self._set(
            network=choices.network,
            layers=choices.layers,
            channels=choices.channels,
            seed=choices.seed,
            image_size=choices.image_size,
            weights=choices.weights,
        )

    # ---- what it needs

    def _later(self) -> None:
        self._wait.start()

    @Slot()
    def _ask(self) -> None:
        """Have the estimate made beside the window: it reads the network's weights to know them again."""
        self._asked = (self._count, self._choices)
        if self._count < 2:
            self.estimate.setText(
                self.tr("Add good parts first.") if self._count == 0 else self.tr("Add more good parts.")
            )
            self._say_notes([])
            return
        if self._choices.needs_weights:
            self.estimate.setText("")
            self._say_notes([self.tr("This network needs a weights file: choose one in the fine settings.")])
            return
        engine, (count, choices) = self._context.state.engine, self._asked

        def work() -> Estimate:
            arguments = choices.for_engine() | {"name": choices.name or "recipe"}
            return engine.estimate(count, engine.settings(**arguments))

        self._loader.request(self._asked, work)

    @Slot(object, object)
    def _on_estimate(self, asked: object, found: Estimate) -> None:
        if asked != self._asked:
            return
        words = self.tr("needs {memory}, about {time}")
        self.estimate.setText(words.format(memory=size(found.memory_bytes), time=duration(found.seconds)))
        self._say_notes(self._advice(found))

    @Slot(object, object)
    def _on_no_estimate(self, asked: object, error: Exception) -> None:
        if asked != self._asked:
            return
        self.estimate.setText("")
        self._say_notes([in_full(error)])

    def _advice(self, found: Estimate) -> list[str]:
        """What a person should know before the start."""
        notes = []
        if 0 < found.available_bytes * _RESERVE < found.memory_bytes:
            words = self.tr("Only {free} of memory are free. Choose Fast, or close other programs.")
            notes.append(words.format(free=size(found.available_bytes)))
        if found.disk_bytes > found.free_disk_bytes:
            words = self.tr("It needs {disk} of disk space for a while, and {free} are free.")
            notes.append(words.format(disk=size(found.disk_bytes), free=size(found.free_disk_bytes)))
        if self._count < ENOUGH:
            words = self.tr(
                "{n} good parts give a rough guess. {enough} or more are sensible, 100 are better."
            )
            notes.append(words.format(n=self._count, enough=ENOUGH))
        if found.first_time:
            notes.append(self.tr("The first time on this computer takes about 20 s longer."))
        return notes

    def _say_notes(self, notes: list[str]) -> None:
        self._notes = notes
        lines = [line for line in (self._problem, self._note, *notes) if line]
        self.notes.setText("\n".join(lines))
        self.notes.setVisible(bool(lines))
        rank = "bad" if self._problem else "muted"
        if self.notes.property("rank") != rank:
            self.notes.setProperty("rank", rank)
            self.notes.style().polish(self.notes)
