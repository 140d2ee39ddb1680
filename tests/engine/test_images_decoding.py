"""Pictures of every kind come out as the pixels that were put in."""

from __future__ import annotations

import hashlib
import io
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from image_files import (
    HEIGHT,
    WIDTH,
    chunk,
    encode,
    exif_block,
    pattern,
    png_bytes,
    samples,
    smooth,
    tiff,
    tiff_bytes,
)
from PIL import Image, ImageOps

from engine.errors import ImageError
from engine.images import DecodedImage, decode, pixels, read, read_header

SAMPLES = samples()


def decoded(content: bytes, name: str = "part.png") -> DecodedImage:
    return decode(content, Path(name))


def over_black(colour: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Composite over black in exact arithmetic."""
    return np.floor(colour * (alpha[..., None] / 255.0) + 0.5).astype(np.uint8)


def test_a_file_is_read_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "part.png"
    path.write_bytes(SAMPLES["rgb.png"])
    image = read(path)
    assert np.array_equal(image.photo, pattern(3))
    assert image.sha256 == hashlib.sha256(SAMPLES["rgb.png"]).hexdigest()
    assert (image.mode, image.notes) == ("RGB", ())


@pytest.mark.parametrize("name", SAMPLES)
def test_photos_are_plain_arrays_that_agree_with_the_header(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(SAMPLES[name])
    image, header = read(path), read_header(path)
    assert image.photo.dtype == np.uint8
    assert image.photo.shape == (header.height, header.width, 3)
    assert image.photo.flags.c_contiguous
    assert image.photo.flags.writeable
    assert image.mode == header.mode
    assert image.photo.std() > 20


@pytest.mark.parametrize("name", ["rgb.png", "rgb.bmp", "rgb.tif", "lzw.tif", "lossless.webp"])
def test_lossless_colour_is_exact(name: str) -> None:
    assert np.array_equal(decoded(SAMPLES[name], name).photo, pattern(3))


@pytest.mark.parametrize("name", ["grey.png", "grey.bmp"])
def test_grey_is_the_same_in_all_three_channels(name: str) -> None:
    image = decoded(SAMPLES[name], name)
    assert np.array_equal(image.photo, np.repeat(pattern(1), 3, axis=2))
    assert image.mode == "grey"


@pytest.mark.parametrize("name", ["rgb.jpg", "progressive.jpg", "cmyk.jpg", "lossy.webp"])
def test_lossy_colour_is_close(name: str) -> None:
    photo = decoded(SAMPLES[name], name).photo
    upright = np.rot90(smooth(), -1) if name == "rgb.jpg" else smooth()
    assert np.abs(photo.astype(int) - upright).mean() < 4


def test_grey_jpeg_is_close() -> None:
    photo = decoded(SAMPLES["grey.jpg"], "grey.jpg").photo
    assert np.abs(photo.astype(int) - smooth()[:, :, :1]).mean() < 4


@pytest.mark.parametrize("name", ["one-bit.png", "one-bit.bmp"])
def test_one_bit_becomes_black_and_white(name: str) -> None:
    expected = np.asarray(Image.fromarray(pattern(1)[:, :, 0]).convert("1"))
    image = decoded(SAMPLES[name], name)
    assert np.array_equal(image.photo, np.repeat(expected[:, :, None] * np.uint8(255), 3, axis=2))
    assert image.mode == "1-bit"


@pytest.mark.parametrize("name", ["palette.png", "palette.bmp"])
def test_palettes_are_looked_up(name: str) -> None:
    expected = np.asarray(Image.fromarray(pattern(3)).quantize(16).convert("RGB"))
    image = decoded(SAMPLES[name], name)
    assert np.array_equal(image.photo, expected)
    assert image.mode == "palette"


def test_a_transparent_palette_entry_is_black() -> None:
    quantised = Image.fromarray(pattern(3)).quantize(16)
    clear = np.asarray(quantised) == 2
    image = decoded(SAMPLES["palette-clear.png"])
    assert clear.any()
    assert not image.photo[clear].any()
    assert np.array_equal(image.photo[~clear], np.asarray(quantised.convert("RGB"))[~clear])
    assert image.notes == ("transparent parts are shown black",)


class TestTransparency:
    @pytest.mark.parametrize("name", ["rgba.png", "rgba.webp", "rgba.tif"])
    def test_it_is_laid_over_black(self, name: str) -> None:
        image = decoded(SAMPLES[name], name)
        assert np.array_equal(image.photo, over_black(pattern(4)[..., :3], pattern(4)[..., 3]))
        assert image.mode == "RGBA"
        assert "transparent parts are shown black" in image.notes

    def test_grey_with_alpha(self) -> None:
        image = decoded(SAMPLES["grey-alpha.png"])
        expected = over_black(pattern(2)[..., :1], pattern(2)[..., 1])
        assert np.array_equal(image.photo, np.repeat(expected, 3, axis=2))
        assert image.mode == "grey+alpha"

    @pytest.mark.parametrize(
        ("kind", "options"),
        [("PNG", {}), ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}), ("WEBP", {"lossless": True})],
    )
    def test_an_opaque_one_changes_nothing(self, kind: str, options: dict[str, object]) -> None:
        colour = pattern(3)
        opaque = np.dstack((colour, np.full((HEIGHT, WIDTH), 255, np.uint8)))
        image = decoded(encode(opaque, kind, **options), "part.any")
        assert np.array_equal(image.photo, colour)
        assert image.notes == ()

    def test_one_that_covers_everything_is_ignored_and_said(self) -> None:
        hidden = np.dstack((pattern(3), np.zeros((HEIGHT, WIDTH), np.uint8)))
        image = decoded(encode(hidden, "PNG"))
        assert np.array_equal(image.photo, pattern(3))
        assert image.notes == ("transparent throughout: the transparency was ignored",)

    @pytest.mark.parametrize(("colour", "channels"), [(0, 1), (2, 3)])
    def test_a_colour_key_of_8_bits(self, colour: int, channels: int) -> None:
        array = pattern(channels)
        key = array[3, 4].astype(">u2").tobytes()
        image = decoded(png_bytes(array, colour, before=chunk(b"tRNS", key)))
        clear = (array == array[3, 4]).all(axis=2)
        assert np.array_equal(image.photo, np.where(clear[..., None], 0, array) + np.zeros(3, np.uint8))
        assert image.mode == ("grey+alpha" if channels == 1 else "RGBA")

    @pytest.mark.parametrize(("colour", "channels"), [(0, 1), (2, 3)])
    def test_a_colour_key_of_16_bits(self, colour: int, channels: int) -> None:
        array = pattern(channels, np.uint16)
        array[3, 4] = 40000
        photo = decoded(png_bytes(array, colour, before=chunk(b"tRNS", b"\x9c\x40" * channels))).photo
        plain = decoded(png_bytes(array, colour)).photo
        clear = (array == 40000).all(axis=2)
        assert not photo[clear].any()
        assert plain[clear].all()
        assert np.array_equal(photo[~clear], plain[~clear])

    @pytest.mark.parametrize("extra", ["unassalpha", "assocalpha", "unspecified"])
    def test_the_fourth_channel_of_a_16_bit_tiff(self, extra: str) -> None:
        array = pattern(4, np.uint16)
        photo = decoded(tiff(array, photometric="rgb", extrasamples=[extra]), "a.tif").photo
        bytes_ = np.rint(array / 257).astype(np.uint8)
        expected = over_black(bytes_[..., :3], bytes_[..., 3]) if extra == "unassalpha" else bytes_[..., :3]
        assert np.array_equal(photo, expected)


class TestDepth:
    @pytest.mark.parametrize("byteorder", ["<", ">"])
    @pytest.mark.parametrize("compression", [None, "zlib", "lzw"])
    @pytest.mark.parametrize("channels", [1, 3])
    def test_16_bit_tiff_is_divided_by_257(
        self, channels: int, compression: str | None, byteorder: str
    ) -> None:
        array = pattern(channels, np.uint16)
        content = tiff(
            array if channels == 3 else array[:, :, 0],
            photometric="rgb" if channels == 3 else "minisblack",
            compression=compression,
            byteorder=byteorder,
        )
        image = decoded(content, "a.tif")
        assert np.array_equal(image.photo, np.rint(array / 257.0).astype(np.uint8) + np.zeros(3, np.uint8))
        assert image.mode == ("16-bit RGB" if channels == 3 else "16-bit grey")
        assert image.notes == ()

    @pytest.mark.parametrize(
        ("colour", "channels", "mode"),
        [(0, 1, "16-bit grey"), (2, 3, "16-bit RGB"), (4, 2, "16-bit grey+alpha"), (6, 4, "16-bit RGBA")],
    )
    def test_16_bit_png_is_divided_by_257(self, colour: int, channels: int, mode: str) -> None:
        array = pattern(channels, np.uint16)
        if channels in (2, 4):
            array[..., -1] = 65535
        image = decoded(png_bytes(array, colour))
        shown = array[..., : channels - 1 + channels % 2]
        assert np.array_equal(image.photo, np.rint(shown / 257.0).astype(np.uint8) + np.zeros(3, np.uint8))
        assert image.mode == mode

    @pytest.mark.parametrize("compression", [None, "zlib"])
    @pytest.mark.parametrize("byteorder", ["<", ">"])
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_tiff_where_zero_is_white(self, dtype: type, byteorder: str, compression: str | None) -> None:
        array = pattern(1, dtype)[:, :, 0]
        content = tiff(array, photometric="miniswhite", byteorder=byteorder, compression=compression)
        white = np.iinfo(dtype).max
        expected = np.rint((white - array) * (255.0 / white)).astype(np.uint8)
        assert np.array_equal(decoded(content, "a.tif").photo[..., 0], expected)

    def test_the_scale_is_the_same_for_every_picture(self) -> None:
        dark = np.full((HEIGHT, WIDTH), 1023, np.uint16)
        image = decoded(png_bytes(dark, 0))
        assert np.unique(image.photo).tolist() == [4]
        assert image.notes == ("largest value 1023 of 65535: looks like 10- or 12-bit data",)

    def test_4096_and_more_need_no_remark(self) -> None:
        array = np.full((HEIGHT, WIDTH), 4095, np.uint16)
        assert decoded(png_bytes(array, 0)).notes
        array[5, 5] = 4096
        assert not decoded(png_bytes(array, 0)).notes

    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    @pytest.mark.parametrize("channels", [1, 3])
    @pytest.mark.parametrize("compression", [None, "zlib"])
    @pytest.mark.parametrize("byteorder", ["<", ">"])
    def test_floats_from_0_to_1(
        self, dtype: type, channels: int, compression: str | None, byteorder: str
    ) -> None:
        array = pattern(channels, dtype)
        array[0, 0], array[1, 1] = 0, 1
        content = tiff(
            array if channels == 3 else array[:, :, 0],
            photometric="rgb" if channels == 3 else "minisblack",
            compression=compression,
            byteorder=byteorder,
        )
        image = decoded(content, "a.tif")
        assert np.array_equal(image.photo, np.rint(array * 255).astype(np.uint8) + np.zeros(3, np.uint8))
        assert image.mode == ("float RGB" if channels == 3 else "float grey")

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (np.nan, "not numbers"),
            (np.inf, "to inf"),
            (-np.inf, "from -inf"),
            (1.5, "to 1.5"),
            (-0.25, "from -0.25"),
        ],
    )
    @pytest.mark.parametrize("channels", [1, 4])
    def test_other_floats_are_refused(self, value: float, words: str, channels: int) -> None:
        array = pattern(channels, np.float32)
        array[7, 9, -1] = value
        options = {"photometric": "rgb", "extrasamples": ["unassalpha"]} if channels == 4 else {}
        content = tiff(array if channels == 4 else array[:, :, 0], **options)
        with pytest.raises(ImageError, match=words) as caught:
            decoded(content, "height map.tif")
        assert caught.value.message.startswith("height map.tif ")
        assert "0 to 1" in caught.value.hint or "8 or 16 bits" in caught.value.hint

    @pytest.mark.parametrize(
        ("dtype", "words"),
        [
            (np.int16, "16-bit numbers with a sign"),
            (np.int8, "8-bit numbers with a sign"),
            (np.uint32, "32-bit whole numbers"),
            (np.float16, "16-bit floating-point"),
            (np.complex64, "complex"),
        ],
    )
    def test_other_kinds_of_numbers_are_refused(self, dtype: type, words: str) -> None:
        with pytest.raises(ImageError, match=words):
            decoded(tiff(np.ones((HEIGHT, WIDTH), dtype)), "a.tif")

    def test_16_bit_planes_are_refused(self) -> None:
        planes = np.moveaxis(pattern(3, np.uint16), 2, 0)
        with pytest.raises(ImageError, match="separate planes") as caught:
            decoded(tiff(planes, photometric="rgb", planarconfig="separate"), "a.tif")
        assert "interleaved" in caught.value.hint

    def test_8_bit_planes_are_read(self) -> None:
        planes = np.moveaxis(pattern(3), 2, 0)
        content = tiff(planes, photometric="rgb", planarconfig="separate")
        assert np.array_equal(decoded(content, "a.tif").photo, pattern(3))

    def test_12_bit_tiff_has_its_own_white(self) -> None:
        values = np.linspace(0, 4095, HEIGHT * WIDTH).astype(int)
        packed = bytearray()
        for first, second in zip(values[::2], values[1::2], strict=True):
            packed += bytes((first >> 4, (first & 15) << 4 | second >> 8, second & 255))
        tags = {256: WIDTH, 257: HEIGHT, 258: 12, 259: 1, 262: 1, 277: 1, 278: HEIGHT, 279: len(packed)}
        image = decoded(tiff_bytes(tags, bytes(packed)), "a.tif")
        assert np.array_equal(image.photo[..., 0].ravel(), np.rint(values / (4095 / 255)).astype(np.uint8))
        assert image.mode == "12-bit grey"


class TestCmyk:
    def test_jpeg_as_adobe_has_it(self) -> None:
        # Pillow writes them inverted and with Adobe's mark, as Photoshop does
        red = Image.new("CMYK", (32, 32), (0, 255, 255, 0))
        content = encode(red, "JPEG", quality=95)
        assert b"Adobe" in content
        image = decoded(content, "a.jpg")
        assert np.abs(image.photo.astype(int) - (255, 0, 0)).max() <= 3
        assert image.mode == "CMYK"

    def test_ycck_jpeg(self) -> None:
        # a grey, its components written as luminance, two colour differences and black, all inverted as
        # Adobe has them: the luminance is that of the ink
        luminance = 80
        flat = Image.new("CMYK", (32, 32), (255 - luminance, 127, 127, 0))
        content = bytearray(encode(flat, "JPEG", quality=95))
        mark = content.index(b"Adobe")
        assert content[mark + 11] == 0
        content[mark + 11] = 2
        photo = decoded(bytes(content), "a.jpg").photo
        assert np.abs(photo.astype(int) - (255 - luminance)).max() <= 3

    def test_tiff(self) -> None:
        expected = np.asarray(Image.fromarray(pattern(3)).convert("CMYK").convert("RGB"))
        assert np.array_equal(decoded(SAMPLES["cmyk.tif"], "a.tif").photo, expected)


class TestOrientation:
    """Pillow's own transposition serves as the reference."""

    @staticmethod
    def expected(array: np.ndarray, orientation: int) -> np.ndarray:
        image = Image.fromarray(array)
        image.getexif()[274] = orientation
        return np.asarray(ImageOps.exif_transpose(image))

    @staticmethod
    def check(content: bytes, name: str, expected: np.ndarray, folder: Path, tolerance: float = 0) -> None:
        path = folder / name
        path.write_bytes(content)
        photo, header = read(path).photo, read_header(path)
        assert (header.height, header.width) == expected.shape[:2]
        assert photo.flags.c_contiguous
        assert photo.shape == expected.shape
        assert np.abs(photo.astype(int) - expected).mean() <= tolerance

    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("order", ["<", ">"])
    def test_jpeg(self, orientation: int, order: str, tmp_path: Path) -> None:
        exif = b"Exif\0\0" + exif_block(orientation, order)
        expected = self.expected(smooth(), orientation)
        self.check(encode(smooth(), "JPEG", exif=exif), "a.jpg", expected, tmp_path, tolerance=3)

    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("place", ["before", "after"])
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_png(self, orientation: int, place: str, dtype: type, tmp_path: Path) -> None:
        array = pattern(3, dtype)
        content = png_bytes(array, 2, **{place: chunk(b"eXIf", exif_block(orientation))})
        white = np.iinfo(dtype).max
        expected = self.expected(np.rint(array * (255 / white)).astype(np.uint8), orientation)
        self.check(content, "a.png", expected, tmp_path)

    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_webp(self, orientation: int, tmp_path: Path) -> None:
        content = encode(pattern(3), "WEBP", lossless=True, exif=b"Exif\0\0" + exif_block(orientation))
        self.check(content, "a.webp", self.expected(pattern(3), orientation), tmp_path)

    @pytest.mark.parametrize("orientation", range(1, 9))
    @pytest.mark.parametrize("compression", [None, "zlib"])
    @pytest.mark.parametrize("byteorder", ["<", ">"])
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
    def test_tiff(
        self, orientation: int, compression: str | None, byteorder: str, dtype: type, tmp_path: Path
    ) -> None:
        array = pattern(3, dtype)
        content = tiff(
            array,
            photometric="rgb",
            compression=compression,
            byteorder=byteorder,
            extratags=[(274, 3, 1, orientation, True)],
        )
        white = 1 if dtype is np.float32 else np.iinfo(dtype).max
        expected = self.expected(np.rint(array * (255 / white)).astype(np.uint8), orientation)
        self.check(content, "a.tif", expected, tmp_path)

    def test_what_xmp_says_of_a_tiff_does_not_count(self, tmp_path: Path) -> None:
        xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf tiff:Orientation="6"/></x:xmpmeta>'
        content = encode(pattern(3), "TIFF", tiffinfo={700: xmp})
        self.check(content, "a.tif", pattern(3), tmp_path)

    @pytest.mark.parametrize("value", [0, 9, 255, 65535])
    def test_nonsense_means_upright(self, value: int, tmp_path: Path) -> None:
        content = png_bytes(pattern(3), 2, before=chunk(b"eXIf", exif_block(value)))
        self.check(content, "a.png", pattern(3), tmp_path)

    @pytest.mark.parametrize("damage", [b"", b"Exif\0\0", b"MM\0*\xff\xff\xff\xff", b"garbage garbage"])
    def test_a_damaged_block_does_not_spoil_the_picture(self, damage: bytes, tmp_path: Path) -> None:
        content = png_bytes(pattern(3), 2, before=chunk(b"eXIf", damage))
        self.check(content, "a.png", pattern(3), tmp_path)


class TestPages:
    @pytest.mark.parametrize("name", ["pages.tif", "animated.webp", "animated.png"])
    def test_the_first_is_taken_and_said(self, name: str) -> None:
        image = decoded(SAMPLES[name], name)
        assert np.array_equal(image.photo, pattern(3))
        assert image.notes == ("first of 3 pages",)

    def test_a_circle_of_pages_ends(self) -> None:
        data = pattern(1).tobytes()
        tags = {256: WIDTH, 257: HEIGHT, 258: 8, 259: 1, 262: 1, 277: 1, 278: HEIGHT, 279: len(data)}
        image = decoded(tiff_bytes(tags, data, next_at=8), "a.tif")
        assert image.notes == ()
        assert np.array_equal(image.photo[..., :1], pattern(1))


class TestNames:
    @pytest.mark.parametrize(
        ("content", "name", "note"),
        [
            ("rgb.png", "part.jpg", "a PNG file, in spite of its ending .jpg"),
            ("rgb.jpg", "part.PNG", "a JPEG file, in spite of its ending .PNG"),
            ("rgb.tif", "part.bmp", "a TIFF file, in spite of its ending .bmp"),
            ("lossless.webp", "part.jpeg", "a WebP file, in spite of its ending .jpeg"),
            ("rgb.bmp", "part.webp", "a BMP file, in spite of its ending .webp"),
        ],
    )
    def test_the_content_wins_over_the_ending(self, content: str, name: str, note: str) -> None:
        image = decoded(SAMPLES[content], name)
        assert image.notes == (note,)
        assert np.array_equal(image.photo, decoded(SAMPLES[content], "part.dat").photo)

    @pytest.mark.parametrize("name", ["part.dat", "part", "part.jfif.old", "clipboard"])
    def test_other_endings_promise_nothing(self, name: str) -> None:
        assert decoded(SAMPLES["rgb.png"], name).notes == ()

    @pytest.mark.parametrize(
        "name",
        ["Prüfling ß 07.png", "two  spaces.png", "日本.png", "a\nb.png", "x\udcff\udc80.png", "%s{0}.png"],
    )
    def test_any_name_can_be_read_and_printed(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        try:
            path.write_bytes(SAMPLES["rgb.png"])
        except (OSError, UnicodeError):
            pytest.skip("this file system does not take the name")
        assert np.array_equal(read(path).photo, pattern(3))
        path.write_bytes(b"")
        with pytest.raises(ImageError) as caught:
            read(path)
        assert caught.value.path == path
        assert "\n" not in caught.value.message
        caught.value.message.encode("utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_bands_do_not_show(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = decoded(SAMPLES[name], name)
    monkeypatch.setattr(pixels, "_BAND_PIXELS", 3 * WIDTH)
    banded = decoded(SAMPLES[name], name)
    assert np.array_equal(banded.photo, whole.photo)
    assert banded.notes == whole.notes


def test_every_thread_gets_the_same() -> None:
    alone = {name: decoded(content, name) for name, content in SAMPLES.items()}
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda item: decoded(item[1], item[0]), [*SAMPLES.items()] * 6))
    for name, image in zip([*SAMPLES] * 6, together, strict=True):
        assert np.array_equal(image.photo, alone[name].photo), name
        assert image == alone[name]


def test_odd_metadata_causes_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    data = pattern(1).tobytes()
    tags = {256: WIDTH, 257: HEIGHT, 258: 8, 259: 1, 262: 1, 277: 1, 278: HEIGHT, 279: len(data)}
    content = tiff_bytes({**tags, 40000: [1, 2]}, data)
    remark = struct.pack("<HHI", 40000, 4, 2)
    content = content.replace(remark, struct.pack("<HHI", 40000, 4, 5_000_000))
    # Pillow alone does warn
    with pytest.warns(UserWarning, match=r"larger than file|EXIF"), Image.open(io.BytesIO(content)):
        pass
    recwarn.clear()
    assert np.array_equal(decoded(content, "a.tif").photo[..., :1], pattern(1))
    assert not recwarn.list


def test_importing_loads_no_decoder() -> None:
    code = (
        "import sys, engine.images; "
        "print([name for name in ('PIL', 'cv2', 'natsort', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
