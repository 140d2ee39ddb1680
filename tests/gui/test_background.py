from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from gui.background import Loader


@pytest.fixture
def loader(qtbot):
    made = Loader(1, 3)
    yield made
    made.close()


class Gate:
    """Work that begins at once and ends when it may."""

    def __init__(self) -> None:
        self.begun, self.open = threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.open.wait(5)
        return "gate"


def held(loader: Loader) -> Gate:
    gate = Gate()
    loader.request("gate", gate)
    assert gate.begun.wait(5)
    return gate


def test_results_come_on_the_main_thread(loader, qtbot):
    where = []
    loader.loaded.connect(lambda *_: where.append(threading.get_ident()))
    with qtbot.waitSignal(loader.loaded) as got:
        loader.request("a", threading.get_ident)
    assert got.args[0] == "a"
    assert got.args[1] != threading.get_ident()
    assert where == [threading.get_ident()]


def test_the_last_wish_comes_first_and_the_oldest_are_dropped(loader, qtbot):
    order = []
    loader.loaded.connect(lambda key, _result: order.append(key))
    gate = held(loader)
    for key in "abcde":
        loader.request(key, lambda: None)
    loader.request("d", lambda: None)
    gate.open.set()
    qtbot.waitUntil(lambda: len(order) == 4)
    assert order == ["gate", "d", "e", "c"]


def test_what_nobody_wants_any_more_is_not_made(loader, qtbot):
    order = []
    loader.loaded.connect(lambda key, _result: order.append(key))
    gate = held(loader)
    for key in "abc":
        loader.request(key, lambda: None)
    loader.keep_only(["b"])
    gate.open.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["gate", "b"]


def test_what_is_under_way_is_not_begun_twice(loader, qtbot):
    gate = held(loader)
    loader.request("gate", lambda: pytest.fail("begun twice"))
    with qtbot.waitSignal(loader.loaded) as got:
        gate.open.set()
    assert got.args == ["gate", "gate"]


def test_an_exception_is_told_and_the_thread_goes_on(loader, qtbot):
    def fail():
        raise ValueError("no")

    with qtbot.waitSignal(loader.failed) as got:
        loader.request("bad", fail)
    assert str(got.args[1]) == "no"
    with qtbot.waitSignal(loader.loaded) as got:
        loader.request("good", lambda: 7)
    assert got.args == ["good", 7]


def test_nothing_comes_after_closing(loader, qtbot, monkeypatch):
    gate = held(loader)
    loader.request("later", lambda: pytest.fail("made after closing"))
    wait = loader._pool.waitForDone
    monkeypatch.setattr(loader, "_pool", SimpleNamespace(waitForDone=lambda: (gate.open.set(), wait())))
    with qtbot.assertNotEmitted(loader.loaded, wait=20):
        loader.close()
    loader.request("never", lambda: pytest.fail("made after closing"))
