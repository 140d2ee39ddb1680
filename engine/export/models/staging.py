"""Writing several files that belong together: all of them appear, or none."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.errors import ExportError, first_line
from engine.files import write_error

_PROBE_BYTES = 16 << 20


@contextlib.contextmanager
def staging(directory: Path) -> Iterator[Path]:
    """A hidden folder inside ``directory``, on the same disk, that is gone afterwards.

    Args:
        directory: Where the files will be; made if it is missing.

    Yields:
        The folder to write to; :func:`publish` moves its files out.

    Raises:
        ExportError: The folder cannot be made, or something in it cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".gonogo.", suffix=".part", dir=directory))
    except OSError as error:
        raise write_error(directory, error) from error
    try:
        yield folder
    except OSError as error:
        raise write_error(_meant(error, folder, directory), error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, directory: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """Move finished files to where they belong, in the given order, overwriting nothing.

    Args:
        folder: Where they were written, from :func:`staging`.
        directory: Where they belong.
        names: Their names.

    Returns:
        Where they are now.

    Raises:
        ExportError: A name is taken by now, or a file cannot be moved; then none of them is there.
    """
    for name in names:
        with (folder / name).open("rb+") as stream:
            os.fsync(stream.fileno())
    moved: list[Path] = []
    try:
        for name in names:
            target = directory / name
            if os.path.lexists(target):
                raise write_error(target, FileExistsError(errno.EEXIST, "exists"))
            (folder / name).rename(target)
            moved.append(target)
    except (OSError, ExportError) as error:
        for path in moved:
            with contextlib.suppress(OSError):
                path.unlink()
        if isinstance(error, ExportError):
            raise
        raise write_error(target, error) from error
    return tuple(moved)


def reason_for(error: Exception, path: Path) -> OSError:
    """What the operating system has to say about a library's failure to write ``path``.

    Libraries tell that a write failed, but not why; a write of our own to the same place does.
    """
    try:
        with tempfile.TemporaryFile(dir=path.parent) as stream:
            stream.write(bytes(_PROBE_BYTES))
            stream.flush()
    except OSError as reason:
        return reason
    return OSError(first_line(error))


def _meant(error: OSError, folder: Path, directory: Path) -> Path:
    """The path that people know, for an error about a path in the hidden folder."""
    if isinstance(error.filename, str) and Path(error.filename).parent == folder:
        return directory / Path(error.filename).name
    return directory
