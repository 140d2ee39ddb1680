"""Writing files so that nothing is ever half there: beside the target, then renamed onto it."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from engine.errors import ExportError


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file beside ``path`` for writing; rename it onto ``path`` when all went well.

    Whatever existed at ``path`` stays untouched until the new content is complete and on disk.
    Missing parent folders are made.

    Args:
        path: The file to write.

    Yields:
        A binary file object, open for writing and reading, seekable.

    Raises:
        ExportError: The folder or the file cannot be written, or the disk is full.
    """
    temporary: Path | None = None
    # a link stays a link: what it points to is what is written
    path = Path(os.path.realpath(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files private; results are meant to be read by colleagues
        temporary.chmod(_permissions(path))
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` atomically; see :func:`atomic_write`."""
    with atomic_write(path) as stream:
        stream.write(content)


def write_error(path: Path, error: OSError) -> ExportError:
    """Say what an operating system's error while writing ``path`` means and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ExportError(
            f"{path} could not be written: the disk is full.",
            "Free some space or choose another place.",
            path,
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ExportError(
            f"{path} could not be written: no permission.", "Choose a folder that you may write to.", path
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return ExportError(
            f"{path} could not be written: a file or folder of that name is in the way.",
            "Choose another name.",
            path,
        )
    return ExportError(
        f"{path} could not be written: {error.strerror or error}.", "Check the place and try again.", path
    )


def _permissions(path: Path) -> int:
    """Mode of the file that is replaced, or what the user's umask gives a new one."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    # to read the mask is to set it for a moment, for all threads: what they make then is rather too private
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
