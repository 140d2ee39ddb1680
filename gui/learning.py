"""Learning from what a person said: confirmed good parts come into the recipe, mistaken ones go out.

Nothing happens by itself: what would change is worked out first and shown, and somebody says yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gui.messages import Kind, Message
from gui.pages import PageContext
from gui.state import AppState, Proposed
from gui.words import grouped


class Learning(QObject):
    """Connects the actions that change the recipe by what a person said.

    Args:
        window: Parent of dialogs.
        context: State, actions, and the look of dialogs.
    """

    def __init__(self, window: QWidget, context: PageContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._state = state = context.state
        self._actions = context.actions
        self._actions.connect("part.add_confirmed", self.add_confirmed)
        state.proposed.connect(self._on_proposed)
        for signal in (state.reviews_changed, state.results_reset, state.recipe_changed, state.busy_changed):
            signal.connect(self._refresh)
        self._refresh()

    def confirmed(self) -> list[int]:
        """Rows that a person called good and whose pictures are not in the recipe yet."""
        import numpy as np

        from engine.review import operator_code
        from engine.types import OperatorVerdict

        state = self._state
        if state.recipe is None or not len(state.results):
            return []
        known = {image.sha256 for image in state.recipe.images}
        good = np.flatnonzero(state.results.said == operator_code(OperatorVerdict.GOOD)).tolist()
        seen: set[str] = set()
        rows = []
        for row in good:
            record = state.results[row]
            if record.score is None or record.sha256 in known or (record.sha256 and record.sha256 in seen):
                continue
            seen.add(record.sha256)
            rows.append(row)
        return rows

    @Slot()
    def add_confirmed(self) -> None:
        """Take the parts that were called good into the recipe, if somebody says yes to what it changes."""
        rows = self.confirmed()
        if rows:
            self._state.propose(add=[self._state.results[row].path for row in rows])
            return
        words = self.tr("All parts that you called good are in the recipe already.")
        self._state.message.emit(Message(Kind.INFO, words))

    @Slot(object)
    def _on_proposed(self, made: Proposed) -> None:
        from gui.dialogs.learn import LearnDialog

        if self._state.summary is None:
            return
        dialog = LearnDialog(
            made.proposal,
            self._state.summary,
            made.summary,
            self._context.theme,
            self._context.icons,
            self._window,
        )
        dialog.accepted.connect(lambda: self._accept(made))
        dialog.open()

    def _accept(self, made: Proposed) -> None:
        self._state.accept(made)
        many = len(made.proposal.update.recipe.images)
        self._state.message.emit(
            Message(
                Kind.SUCCESS,
                self.tr("The recipe rests on {n} good parts now, and all parts were judged anew.").format(
                    n=grouped(many)
                ),
                self.tr("Save it to keep it; an earlier version can be brought back at any time."),
                action="recipe.save",
            )
        )

    @Slot()
    def _refresh(self) -> None:
        from engine.review import operator_code
        from engine.types import OperatorVerdict

        # whether they are in the recipe already is found out later: this is called at every key
        state = self._state
        some = state.recipe is not None and operator_code(OperatorVerdict.GOOD) in state.results.said
        self._actions.set_enabled("part.add_confirmed", some and state.busy is None)


def in_recipe(state: AppState, rows: Sequence[int]) -> list[int]:
    """Those rows whose pictures are in the open recipe, by their content."""
    if state.recipe is None:
        return []
    known = {image.sha256 for image in state.recipe.images}
    return [row for row in rows if state.results[row].sha256 in known]
