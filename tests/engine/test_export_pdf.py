"""The PDF report, read back by pypdf."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
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
from pypdf import PdfReader

from engine.errors import Cancelled, ExportError
from engine.export import fonts, pdf_pages
from engine.export.pdf_pages import (
    BOTTOM,
    FIRST_TOP,
    TOP,
    Block,
    drawable,
    face,
    paginate,
    text_width,
    wrap,
)
from engine.export.pdf_report import write_pdf
from engine.export.pictures import thumbnails
from engine.export.reviewed import Reviewed
from engine.export.run import Targets, export_results
from engine.types import OperatorVerdict, Review, Verdict
from engine.version import __version__

WHEN = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


def pictures_of(results):
    return {
        i: thumbnails(make_photo(r.height, r.width, i), r)
        for i, r in enumerate(results)
        if r.anomaly_map is not None
    }


def written(tmp_path, results, summary=SUMMARY, reviews=None, pictures=None):
    path = tmp_path / "r.pdf"
    shown = pictures_of(results) if pictures is None else pictures
    write_pdf(results, path, summary, shown, Reviewed(results, reviews), WHEN)
    return PdfReader(path)


def words(page):
    return re.sub(r"\s+", " ", page.extract_text())


def whole(reader):
    return " ".join(words(page) for page in reader.pages)


def test_the_first_page_says_what_was_judged_and_by_what(tmp_path):
    reader = written(tmp_path, some_results(), reviews=some_reviews())
    text = words(reader.pages[0])
    for said in (
        "flange-left",
        f"SHA-256 of the recipe: {SUMMARY.sha256}",
        "6 parts · 2026-11-23 14:05 +00:00",
        f"Gonogo {__version__}",
        "Limit of the part 40.0",
        "Limit of a pixel 30.0",
        "Smallest defect 4 px",
        "Review from 0.9 × limit",
        "Expects 1 false alarm in 100 good parts (between 1 in 40 and 1 in 600",
        "Decided by the operator 3 of 6",
        "Agree, where both decided 1 of 3 (33.3 %)",
        "False alarms: operator good, recipe defective 1",
        "Misses: operator defective, recipe good 1",
        "Checked by",
        "Recipe's good parts (160), as if new",
    ):
        assert said in text, said
    counts = re.search(r"All (\d+).*Defective (?:[\d.]+ % )?(\d+)", text)
    assert counts


def test_every_part_is_there_with_its_margin_verdict_and_note(tmp_path):
    results = some_results()
    text = whole(written(tmp_path, results, reviews=some_reviews()))
    for result in results:
        assert result.path.name in text
        if result.margin is not None and result.verdict is not Verdict.GOOD:
            assert f"{result.margin:.2f} × limit" in text
        for defect in result.defects:
            assert f"{defect.area_px} px at {round(defect.cx)}, {round(defect.cy)}" in text
    for said in (
        "Where operator and recipe differ",
        "Scratch under the bore, hardly seen",
        "only dust",
        "=1+1 copy again",
        "first of 3 pages",
        "in/broken.png is damaged.",
        "Copy it from the camera again.",
        "Good, but the operator says defective 1",
        "Operator: unsure",
    ):
        assert said in text, said


def test_cards_come_by_verdict_and_the_furthest_over_the_limit_first(tmp_path):
    reader = written(tmp_path, some_results())
    titles = [entry.title for entry in reader.outline]
    assert titles == ["Summary", "Defective (2)", "For review (1)", "Could not be judged (1)", "Good (2)"]
    text = whole(reader)
    after = text[text.index("Checked by") :]
    assert re.findall(r"\b(\w+)\.png(?! is)", after) == ["d", "b", "c", "broken", "a", "e"]


def test_only_parts_that_matter_have_pictures_each_two(tmp_path):
    results = some_results()
    reader = written(tmp_path, results, reviews=some_reviews())
    sizes = [image.image.size for page in reader.pages for image in page.images]
    # the defective ones, the one for review, and the one of which the operator says something else
    assert len(sizes) == 2 * 4
    assert len([i for page in written(tmp_path, results).pages for i in page.images]) == 2 * 3


@pytest.mark.parametrize("n", [0, 1, 30])
def test_pages_are_numbered_and_have_a_header(tmp_path, n):
    results = [judge(f"lot/{i:03d}.png", (60, 90), make_map(64.0 if i % 3 else 12.0)) for i in range(n)]
    reader = written(tmp_path, results)
    total = len(reader.pages)
    assert total == {0: 1, 1: 1, 30: total}[n]
    assert n < 30 or total > 3
    for number, page in enumerate(reader.pages, start=1):
        text = words(page)
        assert f"{number} of {total}" in text
        assert SUMMARY.sha256[:16] in text
        assert "Inspection report" in text
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


def test_metadata_and_fonts(tmp_path):
    reader = written(tmp_path, some_results())
    facts = reader.metadata
    assert facts.title == "flange-left: inspection of 2026-11-23 14:05"
    assert facts.creator == f"Gonogo {__version__}"
    assert not facts.author
    found = set()
    for page in reader.pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            found.add(str(font["/BaseFont"]).split("+")[-1])
            assert "/FontFile2" in font["/FontDescriptor"].get_object()
    assert found == {"DejaVuSans", "DejaVuSans-Bold"}
    assert reader.trailer["/Root"]["/Lang"] == "en"


NAMES = st.text(st.characters(exclude_categories=(), exclude_characters="\0/"), min_size=1, max_size=90)


@settings(max_examples=20, deadline=None)
@given(NAMES, NAMES, NAMES)
@example("x" * 300, "\udcfc\u202e\x1b", "写真🙂\ufffe")
def test_no_name_can_stop_the_report(tmp_path_factory, name, other, note):
    folder = tmp_path_factory.mktemp("pdf")
    bad = replace(unreadable("x"), path=Path(name), error=other, hint=name, notes=(other,))
    good = at(judge("x", (60, 90), make_map(12.0), notes=(note,)), Path(other, name))
    odd = at(judge("x", (60, 90), make_map(64.0)), Path(other))
    reviews = {1: Review(OperatorVerdict.DEFECTIVE, note), 2: Review(None, other)}
    reader = written(folder, [bad, good, odd], replace(SUMMARY, name=name), reviews, pictures={})
    assert len(reader.pages) >= 1


@pytest.mark.parametrize("name", ["Ölwanne_Größe.png", "Μέτρηση.png", "Деталь.png", "Żółć łódź.png"])
def test_letters_of_europe_are_shown(tmp_path, name):
    result = at(judge("x", (60, 90), make_map(64.0)), name)
    assert name in whole(written(tmp_path, [result]))


def test_what_the_font_lacks_appears_as_its_number():
    assert drawable("写真_1.png") == "\\u5199\\u771f_1.png"
    assert drawable("🦜") == "\\U01f99c"
    assert drawable("a\x1bb\udcfc") == "a\\x1bb\\xfc"
    # as macOS writes it: two characters for one letter
    assert drawable("u\u0308") == "ü"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120), st.floats(30, 300), st.integers(1, 6), st.booleans())
@example("IMG_0001_" * 30, 60.0, 2, True)
def test_lines_fit_and_nothing_is_lost_but_blanks(text, width, most, bold):
    lines = wrap(text, width, 8, bold=bold, most=most)
    assert len(lines) <= most
    for line in lines:
        assert line
        assert len(line) == 1 or text_width(line, 8, bold=bold) <= width + 1e-6
    whole_text = "".join(drawable(text, bold=bold).split())
    joined = "".join("".join(lines).split())
    if joined != whole_text:
        assert len(lines) == most
        kept = [joined.split("…", 1 + i) for i in range(joined.count("…"))]
        halves = [("…".join(parts[:-1]), parts[-1]) for parts in kept]
        assert any(whole_text.startswith(start) and whole_text.endswith(end) for start, end in halves)


def test_long_names_keep_their_ends():
    lines = wrap("part_" * 60 + "000017.png", 150, 9, most=3)
    assert len(lines) == 3
    assert lines[0].startswith("part_")
    assert lines[0].endswith("_")
    assert lines[-1].startswith("part_")
    assert "…" in lines[-1]
    assert lines[-1].endswith("0017.png")
    (line,) = wrap("Inspection report · " + "flange " * 40, 200, 8, most=1)
    assert line.startswith("Inspection report")


HEIGHTS = st.lists(st.tuples(st.floats(1, 900), st.booleans(), st.booleans()), max_size=40)


@settings(max_examples=150, deadline=None)
@given(HEIGHTS)
def test_blocks_are_placed_once_in_order_and_never_on_each_other(heights):
    head = Block(16.0, lambda page, y: None)
    blocks = [
        Block(height, lambda page, y: None, with_next=keep, again=head if table else None)
        for height, keep, table in heights
    ]
    pages = paginate(blocks)
    placed = [block for page in pages for block, _ in page if block is not head]
    assert [id(block) for block in placed] == [id(block) for block in blocks]
    for number, page in enumerate(pages):
        y = FIRST_TOP if number == 0 else TOP
        for i, (block, top) in enumerate(page):
            assert top == pytest.approx(y)
            y += block.height
            # only what is too high for any page reaches over the edge
            assert y <= BOTTOM + 1e-6 or block.height > BOTTOM - TOP - 16 or i == 0 or page[0][0] is head
        if number + 1 < len(pages) and sum(block.height for block, _ in page[:-1]) > 0:
            last = page[-1][0]
            assert not last.with_next or last.height + pages[number + 1][-1][0].height > 0


def test_a_heading_is_never_the_last_thing_on_a_page():
    filler = Block(BOTTOM - FIRST_TOP - 40, lambda page, y: None)
    heading = Block(30, lambda page, y: None, with_next=True)
    card = Block(100, lambda page, y: None)
    pages = paginate([filler, heading, card])
    assert [len(page) for page in pages] == [1, 2]


def test_the_titles_of_a_table_are_repeated(tmp_path):
    results = [judge(f"lot/{i:03d}.png", (60, 90), make_map(12.0)) for i in range(120)]
    reader = written(tmp_path, results)
    pages = [words(page) for page in reader.pages]
    assert len(pages) >= 3
    assert all("No. Part Folder × limit" in text for text in pages[1:])


def test_a_table_of_good_parts_has_the_operator_where_he_spoke(tmp_path):
    results = [judge(f"{i}.png", (60, 90), make_map(12.0)) for i in range(3)]
    assert "Operator No operator verdicts were given." in whole(written(tmp_path, results))
    reviews = {1: Review(OperatorVerdict.UNSURE, "look again\nat the edge")}
    text = whole(written(tmp_path, results, reviews=reviews))
    assert "Unsure" in text
    assert "look again at the edge" in text


def test_without_pictures_parts_are_still_told(tmp_path):
    reader = written(tmp_path, some_results(), pictures={})
    assert sum(len(page.images) for page in reader.pages) == 0
    assert "d.png" in whole(reader)


def test_remarks_and_warnings(tmp_path):
    summary = replace(SUMMARY, calibration=replace(SUMMARY.calibration, warnings=("Only 12 good parts.",)))
    other = judge("b.png", (60, 90), make_map(50.0), replace(LIMITS, image_threshold=55.0))
    text = words(written(tmp_path, [other, *some_results()], summary).pages[0])
    assert "The parts were not all judged by the same limits" in text
    assert "The limit was set by hand" in text
    assert "Only 12 good parts." in text


def test_scores_that_are_no_numbers_do_no_harm(tmp_path):
    odd = [replace(judge("a.png", (60, 90), make_map(12.0)), score=s, margin=s) for s in (np.nan, np.inf)]
    assert len(written(tmp_path, odd, pictures={}).pages) == 1


def test_stopping_leaves_the_old_report(tmp_path):
    path = tmp_path / "r.pdf"
    path.write_bytes(b"old")
    left = iter(range(9))

    def check():
        if next(left, None) is None:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf([some_results()[1]] * 40, path, SUMMARY, {}, None, WHEN, check)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["r.pdf"]


def test_without_its_fonts_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "_FOLDER", tmp_path)
    face.cache_clear()
    try:
        with pytest.raises(ExportError, match="font") as caught:
            write_pdf([], tmp_path / "r.pdf", SUMMARY)
    finally:
        monkeypatch.undo()
        face.cache_clear()
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_the_fonts_come_with_their_licence():
    folder = fonts.font_file(fonts.REGULAR).parent
    assert "Bitstream Vera" in (folder / "LICENSE-DejaVu.txt").read_text("utf-8")
    assert fonts.font_file(fonts.BOLD).stat().st_size > 100_000
    assert pdf_pages.face().has("Ω")


def test_the_job_writes_it(tmp_path):
    targets = Targets(pdf=tmp_path / "deep" / "r.pdf")
    results, reviews = some_results(), some_reviews()

    def photo(path):
        return make_photo(60, 90, ord(path.stem[0]))

    made = export_results(iter(results), SUMMARY, targets, read_photo=photo, reviews=reviews)
    assert made.problems == ()
    assert made.files == (tmp_path / "deep" / "r.pdf",)
    reader = PdfReader(io.BytesIO(made.files[0].read_bytes()))
    assert sum(len(page.images) for page in reader.pages) == 2 * 4
