"""Losses of classes: cross-entropies, plain and focal, the KL divergence, and hinge losses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import jax
import jax.numpy as jnp

from plainnet.errors import SettingError, ShapeError
from plainnet.losses.loss import Loss, TargetKind


def smooth_labels(y_true: jax.Array, label_smoothing: float, classes: int) -> jax.Array:
    """Share the smoothing out equally among the classes.

    `y_true`: targets from 0 to 1.
    `label_smoothing`: how much of the certainty is shared out, from 0 to 1.

    Szegedy et al. (2016), "Rethinking the Inception architecture for computer vision",
    CVPR.

    >>> import jax.numpy as jnp
    >>> smooth_labels(jnp.asarray([0.0, 1.0]), 0.5, classes=2).tolist()
    [0.25, 0.75]
    """
    return y_true * (1.0 - label_smoothing) + label_smoothing / classes


def check_label_smoothing(loss: str, label_smoothing: float) -> None:
    """Refuse a smoothing outside 0 to 1."""
    if not 0 <= label_smoothing <= 1:
        raise SettingError("loss.label_smoothing", loss=loss, value=label_smoothing)


#: What a probability keeps from 0 and from 1, as in Keras.
EPSILON = 1e-7


def log_probabilities(y_pred: jax.Array, *, from_logits: bool) -> jax.Array:
    """Return the logarithm of each class's probability.

    Shapes: `y_pred` (batch, ..., classes) -> (batch, ..., classes).
    `y_pred`: probabilities, scaled here to sum 1, or logits.
    `from_logits`: whether they are logits: then softmax and logarithm are one stable step.
    Result: natural logarithms, at least log(1e-7) for probabilities.

    >>> import jax.numpy as jnp
    >>> log_probabilities(jnp.asarray([1000.0, 0.0]), from_logits=True).tolist()
    [0.0, -1000.0]
    """
    if from_logits:
        return jax.nn.log_softmax(y_pred, axis=-1)
    shares = y_pred / jnp.sum(y_pred, axis=-1, keepdims=True)
    return jnp.log(jnp.clip(shares, EPSILON, 1.0 - EPSILON))


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
        """Compute the mean over the outputs of each output's cross-entropy."""
        targets = smooth_labels(y_true, self.label_smoothing, classes=2)
        if self.from_logits:
            log_yes, log_no = jax.nn.log_sigmoid(y_pred), jax.nn.log_sigmoid(-y_pred)
        else:
            probability = jnp.clip(y_pred, EPSILON, 1.0 - EPSILON)
            log_yes, log_no = jnp.log(probability), jnp.log(1.0 - probability)
        return -jnp.mean(targets * log_yes + (1.0 - targets) * log_no, axis=-1)


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
        """Compute the mean over the outputs."""
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


@dataclass(frozen=True)
class KLDivergence(Loss):
    """The sum of target * log(target / output) over the classes; both are distributions.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    References
    ----------
    Kullback and Leibler (1951), "On information and sufficiency", Annals of Mathematical
    Statistics 22.

    Examples
    --------
    >>> KLDivergence().apply([[0.5, 0.5]], [[0.5, 0.5]]).tolist()
    [0.0]
    """

    name: str = field(default="kl_divergence", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Add up over the last axis; shares are kept from 0."""
        true, predicted = jnp.clip(y_true, EPSILON, 1.0), jnp.clip(y_pred, EPSILON, 1.0)
        return jnp.sum(true * jnp.log(true / predicted), axis=-1)


def signed_labels(y_true: jax.Array) -> jax.Array:
    """Write labels 0 and 1 as -1 and 1, if there are no others.

    >>> signed_labels(jnp.asarray([0.0, 1.0])).tolist()
    [-1.0, 1.0]
    >>> signed_labels(jnp.asarray([-1.0, 1.0])).tolist()
    [-1.0, 1.0]
    """
    is_binary = jnp.all((y_true == 0) | (y_true == 1))
    return jnp.where(is_binary, 2.0 * y_true - 1.0, y_true)


@dataclass(frozen=True)
class Hinge(Loss):
    """The mean of what is missing to 1 in target * output; targets are -1 or 1.

    Targets of 0 and 1 count as -1 and 1.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> Hinge().apply([[1.0], [-1.0]], [[0.25], [-2.0]]).tolist()
    [0.75, 0.0]
    """

    name: str = field(default="hinge", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compute the mean over the last axis."""
        missing = jnp.maximum(1.0 - signed_labels(y_true) * y_pred, 0.0)
        return jnp.mean(missing, axis=-1)


@dataclass(frozen=True)
class SquaredHinge(Loss):
    """The mean square of what is missing to 1 in target * output; targets are -1 or 1.

    Targets of 0 and 1 count as -1 and 1.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> SquaredHinge().apply([[1.0], [-1.0]], [[0.5], [-2.0]]).tolist()
    [0.25, 0.0]
    """

    name: str = field(default="squared_hinge", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compute the mean over the last axis."""
        missing = jnp.maximum(1.0 - signed_labels(y_true) * y_pred, 0.0)
        return jnp.mean(jnp.square(missing), axis=-1)


@dataclass(frozen=True)
class CategoricalHinge(Loss):
    """What the true class's output lacks to be 1 above the largest other; targets one-hot.

    Parameters
    ----------
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    Examples
    --------
    >>> CategoricalHinge().apply([[0.0, 1.0]], [[0.25, 0.75]]).tolist()
    [0.5]
    """

    name: str = field(default="categorical_hinge", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Compare the true class with the largest other."""
        true = jnp.sum(y_true * y_pred, axis=-1)
        other = jnp.max((1.0 - y_true) * y_pred, axis=-1)
        return jnp.maximum(other - true + 1.0, 0.0)
