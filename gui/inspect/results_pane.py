"""The left of the page: search, filters with counts, and the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.types import Verdict
from gui.inspect.results_view import ResultsView
from gui.models.arrangement import Said
from gui.models.results_table import ResultsTable
from gui.models.thumbnails import Thumbnails
from gui.pages import PageContext
from gui.theme import tabular
from gui.verdicts import LOOKS, word
from gui.words import grouped

FILTERS: tuple[Verdict | None, ...] = (None, *Verdict)
"""What the buttons list, in their order; None for all."""


class ResultsPane(QWidget):
    """The list with everything that says what is on it."""

    filter_changed = Signal()
    """Another choice of parts is listed."""

    def __init__(self, context: PageContext, model: ResultsTable, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("resultsPane")
        self._model = model
        self.view = ResultsView(model, thumbnails, context.theme, context.icons)
        self.search = self._make_search(context)
        self.buttons: dict[Verdict | None, QToolButton] = {}
        row = self._make_filters(context)
        self._nothing = QLabel(self.tr("No part matches. Choose All, or empty the search."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("rank", "muted")
        self._counts = QLabel()
        self._counts.setObjectName("countsLabel")
        self._counts.setProperty("rank", "muted")
        self._counts.setProperty("scale", "small")
        self._counts.setFont(tabular(self._counts.font()))
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.search, 1)
        self.said = self._make_said(context)
        top.addWidget(self.said)
        layout.addLayout(top)
        layout.addLayout(row)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._counts)
        model.counts_changed.connect(self._show_counts)
        self._show_counts()

    def find(self) -> None:
        """Go to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_all(self) -> None:
        """List every part again."""
        self.search.clear()
        self.choose_said(Said.ALL)
        self.buttons[None].click()

    def choose_said(self, said: Said) -> None:
        """List only parts of which a person said this."""
        self._said[said].trigger()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        """Up and Down in the search field choose a part; Escape empties it."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.view.step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.view.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _make_search(self, context: PageContext) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("searchEdit")
        field.setPlaceholderText(self.tr("Search by name"))
        field.setAccessibleName(self.tr("Search by name"))
        field.setAccessibleDescription(self.tr("Only parts with these words in their name stay on the list"))
        field.setClearButtonEnabled(True)
        sign = QAction(field)
        context.icons.bind(sign, "search", "muted")
        field.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
        field.textChanged.connect(self._on_search)
        field.installEventFilter(self)
        for button in field.findChildren(QToolButton):
            button.setAccessibleName(
                self.tr("Search") if button.defaultAction() is sign else self.tr("Empty the search")
            )
            button.setAccessibleDescription(field.accessibleDescription())
        return field

    def _make_filters(self, context: PageContext) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        group = QButtonGroup(self)
        for verdict in FILTERS:
            button = QToolButton()
            button.setObjectName("filterAll" if verdict is None else f"filter{verdict.value.capitalize()}")
            button.setCheckable(True)
            button.setFont(tabular(button.font()))
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            button.setIconSize(QSize(16, 16))
            if verdict is not None:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                context.icons.bind(button, LOOKS[verdict].icon, LOOKS[verdict].ink, (16,))
            button.clicked.connect(self._on_filter)
            group.addButton(button)
            self.buttons[verdict] = button
            row.addWidget(button)
        self.buttons[None].setChecked(True)
        return row

    def _make_said(self, context: PageContext) -> QToolButton:
        """The choice by what a person said: a menu, since it is wanted less often."""
        words = {
            Said.ALL: self.tr("All parts"),
            Said.UNDECIDED: self.tr("Undecided"),
            Said.DECIDED: self.tr("Decided"),
            Said.UNSURE: self.tr("Unsure"),
            Said.DISAGREE: self.tr("You and the recipe differ"),
            Said.NOTED: self.tr("With a note"),
        }
        button = QToolButton()
        button.setObjectName("saidFilter")
        button.setAccessibleName(self.tr("List by your own verdict"))
        button.setAccessibleDescription(self.tr("List only parts that are undecided, decided, or differ"))
        button.setToolTip(self.tr("List by your own verdict"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setCheckable(True)
        context.icons.bind(button, "filter")
        menu = QMenu(button)
        menu.setAccessibleName(button.accessibleName())
        group = QActionGroup(menu)
        self._said: dict[Said, QAction] = {}
        for said, text in words.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(said is Said.ALL)
            action.setData(said.value)
            group.addAction(action)
            self._said[said] = action
        group.triggered.connect(self._on_said)
        button.setMenu(menu)
        return button

    @Slot(QAction)
    def _on_said(self, action: QAction) -> None:
        said = Said(action.data())
        tip = self.tr("List by your own verdict")
        self.said.setChecked(said is not Said.ALL)
        self.said.setToolTip(tip if said is Said.ALL else f"{tip}: {action.text()}")
        self._model.set_said(said)
        self.filter_changed.emit()
        self._show_counts()

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self._model.set_search(text)
        self.filter_changed.emit()

    @Slot()
    def _on_filter(self) -> None:
        verdict = next(verdict for verdict, button in self.buttons.items() if button.isChecked())
        self._model.set_verdict(verdict)
        self.filter_changed.emit()

    @Slot()
    def _show_counts(self) -> None:
        counts = self._model.counts()
        total = sum(counts.values())
        for verdict, button in self.buttons.items():
            count = total if verdict is None else counts[verdict]
            name = self.tr("All") if verdict is None else word(verdict)
            words = self.tr("{name}: {n}").format(name=name, n=grouped(count))
            button.setText(f"{name} {grouped(count)}" if verdict is None else grouped(count))
            button.setAccessibleName(words)
            tip = (
                self.tr("List all parts")
                if verdict is None
                else self.tr("List only: {name}").format(name=name)
            )
            button.setToolTip(f"{tip} ({grouped(count)})")
            button.setAccessibleDescription(tip)
        said = [f"{grouped(count)} {word(verdict).lower()}" for verdict, count in counts.items() if count]
        listed = self._model.rowCount()
        text = " · ".join(said)
        if listed != total:
            text = (
                self.tr("{n} of {total} listed").format(n=grouped(listed), total=grouped(total))
                + " · "
                + text
            )
        self._counts.setText(text)
        self._counts.setToolTip(text)
        self._stack.setCurrentWidget(self._nothing if total and not listed else self.view)
