"""The LSTM of convolutions against Keras."""

from typing import Any

import jax
import keras
import numpy as np
import pytest

from layers.against_keras import assert_close, assert_same, built_twin, drawn
from plainnet.errors import SettingError
from plainnet.layers.convolutional_lstm import ConvLSTM2D


@pytest.mark.parametrize(
    "layer",
    [
        ConvLSTM2D(3, (2, 3)),
        ConvLSTM2D(3, 3, padding="same", activation="relu", return_sequences=True),
        ConvLSTM2D(2, 3, dilation_rate=2, recurrent_activation="hard_sigmoid", use_bias=False),
        ConvLSTM2D(2, 2, 2, data_format="channels_first", return_sequences=True, go_backwards=True),
    ],
    ids=str,
)
def test_against_keras(layer: ConvLSTM2D) -> None:
    is_last = layer.data_format == "channels_last"
    assert_same(layer, (4, 7, 6, 2) if is_last else (4, 2, 7, 6))


def test_states_and_masks_against_keras() -> None:
    layer, shape = ConvLSTM2D(2, 3, return_state=True), (4, 5, 5, 1)
    weights, inputs = drawn(layer, shape)
    # All rows alike: Keras lays a mask of the rows along the width of the images.
    mask = np.asarray([[True, False, True, False]] * 3)
    twin: Any = keras.layers.ConvLSTM2D(2, 3, return_state=True)
    twin.build((3, *shape))
    twin.set_weights(list(map(np.asarray, weights.values())))
    expected = twin(inputs, mask=mask)
    for ours, theirs in zip(layer.apply(weights, inputs, mask=mask), expected, strict=True):
        assert_close(ours, theirs)
    assert layer.output_shape(shape) == ((3, 3, 2),) * 3


def test_the_forget_gate_starts_open() -> None:
    layer = ConvLSTM2D(2, 3)
    twin = built_twin(layer, (4, 5, 5, 1))
    weights, _ = layer.init((0,), (4, 5, 5, 1))
    assert weights["bias"].tolist() == [0, 0, 1, 1, 0, 0, 0, 0]
    assert layer.multiplications((4, 5, 5, 1)) == 4 * 9 * (twin.count_params() - 8)


def test_training_leaves_pixels_out() -> None:
    layer = ConvLSTM2D(2, 3, dropout=0.5, recurrent_dropout=0.5)
    weights, inputs = drawn(layer, (4, 5, 5, 1))
    one, other = (
        layer.apply(weights, inputs, training=True, key=jax.random.key(seed)) for seed in (0, 1)
    )
    assert (one != other).any()
    with pytest.raises(SettingError, match="key"):
        layer.apply(weights, inputs, training=True)
    with pytest.raises(SettingError, match="between 0 and 1"):
        ConvLSTM2D(2, 3, dropout=2.0)
