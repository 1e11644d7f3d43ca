"""Batch normalisation against Keras; rows that only fill up leave no trace."""

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import (
    assert_close,
    assert_finite_differences,
    assert_same,
    built_twin,
    drawn,
    pulled_back,
)
from plainnet.layers.batch_normalization import BatchNormalization, batch_moments

LAYERS = [
    BatchNormalization(),
    BatchNormalization(momentum=0.6, epsilon=0.1),
    BatchNormalization(center=False),
    BatchNormalization(scale=False),
    BatchNormalization(center=False, scale=False),
    BatchNormalization(
        1, gamma_initializer="zeros", beta_regularizer="l2", gamma_constraint="max_norm"
    ),
]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("training", [True, False])
def test_against_keras(layer: BatchNormalization, training: bool) -> None:
    assert_same(layer, (4,), training=training)


@pytest.mark.parametrize("shape", [(5, 2), (4, 3, 2)])
@pytest.mark.parametrize("training", [True, False])
def test_more_axes_against_keras(shape: tuple[int, ...], training: bool) -> None:
    assert_same(BatchNormalization(), shape, training=training)


@pytest.mark.parametrize("axis", [1, 2, 3, -2, -3])
@pytest.mark.parametrize("training", [True, False])
def test_channels_at_any_axis_against_keras(axis: int, training: bool) -> None:
    assert_same(BatchNormalization(axis), (4, 3, 2), training=training)


@pytest.mark.parametrize(("shape", "axis"), [((4,), -1), ((4, 3, 2), -1), ((4, 3, 2), 1)])
def test_running_statistics_against_keras(shape: tuple[int, ...], axis: int) -> None:
    layer = BatchNormalization(axis, momentum=0.7)
    twin = built_twin(layer, shape)
    weights, inputs = drawn(layer, shape)
    twin.set_weights([np.asarray(array) for array in weights.values()])
    for _ in range(3):
        weights = {**weights, **layer.updated_statistics(weights, inputs, None)}
        twin(inputs, training=True)
        inputs = 2 * inputs + 1
    for ours, variable in zip(weights.values(), twin.weights, strict=True):
        assert_close(ours, keras.ops.convert_to_numpy(variable), variable.name)


@pytest.mark.parametrize("shape", [(4,), (3, 3, 2)])
def test_filled_up_rows_count_as_if_they_were_not_there(shape: tuple[int, ...]) -> None:
    layer = BatchNormalization()
    weights, inputs = drawn(layer, shape, rows=5)
    padded = jnp.concatenate([inputs, 1e3 + 0 * inputs[:2]])
    present = jnp.asarray([1.0] * 5 + [0.0] * 2)

    def masked(weights: object, inputs: jax.Array) -> jax.Array:
        outputs = layer.apply(weights, inputs, training=True, present=present)  # type: ignore[arg-type]
        return outputs[:5]

    def dropped(weights: object, inputs: jax.Array) -> jax.Array:
        return layer.apply(weights, inputs[:5], training=True)  # type: ignore[arg-type]

    jax.tree.map(
        assert_close, pulled_back(masked, weights, padded), pulled_back(dropped, weights, padded)
    )
    ours = layer.updated_statistics(weights, padded, present)
    jax.tree.map(assert_close, ours, layer.updated_statistics(weights, inputs, None))


def test_a_batch_without_any_row_is_finite() -> None:
    mean, variance = batch_moments(jnp.ones((3, 2)), jnp.zeros(3))
    assert mean.tolist() == variance.tolist() == [0, 0]


def test_training_gives_mean_zero_and_variance_one() -> None:
    layer = BatchNormalization(epsilon=1e-7)
    weights, _ = layer.init((0,), (3,))
    inputs = 5 + 3 * jnp.asarray(np.random.default_rng(0).normal(size=(64, 3)), jnp.float32)
    outputs = layer.apply(weights, inputs, training=True)
    np.testing.assert_allclose(outputs.mean(0), 0, atol=1e-5)
    np.testing.assert_allclose(outputs.var(0), 1, atol=1e-4)


@pytest.mark.parametrize("training", [True, False])
def test_finite_differences(training: bool) -> None:
    assert_finite_differences(BatchNormalization(), (3,), training=training)


@pytest.mark.parametrize("rows", [3, 2])
def test_masked_times_against_keras(rows: int) -> None:
    layer = BatchNormalization(momentum=0.5)
    weights, inputs = drawn(layer, (4, 2), rows=3)
    mask = jnp.asarray([[True] * 4, [True, False] * 2, [False, True, True, False]])
    present = None if rows == 3 else jnp.asarray([1.0, 1.0, 0.0])
    twin = built_twin(layer, (4, 2))
    twin.set_weights([np.asarray(array) for array in weights.values()])
    expected = twin(inputs[:rows], training=True, mask=mask[:rows])
    passed = layer.forward(weights, inputs, training=True, present=present, mask=mask)
    assert_close(passed.outputs[:rows], expected)
    assert passed.mask is mask
    for name, ours in passed.statistics.items():
        theirs = next(v for v in twin.weights if v.name == name)
        assert_close(ours, keras.ops.convert_to_numpy(theirs), name)
