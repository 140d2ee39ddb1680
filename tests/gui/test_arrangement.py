from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.review import disagreements
from gui.models.arrangement import MARGIN, NAME, SAID, VERDICT, Facts, Names, Said, Wish, arrange

scores = st.one_of(st.none(), st.floats(0.01, 1e4))
rows = st.lists(st.tuples(st.integers(0, 30), scores, st.integers(0, 2), st.integers(0, 3)), max_size=40)


def made(parts):
    names = Names()
    names.extend([Path(f"/parts/a{number}.png") for number, *_ in parts])
    values = np.array([np.nan if s is None else s for _n, s, *_ in parts], np.float64)
    codes = np.array([3 if s is None else c for _n, s, c, _w in parts], np.uint8)
    said = np.array([word for *_, word in parts], np.uint8)
    return Facts(names, values, codes, said, noted=[row for row in range(len(parts)) if row % 3 == 1])


def facts_of(names):
    n = len(names)
    return Facts(names, np.ones(n), np.zeros(n, np.uint8), np.zeros(n, np.uint8))


@given(
    rows, st.sampled_from([None, 0, 1, 2, 3]), st.sampled_from([None, NAME, MARGIN, VERDICT]), st.booleans()
)
def test_every_list_holds_exactly_the_wanted_rows_in_the_wanted_order(parts, code, column, descending):
    facts = made(parts)
    codes = facts.codes

    listed = arrange(Wish(code, column=column, descending=descending), facts)

    wanted = [row for row in range(len(parts)) if code is None or codes[row] == code]
    sign = -1 if descending else 1
    last = float("inf")
    keys = {
        None: lambda row: 0,
        NAME: lambda row: sign * parts[row][0],
        MARGIN: lambda row: last if parts[row][1] is None else sign * parts[row][1],
        VERDICT: lambda row: (
            sign * int(codes[row]),
            last if parts[row][1] is None else sign * parts[row][1],
        ),
    }
    assert listed.tolist() == sorted(wanted, key=keys[column])


@given(rows, st.sampled_from(Said))
def test_parts_are_listed_by_what_a_person_said_of_them(parts, said):
    facts = made(parts)
    wanted = {
        Said.ALL: lambda row: True,
        Said.UNDECIDED: lambda row: facts.said[row] in (0, 3),
        Said.DECIDED: lambda row: facts.said[row] in (1, 2),
        Said.UNSURE: lambda row: facts.said[row] == 3,
        Said.DISAGREE: lambda row: (facts.codes[row], facts.said[row]) in ((0, 2), (2, 1)),
        Said.NOTED: lambda row: row % 3 == 1,
    }[said]
    assert arrange(Wish(said=said), facts).tolist() == [row for row in range(len(parts)) if wanted(row)]


@given(rows)
def test_sorting_by_what_was_said_puts_differences_first(parts):
    facts = made(parts)
    listed = arrange(Wish(column=SAID), facts)
    differs = disagreements(facts.codes, facts.said)[listed]
    assert differs.tolist() == sorted(differs.tolist(), reverse=True)
    assert sorted(listed.tolist()) == list(range(len(parts)))


def test_names_are_sorted_as_people_count_and_then_by_folder():
    names = Names()
    paths = ["b/part_10.png", "a/part_10.png", "c/part_2.png", "c/Part_1.png"]
    names.extend([Path(path) for path in paths])

    order = arrange(Wish(column=NAME), facts_of(names))

    assert [paths[row] for row in order] == ["c/Part_1.png", "c/part_2.png", "a/part_10.png", "b/part_10.png"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("part",), [0, 1, 2]),
        (("scratch", "1"), [1]),
        (("chip/part",), [0]),
        (("nothing",), []),
        (("ä",), [3]),
    ],
)
def test_search_finds_all_words_in_name_and_folder(words, found):
    names = Names()
    names.extend([Path(p) for p in ("chip/part_1", "scratch/PART_12", "chips/part_3", "x/Ä.png")])

    assert arrange(Wish(words=words), facts_of(names)).tolist() == found


def test_new_names_are_sorted_among_the_old_ones():
    names = Names()
    names.extend([Path("b.png")])
    assert names.ranks().tolist() == [0]
    names.extend([Path("a.png")])
    assert names.ranks().tolist() == [1, 0]
    names.clear()
    assert len(names) == 0
    assert len(names.ranks()) == 0
