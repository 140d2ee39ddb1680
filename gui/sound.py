"""The tones for verdicts: heard, never waited for, one at a time, and not too many.

Qt's essentials bring no sound. On Windows the system plays the file, elsewhere a small program that comes
with it; where nothing can, the system's beep is heard.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Slot
from PySide6.QtWidgets import QApplication

from gui.paths import resources
from gui.settings import SettingsStore
from gui.state import AppState

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.5
"""Least time between the beginnings of two tones; of what comes meanwhile at most one is heard later."""
LONGEST_MS = 4000
"""A player that is still running then hangs."""

PLAYERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "darwin": (("afplay",),),
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
}
"""Programs that play a WAV file, by system, the best first; the file's path is added."""


class Tone(IntEnum):
    """What is heard; more important ones are greater."""

    GOOD = 0
    NOT_GOOD = 1

    @property
    def file(self) -> Path:
        """The WAV file."""
        return resources() / "sounds" / ("good.wav" if self is Tone.GOOD else "not-good.wav")


class Player(QObject):
    """Plays one tone at a time.

    Args:
        players: Programs to try; those of this system unless given.
        clock: Seconds, monotonic.
    """

    def __init__(
        self,
        players: Sequence[Sequence[str]] | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._given = players
        self._programs: list[list[str]] | None = None
        self._process: QProcess | None = None
        self._tone: Tone | None = None
        self._next: Tone | None = None
        self._begun = float("-inf")
        self._pause = self._timer(self._on_pause_over)
        self._patience = self._timer(self._give_up)

    @property
    def playing(self) -> bool:
        """Whether a player runs."""
        return self._process is not None

    def play(self, tone: Tone) -> None:
        """Let a tone be heard: now, or when the one before is over; then the most important one is."""
        wait = self._begun + PAUSE_SECONDS - self._clock()
        if self._process is None and wait <= 0:
            self._begin(tone)
            return
        self._next = tone if self._next is None else max(self._next, tone)
        if self._process is None and not self._pause.isActive():
            self._pause.start(max(round(wait * 1000), 1))

    @Slot()
    def close(self) -> None:
        """Be silent from now on."""
        self._next = None
        self._pause.stop()
        self._patience.stop()
        process, self._process = self._process, None
        if process is not None:
            process.disconnect(self)
            process.kill()
            process.waitForFinished(500)

    def _begin(self, tone: Tone) -> None:
        self._begun = self._clock()
        if sys.platform == "win32" and self._given is None:
            self._play_on_windows(tone)
            return
        if self._programs is None:
            self._programs = _installed(self._given if self._given is not None else _usual())
        self._tone = tone
        self._start_program()

    def _start_program(self) -> None:
        """Start the best program that has not failed yet; without any, beep."""
        if not self._programs or self._tone is None:
            self._end()
            QApplication.beep()
            return
        program, *arguments = self._programs[0]
        self._process = process = QProcess(self)
        process.setProcessEnvironment(_environment())
        for channel in (process.setStandardOutputFile, process.setStandardErrorFile):
            channel(QProcess.nullDevice())
        process.setStandardInputFile(QProcess.nullDevice())
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._patience.start(LONGEST_MS)
        process.start(program, [*arguments, str(self._tone.file)])

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if code == 0 and status is QProcess.ExitStatus.NormalExit:
            self._end()
        else:
            self._next_program()

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        # all other errors are followed by finished()
        if error is QProcess.ProcessError.FailedToStart:
            self._next_program()

    def _next_program(self) -> None:
        """The one before cannot do it here: such as a client of a sound server that is not there."""
        if self._programs:
            log.info("%s could not play a tone", self._programs.pop(0)[0])
        self._let_go()
        self._start_program()

    @Slot()
    def _give_up(self) -> None:
        if self._process is not None:
            log.warning("a player of tones did not end")
            self._process.kill()  # finished() follows, and the next one is tried

    def _end(self) -> None:
        self._let_go()
        self._tone = None
        if self._next is not None:
            wait = self._begun + PAUSE_SECONDS - self._clock()
            self._pause.start(max(round(wait * 1000), 1))

    def _let_go(self) -> None:
        self._patience.stop()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()

    @Slot()
    def _on_pause_over(self) -> None:
        tone, self._next = self._next, None
        if tone is not None:
            self.play(tone)

    def _play_on_windows(self, tone: Tone) -> None:
        import winsound

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        try:
            winsound.PlaySound(str(tone.file), flags)
        except RuntimeError as error:
            log.info("Windows could not play a tone: %s", error)
            QApplication.beep()

    def _timer(self, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer


class VerdictSounds(QObject):
    """Lets the verdicts of new parts be heard, as far as the settings want it.

    Args:
        state: Where results come from.
        settings: What is to be heard.
        player: Plays it.
    """

    def __init__(
        self, state: AppState, settings: SettingsStore, player: Player, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._settings = settings
        self._player = player
        state.results_added.connect(self._on_added)

    @Slot(int, int)
    def _on_added(self, first: int, count: int) -> None:
        wanted = self._settings.value.verdict_sound
        if wanted == "off" or not count:
            return
        from engine.judging import VERDICTS
        from engine.types import Verdict

        codes = self._state.results.codes[first : first + count]
        good = bool((codes == VERDICTS.index(Verdict.GOOD)).all())
        tone = Tone.GOOD if good else Tone.NOT_GOOD
        if tone is Tone.NOT_GOOD or wanted == "every":
            self._player.play(tone)


def _usual() -> tuple[tuple[str, ...], ...]:
    return PLAYERS.get("darwin" if sys.platform == "darwin" else "linux", ())


def _installed(players: Sequence[Sequence[str]]) -> list[list[str]]:
    """Those that are there, with their whole path."""
    found = [(shutil.which(player[0]), player[1:]) for player in players]
    return [[program, *arguments] for program, arguments in found if program]


def _environment() -> QProcessEnvironment:
    """The environment as it was before the bundled program put its own libraries first."""
    environment = QProcessEnvironment.systemEnvironment()
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = os.environ.get(f"{name}_ORIG")
        if before is not None:
            environment.insert(name, before)
        elif getattr(sys, "frozen", False):
            environment.remove(name)
    return environment
