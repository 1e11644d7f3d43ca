"""Seeds: what a script sets, and what its networks and random tensors get."""

import random
from dataclasses import dataclass, field
from itertools import count
from zlib import crc32

import numpy as np


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
    """Give the seed of the next network."""
    number = next(_seeds.models)
    if _seeds.chosen is None:
        state = np.random.get_state(legacy=False)["state"]
        return crc32(state["key"].tobytes() + bytes(str(state["pos"]), "ascii")) + number
    return abs(_seeds.chosen) + number


def tensor_generator(seed: int | None = None) -> np.random.Generator:
    """Give the generator of random tensors, or one of its own if a seed is given."""
    return _seeds.generator if seed is None else np.random.default_rng(abs(int(seed)))
