"""Where results are written to, and whether they can be."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

from engine.colour import DEFAULT_COLOUR_MAP, lookup_table
from engine.errors import ExportError
from engine.export.overlays import DEFAULT_OPACITY
from engine.export.sorted_copies import check_folder
from engine.files import write_error


@dataclass(frozen=True, slots=True)
class Targets:
    """Where to write what; None where it is not wanted.

    Attributes:
        csv: A table (file), replaced if it exists.
        json: Everything for programs (file), replaced if it exists.
        html: The report for browsers (file), replaced if it exists.
        pdf: The report for filing (file), replaced if it exists.
        xlsx: The workbook (file), replaced if it exists.
        coco: Annotations of the defects (file), replaced if it exists.
        overlays: Folder for ``STEM.png``; nothing in it is ever overwritten.
        masks: Folder for ``STEM.png``; nothing in it is ever overwritten.
        maps: Folder for ``STEM.tiff``; nothing in it is ever overwritten.
        sort_into: Folder for copies of the inspected files, in folders by verdict; see
            :mod:`engine.export.sorted_copies`.
        opacity: Opacity of the overlays' colours at the limit and above, 0 to 1.
        colour_map: Colours of the overlays.
        sort_by_operator: Whether copies are sorted by the operator's verdict where there is one.
    """

    csv: Path | None = None
    json: Path | None = None
    html: Path | None = None
    overlays: Path | None = None
    masks: Path | None = None
    maps: Path | None = None
    opacity: float = DEFAULT_OPACITY
    colour_map: str = DEFAULT_COLOUR_MAP
    pdf: Path | None = None
    xlsx: Path | None = None
    coco: Path | None = None
    sort_into: Path | None = None
    sort_by_operator: bool = False

    @property
    def anything(self) -> bool:
        """Whether there is anything to write."""
        return any(isinstance(getattr(self, entry.name), Path) for entry in fields(self))

    @property
    def need_maps(self) -> bool:
        """Whether the results must come with their maps."""
        places = (self.overlays, self.masks, self.maps, self.coco)
        return self.pictured or any(place is not None for place in places)

    @property
    def pictured(self) -> bool:
        """Whether small pictures of the parts are wanted."""
        return any(place is not None for place in (self.html, self.pdf, self.xlsx))

    def places(self) -> dict[str, tuple[Path, str]]:
        """Folder and file ending of each wanted kind of picture; kinds in one folder are told apart."""
        wanted = {
            "overlay": (self.overlays, ".png"),
            "mask": (self.masks, ".png"),
            "map": (self.maps, ".tiff"),
        }
        chosen = {kind: (folder, ending) for kind, (folder, ending) in wanted.items() if folder is not None}
        folders = [folder.resolve() for folder, _ in chosen.values()]
        if len(set(folders)) < len(folders):
            return {kind: (folder, f"_{kind}{ending}") for kind, (folder, ending) in chosen.items()}
        return chosen

    def check(self) -> None:
        """Find out before the work whether it can be written, making the folders.

        Raises:
            ExportError: Two files are the same, a folder cannot be made or written to, or copies would be
                mixed with other files.
        """
        tables = (self.csv, self.json, self.html, self.pdf, self.xlsx, self.coco)
        files = [path for path in tables if path is not None]
        if len({path.resolve() for path in files}) < len(files):
            raise ExportError(
                f"{files[0]} was named for two kinds of result.", "Give each its own file name.", files[0]
            )
        for path in files:
            if path.is_dir():
                raise ExportError(
                    f"{path} could not be written: it is a folder.", "Name a file inside it.", path
                )
        folders = [path.parent for path in files] + [folder for folder, _ in self.places().values()]
        folders += [self.sort_into] if self.sort_into is not None else []
        for folder in dict.fromkeys(folders):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                with tempfile.TemporaryFile(dir=folder):
                    pass
            except OSError as error:
                raise write_error(folder, error) from error
        if self.sort_into is not None:
            check_folder(self.sort_into)
        lookup_table(self.colour_map)
