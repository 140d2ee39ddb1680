"""Labelled folders in all layouts, and those that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from engine.errors import GonogoError
from engine.labels import GOOD, read_labelled_folder


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8), (90, 80, 70)).save(path)
    return path


def labels(labelled) -> list[tuple[str, str, str | None]]:
    return [(p.path.name, p.kind, p.mask.name if p.mask else None) for p in labelled.pictures]


@pytest.fixture
def mvtec(tmp_path):
    for name in (
        "train/good/9.png",
        "test/good/0.png",
        "test/good/1.png",
        "test/crack/0.png",
        "test/bent/0.png",
    ):
        picture(tmp_path / name)
    picture(tmp_path / "ground_truth/crack/0_mask.png")
    picture(tmp_path / "ground_truth/bent/0.png")
    return tmp_path


EXPECTED = [
    ("0.png", GOOD, None),
    ("1.png", GOOD, None),
    ("0.png", "bent", "0.png"),
    ("0.png", "crack", "0_mask.png"),
]


def test_mvtec_layout(mvtec):
    labelled = read_labelled_folder(mvtec)
    assert labels(labelled) == EXPECTED
    assert labelled.kinds == ("bent", "crack")
    assert labelled.problems == ()
    assert labelled.pictures[3].mask == mvtec / "ground_truth/crack/0_mask.png"
    assert labelled.pictures[3].path == mvtec / "test/crack/0.png"


def test_test_folder_of_that_layout(mvtec):
    assert labels(read_labelled_folder(mvtec / "test")) == EXPECTED


def test_test_folder_named_by_a_relative_path(mvtec, monkeypatch):
    monkeypatch.chdir(mvtec / "test")
    assert labels(read_labelled_folder(Path())) == EXPECTED


def test_plain_layout_with_and_without_masks(tmp_path):
    picture(tmp_path / "good/0.png")
    picture(tmp_path / "crack/0.jpg")
    assert labels(read_labelled_folder(tmp_path)) == [("0.png", GOOD, None), ("0.jpg", "crack", None)]
    picture(tmp_path / "ground_truth/crack/0_mask.png")
    assert labels(read_labelled_folder(tmp_path))[1] == ("0.jpg", "crack", "0_mask.png")


@pytest.mark.parametrize("name", ["Good", "GOOD", "ok", "OK"])
def test_other_names_for_good(tmp_path, name):
    picture(tmp_path / name / "0.png")
    picture(tmp_path / "Crack/0.png")
    assert labels(read_labelled_folder(tmp_path)) == [("0.png", GOOD, None), ("0.png", "Crack", None)]


def test_names_count_in_upper_and_lower_case_alike(tmp_path):
    picture(tmp_path / "Test/Good/0.png")
    picture(tmp_path / "Test/Crack/IMG_7.PNG")
    picture(tmp_path / "Ground_Truth/CRACK/img_7_MASK.png")
    assert labels(read_labelled_folder(tmp_path))[1] == ("IMG_7.PNG", "Crack", "img_7_MASK.png")


def test_the_mask_of_exactly_that_name_comes_first(tmp_path):
    picture(tmp_path / "good/0.png")
    picture(tmp_path / "crack/a.png")
    picture(tmp_path / "crack/b.png")
    for name in ("A.png", "a.png", "b.png", "B_mask.png"):
        picture(tmp_path / "ground_truth/crack" / name)
    if len(list((tmp_path / "ground_truth/crack").iterdir())) < 4:
        pytest.skip("upper and lower case are the same file here")
    assert labels(read_labelled_folder(tmp_path))[1:] == [
        ("a.png", "crack", "a.png"),
        ("b.png", "crack", "B_mask.png"),
    ]


def test_natural_order_and_folders_inside_folders(tmp_path):
    for name in ("good/0.png", "kind10/0.png", "kind2/b/10.png", "kind2/b/9.png", "kind2/1.5.png"):
        picture(tmp_path / name)
    picture(tmp_path / "ground_truth/kind2/b/9_mask.png")
    picture(tmp_path / "ground_truth/kind2/10_mask.png")
    picture(tmp_path / "ground_truth/kind2/1.5_mask.png")
    labelled = read_labelled_folder(tmp_path)
    assert labelled.kinds == ("kind2", "kind10")
    assert {p.path.name: p.mask and p.mask.name for p in labelled.pictures if p.kind == "kind2"} == {
        "1.5.png": "1.5_mask.png",
        "9.png": "9_mask.png",
        "10.png": "10_mask.png",
    }


def test_hidden_folders_and_training_parts_are_left_alone(tmp_path):
    for name in ("good/0.png", ".thumbnails/0.png", "train/good/0.png", "crack/0.png"):
        picture(tmp_path / name)
    assert [p.kind for p in read_labelled_folder(tmp_path).pictures] == [GOOD, "crack"]


def test_masks_of_good_parts_are_not_used(tmp_path):
    picture(tmp_path / "test/good/0.png")
    picture(tmp_path / "ground_truth/good/0_mask.png")
    assert labels(read_labelled_folder(tmp_path)) == [("0.png", GOOD, None)]


def test_nothing_but_good_and_nothing_but_defective(tmp_path):
    picture(tmp_path / "a/good/0.png")
    assert labels(read_labelled_folder(tmp_path / "a")) == [("0.png", GOOD, None)]
    picture(tmp_path / "b/test/crack/0.png")
    assert labels(read_labelled_folder(tmp_path / "b")) == [("0.png", "crack", None)]


def test_folders_without_pictures_do_no_harm_and_are_said(mvtec):
    (mvtec / "test/empty").mkdir()
    (mvtec / "ground_truth/bent/0.png").unlink()
    labelled = read_labelled_folder(mvtec)
    assert labels(labelled) == [*EXPECTED[:2], ("0.png", "bent", None), EXPECTED[3]]
    assert [p.path for p in labelled.problems] == [mvtec / "ground_truth/bent", mvtec / "test/empty"]


@pytest.mark.parametrize(("count", "words"), [(1, "7.png directly in"), (3, "3 pictures directly in")])
def test_pictures_beside_the_folders_are_left_out_and_said(mvtec, count, words):
    for i in range(count):
        picture(mvtec / f"test/{7 + i}.png")
    labelled = read_labelled_folder(mvtec)
    assert labels(labelled) == EXPECTED
    (problem,) = labelled.problems
    assert words in problem.message
    assert problem.hint


def test_files_that_are_no_pictures_are_not_taken(mvtec):
    (mvtec / "test/crack/notes.txt").write_text("by hand")
    (mvtec / "readme.txt").write_text("set")
    assert labels(read_labelled_folder(mvtec)) == EXPECTED


def refused(directory: Path, words: str) -> None:
    with pytest.raises(GonogoError, match=words) as caught:
        read_labelled_folder(directory)
    assert str(directory) in caught.value.message
    assert caught.value.path == directory
    assert caught.value.hint


def test_folders_that_are_not_labelled_are_refused_with_what_was_found(mvtec, tmp_path):
    refused(mvtec / "nowhere", "does not exist")
    refused(mvtec / "test/good/0.png", "is not a folder")
    refused(mvtec / "test/good", "not a labelled folder: it has no folders")
    refused(mvtec / "ground_truth", "its folders are bent, crack")
    picture(tmp_path / "other/red/0.png")
    picture(tmp_path / "other/blue/0.png")
    refused(tmp_path / "other", "its folders are blue, red")


def test_a_labelled_folder_without_pictures_is_refused(tmp_path):
    (tmp_path / "good").mkdir()
    (tmp_path / "crack").mkdir()
    refused(tmp_path, r"no pictures in its folders \(crack, good\)")


def test_a_folder_that_may_not_be_read_is_refused(mvtec, monkeypatch):
    def forbidden(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", forbidden)
    refused(mvtec, "cannot be read: Permission denied")
