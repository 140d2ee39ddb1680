"""Before and after: what is shown of a proposal, and the two ways out of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from test_main_window import unnamed

from engine.judging import verdict
from engine.learning import Proposal, changes
from engine.types import Calibration, InspectionResult, Interval, Limits, RecipeSummary, Verdict
from gui.dialogs.learn import LearnDialog
from gui.icons import Icons
from gui.models.changes_table import AFTER, AFTER_MARGIN, BEFORE, BEFORE_MARGIN, PART
from gui.theme import Theme

NOW, THEN = Limits(40.0, 20.0), Limits(50.0, 20.0)


def part(path: Path, score: float | None, limits: Limits) -> InspectionResult:
    if score is None:
        return InspectionResult(path, Verdict.ERROR, limits, error="It is damaged.")
    margin = score / limits.image_threshold
    return InspectionResult(path, verdict(score, 0, limits), limits, score=score, margin=margin)


def summary(low: float, *warnings: str, limit: float = 40.0) -> RecipeSummary:
    calibration = Calibration(limit, 20.0, 0.01, Interval(low, 1 / 40), 12, warnings)
    return RecipeSummary("flange", "0" * 64, "2026-01-31T12:00:00+00:00", "0.2", 256, "lite0", calibration)


def proposal(pairs, folder: Path = Path("parts"), **more) -> Proposal:
    paths = [folder / f"part_{n}.png" for n in range(len(pairs))]
    before = [part(path, a, NOW) for path, (a, _b) in zip(paths, pairs, strict=True)]
    after = [part(path, b, THEN) for path, (_a, b) in zip(paths, pairs, strict=True)]
    update = SimpleNamespace(
        recipe=SimpleNamespace(images=range(14), limits=THEN),
        **{"added": (), "removed": (), "failures": (), "limits_were_moved": False, "lost_references": ()}
        | more,
    )
    recipe = SimpleNamespace(images=range(12), limits=NOW)
    return Proposal(recipe, update, changes(before, after), tuple(after))


@pytest.fixture
def make(qtbot):
    theme = Theme("light")
    icons = Icons(theme)
    made_here = []

    def build(made: Proposal, before=None, after=None) -> LearnDialog:
        before, after = before or summary(1 / 400), after or summary(1 / 500)
        dialog = LearnDialog(made, before, after, theme, icons)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        made_here.append(dialog)
        return dialog

    yield build
    for dialog in made_here:
        dialog.close()


def texts(dialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def shown(dialog, row: int) -> list[str]:
    return [dialog.table.index(row, column).data() for column in range(5)]


PAIRS = [(46, 46), (30, 60), (10, 11), (90, 90), (20, None), (60, 30)]


def test_the_verdicts_that_change_are_listed_worst_first(make):
    dialog = make(proposal(PAIRS))
    assert dialog.headline.text() == "4 of 6 verdicts change"
    assert dialog.table.rowCount() == 4
    assert shown(dialog, 0) == ["part_4.png", "Good", "0.50 ×", "Error", "–"]
    assert shown(dialog, 1) == ["part_1.png", "Good", "0.75 ×", "Defective", "1.20 ×"]
    assert shown(dialog, 2)[1:] == ["Defective", "1.15 ×", "Good", "0.92 ×"]
    assert [dialog.table.path(row).name for row in range(4)] == [
        *("part_4.png", "part_1.png", "part_0.png", "part_5.png")
    ]
    spoken = dialog.table.index(1, PART).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "part_1.png: Good 0.75 × now, Defective 1.20 × with the change"


def test_the_numbers_before_and_after(make):
    dialog = make(proposal(PAIRS))
    named = {label.accessibleName() for label in dialog.findChildren(QLabel)}
    assert {
        "Good: 3 now, 3 with the change",
        "Defective: 3 now, 2 with the change",
        "Error: 0 now, 1 with the change",
        "Good parts in the recipe: 12 now, 14 with the change",
        "Limit: 40.0 now, 50.0 with the change",
    } <= named
    # a verdict that nothing has is not listed
    assert not any("Review" in name for name in named)
    words = texts(dialog)
    assert any(text.startswith("Now: Expect 1 false alarm in 100 good parts") for text in words)
    assert any("1 in 500" in text and text.startswith("With the change") for text in words)


def test_the_same_promise_is_said_once(make):
    dialog = make(proposal(PAIRS), summary(1 / 400), summary(1 / 400, limit=50.0))
    assert sum("Expect 1" in text for text in texts(dialog)) == 1


@pytest.mark.parametrize(
    ("pairs", "headline"),
    [
        ([], "No parts to judge anew"),
        ([(10, 11), (90, 95)], "No verdict changes"),
        ([(10, 11), (30, 60)], "1 of 2 verdicts changes"),
    ],
)
def test_few_and_none(make, pairs, headline):
    dialog = make(proposal(pairs))
    assert dialog.headline.text() == headline
    assert dialog.use.isEnabled()
    assert dialog.drop.isEnabled()


def test_the_new_good_parts_are_marked(make):
    made = proposal(PAIRS, added=(Path("parts/part_5.png"), Path("other.png")), removed=(Path("x.png"),))
    dialog = make(made)
    assert shown(dialog, 3)[0] == "part_5.png\none of the new good parts"
    assert dialog.subject.text().startswith("2 good parts come in. 1 part goes out. Nothing has changed yet")


def test_what_went_wrong_is_said(make):
    made = proposal(
        PAIRS,
        failures=tuple(SimpleNamespace(reason=f"part_{n}.png is in the recipe already.") for n in range(8)),
        limits_were_moved=True,
        lost_references=(SimpleNamespace(name="<b>scratch</b>.png"),),
    )
    dialog = make(made, summary(1 / 400, "old"), summary(1 / 500, "old", "new"))
    words = "\n".join(texts(dialog))
    assert "8 files could not be used:\npart_0.png is in the recipe already." in words
    assert "… and 3 more" in words
    assert "You had moved the limits." in words
    assert "no longer be judged as they should be: <b>scratch</b>.png." in words
    assert "\nnew" in words
    assert "\nold" not in words
    # names from outside are no markup
    label = next(label for label in dialog.findChildren(QLabel) if "<b>" in label.text())
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_both_ways_out(make, qtbot):
    dialog = make(proposal(PAIRS))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    dialog = make(proposal(PAIRS))
    with qtbot.waitSignal(dialog.rejected):
        qtbot.mouseClick(dialog.drop, Qt.MouseButton.LeftButton)
    dialog = make(proposal(PAIRS))
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog = make(proposal(PAIRS))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_everything_has_a_name(make):
    for pairs in (PAIRS, []):
        dialog = make(proposal(pairs))
        assert unnamed(dialog) == []
        assert all(button.accessibleDescription() for button in dialog.findChildren(QPushButton))


def test_pictures_come_when_they_are_seen(make, qtbot, tmp_path):
    path = tmp_path / "part_1.png"
    path.write_bytes(cv2.imencode(".png", np.full((40, 56, 3), 130, np.uint8))[1])
    dialog = make(proposal(PAIRS, tmp_path))

    def grey() -> bool:
        image = dialog.table.index(1, PART).data(Qt.ItemDataRole.DecorationRole).pixmap(56, 40).toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).red() == 130

    qtbot.waitUntil(grey)
    # a picture that is not there leaves its place empty
    assert not dialog.table.index(0, PART).data(Qt.ItemDataRole.DecorationRole).isNull()


def test_colours_follow_the_theme_and_the_verdicts(make, qtbot):
    dialog = make(proposal(PAIRS))
    ink = dialog.table.index(1, AFTER).data(Qt.ItemDataRole.ForegroundRole)
    assert ink == dialog._theme.colour("defective_ink")
    assert dialog.table.index(1, BEFORE_MARGIN).data(Qt.ItemDataRole.ForegroundRole) == dialog._theme.colour(
        "good_ink"
    )
    assert dialog.table.index(1, PART).data(Qt.ItemDataRole.ForegroundRole) is None
    with qtbot.waitSignal(dialog.table.dataChanged):
        dialog._theme.changed.emit()


def test_the_model_keeps_qts_rules(make, qtmodeltester):
    dialog = make(proposal(PAIRS))
    qtmodeltester.check(dialog.table)
    header = dialog.table.headerData(BEFORE, Qt.Orientation.Horizontal)
    assert header == "Now"
    assert dialog.table.headerData(AFTER_MARGIN, Qt.Orientation.Horizontal) == ""
    assert dialog.table.headerData(9, Qt.Orientation.Horizontal) is None


def test_the_window_asks_before_the_recipe_learns(window, recipe_file, pictures, idle):
    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.inspect(pictures(10, 45))
    idle(window)
    window.state.propose(add=[window.state.results[1].path])
    idle(window)
    dialog = window.findChild(LearnDialog)
    assert window.state.limits.image_threshold == 40
    dialog.use.click()
    idle(window)
    assert window.state.limits.image_threshold == 50


def test_a_proposal_with_a_review_band_counts_it(make):
    made = proposal([(10, 11), (39, 60)])
    band = replace(made, changes=replace(made.changes, before=np.array([0, 1], np.uint8)))
    named = {label.accessibleName() for label in make(band).findChildren(QLabel)}
    assert "Review: 1 now, 0 with the change" in named
