"""The left of the page: search, filters with counts, and the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.types import Verdict
from gui.inspect.results_view import ResultsView
from gui.models.results_table import ResultsTable
from gui.models.thumbnails import Thumbnails
from gui.pages import PageContext
from gui.theme import tabular
from gui.verdicts import LOOKS, word

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
        layout.addWidget(self.search)
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
        self.buttons[None].click()

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
            words = self.tr("{name}: {n}").format(name=name, n=f"{count:,}")
            button.setText(f"{name} {count:,}" if verdict is None else f"{count:,}")
            button.setAccessibleName(words)
            tip = (
                self.tr("List all parts")
                if verdict is None
                else self.tr("List only: {name}").format(name=name)
            )
            button.setToolTip(f"{tip} ({count:,})")
            button.setAccessibleDescription(tip)
        said = [f"{count:,} {word(verdict).lower()}" for verdict, count in counts.items() if count]
        listed = self._model.rowCount()
        text = " · ".join(said)
        if listed != total:
            text = self.tr("{n} of {total} listed").format(n=f"{listed:,}", total=f"{total:,}") + " · " + text
        self._counts.setText(text)
        self._counts.setToolTip(text)
        self._stack.setCurrentWidget(self._nothing if total and not listed else self.view)
