"""A folder of images becomes arrays, a network and settings; it can be learned from."""

from pathlib import Path

import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.files.model_card import ClassTarget, ImageInputs
from plainnet.recipes.image_preparation import network_of, prepare_images
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.training_run import run_prepared
from plainnet.training.augmentation import Flips, InTurn, Shifts
from recipes.small_image_folders import colourful, picture, put, write_classes


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
        ({"task": "number"}, "tell classes, not numbers"),
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
    assert list(run.baselines) == ["majority", "random_forest"]
    again = run.predictor.test(folder)
    assert again["metrics"] == run.metrics
    assert again["rows"] == 10
