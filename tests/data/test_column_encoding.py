"""Columns of a table as inputs of a network."""

import json
from pathlib import Path

import numpy as np
import pytest

from data.table_files import house_rows, read, write
from plainnet.data.column_encoding import (
    ColumnEncoding,
    TableEncoding,
    learn_encoding,
    no_before_yes,
    raw_rows,
)
from plainnet.errors import SettingError

NUMBER = ColumnEncoding("n", "number", fill=2.0, offset=1.0, scale=2.0, with_missing=True)
CITY = ColumnEncoding("c", "category", levels=("x", "y"), rare=("z",), with_missing=True)
FLAG = ColumnEncoding("f", "boolean", levels=("no", "yes"))
DAY = ColumnEncoding("d", "date", fill=10.0, offset=10.0, scale=5.0, with_time=True)
ENCODING = TableEncoding((NUMBER, CITY, FLAG, DAY))


def test_numbers_and_holes():
    assert TableEncoding((NUMBER,)).apply(np.array([[3.0], [np.nan]])).tolist() == [
        [1, 0],
        [0.5, 1],
    ]


def test_categories_known_rare_new_and_missing():
    raw = np.array([[0.0], [1.0], [2.0], [3.0], [np.nan]])
    expected = np.eye(4)[[0, 1, 2, 2, 3]]
    np.testing.assert_array_equal(TableEncoding((CITY,)).apply(raw), expected)


def test_a_new_category_without_rare_ones_says_nothing():
    plain = TableEncoding((ColumnEncoding("c", "category", levels=("x", "y", "z")),))
    np.testing.assert_array_equal(plain.apply(np.array([[3.0], [np.nan]])), np.zeros((2, 3)))


def test_two_categories_are_one_input():
    raw = np.array([[0.0], [1.0], [2.0], [np.nan]])
    assert TableEncoding((FLAG,)).apply(raw)[:, 0].tolist() == [0, 1, 0.5, 0.5]


def test_dates_lie_on_circles():
    raw = np.array([[15.0, 21600.0], [np.nan, np.nan]])
    encoded = TableEncoding((DAY,)).apply(raw)
    assert encoded.shape == (2, 7)
    assert encoded[0, 0] == 1
    np.testing.assert_allclose(encoded[0, 1::2] ** 2 + encoded[0, 2::2] ** 2, 1, rtol=1e-6)
    np.testing.assert_allclose(encoded[0, 5:], [1, 0], atol=1e-6)
    np.testing.assert_array_equal(encoded[1], 0)


def test_names_fit_the_inputs_and_nothing_is_lost_in_json():
    raw = np.array([[1.0, 1.0, 0.0, 3.0, 0.0]])
    assert ENCODING.slots == 5
    assert ENCODING.apply(raw).shape == (1, len(ENCODING.feature_names))
    again = TableEncoding.from_dict(json.loads(json.dumps(ENCODING.to_dict())))
    assert again == ENCODING
    np.testing.assert_array_equal(again.apply(raw), ENCODING.apply(raw))


@pytest.mark.parametrize(
    "broken", [{"kind": "other"}, {"kind": "number", "scale": 0.0}, {"kind": "boolean"}]
)
def test_a_broken_encoding_is_refused(broken: dict[str, object]):
    with pytest.raises(SettingError):
        TableEncoding.from_dict({"columns": [{"name": "x", **broken}]})


EVERY = np.ones(200, bool)


def test_useless_columns_are_dropped_with_reasons(tmp_path: Path):
    lines = "".join(f"{row},x,,word{row},{row % 5},{row % 2}\n" for row in range(200))
    table = read(write(tmp_path, f"id,same,empty,text,kept,y\n{lines}"))
    learned = learn_encoding(table, EVERY, without=["y"])
    assert [column.name for column in learned.encoding.columns] == ["kept"]
    assert [(r.key, r.values["column"]) for r in learned.dropped] == [
        ("table.dropped_identifier", "id"),
        ("table.dropped_constant", "same"),
        ("table.dropped_empty", "empty"),
        ("table.dropped_text", "text"),
    ]


def kept_of(tmp_path: Path, names: str, columns: np.ndarray, y: np.ndarray, **more: object):
    """Learn from half of the rows, and give the names of the inputs."""
    rows = "".join(",".join(map(str, row)) + "\n" for row in columns)
    table = read(write(tmp_path, f"{names}\n{rows}"))
    learned = learn_encoding(table, np.arange(len(y)) % 2 == 0, truth=y, **more)
    return [column.name for column in learned.encoding.columns]


def test_columns_that_number_the_rows_stay_if_the_target_follows_them(tmp_path: Path):
    random = np.random.default_rng(0)
    count, noise, x = np.arange(1, 81), random.normal(size=80), random.normal(size=80)
    both = np.column_stack([count, x])
    assert kept_of(tmp_path, "hours,x", both, 2.0 * count) == ["hours", "x"]
    assert kept_of(tmp_path, "year,x", both, 0.05 * count + 9 * x) == ["year", "x"]
    assert kept_of(tmp_path, "hours,x", both, noise) == ["x"]
    assert kept_of(tmp_path, "hours,x", both, noise, keep=["hours"]) == ["hours", "x"]
    assert kept_of(tmp_path, "rownames,x", both, 2.0 * count) == ["x"]
    assert kept_of(tmp_path, "number", both[:, :1], 2.0 * count) == ["number"]
    shuffled = both[random.permutation(80)]
    assert kept_of(tmp_path, "Id,x", shuffled, shuffled[:, 0]) == ["x"]
    ids = np.column_stack([random.choice(np.arange(42, 127_132), 80, replace=False), x])
    assert kept_of(tmp_path, "id,x", ids, noise) == ["x"]
    assert kept_of(tmp_path, "id,x", ids, ids[:, 0] / 9) == ["id", "x"]
    classes = (count > 40).astype(float)
    assert kept_of(tmp_path, "day,x", both, classes, n_classes=2) == ["day", "x"]


def test_only_training_rows_teach(tmp_path: Path):
    table = read(write(tmp_path, "a,c\n" + "1,x\n3,y\n" * 50 + "1000,z\n" * 100))
    in_training = np.arange(200) < 100
    number, city = learn_encoding(table, in_training).encoding.columns
    assert (number.offset, number.scale, number.low, number.high) == (2, 1, 1, 3)
    assert set(city.known) == {"x", "y"}


def test_rare_categories_share_a_column(tmp_path: Path):
    table = read(write(tmp_path, "c\n" + "x\n" * 120 + "y\n" * 78 + "p\nq\n"))
    (city,) = learn_encoding(table, EVERY).encoding.columns
    assert (city.levels, set(city.rare)) == (("x", "y"), {"p", "q"})


def test_raw_rows_follow_the_encoding(tmp_path: Path):
    table = read(write(tmp_path, house_rows()))
    learned = learn_encoding(table, EVERY, without=["price"]).encoding
    assert [column.kind for column in learned.columns] == ["category", "number", "boolean", "date"]
    raw = raw_rows(table.blocks[0], table, learned)
    cities = [learned.columns[0].known[int(number)] for number in raw[:, 0]]
    texts = list(table.column("city").levels)
    assert cities == [texts[int(number)] for number in table.values(table.column("city"))]
    assert np.isfinite(learned.apply(raw)).all()


def test_no_comes_before_yes():
    assert no_before_yes(("是", "否")) == ("否", "是")
    assert no_before_yes(("True", "False")) == ("False", "True")


def test_a_saved_index_is_no_input(tmp_path: Path):
    rows = "".join(f"{(7 * row) % 40},{row / 3}\n" for row in range(40))
    for name, dropped in (("__index_level_0__", True), ("Unnamed: 0", True), ("size", False)):
        table = read(write(tmp_path, f"{name},x\n{rows}"))
        learned = learn_encoding(table, np.ones(40, bool))
        assert ("table.dropped_index" in [of.key for of in learned.dropped]) == dropped
        assert len(learn_encoding(table, np.ones(40, bool), keep=[name]).dropped) == 0
