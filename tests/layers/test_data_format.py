"""Channels before or behind the places."""

import jax.numpy as jnp
import pytest

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.data_format import (
    DataFormat,
    from_channels_last,
    places_and_channels,
    shape_of,
    to_channels_last,
)
from plainnet.layers.flatten import Flatten


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
