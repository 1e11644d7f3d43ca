"""Where a table stands in a file: what separates cells, which lines hold the names of columns."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plainnet.data.written_numbers import begins_as_number, is_missing, is_number
from plainnet.errors import DataError


@dataclass(frozen=True)
class TableForm:
    """What a person says of how a table is written; None leaves it to be found out."""

    decimal: str | None = None  # the sign before decimals, "." or ","
    encoding: str | None = None
    sheet: str | None = None  # of an Excel file, by name or number
    header_row: int | None = None  # line or row with the names of the columns, from 1
    comment: str | None = None  # what lines that are no rows begin with
    day_first: bool | None = None  # whether 01/02/2020 is the first of February
    drop: tuple[str, ...] = ()  # columns of a series not to be looked at


FOUND_OUT = TableForm()

DELIMITERS = (",", ";", "\t", "|")
SHOWN = {"\t": "TAB"}
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAMPLE_ROWS = 500
Row = list[str]
_FULL_WIDTH = "，；、"
_UNUSUAL = " " + _FULL_WIDTH + ":~^"  # tried where nothing else separates cells
_QUOTED_LINE = re.compile(r'"(?:[^"]|"")*[,;\t|](?:[^"]|"")*"\s*')
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|])'[^']*'(?=[,;\t|]|\s*$)")
_ANY_DELIMITER = re.compile(r"[,;\t|]")
ROW_NAMES = "rownames"  # as R calls them; they name rows and are no input


@dataclass(frozen=True)
class Dialect:
    """How the cells of a file are separated.

    `lines_before_header`: a title, or the line that declares the delimiter as Excel writes it.
    """

    delimiter: str  # one character
    lines_before_header: int = 0
    comment: str | None = None  # what lines that are no rows begin with
    is_header_commented: bool = False  # whether the names of the columns stand behind that mark
    second_header: tuple[str, ...] = ()  # a line of units or further names below the names
    repeated: str = ""  # the line of names, where it comes again among the rows
    quote: str = '"'  # what stands around cells that hold the delimiter
    is_line_quoted: bool = False  # whether every line stands in quotation marks as a whole

    @property
    def shown(self) -> str:
        """The delimiter as a sentence can show it."""
        return SHOWN.get(self.delimiter, self.delimiter)


def find_dialect(sample: str, file: str, form: TableForm = FOUND_OUT) -> Dialect:
    r"""Find what separates cells, and on which line the names of the columns stand.

    >>> find_dialect("a;b\n1,5;2\n", "x.csv").delimiter
    ';'
    """
    declared = _DECLARED.match(sample)
    if declared:
        return Dialect(declared[1], 1 if form.header_row is None else form.header_row - 1)
    lines = io.StringIO(sample, newline="").readlines()
    filled = list(filter(str.strip, lines))
    if filled and all(map(_QUOTED_LINE.fullmatch, filled)) and len(lines) > 1:
        inner = "".join(map(unquoted_line, lines))
        return replace(find_dialect(inner, file, form), is_line_quoted=True)
    if filled and '"' not in sample and all(map(_SINGLE_QUOTED.search, filled)):
        inner = sample.replace("'", '"')
        return replace(find_dialect(inner, file, form), quote="'")
    comment = form.comment or _comment_in(sample, lines)
    is_comment = [comment is not None and line.startswith(comment) for line in lines]
    rest = "".join("\n" if is_one else line for line, is_one in zip(lines, is_comment, strict=True))
    scores = {delimiter: _score(rest, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best][1] <= 1 and (unusual := _unusual_delimiter(rest)):
        best = unusual
    elif scores[best][1] <= 1:
        first_line = rest.lstrip().split("\n", 1)[0]
        for separator in _FULL_WIDTH:
            if separator in first_line:
                raise DataError("csv.other_separator", file=file, separator=separator)
        best = ","
    if form.header_row is not None:
        return Dialect(best, form.header_row - 1, comment)
    rows = [(number, row) for number, row in _numbered_rows(rest, best) if number <= len(lines)]
    place = rows[header_place([row for _, row in rows])][0] if rows else 0
    if comment is not None and (named := _commented_header(lines, is_comment, best, rows)):
        return Dialect(best, named - 1, comment, is_header_commented=True)
    below = [row for number, row in rows if number >= place]
    repeated = lines[place].strip() if lines else ""
    if best not in repeated or [line.strip() for line in lines].count(repeated) < 2:
        repeated = ""
    second = second_header(below)
    if second and are_better_names(below[0], second):
        return Dialect(best, place + 1, comment)
    return Dialect(best, place, comment, second_header=second, repeated=repeated)


def _comment_in(sample: str, lines: Sequence[str]) -> str | None:
    """Return the mark of comments: # at the head of a file, or in lines of one cell."""
    is_table = _ANY_DELIMITER.search(lines[0])
    if sample.lstrip().startswith("#") or (
        is_table and any(line[0] == "#" and not _ANY_DELIMITER.search(line) for line in lines)
    ):
        return "#"
    return None


def second_header(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the line below the names of the columns if it holds units or names and no values.

    >>> second_header([["x", "y"], ["kg", ""], ["1", "2"], ["3", "4"]])
    ('kg', '')
    """
    if len(rows) < 4 or len(rows[1]) != len(rows[0]):
        return ()
    below = [row for row in rows[2:] if len(row) == len(rows[0])]
    columns = list(zip(*below, strict=True))
    of_numbers = [
        cell
        for cell, column in zip(rows[1], columns, strict=False)
        if all(is_missing(each) or begins_as_number(each) for each in column)
    ]
    if is_drawn(rows[1]):
        return tuple(rows[1])
    has_value = any(map(begins_as_number, rows[1]))
    named = [cell for cell in of_numbers if not is_missing(cell)]
    return tuple(rows[1]) if named and not has_value else ()


def is_drawn(row: Sequence[str]) -> bool:
    """Whether a row is a line drawn below the names of the columns."""
    return set("".join(row)) <= set("-:= ") and any(row)


def are_better_names(names: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the names of columns stand in the second line, below names of several columns."""
    is_whole = len(set(names) - {""}) == len(names)
    return not is_whole and len(set(second) - {""}) == len(second)


def joined_names(names: Sequence[str], second: Sequence[str]) -> list[str]:
    """Join names that stand above several columns with those below each of them."""
    joined, above = [], ""
    for name, below in zip(names, second, strict=True):
        above = name or above
        joined.append(f"{above} {below}".strip())
    return joined


def _numbered_rows(text: str, delimiter: str) -> list[tuple[int, Row]]:
    """Split the first lines into cells, each row with the number of lines before it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows: list[tuple[int, Row]] = []
    before = 0
    try:
        for row in reader:
            rows.append((before, row))
            before = reader.line_num
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # a broken row further down is told where rows are read
    return rows


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Find the row with the names of the columns: the first full one below a title.

    >>> header_place([["Report", ""], ["", ""], ["x", "y"], ["1", "2"], ["3", "4"]])
    2
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = Counter(count for count in filled if count)
    width = max(usual, key=lambda count: (usual[count], count), default=0)
    place = next((place for place, count in enumerate(filled) if count >= width > 0), 0)
    is_title = all(count <= max(1, width // 2) for count in filled[:place])
    if not is_title and place + 1 < len(rows):  # names above values, beside none of such
        is_title = any(map(begins_as_number, rows[place + 1]))
    has_names = not any(is_number(cell) for cell in rows[place]) if rows else False
    if not (is_title and has_names):
        return 0
    # Names that come again are told apart by those above them.
    is_below = len(set(rows[place])) < len(rows[place]) and place and filled[place - 1] > 1
    return place - 1 if is_below else place


def _commented_header(
    lines: Sequence[str],
    is_comment: Sequence[bool],
    delimiter: str,
    rows: Sequence[tuple[int, Row]],
) -> int:
    """Find the line of comment with the names of the columns, as NumPy writes it; 0 if none."""
    first = next(((number, row) for number, row in rows if any(row)), None)
    if first is None or not any(is_number(cell) for cell in first[1]):
        return 0
    above = [number for number in range(first[0]) if is_comment[number]]
    if not above:
        return 0
    (names,) = csv.reader([lines[above[-1]]], delimiter=delimiter)
    is_header = len(names) == len(first[1]) and not any(is_number(name) for name in names)
    return above[-1] + 1 if is_header else 0


def _unusual_delimiter(sample: str) -> str:
    """Return the sign that parts every line into the same number of cells; empty if none does.

    Of several names in the first line, one may be missing: that of the names of the rows.
    """
    for sign in _UNUSUAL:
        first, *others = [len(row) for _, row in _numbered_rows(sample, sign) if any(row)] or [1]
        if first > 1 and (set(others) <= {first} or set(others) == {first + 1}):
            return sign
    return ""


def unquoted_line(line: str) -> str:
    r"""Take the quotation marks away that stand around a line as a whole.

    >>> unquoted_line('"a,""b"",c"\n')
    'a,"b",c\n'
    """
    text = line.rstrip()
    return text[1:-1].replace('""', '"') + line[len(text) :]


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    """Return the share of rows as wide as the header, and that width; 1 column scores nothing."""
    rows = [row for _, row in _numbered_rows(sample, delimiter)]
    place = header_place(rows)
    widths = [len(row) for row in rows[place:] if any(cell.strip() for cell in row)]
    if not widths or widths[0] == 1:
        return 0.0, 1
    return round(Counter(widths)[widths[0]] / len(widths), 1), widths[0]
