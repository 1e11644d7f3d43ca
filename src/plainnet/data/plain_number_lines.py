r"""Lines of a CSV file that hold nothing but numbers as programs write them.

Large files mostly consist of such lines, and NumPy reads them some three times as fast as
cells that are first split off as texts.
"""

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plainnet.data.number_cells import LARGEST_NUMBER

_OF_NUMBERS = b"0123456789+-.eE"


def numbers_of_lines(
    lines: Sequence[bytes], delimiter: str, width: int
) -> NDArray[np.float64] | None:
    r"""Read lines of numbers.

    Shapes: returns (lines, width).
    `delimiter`: what stands between numbers, one character.
    Result: None if there is anything else: a blank, a quotation mark, a missing number, a line of
        another width, a number too large to calculate with.

    >>> numbers_of_lines([b"1,2.5\n", b"-3e1,4\n"], ",", 2).tolist()
    [[1.0, 2.5], [-30.0, 4.0]]
    >>> numbers_of_lines([b"1,\n"], ",", 2) is None
    True
    """
    mark = delimiter.encode()
    text = b"".join(lines).replace(b"\r\n", b"\n").removesuffix(b"\n")
    if text.translate(None, _OF_NUMBERS + mark + b"\n"):
        return None
    if any(line.count(mark) != width - 1 for line in lines):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # older NumPy warns of what is no number
            numbers = np.fromstring(text.replace(b"\n", mark), sep=delimiter)
    except (ValueError, DeprecationWarning):
        return None
    is_sound = numbers.size == len(lines) * width and (np.abs(numbers) <= LARGEST_NUMBER).all()
    return numbers.reshape(-1, width) if is_sound else None
