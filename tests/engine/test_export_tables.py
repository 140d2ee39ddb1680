import csv
import errno
import io
import json
import math
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from export_samples import LIMITS, SUMMARY, at, judge, make_map, some_results
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ExportError
from engine.export.csv_table import COLUMNS, plain_text, write_csv
from engine.export.json_report import json_bytes, results_document, write_json
from engine.export.wording import expectation, number, one_in, readable
from engine.types import Defect, InspectionResult, Interval, Verdict

NASTY = st.sampled_from(
    [
        "=1+2",
        "+a",
        "-b",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "a\r\nb",
        'a"b',
        "a,b;c",
        "＝x",
        " =1",
        "'quoted",
        "gr\udcfcn",
        "\ud800",
    ]
)
NAMES = st.one_of(
    NASTY, st.text(st.characters(exclude_categories=(), exclude_characters="\0/"), min_size=1, max_size=40)
)
SCORES = st.floats(0, 2.0**100, width=32)


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(tmp_path_factory, write, results):
    path = tmp_path_factory.mktemp("table") / "out"
    write(results, path, SUMMARY)
    return path.read_bytes()


def parts(names, scores):
    base = judge("x.png", (60, 90), make_map(64.0))
    return [
        replace(at(base, Path(name)), score=score, margin=score / 40.0)
        for name, score in zip(names, scores, strict=False)
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, max_size=5), st.lists(SCORES, min_size=5, max_size=5))
def test_csv_gives_back_every_name_and_every_bit(tmp_path_factory, names, scores):
    results = parts(names, scores)
    data = written(tmp_path_factory, write_csv, results)
    rows = rows_of(data)
    assert len(rows) == len(results)
    for place, (row, result) in enumerate(zip(rows, results, strict=True), start=1):
        name = readable(result.path)
        assert row["path"] in (name, f"'{name}")
        assert not row["path"].lstrip().startswith(tuple("=+-@＝＋－＠"))
        assert row["path"][0] not in "\t\r\n"
        assert np.float32(row["score"]) == np.float32(result.score)
        assert float(row["margin"]) == result.margin
        assert int(row["number"]) == place


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, max_size=5), st.lists(SCORES, min_size=5, max_size=5))
def test_json_gives_back_every_name_and_every_bit(tmp_path_factory, names, scores):
    results = parts(names, scores)
    document = json.loads(written(tmp_path_factory, write_json, results).decode("utf-8"))
    assert [entry["path"] for entry in document["results"]] == [readable(r.path) for r in results]
    assert [entry["score"] for entry in document["results"]] == [r.score for r in results]


def test_csv_says_what_the_results_say(tmp_path):
    results = some_results()
    write_csv(results, tmp_path / "t.csv", SUMMARY)
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfnumber,path,sha256,width,height,score,")
    assert data.count(b"\r\n") == data.count(b"\n") == len(results) + 1
    rows = rows_of(data)
    assert tuple(rows[0]) == COLUMNS
    for row, result in zip(rows, results, strict=True):
        assert Path(row["path"]) == result.path
        assert row["verdict"] == result.verdict
        assert int(row["n_defects"]) == len(result.defects)
        assert int(row["largest_defect_px"]) == max((d.area_px for d in result.defects), default=0)
        assert row["score"] == ("" if result.score is None else repr(result.score))
        assert float(row["image_threshold"]) == LIMITS.image_threshold
        assert row["error"] == result.error
        assert row["recipe"] == "flange-left"
    assert rows[3]["notes"] == "first of 3 pages"
    assert rows[0]["elapsed_ms"] == "12.346"


def test_a_reader_that_ignores_the_mark_still_finds_the_names(tmp_path):
    write_csv(some_results(), tmp_path / "t.csv", SUMMARY)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as stream:
        assert next(csv.DictReader(stream))["path"] == str(Path("in/a.png"))


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t1", "\r1", "\n=1", "  =1", "＝1", "\u00a0=1"])
def test_formulas_become_text(text):
    assert plain_text(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=b", "part-7.png", "7", "/in/=x.png", "ü"])
def test_ordinary_text_stays(text):
    assert plain_text(text) == text


def test_formulas_in_every_text_column_become_text(tmp_path):
    bad = InspectionResult(Path("-1+1.png"), Verdict.ERROR, LIMITS, notes=("@n",), error="=cmd|x", hint="+h")
    write_csv([bad], tmp_path / "t.csv", replace(SUMMARY, name="=recipe"))
    row = rows_of((tmp_path / "t.csv").read_bytes())[0]
    assert (row["path"], row["error"], row["notes"], row["recipe"]) == (
        "'-1+1.png",
        "'=cmd|x",
        "'@n",
        "'=recipe",
    )


def test_json_has_the_promised_shape():
    results = some_results()
    document = results_document(results, SUMMARY)
    assert set(document) == {"recipe", "inspection", "results"}
    promised = {"path", "sha256", "width", "height", "score", "image_threshold", "margin", "verdict", "error"}
    for entry, result in zip(document["results"], results, strict=True):
        assert promised | {"defects", "elapsed_ms"} <= set(entry)
        assert entry["verdict"] in {"good", "review", "defective", "error"}
        assert entry["verdict"] == result.verdict
        assert entry["error"] == (result.error or None)
        assert [Defect(**defect) for defect in entry["defects"]] == list(result.defects)
    assert document["results"][2]["score"] is None
    recipe = document["recipe"]
    assert recipe["calibration"]["false_alarm_rate"] == 0.01
    assert recipe["calibration"]["false_alarm_interval"] == [1 / 600, 1 / 40]
    assert recipe["limits"]["image_threshold"] == 40.0
    assert recipe["limits"]["min_area"] == 4
    json.loads(json_bytes(document), parse_constant=pytest.fail)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_does_not_know_become_null(value, tmp_path):
    result = replace(judge("a.png", (60, 90), make_map(64.0)), score=value, margin=value)
    write_json([result], tmp_path / "r.json", SUMMARY)
    entry = json.loads((tmp_path / "r.json").read_text("utf-8"), parse_constant=pytest.fail)["results"][0]
    assert entry["score"] is None
    assert entry["margin"] is None
    write_csv([result], tmp_path / "r.csv", SUMMARY)
    assert rows_of((tmp_path / "r.csv").read_bytes())[0]["score"] == ""


def test_numbers_of_numpy_are_taken():
    result = judge("a.png", (60, 90), make_map(64.0))
    defect = replace(result.defects[0], area_px=np.int64(5), cx=np.float32(1.5))
    result = replace(result, score=np.float32(0.1), width=np.int32(90), defects=(defect,))
    entry = json.loads(json_bytes(results_document([result], SUMMARY)))["results"][0]
    assert np.float32(entry["score"]) == np.float32(0.1)
    assert entry["defects"][0]["area_px"] == 5
    assert entry["defects"][0]["cx"] == 1.5


def test_no_results_make_empty_tables(tmp_path):
    write_csv([], tmp_path / "t.csv", SUMMARY)
    assert rows_of((tmp_path / "t.csv").read_bytes()) == []
    document = results_document([], SUMMARY)
    assert document["results"] == []
    assert document["recipe"]["limits"]["image_threshold"] == 40.0


@pytest.mark.parametrize("write", [write_csv, write_json])
@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "no permission"), (errno.EIO, "could not")],
)
def test_what_existed_survives_a_failed_write(write, code, words, tmp_path, monkeypatch):
    path = tmp_path / "old"
    path.write_bytes(b"before")

    def fail(_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match=words) as caught:
        write(some_results(), path, SUMMARY)
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize(
    ("text", "shown"), [("grün", "grün"), ("gr\udcfcn", "gr\\xfcn"), ("\ud83d", "\\ud83d"), ("😀", "😀")]
)
def test_names_of_any_bytes_can_be_read(text, shown):
    assert readable(text) == shown
    assert readable(Path(text)) == shown


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (0.01, "1 in 100"),
        (1 / 600, "1 in 600"),
        (1 / 614, "1 in 614"),
        (0.0164, "1 in 61"),
        (0.00162, "1 in 620"),
        (0.05, "1 in 20"),
        (0.4, "1 in 2.5"),
        (1.0, "1 in 1"),
        (0.101, "1 in 9.9"),
        (0.1004, "1 in 10"),
        (0.0, "none"),
    ],
)
def test_rates_in_words(rate, words):
    assert one_in(rate) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (41.234, "41.2"),
        (0.012345, "0.0123"),
        (1234.5, "1234"),
        (0, "0"),
        (9.999, "10.0"),
        (99.96, "100"),
        (math.nan, "–"),
    ],
)
def test_numbers_in_words(value, words):
    assert number(value) == words


def test_the_promise_in_words():
    assert expectation(SUMMARY.calibration) == (
        "Expects 1 false alarm in 100 good parts (between 1 in 40 and 1 in 600 at 95 %), "
        "calibrated on 160 good parts."
    )
    unsure = replace(SUMMARY.calibration, false_alarm_interval=Interval(0.0, 0.3), n_images=1)
    assert "between 1 in 3.3 and almost none at 95 %), calibrated on 1 good part." in expectation(unsure)
