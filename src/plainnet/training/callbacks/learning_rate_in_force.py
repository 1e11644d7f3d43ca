"""The learning rate that a model's next step takes."""

from typing import Any

import numpy as np


def learning_rate_of(model: Any) -> float:
    """Read the learning rate of a model that callbacks are shown, as the float32 it is."""
    return float(np.float32(float(model.optimizer.learning_rate)))
