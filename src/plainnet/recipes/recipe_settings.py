"""The settings of a recipe: what each is called and how its value is read.

The options of `plainnet train` and the keys of a recipe file are made from this one list.
"""

import math
from dataclasses import dataclass
from typing import Any, get_args

from plainnet.recipes.recipe import Augmentation, ClassWeight, JudgedBy, ModelKind, Split, Task
from plainnet.recipes.setting_values import (
    Reader,
    choice_of,
    choices_of,
    number_between,
    read_cost,
    read_size,
    read_text,
    read_texts,
    read_yes_or_no,
    whole_from,
    whole_numbers,
)

LARGEST_SEED = 2**32 - 1


@dataclass(frozen=True)
class Setting:
    """One setting."""

    name: str  # as an option without its two dashes, and as a key of a file
    read: Reader  # `(where, value) -> value of the field`
    metavar: str  # what stands behind the option on the help page: the last part of a message's key
    field: str  # of the Recipe
    is_flag: bool = False  # whether the option takes no value

    @property
    def option(self) -> str:
        """Give the option as it is typed."""
        return f"--{self.name}"


def _setting(name: str, read: Reader, metavar: str, **more: Any) -> Setting:
    """Name the field like the setting, unless told otherwise."""
    return Setting(name, read, metavar, **{"field": name.replace("-", "_"), **more})


def _choice(name: str, kinds: Any) -> Setting:
    """Make a setting that is one of some words."""
    return _setting(name, choice_of(*get_args(kinds)), name)


FRACTION = number_between(0, 1)
AUGMENTATIONS = get_args(Augmentation)

SETTINGS: tuple[Setting, ...] = (
    _setting("target", read_text, "column"),
    _setting("series", read_texts, "columns"),
    _setting("only", read_texts, "choices"),
    _choice("task", Task),
    _choice("model", ModelKind),
    _setting("hidden", whole_numbers(1, 100_000), "units"),
    _setting("drop", read_texts, "columns"),
    _setting("keep", read_texts, "columns"),
    _setting("categories", read_texts, "columns"),
    _setting("log-target", read_yes_or_no, "yes_no"),
    _setting("size", read_size, "size"),
    _setting("grey", read_yes_or_no, "", is_flag=True),
    _setting("augment", choices_of(*AUGMENTATIONS), "augmentations", field="augmentation"),
    _setting("damaged", choice_of("stop", "skip"), "damaged"),
    _setting("window", whole_from(1, 100_000), "steps"),
    _setting("horizon", whole_from(1, 10_000), "steps"),
    _setting("season", whole_from(1, 100_000), "steps"),
    _choice("split", Split),
    _setting("group", read_text, "column"),
    _setting("time", read_text, "column"),
    _setting("test-fraction", FRACTION, "fraction"),
    _setting("validation-fraction", FRACTION, "fraction"),
    _setting("epochs", whole_from(1, 1_000_000), "number"),
    _setting("batch", whole_from(1), "rows"),
    _setting("rate", number_between(0, math.inf), "rate"),
    _setting("patience", whole_from(0, 1_000_000), "number"),
    _setting("positive", read_text, "class"),
    _setting("cost", read_cost, "cost"),
    _setting("metric", choice_of(*get_args(JudgedBy)), "judged_by"),
    _setting("class-weight", choice_of(*get_args(ClassWeight)), "class_weight"),
    _setting("seed", whole_from(0, LARGEST_SEED), "number"),
    _setting("out", read_text, "file"),
    _setting("runs", read_text, "folder"),
)
DATA = _setting("data", read_text, "data")
