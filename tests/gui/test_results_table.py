from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from inspect_samples import LIMITS, record, records
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView

from engine.judging import VERDICTS, verdicts
from engine.types import Defect, Limits, Verdict
from gui.icons import Icons
from gui.inspect.results_view import ResultsView
from gui.models.arrangement import MARGIN, NAME, SAID, VERDICT
from gui.models.defects_table import DefectsTable
from gui.models.results_table import ResultsTable, Role, margin_text
from gui.models.thumbnails import Thumbnails
from gui.paths import DataPaths
from gui.settings import SettingsStore
from gui.state import AppState
from gui.theme import Theme
from gui.worker import JobQueue


@pytest.fixture
def state(qtbot, engine, tmp_path):
    jobs = JobQueue()
    state = AppState(engine, jobs, SettingsStore(tmp_path / "settings.json"), DataPaths(tmp_path / "data"))
    state._limits = LIMITS
    yield state
    state.shut_down()
    jobs.wait()


@pytest.fixture
def thumbnails(state):
    made = Thumbnails(32, state.settings, state.paths, state.pictures)
    yield made
    made.close()


@pytest.fixture
def model(state, thumbnails):
    model = ResultsTable(state, thumbnails)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


@pytest.fixture
def view(model, thumbnails, qtbot):
    theme = Theme("light")
    view = ResultsView(model, thumbnails, theme, Icons(theme))
    qtbot.addWidget(view)
    view.resize(360, 400)
    view.show()
    qtbot.waitExposed(view)
    return view


def add(state, *found) -> None:
    first = len(state.results)
    state.results.append(list(found), state.limits)
    state.results_added.emit(first, len(found))


def texts(model, column) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_rows_arrive_at_the_end_and_say_what_they_are(state, model, qtbot):
    with qtbot.waitSignal(model.rowsInserted) as got:
        add(state, *records(22.0, 73.6, None))
    assert got.args[1:] == [0, 2]
    assert texts(model, NAME) == ["part_0.png", "part_1.png", "part_2.png"]
    assert texts(model, MARGIN) == ["0.55 ×", "1.84 ×", "–"]
    assert texts(model, VERDICT) == ["Good", "Defective", "Error"]
    tip = model.index(2, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert "/nowhere/parts/part_2.png" in tip
    assert "It is damaged.\nCopy it again." in tip
    assert model.index(1, MARGIN).data(Qt.ItemDataRole.AccessibleTextRole) == "1.84 times the limit"
    assert model.index(2, MARGIN).data(Qt.ItemDataRole.AccessibleTextRole) == "It is damaged."


def test_nothing_is_fetched_before_it_is_seen(state, model, monkeypatch):
    asked = []
    monkeypatch.setattr(Thumbnails, "get", lambda self, path: asked.append(path))
    add(state, *records(*range(1, 300)))
    model.set_search("part")
    model.sort(NAME)
    assert asked == []


def test_only_what_is_in_view_is_fetched(state, model, view, monkeypatch, qtbot):
    asked = set()
    monkeypatch.setattr(Thumbnails, "get", lambda self, path: asked.add(path))
    add(state, *records(*range(1, 2000)))
    view.viewport().repaint()
    assert 1 <= len(asked) <= 12


@pytest.mark.parametrize("column", [NAME, MARGIN, VERDICT, -1])
@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_every_column_sorts(state, model, column, order):
    add(state, *records(45.0, 22.0, None, 90.0, 38.0))
    model.sort(column, order)
    rows = model.rows.tolist()
    wanted = {
        NAME: [0, 1, 2, 3, 4],
        MARGIN: [1, 4, 0, 3, 2],
        VERDICT: [1, 4, 0, 3, 2],
        -1: [0, 1, 2, 3, 4],
    }[column]
    if order is Qt.SortOrder.DescendingOrder:
        wanted = {
            NAME: [4, 3, 2, 1, 0],
            MARGIN: [3, 0, 4, 1, 2],
            VERDICT: [2, 3, 0, 4, 1],
            -1: [0, 1, 2, 3, 4],
        }[column]
    assert rows == wanted
    assert [model.place_of(row) for row in rows] == list(range(5))


def test_filter_search_and_counts(state, model):
    add(state, *records(22.0, 45.0, None, 90.0))
    assert list(model.counts().values()) == [1, 0, 2, 1]
    model.set_verdict(Verdict.DEFECTIVE)
    assert model.rows.tolist() == [1, 3]
    assert model.place_of(0) == -1
    model.set_search("PART_3")
    assert model.rows.tolist() == [3]
    model.set_verdict(None)
    model.set_search("nothing")
    assert model.rowCount() == 0
    assert list(model.counts().values()) == [1, 0, 2, 1]
    model.set_search("parts\\part")
    assert model.rowCount() == 4


def test_new_rows_obey_filter_and_order(state, model):
    model.set_verdict(Verdict.DEFECTIVE)
    add(state, *records(22.0, 45.0))
    add(state, *records(90.0, 23.0, 42.0, folder="more"))
    assert model.rows.tolist() == [1, 2, 4]
    model.sort(MARGIN, Qt.SortOrder.DescendingOrder)
    add(state, *records(60.0))
    assert model.rows.tolist() == [2, 5, 1, 4]


def test_other_limits_judge_all_rows_as_the_engine_does(state, model, qtbot):
    add(state, *records(22.0, 45.0, None, 90.0, 38.0))
    new = Limits(50.0, 20.0, review_from=0.7)
    with qtbot.waitSignal(model.dataChanged) as got:
        state.apply_limits(new)
    first, last = got.args[0], got.args[1]
    assert (first.row(), first.column(), last.row(), last.column()) == (0, MARGIN, 4, SAID)
    wanted = verdicts(state.results.scores, state.results.largest_areas, new)
    assert [model.index(row, 0).data(Role.CODE) for row in range(5)] == wanted.tolist()
    assert texts(model, MARGIN)[3] == "1.80 ×"


def test_other_limits_change_a_filtered_list(state, model, view):
    add(state, *records(22.0, 45.0, None, 90.0, 38.0))
    model.set_verdict(Verdict.DEFECTIVE)
    state.apply_limits(Limits(30.0, 20.0))
    assert model.rows.tolist() == [1, 3, 4]
    state.apply_limits(Limits(500.0, 20.0))
    assert model.rowCount() == 0
    state.apply_limits(Limits(80.0, 20.0))
    assert model.rows.tolist() == [3]


def test_newer_records_are_shown(state, model, qtbot):
    add(state, *records(22.0, 45.0, 90.0))
    state.results.replace(1, record("/nowhere/parts/part_1.png", 10.0), LIMITS)
    with qtbot.waitSignal(model.dataChanged) as got:
        state.results_changed.emit(1, 1)
    assert (got.args[0].row(), got.args[1].row()) == (1, 1)
    assert texts(model, VERDICT) == ["Good", "Good", "Defective"]


def test_clearing_and_removing(state, model):
    add(state, *records(22.0, 45.0, 90.0))
    model.set_search("part")
    state.remove_results([1])
    assert texts(model, NAME) == ["part_0.png", "part_2.png"]
    state.clear_results()
    assert model.rowCount() == 0
    assert list(model.counts().values()) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("margin", "text"),
    [(None, "–"), (0.004, "0.00 ×"), (1.836, "1.84 ×"), (99.99, "99.99 ×"), (123.4, "123 ×")],
)
def test_margins_in_words(margin, text):
    assert margin_text(margin) == text


# the view


def test_the_shown_part_stays_the_same_whatever_the_order(state, model, view, qtbot):
    add(state, *records(45.0, 22.0, None, 90.0, 38.0))
    told = []
    view.show_place(3)
    view.current_changed.connect(told.append)
    view.sortByColumn(MARGIN, Qt.SortOrder.DescendingOrder)
    assert (view.place(), model.row_of(view.place())) == (0, 3)
    assert view.chosen() == [0]
    model.set_verdict(Verdict.DEFECTIVE)
    assert model.row_of(view.place()) == 3
    assert told == [0, 0]


def test_when_the_shown_part_leaves_the_list_the_one_in_its_place_is_shown(state, model, view):
    add(state, *records(45.0, 22.0, 90.0))
    view.show_place(1)
    told = []
    view.current_changed.connect(told.append)
    model.set_verdict(Verdict.DEFECTIVE)
    assert told == [1]
    assert model.row_of(view.place()) == 2
    assert view.chosen() == [1]
    model.set_search("nothing")
    assert told[-1] == -1


def test_many_chosen_rows_survive_sorting(state, model, view):
    add(state, *records(*[float(50 + (7 * i) % 31) for i in range(31)]))
    chosen = view.selectionModel()
    for place in (2, 3, 4, 9):
        chosen.select(
            model.index(place, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    rows = {model.row_of(place) for place in view.chosen()}
    model.sort(MARGIN)
    assert {model.row_of(place) for place in view.chosen()} == rows
    assert len(rows) == 4


def test_removing_shows_the_next_part(state, model, view):
    add(state, *records(45.0, 22.0, 90.0))
    view.show_place(1)
    state.remove_results([1])
    assert texts(model, NAME)[view.place()] == "part_2.png"
    state.remove_results([0, 1])
    assert view.place() == -1


def test_keys(state, model, view, qtbot):
    add(state, *records(*range(1, 40)))
    view.show_place(5)
    for key, place in (
        (Qt.Key.Key_Down, 6),
        (Qt.Key.Key_Up, 5),
        (Qt.Key.Key_End, 38),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(view, key)
        assert view.place() == place
    with qtbot.waitSignal(view.bare_wanted) as got:
        qtbot.keyPress(view, Qt.Key.Key_Space)
    assert got.args == [True]
    with qtbot.waitSignal(view.bare_wanted) as got:
        qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert got.args == [False]
    with qtbot.waitSignal(view.copy_wanted):
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_a_third_click_on_a_column_gives_the_first_order_back(state, model, view, qtbot):
    add(state, *records(45.0, 22.0, 90.0))
    header = view.horizontalHeader()
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(MARGIN) + 20)
    orders = []
    for _click in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append(model.rows.tolist())
    assert orders == [[1, 0, 2], [2, 0, 1], [0, 1, 2]]


def test_long_names_and_errors_are_painted(state, model, view, qtbot):
    add(
        state,
        record(Path("/nowhere") / ("x" * 200) / ("n" * 200 + ".png"), None),
        *records(500.0, 0.001, 41.0),
    )
    assert view.selectionMode() is QAbstractItemView.SelectionMode.ExtendedSelection
    for width in (260, 700):
        view.resize(width, 300)
        assert not view.grab().isNull()
        assert view.horizontalScrollBar().maximum() == 0


# defects


def test_the_narrower_the_list_the_less_stands_beside_the_name(state, view, qtbot):
    add(state, *records(22.0, 73.6, None))
    verdict_widths = []
    for width in (520, 340, 240):
        view.resize(width, 300)
        qtbot.waitUntil(lambda width=width: view.width() == width, timeout=2000)
        verdict_widths.append(view.columnWidth(VERDICT))
        assert not view.grab().isNull()
        assert sum(view.columnWidth(c) for c in (NAME, MARGIN, VERDICT, SAID)) <= view.viewport().width()
        # a name as cameras give them can be told from the others
        assert view.columnWidth(NAME) >= view.fontMetrics().horizontalAdvance("…_0412") + 16
    assert verdict_widths == sorted(verdict_widths, reverse=True)
    assert len(set(verdict_widths)) == 3


def test_defects(qtbot):
    model = DefectsTable()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    defects = (Defect(4120, 10, 20, 80, 70, 310.4, 122.0, 63.04), Defect(1, 0, 0, 1, 1, 0.0, 0.0, 44.0))
    model.show_defects(defects, 1_000_000)
    assert [texts(model, column) for column in range(5)] == [
        ["1", "2"],
        ["4,120", "1"],
        ["0.41 %", "0.000 %"],
        ["(310, 122)", "(0, 0)"],
        ["63.0", "44.0"],
    ]
    assert "80 × 70 pixels at (10, 20)" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    model.show_defects((), 1)
    assert model.rowCount(QModelIndex()) == 0


def test_codes_are_the_engines():
    assert [VERDICTS[code] for code in range(4)] == [
        Verdict.GOOD,
        Verdict.REVIEW,
        Verdict.DEFECTIVE,
        Verdict.ERROR,
    ]


def test_areas_measured_anew_change_verdicts(state):
    add(state, *records(50.0, 60.0, 70.0))
    limits = replace(LIMITS, min_area=10, pixel_threshold=30.0)
    state.apply_limits(limits)
    assert state.results.measured_at.tolist() == [20.0, 20.0, 20.0]
    state.results.measure([0, 2], [5, 50], 30.0, limits)
    assert state.results.measured_at.tolist() == [30.0, 20.0, 30.0]
    assert state.results.codes.tolist() == [0, 2, 2]
    state.results.remove([1])
    assert state.results.measured_at.tolist() == [30.0, 30.0]
    assert np.array_equal(state.results.largest_areas, [5, 50])
