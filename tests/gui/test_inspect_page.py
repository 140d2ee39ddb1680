# ruff: noqa: F811 - fixtures are asked for by their names
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from inspect_fixtures import inspect, make_window, page, shown  # noqa: F401
from inspect_samples import picture, pictures, spotted_map
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QLineEdit

from engine.calibration import fit_tail
from engine.errors import ImageError
from engine.judging import verdicts
from engine.regions import find_defects
from engine.types import Limits, Verdict
from gui.caches import Kept
from gui.inspect.gestures import Gestures
from gui.inspect.shown_part import PhotoShelf

NAMES = """
    resultsView imageViewer limitsPanel scoreHistogram imageThresholdSlider pixelThresholdSlider minAreaSpin
    overlayOpacitySlider colorMapCombo defectsView verdictLabel exportButton
"""
QTS_OWN = ("QScrollBar", "QComboBoxListView")


def names(page) -> list[str]:
    return [page.model.index(place, 0).data() for place in range(page.model.rowCount())]


def limits(page) -> Limits:
    return page.state.limits


# what is on the page


def test_the_names_that_others_rely_on(page):
    for name in NAMES.split():
        assert page.findChild(object, name) is not None, name


def test_every_control_has_a_name(page, inspect):
    inspect(30, 90)
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QLineEdit, QAbstractItemView)
    for kind in kinds:
        for control in page.findChildren(kind):
            if not control.isVisibleTo(page) or control.metaObject().className() in QTS_OWN:
                continue
            said = control.accessibleName() or (control.text() if hasattr(control, "text") else "")
            assert said, f"{control.metaObject().className()} {control.objectName()}"


def test_states_without_parts(window, page, qtbot, engine, tmp_path, idle):
    assert page._middle.currentWidget() is page._ready
    assert page._right.isVisible()
    engine.gate.clear()
    window.state.inspect(pictures(tmp_path / "parts", 30))
    qtbot.waitUntil(lambda: page._middle.currentWidget() is page._busy)
    engine.gate.set()
    idle(window)
    assert page._middle.currentWidget() is page._photos
    window.state.clear_results()
    assert page._middle.currentWidget() is page._ready
    assert page.verdict.verdict is None


def test_without_a_recipe_it_says_what_to_do(window):
    window.show_page("inspect")
    page = window.current_page
    assert page._middle.currentWidget() is page._empty
    assert not page._right.isVisible()
    assert not page.export_button.isEnabled()


# the shown part


def test_the_first_part_is_shown_at_once_with_its_verdict(page, inspect):
    inspect(90, 30)
    assert page.viewer.part.title == "parts/part_90.png"
    assert page.viewer.part.anomaly_map is page.state.map_of(0)
    assert page.verdict.verdict is Verdict.DEFECTIVE
    assert page.verdict.text() == "Defective  2.25 ×"
    expected, _largest = find_defects(spotted_map(90), (48, 64), 20.0)
    assert page.defects.model.defects == expected
    assert page.viewer.defects == expected


def test_choosing_shows_another_part_and_fetches_its_neighbours(page, inspect, qtbot):
    inspect(90, 30, 35)
    qtbot.waitUntil(lambda: len(page.part._photos) == 2)
    page.context.actions["part.next"].trigger()
    assert page.part.row == 1, "the next photo was at hand"
    assert page.verdict.verdict is Verdict.GOOD
    qtbot.waitUntil(lambda: len(page.part._photos) == 3)
    page.context.actions["part.previous"].trigger()
    assert page.part.row == 0


def test_only_the_last_of_many_wishes_is_shown(page, inspect, qtbot):
    inspect(*range(30, 60))
    titles = []
    page.part.changed.connect(lambda: titles.append(page.viewer.part.title))
    for place in range(5, 25):
        page.results.view.show_place(place)
    shown(page, qtbot)
    assert titles[-1] == "parts/part_54.png"
    assert page.part.row == 24


def test_a_part_that_could_not_be_judged_says_why_without_a_dialog(page, window, tmp_path, idle):
    window.state.inspect([picture(tmp_path / "broken.png")])
    idle(window)
    assert page.viewer.message.text() == "It is damaged."
    assert page.viewer.message.hint() == "Copy it again."
    assert page.verdict.verdict is Verdict.ERROR
    assert page.defects.note() == "This file could not be judged."
    assert QGuiApplication.modalWindow() is None


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.unlink(), "part_90.png"),
        (lambda path: path.write_bytes(b"x"), "part_90.png"),
        (lambda path: picture(path, 20, 20), "part_90.png has changed since it was inspected."),
    ],
)
def test_a_photo_that_cannot_be_shown_any_more(page, inspect, qtbot, tmp_path, spoil, words):
    inspect(30, 31, 90)
    spoil(tmp_path / "parts" / "part_90.png")
    page.results.view.show_place(2)
    qtbot.waitUntil(lambda: page.part.failed)
    assert words in page.viewer.message.text()
    assert page.viewer.message.hint()
    assert page.verdict.verdict is Verdict.DEFECTIVE
    page.results.view.show_place(0)
    shown(page, qtbot)
    assert not page.part.failed
    assert page.viewer.part is not None


def test_a_map_that_is_not_in_memory_is_made_again(page, inspect, qtbot, engine):
    inspect(90, 85)
    page.state.maps.clear()
    page.results.view.show_place(1)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: page.part.has_map)
    assert np.array_equal(page.viewer.part.anomaly_map, spotted_map(85))
    assert page.viewer.defects


def test_a_defect_is_chosen_in_the_list_and_in_the_photo(page, inspect, qtbot):
    inspect(90)
    assert len(page.viewer.defects) == 2
    view = page.defects.view
    qtbot.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(page.defects.model.index(1, 1)).center(),
    )
    assert page.viewer.selected_defect == 1
    assert page.viewer.zoom_percent() > 100
    page.viewer.defect_selected.emit(0)
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert page.viewer.selected_defect == 1


def test_photos_are_kept_within_bounds():
    shelf = PhotoShelf(Kept(300))
    for name in "abcd":
        shelf.put(name, np.zeros((10, 10), np.uint8))
    assert len(shelf) == 3
    assert shelf.get("a") is None
    shelf.put("large", np.zeros((40, 40), np.uint8))
    assert len(shelf) == 1, "the newest one stays whatever its size"
    assert shelf.room_beside(np.zeros((10, 10), np.uint8)) == 2
    assert shelf.room_beside(np.zeros((20, 20), np.uint8)) == 1


# limits


def test_moving_the_limit_judges_everything_as_the_engine_does(page, inspect, qtbot):
    inspect(30, 45, 60, 90)
    slider = page.limits.image_slider
    slider.setValue(slider.step_of(50.0))
    now = limits(page)
    assert now.image_threshold == pytest.approx(50.0, rel=0.002)
    results = page.state.results
    assert results.codes.tolist() == verdicts(results.scores, results.largest_areas, now).tolist()
    assert [page.model.index(p, 2).data() for p in range(4)] == ["Good", "Good", "Defective", "Defective"]
    assert page.limits.image_spin.value() == pytest.approx(now.image_threshold, abs=0.01)
    assert page.limits.histogram.limit == now.image_threshold
    assert page.viewer.part.limits == now
    page.limits.review_slider.setValue(80)
    assert results.verdict(1) is Verdict.REVIEW
    assert page.results.buttons[Verdict.REVIEW].text() == "1"


def test_dragging_the_line_is_one_step_to_undo(page, inspect, qtbot):
    inspect(30, 45, 90)
    histogram = page.limits.histogram
    before = limits(page)
    y = histogram.height() // 2
    qtbot.mousePress(histogram, Qt.MouseButton.LeftButton, pos=QPoint(round(histogram.place_of(40.0)), y))
    for score in (43.0, 50.0, 60.0):
        qtbot.mouseMove(histogram, QPoint(round(histogram.place_of(score)), y))
    qtbot.mouseRelease(histogram, Qt.MouseButton.LeftButton)
    assert limits(page).image_threshold == pytest.approx(60.0, rel=0.02)
    assert page.verdict.verdict is Verdict.GOOD
    assert page.state.undo_stack.count() == 1
    page.context.actions["edit.undo"].trigger()
    assert limits(page) == before
    page.context.actions["edit.redo"].trigger()
    assert limits(page).image_threshold == pytest.approx(60.0, rel=0.02)


def test_two_controls_are_two_steps(page, inspect):
    inspect(30, 90)
    page.limits.image_spin.setValue(50.0)
    page.limits.image_spin.setValue(51.0)
    page.limits.pixel_spin.setValue(22.0)
    page.limits.area_spin.setValue(12)
    assert page.state.undo_stack.count() == 3
    assert limits(page) == Limits(51.0, 22.0, 12, 1.0)
    for _step in range(3):
        page.state.undo_stack.undo()
    assert limits(page) == Limits(40.0, 20.0)
    assert (page.limits.image_spin.value(), page.limits.pixel_spin.value()) == (40.0, 20.0)
    assert page.limits.area_spin.value() == 0


def test_gestures():
    now = [0.0]
    gestures = Gestures(lambda: now[0])
    first = gestures.of("a")
    assert gestures.of("a") is first
    now[0] += 5
    assert gestures.of("a") is not first, "a second later it is another"
    gestures.hold("b")
    held = gestures.of("b")
    now[0] += 50
    assert gestures.of("b") is held, "a held control is one gesture however long it takes"
    gestures.release()
    assert gestures.of("b") is not held
    assert gestures.of("c") is not gestures.of("b")


def test_back_to_calibrated(page, inspect):
    inspect(30, 90)
    assert not page.limits.reset.isEnabled()
    page.limits.image_spin.setValue(55.0)
    page.limits.review_spin.setValue(0.7)
    page.limits.area_spin.setValue(9)
    assert page.limits.reset.isEnabled()
    page.limits.reset.click()
    assert limits(page) == Limits(40.0, 20.0)
    assert not page.limits.reset.isEnabled()


def test_expected_false_alarms_follow_the_limit(page, inspect):
    inspect(30)
    share = fit_tail(page.state.summary.loo_scores).exceedance(22.0)
    page.limits.image_spin.setValue(22.0)
    text = page.limits._expected.text()
    assert f"1 in {round(1 / share, 1):g}" in text
    page.limits.image_spin.setValue(1e8)
    assert "fewer false alarms than 1 in 10,000" in page.limits._expected.text()


def test_a_limit_beyond_the_slider_is_kept_exactly(page, inspect):
    inspect(30)
    page.limits.image_spin.setValue(12345.5)
    assert limits(page).image_threshold == 12345.5
    assert page.limits.image_slider.ends[1] == 12345.5
    page.limits.area_spin.setValue(5_000_000)
    assert limits(page).min_area == 5_000_000


def test_the_pixel_limit_finds_regions_anew(page, inspect, qtbot):
    inspect(90)
    expected, _largest = find_defects(spotted_map(90), (48, 64), 60.0)
    page.limits.pixel_spin.setValue(60.0)
    qtbot.waitUntil(lambda: page.defects.model.defects == expected)
    assert page.viewer.defects == expected
    page.limits.pixel_spin.setValue(89.99)
    qtbot.waitUntil(lambda: len(page.viewer.defects) == 1)
    page.limits.pixel_spin.setValue(95.0)
    qtbot.waitUntil(lambda: page.defects.model.rowCount() == 0)
    assert page.defects.note() == "No region is above the limit for pixels."


def test_areas_follow_the_pixel_limit_in_the_background(page, inspect, qtbot, idle, window):
    inspect(50, 60, 90, 110)
    state = page.state
    state.set_limits(replace(limits(page), min_area=250))
    assert (
        state.results.codes.tolist()
        == verdicts(state.results.scores, state.results.largest_areas, limits(page)).tolist()
    )
    state.maps.drop(state.results[3].path)
    said = []
    page.areas.pending_changed.connect(said.append)
    state.set_limits(replace(limits(page), pixel_threshold=35.0))
    assert page.limits._pending.isVisibleTo(page)
    qtbot.waitUntil(lambda: page.areas.pending == 0, timeout=5000)
    areas = [find_defects(spotted_map(s), (48, 64), 35.0)[1] for s in (50, 60, 90, 110)]
    assert state.results.largest_areas.tolist() == areas
    assert state.results.codes.tolist() == verdicts(state.results.scores, areas, limits(page)).tolist()
    assert len(set(state.results.codes.tolist())) == 2, "the sample tells small from large"
    assert not page.limits._pending.isVisibleTo(page)
    assert said[0] >= 3


def test_areas_of_files_that_are_gone_stay_what_they_were(page, inspect, qtbot, monkeypatch, engine):
    inspect(50, 90)
    state = page.state
    before = state.results.largest_areas.tolist()
    state.maps.clear()

    def gone(*_args):
        raise ImageError("It is gone.", "Put it back.")

    monkeypatch.setattr(engine, "map_of", gone)
    page.results.view.show_place(0)
    state.set_limits(Limits(40.0, 31.0, min_area=10))
    qtbot.waitUntil(lambda: page.areas.pending == 0, timeout=5000)
    assert state.results.largest_areas[1] == before[1]


# the list


def test_filter_buttons_search_and_counts(page, inspect, qtbot, window, tmp_path, idle):
    inspect(30, 45, 90)
    window.state.inspect([picture(tmp_path / "parts" / "broken.png")])
    idle(window)
    texts = {verdict: button.text() for verdict, button in page.results.buttons.items()}
    assert texts == {
        None: "All 4",
        Verdict.GOOD: "1",
        Verdict.REVIEW: "0",
        Verdict.DEFECTIVE: "2",
        Verdict.ERROR: "1",
    }
    assert page.results._counts.text() == "1 good · 2 defective · 1 error"
    qtbot.mouseClick(page.results.buttons[Verdict.DEFECTIVE], Qt.MouseButton.LeftButton)
    assert names(page) == ["part_45.png", "part_90.png"]
    page.context.actions["edit.find"].trigger()
    qtbot.keyClicks(page.results.search, "90")
    assert names(page) == ["part_90.png"]
    assert page.results._counts.text().startswith("1 of 4 listed")
    qtbot.keyClicks(page.results.search, "x")
    assert page.results._nothing.isVisible()
    qtbot.keyClick(page.results.search, Qt.Key.Key_Escape)
    page.results.show_all()
    assert len(names(page)) == 4


def test_parts_are_taken_off_the_list(page, inspect, qtbot, tmp_path):
    inspect(30, 45, 90)
    page.results.view.show_place(1)
    shown(page, qtbot)
    page.context.actions["edit.remove"].trigger()
    assert names(page) == ["part_30.png", "part_90.png"]
    shown(page, qtbot)
    assert page.viewer.part.title == "parts/part_90.png"
    assert (tmp_path / "parts" / "part_45.png").exists()
    page.results.view.selectAll()
    page.context.actions["edit.remove"].trigger()
    assert names(page) == []
    assert page._middle.currentWidget() is page._ready


def test_paths_are_copied(page, inspect, tmp_path, qtbot):
    inspect(30, 45, 90)
    page.results.view.selectAll()
    qtbot.keyClick(page.results.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    paths = [str(tmp_path / "parts" / f"part_{score}.png") for score in (30, 45, 90)]
    assert QGuiApplication.clipboard().text().split("\n") == paths


def test_the_folder_is_opened(page, inspect, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("gui.pages.inspect.show_file", lambda path: opened.append(path) or path.exists())
    inspect(30)
    page.context.actions["part.show_file"].trigger()
    assert opened == [tmp_path / "parts" / "part_30.png"]
    opened.clear()
    (tmp_path / "parts" / "part_30.png").unlink()
    said = []
    page.state.message.connect(said.append)
    page.context.actions["part.show_file"].trigger()
    assert str(tmp_path / "parts") in said[0].text


def test_the_view_is_copied(page, inspect, qtbot):
    inspect(90)
    QGuiApplication.clipboard().clear()
    page.context.actions["edit.copy_view"].trigger()
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_menu_of_the_list(page, inspect):
    inspect(30, 90)
    menu = page.menu()
    texts = [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert texts[-1] == "Take off the list"
    assert len(texts) == 10
    menu.actions()[-1].trigger()
    assert names(page) == ["part_90.png"]
    menu.deleteLater()


# view settings


def test_switches_and_actions_agree_and_are_remembered(page, inspect, make_window):
    inspect(90)
    actions = page.context.actions
    actions["view.heatmap"].trigger()
    assert not page.viewer.view_settings().heatmap
    page.viewer.strip.boxes_button.click()
    assert not actions["view.boxes"].isChecked()
    page.context.settings.save()
    other = make_window()
    other.show_page("inspect")
    look = other.current_page.viewer.view_settings()
    assert (look.heatmap, look.boxes, look.contour) == (False, False, True)
    assert not other.context.actions["view.heatmap"].isChecked()


@pytest.mark.parametrize("kept", [None, [], {"opacity": "much"}, {"colour_map": "rainbow", "boxes": 1}])
def test_damaged_memories_do_no_harm(make_window, kept, tmp_path):
    first = make_window()
    first.context.settings.remember("inspect.view", kept)
    first.context.settings.remember("inspect.list", ["wide", None])
    first.context.settings.save()
    window = make_window()
    window.show_page("inspect")
    assert window.current_page.viewer.view_settings().opacity == pytest.approx(0.6)
    assert window.current_page.viewer.view_settings().boxes is True


def test_splitters_are_remembered(page, inspect, window):
    inspect(30)
    page._photos.moveSplitter(400, 1)
    assert page.context.settings.view("inspect.list") == page._photos.sizes()
    assert page.context.settings.view("inspect.right") is None


def test_space_shows_the_bare_photo_from_the_list(page, inspect, qtbot):
    inspect(90)
    view = page.results.view
    qtbot.keyPress(view, Qt.Key.Key_Space)
    assert page.viewer._bare
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert not page.viewer._bare


def test_judging_anew_shows_the_newer_record(page, inspect, qtbot, window, idle):
    inspect(90)
    page.state._recipe = replace(page.state.recipe, limits=Limits(40.0, 20.0))
    old = page.part.record
    window.state.inspect_again()
    idle(window)
    assert page.part.record is not old
    assert page.part.record is page.state.results[0]
    assert page.verdict.verdict is Verdict.DEFECTIVE


def test_the_part_on_show_stays_in_view_when_the_list_gets_lower(inspect, page, window, qtbot):
    inspect(*range(20, 60))
    view = page.results.view
    view.show_place(8)
    view.scrollTo(view.model().index(8, 0), view.ScrollHint.PositionAtBottom)
    window.context.actions["view.large_verdict"].trigger()
    qtbot.waitUntil(lambda: page.station.place.shown)
    qtbot.waitUntil(lambda: view.viewport().rect().contains(view.visualRect(view.currentIndex())))
