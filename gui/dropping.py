"""What is being dropped or pasted, and what will happen with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData

from gui.words import grouped

RECIPE_SUFFIX = ".gonogo"

PICTURE_SUFFIXES = frozenset(
    (".bmp", ".dib", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
)
"""What is taken for a picture while it is dragged; whether it is one is found out by reading it."""


class Intent(StrEnum):
    """What dropping does."""

    NOTHING = "nothing"
    OPEN = "open"
    INSPECT = "inspect"
    OPEN_AND_INSPECT = "open and inspect"
    GOOD = "good parts"
    EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True)
class Drop:
    """Files and folders that are dragged, dropped, pasted or given as arguments.

    Attributes:
        images: Picture files, by their names.
        folders: Folders, to be searched for pictures.
        recipes: Recipe files.
        others: Anything else.
        picture: Whether there is a picture that is no file, as from the clipboard.
    """

    images: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    recipes: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    picture: bool = False

    @property
    def pictures(self) -> tuple[Path, ...]:
        """Where pictures are to be looked for: files and folders."""
        return self.images + self.folders

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.images or self.folders or self.recipes or self.others or self.picture)

    @classmethod
    def of_paths(cls, paths: Iterable[Path]) -> Drop:
        """Sort paths by what they are; each is counted once."""
        images: list[Path] = []
        folders: list[Path] = []
        recipes: list[Path] = []
        others: list[Path] = []
        for path in dict.fromkeys(paths):
            suffix = path.suffix.lower()
            # a name tells enough while a thousand files hang on the pointer; only the rest is looked at
            if suffix in PICTURE_SUFFIXES:
                images.append(path)
            elif suffix == RECIPE_SUFFIX:
                recipes.append(path)
            elif _is_folder(path):
                folders.append(path)
            else:
                others.append(path)
        # a folder may be called "parts.png"
        for path in [path for path in images[:64] if _is_folder(path)]:
            images.remove(path)
            folders.append(path)
        return cls(tuple(images), tuple(folders), tuple(recipes), tuple(others))

    @classmethod
    def of_mime(cls, mime: QMimeData) -> Drop:
        """What a drag or the clipboard holds; addresses that are no local files are left out."""
        if mime.hasUrls():
            paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
            if paths:
                return cls.of_paths(paths)
        if mime.hasText() and not mime.hasImage():
            return cls.of_paths(paths_in_text(mime.text()))
        return cls(picture=mime.hasImage())


def paths_in_text(text: str) -> list[Path]:
    """Existing files and folders named in pasted text, one a line, with or without quotes."""
    if len(text) > 1_000_000:
        return []
    found = []
    for line in text.splitlines():
        word = line.strip().strip("\"'")
        if word.startswith("file://"):
            from PySide6.QtCore import QUrl

            word = QUrl(word).toLocalFile()
        if not word or "\0" in word:
            continue
        path = Path(word).expanduser() if word.startswith("~/") else Path(word)
        try:
            if path.is_absolute() and path.exists():
                found.append(path)
        except OSError:  # such as a name too long
            continue
    return found


def usual_intent(drop: Drop) -> Intent:
    """What happens with a drop where a page has no wish of its own."""
    if len(drop.recipes) > 1:
        return Intent.NOTHING
    pictures = bool(drop.pictures) or drop.picture
    if drop.recipes:
        return Intent.OPEN_AND_INSPECT if pictures else Intent.OPEN
    return Intent.INSPECT if pictures else Intent.NOTHING


def hint(intent: Intent, drop: Drop, recipe: str = "") -> str:
    """What will happen, in words, for showing while dragging.

    Args:
        intent: What will be done.
        drop: With what.
        recipe: Name of the open recipe; empty if there is none.
    """
    tr = QCoreApplication.translate
    words = {
        Intent.NOTHING: tr("Drop", "Drop pictures, folders or a recipe here"),
        Intent.OPEN: tr("Drop", "Open the recipe {name}"),
        Intent.OPEN_AND_INSPECT: tr("Drop", "Open the recipe {name} and inspect {what}"),
        Intent.GOOD: tr("Drop", "Add {what} as good parts"),
        Intent.EVALUATE: tr("Drop", "Compare the verdicts of {recipe} with the labels in {what}")
        if recipe
        else tr("Drop", "Evaluate {what}: you will be asked for a recipe"),
        Intent.INSPECT: tr("Drop", "Inspect {what} with {recipe}")
        if recipe
        else tr("Drop", "Inspect {what}: you will be asked for a recipe"),
    }[intent]
    if intent is Intent.NOTHING and len(drop.recipes) > 1:
        words = tr("Drop", "Drop one recipe at a time")
    name = drop.recipes[0].stem if drop.recipes else ""
    return words.format(name=name, what=describe(drop), recipe=recipe)


def describe(drop: Drop) -> str:
    """The pictures of a drop in words, such as "3 pictures and 1 folder"."""
    tr = QCoreApplication.translate
    words = []
    count = len(drop.images) + drop.picture
    if count == 1:
        words.append(tr("Drop", "1 picture"))
    elif count:
        words.append(tr("Drop", "{n} pictures").format(n=grouped(count)))
    if len(drop.folders) == 1:
        words.append(tr("Drop", "the folder {name}").format(name=drop.folders[0].name or drop.folders[0]))
    elif drop.folders:
        words.append(tr("Drop", "{n} folders").format(n=grouped(len(drop.folders))))
    return tr("Drop", " and ").join(words)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
