"""Steps as long as the steps before, relative to the gradients before."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.optimizers.optimizer import Optimizer, State, Tree
from plainnet.optimizers.setting_check import check_numbers


@dataclass(frozen=True)
class Adadelta(Optimizer):
    """Each weight's gradient times its recent step over its recent gradient.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.001
        How far a step goes; the paper's is 1.
    rho : float, default=0.95
        Share of the means kept from step to step, from 0 to 1.
    epsilon : float, default=1e-7
        Added under both roots.
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
    Zeiler (2012), "ADADELTA: an adaptive learning rate method".

    Examples
    --------
    >>> adadelta = Adadelta(1.0).transformation()
    >>> state = adadelta.init(jnp.asarray(1.0))
    >>> step, state = adadelta.update(jnp.asarray(5.0), state, learning_rate=1.0)
    >>> round(float(step), 5)
    -0.00141
    """

    rho: float = 0.95
    epsilon: float = 1e-7
    name: str = field(default="adadelta", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_numbers(self, "fraction", "rho")
        check_numbers(self, "not_negative", "epsilon")

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Keep the mean squares of gradients and of steps."""
        return (("accumulated_grad", "accumulated_delta_var"),)

    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Go against the gradients, in the unit of the steps."""

        def moved(mean: jax.Array, numbers: jax.Array) -> jax.Array:
            """Move a mean square towards new numbers."""
            return self.rho * mean + (1 - self.rho) * jnp.square(numbers)

        def step(gradient: jax.Array, gradients: jax.Array, steps: jax.Array) -> jax.Array:
            """Give one step before the learning rate."""
            roots = jnp.sqrt(steps + self.epsilon), jnp.sqrt(gradients + self.epsilon)
            return -(roots[0] * gradient) / roots[1]

        squares = jax.tree.map(moved, state["accumulated_grad"], gradients)
        steps = jax.tree.map(step, gradients, squares, state["accumulated_delta_var"])
        lengths = jax.tree.map(moved, state["accumulated_delta_var"], steps)
        updates = jax.tree.map(lambda each: learning_rate * each, steps)
        return updates, {"accumulated_grad": squares, "accumulated_delta_var": lengths}
