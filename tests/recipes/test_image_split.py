"""Parts of images: as the folders say or drawn, and never one picture on two sides."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.data.dataset import ImageFolder, Source
from plainnet.errors import DataError, SettingError
from plainnet.recipes.image_split import ImageSplit, split_images
from plainnet.recipes.recipe import Recipe

RECIPE = Recipe("data", seed=3)


def images_of(files: list[str], pictures: list[int], classes: str = "ab") -> ImageFolder:
    """Make images; equal numbers are the same picture, the last folder is the class."""
    pixels = np.array(pictures, np.uint8).reshape(-1, 1, 1, 1)
    labels = np.array([classes.index(Path(file).parent.name) for file in files], np.int32)
    return ImageFolder(pixels, labels, tuple(classes), tuple(files), Source("data", ""))


def loose(n_each: int, pictures: list[int] | None = None) -> ImageFolder:
    """Make two classes without parts."""
    files = [f"{name}/{number:02}.png" for name in "ab" for number in range(n_each)]
    return images_of(files, list(range(2 * n_each)) if pictures is None else pictures)


def parts_of(split: ImageSplit, images: ImageFolder) -> list[list[str]]:
    """Name the files of each part."""
    return [
        [images.files[place] for place in part]
        for part in (split.train, split.validation, split.test)
    ]


def test_drawn_parts_hold_every_image_once_and_each_class_alike() -> None:
    images = loose(50)
    split = split_images(images, False, RECIPE)
    everything = np.concatenate([split.train, split.validation, split.test])
    assert sorted(everything.tolist()) == list(range(100))
    assert [len(part) for part in (split.train, split.validation, split.test)] == [64, 16, 20]
    assert (images.labels[split.test] == 0).sum() == 10
    assert split.said[0] == "Parts drawn by class with seed 3."


def test_the_seed_decides() -> None:
    images = loose(50)
    first, again = (split_images(images, False, RECIPE) for _ in range(2))
    other = split_images(images, False, Recipe("data", seed=4))
    assert first.test.tolist() == again.test.tolist() != other.test.tolist()
    random = split_images(images, False, Recipe("data", seed=3, split="random"))
    assert len(random.test) == 20


@pytest.mark.parametrize("seed", range(5))
def test_copies_stay_on_their_side(seed: int) -> None:
    pictures = [number // 3 for number in range(60)]
    images = loose(30, pictures)
    split = split_images(images, False, Recipe("data", seed=seed))
    sides = [set(images.pixels[part].ravel().tolist()) for part in
             (split.train, split.validation, split.test)]  # fmt: skip
    assert not (sides[0] & sides[1] or sides[0] & sides[2] or sides[1] & sides[2])
    assert "40 images are copies of others" in split.said[0]


def test_given_parts_are_kept() -> None:
    names = ("train/a/1", "train/b/1", "train/a/2", "Valid/a/1", "Valid/b/1", "TEST/a/1")
    images = images_of(list(names), list(range(6)))
    assert parts_of(split_images(images, True, RECIPE), images) == [
        ["train/a/1", "train/b/1", "train/a/2"],
        ["Valid/a/1", "Valid/b/1"],
        ["TEST/a/1"],
    ]


def test_without_a_test_folder_the_validation_images_are_tested_on() -> None:
    files = [f"{part}/{name}/{n}" for part in ("train", "val") for name in "ab" for n in range(5)]
    images = images_of(files, list(range(20)))
    split = split_images(images, True, RECIPE)
    assert split.test.tolist() == list(range(10, 20))
    assert len(split.validation) == 2
    assert "no test folder" in split.said[0]


def test_with_a_training_folder_only_the_others_are_drawn() -> None:
    files = [f"train/{name}/{n}" for name in "ab" for n in range(25)]
    split = split_images(images_of(files, list(range(50))), True, RECIPE)
    assert [len(part) for part in (split.train, split.validation, split.test)] == [32, 8, 10]


def test_the_side_that_learns_gives_way_to_copies_and_they_are_named() -> None:
    files = [
        *("train/a/1", "train/a/2", "train/a/3", "train/b/1"),
        *("val/a/1", "val/a/2", "val/b/1", "test/a/1", "test/b/1"),
    ]
    images = images_of(files, [1, 2, 3, 4, 2, 5, 6, 1, 6])
    split = split_images(images, True, RECIPE)
    assert parts_of(split, images) == [
        ["train/a/3", "train/b/1"],
        ["val/a/1", "val/a/2"],
        ["test/a/1", "test/b/1"],
    ]
    said = " ".join(split.said)
    for copy in ("1 (train/a/1 = test/a/1)", "1 (val/b/1 = test/b/1)", "1 (train/a/2 = val/a/1)"):
        assert copy in said


def test_a_picture_in_two_classes_is_named() -> None:
    pictures = [*range(10), 3, *range(11, 20)]
    split = split_images(loose(10, pictures), False, RECIPE)
    assert "same picture stands in two classes: 1 (b/00.png = a/03.png)" in split.said[0]


def test_parts_that_cannot_teach_are_refused() -> None:
    files = ["train/a/1", "train/b/1", "test/a/1", "test/b/1"]
    with pytest.raises(DataError, match="every training image stands among the others"):
        split_images(images_of(files, [1, 2, 1, 2]), True, RECIPE)
    files = ["train/a/1", "train/a/2", "train/a/3", "test/b/1"]
    with pytest.raises(DataError, match="left to train on of the classes b"):
        split_images(images_of(files, [1, 2, 3, 4]), True, RECIPE)
    with pytest.raises(DataError, match="has no train folder, only folders for validation, test"):
        split_images(images_of(["val/a/1", "test/b/1"], [1, 2]), True, RECIPE)
    with pytest.raises(SettingError, match="no column to split by group"):
        split_images(loose(5), False, Recipe("data", split="group"))
    with pytest.raises(SettingError):
        split_images(loose(1), False, Recipe("data"))
