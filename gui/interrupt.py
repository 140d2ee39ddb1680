"""Ctrl+C in the terminal, and the system's wish that the program ends."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

ENDING = (signal.SIGINT, signal.SIGTERM)
"""Signals that ask the program to end."""


class Interrupts(QObject):
    """Hands signals of the system over to the event loop.

    Python looks for signals between two of its own instructions, and while the event loop waits there are
    none. So the signal itself writes a byte into a socket, and Qt wakes up for that: nothing has to look for
    signals while nothing happens.
    """

    interrupted = Signal()
    """The program is asked to end; once for each time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sockets: tuple[socket.socket, ...] = ()
        self._notifier: QSocketNotifier | None = None
        self._handlers: dict[int, Any] = {}
        self._wakeup = -1

    def start(self) -> None:
        """Take over from the interpreter; only its main thread can, elsewhere nothing happens."""
        if self._sockets or threading.current_thread() is not threading.main_thread():
            return
        near, far = self._sockets = socket.socketpair()
        for end in self._sockets:
            end.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(far.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)
        for number in ENDING:
            # a handler of Python's own, so that the byte is written and nothing else happens
            self._handlers[number] = signal.signal(number, _nothing)

    def stop(self) -> None:
        """Hand back to the interpreter."""
        if not self._sockets:
            return
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
        for end in self._sockets:
            end.close()
        self._sockets, self._notifier, self._handlers = (), None, {}

    @Slot()
    def _on_byte(self) -> None:
        """Read which signals came: one byte each, the signal's number."""
        received = b""
        with contextlib.suppress(OSError):
            received = self._sockets[0].recv(64)
        for number in received:
            if number in ENDING:
                self.interrupted.emit()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """The byte in the socket says it all."""
