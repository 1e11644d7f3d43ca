"""Adam and its relatives: AdamW, Adamax and Nadam."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp
import numpy as np

from plainnet.optimizers.optimizer import Optimizer, State, Tree, check_numbers, refuse


def moved_towards(numbers: Tree, means: Tree, beta: float) -> Tree:
    """Move exponential means towards new numbers; `beta` is the share that is kept."""
    return jax.tree.map(lambda mean, new: mean + (new - mean) * (1 - beta), means, numbers)


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
        momentum = moved_towards(gradients, state["momentum"], self.beta_1)
        velocity = jax.tree.map(jnp.square, gradients)
        velocity = moved_towards(velocity, state["velocity"], self.beta_2)
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
        """Return what undoes the means' start at zero."""
        step = jnp.asarray(iterations + 1, jnp.float32)
        beta_1_power = jnp.power(jnp.float32(self.beta_1), step)
        beta_2_power = jnp.power(jnp.float32(self.beta_2), step)
        return jnp.sqrt(1.0 - beta_2_power) / (1.0 - beta_1_power)


@dataclass(frozen=True)
class AdamW(Adam):
    """Adam whose weights also decay, beside the gradient and not through it.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.001
        How far a step goes.
    weight_decay : float, default=0.004
        Share of each weight taken away in a step, times the learning rate.
    beta_1, beta_2, epsilon : float
        As for `Adam`.
    amsgrad : bool, default=False
        As for `Adam`.
    clipnorm, clipvalue, global_clipnorm : float or None, default=None
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
    Loshchilov and Hutter (2019), "Decoupled weight decay regularization", ICLR.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> adamw = AdamW(0.1, weight_decay=0.5).transformation()
    >>> weights = {"kernel": jnp.asarray(2.0)}
    >>> gradients = {"kernel": jnp.asarray(0.0)}
    >>> steps, state = adamw.update(gradients, adamw.init(weights), weights, learning_rate=0.1)
    >>> round(float(steps["kernel"]), 4)
    -0.1
    """

    weight_decay: float | None = 0.004
    name: str = field(default="adamw", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.weight_decay is None:
            refuse(self, "weight_decay", "not_negative")


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
        means = moved_towards(gradients, state["momentum"], self.beta_1)
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
        means = moved_towards(gradients, state["momentum"], self.beta_1)
        squares = jax.tree.map(jnp.square, gradients)
        squares = moved_towards(squares, state["velocity"], self.beta_2)
        start = 1 - jnp.power(jnp.float32(self.beta_2), step)

        def update(mean: jax.Array, square: jax.Array, gradient: jax.Array) -> jax.Array:
            """Return one step."""
            ahead = then * mean / (1 - product * then) + (1 - now) * gradient / (1 - product)
            step: jax.Array = ahead * learning_rate / (jnp.sqrt(square / start) + self.epsilon)
            return -step

        updates = jax.tree.map(update, means, squares, gradients)
        return updates, {"momentum": means, "velocity": squares, "u_product": product}

    def _momentum(self, step: jax.Array) -> jax.Array:
        """Return the momentum of a step, the first being 1."""
        momentum: jax.Array = self.beta_1 * (1 - 0.5 * jnp.power(jnp.float32(WARM_UP), step))
        return momentum
