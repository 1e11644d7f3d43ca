"""Cross-entropies that look away from what is already easy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.losses.label_smoothing import check_label_smoothing, smooth_labels
from plainnet.losses.log_probabilities import EPSILON
from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class BinaryFocalCrossentropy(Loss):
    """Binary cross-entropy times (1 - probability of what was true) to the power `gamma`.

    Parameters
    ----------
    apply_class_balancing : bool, default=False
        Whether the yes targets weigh `alpha` and the others 1 - `alpha`.
    alpha : float, default=0.25
        Weight of the yes targets.
    gamma : float, default=2.0
        How much less easy samples count.
    from_logits : bool, default=False
        Whether the outputs are logits and not probabilities.
    label_smoothing : float, default=0.0
        How far targets are moved towards 0.5, from 0 to 1.
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    References
    ----------
    Lin, Goyal, Girshick, He and Dollar (2017), "Focal loss for dense object detection",
    ICCV.

    Examples
    --------
    >>> BinaryFocalCrossentropy().apply([1.0], [[0.5]]).round(4).tolist()
    [0.17329999804496765]
    """

    apply_class_balancing: bool = False
    alpha: float = 0.25
    gamma: float = 2.0
    from_logits: bool = False
    label_smoothing: float = 0.0
    name: str = field(default="binary_focal_crossentropy", kw_only=True)

    fixed_settings: ClassVar[Mapping[str, object]] = {"axis": -1}

    def __post_init__(self) -> None:
        super().__post_init__()
        check_label_smoothing(self.name, self.label_smoothing)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean over the outputs."""
        targets = smooth_labels(y_true, self.label_smoothing, classes=2)
        yes = jax.nn.sigmoid(y_pred) if self.from_logits else y_pred
        kept = jnp.clip(yes, EPSILON, 1.0 - EPSILON)
        entropy = -(targets * jnp.log(kept) + (1.0 - targets) * jnp.log(1.0 - kept))
        right = targets * yes + (1.0 - targets) * (1.0 - yes)
        entropy = jnp.power(1.0 - right, self.gamma) * entropy
        if self.apply_class_balancing:
            entropy *= targets * self.alpha + (1.0 - targets) * (1.0 - self.alpha)
        return jnp.mean(entropy, axis=-1)


@dataclass(frozen=True)
class CategoricalFocalCrossentropy(Loss):
    """Categorical cross-entropy times `alpha` (1 - probability) to the power `gamma`.

    Parameters
    ----------
    alpha : float, default=0.25
        Weight of every class.
    gamma : float, default=2.0
        How much less easy samples count.
    from_logits : bool, default=False
        Whether the outputs are logits and not probabilities.
    label_smoothing : float, default=0.0
        How much certainty is shared out among the classes, from 0 to 1.
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    References
    ----------
    Lin, Goyal, Girshick, He and Dollar (2017), "Focal loss for dense object detection",
    ICCV.

    Examples
    --------
    >>> CategoricalFocalCrossentropy().apply([[0.0, 1.0]], [[0.5, 0.5]]).round(4).tolist()
    [0.043299999088048935]
    """

    alpha: float = 0.25
    gamma: float = 2.0
    from_logits: bool = False
    label_smoothing: float = 0.0
    name: str = field(default="categorical_focal_crossentropy", kw_only=True)

    fixed_settings: ClassVar[Mapping[str, object]] = {"axis": -1}

    def __post_init__(self) -> None:
        super().__post_init__()
        check_label_smoothing(self.name, self.label_smoothing)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Add up over the classes."""
        targets = smooth_labels(y_true, self.label_smoothing, classes=y_true.shape[-1])
        if self.from_logits:
            shares = jax.nn.softmax(y_pred, axis=-1)
        else:
            shares = y_pred / jnp.sum(y_pred, axis=-1, keepdims=True)
        shares = jnp.clip(shares, EPSILON, 1.0 - EPSILON)
        weights = self.alpha * jnp.power(1.0 - shares, self.gamma)
        return -jnp.sum(weights * targets * jnp.log(shares), axis=-1)
