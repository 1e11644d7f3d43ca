"""What a loss is: how wrong each sample of a batch was."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, Self

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from numpy.typing import NDArray

from plainnet.errors import SettingError, ShapeError


def with_axes(array: jax.Array, n_axes: int) -> jax.Array:
    """Add last axes of length one until there are so many.

    >>> with_axes(jnp.ones((4, 5)), 3).shape
    (4, 5, 1)
    """
    return array.reshape(*array.shape, *[1] * (n_axes - array.ndim))


def match_axes(y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Add or drop a last axis of length one so that both have as many axes.

    Shapes: `y_true` and `y_pred` (batch, ...).
    Result: both with at least two axes where one of them had a last axis to spare.

    >>> import jax.numpy as jnp
    >>> [a.shape for a in match_axes(jnp.zeros(3), jnp.zeros((3, 1)))]
    [(3, 1), (3, 1)]
    """
    if y_true.ndim == y_pred.ndim == 1:
        return y_true[:, None], y_pred[:, None]
    if y_true.ndim == y_pred.ndim + 1 and y_true.shape[-1] == 1:
        return (y_true, y_pred[:, None]) if y_pred.ndim == 1 else (y_true[..., 0], y_pred)
    if y_pred.ndim == y_true.ndim + 1 and y_pred.shape[-1] == 1:
        return (y_true[:, None], y_pred) if y_true.ndim == 1 else (y_true, y_pred[..., 0])
    return y_true, y_pred


def match_shapes(name: str, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Match the axes, then insist on equal shapes: nothing is broadcast unseen.

    Shapes: `y_true` and `y_pred` (batch, ...).
    """
    matched_true, matched_pred = match_axes(y_true, y_pred)
    if matched_true.shape != matched_pred.shape:
        raise ShapeError("loss.shapes", loss=name, targets=y_true.shape, outputs=y_pred.shape)
    return matched_true, matched_pred


TargetKind = Literal["numbers", "one_hot", "class_numbers"]

#: What Keras, in all its years, calls the mean and the sum.
REDUCTIONS = {
    "sum_over_batch_size": "sum_over_batch_size",
    "mean": "sum_over_batch_size",
    "auto": "sum_over_batch_size",
    "sum": "sum",
}


@dataclass(frozen=True)
class Loss(ABC):
    """How wrong the outputs are, one number a sample.

    Its fields are its saved form, named as Keras names them. The loss of a batch is the
    mean of its samples' losses, each times its sample weight.

    Parameters
    ----------
    reduction : {"sum_over_batch_size", "sum"}, default="sum_over_batch_size"
        Whether the loss of a batch is the mean or the sum of its losses.
    name : str
        What histories and messages call it.

    Raises
    ------
    SettingError
        If a setting makes no sense.
    """

    reduction: str = field(default="sum_over_batch_size", kw_only=True)
    name: str = field(default="loss", kw_only=True)

    target_kind: ClassVar[TargetKind] = "numbers"
    #: Settings that Keras saves and that have one value here.
    fixed_settings: ClassVar[Mapping[str, object]] = {}

    def __post_init__(self) -> None:
        if self.reduction not in REDUCTIONS:
            raise SettingError(
                "loss.setting.unsupported",
                loss=type(self).__name__,
                name="reduction",
                value=self.reduction,
            )
        object.__setattr__(self, "reduction", REDUCTIONS[self.reduction])

    @property
    def mixes_rows(self) -> bool:
        """Whether the losses of a batch depend on which samples are in it."""
        return self.reduction == "sum"

    def apply(self, y_true: Any, y_pred: Any, shares: Any = None) -> jax.Array:
        """Return the loss of each sample.

        Shapes: `y_true` (batch, ...), `y_pred` (batch, ..., features), `shares` (batch,) or
        (batch, time) -> (batch,).
        `y_true`: targets, in the outputs' unit.
        `shares`: how much each sample or time counts; 1 where None.
        """
        losses = self.by_element(y_true, y_pred)  # (batch, ...)
        if shares is not None and losses.ndim >= shares.ndim:
            losses = losses * with_axes(shares, losses.ndim)
        axes = tuple(range(1, losses.ndim))
        if self.reduction == "sum":
            return jnp.sum(losses, axis=axes) * losses.shape[0]
        return jnp.mean(losses, axis=axes)

    def by_element(self, y_true: ArrayLike, y_pred: ArrayLike) -> jax.Array:
        """Return the losses of shape (batch, ...) of targets and outputs as they come."""
        outputs = jnp.asarray(y_pred)
        return self.losses(*self.match(jnp.asarray(y_true, outputs.dtype), outputs))

    def match(self, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Bring targets and outputs to one shape."""
        return match_shapes(self.name, y_true, y_pred)

    @abstractmethod
    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Return the losses of shape (batch, ...), where only the last axis is reduced."""

    def to_config(self) -> dict[str, Any]:
        """Return the settings as Keras saves them."""
        return {**self.fixed_settings, **{f.name: getattr(self, f.name) for f in fields(self)}}

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make the loss from saved settings."""
        names = {f.name for f in fields(cls)}
        fixed = {"axis": -1, **cls.fixed_settings}
        for name, value in config.items():
            if name in names or name == "dtype":
                continue
            if name not in fixed or value != fixed[name]:
                raise SettingError(
                    "loss.setting.unsupported", loss=cls.__name__, name=name, value=value
                )
        return cls(**{name: value for name, value in config.items() if name in names})


@dataclass(frozen=True)
class CustomLoss(Loss):
    """What a function gives; it is traced into the compiled run.

    Two of them are equal if their functions are the same object.

    `function`: takes targets and outputs of a batch and gives losses of shape (batch, ...), or one
        number for the whole batch.
    `reduction`: whether the loss of a batch is the mean or the sum of its losses.

    >>> CustomLoss(lambda y_true, y_pred: abs(y_true - y_pred)).apply([[1.0]], [[3.0]]).tolist()
    [2.0]
    """

    function: Callable[..., Any]

    @property
    def mixes_rows(self) -> bool:
        """A function may take means over the batch."""
        return True

    def by_element(self, y_true: ArrayLike, y_pred: ArrayLike) -> jax.Array:
        """Return the losses of shape (batch, ...); one number for the batch is that of each."""
        losses = super().by_element(y_true, y_pred)
        n_rows = jnp.asarray(y_pred).shape[0]
        # A function may give fewer or more losses than there are rows; their mean counts.
        is_by_row = losses.shape[:1] == (n_rows,)
        return losses if is_by_row else jnp.broadcast_to(losses.mean(), (n_rows,))

    def match(self, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Bring targets and outputs to as many axes; the function judges the shapes."""
        return match_axes(y_true, y_pred)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Call the function."""
        return jnp.asarray(self.function(y_true, y_pred), jnp.float32)


@dataclass(frozen=True)
class NoLoss(Loss):
    """What stands for an output that is not trained on."""

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Return nothing but zeros."""
        return jnp.zeros(len(y_pred))

    def match(self, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Take any targets."""
        return y_true, y_pred


@dataclass(frozen=True)
class JointLoss(Loss):
    """One loss and one weight for each output.

    `reduction`: whether the loss of a batch is the mean or the sum of its losses.
    """

    parts: tuple[Loss, ...]  # in the order of the outputs
    weights: tuple[float, ...]  # how much each counts
    name: str = field(default="loss", kw_only=True)  # what histories and messages call it

    @property
    def mixes_rows(self) -> bool:
        """Whether one of the losses does."""
        return any(part.mixes_rows for part in self.parts)

    def apply(self, y_true: Any, y_pred: Any, shares: Any = None) -> jax.Array:
        """Add the losses of each sample up.

        Shapes: `y_true` and `y_pred` (batch, ...), `shares` (batch, time) -> (batch,).
        `shares`: 1 where None.
        """
        own = (None,) * len(self.parts) if shares is None else shares
        total = jnp.float32(0)
        for part, weight, *of_output in zip(
            self.parts, self.weights, y_true, y_pred, own, strict=True
        ):
            total = total + weight * part.apply(*of_output)
        return jnp.asarray(total)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Return the same: nothing is left to be reduced."""
        return self.apply(y_true, y_pred)


def check_targets(loss: Loss, y_true: Any, output_shape: Sequence[int | None]) -> None:
    """Refuse targets that `loss` cannot compare with the network's outputs.

    Shapes: `y_true` (samples, ...).
    `output_shape`: None where a length may differ from batch to batch.

    >>> from plainnet.losses.regression_losses import MeanSquaredError
    >>> check_targets(MeanSquaredError(), [1.0, 2.0], (1,))
    """
    targets = np.asarray(y_true)
    outputs = (len(targets), *_closed(output_shape, targets.shape[1:]))
    # The shapes are judged by the loss itself, so this rule and the compiled one are one.
    jax.eval_shape(
        loss.match,
        np.broadcast_to(np.float32(0), targets.shape),
        np.broadcast_to(np.float32(0), outputs),
    )
    if loss.target_kind == "class_numbers":
        _check_class_numbers(targets, classes=outputs[-1])


def _closed(output_shape: Sequence[int | None], y_shape: Sequence[int]) -> list[int]:
    """Put the targets' lengths where the network leaves a length open."""
    return [
        size if size is not None else y_shape[axis] if axis < len(y_shape) else 1
        for axis, size in enumerate(output_shape)
    ]


def _check_class_numbers(targets: NDArray[np.generic], *, classes: int) -> None:
    """Refuse targets that are not whole numbers from 0 to the last class."""
    numbers = targets.reshape(-1).astype(np.float64)
    fits = (numbers >= 0) & (numbers < classes) & (numbers == np.floor(numbers))
    if not fits.all():
        first = int(np.argmin(fits))
        raise ShapeError(
            "loss.class_number",
            position=first // math.prod(targets.shape[1:]),
            found=f"{numbers[first]:g}",
            classes=classes,
            last=classes - 1,
        )
