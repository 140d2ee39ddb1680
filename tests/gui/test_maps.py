"""Anomaly maps: from memory, else from disk, else made again; never those of another picture or recipe."""

from __future__ import annotations

import errno
import hashlib
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from quick_engine import FakeEngine, FakeRecipe

from engine.types import Limits
from gui.map_files import MapFiles
from gui.maps import QUEUE_BYTES, MapCache, MapStore
from gui.paths import DataPaths
from gui.settings import SettingsStore
from gui.state import AppState
from gui.worker import JobQueue

MAPS = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=2, max_side=12),
    elements=st.floats(0, 2.0**100, width=32),
)


class HashingEngine(FakeEngine):
    """Knows recipes by their names and parts by the bytes in their files."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []

    def identity(self, recipe) -> str:
        return f"identity of {recipe.name}"

    @staticmethod
    def judge(path: Path, limits: Limits):
        made = FakeEngine.judge(path, limits)
        return replace(made, sha256=hashlib.sha256(path.read_bytes()).hexdigest())

    def map_of(self, recipe, path: Path, threads):
        self.made.append(path.name)
        return super().map_of(recipe, path, threads)


@pytest.fixture
def engine():
    return HashingEngine()


@pytest.fixture
def open_state(qtbot, tmp_path, engine, recipe_file):
    """Opens the program's state as a start does, with the recipe open."""
    made = []

    def start() -> AppState:
        paths = DataPaths(tmp_path / "data")
        state = AppState(engine, JobQueue(), SettingsStore(paths.settings), paths)
        made.append(state)
        state.open_recipe(recipe_file)
        qtbot.waitUntil(lambda: state.jobs.idle, timeout=5000)
        return state

    yield start
    engine.gate.set()
    for state in made:
        state.shut_down()
        assert state.jobs.wait(5000)


@pytest.fixture
def parts(tmp_path):
    def make(*scores: int) -> list[Path]:
        folder = tmp_path / "parts"
        folder.mkdir(exist_ok=True)
        paths = [folder / f"part_{score}.png" for score in scores]
        for path in paths:
            path.write_bytes(path.name.encode())
        return paths

    return make


def inspect(state, qtbot, paths) -> None:
    state.inspect(paths)
    qtbot.waitUntil(lambda: state.jobs.idle, timeout=5000)
    assert state.map_cache.wait(5000)


def look_at(state, qtbot, row: int):
    with qtbot.waitSignal(state.map_ready, timeout=5000):
        state.request_map(row)
    return state.map_of(row)


# ---- memory


@given(
    sizes=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 40)), max_size=40), most=st.integers(100, 2000)
)
def test_maps_stay_within_their_memory(sizes, most):
    store = MapStore(most)
    for name, side in sizes:
        store.put(Path(str(name)), np.zeros(side, np.float32))
        assert store.get(Path(str(name))) is not None, "the newest map is always kept"
        assert store.bytes <= most or len(store) == 1
    known = [store.get(Path(str(name))) for name in range(6)]
    assert store.bytes == sum(kept.nbytes for kept in known if kept is not None)
    store.most = 1
    assert len(store) <= 1


def test_a_map_of_other_bytes_is_not_given():
    store = MapStore(1000)
    store.put(Path("a.png"), np.zeros((2, 2), np.float32), "abc")
    assert store.get(Path("a.png"), "abc") is not None
    assert store.get(Path("a.png")) is not None
    assert store.get(Path("a.png"), "xyz") is None


def test_the_settings_bound_memory_at_once(open_state, engine):
    state = open_state()
    assert (state.maps.most, state.pictures.most) == (384 << 20, 128 << 20)
    for n in range(200):
        state.maps.put(Path(str(n)), np.zeros((512, 512), np.float32))
    assert state.maps.bytes == 200 << 20
    state.settings.change(memory_megabytes=100)
    assert (state.maps.most, state.pictures.most) == (75 << 20, 25 << 20)
    assert state.maps.bytes == 75 << 20


# ---- files


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(anomaly_map=MAPS)
def test_a_map_comes_back_to_the_last_bit(tmp_path, anomaly_map):
    files = MapFiles(tmp_path / "maps", 1 << 20)
    picture = hashlib.sha256(repr(anomaly_map.shape).encode() + anomaly_map.tobytes()).hexdigest()
    files.write("recipe", picture, anomaly_map)
    back = files.read("recipe", picture)
    assert back.dtype == np.float32
    assert back.shape == anomaly_map.shape
    assert back.tobytes() == anomaly_map.tobytes()
    assert not back.flags.writeable


@pytest.fixture
def kept(tmp_path):
    """Files with one map, and where it is."""
    files = MapFiles(tmp_path / "maps", 1 << 20)
    files.write("recipe", "picture", np.arange(12, dtype=np.float32).reshape(3, 4))
    return files, files.place("recipe", "picture")


def test_other_recipes_and_pictures_have_other_maps(kept):
    files, place = kept
    assert files.read("recipe", "picture") is not None
    assert files.read("recipe", "other") is None
    assert files.read("other", "picture") is None
    other = files.place("other", "picture")
    other.parent.mkdir(exist_ok=True)
    other.write_bytes(place.read_bytes())
    assert files.read("other", "picture") is None, "a file in the place of another is not believed"
    assert not other.exists()
    assert place.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_damaged_map_is_ever_shown(tmp_path, data):
    files = MapFiles(tmp_path / "maps", 1 << 20)
    made = np.arange(12, dtype=np.float32).reshape(3, 4)
    files.write("recipe", "picture", made)
    place = files.place("recipe", "picture")
    content = bytearray(place.read_bytes())
    kind = data.draw(st.sampled_from(["flip", "cut", "longer"]))
    if kind == "flip":
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    elif kind == "cut":
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    else:
        content += data.draw(st.binary(min_size=1, max_size=100))
    place.write_bytes(content)
    assert files.read("recipe", "picture") is None
    assert not place.exists(), "what cannot be used is deleted"
    files.write("recipe", "picture", made)
    np.testing.assert_array_equal(files.read("recipe", "picture"), made)


@pytest.mark.parametrize(
    "odd",
    [
        np.full((2, 2), np.nan, np.float32),
        np.full((2, 2), np.inf, np.float32),
        np.full((2, 2), -1, np.float32),
        np.zeros((2, 2)),
        np.zeros((0, 4), np.float32),
        np.zeros(4, np.float32),
        np.zeros((1, 5000), np.float32),
    ],
)
def test_what_is_no_map_is_not_kept(tmp_path, odd):
    files = MapFiles(tmp_path / "maps", 1 << 20)
    files.write("recipe", "picture", odd)
    assert not files.place("recipe", "picture").exists()


def test_files_stay_within_their_room(tmp_path):
    files = MapFiles(tmp_path / "maps", 10_000)
    for n in range(60):
        files.write("recipe", str(n), np.zeros((10, 10), np.float32))
        assert sum(p.stat().st_size for p in files.folder.rglob("*.map")) <= 10_000
    assert files.read("recipe", "59") is not None


# ---- the whole way


def test_after_a_restart_maps_come_from_disk(open_state, qtbot, parts, engine):
    paths = parts(10, 50, 60)
    first = open_state()
    inspect(first, qtbot, paths)
    first.shut_down()
    second = open_state()
    limits = second.limits
    second.results.append([replace(engine.judge(p, limits), anomaly_map=None) for p in paths], limits)
    second.results_added.emit(0, 3)
    for row, score in enumerate((10, 50, 60)):
        assert second.map_of(row) is None
        assert look_at(second, qtbot, row)[0, 0] == score
    assert engine.made == []


def test_another_recipe_or_picture_means_another_map(open_state, qtbot, parts, engine):
    state = open_state()
    (path,) = parts(10)
    inspect(state, qtbot, [path])
    state.maps.clear()
    state.rename_recipe("other")  # the quick engine takes recipes of other names for others
    assert look_at(state, qtbot, 0)[0, 0] == 10
    assert engine.made == ["part_10.png"]
    assert state.map_cache.wait(5000)
    state.maps.clear()
    look_at(state, qtbot, 0)
    assert engine.made == ["part_10.png"], "a map that was made again is kept as well"

    path.write_bytes(b"another picture")
    inspect(state, qtbot, [path])
    state.maps.clear()
    before = state.results[0], state.results[1]
    assert before[0].sha256 != before[1].sha256
    for row in (0, 1):
        look_at(state, qtbot, row)
    assert engine.made == ["part_10.png"], "both are on disk, each under its own bytes"


def test_a_map_of_a_file_that_has_changed_is_not_kept(open_state, qtbot, parts, engine):
    state = open_state()
    (path,) = parts(10)
    inspect(state, qtbot, [path])
    for kept in state.map_cache.files.folder.rglob("*.map"):
        kept.unlink()
    state.maps.clear()
    path.write_bytes(b"another picture")
    look_at(state, qtbot, 0)
    assert state.map_cache.wait(5000)
    assert not list(state.map_cache.files.folder.rglob("*.map"))


def test_a_damaged_file_means_making_it_again(open_state, qtbot, parts, engine):
    state = open_state()
    inspect(state, qtbot, parts(10))
    (kept,) = state.map_cache.files.folder.rglob("*.map")
    kept.write_bytes(kept.read_bytes()[:-1])
    state.maps.clear()
    assert look_at(state, qtbot, 0)[0, 0] == 10
    assert engine.made == ["part_10.png"]


def test_another_folder_for_the_cache(open_state, qtbot, parts, tmp_path):
    state = open_state()
    state.settings.change(cache_folder=str(tmp_path / "elsewhere"))
    inspect(state, qtbot, parts(10))
    assert len(list((tmp_path / "elsewhere" / "maps").rglob("*.map"))) == 1


def test_a_full_disk_ends_keeping_until_the_settings_change(open_state, qtbot, parts, monkeypatch, caplog):
    state = open_state()
    tried = []

    def full(self, recipe, picture, anomaly_map):
        tried.append(picture)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(MapFiles, "write", full)
        inspect(state, qtbot, parts(10, 20, 30))
        inspect(state, qtbot, parts(40, 50))
        assert len(tried) == 1
    assert [r.message for r in caplog.records if "not kept" in r.message and "No space" in r.message]
    inspect(state, qtbot, parts(60))
    assert not list(state.map_cache.files.folder.rglob("*.map"))
    state.settings.change(cache_megabytes=100)
    inspect(state, qtbot, parts(70))
    assert len(list(state.map_cache.files.folder.rglob("*.map"))) == 1


@pytest.fixture
def cache(qtbot, tmp_path):
    settings = SettingsStore(tmp_path / "settings.json")
    made = MapCache(lambda recipe: recipe.name, settings, DataPaths(tmp_path / "data"))
    yield made
    made.close()


def test_a_slow_disk_holds_nobody_up(cache, monkeypatch, qtbot):
    gate, written = threading.Event(), []

    def slow(self, recipe, picture, anomaly_map):
        assert gate.wait(5)
        written.append((picture, threading.get_ident()))

    monkeypatch.setattr(MapFiles, "write", slow)
    large = np.zeros((1024, 1024), np.float32)
    many = 2 * QUEUE_BYTES // large.nbytes
    for n in range(many):
        cache.keep_map(FakeRecipe(), str(n), large)
    assert cache.dropped in (many // 2 - 1, many // 2), "one may have been taken up already"
    gate.set()
    assert cache.wait(5000)
    assert [picture for picture, _thread in written] == [str(n) for n in range(many - cache.dropped)]
    assert threading.get_ident() not in {thread for _picture, thread in written}
    cache.keep_map(FakeRecipe(), "later", large)
    assert cache.wait(5000)
    assert written[-1][0] == "later"


def test_nothing_is_kept_without_a_hash_an_identity_or_after_the_end(cache):
    made = np.zeros((2, 2), np.float32)
    cache.keep_map(FakeRecipe(), "", made)
    cache.keep_map(FakeRecipe(name=""), "picture", made)
    assert cache.wait(5000)
    cache.close()
    cache.keep_map(FakeRecipe(), "picture", made)
    assert not list(cache.files.folder.rglob("*"))
    assert cache.recall(FakeRecipe(), "") is None
    assert cache.recall(FakeRecipe(name=""), "picture") is None


# ---- somebody looks


def test_a_look_does_not_wait_for_the_inspection(open_state, qtbot, parts, engine):
    """A map that is not at hand comes between two parts of a running inspection."""
    state = open_state()
    inspect(state, qtbot, parts(10))
    state.maps.clear()
    for kept in state.map_cache.files.folder.rglob("*.map"):
        kept.unlink()
    many = parts(*range(100, 400))
    judged = threading.Semaphore(0)

    def slowly(recipe, paths, limits, threads, report, cancel):
        for path in paths:
            while not judged.acquire(timeout=0.005):
                cancel.raise_if_cancelled()
            yield engine.judge(path, limits)

    engine.inspect = slowly
    state.inspect(many)
    judged.release()
    qtbot.waitUntil(lambda: len(state.results) == 2, timeout=5000)
    got = []
    state.map_ready.connect(got.append)
    state.request_map(0)
    qtbot.waitUntil(lambda: bool(state.jobs.waiting), timeout=5000)
    judged.release()
    qtbot.waitUntil(lambda: bool(got), timeout=5000)
    assert state.busy is not None
    assert state.busy.kind == "inspect", "the inspection goes on"
    assert len(engine.threads) == 1, "on the same thread"
    for _ in many:
        judged.release()
    qtbot.waitUntil(lambda: state.jobs.idle, timeout=5000)
    assert len(state.results) == 301
    assert [state.results[row].path for row in range(1, 301)] == many


def test_only_the_newest_look_is_worth_the_engine(open_state, qtbot, parts, engine):
    state = open_state()
    inspect(state, qtbot, parts(10, 20, 30, 40))
    state.maps.clear()
    for kept in state.map_cache.files.folder.rglob("*.map"):
        kept.unlink()
    engine.gate.clear()
    state.jobs.submit(hold(engine))
    for row in (0, 1, 2, 3):
        state.request_map(row)
    qtbot.waitUntil(lambda: bool(state.jobs.waiting), timeout=5000)
    with qtbot.waitSignal(state.map_ready, timeout=5000) as got:
        engine.gate.set()
    assert got.args == [state.results[3].path]
    qtbot.waitUntil(lambda: state.jobs.idle, timeout=5000)
    assert engine.made == ["part_40.png"]
    assert look_at(state, qtbot, 0)[0, 0] == 10, "who comes back later is served"


def test_a_file_that_is_gone_is_asked_for_again(open_state, qtbot, parts, engine):
    state = open_state()
    (path,) = parts(10)
    inspect(state, qtbot, [path])
    content = path.read_bytes()
    for kept in state.map_cache.files.folder.rglob("*.map"):
        kept.unlink()
    state.maps.clear()
    path.unlink()
    failed = []
    state.jobs.failed.connect(lambda _id, failure: failed.append(failure))
    state.request_map(0)
    qtbot.waitUntil(lambda: bool(failed), timeout=5000)
    path.write_bytes(content)
    assert look_at(state, qtbot, 0)[0, 0] == 10


def hold(engine):
    from gui.jobs import Job

    return Job("hold", "Holding", lambda _report, cancel: engine._wait(cancel), quiet=True)
