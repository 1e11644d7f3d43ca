"""Batches of images in an order drawn anew each epoch, of arrays or of files."""

import collections.abc
import os
import threading
from collections.abc import Iterator as Iteration
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import SettingError, ShapeError
from plainnet.keras_names.arrays.backend_settings import DataFormat, floatx
from plainnet.keras_names.preprocessing.image_loading import MOST_BYTES_KEPT, array_to_img
from plainnet.keras_names.preprocessing.image_standardization import (
    ImageStandardization,
    checked_images,
)


class WholeArrays(NamedTuple):
    """Batches that are cut from arrays known as a whole, so that one program can train on them."""

    x: Any  # (rows, ...), Inputs
    y: Any  # targets; None where the batches have none
    batch_size: int  # rows of a batch; the last one may be smaller
    shuffle: bool  # whether each epoch has its own order
    seed: int | None  # seed of the orders, if one was given
    sample_weight: NDArray[np.float32] | None = None  # (rows,), Weights of the rows


class PyDataset:
    """Batches by number; a script overrides `__getitem__` and `__len__`.

    Parameters
    ----------
    workers : int, default=1
        Taken for Keras' sake; batches are made one after the other.
    use_multiprocessing : bool, default=False
        Likewise.
    max_queue_size : int, default=10
        Likewise.
    """

    def __init__(
        self, workers: int = 1, use_multiprocessing: bool = False, max_queue_size: int = 10
    ) -> None:
        self.workers = workers
        self.use_multiprocessing = use_multiprocessing
        self.max_queue_size = max_queue_size

    def __getitem__(self, index: int) -> Any:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def __iter__(self) -> collections.abc.Iterator[Any]:
        for index in range(len(self)):
            yield self[index]

    @property
    def num_batches(self) -> int:
        """Number of batches of an epoch."""
        return len(self)

    def on_epoch_begin(self) -> None:
        """Do what the script wants before an epoch."""

    def on_epoch_end(self) -> None:
        """Do what the script wants after an epoch."""


Order = NDArray[np.integer[Any]]


class ImageChanges(Protocol):
    """What batches need of an `ImageDataGenerator`."""

    data_format: DataFormat
    dtype: str
    validation_split: float
    standardization: ImageStandardization

    @property
    def is_plain(self) -> bool:
        """Whether an image is the same each time."""

    def transformed(self, images: NDArray[Any]) -> NDArray[Any]:
        """Change and scale images."""


class Iterator(PyDataset):
    """Endless batches of `n` rows; a subclass says what a batch holds.

    Parameters
    ----------
    n : int
        Rows.
    batch_size : int
        Rows of a batch.
    shuffle : bool
        Whether to draw a new order each epoch.
    seed : int or None
        Seeds NumPy's global generator before each batch, plus the batches seen.
    """

    def __init__(self, n: int, batch_size: int, shuffle: bool, seed: int | None) -> None:
        super().__init__()
        self.n = n
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.seed = seed
        self.batch_index = 0
        self.total_batches_seen = 0
        self.index_array: Order | None = None
        self._lock = threading.Lock()
        self._parts = self._walk()

    def __len__(self) -> int:
        return -(-self.n // self.batch_size)

    def __getitem__(self, index: int) -> Any:
        if index >= len(self):
            # An IndexError ends a `for` over the batches, as Python's sequences do.
            raise IndexError(index)
        self._seed_next()
        if self.index_array is None:
            self.on_epoch_end()
        assert self.index_array is not None
        start = self.batch_size * index
        return self._get_batches_of_transformed_samples(
            self.index_array[start : start + self.batch_size]
        )

    def __iter__(self) -> Iteration[Any]:
        return self

    def __next__(self) -> Any:
        with self._lock:
            part = next(self._parts)
        return self._get_batches_of_transformed_samples(part)

    def next(self) -> Any:
        """Return the next batch."""
        return self.__next__()

    def reset(self) -> None:
        """Go back to the first batch."""
        self.batch_index = 0

    def on_epoch_end(self) -> None:
        """Draw the next order."""
        order = np.random.permutation(self.n) if self.shuffle else np.arange(self.n)
        self.index_array = order

    def _seed_next(self) -> None:
        """Seed NumPy for the next batch, if a seed was given."""
        if self.seed is not None:
            np.random.seed(self.seed + self.total_batches_seen)
        self.total_batches_seen += 1

    def _walk(self) -> Iteration[Order]:
        """Walk through the rows again and again."""
        self.reset()
        while True:
            self._seed_next()
            if self.batch_index == 0 or self.index_array is None:
                self.on_epoch_end()
            assert self.index_array is not None
            start = self.batch_index * self.batch_size
            is_last = start + self.batch_size >= self.n
            self.batch_index = 0 if is_last else self.batch_index + 1
            yield self.index_array[start : start + self.batch_size]

    def _get_batches_of_transformed_samples(self, index_array: Order) -> Any:
        """Return the batch of the rows at `index_array`."""
        raise NotImplementedError


class ImageIterator(Iterator):
    """Batches of images that an `ImageDataGenerator` changes and scales.

    Parameters
    ----------
    n : int
        Images.
    generator : ImageDataGenerator
        What changes them.
    batch_size : int
        Images of a batch.
    shuffle : bool
        Whether to draw a new order each epoch.
    seed : int or None
        As `Iterator` takes it.
    sample_weight : array of shape (images,) or None
        Weights that go along.
    saving : (str or None, str, str)
        Folder for copies of what is yielded, beginning of their names, format.
    """

    image_shape: tuple[int, ...]

    def __init__(
        self,
        n: int,
        generator: ImageChanges,
        batch_size: int,
        shuffle: bool,
        seed: int | None,
        sample_weight: NDArray[Any] | None,
        saving: tuple[str | None, str, str],
    ) -> None:
        self.image_data_generator = generator
        self.data_format = generator.data_format
        self.dtype = generator.dtype
        self.sample_weight = sample_weight
        self.save_to_dir, self.save_prefix, self.save_format = saving
        super().__init__(n, batch_size, shuffle, seed)

    def as_arrays(self) -> WholeArrays | None:
        """Return all images, scaled, and their targets, in the order of the files or rows.

        Returns
        -------
        WholeArrays or None
            None if images change from epoch to epoch, are saved, or take too much memory.
        """
        generator = self.image_data_generator
        if not generator.is_plain or self.save_to_dir or self._bytes() > MOST_BYTES_KEPT:
            return None
        everything = np.arange(self.n)
        images = generator.standardization.apply_arithmetic(self._images(everything))
        x = self._inputs(images.astype(self.dtype, copy=False), everything)
        y = self._targets(images, everything)
        return WholeArrays(x, y, self.batch_size, self.shuffle, self.seed, self.sample_weight)

    def _get_batches_of_transformed_samples(self, index_array: Order) -> Any:
        """Return images, targets and weights, as many of these as there are."""
        images = self.image_data_generator.transformed(self._images(index_array))
        if self.save_to_dir:
            self._save(images, index_array)
        inputs = self._inputs(images, index_array)
        targets = self._targets(images, index_array)
        if targets is None:
            return inputs
        if self.sample_weight is None:
            return inputs, targets
        return inputs, targets, self.sample_weight[index_array]

    def _save(self, images: NDArray[Any], index_array: Order) -> None:
        """Write a copy of each image into the folder asked for."""
        for place, image in zip(index_array, images, strict=True):
            number = np.random.randint(int(1e7))
            name = f"{self.save_prefix}_{place}_{number}.{self.save_format}"
            copy = array_to_img(image, self.data_format, scale=True)
            copy.save(os.path.join(self.save_to_dir or "", name))  # noqa: PTH118

    def _bytes(self) -> int:
        """Memory that all images take."""
        return 4 * self.n * int(np.prod(self.image_shape))

    def _images(self, index_array: Order) -> NDArray[Any]:
        """Return the images as they are before any change."""
        raise NotImplementedError

    def _inputs(self, images: NDArray[Any], index_array: Order) -> Any:
        """Return what goes in beside the images, if anything does."""
        return images

    def _targets(self, images: NDArray[Any], index_array: Order) -> Any:
        """Return the targets; None if there are none."""
        raise NotImplementedError


class NumpyArrayIterator(ImageIterator):
    """Batches of the images of an array.

    Parameters
    ----------
    x : array of shape (images, height, width, channels), or a pair of it and further inputs
        Images.
    y : array of shape (images, ...) or None
        Targets.
    image_data_generator : ImageDataGenerator
        What changes them.
    batch_size : int, default=32
        Images of a batch.
    shuffle : bool, default=False
        Whether to draw a new order each epoch.
    sample_weight : array of shape (images,) or None, default=None
        Weights.
    seed : int or None, default=None
        As `Iterator` takes it.
    data_format : str or None, default=None
        That of the generator counts.
    save_to_dir : str or None, default=None
        Folder for copies of what is yielded.
    save_prefix : str, default=""
        Beginning of their names.
    save_format : str, default="png"
        Ending of their names.
    subset : {"training", "validation"} or None, default=None
        Which part, if the generator has a `validation_split`.
    """

    def __init__(
        self,
        x: Any,
        y: Any,
        image_data_generator: ImageChanges,
        batch_size: int = 32,
        shuffle: bool = False,
        sample_weight: ArrayLike | None = None,
        seed: int | None = None,
        data_format: str | None = None,
        save_to_dir: str | None = None,
        save_prefix: str = "",
        save_format: str = "png",
        subset: str | None = None,
    ) -> None:
        first, others = (x[0], x[1]) if isinstance(x, tuple | list) and len(x) == 2 else (x, None)
        images = checked_images(first, image_data_generator.dtype or floatx())
        part = subset_of(len(images), subset, image_data_generator.validation_split)
        beside = others if isinstance(others, list) else [] if others is None else [others]
        self.x = images[part]
        self.x_misc = [np.asarray(each)[part] for each in beside]
        self.y = None if y is None else np.asarray(y)[part]
        weights = None if sample_weight is None else np.asarray(sample_weight)[part]
        for name, values in [("y", self.y), ("sample_weight", weights)]:
            if values is not None and len(values) != len(self.x):
                counts = {"inputs": len(self.x), "others": len(values)}
                raise ShapeError("script_data.lengths", name=name, **counts)
        self.image_shape = self.x.shape[1:]
        saving = save_to_dir, save_prefix, save_format
        super().__init__(
            len(self.x), image_data_generator, batch_size, shuffle, seed, weights, saving
        )

    def _images(self, index_array: Order) -> NDArray[Any]:
        """Take rows of the array."""
        taken: NDArray[Any] = self.x[index_array]
        return taken

    def _inputs(self, images: NDArray[Any], index_array: Order) -> Any:
        """Add the further inputs."""
        return [images, *(each[index_array] for each in self.x_misc)] if self.x_misc else images

    def _targets(self, images: NDArray[Any], index_array: Order) -> Any:
        """Take rows of the targets."""
        return None if self.y is None else self.y[index_array]


def subset_of(count: int, subset: str | None, share: float) -> slice:
    """Return the part of `count` things that a subset is: validation comes first.

    >>> subset_of(10, "validation", 0.2)
    slice(0, 2, None)
    """
    if subset is None:
        return slice(0, count)
    if subset not in ("training", "validation"):
        raise SettingError("script_data.subset", found=subset)
    cut = int(share * count)
    return slice(0, cut) if subset == "validation" else slice(cut, count)
