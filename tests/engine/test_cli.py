"""The words of the command line, its JSON and its exit codes; other programs rely on them."""

from __future__ import annotations

import csv
import hashlib
import inspect
import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from command_line import FEATURES, SIDE, SMALL, CommandLine, no_constants
from drawn_parts import draw_part, write_png
from image_files import encode

import engine.cli.app
from engine.backbones import DEFAULT_BACKBONE
from engine.cli import COMMANDS
from engine.cli.words import RECIPE_SUFFIX, expand_lists
from engine.embedding.runtime import RUNTIMES
from engine.export.models import MODEL_FORMATS
from engine.padim import TrainSettings
from engine.recipe import SUFFIX, Recipe, load, save
from engine.types import Limits, Verdict


@pytest.fixture
def gonogo(capsysbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(capsysbinary)


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small labelled folder in MVTec's layout."""
    root = tmp_path_factory.mktemp("labelled")
    for i in range(3):
        write_png(root / "test" / "good" / f"{i}.png", draw_part(200 + i))
        write_png(root / "test" / "spot" / f"{i}.png", draw_part(300 + i, spot=True))
        mask = np.zeros((80, 96), np.uint8)
        y, x = np.mgrid[:80, :96] / np.array([80, 96])[:, None, None] - 0.5
        mask[np.hypot(x - 0.3, y) < 0.06] = 255
        write_png(root / "ground_truth" / "spot" / f"{i}_mask.png", mask)
    return root


def good_and_bad(new_paths: tuple[Path, ...]) -> tuple[Path, Path]:
    return new_paths[0], new_paths[1]


def test_these_tests_train_with_the_network_of_the_fixtures(small_settings: TrainSettings):
    assert (small_settings.image_size, small_settings.n_features) == (SIDE, FEATURES)


class TestWords:
    def test_there_are_exactly_the_commands_that_open_no_window(self):
        assert set(engine.cli.app.app.commands) == COMMANDS

    @pytest.mark.parametrize(
        ("command", "options"),
        [
            (
                "train",
                "-o --name --image-size --backbone --layers --n-features --false-alarm-rate --seed "
                "--include-mask --json",
            ),
            (
                "inspect",
                "--csv --json --html --pdf --xlsx --coco --overlays --masks --maps --sort-into "
                "--image-threshold --pixel-threshold --min-area --review-from --fail-on-defect",
            ),
            ("evaluate", "--json"),
            ("info", "--json"),
            ("update", "--add --remove -o"),
            ("references", "--add --remove --list -o --json"),
            ("check", "--json"),
            ("versions", "--back-to -o --json"),
            ("export", "--to -o"),
            ("selftest", "--json"),
        ],
    )
    def test_every_promised_option_is_there(self, command: str, options: str):
        words = {word for p in engine.cli.app.app.commands[command].params for word in p.opts}
        assert set(options.split()) <= words

    def test_defaults_are_those_of_the_library(self):
        defaults = {p.name: p.default for p in engine.cli.app.app.commands["train"].params}
        settings = TrainSettings("x")
        assert defaults["image_size"] == settings.image_size == 256
        assert defaults["backbone"] == settings.backbone == DEFAULT_BACKBONE
        assert defaults["false_alarm_rate"] == settings.false_alarm_rate == 0.01
        assert defaults["seed"] == settings.seed == 0
        assert defaults["runtime"] == settings.runtime
        assert settings.network_spec().n_features == 100

    def test_choices_are_those_of_the_library(self):
        commands = engine.cli.app.app.commands
        choices = {p.name: p.type for c in ("train", "export") for p in commands[c].params}
        assert tuple(choices["runtime"].choices) == RUNTIMES
        assert tuple(choices["to"].choices) == MODEL_FORMATS
        assert RECIPE_SUFFIX == SUFFIX

    def test_every_command_explains_itself(self, gonogo: CommandLine):
        for command in sorted(COMMANDS):
            said = gonogo(command, "--help")
            assert said.code == 0
            assert f"Usage: gonogo {command}" in said.out
            assert not said.err
        said = gonogo("-h")
        assert said.code == 0
        assert all(command in said.out for command in COMMANDS)
        # a summary that is cut off helps nobody
        assert "..." not in said.out.replace("ARGS]...", "").replace("PICTURES...", "")

    def test_version(self, gonogo: CommandLine):
        from engine import __version__

        assert gonogo("--version").out == f"gonogo {__version__}\n"

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["paint"],
            ["--paint"],
            ["inspect"],
            ["inspect", "r.gonogo"],
            ["inspect", "r.gonogo", "a.png", "--min-area", "-1"],
            ["inspect", "r.gonogo", "a.png", "--min-area", "few"],
            ["inspect", "r.gonogo", "a.png", "--image-threshold", "high"],
            ["inspect", "r.gonogo", "a.png", "--threads", "0"],
            ["inspect", "r.gonogo", "a.png", "--json"],
            ["train", "a.png"],
            ["train", "-o", "r.gonogo"],
            ["train", "a.png", "-o", "r.gonogo", "--image-size", "big"],
            ["train", "a.png", "-o", "r.gonogo", "--runtime", "abacus"],
            ["evaluate", "r.gonogo"],
            ["info"],
            ["info", "a.gonogo", "b.gonogo"],
            ["update"],
            ["update", "r.gonogo", "--add"],
            ["update", "r.gonogo", "--add", "-o", "x.gonogo"],
            ["export", "r.gonogo", "-o", "x"],
            ["export", "r.gonogo", "-o", "x", "--to", "excel"],
            ["sample"],
        ],
        ids=" ".join,
    )
    def test_wrong_use_ends_with_2_and_says_how_it_is_used(self, gonogo: CommandLine, words: list[str]):
        said = gonogo(*words)
        assert said.code == 2
        assert "Usage: gonogo" in said.err or "requires an argument" in said.err
        assert not said.out
        assert said.err.count("Error") <= 1

    @pytest.mark.parametrize(
        ("words", "expanded"),
        [
            ("r --add a b --remove c", "r --add=a --add=b --remove=c"),
            ("--add a b r.gonogo", "--add=a --add=b r.gonogo"),
            ("r --add a --add b", "r --add=a --add=b"),
            ("r --add a -o x b", "r --add=a -o x b"),
            ("r --add a -- -b -o", "r --add=a --add=-b --add=-o"),
            ("r --add=a b", "r --add=a b"),
            ("-- r --add a", "-- r --add a"),
            ("r --add ./-a", "r --add=./-a"),
        ],
    )
    def test_lists_of_words(self, words: str, expanded: str):
        assert expand_lists(words.split(), ("--add", "--remove")) == expanded.split()


class TestTrain:
    def test_json_says_everything_that_was_promised(
        self, gonogo: CommandLine, good_paths: tuple[Path, ...], tmp_path: Path
    ):
        target = tmp_path / "new folder" / "ring.gonogo"
        said = gonogo("train", *good_paths, "-o", target, *SMALL, "--false-alarm-rate", 0.05, "--json")
        assert said.code == 0
        document = json.loads(said.out, parse_constant=no_constants)
        recipe = load(target)
        assert document["n_images"] == recipe.n_images == len(good_paths)
        assert document["image_threshold"] == recipe.limits.image_threshold
        assert document["pixel_threshold"] == recipe.limits.pixel_threshold
        assert document["false_alarm_rate"] == recipe.settings.false_alarm_rate == 0.05
        low, high = document["false_alarm_interval"]
        assert 0 <= low <= 0.05 <= high <= 1
        assert [(e["path"], e["score"]) for e in document["loo_scores"]] == [
            (str(path), score) for path, score in zip(good_paths, recipe.loo_scores, strict=True)
        ]
        assert document["seconds"] > 0
        assert document["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest() == recipe.sha256
        assert document["warnings"]  # twelve are few
        assert (recipe.name, recipe.settings.image_size, recipe.settings.n_features) == (
            "ring",
            SIDE,
            FEATURES,
        )

    def test_options_reach_the_recipe(
        self, gonogo: CommandLine, good_paths: tuple[Path, ...], tmp_path: Path
    ):
        mask = np.zeros((40, 40), np.uint8)
        mask[:20] = 255
        write_png(tmp_path / "mask.png", mask)
        target = tmp_path / "x.gonogo"
        said = gonogo(
            "train", good_paths[0].parent, "-o", target, *SMALL, "--name", "Flange left", "--seed", "0",
            "--include-mask", tmp_path / "mask.png", "--layers", "blocks.2, blocks.4", "--backbone", "lite0",
            "--threads", "1",
        )  # fmt: skip
        assert said.code == 0, said.err
        recipe = load(target)
        assert recipe.name == "Flange left"
        assert recipe.settings.layers == ("blocks.2", "blocks.4")
        assert recipe.settings.backbone == DEFAULT_BACKBONE
        assert recipe.region is not None
        assert recipe.region[: SIDE // 2].all()
        assert not recipe.region[SIDE // 2 :].any()
        assert str(target) in said.out
        assert "12 good parts" in said.out
        assert "false alarm" in said.out

    def test_a_recipe_finds_its_pictures_again_from_another_folder(
        self, gonogo: CommandLine, good_paths: tuple[Path, ...], new_paths, tmp_path: Path, monkeypatch
    ):
        shutil.copytree(good_paths[0].parent, tmp_path / "here" / "good")
        (tmp_path / "there").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        said = gonogo("train", "good", "-o", "../r.gonogo", *SMALL, "--json")
        # programs get the names that they gave
        assert [e["path"] for e in said.document["loo_scores"]] == [f"good/{p.name}" for p in good_paths]
        monkeypatch.chdir(tmp_path / "there")
        shutil.copy(new_paths[0], "new.png")
        said = gonogo("update", "../r.gonogo", "--add", "new.png", "--json")
        assert said.document["added"] == ["new.png"]
        assert said.document["n_kept_scores"] == 0
        assert load(tmp_path / "r.gonogo").images[-1].path == str(tmp_path / "there" / "new.png")

    def test_what_was_left_out_is_said_and_the_rest_is_trained(
        self, gonogo: CommandLine, good_paths: tuple[Path, ...], tmp_path: Path
    ):
        broken = tmp_path / "broken.png"
        broken.write_bytes(good_paths[0].read_bytes()[:100])
        twin = tmp_path / "twin.png"
        shutil.copy(good_paths[0], twin)
        target = tmp_path / "r.gonogo"
        words = ["train", *good_paths, broken, twin, tmp_path / "gone.png", "-o", target, *SMALL]
        said = gonogo(*words, "--json")
        assert said.code == 0
        document = said.document
        assert document["n_images"] == len(good_paths)
        assert [Path(left["path"]).name for left in document["left_out"]] == [
            "gone.png",
            "broken.png",
            "twin.png",
        ]
        assert all(left["reason"] and left["hint"] for left in document["left_out"])
        said = gonogo(*words)
        for name in ("gone.png", "broken.png", "twin.png"):
            assert name in said.err
            assert name not in said.out

    @pytest.mark.parametrize(
        ("option", "value", "word"),
        [
            ("--image-size", "100", "image size"),
            ("--image-size", "0", "image size"),
            ("--n-features", "0", "channels"),
            ("--n-features", "100000", "channels"),
            ("--false-alarm-rate", "0", "false-alarm rate"),
            ("--false-alarm-rate", "nan", "false-alarm rate"),
            ("--seed", "-1", "seed"),
            ("--name", " / ", "name"),
            ("--backbone", "no_such_network", "no_such_network"),
            ("--weights", "no_such_file.pth", "no_such_file.pth"),
            ("--include-mask", "no_such_mask.png", "no_such_mask.png"),
        ],
    )
    def test_impossible_settings(
        self,
        gonogo: CommandLine,
        good_paths: tuple[Path, ...],
        tmp_path: Path,
        option: str,
        value: str,
        word: str,
    ):
        target = tmp_path / "r.gonogo"
        said = gonogo("train", *good_paths, "-o", target, option, value, "--json")
        assert said.code == 2
        assert word in said.err
        assert said.err.count("Error:") == 1
        assert not said.out
        assert not target.exists()

    def test_a_picture_is_never_replaced_by_a_recipe(
        self, gonogo: CommandLine, good_paths: tuple[Path, ...], tmp_path: Path
    ):
        # as when -o stands before *.png
        photo = tmp_path / "a.png"
        shutil.copy(good_paths[0], photo)
        said = gonogo("train", *good_paths, "-o", photo, *SMALL)
        assert said.code == 2
        assert "a.png" in said.err
        assert photo.read_bytes() == good_paths[0].read_bytes()

    def test_an_older_recipe_is_replaced(
        self, gonogo: CommandLine, good_paths: tuple[Path, ...], recipe_file: Path, tmp_path: Path
    ):
        target = tmp_path / "r.gonogo"
        shutil.copy(recipe_file, target)
        assert gonogo("train", *good_paths[:6], "-o", target, *SMALL).code == 0
        assert load(target).n_images == 6

    def test_a_folder_is_no_place_for_a_recipe(self, gonogo: CommandLine, good_paths, tmp_path: Path):
        said = gonogo("train", *good_paths, "-o", tmp_path)
        assert said.code == 2
        assert "folder" in said.err


class TestInspect:
    def test_json_on_standard_output_is_json_alone(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], tmp_path: Path
    ):
        missing = tmp_path / "gone.png"
        said = gonogo("inspect", recipe_file, *new_paths, missing, "--json", "-")
        assert said.code == 0
        document = json.loads(said.out, parse_constant=no_constants)
        recipe = load(recipe_file)
        assert document["recipe"]["name"] == "ring"
        assert document["recipe"]["sha256"] == recipe.sha256
        results = document["results"]
        assert [r["path"] for r in results] == [str(p) for p in (*new_paths, missing)]
        promised = {
            "path", "sha256", "width", "height", "score", "image_threshold", "margin", "verdict", "error",
            "defects", "elapsed_ms",
        }  # fmt: skip
        for result, path in zip(results, new_paths, strict=False):
            assert promised <= set(result)
            assert result["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
            assert result["image_threshold"] == recipe.limits.image_threshold
            assert result["margin"] == pytest.approx(result["score"] / result["image_threshold"])
            assert result["verdict"] == ("defective" if result["margin"] > 1 else "good")
            assert result["error"] is None
            assert result["elapsed_ms"] > 0
            assert cv2.imread(str(path)).shape[:2] == (result["height"], result["width"])
            for defect in result["defects"]:
                assert set(defect) == {"area_px", "x", "y", "w", "h", "cx", "cy", "peak"}
        assert [r["verdict"] for r in results[:2]] == ["good", "defective"]
        assert results[1]["defects"]
        assert results[-1]["verdict"] == "error"
        assert results[-1]["score"] is results[-1]["margin"] is None
        assert "gone.png" in results[-1]["error"]

    def test_a_json_file_says_the_same_as_standard_output(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], tmp_path: Path
    ):
        def untimed(document):
            return [
                {k: v for k, v in r.items() if k not in ("elapsed_ms", "files")} for r in document["results"]
            ]

        overlays = ("--overlays", tmp_path / "o")
        said = gonogo("inspect", recipe_file, *new_paths, "--json", tmp_path / "r.json")
        document = json.loads((tmp_path / "r.json").read_bytes())
        other = gonogo("inspect", recipe_file, *new_paths, "--json", "-", *overlays).document
        assert untimed(document) == untimed(other)
        assert document["recipe"] == other["recipe"]
        assert "defective" in said.out
        # with standard output too, the files that were written are named
        for result in other["results"]:
            assert Path(result["files"]["overlay"]).exists()

    def test_everything_that_can_be_written(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], tmp_path: Path
    ):
        said = gonogo(
            "inspect", recipe_file, *new_paths, "--csv", tmp_path / "r.csv", "--json", tmp_path / "r.json",
            "--html", tmp_path / "r.html", "--overlays", tmp_path / "o", "--masks", tmp_path / "m",
            "--maps", tmp_path / "f",
        )  # fmt: skip
        assert said.code == 0, said.err
        n = len(new_paths)
        with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.DictReader(stream))) == n
        assert len(json.loads((tmp_path / "r.json").read_bytes())["results"]) == n
        assert b"<html" in (tmp_path / "r.html").read_bytes()
        assert [len(list((tmp_path / d).iterdir())) for d in "omf"] == [n, n, n]

    def test_the_same_folder_twice_gives_the_same_scores_to_the_last_bit(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...]
    ):
        together = gonogo("inspect", recipe_file, new_paths[0].parent, "--json", "-").document["results"]
        for path, result in zip(new_paths, together, strict=True):
            alone = gonogo("inspect", recipe_file, path, "--json", "-", "--threads", 1).document["results"][0]
            assert alone["score"] == result["score"]

    def test_limits_can_be_given(self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...]):
        good, bad = good_and_bad(new_paths)
        strict = gonogo(
            "inspect", recipe_file, good, bad, "--image-threshold", "0.001", "--json", "-"
        ).document
        assert [r["verdict"] for r in strict["results"]] == ["defective", "defective"]
        assert strict["results"][0]["image_threshold"] == 0.001
        lenient = gonogo(
            "inspect", recipe_file, good, bad, "--image-threshold", "1e9", "--json", "-"
        ).document
        assert [r["verdict"] for r in lenient["results"]] == ["good", "good"]
        small = gonogo("inspect", recipe_file, bad, "--min-area", 1_000_000, "--json", "-").document
        assert [(r["verdict"], r["defects"]) for r in small["results"]] == [("good", [])]
        low = gonogo("inspect", recipe_file, bad, "--pixel-threshold", "0.01", "--json", "-").document
        assert (
            low["results"][0]["defects"][0]["area_px"]
            == low["results"][0]["width"] * low["results"][0]["height"]
        )

    @pytest.mark.parametrize("value", ["0", "-3", "nan", "inf"])
    @pytest.mark.parametrize("option", ["--image-threshold", "--pixel-threshold"])
    def test_impossible_limits(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], option: str, value: str
    ):
        said = gonogo("inspect", recipe_file, new_paths[0], option, value, "--json", "-")
        assert said.code == 2
        assert "threshold" in said.err
        assert not said.out

    def test_exit_codes(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], tmp_path: Path
    ):
        good, bad = good_and_bad(new_paths)
        broken = tmp_path / "broken.png"
        broken.write_bytes(b"")
        flag = "--fail-on-defect"
        assert gonogo("inspect", recipe_file, good, bad).code == 0
        assert gonogo("inspect", recipe_file, good, bad, flag).code == 1
        assert gonogo("inspect", recipe_file, good, flag).code == 0
        assert gonogo("inspect", recipe_file, good, broken).code == 0
        assert gonogo("inspect", recipe_file, good, broken, flag).code == 1
        assert gonogo("inspect", recipe_file, broken).code == 2
        assert gonogo("inspect", recipe_file, broken, flag).code == 1
        assert gonogo("inspect", recipe_file, tmp_path / "gone.png").code == 2
        assert gonogo("inspect", recipe_file, tmp_path / "gone.png", flag).code == 1
        (tmp_path / "empty").mkdir()
        assert gonogo("inspect", recipe_file, tmp_path / "empty").code == 2
        assert gonogo("inspect", recipe_file, tmp_path / "empty", flag).code == 2
        assert gonogo("inspect", recipe_file, good, tmp_path / "empty", flag).code == 0

    def test_review_is_not_defective(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], tmp_path: Path
    ):
        recipe = load(recipe_file)
        limits = Limits(1e9, recipe.limits.pixel_threshold, review_from=1e-9)
        wary = tmp_path / "wary.gonogo"
        save(recipe.with_limits(limits), wary)
        said = gonogo("inspect", wary, new_paths[1], "--fail-on-defect", "--json", "-")
        assert said.code == 0
        assert said.document["results"][0]["verdict"] == "review"

    def test_what_people_read(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], tmp_path: Path
    ):
        missing = tmp_path / "gone.png"
        said = gonogo("inspect", recipe_file, *new_paths[:2], missing)
        lines = said.out.splitlines()
        assert lines[0].startswith("✓ good")
        assert lines[1].startswith("✕ defective")
        assert "× limit" in lines[1]
        assert str(new_paths[1]) in lines[1]
        assert lines[2].startswith("! error")
        assert "gone.png does not exist." in lines[2]
        assert "choose it again" in lines[2]
        assert lines[3] == "1 good, 1 defective, 1 error"
        assert "\x1b" not in said.out + said.err  # no colours where there is no terminal

    def test_many_parts_are_not_all_listed(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], monkeypatch
    ):
        monkeypatch.setattr("engine.cli.inspecting._MOST_ROWS", 1)
        lines = gonogo("inspect", recipe_file, *new_paths).out.splitlines()
        assert lines[0].startswith("✕ defective")  # those that matter come first
        assert lines[1].startswith("... and 1 more")
        assert len(lines) == 3

    def test_two_results_with_one_name(
        self, gonogo: CommandLine, recipe_file: Path, new_paths: tuple[Path, ...], tmp_path: Path
    ):
        same = tmp_path / "x"
        said = gonogo("inspect", recipe_file, new_paths[0], "--csv", same, "--html", same)
        assert said.code == 2
        assert not said.out
        assert not same.exists()


class TestEvaluate:
    def test_json(self, gonogo: CommandLine, recipe_file: Path, labelled: Path, tmp_path: Path):
        said = gonogo("evaluate", recipe_file, labelled, "--json", "-")
        assert said.code == 0, said.err
        document = json.loads(said.out, parse_constant=no_constants)
        assert {
            "image_auroc", "pixel_auroc", "aupro", "image_f1", "overkill_rate", "escape_rate", "n_good",
            "n_defective", "per_defect", "image_threshold",
        } <= set(document)  # fmt: skip
        assert (document["n_good"], document["n_defective"]) == (3, 3)
        assert document["image_auroc"] == 1.0
        assert document["pixel_auroc"] > 0.8
        assert document["image_threshold"] == load(recipe_file).limits.image_threshold
        assert set(document["per_defect"]) == {"spot"}
        target = tmp_path / "e.json"
        said = gonogo("evaluate", recipe_file, labelled, "--json", target)
        assert json.loads(target.read_bytes()) == document
        assert "image AUROC" in said.out

    def test_what_is_undefined_is_null(
        self, gonogo: CommandLine, recipe_file: Path, labelled: Path, tmp_path: Path
    ):
        shutil.copytree(labelled / "test" / "good", tmp_path / "good")
        said = gonogo("evaluate", recipe_file, tmp_path, "--json", "-")
        assert said.code == 0
        assert said.document["image_auroc"] is said.document["pixel_auroc"] is said.document["aupro"] is None
        assert said.document["escape_rate"] is None
        assert "–" in gonogo("evaluate", recipe_file, tmp_path).out

    def test_a_broken_file_is_named_and_the_rest_goes_on(
        self, gonogo: CommandLine, recipe_file: Path, labelled: Path, tmp_path: Path
    ):
        root = tmp_path / "set"
        shutil.copytree(labelled, root)
        (root / "test" / "spot" / "1.png").write_bytes(b"")
        (root / "ground_truth" / "spot" / "2_mask.png").write_bytes(b"GIF89a")
        said = gonogo("evaluate", recipe_file, root, "--json", "-")
        assert said.code == 0
        assert said.document["n_errors"] == 1
        assert said.document["n_defective"] == 2
        assert "1.png" in said.err
        assert "2_mask.png" in said.err

    def test_no_labelled_folder(
        self, gonogo: CommandLine, recipe_file: Path, good_paths: tuple[Path, ...], tmp_path: Path
    ):
        for folder in (tmp_path, tmp_path / "gone", good_paths[0].parent, good_paths[0]):
            said = gonogo("evaluate", recipe_file, folder, "--json", "-")
            assert said.code == 2
            assert folder.name in said.err
            assert not said.out

    def test_the_place_for_the_result_is_looked_at_first(
        self, gonogo: CommandLine, recipe_file: Path, labelled: Path, tmp_path: Path
    ):
        said = gonogo("evaluate", recipe_file, labelled, "--json", tmp_path)
        assert said.code == 2
        assert "folder" in said.err
        assert not said.out


class TestInfo:
    def test_json(self, gonogo: CommandLine, recipe_file: Path, small_recipe: Recipe):
        said = gonogo("info", recipe_file, "--json")
        assert said.code == 0
        assert not said.err
        document = json.loads(said.out, parse_constant=no_constants)
        assert document["name"] == "ring"
        assert document["n_images"] == len(document["images"]) == 12
        assert document["limits"]["image_threshold"] == small_recipe.limits.image_threshold
        assert [i["loo_score"] for i in document["images"]] == list(small_recipe.loo_scores)
        assert document["sha256"] == hashlib.sha256(recipe_file.read_bytes()).hexdigest()

    def test_moved_limits_are_said(self, gonogo: CommandLine, recipe_file: Path, tmp_path: Path):
        recipe = load(recipe_file)
        moved = tmp_path / "moved.gonogo"
        save(recipe.with_limits(Limits(123.456, recipe.limits.pixel_threshold, min_area=30)), moved)
        said = gonogo("info", moved)
        assert said.code == 0
        line = next(line for line in said.out.splitlines() if line.startswith("image limit"))
        assert "123" in line
        assert "by hand" in line
        assert "by hand" not in gonogo("info", recipe_file).out
        assert "30 px" in said.out


class TestUpdate:
    def test_several_words_after_one_option(
        self, gonogo: CommandLine, recipe_file: Path, good_paths, new_paths, tmp_path: Path
    ):
        target = tmp_path / "new.gonogo"
        before = recipe_file.read_bytes()
        said = gonogo(
            "update", recipe_file, "--add", new_paths[0], new_paths[2],
            "--remove", good_paths[0], good_paths[1], "-o", target, "--json",
        )  # fmt: skip
        assert said.code == 0, said.err
        document = json.loads(said.out, parse_constant=no_constants)
        assert document["n_images"] == 12
        assert document["added"] == [str(new_paths[0]), str(new_paths[2])]
        assert document["removed"] == [str(good_paths[0]), str(good_paths[1])]
        made = load(target)
        assert document["sha256"] == made.sha256
        assert document["image_threshold"] == made.limits.image_threshold
        assert {Path(image.path) for image in made.images} == {*good_paths[2:], new_paths[0], new_paths[2]}
        assert recipe_file.read_bytes() == before

    def test_the_same_file_by_default(
        self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path
    ):
        target = tmp_path / "r.gonogo"
        shutil.copy(recipe_file, target)
        said = gonogo("update", target, "--add", new_paths[0])
        assert said.code == 0, said.err
        assert load(target).n_images == 13
        assert "1 added, 0 removed, 13 good parts" in said.out
        assert "false alarm" in said.out

    def test_moved_limits_are_calibrated_again_and_that_is_said(
        self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path
    ):
        recipe = load(recipe_file)
        moved = tmp_path / "moved.gonogo"
        save(recipe.with_limits(Limits(12345.0, 1234.0, min_area=7, review_from=0.8)), moved)
        said = gonogo("update", moved, "--add", new_paths[0])
        assert said.code == 0
        assert "by hand" in said.err
        made = load(moved)
        assert made.limits.image_threshold == made.calibration.image_threshold < 1234
        assert made.limits.pixel_threshold == made.calibration.pixel_threshold
        assert (made.limits.min_area, made.limits.review_from) == (7, 0.8)
        assert "by hand" in gonogo("update", "--help").out

    @pytest.mark.parametrize("which", ["nothing", "twin", "stranger", "missing", "broken"])
    def test_nothing_to_do(
        self, gonogo: CommandLine, recipe_file: Path, good_paths, new_paths, tmp_path: Path, which: str
    ):
        target = tmp_path / "r.gonogo"
        shutil.copy(recipe_file, target)
        (tmp_path / "broken.png").write_bytes(b"nothing")
        words = {
            "nothing": [],
            "twin": ["--add", good_paths[0]],
            "stranger": ["--remove", new_paths[0]],
            "missing": ["--remove", tmp_path / "gone.png"],
            "broken": ["--add", tmp_path / "broken.png"],
        }[which]
        said = gonogo("update", target, *words, "--json")
        assert said.code == 2
        assert not said.out
        assert said.err.count("Error:") == 1
        if words:
            assert Path(words[1]).name in said.err
        assert target.read_bytes() == recipe_file.read_bytes()

    def test_part_of_it_can_be_done(self, gonogo: CommandLine, recipe_file, good_paths, new_paths, tmp_path):
        said = gonogo(
            "update", recipe_file, "--add", new_paths[0], good_paths[0], tmp_path / "gone.png",
            "--remove", new_paths[2], "-o", tmp_path / "r.gonogo", "--json",
        )  # fmt: skip
        assert said.code == 0
        names = {Path(left["path"]).name for left in said.document["left_out"]}
        assert names == {good_paths[0].name, "gone.png", new_paths[2].name}
        assert all(left["reason"] and left["hint"] for left in said.document["left_out"])


class TestExportAndSample:
    def test_export_names_the_files(self, gonogo: CommandLine, recipe_file: Path, tmp_path: Path):
        said = gonogo("export", recipe_file, "--to", "openvino", "-o", tmp_path / "out")
        assert said.code == 0, said.err
        files = [Path(line) for line in said.out.splitlines()]
        assert files
        assert all(file.exists() for file in files)
        assert {file.suffix for file in files} == {".xml", ".bin", ".json"}

    def test_sample(self, gonogo: CommandLine, tmp_path: Path, monkeypatch):
        from engine import sample

        signature = inspect.signature(sample.render_sample)
        assert signature.parameters["n_good"].default == 60
        real = sample.render_sample
        monkeypatch.setattr(
            sample,
            "render_sample",
            lambda directory, **rest: real(
                directory, size=128, n_good=2, n_test_good=1, n_per_defect=1, **rest
            ),
        )
        said = gonogo("sample", tmp_path / "smp")
        assert said.code == 0
        assert len(list((tmp_path / "smp").rglob("*.png"))) == 2 + 1 + 4 + 4
        assert str(tmp_path / "smp" / "train" / "good") in said.out

    def test_sample_where_a_file_is_in_the_way(self, gonogo: CommandLine, tmp_path: Path):
        (tmp_path / "file").write_bytes(b"mine")
        said = gonogo("sample", tmp_path / "file")
        assert said.code == 2
        assert "file" in said.err
        assert (tmp_path / "file").read_bytes() == b"mine"


class TestNames:
    @pytest.fixture
    def odd(self, tmp_path: Path) -> Path:
        """A folder with every kind of name that shells and encodings stumble over."""
        folder = tmp_path / "grüße und teile"
        names = ["mit leer zeichen.png", "größe ß €.png", "-x.png", "=cmd.png", "[red]x[/].png", "a\nb.png"]
        for number, name in enumerate(names):
            write_png(folder / name, draw_part(400 + number))
        try:
            path = Path(bytes(folder).decode() + "/undecodable-\udcfc.png")
            path.write_bytes(encode(draw_part(450), "PNG"))
        except OSError:  # a file system that insists on Unicode
            pass
        return folder

    def test_inspect(self, gonogo: CommandLine, recipe_file: Path, odd: Path, tmp_path: Path):
        said = gonogo("inspect", recipe_file, odd, "--json", "-", "--csv", tmp_path / "größe.csv")
        assert said.code == 0, said.err
        results = said.document["results"]
        assert len(results) == len(list(odd.iterdir())) >= 6
        assert not any(r["error"] for r in results)
        said = gonogo(
            "inspect", recipe_file, odd, "--html", odd / "r.html", "--overlays", tmp_path / "ö", "--json",
            tmp_path / "r.json",
        )  # fmt: skip
        assert said.code == 0, said.err
        assert len(list((tmp_path / "ö").iterdir())) == len(results)
        assert "[red]x[/].png" in said.out
        assert "a\\nb.png" in said.out  # a name never looks like two lines, nor moves the cursor
        assert len(said.out.splitlines()) == len(results) + 1

    def test_train_and_update(self, gonogo: CommandLine, odd: Path, tmp_path: Path):
        target = tmp_path / "grüße.gonogo"
        said = gonogo("train", odd, "-o", target, *SMALL, "--json")
        assert said.code == 0, said.err
        count = len(list(odd.iterdir()))
        assert said.document["n_images"] == count
        assert load(target).name == "grüße"
        said = gonogo("update", target, "--remove", odd / "-x.png", "--json")
        assert said.code == 0, said.err
        assert said.document["n_images"] == count - 1
        # all that stay are found again, except for a name that cannot be written down
        assert said.document["n_kept_scores"] == len(list(odd.glob("undecodable*")))

    def test_names_that_look_like_options(
        self, gonogo: CommandLine, recipe_file: Path, odd: Path, monkeypatch, tmp_path: Path
    ):
        monkeypatch.chdir(odd)
        said = gonogo("inspect", recipe_file, "--json", "-", "--", "-x.png")
        assert [r["path"] for r in said.document["results"]] == ["-x.png"]
        said = gonogo("update", recipe_file, "-o", tmp_path / "r.gonogo", "--add", "--", "-x.png", "=cmd.png")
        assert said.code == 0, said.err
        assert load(tmp_path / "r.gonogo").n_images == 14

    def test_verdict_words_are_those_that_were_promised(self):
        assert {str(v) for v in Verdict} == {"good", "review", "defective", "error"}
