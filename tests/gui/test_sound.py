"""Tones for verdicts: which, how often, and that nothing ever waits for them."""

from __future__ import annotations

import importlib.util
import itertools
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui import sound
from gui.dialogs.settings import SettingsDialog
from gui.paths import DataPaths, resources
from gui.settings import SOUNDS, Settings, SettingsStore
from gui.sound import PLAYERS, Player, Tone, VerdictSounds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs that play are written for a shell")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def beeps(monkeypatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(1))
    return heard


@pytest.fixture
def program(tmp_path):
    """Makes programs that write down what they are asked to play."""
    numbers = itertools.count()

    def make(then: str = "exit 0") -> tuple[str, Path]:
        number = next(numbers)
        path, log = tmp_path / f"player{number}", tmp_path / f"log{number}"
        path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> "{log}"\n{then}\n')
        path.chmod(0o755)
        log.touch()
        return str(path), log

    return make


@pytest.fixture
def make_player(qtbot, clock):
    made = []

    def make(*players) -> Player:
        made.append(Player(players, clock))
        return made[-1]

    yield make
    for player in made:
        player.close()


def lines(log: Path) -> list[str]:
    return log.read_text().splitlines()


def ended(qtbot, player: Player) -> None:
    qtbot.waitUntil(lambda: not player.playing, timeout=5000)


# ---- the files


@pytest.mark.parametrize("tone", Tone)
def test_the_files_are_short_and_begin_and_end_in_silence(tone):
    with wave.open(str(tone.file)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)
        seconds = len(samples) / file.getframerate()
    assert 0.2 < seconds < 0.8
    assert 0.2 < np.abs(samples).max() / 32768 < 0.8, "not at full strength"
    assert abs(samples[0]) < 50
    assert abs(samples[-1]) < 50
    assert np.abs(np.diff(samples)).max() < 8000, "a click"
    assert tone.file.stat().st_size < 100_000


def onsets(tone: Tone) -> list[float]:
    """When notes begin, by the loudness rising again, and how high each is, in hertz."""
    with wave.open(str(tone.file)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)
    step = rate // 50
    frames = samples[: len(samples) // step * step].reshape(-1, step)
    loud = np.sqrt((frames**2).mean(axis=1))
    starts = [i for i in range(len(loud)) if loud[i] > 1.25 * (loud[i - 1] if i else 0) and loud[i] > 1500]
    pitches = []
    for start in [s for n, s in enumerate(starts) if n == 0 or s - starts[n - 1] > 2]:
        piece = samples[(start + 1) * step : (start + 5) * step]
        spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), 8 * len(piece)))
        pitches.append(float(spectrum.argmax() * rate / (8 * len(piece))))
    return pitches


def test_the_tones_are_told_apart_by_their_pattern():
    good, bad = onsets(Tone.GOOD), onsets(Tone.NOT_GOOD)
    assert len(good) == 2
    assert good[1] > 1.3 * good[0], "going up"
    assert len(bad) == 3
    assert bad[1] > 1.3 * bad[0]
    assert bad[2] < 0.8 * bad[1]


def test_the_files_are_what_the_script_renders():
    place = resources() / "sounds" / "render.py"
    spec = importlib.util.spec_from_file_location("render_sounds", place)
    render = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(render)
    for name, tone in render.TONES.items():
        with wave.open(str(place.with_name(f"{name}.wav"))) as file:
            kept = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(int)
        made = render.render(*tone).astype(int)
        assert len(made) == len(kept)
        assert np.abs(made - kept).max() <= 2


# ---- playing


def test_a_tone_is_played_by_the_first_program(make_player, program, qtbot, beeps):
    path, log = program()
    player = make_player([path, "-q"])
    player.play(Tone.GOOD)
    assert player.playing, "and nobody waits for it"
    ended(qtbot, player)
    assert lines(log) == [f"-q {Tone.GOOD.file}"]
    assert beeps == []


def test_a_program_that_is_not_there_is_passed_over(make_player, program, qtbot):
    path, log = program()
    player = make_player(["no-such-program"], [path])
    player.play(Tone.NOT_GOOD)
    ended(qtbot, player)
    assert lines(log) == [str(Tone.NOT_GOOD.file)]


@pytest.mark.parametrize("how", ["exit 1", "kill -SEGV $$"])
def test_a_program_that_fails_is_not_asked_again(make_player, program, qtbot, clock, beeps, how):
    (bad, bad_log), (good, good_log) = program(how), program()
    player = make_player([bad], [good])
    for number in (1, 2):
        player.play(Tone.GOOD)
        qtbot.waitUntil(lambda number=number: len(lines(good_log)) == number)
        ended(qtbot, player)
        clock.now += 10
    assert len(lines(bad_log)) == 1
    assert beeps == []


def test_a_program_that_cannot_be_started_is_passed_over(make_player, program, tmp_path, qtbot):
    broken = tmp_path / "broken"
    broken.write_text("#!/no/such/interpreter\n")
    broken.chmod(0o755)
    path, log = program()
    player = make_player([str(broken)], [path])
    player.play(Tone.GOOD)
    qtbot.waitUntil(lambda: len(lines(log)) == 1)
    ended(qtbot, player)


def test_without_any_program_the_system_beeps(make_player, program, qtbot, beeps, clock):
    player = make_player(["no-such-program"])
    player.play(Tone.GOOD)
    assert beeps == [1]
    assert not player.playing
    path, _log = program("exit 3")
    other = make_player([path])
    other.play(Tone.GOOD)
    qtbot.waitUntil(lambda: beeps == [1, 1])
    clock.now += 10
    other.play(Tone.GOOD)
    assert beeps == [1, 1, 1]


def test_one_at_a_time_and_the_important_one_next(make_player, program, qtbot, clock, monkeypatch):
    path, log = program()
    player = make_player([path])
    player.play(Tone.GOOD)
    player.play(Tone.NOT_GOOD)
    for _ in range(50):
        player.play(Tone.GOOD)
    ended(qtbot, player)
    assert len(lines(log)) == 1
    assert player._pause.isActive(), "one waits"
    clock.now += 10
    player._pause.stop()
    player._on_pause_over()
    ended(qtbot, player)
    assert lines(log) == [str(Tone.GOOD.file), str(Tone.NOT_GOOD.file)]
    assert not player._pause.isActive(), "of fifty more nothing is left"


def test_many_parts_are_not_a_concert(make_player, program, qtbot, clock):
    path, log = program()
    player = make_player([path])
    for number in range(200):  # ten seconds of twenty parts each
        clock.now = 100 + number / 20
        player.play(Tone.GOOD)
        ended(qtbot, player)
        if player._pause.isActive() and player._begun + sound.PAUSE_SECONDS <= clock.now:
            player._pause.stop()
            player._on_pause_over()
            ended(qtbot, player)
    assert 5 <= len(lines(log)) <= 10 / sound.PAUSE_SECONDS + 1


def test_a_program_that_hangs_is_ended(make_player, program, qtbot, monkeypatch):
    monkeypatch.setattr(sound, "LONGEST_MS", 50)
    (hangs, _log), (good, log) = program("exec sleep 60"), program()
    player = make_player([hangs], [good])
    player.play(Tone.GOOD)
    qtbot.waitUntil(lambda: len(lines(log)) == 1)
    ended(qtbot, player)


def test_closing_is_quick_and_final(make_player, program, qtbot):
    path, log = program("exec sleep 60")
    player = make_player([path])
    player.play(Tone.GOOD)
    qtbot.waitUntil(lambda: len(lines(log)) == 1)
    player.play(Tone.NOT_GOOD)
    player.close()
    assert not player.playing
    assert not player._pause.isActive()


def test_every_system_has_its_programs():
    assert all(player and all(player) for players in PLAYERS.values() for player in players)


def test_a_bundle_gives_players_their_own_libraries_back(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/lib")
    assert sound._environment().value("LD_LIBRARY_PATH") == "/bundle/lib"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not sound._environment().contains("LD_LIBRARY_PATH")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    assert sound._environment().value("LD_LIBRARY_PATH") == "/usr/local/lib"


# ---- what is heard of the parts


@pytest.fixture
def heard(window, monkeypatch):
    tones: list[Tone] = []
    monkeypatch.setattr(Player, "play", lambda _self, tone: tones.append(tone))
    return tones


@pytest.mark.parametrize(
    ("wanted", "scores", "tones"),
    [
        ("off", (10, 90), []),
        ("not good", (10,), []),
        ("not good", (90,), [Tone.NOT_GOOD]),
        ("every", (10,), [Tone.GOOD]),
        ("every", (90,), [Tone.NOT_GOOD]),
    ],
)
def test_the_setting_decides(window, heard, recipe_file, pictures, idle, wanted, scores, tones):
    window.context.settings.change(verdict_sound=wanted)
    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.inspect(pictures(*scores))
    idle(window)
    assert heard == tones


@pytest.mark.parametrize("bad", ["review", "error"])
def test_what_needs_a_look_is_not_good(window, heard, recipe_file, pictures, tmp_path, idle, bad):
    from dataclasses import replace

    window.context.settings.change(verdict_sound="not good")
    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.set_limits(replace(window.state.limits, review_from=0.5))
    path = tmp_path / "broken.png"
    path.write_bytes(b"")
    window.state.inspect(pictures(30) if bad == "review" else [path])
    idle(window)
    assert heard == [Tone.NOT_GOOD]


def test_parts_that_come_together_are_one_tone(window, heard):
    from inspect_samples import LIMITS, records

    window.context.settings.change(verdict_sound="every")
    window.state.results.append(records(1, 2, 90, 3), LIMITS)
    window.state.results_added.emit(0, 4)
    window.state.results_added.emit(3, 1)
    window.state.results_added.emit(4, 0)
    assert heard == [Tone.NOT_GOOD, Tone.GOOD]


def test_judging_again_is_silent(window, heard, recipe_file, pictures, idle):
    window.context.settings.change(verdict_sound="every")
    window.state.open_recipe(recipe_file)
    idle(window)
    window.state.inspect(pictures(10))
    idle(window)
    heard.clear()
    window.state.inspect_again()
    idle(window)
    assert heard == []


def test_the_sounds_belong_to_the_window(window):
    assert isinstance(window.app.sounds, VerdictSounds)
    assert window.app.player.parent() is window.app


# ---- settings


@pytest.fixture
def dialog(qtbot, tmp_path):
    made = SettingsDialog(SettingsStore(tmp_path / "settings.json"), DataPaths(tmp_path))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("choice", SOUNDS)
def test_the_choice_is_kept_and_can_be_tried(dialog, heard, qtbot, choice):
    assert dialog.sound.currentData() == "off"
    assert not dialog.try_sound.isEnabled()
    dialog.sound.setCurrentIndex(dialog.sound.findData(choice))
    assert dialog.try_sound.isEnabled() == (choice != "off")
    qtbot.mouseClick(dialog.try_sound, Qt.MouseButton.LeftButton)
    tried = {"off": [], "not good": [Tone.NOT_GOOD], "every": [Tone.GOOD, Tone.NOT_GOOD]}
    assert heard == tried[choice]
    dialog.accept()
    assert dialog._store.value.verdict_sound == choice


def test_sounds_are_off_until_somebody_wants_them():
    assert Settings().verdict_sound == "off"
    assert not Settings().large_verdict


@pytest.mark.parametrize("value", ["loud", 1, None, []])
def test_a_setting_that_is_none_is_dropped(tmp_path, value):
    import json

    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"verdict_sound": value, "large_verdict": value, "pin_set": "yes"}))
    assert SettingsStore(path).value == Settings()
