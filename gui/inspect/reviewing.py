"""A person's way through the parts: one key a verdict, and on to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from engine.types import OperatorVerdict
from gui.inspect.results_view import ResultsView
from gui.inspect.review_bar import ReviewBar
from gui.models.results_table import ResultsTable
from gui.pages import PageContext


class Reviewing(QObject):
    """Takes verdicts and notes from keys and buttons to the state, and shows what was said.

    Args:
        context: State, actions and settings.
        model: The list.
        view: The list on screen.
        bar: The buttons and the note.
    """

    def __init__(
        self,
        context: PageContext,
        model: ResultsTable,
        view: ResultsView,
        bar: ReviewBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._state = context.state
        self._model = model
        self._view = view
        self._bar = bar
        self._noted = -1
        """Key of the part that the note field belongs to."""
        actions = context.actions
        for verdict in OperatorVerdict:
            actions.connect(f"part.{verdict.value}", lambda verdict=verdict: self.judge(verdict))
        actions.connect("part.undecide", lambda: self.judge(None))
        actions.connect("part.next_undecided", self.next_undecided)
        actions.connect("part.note", bar.write_note)
        actions.connect("part.auto_advance", self._set_advance)
        actions.set_checked("part.auto_advance", self.advances)
        bar.judged.connect(self.judge)
        bar.noted.connect(self._note)
        bar.done.connect(view.setFocus)
        view.current_changed.connect(self.show_review)
        model.counts_changed.connect(self._show_tally)
        self._state.reviews_changed.connect(self._on_reviews)
        self._state.results_reset.connect(self.show_review)
        self._show_tally()
        self.show_review()

    @property
    def advances(self) -> bool:
        """Whether the next part is shown after a verdict."""
        return bool(self._context.settings.view("inspect.advance", default=True))

    @Slot(object)
    def judge(self, verdict: OperatorVerdict | None) -> None:
        """Note a verdict on the chosen parts; after one on a single part the next is shown."""
        places = self._view.chosen() or ([self._view.place()] if self._view.place() >= 0 else [])
        rows = [self._model.row_of(place) for place in places]
        if not rows:
            return
        place, alone = self._view.place(), len(rows) == 1
        self._state.judge(rows, verdict)
        if not (alone and verdict is not None and self.advances):
            return
        # where the list shows only undecided parts, the next one has moved up by itself
        if self._model.place_of(rows[0]) == place:
            self._view.step(1)

    @Slot()
    def next_undecided(self) -> None:
        """Show the next part that nobody has judged."""
        place = self._model.next_undecided(self._view.place())
        if place >= 0:
            self._view.show_place(place)

    @Slot()
    def show_review(self) -> None:
        """Show what was said of the part on show."""
        row = self._row()
        key = int(self._state.results.keys[row]) if row >= 0 else -1
        if key != self._noted and self._bar.note.hasFocus():
            # another part comes on show while a note is being written: it belongs to the one before
            self._keep_note()
        self._noted = key
        self._bar.show_review(self._state.results.review(row) if row >= 0 else None)
        self._show_enabled()

    def _row(self) -> int:
        place = self._view.place()
        return self._model.row_of(place) if 0 <= place < self._model.rowCount() else -1

    def _keep_note(self) -> None:
        for row in self._state.results.rows_of([self._noted]):
            self._state.set_note(row, self._bar.note.text())

    @Slot(str)
    def _note(self, text: str) -> None:
        for row in self._state.results.rows_of([self._noted]):
            self._state.set_note(row, text)

    @Slot(object)
    def _on_reviews(self, rows: list[int]) -> None:
        if self._row() in rows:
            self.show_review()
        self._show_enabled()

    @Slot()
    def _show_tally(self) -> None:
        self._bar.show_agreement(self._model.agreement())
        self._show_enabled()

    def _show_enabled(self) -> None:
        actions = self._context.actions
        some = self._row() >= 0
        for name in ("part.good", "part.defective", "part.unsure", "part.undecide", "part.note"):
            actions.set_enabled(name, some)
        actions.set_enabled("part.next_undecided", self._model.next_undecided(-1) >= 0)

    @Slot(bool)
    def _set_advance(self, on: bool) -> None:
        self._context.settings.remember("inspect.advance", on)
