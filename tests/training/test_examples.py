"""Inputs, targets and weights, held against each other."""

import numpy as np
import pytest

from plainnet.errors import SettingError, ShapeError
from plainnet.training.examples import (
    check_inputs,
    examples_of,
    split_off,
    weighted_by_class,
    with_axes_of,
)


def test_lists_become_arrays_and_every_row_counts_once() -> None:
    examples = examples_of([[1, 2], [3, 4]], [0, 1])
    assert examples.inputs.dtype == examples.targets.dtype == np.float32
    assert examples.sample_weight.tolist() == [1, 1]
    column = np.array([[0.5], [2.0]])
    assert examples_of([[1], [2]], [0, 1], column).sample_weight.tolist() == [0.5, 2]


@pytest.mark.parametrize(
    ("x", "y", "weights"),
    [([[1.0]], [1.0, 2.0], None), ([[1.0]], [1.0], [1.0, 1.0]), (np.zeros((0, 2)), [], None)],
)
def test_rows_have_to_match(x: object, y: object, weights: object) -> None:
    with pytest.raises(ShapeError, match="need the same number of rows, at least one"):
        examples_of(x, y, weights)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", [(4, 2), (4,), (4, 3, 1), (0, 3)])
def test_inputs_of_another_shape_or_none_are_refused(shape: tuple[int, ...]) -> None:
    check_inputs(np.zeros((4, 3), np.float32), (3,))
    with pytest.raises(ShapeError, match=r"takes inputs of shape \('batch', 3\)"):
        check_inputs(np.zeros(shape, np.float32), (3,))


@pytest.mark.parametrize(
    "targets", [[2, 0, 1, 2], [[2], [0], [1], [2]], [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]]
)
def test_rows_count_by_their_class(targets: object) -> None:
    examples = examples_of(np.zeros((4, 1)), targets, [1, 2, 3, 4])  # type: ignore[arg-type]
    weighted = weighted_by_class(examples, {2: 10.0, 0: 0.5})
    assert weighted.sample_weight.tolist() == [10, 1, 3, 40]
    assert examples.sample_weight.tolist() == [1, 2, 3, 4]
    two = examples_of(np.zeros((4, 1)), [targets, targets], output_names=("a", "b"))
    with pytest.raises(SettingError, match="one output, and this one has 2"):
        weighted_by_class(two, {2: 10.0})


def test_the_last_rows_are_split_off() -> None:
    examples = examples_of(np.arange(10)[:, None], np.arange(10))
    train, validation = split_off(examples, 0.25)
    assert train.targets.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert validation.inputs[:, 0].tolist() == [7, 8, 9]


@pytest.mark.parametrize("fraction", [1.0, 2.0, -0.5, 1e-30])
def test_a_side_without_rows_is_refused(fraction: float) -> None:
    with pytest.raises(SettingError, match="leaves one side empty"):
        split_off(examples_of(np.zeros((10, 1)), np.zeros(10)), fraction)


def test_a_last_axis_of_one_is_added_or_taken_away() -> None:
    flat, deep = np.zeros(4, np.float32), np.zeros((4, 3, 1), np.float32)
    both = with_axes_of((flat, deep), ((1,), (3,)))
    assert [array.shape for array in both] == [(4, 1), (4, 3)]
    assert with_axes_of(flat, (2,)).shape == (4,)  # left for the check to refuse


def test_weights_of_outputs_may_differ() -> None:
    rows, names = np.zeros((2, 1)), ("a", "b")
    same = {"a": np.array([1.0, 3.0]), "b": np.array([1.0, 3.0])}
    examples = examples_of(rows, (rows, rows), same, output_names=names)
    assert examples.sample_weight.tolist() == [1, 3]
    assert examples_of(rows, rows, [np.array([2.0, 1.0])]).sample_weight.tolist() == [2, 1]
    differing = examples_of(rows, (rows, rows), [np.ones(2), np.zeros((2, 1))], output_names=names)
    assert [own.tolist() for own in differing.sample_weight] == [[1, 1], [0, 0]]
    assert [own.tolist() for own in differing.at(slice(1)).sample_weight] == [[1], [0]]
    only_one = examples_of(rows, (rows, rows), {"b": np.zeros(2)}, output_names=names)
    assert [own.tolist() for own in only_one.sample_weight] == [[1, 1], [0, 0]]
    with pytest.raises(SettingError, match=r"weights for each output \(a, b\), or one for all"):
        examples_of(rows, (rows, rows), [np.ones(2)], output_names=names)
