"""Flatten against Keras."""

from typing import Any

import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.reshaping import Flatten, Permute, RepeatVector, Reshape


@pytest.mark.parametrize("shape", [(3,), (4, 3), (2, 5, 3)])
def test_against_keras(shape: tuple[int, ...]) -> None:
    assert_same(Flatten(), shape)


@pytest.mark.parametrize("target", [(12,), (3, 4), (2, -1), (-1,), (6, 1, 2)])
def test_against_keras_of_reshape(target: Any) -> None:
    assert_same(Reshape(target), (4, 3))


def test_a_list_or_one_number_is_a_shape() -> None:
    assert Reshape([2, 3]) == Reshape((2, 3))  # type: ignore[arg-type]
    assert Reshape(12).output_shape((4, 3)) == (12,)  # type: ignore[arg-type]


@pytest.mark.parametrize("target", [(5,), (5, -1), (0, -1)])
def test_other_counts_are_refused(target: Any) -> None:
    with pytest.raises(ShapeError, match=r"examples of shape \(4, 3\), 12 numbers each"):
        Reshape(target).output_shape((4, 3))


@pytest.mark.parametrize("target", [(-1, -1), (-2, 6)])
def test_two_open_sizes_are_refused(target: Any) -> None:
    with pytest.raises(SettingError, match="only one size may be left open"):
        Reshape(target)


@pytest.mark.parametrize(
    ("dims", "shape"), [((2, 1), (4, 3)), ((3, 1, 2), (4, 3, 2)), ((1,), (4,))]
)
def test_against_keras_of_permute(dims: Any, shape: Any) -> None:
    assert_same(Permute(dims), shape)


@pytest.mark.parametrize("dims", [(0, 1), (1, 1), (1, 3)])
def test_other_orders_are_refused(dims: Any) -> None:
    with pytest.raises(SettingError, match="dims must hold each of the numbers 1 to 2 once"):
        Permute(dims)


def test_other_axes_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"Permute takes inputs of shape \(batch, axis 1, axis 2"):
        Permute((2, 1)).output_shape((4,))


def test_against_keras_of_repeat_vector() -> None:
    assert_same(RepeatVector(3), (4,))


def test_only_vectors_are_repeated() -> None:
    with pytest.raises(ShapeError, match="RepeatVector takes inputs of shape"):
        RepeatVector(3).output_shape((4, 2))
    with pytest.raises(SettingError, match="RepeatVector: n must be"):
        RepeatVector(0)
