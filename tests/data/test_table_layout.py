"""Where a table stands in a file."""

import pytest

from plainnet.data.table_layout import find_dialect
from plainnet.errors import DataError


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ("name,text\nx,a;b;c\ny,d\n", ","),
        ('a;b\n"x;y";1\n', ";"),
        ("only\n1\n2\n", ","),
    ],
)
def test_delimiters_are_found(sample: str, delimiter: str):
    assert find_dialect(sample, "x.csv").delimiter == delimiter


def test_a_declared_delimiter_counts():
    dialect = find_dialect("sep=|\na|b\n1|2\n", "x.csv")
    assert (dialect.delimiter, dialect.lines_before_header) == ("|", 1)


def test_a_full_width_comma_is_named():
    with pytest.raises(DataError, match="，"):
        find_dialect("甲，乙\n1，2\n1\n", "x.csv")


@pytest.mark.parametrize(
    "content",
    [
        "#,name\n1,a\n2,b\n",
        "name,text\nx,y\n",
        ",a\n0,5\n1,6\n",
        "a,b\nnote,\n1,2\n1,2\n",
    ],
)
def test_the_first_line_stays_the_header(content: str):
    assert find_dialect(content, "x.csv").lines_before_header == 0


@pytest.mark.parametrize("row", ["NA,-", "new,5", "unknown,", "1,"])
def test_a_row_of_values_is_no_line_of_units(row: str):
    assert find_dialect(f"x,y\n{row}\n1,2\n3,4\n5,6\n", "x.csv").second_header == ()
