"""Channels before or behind the places."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.padding_and_cropping import ZeroPadding1D
from plainnet.layers.pooling import MaxPooling1D
from plainnet.layers.reshaping import Flatten
from plainnet.layers.window_geometry import (
    DataFormat,
    from_channels_last,
    output_size,
    padding_of,
    places_and_channels,
    reach,
    settle_border,
    settle_padding,
    settle_sizes,
    shape_of,
    to_channels_last,
)
from reference.convolution import pad_slowly, places


@pytest.mark.parametrize(
    ("shape", "rank", "data_format", "parts"),
    [
        ((5, 4, 3), 2, "channels_last", ((5, 4), 3)),
        ((3, 5, 4), 2, "channels_first", ((5, 4), 3)),
        ((5, 3), 1, "channels_last", ((5,), 3)),
        ((3, 5), 1, "channels_first", ((5,), 3)),
    ],
)
def test_shapes_are_parted_and_joined(
    shape: tuple[int, ...], rank: int, data_format: DataFormat, parts: tuple[tuple[int, ...], int]
) -> None:
    assert places_and_channels(Flatten(), shape, rank, data_format) == parts
    assert shape_of(*parts, data_format) == shape
    inputs = jnp.arange(2.0 * 5 * 4 * 3).reshape(2, *shape, -1)[..., 0]
    last = to_channels_last(inputs, data_format)
    assert last.shape == (2, *parts[0], parts[1])
    assert jnp.array_equal(from_channels_last(last, data_format), inputs)


@pytest.mark.parametrize(
    ("rank", "data_format", "expected"),
    [
        (2, "channels_first", r"\(batch, channels, height, width\), but got \('batch', 3\)"),
        (1, "channels_last", r"\(batch, time, features\)"),
    ],
)
def test_other_axes_are_refused(rank: int, data_format: DataFormat, expected: str) -> None:
    with pytest.raises(ShapeError, match=expected):
        places_and_channels(Flatten(), (3,), rank, data_format)


def test_an_unknown_format_is_refused_and_none_is_channels_last() -> None:
    assert Flatten(None).data_format == "channels_last"  # type: ignore[arg-type]
    with pytest.raises(SettingError, match='Flatten: data_format must be "channels_last" or'):
        Flatten("th")  # type: ignore[arg-type]


def settled(given: object, rank: int) -> object:
    """Write a border for each side."""
    layer = ZeroPadding1D()
    object.__setattr__(layer, "padding", given)
    settle_border(layer, rank, "padding")
    return layer.padding


@pytest.mark.parametrize(
    ("given", "rank", "sides"),
    [
        (2, 1, (2, 2)),
        ([0, 3], 1, (0, 3)),
        (1, 2, ((1, 1), (1, 1))),
        ((1, 2), 2, ((1, 1), (2, 2))),
        ([[1, 2], [3, 4]], 2, ((1, 2), (3, 4))),
        ((1, (3, 4)), 2, ((1, 1), (3, 4))),
    ],
)
def test_one_number_one_an_axis_or_one_a_side(given: object, rank: int, sides: object) -> None:
    assert settled(given, rank) == sides


@pytest.mark.parametrize(
    ("given", "rank"), [(-1, 1), ((1, 2, 3), 1), ("2", 1), ((1,), 2), (((1, 2, 3), 1), 2), (0.5, 2)]
)
def test_others_are_refused(given: object, rank: int) -> None:
    with pytest.raises(SettingError, match="ZeroPadding1D: padding must hold whole numbers"):
        settled(given, rank)


sizes = st.integers(1, 40)


@given(
    size=sizes, window=sizes, stride=st.integers(1, 7), padding=st.sampled_from(["valid", "same"])
)
@settings(max_examples=200, deadline=None)
def test_windows_are_counted_right(size: int, window: int, stride: int, padding: str) -> None:
    line = np.zeros((1, size, 1, 1))
    padded = pad_slowly(line, (window, 1), (stride, 1), padding, 0.0)
    assert sum(padding_of(size, window, stride, padding)) == padded.shape[1] - size
    count = places(padded, (window, 1), (stride, 1))[0]
    if count == 0:
        with pytest.raises(ShapeError, match="does not fit"):
            output_size(Flatten(), size, window, stride, padding)
    else:
        assert output_size(Flatten(), size, window, stride, padding) == count


def test_an_odd_pixel_goes_after_the_line() -> None:
    assert padding_of(10, 4, 1, "same") == (1, 2)


@pytest.mark.parametrize("further", [(), ("causal",)])
def test_unknown_padding_is_refused(further: tuple[str, ...]) -> None:
    for padding in ("valid", "SAME", *further):
        settle_padding(MaxPooling1D(), padding, *further)
    for padding in ("full", "causal", None):
        if padding not in further:
            with pytest.raises(SettingError, match='must be "valid" or "same", not'):
                settle_padding(MaxPooling1D(), padding, *further)  # type: ignore[arg-type]


def test_causal_windows_never_look_ahead() -> None:
    assert padding_of(10, 3, 1, "causal") == (2, 0)
    assert [output_size(Flatten(), 10, 3, step, "causal") for step in (1, 2, 3)] == [10, 5, 4]


@pytest.mark.parametrize(("window", "dilation", "seen"), [(1, 5, 1), (3, 1, 3), (3, 4, 9)])
def test_reach_of_dilated_windows(window: int, dilation: int, seen: int) -> None:
    assert reach(window, dilation) == seen


@pytest.mark.parametrize(
    ("rank", "given", "settled"),
    [(1, 3, (3,)), (1, [3], (3,)), (2, 3, (3, 3)), (2, [3, 2], (3, 2))],
)
def test_sizes_are_written_for_each_axis(rank: int, given: object, settled: object) -> None:
    layer = MaxPooling1D(2)
    object.__setattr__(layer, "pool_size", given)
    settle_sizes(layer, rank, "pool_size")
    assert layer.pool_size == settled


@pytest.mark.parametrize(
    ("rank", "given"), [(1, (3, 3)), (1, 0), (1, ()), (2, (3,)), (2, (3, 0)), (2, "3")]
)
def test_sizes_without_sense_are_refused(rank: int, given: object) -> None:
    layer = MaxPooling1D(2)
    object.__setattr__(layer, "pool_size", given)
    with pytest.raises(SettingError, match="MaxPooling1D: pool_size must be"):
        settle_sizes(layer, rank, "pool_size")
