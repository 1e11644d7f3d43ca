"""Names of columns."""

from plainnet.data.table_rows import distinct_names


def test_names_become_distinct_and_it_is_said():
    names, repairs = distinct_names(["a", " a ", "", "b", "a", ""], "x.csv")
    assert names == ("a", "a (2)", "column 3", "b", "a (3)", "column 6")
    assert [repair.key for repair in repairs] == ["table.names_twice", "table.names_missing"]


def test_a_made_name_does_not_take_a_given_one():
    names, _ = distinct_names(["a", "a", "a (2)", "", "column 4"], "x.csv")
    assert len(set(names)) == 5


def test_ten_thousand_names_are_quick():
    names, repairs = distinct_names([f"c{number}" for number in range(10_000)], "x.csv")
    assert len(names) == 10_000
    assert repairs == ()
