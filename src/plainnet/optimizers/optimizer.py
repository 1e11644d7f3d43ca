"""What an optimizer is: settings, the state it keeps, and the step it takes."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from functools import partial
from typing import Any, NamedTuple, Self

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.optimizers.gradient_clipping import clip_global_norm, clip_norms, clip_values
from plainnet.optimizers.learning_rate_schedule import LearningRateSchedule
from plainnet.optimizers.setting_check import check_numbers, is_finite, refuse
from plainnet.optimizers.weight_decay import decay_steps

Tree = Any
State = dict[str, Tree]


class Transformation(NamedTuple):
    """An optimizer as Optax knows one; importing all of Optax takes a tenth of a second.

    `update`: `(gradients, state, weights, *, learning_rate) -> (what to add, state)`.
    """

    init: Callable[..., State]  # `(weights) -> state`
    update: Callable[..., tuple[Tree, State]]


@dataclass(frozen=True)
class Optimizer(ABC):
    """How weights follow their gradients.

    Its fields are its saved form, named as Keras names them. The state of a run is a dict:
    `iterations`, and under the names of `slots` one array for each weight, as Keras keeps.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule
        How far a step goes.
    weight_decay : float or None, default=None
        Share of each weight taken away in a step, times the learning rate.
    clipnorm, clipvalue, global_clipnorm : float or None, default=None
        Limit of each gradient's length, of each number in it, or of the length of all
        gradients together. Only one can be set.
    exclude_from_weight_decay : sequence of str, default=()
        Weights in whose name one of these is found do not decay.
    name : str
        What Keras saves as its name.

    Raises
    ------
    SettingError
        If a setting makes no sense.
    """

    learning_rate: float | LearningRateSchedule = 0.001
    _: KW_ONLY
    weight_decay: float | None = None
    clipnorm: float | None = None
    clipvalue: float | None = None
    global_clipnorm: float | None = None
    exclude_from_weight_decay: tuple[str, ...] = ()
    name: str = "optimizer"

    def __post_init__(self) -> None:
        object.__setattr__(self, "exclude_from_weight_decay", tuple(self.exclude_from_weight_decay))
        rate = self.learning_rate
        if not isinstance(rate, LearningRateSchedule) and not (is_finite(rate) and rate >= 0):
            refuse(self, "learning_rate", "rate")
        clippings = ("clipnorm", "clipvalue", "global_clipnorm")
        check_numbers(self, "not_negative", "weight_decay", *clippings)
        given = [name for name in clippings if getattr(self, name) is not None]
        if len(given) > 1:
            names = ", ".join(given)
            raise SettingError("optimizer.one_clipping", owner=type(self).__name__, names=names)

    @property
    @abstractmethod
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """Name what is kept for each weight, in the order in which Keras saves it.

        The names of one group take turns: first weight's momentum, first weight's
        velocity, second weight's momentum, ...; then comes the next group.
        """

    @abstractmethod
    def steps(
        self, gradients: Tree, weights: Tree, state: State, learning_rate: jax.Array
    ) -> tuple[Tree, dict[str, Tree]]:
        """Give the steps that follow the gradients, and what is kept afterwards."""

    def first_value(self, slot: str) -> float:
        """Tell what a slot holds before the first step."""
        return 0.0

    @property
    def first_numbers(self) -> State:
        """What is kept besides the slots before the first step, one number for all weights."""
        return {}

    def transformation(self) -> Transformation:
        """Give the optimizer as Optax knows one."""
        return Transformation(self._init, self._update)

    def rate_at(self, step: ArrayLike) -> jax.Array:
        """Give the learning rate of a step.

        Shapes: `step` () -> ().
        """
        if isinstance(self.learning_rate, LearningRateSchedule):
            return self.learning_rate(step)
        return jnp.asarray(self.learning_rate, jnp.float32)

    @property
    def has_constant_rate(self) -> bool:
        """Tell whether the learning rate is a number and not a schedule."""
        return not isinstance(self.learning_rate, LearningRateSchedule)

    @property
    def constant_rate(self) -> float:
        """Give the learning rate if it is a number, else 0: a schedule is asked by step."""
        if isinstance(self.learning_rate, LearningRateSchedule):
            return 0.0
        return self.learning_rate

    def without_rate(self) -> Self:
        """Give the same optimizer at learning rate 0, or with its schedule if it has one.

        A compiled run is kept under this key: a number comes in as an argument, so that
        another number needs no new compilation, but a schedule is part of the program.
        """
        return replace(self, learning_rate=0.0) if self.has_constant_rate else self

    def _init(self, weights: Tree) -> State:
        """Give the state before the first step."""
        slots = {
            name: jax.tree.map(partial(_filled_like, self.first_value(name)), weights)
            for group in self.slots
            for name in group
        }
        return {"iterations": np.int32(0), **slots, **self.first_numbers}

    def _update(
        self, gradients: Tree, state: State, weights: Tree = None, *, learning_rate: ArrayLike
    ) -> tuple[Tree, State]:
        """Clip, decay and step; count the update."""
        rate = jnp.asarray(learning_rate, jnp.float32)
        if not self.weight_decay:
            updates, slots = self.steps(self._clip(gradients), weights, state, rate)
            return updates, {"iterations": state["iterations"] + 1, **slots}
        decay = decay_steps(
            weights,
            weight_decay=self.weight_decay,
            learning_rate=rate,
            excluded=self.exclude_from_weight_decay,
        )
        decayed = jax.tree.map(jnp.add, weights, decay)
        updates, slots = self.steps(self._clip(gradients), decayed, state, rate)
        updates = jax.tree.map(jnp.add, updates, decay)
        return updates, {"iterations": state["iterations"] + 1, **slots}

    def _clip(self, gradients: Tree) -> Tree:
        """Clip the gradients in the one way asked for; a limit of 0 asks for none."""
        if self.clipnorm:
            return clip_norms(gradients, self.clipnorm)
        if self.global_clipnorm:
            return clip_global_norm(gradients, self.global_clipnorm)
        if self.clipvalue:
            return clip_values(gradients, self.clipvalue)
        return gradients


def _filled_like(value: float, weight: jax.Array) -> NDArray[np.float32]:
    """Fill an array on the host, where nothing has to be compiled for it."""
    return np.full(np.shape(weight), value, np.float32)
