"""Where the window keeps what it remembers: one folder that can be moved as a whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ENVIRONMENT = "GONOGO_DATA_DIR"
"""Environment variable that moves everything Gonogo keeps to one folder."""


@dataclass(frozen=True, slots=True)
class DataPaths:
    """Files and folders below one data folder; none of them needs to exist yet.

    Attributes:
        root: The folder that holds all state of the window.
    """

    root: Path

    @property
    def settings(self) -> Path:
        """Settings, JSON."""
        return self.root / "settings.json"

    @property
    def lock(self) -> Path:
        """The operator lock: the hash of its PIN, and whether it is on."""
        return self.root / "operator-lock.json"

    @property
    def logs(self) -> Path:
        """Rotating log files, the crash marker and the interpreter's own fault log."""
        return self.root / "logs"

    @property
    def sessions(self) -> Path:
        """One file a session: results, verdicts, limits."""
        return self.root / "sessions"

    @property
    def history(self) -> Path:
        """Every inspection that was ever made, one file."""
        return self.root / "history.sqlite"

    @property
    def versions(self) -> Path:
        """Copies of recipes as they once were."""
        return self.root / "versions"

    @property
    def pasted(self) -> Path:
        """Pictures that came from the clipboard."""
        return self.root / "pasted"

    @property
    def sample(self) -> Path:
        """The rendered sample parts and the recipe made of them."""
        return self.root / "sample"

    @property
    def cache(self) -> Path:
        """What can be made again: thumbnails, anomaly maps."""
        return self.root / "cache"


def data_paths(given: Path | None = None) -> DataPaths:
    """Find the data folder: the one given, else the environment's, else the user's own.

    A given folder is put into the environment as well, so that the engine keeps its files there too.
    """
    if given is not None:
        root = Path(given).expanduser().absolute()
        os.environ[ENVIRONMENT] = str(root)
        return DataPaths(root)
    if named := os.environ.get(ENVIRONMENT):
        return DataPaths(Path(named).expanduser().absolute())
    from platformdirs import user_data_path

    return DataPaths(user_data_path("gonogo", appauthor=False))


@cache
def resources() -> Path:
    """The folder of icons, translations and other data that comes with the program."""
    return Path(__file__).resolve().parent.parent / "resources"
