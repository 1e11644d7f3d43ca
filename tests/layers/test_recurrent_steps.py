"""Walking through time."""

import jax.numpy as jnp

from plainnet.layers.recurrent_steps import shifted, walk


def add(carry: object, now: object) -> tuple[object, object]:
    """Give the sum so far."""
    total = carry + now  # type: ignore[operator]
    return total, total


def test_forwards_and_backwards_in_the_order_of_time() -> None:
    numbers = jnp.asarray([1.0, 2.0, 3.0])
    assert walk(add, jnp.float32(0), numbers).tolist() == [1, 3, 6]
    assert walk(add, jnp.float32(0), numbers, backwards=True).tolist() == [6, 5, 3]


def test_shifted_gives_the_state_before() -> None:
    assert shifted(jnp.asarray([[1.0], [2.0], [3.0]])).tolist() == [[0], [1], [2]]
    assert shifted(jnp.asarray([[4.0]])).tolist() == [[0]]
