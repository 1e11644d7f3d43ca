r"""What separates the cells of a CSV file, found out from its first rows."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from plainnet.errors import DataError

DELIMITERS = (",", ";", "\t", "|")
SHOWN = {"\t": "TAB"}
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAMPLE_ROWS = 500
_OTHER_SEPARATORS = "，；、"


@dataclass(frozen=True)
class Dialect:
    """How the cells of a file are separated.

    `lines_before_header`: 1 where the first line only declares the delimiter, as Excel writes it.
    """

    delimiter: str  # one character
    lines_before_header: int = 0

    @property
    def shown(self) -> str:
        """The delimiter as a sentence can show it."""
        return SHOWN.get(self.delimiter, self.delimiter)


def find_dialect(sample: str, file: str) -> Dialect:
    r"""Find what separates cells: what makes all rows as wide as the header, and widest.

    >>> find_dialect("a;b\n1,5;2\n", "x.csv").delimiter
    ';'
    """
    declared = _DECLARED.match(sample)
    if declared:
        return Dialect(declared[1], lines_before_header=1)
    scores = {delimiter: _score(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    first_line = sample.split("\n", 1)[0]
    if scores[best][1] <= 1:
        for separator in _OTHER_SEPARATORS:
            if separator in first_line:
                raise DataError("csv.other_separator", file=file, separator=separator)
        return Dialect(",")
    return Dialect(best)


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    """Give the share of rows as wide as the header, and that width; 1 column scores nothing."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
    widths: list[int] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                widths.append(len(row))
            if len(widths) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # a broken row further down is told where rows are read
    if not widths or widths[0] == 1:
        return 0.0, 1
    return round(Counter(widths)[widths[0]] / len(widths), 1), widths[0]
