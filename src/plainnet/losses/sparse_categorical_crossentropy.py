"""The cross-entropy of targets given as class numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.errors import ShapeError
from plainnet.losses.log_probabilities import log_probabilities
from plainnet.losses.loss import Loss, TargetKind


@dataclass(frozen=True)
class SparseCategoricalCrossentropy(Loss):
    """-log(probability given to the true class), the true class a number from 0.

    Parameters
    ----------
    from_logits : bool, default=False
        Whether the outputs are logits and not probabilities.
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> loss = SparseCategoricalCrossentropy(from_logits=True)
    >>> loss.apply([1], [[0.0, 0.0]]).round(4).tolist()
    [0.6930999755859375]
    """

    from_logits: bool = False
    name: str = field(default="sparse_categorical_crossentropy", kw_only=True)

    target_kind: ClassVar[TargetKind] = "class_numbers"
    fixed_settings: ClassVar[Mapping[str, object]] = {"ignore_class": None}

    def match(self, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Drop the targets' last axis of length one; the outputs keep their classes."""
        numbers = y_true
        if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
            numbers = y_true[..., 0]
        if numbers.shape != y_pred.shape[:-1]:
            raise ShapeError(
                "loss.class_numbers_wanted",
                loss=self.name,
                targets=y_true.shape,
                outputs=y_pred.shape,
            )
        return numbers, y_pred

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Pick the log-probability of the true class."""
        logs = log_probabilities(y_pred, from_logits=self.from_logits)
        chosen = jax.nn.one_hot(y_true.astype(jnp.int32), y_pred.shape[-1], dtype=logs.dtype)
        return -jnp.sum(chosen * logs, axis=-1)
