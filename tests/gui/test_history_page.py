"""The page for the history, in a window with the quick engine and real files."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from history_samples import LIMITS, Part, fill, fill_many, make_session
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from engine.session.history import History
from engine.types import OperatorVerdict, Verdict
from gui.history.wanted import Period, Span
from gui.messages import Kind
from gui.pages import PAGES

RECIPE = ("ab" * 32, "flange", "")
"""The quick engine's recipes have no id."""
OTHER = ("cd" * 32, "housing", "ef" * 16)
TODAY = datetime.now().astimezone().replace(hour=0, minute=0, second=5, microsecond=0)
GOOD, DEFECTIVE, UNSURE = OperatorVerdict


def some_days(days: int = 3, n: int = 8) -> list[list[Part]]:
    """Up to today, a few parts a day: the first of each is defective and said to be good."""
    found = []
    for back in range(days - 1, -1, -1):
        begin = TODAY - timedelta(days=back)
        parts = [Part(begin + timedelta(seconds=i), 20.0 + i) for i in range(n)]
        parts[0] = Part(begin, 60.0, GOOD, "oil film")
        found.append(parts)
    return found


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def shown(make_window, qtbot, idle, data):
    """Shows the page of a new window and waits until all is read."""

    def show(recipe=None, pages=None):
        few = tuple(page for page in PAGES if page.id in ("start", "history"))
        window = make_window(pages=pages or few)
        window.show()
        if recipe is not None:
            window.state.open_recipe(recipe)
            idle(window)
        window.show_page("history")
        settle(qtbot, window)
        return window, window.page("history")

    return show


def settle(qtbot, window):
    """Wait until nothing is being read any more."""
    page = window.page("history")

    def still() -> bool:
        loaders = (page.model._loader, page.reader._loader, page.feeder._loader)
        return (
            window.state.jobs.idle
            and page.model.settled
            and not any(loader._workers or loader._waiting for loader in loaders)
        )

    calm = 0

    def still_for_a_while() -> bool:
        # one thing that has ended asks for the next by a signal that is on its way to this thread
        nonlocal calm
        calm = calm + 1 if still() else 0
        return calm > 5

    qtbot.waitUntil(still_for_a_while, timeout=8000)


def show_again(qtbot, window):
    window.show_page("start")
    window.show_page("history")
    settle(qtbot, window)


def names(page) -> list[str]:
    return [page.model.inspection(row).path.name for row in range(page.model.rowCount())]


def messages(window) -> list:
    said = []
    window.state.message.connect(said.append)
    return said


# ---- states


def test_before_anything_was_inspected_it_says_what_to_do(shown):
    _window, page = shown()
    assert page.stack.currentWidget() is page.empty
    assert page.trouble.isHidden()


def test_the_open_session_is_in_it(shown, recipe_file, pictures, qtbot, idle):
    window, page = shown(recipe_file)
    assert page.stack.currentWidget() is page.empty
    window.state.inspect(pictures(10, 45, 60))
    idle(window)
    window.state.judge([1], GOOD)
    show_again(qtbot, window)
    assert sorted(names(page)) == ["part_10.png", "part_45.png", "part_60.png"]
    assert page.head.recipes.currentText() == "housing (open now)"
    assert page.list.counts.text() == "3 inspections: 1 good · 2 defective"
    said = {
        page.model.inspection(row).path.name: page.model.inspection(row).review.verdict for row in range(3)
    }
    assert said["part_45.png"] is GOOD
    (bar,) = page._overview.bars
    assert (bar.n, bar.n_defective, bar.first) == (3, 2, TODAY.date())
    assert len(page.charts._dots.times) == 3


def test_sessions_that_a_crash_kept_from_the_history_are_added(shown, data):
    make_session(data / "sessions", "crashed", some_days(1)[0], RECIPE)
    _window, page = shown()
    assert page.model.rowCount() == 8
    assert len(page._sessions) == 1


def test_a_session_that_cannot_be_read_keeps_no_other_from_the_history(shown, data):
    made = make_session(data / "sessions", "good", some_days(1)[0], RECIPE)
    (data / "sessions" / ("a" + made.path.name)).write_bytes(b"rubbish" * 99)
    _window, page = shown()
    assert page.model.rowCount() == 8
    assert page.trouble.isHidden()


def test_a_damaged_history_is_told_put_aside_and_filled_again_from_the_sessions(shown, data, qtbot):
    fill(data, some_days(2), RECIPE)
    (data / "history.sqlite").write_bytes(b"SQLite format 3\0" + b"rubbish" * 1000)
    window, page = shown()
    qtbot.waitUntil(lambda: page.model.rowCount() == 16, timeout=8000)
    settle(qtbot, window)
    assert "put aside as history.sqlite.damaged" in page.trouble.text.text()
    assert "begins anew" in page.trouble.hint.text()
    assert not page.trouble.isHidden()
    assert list(data.glob("history.sqlite.damaged*"))
    assert page.stack.currentWidget() is page._whole
    page.trouble.findChild(QWidget, "historyTroubleClose").click()
    assert page.trouble.isHidden()


def test_a_history_that_cannot_be_opened_is_told_and_can_be_tried_again(shown, data, qtbot):
    data.mkdir(parents=True)
    (data / "history.sqlite").mkdir()
    window, page = shown()
    assert not page.trouble.isHidden()
    assert page.trouble.button.isVisibleTo(page)
    (data / "history.sqlite").rmdir()
    fill(data, some_days(1), RECIPE)
    page.trouble.button.click()
    settle(qtbot, window)
    assert page.model.rowCount() == 8
    assert page.trouble.isHidden()


# ---- what is listed


@pytest.fixture
def filled(shown, data):
    fill(data, some_days(), RECIPE)
    return shown()


def wish(qtbot, window, change) -> int:
    change()
    settle(qtbot, window)
    return window.page("history").model.rowCount()


def test_filters_and_search(filled, qtbot):
    window, page = filled
    pane = page.list
    assert page.model.rowCount() == 24
    assert wish(qtbot, window, pane.buttons[Verdict.DEFECTIVE].click) == 3
    assert pane.counts.text() == "3 of 24 inspections listed"
    assert wish(qtbot, window, pane.said_actions[UNSURE.value].trigger) == 0
    assert pane._stack.currentWidget() is pane._nothing
    assert wish(qtbot, window, pane.said_actions["differs"].trigger) == 3
    assert wish(qtbot, window, pane.buttons[None].click) == 3
    assert wish(qtbot, window, pane.said_actions[""].trigger) == 24
    assert not pane.said.isChecked()
    pane.search.setText("OIL")
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=5000)
    pane.search.setText("0004")
    qtbot.waitUntil(lambda: names(page) == ["IMG_0004.png"] * 3, timeout=5000)
    qtbot.keyClick(pane.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == 24, timeout=5000)


def test_spans_and_days_of_ones_own(filled, qtbot):
    window, page = filled
    spans = page.head.spans
    assert wish(qtbot, window, spans.button(Span.TODAY).click) == 8
    assert page._overview.n == 8
    assert wish(qtbot, window, spans.button(Span.ALL).click) == 24
    spans.button(Span.CUSTOM).click()
    assert page.head.dates.isVisibleTo(page)
    day = (TODAY - timedelta(days=1)).date()
    page.head.last.setDate(day)
    assert wish(qtbot, window, lambda: page.head.first.setDate(day)) == 8
    assert page._overview.days[0].day == day


def test_nothing_in_a_span_offers_everything(shown, data, qtbot):
    old = [Part(TODAY - timedelta(days=400, seconds=-i), 20.0) for i in range(4)]
    fill(data, [old], RECIPE)
    window, page = shown()
    assert page.model.rowCount() == 0
    assert "in this time" in page.list._words.text()
    assert not page.head.export.isEnabled()
    page.list._all.click()
    settle(qtbot, window)
    assert page.model.rowCount() == 4
    assert page.head.span is Span.ALL
    assert page.head.export.isEnabled()


def test_recipes_of_the_history_can_be_chosen_and_the_open_one_comes_first(shown, data, recipe_file, qtbot):
    fill(data, some_days(1), OTHER)
    window, page = shown(recipe_file)
    texts = [page.head.recipes.itemText(i) for i in range(page.head.recipes.count())]
    assert texts == ["housing (open now)", "housing"]
    assert page.model.rowCount() == 0
    page.head.recipes.setCurrentIndex(1)
    page.head.recipes.activated.emit(1)
    settle(qtbot, window)
    assert page.model.rowCount() == 8
    # it stays chosen when the page is left and shown again
    show_again(qtbot, window)
    assert page.model.rowCount() == 8


def test_choices_are_remembered(shown, filled, qtbot, data):
    window, page = filled
    page.head.spans.button(Span.CUSTOM).click()
    page.head.first.setDate(TODAY.date() - timedelta(days=1))
    settle(qtbot, window)
    chosen = page.head.custom
    window._answered = True
    window.close()
    _second, page = shown()
    assert page.head.span is Span.CUSTOM
    assert page.head.custom == chosen
    assert page.model.rowCount() == 16


@pytest.mark.parametrize(
    ("span", "custom", "sizes"),
    [
        (17, "x", "x"),
        ("never", ["2026-01-01"], [1]),
        (None, ["2026-13-45", 3], [0, -4]),
        ("custom", ["0001-01-01", "9999-12-31"], [True, 1.5]),
    ],
)
def test_what_cannot_be_remembered_is_as_usual(make_window, span, custom, sizes):
    window = make_window()
    settings = window.context.settings
    for name, value in (("span", span), ("custom", custom), ("splitter", sizes)):
        settings.remember(f"history.{name}", value)
    from gui.pages.history import HistoryPage

    page = HistoryPage(window.context)
    assert page.head.span in (Span.MONTH, Span.CUSTOM)
    assert page.head.custom == (date.today() - timedelta(days=29), date.today())
    page.closing()
    page.deleteLater()


# ---- charts


def test_a_click_on_a_day_lists_it_and_another_lists_all(filled, qtbot):
    window, page = filled
    window.resize(1280, 720)
    plot = page.charts.shares
    begin, end = page._overview.bars[1].ends
    qtbot.waitUntil(lambda: plot.frame().width() > 100)
    place = plot.place_of((begin + end) / 2, 0.0) - QPointF(0, 4)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    settle(qtbot, window)
    assert page.model.rowCount() == 8
    assert {page.model.inspection(row).at[:10] for row in range(8)} == {
        page._overview.bars[1].first.isoformat()
    }
    assert page.list.chip.isVisibleTo(page)
    assert page.charts.margins._chosen.isVisible()
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    settle(qtbot, window)
    assert page.model.rowCount() == 24
    assert not page.list.chip.isVisibleTo(page)


def test_charts_by_keyboard(filled, qtbot):
    window, page = filled
    shares, said = page.charts.shares, page.charts.shares_said
    qtbot.keyClick(shares, Qt.Key.Key_Left)
    assert said.whole.endswith("1 of 8, 12 % (0.32 to 53 %)") or "1 of 8" in said.whole
    qtbot.keyClick(shares, Qt.Key.Key_Left)
    qtbot.keyClick(shares, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.list.days == page._overview.bars[1].period
    qtbot.keyClick(shares, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert page.list.days is None
    margins = page.charts.margins
    qtbot.keyClick(margins, Qt.Key.Key_Right)
    assert "1.50 ×, defective" in page.charts.margins_said.whole
    assert not page.charts.legend.isVisibleTo(page)
    qtbot.keyClick(margins, Qt.Key.Key_Right)
    assert "0.53 ×, good" in page.charts.margins_said.whole
    qtbot.keyClick(margins, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert page.model.rowCount() == 8


def test_the_pointer_finds_the_dot_under_it(filled, qtbot):
    window, page = filled
    window.resize(1280, 720)
    plot, dots = page.charts.margins, page.charts._dots
    qtbot.waitUntil(lambda: plot.frame().width() > 100)
    place = plot.place_of(float(dots.times[0]), float(dots.margins[0]))
    with qtbot.waitSignal(plot.pointed) as pointed:
        qtbot.mouseMove(plot.viewport(), place.toPoint())
    assert pointed.args == [0]
    with qtbot.waitSignal(plot.pointed) as pointed:
        qtbot.mouseMove(plot.viewport(), QPoint(2, 2))
    assert pointed.args == [None]


def test_both_charts_have_one_axis_of_time_and_come_closer_together(filled, qtbot):
    _window, page = filled
    margins, shares = page.charts.margins, page.charts.shares
    whole = margins.box.viewRange()[0]
    assert shares.box.viewRange()[0] == pytest.approx(whole)
    assert not page.charts.fit.isEnabled()
    wheel = QWheelEvent(
        QPointF(150, 40),
        shares.mapToGlobal(QPointF(150, 40)),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shares.viewport(), wheel)
    near = shares.box.viewRange()[0]
    assert near[1] - near[0] < 0.7 * (whole[1] - whole[0])
    assert margins.box.viewRange()[0] == pytest.approx(near)
    assert page.charts.fit.isEnabled()
    for _ in range(40):
        qtbot.keyClick(margins, Qt.Key.Key_Minus)
    assert margins.box.viewRange()[0] == pytest.approx(whole, rel=1e-9)
    qtbot.keyClick(margins, Qt.Key.Key_Plus)
    page.charts.fit.click()
    assert shares.box.viewRange()[0] == pytest.approx(whole, rel=1e-9)


def test_dots_far_above_the_limit_do_not_press_the_others_into_a_corner(filled):
    from gui.history.plots import TOP_MARGIN
    from gui.history.reading import Dots

    plot = filled[1].charts.margins
    margins = np.array([0.5, 0.7, 25.0])
    plot.show_dots(Dots(np.arange(3.0), margins, np.array([0, 0, 2], np.uint8), 3))
    assert plot.top == TOP_MARGIN
    assert plot.beyond.getData()[1].tolist() == [TOP_MARGIN]
    assert plot.scatters[Verdict.GOOD].getData()[1].tolist() == [0.5, 0.7]
    plot.show_dots(Dots())
    assert plot.top < TOP_MARGIN


# ---- opening


def test_a_part_opens_in_its_session(shown, recipe_file, pictures, qtbot, idle):
    window, page = shown(recipe_file, pages=PAGES)
    window.state.inspect(pictures(10, 45, 60))
    idle(window)
    window.context.actions["file.new_session"].trigger()
    window.state.inspect(pictures(33, folder="more"))
    idle(window)
    show_again(qtbot, window)
    assert page.model.rowCount() == 4
    row = names(page).index("part_45.png")
    page.list.view._show(row)
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    idle(window)
    assert window.current_page.id == "inspect"
    assert len(window.state.results) == 3
    part = window.page("inspect").part
    qtbot.waitUntil(lambda: part.record is not None and part.record.path.name == "part_45.png", timeout=5000)


def test_a_part_of_the_open_session_is_shown_without_opening_it_again(
    shown, recipe_file, pictures, qtbot, idle
):
    window, page = shown(recipe_file, pages=PAGES)
    window.state.inspect(pictures(10, 45, 60))
    idle(window)
    show_again(qtbot, window)
    restored = []
    window.state.restored.connect(lambda: restored.append(1))
    page.open_inspection(page.model.inspection(names(page).index("part_60.png")))
    assert window.current_page.id == "inspect"
    part = window.page("inspect").part
    qtbot.waitUntil(lambda: part.record is not None and part.record.path.name == "part_60.png", timeout=5000)
    assert not restored


def test_without_its_session_the_file_is_shown_or_what_became_of_it_is_said(
    filled, qtbot, data, monkeypatch, tmp_path
):
    window, page = filled
    for path in (data / "sessions").iterdir():
        path.unlink()
    said = messages(window)
    page.open_inspection(page.model.inspection(0))
    assert "is no longer there" in said[-1].text
    opened = []
    monkeypatch.setattr("gui.pages.history.show_file", lambda path: bool(opened.append(path)) or True)
    picture = tmp_path / "there.png"
    picture.write_bytes(b"")
    from dataclasses import replace

    there = replace(page.model.inspection(0), path=picture)
    page.open_inspection(there)
    assert opened == [picture]
    monkeypatch.setattr("gui.pages.history.show_file", lambda _path: False)
    page.open_inspection(there)
    assert said[-1].kind is Kind.WARNING


def test_the_menu_of_a_part(filled, data):
    _window, page = filled
    found = page.model.inspection(0)
    menu = page.menu(found)
    assert [action.isEnabled() for action in menu.actions()] == [True, True, True]
    menu.actions()[2].trigger()
    assert QGuiApplication.clipboard().text() == str(found.path)
    page._sessions = {}
    assert not page.menu(found).actions()[0].isEnabled()


def test_reading_anew_keeps_the_chosen_part(filled, qtbot, data):
    window, page = filled
    page.list.view._show(5)
    chosen = page.list.view.chosen()
    new = [Part(datetime.now().astimezone(), 20.0)] * 1
    make_session(data / "sessions", "more", new, RECIPE)
    page.feeder.rebuild()
    qtbot.waitUntil(lambda: page.model.rowCount() == 25, timeout=8000)
    settle(qtbot, window)
    assert page.list.view.chosen() == chosen


# ---- exporting


def test_what_is_listed_is_exported(filled, qtbot, tmp_path, idle):
    window, page = filled
    said = messages(window)
    page.list.buttons[Verdict.DEFECTIVE].click()
    settle(qtbot, window)
    target = tmp_path / "out.csv"
    page.export_to(target)
    idle(window)
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert [row["verdict"] for row in rows] == ["defective"] * 3
    assert rows[0]["recipe"] == "flange"
    assert "3 inspections were written" in said[-1].text
    page.export_to(tmp_path / "out.csv" / "no folder")
    idle(window)
    assert said[-1].kind is Kind.ERROR


def test_the_dialog_asks_where_to(filled, qtbot):
    window, page = filled
    page.head.export.click()
    dialog = window.findChild(QDialog, "historyExportDialog")
    assert dialog.isVisible()
    dialog.reject()


# ---- drift


def many_pictures(pictures, n: int, score: int, prefix: str):
    """So many pictures of one score."""
    made = []
    for number in range(n):
        letters = "".join(chr(97 + int(c)) for c in str(number))
        path = pictures(score)[0]
        made.append(path.rename(path.with_name(f"{prefix}{letters}_{score}.png")))
    return made


def before_drift(n: int = 120) -> list[list[Part]]:
    begin = TODAY - timedelta(days=2)
    return [[Part(begin + timedelta(seconds=i), 19.0 + i % 5) for i in range(n)]]


def test_drift_is_told_on_the_page_and_once_in_a_session(shown, data, recipe_file, pictures, idle, qtbot):
    fill(data, before_drift(), RECIPE)
    window, page = shown(recipe_file)
    said = messages(window)
    assert page.drift_banner.isHidden()
    assert "more good parts" in page.charts.drift.text()
    window.state.inspect(many_pictures(pictures, 60, 30, "a"))
    idle(window)
    qtbot.waitUntil(lambda: any("risen" in message.text for message in said), timeout=8000)
    settle(qtbot, window)
    (told,) = [message for message in said if "risen" in message.text]
    assert told.kind is Kind.WARNING
    assert told.action == "view.history"
    assert "Wilcoxon" in told.details
    assert told.hint == "Check light, lens and fixture before good parts are rejected."
    window.state.inspect(many_pictures(pictures, 60, 31, "b"))
    idle(window)
    settle(qtbot, window)
    assert len([message for message in said if "risen" in message.text]) == 1

    show_again(qtbot, window)
    assert not page.drift_banner.isHidden()
    assert page.drift_banner.text.text().startswith("The margins of good parts have risen: the last ")
    page.drift_banner.button.click()
    dialog = window.findChild(QDialog, "detailsDialog")
    assert "one is to be expected in 25,000 good parts" in " ".join(
        dialog.findChild(QPlainTextEdit).toPlainText().split()
    )
    dialog.close()


def test_few_parts_are_not_merged_again_and_again(
    shown, data, recipe_file, pictures, idle, qtbot, monkeypatch
):
    fill(data, before_drift(), RECIPE)
    window, _page = shown(recipe_file)
    merged = []
    merge = window.context.sessions.merge_now
    monkeypatch.setattr(window.context.sessions, "merge_now", lambda: (merged.append(1), merge()))
    for prefix in "abcd":
        window.state.inspect(many_pictures(pictures, 7, 30, prefix))
        idle(window)
    assert merged == [1], "once 25 are new"
    settle(qtbot, window)


def test_under_the_operator_lock_the_warning_leads_nowhere(shown, data, recipe_file, pictures, idle, qtbot):
    fill(data, before_drift(), RECIPE)
    window, page = shown(recipe_file)
    page.feeder._locked = lambda: True
    said = messages(window)
    window.state.inspect(many_pictures(pictures, 60, 30, "a"))
    idle(window)
    qtbot.waitUntil(lambda: any("risen" in message.text for message in said), timeout=8000)
    settle(qtbot, window)
    (told,) = [message for message in said if "risen" in message.text]
    assert told.action == ""


# ---- many


def test_a_hundred_thousand_are_on_screen(shown, data, qtbot, recipe_file):
    fill_many(data / "history.sqlite", 100_000, datetime.now().astimezone(), RECIPE)
    window, page = shown()
    page.head.spans.button(Span.ALL).click()
    settle(qtbot, window)
    assert page.model.rowCount() == 100_000
    assert page._overview.n == 100_000
    assert page.charts._dots.n_judged == 100_000
    assert page.charts.margins_note.text() == "1 in 17"
    view = page.list.view
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: view.chosen() is not None, timeout=5000)
    assert view.chosen().path.name == "0.png"
    assert view.verticalScrollBar().value() > 0
    # what is new on the list is looked at from its top
    page.list.buttons[Verdict.GOOD].click()
    settle(qtbot, window)
    assert view.verticalScrollBar().value() == 0
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen().verdict is Verdict.GOOD


def test_looking_is_in_both_themes(filled):
    window, page = filled
    for mode in ("dark", "light"):
        window.context.settings.change(theme=mode)
        ground = window.app.theme.colour("raised")
        assert page.charts.margins.backgroundBrush().color() == ground
        assert not page.grab().isNull()
    assert LIMITS.review_from < 1


def test_the_days_of_a_period_are_said():
    from gui.history.list_pane import ListPane

    day = date(2026, 3, 17)
    one, more = Period.of_days(day, day), Period.of_days(day, date(2026, 3, 22))
    assert ListPane._days_words(one) == "Tue 17 Mar 2026"
    assert ListPane._days_words(more) == "Tue 17 Mar 2026 – Sun 22 Mar 2026"


def test_history_is_read_on_no_thread_of_the_window(filled, monkeypatch, qtbot):
    """Everything that touches the file does so beside the main thread."""
    import threading

    window, page = filled
    threads = set()
    opened = History._open

    def noted(self, **more):
        threads.add(threading.current_thread())
        return opened(self, **more)

    monkeypatch.setattr(History, "_open", noted)
    page.refresh()
    page.feeder.bring_up_to_date()
    settle(qtbot, window)
    assert threads
    assert threading.main_thread() not in threads
