"""Files that are made for a bundle: the same from the same sources, and what they say is true."""

from __future__ import annotations

import msgspec
import places  # noqa: F401 - puts packaging/ on the path
import pytest

from engine import recipe, selftest

import shipped  # isort: skip

pytestmark = pytest.mark.torch


@pytest.fixture
def few_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "N_GOOD", 6)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.mark.usefixtures("few_parts")
def test_two_builds_ship_the_same_recipe_and_the_same_answers(tmp_path):
    for name in ("first", "second"):
        shipped.make_sample(tmp_path / name)
    files = sorted(p.relative_to(tmp_path / "first") for p in (tmp_path / "first").rglob("*") if p.is_file())
    assert len(files) == 2
    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes(), file
    made = recipe.load(tmp_path.joinpath("first", *selftest.SAMPLE_RECIPE))
    assert (made.id, made.created) == (shipped.SAMPLE_ID, "2023-11-14T22:13:20+00:00")
    # nothing tells where it was made
    assert not any(str(tmp_path) in image.path or image.path.startswith("/") for image in made.images)


@pytest.mark.usefixtures("few_parts")
def test_the_answers_are_those_that_the_recipe_gives(tmp_path):
    shipped.make_sample(tmp_path)
    answers = msgspec.json.decode(
        tmp_path.joinpath(*selftest.SAMPLE_ANSWERS).read_bytes(), type=selftest.Answers
    )
    assert answers.scores.keys() == answers.verdicts.keys()
    assert set(answers.verdicts.values()) <= {"good", "review", "defective"}
    assert any(name.startswith("good/") for name in answers.scores)
    assert all(score > 0 for score in answers.scores.values())
