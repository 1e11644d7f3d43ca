"""What users bring to train on, made into arrays or into a source of batches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.networks.network import Shapes
from plainnet.training.batch_source import (
    ArraySource,
    BatchSource,
    EpochBatches,
    SequenceSource,
    StreamSource,
)
from plainnet.training.examples import Examples, examples_of, weighted_by_class, with_axes_of

USUAL_BATCH_SIZE = 32


@dataclass(frozen=True)
class TrainingData:
    """Examples that are all at hand, or a source that gives them batch by batch."""

    first: Examples  # all examples, or the first batch: what shapes and targets look like
    source: BatchSource | None = None  # None where all examples are at hand
    batch_size: int = USUAL_BATCH_SIZE  # rows of a batch of arrays
    shuffle: bool = True  # whether each epoch has an order of its own
    read_from: Any = None  # the sequence that the examples come from

    def by_batches(self, steps: int | None, seed: int = 0, first_epoch: int = 0) -> EpochBatches:
        """Return all of it batch by batch, `steps` of them an epoch."""
        source = self.source or ArraySource(
            self.first, self.batch_size, self.shuffle, seed, first_epoch
        )
        return EpochBatches(source, steps)


@dataclass(frozen=True)
class DataReader:
    """Makes examples of what users bring.

    `input_shape`: what the network takes; inputs that lack only a last axis of one, or have it too
    many, are taken, too.
    """

    input_names: tuple[str, ...] = ("x",)
    output_names: tuple[str, ...] = ("y",)
    input_shape: Shapes | None = None
    class_weight: Mapping[int, float] | None = None  # how much the rows of each class count
    needs_targets: bool = True  # whether inputs alone are not enough

    def read(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        *,
        batch_size: int | None = None,
        shuffle: bool = False,
    ) -> TrainingData:
        """Return arrays, sequences, generators and iterables apart."""
        if y is None and gives_batches(x):
            return self._of_batches(x, shuffle)
        examples = self.examples(x, y, sample_weight)
        size = USUAL_BATCH_SIZE if batch_size is None else batch_size
        return TrainingData(examples, None, size, shuffle)

    def examples(self, x: Any, y: Any, sample_weight: Any = None) -> Examples:
        """Make examples of arrays."""
        if y is None and self.needs_targets:
            raise SettingError("model.no_targets")
        names = {"input_names": self.input_names, "output_names": self.output_names}
        examples = examples_of(x, y, sample_weight, **names)
        if self.input_shape is not None:
            fitting = with_axes_of(examples.inputs, self.input_shape)
            examples = replace(examples, inputs=fitting)
        if self.class_weight is None:
            return examples
        return weighted_by_class(examples, self.class_weight)

    def of_batch(self, batch: Any) -> Examples:
        """Make examples of a batch: inputs, or a tuple with targets and sample weights."""
        if not isinstance(batch, tuple | list):
            return self.examples(batch, None)
        if not 1 <= len(batch) <= 3:
            raise SettingError("model.batch_parts", found=len(batch))
        return self.examples(*batch) if len(batch) > 1 else self.examples(batch[0], None)

    def _of_batches(self, x: Any, shuffle: bool) -> TrainingData:
        """Read an object that gives batches; arrays behind it are taken as a whole."""
        whole = getattr(x, "as_arrays", _nothing)()
        if whole is not None:
            examples = self.examples(whole.x, whole.y, whole.sample_weight)
            return TrainingData(examples, None, whole.batch_size, whole.shuffle, x)
        if is_sequence(x):
            source = SequenceSource(x, self.of_batch, shuffle)
            return TrainingData(self.of_batch(x[0]), source, read_from=x)
        stream = iter(x)
        first = next(stream, None)
        if first is None:
            raise SettingError("model.no_batches")
        again = chain([first], stream) if stream is x else x
        return TrainingData(self.of_batch(first), StreamSource(again, self.of_batch))


def _nothing() -> None:
    """Stand for arrays that an object does not have."""


def gives_batches(x: Any) -> bool:
    """Return whether an object gives batches, rather than being arrays.

    >>> gives_batches(iter([1])), gives_batches([[1.0]]), gives_batches({"a": [1.0]})
    (True, False, False)
    """
    if isinstance(x, list | tuple | Mapping | str) or hasattr(x, "__array__"):
        return False
    return isinstance(x, Iterator) or is_sequence(x) or hasattr(x, "__iter__")


def is_sequence(x: Any) -> bool:
    """Return whether batches can be asked for by number."""
    is_iterator = isinstance(x, Iterator) and not hasattr(x, "__getitem__")
    return not is_iterator and hasattr(x, "__getitem__") and hasattr(x, "__len__")


def inputs_of_batches(data: TrainingData, steps: int | None) -> Iterator[NDArray[np.float32]]:
    """Return only the inputs, batch by batch."""
    batches = data.by_batches(steps)
    batches.start_anew()
    for batch in batches.of_epoch():
        yield batch.inputs
