"""Work on several threads: in order, in bounded memory, and over at once when somebody cancels."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Cancelled
from engine.parallel import cpu_count, one_blas_thread, ordered_map
from engine.progress import CancelToken


@settings(max_examples=30, deadline=None)
@given(items=st.lists(st.integers(), max_size=30), workers=st.integers(1, 5))
def test_it_is_map_in_the_same_order(items, workers):
    assert list(ordered_map(lambda x: x * 2, items, workers)) == [x * 2 for x in items]


def test_results_keep_their_order_when_later_ones_are_ready_first():
    second_done = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            assert second_done.wait(10)
        if item == 1:
            second_done.set()
        return item

    assert list(ordered_map(work, range(5), 2)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("workers", "ahead", "bound"), [(2, None, 4), (3, None, 6), (2, 2, 2), (1, 3, 3)])
def test_input_is_taken_only_as_far_ahead_as_allowed(workers, ahead, bound):
    taken = []

    def source():
        for i in range(100):
            taken.append(i)
            yield i

    results = ordered_map(lambda x: x, source(), workers, ahead=ahead)
    assert taken == []
    for done in range(1, 50):
        next(results)
        assert len(taken) <= bound + done
    results.close()
    assert len(taken) < 60


def test_an_exception_comes_at_its_own_turn():
    def work(item: int) -> int:
        if item == 3:
            raise ZeroDivisionError
        return item

    results = ordered_map(work, range(10), 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_an_exception_in_the_input_comes_out():
    def source():
        yield 1
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        list(ordered_map(lambda x: x, source(), 2, ahead=1))


def test_cancelling_stops_before_the_next_result():
    cancel = CancelToken()
    done = []

    def work(item: int) -> int:
        done.append(item)
        return item

    results = ordered_map(work, range(1000), 2, cancel)
    assert next(results) == 0
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(results)
    assert len(done) < 20


def test_cancelled_before_the_start_yields_nothing():
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(ordered_map(lambda x: x, range(10), 2, cancel))


def test_no_thread_is_left_when_the_results_are_not_wanted_any_more():
    before = threading.active_count()
    results = ordered_map(lambda x: x, range(1000), 4)
    next(results)
    assert threading.active_count() > before
    results.close()
    assert threading.active_count() == before


def test_nothing_gives_nothing():
    assert list(ordered_map(lambda x: x, [], 2)) == []


def test_there_is_at_least_one_processor():
    assert cpu_count() >= 1


def test_linear_algebra_stays_on_the_calling_thread():
    from threadpoolctl import threadpool_info

    one_blas_thread()
    blas = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert blas
    assert {pool["num_threads"] for pool in blas if "torch" not in pool["filepath"]} == {1}


def test_a_limit_holds_for_libraries_that_another_thread_loads_later():
    program = """
import numpy
from concurrent.futures import ThreadPoolExecutor
from threadpoolctl import threadpool_info
from engine.parallel import one_blas_thread

def load_and_limit():
    import cv2
    one_blas_thread()

one_blas_thread()
with ThreadPoolExecutor(1) as pool:
    pool.submit(load_and_limit).result()
blas = {p["filepath"]: p["num_threads"] for p in threadpool_info() if p["user_api"] == "blas"}
assert any("opencv" in path for path in blas)
assert set(blas.values()) == {1}, blas
"""
    root = str(Path(__file__).parents[2])
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120, cwd=root)
