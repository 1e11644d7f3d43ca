"""Compare a schedule with that of Keras at many steps, and its saved form."""

from typing import Any

import jax
import jax.numpy as jnp
import keras
import numpy as np

from plainnet.optimizers.catalogue import SCHEDULES, saved_schedule, schedule_from


def assert_same_rates(name: str, settings: dict[str, Any]) -> None:
    """Compare the rates of 500 steps."""
    steps = jnp.arange(500)
    reference = getattr(keras.optimizers.schedules, name)(**settings)
    expected = jax.vmap(reference)(steps)
    rates = jax.jit(jax.vmap(SCHEDULES[name](**settings)))(steps)
    assert rates.dtype == np.float32
    np.testing.assert_allclose(rates, expected, rtol=2e-5, atol=1e-7)


def assert_same_saved_form(name: str, settings: dict[str, Any]) -> None:
    """Compare the saved forms, and read each back."""
    schedule = SCHEDULES[name](**settings)
    assert hash(schedule) == hash(SCHEDULES[name](**settings))
    reference = getattr(keras.optimizers.schedules, name)(**settings)
    theirs = keras.optimizers.schedules.serialize(reference)
    assert saved_schedule(schedule) == theirs
    assert schedule_from(theirs) == schedule
