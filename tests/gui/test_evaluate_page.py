"""The page for comparing verdicts with labels: a folder's, and a person's."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from inspect_samples import picture, pictures, spotted
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from quick_engine import FakeRecipe

from engine.errors import GonogoError
from engine.judging import rejudge
from engine.metrics import binomial_interval
from engine.types import Limits, OperatorVerdict, Verdict
from gui.evaluate.compared import Source
from gui.evaluate.worst import ALARMS, MISSES
from gui.pages import PAGES
from gui.viewer.message import Mood

GOOD = (20, 25, 31, 44)
CRACK = (90, 60, 38)
STAIN = (35, 120)
DASH = "–"


@pytest.fixture(autouse=True, scope="module")
def _loaded():
    """The library behind the intervals is loaded here, not while some test waits."""
    binomial_interval(0, 1)


@pytest.fixture
def page_ids():
    """Pages of the window; fewer are made sooner."""
    return ("start", "evaluate")


with_inspect = pytest.mark.parametrize("page_ids", [("start", "inspect", "evaluate")], ids=["with inspect"])


@pytest.fixture
def make_window(make_window, page_ids):
    pages = tuple(page for page in PAGES if page.id in page_ids)
    return lambda *argv, **more: make_window(*argv, **{"pages": pages, **more})


@pytest.fixture
def page(window, engine, recipe_file, qtbot, idle, monkeypatch):
    """The page, with a recipe whose limit is 40 and an engine that finds real regions."""
    monkeypatch.setattr(type(engine), "judge", staticmethod(spotted))
    window.state.open_recipe(recipe_file)
    idle(window)
    window.resize(1280, 720)
    window.show_page("evaluate")
    return window.page("evaluate")


@pytest.fixture
def folder(tmp_path) -> Path:
    """Four good parts and two kinds of defect, with masks for one of them."""
    place = tmp_path / "flange"
    pictures(place / "test" / "good", *GOOD)
    pictures(place / "test" / "crack", *CRACK)
    pictures(place / "test" / "stain", *STAIN)
    for score in CRACK:
        mask = np.zeros((48, 64), np.uint8)
        mask[10:24, 10:26] = 255
        path = place / "ground_truth" / "crack" / f"part_{score}_mask.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cv2.imencode(".png", mask)[1].tobytes())
    return place


@pytest.fixture
def evaluated(page, folder, window, idle):
    page.evaluating.evaluate_folder(folder)
    idle(window)
    assert page.stack.currentWidget() is page.columns
    return page


def limit(page, threshold: float, **more) -> Limits:
    state = page.state
    state.set_limits(replace(state.limits, image_threshold=threshold, **more))
    return state.limits


def names(page) -> list[str]:
    """Names of the worst parts, in their order."""
    model = page.worst.model
    return [model.index(row).data() for row in range(model.rowCount())]


def cells(page) -> list[list[str]]:
    """The table of the kinds, as it is seen."""
    model = page.kinds.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def dialog_of(window) -> QDialog | None:
    return window.findChild(QDialog, "labelledPartDialog")


def drop(window, *paths: Path) -> tuple[str, bool]:
    """Drop files in the middle of the window; what was promised, and whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = window.current_page.mapTo(window, window.current_page.rect().center())
    actions, buttons, keys = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dragEnterEvent(QDragEnterEvent(place, actions, mime, buttons, keys))
    words = window._overlay.text
    event = QDropEvent(QPointF(place), actions, mime, buttons, keys)
    window.dropEvent(event)
    return words, event.isAccepted()


# ---- before there is anything


def test_without_a_recipe_the_page_offers_to_open_one(window):
    window.show_page("evaluate")
    notice = window.page("evaluate").notice
    assert notice.isVisible()
    assert "Open a recipe" in notice.words.text()
    assert notice.buttons[0].isVisible()
    assert not notice.buttons[1].isVisible()
    assert not window.context.actions["evaluate.open"].isEnabled()


def test_with_a_recipe_it_says_what_to_drop(page):
    assert "labelled parts" in page.notice.words.text()
    assert "good" in page.notice.hint.text()
    assert page.context.actions["evaluate.open"].isEnabled()
    for name in ("again", "copy", "save"):
        assert not page.context.actions[f"evaluate.{name}"].isEnabled()
        assert not page.source.buttons[name].isEnabled()


def test_a_folder_without_a_recipe_is_not_lost_silently(window, folder, qtbot):
    window.show_page("evaluate")
    with qtbot.waitSignal(window.state.message) as told:
        window.page("evaluate").evaluating.evaluate_folder(folder)
    assert "no recipe" in told.args[0].text
    assert window.state.jobs.idle


# ---- a labelled folder


def test_the_figures_are_those_of_the_command_line(evaluated, folder):
    """The same comparison, asked of the engine itself."""
    figures, document = (
        evaluated.evaluating.figures,
        evaluated.evaluating.compared.document(Limits(40.0, 20.0)),
    )
    assert document["overkill_rate"] == figures.confusion.overkill_rate == 0.25
    assert document["escape_rate"] == figures.confusion.escape_rate == pytest.approx(2 / 5)
    assert document["directory"] == str(folder)
    assert document["image_auroc"] == evaluated.evaluating.compared.auroc
    assert document["overkill_interval"]["high"] == figures.overkill.high
    assert evaluated.figures.auroc.value.text() == f"{document['image_auroc']:.3f}"
    assert evaluated.figures.pixel_auroc.value.text() == f"{document['pixel_auroc']:.3f}"
    assert evaluated.figures.aupro.value.text() == f"{document['aupro']:.3f}"
    assert evaluated.figures.f1.value.text() == f"{document['image_f1']:.3f}"
    by_kind = {row[0]: row for row in cells(evaluated)}
    assert list(by_kind) == ["crack", "stain"]
    for kind, row in document["per_defect"].items():
        found, escaped = row["n"] - row["escapes"], row["escapes"]
        assert by_kind[kind][1:4] == [str(row["n"]), str(found), str(escaped)]
        assert by_kind[kind][5] == f"{row['image_auroc']:.3f}"
    assert by_kind["stain"][6:] == [DASH, DASH], "without masks there are no pixel figures"


def test_rates_are_said_in_one_sentence_each(evaluated):
    interval = binomial_interval(1, 4)
    words = evaluated.figures.overkill.sentence.text().replace("\u00a0", " ")
    ends = f"({100 * interval.low:.1f} to {100 * interval.high:.0f} %)"
    assert words == f"Of 4 good parts, 1 would be rejected: 25 % {ends}."
    words = evaluated.figures.escape.sentence.text().replace("\u00a0", " ")
    assert words.startswith("Of 5 defective parts, 2 would pass: 40 % (")
    assert evaluated.figures.overkill.value.text().replace("\u00a0", " ") == "25 %"


def test_labels_stand_against_three_verdicts(evaluated):
    limit(evaluated, 40.0, review_from=0.9)
    assert evaluated.figures.confusion.numbers == [["3", "0", "1", "0"], ["1", "1", "3", "0"]]
    assert "1 of those that pass is put up for review" in evaluated.figures.escape.sentence.text()


def test_everything_follows_the_limit_without_a_new_inspection(evaluated, engine, monkeypatch):
    monkeypatch.setattr(engine, "evaluate", None)
    limit(evaluated, 100.0)
    assert evaluated.figures.confusion.numbers == [["4", "0", "0", "0"], ["4", "0", "1", "0"]]
    assert [row[3] for row in cells(evaluated)] == ["3", "1"]
    assert names(evaluated) == ["part_35.png", "part_38.png", "part_60.png", "part_90.png"]
    assert "100" in evaluated.curves.sentences[0]
    evaluated.state.undo_stack.undo()
    assert names(evaluated) == ["part_35.png", "part_38.png"]


def test_a_limit_moved_on_another_page_is_there_when_one_comes_back(evaluated, window):
    window.show_page("start")
    limit(evaluated, 100.0)
    window.show_page("evaluate")
    assert evaluated.figures.confusion.numbers[1] == ["4", "0", "1", "0"]


def test_the_line_in_the_plot_is_dragged_in_one_step(evaluated, window):
    plot = evaluated.curves.rates
    QTest.qWaitForWindowExposed(window)
    stack = evaluated.state.undo_stack
    before = stack.count()
    y = plot.viewport().height() // 2
    start = QPointF(plot.place_of(40.0), y).toPoint()
    QTest.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for score in (50.0, 60.0, 70.0):
        QTest.mouseMove(plot.viewport(), QPointF(plot.place_of(score), y).toPoint())
    QTest.mouseRelease(
        plot.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(plot.place_of(70.0), y).toPoint()
    )
    assert evaluated.state.limits.image_threshold == pytest.approx(70.0, rel=0.02)
    assert stack.count() == before + 1
    stack.undo()
    assert evaluated.state.limits.image_threshold == 40.0


def test_a_press_beside_the_line_moves_nothing(evaluated):
    plot = evaluated.curves.rates
    beside = QPointF(plot.place_of(90.0), plot.viewport().height() / 2).toPoint()
    QTest.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    QTest.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert evaluated.state.limits.image_threshold == 40.0


def test_arrow_keys_move_the_limit(evaluated):
    QTest.keyClick(evaluated.curves.rates, Qt.Key.Key_Right)
    assert evaluated.state.limits.image_threshold == pytest.approx(40.4)
    QTest.keyClick(evaluated.curves.rates, Qt.Key.Key_Left)
    assert evaluated.state.limits.image_threshold == pytest.approx(40.0)


@pytest.mark.parametrize("threshold", [10.0, 20.0, 31.0, 37.9, 38.0, 44.0, 89.0, 120.0, 500.0])
@pytest.mark.parametrize("area", [0, 60])
def test_the_curves_say_what_the_verdicts_say(evaluated, threshold, area):
    limits = limit(evaluated, threshold, min_area=area)
    records = [rejudge(r, limits) for r in evaluated.evaluating.compared.records]
    good = [r for r in records if r.path.parent.name == "good"]
    bad = [r for r in records if r.path.parent.name != "good"]
    overkill, escape = evaluated.curves.rates.rates_at(threshold)
    assert overkill == sum(r.verdict is Verdict.DEFECTIVE for r in good) / 4
    assert escape == pytest.approx(sum(r.verdict is not Verdict.DEFECTIVE for r in bad) / 5)


def test_a_minimum_area_is_said_and_counted(evaluated):
    areas = [r.largest_area for r in evaluated.evaluating.compared.records]
    limit(evaluated, 30.0, min_area=max(areas))
    notes = evaluated.figures.notes.text()
    assert "no limit rejects them" in notes
    assert "scores alone" in notes
    limit(evaluated, 30.0, min_area=max(areas), pixel_threshold=25.0)
    assert "Evaluate again" in evaluated.figures.notes.text()
    limit(evaluated, 30.0, min_area=0, pixel_threshold=25.0)
    assert evaluated.figures.notes.text() == ""


# ---- which limit


def test_the_limit_that_catches_all_is_found_used_and_undone(evaluated):
    question = evaluated.what_limit.catch
    assert question.point.image_threshold == 34.99
    words = question.answer.text().replace("\u00a0", " ")
    assert "All 5 defective parts are caught up to a limit of 34.99." in words
    assert "Of 4 good parts, 1 would be rejected: 25 %" in words
    assert "The recipe's 3 good parts say" in words
    question.button.click()
    assert evaluated.state.limits.image_threshold == 34.99
    assert evaluated.figures.confusion.numbers[1] == ["0", "0", "5", "0"]
    assert question.button.text() == "In use"
    assert not question.button.isEnabled()
    evaluated.state.undo_stack.undo()
    assert evaluated.state.limits.image_threshold == 40.0
    assert question.button.isEnabled()


def test_some_may_be_missed(evaluated):
    question = evaluated.what_limit.catch
    question.exceptions.setValue(1)
    assert question.point.image_threshold == 37.99
    assert "All but 1 of 5" in question.answer.text()
    assert question.exceptions.maximum() == 4


def test_the_limit_that_rejects_no_good_part(evaluated):
    question = evaluated.what_limit.spare
    assert question.point.image_threshold == 44.0
    assert "None of 4 good parts is rejected from a limit of 44 on." in question.answer.text()
    assert "2 would pass" in question.answer.text()
    question.button.click()
    assert evaluated.figures.confusion.numbers[0] == ["4", "0", "0", "0"]


def test_questions_without_an_answer_say_why(page, tmp_path, window, idle):
    pictures(tmp_path / "only" / "good", 20, 30)
    page.evaluating.evaluate_folder(tmp_path / "only")
    idle(window)
    assert "no defective parts to catch" in page.what_limit.catch.answer.text()
    assert not page.what_limit.catch.button.isEnabled()
    assert page.figures.escape.value.text() == DASH
    assert page.figures.auroc.value.text() == DASH
    assert "nothing can be said about misses" in page.figures.escape.sentence.text()
    assert page.curves.sentences[1] == "This needs good parts and defective parts."
    assert cells(page) == []


# ---- the worst parts


def test_misses_and_false_alarms_worst_first(evaluated):
    assert evaluated.worst.choice.value() == MISSES
    assert names(evaluated) == ["part_35.png", "part_38.png"]
    assert evaluated.worst.choice.button(MISSES).text() == "Misses 2"
    assert evaluated.worst.choice.button(ALARMS).text() == "False alarms 1"
    evaluated.worst.choice.button(ALARMS).click()
    assert names(evaluated) == ["part_44.png"]
    said = evaluated.worst.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "part_44.png, labelled good, judged defective, 1.10 × the limit"
    limit(evaluated, 50.0)
    assert evaluated.worst.choice.value() == ALARMS, "what somebody chose stays"
    assert evaluated.worst._none.isVisible()


def test_a_missed_part_opens_with_what_was_marked_on_it(evaluated, window, qtbot):
    view = evaluated.worst.view
    view.setCurrentIndex(evaluated.worst.model.index(1))
    QTest.keyClick(view, Qt.Key.Key_Return)
    dialog = dialog_of(window)
    assert dialog.record.path.name == "part_38.png"
    qtbot.waitUntil(lambda: dialog.viewer.part is not None and dialog.viewer.part.anomaly_map is not None)
    assert dialog.viewer.part.truth.sum() == 14 * 16
    assert dialog.viewer.canvas.truth.lines
    qtbot.waitUntil(lambda: len(dialog.viewer.defects) > 0)
    assert "labelled crack" in dialog.words.text()
    assert dialog.verdict.verdict is Verdict.GOOD
    QTest.keyClick(dialog, Qt.Key.Key_Left)
    assert dialog.record.path.name == "part_35.png"
    assert not dialog.back.isEnabled()
    qtbot.waitUntil(lambda: dialog.viewer.part is not None and dialog.viewer.part.title.endswith("35.png"))
    assert dialog.viewer.part.truth is None
    dialog.accept()


def test_a_part_whose_file_is_gone_says_so(evaluated, window, qtbot, folder):
    (folder / "test" / "stain" / "part_35.png").unlink()
    evaluated.open_part(evaluated.worst.model.parts[0])
    dialog = dialog_of(window)
    message = dialog.viewer.message
    qtbot.waitUntil(lambda: message.isVisible() and message.mood is Mood.ERROR)
    assert "part_35.png" in message.accessibleName() + message.accessibleDescription()
    dialog.accept()


def test_a_heatmap_that_comes_after_the_window_was_closed_is_dropped(evaluated, window, qtbot, idle, engine):
    evaluated.open_part(evaluated.worst.model.parts[1])
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.viewer.part is not None)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    idle(window)  # an exception in Qt's event loop would fail the test


def test_a_mask_that_cannot_be_read_does_not_hide_the_part(evaluated, window, qtbot, folder):
    (folder / "ground_truth" / "crack" / "part_38_mask.png").write_bytes(b"no picture")
    evaluated.open_part(evaluated.worst.model.parts[1])
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.viewer.part is not None)
    assert dialog.viewer.part.truth is None
    assert "part_38_mask.png" in dialog.words.text()
    dialog.accept()


# ---- what goes wrong


def test_a_folder_that_is_not_labelled_is_explained(page, tmp_path, window, idle):
    pictures(tmp_path / "loose", 20, 30)
    page.evaluating.evaluate_folder(tmp_path / "loose")
    idle(window)
    assert page.stack.currentWidget() is page.notice
    assert "is not a labelled folder" in page.notice.words.text()
    assert "good" in page.notice.hint.text()
    assert page.notice.buttons[0].text() == "Choose a labelled folder…"


def test_a_failure_leaves_the_figures_of_before(evaluated, tmp_path, window, idle, qtbot):
    with qtbot.waitSignal(window.state.message) as told:
        evaluated.evaluating.evaluate_folder(tmp_path / "nowhere")
        idle(window)
    assert "does not exist" in told.args[0].text
    assert evaluated.stack.currentWidget() is evaluated.columns
    assert evaluated.figures.confusion.numbers[0] == ["3", "0", "1", "0"]


def test_a_fault_of_the_program_is_reported(page, folder, engine, window, qtbot, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "evaluate", broken)
    monkeypatch.setattr("gui.worker.log.error", lambda *_a, **_k: None)
    with qtbot.waitSignal(window.state.unexpected):
        page.evaluating.evaluate_folder(folder)
    qtbot.waitUntil(lambda: window.state.jobs.idle)
    assert not page.evaluating.busy


def test_while_it_runs_the_page_is_busy_and_can_be_stopped(page, folder, engine, window, idle, qtbot):
    engine.gate.clear()
    page.evaluating.evaluate_folder(folder)
    assert page.notice.isVisible()
    assert page.notice.bar.isVisible()
    assert page.notice.words.text().startswith("Evaluating")
    assert not page.context.actions["evaluate.again"].isEnabled()
    page.notice.buttons[0].click()
    idle(window)
    assert not page.evaluating.busy
    assert page.evaluating.compared is None
    assert not page.notice.bar.isVisible()
    assert page.notice.buttons[0].text() == f"Evaluate {folder.parent.name}/{folder.name}"


def test_parts_that_cannot_be_judged_are_left_out_and_counted(page, folder, window, idle):
    picture(folder / "test" / "stain" / "broken.png")
    page.evaluating.evaluate_folder(folder)
    idle(window)
    assert page.figures.confusion.numbers[1] == ["2", "0", "3", "1"]
    assert "1 could not be judged" in page.figures.notes.text()
    assert page.evaluating.compared.document(page.state.limits)["n_errors"] == 1


def test_masks_that_fit_no_picture_are_named(page, folder, window, idle, qtbot):
    for score in CRACK[:2]:
        (folder / "ground_truth" / "crack" / f"part_{score}_mask.png").write_bytes(b"no picture")
    with qtbot.waitSignal(window.state.message) as told:
        page.evaluating.evaluate_folder(folder)
        idle(window)
    assert "part_60_mask.png" in told.args[0].text
    assert "(1 more)" in told.args[0].text
    assert "part_90_mask.png" in told.args[0].details
    assert "2 files or masks could not be used" in page.figures.notes.text()


# ---- recipes change


def test_another_recipe_makes_a_folder_out_of_date(
    evaluated, window, idle, tmp_path, engine, monkeypatch, folder
):
    other = tmp_path / "other.gonogo"
    other.write_bytes(b"recipe")
    monkeypatch.setattr(
        engine, "load_recipe", lambda path: FakeRecipe(str(path.stem), loo_scores=(1.0, 2.0, 3.0))
    )
    window.state.open_recipe(other)
    idle(window)
    window.show_page("evaluate")
    assert evaluated.evaluating.compared is None
    assert "has changed since" in evaluated.notice.words.text()
    evaluated.notice.buttons[0].click()
    idle(window)
    assert evaluated.stack.currentWidget() is evaluated.columns
    assert evaluated.evaluating.folder == folder


def test_a_new_name_or_a_saved_file_changes_nothing(evaluated, window, idle):
    before = evaluated.evaluating.compared
    window.state.rename_recipe("another name")
    limit(evaluated, 41.0)
    window.state.save_recipe()
    idle(window)
    assert evaluated.evaluating.compared is before


def test_a_recipe_that_changed_meanwhile_is_not_credited(page, folder, engine, window, idle, monkeypatch):
    engine.gate.clear()
    page.evaluating.evaluate_folder(folder)
    state = page.state
    recipe = replace(state.recipe, loo_scores=(5.0, 6.0, 7.0))
    state._use(recipe, engine.summary(recipe), None)
    engine.gate.set()
    idle(window)
    assert page.evaluating.compared is None
    assert page.evaluating.outdated


# ---- by operator verdicts


@pytest.fixture
def reviewed(page, window, tmp_path, idle):
    """Parts inspected here; the first two called good, the next two defective, one unsure, one undecided."""
    window.state.inspect(pictures(tmp_path / "parts", 22, 47, 33, 80, 25, 29))
    idle(window)
    state = window.state
    state.judge([0, 1], OperatorVerdict.GOOD)
    state.judge([2, 3], OperatorVerdict.DEFECTIVE)
    state.judge([4], OperatorVerdict.UNSURE)
    window.show_page("evaluate")
    page.source.choice.button(Source.VERDICTS).click()
    return page


@with_inspect
def test_nobody_has_decided_yet(page):
    page.source.choice.button(Source.VERDICTS).click()
    assert "Nobody has called a part" in page.notice.words.text()
    page.notice.buttons[0].click()
    assert page.window().current_page.id == "inspect"


def test_operator_verdicts_are_labels_at_once(reviewed):
    assert reviewed.stack.currentWidget() is reviewed.columns
    assert reviewed.figures.confusion.numbers == [["1", "0", "1", "0"], ["1", "0", "1", "0"]]
    assert reviewed.figures.aupro.value.text() == DASH
    notes = reviewed.figures.notes.text()
    assert "1 nobody has decided on" in notes
    assert "1 somebody was unsure of" in notes
    assert reviewed.source.place.accessibleName() == "2 good and 2 defective parts"
    assert not reviewed.source.buttons["again"].isVisible()


def test_they_follow_what_is_said_later(reviewed, window, qtbot):
    window.show_page("start")
    window.state.judge([5], OperatorVerdict.GOOD)
    window.show_page("evaluate")
    assert reviewed.figures.confusion.numbers[0] == ["2", "0", "1", "0"]
    window.state.undo_stack.undo()
    qtbot.waitUntil(lambda: reviewed.figures.confusion.numbers[0] == ["1", "0", "1", "0"])


def test_parts_taken_off_the_list_are_gone(reviewed, window, qtbot):
    window.state.remove_results([1])
    qtbot.waitUntil(lambda: reviewed.figures.confusion.numbers[0] == ["1", "0", "0", "0"])
    window.state.clear_results()
    qtbot.waitUntil(lambda: reviewed.stack.currentWidget() is reviewed.notice)


@with_inspect
def test_a_part_is_shown_where_it_was_inspected(reviewed, window):
    assert names(reviewed) == ["part_33.png"]
    inspect = window.page("inspect")
    inspect.results.search.setText("nothing like it")
    QTest.keyClick(reviewed.worst.view, Qt.Key.Key_Down)
    reviewed.worst.view.setCurrentIndex(reviewed.worst.model.index(0))
    QTest.keyClick(reviewed.worst.view, Qt.Key.Key_Return)
    assert window.current_page is inspect
    place = inspect.results.view.place()
    assert inspect.model.record(place).path.name == "part_33.png"


def test_the_document_of_operator_verdicts(reviewed):
    limits = reviewed.state.limits
    document = reviewed.evaluating.compared.document(limits)
    assert document["directory"] is None
    assert document["n_unlabelled"] == 2
    assert (document["n_good"], document["n_defective"]) == (2, 2)
    assert document["overkill_rate"] == 0.5
    assert document["aupro"] is None


def test_both_sources_are_kept(reviewed, folder, window, idle):
    reviewed.evaluating.evaluate_folder(folder)
    idle(window)
    assert reviewed.figures.confusion.numbers[0] == ["3", "0", "1", "0"]
    reviewed.source.choice.button(Source.VERDICTS).click()
    assert reviewed.figures.confusion.numbers[0] == ["1", "0", "1", "0"]
    reviewed.source.choice.button(Source.FOLDER).click()
    assert reviewed.figures.confusion.numbers[0] == ["3", "0", "1", "0"]


# ---- dropping, copying, saving


def test_one_folder_dropped_here_is_evaluated(page, folder, window, idle):
    words, taken = drop(window, folder)
    assert taken
    assert words.startswith("Compare the verdicts of")
    idle(window)
    assert page.stack.currentWidget() is page.columns


def test_pictures_dropped_here_are_inspected_as_everywhere(page, tmp_path, window, idle):
    words, taken = drop(window, *pictures(tmp_path / "parts", 22))
    assert taken
    assert words.startswith("Inspect")
    idle(window)
    assert len(window.state.results) == 1


def test_the_evaluation_is_copied_as_text(evaluated):
    evaluated.context.actions["evaluate.copy"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "Overkill rate\t25 %\t0.6 to 81 %" in lines
    assert any(line.startswith("crack\t3\t2\t1\t0\t") for line in lines)
    assert any("34.99" in line for line in lines)
    assert "\u00a0" not in QGuiApplication.clipboard().text()


def test_the_evaluation_is_saved_as_the_command_line_does(evaluated, tmp_path, window, idle):
    limit(evaluated, 100.0)
    target = tmp_path / "figures"
    evaluated.evaluating.save(target)
    idle(window)
    document = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert document["escape_rate"] == pytest.approx(4 / 5)
    assert document["image_threshold"] == 100.0
    assert document == json.loads(json.dumps(evaluated.evaluating.compared.document(evaluated.state.limits)))


def test_a_place_that_cannot_be_written_is_said(evaluated, tmp_path, window, idle, qtbot):
    (tmp_path / "file").write_text("in the way")
    with qtbot.waitSignal(window.state.message) as told:
        evaluated.evaluating.save(tmp_path / "file" / "figures.json")
        idle(window)
    assert told.args[0].kind == "error"


def test_the_folder_and_the_layout_are_remembered(evaluated, make_window, folder, window):
    evaluated.columns.setSizes([420, 700])
    evaluated.columns.splitterMoved.emit(420, 1)
    settings = window.context.settings
    assert settings.view("evaluate.folder") == str(folder)
    assert settings.view("evaluate.columns") == evaluated.columns.sizes()
    settings.save()
    other = make_window()
    assert other.page("evaluate").evaluating.folder == folder


# ---- many parts


def test_thousands_of_parts_follow_the_limit(page, window, idle, engine, monkeypatch):
    from engine.evaluation import Evaluation, PixelFigures
    from engine.labels import LabelledPicture
    from engine.types import InspectionResult

    rng = np.random.default_rng(1)
    scores = np.concatenate([rng.normal(25, 4, 4000), rng.normal(60, 15, 1000)]).clip(1)
    kinds = ["good"] * 4000 + ["crack"] * 1000
    limits = page.state.limits
    parts = [Path(f"/nowhere/{kind}/{n}.png") for n, kind in enumerate(kinds)]
    results = tuple(
        InspectionResult(path, Verdict.GOOD, limits, width=64, height=48, score=float(score))
        for path, score in zip(parts, scores, strict=True)
    )
    pixels = PixelFigures(None, None, None, 0, 0)
    labelled = tuple(LabelledPicture(path, kind) for path, kind in zip(parts, kinds, strict=True))
    made = Evaluation(Path("/nowhere"), limits, labelled, results, pixels, {"crack": pixels})
    monkeypatch.setattr(engine, "evaluate", lambda *_: made)
    page.evaluating.evaluate_folder(Path("/nowhere"))
    idle(window)
    for threshold in (30.0, 45.0, 60.0):
        limit(page, threshold)
        overkill, escape = page.curves.rates.rates_at(threshold)
        assert overkill == pytest.approx((scores[:4000] > threshold).mean())
        assert escape == pytest.approx((scores[4000:] <= threshold).mean())
    corners, _ = page.curves.rates._series[1].curve.getData()
    assert len(corners) < 6000, "no more corners than can be seen"
    assert page.worst.model.rowCount() == 200


def test_an_error_of_the_engine_names_the_folder(page, engine, window, idle, monkeypatch, folder):
    def refuse(*_args):
        raise GonogoError("The folder is locked.", "Unlock it.", folder)

    monkeypatch.setattr(engine, "evaluate", refuse)
    page.evaluating.evaluate_folder(folder)
    idle(window)
    assert page.notice.words.text() == "The folder is locked."
    assert page.notice.hint.text() == "Unlock it."
