"""What came of the training: how good parts score, what to expect, and which ones are unusual."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.pages import PageContext
from gui.sentences import translated
from gui.theme import tabular
from gui.train.card import Card
from gui.train.choices import networks
from gui.train.expectation import expectation
from gui.train.unusual import UnusualStrip
from gui.viewer.numbers import short
from gui.widgets.histogram import ScoreHistogram
from gui.words import grouped, significant


class ResultPanel(Card):
    """The open recipe: scores of its good parts, and the unusual ones while they are at hand."""

    name_entered = Signal(str)
    """Somebody gave the recipe another name."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("trainResult")
        self._context, self._state = context, context.state
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        self._room = 0
        layout.addWidget(self._title())
        self.histogram = ScoreHistogram(context.theme, ground="raised")
        self.histogram.setObjectName("looHistogram")
        # here it is only looked at; the limit is moved while inspecting
        self.histogram.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.histogram.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.histogram.setToolTip("")
        layout.addWidget(self.histogram)
        self.promise = QLabel()
        self.promise.setObjectName("expectation")
        self.promise.setFont(tabular(self.promise.font()))
        self.promise.setWordWrap(True)
        layout.addWidget(self.promise)
        self.warnings = QLabel()
        self.warnings.setObjectName("calibrationWarnings")
        self.warnings.setProperty("rank", "muted")
        self.warnings.setWordWrap(True)
        self.warnings.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self.warnings)
        self.unusual_title = QLabel()
        self.unusual_title.setProperty("strong", True)
        layout.addSpacing(4)
        layout.addWidget(self.unusual_title)
        self.unusual = UnusualStrip(context)
        layout.addWidget(self.unusual)
        self.facts = QLabel()
        self.facts.setObjectName("recipeFacts")
        self.facts.setProperty("rank", "muted")
        self.facts.setWordWrap(True)
        self.facts.setFont(tabular(self.facts.font()))
        layout.addWidget(self.facts)
        layout.addStretch(1)
        self._state.recipe_changed.connect(self.show_recipe)
        self._state.training_changed.connect(self.show_training)
        self.show_recipe()
        self.show_training()

    def set_room(self, height: int) -> None:
        """Use the height that the page has: small pictures where there is little."""
        self._room = height
        self.unusual.set_picture_height(72 if height < 700 else 104 if height < 900 else 152)
        low = height < 700 and self._state.training is not None
        self.histogram.setFixedHeight(100 if low else max(132, min(300, height * 2 // 7)))

    def set_alone(self, alone: bool) -> None:
        """Show the recipe's name here when there are no settings that show it."""
        self.title.setVisible(alone)

    def _title(self) -> QWidget:
        self.title = QWidget()
        row = QHBoxLayout(self.title)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(12)
        self.name = QLineEdit()
        self.name.setObjectName("openRecipeName")
        self.name.setMaxLength(120)
        self.name.setAccessibleName(self.tr("Name of the recipe"))
        self.name.setAccessibleDescription(self.tr("Change it to rename the recipe; its file keeps its name"))
        self.name.editingFinished.connect(self._on_name)
        words = QLabel(self.tr("Recipe"))
        words.setBuddy(self.name)
        row.addWidget(words)
        row.addWidget(self.name, 1)
        return self.title

    @Slot()
    def _on_name(self) -> None:
        summary = self._state.summary
        if summary is not None and self.name.text() != summary.name:
            self.name_entered.emit(self.name.text().strip())
            # the engine may have refused or tidied the name
            self.name.setText(self._state.summary.name)

    def set_locked(self, locked: bool) -> None:
        """While the recipe is being changed, nothing can be taken out."""
        self.unusual.set_locked(locked)

    @Slot()
    def show_recipe(self) -> None:
        """Show the scores of the recipe's good parts, and what they promise."""
        summary = self._state.summary
        if summary is None:
            return
        calibration = summary.calibration
        self.name.setText(summary.name)
        self.histogram.set_good(summary.loo_scores)
        self.histogram.set_lines(calibration.image_threshold)
        self.histogram.setAccessibleName(self.tr("Scores of the good parts with the limit"))
        above = sum(score > calibration.image_threshold for score in summary.loo_scores)
        words = self.tr("{n} of {all} good parts are above the limit of {limit}")
        self.histogram.setAccessibleDescription(
            words.format(
                n=above, all=len(summary.loo_scores), limit=significant(calibration.image_threshold, 4)
            )
        )
        self.promise.setText(expectation(calibration))
        self.warnings.setText("\n".join(map(translated, calibration.warnings)))
        self.warnings.setVisible(bool(calibration.warnings))
        self.facts.setText(self._facts())

    @Slot()
    def show_training(self) -> None:
        """Show the unusual parts, or what a recipe from a file says of itself."""
        training = self._state.training
        self.unusual.show_training()
        self.unusual.setVisible(training is not None)
        self.unusual_title.setVisible(training is not None)
        self.facts.setVisible(training is None)
        self.set_room(self._room)
        self.facts.setText(self._facts())
        if training is None:
            return
        many = sum(part.stands_out for part in self.unusual.parts)
        if many == 0:
            words = self.tr("Most unusual good parts; none of them stands out")
        elif many == 1:
            words = self.tr("Most unusual good parts; 1 stands out, have a look at it")
        else:
            words = self.tr("Most unusual good parts; {n} stand out, have a look at them").format(n=many)
        self.unusual_title.setText(words)

    def _facts(self) -> str:
        recipe, summary = self._state.recipe, self._state.summary
        if recipe is None or summary is None:
            return ""
        calibration = summary.calibration
        words = [
            self.tr("{n} good parts").format(n=grouped(calibration.n_images)),
            self.tr("limit {limit}").format(limit=short(calibration.image_threshold)),
            self.tr("pixel limit {limit}").format(limit=short(calibration.pixel_threshold)),
        ]
        side = summary.image_size
        words.append(self.tr("pictures at {n} px").format(n=side))
        names = dict(networks())
        words.append(names.get(summary.backbone, summary.backbone).partition(":")[0])
        if recipe.region is not None:
            share = float(recipe.region.mean())
            words.append(self.tr("{n} % of the picture").format(n=f"{max(share * 100, 1):.0f}"))
        made = QDateTime.fromString(summary.created, Qt.DateFormat.ISODate)
        if made.isValid():
            day = QLocale().toString(made.date(), QLocale.FormatType.ShortFormat)
            words.append(self.tr("made on {day}").format(day=day))
        if summary.software:
            words.append(f"Gonogo {summary.software}")
        return " · ".join(words)


class NextSteps(QWidget):
    """What to do with a recipe: inspect with it, save it."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self._state = context, context.state
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        actions = context.actions
        self.save = self._button("saveRecipeButton", "recipe.save", self.tr("Save recipe"))
        self.save_as = self._button("saveRecipeAsButton", "recipe.save_as", self.tr("Save as…"))
        self.inspect = QPushButton(self.tr("Inspect parts with it"))
        self.inspect.setObjectName("inspectWithButton")
        self.inspect.setProperty("main", True)
        self.inspect.setAccessibleDescription(self.tr("Go to the page for inspecting, with this recipe"))
        self.inspect.clicked.connect(self._on_inspect)
        layout.addWidget(self.save)
        layout.addWidget(self.save_as)
        layout.addStretch(1)
        layout.addWidget(self.inspect)
        for name in ("recipe.save", "recipe.save_as"):
            actions[name].changed.connect(self._refresh)
        self._refresh()

    def _button(self, name: str, action: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        made = self._context.actions[action]
        button.setToolTip(made.toolTip())
        button.setAccessibleDescription(made.statusTip())
        button.clicked.connect(made.trigger)
        return button

    @Slot()
    def _refresh(self) -> None:
        actions = self._context.actions
        self.save.setEnabled(actions["recipe.save"].isEnabled())
        self.save_as.setEnabled(actions["recipe.save_as"].isEnabled())

    @Slot()
    def _on_inspect(self) -> None:
        self._state.page_wanted.emit("inspect")
