"""Tables a model has never seen."""

from pathlib import Path

import numpy as np
import pytest

from data.table_files import excel_bytes, house_rows, write
from plainnet.data.learned_encoding import learn_encoding
from plainnet.data.table_file import open_table
from plainnet.errors import DataError
from plainnet.predictors.new_rows import read_new_rows, rows_with_truth
from plainnet.recipes.recipe import Recipe
from plainnet.recipes.table_reading import read_for

HEADER = "sold;garage;area;city\n"


@pytest.fixture
def encoding(tmp_path: Path):
    table = read_for(Recipe(str(write(tmp_path, house_rows(), "old.csv")), target="price"))
    return learn_encoding(table, np.ones(200, bool), without=["price"]).encoding


def keys_of(folder: Path, encoding, content: str | bytes) -> list[str]:
    """Read a new file and give what was said beside the way it is written."""
    table, told = read_new_rows(open_table(write(folder, content, "new.csv")), encoding, None)
    assert np.isfinite(encoding.apply(table.blocks[0])).all()
    return [repair.key for repair in told]


def test_another_order_delimiter_and_layout_do_not_matter(tmp_path: Path, encoding):
    file = write(tmp_path, HEADER + "5.6.2021;no;80,5;Köln\n25.6.2021;yes;60,5;上海\n", "new.csv")
    table, told = read_new_rows(open_table(file), encoding, None)
    assert told == ()
    row = dict(zip([c.name for c in table.columns], table.blocks[0][0].tolist(), strict=False))
    assert row["area"] == 80.5
    assert encoding.columns[0].known[int(row["city"])] == "Köln"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("2021-06-05;no;80.5;Köln\n", []),
        ("2021-06-05;no;80.5;Bergen\n", ["predictor.new_categories"]),
        ("2021-06-05;;80.5;Köln\n", ["predictor.missing_values"]),
        ("2021-06-05;no;;Köln\n", []),
        ("2150-01-01;no;80.5;Köln\n", ["predictor.far_outside"]),
        ("2021-06-05;no;80.5;Köln\n" * 3 + "2021-06-05;no;9e9;Köln\n", ["predictor.far_outside"]),
        ("".join(f"2021-06-05;no;{50 + n / 1e3};Köln\n" for n in range(20)), ["predictor.narrow"]),
    ],
)
def test_what_does_not_fit_wholly_is_said(tmp_path: Path, encoding, cells: str, said: list[str]):
    assert keys_of(tmp_path, encoding, HEADER + cells) == said


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("sold;garage;city\n2021-06-05;no;Köln\n", "predictor.no_columns"),
        (HEADER + "2021-06-05;no;large;Köln\n", "predictor.wrong_kind"),
        (HEADER + "soon;no;80;Köln\n", "predictor.wrong_kind"),
        (HEADER + "2021-06-05;no;80500;Köln\n" * 4, "predictor.other_unit"),
        (HEADER + "2021-06-05;no;0.008;Köln\n" * 4, "predictor.other_unit"),
    ],
)
def test_what_would_give_wrong_numbers_is_refused(tmp_path: Path, encoding, content, key: str):
    with pytest.raises(DataError) as caught:
        keys_of(tmp_path, encoding, content)
    assert caught.value.key == key
    assert "new.csv" in str(caught.value)


def test_a_workbook_of_other_kinds_is_refused(tmp_path: Path, encoding):
    rows = [["sold", "garage", "area", "city"], [5.0, "no", 80.0, "Köln"]]
    with pytest.raises(DataError) as caught:
        keys_of(tmp_path, encoding, excel_bytes(rows))
    assert caught.value.key == "predictor.wrong_kind"


def test_rows_without_truth_are_counted():
    rows, told = rows_with_truth(np.array([1.0, np.nan, 2.0]), "y")
    assert rows.tolist() == [0, 2]
    assert told[0].values["count"] == 1
