"""What holds for every layer."""

import dataclasses

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.examples import EXAMPLES, ROWS, drawn_example
from plainnet.errors import SettingError, ShapeError
from plainnet.layers.batch_normalization import BatchNormalization
from plainnet.layers.catalogue import LAYERS
from plainnet.layers.convolution import Conv2D
from plainnet.layers.dense import Dense
from plainnet.layers.initializers import Constant
from plainnet.layers.layer import Layer, check_pair, check_positive
from plainnet.layers.lstm import LSTM
from plainnet.layers.pooling import MaxPooling2D
from plainnet.layers.recurrent_layer import SimpleRNN
from plainnet.layers.reshaping import Flatten

each_kind = pytest.mark.parametrize("kind", LAYERS)


@each_kind
def test_same_key_same_weights(kind: str) -> None:
    layer, shape = EXAMPLES[kind]
    first, again, other = (layer.init(key, shape)[0] for key in ((3, 1), (3, 1), (3, 2)))
    for name, array in first.items():
        assert (array == again[name]).all()
        assert array.dtype == jnp.float32
    if "kernel" in first:
        assert (first["kernel"] != other["kernel"]).all()


@each_kind
def test_shapes_are_told_before_anything_is_drawn(kind: str) -> None:
    layer, weights, inputs = drawn_example(kind)
    shape = EXAMPLES[kind][1]
    output_shape = layer.output_shape(shape)
    assert layer.apply(weights, inputs).shape == (ROWS, *output_shape)
    made, output_shape_of_init = layer.init((0,), shape)
    assert output_shape_of_init == output_shape
    assert list(layer.weight_shapes(shape).items()) == [(n, w.shape) for n, w in made.items()]


@each_kind
def test_weights_come_in_the_order_of_files(kind: str) -> None:
    layer, shape = EXAMPLES[kind]
    assert tuple(layer.init((0,), shape)[0]) == layer.weight_names


@each_kind
def test_trace_ends_with_the_outputs(kind: str) -> None:
    layer, weights, inputs = drawn_example(kind)
    expected = layer.apply(weights, inputs)
    np.testing.assert_allclose(layer.trace(weights, inputs)["outputs"], expected, rtol=1e-6)


@each_kind
def test_a_layer_is_a_value(kind: str) -> None:
    layer, _ = EXAMPLES[kind]
    assert dataclasses.replace(layer) == layer
    assert hash(dataclasses.replace(layer)) == hash(layer)
    with pytest.raises(dataclasses.FrozenInstanceError):
        layer.name = "other"  # type: ignore[misc]


@each_kind
def test_apply_can_be_compiled(kind: str) -> None:
    layer, weights, inputs = drawn_example(kind)
    np.testing.assert_allclose(
        jax.jit(layer.apply)(weights, inputs), layer.apply(weights, inputs), rtol=1e-5, atol=1e-6
    )


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (Conv2D(1, 2), (4, 4)),
        (MaxPooling2D(), (4, 4)),
        (LSTM(1), (4,)),
        (SimpleRNN(1), (4, 4, 1)),
    ],
)
def test_inputs_with_other_axes_are_refused(layer: Layer, shape: tuple[int, ...]) -> None:
    for ask in (layer.output_shape, lambda shape: layer.init((0,), shape)):
        with pytest.raises(ShapeError, match=f"{type(layer).__name__} takes inputs of shape"):
            ask(shape)


@pytest.mark.parametrize(
    ("layer", "shape", "left"),
    [
        (Dense(3, use_bias=False), (4,), ["kernel"]),
        (Conv2D(3, 2, use_bias=False), (5, 4, 2), ["kernel"]),
        (LSTM(3, use_bias=False), (4, 2), ["kernel", "recurrent_kernel"]),
        (SimpleRNN(3, use_bias=False), (4, 2), ["kernel", "recurrent_kernel"]),
        (BatchNormalization(center=False), (3,), ["gamma", "moving_mean", "moving_variance"]),
        (BatchNormalization(scale=False), (3,), ["beta", "moving_mean", "moving_variance"]),
    ],
)
def test_weights_that_are_switched_off_are_left_out(
    layer: Layer, shape: tuple[int, ...], left: list[str]
) -> None:
    assert list(layer.weight_shapes(shape)) == list(layer.init((0,), shape)[0]) == left


@pytest.mark.parametrize(
    ("layer", "weight", "first"),
    [
        (Dense(3, kernel_initializer="ones"), "kernel", 1),
        (Dense(3, bias_initializer=Constant(2.0)), "bias", 2),
        (SimpleRNN(3, recurrent_initializer="ones"), "recurrent_kernel", 1),
        (LSTM(3, recurrent_initializer="ones"), "recurrent_kernel", 1),
        (BatchNormalization(), "gamma", 1),
        (BatchNormalization(), "beta", 0),
        (BatchNormalization(), "moving_mean", 0),
        (BatchNormalization(), "moving_variance", 1),
    ],
)
def test_each_weight_starts_from_its_own_initializer(
    layer: Layer, weight: str, first: float
) -> None:
    assert (layer.init((0,), (5, 4))[0][weight] == first).all()


@pytest.mark.parametrize(
    ("layer", "shape", "count"),
    [
        (Dense(3), (4,), 4 * 3),
        (Dense(3, use_bias=False), (5, 4), 5 * 4 * 3),
        (Conv2D(3, (2, 1)), (5, 4, 7), 4 * 4 * (2 * 1 * 7) * 3),
        (Conv2D(3, 2, strides=2, padding="same"), (5, 4, 7), 3 * 2 * (2 * 2 * 7) * 3),
        (SimpleRNN(3), (6, 2), 6 * (2 * 3 + 3 * 3)),
        (LSTM(3), (6, 2), 6 * 4 * (2 * 3 + 3 * 3)),
        (LSTM(3, return_sequences=True), (6, 2), 6 * 4 * (2 * 3 + 3 * 3)),
        (BatchNormalization(), (5, 4, 7), 0),
        (MaxPooling2D(), (5, 4, 7), 0),
        (Flatten(), (2, 3), 0),
    ],
)
def test_multiplications_are_counted(layer: Layer, shape: tuple[int, ...], count: int) -> None:
    assert layer.multiplications(shape) == count


def test_two_positive_whole_numbers_are_a_pair() -> None:
    check_pair(Flatten(), "strides", (2, np.int64(3)))


@pytest.mark.parametrize("value", [0, -2, 1.5, "2", None, True, np.float32(2)])
def test_sizes_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(SettingError, match="Flatten: units must be a whole number of at least 1"):
        check_positive(Flatten(), "units", value)


@pytest.mark.parametrize("value", [(1, 2, 3), (1,), (), 3])
def test_other_than_two_numbers_are_refused(value: object) -> None:
    with pytest.raises(SettingError, match="one whole number or two"):
        check_pair(Flatten(), "strides", value)
