"""Exceptions that nobody expected, on any thread: logged, told once, and mentioned at the next start."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)

from engine.version import __version__

log = logging.getLogger("gui.crash")

LOG_BYTES = 1 << 20
LOG_FILES = 5
FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


@dataclass(frozen=True, slots=True)
class CrashReport:
    """One exception that nobody expected.

    Attributes:
        summary: Type and message of the exception, one line.
        text: Everything for whoever mends it: versions, thread, traceback.
    """

    summary: str
    text: str
    when: datetime = field(default_factory=lambda: datetime.now().astimezone())

    @classmethod
    def of(cls, error: BaseException, where: str) -> CrashReport:
        """Describe an exception that came up in the thread called ``where``."""
        summary = " ".join("".join(traceback.format_exception_only(error)).split())[:300]
        lines = [
            f"Gonogo {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
            f"{platform.platform()}, {platform.machine()}",
            f"Thread: {where}",
            "",
            "".join(traceback.format_exception(error)).rstrip(),
        ]
        return cls(summary, "\n".join(lines))


class CrashHandler(QObject):
    """Takes what no code caught, whichever thread it came from.

    Args:
        folder: Folder of the log files, the marker and the fault log.
        present: Called on the main thread with a report while none is being shown; shows it and calls
            :meth:`dismissed` when it was closed.
    """

    _caught = Signal(object)

    def __init__(
        self, folder: Path, present: Callable[[CrashReport], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._present = present
        self._showing = False
        self.suppressed = 0
        """Reports that came while another was on screen; they are in the log."""
        self._before: tuple[Any, Any, Any] | None = None
        self._log_handler: logging.Handler | None = None
        self._fault_file: IO[str] | None = None
        # queued even from the main thread: a dialog must not open in the middle of whatever failed
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    @property
    def marker(self) -> Path:
        """Text of the last crash, until it was mentioned at a start."""
        return self._folder / "crash.txt"

    @property
    def fault_log(self) -> Path:
        """Where the interpreter writes when it dies in a library."""
        return self._folder / "fault.log"

    def last_crash(self) -> str:
        """What the last run left behind, once: text of its crash, or empty."""
        words = ""
        for path in (self.marker, self.fault_log):
            with contextlib.suppress(OSError):
                words = words or path.read_text(encoding="utf-8", errors="replace").strip()
                path.unlink()
        return words

    def install(self) -> None:
        """Take over from now on: hooks, Qt's messages, log file, fault log."""
        if self._before is not None:
            return
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_log_qt_message)
        root = logging.getLogger()
        root.setLevel(logging.INFO)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._log_handler = logging.handlers.RotatingFileHandler(
                self._folder / "gonogo.log",
                maxBytes=LOG_BYTES,
                backupCount=LOG_FILES,
                encoding="utf-8",
                delay=True,
            )
            self._log_handler.setFormatter(logging.Formatter(FORMAT))
            root.addHandler(self._log_handler)
            self._fault_file = self.fault_log.open("w", encoding="utf-8")
            faulthandler.enable(self._fault_file)

    def uninstall(self) -> None:
        """Give everything back."""
        if self._before is None:
            return
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        self._before = None
        qInstallMessageHandler(None)
        if self._log_handler is not None:
            logging.getLogger().removeHandler(self._log_handler)
            self._log_handler.close()
            self._log_handler = None
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()
            self._fault_file = None
            with contextlib.suppress(OSError):
                if not self.fault_log.stat().st_size:
                    self.fault_log.unlink()

    def take(self, error: BaseException, where: str | None = None) -> None:
        """Deal with an exception that nobody expected; safe from any thread, never raises."""
        try:
            report = CrashReport.of(error, where or threading.current_thread().name)
            log.critical("unexpected: %s\n%s", report.summary, report.text)
            with contextlib.suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                stamp = report.when.isoformat(timespec="seconds")
                self.marker.write_text(f"{stamp}\n{report.text}\n", encoding="utf-8")
            self._caught.emit(report)
        except Exception:  # the last line of defence must hold
            traceback.print_exc()

    @Slot()
    def dismissed(self) -> None:
        """The report on screen was closed; the next one may be shown."""
        self._showing = False
        # whoever saw it needs no reminder at the next start
        with contextlib.suppress(OSError):
            self.marker.unlink()

    @Slot(object)
    def _show(self, report: CrashReport) -> None:
        if self._showing:
            self.suppressed += 1
            return
        self._showing = True
        try:
            self._present(report)
        except Exception:
            self._showing = False
            log.exception("the crash could not be shown")

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error, trace)
            return
        if sys.__stderr__ is not None:  # there is none in a windowed program
            sys.__excepthook__(kind, error, trace)
        self.take(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.take(args.exc_value, args.thread.name if args.thread else None)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        # raised while something was being thrown away: worth a line in the log, not a dialog
        log.error("ignored in %r: %s", args.object, args.exc_value, exc_info=args.exc_value)


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(
        _LEVELS.get(kind, logging.WARNING), "%s (%s)", message, context.category or ""
    )
