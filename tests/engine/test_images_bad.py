"""Files that cannot be used end in an error that names them and says what to do; nothing else happens."""

from __future__ import annotations

import errno
import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from image_files import (
    HEIGHT,
    WIDTH,
    chunk,
    encode,
    pattern,
    png_bytes,
    png_header,
    samples,
    tiff,
    tiff_bytes,
)

from engine.errors import Cancelled, ImageError
from engine.images import (
    MAX_FILE_BYTES,
    MAX_PIXELS,
    DecodedImage,
    decode,
    decoding,
    opening,
    pixels,
    read,
    read_header,
    read_mask,
    thumbnail,
)

SAMPLES = samples()
READERS: dict[str, Callable[[Path], object]] = {
    "read": read,
    "header": read_header,
    "mask": read_mask,
    "thumbnail": lambda path: thumbnail(path, 64),
}
every_reader = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def refusal(reader: Callable[[Path], object], path: Path) -> ImageError:
    """The error that ``reader`` raises for ``path``, found to be one for people."""
    with pytest.raises(ImageError) as caught:
        reader(path)
    error = caught.value
    assert error.path == path
    assert path.name in error.message
    assert error.message.endswith(".")
    assert error.hint.endswith(".")
    assert "Error" not in error.message
    return error


def refused_bytes(content: bytes, name: str = "part.png") -> ImageError:
    return refusal(lambda path: decode(content, path), Path(name))


class TestPlaces:
    @every_reader
    def test_missing(self, reader: Callable, tmp_path: Path) -> None:
        assert "does not exist" in refusal(reader, tmp_path / "part.png").message

    @every_reader
    def test_below_a_file(self, reader: Callable, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"x")
        assert "does not exist" in refusal(reader, tmp_path / "file" / "part.png").message

    @every_reader
    def test_folder(self, reader: Callable, tmp_path: Path) -> None:
        assert "is a folder" in refusal(reader, tmp_path).message

    @every_reader
    def test_broken_link(self, reader: Callable, tmp_path: Path) -> None:
        path = tmp_path / "part.png"
        path.symlink_to(tmp_path / "gone.png")
        assert "is a link to something that does not exist" in refusal(reader, path).message

    @every_reader
    def test_circle_of_links(self, reader: Callable, tmp_path: Path) -> None:
        path = tmp_path / "part.png"
        path.symlink_to(path)
        assert "leads back to itself" in refusal(reader, path).message

    @every_reader
    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
    def test_a_pipe_is_not_waited_for(self, reader: Callable, tmp_path: Path) -> None:
        path = tmp_path / "part.png"
        os.mkfifo(path)
        assert "device or pipe" in refusal(reader, path).message

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
    def test_a_file_that_turns_into_a_pipe_is_not_waited_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, plain = tmp_path / "part.png", (tmp_path / "plain.png")
        plain.write_bytes(SAMPLES["rgb.png"])
        os.mkfifo(path)
        looked = plain.stat()
        monkeypatch.setattr(Path, "stat", lambda self: looked)
        assert "device or pipe" in refusal(read, path).message

    @every_reader
    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
    def test_device(self, reader: Callable) -> None:
        assert "device or pipe" in refusal(reader, Path("/dev/zero")).message

    @every_reader
    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (errno.EACCES, "no permission"),
            (errno.EPERM, "no permission"),
            (errno.EIO, "could not be read"),
            (errno.ENOENT, "is a link|does not exist"),
            (errno.ENAMETOOLONG, "too long a name"),
        ],
    )
    def test_opening_fails(
        self, reader: Callable, number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "part.png"
        path.write_bytes(SAMPLES["rgb.png"])

        def fail(name: str, flags: int) -> int:
            raise OSError(number, os.strerror(number), name)

        monkeypatch.setattr(opening, "_open_without_waiting", fail)
        with pytest.raises(ImageError, match=words):
            reader(path)

    @every_reader
    def test_no_permission_for_real(self, reader: Callable, tmp_path: Path) -> None:
        path = tmp_path / "part.png"
        path.write_bytes(SAMPLES["rgb.png"])
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("this user may read everything")
        assert "no permission" in refusal(reader, path).message

    @every_reader
    def test_the_drive_fails_while_reading(
        self, reader: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "part.png"
        path.write_bytes(SAMPLES["rgb.png"])

        class Failing(io.FileIO):
            def read(self, size: int = -1) -> bytes:
                raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr("builtins.open", lambda path, mode, **options: Failing(path))
        error = refusal(reader, path)
        assert "Input/output error" in error.message
        assert "drive" in error.hint

    def test_it_shrinks_while_being_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "part.png"
        path.write_bytes(SAMPLES["rgb.png"])

        class Shrinking(io.FileIO):
            def read(self, size: int = -1) -> bytes:
                return super().read(min(size, 100)) if self.tell() < 1000 else b""

        monkeypatch.setattr("builtins.open", lambda path, mode, **options: Shrinking(path))
        assert "became shorter" in refusal(read, path).message

    def test_it_comes_in_small_pieces(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "part.png"
        path.write_bytes(SAMPLES["rgb.png"])

        class Slow(io.FileIO):
            def read(self, size: int = -1) -> bytes:
                return super().read(min(size, 7))

        monkeypatch.setattr("builtins.open", lambda path, mode, **options: Slow(path))
        assert np.array_equal(read(path).photo, pattern(3))
        assert read_header(path).width == WIDTH

    @every_reader
    def test_huge_file(self, reader: Callable, tmp_path: Path) -> None:
        path = tmp_path / "part.tif"
        path.write_bytes(SAMPLES["rgb.tif"])
        os.truncate(path, MAX_FILE_BYTES + 1)
        error = refusal(reader, path)
        assert "512 MB" in error.message

    @every_reader
    def test_no_name_at_all(self, reader: Callable) -> None:
        with pytest.raises(ImageError, match="is a folder"):
            reader(Path("/"))

    def test_null_character(self) -> None:
        with pytest.raises(ImageError):
            read(Path("part\0.png"))


class TestContents:
    @every_reader
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is empty"),
            (b"x", "a text, not a picture"),
            ("Prüfprotokoll für Größe 7".encode(), "a text, not a picture"),
            (b"BMI of the staff, in kg per square metre, and other\ntexts", "a text, not a picture"),
            (b"\0" * 5000, "nothing but zeros"),
            (bytes(range(128, 256)) * 20, "not a picture of a known format"),
            (b"GIF89a" + b"\x01\0" * 50, "a GIF picture"),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"),
            (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC picture"),
            (b"PK\x03\x04" + b"\0\x01" * 40, "a ZIP archive"),
            (b"\0" * 128 + b"DICM", "a DICOM picture"),
        ],
    )
    def test_not_a_picture(self, reader: Callable, content: bytes, words: str, tmp_path: Path) -> None:
        path = tmp_path / "part.png"
        path.write_bytes(content)
        assert words in refusal(reader, path).message

    @every_reader
    @pytest.mark.parametrize("size", [(1, 1), (15, 300), (300, 15)])
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF", "WEBP"])
    def test_too_small(self, reader: Callable, size: tuple[int, int], kind: str, tmp_path: Path) -> None:
        path = tmp_path / f"part.{kind.lower()}"
        path.write_bytes(encode(pattern(3, height=size[1], width=size[0]), kind))
        error = refusal(reader, path)
        assert f"has {size[0]} × {size[1]} pixels; at least 16 × 16" in error.message

    def test_just_large_enough(self) -> None:
        assert decode(encode(pattern(3, height=16, width=16), "PNG"), Path("a")).photo.shape == (16, 16, 3)

    @pytest.mark.parametrize("name", SAMPLES)
    def test_cut_off_anywhere(self, name: str) -> None:
        content = SAMPLES[name]
        # of several pages the first may be whole although a later one is not
        end = len(content) - 1 if name != "pages.tif" else 1700
        for length in sorted({*np.linspace(1, end, 40, dtype=int), *range(max(1, end - 12), end + 1)}):
            error = refused_bytes(content[:length], name)
            if length > 200:
                assert "cut off" in error.message or "damaged" in error.message, length

    @pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith(".png")])
    def test_one_bit_altered_in_the_pixels_of_a_png(self, name: str) -> None:
        content = SAMPLES[name]
        start = content.index(b"IDAT") + 4
        length = int.from_bytes(content[start - 8 : start - 4])
        for place in range(start, start + length, 97):
            altered = content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]
            assert "a checksum does not fit" in refused_bytes(altered, name).message

    def test_memory_runs_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*arguments: object) -> None:
            raise MemoryError

        monkeypatch.setattr(decoding, "open_picture", fail)
        assert "memory" in refused_bytes(SAMPLES["rgb.png"]).message

    def test_cancelling_is_not_taken_for_damage(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*arguments: object) -> None:
            raise Cancelled

        monkeypatch.setattr(decoding, "open_picture", fail)
        with pytest.raises(Cancelled):
            decode(SAMPLES["rgb.png"], Path("a.png"))


def oversized(width: int, height: int) -> dict[str, bytes]:
    """Headers that promise a picture of that size, with next to nothing behind them."""
    jpeg = bytearray(SAMPLES["grey.jpg"])
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = struct.pack(">HH", height & 0xFFFF, width & 0xFFFF)
    bmp = bytearray(SAMPLES["rgb.bmp"])
    bmp[18:26] = struct.pack("<ii", width, -height)
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    webp = b"WEBPVP8X" + struct.pack("<II", 10, 0) + canvas
    tags = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 277: 1, 278: height, 279: 4}
    return {
        "png": png_header(width, height) + chunk(b"IDAT", b"\x78\x9c") + chunk(b"IEND", b""),
        "jpg": bytes(jpeg),
        "bmp": bytes(bmp),
        "webp": b"RIFF" + struct.pack("<I", len(webp)) + webp,
        "tif": tiff_bytes(tags, b"1234"),
    }


class TestBombs:
    """Whatever a file promises, neither memory nor time is spent on it before the promise was checked."""

    @every_reader
    @pytest.mark.parametrize("ending", ["png", "jpg", "bmp", "webp", "tif"])
    @pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (16_000, 5_001), (16_383, 60_000)])
    def test_too_many_pixels(
        self,
        reader: Callable,
        ending: str,
        width: int,
        height: int,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def fail(*arguments: object) -> None:
            raise AssertionError("it was decoded")

        monkeypatch.setattr(pixels, "_decode_narrow", fail)
        monkeypatch.setattr(pixels, "_decode_wide", fail)
        path = tmp_path / f"part.{ending}"
        path.write_bytes(oversized(width, height)[ending])
        error = refusal(reader, path)
        assert f"has {width} × {height} pixels" in error.message
        assert f"at most {MAX_PIXELS // 10**6} million" in error.message
        assert "Crop it or scale it down" in error.hint

    @pytest.mark.parametrize("side", [2**31 - 1, 2**31, 2**32 - 1])
    def test_sides_beyond_all_measure(self, side: int) -> None:
        content = png_header(side, side) + chunk(b"IEND", b"")
        assert "at most 80 million" in refused_bytes(content).message

    def test_text_that_inflates(self) -> None:
        inflating = b"Comment\0\0" + zlib.compress(b" " * 8_000_000, 9)
        assert len(inflating) < 10_000
        content = png_bytes(pattern(3), 2, before=chunk(b"zTXt", inflating))
        assert "damaged" in refused_bytes(content).message

    def test_a_profile_that_inflates(self) -> None:
        inflating = b"icc\0\0" + zlib.compress(b" " * 8_000_000, 9)
        content = png_bytes(pattern(3), 2, before=chunk(b"iCCP", inflating))
        assert "damaged" in refused_bytes(content).message

    def test_pixels_that_inflate_beyond_the_picture(self) -> None:
        content = png_bytes(pattern(3), 2, idat=zlib.compress(b"\0" * 8_000_000, 9))
        assert decode(content, Path("a.png")).photo.shape == (HEIGHT, WIDTH, 3)

    @pytest.mark.parametrize("array", [pattern(3, np.uint16), pattern(1, np.uint16)])
    def test_16_bit_pixels_that_end_early(self, array: np.ndarray) -> None:
        content = png_bytes(array, 2 if array.shape[2] == 3 else 0, idat=zlib.compress(b"\0" * 500))
        assert "damaged" in refused_bytes(content).message

    def test_a_sliver_of_80_million_pixels_is_not_refused_for_its_shape(self) -> None:
        content = png_header(5_000_000, 16) + chunk(b"IEND", b"")
        assert "pixels" not in refused_bytes(content).message


GREY_TAGS = {256: WIDTH, 257: HEIGHT, 258: 8, 259: 1, 262: 1, 277: 1, 278: HEIGHT, 279: WIDTH * HEIGHT}


class TestTiff:
    DATA = pattern(1).tobytes()

    def test_the_plain_one_is_sound(self) -> None:
        photo = decode(tiff_bytes(GREY_TAGS, self.DATA), Path("a.tif")).photo
        assert np.array_equal(photo[..., :1], pattern(1))

    @pytest.mark.parametrize("order", ["<", ">"])
    @pytest.mark.parametrize(
        "changes",
        [
            {256: 0},
            {257: 0},
            {256: 2**32 - 1},
            {258: 2**31},
            {258: 7},
            {258: [8, 8, 16]},
            {259: 12345},
            {262: 99},
            {277: 2**31},
            {277: 5},
            {278: 0},
            {278: 1},  # twenty strips promised, one there
            {279: 2**32 - 1},
            {273: 2**32 - 1},
            {322: 0, 323: 16, 324: 300, 325: 10},
            {322: 2**31, 323: 2**31, 324: 300, 325: 10},
            {322: 16, 323: 16, 324: 300, 325: 10},  # two tiles promised, one there
            {339: 3},
            {339: 77},
            {258: 32, 339: 3},
            {258: 64},
            {258: 16},
            {258: 16, 262: 2, 277: 3, 278: 1},
            {259: 5},
            {259: 7},
            {259: 8},
            {259: 34712},
        ],
    )
    def test_contradictions(self, changes: dict[int, object], order: str) -> None:
        content = tiff_bytes({**GREY_TAGS, **changes}, self.DATA, order=order)
        refused_bytes(content, "part.tif")

    @pytest.mark.parametrize("missing", [256, 257, 273])
    def test_missing_fields(self, missing: int) -> None:
        content = bytearray(tiff_bytes(GREY_TAGS, self.DATA))
        place = content.index(struct.pack("<HHI", missing, 4, 1))
        content[place : place + 2] = struct.pack("<H", 60000)
        refused_bytes(bytes(content), "part.tif")

    def test_values_without_end(self) -> None:
        content = tiff_bytes({**GREY_TAGS, 258: [8, 8]}, self.DATA)
        content = content.replace(struct.pack("<HHI", 258, 4, 2), struct.pack("<HHI", 258, 4, 2**32 - 1))
        assert "too long" in refused_bytes(content, "part.tif").message

    @pytest.mark.parametrize("first", [0, 1, 7, 2**31, 2**32 - 1])
    def test_a_directory_elsewhere(self, first: int) -> None:
        content = tiff_bytes(GREY_TAGS, self.DATA)
        refused_bytes(content[:4] + struct.pack("<I", first) + content[8:], "part.tif")

    def test_a_directory_beyond_64_bits_of_sense(self) -> None:
        content = b"II+\0\x08\0\0\0" + struct.pack("<Q", 2**64 - 1) + bytes(200)
        refused_bytes(content, "part.tif")

    def test_a_later_page_that_is_damaged_does_not_matter(self) -> None:
        content = tiff_bytes(GREY_TAGS, self.DATA, next_at=2**31)
        assert decode(content, Path("a.tif")).notes == ()

    def test_a_float_file_cut_off(self) -> None:
        content = tiff(pattern(1, np.float32)[:, :, 0])
        assert "cut off" in refused_bytes(content[:-1], "part.tif").message


class TestDamage:
    """Altered anywhere, a file gives a picture or an ImageError: no other error, no warning, no crash."""

    @staticmethod
    def check(content: bytes, name: str) -> None:
        outcome: DecodedImage | ImageError
        try:
            outcome = decode(content, Path(name))
        except ImageError as error:
            outcome = error
        if isinstance(outcome, ImageError):
            assert name in outcome.message
            assert outcome.hint
        else:
            assert outcome.photo.dtype == np.uint8
            assert outcome.photo.shape[2] == 3

    @pytest.mark.parametrize("name", SAMPLES)
    def test_bytes_replaced(self, name: str) -> None:
        content = SAMPLES[name]
        random = np.random.default_rng(len(content))
        # half of the places in the header, where it hurts most
        places = [*random.integers(0, min(len(content), 160), 20), *random.integers(0, len(content), 20)]
        for turn, place in enumerate(places):
            altered = bytearray(content)
            altered[place] = (0, 255, altered[place] ^ 1 << turn % 8, 127)[turn % 4]
            self.check(bytes(altered), name)

    @pytest.mark.parametrize("name", SAMPLES)
    def test_pieces_lost_doubled_and_overwritten(self, name: str) -> None:
        content = SAMPLES[name]
        random = np.random.default_rng(1 + len(content))
        for _ in range(7):
            start, end = sorted(random.integers(4, len(content), 2))
            self.check(content[:start] + content[end:], name)
            self.check(content[:end] + content[start:], name)
            self.check(content[:start] + bytes(end - start) + content[end:], name)

    @given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=60), st.integers(0, 200))
    def test_anything_behind_a_good_beginning(self, name: str, tail: bytes, kept: int) -> None:
        self.check(SAMPLES[name][:kept] + tail, name)
