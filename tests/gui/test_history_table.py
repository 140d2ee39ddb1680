"""The history as a table: counted at once, read in pages, and right however far one scrolls."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from history_samples import RECIPE, Part, fill_many, make_session
from PySide6.QtCore import QModelIndex, Qt

from engine.errors import SessionError
from engine.session.history import History
from engine.types import OperatorVerdict, Verdict
from gui.history.wanted import Period, Wanted
from gui.models.history_table import (
    KEPT,
    MARGIN,
    NOTE,
    PAGE,
    PART,
    SAID,
    SESSION,
    VERDICT,
    WAITING,
    WHEN,
    HistoryTable,
)

UID = RECIPE[2]
NOON = datetime(2026, 3, 18, 12).astimezone()
GOOD, DEFECTIVE, UNSURE = OperatorVerdict
ALL = Wanted(UID)


@pytest.fixture
def make_table(qtbot):
    made = []

    def make(path) -> HistoryTable:
        table = HistoryTable(path)
        made.append(table)
        return table

    yield make
    for table in made:
        table.close()


@pytest.fixture
def parts() -> list[Part]:
    return [
        Part(NOON, 20.0),
        Part(NOON + timedelta(seconds=1), 60.0, GOOD, "oil film"),
        Part(NOON + timedelta(seconds=2), 38.0, UNSURE),
        Part(NOON + timedelta(seconds=3), None),
        Part(NOON + timedelta(days=1), 22.0, DEFECTIVE, "scratch", folder="/other"),
    ]


@pytest.fixture
def small(tmp_path, make_table, parts) -> HistoryTable:
    path = tmp_path / "history.sqlite"
    History(path).merge(make_session(tmp_path, "lot 7", parts).path)
    return make_table(path)


def listed(qtbot, table, wanted) -> int:
    table.list(wanted)
    qtbot.waitUntil(lambda: table.settled, timeout=5000)
    return table.rowCount()


def read(qtbot, table, row):
    qtbot.waitUntil(lambda: table.inspection(row) is not None, timeout=5000)
    return table.inspection(row)


def cell(table, row, column, role=Qt.ItemDataRole.DisplayRole):
    return table.index(row, column).data(role)


def test_it_is_a_proper_model(small, qtbot, qtmodeltester):
    listed(qtbot, small, ALL)
    qtmodeltester.check(small)
    assert small.rowCount(small.index(0, 0)) == small.columnCount(small.index(0, 0)) == 0
    assert cell(small, 99, 0) is None
    assert small.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert small.headerData(9, Qt.Orientation.Horizontal) is None


def test_cells_say_what_was_found_newest_first(small, qtbot):
    assert listed(qtbot, small, ALL) == 5
    assert [cell(small, row, VERDICT) for row in range(5)] == ["Good", "Error", "Review", "Defective", "Good"]
    assert [cell(small, row, SAID) for row in range(5)] == ["Defective", "", "Unsure", "Good", ""]
    assert [cell(small, row, MARGIN) for row in range(5)] == ["0.55 ×", "–", "0.95 ×", "1.50 ×", "0.50 ×"]
    assert cell(small, 0, PART) == "IMG_0004.png"
    assert "12:00:01" in cell(small, 3, WHEN)
    assert "2026" in cell(small, 3, WHEN)
    assert cell(small, 3, NOTE) == "oil film"
    assert cell(small, 3, SESSION) == "lot 7"
    assert "oil film" in cell(small, 3, PART, Qt.ItemDataRole.ToolTipRole)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert cell(small, 3, MARGIN, spoken) == "1.50 times the limit"
    assert cell(small, 3, SAID, spoken) == "Good, the recipe says otherwise"
    assert cell(small, 4, SAID, spoken) == "Not decided"
    assert cell(small, 0, PART, spoken) == "IMG_0004.png"


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({"search": "oil"}, 1),
        ({"search": "OTHER scratch"}, 1),
        ({"search": "nothing"}, 0),
        ({"verdict": Verdict.ERROR}, 1),
        ({"operator": UNSURE}, 1),
        ({"disagreeing": True}, 2),
        ({"days": Period(NOON + timedelta(hours=1), None)}, 1),
        ({"span": Period(None, NOON + timedelta(seconds=1))}, 1),
        ({"recipe_id": "unknown"}, 0),
    ],
)
def test_what_is_wanted_is_listed(small, qtbot, fields, rows):
    assert listed(qtbot, small, ALL.changed(**fields)) == rows


def test_without_a_recipe_there_is_nothing_to_read(small, qtbot):
    listed(qtbot, small, ALL)
    with qtbot.waitSignal(small.counted):
        small.list(Wanted())
    assert small.rowCount() == 0
    assert small.settled


def test_only_the_last_wish_is_listed(small, qtbot):
    small.list(ALL.changed(verdict=Verdict.GOOD))
    small.list(ALL.changed(verdict=Verdict.ERROR))
    small.list(ALL)
    counts = []
    small.counted.connect(counts.append)
    qtbot.waitUntil(lambda: small.settled, timeout=5000)
    assert small.rowCount() == 5
    assert counts == [5]


def test_reading_anew_says_how_many_are_new(small, qtbot, tmp_path):
    listed(qtbot, small, ALL)
    more = [Part(NOON + timedelta(days=2), 20.0), Part(NOON + timedelta(days=2, seconds=1), 20.0)]
    History(tmp_path / "history.sqlite").merge(make_session(tmp_path, "lot 8", more).path)
    with qtbot.waitSignals([small.refreshing, small.refreshed]), qtbot.waitSignal(small.refreshed) as anew:
        small.list(ALL)
    assert anew.args == [2]
    assert small.rowCount() == 7


def test_sessions_without_a_name_are_told_by_their_day(tmp_path, make_table, qtbot):
    from engine.session import read_info

    path = tmp_path / "history.sqlite"
    made = make_session(tmp_path, "", [Part(NOON, 20.0)])
    History(path).merge(made.path)
    table = make_table(path)
    listed(qtbot, table, ALL)
    assert cell(table, 0, SESSION) == "–"
    info = read_info(made.path)
    table.use_sessions({info.id: info})
    assert cell(table, 0, SESSION).startswith("Begun ")


# ---- many


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "history.sqlite"
    return fill_many(path, 100_000, NOON)


def test_a_hundred_thousand_are_listed_and_read_where_one_looks(many, make_table, qtbot):
    table = make_table(many.path)
    assert listed(qtbot, table, ALL) == 100_000
    assert table.inspection(0).path.name == "99999.png", "the first page comes with the number"
    assert cell(table, 50_000, PART) == WAITING
    assert cell(table, 50_000, PART, Qt.ItemDataRole.ToolTipRole) is None
    for row in (50_000, 99_999, 12_345):
        with qtbot.waitSignal(table.dataChanged, timeout=5000) as changed:
            assert table.inspection(row) is None
        first, last = changed.args[0].row(), changed.args[1].row()
        assert first <= row <= last < 100_000
        assert table.inspection(row).path.name == f"{99_999 - row}.png"


def test_days_lead_to_the_same_rows_sooner(many, make_table, qtbot):
    table = make_table(many.path)
    for wanted in (
        ALL,
        ALL.changed(verdict=Verdict.GOOD),
        ALL.changed(span=Period(NOON - timedelta(9), NOON)),
    ):
        n = listed(qtbot, table, wanted)
        rows = [n - 1, n // 2, n // 3, 2 * PAGE]
        plain = [read(qtbot, table, row).key for row in rows]
        period = wanted.period
        with qtbot.waitSignal(table.counted):
            table.list(wanted)
        table.use_days(many.per_day(UID, period.since, period.until), wanted)
        assert table._starts
        assert [read(qtbot, table, row).key for row in rows] == plain


def test_days_of_another_moment_or_wish_are_not_believed(many, make_table, qtbot):
    table = make_table(many.path)
    listed(qtbot, table, ALL)
    days = many.per_day(UID)
    table.use_days(days[1:], ALL)
    assert not table._starts
    table.use_days(days, ALL.changed(verdict=Verdict.GOOD))
    assert not table._starts
    listed(qtbot, table, ALL.changed(search="99"))
    table.use_days(days, table.wanted)
    assert not table._starts


def test_memory_holds_a_bounded_number_of_pages(many, make_table, qtbot):
    table = make_table(many.path)
    listed(qtbot, table, ALL)
    for number in range(KEPT + 20):
        read(qtbot, table, number * PAGE)
    assert len(table._pages) == KEPT
    assert read(qtbot, table, 0).path.name == "99999.png"


# ---- trouble


def test_a_page_that_cannot_be_read_is_told_once_and_not_asked_for_again(
    many, make_table, qtbot, monkeypatch
):
    table = make_table(many.path)
    listed(qtbot, table, ALL)
    asked = []

    def broken(*_args, **_more):
        asked.append(1)
        raise SessionError("The disk reports an error.", "Check the disk.")

    monkeypatch.setattr(table._history, "inspections", broken)
    with qtbot.waitSignal(table.failed, timeout=5000) as failed:
        assert table.inspection(5000) is None
    assert "disk" in failed.args[0].message
    assert table.inspection(5000) is None
    assert table.inspection(5001) is None
    assert asked == [1]
    monkeypatch.undo()
    listed(qtbot, table, ALL.changed(verdict=Verdict.GOOD))
    listed(qtbot, table, ALL)
    assert read(qtbot, table, 5000) is not None


def test_a_damaged_history_is_told_and_begins_anew(tmp_path, make_table, qtbot):
    path = tmp_path / "history.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"rubbish" * 1000)
    table = make_table(path)
    with qtbot.waitSignal(table.failed, timeout=5000) as failed:
        table.list(ALL)
    assert "put aside" in failed.args[0].message
    assert listed(qtbot, table, ALL) == 0
