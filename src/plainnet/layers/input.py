"""The head of a network: what comes in, and its values scaled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from plainnet.layers.initializers import Initializer, Ones, Zeros
from plainnet.layers.layer import Layer, Shape, Weights, settle


@dataclass(frozen=True)
class Input(Layer):
    """The shape of one example, written down at the head of a stack.

    Parameters
    ----------
    shape : tuple of (int or None)
        Without the batch axis; None for a length that may differ from batch to batch.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.
    batch_size : int or None
        Rows of every batch, where layers carry states from one to the next.

    Examples
    --------
    >>> Input((32, 32, 3)).shape
    (32, 32, 3)
    """

    shape: Shape
    batch_size: int | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        settle(self, shape=tuple(None if size is None else int(size) for size in self.shape))

    def output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape that is declared."""
        return self.shape

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Return the inputs back."""
        return inputs


@dataclass(frozen=True)
class Rescaling(Layer):
    """`inputs * scale + offset`.

    Parameters
    ----------
    scale : float or tuple of float
        Factor; several are one for each channel, which come last.
    offset : float or tuple of float, default=0.0
        Added afterwards.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Whether training moves the weights.

    Examples
    --------
    >>> Rescaling(1 / 127.5, offset=-1.0).apply({}, jnp.asarray([[0.0, 255.0]])).tolist()
    [[-1.0, 1.0]]
    """

    scale: float | tuple[float, ...]
    offset: float | tuple[float, ...] = 0.0

    def __post_init__(self) -> None:
        for setting in ("scale", "offset"):
            value = getattr(self, setting)
            settle(self, **{setting: tuple(value) if isinstance(value, list) else value})

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Multiply and add."""
        return inputs * jnp.asarray(self.scale, inputs.dtype) + jnp.asarray(
            self.offset, inputs.dtype
        )


SMALLEST_DEVIATION = 1e-7  # so that a constant column divides by no 0


@dataclass(frozen=True)
class Normalization(Layer):
    """Subtract a mean and divide by a deviation that were learned before training.

    Parameters
    ----------
    axis : int, tuple of int or None, default=-1
        Each place along these axes has numbers of its own, the batch being axis 0; None has
        one pair for all.
    mean, variance : float, tuple of float or None
        The numbers; None lets them be weights, which `adapt` in a script learns.
    invert : bool, default=False
        Whether what was normalized is turned back.
    name : str or None
        Name in summaries and files.
    trainable : bool, default=True
        Without effect: training moves nothing here.

    Examples
    --------
    >>> Normalization(mean=3.0, variance=4.0).apply({}, jnp.asarray([[5.0], [3.0]])).tolist()
    [[1.0], [0.0]]
    """

    axis: int | tuple[int, ...] | None = -1
    mean: float | tuple[float, ...] | None = None
    variance: float | tuple[float, ...] | None = None
    invert: bool = False

    def __post_init__(self) -> None:
        for setting in ("mean", "variance"):
            value = getattr(self, setting)
            plain = None if value is None else np.asarray(value, float).tolist()
            settle(self, **{setting: tuple(plain) if isinstance(plain, list) else plain})

    @property
    def weight_names(self) -> tuple[str, ...]:
        """Order of the weights in files; the count is there for older ones."""
        return ("mean", "variance", "count") if self.mean is None else ()

    @property
    def running_statistics(self) -> tuple[str, ...]:
        """All of them: gradients move none."""
        return self.weight_names

    def kept_axes(self, rank: int) -> tuple[int, ...]:
        """Return the axes with numbers of their own, of arrays of a number of axes."""
        axes = () if self.axis is None else self.axis
        return tuple(sorted(axis % rank for axis in np.atleast_1d(np.asarray(axes, int)).tolist()))

    def weight_shapes(self, input_shape: Shape) -> dict[str, Shape]:
        """Return `mean` and `variance`, one number for each place that has its own, and `count`."""
        whole = (0, *input_shape)
        shape = tuple(whole[axis] for axis in self.kept_axes(len(whole)))
        return dict(zip(self.weight_names, (shape, shape, ()), strict=False))

    def initializer_of(self, weight: str) -> Initializer:
        """Find what a weight starts from: numbers that change nothing."""
        return Ones() if weight == "variance" else Zeros()

    def updated_statistics(
        self, weights: Weights, inputs: jax.Array, present: jax.Array | None
    ) -> Weights:
        """Leave the numbers as they are."""
        return {name: weights[name] for name in self.running_statistics}

    def apply(self, weights: Weights, inputs: jax.Array, **_: Any) -> jax.Array:
        """Normalize, or turn back."""
        mean = self.along(weights.get("mean", self.mean), inputs)
        variance = self.along(weights.get("variance", self.variance), inputs)
        deviation = jnp.maximum(jnp.sqrt(variance), SMALLEST_DEVIATION)
        return inputs * deviation + mean if self.invert else (inputs - mean) / deviation

    def along(self, numbers: Any, inputs: Any) -> jax.Array:
        """Lay numbers along their axes; fewer than there are axes belong to the last ones."""
        array, shape = jnp.asarray(numbers, inputs.dtype), [1] * inputs.ndim
        kept = self.kept_axes(inputs.ndim)
        for axis, size in zip(kept[len(kept) - array.ndim :], array.shape, strict=True):
            shape[axis] = size
        return array.reshape(shape)

    def learned_from(self, batches: Iterable[Any]) -> dict[str, NDArray[np.float64]]:
        """Compute mean and variance of all batches: counts, sums and squares added up."""
        total: list[Any] = []
        for batch in batches:
            array = np.asarray(batch, float)
            kept = self.kept_axes(array.ndim)
            others = tuple(axis for axis in range(array.ndim) if axis not in kept)
            mean, count = array.mean(others), array.size // max(1, array.mean(others).size)
            total.append((count, mean, array.var(others)))
        counts = np.array([count for count, *_ in total], float)
        shares = [count / counts.sum() for count in counts]
        mean = sum(share * own for share, (_, own, _) in zip(shares, total, strict=True))
        variance = sum(
            share * (spread + (own - mean) ** 2)
            for share, (_, own, spread) in zip(shares, total, strict=True)
        )
        return {"mean": np.asarray(mean), "variance": np.asarray(variance)}
