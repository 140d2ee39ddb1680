"""What this copy can do follows from what can be imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from command_line import CommandLine

from engine import edition, selftest
from engine.embedding import get_network
from engine.embedding.network import is_cached
from engine.errors import ExportError, TrainingError
from engine.export.models import export_model
from engine.padim import TrainSettings
from engine.recipe import Recipe, save
from engine.selftest import Answers


@pytest.fixture
def gonogo(capsysbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(capsysbinary)


@pytest.fixture
def nothing_known() -> Iterator[None]:
    edition._missing.cache_clear()
    yield
    edition._missing.cache_clear()


@pytest.fixture
def station(monkeypatch: pytest.MonkeyPatch, nothing_known: None) -> None:
    """As in the packaged Station: the learning libraries are not there."""
    absent = {"torch", "torchvision", "timm", "anomalib", "lightning", "onnx"}
    real = edition._importable
    monkeypatch.setattr(edition, "_importable", lambda name: name not in absent and real(name))
    monkeypatch.setattr(sys, "frozen", True, raising=False)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of shipped files."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(edition, "_shipped_folder", lambda: folder)
    return folder


def test_with_all_libraries_it_is_the_full_edition(nothing_known):
    assert edition.can_train()
    assert edition.missing_libraries() == ()
    assert edition.name() == "Gonogo"
    edition.require_training()
    for kind in ("anomalib", "onnx", "openvino"):
        edition.require_export(kind)


def test_asking_imports_nothing():
    code = (
        "import sys; from engine import edition; edition.can_train(); edition.require_export('anomalib')\n"
        "heavy = ('torch', 'torchvision', 'timm', 'anomalib', 'lightning', 'onnx')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_station_says_plainly_what_it_does_not_do(station):
    assert not edition.can_train()
    assert edition.name() == "Gonogo Station"
    with pytest.raises(TrainingError) as caught:
        edition.require_training()
    assert caught.value.message == "Training needs the full edition of Gonogo."
    assert "Station" in caught.value.hint
    edition.require_export("openvino")
    for kind in ("anomalib", "onnx"):
        with pytest.raises(ExportError, match=f"Exporting to {kind} needs the full edition"):
            edition.require_export(kind)


def test_an_installation_from_source_names_what_is_missing(monkeypatch, nothing_known):
    monkeypatch.setattr(edition, "_importable", lambda name: name != "timm")
    with pytest.raises(TrainingError, match="not installed: timm") as caught:
        edition.require_training()
    assert "full edition" not in str(caught.value)
    with pytest.raises(ExportError, match="not installed: timm"):
        edition.require_export("anomalib")
    edition.require_export("onnx")


@pytest.mark.parametrize("broken", [None, object()])
def test_a_module_that_cannot_be_imported_counts_as_missing(broken, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", broken)
    assert not edition._importable("torch")


def test_the_command_train_says_so(gonogo, station, good_paths, tmp_path):
    said = gonogo("train", *good_paths, "-o", tmp_path / "x.gonogo")
    assert said.code == 2
    assert said.err.splitlines() == [
        "Error: Training needs the full edition of Gonogo.",
        "This is Gonogo Station, which inspects: make the recipe with the full edition and open it here.",
    ]
    assert not list(tmp_path.glob("*.gonogo"))


def test_the_command_export_says_so(gonogo, station, recipe_file, tmp_path):
    said = gonogo("export", recipe_file, "--to", "anomalib", "-o", tmp_path / "out")
    assert said.code == 2
    assert "needs the full edition" in said.err
    assert not (tmp_path / "out").exists()


def test_the_station_still_exports_to_openvino(station, small_recipe: Recipe, tmp_path):
    files = export_model(small_recipe, "openvino", tmp_path)
    assert [file.suffix for file in files] == [".xml", ".bin", ".json"]


def test_the_station_still_updates(gonogo, station, recipe_file, good_paths, tmp_path):
    said = gonogo("update", recipe_file, "--remove", good_paths[0], "-o", tmp_path / "x.gonogo")
    assert said.code == 0, said.err


def test_a_network_that_is_not_known_is_refused_before_anything_is_imported(station, tmp_path, monkeypatch):
    monkeypatch.setenv("GONOGO_DATA_DIR", str(tmp_path))
    spec = TrainSettings("x", image_size=96, n_features=7).network_spec()
    with pytest.raises(TrainingError, match="full edition"):
        get_network(spec)


def test_a_shipped_network_needs_no_torch(shipped, station, small_settings, data_dir, tmp_path, monkeypatch):
    spec = small_settings.network_spec()
    made = get_network(spec)
    (shipped / "networks").mkdir()
    for file in (data_dir / "cache" / "networks").glob("*.network"):
        (shipped / "networks" / file.name).write_bytes(file.read_bytes())
    # another computer: nothing was made there before
    monkeypatch.setenv("GONOGO_DATA_DIR", str(tmp_path / "fresh"))
    assert is_cached(spec)
    assert get_network(spec) == made


def test_a_damaged_shipped_network_is_not_used(
    shipped, station, small_settings, data_dir, tmp_path, monkeypatch
):
    spec = small_settings.network_spec()
    get_network(spec)
    (shipped / "networks").mkdir()
    for file in (data_dir / "cache" / "networks").glob("*.network"):
        (shipped / "networks" / file.name).write_bytes(file.read_bytes()[:-1] + b"\0")
    monkeypatch.setenv("GONOGO_DATA_DIR", str(tmp_path / "fresh"))
    with pytest.raises(TrainingError):
        get_network(spec)


def test_nothing_is_shipped_with_the_source():
    assert edition.shipped("sample", "sample.gonogo") is None


class TestSelftest:
    @pytest.fixture
    def sample(self, shipped, small_recipe, monkeypatch) -> Path:
        """A shipped recipe with answers that are right for it."""
        import functools

        from engine.detector import Detector
        from engine.images import scan

        monkeypatch.setattr(selftest, "N_TEST_GOOD", 2)
        monkeypatch.setattr(selftest, "N_PER_DEFECT", 1)
        monkeypatch.setattr(selftest, "N_GOOD", 0)
        render = functools.partial(selftest.render_sample, size=160)
        monkeypatch.setattr(selftest, "render_sample", render)
        save(small_recipe, shipped / "sample" / "sample.gonogo")
        drawn = render(shipped / "drawn", n_good=0, n_test_good=2, n_per_defect=1)
        results = list(Detector(small_recipe).inspect(scan([drawn.test]).files))
        names = [r.path.relative_to(drawn.test).as_posix() for r in results]
        self.keep(
            shipped,
            Answers(
                dict(zip(names, [r.score for r in results], strict=True)),
                dict(zip(names, [str(r.verdict) for r in results], strict=True)),
            ),
        )
        return shipped

    @staticmethod
    def keep(shipped: Path, answers: Answers) -> None:
        (shipped / "sample" / "answers.json").write_bytes(msgspec.json.encode(answers))

    @staticmethod
    def answers(shipped: Path) -> Answers:
        return msgspec.json.decode((shipped / "sample" / "answers.json").read_bytes(), type=Answers)

    def test_the_station_judges_by_the_shipped_recipe(self, sample, station):
        checks = selftest.selftest()
        assert [c.name for c in checks] == [
            "sample", "edition", "same scores", "same verdicts", "repeatability", "exports",
        ]  # fmt: skip
        assert all(c.passed for c in checks), checks
        found = {c.name: c.detail for c in checks}
        assert found["same scores"] == "6 parts, the same to the last bit"
        assert "full edition" in found["edition"]

    @pytest.mark.parametrize(("factor", "passed"), [(1 + 1e-7, True), (1.001, True), (1.03, False)])
    def test_other_scores_are_told(self, sample, station, factor, passed):
        known = self.answers(sample)
        name = next(iter(known.scores))
        known.scores[name] *= factor
        self.keep(sample, known)
        check = {c.name: c for c in selftest.selftest()}["same scores"]
        assert check.passed is passed
        assert "largest difference" in check.detail

    def test_another_verdict_is_told(self, sample, station):
        known = self.answers(sample)
        name = next(iter(known.verdicts))
        known.verdicts[name] = "review"
        self.keep(sample, known)
        check = {c.name: c for c in selftest.selftest()}["same verdicts"]
        assert not check.passed
        assert check.detail == "5 of 6 as before"

    @pytest.mark.parametrize("content", [b"", b"{}", b"not json", b'{"scores": {}, "verdicts": {}}'])
    def test_answers_that_cannot_be_read_fail_the_check(self, sample, station, content):
        (sample / "sample" / "answers.json").write_bytes(content)
        checks = selftest.selftest()
        assert [c.passed for c in checks] == [True, True, False]

    def test_a_damaged_shipped_recipe_fails_the_check(self, sample, station):
        file = sample / "sample" / "sample.gonogo"
        file.write_bytes(file.read_bytes()[:-1])
        checks = selftest.selftest()
        assert not checks[-1].passed
        assert "damaged" in checks[-1].detail

    def test_without_anything_shipped_the_station_has_little_to_check(self, station, monkeypatch):
        monkeypatch.setattr(selftest, "N_TEST_GOOD", 1)
        monkeypatch.setattr(selftest, "N_PER_DEFECT", 0)
        monkeypatch.setattr(selftest, "N_GOOD", 0)
        assert [c.name for c in selftest.selftest()] == ["sample", "edition"]
