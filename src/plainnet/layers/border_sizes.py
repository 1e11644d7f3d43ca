"""How wide a border is: one number, one for each axis, or one for each side."""

from typing import Any

import numpy as np

from plainnet.errors import SettingError
from plainnet.layers.layer import Layer, settle

Border = int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]]


def settle_border(layer: Layer, rank: int, setting: str) -> None:
    """Write a border as `(before, after)`, for images once for each axis, and check it."""
    value: Any = getattr(layer, setting)
    axes: Any = value if isinstance(value, tuple | list) else (value, value)
    if rank == 1:
        sides = tuple(axes)
    else:
        sides = tuple(
            tuple(side) if isinstance(side, tuple | list) else (side,) * 2 for side in axes
        )
    flat = [number for side in (sides if rank == 2 else (sides,)) for number in side]
    is_whole = all(isinstance(number, int | np.integer) and number >= 0 for number in flat)
    if len(sides) != 2 or len(flat) != 2 * rank or not is_whole:
        raise SettingError("layer.border", layer=type(layer).__name__, setting=setting, value=value)
    settle(layer, **{setting: sides})
