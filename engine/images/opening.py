"""Getting at a file's bytes without ever waiting, crashing or filling the memory; and naming what failed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from engine.errors import Cancelled, GonogoError, ImageError
from engine.images.formats import MAX_FILE_BYTES

COPY_AGAIN = "Copy it again from where it came from, or leave it out."


class Unusable(Exception):  # noqa: N818 - turned into an ImageError before anybody sees it
    """What is wrong with a picture, said by code that does not know the file's name.

    Args:
        problem: The rest of a sentence that begins with the file's name, without the full stop.
        hint: What to do about it.
    """

    def __init__(self, problem: str, hint: str = COPY_AGAIN) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


def cut_off() -> Unusable:
    """The file ends too early."""
    return Unusable("is cut off: the file ends before the picture does")


def shown(path: Path) -> str:
    """The file's name for people: without folders, and printable whatever bytes it is made of."""
    name = path.name or str(path)
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


@contextlib.contextmanager
def blame(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong inside into an :class:`ImageError` that names ``path``.

    Decoders raise nearly everything on damaged files (SyntaxError, struct.error, zlib.error,
    MemoryError, cv2.error ...), so nothing but what was raised on purpose passes unchanged.
    """
    try:
        yield
    except (GonogoError, Cancelled):
        raise
    except Unusable as error:
        raise ImageError(f"{shown(path)} {error.problem}.", error.hint, path) from error
    except MemoryError as error:
        raise ImageError(
            f"{shown(path)} does not fit into the memory that is free.", "Close other programs.", path
        ) from error
    except OSError as error:
        # Pillow's own complaints are OSErrors too, but without a number
        raise (fault(path, error) if error.errno is not None else _damaged(path, error)) from error
    except Exception as error:
        raise _damaged(path, error) from error


def fault(path: Path, error: OSError) -> ImageError:
    """Say what an operating system's error while reading ``path`` means and what to do."""
    name, number = shown(path), error.errno
    if number in (errno.ENOENT, errno.ENOTDIR):
        if os.path.lexists(path):
            return ImageError(
                f"{name} is a link to something that does not exist.", "Restore what it points to.", path
            )
        return ImageError(
            f"{name} does not exist.", "It may have been moved, renamed or deleted: choose it again.", path
        )
    if number in (errno.EACCES, errno.EPERM):
        return ImageError(
            f"{name} may not be read: no permission.", "Ask for the right to read it, or copy it.", path
        )
    if number == errno.ELOOP:
        return ImageError(f"{name} is a link that leads back to itself.", "Remove the link.", path)
    if number == errno.ENAMETOOLONG:
        return ImageError(f"{name} has too long a name or path.", "Move or rename it.", path)
    reason = error.strerror or str(error)
    return ImageError(
        f"{name} could not be read: {reason}.", "Check the drive or the network and try again.", path
    )


def special(path: Path) -> ImageError:
    """The error for devices, pipes and sockets."""
    return ImageError(
        f"{shown(path)} is a device or pipe, not a file.", "Choose a picture file instead.", path
    )


@contextlib.contextmanager
def open_file(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file for reading, unbuffered, and close it afterwards.

    Pipes and devices are refused before they are opened: opening a pipe may wait for ever, and opening
    a device may do something.

    Args:
        path: The file.

    Yields:
        The open file and its size in bytes, 1 to :data:`MAX_FILE_BYTES`.

    Raises:
        ImageError: There is no such file, it may not be read, it is a folder or a special file, or it
            is empty or too large. Errors inside the ``with`` block become ImageErrors too.
    """
    with blame(path):
        _check_kind(path, path.stat().st_mode)
        with open(path, "rb", buffering=0, opener=_open_without_waiting) as stream:
            status = os.fstat(stream.fileno())
            # what was a file a moment ago may have been replaced
            _check_kind(path, status.st_mode)
            check_bytes(status.st_size)
            yield stream, status.st_size


def read_file(path: Path) -> bytes:
    """The whole content of a regular file; see :func:`open_file` for what is refused."""
    with open_file(path) as (stream, size):
        parts: list[bytes] = []
        wanted = size
        while wanted > 0 and (part := stream.read(wanted)):
            parts.append(part)
            wanted -= len(part)
        if wanted > 0:
            raise Unusable(
                "became shorter while it was being read", "Wait until it is complete, then try again."
            )
        return parts[0] if len(parts) == 1 else b"".join(parts)


def check_bytes(size: int) -> None:
    """Refuse files that are empty or larger than :data:`MAX_FILE_BYTES`."""
    if size == 0:
        raise Unusable("is empty (0 bytes)")
    if size > MAX_FILE_BYTES:
        raise Unusable(
            f"has {size / 2**20:,.0f} MB; at most {MAX_FILE_BYTES / 2**20:,.0f} MB can be read",
            "Crop the picture or scale it down.",
        )


def _open_without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _check_kind(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise ImageError(f"{shown(path)} is a folder, not a picture.", "Choose the pictures in it.", path)
    if not stat.S_ISREG(mode):
        raise special(path)


def _damaged(path: Path, error: Exception) -> ImageError:
    if "truncated" in str(error).lower():
        return ImageError(f"{shown(path)} is cut off: it cannot be decoded.", COPY_AGAIN, path)
    return ImageError(f"{shown(path)} is damaged: it cannot be decoded.", COPY_AGAIN, path)
