"""Killed without warning, again and again, in the middle of saving: what is older than a second is there."""

from __future__ import annotations

import random

from killing import AGE, kill_while_saving


def test_nothing_that_is_older_than_a_second_is_lost(tmp_path):
    moments = random.Random(7)
    old_enough = 0
    for number in range(6):
        # every second one goes on with what the one before left
        outcome = kill_while_saving(tmp_path / f"{number // 2}", moments.uniform(AGE + 0.05, AGE + 0.5))
        assert outcome.integrity == "ok"
        assert outcome.lost_older_than(AGE) == []
        assert outcome.strange == []
        old_enough += sum(age > AGE for _key, _serial, age in outcome.given)
    assert old_enough > 20  # or nothing was tested
