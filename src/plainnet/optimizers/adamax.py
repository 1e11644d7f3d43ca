"""Adam with the largest recent gradient in the place of the root mean square."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.optimizers.optimizer import Optimizer, State, Tree
from plainnet.optimizers.setting_check import check_numbers


@dataclass(frozen=True)
class Adamax(Optimizer):
    """Each weight's mean gradient over the largest recent one.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.001
        How far a step goes.
    beta_1 : float, default=0.9
        Share of the mean gradient kept from step to step, from 0 to 1.
    beta_2 : float, default=0.999
        Share of the largest gradient kept, from 0 to 1.
    epsilon : float, default=1e-7
        Added to the largest gradient.
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
    Kingma and Ba (2015), "Adam: a method for stochastic optimization", ICLR, section 7.

    Examples
    --------
    >>> adamax = Adamax(0.1).transformation()
    >>> state = adamax.init(jnp.asarray(1.0))
    >>> step, state = adamax.update(jnp.asarray(5.0), state, learning_rate=0.1)
    >>> round(float(step), 4)
    -0.1
    """

    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    name: str = field(default="adamax", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_numbers(self, "fraction", "beta_1", "beta_2")
        check_numbers(self, "not_negative", "epsilon")

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Keep the mean gradient and the largest one."""
        return (("momentum", "norm"),)

    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Go against the mean gradients, each over its largest."""
        means = jax.tree.map(
            lambda mean, gradient: mean + (gradient - mean) * (1 - self.beta_1),
            state["momentum"],
            gradients,
        )
        largest = jax.tree.map(
            lambda norm, gradient: jnp.maximum(self.beta_2 * norm, jnp.abs(gradient)),
            state["norm"],
            gradients,
        )
        step = jnp.asarray(state["iterations"] + 1, jnp.float32)
        start = 1 - jnp.power(jnp.float32(self.beta_1), step)
        updates = jax.tree.map(
            lambda mean, norm: -(learning_rate * mean) / (start * (norm + self.epsilon)),
            means,
            largest,
        )
        return updates, {"momentum": means, "norm": largest}
