"""The large verdict: what it shows, how well it can be read, and of which part it tells."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication, QWidget

from engine.types import Verdict
from gui.icons import Icons
from gui.lock.banner import LEAST, MOST, READABLE, UnderBanner, VerdictBanner
from gui.pages import PAGES
from gui.theme import Theme, contrast
from gui.verdicts import word

READABLE_PIXELS = 72
"""What three metres ask of the capital letters at 1280 x 720."""


@pytest.fixture(params=["light", "dark"])
def theme(request, qtbot):
    made = Theme(request.param)
    made.apply()
    return made


@pytest.fixture
def banner(theme, qtbot):
    made = VerdictBanner(theme, Icons(theme))
    qtbot.addWidget(made)
    made.resize(880, LEAST)
    return made


def pixels(widget) -> np.ndarray:
    """As painted, uint8, shape (height, width, 3)."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def colour(text: str) -> tuple[int, ...]:
    return tuple(int(text[i : i + 2], 16) for i in (1, 3, 5))


@pytest.mark.parametrize("verdict", Verdict)
def test_everything_written_can_be_read(banner, verdict):
    banner.show_part(verdict, 1.2, "part.png", {verdict: 3})
    assert contrast(banner.ink(), banner.ground()) >= READABLE
    seen = pixels(banner)
    ground = seen[LEAST // 2, 12]
    assert tuple(ground) == colour(banner.ground()), "the verdict's own colour is behind"
    ink = np.array(colour(banner.ink()))
    written = (np.abs(seen.astype(int) - ink).max(axis=2) < 8).mean()
    assert written > 0.02


def test_no_part_can_be_read_too(banner, theme):
    assert banner.verdict is None
    assert banner.text() == "No part yet"
    assert contrast(banner.ink(), banner.ground()) >= READABLE


@pytest.mark.parametrize("verdict", Verdict)
def test_the_word_is_large_enough_for_three_metres(banner, verdict):
    banner.show_part(verdict, 1.2, "part.png", {verdict: 3})
    font = QFont(banner.font())
    font.setPixelSize(banner.word_pixels())
    font.setWeight(QFont.Weight.Bold)
    assert QFontMetricsF(font).capHeight() >= READABLE_PIXELS
    # and on the screen as well: the rows in which the word's first letter is
    seen = pixels(banner).astype(int)
    dark = np.abs(seen - np.array(colour(banner.ink()))).max(axis=2) < 40
    start = 24 + round(banner.word_pixels() * 0.95)
    rows = np.flatnonzero(dark[: LEAST - 34, start : start + 40].any(axis=1))
    assert np.ptp(rows) + 1 >= READABLE_PIXELS - 1


@pytest.mark.parametrize("width", [240, 360, 480, 600, 880, 1200, 2500])
@pytest.mark.parametrize("verdict", Verdict)
def test_the_word_is_never_cut(banner, width, verdict):
    banner.resize(width, LEAST)
    banner.show_part(
        verdict, 12.34, "a-very-long-name-of-a-part-" * 5 + ".png", dict.fromkeys(Verdict, 10**6)
    )
    seen = pixels(banner)[12:-12].astype(int)
    for edge in (seen[:, 2:14], seen[:, -14:-2]):
        assert np.abs(edge - np.array(colour(banner.ground()))).max() <= 2, "nothing reaches an edge"
    assert 24 <= banner.word_pixels() <= LEAST


def test_the_size_does_not_jump_with_the_verdict(banner):
    sizes = set()
    for verdict in Verdict:
        banner.show_part(verdict, 1.0, "p.png")
        sizes.add(banner._arrange())
    assert len(sizes) == 1


def test_what_is_said_of_a_part(banner):
    counts = {Verdict.GOOD: 1214, Verdict.REVIEW: 0, Verdict.DEFECTIVE: 31, Verdict.ERROR: 2}
    banner.show_part(Verdict.DEFECTIVE, 1.84, "IMG_0412.png", counts)
    assert banner.text() == word(Verdict.DEFECTIVE)
    assert banner.counts == "good 1,214 · defective 31 · error 2"
    assert banner.accessibleName() == "Verdict: Defective, 1.84 × the limit, IMG_0412.png"
    assert banner.accessibleDescription() == banner.counts
    banner.show_part(Verdict.ERROR, None, "broken.png", counts)
    assert banner.accessibleName() == "Verdict: Error, broken.png"


def test_a_strange_name_is_no_markup(banner):
    banner.show_part(Verdict.GOOD, 0.5, "<b>x</b>.png")
    assert "<b>" in banner.accessibleName()
    assert pixels(banner).std() > 0


def test_a_new_verdict_is_announced_once_it_rests(banner, qtbot, monkeypatch):
    spoken = []
    monkeypatch.setattr("gui.lock.banner.announce", lambda _widget, words: spoken.append(words))
    banner.show()
    banner._rest.setInterval(1)
    for number in range(5):
        banner.show_part(Verdict.GOOD, 0.5, f"{number}.png")
    qtbot.waitUntil(lambda: bool(spoken))
    banner.show_part(Verdict.GOOD, 0.5, "4.png", {Verdict.GOOD: 9})
    assert not banner._rest.isActive(), "other counts are no other verdict"
    assert spoken == ["Verdict: Good, 0.50 × the limit, 4.png"]


def test_the_banner_takes_its_share_of_the_height(theme, qtbot):
    banner = VerdictBanner(theme, Icons(theme))
    place = UnderBanner(banner)
    qtbot.addWidget(place)
    place.set_below(QWidget())
    place.set_shown(True)
    place.show()
    for height in (400, 900, 2400):
        place.resize(900, height)
        QApplication.processEvents()
        assert LEAST <= banner.height() <= MOST
        assert banner.height() <= 0.4 * height


# ---- on the page


@pytest.fixture
def window(make_window, recipe_file, idle, qtbot):
    window = make_window(pages=PAGES)
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    window.state.open_recipe(recipe_file)
    idle(window)
    return window


@pytest.fixture
def page(window):
    return window.page("inspect")


def shown(page) -> tuple:
    banner = page.station.banner
    return banner.verdict, banner.name


def choose_large(window) -> None:
    window.context.actions["view.large_verdict"].trigger()


def test_the_key_shows_and_hides_it_and_it_is_remembered(window, page, qtbot):
    assert not page.station.place.shown
    qtbot.keyClick(page.results.view, Qt.Key.Key_V)
    assert page.station.banner.isVisible()
    assert window.context.settings.value.large_verdict
    assert window.context.actions["view.large_verdict"].isChecked()
    qtbot.keyClick(page.results.view, Qt.Key.Key_V)
    assert not page.station.banner.isVisible()
    assert not window.context.settings.value.large_verdict


def test_the_small_label_makes_room(window, page, pictures, idle, qtbot):
    window.state.inspect(pictures(10, 50))
    idle(window)
    page.part.changed.emit()
    page.verdict.show_verdict(Verdict.GOOD, 0.5)
    assert not page.verdict.isHidden()
    choose_large(window)
    assert page.verdict.isHidden()
    page.verdict.show_verdict(Verdict.DEFECTIVE, 1.5)
    assert page.verdict.isHidden()
    choose_large(window)
    assert not page.verdict.isHidden()


def test_it_tells_of_the_chosen_part(window, page, pictures, idle, qtbot):
    choose_large(window)
    window.state.inspect(pictures(10, 50, 20))
    idle(window)
    view = page.results.view
    for place, name, verdict in ((1, "part_20.png", Verdict.GOOD), (2, "part_50.png", Verdict.DEFECTIVE)):
        rows = [page.model.record(p).path.name for p in range(3)]
        view.show_place(rows.index(name))
        assert shown(page) == (verdict, name), place
    assert page.station.banner.counts == "good 2 · defective 1"


def test_it_follows_the_limits(window, page, pictures, idle):
    choose_large(window)
    window.state.inspect(pictures(38))
    idle(window)
    assert shown(page)[0] is Verdict.GOOD
    window.state.set_limits(replace(window.state.limits, image_threshold=30.0))
    assert shown(page)[0] is Verdict.DEFECTIVE
    assert page.station.banner.counts == "good 0 · defective 1"
    window.state.undo_stack.undo()
    assert shown(page)[0] is Verdict.GOOD


class Turnstile:
    """Lets the engine judge as many parts as a test wants."""

    def __init__(self, engine) -> None:
        self.tickets = threading.Semaphore(0)
        self.through = False
        engine._wait = self.wait

    def wait(self, cancel) -> None:
        while not self.through and not self.tickets.acquire(timeout=0.005):
            cancel.raise_if_cancelled()


def test_while_parts_come_in_it_follows_the_last_one(window, page, pictures, engine, idle, qtbot):
    choose_large(window)
    turnstile, state = Turnstile(engine), window.state
    state.inspect(pictures(10, 50, 20, 30))
    for number in range(3):
        turnstile.tickets.release()
        qtbot.waitUntil(lambda number=number: len(state.results) == number + 1)
        assert shown(page)[1] == state.results[number].path.name
        assert page.station.follow.following
    turnstile.through = True
    qtbot.waitUntil(lambda: len(state.results) == 4)
    idle(window)
    qtbot.waitUntil(lambda: not page.station.follow.following)
    last = state.results[3].path
    assert page.model.record(page.results.view.place()).path == last, "photo and banner agree"
    assert shown(page)[1] == last.name


def test_who_chooses_a_part_meanwhile_keeps_it(window, page, pictures, engine, idle, qtbot):
    choose_large(window)
    turnstile, state = Turnstile(engine), window.state
    state.inspect(pictures(10, 20, 30, 50))
    for number in range(3):
        turnstile.tickets.release()
        qtbot.waitUntil(lambda number=number: len(state.results) == number + 1)
    page.results.view.show_place(1)
    assert shown(page)[1] == state.results[2].path.name, "still the one judged last"
    turnstile.through = True
    qtbot.waitUntil(lambda: len(state.results) == 4)
    idle(window)
    qtbot.waitUntil(lambda: not page.station.follow.following)
    assert page.results.view.place() == 1
    assert shown(page)[1] == page.model.record(1).path.name


def test_a_part_that_is_filtered_away_is_told_of_until_another_is_chosen(window, page, pictures, idle, qtbot):
    choose_large(window)
    window.state.inspect(pictures(10, 20))
    idle(window)
    page.results.buttons[Verdict.GOOD].click()
    window.state.inspect(pictures(90))
    idle(window)
    assert shown(page) == (Verdict.DEFECTIVE, "part_90.png")
    page.results.view.show_place(1)
    page.results.view.show_place(0)
    assert shown(page)[0] is Verdict.GOOD


def test_without_the_banner_nobody_is_moved(window, page, pictures, idle):
    window.state.inspect(pictures(10, 20))
    idle(window)
    page.results.view.show_place(0)
    window.state.inspect(pictures(90))
    idle(window)
    assert page.results.view.place() == 0


def test_after_the_last_part_there_is_none(window, page, pictures, idle):
    choose_large(window)
    window.state.inspect(pictures(10, 20))
    idle(window)
    window.state.clear_results()
    assert shown(page) == (None, "")
    window.state.undo_stack.undo()
    assert page.station.banner.counts == "good 2 · defective 0"


def test_files_that_cannot_be_judged_are_told(window, page, tmp_path, idle):
    choose_large(window)
    path = tmp_path / "broken.png"
    path.write_bytes(b"")
    window.state.inspect([path])
    idle(window)
    assert shown(page) == (Verdict.ERROR, "broken.png")


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_under_the_lock_it_is_there_and_large(window, page, pictures, idle, qtbot, size):
    lock = window.context.lock
    with qtbot.waitSignal(lock.pin_set):
        lock.set_pin("4711")
    lock.lock(window.state.recipe_path)
    window.resize(*size)
    window.state.inspect(pictures(10))
    idle(window)
    QApplication.processEvents()
    banner = page.station.banner
    assert banner.isVisible()
    font = QFont(banner.font())
    font.setPixelSize(banner.word_pixels())
    font.setWeight(QFont.Weight.Bold)
    assert QFontMetricsF(font).capHeight() >= READABLE_PIXELS
    assert page.viewer.height() >= 0.5 * page.height()
    lock._unlock()
    assert not banner.isVisible()
