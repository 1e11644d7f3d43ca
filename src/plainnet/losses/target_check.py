"""Look at targets on the host, before training, and say what does not fit the loss.

Inside a compiled run nothing can complain: a class number too large would pass
unseen and train nothing.
"""

import math
from collections.abc import Sequence

import jax
import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainnet.errors import ShapeError
from plainnet.losses.loss import Loss


def check_targets(loss: Loss, y_true: ArrayLike, output_shape: Sequence[int | None]) -> None:
    """Refuse targets that `loss` cannot compare with the network's outputs.

    Shapes: `y_true` (samples, ...).
    `output_shape`: None where a length may differ from batch to batch.

    >>> from plainnet.losses.regression_losses import MeanSquaredError
    >>> check_targets(MeanSquaredError(), [1.0, 2.0], (1,))
    """
    targets = np.asarray(y_true)
    outputs = (len(targets), *_closed(output_shape, targets.shape[1:]))
    # The shapes are judged by the loss itself, so this rule and the compiled one are one.
    jax.eval_shape(
        loss.match,
        np.broadcast_to(np.float32(0), targets.shape),
        np.broadcast_to(np.float32(0), outputs),
    )
    if loss.target_kind == "class_numbers":
        _check_class_numbers(targets, classes=outputs[-1])


def _closed(output_shape: Sequence[int | None], y_shape: Sequence[int]) -> list[int]:
    """Put the targets' lengths where the network leaves a length open."""
    return [
        size if size is not None else y_shape[axis] if axis < len(y_shape) else 1
        for axis, size in enumerate(output_shape)
    ]


def _check_class_numbers(targets: NDArray[np.generic], *, classes: int) -> None:
    """Refuse targets that are not whole numbers from 0 to the last class."""
    numbers = targets.reshape(-1).astype(np.float64)
    fits = (numbers >= 0) & (numbers < classes) & (numbers == np.floor(numbers))
    if not fits.all():
        first = int(np.argmin(fits))
        raise ShapeError(
            "loss.class_number",
            position=first // math.prod(targets.shape[1:]),
            found=f"{numbers[first]:g}",
            classes=classes,
            last=classes - 1,
        )
