"""Epochs cut from sources that end, go on or start anew."""

from collections.abc import Iterator

import numpy as np
import pytest

from plainnet.training.batch_source import ArraySource, EpochBatches, SequenceSource, StreamSource
from plainnet.training.examples import Examples, examples_of
from plainnet.training.minibatches import rows_of_epoch


def number(value: int) -> Examples:
    """Make a batch of one number."""
    return examples_of([[value]], [0])


def walk(batches: EpochBatches) -> list[int]:
    """Give the numbers of one epoch."""
    return [int(batch.inputs[0, 0]) for batch in batches.of_epoch()]


def test_an_iterator_goes_on_from_epoch_to_epoch() -> None:
    batches = EpochBatches(StreamSource(iter(range(7)), number), steps=3)
    assert [walk(batches), walk(batches)] == [[0, 1, 2], [3, 4, 5]]
    with pytest.warns(UserWarning, match="after 1 of 3"):
        assert walk(batches) == [6]


def test_what_can_be_iterated_anew_starts_anew_at_its_end() -> None:
    batches = EpochBatches(StreamSource([0, 1, 2, 3], number), steps=2)
    assert [walk(batches) for _ in range(3)] == [[0, 1], [2, 3], [0, 1]]
    batches.start_anew()
    assert walk(batches) == [0, 1]
    assert batches.n_steps == 2


def test_the_length_of_a_stream_is_learned() -> None:
    class Stream:
        def __iter__(self) -> Iterator[int]:
            return iter(range(3))

    batches = EpochBatches(StreamSource(Stream(), number))
    assert batches.n_steps is None
    assert walk(batches) == walk(batches) == [0, 1, 2]
    assert batches.n_steps == 3


def test_a_sequence_may_change_its_length() -> None:
    class Growing(list[int]):
        def on_epoch_end(self) -> None:
            self.append(len(self))

    source = SequenceSource(Growing([0]), number, shuffle=False)
    batches = EpochBatches(source)
    assert walk(batches) == [0]
    batches.start_anew()
    assert batches.n_steps == 3


def test_arrays_come_in_the_order_of_the_compiled_run() -> None:
    examples = examples_of(np.arange(5)[:, None], np.zeros(5))
    source = ArraySource(examples, 2, shuffle=True, seed=3, first_epoch=4)
    for epoch in (4, 5):
        rows = np.concatenate([batch.inputs[:, 0] for batch in source.batches()])
        expected = rows_of_epoch(5, 2, 3, epoch, shuffle=True).reshape(-1)[:5]
        np.testing.assert_array_equal(rows, expected)
