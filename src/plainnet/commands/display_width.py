"""Text in columns of a terminal, where a Chinese character takes two.

Concepts: display width, line wrapping
"""

import re
import unicodedata

_CLOSING = "，。；：、！？）】》”’"


def display_width(text: str) -> int:
    """Count the terminal columns that `text` takes.

    Parameters
    ----------
    text : str
        One line without control characters.

    Returns
    -------
    int
        Columns: two for a wide character, none for a combining mark, else one.

    Examples
    --------
    >>> display_width("loss"), display_width("损失")
    (4, 4)
    """
    return sum(
        0
        if unicodedata.combining(character)
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Fill `text` with blanks to `width` columns, at its left when `right` aligned.

    Parameters
    ----------
    text : str
        One line.
    width : int
        Columns to fill; a longer text stays as it is.
    right : bool, default=False
        Whether the text is moved to the right edge.

    Returns
    -------
    str
        The text with its blanks.

    Examples
    --------
    >>> padded("损失", 6) + "|"
    '损失  |'
    """
    blanks = " " * (width - display_width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` columns.

    Parameters
    ----------
    text : str
        Words with blanks between them, Chinese characters, or both.
    width : int
        Columns of a line; a single longer word keeps a line of its own.

    Returns
    -------
    list of str
        The lines; Chinese may break anywhere but before closing punctuation.

    Examples
    --------
    >>> wrapped("an open book", 7)
    ['an open', 'book']
    >>> wrapped("内部看得见。", 10)
    ['内部看得', '见。']
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and display_width((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Cut `text` where a line may end: after blanks and around wide characters."""
    wide = r"[\u2e80-\u9fff\uff00-\uffef“”‘’]"
    closing = f"[{_CLOSING}]*"
    return re.findall(rf"{wide}{closing} *|(?:(?!{wide})\S)+{closing} *", text)
