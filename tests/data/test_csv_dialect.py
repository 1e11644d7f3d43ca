"""What separates the cells of a CSV file."""

import pytest

from plainnet.data.csv_dialect import find_dialect
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
        find_dialect("甲，乙\n1，2\n", "x.csv")
