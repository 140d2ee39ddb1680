"""The page for making a recipe of good parts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.dropping import Drop, Intent, usual_intent
from gui.edition import can_train, refusal
from gui.jobs import Failure, Job
from gui.models.thumbnails import Thumbnails
from gui.pages import Page, PageContext
from gui.pages.empty import EmptyState
from gui.region.record import Region
from gui.region.remembered import recall, remember, shapes_of
from gui.steps import ChangeStep
from gui.train.choices import Choices, one_in_of
from gui.train.good_parts import GoodParts
from gui.train.grid import GoodImagesPanel
from gui.train.part_dialog import PartDialog
from gui.train.result_panel import NextSteps, ResultPanel
from gui.train.running_panel import RunningPanel
from gui.train.settings_panel import SettingsPanel
from gui.train.without_pictures import WithoutPictures
from gui.words import grouped

if TYPE_CHECKING:
    from engine.padim import Training
    from engine.recipe import Recipe

THUMBNAIL_SIDE = 256
_LOCKING = frozenset(("train", "exclude", "update", "sample"))
"""Kinds of jobs during which neither the list nor the settings can be changed."""
_LONG = frozenset(("inspect", "export"))
"""Kinds of jobs that training may have to wait for so long that it is worth a word."""


class TrainPage(Page):
    """Good parts in, a recipe out."""

    id = "train"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._region = Region()
        self._recalled, self._recalled_for = self._region, ""
        self._trained: tuple[Choices, Region] | None = None
        self._starting: tuple[Choices, Region] | None = None
        self._seen: Training | None = None
        self._train_job = 0
        self._dialog: PartDialog | None = None
        self.parts = GoodParts(self.state, self)
        self.thumbnails = Thumbnails(
            THUMBNAIL_SIDE, context.settings, self.state.paths, self.state.pictures, self
        )
        self.grid = GoodImagesPanel(context, self.parts, self.thumbnails)
        self.settings = SettingsPanel(context)
        self.running = RunningPanel(context)
        self.result = ResultPanel(context)
        self.next_steps = NextSteps(context)
        self._lay_out()
        self._connect()
        rate = context.settings.value.false_alarm_rate
        self.settings.show_choices(Choices(one_in=one_in_of(rate)))
        self._on_images()
        self._on_recipe()
        self._on_busy()

    # ---- dropping

    def drop_intent(self, drop: Drop, position: QPoint | None) -> Intent:  # noqa: ARG002
        """Pictures dropped here are good parts."""
        intent = usual_intent(drop)
        return Intent.GOOD if intent is Intent.INSPECT and can_train() else intent

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the height there is."""
        super().resizeEvent(event)
        self.result.set_room(self.height())

    def warm_up(self) -> None:
        """Paint grid and result once unseen, so that they are there at once when they are wanted."""
        if not self.state.good_images:
            self.work.grab()
        if self.state.recipe is None:
            self.result.grab()

    def closing(self) -> None:
        """The window goes."""
        self.thumbnails.close()
        self.parts.close()
        self.settings.close_loader()
        self.result.unusual.close_loader()

    # ---- doing

    @Slot()
    def start(self) -> None:
        """Train on the parts in use."""
        if not self.context.actions["recipe.train"].isEnabled():
            return
        choices = self.settings.choices
        if not choices.name.strip():
            choices = replace(choices, name=self.tr("My part"))
            self.settings.show_choices(choices)
        mask = self._region.mask() if choices.use_region else None
        self._starting = (choices, self._region)
        self.settings.show_problem("")
        paths = self.parts.settle()
        self.state.train(self.state.engine.settings(**choices.for_engine()), paths, mask)

    @Slot()
    def draw_region(self) -> None:
        """Open the editor for the region of interest on the first good parts."""
        from gui.region.dialog import RegionDialog

        pictures = self.parts.used or self.parts.paths
        if not pictures or self._is_locked():
            return
        region, recipe = self._region, self.state.recipe
        if region.empty and region is self._recalled and recipe is not None:
            region = shapes_of(recipe)
        dialog = RegionDialog(self.context, region, list(pictures), self.window())
        dialog.region_drawn.connect(self._on_region)
        dialog.open()

    @Slot(object)
    def open_part(self, path: Path) -> None:
        """Show a part large; from the strip, go through the strip, from the grid, through the grid."""
        sender = self.sender()
        if sender is self.result.unusual:
            paths = [part.path for part in self.result.unusual.parts]
        else:
            paths = list(self.parts.paths)
        if path not in paths:
            return
        dialog = PartDialog(self.context, self.parts, paths, path, self.window())
        dialog.leave_out_wanted.connect(self._leave_out)
        dialog.bring_back_wanted.connect(self._bring_back)
        dialog.set_locked(self._is_locked())
        dialog.destroyed.connect(self._on_dialog_gone)
        self._dialog = dialog
        dialog.open()

    # ---- making

    def _lay_out(self) -> None:
        actions = self.context.actions
        self.empty = EmptyState(
            "train",
            self.tr("Drop pictures of good parts here: Gonogo learns from them what is normal.")
            if can_train()
            else " ".join(refusal()),
            self.context.theme,
            self.context.icons,
            self.tr("Choose a folder of good parts…") if can_train() else actions["recipe.open"].text(),
            actions["file.good_folder" if can_train() else "recipe.open"].trigger,
        )
        self.empty.setObjectName("trainEmpty")
        self.empty_grid = WithoutPictures(self.context)
        self.left = QStackedWidget()
        self.left.addWidget(self.grid)
        self.left.addWidget(self.empty_grid)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("trainSplitter")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(self._right())
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.left.setMinimumWidth(320)
        self._restore_splitter()
        self.work = QWidget()
        layout = QVBoxLayout(self.work)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self.splitter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _right(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.settings)
        column.addWidget(self.running, 1)
        column.addWidget(self.result, 1)
        self.before = self._before()
        column.addWidget(self.before, 1)
        scroll = QScrollArea()
        scroll.setObjectName("trainScroll")
        scroll.setAccessibleName(self.tr("Settings and result"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        right = QWidget()
        right.setMinimumWidth(480)
        outer = QVBoxLayout(right)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(scroll, 1)
        outer.addWidget(self.next_steps)
        return right

    def _before(self) -> QWidget:
        """What stands below the settings before anything was trained."""
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(16, 8, 16, 8)
        words = QLabel(
            self.tr(
                "Gonogo looks at every good part and learns how much good parts differ. Afterwards each of "
                "them is judged as if it had never been seen: that gives the limit, and shows which of them "
                "may not be good after all."
            )
        )
        words.setWordWrap(True)
        words.setProperty("rank", "muted")
        layout.addWidget(words)
        layout.addStretch(1)
        return box

    def _connect(self) -> None:
        state, actions = self.state, self.context.actions
        actions.connect("recipe.train", self.start)
        actions.connect("recipe.region", self.draw_region)
        state.good_images_changed.connect(self._on_images)
        state.recipe_changed.connect(self._on_recipe)
        state.training_changed.connect(self._on_training)
        state.busy_changed.connect(self._on_busy)
        state.jobs.submitted.connect(self._on_busy)
        state.jobs.failed.connect(self._on_failed)
        state.jobs.cancelled.connect(self._on_ended)
        self.parts.changed.connect(self._refresh)
        self.settings.choices_changed.connect(self._refresh)
        self.settings.draw_wanted.connect(self.draw_region)
        self.settings.name_entered.connect(self._on_name)
        self.result.name_entered.connect(self._on_name)
        self.grid.opened.connect(self.open_part)
        self.result.unusual.opened.connect(self.open_part)
        self.result.unusual.removed.connect(self._leave_out)
        self.splitter.splitterMoved.connect(self._remember_splitter)

    # ---- what happens elsewhere

    @Slot()
    def _on_images(self) -> None:
        choices, recipe = self.settings.choices, self.state.recipe
        # pictures beside a recipe that was not made from them are for another one
        another = recipe is not None and not self._name_is_the_recipes() and choices.name == recipe.name
        if self.state.good_images and (another or not choices.name):
            self.settings.show_choices(replace(choices, name=name_for(self.state.good_images)))
        self._refresh()

    @Slot()
    def _on_recipe(self) -> None:
        recipe = self.state.recipe
        self._recall_region()
        if recipe is not None and self._name_is_the_recipes():
            self.settings.show_choices(replace(self.settings.choices, name=recipe.name))
            if self._trained is not None:
                choices, region = self._trained
                self._trained = (replace(choices, name=recipe.name), region)
        self._refresh()

    @Slot()
    def _on_training(self) -> None:
        training = self.state.training
        if training is None:
            self._trained = None
        elif training is not self._seen:
            choices, region = self._starting or (self._choices_of(training.recipe), Region())
            choices = replace(choices, name=training.recipe.name)
            self._trained = (choices, region)
            if choices.use_region and not region.empty:
                remember(self.context.settings, training.recipe, region)
            self.settings.show_choices(choices)
        self._seen = training
        self._starting = None
        self._on_recipe()

    @Slot()
    def _on_busy(self) -> None:
        job = self.state.busy
        training = job is not None and job.kind == "train"
        if training and job is not None and job.id != self._train_job:
            self._train_job = job.id
            self.running.begin()
        self._refresh()

    @Slot(int, object)
    def _on_failed(self, job_id: int, failure: Failure) -> None:
        if job_id == self._train_job and failure.expected:
            self.settings.show_problem(f"{failure.message} {failure.hint}".strip())
        self._on_ended()

    @Slot()
    def _on_ended(self) -> None:
        """A training that was started here was cancelled, or failed: a later one is another."""
        if not self._is_locked():
            self._starting = None

    def _recall_region(self) -> None:
        """Have the region of the open recipe at hand, unless another was drawn here since."""
        recipe = self.state.recipe
        if recipe is None or self.state.training is not None or self._region is not self._recalled:
            return
        if recipe.id != self._recalled_for:
            self._recalled_for = recipe.id
            self._region = self._recalled = recall(self.context.settings, recipe)
            self.settings.show_region(None if self._region.empty else self._region.share())
            if self.settings.choices.use_region:  # it was another one
                self.settings.show_choices(replace(self.settings.choices, use_region=False))

    @Slot(object)
    def _on_region(self, region: Region) -> None:
        if region != self._region:
            words = self.tr("region of interest")
            self.state.undo_stack.push(ChangeStep(words, self._use_region, self._region, region))

    def _use_region(self, region: Region) -> None:
        self._region = region
        self.settings.show_region(None if region.empty else region.share())
        choices = replace(self.settings.choices, use_region=not region.empty)
        self.settings.show_choices(choices)
        self._refresh()

    @Slot(str)
    def _on_name(self, name: str) -> None:
        if not self._name_is_the_recipes() or self.state.recipe is None:
            return
        if name:
            self.state.rename_recipe(name)
        # the engine may have refused or tidied the name
        self.settings.show_choices(replace(self.settings.choices, name=self.state.recipe.name))

    @Slot(object)
    def _leave_out(self, path: Path) -> None:
        if not self._is_locked():
            self.parts.leave_out([path])

    @Slot(object)
    def _bring_back(self, path: Path) -> None:
        if not self._is_locked():
            self.parts.bring_back([path])

    @Slot()
    def _on_dialog_gone(self) -> None:
        self._dialog = None

    # ---- showing

    @Slot()
    def _refresh(self) -> None:
        state, actions = self.state, self.context.actions
        job = state.busy
        training = job is not None and job.kind == "train"
        locked = self._is_locked()
        recipe, images = state.recipe is not None, bool(state.good_images)
        self.stack.setCurrentWidget(self.work if images or recipe or training else self.empty)
        self.left.setCurrentWidget(self.grid if images or training else self.empty_grid)
        self.grid.set_locked(locked)
        self.settings.set_locked(locked)
        self.settings.setVisible(images or training)
        self.settings.show_count(len(self.parts.used))
        self.result.set_locked(locked)
        if self._dialog is not None:
            self._dialog.set_locked(locked)
        self.running.setVisible(training)
        self.result.setVisible(recipe and not training)
        self.result.set_alone(not images)
        self.next_steps.setVisible(recipe and not training)
        self.before.setVisible(not recipe and not training)
        enough = len(self.parts.used) >= 2 and not self.settings.choices.needs_weights
        ready = job is None and enough and can_train()
        actions.set_enabled("recipe.train", ready)
        actions.set_enabled("recipe.region", images and not locked)
        # not the action's own state: that depends on which page is on top
        self.settings.train.setEnabled(ready)
        self.settings.draw.setEnabled(images and not locked)
        self._show_stale(shown=recipe and not training)
        if job is not None and job.kind in _LONG:
            self.settings.show_note(self.tr("Training can start when the running job has ended."))

    def _show_stale(self, *, shown: bool) -> None:
        """Say when the recipe was not made from what is on the page now."""
        words = self._stale_words() if shown else ""
        self.settings.show_note(words)
        settled = shown and not words
        self.settings.train.setText(self.tr("Train again") if settled else self.tr("Train"))
        for button, main in ((self.settings.train, not settled), (self.next_steps.inspect, settled)):
            if button.property("main") != main:
                button.setProperty("main", main)
                button.style().polish(button)

    def _stale_words(self) -> str:
        if self.state.training is None:
            return self._stranger_words()
        new = len(self.parts.new)
        if new == 1:
            return self.tr("1 picture was added since the training.")
        if new:
            return self.tr("{n} pictures were added since the training.").format(n=grouped(new))
        if self._trained is not None:
            choices, region = self._trained
            same = replace(choices, name="") == replace(self.settings.choices, name="")
            if not same or (choices.use_region and region != self._region):
                return self.tr("The settings have changed since the training.")
        return ""

    def _stranger_words(self) -> str:
        strangers = self._strangers()
        if not strangers:
            return ""
        name = self.state.summary.name if self.state.summary else ""
        if len(strangers) == len(self.parts.used):
            return self.tr("The recipe {name} was not made from these pictures.").format(name=name)
        words = self.tr("{n} of these pictures are not in the recipe {name}.")
        return words.format(n=grouped(len(strangers)), name=name)

    def _is_locked(self) -> bool:
        jobs: tuple[Job | None, ...] = (self.state.jobs.current, *self.state.jobs.waiting)
        return any(job is not None and job.kind in _LOCKING for job in jobs)

    def _strangers(self) -> list[Path]:
        """Pictures in use that the open recipe was not made from, as far as their paths tell."""
        recipe = self.state.recipe
        known = frozenset() if recipe is None else frozenset(image.path for image in recipe.images)
        return [path for path in self.parts.used if str(path) not in known]

    def _name_is_the_recipes(self) -> bool:
        """Whether the field holds the open recipe's name, rather than that of one to be made."""
        if self.state.recipe is None:
            return False
        if self.state.training is not None or not self.state.good_images:
            return True
        return len(self._strangers()) < len(self.parts.used)

    def _choices_of(self, recipe: Recipe) -> Choices:
        """The choices behind a recipe that was not started here, such as the sample's."""
        made = recipe.settings
        now = self.settings.choices
        usual = replace(now, network=made.backbone, image_size=made.image_size, seed=made.seed)
        return replace(usual, one_in=one_in_of(recipe.calibration.false_alarm_rate), use_region=False)

    def _restore_splitter(self) -> None:
        sizes = self.context.settings.view("train.splitter")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) for size in sizes):
            self.splitter.setSizes(sizes)
        else:
            self.splitter.setSizes([560, 600])

    @Slot()
    def _remember_splitter(self) -> None:
        self.context.settings.remember("train.splitter", self.splitter.sizes())


def name_for(paths: tuple[Path, ...]) -> str:
    """A name for the recipe from the folder of its pictures; generic folder names give way to their parent's.

    Example: ``flange-left/train/good/1.png`` gives ``flange-left``.
    """
    generic = {
        "good",
        "ok",
        "train",
        "training",
        "images",
        "pictures",
        "parts",
        "normal",
        "io",
        "pass",
        "gut",
    }
    folder = paths[0].parent
    while folder.name.lower() in generic and folder.parent != folder:
        folder = folder.parent
    return folder.name
