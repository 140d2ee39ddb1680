from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.models.arrangement import MARGIN, NAME, VERDICT, Names, Wish, arrange

scores = st.one_of(st.none(), st.floats(0.01, 1e4))
rows = st.lists(st.tuples(st.integers(0, 30), scores, st.integers(0, 2)), max_size=40)


def made(parts):
    names = Names()
    names.extend([Path(f"/parts/a{number}.png") for number, _s, _c in parts])
    values = np.array([np.nan if s is None else s for _n, s, _c in parts], np.float64)
    codes = np.array([3 if s is None else c for _n, s, c in parts], np.uint8)
    return names, values, codes


@given(
    rows, st.sampled_from([None, 0, 1, 2, 3]), st.sampled_from([None, NAME, MARGIN, VERDICT]), st.booleans()
)
def test_every_list_holds_exactly_the_wanted_rows_in_the_wanted_order(parts, code, column, descending):
    names, values, codes = made(parts)

    listed = arrange(Wish(code, (), column, descending), names, values, codes)

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


def test_names_are_sorted_as_people_count_and_then_by_folder():
    names = Names()
    paths = ["b/part_10.png", "a/part_10.png", "c/part_2.png", "c/Part_1.png"]
    names.extend([Path(path) for path in paths])

    order = arrange(Wish(column=NAME), names, np.ones(4), np.zeros(4, np.uint8))

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

    assert arrange(Wish(words=words), names, np.ones(4), np.zeros(4, np.uint8)).tolist() == found


def test_new_names_are_sorted_among_the_old_ones():
    names = Names()
    names.extend([Path("b.png")])
    assert names.ranks().tolist() == [0]
    names.extend([Path("a.png")])
    assert names.ranks().tolist() == [1, 0]
    names.clear()
    assert len(names) == 0
    assert len(names.ranks()) == 0
