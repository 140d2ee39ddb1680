"""Reports, annotations and sorted copies from the command line."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from command_line import CommandLine, leftovers
from pycocotools.coco import COCO
from pypdf import PdfReader

from engine.cli.inspecting import without_copies
from engine.export.sorted_copies import MARKER
from engine.images import Scan
from engine.recipe import load


@pytest.fixture
def gonogo(capsysbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(capsysbinary)


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def parts(new_paths: tuple[Path, ...], tmp_path: Path) -> Path:
    """A folder of one's own with the six new parts, two of them defective, and one that is no picture."""
    folder = tmp_path / "parts"
    folder.mkdir()
    for path in new_paths:
        shutil.copy(path, folder)
    (folder / "broken.png").write_bytes(b"no picture")
    return folder


def test_every_report_says_the_same(gonogo: CommandLine, recipe_file: Path, parts: Path, tmp_path: Path):
    out = tmp_path / "out"
    said = gonogo(
        "inspect", recipe_file, parts, "--pdf", out / "r.pdf", "--xlsx", out / "r.xlsx",
        "--coco", out / "c.json", "--html", out / "r.html", "--json", out / "r.json",
        "--sort-into", out / "sorted", "--review-from", "0.5",
    )  # fmt: skip
    assert said.code == 0, said.err
    document = json.loads((out / "r.json").read_bytes())
    counts = document["inspection"]["counts"]
    assert counts["defective"] == 2
    assert counts["error"] == 1
    recipe = load(recipe_file)

    pdf = " ".join(page.extract_text() for page in PdfReader(out / "r.pdf").pages)
    assert recipe.sha256 in pdf
    assert "0.5 × limit" in pdf
    assert "Defective" in pdf
    sheet = openpyxl.load_workbook(out / "r.xlsx")["Parts"]
    titles = [cell.value for cell in sheet[1]]
    table = [dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [row["Verdict"].lower() for row in table] == [entry["verdict"] for entry in document["results"]]
    assert {row["Review from (× limit)"] for row in table} == {0.5}
    assert len(sheet._images) == 6
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO(str(out / "c.json"))
    assert len(coco.getImgIds()) == 6
    assert len(coco.getAnnIds()) == sum(len(entry["defects"]) for entry in document["results"])
    copies = {Path(path).parent.name: Path(path).name for path in tree(out / "sorted") if path != MARKER}
    assert copies["error"] == "broken.png"
    for entry in document["results"]:
        assert (out / "sorted" / entry["verdict"] / Path(entry["path"]).name).is_file()
    assert leftovers(out) == []


def test_standard_output_stays_json(gonogo: CommandLine, recipe_file: Path, parts: Path, tmp_path: Path):
    places = ("--pdf", tmp_path / "r.pdf", "--sort-into", tmp_path / "s")
    said = gonogo("inspect", recipe_file, parts, "--json", "-", *places)
    assert said.document["inspection"]["parts"] == 7
    assert all(Path(entry["files"]["copy"]).is_file() for entry in said.document["results"])


def test_sorting_inside_the_inspected_folder_again_and_again(
    gonogo: CommandLine, recipe_file: Path, parts: Path
):
    words = ("inspect", recipe_file, parts, "--sort-into", parts / "sorted", "--json", "-")
    first = gonogo(*words)
    before = tree(parts)
    again = gonogo(*words)
    assert first.code == again.code == 0
    assert len(first.document["results"]) == len(again.document["results"]) == 7
    assert tree(parts) == before
    assert "7 copies" in again.err
    assert "Left out" not in first.err
    # also where they are sorted somewhere else now, or not at all
    assert len(gonogo("inspect", recipe_file, parts, "--json", "-").document["results"]) == 7
    # but whoever asks for the copies gets them
    asked = gonogo("inspect", recipe_file, parts / "sorted", "--json", "-")
    assert len(asked.document["results"]) == 7
    asked = gonogo("inspect", recipe_file, parts / "sorted" / "defective", "--json", "-")
    assert [entry["verdict"] for entry in asked.document["results"]] == ["defective"] * 2


def test_sorting_into_the_inspected_folder_itself(gonogo: CommandLine, recipe_file: Path, parts: Path):
    words = ("inspect", recipe_file, parts, "--sort-into", parts, "--json", "-")
    assert len(gonogo(*words).document["results"]) == 7
    before = tree(parts)
    assert len(gonogo(*words).document["results"]) == 7
    assert tree(parts) == before


def test_a_folder_of_nothing_but_copies(gonogo: CommandLine, recipe_file: Path, parts: Path):
    sorted_here = parts / "deep" / "sorted"
    gonogo("inspect", recipe_file, parts, "--sort-into", sorted_here)
    for path in parts.glob("*.png"):
        path.unlink()
    said = gonogo("inspect", recipe_file, parts)
    assert said.code == 2
    assert "nothing but sorted copies" in said.err


def test_a_labelled_set_is_never_mixed_with_copies(
    gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], tmp_path: Path
):
    (tmp_path / "test" / "good").mkdir(parents=True)
    shutil.copy(new_paths[0], tmp_path / "test" / "good")
    before = tree(tmp_path)
    said = gonogo("inspect", recipe_file, tmp_path / "test", "--sort-into", tmp_path / "test")
    assert said.code == 2
    assert "holds files already" in said.err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("option", ["--pdf", "--xlsx", "--coco"])
def test_a_folder_is_no_place_for_a_report(
    gonogo: CommandLine, recipe_file: Path, parts: Path, tmp_path: Path, option: str
):
    said = gonogo("inspect", recipe_file, parts, option, tmp_path)
    assert said.code == 2
    assert "it is a folder" in said.err
    assert not said.out


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "nan"])
def test_impossible_review_bands(gonogo: CommandLine, recipe_file: Path, parts: Path, value: str):
    said = gonogo("inspect", recipe_file, parts, "--review-from", value)
    assert said.code == 2
    assert "review band" in said.err


def test_a_review_band_can_be_given(gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...]):
    said = gonogo("inspect", recipe_file, new_paths[0], "--review-from", "0.0001", "--json", "-")
    assert said.document["results"][0]["verdict"] == "review"
    assert said.document["recipe"]["limits"]["review_from"] == 0.0001


def test_folders_that_only_look_like_ours_are_inspected(tmp_path: Path):
    path = tmp_path / "good" / "a.png"
    found = Scan((path,), ())
    assert without_copies(found, [tmp_path], None) == found
