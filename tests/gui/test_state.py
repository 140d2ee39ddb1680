"""The state does what pages ask, through the worker, and changes only when a job has ended."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from engine.errors import GonogoError
from engine.judging import VERDICTS, verdicts
from engine.types import InspectionResult, Limits, OperatorVerdict, Verdict
from gui.dropping import Drop, Intent
from gui.messages import Kind
from gui.paths import DataPaths
from gui.results import Results
from gui.settings import SettingsStore
from gui.state import AppState
from gui.worker import JobQueue


@pytest.fixture
def state(qtbot, tmp_path, engine):
    paths = DataPaths(tmp_path / "data")
    jobs = JobQueue()
    made = AppState(engine, jobs, SettingsStore(paths.settings), paths)
    made.messages = []
    made.message.connect(made.messages.append)
    made.pages = []
    made.page_wanted.connect(made.pages.append)
    yield made
    engine.gate.set()
    made.shut_down()
    assert jobs.wait(5000)


@pytest.fixture
def settle(qtbot, state):
    return lambda: qtbot.waitUntil(lambda: state.jobs.idle, timeout=5000)


@pytest.fixture
def opened(state, settle, recipe_file):
    state.open_recipe(recipe_file)
    settle()
    return state


def scores(state) -> list[float]:
    return [state.results[row].score for row in range(len(state.results))]


def test_opening_a_recipe(state, settle, recipe_file, qtbot, engine):
    with qtbot.waitSignals([state.recipe_changed, state.limits_changed]):
        state.open_recipe(recipe_file)
    settle()
    assert state.summary.name == "housing"
    assert state.recipe_path == recipe_file
    assert state.limits == Limits(40.0, 20.0)
    assert not state.unsaved
    assert state.pages == ["inspect"]
    assert state.settings.value.recent_recipes == (str(recipe_file),)
    assert threading.get_ident() not in engine.threads


@pytest.mark.parametrize("content", [None, b"garbage"])
def test_a_recipe_that_cannot_be_opened_leaves_the_old_one(opened, settle, tmp_path, content, recipe_file):
    bad = tmp_path / "bad.gonogo"
    if content is not None:
        bad.write_bytes(content)
    opened.open_recipe(bad)
    settle()
    assert opened.recipe_path == recipe_file
    assert [message.kind for message in opened.messages] == [Kind.ERROR]
    assert "bad.gonogo" in opened.messages[0].text
    assert opened.messages[0].hint
    assert str(bad) not in opened.settings.value.recent_recipes


def test_inspecting_streams_results_with_verdicts_and_maps(opened, settle, pictures):
    added = []
    opened.results_added.connect(lambda first, count: added.append((first, count)))
    opened.inspect(pictures(10, 39, 41))
    settle()
    assert scores(opened) == [10, 39, 41]
    assert [opened.results.verdict(row) for row in range(3)] == [
        Verdict.GOOD,
        Verdict.GOOD,
        Verdict.DEFECTIVE,
    ]
    assert sum(count for _first, count in added) == 3
    assert opened.map_of(2)[0, 0] == 41
    assert all(opened.results[row].anomaly_map is None for row in range(3))


def test_inspecting_again_adds_at_the_end(opened, settle, pictures):
    opened.inspect(pictures(10))
    opened.inspect(pictures(20, 30))
    settle()
    assert scores(opened) == [10, 20, 30]


def test_inspecting_without_a_recipe_waits_for_one(state, settle, pictures, recipe_file):
    state.inspect(pictures(10, 50))
    settle()
    assert len(state.results) == 0
    assert state.messages[0].action == "recipe.open"
    state.open_recipe(recipe_file)
    settle()
    assert scores(state) == [10, 50]


def test_inspecting_while_a_recipe_is_being_opened_uses_that_one(opened, settle, pictures, tmp_path):
    other = tmp_path / "other.gonogo"
    other.write_bytes(b"recipe")
    opened.open_recipe(other)
    opened.inspect(pictures(10))
    settle()
    assert opened.summary.name == "other"
    assert scores(opened) == [10]


def test_missing_files_and_empty_folders_are_told(opened, settle, tmp_path):
    (tmp_path / "empty").mkdir()
    opened.inspect([tmp_path / "empty", tmp_path / "no.png"])
    settle()
    assert len(opened.results) == 0
    message = opened.messages[0]
    assert message.kind is Kind.WARNING
    assert "(1 more)" in message.text
    assert "no.png" in message.details


def test_a_file_that_cannot_be_judged_is_a_result(opened, settle, tmp_path):
    (tmp_path / "damaged.png").write_bytes(b"")
    opened.inspect([tmp_path / "damaged.png"])
    settle()
    assert opened.results.verdict(0) is Verdict.ERROR
    assert np.isnan(opened.results.scores[0])
    assert opened.messages == []


def test_cancelling_keeps_what_was_found(opened, settle, pictures, engine, qtbot):
    engine.gate.clear()
    stopping = []
    opened.stopping_changed.connect(stopping.append)
    with qtbot.waitSignal(opened.progressed):
        opened.inspect(pictures(*range(10, 30)))
    opened.cancel()
    assert stopping[-1] is True
    settle()
    assert stopping[-1] is False
    assert len(opened.results) == 0
    assert opened.messages == []
    engine.gate.set()
    opened.inspect(pictures(10))
    settle()
    assert scores(opened) == [10]


def test_moving_a_limit_judges_everything_anew_and_can_be_undone(opened, settle, pictures):
    opened.inspect(pictures(10, 30, 50))
    settle()
    opened.set_limits(Limits(20.0, 20.0))
    assert [opened.results.verdict(row) for row in range(3)] == [Verdict.GOOD] + [Verdict.DEFECTIVE] * 2
    assert opened.unsaved
    opened.undo_stack.undo()
    assert opened.limits == Limits(40.0, 20.0)
    assert opened.results.counts()[Verdict.DEFECTIVE] == 1
    assert not opened.unsaved
    opened.undo_stack.redo()
    assert opened.results.counts()[Verdict.DEFECTIVE] == 2


def test_one_drag_is_one_step_and_another_drag_another(opened):
    for value in (39.0, 38.0, 37.0):
        opened.set_limits(Limits(value, 20.0), gesture=1)
    for value in (36.0, 35.0):
        opened.set_limits(Limits(value, 20.0), gesture=2)
    opened.set_limits(Limits(34.0, 20.0))
    opened.set_limits(Limits(33.0, 20.0))
    seen = []
    while opened.undo_stack.canUndo():
        opened.undo_stack.undo()
        seen.append(opened.limits.image_threshold)
    assert seen == [34.0, 35.0, 37.0, 40.0]


def test_dragging_there_and_back_leaves_no_step(opened):
    opened.set_limits(Limits(39.0, 20.0), gesture=1)
    opened.set_limits(Limits(40.0, 20.0), gesture=1)
    assert not opened.undo_stack.canUndo()
    assert not opened.unsaved


def test_back_to_calibrated(opened):
    opened.set_limits(Limits(11.0, 3.0, 50, 0.5))
    opened.reset_limits()
    assert opened.limits == Limits(40.0, 20.0, 0, 1.0)


def test_good_parts_are_found_and_listed_once(state, settle, pictures):
    files = pictures(1, 2, 3, folder="good")
    state.add_good([files[0].parent])
    state.add_good([files[1]])
    settle()
    assert state.good_images == tuple(files)


def test_training_makes_the_recipe_that_is_used(state, settle, pictures, engine, qtbot):
    state.set_good_images(pictures(1, 2, 3))
    with qtbot.waitSignal(state.training_changed):
        state.train(engine.settings(name="lid"))
    settle()
    assert state.summary.name == "lid"
    assert state.recipe_path is None
    assert state.unsaved
    assert state.training is engine.trainings[0]


def test_training_again_closes_the_training_before(state, settle, pictures, engine):
    state.set_good_images(pictures(1, 2))
    state.train(engine.settings())
    state.train(engine.settings())
    settle()
    assert [training.closed for training in engine.trainings] == [True, False]
    state.shut_down()
    assert [training.closed for training in engine.trainings] == [True, True]


def test_cancelling_a_training_leaves_everything_as_it_was(
    opened, settle, pictures, engine, qtbot, recipe_file
):
    engine.gate.clear()
    opened.set_good_images(pictures(1, 2))
    with qtbot.waitSignal(opened.progressed):
        opened.train(engine.settings())
    opened.cancel()
    settle()
    assert opened.recipe_path == recipe_file
    assert opened.training is None
    assert engine.trainings == []


def test_excluding_from_the_training_keeps_name_and_file(state, settle, pictures, engine, tmp_path):
    state.set_good_images(pictures(1, 2, 3))
    state.train(engine.settings(name="lid"))
    settle()
    state.rename_recipe("left lid")
    state.save_recipe(tmp_path / "lid")
    settle()
    assert (tmp_path / "lid.gonogo").exists()
    assert not state.unsaved
    state.exclude_from_training([1])
    settle()
    assert state.summary.name == "left lid"
    assert state.limits.image_threshold == 39.0
    assert state.recipe_path == tmp_path / "lid.gonogo"
    assert state.unsaved


def test_saving_keeps_the_limits_in_force(opened, settle, recipe_file, engine):
    opened.set_limits(Limits(30.0, 20.0))
    opened.save_recipe()
    settle()
    assert opened.recipe.limits == Limits(30.0, 20.0)
    assert not opened.unsaved
    assert opened.messages[-1].kind is Kind.SUCCESS


def test_results_of_a_job_queued_behind_saving_are_kept(opened, settle, pictures):
    opened.set_limits(Limits(30.0, 20.0))
    opened.save_recipe()
    opened.inspect(pictures(10))
    settle()
    assert scores(opened) == [10]


def test_a_name_that_cannot_be_is_refused(opened):
    opened.rename_recipe("   ")
    assert opened.summary.name == "housing"
    assert opened.messages[-1].kind is Kind.ERROR


def test_a_proposed_change_of_the_recipe_waits_for_a_yes(opened, settle, pictures, qtbot):
    parts = pictures(10, 45, 60)
    opened.inspect(parts)
    settle()
    assert opened.results.counts()[Verdict.DEFECTIVE] == 2
    opened.judge([1], OperatorVerdict.GOOD)
    with qtbot.waitSignal(opened.proposed) as got:
        opened.propose(add=[parts[1]])
    settle()
    assert opened.limits.image_threshold == 40.0
    assert opened.results.counts()[Verdict.DEFECTIVE] == 2
    assert got.args[0].proposal.changes.n_changed == 1

    changed = []
    opened.results_changed.connect(lambda first, count: changed.append((first, count)))
    with qtbot.waitSignal(opened.recipe_updated):
        opened.accept(got.args[0])
    settle()
    assert opened.unsaved
    assert opened.recipe_reason == "added 1 good part"
    assert opened.results.review(1).verdict is OperatorVerdict.GOOD
    assert opened.limits.image_threshold == 50.0
    assert opened.results.counts()[Verdict.DEFECTIVE] == 1
    assert len(opened.results) == 3
    assert sum(count for _first, count in changed) == 3
    assert opened.summary.name == "housing"


def test_parts_that_came_while_a_change_was_worked_out_are_judged_by_it_too(opened, settle, pictures, qtbot):
    parts = pictures(10, 45)
    opened.inspect(parts)
    settle()
    with qtbot.waitSignal(opened.proposed) as got:
        opened.propose(add=[parts[1]])
    opened.inspect(pictures(49, folder="more"))
    settle()
    assert opened.results.counts()[Verdict.DEFECTIVE] == 2
    opened.accept(got.args[0])
    settle()
    assert opened.results.counts()[Verdict.DEFECTIVE] == 0
    assert opened.results[2].limits.image_threshold == 50.0


def test_a_change_of_a_recipe_that_is_no_longer_open_is_dropped(opened, settle, pictures, recipe_file, qtbot):
    opened.inspect(pictures(10))
    settle()
    with qtbot.waitSignal(opened.proposed) as got:
        opened.propose(add=pictures(45))
    opened.open_recipe(recipe_file)
    settle()
    opened.accept(got.args[0])
    assert opened.limits.image_threshold == 40.0
    assert not opened.unsaved


def test_a_map_that_was_forgotten_is_made_again(opened, settle, pictures, qtbot):
    opened.inspect(pictures(10))
    settle()
    opened.maps.clear()
    assert opened.map_of(0) is None
    with qtbot.waitSignal(opened.map_ready):
        opened.request_map(0)
        opened.request_map(0)
    assert opened.map_of(0)[0, 0] == 10
    assert opened.busy is None


def test_removing_and_clearing_results(opened, settle, pictures, qtbot):
    opened.inspect(pictures(10, 50, 60))
    settle()
    opened.remove_results([1])
    assert scores(opened) == [10, 60]
    assert list(opened.results.codes) == [0, 2]
    opened.clear_results()
    assert len(opened.results) == 0
    opened.set_limits(Limits(5.0, 5.0))


def test_the_sample_goes_all_the_way(state, settle, qtbot):
    state.try_sample()
    settle()
    qtbot.waitUntil(lambda: state.jobs.idle and len(state.results) == 2)
    assert len(state.good_images) == 3
    assert state.results.counts()[Verdict.DEFECTIVE] == 1


def test_unexpected_failures_are_told_apart(opened, settle, pictures, engine, qtbot):
    engine.failure = ZeroDivisionError("oops")
    with qtbot.waitSignal(opened.unexpected) as told:
        opened.inspect(pictures(10))
    assert isinstance(told.args[0].error, ZeroDivisionError)
    assert opened.messages == []
    engine.failure = GonogoError("No.", "Try again.")
    opened.inspect(pictures(10))
    settle()
    assert opened.messages[-1].text == "No."


def test_pasted_pictures_become_files(state, settle):
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    kept = []
    state.take_picture(picture, kept.append)
    state.take_picture(picture, kept.append)
    settle()
    assert len(set(kept)) == 2
    for path in kept:
        assert path.parent == state.paths.pasted
        assert QImage(str(path)).pixelColor(3, 3).name() == "#336699"


def test_an_empty_picture_is_refused(state, settle):
    state.take_picture(QImage(), lambda path: pytest.fail("kept"))
    settle()
    assert state.messages[-1].kind is Kind.ERROR


def test_recent_recipes_that_are_gone_are_marked(opened, settle, recipe_file, tmp_path, qtbot):
    opened.settings.add_recent(tmp_path / "gone.gonogo")
    with qtbot.waitSignal(opened.recent_changed) as told:
        opened.look_up_recent()
    assert [(recent.path.name, recent.missing) for recent in told.args[0]] == [
        ("gone.gonogo", True),
        ("housing.gonogo", False),
    ]


@pytest.mark.parametrize(
    ("intent", "result"),
    [(Intent.NOTHING, False), (Intent.GOOD, True), (Intent.INSPECT, True)],
)
def test_taking_drops(opened, settle, pictures, intent, result):
    assert opened.take(Drop(images=tuple(pictures(10))), intent) is result
    settle()
    assert len(opened.good_images) == (intent is Intent.GOOD)
    assert len(opened.results) == (intent is Intent.INSPECT)


def test_dropping_a_recipe_with_parts(state, settle, pictures, recipe_file):
    state.take(Drop(images=tuple(pictures(10)), recipes=(recipe_file,)), Intent.OPEN_AND_INSPECT)
    settle()
    assert state.summary.name == "housing"
    assert scores(state) == [10]


LIMIT = st.floats(0.1, 1e4)


@given(
    values=st.lists(st.tuples(st.none() | st.floats(0, 1e5), st.integers(0, 10**6)), max_size=600),
    old=LIMIT,
    new=LIMIT,
    area=st.integers(0, 1000),
    cut=st.integers(0, 600),
)
def test_judging_anew_equals_judging_at_once(values, old, new, area, cut):
    from pathlib import Path

    limits = Limits(new, 1.0, area, 0.8)
    records = [
        InspectionResult(Path(f"{n}.png"), Verdict.GOOD, limits, score=score, largest_area=largest)
        for n, (score, largest) in enumerate(values)
    ]
    results = Results()
    results.append(records[:cut], Limits(old, 1.0))
    results.append(records[cut:], Limits(old, 1.0))
    results.rejudge(limits)
    expected = verdicts(
        np.array([np.nan if r.score is None else r.score for r in records]),
        np.array([r.largest_area for r in records], np.int64),
        limits,
    )
    assert list(results.codes) == list(expected)
    assert sum(results.counts().values()) == len(records)
    for row in range(0, len(records), 97):
        assert results.verdict(row) is VERDICTS[expected[row]]
    gone = list(range(0, len(records), 3))
    results.remove(gone)
    kept = [code for row, code in enumerate(expected) if row % 3]
    assert list(results.codes) == kept


def test_views_of_results_cannot_be_written():
    from pathlib import Path

    results = Results()
    results.append([InspectionResult(Path("a.png"), Verdict.GOOD, Limits(1, 1), score=1.0)], Limits(1, 1))
    with pytest.raises(ValueError, match="read-only"):
        results.scores[0] = 5
    results.append([InspectionResult(Path("b.png"), Verdict.GOOD, Limits(1, 1), score=2.0)], Limits(1, 1))
    assert list(results.scores) == [1, 2]
