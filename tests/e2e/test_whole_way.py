"""From a folder of good parts to exported files, through the real window, with nothing made up."""

from __future__ import annotations

import csv
import json
import os
import shutil
import unicodedata
from pathlib import Path

import cv2
import numpy as np
import openpyxl
import pypdf
import pytest
from driving import LONG, drop, listed, said
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QMessageBox, QSlider, QTableView, QWidget

from engine.detector import Detector
from engine.judging import VERDICTS, verdict
from engine.recipe import load
from engine.types import OperatorVerdict, Verdict
from gui.verdicts import operator_word, word

pytestmark = [
    pytest.mark.torch,
    pytest.mark.filterwarnings("ignore:.*QDrag(Enter|Move)Event:DeprecationWarning"),
]


def press(qtbot, window: QWidget, name: str) -> None:
    """Click a button that can be seen and clicked."""
    button = window.findChild(QAbstractButton, name)
    assert button is not None, name
    assert button.isVisible(), f"{name} cannot be seen"
    assert button.isEnabled(), f"{name} cannot be clicked"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def expected_words(window) -> list[tuple[str, str]]:
    """Name and verdict of every result, worked out one by one from its score and area."""
    state = window.state
    return [
        (record.path.name, word(verdict(record.score, record.largest_area, state.limits)))
        for record in (state.results[row] for row in range(len(state.results)))
    ]


def names_and_verdicts(window) -> list[tuple[str, str]]:
    return [(name, verdict) for name, _margin, verdict in listed(window)]


def train_by_hand(qtbot, window, good: Path) -> None:
    """Drop good parts on the start page and press the button; returns when the recipe is there."""
    drop(window, [good], window.findChild(QWidget, "goodDropField"))
    button = window.findChild(QAbstractButton, "trainButton")
    qtbot.waitUntil(lambda: window.state.jobs.idle and button.isEnabled(), timeout=LONG)
    assert window.current_page.id == "train"
    with qtbot.waitSignal(window.state.training_changed, timeout=LONG):
        press(qtbot, window, "trainButton")


def export(qtbot, window, folder: Path, kinds: tuple[str, ...]) -> None:
    """Press Export, choose, and wait until the files are there."""
    press(qtbot, window, "exportButton")
    dialog = window.findChild(QDialog, "exportDialog")
    for kind, box in dialog.kinds.items():
        box.setChecked(kind in kinds)
    field = dialog.findChild(QLineEdit, "exportFolderEdit")
    field.selectAll()
    field.insert(str(folder))  # QTest's key clicks know no umlauts
    with qtbot.waitSignal(window.state.exported, timeout=LONG):
        press(qtbot, dialog, "exportGoButton")


def test_from_good_parts_to_exported_files(qtbot, open_window, until_idle, sample, recipe_file, tmp_path):
    window = open_window()
    state = window.state

    # good parts in, a recipe out: the same as without the window
    train_by_hand(qtbot, window, sample.train_good)
    until_idle(window)
    assert len(state.good_images) == 24
    same = load(recipe_file)
    assert state.recipe.calibration == same.calibration
    assert state.limits == same.limits
    assert [image.loo_score for image in state.recipe.images] == [image.loo_score for image in same.images]
    assert state.summary.name == "Flange GN-4207"
    assert window.isWindowModified(), "nobody is told that the recipe is not saved"

    # parts in, verdicts out
    window.show_page("inspect")
    drop(window, [sample.test], window.page("inspect"))
    until_idle(window)
    assert window.current_page.id == "inspect"
    parts = sorted(sample.test.rglob("*.png"))
    assert len(parts) == 8
    judged = {result.path: result for result in Detector(same).inspect(parts)}
    records = [state.results[row] for row in range(len(state.results))]
    assert sorted(record.path for record in records) == parts
    assert [record.score for record in records] == [judged[record.path].score for record in records]
    assert names_and_verdicts(window) == [(r.path.name, word(judged[r.path].verdict)) for r in records]
    scratch = state.results.scores[[r.path.parent.name == "scratch" for r in records]]
    good = state.results.scores[[r.path.parent.name == "good" for r in records]]
    assert good.max() < state.limits.image_threshold < scratch.min()
    shown = window.findChild(QWidget, "verdictLabel")
    qtbot.waitUntil(lambda: shown.isVisible() and bool(shown.accessibleName()))

    # another limit, other verdicts, at once and without a job
    before = names_and_verdicts(window)
    slider = window.findChild(QSlider, "imageThresholdSlider")
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert state.jobs.idle
    assert state.limits.image_threshold == pytest.approx(same.limits.image_threshold / 5)
    assert {verdict for _name, verdict in names_and_verdicts(window)} == {word(Verdict.DEFECTIVE)}
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert names_and_verdicts(window) == expected_words(window)
    assert {verdict for name, verdict in names_and_verdicts(window)} != {word(Verdict.DEFECTIVE)}
    state.undo_stack.setIndex(0)
    assert state.limits == same.limits
    assert names_and_verdicts(window) == before
    slider.setValue(slider.step_of(float(np.sort(state.results.scores)[-2]) * 1.001))
    assert names_and_verdicts(window) == expected_words(window)
    assert names_and_verdicts(window) != before
    assert state.results.counts()[Verdict.DEFECTIVE] == 1

    # a person says what the parts are, takes one verdict back, and writes a note
    said = say_by_keys(qtbot, window)
    assert [state.results.review(row).verdict for row in range(4)] == said
    assert words_said(window)[:4] == ["Good", "Defective", "Unsure", ""]
    note = "Kratzer an der Bohrung – Los 24"
    write_note(qtbot, window, 1, note)
    moved = names_and_verdicts(window), state.limits
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert state.limits != moved[1]
    state.undo_stack.undo()
    assert (names_and_verdicts(window), state.limits) == moved

    # out into files: what the table says, and nothing else
    folder = tmp_path / "results"
    export(qtbot, window, folder, ("csv", "json", "masks", "xlsx", "pdf"))
    assert sorted(path.name for path in folder.iterdir()) == [
        *("masks", "report.pdf", "results.csv", "results.json", "results.xlsx")
    ]
    check_files(window, folder)
    check_workbook(window, folder / "results.xlsx")
    check_pdf(window, folder / "report.pdf", note)

    # closed without saving and opened again: everything is back, the recipe that no file holds, too
    before = listed(window), words_said(window), state.limits, state.summary.name
    window.answered()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    again = open_window()
    again.app.sessions.restore_last()
    until_idle(again)
    state = again.state
    assert (listed(again), words_said(again), state.limits, state.summary.name) == before
    assert state.results.review(1).note == note
    assert state.recipe.calibration == same.calibration
    assert again.isWindowModified()
    assert again.current_page.id == "inspect"


def say_by_keys(qtbot, window) -> list[OperatorVerdict | None]:
    """Judge the first four parts by the keyboard alone; the last verdict is taken back again."""
    view = window.findChild(QTableView, "resultsView")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    for key in (Qt.Key.Key_G, Qt.Key.Key_D, Qt.Key.Key_U, Qt.Key.Key_D, Qt.Key.Key_Up, Qt.Key.Key_Backspace):
        qtbot.keyClick(view, key)
    return [*OperatorVerdict, None]


def write_note(qtbot, window, place: int, note: str) -> None:
    """Write a note on the part at a place, by the keyboard."""
    view = window.findChild(QTableView, "resultsView")
    view.show_place(place)
    qtbot.keyClick(view, Qt.Key.Key_T)
    field = window.findChild(QLineEdit, "noteEdit")
    assert field.hasFocus()
    field.insert(note)  # QTest's key clicks know no dash
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.hasFocus()


def words_said(window) -> list[str]:
    """What a person said of every part, in words."""
    results = window.state.results
    said = [results.review(row).verdict for row in range(len(results))]
    return [operator_word(verdict) if verdict is not None else "" for verdict in said]


def check_workbook(window, path: Path) -> None:
    """The Excel workbook says what the window says."""
    book = openpyxl.load_workbook(path)
    titles, *lines = book["Parts"].iter_rows(values_only=True)
    rows = [dict(zip(titles, line, strict=True)) for line in lines]
    results = window.state.results
    assert [row["Name"] for row in rows] == [name for name, _margin, _verdict in listed(window)]
    assert [row["Verdict"] for row in rows] == [verdict for _name, _margin, verdict in listed(window)]
    assert [row["Score"] for row in rows] == pytest.approx(results.scores.tolist(), rel=1e-12)
    assert [row["Operator"] or "" for row in rows] == words_said(window)
    assert [row["Note"] or "" for row in rows] == [results.review(row).note for row in range(len(rows))]
    assert {row["Limit"] for row in rows} == {window.state.limits.image_threshold}


def check_pdf(window, path: Path, note: str) -> None:
    """The report for printing names recipe, parts and note."""
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    words = " ".join(text.split())
    assert window.state.summary.name in words
    assert note in words
    for name, _margin, _verdict in listed(window):
        assert name in words


def check_files(window, folder: Path) -> None:
    """Table, data and masks say what the window says."""
    state, table = window.state, listed(window)
    with (folder / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    document = json.loads((folder / "results.json").read_bytes())
    limits = document["recipe"]["limits"]
    assert limits["image_threshold"] == state.limits.image_threshold
    assert limits["pixel_threshold"] == state.limits.pixel_threshold
    assert len(table) == len(rows) == len(document["results"]) == len(state.results) > 0
    used = set()
    for number, (line, row, entry) in enumerate(zip(table, rows, document["results"], strict=True)):
        record = state.results[number]
        assert Path(row["path"]) == Path(entry["path"]) == record.path
        assert record.path.name == line[0]
        assert float(row["score"]) == entry["score"] == record.score
        assert float(row["image_threshold"]) == entry["image_threshold"] == state.limits.image_threshold
        margin = record.score / state.limits.image_threshold
        assert float(row["margin"]) == entry["margin"] == pytest.approx(margin)
        assert line[1] == f"{margin:.2f} ×"
        code = VERDICTS.index(Verdict(row["verdict"]))
        assert row["verdict"] == entry["verdict"]
        assert code == state.results.codes[number]
        assert line[2] == word(VERDICTS[code])
        assert int(row["n_defects"]) == len(entry["defects"])
        mask = Path(entry["files"]["mask"])
        mask = mask if mask.is_absolute() else folder / mask
        used.add(mask)
        drawn = cv2.imdecode(np.frombuffer(mask.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
        assert drawn.shape == (record.height, record.width)
        assert set(np.unique(drawn)) <= {0, 255}
        assert np.count_nonzero(drawn) == sum(defect["area_px"] for defect in entry["defects"])
        for defect in entry["defects"]:
            box = drawn[defect["y"] : defect["y"] + defect["h"], defect["x"] : defect["x"] + defect["w"]]
            assert np.count_nonzero(box) >= defect["area_px"]
    assert used == set((folder / "masks").iterdir())
    assert any(entry["defects"] for entry in document["results"])


def cached(data: Path) -> set[Path]:
    """What is in the cache, apart from thumbnails and maps of parts, which come when there is time."""
    files = [path.relative_to(data / "cache") for path in (data / "cache").rglob("*") if path.is_file()]
    return {path for path in files if path.parts[0] not in ("maps", "thumbnails")}


def test_cancelling_a_training_leaves_the_recipe_and_its_results(qtbot, ready, until_idle, sample, data):
    state = ready.state
    recipe, path, limits, before = state.recipe, state.recipe_path, state.limits, listed(ready)
    ready.show_page("train")
    drop(ready, [sample.train_good], ready.page("train"))
    until_idle(ready)
    there = cached(data)
    with qtbot.waitSignal(
        state.progressed, timeout=LONG, check_params_cb=lambda progress: progress.stage == "embed"
    ):
        press(qtbot, ready, "trainButton")
    with qtbot.waitSignal(state.jobs.cancelled, timeout=LONG):
        press(qtbot, ready, "cancelButton")
    assert state.jobs.idle
    assert (state.recipe, state.recipe_path, state.limits) == (recipe, path, limits)
    assert not state.unsaved
    assert state.training is None
    assert listed(ready) == before
    assert len(state.good_images) == 24, "the good parts would have to be dropped again"
    assert cached(data) == there, "something of the training was left behind"
    assert not ready.findChild(QWidget, "progressBar").isVisible()
    # and everything still works
    state.inspect([sample.test / "good"])
    until_idle(ready)
    assert len(state.results) == len(before) + 4


def flipped(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes([whole[middle] ^ 0x10]) + whole[middle + 1 :]


DAMAGES = {
    "one bit": flipped,
    "cut short": lambda whole: whole[: len(whole) // 3],
    "empty": lambda _whole: b"",
    "a picture": lambda _whole: cv2.imencode(".png", np.zeros((8, 8, 3), np.uint8))[1].tobytes(),
    "more at the end": lambda whole: whole + b"more",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_recipe_is_named_and_nothing_is_lost(
    ready, until_idle, recipe_file, sample, tmp_path, damage
):
    state = ready.state
    state.apply_limits(type(state.limits)(state.limits.image_threshold * 1.1, state.limits.pixel_threshold))
    kept = (state.recipe, state.recipe_path, state.limits, listed(ready), ready.windowTitle())
    broken = tmp_path / "broken.gonogo"
    broken.write_bytes(DAMAGES[damage](recipe_file.read_bytes()))
    drop(ready, [broken, sample.test / "good"], ready.page("inspect"))
    until_idle(ready)
    assert any("broken.gonogo" in words for words in said(ready)), said(ready)
    assert (state.recipe, state.recipe_path, state.limits, listed(ready), ready.windowTitle()) == kept
    assert broken.exists()
    # the open one still judges
    state.inspect([sample.test / "good" / "000.png"])
    until_idle(ready)
    assert len(state.results) == len(kept[3]) + 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_folders_with_umlauts_and_blanks(qtbot, open_window, until_idle, sample, tmp_path, form):
    place = tmp_path / unicodedata.normalize(form, "Prüfteile für Öl & Größe 100 % #7")
    good, parts, out = place / "gute Stücke", place / "zu prüfen", place / "Ergebnisse März"
    shutil.copytree(sample.train_good, good)
    parts.mkdir()
    shutil.copy(sample.test / "scratch" / "000.png", parts / unicodedata.normalize(form, "Fräsmaß ±0,1.png"))
    window = open_window()
    train_by_hand(qtbot, window, good)
    until_idle(window)
    assert not said(window), said(window)
    file = place / unicodedata.normalize(form, "Flansch größer")
    window.state.save_recipe(file)
    until_idle(window)
    file = file.with_name(file.name + ".gonogo")
    assert load(file).limits == window.state.limits
    assert not window.isWindowModified()
    window.show_page("inspect")
    drop(window, [file, parts], window.page("inspect"))
    until_idle(window)
    assert window.state.recipe_path == file
    assert [verdict for _name, verdict in names_and_verdicts(window)] == [word(Verdict.DEFECTIVE)]
    export(qtbot, window, out, ("csv", "json", "masks", "overlays", "maps"))
    check_files(window, out)


@pytest.fixture
def many(sample, tmp_path) -> Path:
    """A folder of so many parts that judging them takes a while."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1500):
        os.link(sample.test / "good" / f"{number % 4:03d}.png", folder / f"{number:04d}.png")
    return folder


def test_closing_while_parts_are_judged_stops_in_good_order(qtbot, open_window, recipe_file, many):
    window = open_window(recipe_file, many)
    state = window.state
    with qtbot.waitSignal(state.results_added, timeout=LONG):
        pass
    with qtbot.waitSignal(state.jobs.stopped, timeout=LONG):
        window.close()
        assert not window.isEnabled() or not window.isVisible(), "it still takes orders"
    assert not window.isVisible()
    assert state.jobs.idle
    assert 0 < len(state.results) < 1500


def test_closing_while_training_asks_first(qtbot, ready, until_idle, sample, data):
    state = ready.state
    ready.show_page("train")
    drop(ready, [sample.train_good], ready.page("train"))
    until_idle(ready)
    with qtbot.waitSignal(state.progressed, timeout=LONG):
        press(qtbot, ready, "trainButton")
    ready.close()
    question = ready.findChild(QMessageBox, "closeQuestion")
    assert question is not None
    assert ready.isVisible()
    with qtbot.waitSignal(state.jobs.stopped, timeout=LONG):
        qtbot.mouseClick(question.button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)
    assert not ready.isVisible()
    assert state.training is None
    assert state.recipe_path is not None
    assert not list((data / "cache").glob("embeddings-*"))


def test_closing_with_an_unsaved_recipe_asks_and_stays_if_told_so(qtbot, open_window, until_idle, sample):
    window = open_window()
    train_by_hand(qtbot, window, sample.train_good)
    until_idle(window)
    window.close()
    question = window.findChild(QMessageBox, "closeQuestion")
    assert "Flange GN-4207" in question.text()
    qtbot.mouseClick(question.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert window.isVisible()
    assert window.state.training is not None


def test_the_list_is_what_the_table_view_shows(ready):
    view = ready.findChild(QTableView, "resultsView")
    assert view.isVisible()
    assert view.model().rowCount() == 8
    assert view.viewport().rect().contains(view.visualRect(view.model().index(0, 0)).center())
