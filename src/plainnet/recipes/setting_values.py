"""Values of settings as people write them: in an option's text, or in a recipe file.

Each reader takes where the value stands, for the error, and the value: the text of an
option, or whatever a TOML file holds.
"""

import csv
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from plainnet.errors import SettingError

Reader = Callable[[str, object], Any]

YES_AND_NO = {"yes": True, "no": False}


def read_text(where: str, value: object) -> str:
    """Read a name; a number is one, too, as it is written."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (isinstance(value, str) or is_number) or not str(value).strip():
        raise SettingError("train.setting.text", where=where, found=shown(value))
    return str(value)


def read_texts(where: str, value: object) -> tuple[str, ...]:
    """Read names between commas; one that holds a comma stands in double quotes.

    >>> read_texts("--drop", 'id,"height, cm"')
    ('id', 'height, cm')
    """
    return tuple(read_text(where, part).strip() for part in parts_of(value))


def read_yes_or_no(where: str, value: object) -> bool:
    """Read yes or no, or true or false of a recipe file."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.strip().lower() not in YES_AND_NO:
        raise SettingError(
            "train.setting.choice", where=where, found=shown(value), choices=", ".join(YES_AND_NO)
        )
    return YES_AND_NO[value.strip().lower()]


def choice_of(*choices: str) -> Reader:
    """Give the reader of one of some words."""

    def read(where: str, value: object) -> str:
        if not isinstance(value, str) or value.strip() not in choices:
            raise SettingError(
                "train.setting.choice", where=where, found=shown(value), choices=", ".join(choices)
            )
        return value.strip()

    return read


def choices_of(*choices: str) -> Reader:
    """Give the reader of several words out of some; "no" is none of them."""
    one = choice_of(*choices, "no")

    def read(where: str, value: object) -> tuple[str, ...]:
        words = [one(where, part) for part in parts_of(value)]
        return tuple(dict.fromkeys(word for word in words if word != "no"))

    return read


def whole_from(least: int, most: int = 10**9) -> Reader:
    """Give the reader of a whole number.

    >>> whole_from(1)("--epochs", "20")
    20
    """

    def read(where: str, value: object) -> int:
        number = value
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value.strip()):
            number = int(value)
        if isinstance(number, int) and not isinstance(number, bool) and least <= number <= most:
            return number
        raise SettingError(
            "train.setting.whole", where=where, found=shown(value), least=least, most=most
        )

    return read


def number_between(low: float, high: float) -> Reader:
    """Give the reader of a number above `low` and below `high`."""

    def read(where: str, value: object) -> float:
        try:
            number = float(value) if isinstance(value, int | float | str) else math.nan
        except (ValueError, OverflowError):
            number = math.nan
        if isinstance(value, bool) or not low < number < high:
            key = "train.setting.number" if math.isfinite(high) else "train.setting.above"
            raise SettingError(
                key, where=where, found=shown(value), low=f"{low:g}", high=f"{high:g}"
            )
        return number

    return read


def whole_numbers(least: int, most: int) -> Reader:
    """Give the reader of whole numbers between commas.

    >>> whole_numbers(1, 99)("--hidden", "64,32")
    (64, 32)
    """
    one = whole_from(least, most)

    def read(where: str, value: object) -> tuple[int, ...]:
        return tuple(one(where, part) for part in parts_of(value))

    return read


def read_size(where: str, value: object) -> tuple[int, int]:
    """Read the size of images: a side of a square, or height x width.

    Result: in pixels.

    >>> read_size("--size", "64"), read_size("--size", "64x48")
    ((64, 64), (64, 48))
    """
    sides = value if isinstance(value, list) else re.split("[x×X]", str(value))
    try:
        lengths = [whole_from(1, 4096)(where, side) for side in sides]
    except SettingError:
        lengths = []
    if len(lengths) not in (1, 2):
        raise SettingError("train.setting.size", where=where, found=shown(value))
    return lengths[0], lengths[-1]


def read_cost(where: str, value: object) -> tuple[float, float]:
    """Read what a false alarm and a miss cost, as 1:5.

    Result: in any unit.
    """
    parts = value if isinstance(value, list) else re.split("[:：]", str(value))
    try:
        costs = [number_between(0, math.inf)(where, part) for part in parts]
    except SettingError:
        costs = []
    if len(costs) != 2:
        raise SettingError("train.setting.cost", where=where, found=shown(value))
    return costs[0], costs[1]


def parts_of(value: object) -> Sequence[object]:
    """Give the elements of a list, or the pieces of a text between commas."""
    if isinstance(value, list | tuple):
        return value
    if not isinstance(value, str):
        return [value]
    try:
        pieces = next(csv.reader([value], skipinitialspace=True), [])
    except csv.Error:  # a line end within the text
        return [value]
    return pieces or [value]


def shown(value: object) -> str:
    """Write a value for an error, cut where it is long."""
    text = str(value)
    return f"{text[:60]}…" if len(text) > 60 else text
