"""An LSTM as loops, unit by unit, as the textbook's equations stand."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sigmoid_of(x: float) -> float:
    """Squeeze a number into 0..1."""
    return 1 / (1 + math.exp(-x))


def lstm_slowly(
    inputs: Array,
    kernel: Array,
    recurrent_kernel: Array,
    bias: Array,
    activation: Callable[[float], float] = math.tanh,
) -> dict[str, Array]:
    """Give outputs, cells and gates: (batch, time, units)."""
    batch, steps, _ = inputs.shape
    units = len(recurrent_kernel)
    names = ("input_gate", "forget_gate", "candidate", "output_gate", "cell_state", "hidden_state")
    inside = {name: np.zeros((batch, steps, units)) for name in names}
    for row in range(batch):
        h, c = [0.0] * units, [0.0] * units
        for t in range(steps):
            h_before, c_before = list(h), list(c)
            for unit in range(units):
                sums = [
                    float(bias[part * units + unit])
                    + sum(x * w for x, w in zip(inputs[row, t], column(kernel, part), strict=True))
                    + sum(
                        y * w for y, w in zip(h_before, column(recurrent_kernel, part), strict=True)
                    )
                    for part in range(4)
                    for column in [lambda w, part, unit=unit: w[:, part * units + unit]]
                ]
                i, f, o = sigmoid_of(sums[0]), sigmoid_of(sums[1]), sigmoid_of(sums[3])
                g = activation(sums[2])
                c[unit] = f * c_before[unit] + i * g
                h[unit] = o * activation(c[unit])
                for name, value in zip(names, (i, f, g, o, c[unit], h[unit]), strict=True):
                    inside[name][row, t, unit] = value
    return inside
