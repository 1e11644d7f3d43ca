"""Single image files of every kind, good and broken."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from plainnet.data.image_file import (
    decode_image,
    image_size,
    is_image_name,
    pillow_warnings_settled,
)
from plainnet.errors import DataError

PIXELS = np.random.default_rng(0).integers(0, 256, (12, 16, 3), dtype=np.uint8)
COLOUR = Image.fromarray(PIXELS)
GREY = COLOUR.convert("L")


def encode(image: Image.Image, kind: str, **options: object) -> bytes:
    """Give the bytes of an image file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def with_alpha(level: int) -> Image.Image:
    """Give the colour image with the same opacity everywhere."""
    image = COLOUR.copy()
    image.putalpha(level)
    return image


def turned() -> bytes:
    """Give a JPEG file whose camera was held upside down."""
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
    file.write_bytes(encode(with_alpha(7), "PNG"))
    assert np.array_equal(decode_image(file, 3).image, PIXELS)
    file.write_bytes(encode(GREY, "BMP"))
    assert np.array_equal(decode_image(file, 1).image, GREY)
    assert np.array_equal(decode_image(file, 3).image, GREY.convert("RGB"))


def test_sixteen_bits_keep_the_upper_eight(tmp_path: Path) -> None:
    levels = np.array([[0, 255, 256, 511, 32_768, 65_535]], dtype=np.uint16)
    file = tmp_path / "a.png"
    Image.fromarray(levels).save(file)
    assert np.asarray(decode_image(file, 1).image).tolist() == [[0, 0, 1, 1, 128, 255]]


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
        (encode(COLOUR, "TIFF"), "images.not_an_image"),
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
    with pytest.raises(DataError) as error:
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
