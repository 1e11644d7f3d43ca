"""Images of a recipe: size and colours are found out and said."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from plainnet.errors import DataError, SettingError
from plainnet.recipes.image_reading import read_images_of
from plainnet.recipes.recipe import Recipe
from recipes.small_image_folders import colourful, picture, put, write_classes


def test_size_and_grey_are_found_out_and_said(tmp_path: Path) -> None:
    write_classes(tmp_path, {"暗": 3, "亮": 4}, mode="RGB", size=(90, 60))
    found = read_images_of(Recipe(str(tmp_path)))
    assert found.images.pixels.shape == (7, 64, 44, 1)
    assert not found.has_parts
    assert list(found.said) == [
        f"{tmp_path}: classes in the order of their folders' names: 亮, 暗.",
        "7 images of 2 classes: 亮 4, 暗 3.",
        "All images have 90 x 60 pixels (height x width); they are brought to 64 x 44.",
        "No image has colours; they are read in grey.",
    ]


def test_a_colour_is_seen_and_grey_can_be_asked_for(tmp_path: Path) -> None:
    write_classes(tmp_path, {"a": 3, "b": 3})
    put(tmp_path / "a" / "9.jpg", colourful(picture(200, 9, (30, 25))))
    found = read_images_of(Recipe(str(tmp_path)))
    assert found.images.pixels.shape == (7, 32, 32, 3)
    assert found.said[-2:] == (
        "Images have 20 x 20 to 30 x 25 pixels (height x width); they are brought to 32 x 32.",
        "Images are read in colour; 1 of 7 have colours.",
    )
    asked = read_images_of(Recipe(str(tmp_path), grey=True, size=(16, 24)))
    assert asked.images.pixels.shape == (7, 16, 24, 1)
    assert asked.said[-1] == "Images are read in grey, as asked."


def test_slightly_tinted_photographs_are_grey_and_read_as_any_grey(tmp_path: Path) -> None:
    write_classes(tmp_path, {"a": 2, "b": 2})
    grey = picture(128, 9)
    darker = grey.point(lambda level: max(0, level - 9))
    tinted = Image.merge("RGB", [grey, darker, grey])
    put(tmp_path / "a" / "9.png", tinted)
    found = read_images_of(Recipe(str(tmp_path), size=(20, 20)))
    assert found.images.pixels.shape[-1] == 1
    expected = np.asarray(tinted.convert("L"))
    place = found.images.files.index("a/9.png")
    np.testing.assert_array_equal(found.images.pixels[place, :, :, 0], expected)


def test_parts_are_read_as_one(tmp_path: Path) -> None:
    for part in ("train", "test"):
        write_classes(tmp_path / part, {"a": 2, "b": 2})
    found = read_images_of(Recipe(str(tmp_path)))
    assert found.has_parts
    assert found.images.files[0] == "train/a/0.png"


def test_damaged_files_stop_or_are_left_out(tmp_path: Path) -> None:
    write_classes(tmp_path, {"a": 2, "b": 2})
    put(tmp_path / "a" / "9.png", b"text")
    with pytest.raises(DataError, match=r"9\.png is not a .* leave such files out with --damaged"):
        read_images_of(Recipe(str(tmp_path)))
    found = read_images_of(Recipe(str(tmp_path), damaged="skip"))
    assert len(found.images.files) == 4
    assert any("left out: 1 (a/9.png)" in sentence for sentence in found.said)


def test_folders_without_classes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no images"):
        read_images_of(Recipe(str(tmp_path)))
    put(tmp_path / "1.png", picture(1, 1))
    with pytest.raises(DataError, match="holds no folders, and 1 images"):
        read_images_of(Recipe(str(tmp_path)))
    write_classes(tmp_path, {"a": 2})
    with pytest.raises(DataError, match="one class only, a"):
        read_images_of(Recipe(str(tmp_path)))
    write_classes(tmp_path / "out" / "in", {"a": 2, "b": 2})
    with pytest.raises(DataError, match=r"single folder .*\(a, b\).* give .*in\."):
        read_images_of(Recipe(str(tmp_path / "out")))


def test_sizes_beyond_the_memory_are_refused_before_anything_is_decoded(tmp_path: Path) -> None:
    write_classes(tmp_path, {"a": 2, "b": 2})
    with pytest.raises(SettingError, match="4 images of 90000 x 90000 pixels need"):
        read_images_of(Recipe(str(tmp_path), size=(90_000, 90_000)))


def test_pictures_that_come_with_plainnet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plainnet.data.sample_steel_surfaces.TRAIN_PER_CLASS", 3)
    monkeypatch.setattr("plainnet.data.sample_steel_surfaces.VAL_PER_CLASS", 2)
    found = read_images_of(Recipe("generated:steel-surfaces"))
    assert found.has_parts
    assert found.images.pixels.shape == (30, 64, 64, 1)
