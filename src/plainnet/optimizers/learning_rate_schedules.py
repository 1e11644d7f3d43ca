"""Learning rates that change with the steps: decays, warm-up and restarts."""

import math
from dataclasses import dataclass, field
from itertools import pairwise

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.optimizers.optimizer import LearningRateSchedule, check_numbers, refuse


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
        """Return the learning rate of a step."""
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
        """Return the learning rate of a step."""
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
        """Return the learning rate of a step."""
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
        """Return the learning rate of a step."""
        passed = jnp.asarray(step) > jnp.asarray(self.boundaries)  # (boundaries,)
        values = jnp.asarray(self.values, jnp.float32)  # (boundaries + 1,)
        rate: jax.Array = values[jnp.sum(passed)]
        return rate


@dataclass(frozen=True)
class CosineDecay(LearningRateSchedule):
    """A straight rise to `warmup_target`, if there is one, then half a cosine down.

    Parameters
    ----------
    initial_learning_rate : float
        Rate of step 0.
    decay_steps : int
        Steps of the way down, after the rise.
    alpha : float, default=0.0
        Where it ends, as a fraction of where the way down began.
    warmup_target : float or None, default=None
        Rate at the end of the rise; None means there is no rise.
    warmup_steps : int, default=0
        Steps of the rise.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If a setting makes no sense.

    References
    ----------
    Loshchilov and Hutter (2017), "SGDR: Stochastic gradient descent with warm restarts",
    ICLR.

    Examples
    --------
    >>> round(float(CosineDecay(1.0, decay_steps=10)(5)), 6)
    0.5
    """

    initial_learning_rate: float
    decay_steps: int
    alpha: float = 0.0
    warmup_target: float | None = None
    warmup_steps: int = 0
    name: str = field(default="CosineDecay", kw_only=True)

    def __post_init__(self) -> None:
        names = ("initial_learning_rate", "alpha", "warmup_target", "warmup_steps")
        check_numbers(self, "not_negative", *names)
        check_numbers(self, "positive", "decay_steps")

    def __call__(self, step: ArrayLike) -> jax.Array:
        """Return the learning rate of a step."""
        steps = jnp.asarray(step, jnp.float32)
        if self.warmup_target is None:
            return self.initial_learning_rate * self._fallen(steps)
        fallen = self.warmup_target * self._fallen(steps - self.warmup_steps)
        if not self.warmup_steps:
            return fallen
        rise = self.warmup_target - self.initial_learning_rate
        risen = rise * (steps / self.warmup_steps) + self.initial_learning_rate
        return jnp.where(steps < self.warmup_steps, risen, fallen)

    def _fallen(self, steps: jax.Array) -> jax.Array:
        """Return the factor after so many steps down."""
        fraction = jnp.minimum(steps, self.decay_steps) / self.decay_steps
        return (1 - self.alpha) * half_cosine(fraction) + self.alpha


@dataclass(frozen=True)
class CosineDecayRestarts(LearningRateSchedule):
    """Half a cosine down, then up again at once and down more slowly.

    Parameters
    ----------
    initial_learning_rate : float
        Rate of step 0.
    first_decay_steps : int
        Steps of the first way down.
    t_mul : float, default=2.0
        How much longer each way down is than the one before.
    m_mul : float, default=1.0
        Where each begins, as a fraction of where the one before began.
    alpha : float, default=0.0
        The lowest rate, as a fraction of the initial one.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If a setting makes no sense.

    References
    ----------
    Loshchilov and Hutter (2017), "SGDR: Stochastic gradient descent with warm restarts",
    ICLR.

    Examples
    --------
    >>> schedule = CosineDecayRestarts(1.0, first_decay_steps=10)
    >>> [round(float(schedule(step)), 6) for step in (0, 5, 10, 20)]
    [1.0, 0.5, 1.0, 0.5]
    """

    initial_learning_rate: float
    first_decay_steps: int
    t_mul: float = 2.0
    m_mul: float = 1.0
    alpha: float = 0.0
    name: str = field(default="SGDRDecay", kw_only=True)

    def __post_init__(self) -> None:
        check_numbers(self, "not_negative", "initial_learning_rate", "m_mul", "alpha")
        check_numbers(self, "positive", "first_decay_steps", "t_mul")

    def __call__(self, step: ArrayLike) -> jax.Array:
        """Return the learning rate of a step."""
        periods = jnp.asarray(step, jnp.float32) / self.first_decay_steps
        if self.t_mul == 1.0:
            restarts = jnp.floor(periods)
            fraction = periods - restarts
        else:
            # r ways down last (1 - t_mul^r) / (1 - t_mul) first ways; solved for r here.
            growth = jnp.float32(self.t_mul)
            restarts = jnp.floor(jnp.log(1.0 - periods * (1.0 - growth)) / jnp.log(growth))
            length = jnp.power(growth, restarts)
            fraction = (periods - (1.0 - length) / (1.0 - growth)) / length
        height = jnp.power(jnp.float32(self.m_mul), restarts)
        factor = (1 - self.alpha) * height * half_cosine(fraction) + self.alpha
        return self.initial_learning_rate * factor


def half_cosine(fraction: jax.Array) -> jax.Array:
    """Return the way from 1 down to 0 at a fraction of it."""
    return 0.5 * (1.0 + jnp.cos(jnp.float32(math.pi) * fraction))
