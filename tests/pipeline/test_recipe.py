"""Values of settings as people write them."""

import math
from dataclasses import fields
from pathlib import Path

import pytest

from plainnet.errors import DataError, SettingError
from plainnet.messages.language import LANGUAGES, speaking
from plainnet.pipeline.recipe import (
    DATA,
    SETTINGS,
    Recipe,
    choice_of,
    choices_of,
    number_between,
    parts_of,
    path_from,
    read_cost,
    read_recipe_file,
    read_size,
    read_text,
    read_texts,
    read_yes_or_no,
    recipe_text,
    shown,
    toml_value,
    whole_from,
    whole_numbers,
)


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (read_text, " USD ", " USD "),
        (read_texts, "a\nb", ("a\nb",)),
        (read_text, 3, "3"),
        (read_texts, 'a, "b,c" ', ("a", "b,c")),
        (read_texts, ["a,b"], ("a,b",)),
        (read_yes_or_no, "Yes", True),
        (read_yes_or_no, False, False),
        (choice_of("stop", "skip"), "skip", "skip"),
        (choices_of("flip", "shift"), "flip,shift,flip", ("flip", "shift")),
        (choices_of("flip", "shift"), "no", ()),
        (whole_from(1), "12", 12),
        (whole_numbers(1, 99), 64, (64,)),
        (number_between(0, 1), ".5", 0.5),
        (number_between(0, math.inf), 2, 2.0),
        (read_size, "64×48", (64, 48)),
        (read_size, [32], (32, 32)),
        (read_cost, "1：2.5", (1.0, 2.5)),
    ],
)
def test_a_value_is_read(read, value, expected):
    assert read("--x", value) == expected


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (read_text, ""),
        (read_text, " "),
        (read_text, True),
        (read_text, ["a"]),
        (read_texts, "a,,b"),
        (read_texts, ""),
        (read_yes_or_no, "maybe"),
        (choice_of("stop", "skip"), "Stop"),
        (choices_of("flip"), ""),
        (whole_from(1), "0"),
        (whole_from(1), "1e3"),
        (whole_from(1), "-1"),
        (whole_from(1), "²"),
        (whole_from(0), True),
        (whole_from(0), "9" * 400),
        (whole_numbers(1, 99), "64,"),
        (number_between(0, 1), "1"),
        (number_between(0, 1), "nan"),
        (number_between(0, 1), True),
        (number_between(0, math.inf), "inf"),
        (number_between(0, math.inf), 10**400),
        (read_size, "64x"),
        (read_size, "0"),
        (read_size, True),
        (read_cost, "1"),
        (read_cost, "1:0"),
        (read_cost, "1:2:3"),
    ],
)
def test_another_value_is_refused_with_its_place(read, value):
    with pytest.raises(SettingError, match=r"^--x takes"):
        read("--x", value)


def test_a_text_is_cut_into_parts():
    assert list(parts_of('a,"b, c"')) == ["a", "b, c"]
    assert list(parts_of("")) == [""]


def test_a_long_value_is_cut_in_an_error():
    assert shown("x" * 100) == "x" * 60 + "…"


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


FULL = Recipe(
    data="销售, 2024.csv",
    target='the "price"\x7f\n',
    series=("USD (PM)", "a,b"),
    task="number",
    model="dense",
    hidden=(64, 32),
    drop=("id",),
    categories=("zip",),
    log_target=False,
    size=(64, 48),
    grey=True,
    augmentation=(),
    damaged="skip",
    window=5,
    horizon=3,
    season=7,
    split="time",
    group="shop",
    time="day",
    test_fraction=0.25,
    validation_fraction=0.1,
    epochs=30,
    batch=16,
    rate=1e-05,
    patience=4,
    positive="1",
    cost=(1.0, 5.0),
    seed=7,
    out="models/m.keras",
    runs="my runs",
)


def test_every_setting_of_a_recipe_can_stand_in_a_file():
    assert {setting.field for setting in (DATA, *SETTINGS)} == {f.name for f in fields(Recipe)}


def test_a_recipe_comes_back_from_its_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path("my runs/0001-x")
    folder.mkdir(parents=True)
    (folder / "recipe.toml").write_text(recipe_text(FULL, folder), encoding="utf-8")
    assert Recipe(**read_recipe_file(folder / "recipe.toml")) == FULL


def test_what_is_left_open_has_no_line(tmp_path):
    text = recipe_text(Recipe(data="generated:air-quality"), tmp_path)
    assert text.splitlines()[0] == 'data = "generated:air-quality"'
    assert not {"target", "series", "drop", "epochs"} & {
        line.split()[0] for line in text.split("\n")[:-1]
    }


def test_a_file_may_write_as_the_command_line_does(tmp_path):
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        '\ufeffdata = "/a.csv"\nhidden = "64,32"\n'
        'test_fraction = "0.3"\ncost = [1, 5]\npositive = 1\n',
        "utf-8",
    )
    assert read_recipe_file(recipe) == {
        "data": "/a.csv",
        "hidden": (64, 32),
        "test_fraction": 0.3,
        "cost": (1.0, 5.0),
        "positive": "1",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('data = "a.csv"\nepoch = 3', ["epoch", "epochs?"]),
        ("epochs = 3", ["data ="]),
        ('data = "a.csv"\nepochs = "many"', ["recipe.toml: epochs", "many"]),
        ('data = "a.csv"\nepochs = true', ["whole number", "True"]),
        ('data = "a.csv"\nepochs = 2.5', ["whole number", "2.5"]),
        ('data = "a.csv"\nhidden = [64, 0]', ["hidden", "'0'"]),
        ('data = "a.csv"\n[target]\nx = 1', ["target", "takes a name"]),
        ('data = "a.csv"\nlog-target = 1', ["yes, no"]),
        ('data = "a.csv"\ntest-fraction = 1.0', ["between 0 and 1"]),
        ('data = "a.csv"\nrate = nan', ["above 0"]),
        ('data = "a.csv"\naugment = ["flip", "spin"]', ["spin", "flip, shift"]),
        ('data = "a.csv"\nsize = [1, 2, 3]', ["height x width"]),
        ('data = "C:\\data.csv"', ["line 1", "single quotes"]),
        ('data = "a.csv', ["TOML"]),
        ("data = " + "[" * 5000, ["TOML"]),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path, text, said):
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(text, encoding="utf-8")
    with pytest.raises((SettingError, DataError)) as caught:
        read_recipe_file(recipe)
    for language in LANGUAGES:
        with speaking(language):
            assert "recipe.toml" in str(caught.value)
    with speaking("en"):
        assert all(word in str(caught.value) for word in said), str(caught.value)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    recipe = tmp_path / "recipe.toml"
    recipe.write_bytes('data = "销售.csv"'.encode("gb18030"))
    with pytest.raises(DataError, match="UTF-8"):
        read_recipe_file(recipe)


def test_paths_start_from_the_folder_of_the_file():
    assert path_from(Path("runs/0001-x"), "sales.csv") == "../../sales.csv"
    assert path_from(Path("runs"), "/data/sales.csv") == "/data/sales.csv"
    assert path_from(Path("runs"), "generated:air-quality") == "generated:air-quality"


def test_a_very_small_number_stays_a_number():
    assert toml_value(1e-05) == "1e-05"
