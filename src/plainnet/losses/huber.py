"""A loss that is square for small errors and straight for large ones."""

from dataclasses import dataclass, field

import jax
import jax.numpy as jnp

from plainnet.losses.loss import Loss


@dataclass(frozen=True)
class Huber(Loss):
    """Half the squared error up to `delta`, and from there on a straight line.

    Parameters
    ----------
    delta : float, default=1.0
        The error from which on the loss is straight.
    reduction : str
        As for every `Loss`.
    name : str
        What histories and messages call it.

    References
    ----------
    Huber (1964), "Robust estimation of a location parameter", Annals of Mathematical
    Statistics 35.

    Examples
    --------
    >>> Huber().apply([[0.0], [0.0]], [[1.0], [3.0]]).tolist()
    [0.5, 2.5]
    """

    delta: float = 1.0
    name: str = field(default="huber_loss", kw_only=True)

    def losses(self, y_true: jax.Array, y_pred: jax.Array) -> jax.Array:
        """Take the mean over the last axis."""
        sizes = jnp.abs(y_pred - y_true)
        straight = self.delta * sizes - 0.5 * self.delta**2
        return jnp.mean(jnp.where(sizes <= self.delta, 0.5 * sizes**2, straight), axis=-1)
