"""What a changed recipe would say: which verdicts change, and that a proposal is what an update does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_parts import draw_part, write_png
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.detector import Detector
from engine.errors import Cancelled, TrainingError
from engine.judging import VERDICTS, rejudge, verdict
from engine.learning import Proposal, changes, propose
from engine.progress import CancelToken
from engine.recipe import load
from engine.types import InspectionResult, Limits, Verdict
from engine.update import update

LIMITS = Limits(40.0, 20.0, review_from=0.9)
GOOD, REVIEW, DEFECTIVE, ERROR = Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE, Verdict.ERROR


def part(number: int, score: float | None, limits: Limits = LIMITS, area: int = 0) -> InspectionResult:
    if score is None:
        return InspectionResult(Path(f"{number}.png"), ERROR, limits, error="It is damaged.")
    said = verdict(score, area, limits)
    margin = score / limits.image_threshold
    return InspectionResult(
        Path(f"{number}.png"), said, limits, score=score, margin=margin, largest_area=area
    )


def parts(*scores: float | None, limits: Limits = LIMITS) -> list[InspectionResult]:
    return [part(number, score, limits) for number, score in enumerate(scores)]


def test_changed_verdicts_are_listed_worst_first():
    before = parts(50, 38, 10, 10, 10, 50, 20)
    after = parts(10, 10, 39, 45, 90, None, 20)
    found = changes(before, after)
    # what cannot be judged any more, then good parts that become defective, highest first
    assert found.rows.tolist() == [4, 3, 2, 5, 1, 0]
    assert found.n_changed == 6
    assert len(found) == 7
    assert found.kinds == {
        (GOOD, DEFECTIVE): 2,
        (GOOD, REVIEW): 1,
        (DEFECTIVE, ERROR): 1,
        (REVIEW, GOOD): 1,
        (DEFECTIVE, GOOD): 1,
    }
    assert found.before_counts == {GOOD: 4, REVIEW: 1, DEFECTIVE: 2, ERROR: 0}
    assert found.after_counts == {GOOD: 3, REVIEW: 1, DEFECTIVE: 2, ERROR: 1}
    assert found.before_scores[0] == 50
    assert found.after_margins[3] == pytest.approx(45 / 40)
    assert np.isnan(found.after_margins[5])


def test_margins_are_shares_of_the_limit_of_their_time():
    found = changes(parts(30), parts(30, limits=Limits(60.0, 20.0)))
    assert (found.before_margins[0], found.after_margins[0]) == (0.75, 0.5)
    assert found.n_changed == 0


def test_limits_that_were_moved_since_count():
    moved = Limits(20.0, 20.0)
    found = changes(parts(30, 10), parts(30, 10), limits=moved)
    assert found.before.tolist() == [2, 0]
    assert found.before_margins.tolist() == [1.5, 0.5]
    assert found.rows.tolist() == [0]


def test_verdicts_that_are_known_better_count():
    found = changes(parts(30, 10), parts(30, 10), codes=np.array([0, 2], np.uint8))
    assert found.rows.tolist() == [1]


def test_results_of_other_parts_are_refused():
    with pytest.raises(ValueError, match="same parts"):
        changes(parts(1, 2), parts(1))
    with pytest.raises(ValueError, match="same parts"):
        changes(parts(1, 2), parts(1, 2)[::-1])
    with pytest.raises(ValueError, match="2 parts and 1 verdicts"):
        changes(parts(1, 2), parts(1, 2), codes=np.zeros(1, np.uint8))


def test_nothing_compared_with_nothing_is_nothing():
    found = changes([], [])
    assert (found.n_changed, found.kinds, len(found)) == (0, {}, 0)
    assert set(found.before_counts.values()) == {0}


scores = st.one_of(st.none(), st.floats(0, 100))


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(scores, scores), max_size=30), st.floats(1, 100), st.floats(0.1, 1))
def test_the_sums_are_right_whatever_changes(pairs, limit, band):
    limits = Limits(limit, 20.0, review_from=band)
    before, after = parts(*(a for a, _b in pairs)), parts(*(b for _a, b in pairs), limits=limits)
    found = changes(before, after)
    changed = {n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a.verdict is not b.verdict}
    assert set(found.rows.tolist()) == changed
    assert sum(found.kinds.values()) == len(changed) == len(found.rows)
    assert all(a is not b for a, b in found.kinds)
    for kind in VERDICTS:
        gained = sum(n for (_a, b), n in found.kinds.items() if b is kind)
        lost = sum(n for (a, _b), n in found.kinds.items() if a is kind)
        assert found.after_counts[kind] - found.before_counts[kind] == gained - lost
    # from limits alone the same follows as from results judged by them
    other = changes(before, after, limits=limits)
    assert other.before.tolist() == changes([rejudge(r, limits) for r in before], after).before.tolist()


# --- with a real recipe -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def inspected(small_recipe, new_paths, detector):
    return [result.without_map() for result in detector.inspect(new_paths)]


def run(generator) -> tuple[list[InspectionResult], Proposal]:
    yielded = []
    while True:
        try:
            yielded.append(next(generator))
        except StopIteration as stop:
            return yielded, stop.value


def test_a_proposal_is_what_the_update_does(recipe_file, inspected, new_paths, tmp_path):
    recipe = load(recipe_file)
    more = [write_png(tmp_path / f"{i}.png", draw_part(500 + i, spot=i % 2 == 0)) for i in range(12)]
    stages = []
    yielded, proposal = run(propose(recipe, more, (), inspected, report=lambda p: stages.append(p.stage)))
    made = update(recipe, more).recipe
    np.testing.assert_array_equal(proposal.update.recipe.factor, made.factor)
    assert proposal.update.recipe.limits == made.limits
    expected = list(Detector(made).inspect(new_paths, keep_maps=False))
    assert list(proposal.results) == yielded == expected
    assert proposal.before is recipe
    # spotted parts were learned, so those that were defective no longer are
    assert proposal.changes.kinds.keys() == {(DEFECTIVE, GOOD)}
    assert sorted(proposal.changes.rows.tolist()) == [1, 4]
    assert list(dict.fromkeys(stages)) == ["embed", "fit", "calibrate", "inspect"]
    # and nothing has happened to the recipe itself
    assert recipe.n_images == 12


def test_limits_in_force_are_those_that_count(recipe_file, inspected, tmp_path):
    recipe = load(recipe_file)
    more = [write_png(tmp_path / "a.png", draw_part(510))]
    moved = replace(recipe.limits, image_threshold=recipe.limits.image_threshold * 50, min_area=7)
    _yielded, proposal = run(propose(recipe, more, (), inspected, limits=moved))
    assert proposal.changes.before_counts[DEFECTIVE] == 0
    assert proposal.changes.kinds == {(GOOD, DEFECTIVE): 2}
    assert proposal.update.limits_were_moved
    made = proposal.update.recipe
    assert made.limits.min_area == 7
    assert made.parent == recipe.sha256


def test_a_part_that_is_gone_by_then_is_an_error_and_not_the_end(recipe_file, inspected, tmp_path):
    gone = [replace(inspected[0], path=tmp_path / "gone.png"), *inspected[1:]]
    more = [write_png(tmp_path / "a.png", draw_part(520))]
    _yielded, proposal = run(propose(load(recipe_file), more, (), gone))
    assert proposal.changes.kinds[(GOOD, ERROR)] == 1
    assert proposal.changes.rows[0] == 0


def test_without_parts_only_the_recipe_changes(recipe_file, good_paths):
    yielded, proposal = run(propose(load(recipe_file), (), good_paths[:2]))
    assert yielded == []
    assert proposal.update.recipe.n_images == 10
    assert len(proposal.changes) == 0


def test_files_that_could_not_be_added_are_told(recipe_file, inspected, good_paths, tmp_path):
    more = [write_png(tmp_path / "a.png", draw_part(530)), good_paths[0], tmp_path / "gone.png"]
    _yielded, proposal = run(propose(load(recipe_file), more, (), inspected))
    assert [failure.path for failure in proposal.update.failures] == more[1:]


def test_a_proposal_that_changes_nothing_is_refused(recipe_file, inspected, good_paths):
    with pytest.raises(TrainingError, match="stays as it is"):
        run(propose(load(recipe_file), good_paths[:1], (), inspected))


def test_a_proposal_can_be_cancelled_at_any_stage(recipe_file, inspected, tmp_path):
    more = [write_png(tmp_path / "a.png", draw_part(540))]
    for stage in ("embed", "calibrate", "inspect"):
        cancel = CancelToken()

        def stop(progress, stage=stage, cancel=cancel):
            if progress.stage == stage and progress.done:
                cancel.cancel()

        with pytest.raises(Cancelled):
            run(propose(load(recipe_file), more, (), inspected, report=stop, cancel=cancel))
