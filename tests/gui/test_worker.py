"""One thread, one job at a time, one ending each."""

from __future__ import annotations

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import Cancelled, GonogoError
from engine.progress import CancelToken, Progress
from gui.jobs import Failure, Job, is_out_of_memory
from gui.worker import JobQueue


class Log:
    """Notes what the queue says, and on which thread."""

    def __init__(self, jobs: JobQueue) -> None:
        self.said: list[tuple[str, int]] = []
        self.threads: set[int] = set()
        jobs.started.connect(lambda i: self._note("started", i))
        jobs.succeeded.connect(lambda i, _r: self._note("succeeded", i))
        jobs.failed.connect(lambda i, _f: self._note("failed", i))
        jobs.cancelled.connect(lambda i: self._note("cancelled", i))

    def _note(self, what: str, job: int) -> None:
        self.said.append((what, job))
        self.threads.add(threading.get_ident())

    def endings(self, job: int) -> list[str]:
        return [what for what, other in self.said if other == job and what != "started"]


@pytest.fixture
def log(jobs):
    return Log(jobs)


def done(qtbot, jobs) -> None:
    qtbot.waitUntil(lambda: jobs.idle, timeout=5000)


def job(run, **more) -> Job:
    return Job("test", "Testing", run, **more)


def test_jobs_run_in_order_on_one_other_thread(qtbot, jobs, log):
    ran: list[tuple[int, int]] = []
    ids = [
        jobs.submit(job(lambda _r, _c, n=n: ran.append((n, threading.get_ident())) or n)) for n in range(20)
    ]
    done(qtbot, jobs)
    assert [n for n, _thread in ran] == list(range(20))
    assert len({thread for _n, thread in ran}) == 1
    assert ran[0][1] != threading.get_ident()
    assert log.threads == {threading.get_ident()}
    assert [entry for entry in log.said if entry[0] == "succeeded"] == [("succeeded", i) for i in ids]


def test_result_and_callbacks_come_on_the_main_thread(qtbot, jobs):
    seen = []
    jobs.submit(job(lambda _r, _c: 42), on_success=lambda r: seen.append((r, threading.get_ident())))
    done(qtbot, jobs)
    assert seen == [(42, threading.get_ident())]


def test_an_error_of_the_engine_keeps_its_words(qtbot, jobs, log):
    failures: list[Failure] = []

    def run(_report, _cancel):
        raise GonogoError("The file is gone.", "Bring it back.")

    number = jobs.submit(job(run), on_failure=failures.append)
    done(qtbot, jobs)
    assert log.endings(number) == ["failed"]
    assert (failures[0].message, failures[0].hint) == ("The file is gone.", "Bring it back.")
    assert failures[0].expected
    assert "in run" in failures[0].details


@pytest.mark.parametrize("error", [ValueError("nonsense"), RuntimeError("odd"), KeyError("x")])
def test_an_unexpected_exception_is_told_as_such_and_the_thread_survives(qtbot, jobs, error):
    failures: list[Failure] = []

    def run(_report, _cancel):
        raise error

    jobs.submit(job(run), on_failure=failures.append)
    later = []
    jobs.submit(job(lambda _r, _c: "still here"), on_success=later.append)
    done(qtbot, jobs)
    assert failures[0].error is error
    assert not failures[0].expected
    assert type(error).__name__ in failures[0].details
    assert later == ["still here"]


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: not enough memory: you tried to"),
        RuntimeError("CUDA out of memory. Tried to allocate"),
    ],
)
def test_running_out_of_memory_is_readable(error):
    failure = Failure.of(error, "Training")
    assert failure.expected
    assert "memory" in failure.message
    assert "Fast" in failure.hint


def test_other_runtime_errors_are_no_lack_of_memory():
    assert not is_out_of_memory(RuntimeError("shape mismatch"))
    assert not is_out_of_memory(ValueError("out of memory"))


def test_items_stream_in_order_and_all_before_the_ending(qtbot, jobs):
    batches: list[list[int]] = []
    ends = []

    def run(_report, _cancel):
        yield from range(5000)
        return "all"

    jobs.submit(
        job(run), on_items=batches.append, on_success=lambda r: ends.append((r, sum(map(len, batches))))
    )
    done(qtbot, jobs)
    assert [item for batch in batches for item in batch] == list(range(5000))
    assert ends == [("all", 5000)]


def test_a_thousand_items_come_in_few_batches(qtbot, jobs):
    batches: list[list[int]] = []

    def run(report, _cancel):
        for n in range(1000):
            report(Progress("inspect", n + 1, 1000, 0.1))
            yield n

    progress = []
    jobs.progressed.connect(lambda _i, p: progress.append(p))
    jobs.submit(job(run), on_items=batches.append)
    done(qtbot, jobs)
    assert sum(map(len, batches)) == 1000
    # one beat of 50 ms at most passes for a job this short, so hundreds would mean a flood
    assert len(batches) < 100
    assert len(progress) < 100
    assert progress[-1].done == 1000


def test_cancelling_the_running_job(qtbot, jobs, log):
    inside = threading.Event()

    def run(_report, cancel: CancelToken):
        inside.set()
        while not cancel.cancelled:
            threading.Event().wait(0.001)
        raise Cancelled

    number = jobs.submit(job(run))
    qtbot.waitUntil(inside.is_set)
    jobs.cancel(number)
    assert jobs.is_cancelling(number)
    done(qtbot, jobs)
    assert log.endings(number) == ["cancelled"]


def test_cancelling_a_waiting_job_never_starts_it(qtbot, jobs, log):
    gate = threading.Event()
    ran = []
    first = jobs.submit(job(lambda _r, _c: gate.wait(5)))
    second = jobs.submit(job(lambda _r, _c: ran.append(2)))
    jobs.cancel(second)
    assert log.endings(second) == ["cancelled"]
    gate.set()
    done(qtbot, jobs)
    assert ran == []
    assert log.endings(first) == ["succeeded"]
    assert log.endings(second) == ["cancelled"]


def test_what_a_cancelled_job_still_makes_is_dropped_and_given_back(qtbot, jobs, log):
    inside, go_on = threading.Event(), threading.Event()
    given_back: list[str] = []
    results: list[str] = []

    def run(_report, _cancel):
        inside.set()
        go_on.wait(5)
        return "too late"

    number = jobs.submit(job(run, discard=given_back.append), on_success=results.append)
    qtbot.waitUntil(inside.is_set)
    jobs.cancel(number)
    go_on.set()
    done(qtbot, jobs)
    assert results == []
    assert given_back == ["too late"]
    assert log.endings(number) == ["cancelled"]


def test_late_items_of_a_cancelled_job_are_dropped(qtbot, jobs):
    inside, go_on = threading.Event(), threading.Event()
    items: list[int] = []

    def run(_report, _cancel):
        inside.set()
        go_on.wait(5)
        yield 1
        yield 2

    number = jobs.submit(job(run), on_items=items.extend)
    qtbot.waitUntil(inside.is_set)
    jobs.cancel(number)
    go_on.set()
    done(qtbot, jobs)
    assert items == []


def test_a_job_that_cannot_be_cancelled_is_not(qtbot, jobs, log):
    inside, go_on = threading.Event(), threading.Event()

    def run(_report, cancel):
        inside.set()
        go_on.wait(5)
        return cancel.cancelled

    results = []
    number = jobs.submit(job(run, cancellable=False), on_success=results.append)
    qtbot.waitUntil(inside.is_set)
    jobs.cancel_all()
    go_on.set()
    done(qtbot, jobs)
    assert results == [False]
    assert log.endings(number) == ["succeeded"]


def test_a_generator_is_closed_when_its_job_fails(qtbot, jobs):
    closed = []

    def run(_report, _cancel):
        try:
            yield 1
            raise ValueError("half-way")
        finally:
            closed.append(True)

    jobs.submit(job(run))
    done(qtbot, jobs)
    assert closed == [True]


def test_a_callback_may_submit_the_next_job(qtbot, jobs):
    order = []
    jobs.submit(
        job(lambda _r, _c: 1),
        on_success=lambda r: jobs.submit(job(lambda _r, _c: r + 1), on_success=order.append),
    )
    qtbot.waitUntil(lambda: order == [2])


def test_a_failing_callback_does_not_stop_the_queue(qtbot, jobs):
    def fail(_result):
        raise ZeroDivisionError

    later = []
    with qtbot.captureExceptions() as caught:
        jobs.submit(job(lambda _r, _c: 1), on_success=fail)
        jobs.submit(job(lambda _r, _c: 2), on_success=later.append)
        done(qtbot, jobs)
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    assert later == [2]


def test_stopping_cancels_what_waits_and_ends_the_thread(qtbot, jobs, log):
    inside = threading.Event()

    def run(_report, cancel):
        inside.set()
        while True:
            cancel.raise_if_cancelled()

    first = jobs.submit(job(run))
    second = jobs.submit(job(lambda _r, _c: None))
    qtbot.waitUntil(inside.is_set)
    with qtbot.waitSignal(jobs.stopped):
        jobs.stop()
    assert log.endings(first) == ["cancelled"]
    assert log.endings(second) == ["cancelled"]
    late = jobs.submit(job(lambda _r, _c: None))
    assert log.endings(late) == ["cancelled"]


def test_stopping_a_queue_that_never_ran(qtbot):
    jobs = JobQueue()
    with qtbot.waitSignal(jobs.stopped):
        jobs.stop()


def streamed(gate: threading.Semaphore, many: int):
    """A job whose items come when the test lets them."""

    def run(_report, cancel):
        for n in range(many):
            while not gate.acquire(timeout=0.005):
                cancel.raise_if_cancelled()
            yield n
        return "all"

    return run


def test_an_urgent_job_comes_between_two_items(qtbot, jobs, log):
    gate, order, threads = threading.Semaphore(0), [], set()
    stream = jobs.submit(job(streamed(gate, 5)), on_items=order.extend, on_success=order.append)
    gate.release()
    qtbot.waitUntil(lambda: order == [0])
    usual = jobs.submit(job(lambda _r, _c: order.append("usual")))

    def look(_report, _cancel):
        threads.add(threading.get_ident())
        return "look"

    urgent = jobs.submit(job(look, urgent=True, quiet=True), on_success=order.append)
    assert [waiting.id for waiting in jobs.waiting] == [urgent, usual]
    gate.release()
    qtbot.waitUntil(lambda: "look" in order)
    assert jobs.current is not None
    assert jobs.current.id == stream, "the job goes on"
    assert not jobs.idle
    gate.release(3)
    done(qtbot, jobs)
    assert [item for item in order if isinstance(item, int)] == list(range(5))
    assert order[-2:] == ["all", "usual"]
    assert threading.get_ident() not in threads
    assert [log.endings(number) for number in (stream, usual, urgent)] == [["succeeded"]] * 3
    assert ("started", urgent) in log.said


def test_an_urgent_job_comes_before_all_that_wait(qtbot, jobs):
    gate, order = threading.Event(), []
    jobs.submit(job(lambda _r, _c: gate.wait(5)))
    for n in range(3):
        jobs.submit(job(lambda _r, _c, n=n: order.append(n)))
    for n in ("a", "b"):
        jobs.submit(job(lambda _r, _c, n=n: order.append(n), urgent=True))
    gate.set()
    done(qtbot, jobs)
    assert order == ["a", "b", 0, 1, 2]


def test_a_failing_urgent_job_leaves_the_running_one_alone(qtbot, jobs, log):
    gate, items, failures = threading.Semaphore(0), [], []
    stream = jobs.submit(job(streamed(gate, 3)), on_items=items.extend)
    urgent = jobs.submit(job(lambda _r, _c: 1 / 0, urgent=True), on_failure=failures.append)
    gate.release(3)
    done(qtbot, jobs)
    assert items == [0, 1, 2]
    assert isinstance(failures[0].error, ZeroDivisionError)
    assert (log.endings(stream), log.endings(urgent)) == (["succeeded"], ["failed"])


def test_an_urgent_job_may_be_cancelled_while_it_runs_in_between(qtbot, jobs, log):
    gate, inside, go_on = threading.Semaphore(0), threading.Event(), threading.Event()
    results, given_back = [], []
    stream = jobs.submit(job(streamed(gate, 2)))

    def run(_report, _cancel):
        inside.set()
        go_on.wait(5)
        return "too late"

    urgent = jobs.submit(job(run, urgent=True, discard=given_back.append), on_success=results.append)
    gate.release()
    qtbot.waitUntil(inside.is_set)
    assert not jobs.withdraw(urgent), "it has begun"
    jobs.cancel(urgent)
    go_on.set()
    gate.release()
    done(qtbot, jobs)
    assert (results, given_back) == ([], ["too late"])
    assert (log.endings(stream), log.endings(urgent)) == (["succeeded"], ["cancelled"])


def test_withdrawing_what_has_not_begun(qtbot, jobs, log):
    gate, ran = threading.Event(), []
    first = jobs.submit(job(lambda _r, _c: gate.wait(5)))
    waiting = [jobs.submit(job(lambda _r, _c: ran.append(1), urgent=urgent)) for urgent in (True, False)]
    assert [jobs.withdraw(number) for number in waiting] == [True, True]
    assert [log.endings(number) for number in waiting] == [["cancelled"]] * 2
    assert not jobs.withdraw(waiting[0])
    gate.set()
    done(qtbot, jobs)
    assert not jobs.withdraw(first)
    assert not jobs.withdraw(10**9)
    assert ran == []
    assert log.endings(first) == ["succeeded"]


def test_stopping_ends_what_runs_in_between_as_well(qtbot, jobs, log):
    gate, inside = threading.Semaphore(0), threading.Event()

    def run(_report, cancel):
        inside.set()
        while True:
            cancel.raise_if_cancelled()

    numbers = [jobs.submit(job(streamed(gate, 5)))]
    numbers += [jobs.submit(job(run, urgent=True)), jobs.submit(job(run, urgent=True))]
    gate.release()
    qtbot.waitUntil(inside.is_set)
    with qtbot.waitSignal(jobs.stopped):
        jobs.stop()
    assert [log.endings(number) for number in numbers] == [["cancelled"]] * 3


def test_ids_are_unique():
    assert len({job(lambda _r, _c: None).id for _ in range(100)}) == 100


KINDS = {
    "succeed": lambda _r, _c: 1,
    "stream": lambda _r, _c: (n for n in range(3)),
    "fail": lambda _r, _c: 1 / 0,
    "give up": lambda _r, c: c.cancel() or c.raise_if_cancelled(),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.booleans(), st.booleans()), max_size=8))
def test_every_job_ends_exactly_once(qtbot, plan):
    jobs = JobQueue()
    log = Log(jobs)
    ids = [jobs.submit(job(KINDS[kind], urgent=urgent)) for kind, _cancel, urgent in plan]
    for number, (_kind, cancel, _urgent) in zip(ids, plan, strict=True):
        if cancel:
            jobs.cancel(number)
    done(qtbot, jobs)
    jobs.stop()
    assert jobs.wait(5000)
    assert [len(log.endings(number)) for number in ids] == [1] * len(ids)
