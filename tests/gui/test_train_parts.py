"""What stands out among good parts, what is left out, and the words about it."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.backbones import BACKBONES
from engine.errors import ImageError
from engine.images import Header
from engine.types import Calibration, Interval
from gui.pages.train import name_for
from gui.train.choices import Choices, networks, one_in_of
from gui.train.expectation import expectation
from gui.train.good_parts import read_headers
from gui.train.heat import lay_over
from gui.train.remarks import Reason, remarks
from gui.train.unusual import most_unusual

USUAL = Header(640, 480, "RGB", 1, "PNG")


def found(*looks):
    made = {Path(f"{number}.png"): look for number, look in enumerate(looks)}
    return {int(path.stem): remark for path, remark in remarks(made).items()}


# ---- remarks


def test_pictures_that_are_all_alike_get_no_remark():
    assert found(USUAL, USUAL, USUAL) == {}
    assert found() == {}


@pytest.mark.parametrize(
    ("odd", "reason", "words"),
    [
        (Header(800, 480, "RGB", 1, "PNG"), Reason.SIZE, "800 × 480 instead of 640 × 480"),
        (Header(480, 640, "RGB", 1, "PNG"), Reason.SIZE, "480 × 640"),
        (Header(640, 480, "16-bit grey", 1, "TIFF"), Reason.KIND, "16-bit grey instead of RGB"),
        (Header(32, 24, "RGB", 1, "PNG"), Reason.TINY, "32 × 24"),
        (
            ImageError("x.png is empty.", "Copy it again."),
            Reason.UNREADABLE,
            "x.png is empty. Copy it again.",
        ),
    ],
)
def test_the_odd_one_out_is_found_and_told_why(odd, reason, words):
    remark = found(USUAL, odd, USUAL)
    assert list(remark) == [1]
    assert remark[1].reason is reason
    assert words in remark[1].text


def test_another_file_format_alone_is_nothing_to_remark():
    assert found(USUAL, Header(640, 480, "RGB", 1, "JPEG"), USUAL) == {}


@given(st.lists(st.sampled_from([USUAL, Header(10, 9, "grey", 1, "PNG"), Header(99, 99, "RGB", 1, "PNG")])))
def test_the_most_common_look_is_never_remarked_unless_it_is_tiny(looks):
    odd = found(*looks)
    if looks:
        usual = max(
            {(look.width, look.height) for look in looks}, key=[(x.width, x.height) for x in looks].count
        )
        sizes = [number for number, remark in odd.items() if remark.reason is Reason.SIZE]
        counts = [(look.width, look.height) for look in looks]
        assert all(counts.count(counts[number]) <= counts.count(usual) for number in sizes)


def test_headers_are_read_from_good_and_bad_files(tmp_path):
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    cv2.imwrite(str(good), np.zeros((48, 64, 3), np.uint8))
    bad.write_bytes(b"")
    looks = read_headers([good, bad, tmp_path / "missing.png"])
    assert (looks[good].width, looks[good].height) == (64, 48)
    assert isinstance(looks[bad], ImageError)
    assert isinstance(looks[tmp_path / "missing.png"], ImageError)


# ---- the strip of unusual parts


@given(
    st.lists(st.floats(1, 100), min_size=1, max_size=40),
    st.sets(st.integers(0, 39), max_size=10),
    st.floats(1, 100),
)
def test_the_strip_shows_the_highest_scores_and_never_what_is_left_out(scores, out, limit):
    excluded = frozenset(n for n in out if n < len(scores))
    flagged = [n for n in range(len(scores)) if scores[n] > 90 and n not in excluded]
    shown = most_unusual(scores, excluded, flagged, limit)
    numbers = [number for number, _flagged in shown]
    assert len(set(numbers)) == len(numbers)
    assert not excluded.intersection(numbers)
    assert [scores[n] for n in numbers] == sorted((scores[n] for n in numbers), reverse=True)
    kept = [score for n, score in enumerate(scores) if n not in excluded]
    assert len(numbers) >= min(3, len(kept))
    if kept:
        assert scores[numbers[0]] == max(kept)


# ---- the heatmap over a thumbnail


def test_a_heatmap_leaves_the_ordinary_alone_and_colours_what_is_near_the_limit():
    photo = np.full((20, 30, 3), 120, np.uint8)
    values = np.zeros((10, 10), np.float32)
    values[:, 5:] = 1.0
    laid = lay_over(photo, values, limit=1.0, colour_map="inferno")
    assert laid.shape == photo.shape
    assert (laid[:, :12] == 120).all()
    assert (laid[:, 20:] != 120).any(axis=-1).all()


# ---- words and choices


@pytest.mark.parametrize(
    ("rate", "low", "high", "words"),
    [
        (0.01, 1 / 600, 1 / 40, "Expect 1 false alarm in 100 good parts (between 1 in 40 and 1 in 600)"),
        (0.01, 0.0, 1 / 24, "Expect 1 false alarm in 100 good parts (between 1 in 24 and almost none)"),
        (0.01, 1e-12, 1 / 24, "Expect 1 false alarm in 100 good parts (between 1 in 24 and almost none)"),
        (0.001, 1e-4, 0.01, "Expect 1 false alarm in 1,000 good parts (between 1 in 100 and 1 in 10,000)"),
    ],
)
def test_what_to_expect_in_words(rate, low, high, words):
    assert expectation(Calibration(1.0, 1.0, rate, Interval(low, high), 60)) == words


@given(st.integers(2, 10_000))
def test_one_in_n_survives_the_way_to_the_engine_and_back(many):
    assert one_in_of(Choices(one_in=many).for_engine()["false_alarm_rate"]) == many


@pytest.mark.parametrize(("rate", "many"), [(0.9, 2), (1e-9, 10_000), (0.5, 2), (0.003, 333)])
def test_rates_that_cannot_be_chosen_become_the_nearest_that_can(rate, many):
    assert one_in_of(rate) == many


def test_every_network_is_on_offer_in_words():
    offered = dict(networks())
    assert set(offered) == set(BACKBONES)
    assert all(":" in words for words in offered.values())


def test_networks_without_weights_of_their_own_ask_for_a_file(tmp_path):
    assert not Choices().needs_weights
    assert Choices(network="resnet18").needs_weights
    assert Choices(network="unheard_of").needs_weights
    assert not Choices(network="resnet18", weights=tmp_path / "w.pth").needs_weights


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/data/flange-left/1.png", "flange-left"),
        ("/data/flange-left/train/good/1.png", "flange-left"),
        ("/data/Housing 7/Good/1.png", "Housing 7"),
        ("/good/1.png", ""),
    ],
)
def test_a_recipe_is_named_after_the_folder_that_says_something(path, name):
    assert name_for((Path(path),)) == name
