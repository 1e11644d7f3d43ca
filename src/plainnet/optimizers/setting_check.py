"""Refuse settings of an optimizer or a schedule that make no sense."""

import math
from collections.abc import Callable

from plainnet.errors import SettingError
from plainnet.messages.language import say

_RANGES: dict[str, Callable[[float], bool]] = {
    "fraction": lambda value: 0 <= value <= 1,
    "positive": lambda value: value > 0,
    "not_negative": lambda value: value >= 0,
}


def check_numbers(owner: object, expected: str, *names: str) -> None:
    """Refuse fields of `owner` outside a range; None means not set and passes."""
    for name in names:
        value = getattr(owner, name)
        if value is not None and not (is_finite(value) and _RANGES[expected](value)):
            refuse(owner, name, expected)


def refuse(owner: object, name: str, expected: str) -> None:
    """Say that a field of `owner` is not what was expected."""
    raise SettingError(
        "optimizer.setting.range",
        owner=type(owner).__name__,
        name=name,
        value=getattr(owner, name),
        expected=say(f"optimizer.expected.{expected}"),
    )


def is_finite(value: object) -> bool:
    """Tell whether a value is a finite number."""
    return isinstance(value, int | float) and math.isfinite(value)
