"""The learning rate as an argument of the compiled run, so that setting it compiles nothing.

A number is that argument. So is the first rate of a rate that decays with every step, which
Keras once had as `decay`: callbacks may set it while it decays. Any other schedule is part
of the program.
"""

from dataclasses import replace
from typing import Any

import jax
import numpy as np

from plainnet.errors import SettingError
from plainnet.optimizers.learning_rate_schedules import InverseTimeDecay
from plainnet.optimizers.optimizer import Optimizer


def decay_of(optimizer: Optimizer) -> InverseTimeDecay | None:
    """Give the decay with every step, if that is what the learning rate follows."""
    rate = optimizer.learning_rate
    return rate if isinstance(rate, InverseTimeDecay) and rate.decay_steps == 1 else None


def has_rate_to_set(optimizer: Optimizer) -> bool:
    """Tell whether callbacks may set the learning rate."""
    return optimizer.has_constant_rate or decay_of(optimizer) is not None


def rate_set(optimizer: Optimizer) -> np.float32:
    """Give the rate that is set, the run's argument; 0 where a schedule decides."""
    decay = decay_of(optimizer)
    return np.float32(optimizer.constant_rate if decay is None else decay.initial_learning_rate)


def with_rate(optimizer: Optimizer, rate: float) -> Optimizer:
    """Give the optimizer with another rate."""
    decay = decay_of(optimizer)
    if decay is not None:
        return replace(optimizer, learning_rate=replace(decay, initial_learning_rate=float(rate)))
    if not optimizer.has_constant_rate:
        raise SettingError("model.rate_is_scheduled", optimizer=optimizer.name)
    return replace(optimizer, learning_rate=float(rate))


def without_rate(optimizer: Optimizer) -> Optimizer:
    """Give the optimizer as it is compiled: the same for every rate that may be set."""
    decay = decay_of(optimizer)
    return optimizer.without_rate() if decay is None else with_rate(optimizer, 1.0)


def rate_of_step(optimizer: Optimizer, step: jax.Array, rate: Any) -> jax.Array:
    """Give the rate of a step within the run, from its argument.

    Shapes: `step` (), `rate` () -> ().
    """
    if optimizer.has_constant_rate:
        return rate  # type: ignore[no-any-return]
    factor = rate if decay_of(optimizer) is not None else 1.0
    return factor * optimizer.rate_at(step)
