"""What is dropped, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from engine.images.formats import SUFFIXES
from gui.dropping import PICTURE_SUFFIXES, Drop, Intent, describe, hint, paths_in_text, usual_intent
from gui.words import duration, one_in, rate, size


def test_the_endings_are_the_engines():
    assert PICTURE_SUFFIXES == SUFFIXES


def test_sorting(tmp_path):
    folder = tmp_path / "some parts"
    folder.mkdir()
    odd = tmp_path / "folder.png"
    odd.mkdir()
    text = tmp_path / "notes.txt"
    text.write_text("x")
    image, recipe = tmp_path / "A.PNG", tmp_path / "R.GONOGO"
    drop = Drop.of_paths([folder, image, recipe, text, image, odd])
    assert drop == Drop((image,), (folder, odd), (recipe,), (text,))
    assert drop.pictures == (image, folder, odd)


@pytest.mark.parametrize(
    ("drop", "intent"),
    [
        (Drop(), Intent.NOTHING),
        (Drop(others=(Path("a.txt"),)), Intent.NOTHING),
        (Drop(images=(Path("a.png"),)), Intent.INSPECT),
        (Drop(folders=(Path("a"),)), Intent.INSPECT),
        (Drop(picture=True), Intent.INSPECT),
        (Drop(recipes=(Path("a.gonogo"),)), Intent.OPEN),
        (Drop(images=(Path("a.png"),), recipes=(Path("a.gonogo"),)), Intent.OPEN_AND_INSPECT),
        (Drop(recipes=(Path("a.gonogo"), Path("b.gonogo"))), Intent.NOTHING),
    ],
)
def test_usual_intent(drop, intent):
    assert usual_intent(drop) is intent
    assert drop.empty is (drop == Drop())


@pytest.mark.parametrize(
    ("drop", "words"),
    [
        (Drop(images=(Path("a.png"),)), "1 picture"),
        (Drop(picture=True), "1 picture"),
        (Drop(images=tuple(Path(f"{n}.png") for n in range(1234))), "1,234 pictures"),
        (Drop(folders=(Path("/x/left"),)), "the folder left"),
        (Drop(images=(Path("a.png"),), folders=(Path("a"), Path("b"))), "1 picture and 2 folders"),
    ],
)
def test_describing(drop, words):
    assert describe(drop) == words


def test_hints_say_what_and_with_what():
    drop = Drop(images=(Path("a.png"), Path("b.png")), recipes=(Path("lid.gonogo"),))
    assert hint(Intent.OPEN, drop) == "Open the recipe lid"
    assert hint(Intent.OPEN_AND_INSPECT, drop) == "Open the recipe lid and inspect 2 pictures"
    assert hint(Intent.GOOD, drop) == "Add 2 pictures as good parts"
    assert hint(Intent.INSPECT, drop, "flange") == "Inspect 2 pictures with flange"
    assert "asked for a recipe" in hint(Intent.INSPECT, drop)
    assert "one recipe" in hint(Intent.NOTHING, Drop(recipes=(Path("a.gonogo"), Path("b.gonogo"))))
    assert "pictures" in hint(Intent.NOTHING, Drop(others=(Path("a.txt"),)))


def test_names_with_braces_are_no_trap():
    drop = Drop(folders=(Path("/x/{0}"),), recipes=(Path("{name}.gonogo"),))
    assert hint(Intent.OPEN_AND_INSPECT, drop) == "Open the recipe {name} and inspect the folder {0}"
    assert hint(Intent.INSPECT, drop, "{what}") == "Inspect the folder {0} with {what}"


def test_mime_of_files_text_and_pictures(qtbot, tmp_path):
    image = tmp_path / "ö part.png"
    image.write_bytes(b"")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(image)), QUrl("https://example.com/x.png")])
    assert Drop.of_mime(mime) == Drop(images=(image,))
    mime = QMimeData()
    mime.setText(f'"{image}"\nnot a path\n{tmp_path}')
    assert Drop.of_mime(mime) == Drop(images=(image,), folders=(tmp_path,))
    mime = QMimeData()
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    mime.setImageData(picture)
    assert Drop.of_mime(mime) == Drop(picture=True)
    assert Drop.of_mime(QMimeData()).empty


def test_only_addresses_elsewhere_are_nothing(qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/x.png")])
    assert not Drop.of_mime(mime).images


def test_paths_in_text(tmp_path):
    there = tmp_path / "a.png"
    there.write_bytes(b"")
    url = QUrl.fromLocalFile(str(there)).toString()
    text = f"  {there}  \n'{there}'\n{url}\nrelative.png\n/no/such/file.png\n"
    assert paths_in_text(text) == [there] * 3


@given(st.text(max_size=300))
def test_any_text_is_survived(text):
    assert all(path.exists() for path in paths_in_text(text))


def test_very_long_words_are_survived():
    assert paths_in_text("/" + "x" * 5000) == []
    assert paths_in_text("/tmp\n" * 300_000) == []


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.01, "1 in 100"),
        (0, "none"),
        (0.5, "1 in 2"),
        (0.4, "1 in 2.5"),
        (1, "1 in 1"),
        (1 / 417, "1 in 420"),
        (0.0001, "1 in 10,000"),
        (1 / 33, "1 in 33"),
        (float("nan"), "none"),
    ],
)
def test_one_in(share, words):
    assert one_in(share) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s"),
        (9.4, "9 s"),
        (89, "89 s"),
        (120, "2 min"),
        (3600, "60 min"),
        (4800, "80 min"),
        (7260, "2 h 1 min"),
    ],
)
def test_duration(seconds, words):
    assert duration(seconds) == words


def test_rates_and_sizes():
    assert (rate(3.14159), rate(47.3), rate(1234)) == ("3.1", "47", "1,234")
    assert (size(45_000), size(45e6), size(1.24e9)) == ("45 kB", "45 MB", "1.2 GB")
