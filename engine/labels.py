"""Reading a folder whose pictures are sorted by what they show: good, or a kind of defect.

Two layouts are understood. In the layout of the MVTec AD data set,

    DIR/test/good/000.png      DIR/test/crack/000.png      DIR/ground_truth/crack/000_mask.png

DIR may also be the ``test`` folder itself. In the plain layout there is a folder of good parts beside one
folder for each kind of defect; masks, if there are any, lie as above:

    DIR/good/000.png           DIR/crack/000.png           DIR/ground_truth/crack/000_mask.png

The good parts' folder may be called ``good`` or ``ok``, names count in upper and lower case alike, and a mask
may have its picture's name without ``_mask``. Folders called ``train`` and hidden ones are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import GonogoError
from engine.images import SUFFIXES, scan

GOOD = "good"
"""The kind of every good part, whatever its folder is called."""

_GOOD_FOLDERS = frozenset({GOOD, "ok"})
_TEST_FOLDER = "test"
_MASK_FOLDER = "ground_truth"
_NO_KINDS = frozenset({_MASK_FOLDER, "train", "__macosx"})
_HINT = (
    "Choose a folder that has test/good and test/KIND (masks in ground_truth/KIND), or a folder good beside "
    "one folder for each kind of defect."
)


@dataclass(frozen=True, slots=True)
class LabelledPicture:
    """A picture of which it is known what it shows.

    Attributes:
        path: The picture.
        kind: :data:`GOOD`, or the name of the defect: that of its folder.
        mask: The file that marks the defect's pixels; None where there is none, and for good parts.
    """

    path: Path
    kind: str
    mask: Path | None = None

    @property
    def is_good(self) -> bool:
        """Whether the part is known to be good."""
        return self.kind == GOOD


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """What a labelled folder holds.

    Attributes:
        directory: The folder, as it was given.
        pictures: The good ones first, then kind by kind, each in natural order.
        problems: What was left out, or had no picture in it; each with its path.
    """

    directory: Path
    pictures: tuple[LabelledPicture, ...]
    problems: tuple[GonogoError, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the defects, in the order of the pictures."""
        return tuple(dict.fromkeys(p.kind for p in self.pictures if not p.is_good))


def read_labelled_folder(directory: Path) -> LabelledSet:
    """Find the pictures of a labelled folder, what each shows, and the masks that belong to them.

    A folder with nothing but good parts, or nothing but defective ones in a ``test`` folder, is fine: what
    it does not define stays undefined in the evaluation.

    Args:
        directory: A folder in one of the layouts that the module describes.

    Returns:
        Every picture found; at least one.

    Raises:
        GonogoError: The folder does not exist, cannot be read, has neither layout, or has no picture in it.
    """
    folders, masks = _layout(directory)
    pictures: list[LabelledPicture] = []
    problems: list[GonogoError] = _unlabelled(folders[0].parent)
    # sorted is stable, so that the kinds stay in natural order behind the good parts
    for folder in sorted(folders, key=lambda f: _kind(f) != GOOD):
        kind = _kind(folder)
        found = scan([folder])
        problems += found.problems
        marked = _Masks(masks, folder.name) if masks is not None and kind != GOOD else None
        if marked is not None:
            problems += marked.problems
        pictures += [
            LabelledPicture(path, kind, marked.find(path.relative_to(folder)) if marked else None)
            for path in found.files
        ]
    if not pictures:
        names = ", ".join(f.name for f in folders)
        raise GonogoError(f"{directory} has no pictures in its folders ({names}).", _HINT, directory)
    return LabelledSet(directory, tuple(pictures), tuple(problems))


def _layout(directory: Path) -> tuple[list[Path], Path | None]:
    """Folders of the kinds, in natural order, and the folder of the masks."""
    inside = _folders(directory)
    masks = _named(inside, _MASK_FOLDER)
    test = _named(inside, _TEST_FOLDER)
    if test is not None and (kinds := _kinds(_folders(test))):
        return kinds, masks
    name = directory.resolve().name.casefold()
    kinds = _kinds(inside) if name != _MASK_FOLDER else []
    # without good parts only the name of a test folder says that its folders are kinds
    if not kinds or not (name == _TEST_FOLDER or any(_kind(k) == GOOD for k in kinds)):
        names = ", ".join(f.name for f in inside[:8]) + (", ..." if len(inside) > 8 else "")
        found = f"its folders are {names}" if inside else "it has no folders"
        raise GonogoError(f"{directory} is not a labelled folder: {found}.", _HINT, directory)
    if masks is None and name == _TEST_FOLDER:
        masks = _named(_folders(directory.resolve().parent), _MASK_FOLDER)
    return kinds, masks


def _kinds(folders: Iterable[Path]) -> list[Path]:
    return [f for f in folders if f.name.casefold() not in _NO_KINDS]


def _kind(folder: Path) -> str:
    return GOOD if folder.name.casefold() in _GOOD_FOLDERS else folder.name


def _named(folders: Iterable[Path], name: str) -> Path | None:
    """The folder of that name, exactly so if there is one, otherwise in any case."""
    matching = [f for f in folders if f.name.casefold() == name.casefold()]
    return next((f for f in matching if f.name == name), matching[0] if matching else None)


def _folders(directory: Path) -> list[Path]:
    """Visible folders in a folder, in natural order."""
    from natsort import natsorted, ns

    try:
        found = [f for f in directory.iterdir() if f.is_dir() and not f.name.startswith(".")]
    except FileNotFoundError as error:
        raise GonogoError(f"{directory} does not exist.", _HINT, directory) from error
    except NotADirectoryError as error:
        raise GonogoError(f"{directory} is not a folder.", _HINT, directory) from error
    except OSError as error:
        raise GonogoError(
            f"{directory} cannot be read: {error.strerror or error}.",
            "Check that you may open this folder.",
            directory,
        ) from error
    return natsorted(found, key=lambda f: f.name, alg=ns.PATH | ns.IGNORECASE)


def _unlabelled(directory: Path) -> list[GonogoError]:
    """Say that pictures beside the folders of the kinds belong to none of them."""
    loose = [f.name for f in directory.iterdir() if f.suffix.lower() in SUFFIXES and f.is_file()]
    if not loose:
        return []
    return [
        GonogoError(
            f"{len(loose)} pictures directly in {directory} were left out; one is {min(loose)}."
            if len(loose) > 1
            else f"{loose[0]} directly in {directory} was left out.",
            "Put them into the folder good or into the folder of their defect.",
            directory,
        )
    ]


class _Masks:
    """The masks of one kind of defect, found by the names of their pictures."""

    def __init__(self, masks: Path, kind: str) -> None:
        self.problems: tuple[GonogoError, ...] = ()
        self._by_name: dict[str, Path] = {}
        folder = _named(_folders(masks), kind)
        if folder is None:
            return
        found = scan([folder])
        self.problems = found.problems
        names = [(path.relative_to(folder).with_suffix("").as_posix(), path) for path in found.files]
        for name, path in names:
            self._by_name.setdefault(name, path)
        for name, path in names:  # after all exact names, which come first
            self._by_name.setdefault(name.casefold(), path)

    def find(self, picture: Path) -> Path | None:
        """The mask of a picture, given relative to its kind's folder."""
        stem = picture.with_suffix("")
        for parent in (stem.parent, Path()):  # masks of pictures in subfolders may lie flat
            for name in (f"{stem.name}_mask", stem.name):
                key = (parent / name).as_posix()
                mask = self._by_name.get(key) or self._by_name.get(key.casefold())
                if mask is not None:
                    return mask
        return None
