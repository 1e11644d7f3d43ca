"""Text in columns of a terminal, where a Chinese character takes two."""

import re
import unicodedata

_CLOSING = "，。；：、！？）】》”’"


def display_width(text: str) -> int:
    """Count the terminal columns that `text` takes.

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

    >>> padded("损失", 6) + "|"
    '损失  |'
    """
    blanks = " " * (width - display_width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` columns.

    `text`: words with blanks between them, Chinese characters, or both.

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
