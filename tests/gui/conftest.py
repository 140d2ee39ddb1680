"""Offscreen windows, a quick engine, and proof that no thread and no timer is left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# a desktop's own look must not change what tests see
os.environ.pop("QT_STYLE_OVERRIDE", None)

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from qt_traces import nothing_left, plain_look  # noqa: F401

from engine.errors import ImageError, RecipeError
from engine.progress import CancelToken, Report, Stage
from engine.types import Calibration, InspectionResult, Interval, Limits, RecipeSummary
from gui.paths import ENVIRONMENT

CALIBRATION = Calibration(40.0, 20.0, 0.01, Interval(1 / 400, 1 / 30), 12)
LIMITS = Limits(40.0, 20.0)


LOO_SCORES = (20.0, 25.0, 31.0)


def good_images(paths=()) -> tuple:
    """Good parts as a recipe knows them."""
    return tuple(
        SimpleNamespace(path=str(path), sha256=f"{n:064x}", loo_score=LOO_SCORES[n % 3], width=64, height=64)
        for n, path in enumerate(paths or [f"good_{n}.png" for n in range(3)])
    )


@dataclass(frozen=True)
class FakeRecipe:
    """As much of a recipe as the window looks at."""

    name: str = "flange"
    limits: Limits = LIMITS
    path: Path | None = None
    images: tuple = good_images()
    region: object = None
    preview: bytes = b""
    sha256: str = "0" * 64
    created: str = "2025-01-31T12:00:00+00:00"
    calibration: Calibration = CALIBRATION
    loo_scores: tuple = LOO_SCORES
    settings: object = field(
        default_factory=lambda: SimpleNamespace(image_size=256, backbone="lite0", n_features=100, seed=0)
    )

    @property
    def n_images(self) -> int:
        return len(self.images)

    def with_limits(self, limits: Limits) -> FakeRecipe:
        return replace(self, limits=limits)

    def renamed(self, name: str) -> FakeRecipe:
        if not name.strip():
            raise RecipeError("The recipe has no name.", "Give it one with letters or digits.")
        return replace(self, name=name.strip())


@dataclass
class FakeTraining:
    """A finished training that counts what is done with it."""

    recipe: FakeRecipe
    images: tuple = ()
    excluded: frozenset[int] = frozenset()
    closed: bool = False
    failures: tuple = ()
    notes: dict = field(default_factory=dict)
    seconds: float = 0.1

    @property
    def scores(self) -> np.ndarray:
        return np.array([image.loo_score for image in self.images])

    @property
    def loo_maps(self) -> np.ndarray:
        return np.ones((len(self.images), 8, 8), np.float32) * self.scores[:, None, None].astype(np.float32)

    def unusual(self) -> list[int]:
        return [int(n) for n in np.argsort(-self.scores) if n not in self.excluded][:1]

    def anomaly_map(self, number: int) -> np.ndarray:
        return np.full((256, 256), self.scores[number], np.float32)

    def exclude(self, numbers, *, report: Report, cancel: CancelToken) -> FakeRecipe:
        self.excluded = frozenset(numbers)
        self.recipe = replace(self.recipe, limits=Limits(40.0 - len(self.excluded), 20.0))
        return self.recipe

    def close(self) -> None:
        self.closed = True


class FakeEngine:
    """Judges a picture by the digits in its name: ``part_52.png`` has the score 52.

    Attributes:
        gate: Cleared by a test to hold inspection and training until it is set, or cancelled.
        threads: Names of the threads that it was entered on.
    """

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.threads: set[int] = set()
        self.inside = 0
        self.failure: Exception | None = None
        self.trainings: list[FakeTraining] = []

    def _enter(self) -> None:
        self.threads.add(threading.get_ident())
        if self.failure is not None:
            raise self.failure

    def _wait(self, cancel: CancelToken) -> None:
        while not self.gate.wait(0.005):
            cancel.raise_if_cancelled()

    def scan(self, paths, report: Report, cancel: CancelToken):
        self._enter()
        files, problems = [], []
        for path in paths:
            if path.is_dir():
                found = sorted(path.rglob("*.png"))
                files += found
                if not found:
                    problems.append(
                        ImageError(f"There are no pictures in the folder {path}.", "Choose another.")
                    )
            elif path.exists():
                files.append(path)
            else:
                problems.append(ImageError(f"{path} does not exist.", "Check its name."))
        return SimpleNamespace(files=tuple(dict.fromkeys(files)), problems=tuple(problems))

    def load_recipe(self, path: Path) -> FakeRecipe:
        self._enter()
        if not path.exists():
            raise RecipeError(f"The recipe {path} does not exist.", "Check its name and place.", path)
        if path.read_bytes() != b"recipe":
            raise RecipeError(f"The recipe {path} is damaged.", "Get another copy of it.", path)
        return FakeRecipe(path.stem, path=path)

    def save_recipe(self, recipe: FakeRecipe, path: Path) -> FakeRecipe:
        self._enter()
        path.write_bytes(b"recipe")
        return replace(recipe, path=path)

    def summary(self, recipe: FakeRecipe) -> RecipeSummary:
        return RecipeSummary(
            recipe.name,
            "0" * 64,
            "2025-01-31T12:00:00+00:00",
            "0.1.0",
            256,
            "lite0",
            recipe.calibration,
            recipe.loo_scores,
        )

    def settings(self, **chosen):
        return SimpleNamespace(**{"name": "new", "image_size": 256, "false_alarm_rate": 0.01, **chosen})

    def estimate(self, n_images, settings):
        return SimpleNamespace(
            memory_bytes=600_000_000,
            available_bytes=8_000_000_000,
            disk_bytes=1_000_000 * n_images,
            free_disk_bytes=10**11,
            recipe_bytes=45_000_000,
            seconds=9.0,
            first_time=False,
        )

    def train(self, paths, settings, region, report: Report, cancel: CancelToken) -> FakeTraining:
        self._enter()
        stage = Stage("embed", len(paths), report, cancel)
        for _path in paths:
            self._wait(cancel)
            stage.step()
        images = good_images(paths)
        self.trainings.append(FakeTraining(FakeRecipe(settings.name, images=images), images))
        return self.trainings[-1]

    def update(self, recipe, add, remove, threads, report: Report, cancel: CancelToken):
        self._enter()
        return SimpleNamespace(
            recipe=replace(recipe, limits=Limits(50.0, 20.0)),
            added=tuple(add),
            removed=tuple(remove),
            failures=(),
        )

    def inspect(self, recipe, paths, limits, threads, report: Report, cancel: CancelToken):
        self._enter()
        assert self.inside == 0, "the engine was entered twice"
        self.inside += 1
        try:
            stage = Stage("inspect", len(paths), report, cancel)
            for path in paths:
                self._wait(cancel)
                yield self.judge(path, limits)
                stage.step()
        finally:
            self.inside -= 1

    @staticmethod
    def judge(path: Path, limits: Limits) -> InspectionResult:
        from engine.judging import verdict
        from engine.types import Verdict

        digits = "".join(c for c in path.stem if c.isdigit())
        if not digits:
            return InspectionResult(
                path, Verdict.ERROR, limits, error="It is damaged.", hint="Copy it again."
            )
        score = float(digits)
        anomaly_map = np.full((8, 8), score, np.float32)
        return InspectionResult(
            path,
            verdict(score, 0, limits),
            limits,
            width=64,
            height=64,
            score=score,
            margin=score / limits.image_threshold,
            anomaly_map=anomaly_map,
        )

    def map_of(self, recipe, path: Path, threads):
        self._enter()
        return self.judge(path, recipe.limits).anomaly_map

    def sample(self, folder: Path, report: Report, cancel: CancelToken) -> tuple[Path, Path]:
        self._enter()
        good, parts = folder / "train" / "good", folder / "test"
        for place, scores in ((good, (20, 25, 31)), (parts, (22, 90))):
            place.mkdir(parents=True, exist_ok=True)
            for score in scores:
                (place / f"part_{score}.png").write_bytes(b"")
        return good, parts


@pytest.fixture(autouse=True)
def _isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a test does reaches the person's own files."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "data"))


def _alive(thing: QObject) -> bool:
    import shiboken6

    return shiboken6.isValid(thing)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def pictures(tmp_path: Path) -> Callable[..., list[Path]]:
    """Makes empty picture files that the quick engine judges by the digits in their names."""

    def make(*scores: int, folder: str = "parts") -> list[Path]:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        paths = [place / f"part_{score}.png" for score in scores]
        for path in paths:
            path.write_bytes(b"")
        return paths

    return make


@pytest.fixture
def recipe_file(tmp_path: Path) -> Path:
    path = tmp_path / "housing.gonogo"
    path.write_bytes(b"recipe")
    return path


def plain_pages() -> tuple:
    """The start page, and pages for training and inspecting that show nothing but know their drops."""
    from gui.dropping import Intent, usual_intent
    from gui.pages import PAGES, Page, PageSpec

    class PlainTrainPage(Page):
        id = "train"

        def drop_intent(self, drop, position):
            intent = usual_intent(drop)
            return Intent.GOOD if intent is Intent.INSPECT else intent

    class PlainInspectPage(Page):
        id = "inspect"

    plain = {"train": PlainTrainPage, "inspect": PlainInspectPage}

    class PlainSpec(PageSpec):
        def load(self):
            return plain[self.id]

    return tuple(
        PlainSpec(page.id, page.word, page.icon, "", "") if page.id in plain else page for page in PAGES
    )


@pytest.fixture
def make_window(qtbot, tmp_path: Path, engine: FakeEngine) -> Iterator[Callable]:
    """Builds windows with the quick engine and closes them properly afterwards.

    Pages other than the first are empty ones, unless ``pages`` says otherwise.
    """
    from gui.app import build

    made = []
    plain = plain_pages()

    def make(*argv: str, **more):
        window = build(list(argv), tmp_path / "data", engine=engine, **{"pages": plain, **more})
        made.append(window)
        return window

    yield make
    for window in made:
        if not _alive(window):
            continue
        engine.gate.set()
        window.state.cancel()
        jobs = window.state.jobs
        qtbot.waitUntil(lambda jobs=jobs: jobs.idle, timeout=5000)
        window._answered = True
        window.close()
        window.deleteLater()
        # or hundreds of widgets of every window before would be styled with each new one
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window, qtbot):
    """A window on screen."""
    window = make_window()
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def idle(qtbot) -> Callable:
    """Waits until a window's worker has nothing left to do."""

    def wait(window) -> None:
        qtbot.waitUntil(lambda: window.state.jobs.idle, timeout=5000)

    return wait


@pytest.fixture
def jobs(qtbot):
    """A worker thread of its own, stopped afterwards."""
    from gui.worker import JobQueue

    made = JobQueue()
    yield made
    made.cancel_all()
    made.stop()
    assert made.wait(5000)
