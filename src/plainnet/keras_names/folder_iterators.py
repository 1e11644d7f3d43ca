"""Batches of image files: those of a folder that holds a folder for each class.

Concepts: image folder, class folder
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.data.input_path import existing_folder
from plainnet.errors import SettingError
from plainnet.keras_names.batch_iterators import ImageChanges, ImageIterator, Order, subset_of
from plainnet.keras_names.decoded_images import Decoding, decoded_images
from plainnet.keras_names.image_loading import check_image_settings

IMAGE_ENDINGS = ("png", "jpg", "jpeg", "bmp", "ppm", "tif", "tiff")
CLASS_MODES = ("categorical", "binary", "sparse", "input", None)


class FileIterator(ImageIterator):
    """Batches of image files, each decoded once.

    Parameters
    ----------
    generator : ImageDataGenerator
        What changes the images.
    filepaths : sequence of str
        The files.
    decoding : Decoding
        How they are decoded.
    class_mode : str or None
        What the targets are.
    batch_size : int
        Images of a batch.
    shuffle : bool
        Whether to draw a new order each epoch.
    seed : int or None
        As `Iterator` takes it.
    sample_weight : array of shape (images,) or None
        Weights.
    saving : (str or None, str, str)
        As `ImageIterator` takes it.
    """

    class_indices: dict[str, int]
    classes: Any

    def __init__(
        self,
        generator: ImageChanges,
        filepaths: Sequence[str],
        decoding: Decoding,
        class_mode: str | None,
        batch_size: int,
        shuffle: bool,
        seed: int | None,
        sample_weight: NDArray[Any] | None,
        saving: tuple[str | None, str, str],
    ) -> None:
        self.filepaths = list(filepaths)
        self.samples = len(self.filepaths)
        self.class_mode = class_mode
        self.color_mode = decoding.color_mode
        self.target_size = decoding.height, decoding.width
        self._decoded = decoded_images(self.filepaths, decoding)
        height, width, channels = self._decoded.shape
        is_first = generator.data_format == "channels_first"
        self.image_shape = (channels, height, width) if is_first else (height, width, channels)
        super().__init__(self.samples, generator, batch_size, shuffle, seed, sample_weight, saving)

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
        """Give what `class_mode` says."""
        if self.class_mode is None:
            return None
        if self.class_mode == "input":
            return images.copy()
        numbers = np.asarray(self.classes)[index_array]
        if self.class_mode == "categorical":
            return np.eye(len(self.class_indices), dtype=self.dtype)[numbers]
        return numbers.astype(self.dtype)


class DirectoryIterator(FileIterator):
    """Batches of the images in a folder of class folders.

    Parameters
    ----------
    directory : str or Path
        The folder.
    image_data_generator : ImageDataGenerator
        What changes the images.
    target_size : (int, int), default=(256, 256)
        Height and width in pixels.
    color_mode : {"rgb", "rgba", "grayscale"}, default="rgb"
        Colours.
    classes : sequence of str or None, default=None
        Names of the class folders in the order of their numbers; None means all, sorted.
    class_mode : {"categorical", "binary", "sparse", "input", None}, default="categorical"
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
    follow_links : bool, default=False
        Whether to walk into linked folders.
    subset : {"training", "validation"} or None, default=None
        Which part, if the generator has a `validation_split`.
    interpolation : str, default="nearest"
        As `load_img` takes it.
    keep_aspect_ratio : bool, default=False
        As `load_img` takes it.
    data_format : str or None, default=None
        That of the generator counts.
    dtype : str or None, default=None
        That of the generator counts.
    """

    def __init__(
        self,
        directory: str | Path,
        image_data_generator: ImageChanges,
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
        follow_links: bool = False,
        subset: str | None = None,
        interpolation: str = "nearest",
        keep_aspect_ratio: bool = False,
        data_format: str | None = None,
        dtype: str | None = None,
    ) -> None:
        if class_mode not in CLASS_MODES:
            known = ", ".join(map(str, CLASS_MODES))
            raise SettingError("script_data.class_mode", found=class_mode, known=known)
        check_image_settings(color_mode, interpolation)
        root = str(existing_folder(directory))
        self.directory = directory
        found = list(classes) if classes is not None and len(classes) else class_folders(root)
        names = [str(name) for name in found]
        self.class_indices = {name: number for number, name in enumerate(names)}
        self.num_classes = len(names)
        self.filenames: list[str] = []
        numbers: list[int] = []
        for number, name in enumerate(names):
            files = image_files(root, name, follow_links)
            part = files[subset_of(len(files), subset, image_data_generator.validation_split)]
            self.filenames += part
            numbers += [number] * len(part)
        self.classes = np.array(numbers, np.int32)
        print(  # noqa: T201  # Keras' own words on standard output
            f"Found {len(self.filenames)} images belonging to {self.num_classes} classes."
        )
        height, width = target_size
        super().__init__(
            image_data_generator,
            [os.path.join(root, name) for name in self.filenames],  # noqa: PTH118
            Decoding(height, width, color_mode, interpolation, keep_aspect_ratio),
            class_mode,
            batch_size,
            shuffle,
            seed,
            None,
            (save_to_dir, save_prefix, save_format),
        )


def class_folders(root: str) -> list[str]:
    """Name the folders in a folder, sorted."""
    return sorted(entry.name for entry in os.scandir(root) if entry.is_dir())


def image_files(root: str, name: str, follow_links: bool) -> list[str]:
    """List the image files below a class folder, each with the class folder's name.

    Parameters
    ----------
    root : str
        Folder of the class folders.
    name : str
        Name of one of them.
    follow_links : bool
        Whether to walk into linked folders.

    Returns
    -------
    list of str
        Folder by folder, sorted within.
    """
    top = os.path.join(root, name)  # noqa: PTH118
    walked = sorted(os.walk(top, followlinks=follow_links), key=lambda step: step[0])
    return [
        os.path.join(os.path.relpath(folder, root), file)  # noqa: PTH118
        for folder, _, files in walked
        for file in sorted(files)
        if file.lower().endswith(IMAGE_ENDINGS)
    ]
