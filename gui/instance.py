"""One window for one data folder: whoever starts Gonogo again hands its files to the window that is open.

The two talk through a socket of this computer and this user: a file in the user's runtime folder, a named
pipe on Windows. No network is involved. A lock file decides who is first, so that two starts at one moment
do not both open a window, and one that ended by a power cut does not keep the next from opening.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import stat
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLockFile, QObject, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

MOST_BYTES = 16 << 20
"""Longest message that is read: some ten thousand paths."""
PATIENCE_MS = 5000
"""Time that the open window has to answer, milliseconds; after that another window is better than none."""
_TAKEN = b"taken\n"
_LONGEST_SOCKET_PATH = 100

log = logging.getLogger(__name__)


class Instance(QObject):
    """This process among those that were started for the same data folder.

    Args:
        folder: The data folder.
        place: Folder for lock and socket; the user's runtime folder by default.
    """

    files_arrived = Signal(object)
    """Tuple of the files and folders that somebody else was started with; empty if there were none."""

    def __init__(self, folder: Path, parent: QObject | None = None, place: Path | None = None) -> None:
        super().__init__(parent)
        self._lock: QLockFile | None = None
        self._server: QLocalServer | None = None
        self._received: dict[QLocalSocket, bytearray] = {}
        self._name = ""
        found = runtime_folder() if place is None else place
        if found is not None:
            own = os.path.normcase(os.path.realpath(folder))
            key = hashlib.sha256(os.fsencode(own)).hexdigest()[:20]
            self._lock = QLockFile(str(found / f"gonogo-{key}.lock"))
            self._lock.setStaleLockTime(0)  # a window may stay open for weeks
            self._name = f"gonogo-{key}" if sys.platform == "win32" else str(found / f"gonogo-{key}.socket")

    @property
    def listening(self) -> bool:
        """Whether others can hand their files to this process."""
        return self._server is not None and self._server.isListening()

    def claim(self, words: Sequence[str]) -> bool:
        """Become the one that holds the window, or hand the words of the command line to who does.

        Args:
            words: Files and folders that this process was started with.

        Returns:
            Whether this process shall open a window: it is the first, or the first does not answer.
        """
        if self._lock is None:
            return True
        if self._lock.tryLock(0):
            self._listen()
            return True
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            return True  # no lock can be had here at all
        return not self._hand_over([str(Path(word).expanduser().absolute()) for word in words])

    @Slot()
    def release(self) -> None:
        """Take no more files, and let another process open a window."""
        for socket in list(self._received):
            socket.abort()
        self._received.clear()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()

    # ---- the one who comes later

    def _hand_over(self, paths: list[str]) -> bool:
        token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
        message = json.dumps({"files": paths, "token": token}).encode() + b"\n"
        _let_other_come_to_front()
        socket = QLocalSocket()
        # who was first may be at the very beginning still: the lock comes before the socket
        for _attempt in range(20):
            socket.connectToServer(self._name)
            if socket.waitForConnected(PATIENCE_MS // 20):
                break
            _pause(PATIENCE_MS // 20)
        else:
            return False
        socket.write(message)
        while socket.bytesToWrite():
            if not socket.waitForBytesWritten(PATIENCE_MS):
                return False
        answered = socket.waitForReadyRead(PATIENCE_MS)
        taken = answered and bytes(socket.readAll().data()) == _TAKEN
        socket.disconnectFromServer()
        return taken

    # ---- the one who was first

    def _listen(self) -> None:
        # we hold the lock, so that a socket of that name is what a process without an end has left
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(self._name):
            log.warning("no other start can hand over files: %s", self._server.errorString())

    @Slot()
    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            self._received[socket] = bytearray()
            socket.readyRead.connect(self._on_data)
            socket.disconnected.connect(self._on_gone)
            self._read(socket)

    @Slot()
    def _on_data(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket not in self._received:
            return
        received = self._received[socket]
        received += socket.readAll().data()
        line, end, _rest = received.partition(b"\n")
        if not end and len(received) <= MOST_BYTES:
            return
        message = _parse(bytes(line)) if end else None
        del self._received[socket]
        if message is None:
            log.warning("a message that is none was not taken")
            socket.abort()
            return
        files, token = message
        socket.write(_TAKEN)
        socket.flush()
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt asks Wayland with it to come to the front
        self.files_arrived.emit(files)

    @Slot()
    def _on_gone(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._received.pop(socket, None)
            socket.deleteLater()


class OpenedFiles(QObject):
    """Files that macOS asks the running program to open, instead of naming them on the command line."""

    files_arrived = Signal(object)
    """Tuple of one file."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the system's request."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self.files_arrived.emit((Path(event.file()),))
            return True
        return super().eventFilter(watched, event)


def runtime_folder() -> Path | None:
    """A folder that this user alone can write to, for as long as the session lasts; None if there is none."""
    if sys.platform == "win32":
        return Path(tempfile.gettempdir())  # below the user's profile; the pipe has no place in it
    named = os.environ.get("XDG_RUNTIME_DIR", "")
    user = os.getuid()
    for folder in (Path(named) if named else None, Path(tempfile.gettempdir()) / f"gonogo-{user}"):
        if folder is None or len(os.fsencode(folder)) > _LONGEST_SOCKET_PATH - 40:
            continue
        with contextlib.suppress(OSError):
            if str(folder) != named:
                folder.mkdir(mode=0o700, exist_ok=True)
            status = folder.lstat()
            # somebody else's folder in the common place could be a trap
            private = status.st_uid == user and not status.st_mode & 0o022
            if stat.S_ISDIR(status.st_mode) and private and os.access(folder, os.W_OK):
                return folder
    return None


def _parse(line: bytes) -> tuple[tuple[Path, ...], str] | None:
    """Files and activation token of a message; None if it is not one of ours."""
    try:
        message = json.loads(line)
        files, token = message["files"], message["token"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(files, list) or not isinstance(token, str) or "\0" in token:
        return None
    if not all(isinstance(file, str) and file and "\0" not in file for file in files):
        return None
    paths = tuple(Path(file) for file in files)
    return (paths, token) if all(path.is_absolute() for path in paths) else None


def _pause(milliseconds: int) -> None:
    import time

    time.sleep(milliseconds / 1000)


def _let_other_come_to_front() -> None:
    """Windows lets a program come to the front only if the one that the person just used permits it."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
