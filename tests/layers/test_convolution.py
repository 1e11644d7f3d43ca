"""Convolution against Keras, XLA and loops, whichever way it is computed."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from layers.against_keras import (
    assert_close,
    assert_finite_differences,
    assert_same,
    drawn,
    pulled_back,
)
from plainnet.errors import SettingError, ShapeError
from plainnet.layers import convolution
from plainnet.layers.activations import find_activation
from plainnet.layers.convolution import Conv1D, Conv2D, Conv3D
from plainnet.layers.convolution_formulation import WIDE_ENOUGH_FOR_IM2COL, Formulation
from plainnet.layers.pooling import MaxPooling2D
from reference.convolution import convolve_slowly

FORMULATIONS: list[Formulation] = ["library", "one_by_one", (1, 1), (2, 2), (2, 4)]


@pytest.fixture(params=FORMULATIONS, ids=str)
def formulation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Formulation:
    """Let the layer compute in one way, whatever the rules say."""
    chosen: Formulation = request.param
    monkeypatch.setattr(convolution, "convolution_formulation", lambda *_: chosen)
    return chosen


@pytest.mark.parametrize(("strides", "padding"), [(1, "valid"), (1, "same"), ((2, 1), "same")])
@pytest.mark.parametrize(
    ("shape", "filters"),
    [
        ((9, 7, 1), 4),
        ((8, 19, 3), WIDE_ENOUGH_FOR_IM2COL - 1),
        ((6, 7, 8), WIDE_ENOUGH_FOR_IM2COL),
        ((7, 6, 64), 3),
    ],
)
def test_against_keras(shape: tuple[int, ...], filters: int, strides: Any, padding: Any) -> None:
    assert_same(Conv2D(filters, (3, 2), strides, padding, activation="relu"), shape)


@pytest.mark.parametrize("strides", [1, 2])
def test_a_kernel_over_the_whole_map_against_keras(strides: int) -> None:
    assert_same(Conv2D(5, (4, 3), strides, activation="tanh"), (4, 3, 2))


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(
    ("strides", "dilation", "groups"),
    [(1, (2, 1), 1), (1, 2, 3), ((2, 1), 1, 3), (1, 1, 6), ((1, 2), 1, 1)],
)
@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
def test_formats_holes_and_groups_against_keras(
    data_format: Any, strides: Any, dilation: Any, groups: int, padding: Any
) -> None:
    shape = (9, 7, 6) if data_format == "channels_last" else (6, 9, 7)
    assert_same(Conv2D(6, (3, 2), strides, padding, data_format, dilation, groups, "tanh"), shape)


def test_softmax_works_on_the_last_axis_as_in_keras() -> None:
    assert_same(Conv2D(3, 2, data_format="channels_first", activation="softmax"), (2, 5, 4))


def test_a_kernel_larger_than_the_map_against_keras() -> None:
    assert_same(Conv2D(2, 5, padding="same"), (3, 2, 2))


@pytest.mark.parametrize("activation", [None, "tanh", "leaky_relu", "softmax"])
def test_activations_against_keras(activation: str | None) -> None:
    assert_same(Conv2D(3, 2, activation=activation, use_bias=activation != "tanh"), (5, 4, 2))


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [(1, 1), (2, 3)])
def test_every_formulation_against_the_library(
    formulation: Formulation, strides: tuple[int, int], padding: Any
) -> None:
    layer = Conv2D(4, (3, 4), strides, padding, activation="leaky_relu")
    weights, images = drawn(layer, (9, 11, 3))

    def library(weights: Any, images: jax.Array) -> jax.Array:
        maps = jax.lax.conv_general_dilated(
            images,
            weights["kernel"],
            strides,
            padding.upper(),
            dimension_numbers=("NHWC", "HWIO", "NHWC"),
        )
        return find_activation("leaky_relu")(maps + weights["bias"])

    ours, theirs = pulled_back(layer.apply, weights, images), pulled_back(library, weights, images)
    jax.tree.map(assert_close, ours, theirs)


@pytest.mark.parametrize(
    ("activation", "pooling"),
    [
        ("relu", MaxPooling2D(2)),
        (None, MaxPooling2D(2)),
        ("softmax", MaxPooling2D(2)),
        ("relu", MaxPooling2D(3, 2)),
    ],
)
def test_every_formulation_with_pooling_equals_one_after_the_other(
    formulation: Formulation, activation: str | None, pooling: MaxPooling2D
) -> None:
    layer = Conv2D(4, 3, activation=activation, use_bias=activation != "relu")
    weights, images = drawn(layer, (9, 10, 2))

    def apart(weights: Any, images: jax.Array) -> jax.Array:
        return pooling.apply({}, layer.apply(weights, images))

    together = pulled_back(lambda w, i: layer.apply_and_pool(w, i, pooling), weights, images)
    jax.tree.map(assert_close, together, pulled_back(apart, weights, images))


@pytest.mark.parametrize(
    ("layer", "pooling"),
    [
        (Conv2D(4, 3, data_format="channels_first"), MaxPooling2D(data_format="channels_first")),
        (Conv2D(4, 3, data_format="channels_first"), MaxPooling2D()),
        (Conv2D(4, 3, dilation_rate=2), MaxPooling2D()),
        (Conv2D(4, 3, groups=2), MaxPooling2D()),
    ],
)
def test_other_formats_holes_and_groups_with_pooling(layer: Conv2D, pooling: MaxPooling2D) -> None:
    weights, images = drawn(layer, (8, 10, 12))
    together = layer.apply_and_pool(weights, images, pooling)
    assert_close(together, pooling.apply({}, layer.apply(weights, images)))


def test_pooling_that_reaches_over_the_border_is_done_apart() -> None:
    layer, pooling = Conv2D(2, 2), MaxPooling2D(2, padding="same")
    weights, images = drawn(layer, (6, 6, 1))
    together = layer.apply_and_pool(weights, images, pooling)
    assert together.shape == (3, 3, 3, 2)
    assert_close(together, pooling.apply({}, layer.apply(weights, images)))


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [1, 2])
def test_against_loops(padding: Any, strides: int) -> None:
    layer = Conv2D(2, (3, 2), strides, padding)
    weights, images = drawn(layer, (5, 6, 2), rows=2)
    doubles = (np.asarray(array, np.float64) for array in (images, *weights.values()))
    assert_close(
        layer.apply(weights, images), convolve_slowly(*doubles, (strides, strides), padding)
    )


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_finite_differences(padding: Any) -> None:
    assert_finite_differences(Conv2D(2, 3, padding=padding, activation="tanh"), (5, 5, 2))


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_one_grey_channel_stands_for_three_equal_ones(padding: Any) -> None:
    layer = Conv2D(4, 3, padding=padding, activation="relu")
    weights, _ = drawn(layer, (8, 8, 3))
    grey = jnp.asarray(np.random.default_rng(0).normal(size=(2, 8, 8, 1)), jnp.float32)
    three = jnp.repeat(grey, 3, axis=3)
    outputs, (gradients,) = pulled_back(lambda w: layer.apply(w, grey), weights)
    expected, (theirs,) = pulled_back(lambda w: layer.apply(w, three), weights)
    assert_close(outputs, expected)
    assert_close(gradients["kernel"], theirs["kernel"])


def test_trace_holds_the_maps_before_the_activation() -> None:
    layer = Conv2D(2, 2, activation="relu")
    weights, images = drawn(layer, (4, 4, 1))
    inside = layer.trace(weights, images)
    assert (inside["pre_activation"] < 0).any()
    assert (inside["outputs"] == inside["pre_activation"].clip(0)).all()


@pytest.mark.parametrize(
    "settings",
    [
        {"filters": 0, "kernel_size": 3},
        {"filters": 2, "kernel_size": (3, 0)},
        {"filters": 2, "kernel_size": (3, 2.7)},
        {"filters": 2, "kernel_size": (1, 2, 3)},
        {"filters": 2, "kernel_size": 3, "strides": -1},
        {"filters": 2, "kernel_size": "3"},
        {"filters": 3, "kernel_size": 3, "groups": 2},
        {"filters": 3, "kernel_size": 3, "dilation_rate": 0},
        {"filters": 3, "kernel_size": 3, "data_format": "tf"},
    ],
)
def test_impossible_settings_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(SettingError, match="Conv2D: "):
        Conv2D(**settings)


def test_images_smaller_than_the_kernel_are_refused() -> None:
    with pytest.raises(ShapeError, match="a window of 5 pixels does not fit on a map of 4"):
        Conv2D(2, 5).output_shape((9, 4, 1))
    with pytest.raises(ShapeError, match="a window of 5 steps does not fit on a sequence of 4"):
        Conv1D(2, 5).output_shape((4, 1))


def test_unknown_padding_is_refused() -> None:
    with pytest.raises(SettingError, match='must be "valid" or "same"'):
        Conv2D(2, 3, padding="causal").output_shape((9, 9, 1))  # type: ignore[arg-type]


@pytest.mark.parametrize("data_format", ["channels_last", "channels_first"])
@pytest.mark.parametrize("padding", ["valid", "same", "causal"])
@pytest.mark.parametrize(("strides", "dilation"), [(1, 1), (2, 1), (1, 2)])
def test_against_keras_of_temporal_convolution(
    padding: Any, strides: int, dilation: int, data_format: Any
) -> None:
    layer = Conv1D(4, 3, strides, padding, data_format, dilation, activation="relu")
    assert_same(layer, (9, 7))


@pytest.mark.parametrize("filters", [3, 30])
@pytest.mark.parametrize(("size", "shape"), [(1, (5, 2)), (4, (11, 6)), (5, (5, 3))])
def test_shapes_against_keras(size: int, shape: tuple[int, int], filters: int) -> None:
    assert_same(Conv1D(filters, size, use_bias=False), shape)


def test_groups_against_keras() -> None:
    assert_same(Conv1D(6, 3, groups=3, padding="same"), (7, 9))


@pytest.mark.parametrize("activation", ["softmax", "tanh"])
def test_activations_work_on_the_last_axis_as_in_keras(activation: str) -> None:
    assert_same(Conv1D(3, 2, data_format="channels_first", activation=activation), (4, 6))


def test_finite_differences_of_temporal_convolution() -> None:
    assert_finite_differences(Conv1D(2, 3, padding="causal", dilation_rate=2), (8, 2))


@pytest.mark.parametrize("dilation", [1, 3])
def test_causal_outputs_never_look_ahead(dilation: int) -> None:
    layer = Conv1D(2, 3, padding="causal", dilation_rate=dilation)
    weights, series = drawn(layer, (12, 2))
    changed = layer.apply(weights, series.at[:, 7:].add(1.0))
    outputs = layer.apply(weights, series)
    assert jnp.array_equal(changed[:, :7], outputs[:, :7])
    assert not jnp.allclose(changed[:, 7], outputs[:, 7])


def test_impossible_settings_are_refused_of_temporal_convolution() -> None:
    with pytest.raises(SettingError, match="Conv1D: kernel_size must be a whole number"):
        Conv1D(2, (3, 3))
    with pytest.raises(SettingError, match="7 filters cannot be parted into 2 groups"):
        Conv1D(7, 3, groups=2)
    with pytest.raises(SettingError, match="images of 5 channels cannot be parted into 2"):
        Conv1D(8, 3, groups=2).output_shape((9, 5))
    with pytest.raises(ShapeError, match=r"Conv1D takes inputs of shape \(batch, time, features\)"):
        Conv1D(8, 3).output_shape((9,))


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (Conv3D(4, (2, 3, 2), padding="same", activation="tanh"), (5, 6, 7, 3)),
        (Conv3D(6, 2, dilation_rate=2, groups=3, use_bias=False), (5, 6, 7, 3)),
        (Conv3D(4, 2, 2, data_format="channels_first"), (3, 5, 6, 7)),
    ],
    ids=str,
)
def test_volumes_against_keras(layer: Conv3D, shape: Any) -> None:
    assert_same(layer, shape)


@pytest.mark.parametrize("formulation", ["library", "one_by_one"])
def test_large_volumes_against_keras(formulation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convolution, "formulation_of_copies", lambda copies: formulation)
    assert_same(Conv3D(4, 2, (1, 2, 1), "same", dilation_rate=1), (3, 5, 6, 2))
