"""Random textures: smooth noise of a chosen grain, and lines across an image.

Concepts: texture, noise field, B-spline
"""

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]


def smooth_noise(
    random: np.random.Generator, size: int, vertical: float, horizontal: float
) -> Field:
    """Draw a random field that varies over chosen distances down and across.

    Independent normal numbers on a coarse grid, joined by cubic B-splines.

    Parameters
    ----------
    random : numpy.random.Generator
        Where the numbers come from.
    size : int
        Height and width of the field, in pixels.
    vertical : float
        Distance between grid points down, in pixels; the grain is about twice as long.
    horizontal : float
        The same across.

    Returns
    -------
    array of shape (size, size), float32
        Mean 0, standard deviation 1.

    Examples
    --------
    >>> smooth_noise(np.random.default_rng(0), 64, 4, 16).shape
    (64, 64)
    """
    down, across = (
        _spline_weights(random, size, vertical),
        _spline_weights(random, size, horizontal),
    )
    knots = random.standard_normal((down.shape[1], across.shape[1]), dtype=np.float32)
    field: Field = np.linalg.multi_dot([down, knots, across.T])  # (size, size)
    field -= field.mean()
    field /= field.std()
    return field


def smooth_curve(random: np.random.Generator, size: int, distance: float) -> Field:
    """Draw a random curve: one row of `smooth_noise`, not standardised.

    Parameters
    ----------
    random : numpy.random.Generator
        Where the numbers come from.
    size : int
        Points.
    distance : float
        Between the knots of the curve, in points.

    Returns
    -------
    array of shape (size,), float32
        Around 0, standard deviation about 0.7.
    """
    weights = _spline_weights(random, size, distance)
    return weights @ random.standard_normal(weights.shape[1], dtype=np.float32)


def slanted(field: Field, slope: float) -> Field:
    """Push each row of a field to the right by `slope` times its number, around the edge.

    Parameters
    ----------
    field : array of shape (size, size), float32
        Any field.
    slope : float
        Pixels to the right for each row down.

    Returns
    -------
    array of shape (size, size), float32
        The same numbers, row by row.
    """
    size = len(field)
    places = np.arange(size)
    shifts = np.rint(slope * places).astype(np.int64)
    moved: Field = field[places[:, None], (places - shifts[:, None]) % size]
    return moved


def soft_step(field: Field, threshold: float, softness: float) -> Field:
    """Rise from 0 to 1 where a field passes a threshold.

    Parameters
    ----------
    field : array of any shape, float32
        Any field.
    threshold : float
        Where the middle of the rise is.
    softness : float
        How much the field changes while it rises.

    Returns
    -------
    array of the same shape, float32
        Numbers from 0 to 1.
    """
    risen: Field = np.clip((field - threshold) / softness + np.float32(0.5), 0, 1)
    return risen


def _spline_weights(random: np.random.Generator, size: int, distance: float) -> Field:
    """Weigh knots `distance` apart, from a random first place, for each pixel of a line."""
    places = np.arange(size, dtype=np.float32) / np.float32(distance) + random.random(
        dtype=np.float32
    )
    knots = np.arange(-1, int(places[-1]) + 3, dtype=np.float32)
    away = np.abs(places[:, None] - knots)  # (size, knots)
    # The cubic B-spline: far^3 / 6 from one to two knots away, less 2 near^3 / 3 within one.
    near, far = np.maximum(1 - away, 0), np.maximum(2 - away, 0)
    weights: Field = far * far * far / 6 - near * near * near * (2 / 3)
    return weights
