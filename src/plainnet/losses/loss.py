"""What a loss is: how wrong each sample of a batch was."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, Self

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from plainnet.errors import SettingError
from plainnet.losses.matching_shapes import match_shapes

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
        """Give the loss of each sample.

        Shapes: `y_true` (batch, ...), `y_pred` (batch, ..., features), `shares` (batch, time) ->
        (batch,).
        `y_true`: targets, in the outputs' unit.
        `shares`: 1 where None.
        """
        losses = self.by_element(y_true, y_pred)  # (batch, ...)
        if shares is not None and losses.ndim > 1:
            losses = losses * shares.reshape(shares.shape + (1,) * (losses.ndim - shares.ndim))
        axes = tuple(range(1, losses.ndim))
        if self.reduction == "sum":
            return jnp.sum(losses, axis=axes) * losses.shape[0]
        return jnp.mean(losses, axis=axes)

    def by_element(self, y_true: ArrayLike, y_pred: ArrayLike) -> jax.Array:
        """Give the losses of shape (batch, ...) of targets and outputs as they come."""
        outputs = jnp.asarray(y_pred)
        return self.losses(*self.match(jnp.asarray(y_true, outputs.dtype), outputs))

    def match(self, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Bring targets and outputs to one shape."""
        return match_shapes(self.name, y_true, y_pred)

    @abstractmethod
    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Give the losses of shape (batch, ...), where only the last axis is reduced."""

    def to_config(self) -> dict[str, Any]:
        """Give the settings as Keras saves them."""
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
