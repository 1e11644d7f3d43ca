"""The list of settings: each read from an option's text."""

from dataclasses import fields

import pytest

from plainnet.recipes.recipe import Recipe
from plainnet.recipes.recipe_settings import SETTINGS


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("series", "USD (PM),EUR (PM)", ("USD (PM)", "EUR (PM)")),
        ("hidden", "64,32", (64, 32)),
        ("log-target", "no", False),
        ("augment", "flip,rotate", ("flip", "rotate")),
        ("split", "group", "group"),
        ("test-fraction", "0.25", 0.25),
        ("cost", "1:5", (1.0, 5.0)),
    ],
)
def test_an_option_is_read_into_its_field(name, text, value):
    setting = next(each for each in SETTINGS if each.name == name)
    assert setting.option == f"--{name}"
    assert setting.read(setting.option, text) == value
    assert setting.field in {field.name for field in fields(Recipe)}


def test_each_setting_stands_once():
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names)
