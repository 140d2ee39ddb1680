"""Killed without warning, again and again, in the middle of saving: what is older than a second is there."""

from __future__ import annotations

import random

from killing import AGE, kill_while_saving


def test_nothing_that_is_older_than_a_second_is_lost(tmp_path):
    moments = random.Random(7)
    seen = 0
    for number in range(6):
        outcome = kill_while_saving(tmp_path / f"{number}", moments.uniform(0.05, 0.6))
        assert outcome.integrity == "ok"
        assert outcome.lost_older_than(AGE) == []
        assert outcome.strange == []
        seen += outcome.n_given
    assert seen > 100  # or nothing was tested


def test_a_session_that_was_killed_goes_on(tmp_path):
    for _ in range(3):
        outcome = kill_while_saving(tmp_path / "again", 0.3)
        assert outcome.integrity == "ok"
        assert outcome.lost_older_than(AGE) == []
