"""The rendered sample parts: repeatable, labelled truthfully, written completely."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Cancelled, ExportError, GonogoError
from engine.progress import CancelToken, Progress
from engine.sample import DEFECT_KINDS, SampleSet, render_part, render_sample
from engine.sample.flange import flange
from engine.sample.folder import severity_of
from engine.sample.lettering import distance_to

SIZE = 128


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, by its relative name."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def render(root: Path, **changes: object) -> SampleSet:
    numbers: dict[str, object] = {"size": SIZE, "n_good": 2, "n_test_good": 1, "n_per_defect": 1} | changes
    return render_sample(root, **numbers)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleSet:
    """A small set that no test changes."""
    return render(tmp_path_factory.mktemp("sample") / "not" / "there yet", n_per_defect=2)


def test_layout_and_counts(sample: SampleSet) -> None:
    expected = {"train/good/000.png", "train/good/001.png", "test/good/000.png"}
    for kind in ("chip", "dent", "scratch", "stain"):
        expected |= {f"test/{kind}/000.png", f"test/{kind}/001.png"}
        expected |= {f"ground_truth/{kind}/000_mask.png", f"ground_truth/{kind}/001_mask.png"}
    assert set(files(sample.root)) == expected
    assert sample.train_good == sample.root / "train" / "good"
    assert sample.test == sample.root / "test"
    assert sample.ground_truth == sample.root / "ground_truth"


def test_pictures_are_colour_and_masks_are_black_and_white(sample: SampleSet) -> None:
    for name, content in files(sample.root).items():
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
        assert picture.dtype == np.uint8
        if name.startswith("ground_truth"):
            assert picture.shape == (SIZE, SIZE)
            assert set(np.unique(picture)) == {0, 255}
        else:
            assert picture.shape == (SIZE, SIZE, 3)


def test_files_hold_what_render_part_draws(sample: SampleSet) -> None:
    stored = cv2.imread(str(sample.train_good / "001.png"))[..., ::-1]
    np.testing.assert_array_equal(stored, render_part((0, 0, 1), SIZE)[0])


def test_pngs_carry_no_metadata(sample: SampleSet) -> None:
    content = (sample.train_good / "000.png").read_bytes()
    place, kinds = 8, set()
    while place < len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        kinds.add(content[place + 4 : place + 8])
        place += 12 + length
    assert kinds == {b"IHDR", b"IDAT", b"IEND"}


def test_same_seed_same_bytes_whatever_the_numbers(sample: SampleSet, tmp_path: Path) -> None:
    more = files(render(tmp_path, n_good=3, n_test_good=2, n_per_defect=3).root)
    fewer = files(sample.root)
    assert set(fewer) < set(more)
    assert fewer == {name: more[name] for name in fewer}


def test_another_seed_draws_other_parts(sample: SampleSet, tmp_path: Path) -> None:
    other = files(render(tmp_path, seed=1).root)
    same = files(sample.root)
    assert all(other[name] != same[name] for name in other)


def test_no_two_pictures_are_alike(sample: SampleSet) -> None:
    contents = list(files(sample.root).values())
    assert len(set(contents)) == len(contents)


@pytest.mark.parametrize("kind", DEFECT_KINDS)
@pytest.mark.parametrize("severity", [0.5, 1.0])
@pytest.mark.parametrize("seed", range(2))
def test_mask_is_where_the_picture_changed(kind: str, severity: float, seed: int) -> None:
    size = 256
    good, empty = render_part(seed, size)
    photo, mask = render_part(seed, size, kind, severity)
    change = np.abs(photo.astype(np.float32) - good).max(axis=2)
    change = cv2.blur(change, (3, 3))
    near = cv2.dilate(mask.astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool)
    assert not empty.any()
    assert mask.any()
    assert change[~near].mean() < 0.05
    assert np.mean(change[~near] > 6) < 0.002
    # a change fills its mask and is more than the rounding of the sensor
    assert np.mean(change[mask] > 1.5) > 0.5
    assert change[mask].mean() > 2.5


@pytest.mark.parametrize("kind", DEFECT_KINDS)
def test_severity_makes_a_defect_plainer(kind: str) -> None:
    totals = []
    for severity in (0.1, 0.5, 1.0):
        total = 0.0
        for seed in range(3):
            good = render_part(seed, SIZE)[0].astype(np.float32)
            total += float(np.abs(render_part(seed, SIZE, kind, severity)[0] - good).sum())
        totals.append(total)
    assert totals[0] < totals[1] < totals[2]


def test_good_parts_differ_a_little_as_real_ones_do() -> None:
    parts = np.stack([render_part(seed, SIZE)[0].astype(np.float32) for seed in range(6)])
    difference = np.abs(parts[1:] - parts[0]).mean(axis=(1, 2, 3))
    assert (difference > 0.5).all()
    assert (difference < 10.0).all()
    # nothing is pitch black or blown out over large areas; the mat is darker than the metal.
    assert 60 < parts.mean() < 150
    assert (parts >= 255).mean() < 0.01
    assert parts[:, :8, :8].mean() < 80 < parts[:, 60:68, 20:30].mean()


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 2**40),
    kind=st.sampled_from([None, *DEFECT_KINDS]),
    severity=st.one_of(st.none(), st.floats(0, 1)),
    size=st.integers(128, 151),
)
def test_any_part_can_be_drawn_twice(seed: int, kind: str | None, severity: float | None, size: int) -> None:
    photo, mask = render_part(seed, size, kind, severity)
    assert photo.shape == (size, size, 3)
    assert photo.dtype == np.uint8
    assert mask.shape == (size, size)
    assert mask.dtype == np.bool_
    assert mask.any() == (kind is not None)
    again, mask_again = render_part(seed, size, kind, severity)
    np.testing.assert_array_equal(photo, again)
    np.testing.assert_array_equal(mask, mask_again)


def test_the_same_part_at_another_size_looks_the_same() -> None:
    small = render_part(3, 128, "stain", 0.9)[0].astype(np.float32)
    large, mask = render_part(3, 256, "stain", 0.9)
    shrunk = cv2.resize(large, (128, 128), interpolation=cv2.INTER_AREA).astype(np.float32)
    assert np.abs(cv2.blur(small, (5, 5)) - cv2.blur(shrunk, (5, 5))).mean() < 4.0
    assert mask.mean() == pytest.approx(render_part(3, 128, "stain", 0.9)[1].mean(), rel=0.1)


def test_the_design_is_not_changed_by_defects() -> None:
    before, _ = render_part(0, SIZE)
    for kind in DEFECT_KINDS:
        render_part(0, SIZE, kind, 1.0)
    np.testing.assert_array_equal(before, render_part(0, SIZE)[0])


def test_the_part_has_its_holes_and_its_boss() -> None:
    part = flange(SIZE)
    middle = part.side // 2
    assert part.alpha[middle, middle] == 0.0  # the bore
    column = int(np.searchsorted(part.axis, 151.0))
    assert part.alpha[middle, column] == 0.0  # a bolt hole
    assert part.alpha[middle, int(np.searchsorted(part.axis, 125.0))] == 1.0
    boss, face = (part.height[middle, int(np.searchsorted(part.axis, x))] for x in (68.0, 125.0))
    assert boss - face == pytest.approx(16.0, abs=0.5)


@pytest.mark.parametrize("size", [-1, 0, 127, 1025])
def test_impossible_size(size: int, tmp_path: Path) -> None:
    with pytest.raises(GonogoError, match=str(size)) as caught:
        render_part(0, size)
    assert caught.value.hint
    with pytest.raises(GonogoError):
        render(tmp_path / "new", size=size)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("kind", "severity"), [("crack", 0.5), ("", 0.5), ("dent", -0.1), ("dent", float("nan"))]
)
def test_impossible_defect(kind: str, severity: float) -> None:
    with pytest.raises(GonogoError) as caught:
        render_part(0, SIZE, kind, severity)
    assert caught.value.hint


@pytest.mark.parametrize("change", [{"n_good": -1}, {"n_test_good": -2}, {"n_per_defect": -1}, {"seed": -1}])
def test_negative_numbers(change: dict[str, int], tmp_path: Path) -> None:
    with pytest.raises(GonogoError, match="negative"):
        render(tmp_path / "new", **change)
    assert not (tmp_path / "new").exists()


def test_progress_counts_every_picture(tmp_path: Path) -> None:
    steps: list[Progress] = []
    render(tmp_path, report=steps.append)
    assert {step.stage for step in steps} == {"render"}
    assert [step.done for step in steps] == list(range(8))
    assert {step.total for step in steps} == {7}


def test_cancelling_leaves_only_whole_files(tmp_path: Path) -> None:
    token = CancelToken()

    def cancel_at_two(step: Progress) -> None:
        if step.done == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        render(tmp_path, n_good=40, report=cancel_at_two, cancel=token)
    written = files(tmp_path)
    assert 2 <= len(written) < 20
    for name, content in written.items():
        assert name.endswith(".png")
        assert cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR) is not None


def test_cancelled_before_the_start_writes_nothing(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        render(tmp_path / "new", cancel=token)
    assert not (tmp_path / "new").exists()


def test_other_files_are_left_alone_and_own_ones_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "train" / "good"
    mine.mkdir(parents=True)
    (mine / "holiday.png").write_bytes(b"mine")
    (mine / "000.png").write_bytes(b"old")
    render(tmp_path, n_good=1, n_test_good=0, n_per_defect=0)
    assert (mine / "holiday.png").read_bytes() == b"mine"
    assert (mine / "000.png").read_bytes().startswith(b"\x89PNG")
    assert len(files(tmp_path)) == 2


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(ExportError, match="taken") as caught:
        render(tmp_path / "taken")
    assert caught.value.hint


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_where: object) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(ExportError, match="permission") as caught:
        render(tmp_path)
    assert caught.value.path is not None
    assert caught.value.path.is_relative_to(tmp_path)


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="full"):
        render(tmp_path)
    assert files(tmp_path) == {}


def test_severities_are_spread_evenly() -> None:
    found = sorted(severity_of(index) for index in range(6))
    assert found[0] < 0.2
    assert found[-1] > 0.9
    assert max(np.diff(found)) < 0.3


def test_distance_to_a_bent_line() -> None:
    path = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 3.0]])
    x = np.array([[2.0, 7.0, 4.0, -3.0]], np.float32)
    y = np.array([[1.5, 7.0, 1.0, -4.0]], np.float32)
    distance, position = distance_to(path, x, y)
    np.testing.assert_allclose(distance, [[1.5, 5.0, 0.0, 5.0]], atol=1e-6)
    np.testing.assert_allclose(position, [[2 / 7, 1.0, 5 / 7, 0.0]], atol=1e-6)
