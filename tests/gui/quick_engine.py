"""A quick engine and pages without content, for tests of everything around them."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from engine.errors import ImageError, RecipeError
from engine.progress import CancelToken, Report, Stage, silent
from engine.types import Calibration, InspectionResult, Interval, Limits, RecipeSummary

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
    id: str = "0" * 32
    references: tuple = ()
    created: str = "2025-01-31T12:00:00+00:00"
    calibration: Calibration = CALIBRATION
    loo_scores: tuple = LOO_SCORES
    settings: object = field(
        default_factory=lambda: SimpleNamespace(image_size=256, backbone="lite0", n_features=100, seed=0)
    )

    @property
    def n_images(self) -> int:
        return len(self.images)

    def changed(self, **fields) -> FakeRecipe:
        return replace(self, **fields)

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
        self.versions: dict[str, tuple[FakeRecipe, str]] = {}

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

    def keep_version(self, folder: Path, recipe: FakeRecipe, reason: str) -> str:
        self._enter()
        sha256 = hashlib.sha256(repr((recipe.name, recipe.limits, recipe.images)).encode()).hexdigest()
        self.versions[sha256] = (recipe, reason)
        return sha256

    def kept_version(self, folder: Path, sha256: str) -> FakeRecipe | None:
        self._enter()
        return self.versions.get(sha256, (None, ""))[0]

    def list_versions(self, folder: Path, recipe_id: str) -> tuple:
        """Those that were kept, the last first."""
        from engine.versions import Version

        self._enter()
        made = [
            Version(
                *(recipe_id, sha256, "", f"2026-01-{1 + n:02d}T06:00:00+01:00", reason, recipe.name),
                *(recipe.n_images, recipe.limits.image_threshold, 1000, folder / f"{sha256}.gonogo"),
            )
            for n, (sha256, (recipe, reason)) in enumerate(self.versions.items())
        ]
        return tuple(reversed(made))

    def check(self, recipe, limits, threads, report: Report, cancel: CancelToken):
        from engine.reference import CheckResult, CheckRow

        self._enter()
        if not recipe.references:
            raise RecipeError("The recipe has no reference parts to check with.", "Add a few.")
        rows = []
        for part in recipe.references:
            self._wait(cancel)
            found = self.judge(Path(part.name), limits)
            score, error = found.score, found.error
            rows.append(CheckRow(part.name, part.verdict, found.verdict, part.score, score, error))
        return CheckResult(tuple(rows), limits, recipe.name, recipe.sha256, "2026-01-31T06:02:00+01:00")

    def with_references(self, recipe, paths, limits, threads, report: Report, cancel: CancelToken):
        from engine.padim import Failure
        from engine.reference import ReferencePart, References

        self._enter()
        parts, failures = list(recipe.references), []
        for path in paths:
            self._wait(cancel)
            found = self.judge(path, limits)
            if found.score is None or path.name in {part.name for part in parts}:
                failures.append(Failure(path, f"{path.name} cannot be used.", "Choose another."))
            else:
                parts.append(ReferencePart(path.name, b"", found.verdict, found.score, "0" * 64))
        added = tuple(parts[len(recipe.references) :])
        return References(recipe.changed(references=tuple(parts)), added, tuple(failures))

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

    def propose(self, recipe, add, remove, before, limits, codes, threads, report, cancel):
        """The limit goes up by 10, and so does what is under it."""
        from engine.learning import Proposal, changes

        self._enter()
        images = tuple(image for image in recipe.images if image.path not in map(str, remove))
        changed = replace(
            recipe,
            limits=replace(limits, image_threshold=limits.image_threshold + 10),
            images=(*images, *(good_images(add) if add else ())),
        )
        update = SimpleNamespace(
            recipe=changed,
            added=tuple(add),
            removed=tuple(remove),
            failures=(),
            n_kept_scores=0,
            limits_were_moved=False,
            lost_references=(),
        )
        results = []
        for result in before:
            self._wait(cancel)
            results.append(self.judge(result.path, changed.limits).without_map())
        return Proposal(recipe, update, changes(before, results, limits=limits, codes=codes), tuple(results))

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

    def evaluate(self, recipe, directory: Path, limits, threads, report: Report, cancel: CancelToken):
        """The real comparison, of parts that are judged by their names."""
        from engine.evaluation import evaluate

        engine = self

        class ByName:
            def inspect(self, paths, limits=None, *, keep_maps=True, report=silent, cancel=None):
                yield from engine.inspect(recipe, paths, limits, threads, silent, cancel)

        return evaluate(ByName(), directory, limits=limits, report=report, cancel=cancel)

    def map_of(self, recipe, path: Path, threads):
        self._enter()
        return self.judge(path, recipe.limits).anomaly_map

    def identity(self, recipe) -> str:
        return ""  # its parts have no content, so nothing could be told from the disk

    def sample(self, folder: Path, report: Report, cancel: CancelToken) -> tuple[Path, Path]:
        self._enter()
        good, parts = folder / "train" / "good", folder / "test"
        for place, scores in ((good, (20, 25, 31)), (parts, (22, 90))):
            place.mkdir(parents=True, exist_ok=True)
            for score in scores:
                (place / f"part_{score}.png").write_bytes(b"")
        return good, parts


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
