"""Doing the same to many items on several threads, in bounded memory and in order."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from itertools import islice
from typing import TypeVar

from engine.progress import CancelToken

Item = TypeVar("Item")
Result = TypeVar("Result")


def cpu_count() -> int:
    """Number of processors that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def one_blas_thread() -> None:
    """Keep NumPy's linear algebra on the calling thread, for the rest of the process.

    The engine spreads its work over threads itself, so more threads below only get in the way. It also
    makes results repeatable: how a product is split, and with it the last bit, depends on the number of
    threads.

    OpenCV has a copy of the library of its own: whoever loads it for such work calls this again. That costs
    nothing where nothing new was loaded.
    """
    _limit_blas(frozenset(_WITH_BLAS & sys.modules.keys()))


_WITH_BLAS = frozenset({"cv2", "numpy"})


@cache
def _limit_blas(loaded: frozenset[str]) -> None:
    """Limit all copies that are there when ``loaded`` are."""
    del loaded
    import threadpoolctl

    # newer versions listen to the first thread that set a limit and silently to no other, until told to
    openblas = getattr(threadpoolctl, "OpenBLASController", None)
    listen_to_all = getattr(openblas, "clear_controlling_thread", lambda **_: None)
    listen_to_all(force=True)
    threadpoolctl.threadpool_limits(limits=1, user_api="blas")
    listen_to_all(force=True)


def ordered_map(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    cancel: CancelToken | None = None,
    ahead: int | None = None,
) -> Generator[Result, None, None]:
    """Apply ``function`` to every item on ``workers`` threads and yield the results in input order.

    Args:
        function: Called on worker threads; whatever it raises is raised here, at that item's turn.
        items: Taken lazily, at most ``ahead`` further than the result yielded last.
        workers: Number of threads, >= 1.
        cancel: Looked at between results; raises :class:`~engine.errors.Cancelled` when set.
        ahead: Number of items under way or finished but not yet yielded; bounds the memory. By default
            twice the number of workers.

    Yields:
        ``function(item)`` for every item, in order.
    """
    ahead = ahead or 2 * workers
    source = iter(items)
    waiting: deque[Future[Result]] = deque()
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="engine")
    try:
        waiting.extend(pool.submit(function, item) for item in islice(source, ahead))
        while waiting:
            if cancel is not None:
                cancel.raise_if_cancelled()
            result = waiting.popleft().result()
            waiting.extend(pool.submit(function, item) for item in islice(source, 1))
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
