"""A recipe as a TOML file, to be read, and written by each run with every setting filled in."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from plainnet.data.included_data import is_included
from plainnet.data.input_path import read_bytes
from plainnet.errors import DataError, SettingError
from plainnet.messages.language import say
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.recipe_settings import DATA, SETTINGS

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
            near = ", ".join(get_close_matches(name, known, 1))
            hint = say("train.recipe.near", name=near) if near else ""
            raise SettingError(
                "train.recipe.unknown_key",
                file=path,
                key=key,
                hint=hint,
                known=", ".join(known),
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
