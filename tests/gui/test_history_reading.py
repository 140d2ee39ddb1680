"""What is read of the history, and what is said of it: no window, no thread."""

from __future__ import annotations

import csv
import itertools
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from history_samples import LIMITS, RECIPE, Part, fill_many, make_session
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ExportError
from engine.metrics import binomial_interval
from engine.progress import Cancelled, CancelToken, silent
from engine.session.drift import FALSE_WARNING_PARTS
from engine.session.history import Day, GoodParts, History, Inspection
from engine.types import OperatorVerdict, RecipeSummary, Review, Verdict
from gui.history import reading
from gui.history.csv_file import COLUMNS, all_of, write_history
from gui.history.drifting import FIRST, Basis, read_drift, report_on, statistics_since
from gui.history.plots import share_step, share_top
from gui.history.reading import (
    LEAST_MEDIAN,
    MEDIANS,
    MOST_DOTS,
    Outdated,
    Unit,
    bars_of,
    pieces,
    read_dots,
    read_good_parts,
    read_overview,
    running_median,
)
from gui.history.time_axis import marks
from gui.history.wanted import Period, Span, Wanted, midnight
from gui.history.wording import (
    bar_words,
    dots_note,
    dots_tip,
    drift_advice,
    drift_details,
    drift_sentence,
    drift_status,
    percent,
)

UID = RECIPE[2]
NOON = datetime(2026, 3, 18, 12).astimezone()
dates = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def day(when: date, n: int = 10, n_defective: int = 1, n_error: int = 0) -> Day:
    judged = n - n_error
    return Day(
        when,
        n,
        judged - n_defective,
        0,
        n_defective,
        n_error,
        n_defective / judged if judged else None,
        binomial_interval(n_defective, judged) if judged else None,
    )


def never() -> bool:
    return False


# ---- spans


def test_a_span_is_whole_days_that_end_with_today():
    today = date(2026, 3, 18)
    assert Period.of_span(Span.TODAY, today) == Period(midnight(today), None)
    assert Period.of_span(Span.WEEK, today).since == midnight(date(2026, 3, 12))
    assert Period.of_span(Span.MONTH, today).since == midnight(date(2026, 2, 17))
    assert Period.of_span(Span.ALL, today) == Period()
    custom = Period.of_span(Span.CUSTOM, today, (date(2026, 1, 5), date(2026, 1, 5)))
    assert custom == Period(midnight(date(2026, 1, 5)), midnight(date(2026, 1, 6)))
    assert Period.of_span(Span.CUSTOM, today) == Period()


@settings(deadline=None)
@given(first=dates, last=dates)
def test_the_order_of_first_and_last_day_does_not_matter(first, last):
    period = Period.of_days(first, last)
    assert period == Period.of_days(last, first)
    assert period.until - period.since >= timedelta(hours=23)


def test_the_last_day_of_the_calendar_has_no_day_after_it():
    assert Period.of_days(date(2026, 1, 1), date.max).until is None


def test_what_narrows_the_list():
    wanted = Wanted("a", Period(NOON))
    assert not wanted.narrowed
    for more in (
        {"search": "x"},
        {"verdict": Verdict.GOOD},
        {"operator": OperatorVerdict.GOOD},
        {"disagreeing": True},
        {"days": Period(NOON, NOON)},
    ):
        assert wanted.changed(**more).narrowed
        assert wanted.changed(**more).all_of_span() == wanted
    assert wanted.changed(days=Period(None, NOON)).arguments()["until"] == NOON


# ---- pieces, bars, medians


@settings(deadline=None)
@given(
    counts=st.lists(st.integers(1, 5000), min_size=1, max_size=60),
    most=st.integers(1, 20_000),
    open_ends=st.booleans(),
)
def test_pieces_are_all_of_the_period_and_each_day_is_in_one(counts, most, open_ends):
    days = [day(date(2026, 1, 1) + timedelta(days=2 * i), n) for i, n in enumerate(counts)]
    period = Period() if open_ends else Period(midnight(days[0].day), midnight(days[-1].day) + timedelta(1))
    found = list(pieces(period, days, most))
    assert found[0].since == period.since
    assert found[-1].until == period.until
    assert all(one.until == other.since for one, other in itertools.pairwise(found))
    for piece in found:
        inside = [
            one.n
            for one in days
            if (piece.since is None or midnight(one.day) >= piece.since)
            and (piece.until is None or midnight(one.day) < piece.until)
        ]
        assert inside
        assert sum(inside) <= most or len(inside) == 1


def test_no_days_no_pieces():
    assert list(pieces(Period(), [])) == []


@settings(deadline=None)
@given(values=st.lists(st.floats(0, 3), max_size=400))
def test_the_running_median_lies_among_its_values(values):
    times = np.arange(len(values), dtype=float)
    at, medians = running_median(times, np.array(values))
    if len(values) < LEAST_MEDIAN:
        assert len(at) == 0
        return
    assert len(at) == len(medians) <= MEDIANS
    assert (np.diff(at) > 0).all()
    assert at[0] == times[0]
    assert at[-1] == times[-1]
    assert min(values) <= medians.min() <= medians.max() <= max(values)


def test_the_running_median_follows_a_step_and_no_single_part():
    values = np.concatenate([np.full(200, 0.5), np.full(200, 0.8)])
    values[50] = 30.0
    _at, medians = running_median(np.arange(400.0), values)
    assert set(np.round(medians, 6)) == {0.5, 0.8}


def test_days_become_weeks_and_months_where_they_are_too_many():
    start = date(2026, 1, 1)
    few = [day(start + timedelta(days=i)) for i in range(30)]
    many = [day(start + timedelta(days=i)) for i in range(200)]
    years = [day(start + timedelta(days=7 * i)) for i in range(200)]
    assert bars_of(few)[0] is Unit.DAY
    assert bars_of(many)[0] is Unit.WEEK
    assert bars_of(years)[0] is Unit.MONTH
    for days in (few, many, years):
        unit, bars = bars_of(days)
        assert sum(bar.n for bar in bars) == sum(one.n for one in days)
        assert sum(bar.n_defective for bar in bars) == sum(one.n_defective for one in days)
        assert all(a.last < b.first for a, b in itertools.pairwise(bars))
        for bar in bars:
            assert bar.share == pytest.approx(0.1)
            assert bar.interval == binomial_interval(bar.n_defective, bar.n_judged)
            begin, end = bar.ends
            assert begin < end
            assert unit is not Unit.WEEK or bar.first.weekday() == 0
            assert unit is not Unit.MONTH or (bar.first.day == 1 and (bar.last + timedelta(1)).day == 1)


def test_a_day_without_judged_parts_has_no_share():
    _unit, (bar,) = bars_of([day(date(2026, 1, 1), 3, 0, 3)])
    assert bar.share is None
    assert bar.interval is None
    assert "none could be judged" in bar_words(bar)


# ---- axes


@settings(deadline=None)
@given(
    begin=st.floats(0, 4e9),
    spread=st.floats(600, 3e9),
    most=st.integers(1, 20),
)
def test_marks_are_few_round_and_inside(begin, spread, most):
    found = marks(begin, begin + spread, most)
    times = [at for at, _words in found]
    assert times == sorted(set(times))
    assert all(begin <= at <= begin + spread for at in times)
    assert all(at % 900 == 0 for at in times)
    assert all(words for _at, words in found)
    assert len(found) <= most * 2 + 2


def test_marks_say_hours_days_months_or_years():
    begin = midnight(date(2026, 3, 2)).timestamp()
    assert marks(begin, begin + 86_400, 5)[1][1] == "06:00"
    assert marks(begin, begin + 7 * 86_400, 8)[1][1] == "3 Mar"
    assert "2026" in marks(begin, begin + 200 * 86_400, 8)[0][1]
    assert marks(begin, begin + 4000 * 86_400, 8)[0][1] in ("2028", "2027")
    assert marks(begin, begin, 8) == []


def test_the_axis_of_shares_shows_all_shares_and_most_whiskers():
    shares, highs = np.array([0.01, 0.02, 0.2]), np.array([0.05, 0.06, 0.6])
    assert share_top(shares, highs) >= 0.2
    assert share_top([0.0], [0.01]) == pytest.approx(0.011)
    assert share_top([0.0], [0.0]) > 0
    assert share_top([1.0], [1.0]) == 1.0
    assert share_top([], []) == 0.1


@settings(deadline=None)
@given(top=st.floats(0.001, 1), most=st.integers(2, 12))
def test_steps_of_shares_are_round_and_few(top, most):
    step = share_step(top, most)
    assert top / step <= most + 1e-6
    assert round(step / 10 ** np.floor(np.log10(step) + 1e-9), 6) in (1, 2, 5)


# ---- reading a file


@pytest.fixture
def long_history(tmp_path) -> History:
    return fill_many(tmp_path / "history.sqlite", 3000, NOON, every=600.0)


def test_reading_in_pieces_gives_what_reading_at_once_gives(long_history, monkeypatch):
    monkeypatch.setattr(reading, "PIECE", 200)
    monkeypatch.setattr(reading.pieces, "__defaults__", (200,))
    overview = read_overview(long_history, UID, Period(), NOON.date())
    assert len(list(pieces(Period(), overview.days))) > 10
    assert overview.n == 3000
    dots = read_dots(long_history, UID, overview, never)
    whole = long_history.margins(UID)
    assert dots.n_judged == 3000
    np.testing.assert_array_equal(dots.times, whole.times)
    np.testing.assert_array_equal(dots.margins, whole.margins)
    np.testing.assert_array_equal(dots.codes, whole.codes)
    good, parts = long_history.good_parts(UID), read_good_parts(long_history, UID, Period(), never)
    np.testing.assert_array_equal(parts.scores, good.scores)
    assert len(dots.medians) == MEDIANS


def test_dots_are_thinned_evenly_from_the_first_to_the_last(long_history, monkeypatch):
    monkeypatch.setattr(reading, "MOST_DOTS", 100)
    overview = read_overview(long_history, UID, Period(), NOON.date())
    dots = read_dots(long_history, UID, overview, never)
    whole = long_history.margins(UID)
    assert len(dots.times) == 100
    assert dots.times[0] == whole.times[0]
    assert dots.times[-1] == whole.times[-1]
    steps = np.diff(np.searchsorted(whole.times, dots.times))
    assert steps.max() - steps.min() <= 1
    assert dots_note(dots) == "1 in 30"
    assert "100 of 3,000 parts" in dots_tip(dots)
    assert dots_note(replace(dots, n_judged=100)) == dots_tip(replace(dots, n_judged=100)) == ""
    assert MOST_DOTS > 1000


def test_what_nobody_wants_any_more_is_given_up(long_history):
    overview = read_overview(long_history, UID, Period(), NOON.date())
    with pytest.raises(Outdated):
        read_dots(long_history, UID, overview, lambda: True)
    with pytest.raises(Outdated):
        read_good_parts(long_history, UID, Period(), lambda: True)


def test_an_empty_history_and_an_unknown_recipe(tmp_path):
    history = History(tmp_path / "history.sqlite")
    overview = read_overview(history, "no such", Period(), NOON.date())
    assert overview.n == 0
    assert overview.ends[1] > overview.ends[0]
    assert len(read_dots(history, "no such", overview, never).times) == 0
    assert len(read_good_parts(history, "no such", Period(), never).times) == 0
    report = read_drift(history, Basis("no such"), tmp_path / "versions", never)
    assert report.found is None
    assert report.n_needed == FIRST + 25


def test_the_axis_of_time_is_whole_days(long_history):
    week = Period.of_span(Span.WEEK, NOON.date())
    overview = read_overview(long_history, UID, week, NOON.date())
    assert overview.ends == (week.since.timestamp(), midnight(NOON.date() + timedelta(1)).timestamp())
    everything = read_overview(long_history, UID, Period(), NOON.date() + timedelta(days=400))
    assert everything.ends[1] == midnight(NOON.date() + timedelta(1)).timestamp(), "no empty year at the end"


# ---- exporting


@dataclass
class ListedHistory:
    """As much of a history as is read for a table, with parts of the same millisecond."""

    times: list[int]
    asked: int = 0

    def rows(self, until: datetime | None) -> list[Inspection]:
        made = [
            Inspection(
                "s", "", i, (NOON + timedelta(milliseconds=at)).isoformat(), Path("a"), 1.0, 2.0, 0.5,
                Verdict.GOOD, Review(), "",
            )
            for i, at in enumerate(self.times)
        ]  # fmt: skip
        made.sort(key=lambda one: (one.at, one.key), reverse=True)
        return [one for one in made if until is None or datetime.fromisoformat(one.at) < until]

    def inspections(self, limit: int, offset: int, until: datetime | None, **_more) -> list[Inspection]:
        self.asked += 1
        return self.rows(until)[offset : offset + limit]


@settings(deadline=None)
@given(times=st.lists(st.integers(0, 12), max_size=60), piece=st.integers(1, 9))
def test_reading_piece_by_piece_gives_every_part_once_in_order(times, piece):
    history = ListedHistory(times)
    found = list(all_of(history, Wanted("a"), piece))
    assert [one.key for one in found] == [one.key for one in history.rows(None)]


def test_what_is_listed_is_written_as_csv(tmp_path):
    parts = [
        Part(NOON, 20.5),
        Part(NOON + timedelta(seconds=1), 60.0, OperatorVerdict.GOOD, '=HYPERLINK("x"), "quoted"\nline'),
        Part(NOON + timedelta(seconds=2), None),
    ]
    history = History(tmp_path / "history.sqlite")
    history.merge(make_session(tmp_path, "-lot; 7", parts).path)
    target = tmp_path / "out.csv"
    assert write_history(history, Wanted(UID), "flange", target, silent, CancelToken()) == 3
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["verdict"] for row in rows] == ["error", "defective", "good"], "newest first"
    assert rows[0]["score"] == rows[0]["margin"] == ""
    assert float(rows[2]["score"]) == 20.5
    assert float(rows[2]["image_threshold"]) == LIMITS.image_threshold
    assert rows[1]["operator_verdict"] == "good"
    assert rows[1]["note"].startswith("'="), "no spreadsheet takes it for a formula"
    assert rows[1]["session"] == "'-lot; 7"
    wanted = Wanted(UID, verdict=Verdict.DEFECTIVE)
    assert write_history(history, wanted, "flange", target, silent, CancelToken()) == 1


def test_a_cancelled_or_impossible_export_leaves_what_was_there(tmp_path, long_history):
    target = tmp_path / "out.csv"
    target.write_text("before")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        write_history(long_history, Wanted(UID), "flange", target, silent, cancel)
    assert target.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []
    with pytest.raises(ExportError):
        write_history(long_history, Wanted(UID), "flange", target / "in a file", silent, CancelToken())


# ---- drift


def good_parts(*groups: tuple[float, int], limit: float = 40.0, seed: int = 0) -> GoodParts:
    """Good parts around means, the earliest first."""
    rng = np.random.default_rng(seed)
    scores = np.concatenate([rng.normal(mean, 2.0, n) for mean, n in groups]) if groups else np.empty(0)
    return GoodParts(np.arange(len(scores), dtype=float), scores, scores / limit)


def reference(mean: float = 24.0, n: int = 100) -> np.ndarray:
    return np.random.default_rng(9).normal(mean, 2.0, n)


def test_a_shift_is_found_against_the_good_parts_of_the_recipe():
    basis = Basis("a", reference(), 40.0)
    report = report_on(good_parts((24.0, 200), (28.0, 200)), basis)
    assert report.found is not None
    assert report.found.rising
    assert report.of_recipe
    assert report.before == pytest.approx(0.6, abs=0.02)
    assert report.recent == pytest.approx(0.7, abs=0.02)
    words = drift_sentence(report)
    assert words.startswith("The margins of good parts have risen: the last ")
    assert words.endswith("are typically 0.69 × the limit, they were 0.60 ×.")
    assert "before good parts are rejected" in drift_advice(report)
    assert drift_status(report) == ""
    falling = report_on(good_parts((24.0, 200), (20.0, 200)), basis)
    assert "have fallen" in drift_sentence(falling)
    assert drift_advice(falling) != drift_advice(report)


def test_without_a_shift_it_says_so_quietly():
    report = report_on(good_parts((24.0, 300)), Basis("a", reference(), 40.0))
    assert report.found is None
    assert drift_sentence(report) == drift_advice(report) == ""
    assert drift_status(report).startswith("No drift: the last 200 good parts are typically 0.59 ×")


def test_too_little_data_is_silence_with_a_number():
    few = report_on(good_parts((24.0, 20)), Basis("a", reference(), 40.0))
    assert (few.found, few.n_needed) == (None, 5)
    assert drift_status(few) == "Watching for drift needs 5 more good parts."
    assert drift_sentence(few) == ""
    one = report_on(good_parts((24.0, 24)), Basis("a", reference(), 40.0))
    assert drift_status(one) == "Watching for drift needs 1 more good part."
    none = report_on(good_parts(), Basis("a"))
    assert none.n_needed == FIRST + 25
    assert drift_status(None) == ""


def test_without_the_recipe_the_first_good_parts_of_the_history_are_the_measure():
    assert report_on(good_parts((24.0, FIRST + 24)), Basis("a")).n_needed == 1
    report = report_on(good_parts((24.0, FIRST), (28.0, 100)), Basis("a"))
    assert report.found is not None
    assert not report.of_recipe
    assert report.n_reference == FIRST
    assert report.before == pytest.approx(0.6, abs=0.02)
    assert f"first {FIRST} good parts in the history" in drift_details(report)


def test_a_moved_limit_is_no_drift():
    basis = Basis("a", reference(), 30.0)
    parts = good_parts((24.0, 200))
    halves = np.where(np.arange(200) < 100, parts.scores / 40, parts.scores / 30)
    assert report_on(parts._replace(margins=halves), basis).found is None


def test_a_movement_that_the_middle_does_not_show_is_told_without_figures():
    basis = Basis("a", reference(), 40.0)
    report = report_on(good_parts((24.0, 200), (28.0, 200)), basis)
    for recent in (report.before, report.before - 0.05):
        words = drift_sentence(replace(report, recent=recent))
        assert words.endswith("are higher than before.")


def test_details_say_what_it_rests_on_and_how_often_it_is_wrong():
    report = report_on(good_parts((24.0, 200), (28.0, 200)), Basis("a", reference(), 40.0), NOON.isoformat())
    words = " ".join(drift_details(report).split())
    assert f"one is to be expected in {FALSE_WARNING_PARTS:,} good parts" in words
    assert "100 good parts that the recipe was made from" in words
    assert "Wilcoxon, Mann and Whitney" in words
    assert "last learned on" in words
    assert f"the last {report.found.n_recent:,} good parts" in words
    assert "drift" in drift_details(None)


def test_the_measure_of_a_recipe_is_what_would_have_passed():
    summary = RecipeSummary(
        "flange", "0" * 64, "", "", 256, "", None, (*tuple(range(10, 60)), float("nan")), id="a"
    )
    basis = Basis.of_recipe(summary, LIMITS)
    assert basis.reference.max() == 36.0, "beyond it a part is reviewed or rejected"
    assert basis.limit == 40.0
    # with a smallest area a part may pass whatever its score
    assert Basis.of_recipe(summary, replace(LIMITS, min_area=5)).reference.max() == 59
    assert Basis.of_recipe(replace(summary, loo_scores=tuple(range(19))), LIMITS).reference is None


def version(when: str, reason: str, n_images: int = 10):
    @dataclass
    class Kept:
        when: str
        reason: str
        n_images: int

    return Kept(when, reason, n_images)


@pytest.mark.parametrize(
    ("versions", "since"),
    [
        ([], None),
        ([version("2", "opened")], None),
        ([version("2", "limits moved"), version("1", "trained")], None),
        (
            [version("3", "limits moved"), version("2", "added 3 good parts", 13), version("1", "trained")],
            "3",
        ),
        ([version("2", "added 1 good part, removed 1"), version("1", "trained")], "2"),
        ([version("3", "limits moved"), version("2", "rolled back"), version("1", "opened")], "2"),
    ],
)
def test_only_what_was_judged_since_the_recipe_last_learned_counts(versions, since):
    assert statistics_since(versions) == since


@pytest.mark.parametrize(
    ("share", "words"),
    [(None, "–"), (0.0, "0 %"), (1e-6, "0.01 %"), (0.0004, "0.04 %"), (0.025, "2.5 %"), (1.0, "100 %")],
)
def test_shares_in_words(share, words):
    assert percent(share) == words
