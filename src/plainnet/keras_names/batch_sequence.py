"""Data that come batch by batch: the class that scripts derive their own from."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


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

    def __iter__(self) -> Iterator[Any]:
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
