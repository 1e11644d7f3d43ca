"""What users bring: arrays, lists and dicts of them, and what gives batches."""

from typing import Any

import numpy as np
import pytest

from plainnet.errors import SettingError
from plainnet.training.training_data import (
    DataReader,
    gives_batches,
    inputs_of_batches,
    is_sequence,
)

X = np.arange(6, dtype=np.float32).reshape(3, 2)


class Table:
    """Looks like a data frame: it can be iterated, but it is an array."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return X

    def __len__(self) -> int:
        return 3

    def __getitem__(self, key: Any) -> Any:
        return X[key]

    def __iter__(self) -> Any:
        return iter("ab")


def test_arrays_are_told_from_batches() -> None:
    assert not any(map(gives_batches, (X, [X], (X, X), {"a": X}, Table(), [[1.0]])))
    assert gives_batches(iter([X]))
    assert gives_batches({1: X}.values())
    assert is_sequence(range(3))
    assert not is_sequence(iter([X]))


def test_one_input_in_all_forms() -> None:
    for given in (X, [X], X.tolist(), Table(), {"x": X}):
        np.testing.assert_array_equal(DataReader().examples(given, [0, 1, 2]).inputs, X)


def test_several_inputs() -> None:
    reader = DataReader(("a", "b"))
    for given in ([X, X[:, :1]], (X, X[:, :1]), {"b": X[:, :1], "a": X}):
        inputs = reader.examples(given, [0, 1, 2]).inputs
        assert [array.shape for array in inputs] == [(3, 2), (3, 1)]
    with pytest.raises(SettingError, match="needs 2 arrays, but got 1"):
        reader.examples(X, [0, 1, 2])
    with pytest.raises(SettingError, match="no array called 'b'; found: a, c"):
        reader.examples({"a": X, "c": X}, [0, 1, 2])


def test_inputs_alone() -> None:
    data = DataReader(needs_targets=False).read(iter([X, [X], (X, [0, 0, 0])]))
    parts = list(inputs_of_batches(data, None))
    assert len(parts) == 3
    for part in parts:
        np.testing.assert_array_equal(part, X)
