"""A watched folder in the window: new pictures are judged by themselves, and nobody is disturbed."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.messages import Kind
from gui.watching import REST_MS


@pytest.fixture
def camera(tmp_path) -> Path:
    folder = tmp_path / "Kamera 1 (größe)"
    folder.mkdir()
    return folder


def shoot(camera: Path, *scores: int) -> list[Path]:
    """Write pictures as a camera does; the quick engine judges them by the digits in their names."""
    paths = [camera / f"part_{score}.png" for score in scores]
    for path in paths:
        path.write_bytes(b"a picture")
    return paths


@pytest.fixture
def watching(window, idle, recipe_file, camera, qtbot):
    """A window that watches the camera's folder, on the first page."""
    window.state.open_recipe(recipe_file)
    idle(window)
    window.show_page("start")
    window.watching._timer.setInterval(10)
    said = []
    window.state.message.connect(said.append)
    window.watching.start(camera)
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    window.said = said
    return window


def names(window) -> list[str]:
    return [window.state.results[row].path.name for row in range(len(window.state.results))]


def test_new_pictures_are_judged_and_the_page_stays(watching, camera, idle, qtbot):
    (told,) = watching.said
    assert told.kind is Kind.SUCCESS
    assert str(camera) in told.text
    assert told.hint == ""
    shoot(camera, 10, 45)
    qtbot.waitUntil(lambda: len(watching.state.results) == 2, timeout=5000)
    assert names(watching) == ["part_10.png", "part_45.png"]
    shoot(camera, 20)
    qtbot.waitUntil(lambda: len(watching.state.results) == 3, timeout=5000)
    idle(watching)
    assert watching._current == "start"
    assert watching.watching.found == 3


def test_what_is_there_already_is_left_alone_and_said(window, idle, recipe_file, camera, qtbot):
    window.state.open_recipe(recipe_file)
    idle(window)
    shoot(camera, 10, 20)
    said = []
    window.state.message.connect(said.append)
    window.watching.start(camera)
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    assert "2 that are there are left alone" in said[0].hint
    assert not len(window.state.results)


def test_the_status_line_tells_and_its_button_stops(watching, camera, qtbot):
    status = watching.status
    assert status.watched.full_text() == f"Watching {camera.name}"
    assert status.watched.isVisible()
    assert status.unwatch.isVisible()
    shoot(camera, 10)
    qtbot.waitUntil(lambda: status.watched.full_text().endswith("1 new"), timeout=5000)
    assert status.watched.toolTip() == str(camera)
    status.unwatch.click()
    assert watching.watching.folder is None
    assert not status.watched.isVisible()
    assert not status.unwatch.isVisible()
    assert not watching.context.actions["file.unwatch"].isEnabled()
    qtbot.waitUntil(lambda: len(watching.state.results) == 1, timeout=5000)
    shoot(camera, 20)
    assert not watching.watching._timer.isActive()


def test_what_comes_while_something_is_done_waits_and_is_one_job(
    watching, camera, engine, pictures, qtbot, idle
):
    kinds = []
    watching.state.jobs.current_changed.connect(lambda job: kinds.append(job.kind if job else ""))
    engine.gate.clear()
    watching.state.inspect(pictures(11, 12))
    for score in (20, 21, 22):
        shoot(camera, score)
        found = watching.watching.found
        qtbot.waitUntil(lambda found=found: watching.watching.found == found + 1, timeout=5000)
    assert kinds.count("inspect") == 1
    engine.gate.set()
    qtbot.waitUntil(lambda: len(watching.state.results) == 5, timeout=5000)
    idle(watching)
    assert kinds.count("inspect") == 2
    assert names(watching)[2:] == ["part_20.png", "part_21.png", "part_22.png"]


def test_what_was_found_before_stopping_is_still_judged(watching, camera, engine, pictures, qtbot):
    engine.gate.clear()
    watching.state.inspect(pictures(11))
    shoot(camera, 20)
    qtbot.waitUntil(lambda: watching.watching.found == 1, timeout=5000)
    watching.watching.stop()
    engine.gate.set()
    qtbot.waitUntil(lambda: names(watching) == ["part_11.png", "part_20.png"], timeout=5000)


def test_cancelling_ends_the_watching_and_says_so(watching, camera, engine, qtbot, idle):
    engine.gate.clear()
    shoot(camera, 20, 21)
    qtbot.waitUntil(lambda: watching.state.busy is not None, timeout=5000)
    watching.state.cancel()
    qtbot.waitUntil(lambda: watching.watching.folder is None, timeout=5000)
    engine.gate.set()
    idle(watching)
    assert "is not watched any more" in watching.said[-1].text
    assert watching.said[-1].hint


def test_cancelling_something_else_does_not_end_it(watching, camera, engine, pictures, qtbot, idle):
    engine.gate.clear()
    watching.state.inspect(pictures(11))
    watching.state.cancel()
    idle(watching)
    engine.gate.set()
    shoot(camera, 20)
    qtbot.waitUntil(lambda: names(watching) == ["part_20.png"], timeout=5000)
    assert watching.watching.folder == camera


def test_a_folder_that_is_away_is_said_once_and_watched_on(watching, camera, tmp_path, qtbot):
    away = camera.rename(tmp_path / "away")
    qtbot.waitUntil(lambda: len(watching.said) == 2, timeout=5000)
    assert watching.said[1].kind is Kind.WARNING
    assert camera.name in watching.said[1].text
    assert watching.said[1].hint
    away.rename(camera)
    qtbot.waitUntil(lambda: len(watching.said) == 3, timeout=5000)
    assert "is there again" in watching.said[2].text
    shoot(camera, 33)
    qtbot.waitUntil(lambda: names(watching) == ["part_33.png"], timeout=5000)
    assert len(watching.said) == 3


def test_a_fault_ends_the_watching_and_is_told(watching, qtbot, monkeypatch):
    monkeypatch.setattr(watching.watching._watch.__class__, "look", lambda _self: 1 / 0)
    with qtbot.waitSignal(watching.state.unexpected, timeout=5000) as caught:
        pass
    assert isinstance(caught.args[0].error, ZeroDivisionError)
    assert watching.watching.folder is None


def test_another_folder_takes_the_place_of_the_first(watching, camera, tmp_path, qtbot):
    other = tmp_path / "other"
    other.mkdir()
    watching.watching.start(other)
    qtbot.waitUntil(lambda: len(watching.said) == 2, timeout=5000)
    shoot(camera, 10)
    shoot(other, 50)
    qtbot.waitUntil(lambda: names(watching) == ["part_50.png"], timeout=5000)
    assert watching.watching.found == 1


def test_without_a_recipe_there_is_nothing_to_watch_for(window, idle, recipe_file):
    watch = window.context.actions["file.watch"]
    assert not watch.isEnabled()
    window.state.open_recipe(recipe_file)
    idle(window)
    assert watch.isEnabled()


def test_the_folder_is_chosen(window, idle, recipe_file, camera, qtbot):
    from PySide6.QtWidgets import QFileDialog

    window.state.open_recipe(recipe_file)
    idle(window)
    window.context.actions["file.watch"].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.filesSelected.emit([str(camera)])
    dialog.close()
    assert window.watching.folder == camera


def test_an_operator_may_watch(watching):
    from gui.lock.rules import ALLOWED

    assert {"file.watch", "file.unwatch"} <= ALLOWED


def test_closing_ends_it(watching, qtbot):
    watching._answered = True
    watching.close()
    assert not watching.watching._timer.isActive()
    assert REST_MS >= 100  # a network share has other things to do as well
