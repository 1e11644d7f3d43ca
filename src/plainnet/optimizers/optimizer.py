"""What an optimizer is, and the plainest one: gradient descent."""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from functools import partial
from numbers import Real
from typing import Any, NamedTuple, Self

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from numpy.typing import NDArray

from plainnet.errors import SettingError
from plainnet.messages.language import say

_RANGES: dict[str, Callable[[float], bool]] = {
    "fraction": lambda value: 0 <= value <= 1,
    "positive": lambda value: value > 0,
    "not_negative": lambda value: value >= 0,
}


def check_numbers(owner: object, expected: str, *names: str) -> None:
    """Refuse fields of `owner` outside a range; None means not set and passes."""
    for name in names:
        value = getattr(owner, name)
        if value is not None and not (is_finite(value) and _RANGES[expected](value)):
            refuse(owner, name, expected)


def refuse(owner: object, name: str, expected: str) -> None:
    """Say that a field of `owner` is not what was expected."""
    raise SettingError(
        "optimizer.setting.range",
        owner=type(owner).__name__,
        name=name,
        value=getattr(owner, name),
        expected=say(f"optimizer.expected.{expected}"),
    )


def is_finite(value: object) -> bool:
    """Return whether a value is a finite number."""
    return isinstance(value, Real) and math.isfinite(value)


@dataclass(frozen=True)
class LearningRateSchedule(ABC):
    """A learning rate that depends on the number of updates made before.

    Its fields are its saved form, named as Keras names them. A schedule is a pure
    function of the step, so that it can stand inside a compiled run.

    Parameters
    ----------
    name : str
        What Keras saves as its name.
    """

    name: str = field(default="schedule", kw_only=True)

    @abstractmethod
    def __call__(self, step: ArrayLike) -> jax.Array:
        """Return the learning rate of a step.

        Shapes: `step` () -> ().
        """


def clip_values(gradients: Any, limit: float) -> Any:
    """Put each number of each gradient between -limit and limit.

    >>> clip_values(jnp.asarray([3.0, -0.5]), 1.0).tolist()
    [1.0, -0.5]
    """
    return jax.tree.map(lambda gradient: jnp.clip(gradient, -limit, limit), gradients)


def clip_norms(gradients: Any, limit: float) -> Any:
    """Shorten each gradient whose Euclidean length exceeds the limit, on its own.

    >>> clip_norms(jnp.asarray([3.0, 4.0]), 1.0).round(4).tolist()
    [0.5999999642372131, 0.7999999523162842]
    """

    def clip(gradient: jax.Array) -> jax.Array:
        """Scale one gradient to at most the limit."""
        length = jnp.sqrt(jnp.sum(jnp.square(gradient)))
        return gradient * limit / jnp.maximum(length, limit)

    return jax.tree.map(clip, gradients)


def clip_global_norm(gradients: Any, limit: float) -> Any:
    """Shorten all gradients by one factor if their common length exceeds the limit.

    Result: not numbers if the length is infinite, so that a run that has blown up is seen to have.

    Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural
    networks", ICML.

    >>> clip_global_norm([jnp.asarray(3.0), jnp.asarray(4.0)], 10.0)[1].tolist()
    4.0
    """
    squares = [jnp.sum(jnp.square(gradient)) for gradient in jax.tree.leaves(gradients)]
    length = jnp.sqrt(jnp.asarray(sum(squares)))
    factor = limit * jnp.minimum(1.0 / length, 1.0 / limit) + (length - length)
    return jax.tree.map(lambda gradient: gradient * factor, gradients)


def decay_steps(
    weights: Any,
    *,
    weight_decay: float,
    learning_rate: jax.Array,
    excluded: Sequence[str] = (),
) -> Any:
    """Return what weight decay adds to each weight in one step.

    Shapes: `learning_rate` ().

    Loshchilov and Hutter (2019), "Decoupled weight decay regularization", ICLR.

    >>> import jax.numpy as jnp
    >>> weights = {"kernel": jnp.asarray(2.0), "bias": jnp.asarray(2.0)}
    >>> steps = decay_steps(
    ...     weights, weight_decay=0.5, learning_rate=jnp.asarray(0.1), excluded=["bias"]
    ... )
    >>> {name: round(float(step), 6) for name, step in steps.items()}
    {'bias': 0.0, 'kernel': -0.1}
    """

    def decay(path: tuple[Any, ...], weight: jax.Array) -> jax.Array:
        """Return one weight's decay."""
        name = jax.tree_util.keystr(path[-1:], simple=True).rpartition("/")[2]
        if any(re.search(pattern, name) for pattern in excluded):
            return jax.numpy.zeros_like(weight)
        return -(weight * weight_decay * learning_rate)

    return jax.tree_util.tree_map_with_path(decay, weights)


Tree = Any
State = dict[str, Tree]


class Transformation(NamedTuple):
    """An optimizer as a pair of pure functions, in the form of Optax.

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
            names = list(given)
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
        """Return the steps that follow the gradients, and what is kept afterwards."""

    def first_value(self, slot: str) -> float:
        """Return what a slot holds before the first step."""
        return 0.0

    @property
    def first_numbers(self) -> State:
        """What is kept besides the slots before the first step, one number for all weights."""
        return {}

    def transformation(self) -> Transformation:
        """Return the optimizer as a pair of pure functions."""
        return Transformation(self._init, self._update)

    def rate_at(self, step: ArrayLike) -> jax.Array:
        """Return the learning rate of a step.

        Shapes: `step` () -> ().
        """
        if isinstance(self.learning_rate, LearningRateSchedule):
            return self.learning_rate(step)
        return jnp.asarray(self.learning_rate, jnp.float32)

    @property
    def has_constant_rate(self) -> bool:
        """Return whether the learning rate is a number and not a schedule."""
        return not isinstance(self.learning_rate, LearningRateSchedule)

    @property
    def constant_rate(self) -> float:
        """Return the learning rate if it is a number, else 0: a schedule is asked by step."""
        if isinstance(self.learning_rate, LearningRateSchedule):
            return 0.0
        return self.learning_rate

    def without_rate(self) -> Self:
        """Return the same optimizer at learning rate 0, or with its schedule if it has one.

        A compiled run is kept under this key: a number comes in as an argument, so that
        another number needs no new compilation, but a schedule is part of the program.
        """
        return replace(self, learning_rate=0.0) if self.has_constant_rate else self

    def _init(self, weights: Tree) -> State:
        """Return the state before the first step."""
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

        def carried(each: jax.Array, last: jax.Array) -> jax.Array:
            """Add what is left of the last step."""
            return each + self.momentum * last

        moved = jax.tree.map(carried, downhill, state["momentum"])
        steps = jax.tree.map(carried, downhill, moved) if self.nesterov else moved
        return steps, {"momentum": moved}
