"""Batches of the image files that a table names."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.keras_names.batch_iterators import ImageChanges, Order, subset_of
from plainnet.keras_names.folder_iterators import IMAGE_ENDINGS, FileIterator, check_class_mode
from plainnet.keras_names.image_loading import check_image_settings
from plainnet.keras_names.told_once import tell_once

_OF_CLASSES = ("binary", "categorical", "sparse")
CLASS_MODES = (*_OF_CLASSES, "input", "multi_output", "raw", None)


@dataclass(frozen=True)
class TableSettings:
    """What `flow_from_dataframe` takes behind the columns, in its order.

    `classes`: the classes in the order of their numbers; rows of others are left out.
    """

    weight_col: str | None = None  # column of the weights
    target_size: tuple[int, int] = (256, 256)  # height and width in pixels
    color_mode: str = "rgb"  # colours
    classes: Sequence[str] | None = None
    class_mode: str | None = "categorical"  # what the targets are
    batch_size: int = 32  # images of a batch
    shuffle: bool = True  # whether to draw a new order each epoch
    seed: int | None = None  # seeds NumPy's global generator
    save_to_dir: str | None = None  # folder for copies of what is yielded
    save_prefix: str = ""  # beginning of their names
    save_format: str = "png"  # ending of their names
    subset: str | None = None  # which part, if the generator has a `validation_split`
    interpolation: str = "nearest"  # as `load_img` takes it
    validate_filenames: bool = True  # whether to leave out names of files that are not there
    keep_aspect_ratio: bool = False  # as `load_img` takes it
    data_format: str | None = None  # that of the generator counts
    dtype: str | None = None  # likewise


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
    *args : object
        As `TableSettings` lists them.
    **settings : object
        Likewise.
    """

    def __init__(
        self,
        dataframe: Any,
        directory: str | None,
        image_data_generator: ImageChanges,
        x_col: str = "filename",
        y_col: str | Sequence[str] = "class",
        *args: Any,
        **settings: Any,
    ) -> None:
        chosen = TableSettings(*args, **settings)
        check_class_mode(chosen.class_mode, CLASS_MODES)
        check_image_settings(chosen.color_mode, chosen.interpolation)
        self.directory = directory or ""
        table = dataframe
        if chosen.validate_filenames:
            table = _rows_of_files(table, x_col, self.directory)
        self.class_indices = {}
        if chosen.class_mode in _OF_CLASSES:
            table, self.class_indices = _rows_of_classes(table, y_col, chosen.classes)
        share = image_data_generator.validation_split
        table = table.iloc[subset_of(len(table), chosen.subset, share)]
        self.filenames = [str(name) for name in table[x_col]]
        self._targets_in_table = _targets_of(table, y_col, chosen.class_mode, self.class_indices)
        weights = None if chosen.weight_col is None else table[chosen.weight_col].to_numpy()
        _tell_found(len(table), self.class_indices if chosen.class_mode in _OF_CLASSES else None)
        paths = [os.path.join(self.directory, name) for name in self.filenames]  # noqa: PTH118
        super().__init__(image_data_generator, paths, weights, chosen)

    @property
    def classes(self) -> Any:
        """Number of the class of each image."""
        return self._targets_in_table

    @property
    def labels(self) -> Any:
        """The targets of all images."""
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
