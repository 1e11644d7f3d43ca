"""Targets moved a little from certainty, so that a network is not driven to it."""

import jax

from plainnet.errors import SettingError


def smooth_labels(y_true: jax.Array, label_smoothing: float, classes: int) -> jax.Array:
    """Give each class an equal share of the smoothing.

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
