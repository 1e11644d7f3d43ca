"""Steps divided by all that the gradient has been."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.optimizers.optimizer import Optimizer, State, Tree
from plainnet.optimizers.setting_check import check_numbers


@dataclass(frozen=True)
class Adagrad(Optimizer):
    """Each weight's gradient over the root of the sum of its squares.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.001
        How far a step goes.
    initial_accumulator_value : float, default=0.1
        What the sums of squares start from.
    epsilon : float, default=1e-7
        Added under the root.
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
    Duchi, Hazan and Singer (2011), "Adaptive subgradient methods for online learning and
    stochastic optimization", JMLR 12.

    Examples
    --------
    >>> adagrad = Adagrad(0.1, initial_accumulator_value=0.0).transformation()
    >>> state = adagrad.init(jnp.asarray(1.0))
    >>> step, state = adagrad.update(jnp.asarray(5.0), state, learning_rate=0.1)
    >>> round(float(step), 4)
    -0.1
    """

    initial_accumulator_value: float = 0.1
    epsilon: float = 1e-7
    name: str = field(default="adagrad", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_numbers(self, "not_negative", "initial_accumulator_value", "epsilon")

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Keep the sum of squares."""
        return (("accumulator",),)

    def first_value(self, slot: str) -> float:
        """Start from the setting."""
        return self.initial_accumulator_value

    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Go against the gradients, each over its sum of squares."""
        sums = jax.tree.map(
            lambda total, gradient: total + jnp.square(gradient), state["accumulator"], gradients
        )
        updates = jax.tree.map(
            lambda gradient, total: -learning_rate * gradient / jnp.sqrt(total + self.epsilon),
            gradients,
            sums,
        )
        return updates, {"accumulator": sums}
