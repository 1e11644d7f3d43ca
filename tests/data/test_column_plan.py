"""What a column of a table holds."""

from pathlib import Path

import numpy as np
import pytest

from data.table_files import write
from plainnet.data.column_plan import plan_columns, plan_of
from plainnet.data.table_file import open_table
from plainnet.data.written_numbers import NumberStyle


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", ""], "number"),
        (["", "", ""], "number"),
        (["1"] * 19 + ["odd"], "number"),
        (["1", "2", "odd"], "category"),
        (["a", "b"], "category"),
        (["2020-01-01", "2020-12-31", ""], "date"),
        (["1.2.2020", "31.12.2020"], "date"),
        (["20200131", "20200201", "20200301", "20200401", "20200501"], "date"),
        (["20200131", "20200199", "20200301", "20200401", "20200501"], "number"),
        (np.array([1.0, np.nan]), "number"),
        (np.array(["2020-01-01"], "datetime64[us]"), "date"),
    ],
)
def test_kinds_are_found(cells, kind: str):
    assert plan_of("x", 0, [cells], NumberStyle()).kind == kind


def test_columns_can_be_left_out_or_named_categories(tmp_path: Path):
    rows = open_table(write(tmp_path, "a,b,c\n1,2,3\n"))
    plans = plan_columns(rows, without=["a"], categories=["b"])
    assert [(plan.name, plan.position, plan.kind) for plan in plans] == [
        ("b", 1, "category"),
        ("c", 2, "number"),
    ]


def test_a_second_thought_tries_the_next_layout():
    plan = plan_of("x", 0, [["01/02/2020", "03/04/2020"]], NumberStyle())
    assert plan.second_thought().layouts == plan.layouts[1:]
    assert plan_of("x", 0, [["1"]], NumberStyle()).second_thought().kind == "category"
