"""The lock itself: on, off, wrong PINs and the wait after them, over restarts and clock changes."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from gui.lock import pin as pins
from gui.lock.lock import Answer, OperatorLock
from gui.lock.pin import FREE_TRIES, Secret, load, save, wait_after


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch):
    monkeypatch.setattr(pins, "_N", 2**14)


@pytest.fixture
def make(qtbot, tmp_path, clock):
    """Starts the lock, as often as the program is started."""
    made = []

    def start(name: str = "lock.json") -> OperatorLock:
        made.append(OperatorLock(tmp_path / name, clock))
        return made[-1]

    yield start
    for lock in made:
        lock.close()


@pytest.fixture
def lock(make, qtbot) -> OperatorLock:
    """A lock with the PIN 4711, off."""
    made = make()
    with qtbot.waitSignal(made.pin_set):
        made.set_pin("4711")
    return made


def answer(qtbot, lock, pin) -> Answer:
    with qtbot.waitSignal(lock.answered) as caught:
        lock.try_pin(pin)
    return caught.args[0]


def fail(qtbot, lock, clock, times: int) -> None:
    for _ in range(times):
        clock.now += lock.seconds_left
        assert answer(qtbot, lock, "0000") is Answer.WRONG


def test_without_a_pin_there_is_no_lock(make):
    lock = make()
    assert not lock.has_pin
    assert not lock.lock()
    assert not lock.locked
    assert not lock.path.exists()


def test_on_and_off(lock, qtbot):
    with qtbot.waitSignal(lock.changed) as caught:
        assert lock.lock()
    assert caught.args == [True]
    assert answer(qtbot, lock, "0000") is Answer.WRONG
    assert lock.locked
    with qtbot.waitSignal(lock.changed) as caught:
        lock.try_pin("4711")
    assert caught.args == [False]
    assert not lock.locked


def test_the_lock_survives_a_restart(lock, make, tmp_path, qtbot):
    lock.lock(tmp_path / "flange.gonogo")
    again = make()
    assert again.locked
    assert again.recipe == tmp_path / "flange.gonogo"
    assert answer(qtbot, again, "4711") is Answer.RIGHT
    assert not make().locked
    assert make().has_pin


def test_the_pin_is_not_on_disk(lock):
    assert b"4711" not in lock.path.read_bytes()


def test_hashing_is_not_the_windows_business(lock, qtbot, monkeypatch):
    lock.lock()
    threads = []
    matches = Secret.matches
    monkeypatch.setattr(
        Secret, "matches", lambda self, pin: threads.append(threading.get_ident()) or matches(self, pin)
    )
    answer(qtbot, lock, "4711")
    assert threads
    assert threading.get_ident() not in threads


def test_a_new_pin_replaces_the_old(lock, qtbot):
    with qtbot.waitSignal(lock.pin_set):
        lock.set_pin("grommet")
    lock.lock()
    assert answer(qtbot, lock, "4711") is Answer.WRONG
    assert answer(qtbot, lock, "grommet") is Answer.RIGHT


def test_no_new_pin_under_the_lock(lock, qtbot):
    lock.lock()
    lock.set_pin("1111")
    assert not lock.busy
    assert answer(qtbot, lock, "4711") is Answer.RIGHT


def test_a_pin_that_cannot_be_used(lock):
    with pytest.raises(ValueError, match="short"):
        lock.set_pin("12")
    assert not lock.busy


def test_after_some_wrong_pins_there_is_a_wait_that_grows(lock, qtbot, clock):
    lock.lock()
    fail(qtbot, lock, clock, FREE_TRIES)
    assert lock.seconds_left == 0
    for failures in range(FREE_TRIES + 1, 12):
        fail(qtbot, lock, clock, 1)
        assert lock.seconds_left == wait_after(failures)
    clock.now += lock.seconds_left
    assert answer(qtbot, lock, "4711") is Answer.RIGHT
    lock.lock()
    fail(qtbot, lock, clock, FREE_TRIES)
    assert lock.seconds_left == 0, "the right PIN lets what was before be forgotten"


def test_during_the_wait_not_even_the_right_pin_is_looked_at(lock, qtbot, clock, monkeypatch):
    lock.lock()
    fail(qtbot, lock, clock, FREE_TRIES + 1)
    monkeypatch.setattr(Secret, "matches", lambda *_: pytest.fail("it was looked at"))
    assert answer(qtbot, lock, "4711") is Answer.TOO_EARLY
    assert load(lock.path).failures == FREE_TRIES + 1, "and it does not count"


def test_the_countdown_is_told(lock, qtbot, clock):
    told = []
    lock.waiting.connect(told.append)
    lock.lock()
    fail(qtbot, lock, clock, FREE_TRIES + 1)
    assert told == [5]
    clock.now += 3.2
    lock._tick()
    lock._tick()
    clock.now += 2
    lock._tick()
    assert told == [5, 2, 0]
    assert not lock._timer.isActive()


def test_starting_again_does_not_save_the_wait(lock, make, qtbot, clock):
    lock.lock()
    fail(qtbot, lock, clock, FREE_TRIES + 3)
    clock.now += 15
    again = make()
    assert again.seconds_left == wait_after(FREE_TRIES + 3)
    assert answer(qtbot, again, "4711") is Answer.TOO_EARLY


@pytest.mark.parametrize("moved", [-1e9, 1e9])
def test_setting_the_computers_clock_changes_nothing(lock, make, qtbot, clock, monkeypatch, moved):
    lock.lock()
    fail(qtbot, lock, clock, FREE_TRIES + 2)
    monkeypatch.setattr("time.time", lambda: moved)
    # a monotonic clock that began anew, as after starting the computer
    clock.now = 5.0
    again = make()
    assert again.seconds_left == wait_after(FREE_TRIES + 2)


def test_ending_the_program_while_a_pin_is_looked_at_counts(lock, make, qtbot):
    lock.lock()
    lock.try_pin("0000")
    assert load(lock.path).failures == 1
    qtbot.waitUntil(lambda: not lock.busy)
    assert load(lock.path).failures == 1


def test_one_pin_at_a_time(lock, qtbot):
    lock.lock()
    answers = []
    lock.answered.connect(answers.append)
    lock.try_pin("0000")
    lock.try_pin("4711")
    qtbot.waitUntil(lambda: not lock.busy)
    assert answers == [Answer.WRONG]
    assert lock.locked


def test_without_memory_to_look_at_a_pin_nobody_is_punished(lock, qtbot, monkeypatch):
    lock.lock()

    def fails(*_args):
        raise MemoryError

    monkeypatch.setattr(Secret, "matches", fails)
    with qtbot.waitSignal(lock.failed) as caught:
        assert answer(qtbot, lock, "4711") is Answer.FAILED
    assert "MemoryError" in caught.args[0].message
    assert lock.locked
    assert load(lock.path).failures == 0


def test_a_damaged_file_stays_locked_and_says_how_to_get_out(lock, make, qtbot):
    lock.lock()
    lock.path.write_bytes(lock.path.read_bytes()[:-40])
    again = make()
    assert again.locked
    assert again.damage is not None
    assert "delete" in again.damage.hint
    assert answer(qtbot, again, "4711") is Answer.FAILED
    again.set_pin("1111")
    assert not again.busy
    assert not again.has_pin
    again.path.unlink()
    assert not make().locked


def test_what_cannot_be_written_is_told_and_still_holds(lock, make, qtbot, monkeypatch):
    def fails(*_args):
        raise pins.LockError("No room.", "Make some.", lock.path)

    monkeypatch.setattr(pins, "save", fails)
    with qtbot.waitSignal(lock.failed):
        lock.lock()
    assert lock.locked
    fails_told = []
    lock.failed.connect(fails_told.append)
    for _ in range(FREE_TRIES + 1):
        assert answer(qtbot, lock, "0000") is Answer.WRONG
    assert lock.seconds_left == wait_after(FREE_TRIES + 1)
    assert fails_told


def test_which_recipe_may_be_opened(lock, tmp_path):
    station, other = tmp_path / "station.gonogo", tmp_path / "other.gonogo"
    station.write_bytes(b"")
    assert lock.may_open(other, station), "without the lock any"
    lock.lock(station)
    assert lock.may_open(station, None)
    assert not lock.may_open(other, None)
    assert not lock.may_open(other, other)
    (tmp_path / "link.gonogo").symlink_to(station)
    assert lock.may_open(tmp_path / "link.gonogo", None)


def test_a_lock_without_a_recipe_takes_the_first(lock, make, tmp_path, qtbot):
    first, second = tmp_path / "first.gonogo", tmp_path / "second.gonogo"
    lock.lock()
    assert lock.recipe is None
    assert lock.may_open(first, None)
    lock.fix_recipe(first)
    lock.fix_recipe(second)
    assert make().recipe == first
    assert not lock.may_open(second, None)


def test_a_lock_that_is_off_fixes_nothing(lock, tmp_path):
    lock.fix_recipe(tmp_path / "any.gonogo")
    assert lock.recipe is None


def test_a_record_from_a_stronger_program_is_understood(make, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(pins, "_N", 2**16)
    save(tmp_path / "strong.json", replace(pins.Record(Secret.of("4711")), locked=True))
    lock = make("strong.json")
    assert answer(qtbot, lock, "4711") is Answer.RIGHT
