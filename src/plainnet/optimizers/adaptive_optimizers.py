"""Optimizers with a step of its own for every weight: Adagrad, RMSprop, Adadelta and FTRL."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.optimizers.optimizer import Optimizer, State, Tree, check_numbers, is_finite, refuse


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
            uphill = jax.tree.map(
                lambda each, last: each + self.momentum * last, uphill, state["momentum"]
            )
            slots = {**slots, "momentum": uphill}
        return jax.tree.map(jnp.negative, uphill), slots

    def _scale(self, gradients: Tree, state: State) -> tuple[Tree, dict[str, Tree]]:
        """Divide the gradients by the root of their mean square or variance."""
        squares = jax.tree.map(jnp.square, gradients)
        slots = {"velocity": moving_mean(self.rho, state["velocity"], squares)}
        spread = slots["velocity"]
        if self.centered:
            mean = moving_mean(self.rho, state["average_gradient"], gradients)
            slots["average_gradient"] = mean
            spread = jax.tree.map(lambda square, each: square - jnp.square(each), spread, mean)
        scaled = jax.tree.map(
            lambda gradient, size: gradient * jax.lax.rsqrt(size + self.epsilon), gradients, spread
        )
        return scaled, slots


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

        def step(gradient: jax.Array, gradients: jax.Array, steps: jax.Array) -> jax.Array:
            """Return one step before the learning rate."""
            roots = jnp.sqrt(steps + self.epsilon), jnp.sqrt(gradients + self.epsilon)
            return -(roots[0] * gradient) / roots[1]

        last = state["accumulated_grad"], state["accumulated_delta_var"]
        squares = moving_mean(self.rho, last[0], jax.tree.map(jnp.square, gradients))
        steps = jax.tree.map(step, gradients, squares, last[1])
        lengths = moving_mean(self.rho, last[1], jax.tree.map(jnp.square, steps))
        updates = jax.tree.map(lambda each: learning_rate * each, steps)
        return updates, {"accumulated_grad": squares, "accumulated_delta_var": lengths}


@dataclass(frozen=True)
class Ftrl(Optimizer):
    """Follow the regularized leader.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule, default=0.001
        How far a step goes.
    learning_rate_power : float, default=-0.5
        How the step shrinks with the sum of squares; not above 0.
    initial_accumulator_value : float, default=0.1
        What the sums of squares start from.
    l1_regularization_strength, l2_regularization_strength : float, default=0.0
        Price of absolute and of squared weights.
    l2_shrinkage_regularization_strength : float, default=0.0
        Price of squared weights that goes through the gradient.
    beta : float, default=0.0
        Further price of squared weights, over twice the learning rate.
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
    McMahan et al. (2013), "Ad click prediction: a view from the trenches", KDD.

    Examples
    --------
    >>> ftrl = Ftrl(0.1, l1_regularization_strength=9.0).transformation()
    >>> state = ftrl.init(jnp.asarray(1.0))
    >>> step, state = ftrl.update(jnp.asarray(5.0), state, jnp.asarray(1.0), learning_rate=0.1)
    >>> float(step) < 0
    True
    """

    learning_rate_power: float = -0.5
    initial_accumulator_value: float = 0.1
    l1_regularization_strength: float = 0.0
    l2_regularization_strength: float = 0.0
    l2_shrinkage_regularization_strength: float = 0.0
    beta: float = 0.0
    name: str = field(default="ftrl", kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (is_finite(self.learning_rate_power) and self.learning_rate_power <= 0):
            refuse(self, "learning_rate_power", "not_positive")
        strengths = ("l1", "l2", "l2_shrinkage")
        names = [f"{kind}_regularization_strength" for kind in strengths]
        check_numbers(self, "not_negative", "initial_accumulator_value", "beta", *names)

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Keep the sum of squares and the sum of gradients."""
        return (("accumulator", "linear"),)

    def first_value(self, slot: str) -> float:
        """Start the sum of squares from the setting."""
        return self.initial_accumulator_value if slot == "accumulator" else 0.0

    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Go to where the sums so far are smallest."""
        power, l1 = -self.learning_rate_power, self.l1_regularization_strength
        l2 = self.l2_regularization_strength + self.beta / (2 * learning_rate)
        shrinkage = 2 * self.l2_shrinkage_regularization_strength
        before = state["accumulator"]
        sums = jax.tree.map(lambda total, each: total + jnp.square(each), before, gradients)

        def leaned(
            linear: jax.Array, each: jax.Array, weight: jax.Array, old: jax.Array, new: jax.Array
        ) -> jax.Array:
            """Add a gradient to the sum, less what has been followed of it."""
            followed = (jnp.power(new, power) - jnp.power(old, power)) / learning_rate * weight
            return linear + (each + shrinkage * weight - followed)

        def update(linear: jax.Array, new: jax.Array, weight: jax.Array) -> jax.Array:
            """Return the way from a weight to where it is best."""
            bend = jnp.power(new, power) / learning_rate + 2 * l2
            return (jnp.clip(linear, -l1, l1) - linear) / bend - weight

        linear = jax.tree.map(leaned, state["linear"], gradients, weights, before, sums)
        updates = jax.tree.map(update, linear, sums, weights)
        return updates, {"accumulator": sums, "linear": linear}


def moving_mean(rho: float, mean: Tree, numbers: Tree) -> Tree:
    """Move exponential means towards new numbers; `rho` is the share that is kept."""
    return jax.tree.map(lambda kept, new: (1 - rho) * new + rho * kept, mean, numbers)
