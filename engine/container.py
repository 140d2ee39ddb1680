"""One file of named parts in which every byte is accounted for.

The file is an ordinary ZIP archive, so that any tool can look inside, with four rules of its own:

- every part is stored, none is compressed: what is read is never larger than the file;
- the first part is named ``mimetype`` and says what the file is, as in EPUB and OpenDocument files;
- the last 64 bytes, the end of the archive's comment, are the SHA-256 of all bytes before them in
  hexadecimal digits, so that a change of any byte is found;
- times and attributes are constant, so that the same parts give the same file.
"""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

from engine.errors import RecipeError
from engine.files import atomic_write

MIME_PART = "mimetype"
_COMMENT = b"sha256:"
_COMMENT_LENGTH = len(_COMMENT) + 64
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READ = 1 << 20
_ZIP64_FROM = 1 << 30


def write_container(path: Path, mime_type: str, parts: Mapping[str, bytes | memoryview]) -> str:
    """Write parts to one file, atomically.

    Args:
        path: The file to write.
        mime_type: What the file is, for example ``application/x-gonogo``.
        parts: Content of every part by its name.

    Returns:
        SHA-256 of the whole file, 64 hexadecimal digits.

    Raises:
        ExportError: The file cannot be written.
    """
    with atomic_write(path) as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name, content in {MIME_PART: mime_type.encode(), **parts}.items():
                large = len(content) > _ZIP64_FROM
                with archive.open(zipfile.ZipInfo(name, _EPOCH), "w", force_zip64=large) as entry:
                    entry.write(content)
            # room for the digest, written below once everything before it is final
            archive.comment = _COMMENT + b"0" * 64
        stream.seek(0)
        digest, size = _digest_before_comment(stream)
        stream.seek(size - 64)
        stream.write(digest.encode())
        stream.seek(0)
        return hashlib.file_digest(cast(io.BytesIO, stream), "sha256").hexdigest()


class Container:
    """An open file of parts that was checked as a whole.

    Args:
        path: The file.
        mime_type: What it must be.
        what: The word for it in messages, such as "recipe".
        max_bytes: Larger files are refused.

    Raises:
        RecipeError: The file is missing, unreadable, too large, something else, or damaged.
    """

    def __init__(self, path: Path, mime_type: str, what: str, max_bytes: int) -> None:
        self._path = path
        self._what = what
        try:
            content = self._read_file(mime_type, max_bytes)
        except FileNotFoundError as error:
            raise self._error("does not exist", "Check its name and place.") from error
        except OSError as error:
            raise self._error(
                f"cannot be read ({error.strerror})", "Check the file and its permissions."
            ) from error
        self._content = memoryview(content)
        if len(content) < 22 + _COMMENT_LENGTH or content[-_COMMENT_LENGTH:-64] != _COMMENT:
            raise self.damaged()
        # one pass for both: the hash of all before the digest goes on to that of the whole file
        digest = hashlib.sha256(self._content[:-64])
        if content[-64:] != digest.hexdigest().encode():
            raise self.damaged()
        digest.update(content[-64:])
        self.sha256 = digest.hexdigest()
        self.names = self._directory(content)
        if self.read(MIME_PART) != mime_type.encode():
            raise self._another_kind()

    def _read_file(self, mime_type: str, max_bytes: int) -> bytes:
        """The whole file, after a look at its kind, its size and its first bytes."""
        status = self._path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise self._error("is a folder", "Choose the file itself.")
        # reading a pipe may wait for ever, and a device may have no end
        if not stat.S_ISREG(status.st_mode):
            raise self._error("is not a file", "Choose another one.")
        if status.st_size > max_bytes:
            raise self._error(
                f"is {status.st_size / 1e6:.0f} MB, which no {self._what} needs", "Choose another file."
            )
        mark = MIME_PART.encode() + mime_type.encode()
        with self._path.open("rb") as stream:
            if stream.read(30 + len(mark))[30:] != mark:
                raise self._another_kind()
            stream.seek(0)
            return stream.read()

    def _directory(self, content: bytes) -> dict[str, tuple[int, int]]:
        """Offset and size of every part, each stored as it is and inside the file."""
        places: dict[str, tuple[int, int]] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for info in archive.infolist():
                    stored = info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size
                    start = _start(content, info.header_offset)
                    if not stored or info.filename in places or start + info.file_size > len(content):
                        raise self.damaged()
                    places[info.filename] = (start, info.file_size)
        except (zipfile.BadZipFile, ValueError, IndexError, NotImplementedError) as error:
            raise self.damaged() from error
        return places

    def read(self, name: str, max_bytes: int | None = None) -> memoryview:
        """Content of a part, without a copy.

        Raises:
            RecipeError: There is no such part, or it is larger than ``max_bytes``.
        """
        if name not in self.names:
            raise self.damaged(f"its part {name} is missing")
        start, size = self.names[name]
        if max_bytes is not None and size > max_bytes:
            raise self.damaged(f"its part {name} is too large")
        return self._content[start : start + size]

    def damaged(self, why: str = "") -> RecipeError:
        """The error to raise where the content is not what was saved."""
        reason = f"is damaged: {why}" if why else "is damaged"
        return self._error(reason, "Copy it again from where it came from.")

    def _another_kind(self) -> RecipeError:
        return self._error(
            f"is not a Gonogo {self._what}", f"Choose a file that Gonogo saved as a {self._what}."
        )

    def _error(self, reason: str, hint: str) -> RecipeError:
        return RecipeError(f"The {self._what} {self._path.name} {reason}.", hint, self._path)


def _start(content: bytes, offset: int) -> int:
    """Where a part's content begins: after its local header, whose length the directory does not tell.

    Raises:
        ValueError: There is no such header.
    """
    header = content[offset : offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise ValueError("no local header")
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    return offset + 30 + name + extra


def _digest_before_comment(stream: IO[bytes]) -> tuple[str, int]:
    """SHA-256 of all bytes but the last 64, and the number of all bytes."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    digest = hashlib.sha256()
    left = max(0, size - 64)
    while left > 0:
        block = stream.read(min(_READ, left))
        if not block:
            break
        digest.update(block)
        left -= len(block)
    return digest.hexdigest(), size
