"""`tf.data.Dataset`: rows and batches, made as they are asked for."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

import numpy as np

from plainnet.errors import SettingError
from plainnet.keras_names.arrays.eager_array import (
    EagerArray,
    element_count,
    map_arrays,
    rows_of,
    stacked,
    tensor,
    typed,
)
from plainnet.keras_names.arrays.random_tensors import tensor_generator
from plainnet.keras_names.preprocessing.batch_iterators import WholeArrays
from plainnet.keras_names.tensorflow.tensorflow_files import glob

AUTOTUNE = -1
INFINITE_CARDINALITY, UNKNOWN_CARDINALITY = -1, -2


@dataclass(frozen=True)
class Rows:
    """What is known of a data set that is cut from arrays: enough to train on the arrays."""

    load: Callable[[], Any]  # gives the arrays: one, or a tuple or dict of them
    count: int  # rows
    batch_size: int | None = None  # None before `batch` was asked for
    shuffle: bool = False  # whether each epoch has its own order
    seed: int | None = None  # of the order


class Dataset:
    """Elements that can be walked through again and again.

    Parameters
    ----------
    walk : callable
        Starts a new walk through the elements.
    length : int or None, default=None
        Number of elements; -1 if there is no end, None if it is not known.
    rows : Rows or None, default=None
        Set while the elements are rows of arrays, or batches of them.
    """

    def __new__(
        cls,
        walk: Callable[[], Iterator[Any]],
        length: int | None = None,
        rows: Rows | None = None,
    ) -> "Dataset":
        """Return a data set that has a length, if it has one."""
        is_counted = length is not None and length >= 0
        return object.__new__(CountedDataset if is_counted else cls)

    def __init__(
        self,
        walk: Callable[[], Iterator[Any]],
        length: int | None = None,
        rows: Rows | None = None,
    ) -> None:
        self._walk = walk
        self._length = length
        self._rows = rows

    def __iter__(self) -> Iterator[Any]:
        return self._walk()

    def __bool__(self) -> bool:
        return True

    @staticmethod
    def from_tensor_slices(tensors: Any, name: str | None = None) -> "Dataset":
        """Return the rows of an array, or of several arrays side by side."""
        arrays = map_arrays(tensor, tensors)
        count = element_count(arrays)
        return Dataset(lambda: rows_of(arrays), count, Rows(lambda: arrays, count))

    @staticmethod
    def from_tensors(tensors: Any, name: str | None = None) -> "Dataset":
        """Return one element."""
        return Dataset(lambda: iter([map_arrays(tensor, tensors)]), 1)

    @staticmethod
    def from_generator(
        generator: Callable[..., Iterable[Any]],
        output_types: Any = None,
        output_shapes: Any = None,
        args: Any = None,
        output_signature: Any = None,
        name: str | None = None,
    ) -> "Dataset":
        """Return what a function yields, in the types asked for."""
        types = output_types
        if output_signature is not None:
            types = map_arrays(lambda spec: spec.dtype, output_signature)

        def walk() -> Iterator[Any]:
            for element in generator(*(args or ())):
                yield typed(element, types)

        return Dataset(walk)

    @staticmethod
    def range(*bounds: int, **settings: Any) -> "Dataset":
        """Count as Python's `range` does."""
        numbers = np.arange(*[int(bound) for bound in bounds], dtype=np.int64)
        return Dataset.from_tensor_slices(numbers)

    @staticmethod
    def zip(*datasets: Any, name: str | None = None) -> "Dataset":
        """Walk through several data sets side by side, as far as the shortest goes."""
        several = datasets[0] if len(datasets) == 1 else datasets
        lengths = [each._length for each in several]
        known = [length for length in lengths if length is not None and length >= 0]
        length = None if None in lengths else min(known, default=INFINITE_CARDINALITY)
        return Dataset(lambda: zip(*several, strict=False), length)

    @staticmethod
    def list_files(
        file_pattern: Any, shuffle: bool = True, seed: int | None = None, name: str | None = None
    ) -> "Dataset":
        """Return the paths that fit a pattern."""
        paths = glob(file_pattern)
        if not paths:
            raise SettingError("script_data.no_files", pattern=file_pattern)
        found = Dataset.from_tensor_slices(np.array(paths))
        return found.shuffle(len(paths), seed) if shuffle else found

    def batch(
        self,
        batch_size: int,
        drop_remainder: bool = False,
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> "Dataset":
        """Put so many elements into one."""
        size = int(batch_size)

        def walk() -> Iterator[Any]:
            elements = iter(self)
            while taken := list(islice(elements, size)):
                if len(taken) == size or not drop_remainder:
                    yield stacked(taken)

        length = self._length
        if length is not None and length >= 0:
            length = length // size if drop_remainder else -(-length // size)
        rows = self._rows
        if rows is not None:
            is_whole = rows.batch_size is None and not (drop_remainder and rows.count % size)
            rows = replace(rows, batch_size=size) if is_whole else None
        return Dataset(walk, length, rows)

    def unbatch(self, name: str | None = None) -> "Dataset":
        """Take batches apart into rows."""
        return Dataset(lambda: chain.from_iterable(rows_of(batch) for batch in self))

    def shuffle(
        self,
        buffer_size: int,
        seed: int | None = None,
        reshuffle_each_iteration: bool = True,
        name: str | None = None,
    ) -> "Dataset":
        """Draw from the next `buffer_size` elements, in another order on each walk."""
        generator = tensor_generator(seed)
        fixed = int(generator.integers(1 << 31))

        def walk() -> Iterator[Any]:
            drawn = generator if reshuffle_each_iteration is not False else tensor_generator(fixed)
            return _shuffled(iter(self), max(int(buffer_size), 1), drawn)

        rows = self._rows
        if rows is not None:
            is_plain = rows.batch_size is None and reshuffle_each_iteration is not False
            rows = replace(rows, shuffle=True, seed=seed) if is_plain else None
        return Dataset(walk, self._length, rows)

    def map(
        self,
        map_func: Callable[..., Any],
        num_parallel_calls: int | None = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> "Dataset":
        """Change every element by a function."""
        return Dataset(
            lambda: (map_arrays(tensor, _called(map_func, element)) for element in self),
            self._length,
        )

    def flat_map(self, map_func: Callable[..., Any], name: str | None = None) -> "Dataset":
        """Put the data sets that a function makes of the elements one behind the other."""
        return Dataset(lambda: chain.from_iterable(_called(map_func, each) for each in self))

    def filter(self, predicate: Callable[..., Any], name: str | None = None) -> "Dataset":
        """Keep the elements for which a function says yes."""
        return Dataset(lambda: (each for each in self if bool(_called(predicate, each))))

    def cache(self, filename: str = "", name: str | None = None) -> "Dataset":
        """Keep in memory what one whole walk has given."""
        kept: list[Any] = []
        is_whole = False

        def walk() -> Iterator[Any]:
            nonlocal is_whole
            if is_whole:
                yield from kept
                return
            new = []
            for element in self:
                new.append(element)
                yield element
            kept[:], is_whole = new, True

        return Dataset(walk, self._length, self._rows)

    def prefetch(self, buffer_size: int | None = None, name: str | None = None) -> "Dataset":
        """Change nothing: elements are made when asked for."""
        return Dataset(self._walk, self._length, self._rows)

    def with_options(self, options: Any, name: str | None = None) -> "Dataset":
        """Change nothing."""
        return self.prefetch()

    def take(self, count: int, name: str | None = None) -> "Dataset":
        """Keep the first elements."""
        wanted = int(count)
        if wanted < 0:
            return self.prefetch()
        known = self._length
        length = known if known is None else wanted if known < 0 else min(known, wanted)
        return Dataset(lambda: islice(iter(self), wanted), length)

    def skip(self, count: int, name: str | None = None) -> "Dataset":
        """Leave the first elements out."""
        known = self._length
        length = known if known is None or known < 0 else max(known - int(count), 0)
        return Dataset(lambda: islice(iter(self), int(count), None), length)

    def repeat(self, count: int | None = None, name: str | None = None) -> "Dataset":
        """Walk through the elements so many times, or without end."""
        times = -1 if count is None else int(count)

        def walk() -> Iterator[Any]:
            done = 0
            while done != times:
                yield from self
                done += 1

        known = self._length
        length = known if known is None or known < 0 else known * times
        return Dataset(walk, INFINITE_CARDINALITY if times < 0 else length)

    def concatenate(self, dataset: "Dataset", name: str | None = None) -> "Dataset":
        """Put another data set behind this one."""
        lengths = self._length, dataset._length
        length = None if None in lengths else sum(lengths)  # type: ignore[arg-type]
        return Dataset(lambda: chain(self, dataset), length)

    def enumerate(self, start: int = 0, name: str | None = None) -> "Dataset":
        """Number the elements."""
        return Dataset(
            lambda: (
                (tensor(np.int64(number)), element)
                for number, element in enumerate(self, int(start))
            ),
            self._length,
        )

    def window(
        self, size: int, shift: int | None = None, stride: int = 1, drop_remainder: bool = False
    ) -> "Dataset":
        """Return data sets of `size` elements, each begun `shift` elements after the last."""

        def walk() -> Iterator[Any]:
            elements = list(self)
            for start in range(0, len(elements), shift or size):
                part = elements[start : start + size * stride : stride]
                if len(part) == size or not drop_remainder:
                    yield _of_elements(part)

        return Dataset(walk)

    def reduce(self, initial_state: Any, reduce_func: Callable[..., Any]) -> Any:
        """Carry a value through all elements."""
        state = map_arrays(tensor, initial_state)
        for element in self:
            state = reduce_func(state, element)
        return state

    def as_numpy_iterator(self) -> Iterator[Any]:
        """Walk through the elements as NumPy's arrays."""
        return (map_arrays(_plain, element) for element in self)

    def cardinality(self) -> EagerArray:
        """Return the number of elements; -1 without end, -2 not known."""
        length = UNKNOWN_CARDINALITY if self._length is None else self._length
        return tensor(np.int64(length))  # type: ignore[no-any-return]

    @property
    def element_spec(self) -> Any:
        """What the first element looks like."""
        return map_arrays(lambda array: array, next(iter(self)))

    def get_single_element(self) -> Any:
        """Return the only element."""
        return next(iter(self))

    def as_arrays(self) -> WholeArrays | None:
        """Return the arrays that the batches are cut from.

        Returns
        -------
        WholeArrays or None
            None if the batches are not cut from arrays that are known as a whole.
        """
        rows = self._rows
        if rows is None or rows.batch_size is None:
            return None
        arrays = map_arrays(_plain, rows.load())
        parts = arrays if isinstance(arrays, tuple) else (arrays, None)
        x, y, *weight = parts if len(parts) > 1 else (*parts, None)
        sample_weight = weight[0] if weight else None
        return WholeArrays(x, y, rows.batch_size, rows.shuffle, rows.seed, sample_weight)


class CountedDataset(Dataset):
    """Elements of which the number is known.

    `rows`: set while the elements are rows of arrays, or batches of them.
    """

    def __len__(self) -> int:
        return self._length or 0


def cardinality(dataset: Dataset) -> EagerArray:
    """Return the number of elements of a data set."""
    return dataset.cardinality()


def _shuffled(
    elements: Iterator[Any], buffer_size: int, generator: np.random.Generator
) -> Iterator[Any]:
    """Draw from a buffer that is filled up again after each draw."""
    buffer = deque(islice(elements, buffer_size))
    while buffer:
        place = int(generator.integers(len(buffer)))
        buffer[place], buffer[-1] = buffer[-1], buffer[place]
        yield buffer.pop()
        buffer.extend(islice(elements, 1))


def _called(function: Callable[..., Any], element: Any) -> Any:
    """Call a function on an element; a tuple gives it several arguments."""
    return function(*element) if isinstance(element, tuple) else function(element)


def _of_elements(elements: list[Any]) -> Dataset:
    """Make a data set of a list."""
    return Dataset(lambda: iter(elements), len(elements))


def _plain(array: Any) -> Any:
    """Return NumPy's array."""
    return array.numpy() if isinstance(array, EagerArray) else array
