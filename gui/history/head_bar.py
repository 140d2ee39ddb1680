"""The line at the top: which recipe, and how far back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QPushButton, QWidget

from engine.session.history import RecipeHistory
from gui.history.wanted import Span
from gui.pages import PageContext
from gui.train.segments import Segments
from gui.words import day_format, grouped


class HeadBar(QWidget):
    """Chooses a recipe and a span of time."""

    recipe_chosen = Signal(str)
    """Id of the recipe that somebody chose."""
    span_chosen = Signal()
    """Another span; see :attr:`HeadBar.span` and :attr:`HeadBar.custom`."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("historyHead")
        self.recipes = QComboBox()
        self.recipes.setObjectName("historyRecipes")
        self.recipes.setAccessibleName(self.tr("Recipe"))
        tip = self.tr("Whose inspections are shown: all versions of a recipe together")
        self.recipes.setAccessibleDescription(tip)
        self.recipes.setToolTip(tip)
        self.recipes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.recipes.setMinimumContentsLength(16)
        self.recipes.setMaximumWidth(360)
        self.recipes.activated.connect(self._on_recipe)
        self.spans = Segments(
            self.tr("Time"),
            (
                (Span.TODAY, self.tr("Today"), self.tr("What was inspected today")),
                (Span.WEEK, self.tr("7 days"), self.tr("The last 7 days with today")),
                (Span.MONTH, self.tr("30 days"), self.tr("The last 30 days with today")),
                (Span.ALL, self.tr("All"), self.tr("Everything since the first inspection")),
                (Span.CUSTOM, self.tr("From … to"), self.tr("From one day to another")),
            ),
        )
        self.spans.setObjectName("historySpans")
        self.spans.chosen.connect(self._on_span)
        self.dates = QWidget()
        self.first = self._date(self.tr("First day"))
        self.last = self._date(self.tr("Last day"))
        dates = QHBoxLayout(self.dates)
        dates.setContentsMargins(0, 0, 0, 0)
        dates.setSpacing(6)
        dates.addWidget(self.first)
        dates.addWidget(QLabel("–"))
        dates.addWidget(self.last)
        self.export = QPushButton(self.tr("Export as CSV…"))
        self.export.setObjectName("historyExport")
        self.export.setAccessibleDescription(self.tr("Write what is listed as a table for a spreadsheet"))
        self.export.setToolTip(self.tr("Write what is listed as a table for a spreadsheet"))
        context.icons.bind(self.export, "export")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.recipes, 2)
        row.addWidget(self.spans)
        row.addWidget(self.dates)
        row.addStretch(1)
        row.addWidget(self.export)
        self.set_span(Span.MONTH, None)

    @property
    def span(self) -> Span:
        """The chosen span."""
        value = self.spans.value()
        return value if isinstance(value, Span) else Span.MONTH

    @property
    def custom(self) -> tuple[date, date]:
        """First and last day of a span of one's own."""
        return _day(self.first.date()), _day(self.last.date())

    def set_span(self, span: Span, custom: tuple[date, date] | None) -> None:
        """Choose a span; tells nobody."""
        self.spans.set_value(span)
        today = QDate.currentDate()
        first, last = (today.addDays(-29), today) if custom is None else map(_qdate, custom)
        for edit, day in ((self.first, first), (self.last, last)):
            edit.blockSignals(True)
            edit.setDate(day)
            edit.blockSignals(False)
        self.dates.setVisible(span is Span.CUSTOM)

    def show_recipes(
        self, recipes: Sequence[RecipeHistory], open_id: str | None, open_name: str, chosen: str | None
    ) -> str | None:
        """List recipes, the open one first.

        Args:
            recipes: Those with a history.
            open_id: Id of the open recipe; None for none.
            open_name: Its name.
            chosen: Id of the one that is shown now.

        Returns:
            Id of the one that is chosen; None where there is none at all.
        """
        names: dict[str, str] = {} if open_id is None else {open_id: self.tr("{name} (open now)")}
        many = {recipe.id: recipe.n for recipe in recipes}
        for recipe in recipes:
            names.setdefault(recipe.id, recipe.name or self.tr("Recipe without a name"))
        if open_id is not None:
            names[open_id] = names[open_id].format(name=open_name)
        self.recipes.clear()
        for number, (uid, name) in enumerate(names.items()):
            self.recipes.addItem(name, uid)
            words = self.tr("{n} inspections").format(n=grouped(many.get(uid, 0)))
            self.recipes.setItemData(number, words, Qt.ItemDataRole.ToolTipRole)
        ids = list(names)
        if not ids:
            return None
        place = ids.index(chosen) if chosen in names else 0
        self.recipes.setCurrentIndex(place)
        return ids[place]

    def _date(self, name: str) -> QDateEdit:
        edit = QDateEdit()
        edit.setCalendarPopup(True)
        edit.setAccessibleName(name)
        edit.setToolTip(name)
        edit.setDateRange(QDate(1970, 1, 2), QDate(9999, 12, 30))
        edit.setKeyboardTracking(False)
        edit.setDisplayFormat(day_format())
        edit.setMinimumWidth(136)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # colours are kept for verdicts
            edit.calendarWidget().setWeekdayTextFormat(day, QTextCharFormat())
        edit.dateChanged.connect(self._on_date)
        return edit

    @Slot(int)
    def _on_recipe(self, place: int) -> None:
        self.recipe_chosen.emit(str(self.recipes.itemData(place)))

    @Slot(object)
    def _on_span(self, span: Span) -> None:
        self.dates.setVisible(span is Span.CUSTOM)
        self.span_chosen.emit()

    @Slot()
    def _on_date(self) -> None:
        if self.span is Span.CUSTOM:
            self.span_chosen.emit()


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
