"""Weights as older layers kept them."""

from typing import Any

import numpy as np
import pytest

from plainnet.errors import FileError
from plainnet.files.old_weights import StoredArrays, take_weights
from plainnet.layers.convolution import Conv1D
from plainnet.layers.gru import GRU
from plainnet.layers.layer import Layer
from plainnet.layers.lstm import LSTM

UNITS, FEATURES = 4, 3


def taken(layer: Layer, arrays: list[Any], generation: int) -> dict[str, Any]:
    """Take a layer's weights from a list of arrays."""
    stored = StoredArrays(iter(arrays), np.asarray, generation, "tensorflow", "m.h5")
    weights = take_weights(layer, layer.weight_shapes((6, FEATURES)), stored)
    assert stored.next_shape() is None
    return weights


@pytest.mark.parametrize(
    ("layer", "file_order", "order"),
    [
        (LSTM(UNITS, name="x"), "icfo", "ifco"),
        (GRU(UNITS, name="x", reset_after=False), "zrh", "zrh"),
    ],
)
def test_an_array_for_each_gate(layer: Layer, file_order: str, order: str) -> None:
    random = np.random.default_rng(0)
    gates = {
        gate: [random.normal(size=s) for s in ((FEATURES, UNITS), (UNITS, UNITS), (UNITS,))]
        for gate in file_order
    }
    weights = taken(layer, [array for gate in file_order for array in gates[gate]], 1)
    for number, array in enumerate(weights.values()):
        side_by_side = np.concatenate([gates[gate][number] for gate in order], -1)
        np.testing.assert_array_equal(array, side_by_side)


@pytest.mark.parametrize("kind", [LSTM, GRU])
def test_what_was_kept_for_gpus(kind: type[Layer]) -> None:
    random = np.random.default_rng(0)
    layer = kind(UNITS, name="x")  # type: ignore[call-arg]
    gates = 4 if kind is LSTM else 3
    # there each gate's kernel lies row after row as (units, features), then the recurrent ones
    of_inputs = random.normal(size=(gates, UNITS, FEATURES))
    of_outputs = random.normal(size=(gates, UNITS, UNITS))
    biases = random.normal(size=(2, gates * UNITS))
    kernel = np.hstack([gate.reshape(FEATURES, UNITS) for gate in of_inputs])
    weights = taken(layer, [kernel, np.hstack([*of_outputs]), biases.ravel()], 2)
    np.testing.assert_array_equal(weights["kernel"], np.hstack([g.T for g in of_inputs]))
    np.testing.assert_array_equal(weights["recurrent_kernel"], np.hstack([g.T for g in of_outputs]))
    expected = biases.sum(0) if kind is LSTM else biases
    np.testing.assert_array_equal(weights["bias"], expected)


def test_a_convolution_over_time_had_one_axis_more() -> None:
    kernel = np.arange(24.0).reshape(2, 1, 3, 4)
    weights = taken(Conv1D(4, 2, name="x"), [kernel, np.zeros(4)], 1)
    np.testing.assert_array_equal(weights["kernel"], kernel[:, 0])


def test_too_few_arrays_are_refused() -> None:
    with pytest.raises(FileError, match=r"x/bias should have shape \(16,\) but has None"):
        taken(LSTM(UNITS, name="x"), [np.zeros((3, 16)), np.zeros((4, 16))], 2)
