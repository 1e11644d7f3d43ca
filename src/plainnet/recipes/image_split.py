"""Which images train, validate and test: as the folders say, or drawn here.

Copies of a picture never stand on two sides: a network that has seen the answer proves
nothing. Drawn parts keep copies together; of given parts the training side gives way.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plainnet.data.dataset import ImageFolder
from plainnet.data.image_folder import SPLIT_NAMES
from plainnet.data.same_images import first_alike
from plainnet.data.splitting import split_randomly, split_stratified
from plainnet.errors import DataError, SettingError
from plainnet.messages.language import say
from plainnet.recipes.recipe import Recipe

Places = NDArray[np.int64]
NAMES_SHOWN = 3


@dataclass(frozen=True)
class ImageSplit:
    """Places of the images in their list."""

    train: Places
    validation: Places
    test: Places
    said: tuple[str, ...]  # how they came about, a sentence each


def split_images(images: ImageFolder, has_parts: bool, recipe: Recipe) -> ImageSplit:
    """Decide which images train, validate and test.

    `recipe`: with the fractions, the kind of split and the seed.
    """
    if recipe.split not in (None, "stratified", "random"):
        raise SettingError("recipe.images.split", found=recipe.split)
    alike = first_alike(images.pixels)
    said = _tell_contradictions(images, alike)
    if has_parts:
        train, validation, test, told = _given_parts(images, alike, recipe)
    else:
        everything = np.arange(len(images.labels))
        kept, test = _drawn(everything, images, alike, recipe, recipe.test_fraction)
        train, validation = _drawn(kept, images, alike, recipe, recipe.validation_fraction)
        told = [_tell_drawn(alike, recipe)]
    lost = set(np.unique(images.labels).tolist()) - set(images.labels[train].tolist())
    if lost:
        names = ", ".join(images.class_names[label] for label in sorted(lost))
        raise DataError("recipe.images.class_not_in_training", folder=recipe.data, names=names)
    counts = {"train": len(train), "validation": len(validation), "test": len(test)}
    said += [*told, say("recipe.images.parts", **counts)]
    return ImageSplit(train, validation, test, tuple(said))


def _given_parts(
    images: ImageFolder, alike: Places, recipe: Recipe
) -> tuple[Places, Places, Places, list[str]]:
    """Take the parts from the folders' names; what is missing comes out of the training part."""
    folders = [file.split("/", 1)[0] for file in images.files]
    part_of = np.array([SPLIT_NAMES[name.lower()] for name in folders])
    parts = {name: np.flatnonzero(part_of == name) for name in dict.fromkeys(part_of.tolist())}
    if "train" not in parts:
        raise DataError("recipe.images.no_train", folder=recipe.data, found=", ".join(parts))
    train, said = parts["train"], []
    if "test" not in parts and "validation" in parts:
        parts["test"] = parts.pop("validation")
        said.append(say("recipe.images.validation_tests"))
    if "test" in parts:
        test = parts["test"]
    else:
        train, test = _drawn(train, images, alike, recipe, recipe.test_fraction)
        said.append(say("recipe.images.test_drawn"))
    train = _without_copies(train, test, images, alike, said)
    if "validation" in parts:
        validation = _without_copies(parts["validation"], test, images, alike, said)
        train = _without_copies(train, validation, images, alike, said)
    else:
        if not len(train):
            raise DataError("recipe.images.all_copies", folder=recipe.data)
        train, validation = _drawn(train, images, alike, recipe, recipe.validation_fraction)
        said.append(say("recipe.images.validation_drawn"))
    if not len(train):
        raise DataError("recipe.images.all_copies", folder=recipe.data)
    return train, validation, test, said


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
    places: Places, kept_apart: Places, images: ImageFolder, alike: Places, said: list[str]
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
    said.append(say("recipe.images.copies", count=len(copies), names="; ".join(pairs)))
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
    """Say how the parts were drawn."""
    copies = len(alike) - len(np.unique(alike))
    key = "recipe.images.drawn_with_copies" if copies else "recipe.images.drawn"
    return say(key, seed=recipe.seed, copies=copies)
