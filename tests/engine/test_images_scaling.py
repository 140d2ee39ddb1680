"""Thumbnails, squares for the network, masks and headers."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from image_files import HEIGHT, WIDTH, chunk, encode, exif_block, pattern, png_bytes, samples, smooth, tiff
from PIL import Image

from engine.errors import ImageError
from engine.images import (
    Header,
    decode,
    pixels,
    read,
    read_header,
    read_mask,
    resize_square,
    thumbnail,
)

SAMPLES = samples()


@pytest.fixture
def save(tmp_path: Path):
    def write(content: bytes, name: str = "part.png") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


class TestThumbnail:
    @pytest.mark.parametrize("name", SAMPLES)
    @pytest.mark.parametrize("side", [1, 7, 16])
    def test_it_fits_and_keeps_the_proportions(self, name: str, side: int, save) -> None:
        path = save(SAMPLES[name], name)
        header = read_header(path)
        small = thumbnail(path, side)
        assert small.dtype == np.uint8
        assert small.flags.c_contiguous
        assert max(small.shape[:2]) == side
        share = side / max(header.width, header.height)
        assert abs(small.shape[0] - header.height * share) <= 0.5 or small.shape[0] == 1
        assert abs(small.shape[1] - header.width * share) <= 0.5 or small.shape[1] == 1

    def test_it_never_grows(self, save) -> None:
        path = save(SAMPLES["rgb.png"])
        assert np.array_equal(thumbnail(path, 500), read(path).photo)

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF", "WEBP"])
    def test_it_looks_like_the_picture(self, kind: str, save) -> None:
        large = smooth(800, 1200)
        small = thumbnail(save(encode(large, kind), "part"), 60)
        assert small.shape == (40, 60, 3)
        expected = cv2.resize(large, (60, 40), interpolation=cv2.INTER_AREA)
        assert np.abs(small.astype(int) - expected).mean() < 4

    def test_large_jpegs_are_decoded_small(self, save, monkeypatch: pytest.MonkeyPatch) -> None:
        shapes = []
        really = pixels._decode_narrow

        def watch(*arguments):
            picture = really(*arguments)
            shapes.append(picture.shape)
            return picture

        monkeypatch.setattr(pixels, "_decode_narrow", watch)
        path = save(encode(smooth(1600, 800), "JPEG"), "part.jpg")
        assert thumbnail(path, 100).shape == (100, 50, 3)
        assert read(path).photo.shape == (1600, 800, 3)
        assert shapes == [(200, 100), (1600, 800)]

    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_it_is_upright(self, orientation: int, save) -> None:
        exif = b"Exif\0\0" + exif_block(orientation)
        path = save(encode(smooth(400, 600), "JPEG", exif=exif), "part.jpg")
        small, photo = thumbnail(path, 60), read(path).photo
        expected = cv2.resize(photo, small.shape[1::-1], interpolation=cv2.INTER_AREA)
        assert np.abs(small.astype(int) - expected).mean() < 3

    def test_slivers_keep_a_pixel(self, save) -> None:
        path = save(encode(pattern(3, height=16, width=4000), "PNG"))
        assert thumbnail(path, 20).shape == (1, 20, 3)

    @pytest.mark.parametrize("side", [0, -5])
    def test_no_size_is_a_mistake_of_the_caller(self, side: int, save) -> None:
        with pytest.raises(ValueError, match="at least 1"):
            thumbnail(save(SAMPLES["rgb.png"]), side)


class TestSquare:
    def test_shrinking_averages_areas(self) -> None:
        photo = pattern(3, height=64, width=96)
        blocks = photo.reshape(32, 2, 32, 3, 3).mean(axis=(1, 3))
        assert np.abs(resize_square(photo, 32) - blocks).max() <= 0.5 + 1e-6

    def test_growing_interpolates(self) -> None:
        photo = pattern(3, height=20, width=24)
        expected = cv2.resize(photo, (48, 48), interpolation=cv2.INTER_LINEAR)
        assert np.array_equal(resize_square(photo, 48), expected)

    def test_a_mixed_one_shrinks_before_it_grows(self) -> None:
        photo = pattern(3, height=20, width=96)
        shrunk = cv2.resize(photo, (32, 20), interpolation=cv2.INTER_AREA)
        expected = cv2.resize(shrunk, (32, 32), interpolation=cv2.INTER_LINEAR)
        assert np.array_equal(resize_square(photo, 32), expected)
        photo = pattern(3, height=96, width=20)
        shrunk = cv2.resize(photo, (20, 32), interpolation=cv2.INTER_AREA)
        expected = cv2.resize(shrunk, (32, 32), interpolation=cv2.INTER_LINEAR)
        assert np.array_equal(resize_square(photo, 32), expected)

    @pytest.mark.parametrize(("height", "width"), [(32, 64), (64, 32)])
    def test_one_side_that_stays_counts_as_shrinking(self, height: int, width: int) -> None:
        photo = pattern(3, height=height, width=width)
        expected = cv2.resize(photo, (32, 32), interpolation=cv2.INTER_AREA)
        assert np.array_equal(resize_square(photo, 32), expected)

    @pytest.mark.parametrize(("height", "width"), [(32, 20), (20, 32)])
    def test_one_side_that_stays_while_the_other_grows(self, height: int, width: int) -> None:
        photo = pattern(3, height=height, width=width)
        expected = cv2.resize(photo, (32, 32), interpolation=cv2.INTER_LINEAR)
        assert np.array_equal(resize_square(photo, 32), expected)

    def test_the_same_size_is_a_copy(self) -> None:
        photo = pattern(3, height=32, width=32)
        square = resize_square(photo, 32)
        assert np.array_equal(square, photo)
        assert not np.shares_memory(square, photo)

    @given(st.integers(1, 70), st.integers(1, 70), st.integers(1, 70), st.integers(0, 255))
    def test_laws(self, height: int, width: int, side: int, level: int) -> None:
        photo = pattern(3, height=height, width=width)
        square = resize_square(photo, side)
        assert square.shape == (side, side, 3)
        assert square.dtype == np.uint8
        assert square.flags.c_contiguous
        assert np.array_equal(square, resize_square(photo, side))
        # what is even stays even, and nothing leaves the range of the picture
        assert (resize_square(np.full_like(photo, level), side) == level).all()
        assert square.min() >= photo.min()
        assert square.max() <= photo.max()

    def test_read_only_and_cut_out_photos(self) -> None:
        photo = pattern(3, height=64, width=64)
        photo.flags.writeable = False
        cut = photo[5:50, 3:61]
        assert np.array_equal(resize_square(cut, 24), resize_square(np.ascontiguousarray(cut), 24))

    def test_threads_do_not_change_a_bit(self) -> None:
        photo = pattern(3, height=700, width=900)
        threads = cv2.getNumThreads()
        try:
            cv2.setNumThreads(1)
            alone = resize_square(photo, 256)
            cv2.setNumThreads(4)
            assert np.array_equal(resize_square(photo, 256), alone)
        finally:
            cv2.setNumThreads(threads)

    def test_no_size_is_a_mistake_of_the_caller(self) -> None:
        with pytest.raises(ValueError, match="at least 1"):
            resize_square(pattern(3), 0)


REGION = np.zeros((HEIGHT, WIDTH), bool)
REGION[3:12, 5:9] = True
REGION[15:, 20:] = True


class TestMask:
    @pytest.mark.parametrize("level", [1, 2, 127, 128, 255])
    @pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF"])
    def test_grey_however_faint(self, level: int, kind: str, save) -> None:
        mask = read_mask(save(encode(REGION.astype(np.uint8) * level, kind)))
        assert mask.dtype == np.bool_
        assert np.array_equal(mask, REGION)

    @pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF"])
    def test_one_bit(self, kind: str, save) -> None:
        image = Image.fromarray(REGION.astype(np.uint8) * 255).convert("1")
        assert np.array_equal(read_mask(save(encode(image, kind))), REGION)

    @pytest.mark.parametrize("channel", [0, 1, 2])
    def test_any_colour(self, channel: int, save) -> None:
        colour = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        colour[REGION, channel] = 1
        assert np.array_equal(read_mask(save(encode(colour, "PNG"))), REGION)

    @pytest.mark.parametrize("level", [1, 300, 65535])
    def test_16_bit_labels(self, level: int, save) -> None:
        labels = REGION.astype(np.uint16) * np.uint16(level)
        assert np.array_equal(read_mask(save(png_bytes(labels, 0))), REGION)
        assert np.array_equal(read_mask(save(tiff(labels), "mask.tif")), REGION)

    def test_floats(self, save) -> None:
        assert np.array_equal(read_mask(save(tiff(REGION.astype(np.float32) * 0.001))), REGION)

    def test_palette_by_its_colours(self, save) -> None:
        image = Image.fromarray(REGION.astype(np.uint8) * 3, "P")
        image.putpalette([0, 0, 0, 9, 9, 9, 7, 7, 7, 128, 0, 0])
        assert np.array_equal(read_mask(save(encode(image, "PNG"))), REGION)

    def test_transparent_parts_do_not_count(self, save) -> None:
        painted = np.dstack((np.full((HEIGHT, WIDTH, 3), 200, np.uint8), REGION.astype(np.uint8)))
        assert np.array_equal(read_mask(save(encode(painted, "PNG"))), REGION)

    def test_black_that_is_drawn_by_transparency(self, save) -> None:
        drawn = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        drawn[REGION, 3] = 180
        assert np.array_equal(read_mask(save(encode(drawn, "PNG"))), REGION)

    def test_opaque_black_is_empty(self, save) -> None:
        black = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        black[..., 3] = 255
        assert not read_mask(save(encode(black, "PNG"))).any()

    def test_transparency_throughout_is_ignored(self, save) -> None:
        hidden = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        hidden[REGION, :3] = 255
        assert np.array_equal(read_mask(save(encode(hidden, "PNG"))), REGION)

    @pytest.mark.parametrize(("kind", "options"), [("JPEG", {"quality": 75}), ("WEBP", {"quality": 60})])
    def test_lossy_compression_does_not_smear(self, kind: str, options: dict, save) -> None:
        region = np.kron(REGION, np.ones((7, 7), bool))
        content = encode(region.astype(np.uint8) * 255, kind, **options)
        smeared = decode(content, Path("part")).photo[..., 0] > 0
        assert (smeared != region).sum() > 0
        assert (read_mask(save(content, "part")) != region).mean() < 0.002

    def test_it_is_upright(self, save) -> None:
        turned = chunk(b"eXIf", exif_block(6))
        content = png_bytes(REGION.astype(np.uint8), 0, before=turned)
        mask = read_mask(save(content))
        assert np.array_equal(mask, np.rot90(REGION, -1))
        assert mask.flags.c_contiguous

    def test_large_ones_come_in_bands(self, save, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pixels, "_BAND_PIXELS", 2 * WIDTH)
        drawn = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        drawn[REGION, 3] = 180
        assert np.array_equal(read_mask(save(encode(drawn, "PNG"))), REGION)

    def test_not_a_number(self, save) -> None:
        array = REGION.astype(np.float32)
        array[0, 0] = np.nan
        with pytest.raises(ImageError, match="NaN"):
            read_mask(save(tiff(array), "mask.tif"))


class TestHeader:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("rgb.png", Header(28, 20, "RGB", 1, "PNG")),
            ("palette-clear.png", Header(28, 20, "palette+alpha", 1, "PNG")),
            ("rgba16.png", Header(28, 20, "16-bit RGBA", 1, "PNG")),
            ("animated.png", Header(28, 20, "RGB", 3, "PNG")),
            ("rgb.jpg", Header(64, 96, "RGB", 1, "JPEG")),
            ("cmyk.jpg", Header(96, 64, "CMYK", 1, "JPEG")),
            ("grey.bmp", Header(28, 20, "grey", 1, "BMP")),
            ("palette.bmp", Header(28, 20, "palette", 1, "BMP")),
            ("one-bit.bmp", Header(28, 20, "1-bit", 1, "BMP")),
            ("pages.tif", Header(28, 20, "RGB", 3, "TIFF")),
            ("big16.tif", Header(28, 20, "16-bit RGB", 1, "TIFF")),
            ("float.tif", Header(28, 20, "float grey", 1, "TIFF")),
            ("rgba.webp", Header(28, 20, "RGBA", 1, "WebP")),
            ("animated.webp", Header(28, 20, "RGB", 3, "WebP")),
            ("lossy.webp", Header(96, 64, "RGB", 1, "WebP")),
        ],
    )
    def test_it_says_what_is_there(self, name: str, expected: Header, save) -> None:
        assert read_header(save(SAMPLES[name], "part.any")) == expected

    @pytest.mark.parametrize("name", SAMPLES)
    def test_nothing_is_decoded(self, name: str, save, monkeypatch: pytest.MonkeyPatch) -> None:
        path = save(SAMPLES[name], name)

        def fail(*arguments: object, **options: object) -> None:
            raise AssertionError("a decoder was asked")

        monkeypatch.setattr(Image, "open", fail)
        monkeypatch.setattr(cv2, "imdecode", fail)
        read_header(path)

    def test_junk_between_the_parts_of_a_jpeg(self, save) -> None:
        content = SAMPLES["grey.jpg"]
        end = 4 + int.from_bytes(content[4:6])
        path = save(content[:end] + b"\0\0\xff\xff" + content[end:], "part.jpg")
        assert read_header(path) == Header(96, 64, "grey", 1, "JPEG")
        assert np.array_equal(read(path).photo, decode(content, path).photo)

    def test_a_jpeg_inside_the_metadata_is_not_taken_for_the_picture(self, save) -> None:
        small = encode(smooth(24, 16), "JPEG")
        path = save(encode(smooth(), "JPEG", comment=small), "part.jpg")
        assert read_header(path) == Header(96, 64, "RGB", 1, "JPEG")
        assert read(path).photo.shape == (64, 96, 3)

    def test_bmp_from_top_to_bottom(self, save) -> None:
        content = bytearray(SAMPLES["rgb.bmp"])
        content[22:26] = (-HEIGHT).to_bytes(4, "little", signed=True)
        path = save(bytes(content), "part.bmp")
        assert read_header(path) == Header(WIDTH, HEIGHT, "RGB", 1, "BMP")
        assert np.array_equal(read(path).photo, pattern(3)[::-1])

    def test_bmp_of_os2(self, save) -> None:
        rows = b"".join(row[:, ::-1].tobytes() for row in pattern(3)[::-1])
        head = b"BM" + (26 + len(rows)).to_bytes(4, "little") + bytes(4) + (26).to_bytes(4, "little")
        core = (12).to_bytes(4, "little")
        for number in (WIDTH, HEIGHT, 1, 24):
            core += number.to_bytes(2, "little")
        path = save(head + core + rows, "part.bmp")
        assert read_header(path) == Header(WIDTH, HEIGHT, "RGB", 1, "BMP")
        assert np.array_equal(read(path).photo, pattern(3))

    def test_bmp_with_alpha(self, save) -> None:
        path = save(encode(pattern(4), "BMP"), "part.bmp")
        assert read_header(path).mode in ("RGB", "RGBA")
        assert read(path).photo.shape == (HEIGHT, WIDTH, 3)
