# ruff: noqa: F811 - fixtures are asked for by their names
"""Learning from operator verdicts: worked out, shown, and put in force only after a yes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from inspect_fixtures import inspect, make_window, page  # noqa: F401

from engine.types import OperatorVerdict
from gui.dialogs.learn import LearnDialog

GOOD, DEFECTIVE, _UNSURE = OperatorVerdict


@pytest.fixture
def parts(inspect, page):
    """Four parts: good, defective, good, defective."""
    inspect(20, 45, 30, 80)
    return page


def dialog(page, qtbot):
    qtbot.waitUntil(lambda: page.window().findChild(LearnDialog) is not None, timeout=5000)
    return page.window().findChild(LearnDialog)


def test_confirmed_good_parts_change_the_recipe_after_a_yes(parts, qtbot, window, idle):
    parts.state.judge([1], GOOD)
    parts.context.actions["part.add_confirmed"].trigger()
    asked = dialog(parts, qtbot)
    assert parts.state.limits.image_threshold == 40.0
    assert len(parts.state.recipe.images) == 3
    said = []
    parts.state.message.connect(said.append)
    asked.accept()
    idle(window)

    assert len(parts.state.recipe.images) == 4
    assert parts.state.limits.image_threshold == 50.0
    assert parts.state.results.review(1).verdict is GOOD
    assert "4 good parts" in said[-1].text


def test_a_no_leaves_everything_as_it_was(parts, qtbot, window, idle):
    parts.state.judge([1], GOOD)
    parts.context.actions["part.add_confirmed"].trigger()
    dialog(parts, qtbot).reject()
    idle(window)

    assert len(parts.state.recipe.images) == 3
    assert parts.state.limits.image_threshold == 40.0
    assert not parts.state.unsaved


def test_without_confirmed_parts_there_is_nothing_to_learn(parts):
    action = parts.context.actions["part.add_confirmed"]
    assert not action.isEnabled()
    parts.state.judge([1], DEFECTIVE)
    assert not action.isEnabled()
    parts.state.judge([1], GOOD)
    assert action.isEnabled()


def test_parts_that_are_in_the_recipe_are_not_added_twice(parts, monkeypatch):
    learning = parts.window()._commands.learning
    known = parts.state.results[0].sha256
    monkeypatch.setattr(
        type(parts.state),
        "recipe",
        property(lambda _self: SimpleNamespace(images=[SimpleNamespace(sha256=known)])),
    )
    said = []
    parts.state.message.connect(said.append)
    parts.state.judge([0], GOOD)
    assert learning.confirmed() == []
    learning.add_confirmed()
    assert "already" in said[-1].text


def test_only_parts_of_the_recipe_can_be_taken_out(parts, qtbot):
    said = []
    parts.state.message.connect(said.append)
    parts.context.actions["part.remove_from_recipe"].trigger()
    assert "not made from" in said[-1].text
