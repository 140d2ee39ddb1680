"""The page for training, with a quick engine: list, settings, running, result, taking out, undo."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QSpinBox
from quick_engine import plain_pages
from train_fakes import TrainEngine

from engine.errors import TrainingError
from gui.pages import PAGES
from gui.pages.train import TrainPage
from gui.region.record import Kind, Region, Shape
from gui.region.remembered import remember
from gui.train.choices import FINE
from gui.train.grid_model import Role
from gui.train.remarks import Reason


@pytest.fixture
def engine():
    return TrainEngine()


@pytest.fixture
def window(make_window, qtbot):
    window = make_window(pages=[page for page in PAGES if page.id != "inspect"] + [plain("inspect")])
    window.show()
    qtbot.waitExposed(window)
    return window


def plain(name):
    return next(page for page in plain_pages() if page.id == name)


@pytest.fixture
def page(window):
    window.resize(1280, 720)
    window.show_page("train")
    return window.page("train")


@pytest.fixture
def files(tmp_path):
    """Real pictures whose scores the quick engine reads from their names."""

    def make(*scores, size=(96, 128), folder="flange-left"):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        paths = [place / f"part_{score}.png" for score in scores]
        for number, path in enumerate(paths):
            cv2.imwrite(str(path), np.full((*size, 3), number % 200, np.uint8))
        return paths

    return make


@pytest.fixture
def trained(page, window, files, idle):
    window.state.set_good_images(files(20, 25, 31, 22, 38))
    page.start()
    idle(window)
    assert window.state.training is not None
    return page


def words(page, name):
    return page.findChild(object, name).text()


def names(paths):
    return [path.name for path in paths]


def button(page, name):
    return page.findChild(QAbstractButton, name)


# ---- the list


def test_with_nothing_the_page_says_what_to_do(page):
    assert page.empty.isVisible()
    assert not page.grid.isVisible()
    assert not page.context.actions["recipe.train"].isEnabled()


def test_dropping_files_on_the_page_adds_good_parts(page, window, files, idle):
    paths = files(20, 25)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = QPointF(window.width() / 2, window.height() / 2)
    no, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    window.dragEnterEvent(QDragEnterEvent(place.toPoint(), copy, mime, left, no))
    window.dropEvent(QDropEvent(place, copy, mime, left, no))
    idle(window)
    assert window.state.good_images == tuple(paths)
    assert page.grid.isVisible()
    assert words(page, "goodCount") == "2 good parts"


def test_the_recipe_is_named_after_the_folder(page, window, files):
    window.state.set_good_images(files(20, 25))
    assert page.settings.name.text() == "flange-left"


def test_adding_what_is_there_already_is_said(page, window, files, idle, qtbot):
    paths = files(20, 25)
    window.state.set_good_images(paths)
    with qtbot.waitSignal(window.state.message) as told:
        window.state.add_good(paths)
    assert "already" in told.args[0].text
    idle(window)


def test_delete_leaves_out_insert_brings_back_and_both_can_be_undone(page, window, files):
    paths = files(20, 25, 31)
    window.state.set_good_images(paths)
    view, undo = page.grid.view, window.state.undo_stack
    view.setCurrentIndex(page.grid.model.index(1))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert names(page.parts.used) == ["part_20.png", "part_31.png"]
    assert words(page, "goodCount") == "2 good parts, 1 left out"
    assert page.grid.model.index(1).data(Role.LEFT_OUT)
    undo.undo()
    assert len(page.parts.used) == 3
    undo.redo()
    assert len(page.parts.used) == 2
    QTest.keyClick(view, Qt.Key.Key_Insert)
    assert len(page.parts.used) == 3
    undo.undo()
    undo.undo()
    assert words(page, "goodCount") == "3 good parts"


def test_all_can_be_selected_and_taken_off_the_list(page, window, files):
    paths = files(20, 25, 31)
    window.state.set_good_images(paths)
    page.grid.view.setFocus()
    QTest.keyClick(page.grid.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.grid.chosen() == paths
    QTest.keyClick(page.grid.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert window.state.good_images == ()
    window.state.undo_stack.undo()
    assert window.state.good_images == tuple(paths)


def test_odd_ones_out_are_flagged_with_the_reason(page, window, files, qtbot):
    usual = files(20, 25, 31, 32)
    odd = files(77, size=(50, 70))
    broken = files(88)
    broken[0].write_bytes(b"no picture")
    window.state.set_good_images([*usual, *odd, *broken])
    qtbot.waitUntil(lambda: len(page.parts.flagged) == 2)
    model = page.grid.model
    assert model.index(4).data(Role.REMARK).reason is Reason.TINY
    assert model.index(5).data(Role.REMARK).reason is Reason.UNREADABLE
    assert model.index(0).data(Role.REMARK) is None
    assert "2 pictures stand out" in page.grid._notice_words.text()
    tip = model.index(4).data(Qt.ItemDataRole.ToolTipRole)
    assert "70 × 50" in tip
    assert "70 × 50" in model.index(4).data(Qt.ItemDataRole.AccessibleTextRole)
    button(page, "selectOddButton").click()
    assert page.grid.chosen() == [*odd, *broken]
    button(page, "leaveOutButton").click()
    assert page.parts.used == tuple(usual)
    assert not page.grid.notice.isVisible()


def test_thumbnails_come_only_for_what_is_in_sight(page, window, files, qtbot):
    paths = files(*range(100, 400))
    window.state.set_good_images(paths)
    model = page.grid.model

    def kept():
        return window.state.pictures.keys("thumbnails of 256")

    qtbot.waitUntil(lambda: paths[0] in kept())
    assert paths[-1] not in kept()
    page.grid.view.scrollToBottom()
    qtbot.waitUntil(lambda: paths[-1] in kept())
    assert model.index(299).data(Qt.ItemDataRole.DecorationRole) is not None


def test_the_model_keeps_qts_rules(page, window, files, qtmodeltester):
    model = page.grid.model
    qtmodeltester.check(model)
    window.state.set_good_images(files(20, 25))
    window.state.set_good_images([*window.state.good_images, *files(31)])
    page.parts.leave_out(window.state.good_images[:1])
    window.state.set_good_images(())
    qtmodeltester.check(model)


# ---- settings


def test_the_settings_go_to_the_engine(page, window, files, idle, engine):
    given = {}
    settings = engine.settings
    engine.settings = lambda **chosen: given.update(chosen) or settings(**chosen)
    window.state.set_good_images(files(20, 25, 31))
    page.settings.name.setText("")
    QTest.keyClicks(page.settings.name, "Nut M8")
    page.settings.preset.button(FINE).click()
    page.settings.one_in.setValue(250)
    page.settings.fine.toggle.setChecked(True)
    page.settings.fine.channels.setValue(60)
    page.settings.fine.layers.setText("blocks.1, blocks.2")
    page.settings.fine.layers.editingFinished.emit()
    button(page, "trainButton").click()
    idle(window)
    assert given["name"] == "Nut M8"
    assert given["image_size"] == 512
    assert given["false_alarm_rate"] == 1 / 250
    assert given["n_features"] == 60
    assert given["layers"] == ("blocks.1", "blocks.2")
    assert window.state.summary.name == "Nut M8"


def test_new_recipes_start_with_the_false_alarm_rate_of_the_settings(make_window):
    window = make_window(pages=PAGES[:2])
    window.context.settings.change(false_alarm_rate=0.002)
    other = type(window.page("train"))(window.context)
    assert other.settings.one_in.value() == 500
    other.closing()


def test_the_estimate_is_told_before_the_start(page, window, files, qtbot):
    window.state.set_good_images(files(*range(100, 125)))
    qtbot.waitUntil(lambda: words(page, "trainEstimate") == "needs 600 MB, about 9 s")
    assert words(page, "trainNotes") == ""
    page.parts.leave_out(window.state.good_images[:10])
    qtbot.waitUntil(lambda: "15 good parts give a rough guess" in words(page, "trainNotes"))


def test_the_estimate_warns_of_little_memory_and_of_the_first_time(page, window, files, qtbot, engine):
    estimate = engine.estimate

    def tight(count, settings):
        found = estimate(count, settings)
        found.available_bytes, found.first_time = 100_000_000, True
        return found

    engine.estimate = tight
    window.state.set_good_images(files(*range(100, 125)))
    qtbot.waitUntil(lambda: "Only 100 MB of memory are free" in words(page, "trainNotes"))
    assert "about 20 s longer" in words(page, "trainNotes")


def test_an_estimate_that_fails_says_why(page, window, files, qtbot, engine):
    def fail(count, settings):
        raise TrainingError("The weights are not installed.", "Install them.")

    engine.estimate = fail
    window.state.set_good_images(files(20, 25))
    qtbot.waitUntil(lambda: words(page, "trainNotes") == "The weights are not installed. Install them.")


def test_a_network_without_weights_cannot_be_trained_until_a_file_is_named(
    page, window, files, qtbot, tmp_path
):
    window.state.set_good_images(files(20, 25, 31))
    network = page.settings.fine.network
    network.setCurrentIndex(network.findData("resnet18"))
    qtbot.waitUntil(lambda: "needs a weights file" in words(page, "trainNotes"))
    assert not button(page, "trainButton").isEnabled()
    page.settings.fine.weights.setText(str(tmp_path / "w.pth"))
    page.settings.fine.weights.editingFinished.emit()
    assert button(page, "trainButton").isEnabled()


def test_one_good_part_is_not_enough(page, window, files):
    window.state.set_good_images(files(20))
    assert not button(page, "trainButton").isEnabled()
    page.start()
    assert window.state.jobs.idle


# ---- running


def test_while_training_the_stage_is_shown_and_nothing_can_be_changed(
    page, window, files, qtbot, engine, idle
):
    engine.gate.clear()
    window.state.set_good_images(files(20, 25, 31))
    button(page, "trainButton").click()
    qtbot.waitUntil(lambda: words(page, "trainStage") == "Looking at the good parts")
    assert "0 of 3" in words(page, "trainDetail")
    assert "Learning what is normal" in words(page, "trainSteps")
    assert page.running.isVisible()
    assert not page.result.isVisible()
    for name in ("trainButton", "addGoodButton", "leaveOutButton", "drawRegionButton"):
        assert not button(page, name).isEnabled(), name
    assert not page.settings.name.isEnabled()
    page.grid.view.selectAll()
    page.grid.view.setFocus()
    QTest.keyClick(page.grid.view, Qt.Key.Key_Delete)
    assert len(page.parts.used) == 3
    engine.gate.set()
    idle(window)
    assert page.result.isVisible()
    assert not page.running.isVisible()


def test_cancel_leaves_the_earlier_recipe_and_its_training(trained, window, qtbot, engine, idle):
    page, before, recipe = trained, window.state.training, window.state.recipe
    engine.gate.clear()
    button(page, "trainButton").click()
    qtbot.waitUntil(page.running.isVisible)
    button(page, "trainCancelButton").click()
    assert words(page, "trainStage") == "Stopping"
    idle(window)
    assert window.state.training is before
    assert window.state.recipe is recipe
    assert page.result.isVisible()
    assert button(page, "trainButton").isEnabled()


def test_a_failure_stays_readable_until_something_changes(page, window, files, qtbot, engine, idle):
    window.state.set_good_images(files(20, 25, 31))
    engine.failure = TrainingError("All pictures show the same.", "Take others.")
    button(page, "trainButton").click()
    idle(window)
    qtbot.waitUntil(lambda: "All pictures show the same. Take others." in words(page, "trainNotes"))
    engine.failure = None
    page.settings.one_in.setValue(50)
    qtbot.waitUntil(lambda: "All pictures" not in words(page, "trainNotes"))


# ---- afterwards


def test_the_result_shows_the_limit_what_to_expect_and_the_unusual(trained, qtbot):
    page = trained
    assert page.result.histogram.limit == 40.0
    assert (
        words(page, "expectation") == "Expect 1 false alarm in 100 good parts (between 1 in 30 and 1 in 400)"
    )
    strip = page.result.unusual
    assert [part.path.name for part in strip.parts] == ["part_38.png", "part_31.png", "part_25.png"]
    assert [part.stands_out for part in strip.parts] == [True, False, False]
    assert strip.buttons[0].margin == "0.95 × limit"
    qtbot.waitUntil(lambda: all(shown.image is not None for shown in strip.buttons))
    assert button(page, "inspectWithButton").property("main")
    assert words(page, "trainButton") == "Train again"


def test_not_a_good_part_takes_it_out_exactly_and_can_be_undone(trained, window, idle):
    page, training = trained, window.state.training
    page.result.unusual.removers[0].click()
    idle(window)
    assert training.excluded == {4}
    assert window.state.limits.image_threshold == 39.0
    assert [part.number for part in page.result.unusual.parts] == [2, 1, 3]
    assert words(page, "goodCount") == "4 good parts, 1 left out"
    assert page.grid.model.index(4).data(Role.LEFT_OUT)
    window.state.undo_stack.undo()
    idle(window)
    assert training.excluded == frozenset()
    assert words(page, "goodCount") == "5 good parts"
    window.state.undo_stack.redo()
    idle(window)
    assert training.excluded == {4}


def test_removing_twice_in_a_row_takes_both_out_and_undo_goes_back_one_by_one(trained, window, idle):
    page, training = trained, window.state.training
    for _ in range(2):
        page.result.unusual.removers[0].click()
        idle(window)
    assert training.excluded == {4, 2}
    window.state.undo_stack.undo()
    idle(window)
    assert training.excluded == {4}


def test_the_grid_leaves_trained_parts_out_of_the_training_itself(trained, window, idle):
    page, training = trained, window.state.training
    page.grid.view.setCurrentIndex(page.grid.model.index(0))
    page.grid.view.setFocus()
    QTest.keyClick(page.grid.view, Qt.Key.Key_Delete)
    idle(window)
    assert training.excluded == {0}
    QTest.keyClick(page.grid.view, Qt.Key.Key_Insert)
    idle(window)
    assert training.excluded == frozenset()


def test_what_was_taken_out_stays_out_of_the_next_training(trained, window, idle, engine):
    page = trained
    page.result.unusual.removers[0].click()
    idle(window)
    button(page, "trainButton").click()
    idle(window)
    assert len(engine.trainings) == 2
    assert names(engine.trainings[1].paths) == ["part_20.png", "part_25.png", "part_31.png", "part_22.png"]
    assert words(page, "goodCount") == "4 good parts, 1 left out"


def test_parts_that_training_could_not_use_are_flagged(trained, window):
    page = trained
    training = window.state.training
    failed = type(
        "Failure", (), {"path": window.state.good_images[1], "reason": "It is damaged.", "hint": ""}
    )
    training.failures = (failed,)
    training.paths = tuple(path for path in training.paths if path != failed.path)
    window.state.training_changed.emit()
    assert page.parts.remark(failed.path).text == "It is damaged."
    assert page.parts.new == ()


def test_changed_settings_and_new_pictures_are_noticed(trained, window, files, qtbot):
    page = trained
    assert page._stale_words() == ""
    page.settings.one_in.setValue(50)
    assert "settings have changed" in page._stale_words()
    assert not button(page, "inspectWithButton").property("main")
    assert button(page, "trainButton").property("main")
    page.settings.one_in.setValue(100)
    assert page._stale_words() == ""
    window.state.set_good_images([*window.state.good_images, *files(24)])
    assert page._stale_words() == "1 picture was added since the training."


def test_the_name_field_renames_the_recipe(trained, window):
    page = trained
    page.settings.name.selectAll()
    QTest.keyClicks(page.settings.name, "Lid")
    QTest.keyClick(page.settings.name, Qt.Key.Key_Return)
    assert window.state.summary.name == "Lid"
    page.settings.name.clear()
    page.settings.name.editingFinished.emit()
    assert page.settings.name.text() == "Lid"


def test_the_next_step_goes_to_inspecting(trained, window):
    button(trained, "inspectWithButton").click()
    assert window.current_page.id == "inspect"


def test_a_trained_recipe_can_be_saved(trained, window, idle, tmp_path):
    assert button(trained, "saveRecipeButton").isEnabled()
    window.state.save_recipe(tmp_path / "lid")
    idle(window)
    assert not button(trained, "saveRecipeButton").isEnabled()
    assert (tmp_path / "lid.gonogo").exists()


def test_a_recipe_from_a_file_shows_its_facts_without_pictures(page, window, recipe_file, idle):
    window.state.open_recipe(recipe_file)
    idle(window)
    window.show_page("train")
    assert page.result.isVisible()
    assert not page.settings.isVisible()
    assert page.empty_grid.isVisible()
    assert not page.result.unusual.isVisible()
    assert "12 good parts · limit 40.0 · pixel limit 20.0" in words(page, "recipeFacts")
    name = page.result.name
    assert name.isVisible()
    name.selectAll()
    QTest.keyClicks(name, "Lid")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert window.state.summary.name == "Lid"
    name.clear()
    name.editingFinished.emit()
    assert name.text() == "Lid"
    assert page.result.histogram.limit == 40.0


def test_pictures_beside_a_recipe_that_was_not_made_from_them_are_told_apart(
    page, window, recipe_file, files, idle
):
    window.state.open_recipe(recipe_file)
    idle(window)
    window.show_page("train")
    window.state.set_good_images(files(20, 25))
    assert "was not made from these pictures" in page._stale_words()
    assert page.settings.name.text() == "flange-left"
    page.settings.name.editingFinished.emit()
    assert window.state.summary.name == "housing"


def test_a_training_started_elsewhere_fills_the_settings_in(page, window, engine, idle):
    window.state.try_sample()
    idle(window)
    assert page.settings.name.text() == "flange"
    assert page._stale_words() == ""


# ---- region


def test_a_drawn_region_can_be_undone(page):
    region = Region((Shape(Kind.RECTANGLE, ((0.0, 0.0), (64.0, 96.0))),), 128, 96)
    page._on_region(region)
    assert page.settings.choices.use_region

    page.state.undo_stack.undo()
    assert page._region.empty
    assert not page.settings.choices.use_region
    page.state.undo_stack.redo()
    assert page._region == region


def test_a_drawn_region_goes_to_the_engine_as_a_mask(page, window, files, idle, engine):
    seen = []
    train = engine.train
    engine.train = lambda paths, settings, region, *rest: (
        seen.append(region) or train(paths, settings, region, *rest)
    )
    window.state.set_good_images(files(20, 25, 31))
    page._on_region(Region((Shape(Kind.RECTANGLE, ((0.0, 0.0), (64.0, 96.0))),), 128, 96))
    assert page.settings.region.button(True).text() == "Only a part (50 %)"
    page.start()
    idle(window)
    assert seen[0].shape == (96, 128)
    assert seen[0].mean() == 0.5
    page.settings.region.button(False).click()
    assert "settings have changed" in page._stale_words()
    page.start()
    idle(window)
    assert seen[1] is None


def test_the_editor_opens_with_the_shapes_drawn_before(page, window, files, qtbot):
    from gui.region.dialog import RegionDialog

    window.state.set_good_images(files(20, 25))
    page.settings.region.button(True).click()
    dialog = window.findChild(RegionDialog)
    qtbot.waitUntil(lambda: dialog.model.size.width() == 128)
    dialog.model.add(Shape(Kind.RECTANGLE, ((0.0, 0.0), (64.0, 96.0))))
    dialog.accept()
    assert page.settings.choices.use_region
    qtbot.waitUntil(lambda: window.findChild(RegionDialog) is None)
    button(page, "drawRegionButton").click()
    again = window.findChild(RegionDialog)
    assert len(again.model.shapes) == 1
    again.reject()


def test_the_shapes_outlive_the_window(page, window, files, idle, engine, recipe_file):
    shape = Shape(Kind.RECTANGLE, ((0.0, 0.0), (64.0, 96.0)))
    window.state.set_good_images(files(20, 25, 31))
    page._on_region(Region((shape,), 128, 96))
    page.start()
    idle(window)
    made = replace(window.state.recipe, region=np.ones((8, 8), bool), id="a" * 32)
    remember(window.context.settings, made, page._region)
    opened = {recipe_file: made}
    engine.load_recipe = lambda path: opened[path]

    later = TrainPage(window.context)  # as after another start
    window.state.set_training(None)
    window.state.open_recipe(recipe_file)
    idle(window)
    assert later._region.shapes == (shape,)
    assert later.settings.region.button(True).text() == "Only a part (50 %)"
    assert not later.settings.choices.use_region, "somebody has to want it"
    opened[recipe_file] = replace(made, region=None, id="b" * 32)
    window.state.open_recipe(recipe_file)
    idle(window)
    assert later._region.empty
    assert later.settings.region.button(True).text() == "Only a part"
    later._on_region(Region((shape,), 128, 96))
    opened[recipe_file] = made
    window.state.open_recipe(recipe_file)
    idle(window)
    assert later._region == Region((shape,), 128, 96), "what was drawn by hand stays"
    later.closing()
    later.deleteLater()


def test_training_remembers_the_shapes(page, window, files, idle):
    window.state.set_good_images(files(20, 25, 31))
    region = Region((Shape(Kind.RECTANGLE, ((0.0, 0.0), (64.0, 96.0))),), 128, 96)
    page._on_region(region)
    page.start()
    idle(window)
    kept = window.context.settings.view("train.regions")
    assert Region.from_json(kept[window.state.recipe.id]) == region


def test_a_region_made_elsewhere_is_drawn_around_its_mask(page, window, files, idle, engine, recipe_file):
    from gui.region.dialog import RegionDialog

    mask = np.zeros((64, 64), bool)
    mask[:, :32] = True
    made = replace(engine.load_recipe(recipe_file), region=mask)
    engine.load_recipe = lambda _path: made
    window.state.open_recipe(recipe_file)
    idle(window)
    window.show_page("train")
    window.state.set_good_images(files(20, 25))
    page.draw_region()
    dialog = window.findChild(RegionDialog)
    (shape,) = dialog.model.shapes
    assert shape.rect.width() == pytest.approx(32, abs=1)
    dialog.reject()


# ---- one part large


def test_a_part_is_opened_large_with_its_heatmap_and_can_be_taken_out(trained, window, qtbot, idle):
    from gui.train.part_dialog import PartDialog

    page = trained
    page.result.unusual.buttons[0].click()
    dialog = window.findChild(PartDialog)
    qtbot.waitUntil(lambda: dialog.viewer.part is not None)
    assert dialog.viewer.part.has_heatmap
    assert dialog.viewer.part.title == "part_38.png"
    QTest.keyClick(dialog, Qt.Key.Key_Delete)
    idle(window)
    assert window.state.training.excluded == {4}
    assert dialog.out.text() == "Bring back"
    dialog.go_on()
    qtbot.waitUntil(lambda: dialog.viewer.part is not None and dialog.viewer.part.title == "part_31.png")
    dialog.accept()


def test_a_broken_part_says_so_in_the_dialog(page, window, files, qtbot):
    from gui.train.part_dialog import PartDialog

    paths = files(20, 25)
    paths[0].write_bytes(b"broken")
    window.state.set_good_images(paths)
    page.grid.view.setCurrentIndex(page.grid.model.index(0))
    page.grid.view.activated.emit(page.grid.model.index(0))
    dialog = window.findChild(PartDialog)
    qtbot.waitUntil(
        lambda: "part_20.png" in dialog.viewer.message.accessibleName() or dialog.viewer.part is None
    )
    assert dialog.viewer.part is None
    dialog.accept()


# ---- for everybody


def test_every_control_has_a_name(trained):
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit, QSpinBox, QComboBox)
        for widget in trained.findChildren(kind)
        if not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []


def test_the_page_fits_into_a_small_window(trained, window):
    window.resize(1280, 720)
    assert trained.minimumSizeHint().width() <= 1280 - 90
    assert trained.minimumSizeHint().height() <= 600
    assert window.size().width() == 1280


def test_the_check_names_exist(page):
    assert page.objectName() == "trainPage"
    for name in ("goodImagesView", "trainButton", "recipeName", "falseAlarmSpin"):
        assert page.findChild(object, name) is not None
    assert isinstance(page.findChild(object, "trainButton"), QPushButton)


def test_results_are_judged_anew_when_a_part_is_taken_out(trained, window, files, idle, qtbot):
    window.state.inspect(files(50, 60, folder="parts"))
    idle(window)
    window.show_page("train")
    with qtbot.waitSignal(window.state.results_changed):
        trained.result.unusual.removers[0].click()
    idle(window)
    assert window.state.results[0].limits.image_threshold == 39.0


def test_while_parts_are_inspected_training_waits_and_says_so(trained, window, files, engine, qtbot, idle):
    engine.gate.clear()
    window.state.inspect(files(50, folder="parts"))
    window.show_page("train")
    assert not button(trained, "trainButton").isEnabled()
    qtbot.waitUntil(lambda: "running job has ended" in words(trained, "trainNotes"))
    engine.gate.set()
    idle(window)
    assert button(trained, "trainButton").isEnabled()
    qtbot.waitUntil(lambda: words(trained, "trainNotes") == "" or "rough" in words(trained, "trainNotes"))


def test_a_recipe_that_knows_the_pictures_belongs_to_them(trained, window):
    recipe = replace(window.state.recipe, images=window.state.training.images)
    window.state._recipe = recipe
    window.state.set_training(None)
    assert trained._stale_words() == ""
    trained._on_name("Lid")
    assert window.state.summary.name == "Lid"


def test_a_cancelled_start_does_not_colour_a_later_training_from_elsewhere(
    trained, window, engine, qtbot, idle
):
    engine.gate.clear()
    trained.settings.one_in.setValue(7)
    button(trained, "trainButton").click()
    qtbot.waitUntil(trained.running.isVisible)
    window.state.cancel()
    idle(window)
    engine.gate.set()
    window.state.try_sample()
    idle(window)
    assert trained.settings.one_in.value() == 100
