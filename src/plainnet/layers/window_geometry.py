"""How windows lie on a line of pixels: padding, stride, and how many fit."""

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer, check_pair, check_positive, settle

Sizes = int | tuple[int, ...]
Pair = tuple[int, int]


def settle_sizes(layer: Layer, rank: int, *settings: str) -> None:
    """Write sizes that are one number as one for each axis, and check them."""
    for setting in settings:
        value = getattr(layer, setting)
        sizes = tuple(value) if isinstance(value, tuple | list) else (value,) * rank
        if rank == 2:
            check_pair(layer, setting, sizes)
        else:
            check_positive(layer, setting, sizes[0] if len(sizes) == rank else value)
        settle(layer, **{setting: sizes})


def settle_padding(layer: Layer, padding: str, *further: str) -> None:
    """Set the padding of a layer that is being made: "valid", "same" or one of `further`."""
    found = padding.lower() if isinstance(padding, str) else padding
    if found not in ("valid", "same", *further):
        raise SettingError("layer.padding", padding=padding)
    settle(layer, padding=found)


def padding_of(size: int, window: int, stride: int, padding: str) -> tuple[int, int]:
    """Count the pixels added before and after a line of `size` pixels.

    `size`, `window` and `stride`: in pixels.
    `padding`: an odd pixel goes after the line.

    >>> padding_of(32, 5, 1, "same")
    (2, 2)
    >>> padding_of(32, 5, 1, "causal")
    (4, 0)
    """
    if padding == "valid":
        return 0, 0
    if padding == "causal":
        return window - 1, 0
    missing = max(0, (-(-size // stride) - 1) * stride + window - size)
    return missing // 2, missing - missing // 2


def output_size(layer: Layer, size: int, window: int, stride: int, padding: str) -> int:
    """Count the windows on a line of `size` pixels: floor((padded - window) / stride) + 1."""
    padded = size + sum(padding_of(size, window, stride, padding))
    if padded < window:
        raise ShapeError("layer.window", layer=type(layer).__name__, window=window, size=size)
    return (padded - window) // stride + 1


def reach(window: int, dilation: int) -> int:
    """Count the pixels from the first to the last that a dilated window looks at.

    >>> reach(3, 2)
    5
    """
    return (window - 1) * dilation + 1
