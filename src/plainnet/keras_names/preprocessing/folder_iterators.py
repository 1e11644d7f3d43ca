"""Batches of image files: those of a folder of class folders, or those a table names."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from plainnet.data.input_path import existing_folder
from plainnet.errors import SettingError
from plainnet.keras_names.door.refusal import warn_once
from plainnet.keras_names.preprocessing.batch_iterators import (
    ImageChanges,
    ImageIterator,
    Order,
    subset_of,
)
from plainnet.keras_names.preprocessing.image_loading import (
    Decoding,
    check_image_settings,
    decoded_images,
)

IMAGE_ENDINGS = ("png", "jpg", "jpeg", "bmp", "ppm", "tif", "tiff")
CLASS_MODES = ("categorical", "binary", "sparse", "input", None)


class FileSettings(Protocol):
    """What is asked of batches of files, wherever the files are named."""

    @property
    def target_size(self) -> tuple[int, int]:
        """Height and width in pixels."""

    @property
    def color_mode(self) -> str:
        """The colours."""

    @property
    def interpolation(self) -> str:
        """How images are resized."""

    @property
    def keep_aspect_ratio(self) -> bool:
        """Whether the middle is cut out."""

    @property
    def class_mode(self) -> str | None:
        """What the targets are."""

    @property
    def batch_size(self) -> int:
        """The number of images of a batch."""

    @property
    def shuffle(self) -> bool:
        """Whether to draw a new order each epoch."""

    @property
    def seed(self) -> int | None:
        """Seed of the orders."""

    @property
    def save_to_dir(self) -> str | None:
        """Folder for copies."""

    @property
    def save_prefix(self) -> str:
        """Beginning of their names."""

    @property
    def save_format(self) -> str:
        """Ending of their names."""


class FileIterator(ImageIterator):
    """Batches of image files, each decoded once.

    Parameters
    ----------
    generator : ImageDataGenerator
        What changes the images.
    filepaths : sequence of str
        The files.
    sample_weight : array of shape (images,) or None
        Weights.
    chosen : FileSettings
        Everything else.
    """

    class_indices: dict[str, int]
    classes: Any

    def __init__(
        self,
        generator: ImageChanges,
        filepaths: Sequence[str],
        sample_weight: NDArray[Any] | None,
        chosen: FileSettings,
    ) -> None:
        self.filepaths = list(filepaths)
        self.samples = len(self.filepaths)
        self.class_mode = chosen.class_mode
        self.color_mode = chosen.color_mode
        height, width = self.target_size = chosen.target_size
        decoding = Decoding(
            height, width, chosen.color_mode, chosen.interpolation, chosen.keep_aspect_ratio
        )
        self._decoded = decoded_images(self.filepaths, decoding)
        channels = self._decoded.shape[2]
        is_first = generator.data_format == "channels_first"
        self.image_shape = (channels, height, width) if is_first else (height, width, channels)
        super().__init__(
            self.samples,
            generator,
            chosen.batch_size,
            chosen.shuffle,
            chosen.seed,
            sample_weight,
            (chosen.save_to_dir, chosen.save_prefix, chosen.save_format),
        )

    @property
    def nb_sample(self) -> int:
        """Number of images, as Keras 1 called it."""
        return self.samples

    @property
    def labels(self) -> Any:
        """Number of the class of each image."""
        return self.classes

    def _images(self, index_array: Order) -> NDArray[Any]:
        """Take decoded images."""
        images = self._decoded.take(index_array).astype(self.dtype, copy=False)
        if self.data_format == "channels_first":
            return np.ascontiguousarray(images.transpose(0, 3, 1, 2))
        return images

    def _targets(self, images: NDArray[Any], index_array: Order) -> Any:
        """Return what `class_mode` says."""
        if self.class_mode is None:
            return None
        if self.class_mode == "input":
            return images.copy()
        numbers = np.asarray(self.classes)[index_array]
        if self.class_mode == "categorical":
            return np.eye(len(self.class_indices), dtype=self.dtype)[numbers]
        return numbers.astype(self.dtype)


@dataclass(frozen=True)
class FolderSettings:
    """What `flow_from_directory` takes, in its order.

    `classes`: names of the class folders in the order of their numbers; None means all, sorted.
    """

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
    follow_links: bool = False  # whether to walk into linked folders
    subset: str | None = None  # which part, if the generator has a `validation_split`
    interpolation: str = "nearest"  # as `load_img` takes it
    keep_aspect_ratio: bool = False  # as `load_img` takes it
    data_format: str | None = None  # that of the generator counts
    dtype: str | None = None  # likewise


class DirectoryIterator(FileIterator):
    """Batches of the images in a folder of class folders.

    Parameters
    ----------
    directory : str or Path
        The folder.
    image_data_generator : ImageDataGenerator
        What changes the images.
    *args : object
        As `FolderSettings` lists them.
    **settings : object
        Likewise.
    """

    def __init__(
        self,
        directory: str | Path,
        image_data_generator: ImageChanges,
        *args: Any,
        **settings: Any,
    ) -> None:
        chosen = FolderSettings(*args, **settings)
        check_class_mode(chosen.class_mode, CLASS_MODES)
        check_image_settings(chosen.color_mode, chosen.interpolation)
        root = str(existing_folder(directory))
        self.directory = directory
        self._find_files(root, chosen, image_data_generator.validation_split)
        print(  # noqa: T201  # Keras' own words on standard output
            f"Found {len(self.filenames)} images belonging to {self.num_classes} classes."
        )
        paths = [os.path.join(root, name) for name in self.filenames]  # noqa: PTH118
        super().__init__(image_data_generator, paths, None, chosen)

    def _find_files(self, root: str, chosen: FolderSettings, share: float) -> None:
        """List the files and the number of each one's class."""
        given = chosen.classes
        found = list(given) if given is not None and len(given) else class_folders(root)
        names = [str(name) for name in found]
        self.class_indices = {name: number for number, name in enumerate(names)}
        self.num_classes = len(names)
        self.filenames: list[str] = []
        numbers: list[int] = []
        for number, name in enumerate(names):
            files = image_files(root, name, chosen.follow_links)
            part = files[subset_of(len(files), chosen.subset, share)]
            self.filenames += part
            numbers += [number] * len(part)
        self.classes = np.array(numbers, np.int32)


def check_class_mode(class_mode: str | None, known: Sequence[str | None]) -> None:
    """Refuse a kind of targets that is not known."""
    if class_mode not in known:
        listed = list(map(str, known))
        raise SettingError("script_data.class_mode", found=class_mode, known=listed)


def class_folders(root: str) -> list[str]:
    """Name the folders in a folder, sorted."""
    return sorted(entry.name for entry in os.scandir(root) if entry.is_dir())


def image_files(root: str, name: str, follow_links: bool) -> list[str]:
    """List the image files below a class folder, each with the class folder's name."""
    top = os.path.join(root, name)  # noqa: PTH118
    walked = sorted(os.walk(top, followlinks=follow_links), key=lambda step: step[0])
    return [
        os.path.join(os.path.relpath(folder, root), file)  # noqa: PTH118
        for folder, _, files in walked
        for file in sorted(files)
        if file.lower().endswith(IMAGE_ENDINGS)
    ]


_OF_CLASSES = ("binary", "categorical", "sparse")
TABLE_CLASS_MODES = (*_OF_CLASSES, "input", "multi_output", "raw", None)


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
        check_class_mode(chosen.class_mode, TABLE_CLASS_MODES)
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
        """Return what `class_mode` says."""
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
        warn_once("script_data.files_missing", count=missing, column=x_col, file=first)
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
    """Return the targets of all rows."""
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
