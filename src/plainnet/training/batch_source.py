"""Where batches come from when they are not cut from arrays: generators and sequences."""

import random
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from plainnet.messages.language import say
from plainnet.training.examples import Examples
from plainnet.training.minibatches import FILLER, rows_of_epoch

AsExamples = Callable[[Any], Examples]


class BatchSource:
    """Returns batches from the beginning, again and again if it can."""

    n_batches: int | None

    def batches(self) -> Iterator[Examples]:
        """Return the batches, from the first on if there is one."""
        raise NotImplementedError

    def begin_epoch(self) -> None:
        """Hear that an epoch starts."""

    def end_epoch(self) -> None:
        """Hear that an epoch is over."""


class ArraySource(BatchSource):
    """Batches cut from arrays, each time in the order of another epoch."""

    def __init__(
        self,
        examples: Examples,
        batch_size: int,
        shuffle: bool = False,
        seed: int = 0,
        first_epoch: int = 0,
    ) -> None:
        self.examples, self.batch_size = examples, min(batch_size, examples.n_rows)
        self.shuffle, self.seed, self.epoch = shuffle, seed, first_epoch
        self.n_batches = -(-examples.n_rows // self.batch_size)

    def batches(self) -> Iterator[Examples]:
        """Cut the arrays."""
        order = rows_of_epoch(
            self.examples.n_rows, self.batch_size, self.seed, self.epoch, self.shuffle
        )
        self.epoch += 1
        for rows in order:
            yield self.examples.at(rows[rows != FILLER])


class SequenceSource(BatchSource):
    """Batches by number, from an object with `__getitem__` and `__len__`.

    `shuffle`: whether each epoch takes the batches in another order, drawn by Python's `random`.
    """

    def __init__(self, sequence: Any, as_examples: AsExamples, shuffle: bool) -> None:
        self.sequence, self.as_examples, self.shuffle = sequence, as_examples, shuffle
        self.n_batches = len(sequence)

    def batches(self) -> Iterator[Examples]:
        """Ask for each batch once."""
        numbers = list(range(len(self.sequence)))
        if self.shuffle:
            random.shuffle(numbers)
        for number in numbers:
            yield self.as_examples(self.sequence[number])

    def begin_epoch(self) -> None:
        """Pass it on to a sequence that listens."""
        getattr(self.sequence, "on_epoch_begin", _ignore)()

    def end_epoch(self) -> None:
        """Pass it on to a sequence that listens."""
        getattr(self.sequence, "on_epoch_end", _ignore)()
        self.n_batches = len(self.sequence)


class StreamSource(BatchSource):
    """Batches one after the other, from an iterator or from what can be iterated anew."""

    def __init__(self, stream: Any, as_examples: AsExamples) -> None:
        self.stream, self.as_examples = stream, as_examples
        length = getattr(stream, "__len__", None)
        self.n_batches = None if length is None else length()

    def batches(self) -> Iterator[Examples]:
        """Iterate; an iterator goes on where it was."""
        for batch in self.stream:
            yield self.as_examples(batch)


def _ignore() -> None:
    """Do nothing, where an object has no hook."""


class EpochBatches:
    """Cuts what a source gives into epochs.

    Without a number of steps an epoch is one walk through the source. With one, an epoch
    goes on where the last one stopped, and starts anew when the source has come to its end.
    """

    def __init__(self, source: BatchSource, steps: int | None = None) -> None:
        self.source, self.steps = source, steps
        self.n_batches = source.n_batches
        self._walk: Iterator[Examples] | None = None
        self._taken = 0

    @property
    def n_steps(self) -> int | None:
        """The batches of an epoch, if known."""
        return self.steps or self.n_batches

    def start_anew(self) -> None:
        """Begin with the first batch, as at the start of a training or evaluation."""
        self._walk, self._taken = None, 0
        self.source.end_epoch()
        self.n_batches = self.source.n_batches

    def of_epoch(self) -> Iterator[Examples]:
        """Return the batches of one epoch."""
        self.source.begin_epoch()
        if self._walk is None or self.steps is None:
            self._walk, self._taken = self.source.batches(), 0
        given = 0
        while self.n_steps is None or given < self.n_steps:
            batch = next(self._walk, None)
            if batch is None:
                self._come_to_end(given)
                break
            given += 1
            self._taken += 1
            yield batch
        if self.n_batches is not None and self._taken >= self.n_batches:
            self._walk = None
        self.source.end_epoch()

    def _come_to_end(self, given: int) -> None:
        """Note how long the source is, and say so where it was too short."""
        self._walk = None
        if self.n_steps is not None:
            warnings.warn(
                say("model.out_of_batches", steps=self.n_steps, found=given), stacklevel=3
            )
        if self.n_batches is None:
            self.n_batches = self._taken
