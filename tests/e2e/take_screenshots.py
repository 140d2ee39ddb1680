"""Takes the pictures of the window for README and docs: the sample, trained and inspected for real.

    python tests/e2e/take_screenshots.py HOME docs/images

HOME is a folder that may be filled; its name is seen in the pictures, so take one that could be anybody's,
such as ``/home/anna``. Look at the pictures before you keep them.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "en_US.UTF-8"
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "gui"))

import numpy as np
from history_samples import fill as fill_history
from history_samples import weeks
from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTableView

from engine.sample import render_sample
from engine.types import OperatorVerdict, Verdict
from gui.app import build

SIZE = (1440, 900)
PRODUCT, LOT = "Flange GN-4207", "Lot 2417"


def fill(home: Path) -> tuple[Path, Path, Path]:
    """Good parts, with one among them that is not, a lot to inspect, and parts whose faults are known.

    The first two are named as a camera names them.
    """
    sample = render_sample(home / "sample", n_good=60, n_test_good=30, n_per_defect=4)
    known = home / "Parts" / PRODUCT / "known faults"
    for folder in ("test", "ground_truth"):
        shutil.copytree(home / "sample" / folder, known / folder)
    good, lot = home / "Parts" / PRODUCT / "good", home / "Parts" / PRODUCT / LOT
    for folder in (good, lot):
        folder.mkdir(parents=True)
    dented = sample.test / "dent" / "000.png"
    for number, path in enumerate([*sorted(sample.train_good.iterdir())[:37], dented]):
        path.rename(good / f"IMG_{101 + number:04d}.png")
    for number, path in enumerate(sorted(sample.train_good.iterdir())):
        path.rename(good / f"IMG_{139 + number:04d}.png")
    parts = sorted(sample.test.rglob("*.png"), key=lambda path: (path.stem, path.parent.name != "good"))
    for number, path in enumerate(parts):
        path.rename(lot / f"IMG_{401 + number * 7 % len(parts):04d}.png")
    shutil.rmtree(home / "sample")
    return good, lot, known


def wait(window, milliseconds: int = 0) -> None:
    """Until the work is done, and some time for the last thumbnails."""
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: loop.quit() if window.state.jobs.idle else None)
    look.start(20)
    loop.exec()
    look.stop()
    QTimer.singleShot(milliseconds + 300, loop.quit)
    loop.exec()


def fewer_colours(picture: np.ndarray) -> Image.Image:
    """A picture with a palette: 96 greys and 160 colours, so that heatmaps stay smooth among many greys."""
    coloured = np.ptp(picture.astype(int), axis=2) > 20
    indices = np.zeros(picture.shape[:2], np.uint8)
    palette: list[int] = []
    for mask, count in ((~coloured, 96), (coloured, 160)):
        pixels = Image.fromarray(picture[mask][None])
        few = pixels.quantize(count, Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE)
        indices[mask] = np.asarray(few)[0] + len(palette) // 3
        palette += (few.getpalette() or [])[: 3 * count]
    made = Image.fromarray(indices, "P")
    made.putpalette(palette)
    return made


def take(window, path: Path) -> None:
    """Write what the window shows."""
    wait(window, 1200)
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    picture = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    fewer_colours(picture).save(path, optimize=True)
    print(path, path.stat().st_size // 1000, "kB")


def review(state, defective: list[int]) -> None:
    """What a person said of the first parts: once unlike the recipe, once unsure, once with a note."""
    good, bad, unsure = OperatorVerdict
    last = defective[6]
    wrong = defective[2]
    for row in range(last + 1):
        verdict = bad if row in defective and row != wrong else good
        state.judge([row], verdict)
    state.judge([last - 1], unsure)
    state.set_note(defective[1], "Chipped near the bore, as on Monday")


def take_lock(window, view, out: Path) -> None:
    """The station under the operator lock, and free again."""
    lock = window.context.lock
    window.state.save_recipe()
    wait(window)
    lock.set_pin("4711")
    wait(window, 1500)
    window.context.actions["recipe.lock"].trigger()
    for bar in list(window._messages.bars):
        bar.close_bar()
    take(window, out / "lock.png")
    lock.try_pin("4711")
    wait(window, 1500)
    for bar in list(window._messages.bars):
        bar.close_bar()


def take_pages(window, known: Path, data: Path, out: Path) -> None:
    """The pages on which one looks back: how well the recipe judges, and what was inspected."""
    window.show_page("evaluate")
    window.page("evaluate").evaluating.evaluate_folder(known)
    take(window, out / "evaluate.png")
    days = weeks(datetime.now().replace(hour=0), days=40, drift_days=8)[:-1]
    fill_history(data, days, ("cd" * 32, "Bearing cover 62 mm", "ef" * 16))
    window.context.settings.change(theme="dark")
    window.show_page("history")
    wait(window, 1200)
    recipes = window.page("history").head.recipes
    recipes.setCurrentIndex(recipes.findText("Bearing cover 62 mm"))
    recipes.activated.emit(recipes.currentIndex())
    take(window, out / "history.png")
    window.context.settings.change(theme="light")


def main() -> None:
    home, out = Path(sys.argv[1]), Path(sys.argv[2])
    os.environ["HOME"] = str(home)
    data = home / ".local" / "share" / "gonogo"
    good, lot, known = fill(home)
    window = build([], data)
    window.resize(*SIZE)
    window.show()
    state, settings = window.state, window.context.settings
    settings.change(theme="light", language="en")

    state.add_good([good])
    state.page_wanted.emit("train")
    wait(window)
    window.page("train").start()
    take(window, out / "train.png")

    state.exclude_from_training(state.training.unusual()[:1])
    wait(window)
    recipes = home / "Parts" / "Recipes"
    recipes.mkdir()
    state.save_recipe(recipes / PRODUCT)
    wait(window)
    for bar in list(window._messages.bars):
        bar.close_bar()
    state.inspect([lot])
    wait(window)
    window.page("inspect").limits.review_slider.setValue(86)
    view = window.findChild(QTableView, "resultsView")
    defective = [r for r in range(len(state.results)) if state.results.verdict(r) is Verdict.DEFECTIVE]
    review(state, defective)
    view.show_place(defective[1])
    take(window, out / "inspect-light.png")
    settings.change(theme="dark")
    view.show_place(defective[4])
    take(window, out / "inspect-dark.png")
    take_lock(window, view, out)

    settings.change(theme="light")
    take_pages(window, known, data, out)
    now = datetime.now()
    for name, age in (("Bearing cover 62 mm", 23), ("Housing left", 6), ("Seal ring 32x4", 1)):
        path = recipes / f"{name}.gonogo"
        shutil.copy(recipes / f"{PRODUCT}.gonogo", path)
        then = (now - timedelta(days=age)).timestamp()
        os.utime(path, (then, then))
        settings.add_recent(path)
    settings.add_recent(recipes / f"{PRODUCT}.gonogo")
    window.show_page("start")
    take(window, out / "start.png")
    window._answered = True
    window.close()


if __name__ == "__main__":
    main()
