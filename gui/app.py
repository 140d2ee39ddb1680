"""Where the window is put together: builds, injects, connects; nothing else knows all of it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from engine.version import __version__
from gui import language
from gui.actions import Actions
from gui.crash import CrashHandler, CrashReport
from gui.dropping import Drop, Intent
from gui.engine_port import Engine, GonogoEngine
from gui.icons import Icons
from gui.instance import Instance, OpenedFiles
from gui.interpreter import Collector, plain_imports
from gui.interrupt import Interrupts
from gui.jobs import Failure
from gui.lock.lock import OperatorLock
from gui.main_window import MainWindow
from gui.messages import Kind, Message
from gui.pages import PAGES, PageContext, PageSpec
from gui.paths import data_paths
from gui.session_commands import SessionCommands
from gui.sessions import SessionKeeper
from gui.settings import Settings, SettingsStore
from gui.sound import Player, VerdictSounds
from gui.state import AppState
from gui.theme import Theme
from gui.worker import JobQueue

REST_MS = 150
"""Time between the first frame and making the pages that were not asked for, milliseconds."""

log = logging.getLogger(__name__)


class App(QObject):
    """The parts of the running program, kept alive by the window that is their parent."""

    def __init__(self, window: MainWindow, theme: Theme, settings: SettingsStore) -> None:
        super().__init__(window)
        self.window = window
        self.theme = theme
        self.settings = settings
        self.crash = CrashHandler(window.state.paths.logs, self.present_crash, self)
        self.collector = Collector(window.state.jobs, self)
        self.interrupts = Interrupts(self)
        self.interrupts.interrupted.connect(self._on_interrupt)
        self._interrupted = False
        self.sessions = window.context.sessions
        self.session_commands = SessionCommands(
            window, self.sessions, window.state, window.context.actions, settings
        )
        self.player = Player(parent=self)
        self.sounds = VerdictSounds(window.state, settings, self.player, self)
        window.state.closing.connect(self.player.close)
        for part in (theme, settings):
            part.setParent(self)
        settings.changed.connect(self._on_settings)
        settings.failed.connect(self._on_error)
        window.state.unexpected.connect(self._on_unexpected)
        self._told = 0
        window.painted.connect(self._on_painted)
        window.state.results_added.connect(self._on_results)
        window.state.busy_changed.connect(self._on_busy)

    def present_crash(self, report: CrashReport) -> None:
        """Show a crash; called on the main thread."""
        from gui.dialogs.crash import CrashDialog

        CrashDialog(report, self.window.state.paths.logs, self.crash.dismissed, self.window).open()

    def take_over(self, instance: Instance) -> None:
        """Take the files of those who start Gonogo while this window is open."""
        instance.files_arrived.connect(self._on_files)
        if sys.platform == "darwin":
            opened = OpenedFiles(self)
            opened.files_arrived.connect(self._on_files)
            QCoreApplication.instance().installEventFilter(opened)

    @Slot(object)
    def _on_files(self, files: tuple[Path, ...]) -> None:
        log.info("handed over: %d files", len(files))
        window = self.window
        if window.isMinimized():
            window.showNormal()
        window.raise_()
        window.activateWindow()
        begin_with(window, files, first=False)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        if settings.theme != self.theme.mode:
            self.theme.set_mode(settings.theme)

    @Slot(object)
    def _on_error(self, error: object) -> None:
        self.window.state.message.emit(Message.of_error(error, Kind.WARNING))  # type: ignore[arg-type]

    @Slot(object)
    def _on_unexpected(self, failure: Failure) -> None:
        self.crash.take(failure.error, "gonogo-engine")

    @Slot()
    def _on_interrupt(self) -> None:
        """Close as the window's own button does; whoever asks twice is not asked back."""
        if self._interrupted:
            self.window.answered()
        self._interrupted = True
        self.window.close()

    @Slot()
    def _on_painted(self) -> None:
        log.info("window on screen")

    @Slot(int, int)
    def _on_results(self, first: int, _count: int) -> None:
        if first == 0:
            self._tell_verdicts()

    @Slot(object)
    def _on_busy(self, job: object) -> None:
        if job is None and len(self.window.state.results) != self._told:
            self._tell_verdicts()

    def _tell_verdicts(self) -> None:
        self._told = len(self.window.state.results)
        log.info("verdicts: %d", self._told)

    @Slot()
    def load_rest_soon(self) -> None:
        """Make the other pages when the first frame has been on screen for a moment."""
        QTimer.singleShot(REST_MS, self, self.load_rest)

    @Slot()
    def load_rest(self) -> None:
        """Make the pages that nobody has asked for yet, one at a time, while nothing else is to be done."""
        if self.window.state.jobs.stopping:
            return  # the window was closed meanwhile: a page made now would keep the program from ending
        if self.window.load_next_page() or self.window.warm_next_page():
            QTimer.singleShot(0, self, self.load_rest)


def make_application(argv: Sequence[str]) -> QApplication:
    """The one QApplication; made if there is none yet."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QCoreApplication.setApplicationName("Gonogo")
    QCoreApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("app.gonogo.Gonogo")
    return QApplication(["gonogo", *argv])


def build(
    argv: Sequence[str] = (),
    data_dir: Path | str | None = None,
    *,
    engine: Engine | None = None,
    all_pages: bool = True,
    pages: Sequence[PageSpec] = PAGES,
) -> MainWindow:
    """Put the window together, without showing it and without running the event loop.

    Args:
        argv: Files and folders to begin with: a recipe, pictures.
        data_dir: Folder for everything that is remembered; see :func:`~gui.paths.data_paths`.
        engine: What does the work; the real one unless a test gives another.
        all_pages: Make all pages at once; otherwise each when it is first wanted.
        pages: The pages, in the order of the navigation.

    Returns:
        The window; closing it ends the worker thread.
    """
    make_application(argv)
    paths = data_paths(Path(data_dir) if data_dir is not None else None)
    settings = SettingsStore(paths.settings)
    language.install(settings.value.language)
    theme = Theme()
    theme.set_mode(settings.value.theme)
    icons = Icons(theme)
    jobs = JobQueue()
    state = AppState(engine or GonogoEngine(), jobs, settings, paths)
    actions = Actions(icons)
    lock = OperatorLock(paths.lock)
    sessions = SessionKeeper(state)
    context = PageContext(state, actions, settings, theme, icons, lock, sessions)
    window = MainWindow(context, paths, pages)
    for part in (state, jobs, icons, actions, lock, sessions):
        part.setParent(window)
    window.app = App(window, theme, settings)
    if settings.warning is not None:
        state.message.emit(Message.of_error(settings.warning, Kind.WARNING))
    window.lock.tell_start()
    if all_pages:
        window.load_pages()
    begin_with(window, argv)
    return window


def begin_with(window: MainWindow, argv: Sequence[str | Path], *, first: bool = True) -> None:
    """Open and inspect what was given as arguments, as if it were dropped on the window.

    Args:
        window: The window.
        argv: Files and folders.
        first: Whether the window has just been made; otherwise a second start handed them over.
    """
    if not argv:
        return
    drop = Drop.of_paths([Path(word).expanduser().absolute() for word in argv])
    state = window.state
    if drop.others:
        missing = not drop.others[0].exists()
        words = (
            window.tr("{path} does not exist.")
            if missing
            else window.tr("{path} is no picture and no recipe.")
        )
        state.message.emit(Message(Kind.WARNING, words.format(path=drop.others[0])))
    if len(drop.recipes) > 1:
        state.message.emit(
            Message(Kind.WARNING, window.tr("Only one recipe can be open: the first is used."))
        )
        drop = Drop(drop.images, drop.folders, drop.recipes[:1])
    intent = Intent.NOTHING
    if drop.recipes:
        intent = Intent.OPEN_AND_INSPECT if drop.pictures else Intent.OPEN
    elif drop.pictures:
        intent = Intent.INSPECT
        if first:
            # they are judged by the recipe that was open last
            window.app.sessions.restore_last()
    state.take(drop, intent)
    if first and drop.recipes and window.lock.locked and state.jobs.idle:
        window.app.sessions.restore_last()  # the recipe that was asked for is refused


def run(argv: Sequence[str] = (), data_dir: Path | str | None = None) -> int:
    """Open the window and stay until it is closed.

    Returns:
        The program's exit code.
    """
    application = make_application(argv)
    plain_imports()
    paths = data_paths(Path(data_dir) if data_dir is not None else None)
    instance = Instance(paths.root)
    if not instance.claim(argv):
        return 0  # the window that is open already shows what this one was started with
    window = build(argv, data_dir, all_pages=False)
    parts = window.app
    parts.take_over(instance)
    last = parts.crash.last_crash()
    parts.crash.install()
    parts.collector.start()
    parts.interrupts.start()
    if last:
        window.state.message.emit(
            Message(
                Kind.WARNING,
                window.tr("Gonogo was ended by a fault the last time."),
                window.tr("Please send the details to whoever looks after Gonogo."),
                last,
            )
        )
    # the first frame comes before everything else
    window.painted.connect(parts.load_rest_soon)
    if not argv:
        window.painted.connect(parts.sessions.restore_last)
    window.show()
    try:
        return application.exec()
    finally:
        parts.interrupts.stop()
        parts.collector.stop()
        parts.crash.uninstall()
        instance.release()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
