"""Layer normalisation against Keras."""

from typing import Any

import numpy as np
import pytest

from layers.against_keras import assert_finite_differences, assert_same, drawn
from plainnet.layers.layer_normalization import LayerNormalization


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"epsilon": 0.1},
        {"center": False},
        {"scale": False},
        {"center": False, "scale": False},
        {"axis": 1},
        {"axis": (1, 2)},
        {"axis": [-1, -2]},
    ],
    ids=str,
)
def test_against_keras(settings: dict[str, Any]) -> None:
    assert_same(LayerNormalization(**settings), (5, 4))


@pytest.mark.parametrize("shape", [(6,), (4, 3, 2)])
def test_other_ranks_against_keras(shape: tuple[int, ...]) -> None:
    assert_same(LayerNormalization(), shape)


def test_every_example_has_mean_zero_and_variance_one() -> None:
    layer = LayerNormalization(epsilon=1e-6, center=False, scale=False)
    weights, inputs = drawn(layer, (40,))
    outputs = np.asarray(layer.apply(weights, 5 + 3 * inputs))
    np.testing.assert_allclose(outputs.mean(1), 0, atol=1e-5)
    np.testing.assert_allclose(outputs.var(1), 1, atol=1e-4)


def test_stretching_is_no_matrix_product() -> None:
    assert LayerNormalization((1, 2)).multiplications((5, 4)) == 0


def test_finite_differences() -> None:
    assert_finite_differences(LayerNormalization(), (5,))
