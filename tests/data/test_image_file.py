"""Single image files of every kind, good and broken."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from plainnet.data.image_file import (
    RESIZES,
    choose_size,
    decode_image,
    image_size,
    interpolate_bilinearly,
    is_image_name,
    local_mean,
    pillow_warnings_settled,
    resize_image,
    scale_pixels,
    small_range,
    survey_sizes,
)
from plainnet.errors import DataError

PIXELS = np.random.default_rng(0).integers(0, 256, (12, 16, 3), dtype=np.uint8)
COLOUR = Image.fromarray(PIXELS)
GREY = COLOUR.convert("L")


def encode(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the bytes of an image file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def with_alpha(level: int) -> Image.Image:
    """Return the colour image with the same opacity everywhere."""
    image = COLOUR.copy()
    image.putalpha(level)
    return image


def turned() -> bytes:
    """Return a JPEG file whose camera was held upside down."""
    exif = Image.Exif()
    exif[0x0112] = 3
    return encode(COLOUR, "JPEG", exif=exif)


@pytest.mark.parametrize(
    ("content", "remarks"),
    [
        (encode(COLOUR, "BMP"), ()),
        (encode(COLOUR, "PNG"), ()),
        (encode(COLOUR, "JPEG"), ()),
        (encode(GREY, "BMP"), ()),
        (encode(GREY, "PNG"), ()),
        (encode(GREY, "JPEG"), ()),
        (encode(COLOUR.convert("1"), "PNG"), ()),
        (encode(COLOUR.convert("P"), "PNG"), ()),
        (encode(COLOUR.convert("P"), "PNG", transparency=b"\x00\x80"), ("images.transparent",)),
        (encode(COLOUR, "PNG", transparency=(1, 2, 3)), ("images.transparent",)),
        (encode(GREY.convert("LA"), "PNG"), ()),
        (encode(with_alpha(255), "PNG"), ()),
        (encode(with_alpha(100), "PNG"), ("images.transparent",)),
        (encode(COLOUR.convert("CMYK"), "JPEG"), ()),
        (encode(Image.new("I;16", (16, 12), 40_000), "PNG"), ("images.sixteen_bits",)),
        (encode(COLOUR, "PNG", save_all=True, append_images=[GREY.convert("RGB")]),
         ("images.several_pictures",)),
        (encode(COLOUR, "GIF"), ()),
        (encode(COLOUR, "GIF", save_all=True, append_images=[COLOUR.rotate(180)]),
         ("images.several_pictures",)),
        (encode(COLOUR, "WEBP"), ()),
        (encode(COLOUR, "TIFF"), ()),
        (encode(GREY, "TIFF", compression="tiff_lzw"), ()),
        (encode(with_alpha(100), "TIFF", compression="packbits"), ("images.transparent",)),
        (encode(Image.new("I;16", (16, 12), 40_000), "TIFF"), ("images.sixteen_bits",)),
        (encode(Image.new("F", (16, 12), 0.5), "TIFF"), ("images.sixteen_bits",)),
        (encode(COLOUR, "TIFF", save_all=True, append_images=[GREY.convert("RGB")]),
         ("images.several_pictures",)),
        (turned(), ("images.rotated",)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("channels", [1, 3])
def test_reads_every_kind(
    tmp_path: Path, content: bytes, remarks: tuple[str, ...], channels
) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "图像.png"
    file.write_bytes(content)
    decoded = decode_image(file, channels)
    assert decoded.image.mode == {1: "L", 3: "RGB"}[channels]
    assert decoded.image.size == (16, 12)
    assert decoded.remarks == remarks


def test_levels_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(encode(GREY, "BMP"))
    assert np.array_equal(decode_image(file, 1).image, GREY)
    assert np.array_equal(decode_image(file, 3).image, GREY.convert("RGB"))


def test_sixteen_bits_keep_the_upper_eight(tmp_path: Path) -> None:
    levels = np.array([[0, 255, 256, 511, 32_768, 65_535]], dtype=np.uint16)
    file = tmp_path / "a.png"
    Image.fromarray(levels).save(file)
    assert np.asarray(decode_image(file, 1).image).tolist() == [[0, 0, 1, 1, 128, 255]]


def test_a_range_of_levels_is_stretched(tmp_path: Path) -> None:
    levels = np.array([[1000, 1010, 1100, 900, 1200]])
    for name, kind in (("a.png", np.uint16), ("a.tif", np.float32)):
        file = tmp_path / name
        Image.fromarray(levels.astype(kind)).save(file)
        assert small_range([file]) == (900, 1200)
        stretched = decode_image(file, 1, (1000, 1100)).image
        assert np.asarray(stretched).tolist() == [[0, 25, 255, 0, 255]]
    Image.fromarray(np.array([[0, 40_000]], np.uint16)).save(file)
    assert small_range([file]) is None


@pytest.mark.parametrize("colour", [0, 255])
def test_a_shape_that_stands_in_transparency_alone_is_seen(tmp_path: Path, colour: int) -> None:
    pixels = np.full((8, 8, 4), colour, np.uint8)
    pixels[..., 3] = 0
    pixels[2:5, 2:5, 3] = 255
    Image.fromarray(pixels).save(tmp_path / "a.png")
    seen = np.asarray(decode_image(tmp_path / "a.png", 1).image)
    assert (seen[3, 3], seen[0, 0]) == (colour, 255 - colour)


def test_what_is_half_transparent_is_laid_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (2, 1), (0, 100, 200, 51)).save(tmp_path / "a.png")
    image = Image.open(tmp_path / "a.png")
    image.putpixel((1, 0), (0, 100, 200, 255))
    image.save(tmp_path / "a.png")
    seen = np.asarray(decode_image(tmp_path / "a.png", 3).image)
    assert seen[0].tolist() == [[204, 224, 244], [0, 100, 200]]


def test_a_turned_image_is_set_upright(tmp_path: Path) -> None:
    (tmp_path / "plain.jpg").write_bytes(encode(COLOUR, "JPEG"))
    (tmp_path / "turned.jpg").write_bytes(turned())
    plain = np.asarray(decode_image(tmp_path / "plain.jpg", 3).image)
    assert np.array_equal(decode_image(tmp_path / "turned.jpg", 3).image, plain[::-1, ::-1])


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "images.empty_file"),
        (b"hello", "images.not_an_image"),
        (encode(COLOUR, "PPM"), "images.not_an_image"),
        (encode(COLOUR, "TIFF")[:-50], "images.damaged"),
        (encode(COLOUR, "TIFF", compression="tiff_lzw")[:-50], "images.damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "images.not_an_image"),
        (encode(COLOUR, "WEBP")[:-50], "images.damaged"),
        (encode(COLOUR, "GIF")[:-150], "images.damaged"),
        (encode(COLOUR, "PNG")[:-200], "images.damaged"),
        (encode(COLOUR, "JPEG")[:-50], "images.damaged"),
        (encode(COLOUR, "BMP")[:-50], "images.damaged"),
        (encode(COLOUR, "BMP")[:20], "images.damaged"),
    ],
)
def test_names_a_file_that_cannot_be_used(tmp_path: Path, content: bytes, key: str) -> None:
    file = tmp_path / "a.bmp"
    file.write_bytes(content)
    with pillow_warnings_settled(), pytest.raises(DataError) as error:
        decode_image(file, 3)
    assert error.value.key == key
    assert str(file) in str(error.value)


@pytest.mark.parametrize("size", [(10_000, 10_000), (20_000, 20_000)])
def test_refuses_an_image_that_would_fill_the_memory(tmp_path: Path, size: tuple[int, int]) -> None:
    content = bytearray(encode(COLOUR.convert("L"), "BMP"))
    content[18:22], content[22:26] = (side.to_bytes(4, "little") for side in size)
    file = tmp_path / "huge.bmp"
    file.write_bytes(content)
    too_large = pytest.raises(DataError, match="more than 89 million pixels")
    with too_large, pillow_warnings_settled():
        decode_image(file, 3)


@given(st.sampled_from(["BMP", "PNG", "JPEG", "GIF", "WEBP"]), st.data())
def test_damage_is_named_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    content = bytearray(encode(COLOUR, kind))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.getbasetemp() / "damaged.img"
    file.write_bytes(content)
    with pillow_warnings_settled():
        try:
            decoded = decode_image(file, 3)
        except DataError as error:
            assert error.key.startswith("images.")
        else:
            assert decoded.image.mode == "RGB"


def test_knows_image_names() -> None:
    assert all(map(is_image_name, ["a.BMP", "b.jpeg", "c.d.png", "类/一.JPG", "d.webp", "e.GIF"]))
    assert not any(map(is_image_name, ["a.svg", "bmp", "a.png.txt"]))


@pytest.mark.parametrize("channels", [1, 3])
def test_tells_colour_from_grey_however_it_is_stored(tmp_path: Path, channels) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "a.img"
    grey = GREY.resize((300, 200))
    tinted = Image.merge("RGB", [grey, grey.point(lambda level: max(0, level - 10)), grey])
    spot = grey.convert("RGB")
    spot.paste((255, 0, 0), (100, 100, 110, 110))
    for image, kind, is_coloured in (
        (grey, "PNG", False),
        (grey.convert("RGB"), "BMP", False),
        (grey.convert("RGB"), "JPEG", False),
        (grey.convert("P"), "GIF", False),
        (grey.convert("LA"), "PNG", False),
        (tinted, "PNG", False),
        (Image.new("I;16", (9, 9), 40_000), "PNG", False),
        (spot, "PNG", True),
        (COLOUR.convert("P"), "GIF", True),
        (COLOUR.convert("CMYK"), "JPEG", True),
    ):
        file.write_bytes(encode(image, kind))
        assert decode_image(file, channels).is_coloured == is_coloured, (image.mode, kind)


def test_looks_up_the_size_without_decoding(tmp_path: Path) -> None:
    file = tmp_path / "a.img"
    file.write_bytes(encode(COLOUR, "PNG")[:-200])
    assert image_size(file) == (12, 16)
    file.write_bytes(turned())
    assert image_size(file) == (12, 16)
    file.write_bytes(encode(COLOUR, "PPM"))
    assert image_size(file) is None
    assert image_size(tmp_path / "gone.png") is None


PIXELS_OF_RESIZING = ((np.arange(35).reshape(7, 5, 1) * 37) % 256).astype(np.uint8)


def bilinear_by_loop(pixels: NDArray[np.uint8], height: int, width: int) -> NDArray[np.float64]:
    """Interpolate one output pixel after the other, by the formula."""
    rows, columns, channels = pixels.shape
    out = np.empty((height, width, channels))
    for i in range(height):
        y = (i + 0.5) * rows / height - 0.5
        for j in range(width):
            x = (j + 0.5) * columns / width - 0.5
            total = np.zeros(channels)
            for row in (int(np.floor(y)), int(np.floor(y)) + 1):
                for column in (int(np.floor(x)), int(np.floor(x)) + 1):
                    weight = (1 - abs(y - row)) * (1 - abs(x - column))
                    inside = min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)
                    total += weight * pixels[inside]
            out[i, j] = total
    return out


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(0))
def test_bilinear_follows_the_formula(
    rows: int, columns: int, height: int, width: int, seed: int
) -> None:
    shape = (rows, columns, 3)
    pixels = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    slow = bilinear_by_loop(pixels, height, width)
    assert np.abs(interpolate_bilinearly(pixels, height, width) - slow).max() <= 1


def test_bilinear_gives_the_levels_opencv_gave() -> None:
    smaller = interpolate_bilinearly(PIXELS_OF_RESIZING, 4, 3)[:, :, 0]
    assert smaller.tolist() == [[82, 47, 109], [117, 179, 91], [142, 55, 116], [125, 187, 152]]
    larger = interpolate_bilinearly(PIXELS_OF_RESIZING, 9, 7)[::4, :, 0]
    assert larger.tolist() == [
        [0, 21, 48, 74, 100, 127, 148],
        [43, 64, 91, 117, 143, 170, 191],
        [86, 107, 133, 160, 186, 213, 234],
    ]


@pytest.mark.parametrize("resize", RESIZES)
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_flat_image_stays_flat_and_the_same_size_changes_nothing(resize, mode: str) -> None:  # type: ignore[no-untyped-def]
    channels = len(mode) if mode == "RGB" else 1
    flat = resize_image(Image.new(mode, (9, 7), (90,) * channels), 4, 5, resize)
    assert flat.shape == (4, 5, channels)
    assert (flat == 90).all()
    image = Image.fromarray(PIXELS_OF_RESIZING[:, :, 0]).convert(mode)
    same = resize_image(image, 7, 5, resize)
    assert np.array_equal(same, np.repeat(PIXELS_OF_RESIZING, channels, axis=2))


def test_area_averages_what_a_pixel_covers() -> None:
    pixels = np.array([[0, 10, 100, 102], [20, 30, 104, 106]], dtype=np.uint8)
    assert resize_image(Image.fromarray(pixels), 1, 2, "area")[0, :, 0].tolist() == [15, 103]


def test_nearest_is_what_keras_does(tmp_path) -> None:  # type: ignore[no-untyped-def]
    keras_image = pytest.importorskip("keras").utils.load_img
    pixels = np.random.default_rng(0).integers(0, 256, (31, 45, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        ours = resize_image(image, 20, 17, "nearest")
    assert np.array_equal(ours, keras_image(tmp_path / "a.png", target_size=(20, 17)))


@pytest.mark.parametrize(
    ("height", "width", "chosen"),
    [
        (200, 200, (64, 64)),
        (28, 28, (32, 32)),
        (8, 8, (32, 32)),
        (480, 640, (48, 64)),
        (4000, 3000, (64, 48)),
        (100, 3000, (16, 64)),
        (1, 1, (32, 32)),
    ],
)
def test_sizes_chosen(height: int, width: int, chosen: tuple[int, int]) -> None:
    assert choose_size(np.array([[height, width]])) == chosen


def test_the_middle_counts_and_not_a_few_odd_ones() -> None:
    sizes = np.array([[200, 200]] * 9 + [[10, 9000]])
    assert choose_size(sizes) == (64, 64)


def test_sizes_are_those_of_the_upright_image_and_bad_files_are_passed_over(tmp_path: Path) -> None:
    Image.new("L", (6, 4)).save(tmp_path / "a.png")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (8, 5)).save(tmp_path / "b.jpg", exif=exif)
    (tmp_path / "c.png").write_bytes(b"")
    (tmp_path / "d.png").write_text("text")
    files = [tmp_path / name for name in ("a.png", "b.jpg", "c.png", "d.png", "gone.png")]
    assert survey_sizes(files).tolist() == [[4, 6], [8, 5]]
    assert survey_sizes(files[2:]).shape == (0, 2)


def test_of_very_many_files_some_are_looked_at(tmp_path: Path) -> None:
    Image.new("L", (6, 4)).save(tmp_path / "a.png")
    assert 500 <= len(survey_sizes([tmp_path / "a.png"] * 5000)) < 1000


IMAGES = np.random.default_rng(0).integers(0, 256, (3, 20, 24, 1), dtype=np.uint8)


def test_zero_to_one_divides_by_255() -> None:
    np.testing.assert_array_equal(
        scale_pixels(IMAGES, "zero_to_one"), IMAGES.astype(np.float32) / np.float32(255)
    )


@pytest.mark.parametrize("side", [3, 17])
def test_the_local_mean_is_that_of_a_window_with_mirrored_border(side: int) -> None:
    reach = side // 2
    images = IMAGES.astype(np.float32)
    padded = np.pad(images, ((0, 0), (reach, reach), (reach, reach), (0, 0)), "symmetric")
    slow = np.empty_like(images)
    for row in range(20):
        for column in range(24):
            window = padded[:, row : row + side, column : column + side]
            slow[:, row, column] = window.mean((1, 2))
    np.testing.assert_allclose(local_mean(images, side), slow, rtol=1e-5)


def test_brightness_and_contrast_do_not_matter() -> None:
    pale = (IMAGES // 2 + 60).astype(np.uint8)
    difference = scale_pixels(IMAGES, "local_contrast") - scale_pixels(pale, "local_contrast")
    assert np.abs(difference).max() < 0.1
    assert scale_pixels(IMAGES, "local_contrast").std() == pytest.approx(1, abs=0.05)


def test_an_empty_image_stays_empty() -> None:
    empty = scale_pixels(np.full((1, 9, 9, 1), 80, np.uint8), "local_contrast")
    np.testing.assert_allclose(empty, 0, atol=1e-4)
