"""A recipe: everything that can be asked of a training, as options and as a TOML file.

Each reader takes where the value stands, for the error, and the value: the text of an
option, or whatever a TOML file holds.

The options of `plainnet train` and the keys of a recipe file are made from this one list.
"""

import codecs
import csv
import json
import math
import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args

from plainnet.data.input_path import is_included, read_bytes
from plainnet.errors import DataError, SettingError
from plainnet.messages.language import say

Split = Literal["random", "stratified", "group", "time"]
Task = Literal["classes", "number"]
ModelKind = Literal["linear", "logistic", "dense", "lenet", "simple_rnn", "lstm"]
JudgedBy = Literal[
    "accuracy", "f1", "recall", "auc", "average_precision", "log_loss", "rmse", "mae", "mape"
]
ClassWeight = Literal["balanced"]
Augmentation = Literal["flip", "shift", "rotate", "contrast"]


@dataclass(frozen=True)
class Recipe:
    """What is trained on what, and how; None leaves a setting to be found out.

    `series`: columns of a series to learn from; the first is forecast. Empty for other data.
    `only`: `COLUMN=VALUE`: rows of a file of several series that are looked at.
    `keep`: columns to learn from though they look like numbers or names of the rows.
    `window` and `horizon`: steps of a series that are seen, and that are forecast.
    `group` and `time`: column whose values stay together, or that orders the rows.
    `cost`: what a false alarm costs, and a miss; the threshold is chosen by it.
    `class_weight`: whether the rows of rare classes count for more in training.
    """

    data: str  # a table, a folder of images, a series, or data that come with plainnet
    target: str | None = None  # column of a table to predict
    series: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    task: Task | None = None  # whether the target names classes or is a number
    model: ModelKind | None = None  # kind of network
    hidden: tuple[int, ...] | None = None  # units of each hidden layer, or of the recurrent layers
    ensemble: int = 1  # dense networks trained at once, whose average is the model
    drop: tuple[str, ...] = ()  # columns not to be looked at
    keep: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # columns of numbers that are names
    decimal: str | None = None  # sign before decimals
    encoding: str | None = None  # of a text file
    sheet: str | None = None  # of an Excel file
    header_row: int | None = None  # with the names of the columns
    comment: str | None = None  # what lines that are no rows begin with
    day_first: bool | None = None  # whether 01/02/2020 is the first of February
    log_target: bool | None = None  # whether the logarithm of the target is learned
    size: tuple[int, int] | None = None  # of images, in pixels
    grey: bool | None = None  # whether images are read without colours
    augmentation: tuple[Augmentation, ...] | None = None  # what happens to training images
    damaged: Literal["stop", "skip"] = "stop"  # what to do about images that cannot be read
    window: int | None = None
    horizon: int | None = None
    season: int | None = None  # steps after which a series repeats itself
    split: Split | None = None  # how test rows are chosen
    group: str | None = None
    time: str | None = None
    test_fraction: float = 0.2
    validation_fraction: float = 0.2
    epochs: int | None = None
    batch: int | None = None
    rate: float | None = None  # learning rate
    patience: int | None = None  # epochs without a better validation loss before training ends
    positive: str | None = None  # class that precision and recall are about
    cost: tuple[float, float] | None = None
    metric: JudgedBy | None = None  # what the run is judged by, beside its baselines
    class_weight: ClassWeight | None = None
    seed: int = 0  # of the split, the first weights, the order of rows
    out: str | None = None  # where the model file goes besides the run's folder
    runs: str = "runs"  # folder that holds a folder for each run


Reader = Callable[[str, object], Any]

YES_AND_NO = {"yes": True, "no": False}


def read_text(where: str, value: object) -> str:
    """Read a name; a number is one, too, as it is written."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (isinstance(value, str) or is_number) or not str(value).strip():
        raise SettingError("train.setting.text", where=where, found=shown(value))
    return str(value)


def read_encoding(where: str, value: object) -> str:
    """Read the name of an encoding that Python knows."""
    name = read_text(where, value)
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise SettingError("train.setting.encoding", where=where, found=shown(value)) from error


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
            "train.setting.choice", where=where, found=shown(value), choices=list(YES_AND_NO)
        )
    return YES_AND_NO[value.strip().lower()]


def choice_of(*choices: str) -> Reader:
    """Return the reader of one of some words."""

    def read(where: str, value: object) -> str:
        """Read the value, or raise."""
        if not isinstance(value, str) or value.strip() not in choices:
            raise SettingError(
                "train.setting.choice", where=where, found=shown(value), choices=list(choices)
            )
        return value.strip()

    return read


def choices_of(*choices: str) -> Reader:
    """Return the reader of several words out of some; "no" is none of them."""
    one = choice_of(*choices, "no")

    def read(where: str, value: object) -> tuple[str, ...]:
        """Read the value, or raise."""
        words = [one(where, part) for part in parts_of(value)]
        return tuple(dict.fromkeys(word for word in words if word != "no"))

    return read


def whole_from(least: int, most: int = 10**9) -> Reader:
    """Return the reader of a whole number.

    >>> whole_from(1)("--epochs", "20")
    20
    """

    def read(where: str, value: object) -> int:
        """Read the value, or raise."""
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
    """Return the reader of a number above `low` and below `high`."""

    def read(where: str, value: object) -> float:
        """Read the value, or raise."""
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
    """Return the reader of whole numbers between commas.

    >>> whole_numbers(1, 99)("--hidden", "64,32")
    (64, 32)
    """
    one = whole_from(least, most)

    def read(where: str, value: object) -> tuple[int, ...]:
        """Read the value, or raise."""
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
    """Return the elements of a list, or the pieces of a text between commas."""
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
        """Return the option as it is typed."""
        return f"--{self.name}"


def _setting(name: str, read: Reader, metavar: str, **more: Any) -> Setting:
    """Name the field like the setting, unless it is given."""
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
    _setting("ensemble", whole_from(1, 1_000), "number"),
    _setting("drop", read_texts, "columns"),
    _setting("keep", read_texts, "columns"),
    _setting("categories", read_texts, "columns"),
    _setting("decimal", choice_of(".", ","), "decimal"),
    _setting("encoding", read_encoding, "encoding"),
    _setting("sheet", read_text, "sheet"),
    _setting("header-row", whole_from(1, 100_000), "row"),
    _setting("comment", read_text, "sign"),
    _setting("day-first", read_yes_or_no, "yes_no"),
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


ENDING = ".toml"
PATHS = ("data", "out", "runs")
EMPTY = [field.name for field in fields(Recipe) if field.default == ()]


def read_recipe_file(path: Path) -> dict[str, Any]:
    """Read the settings that stand in a file.

    Paths in it start from the file's own folder.
    """
    known = {setting.name: setting for setting in (DATA, *SETTINGS)}
    given: dict[str, Any] = {}
    for key, value in _content(path).items():
        name = key.replace("_", "-")
        if name not in known:
            near = list(get_close_matches(name, known, 1))
            hint = say("train.recipe.near", name=near) if near else ""
            raise SettingError(
                "train.recipe.unknown_key",
                file=path,
                key=key,
                hint=hint,
                known=list(known),
            )
        setting = known[name]
        given[setting.field] = setting.read(say("train.recipe.where", file=path, key=key), value)
    if "data" not in given:
        raise SettingError("train.recipe.no_data", file=path)
    for name in PATHS:
        if name in given and not is_included(Path(given[name])):
            given[name] = os.path.normpath(path.parent / given[name])
    return given


def _content(path: Path) -> Mapping[str, Any]:
    """Read the TOML, whatever the file begins with."""
    try:
        return tomllib.loads(read_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise DataError("train.recipe.not_utf8", file=path) from problem
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"line (\d+), column (\d+)", str(problem))
        if place is None:
            raise DataError("train.recipe.ends_early", file=path) from problem
        line, column = place.groups()
        raise DataError("train.recipe.not_toml", file=path, line=line, column=column) from problem
    except RecursionError as problem:
        raise DataError("train.recipe.ends_early", file=path) from problem


def recipe_text(recipe: Recipe, folder: Path) -> str:
    """Write a recipe as TOML.

    `recipe`: what is None is left out.
    """
    lines = []
    for setting in (DATA, *SETTINGS):
        value = getattr(recipe, setting.field)
        if setting.field in PATHS and value is not None:
            value = path_from(folder, value)
        is_left_out = value is None or (value == () and setting.field in EMPTY)
        if not is_left_out:
            lines.append(f"{setting.name} = {toml_value(value)}\n")
    return "".join(lines)


def path_from(folder: Path, path: str) -> str:
    """Write a relative path as it is seen from a folder; others stay as they are."""
    if is_included(Path(path)) or Path(path).is_absolute():
        return path
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return str(Path(path).absolute())


def toml_value(value: object) -> str:
    """Write a text, a number, yes or no, or several of them as TOML does.

    >>> toml_value("铜"), toml_value(True), toml_value((64, 32)), toml_value(0.001)
    ('"铜"', 'true', '[64, 32]', '0.001')
    """
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    # A TOML text is written like one of JSON, but the character "delete" may not stand in it.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
