"""Weights that follow all gradients so far, under a price that pushes them to exactly 0."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.optimizers.optimizer import Optimizer, State, Tree
from plainnet.optimizers.setting_check import check_numbers, is_finite, refuse


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
            """Give the way from a weight to where it is best."""
            bend = jnp.power(new, power) / learning_rate + 2 * l2
            return (jnp.clip(linear, -l1, l1) - linear) / bend - weight

        linear = jax.tree.map(leaned, state["linear"], gradients, weights, before, sums)
        updates = jax.tree.map(update, linear, sums, weights)
        return updates, {"accumulator": sums, "linear": linear}
