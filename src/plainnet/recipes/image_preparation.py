"""Folders of images made ready for training."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import ImageFolder
from plainnet.data.pixel_scaling import scale_pixels
from plainnet.data.row_hashes import hash_images, trained_rows
from plainnet.errors import SettingError
from plainnet.evaluation.baselines import majority_class, random_forest_on_pixels
from plainnet.files.model_card import ClassTarget, ImageInputs, ModelCard, Origin
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.reshaping import Flatten
from plainnet.losses.classification_losses import CategoricalCrossentropy
from plainnet.messages.language import say
from plainnet.networks.classic_networks import dense_network, lenet_of_size
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.learning_rate_schedules import CosineDecay
from plainnet.predictors.image_fit import misfits, with_likeness
from plainnet.predictors.predictor import RawRows
from plainnet.recipes.image_reading import RESIZE, read_images_of
from plainnet.recipes.image_split import ImageSplit, split_images
from plainnet.recipes.prepared import Prepared, Training
from plainnet.recipes.recipe import ModelKind, Recipe
from plainnet.training.augmentation import augmentation_of
from plainnet.training.minibatches import count_steps

MODELS: tuple[ModelKind, ...] = ("lenet", "dense")
HIDDEN: dict[str, tuple[int, ...]] = {"lenet": (), "dense": (128,)}
RATES = {"lenet": 6e-3, "dense": 1e-3}
WEIGHT_DECAY, DROPOUT, LABEL_SMOOTHING = 1e-4, 0.2, 0.05
BATCH, SMALLEST_BATCH, BATCHES_WANTED = 32, 8, 8
FEWEST_EPOCHS, MOST_EPOCHS, STEPS_WANTED = 20, 100, 1000
SMALLEST_SIDE, LARGEST_SIDE = 2, 1024  # pixels
FOREST_SIDE, FOREST_ROWS = 32, 5000  # more would take a forest longer than the network


def prepare_images(recipe: Recipe) -> Prepared:
    """Read images of class folders, part them, and choose a network for them."""
    model = _check_settings(recipe)
    found = read_images_of(recipe)
    images = found.images
    split = split_images(images, found.has_parts, recipe)
    n_train = len(split.train)
    _, height, width, channels = images.pixels.shape
    recipe = _filled(recipe, model, n_train, (height, width), channels == 1)
    n_classes = len(images.class_names)
    x = scale_pixels(images.pixels, "zero_to_one")
    y = np.eye(n_classes, dtype=np.float32)[images.labels]
    rows = RawRows(
        images.pixels,
        images.labels.astype(np.int64),
        images.files,
        images.source,
        images.repairs,
    )
    card = _card(images, split, recipe)
    return Prepared(
        recipe=recipe,
        decisions=(
            *found.said,
            *split.said,
            *_tell_odd_test_images(images, split, card),
            _tell_augmentation(recipe),
        ),
        train=(x[split.train], y[split.train]),
        validation=(x[split.validation], y[split.validation]),
        test=rows.only(split.test),
        card=card,
        network=network_of(recipe, n_classes),
        training=_training(recipe, n_train),
        baselines=lambda: _baselines(rows.only(split.train), rows.only(split.test)),
        more={"class_names": images.class_names},
    )


def network_of(recipe: Recipe, n_classes: int) -> Stack:
    """Make the network a recipe asks for."""
    assert recipe.size is not None
    hidden = recipe.hidden or ()
    if recipe.model == "lenet":
        return lenet_of_size(n_classes, *recipe.size, hidden)
    dense = dense_network(n_classes, hidden, output_activation="softmax", dropout=DROPOUT)
    # Levels of 0 to 1 are all positive, from which dense layers learn badly.
    return Stack((BatchNormalization(momentum=0.9), Flatten(), *dense.layers))


def _check_settings(recipe: Recipe) -> ModelKind:
    """Refuse settings that images have no use for; give the kind of network."""
    model = recipe.model or "lenet"
    if model not in MODELS:
        raise SettingError("recipe.images.model", found=model, known=", ".join(MODELS))
    if recipe.task == "number":
        raise SettingError("recipe.images.task")
    if recipe.size is not None:
        if min(recipe.size) < SMALLEST_SIDE or max(recipe.size) > LARGEST_SIDE:
            size = " x ".join(map(str, recipe.size))
            values = {"size": size, "smallest": SMALLEST_SIDE, "largest": LARGEST_SIDE}
            raise SettingError("recipe.images.size", **values)
        if model == "lenet":
            lenet_of_size(2, *recipe.size)  # names its own limit before anything is read
    augmentation_of(recipe.augmentation or ())
    return model


def _filled(
    recipe: Recipe, model: ModelKind, n_train: int, size: tuple[int, int], is_grey: bool
) -> Recipe:
    """Write into the recipe what was found out."""
    batch = recipe.batch or max(SMALLEST_BATCH, min(BATCH, n_train // BATCHES_WANTED))
    wanted = -(-STEPS_WANTED // count_steps(n_train, batch))
    epochs = recipe.epochs or max(FEWEST_EPOCHS, min(MOST_EPOCHS, wanted))
    return replace(
        recipe,
        task="classes",
        model=model,
        hidden=HIDDEN[model] if recipe.hidden is None else recipe.hidden,
        size=size,
        grey=is_grey,
        augmentation=recipe.augmentation or (),
        split=recipe.split or "stratified",
        batch=batch,
        epochs=epochs,
        rate=recipe.rate or RATES[model],
        patience=max(1, epochs // 2) if recipe.patience is None else recipe.patience,
    )


def _training(recipe: Recipe, n_train: int) -> Training:
    """Let the rate rise for a tenth of the steps, then fall along a cosine."""
    assert recipe.epochs is not None
    assert recipe.batch is not None
    assert recipe.rate is not None
    steps = recipe.epochs * count_steps(n_train, recipe.batch)
    warmup = steps // 10
    rate = CosineDecay(
        recipe.rate / 20,
        max(1, steps - warmup),
        alpha=1e-3,
        warmup_target=recipe.rate,
        warmup_steps=warmup,
    )
    return Training(
        AdamW(rate, weight_decay=WEIGHT_DECAY),
        CategoricalCrossentropy(label_smoothing=LABEL_SMOOTHING),
        ("accuracy",),
        recipe.epochs,
        recipe.batch,
        recipe.patience,
        augmentation_of(recipe.augmentation or ()),
    )


def _card(images: ImageFolder, split: ImageSplit, recipe: Recipe) -> ModelCard:
    """Say what the model takes and gives."""
    _, height, width, channels = images.pixels.shape
    assert channels in (1, 3)
    kept: Literal[1, 3] = 1 if channels == 1 else 3
    inputs = ImageInputs(height, width, kept, RESIZE, damaged=recipe.damaged)
    inputs = with_likeness(inputs, [images.notes[place] for place in split.train if images.notes])
    names = images.class_names
    target = ClassTarget(
        names,
        positive=_positive(recipe, names),
        most_frequent=int(np.bincount(images.labels[split.train]).argmax()),
    )
    hashes = hash_images(images.pixels)
    seen = np.concatenate([split.train, split.validation])
    trained = trained_rows(hashes[seen], hashes[split.test])
    test_rows = tuple(split.test.tolist())
    return ModelCard(inputs, target, Origin(images.source, test_rows, recipe.seed, trained=trained))


def _positive(recipe: Recipe, names: tuple[str, ...]) -> int | None:
    """Find the class that precision and recall are about."""
    if recipe.positive is None:
        return None
    if len(names) != 2 or recipe.positive not in names:
        raise SettingError("recipe.images.positive", found=recipe.positive, known=", ".join(names))
    return names.index(recipe.positive)


def _baselines(train: RawRows, test: RawRows) -> Mapping[str, NDArray[Any]]:
    """Say the class most frequent always; let trees vote on small images."""
    assert train.truth is not None
    seen = np.random.default_rng(0).permutation(len(train.truth))[:FOREST_ROWS]
    pixels = [_shrunk(rows.inputs) for rows in (train.only(seen), test)]
    return {
        "majority": majority_class(train.truth, len(test.inputs)),
        "random_forest": random_forest_on_pixels(pixels[0], train.truth[seen], pixels[1]),
    }


def _shrunk(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Take every n-th pixel, so that about `FOREST_SIDE` are left each way."""
    step = max(1, max(pixels.shape[1:3]) // FOREST_SIDE)
    return pixels[:, step // 2 :: step, step // 2 :: step]


def _tell_odd_test_images(images: ImageFolder, split: ImageSplit, card: ModelCard) -> list[str]:
    """Say which images kept for testing are unlike all trained on."""
    assert isinstance(card.inputs, ImageInputs)
    if not images.notes:
        return []
    odd = misfits([images.notes[place] for place in split.test], card.inputs)
    return [
        say(
            f"recipe.images.test_{key}",
            count=int(is_odd.sum()),
            file=images.files[split.test[is_odd.argmax()]],
        )
        for key, is_odd in odd.items()
        if is_odd.any()
    ]


def _tell_augmentation(recipe: Recipe) -> str:
    """Say what happens to training images."""
    if not recipe.augmentation:
        return say("recipe.images.not_augmented")
    return say("recipe.images.augmented", names=", ".join(recipe.augmentation))
