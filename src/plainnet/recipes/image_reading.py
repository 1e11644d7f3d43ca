"""A user's folder of images, read in a size and in colours that suit it."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from plainnet.data.content_hash import relative_paths
from plainnet.data.dataset import ImageFolder
from plainnet.data.image_file import UNUSABLE, is_image_name
from plainnet.data.image_folder import find_splits
from plainnet.data.image_parts import read_all_parts
from plainnet.data.image_size_choice import choose_size, survey_sizes
from plainnet.data.included_data import is_included, load_included
from plainnet.data.input_path import existing_folder, list_folder
from plainnet.data.resizing import Resize
from plainnet.errors import DataError, SettingError
from plainnet.messages.language import say
from plainnet.recipes.recipe import Recipe

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
    said: tuple[str, ...]  # a sentence each


def read_images_of(recipe: Recipe) -> FoundImages:
    """Read all images of a recipe, in a size and in colours that suit them."""
    place = Path(recipe.data)
    if is_included(place):
        size, has_parts, said = recipe.size or USUAL_SIZE, True, list[str]()
        images = load_included(place, ImageFolder, **_reading(recipe, size))
    else:
        has_parts = bool(find_splits(existing_folder(place)))
        size, said = _settled_size(place, recipe)
        images = _read(place, recipe, size)
    images, colours = _settled_colours(images, recipe, size)
    if len(images.class_names) < 2:
        raise DataError("recipe.images.one_class", folder=place, name=images.class_names[0])
    counts = np.bincount(images.labels, minlength=len(images.class_names))
    named = [f"{name} {count}" for name, count in zip(images.class_names, counts, strict=True)]
    listed = ", ".join(named[:CLASSES_NAMED]) + (" ..." if len(named) > CLASSES_NAMED else "")
    found = say("recipe.images.found", count=len(images.files), classes=len(named), listed=listed)
    repairs = [str(repair) for repair in images.repairs]
    return FoundImages(images, has_parts, (*repairs, found, *said, colours))


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
    """Give the settings of the readers; colours are read unless grey is asked for."""
    return {
        "height": size[0],
        "width": size[1],
        "channels": 1 if recipe.grey else 3,
        "resize": RESIZE,
    }


def _read(place: Path, recipe: Recipe, size: tuple[int, int]) -> ImageFolder:
    """Read the folder; an error about single files says how to go on without them."""
    _check_nesting(place)
    try:
        return read_all_parts(place, damaged=recipe.damaged, **_reading(recipe, size))
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
            values = {"folder": place, "inner": folders[0], "names": ", ".join(inner)}
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
        return images, say(
            "recipe.images.coloured", count=len(images.files), total=len(images.files)
        )
    grey = _read(Path(recipe.data), replace(recipe, grey=True), size)
    return grey, say("recipe.images.grey_found")
