"""Least squares: the straight line with the smallest squared error, in closed form."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import ShapeError


def least_squares(
    X: ArrayLike, y: ArrayLike, *, has_bias: bool = True
) -> tuple[NDArray[np.float64], float]:
    """Find the weights and the bias that make the sum of squared errors smallest.

    Setting the gradient of the loss to zero gives the normal equations
    `(X.T @ X) w = X.T @ y`. They are solved by singular values and not by inverting
    `X.T @ X`, which need not have an inverse: where several lines fit equally well, as
    when two features are copies of each other, the one with the smallest weights is given.

    Parameters
    ----------
    X : array of shape (rows, features)
        Inputs.
    y : array of shape (rows,)
        Targets.
    has_bias : bool, default=True
        Whether the line may miss the origin.

    Returns
    -------
    weights : array of shape (features,), float64
    bias : float
        0 without a bias.

    Raises
    ------
    ShapeError
        If inputs and targets have different numbers of rows.

    References
    ----------
    Golub and Van Loan (2013), "Matrix Computations", section 5.5.

    Examples
    --------
    >>> weights, bias = least_squares([[1.0], [2.0], [3.0]], [2.0, 4.0, 6.0])
    >>> round(float(weights[0]), 6), abs(round(bias, 6))
    (2.0, 0.0)
    """
    inputs = np.asarray(X, np.float64)
    targets = np.asarray(y, np.float64).reshape(-1)
    if inputs.ndim != 2 or len(inputs) != len(targets) or not len(targets):
        raise ShapeError("least_squares.rows", inputs=inputs.shape, targets=targets.shape)
    if not has_bias:
        return np.asarray(np.linalg.lstsq(inputs, targets, rcond=None)[0], np.float64), 0.0
    # Centred data have a line through the origin; the bias then follows from the means.
    mean_inputs, mean_target = inputs.mean(0), targets.mean()
    centred = inputs - mean_inputs
    solution = np.linalg.lstsq(centred, targets - mean_target, rcond=None)[0]
    weights = np.asarray(solution, np.float64)
    return weights, float(mean_target - mean_inputs @ weights)
