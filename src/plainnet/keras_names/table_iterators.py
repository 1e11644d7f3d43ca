"""Batches of the image files that a table names.

Concepts: image table
"""

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.keras_names.batch_iterators import ImageChanges, Order, subset_of
from plainnet.keras_names.decoded_images import Decoding
from plainnet.keras_names.folder_iterators import IMAGE_ENDINGS, FileIterator
from plainnet.keras_names.image_loading import check_image_settings
from plainnet.keras_names.told_once import tell_once

_OF_CLASSES = ("binary", "categorical", "sparse")
CLASS_MODES = (*_OF_CLASSES, "input", "multi_output", "raw", None)


class DataFrameIterator(FileIterator):
    """Batches of the images that a table names.

    Parameters
    ----------
    dataframe : pandas.DataFrame
        A row for each image.
    directory : str or None
        What the names are relative to.
    image_data_generator : ImageDataGenerator
        What changes the images.
    x_col : str, default="filename"
        Column of the names.
    y_col : str or list of str, default="class"
        Column or columns of the targets.
    weight_col : str or None, default=None
        Column of the weights.
    target_size : (int, int), default=(256, 256)
        Height and width in pixels.
    color_mode : {"rgb", "rgba", "grayscale"}, default="rgb"
        Colours.
    classes : sequence of str or None, default=None
        The classes in the order of their numbers; rows of others are left out.
    class_mode : str or None, default="categorical"
        What the targets are.
    batch_size : int, default=32
        Images of a batch.
    shuffle : bool, default=True
        Whether to draw a new order each epoch.
    seed : int or None, default=None
        Seeds NumPy's global generator.
    save_to_dir : str or None, default=None
        Folder for copies of what is yielded.
    save_prefix : str, default=""
        Beginning of their names.
    save_format : str, default="png"
        Ending of their names.
    subset : {"training", "validation"} or None, default=None
        Which part, if the generator has a `validation_split`.
    interpolation : str, default="nearest"
        As `load_img` takes it.
    keep_aspect_ratio : bool, default=False
        As `load_img` takes it.
    validate_filenames : bool, default=True
        Whether to leave out names of files that are not there.
    data_format : str or None, default=None
        That of the generator counts.
    dtype : str or None, default=None
        That of the generator counts.
    """

    def __init__(
        self,
        dataframe: Any,
        directory: str | None,
        image_data_generator: ImageChanges,
        x_col: str = "filename",
        y_col: str | Sequence[str] = "class",
        weight_col: str | None = None,
        target_size: tuple[int, int] = (256, 256),
        color_mode: str = "rgb",
        classes: Sequence[str] | None = None,
        class_mode: str | None = "categorical",
        batch_size: int = 32,
        shuffle: bool = True,
        seed: int | None = None,
        save_to_dir: str | None = None,
        save_prefix: str = "",
        save_format: str = "png",
        subset: str | None = None,
        interpolation: str = "nearest",
        keep_aspect_ratio: bool = False,
        validate_filenames: bool = True,
        data_format: str | None = None,
        dtype: str | None = None,
    ) -> None:
        if class_mode not in CLASS_MODES:
            known = ", ".join(map(str, CLASS_MODES))
            raise SettingError("script_data.class_mode", found=class_mode, known=known)
        check_image_settings(color_mode, interpolation)
        self.directory = directory or ""
        table = dataframe
        if validate_filenames:
            table = _rows_of_files(table, x_col, self.directory)
        self.class_indices = {}
        if class_mode in _OF_CLASSES:
            table, self.class_indices = _rows_of_classes(table, y_col, classes)
        table = table.iloc[subset_of(len(table), subset, image_data_generator.validation_split)]
        self.filenames = [str(name) for name in table[x_col]]
        self._targets_in_table = _targets_of(table, y_col, class_mode, self.class_indices)
        weights = None if weight_col is None else table[weight_col].to_numpy()
        _tell_found(len(table), self.class_indices if class_mode in _OF_CLASSES else None)
        height, width = target_size
        super().__init__(
            image_data_generator,
            [os.path.join(self.directory, name) for name in self.filenames],  # noqa: PTH118
            Decoding(height, width, color_mode, interpolation, keep_aspect_ratio),
            class_mode,
            batch_size,
            shuffle,
            seed,
            weights,
            (save_to_dir, save_prefix, save_format),
        )

    @property
    def classes(self) -> Any:  # type: ignore[override]
        """Number of the class of each image."""
        return self._targets_in_table

    @property
    def labels(self) -> Any:
        """Targets of all images."""
        return self._targets_in_table

    def _targets(self, images: NDArray[Any], index_array: Order) -> Any:
        """Give what `class_mode` says."""
        if self.class_mode == "raw":
            return self._targets_in_table[index_array]
        if self.class_mode == "multi_output":
            return [column[index_array] for column in self._targets_in_table]
        if self.class_mode == "categorical":  # a row may name several classes
            hot = np.zeros((len(index_array), len(self.class_indices)), self.dtype)
            for row, place in enumerate(index_array):
                hot[row, self._targets_in_table[place]] = 1
            return hot
        return super()._targets(images, index_array)


def _rows_of_files(table: Any, x_col: str, directory: str) -> Any:
    """Leave out the rows whose file is no image or not there, and tell how many."""
    is_there = [
        str(name).lower().endswith(IMAGE_ENDINGS)
        and os.path.isfile(os.path.join(directory, str(name)))  # noqa: PTH113, PTH118
        for name in table[x_col]
    ]
    missing = is_there.count(False)
    if missing:
        first = table[x_col].iloc[is_there.index(False)]
        tell_once("script_data.files_missing", count=missing, column=x_col, file=first)
    return table[is_there]


def _rows_of_classes(
    table: Any, y_col: Any, classes: Sequence[str] | None
) -> tuple[Any, dict[str, int]]:
    """Number the classes, and leave out the rows of classes not wanted."""
    present = table[y_col].explode() if _holds_lists(table, y_col) else table[y_col]
    names = sorted(set(present)) if classes is None else list(classes)
    indices = {name: number for number, name in enumerate(names)}
    if classes is not None and not _holds_lists(table, y_col):
        table = table[table[y_col].isin(names)]
    return table, indices


def _holds_lists(table: Any, y_col: Any) -> bool:
    """Whether an image may have several classes."""
    return any(isinstance(value, list | tuple) for value in table[y_col])


def _targets_of(table: Any, y_col: Any, class_mode: str | None, indices: dict[str, int]) -> Any:
    """Give the targets of all rows."""
    if class_mode in _OF_CLASSES:
        return [
            [indices[each] for each in value if each in indices]
            if isinstance(value, list | tuple)
            else indices[value]
            for value in table[y_col]
        ]
    if class_mode == "raw":
        return table[y_col].to_numpy()
    if class_mode == "multi_output":
        return [np.array(table[column].tolist()) for column in y_col]
    return None


def _tell_found(count: int, indices: dict[str, int] | None) -> None:
    """Say on standard output, in Keras' own words, what was found."""
    of_classes = "" if indices is None else f" belonging to {len(indices)} classes"
    print(f"Found {count} validated image filenames{of_classes}.")  # noqa: T201
