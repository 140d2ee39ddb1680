"""The left of the page: search, filters, the list, and how many there are."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.types import OperatorVerdict, Verdict
from gui.history.list_view import HistoryView
from gui.history.wanted import Period
from gui.history.wording import day_words
from gui.models.history_table import HistoryTable
from gui.pages import PageContext
from gui.theme import CONTROL, tabular
from gui.verdicts import LOOKS, operator_word, word

_AFTER_MS = 250
"""How long a search must rest before the history is read."""
_FILTERS: tuple[Verdict | None, ...] = (None, *Verdict)
DIFFERS = "differs"
"""Choice among operator verdicts: only where recipe and person say the opposite."""


class ListPane(QWidget):
    """The list with everything that says what is on it."""

    changed = Signal()
    """Something else is wanted on the list."""
    all_wanted = Signal()
    """Somebody wants to see everything: no filter, no end of time."""

    def __init__(self, context: PageContext, model: HistoryTable) -> None:
        super().__init__()
        self.setObjectName("historyList")
        self.days: Period | None = None
        self.view = HistoryView(model, context.theme, context.icons)
        self.search = self._make_search(context)
        self.buttons: dict[Verdict | None, QToolButton] = {}
        self.said_actions: dict[str, QAction] = {}
        filters = self._make_filters(context)
        self.said = self._make_said(context)
        self.chip = self._make_chip(context)
        self.counts = QLabel()
        self.counts.setObjectName("historyCounts")
        self.counts.setFont(tabular(self.counts.font()))
        self.counts.setProperty("rank", "muted")
        self.counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER_MS)
        self._wait.timeout.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.search, 1)
        row.addSpacing(4)
        row.addLayout(filters)
        row.addWidget(self.said)
        self._nothing, self._words, self._all = self._make_nothing()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        below = QWidget()
        below.setFixedHeight(CONTROL)  # whether there is a chip or not, so that nothing moves
        foot = QHBoxLayout(below)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.counts, 1)
        foot.addWidget(self.chip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)
        layout.addWidget(below)

    # what is wanted

    @property
    def verdict(self) -> Verdict | None:
        """Only parts with this verdict; None for all."""
        return next(verdict for verdict, button in self.buttons.items() if button.isChecked())

    @property
    def operator(self) -> OperatorVerdict | None:
        """Only parts of which a person said this; None for all."""
        chosen = self._said_choice()
        return OperatorVerdict(chosen) if chosen not in ("", DIFFERS) else None

    @property
    def disagreeing(self) -> bool:
        """Only parts of which recipe and person say the opposite."""
        return self._said_choice() == DIFFERS

    def forget(self) -> None:
        """Want all of the span again; tells nobody."""
        self._wait.stop()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.buttons[None].setChecked(True)
        self.said_actions[""].setChecked(True)
        self._show_said()
        self.show_days(None)

    def show_days(self, days: Period | None) -> None:
        """Say that only some days are listed; tells nobody."""
        self.days = days
        self.chip.setVisible(days is not None)
        if days is not None:
            words = self._days_words(days)
            self.chip.setText(words)
            self.chip.setAccessibleName(self.tr("Only {days} is listed; list all days").format(days=words))

    def show_rows(self, words: str = "", *, more: bool = False) -> None:
        """Show the list, or say why there is none.

        Args:
            words: Why; empty where there is a list.
            more: Whether there would be some if everything were wanted.
        """
        self._words.setText(words)
        self._all.setVisible(more)
        self._stack.setCurrentWidget(self._nothing if words else self.view)

    def say(self, words: str) -> None:
        """Say how many there are."""
        self.counts.setText(words)
        self.counts.setToolTip(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, Down goes to the list and Escape empties it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._wait.isActive():
                    self._wait.stop()
                    self.changed.emit()
                if event.key() == Qt.Key.Key_Down:
                    self.view.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    # making

    def _make_search(self, context: PageContext) -> QLineEdit:
        search = QLineEdit()
        search.setObjectName("historySearch")
        search.setPlaceholderText(self.tr("Search names, notes and sessions"))
        search.setClearButtonEnabled(True)
        search.setMaxLength(200)
        search.setAccessibleName(self.tr("Search the history"))
        search.setAccessibleDescription(
            self.tr("List only parts with these words in their path, their note or the name of their session")
        )
        action = QAction(search)
        context.icons.bind(action, "search", "muted")
        search.addAction(action, QLineEdit.ActionPosition.LeadingPosition)
        search.textChanged.connect(self._on_search)
        search.installEventFilter(self)
        return search

    def _make_filters(self, context: PageContext) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(4)
        for verdict in _FILTERS:
            button = QToolButton()
            button.setObjectName(f"historyFilter{'All' if verdict is None else verdict.name.title()}")
            button.setCheckable(True)
            button.setProperty("choice", True)
            button.setIconSize(QSize(16, 16))
            button.setFixedHeight(CONTROL)
            name = self.tr("All") if verdict is None else word(verdict)
            tip = (
                self.tr("List all verdicts")
                if verdict is None
                else self.tr("List only: {name}").format(name=name)
            )
            button.setAccessibleName(name)
            button.setAccessibleDescription(tip)
            button.setToolTip(tip)
            if verdict is None:
                button.setText(name)
            else:
                context.icons.bind(button, LOOKS[verdict].icon, LOOKS[verdict].ink, (16,))
            button.clicked.connect(self._on_filter)
            group.addButton(button)
            self.buttons[verdict] = button
            row.addWidget(button)
        self.buttons[None].setChecked(True)
        return row

    def _make_said(self, context: PageContext) -> QToolButton:
        button = QToolButton()
        button.setObjectName("historySaid")
        button.setAccessibleName(self.tr("List by operator verdict"))
        button.setAccessibleDescription(self.tr("List only parts of which somebody said this"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setCheckable(True)
        context.icons.bind(button, "filter")
        menu = QMenu(button)
        menu.setAccessibleName(button.accessibleName())
        group = QActionGroup(menu)
        choices = {"": self.tr("All parts")}
        choices |= {said.value: operator_word(said) for said in OperatorVerdict}
        choices[DIFFERS] = self.tr("You and the recipe differ")
        for value, text in choices.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(not value)
            action.setData(value)
            group.addAction(action)
            self.said_actions[value] = action
        group.triggered.connect(self._on_said)
        button.setMenu(menu)
        button.setToolTip(button.accessibleName())
        return button

    def _make_chip(self, context: PageContext) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("historyDays")
        chip.setAccessibleName(self.tr("List all days again"))
        chip.setToolTip(self.tr("List all days again"))
        chip.setAccessibleDescription(self.tr("List all days again"))
        chip.setProperty("choice", True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIconSize(QSize(14, 14))
        context.icons.bind(chip, "close", "muted", (14,))
        chip.clicked.connect(self._on_chip)
        chip.setFixedHeight(CONTROL)
        chip.hide()
        return chip

    def _make_nothing(self) -> tuple[QWidget, QLabel, QPushButton]:
        place = QWidget()
        words = QLabel()
        words.setObjectName("historyNothing")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("rank", "muted")
        button = QPushButton(self.tr("List everything"))
        button.setObjectName("historyAll")
        button.setAccessibleDescription(self.tr("Take all filters off and look back to the beginning"))
        button.clicked.connect(self.all_wanted)
        layout = QVBoxLayout(place)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(words)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        return place, words, button

    # what happens

    def _said_choice(self) -> str:
        return next(value for value, action in self.said_actions.items() if action.isChecked())

    @staticmethod
    def _days_words(days: Period) -> str:
        first = days.since.date() if days.since is not None else None
        last = (days.until - timedelta(seconds=1)).date() if days.until is not None else None
        if first is None or last is None:
            return day_words(first or last) if first or last else ""
        return day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"

    def _show_said(self) -> None:
        chosen = self._said_choice()
        self.said.setChecked(bool(chosen))
        tip = self.said.accessibleName()
        self.said.setToolTip(f"{tip}: {self.said_actions[chosen].text()}" if chosen else tip)

    @Slot()
    def _on_search(self) -> None:
        self._wait.start()

    @Slot()
    def _on_filter(self) -> None:
        self.changed.emit()

    @Slot(QAction)
    def _on_said(self, _action: QAction) -> None:
        self._show_said()
        self.changed.emit()

    @Slot()
    def _on_chip(self) -> None:
        self.show_days(None)
        self.changed.emit()
