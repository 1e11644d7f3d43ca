"""The settings that Keras keeps for a whole program: float type, epsilon, place of the channels."""

from dataclasses import dataclass
from itertools import count
from typing import Literal

from plainnet.errors import SettingError

DataFormat = Literal["channels_last", "channels_first"]
_FORMATS: dict[str, DataFormat] = {
    "channels_last": "channels_last",
    "channels_first": "channels_first",
    "tf": "channels_last",
    "th": "channels_first",
}


@dataclass
class BackendSettings:
    """What `keras.backend` remembers."""

    floatx: str = "float32"  # type of the numbers, as NumPy names it
    epsilon: float = 1e-7  # the fuzz that keeps logarithms and quotients finite
    image_data_format: DataFormat = "channels_last"  # where the colours stand in an image


SETTINGS = BackendSettings()
_numbers_by_prefix: dict[str, "count[int]"] = {}


def floatx() -> str:
    """Name the type of the numbers."""
    return SETTINGS.floatx


def set_floatx(value: str) -> None:
    """Choose the type of the numbers; the engine itself computes in float32."""
    if value not in ("bfloat16", "float16", "float32", "float64"):
        raise SettingError("script_data.floatx", value=value)
    SETTINGS.floatx = value


def epsilon() -> float:
    """Return the fuzz."""
    return SETTINGS.epsilon


def set_epsilon(value: float) -> None:
    """Choose the fuzz."""
    SETTINGS.epsilon = float(value)


def image_data_format() -> DataFormat:
    """Describe where the colours stand in an image."""
    return SETTINGS.image_data_format


def set_image_data_format(data_format: str) -> None:
    """Choose where the colours stand in an image."""
    SETTINGS.image_data_format = checked_data_format(data_format)


def image_dim_ordering() -> str:
    """Describe where the colours stand, in Keras 1's words."""
    return "tf" if SETTINGS.image_data_format == "channels_last" else "th"


def set_image_dim_ordering(dim_ordering: str) -> None:
    """Choose where the colours stand, in Keras 1's words."""
    SETTINGS.image_data_format = checked_data_format(dim_ordering)


def checked_data_format(data_format: str | None) -> DataFormat:
    """Return a data format, the one set if None, and refuse what is none.

    `data_format`: "default" is as None.
    """
    if data_format is None or data_format == "default":
        return SETTINGS.image_data_format
    if data_format in _FORMATS:
        return _FORMATS[data_format]
    raise SettingError("script_data.data_format", found=data_format)


def get_uid(prefix: str = "") -> int:
    """Count from 1 for each prefix."""
    return next(_numbers_by_prefix.setdefault(prefix, count(1)))


def reset_uids() -> None:
    """Start counting anew."""
    _numbers_by_prefix.clear()
