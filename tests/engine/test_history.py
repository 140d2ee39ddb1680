"""The history of all inspections: merging is harmless to repeat, and every question counts right."""

from __future__ import annotations

import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from session_samples import (
    LIMITS,
    RECIPE,
    anything,
    new_session,
    paths,
    result,
    reviews,
    said,
    saved,
    tampered,
)

from engine.errors import GonogoError, SessionError
from engine.judging import verdict
from engine.metrics import binomial_interval
from engine.session import SessionWriter, delete, load
from engine.session import writer as module
from engine.session.history import History
from engine.types import OperatorVerdict, Review, Verdict

GOOD, DEFECTIVE, UNSURE = OperatorVerdict.GOOD, OperatorVerdict.DEFECTIVE, OperatorVerdict.UNSURE
FLANGE = RECIPE[2]
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def history(tmp_path) -> History:
    return History(tmp_path / "data" / "history.sqlite")


@pytest.fixture
def at(monkeypatch):
    """Set what a writer takes for now."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(module.time, "time_ns", lambda: int(moment.timestamp() * 1000) * 1_000_000)

    set_clock(NOON)
    return set_clock


@pytest.fixture
def session(tmp_path, at) -> Path:
    """Five parts: good, defective, in the review band, an error, and a good one far below the limit."""
    path = new_session(tmp_path)
    found = [result(1, 20.0), result(2, 60.0), result(3, 38.0), result(4, None), result(5, 10.0)]
    saved(
        path,
        set_recipe=(None, *RECIPE),
        set_limits=replace(LIMITS, review_from=0.9),
        add=list(enumerate(found, 1)),
        set_reviews=[(1, said(GOOD)), (2, said(GOOD, "only Dust")), (5, said(DEFECTIVE)), (3, said(UNSURE))],
    )
    return path


def numbers(found) -> list[int]:
    return [one.key for one in found]


# --- merging -----------------------------------------------------------------------------------------------


def test_a_session_is_taken_over_as_it_is(history, session):
    assert history.merge(session) == 5
    newest = history.inspections(FLANGE)
    assert numbers(newest) == [5, 4, 3, 2, 1]
    dusty = newest[3]
    assert (dusty.path, dusty.score, dusty.image_threshold, dusty.margin) == (
        Path("/parts/part-2.png"),
        60,
        40,
        1.5,
    )
    assert (dusty.verdict, dusty.review) == (Verdict.DEFECTIVE, said(GOOD, "only Dust"))
    assert (dusty.session_name, dusty.session_id) == ("monday", load(session).id)
    assert dusty.recipe_sha256 == RECIPE[0]
    assert datetime.fromisoformat(dusty.at) == NOON
    assert newest[2].verdict is Verdict.REVIEW
    error = newest[1]
    assert (error.verdict, error.score, error.margin, error.review) == (Verdict.ERROR, None, None, Review())


def test_merging_twice_is_merging_once(history, session):
    assert history.merge(session) == 5
    before = history.inspections(FLANGE)
    assert history.merge(session) == 0
    saved(session, set_view={"x": 1})  # another revision of the same parts
    assert history.merge(session) == 0
    assert history.inspections(FLANGE) == before


def test_what_changed_since_is_taken_over(history, session):
    history.merge(session)
    saved(
        session,
        set_reviews=[(1, said(DEFECTIVE, "bent")), (2, Review())],
        set_limits=replace(LIMITS, image_threshold=15.0),
        replace=[(5, result(5, 12.0))],
        add=[(6, result(6, 30.0))],
        set_name="tuesday",
    )
    assert history.merge(session) == 1
    found = {one.key: one for one in history.inspections(FLANGE)}
    assert [found[key].verdict for key in (1, 2, 3, 4, 5, 6)] == [
        Verdict.DEFECTIVE,
        Verdict.DEFECTIVE,
        Verdict.DEFECTIVE,
        Verdict.ERROR,
        Verdict.GOOD,
        Verdict.DEFECTIVE,
    ]
    assert found[1].review == said(DEFECTIVE, "bent")
    assert found[2].review == Review()
    assert (found[5].score, found[5].margin) == (12, 12 / 15)
    assert found[1].session_name == "tuesday"


def test_what_was_taken_off_or_deleted_stays(history, session, at):
    saved(session, remove=[1])
    assert history.merge(session) == 5
    at(NOON + timedelta(hours=1))
    saved(session, clear=(), add=[(1, result(7)), (2, result(8))])
    assert history.merge(session) == 2
    delete(session)
    assert history.count(FLANGE) == 7
    assert [one.path.name for one in history.inspections(FLANGE)][:2] == ["part-8.png", "part-7.png"]


def test_a_part_that_is_put_back_is_no_other_inspection(history, session, at):
    history.merge(session)
    saved(session, remove=[2])
    history.merge(session)
    at(NOON + timedelta(hours=1))
    saved(session, add=[(2, result(2, 60.0))], set_reviews=[(2, said(GOOD))])
    assert history.merge(session) == 0
    assert history.count(FLANGE) == 5


def test_parts_of_an_earlier_recipe_keep_their_limits(history, session, at):
    at(NOON + timedelta(hours=1))
    saved(
        session,
        clear=(),
        set_recipe=(None, "", "gear", "other"),
        set_limits=replace(LIMITS, image_threshold=1.0, pixel_threshold=1.0),
        add=[(1, result(1, 20.0))],
    )
    assert history.merge(session) == 6
    assert [one.verdict for one in history.inspections("other")] == [Verdict.DEFECTIVE]
    # their own limits, which have no review band
    assert history.count(FLANGE, verdict=Verdict.REVIEW) == 0
    assert history.count(FLANGE, verdict=Verdict.GOOD) == 3
    assert {one.image_threshold for one in history.inspections(FLANGE)} == {40.0}


def test_a_session_without_recipe_and_limits_is_taken_over(history, tmp_path):
    path = new_session(tmp_path)
    saved(path, add=[(1, result(1, 60.0))])
    assert history.merge(path) == 1
    assert [one.verdict for one in history.inspections("")] == [Verdict.DEFECTIVE]
    assert history.recipes()[0].id == ""


def test_a_session_that_is_being_written_can_be_merged(history, session):
    writer = SessionWriter(session, pytest.fail)
    writer.add([(9, result(9))])
    assert writer.flush()
    assert history.merge(session) == 6
    assert writer.close()


def test_deleting_a_session_forgets_it_until_it_is_merged_again(history, session, tmp_path):
    other = new_session(tmp_path, "other")
    saved(other, set_recipe=(None, *RECIPE), add=[(1, result(1))])
    history.merge(session)
    history.merge(other)
    assert history.delete(load(session).id) == 5
    assert history.delete("none") == 0
    assert history.count(FLANGE) == 1
    assert history.merge(session) == 5


quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
parts = st.lists(
    st.tuples(paths, st.none() | st.floats(0, 100), reviews, st.integers(0, 100)), min_size=1, max_size=4
)


@quick
@given(states=st.lists(parts, min_size=1, max_size=3), name=anything)
def test_the_history_is_that_of_the_sessions_last_state(states, name):
    """Whatever was merged in between, and however often."""
    with tempfile.TemporaryDirectory() as folder:
        path, history = new_session(Path(folder)), History(Path(folder) / "history")
        once = History(Path(folder) / "once")
        saved(path, set_recipe=(None, *RECIPE), set_limits=LIMITS, set_name=name)
        n = 0
        for state in states:
            rows = [
                (k, replace(result(0, s), path=p, largest_area=a)) for k, (p, s, _r, a) in enumerate(state)
            ]
            saved(
                path,
                add=rows[n:],
                replace=rows[:n],
                set_reviews=[(key, review) for key, (_p, _s, review, _a) in enumerate(state)],
            )
            n = max(n, len(rows))
            history.merge(path)
            history.merge(path)
        once.merge(path)
        found = history.inspections(FLANGE)
        assert found == once.inspections(FLANGE)
        session = load(path)
        assert sorted(numbers(found)) == session.keys
        for one in found:
            part = session.results[one.key]
            assert (one.path, one.score) == (part.path, part.score)
            assert one.review == session.reviews.get(one.key, Review())
            if one.score is not None:
                assert one.verdict is verdict(one.score, part.largest_area, LIMITS)
            # what can be seen can be searched for
            word = part.path.name.split()
            assert one in history.inspections(FLANGE, search=" ".join(word))


# --- questions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"verdict": Verdict.GOOD}, [5, 1]),
        ({"verdict": Verdict.DEFECTIVE}, [2]),
        ({"verdict": Verdict.REVIEW}, [3]),
        ({"verdict": Verdict.ERROR}, [4]),
        ({"operator": GOOD}, [2, 1]),
        ({"operator": UNSURE}, [3]),
        ({"operator": GOOD, "verdict": Verdict.GOOD}, [1]),
        ({"disagreeing": True}, [5, 2]),
        ({"disagreeing": True, "verdict": Verdict.GOOD}, [5]),
        ({"search": "part-3"}, [3]),
        ({"search": "DUST parts"}, [2]),
        ({"search": "dust part-3"}, []),
        ({"search": "Monday"}, [5, 4, 3, 2, 1]),
        ({"search": "MON part-3"}, [3]),
        ({"search": "tuesday"}, []),
        ({"search": "%"}, []),
        ({"search": "part_3"}, []),
        ({"search": "' OR 1=1 --"}, []),
        ({"since": NOON}, [5, 4, 3, 2, 1]),
        ({"until": NOON}, []),
        ({"since": NOON + timedelta(seconds=1)}, []),
        ({"since": NOON - timedelta(days=1), "until": NOON + timedelta(days=1)}, [5, 4, 3, 2, 1]),
        ({"since": (NOON + timedelta(seconds=1)).astimezone().replace(tzinfo=None)}, []),
    ],
)
def test_questions_are_answered(history, session, question, answer):
    history.merge(session)
    assert numbers(history.inspections(FLANGE, **question)) == answer
    assert history.count(FLANGE, **question) == len(answer)
    assert history.inspections("another recipe", **question) == []
    assert history.count("another recipe", **question) == 0


def test_answers_come_in_portions(history, session):
    history.merge(session)
    portions = [numbers(history.inspections(FLANGE, limit=2, offset=o)) for o in (0, 2, 4, 6)]
    assert portions == [[5, 4], [3, 2], [1], []]
    assert history.inspections(FLANGE, limit=-1) == []


def test_umlauts_are_found_whatever_their_case(history, tmp_path):
    path = new_session(tmp_path)
    saved(path, add=[(1, result(1, folder="/Prüfung ÄÖ"))], set_reviews=[(1, said(None, "Straße"))])
    history.merge(path)
    for search in ("PRÜFUNG", "äö", "strasse", "STRASSE prüf"):
        assert history.count("", search=search) == 1


def test_names_of_sessions_are_found_whatever_their_case(history, tmp_path):
    for number, name in enumerate(("Spätschicht", "Frühschicht")):
        path = new_session(tmp_path, name)
        saved(path, add=[(1, result(number))])
        history.merge(path)
    for search, found in (("SPÄT", 1), ("frühSCHICHT", 1), ("schicht", 2), ("spät früh", 0)):
        assert history.count("", search=search) == found


def test_recipes_are_listed_last_used_first(history, session, tmp_path, at):
    at(NOON + timedelta(days=1))
    other = new_session(tmp_path, "other")
    saved(other, set_recipe=(None, "", "gear", "g"), add=[(1, result(1)), (2, result(2))])
    history.merge(session)
    history.merge(other)
    found = history.recipes()
    assert [(one.id, one.name, one.n) for one in found] == [("g", "gear", 2), (FLANGE, "flange", 5)]
    assert datetime.fromisoformat(found[0].first) == NOON + timedelta(days=1)
    saved(session, set_recipe=(None, "12" * 32, "flange B", FLANGE))
    history.merge(session)
    saved(session, add=[(8, result(8))])
    history.merge(session)
    assert [one.name for one in history.recipes()] == ["flange B", "gear"]


def test_an_empty_history_has_no_answers(history):
    assert history.recipes() == []
    assert history.inspections("x") == []
    assert history.count("x") == 0
    assert history.per_day("x") == []
    assert [column.shape for column in history.margins("x")] == [(0,)] * 3
    assert [column.shape for column in history.good_parts("x")] == [(0,)] * 3


# --- days and margins --------------------------------------------------------------------------------------


def days_of(history, tz):
    return [(day.day, day.n) for day in history.per_day("", tz=tz)]


def test_days_begin_at_midnight_where_one_is(history, tmp_path, at):
    path = new_session(tmp_path)
    at(datetime(2026, 3, 28, 23, 30, tzinfo=UTC))
    saved(path, add=[(1, result(1))])
    at(datetime(2026, 3, 29, 18, 0, tzinfo=UTC))
    saved(path, add=[(2, result(2))])
    history.merge(path)
    assert days_of(history, UTC) == [(date(2026, 3, 28), 1), (date(2026, 3, 29), 1)]
    assert days_of(history, ZoneInfo("Europe/Berlin")) == [(date(2026, 3, 29), 2)]  # the clock is changed
    assert days_of(history, timezone(timedelta(hours=6, minutes=15))) == [
        (date(2026, 3, 29), 1),
        (date(2026, 3, 30), 1),
    ]
    local = {datetime(2026, 3, 28, 23, 30, tzinfo=UTC).astimezone().date()}
    assert local <= {day for day, _n in days_of(history, None)}


def test_a_day_counts_verdicts_and_says_how_sure_the_share_is(history, session):
    history.merge(session)
    (day,) = history.per_day(FLANGE, tz=UTC)
    assert (day.day, day.n) == (date(2026, 1, 31), 5)
    assert (day.n_good, day.n_review, day.n_defective, day.n_error) == (2, 1, 1, 1)
    assert (day.share, day.interval) == (1 / 4, binomial_interval(1, 4))
    assert history.per_day(FLANGE, since=NOON + timedelta(seconds=1)) == []
    assert history.per_day(FLANGE, until=NOON) == []


def test_a_day_of_errors_has_no_share(history, tmp_path):
    path = new_session(tmp_path)
    saved(path, add=[(1, result(1, None))])
    history.merge(path)
    (day,) = history.per_day("")
    assert (day.n, day.n_error, day.share, day.interval) == (1, 1, None, None)


def test_margins_come_in_the_order_of_time(history, session):
    history.merge(session)
    times, margins, codes = history.margins(FLANGE)
    assert times.tolist() == [NOON.timestamp()] * 4
    assert margins.tolist() == [0.5, 1.5, 0.95, 0.25]
    assert codes.tolist() == [0, 2, 1, 0]
    assert (times.dtype, margins.dtype, codes.dtype) == (np.float64, np.float64, np.uint8)
    assert history.margins(FLANGE, since=NOON + timedelta(seconds=1)).times.size == 0


def test_many_margins_are_thinned_evenly(history, tmp_path):
    path = new_session(tmp_path)
    saved(path, add=[(n, result(n, n / 10)) for n in range(1000)])
    history.merge(path)
    margins = history.margins("", most=101).margins
    assert margins.size == 101
    assert (margins[0], margins[-1]) == (0, 99.9 / 40)
    steps = np.diff(margins) * 400
    assert steps.min() > 9 - 1e-6
    assert steps.max() < 11 + 1e-6


def test_good_parts_are_those_nobody_found_fault_with(history, session):
    # 1 good by both, 2 defective but called good, 3 for review, 4 error, 5 good but called defective
    history.merge(session)
    assert history.good_parts(FLANGE).scores.tolist() == [20, 60]
    saved(session, set_reviews=[(5, Review()), (3, said(GOOD))])
    history.merge(session)
    assert history.good_parts(FLANGE).scores.tolist() == [20, 60, 38, 10]
    assert history.good_parts(FLANGE).margins.tolist() == [0.5, 1.5, 0.95, 0.25]
    assert history.good_parts(FLANGE, until=NOON).scores.size == 0


# --- what goes wrong ---------------------------------------------------------------------------------------


def test_a_missing_or_damaged_session_is_told_and_the_history_stays(history, session, tmp_path):
    history.merge(session)
    with pytest.raises(SessionError, match="does not exist"):
        history.merge(tmp_path / "none")
    tampered(session, "UPDATE session SET revision = 99", "UPDATE result SET verdict = 7")
    with pytest.raises(SessionError, match="monday") as caught:
        history.merge(session)
    assert caught.value.path == session
    assert history.count(FLANGE) == 5


@pytest.mark.parametrize("change", ["at = -1", "at = 'x'", "recipe = 99", "said = 9", "limits = 99"])
def test_a_session_with_impossible_values_is_refused_whole(history, session, change):
    tampered(session, f"UPDATE result SET {change} WHERE key = 3")
    with pytest.raises(SessionError, match="damaged"):
        history.merge(session)
    assert history.recipes() == []


def test_a_damaged_history_is_put_aside_and_begins_anew(history, session):
    history.merge(session)
    history.path.write_bytes(b"\xa5" * 20_000)
    with pytest.raises(SessionError, match="put aside") as caught:
        history.count(FLANGE)
    assert caught.value.path.read_bytes() == b"\xa5" * 20_000
    assert history.count(FLANGE) == 0
    assert history.merge(session) == 5


@pytest.mark.parametrize(
    "change",
    ["verdict = 7", "verdict = 'x'", "said = -1", "score = 'x'", "margin = 9e999", "at = -5", "path = x'ff'"],
)
def test_a_history_with_impossible_values_is_put_aside(history, session, change):
    history.merge(session)
    tampered(history.path, f"UPDATE inspection SET {change}")
    with pytest.raises(SessionError, match="put aside"):
        history.inspections(FLANGE)
    assert history.recipes() == []


def test_a_newer_history_is_told_and_left_alone(history, session):
    history.merge(session)
    tampered(history.path, "PRAGMA user_version = 9")
    for act in (history.recipes, lambda: history.merge(session)):
        with pytest.raises(SessionError, match="newer version"):
            act()
    tampered(history.path, "PRAGMA user_version = 1")
    assert history.count(FLANGE) == 5


def test_a_session_is_no_history(session):
    with pytest.raises(SessionError, match="not a Gonogo history"):
        History(session).recipes()
    assert len(load(session).keys) == 5


def test_a_history_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(GonogoError) as caught:
        History(tmp_path / "file" / "history").recipes()
    assert caught.value.hint


def test_a_merge_that_fails_changes_nothing(history, session, monkeypatch):
    history.recipes()
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        monkeypatch.setattr("engine.session.schema._WAIT", 0.01)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SessionError, match="another program"):
            history.merge(session)
        other.execute("ROLLBACK")
    assert history.merge(session) == 5


def test_sessions_can_be_merged_at_the_same_time(history, tmp_path):
    made = [new_session(tmp_path, f"{n}") for n in range(4)]
    for path in made:
        saved(path, add=[(n, result(n)) for n in range(50)])
    with ThreadPoolExecutor(4) as pool:  # one of them makes the file
        assert list(pool.map(history.merge, made)) == [50] * 4
    assert history.count("") == 200
