"""Which kind of data a recipe is about, and who prepares it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

from plainnet.data.image_file import is_image_name
from plainnet.data.included_data import is_included
from plainnet.data.input_path import existing_file
from plainnet.errors import DataError, SettingError
from plainnet.messages.language import say
from plainnet.recipes.image_preparation import prepare_images
from plainnet.recipes.prepared import Prepared
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.recipe_settings import SETTINGS
from plainnet.recipes.series_preparation import prepare_series
from plainnet.recipes.table_preparation import prepare_table
from plainnet.training.history import HeardRows, nobody

PREPARATIONS: Mapping[str, Callable[[Recipe], Prepared]] = {
    "images": prepare_images,
    "series": prepare_series,
}
# What only one kind of data has a use for.
ONLY_FOR = {
    "table": ("target", "drop", "keep", "categories", "group", "time"),
    "images": ("size", "grey", "augmentation", "damaged"),
    "series": ("series", "only", "window", "horizon", "season"),
}
INCLUDED_KINDS = {"steel-surfaces": "images", "gold-like-price": "series", "GoldSilver": "series"}
SERIES_MODELS = ("simple_rnn", "lstm")


def prepare(recipe: Recipe, heard: HeardRows = nobody) -> Prepared:
    """Read the data and make them ready for training."""
    kind = kind_of(recipe)
    check_settings_of(recipe, kind)
    return prepare_table(recipe, heard) if kind == "table" else PREPARATIONS[kind](recipe)


def kind_of(recipe: Recipe) -> str:
    """Tell tables, images and series apart."""
    data = Path(recipe.data)
    if is_included(data):
        return next((kind for name, kind in INCLUDED_KINDS.items() if name in recipe.data), "table")
    if data.is_dir():
        return "images"
    path = existing_file(data)
    if is_image_name(path.name):
        raise DataError("train.one_image", file=path)
    looks_ahead = recipe.series or recipe.window or recipe.horizon or recipe.season
    is_series = looks_ahead or recipe.model in SERIES_MODELS
    return "series" if is_series else "table"


def check_settings_of(recipe: Recipe, kind: str) -> None:
    """Refuse settings that only another kind of data has a use for."""
    usual = {field.name: field.default for field in fields(Recipe)}
    options = {setting.field: setting.option for setting in SETTINGS}
    for other, names in ONLY_FOR.items():
        for name in names if other != kind else ():
            if getattr(recipe, name) != usual[name]:
                raise SettingError(
                    "train.no_use",
                    option=options[name],
                    wanted=say(f"train.kind.{other}"),
                    data=recipe.data,
                    kind=say(f"train.kind.{kind}"),
                )
