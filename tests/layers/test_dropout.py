"""Dropout: how much goes, how the rest grows, and when nothing happens."""

import jax
import jax.numpy as jnp
import pytest

from layers.against_keras import assert_same
from plainnet.errors import SettingError
from plainnet.layers.dropout import Dropout

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
