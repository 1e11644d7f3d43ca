"""Folders as people really have them: each ends in one sentence or in the right images."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from pipeline.small_image_folders import colourful, encoded, picture, put, write_classes
from plainnet.errors import PlainnetError
from plainnet.messages.language import speaking
from plainnet.pipeline.image_preparation import prepare_images
from plainnet.pipeline.recipe import Recipe

GREY = picture(90, 77)
COLOUR = colourful(GREY)


def huge_png(side: int = 20_000) -> bytes:
    """Give a small file that unpacks to a picture of 400 million pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    packer = zlib.compressobj(1)
    line = bytes(side // 8 + 1)
    rows = b"".join(packer.compress(line * 1000) for _ in range(side // 1000)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def turned() -> bytes:
    """Give a photograph taken with the camera on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(COLOUR, "JPEG", exif=exif)


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "text": (b"this is no image", "is not a BMP"),
    "html": (b"<!DOCTYPE html><html>404</html>", "is not a BMP"),
    "cut_png": (encoded(COLOUR, "PNG")[:-60], "damaged or cut off"),
    "cut_jpeg": (encoded(COLOUR, "JPEG")[:-100], "damaged or cut off"),
    "cut_bmp": (encoded(COLOUR, "BMP")[:-100], "damaged or cut off"),
    "cut_gif": (encoded(GREY, "GIF")[:-60], "damaged or cut off"),
    "only_a_signature": (b"\x89PNG\r\n\x1a\n", "is not a BMP|damaged"),
    "bomb": (huge_png(), "million pixels"),
    "ppm": (encoded(COLOUR, "PPM"), "is not a BMP"),
    "cut_tiff": (encoded(COLOUR, "TIFF")[:-100], "damaged or cut off"),
    "zeros": (bytes(5000), "is not a BMP"),
    "pdf": (b"%PDF-1.4\n" + bytes(100), "is not a BMP"),
}
GOOD_FILES: dict[str, tuple[bytes, str]] = {
    "rgba": (encoded(COLOUR.convert("RGBA"), "PNG"), ""),
    "see_through": (encoded(Image.new("RGBA", (20, 20), (9, 9, 9, 90)), "PNG"), "transparency"),
    "palette": (encoded(COLOUR.convert("P"), "PNG"), ""),
    "palette_see_through": (
        encoded(COLOUR.convert("P"), "PNG", transparency=b"\x00\x80"), "transparency",
    ),
    "cmyk": (encoded(COLOUR.convert("CMYK"), "JPEG"), ""),
    "one_bit": (encoded(GREY.convert("1"), "PNG"), ""),
    "sixteen_bits": (encoded(Image.new("I;16", (20, 20), 40_000), "PNG"), "more than eight bits"),
    "animated_gif": (
        encoded(GREY, "GIF", save_all=True, append_images=[GREY.rotate(90)]), "several pictures",
    ),
    "turned": (turned(), "upright"),
    "jpeg_named_png": (encoded(GREY, "JPEG"), ""),
    "one_pixel": (encoded(Image.new("L", (1, 1), 7), "PNG"), "1 x 1"),
    "long_strip": (encoded(Image.new("L", (3000, 2), 7), "PNG"), "x 3000"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give two good classes."""
    return write_classes(tmp_path / "数据 集", {"a": 6, "b": 6})


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files_are_named_and_stop_or_are_left_out(folder: Path, name: str) -> None:
    content, sentence = BAD_FILES[name]
    put(folder / "a" / f"{name}.png", content)
    with pytest.raises(PlainnetError, match=sentence) as refused:
        prepare_images(Recipe(str(folder)))
    assert f"{name}.png" in str(refused.value)
    assert "\n" not in str(refused.value)
    with speaking("zh"):
        assert "--damaged skip" in str(refused.value)
    prepared = prepare_images(Recipe(str(folder), damaged="skip"))
    assert any(f"a/{name}.png" in said and "left out" in said for said in prepared.decisions)
    assert len(prepared.train[0]) + len(prepared.validation[0]) + len(prepared.test.labels) == 12


@pytest.mark.parametrize("name", GOOD_FILES)
def test_unusual_files_are_read_and_what_was_decided_is_said(folder: Path, name: str) -> None:
    content, sentence = GOOD_FILES[name]
    put(folder / "a" / f"{name}.png", content)
    prepared = prepare_images(Recipe(str(folder)))
    assert len(prepared.train[0]) + len(prepared.validation[0]) + len(prepared.test.labels) == 13
    assert sentence in " ".join(prepared.decisions)


def loose_files(root: Path) -> None:
    """Leave notes and leftovers of other systems among the images."""
    for name in ("a/notes.txt", "a/Thumbs.db", "b/.DS_Store", "__MACOSX/a/._0.png", "labels.csv"):
        put(root / name, b"x")


def copied_class(root: Path) -> None:
    """Put an image into both classes."""
    put(root / "b" / "copy.png", (root / "a" / "0.png").read_bytes())


def linked(root: Path) -> None:
    """Make a circle of links."""
    (root / "a" / "again").symlink_to(root)


def deep(root: Path) -> None:
    """Keep an image deeper down."""
    put(root / "a" / "2024" / "05" / "x.png", GREY)


GOOD_FOLDERS = [(loose_files, "left out: 1"), (copied_class, "two classes: 1"), (deep, "13")]


@pytest.mark.parametrize(("change", "sentence"), GOOD_FOLDERS)
def test_untidy_folders_are_read(
    folder: Path, change: Callable[[Path], None], sentence: str
) -> None:
    change(folder)
    assert sentence in " ".join(prepare_images(Recipe(str(folder))).decisions)


def test_a_circle_of_links_ends(folder: Path) -> None:
    linked(folder)
    assert len(prepare_images(Recipe(str(folder))).decisions) > 3


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "holds no images"),
        (["1.png", "2.png"], "holds no folders"),
        (["a/1.png", "a/2.png"], "one class only"),
        (["a/1.png", "b/notes.txt"], "b holds no image"),
        (["a/1.png", "b/1.png"], "rows|left to train on|copies"),
        (["val/a/1.png", "val/b/1.png", "test/a/1.png"], "no train folder"),
        (["train/a/1.png", "val/a/1.png", "Valid/a/1.png"], "same part"),
        (["train/a/1.png", "train/a/2.png", "test/b/3.png"], "left to train on"),
        (["out/a/1.png", "out/b/1.png"], "single folder"),
    ],
)
def test_folders_without_sense_end_in_one_sentence(
    tmp_path: Path, files: list[str], sentence: str
) -> None:
    for number, name in enumerate(files):
        put(
            tmp_path / name,
            b"notes" if name.endswith("txt") else encoded(picture(90, number), "PNG"),
        )
    with pytest.raises(PlainnetError, match=sentence) as refused:
        prepare_images(Recipe(str(tmp_path)))
    assert "\n" not in str(refused.value)
