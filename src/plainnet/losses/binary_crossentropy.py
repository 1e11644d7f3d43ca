"""The cross-entropy of yes-or-no targets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.losses.label_smoothing import check_label_smoothing, smooth_labels
from plainnet.losses.log_probabilities import EPSILON
from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class BinaryCrossentropy(Loss):
    """The mean of -log(probability given to what was true), each output on its own.

    With several outputs each is a question of its own and the mean is taken over them;
    that is also what happens when it is put behind a softmax of many classes.

    Parameters
    ----------
    from_logits : bool, default=False
        Whether the outputs are logits and not probabilities.
    label_smoothing : float, default=0.0
        How far targets are moved towards 0.5, from 0 to 1.
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
    >>> BinaryCrossentropy().apply([1.0, 0.0], [[0.5], [0.5]]).round(4).tolist()
    [0.6930999755859375, 0.6930999755859375]
    """

    from_logits: bool = False
    label_smoothing: float = 0.0
    name: str = field(default="binary_crossentropy", kw_only=True)

    fixed_settings: ClassVar[Mapping[str, object]] = {"axis": -1}

    def __post_init__(self) -> None:
        super().__post_init__()
        check_label_smoothing(self.name, self.label_smoothing)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean over the outputs of each output's cross-entropy."""
        targets = smooth_labels(y_true, self.label_smoothing, classes=2)
        if self.from_logits:
            log_yes, log_no = jax.nn.log_sigmoid(y_pred), jax.nn.log_sigmoid(-y_pred)
        else:
            probability = jnp.clip(y_pred, EPSILON, 1.0 - EPSILON)
            log_yes, log_no = jnp.log(probability), jnp.log(1.0 - probability)
        return -jnp.mean(targets * log_yes + (1.0 - targets) * log_no, axis=-1)
