"""``gonogo check``, ``gonogo references`` and ``gonogo versions``: words, JSON, exit codes."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import CommandLine
from drawn_parts import draw_part, write_png

from engine.cli import EXIT_CHECK_FAILED, EXIT_NOTHING_DONE
from engine.errors import ExportError
from engine.recipe import load, save
from engine.reference import with_references
from engine.versions import RecipeVersions


@pytest.fixture
def gonogo(capsysbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(capsysbinary)


@pytest.fixture(scope="module")
def carrying_file(recipe_file, new_paths, detector, tmp_path_factory) -> Path:
    """The small recipe with three reference parts, the second of them defective."""
    path = tmp_path_factory.mktemp("carrying") / "ring.gonogo"
    save(with_references(load(recipe_file), new_paths[:3], detector=detector).recipe, path)
    return path


@pytest.fixture
def own(carrying_file, tmp_path) -> Path:
    """A copy that may be written to."""
    return Path(shutil.copy(carrying_file, tmp_path / "own.gonogo"))


class TestCheck:
    def test_everything_as_it_should_be(self, gonogo: CommandLine, carrying_file: Path):
        said = gonogo("check", carrying_file)
        assert said.code == 0
        assert said.out.splitlines()[-1] == "✓ As it should: all 3 reference parts, to the last bit."
        assert "✓ new-1.png: defective, score" in said.out
        assert said.err == ""

    def test_json(self, gonogo: CommandLine, carrying_file: Path):
        document = gonogo("check", carrying_file, "--json").document
        assert (document["ok"], document["identical"], document["recipe"]) == (True, True, "ring")
        assert document["sha256"] == load(carrying_file).sha256
        assert document["tolerance"] == 1e-3
        first = document["parts"][0]
        assert (first["name"], first["expected"], first["found"]) == ("new-0.png", "good", "good")
        assert first["expected_score"] == first["found_score"] > 0
        assert (first["ok"], first["difference"], first["error"]) == (True, 0.0, "")

    def test_limits_that_were_moved_too_far_end_with_3(self, gonogo: CommandLine, own: Path):
        recipe = load(own)
        save(recipe.with_limits(replace(recipe.limits, image_threshold=1000.0)), own)
        said = gonogo("check", own)
        assert said.code == EXIT_CHECK_FAILED == 3
        assert "✕ NOT as it should: 1 of 3 reference parts are judged otherwise." in said.out
        assert "✕ new-1.png: should be defective, is good" in said.out
        assert gonogo("check", own, "--json").document["ok"] is False

    def test_scores_that_are_others_are_told(self, gonogo: CommandLine, own: Path):
        recipe = load(own)
        parts = [replace(part, score=part.score * 1.0005) for part in recipe.references]
        save(recipe.changed(references=tuple(parts)), own)
        said = gonogo("check", own)
        assert said.code == 0
        assert "✓ As it should: all 3 reference parts, scores within 0.1%." in said.out
        assert "(0.05% off)" in said.out
        parts = [replace(part, score=part.score * 1.02) for part in recipe.references]
        save(recipe.changed(references=tuple(parts)), own)
        assert gonogo("check", own).code == EXIT_CHECK_FAILED

    def test_a_recipe_without_reference_parts(self, gonogo: CommandLine, recipe_file: Path):
        said = gonogo("check", recipe_file)
        assert said.code == EXIT_NOTHING_DONE
        assert "no reference parts" in said.err
        assert said.out == ""

    def test_one_part_is_one_part(self, gonogo: CommandLine, own: Path):
        assert gonogo("references", own, "--remove", "new-1.png", "new-2.png").code == 0
        assert "✓ As it should: 1 reference part, to the last bit." in gonogo("check", own).out

    def test_the_exit_codes_are_documented(self, gonogo: CommandLine):
        assert "Exit code 0" in gonogo("check", "--help").out
        assert "3: at least one is not" in gonogo("check", "--help").out


class TestReferences:
    def test_adding_listing_and_removing(
        self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path
    ):
        target = tmp_path / "r.gonogo"
        said = gonogo("references", recipe_file, "--add", *new_paths[:2], "-o", target)
        assert said.code == 0
        assert [line.split()[0] for line in said.out.splitlines()] == ["Good", "Defective"]
        assert [part.name for part in load(target).references] == ["new-0.png", "new-1.png"]
        assert load(target).parent == load(recipe_file).sha256
        assert gonogo("references", target).out == gonogo("references", target, "--list").out == said.out
        document = gonogo(
            "references", target, "--add", new_paths[2], "--remove", "new-0.png", "--json"
        ).document
        assert [part["name"] for part in document["references"]] == ["new-1.png", "new-2.png"]
        assert document["references"][0]["verdict"] == "defective"
        assert document["references"][0]["bytes"] == new_paths[1].stat().st_size
        assert document["sha256"] == load(target).sha256
        assert gonogo("info", target, "--json").document["references"] == document["references"]
        assert "2 reference parts" in gonogo("info", target).out

    def test_none_yet(self, gonogo: CommandLine, recipe_file: Path):
        said = gonogo("references", recipe_file)
        assert (said.code, said.out) == (0, "")
        assert "no reference parts" in said.err
        assert gonogo("references", recipe_file, "--json").document["references"] == []

    def test_what_was_left_out_is_said(self, gonogo: CommandLine, own: Path, new_paths, tmp_path: Path):
        fresh = write_png(tmp_path / "fresh.png", draw_part(901))
        document = gonogo("references", own, "--add", new_paths[0], fresh, "--json").document
        assert [row["name"] for row in document["references"]][-1] == "fresh.png"
        (left,) = document["left_out"]
        assert "is a reference part already" in left["reason"]

    def test_where_nothing_changes_nothing_is_written(self, gonogo: CommandLine, own: Path, new_paths):
        before = own.stat().st_mtime_ns
        said = gonogo("references", own, "--add", new_paths[0])
        assert said.code == 0
        assert "Left out: new-0.png is a reference part already" in said.err
        assert own.stat().st_mtime_ns == before

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--remove", "gone.png"], "no reference part gone.png"),
            (["--add", "gone.png"], "does not exist"),
            (["--list", "--remove", "x"], "--list"),
            (["--add"], "requires an argument"),
        ],
    )
    def test_wrong_use(self, gonogo: CommandLine, own: Path, words: list[str], message: str):
        said = gonogo("references", own, *words)
        assert said.code == EXIT_NOTHING_DONE
        assert message in said.err
        assert said.out == ""

    def test_a_picture_is_never_replaced(self, gonogo: CommandLine, own: Path, new_paths, tmp_path: Path):
        picture = Path(shutil.copy(new_paths[0], tmp_path / "a.png"))
        said = gonogo("references", own, "--remove", "new-0.png", "-o", picture)
        assert said.code == EXIT_NOTHING_DONE
        assert picture.read_bytes() == new_paths[0].read_bytes()


class TestVersions:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch) -> Path:
        folder = tmp_path / "kept"
        monkeypatch.setattr("engine.paths.versions_dir", lambda: folder)
        return folder

    def test_an_update_keeps_what_was_and_what_is(
        self, gonogo: CommandLine, own: Path, new_paths, folder: Path
    ):
        first = load(own)
        document = gonogo("update", own, "--add", new_paths[3], "--json").document
        assert document["parent"] == first.sha256
        kept = RecipeVersions(folder).versions(first.id)
        assert {v.sha256: v.reason for v in kept} == {
            document["sha256"]: "added 1 good part",
            first.sha256: "opened",
        }
        said = gonogo("versions", own)
        assert said.code == 0
        lines = said.out.splitlines()
        assert lines[0].startswith(f"* {document['sha256'][:12]}")
        assert lines[0].endswith("added 1 good part")
        assert "13 good parts" in lines[0]
        assert lines[1].startswith(f"  {first.sha256[:12]}")
        rows = gonogo("versions", own, "--json").document["versions"]
        assert [row["n_images"] for row in rows] == [13, 12]

    def test_going_back(self, gonogo: CommandLine, own: Path, new_paths, folder: Path, tmp_path: Path):
        before = own.read_bytes()
        gonogo("update", own, "--remove", *[image.path for image in load(own).images[:2]])
        assert load(own).n_images == 10
        wanted = gonogo("versions", own, "--json").document["versions"][1]["sha256"]
        said = gonogo("versions", own, "--back-to", wanted[:10], "-o", tmp_path / "old.gonogo", "--json")
        assert said.document["sha256"] == wanted
        assert (tmp_path / "old.gonogo").read_bytes() == before
        assert gonogo("versions", own, "--back-to", wanted).code == 0
        assert own.read_bytes() == before
        # and forward again
        newest = gonogo("versions", own, "--json").document["versions"][0]["sha256"]
        assert gonogo("versions", own, "--back-to", newest).code == 0
        assert load(own).n_images == 10

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--back-to", "zz"], "no version of ring"),
            (["--back-to", ""], "version of ring"),
            (["-o", "x.gonogo"], "--back-to"),
        ],
    )
    def test_wrong_use(self, gonogo: CommandLine, own: Path, new_paths, words: list[str], message: str):
        gonogo("update", own, "--add", new_paths[3])
        said = gonogo("versions", own, *words)
        assert said.code == EXIT_NOTHING_DONE
        assert message in said.err

    def test_none_yet(self, gonogo: CommandLine, own: Path):
        said = gonogo("versions", own)
        assert (said.code, said.out) == (0, "")
        assert "No versions" in said.err

    def test_an_update_goes_on_where_no_version_can_be_kept(
        self, gonogo: CommandLine, own: Path, new_paths, monkeypatch
    ):
        def full(*_args):
            raise ExportError("The disk is full.", "Free some space.")

        monkeypatch.setattr(RecipeVersions, "keep", full)
        said = gonogo("update", own, "--add", new_paths[3])
        assert said.code == 0
        assert "No version to go back to was kept. The disk is full." in said.err
        assert load(own).n_images == 13

    def test_a_version_that_is_damaged_by_now(self, gonogo: CommandLine, own: Path, new_paths, folder: Path):
        gonogo("update", own, "--add", new_paths[3])
        old = RecipeVersions(folder).versions(load(own).id)[1]
        old.path.write_bytes(b"x")
        now = own.read_bytes()
        said = gonogo("versions", own, "--back-to", old.sha256)
        assert said.code == EXIT_NOTHING_DONE
        assert "Choose another version." in said.err
        assert own.read_bytes() == now


def test_an_update_says_which_known_answers_it_loses(gonogo: CommandLine, own: Path, tmp_path: Path):
    more = [write_png(tmp_path / f"{i}.png", draw_part(950 + i, spot=True)) for i in range(30)]
    document = gonogo("update", own, "--add", *more, "-o", tmp_path / "r.gonogo", "--json").document
    assert document["lost_references"] == ["new-1.png"]
    said = gonogo("update", own, "--add", *more, "-o", tmp_path / "r.gonogo")
    assert "Note: The reference part new-1.png should be defective, is now good." in said.err
    assert gonogo("check", tmp_path / "r.gonogo").code == EXIT_CHECK_FAILED


def test_a_full_disk_is_said(gonogo: CommandLine, own: Path, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    before = own.read_bytes()
    said = gonogo("references", own, "--remove", "new-0.png")
    assert said.code == EXIT_NOTHING_DONE
    assert "the disk is full" in said.err
    assert own.read_bytes() == before
