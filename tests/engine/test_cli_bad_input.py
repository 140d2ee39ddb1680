"""Bad input through the command line: named, with a remedy; the rest goes on, and what existed stays."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
from command_line import SMALL, CommandLine, leftovers
from drawn_parts import draw_part, write_png
from image_files import chunk, encode, png_header, tiff

import engine.images.opening
from engine.container import Container, write_container
from engine.recipe import MIME_TYPE, load


@pytest.fixture
def gonogo(capsysbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(capsysbinary)


def nan_tiff() -> bytes:
    values = np.full((40, 40), 0.5, np.float32)
    values[3, 4] = np.nan
    return tiff(values, photometric="minisblack")


PHOTO = draw_part(500)
BAD: dict[str, tuple[bytes, str]] = {
    "unreadable.png": (os.urandom(2000), "known format"),
    "truncated.png": (encode(PHOTO, "PNG")[:3000], "cut off"),
    "truncated.jpg": (encode(PHOTO, "JPEG")[:900], "cut off"),
    "zero.png": (b"", "empty (0 bytes)"),
    "one.png": (encode(PHOTO[:1, :1], "PNG"), "1 × 1"),
    "huge.png": (
        png_header(10_000, 10_000) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b""),
        "100 million",
    ),
    "text.png": (b"These are no pixels.\n", "a text"),
    "page.png": (b"%PDF-1.7\n", "PDF"),
    "nan.tif": (nan_tiff(), "not numbers"),
}
"""Content of files that cannot be judged, and words of what is said about them."""


class TestPictures:
    @pytest.mark.parametrize("name", BAD)
    def test_inspect(self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path, name: str):
        content, words = BAD[name]
        bad = tmp_path / name
        bad.write_bytes(content)
        said = gonogo("inspect", recipe_file, new_paths[0], bad, new_paths[1], "--json", "-")
        assert said.code == 0
        first, wrong, last = said.document["results"]
        assert (first["verdict"], wrong["verdict"], last["verdict"]) == ("good", "error", "defective")
        assert name in wrong["error"]
        assert words in wrong["error"]
        assert wrong["hint"]
        assert (wrong["score"], wrong["margin"], wrong["defects"]) == (None, None, [])
        assert gonogo("inspect", recipe_file, bad).code == 2
        assert gonogo("inspect", recipe_file, bad, "--fail-on-defect").code == 1

    @pytest.mark.parametrize("name", BAD)
    def test_train(self, gonogo: CommandLine, good_paths, tmp_path: Path, name: str):
        content, words = BAD[name]
        bad = tmp_path / name
        bad.write_bytes(content)
        said = gonogo("train", bad, *good_paths[:3], "-o", tmp_path / "r.gonogo", *SMALL, "--json")
        assert said.code == 0, said.err
        (left,) = said.document["left_out"]
        assert left["path"] == str(bad)
        assert words in left["reason"]
        assert left["hint"]
        assert said.document["n_images"] == 3
        alone = gonogo("train", bad, good_paths[0], "-o", tmp_path / "x.gonogo", *SMALL)
        assert alone.code == 2
        assert name in alone.err
        assert not (tmp_path / "x.gonogo").exists()

    def test_all_of_them_in_one_folder(
        self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path
    ):
        for name, (content, _) in BAD.items():
            (tmp_path / name).write_bytes(content)
        shutil.copy(new_paths[0], tmp_path / "fine.png")
        said = gonogo(
            "inspect", recipe_file, tmp_path, "--html", tmp_path / "r.html", "--csv", tmp_path / "r.csv"
        )
        assert said.code == 0
        assert said.out.count("! error") == len(BAD)
        assert said.out.splitlines()[-1] == f"1 good, {len(BAD)} error"
        table = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
        assert all(name in said.out and name in table for name in BAD)

    def test_a_wrong_ending_is_no_obstacle(self, gonogo: CommandLine, recipe_file, new_paths, tmp_path: Path):
        for name in ("part.jpg", "part.dat"):
            shutil.copy(new_paths[0], tmp_path / name)
        said = gonogo("inspect", recipe_file, tmp_path / "part.jpg", tmp_path / "part.dat", "--json", "-")
        results = said.document["results"]
        assert [r["error"] for r in results] == [None, None]
        assert results[0]["score"] == results[1]["score"]
        assert "PNG" in results[0]["notes"][0]

    def test_vanished_meanwhile(
        self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path, monkeypatch
    ):
        import engine.cli.inspecting as module

        here = tmp_path / "here.png"
        shutil.copy(new_paths[0], here)
        real = module.scan

        def scan_then_lose(paths, **options):
            found = real(paths, **options)
            here.unlink()
            return found

        monkeypatch.setattr(module, "scan", scan_then_lose)
        said = gonogo("inspect", recipe_file, here, new_paths[1], "--json", "-")
        assert said.code == 0
        lost, other = said.document["results"]
        assert lost["verdict"] == "error"
        assert "here.png does not exist" in lost["error"]
        assert lost["hint"]
        assert other["verdict"] == "defective"

    def test_changed_between_judging_and_drawing(
        self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path, monkeypatch
    ):
        import engine.export.run as module

        here = tmp_path / "here.png"
        shutil.copy(new_paths[0], here)
        real = module._read_photo

        def lose_then_read(path: Path):
            here.unlink(missing_ok=True)
            return real(path)

        monkeypatch.setattr(module, "_read_photo", lose_then_read)
        said = gonogo(
            "inspect",
            recipe_file,
            here,
            new_paths[1],
            "--overlays",
            tmp_path / "o",
            "--json",
            tmp_path / "r.json",
        )
        assert said.code == 2  # not everything that was asked for is there
        assert "here.png" in said.err
        assert [p.name for p in (tmp_path / "o").iterdir()] == [f"{new_paths[1].stem}.png"]
        assert (tmp_path / "r.json").exists()

    def test_no_permission(
        self, gonogo: CommandLine, recipe_file: Path, good_paths, new_paths, tmp_path, monkeypatch
    ):
        secret = tmp_path / "secret.png"
        shutil.copy(new_paths[0], secret)
        real = engine.images.opening._open_without_waiting

        def refuse(name: str, flags: int) -> int:
            if str(name).endswith("secret.png"):
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(name, flags)

        monkeypatch.setattr(engine.images.opening, "_open_without_waiting", refuse)
        monkeypatch.setattr(os, "access", lambda path, _mode: not str(path).endswith("secret.png"))
        said = gonogo("inspect", recipe_file, secret, new_paths[1], "--json", "-")
        wrong, other = said.document["results"]
        assert "secret.png" in wrong["error"]
        assert "no permission" in wrong["error"]
        assert other["verdict"] == "defective"
        said = gonogo("train", secret, *good_paths[:3], "-o", tmp_path / "r.gonogo", *SMALL)
        assert said.code == 0
        assert "secret.png may not be read" in said.err

    def test_mixed_sizes_and_modes(self, gonogo: CommandLine, tmp_path: Path):
        def wide(photo):
            return photo.astype(np.uint16) * 257

        folder = tmp_path / "mixed"
        folder.mkdir()
        parts = [draw_part(600 + i, size=(70 + 20 * i, 120 - 9 * i)) for i in range(7)]
        from PIL import Image

        pictures = {
            "rgb.png": encode(parts[0], "PNG"),
            "grey.png": encode(parts[1][..., 0], "PNG"),
            "alpha.png": encode(Image.fromarray(parts[2]).convert("RGBA"), "PNG"),
            "palette.png": encode(Image.fromarray(parts[3]).quantize(64), "PNG"),
            "cmyk.jpg": encode(Image.fromarray(parts[4]).convert("CMYK"), "JPEG"),
            "wide.tif": tiff(wide(parts[5]), photometric="rgb"),
            "pages.tif": encode(
                Image.fromarray(parts[6]), "TIFF", save_all=True, append_images=[Image.fromarray(parts[0])]
            ),
            "lossy.webp": encode(parts[0][:, ::-1], "WEBP"),
            "plain.bmp": encode(parts[1], "BMP"),
        }
        for name, content in pictures.items():
            (folder / name).write_bytes(content)
        target = tmp_path / "r.gonogo"
        said = gonogo("train", folder, "-o", target, *SMALL, "--json")
        assert said.code == 0, said.err
        assert said.document["n_images"] == len(pictures)
        assert not said.document["left_out"]
        assert any("first of 2 pages" in note for notes in said.document["notes"].values() for note in notes)
        said = gonogo("inspect", target, folder, "--overlays", tmp_path / "o", "--json", tmp_path / "r.json")
        assert said.code == 0, said.err
        assert "error" not in said.out

    def test_float_values_and_16_bits(self, gonogo: CommandLine, recipe_file: Path, tmp_path: Path):
        photo = draw_part(610)
        (tmp_path / "a.png").write_bytes(encode(photo, "PNG"))
        (tmp_path / "b.tif").write_bytes(tiff(photo.astype(np.uint16) * 257, photometric="rgb"))
        (tmp_path / "c.tif").write_bytes(tiff((photo / 255).astype(np.float32), photometric="rgb"))
        results = gonogo("inspect", recipe_file, tmp_path, "--json", "-").document["results"]
        assert len({r["score"] for r in results}) == 1


class TestFolders:
    def test_a_folder_without_pictures(
        self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path
    ):
        empty = tmp_path / "leerer ordner"
        empty.mkdir()
        (empty / "notes.txt").write_text("nothing", encoding="utf-8")
        for words in (
            ["train", empty, "-o", tmp_path / "r.gonogo"],
            ["inspect", recipe_file, empty, "--json", "-"],
            ["evaluate", recipe_file, empty],
            ["update", recipe_file, "--add", empty, "-o", tmp_path / "r.gonogo"],
        ):
            said = gonogo(*words)
            assert said.code == 2
            assert not said.out
            assert "leerer ordner" in said.err
            assert said.err.count("Error:") == 1
            assert len(said.err.splitlines()) == 2, "what happened, and the remedy"
        assert not (tmp_path / "r.gonogo").exists()
        said = gonogo("inspect", recipe_file, empty, new_paths[0], "--json", "-")
        assert said.code == 0
        assert [r["verdict"] for r in said.document["results"]] == ["good"]
        assert "leerer ordner" in said.err

    def test_one_picture(self, gonogo: CommandLine, good_paths, tmp_path: Path):
        said = gonogo("train", good_paths[0], "-o", tmp_path / "r.gonogo", *SMALL)
        assert said.code == 2
        assert "only one good part" in said.err
        assert "at least 2" in said.err
        assert "40 to 200" in said.err

    def test_identical_pictures(self, gonogo: CommandLine, good_paths, tmp_path: Path):
        for i in range(5):
            shutil.copy(good_paths[0], tmp_path / f"{i}.png")
        said = gonogo("train", tmp_path, "-o", tmp_path / "r.gonogo", *SMALL)
        assert said.code == 2
        assert "exactly the same" in said.err
        assert not (tmp_path / "r.gonogo").exists()

    def test_two_plain_pictures(self, gonogo: CommandLine, tmp_path: Path):
        for i, value in enumerate((90, 160)):
            write_png(tmp_path / "good" / f"{i}.png", np.full((50, 50, 3), value, np.uint8))
        said = gonogo("train", tmp_path / "good", "-o", tmp_path / "r.gonogo", *SMALL, "--json")
        assert said.code == 0, said.err
        assert np.isfinite(said.document["image_threshold"])
        assert said.document["warnings"]

    def test_an_empty_region(self, gonogo: CommandLine, good_paths, tmp_path: Path):
        write_png(tmp_path / "mask.png", np.zeros((30, 30), np.uint8))
        said = gonogo(
            "train", *good_paths, "-o", tmp_path / "r.gonogo", *SMALL, "--include-mask", tmp_path / "mask.png"
        )
        assert said.code == 2
        assert "region of interest is empty" in said.err


class DiskFull:
    """Lets writing fail for files whose name holds a word, as a full disk does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
        import tempfile

        names: dict[int, str] = {}
        make, sync = tempfile.mkstemp, os.fsync

        def mkstemp(*args, **options):
            handle, name = make(*args, **options)
            names[handle] = Path(name).name
            return handle, name

        def fsync(handle: int) -> None:
            if word in names.get(handle, ""):
                raise OSError(errno.ENOSPC, "No space left on device")
            sync(handle)

        monkeypatch.setattr(tempfile, "mkstemp", mkstemp)
        monkeypatch.setattr(os, "fsync", fsync)


class TestDiskFull:
    @pytest.mark.parametrize("existing", [True, False])
    def test_training(
        self, gonogo: CommandLine, recipe_file: Path, good_paths, tmp_path: Path, monkeypatch, existing: bool
    ):
        target = tmp_path / "r.gonogo"
        if existing:
            shutil.copy(recipe_file, target)
        DiskFull(monkeypatch, "r.gonogo")
        said = gonogo("train", *good_paths, "-o", target, *SMALL, "--json")
        assert said.code == 2
        assert "r.gonogo could not be written: the disk is full." in said.err
        assert "Free some space" in said.err
        assert not said.out
        assert target.exists() == existing
        if existing:
            assert target.read_bytes() == recipe_file.read_bytes()
        assert not leftovers(tmp_path)

    def test_update(self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path, monkeypatch):
        target = tmp_path / "r.gonogo"
        shutil.copy(recipe_file, target)
        DiskFull(monkeypatch, "r.gonogo")
        said = gonogo("update", target, "--add", new_paths[0])
        assert said.code == 2
        assert "the disk is full" in said.err
        assert target.read_bytes() == recipe_file.read_bytes()
        assert not leftovers(tmp_path)

    def test_temporary_embeddings(
        self, gonogo: CommandLine, good_paths, new_paths, recipe_file, tmp_path: Path, monkeypatch
    ):
        import tempfile

        class Full(io.BytesIO):
            def write(self, _content) -> int:
                raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(tempfile, "TemporaryFile", lambda *_, **__: Full())
        said = gonogo("train", *good_paths, "-o", tmp_path / "r.gonogo", *SMALL)
        assert said.code == 2
        assert "No space left" in said.err
        assert "Free some space" in said.err
        assert not (tmp_path / "r.gonogo").exists()
        said = gonogo("update", recipe_file, "--add", new_paths[0], "-o", tmp_path / "r.gonogo")
        assert said.code == 2
        assert not (tmp_path / "r.gonogo").exists()

    @pytest.mark.parametrize("kind", ["csv", "json", "html"])
    def test_tables(
        self, gonogo: CommandLine, recipe_file, new_paths, tmp_path: Path, monkeypatch, kind: str
    ):
        targets = {k: tmp_path / f"results.{k}" for k in ("csv", "json", "html")}
        for target in targets.values():
            target.write_bytes(b"yesterday's")
        DiskFull(monkeypatch, f"results.{kind}")
        words = [word for k, target in targets.items() for word in (f"--{k}", target)]
        said = gonogo("inspect", recipe_file, *new_paths, *words)
        assert said.code == 2
        assert f"results.{kind} could not be written: the disk is full." in said.err
        assert targets[kind].read_bytes() == b"yesterday's"
        assert all(path.read_bytes() != b"yesterday's" for k, path in targets.items() if k != kind)
        assert f"{len(new_paths) - 2} good" in said.out  # the verdicts are not lost
        assert not leftovers(tmp_path)

    @pytest.mark.parametrize("kind", ["overlays", "masks", "maps"])
    def test_pictures(
        self, gonogo: CommandLine, recipe_file, new_paths, tmp_path: Path, monkeypatch, kind: str
    ):
        DiskFull(monkeypatch, new_paths[1].stem)
        said = gonogo(
            "inspect", recipe_file, *new_paths, f"--{kind}", tmp_path / kind, "--csv", tmp_path / "r.csv"
        )
        assert said.code == 2
        assert new_paths[1].stem in said.err
        assert "the disk is full" in said.err
        written = {p.stem for p in (tmp_path / kind).iterdir()}
        assert written == {p.stem for p in new_paths if p != new_paths[1]}
        assert (tmp_path / "r.csv").exists()

    def test_a_place_that_cannot_be_written_is_found_before_the_work(
        self, gonogo: CommandLine, recipe_file: Path, good_paths, new_paths, tmp_path: Path
    ):
        (tmp_path / "file").write_bytes(b"mine")
        inside = tmp_path / "file" / "deeper"
        for words in (
            ["train", *good_paths, "-o", inside / "r.gonogo"],
            ["update", recipe_file, "--add", new_paths[0], "-o", inside / "r.gonogo"],
            ["inspect", recipe_file, new_paths[0], "--csv", inside / "r.csv"],
            ["inspect", recipe_file, new_paths[0], "--overlays", inside],
            ["evaluate", recipe_file, good_paths[0].parent, "--json", inside / "r.json"],
        ):
            said = gonogo(*words)
            assert said.code == 2
            assert "could not be written" in said.err
            assert not said.out
        assert (tmp_path / "file").read_bytes() == b"mine"

    def test_a_folder_that_may_not_be_written(
        self, gonogo: CommandLine, recipe_file: Path, good_paths, tmp_path: Path, monkeypatch
    ):
        monkeypatch.setattr(os, "access", lambda *_: False)
        said = gonogo("train", *good_paths, "-o", tmp_path / "r.gonogo", *SMALL)
        assert said.code == 2
        assert "no permission" in said.err


def resealed(content: bytes, change: Callable[[dict[str, bytes]], None], path: Path, scratch: Path) -> None:
    """The same recipe with other parts, in order as a file: only its reader can tell."""
    (scratch / "original").write_bytes(content)
    file = Container(scratch / "original", MIME_TYPE, "recipe", 10**9)
    parts = {name: bytes(file.read(name)) for name in file.names if name != "mimetype"}
    change(parts)
    write_container(path, MIME_TYPE, parts)


class TestRecipes:
    def commands(self, recipe: Path, picture: Path, folder: Path) -> list[list[str | Path]]:
        return [
            ["inspect", recipe, picture, "--json", "-"],
            ["inspect", recipe, picture, "--fail-on-defect"],
            ["info", recipe, "--json"],
            ["evaluate", recipe, folder, "--json", "-"],
            ["update", recipe, "--add", picture],
            ["export", recipe, "--to", "onnx", "-o", folder / "out"],
        ]

    def check(self, gonogo: CommandLine, recipe: Path, picture: Path, folder: Path, words: str) -> None:
        before = recipe.read_bytes() if recipe.is_file() else None
        for command in self.commands(recipe, picture, folder):
            said = gonogo(*command)
            assert said.code == 2, command
            assert not said.out
            assert recipe.name in said.err
            assert words in said.err
            lines = said.err.splitlines()
            assert len(lines) == 2, "what happened, and the remedy"
            assert lines[0].startswith("Error: The recipe")
        if before is not None:
            assert recipe.read_bytes() == before
        assert not (folder / "out").exists()

    def test_missing(self, gonogo: CommandLine, new_paths, tmp_path: Path):
        self.check(gonogo, tmp_path / "gone.gonogo", new_paths[0], tmp_path, "does not exist")

    def test_a_folder(self, gonogo: CommandLine, new_paths, tmp_path: Path):
        (tmp_path / "folder.gonogo").mkdir()
        self.check(gonogo, tmp_path / "folder.gonogo", new_paths[0], tmp_path, "folder")

    @pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.999999])
    def test_truncated(self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path, share: float):
        content = recipe_file.read_bytes()
        cut = tmp_path / "cut.gonogo"
        cut.write_bytes(content[: int(len(content) * share)])
        self.check(gonogo, cut, new_paths[0], tmp_path, "Choose a file" if share == 0 else "is damaged")

    @pytest.mark.parametrize("place", [0.00001, 0.3, 0.6, 0.9, 0.99999])
    def test_one_bit_altered(self, gonogo: CommandLine, recipe_file, new_paths, tmp_path: Path, place: float):
        content = bytearray(recipe_file.read_bytes())
        content[int(len(content) * place)] ^= 4
        bent = tmp_path / "bent.gonogo"
        bent.write_bytes(content)
        said = gonogo("inspect", bent, new_paths[0], "--json", "-")
        assert said.code == 2
        assert not said.out
        assert "bent.gonogo" in said.err

    def test_a_newer_version(self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path):
        def raise_schema(parts: dict[str, bytes]) -> None:
            manifest = msgspec.json.decode(parts["manifest.json"])
            manifest["schema"] += 1
            manifest["software"]["gonogo"] = "99.5"
            manifest["something_new"] = True
            parts["manifest.json"] = msgspec.json.encode(manifest)

        newer = tmp_path / "newer.gonogo"
        resealed(recipe_file.read_bytes(), raise_schema, newer, tmp_path)
        self.check(gonogo, newer, new_paths[0], tmp_path, "newer Gonogo (99.5)")

    def test_a_zip_bomb(self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path):
        # a sealed archive whose parts would unpack to a hundred times their size
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(zipfile.ZipInfo("mimetype", (1980, 1, 1, 0, 0, 0)), MIME_TYPE)
            archive.writestr("manifest.json", bytes(5_000_000), zipfile.ZIP_DEFLATED)
            archive.comment = b"sha256:" + b"0" * 64
        content = stream.getvalue()[:-64]
        bomb = tmp_path / "bomb.gonogo"
        bomb.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
        self.check(gonogo, bomb, new_paths[0], tmp_path, "is damaged")

    def test_a_size_that_lies(self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path):
        content = bytearray(recipe_file.read_bytes())
        at = content.rfind(b"PK\x01\x02")
        content[at + 20 : at + 28] = struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF)
        content[-64:] = hashlib.sha256(content[:-64]).hexdigest().encode()
        liar = tmp_path / "liar.gonogo"
        liar.write_bytes(content)
        self.check(gonogo, liar, new_paths[0], tmp_path, "is damaged")

    def test_something_else(self, gonogo: CommandLine, new_paths, tmp_path: Path):
        other = tmp_path / "other.gonogo"
        shutil.copy(new_paths[0], other)
        self.check(gonogo, other, new_paths[0], tmp_path, "is not a Gonogo recipe")

    def test_no_permission(
        self, gonogo: CommandLine, recipe_file: Path, new_paths, tmp_path: Path, monkeypatch
    ):
        secret = tmp_path / "secret.gonogo"
        shutil.copy(recipe_file, secret)
        real = Path.open

        def refuse(self: Path, *args, **options):
            if self.name == "secret.gonogo":
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(self, *args, **options)

        monkeypatch.setattr(Path, "open", refuse)
        said = gonogo("inspect", secret, new_paths[0])
        assert said.code == 2
        assert "secret.gonogo cannot be read" in said.err
        assert "permission" in said.err

    def test_words_in_the_wrong_order(self, gonogo: CommandLine, recipe_file: Path, new_paths):
        said = gonogo("inspect", new_paths[0], recipe_file)
        assert said.code == 2
        assert new_paths[0].name in said.err
        assert "not a Gonogo recipe" in said.err


class TestFaultsOfOurOwn:
    def test_a_bug_never_looks_like_a_defect(self, gonogo: CommandLine, recipe_file, new_paths, monkeypatch):
        monkeypatch.setattr(
            "engine.cli.inspecting.scan", lambda *_, **__: (_ for _ in ()).throw(KeyError("oops"))
        )
        said = gonogo("inspect", recipe_file, new_paths[0], "--json", "-")
        assert said.code == 2
        assert not said.out
        assert "oops" in said.err
        assert "report" in said.err

    def test_the_recipe_on_disk_is_never_touched_by_looking(
        self, gonogo: CommandLine, recipe_file: Path, new_paths
    ):
        before = (recipe_file.read_bytes(), recipe_file.stat().st_mtime_ns)
        gonogo("inspect", recipe_file, *new_paths)
        gonogo("info", recipe_file)
        assert (recipe_file.read_bytes(), recipe_file.stat().st_mtime_ns) == before
        assert load(recipe_file).n_images == 12
