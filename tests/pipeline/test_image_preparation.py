"""Images of a recipe: size and colours are found out and said."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.small_image_folders import colourful, picture, put, write_classes
from plainnet.data.dataset import ImageFolder, Source
from plainnet.errors import DataError, SettingError
from plainnet.files.model_card import ClassTarget, ImageInputs
from plainnet.pipeline.image_preparation import (
    ImageSplit,
    network_of,
    prepare_images,
    read_images_of,
    split_images,
)
from plainnet.pipeline.recipe import Recipe
from plainnet.pipeline.training_run import run_prepared
from plainnet.training.augmentation import Flips, InTurn, Shifts


def test_size_and_grey_are_found_out_and_said(tmp_path: Path) -> None:
    write_classes(tmp_path, {"暗": 3, "亮": 4}, mode="RGB", size=(90, 60))
    found = read_images_of(Recipe(str(tmp_path)))
    assert found.images.pixels.shape == (7, 64, 44, 1)
    assert not found.has_parts
    assert list(found.notes) == [
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
    assert found.notes[-2:] == (
        "Images have 20 x 20 to 30 x 25 pixels (height x width); they are brought to 32 x 32.",
        "Images are read in colour; 1 of 7 have colours.",
    )
    asked = read_images_of(Recipe(str(tmp_path), grey=True, size=(16, 24)))
    assert asked.images.pixels.shape == (7, 16, 24, 1)
    assert asked.notes[-1] == "Images are read in grey, as asked."


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
    assert any("left out: 1 (a/9.png)" in sentence for sentence in found.notes)


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
    assert split.notes[0] == "Parts drawn by class with seed 3."


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
    assert "40 images are copies of others" in split.notes[0]


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
    assert "no test folder" in split.notes[0]


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
    said = " ".join(split.notes)
    for copy in ("1 (train/a/1 = test/a/1)", "1 (val/b/1 = test/b/1)", "1 (train/a/2 = val/a/1)"):
        assert copy in said


def test_a_picture_in_two_classes_is_named() -> None:
    pictures = [*range(10), 3, *range(11, 20)]
    split = split_images(loose(10, pictures), False, RECIPE)
    assert "same picture is in two classes: 1 (b/00.png = a/03.png)" in split.notes[0]


def test_parts_that_cannot_teach_are_refused() -> None:
    files = ["train/a/1", "train/b/1", "test/a/1", "test/b/1"]
    with pytest.raises(DataError, match="every training image is among the other images"):
        split_images(images_of(files, [1, 2, 1, 2]), True, RECIPE)
    files = ["train/a/1", "train/a/2", "train/a/3", "test/b/1"]
    with pytest.raises(DataError, match="of the classes b is left to train on"):
        split_images(images_of(files, [1, 2, 3, 4]), True, RECIPE)
    with pytest.raises(DataError, match="has no train folder, only folders for validation, test"):
        split_images(images_of(["val/a/1", "test/b/1"], [1, 2]), True, RECIPE)
    with pytest.raises(SettingError, match="no column to split by group"):
        split_images(loose(5), False, Recipe("data", split="group"))
    with pytest.raises(SettingError):
        split_images(loose(1), False, Recipe("data"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give three classes of different brightness."""
    return write_classes(tmp_path_factory.mktemp("图片"), {"dark": 20, "grey": 15, "亮": 15})


def test_everything_is_filled_in(folder: Path) -> None:
    prepared = prepare_images(Recipe(str(folder)))
    recipe = prepared.recipe
    assert (recipe.model, recipe.size, recipe.grey, recipe.task) == (
        "lenet",
        (32, 32),
        True,
        "classes",
    )
    assert (recipe.batch, recipe.epochs, recipe.patience) == (8, 100, 50)
    x, y = prepared.train
    assert x.shape == (32, 32, 32, 1)
    assert x.dtype == y.dtype == np.float32
    assert 0 <= x.min() < x.max() <= 1
    assert y.sum() == len(y) == 32
    assert len(prepared.validation[0]) == 8
    assert len(prepared.test.labels) == 10
    assert prepared.test.inputs.dtype == np.uint8
    assert prepared.decisions[-2] == "Training 32, validation 8, test 10 images."
    assert prepared.training.augmentation is None


def test_the_card_says_what_the_model_takes(folder: Path) -> None:
    prepared = prepare_images(Recipe(str(folder), damaged="skip", seed=5))
    card = prepared.card
    assert card.inputs == ImageInputs(
        32, 32, 1, "area", damaged="skip", colours="grey", heights=(20, 20), widths=(20, 20)
    )
    assert card.target == ClassTarget(("dark", "grey", "亮"), most_frequent=0)
    assert card.origin.seed == 5
    assert card.origin.cores > 0 and card.origin.devices > 0 and "jax" in card.origin.versions
    places = np.array(card.origin.test_rows)
    assert len(places) == 10
    assert prepared.test.labels[0].startswith("dark/")


def test_what_is_asked_for_is_done(folder: Path) -> None:
    asked = Recipe(
        str(folder),
        model="dense",
        hidden=(7,),
        size=(8, 12),
        epochs=3,
        batch=5,
        rate=0.5,
        patience=0,
        augmentation=("flip", "shift"),
    )
    prepared = prepare_images(asked)
    training = prepared.training
    assert (training.epochs, training.batch, training.patience) == (3, 5, 0)
    assert training.augmentation == InTurn((Flips(), Shifts()))
    assert prepared.train[0].shape[1:] == (8, 12, 1)
    assert [type(layer).__name__ for layer in prepared.network.layers] == [
        *("BatchNormalization", "Flatten", "Dense", "Dropout", "Dense"),
    ]
    assert "flip, shift" in prepared.decisions[-1]


def test_a_lenet_may_have_hidden_layers() -> None:
    network = network_of(Recipe("", model="lenet", size=(32, 32), hidden=(9,)), 4)
    assert network.output_shape((32, 32, 1)) == (4,)
    assert network.layers[-2].units == 9


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"model": "lstm"}, "'lstm' is no network for images"),
        ({"task": "number"}, "give classes, not numbers"),
        ({"size": (8, 8)}, "too small for LeNet"),
        ({"size": (0, 64)}, "0 x 64 pixels were asked for"),
        ({"size": (64, 5000)}, "2 to 1024 pixels each way"),
        ({"split": "time"}, "no column to split by time"),
        ({"positive": "亮"}, "must be two classes"),
        ({"test_fraction": 0.999}, "rows|images"),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    folder: Path, settings: dict[str, object], sentence: str
) -> None:
    with pytest.raises(SettingError, match=sentence):
        prepare_images(Recipe(str(folder), **settings))  # type: ignore[arg-type]


def test_the_positive_class_is_found_by_name(tmp_path: Path) -> None:
    write_classes(tmp_path, {"bad": 6, "good": 6})
    card = prepare_images(Recipe(str(tmp_path), positive="bad")).card
    assert isinstance(card.target, ClassTarget)
    assert card.target.positive == 0
    with pytest.raises(SettingError, match="'ugly' cannot be the positive class"):
        prepare_images(Recipe(str(tmp_path), positive="ugly"))


def test_test_images_unlike_the_training_images_are_named(tmp_path: Path) -> None:
    write_classes(tmp_path / "train", {"a": 6, "b": 6})
    write_classes(tmp_path / "test", {"a": 2, "b": 2}, first_seed=50)
    put(tmp_path / "test" / "a" / "x.png", colourful(picture(90, 1)))
    put(tmp_path / "test" / "b" / "y.png", picture(90, 2, (200, 20)))
    said = " ".join(prepare_images(Recipe(str(tmp_path))).decisions)
    assert "1 test images have colours (first: test/a/x.png)" in said
    assert "1 test images are far larger or smaller" in said


@pytest.mark.parametrize("model", ["lenet", "dense"])
def test_a_whole_run_learns(folder: Path, model) -> None:  # type: ignore[no-untyped-def]
    epochs = {"lenet": 12, "dense": 80}[model]
    run = run_prepared(prepare_images(Recipe(str(folder), model=model, epochs=epochs)))
    assert run.metrics["accuracy"] >= 0.9
    assert run.metrics["accuracy"] > run.baseline_scores["majority"]["accuracy"]
    # Costs count for baselines, too, which takes their probabilities.
    assert list(run.baselines) == list(run.baseline_probabilities) == ["majority", "random_forest"]
    again = run.predictor.test(folder)
    assert again["metrics"] == run.metrics
    assert again["rows"] == 10
