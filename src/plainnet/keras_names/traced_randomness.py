"""Random numbers inside traced code: new ones in every step, not those of the first."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.keras_names.refusal import refusal_of

_keys: ContextVar[Iterator[jax.Array] | None] = ContextVar("keys", default=None)


@contextmanager
def randomness_from(key: jax.Array | None) -> Iterator[None]:
    """Draw from a key inside a `with` block; None always draws the same."""
    start = jax.random.key(0) if key is None else key
    before = _keys.set(jax.random.fold_in(start, number) for number in count())
    try:
        yield
    finally:
        _keys.reset(before)


def is_tracing() -> bool:
    """Tell whether code of the script is being traced."""
    return _keys.get() is not None


def drawn(function_name: str, shape: Any, *args: Any, **settings: Any) -> Any:
    """Draw what one of the functions for random arrays would, inside traced code."""
    keys = _keys.get()
    assert keys is not None
    key, sizes = next(keys), tuple(int(size) for size in np.atleast_1d(np.asarray(shape)))
    names = {"normal": ("mean", "stddev"), "uniform": ("minval", "maxval")}
    given = {
        **dict(zip(names.get(function_name, ("mean", "stddev")), args, strict=False)),
        **settings,
    }
    if function_name == "normal":
        noise = jax.random.normal(key, sizes)
    elif function_name == "truncated_normal":
        noise = jax.random.truncated_normal(key, -2.0, 2.0, sizes)
    elif function_name == "uniform":
        low, high = given.get("minval", 0.0), given.get("maxval")
        return jax.random.uniform(key, sizes, minval=low, maxval=1.0 if high is None else high)
    elif function_name == "random_bernoulli":
        chance = args[0] if args else settings.get("p", 0.0)
        return jax.random.bernoulli(key, chance, sizes).astype(jnp.float32)
    else:
        raise refusal_of(function_name, "script.hint.layers")
    return given.get("mean", 0.0) + given.get("stddev", 1.0) * noise
