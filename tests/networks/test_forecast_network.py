"""Networks that forecast."""

import numpy as np
import pytest

from plainnet.model import Model
from plainnet.networks.forecast_network import FORECAST_KINDS, forecast_network


@pytest.mark.parametrize("kind", FORECAST_KINDS)
@pytest.mark.parametrize("hidden", [(4,), (4, 3)])
def test_gives_a_number_for_each_step_and_starts_at_zero(
    kind: str, hidden: tuple[int, ...]
) -> None:
    network = forecast_network(kind, 5, 2, 3, hidden)
    inputs = np.random.default_rng(0).standard_normal((7, 5, 2)).astype(np.float32)
    assert np.array_equal(Model(network, seed=0).predict(inputs), np.zeros((7, 3)))
    kinds = [type(layer).__name__ for layer in network.layers]
    layers_of = {"linear": [], "dense": ["Dense"], "simple_rnn": ["SimpleRNN"], "lstm": ["LSTM"]}
    flat = ["Flatten"] if kind in ("linear", "dense") else []
    assert kinds == ["Input", *flat, *layers_of[kind] * len(hidden), "Dense"]
