"""Saving as somebody works: every order of changes, and a disk that does not always want to."""

from __future__ import annotations

import gc
import os
import queue
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from session_samples import LIMITS, RECIPE, new_session, result, said, saved

import engine
from engine.errors import SessionError
from engine.session import SUFFIX, SessionWriter, load, read_info, schema
from engine.session import writer as module
from engine.session.changes import Waiting
from engine.session.schema import open_file
from engine.types import Limits, OperatorVerdict, Review

GOOD, DEFECTIVE = OperatorVerdict.GOOD, OperatorVerdict.DEFECTIVE
SOON = 20
"""Seconds after which something that should happen at once is not going to."""


class Told:
    """What a writer tells, from its own thread."""

    def __init__(self) -> None:
        self.errors: queue.Queue[SessionError] = queue.Queue()
        self.recovered = threading.Event()
        self.threads: set[str] = set()

    def error(self, error: SessionError) -> None:
        self.threads.add(threading.current_thread().name)
        self.errors.put(error)

    def next(self) -> SessionError:
        return self.errors.get(timeout=SOON)

    @property
    def nothing(self) -> bool:
        return self.errors.empty()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def path(tmp_path) -> Path:
    return new_session(tmp_path)


@pytest.fixture
def write(path, told, monkeypatch):
    """A writer of the session that tries again soon; closed at the end, whatever became of it."""
    monkeypatch.setattr(module, "_FIRST_PAUSE", 0.02)
    monkeypatch.setattr(schema, "_WAIT", 0.02)
    writer = SessionWriter(path, told.error, told.recovered.set, delay=0.01)
    yield writer
    writer.close(timeout=SOON)


def column(path: Path, name: str, table: str = "result") -> list:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(f"SELECT {name} FROM {table} ORDER BY key")]


# --- what changes do ---------------------------------------------------------------------------------------

keys = st.integers(0, 5)
scores = st.sampled_from([10.0, 30.0, 60.0, None])
reviews = st.builds(said, st.none() | st.sampled_from(OperatorVerdict), st.sampled_from(["", "scratch"]))
steps = st.one_of(
    st.tuples(st.just("add"), st.lists(st.tuples(keys, scores), max_size=3)),
    st.tuples(st.just("replace"), st.lists(st.tuples(keys, scores), max_size=3)),
    st.tuples(st.just("remove"), st.lists(keys, max_size=3)),
    st.tuples(st.just("set_reviews"), st.lists(st.tuples(keys, reviews), max_size=3)),
    st.tuples(st.just("clear"), st.none()),
    st.tuples(st.just("flush"), st.none()),
    st.tuples(st.just("set_recipe"), st.sampled_from(["a", "b"])),
)


class Model:
    """What a session should be, in the simplest words."""

    def __init__(self) -> None:
        self.parts: dict[int, object] = {}
        self.reviews: dict[int, Review] = {}
        self.recipes: dict[int, str | None] = {}
        self.recipe: str | None = None

    def add(self, rows):
        for key, found in rows:
            self.remove([key])
            self.parts[key], self.recipes[key] = found, self.recipe

    def replace(self, rows):
        for key, found in rows:
            if key in self.parts:
                self.parts[key], self.recipes[key] = found, self.recipe

    def remove(self, keys):
        for key in keys:
            for about in (self.parts, self.reviews, self.recipes):
                about.pop(key, None)

    def clear(self):
        self.remove(list(self.parts))

    def set_reviews(self, rows):
        self.reviews.update((key, review) for key, review in rows if key in self.parts)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sequence=st.lists(steps, max_size=12))
def test_any_sequence_of_changes_ends_as_it_should(sequence):
    with tempfile.TemporaryDirectory() as folder:
        path, model, errors = new_session(Path(folder)), Model(), []
        writer = SessionWriter(path, errors.append)
        added = 0
        for step, rows in sequence:
            if step == "flush":
                assert writer.flush()
            elif step == "set_recipe":
                writer.set_recipe(None, "", rows, rows)
                model.recipe = rows
            elif step == "clear":
                writer.clear()
                model.clear()
            else:
                made = rows
                if step in ("add", "replace"):
                    made = [(key, result(key, score)) for key, score in rows]
                added += len(rows) if step == "add" else 0
                getattr(writer, step)(made)
                getattr(model, step)(made)
        assert writer.close()
        session, info = load(path), read_info(path)
        assert errors == []
        assert dict(zip(session.keys, session.results, strict=True)) == model.parts
        assert session.keys == sorted(model.parts)
        assert session.reviews == {k: r for k, r in model.reviews.items() if r != Review()}
        assert info.n_results == len(model.parts)
        assert info.n_reviewed == sum(r.verdict is not None for r in model.reviews.values())
        with closing(sqlite3.connect(path)) as connection:
            judged_by = dict(
                connection.execute("SELECT key, id FROM result LEFT JOIN recipe ON number = recipe")
            )
            past = connection.execute("SELECT count(*) FROM past").fetchone()[0]
        assert judged_by == model.recipes
        # nothing that was inspected is gone, but for parts that were put back
        assert len(model.parts) <= info.n_results + past <= added


def test_what_was_written_before_stays(path):
    saved(path, add=[(1, result(1)), (2, result(2))], set_reviews=[(1, said(GOOD))])
    saved(path, replace=[(1, result(1, 70.0))], set_name="tuesday")
    session = load(path)
    assert [r.score for r in session.results] == [70, 20]
    assert session.reviews == {1: said(GOOD)}
    assert session.name == "tuesday"


def test_a_newer_result_keeps_its_time_and_a_part_put_back_does_too(path, monkeypatch):
    clock = iter(range(1000, 9000, 1000))
    monkeypatch.setattr(module.time, "time_ns", lambda: next(clock) * 1_000_000)
    saved(path, add=[(1, result(1)), (2, result(2))])
    saved(path, replace=[(1, result(1, 70.0))])
    assert column(path, "at") == [1000, 1000]
    saved(path, remove=[1, 2])
    assert (column(path, "key"), column(path, "key", "past")) == ([], [1, 2])
    saved(path, add=[(1, result(1, 70.0)), (2, result(77))])
    # the second is another picture
    assert column(path, "at") == [1000, 2000]
    assert (column(path, "at", "past"), column(path, "key", "past")) == ([1000], [2])


def test_parts_that_were_taken_off_before_they_were_written_are_kept_for_the_history(path, told):
    writer = SessionWriter(path, told.error, delay=SOON)
    writer.add([(1, result(1)), (2, result(2))])
    writer.set_reviews([(1, said(DEFECTIVE, "bent"))])
    writer.remove([1])
    writer.clear()
    writer.add([(1, result(3))])
    assert writer.close()
    assert load(path).results == [result(3)]
    assert (column(path, "key", "past"), column(path, "note", "past")) == ([1, 2], ["bent", ""])


def test_parts_know_the_recipe_that_judged_them(path):
    saved(path, set_recipe=(None, *RECIPE), add=[(1, result(1)), (2, result(2))])
    saved(path, add=[(3, result(3))], set_recipe=(None, "", "other", "x"), replace=[(1, result(1))])
    assert column(path, "recipe") == [2, 1, 1]
    assert load(path).recipe_name == "other"


def test_a_view_is_kept_as_it_was_when_it_was_given(path):
    errors = []
    writer, view = SessionWriter(path, errors.append), {"rows": [1]}
    writer.set_view(view)
    view["rows"].append(2)
    assert writer.close()
    assert load(path).view == {"rows": [1]}


def test_what_cannot_be_kept_is_told_and_the_rest_is_kept(path, write, told):
    bad = [
        replace(result(1), score=float("nan")),
        replace(result(2), margin=float("inf")),
        replace(result(3), sha256="zz"),
        replace(result(4), sha256="00"),
        replace(result(5), score=None),
        replace(result(6), width="wide"),
        replace(result(7), path=Path("x" * 20_000)),
        replace(result(8), limits=Limits(0.0, 1.0)),
        replace(result(9), width=-1),
        replace(result(10), elapsed_ms=-1.0),
        replace(result(11), width=2**70),
    ]
    write.add([(1, result(1)), *enumerate(bad, 2), (99, result(99))])
    assert write.flush()
    assert load(path).keys == [1, 99]
    errors = [told.next() for _ in bad]
    assert {error.path for error in errors} == {found.path for found in bad}
    write.add([(2**63, result(1)), ("x", result(2))])
    assert told.next().hint
    write.add([(100, result(100))])
    assert write.flush()
    assert load(path).keys == [1, 99, 100]
    assert told.threads == {"session writer"}
    assert not write.failing


def test_a_session_can_be_open_for_years(path, write):
    for n in range(30):
        write.add([(n, result(n))])
        assert write.flush()
    assert load(path).keys == list(range(30))


# --- what it takes -----------------------------------------------------------------------------------------


def test_what_waits_does_not_grow_with_every_change():
    waiting = Waiting()
    waiting.changes.add([(k, result(k)) for k in range(10)], 0)
    for n in range(5000):
        waiting.limits(replace(LIMITS, image_threshold=1.0 + n))
        waiting.set("view", "{}")
        waiting.changes.review([(n % 10, said(GOOD, str(n)))])
        waiting.changes.replace([(n % 10, result(n % 10, float(n % 30)))])
    changes = waiting.changes
    assert len(waiting.steps) == 1
    assert [len(c) for c in (changes.rows, changes.reviews, changes.fields, changes.gone)] == [10, 10, 2, 0]
    assert changes.fields["limits"].image_threshold == 5000


def test_maps_are_let_go_while_a_result_waits(path, told):
    writer = SessionWriter(path, told.error, delay=SOON)
    anomaly_map = np.zeros((8, 8), np.float32)
    gone = weakref.ref(anomaly_map)
    folded = threading.Event()
    writer.add([(1, replace(result(1), anomaly_map=anomaly_map))])
    del anomaly_map
    writer._put(lambda _waiting: folded.set())
    assert folded.wait(SOON)
    gc.collect()
    assert gone() is None
    assert writer.close()


def test_changes_are_on_disk_soon_without_being_asked_for(path, told):
    writer = SessionWriter(path, told.error)
    committed = threading.Event()
    changed = read_info(path).changed
    writer.add([(1, result(1))])
    deadline = threading.Timer(SOON, committed.set)
    deadline.start()
    while not committed.is_set() and read_info(path).changed == changed:
        pass
    deadline.cancel()
    assert load(path).keys == [1]
    assert writer.close()


# --- a disk that does not want to ------------------------------------------------------------------------


def test_a_full_disk_loses_nothing(path, write, told, monkeypatch):
    room = [0]

    def small(*arguments, **more):
        connection = open_file(*arguments, **more)
        connection.execute(f"PRAGMA max_page_count = {room[0] or 1_000_000}")
        return connection

    monkeypatch.setattr(module, "open_file", small)
    room[0] = 1
    write.add([(n, result(n)) for n in range(400)])
    error = told.next()
    assert "disk is full" in error.message
    assert error.hint == "Free some space."
    assert error.path == path
    write.set_reviews([(n, said(GOOD)) for n in range(0, 400, 2)])
    write.remove([7])
    write.set_limits(LIMITS)
    assert not write.flush()
    assert write.failing
    assert load(path).keys == []
    assert told.nothing  # once is enough
    room[0] = 0
    assert told.recovered.wait(SOON)
    assert write.flush()
    session = load(path)
    assert session.keys == [n for n in range(400) if n != 7]
    assert len(session.reviews) == 200
    assert session.limits == LIMITS
    assert not write.failing


def test_a_locked_file_is_tried_again(path, write, told):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        write.add([(1, result(1))])
        assert "another program" in told.next().message
        other.execute("ROLLBACK")
    assert told.recovered.wait(SOON)
    assert load(path).keys == [1]
    told.recovered.clear()
    # a second outage is told again
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        write.add([(2, result(2))])
        assert "another program" in told.next().message
        other.execute("ROLLBACK")
    assert told.recovered.wait(SOON)


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted there")
def test_a_file_that_was_deleted_is_written_anew(path, write, told):
    write.add([(1, result(1))])
    write.set_reviews([(1, said(GOOD))])
    assert write.flush()
    before = read_info(path)
    for name in path.parent.iterdir():
        name.unlink()
    write.add([(2, result(2))])
    assert write.flush()
    session = load(path)
    assert session.keys == [1, 2]
    assert session.reviews == {1: said(GOOD)}
    assert session.id == before.id
    assert told.nothing
    write.add([(3, result(3))])
    assert write.close()
    assert load(path).keys == [1, 2, 3]
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted there")
def test_a_file_that_was_deleted_without_its_log_is_written_anew(path, write, told):
    write.add([(n, result(n)) for n in range(300)])
    assert write.flush()
    write.remove(range(1, 299))
    assert write.flush()
    path.unlink()
    write.set_reviews([(0, said(GOOD)), (299, said(DEFECTIVE))])
    assert write.close()
    session = load(path)
    assert session.keys == [0, 299]
    assert session.reviews == {0: said(GOOD), 299: said(DEFECTIVE)}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert told.nothing


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted there")
def test_a_folder_that_was_deleted_is_made_anew(tmp_path, told):
    path = new_session(tmp_path / "sessions")
    writer = SessionWriter(path, told.error, delay=0.01)
    writer.add([(1, result(1))])
    assert writer.flush()
    shutil.rmtree(path.parent)
    writer.add([(2, result(2))])
    assert writer.close()
    assert load(path).keys == [1, 2]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be moved there")
def test_a_folder_that_comes_back_goes_on(tmp_path, told, monkeypatch):
    monkeypatch.setattr(module, "_FIRST_PAUSE", 0.02)
    drive = tmp_path / "drive"
    path = new_session(drive / "sessions")
    writer = SessionWriter(path, told.error, told.recovered.set, delay=0.01)
    writer.add([(1, result(1))])
    assert writer.flush()
    away = drive.rename(tmp_path / "away")
    writer.add([(2, result(2))])
    error = told.next()
    assert "sessions" in error.hint or str(path) in error.message
    assert not drive.exists()
    away.rename(drive)
    assert told.recovered.wait(SOON)
    assert writer.close()
    assert load(path).keys == [1, 2]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced there")
def test_another_session_in_its_place_is_not_touched(path, write, told, tmp_path):
    write.add([(1, result(1))])
    assert write.flush()
    other = new_session(tmp_path / "elsewhere")
    saved(other, add=[(5, result(5))])
    kept = path.rename(tmp_path / "kept")
    other.rename(path)
    write.add([(2, result(2))])
    assert "Another session" in told.next().message
    assert load(path).keys == [5]
    path.unlink()
    kept.rename(path)
    assert told.recovered.wait(SOON)
    assert load(path).keys == [1, 2]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced there")
def test_a_copy_of_it_in_its_place_goes_on(path, write, told, tmp_path):
    write.add([(1, result(1))])
    assert write.close()
    writer = SessionWriter(path, told.error, delay=0.01)
    writer.set_name("x")
    assert writer.flush()
    assert writer.close()
    shutil.copyfile(path, tmp_path / "copy")
    writer = SessionWriter(path, told.error, delay=0.01)
    writer.set_name("y")
    assert writer.flush()
    (tmp_path / "copy").replace(path)  # an earlier state, such as a backup
    writer.add([(2, result(2))])
    assert writer.close()
    assert told.nothing
    assert (load(path).keys, load(path).name) == ([1, 2], "x")


def test_a_file_that_is_no_session_is_told_and_left_alone(tmp_path, told):
    path = tmp_path / f"a{SUFFIX}"
    path.write_bytes(b"something else" * 100)
    writer = SessionWriter(path, told.error, delay=0.01)
    writer.add([(1, result(1))])
    assert not writer.close()
    assert "not a Gonogo session" in told.next().message
    assert path.read_bytes() == b"something else" * 100


def test_closing_while_nothing_can_be_written_says_what_is_lost(tmp_path, told):
    path = tmp_path / f"none{SUFFIX}"
    writer = SessionWriter(path, told.error, delay=0.01)
    writer.add([(1, result(1))])
    assert "does not exist" in told.next().message
    assert not writer.close()
    assert "could not be saved" in told.next().message
    assert told.nothing
    assert not writer.close()
    assert not writer.flush()


def test_a_missing_session_is_written_when_it_is_there(tmp_path, told, monkeypatch):
    monkeypatch.setattr(module, "_FIRST_PAUSE", 0.02)
    writer = SessionWriter(tmp_path / f"monday{SUFFIX}", told.error, told.recovered.set, delay=0.01)
    writer.add([(1, result(1))])
    told.next()
    path = new_session(tmp_path)
    assert told.recovered.wait(SOON)
    assert writer.close()
    assert load(path).keys == [1]


def test_pauses_grow(path, told, monkeypatch):
    clerk = SessionWriter(path, told.error)._clerk
    monkeypatch.setattr(clerk, "path", path.with_name("none"))
    clerk._waiting.set("name", "x")
    pauses = []
    for _ in range(9):
        pauses.append(clerk._pause)
        clerk._write()
    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    clerk._waiting.steps.clear()


def test_a_listener_that_fails_does_not_end_the_thread(path, monkeypatch, caplog):
    def fault(_error):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(module, "_FIRST_PAUSE", 0.02)
    path.rename(path.with_name("away"))
    writer = SessionWriter(path, fault, fault, delay=0.01)
    writer.add([(1, result(1))])
    assert not writer.flush()
    path.with_name("away").rename(path)
    assert writer.close()
    assert load(path).keys == [1]
    assert "oh" in caplog.text


def test_a_fault_of_the_program_does_not_end_the_thread(path, write, told, monkeypatch):
    def fault(*_arguments):
        raise ZeroDivisionError("oh")

    with monkeypatch.context() as patch:
        patch.setattr(module, "save", fault)
        write.add([(1, result(1))])
        assert "oh" in told.next().message
    assert told.recovered.wait(SOON)
    assert load(path).keys == [1]


# --- the end ---------------------------------------------------------------------------------------------


def test_nothing_can_be_handed_over_after_closing(path, told):
    writer = SessionWriter(path, told.error)
    assert writer.flush()
    assert writer.close()
    assert writer.close()
    assert writer.flush()
    with pytest.raises(RuntimeError):
        writer.add([(1, result(1))])


def test_a_process_that_ends_without_closing_loses_nothing(path):
    code = (
        "import sys; from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "from engine.session import SessionWriter\n"
        "from session_samples import result\n"
        "SessionWriter(Path(sys.argv[1]), print, delay=60).add([(1, result(1))])\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, path, Path(__file__).parent],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(engine.__file__).parents[1],
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert load(path).keys == [1]


def test_many_threads_may_hand_over(path, write):
    def work(first):
        for n in range(first, first + 50):
            write.add([(n, result(n))])

    threads = [threading.Thread(target=work, args=(first,)) for first in range(0, 200, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert write.flush()
    assert load(path).keys == list(range(200))
