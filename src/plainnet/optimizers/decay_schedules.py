"""Learning rates that fall: in a curve, in steps, or along a table."""

from dataclasses import dataclass, field
from itertools import pairwise

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.optimizers.learning_rate_schedule import LearningRateSchedule
from plainnet.optimizers.setting_check import check_numbers, refuse


@dataclass(frozen=True)
class ExponentialDecay(LearningRateSchedule):
    """The rate times `decay_rate` to the power of step / `decay_steps`.

    Parameters
    ----------
    initial_learning_rate : float
        Rate of step 0.
    decay_steps : int
        Steps in which the rate is multiplied once by `decay_rate`.
    decay_rate : float
        The factor.
    staircase : bool, default=False
        Whether the rate stays level within `decay_steps` steps.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If a setting makes no sense.

    Examples
    --------
    >>> float(ExponentialDecay(1.0, decay_steps=10, decay_rate=0.5)(20))
    0.25
    """

    initial_learning_rate: float
    decay_steps: int
    decay_rate: float
    staircase: bool = False
    name: str = field(default="ExponentialDecay", kw_only=True)

    def __post_init__(self) -> None:
        check_numbers(self, "not_negative", "initial_learning_rate", "decay_rate")
        check_numbers(self, "positive", "decay_steps")

    def __call__(self, step: ArrayLike) -> jax.Array:
        """Give the learning rate of a step."""
        periods = jnp.asarray(step, jnp.float32) / self.decay_steps
        periods = jnp.floor(periods) if self.staircase else periods
        return self.initial_learning_rate * jnp.power(jnp.float32(self.decay_rate), periods)


@dataclass(frozen=True)
class InverseTimeDecay(LearningRateSchedule):
    """The rate divided by 1 + `decay_rate` times step / `decay_steps`.

    Parameters
    ----------
    initial_learning_rate : float
        Rate of step 0.
    decay_steps : int
        Steps in which the divisor grows by `decay_rate`.
    decay_rate : float
        How much it grows.
    staircase : bool, default=False
        Whether the rate stays level within `decay_steps` steps.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If a setting makes no sense.

    Examples
    --------
    >>> float(InverseTimeDecay(1.0, decay_steps=10, decay_rate=0.5)(20))
    0.5
    """

    initial_learning_rate: float
    decay_steps: int
    decay_rate: float
    staircase: bool = False
    name: str = field(default="InverseTimeDecay", kw_only=True)

    def __post_init__(self) -> None:
        check_numbers(self, "not_negative", "initial_learning_rate", "decay_rate")
        check_numbers(self, "positive", "decay_steps")

    def __call__(self, step: ArrayLike) -> jax.Array:
        """Give the learning rate of a step."""
        periods = jnp.asarray(step, jnp.float32) / self.decay_steps
        periods = jnp.floor(periods) if self.staircase else periods
        return self.initial_learning_rate / (1.0 + self.decay_rate * periods)


@dataclass(frozen=True)
class PolynomialDecay(LearningRateSchedule):
    """From one rate to another along a power of the steps left.

    Parameters
    ----------
    initial_learning_rate : float
        Rate of step 0.
    decay_steps : int
        Steps until the end rate.
    end_learning_rate : float, default=0.0001
        Rate from then on.
    power : float, default=1.0
        1 is a straight line.
    cycle : bool, default=False
        Whether, past the end, the way is walked again with two, three, ... times the steps.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If a setting makes no sense.

    Examples
    --------
    >>> float(PolynomialDecay(1.0, decay_steps=10, end_learning_rate=0.5)(5))
    0.75
    """

    initial_learning_rate: float
    decay_steps: int
    end_learning_rate: float = 0.0001
    power: float = 1.0
    cycle: bool = False
    name: str = field(default="PolynomialDecay", kw_only=True)

    def __post_init__(self) -> None:
        check_numbers(self, "not_negative", "initial_learning_rate", "end_learning_rate", "power")
        check_numbers(self, "positive", "decay_steps")

    def __call__(self, step: ArrayLike) -> jax.Array:
        """Give the learning rate of a step."""
        steps = jnp.asarray(step, jnp.float32)
        decay_steps = jnp.asarray(self.decay_steps, jnp.float32)
        if self.cycle:
            decay_steps *= jnp.maximum(jnp.ceil(steps / self.decay_steps), 1.0)
        left = 1.0 - jnp.minimum(steps, decay_steps) / decay_steps
        fall = self.initial_learning_rate - self.end_learning_rate
        return fall * jnp.power(left, self.power) + self.end_learning_rate


@dataclass(frozen=True)
class PiecewiseConstantDecay(LearningRateSchedule):
    """One rate up to and including a step, another up to the next, and so on.

    Parameters
    ----------
    boundaries : sequence of int
        Last steps of all rates but the last one, rising.
    values : sequence of float
        The rates, one more than boundaries.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If the boundaries do not rise or do not fit the values.

    Examples
    --------
    >>> schedule = PiecewiseConstantDecay([10], [1.0, 0.5])
    >>> [float(schedule(step)) for step in (10, 11)]
    [1.0, 0.5]
    """

    boundaries: tuple[int, ...]
    values: tuple[float, ...]
    name: str = field(default="PiecewiseConstant", kw_only=True)

    def __post_init__(self) -> None:
        # Lists, as Keras writes them, would make the schedule unfit as a cache key.
        object.__setattr__(self, "boundaries", tuple(self.boundaries))
        object.__setattr__(self, "values", tuple(self.values))
        rising = all(low < high for low, high in pairwise(self.boundaries))
        if not rising or len(self.values) != len(self.boundaries) + 1:
            refuse(self, "boundaries", "rising")

    def __call__(self, step: ArrayLike) -> jax.Array:
        """Give the learning rate of a step."""
        passed = jnp.asarray(step) > jnp.asarray(self.boundaries)  # (boundaries,)
        values = jnp.asarray(self.values, jnp.float32)  # (boundaries + 1,)
        rate: jax.Array = values[jnp.sum(passed)]
        return rate
