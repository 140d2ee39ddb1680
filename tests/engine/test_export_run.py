import csv
import errno
import gc
import io
import json
import subprocess
import sys
import tempfile
import weakref
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from export_samples import LIMITS, SUMMARY, at, judge, make_map, make_photo, some_results, unreadable

from engine.errors import Cancelled, ExportError, GonogoError, ImageError
from engine.export.run import Targets, export_results
from engine.progress import CancelToken
from engine.types import Verdict

SIZE = (60, 90)


def photo(_path):
    return make_photo(*SIZE)


def everything(folder):
    return Targets(
        csv=folder / "t.csv",
        json=folder / "r.json",
        html=folder / "r.html",
        overlays=folder / "o",
        masks=folder / "m",
        maps=folder / "f",
    )


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_all_formats_agree_with_the_results(tmp_path):
    results = some_results()
    steps = []
    written = export_results(
        iter(results),
        SUMMARY,
        everything(tmp_path),
        read_photo=photo,
        paths=[r.path for r in results],
        report=steps.append,
    )
    assert written.problems == ()
    assert len(written.files) == 5 * 3 + 3
    assert all(path.is_file() for path in written.files)
    assert list(written.results) == results
    assert all(result.anomaly_map is None for result in written.results)
    assert [(s.stage, s.done, s.total) for s in steps] == [("export", i, 6) for i in range(7)]

    document = json.loads((tmp_path / "r.json").read_text("utf-8"))
    table = list(
        csv.DictReader(io.StringIO((tmp_path / "t.csv").read_bytes().decode("utf-8-sig"), newline=""))
    )
    report = (tmp_path / "r.html").read_text("utf-8")
    for result, entry, row in zip(results, document["results"], table, strict=True):
        assert entry["verdict"] == row["verdict"] == result.verdict
        assert entry["path"] == row["path"] == str(result.path)
        assert f">{result.path.name}</bdi>" in report
        if result.verdict is Verdict.ERROR:
            assert entry["files"] == {}
            continue
        mask = cv2.imread(entry["files"]["mask"], cv2.IMREAD_UNCHANGED)
        assert mask.shape == SIZE
        assert int((mask == 255).sum()) == sum(d["area_px"] for d in entry["defects"])
        raw = tifffile.imread(entry["files"]["map"])
        assert np.array_equal(raw, result.anomaly_map)
        assert float(raw.max()) == entry["score"] == float(row["score"])
        drawn = cv2.imread(entry["files"]["overlay"])
        assert drawn.shape[0] > SIZE[0]


def test_only_what_was_asked_for_is_written_and_read(tmp_path):
    def never(_path):
        pytest.fail("nobody asked for a picture")

    for targets in (
        Targets(csv=tmp_path / "t.csv"),
        Targets(masks=tmp_path / "m"),
        Targets(maps=tmp_path / "f"),
    ):
        assert export_results(some_results(), SUMMARY, targets, read_photo=never).problems == ()
    assert names(tmp_path) == ["f", "m", "t.csv"]
    assert names(tmp_path / "m") == ["a.png", "b.png", "c.png", "d.png", "e.png"]
    assert names(tmp_path / "f") == ["a.tiff", "b.tiff", "c.tiff", "d.tiff", "e.tiff"]


def test_targets_know_what_they_need(tmp_path):
    assert not Targets().anything
    assert not Targets().need_maps
    assert Targets(csv=tmp_path).anything
    assert not Targets(csv=tmp_path, json=tmp_path).need_maps
    assert not Targets(sort_into=tmp_path).need_maps
    for kind in ("html", "pdf", "xlsx", "coco", "overlays", "masks", "maps"):
        assert Targets(**{kind: tmp_path}).need_maps
        assert Targets(**{kind: tmp_path}).anything
    assert Targets(sort_into=tmp_path).anything


def test_maps_are_let_go_as_soon_as_they_are_written(tmp_path):
    alive = weakref.WeakSet()
    most = []

    class Watched(np.ndarray):
        pass

    def stream():
        for i in range(16):
            gc.collect()
            most.append(sum(1 for _ in alive))
            made = make_map(20.0 + 3 * i).view(Watched)
            alive.add(Handle(made))
            yield judge(f"{i}.png", SIZE, made)

    class Handle:
        """Lives as long as its array, which cannot itself be put into a set."""

        def __init__(self, array):
            array.handle = self

    written = export_results(stream(), SUMMARY, everything(tmp_path), read_photo=photo)
    assert len(written.results) == 16
    assert max(most) <= 8
    gc.collect()
    assert len(alive) == 0


def test_inputs_of_one_name_never_overwrite_each_other(tmp_path):
    first = at(some_results()[0], "good/000.png")
    second = at(some_results()[1], "bad/000.png")
    third = at(some_results()[4], "bad/000.PNG")
    results = [first, second, third]
    for paths in (None, [r.path for r in results]):
        folder = tmp_path / str(paths is None)
        written = export_results(iter(results), SUMMARY, Targets(maps=folder), paths=paths)
        assert len(set(written.files)) == 3
        for result, path in zip(results, written.files, strict=True):
            assert np.array_equal(tifffile.imread(path), result.anomaly_map)
    assert names(tmp_path / "False") == ["bad_000-2.tiff", "bad_000.tiff", "good_000.tiff"]


def test_what_lies_in_the_folders_stays(tmp_path):
    targets = Targets(overlays=tmp_path / "o", masks=tmp_path / "m")
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "a.png").write_bytes(b"mine")
    export_results(some_results()[:1], SUMMARY, targets, read_photo=photo)
    assert (tmp_path / "m" / "a.png").read_bytes() == b"mine"
    assert names(tmp_path / "m") == ["a-2.png", "a.png"]
    assert names(tmp_path / "o") == ["a-2.png"]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.png")}
    export_results(some_results()[:1], SUMMARY, targets, read_photo=photo)
    assert all(path.read_bytes() == content for path, content in before.items())
    assert names(tmp_path / "o") == ["a-2.png", "a-3.png"]


def test_pictures_beside_their_photos_leave_the_photos_alone(tmp_path):
    source = tmp_path / "a.png"
    source.write_bytes(b"the photo")
    result = at(some_results()[1], source)
    targets = Targets(overlays=tmp_path, masks=tmp_path, maps=tmp_path)
    written = export_results([result], SUMMARY, targets, read_photo=photo)
    assert source.read_bytes() == b"the photo"
    assert [path.name for path in written.files] == ["a_overlay.png", "a_mask.png", "a_map.tiff"]


def test_tables_replace_older_ones(tmp_path):
    (tmp_path / "t.csv").write_bytes(b"old")
    export_results(some_results(), SUMMARY, Targets(csv=tmp_path / "t.csv"))
    assert (tmp_path / "t.csv").read_bytes() != b"old"


def test_a_photo_that_is_gone_or_changed_is_a_problem_and_the_rest_goes_on(tmp_path):
    def sometimes(path):
        if path.name == "a.png":
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        if path.name == "b.png":
            raise ImageError(f"{path} is damaged.", "Copy it again.", path)
        return make_photo(61, 90) if path.name == "c.png" else photo(path)

    written = export_results(some_results(), SUMMARY, everything(tmp_path), read_photo=sometimes)
    assert names(tmp_path / "o") == ["d.png", "e.png"]
    assert names(tmp_path / "m") == ["a.png", "b.png", "c.png", "d.png", "e.png"]
    texts = [str(problem) for problem in written.problems]
    assert len(texts) == 3
    assert "a.png could not be read again" in texts[0]
    assert "b.png is damaged" in texts[1]
    assert "c.png has changed since it was inspected" in texts[2]
    assert all(problem.path is not None and problem.hint for problem in written.problems)
    assert (tmp_path / "r.html").is_file()


def test_missing_maps_are_problems_but_tables_are_written(tmp_path):
    results = [result.without_map() for result in some_results()]
    written = export_results(results, SUMMARY, replace(everything(tmp_path), overlays=None), read_photo=photo)
    assert len(written.problems) == 5 * 2
    assert {path.name for path in written.files} == {"t.csv", "r.json", "r.html"}


@pytest.mark.parametrize("after", [0, 2])
def test_cancelling_leaves_whole_pictures_and_no_tables(after, tmp_path):
    token = CancelToken()
    (tmp_path / "t.csv").write_bytes(b"old")

    def report(progress):
        if progress.done == after:
            token.cancel()

    with pytest.raises(Cancelled):
        export_results(
            some_results() * 4, SUMMARY, everything(tmp_path), read_photo=photo, report=report, cancel=token
        )
    assert (tmp_path / "t.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["f", "m", "o", "t.csv"]
    made = list((tmp_path / "o").iterdir())
    assert len(made) < 20
    assert all(cv2.imread(str(path)) is not None for path in made)
    assert not list(tmp_path.rglob("*.part"))


def test_cancelling_before_the_tables_writes_none(tmp_path):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        export_results([], SUMMARY, Targets(csv=tmp_path / "t.csv"), cancel=token)
    assert names(tmp_path) == []


def test_when_the_inspection_fails_no_table_is_written(tmp_path):
    def stream():
        yield some_results()[0]
        raise GonogoError("The recipe was deleted.")

    with pytest.raises(GonogoError, match="recipe was deleted"):
        export_results(stream(), SUMMARY, everything(tmp_path), read_photo=photo)
    assert names(tmp_path) == ["f", "m", "o"]


def full_disk(monkeypatch, name):
    """Let the disk be full whenever a file of that name is about to be finished."""
    finish = Path.replace

    def replace_file(self, target):
        if Path(target).name == name:
            raise OSError(errno.ENOSPC, "No space left on device")
        return finish(self, target)

    monkeypatch.setattr(Path, "replace", replace_file)


def test_a_full_disk_costs_the_pictures_that_did_not_fit_alone(tmp_path, monkeypatch):
    full_disk(monkeypatch, "b.png")
    written = export_results(some_results(), SUMMARY, Targets(masks=tmp_path / "m", csv=tmp_path / "t.csv"))
    assert names(tmp_path / "m") == ["a.png", "c.png", "d.png", "e.png"]
    assert ["disk is full" in problem.message for problem in written.problems] == [True]
    assert "b.png" in written.problems[0].message
    assert (tmp_path / "t.csv").is_file()


def test_a_table_that_does_not_fit_leaves_the_old_one_and_the_others(tmp_path, monkeypatch):
    (tmp_path / "r.json").write_bytes(b"old")
    full_disk(monkeypatch, "r.json")
    written = export_results(some_results(), SUMMARY, everything(tmp_path), read_photo=photo)
    assert (tmp_path / "r.json").read_bytes() == b"old"
    assert [problem.path for problem in written.problems] == [tmp_path / "r.json"]
    assert (tmp_path / "t.csv") in written.files
    assert (tmp_path / "r.html") in written.files
    assert (tmp_path / "r.json") not in written.files
    assert not list(tmp_path.rglob("*.part"))


def nobody():
    pytest.fail("a part was asked for")
    yield


def test_places_are_tried_before_the_first_part(tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"x")
    for targets in (
        Targets(overlays=tmp_path / "file"),
        Targets(csv=tmp_path / "file" / "t.csv"),
        Targets(html=tmp_path),
        Targets(csv=tmp_path / "t", json=tmp_path / "." / "t"),
        Targets(pdf=tmp_path / "t", xlsx=tmp_path / "t"),
        Targets(coco=tmp_path),
        Targets(sort_into=tmp_path / "file"),
    ):
        with pytest.raises(ExportError) as caught:
            export_results(nobody(), SUMMARY, targets)
        assert str(tmp_path) in caught.value.message
        assert caught.value.hint
    with pytest.raises(GonogoError, match="no colour map"):
        export_results(nobody(), SUMMARY, Targets(overlays=tmp_path / "o", colour_map="jet"))

    def refuse(**_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(ExportError, match="no permission"):
        export_results(nobody(), SUMMARY, Targets(maps=tmp_path / "f"))


def test_trying_leaves_nothing_behind(tmp_path):
    export_results([], SUMMARY, Targets(maps=tmp_path / "f", csv=tmp_path / "deep" / "er" / "t.csv"))
    assert names(tmp_path / "f") == []
    assert names(tmp_path / "deep" / "er") == ["t.csv"]


def test_nothing_but_errors_still_makes_a_report(tmp_path):
    results = [unreadable("x.png"), unreadable("y.png")]
    written = export_results(results, SUMMARY, everything(tmp_path), read_photo=photo)
    assert len(written.files) == 3
    assert written.problems == ()
    assert "x.png is damaged" in (tmp_path / "r.html").read_text("utf-8")


def test_photos_are_read_as_inspection_reads_them(tmp_path):
    source = tmp_path / "part ü.png"
    source.write_bytes(cv2.imencode(".png", make_photo(*SIZE)[..., ::-1])[1].tobytes())
    result = at(judge("x", SIZE, make_map(64.0), LIMITS), source)
    written = export_results([result], SUMMARY, Targets(overlays=tmp_path / "o"))
    assert written.problems == ()
    drawn = cv2.imdecode(np.fromfile(written.files[0], np.uint8), cv2.IMREAD_COLOR)
    corner = make_photo(*SIZE)[0, 0, ::-1]
    assert drawn[0, 0].tolist() == corner.tolist()


def test_importing_loads_no_slow_library():
    check = (
        "import sys, engine.export.run\n"
        "slow = {'cv2', 'PIL', 'jinja2', 'reportlab', 'xlsxwriter', 'scipy', 'torch', 'openvino', 'anomalib',"
        " 'PySide6'}\n"
        "sys.exit(' '.join(slow & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
