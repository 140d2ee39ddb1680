"""Reference parts: what is taken in, what the check says of it, and what gets in with a foreign recipe."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_parts import draw_part, write_png
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_recipe import assert_same, parts_of, rewritten

from engine import reference
from engine.container import write_container
from engine.detector import Detector
from engine.errors import Cancelled, RecipeError
from engine.padim import train
from engine.progress import CancelToken
from engine.recipe import MIME_TYPE, load, save
from engine.reference import (
    MOST_PARTS,
    TOLERANCE,
    CheckRow,
    ReferencePart,
    check,
    clean_part_name,
    rescored,
    with_references,
    without_references,
)
from engine.types import Limits, Verdict
from engine.update import update


@pytest.fixture(scope="module")
def carrying(recipe_file, new_paths, detector):
    """The small recipe with six reference parts; 1 and 4 are defective."""
    made = with_references(load(recipe_file), new_paths, detector=detector)
    assert made.failures == ()
    return made.recipe


@pytest.fixture
def target(tmp_path):
    return tmp_path / "copy.gonogo"


# --- taking in and checking -------------------------------------------------------------------------


def test_parts_are_taken_in_with_what_the_recipe_says_of_them(carrying, recipe_file, new_paths, detector):
    found = list(detector.inspect(new_paths))
    for part, path, result in zip(carrying.references, new_paths, found, strict=True):
        assert part.name == path.name
        assert part.content == path.read_bytes()
        assert part.sha256 == result.sha256
        assert (part.score, part.verdict) == (result.score, result.verdict)
    assert [part.verdict for part in carrying.references].count(Verdict.DEFECTIVE) == 2
    before = load(recipe_file)
    assert (carrying.id, carrying.parent, carrying.sha256) == (before.id, before.sha256, "")
    assert before.references == ()


def test_a_recipe_with_references_survives_the_round_trip(carrying, target):
    saved = save(carrying, target)
    loaded = load(target)
    assert_same(loaded, saved, but=("path",))
    assert loaded.references == carrying.references
    again = target.with_name("again.gonogo")
    save(loaded, again)
    assert again.read_bytes() == target.read_bytes()


def test_the_check_passes_bit_for_bit_where_nothing_has_changed(carrying, target):
    steps = []
    result = check(load(save(carrying, target).path), steps.append, threads=1)
    assert result.ok
    assert result.identical
    assert result.n_failed == 0
    assert [row.name for row in result.rows] == [part.name for part in carrying.references]
    assert all(row.difference == 0 for row in result.rows)
    assert (steps[0].stage, steps[-1].done, steps[-1].total) == ("inspect", 6, 6)
    assert result.recipe_sha256
    assert result.recipe_name == "ring"


def shifted(recipe, factor):
    parts = tuple(replace(part, score=part.score * factor) for part in recipe.references)
    return replace(recipe, references=parts)


@pytest.mark.parametrize(("share", "ok"), [(TOLERANCE / 2, True), (TOLERANCE * 2, False), (-0.5, False)])
def test_scores_may_differ_in_the_last_digits_and_no_more(carrying, detector, share, ok):
    result = check(shifted(carrying, 1 + share), detector=detector)
    assert result.ok is ok
    assert not result.identical
    assert result.n_failed == (0 if ok else 6)
    for row in result.rows:
        assert row.difference == pytest.approx(abs(share) / (1 + share), rel=1e-6)


def test_limits_that_let_a_known_defect_pass_fail_the_check(carrying, detector):
    limits = replace(carrying.limits, image_threshold=carrying.limits.image_threshold * 100)
    result = check(carrying, detector=detector, limits=limits)
    assert not result.ok
    failed = [row for row in result.rows if not row.ok]
    assert {row.expected for row in failed} == {Verdict.DEFECTIVE}
    assert all(row.found is Verdict.GOOD and row.identical for row in failed)
    # the same when the recipe itself was saved with them
    assert not check(carrying.with_limits(limits), detector=detector).ok


def test_a_recipe_that_learned_otherwise_fails_the_check(carrying, good_paths, small_settings, tmp_path):
    others = [write_png(tmp_path / f"o{i}.png", draw_part(i, spot=True)) for i in range(12)]
    with train(others, small_settings) as training:
        other = replace(training.recipe, references=carrying.references, limits=carrying.limits)
    assert not check(other).ok


def test_a_part_that_cannot_be_decoded_any_more_fails_and_says_why(carrying, detector):
    cut = carrying.references[0].content[:-60]
    parts = (replace(carrying.references[0], content=cut), *carrying.references[1:])
    result = check(replace(carrying, references=parts), detector=detector)
    row = result.rows[0]
    assert (row.ok, row.found, row.found_score, row.difference) == (False, Verdict.ERROR, None, None)
    assert "new-0.png" in row.error
    assert result.n_failed == 1


def test_without_reference_parts_there_is_nothing_to_check(recipe_file):
    with pytest.raises(RecipeError, match="ring has no reference parts") as caught:
        check(load(recipe_file))
    assert caught.value.hint


def test_the_check_can_be_cancelled(carrying, detector):
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        check(carrying, lambda step: step.done and cancel.cancel(), cancel, detector=detector)


def test_what_cannot_be_a_reference_part_is_left_out_with_a_reason(carrying, detector, tmp_path, new_paths):
    text = tmp_path / "notes.png"
    text.write_text("hello")
    new = write_png(tmp_path / "fresh.png", draw_part(300))
    twin = tmp_path / "twin.png"
    twin.write_bytes(new_paths[0].read_bytes())
    made = with_references(carrying, [text, tmp_path / "gone.png", twin, tmp_path, new], detector=detector)
    assert [part.name for part in made.added] == ["fresh.png"]
    reasons = [failure.reason for failure in made.failures]
    assert "notes.png" in reasons[0]
    assert "gone.png does not exist" in reasons[1]
    assert "twin.png is a reference part already" in reasons[2]
    assert "is a folder" in reasons[3]
    assert all(failure.hint for failure in made.failures)


def test_a_recipe_that_nothing_was_added_to_is_the_same(carrying, detector, tmp_path):
    assert with_references(carrying, [tmp_path / "gone.png"], detector=detector).recipe is carrying


def test_parts_of_the_same_name_are_told_apart(carrying, detector, tmp_path):
    paths = [write_png(tmp_path / f"{i}" / "NEW-0.png", draw_part(310 + i)) for i in range(2)]
    made = with_references(carrying, paths, detector=detector)
    assert [part.name for part in made.added] == ["NEW-0 (2).png", "NEW-0 (3).png"]


def test_a_part_on_the_limit_is_no_known_answer(recipe_file, new_paths, detector):
    recipe = load(recipe_file)
    score = next(iter(detector.inspect(new_paths[:1]))).score
    near = Limits(score * (1 + TOLERANCE), recipe.limits.pixel_threshold)
    made = with_references(recipe, new_paths[:1], limits=near, detector=detector)
    assert made.added == ()
    assert "close to the limit" in made.failures[0].reason
    # nor one where the review band begins
    band = Limits(score * 2, recipe.limits.pixel_threshold, review_from=0.5)
    assert not with_references(recipe, new_paths[:1], limits=band, detector=detector).added


def test_there_is_room_for_a_dozen(recipe_file, detector, tmp_path):
    paths = [write_png(tmp_path / f"{i}.png", draw_part(400 + i)) for i in range(MOST_PARTS + 2)]
    made = with_references(load(recipe_file), paths, detector=detector)
    assert len(made.added) == MOST_PARTS
    assert len(made.failures) == 2
    assert "at most 12" in made.failures[0].reason


@pytest.mark.parametrize(("limit", "value"), [("MAX_BYTES", 1000), ("MAX_TOTAL_BYTES", 20_000)])
def test_large_files_are_left_out(recipe_file, detector, new_paths, monkeypatch, limit, value):
    assert new_paths[0].stat().st_size > 8000
    monkeypatch.setattr(reference, limit, value)
    made = with_references(load(recipe_file), new_paths, detector=detector)
    assert len(made.failures) >= 4
    assert all("too large" in failure.reason for failure in made.failures)


def test_parts_are_removed_by_name(carrying):
    left = without_references(carrying, ["new-1.png", "new-5.png"])
    assert [part.name for part in left.references] == ["new-0.png", "new-2.png", "new-3.png", "new-4.png"]
    with pytest.raises(RecipeError, match=r"no reference part new-9\.png"):
        without_references(carrying, ["new-9.png"])


# --- changing the recipe ----------------------------------------------------------------------------


def test_an_update_scores_the_references_anew_and_keeps_their_verdicts(carrying, tmp_path):
    more = [write_png(tmp_path / f"{i}.png", draw_part(600 + i)) for i in range(4)]
    made = update(carrying, more)
    assert len(made.references) == 6
    for part, row, before in zip(made.recipe.references, made.references, carrying.references, strict=True):
        assert part.score == row.found_score != before.score
        assert row.expected_score == before.score
        assert part.verdict is row.expected is before.verdict
    assert check(made.recipe).identical
    assert made.recipe.id == carrying.id


def test_an_update_that_loses_a_known_defect_says_so(carrying, tmp_path):
    # somebody takes spotted parts for good ones
    more = [write_png(tmp_path / f"{i}.png", draw_part(700 + i, spot=True)) for i in range(30)]
    made = update(carrying, more)
    lost = {row.name for row in made.lost_references}
    assert lost >= {"new-1.png", "new-4.png"}
    assert all(row.found is not row.expected for row in made.lost_references)
    # the known answer stays what it was, so the check says it too
    result = check(made.recipe)
    assert not result.ok
    assert {row.name for row in result.rows if not row.ok} == lost


def test_leaving_out_a_good_part_after_training_keeps_the_references(good_paths, small_settings, new_paths):
    with train(good_paths, small_settings) as training:
        training.recipe = with_references(training.recipe, new_paths[:2]).recipe
        before = training.recipe
        recipe = training.exclude([3])
    assert [part.name for part in recipe.references] == ["new-0.png", "new-1.png"]
    assert recipe.references[0].score != before.references[0].score
    assert recipe.id == before.id
    assert check(recipe).identical


def test_rescoring_a_part_that_cannot_be_judged_keeps_its_score(carrying, detector):
    broken = replace(carrying.references[0], content=b"\x89PNG\r\n\x1a\n")
    recipe, rows = rescored(replace(carrying, references=(broken,)), detector)
    assert recipe.references[0].score == broken.score
    assert rows[0].found is Verdict.ERROR


def test_a_recipe_without_references_needs_no_rescoring(recipe_file):
    recipe = load(recipe_file)
    assert rescored(recipe, None) == (recipe, ())


# --- what somebody ill-disposed might send: every hash is right -------------------------------------


@pytest.fixture(scope="module")
def carrying_file(carrying, tmp_path_factory):
    return save(carrying, tmp_path_factory.mktemp("carrying") / "ring.gonogo").path


def refused(source: Path, target: Path, match: str, **changes) -> None:
    with pytest.raises(RecipeError, match=match) as caught:
        load(rewritten(source, target, **changes))
    assert "copy.gonogo is damaged" in str(caught.value)
    assert caught.value.hint


def answer(number, **fields):
    return lambda about: about["references"][number].update(fields)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "a/b.png",
        "a\\b.png",
        "C:x.png",
        "two\nlines.png",
        "..",
        ".",
        "x" * 150,
        "\u202egnp.exe",
    ],
)
def test_names_that_are_paths_or_tricks_are_refused(carrying_file, target, name):
    refused(carrying_file, target, "name of a reference part", manifest=answer(0, name=name))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": 3},
        {"name": "x" * 300},
        {"verdict": "error"},
        {"verdict": "perhaps"},
        {"verdict": None},
        {"score": -1.0},
        {"score": "high"},
        {"score": None},
        {"surprise": 1},
    ],
)
def test_answers_that_cannot_be_are_refused(carrying_file, target, fields):
    refused(carrying_file, target, "damaged", manifest=answer(0, **fields))


def test_a_score_that_is_no_number_is_refused(carrying_file, target):
    def infinite(text):
        start = text.index('"score"', text.index('"references"'))
        return text[:start] + '"score": 1e999' + text[text.index("}", start) :]

    refused(carrying_file, target, "damaged", text=infinite)


def test_the_same_name_twice_is_refused(carrying_file, target):
    refused(carrying_file, target, "same name", manifest=answer(0, name="NEW-1.png"))


def test_too_many_are_refused(carrying_file, target, new_paths):
    def more(about):
        for number in range(7, MOST_PARTS + 2):
            about["references"].append({"name": f"{number}.png", "verdict": "good", "score": 1.0})

    parts = {f"reference-{n}": new_paths[0].read_bytes() for n in range(7, MOST_PARTS + 2)}
    refused(carrying_file, target, "more than 12 reference parts", manifest=more, parts=parts)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"GIF89a" + b"\0" * 99]
)
def test_what_is_no_picture_is_refused(carrying_file, target, content):
    refused(carrying_file, target, r"new-2\.png", parts={"reference-3": content})


def test_a_picture_of_absurd_size_is_refused_before_it_is_decoded(carrying_file, target):
    png = bytearray(parts_of(carrying_file)["reference-1"])
    png[16:24] = (200_000).to_bytes(4, "big") * 2
    refused(carrying_file, target, r"new-0\.png", parts={"reference-1": bytes(png)})


def test_too_large_contents_are_refused(carrying_file, target, monkeypatch):
    monkeypatch.setattr(reference, "MAX_BYTES", 1000)
    refused(carrying_file, target, "one of its reference parts has more than")


def test_too_large_contents_together_are_refused(carrying_file, target, monkeypatch):
    monkeypatch.setattr(reference, "MAX_TOTAL_BYTES", 20_000)
    refused(carrying_file, target, "reference parts have more than")


def test_an_exchanged_picture_is_noticed(carrying_file, target, new_paths):
    found = parts_of(carrying_file)
    found["reference-1"] = new_paths[1].read_bytes()
    write_container(target, MIME_TYPE, found)
    with pytest.raises(RecipeError, match="its part reference-1 has changed"):
        load(target)


def test_a_missing_picture_is_noticed(carrying_file, target):
    refused(carrying_file, target, "reference-6|list of reference parts", parts={"reference-6": None})


@pytest.mark.parametrize("name", ["reference-7", "reference-0", "reference-x", "reference-"])
def test_a_picture_that_nobody_asked_for_is_refused(carrying_file, target, name):
    refused(carrying_file, target, "list of reference parts", parts={name: b"more"})


# --- laws -------------------------------------------------------------------------------------------

pictures = st.integers(0, 50).map(lambda n: draw_part(n, size=(24, 20)))
names = st.text(st.characters(codec="utf-8"), max_size=160).map(clean_part_name)
verdicts = st.sampled_from([Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(names, pictures, verdicts, st.floats(0, 1e300)),
        max_size=MOST_PARTS,
        unique_by=lambda part: part[0].casefold(),
    )
)
def test_whatever_parts_there_are_they_survive_the_round_trip(recipe_file, tmp_path, drawn):
    import cv2

    parts = []
    for name, photo, verdict, score in drawn:
        content = bytes(cv2.imencode(".png", photo)[1])
        parts.append(ReferencePart(name, content, verdict, score, hashlib.sha256(content).hexdigest()))
    recipe = load(recipe_file).changed(references=tuple(parts))
    saved = save(recipe, tmp_path / "copy.gonogo")
    loaded = load(saved.path)
    assert loaded.references == tuple(parts)
    assert (loaded.id, loaded.parent, loaded.sha256) == (recipe.id, recipe.parent, saved.sha256)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("x" * 119 + ".png")
@example("a" * 200 + "." + "b" * 5)
@example(" . .. ")
@example("\udcff.png")
def test_a_cleaned_name_is_clean_and_no_path(name):
    cleaned = clean_part_name(name)
    assert clean_part_name(cleaned) == cleaned
    assert 1 <= len(cleaned) <= 120
    assert Path(cleaned).name == cleaned
    assert cleaned.isprintable()
    cleaned.encode()


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1e12), st.floats(0, 1e12))
def test_the_difference_is_a_share_and_nothing_but_equality_is_identical(expected, found):
    row = CheckRow("a", Verdict.GOOD, Verdict.GOOD, expected, found)
    assert row.difference >= 0
    assert not math.isnan(row.difference)
    assert row.identical == (expected == found)
    assert row.ok == (row.difference <= TOLERANCE)
    if row.identical:
        assert row.ok
    assert not replace(row, found=Verdict.DEFECTIVE).ok
    assert not replace(row, found=Verdict.ERROR, found_score=None).ok


def test_detectors_of_the_recipe_before_and_with_references_judge_alike(carrying, recipe_file, new_paths):
    a = Detector(load(recipe_file), 1).inspect(new_paths)
    b = Detector(carrying, 1).inspect(new_paths)
    np.testing.assert_array_equal([r.score for r in a], [r.score for r in b])
