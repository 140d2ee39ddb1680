"""What all tests share: a data folder of their own, so that nothing reaches the tester's own files.

anomalib needs some seconds to make a network. The networks made here are kept for the whole test session; set
``GONOGO_TEST_DATA_DIR`` to a folder to keep them from one session to the next as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keeps what the engine stores out of the tester's own folders, the same for the whole session."""
    kept = os.environ.get("GONOGO_TEST_DATA_DIR")
    folder = Path(kept).resolve() if kept else tmp_path_factory.mktemp("gonogo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONOGO_DATA_DIR", str(folder))
        yield folder
