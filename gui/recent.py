"""Recipes used last, and whether they are still where they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Recent:
    """A recipe file.

    Attributes:
        path: Where it was.
        modified: When it was last written, local time; None if it is not there any more.
    """

    path: Path
    modified: datetime | None

    @property
    def missing(self) -> bool:
        """Whether it is not there any more."""
        return self.modified is None

    @classmethod
    def look_up(cls, path: Path) -> Recent:
        """Look whether a file is there; may take long on a network drive that is gone."""
        try:
            return cls(path, datetime.fromtimestamp(path.stat().st_mtime).astimezone())
        except (OSError, ValueError, OverflowError):
            return cls(path, None)
