"""Settings survive bad values, damage, newer versions and full disks."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gui.settings import CHECKS, MAX_RECENT, VERSION, Settings, SettingsStore, decode, encode

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "settings.json"


def test_without_a_file_there_are_defaults_and_no_warning(qtbot, path):
    store = SettingsStore(path)
    assert store.value == Settings()
    assert store.warning is None
    store.save()
    assert json.loads(path.read_bytes())["version"] == VERSION


def test_what_was_changed_is_there_the_next_time(qtbot, path):
    store = SettingsStore(path)
    store.change(theme="dark", threads=4, false_alarm_rate=0.002, language="de")
    store.remember("inspect.splitter", [300, 700])
    store.save()
    again = SettingsStore(path)
    assert again.value == store.value
    assert again.view("inspect.splitter") == [300, 700]
    assert again.view("other", "nothing") == "nothing"


def test_changes_are_written_soon_without_asking(qtbot, path):
    store = SettingsStore(path)
    store.change(theme="light")
    qtbot.waitUntil(path.exists)
    assert json.loads(path.read_bytes())["theme"] == "light"


def test_a_change_is_told_once_and_none_is_not_told(qtbot, path):
    store = SettingsStore(path)
    with qtbot.waitSignal(store.changed) as told:
        store.change(theme="dark")
    assert told.args[0].theme == "dark"
    with qtbot.assertNotEmitted(store.changed):
        store.change(theme="dark")


@pytest.mark.parametrize(
    ("field", "given_", "kept"),
    [
        ("threads", 100_000, 256),
        ("threads", -3, 0),
        ("cache_megabytes", 1, 64),
        ("false_alarm_rate", 0.9, 0.5),
        ("false_alarm_rate", 0, 0.0001),
    ],
)
def test_numbers_out_of_range_move_to_the_nearest_end(qtbot, path, field, given_, kept):
    store = SettingsStore(path)
    store.change(**{field: given_})
    assert getattr(store.value, field) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("theme", "pink"),
        ("theme", 3),
        ("threads", "4"),
        ("threads", True),
        ("false_alarm_rate", float("nan")),
        ("view", [1]),
        ("recent_recipes", "abc"),
        ("colour_map", "jet"),
    ],
)
def test_nonsense_is_refused_in_code_and_left_out_of_files(qtbot, path, field, value):
    store = SettingsStore(path)
    with pytest.raises((TypeError, ValueError)):
        store.change(**{field: value})
    made, bad = decode({"version": 1, field: value, "language": "fr"})
    assert bad == [field]
    assert made == Settings(language="fr")


def test_unknown_fields_are_refused_in_code(qtbot, path):
    with pytest.raises(KeyError):
        SettingsStore(path).change(colour="red")


def test_keys_of_a_newer_version_are_kept(qtbot, path):
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 9, "theme": "dark", "hologram": {"on": True}}))
    store = SettingsStore(path)
    assert store.value.theme == "dark"
    store.change(theme="light")
    store.save()
    assert json.loads(path.read_bytes())["hologram"] == {"on": True}


def test_older_versions_are_brought_up_step_by_step(monkeypatch):
    monkeypatch.setattr("gui.settings.VERSION", 3)
    steps = {
        1: lambda table: {"theme": "dark" if table["dark"] else "light"},
        2: lambda table: {**table, "threads": 2},
    }
    monkeypatch.setattr("gui.settings.UPGRADERS", steps)
    made, bad = decode({"version": 1, "dark": True})
    assert (made.theme, made.threads, bad) == ("dark", 2, [])


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"null", b"[" * 100_000, b'{"theme": "da']
)
def test_a_damaged_file_is_put_aside(qtbot, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    store = SettingsStore(path)
    assert store.value == Settings()
    assert store.warning is not None
    aside = path.with_name("settings.json.damaged")
    assert aside.read_bytes() == content
    assert str(aside) in store.warning.hint
    store.change(theme="dark")
    store.save()
    assert SettingsStore(path).value.theme == "dark"


def test_a_second_damaged_file_does_not_replace_the_first(qtbot, path):
    path.parent.mkdir()
    for content in (b"first", b"second"):
        path.write_bytes(content)
        SettingsStore(path)
    kept = {other.read_bytes() for other in path.parent.glob("*.damaged")}
    assert kept == {b"first", b"second"}


def test_an_enormous_file_is_not_read(qtbot, path):
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(100 << 20)
    assert SettingsStore(path).warning is not None


def test_a_folder_in_the_way_is_told(qtbot, path):
    path.mkdir(parents=True)
    store = SettingsStore(path)
    assert store.value == Settings()
    assert store.warning is not None
    with qtbot.waitSignal(store.failed) as told:
        store.change(theme="dark")
        store.save()
    assert "settings.json" in str(told.args[0])


def test_recent_recipes_are_few_and_each_once(qtbot, path, tmp_path):
    store = SettingsStore(path)
    for number in range(20):
        store.add_recent(tmp_path / f"{number}.gonogo")
    store.add_recent(tmp_path / "15.gonogo")
    names = [name.rsplit("/", 1)[-1] for name in store.value.recent_recipes]
    assert len(names) == MAX_RECENT
    assert names[:3] == ["15.gonogo", "19.gonogo", "18.gonogo"]
    assert len(set(names)) == len(names)
    store.forget_recent(tmp_path / "15.gonogo")
    assert str(tmp_path / "15.gonogo") not in store.value.recent_recipes


@pytest.mark.parametrize("version", [-(10**18), 10**18, "1", None, True, 1.5])
def test_an_absurd_version_is_survived(version):
    made, bad = decode({"version": version, "theme": "dark"})
    assert (made.theme, bad) == ("dark", [])


def test_every_field_is_checked():
    assert set(CHECKS) == set(asdict(Settings())) - {"extra"}


@given(table=st.dictionaries(st.sampled_from([*CHECKS, "version", "other"]), JSON))
def test_any_table_gives_settings_that_survive_a_round_trip(table):
    made, _bad = decode(table)
    again, bad = decode(json.loads(json.dumps(encode(made))))
    assert bad == []
    assert encode(again).keys() == encode(made).keys()
    for name in CHECKS:
        if name != "view":  # free JSON may hold NaN, which equals nothing
            assert getattr(again, name) == getattr(made, name)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=60))
def test_any_file_can_be_opened(qtbot, tmp_path, content):
    path = tmp_path / "any.json"
    path.write_bytes(content)
    store = SettingsStore(path)
    assert isinstance(store.value, Settings)
