"""Random arrays under the names of `keras.backend` and `tf.random`.

They are drawn when asked for, from the generator that `tf.random.set_seed` seeds.
"""

import random
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from zlib import crc32

import numpy as np

from plainnet.keras_names.arrays.eager_array import eager, numpy_dtype, tensor, whole_numbers


@dataclass
class _Seeds:
    """What was set, and what follows from it."""

    chosen: int | None = None
    models: "count[int]" = field(default_factory=count)
    generator: np.random.Generator = field(default_factory=np.random.default_rng)


_seeds = _Seeds()


def set_random_seed(seed: int) -> None:
    """Seed Python, NumPy, random tensors and all networks made from now on.

    Parameters
    ----------
    seed : int
        Any whole number that NumPy takes.
    """
    random.seed(int(seed))
    np.random.seed(int(seed))
    set_tensor_seed(seed)


def set_tensor_seed(seed: int | None) -> None:
    """Seed random tensors and networks only, as TensorFlow's `set_seed` does."""
    _seeds.chosen = None if seed is None else int(seed)
    _seeds.models = count()
    _seeds.generator = np.random.default_rng(None if seed is None else abs(int(seed)))


def next_model_seed() -> int:
    """Return the seed of the next network."""
    number = next(_seeds.models)
    if _seeds.chosen is None:
        state = np.random.get_state(legacy=False)["state"]
        return crc32(state["key"].tobytes() + bytes(str(state["pos"]), "ascii")) + number
    return abs(_seeds.chosen) + number


def tensor_generator(seed: int | None = None) -> np.random.Generator:
    """Return the generator of random tensors, or one of its own if a seed is given."""
    return _seeds.generator if seed is None else np.random.default_rng(abs(int(seed)))


class SeedGenerator:
    """Seeds for random tensors, another one each time it is used.

    Parameters
    ----------
    seed : int or None, default=None
        None takes one by chance.
    **settings : object
        Without effect.
    """

    def __init__(self, seed: int | None = None, **settings: Any) -> None:
        self.seed = int(tensor_generator().integers(1 << 31)) if seed is None else int(seed)
        self._numbers = count()

    def __int__(self) -> int:
        return int(np.random.SeedSequence([self.seed, next(self._numbers)]).generate_state(1)[0])


def normal(
    shape: Any,
    mean: Any = 0.0,
    stddev: Any = 1.0,
    dtype: Any = None,
    seed: int | None = None,
    name: str | None = None,
) -> Any:
    """Draw from a normal distribution."""
    drawn = tensor_generator(seed).standard_normal(_lengths(shape)) * stddev + mean
    return _typed(drawn, dtype)


def uniform(
    shape: Any,
    minval: Any = 0.0,
    maxval: Any = None,
    dtype: Any = None,
    seed: int | None = None,
    name: str | None = None,
) -> Any:
    """Draw evenly between two bounds; whole numbers if `dtype` is one of theirs."""
    low, high = minval, 1.0 if maxval is None else maxval
    if dtype is not None and numpy_dtype(dtype).kind in "iu":
        return _typed(tensor_generator(seed).integers(int(low), int(high), _lengths(shape)), dtype)
    return _typed(tensor_generator(seed).uniform(low, high, _lengths(shape)), dtype)


def truncated_normal(
    shape: Any,
    mean: Any = 0.0,
    stddev: Any = 1.0,
    dtype: Any = None,
    seed: int | None = None,
    name: str | None = None,
) -> Any:
    """Draw from a normal distribution, anew what is more than two deviations off."""
    generator = tensor_generator(seed)
    drawn = np.asarray(generator.standard_normal(_lengths(shape)))
    while (is_far := np.abs(drawn) > 2).any():
        drawn = np.where(is_far, generator.standard_normal(drawn.shape), drawn)
    return _typed(drawn * stddev + mean, dtype)


def random_bernoulli(shape: Any, p: float = 0.0, dtype: Any = None, seed: int | None = None) -> Any:
    """Draw ones with probability `p`, else zeros."""
    return _typed(tensor_generator(seed).uniform(size=_lengths(shape)) < p, dtype)


def shuffle(value: Any, seed: int | None = None, name: str | None = None) -> Any:
    """Put the rows into another order."""
    array = tensor(value)
    return eager(tensor_generator(seed).permutation(array))


def categorical(
    logits: Any,
    num_samples: int,
    dtype: Any = "int64",
    seed: int | None = None,
    name: str | None = None,
) -> Any:
    """Draw classes of each row by its scores."""
    scores = np.asarray(logits)
    noise = tensor_generator(seed).gumbel(size=(num_samples, *scores.shape))
    return eager(np.argmax(scores + noise, axis=-1).T.astype(numpy_dtype(dtype)))


def random_crop(value: Any, size: Any, seed: int | None = None, name: str | None = None) -> Any:
    """Cut a piece of a size out of an array, anywhere."""
    array = tensor(value)
    lengths = _lengths(size)
    room = [own - wanted for own, wanted in zip(array.shape, lengths, strict=True)]
    starts = [int(tensor_generator(seed).integers(0, more + 1)) for more in room]
    piece = tuple(
        slice(start, start + length) for start, length in zip(starts, lengths, strict=True)
    )
    return array[piece]


def _lengths(shape: Any) -> tuple[int, ...]:
    """Return a shape as Python's numbers."""
    lengths = whole_numbers(shape)
    return (lengths,) if isinstance(lengths, int) else lengths


def _typed(drawn: Any, dtype: Any) -> Any:
    """Return what was drawn in a type, float32 unless told otherwise."""
    return eager(np.asarray(drawn).astype(numpy_dtype(dtype or "float32")))
