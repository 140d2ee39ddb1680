"""One thread that does all the engine's work, one job after the other.

The engine is never entered twice: jobs wait in a queue on the main thread and the next one is handed
over when the one before has ended. Urgent jobs, which are small, wait where the worker can see them, and it
does them between two items of a streaming job. What a job tells while it runs goes through a mailbox that
the main thread empties ten times a second, so that a thousand results never flood the event loop and only
the newest progress counts.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import GeneratorType
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from engine.errors import Cancelled
from engine.progress import CancelToken, Progress
from gui.jobs import Failure, Job
from gui.priority import ENGINE, give_way

log = logging.getLogger(__name__)

BEAT_MS = 100
"""Time between two looks into the mailbox, milliseconds. Every look that finds results paints the page: at
50 ms that took a third of a processor away from inspection."""

STACK_BYTES = 16 << 20
"""Some systems give threads a stack too small for the libraries that learn."""


class Mailbox:
    """What a running job has told since the main thread last looked; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._progress: Progress | None = None
        self._items: list[Any] = []

    def report(self, progress: Progress) -> None:
        """Keep the newest progress."""
        with self._lock:
            self._progress = progress

    def put(self, item: Any) -> None:
        """Add one item that the job made."""
        with self._lock:
            self._items.append(item)

    def take(self) -> tuple[Progress | None, list[Any]]:
        """Empty the box."""
        with self._lock:
            progress, items = self._progress, self._items
            self._progress, self._items = None, []
        return progress, items


@dataclass(slots=True, eq=False)
class _Task:
    """A job on its way, with whom to tell."""

    job: Job
    on_success: Callable[[Any], None] | None = None
    on_items: Callable[[list[Any]], None] | None = None
    on_failure: Callable[[Failure], None] | None = None
    on_cancel: Callable[[], None] | None = None
    token: CancelToken = field(default_factory=CancelToken)
    mailbox: Mailbox = field(default_factory=Mailbox)


class _Errands:
    """Urgent tasks that nobody has begun; whoever takes one does it. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tasks: deque[_Task] = deque()

    def put(self, task: _Task) -> None:
        """Add one at the end."""
        with self._lock:
            self._tasks.append(task)

    def take(self) -> _Task | None:
        """Take the one that has waited longest."""
        with self._lock:
            return self._tasks.popleft() if self._tasks else None

    def remove(self, task: _Task) -> bool:
        """Take a certain one; False if somebody has begun it."""
        with self._lock:
            if task not in self._tasks:
                return False
            self._tasks.remove(task)
            return True

    def all(self) -> tuple[_Task, ...]:
        """Those that wait."""
        with self._lock:
            return tuple(self._tasks)


class _Worker(QObject):
    """Lives in the worker thread and runs one task at a time, and errands in between.

    Args:
        errands: Urgent tasks.
    """

    ended = Signal(object, str, object)

    def __init__(self, errands: _Errands) -> None:
        super().__init__()
        self._errands = errands

    @Slot()
    def begin(self) -> None:
        """Called once when the thread starts."""
        give_way(ENGINE)

    @Slot(object)
    def run(self, task: _Task) -> None:
        """Run a task to its one ending."""
        job = task.job
        try:
            task.token.raise_if_cancelled()
            result = job.run(task.mailbox.report, task.token)
            if isinstance(result, GeneratorType):
                result = self._stream(result, task)
        except Cancelled:
            self.ended.emit(task, "cancelled", None)
        except Exception as error:
            self.ended.emit(task, "failed", Failure.of(error, job.title))
        else:
            if task.token.cancelled:
                _discard(job, result)
                self.ended.emit(task, "cancelled", None)
            else:
                self.ended.emit(task, "succeeded", result)

    def _stream(self, items: GeneratorType[Any, None, Any], task: _Task) -> Any:
        try:
            while True:
                task.token.raise_if_cancelled()
                if not task.job.urgent:
                    self._run_errands()
                task.mailbox.put(next(items))
        except StopIteration as stop:
            return stop.value
        finally:
            items.close()

    def _run_errands(self) -> None:
        """Do what cannot wait, while the streaming job rests between two items."""
        while (errand := self._errands.take()) is not None:
            self.run(errand)


class JobQueue(QObject):
    """The worker thread as the main thread sees it.

    Every submitted job ends exactly once, with one of :attr:`succeeded`, :attr:`failed` and
    :attr:`cancelled`. All signals and callbacks come on the main thread, in order; what a job still
    tells after it was cancelled is dropped.
    """

    submitted = Signal(int)
    started = Signal(int)
    progressed = Signal(int, object)
    """Job id and :class:`~engine.progress.Progress`; at most 10 a second."""
    produced = Signal(int, list)
    """Job id and a list of what a streaming job made since the last time."""
    succeeded = Signal(int, object)
    failed = Signal(int, object)
    """Job id and :class:`~gui.jobs.Failure`."""
    cancelled = Signal(int)
    current_changed = Signal(object)
    """The :class:`~gui.jobs.Job` that is running now, or None."""
    stopped = Signal()
    """The thread has ended after :meth:`stop`."""

    _handed_over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[_Task] = deque()
        self._errands = _Errands()
        self._urgent: dict[int, _Task] = {}
        """Urgent tasks that have not ended, unless they run as jobs of their own."""
        self._current: _Task | None = None
        self._stopping = False
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._look)
        self._thread = QThread()
        self._thread.setObjectName("gonogo-engine")
        self._thread.setStackSize(STACK_BYTES)
        self._worker = _Worker(self._errands)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.begin)
        self._handed_over.connect(self._worker.run, Qt.ConnectionType.QueuedConnection)
        self._worker.ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._thread.finished.connect(self._on_thread_finished)

    @property
    def current(self) -> Job | None:
        """The job that is running, if any."""
        return self._current.job if self._current else None

    @property
    def waiting(self) -> tuple[Job, ...]:
        """Jobs that have not begun."""
        return tuple(task.job for task in (*self._errands.all(), *self._waiting))

    @property
    def idle(self) -> bool:
        """Whether nothing runs and nothing waits."""
        return self._current is None and not self._waiting and not self._urgent

    @property
    def stopping(self) -> bool:
        """Whether the thread is on its way out and takes no more jobs."""
        return self._stopping

    def submit(
        self,
        job: Job,
        *,
        on_success: Callable[[Any], None] | None = None,
        on_items: Callable[[list[Any]], None] | None = None,
        on_failure: Callable[[Failure], None] | None = None,
        on_cancel: Callable[[], None] | None = None,
    ) -> int:
        """Put a job at the end of the queue; an urgent one comes before all that are not.

        Args:
            job: The work.
            on_success: Called with the result.
            on_items: Called with each batch that a streaming job yields.
            on_failure: Called with the failure.
            on_cancel: Called if the job was cancelled.

        Returns:
            The job's id.
        """
        task = _Task(job, on_success, on_items, on_failure, on_cancel)
        if job.urgent:
            self._urgent[job.id] = task
            self._errands.put(task)
        else:
            self._waiting.append(task)
        self.submitted.emit(job.id)
        if self._stopping:
            self._drop_waiting()
        else:
            self._next()
        return job.id

    def cancel(self, job_id: int) -> None:
        """Ask a job to stop; one that has not begun is cancelled at once."""
        if self._current is not None and self._current.job.id == job_id:
            if self._current.job.cancellable:
                self._current.token.cancel()
        elif not self.withdraw(job_id):
            task = self._urgent.get(job_id)
            if task is not None and task.job.cancellable:
                task.token.cancel()  # it is being done between two items of another

    def withdraw(self, job_id: int) -> bool:
        """Cancel a job that has not begun; False if it has, or has ended."""
        task = self._urgent.get(job_id)
        if task is None:
            task = next((task for task in self._waiting if task.job.id == job_id), None)
            if task is None:
                return False
            self._waiting.remove(task)
        elif not self._errands.remove(task):
            return False
        self._drop(task)
        return True

    def cancel_all(self) -> None:
        """Ask the running job to stop and drop those that wait."""
        self._drop_waiting()
        if self._current is not None:
            self.cancel(self._current.job.id)

    def is_cancelling(self, job_id: int) -> bool:
        """Whether the running job was asked to stop and has not ended yet."""
        return self._current is not None and self._current.job.id == job_id and self._current.token.cancelled

    def stop(self) -> None:
        """End the thread once the running job has ended; :attr:`stopped` tells when."""
        if self._stopping:
            return
        self._stopping = True
        self.cancel_all()
        if self._current is None:
            self._quit()

    def wait(self, milliseconds: int = -1) -> bool:
        """Block until the thread has ended (after :meth:`stop`); True if it did in time."""
        return self._thread.wait(milliseconds) if milliseconds >= 0 else self._thread.wait()

    def _next(self) -> None:
        if self._current is not None or self._stopping:
            return
        task = self._errands.take()
        if task is not None:
            self._urgent.pop(task.job.id)
        elif self._waiting:
            task = self._waiting.popleft()
        else:
            return
        if not self._thread.isRunning():
            self._thread.start()
        self._current = task
        self._timer.start()
        self.current_changed.emit(self._current.job)
        self.started.emit(self._current.job.id)
        self._handed_over.emit(self._current)

    @Slot()
    def _look(self) -> None:
        if self._current is not None:
            self._empty(self._current)

    def _empty(self, task: _Task) -> None:
        """Tell what a task has told."""
        if task.token.cancelled:
            return
        progress, items = task.mailbox.take()
        if progress is not None and task is self._current:
            self.progressed.emit(task.job.id, progress)
        if items:
            self.produced.emit(task.job.id, items)
            if task.on_items is not None:
                task.on_items(items)

    @Slot(object, str, object)
    def _end(self, task: _Task, how: str, outcome: Any) -> None:
        if how == "succeeded" and task.token.cancelled:
            # cancelled after the worker had looked for the last time
            how = "cancelled"
            _discard(task.job, outcome)
        if task is not self._current:
            del self._urgent[task.job.id]
            self.started.emit(task.job.id)
            self._empty(task)
            self._tell(task, how, outcome)
            return
        try:
            self._empty(task)
        finally:
            self._timer.stop()
            self._current = None
        try:
            self._tell(task, how, outcome)
        finally:
            if self.idle:
                self.current_changed.emit(None)
            if self._stopping:
                self._quit()
            else:
                self._next()

    def _tell(self, task: _Task, how: str, outcome: Any) -> None:
        """Tell how a task ended."""
        if how == "succeeded":
            self.succeeded.emit(task.job.id, outcome)
            if task.on_success is not None:
                task.on_success(outcome)
        elif how == "failed":
            self._tell_failed(task, outcome)
        else:
            self._tell_cancelled(task)

    def _tell_failed(self, task: _Task, failure: Failure) -> None:
        level = logging.WARNING if failure.expected else logging.ERROR
        log.log(level, "job %s failed: %s\n%s", task.job.kind, failure.error, failure.details)
        self.failed.emit(task.job.id, failure)
        if task.on_failure is not None:
            task.on_failure(failure)

    def _tell_cancelled(self, task: _Task) -> None:
        self.cancelled.emit(task.job.id)
        if task.on_cancel is not None:
            task.on_cancel()

    def _drop_waiting(self) -> None:
        for task in list(self._urgent.values()):
            self.cancel(task.job.id)
        while self._waiting:
            self._drop(self._waiting.popleft())

    def _drop(self, task: _Task) -> None:
        """End a task that never began."""
        self._urgent.pop(task.job.id, None)
        task.token.cancel()
        self._tell_cancelled(task)

    def _quit(self) -> None:
        if self._thread.isRunning():
            self._thread.quit()
        else:
            self.stopped.emit()

    @Slot()
    def _on_thread_finished(self) -> None:
        self.stopped.emit()


def _discard(job: Job, result: Any) -> None:
    if job.discard is None:
        return
    try:
        job.discard(result)
    except Exception:
        log.exception("giving back the result of job %s failed", job.kind)
