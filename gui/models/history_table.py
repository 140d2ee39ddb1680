"""The history as a table model: rows are counted at once and read in pages when they are seen."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from engine.judging import VERDICTS
from engine.session.history import Day, History, Inspection
from engine.types import OperatorVerdict, Verdict
from gui.background import Loader
from gui.history.reading import Outdated
from gui.history.wanted import Wanted, midnight
from gui.history.wording import clock, day_words, moment, session_words
from gui.models.results_table import margin_text
from gui.verdicts import operator_word, word
from gui.words import decimal

if TYPE_CHECKING:
    from engine.session import SessionInfo

Index = QModelIndex | QPersistentModelIndex

WHEN, PART, MARGIN, VERDICT, SAID, NOTE, SESSION = range(7)
"""The columns."""
PAGE = 100
"""Rows that are read together."""
KEPT = 100
"""Pages in memory; the one that was seen longest ago goes first."""
WAITING = "…"
"""Stands for what is being read."""

_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class HistoryTable(QAbstractTableModel):
    """Inspections, the newest first.

    Args:
        path: The file of the history.
    """

    counted = Signal(int)
    """It is known how many there are, and they are listed."""
    failed = Signal(object)
    """The exception that came up while reading."""
    refreshing = Signal()
    """The same is about to be listed anew, perhaps with more at the top."""
    refreshed = Signal(int)
    """It is; so many rows are new."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(path)
        self._loader = Loader(1, 3, self)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)
        self._turn = 0
        self._wanted = Wanted()
        self._shown = Wanted()
        self._n = 0
        self._pages: OrderedDict[int, Sequence[Inspection]] = OrderedDict()
        self._broken: set[int] = set()
        self._starts: list[int] = []
        self._untils: list[datetime] = []
        self._sessions: Mapping[str, SessionInfo] = {}

    # what is listed

    @property
    def wanted(self) -> Wanted:
        """What is listed, or will be in a moment."""
        return self._wanted

    @property
    def settled(self) -> bool:
        """Whether what is wanted is listed."""
        return self._shown == self._wanted

    def list(self, wanted: Wanted) -> None:
        """Find out what is wanted and list it; what was listed stays until then."""
        self._turn += 1
        turn, history = self._turn, self._history
        self._wanted = wanted
        self._loader.keep_only(())
        if wanted.recipe_id is None:
            self._take(0, (), wanted)
            return

        def count() -> tuple[int, Sequence[Inspection]]:
            arguments = wanted.arguments()
            n = history.count(**arguments)
            if turn != self._turn:
                raise Outdated
            return n, history.inspections(**arguments, limit=PAGE)

        self._loader.request(("count", turn, wanted), count)

    def use_days(self, days: Sequence[Day], wanted: Wanted) -> None:
        """Find far away rows sooner with what is known of each day; it must be of the same wish."""
        self._starts, self._untils = [], []
        if wanted != self._shown or wanted.search or wanted.operator is not None or wanted.disagreeing:
            return
        start = 0
        for day in reversed(days):
            n = day.n if wanted.verdict is None else _of(day, wanted.verdict)
            self._starts.append(start)
            self._untils.append(_after(day))
            start += n
        if start != self._n:  # inspected in between: the days are of another moment
            self._starts, self._untils = [], []

    def use_sessions(self, sessions: Mapping[str, SessionInfo]) -> None:
        """Name sessions without a name by when they were begun."""
        self._sessions = sessions
        if self._n:
            self.dataChanged.emit(self.index(0, SESSION), self.index(self._n - 1, SESSION))

    def inspection(self, row: int) -> Inspection | None:
        """What is in a row; None while it is being read."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._ask(number)
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def given_name(self, inspection: Inspection) -> str:
        """What somebody called the session of an inspection; empty if nobody did."""
        info = self._sessions.get(inspection.session_id)
        return inspection.session_name or (info.name if info is not None else "")

    def session_name(self, inspection: Inspection) -> str:
        """What the session of an inspection is called, or when it was begun."""
        info = self._sessions.get(inspection.session_id)
        name = self.given_name(inspection)
        begun = moment(info.created) if info is not None and not name else None
        words = "" if begun is None else self.tr("Begun {day}").format(day=day_words(begun.date()))
        return session_words(name, words)

    def close(self) -> None:
        """Read nothing more."""
        self._loader.close()

    # Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Number of inspections."""
        return 0 if parent.isValid() else self._n

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """When, part, margin, verdict, what a person said, note, session."""
        return 0 if parent.isValid() else 7

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < 7:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("When"),
                self.tr("Part"),
                self.tr("Margin"),
                self.tr("Verdict"),
                self.tr("You"),
                self.tr("Note"),
                self.tr("Session"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown in a cell."""
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or index.row() >= self._n or role not in shown:
            return None
        found = self.inspection(index.row())
        if found is None:
            return None if role == Qt.ItemDataRole.ToolTipRole else WAITING
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(found)
        text = self._text(found, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(found, index.column()) or text
        return text

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be chosen."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    # words

    def _text(self, found: Inspection, column: int) -> str:
        if column == WHEN:
            when = moment(found.at)
            return found.at if when is None else f"{day_words(when.date())} {clock(when)}"
        return (
            found.path.name,
            margin_text(found.margin),
            word(found.verdict),
            operator_word(found.review.verdict),
            found.review.note,
            self.session_name(found),
        )[column - PART]

    def _spoken(self, found: Inspection, column: int) -> str:
        if column == MARGIN and found.margin is not None:
            return self.tr("{margin} times the limit").format(margin=decimal(found.margin, 2))
        if column == SAID:
            said = operator_word(found.review.verdict) or self.tr("Not decided")
            return (
                self.tr("{verdict}, the recipe says otherwise").format(verdict=said)
                if differs(found)
                else said
            )
        return ""

    def _tip(self, found: Inspection) -> str:
        session = self.tr("Session: {name}").format(name=self.session_name(found))
        return "\n".join(line for line in (str(found.path), found.review.note, session) if line)

    # what happens

    def _ask(self, number: int) -> None:
        if number in self._broken or not self.settled:
            return
        wanted, history, first = self._wanted, self._history, number * PAGE
        arguments = wanted.arguments()
        offset = first
        near = bisect_right(self._starts, first) - 1
        if near >= 0:
            # the day that it is in is found at once; all that is newer need not be counted through
            offset = first - self._starts[near]
            until = arguments["until"]
            arguments["until"] = self._untils[near] if until is None else min(self._untils[near], until)
        self._loader.request(
            ("page", self._turn, number),
            lambda: history.inspections(**arguments, limit=PAGE, offset=offset),
        )

    @Slot(object, object)
    def _on_loaded(self, key: tuple, result: object) -> None:
        kind, turn, what = key
        if turn != self._turn:
            return
        if kind == "count":
            n, page = result
            self._take(n, page, what)
            return
        self._keep(what, result)
        last = min((what + 1) * PAGE, self._n) - 1
        self.dataChanged.emit(self.index(what * PAGE, 0), self.index(last, SESSION))

    def _take(self, n: int, page: Sequence[Inspection], wanted: Wanted) -> None:
        """List what was found."""
        again, more = wanted == self._shown, n - self._n
        if again:
            self.refreshing.emit()
        self.beginResetModel()
        self._shown, self._n = wanted, n
        self._pages.clear()
        self._broken.clear()
        self._starts, self._untils = [], []
        self._keep(0, page)
        self.endResetModel()
        if again:
            self.refreshed.emit(more)
        self.counted.emit(n)

    def _keep(self, number: int, page: Sequence[Inspection]) -> None:
        self._pages[number] = page
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    @Slot(object, object)
    def _on_failed(self, key: tuple, error: Exception) -> None:
        kind, turn, what = key
        if turn != self._turn or isinstance(error, Outdated):
            return
        if kind == "page":  # it is asked for again when all is listed anew, not whenever it is painted
            self._broken.add(what)
        self.failed.emit(error)


def differs(found: Inspection) -> bool:
    """Whether one of recipe and person said good and the other defective."""
    said = found.review.verdict
    return (found.verdict is Verdict.GOOD and said is OperatorVerdict.DEFECTIVE) or (
        found.verdict is Verdict.DEFECTIVE and said is OperatorVerdict.GOOD
    )


def code(found: Inspection) -> int:
    """The verdict as an index into :data:`engine.judging.VERDICTS`."""
    return VERDICTS.index(found.verdict)


def _of(day: Day, verdict: Verdict) -> int:
    return {
        Verdict.GOOD: day.n_good,
        Verdict.REVIEW: day.n_review,
        Verdict.DEFECTIVE: day.n_defective,
        Verdict.ERROR: day.n_error,
    }[verdict]


def _after(day: Day) -> datetime:
    """The first moment after a day."""
    return midnight(day.day + timedelta(days=1))
