"""Adam that takes its momentum's next step in advance."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.optimizers.optimizer import Optimizer, State, Tree
from plainnet.optimizers.setting_check import check_numbers

# How fast the momentum grows towards `beta_1`.
WARM_UP = 0.96


@dataclass(frozen=True)
class Nadam(Optimizer):
    """Adam with Nesterov's momentum.

    The momentum of step t is `beta_1` (1 - 0.96^t / 2). The product of all momenta so far
    is kept beside the slots, as `u_product`.

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
    Dozat (2016), "Incorporating Nesterov momentum into Adam", ICLR workshop.

    Examples
    --------
    >>> nadam = Nadam(0.1).transformation()
    >>> state = nadam.init(jnp.asarray(1.0))
    >>> step, state = nadam.update(jnp.asarray(5.0), state, learning_rate=0.1)
    >>> float(step) < 0
    True
    """

    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    name: str = field(default="nadam", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_numbers(self, "fraction", "beta_1", "beta_2")
        check_numbers(self, "not_negative", "epsilon")

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Keep the mean gradient and the mean square."""
        return (("momentum", "velocity"),)

    @property
    def first_numbers(self) -> State:
        """Start from a product of nothing."""
        return {"u_product": np.float32(1)}

    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Go against a blend of the mean gradient to come and the gradient itself."""
        step = jnp.asarray(state["iterations"] + 1, jnp.float32)
        now, then = self._momentum(step), self._momentum(step + 1)
        product = state["u_product"] * now
        means = jax.tree.map(
            lambda mean, gradient: mean + (gradient - mean) * (1 - self.beta_1),
            state["momentum"],
            gradients,
        )
        squares = jax.tree.map(
            lambda mean, gradient: mean + (jnp.square(gradient) - mean) * (1 - self.beta_2),
            state["velocity"],
            gradients,
        )
        start = 1 - jnp.power(jnp.float32(self.beta_2), step)

        def update(mean: jax.Array, square: jax.Array, gradient: jax.Array) -> jax.Array:
            """Give one step."""
            ahead = then * mean / (1 - product * then) + (1 - now) * gradient / (1 - product)
            step: jax.Array = ahead * learning_rate / (jnp.sqrt(square / start) + self.epsilon)
            return -step

        updates = jax.tree.map(update, means, squares, gradients)
        return updates, {"momentum": means, "velocity": squares, "u_product": product}

    def _momentum(self, step: jax.Array) -> jax.Array:
        """Give the momentum of a step, the first being 1."""
        momentum: jax.Array = self.beta_1 * (1 - 0.5 * jnp.power(jnp.float32(WARM_UP), step))
        return momentum
