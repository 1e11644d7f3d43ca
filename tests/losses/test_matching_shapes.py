"""Targets and outputs are brought to one shape, and never broadcast."""

import jax.numpy as jnp
import keras
import numpy as np
import pytest
from keras.src.losses.loss import squeeze_or_expand_to_same_rank

from plainnet.errors import ShapeError
from plainnet.losses.matching_shapes import match_axes, match_shapes

SHAPES = [
    ((4,), (4, 1)),
    ((4, 1), (4,)),
    ((4, 3, 1), (4, 3)),
    ((4, 3), (4, 3, 1)),
    ((4, 1, 1), (4, 1)),
    ((4, 3), (4, 3)),
    ((4,), (4, 3)),
]


@pytest.mark.parametrize(("y_shape", "output_shape"), SHAPES)
def test_axes_are_matched_as_in_keras(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    y_true, y_pred = jnp.zeros(y_shape), jnp.zeros(output_shape)
    expected = [array.shape for array in squeeze_or_expand_to_same_rank(y_true, y_pred)]
    assert [array.shape for array in match_axes(y_true, y_pred)] == expected
    assert keras.config.backend() == "jax"


def test_two_rows_of_numbers_become_columns_so_that_each_sample_keeps_its_loss() -> None:
    assert [array.shape for array in match_axes(jnp.zeros(4), jnp.zeros(4))] == [(4, 1), (4, 1)]


@pytest.mark.parametrize(
    ("y_shape", "output_shape"), [((4,), (4, 3)), ((4, 1), (4, 3)), ((3, 1), (4, 1))]
)
def test_other_differences_are_refused(
    y_shape: tuple[int, ...], output_shape: tuple[int, ...]
) -> None:
    with pytest.raises(ShapeError) as refusal:
        match_shapes("mse", jnp.asarray(np.zeros(y_shape)), jnp.asarray(np.zeros(output_shape)))
    assert str(y_shape) in str(refusal.value)
    assert str(output_shape) in str(refusal.value)
