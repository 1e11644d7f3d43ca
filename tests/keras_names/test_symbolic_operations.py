"""Functions of arrays that become layers."""

import numpy as np
import pytest

from plainnet.keras_names.arrays import array_shaping, neural_functions
from plainnet.keras_names.arrays.array_arithmetic import add_n, named_function
from plainnet.keras_names.door.refusal import NotCoveredError
from plainnet.keras_names.model.keras_model import Model
from plainnet.keras_names.model.layer_classes import Input
from plainnet.keras_names.model.symbolic_operations import is_symbolic

IMAGES = np.random.default_rng(0).normal(size=(2, 4, 3, 5)).astype(np.float32)
ROWS = IMAGES[:, 0, 0]

CASES = {
    "relu": neural_functions.relu,
    "softmax": neural_functions.softmax,
    "tanh": named_function("tanh"),
    "twice": lambda x: named_function("add")(x, x),
    "sum": lambda x: add_n([x, x, x]),
    "less": lambda x: named_function("subtract")(x, 0.5),
    "more": lambda x: named_function("multiply")(x, 2.0),
    "plus": lambda x: named_function("add")(x, 2.0),
    "concat": lambda x: array_shaping.concat([x, x], axis=-1),
    "concatenate": lambda x: array_shaping.concatenate([x, x]),
    "expand": lambda x: array_shaping.expand_dims(x, axis=1),
    "expand_last": lambda x: array_shaping.expand_dims(x, -1),
}
IMAGE_CASES = {
    "mean": lambda x: named_function("reduce_mean")(x, axis=[1, 2]),
    "max": lambda x: named_function("max")(x, (1, 2), keepdims=True),
    "reshape": lambda x: array_shaping.reshape(x, (-1, 12, 5)),
    "flatten": array_shaping.batch_flatten,
    "transpose": lambda x: array_shaping.transpose(x, perm=[0, 2, 1, 3]),
    "permute": lambda x: array_shaping.permute_dimensions(x, (0, 3, 1, 2)),
}


@pytest.mark.parametrize("name", [*CASES, *IMAGE_CASES])
def test_a_function_and_its_layer_agree(name):
    function, arrays = (CASES[name], ROWS) if name in CASES else (IMAGE_CASES[name], IMAGES)
    inputs = Input(arrays.shape[1:])
    assert is_symbolic([inputs]) and is_symbolic([[inputs]]) and not is_symbolic([arrays])
    found = Model(inputs, function(inputs)).predict(arrays, verbose=0)
    expected = function(arrays) if name != "flatten" else arrays.reshape(2, -1)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_an_axis_is_taken_away():
    inputs = Input((1, 5))
    model = Model(inputs, array_shaping.squeeze(inputs, axis=1))
    np.testing.assert_array_equal(model.predict(ROWS[:, None], verbose=0), ROWS)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: array_shaping.tile(x, [1, 2]),
        lambda x: named_function("reduce_mean")(x, axis=0),
        lambda x: named_function("maximum")(x, 0.5),
        lambda x: array_shaping.expand_dims(x, 0),
        lambda x: array_shaping.squeeze(x),
        lambda x: array_shaping.transpose(x),
        lambda x: array_shaping.gather(np.zeros(3), x),
    ],
)
def test_what_no_layer_does_is_refused(function):
    with pytest.raises(NotCoveredError):
        function(Input((5,)))
