"""Folders of images made ready for training."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from plainnet.data.content_hash import relative_paths
from plainnet.data.dataset import ImageFolder
from plainnet.data.image_file import (
    UNUSABLE,
    Levels,
    Resize,
    choose_size,
    is_image_name,
    scale_pixels,
    small_range,
    survey_sizes,
)
from plainnet.data.image_folder import SPLIT_NAMES, find_splits, first_alike, read_all_parts
from plainnet.data.included_data import load_included
from plainnet.data.input_path import existing_folder, is_included, list_folder
from plainnet.data.row_hashes import hash_images, trained_rows
from plainnet.data.splitting import split_randomly, split_stratified
from plainnet.errors import DataError, SettingError
from plainnet.evaluation.baselines import class_shares, random_forest_on_pixels
from plainnet.files.model_card import ClassTarget, ImageInputs, ModelCard
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.reshaping import Flatten
from plainnet.losses.classification_losses import CategoricalCrossentropy
from plainnet.messages.language import say
from plainnet.networks.classic_networks import dense_network, lenet_of_size
from plainnet.networks.network import Stack
from plainnet.optimizers.adam import AdamW
from plainnet.optimizers.learning_rate_schedules import CosineDecay
from plainnet.pipeline.image_predictor import misfits, with_likeness
from plainnet.pipeline.predictor import RawRows
from plainnet.pipeline.prepared import Prepared, Training, recorded_origin
from plainnet.pipeline.recipe import ModelKind, Recipe
from plainnet.training.augmentation import augmentation_of
from plainnet.training.minibatches import count_steps

RESIZE: Resize = "area"
USUAL_SIZE = (64, 64)  # of images that are not in files
MEMORY_SHARE = 0.5  # of the machine's, for all images as numbers
BYTES_OF_A_NUMBER = 4 + 4 + 1 + 1  # scaled, split, as read, and on the way
CLASSES_NAMED = 12


@dataclass(frozen=True)
class FoundImages:
    """Images that were read, and what was found out."""

    images: ImageFolder  # in one size
    has_parts: bool  # whether each file begins with the folder of its part
    notes: tuple[str, ...]  # a sentence each
    levels: Levels | None = None  # that become black and white


def read_images_of(recipe: Recipe) -> FoundImages:
    """Read all images of a recipe, in a size and in colours that suit them."""
    place = Path(recipe.data)
    if is_included(place):
        size, has_parts, notes = recipe.size or USUAL_SIZE, True, list[str]()
        images = load_included(place, ImageFolder, **_reading(recipe, size))
    else:
        has_parts = bool(find_splits(existing_folder(place)))
        size, notes = _settled_size(place, recipe)
        images = _read(place, recipe, size)
    levels = _levels_of(images, recipe, np.arange(len(images.files)))
    if levels is not None:
        images = _read(place, recipe, size, levels)
    images, colours = _settled_colours(images, recipe, size)
    if len(images.class_names) < 2:
        raise DataError("recipe.images.one_class", folder=place, name=images.class_names[0])
    counts = np.bincount(images.labels, minlength=len(images.class_names))
    named = [f"{name} {count}" for name, count in zip(images.class_names, counts, strict=True)]
    listed = [*named[:CLASSES_NAMED], *(["..."] if len(named) > CLASSES_NAMED else [])]
    found = say("recipe.images.found", count=len(images.files), classes=len(named), listed=listed)
    repairs = [str(repair) for repair in images.repairs]
    return FoundImages(images, has_parts, (*repairs, found, *notes, colours), levels)


def _levels_of(images: ImageFolder, recipe: Recipe, places: "Places") -> Levels | None:
    """Return the range of levels to stretch, where images of sixteen bits use a part of them."""
    named = [(images.files[place], images.notes[place]) for place in places if images.notes]
    root = Path(recipe.data)
    deep = [root / file for file, own in named if "images.sixteen_bits" in own.remarks]
    return small_range(deep) if deep else None


def _stretched(found: FoundImages, recipe: Recipe, train: "Places") -> FoundImages:
    """Stretch the levels of all images from the range that the training images use."""
    if found.levels is None:
        return found
    levels = _levels_of(found.images, recipe, train) or found.levels
    _, height, width, channels = found.images.pixels.shape
    read = _read(Path(recipe.data), replace(recipe, grey=channels == 1), (height, width), levels)
    low, high = (f"{level:g}" for level in levels)
    note = say("recipe.images.stretched", low=low, high=high)
    images = replace(found.images, pixels=read.pixels)
    return FoundImages(images, found.has_parts, (*found.notes, note), levels)


def _settled_size(place: Path, recipe: Recipe) -> tuple[tuple[int, int], list[str]]:
    """Choose the size by the files, unless it was asked for; see that the memory will do."""
    files = [place / path for path in relative_paths(place) if is_image_name(path)]
    if not files:
        raise DataError("recipe.images.no_images", folder=place)
    sizes = survey_sizes(files)
    if not len(sizes):
        if len(files) == 1 or recipe.damaged == "stop":
            return USUAL_SIZE, []  # decoding names what is wrong
        raise DataError("images.none_usable", count=len(files), first=files[0])
    size = recipe.size or choose_size(sizes)
    _check_memory(len(files), size)
    (least_height, least_width), (most_height, most_width) = sizes.min(0), sizes.max(0)
    values = {
        "least": f"{least_height} x {least_width}",
        "most": f"{most_height} x {most_width}",
        "size": f"{size[0]} x {size[1]}",
    }
    is_one = (sizes == sizes[0]).all()
    return size, [say("recipe.images.one_size" if is_one else "recipe.images.sizes", **values)]


def _check_memory(n_files: int, size: tuple[int, int]) -> None:
    """Refuse sizes at which the images would not fit into the memory."""
    needed = n_files * size[0] * size[1] * 3 * BYTES_OF_A_NUMBER
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if needed > MEMORY_SHARE * memory:
        raise SettingError(
            "recipe.images.memory",
            count=n_files,
            size=f"{size[0]} x {size[1]}",
            needed=f"{needed / 1e9:.1f}",
            memory=f"{memory / 1e9:.1f}",
        )


def _reading(recipe: Recipe, size: tuple[int, int]) -> dict[str, Any]:
    """Return the settings of the readers; colours are read unless grey is asked for."""
    return {
        "height": size[0],
        "width": size[1],
        "channels": 1 if recipe.grey else 3,
        "resize": RESIZE,
    }


def _read(
    place: Path, recipe: Recipe, size: tuple[int, int], levels: Levels | None = None
) -> ImageFolder:
    """Read the folder; an error about single files says how to go on without them."""
    _check_nesting(place)
    try:
        settings = {**_reading(recipe, size), "levels": levels}
        return read_all_parts(place, damaged=recipe.damaged, **settings)
    except DataError as problem:
        if problem.key in {*UNUSABLE, "images.several_unusable"}:
            raise DataError("recipe.images.unusable", problem=problem) from problem
        raise


def _check_nesting(place: Path) -> None:
    """Refuse a single folder that holds the class folders, as unpacking leaves behind."""
    folders = [entry for entry in list_folder(place) if entry.is_dir()]
    if len(folders) == 1 and not find_splits(place):
        inner = [entry.name for entry in list_folder(folders[0]) if entry.is_dir()]
        if inner:
            values = {"folder": place, "inner": folders[0], "names": list(inner)}
            raise DataError("recipe.images.nested", **values)


def _settled_colours(
    images: ImageFolder, recipe: Recipe, size: tuple[int, int]
) -> tuple[ImageFolder, str]:
    """Read without colours where there are none, or where that was asked for."""
    if recipe.grey:
        return images, say("recipe.images.grey_asked")
    coloured = sum(own.is_coloured for own in images.notes)
    if coloured or recipe.grey is False:
        return images, say("recipe.images.coloured", count=coloured, total=len(images.files))
    if (images.pixels == images.pixels[..., :1]).all():
        return replace(images, pixels=images.pixels[..., :1]), say("recipe.images.grey_found")
    if not images.notes:  # never were files
        count = len(images.files)
        return images, say("recipe.images.coloured", count=count, total=count)
    grey = _read(Path(recipe.data), replace(recipe, grey=True), size)
    return grey, say("recipe.images.grey_found")


Places = NDArray[np.int64]
NAMES_SHOWN = 3


@dataclass(frozen=True)
class ImageSplit:
    """Places of the images in their list."""

    train: Places
    validation: Places
    test: Places
    notes: tuple[str, ...]  # how they came about, a sentence each


def split_images(images: ImageFolder, has_parts: bool, recipe: Recipe) -> ImageSplit:
    """Decide which images train, validate and test.

    `recipe`: with the fractions, the kind of split and the seed.
    """
    if recipe.split not in (None, "stratified", "random"):
        raise SettingError("recipe.images.split", found=recipe.split)
    alike = first_alike(images.pixels)
    notes = _tell_contradictions(images, alike)
    if has_parts:
        train, validation, test, how = _given_parts(images, alike, recipe)
    else:
        everything = np.arange(len(images.labels))
        kept, test = _drawn(everything, images, alike, recipe, recipe.test_fraction)
        train, validation = _drawn(kept, images, alike, recipe, recipe.validation_fraction)
        how = [_tell_drawn(alike, recipe)]
    lost = set(np.unique(images.labels).tolist()) - set(images.labels[train].tolist())
    if lost:
        names = [images.class_names[label] for label in sorted(lost)]
        raise DataError("recipe.images.class_not_in_training", folder=recipe.data, names=names)
    counts = {"train": len(train), "validation": len(validation), "test": len(test)}
    notes += [*how, say("recipe.images.parts", **counts)]
    return ImageSplit(train, validation, test, tuple(notes))


def _given_parts(
    images: ImageFolder, alike: Places, recipe: Recipe
) -> tuple[Places, Places, Places, list[str]]:
    """Take the parts from the folders' names; what is missing comes out of the training part."""
    folders = [file.split("/", 1)[0] for file in images.files]
    part_of = np.array([SPLIT_NAMES[name.lower()] for name in folders])
    parts = {name: np.flatnonzero(part_of == name) for name in dict.fromkeys(part_of.tolist())}
    if "train" not in parts:
        raise DataError("recipe.images.no_train", folder=recipe.data, found=list(parts))
    train, notes = parts["train"], []
    if "test" not in parts and "validation" in parts:
        parts["test"] = parts.pop("validation")
        notes.append(say("recipe.images.validation_tests"))
    if "test" in parts:
        test = parts["test"]
    else:
        train, test = _drawn(train, images, alike, recipe, recipe.test_fraction)
        notes.append(say("recipe.images.test_drawn"))
    train = _without_copies(train, test, images, alike, notes)
    if "validation" in parts:
        validation = _without_copies(parts["validation"], test, images, alike, notes)
        train = _without_copies(train, validation, images, alike, notes)
    else:
        if not len(train):
            raise DataError("recipe.images.all_copies", folder=recipe.data)
        train, validation = _drawn(train, images, alike, recipe, recipe.validation_fraction)
        notes.append(say("recipe.images.validation_drawn"))
    if not len(train):
        raise DataError("recipe.images.all_copies", folder=recipe.data)
    return train, validation, test, notes


def _drawn(
    places: Places, images: ImageFolder, alike: Places, recipe: Recipe, fraction: float
) -> tuple[Places, Places]:
    """Draw a share of the pictures; their copies go where they go."""
    pictures = np.unique(alike[places])
    if recipe.split == "random":
        _, drawn = split_randomly(len(pictures), fraction, recipe.seed)
    else:
        _, drawn = split_stratified(images.labels[pictures], fraction, recipe.seed)
    is_drawn = np.isin(alike[places], pictures[drawn])
    return places[~is_drawn], places[is_drawn]


def _without_copies(
    places: Places, kept_apart: Places, images: ImageFolder, alike: Places, notes: list[str]
) -> Places:
    """Leave out the pictures that stand on the other side, too, and name them."""
    is_copy = np.isin(alike[places], alike[kept_apart])
    copies = places[is_copy]
    if not len(copies):
        return places
    pairs = [
        f"{images.files[place]} = {images.files[kept_apart[alike[kept_apart] == alike[place]][0]]}"
        for place in copies[:NAMES_SHOWN]
    ]
    notes.append(say("recipe.images.copies", count=len(copies), names="; ".join(pairs)))
    return places[~is_copy]


def _tell_contradictions(images: ImageFolder, alike: Places) -> list[str]:
    """Name pictures that stand in several classes."""
    other = np.flatnonzero(images.labels != images.labels[alike])
    if not len(other):
        return []
    pairs = [
        f"{images.files[place]} = {images.files[alike[place]]}" for place in other[:NAMES_SHOWN]
    ]
    return [say("recipe.images.contradictions", count=len(other), names="; ".join(pairs))]


def _tell_drawn(alike: Places, recipe: Recipe) -> str:
    """Describe how the parts were drawn."""
    copies = len(alike) - len(np.unique(alike))
    key = "recipe.images.drawn_with_copies" if copies else "recipe.images.drawn"
    return say(key, seed=recipe.seed, copies=copies)


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
    split = split_images(found.images, found.has_parts, recipe)
    found = _stretched(found, recipe, split.train)
    images = found.images
    n_train = len(split.train)
    _, height, width, channels = images.pixels.shape
    recipe = _filled(recipe, model, n_train, (height, width), channels == 1)
    n_classes = len(images.class_names)
    x = scale_pixels(images.pixels, "zero_to_one")
    y = np.eye(n_classes, dtype=np.float32)[images.labels]
    truth = images.labels.astype(np.int64)
    rows = RawRows(images.pixels, truth, images.files, images.source, images.repairs)
    card = _card(found, split, recipe)
    return Prepared(
        recipe=recipe,
        decisions=(
            *found.notes,
            *split.notes,
            *_tell_odd_test_images(images, split, card),
            _tell_augmentation(recipe),
        ),
        train=(x[split.train], y[split.train]),
        validation=(x[split.validation], y[split.validation]),
        test=rows.only(split.test),
        card=card,
        network=network_of(recipe, n_classes),
        training=_training(recipe, n_train),
        baselines=lambda: _baselines(rows.only(split.train), rows.only(split.test), n_classes),
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
        raise SettingError("recipe.images.model", found=model, known=list(MODELS))
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


def _card(found: FoundImages, split: ImageSplit, recipe: Recipe) -> ModelCard:
    """Describe what the model takes and gives."""
    images = found.images
    _, height, width, channels = images.pixels.shape
    assert channels in (1, 3)
    kept: Literal[1, 3] = 1 if channels == 1 else 3
    inputs = ImageInputs(height, width, kept, RESIZE, damaged=recipe.damaged, levels=found.levels)
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
    origin = recorded_origin(images.source, split.test, recipe.seed, trained)
    return ModelCard(inputs, target, origin)


def _positive(recipe: Recipe, names: tuple[str, ...]) -> int | None:
    """Find the class that precision and recall are about."""
    if recipe.positive is None:
        return None
    if len(names) != 2 or recipe.positive not in names:
        raise SettingError("recipe.images.positive", found=recipe.positive, known=list(names))
    return names.index(recipe.positive)


def _baselines(train: RawRows, test: RawRows, n_classes: int) -> Mapping[str, NDArray[Any]]:
    """Say the class most frequent always; let trees vote on small images."""
    assert train.truth is not None
    seen = np.random.default_rng(0).permutation(len(train.truth))[:FOREST_ROWS]
    known, new = (_shrunk(rows.inputs) for rows in (train.only(seen), test))
    return {
        "majority": class_shares(train.truth, len(new), n_classes),
        "random_forest": random_forest_on_pixels(known, train.truth[seen], new, n_classes),
    }


def _shrunk(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Take every n-th pixel, so that about `FOREST_SIDE` are left each way."""
    step = max(1, max(pixels.shape[1:3]) // FOREST_SIDE)
    return pixels[:, step // 2 :: step, step // 2 :: step]


def _tell_odd_test_images(images: ImageFolder, split: ImageSplit, card: ModelCard) -> list[str]:
    """Describe which images kept for testing are unlike all trained on."""
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
    """Describe what happens to training images."""
    if not recipe.augmentation:
        return say("recipe.images.not_augmented")
    return say("recipe.images.augmented", names=list(recipe.augmentation))
