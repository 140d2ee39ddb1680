"""Threads that work beside the window and give way to it."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

from PySide6.QtCore import QThread

ENGINE = 10
"""How much the engine gives way, as a "nice" value: with a tenth of the window's weight it still gets all the
processors whenever the window does not need them, which is nearly always."""
SCREEN = 5
"""The same of what is made for the screen, such as thumbnails: before the engine, after the window."""


def give_way(steps: int) -> None:
    """Let the calling thread give way to the window's from now on; it never matters more again.

    On Linux every thread that it starts does the same. Elsewhere it is this thread alone.

    Args:
        steps: How much: a "nice" value, 1 to 19.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # the whole program gives way even more already
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), steps)
    else:
        QThread.currentThread().setPriority(QThread.Priority.LowPriority)
