"""Figures in words, and the curves as they are drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.metrics import Confusion, binomial_interval
from engine.operating_points import ExpectedRate
from engine.types import Interval
from gui.evaluate.steps import seen, steps
from gui.evaluate.wording import (
    escape_sentence,
    expected_sentence,
    figure,
    here_sentence,
    interval_words,
    overkill_sentence,
    percent,
    precision_sentence,
    roc_sentence,
)

quick = settings(max_examples=100, deadline=None)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "–"),
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.025, "2.5 %"),
        (0.0004, "0.04 %"),
        (1e-9, "0.01 %"),
        (0.3333, "33 %"),
        (0.98, "98 %"),
        (0.9999, "99.9 %"),
        (0.996, "99.6 %"),
    ],
)
def test_shares_in_percent(share, words):
    assert plain(percent(share)) == words


@quick
@given(st.floats(0, 1))
def test_only_all_is_all_and_only_none_is_none(share):
    number = float(percent(share, unit=False))
    assert (number == 100) == (share == 1)
    assert (number == 0) == (share == 0)
    assert number == pytest.approx(100 * share, abs=0.51)


def test_an_interval_is_said_with_one_unit():
    assert plain(interval_words(Interval(0.005, 0.071))) == "0.5 to 7.1 %"
    assert interval_words(None) == "–"


def test_the_sentence_of_the_good_parts():
    counts = Confusion(true_good=117, overkill=3, good_in_review=1)
    words = plain(overkill_sentence(counts, binomial_interval(3, 120)))
    assert words == (
        "Of 120 good parts, 3 would be rejected: 2.5 % (0.5 to 7.1 %). "
        "1 of those that pass is put up for review."
    )


def test_the_sentence_of_the_defective_parts():
    counts = Confusion(escape=2, true_defective=1998, defective_in_review=2)
    words = plain(escape_sentence(counts, binomial_interval(2, 2000)))
    assert words.startswith("Of 2,000 defective parts, 2 would pass: 0.1 % (")
    assert words.endswith("2 of those that pass are put up for review.")
    none = plain(escape_sentence(Confusion(true_defective=10), binomial_interval(0, 10)))
    assert none == "Of 10 defective parts, none would pass: 0 % (0 to 31 %)."


def test_single_parts_need_no_rate():
    one = binomial_interval(0, 1)
    assert overkill_sentence(Confusion(true_good=1), one) == "The only good part would pass."
    assert overkill_sentence(Confusion(overkill=1), one) == "The only good part would be rejected."
    assert escape_sentence(Confusion(true_defective=1), one) == "The only defective part is caught."


def test_what_is_undefined_is_said_to_be():
    assert "no good parts" in overkill_sentence(Confusion(), None)
    assert "no defective parts" in escape_sentence(Confusion(), None)
    assert roc_sentence(None) == "This needs good parts and defective parts."
    assert precision_sentence(Confusion(true_good=3)) == "This needs defective parts."
    assert precision_sentence(Confusion(escape=3)) == "No part is rejected at this limit."
    assert "–" in here_sentence(3.0, 0.1, None)


def test_an_area_is_one_only_if_it_is():
    assert figure(1.0) == "1.000"
    assert figure(0.99999) == "0.999"
    assert figure(None) == "–"
    assert "99.9" in roc_sentence(0.99999)
    assert "100" in roc_sentence(1.0)


@pytest.mark.parametrize(
    ("rate", "low", "high", "words"),
    [
        (0.01, 0.002, 0.05, "expect 1 in 100 good parts to be rejected (1 in 20 to 1 in 500)"),
        (0.01, 0.0, 0.05, "expect 1 in 100 good parts to be rejected, at most 1 in 20"),
        (1e-7, 0.0, 0.05, "fewer false alarms than 1 in 10,000 good parts, at most 1 in 20"),
        (0.95, 0.9, 1.0, "expect 95 % of good parts to be rejected (90 to 100 %)"),
    ],
)
def test_what_the_recipes_own_parts_say(rate, low, high, words):
    said = plain(expected_sentence(ExpectedRate(rate, Interval(low, high)), 160))
    assert said == f"The recipe's 160 good parts say: {words}."


RATES = hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(0, 1)).map(np.sort)


@quick
@given(RATES, st.data())
def test_a_rate_is_drawn_as_the_steps_it_makes(rates, data):
    places = np.sort(
        data.draw(hnp.arrays(np.float64, len(rates), elements=st.floats(0, 1), unique=True), label="places")
    )
    across, up = steps(places, rates)
    assert across[0] <= 0
    assert across[-1] >= 1
    assert (np.diff(across) >= 0).all()
    for i, place in enumerate(places):
        until = places[i + 1] if i + 1 < len(places) else across[-1]
        middle = (place + until) / 2
        if place < middle < until:
            assert np.interp(middle, across, up) == pytest.approx(rates[i])


@quick
@given(RATES)
def test_what_is_left_out_cannot_be_seen(rates):
    places = np.linspace(0, 1, len(rates))
    across, up = steps(places, rates)
    few_across, few_up = seen(across, up)
    assert len(few_across) <= len(across)
    assert (few_across[0], few_up[0]) == (across[0], up[0])
    assert (few_across[-1], few_up[-1]) == (across[-1], up[-1])
    for x, y in zip(across, up, strict=True):
        near = np.abs(few_across - x) + np.abs(few_up - y)
        assert near.min() < 2 / 2000
