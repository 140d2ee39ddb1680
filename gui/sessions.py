"""The session: what is on the list is kept in a file as it changes, and is back after whatever happens.

A session begins with a recipe and ends with the next one, or with "New session". Its file is written by a
thread of its own within a fraction of a second after every change; nothing here waits for a disk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.errors import GonogoError
from engine.progress import CancelToken, Progress, Report
from gui.jobs import Job
from gui.messages import Kind, Message
from gui.state import AppState
from gui.words import grouped

if TYPE_CHECKING:
    from engine.recipe import Recipe
    from engine.session import Relocation, Session, SessionInfo, SessionWriter
    from engine.types import RecipeSummary

log = logging.getLogger(__name__)

VIEW_AFTER_MS = 500
"""How long what is shown must rest before it is noted."""
KEEP_AFTER_MS = 1500
"""How long after opening a recipe a copy of it is kept; inspecting comes first."""


class SessionKeeper(QObject):
    """Writes the session as it changes, and brings it back.

    Args:
        state: What is kept.
    """

    changed = Signal()
    """Another session, or another name of it."""
    sessions_found = Signal(object, object)
    """:class:`~engine.session.SessionInfo` of all, newest first, and the problems; see :meth:`look_up`."""
    missing_changed = Signal()
    """Other folders are missing; see :attr:`SessionKeeper.missing`."""
    _failed = Signal(object)
    """From the writer's thread: an error."""

    def __init__(self, state: AppState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._folder = state.paths.sessions
        self._writer: SessionWriter | None = None
        self._path: Path | None = None
        self._name = ""
        self._kept: set[int] = set()
        """Keys of the rows that the file holds or will hold."""
        self._recipe: Recipe | None = None
        """The recipe that the file names."""
        self._restoring = False
        self.missing: list[tuple[Path, int]] = []
        """Folders that are gone, and how many parts of the session were in each."""
        self._view_timer = self._timer(VIEW_AFTER_MS, self._write_view)
        self._keep_timer = self._timer(KEEP_AFTER_MS, self._keep_recipe)
        self._failed.connect(self._on_failure)
        state.leaving.connect(self._detach)
        state.started_over.connect(self._on_started_over)
        state.recipe_changed.connect(self._on_recipe)
        state.limits_changed.connect(self._on_limits)
        state.results_added.connect(self._on_added)
        state.results_changed.connect(self._on_changed)
        state.results_reset.connect(self._on_reset)
        state.reviews_changed.connect(self._on_reviews)
        state.view_changed.connect(self._on_view)
        state.closing.connect(self.close)

    # ---- what there is

    @property
    def path(self) -> Path | None:
        """The file; None while there is nothing to keep."""
        return self._path

    @property
    def name(self) -> str:
        """What the person calls the session; empty without a name."""
        return self._name

    # ---- what the person asks for

    def rename(self, name: str) -> None:
        """Give the session a name."""
        self._name = name.strip()
        if self._writer is None and self._state.recipe is not None:
            self._begin()
        if self._writer is not None:
            self._writer.set_name(self._name)
        self.changed.emit()

    def start_new(self) -> None:
        """Begin an empty session with the same recipe; the one before is found in the list of sessions."""
        if self._path is not None:
            self._state.start_over()

    def restore_last(self) -> None:
        """Bring back the session that was changed last, if there is one."""

        def run(report: Report, cancel: CancelToken) -> Any:
            from engine.session import list_sessions

            sessions, problems = list_sessions(self._folder)
            for problem in problems:
                log.warning("%s", problem)
            held = [info for info in sessions if info.n_results or info.recipe_sha256]
            return self._read(held[0].path, report, cancel) if held else None

        self._submit(run, self._on_read, self.tr("Bringing back the last session"))

    def restore(self, path: Path) -> None:
        """Go on with the session of a file."""

        def run(report: Report, cancel: CancelToken) -> Any:
            return self._read(path, report, cancel)

        self.flush()
        self._submit(run, self._on_read, self.tr("Opening the session"))

    def look_up(self) -> None:
        """Find the sessions that there are; :attr:`sessions_found` tells."""

        def run(_report: Report, _cancel: CancelToken) -> Any:
            from engine.session import list_sessions

            return list_sessions(self._folder)

        def found(made: tuple[Sequence[SessionInfo], Sequence[GonogoError]]) -> None:
            self.sessions_found.emit(list(made[0]), list(made[1]))

        self.flush()
        self._submit(run, found, self.tr("Looking for sessions"), quiet=True)

    def delete(self, paths: Sequence[Path]) -> None:
        """Delete sessions, but never the one that is open; what was inspected stays in the history."""
        wanted = [path for path in paths if path != self._path]

        def run(_report: Report, _cancel: CancelToken) -> None:
            from engine.session import delete

            for path in wanted:
                self._merge(path)
                delete(path)

        self._submit(run, lambda _none: self.look_up(), self.tr("Deleting sessions"))

    def relocate(self, old: Path, new: Path) -> None:
        """Look for pictures of a folder that was moved in its new place."""
        results = self._state.results
        records = [results[row] for row in range(len(results))]
        paths, hashes = [record.path for record in records], [record.sha256 for record in records]

        def run(_report: Report, _cancel: CancelToken) -> Any:
            from engine.session import relocated

            return relocated(paths, old, new, hashes)

        def found(made: Relocation) -> None:
            rows = [row for row in range(len(results)) if results[row].path in made.paths]
            self._state.move_results(rows, made.paths)
            if self._writer is not None:
                self._writer.replace([(int(results.keys[row]), results[row]) for row in rows])
            self._tell_moved(made, new)

        self._submit(run, found, self.tr("Looking for pictures"))

    def _tell_moved(self, made: Relocation, new: Path) -> None:
        words = self.tr("{n} pictures were found in {folder}.").format(n=grouped(len(made.paths)), folder=new)
        lost = made.n_missing + made.n_different
        hint = self.tr("{n} are not there, or are others by now.").format(n=grouped(lost)) if lost else ""
        self._state.message.emit(Message(Kind.WARNING if lost else Kind.SUCCESS, words, hint))
        self._set_missing(self.missing[1:])

    def flush(self) -> bool:
        """Wait, briefly, until all changes are in the file."""
        return self._writer is None or self._writer.flush(timeout=2.0)

    @Slot()
    def close(self) -> None:
        """Write what is left and end the writer's thread."""
        self._keep_timer.stop()
        if self._view_timer.isActive():
            self._write_view()
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    # ---- reading

    def _read(self, path: Path, report: Report, _cancel: CancelToken) -> Any:
        from engine.session import load

        report(Progress("load", 0, 0))
        session = load(path)
        recipe, saved = self._find_recipe(session)
        return path, session, recipe, self._state.engine.summary(recipe), saved

    def _find_recipe(self, session: Session) -> tuple[Recipe, bool]:
        """The session's recipe: from its own file if that is still the same, else the copy that was kept."""
        engine = self._state.engine
        if session.recipe_path is not None and session.recipe_path.is_file():
            try:
                recipe = engine.load_recipe(session.recipe_path)
            except GonogoError as error:
                log.warning("%s", error)
            else:
                if recipe.sha256 == session.recipe_sha256:
                    return recipe, True
        kept = engine.kept_version(self._state.paths.versions, session.recipe_sha256)
        if kept is None:
            raise GonogoError(
                f"The session cannot be opened: its recipe {session.recipe_name} is no longer there.",
                "Open the recipe, and drop the parts on the window again.",
                session.recipe_path,
            )
        return kept, False

    @Slot(object)
    def _on_read(self, made: tuple[Path, Session, Recipe, RecipeSummary, bool] | None) -> None:
        if made is None:
            self._state.inspect_waiting()
            return
        path, session, recipe, summary, saved = made
        self._restoring = True
        try:
            self._detach()
            self._state.restore(recipe, summary, session, saved=saved)
            self._attach(path, session.name)
            self._recipe = recipe
            self._kept = set(self._state.results.keys.tolist())
        finally:
            self._restoring = False
        self.changed.emit()
        self._look_for_pictures(session)

    def _look_for_pictures(self, session: Session) -> None:
        """Find out which folders are gone, in the worker thread."""
        paths = [record.path for record in session.results]

        def run(_report: Report, _cancel: CancelToken) -> Any:
            from engine.session import missing_folders

            return missing_folders(paths)

        def found(missing: list[tuple[Path, int]]) -> None:
            self._set_missing(missing)
            if not missing:
                return
            folder, many = missing[0]
            self._state.message.emit(
                Message(
                    Kind.WARNING,
                    self.tr("{n} pictures are no longer in {folder}.").format(n=grouped(many), folder=folder),
                    self.tr("If the folder was moved, say where it is now."),
                    action="file.relocate",
                )
            )

        self._submit(run, found, self.tr("Looking for pictures"), quiet=True)

    # ---- writing

    def _begin(self) -> None:
        """Begin a file for what is on the list."""
        from engine.session import SUFFIX, create

        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
        path = self._folder / f"{stamp}{SUFFIX}"
        number = 1
        while path.exists():
            number += 1
            path = self._folder / f"{stamp} ({number}){SUFFIX}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            create(path, self._name)
        except (GonogoError, OSError) as error:
            known = error if isinstance(error, GonogoError) else GonogoError(str(error), path=path)
            self._on_failure(known)
            return
        self._attach(path, self._name)
        self._name_recipe()
        if self._state.limits is not None and self._writer is not None:
            self._writer.set_limits(self._state.limits)
        self.changed.emit()

    def _attach(self, path: Path, name: str) -> None:
        from engine.session import SessionWriter

        self._path, self._name = path, name
        self._kept = set()
        # the error comes from the writer's thread: a signal brings it to this one
        self._writer = SessionWriter(path, self._failed.emit)

    @Slot()
    def _detach(self) -> None:
        """Leave the session; what it holds goes into the history."""
        if self._view_timer.isActive():
            self._write_view()
        self._keep_timer.stop()
        path, writer, empty = self._path, self._writer, not self._kept
        self._path, self._writer, self._recipe, self._name = None, None, None, ""
        self._kept = set()
        self._set_missing([])
        if path is None or writer is None:
            return
        if self._state.jobs.stopping:
            writer.close()
            return
        self._submit(
            lambda _report, _cancel: self._put_away(path, writer, empty=empty),
            lambda _none: None,
            self.tr("Keeping the history"),
            quiet=True,
        )

    def _put_away(self, path: Path, writer: SessionWriter, *, empty: bool) -> None:
        """Into the history, in the worker thread; a session without parts leaves no file behind."""
        writer.close()
        if not empty:
            self._merge(path)
            return
        from engine.session import delete

        delete(path)

    def _merge(self, path: Path) -> None:
        from engine.session.history import History

        History(self._state.paths.history).merge(path)

    def merge_now(self) -> None:
        """Bring the history up to date with the open session; called in the worker thread."""
        path = self._path
        self.flush()
        if path is not None and path.exists():
            self._merge(path)

    def _name_recipe(self) -> None:
        """Write which recipe it is, and see to it that there is a copy."""
        state = self._state
        if self._writer is None or state.recipe is None or state.summary is None:
            return
        self._recipe = state.recipe
        self._writer.set_recipe(state.recipe_path, state.recipe.sha256, state.recipe.name, state.summary.id)
        if state.recipe.sha256 and state.recipe_path is not None:
            self._keep_timer.start()
        else:
            self._keep_recipe()

    @Slot()
    def _keep_recipe(self) -> None:
        """Keep a copy of the recipe, so that it can be gone back to whatever happens to its file."""
        state, recipe = self._state, self._state.recipe
        if recipe is None:
            return
        folder, reason, path = state.paths.versions, state.recipe_reason, state.recipe_path

        def run(_report: Report, _cancel: CancelToken) -> str:
            return state.engine.keep_version(folder, recipe, reason)

        def kept(sha256: str) -> None:
            if self._writer is not None and self._recipe is recipe and state.summary is not None:
                self._writer.set_recipe(path, sha256, recipe.name, state.summary.id)

        self._submit(run, kept, self.tr("Keeping a copy of the recipe"), quiet=True)

    @Slot()
    def _write_view(self) -> None:
        self._view_timer.stop()
        if self._writer is not None:
            self._writer.set_view(self._state.view)

    def _set_missing(self, missing: list[tuple[Path, int]]) -> None:
        self.missing = missing
        self.missing_changed.emit()

    # ---- what happens

    @Slot()
    def _on_view(self) -> None:
        if not self._restoring:
            self._view_timer.start()

    @Slot()
    def _on_started_over(self) -> None:
        if not self._restoring and self._state.recipe is not None:
            self._begin()

    @Slot()
    def _on_recipe(self) -> None:
        if not self._restoring and self._writer is not None and self._state.recipe is not self._recipe:
            self._name_recipe()

    @Slot(object)
    def _on_limits(self, limits: object) -> None:
        if not self._restoring and self._writer is not None:
            self._writer.set_limits(limits)  # type: ignore[arg-type]

    @Slot(int, int)
    def _on_added(self, first: int, count: int) -> None:
        if self._writer is None:
            self._begin()
        self._add(range(first, first + count))

    @Slot(int, int)
    def _on_changed(self, first: int, count: int) -> None:
        results = self._state.results
        if self._writer is not None:
            rows = range(first, min(first + count, len(results)))
            self._writer.replace([(int(results.keys[row]), results[row]) for row in rows])

    @Slot()
    def _on_reset(self) -> None:
        """Find out which rows went and which came back."""
        if self._restoring or self._writer is None:
            return
        keys = set(self._state.results.keys.tolist())
        if gone := self._kept - keys:
            self._writer.remove(sorted(gone))
            self._kept -= gone
        if back := keys - self._kept:
            self._add(self._state.results.rows_of(sorted(back)))
            reviews = self._state.results.reviews()
            self._writer.set_reviews([(key, reviews[key]) for key in sorted(back) if key in reviews])

    @Slot(object)
    def _on_reviews(self, rows: Sequence[int]) -> None:
        results = self._state.results
        if self._writer is not None and rows:
            self._writer.set_reviews([(int(results.keys[row]), results.review(row)) for row in rows])

    @Slot(object)
    def _on_failure(self, error: GonogoError) -> None:
        self._state.message.emit(Message.of_error(error, Kind.WARNING))

    def _add(self, rows: Sequence[int]) -> None:
        results = self._state.results
        if self._writer is not None:
            keys = results.keys[list(rows)].tolist()
            items = [(key, results[row]) for key, row in zip(keys, rows, strict=True)]
            self._writer.add(items)
            self._kept.update(key for key, _record in items)

    def _submit(
        self,
        run: Callable[[Report, CancelToken], Any],
        on_success: Callable[[Any], None],
        title: str,
        *,
        quiet: bool = False,
    ) -> None:
        if self._state.jobs.stopping:
            return
        kind = "session" if quiet else "open"
        job = Job(kind, title, run, cancellable=not quiet, quiet=quiet)
        self._state.jobs.submit(job, on_success=on_success, on_failure=self._state.tell_failure)

    def _timer(self, milliseconds: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer
