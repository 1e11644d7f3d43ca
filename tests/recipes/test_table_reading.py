"""Reading a table as a recipe asks for it."""

from pathlib import Path

import numpy as np
import pytest

from data.table_files import house_rows, write
from plainnet.data.learned_encoding import learn_encoding
from plainnet.errors import DataError, SettingError
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.table_reading import column_to_split_by, divide, read_for


@pytest.fixture
def houses(tmp_path: Path) -> str:
    return str(write(tmp_path, house_rows()))


def test_columns_are_left_out(houses: str):
    table = read_for(Recipe(houses, target="price", drop=("id", " city")))
    assert [column.name for column in table.columns] == ["area", "garage", "sold", "price"]


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({}, SettingError),
        ({"target": "prize"}, DataError),
        ({"target": "price", "drop": ("nothing",)}, DataError),
        ({"target": "price", "drop": ("price",)}, SettingError),
        ({"target": "price", "group": "price"}, SettingError),
        ({"target": "price", "time": "when"}, DataError),
    ],
)
def test_names_are_checked(houses: str, settings, error):
    with pytest.raises(error) as caught:
        read_for(Recipe(houses, **settings))
    assert str(caught.value)


def test_what_splits_is_found(houses: str, tmp_path: Path):
    by_time = Recipe(houses, target="price", time="sold")
    assert column_to_split_by(by_time, read_for(by_time)).min() >= 18262
    by_group = Recipe(houses, target="price", group="city")
    assert set(column_to_split_by(by_group, read_for(by_group))) == {0, 1, 2}
    plain = Recipe(houses, target="price")
    assert column_to_split_by(plain, read_for(plain)) is None
    for wrong in (
        Recipe(houses, target="price", time="city"),
        Recipe(houses, "price", group="area"),
    ):
        with pytest.raises(DataError):
            column_to_split_by(wrong, read_for(wrong))


def test_rows_are_divided_in_their_order(houses: str):
    table = read_for(Recipe(houses, target="price"))
    parts = np.array([0, 1, 2, -1] * 50, np.int8)
    encoding = learn_encoding(table, parts == 0, without=["price"]).encoding
    whole = table.blocks[0].copy()
    divided = divide(table, parts, encoding, np.zeros(200))
    assert table.blocks == []
    assert [len(divided.train), len(divided.validation), len(divided.test)] == [50, 50, 50]
    assert divided.trained.rows == 100
    area = encoding.feature_names.index("area")
    column = table.column("area").slot
    learned = next(each for each in encoding.columns if each.name == "area")
    values = np.where(np.isnan(whole[:, column]), learned.fill, whole[:, column])
    expected = (values[parts == 1] - learned.offset) / learned.scale
    np.testing.assert_allclose(divided.validation[:, area], expected, rtol=1e-5)
