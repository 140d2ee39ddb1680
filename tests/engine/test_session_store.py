"""Sessions as files: what goes in comes out, and nothing that is in one is believed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from session_samples import (
    LIMITS,
    RECIPE,
    anything,
    new_session,
    result,
    results,
    reviews,
    said,
    saved,
    tampered,
)

from engine.errors import GonogoError, SessionError
from engine.session import (
    SUFFIX,
    DamagedSessionError,
    SessionInfo,
    SessionWriter,
    create,
    delete,
    list_sessions,
    load,
    put_aside,
    read_info,
    store,
)
from engine.session.schema import HISTORY, SESSION, Layout
from engine.types import Defect, InspectionResult, Limits, OperatorVerdict, Review, Verdict

GOOD, DEFECTIVE = OperatorVerdict.GOOD, OperatorVerdict.DEFECTIVE
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def fresh() -> tempfile.TemporaryDirectory:
    """A folder for one example."""
    return tempfile.TemporaryDirectory()


@pytest.fixture
def path(tmp_path) -> Path:
    """A session of three parts, two of them reviewed."""
    path = new_session(tmp_path)
    blob = Defect(50, 1, 2, 3, 4, 1.5, 2.5, 61.0)
    saved(
        path,
        set_recipe=(Path("/recipes/flange.gonogo"), *RECIPE),
        set_limits=LIMITS,
        add=[(1, result(1)), (2, result(2, 60.0, defects=(blob,), largest_area=50)), (3, result(3, None))],
        set_reviews=[(1, said(GOOD)), (2, said(None, "look again"))],
        set_view={"row": 2, "zoom": 1.5},
    )
    return path


# --- what goes in comes out --------------------------------------------------------------------------------


@quick
@given(found=st.lists(results(), max_size=4), left=st.lists(reviews, min_size=4, max_size=4))
def test_results_and_reviews_come_back_as_they_were(found, left):
    with fresh() as folder:
        path = new_session(Path(folder))
        saved(path, add=list(enumerate(found)), set_reviews=list(enumerate(left)))
        session = load(path)
        assert session.keys == list(range(len(found)))
        assert session.results == found
        # elapsed_ms is no part of the comparison of results
        assert [r.elapsed_ms for r in session.results] == [r.elapsed_ms for r in found]
        assert session.reviews == {k: r for k, r in enumerate(left[: len(found)]) if r != Review()}
        n_reviewed = sum(r.verdict is not None for r in left[: len(found)])
        info = read_info(path)
        assert (info.n_results, info.n_reviewed) == (len(found), n_reviewed)


@quick
@given(name=anything, recipe=anything, uid=anything, where=st.none() | st.just(Path("/x\udcff.gonogo")))
def test_names_come_back_as_they_were(name, recipe, uid, where):
    with fresh() as folder:
        path = Path(folder) / f"a{SUFFIX}"
        made = create(path, name)
        assert read_info(path) == made
        saved(path, set_recipe=(where, "12" * 32, recipe, uid))
        session = load(path)
        assert (session.name, session.recipe_name, session.recipe_id) == (name, recipe, uid)
        assert (session.recipe_sha256, session.recipe_path, session.id) == ("12" * 32, where, made.id)


def test_a_session_holds_everything(path):
    session, info = load(path), read_info(path)
    assert session.recipe_path == Path("/recipes/flange.gonogo")
    assert (session.recipe_sha256, session.recipe_name, session.recipe_id) == RECIPE
    assert session.limits == LIMITS
    assert session.view == {"row": 2, "zoom": 1.5}
    assert session.keys == [1, 2, 3]
    assert [r.verdict for r in session.results] == [Verdict.GOOD, Verdict.DEFECTIVE, Verdict.ERROR]
    assert all(type(r.path) is type(Path()) and r.anomaly_map is None for r in session.results)
    assert all(type(r.verdict) is Verdict for r in session.results)
    assert session.results[1].defects[0].peak == 61
    assert session.reviews == {1: said(GOOD), 2: said(None, "look again")}
    assert info == SessionInfo(
        path, session.id, "monday", session.created, info.changed, RECIPE[2], "flange", RECIPE[0], 3, 1
    )
    assert info.changed > info.created == session.created


def test_a_new_session_is_empty(tmp_path):
    path = tmp_path / "not" / "yet" / f"a{SUFFIX}"
    info = create(path)
    session = load(path)
    assert (session.keys, session.results, session.reviews, session.view) == ([], [], {}, {})
    assert (session.limits, session.recipe_path, session.recipe_id, session.name) == (None, None, "", "")
    assert info == read_info(path)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_maps_are_not_kept_and_numbers_of_numpy_are_numbers(tmp_path):
    path = new_session(tmp_path)
    odd = replace(
        result(1),
        score=np.float32(20.5),
        margin=np.float64(0.5125),
        width=np.int64(640),
        largest_area=np.int32(7),
        anomaly_map=np.zeros((4, 4), np.float32),
    )
    saved(path, add=[(np.int64(5), odd)], set_reviews=[(np.int64(5), said(GOOD))])
    session = load(path)
    assert session.keys == [5]
    assert session.reviews == {5: said(GOOD)}
    assert session.results == [odd]
    assert [type(getattr(session.results[0], n)) for n in ("score", "width")] == [float, int]
    assert session.results[0].anomaly_map is None


def test_results_with_all_fields_can_be_made_column_by_column():
    # the records are filled without their own __init__; this is what that relies on
    assert not hasattr(InspectionResult, "__post_init__")
    assert not hasattr(Defect, "__post_init__")
    assert all(hasattr(InspectionResult, f.name) for f in fields(InspectionResult))


def test_a_margin_that_was_left_out_is_made(tmp_path):
    path = new_session(tmp_path)
    saved(path, add=[(1, replace(result(1, 60.0), margin=None))])
    assert load(path).results[0].margin == 1.5


def test_nothing_is_written_over(path):
    before = load(path)
    with pytest.raises(SessionError, match="exists already"):
        create(path)
    assert load(path) == before


def test_a_session_is_not_made_where_it_cannot_be(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SessionError) as caught:
        create(tmp_path / "file" / f"a{SUFFIX}")
    assert caught.value.hint
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


# --- lists -------------------------------------------------------------------------------------------------


def test_sessions_are_listed_newest_first(tmp_path):
    made = [new_session(tmp_path, name) for name in ("a", "b", "c")]
    saved(made[1], add=[(1, result(1))])
    tampered(made[0], "UPDATE session SET changed = '2031-01-01T00:30:00+01:00'")
    # a quarter of an hour later, although it does not look so
    tampered(made[2], "UPDATE session SET changed = '2030-12-31T23:45:00+00:00'")
    (tmp_path / "notes.txt").write_text("no session")
    found, errors = list_sessions(tmp_path)
    assert errors == []
    assert [info.name for info in found] == ["c", "a", "b"]
    assert [info.n_results for info in found] == [0, 0, 1]


def test_what_is_no_session_is_told_and_the_others_are_listed(tmp_path):
    new_session(tmp_path)
    (tmp_path / f"text{SUFFIX}").write_text("something else " * 100)
    (tmp_path / f"empty{SUFFIX}").write_bytes(b"")
    (tmp_path / f"folder{SUFFIX}").mkdir()
    found, errors = list_sessions(tmp_path)
    assert [info.name for info in found] == ["monday"]
    assert [error.path.name for error in errors] == [f"{n}{SUFFIX}" for n in ("empty", "folder", "text")]
    assert all(error.hint for error in errors)


def test_a_folder_that_is_not_there_has_no_sessions(tmp_path):
    assert list_sessions(tmp_path / "none") == ([], [])
    (tmp_path / "file").write_bytes(b"")
    found, errors = list_sessions(tmp_path / "file")
    assert found == []
    assert len(errors) == 1


def test_a_session_that_is_open_can_be_listed_and_read(path):
    writer = SessionWriter(path, pytest.fail)
    writer.add([(9, result(9))])
    assert writer.flush()
    assert list_sessions(path.parent)[0][0].n_results == 4
    assert load(path).keys == [1, 2, 3, 9]
    assert writer.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


# --- what is not believed ----------------------------------------------------------------------------------


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SessionError, match="does not exist"):
        load(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a recipe", b"\xff" * 5000, b"SQLite format 3\0" * 300])
def test_another_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / f"a{SUFFIX}"
    path.write_bytes(content)
    with pytest.raises(SessionError) as caught:
        load(path)
    assert caught.value.path == path
    assert caught.value.hint
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / f"a{SUFFIX}"
    tampered(path, "CREATE TABLE session (id)")
    with pytest.raises(SessionError, match="is not a Gonogo session"):
        load(path)


def test_the_history_is_no_session(path):
    tampered(path, f"PRAGMA application_id = {HISTORY.application_id}")
    with pytest.raises(SessionError, match="is not a Gonogo session"):
        load(path)


def test_a_newer_session_is_refused_and_left_alone(path):
    tampered(path, "PRAGMA user_version = 99", "CREATE TABLE more (x)")
    before = path.read_bytes()
    with pytest.raises(SessionError, match="newer version"):
        load(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON result BEGIN DELETE FROM result; END",
        "CREATE VIEW v AS SELECT * FROM result",
        "DROP TRIGGER result_added",
        "ALTER TABLE result ADD COLUMN more",
        "DROP TABLE past",
        "PRAGMA user_version = 0",
    ],
)
def test_nothing_but_what_gonogo_makes_is_in_a_session(path, statement):
    tampered(path, statement)
    with pytest.raises(DamagedSessionError, match="tables"):
        load(path)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("result", "score = 9e999"),
        ("result", "score = -1.0"),
        ("result", "score = 'x'"),
        ("result", "score = NULL"),
        ("result", "margin = 9e999"),
        ("result", "margin = NULL WHERE score IS NOT NULL"),
        ("result", "verdict = 3"),
        ("result", "verdict = 4"),
        ("result", "verdict = -1"),
        ("result", "verdict = 'good'"),
        ("result", "verdict = 1.5"),
        ("result", "limits = 99"),
        ("result", "limits = 'x'"),
        ("result", "path = ''"),
        ("result", "path = 'a' || char(0) || 'b'"),
        ("result", "path = x'ff'"),
        ("result", "path = zeroblob(50000)"),
        ("result", "sha256 = x'00'"),
        ("result", "sha256 = 'x'"),
        ("result", "width = -1"),
        ("result", "height = 4294967296"),
        ("result", "width = 'wide'"),
        ("result", "defects = x'00'"),
        ("result", "defects = zeroblob(48)"),
        ("result", f"defects = x'{'ff' * 48}'"),
        ("result", "defects = 'x'"),
        ("result", "largest_area = -1"),
        ("result", "elapsed_ms = 9e999"),
        ("result", "notes = '[1]'"),
        ("result", "notes = '{}'"),
        ("result", "notes = 'x'"),
        ("result", "notes = zeroblob(3)"),
        ("result", "error = CAST(zeroblob(2000000) AS TEXT)"),
        ("result", "hint = 5.5, error = x'ff'"),
        ("result", "said = 4"),
        ("result", "said = 'x'"),
        ("result", "note = x'ff'"),
        ("limits", "image_threshold = 0.0"),
        ("limits", "image_threshold = 9e999"),
        ("limits", "pixel_threshold = 'x'"),
        ("limits", "min_area = -1"),
        ("limits", "review_from = 2.0"),
        ("session", "id = 'x'"),
        ("session", "name = x'ff'"),
        ("session", "created = 'yesterday'"),
        ("session", "changed = '2026-01-31'"),
        ("session", "recipe = 99"),
        ("session", "limits = 99"),
        ("session", "limits = 'x'"),
        ("session", "revision = 'x'"),
        ("session", "recipe_path = ''"),
        ("recipe", "sha256 = 'x'"),
        ("recipe", "name = x'ff'"),
        ("recipe", "id = 5.5, name = zeroblob(9999)"),
    ],
)
def test_values_that_no_gonogo_writes_are_refused(path, table, change):
    tampered(path, f"UPDATE {table} SET {change}")
    with pytest.raises(DamagedSessionError, match="damaged") as caught:
        load(path)
    assert caught.value.hint


@pytest.mark.parametrize("change", ["n_results = -1", "n_results = 'x'", "n_reviewed = 1e300"])
def test_counts_that_are_none_are_refused(path, change):
    tampered(path, f"UPDATE counts SET {change}")
    with pytest.raises(DamagedSessionError):
        read_info(path)


@pytest.mark.parametrize("number", ["0", "2"])
def test_a_session_file_holds_one_session(path, number):
    tampered(path, "DELETE FROM session" if number == "0" else "INSERT INTO session SELECT * FROM session")
    with pytest.raises(DamagedSessionError):
        load(path)


@pytest.mark.parametrize("view", ["'x'", "'[1]'", "x'00'", "'{\"a\": NaN}'", "'" + "[" * 100_000 + "'"])
def test_a_strange_view_is_dropped(path, view):
    tampered(path, f"UPDATE view SET json = {view}")
    assert load(path).view == {}


def test_a_strange_time_of_a_review_is_dropped(path):
    tampered(path, "UPDATE result SET reviewed_at = 'noon'")
    assert load(path).reviews[1] == Review(GOOD)


def test_a_damaged_file_is_told_and_can_be_put_aside(path):
    saved(path, add=[(n, result(n)) for n in range(10, 400)])
    content = bytearray(path.read_bytes())
    content[4096 * 4 :] = b"\xa5" * (len(content) - 4096 * 4)
    path.write_bytes(content)
    with pytest.raises(DamagedSessionError) as caught:
        load(path)
    assert caught.value.path == path
    aside = put_aside(path)
    assert aside.read_bytes() == content
    assert not path.exists()
    path.write_bytes(b"another")
    assert put_aside(path) != aside
    assert list_sessions(path.parent) == ([], [])


def test_what_cannot_be_put_aside_is_told(tmp_path):
    with pytest.raises(SessionError):
        put_aside(tmp_path / "none")


@quick
@example(start=663, noise=b"\x80", cut=False)
@given(start=st.integers(0, 45_055), noise=st.binary(min_size=1, max_size=64), cut=st.booleans())
def test_no_damage_ends_in_anything_but_an_error_that_says_so(start, noise, cut):
    with fresh() as folder:
        path = new_session(Path(folder))
        saved(path, add=[(n, result(n)) for n in range(30)])
        content = bytearray(path.read_bytes())
        assert len(content) > start
        content[start : start + len(noise)] = noise
        path.write_bytes(content[: start + 1] if cut else content)
        with suppress(SessionError):
            session = load(path)
            assert all(np.isfinite(r.score) for r in session.results if r.score is not None)


def test_deleting_leaves_nothing(path):
    path.with_name(path.name + "-wal").write_bytes(b"")
    delete(path)
    assert list(path.parent.iterdir()) == []
    delete(path)


# --- places and versions -----------------------------------------------------------------------------------


@contextmanager
def nobody():
    """Without the rights of the administrator, if the tests have them."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only(path):
    """The session in a folder that nobody may write to."""
    folder = Path(tempfile.mkdtemp())
    copy = folder / path.name
    shutil.copyfile(path, copy)
    copy.chmod(0o444)
    folder.chmod(0o555)
    yield copy
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="folders have no such permissions")
def test_a_session_that_can_only_be_read_is_read(path, read_only):
    with nobody():
        session = load(read_only)
        assert list_sessions(read_only.parent)[0][0].n_results == 3
    assert session == load(path)


TWO = Layout("session", SESSION.application_id, (*SESSION.migrations, "ALTER TABLE view ADD COLUMN x;"))


def test_an_older_session_is_brought_up_to_date(path, monkeypatch):
    before = load(path)
    monkeypatch.setattr(store, "SESSION", TWO)
    assert load(path) == before
    assert load(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
        assert connection.execute("SELECT x FROM view").fetchall() == [(None,)]
    monkeypatch.undo()
    with pytest.raises(SessionError, match="newer"):
        load(path)


def test_a_migration_that_fails_leaves_the_old_session(path, monkeypatch):
    before = load(path)
    wrong = ("ALTER TABLE view ADD COLUMN x; ALTER TABLE view ADD COLUMN x;",)
    monkeypatch.setattr(store, "SESSION", replace(SESSION, migrations=SESSION.migrations + wrong))
    with pytest.raises(SessionError):
        load(path)
    monkeypatch.undo()
    assert load(path) == before


@pytest.mark.skipif(os.name != "posix", reason="folders have no such permissions")
def test_an_older_session_that_can_only_be_read_is_brought_up_to_date_in_memory(read_only, monkeypatch):
    before = read_only.read_bytes()
    monkeypatch.setattr(store, "SESSION", TWO)
    with nobody():
        assert load(read_only).keys == [1, 2, 3]
    assert read_only.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="paths of Windows are no strangers there")
def test_paths_of_windows_have_folders_elsewhere_too(path):
    tampered(
        path,
        "UPDATE session SET platform = 'nt'",
        r"UPDATE result SET path = 'E:\parts\lot 7\a.png' WHERE key = 1",
        r"UPDATE result SET path = '\\server\parts\b.png' WHERE key = 2",
    )
    found = load(path).results
    assert found[0].path == Path("E:/parts/lot 7/a.png")
    assert found[1].path.parts[-3:] == ("server", "parts", "b.png")


@pytest.mark.parametrize("name", ["größe 部品 🔩", "a#b?c%20d", "'; DROP TABLE result; --", "nach\udce9me"])
def test_a_session_may_have_any_name(tmp_path, name):
    path = new_session(tmp_path, name)
    saved(path, add=[(1, result(1))])
    assert load(path).keys == [1]
    assert list_sessions(tmp_path)[0][0].path == path


def test_limits_that_nobody_can_judge_by_are_refused(path):
    writer = SessionWriter(path, pytest.fail)
    with pytest.raises(GonogoError):
        writer.set_limits(Limits(0.0, 1.0))
    with pytest.raises(ValueError, match="SHA-256"):
        writer.set_recipe(None, "x", "", "")
    with pytest.raises(ValueError, match="JSON"):
        writer.set_view({"x": float("nan")})
    assert writer.close()
    assert load(path).limits == LIMITS
