"""One entry an action: in a menu, on the sheet, with keys of its own."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from gui.actions import ACTIONS, MENUS, Actions
from gui.icons import Icons
from gui.pages import PAGES
from gui.theme import Theme


@pytest.fixture
def actions(qtbot):
    theme = Theme("light")
    theme.apply()
    icons = Icons(theme)
    made = Actions(icons)
    yield made
    made.deleteLater()


def test_ids_are_unique_and_begin_with_something_known():
    assert max(Counter(spec.id for spec in ACTIONS).values()) == 1
    assert all("." in spec.id for spec in ACTIONS)


def test_no_two_actions_share_a_key():
    keys = Counter(QKeySequence(key).toString() for spec in ACTIONS for key in spec.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []
    assert "" not in keys, "a key that Qt does not know"


def test_every_action_is_in_a_menu_and_has_a_key():
    for spec in ACTIONS:
        assert spec.menu in MENUS
        assert spec.shortcuts, spec.id


def test_every_menu_has_actions(actions):
    listed = [action.objectName() for menu in MENUS for section in actions.menu(menu) for action in section]
    assert sorted(listed) == sorted(spec.id for spec in ACTIONS)


def test_texts_are_sentence_case_and_say_when_they_ask_for_more():
    for spec in ACTIONS:
        words = spec.text.rstrip("…").split()
        assert spec.text[0].isupper()
        allowed = {"I", "PIN", "Gonogo", "(100"}
        assert all(word.islower() or word in allowed or not word.isalpha() for word in words[1:]), spec.text


def test_pages_have_an_action_with_the_keys_of_their_place():
    specs = {spec.id: spec for spec in ACTIONS}
    for number, page in enumerate(PAGES, 1):
        assert specs[f"view.{page.id}"].shortcuts == (f"Ctrl+{number}",)
        assert specs[f"view.{page.id}"].text == page.word
        assert specs[f"view.{page.id}"].icon == page.icon


def test_nothing_can_be_chosen_before_somebody_takes_it(actions):
    assert not any(actions[spec.id].isEnabled() for spec in ACTIONS)
    done = []
    actions.connect("help.about", lambda: done.append(1))
    actions["help.about"].trigger()
    assert done == [1]


def test_an_action_of_a_page_works_only_there(actions):
    done = []
    actions.connect("part.good", lambda: done.append(1))
    assert not actions["part.good"].isEnabled()
    actions.set_page("inspect")
    assert actions["part.good"].isEnabled()
    actions["part.good"].trigger()
    actions.set_page("train")
    actions["part.good"].trigger()
    assert done == [1]


def test_enabling_holds_across_pages(actions):
    actions.connect("part.good", lambda: None)
    actions.set_page("inspect")
    actions.set_enabled("part.good", False)
    assert not actions["part.good"].isEnabled()
    actions.set_page("train")
    actions.set_enabled("part.good", True)
    assert not actions["part.good"].isEnabled()
    actions.set_page("inspect")
    assert actions["part.good"].isEnabled()


def test_a_switch_tells_its_state_but_only_when_a_person_flips_it(actions):
    states = []
    actions.connect("view.heatmap", states.append)
    actions.set_page("inspect")
    actions.set_checked("view.heatmap", True)
    assert states == []
    actions["view.heatmap"].trigger()
    assert states == [False]


def test_switches_of_a_group_exclude_each_other(actions):
    actions.set_checked("view.theme_dark", True)
    actions.set_checked("view.theme_light", True)
    assert not actions["view.theme_dark"].isChecked()


def test_tips_name_the_keys(actions):
    assert "Ctrl+S" in actions["recipe.save"].toolTip()
    assert all(actions[spec.id].statusTip() for spec in ACTIONS)


def test_an_unknown_action_is_an_error(actions):
    with pytest.raises(KeyError):
        actions["no.such"]
    assert "no.such" not in actions
