"""What a person said, in every kind of report."""

import csv
import io
import json
import re

import numpy as np
import pytest
from export_samples import (
    LIMITS,
    SUMMARY,
    judge,
    make_map,
    make_photo,
    some_results,
    some_reviews,
    unreadable,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from test_export_html import WHEN, Page

from engine.export.csv_table import COLUMNS
from engine.export.html_report import MAX_DIFFERING, report_html
from engine.export.json_report import results_document
from engine.export.pictures import Shelf, thumbnails
from engine.export.provenance import provenance
from engine.export.reviewed import Reviewed, differ
from engine.export.run import Targets, export_results
from engine.review import agreement, disagreements
from engine.types import OperatorVerdict, Review, Verdict

OLD_COLUMNS = (
    "number,path,sha256,width,height,score,image_threshold,margin,verdict,n_defects,largest_defect_px,"
    "error,notes,elapsed_ms,recipe,recipe_sha256"
)


def photo(_path):
    return make_photo(60, 90)


def table(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_all_tables_say_what_the_operator_said(tmp_path):
    results, reviews = some_results(), some_reviews()
    targets = Targets(csv=tmp_path / "t.csv", json=tmp_path / "t.json", html=tmp_path / "t.html")
    written = export_results(iter(results), SUMMARY, targets, read_photo=photo, reviews=reviews)
    assert written.problems == ()
    rows = table(tmp_path / "t.csv")
    document = json.loads((tmp_path / "t.json").read_bytes())
    said = ["defective", "defective", "", "unsure", "good", ""]
    agrees = ["no", "yes", "", "", "no", ""]
    notes = ["Scratch under the bore,\nhardly seen", "", "=1+1 copy again", "", "only dust", ""]
    assert [row["operator_verdict"] for row in rows] == said
    assert [row["agrees"] for row in rows] == agrees
    assert [row["note"].removeprefix("'") for row in rows] == notes
    assert rows[2]["note"].startswith("'=")
    assert [entry["operator_verdict"] or "" for entry in document["results"]] == said
    assert [entry["note"] or "" for entry in document["results"]] == notes
    assert [entry["agrees"] for entry in document["results"]] == [False, True, None, None, False, None]
    assert document["results"][0]["reviewed"] == "2026-11-23T10:00:00+01:00"
    assert document["inspection"]["counts"] == {"good": 2, "review": 1, "defective": 2, "error": 1}
    assert document["inspection"]["operator"] == {
        "decided": 3,
        "unsure": 1,
        "agreed": 1,
        "disagreed": 2,
        "false_alarms": 1,
        "misses": 1,
    }


def test_limits_stand_in_every_row_of_every_table(tmp_path):
    targets = Targets(csv=tmp_path / "t.csv", json=tmp_path / "t.json")
    export_results(some_results(), SUMMARY, targets)
    for row in table(tmp_path / "t.csv"):
        assert (row["image_threshold"], row["pixel_threshold"], row["min_area"], row["review_from"]) == (
            "40.0",
            "30.0",
            "4",
            "0.9",
        )
        assert row["software"].startswith("gonogo ")
    document = json.loads((tmp_path / "t.json").read_bytes())
    for entry in document["results"]:
        assert (entry["min_area"], entry["review_from"]) == (4, 0.9)
    assert document["results"][1]["largest_area"] >= document["results"][1]["defects"][0]["area_px"]
    assert "1 false alarm in 100" in document["recipe"]["calibration"]["statement"]


def test_old_columns_stay_where_they_were():
    assert ",".join(COLUMNS).startswith(OLD_COLUMNS + ",")


def test_the_page_shows_verdicts_counts_and_differences():
    results, reviews = some_results(), some_reviews()
    said = Reviewed(results, reviews)
    page = Page(report_html(results, SUMMARY, {}, WHEN, said))
    text = re.sub(r"\s+", " ", page.words("operator"))
    assert "Decided by the operator 3 of 6" in text
    assert "Agree, where both decided 1 of 3 (33.3 %)" in text
    assert "False alarms: operator good, recipe defective 1" in text
    assert "Misses: operator defective, recipe good 1" in text
    listed = page.text("differing")
    assert "a.png" in listed
    assert "Scratch under the bore" in listed
    assert "d.png" in listed
    assert "b.png" not in listed
    by_row = re.sub(r"\s+", " ", page.words("by-operator"))
    assert by_row.count("Operator:") == 4
    assert by_row.count("Unsure") == 1
    assert "=1+1 copy again" in page.text("said-note")
    assert page.texts["by-operator"]


def test_a_part_that_differs_is_shown_large_though_it_is_good():
    result = judge("a.png", (600, 900), make_map(12.0))
    shelf = Shelf()
    shelf.put(0, result, thumbnails(make_photo(600, 900), result, differs=True), differs=True)
    said = Reviewed([result], {0: Review(OperatorVerdict.DEFECTIVE)})
    page = Page(report_html([result], SUMMARY, shelf.pictures(), WHEN, said))
    assert [a["class"] for a in page.all("img")] == ["full", "full"]
    page = Page(report_html([result], SUMMARY, shelf.pictures(), WHEN))
    assert [a["class"] for a in page.all("img")] == ["small", "small"]


def test_without_an_operator_there_is_nothing_about_one():
    page = Page(report_html(some_results(), SUMMARY, {}, WHEN))
    assert "operator" not in page.texts
    assert "by-operator" not in page.texts
    document = results_document(some_results(), SUMMARY)
    assert document["inspection"]["operator"]["decided"] == 0
    assert all(entry["operator_verdict"] is None for entry in document["results"])


def test_a_long_list_of_differences_is_cut_and_said():
    results = [judge("a.png", (60, 90), make_map(12.0))] * (MAX_DIFFERING + 7)
    reviews = {i: Review(OperatorVerdict.DEFECTIVE) for i in range(len(results))}
    page = Page(report_html(results, SUMMARY, {}, WHEN, Reviewed(results, reviews)))
    assert len(page.texts["name-differing"]) == MAX_DIFFERING
    assert "and 7 more, not listed here" in page.text("operator")


@pytest.mark.parametrize("bad", ["</td><script>alert(1)</script>", "\x1b[2J", "{{ 7*7 }}", "\ud800"])
def test_notes_cannot_break_out(bad):
    results = some_results()
    text = report_html(results, SUMMARY, {}, WHEN, Reviewed(results, {0: Review(None, bad)}))
    text.encode("utf-8")
    page = Page(text)
    assert "script" not in page.tags
    assert "\x1b" not in text
    assert page.text("said-note")


RESULTS = [
    judge("g.png", (60, 90), make_map(12.0)),
    judge("r.png", (60, 90), make_map(38.0)),
    judge("d.png", (60, 90), make_map(64.0)),
    unreadable("e.png"),
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from([None, *OperatorVerdict]), st.text(max_size=3)),
        max_size=20,
    )
)
def test_agreement_is_that_of_the_one_place_where_it_is_defined(parts):
    from engine.judging import VERDICTS
    from engine.review import operator_code

    results = [RESULTS[kind] for kind, _, _ in parts]
    reviews = {i: Review(verdict, note) for i, (_, verdict, note) in enumerate(parts)}
    said = Reviewed(results, reviews)
    codes = np.array([VERDICTS.index(r.verdict) for r in results], np.uint8)
    spoken = np.array([operator_code(reviews[i].verdict) for i in range(len(parts))], np.uint8)
    assert said.agreement == agreement(codes, spoken)
    assert said.differing == np.flatnonzero(disagreements(codes, spoken)).tolist()
    agreed = [said.agrees(i) for i in range(len(parts))]
    assert agreed.count(True) == said.agreement.n_agreed
    assert agreed.count(False) == said.agreement.n_disagreed
    assert [differ(r, reviews[i]) for i, r in enumerate(results)] == [a is False for a in agreed]
    assert said.anything == any(verdict is not None or note for _, verdict, note in parts)


def test_provenance_of_nothing():
    facts = provenance([], SUMMARY)
    assert facts.n == 0
    assert set(facts.counts) == set(Verdict)
    assert facts.limits.image_threshold == SUMMARY.calibration.image_threshold
    assert dict(facts.operator_words)["Agree, where both decided"] == "–"
    assert dict(facts.limit_words)["Review from"] == "off"
    assert dict(provenance(some_results(), SUMMARY).limit_words) == {
        "Limit of the part": "40.0",
        "Limit of a pixel": "30.0",
        "Smallest defect": f"{LIMITS.min_area} px",
        "Review from": "0.9 × limit",
    }
