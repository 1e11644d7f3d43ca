"""How windows lie on a line of pixels: padding, stride, and how many fit.

Concepts: padding, stride
"""

from plainnet.errors import SettingError, ShapeError
from plainnet.layers.layer import Layer


def padding_of(size: int, window: int, stride: int, padding: str) -> tuple[int, int]:
    """Count the pixels added before and after a line of `size` pixels.

    Parameters
    ----------
    size, window, stride : int
        In pixels.
    padding : {"valid", "same"}
        "same" gives ceil(size / stride) windows; an odd pixel goes after the line.

    Returns
    -------
    before : int
        Pixels added before the line.
    after : int
        Pixels added behind it.

    Examples
    --------
    >>> padding_of(32, 5, 1, "same")
    (2, 2)
    """
    if padding == "valid":
        return 0, 0
    if padding != "same":
        raise SettingError("layer.padding", padding=padding)
    missing = max(0, (-(-size // stride) - 1) * stride + window - size)
    return missing // 2, missing - missing // 2


def output_size(layer: Layer, size: int, window: int, stride: int, padding: str) -> int:
    """Count the windows on a line of `size` pixels: floor((padded - window) / stride) + 1.

    Raises
    ------
    ShapeError
        If not a single window fits.
    """
    padded = size + sum(padding_of(size, window, stride, padding))
    if padded < window:
        raise ShapeError("layer.window", layer=type(layer).__name__, window=window, size=size)
    return (padded - window) // stride + 1
