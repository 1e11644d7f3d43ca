"""Steps divided by the recent size of the gradient."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.optimizers.optimizer import Optimizer, State, Tree
from plainnet.optimizers.setting_check import check_numbers


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """Each weight's gradient over the root of its mean recent square.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.001
        How far a step goes.
    rho : float, default=0.9
        Share of the mean kept from step to step, from 0 to 1.
    momentum : float, default=0.0
        Share of the last step kept, from 0 to 1.
    epsilon : float, default=1e-7
        Added under the root.
    centered : bool, default=False
        Whether the mean gradient's square is subtracted, leaving the variance.
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
    Tieleman and Hinton (2012), "Lecture 6.5: rmsprop", Neural networks for machine
    learning.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> rmsprop = RMSprop(0.1).transformation()
    >>> state = rmsprop.init(jnp.asarray(10.0))
    >>> step, state = rmsprop.update(jnp.asarray(10.0), state, learning_rate=0.1)
    >>> round(float(step), 4)
    -0.3162
    """

    rho: float = 0.9
    momentum: float = 0.0
    epsilon: float = 1e-7
    centered: bool = False
    name: str = field(default="rmsprop", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_numbers(self, "fraction", "rho", "momentum")
        check_numbers(self, "not_negative", "epsilon")

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Keep the mean square, the last step and the mean gradient, as far as used."""
        momentum = (("momentum",),) if self.momentum else ()
        mean = (("average_gradient",),) if self.centered else ()
        return (("velocity",), *momentum, *mean)

    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Go against the gradients, each over its recent size."""
        scaled, slots = self._scale(gradients, state)
        uphill = jax.tree.map(lambda gradient: learning_rate * gradient, scaled)
        if self.momentum:
            # Kept uphill, and turned afterwards, so that a saved state is that of Keras.
            import optax

            trace = optax.trace(self.momentum)
            uphill, last = trace.update(uphill, optax.TraceState(state["momentum"]))
            slots = {**slots, "momentum": last.trace}
        return jax.tree.map(jnp.negative, uphill), slots

    def _scale(self, gradients: Tree, state: State) -> tuple[Tree, dict[str, Tree]]:
        """Divide the gradients by the root of their mean square or variance."""
        import optax

        if self.centered:
            means = optax.ScaleByRStdDevState(mu=state["average_gradient"], nu=state["velocity"])
            scaled, means = optax.scale_by_stddev(self.rho, self.epsilon).update(gradients, means)
            return scaled, {"velocity": means.nu, "average_gradient": means.mu}
        mean = optax.ScaleByRmsState(nu=state["velocity"])
        scaled, mean = optax.scale_by_rms(self.rho, self.epsilon).update(gradients, mean)
        return scaled, {"velocity": mean.nu}
