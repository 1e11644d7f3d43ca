"""A folder of images as a data set: `image_dataset_from_directory`."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.input_path import existing_folder
from plainnet.errors import DataError, SettingError
from plainnet.keras_names.arrays.eager_array import eager
from plainnet.keras_names.door.refusal import refusal_of
from plainnet.keras_names.preprocessing.batch_iterators import subset_of
from plainnet.keras_names.preprocessing.folder_iterators import class_folders
from plainnet.keras_names.preprocessing.image_loading import (
    CHANNELS,
    READERS,
    check_image_settings,
    load_img,
)
from plainnet.keras_names.preprocessing.label_coding import to_categorical
from plainnet.keras_names.tensorflow.data_pipeline import Dataset, Rows
from plainnet.keras_names.tensorflow.tensorflow_images import crop_to_bounding_box, resize

IMAGE_ENDINGS = (".bmp", ".gif", ".jpeg", ".jpg", ".png")
_MOST_BYTES = 2 << 30


@dataclass(frozen=True)
class FolderImages:
    """Image files of a folder, decoded when asked for and kept while they fit in memory."""

    paths: tuple[str, ...]  # the files
    size: tuple[int, int]  # height and width wanted
    color_mode: str  # "rgb", "rgba" or "grayscale"
    interpolation: str  # "bilinear" or "nearest"
    is_cropped: bool  # whether to cut out the middle rather than to distort

    @property
    def shape(self) -> tuple[int, int, int]:
        """Shape of an image."""
        return (*self.size, CHANNELS[self.color_mode])

    @property
    def is_small(self) -> bool:
        """Whether all of them may be kept."""
        return 4 * len(self.paths) * int(np.prod(self.shape)) <= _MOST_BYTES

    def decode(self, path: str) -> NDArray[np.float32]:
        """Read one file."""
        pixels: Any = np.asarray(load_img(path, self.color_mode))
        pixels = pixels[:, :, None] if pixels.ndim == 2 else pixels
        if self.is_cropped:
            rows, columns = pixels.shape[:2]
            height, width = self.size
            box = min(rows, columns * height // width), min(columns, rows * width // height)
            corner = (rows - box[0]) // 2, (columns - box[1]) // 2
            pixels = crop_to_bounding_box(pixels, *corner, *box)
        found: NDArray[np.float32] = np.asarray(resize(pixels, self.size, self.interpolation))
        return found.astype(np.float32)

    def decode_all(self) -> NDArray[np.float32]:
        """Read all files side by side."""
        images = np.empty((len(self.paths), *self.shape), np.float32)
        with ThreadPoolExecutor(READERS) as threads:
            for place, image in enumerate(threads.map(self.decode, self.paths)):
                images[place] = image
        return images


@dataclass(frozen=True)
class FolderDatasetSettings:
    """What `image_dataset_from_directory` takes behind the folder, in its order.

    `class_names`: the class folders in the order of their numbers; None means sorted.
    """

    labels: Any = "inferred"  # from the class folders, none, or one for each file in sorted order
    label_mode: str | None = "int"  # how labels are written
    class_names: Sequence[str] | None = None
    color_mode: str = "rgb"  # colours
    batch_size: int | None = 32  # images of a batch; None gives them one by one
    image_size: tuple[int, int] = (256, 256)  # height and width in pixels
    shuffle: bool = True  # whether to draw a new order each epoch
    seed: int | None = None  # of the orders, and of the cut between the parts
    validation_split: float | None = None  # share of the images that is for validation
    subset: str | None = None  # which part
    interpolation: str = "bilinear"  # how images are resized
    follow_links: bool = False  # whether to walk into linked folders
    crop_to_aspect_ratio: bool = False  # whether to cut out the middle rather than to distort
    pad_to_aspect_ratio: bool = False  # refused if true
    data_format: str | None = None  # channels are last
    verbose: bool = True  # whether to tell what was found
    max_length: int | None = None  # bytes of a text that are kept

    def __post_init__(self) -> None:
        check_image_settings(self.color_mode, "nearest")
        if self.label_mode not in ("int", "categorical", "binary", None):
            raise SettingError("script_data.label_mode", found=self.label_mode)
        if self.validation_split and self.shuffle and self.seed is None:
            raise SettingError("script_data.seed_needed")
        if self.pad_to_aspect_ratio:
            raise refusal_of("image_dataset_from_directory(pad_to_aspect_ratio=True)")


def image_dataset_from_directory(directory: str | Path, *args: Any, **settings: Any) -> Any:
    """Return the images of a folder of class folders, batch by batch.

    Parameters
    ----------
    directory : str or Path
        The folder.
    *args : object
        As `FolderDatasetSettings` lists them.
    **settings : object
        Likewise.

    Returns
    -------
    Dataset, or two of them if `subset` is "both"
        With the attributes `class_names` and `file_paths`; pixels go from 0 to 255.

    Raises
    ------
    DataError
        If there are no images.
    SettingError
        If settings make no sense.
    """
    return _folder_dataset(directory, FolderDatasetSettings(*args, **settings), IMAGE_ENDINGS)


def text_dataset_from_directory(
    directory: str | Path,
    labels: Any = "inferred",
    label_mode: str | None = "int",
    class_names: Sequence[str] | None = None,
    batch_size: int | None = 32,
    max_length: int | None = None,
    *args: Any,
    **settings: Any,
) -> Any:
    """Return the texts of a folder of class folders, batch by batch.

    Parameters
    ----------
    directory : str or Path
        The folder of `.txt` files.
    labels, label_mode, class_names, batch_size : object
        As `FolderDatasetSettings` lists them.
    max_length : int or None
        Bytes of a text that are kept.
    *args, **settings : object
        `shuffle`, `seed`, `validation_split`, `subset`, `follow_links`, `verbose`, in this order.

    Returns
    -------
    Dataset, or two of them if `subset` is "both"
    """
    order = ("shuffle", "seed", "validation_split", "subset", "follow_links", "verbose")
    further = {**dict(zip(order, args, strict=False)), **settings}
    chosen = FolderDatasetSettings(
        labels, label_mode, class_names, batch_size=batch_size, max_length=max_length, **further
    )
    return _folder_dataset(directory, chosen, (".txt",))


def _folder_dataset(
    directory: str | Path, chosen: FolderDatasetSettings, endings: tuple[str, ...]
) -> Any:
    """Find the files of class folders, and cut them into parts."""
    root = str(existing_folder(directory))
    is_inferred = isinstance(chosen.labels, str)
    names = list(chosen.class_names or class_folders(root)) if is_inferred else []
    paths, numbers = _files(root, names, chosen, endings)
    if not paths:
        raise DataError("script_data.no_images", folder=root)
    if chosen.label_mode == "binary" and len(names) != 2:
        raise SettingError("script_data.binary_classes", count=len(names))
    if chosen.verbose:
        belonging = f" belonging to {len(names)} classes" if names else ""
        print(f"Found {len(paths)} files{belonging}.")  # noqa: T201
    if chosen.shuffle:
        drawn = np.random.randint(1_000_000) if chosen.seed is None else chosen.seed
        order = np.random.RandomState(int(drawn)).permutation(len(paths))
        paths, numbers = [paths[place] for place in order], numbers[order]
    found = FoundFiles(paths, numbers, names, chosen, endings == (".txt",))
    if chosen.subset == "both":
        return found.part("training"), found.part("validation")
    return found.part(chosen.subset)


@dataclass(frozen=True)
class FoundFiles:
    """The files of a folder in the order in which they are cut into parts."""

    paths: list[str]  # the files
    numbers: NDArray[np.int32]  # (files,), Number of each one's class
    names: list[str]  # names of the classes
    chosen: FolderDatasetSettings  # what the script asked for
    is_of_texts: bool = False

    def part(self, name: str | None) -> Dataset:
        """Make the data set of a part; None means all."""
        chosen = self.chosen
        inside = _part(len(self.paths), name, chosen.validation_split or 0.0)
        if chosen.verbose and name is not None:
            print(f"Using {inside.stop - inside.start} files for {name}.")  # noqa: T201
        mode = None if chosen.labels is None else chosen.label_mode
        coded = _coded(self.numbers[inside], mode, len(self.names))
        if self.is_of_texts:
            found = _texts(self.paths[inside], coded, chosen)
            found.class_names = self.names  # type: ignore[attr-defined]
            return found
        height, width = chosen.image_size
        images = FolderImages(
            tuple(self.paths[inside]),
            (height, width),
            chosen.color_mode,
            chosen.interpolation,
            chosen.crop_to_aspect_ratio,
        )
        found = _dataset(images, coded, chosen.batch_size, chosen.shuffle, chosen.seed)
        found.class_names = self.names  # type: ignore[attr-defined]
        found.file_paths = list(images.paths)  # type: ignore[attr-defined]
        return found


def _files(
    root: str, names: list[str], chosen: FolderDatasetSettings, endings: tuple[str, ...]
) -> tuple[list[str], NDArray[np.int32]]:
    """List the files and the number of each one's class."""
    labels = chosen.labels
    tops = [os.path.join(root, name) for name in names] or [root]  # noqa: PTH118
    paths: list[str] = []
    numbers: list[int] = []
    for number, top in enumerate(tops):
        for folder, _, files in sorted(os.walk(top, followlinks=chosen.follow_links)):
            found = [file for file in sorted(files) if file.lower().endswith(endings)]
            paths += [os.path.join(folder, file) for file in found]  # noqa: PTH118
            numbers += [number] * len(found)
    if labels is not None and not isinstance(labels, str):
        numbers = list(labels)
    if len(numbers) != len(paths):
        counts = {"inputs": len(paths), "others": len(numbers)}
        raise SettingError("script_data.lengths", name="labels", **counts)
    return paths, np.array(numbers, np.int32)


def _part(count: int, name: str | None, share: float) -> slice:
    """Return the part of the files that a subset is: validation comes last."""
    if name is None:
        return slice(0, count)
    subset_of(count, name, share)  # refuses other names
    held = int(share * count)
    return slice(count - held, count) if name == "validation" else slice(0, count - held)


def _coded(numbers: NDArray[np.int32], label_mode: str | None, classes: int) -> Any:
    """Write labels as asked for."""
    if label_mode is None:
        return None
    if label_mode == "categorical":
        return to_categorical(numbers, classes, "float32")
    return numbers if label_mode == "int" else numbers[:, None].astype(np.float32)


def _texts(paths: list[str], labels: Any, chosen: FolderDatasetSettings) -> Dataset:
    """Make a data set of text files."""
    texts = np.array([Path(each).read_bytes()[: chosen.max_length] for each in paths], object)
    found = Dataset.from_tensor_slices(texts if labels is None else (texts, labels))
    found = found.shuffle(len(paths), chosen.seed) if chosen.shuffle else found
    return found if chosen.batch_size is None else found.batch(chosen.batch_size)


def _dataset(
    images: FolderImages, labels: Any, batch_size: int | None, shuffle: bool, seed: int | None
) -> Dataset:
    """Make a data set that decodes each file once if there is room for all."""
    kept: list[NDArray[np.float32]] = []

    def load() -> Any:
        if not kept:
            kept.append(images.decode_all())
        return kept[0] if labels is None else (kept[0], labels)

    def walk() -> Iterator[Any]:
        pixels = (load() if labels is None else load()[0]) if images.is_small else None
        for place, path in enumerate(images.paths):
            image = images.decode(path) if pixels is None else pixels[place]
            yield _row(image, labels, place)

    count = len(images.paths)
    rows = Rows(load, count) if images.is_small else None
    found = Dataset(walk, count, rows)
    if shuffle:
        found = found.shuffle(count if images.is_small else 8 * (batch_size or 128), seed)
    return found if batch_size is None else found.batch(batch_size)


def _row(image: NDArray[np.float32], labels: Any, place: int) -> Any:
    """Return an image, with its label if there are labels."""
    return eager(image) if labels is None else (eager(image), eager(np.asarray(labels[place])))
