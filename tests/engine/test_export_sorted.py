"""Copies sorted by verdict."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from export_samples import SUMMARY, judge, make_map, unreadable

from engine.errors import ExportError
from engine.export import sorted_copies
from engine.export.run import Targets, export_results
from engine.export.sorted_copies import MARKER, is_sorted_copy
from engine.types import OperatorVerdict, Review, Verdict

PEAKS = {Verdict.GOOD: 12.0, Verdict.REVIEW: 38.0, Verdict.DEFECTIVE: 64.0}


def part(path, verdict=Verdict.GOOD, content=None):
    """A file with a content of its own, and what inspection said of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if content is not None else os.fsencode(path) * 50)
    if verdict is Verdict.ERROR:
        result = unreadable(path)
    else:
        result = replace(judge(path, (60, 90), make_map(PEAKS[verdict])), path=path)
        assert result.verdict is verdict
    return replace(result, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def sort(results, folder, reviews=None, *, by_operator=False):
    targets = Targets(sort_into=folder, sort_by_operator=by_operator)
    paths = [result.path for result in results]
    return export_results(iter(results), SUMMARY, targets, paths=paths, reviews=reviews)


def tree(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def four(folder):
    return [
        part(folder / "a.png"),
        part(folder / "b.JPG", Verdict.DEFECTIVE),
        part(folder / "c.tif", Verdict.REVIEW),
        part(folder / "d.png", Verdict.ERROR),
    ]


def test_every_file_is_copied_by_its_verdict_and_the_originals_stay(tmp_path):
    results = four(tmp_path / "in")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "in").iterdir()}
    written = sort(results, tmp_path / "out")
    assert written.problems == ()
    assert tree(tmp_path / "out") == ["defective/b.JPG", "error/d.png", "good/a.png", "review/c.tif", MARKER]
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (tmp_path / "in").iterdir()} == before
    for result, made in zip(results, written.made, strict=True):
        assert made["copy"].read_bytes() == result.path.read_bytes()
        assert made["copy"].stat().st_mtime_ns == result.path.stat().st_mtime_ns
        assert not made["copy"].samefile(result.path)
    assert set(written.files) == {*(made["copy"] for made in written.made), tmp_path / "out" / MARKER}


def test_the_folders_say_what_they_are(tmp_path):
    sort(four(tmp_path / "in"), tmp_path / "out", {0: Review(OperatorVerdict.DEFECTIVE, "scratch")})
    document = json.loads((tmp_path / "out" / MARKER).read_bytes())
    assert document["recipe"]["sha256"] == SUMMARY.sha256
    assert document["inspection"]["counts"] == {"good": 1, "review": 1, "defective": 1, "error": 1}
    assert document["inspection"]["operator"]["misses"] == 1
    assert document["results"][0]["files"]["copy"].endswith("good/a.png")


@pytest.mark.parametrize("known", [True, False])
def test_names_never_collide(tmp_path, known):
    results = [
        part(tmp_path / "1" / "000.png"),
        part(tmp_path / "2" / "000.png"),
        part(tmp_path / "2" / "000.PNG", Verdict.DEFECTIVE),
        part(tmp_path / "2" / "000.jpg"),
    ]
    paths = [result.path for result in results] if known else None
    written = export_results(iter(results), SUMMARY, Targets(sort_into=tmp_path / "out"), paths=paths)
    copies = [made["copy"] for made in written.made]
    assert len({str(copy).casefold() for copy in copies}) == 4
    for result, copy in zip(results, copies, strict=True):
        assert copy.read_bytes() == result.path.read_bytes()


def test_by_the_operator_where_there_is_a_verdict(tmp_path):
    results = four(tmp_path / "in")
    reviews = {
        0: Review(OperatorVerdict.DEFECTIVE),
        1: Review(OperatorVerdict.UNSURE),
        2: Review(None, "a note decides nothing"),
        3: Review(OperatorVerdict.GOOD),
    }
    sort(results, tmp_path / "out", reviews, by_operator=True)
    assert tree(tmp_path / "out") == ["defective/a.png", "good/d.png", "review/b.JPG", "review/c.tif", MARKER]
    sort(results, tmp_path / "recipe", reviews)
    assert (tmp_path / "recipe" / "good" / "a.png").exists()


def test_the_same_again_changes_nothing(tmp_path):
    results = four(tmp_path / "in")
    sort(results, tmp_path / "out")
    before = {path: path.stat().st_ino for path in (tmp_path / "out").rglob("*.*") if path.name != MARKER}
    written = sort(results, tmp_path / "out")
    assert written.problems == ()
    after = {path: path.stat().st_ino for path in (tmp_path / "out").rglob("*.*") if path.name != MARKER}
    assert after == before
    assert all("copy" in made for made in written.made)


def test_a_file_without_a_hash_is_compared_with_what_it_is_now(tmp_path):
    result = replace(part(tmp_path / "in" / "a.png", Verdict.ERROR), sha256="")
    for _ in range(2):
        assert sort([result], tmp_path / "out").problems == ()
    assert tree(tmp_path / "out") == ["error/a.png", MARKER]
    result.path.write_bytes(b"something else")
    sort([result], tmp_path / "out")
    assert tree(tmp_path / "out") == ["error/a-2.png", "error/a.png", MARKER]


def test_another_file_of_the_name_stays_and_the_copy_gets_a_number(tmp_path):
    results = [part(tmp_path / "in" / "a.png"), part(tmp_path / "in" / "a-2.png")]
    sort(results[:1], tmp_path / "out")
    (tmp_path / "out" / "good" / "a.png").write_bytes(b"somebody else's")
    written = sort(results, tmp_path / "out")
    assert (tmp_path / "out" / "good" / "a.png").read_bytes() == b"somebody else's"
    assert len({made["copy"] for made in written.made}) == 2
    for result, made in zip(results, written.made, strict=True):
        assert made["copy"].read_bytes() == result.path.read_bytes()


def test_an_older_copy_under_another_verdict_is_told(tmp_path):
    good = part(tmp_path / "in" / "a.png")
    sort([good], tmp_path / "out")
    now = replace(good, verdict=Verdict.DEFECTIVE)
    written = sort([now], tmp_path / "out")
    assert tree(tmp_path / "out") == ["defective/a.png", "good/a.png", MARKER]
    assert [str(problem.path) for problem in written.problems] == [str(tmp_path / "out" / "good" / "a.png")]
    assert "older copy" in written.problems[0].message
    assert written.problems[0].hint


def test_folders_of_others_are_refused_before_the_first_part(tmp_path):
    def nobody():
        pytest.fail("a part was asked for")
        yield

    labelled = part(tmp_path / "test" / "good" / "000.png")
    with pytest.raises(ExportError, match="holds files already") as caught:
        export_results(nobody(), SUMMARY, Targets(sort_into=tmp_path / "test"))
    assert caught.value.hint
    assert tree(tmp_path / "test") == ["good/000.png"]
    assert labelled.path.exists()


def test_a_folder_inside_the_inspected_one(tmp_path):
    results = four(tmp_path / "in")
    written = sort(results, tmp_path / "in" / "sorted")
    assert written.problems == ()
    assert len(tree(tmp_path / "in")) == 4 + 4 + 1
    # its copies, inspected and sorted again into the same place, stay what they are
    copies = [replace(result, path=made["copy"]) for result, made in zip(results, written.made, strict=True)]
    again = sort(copies, tmp_path / "in" / "sorted")
    assert again.problems == ()
    assert len(tree(tmp_path / "in")) == 4 + 4 + 1


def test_what_is_a_copy_is_known(tmp_path):
    results = four(tmp_path / "in")
    written = sort(results, tmp_path / "out")
    assert all(is_sorted_copy(made["copy"]) for made in written.made)
    assert not any(is_sorted_copy(result.path) for result in results)
    assert not is_sorted_copy(part(tmp_path / "labelled" / "good" / "a.png").path)
    assert not is_sorted_copy(Path("a.png"))


def test_a_file_that_changed_is_not_copied(tmp_path):
    result = part(tmp_path / "in" / "a.png")
    result.path.write_bytes(b"another picture")
    written = sort([result, part(tmp_path / "in" / "b.png")], tmp_path / "out")
    assert tree(tmp_path / "out") == ["good/b.png", MARKER]
    assert "a.png has changed since it was inspected" in written.problems[0].message


def test_a_file_that_is_gone_is_told_once(tmp_path):
    gone = part(tmp_path / "in" / "a.png")
    gone.path.unlink()
    known = unreadable(tmp_path / "in" / "never-was.png")
    written = sort([gone, known], tmp_path / "out")
    assert len(written.problems) == 1
    assert "a.png could not be copied" in written.problems[0].message
    assert written.problems[0].hint
    assert tree(tmp_path / "out") == [MARKER]


def test_what_arrives_damaged_is_no_copy(tmp_path, monkeypatch):
    result = part(tmp_path / "in" / "a.png")
    real = sorted_copies.atomic_write

    class Bad:
        """A disk that swallows the last byte of what it is given."""

        def __init__(self, stream):
            self._stream = stream

        def write(self, block):
            return self._stream.write(block[:-1])

        def __getattr__(self, name):
            return getattr(self._stream, name)

    import contextlib

    @contextlib.contextmanager
    def broken(path):
        with real(path) as stream:
            yield Bad(stream)

    monkeypatch.setattr(sorted_copies, "atomic_write", broken)
    written = sort([result], tmp_path / "out")
    assert "not the same as the file" in written.problems[0].message
    assert tree(tmp_path / "out") == [MARKER]


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not take")
@pytest.mark.parametrize(
    "name", ["con.png", "a:b?.png", "gr\udcfcn.png", "x" * 250 + ".png", "no suffix", "a.p:g"]
)
def test_names_that_others_do_not_take(tmp_path, name):
    result = part(tmp_path / "in" / name)
    written = sort([result], tmp_path / "out")
    assert written.problems == ()
    copy = written.made[0]["copy"]
    assert copy.read_bytes() == result.path.read_bytes()
    assert not set(copy.name) & set('<>:"/\\|?*')
    assert len(copy.name.encode()) <= 140


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_is_copied_as_the_file_that_it_means(tmp_path):
    target = part(tmp_path / "in" / "a.png")
    link = tmp_path / "in" / "link.png"
    link.symlink_to(target.path)
    written = sort([replace(target, path=link)], tmp_path / "out")
    copy = written.made[0]["copy"]
    assert not copy.is_symlink()
    assert copy.read_bytes() == target.path.read_bytes()
