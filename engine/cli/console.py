"""What the command line says, and where: results on standard output, everything else on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from engine.errors import GonogoError
from engine.files import write_bytes, write_error

STDOUT = Path("-")
"""Where JSON goes when the person says ``-``."""


class NoReader(Exception):  # noqa: N818 - nothing went wrong: somebody has seen enough
    """Nobody reads standard output any more, as after ``| head``."""


def style(text: str, colour: str) -> str:
    """Coloured text; :func:`tell` and :func:`say` drop the colour where there is no terminal."""
    return click.style(text, fg=colour)


def safe(text: object) -> str:
    r"""Text from outside, such as a file's name, that cannot move the cursor or fake another line.

    Returns:
        The same text; control characters and bytes that are not UTF-8 appear as ``\n`` or ``\xfc``.
    """
    from engine.export.wording import readable

    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in readable(str(text))
    )


def tell(text: str = "") -> None:
    """Print a line of the result to standard output.

    Raises:
        ExportError: It cannot be written.
        NoReader: Nobody reads it any more.
    """
    with _writing_stdout():
        _print(text, error=False)


def say(text: str) -> None:
    """Tell the person something that is not the result; never on standard output."""
    # nobody can be told that nothing can be said
    with contextlib.suppress(OSError):
        _print(text, error=True)


def say_error(error: GonogoError) -> None:
    """Tell the person what went wrong and what to do about it."""
    say(f"{click.style('Error:', fg='red', bold=True)} {safe(error.message)}")
    if error.hint:
        say(safe(error.hint))


def say_left_out(left_out: Sequence[Mapping[str, str]]) -> None:
    """Name the files that were left out, why, and what to do about it."""
    for left in left_out:
        say(safe(f"Left out: {left['reason']} {left['hint']}".rstrip()))


def _print(text: str, *, error: bool) -> None:
    from engine.export.wording import readable

    stream = sys.stderr if error else sys.stdout
    line = readable(text)
    # a pipe on Windows may know neither tick nor umlaut
    encoding = getattr(stream, "encoding", None) or "utf-8"
    line = line.encode(encoding, "backslashreplace").decode(encoding)
    # https://no-color.org
    colour = False if os.environ.get("NO_COLOR") else None
    click.echo(line, file=stream, color=colour)


def write_json(document: Mapping[str, Any], target: Path) -> None:
    """Write a document to a file, or to standard output for ``-``.

    Raises:
        ExportError: It cannot be written.
        NoReader: Nobody reads standard output any more.
    """
    from engine.export.json_report import json_bytes

    content = json_bytes(_encodable(document))
    if target != STDOUT:
        write_bytes(target, content)
        return
    with _writing_stdout():
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def _encodable(value: Any) -> Any:
    """The same document with every text made such that it can be encoded, whatever files are called."""
    from engine.export.wording import readable

    if isinstance(value, str):
        return readable(value)
    if isinstance(value, Mapping):
        return {readable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value


@contextlib.contextmanager
def _writing_stdout() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _silence_stdout()
        if isinstance(error, BrokenPipeError):
            raise NoReader from error
        raise write_error(Path("Standard output"), error) from error


def _silence_stdout() -> None:
    """Send what is still waiting to be written nowhere, so that Python does not try again when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
