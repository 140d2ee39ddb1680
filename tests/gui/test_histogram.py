from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from gui.theme import Theme
from gui.widgets.axis import Axis
from gui.widgets.histogram import ScoreHistogram
from gui.widgets.log_slider import STEPS, LogSlider

values = st.lists(st.floats(1e-3, 1e5), min_size=1, max_size=30)


@given(values, values)
def test_every_score_and_line_is_on_the_axis_and_comes_back(scores, lines):
    axis = Axis.around(np.array(scores), tuple(lines))
    for score in [*scores, *lines]:
        share = float(axis.share(score))
        assert 0 < share < 1
        assert axis.score(share) == pytest.approx(score, rel=1e-6)


@given(values, st.integers(2, 12))
def test_ticks_are_on_the_axis_and_ascending(scores, most):
    axis = Axis.around(np.array(scores), ())
    ticks = axis.ticks(most)
    assert ticks == sorted(ticks)
    assert all(-1e-9 <= axis.share(tick) <= 1 + 1e-9 for tick in ticks)
    assert len(ticks) <= most + 2


def test_the_axis_is_logarithmic_only_where_it_must_be():
    assert not Axis.around(np.array([20.0, 60.0]), (40.0,)).log
    assert Axis.around(np.array([20.0, 600.0]), (40.0,)).log
    assert not Axis.around(np.array([np.nan, -1.0]), ()).log


@pytest.fixture
def histogram(qtbot):
    made = ScoreHistogram(Theme("light"))
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.set_good([20.0, 25.0, 31.0])
    made.set_parts([22.0, 90.0, np.nan, 45.0], [0, 2, 3, 2])
    made.set_lines(40.0, 36.0)
    made.show()
    qtbot.waitExposed(made)
    return made


def at(histogram, score, y=100):
    return QPoint(round(histogram.place_of(score)), y)


def test_counts_are_those_of_the_parts(histogram):
    assert histogram._good_bars.sum() == 3
    assert histogram._part_bars.sum(axis=0).tolist() == [1, 0, 2, 0]
    histogram.set_codes(np.array([0, 1, 3, 2], np.uint8))
    assert histogram._part_bars.sum(axis=0).tolist() == [1, 1, 1, 0]


@pytest.mark.parametrize(("line", "start"), [("limit_moved", 40.0), ("review_moved", 36.0)])
def test_lines_are_dragged(histogram, qtbot, line, start):
    moved, ended = [], []
    getattr(histogram, line).connect(moved.append)
    histogram.drag_ended.connect(lambda: ended.append(True))
    qtbot.mousePress(histogram, Qt.MouseButton.LeftButton, pos=at(histogram, start))
    qtbot.mouseMove(histogram, at(histogram, 60.0))
    qtbot.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=at(histogram, 60.0))
    step = histogram.axis.score(2 / 300) / histogram.axis.score(0)
    assert moved[-1] == pytest.approx(60.0, rel=step - 1 + 0.01)
    assert ended == [True]


def test_the_axis_stays_under_the_hand(histogram, qtbot):
    before = histogram.axis
    qtbot.mousePress(histogram, Qt.MouseButton.LeftButton, pos=at(histogram, 40.0))
    histogram.set_lines(500.0)
    assert histogram.axis == before
    qtbot.mouseRelease(histogram, Qt.MouseButton.LeftButton)
    assert histogram.axis.share(500.0) < 1


def test_a_drag_beyond_the_end_stays_at_the_end(histogram, qtbot):
    moved = []
    histogram.limit_moved.connect(moved.append)
    qtbot.mousePress(histogram, Qt.MouseButton.LeftButton, pos=at(histogram, 40.0))
    qtbot.mouseMove(histogram, QPoint(-500, 100))
    qtbot.mouseRelease(histogram, Qt.MouseButton.LeftButton)
    assert moved[-1] == pytest.approx(histogram.axis.low)


def test_a_press_beside_the_lines_takes_hold_of_nothing(histogram, qtbot):
    with qtbot.assertNotEmitted(histogram.drag_started):
        qtbot.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=at(histogram, 70.0))


def test_arrow_keys_move_the_lines(histogram, qtbot):
    with qtbot.waitSignal(histogram.limit_moved) as got:
        qtbot.keyClick(histogram, Qt.Key.Key_Right)
    assert got.args[0] == pytest.approx(40.4)
    with qtbot.waitSignal(histogram.review_moved) as got:
        qtbot.keyClick(histogram, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert got.args[0] == pytest.approx(36 / 1.01)


def test_it_is_said_what_is_shown(histogram):
    assert "0 of 3 good parts and 2 of 3 inspected parts" in histogram.accessibleDescription()


def test_without_scores_it_says_so_and_does_not_fall_over(qtbot):
    empty = ScoreHistogram(Theme("dark"))
    qtbot.addWidget(empty)
    empty.set_good([])
    empty.set_parts([], [])
    empty.set_lines(None)
    assert not empty.grab().isNull()
    qtbot.keyClick(empty, Qt.Key.Key_Left)


@given(st.floats(1e-3, 1e3), st.floats(1.5, 100), st.floats(0, 1), st.booleans())
def test_slider_places_and_values_belong_together(qapp, low, ratio, share, zero):
    slider = LogSlider(zero=zero)
    slider.set_ends(low, low * ratio)
    value = low * ratio**share
    assert slider.value_of(slider.step_of(value)) == pytest.approx(
        value, rel=ratio ** (1 / (STEPS - 1)) - 1 + 1e-9
    )
    if zero:
        assert slider.value_of(0) == 0
        assert slider.step_of(0) == 0


def test_the_slider_tells_only_of_people(qtbot):
    slider = LogSlider()
    qtbot.addWidget(slider)
    slider.set_ends(1, 100, notch=10)
    with qtbot.assertNotEmitted(slider.moved):
        slider.show_value(50)
        slider.show_value(1e9)
    with qtbot.waitSignal(slider.moved) as got:
        slider.setValue(500)
    assert got.args[0] == pytest.approx(10)
    with pytest.raises(ValueError, match="not so"):
        slider.set_ends(2, 1)
