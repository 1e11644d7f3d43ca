"""Dropout: how much goes, how the rest grows, and when nothing happens."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.dropout import Dropout, SpatialDropout1D, SpatialDropout2D
from plainnet.layers.layer import Layer

ONES = jnp.ones((200, 300))


def test_nothing_happens_when_not_training_as_in_keras() -> None:
    assert_same(Dropout(0.4), (5,))


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_rate_is_dropped_and_the_mean_stays(rate: float) -> None:
    outputs = Dropout(rate).apply({}, ONES, training=True, key=jax.random.key(1))
    deviation = (rate * (1 - rate) / ONES.size) ** 0.5
    assert float((outputs == 0).mean()) == pytest.approx(rate, abs=5 * deviation)
    assert set(outputs.reshape(-1).tolist()) == {0.0, float(jnp.float32(1) / (1 - rate))}
    assert float(outputs.mean()) == pytest.approx(1, abs=5 * deviation / (1 - rate))


def test_gradient_goes_where_the_numbers_went() -> None:
    key = jax.random.key(2)
    apply = lambda x: Dropout(0.5).apply({}, x, training=True, key=key).sum()  # noqa: E731
    kept = Dropout(0.5).apply({}, ONES, training=True, key=key)
    assert (jax.grad(apply)(ONES) == kept).all()


def test_the_key_decides() -> None:
    first, again, other = (
        Dropout(0.5).apply({}, ONES, training=True, key=jax.random.key(seed)) for seed in (1, 1, 2)
    )
    assert (first == again).all()
    assert (first != other).any()


def test_ends_of_the_scale() -> None:
    assert (Dropout(0).apply({}, ONES, training=True) == 1).all()
    assert (Dropout(1).apply({}, ONES, training=True) == 0).all()


@pytest.mark.parametrize("rate", [-0.1, 1.1, float("nan")])
def test_other_rates_are_refused(rate: float) -> None:
    with pytest.raises(SettingError, match="between 0 and 1"):
        Dropout(rate)


def test_training_without_a_key_is_refused() -> None:
    with pytest.raises(SettingError, match="random key"):
        Dropout(0.5).apply({}, ONES, training=True)


@pytest.mark.parametrize("noise_shape", [(None, 1), (4, 1), [4, 1]])
def test_an_axis_of_one_shares_its_fate(noise_shape: Any) -> None:
    layer = Dropout(0.5, noise_shape)
    outputs = layer.apply({}, jnp.ones((4, 50)), training=True, key=jax.random.key(3))
    assert set(map(tuple, outputs.tolist())) == {(0.0,) * 50, (2.0,) * 50}
    assert hash(layer) == hash(Dropout(0.5, tuple(noise_shape)))


@pytest.mark.parametrize(
    ("layer", "shape", "axes"),
    [
        (SpatialDropout1D(0.5), (40, 6, 30), (1,)),
        (SpatialDropout2D(0.5), (40, 4, 3, 30), (1, 2)),
        (SpatialDropout2D(0.5, "channels_first"), (40, 30, 4, 3), (2, 3)),
    ],
)
def test_whole_maps_are_dropped(layer: Layer, shape: tuple[int, ...], axes: Any) -> None:
    outputs = layer.apply({}, jnp.ones(shape), training=True, key=jax.random.key(4))
    assert (outputs.min(axes) == outputs.max(axes)).all()
    assert float((outputs == 0).mean()) == pytest.approx(0.5, abs=0.07)
    assert (layer.apply({}, jnp.ones(shape)) == 1).all()
    with pytest.raises(SettingError, match=f"{type(layer).__name__} needs a random key"):
        layer.apply({}, jnp.ones(shape), training=True)


@pytest.mark.parametrize("kind", [SpatialDropout1D, SpatialDropout2D])
def test_all_maps_may_be_dropped_as_in_keras(kind: Any) -> None:
    ones = np.ones((2, 3, 4, 5)[: 3 + (kind is SpatialDropout2D)])
    twin = getattr(keras.layers, kind.__name__)
    for outputs in (
        kind(1.0).apply({}, jnp.asarray(ones), training=True, key=jax.random.key(0)),
        twin(1.0)(ones, training=True),
    ):
        assert not np.asarray(outputs).any()
    with pytest.raises(SettingError, match=f"{kind.__name__}: the rate must lie between 0 and 1"):
        kind(1.1)
    with pytest.raises(ShapeError, match=f"{kind.__name__} takes inputs of shape"):
        kind(0.5).output_shape((4,))
