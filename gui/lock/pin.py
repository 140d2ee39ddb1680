"""The engineer's PIN, and the small file that it is kept in.

The file holds no PIN but its scrypt hash, whether the lock is on, how many wrong PINs were tried, and the
recipe of this station. What its presence means:

- no file: no PIN was ever set, or somebody with access to the data folder took the lock off on purpose;
- a file that cannot be read or does not add up: the lock is on and no PIN opens it, because nobody knows what
  it said. Deleting the file is the way out, for those who may.

Times are not kept: the wait after wrong PINs is counted from the start of the program anew, so that neither
starting again nor setting the computer's clock makes it shorter.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import itertools
import json
import os
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.errors import GonogoError
from engine.files import write_bytes

VERSION = 1
"""Version of the file that this program writes."""
LEAST, MOST = 4, 64
"""Fewest and most characters of a PIN."""
FREE_TRIES = 2
"""Wrong PINs that cost no wait: anybody's finger slips."""
FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0
"""Seconds to wait after the first wrong PIN beyond those, doubled with every further one up to the second."""

_N, _R, _P = 2**15, 8, 1
_SALT_BYTES, _KEY_BYTES = 16, 32
_MOST_MEMORY = 256 << 20
_MOST_BYTES = 16 << 10
_MOST_FAILURES = 1_000_000


class LockError(GonogoError):
    """The file of the operator lock is damaged, cannot be read or cannot be written."""


class Flaw(StrEnum):
    """Why a PIN cannot be used."""

    SHORT = "short"
    LONG = "long"


def flaw(pin: str) -> Flaw | None:
    """Why a PIN cannot be used; None if it can."""
    length = len(_plain(pin))
    if length < LEAST:
        return Flaw.SHORT
    return Flaw.LONG if length > MOST else None


def easily_guessed(pin: str) -> bool:
    """Whether it is among the first that anybody would try: 0000, 1234, 8765, 1212, ..."""
    codes = [ord(letter) for letter in _plain(pin)]
    steps = {later - earlier for earlier, later in itertools.pairwise(codes)}
    return (len(steps) <= 1 and steps <= {-1, 0, 1}) or codes[: len(codes) // 2] * 2 == codes


def wait_after(failures: int) -> float:
    """Seconds to wait after so many wrong PINs in a row, 0 to :data:`LONGEST_WAIT`; never fewer for more."""
    if failures <= FREE_TRIES:
        return 0.0
    doublings = min(failures - FREE_TRIES - 1, 30)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Secret:
    """Hash of a PIN: scrypt (RFC 7914) with its parameters.

    Attributes:
        salt: Random bytes, 16 to 64.
        key: The hash, 32 to 64 bytes.
        n: Cost, a power of two, 2**14 or more; takes ``128 * n * r`` bytes of memory.
        r: Block size.
        p: Parallelisation.
    """

    salt: bytes = field(repr=False)
    key: bytes = field(repr=False)
    n: int
    r: int
    p: int

    @classmethod
    def of(cls, pin: str) -> Secret:
        """Hash a PIN with a salt of its own; takes about a tenth of a second.

        Raises:
            ValueError: The PIN cannot be used; see :func:`flaw`.
        """
        if reason := flaw(pin):
            raise ValueError(reason)
        salt = os.urandom(_SALT_BYTES)
        return cls(salt, _scrypt(pin, salt, _N, _R, _P, _KEY_BYTES), _N, _R, _P)

    def matches(self, pin: str) -> bool:
        """Whether it is the hash of this PIN; takes as long for every PIN."""
        return hmac.compare_digest(_scrypt(pin, self.salt, self.n, self.r, self.p, len(self.key)), self.key)


@dataclass(frozen=True, slots=True)
class Record:
    """What the file holds.

    Attributes:
        secret: Hash of the PIN.
        locked: Whether the lock is on.
        failures: Wrong PINs since the last right one.
        recipe: Path of the recipe that the station was locked with; empty if there was none.
    """

    secret: Secret
    locked: bool = False
    failures: int = 0
    recipe: str = ""


def load(path: Path) -> Record | None:
    """Read the file.

    Returns:
        What it holds; None if there is no file.

    Raises:
        LockError: It is damaged or cannot be read.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LockError(
            f"The operator lock in {path} cannot be read ({error.strerror}), so the lock stays on.",
            "Whoever looks after this computer can give Gonogo access to it, or delete it.",
            path,
        ) from error
    try:
        return _decode(content)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise LockError(
            f"The operator lock in {path} is damaged, so the lock stays on and no PIN opens it.",
            "Whoever looks after this computer can delete that file and start Gonogo again.",
            path,
        ) from error


def save(path: Path, record: Record) -> None:
    """Write the file, for the eyes of its owner alone.

    Raises:
        GonogoError: It cannot be written.
    """
    write_bytes(path, _encode(record))
    with contextlib.suppress(OSError):  # a file system without permissions
        path.chmod(0o600)


def _encode(record: Record) -> bytes:
    secret = record.secret
    table = {
        "version": VERSION,
        "locked": record.locked,
        "failures": min(record.failures, _MOST_FAILURES),
        "recipe": record.recipe,
        "scrypt": {
            "n": secret.n,
            "r": secret.r,
            "p": secret.p,
            "salt": secret.salt.hex(),
            "key": secret.key.hex(),
        },
    }
    return json.dumps({**table, "check": _check(table)}, indent=1).encode()


def _decode(content: bytes) -> Record:
    """Make a record from the file's bytes; whatever does not fit is an error of Python's own kinds."""
    if len(content) > _MOST_BYTES:
        raise ValueError("too large")
    table = json.loads(content)
    if _typed(table, "version", int) != VERSION:
        raise ValueError("another version")
    check = _typed(table, "check", str)
    if check != _check({key: value for key, value in table.items() if key != "check"}):
        raise ValueError("the checksum is another")
    scrypt = _typed(table, "scrypt", dict)
    n, r, p = (_typed(scrypt, name, int) for name in ("n", "r", "p"))
    salt, key = (bytes.fromhex(_typed(scrypt, name, str)) for name in ("salt", "key"))
    sound = (
        n >= 2**14
        and n & (n - 1) == 0
        and r >= 1
        and 128 * n * r <= _MOST_MEMORY
        and 1 <= p <= 16
        and 16 <= len(salt) <= 64
        and 32 <= len(key) <= 64
    )
    failures = _typed(table, "failures", int)
    if not sound or not 0 <= failures <= _MOST_FAILURES:
        raise ValueError("out of range")
    recipe = _typed(table, "recipe", str)
    return Record(Secret(salt, key, n, r, p), _typed(table, "locked", bool), failures, recipe)


def _typed(table: Any, name: str, kind: type) -> Any:
    value = table[name]
    # True is an int for Python, but not for us
    if type(value) is not kind:
        raise TypeError(name)
    return value


def _check(table: dict[str, Any]) -> str:
    """Tells a damaged file from a sound one; whoever may write the file can make it, too."""
    text = json.dumps(table, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(pin: str) -> str:
    """The same characters for the same keys: some keyboards write wide digits."""
    return unicodedata.normalize("NFKC", pin)


def _scrypt(pin: str, salt: bytes, n: int, r: int, p: int, size: int) -> bytes:
    return hashlib.scrypt(
        _plain(pin).encode("utf-8", "surrogatepass"),
        salt=salt,
        n=n,
        r=r,
        p=p,
        maxmem=_MOST_MEMORY + (64 << 20),
        dklen=size,
    )
