"""Which part the large verdict tells of: the one judged last while parts come in, else the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from gui.inspect.results_view import ResultsView
from gui.lock.banner import UnderBanner, VerdictBanner
from gui.models.results_table import ResultsTable
from gui.state import AppState


class Follow(QObject):
    """Keeps the banner true.

    While an inspection runs, the banner tells of the part judged last, whatever is chosen. When it has ended,
    that part is chosen in the list as well, so that photo and banner agree, unless somebody chose another one
    meanwhile.

    Args:
        state: What there is.
        model: The list.
        view: The list on screen.
        banner: The banner.
        place: Tells whether the banner is on screen.
    """

    def __init__(
        self,
        state: AppState,
        model: ResultsTable,
        view: ResultsView,
        banner: VerdictBanner,
        place: UnderBanner,
    ) -> None:
        super().__init__(place)
        self._state = state
        self._model = model
        self._view = view
        self._banner = banner
        self._place = place
        self._chosen = -1
        """Key of the row chosen in the list; -1 for none."""
        self._latest = -1
        """Key of the row that is followed; -1 where the chosen one is."""
        self._by_hand = False
        state.results_added.connect(self._on_added)
        state.busy_changed.connect(self._on_busy)
        view.current_changed.connect(self._on_current)
        for signal in (
            state.results_changed,
            state.results_reset,
            state.limits_changed,
            state.recipe_changed,
        ):
            signal.connect(self.refresh)

    @property
    def following(self) -> bool:
        """Whether the banner tells of the part judged last."""
        return self._latest >= 0

    @Slot()
    def refresh(self) -> None:
        """Show what is true now."""
        if not self._place.shown:
            return
        state = self._state
        results, limits = state.results, state.limits
        rows = results.rows_of([self._latest if self.following else self._chosen])
        if not rows or limits is None:
            self._banner.show_part(None, counts=results.counts())
            return
        row = rows[0]
        record = results[row]
        margin = None if record.score is None else record.score / limits.image_threshold
        self._banner.show_part(results.verdict(row), margin, record.path.name, results.counts())

    @property
    def _running(self) -> bool:
        busy = self._state.busy
        return busy is not None and busy.kind == "inspect"

    @Slot(int, int)
    def _on_added(self, first: int, count: int) -> None:
        if count:
            self._latest = int(self._state.results.keys[first + count - 1])
        self.refresh()

    @Slot(int)
    def _on_current(self, place: int) -> None:
        row = self._model.row_of(place) if 0 <= place < self._model.rowCount() else -1
        key = int(self._state.results.keys[row]) if row >= 0 else -1
        if key == self._chosen:
            return
        # the very first part is put on show by itself
        by_hand, self._chosen = self._chosen >= 0, key
        if not self._running:
            self._latest = -1
        elif by_hand:
            self._by_hand = True
        self.refresh()

    @Slot(object)
    def _on_busy(self, _job: object) -> None:
        if self._running or not self.following:
            return
        by_hand, self._by_hand = self._by_hand, False
        rows = self._state.results.rows_of([self._latest])
        place = self._model.place_of(rows[0]) if rows else -1
        if by_hand or not self._place.shown or not rows:
            self._latest = -1
        elif place >= 0:
            self._view.show_place(place)
            self._latest = -1
        # else it is not on the list as it is filtered now: the banner tells of it until another is chosen
        self.refresh()
