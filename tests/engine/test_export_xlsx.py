"""The Excel workbook, read back by openpyxl."""

import errno
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from export_samples import (
    LIMITS,
    SUMMARY,
    at,
    judge,
    make_map,
    make_photo,
    some_results,
    some_reviews,
    unreadable,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from engine.errors import Cancelled, ExportError
from engine.export import xlsx_report
from engine.export.pictures import thumbnails
from engine.export.reviewed import Reviewed
from engine.export.run import Targets, export_results
from engine.export.wording import VERDICT_COLOURS, VERDICT_WORDS
from engine.export.xlsx_cells import DEFECTS, PARTS, local_time, raw_format
from engine.export.xlsx_report import write_xlsx
from engine.types import Review, Verdict
from engine.version import __version__

WHEN = datetime(2026, 11, 23, 14, 5, 59, tzinfo=UTC)


def written(folder, results, summary=SUMMARY, reviews=None, pictures=None):
    path = folder / "r.xlsx"
    write_xlsx(results, path, summary, pictures, Reviewed(results, reviews), WHEN)
    return openpyxl.load_workbook(path)


def rows(sheet):
    """Rows below the titles as dictionaries."""
    titles, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(titles, line, strict=True)) for line in lines]


def pairs(sheet):
    return {row[0]: row[1] for row in sheet.iter_rows(max_col=2, values_only=True) if row[0]}


def test_parts_are_rows_with_typed_cells(tmp_path):
    results, reviews = some_results(), some_reviews()
    book = written(tmp_path, results, reviews=reviews)
    assert book.sheetnames == ["Parts", "Summary", "Defects"]
    assert book.active.title == "Parts"
    table = rows(book["Parts"])
    assert [row["Name"] for row in table] == [r.path.name for r in results]
    assert [row["Folder"] for row in table] == ["in"] * 6
    assert [row["Verdict"] for row in table] == [VERDICT_WORDS[r.verdict] for r in results]
    assert [row["Operator"] for row in table] == ["Defective", "Defective", None, "Unsure", "Good", None]
    assert [row["Agrees"] for row in table] == ["no", "yes", None, None, "no", None]
    for row, result in zip(table, results, strict=True):
        assert row["SHA-256"] == (result.sha256 or None)
        assert (row["Limit"], row["Limit of a pixel"]) == (40, 30)
        assert (row["Smallest defect (px)"], row["Review from (× limit)"]) == (4, 0.9)
        if result.verdict is Verdict.ERROR:
            assert (row["Score"], row["Margin (× limit)"], row["Defects"], row["Width (px)"]) == (None,) * 4
            assert (row["Error"], row["What to do"]) == (result.error, result.hint)
            continue
        assert row["Score"] == pytest.approx(result.score, rel=1e-12)
        assert row["Margin (× limit)"] == pytest.approx(result.margin, rel=1e-12)
        assert row["Defects"] == len(result.defects)
        assert row["Largest defect (px)"] == max((d.area_px for d in result.defects), default=0)
        assert (row["Width (px)"], row["Height (px)"]) == (90, 60)
    assert table[0]["Note"] == "Scratch under the bore, hardly seen"
    assert table[3]["Remarks"] == "first of 3 pages"
    assert isinstance(table[0]["Operator said at"], datetime)


def test_defects_are_rows(tmp_path):
    results = some_results()
    table = rows(written(tmp_path, results)["Defects"])
    expected = [(i + 1, n + 1, d) for i, r in enumerate(results) for n, d in enumerate(r.defects)]
    assert len(table) == len(expected) > 2
    for row, (part, number, defect) in zip(table, expected, strict=True):
        assert (row["Part no."], row["Defect"], row["Area (px)"]) == (part, number, defect.area_px)
        assert (row["Left (px)"], row["Top (px)"]) == (defect.x, defect.y)
        assert (row["Width (px)"], row["Height (px)"]) == (defect.w, defect.h)
        assert row["Peak"] == pytest.approx(defect.peak)
        assert row["Area (share of photo)"] == pytest.approx(defect.area_px / 5400)
        assert row["Peak (× limit of a pixel)"] > 1


def test_the_summary_says_where_it_comes_from(tmp_path):
    summary = replace(SUMMARY, calibration=replace(SUMMARY.calibration, warnings=("Only 12 good parts.",)))
    sheet = written(tmp_path, some_results(), summary, some_reviews())["Summary"]
    facts = pairs(sheet)
    assert sheet["A1"].value == "Inspection with the recipe flange-left"
    assert facts["Report made"] == datetime(2026, 11, 23, 14, 5)
    assert facts["Time zone"] == "+00:00"
    assert facts["Software"] == f"Gonogo {__version__}"
    assert (facts["Parts"], facts["Defective"], facts["Review"], facts["Error"]) == (6, 2, 1, 1)
    assert facts["Name"] == "flange-left" or facts["Name"] == "Folder"
    assert facts["SHA-256"] == SUMMARY.sha256
    assert (facts["Limit of the part"], facts["Limit of a pixel"]) == (40, 30)
    assert (facts["Smallest defect (px)"], facts["Review from (× limit; 1 is off)"]) == (4, 0.9)
    assert facts["Statement"].startswith("Expects 1 false alarm in 100 good parts")
    assert facts["Accepted false alarms"] == "1 in 100"
    assert facts["At worst (95 %)"] == pytest.approx(1 / 40)
    assert facts["Warning"] == "Only 12 good parts."
    assert (facts["Decided"], facts["Unsure"], facts["Agree, where both decided"]) == (3, 1, 1)
    listed = [row[:6] for row in sheet.iter_rows(values_only=True) if row[2] in (1, 5)]
    assert [(row[0], row[3], row[4]) for row in listed] == [
        ("a.png", "Good", "Defective"),
        ("d.png", "Defective", "Good"),
    ]


def test_titles_stay_in_sight_and_can_be_filtered(tmp_path):
    book = written(tmp_path, some_results())
    for name, columns, frozen in (("Parts", PARTS, "D2"), ("Defects", DEFECTS, "C2")):
        sheet = book[name]
        assert sheet.freeze_panes == frozen
        assert sheet.auto_filter.ref.startswith("A1:")
        assert [cell.value for cell in sheet[1]] == [title for title, _, _ in columns]
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"


def test_verdicts_are_coloured_and_numbers_have_formats(tmp_path):
    sheet = written(tmp_path, some_results(), reviews=some_reviews())["Parts"]
    rules = {str(area.sqref): area.rules for area in sheet.conditional_formatting}
    coloured = {rule.formula[0].strip('"'): rule.dxf.fill.bgColor.rgb[-6:].lower() for rule in rules["E2:E7"]}
    assert coloured == {VERDICT_WORDS[v]: colour.lstrip("#") for v, colour in VERDICT_COLOURS.items()}
    assert {rule.formula[0] for rule in rules["F2:F7"]} == {'"Good"', '"Defective"', '"Unsure"'}
    assert [rule.formula[0] for rule in rules["G2:G7"]] == ['"no"']
    titles = [cell.value for cell in sheet[1]]
    first = sheet[2]
    assert first[titles.index("Margin (× limit)")].number_format == '0.00" ×"'
    assert first[titles.index("Score")].number_format == "0.00"
    assert first[titles.index("Operator said at")].number_format == "yyyy-mm-dd hh:mm"
    assert all(sheet.column_dimensions[column].width > 5 for column in "ABCDEFG")


def test_pictures_lie_inside_their_rows(tmp_path):
    results = some_results()
    shown = {
        i: thumbnails(make_photo(60, 90, i), r) for i, r in enumerate(results) if r.anomaly_map is not None
    }
    sheet = written(tmp_path, results, pictures=shown)["Parts"]
    assert [image.anchor._from.row - 1 for image in sheet._images] == list(shown)
    for image in sheet._images:
        start, end = image.anchor._from, image.anchor.to
        assert (start.col, end.col, end.row) == (1, 1, start.row)
        assert image.anchor.editAs in (None, "twoCell")
        assert sheet.row_dimensions[start.row + 1].height == 60
    # the heatmap is what is shown
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        packed = [archive.read(name) for name in archive.namelist() if name.startswith("xl/media/")]
    assert packed == [pictures.overlay.data for pictures in shown.values()]


NASTY = st.sampled_from(
    [
        "=1+2",
        "+a",
        "-b",
        "@SUM(A1)",
        "\tx",
        "a\r\nb",
        "http://x.example",
        "_x0041_",
        "1e5",
        "TRUE",
        "'q",
        "＝x",
    ]
)
NAMES = NASTY | st.text(
    st.characters(exclude_categories=(), exclude_characters="\0/"), min_size=1, max_size=40
)


@settings(max_examples=25, deadline=None)
@given(NAMES, NAMES)
@example("=HYPERLINK(1)", "\ufffe\ud800\x1b")
def test_text_is_text_whatever_it_says(tmp_path_factory, name, note):
    from engine.export.wording import one_line, visible

    folder = tmp_path_factory.mktemp("xlsx")
    result = replace(unreadable("x"), path=Path(name), error=note, hint=name, notes=(note,))
    sheet = written(folder, [result], replace(SUMMARY, name=name), {0: Review(None, note)})["Parts"]
    titles = [cell.value for cell in sheet[1]]
    for title, expected in (
        ("Name", visible(Path(name).name or name)),
        ("Error", visible(note)),
        ("Note", one_line(note)),
    ):
        cell = sheet[2][titles.index(title)]
        assert unescape(cell.value or "") == expected
        assert cell.hyperlink is None
    assert b"<f>" not in zipfile.ZipFile(folder / "r.xlsx").read("xl/worksheets/sheet1.xml")


def test_what_looks_like_a_formula_is_marked_as_text(tmp_path):
    results = [replace(unreadable("x"), path=Path("=1+1.png")), unreadable("plain.png")]
    sheet = written(tmp_path, results)["Parts"]
    assert sheet["C2"].value == "=1+1.png"
    assert sheet["C2"].style is not None
    assert sheet["C2"]._style != sheet["C3"]._style
    styles = zipfile.ZipFile(tmp_path / "r.xlsx").read("xl/styles.xml")
    assert b'quotePrefix="1"' in styles


def test_very_long_text_is_cut_where_excel_would_refuse_it(tmp_path):
    result = replace(unreadable("x.png"), error="e" * 40_000)
    sheet = written(tmp_path, [result])["Parts"]
    titles = [cell.value for cell in sheet[1]]
    assert len(sheet[2][titles.index("Error")].value) == 32_767


@pytest.mark.parametrize("n", [0, 1])
def test_next_to_nothing_is_still_a_workbook(tmp_path, n):
    book = written(tmp_path, some_results()[:n])
    assert len(rows(book["Parts"])) == n
    assert pairs(book["Summary"])["Parts"] == n
    assert book["Parts"].auto_filter.ref


def test_more_parts_than_a_sheet_has_rows_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_report, "MAX_ROWS", 3)
    book = written(tmp_path, [judge(f"{i}.png", (60, 90), make_map(64.0)) for i in range(5)])
    assert len(rows(book["Parts"])) == 3
    assert len(rows(book["Defects"])) == 3
    assert pairs(book["Summary"])["Parts that have no row"] == 2


def test_stopping_leaves_the_old_workbook_and_no_temporary_files(tmp_path, monkeypatch):
    import tempfile

    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    path = tmp_path / "r.xlsx"
    path.write_bytes(b"old")
    left = iter(range(20))

    def check():
        if next(left, None) is None:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_xlsx([some_results()[1]] * 40, path, SUMMARY, None, None, WHEN, check)
    assert path.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.xlsx", "tmp"]
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_full_disk_is_said(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(ExportError, match="disk is full"):
        write_xlsx(some_results(), tmp_path / "r.xlsx", SUMMARY)
    assert list(tmp_path.iterdir()) == []


def test_properties(tmp_path):
    facts = written(tmp_path, some_results()).properties
    assert facts.title == "flange-left: inspection of 2026-11-23 14:05"
    assert f"Gonogo {__version__}" in facts.description
    assert not facts.creator


@pytest.mark.parametrize(
    ("limit", "format_"), [(40.0, "0.00"), (1234.0, "0.0"), (1e9, "0.0"), (0.05, "0.00000"), (0.0, "0.000")]
)
def test_decimals_follow_the_limit(limit, format_):
    assert raw_format(limit) == format_


def test_times_that_a_spreadsheet_does_not_know_stay_text():
    assert local_time("") is None
    assert local_time("yesterday") == "yesterday"
    assert local_time("0001-01-01T00:00:00+14:00") == "0001-01-01T00:00:00+14:00"
    assert local_time("2026-11-23T10:00:00") == datetime(2026, 11, 23, 10, 0)


def test_the_job_writes_it(tmp_path):
    targets = Targets(xlsx=tmp_path / "r.xlsx")
    results = [*some_results(), at(some_results()[1], "in/b2.png")]
    made = export_results(iter(results), SUMMARY, targets, read_photo=lambda _: make_photo(60, 90))
    assert made.problems == ()
    sheet = openpyxl.load_workbook(made.files[0])["Parts"]
    assert len(sheet._images) == 6
    assert sheet["T2"].value == LIMITS.min_area
