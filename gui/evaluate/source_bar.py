"""The line above the figures: who labelled the parts, which parts, and what can be done with the figures."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from gui.evaluate.compared import Source
from gui.evaluate.elided import ElidedLabel
from gui.pages import PageContext
from gui.train.segments import Segments

_ROOMY = 1000


class SourceBar(QWidget):
    """Chooses whose labels count."""

    chosen = Signal(object)
    """Somebody chose a :class:`Source`."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("evaluateSource")
        self.setAccessibleName(self.tr("Labels"))
        self.choice = Segments(
            self.tr("Labels"),
            (
                (
                    Source.FOLDER,
                    self.tr("Labelled folder"),
                    self.tr("The folders say what the parts are: good, or a kind of defect"),
                ),
                (
                    Source.VERDICTS,
                    self.tr("Your verdicts"),
                    self.tr("Parts inspected here, by what somebody said of them with the keys G and D"),
                ),
            ),
        )
        self._actions: dict[QToolButton, QAction] = {}
        self.place = ElidedLabel()
        self.place.setObjectName("evaluatePlace")
        self.place.setProperty("rank", "muted")
        self.buttons = {
            name: self._button(context, f"evaluate.{name}", words)
            for name, words in (
                ("open", self.tr("Choose…")),
                ("again", self.tr("Again")),
                ("copy", self.tr("Copy")),
                ("save", self.tr("Save…")),
            )
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choice)
        row.addWidget(self.place, 1)
        for button in self.buttons.values():
            row.addWidget(button)
        self.choice.chosen.connect(self.chosen)

    def show_source(self, source: Source, place: str, tip: str = "") -> None:
        """Show whose labels count and where they are.

        Args:
            source: Who labelled the parts.
            place: Which parts, in words.
            tip: The same in full.
        """
        self.choice.set_value(source)
        self.place.show_text(place, tip)
        for name in ("open", "again"):
            self.buttons[name].setVisible(source is Source.FOLDER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone where there is little room."""
        super().resizeEvent(event)
        roomy = self.width() >= _ROOMY
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        for button in self.buttons.values():
            button.setToolButtonStyle(style)

    @Slot()
    def _show_enabled(self) -> None:
        for button, action in self._actions.items():
            button.setEnabled(action.isEnabled())

    def _button(self, context: PageContext, name: str, words: str) -> QToolButton:
        action = context.actions[name]
        button = QToolButton()
        button.setText(words)
        button.setToolTip(action.toolTip())
        context.icons.bind(button, context.actions.specs[name].icon, sizes=(16,))
        button.clicked.connect(action.trigger)
        action.changed.connect(self._show_enabled)
        self._actions[button] = action
        button.setEnabled(action.isEnabled())
        button.setObjectName(f"{name.replace('.', '_')}Button")
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(action.text().rstrip("…"))
        button.setAccessibleDescription(action.statusTip())
        return button
