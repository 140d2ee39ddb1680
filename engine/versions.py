"""Versions of recipes: every state that a recipe was in, kept so that one can go back to it.

A version is a whole recipe file, ``ID/SHA256.gonogo``, with a note beside it, ``ID/SHA256.json``: when and
why it was kept. The file alone is enough: a note that is missing or damaged is made anew from it, only the
reason is lost. One note a version, not one list for all, so that two programs that keep versions at the same
time never overwrite what the other has written, and damage stays where it is.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import logging
import re
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Annotated

import msgspec
from msgspec import Meta

from engine.errors import GonogoError, RecipeError
from engine.files import atomic_write, write_bytes, write_error
from engine.recipe import SUFFIX, Recipe, load, save

MOST_BYTES = 2_000_000_000
"""What all versions together may take on disk by default: some forty of the default size."""

KEPT_ALWAYS = 2
"""Newest versions of every recipe that are never deleted: the one in use, and one to go back to."""

TRAINED = "trained"
ROLLED_BACK = "rolled back"
LIMITS_MOVED = "limits moved"
REFERENCES_CHANGED = "reference parts changed"
OPENED = "opened"
"""Reasons for keeping a version; those of updates come from :func:`update_reason`."""

_SCHEMA = 1
_MOST_NOTE_BYTES = 100_000
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_ID = re.compile(r"[0-9a-f]{32}\Z")
_BEGUN = "begun-"
_STALE_SECONDS = 3600.0
_PINNING_SESSIONS = 20

log = logging.getLogger(__name__)


class _Note(msgspec.Struct, frozen=True):
    """What is noted beside a version; fields of later programs are passed over."""

    schema: Annotated[int, Meta(ge=1)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    parent: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]
    when: Annotated[str, Meta(max_length=64)]
    reason: Annotated[str, Meta(max_length=200)]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    n_images: Annotated[int, Meta(ge=2)]
    image_threshold: Annotated[float, Meta(gt=0)]


@dataclass(frozen=True, slots=True)
class Version:
    """One state that a recipe was in.

    Attributes:
        recipe_id: What all versions of the recipe have in common, 32 hexadecimal digits.
        sha256: Hash of the version's file, 64 hexadecimal digits.
        parent: Hash of the version that it was made from, empty where there was none.
        when: When it was kept, ISO 8601 with time zone.
        reason: Why, such as "trained" or "added 5 good parts"; empty where that is not known any more.
        name: The recipe's name then.
        n_images: Number of good parts.
        image_threshold: The limit, raw units.
        size: Of the file, bytes.
        path: The file.
    """

    recipe_id: str
    sha256: str
    parent: str
    when: str
    reason: str
    name: str
    n_images: int
    image_threshold: float
    size: int
    path: Path


def update_reason(added: int, removed: int) -> str:
    """Why an updated recipe is kept, for example "added 5 good parts, removed 1"."""
    words = []
    if added:
        words.append(f"added {added} good part{'s' if added > 1 else ''}")
    if removed:
        words.append(f"removed {removed}")
    return ", ".join(words)


class RecipeVersions:
    """The versions of all recipes below one folder.

    Args:
        folder: Where they are kept; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, recipe: Recipe, reason: str) -> Version:
        """Keep a recipe as a version; one that is kept already stays as it is.

        The file of a saved recipe is copied as it is, so that its hash stays the same.

        Args:
            recipe: The recipe, saved or not.
            reason: Why.

        Raises:
            ExportError: It cannot be written, for example because the disk is full; nothing half-made stays.
        """
        if not _ID.match(recipe.id):
            raise ValueError(f"{recipe.id!r} is no id of a recipe")
        folder = self.folder / recipe.id
        if recipe.sha256 and (kept := folder / f"{recipe.sha256}{SUFFIX}").is_file():
            return self._version(kept) or self._noted(recipe, kept, reason)
        made = self._copied(recipe, folder) or self._written(recipe, folder)
        return self._version(made) or self._noted(replace(recipe, sha256=made.stem), made, reason)

    def versions(self, recipe_id: str) -> tuple[Version, ...]:
        """All versions of a recipe, newest first; files that are no versions are passed over."""
        if not _ID.match(recipe_id):
            return ()
        return _newest_first(self._found(self.folder / recipe_id))

    def find(self, sha256: str) -> Path | None:
        """The file of a version, by the hash of the recipe's file; None if it is not kept."""
        if not _SHA256.match(sha256):
            return None
        for folder in self._folders():
            path = folder / f"{sha256}{SUFFIX}"
            if path.is_file():
                return path
        return None

    def load(self, version: Version) -> Recipe:
        """Read a version.

        Returns:
            The recipe, with no path of its own: to save it means to choose where.

        Raises:
            RecipeError: Its file is gone or damaged; the message says which.
        """
        name, when = version.name, version.when[:16].replace("T", " ")
        hint = "Choose another version."
        if not version.path.exists():
            raise RecipeError(f"The version of {name} of {when} is no longer there.", hint, version.path)
        try:
            recipe = load(version.path)
        except RecipeError as error:
            # another program may have made room in just this moment
            message = (
                f"The version of {name} of {when} cannot be read. {error.message}"
                if version.path.exists()
                else f"The version of {name} of {when} is no longer there. {error.message}"
            )
            raise RecipeError(message, hint, version.path) from error
        if recipe.sha256 != version.sha256 or recipe.id != version.recipe_id:
            raise RecipeError(f"The version of {name} of {when} is not what was kept.", hint, version.path)
        return replace(recipe, path=None)

    def size(self) -> int:
        """Bytes that all versions of all recipes take on disk."""
        total = 0
        for folder in self._folders():
            for path in folder.glob(f"*{SUFFIX}"):
                with contextlib.suppress(OSError):
                    total += path.stat().st_size
        return total

    def prune(self, most_bytes: int = MOST_BYTES, keep: Collection[str] = ()) -> tuple[Version, ...]:
        """Delete the oldest versions of all recipes until the others fit.

        The two newest of every recipe always stay, and so do those that are named, even if they do not fit.

        Args:
            most_bytes: What all versions together may take.
            keep: Hashes of versions that are still needed, for example by a session.

        Returns:
            The versions that were deleted, oldest first.
        """
        found: list[Version] = []
        spare: list[Version] = []
        for folder in self._folders():
            _tidy(folder)
            here = _newest_first(self._found(folder))
            found += here
            spare += here[KEPT_ALWAYS:]
        total = sum(version.size for version in found)
        deleted = []
        for version in sorted(spare, key=_age):
            if total <= most_bytes:
                break
            if version.sha256 in keep:
                continue
            # one that another program has open on Windows cannot be deleted now; another time it can
            with contextlib.suppress(OSError):
                version.path.unlink(missing_ok=True)
                _note_path(version.path).unlink(missing_ok=True)
                total -= version.size
                deleted.append(version)
        return tuple(deleted)

    # ---- inside

    def _folders(self) -> Iterator[Path]:
        try:
            entries = sorted(self.folder.iterdir())
        except OSError:
            return
        yield from (entry for entry in entries if _ID.match(entry.name) and entry.is_dir())

    def _found(self, folder: Path) -> list[Version]:
        try:
            paths = [path for path in folder.iterdir() if path.suffix == SUFFIX and _SHA256.match(path.stem)]
        except OSError:
            return []
        return [version for path in paths if (version := self._version(path) or self._recovered(path))]

    @staticmethod
    def _version(path: Path) -> Version | None:
        """What the note beside a file says; None where there is none that can be believed."""
        note = _note_path(path)
        try:
            size = path.stat().st_size
            if note.stat().st_size > _MOST_NOTE_BYTES:
                return None
            about = msgspec.json.decode(note.read_bytes(), type=_Note)
            datetime.datetime.fromisoformat(about.when).astimezone()
        except (OSError, ValueError, OverflowError, RecursionError):
            return None
        return _made(about, path, size) if about.sha256 == path.stem else None

    @staticmethod
    def _recovered(path: Path) -> Version | None:
        """What the file itself says; None if it is damaged or no version of this recipe."""
        try:
            recipe = load(path)
            status = path.stat()
        except (GonogoError, OSError) as error:
            log.warning("passing over a version: %s", error)
            return None
        if recipe.sha256 != path.stem or recipe.id != path.parent.name:
            return None
        about = _about(recipe, "", datetime.datetime.fromtimestamp(status.st_mtime).astimezone())
        # where it cannot be noted, the list is only as slow the next time
        with contextlib.suppress(GonogoError):
            _write(about, path)
        return _made(about, path, status.st_size)

    @staticmethod
    def _noted(recipe: Recipe, path: Path, reason: str) -> Version:
        """Note now why a file was kept."""
        about = _about(recipe, reason, datetime.datetime.now().astimezone())
        _write(about, path)
        return _made(about, path, _size(path))

    @staticmethod
    def _copied(recipe: Recipe, folder: Path) -> Path | None:
        """A copy of the file that the recipe came from or was saved to, if it is still that file."""
        if recipe.path is None or not recipe.sha256:
            return None
        target = folder / f"{recipe.sha256}{SUFFIX}"
        try:
            with recipe.path.open("rb") as source, atomic_write(target) as stream:
                digest = hashlib.sha256()
                while block := _read(source):
                    digest.update(block)
                    stream.write(block)
                if digest.hexdigest() != recipe.sha256:
                    raise _Changed
        except (_Changed, OSError):
            return None
        return target

    @staticmethod
    def _written(recipe: Recipe, folder: Path) -> Path:
        """The recipe as a file of its own; what it is called is known only when it is complete."""
        begun = folder / f"{_BEGUN}{uuid.uuid4().hex}{SUFFIX}"
        saved = save(recipe, begun)
        target = folder / f"{saved.sha256}{SUFFIX}"
        try:
            if target.is_file():
                begun.unlink()
            else:
                begun.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                begun.unlink()
            raise write_error(target, error) from error
        return target


def make_room(
    kept: RecipeVersions, sessions: Path, keep: Collection[str] = (), most_bytes: int = MOST_BYTES
) -> tuple[Version, ...]:
    """Delete the oldest versions where there are too many, but none that a recent session needs.

    Args:
        kept: The versions.
        sessions: Folder of the sessions; those changed last pin the versions that they were judged by.
        keep: Hashes of further versions that stay.
        most_bytes: What all versions together may take.

    Returns:
        The versions that were deleted, oldest first.
    """
    if kept.size() <= most_bytes:
        return ()
    from engine.session import list_sessions

    recent, _problems = list_sessions(sessions)
    needed = {session.recipe_sha256 for session in recent[:_PINNING_SESSIONS]}
    return kept.prune(most_bytes, {*keep, *needed})


class _Changed(Exception):  # noqa: N818 - nobody but this module sees it
    """The file is not the one that the recipe came from."""


def _read(source: IO[bytes]) -> bytes:
    """The next bytes of a file; whatever keeps them from being read is not the fault of where they go."""
    try:
        return source.read(1 << 20)
    except OSError as error:
        raise _Changed from error


def _about(recipe: Recipe, reason: str, when: datetime.datetime) -> _Note:
    return _Note(
        schema=_SCHEMA,
        sha256=recipe.sha256,
        parent=recipe.parent,
        when=when.isoformat(timespec="milliseconds"),
        reason=reason[:200],
        name=recipe.name,
        n_images=recipe.n_images,
        image_threshold=recipe.limits.image_threshold,
    )


def _write(about: _Note, path: Path) -> None:
    write_bytes(_note_path(path), msgspec.json.format(msgspec.json.encode(about), indent=1))


def _made(about: _Note, path: Path, size: int) -> Version:
    return Version(
        recipe_id=path.parent.name,
        sha256=about.sha256,
        parent=about.parent,
        when=about.when,
        reason=about.reason,
        name=about.name,
        n_images=about.n_images,
        image_threshold=about.image_threshold,
        size=size,
        path=path,
    )


def _note_path(path: Path) -> Path:
    return path.with_suffix(".json")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise write_error(path, error) from error


def _age(version: Version) -> tuple[datetime.datetime, str]:
    """Sorts versions, oldest first."""
    return datetime.datetime.fromisoformat(version.when).astimezone(), version.sha256


def _newest_first(versions: Iterable[Version]) -> tuple[Version, ...]:
    return tuple(sorted(versions, key=_age, reverse=True))


def _tidy(folder: Path) -> None:
    """Delete what a program that was stopped half-way left behind, and notes of files that are gone."""
    now = datetime.datetime.now().timestamp()
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            begun = path.name.startswith(_BEGUN) or path.suffix == ".part"
            orphan = path.suffix == ".json" and not path.with_suffix(SUFFIX).exists()
            if (begun or orphan) and now - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink(missing_ok=True)
