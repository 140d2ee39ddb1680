import base64
import hashlib
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from export_samples import LIMITS, SUMMARY, at, judge, make_map, make_photo, some_results, unreadable
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.export import html_report
from engine.export.histogram import histogram
from engine.export.html_report import report_html, write_html
from engine.export.pictures import GOOD_SIDE, SIDE, Shelf, thumbnails
from engine.types import Verdict

WHEN = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
VOID = {"meta", "input", "img", "br", "wbr"}


class Page(HTMLParser):
    """What a browser would see: elements, texts by enclosing class, and whether all is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.open, self.texts = [], [], [], {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for tag, kinds in self.open:
            for kind in [tag, *kinds.split()]:
                self.texts.setdefault(kind, []).append(data)

    def text(self, kind):
        return "".join(self.texts.get(kind, []))

    def words(self, kind):
        return " ".join(self.texts.get(kind, []))

    def all(self, tag):
        return [attributes for name, attributes in self.attributes if name == tag]


def shelf_of(results):
    shelf = Shelf()
    for i, result in enumerate(results):
        if shelf.wants(result):
            shelf.put(i, result, thumbnails(make_photo(result.height, result.width, i), result))
    return shelf


def page_of(results, summary=SUMMARY, pictures=None):
    return Page(report_html(results, summary, pictures, WHEN))


def test_the_report_says_what_the_results_say():
    results = some_results()
    page = page_of(results, pictures=shelf_of(results).pictures())
    assert "flange-left" in page.text("h1")
    assert "2026-11-23 14:05 +00:00" in page.text("header")
    assert SUMMARY.sha256 in page.text("footer")
    assert "Expects 1 false alarm in 100 good parts (between 1 in 40 and 1 in 600" in page.text("limits")
    counts = re.findall(r"\d+", " ".join(page.texts["count"]))
    assert counts == ["6", "2", "1", "1", "2"]
    # defective first, the worst on top, then review, error, good
    assert "".join(page.texts["name"]).split(".png") == ["d", "b", "c", "broken", "a", "e", ""]
    assert page.texts["value"] == [f"{results[i].margin:.2f} × limit" for i in (4, 1, 3, 0, 5)]
    assert page.text("failure").replace("\n", "") == "in/broken.png is damaged.Copy it from the camera again."
    assert "first of 3 pages" in page.text("part")
    listed = [int(n) for n in re.findall(r"(\d+) px", page.words("defects"))]
    assert sorted(listed) == sorted(d.area_px for r in results for d in r.defects)


def test_every_verdict_has_icon_and_word():
    results = some_results()
    text = report_html(results, SUMMARY, shelf_of(results).pictures(), WHEN)
    for word, kind in (
        ("Good", "good"),
        ("Review", "review"),
        ("Defective", "defective"),
        ("Error", "error"),
    ):
        assert re.search(
            rf'<svg class="icon"[^>]*>(?:(?!</svg>).)*fill-{kind}(?:(?!</svg>).)*</svg> {word}', text
        )


def test_the_report_needs_nothing_else_and_runs_nothing():
    results = some_results()
    text = report_html(results, SUMMARY, shelf_of(results).pictures(), WHEN)
    page = Page(text)
    assert {"script", "link", "iframe", "object", "embed", "base", "form", "a", "use"}.isdisjoint(page.tags)
    for _, attributes in page.attributes:
        assert not any(name.startswith("on") or name in {"href", "srcset", "style"} for name in attributes)
        assert attributes.get("src", "data:image/jpeg;base64,").startswith("data:image/jpeg;base64,")
    assert "url(" not in text
    assert "@import" not in text
    assert "//" not in re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "", text)


def test_the_security_policy_allows_our_style_alone():
    page = page_of(some_results())
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(page.text("style").encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert f"style-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


NAMES = st.text(st.characters(exclude_categories=(), exclude_characters="\0/"), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(NAMES, NAMES)
def test_no_name_can_break_out(name, other):
    bad = replace(unreadable("x"), path=Path(name), error=other, hint=name, notes=(other,))
    good = at(judge("x", (60, 90), make_map(64.0)), Path(other))
    text = report_html([bad, good], replace(SUMMARY, name=name), shelf_of([bad, good]).pictures(), WHEN)
    text.encode("utf-8")
    plain = page_of([unreadable("x"), judge("x", (60, 90), make_map(64.0))])
    tags = [tag for tag in Page(text).tags if tag not in ("wbr", "span", "bdi")]
    usual = [tag for tag in plain.tags if tag not in ("wbr", "span", "bdi")]
    assert sorted(set(tags) - set(usual)) in ([], ["img"])


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)<",
        '"><img src=x onerror=alert(1)>',
        "a&amp;b",
        "{{ 7*7 }}",
        "Ölwanne_写真.png",
        "'x'",
    ],
)
def test_names_are_shown_as_they_are(name):
    name = name.replace("/", "")
    result = at(judge("x", (60, 90), make_map(64.0)), name)
    page = page_of([result], replace(SUMMARY, name=name), shelf_of([result]).pictures())
    assert page.text("name") == name
    assert page.text("h1") == name
    assert page.all("img")[0]["alt"] == f"Photo of {name}"
    assert "script" not in page.tags


def test_control_characters_are_seen_instead_of_obeyed():
    page = page_of([unreadable("evil\x1b[2Jgnp\u202egpj.png")])
    assert page.text("name") == "evil\\x1b[2Jgnp\\x202egpj.png"


def test_tables_and_pictures_are_described():
    results = some_results()
    page = page_of(results, pictures=shelf_of(results).pictures())
    assert all(a.get("scope") in {"col", "row", "rowgroup"} for a in page.all("th"))
    assert "caption" in page.tags
    assert all(a["alt"] for a in page.all("img"))
    assert all(a.get("aria-label") for a in page.all("svg") if a.get("role") == "img")
    assert all(a.get("role") == "img" or a.get("aria-hidden") == "true" for a in page.all("svg"))
    picks = {a["id"] for a in page.all("input")}
    assert {a["for"] for a in page.all("label")} == picks
    assert ("html", {"lang": "en"}) in page.attributes


def test_only_verdicts_that_occur_can_be_picked():
    page = page_of([judge("a.png", (60, 90), make_map(12.0))])
    usable = {a["id"] for a in page.all("input") if "disabled" not in a}
    assert usable == {"show-all", "show-good"}


def test_style_hides_what_was_not_picked():
    style = page_of(some_results()).text("style")
    for verdict in Verdict:
        assert f"#show-{verdict}:checked ~ main tbody:not(.{verdict})" in style
    assert "prefers-color-scheme: dark" in style
    assert "size: A4" in style
    assert "break-inside: avoid" in style


def test_a_limit_set_by_hand_is_said():
    limits = replace(LIMITS, image_threshold=55.0)
    page = page_of([judge("a.png", (60, 90), make_map(50.0), limits)])
    assert "set by hand" in page.text("remark")
    assert "40.0" in page.text("remark")
    assert "set by hand" not in page_of(some_results()).text("limits")


def test_mixed_limits_and_warnings_are_said():
    other = judge("b.png", (60, 90), make_map(50.0), replace(LIMITS, min_area=9))
    summary = replace(SUMMARY, calibration=replace(SUMMARY.calibration, warnings=("Only 12 good parts.",)))
    page = page_of([*some_results(), other], summary)
    assert "not all judged by the same limits" in page.text("remark")
    assert "Only 12 good parts." in page.text("remark")


def test_a_report_of_nothing_is_still_a_report():
    page = page_of([], replace(SUMMARY, loo_scores=()))
    assert "No part was inspected" in page.text("main")
    assert "table" not in page.tags
    assert "There are no scores to show." in page.text("scores")


def test_very_long_lists_are_cut_and_said(monkeypatch):
    monkeypatch.setattr(html_report, "MAX_ROWS", 4)
    results = [judge(f"{i}.png", (60, 90), make_map(64.0 if i < 3 else 12.0)) for i in range(9)]
    page = page_of(results)
    assert len(page.texts["value"]) == 4
    assert "and 5 more, not listed here" in page.text("left-out")
    assert re.findall(r"\d+", " ".join(page.texts["count"])) == ["9", "3", "0", "0", "6"]


def test_many_defects_are_counted():
    defect = judge("a.png", (60, 90), make_map(64.0)).defects[0]
    result = replace(judge("a.png", (60, 90), make_map(64.0)), defects=(defect,) * 20)
    assert "and 14 more" in page_of([result]).text("defects")


def test_the_shelf_keeps_the_parts_furthest_over_the_limit():
    order = np.random.default_rng(1).permutation(40)
    results = [judge(f"{i}.png", (60, 90), make_map(float(5 + 2.5 * i))) for i in order]
    shelf = Shelf(max_pairs=5, max_good=3)
    for i, result in enumerate(results):
        if shelf.wants(result):
            shelf.put(i, result, thumbnails(make_photo(), result))
    kept = shelf.pictures()
    bad = sorted((r.score for r in results if r.verdict is not Verdict.GOOD), reverse=True)[:5]
    good = sorted((r.score for r in results if r.verdict is Verdict.GOOD), reverse=True)[:3]
    assert sorted(results[i].score for i in kept) == sorted(bad + good)
    assert all((t.photo.width <= GOOD_SIDE) for i, t in kept.items() if results[i].verdict is Verdict.GOOD)


def test_where_operator_and_recipe_differ_pictures_stay_first():
    results = [judge(f"{i}.png", (60, 90), make_map(64.0 if i % 2 else 12.0)) for i in range(12)]
    shelf = Shelf(max_pairs=4, max_good=2)
    differing = {0, 2, 5}
    for i, result in enumerate(results):
        if shelf.wants(result, differs=i in differing):
            shelf.put(i, result, thumbnails(make_photo(), result), differs=i in differing)
    assert differing < set(shelf.pictures())
    assert set(shelf.pictures(max_pairs=3, max_good=0)) == differing
    assert len(shelf.pictures()) == 6


def test_the_shelf_takes_no_part_without_a_map_and_may_be_empty():
    shelf = Shelf(max_pairs=0, max_good=0)
    assert not shelf.wants(judge("a.png", (60, 90), make_map(64.0)))
    assert not Shelf().wants(unreadable("a.png"))
    assert not Shelf().wants(judge("a.png", (60, 90), make_map(64.0)).without_map())


@pytest.mark.parametrize(
    ("size", "small"), [((600, 900), (160, 240)), ((60, 90), (60, 90)), ((2, 3000), (1, 240))]
)
def test_thumbnails_are_small_and_true(size, small):
    result = judge("a.png", size, make_map(64.0))
    both = thumbnails(make_photo(*size), result)
    for picture in (both.photo, both.overlay):
        assert base64.b64decode(picture.uri.split(",")[1]) == picture.data
        with Image.open(io.BytesIO(picture.data)) as opened:
            assert opened.format == "JPEG"
            assert (opened.height, opened.width) == small == (picture.height, picture.width)
    assert max(small) <= SIDE
    good = thumbnails(make_photo(600, 900), judge("a.png", (600, 900), make_map(12.0)))
    assert good.photo.width == good.overlay.width == GOOD_SIDE
    matters = thumbnails(make_photo(600, 900), judge("a.png", (600, 900), make_map(12.0)), differs=True)
    assert matters.photo.width == SIDE


def test_a_report_of_many_parts_stays_small(tmp_path):
    results = [judge(f"{i}.png", (60, 90), make_map(64.0 if i % 2 else 12.0)) for i in range(40)] * 50
    shelf = Shelf(max_pairs=10, max_good=10)
    for i, result in enumerate(results):
        if shelf.wants(result):
            shelf.put(i, result, thumbnails(make_photo(), result))
    write_html(results, tmp_path / "r.html", SUMMARY, shelf.pictures(), WHEN)
    # 2,000 rows
    assert (tmp_path / "r.html").stat().st_size < 4_000_000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 500, width=32), max_size=30),
    st.lists(st.floats(0, 500, width=32), max_size=30),
)
@example([40.0], [40.0, float(np.nextafter(np.float32(40), np.float32(41))), 30.0, 70.0])
@example([1.0], [40.0] * 9 + [130.0])
def test_the_histogram_counts_every_part_once_on_its_side_of_the_limit(unseen, scores):
    base = judge("a.png", (60, 90), make_map(12.0))
    kinds = {True: Verdict.DEFECTIVE, False: Verdict.GOOD}
    results = [replace(base, score=s, margin=s / 40, verdict=kinds[s > 40]) for s in scores]
    drawn = histogram([*results, unreadable("x")], unseen, LIMITS)
    if not unseen and not scores:
        assert drawn is None
        return
    bars = [bar for panel in drawn.panels for bar in panel.bars]
    counted = {
        kind: sum(int(b.words.split()[0]) for b in bars if b.kind == kind)
        for kind in ("unseen", "good", "defective")
    }
    above = sum(s > 40 for s in scores)
    assert counted == {"unseen": len(unseen), "good": len(scores) - above, "defective": above}
    for bar in bars:
        assert 0 <= bar.x < bar.x + bar.width <= 720
        if bar.kind == "good":
            assert bar.x + bar.width <= drawn.limit_x + 0.01
        if bar.kind == "defective":
            assert bar.x >= drawn.limit_x - 0.01
    for panel in drawn.panels:
        assert all(
            panel.title_y <= bar.y + 0.01 and bar.y + bar.height <= panel.base + 0.01 for bar in panel.bars
        )
    assert drawn.base < drawn.height


def test_the_histogram_does_not_stumble_over_scores_that_are_no_numbers():
    results = [replace(judge("a.png", (60, 90), make_map(12.0)), score=s) for s in (np.nan, np.inf, 20.0)]
    drawn = histogram(results, [np.nan, 10.0], LIMITS)
    assert [len(panel.bars) for panel in drawn.panels] == [1, 1]
