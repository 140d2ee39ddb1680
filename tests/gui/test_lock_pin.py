"""The PIN and its file: what opens the lock, what does not, and what happens to a damaged file."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import GonogoError
from gui.lock import pin as pins
from gui.lock.pin import (
    FREE_TRIES,
    LEAST,
    LONGEST_WAIT,
    MOST,
    Flaw,
    LockError,
    Record,
    Secret,
    easily_guessed,
    flaw,
    load,
    save,
    wait_after,
)


@pytest.fixture(scope="module")
def secret() -> Secret:
    return Secret.of("4711")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "operator-lock.json"


def test_only_the_right_pin_matches(secret):
    assert secret.matches("4711")
    for wrong in ("4712", "47111", "471", "", " 4711", "4711 ", "0" * 500, "\udc80"):
        assert not secret.matches(wrong), wrong


def test_the_hash_is_strong_enough_and_salted(secret):
    assert secret.n >= 2**14
    assert len(secret.salt) >= 16
    assert len(secret.key) >= 32
    other = Secret.of("4711")
    assert other.salt != secret.salt
    assert other.key != secret.key
    assert other.matches("4711")


def test_wide_digits_are_the_same_keys(secret):
    assert secret.matches("４７１１")


def test_a_pin_is_never_told(secret):
    assert secret.key.hex() not in repr(Record(secret))
    assert "key" not in repr(secret)


@pytest.mark.parametrize("pin", ["12 4", "ä1ß€", "x" * MOST, "\udc80abc"])
def test_any_characters_will_do(pin):
    assert flaw(pin) is None
    assert Secret.of(pin).matches(pin)


@given(st.integers(0, MOST + 20))
def test_the_length_alone_decides(length):
    found = flaw("7" * length)
    assert found is (Flaw.SHORT if length < LEAST else Flaw.LONG if length > MOST else None)


@pytest.mark.parametrize("pin", ["", "123", "x" * (MOST + 1)])
def test_pins_that_cannot_be_used_are_refused(pin):
    with pytest.raises(ValueError, match=r"short|long"):
        Secret.of(pin)


@pytest.mark.parametrize("pin", ["0000", "1234", "4321", "12345678", "1212", "abcd", "47114711"])
def test_pins_that_anybody_would_try(pin):
    assert easily_guessed(pin)


@pytest.mark.parametrize("pin", ["4711", "1357", "hunter2", "0815", "12345679"])
def test_pins_that_need_luck(pin):
    assert not easily_guessed(pin)


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_the_wait_never_shrinks_and_never_exceeds_its_bound(one, other):
    low, high = sorted((one, other))
    assert 0 <= wait_after(low) <= wait_after(high) <= LONGEST_WAIT


def test_the_wait_begins_after_a_slip_or_two_and_grows():
    waits = [wait_after(n) for n in range(12)]
    assert waits[: FREE_TRIES + 1] == [0.0] * (FREE_TRIES + 1)
    assert waits[FREE_TRIES + 1 : FREE_TRIES + 4] == [5.0, 10.0, 20.0]
    assert waits[-1] == LONGEST_WAIT


def test_no_file_is_no_lock(path):
    assert load(path) is None


records = st.builds(
    Record,
    st.builds(
        Secret,
        st.binary(min_size=16, max_size=64),
        st.binary(min_size=32, max_size=64),
        st.sampled_from([2**14, 2**15, 2**16]),
        st.integers(1, 8),
        st.integers(1, 16),
    ),
    st.booleans(),
    st.integers(0, 1_000_000),
    st.text(max_size=200),
)


@given(records)
@settings(max_examples=50, deadline=None)
def test_what_is_written_is_read(tmp_path_factory, record):
    path = tmp_path_factory.getbasetemp() / "round" / "lock.json"
    save(path, record)
    assert load(path) == record


def test_a_path_of_strange_bytes_survives(path, secret):
    record = Record(secret, locked=True, recipe=os.fsdecode(b"/parts/\xff.gonogo"))
    save(path, record)
    assert load(path) == record


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_the_file_is_its_owners_alone(path, secret):
    save(path, Record(secret))
    save(path, Record(secret, locked=True))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_damaged_byte_goes_unnoticed(tmp_path_factory, data):
    """A file that was changed anywhere is refused, or says the same as before."""
    path = tmp_path_factory.getbasetemp() / "damaged" / "lock.json"
    record = Record(Secret(b"s" * 16, b"k" * 32, 2**15, 8, 1), locked=True, failures=7, recipe="/a/b.gonogo")
    save(path, record)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    with contextlib.suppress(LockError):
        assert load(path) == record


def rewritten(record: Record, **changes) -> bytes:
    """A file with other values and a checksum that fits, as only somebody on purpose would make."""
    table = json.loads(pins._encode(record))
    del table["check"]
    scrypt = {**table["scrypt"], **changes.pop("scrypt", {})}
    table = {**table, "scrypt": scrypt, **changes}
    return json.dumps({**table, "check": pins._check(table)}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": True},
        {"locked": 1},
        {"locked": None},
        {"failures": -1},
        {"failures": 1.0},
        {"failures": 10**7},
        {"recipe": 5},
        {"scrypt": {"n": 2**13}},
        {"scrypt": {"n": 3 * 2**14}},
        {"scrypt": {"n": 2**62}},
        {"scrypt": {"n": 0}},
        {"scrypt": {"r": 0}},
        {"scrypt": {"r": 10**9}},
        {"scrypt": {"p": 0}},
        {"scrypt": {"p": 10**6}},
        {"scrypt": {"salt": ""}},
        {"scrypt": {"salt": "zz" * 16}},
        {"scrypt": {"key": "00"}},
        {"scrypt": {"key": "00" * 100}},
        {"scrypt": {"key": 5}},
    ],
    ids=str,
)
def test_values_out_of_range_are_refused_before_they_are_used(path, secret, changes):
    path.parent.mkdir()
    path.write_bytes(rewritten(Record(secret)))
    assert load(path) == Record(secret)
    path.write_bytes(rewritten(Record(secret), **changes))
    with pytest.raises(LockError, match="damaged"):
        load(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 16_000, b" " * 20_000, b'"' + b"x" * 100 + b'"'],
    ids=lambda content: repr(content[:8]),
)
def test_what_is_no_such_file_is_refused(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(LockError, match="damaged") as caught:
        load(path)
    assert caught.value.path == path
    assert "delete" in caught.value.hint


def test_a_folder_in_its_place_is_told(path):
    path.mkdir(parents=True)
    with pytest.raises(LockError, match="cannot be read"):
        load(path)


def test_what_cannot_be_written_is_told(tmp_path, secret):
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(GonogoError, match="could not be written"):
        save(tmp_path / "data" / "lock.json", Record(secret))


def test_a_failed_write_keeps_the_old_file(path, secret, monkeypatch):
    save(path, Record(secret))

    def fails(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(GonogoError, match="full"):
        save(path, replace(Record(secret), locked=True))
    assert load(path) == Record(secret)
