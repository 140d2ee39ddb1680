"""Where Gonogo keeps what it can make again, and what it could not."""

from __future__ import annotations

import os
from pathlib import Path


def cache_dir() -> Path:
    """The folder for converted networks and temporary embeddings; it may not exist yet.

    ``GONOGO_DATA_DIR`` moves everything that Gonogo keeps to one folder, for tests and portable use.
    """
    if data_dir := os.environ.get("GONOGO_DATA_DIR"):
        return Path(data_dir) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("gonogo", appauthor=False)


def versions_dir() -> Path:
    """The folder where versions of recipes are kept, to go back to; it may not exist yet.

    It lies in the folder where the window keeps what it remembers, see :func:`cache_dir`.
    """
    if data_dir := os.environ.get("GONOGO_DATA_DIR"):
        return Path(data_dir) / "versions"
    from platformdirs import user_data_path

    return user_data_path("gonogo", appauthor=False) / "versions"
