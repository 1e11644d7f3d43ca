"""Made-up data of a given size, the same for all: numbers, images or sequences.

The targets follow from the inputs, so that there is something to learn.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

CLASSES = 10
Array = NDArray[np.float32]


def make_arrays(point: dict[str, Any]) -> tuple[Array, Array]:
    """Make inputs and targets for a point of growth.

    Parameters
    ----------
    point : dict
        As `growth_points.Point.as_dict` gives it.

    Returns
    -------
    inputs : array
        (rows, features), (rows, side, side, 1) or (rows, steps, features).
    targets : array of shape (rows, 1), or (rows, 10) for images
    """
    random = np.random.default_rng(0)
    rows = point["rows"]
    if point["kind"] == "images":
        shape: tuple[int, ...] = (rows, point["side"], point["side"], 1)
        inputs = random.random(shape, dtype=np.float32)
        labels = random.integers(0, CLASSES, rows)
        inputs += labels[:, None, None, None].astype(np.float32) / CLASSES
        return inputs, np.eye(CLASSES, dtype=np.float32)[labels]
    steps = (point["steps"],) if point["kind"] == "sequences" else ()
    inputs = random.standard_normal((rows, *steps, point["features"]), dtype=np.float32)
    last = inputs if inputs.ndim == 2 else inputs[:, -1]
    return inputs, np.tanh(last[:, :4].mean(axis=1, keepdims=True))
