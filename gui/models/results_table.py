"""The list of results as a table model: nothing is fetched before it is seen."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPixmap

from engine.judging import VERDICTS
from engine.review import Agreement, agreement, disagreements
from engine.types import InspectionResult, Review, Verdict
from gui.models.arrangement import MARGIN, NAME, SAID, Facts, Names, Rows, Said, Wish, arrange
from gui.models.thumbnails import Thumbnails
from gui.sentences import translated
from gui.state import AppState
from gui.verdicts import operator_word, word
from gui.words import decimal

Index = QModelIndex | QPersistentModelIndex


_ERROR = VERDICTS.index(Verdict.ERROR)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class Role(IntEnum):
    """What the list's painters ask for beyond Qt's own roles."""

    RECORD = Qt.ItemDataRole.UserRole + 1
    """The :class:`~engine.types.InspectionResult`, as it was inspected."""
    CODE = Qt.ItemDataRole.UserRole + 2
    """Code of the verdict at the limits of now."""
    MARGIN = Qt.ItemDataRole.UserRole + 3
    """Score / image threshold of now; None where there is no score."""
    THUMBNAIL = Qt.ItemDataRole.UserRole + 4
    """A QPixmap, or None."""


class ResultsTable(QAbstractTableModel):
    """Results of the state as they are listed: filtered, searched and sorted.

    The list is an array of rows of the state's results. Whenever it becomes another, the model is reset, and
    :attr:`rearranged` tells where rows can be found again.
    """

    counts_changed = Signal()
    """Other numbers of verdicts, or another number of listed rows."""
    rearranging = Signal()
    """The list is about to become another; rows of the results stay the same ones."""
    rearranged = Signal()
    """The list has become another."""

    def __init__(self, state: AppState, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._thumbnails = thumbnails
        self._wish = Wish()
        self._names = Names()
        self._names.extend([state.results[row].path for row in range(len(state.results))])
        self._rows: Rows = np.arange(len(self._names))
        self._places: Rows | None = None
        state.results_added.connect(self._on_added)
        state.results_changed.connect(self._on_changed)
        state.results_reset.connect(self._on_reset)
        state.limits_changed.connect(self._on_limits)
        state.reviews_changed.connect(self._on_reviews)

    # what is listed

    @property
    def wish(self) -> Wish:
        """What is wanted on the list."""
        return self._wish

    @property
    def rows(self) -> Rows:
        """Rows of the results in the order of the list."""
        return self._rows

    def row_of(self, place: int) -> int:
        """Row of the results at a place of the list."""
        return int(self._rows[place])

    def place_of(self, row: int) -> int:
        """Place on the list of a row of the results; -1 where it is not listed."""
        places = self._all_places()
        return int(places[row]) if 0 <= row < len(places) else -1

    def places_of(self, rows: Rows) -> Rows:
        """Places on the list of those rows of the results that are listed, ascending."""
        places = self._all_places()[rows]
        return np.sort(places[places >= 0])

    def result(self, row: int) -> InspectionResult:
        """The record of a row of the results, as it was inspected."""
        return self._state.results[row]

    def code(self, row: int) -> int:
        """Code of the verdict of a row of the results, at the limits of now."""
        return int(self._state.results.codes[row])

    def review(self, row: int) -> Review:
        """What a person left with a row of the results."""
        return self._state.results.review(row)

    def said(self, row: int) -> int:
        """Code of what a person said of a row of the results."""
        return int(self._state.results.said[row])

    def differs(self, row: int) -> bool:
        """Whether person and recipe call a row of the results the opposite."""
        here = slice(row, row + 1)
        return bool(disagreements(self._state.results.codes[here], self._state.results.said[here])[0])

    def thumbnail(self, row: int) -> QPixmap | None:
        """The thumbnail of a row of the results if it is there; otherwise it is made."""
        return self._thumbnails.get(self._state.results[row].path)

    def record(self, place: int) -> InspectionResult:
        """The record at a place of the list, as it was inspected."""
        return self._state.results[self.row_of(place)]

    def counts(self) -> dict[Verdict, int]:
        """Numbers of results by verdict, listed or not."""
        return self._state.results.counts()

    def agreement(self) -> Agreement:
        """How person and recipe compare over all results, listed or not."""
        return agreement(self._state.results.codes, self._state.results.said)

    def next_undecided(self, place: int) -> int:
        """The next place that nobody has judged, from the top again after the last; -1 for none."""
        codes = self._state.results.said[self._rows]
        open_places = np.flatnonzero((codes == 0) & (self._state.results.codes[self._rows] != _ERROR))
        if not len(open_places):
            return -1
        after = open_places[open_places > place]
        return int(after[0] if len(after) else open_places[0])

    def set_said(self, said: Said) -> None:
        """List only parts of which a person said this."""
        self._set_wish(said=said)

    def set_verdict(self, verdict: Verdict | None) -> None:
        """List only parts with this verdict; None lists all."""
        self._set_wish(code=None if verdict is None else VERDICTS.index(verdict))

    def set_search(self, text: str) -> None:
        """List only parts with all these words in their name."""
        self._set_wish(words=tuple(text.casefold().replace("\\", "/").split()))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives the order of inspection back."""
        self._set_wish(
            column=column if 0 <= column < self.columnCount() else None,
            descending=column >= 0 and order == Qt.SortOrder.DescendingOrder,
        )

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of listed rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Name, margin, verdict, what a person said."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 4:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Part"), self.tr("Margin"), self.tr("Verdict"), self.tr("You"))[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("Sort by name; a third click gives the order of inspection back"),
                self.tr("Sort by score: how many times the limit it is"),
                self.tr("Sort by verdict"),
                self.tr("Sort by your own verdict: what differs from the recipe first"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown in a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = int(self._rows[index.row()]), index.column()
        results = self._state.results
        answers: dict[int, Callable[[], Any]] = {
            Role.CODE: lambda: self.code(row),
            Role.MARGIN: lambda: self.margin(row),
            Role.RECORD: lambda: results[row],
            Role.THUMBNAIL: lambda: self.thumbnail(row) if column == NAME else None,
            Qt.ItemDataRole.DisplayRole: lambda: self._text(row, column),
            Qt.ItemDataRole.ToolTipRole: lambda: self._tip(row),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(row, column),
        }
        answer = answers.get(role)
        return None if answer is None else answer()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS

    def margin(self, row: int) -> float | None:
        """Score / image threshold of a row of the results; None where there is none."""
        limits, score = self._state.limits, float(self._state.results.scores[row])
        return None if limits is None or math.isnan(score) else score / limits.image_threshold

    # words

    def _text(self, row: int, column: int) -> str:
        if column == NAME:
            return self._state.results[row].path.name
        if column == MARGIN:
            return margin_text(self.margin(row))
        if column == SAID:
            return operator_word(self.review(row).verdict)
        return word(self._state.results.verdict(row))

    def _tip(self, row: int) -> str:
        record = self._state.results[row]
        said = map(translated, (record.error, record.hint, *record.notes))
        lines = [str(record.path), *said, self.review(row).note]
        return "\n".join(line for line in lines if line)

    def _spoken(self, row: int, column: int) -> str:
        if column == MARGIN:
            margin = self.margin(row)
            if margin is None:
                return translated(self._state.results[row].error)
            return self.tr("{margin} times the limit").format(margin=decimal(margin, 2))
        if column == SAID:
            return self._spoken_review(row)
        return self._text(row, column)

    def _spoken_review(self, row: int) -> str:
        review = self.review(row)
        said = operator_word(review.verdict) or self.tr("Not decided")
        if self.differs(row):
            said = self.tr("{verdict}, the recipe says otherwise").format(verdict=said)
        return f"{said}. {review.note}" if review.note else said

    # what happens

    def _set_wish(self, **changes: Any) -> None:
        wish = replace(self._wish, **changes)
        if wish != self._wish:
            self._wish = wish
            self._rearrange()

    def _all_places(self) -> Rows:
        if self._places is None:
            self._places = np.full(len(self._names), -1, np.intp)
            self._places[self._rows] = np.arange(len(self._rows))
        return self._places

    def _arranged(self) -> Rows:
        results = self._state.results
        noted = results.noted() if self._wish.said is Said.NOTED else ()
        return arrange(self._wish, Facts(self._names, results.scores, results.codes, results.said, noted))

    def _rearrange(self) -> bool:
        """List anew; False if the list is what it was."""
        rows = self._arranged()
        if np.array_equal(rows, self._rows):
            return False
        self.rearranging.emit()
        self.beginResetModel()
        self._rows, self._places = rows, None
        self.endResetModel()
        self.rearranged.emit()
        self.counts_changed.emit()
        return True

    def _touch(self, first: int, last: int, columns: tuple[int, int] = (NAME, SAID)) -> None:
        """Tell that places from first to last are to be painted anew."""
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, columns[0]), self.index(last, columns[1]))

    @Slot(int, int)
    def _on_added(self, first: int, count: int) -> None:
        results = self._state.results
        self._names.extend([results[row].path for row in range(first, first + count)])
        if self._wish.column is None:
            # new rows go to the end, so that the others stay what and where they are
            new = self._arranged()[len(self._rows) :]
            if len(new):
                end = len(self._rows)
                self.beginInsertRows(QModelIndex(), end, end + len(new) - 1)
                self._rows, self._places = np.concatenate([self._rows, new]), None
                self.endInsertRows()
            self._places = None
        else:
            self._places = None
            self._rearrange()
        self.counts_changed.emit()

    @Slot(int, int)
    def _on_changed(self, first: int, count: int) -> None:
        if not (self._wish.by_verdict and self._rearrange()):
            places = [place for row in range(first, first + count) if (place := self.place_of(row)) >= 0]
            if places:
                self._touch(min(places), max(places))
        self.counts_changed.emit()

    @Slot()
    def _on_reset(self) -> None:
        results = self._state.results
        self.beginResetModel()
        self._names.clear()
        self._names.extend([results[row].path for row in range(len(results))])
        self._rows, self._places = self._arranged(), None
        self.endResetModel()
        self.counts_changed.emit()

    @Slot(object)
    def _on_reviews(self, rows: list[int]) -> None:
        if not (self._wish.by_review and self._rearrange()):
            places = [place for row in rows if (place := self.place_of(row)) >= 0]
            if places:
                self._touch(min(places), max(places), (SAID, SAID))
        self.counts_changed.emit()

    @Slot()
    def _on_limits(self) -> None:
        if not (self._wish.by_verdict and self._rearrange()):
            self._touch(0, len(self._rows) - 1, (MARGIN, SAID))
        self.counts_changed.emit()


def margin_text(margin: float | None) -> str:
    """A margin as "1.84 ×", always as wide for as many figures; a dash where there is none."""
    if margin is None:
        return "–"
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    digits = 2 if margin < 99.995 else 0
    return f"{locale.toString(margin, 'f', digits)} ×"
