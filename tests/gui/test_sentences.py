"""What the engine says is found again by its pattern and said in the window's language."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gui
from engine import padim, recipe
from engine.calibration import FEW_IMAGES, calibrate
from engine.errors import GonogoError, ImageError
from engine.files import atomic_write
from engine.images import read, scan
from engine.labels import read_labelled_folder
from engine.session import store
from gui import language
from gui.jobs import Failure
from gui.messages import Message
from gui.paths import resources
from gui.sentences import in_full, told, translated

ROOT = Path(gui.__file__).parent.parent
sys.path.append(str(ROOT / "packaging"))

import engine_sentences  # noqa: E402

PATTERNS = json.loads((resources() / "translations" / "engine.json").read_text(encoding="utf-8"))
FILLED = [pattern for pattern in PATTERNS if "{" in pattern]


@pytest.fixture
def german(qapp):
    language.install("de")


# ---- the patterns


def patterns(code: str, *, fragments: bool = False) -> list[str]:
    return engine_sentences.patterns_of(code, fragments=fragments)


def test_sentences_are_found_and_nothing_else():
    code = '''
"""A module that is explained. In two sentences."""
SQL = "SELECT a FROM b WHERE c."
def f(path, n, error):
    """Do it. Carefully."""
    log.info("Written for whoever reads logs.")
    if "is a sentence. Compared." in str(error):
        log.warning(f"Nobody sees {path}. Ever.")
    words = f"{path.name} has {n:,} faults of {len(path.parts)}." if n else "It has none."
    raise GonogoError(words, f"Look at {path.name}, and {path.name} again.", path)
'''
    assert patterns(code) == [
        "{path} has {n} faults of {parts}.",
        "It has none.",
        "Look at {path}, and {path} again.",
    ]


def test_fragments_count_where_sentences_are_put_together():
    code = 'a = "is cut off"; b = ", "; c = "Title Words"; d = f"has {x} pixels"; e = f"{x} {y}"; f = "one"'
    assert patterns(code) == []
    assert patterns(code, fragments=True) == ["is cut off", "has {x} pixels"]


def test_names_of_a_pattern_are_told_apart():
    assert patterns('x = f"{a.name} is {b.name}, not {len(x)}."') == ["{a} is {b}, not {x}."]
    assert patterns('x = f"{a.width} is not {b.width}, at all."') == ["{width} is not {width2}, at all."]
    assert patterns('x = f"{1 + 1} is too much."') == ["{value} is too much."]


def test_the_window_has_the_sentences_of_today():
    assert sorted(engine_sentences.extract(ROOT).keys() - set(PATTERNS)) == [], "say `make translations`"
    assert len(PATTERNS) > 300


# ---- the words


@settings(deadline=None)
@given(pattern=st.sampled_from(FILLED), data=st.data())
def test_a_sentence_is_found_whatever_goes_into_it(pattern, data):
    names = set(re.findall(r"\{(\w+)\}", pattern))
    value = st.sampled_from(["Flansch (2) größe.png", "3", "x", "/a b/c.gonogo", "{n}", "12"])
    given = {name: data.draw(value, name) for name in names}
    sentence = pattern.format(**given)
    language.install("en")
    assert translated(sentence) == sentence
    language.install("de")
    said = translated(sentence)
    assert all(value in said for value in given.values() if not value.isdecimal())
    # one with hardly any words of its own counts only where what goes into it is known
    assert said != sentence or sum(map(str.isalpha, re.sub(r"\{\w+\}", "", pattern))) < 7
    assert len(said) > len(sentence) / 4


def test_in_english_nothing_changes(qapp):
    language.install("en")
    error = GonogoError("There are no good parts.", "Choose another file.")
    assert told(error) == ("There are no good parts.", "Choose another file.")
    assert in_full(error) == str(error)
    assert translated("") == ""


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("words", ["", "Something else.", "Something else {with} braces.", "\n"])
def test_what_nobody_foresaw_stays_as_it_is(words):
    assert translated(words) == words


@pytest.mark.usefixtures("german")
def test_numbers_are_written_as_germans_do():
    assert translated("A false-alarm rate of 0.75 is not possible.").count("0,75") == 1
    said = translated("None of the 12,345 pictures of /old is in /new.")
    assert "12.345" in said
    assert said.index("/old") < len(said) > said.index("/new")


@pytest.mark.usefixtures("german")
def test_every_warning_of_a_calibration_is_said_in_german():
    few = calibrate([40.0 + n % 7 for n in range(FEW_IMAGES - 1)], [], 1e-4, 100).warnings
    more = calibrate([40.0 + n % 7 for n in range(FEW_IMAGES + 5)], [], 0.01, 100).warnings
    assert len(few) == 2
    assert len(more) == 2
    for sentence in (*few, *more):
        said = translated(sentence)
        assert said != sentence
        assert sorted(re.findall(r"\d+", said)) == sorted(re.findall(r"\d+", sentence.replace(",", "")))
    sentence = (
        "3 of 40 good parts are no longer where they were: their scores are those from before the change."
    )
    assert translated(sentence).startswith("3 von 40 Gutteilen")


ENGLISH = re.compile(
    r"\b(the|is|are|has|have|it|its|cannot|could|not|of|and|or|a|to|as|were|does|again|file|folder)\b",
    re.IGNORECASE,
)


def bad_pictures(folder: Path) -> list[Path]:
    """Files with names that are no words, which cannot be judged for many reasons."""
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    contents = {
        "x1.png": b"",
        "x2.png": png + b"\0\0\1\0\0\0\1\0\x08\2\0\0\0" + bytes(40),
        "x3.png": png + b"\0\1\0\0\0\1\0\0\x08\2\0\0\0" + bytes(40),
        "x4.png": png + b"\0\0\0\2\0\0\0\2\x08\2\0\0\0" + bytes(40),
        "x5.png": b"GIF89a" + bytes(100),
        "x6.png": b"%PDF-1.7" + bytes(100),
        "x7.png": bytes(500),
        "x8.png": b"Liebe Leute, das ist ein Brief.\n" * 10,
        "x9.jpg": b"\xff\xd8\xff\xe0" + bytes(100),
        "x10.tif": b"II*\0\x08\0\0\0" + bytes(100),
        "x11.webp": b"RIFF\0\0\0\0WEBPVP8 " + bytes(20),
        "x12.bmp": b"BM" + bytes(100),
        "x13.png": b"PK\3\4" + bytes(100),
        "x14.png": b"\0\0\0\x20ftypavif" + bytes(100),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / "x15.png").symlink_to(folder / "x16.png")
    (folder / "x17.png").mkdir()
    (folder / "x18.png").symlink_to(folder / "x18.png")
    return [*(folder / name for name in contents), *(folder / f"x{n}.png" for n in (15, 17, 18, 19))]


@pytest.mark.usefixtures("german")
def test_every_reason_why_a_picture_cannot_be_judged_is_said_in_german(tmp_path):
    said = set()
    for path in bad_pictures(tmp_path):
        with pytest.raises(ImageError) as caught:
            read(path)
        message, hint = told(caught.value)
        said.add(message.replace(path.name, ""))
        for english, german in ((caught.value.message, message), (caught.value.hint, hint)):
            assert german != english
            assert not ENGLISH.search(german), (english, german)
        assert path.name in message
    assert len(said) > 9


@pytest.mark.usefixtures("german")
def test_errors_about_recipes_folders_and_files_are_said_in_german(tmp_path):
    (tmp_path / "x1.gonogo").write_bytes(b"PK\3\4" + bytes(300))
    (tmp_path / "x2.gonogo").write_bytes(b"")
    (tmp_path / "x3.gonogo").mkdir()
    (tmp_path / "xx").mkdir()
    (tmp_path / "x5.gonogo-session").write_bytes(b"no database at all" * 100)

    def write(path: Path) -> None:
        with atomic_write(path) as stream:
            stream.write(b"")

    attempts = [
        *(lambda n=n: recipe.load(tmp_path / f"x{n}.gonogo") for n in (1, 2, 3, 4)),
        lambda: read_labelled_folder(tmp_path / "xx"),
        lambda: read_labelled_folder(tmp_path / "xy"),
        lambda: padim.check_settings(padim.TrainSettings("x", image_size=100)),
        lambda: store.load(tmp_path / "x5.gonogo-session"),
        lambda: store.load(tmp_path / "x6.gonogo-session"),
        lambda: write(tmp_path / "xx"),
    ]
    for attempt in attempts:
        with pytest.raises(GonogoError) as caught:
            attempt()
        for english, german in zip(
            (caught.value.message, caught.value.hint), told(caught.value), strict=True
        ):
            words = german.replace(str(tmp_path), "")
            assert german != english
            assert not ENGLISH.search(words), (english, german)


@pytest.mark.usefixtures("german")
def test_failures_and_messages_speak_german_and_logs_english():
    error = GonogoError("There are no good parts.", "Choose another file.")
    failure = Failure.of(error, "Anlernen")
    assert failure.message == translated("There are no good parts.") != error.message
    assert failure.error.message == "There are no good parts."
    assert Message.of_error(error).hint == translated("Choose another file.")


@pytest.mark.parametrize(("code", "more"), [("en", "(2 more)"), ("de", "2 weitere")])
def test_the_first_of_several_problems_is_told_and_all_are_in_the_details(code, more, qapp):
    language.install(code)
    problems = [ImageError(f"p{n}.png does not exist.", "Choose another file.") for n in range(3)]
    message = Message.of_problems(problems)
    assert message.text.startswith("p0.png")
    assert more in message.text
    assert message.details.count("\n") == 2
    assert all(f"p{n}.png" in message.details for n in range(3))
    assert Message.of_problems(problems[:1]).details == ""
    assert Message.of_problems(problems[:1]).text == translated("p0.png does not exist.")


@pytest.mark.usefixtures("german")
def test_what_is_known_best_is_meant():
    """Names have spaces, and one pattern may fit where another fits better."""
    said = translated("The recipe my own part.gonogo does not exist.")
    assert said.startswith("Rezept my own part.gonogo")
    said = translated("my own is bad.png is empty (0 bytes).")
    assert said.startswith("my own is bad.png ist leer")
    assert "the disk" not in translated("The session my own is cannot be read or written: the disk is full.")


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("name", ["history", "recipe", "no permission", "a video", "3.14", "1,000"])
def test_names_of_files_are_never_translated(name):
    said = translated(f"The folder {name} does not exist.")
    assert said == f"Den Ordner {name} gibt es nicht."
    assert translated(f"The recipe {name} does not exist.").startswith(f"Rezept {name} ")
    assert translated(f"{name} is empty (0 bytes).") == f"{name} ist leer (0 Byte)."


@pytest.mark.usefixtures("german")
def test_a_long_text_is_looked_at_in_bounded_time():
    text = "a b is c has d " * 300 + "."
    assert translated(text) == text
    assert translated("x" * 100_000) == "x" * 100_000


def test_an_empty_folder_is_told(tmp_path, german):
    (problem,) = scan([tmp_path]).problems
    assert told(problem)[0] != problem.message
    assert tmp_path.name in told(problem)[0]
