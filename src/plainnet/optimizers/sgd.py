"""Gradient descent, with or without momentum."""

from dataclasses import dataclass, field

import jax

from plainnet.optimizers.learning_rate_schedule import LearningRateSchedule
from plainnet.optimizers.optimizer import Optimizer, State, Tree
from plainnet.optimizers.setting_check import check_numbers


@dataclass(frozen=True)
class SGD(Optimizer):
    """Gradient descent on batches.

    With momentum, a step is `momentum` times the last step, minus the learning rate times
    the gradient. The rate is inside what is remembered: when it falls, the steps already
    gathered keep their length.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.01
        How far a step goes.
    momentum : float, default=0.0
        Share of the last step kept, from 0 to 1.
    nesterov : bool, default=False
        Whether the gradient's part is taken as if the momentum's step were made already.
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
    Sutskever et al. (2013), "On the importance of initialization and momentum in deep
    learning", ICML.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> sgd = SGD(0.5, momentum=0.9).transformation()
    >>> state = sgd.init(jnp.asarray(1.0))
    >>> step, state = sgd.update(jnp.asarray(1.0), state, learning_rate=0.5)
    >>> step, state = sgd.update(jnp.asarray(1.0), state, learning_rate=0.5)
    >>> round(float(step), 6)
    -0.95
    """

    learning_rate: float | LearningRateSchedule = 0.01
    momentum: float = 0.0
    nesterov: bool = False
    name: str = field(default="sgd", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_numbers(self, "fraction", "momentum")

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Keep the last step of each weight, if there is momentum."""
        return (("momentum",),) if self.momentum else ()

    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Go against the gradients, carried on by the last step."""
        downhill = jax.tree.map(lambda gradient: -learning_rate * gradient, gradients)
        if not self.momentum:
            return downhill, {}
        import optax

        trace = optax.trace(self.momentum, self.nesterov)
        updates, last = trace.update(downhill, optax.TraceState(state["momentum"]))
        return updates, {"momentum": last.trace}
