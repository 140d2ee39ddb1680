from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import openpyxl
import pytest
from inspect_samples import pictures, spotted, spotted_map
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from engine.errors import ExportError, ImageError
from engine.export.run import Written
from engine.regions import defect_mask, find_defects
from engine.types import OperatorVerdict, Verdict
from gui.dialogs.export import ExportDialog
from gui.exporting import KINDS, PLACES, targets_in, told
from gui.messages import Kind
from gui.pages import PAGES
from gui.viewer import ViewSettings


@pytest.fixture
def make_window(make_window):
    pages = tuple(page for page in PAGES if page.id != "train")
    return lambda *argv, **more: make_window(*argv, **{"pages": pages, **more})


@pytest.fixture
def page(window, engine, recipe_file, tmp_path, idle, monkeypatch):
    """The page with four inspected parts, one of which is no picture."""
    monkeypatch.setattr(type(engine), "judge", staticmethod(spotted))
    window.state.open_recipe(recipe_file)
    idle(window)
    paths = pictures(tmp_path / "parts", 30, 45, 90)
    broken = tmp_path / "parts" / "broken.png"
    broken.write_bytes(b"")
    window.state.inspect([*paths, broken])
    idle(window)
    return window.current_page


@pytest.fixture
def dialog(page, window, qtbot):
    """Opens the export dialog by its button."""

    def make() -> ExportDialog:
        qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
        return window.findChild(QDialog, "exportDialog")

    return make


def choose(dialog: ExportDialog, folder: Path, *kinds: str, parts: str = "all") -> None:
    for kind, box in dialog.kinds.items():
        box.setChecked(kind in kinds)
    dialog.parts[parts].setChecked(True)
    dialog.folder.setText(str(folder))


def export(dialog, window, idle, folder: Path, *kinds: str, parts: str = "all") -> list:
    said = []
    window.state.message.connect(said.append)
    choose(dialog, folder, *kinds, parts=parts)
    dialog.go.click()
    idle(window)
    return said


def table(folder: Path) -> list[dict]:
    return list(csv.DictReader((folder / "results.csv").read_text(encoding="utf-8-sig").splitlines()))


def test_all_files_match_the_table_at_the_limits_of_now(page, window, dialog, idle, tmp_path, qtbot):
    state = page.state
    state.set_limits(
        replace(state.limits, image_threshold=50.0, pixel_threshold=25.0, min_area=30, review_from=0.8)
    )
    state.maps.drop(state.results[1].path)
    qtbot.waitUntil(lambda: page.areas.pending == 0, timeout=5000)
    folder = tmp_path / "out"
    said = export(dialog(), window, idle, folder, *KINDS)

    rows = table(folder)
    shown = [state.results.verdict(row) for row in range(4)]
    assert [row["verdict"] for row in rows] == [verdict.value for verdict in shown]
    assert shown == [Verdict.GOOD, Verdict.REVIEW, Verdict.DEFECTIVE, Verdict.ERROR]
    assert [float(row["image_threshold"]) for row in rows[:3]] == [50.0] * 3
    assert [float(row["margin"]) for row in rows[:3]] == pytest.approx([0.6, 0.9, 1.8])
    found = [find_defects(spotted_map(score), (48, 64), 25.0, 30)[0] for score in (30, 45, 90)]
    assert [int(row["n_defects"]) for row in rows[:3]] == [len(defects) for defects in found]
    data = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert json.dumps(data).count('"review"') >= 1
    mask = cv2.imread(str(folder / "masks" / "part_90.png"), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(mask > 0, defect_mask(spotted_map(90), (48, 64), 25.0, 30))
    kept = cv2.imread(str(folder / "maps" / "part_45.tiff"), cv2.IMREAD_UNCHANGED)
    assert np.array_equal(kept, spotted_map(45))
    assert sorted(path.name for path in (folder / "overlays").iterdir()) == [
        "part_30.png",
        "part_45.png",
        "part_90.png",
    ]
    assert (folder / "report.html").stat().st_size > 1000
    assert len(PdfReader(folder / "report.pdf").pages) == 2
    assert openpyxl.load_workbook(folder / "results.xlsx")["Parts"].max_row == 5
    assert len(json.loads((folder / "coco.json").read_bytes())["images"]) == 3
    copies = sorted(str(p.relative_to(folder / "sorted")) for p in (folder / "sorted").rglob("*.png"))
    assert copies == ["defective/part_90.png", "error/broken.png", "good/part_30.png", "review/part_45.png"]
    assert said[-1].kind is Kind.SUCCESS
    assert said[-1].action == "file.show_export"
    assert str(folder) in said[-1].text


@pytest.mark.parametrize(
    ("parts", "names"), [("listed", ["part_90.png", "part_45.png"]), ("chosen", ["part_45.png"])]
)
def test_only_the_parts_that_were_asked_for(page, window, dialog, idle, tmp_path, parts, names):
    page.results.buttons[Verdict.DEFECTIVE].click()
    page.results.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    page.results.view.show_place(1)
    export(dialog(), window, idle, tmp_path / "out", "csv", parts=parts)
    assert [Path(row["path"]).name for row in table(tmp_path / "out")] == names
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["results.csv"]


def test_a_table_alone_makes_no_map_again(page, window, dialog, idle, tmp_path, engine, monkeypatch):
    page.state.maps.clear()
    asked = []
    monkeypatch.setattr(engine, "map_of", lambda *args: asked.append(args))
    page.limits.image_spin.setValue(35.0)
    export(dialog(), window, idle, tmp_path / "out", "csv", "json")
    assert asked == []
    assert [row["verdict"] for row in table(tmp_path / "out")] == ["good", "defective", "defective", "error"]


def test_a_part_that_is_gone_is_told_and_the_rest_is_written(
    page, window, dialog, idle, tmp_path, engine, monkeypatch
):
    page.state.maps.clear()
    (tmp_path / "parts" / "part_45.png").unlink()
    real = engine.map_of

    def map_of(recipe, path, threads):
        if not path.exists():
            raise ImageError(f"{path} does not exist.", "Put it back.")
        return real(recipe, path, threads)

    monkeypatch.setattr(engine, "map_of", map_of)
    said = export(dialog(), window, idle, tmp_path / "out", "csv", "maps", "overlays")
    assert said[-1].kind is Kind.WARNING
    assert "part_45.png" in said[-1].details
    assert len(table(tmp_path / "out")) == 4
    assert sorted(path.name for path in (tmp_path / "out" / "maps").iterdir()) == [
        "part_30.tiff",
        "part_90.tiff",
    ]


def test_what_the_operator_said_is_in_every_report(page, window, dialog, idle, tmp_path):
    state = page.state
    shown = [state.results.verdict(row) for row in range(4)]
    assert shown == [Verdict.GOOD, Verdict.DEFECTIVE, Verdict.DEFECTIVE, Verdict.ERROR]
    state.judge([0], OperatorVerdict.DEFECTIVE)
    state.judge([2], OperatorVerdict.DEFECTIVE)
    state.judge([1], OperatorVerdict.UNSURE)
    state.set_note(0, "scratch at the edge")
    folder = tmp_path / "out"
    made = dialog()
    choose(made, folder, "csv", "json", "html", "pdf", "xlsx", "sort_into")
    assert made.by_operator.isEnabled()
    made.by_operator.setChecked(True)
    made.go.click()
    idle(window)

    rows = table(folder)
    assert [row["operator_verdict"] for row in rows] == ["defective", "unsure", "defective", ""]
    assert [row["agrees"] for row in rows] == ["no", "", "yes", ""]
    assert rows[0]["note"] == "scratch at the edge"
    data = json.loads((folder / "results.json").read_bytes())
    assert data["inspection"]["operator"]["misses"] == 1
    assert "scratch at the edge" in (folder / "report.html").read_text("utf-8")
    text = " ".join(page.extract_text() for page in PdfReader(folder / "report.pdf").pages)
    assert "scratch at the edge" in " ".join(text.split())
    cells = [row[5] for row in openpyxl.load_workbook(folder / "results.xlsx")["Parts"].values]
    assert cells == ["Operator", "Defective", "Unsure", "Defective", None]
    assert (folder / "sorted" / "defective" / "part_30.png").is_file()
    assert (folder / "sorted" / "review" / "part_45.png").is_file()


def test_rows_in_another_order_keep_what_was_said(page, window, dialog, idle, tmp_path):
    page.state.judge([2], OperatorVerdict.GOOD)
    page.results.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    export(dialog(), window, idle, tmp_path / "out", "csv", parts="listed")
    said = {Path(row["path"]).name: row["operator_verdict"] for row in table(tmp_path / "out")}
    assert said == {"part_90.png": "good", "part_45.png": "", "part_30.png": "", "broken.png": ""}


def test_sorting_by_the_operator_needs_a_verdict_and_copies(page, dialog, qtbot):
    made = dialog()
    made.kinds["sort_into"].setChecked(True)
    assert not made.by_operator.isEnabled()
    with qtbot.waitSignal(made.destroyed):
        made.reject()
    page.state.judge([0], OperatorVerdict.GOOD)
    made = dialog()
    made.kinds["sort_into"].setChecked(False)
    assert not made.by_operator.isEnabled()
    made.kinds["sort_into"].setChecked(True)
    assert made.by_operator.isEnabled()
    made.reject()


def test_copies_are_never_mixed_with_other_files(page, dialog, tmp_path):
    other = tmp_path / "out" / "sorted" / "good" / "mine.png"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"mine")
    made = dialog()
    choose(made, tmp_path / "out", "csv", "sort_into")
    assert not made.go.isEnabled()
    assert "holds other files" in made.note()
    made.kinds["sort_into"].setChecked(False)
    assert made.go.isEnabled()
    made.reject()


def test_every_kind_is_offered_in_a_group_and_says_what_it_is(page, dialog):
    made = dialog()
    assert set(made.kinds) == set(KINDS)
    for box in (*made.kinds.values(), made.by_operator):
        assert box.accessibleName()
        assert box.accessibleDescription()
    headings = [label.text() for label in made.findChildren(QLabel) if label.property("strong")]
    assert headings == ["Parts", "Reports", "Tables", "Pictures", "For other programs", "Folder"]
    assert made.sizeHint().height() <= 680
    assert made.sizeHint().width() <= 1000
    made.reject()


def test_a_folder_that_cannot_be_written(page, window, dialog, idle, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "masks").write_bytes(b"in the way")
    said = export(dialog(), window, idle, tmp_path / "out", "masks")
    assert said[-1].kind is Kind.ERROR
    assert said[-1].hint


def test_cancelled(page, window, dialog, idle, tmp_path, engine, monkeypatch, qtbot):
    page.state.maps.clear()
    real = engine.map_of

    def held(recipe, path, threads):
        engine.gate.wait(5)
        return real(recipe, path, threads)

    monkeypatch.setattr(engine, "map_of", held)
    engine.gate.clear()
    made = dialog()
    choose(made, tmp_path / "out", "csv", "maps")
    made.go.click()
    qtbot.waitUntil(lambda: window.state.busy is not None and window.state.busy.kind == "export")
    with qtbot.assertNotEmitted(window.state.exported):
        window.context.actions["recipe.stop"].trigger()
        engine.gate.set()
        idle(window)
    assert not (tmp_path / "out" / "results.csv").exists()
    assert not window.context.actions["file.show_export"].isEnabled()


def test_the_folder_is_opened_afterwards(page, window, dialog, idle, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "gui.pages.inspect.open_folder", lambda folder: opened.append(folder) or folder.exists()
    )
    export(dialog(), window, idle, tmp_path / "out", "csv")
    window.context.actions["file.show_export"].trigger()
    assert opened == [tmp_path / "out"]
    said = []
    window.state.message.connect(said.append)
    monkeypatch.setattr("gui.pages.inspect.open_folder", lambda folder: False)
    window.context.actions["file.show_export"].trigger()
    assert said[0].kind is Kind.WARNING


def test_choices_are_remembered(page, window, dialog, idle, tmp_path):
    export(dialog(), window, idle, tmp_path / "out", "json", "masks", parts="listed")
    again = dialog()
    assert again.chosen_kinds() == ["masks", "json"]
    assert again.parts["listed"].isChecked()
    assert again.folder.text() == str(tmp_path / "out")
    assert not again.by_operator.isChecked()
    again.by_operator.setChecked(True)
    again.accept()
    idle(window)
    again = dialog()
    assert again.by_operator.isChecked()
    assert "results.json" in again.note()
    again.reject()


@pytest.mark.parametrize(
    "kept",
    [None, 7, {"kinds": "csv", "parts": ["all"], "folder": 3}, {"parts": "some", "by_operator": "yes"}],
)
def test_damaged_memories_do_no_harm(page, window, dialog, kept):
    page.context.settings.remember("export", kept)
    made = dialog()
    assert made.parts["all"].isChecked()
    assert made.folder.text()
    made.reject()


def test_what_cannot_work_cannot_be_begun(page, dialog, tmp_path):
    made = dialog()
    choose(made, tmp_path / "out")
    assert not made.go.isEnabled()
    assert made.note() == "Choose at least one kind of file."
    made.kinds["csv"].setChecked(True)
    assert made.go.isEnabled()
    for folder, words in (
        ("", "Choose a folder to write into."),
        ("  ", "Choose a folder to write into."),
        ("out", "Give the whole path of the folder."),
        (str(tmp_path / "parts" / "part_30.png"), "is a file. Choose a folder."),
    ):
        made.folder.setText(folder)
        assert not made.go.isEnabled()
        assert words in made.note()
    made.folder.setText(str(tmp_path))
    assert made.go.isEnabled()
    made.reject()


def test_another_list_closes_the_dialog(page, dialog):
    made = dialog()
    with_rejected = []
    made.rejected.connect(lambda: with_rejected.append(True))
    page.state.remove_results([0])
    assert with_rejected == [True]


def test_places_and_words():
    targets = targets_in(Path("/out"), ["csv", "maps"], 0.4, "viridis")
    assert (targets.csv, targets.maps, targets.html) == (Path("/out/results.csv"), Path("/out/maps"), None)
    assert (targets.opacity, targets.colour_map) == (0.4, "viridis")
    assert not targets.sort_by_operator
    targets = targets_in(Path("/out"), ["sort_into", "pdf"], 0.4, "viridis", by_operator=True)
    assert (targets.sort_into, targets.pdf) == (Path("/out/sorted"), Path("/out/report.pdf"))
    assert targets.sort_by_operator
    assert set(PLACES) == set(KINDS)
    problem = ExportError("No.", "Yes.")
    message = told(Written(files=(), problems=(problem,), results=(), made=()), Path("/out"))
    assert "No. Yes." in message.details
    assert ViewSettings().colour_map == "inferno"
