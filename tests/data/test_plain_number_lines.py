r"""Lines of plain numbers, and the reading of files made of them."""

from pathlib import Path

import numpy as np
import pytest

from data.table_files import write
from plainnet.data.column_plan import plan_columns
from plainnet.data.csv_rows import CsvRows, open_csv_rows
from plainnet.data.plain_number_lines import numbers_of_lines
from plainnet.data.raw_table import RawTable, read_raw_table
from plainnet.errors import DataError

PLAIN = "".join(f"{row},{row / 7!r}\n" for row in range(40_000))


class SlowRows(CsvRows):
    """Reads every cell as a text first."""

    def number_blocks(self):
        return self.blocks()


def read(rows: CsvRows) -> RawTable:
    return read_raw_table(rows, plan_columns(rows))


def read_both(path: Path) -> tuple[RawTable, RawTable]:
    rows = open_csv_rows(path)
    return read(rows), read(SlowRows(rows._text))


NOT_PLAIN = """1, 2|1,|,1|1,nan|"1",2|1|1,2,3|1,2e|1,1e400|1,1e101||1_0,2|0x1,2|1,--2|1\r2,3|１,2"""


@pytest.mark.parametrize("line", NOT_PLAIN.split("|"))
def test_anything_but_numbers_is_left_to_the_slower_reader(line: str):
    assert numbers_of_lines([b"1,2\n", f"{line}\n".encode(), b"3,4"], ",", 2) is None


def test_every_digit_counts():
    texts = ["0.1", "-1e-300", ".5", "5.", "+2", "123456789012345678", "1E5", "4.9e-324"]
    values = numbers_of_lines([f"{text};1\r\n".encode() for text in texts], ";", 2)
    assert values is not None
    assert values[:, 0].tolist() == [float(text) for text in texts]


@pytest.mark.parametrize(
    "rest",
    ["", "1,2", "\n", "1,NA\n\n3,4\n", '"5",6\n,\n', "7,1e101\n", "8,odd\n", "9,8\r10,1\n"],
)
def test_files_read_in_both_ways_are_the_same(tmp_path: Path, rest: str):
    fast, slow = read_both(write(tmp_path, f"a,b\n{PLAIN}{rest}"))
    assert [len(block) for block in fast.blocks] == [len(block) for block in slow.blocks]
    for ours, theirs in zip(fast.blocks, slow.blocks, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert fast.repairs == slow.repairs
    counts = [[(c.missing, c.odd, c.first_odd) for c in table.columns] for table in (fast, slow)]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("head", ["a,b\r\n", '"a","b\n"\n', "sep=,\na,b\n", "\ufeffa,b\n"])
def test_headers_of_all_kinds_are_passed(tmp_path: Path, head: str):
    fast, slow = read_both(write(tmp_path, head + PLAIN))
    assert fast.n_rows == slow.n_rows == 40_000
    np.testing.assert_array_equal(fast.blocks[0], slow.blocks[0])


@pytest.mark.parametrize("bad", ["1\n", "1,2,3\n", '1,"2\n', '1,"2"x\n'])
def test_what_is_wrong_far_down_is_named_alike(tmp_path: Path, bad: str):
    rows = open_csv_rows(write(tmp_path, f"a,b\n{PLAIN}{bad}1,2\n"))
    with pytest.raises(DataError) as fast:
        read(rows)
    with pytest.raises(DataError) as slow:
        read(SlowRows(rows._text))
    assert str(fast.value) == str(slow.value)
    assert fast.value.key == slow.value.key
