"""Networks that forecast: a window of steps in, one number for each step ahead out.

The last layer starts at zero, so that an untrained network forecasts no change, or the mean:
what it learns is what it knows better than that.
"""

from collections.abc import Sequence
from typing import Literal, get_args

from plainnet.layers.dense import Dense
from plainnet.layers.flatten import Flatten
from plainnet.layers.input import Input
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM
from plainnet.layers.simple_rnn import SimpleRNN
from plainnet.networks.stack import Stack

ForecastKind = Literal["linear", "dense", "simple_rnn", "lstm"]
FORECAST_KINDS: tuple[ForecastKind, ...] = get_args(ForecastKind)


def forecast_network(
    kind: ForecastKind, steps: int, n_columns: int, horizon: int, hidden: Sequence[int]
) -> Stack:
    """Stack the layers of a network that forecasts.

    >>> forecast_network("lstm", 5, 1, 3, (16,)).output_shape((5, 1))
    (3,)
    """
    layers: list[Layer] = [Input((steps, n_columns))]
    if kind in ("linear", "dense"):
        layers.append(Flatten())
        layers += [Dense(units, "relu") for units in hidden if kind == "dense"]
    else:
        recurrent = SimpleRNN if kind == "simple_rnn" else LSTM
        last = len(hidden) - 1
        layers += [
            recurrent(units, return_sequences=place < last) for place, units in enumerate(hidden)
        ]
    return Stack((*layers, Dense(horizon, kernel_initializer="zeros")))
