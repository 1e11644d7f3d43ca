"""The cross-entropy of one-hot targets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.errors import ShapeError
from plainnet.losses.label_smoothing import check_label_smoothing, smooth_labels
from plainnet.losses.log_probabilities import log_probabilities
from plainnet.losses.loss import Loss, TargetKind


@dataclass(frozen=True)
class CategoricalCrossentropy(Loss):
    """-log(probability given to the true class), the true class one-hot.

    Parameters
    ----------
    from_logits : bool, default=False
        Whether the outputs are logits and not probabilities.
    label_smoothing : float, default=0.0
        How much certainty is shared out among the classes, from 0 to 1.
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Raises
    ------
    SettingError
        If the smoothing is outside 0 to 1.

    Examples
    --------
    >>> loss = CategoricalCrossentropy(from_logits=True)
    >>> loss.apply([[0.0, 1.0]], [[0.0, 0.0]]).round(4).tolist()
    [0.6930999755859375]
    """

    from_logits: bool = False
    label_smoothing: float = 0.0
    name: str = field(default="categorical_crossentropy", kw_only=True)

    target_kind: ClassVar[TargetKind] = "one_hot"
    fixed_settings: ClassVar[Mapping[str, object]] = {"axis": -1}

    def __post_init__(self) -> None:
        super().__post_init__()
        check_label_smoothing(self.name, self.label_smoothing)

    def match(self, y_true: jax.Array, y_pred: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Bring both to one shape; class numbers get a sentence of their own."""
        classes, numbers = y_pred.shape[-1], y_pred.shape[:-1]
        if classes > 1 and y_true.shape in (numbers, (*numbers, 1)):
            raise ShapeError(
                "loss.one_hot_wanted", loss=self.name, targets=y_true.shape, outputs=y_pred.shape
            )
        return super().match(y_true, y_pred)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Add up the targets' shares of the log-probabilities."""
        targets = smooth_labels(y_true, self.label_smoothing, classes=y_true.shape[-1])
        logs = log_probabilities(y_pred, from_logits=self.from_logits)
        return -jnp.sum(targets * logs, axis=-1)
