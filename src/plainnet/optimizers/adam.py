"""Momentum over the recent size of the gradient, both freed of their start at zero."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.optimizers.optimizer import Optimizer, State, Tree
from plainnet.optimizers.setting_check import check_numbers


@dataclass(frozen=True)
class Adam(Optimizer):
    """Each weight's mean gradient over the root of its mean square.

    Epsilon is added to the root before the correction for the start at zero (the paper's
    "epsilon hat"), as in Keras. Optax adds it afterwards: for a gradient of 1e-7 its first
    steps are about ten times as long.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.001
        How far a step goes.
    beta_1 : float, default=0.9
        Share of the mean gradient kept from step to step, from 0 to 1.
    beta_2 : float, default=0.999
        Share of the mean square kept, from 0 to 1.
    epsilon : float, default=1e-7
        Added to the root.
    amsgrad : bool, default=False
        Whether to divide by the largest mean square so far.
    weight_decay, clipnorm, clipvalue, global_clipnorm : float or None, default=None
        As for every `Optimizer`.
    exclude_from_weight_decay : sequence of str, default=()
        As for every `Optimizer`.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If a setting makes no sense.

    References
    ----------
    Kingma and Ba (2015), "Adam: a method for stochastic optimization", ICLR.
    Reddi, Kale and Kumar (2018), "On the convergence of Adam and beyond", ICLR.

    Examples
    --------
    >>> adam = Adam(0.1).transformation()
    >>> state = adam.init(jnp.asarray(1.0))
    >>> step, state = adam.update(jnp.asarray(5.0), state, learning_rate=0.1)
    >>> round(float(step), 4)
    -0.1
    """

    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    amsgrad: bool = False
    name: str = field(default="adam", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_numbers(self, "fraction", "beta_1", "beta_2")
        check_numbers(self, "not_negative", "epsilon")

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Keep the mean gradient, the mean square and, for AMSGrad, its largest."""
        return (("momentum", "velocity"), *((("velocity_hat",),) if self.amsgrad else ()))

    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Go against the mean gradients, each over its recent size."""
        momentum = jax.tree.map(
            lambda mean, gradient: mean + (gradient - mean) * (1 - self.beta_1),
            state["momentum"],
            gradients,
        )
        velocity = jax.tree.map(
            lambda mean, gradient: mean + (jnp.square(gradient) - mean) * (1 - self.beta_2),
            state["velocity"],
            gradients,
        )
        slots = {"momentum": momentum, "velocity": velocity}
        if self.amsgrad:
            velocity = jax.tree.map(jnp.maximum, state["velocity_hat"], velocity)
            slots["velocity_hat"] = velocity
        rate = learning_rate * self._start_correction(state["iterations"])
        updates = jax.tree.map(
            lambda mean, square: -rate * mean / (jnp.sqrt(square) + self.epsilon),
            momentum,
            velocity,
        )
        return updates, slots

    def _start_correction(self, iterations: jax.Array) -> jax.Array:
        """Give what undoes the means' start at zero."""
        step = jnp.asarray(iterations + 1, jnp.float32)
        beta_1_power = jnp.power(jnp.float32(self.beta_1), step)
        beta_2_power = jnp.power(jnp.float32(self.beta_2), step)
        return jnp.sqrt(1.0 - beta_2_power) / (1.0 - beta_1_power)
