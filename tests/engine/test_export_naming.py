import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.export.naming import MAX_STEM_BYTES, Namer, clean_stem, free_stem, unique_path, unique_stems

ANY_NAME = st.text(st.characters(exclude_categories=(), exclude_characters="\0/"), min_size=1, max_size=200)
CONFUSABLE = st.sampled_from(
    ["a", "A", "a-2", "ä", "a\u0308", "con", "CON.x", "x_a", "ﬁ", "fi", "ß", "SS", "."]
)
PATHS = st.lists(
    st.builds(
        lambda folder, name: Path(folder) / f"{name}.png", st.sampled_from(["x", "X", "y/x"]), CONFUSABLE
    ),
    max_size=30,
)


def same_file(a, b):
    """Whether Windows or macOS could take two names for one file."""
    return unicodedata.normalize("NFD", a).casefold() == unicodedata.normalize("NFD", b).casefold()


@settings(deadline=None)
@given(ANY_NAME)
@example("..")
@example("nul .txt")
@example("COM¹")
@example("a" * 119 + "é")
def test_a_stem_suits_every_file_system(name):
    stem = clean_stem(name)
    assert 1 <= len(stem.encode()) <= MAX_STEM_BYTES
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', stem)
    assert not stem.startswith((".", " "))
    assert not stem.endswith((".", " "))
    base = stem.split(".")[0].strip().upper()
    assert base not in {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    assert not re.fullmatch(r"(COM|LPT)[0-9¹²³]", base)
    assert clean_stem(stem) == stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Teil 7 geprüft", "Teil 7 geprüft"),
        ("a:b?c", "a_b_c"),
        ("con", "_con"),
        ("lpt1.2026", "_lpt1.2026"),
        ("console", "console"),
        (".hidden", "_hidden"),
        ("ends. .", "ends"),
        ("...", "part"),
        ("gr\udcfcn", "gr_n"),
        ("u\u0308", "ü"),
    ],
)
def test_what_becomes_of_a_name(name, stem):
    assert clean_stem(name) == stem


def test_long_names_are_shortened_and_stay_apart():
    long = "Schichtprotokoll_" * 20
    stems = [clean_stem(long + "1"), clean_stem(long + "2"), clean_stem("é" * 200)]
    assert len(set(stems)) == 3
    assert all(len(stem.encode()) <= MAX_STEM_BYTES for stem in stems)
    assert stems[0].startswith("Schichtprotokoll_Schichtprotokoll_")
    assert clean_stem(long, "-12").endswith("-12")
    assert len(clean_stem(long, "-12").encode()) <= MAX_STEM_BYTES


@settings(deadline=None)
@given(PATHS)
def test_no_two_inputs_share_a_stem_and_the_same_inputs_get_the_same(paths):
    stems = unique_stems(paths)
    assert len(stems) == len(paths)
    assert not any(same_file(a, b) for i, a in enumerate(stems) for b in stems[:i])
    assert unique_stems(paths) == stems


@settings(deadline=None)
@given(PATHS)
def test_names_stay_apart_when_it_is_not_known_what_will_come(paths):
    namer = Namer()
    stems = [namer.stem(path) for path in paths]
    assert not any(same_file(a, b) for i, a in enumerate(stems) for b in stems[:i])


def test_the_folder_tells_equal_names_apart():
    paths = [Path("test/good/000.png"), Path("test/scratch/000.png"), Path("test/good/001.png")]
    assert unique_stems(paths) == ["good_000", "scratch_000", "001"]


def test_another_ending_or_case_is_no_difference():
    assert unique_stems([Path("p/a.png"), Path("p/A.jpg"), Path("p/a.tif")]) == ["p_a", "p_A-2", "p_a-3"]


def test_a_name_that_looks_like_a_numbered_one_is_not_hit():
    assert unique_stems([Path("a.png"), Path("a.jpg"), Path("a-2.png")]) == ["a", "a-2", "a-2-2"]


def test_many_files_of_one_name_in_one_folder():
    stems = unique_stems([Path("x/frame.png")] * 3000)
    assert len(set(stems)) == 3000
    assert stems[-1] == "x_frame-3000"


def test_existing_files_are_never_chosen(tmp_path):
    assert unique_path(tmp_path, "a", ".png") == tmp_path / "a.png"
    (tmp_path / "a.png").write_bytes(b"mine")
    (tmp_path / "a-2.png").symlink_to(tmp_path / "nowhere")
    assert unique_path(tmp_path, "a", ".png") == tmp_path / "a-3.png"
    assert unique_path(tmp_path, "a", ".tiff") == tmp_path / "a.tiff"


def test_a_parts_files_stay_together(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "a.png").write_bytes(b"mine")
    places = [(tmp_path / "o", ".png"), (tmp_path / "m", ".png")]
    namer = Namer()
    assert free_stem(namer.stem(Path("a.jpg")), places, namer) == "a-2"
    # the number is taken now, although nothing was written yet
    assert free_stem(namer.stem(Path("q/a-2.jpg")), places, namer) == "q_a-2"
